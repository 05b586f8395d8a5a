"""
Where everything stands in the finished figure: measured before anything is drawn, so nothing overlaps or is cut off.

Lengths are in units: a figure of any size is about as many units large (the area of a slide of 960 by 540), so the
same text takes the same share of it. The origin is the upper left corner; y runs down. Of all arrangements in which the
text fits, the one with the largest map is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.errors import NetmapError
from netmap.maps import style
from netmap.maps.fonts import BOLD, REGULAR, measure, printable, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.maps.legend import Row

AREA: Final = 960 * 540
"""Units of surface of every figure."""
MARGIN: Final = 26.0
GREY: Final = "#4A5763"
"""Text that comes second; 7:1 on white."""
FAINT: Final = "#6B7782"
"""Rows of the legend that count nothing; 4.5:1 on white."""
ASCENT, DESCENT = 0.80, 0.24
"""Of a line above and below its baseline, as shares of the size of the font."""
_ROUNDING: Final = 1e-6
_TITLE: Final = 25.0
_LEADING: Final = 1.28
_SCALES: Final = (1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4)
_LEAST_PIXELS: Final = 0.62
"""Text as meant is 11 units; below this scale in pixels (7 for the legend) nobody reads it."""
_COLUMNS: Final = (0.36, 0.34, 0.32, 0.30, 0.38, 0.41, 0.44, 0.48)
"""Widths of a column of text beside the map, as shares of the figure; the first is the most pleasant one."""
_ENOUGH: Final = 0.7
"""Share of the largest possible map that is worth smaller text."""
_LOGO_WIDTH, _LOGO_HEIGHT = 130.0, 40.0


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

    def holds(self, other: Rect) -> bool:
        """Whether the other lies wholly within this one."""
        return (
            self.x - _ROUNDING <= other.x
            and self.y - _ROUNDING <= other.y
            and other.x + other.width <= self.x + self.width + _ROUNDING
            and other.y + other.height <= self.y + self.height + _ROUNDING
        )


class Words(NamedTuple):
    """One line of text; ``x`` is its left side, or its right side when ``right``, and ``y`` its baseline."""

    x: float
    y: float
    text: str
    size: float
    weight: str = REGULAR
    colour: str = style.DARK
    right: bool = False

    @property
    def box(self) -> Rect:
        """The room it takes."""
        width = measure(self.text, self.size, self.weight)
        x = self.x - width if self.right else self.x
        return Rect(x, self.y - ASCENT * self.size, width, (ASCENT + DESCENT) * self.size)


class Key(NamedTuple):
    """A little drawing in the legend."""

    row: Row
    box: Rect


@dataclass(frozen=True)
class Block:
    """Lines and drawings below each other; the upper left corner is at 0,0."""

    height: float
    words: tuple[Words, ...] = ()
    keys: tuple[Key, ...] = ()
    logo: Rect | None = None

    def at(self, x: float, y: float) -> Block:
        """Move it."""
        return replace(
            self,
            words=tuple(one._replace(x=one.x + x, y=one.y + y) for one in self.words),
            keys=tuple(Key(row, box._replace(x=box.x + x, y=box.y + y)) for row, box in self.keys),
            logo=self.logo and self.logo._replace(x=self.logo.x + x, y=self.logo.y + y),
        )


@dataclass(frozen=True)
class Content:
    """Everything a figure says outside its map."""

    titel: str
    vraag: str
    peildatum: str
    conclusie: str
    rows: Sequence[Row]
    onderschrift: Sequence[str]
    """Sources and credit, a paragraph each."""
    logo: float | None = None
    """Width of the logo divided by its height; None when there is none."""


@dataclass(frozen=True)
class Composition:
    """A figure in units: text, legend and the room for the map."""

    width: float
    height: float
    map: Rect
    words: tuple[Words, ...] = ()
    keys: tuple[Key, ...] = ()
    logo: Rect | None = None
    scale: float = 1.0
    """How large the text is; 1 is as meant."""


def unit(width: int, height: int) -> float:
    """
    Compute how many pixels a unit is.

    Parameters
    ----------
    width, height
        Of the figure, in pixels.

    Returns
    -------
    pixels
        So that the figure is ``AREA`` units large.
    """
    return float((width * height / AREA) ** 0.5)


def compose_map(width: int, height: int, letter: float = 1.0) -> Composition:
    """
    Give the whole figure to the map.

    Parameters
    ----------
    width, height
        In pixels.
    letter
        How many times larger than usual the names are.

    Returns
    -------
    composition
        Without text or legend.
    """
    pixels = unit(width, height)
    whole = Rect(0, 0, width / pixels, height / pixels)
    return Composition(whole.width, whole.height, whole, scale=_first_scale(pixels) * letter)


def compose(content: Content, width: int, height: int, map_width: float, map_height: float) -> Composition:
    """
    Arrange a whole figure.

    Parameters
    ----------
    content
        What it says.
    width, height
        Of the figure, in pixels.
    map_width, map_height
        Of what the map shows, in any unit: only its proportions count.

    Returns
    -------
    composition
        In which all text fits within the figure and outside the map.

    Raises
    ------
    NetmapError
        When the text does not fit, however small; in Dutch.
    """
    pixels = unit(width, height)
    page = Rect(0, 0, width / pixels, height / pixels)

    def reach(room: Rect) -> float:
        return min(room.width / map_width, room.height / map_height)

    best: Composition | None = None
    for scale in (one for one in _SCALES if _LEAST_PIXELS / pixels <= one <= _first_scale(pixels)):
        for blocks, room in _arrangements(content, page, scale):
            if best is None or reach(room) > reach(best.map) * 1.001:
                best = _finish(blocks, room, page, scale)
        if best is not None and reach(best.map) >= _ENOUGH * reach(page):
            break
    if best is None:
        msg = (
            f"De tekst past niet op een plaatje van {width} bij {height} pixels. "
            "Kies een groter of minder smal formaat, of alleen de kaart."
        )
        raise NetmapError(msg)
    return best


def _first_scale(pixels: float) -> float:
    """How large text may be: on a small figure relatively larger, for it must still be read."""
    return min(max(1.0, 1.15 / pixels), _SCALES[0])


def _finish(blocks: Sequence[Block], room: Rect, page: Rect, scale: float) -> Composition:
    """Put the placed blocks together."""
    return Composition(
        page.width,
        page.height,
        room,
        tuple(one for block in blocks for one in block.words),
        tuple(one for block in blocks for one in block.keys),
        next((block.logo for block in blocks if block.logo), None),
        scale,
    )


def _arrangements(content: Content, page: Rect, scale: float) -> Iterator[tuple[list[Block], Rect]]:
    """All ways in which the text fits: beside the map in one or two columns, or above and below it."""
    margin = MARGIN * min(scale, 1.0)
    tall = page.height - 2 * margin
    for share in _COLUMNS:
        width = share * page.width - 1.6 * margin
        if width < _narrowest(content, scale):
            continue
        head, legend, foot = _parts(content, width, 1, scale)
        gap = 15 * scale
        if head.height + legend.height + foot.height + 2 * gap <= tall:
            below = page.height - margin - foot.height
            blocks = [head.at(margin, margin), legend.at(margin, margin + head.height + gap), foot.at(margin, below)]
            yield blocks, Rect(share * page.width, 0, (1 - share) * page.width, page.height)
    for share in (0.26, 0.3, 0.34):
        width = share * page.width - 1.3 * margin
        if width < _narrowest(content, scale):
            continue
        head, legend, foot = _parts(content, width, 1, scale)
        if max(head.height + foot.height + 15 * scale, legend.height) <= tall:
            second = margin + width + margin
            foot = foot.at(margin, page.height - margin - foot.height)
            left = 2 * share * page.width
            yield (
                [head.at(margin, margin), legend.at(second, margin), foot],
                Rect(left, 0, page.width - left, page.height),
            )
    yield from _stacks(content, page, margin, scale)


def _narrowest(content: Content, scale: float) -> float:
    """Width below which a column breaks a word of the title, or is no column."""
    words = [measure(word, _TITLE * scale, BOLD) for word in printable(content.titel).split()]
    return max([130 * scale, *(width for width in words if width < 300 * scale)])


def _stacks(content: Content, page: Rect, margin: float, scale: float) -> Iterator[tuple[list[Block], Rect]]:
    """Title and conclusion above the map, legend and sources below it."""
    width, gap = page.width - 2 * margin, 14 * scale
    for columns in (1, 2, 3):
        if width / columns < 170 * scale:
            continue
        head, legend, foot = _parts(content, width, columns, scale)
        top = margin + head.height + gap
        bottom = page.height - margin - foot.height - gap - legend.height
        if bottom - gap - top >= page.height / 5:
            blocks = [
                head.at(margin, margin),
                legend.at(margin, bottom),
                foot.at(margin, page.height - margin - foot.height),
            ]
            yield blocks, Rect(0, top, page.width, bottom - gap - top)


def _parts(content: Content, width: float, columns: int, scale: float) -> tuple[Block, Block, Block]:
    """Title with conclusion, legend, and sources, each of one width."""
    return _head(content, width, scale), _legend(content.rows, width, columns, scale), _foot(content, width, scale)


def _head(content: Content, width: float, scale: float) -> Block:
    """Title, question and conclusion."""
    parts = [
        _paragraph(content.titel, _TITLE * scale, width, BOLD) if content.titel else Block(0),
        _paragraph(content.vraag, 11.5 * scale, width, colour=GREY),
        _paragraph(content.peildatum, 11.5 * scale, width, BOLD),
        _paragraph(content.conclusie, 12 * scale, width),
    ]
    return _below(parts, 9 * scale)


def _paragraph(text: str, size: float, width: float, weight: str = REGULAR, colour: str = style.DARK) -> Block:
    """Text on as many lines as it needs."""
    lines = wrap(text, size, width, weight)
    step = _LEADING * size if weight == REGULAR else 1.14 * size
    words = tuple(Words(0, ASCENT * size + i * step, line, size, weight, colour) for i, line in enumerate(lines))
    return Block((ASCENT + DESCENT) * size + (len(lines) - 1) * step, words)


def _below(blocks: Sequence[Block], gap: float) -> Block:
    """Blocks below each other."""
    filled = [block for block in blocks if block.height]
    tops = list(accumulate((block.height + gap for block in filled), initial=0.0))
    placed = [block.at(0, top) for block, top in zip(filled, tops, strict=False)]
    words, keys = tuple(w for b in placed for w in b.words), tuple(k for b in placed for k in b.keys)
    return Block(max(tops[-1] - gap, 0), words, keys)


def _legend(rows: Sequence[Row], width: float, columns: int, scale: float) -> Block:
    """Set the legend in one or more columns, with a heading above its numbers."""
    gap = 22 * scale
    width = (width - gap * (columns - 1)) / columns
    blocks = [_legend_row(row, width, scale) for row in rows]
    heading = _heading(width, scale)
    share = (sum(block.height for block in blocks) + heading.height) / columns
    stacks: list[list[Block]] = [[heading]]
    for row, block in zip(rows, blocks, strict=True):
        if len(stacks) < columns and sum(b.height for b in stacks[-1]) + block.height / 2 > share:
            stacks.append([heading] if row.gemeenten else [])
        stacks[-1].append(block)
    joined = [_below(stack, 2.5 * scale).at(i * (width + gap), 0) for i, stack in enumerate(stacks)]
    words, keys = tuple(w for b in joined for w in b.words), tuple(k for b in joined for k in b.keys)
    return Block(max(block.height for block in joined), words, keys)


def _heading(width: float, scale: float) -> Block:
    """Say what the two columns of numbers count."""
    size = 8.5 * scale
    y = ASCENT * size
    words = (
        Words(width - _NUMBER * scale, y, "gemeenten", size, REGULAR, GREY, right=True),
        Words(width, y, "inwoners", size, REGULAR, GREY, right=True),
    )
    return Block((ASCENT + DESCENT) * size, words)


_NUMBER: Final = 48.0
"""Width of the last column of numbers."""


def _legend_row(row: Row, width: float, scale: float) -> Block:
    """Set a drawing, what it means, and the counts."""
    size, high, wide = 11 * scale, 15.5 * scale, 25 * scale
    left = 0 if row.soort == "tekst" else wide + 8 * scale
    room = width - left - ((_NUMBER + 34) * scale if row.gemeenten else 0)
    colour = FAINT if row.is_empty else style.DARK
    text = _paragraph(row.label, size, room, BOLD if row.soort == "tekst" else REGULAR, colour)
    height = max(high, text.height) + (8 if row.soort == "tekst" else 2) * scale
    down = (height - text.height) / 2
    words = list(text.at(left, down).words)
    for x, number in ((width - _NUMBER * scale, row.gemeenten), (width, row.inwoners)):
        if number:
            words.append(Words(x, down + ASCENT * size, number, size, REGULAR if row.is_empty else BOLD, colour, True))
    keys = () if row.soort == "tekst" else (Key(row, Rect(0, (height - high) / 2, wide, high)),)
    return Block(height, tuple(words), keys)


def _foot(content: Content, width: float, scale: float) -> Block:
    """Set sources and credit, and the logo above or beside them."""
    size, gap = 8 * scale, 3 * scale
    if content.logo is None:
        return _below([_paragraph(text, size, width, colour=GREY) for text in content.onderschrift], gap)
    high = min(_LOGO_HEIGHT * scale, _LOGO_WIDTH * scale / content.logo, width / content.logo)
    wide = high * content.logo
    beside = width - wide > 300 * scale
    room = width - wide - 20 * scale if beside else width
    text = _below([_paragraph(line, size, room, colour=GREY) for line in content.onderschrift], gap)
    if beside:
        height = max(text.height, high)
        return replace(
            text.at(0, height - text.height), height=height, logo=Rect(width - wide, height - high, wide, high)
        )
    return replace(text.at(0, high + 8 * scale), height=text.height + high + 8 * scale, logo=Rect(0, 0, wide, high))
