"""Shapes and places of the small country: three squares in a row and an island."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, MultiLineString, MultiPolygon, box

from netmap.geo import (
    build_contiguity,
    dissolve_regions,
    find_neighbours,
    label_points,
    require_rd,
    split_borders,
    split_doubtful,
)
from netmap.load import DATA_DIR, load_borders, load_tables
from netmap.maps.outline import to_topojson
from netmap.schema import RD_NEW, WGS84

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

KM = 1000
NAMES = {"A": "Aadorp", "B": "Beekstad", "C": "Ceeburg", "D": "Deiland"}


def in_rd(*shapes: Any, crs: str | None = RD_NEW) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), index=list("ABCDEFG"[: len(shapes)]), crs=crs)


def square(column: float, row: float = 0) -> Any:
    """One square kilometre in the middle of the country."""
    west, south = 155 * KM + column * KM, 463 * KM + row * KM
    return box(west, south, west + KM, south + KM)


@pytest.fixture
def squares() -> gpd.GeoDataFrame:
    """A, B and C in a row, D an island."""
    return in_rd(square(0), square(1), square(2), square(6))


def test_neighbours_share_a_border_and_an_island_has_none(squares: gpd.GeoDataFrame) -> None:
    assert find_neighbours(squares) == {"A": ("B",), "B": ("A", "C"), "C": ("B",), "D": ()}


def test_touching_in_one_point_is_not_a_border() -> None:
    assert find_neighbours(in_rd(square(0), square(1, 1))) == {"A": (), "B": ()}


def test_an_exclave_and_an_enclave_are_neighbours() -> None:
    hole = square(0).buffer(-100)
    around = square(0).difference(hole)
    assert find_neighbours(in_rd(around, hole, square(4))) == {"A": ("B",), "B": ("A",), "C": ()}


@pytest.mark.parametrize("kind", ["politieregio", "veiligheidsregio", "provincie"])
def test_regions_are_the_union_of_their_gemeenten(country: Callable[..., Path], kind: str) -> None:
    folder = country()
    tables = load_tables(folder)
    borders = load_borders(folder, tables.gemeenten)
    regions = dissolve_regions(borders, tables.gemeenten, kind)
    members = tables.gemeenten.groupby(kind).groups
    assert list(regions.index) == sorted(map(str, members))
    for name, codes in members.items():
        assert regions.geometry[name].area == pytest.approx(borders.geometry[list(codes)].area.sum())
        assert regions.geometry[name].equals(borders.geometry[list(codes)].union_all())


def test_an_unknown_kind_of_region_is_refused(country: Callable[..., Path], squares: gpd.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match="kind must be one of"):
        dissolve_regions(squares, load_tables(country()).gemeenten, "gemeente")


def test_a_label_stands_in_the_middle_of_the_largest_part() -> None:
    islets = MultiPolygon([square(0), box(160 * KM, 463 * KM, 160 * KM + 100, 463 * KM + 100)])
    points = label_points(in_rd(islets, square(6)))
    middle = gpd.GeoSeries([square(0).centroid, square(6).centroid], crs=RD_NEW).to_crs(WGS84)
    for (longitude, latitude), point in zip(points.values(), middle, strict=True):
        assert (longitude, latitude) == pytest.approx((point.x, point.y), abs=0.002)


def test_a_label_stands_inside_a_shape_that_is_bent() -> None:
    ring = square(0).difference(box(155 * KM + 200, 463 * KM + 200, 156 * KM - 200, 464 * KM))
    longitude, latitude = label_points(in_rd(ring))["A"]
    assert in_rd(ring).to_crs(WGS84).geometry["A"].contains(gpd.points_from_xy([longitude], [latitude])[0])


def test_borders_are_split_into_what_two_share_and_the_outside(squares: gpd.GeoDataFrame) -> None:
    lines = split_borders(squares).geometry
    assert list(lines.index) == ["gedeeld", "rand"]
    assert lines["gedeeld"].equals(
        MultiLineString([[(156 * KM, 463 * KM), (156 * KM, 464 * KM)], [(157 * KM, 463 * KM), (157 * KM, 464 * KM)]])
    )
    assert lines["rand"].equals(MultiPolygon([box(155 * KM, 463 * KM, 158 * KM, 464 * KM), square(6)]).boundary)


def test_an_enclave_shares_its_whole_border_and_a_hole_in_the_country_is_outside() -> None:
    hole, lake = square(0).buffer(-300), box(155 * KM + 100, 463 * KM + 100, 155 * KM + 200, 463 * KM + 200)
    around = square(0).difference(hole).difference(lake)
    lines = split_borders(in_rd(around, hole)).geometry
    assert lines["gedeeld"].equals(hole.boundary)
    assert lines["rand"].equals(square(0).difference(lake).boundary)


def test_the_borders_of_the_real_regions_are_all_there_once(real: Tables) -> None:
    regions = dissolve_regions(load_borders(DATA_DIR, real.gemeenten), real.gemeenten, "politieregio")
    lines = split_borders(regions).geometry
    assert 2 * lines["gedeeld"].length + lines["rand"].length == pytest.approx(regions.boundary.length.sum())
    assert lines["gedeeld"].intersection(lines["rand"]).length == 0


def test_a_border_is_doubtful_where_both_sides_may_be_of_one_region(squares: gpd.GeoDataFrame) -> None:
    may_be = {"A": ("Adorp",), "B": ("Beek", "Ceeburg"), "C": ("Beek",), "D": ("Beek",)}
    lines = split_doubtful(squares, may_be).geometry
    assert list(lines.index) == ["gedeeld", "misschien"]
    assert lines["gedeeld"].equals(LineString([(156 * KM, 463 * KM), (156 * KM, 464 * KM)]))
    assert lines["misschien"].equals(LineString([(157 * KM, 463 * KM), (157 * KM, 464 * KM)]))


def test_two_gemeenten_with_the_same_candidates_may_belong_to_different_ones(squares: gpd.GeoDataFrame) -> None:
    either = ("Adorp", "Beek")
    lines = split_doubtful(squares, {"A": either, "B": either, "C": either, "D": ("Beek",)}).geometry
    assert lines["gedeeld"].is_empty
    assert lines["misschien"].equals(split_borders(squares).geometry["gedeeld"])


def test_within_a_region_there_is_no_border(squares: gpd.GeoDataFrame) -> None:
    assert split_doubtful(squares, dict.fromkeys("ABCD", ("Adorp",))).is_empty.all()


def test_the_borders_of_the_real_centrumgemeenten_are_all_there_once(real: Tables) -> None:
    borders = load_borders(DATA_DIR, real.gemeenten)
    lines = split_doubtful(borders, {code: one.may_be for code, one in real.indeling.items()}).geometry
    known = dissolve_regions(borders, real.gemeenten, "centrumgemeente")
    loose = borders.loc[[code for code, one in real.indeling.items() if one.is_open], ["geometry"]]
    whole = split_borders(gpd.GeoDataFrame(geometry=[*known.geometry, *loose.geometry], crs=borders.crs)).geometry
    assert lines["gedeeld"].intersection(lines["misschien"]).length == 0
    assert lines.union_all().symmetric_difference(whole["gedeeld"]).length == 0


@pytest.mark.parametrize("crs", [WGS84, "EPSG:3857", "EPSG:28991", None])
def test_everything_refuses_what_is_not_in_metres_of_rd(crs: str | None, real: Tables) -> None:
    shapes = in_rd(square(0), crs=crs)
    jobs: tuple[Callable[[], object], ...] = (
        lambda: require_rd(shapes),
        lambda: find_neighbours(shapes),
        lambda: build_contiguity(shapes),
        lambda: dissolve_regions(shapes, real.gemeenten, "provincie"),
        lambda: label_points(shapes),
        lambda: split_borders(shapes),
        lambda: split_doubtful(shapes, {"A": ("Adorp",)}),
        lambda: to_topojson(gemeenten=shapes),
    )
    for job in jobs:
        with pytest.raises(ValueError, match=r"^Needs EPSG:28992 \(metres\), got "):
            job()


def test_no_function_changes_the_shapes_it_is_given(squares: gpd.GeoDataFrame) -> None:
    before = squares.copy()
    build_contiguity(squares)
    find_neighbours(squares)
    label_points(squares)
    split_borders(squares)
    to_topojson(gemeenten=squares)
    assert list(squares.columns) == ["geometry"]
    assert squares.crs == before.crs
    assert squares.geometry.geom_equals_exact(before.geometry, 0).all()
