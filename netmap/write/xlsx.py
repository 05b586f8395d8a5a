"""A workbook as XLSX: real days and numbers, every text a text, the same bytes for the same content."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from netmap.maps.style import DARK, LIGHT, blend, letters_on
from netmap.write.workbook import HEADER_FILL, is_formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.klassen import Klasse
    from netmap.write.workbook import Sheet, Value, Workbook

_FORMATS: Final = {"whole": "#,##0", "number": "#,##0.00", "share": "0.00%", "date": "dd-mm-yyyy"}
_LINE_HEIGHT: Final = 13.5
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
    "line": _CELL,
    "line guarded": _CELL | {"quote_prefix": True},
    "long guarded": _TEXT | {"quote_prefix": True},
    "link": _TEXT | {"num_format": "@", "font_color": "#0B5394", "underline": 1},
    # away from the text in the next column
    **{kind: _CELL | {"num_format": one, "align": "right", "indent": 1} for kind, one in _FORMATS.items()},
}


_OPEN: Final = {"locked": False, "bg_color": "#FFFBE6"}
"""A cell that somebody fills in."""
_ALLOWED: Final = {"format_rows": True, "format_columns": True, "sort": True, "autofilter": True}

_PATTERNS: Final = {
    "none": 1, "dots": 18, "diagonal": 14, "backdiagonal": 13, "cross": 16, "horizontal": 11, "vertical": 12,
    "question": 17,
}  # fmt: skip
"""Name of a pattern of the map to the number of the one of Excel that looks like it."""
_TINT: Final = 0.45
"""How far the strokes of a pattern are from the fill, away from the colour of the letters: these stay readable."""
_FONT: Final = {"font_name": "Arial", "font_size": 10}
"""There is one of the same widths on every system; LibreOffice has none for that of Excel itself."""
_READABLE: Final = 70
"""Per cent: letters of 10 points become 7."""
_CHOICES: Final = "Keuzes"
"""Sheet that nobody sees, with lists to choose from that are too long to stand in a cell's rule."""
_LONG_LIST: Final = 255
"""Signs that such a rule can hold."""
_ROOM: Final = 500
"""Rows below the last in which the choices still hold."""


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
        Header in view and with filters on every sheet, classes in the colours of the map, sources to click on; on
        paper letters of at least 7 points. No formulas or macros. The day in the properties is the peildatum: the same
        bytes for the same workbook.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": {**_FONT}}) as book:
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
        klassen = dict.fromkeys(klasse for sheet in workbook.sheets for klasse in sheet.fills.values())
        fills = {klasse: book.add_format(_look(klasse)) for klasse in klassen}
        pages = [book.add_worksheet(sheet.name) for sheet in workbook.sheets]
        for page, sheet in zip(pages, workbook.sheets, strict=True):
            _fill(page, sheet, looks, fills)
            _limit(page, sheet, book)
            _protect(page, sheet, book)
            _set_up(page, sheet, workbook.credit)
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet, looks: Mapping[str, Any], fills: Mapping[Klasse, Any]) -> None:
    """Write the header and the rows; a class looks as on the map, and what leads to a source can be clicked."""
    names = [column.name for column in sheet.columns]
    kinds = [column.kind if column.paper else "line" for column in sheet.columns]
    page.set_row(0, _LINE_HEIGHT * sheet.head_lines())
    page.write_row(0, 0, names, looks["header"])
    for number, row in enumerate(sheet.rows):
        page.set_row(number + 1, min(_LINE_HEIGHT * sheet.lines(row), _MAX_HEIGHT))
        for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            spot = number, place
            if spot in sheet.fills:
                page.write_string(number + 1, place, value, fills[sheet.fills[spot]])
            elif spot in sheet.links and _is_plain(value):
                page.write_url(number + 1, place, sheet.links[spot], looks["link"], value)
            else:
                _write(page, number + 1, place, value, kind, looks)


