"""A workbook as ODS (OpenDocument 1.3), written directly: ten times as fast as cell by cell with odfdo."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from netmap.export.xlsx import HEADER_FILL
from netmap.write.archive import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.export.sheet import Cell, Sheet, Workbook

_MIME: Final = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES: Final = {
    "xmlns:office": f"{_OASIS}:office:1.0",
    "xmlns:table": f"{_OASIS}:table:1.0",
    "xmlns:text": f"{_OASIS}:text:1.0",
    "xmlns:style": f"{_OASIS}:style:1.0",
    "xmlns:number": f"{_OASIS}:datastyle:1.0",
    "xmlns:fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "xmlns:meta": f"{_OASIS}:meta:1.0",
    "xmlns:config": f"{_OASIS}:config:1.0",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:ooo": "http://openoffice.org/2004/office",
    "office:version": "1.3",
}
_CM_PER_SIGN: Final = 0.2
_SPACES: Final = re.compile(r"(^ +| +$| {2,}|\t)")
"""White space that OpenDocument would lose if it were written as it is."""
_FROZEN: Final = "2"


def write_ods(workbook: Workbook) -> bytes:
    """
    Write a workbook for LibreOffice and everything else that reads OpenDocument.

    Parameters
    ----------
    workbook
        What to write.

    Returns
    -------
    ods
        Header in view and with filters on every sheet; no formulas, macros or links. The day in the properties
        is the peildatum: the same bytes for the same workbook.
    """
    parts = {
        "content.xml": _document("content", _content(workbook)),
        "styles.xml": _document("styles", _styles(workbook)),
        "meta.xml": _document("meta", _meta(workbook)),
        "settings.xml": _document("settings", _settings(workbook)),
    }
    entries = {"/": _MIME} | dict.fromkeys(parts, "text/xml")
    manifest = _tag(
        "manifest:manifest",
        {"xmlns:manifest": f"{_OASIS}:manifest:1.0", "manifest:version": "1.3"},
        *(_tag("manifest:file-entry", {"manifest:full-path": p, "manifest:media-type": m}) for p, m in entries.items()),
    )
    files = {"mimetype": _MIME, **parts, "META-INF/manifest.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n{manifest}'}
    return pack({name: text.encode() for name, text in files.items()}, first_stored=True)


def _tag(name: str, attributes: Mapping[str, str] | None = None, *content: str) -> str:
    """One element; ``content`` is XML already."""
    pairs = "".join(f" {key}={quoteattr(value)}" for key, value in (attributes or {}).items())
    return f"<{name}{pairs}>{''.join(content)}</{name}>" if content else f"<{name}{pairs}/>"


def _document(part: str, *content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_tag(f"office:document-{part}", _NAMESPACES, *content)}'


def _content(workbook: Workbook) -> str:
    """Write the sheets, their filters and the looks of columns and cells."""
    widths = sorted({width for sheet in workbook.sheets for width in sheet.widths})
    columns = (
        _style(f"b{w}", "table-column", _tag("style:table-column-properties", {"style:column-width": _cm(w)}))
        for w in widths
    )
    ranges = (
        _tag(
            "table:database-range",
            {
                "table:name": f"__Anonymous_Sheet_DB__{i}",  # the name LibreOffice gives a filter
                "table:target-range-address": (f"'{sheet.naam}'.A1:'{sheet.naam}'.{sheet.corner}"),
                "table:display-filter-buttons": "true",
            },
        )
        for i, sheet in enumerate(workbook.sheets)
    )
    return _tag("office:automatic-styles", None, *columns, _cell_styles()) + _tag(
        "office:body",
        None,
        _tag(
            "office:spreadsheet",
            None,
            *map(_table, workbook.sheets),
            _tag("table:database-ranges", None, *ranges),
        ),
    )


def _cm(signs: float) -> str:
    return f"{signs * _CM_PER_SIGN + 0.3:.2f}cm"


def _style(name: str, family: str, properties: str, **more: str) -> str:
    extra = {f"style:{key.replace('_', '-')}": value for key, value in more.items()}
    return _tag("style:style", {"style:name": name, "style:family": family, **extra}, properties)


def _cell_styles() -> str:
    """Write the looks of a sheet, a row, the header and a cell of each kind."""
    digits = {"number:min-integer-digits": "1", "number:grouping": "true"}
    dash = _tag("number:text", None, "-")
    formats = {
        "whole": _tag(
            "number:number-style",
            {"style:name": "f_whole"},
            _tag("number:number", digits | {"number:decimal-places": "0"}),
        ),
        "number": _tag(
            "number:number-style",
            {"style:name": "f_number"},
            _tag("number:number", digits | {"number:decimal-places": "2"}),
        ),
        "share": _tag(
            "number:percentage-style",
            {"style:name": "f_share"},
            _tag("number:number", {"number:min-integer-digits": "1", "number:decimal-places": "2"}),
            _tag("number:text", None, "%"),
        ),
        "date": _tag(
            "number:date-style",
            {"style:name": "f_date"},
            _tag("number:day", {"number:style": "long"}),
            dash,
            _tag("number:month", {"number:style": "long"}),
            dash,
            _tag("number:year", {"number:style": "long"}),
        ),
        "text": _tag("number:text-style", {"style:name": "f_text"}, _tag("number:text-content")),
    }
    cell = _tag(
        "style:table-cell-properties",
        {
            "fo:wrap-option": "wrap",
            "style:vertical-align": "top",
            "fo:border-bottom": "0.05pt solid #a0a0a0",
            "fo:padding": "0.08cm",
        },
    )
    header = _tag(
        "style:table-cell-properties",
        {
            "fo:wrap-option": "wrap",
            "style:vertical-align": "top",
            "fo:background-color": f"#{HEADER_FILL.lower()}",
            "fo:padding": "0.08cm",
        },
    ) + _tag("style:text-properties", {"fo:font-weight": "bold", "fo:color": "#ffffff"})
    return "".join(
        [
            *formats.values(),
            _style(
                "blad", "table", _tag("style:table-properties", {"table:display": "true"}), master_page_name="Liggend"
            ),
            _style("rij", "table-row", _tag("style:table-row-properties", {"style:use-optimal-row-height": "true"})),
            _style("kop", "table-cell", header, parent_style_name="Default"),
            *(
                _style(f"c_{kind}", "table-cell", cell, parent_style_name="Default", data_style_name=f"f_{kind}")
                for kind in formats
            ),
        ]
    )


def _table(sheet: Sheet) -> str:
    columns = (_tag("table:table-column", {"table:style-name": f"b{width}"}) for width in sheet.widths)
    header = _row(_cell(column.naam, "kop") for column in sheet.kolommen)
    kinds = [column.kind for column in sheet.kolommen]
    rows = (_row(_cell(value, f"c_{kind}") for value, kind in zip(row, kinds, strict=True)) for row in sheet.rijen)
    return _tag(
        "table:table",
        {"table:name": sheet.naam, "table:style-name": "blad"},
        *columns,
        _tag("table:table-header-rows", None, header),
        *rows,
    )


def _row(cells: Iterable[str]) -> str:
    return _tag("table:table-row", {"table:style-name": "rij"}, *cells)


def _cell(value: Cell, style: str) -> str:
    """One value as what it is."""
    if value is None or value == "":
        return _tag("table:table-cell", {"table:style-name": style})
    if isinstance(value, str):
        style = style if style == "kop" else "c_text"
        typed, shown = {"office:value-type": "string"}, value
    elif isinstance(value, date):
        typed, shown = {"office:value-type": "date", "office:date-value": value.isoformat()}, f"{value:%d-%m-%Y}"
    else:
        kind = "percentage" if style == "c_share" else "float"
        typed, shown = {"office:value-type": kind, "office:value": repr(value)}, str(value).replace(".", ",")
    return _tag("table:table-cell", {"table:style-name": style, **typed}, *map(_paragraph, shown.split("\n")))


def _paragraph(line: str) -> str:
    """One line of a cell, with the spaces and tabs that OpenDocument would lose."""
    return _tag("text:p", None, *(_piece(piece) for piece in _SPACES.split(line) if piece))


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<text:tab/>"
    return _tag("text:s", {"text:c": str(len(piece))}) if _SPACES.fullmatch(piece) else escape(piece)


def _styles(workbook: Workbook) -> str:
    """Language, font and page: A4 on its side, as wide as the sheet."""
    text = {
        "fo:language": "nl",
        "fo:country": "NL",
        "fo:font-size": "10pt",
        "fo:font-family": "'Liberation Sans', Arial",
    }
    page = {
        "fo:page-width": "29.7cm",
        "fo:page-height": "21cm",
        "style:print-orientation": "landscape",
        "style:scale-to-X": "1",
        "style:scale-to-Y": "0",
        **{f"fo:margin-{side}": "1.5cm" for side in ("top", "bottom", "left", "right")},
    }
    footer = _tag("style:footer", None, _tag("text:p", None, escape(workbook.bronvermelding)))
    properties = _tag("style:page-layout-properties", page) + _tag("style:footer-style")
    return (
        _tag(
            "office:styles",
            None,
            _tag("style:default-style", {"style:family": "table-cell"}, _tag("style:text-properties", text)),
            _tag("style:style", {"style:name": "Default", "style:family": "table-cell"}),
        )
        + _tag("office:automatic-styles", None, _tag("style:page-layout", {"style:name": "liggend"}, properties))
        + _tag(
            "office:master-styles",
            None,
            _tag("style:master-page", {"style:name": "Liggend", "style:page-layout-name": "liggend"}, footer),
        )
    )


def _meta(workbook: Workbook) -> str:
    day = f"{workbook.peildatum.isoformat()}T00:00:00"
    facts = {
        "meta:generator": "netmap",
        "dc:title": workbook.titel,
        "dc:description": workbook.bronvermelding,
        "dc:subject": workbook.onderwerp,
        "meta:initial-creator": workbook.organisatie,
        "meta:creation-date": day,
        "dc:creator": workbook.organisatie,
        "dc:date": day,
        "dc:language": "nl-NL",
    }
    return _tag("office:meta", None, *(_tag(name, None, escape(text)) for name, text in facts.items()))


def _settings(workbook: Workbook) -> str:
    """Which rows and columns stay in view, per sheet."""

    def item(name: str, kind: str, value: str) -> str:
        return _tag("config:config-item", {"config:name": name, "config:type": kind}, value)

    def view(sheet: Sheet) -> str:
        return _tag(
            "config:config-item-map-entry",
            {"config:name": sheet.naam},
            item("HorizontalSplitMode", "short", _FROZEN if sheet.vast else "0"),
            item("VerticalSplitMode", "short", _FROZEN),
            item("HorizontalSplitPosition", "int", str(sheet.vast)),
            item("VerticalSplitPosition", "int", "1"),
            item("ActiveSplitRange", "short", "3" if sheet.vast else "2"),
            item("PositionRight", "int", str(sheet.vast)),
            item("PositionBottom", "int", "1"),
        )

    tables = _tag("config:config-item-map-named", {"config:name": "Tables"}, *map(view, workbook.sheets))
    views = _tag(
        "config:config-item-map-indexed",
        {"config:name": "Views"},
        _tag(
            "config:config-item-map-entry",
            None,
            item("ViewId", "string", "view1"),
            tables,
            item("ActiveTable", "string", escape(workbook.sheets[0].naam)),
        ),
    )
    return _tag("office:settings", None, _tag("config:config-item-set", {"config:name": "ooo:view-settings"}, views))
