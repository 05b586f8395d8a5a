"""A report as PDF/UA-1: tagged, in Dutch, with headings, bookmarks and a text for every picture; made by Typst."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from netmap.export.report_model import Figure, Link, Listing, Paragraph, Swatch, TableBlock
from netmap.maps.fonts import font_file, printable
from netmap.schema import dutch_date

if TYPE_CHECKING:
    from netmap.export.report_model import Block, Cell, Report

_TEMPLATE: Final = Path(__file__).with_name("report.typ")
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
    pdf: bytes = typst.compile(
        _TEMPLATE.read_bytes(), font_paths=_fonts(), format="pdf", pdf_standards="ua-1", sys_inputs=_inputs(report)
    )
    return pdf


def draw_page(report: Report, page: int = 1) -> bytes:
    """
    Draw one page as a picture, to see what the report will look like.

    Parameters
    ----------
    report
        What it says.
    page
        Number of the page, from 1.

    Returns
    -------
    png
        The page as it is in the PDF.

    Raises
    ------
    IndexError
        When the report has fewer pages.
    """
    drawn: bytes | list[bytes] = typst.compile(
        _TEMPLATE.read_bytes(), font_paths=_fonts(), format="png", ppi=_SCREEN, sys_inputs=_inputs(report)
    )
    return (drawn if isinstance(drawn, list) else [drawn])[page - 1]


def _inputs(report: Report) -> dict[str, str]:
    """Write a report as what the template reads."""
    content = {
        "naam": _show(report.naam),
        "titel": _show(report.titel),
        "ondertitel": _show(report.ondertitel),
        "dag": f"Peildatum {dutch_date(report.peildatum)}",
        "organisatie": _show(report.organisatie),
        "credit": _show(report.credit),
        "logo": list(report.logo) if report.logo else None,
        "logo_alt": _show(f"Logo van {report.organisatie}"),
        "sections": [
            {"titel": _show(section.titel), "blocks": list(map(_block, section.blocks, [*section.blocks[1:], None]))}
            for section in report.sections
        ],
    }
    return {"report": json.dumps(content)}


@functools.cache
def _fonts() -> typst.Fonts:
    """Find Fira Sans in its package, and nothing on the machine."""
    folder = str(font_file().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _show(text: str) -> str:
    """Keep the lines, and of each what the font can show; a soft hyphen would make every hyphen a soft one."""
    return "\n".join(map(printable, text.replace("\u00ad", "").split("\n")))


def _block(block: Block, following: Block | None) -> dict[str, Any]:
    """Turn a block into what the template reads; a paragraph stays with the list or table that it announces."""
    soort = type(block).__name__
    match block:
        case Paragraph():
            announces = isinstance(following, Listing | TableBlock)
            return {"soort": soort, "tekst": _show(block.tekst), "nadruk": block.nadruk, "kondigt_aan": announces}
        case TableBlock():
            return {"soort": soort, **_table(block)}
        case Figure():
            legend = _table(block.legenda) if block.legenda else None
            words = {"alt": _show(block.alt), "caption": _show(block.caption)}
            return {"soort": soort, "beeld": list(block.beeld), "formaat": block.formaat, "legenda": legend, **words}
        case _:
            return {"soort": soort, **_clean(asdict(block))}


def _clean(value: Any) -> Any:
    """Make all text within a value fit to show."""
    match value:
        case str():
            return _show(value)
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case list() | tuple():
            return [_clean(item) for item in value]
        case _:
            return value


def _table(table: TableBlock) -> dict[str, Any]:
    """Turn a table into what the template reads."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return {
        "caption": _show(table.caption),
        "columns": [_show(column) for column in table.columns],
        "rows": rows,
        "widths": table.widths,
        "numbers": sorted(table.numbers),
        "marked": sorted(table.marked),
    }


def _cell(cell: Cell) -> Any:
    match cell:
        case Link(tekst, url):
            return {"tekst": _show(tekst), "url": url}
        case Swatch(svg, tekst):
            return {"tekst": _show(tekst), "svg": svg}
        case _:
            return _show(cell)
