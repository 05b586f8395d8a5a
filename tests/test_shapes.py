"""Outlines as SVG path data: whole metres, y down, every ring closed, and a shared border drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shapely import MultiPolygon, Polygon, box

from netmap.load import load_borders
from netmap.maps.shapes import Outlines, build_shapes, join_boxes, to_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand


def test_a_path_is_in_whole_steps_with_y_down_and_keeps_islands_and_holes() -> None:
    ring = Polygon([(0.4, 0), (100, 0), (100, 50), (0.4, 50)], [[(10, 10), (20, 10), (20, 20)]])
    assert to_path(ring) == "M0 0l100 0 0-50-100 0zM10-10l10 0 0-10z"
    assert to_path(ring, 10) == "M0 0l10 0 0-5-10 0zM1-1l1 0 0-1z"
    assert to_path(MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])).count("M") == 2


def test_only_the_border_between_two_politieregios_stands_out() -> None:
    polygons = {"a": box(0, 0, 100, 100), "b": box(100, 0, 200, 100), "c": box(200, 0, 300, 100)}
    members = {("politieregio", "A"): ["a"], ("politieregio", "B"): ["b", "c"], ("provincie", "P"): ["a", "b"]}
    outlines = Outlines(polygons, members)
    assert outlines.politieregios in {"M100 0l0-100", "M100-100l0 100"}
    assert outlines.country.count("M") == outlines.country.count("z") == 1
    assert outlines.around(["a", "b"]).count("M") == 1


def test_an_island_that_is_a_region_shares_no_border(stand_on: Callable[..., Stand]) -> None:
    tables = stand_on("2026-07-01").tables
    shapes = build_shapes(load_borders(tables.folder, tables.gemeenten), tables)
    assert shapes.fine.politieregios == ""
    assert set(shapes.fine.gemeenten) == set(shapes.points) == set(shapes.boxes)


def test_the_extent_of_all_is_that_of_its_parts() -> None:
    assert join_boxes([(0, 1, 2, 3), (-1, 2, 1, 5)]) == (-1, 1, 2, 5)


def test_borders_in_degrees_are_refused(stand_on: Callable[..., Stand]) -> None:
    tables = stand_on("2026-07-01").tables
    borders = load_borders(tables.folder, tables.gemeenten)
    with pytest.raises(ValueError, match="28992"):
        build_shapes(borders.to_crs(4326), tables)
