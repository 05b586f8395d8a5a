"""How likely the cover is: by hand on the small country, and beside every way the statements can be wrong."""

from __future__ import annotations

from datetime import date
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from netmap.coverage import assess
from netmap.graph import find_inzetten
from netmap.layers import build_stand
from netmap.regio import Regio
from netmap.resilience.chance import compute_chances
from netmap.schema import GEDEKT
from netmap.sections.chance import chance_section
from netmap.settings import Settings
from tests.test_resilience import FIER, HELPDESK, MEE, MOVIERA, countries, quick

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

    Row = dict[str, Any]

DAY = date(2026, 7, 1)
BACKUP = {"id": "reserve", "organisatie": "Reserve", "gebied": "Beekstad"}


def chances(stand: Stand, gebied: Regio | None = None) -> dict[str, float]:
    return {code: one.kans for one in compute_chances(stand, gebied) for code in one.codes}


def test_one_statement_is_as_likely_as_its_certainty(stand_on: Callable[..., Stand]) -> None:
    for zekerheid, kans in {"hoog": 0.95, "midden": 0.8, "laag": 0.5, "": 0.5}.items():
        found = chances(stand_on("2026-07-01", {**FIER, "zekerheid": zekerheid}))
        assert found == pytest.approx({"GM0001": kans, "GM0002": kans})


def test_two_must_both_be_wrong_and_who_divide_must_both_be_right(stand_on: Callable[..., Stand]) -> None:
    rows = [{**one, "zekerheid": zekerheid} for one, zekerheid in ((FIER, "hoog"), (BACKUP, "laag"), (MEE, "midden"))]
    stand = stand_on("2026-07-01", *rows, {**MOVIERA, "zekerheid": "laag"})
    assert chances(stand) == pytest.approx({"GM0001": 0.95, "GM0002": 1 - 0.05 * 0.5, "GM0003": 0.8 * 0.5})
    assert [one.codes for one in compute_chances(stand)] == [("GM0003",), ("GM0001",), ("GM0002",)]


@quick
@given(contacts=countries)
def test_it_is_the_sum_over_every_way_that_statements_are_right_or_wrong(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row]
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    expected = {}
    for code in (code for code, one in stand.dekking.items() if one.is_gedekt):
        rows = [one for one in find_inzetten(stand.graph, code, "zorgcoordinator") if one.covers_on(DAY)]
        rights = [Settings().kans(one.zekerheid) for one in rows]
        expected[code] = sum(
            prod(right if holds else 1 - right for right, holds in zip(rights, ways, strict=True))
            for ways in product((True, False), repeat=len(rows))
            if assess([one for one, holds in zip(rows, ways, strict=True) if holds], DAY).status in GEDEKT
        )
    assert chances(stand) == pytest.approx(expected)


# --- told


def test_the_section_says_how_many_and_on_what_assumption(stand_on: Callable[..., Stand]) -> None:
    section = chance_section(stand_on("2026-07-01", {**FIER, "zekerheid": "laag"}, BACKUP, HELPDESK))
    assert section.conclusion[0] == ("Van de 2 gemeenten die gedekt heten, is dat er naar verwachting 1 echt.")
    assert "laag in 50" in section.conclusion[1]
    assert [row[3] for row in section.tables[0].rows] == [1, 1]


def test_where_nobody_is_covered_there_is_nothing_to_reckon(stand_on: Callable[..., Stand]) -> None:
    section = chance_section(stand_on("2026-07-01", FIER), Regio("politieregio", "Onder"))
    assert section.conclusion == ("Er is in de politieregio Onder geen gemeente waarvan bekend is dat zij gedekt is.",)
    assert section.tables[0].rows == ()


def test_with_certain_statements_all_that_is_covered_is_so(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21), Settings(kans_hoog=1, kans_midden=1, kans_laag=1))
    assert set(chances(stand)) == {code for code, one in stand.dekking.items() if one.is_gedekt}
    assert set(chances(stand).values()) == {1}
