"""Tables and sections as text for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from netmap.table import NUMERIC, Counts, Listing, Paragraph, Table, Terms, cell_text, linked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.table import Block, Cell, Column, Form, Kind, Section

_WIDEST: Final = 48
"""Signs after which a cell goes on below."""
_NARROWEST: Final = 14
_NUMBERS: Final = 10
"""The same for a column, or a column of numbers, that leaves its room to others."""
_LINE: Final = 160
"""Signs that a line has room for, unless even the narrowest columns or a long word need more."""
_BETWEEN: Final = "  "


def plain(text: str) -> str:
    """Make text safe for one line of a terminal: white space and signs that cannot be printed become one space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def table_text(table: Table, form: Form = "page") -> str:
    """
    Write a table as text in columns: caption, headings, a line and the rows; empty when there are no rows.

    Numbers stand to the right; what is long goes on below.
    """
    shown = table.in_form(form)
    if not shown.rows or not shown.columns:
        return ""
    texts = [[column.name, *(_cell(cell, column.kind) for cell in shown.cells(column.key))] for column in shown.columns]
    columns = []
    for column, told, width in zip(shown.columns, texts, _widths(shown.columns, texts), strict=True):
        cells = [_lines(text, width) for text in told]
        longest = max(len(line) for lines in cells for line in lines)
        place = str.rjust if column.kind in NUMERIC else str.ljust
        columns.append([[place(line, longest) for line in lines] for lines in cells])
    head, *rows = [_row(cells) for cells in zip(*columns, strict=True)]
    rule = _BETWEEN.join("-" * len(cells[0][0]) for cells in columns)
    return "\n".join([*textwrap.wrap(plain(table.caption), _LINE), head, rule, *rows])


def section_text(section: Section, last: str = "") -> str:
    """
    Write a section: the conclusion on one line, what else is said, ``last``, then the tables, a blank line before each.

    Its figures are left out: the tables hold the same.
    """
    said = [line for block in section.blocks for line in _sentences(block)]
    lines = "\n".join(plain(line) for line in (" ".join(section.conclusion), *said, last) if line)
    return "\n\n".join(filter(None, (lines, *map(table_text, section.tables))))


def _sentences(block: Block) -> Iterator[str]:
    """Write a block without columns as lines."""
    match block:
        case Paragraph(text):
            yield text
        case Listing(items):
            yield from items
        case Terms(pairs):
            yield from (f"{term}: {meaning}" for term, meaning in pairs)
        case Counts(items):
            yield from (" ".join(filter(None, (f"{label}: {number}", of))) for label, number, of in items)


def _cell(cell: Cell, kind: Kind) -> str:
    """Write a cell; of a web address only the site, for nobody can click here."""
    text = cell_text(cell, kind)
    parts = linked(text) if kind == "link" else [text]
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def _widths(columns: Sequence[Column], texts: list[list[str]]) -> list[int]:
    """Share a line between the columns: room that the narrow ones leave goes where the most words would go on below."""
    natural = [max(len(plain(line)) for text in column for line in text.split("\n")) for column in texts]
    most = [min(one, _WIDEST) for one in natural]
    least = [_NUMBERS if column.kind in NUMERIC else _NARROWEST for column in columns]
    widths = [min(pair) for pair in zip(least, most, strict=True)]
    said = [sum(map(len, column[1:])) for column in texts]
    for _ in range(_LINE - len(_BETWEEN) * (len(texts) - 1) - sum(widths)):
        short = [at for at, width in enumerate(widths) if width < most[at]]
        if not short:
            break
        widths[max(short, key=lambda at: said[at] / widths[at])] += 1
    return widths


def _lines(text: str, width: int) -> list[str]:
    """Break a cell into lines; a long word stays whole."""
    parts = (
        textwrap.wrap(plain(part), width, break_long_words=False, break_on_hyphens=False) for part in text.split("\n")
    )
    return [line for part in parts for line in part] or [""]


def _row(cells: tuple[list[str], ...]) -> str:
    """Set cells of one or more lines beside each other."""
    height = max(map(len, cells))
    lines = zip(*(cell + [" " * len(cell[0])] * (height - len(cell)) for cell in cells), strict=True)
    return "\n".join(_BETWEEN.join(line).rstrip() for line in lines)
