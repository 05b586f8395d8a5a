"""Text and tables on a slide: measured before they are drawn, so that nothing overlaps or runs off."""

from __future__ import annotations

import functools
import io
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from netmap.drawing.figure import svg_png
from netmap.drawing.fonts import BOLD, REGULAR, wrap
from netmap.maps.style import PATTERN_OPACITY, blend, line_of, list_looks, swatch_svg
from netmap.table import NUMERIC, Swatch, cell_text
from netmap.write.columns import column_widths, pieces_of, widest
from netmap.write.office import DECORATIVE, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide as PptxSlide
    from pptx.table import _Cell
    from pptx.text.text import TextFrame

    from netmap.klassen import Klasse
    from netmap.table import Cell, Column, Table
    from netmap.write.pptx_template import Place

LANGUAGE: Final = "nl-NL"
WIDER: Final = {REGULAR: 1.18, BOLD: 1.27}
"""
How much wider than ours the font of a template may be: one as wide as Verdana is 1.13 and 1.26 times in running text,
1.18 and 1.29 in a day.

python-pptx's ``fit_text`` asks for the file of the font, writes its name into every run so that the theme no longer
decides, and takes all paragraphs for one.
"""
AFTER: Final = 7.0
"""Room in points after a paragraph."""
INDENT: Final = Inches(0.2)
SMALLEST: Final = 12.0
TABLE_SIZES: Final = (16.0, 15.0, 14.0, 13.0, SMALLEST)
"""Of the font of tables, in points."""
_LEADING: Final = 1.2
_SIDE, _ABOVE = Inches(0.07), Inches(0.035)
"""Margins in a cell."""
_AFTER_NUMBER: Final = Inches(0.15)
"""Margin to the right of a number, so that it does not touch the words beside it."""
_SWATCH: Final = Inches(0.33)
"""Width of the cell that shows how a class looks."""
_TILE: Final = (36, 26)
"""Size of the drawing in such a cell, as large as on a map."""
_PIXELS: Final = 144
"""Width of that drawing in the file."""
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without lines and fills: text in the colour of the theme, on its background."""
_PRESETS: Final = {
    "dots": "pct25",
    "diagonal": "wdUpDiag",
    "backdiagonal": "wdDnDiag",
    "cross": "openDmnd",
    "horizontal": "ltHorz",
    "vertical": "ltVert",
    "question": "dotGrid",
    "lines": "ltDnDiag",
    "dashes": "dashDnDiag",
}
"""Name of a pattern to the one of the format that looks most like it."""
_AT_LEAST: Final = 2
"""A heading and one row are drawn, however little room there is."""


def text_height(paragraphs: Sequence[str], size: float, width: int, weight: str = REGULAR) -> int:
    """Measure text of some size in points in a box of some width in EMU; in EMU, on the safe side."""
    room = max(Emu(width).pt, size)
    lines = [piece for text in paragraphs for line in clean(text).split("\n")
             for piece in wrap(line, size * WIDER[weight], room, weight)]  # fmt: skip
    return int(Pt(len(lines) * size * _LEADING + (len(paragraphs) - 1) * AFTER))


def largest_size(paragraphs: Sequence[str], sizes: Sequence[float], area: Place, weight: str = REGULAR) -> float:
    """Choose the first size, in points, in which text fits without breaking a word; else the last."""
    words = [word for text in paragraphs for word in clean(text).split()]

    def fits(size: float) -> bool:
        is_whole = _widest(words, size, weight) <= area.width
        return is_whole and text_height(paragraphs, size, area.width, weight) <= area.height

    return next(filter(fits, sizes), sizes[-1])


def write_text(
    frame: TextFrame, paragraphs: Iterable[str], size: float | None, bold: bool = False, ink: str = ""
) -> None:
    """Replace the text of a frame, in points and a colour of the theme or as the template has it; marked as Dutch."""
    frame.clear()  # type: ignore[no-untyped-call]
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]
        run = paragraph.add_run()
        run.text = clean(text)
        props = run._r.get_or_add_rPr()
        props.set("lang", LANGUAGE)
        if size is not None:
            run.font.size = Pt(size)
        if bold:
            run.font.bold = True
        if ink:
            props.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{ink}"/></a:solidFill>'))
        end = paragraph._p.get_or_add_endParaRPr()  # else an empty line is as high as the template likes
        for name, value in props.attrib.items():
            end.set(name, value)


def without_margins(frame: TextFrame) -> None:
    """Let text fill the whole of its box, and go on over lines."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)


