"""A report as a document to edit before it is sent: headings, lists and tables, in the organisation's styles."""

from __future__ import annotations

import functools
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt

from netmap.drawing.figure import svg_png
from netmap.maps.style import swatch_svg
from netmap.schema import dutch_date
from netmap.table import NUMERIC, Counts, Figure, Link, Listing, Paragraph, Swatch, Table, Terms, cell_text, linked
from netmap.write.columns import paper_widths
from netmap.write.docx_template import open_document
from netmap.write.office import DECORATIVE, clean, write_office
from netmap.write.report import FIGURE, blocks_of, suffix_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.table import Table as Grid
    from docx.table import _Cell as GridCell
    from docx.text.paragraph import Paragraph as Line

    from netmap.klassen import Klasse
    from netmap.table import Block, Cell, Kind
    from netmap.write.report import Report

_PICTURE: Final = (Mm(130), Mm(110))
"""Width and height of a figure at most."""
_LOGO: Final = Mm(14)
_SIZE: Final = 7.5
"""Of the letters in a table, as in the style of its cells."""
_WIDER: Final = 1.15
"""Room to spare: a template, or the machine of a reader, has wider letters than those that are measured."""
_MARGINS: Final = 5.0
"""Of a cell, both sides together, in points."""
_SWATCH: Final = 20.0
_SWATCH_PIXELS: Final = 128
_TOGETHER: Final = 8
"""Rows of a table that is kept on one page; of a longer one the first stays with its heading."""
_PALE: Final = "EDF2F6"
_FIELD: Final = '<w:fldSimple {} w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_NUMBERED: Final = ".//w:instrText[contains(., 'PAGE')] | .//w:fldSimple[contains(@w:instr, 'PAGE')]"
"""Where a footer of the template tells the number of the page."""


def write_docx(report: Report) -> bytes:
    """
    Lay a report out as a document for Word or Writer.

    Parameters
    ----------
    report
        What it says; its template lends page, letterhead and styles.

    Returns
    -------
    docx
        The whole file; the same bytes for the same report.

    Raises
    ------
    NetmapError
        When the template cannot be used; in Dutch.
    """
    writer = _Writer(report)
    for section in report.sections:
        writer.add_heading(section.title, 2)
        blocks = blocks_of(section)
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            writer.add(block, announces=isinstance(following, Listing | Table))
    return write_office(writer.document, report.name, report.organisatie, report.peildatum)


