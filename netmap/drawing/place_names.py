"""Names on a map without one lying over another: the most important first, each measured, always the same."""

from __future__ import annotations

import itertools
import math
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely
from shapely import STRtree

from netmap.drawing.fonts import ASCENT, DESCENT, REGULAR, measure, printable
from netmap.drawing.svg import HALO, Rect, points, stroke, text
from netmap.maps import style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shapely import LineString

    from netmap.maps.shapes import Point

LEADING = 1.05
"""From baseline to baseline, in sizes of the font."""
_NUDGES = (
    (0.0, 0.0),
    (0.0, -0.55),
    (0.0, 0.55),
    (-0.3, 0.0),
    (0.3, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (-0.3, 0.8),
    (0.3, -0.8),
)
"""Shifts to try: in widths and heights of the name."""
_NEAR, _FAR = (1.0, 2.0, 3.0), (4.5, 6.0, 7.5, 9.0)
"""Lengths to try of the line to a name that stands aside, in sizes of the font."""
_DIRECTIONS = tuple(sorted((math.pi * i / 12 for i in range(24)), key=lambda angle: abs(math.sin(angle))))
"""Ways to try for that line; beside its place a name is found soonest."""

SMALLER: Final = 0.86
"""What a name is made smaller by where it finds no place."""


class NameWish(NamedTuple):
    """A name that wants a place."""

    text: str
    x: float
    y: float
    size: float
    weight: str = REGULAR
    colour: str = style.DARK
    room: float = float("inf")
    """Width of what is named; a name that is wider is rather written on two lines."""
    beside: float = 0
    """Distance from the point, for a name beside a dot; 0 for one that stands on its point."""
    keeps_off_lines: bool = False
    """Whether a name beside a dot is rather written smaller than over a line."""
    aside: float = 0
    """How far off the land a name that is wider than what it names may stand, with a line to its point, in sizes of
    the font; 0 for one that stays."""
    may_cover: bool = True
    """Whether such a name may lie over its neighbours before it stands far off."""


class PlacedName(NamedTuple):
    """A name with its place; ``x`` is the middle of each line, ``y`` the baseline of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    weight: str
    colour: str
    point: Point | None = None
    """What a name that stands aside points at."""

    @property
    def line(self) -> tuple[Point, Point] | None:
        """From what it names to itself, when it stands aside."""
        if self.point is None:
            return None
        left, top, width, height = self.box
        (x, y) = self.point
        return self.point, (min(max(x, left), left + width), min(max(y, top), top + height))

    @property
    def line_svg(self) -> str:
        """Its line, if it has one, with a dot in what it names."""
        if self.line is None:
            return ""
        path = points(self.line)
        dot = points((self.line[0], self.line[0]))
        return "".join(
            stroke(path, style.LIGHT, 2.2, opacity=0.8) + stroke(path, style.DARK, 0.7) + stroke(dot, style.DARK, 2.6)
        )

    @property
    def box(self) -> Rect:
        """The room it takes, halo included."""
        width = max(measure(line, self.size, self.weight) for line in self.lines) + 2 * HALO
        top = self.y - ASCENT * self.size - HALO
        return Rect(self.x - width / 2, top, width, _height(self.size, len(self.lines)))

    @property
    def svg(self) -> str:
        """Its lines, each with its halo."""
        look = (self.size, self.weight, self.colour, "middle", HALO)
        return "".join(
            text(self.x, self.y + i * LEADING * self.size, line, *look, measure(line, self.size, self.weight))
            for i, line in enumerate(self.lines)
        )


class Clutter(NamedTuple):
    """What lies on a map below its names."""

    lines: Sequence[LineString] = ()
    """A name beside a dot takes the place where it crosses the fewest of these."""
    dots: Sequence[Rect] = ()
    """Small dots: a name beside another dot covers one only where it has no other place, a name on its point never."""


BARE: Final = Clutter()
"""A map with nothing on it."""


def place_names(
    wishes: Iterable[NameWish],
    inside: Rect,
    taken: Sequence[Rect] = (),
    is_land: Callable[[Rect], bool] = lambda _rect: True,
    clutter: Clutter = BARE,
) -> list[PlacedName]:
    """Give names a place within the map, first come first served; one for which there is no room is left out."""
    placed: list[PlacedName] = []
    boxes = list(taken)
    lines: list[tuple[Point, Point]] = []
    clutter_lines = STRtree(clutter.lines)

    def cost(wish: NameWish, name: PlacedName) -> tuple[float, ...]:
        """Say how bad a place is."""
        x, y, width, height = name.box
        crossed = clutter_lines.query(shapely.box(x, y, x + width, y + height), predicate="intersects")
        covered = _covered(name, clutter.dots)
        return (covered, len(crossed), -name.size) if wish.keeps_off_lines else (covered, -name.size, len(crossed))

    for wish in wishes:
        free = (
            name
            for name in _tries(wish)
            if _is_free(name, inside, boxes, lines) and not (name.point and is_land(name.box))
        )
        if wish.beside:
            name = min(free, key=partial(cost, wish), default=None)
        else:
            name = next((one for one in free if not _covered(one, clutter.dots)), None)
        if name:
            placed.append(name)
            boxes.append(name.box)
            if name.line:
                lines.append(name.line)
    return placed


def _covered(name: PlacedName, others: Iterable[Rect]) -> int:
    """Count what a name would lie over."""
    box = name.box
    return sum(box.overlaps(other) for other in others)


def _is_free(name: PlacedName, inside: Rect, boxes: Sequence[Rect], lines: Sequence[tuple[Point, Point]]) -> bool:
    """Say whether a name and its line lie on no other name and no other line."""
    box = name.box
    if not inside.holds(box) or any(box.overlaps(other) for other in boxes):
        return False
    if any(box.is_crossed(*other) for other in lines):
        return False
    line = name.line
    return not line or not (any(one.is_crossed(*line) for one in boxes) or any(_cross(line, one) for one in lines))


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Say whether two lines cross."""

    def side(line: tuple[Point, Point], place: Point) -> bool:
        (x, y), (to_x, to_y) = line
        return (to_x - x) * (place[1] - y) > (to_y - y) * (place[0] - x)

    return side(one, other[0]) != side(one, other[1]) and side(other, one[0]) != side(other, one[1])


def _tries(wish: NameWish) -> Iterator[PlacedName]:
    """Every way to write a name, the best first: on one line, on two, smaller, and aside when it is wide."""
    if not wish.aside:
        return _tries_at_place(wish)
    fits = (name for name in _tries_at_place(wish) if name.size == wish.size and name.box.width <= wish.room)
    near, far = (_tries_aside(wish, [one for one in reaches if one <= wish.aside]) for reaches in (_NEAR, _FAR))
    return itertools.chain(fits, near, _tries_at_place(wish) if wish.may_cover else (), far)


def _tries_at_place(wish: NameWish) -> Iterator[PlacedName]:
    """Every way to write a name on its point, or beside its dot."""
    for size in (wish.size, SMALLER * wish.size):
        for lines, width, height in break_name(size, wish):
            nudges = (
                _around(width, height, wish.beside)
                if wish.beside
                else [(dx * width, dy * height) for dx, dy in _NUDGES]
            )
            for dx, dy in nudges:
                yield _write(wish, lines, size, wish.x + dx, wish.y + dy, height)


def _tries_aside(wish: NameWish, reaches: Sequence[float]) -> Iterator[PlacedName]:
    """Every way to write a name with a line to its point, the shortest line first."""
    for length, (lines, width, height), angle in itertools.product(reaches, break_name(wish.size, wish), _DIRECTIONS):
        x, y = math.cos(angle), math.sin(angle)
        reach = length * wish.size
        middle = wish.x + x * (reach + width / 2), wish.y + y * (reach + height / 2)
        yield _write(wish, lines, wish.size, *middle, height)._replace(point=(wish.x, wish.y))


def _write(wish: NameWish, lines: tuple[str, ...], size: float, x: float, y: float, height: float) -> PlacedName:
    """Write a name with its middle at a place."""
    return PlacedName(lines, x, y - height / 2 + HALO + ASCENT * size, size, wish.weight, wish.colour)


def _around(width: float, height: float, distance: float) -> list[tuple[float, float]]:
    """Shifts to the right of a dot, to its left, below, above and at its corners."""
    right, below = width / 2 + distance, height / 2 + distance
    near = 0.7 * distance
    corner = (width / 2 + near, height / 2 + near)
    signs = ((1, -1), (-1, -1), (1, 1), (-1, 1))
    return [(right, 0), (-right, 0), (0, below), (0, -below), *((x * corner[0], y * corner[1]) for x, y in signs)]


def break_name(size: float, wish: NameWish) -> list[tuple[tuple[str, ...], float, float]]:
    """Write a name on one line and on two, with width and height; what fits in its room comes first."""
    name = printable(wish.text)
    cuts = [i + 1 for i, sign in enumerate(name) if sign in " -" and 2 < i < len(name) - 3]
    ways: list[tuple[str, ...]] = [(name,)]
    if cuts:
        cut = min(cuts, key=lambda i: abs(2 * i - len(name)))
        two = (name[:cut].rstrip(), name[cut:].lstrip())
        ways = [(name,), two] if measure(name, size, wish.weight) <= wish.room else [two, (name,)]
    return [
        (lines, max(measure(line, size, wish.weight) for line in lines) + 2 * HALO, _height(size, len(lines)))
        for lines in ways
    ]


def _height(size: float, lines: int) -> float:
    """Height of the lines and the halo."""
    return (ASCENT + DESCENT + (lines - 1) * LEADING) * size + 2 * HALO
