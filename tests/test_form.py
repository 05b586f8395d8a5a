"""The area of a row that somebody fills in by hand: ticked on a map, written as the cell of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.intake.form import find_ticked, tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from netmap.load import Tables

    TablesOf = Callable[[Iterable[Mapping[str, Any]]], Tables]

CODES = ("GM0001", "GM0002", "GM0003", "GM0004")
PARTS = ("Aadorp", "Ceeburg", "GM0002", "Oudorp", "-Aadorp", "-Ceeburg", "politieregio:Boven", "-veiligheidsregio:Oost",
         "landelijk", "Atlantis")  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "code", "then"),
    [
        (("Aadorp", "Beekstad"), "GM0002", ("Aadorp",)),
        (("Aadorp",), "GM0003", ("Aadorp", "Ceeburg")),
        (("GM0001",), "GM0001", ()),
        (("politieregio:Boven",), "GM0001", ("politieregio:Boven", "-Aadorp")),
        (("politieregio:Boven", "-Aadorp"), "GM0001", ("politieregio:Boven",)),
        (("landelijk", "-politieregio:Boven"), "GM0001", ("Aadorp", "Deiland")),
        (("Atlantis", "Aadorp"), "GM0001", ("Atlantis",)),
        (("Oudorp", "-veiligheidsregio:West"), "GM0004", ("Deiland", "Oudorp")),
        (("Oudorp", "Aadorp", "-veiligheidsregio:West"), "GM0004", ("Aadorp", "Deiland")),
    ],
)
def test_a_tick_changes_as_little_as_it_can(
    tables_of: TablesOf, parts: tuple[str, ...], code: str, then: tuple[str, ...]
) -> None:
    assert tick(parts, code, tables_of([])) == then


@given(parts=st.lists(st.sampled_from(PARTS), unique=True, max_size=5), code=st.sampled_from(CODES))
def test_a_tick_turns_one_gemeente_and_no_other_and_keeps_what_it_cannot_read(
    tables_of: TablesOf, parts: list[str], code: str
) -> None:
    tables = tables_of([])
    then = tick(parts, code, tables)
    assert find_ticked(then, tables) == find_ticked(parts, tables) ^ {code}
    assert ("Atlantis" in then) == ("Atlantis" in parts)
