"""What is costly about drawing gemeenten, done once per data folder: outlines as Matplotlib paths in RD New."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.path import Path as Outline

from netmap.geo import dissolve_regions, label_points, require_rd
from netmap.schema import RD_NEW, REGION_COLUMNS, WGS84

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from netmap.load import Tables

Point = tuple[float, float]
"""Easting and northing in RD New, metres."""
Box = tuple[float, float, float, float]
"""West, south, east, north in RD New, metres."""


@dataclass(frozen=True)
class Outlines:
    """Outlines with one amount of detail; RD New (EPSG:28992), metres."""

    gemeenten: Mapping[str, Outline]
    """Gemeente code to its outline: every island and hole, holes wound the other way round."""
    regions: Mapping[str, Mapping[str, Outline]]
    """Kind of region (``politieregio``, ...) to name to outline."""
    country: Outline
    """Outline of all gemeenten together."""


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
    coarse = borders.set_geometry(shapely.coverage_simplify(borders.geometry.to_numpy(), _COARSE_M), crs=borders.crs)
    degrees = label_points(borders)
    places = gpd.GeoSeries(gpd.points_from_xy(*zip(*degrees.values(), strict=True)), crs=WGS84).to_crs(RD_NEW)
    return Shapes(
        fine=_outlines(borders, tables.gemeenten),
        coarse=_outlines(coarse, tables.gemeenten),
        boxes={str(code): _box(row) for code, row in zip(borders.index, borders.bounds.to_numpy(), strict=True)},
        points={code: (float(p.x), float(p.y)) for code, p in zip(degrees, places, strict=True)},
        degrees=degrees,
    )


def _outlines(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame) -> Outlines:
    """Make the outlines of gemeenten, regions and country."""
    return Outlines(
        {str(code): to_outline(shape) for code, shape in borders.geometry.items()},
        {kind: _regions(borders, gemeenten, kind) for kind in REGION_COLUMNS},
        to_outline(shapely.coverage_union_all(borders.geometry.to_numpy())),
    )


def _regions(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame, kind: str) -> dict[str, Outline]:
    """Outline of every region of one kind."""
    regions = dissolve_regions(borders, gemeenten, kind)
    return {str(name): to_outline(shape) for name, shape in regions.geometry.items()}


def _box(row: Iterable[float]) -> Box:
    west, south, east, north = (float(value) for value in row)
    return west, south, east, north


def to_outline(shape: Any) -> Outline:
    """
    Turn polygons into one path: outer rings to the left, holes to the right, so that filling leaves holes open.

    Parameters
    ----------
    shape
        A Shapely polygon or multipolygon.

    Returns
    -------
    outline
        One closed ring after another.
    """
    rings = []
    for polygon in shapely.get_parts(shapely.orient_polygons(shape)):
        rings += [polygon.exterior, *polygon.interiors]
    return join_outlines([_ring(shapely.get_coordinates(ring)) for ring in rings])


def _ring(coordinates: np.ndarray) -> Outline:
    """One closed ring."""
    codes = np.full(len(coordinates), Outline.LINETO, dtype=Outline.code_type)
    codes[0], codes[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return Outline(coordinates, codes)


def join_outlines(outlines: Sequence[Outline]) -> Outline:
    """
    Join outlines into one, to be drawn in one go.

    Parameters
    ----------
    outlines
        Any number of them.

    Returns
    -------
    outline
        All rings, in the given order.
    """
    return Outline.make_compound_path(*outlines)


def join_boxes(boxes: Iterable[Box]) -> Box:
    """
    Find the extent of several extents.

    Parameters
    ----------
    boxes
        At least one.

    Returns
    -------
    box
        West, south, east, north in RD New, metres.
    """
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
