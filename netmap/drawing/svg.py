"""
Pieces of SVG, and the rectangles that keep them apart.

Lengths are in units: a figure of any size is about as many units large (the area of a slide of 960 by 540), so the
same text takes the same share of it. The origin is the upper left corner; y runs down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.drawing.fonts import BOLD, REGULAR, printable
from netmap.maps.style import DARK, LIGHT, escape_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.maps.shapes import Point

AREA: Final = 960 * 540
"""Units of surface of every figure."""
GREY: Final = "#4A5763"
"""Text that comes second; 7:1 on white."""
FAINT: Final = "#6B7782"
"""Rows of the legend that count nothing; 4.5:1 on white."""
HALO: Final = 1.5
"""Width in units of the white edge around text that lies on a map."""
FAMILY: Final = "Fira Sans, Segoe UI, Calibri, Helvetica Neue, Arial, sans-serif"
"""The font, and what stands in for it where an SVG is opened without it."""
NAMESPACES: Final = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
"""Of an ``<svg>`` in which something is used twice: Inkscape does not know a plain ``href``."""
_ROUNDING: Final = 1e-6


class Rect(NamedTuple):
    """A rectangle in units; ``y`` is its upper side."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share more than a side."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Whether a straight line comes within the rectangle; touching a side does not count."""
        (x, y), (to_x, to_y) = start, end
        if max(x, to_x) <= self.x or max(y, to_y) <= self.y:
            return False
        if min(x, to_x) >= self.x + self.width or min(y, to_y) >= self.y + self.height:
            return False
        first, last = 0.0, 1.0
        for begin, stop, low, size in zip(start, end, self[:2], self[2:], strict=True):
            way = stop - begin
            if abs(way) < _ROUNDING:
                if not low < begin < low + size:
                    return False
                continue
            near, far = sorted(((low - begin) / way, (low + size - begin) / way))
            first, last = max(first, near), min(last, far)
        return last - first > _ROUNDING

    def holds(self, other: Rect) -> bool:
        """Whether the other lies wholly within this one."""
        return (
            self.x - _ROUNDING <= other.x
            and self.y - _ROUNDING <= other.y
            and other.x + other.width <= self.x + self.width + _ROUNDING
            and other.y + other.height <= self.y + self.height + _ROUNDING
        )


def unit(width: int, height: int) -> float:
    """Compute how many pixels a unit is, so that a figure of this many pixels is ``AREA`` units large."""
    return float((width * height / AREA) ** 0.5)


def number(value: float) -> str:
    """Write a length: a hundredth of a unit cannot be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def group(ident: str, parts: Iterable[str], more: str = "") -> str:
    """Give what belongs together a name, for who edits the file; nothing when there is nothing."""
    drawn = "".join(parts)
    return f'<g id="{ident}"{more}>{drawn}</g>' if drawn else ""


def use(ident: str, look: str = "") -> str:
    """Draw an element once more; ``look`` are attributes."""
    return f'<use xlink:href="#{ident}"{look}/>'


def box(rect: Rect, fill: str, line: str = "none", width: float = 0, opacity: float = 1) -> str:
    """Draw a rectangle."""
    x, y, wide, high = map(number, rect)
    seen = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}" stroke="{line}" '
        f'stroke-width="{width:g}"{seen}/>'
    )


def points(places: Iterable[Point], closed: bool = False) -> str:
    """Write the data of a path of straight lines."""
    return f"M{'L'.join(f'{number(x)},{number(y)}' for x, y in places)}{'z' * closed}"


def stroke(path: str, colour: str, width: float, dash: str = "", opacity: float = 1) -> str:
    """Draw the line of a path; ``dash`` as SVG writes it."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    seen = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" '
        f'stroke-linejoin="round"{dashes}{seen}/>'
    )


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    weight: str = REGULAR,
    colour: str = DARK,
    anchor: str = "start",
    halo: float = 0,
    length: float = 0,
) -> str:
    """
    Write one line with its baseline at ``y``.

    Parameters
    ----------
    x, y
        In units.
    words
        Any text; what the font cannot show becomes ``?``.
    size
        Size of the font, in units.
    weight
        ``REGULAR`` or ``BOLD``.
    colour
        Of the letters.
    anchor
        What stands at ``x``: ``start``, ``middle`` or ``end``.
    halo
        Width of a white edge, so that it reads on any colour.
    length
        Width that it must have in another font too; 0 leaves that to the font.

    Returns
    -------
    svg
        A ``<text>`` element, below it one for the white edge if it has one, hidden from screen readers (not every
        program paints an edge behind its own letters); nothing when there are no words.
    """
    if not words.strip():
        return ""
    look = ' font-weight="600"' if weight == BOLD else ""
    look += f' text-anchor="{anchor}"' if anchor != "start" else ""
    if length:
        look += f' textLength="{number(length)}" lengthAdjust="spacingAndGlyphs"'
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{look}'
    edge = f'stroke="{LIGHT}" stroke-width="{2 * halo:g}" stroke-linejoin="round" aria-hidden="true"'
    signs = escape_xml(printable(words))
    below = f'<text {place} fill="{LIGHT}" {edge}>{signs}</text>' if halo else ""
    return f'{below}<text {place} fill="{colour}">{signs}</text>'
