"""Statements that contradict each other: which they are, and which of the two counts."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.inzet import Indicator, Inzet
from netmap.schema import INZET_STATUSSEN, WAARDEN, ZEKERHEDEN
from netmap.tegenspraak import REDENEN, find_tegenspraken, oppose, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.coverage import Dekking
    from netmap.inzet import Uitspraak
    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]

DAY = date(2026, 7, 1)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
words = {"bron_datum": st.none() | days, "bevestigd_op": st.none() | days, "zekerheid": st.sampled_from(ZEKERHEDEN)}
inzetten = st.builds(
    Inzet,
    id=st.sampled_from("abcdef"),
    gebied=st.just("Aadorp"),
    codes=st.just(frozenset({"GM0001"})),
    rol=st.just("zorgcoordinator"),
    status=st.sampled_from(INZET_STATUSSEN),
    rij=st.integers(2, 9),
    spreekt_tegen=st.lists(st.sampled_from("abcdef"), max_size=2).map(tuple),
    **words,
)
indicatoren = st.builds(
    Indicator,
    id=st.sampled_from("abcdef"),
    gebied=st.just("Aadorp"),
    codes=st.just(frozenset({"GM0001"})),
    criterium=st.just("G1"),
    waarde=st.sampled_from(WAARDEN),
    **words,
)
rows = st.lists(inzetten, max_size=5, unique_by=lambda one: one.id)


def by(ident: str, wie: str = "Fier", **cells: Any) -> dict[str, Any]:
    return {"id": ident, "organisatie": wie, "gebied": "Aadorp", **cells}


def inzet(**cells: Any) -> Inzet:
    facts = {"id": "a", "gebied": "Aadorp", "codes": frozenset({"GM0001"}), "rol": "zorgcoordinator", **cells}
    return Inzet(**facts)


def told(stand: Stand) -> list[tuple[str, str, str, list[str]]]:
    """Which statement goes before which, why and where."""
    found = find_tegenspraken(stand.tables.contacts, stand.peildatum)
    return [(one.een.id, one.ander.id, one.reden, sorted(one.codes)) for one in found]


# --- the rule


@pytest.mark.parametrize(
    ("first", "second", "reden"),
    [
        ({"bron_datum": date(2024, 1, 1)}, {"bron_datum": date(2023, 1, 1), "zekerheid": "hoog"}, "nieuwer"),
        ({"bevestigd_op": date(2024, 1, 1)}, {"bron_datum": date(2023, 1, 1)}, "nieuwer"),
        ({"bron_datum": date(2010, 1, 1)}, {"zekerheid": "hoog"}, "gedateerd"),
        ({"bron_datum": date(2010, 1, 1)}, {"bron_datum": date(2026, 7, 2)}, "gedateerd"),  # after the day
        ({"zekerheid": "hoog"}, {"zekerheid": "midden"}, "zekerheid"),
        ({"zekerheid": "laag"}, {"zekerheid": "onbekend"}, "zekerheid"),
        ({"status": "geen"}, {"status": "actief"}, "voorzichtig"),
        ({"status": "op_afstand"}, {"status": "pilot"}, "voorzichtig"),
        ({"status": "op_afstand"}, {"status": "aangekondigd", "bron_datum": date(2026, 1, 1)}, "stelt"),
    ],
)
def test_the_rule_step_by_step(first: dict[str, Any], second: dict[str, Any], reden: str) -> None:
    one, other = inzet(**first), inzet(**second)
    assert one.gewicht(DAY) > other.gewicht(DAY)
    assert weigh(one, other, DAY) == weigh(other, one, DAY) == reden


def test_an_answer_goes_before_an_open_question() -> None:
    facts: dict[str, Any] = {"id": "a", "gebied": "", "codes": frozenset(), "criterium": "G1"}
    no, question = Indicator(**facts, waarde="nee"), Indicator(**facts, waarde="onbekend", bron_datum=DAY)
    assert no.gewicht(DAY) > question.gewicht(DAY)


def test_what_weighs_the_same_is_not_decided() -> None:
    assert weigh(inzet(organisatie="A"), inzet(organisatie="B"), DAY) == "gelijk"


@given(st.tuples(inzetten, inzetten, inzetten) | st.tuples(indicatoren, indicatoren, indicatoren), days)
def test_the_rule_is_an_order(three: tuple[Uitspraak, Uitspraak, Uitspraak], day: date) -> None:
    """Of two the one goes before or the other, or they weigh the same; and it never goes round in a circle."""
    for one, other, third in permutations(three):
        before, after = one.gewicht(day) > other.gewicht(day), other.gewicht(day) > one.gewicht(day)
        assert not (before and after)
        assert (weigh(one, other, day) == "gelijk") == (not before and not after)
        assert weigh(one, other, day) == weigh(other, one, day)
        if before and other.gewicht(day) > third.gewicht(day):
            assert one.gewicht(day) > third.gewicht(day)


@given(rows, st.randoms(use_true_random=False), days)
def test_the_order_of_rows_never_matters(some: list[Inzet], random: Any, day: date) -> None:
    shuffled = random.sample(some, len(some))
    one, other = oppose(some), oppose(shuffled)
    assert find_tegenspraken(one, day) == find_tegenspraken(other, day)
    weerlegd = {row.id: row.seen_from("GM0001").weerlegd(day) for row in one}
    assert {row.id: row.seen_from("GM0001").weerlegd(day) for row in other} == weerlegd
    assert oppose(one) == one


@given(rows, days)
def test_of_what_is_contradicted_something_always_counts(some: list[Inzet], day: date) -> None:
    tied = oppose(some)
    counts = {row.id for row in tied if not row.seen_from("GM0001").weerlegd(day)}
    for one in find_tegenspraken(tied, day):
        assert one.reden in REDENEN
        assert one.een.gewicht(day) >= one.ander.gewicht(day)
        assert one.reden == "gelijk" or one.ander.voorzichtig is None or one.ander.id not in counts
    assert counts or not tied


# --- what contradicts what

LIST = by("lijst", "CoMensha", gebied="Aadorp; Beekstad", status="op_afstand", bron_uiterlijk="2021-12-31")
PLAN = by("plan", "", status="aangekondigd", bron_datum="2019-09", spreekt_tegen="lijst")


def test_an_announcement_contradicts_and_changes_nothing(stand_on: StandOn) -> None:
    """Sources of 2019 announce a zorgcoördinator where a list of later says that there is only help at a distance."""
    stand = stand_on("2026-07-01", LIST, PLAN)
    assert told(stand) == [("lijst", "plan", "stelt", ["GM0001"])]
    assert [stand.dekking[code].status for code in ("GM0001", "GM0002")] == ["op_afstand", "op_afstand"]
    assert told(stand_on("2021-01-01", LIST, PLAN)) == []  # then the list is not there yet


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"bron_datum": "2022"}, "enkel"),
        ({"bron_datum": "2024"}, "geen"),
        ({}, "enkel"),
        ({"vanaf": "2023"}, "enkel"),
    ],
)
def test_which_of_two_that_clash_counts_is_seen_in_the_cover(
    stand_on: StandOn, cells: dict[str, str], status: str
) -> None:
    some = by("wel", bron_datum="2023", gebied="Aadorp; Beekstad")
    stand = stand_on("2026-07-01", some, by("geen", "", status="geen", **cells), by("later", "B", vanaf="2030"))
    assert stand.dekking["GM0001"].status == status
    assert stand.dekking["GM0002"].status == "enkel"
    assert [one[:2] for one in told(stand)] == [("wel", "geen") if status == "enkel" else ("geen", "wel")]


@pytest.mark.parametrize(
    "other",
    [
        by("geen", "", status="geen", tot="2026"),
        by("geen", "", status="geen", vanaf="2027"),
        by("geen", "", status="geen", gebied="Ceeburg"),
        by("geen", "", status="geen", rol="ketenregisseur"),
        by("gestopt", "B", status="gestopt", bron_datum="2024"),
        by("ver", "CoMensha", status="op_afstand"),
        by("vacant", "", status="vacature"),
        by("plan", "", status="aangekondigd"),
        by("tweede", "B"),
    ],
)
def test_what_can_both_be_true_is_no_tegenspraak(stand_on: StandOn, other: dict[str, Any]) -> None:
    stand = stand_on("2026-07-01", by("wel", bron_datum="2023"), other)
    assert told(stand) == []
    assert stand.dekking["GM0001"].is_gedekt


def test_a_no_since_a_later_day_is_newer_by_its_source_only(stand_on: StandOn) -> None:
    some, none = by("wel", bron_datum="2023"), by("geen", "", status="geen", vanaf="2024", bron_datum="2022")
    assert stand_on("2026-07-01", some, none).dekking["GM0001"].status == "enkel"


def test_who_loses_in_one_gemeente_still_covers_the_other(stand_on: StandOn) -> None:
    stand = stand_on(
        "2026-07-01", by("wel", gebied="Aadorp; Beekstad"), by("geen", "", status="geen", bron_datum="2020")
    )
    assert stand.tables.contacts[0].where(stand.peildatum) == {"GM0002"}
    assert [stand.dekking[code].organisaties for code in ("GM0001", "GM0002")] == [(), ("Fier",)]


def test_cover_ends_when_a_no_that_goes_before_it_begins(stand_on: StandOn) -> None:
    one: Dekking = stand_on(
        "2026-07-01", by("wel"), by("geen", "", status="geen", vanaf="2027-03-01", bron_datum="2026")
    ).dekking["GM0001"]
    assert (one.status, one.einddatum) == ("enkel", date(2027, 3, 1))


def test_where_a_row_is_contradicted(stand_on: StandOn) -> None:
    stand = stand_on("2026-07-01", LIST, PLAN)
    assert {row.id: row.betwist(stand.peildatum) for row in stand.tables.contacts} == {
        "lijst": {"GM0001"},
        "plan": {"GM0001"},
    }
    assert {row.id: row.betwist(date(2021, 1, 1)) for row in stand.tables.contacts} == {"lijst": set(), "plan": set()}


def test_the_machinery_changes_nothing_in_the_shipped_data(real: Tables) -> None:
    """Nothing that covers is denied: no status depends on the rule."""
    day = date(2026, 11, 21)
    assert [row.id for row in real.contacts if row.covers and row.where(day) != row.codes and not row.einden] == []