def _is_plain(value: Value) -> bool:
    """Say whether a text can be that of a link: it asks for no care of its own."""
    return isinstance(value, str) and len(value) <= _LONG_TEXT and not is_formula(value) and not _RICH.fullmatch(value)


def _look(klasse: Klasse) -> dict[str, Any]:
    """Make a cell look as a class on the map: fill, pattern, and letters that are read on both."""
    letters = letters_on(klasse.fill)
    away = DARK if letters == LIGHT else LIGHT
    look = _TEXT | {"num_format": "@", "font_color": letters, "pattern": _PATTERNS[klasse.pattern]}
    if klasse.pattern == "none":
        return look | {"bg_color": klasse.fill}
    return look | {"bg_color": klasse.fill, "fg_color": blend(klasse.fill, away, _TINT)}


def _limit(page: Any, sheet: Sheet, book: Any) -> None:
    """Let a list of choices help whoever fills in a column, also in new rows; it refuses no cell of several words."""
    last = len(sheet.rows) + _ROOM
    for place, column in enumerate(sheet.columns):
        if column.choices:
            words = {"error_title": column.name, "error_message": "Kies een woord uit de lijst."}
            rule = {"validate": "list", "source": _source(book, column.choices), "show_error": not column.several}
            page.data_validation(1, place, last, place, rule | words)


def _source(book: Any, choices: Sequence[str]) -> list[str] | str:
    """Give a list to choose from as it is, or where it stands on a sheet that nobody sees when it is too long."""
    if len(",".join(choices)) <= _LONG_LIST:
        return list(choices)
    page = book.get_worksheet_by_name(_CHOICES)
    if page is None:
        page = book.add_worksheet(_CHOICES)
        page.hide()
    place = 0 if page.dim_colmax is None else page.dim_colmax + 1
    page.write_column(0, place, choices)
    letter = xl_col_to_name(place)
    return f"={_CHOICES}!${letter}$1:${letter}${len(choices)}"


def _protect(page: Any, sheet: Sheet, book: Any) -> None:
    """Leave only the columns open that somebody fills in, when there are any; it needs no password to undo."""
    if not any(column.open for column in sheet.columns):
        return
    page.protect("", _ALLOWED)
    for place, column in enumerate(sheet.columns):
        if column.open:
            look = book.add_format({**_LOOKS[column.kind if column.kind in _FORMATS else "text"], **_OPEN})
            for row in range(1, len(sheet.rows) + 1):
                page.write_blank(row, place, None, look)


def _write(page: Any, row: int, place: int, value: Value, kind: str, looks: Mapping[str, Any]) -> None:
    """Write one value as what it is; a text stays one, never a formula, a link or a number."""
    if value is None:
        page.write_blank(row, place, None, looks["blank"])
    elif not isinstance(value, str):
        write = page.write_datetime if kind == "date" else page.write_number
        write(row, place, value, looks[kind])
    else:
        name = "line" if kind == "line" else "text" if len(value) <= _LONG_TEXT else "long"
        look = looks[f"{name}{' guarded' if is_formula(value) else ''}"]
        if _RICH.fullmatch(value):
            page.write_rich_string(row, place, *value[:2], value[2:], look)  # which escapes its pieces
        else:
            page.write_string(row, place, value, look)


def _set_up(page: Any, sheet: Sheet, footer: str) -> None:
    """Say how a sheet looks on screen and on paper: A4 on its side, one page wide or as many as can be read."""
    bottom, right = len(sheet.rows), len(sheet.columns) - 1
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, width)
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, bottom, right)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{bottom + 1}"})
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.6)
    page.print_area(0, 0, bottom, sheet.printed - 1)
    if sheet.page_starts:
        page.set_print_scale(_READABLE)
        page.set_v_pagebreaks(sheet.page_starts)
        page.print_across()
        if sheet.frozen:
            page.repeat_columns(0, sheet.frozen - 1)
    else:
        page.fit_to_pages(1, 0)
    page.set_footer(f"&L{footer.replace('&', '&&')}&R&A, &P van &N")
