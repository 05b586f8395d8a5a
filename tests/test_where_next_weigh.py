"""Where next as a choice: exact on the small country, and what must hold of any plans on the shipped data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netmap.cli.common import read_gebied
from netmap.geo import build_contiguity, find_middles
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders
from netmap.sections.where_next import where_next_section
from netmap.where_next.advise import Rules, advise
from netmap.where_next.weigh import Keuze, weigh_choices
from tests.test_where_next import row_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

MIDDLES = {"GM0001": (0.0, 0.0), "GM0002": (10_000.0, 0.0), "GM0003": (20_000.0, 0.0), "GM0004": (60_000.0, 0.0)}
ONLY_BEEKSTAD = {"organisatie": "Aanpak", "gebied": "Beekstad"}
"""Aadorp lies in veiligheidsregio Oost with Beekstad; Ceeburg and Deiland make up West."""


def weighed(stand: Stand, rules: Rules, posts: int = 1) -> dict[str, Keuze]:
    advies = advise(stand, row_of(), (1.0,) * posts, rules)
    return {one.soort: one for one in weigh_choices(stand, row_of(), MIDDLES, advies)}


def test_most_inwoners_is_set_beside_a_neighbour_that_extends(stand_on: Callable[..., Stand]) -> None:
    found = weighed(stand_on("2026-07-01", ONLY_BEEKSTAD), Rules())
    assert found["inwoners"].gebieden == (("GM0003", "GM0004"),)  # which is the whole of West: told once
    assert (found["inwoners"].straal_km, found["inwoners"].gesplitst, found["inwoners"].vol) == (40.0, 0, (False,))
    assert (found["buur"].gebieden, found["buur"].wie, found["buur"].straal_km) == ((("GM0003",),), ("Aanpak",), 0.0)
    assert list(found) == ["inwoners", "buur"]
    assert [one.beter for one in found.values()] == ["", ""]


def test_a_region_is_whole_only_when_all_that_is_uncovered_in_it_fits(stand_on: Callable[..., Stand]) -> None:
    found = weighed(stand_on("2026-07-01", ONLY_BEEKSTAD), Rules(max_inwoners=40_000))
    assert found["inwoners"].gebieden == (("GM0004",),)
    assert (found["inwoners"].gesplitst, found["inwoners"].vol) == (1, (True,))
    assert (found["heel"].gebieden, found["heel"].gesplitst, found["heel"].vol) == ((("GM0001",),), 0, (False,))


def test_a_region_that_reaches_beyond_the_area_is_not_whole(stand_on: Callable[..., Stand]) -> None:
    """Politieregio Boven has Ceeburg of West, and not Deiland."""
    stand = stand_on("2026-07-01", ONLY_BEEKSTAD)
    boven = read_gebied(stand.tables, "politieregio:Boven")
    advies = advise(stand, row_of(), (1.0,), Rules(), boven)
    found = {one.soort: one for one in weigh_choices(stand, row_of(), MIDDLES, advies, boven)}
    assert (found["inwoners"].gebieden, found["inwoners"].gesplitst) == ((("GM0003",),), 1)
    assert (found["heel"].gebieden, found["heel"].gesplitst) == ((("GM0001",),), 0)


def test_round_the_most_populous_gemeente_lies_what_is_nearest(stand_on: Callable[..., Stand]) -> None:
    """Deiland has most and Aadorp lies nearest; with Beekstad, that fits exactly, more inwoners would be helped."""
    stand = stand_on("2026-07-01", {**ONLY_BEEKSTAD, "tot": "2025-01-01"})
    rules, middles = Rules(max_inwoners=60_000, samenhangend=False), {**MIDDLES, "GM0004": (-6_000.0, 0.0)}
    advies = advise(stand, row_of(), (1.0,), rules)
    found = {one.soort: one for one in weigh_choices(stand, row_of(), middles, advies)}
    assert (found["inwoners"].gebieden, found["inwoners"].straal_km) == ((("GM0002", "GM0004"),), 16.0)
    assert (found["kern"].gebieden, found["kern"].straal_km, found["kern"].inwoners) == (
        (("GM0001", "GM0004"),), 6.0, 50_000,
    )  # fmt: skip
    assert [one.beter for one in (found["inwoners"], found["kern"])] == ["", ""]


def test_a_plan_that_another_beats_on_everything_falls_off(stand_on: Callable[..., Stand]) -> None:
    """Two posts: Deiland and Ceeburg; whole regions as large take Oost and leave West, that does not fit."""
    stand = stand_on("2026-07-01", {**ONLY_BEEKSTAD, "gebied": "Aadorp; Beekstad"})
    found = weighed(stand, Rules(max_inwoners=40_000), 2)
    assert found["inwoners"].gebieden == (("GM0004",), ("GM0003",))
    assert found["buur"].gebieden == (("GM0003",),)
    assert "heel" not in found


def test_where_all_is_covered_there_is_nothing_to_choose(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {**ONLY_BEEKSTAD, "gebied": "landelijk"})
    assert weighed(stand, Rules()) == {}


def test_where_two_organisations_are_asked_for_whole_regions_count_and_neighbours_do_not(
    stand_on: Callable[..., Stand],
) -> None:
    """Oost has one organisation everywhere; in West Deiland has none, so that one post cannot help it as a whole."""
    stand = stand_on("2026-07-01", {**ONLY_BEEKSTAD, "gebied": "Aadorp; Beekstad; Ceeburg"})
    found = weighed(stand, Rules(k=2))
    assert [(one.soort, one.gebieden) for one in found.values()] == [
        ("inwoners", (("GM0001", "GM0002", "GM0003"),)),
        ("regio", (("GM0003",),)),  # as many inwoners as the two of Oost, in fewer gemeenten
        ("heel", (("GM0001", "GM0002"),)),
    ]
    assert [(one.gesplitst, one.binnen) for one in found.values()] == [(1, False), (1, True), (0, True)]


# --- told


def test_packing_to_the_limit_is_named_as_such(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", ONLY_BEEKSTAD)
    advies = advise(stand, row_of(), (1.0,), Rules(max_inwoners=40_000))
    table = where_next_section(advies, weigh_choices(stand, row_of(), MIDDLES, advies)).tables[1]
    told = {str(row[0]): str(row[-1]) for row in table.rows}
    assert told["De meeste inwoners"] == (
        "Geen ander plan met nieuwe posten helpt meer inwoners. Volgepakt tot de grens: rond Deiland 40.000 van de "
        "40.000 inwoners. Dat getal is dan de reden, niet de plek. 1 veiligheidsregio voor een deel: de rest blijft "
        "over. Het gebied ligt binnen één veiligheidsregio."
    )
    assert told["Hele veiligheidsregio's"] == "Geen veiligheidsregio wordt gesplitst."
    assert told["Een organisatie ernaast breidt uit"].startswith(
        "Aanpak breidt dan uit. De grens per fte geldt hier niet: er komt geen post bij. "
        "Of dat kan, en met hoeveel fte, staat niet in de gegevens. "
    )


# --- the shipped data


@pytest.mark.parametrize("posts", [1, 3])
def test_what_falls_off_is_beaten_and_the_rest_is_not(real: Tables, posts: int) -> None:
    stand, borders = build_stand(real, date(2026, 11, 21)), load_borders(DATA_DIR, real.gemeenten)
    contact = build_contiguity(borders)
    advies = advise(stand, contact, (1.0,) * posts, Rules(max_inwoners=500_000))
    choices = weigh_choices(stand, contact, find_middles(borders), advies)
    by_soort = {one.soort: one for one in choices}
    assert {"inwoners", "heel", "buur"} <= set(by_soort)
    for one in choices:
        beaten = [
            other for other in choices if score(other) != score(one) and all(map(_no_worse, score(other), score(one)))
        ]
        assert bool(one.beter) == bool(beaten)
        assert all(not stand.dekking[code].is_gedekt for area in one.gebieden for code in area)
        assert one.gemeenten == len({code for area in one.gebieden for code in area})
    assert by_soort["heel"].gesplitst == 0
    assert max(one.inwoners for one in choices if not one.wie) == by_soort["inwoners"].inwoners


def score(one: Keuze) -> tuple[Any, ...]:
    return (-one.inwoners, one.straal_km, one.gesplitst, one.posten)


def _no_worse(mine: float, other: float) -> bool:
    return mine <= other
