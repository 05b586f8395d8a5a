"""Toereikendheid: fte divided by the inwoners of the whole area, known and unknown apart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.adequacy import DIVISION, Capaciteit, compute_adequacy
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_tables
from netmap.regio import Regio
from netmap.sections.adequacy import adequacy_section
from netmap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
BOVEN = Regio("politieregio", "Boven")
ONDER = Regio("politieregio", "Onder")
FIER = {"organisatie": "Fier", "gebied": "landelijk; -Deiland", "fte": "0.3", "bron_datum": "2026"}
HUIS = {"organisatie": "Huis", "gebied": "Deiland", "bron_datum": "2026"}


def test_a_small_fte_over_a_large_area_is_divided_by_everybody_in_it(stand_on: StandOn) -> None:
    one, other = compute_adequacy(stand_on(DAY, FIER, HUIS)).regels
    assert one == Capaciteit(
        "Fier", "landelijk zonder Deiland", "", 0.3, 3, 60_000, 3, False, ("https://bron.example/",)
    )
    assert (one.fte_per_100k, one.inwoners_per_fte) == (0.5, 200_000)
    assert one.verdeling == "0,30 fte gedeeld door 60.000 inwoners in 3 gemeenten: 0,50 fte per 100.000 inwoners."
    assert (other.organisatie, other.fte, other.fte_per_100k, other.inwoners_per_fte) == ("Huis", None, None, None)
    assert other.verdeling == "Fte onbekend, voor 40.000 inwoners in 1 gemeente."


def test_known_and_unknown_are_counted_apart(stand_on: StandOn) -> None:
    adequacy = compute_adequacy(stand_on(DAY, {**FIER, "gebied": "Ceeburg", "fte": "0.1"}, HUIS))
    assert (adequacy.bekend, adequacy.onbekend, adequacy.per_klasse["dun"]) == ((1, 30_000), (1, 40_000), (1, 30_000))
    assert adequacy.per_klasse == {
        "ruim": (0, 0),
        "gemiddeld": (0, 0),
        "dun": (1, 30_000),
        "fte_onbekend": (1, 40_000),
        "niet_gedekt": (2, 30_000),
    }


def test_thin_cover_shows_where_the_status_is_enkel(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {**FIER, "fte": "0.2"})
    assert stand.dekking["GM0001"].status == "enkel"
    assert build_view(stand, LAYERS["toereikendheid"]).class_of["GM0001"] == "dun"
    assert compute_adequacy(stand, BOVEN).per_klasse["dun"] == (3, 60_000)


def test_a_border_does_not_cut_up_the_fte(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {**FIER, "gebied": "landelijk"})
    (line,) = compute_adequacy(stand, ONDER).regels
    assert (line.gemeenten, line.gemeenten_hier, line.inwoners, line.fte) == (4, 1, 100_000, 0.3)


def test_two_sources_of_the_same_work_are_one_line_with_the_highest_fte(stand_on: StandOn) -> None:
    again = {**FIER, "fte": "0.6", "bron": "https://ander.example/"}
    (line,) = compute_adequacy(stand_on(DAY, FIER, {**FIER, "fte": ""}, again)).regels
    assert (line.fte, line.bronnen) == (0.6, ("https://ander.example/",))


def test_what_ended_stopped_or_is_at_a_distance_has_no_capacity(stand_on: StandOn) -> None:
    rows = [{**FIER, "tot": "2026"}, {**FIER, "status": "op_afstand"}, {**FIER, "status": "vacature"}]
    adequacy = compute_adequacy(stand_on(DAY, *rows))
    assert (adequacy.regels, adequacy.per_klasse["niet_gedekt"]) == ((), (4, 100_000))


def test_two_age_groups_are_two_lines(stand_on: StandOn) -> None:
    rows = [{**FIER, "doelgroep": "tot 23"}, {**FIER, "organisatie": "Moviera", "doelgroep": "vanaf 23", "fte": "0.6"}]
    stand = stand_on(DAY, *rows)
    assert [(line.doelgroep, line.fte_per_100k) for line in compute_adequacy(stand).regels] == [
        ("tot 23", 0.5),
        ("vanaf 23", 1.0),
    ]
    assert adequacy_section(stand).tables[0].cells("doelgroep") == ("tot 23 jaar", "vanaf 23 jaar")


def test_the_table_has_the_division_and_says_what_is_unknown(stand_on: StandOn) -> None:
    (table,) = adequacy_section(stand_on(DAY, FIER, {**HUIS, "bron_datum": ""})).tables
    fier, huis = table.rows
    assert fier == (
        "Fier", "landelijk zonder Deiland", "iedereen", 3, 3, 60_000, 0.3, pytest.approx(0.5), 200_000,
        "0,30 fte gedeeld door 60.000 inwoners in 3 gemeenten: 0,50 fte per 100.000 inwoners.", "nee",
        "https://bron.example/",
    )  # fmt: skip
    assert huis == (
        "Huis", "Deiland", "iedereen", 1, 1, 40_000, "onbekend", "onbekend", "onbekend",
        "Fte onbekend, voor 40.000 inwoners in 1 gemeente.", "ja", "https://bron.example/",
    )  # fmt: skip
    assert adequacy_section(stand_on(DAY)).tables[0].columns == table.columns


def test_no_fte_at_all_is_known_to_be_thin(stand_on: StandOn) -> None:
    (line,) = compute_adequacy(stand_on(DAY, {**FIER, "fte": "0"})).regels
    assert (line.fte_per_100k, line.inwoners_per_fte) == (0.0, None)


@pytest.mark.parametrize(
    ("rows", "gebied", "expected"),
    [
        ([], None, "Van geen enkele gemeente in Nederland is bekend dat zij gedekt is; over fte valt dus niets te "
         "zeggen."),
        ([HUIS], None, "Van geen enkele gedekte gemeente in Nederland is bekend hoeveel fte er is."),
        ([FIER, HUIS], BOVEN,
         "Van alle 3 gedekte gemeenten in de politieregio Boven is bekend hoeveel fte er is (100% van alle "
         "inwoners). Per 100.000 inwoners: Gemiddeld (0,5 tot 1 fte): 3 gemeenten. "
         f"{DIVISION} De grenzen zijn een keuze van de beheerder, geen norm."),
        ([{**FIER, "fte": "0.2"}, HUIS], None,
         "Van 3 van de 4 gedekte gemeenten in Nederland is bekend hoeveel fte er is (60,0% van alle inwoners); "
         "van 1 is dat onbekend. Per 100.000 inwoners: Dun (minder dan 0,5 fte): 3 gemeenten. "
         f"{DIVISION} De grenzen zijn een keuze van de beheerder, geen norm."),
    ],
)  # fmt: skip
def test_the_conclusion_says_what_is_known_and_how_it_is_divided(
    stand_on: StandOn, rows: Iterable[Mapping[str, str]], gebied: Regio | None, expected: str
) -> None:
    assert " ".join(adequacy_section(stand_on(DAY, *rows), gebied).conclusion) == expected


def test_an_unknown_region_is_refused(stand_on: StandOn) -> None:
    with pytest.raises(KeyError, match="Nergens"):
        compute_adequacy(stand_on(DAY), Regio("provincie", "Nergens"))


@settings(max_examples=40)
@given(low=st.floats(0, 3), width=st.floats(0, 3), fte=st.lists(st.none() | st.floats(0, 5), min_size=4, max_size=4))
def test_every_gemeente_is_in_one_class_whatever_the_thresholds(
    rewrite: Callable[[Iterable[Mapping[str, str]]], Path], low: float, width: float, fte: list[float | None]
) -> None:
    names = ("Aadorp", "Beekstad", "Ceeburg", "Deiland")
    rows = [
        {"organisatie": "Fier", "gebied": name, "fte": "" if number is None else f"{number:.3f}"}
        for name, number in zip(names, fte, strict=True)
    ]
    stand = build_stand(load_tables(rewrite(rows)), date(2026, 7, 1), Settings(fte_laag=low, fte_hoog=low + width))
    adequacy = compute_adequacy(stand)
    assert tuple(map(sum, zip(*adequacy.per_klasse.values(), strict=True))) == (4, 100_000)
    assert adequacy.onbekend[0] == fte.count(None)
    legend = build_view(stand, LAYERS["toereikendheid"]).legend
    assert {entry.klasse.key: (entry.gemeenten, entry.inwoners) for entry in legend} == adequacy.per_klasse


def test_the_regions_of_the_real_country_add_up(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    country = compute_adequacy(stand)
    parts = [compute_adequacy(stand, region) for region in real.gebieden.regios("politieregio")]
    for key, (gemeenten, inwoners) in country.per_klasse.items():
        assert gemeenten == sum(part.per_klasse[key][0] for part in parts)
        assert inwoners == sum(part.per_klasse[key][1] for part in parts)
    assert sum(gemeenten for gemeenten, _ in country.per_klasse.values()) == 342


def test_no_source_gives_the_fte_of_a_zorgcoordinator_today(real: Tables) -> None:
    """The eight hours in Flevoland are of a kwartiermaker; the pilot of 16 hours in the Gooi ended in 2020."""
    stand = build_stand(real, date(2026, 11, 21))
    assert [line for line in compute_adequacy(stand).regels if line.fte is not None] == []
    assert set(build_view(stand, LAYERS["toereikendheid"]).class_of.values()) == {"fte_onbekend", "niet_gedekt"}
