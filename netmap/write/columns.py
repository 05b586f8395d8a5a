"""How wide the columns of a table are on paper and on a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.drawing.fonts import measure, printable
from netmap.table import NUMERIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.table import Kind, Table


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
