"""What a table holds before it has a format: columns of one kind and rows of plain values; every writer takes this."""

from __future__ import annotations

import math
import operator
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
from openpyxl.utils import get_column_letter

from netmap.errors import NetmapError
from netmap.schema import dutch_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | float | date | None

KINDS: Final = ("text", "whole", "number", "share", "date")
"""Kinds of column: text, whole number, number with decimals, part of one (shown as a percentage), day."""
MAX_SIGNS: Final = 32_767
"""What one cell of a workbook can hold, counted in UTF-16 as Excel does."""
MAX_ROWS: Final = 1_048_576
"""What one sheet of a workbook can hold, the header included."""
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHEET_NAME: Final = re.compile(r"[^\[\]:*?/\\'\x00-\x1f]{1,31}")
_DIGITS: Final = 15
"""Significant digits of a number that Excel keeps; the other formats get no more."""
_MIN_WIDTH: Final = 9
_MAX_WIDTH: Final = 100
_FILTER_BUTTON: Final = 4


class Column(NamedTuple):
    """A column of a sheet."""

    naam: str
    kind: str = "text"
    """One of ``KINDS``. A word such as ``onbekend`` may stand in a cell of any kind."""
    uitleg: str = ""
    """What it means, for the reading guide."""


@dataclass(frozen=True)
class Sheet:
    """One table; make it with ``build_sheet``."""

    naam: str
    """Name of the tab, of the file in a zip of CSV files, and of the section in the reading guide."""
    kolommen: tuple[Column, ...]
    rijen: tuple[tuple[Cell, ...], ...]
    """Blank is ``""`` in a column of text and None elsewhere."""
    toelichting: str = ""
    """What the sheet holds, for the reading guide."""
    vast: int = 1
    """Columns that stay in view when the reader scrolls to the right."""

    @property
    def corner(self) -> str:
        """The cell at the bottom right, such as ``X343``."""
        return f"{get_column_letter(len(self.kolommen))}{len(self.rijen) + 1}"

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Width of each column in signs: the longest line, within reason; longer text is wrapped."""
        return tuple(self._width(i) for i in range(len(self.kolommen)))

    def lines(self, row: Sequence[Cell]) -> int:
        """Estimate how many lines a row takes: wrapped text needs more than one."""
        pairs = zip(row, self.widths, strict=True)
        return max(
            sum(1 + len(line) // width for line in cell.split("\n")) if isinstance(cell, str) else 1
            for cell, width in pairs
        )

    def _width(self, i: int) -> int:
        lines = (line for row in self.rijen for line in str(row[i] or "").split("\n"))
        longest = max(map(len, lines), default=0)
        word = max(map(len, self.kolommen[i].naam.split()), default=0)  # the header is wrapped between words
        return min(max(_MIN_WIDTH, word + _FILTER_BUTTON, longest + 1), _MAX_WIDTH)


@dataclass(frozen=True)
class Workbook:
    """Sheets that belong together, and what the file says about itself."""

    titel: str
    onderwerp: str
    organisatie: str
    bronvermelding: str
    peildatum: date
    sheets: tuple[Sheet, ...]

    def __post_init__(self) -> None:
        """Refuse two sheets of one name: a spreadsheet program would."""
        names = [sheet.naam.casefold() for sheet in self.sheets]
        if len(set(names)) != len(names):
            msg = f"Sheets need different names, got {names}."
            raise ValueError(msg)


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


def build_sheet(
    naam: str, kolommen: Sequence[Column], rijen: Iterable[Sequence[Any]], toelichting: str = "", vast: int = 1
) -> Sheet:
    r"""
    Make a sheet that every format can hold.

    Parameters
    ----------
    naam
        At most 31 signs, without ``[]:*?/\'``.
    kolommen
        The columns, in order.
    rijen
        As many cells per row as there are columns: text, numbers, days, or a blank (None, NaN). Rows of a frame:
        ``frame.itertuples(index=False, name=None)``.
    toelichting
        What the sheet holds, in Dutch.
    vast
        Columns that stay in view when the reader scrolls to the right.

    Returns
    -------
    sheet
        Every text as given, but for signs that XML cannot hold (U+FFFD), line ends (always ``\n``) and what is
        beyond ``MAX_SIGNS`` (``…``). Numbers have 15 significant digits, as in Excel.

    Raises
    ------
    NetmapError
        When there are more rows than a workbook can hold.
    ValueError
        When the name, a kind, the length of a row or a cell is wrong.
    """
    if not _SHEET_NAME.fullmatch(naam) or not {column.kind for column in kolommen} <= set(KINDS):
        msg = f"Wrong name or kind of column in sheet {naam!r}."
        raise ValueError(msg)
    kinds = [column.kind for column in kolommen]
    rows = tuple(tuple(_cell(value, kind) for value, kind in zip(row, kinds, strict=True)) for row in rijen)
    if len(rows) >= MAX_ROWS:
        msg = (
            f"Het blad {naam!r} heeft {dutch_number(len(rows))} rijen en dat past niet in een werkmap. "
            "Kies een kleiner gebied."
        )
        raise NetmapError(msg)
    return Sheet(naam, tuple(kolommen), rows, toelichting, vast)


def _cell(value: Any, kind: str) -> Cell:
    """Turn a value into what a column of this kind can hold."""
    if isinstance(value, str):
        return _shorten(plain_text(value).replace("\r\n", "\n").replace("\r", "\n")) or ("" if kind == "text" else None)
    if pd.isna(value):
        return "" if kind == "text" else None
    if kind == "whole":
        return operator.index(value)
    if kind in ("number", "share") and math.isfinite(value):
        return float(f"{value:.{_DIGITS}g}")
    if kind == "date" and isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    msg = f"A column of kind {kind} cannot hold {value!r}."
    raise ValueError(msg)


def _shorten(text: str) -> str:
    """Cut a text that is too long for a cell."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_SIGNS:
        return text
    return units[: 2 * (MAX_SIGNS - 1)].decode("utf-16-le", errors="ignore") + "…"
