"""The work list: which gemeenten, in which order, why and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netmap.gaps import GAP_LABEL, URGENCY, Gap, find_gaps, whom_to_ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
FRESH = {"bron_datum": "2026-01"}
CODES = ("GM0001", "GM0002", "GM0003", "GM0004")


def kinds(gaps: list[Gap]) -> list[tuple[str, str]]:
    return [(gap.naam, gap.soort) for gap in gaps]


def test_the_most_urgent_comes_first_then_the_largest(stand_on: StandOn) -> None:
    stand = stand_on(
        DAY,
        {"organisatie": "Fier", "gebied": "Aadorp", "status": "gestopt"},
        {"gebied": "Ceeburg", "status": "geen"},
    )
    assert kinds(find_gaps(stand, CODES)) == [
        ("Ceeburg", "geen"),
        ("Aadorp", "vervallen"),
        ("Deiland", "onbekend"),
        ("Beekstad", "onbekend"),
    ]


def test_only_the_asked_gemeenten_are_on_the_list(stand_on: StandOn) -> None:
    assert kinds(find_gaps(stand_on(DAY), ["GM0002"])) == [("Beekstad", "onbekend")]


def test_what_is_covered_is_on_the_list_only_when_stale_ones_are_asked_for(stand_on: StandOn) -> None:
    stand = stand_on(
        DAY,
        {"organisatie": "Fier", "gebied": "Aadorp", **FRESH},
        {"organisatie": "Fier", "gebied": "Beekstad"},
        {"organisatie": "Fier", "gebied": "Ceeburg; Deiland", "doelgroep": "tot 23"},
    )
    deels = [("Deiland", "deels"), ("Ceeburg", "deels")]
    assert kinds(find_gaps(stand, CODES)) == deels
    assert kinds(find_gaps(stand, CODES, also_stale=True)) == [*deels, ("Beekstad", "te_bevestigen")]


def test_a_country_without_gaps_has_an_empty_list(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {"organisatie": "Fier", "gebied": "landelijk", **FRESH})
    assert find_gaps(stand, CODES, also_stale=True) == []


def test_a_line_says_why_and_whom_to_ask(stand_on: StandOn) -> None:
    stand = stand_on(
        DAY,
        {"organisatie": "Fier", "gebied": "provincie:Oostland", "vanaf": "2020", "tot": "2024-03", "id": "a"},
        {"organisatie": "CoMensha", "gebied": "Aadorp", "status": "op_afstand", "id": "b"},
        {"organisatie": "Straks", "gebied": "Aadorp", "vanaf": "2027", "id": "c"},
        {"rol": "bestuurlijk_trekker", "naam": "Burgemeester B", "organisatie": "Gemeente Beekstad",
         "gebied": "politieregio:Boven"},
    )  # fmt: skip
    assert find_gaps(stand, ["GM0001"]) == [
        Gap(
            code="GM0001",
            naam="Aadorp",
            politieregio="Boven",
            provincie="Oostland",
            inwoners=10_000,
            soort="op_afstand",
            status="op_afstand",
            eerder="Eerder: Fier (vanaf 2020, tot maart 2024).",
            te_oud=True,
            later=False,
            wie_vragen=("CoMensha", "Fier", "bestuurlijk trekker: Burgemeester B (Gemeente Beekstad)"),
        )
    ]
    assert find_gaps(stand, ["GM0001"])[0].waarom == (
        "Op afstand: alleen de helpdesk van CoMensha coördineert. Dat telt niet als dekking. "
        "Eerder: Fier (vanaf 2020, tot maart 2024). De informatie is ouder dan 24 maanden of zonder datum."
    )


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([], ["VNG (bestuurlijk trekker onbekend)"]),
        ([{"organisatie": "Regio", "tot": "2020"}], ["VNG (bestuurlijk trekker vervallen)"]),
        ([{"organisatie": "", "status": "geen"}], ["VNG (bestuurlijk trekker geen)"]),
        ([{"organisatie": "Regio"}], ["bestuurlijk trekker: Regio"]),
    ],
)
def test_without_anyone_nearer_vng_is_asked(stand_on: StandOn, rows: list[dict[str, Any]], asked: list[str]) -> None:
    trekkers = [{"rol": "bestuurlijk_trekker", "gebied": "Aadorp", **row} for row in rows]
    assert whom_to_ask(stand_on(DAY, *trekkers), "GM0001") == asked


def test_an_organisation_is_asked_once(stand_on: StandOn) -> None:
    rows = [{"organisatie": "Fier", "gebied": "Aadorp", "doelgroep": part} for part in ("tot 23", "vanaf 23")]
    assert whom_to_ask(stand_on(DAY, *rows), "GM0001") == ["Fier", "VNG (bestuurlijk trekker onbekend)"]


def test_a_statement_that_names_nobody_gives_nobody_to_ask(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {"gebied": "Aadorp", "status": "geen"})
    assert whom_to_ask(stand, "GM0001") == ["VNG (bestuurlijk trekker onbekend)"]


def test_what_ended_is_not_told_of_a_gemeente_that_is_covered_again(stand_on: StandOn) -> None:
    rows = ({"organisatie": "Fier", "gebied": "Aadorp", "tot": "2020"}, {"organisatie": "Huis", "gebied": "Aadorp"})
    (gap,) = find_gaps(stand_on(DAY, *rows), ["GM0001"], also_stale=True)
    assert gap.waarom == (
        "Enkel gedekt: elke doelgroep heeft een organisatie, maar minstens één doelgroep heeft er maar één. "
        "De informatie is ouder dan 24 maanden of zonder datum."
    )


def test_no_person_but_a_holder_of_public_office_is_on_the_list(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {"organisatie": "Fier", "gebied": "Aadorp", "status": "vacature", "naam": "Geheim Persoon"})
    assert "Geheim" not in repr(find_gaps(stand, CODES))


def test_every_kind_of_gap_has_a_label() -> None:
    assert tuple(GAP_LABEL) == URGENCY
