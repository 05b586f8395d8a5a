"""Presenteren: one area fills the screen, and its buttons walk from region to region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screen import conclusion, page, text, write_land

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_land(tmp_path_factory)


@pytest.fixture(autouse=True)
def _small_country(land: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_DATA", str(land))


def _present(**address: str) -> AppTest:
    at = page("presenteren")
    for key, value in {"peildatum": "2026-07-01", **address}.items():
        at.query_params[key] = value
    return at.run()


def _press(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def test_the_walk_goes_through_the_country_and_every_region_and_round_again() -> None:
    at = _present()
    seen = [at.title[0].value]
    for _ in range(3):
        seen.append(_press(at, "Volgende").title[0].value)
    assert seen == ["Heel Nederland", "Politieregio Boven", "Politieregio Onder", "Heel Nederland"]
    assert _press(at, "Vorige").title[0].value == "Politieregio Onder"
    assert at.query_params["gebied"] == "Politieregio Onder"
    assert at.query_params["peildatum"] == "2026-07-01"


def test_another_area_opens_and_leads_on_to_the_country() -> None:
    at = _present(gebied="provincie:Westland")
    assert at.title[0].value == "Provincie Westland"
    assert at.caption[0].value.startswith("1 van 4.")
    assert _press(at, "Volgende").title[0].value == "Heel Nederland"


def test_a_phone_gets_its_own_line_and_the_conclusion_in_words() -> None:
    at = _present(gebied="politieregio:Boven")
    assert [one.value for one in at.caption] == [
        "2 van 3. Pijltje links of rechts: een andere regio. F11: het hele scherm.",
        "2 van 3. Houd de telefoon dwars voor een groter plaatje.",
    ]
    assert "2 van de 3 gemeenten gedekt door een zorgcoördinator" in conclusion(at)
    assert "<span>Enkel gedekt</span><b>2</b>" in text(at)


def test_a_group_of_ones_own_opens_and_leads_on_to_the_country() -> None:
    at = _present(gebied="GM0001;GM0004")
    assert at.title[0].value == "Eigen groep Aadorp en Deiland"
    assert _press(at, "Volgende").title[0].value == "Heel Nederland"


def test_a_layer_in_any_spelling_is_the_one_that_is_shown() -> None:
    shown = _present(laag="bestuurlijk TREKKER").get("image")[0].proto.imgs[0].alt
    assert "Noemt een bron een bestuurlijk trekker" in shown


def test_below_the_map_of_cover_stands_what_may_be_quoted() -> None:
    said = text(_present(gebied="politieregio:Boven"))
    assert "De hele politieregio Boven was op 1 juli 2026 gedekt.” Van 1 van de 3 gemeenten" in said
    assert "Zo niet" not in text(_present(gebied="politieregio:Boven", laag="bestuurlijk_trekker"))