class _Writer:
    """Writes in a document, one block after the other."""

    def __init__(self, report: Report) -> None:
        """Open the document, with the name of the report and what stands below every page."""
        self.document = open_document(report.sjabloon)
        page = self.document.sections[-1]
        self._width = Emu(int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0))
        self._in_cells = self.document.styles["netmap cel"].style_id
        if report.logo:
            self._picture(report.logo, f"Logo van {report.organisatie}", height=_LOGO)
        self.add_heading(report.title, 1)
        self._line("Subtitle", report.subtitle)
        self._foot(f"{report.credit} Peildatum {dutch_date(report.peildatum)}.")

    def add_heading(self, text: str, level: int) -> None:
        """Write a heading that stays with what it is of."""
        self._line(f"Heading {level}", text).paragraph_format.keep_with_next = True

    def add(self, block: Block, *, announces: bool) -> None:
        """Write a block; what announces a list or a table stays with it."""
        match block:
            case Paragraph(text, strong):
                line = self._line("netmap conclusie" if strong else None, text)
                line.paragraph_format.keep_with_next = announces
            case Listing(items):
                for number, item in enumerate(items):
                    self._line("List Bullet", item).paragraph_format.keep_with_next = number == 0 and len(items) > 1
            case Terms(items):
                for term, meaning in items:
                    self._say(self._line(None, f"{term}: ", strong=True), meaning)
            case Counts(items):
                for what, value, of in items:
                    line = self._line("List Bullet", f"{what}: ")
                    self._say(line, value, strong=True)
                    self._say(line, f" {of}")
            case Table():
                self._table(block)
            case Figure():
                image = block.draw(replace(FIGURE, formaat="png"))
                self._picture(image, block.alt).paragraph_format.keep_with_next = True
                self._line("Caption", block.caption)
                if block.legend:
                    self._table(block.legend)

    def _line(self, style: str | None, text: str, *, strong: bool = False) -> Line:
        """Add a paragraph."""
        line: Line = self.document.add_paragraph(style=style)
        self._say(line, text, strong=strong)
        return line

    def _say(self, line: Line, text: str, *, strong: bool = False) -> None:
        """Add text to a paragraph, with the addresses in it as links."""
        for part in linked(text):
            if isinstance(part, Link):
                _add_link(line, part)
            elif part:
                line.add_run(clean(part), "Strong" if strong else None)

    def _picture(self, image: bytes, alt: str, height: int | None = None) -> Line:
        """Add a picture on a line of its own."""
        line: Line = self.document.add_paragraph()
        png = image if suffix_of(image) == "png" else svg_png(image.decode(), int(Emu(_PICTURE[0]).pt * 3))
        shape = line.add_run().add_picture(io.BytesIO(png), height=height)
        if not height:
            scale = min(min(_PICTURE[0], self._width) / shape.width, _PICTURE[1] / shape.height)
            shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        shape._inline.docPr.set("descr", clean(alt))
        return line

    def _table(self, table: Table) -> None:
        """Add a table under its caption: the row of headings comes back on every page, and no row is cut in two."""
        shown = table.in_form("page")
        self._line("Caption", shown.caption).paragraph_format.keep_with_next = True
        grid = self.document.add_table(len(shown.rows) + 1, len(shown.columns), "netmap tabel")
        _describe(grid, shown)
        widths = paper_widths(shown, Emu(self._width).pt, _SIZE * _WIDER, _MARGINS, _SWATCH)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Pt(width)
        heads = tuple(column.name for column in shown.columns)
        together = len(shown.rows) if len(shown.rows) <= _TOGETHER else 2
        for number, (row, cells) in enumerate(zip(grid.rows, (heads, *shown.rows), strict=True)):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for place, (cell, value) in enumerate(zip(row.cells, cells, strict=True)):
                column = shown.columns[place]
                cell.width = Pt(widths[place])
                line = self._cell(
                    cell, value, column.kind if number else "text",
                    names_row=number > 0 and column.key == shown.row_header, marked=number - 1 in shown.marked,
                )  # fmt: skip
                line.paragraph_format.keep_with_next = number < together
                if column.kind in NUMERIC:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.document.add_paragraph(style="netmap cel")  # a table that follows at once would be part of this one

    def _cell(self, cell: GridCell, value: Cell, kind: Kind, *, names_row: bool, marked: bool) -> Line:
        """Write what stands in a cell; the first line of what names a row stands out."""
        line: Line = cell.paragraphs[0]
        line._p.style = self._in_cells  # by its id: python-docx looks through all styles for a name
        text = cell_text(value, kind)
        first, mark, rest = text.partition("\n") if names_row else (text, "", "")
        match value:
            case Link():
                _add_link(line, value)
            case Swatch(klasse, _, bewijzen):
                _add_swatch(line, klasse, bewijzen)
                line.add_run(f" {clean(text)}")
            case _ if kind == "link":
                self._say(line, text)
            case _:
                line.add_run(clean(first), "Strong" if names_row or marked else None)
                line.add_run(clean(mark + rest))
        if marked:
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{_PALE}"/>'))
        return line

    def _foot(self, text: str) -> None:
        """Write below every page, under what the template has there, the credit and the number of the page."""
        page = self.document.sections[-1]
        feet = [page.footer]
        if page.different_first_page_header_footer:
            feet.append(page.first_page_footer)
        if self.document.settings.odd_and_even_pages_header_footer:
            feet.append(page.even_page_footer)
        for foot in feet:
            is_ours = foot.is_linked_to_previous
            line = foot.paragraphs[0] if is_ours else foot.add_paragraph()
            line.style = self.document.styles["footer"]
            self._say(line, text)
            if not foot._element.xpath(_NUMBERED):
                for before, field in ((" Bladzijde ", "PAGE"), (" van ", "NUMPAGES")):
                    line.add_run(before)
                    line._p.append(parse_xml(_FIELD.format(nsdecls("w"), field)))


def _add_link(line: Line, link: Link) -> None:
    """Add a text that leads to a page on the web, or to a mailbox."""
    rid = line.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = cast("Any", OxmlElement("w:hyperlink"))
    element.set(qn("r:id"), rid)
    run = line.add_run(clean(link.text), "Hyperlink")
    element.append(run._r)
    line._p.append(element)


def _add_swatch(line: Line, klasse: Klasse, bewijzen: tuple[str, ...]) -> None:
    """Add the drawing of a class; its name stands beside it, so it is not read aloud."""
    shape = line.add_run().add_picture(io.BytesIO(_swatch(klasse, bewijzen)), height=Pt(_SIZE))
    properties = shape._inline.docPr
    properties.set("descr", "")
    properties.append(parse_xml(DECORATIVE.format(nsdecls("a"))))


@functools.lru_cache(maxsize=256)
def _swatch(klasse: Klasse, bewijzen: tuple[str, ...]) -> bytes:
    return svg_png(swatch_svg(klasse, bewijzen), _SWATCH_PIXELS)


def _describe(grid: Grid, table: Table) -> None:
    """Say what a table holds, and which row and column name the others."""
    grid.autofit = False
    properties = grid._tbl.tblPr
    look: Sequence[Any] = properties.xpath("w:tblLook")
    names = table.position(table.row_header) == 0
    for key, on in (("firstRow", True), ("firstColumn", names), ("noHBand", True), ("noVBand", True)):
        look[0].set(qn(f"w:{key}"), str(int(on)))
    look[0].set(qn("w:val"), f"{0x0620 + 0x80 * names:04X}")
    caption = cast("Any", OxmlElement("w:tblCaption"))
    caption.set(qn("w:val"), clean(table.caption))
    properties.append(caption)
