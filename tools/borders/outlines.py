"""From a grid with the number of a gemeente in every cell to polygons that share their borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from scipy import ndimage

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMOOTHING: Final = 2.0
"""Standard deviation, in cells, of the smoothing of the stair-steps along a border."""


def outline_areas(numbers: NDArray[Any]) -> NDArray[Any]:
    """
    Draw a smooth outline around the cells of every number.

    Every border is drawn once, from the point where three areas meet to the next such point, so neighbours
    share it by construction.

    Parameters
    ----------
    numbers
        The number of a gemeente in every cell, 0 for water; the rim of the grid is water.

    Returns
    -------
    outlines
        One multipolygon for each number from 1, in (column, row) on the grid.
    """
    arcs = [shapely.LineString(smooth_arc(arc)) for arc in trace_arcs(numbers)]
    net = shapely.node(shapely.multilinestrings(arcs))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    column, row = shapely.get_coordinates(shapely.point_on_surface(faces)).astype(int).T
    number_of = numbers[row, column]
    areas = [shapely.coverage_union_all(faces[number_of == number]) for number in range(1, int(numbers.max()) + 1)]
    return np.array([shapely.multipolygons(shapely.get_parts(area)) for area in areas])


def trace_arcs(numbers: NDArray[Any]) -> list[NDArray[np.float64]]:
    """
    Follow the edges between cells with unlike numbers.

    Parameters
    ----------
    numbers
        A number in every cell.

    Returns
    -------
    arcs
        Corners of cells as (column, row): from the one node where borders meet to the next, or a closed ring.
    """
    row, column = np.nonzero(numbers[:, 1:] != numbers[:, :-1])
    upright = np.stack([np.c_[column + 1, row], np.c_[column + 1, row + 1]], axis=1)
    row, column = np.nonzero(numbers[1:] != numbers[:-1])
    level = np.stack([np.c_[column, row + 1], np.c_[column + 1, row + 1]], axis=1)
    edges = np.concatenate([upright, level]).astype(float)
    merged = shapely.line_merge(shapely.MultiLineString(list(edges)))
    return [shapely.get_coordinates(arc) for arc in shapely.get_parts(merged)]


def smooth_arc(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Smooth the stair-steps of one arc.

    Parameters
    ----------
    corners
        Corners of cells along the arc; the first and last are the same for a closed ring.

    Returns
    -------
    points
        The middles of the edges, smoothed along the arc; an open arc keeps its ends.
    """
    middles = (corners[1:] + corners[:-1]) / 2
    first, last = corners[:1], corners[-1:]
    if np.array_equal(first, last):
        ring = ndimage.gaussian_filter1d(middles, SMOOTHING, axis=0, mode="wrap")
        return np.vstack([ring, ring[:1]])
    reach = min(int(4 * SMOOTHING), len(middles))
    before, after = 2 * first - middles[:reach][::-1], 2 * last - middles[-reach:][::-1]
    mirrored = np.vstack([before, first, middles, last, after])  # odd mirror images keep the ends in place
    points = ndimage.gaussian_filter1d(mirrored, SMOOTHING, axis=0, mode="nearest")[reach:-reach]
    return np.vstack([first, points[1:-1], last])
