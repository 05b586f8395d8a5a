"""On whose word a map says what it says: exact words on the small country, at the edges too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.drawing.captions import default_title
from netmap.layers import LAYERS, build_view
from netmap.proof import find_behind, tell_basis, tell_sources
from netmap.regio import Regio

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.stand import Stand

    StandOn = Callable[..., Stand]
    Row = dict[str, str]

DAY = "2024-07-01"
ZORG = LAYERS["zorgcoordinatie"]


def by(organisatie: str, gebied: str, bron_datum: str = "", **cells: str) -> Row:
    """One row, with a source of its own."""
    source = f"https://bron.example/{organisatie}"
    return {"organisatie": organisatie, "gebied": gebied, "bron_datum": bron_datum, "bron": source, **cells}


@pytest.mark.parametrize(
    ("rows", "basis", "cited"),
    [
        ([], "", "Geen bron zegt hier iets over op deze dag."),
        ([by("A", "Aadorp", "2019")], "een bron uit 2019", "Bron: 1 openbare bron van 2019."),
        ([by("A", "Aadorp", "2019"), by("B", "Beekstad", "2019")], "bronnen uit 2019",
         "Bronnen: 2 openbare bronnen van 2019."),
        ([by("A", "Aadorp", "2018"), by("B", "Beekstad", "2021")], "bronnen uit 2018–2021",
         "Bronnen: 2 openbare bronnen van 2018 tot en met 2021."),
        ([by("A", "Aadorp", "2018", bevestigd_op="2023")], "een bron uit 2023", "Bron: 1 openbare bron van 2023."),
        ([by("A", "Aadorp", vanaf="2019", bron_uiterlijk="2021")], "een bron zonder datum",
         "Bron: 1 openbare bron zonder datum."),
        ([by("A", "Aadorp", "2018"), by("B", "Beekstad", bron_uiterlijk="2021")],
         "een bron uit 2018 en een bron zonder datum", "Bronnen: 2 openbare bronnen van 2018; 1 regel zonder datum."),
        ([by("A", "Aadorp", "2026")], "een latere bron", "Volgens een latere bron: 1 openbare bron van 2026."),
        ([by("A", "Aadorp", "2026", vanaf="2020")], "een latere bron",
         "Volgens een latere bron: 1 openbare bron van 2026."),
        ([by("A", "Aadorp", "2019"), by("B", "Beekstad", "2026"), by("C", "Ceeburg", "2025")],
         "een bron uit 2019 en latere bronnen",
         "Bron: 1 openbare bron van 2019. Volgens latere bronnen: 2 openbare bronnen van 2025 tot en met 2026."),
        ([by("A", "Aadorp", "2019"), by("B", "Aadorp", "2012", tot="2014")], "een bron uit 2019",
         "Bron: 1 openbare bron van 2019."),
        ([by("B", "Aadorp", "2012", tot="2014")], "een bron uit 2012", "Bron: 1 openbare bron van 2012."),
        ([by("A", "Aadorp", "2023", vanaf="2025")], "", "Geen bron zegt hier iets over op deze dag."),
        ([by("A", "Aadorp", "2023", status="aangekondigd")], "", "Geen bron zegt hier iets over op deze dag."),
    ],
)  # fmt: skip
def test_a_map_says_from_when_the_sources_are_that_hold_and_were_known(
    stand_on: StandOn, rows: list[Row], basis: str, cited: str
) -> None:
    stand = stand_on(DAY, *rows)
    view = build_view(stand, ZORG)
    assert (tell_basis(stand, view), tell_sources(stand, view)) == (basis, cited)
    assert default_title(stand, view) == f"Zorgcoördinatie in Nederland{f', volgens {basis}' if basis else ''}"


def test_where_the_sources_are_named_is_said_of_one_and_of_more(stand_on: StandOn) -> None:
    one = stand_on(DAY, by("A", "Aadorp", "2019"))
    assert tell_sources(one, build_view(one, ZORG), "De notities noemen").endswith("van 2019. De notities noemen hem.")
    two = stand_on(DAY, by("A", "Aadorp", "2019"), by("B", "Beekstad", "2026"))
    assert tell_sources(two, build_view(two, ZORG), "De notities noemen").endswith("van 2026. De notities noemen ze.")
    none = stand_on(DAY)
    assert (
        tell_sources(none, build_view(none, ZORG), "De notities noemen") == "Geen bron zegt hier iets over op deze dag."
    )


def test_only_sources_about_the_area_and_the_layer_count(stand_on: StandOn) -> None:
    trekker = by("T", "Deiland", "2022", rol="bestuurlijk_trekker")
    stand = stand_on(DAY, by("A", "Aadorp", "2019"), trekker)
    boven, onder = Regio("politieregio", "Boven"), Regio("politieregio", "Onder")
    assert tell_basis(stand, build_view(stand, ZORG, boven)) == "een bron uit 2019"
    assert tell_basis(stand, build_view(stand, ZORG, onder)) == ""
    assert tell_basis(stand, build_view(stand, LAYERS["bestuurlijk_trekker"])) == "een bron uit 2022"
    assert tell_basis(stand, build_view(stand, LAYERS["keten"])) == "bronnen uit 2019–2022"
    assert tell_basis(stand, build_view(stand, LAYERS["inwoners"])) == ""


def test_a_criterium_says_on_which_rows_its_answer_rests(stand_on: StandOn) -> None:
    stand = stand_on(DAY, by("T", "Deiland", "2022", rol="bestuurlijk_trekker"))
    r1, r2 = (build_view(stand, LAYERS[key]) for key in ("r1", "r2"))
    assert r1.class_of["GM0004"] == "ja"
    assert (
        tell_sources(stand, r1)
        == "Bron: 1 openbare bron van 2022. Het antwoord volgt uit: de functie bestuurlijk trekker."
    )
    assert tell_sources(stand, r2) == "Geen bron zegt hier iets over op deze dag."
    later = stand_on("2015-01-01", by("T", "Deiland", "2022", rol="bestuurlijk_trekker"))
    view = build_view(later, LAYERS["r1"])
    assert set(view.class_of.values()) == {"onbekend"}
    assert find_behind(later, view.layer, view.codes) == ((), (), ())
