"""Tables as CSV that Dutch Excel opens well and in which no cell becomes a formula."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from netmap.table import Link
from netmap.write.archive import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from netmap.export.sheet import Workbook
    from netmap.table import Table

_FORMULA: Final = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""How a text begins that a spreadsheet program may take for a formula, apostrophes of ours in front included."""
_QUOTED: Final = re.compile(r'[;"\r\n]')


def guard(text: str) -> str:
    """
    Put an apostrophe before a text that a spreadsheet program may take for a formula.

    Parameters
    ----------
    text
        Any text; names such as ``'s-Gravenhage`` stay as they are.

    Returns
    -------
    guarded
        Text for a cell of a CSV file; ``unguard`` gives the text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """
    Take away the apostrophe that ``guard`` put there.

    Parameters
    ----------
    cell
        Cell of a CSV file that netmap wrote.

    Returns
    -------
    text
        The text as it was.
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def to_csv(frame: pd.DataFrame) -> bytes:
    """
    Write one table for Dutch Excel.

    Parameters
    ----------
    frame
        The table; the index is left out.

    Returns
    -------
    csv
        Semicolons, UTF-8 with a mark, an apostrophe before what would be a formula; numbers stay numbers, with
        a comma for the decimals.
    """
    cells = frame.astype(object).where(frame.notna(), None)
    return _write(map(str, frame.columns), cells.itertuples(index=False, name=None))


def table_csv(table: Table) -> bytes:
    """
    Write one table for Dutch Excel, with all its columns.

    Parameters
    ----------
    table
        The table.

    Returns
    -------
    csv
        As `to_csv`; a link becomes its address.
    """
    rows = ([cell.url if isinstance(cell, Link) else cell for cell in row] for row in table.rows)
    return _write((column.name for column in table.columns), rows)


def write_csv_zip(workbook: Workbook) -> bytes:
    """
    Write a workbook as a zip of CSV files, one per sheet.

    Parameters
    ----------
    workbook
        What to write.

    Returns
    -------
    archive
        Zip; in the files semicolons, UTF-8 with a mark, days as ``2026-11-22``, numbers with a comma, no signs
        between thousands. The same bytes for the same workbook.
    """
    return pack(
        {
            f"{sheet.naam}.csv": _write((column.naam for column in sheet.kolommen), sheet.rijen)
            for sheet in workbook.sheets
        }
    )


def _write(header: Iterable[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as text; not by the module ``csv``, which leaves a lone carriage return without quotes."""
    lines = [";".join(_field(cell) for cell in row) for row in ([*header], *rows)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8-sig")


def _field(cell: object) -> str:
    """One value between the semicolons."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    text = guard(cell) if isinstance(cell, str) else str(cell).replace(".", ",")
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text
