"""How wide the columns of a table are on paper and on a slide."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from netmap.drawing.fonts import BOLD, REGULAR, measure, printable
from netmap.table import NUMERIC, Swatch, cell_text, linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.table import Cell, Kind, Table

BREAKABLE: Final = 28
"""Signs of a word on paper that may break anywhere."""
BREAKABLE_SITE: Final = 20
"""The same of the name of a site, which has nothing else to break at; it gets room for two lines."""
_STEP: Final = 1 / 60
"""Part of the width of a table that a column gets at a time."""
_TRIES: Final = (1, 2, 4, 8, 16)
"""How many of these it may get at once: less would not always save a line."""
_HIGH: Final = 3
"""How much worse one high cell is than two low ones."""


def column_widths(table: Table, needed: Sequence[float], width: float) -> list[float]:
    """
    Divide the width of a table.

    Parameters
    ----------
    table
        Its columns say which share they want.
    needed
        Width that the widest word of each column needs.
    width
        Of the whole table, in the same unit.

    Returns
    -------
    widths
        As the columns want, but no word is broken while there is room elsewhere.
    """
    whole = sum(column.width for column in table.columns)
    wanted = [width * column.width / whole for column in table.columns]
    spare = sum(max(want - need, 0) for want, need in zip(wanted, needed, strict=True))
    short = sum(max(need - want, 0) for want, need in zip(wanted, needed, strict=True))
    given = min(short, spare) / spare if spare else 0
    taken = min(short, spare) / short if short else 0
    return [want + (need - want) * (taken if need > want else given) for want, need in zip(wanted, needed, strict=True)]


def paper_widths(table: Table, width: float, size: float, margins: float, swatch: float) -> list[float]:
    """
    Divide the width of a table on paper so that its rows are low: the room goes where the most text is.

    Parameters
    ----------
    table
        With the columns that are shown.
    width
        Of the whole table, in points.
    size
        Of the letters, in points.
    margins
        Of a cell, both sides together; in points.
    swatch
        Room for the drawing of a class, in points.

    Returns
    -------
    widths
        In points. No word is broken while there is room elsewhere.
    """
    taken = [
        margins + swatch * any(isinstance(cell, Swatch) for cell in table.cells(column.key)) for column in table.columns
    ]
    texts = [[_seen(cell, column.kind) for cell in table.cells(column.key)] for column in table.columns]
    lengths = [[[widest([line], size, REGULAR) for line in text.split("\n")] for text in column] for column in texts]
    widths = [_least(table, number, texts[number], size) + taken[number] for number in range(len(texts))]
    step = width * _STEP

    def cost(number: int, more: float = 0) -> float:
        """Tell how high the cells of a column are together, a high one counting most."""
        room = widths[number] + more - taken[number]
        return sum(sum(max(ceil(line / room), 1) for line in cell) ** _HIGH for cell in lengths[number])

    while (spare := width - sum(widths)) > step:
        tries = [(number, step * more) for number in range(len(widths)) for more in _TRIES if step * more <= spare]
        gains = {one: (cost(one[0]) - cost(*one)) / one[1] for one in tries}
        number, more = max(gains, key=lambda one: gains[one])
        if gains[number, more] <= 0:
            break
        widths[number] += more
    return column_widths(table, widths, width)


def _least(table: Table, number: int, texts: Sequence[str], size: float) -> float:
    """Tell how much room the widest word of a column needs."""
    column = table.columns[number]
    weight = BOLD if column.key == table.row_header else REGULAR
    words = [word for text in texts for word in pieces_of(text, column.kind) if len(word) < BREAKABLE]
    if column.kind == "link":
        words = [word if len(word) < BREAKABLE_SITE else word[: len(word) // 2 + 2] for word in words]
    return max(widest(pieces_of(column.name), size, BOLD), widest(words, size, weight))


def _seen(cell: Cell, kind: Kind) -> str:
    """Find what a reader sees of a cell; of an address only the site."""
    text = cell_text(cell, kind).replace("\u00ad", "")
    return "".join(part if isinstance(part, str) else part.text for part in linked(text)) if kind == "link" else text


def pieces_of(text: str, kind: Kind = "text") -> list[str]:
    """
    Divide the text of a cell where a line may end.

    Parameters
    ----------
    text
        What a reader sees.
    kind
        Kind of its column.

    Returns
    -------
    pieces
        Words, parted at hyphens too; a day or a number is one whole.
    """
    return text.split("\n") if kind == "date" or kind in NUMERIC else text.replace("-", "- ").split()


def widest(pieces: Iterable[str], size: float, weight: str) -> float:
    """
    Measure the widest of some pieces of text.

    Parameters
    ----------
    pieces
        Without line breaks.
    size
        Of the font, in any unit.
    weight
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    width
        In the unit of ``size``; 0 without pieces.
    """
    return max((measure(printable(one), size, weight) for one in set(pieces)), default=0)
