"""Names on a map without one lying over another: the most important first, each measured, always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netmap.drawing.fonts import ASCENT, DESCENT, REGULAR, measure, printable
from netmap.drawing.svg import HALO, Rect, text
from netmap.maps import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class PlacedName(NamedTuple):
    """A name with its place; ``x`` is the middle of each line, ``y`` the baseline of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    weight: str
    colour: str

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


def place_names(wishes: Iterable[NameWish], inside: Rect, taken: Sequence[Rect] = ()) -> list[PlacedName]:
    """Give names a place within the map, first come first served; one for which there is no room is left out."""
    placed: list[PlacedName] = []
    boxes = list(taken)
    for wish in wishes:
        for name in _tries(wish):
            box = name.box
            if inside.holds(box) and not any(box.overlaps(other) for other in boxes):
                placed.append(name)
                boxes.append(box)
                break
    return placed


def _tries(wish: NameWish) -> Iterator[PlacedName]:
    """Every way to write a name, the best first: on one line, on two, and smaller."""
    for size in (wish.size, 0.86 * wish.size):
        for lines in _lines(printable(wish.text), size, wish):
            height = _height(size, len(lines))
            width = max(measure(line, size, wish.weight) for line in lines) + 2 * HALO
            nudges = (
                _around(width, height, wish.beside)
                if wish.beside
                else [(dx * width, dy * height) for dx, dy in _NUDGES]
            )
            for dx, dy in nudges:
                top = wish.y + dy - height / 2
                yield PlacedName(lines, wish.x + dx, top + HALO + ASCENT * size, size, wish.weight, wish.colour)


def _around(width: float, height: float, distance: float) -> list[tuple[float, float]]:
    """Shifts to the right of a dot, to its left, below, above and at its corners."""
    right, below = width / 2 + distance, height / 2 + distance
    near = 0.7 * distance
    corner = (width / 2 + near, height / 2 + near)
    signs = ((1, -1), (-1, -1), (1, 1), (-1, 1))
    return [(right, 0), (-right, 0), (0, below), (0, -below), *((x * corner[0], y * corner[1]) for x, y in signs)]


def _lines(name: str, size: float, wish: NameWish) -> list[tuple[str, ...]]:
    """Write a name on one line and on two; what fits in its room comes first."""
    cuts = [i + 1 for i, sign in enumerate(name) if sign in " -" and 2 < i < len(name) - 3]
    if not cuts:
        return [(name,)]
    cut = min(cuts, key=lambda i: abs(2 * i - len(name)))
    ways = [(name,), (name[:cut].rstrip(), name[cut:])]
    return ways if measure(name, size, wish.weight) <= wish.room else ways[::-1]


def _height(size: float, lines: int) -> float:
    """Height of the lines and the halo."""
    return (ASCENT + DESCENT + (lines - 1) * LEADING) * size + 2 * HALO
