"""What is costly about drawing gemeenten, done once per data folder: outlines as SVG path data, in metres."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely

from netmap.geo import label_points, require_rd, split_borders, split_doubtful
from netmap.schema import RD_NEW, REGION_COLUMNS, WGS84

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netmap.load import Tables

Point = tuple[float, float]
"""Easting and northing in RD New, metres."""
Box = tuple[float, float, float, float]
"""West, south, east, north in RD New, metres."""


@dataclass(frozen=True)
class Outlines:
    """
    Outlines with one amount of detail, as SVG path data made when first asked for.

    The data are whole steps: x is the easting in RD New (EPSG:28992) and y is minus the northing, for y runs down.
    """

    polygons: Mapping[str, Any]
    """Gemeente code to its Shapely polygon or multipolygon in RD New."""
    members: Mapping[tuple[str, str], Sequence[str]]
    """Kind and name of a region to the codes in it."""
    step: int = 1
    """Metres; larger ones make smaller files."""
    centra: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Gemeente code to the centrumgemeenten to which it may belong, by name; empty when nothing is known of that."""

    @functools.cached_property
    def gemeenten(self) -> Mapping[str, str]:
        """Gemeente code to its outline: every island and hole."""
        return {code: to_path(polygon, self.step) for code, polygon in self.polygons.items()}

    @functools.cached_property
    def country(self) -> str:
        """Outline of all gemeenten together."""
        return self.around(self.polygons)

    @functools.cached_property
    def politieregios(self) -> str:
        """Borders that two politieregio's share: a thick line along the coast would smear islands and harbours."""
        regions = [self._union(codes) for (kind, _), codes in self.members.items() if kind == "politieregio"]
        return self._lines(split_borders(gpd.GeoDataFrame(geometry=regions, crs=RD_NEW)).geometry["gedeeld"])

    @functools.cached_property
    def centrumgemeenten(self) -> tuple[str, str]:
        """Borders between the regions of centrumgemeenten: those that are certain, and those that may not be there."""
        shapes = gpd.GeoDataFrame(geometry=gpd.GeoSeries(self.polygons), crs=RD_NEW)
        certain, doubtful = map(self._lines, split_doubtful(shapes, self.centra).geometry)
        return certain, doubtful

    def around(self, codes: Iterable[str]) -> str:
        """Outline of some gemeenten together, without their shared borders."""
        return to_path(self._union(codes), self.step)

    def _lines(self, lines: Any) -> str:
        return "".join(
            _line(shapely.get_coordinates(line), self.step) for line in shapely.get_parts(lines) if line.length
        )

    def _union(self, codes: Iterable[str]) -> Any:
        return shapely.coverage_union_all([self.polygons[code] for code in codes])


@dataclass(frozen=True)
class Shapes:
    """The gemeenten of one data folder, ready to draw; RD New (EPSG:28992), metres."""

    fine: Outlines
    coarse: Outlines
    """For the map of the country: without the bends that cannot be seen there."""
    boxes: Mapping[str, Box]
    """Gemeente code to its extent."""
    points: Mapping[str, Point]
    """Gemeente code to the place where its name fits best."""
    degrees: Mapping[str, Point]
    """The same as longitude and latitude, for ``netmap.maps.network.draw_network``."""

    def at(self, scale: float) -> Outlines:
        """Choose the outlines for a map of so many units per metre."""
        return self.coarse if scale * _COARSE_M < _SEEN else self.fine


_COARSE_M: Final = 120.0
"""Size in metres of the bends that the coarse outlines leave out."""
_COARSE_STEP: Final = 20
_SEEN: Final = 0.25
"""The smallest bend that shows, in units: a pixel of a 4K picture."""


def build_shapes(borders: gpd.GeoDataFrame, tables: Tables) -> Shapes:
    """
    Prepare everything that pictures of one data folder share.

    Parameters
    ----------
    borders
        Output of ``load_borders``: polygons in RD New, indexed by gemeente code.
    tables
        The tables of the same folder.

    Returns
    -------
    shapes
        Outlines of gemeenten, regions and country, extents and label points.

    Raises
    ------
    ValueError
        When ``borders`` is not in RD New.
    """
    require_rd(borders)
    borders = borders.sort_index()
    codes = [str(code) for code in borders.index]
    fine = borders.geometry.to_numpy()
    members = {
        (kind, str(name)): [str(code) for code in some]
        for kind in REGION_COLUMNS
        for name, some in sorted(tables.gemeenten.groupby(kind).groups.items())
    }
    degrees = label_points(borders)
    places = gpd.GeoSeries(gpd.points_from_xy(*zip(*degrees.values(), strict=True)), crs=WGS84).to_crs(RD_NEW)
    centra = {code: one.may_be for code, one in tables.indeling.items()}
    coarse = shapely.coverage_simplify(fine, _COARSE_M)
    return Shapes(
        fine=Outlines(dict(zip(codes, fine, strict=True)), members, centra=centra),
        coarse=Outlines(dict(zip(codes, coarse, strict=True)), members, _COARSE_STEP, centra),
        boxes={code: _box(row) for code, row in zip(codes, borders.bounds.to_numpy(), strict=True)},
        points={code: (float(p.x), float(p.y)) for code, p in zip(degrees, places, strict=True)},
        degrees=degrees,
    )


def _box(row: Iterable[float]) -> Box:
    west, south, east, north = (float(value) for value in row)
    return west, south, east, north


def to_path(shape: Any, step: int = 1) -> str:
    """Turn polygons in RD New into path data, one closed ring after another, to be filled with ``evenodd``."""
    rings = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            rings.append(f"{_line(shapely.get_coordinates(ring)[:-1], step)}z")
    return "".join(rings)


def _line(coordinates: np.ndarray, step: int) -> str:
    """Write a line in whole steps, each place as the way from the one before."""
    places = np.rint(coordinates * (1, -1) / step).astype(int)
    x, y = places[0].tolist()
    way = " ".join(map(str, np.diff(places, axis=0).ravel().tolist()))
    return f"M{x} {y}l{way}".replace(" -", "-")  # a minus parts two numbers by itself


def join_boxes(boxes: Iterable[Box]) -> Box:
    """Find the extent of several extents."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
