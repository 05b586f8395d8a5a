"""A workbook before it has a format: tables as sheets of plain values that every spreadsheet program can hold."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from numbers import Integral
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from netmap.errors import NetmapError
from netmap.schema import dutch_date, dutch_number
from netmap.summary import credit
from netmap.table import NUMERIC, Link, Swatch, linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.klassen import Klasse
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell, Column, Kind, Table

Value = str | int | float | date | None
"""What a cell of a sheet holds; blank is None, never an empty text."""

HEADER_FILL: Final = "#08306B"
"""Behind the white words of the header; the navy of the maps."""
MAX_SIGNS: Final = 32_767
"""What one cell of a workbook can hold, counted in UTF-16 as Excel does."""
MAX_ROWS: Final = 1_048_576
"""What one sheet of a workbook can hold, the header included."""
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA: Final = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""How a text begins that a spreadsheet program may take for a formula, apostrophes of ours in front included."""
_SHEET_NAME: Final = re.compile(r"[^\[\]:*?/\\'\x00-\x1f]{1,31}")
_DIGITS: Final = 15
"""Significant digits of a number that Excel keeps; the other formats get no more."""
_MIN_WIDTH: Final = 9
_MAX_WIDTH: Final = 100
_FILTER_BUTTON: Final = 4
_PAGE_WIDTH: Final = 190
"""Signs that fit on a sheet of A4 on its side in letters of 7 points, the smallest that can be read."""
_PADDING: Final = 1.5
"""Signs of white beside the text of a column."""


@dataclass(frozen=True)
class Sheet:
    """One table as plain values; make it with `sheet_of`."""

    name: str
    """Name of the tab, and of the file in a zip of CSV files."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    explanation: str
    frozen: int
    """Columns that stay in view when the reader scrolls to the right, and return on every page of paper."""
    fills: Mapping[tuple[int, int], Klasse] = field(default_factory=dict)
    """Row and column of the cells that look as a class on the map."""
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Row and column of the cells that lead to a page on the web, or to the mailbox of a function."""

    @property
    def printed(self) -> int:
        """How many columns there are on paper."""
        return sum(column.paper for column in self.columns)

    @cached_property
    def page_starts(self) -> tuple[int, ...]:
        """Columns with which a new page of paper begins, when one page is too narrow for letters that can be read."""
        needed = [width + _PADDING for width in self.widths[: self.printed]]
        repeated = sum(needed[: self.frozen])
        starts, used = [], repeated
        for number, width in enumerate(needed[self.frozen :], start=self.frozen):
            if used + width > _PAGE_WIDTH and used > repeated:
                starts.append(number)
                used = repeated
            used += width
        return tuple(starts)

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Width of each column in signs: the longest line, within reason; longer text is wrapped."""
        return tuple(self._width(number, column.name) for number, column in enumerate(self.columns))

    def lines(self, row: Sequence[Value]) -> int:
        """Estimate how many lines a row takes: wrapped text needs more than one."""
        cells = zip(row, self.widths, self.columns, strict=True)
        return max(
            sum(1 + len(line) // width for line in cell.split("\n")) if isinstance(cell, str) and column.paper else 1
            for cell, width, column in cells
        )

    def head_lines(self) -> int:
        """Count the lines of the header, wrapped between words beside the button of the filter."""
        pairs = zip(self.columns, self.widths, strict=True)
        return max((len(wrap(column.name, width - _FILTER_BUTTON)) for column, width in pairs), default=1)

    def _width(self, number: int, name: str) -> int:
        lines = (line for row in self.rows for line in str(row[number] or "").split("\n"))
        longest = max(map(len, lines), default=0)
        word = max(map(len, name.split()), default=0)  # the header is wrapped between words
        return min(max(_MIN_WIDTH, word + _FILTER_BUTTON, longest + 1), _MAX_WIDTH)


@dataclass(frozen=True)
class Workbook:
    """
    Tables that belong together, and what the file says about itself.

    Raises
    ------
    NetmapError
        When a table has more rows than a workbook can hold.
    ValueError
        When a table has a name that no sheet can have or that another one has, or a cell that does not fit its column.
    """

    title: str
    subject: str
    organisatie: str
    """Who made it."""
    credit: str
    """The line that stands on every page."""
    peildatum: date
    tables: tuple[Table, ...]

    def __post_init__(self) -> None:
        """Refuse what a spreadsheet program would."""
        names = [sheet.name for sheet in self.sheets]
        if wrong := [name for name in names if not _SHEET_NAME.fullmatch(name)]:
            msg = f"No sheet can have the name {wrong}."
            raise ValueError(msg)
        if len({name.casefold() for name in names}) != len(names):
            msg = f"Sheets need different names, got {names}."
            raise ValueError(msg)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables as plain values, in order."""
        return tuple(map(sheet_of, self.tables))


