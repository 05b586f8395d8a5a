"""Which part of the country a map shows, and where each place then comes on the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netmap.drawing.svg import Rect
from netmap.maps.shapes import join_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.layers import MapView
    from netmap.maps.shapes import Box, Point, Shapes

_MARGIN: Final = 0.035
"""Room around the area, as a share of it."""
_ROOM_FOR_ACTORS: Final = 0.2
"""Room at the left for CoMensha and VNG, as a share of the width of a region."""


class Frame(NamedTuple):
    """Where a map stands on the drawing and what of the country it shows."""

    room: Rect
    west: float
    north: float
    """RD New of the upper left corner, metres."""
    scale: float
    """Units per metre."""

    def points(self, places: Sequence[Point] | np.ndarray) -> np.ndarray:
        """Turn points in RD New (n by 2) into units."""
        array = np.asarray(places, dtype=float).reshape(-1, 2)
        x = self.room.x + (array[:, 0] - self.west) * self.scale
        y = self.room.y + (self.north - array[:, 1]) * self.scale
        return np.column_stack([x, y])

    def rect(self, extent: Box) -> Rect:
        """Turn an extent in RD New into units."""
        west, south, east, north = extent
        (x, y), (right, bottom) = self.points([(west, north), (east, south)]).tolist()
        return Rect(x, y, right - x, bottom - y)

    def extent(self, rect: Rect) -> Box:
        """Turn a rectangle in units into an extent in RD New."""
        west, north = self.west + (rect.x - self.room.x) / self.scale, self.north - (rect.y - self.room.y) / self.scale
        return west, north - rect.height / self.scale, west + rect.width / self.scale, north

    @property
    def shift(self) -> tuple[float, float]:
        """Where in units the origin of the outlines comes (RD New with y down)."""
        return self.room.x - self.west * self.scale, self.room.y + self.north * self.scale


def extent(view: MapView, shapes: Shapes, network: bool = False) -> Box:
    """Find what a map must show, in RD New: the area, and with a network room at its left for the national actors."""
    west, south, east, north = join_boxes(shapes.boxes[code] for code in view.codes)
    edge = _MARGIN * max(east - west, north - south)
    left = _ROOM_FOR_ACTORS * (east - west) if network and view.gebied else 0
    return west - edge - left, south - edge, east + edge, north + edge


def fit(shown: Box, room: Rect, right: bool = False) -> Frame:
    """Show an extent as large as a rectangle allows, in the middle or at the right side of it."""
    west, south, east, north = shown
    scale = min(room.width / (east - west), room.height / (north - south))
    wide, high = room.width / scale, room.height / scale
    middle = east - wide / 2 if right else (west + east) / 2
    return Frame(room, middle - wide / 2, (south + north + high) / 2, scale)