def describe(shape: BaseShape, name: str, alt: str) -> None:
    """Name a shape in the list of objects, and for whoever cannot see it; without ``alt`` it is decoration."""
    props = shape.element.xpath(".//p:cNvPr")[0]
    props.set("name", name)
    props.set("descr", clean(alt))
    if not alt:
        props.insert(0, parse_xml(DECORATIVE.format(nsdecls("a"))))


class Grid(NamedTuple):
    """A table that is measured."""

    table: Table
    rows: list[tuple[str, ...]]
    """The heading, then every row, as the reader sees them."""
    widths: list[int]
    """Of the columns, in EMU; of one with swatches with those included."""
    heights: list[int]
    """Of the rows, in EMU."""
    size: float
    """Of the font, in points."""
    is_broken: bool
    """Whether there is no room for the widest words of all columns."""

    def fitting(self, room: int, first: int = 0) -> int:
        """Count the rows from a first one that fit in some height below the heading: at least one."""
        ends = accumulate([self.heights[0], *self.heights[1 + first :]])
        return sum(number < _AT_LEAST or end <= room for number, end in enumerate(ends)) - 1

    def height(self, first: int, number: int) -> int:
        """Add up the heading and some rows."""
        return self.heights[0] + sum(self.heights[1 + first : 1 + first + number])


def measure_table(table: Table, area: Place, sizes: Sequence[float] = TABLE_SIZES) -> Grid:
    """Lay out a table in the largest font in which all of it fits without breaking a word, else in the smallest."""
    rows = [tuple(clean(column.name) for column in table.columns), *write_rows(table)]
    for size in sizes:
        needed = _needed(table, rows, size)
        widths = [int(one) for one in column_widths(table, needed, area.width)]
        heights = []
        for number, row in enumerate(rows):
            weight = BOLD if _stands_out(table, number) else REGULAR
            inner = (wide - _margins(table, i) for i, wide in enumerate(widths))
            tallest: int = max(text_height([cell], size, wide, weight) for cell, wide in zip(row, inner, strict=True))
            heights.append(tallest + 2 * _ABOVE)
        is_broken = sum(needed) > area.width
        if sum(heights) <= area.height and not is_broken:
            break
    return Grid(table, rows, widths, heights, size, is_broken)


def write_rows(table: Table) -> list[tuple[str, ...]]:
    """Write the cells of a table as the reader of a slide sees them."""
    kinds = [column.kind for column in table.columns]
    return [tuple(clean(cell_text(cell, kind)) for cell, kind in zip(row, kinds, strict=True)) for row in table.rows]


def _stands_out(table: Table, number: int) -> bool:
    """Whether a row, counted from the heading, is bold."""
    return number == 0 or number - 1 in table.marked


def _needed(table: Table, rows: Sequence[Sequence[str]], size: float) -> list[int]:
    """Widths in EMU that the widest words of the columns need."""
    needed = []
    for i, column in enumerate(table.columns):
        margins = _margins(table, i)
        heading = margins - _SWATCH * (column.kind == "swatch")  # stands over the swatches too
        below = [piece for row in rows[1:] for piece in pieces_of(row[i], column.kind)]
        title = _widest(pieces_of(rows[0][i], "text"), size, BOLD) + heading
        needed.append(max(_widest(below, size, REGULAR) + margins, title))
    return needed


def _widest(pieces: Iterable[str], size: float, weight: str) -> int:
    """Width in EMU of the widest of some pieces of text."""
    return Pt(widest(pieces, size * WIDER[weight], weight) + 2)


def _margins(table: Table, number: int) -> int:
    """Both margins of the cells in a column in EMU, and the swatch before them."""
    column, last = table.columns[number], number == len(table.columns) - 1
    right = _AFTER_NUMBER if column.kind in NUMERIC and not last else _SIDE
    return _SIDE + right + _SWATCH * (column.kind == "swatch")


