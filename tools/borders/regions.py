"""Fit the gemeenten of the picture to regions of which the borders are known exactly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyproj
from scipy import ndimage
from scipy.spatial import KDTree

from netmap.schema import RD_NEW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tools.borders.picture import Georeference

WEB_MERCATOR: Final = "EPSG:3857"
MEMBER_SHARE: Final = 0.05
"""A gemeente belongs to a region when more than this share of its area lies in it."""

Rings = list["NDArray[np.float64]"]


def read_regions(path: Path) -> list[Rings]:
    """
    Read the regions of a CBS choropleth.

    Parameters
    ----------
    path
        Highcharts options in JSON; ``options.chart.map[].path`` is a path in Web Mercator with y downwards,
        such as ``["M", x, y, "L", x, y, …, "Z"]``.

    Returns
    -------
    regions
        Per region its rings (outer ones and holes alike) in RD New.
    """
    to_rd = pyproj.Transformer.from_crs(WEB_MERCATOR, RD_NEW, always_xy=True)
    charts = json.loads(path.read_text(encoding="utf-8"))["options"]["chart"]["map"]
    regions = []
    for chart in charts:
        words = " ".join(str(word) for word in chart["path"] if word not in ("L", "Z", "z"))
        rings = [np.array(ring.split(), float).reshape(-1, 2) for ring in words.split("M")[1:]]
        closed = [np.vstack([ring, ring[:1]]) for ring in rings]
        regions.append([np.column_stack(to_rd.transform(ring[:, 0], -ring[:, 1])) for ring in closed])
    return regions


def fit_to_regions(
    numbers: NDArray[np.int32], maps: Sequence[list[Rings]], georeference: Georeference
) -> NDArray[np.int32]:
    """
    Move the borders of the gemeenten to those of the regions they make up.

    Parameters
    ----------
    numbers
        The number of a gemeente in every cell, 0 for water.
    maps
        Per map its regions, each a union of gemeenten; where a map has no region is water.
    georeference
        Where the grid lies in RD New.

    Returns
    -------
    numbers
        Every cell of a region has the number of a gemeente that belongs to it: its own, or else the nearest.
    """
    pieces = _number_pieces(numbers.shape, maps, georeference)
    keys, pieces = np.unique(pieces, return_inverse=True)
    pieces = pieces.reshape(numbers.shape)
    is_member = _find_members(numbers, pieces, len(keys))
    fitted = np.zeros_like(numbers)
    for piece, window in enumerate(ndimage.find_objects(pieces), start=1):
        here = pieces[window] == piece
        settled = here & is_member[piece][numbers[window]]
        if not settled.any():
            continue
        fitted[window][settled] = numbers[window][settled]
        open_cells = np.nonzero(here & ~settled)
        if len(open_cells[0]):
            rim = np.nonzero(settled & ~ndimage.binary_erosion(settled))
            nearest = KDTree(np.transpose(rim)).query(np.transpose(open_cells))[1]
            fitted[window][open_cells] = numbers[window][rim][nearest]
    return fitted


def _number_pieces(
    shape: tuple[int, ...], maps: Sequence[list[Rings]], georeference: Georeference
) -> NDArray[np.int64]:
    """Give cells a number, so that those with the same number lie in the same region of every map; 0 is in none."""
    pieces = np.zeros(shape, np.int64)
    for regions in maps:
        pieces *= len(regions) + 1
        for number, rings in enumerate(regions, start=1):
            _add_inside(pieces, [georeference.to_cells(ring) for ring in rings], number)
    return pieces


def _find_members(numbers: NDArray[np.int32], pieces: NDArray[Any], count: int) -> NDArray[np.bool_]:
    """Tell per piece and number whether that gemeente belongs there; water (number 0) never does."""
    width = int(numbers.max()) + 1
    cells = np.bincount(pieces.ravel() * width + numbers.ravel(), minlength=count * width).reshape(count, width)
    is_member: NDArray[np.bool_] = cells > MEMBER_SHARE * cells.sum(axis=0)
    is_member[:, 0] = False
    return is_member


def _add_inside(grid: NDArray[np.int64], rings: Rings, value: int) -> None:
    """Add a value to the cells whose centre is inside the rings, by the even-odd rule: holes are holes."""
    corners = np.concatenate(rings)
    height, width = grid.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width, height))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width, height))
    flips = np.zeros((bottom - top, right - left + 1), bool)
    for ring in rings:
        # each edge flips the cells to the right of it, in the rows whose centre line it crosses
        (x0, y0), (x1, y1) = (ring[:-1] - (left, top)).T, (ring[1:] - (left, top)).T
        first = np.ceil(np.minimum(y0, y1) - 0.5).astype(int).clip(0, bottom - top)
        last = np.ceil(np.maximum(y0, y1) - 0.5).astype(int).clip(0, bottom - top)
        edge = np.repeat(np.arange(len(x0)), last - first)
        row = np.arange(len(edge)) - np.repeat(np.cumsum(last - first) - (last - first), last - first) + first[edge]
        x = x0[edge] + (row + 0.5 - y0[edge]) * (x1[edge] - x0[edge]) / (y1[edge] - y0[edge])
        np.logical_xor.at(flips, (row, np.ceil(x - 0.5).astype(int).clip(0, right - left)), True)
    grid[top:bottom, left:right] += value * np.logical_xor.accumulate(flips, axis=1)[:, :-1]
