"""How wide the columns of a table are on paper and on a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.drawing.fonts import BOLD, REGULAR, measure, printable
from netmap.table import NUMERIC, Swatch, cell_text, linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.table import Cell, Kind, Table

BREAKABLE: Final = 28
"""Signs of a word on paper that may break anywhere."""
_EASY: Final = 60.0
"""Width in points in which text is easily read."""


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


def needed_widths(table: Table, size: float, margins: float, swatch: float) -> list[float]:
    """
    Tell how wide each column on paper must be for its widest word, and text that goes on for a few words.

    Parameters
    ----------
    table
        With the columns that are shown.
    size
        Of the letters, in points.
    margins
        Of a cell, both sides together; in points.
    swatch
        Room for the drawing of a class, in points.

    Returns
    -------
    widths
        In points, for ``column_widths``.
    """
    needed = []
    for number, column in enumerate(table.columns):
        texts = [_seen(row[number], column.kind) for row in table.rows]
        weight = BOLD if column.key == table.row_header else REGULAR
        words = [word for text in texts for word in pieces_of(text, column.kind) if len(word) < BREAKABLE]
        line = widest([line for text in texts for line in text.split("\n")], size, REGULAR)
        heading = widest(pieces_of(column.name), size, BOLD)
        beside = swatch * any(isinstance(row[number], Swatch) for row in table.rows)
        needed.append(max(heading, widest(words, size, weight), min(line, _EASY)) + margins + beside)
    return needed


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
