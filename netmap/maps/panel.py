"""The map of a picture: gemeenten in their classes, patterns, borders, names and a scale bar, within a rectangle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from matplotlib.path import Path as Outline

from netmap.maps import style
from netmap.maps.composition import Rect
from netmap.maps.fonts import BOLD, REGULAR, measure
from netmap.maps.legend import is_all_stale
from netmap.maps.place_names import HALO, LEADING, Wish, place_names
from netmap.maps.shapes import join_boxes, join_outlines
from netmap.schema import dutch_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.layers import MapView, Stand
    from netmap.maps.place_names import PlacedName
    from netmap.maps.shapes import Box, Outlines, Point, Shapes
    from netmap.maps.sheet import Sheet

CAPITALS: Final = frozenset(
    {
        "GM0014", "GM0080", "GM0106", "GM0193", "GM0995", "GM0202",
        "GM0344", "GM0392", "GM0518", "GM0687", "GM0796", "GM0935",
    }
)  # fmt: skip
"""Codes of the gemeenten where a provincie has its seat."""
MAIN_PLACES: Final = 36
"""How many gemeenten the map of the country names, at most."""
_FULL_MAP: Final = 480.0
"""Height in units of a map of the country that has room for them all."""
_SCALE_BARS_KM: Final = (1, 2, 5, 10, 20, 50, 100)
_BORDER: Final = 0.45
_MARGIN: Final = 0.035
"""Room around the area, as a share of it."""

_ROOM_FOR_ACTORS: Final = 0.2
"""Room at the left for CoMensha and VNG, as a share of the width of a region."""


class Frame(NamedTuple):
    """Where the map stands on the sheet and what of the country it shows."""

    room: Rect
    """In units."""
    west: float
    north: float
    """RD New of the upper left corner, metres."""
    scale: float
    """Units per metre."""

    def place(self, outline: Outline) -> Outline:
        """Turn an outline in RD New into units."""
        return Outline(self.points(np.asarray(outline.vertices)), outline.codes)

    def points(self, points: Sequence[Point] | np.ndarray) -> np.ndarray:
        """Turn points in RD New (n by 2) into units."""
        array = np.asarray(points, dtype=float).reshape(-1, 2)
        x = self.room.x + (array[:, 0] - self.west) * self.scale
        y = self.room.y + (self.north - array[:, 1]) * self.scale
        return np.column_stack([x, y])

    def rect(self, box: Box) -> Rect:
        """Turn an extent in RD New into units."""
        west, south, east, north = box
        (x, y), (right, bottom) = self.points([(west, north), (east, south)]).tolist()
        return Rect(x, y, right - x, bottom - y)

    def shows(self, box: Box) -> bool:
        """Whether an extent in RD New lies at least partly on the map."""
        west, south, east, north = box
        width, height = self.room.width / self.scale, self.room.height / self.scale
        return west < self.west + width and east > self.west and north > self.north - height and south < self.north


def extent(view: MapView, shapes: Shapes, network: bool = False) -> Box:
    """
    Find what a map must show.

    Parameters
    ----------
    view
        Output of ``build_view``.
    shapes
        Of the same data.
    network
        Whether the network lies over it: in a region the national actors then stand at the left.

    Returns
    -------
    box
        Extent in RD New of the gemeenten of the area, with a little room around.
    """
    west, south, east, north = join_boxes(shapes.boxes[code] for code in view.codes)
    edge = _MARGIN * max(east - west, north - south)
    left = _ROOM_FOR_ACTORS * (east - west) if network and view.gebied else 0
    return west - edge - left, south - edge, east + edge, north + edge


def fit(box: Box, room: Rect, right: bool = False) -> Frame:
    """
    Show an extent as large as a rectangle allows.

    Parameters
    ----------
    box
        West, south, east, north in RD New, metres.
    room
        In units.
    right
        Whether to put it at the right side instead of in the middle.

    Returns
    -------
    frame
        The whole room is map; what lies beside the extent shows as well.
    """
    west, south, east, north = box
    scale = min(room.width / (east - west), room.height / (north - south))
    wide, high = room.width / scale, room.height / scale
    middle = east - wide / 2 if right else (west + east) / 2
    return Frame(room, middle - wide / 2, (south + north + high) / 2, scale)


def draw_gemeenten(sheet: Sheet, frame: Frame, view: MapView, shapes: Shapes) -> dict[str, str]:
    """
    Draw every gemeente that the frame shows: those of the area in their class, the others in grey.

    Parameters
    ----------
    sheet
        To draw on.
    frame
        Where, and which part of the country.
    view
        Output of ``build_view``.
    shapes
        Of the same data.

    Returns
    -------
    classes
        Code to class key of what was drawn in the colour of a class.
    """
    room = frame.room
    outlines = shapes.at(frame.scale).gemeenten
    shown = [code for code in outlines if frame.shows(shapes.boxes[code])]
    inside = set(view.codes)
    if others := [outlines[code] for code in shown if code not in inside]:
        sheet.fill(frame.place(join_outlines(others)), style.DIMMED, style.LIGHT, _BORDER, room)
    drawn: dict[str, str] = {}
    borders = []
    for entry in view.legend:
        klasse = entry.klasse
        codes = [code for code in shown if code in inside and view.class_of[code] == klasse.key]
        drawn |= dict.fromkeys(codes, klasse.key)
        if not codes:
            continue
        outline = frame.place(join_outlines([outlines[code] for code in codes]))
        sheet.fill(outline, klasse.fill, klasse.fill, 0.3, room)
        sheet.pattern(klasse.pattern, klasse.fill, outline, room)
        borders.append((style.border(klasse.fill), outline))
    stale = [code for code in shown if code in inside and code in view.te_bevestigen]
    if stale and not is_all_stale(view):
        sheet.marking(frame.place(join_outlines([outlines[code] for code in stale])), room)
    # light borders first: a dark one beside them must stay whole
    for colour, outline in sorted(borders, key=lambda one: style.contrast(one[0], style.LIGHT)):
        sheet.fill(outline, "none", colour, _BORDER, room)
    return drawn


def draw_borders(sheet: Sheet, frame: Frame, view: MapView, shapes: Shapes) -> None:
    """
    Draw the border of the country, and of the politieregio's or of the chosen area.

    Parameters
    ----------
    sheet, frame, view, shapes
        As for `draw_gemeenten`.
    """
    outlines = shapes.at(frame.scale)
    sheet.fill(frame.place(outlines.country), "none", style.BORDERS[1], 0.7, frame.room)
    for outline in region_outlines(view, outlines):
        placed = frame.place(outline)
        width = 1.0 if view.gebied is None else 1.7
        sheet.fill(placed, "none", style.LIGHT, width + 1.2, frame.room, alpha=0.7)
        sheet.fill(placed, "none", style.DARK, width, frame.room)


def region_outlines(view: MapView, outlines: Outlines) -> list[Outline]:
    """
    Find the borders that stand out: of all politieregio's, or of the chosen area.

    Parameters
    ----------
    view
        Output of ``build_view``.
    outlines
        Of the same data.

    Returns
    -------
    outlines
        In RD New.
    """
    if view.gebied is None:
        return [join_outlines(list(outlines.regions["politieregio"].values()))]
    return [outlines.regions[view.gebied.soort][view.gebied.naam]]


def draw_scale_bar(sheet: Sheet, frame: Frame, scale: float, note: str = "") -> Rect:
    """
    Draw a bar of a round number of kilometres in the lower left corner, with room for a note above it.

    Parameters
    ----------
    sheet, frame
        Where.
    scale
        Size of the text; 1 is as meant.
    note
        What a map without a legend must say.

    Returns
    -------
    taken
        The room it takes.
    """
    longest = min(0.24 * frame.room.width, 120 * scale)
    km = max((km for km in _SCALE_BARS_KM if km * 1000 * frame.scale <= longest), default=_SCALE_BARS_KM[0])
    width, size = km * 1000 * frame.scale, 8.5 * scale
    x, y = frame.room.x + 16, frame.room.y + frame.room.height - 14
    words = f"{dutch_number(km)} km"
    line = [np.array([(x, y - 4), (x, y), (x + width, y), (x + width, y - 4)])]
    sheet.strokes(line, style.LIGHT, 3.4, alpha=0.8)
    sheet.strokes(line, style.DARK, 1.1)
    middle = max(x + width / 2, x + measure(words, size) / 2)
    sheet.text(middle, y - 6, words, size, align="center", halo=HALO)
    high, wide = 16 + size, max(width, measure(words, size))
    if note:
        sheet.text(x, y - 12 - 1.3 * size, note, size, BOLD, halo=HALO)
        high, wide = high + 1.5 * size, max(wide, measure(note, size, BOLD))
    return Rect(x - 4, y + 6 - high, wide + 8, high)


def wish_names(frame: Frame, view: MapView, stand: Stand, shapes: Shapes, scale: float, most: int | None) -> list[Wish]:
    """
    List the names of gemeenten for a map, the most important first.

    Parameters
    ----------
    frame, view, shapes
        As for `draw_gemeenten`.
    stand
        For names and inwoners.
    scale
        Size of the text; 1 is as meant.
    most
        How many at most: seats of a provincie first, then the largest; None for all.

    Returns
    -------
    wishes
        Larger gemeenten first, ties by code.
    """

    def rank(code: str) -> tuple[bool, int, str]:
        return code not in CAPITALS, -stand.dekking[code].inwoners, code

    codes = sorted(view.codes, key=rank)[:most]
    codes.sort(key=lambda code: (-stand.dekking[code].inwoners, code))
    places = frame.points([shapes.points[code] for code in codes])
    wishes = []
    for code, (x, y) in zip(codes, places, strict=True):
        large = stand.dekking[code].inwoners >= 200_000
        size = (9.2 if large else 8.4) * scale
        west, _, east, _ = shapes.boxes[code]
        room = 0.95 * (east - west) * frame.scale
        wishes.append(Wish(stand.dekking[code].naam, float(x), float(y), size, BOLD if large else REGULAR, room=room))
    return wishes


def count_main_places(frame: Frame, scale: float) -> int:
    """
    Say how many gemeenten a map of the country can name.

    Parameters
    ----------
    frame
        The map.
    scale
        Size of the text; 1 is as meant.

    Returns
    -------
    most
        ``MAIN_PLACES``, fewer on a map that is small for its text.
    """
    share = min(1.0, frame.room.height / (_FULL_MAP * scale), frame.room.width / (0.85 * _FULL_MAP * scale))
    return max(8, round(MAIN_PLACES * share**2))


def draw_names(sheet: Sheet, wishes: Iterable[Wish], inside: Rect, taken: Sequence[Rect]) -> list[PlacedName]:
    """
    Write the names that fit.

    Parameters
    ----------
    sheet
        To write on.
    wishes
        The most important first.
    inside
        The map.
    taken
        Where no name may stand.

    Returns
    -------
    names
        Those that were written, with their places.
    """
    names = place_names(wishes, Rect(inside.x + 3, inside.y + 3, inside.width - 6, inside.height - 6), taken)
    for name in names:
        for i, line in enumerate(name.lines):
            y = name.y + i * LEADING * name.size
            sheet.text(name.x, y, line, name.size, name.weight, name.colour, "center", HALO)
    return names
