"""The region of a centrumgemeente on the pages: in the list, in a link, in the question and along to other pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.export.link import view_link
from netmap.regio import Regio
from tests.screen import put_on_screen, text
from tests.test_centrumgemeenten import DIVIDED, divide
from tests.test_ui_group import PAGES, area_of, open_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CEEBURG = "Regio van centrumgemeente Ceeburg"


@pytest.fixture(autouse=True)
def _small_country(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def divided(*contacts: dict[str, str]) -> Path:
        return divide(country(*contacts), *DIVIDED)

    put_on_screen(divided, monkeypatch)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("written", ["centrumgemeente:Ceeburg", CEEBURG])
def test_a_link_opens_it_on_every_page(name: str, written: str) -> None:
    at = open_page(name, gebied=written)
    assert not at.exception
    assert area_of(at, name) == CEEBURG


def test_the_list_has_them_behind_the_politieregios() -> None:
    at = open_page("kaart")
    assert at.selectbox(key="politieregio").options == [
        "Heel Nederland", "Boven", "Onder", "Regio van centrumgemeente Aadorp", CEEBURG,
    ]  # fmt: skip
    at.selectbox(key="politieregio").set_value(CEEBURG).run()
    assert not at.exception
    assert "in de regio van centrumgemeente Ceeburg" in text(at)


def test_who_asks_for_it_gets_it_as_the_area() -> None:
    at = open_page("kaart")
    at.selectbox(key="gemeente").set_value(CEEBURG).run()
    assert area_of(at, "kaart") == CEEBURG


def test_a_file_of_it_links_to_the_map() -> None:
    region = Regio("centrumgemeente", "Ceeburg")
    link = view_link("zorgcoordinatie", region, date(2026, 7, 1))
    assert link == "/kaart?laag=zorgcoordinatie&peildatum=2026-07-01&politieregio=centrumgemeente:Ceeburg"


@pytest.mark.parametrize("name", ["kaart", "mijn_regio", "presentatie"])
def test_their_borders_are_a_choice_that_the_link_keeps(name: str) -> None:
    at = open_page(name)
    assert at.toggle(key="grenzen").value is False
    at.toggle(key="grenzen").set_value(True).run()
    assert not at.exception
    assert at.query_params["grenzen"] == "centrumgemeente"
    assert open_page(name, grenzen="centrumgemeente").toggle(key="grenzen").value is True


def test_the_map_explains_their_borders_and_those_that_may_not_be_there() -> None:
    assert "Grens van" not in text(open_page("kaart"))
    said = text(open_page("kaart", grenzen="centrumgemeente"))
    assert "Grens van de regio van een centrumgemeente" in said
    assert "Misschien een grens: dat is niet bekend" in said


def test_a_file_with_their_borders_links_to_them() -> None:
    link = view_link("zorgcoordinatie", None, date(2026, 7, 1), grenzen="centrumgemeente")
    assert link == "/kaart?laag=zorgcoordinatie&peildatum=2026-07-01&grenzen=centrumgemeente"
