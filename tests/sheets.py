"""What a reader of a file of data finds in its sheets, as values."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from odfdo import Document

from netmap.write.csv import write_csv_zip
from netmap.write.ods import write_ods
from netmap.write.workbook import is_formula
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.write.workbook import Workbook

    Rows = list[tuple[Any, ...]]

WRITERS = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv_zip}


def read_back(workbook: Workbook, formaat: str) -> list[Rows]:
    """Rows of every sheet as a reader of that format finds them, the header first; blank is None."""
    read = {"xlsx": _read_xlsx, "ods": _read_ods, "csv": _read_csv}[formaat]
    return list(read(WRITERS[formaat](workbook), workbook))


def join_words(rows: Rows) -> Rows:
    """Put the words of a column of numbers or days, which have a column beside it, back where a reader says them."""
    head, *others = rows
    beside = [place for place, name in enumerate(head) if place and name == f"{head[place - 1]} in woorden"]
    joined = [[row[i + 1] if i + 1 in beside and row[i] is None else row[i] for i in range(len(row))] for row in others]
    return [tuple(cell for place, cell in enumerate(row) if place not in beside) for row in (head, *joined)]


def _read_xlsx(content: bytes, workbook: Workbook) -> Iterator[Rows]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in workbook.sheets:
        cells = book[sheet.name].iter_rows(max_col=len(sheet.columns), max_row=len(sheet.rows) + 1, values_only=True)
        yield [tuple(value.date() if isinstance(value, datetime) else value for value in row) for row in cells]


def _read_ods(content: bytes, workbook: Workbook) -> Iterator[Rows]:
    body = Document(io.BytesIO(content)).body
    for sheet in workbook.sheets:
        rows = body.get_table(name=sheet.name).get_values()
        cells = ([float(value) if isinstance(value, Decimal) else value for value in row] for row in rows)
        yield [(*row, *[None] * (len(sheet.columns) - len(row))) for row in cells]


def _read_csv(content: bytes, workbook: Workbook) -> Iterator[Rows]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in workbook.sheets:
            text = archive.read(f"{sheet.name}.csv").decode("utf-8-sig")
            header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
            kinds = [column.kind for column in sheet.columns]
            yield [tuple(header), *(tuple(map(_of_text, row, kinds)) for row in rows)]


def _of_text(cell: str, kind: str) -> Any:
    if kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return date.fromisoformat(cell)
    if kind in ("whole", "number", "share") and re.fullmatch(r"-?\d+(?:,\d+)?(?:e[+-]?\d+)?", cell):
        return float(cell.replace(",", "."))
    return unguard(cell) or None


def unguard(cell: str) -> str:
    """Take away the apostrophe before what would be a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell
