"""What to confirm first: by hand on the small country, and beside every other order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.confirm import order_confirmations
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_tables
from netmap.regio import Regio
from netmap.schema import COVERING, NIET_BEKEND
from netmap.sections.confirm import confirm_section
from tests.test_resilience import COUNTRY, FIER, MEE, MOVIERA, countries, quick

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from netmap.layers import Stand
    from netmap.load import Tables

    Row = dict[str, Any]

DAY = date(2026, 7, 1)
FRESH = {"bron_datum": "2026-01-01"}
OLD = {"bron_datum": "2020-01-01"}
WRONG_WHEN_OLD = {"hoog": 0.2, "midden": 0.5, "laag": 0.5}
"""A step less certain; what is unknown is as doubtful as low."""


def asked(stand: Stand, gebied: Regio | None = None) -> list[tuple[str, int, float, int]]:
    """Id of each statement, with inwoners that hang on it, its worth, and inwoners on fresh information then."""
    return [
        (one.inzet.id, one.inwoners, pytest.approx(one.waarde), one.vers.inwoners)
        for one in order_confirmations(stand, gebied).bevestigingen
    ]


def test_who_serve_a_part_each_are_both_asked_and_only_then_it_is_fresh(stand_on: Callable[..., Stand]) -> None:
    """Undated and of unknown certainty, every statement is right in 50 of 100 cases: inwoners decide, then the id."""
    stand = stand_on("2026-07-01", *COUNTRY)
    assert asked(stand) == [
        ("helpdesk", 40_000, 20_000, 40_000),
        ("fier", 30_000, 15_000, 70_000),
        ("mee", 30_000, 15_000, 70_000),
        ("moviera", 30_000, 15_000, 100_000),
    ]
    order = order_confirmations(stand)
    assert (order.totaal, order.nu) == ((4, 100_000), (0, 0))
    assert [one.gemeenten for one in order.bevestigingen][1] == ("GM0001", "GM0002")


def test_doubt_goes_by_certainty_and_by_age(stand_on: Callable[..., Stand]) -> None:
    """Sure and old is 80 of 100, sure without a date 50; what is fresh is not asked."""
    for facts, waarde in (({**OLD}, 6_000), ({}, 15_000)):
        assert asked(stand_on("2026-07-01", {**FIER, "zekerheid": "hoog", **facts})) == [
            ("fier", 30_000, waarde, 30_000)
        ]
    assert asked(stand_on("2026-07-01", {**FIER, "zekerheid": "hoog", **FRESH})) == []


def test_two_statements_about_one_organisation_are_true_together(stand_on: Callable[..., Stand]) -> None:
    """The most certain of the two says how likely that is, and one confirmation is enough."""
    again = {**FIER, "id": "lijst", "gebied": "Aadorp"}
    stand = stand_on("2026-07-01", {**FIER, "zekerheid": "hoog", **OLD}, again)
    assert asked(stand) == [("fier", 30_000, 6_000, 30_000)]


def test_where_no_statement_decides_the_one_that_helps_most_is_asked(stand_on: Callable[..., Stand]) -> None:
    """Of two organisations for all, and a third for Beekstad, none is missed there: Aadorp goes first."""
    others = [{"id": name.lower(), "organisatie": name, "gebied": "Beekstad"} for name in ("Shop", "Koraal")]
    found = asked(stand_on("2026-07-01", FIER, *others))
    assert found == [("fier", 10_000, 5_000, 10_000), ("koraal", 0, 0, 30_000)]


def test_a_region_counts_only_its_own_gemeenten(stand_on: Callable[..., Stand]) -> None:
    order = order_confirmations(stand_on("2026-07-01", *COUNTRY), Regio("politieregio", "Onder"))
    assert [one.inzet.id for one in order.bevestigingen] == ["helpdesk"]
    assert order.totaal == (1, 40_000)


# --- beside brute force, through the stand of changed data


def confirm(tables: Tables, ids: Collection[str]) -> Tables:
    """Have rows confirmed on the day."""
    return replace(tables, contacts=tuple(replace(i, bevestigd_op=DAY) if i.id in ids else i for i in tables.contacts))


def on_fresh(tables: Tables, ids: Collection[str]) -> int:
    """Inwoners of the gemeenten whose status needs no confirmation once these rows have been confirmed."""
    found = build_stand(confirm(tables, ids), DAY).dekking.values()
    return sum(one.inwoners for one in found if one.status not in NIET_BEKEND and not one.te_bevestigen)


@quick
@given(contacts=countries)
def test_what_rests_on_fresh_information_is_what_the_stand_of_confirmed_data_says(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row]
) -> None:
    """Of rows that say there is somebody: which of two that say otherwise is newer, a confirmation could turn."""
    tables = tables_of([one for one in contacts if one["status"] in {*COVERING, "op_afstand"}])
    order = order_confirmations(build_stand(tables, DAY))
    ids = [one.inzet.id for one in order.bevestigingen]
    assert order.nu.inwoners == on_fresh(tables, ())
    assert [one.vers.inwoners for one in order.bevestigingen] == [
        on_fresh(tables, ids[:number]) for number in range(1, len(ids) + 1)
    ]


@quick
@given(contacts=countries)
def test_in_the_end_every_known_status_is_fresh_and_every_question_was_another(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row]
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    order = order_confirmations(stand)
    known = sum(one.inwoners for one in stand.dekking.values() if one.status not in NIET_BEKEND)
    assert (order.bevestigingen[-1].vers if order.bevestigingen else order.nu).inwoners == known
    assert len({one.inzet.id for one in order.bevestigingen}) == len(order.bevestigingen)


places = st.sampled_from(["Aadorp", "Beekstad", "Ceeburg", "Deiland"])


@quick
@given(certain=st.dictionaries(places, st.sampled_from(["hoog", "midden", "laag"]), min_size=1))
def test_where_each_gemeente_hangs_on_one_statement_no_choice_of_as_many_is_worth_more(
    tables_of: Callable[[list[Row]], Tables], certain: dict[str, str]
) -> None:
    rows: list[Row] = [
        {"id": area.lower(), "organisatie": area, "gebied": area, "zekerheid": one, **OLD}
        for area, one in certain.items()
    ]
    found = order_confirmations(build_stand(tables_of(rows), DAY)).bevestigingen
    worth = {one.inzet.id: one.inwoners * WRONG_WHEN_OLD[one.inzet.zekerheid] for one in found}
    for number in range(1, len(rows) + 1):
        best = max(sum(worth[key] for key in some) for some in combinations(sorted(worth), number))
        assert sum(one.waarde for one in found[:number]) == pytest.approx(best)


@quick
@given(areas=st.lists(places, unique=True, min_size=1))
def test_where_all_are_as_doubtful_no_choice_of_as_many_reaches_more_inwoners(
    tables_of: Callable[[list[Row]], Tables], areas: list[str]
) -> None:
    tables = tables_of([{"id": area.lower(), "organisatie": area, "gebied": area} for area in areas])
    found = order_confirmations(build_stand(tables, DAY)).bevestigingen
    ids = sorted(one.inzet.id for one in found)
    for number, one in enumerate(found, start=1):
        assert one.vers.inwoners == max(on_fresh(tables, some) for some in combinations(ids, number))


@quick
@given(contacts=countries)
def test_the_worth_never_rises(tables_of: Callable[[list[Row]], Tables], contacts: list[Row]) -> None:
    found = [one.waarde for one in order_confirmations(build_stand(tables_of(contacts), DAY)).bevestigingen]
    assert found == sorted(found, reverse=True)


# --- told


def test_the_first_of_all_are_told_with_how_far_that_brings_the_picture(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, MEE, MOVIERA)
    section = confirm_section(stand, first=1)
    assert section.conclusion == (
        "Als deze regel klopt en iemand dat op 1 juli 2026 bevestigt, rust de status van 2 van de 4 gemeenten (30,0% "
        "van de inwoners) op informatie van de laatste 24 maanden.",
        "Zonder bevestiging is dat die van geen van de 4 gemeenten.",
        "Met 3 bevestigingen is dat die van 3 van de 4 gemeenten (60,0% van de inwoners).",
        "Van 1 van de 4 gemeenten is niet bekend hoe het op deze dag is: bevestigen helpt daar niet.",
    )
    (table,) = section.tables
    assert table.caption == "Wat eerst te bevestigen: de eerste 1 van 3"
    assert [(row["vraag"], row["aan"], row["gemeenten"]) for row in table.records()] == [
        ("Zorgcoördinator Fier: actief (Aadorp en Beekstad)", "Fier", 2),
    ]


FRESH_OF = "Er is niets te bevestigen: de status van {} rust op informatie van de laatste 24 maanden."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [],
            [
                FRESH_OF.format("geen van de 4 gemeenten"),
                "Van alle 4 gemeenten is niet bekend hoe het op deze dag is: bevestigen helpt daar niet.",
            ],
        ),
        ([{**FIER, **FRESH, "gebied": "landelijk"}], [FRESH_OF.format("alle 4 gemeenten")]),
        (
            [{**FIER, "gebied": "landelijk"}],
            [
                "Als deze regel klopt en iemand dat op 1 juli 2026 bevestigt, rust de status van alle 4 gemeenten "
                "(100% van de inwoners) op informatie van de laatste 24 maanden.",
                "Zonder bevestiging is dat die van geen van de 4 gemeenten.",
            ],
        ),
    ],
)
def test_the_words_are_right_for_nobody_one_and_all(
    stand_on: Callable[..., Stand], rows: list[Row], said: list[str]
) -> None:
    section = confirm_section(stand_on("2026-07-01", *rows))
    assert list(section.conclusion) == said
    assert bool(section.tables) == ("niets" not in said[0])


def test_who_has_no_organisation_is_asked_of_the_trekker(stand_on: Callable[..., Stand]) -> None:
    none = {"id": "geen", "organisatie": "", "gebied": "Ceeburg", "status": "geen"}
    (table,) = confirm_section(stand_on("2026-07-01", none)).tables
    (row,) = table.records()
    assert table.statements == ((("contacts.csv", "geen"),),)
    assert (row["vraag"], row["aan"]) == ("Zorgcoördinator: geen (Ceeburg)", "VNG (bestuurlijk trekker onbekend)")


def test_on_the_shipped_data_twelve_confirmations_reach_seventy_percent() -> None:
    order = order_confirmations(build_stand(load_tables(DATA_DIR), date(2026, 11, 26)))
    reached = [one.vers.inwoners / order.totaal.inwoners for one in order.bevestigingen]
    assert (order.nu.gemeenten, sum(one < 0.7 for one in reached) + 1, len(reached)) == (0, 12, 26)
    assert order.bevestigingen[-1].vers == order.totaal
