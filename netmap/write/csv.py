"""Tables as CSV that Dutch Excel opens well and in which no cell becomes a formula."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from netmap.write.archive import pack
from netmap.write.workbook import is_formula, sheet_of

if TYPE_CHECKING:
    from netmap.table import Table
    from netmap.write.workbook import Sheet, Value, Workbook

_QUOTED: Final = re.compile(r'[;"\r\n]')


def table_csv(table: Table) -> bytes:
    """
    Write one table, with every column, for Dutch Excel.

    Parameters
    ----------
    table
        The table.

    Returns
    -------
    csv
        Semicolons, UTF-8 with a mark, an apostrophe before what would be a formula, days as ``2026-11-22``; numbers
        and shares stay numbers, with a comma and without signs between thousands.

    Raises
    ------
    NetmapError, ValueError
        As of `sheet_of`.
    """
    return _csv(sheet_of(table))


def write_csv_zip(workbook: Workbook) -> bytes:
    """Write a workbook as a zip of CSV files as of `table_csv`, one per sheet; the same bytes for the same workbook."""
    return pack({f"{sheet.name}.csv": _csv(sheet) for sheet in workbook.sheets})


def _csv(sheet: Sheet) -> bytes:
    """Write the rows as text; not by the module ``csv``, which leaves a lone carriage return without quotes."""
    rows: list[tuple[Value, ...]] = [tuple(column.name for column in sheet.columns), *sheet.rows]
    return "".join(";".join(map(_field, row)) + "\n" for row in rows).encode("utf-8-sig")


def _field(cell: Value) -> str:
    """One value between the semicolons."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return str(cell).replace(".", ",")
    text = f"'{cell}" if is_formula(cell) else cell
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text