def sheet_of(table: Table) -> Sheet:
    r"""
    Make a sheet of a table, with every column; its numbers may be those of NumPy.

    Every text as given, but for signs that XML cannot hold (U+FFFD), line ends (always ``\n``) and what is beyond
    ``MAX_SIGNS`` (``…``). Of a link the address is told, of a class its name. Numbers have 15 significant digits, as in
    Excel. A column of numbers or days holds nothing else: its words (``onbekend``, ``2021``) have a column beside it.
    ``NetmapError`` when there are more rows than a workbook can hold, ``ValueError`` when a cell does not fit its
    column.
    """
    if len(table.rows) >= MAX_ROWS:
        msg = (
            f"Het blad {table.sheet_name!r} heeft {dutch_number(len(table.rows))} rijen en dat past niet in een "
            "werkmap. Kies een kleiner gebied."
        )
        raise NetmapError(msg)
    columns: list[Column] = []
    values: list[list[Value]] = []
    fills: dict[tuple[int, int], Klasse] = {}
    links: dict[tuple[int, int], str] = {}
    for column in table.columns:
        cells = table.cells(column.key)
        for row, cell in enumerate(cells):
            if isinstance(cell, Swatch):
                fills[row, len(columns)] = cell.klasse
            elif url := _address(cell, column.kind):
                links[row, len(columns)] = url
        for one, found in _parted(column, [_value(cell, column.kind) for cell in cells]):
            columns.append(one)
            values.append(found)
    rows = tuple(zip(*values, strict=True))
    return Sheet(table.sheet_name, tuple(columns), rows, table.explanation or table.caption, table.frozen, fills, links)


def _parted(column: Column, values: list[Value]) -> list[tuple[Column, list[Value]]]:
    """Give the words in a column of numbers or days a column of their own beside it."""
    words: list[Value] = [value if isinstance(value, str) else None for value in values]
    if (column.kind not in NUMERIC and column.kind != "date") or not any(words):
        return [(column, values)]
    beside = replace(column, key=f"{column.key}_woorden", name=f"{column.name} in woorden", kind="text")
    return [(column, [None if isinstance(value, str) else value for value in values]), (beside, words)]


def _address(cell: Cell, kind: Kind) -> str:
    """Where a cell leads: a link, or the first address in a text of a column of links; blank when nowhere."""
    if isinstance(cell, Link):
        return cell.url
    found = linked(cell) if kind == "link" and isinstance(cell, str) and not is_formula(cell) else ()
    return next((part.url for part in found if isinstance(part, Link)), "")


def describe_file(stand: Stand, gebied: Regio | None, organisatie: str, link: str = "") -> dict[str, str]:
    """Say what a file of data says about itself: ``titel``, ``peildatum``, ``bron`` and, if known, ``link``."""
    title = f"Netwerk mensenhandel: {gebied or 'Nederland'} op {dutch_date(stand.peildatum)}"
    return {
        "titel": plain_text(", ".join(filter(None, (title, stand.keuze)))),
        "peildatum": stand.peildatum.isoformat(),
        "bron": plain_text(credit(stand.tables, organisatie)),
    } | ({"link": plain_text(link)} if link else {})


def plain_text(text: str) -> str:
    """
    Replace the signs that no XML file can hold.

    Parameters
    ----------
    text
        Any text, lone surrogates included.

    Returns
    -------
    plain
        The same with U+FFFD for control characters (not tab and line ends), surrogates, U+FFFE and U+FFFF.
    """
    return _NO_XML.sub("�", text)


def is_formula(text: str) -> bool:
    """
    Say whether a spreadsheet program may take a text for a formula.

    Parameters
    ----------
    text
        Any text; names such as ``'s-Gravenhage`` are none.

    Returns
    -------
    is_formula
        True for what begins as a formula does, also behind white space or apostrophes.
    """
    return bool(_FORMULA.match(text))


def _value(cell: Any, kind: Kind) -> Value:
    """Turn a cell into what a sheet can hold in a column of this kind."""
    if isinstance(cell, Link):
        cell = cell.url if cell.text in cell.url else f"{cell.text} ({cell.url})"
    elif isinstance(cell, Swatch):
        cell = cell.text
    if isinstance(cell, str):
        return _shorten(plain_text(cell).replace("\r\n", "\n").replace("\r", "\n")) or None
    if cell is None:
        return None
    if kind == "whole" and isinstance(cell, Integral):
        return int(cell)
    if kind in ("number", "share") and math.isfinite(cell):
        return float(f"{cell:.{_DIGITS}g}")
    if kind == "date" and isinstance(cell, date):
        return cell
    msg = f"A column of kind {kind} cannot hold {cell!r}."
    raise ValueError(msg)


def _shorten(text: str) -> str:
    """Cut a text that is too long for a cell."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_SIGNS:
        return text
    return units[: 2 * (MAX_SIGNS - 1)].decode("utf-16-le", errors="ignore") + "…"
