"""The page Kaart sends its map before all else: what the choices will say is known before they are drawn."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from netmap.schema import GRENZEN
from netmap.ui import filters
from netmap.ui.pages import kaart
from tests.screen import page, write_land

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEYS = ("gemeente", "laag", "politieregio", "gebied", "peildatum", "telt", "netwerk", "grenzen")
ODD = ("xyzzy-17", "", "9" * 5_000, "31-2-2026", "GM9999", "{{7*191}}")


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_land(tmp_path_factory)


@pytest.fixture(autouse=True)
def _small_country(land: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_DATA", str(land))


def _page() -> None:
    import streamlit as st

    from netmap.aannames import Blik
    from netmap.ui import address, cache, filters
    from netmap.ui.pages import kaart

    address.open_page("")
    data = cache.tables()
    ahead, below = kaart.chosen(data), st.container()
    found, layer, region = filters.gemeente(data, or_region=True), filters.layer(), filters.politieregio(data)
    blik = Blik(filters.peildatum(below), filters.telt(below))
    said = kaart.Chosen(found, layer, region, blik, filters.network(), filters.grenzen(data))
    st.session_state["gezegd"] = (ahead, said)


def read(link: Mapping[str, str]) -> tuple[kaart.Chosen, kaart.Chosen]:
    """What is known of the choices before they are drawn, and what they say then."""
    at = AppTest.from_function(_page, default_timeout=60)
    for key, value in link.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    ahead, said = at.session_state["gezegd"]
    return ahead, said


def test_a_link_is_known_before_its_choices_are_drawn() -> None:
    link = {"gemeente": "Aadorp", "laag": "Inwoners per km²", "politieregio": "boven", "netwerk": "true"}
    ahead, said = read({**link, "peildatum": "juni 2021", "telt": "alleen-hoog"})
    assert ahead == said
    assert (ahead.found.code, ahead.layer, str(ahead.region)) == ("GM0001", "inwoners", "politieregio Boven")
    assert (ahead.blik.peildatum, ahead.blik.telt, ahead.network) == (date(2021, 6, 1), ("alleen-hoog",), True)


@pytest.mark.parametrize("area", [{"gebied": "GM0001;GM0002"}, {"gebied": "Politieregio Onder"}, {}])
def test_an_area_is_known_before_its_choice_is_drawn(area: Mapping[str, str]) -> None:
    ahead, said = read(area)
    assert ahead == said
    assert (ahead.region is None) == (not area)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("word", ODD)
def test_what_means_nothing_is_as_the_choice_then_says(key: str, word: str) -> None:
    ahead, said = read({key: word})
    assert ahead == said
    assert ahead.grenzen == GRENZEN[0]


def test_the_map_leaves_before_the_choices_and_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(place: object, name: str) -> None:
        draw = getattr(place, name)

        def noted(*args: Any, **kwargs: Any) -> Any:
            asked.append(name)
            return draw(*args, **kwargs)

        monkeypatch.setattr(place, name, noted)

    for place, name in ((kaart, "show_map"), (filters, "gemeente"), (filters, "layer"), (kaart, "show_gemeenten")):
        note(place, name)
    assert not page("kaart").run().exception
    assert asked == ["show_map", "gemeente", "layer", "show_gemeenten"]


def test_only_the_first_map_of_a_visit_gets_a_head_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change of the page waited for it."""
    waited: list[float] = []
    monkeypatch.setattr(kaart, "runtime", SimpleNamespace(exists=lambda: True))
    monkeypatch.setattr(kaart, "time", SimpleNamespace(sleep=waited.append))
    at = page("kaart").run()
    assert len(waited) == 1
    at.selectbox(key="laag").set_value("keten").run()
    assert not at.exception
    assert len(waited) == 1
