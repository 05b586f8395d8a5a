"""The inset of a picture of the country: the crowded west once more, larger, in the corner that is sea."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netmap.maps import style
from netmap.maps.composition import GREY, Rect
from netmap.maps.fonts import BOLD, measure
from netmap.maps.panel import MAIN_PLACES, Frame, draw_borders, draw_gemeenten, draw_names, wish_names
from netmap.maps.place_names import HALO
from netmap.maps.sheet import outline_of

if TYPE_CHECKING:
    from netmap.layers import MapView, Stand
    from netmap.maps.place_names import PlacedName
    from netmap.maps.shapes import Box, Shapes
    from netmap.maps.sheet import Sheet

WEST: Final[Box] = (64_000, 418_000, 148_000, 498_000)
"""The Randstad in RD New, metres."""
_LEAST: Final = 1.45
"""How much larger the inset must be than the map, to help."""


def find_inset(frame: Frame, view: MapView, shapes: Shapes) -> Frame | None:
    """
    Find room for a larger drawing of the west, in the upper left corner of the map of the country.

    Parameters
    ----------
    frame, view, shapes
        As for `draw_gemeenten`.

    Returns
    -------
    inset
        As large as fits in the sea, or None when there is no room for it to help.
    """
    west, south, east, north = WEST
    if view.gebied is not None or len(view.codes) < 2 * MAIN_PLACES:
        return None
    boxes = np.array([WEST, *(shapes.boxes[code] for code in view.codes)])
    upper_left, lower_right = frame.points(boxes[:, [0, 3]]), frame.points(boxes[:, [2, 1]])
    edge = 14.0
    for factor in np.arange(3.5, _LEAST, -0.05):
        scale = frame.scale * float(factor)
        room = Rect(frame.room.x + edge, frame.room.y + edge, (east - west) * scale, (north - south) * scale)
        corner = (room.x + room.width + edge / 2, room.y + room.height + edge / 2)
        is_free = not ((upper_left < corner) & (lower_right > (room.x, room.y))).all(axis=1).any()
        if is_free and frame.room.holds(room):
            return Frame(room, west, north, scale)
    return None


def draw_inset(
    sheet: Sheet, frame: Frame, inset: Frame, view: MapView, stand: Stand, shapes: Shapes, scale: float
) -> list[PlacedName]:
    """
    Draw the west once more, larger, and show on the map which part it is.

    Parameters
    ----------
    sheet, frame, view, stand, shapes
        As for `draw_gemeenten` and `wish_names`.
    inset
        Result of `find_inset`.
    scale
        Size of the text; 1 is as meant.

    Returns
    -------
    names
        Those that were written in the inset.
    """
    sheet.fill(outline_of(frame.rect(WEST)), "none", style.DARK, 0.8, frame.room)
    sheet.box(inset.room, style.SEA)
    draw_gemeenten(sheet, inset, view, shapes)
    draw_borders(sheet, inset, view, shapes)
    sheet.box(inset.room, "none", style.DARK, 1)
    label = "Randstad"
    corner = Rect(inset.room.x + 4, inset.room.y + 4, measure(label, 9 * scale, BOLD) + 8, 13 * scale)
    sheet.text(corner.x + 3, corner.y + 10 * scale, label, 9 * scale, BOLD, GREY, halo=HALO)
    wishes = wish_names(inset, view, stand, shapes, 0.94 * scale, None)
    inside = [one for one in wishes if inset.room.overlaps(Rect(one.x, one.y, 0.1, 0.1))]
    return draw_names(sheet, inside, inset.room, [corner])
