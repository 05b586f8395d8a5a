"""Borders as the browser gets them: a shared one is there once, and every shape is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from netmap.geo import dissolve_regions, split_borders
from netmap.load import DATA_DIR, load_borders
from netmap.maps.outline import to_topojson
from netmap.schema import RD_NEW, WGS84

if TYPE_CHECKING:
    from netmap.load import Tables

SQUARES = gpd.GeoDataFrame(
    {"naam": ["Adorp", "Beekstad"]},
    geometry=[shapely.box(100_000, 450_000, 110_000, 460_000), shapely.box(110_000, 450_000, 120_000, 460_000)],
    index=["GM0001", "GM0002"],
    crs=RD_NEW,
)


def unfold(written: bytes, layer: str) -> gpd.GeoDataFrame:
    """Read a layer back, as ``web_files.js`` does."""
    told = json.loads(written)
    scale, shift = np.array(told["transform"]["scale"]), np.array(told["transform"]["translate"])
    lines = [np.cumsum(arc, axis=0) * scale + shift for arc in told["arcs"]]

    def join(arcs: list[int]) -> list[Any]:
        parts = [lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in arcs]
        return np.concatenate([part[i > 0 :] for i, part in enumerate(parts)]).tolist()

    def spread(arcs: list[Any]) -> list[Any]:
        return join(arcs) if isinstance(arcs[0], int) else [spread(part) for part in arcs]

    shapes = told["objects"][layer]["geometries"]
    features = [
        {
            "type": "Feature",
            "properties": shape["properties"],
            "geometry": {"type": shape["type"], "coordinates": spread(shape["arcs"])},
        }
        for shape in shapes
    ]
    return gpd.GeoDataFrame.from_features(features, crs=WGS84).set_index("code")


def test_a_shared_border_is_there_once_and_a_line_along_it_is_the_same_border() -> None:
    between = gpd.GeoDataFrame(
        geometry=[shapely.LineString([(110_000, 450_000), (110_000, 460_000)])], index=["gedeeld"], crs=RD_NEW
    )
    told = json.loads(to_topojson(gemeenten=SQUARES, regios=between))
    (line,) = told["objects"]["regios"]["geometries"][0]["arcs"]
    rings = [shape["arcs"][0] for shape in told["objects"]["gemeenten"]["geometries"]]
    assert len(told["arcs"]) == 3
    assert all({line, ~line} & {*ring} for ring in rings)
    assert [shape["properties"] for shape in told["objects"]["gemeenten"]["geometries"]] == [
        {"code": "GM0001", "naam": "Adorp"},
        {"code": "GM0002", "naam": "Beekstad"},
    ]


def test_of_what_a_shape_has_not_nothing_is_said() -> None:
    """A browser does not read NaN."""
    told = json.loads(to_topojson(gemeenten=SQUARES.assign(centrum=["Hoort bij Adorp.", None])))
    first, second = (shape["properties"] for shape in told["objects"]["gemeenten"]["geometries"])
    assert first == {"code": "GM0001", "naam": "Adorp", "centrum": "Hoort bij Adorp."}
    assert second == {"code": "GM0002", "naam": "Beekstad"}


def test_a_country_of_one_region_has_no_border_between_regions() -> None:
    regions = gpd.GeoDataFrame(geometry=[SQUARES.union_all()], index=["Oost"], crs=RD_NEW)
    told = json.loads(to_topojson(gemeenten=SQUARES, regios=split_borders(regions)))
    assert [shape["properties"] for shape in told["objects"]["regios"]["geometries"]] == [{"code": "rand"}]


def test_what_is_read_back_is_what_was_written_but_for_the_raster() -> None:
    back = unfold(to_topojson(gemeenten=SQUARES), "gemeenten").to_crs(RD_NEW)
    assert list(back.index) == ["GM0001", "GM0002"]
    for code, shape in back.geometry.items():
        assert shape.hausdorff_distance(SQUARES.geometry[code]) < 1  # a raster of a metre over twenty kilometres


@pytest.fixture(scope="module")
def country(real: Tables) -> tuple[gpd.GeoDataFrame, bytes]:
    borders = load_borders(DATA_DIR, real.gemeenten)
    lines = split_borders(dissolve_regions(borders, real.gemeenten, "politieregio"))
    return borders, to_topojson(gemeenten=borders, regios=lines)


def test_every_gemeente_is_whole_and_neighbours_still_share_their_border(
    country: tuple[gpd.GeoDataFrame, bytes],
) -> None:
    borders, written = country
    back = unfold(written, "gemeenten")
    assert list(back.index) == list(borders.index)
    assert back.is_valid.all()
    assert shapely.coverage_is_valid(back.geometry.to_numpy())
    gone = back.to_crs(RD_NEW).geometry.area / borders.geometry.area
    assert 0.99 < gone.min() <= gone.max() < 1.01


def test_borders_of_politieregios_are_borders_of_gemeenten(country: tuple[gpd.GeoDataFrame, bytes]) -> None:
    _, written = country
    told = json.loads(written)

    def name(arcs: Any) -> set[int]:
        return {max(arcs, ~arcs)} if isinstance(arcs, int) else set().union(*map(name, arcs))

    own = set().union(*(name(shape["arcs"]) for shape in told["objects"]["gemeenten"]["geometries"]))
    shared = next(one for one in told["objects"]["regios"]["geometries"] if one["properties"]["code"] == "gedeeld")
    assert name(shared["arcs"]) < own
