"""A workbook as XLSX: real days and numbers, every text a text, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from netmap.export.csv_zip import guard
from netmap.write.archive import pack

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

    from netmap.export.sheet import Cell, Sheet, Workbook

HEADER_FILL: Final = "08306B"
"""Behind the white words of the header; the navy of the maps."""
NUMBER_FORMAT: Final = {"whole": "#,##0", "number": "#,##0.00", "share": "0.00%", "date": "dd-mm-yyyy", "text": "@"}
_LONG_TEXT: Final = 255
"""Beyond this some versions of Excel show ##### in a cell with the format for text."""
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would take for the code of a sign, such as ``_x000D_``; its underscore is then written as a code."""
_HEADER_FONT: Final = Font(name="Calibri", bold=True, color="FFFFFF")
_HEADER_BACKGROUND: Final = PatternFill("solid", fgColor=HEADER_FILL)
_LINE_HEIGHT: Final = 15.0
_MAX_HEIGHT: Final = 405.0
"""In points; Excel allows 409."""
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_TOP_RIGHT: Final = Alignment(vertical="top", horizontal="right", indent=1)
"""Away from the text in the next column."""
_LINE: Final = Border(bottom=Side(style="hair", color="A0A0A0"))


def write_xlsx(workbook: Workbook) -> bytes:
    """
    Write a workbook for Excel.

    Parameters
    ----------
    workbook
        What to write.

    Returns
    -------
    xlsx
        Header in view and with filters on every sheet; no formulas, macros or links. The day in the properties
        is the peildatum: the same bytes for the same workbook.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in workbook.sheets:
        _fill(book.create_sheet(sheet.naam), sheet, workbook.bronvermelding)
    buffer = io.BytesIO()
    book.save(buffer)
    day = datetime.combine(workbook.peildatum, time.min)
    properties = DocumentProperties(
        title=workbook.titel,
        subject=workbook.onderwerp,
        description=workbook.bronvermelding,
        creator=workbook.organisatie,
        lastModifiedBy=workbook.organisatie,
        language="nl-NL",
        created=day,
        modified=day,  # openpyxl fills in the moment of saving, so the part is written anew
    )
    with zipfile.ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return pack({**members, ARC_CORE: tostring(properties.to_tree())})


def _fill(page: Worksheet, sheet: Sheet, footer: str) -> None:
    """Write the rows of one sheet and how it looks on screen and on paper."""
    for i, column in enumerate(sheet.kolommen, start=1):
        cell = page.cell(1, i)
        _set_text(cell, column.naam)
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_BACKGROUND, _TOP
    page.row_dimensions[1].height = _LINE_HEIGHT * sheet.lines([column.naam for column in sheet.kolommen])
    for number, row in enumerate(sheet.rijen, start=2):
        page.row_dimensions[number].height = min(_LINE_HEIGHT * sheet.lines(row), _MAX_HEIGHT)
        for i, (value, column) in enumerate(zip(row, sheet.kolommen, strict=True), start=1):
            _set(page.cell(number, i), value, column.kind)
    for i, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(i)].width = width + 1
    page.freeze_panes = page.cell(2, sheet.vast + 1)
    page.auto_filter.ref = f"A1:{sheet.corner}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text = footer.replace("&", "&&")
    page.oddFooter.right.text = "&A, &P van &N"


def _set(cell: XlsxCell, value: Cell, kind: str) -> None:
    """Write one value as what it is."""
    cell.alignment, cell.border = _TOP, _LINE
    if isinstance(value, str):
        _set_text(cell, value)
    elif value is not None:
        cell.value = datetime.combine(value, time.min) if isinstance(value, date) else value
        cell.number_format, cell.alignment = NUMBER_FORMAT[kind], _TOP_RIGHT


def _set_text(cell: XlsxCell, text: str) -> None:
    """Write a text that stays one: never a formula, an error or a number."""
    cell.value = _CODED.sub("_x005F_", text) or None
    if text:
        cell.data_type = "s"
        cell.number_format = NUMBER_FORMAT["text"] if len(text) <= _LONG_TEXT else "General"
        cell.quotePrefix = guard(text) != text
