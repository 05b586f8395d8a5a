"""A workbook as XLSX: real days and numbers, every text a text, the same bytes for the same content."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from netmap.write.workbook import HEADER_FILL, is_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.write.workbook import Sheet, Value, Workbook

_FORMATS: Final = {"whole": "#,##0", "number": "#,##0.00", "share": "0.00%", "date": "dd-mm-yyyy"}
_LINE_HEIGHT: Final = 15
_MAX_HEIGHT: Final = 405
"""In points; Excel allows 409. LibreOffice does not look for itself how high a row with wrapped text must be."""
_LONG_TEXT: Final = 255
"""Beyond this some versions of Excel show ##### in a cell with the format for text."""
_RICH: Final = re.compile(r"<r>.*</r>", re.DOTALL)
"""What XlsxWriter takes for text that is marked up already."""
_CELL: Final = {"valign": "top", "bottom": 7, "bottom_color": "#A0A0A0"}
_TEXT: Final = _CELL | {"text_wrap": True}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "header": {"valign": "top", "text_wrap": True, "bold": True, "font_color": "#FFFFFF", "bg_color": HEADER_FILL},
    "blank": _TEXT,
    "text": _TEXT | {"num_format": "@"},
    "text guarded": _TEXT | {"num_format": "@", "quote_prefix": True},
    "long": _TEXT,
    "long guarded": _TEXT | {"quote_prefix": True},
    # away from the text in the next column
    **{kind: _CELL | {"num_format": one, "align": "right", "indent": 1} for kind, one in _FORMATS.items()},
}


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
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": workbook.title,
                "subject": workbook.subject,
                "author": workbook.organisatie,
                "comments": workbook.credit,
                "created": datetime.combine(workbook.peildatum, time.min),
            }
        )
        book.set_custom_property("Language", "nl-NL")
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for sheet in workbook.sheets:
            page = book.add_worksheet(sheet.name)
            _fill(page, sheet, looks)
            _set_up(page, sheet, workbook.credit)
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    """Write the header and the rows."""
    names = [column.name for column in sheet.columns]
    kinds = [column.kind for column in sheet.columns]
    page.set_row(0, _LINE_HEIGHT * sheet.lines(names))
    page.write_row(0, 0, names, looks["header"])
    for number, row in enumerate(sheet.rows, start=1):
        page.set_row(number, min(_LINE_HEIGHT * sheet.lines(row), _MAX_HEIGHT))
        for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            _write(page, number, place, value, kind, looks)


def _write(page: Any, row: int, place: int, value: Value, kind: str, looks: Mapping[str, Any]) -> None:
    """Write one value as what it is; a text stays one, never a formula, a link or a number."""
    if value is None:
        page.write_blank(row, place, None, looks["blank"])
    elif not isinstance(value, str):
        write = page.write_datetime if kind == "date" else page.write_number
        write(row, place, value, looks[kind])
    else:
        look = looks[f"{'text' if len(value) <= _LONG_TEXT else 'long'}{' guarded' if is_formula(value) else ''}"]
        if _RICH.fullmatch(value):
            page.write_rich_string(row, place, *value[:2], value[2:], look)  # which escapes its pieces
        else:
            page.write_string(row, place, value, look)


def _set_up(page: Any, sheet: Sheet, footer: str) -> None:
    """Say how a sheet looks on screen and on paper: A4 on its side, as wide as the sheet."""
    bottom, right = len(sheet.rows), len(sheet.columns) - 1
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, width)
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, bottom, right)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{bottom + 1}"})
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{footer.replace('&', '&&')}&R&A, &P van &N")
