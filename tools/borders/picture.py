"""From a picture of the gemeenten to a grid that holds the number of a gemeente in every cell."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from PIL import Image
from scipy import ndimage
from scipy.spatial import KDTree
from skimage.measure import label as number_areas
from skimage.segmentation import watershed

from netmap.borders import BordersError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FINE: Final = 4
"""Cells of the grid along one pixel of the picture."""
MARGIN: Final = 2
"""Pixels of sea put around the picture."""
FILL_GREY: Final = 204
STROKE_GREY: Final = 110
STROKE_WIDTH: Final = 1.30
"""Width of the border stroke in pixels; the border itself is its centre line."""
COAST_LEFT: Final = 0.15
"""Pixels of the coast's outer half stroke that stay land, so that thin dikes stay whole."""
SMALL_WATER: Final = 60.0
"""Enclosed water of fewer pixels is land, unless a label marks it as water."""
SPECK: Final = 2.0
"""Patches of fewer pixels, of land or of water, go to what is around them."""
MARKS_WATER: Final = "water"
"""Sort of the labels in enclosed water; they have no code."""
MARKS_THIN_LAND: Final = "dijk"
"""Sort of the labels on land too thin to have any fill, such as dikes."""


@dataclass(frozen=True)
class Georeference:
    """Where a picture lies in RD New; it is plain RD, unrotated."""

    pixel_m: float
    left_m: float
    top_m: float

    def to_rd(self, cells: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn (column, row) on the grid into (x, y) in metres."""
        x, y = (cells / FINE - MARGIN).T * self.pixel_m
        return np.column_stack([self.left_m + x, self.top_m - y])

    def to_cells(self, rd: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn (x, y) in metres into (column, row) on the grid."""
        x, y = rd.T
        pixels = np.column_stack([x - self.left_m, self.top_m - y]) / self.pixel_m
        return (pixels + MARGIN) * FINE


class Label(NamedTuple):
    """A point of the picture, in pixels from its top left corner, of which the gemeente is known."""

    code: str
    soort: str
    px: float
    py: float

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column on the grid."""
        return int((self.py + MARGIN) * FINE), int((self.px + MARGIN) * FINE)


class Ink(NamedTuple):
    """What is drawn in each cell, both between 0 and 1."""

    alpha: NDArray[np.float32]
    stroke: NDArray[np.float32]


def read_labels(path: Path) -> list[Label]:
    """
    Read the points that tell which part of the picture is which gemeente.

    Parameters
    ----------
    path
        CSV file with columns ``code``, ``soort``, ``px`` and ``py``; others are for the reader.

    Returns
    -------
    labels
        In the order of the file.

    Raises
    ------
    OSError, KeyError, TypeError, ValueError
        When the file cannot be read, has no such columns or has no rows.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        msg = f"{path.name} heeft geen punten"
        raise ValueError(msg)
    return [Label(row["code"], row["soort"], float(row["px"]), float(row["py"])) for row in rows]


def read_ink(path: Path) -> Ink:
    """
    Read the picture on a grid of ``FINE`` cells along a pixel.

    Parameters
    ----------
    path
        PNG file: land is ``FILL_GREY``, strokes are ``STROKE_GREY``, sea is transparent.

    Returns
    -------
    ink
        With ``MARGIN`` pixels of sea around the picture.
    """
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGBA"), np.float32)
    pixels = np.pad(pixels, ((MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)))
    alpha = pixels[..., 3] / 255
    # the share of stroke in what is opaque, times alpha: exact where the pixel is partly sea, too
    stroke = np.clip(alpha * (FILL_GREY - pixels[..., 0]) / (FILL_GREY - STROKE_GREY), 0, 1)
    return Ink(*(ndimage.zoom(band, FINE, order=3, mode="nearest", grid_mode=True) for band in (alpha, stroke)))


def number_gemeenten(ink: Ink, labels: list[Label]) -> tuple[NDArray[np.int32], list[str]]:
    """
    Give every cell of land to a gemeente.

    Parameters
    ----------
    ink
        The picture.
    labels
        At least one point in every part of every gemeente.

    Returns
    -------
    numbers
        Per cell 0 for water, else 1 + the place of the gemeente in ``codes``.
    codes
        The codes of the labels, sorted.

    Raises
    ------
    BordersError
        When a label lies outside the picture or not in the fill of a gemeente.
    """
    fill, _ = ndimage.label((ink.stroke < 0.3) & (ink.alpha > 0.5))
    _check_labels(fill, labels)
    land = _find_land(ink, [label for label in labels if label.soort == MARKS_WATER])
    on_land = [label for label in labels if label.soort != MARKS_WATER]
    codes = sorted({label.code for label in on_land})
    marks = _mark_parts(fill, on_land, codes) * land
    # neighbours meet on the crest of the stroke between them
    height = np.round(np.minimum(ink.stroke, 0.9) * 100).astype(np.uint8)
    numbers: NDArray[np.int32] = watershed(height, marks, mask=land)  # type: ignore[no-untyped-call]
    return numbers, codes


def _check_labels(fill: NDArray[np.int32], labels: list[Label]) -> None:
    """Refuse labels that point at nothing."""
    lost = [
        f"{label.code or label.soort} ({label.px}, {label.py})"
        for label in labels
        if not (0 <= label.cell[0] < fill.shape[0] and 0 <= label.cell[1] < fill.shape[1])
        or (label.soort not in (MARKS_WATER, MARKS_THIN_LAND) and not fill[label.cell])
    ]
    if lost:
        msg = f"Deze punten van labels.csv liggen niet in een gemeente op het plaatje: {', '.join(lost)}. Verplaats ze."
        raise BordersError(msg)


def _find_land(ink: Ink, in_water: list[Label]) -> NDArray[np.bool_]:
    """Draw the coast on the centre line of its stroke: half a stroke inside the edge, where alpha is 0.5."""
    from_edge = ndimage.distance_transform_edt(ink.alpha > 0.5)
    land: NDArray[np.bool_] = from_edge > (STROKE_WIDTH / 2 - COAST_LEFT) * FINE
    water, _ = ndimage.label(~land)
    is_small = np.bincount(water.ravel()) < SMALL_WATER * FINE**2
    is_small[[0] + [water[label.cell] for label in in_water]] = False
    land |= is_small[water]
    return land


def _mark_parts(fill: NDArray[np.int32], labels: list[Label], codes: list[str]) -> NDArray[np.int32]:
    """Mark the parts that the strokes enclose by the labels in them; the nearest decides if they disagree."""
    marks = np.zeros(fill.shape, np.int32)
    labels_in: dict[int, list[tuple[int, int, int]]] = {}
    for label in labels:
        number = codes.index(label.code) + 1
        marks[label.cell] = number  # on thin land, which has no fill, it marks just itself
        if part := int(fill[label.cell]):
            labels_in.setdefault(part, []).append((*label.cell, number))
    number_of = np.zeros(int(fill.max()) + 1, np.int32)
    for part, points in labels_in.items():
        number_of[part] = points[0][2]
    marks = np.where(number_of[fill] > 0, number_of[fill], marks)
    for part, points in labels_in.items():
        if len({number for _, _, number in points}) > 1:
            places = np.array(points)
            cells = np.nonzero(fill == part)
            marks[cells] = places[KDTree(places[:, :2]).query(np.transpose(cells))[1], 2]
    return marks


def drop_specks(numbers: NDArray[Any]) -> NDArray[Any]:
    """
    Give patches of fewer than ``SPECK`` pixels to what is around them.

    Parameters
    ----------
    numbers
        The number of a gemeente in every cell, 0 for water.

    Returns
    -------
    numbers
        The same, without specks of land or water.
    """
    patches = number_areas(numbers, background=-1, connectivity=1)  # type: ignore[no-untyped-call]
    is_speck = (np.bincount(patches.ravel()) < SPECK * FINE**2)[patches]
    rows, columns = ndimage.distance_transform_edt(is_speck, return_distances=False, return_indices=True)
    cleaned: NDArray[Any] = numbers[rows, columns]
    return cleaned
