"""The worst case: by brute force on small countries, and on the shipped data."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.difference import size_of
from netmap.layers import build_stand
from netmap.regio import Regio
from netmap.resilience.removable import find_removable
from netmap.resilience.removal import remove, remove_each
from netmap.resilience.worst import find_worst, find_worst_each
from netmap.sections.removal import dependence_section
from tests.test_resilience import COUNTRY, FIER, HELPDESK, MEE, MOVIERA, countries, quick

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

    Row = dict[str, Any]

DAY = date(2026, 7, 1)
BACKUP = {"id": "reserve", "organisatie": "Reserve", "gebied": "Beekstad"}


def test_who_divide_a_gemeente_are_worth_one_of_them(stand_on: Callable[..., Stand]) -> None:
    """Aadorp and Beekstad have Fier; Ceeburg needs MEE and Moviera both: without one it is lost."""
    found = find_worst(stand_on("2026-07-01", *COUNTRY), 2)
    assert found is not None
    assert "organisatie:fier" in found.keys
    assert (len(found.keys), found.gedekt, size_of(found.verloren)) == (2, (3, 0), (3, 60_000))


def test_who_are_each_others_backup_fall_away_together(stand_on: Callable[..., Stand]) -> None:
    """Alone Fier takes Aadorp; with its backup in Beekstad both."""
    worst = find_worst_each(stand_on("2026-07-01", FIER, BACKUP), 3)
    assert [(one.naam, size_of(one.verloren)) for one in worst] == [
        ("Fier", (1, 10_000)),
        ("Fier en Reserve", (2, 30_000)),
    ]


@pytest.mark.parametrize("rows", [(), (HELPDESK,), ({**FIER, "status": "gestopt"},)])
def test_where_no_organisation_carries_cover_there_is_no_worst_case(
    stand_on: Callable[..., Stand], rows: tuple[Row, ...]
) -> None:
    stand = stand_on("2026-07-01", *rows)
    assert find_worst(stand, 2) is None
    assert "ergste_geval" not in {table.key for table in dependence_section(stand).tables}


def test_none_at_all_is_no_question(stand_on: Callable[..., Stand]) -> None:
    with pytest.raises(ValueError, match="positive"):
        find_worst(stand_on("2026-07-01", FIER), 0)


@quick
@given(contacts=countries, number=st.integers(1, 3), gebied=st.sampled_from([None, Regio("politieregio", "Boven")]))
def test_no_other_choice_of_as_many_costs_more_inwoners_their_cover(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row], number: int, gebied: Regio | None
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    keys = [one.key for one in find_removable(stand) if one.soort == "organisatie"]
    lost = [
        size_of(remove(stand, some, gebied=gebied).verloren).inwoners
        for some in combinations(keys, min(number, len(keys)))
    ]
    found = find_worst(stand, number, gebied)
    assert (size_of(found.verloren).inwoners if found else 0) == max(lost, default=0)


# --- told


def test_the_section_tells_who_and_what_is_left(stand_on: Callable[..., Stand]) -> None:
    section = dependence_section(stand_on("2026-07-01", FIER, BACKUP, MEE, MOVIERA, HELPDESK))
    table = next(table for table in section.tables if table.key == "ergste_geval")
    assert table.rows[0] == (1, "MEE", 1, 30_000, 2, pytest.approx(2 / 4), 40_000)
    said = next(text for text in section.blocks[1].items if text.startswith("Het ergste geval"))  # type: ignore[union-attr]
    assert said == (
        "Het ergste geval van drie organisaties: zonder Fier, MEE en Reserve verliezen 3 gemeenten (60.000 inwoners) "
        "de dekking. Gedekt blijft dan geen van de 4 gemeenten. Geen andere drie organisaties kosten meer inwoners hun "
        "dekking."
    )


# --- the shipped data


def test_the_worst_case_of_one_is_the_costliest_removal_and_more_never_less(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    worst = find_worst_each(stand, 3)
    assert worst[0].keys == remove_each(stand)[0].keys
    sizes = [size_of(one.verloren).inwoners for one in worst]
    assert sizes == sorted(sizes)
    assert [len(one.keys) for one in worst] == [1, 2, 3]


def test_of_two_organisations_no_pair_in_the_country_takes_more(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    keys = [one.key for one in find_removable(stand) if one.soort == "organisatie"]
    worst = find_worst(stand, 2)
    assert worst is not None
    first = [one.keys[0] for one in remove_each(stand)[:12]]
    pairs = [remove(stand, pair) for pair in combinations(first, 2)] + [
        remove(stand, [worst.keys[0], key]) for key in keys
    ]
    assert size_of(worst.verloren).inwoners == max(size_of(one.verloren).inwoners for one in pairs)
