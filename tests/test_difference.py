"""Two states beside each other: a law for every before and after, and a removal is a scenario of stops."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.coverage import Omvang
from netmap.difference import apply_difference, describe_size, difference, group_moves, size_of
from netmap.layers import build_stand
from netmap.resilience.removal import remove_each
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import build_scenario
from netmap.scenario.effect import compare_scenario
from netmap.schema import STATUSSEN

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.load import Tables

DAY = date(2026, 11, 22)
DRAWN = st.lists(st.sampled_from(STATUSSEN), min_size=342, max_size=342)


@pytest.fixture(scope="module")
def today(real: Tables) -> Stand:
    return build_stand(real, DAY)


def count(stand: Stand, statuses: dict[str, str]) -> dict[str, Omvang]:
    return {
        status: size_of(stand.dekking[code] for code, found in statuses.items() if found == status)
        for status in STATUSSEN
    }


@given(drawn=DRAWN, other=DRAWN)
def test_the_counts_before_with_the_changes_are_the_counts_after(
    today: Stand, drawn: list[str], other: list[str]
) -> None:
    before, after = (dict(zip(today.dekking, statuses, strict=True)) for statuses in (drawn, other))
    wissels = difference(before, after, today.dekking)
    assert {one.code for one in wissels} == {code for code in before if before[code] != after[code]}
    assert apply_difference(count(today, before), wissels) == count(today, after)
    moves = group_moves(wissels)
    assert sum(map(len, moves.values())) == len(wissels)
    assert [STATUSSEN.index(van) for van, _ in moves] == sorted(STATUSSEN.index(van) for van, _ in moves)


def test_without_a_change_there_is_no_difference(today: Stand) -> None:
    now = {code: one.status for code, one in today.dekking.items()}
    assert difference(now, now, today.dekking) == ()


def test_a_size_is_told_in_gemeenten_and_inwoners() -> None:
    assert describe_size((1, 20_000)) == "1 gemeente (20.000 inwoners)"
    assert describe_size(Omvang(2, 1)) == "2 gemeenten (1 inwoner)"


def test_a_removal_is_a_scenario_in_which_its_inzetten_stop(real: Tables, today: Stand) -> None:
    """The fast grouping of a removal and the slow way through the tables find the same gemeenten."""
    began = {one.id for one in real.contacts if one.vanaf is None or one.vanaf < DAY}
    removals = [one for one in remove_each(today) if began.issuperset(one.inzetten)]
    assert len(removals) > 10
    for removal in removals[:8]:
        stops = [{"soort": "stop", "id": number, "per": DAY} for number in removal.inzetten]
        plan = build_scenario({"naam": removal.naam[:60], "wijziging": stops})
        effect = compare_scenario(today, build_stand(apply_scenario(real, plan), DAY))
        zorg = {one for one in removal.changes if one.onderwerp == "zorgcoordinator"}
        assert set(effect.gewijzigd) == zorg
        assert effect.totals[1].per_status == removal.na
