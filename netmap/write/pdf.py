"""A report as PDF/UA-1: tagged, in Dutch, with headings, bookmarks and a text for every picture; by Typst."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from netmap.drawing.figure import for_typst
from netmap.drawing.fonts import printable
from netmap.drawing.typesetter import typeset
from netmap.maps.style import swatch_svg
from netmap.schema import dutch_date
from netmap.table import NUMERIC, Counts, Figure, Link, Listing, Paragraph, Swatch, Table, Terms, cell_text, linked
from netmap.write.columns import paper_widths
from netmap.write.report import FIGURE, blocks_of, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from netmap.table import Block, Cell, Kind
    from netmap.write.report import Report

_TEMPLATE: Final = Path(__file__).with_name("templates") / "report.typ"
_FIGURE: Final = replace(FIGURE, formaat="svg")
_PAGE: Final = 493.0
"""Width of the text in points; a legend has two fifths, less what is between it and the map."""
_LEGEND: Final = 190.0
_SIZE: Final = 8.2
"""Of the letters in a table."""
_MARGINS: Final = 8.0
"""Of a cell, both sides together."""
_SWATCH: Final = 20.0
_SCREEN: Final = 110.0
"""Pixels per inch of a page on a screen."""


def write_pdf(report: Report) -> bytes:
    """
    Lay a report out on A4.

    Parameters
    ----------
    report
        What it says. Signs that Fira Sans does not have become a question mark.

    Returns
    -------
    pdf
        PDF/UA-1; the same bytes for the same report, without a date of making.
    """
    (pdf,) = _compile(report, format="pdf", pdf_standards="ua-1")
    return _name_rows(pdf, [table.in_form("page").position(table.row_header) for table in _tables_of(report)])


def draw_page(report: Report, page: int = 1) -> bytes:
    """Draw one page as it is in the PDF, as a PNG; ``IndexError`` when the report has fewer pages."""
    return _compile(report, format="png", ppi=_SCREEN)[page - 1]


def _tables_of(report: Report) -> Iterator[Table]:
    """List the tables in the order of reading, that of a legend too."""
    for section in report.sections:
        for block in blocks_of(section):
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Figure) and block.legend:
                yield block.legend


def _name_rows(pdf: bytes, places: Sequence[int]) -> bytes:
    """Tag the cell that names a row as its header, so that a reader hears it with every cell; typst has no word for it.

    Typst lists the headings of a cell one by one; a cell without such a list has those above and before it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        tables = [one for one in _elements(file.Root.StructTreeRoot) if one.S == "/Table"]
        for table, place in zip(tables, places, strict=True):
            rows = [row for body in _kids(table) if body.S == "/TBody" for row in _kids(body)]
            for number, cell in ((number, cell) for row in rows for number, cell in enumerate(_kids(row))):
                if number == place:
                    cell.S = pikepdf.Name.TH
                    cell.A = pikepdf.Array([pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)])
                elif "/A" in cell:
                    del cell.A
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _elements(element: Any) -> Iterator[Any]:
    """Walk through a structure tree, from the top down."""
    for kid in _kids(element):
        yield kid
        yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    """List the elements right below one."""
    kids = element.get("/K", [])
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _compile(report: Report, **options: Any) -> list[bytes]:
    """Set the report: its words go in as JSON, its pictures as files of a folder that only lives as long."""
    with TemporaryDirectory() as folder:

        def keep(image: bytes) -> str:
            name = f"{len(list(Path(folder).iterdir()))}.{suffix_of(image)}"
            (Path(folder) / name).write_bytes(image if name.endswith("png") else for_typst(image.decode()).encode())
            return f"/{name}"

        content = {
            "name": _show(report.name),
            "title": _show(report.title),
            "subtitle": _show(report.subtitle),
            "day": f"Peildatum {dutch_date(report.peildatum)}",
            "organisatie": _show(report.organisatie),
            "credit": _show(report.credit),
            "brief": report.is_brief,
            "logo": keep(report.logo) if report.logo else None,
            "logo_alt": _show(f"Logo van {report.organisatie}"),
            "sections": [
                {"title": _show(section.title), "blocks": _blocks(blocks_of(section), keep)}
                for section in report.sections
            ],
        }
        inputs = {"report": json.dumps(content)}
        return typeset(_TEMPLATE.read_bytes(), inputs, root=folder, **options)


def _show(text: str) -> str:
    """Keep the lines, and of each what the font can show; a soft hyphen would make every hyphen a soft one."""
    return "\n".join(map(printable, text.replace("\u00ad", "").split("\n")))


def _blocks(blocks: Sequence[Block], keep: Callable[[bytes], str]) -> list[dict[str, Any]]:
    """Turn blocks into what the template reads; a paragraph stays with the list or table that it announces."""
    told = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        facts: dict[str, Any]
        match block:
            case Paragraph(text, strong):
                announces = isinstance(following, Listing | Table)
                facts = {"text": _linked(text), "strong": strong, "announces": announces}
            case Listing(items):
                facts = {"items": [_linked(item) for item in items]}
            case Terms(items) | Counts(items):
                facts = {"items": [[_show(part) for part in item] for item in items]}
            case Table():
                facts = _table(block)
            case Figure():
                image = keep(block.draw(_FIGURE))
                legend = _table(block.legend, _LEGEND) if block.legend else None
                facts = {"image": image, "alt": _show(block.alt), "caption": _show(block.caption), "legend": legend}
        told.append({"kind": type(block).__name__, **facts})
    return told


def _table(table: Table, width: float = _PAGE) -> dict[str, Any]:
    """Turn a table into what the template reads; the width is in points."""
    shown = table.in_form("page")
    rows = [[_cell(cell, column.kind) for cell, column in zip(row, shown.columns, strict=True)] for row in shown.rows]
    return {
        "caption": _show(shown.caption),
        "columns": [_show(column.name) for column in shown.columns],
        "rows": rows,
        "widths": paper_widths(shown, width, _SIZE, _MARGINS, _SWATCH),
        "numbers": [number for number, column in enumerate(shown.columns) if column.kind in NUMERIC],
        "marked": sorted(shown.marked),
        "header": shown.position(shown.row_header),
    }


def _cell(cell: Cell, kind: Kind) -> Any:
    text = cell_text(cell, kind)
    match cell:
        case Link(_, url):
            return {"text": _show(text), "url": url}
        case Swatch(klasse, _, bewijzen):
            return {"text": _show(text), "svg": swatch_svg(klasse, bewijzen)}
        case _:
            return _linked(text) if kind == "link" else _show(text)


def _linked(text: str) -> Any:
    """Write text, in parts when there are links in it; a space stays on either side of a link."""
    parts = [_edged(part) if isinstance(part, str) else _cell(part, "text") for part in linked(text)]
    return parts if len(parts) > 1 else _show(text)


def _edged(text: str) -> str:
    """Keep what the font can show, and a space at the edges."""
    return f"{' ' * text.startswith(' ')}{_show(text)}{' ' * (text.endswith(' ') and not text.isspace())}"
