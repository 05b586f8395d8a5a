"""The criteria: what the small country says exactly, and what must hold of the shipped rows whoever updates them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netmap.criteria import Antwoord, count_answers, describe_counts, weigh_area
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import check_folder, load_tables
from netmap.norms import CRITERIA, NVT
from netmap.regio import Regio
from netmap.schema import (
    BEWIJZEN,
    CRITERIA_GEMEENTE,
    CRITERIA_REGIO,
    INDICATOR_COLUMNS,
    METING_COLUMNS,
    ROLLEN_GEMEENTE,
    VORMEN,
    WAARDEN,
)
from netmap.scorecard import build_row, build_scorecard
from netmap.sections.criteria import (
    answered_section,
    conclude_criteria,
    criteria_section,
    profile_table,
    scorecard_table,
)
from netmap.sections.gemeenten import criteria_table
from netmap.sections.statements import group_by_source, statements_table, surveys_table
from netmap.table import Link, Paragraph, Swatch, Table, cell_text
from netmap.tegenspraak import find_tegenspraken
from tests.conftest import NOW, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

    Country = Callable[..., Path]
    StandOn = Callable[..., Stand]
    Said = Callable[..., Stand]

DAY = "2026-07-01"
TODAY = date(2026, 11, 21)
CODES = ("GM0001", "GM0002", "GM0003", "GM0004")
BOVEN = Regio("politieregio", "Boven")
ONDER = Regio("politieregio", "Onder")


ROW = {"organisatie": "Fier", "gebied": "Aadorp"}
"""A contact, for a folder that nothing is wrong with."""


def write_indicators(folder: Path, *rows: Mapping[str, str]) -> Path:
    """Write ``indicatoren.csv``; unnamed columns are blank, ``id``, ``waarde`` and ``bron`` are filled in."""
    filled = [{"id": f"rij-{i}", "waarde": "ja", "bron": "https://bron.example/", **row} for i, row in enumerate(rows)]
    cells = [[row.get(column, "") for column in INDICATOR_COLUMNS] for row in filled]
    write_csv(folder / "indicatoren.csv", INDICATOR_COLUMNS, cells)
    return folder


@pytest.fixture
def said(country: Country) -> Said:
    """Everything known on ``2026-07-01`` about the small country with these indicatoren and contacts."""

    def build(*rows: Mapping[str, str], contacts: tuple[Mapping[str, str], ...] = (), day: str = DAY) -> Stand:
        return build_stand(load_tables(write_indicators(country(*contacts), *rows), NOW), date.fromisoformat(day))

    return build


def values(stand: Stand, key: str) -> list[str]:
    """Answers of Aadorp, Beekstad, Ceeburg and Deiland."""
    return [stand.criteria[key][code].waarde for code in CODES]


# --- the catalogue


def test_there_are_nine_criteria_for_gemeenten_and_nine_for_regions() -> None:
    assert tuple(CRITERIA) == CRITERIA_GEMEENTE + CRITERIA_REGIO
    assert [key for key, criterium in CRITERIA.items() if criterium.is_regionaal] == list(CRITERIA_REGIO)


def test_every_criterium_is_a_layer_with_its_own_name_and_question() -> None:
    for key, criterium in CRITERIA.items():
        layer = LAYERS[key.lower()]
        assert (layer.naam, layer.vraag, layer.groep) == (criterium.naam, criterium.vraag, "criterium")
        keys = [klasse.key for klasse in layer.klassen]
        assert keys == [*WAARDEN, NVT] if key == "G9" else list(WAARDEN)


# --- one gemeente


def test_what_no_source_says_is_unknown_and_never_no(stand_on: StandOn) -> None:
    stand = stand_on(DAY)
    assert {answer.waarde for answers in stand.criteria.values() for answer in answers.values()} == {"onbekend"}
    assert not any(answer.te_bevestigen for answers in stand.criteria.values() for answer in answers.values())


def test_a_row_answers_for_the_gemeenten_in_its_area(said: Said) -> None:
    stand = said(
        {"criterium": "G1", "gebied": "politieregio:Boven; -Aadorp", "waarde": "deels", "bron_datum": "2026"},
        {"criterium": "G3", "gebied": "GM0004", "waarde": "nee", "bron_datum": "2026"},
    )
    assert values(stand, "G1") == ["onbekend", "deels", "deels", "onbekend"]
    assert values(stand, "G3") == ["onbekend", "onbekend", "onbekend", "nee"]
    assert stand.criteria["G3"]["GM0004"] == Antwoord(
        "nee",
        "vers",
        (
            "G3 Meldafspraken: nee.",
            "Nee (Deiland), begindatum onbekend, einddatum onbekend. "
            "Bron: https://bron.example/ (2026; daarna niet bevestigd; zekerheid onbekend).",
        ),
    )


def test_the_most_favourable_statement_that_holds_counts(said: Said) -> None:
    rows = [{"criterium": "G4", "gebied": "Aadorp", "waarde": waarde} for waarde in ("nee", "deels", "onbekend")]
    assert values(said(*rows), "G4")[0] == "deels"
    everywhere = {"criterium": "G4", "gebied": "landelijk", "bron_datum": "2025"}
    assert values(said(*rows, everywhere), "G4") == ["ja"] * 4


def test_of_a_yes_and_a_no_only_the_one_that_goes_before_counts(said: Said) -> None:
    no = {"criterium": "G4", "gebied": "Aadorp", "waarde": "nee", "bron_datum": "2024"}
    yes = {"criterium": "G4", "gebied": "landelijk", "bron_datum": "2023"}
    stand = said(no, yes)
    assert values(stand, "G4") == ["nee", "ja", "ja", "ja"]
    assert [sentence.partition(" (")[0] for sentence in stand.criteria["G4"]["GM0001"].uitleg[1:]] == [
        "Nee",
        "Telt niet, een andere bron gaat voor: ja",
    ]
    assert values(said(no, yes | {"vanaf": "2025"}), "G4") == ["ja"] * 4  # begun after the no
    assert values(said(no | {"waarde": "deels"}, yes), "G4") == ["ja"] * 4  # both can be right
    assert values(said(no | {"waarde": "onbekend", "spreekt_tegen": "rij-1"}, yes), "G4") == ["ja"] * 4
    assert values(said(no | {"waarde": "deels", "spreekt_tegen": "rij-1"}, yes), "G4") == ["deels", "ja", "ja", "ja"]


FORM = {"vorm": "seksuele uitbuiting"}
ROLE = {"rol_gemeente": "Regisseur; beleidsmaker en regelgever"}


@pytest.mark.parametrize("part", [FORM, ROLE, FORM | ROLE])
@pytest.mark.parametrize(
    ("waarde", "whole"), [("ja", "deels"), ("deels", "deels"), ("nee", "onbekend"), ("onbekend", "onbekend")]
)
def test_an_answer_for_some_forms_or_roles_is_a_part_of_the_answer(
    said: Said, part: dict[str, str], waarde: str, whole: str
) -> None:
    row = {"criterium": "G1", "gebied": "Aadorp", "waarde": waarde, "bron_datum": "2026", **part}
    assert values(said(row), "G1") == [whole, "onbekend", "onbekend", "onbekend"]
    assert values(said(row, {"criterium": "G1", "gebied": "Aadorp"}), "G1")[0] == "ja"


@given(st.lists(st.tuples(st.sampled_from(WAARDEN), st.sampled_from(["2024", "2025", ""])), max_size=4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_forms_and_all_roles_say_the_same_as_none(said: Said, found: list[tuple[str, str]]) -> None:
    everything = {"vorm": "; ".join(VORMEN), "rol_gemeente": "; ".join(reversed(ROLLEN_GEMEENTE))}
    rows = [{"criterium": "G1", "gebied": "Aadorp", "waarde": one, "bron_datum": day} for one, day in found]
    assert said(*(row | everything for row in rows)).criteria == said(*rows).criteria


def test_forms_and_roles_are_told_where_the_answer_is(said: Said) -> None:
    stand = said({"criterium": "G1", "gebied": "Aadorp", "bron_datum": "2026", **FORM, **ROLE})
    limits = "Aadorp; alleen voor seksuele uitbuiting; alleen als beleidsmaker en regelgever en als regisseur"
    opening, told = stand.criteria["G1"]["GM0001"].uitleg
    assert (opening, told.partition(",")[0]) == ("G1 Beleid: deels.", f"Ja ({limits})")
    assert statements_table(stand).cells("gebied") == (limits,)


def test_answers_about_different_forms_or_roles_do_not_contradict_each_other(said: Said) -> None:
    yes = {"criterium": "G1", "gebied": "Aadorp", "bron_datum": "2024", "vorm": "seksuele uitbuiting"}
    no = {"criterium": "G1", "gebied": "Aadorp", "waarde": "nee", "bron_datum": "2025"}
    for part, against, answer in (
        ({"vorm": "criminele uitbuiting"}, 0, "deels"),
        ({"vorm": "seksuele uitbuiting; criminele uitbuiting"}, 1, "onbekend"),
        ({"rol_gemeente": "regisseur"}, 1, "deels"),  # a no about one role: the yes may be about another
        ({}, 1, "nee"),
    ):
        stand = said(yes, no | part)
        assert len(find_tegenspraken(stand.tables.indicatoren, stand.peildatum)) == against
        assert values(stand, "G1")[0] == answer
    stand = said(yes | {"vorm": "", "rol_gemeente": "signaleerder"}, no | {"rol_gemeente": "regisseur"})
    assert find_tegenspraken(stand.tables.indicatoren, stand.peildatum) == ()


def test_a_word_that_is_no_form_or_role_is_told(country: Country) -> None:
    folder = write_indicators(
        country(ROW), {"criterium": "G1", "gebied": "Aadorp", "vorm": "arbeidsuitbuitingen", "rol_gemeente": "regiseur"}
    )
    assert [str(problem) for problem in check_folder(folder)] == [
        "indicatoren.csv, rij 2, kolom vorm: 'arbeidsuitbuitingen' kan hier niet. Bedoelt u 'arbeidsuitbuiting'? "
        "Tussen meer woorden hoort een puntkomma.",
        "indicatoren.csv, rij 2, kolom rol_gemeente: 'regiseur' kan hier niet. Bedoelt u 'regisseur'? "
        "Tussen meer woorden hoort een puntkomma.",
    ]


def test_a_plan_that_ended_or_has_yet_to_begin_is_unknown_but_told(said: Said) -> None:
    stand = said(
        {"criterium": "G1", "gebied": "Aadorp", "tot": "2026-07-01"},
        {"criterium": "G1", "gebied": "Beekstad", "vanaf": "2026-07-02"},
        {"criterium": "G1", "gebied": "Ceeburg", "vanaf": "2026-07-01", "tot": "2026-07-02"},
    )
    assert values(stand, "G1") == ["onbekend", "onbekend", "ja", "onbekend"]
    assert stand.criteria["G1"]["GM0001"].uitleg[1].startswith("Eerder: ja (Aadorp), begindatum onbekend, tot 1 juli")
    assert stand.criteria["G1"]["GM0002"].uitleg[1].startswith("Later: ja (Beekstad), vanaf 2 juli 2026")


def test_an_answer_is_to_be_confirmed_unless_a_recent_source_says_the_same(said: Said) -> None:
    old = {"criterium": "G1", "gebied": "Aadorp", "bron_datum": "2024-06-30"}
    assert said(old).criteria["G1"]["GM0001"].te_bevestigen
    assert said({**old, "bron_datum": ""}).criteria["G1"]["GM0001"].te_bevestigen
    assert not said({**old, "bron_datum": "2024-07-01"}).criteria["G1"]["GM0001"].te_bevestigen
    assert not said(old, {**old, "id": "x", "bron_datum": "2026"}).criteria["G1"]["GM0001"].te_bevestigen
    assert said(old, {**old, "id": "x", "waarde": "deels", "bron_datum": "2026"}).criteria["G1"]["GM0001"].te_bevestigen


def test_contacts_and_indicators_are_weighed_together(said: Said) -> None:
    contact = {"rol": "aandachtsfunctionaris", "organisatie": "Gemeente", "gebied": "Aadorp; Beekstad"}
    none = {**contact, "gebied": "Deiland", "status": "geen"}
    stand = said(
        {"criterium": "G2", "gebied": "Aadorp", "waarde": "nee"},
        {"criterium": "G2", "gebied": "Ceeburg", "waarde": "deels"},
        contacts=(contact, none),
    )
    assert values(stand, "G2") == ["ja", "ja", "deels", "nee"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"status": "op_afstand"}, "nee"),
        ({"status": "geen"}, "nee"),
        ({"status": "vacature"}, "nee"),
        ({"status": "gestopt"}, "nee"),
        ({"tot": "2026-07-01"}, "onbekend"),
        ({"status": "gestopt", "tot": "2026-07-01"}, "onbekend"),
        ({"vanaf": "2026-07-02"}, "onbekend"),
        ({"doelgroep": "tot 23"}, "deels"),
        ({"status": "pilot"}, "ja"),
    ],
)
def test_zorgcoordinatie_is_only_no_when_a_source_says_so(said: Said, row: dict[str, str], expected: str) -> None:
    stand = said(contacts=({"organisatie": "Fier", "gebied": "Aadorp", **row},))
    assert (values(stand, "G5")[0], values(stand, "R4")[0]) == (expected, expected)


def test_the_fte_is_measured_by_the_thresholds_and_says_so(said: Said) -> None:
    fte = {"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "fte": "0.12", "bron_datum": "2026"}
    stand = said(contacts=(fte,))
    assert values(stand, "R5") == ["nee", "nee", "onbekend", "onbekend"]
    assert stand.criteria["R5"]["GM0001"].uitleg[1] == (
        "0,40 fte per 100.000 inwoners van het hele gebied. De grenzen zijn 0,50 en 1,00: een keuze, geen norm."
    )


def test_fte_just_below_a_threshold_is_below_it(said: Said) -> None:
    """0.1499 over 30,000 inwoners is 0.49967 per 100,000: written as 0,50, and still thin."""
    fte = {"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "fte": "0.1499", "bron_datum": "2026"}
    assert values(said(contacts=(fte,)), "R5")[:2] == ["nee", "nee"]


def test_only_gemeenten_with_a_counter_are_asked_whether_it_is_trained(said: Said) -> None:
    rows = ({"criterium": "G9", "gebied": "Aadorp", "waarde": "onbekend"}, {"criterium": "G9", "gebied": "Deiland"})
    stand = said(*rows)
    assert values(stand, "G9") == ["onbekend", NVT, NVT, "ja"]
    legend = {entry.klasse.key: entry.gemeenten for entry in build_view(stand, LAYERS["g9"]).legend}
    assert legend == {"ja": 1, "deels": 0, "nee": 0, "onbekend": 1, NVT: 2}


indicators = st.lists(
    st.fixed_dictionaries(
        {
            "criterium": st.sampled_from(["G1", "G5", "R1"]),
            "gebied": st.sampled_from(["landelijk", "Aadorp", "politieregio:Boven", "provincie:Westland"]),
            "waarde": st.sampled_from(WAARDEN),
            "vanaf": st.sampled_from(["", "2020", "2027"]),
            "tot": st.sampled_from(["", "2028"]),
            "bron_datum": st.sampled_from(["", "2019", "2026"]),
        }
    ),
    max_size=5,
)
quick = settings(max_examples=30)


@quick
@given(rows=indicators, data=st.data())
def test_the_order_of_rows_never_matters(
    rewrite: Callable[[list[Mapping[str, str]]], Path], rows: list[dict[str, str]], data: st.DataObject
) -> None:
    named = [{**row, "id": f"vast-{number}"} for number, row in enumerate(rows)]
    found = []
    for order in (named, data.draw(st.permutations(named))):
        stand = build_stand(load_tables(write_indicators(rewrite([]), *order), NOW), date(2026, 7, 1))
        found.append((stand.criteria, stand.criteria_per_regio))
    assert found[0] == found[1]


@quick
@given(rows=indicators, waarde=st.sampled_from(WAARDEN), area=st.sampled_from(["Aadorp", "politieregio:Boven"]))
def test_another_statement_never_makes_an_answer_worse_unless_it_contradicts_one(
    rewrite: Callable[[list[Mapping[str, str]]], Path], rows: list[dict[str, str]], waarde: str, area: str
) -> None:
    rows = [row for row in rows if {row["waarde"], waarde} != {"ja", "nee"}]
    before = build_stand(load_tables(write_indicators(rewrite([]), *rows), NOW), date(2026, 7, 1))
    extra = {"criterium": "G1", "gebied": area, "waarde": waarde, "id": "extra"}
    after = build_stand(load_tables(write_indicators(rewrite([]), *rows, extra), NOW), date(2026, 7, 1))
    for one, other in zip(values(before, "G1"), values(after, "G1"), strict=True):
        assert WAARDEN.index(other) <= WAARDEN.index(one)
    assert WAARDEN.index(values(after, "G1")[0]) <= WAARDEN.index(waarde)
    assert values(before, "G5") == values(after, "G5")


# --- areas

claims = st.tuples(st.sampled_from([one for one in WAARDEN if one != "onbekend"]), st.sampled_from(BEWIJZEN))
answers = st.lists(claims | st.sampled_from([("onbekend", ""), (NVT, "")]), min_size=1, max_size=6)


@given(answers)
def test_an_area_is_yes_or_no_only_when_all_of_it_is(found: list[tuple[str, str]]) -> None:
    given_answers = {f"GM{i:04d}": Antwoord(waarde, bewijs, ()) for i, (waarde, bewijs) in enumerate(found)}
    one = weigh_area(CRITERIA["R1"], given_answers, list(given_answers))
    asked = {waarde for waarde, _ in found} - {NVT}
    if len(asked) <= 1:
        assert one.waarde == (asked.pop() if asked else NVT)
    else:
        assert one.waarde == ("deels" if asked & {"ja", "deels"} else "onbekend")
    assert one.bewijs in {"", *(bewijs for _, bewijs in found)}
    assert (one.bewijs == "") == (one.waarde in {"onbekend", NVT})


@given(answers)
def test_counts_add_up_and_every_unknown_is_said(found: list[tuple[str, str]]) -> None:
    given_answers = {f"GM{i:04d}": Antwoord(waarde, bewijs, ()) for i, (waarde, bewijs) in enumerate(found)}
    counts = count_answers(given_answers, given_answers)
    assert sum(counts.values()) == len(found)
    assert (f"{counts['onbekend']} onbekend" in describe_counts(counts)) == bool(counts["onbekend"])


def test_a_criterium_of_a_region_colours_the_whole_region(said: Said) -> None:
    stand = said({"criterium": "R2", "gebied": "Aadorp"}, {"criterium": "R2", "gebied": "Deiland", "waarde": "nee"})
    view = build_view(stand, LAYERS["r2"])
    assert [view.class_of[code] for code in CODES] == ["deels", "deels", "deels", "nee"]
    assert stand.criteria_per_regio["R2"]["Boven"].uitleg == (
        "R2 Regionale tafel: deels. Aantal gemeenten: 1 ja, 2 onbekend.",
    )


# --- side by side

PLANS = (
    {"criterium": "G1", "gebied": "Aadorp", "bron_datum": "2020"},
    {"criterium": "G1", "gebied": "Deiland", "waarde": "nee", "bron_datum": "2026"},
    {"criterium": "R9", "gebied": "Aadorp; Beekstad", "bron_datum": "2026"},
    {"criterium": "G9", "gebied": "Beekstad", "waarde": "onbekend"},
)


def test_regions_and_criteria_stand_in_one_table(said: Said) -> None:
    table = scorecard_table(said(*PLANS))
    assert [column.key for column in table.columns] == ["criterium", "Boven", "Onder", "Nederland"]
    told = {row[0]: [cell_text(cell) for cell in row[1:]] for row in table.rows}
    assert list(told) == [one.naam for one in CRITERIA.values()]
    assert told["G1 Beleid"] == ["1 ja, 2 onbekend", "1 nee", "1 ja, 1 nee, 2 onbekend"]
    assert told["G9 RNI-loket getraind"] == [
        "1 onbekend, 2 niet van toepassing", "1 niet van toepassing", "1 onbekend, 3 niet van toepassing",
    ]  # fmt: skip
    assert told["R8 Signalentafel"] == ["onbekend", "onbekend", "2 onbekend (regio's)"]
    assert told["R9 Regionaal plan"] == [
        "deels (gemeenten: 2 ja, 1 onbekend)",
        "onbekend",
        "1 deels, 1 onbekend (regio's)",
    ]


def test_the_own_region_stands_out_in_words_too(said: Said) -> None:
    columns = scorecard_table(said(*PLANS), ONDER).columns
    assert [(column.name, column.marked) for column in columns[1:]] == [
        ("Boven", False), ("Onder (deze regio)", True), ("Nederland", False),
    ]  # fmt: skip
    assert not any(column.marked for column in scorecard_table(said(*PLANS), Regio("provincie", "Westland")).columns)


def test_a_cell_has_what_a_pattern_needs(said: Said) -> None:
    boven, onder, country = build_scorecard(said(*PLANS))
    assert (boven.naam, onder.naam, country.naam) == ("Boven", "Onder", "Nederland")
    assert (boven.cellen["G1"].waarde, boven.cellen["G1"].te_bevestigen) == ("deels", True)
    assert (onder.cellen["G1"].waarde, onder.cellen["G1"].te_bevestigen) == ("nee", False)
    assert country.cellen["R9"].aantallen == {"ja": 0, "deels": 1, "nee": 0, "onbekend": 1, NVT: 0}


def test_what_is_answered_is_listed_and_the_rest_is_said_once(said: Said) -> None:
    stand = said(*PLANS)
    section = answered_section(stand, BOVEN)
    assert section.headline == "Politieregio Boven: over 2 van de 18 criteria zegt een bron iets"
    table, rest = section.blocks
    assert isinstance(table, Table)
    told = [tuple(cell.text if isinstance(cell, Swatch) else cell for cell in row) for row in table.rows]
    assert told == [
        ("G1 Beleid", "1 ja, 2 onbekend", "1 ja, 1 nee, 2 onbekend", "Onder"),
        ("R9 Regionaal plan", "deels (gemeenten: 2 ja, 1 onbekend)", "1 deels, 1 onbekend (regio's)", "geen"),
    ]
    assert rest == Paragraph(
        "Over deze onderwerpen zegt geen bron iets: aandachtsfunctionaris, meldafspraken, training, zorgcoördinatie, "
        "opvang en nazorg, casus- en strategisch overleg, portefeuillehouder, RNI-loket getraind, bestuurlijk trekker, "
        "regionale tafel, ketenregisseur, zorgcoördinatie overal, fte, financiering, alle vormen en doelgroepen, "
        "signalentafel. Onbekend is geen nee."
    )
    (country, _) = answered_section(stand).blocks
    assert isinstance(country, Table)
    assert [column.name for column in country.columns] == ["Criterium", "Nederland", "Regio's met een antwoord"]
    nothing = answered_section(said())
    assert len(nothing.blocks) == 1
    assert nothing.headline == "Over geen van de 18 criteria zegt een bron iets"


def test_no_cell_of_what_is_answered_says_only_unknown(today: Stand) -> None:
    """The matrix had ninety cells that said it."""
    for region in (None, *today.tables.gebieden.regios("politieregio")):
        table, rest, _ = answered_section(today, region).blocks
        assert isinstance(table, Table)
        assert isinstance(rest, Paragraph)
        assert all(getattr(row[1], "text", "") != "onbekend" for row in table.rows)
        silent = rest.text.count(",") + 1
        assert len(table.rows) + silent in {17, 18}


def test_a_region_is_set_against_the_country(said: Said) -> None:
    table = profile_table(said(*PLANS), BOVEN)
    assert table.columns[2].name == "Politieregio Boven"
    told = {str(row["criterium"]): row for row in table.records()}
    beleid = told["G1 Beleid"]
    assert beleid["antwoord"] == "1 ja, 2 onbekend"
    assert beleid["bekend"] == pytest.approx(1 / 3)
    assert (beleid["nederland"], beleid["bekend_nederland"]) == ("1 ja, 1 nee, 2 onbekend", 1 / 2)
    assert beleid["te_bevestigen"] == "ja"
    plan = told["R9 Regionaal plan"]
    assert (plan["bekend"], plan["bekend_nederland"]) == (1, 1 / 2)
    loket = told["G9 RNI-loket getraind"]
    assert (loket["antwoord"], loket["bekend"]) == ("1 onbekend, 2 niet van toepassing", 0)
    assert [column.key for column in profile_table(said(*PLANS)).columns] == [
        "criterium", "vraag", "antwoord", "bekend", "te_bevestigen",
    ]  # fmt: skip


def test_of_a_gemeente_that_no_criterium_is_for_there_is_no_share(said: Said) -> None:
    table = profile_table(said(*PLANS), ONDER)
    assert dict(zip(table.cells("criterium"), table.cells("bekend"), strict=True))["G9 RNI-loket getraind"] is None


def test_a_province_is_answered_for_itself(said: Said) -> None:
    stand = said({"criterium": "R1", "gebied": "provincie:Westland"})
    assert build_row(stand, Regio("provincie", "Westland")).cellen["R1"].tekst == "ja"
    assert build_row(stand, BOVEN).cellen["R1"].tekst == "deels (gemeenten: 1 ja, 2 onbekend)"


def test_an_unknown_region_is_refused(stand_on: StandOn) -> None:
    with pytest.raises(KeyError, match="Nergens"):
        build_row(stand_on(DAY), Regio("provincie", "Nergens"))


def test_every_gemeente_has_its_criteria_in_words(said: Said) -> None:
    table = criteria_table(said(*PLANS), ["GM0004", "GM0001"]).select(["code", "g1", "g9", "r9"])
    assert table.rows == (
        ("GM0001", "Ja", "Geen RNI-loket volgens de lijst", "Deels"),
        ("GM0004", "Nee, volgens een bron", "Geen RNI-loket volgens de lijst", "Onbekend"),
    )


def test_every_statement_about_a_region_stands_in_a_table_with_its_source(said: Said) -> None:
    old = {"criterium": "G3", "gebied": "Aadorp; GM0004", "tot": "2020", "zekerheid": "laag", "opmerking": "Let op."}
    stand = said({"criterium": "R9", "gebied": "politieregio:Boven", "bron_datum": "2026-02"}, old)
    table = statements_table(stand)
    assert table.rows == (
        ("G3 Meldafspraken", "Aadorp en Deiland", "ja", "begindatum onbekend, tot 2020", "niet meer",
         "https://bron.example/", "onbekend", "laag", "Let op."),
        ("R9 Regionaal plan", "politieregio Boven", "ja", "begindatum onbekend, einddatum onbekend", "ja",
         "https://bron.example/", "2026-02", "onbekend", ""),
    )  # fmt: skip
    assert statements_table(stand, ONDER).cells("criterium") == ("G3 Meldafspraken",)
    assert statements_table(said()).columns == table.columns
    assert group_by_source(stand, None).rows == (
        (Link("bron.example", "https://bron.example/"), "2026-02", "R9 Regionaal plan: ja, politieregio Boven"),
    )


def test_scripts_get_the_answers_per_area_and_what_sources_say(said: Said) -> None:
    stand = said(*PLANS)
    facts = criteria_section(stand).facts
    assert list(facts) == ["criteria", "gebieden", "uitspraken"]
    assert [one["naam"] for one in facts["gebieden"]] == ["Boven", "Onder", "Nederland"]
    assert facts["gebieden"][0]["antwoorden"]["G1"]["antwoord"] == "deels"
    own = criteria_section(stand, ONDER).facts
    assert [one["naam"] for one in own["gebieden"]] == ["Onder", "Nederland"]
    assert [one["criterium"] for one in own["uitspraken"]] == ["G1"]


def test_the_conclusion_says_how_much_is_unknown(said: Said) -> None:
    stand = said(*PLANS)
    silent = (
        "aandachtsfunctionaris, meldafspraken, training, zorgcoördinatie, opvang en nazorg, casus- en strategisch "
        "overleg, portefeuillehouder, RNI-loket getraind, bestuurlijk trekker, regionale tafel, ketenregisseur, "
        "zorgcoördinatie overal, fte, financiering, alle vormen en doelgroepen, signalentafel"
    )
    compact = criteria_section(stand, compact=True)
    assert compact.tables[0].cells("criterium") == ("G1 Beleid", "R9 Regionaal plan")
    assert " ".join(conclude_criteria(stand)) == (
        "Beleid in Nederland: 1 ja, 1 nee. Van 2 van de 4 gemeenten is dit onbekend. "
        f"Over 16 van de 18 criteria zegt geen enkele bron iets over deze dag: {silent}. Onbekend is geen nee."
    )
    assert " ".join(conclude_criteria(stand, ONDER)) == (
        "Beleid in de politieregio Onder: 1 nee. "
        f"Over 17 van de 18 criteria zegt geen enkele bron iets over deze dag: {silent}, regionaal plan. "
        "Onbekend is geen nee."
    )
    nothing, silence, *_ = conclude_criteria(said())
    assert nothing == "Over beleid in Nederland zegt geen enkele bron iets."
    assert silence.startswith("Over alle 18 criteria")


# --- surveys


def write_surveys(folder: Path, *rows: Mapping[str, str]) -> Path:
    """Write ``landelijke_metingen.csv``; unnamed columns are blank."""
    filled = [{"id": f"m-{i}", "jaar": "2019", "uitspraak": "heeft beleid", "aandeel": "5", "bron": "https://b.example/"}
              | row for i, row in enumerate(rows)]  # fmt: skip
    cells = [[row.get(column, "") for column in METING_COLUMNS] for row in filled]
    write_csv(folder / "landelijke_metingen.csv", METING_COLUMNS, cells)
    return folder


def test_a_survey_stands_beside_the_map_with_its_response(country: Country) -> None:
    folder = write_surveys(
        country(),
        {"criterium": "G1", "aandeel": "4.5", "antwoorden": "135", "gevraagd": "355", "bron_datum": "2019-10"},
        {"jaar": "2021", "aandeel": "ruim 60"},
        {"jaar": "2017", "antwoorden": "167"},
    )
    stand = build_stand(load_tables(folder), date(2026, 7, 1))
    assert surveys_table(stand).select(["jaar", "criterium", "aandeel", "respons"]).rows == (
        ("2021", "–", "ruim 60%", "onbekend"),
        ("2019", "G1 Beleid", "4,5%", "135 van de 355 gemeenten (38,0%)"),
        ("2017", "–", "5%", "167 gemeenten; hoeveel er gevraagd zijn is onbekend"),
    )
    assert values(stand, "G1") == ["onbekend"] * 4
    assert conclude_criteria(stand)[-2:] == (
        "De laatste landelijke meting met bekende respons is van 2019: 135 van de 355 gemeenten (38,0%) gaven "
        "antwoord.",
        "Die percentages gaan over wie antwoordde, zeggen niets over andere gemeenten en staan niet op de kaart.",
    )


# --- the files


def test_a_folder_without_the_files_knows_nothing_and_is_clean(country: Country) -> None:
    folder = country(ROW)
    tables = load_tables(folder)
    assert (len(tables.indicatoren), len(tables.metingen), tables.notices) == (0, 0, ())
    assert check_folder(folder) == []


def test_every_mistake_in_the_indicators_is_told_at_once(country: Country) -> None:
    folder = write_indicators(
        country(ROW),
        {"id": "a", "criterium": "G10", "gebied": "Aadorp"},
        {"id": "a", "criterium": "g1", "gebied": "Aadrop", "waarde": "misschien"},
        {"id": "", "criterium": "R1", "gebied": "Aadorp", "vanaf": "2026", "tot": "2025"},
        {"id": "b", "criterium": "R1", "gebied": "Aadorp", "bron": "", "opmerking": "bel 06-12345678"},
        {"id": "c", "criterium": "R1", "gebied": "Aadorp", "bron_datum": "2199"},
    )
    found = [str(problem) for problem in check_folder(folder)]
    assert found == [
        "indicatoren.csv, rij 3, kolom id: dit id staat al in rij 2. Geef elke rij een eigen id.",
        "indicatoren.csv, rij 2, kolom criterium: 'G10' kan hier niet. Bedoelt u 'G1'?",
        "indicatoren.csv, rij 3, kolom waarde: deze tekst kan hier niet. Kies uit: ja, deels, nee, onbekend.",
        "indicatoren.csv, rij 3, kolom gebied: 'Aadrop' is geen bekende gemeente. Bedoelt u Aadorp?",
        "indicatoren.csv, rij 4, kolom id: het id ontbreekt. Geef elke rij een eigen id, zoals fier-fryslan.",
        "indicatoren.csv, rij 4, kolom tot: '2025' ligt niet na vanaf ('2026'). Verbeter een van de twee.",
        "indicatoren.csv, rij 5, kolom bron: de bron ontbreekt. Vul in waar dit staat, liefst een webadres.",
        "indicatoren.csv, rij 5, kolom opmerking: de opmerking bevat een e-mailadres, telefoonnummer of profiel. "
        "De tekst is niet overgenomen; haal het eruit.",
        "indicatoren.csv, rij 6, kolom bron_datum: '2199' ligt in de toekomst. Vul een dag in die er al was.",
    ]


def test_every_mistake_in_the_surveys_is_told_at_once(country: Country) -> None:
    folder = write_surveys(
        country(ROW), {"jaar": "vorig jaar", "aandeel": "5%", "uitspraak": "", "antwoorden": "-1", "criterium": "L1"}
    )
    assert [str(problem) for problem in check_folder(folder)] == [
        "landelijke_metingen.csv, rij 2, kolom jaar: deze tekst kan hier niet. Schrijf een jaar, zoals 2019.",
        "landelijke_metingen.csv, rij 2, kolom criterium: 'L1' kan hier niet. "
        "Kies uit: G1, G2, G3, G4, G5, G6, G7, G8, G9, R1, R2, R3, R4, R5, R6, R7, R8, R9.",
        "landelijke_metingen.csv, rij 2, kolom uitspraak: de uitspraak ontbreekt. Schrijf wat er gemeten is.",
        "landelijke_metingen.csv, rij 2, kolom aandeel: '5%' kan hier niet. "
        "Schrijf een percentage zonder teken, zoals 4,5 of circa 5.",
        "landelijke_metingen.csv, rij 2, kolom antwoorden: '-1' kan hier niet. Schrijf een heel getal, zoals 135.",
    ]


# --- the shipped data


@pytest.fixture(scope="module")
def today(real: Tables) -> Stand:
    """Everything known on the day the data was made."""
    return build_stand(real, TODAY)


def test_every_shipped_row_has_a_source_and_a_remark(real: Tables) -> None:
    for rows in (real.indicatoren, real.metingen):
        assert len({row.id for row in rows}) == len(rows) > 0
        assert [row.bron for row in rows if not re.match(r"https?://\S+$", row.bron)] == []
        assert all(row.opmerking for row in rows)
        assert {row.zekerheid for row in rows} <= {"hoog", "midden", "laag"}
        assert all(row.bron_datum is None or row.bron_datum <= TODAY for row in rows)


def test_a_shipped_no_is_zorgcoordinatie_at_a_distance_thin_fte_or_a_plan_that_was_not_signed(today: Stand) -> None:
    no = {
        (key, code)
        for key, answers in today.criteria.items()
        for code, answer in answers.items()
        if answer.waarde == "nee"
    }
    distant = {code for code, one in today.dekking.items() if one.status == "op_afstand"}
    thin = {code for code, one in today.dekking.items() if one.fte_per_100k is not None}
    unsigned = {
        code
        for code, one in today.dekking.items()
        if one.politieregio == "Noord-Nederland" and one.provincie != "Drenthe"
    }
    said = {"G5": distant, "R4": distant, "R5": thin, "R9": unsigned}
    assert no == {(key, code) for key, codes in said.items() for code in codes}


def test_the_counters_are_the_nineteen_of_the_list(today: Stand) -> None:
    waarden = [answer.waarde for answer in today.criteria["G9"].values()]
    assert (waarden.count("onbekend"), waarden.count(NVT)) == (19, 323)


def test_the_answers_agree_with_the_layers_they_come_from(today: Stand) -> None:
    for key, rol in (("G2", "aandachtsfunctionaris"), ("R1", "bestuurlijk_trekker"), ("R3", "ketenregisseur")):
        for code, answer in today.criteria[key].items():
            assert (answer.waarde == "ja") == (today.rollen[rol][code].status == "ja")
    assert {code for code, answer in today.criteria["G5"].items() if answer.waarde == "ja"} == {
        code for code, one in today.dekking.items() if one.is_gedekt
    }


def test_the_table_has_the_ten_regions_and_the_country_adds_them_up(today: Stand) -> None:
    *regions, country = build_scorecard(today)
    assert (len(regions), country.naam, country.gemeenten) == (10, "Nederland", 342)
    for key in CRITERIA_GEMEENTE:
        for waarde in (*WAARDEN, NVT):
            assert country.cellen[key].aantallen[waarde] == sum(r.cellen[key].aantallen[waarde] for r in regions)
    for key in CRITERIA_REGIO:
        assert sum(country.cellen[key].aantallen.values()) == 10


def test_beleid_that_ended_is_unknown_today_and_known_then(real: Tables, today: Stand) -> None:
    goes = real.names.find("Goes").code
    assert goes is not None
    assert today.criteria["G1"][goes].waarde == "onbekend"
    assert build_stand(real, date(2022, 1, 1)).criteria["G1"][goes].waarde == "ja"


def test_the_response_of_2019_is_135_of_355(today: Stand) -> None:
    found = {row["respons"] for row in surveys_table(today).records() if row["jaar"] == "2019"}
    assert found == {"135 van de 355 gemeenten (38,0%)"}
    assert any("135 van de 355 gemeenten (38,0%)" in said for said in conclude_criteria(today))


def test_no_answer_has_a_name_an_address_or_a_number_of_a_person(today: Stand) -> None:
    own = {
        zin
        for key in ("G1", "G7", "G9", "R2", "R6", "R8", "R9")
        for a in today.criteria[key].values()
        for zin in a.uitleg
    }
    pattern = re.compile(r"\w@\w|(?<!\d)(?:\+31|0031|0)[1-9][\d -]{8,}|burgemeester [A-Z]|wethouder [A-Z]")
    assert [zin for zin in own if pattern.search(re.sub(r"https?://\S+", "", zin))] == []


def test_every_shipped_finding_of_a_survey_stands_beside_its_response_or_says_it_is_not_known(real: Tables) -> None:
    table = surveys_table(build_stand(real, TODAY))
    responses = table.cells("respons")
    assert len(responses) == len(real.metingen) == 8
    assert responses.count("135 van de 355 gemeenten (38,0%)") == 3
    assert responses.count("onbekend") == 3
    assert responses.count("167 gemeenten; hoeveel er gevraagd zijn is onbekend") == 2


def test_no_layer_answers_from_a_survey(real: Tables) -> None:
    """Without the surveys every gemeente has the same class in every layer."""
    with_surveys, without = build_stand(real, TODAY), build_stand(replace(real, metingen=()), TODAY)
    for layer in LAYERS.values():
        classes = ([layer.classify(stand, code) for code in real.gemeenten.index] for stand in (with_surveys, without))
        assert len({tuple(one) for one in classes}) == 1
