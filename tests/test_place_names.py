"""In which gemeente a place lies: only what is beyond doubt, on four squares of a few kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.load import load_borders, load_tables
from tools.place_names import CLEAR_M, Place, choose_places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

AADORP, BEEKSTAD, BORDER = 5.05, 5.15, 5.1
"""Longitudes: Aadorp is a square from 5.0 to 5.1 degrees, Beekstad from there to 5.2; both from 52.0 to 52.1."""


@pytest.fixture
def land(country: Callable[..., Path]) -> Tables:
    return load_tables(country())


def chosen(land: Tables, *places: tuple[str, float], namesakes: dict[str, int] | None = None) -> list[tuple[str, str]]:
    """Name and code of what is kept, when every name but ``Wijk`` is one of a woonplaats."""
    found = choose_places(
        [Place(number, naam, lon, 52.05) for number, (naam, lon) in enumerate(places)],
        load_borders(land.folder, land.gemeenten),
        land.names,
        [naam for naam, _ in places if naam != "Wijk"],
        namesakes or {},
    )
    return [(naam, code) for naam, code, _ in found.rows]


def test_a_place_well_inside_a_gemeente_is_kept(land: Tables) -> None:
    assert chosen(land, ("Dorp", AADORP), ("Gat", BEEKSTAD)) == [("Dorp", "GM0001"), ("Gat", "GM0002")]


@pytest.mark.parametrize(("metres", "kept"), [(0.95, False), (1.05, True)])
def test_a_place_near_a_second_gemeente_is_left_out(land: Tables, metres: float, kept: bool) -> None:
    degree = 68_500  # metres in a degree of longitude at 52 degrees north
    assert bool(chosen(land, ("Dorp", BORDER - metres * CLEAR_M / degree))) is kept


def test_a_name_with_one_place_near_a_border_is_left_out_as_a_whole(land: Tables) -> None:
    assert chosen(land, ("Dorp", AADORP), ("Dorp", BORDER)) == []


def test_a_name_in_two_gemeenten_has_two_rows(land: Tables) -> None:
    assert chosen(land, ("Dorp", AADORP), ("Dorp", BEEKSTAD)) == [("Dorp", "GM0001"), ("Dorp", "GM0002")]


def test_a_name_of_which_a_place_is_unknown_is_left_out(land: Tables) -> None:
    assert chosen(land, ("Dorp", AADORP), namesakes={"Dorp": 2}) == []
    assert len(chosen(land, ("Dorp", AADORP), ("Dorp", BEEKSTAD), namesakes={"Dorp": 2})) == 2


def test_a_neighbourhood_is_no_place(land: Tables) -> None:
    assert chosen(land, ("Wijk", AADORP)) == []


def test_the_place_that_a_gemeente_is_named_after_needs_no_row(land: Tables) -> None:
    assert chosen(land, ("Aadorp", AADORP)) == []
    assert chosen(land, ("Aadorp", BEEKSTAD)) == [("Aadorp", "GM0002")]
