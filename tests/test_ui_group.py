"""A group of one's own on the pages: in a link in any spelling, and put together on the page Presentatie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screen import page, text, write_land

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

PAGES = ("kaart", "mijn_regio", "witte_vlekken", "ontwikkeling", "kwetsbaarheid", "presentatie")


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_land(tmp_path_factory)


@pytest.fixture(autouse=True)
def _small_country(land: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_DATA", str(land))


def open_page(name: str, **address: str) -> AppTest:
    at = page(name)
    for key, value in {"peildatum": "2026-07-01", **address}.items():
        at.query_params[key] = value
    return at.run()


def area_of(at: AppTest, name: str) -> str:
    return str(at.selectbox(key="gebied" if name == "presentatie" else "politieregio").value)


@pytest.mark.parametrize("name", PAGES)
def test_a_link_with_a_group_opens_it(name: str) -> None:
    at = open_page(name, gebied="GM0001;GM0004")
    assert not at.exception
    assert area_of(at, name) == "Eigen groep Aadorp en Deiland"
    assert "Aadorp" in text(at)


@pytest.mark.parametrize("written", ["Aadorp; deiland", "oudorp;Deiland", "politieregio:Onder; Aadorp"])
def test_a_group_in_a_link_is_understood_as_people_write_it(written: str) -> None:
    at = open_page("kaart", politieregio=written)
    assert area_of(at, "kaart") == "Eigen groep Aadorp en Deiland"
    assert "van de 2 gemeenten" in text(at)


def test_gemeenten_are_put_together_and_the_address_has_them() -> None:
    at = open_page("presentatie")
    at.multiselect(key="groep").set_value(["GM0004", "GM0001"]).run()
    next(button for button in at.button if button.label == "Neem deze groep").click().run()
    assert not at.exception
    assert at.query_params["gebied"] in ("GM0001;GM0004", ["GM0001;GM0004"])
    assert area_of(at, "presentatie") == "Eigen groep Aadorp en Deiland"