def draw_table(
    slide: PptxSlide, frame: Any, grid: Grid, first: int = 0, ink: str = "", is_native: bool = False
) -> None:
    """
    Fill the table of a graphic frame with the heading and as many rows as it has, from a first one.

    ``is_native`` is for the legend of a map of shapes: its patterns are those of the format, as on the map.
    """
    native, table = frame.table, grid.table
    native._tbl.xpath("a:tblPr/a:tableStyleId")[0].text = _NO_STYLE
    native.first_row, native.horz_banding = True, False
    places = _places(table.columns)
    for (place, column), wide in zip(places, grid.widths, strict=True):
        has_swatch = column.kind == "swatch"
        native.columns[place].width = Emu(wide - _SWATCH * has_swatch)
        if has_swatch:
            native.columns[place - 1].width = _SWATCH
    for number in range(len(native.rows)):
        at = first + number if number else 0
        native.rows[number].height = Emu(grid.heights[at])
        for i, (place, column) in enumerate(places):
            cell = native.cell(number, place)
            if column.kind == "swatch":
                before = native.cell(number, place - 1)
                if at == 0:  # one heading over both
                    _fill_cell(cell, "", grid.size, column, ink, heading=True)
                    before.merge(cell)
                    cell = before
                else:
                    _fill_cell(before, "", grid.size, column, ink)
                    _paint(slide, before, table.rows[at - 1][i], ("lnT", "lnB") if at > 1 else ("lnB",), is_native)
            _fill_cell(cell, grid.rows[at][i], grid.size, column, ink, _stands_out(table, at), heading=at == 0)
            cell.margin_right = _AFTER_NUMBER if column.kind in NUMERIC and i < len(places) - 1 else _SIDE


def count_columns(table: Table) -> int:
    """Count the columns that a table has on a slide: swatches stand in one of their own."""
    return len(table.columns) + sum(column.kind == "swatch" for column in table.columns)


def _places(columns: Sequence[Column]) -> list[tuple[int, Column]]:
    """Say in which native column the words of every column stand."""
    ends = accumulate(1 + (column.kind == "swatch") for column in columns)
    return [(end - 1, column) for end, column in zip(ends, columns, strict=True)]


def _fill_cell(
    cell: _Cell, text: str, size: float, column: Column, ink: str, bold: bool = False, heading: bool = False
) -> None:
    """Write one cell, with a line below it."""
    cell.margin_left = cell.margin_right = _SIDE
    cell.margin_top = cell.margin_bottom = _ABOVE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    # a cell without any text would be as high as the theme likes
    write_text(cell.text_frame, (text or " ").split("\n"), size, bold, ink)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if column.kind in NUMERIC else PP_ALIGN.LEFT
    width, share = (12700, "") if heading else (6350, '<a:lumMod val="50000"/><a:lumOff val="50000"/>')
    cell._tc.get_or_add_tcPr().insert(0, _line("lnB", width, ink or "tx1", share))


def _line(side: str, width: int, colour: str, share: str = "") -> Any:
    """Make the line on one side of a cell, in a colour of the theme."""
    return parse_xml(
        f'<a:{side} {nsdecls("a")} w="{width}"><a:solidFill><a:schemeClr val="{colour}">{share}</a:schemeClr>'
        f"</a:solidFill></a:{side}>"
    )


def _paint(slide: PptxSlide, cell: _Cell, swatch: Cell, sides: Sequence[str], is_native: bool) -> None:
    """Fill a cell with the look of a class: when a row grows it moves along, as a shape beside the table does not."""
    if not isinstance(swatch, Swatch):
        return
    props, looks = cell._tc.get_or_add_tcPr(), list_looks(swatch.klasse, swatch.bewijzen)
    for line in props.xpath("a:lnB"):
        props.remove(line)
    gaps = [_line(side, Pt(3), "bg1") for side in sides]
    if len(looks) == 1 and (is_native or looks[0].pattern == "none"):  # a fill of the format has one shade
        fill = fill_xml(looks[0])
    else:
        image = io.BytesIO(_draw_swatch(swatch._replace(text="")))
        _, rid = slide.part.get_or_add_image_part(image)
        fill = parse_xml(
            f'<a:blipFill {nsdecls("a", "r")} rotWithShape="1"><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/>'
            "</a:stretch></a:blipFill>"
        )
    for place, one in enumerate((*gaps, fill)):
        props.insert(place, one)


def fill_xml(klasse: Klasse) -> Any:
    """Make the fill of a class, with its pattern, so that whoever gets the file can change it."""
    if klasse.pattern == "none":
        return parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{klasse.fill[1:]}"/></a:solidFill>')
    lines = blend(klasse.fill, line_of(klasse), PATTERN_OPACITY)
    preset = _PRESETS[klasse.pattern]
    return parse_xml(
        f'<a:pattFill {nsdecls("a")} prst="{preset}"><a:fgClr><a:srgbClr val="{lines[1:]}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{klasse.fill[1:]}"/></a:bgClr></a:pattFill>'
    )


@functools.cache
def _draw_swatch(swatch: Swatch) -> bytes:
    """Draw how a class looks on a map."""
    return svg_png(swatch_svg(swatch.klasse, swatch.bewijzen, _TILE), _PIXELS)
