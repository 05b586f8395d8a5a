"""Tables and legends on slides that can be edited, measured before they are drawn."""

from __future__ import annotations

import functools
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from netmap.drawing.figure import svg_png
from netmap.drawing.fonts import BOLD, REGULAR, measure, printable
from netmap.drawing.legend import build_rows
from netmap.export.slide_draw import SPACE, WIDER, clean, describe, put_line, put_picture, text_height, write_text
from netmap.export.slide_template import Area
from netmap.klassen import Klasse
from netmap.maps.style import DIMMED, LIGHT, swatch_svg
from netmap.table import NUMERIC, Column, Table, cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide as PptxSlide
    from pptx.table import _Cell

    from netmap.layers import MapView

_SIZES: Final = (16.0, 15.0, 14.0, 13.0, 12.0)
_SIZE: Final = _SIZES[-1]
_SIDE, _ABOVE = Inches(0.07), Inches(0.035)
"""Margins in a cell."""
_AFTER_NUMBER: Final = Inches(0.2)
"""Margin to the right of a number, so that it does not touch the words beside it."""
_REST: Final = Inches(0.32)
"""Room for the line that says how many rows are left out."""
_LEGEND_INDENT: Final = Inches(0.42)
"""Room for the swatches before a legend."""
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without lines and fills: text in the colour of the theme, on its background."""
_SWATCH_HEIGHT: Final = Inches(0.22)
_SWATCH: Final = (32, 22)
_SWATCH_PIXELS: Final = 128
_AT_LEAST: Final = 2
"""A heading and one row are drawn, however little room there is."""


class Look(NamedTuple):
    """What is drawn before a row of the legend."""

    klasse: Klasse
    is_marking: bool = False


def build_legend(view: MapView) -> tuple[Table, tuple[Look, ...]]:
    """
    Make the legend of a map: every class for the country, only those that occur for a region.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    table, looks
        The words, and what is drawn before each row.
    """
    klassen = {entry.klasse.key: entry.klasse for entry in view.legend}
    extra = {"marking": Look(Klasse("", "", LIGHT), is_marking=True), "buiten": Look(Klasse("", "", DIMMED))}
    shown = [
        row
        for row in build_rows(view)
        if row.soort in {"klasse", *extra} and not (row.is_empty and view.gebied is not None)
    ]
    looks = [Look(klassen[row.key]) if row.soort == "klasse" else extra[row.soort] for row in shown]
    columns = (
        Column("klasse", view.naam, width=3.0),
        Column("gemeenten", "Gemeenten", "whole", width=1.2),
        Column("inwoners", "Inwoners", "share", width=1.1),
    )
    rows = tuple((row.label, row.gemeenten, row.inwoners) for row in shown)
    table = Table("legenda", f"Legenda: {view.vraag}", columns, rows)
    return table, tuple(looks)


def legend_height(view: MapView, width: int) -> int:
    """
    Measure the legend of a map.

    Parameters
    ----------
    view
        Output of ``build_view``.
    width
        Of the room for it, in EMU.

    Returns
    -------
    height
        In EMU.
    """
    return sum(_row_heights(build_legend(view)[0], width - _LEGEND_INDENT, _SIZE))


def put_legend(slide: PptxSlide, view: MapView, area: Area) -> None:
    """
    Draw the legend of a map: a table with the swatches beside it.

    Parameters
    ----------
    slide
        To draw on.
    view
        Output of ``build_view``.
    area
        Where it stands; it starts at the top.
    """
    table, looks = build_legend(view)
    room = area._replace(left=area.left + _LEGEND_INDENT, width=area.width - _LEGEND_INDENT)
    heights = _row_heights(table, room.width, _SIZE)
    _draw_rows(slide, table, room, heights, 0, _SIZE, "Legenda")
    top = area.top + heights[0]
    for look, height in zip(looks, heights[1:], strict=True):
        high = min(height - Inches(0.07), _SWATCH_HEIGHT)
        place = Area(area.left, top + (height - high) // 2, high * _SWATCH[0] // _SWATCH[1], high)
        put_picture(slide, _draw_swatch(look), place, "Vlakje", "")
        top += height


def put_table(slide: PptxSlide, table: Table, area: Area, first: int = 0, goes_on: bool = False) -> int:
    """
    Draw as many rows of a table as fit.

    Parameters
    ----------
    slide
        To draw on.
    table
        Its words.
    area
        Where it may stand.
    first
        Position of the first row.
    goes_on
        Whether the other rows follow on another slide; otherwise a line below the table says how many there are.

    Returns
    -------
    drawn
        Number of rows; at least one.
    """
    size, heights = _largest(table, area)
    heights = [heights[0], *heights[1 + first :]]
    fitting = _fitting(heights, area.height)
    left_over = len(heights) - len(fitting)
    if left_over and not goes_on:
        fitting = _fitting(heights, area.height - _REST)
        left_over = len(heights) - len(fitting)
        room = area._replace(top=area.top + sum(fitting) + _REST // 4, height=_REST * 3 // 4)
        put_line(slide, f"En nog {left_over}; de hele lijst staat in de notities.", room, _SIZE)
    _draw_rows(slide, table, area, fitting, first, size, "Tabel")
    return len(fitting) - 1


def split_table(table: Table, area: Area) -> list[int]:
    """
    Divide a table over slides.

    Parameters
    ----------
    table
        Its words.
    area
        The room on each slide.

    Returns
    -------
    firsts
        Position of the first row of each slide.
    """
    heading, *heights = _largest(table, area)[1]
    firsts = [0]
    while (start := firsts[-1] + len(_fitting([heading, *heights[firsts[-1] :]], area.height)) - 1) < len(heights):
        firsts.append(start)
    return firsts


def write_rows(table: Table) -> list[tuple[str, ...]]:
    """
    Write the cells of a table as the reader of a slide sees them.

    Parameters
    ----------
    table
        Any table.

    Returns
    -------
    rows
        Text per cell, without signs that a slide cannot hold.
    """
    kinds = [column.kind for column in table.columns]
    return [tuple(clean(cell_text(cell, kind)) for cell, kind in zip(row, kinds, strict=True)) for row in table.rows]


def _largest(table: Table, area: Area) -> tuple[float, list[int]]:
    """Choose the largest font in which the whole table fits, else the smallest; with the heights of its rows."""
    for size in _SIZES:
        heights = _row_heights(table, area.width, size)
        if sum(heights) <= area.height:
            break
    return size, heights


def _fitting(heights: Sequence[int], room: int) -> list[int]:
    """Keep the heading, at least one row, and as many more as fit."""
    ends = list(accumulate(heights))
    return [height for i, height in enumerate(heights) if i < _AT_LEAST or ends[i] <= room]


def _row_heights(table: Table, width: int, size: float) -> list[int]:
    """Height in EMU of the heading and of every row."""
    columns = _widths(table, width, size)
    heights = []
    for number, row in enumerate([_heading(table), *write_rows(table)]):
        weight = BOLD if number == 0 or number - 1 in table.marked else REGULAR
        tallest = max(text_height([cell], size, columns[i] - _margins(table, i), weight) for i, cell in enumerate(row))
        heights.append(tallest - Pt(size * SPACE) + 2 * _ABOVE)
    return heights


def _draw_rows(
    slide: PptxSlide, table: Table, area: Area, heights: Sequence[int], first: int, size: float, name: str
) -> None:
    """Draw the heading and the rows that have a height."""
    rows = [_heading(table), *write_rows(table)[first : first + len(heights) - 1]]
    place = (area.left, area.top, area.width, sum(heights))
    frame = slide.shapes.add_table(len(rows), len(table.columns), *map(Emu, place))
    describe(frame, name, table.caption)
    native = frame.table
    native._tbl.xpath("a:tblPr/a:tableStyleId")[0].text = _NO_STYLE
    native.first_row, native.horz_banding = True, False
    for number, wide in enumerate(_widths(table, area.width, size)):
        native.columns[number].width = Emu(wide)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        native.rows[number].height = Emu(height)
        bold = number == 0 or first + number - 1 in table.marked
        for i, cell in enumerate(row):
            target = native.cell(number, i)
            right = PP_ALIGN.RIGHT if table.columns[i].kind in NUMERIC else PP_ALIGN.LEFT
            _fill_cell(target, cell, size, bold, right, _margins(table, i), number == 0)


def _heading(table: Table) -> tuple[str, ...]:
    """Names of the columns."""
    return tuple(clean(column.short or column.name) for column in table.columns)


@functools.cache
def _draw_swatch(look: Look) -> bytes:
    """Draw the little rectangle of a class, as it is on the map."""
    return svg_png(swatch_svg(look.klasse, look.is_marking, _SWATCH), _SWATCH_PIXELS)


def _fill_cell(cell: _Cell, text: str, size: float, bold: bool, align: PP_ALIGN, margins: int, heading: bool) -> None:
    """Write one cell, with a line below it."""
    cell.margin_left, cell.margin_right = _SIDE, Emu(margins - _SIDE)
    cell.margin_top = cell.margin_bottom = _ABOVE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    # a cell without any text would be as high as the theme likes
    write_text(cell.text_frame, (text or " ").split("\n"), size, bold)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = align
    width, share = (12700, "") if heading else (6350, '<a:lumMod val="50000"/><a:lumOff val="50000"/>')
    line = (
        f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:schemeClr val="tx1">{share}</a:schemeClr></a:solidFill>'
        "</a:lnB>"
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _widths(table: Table, width: int, size: float) -> list[int]:
    """Widths of the columns in EMU: as the table wants, but no word is broken while there is room elsewhere."""
    whole = sum(column.width for column in table.columns)
    wanted = [width * column.width / whole for column in table.columns]
    needed = [_longest_word(table, i, size) for i in range(len(wanted))]
    spare = sum(max(want - need, 0) for want, need in zip(wanted, needed, strict=True))
    short = sum(max(need - want, 0) for want, need in zip(wanted, needed, strict=True))
    given = min(short, spare) / spare if spare else 0
    taken = min(short, spare) / short if short else 0
    return [
        int(want + (need - want) * (taken if need > want else given)) for want, need in zip(wanted, needed, strict=True)
    ]


def _longest_word(table: Table, column: int, size: float) -> int:
    """Width in EMU of the widest word in a column, with the margins of its cell."""
    cells = [row[column] for row in (_heading(table), *write_rows(table))]
    words = {word for cell in cells for word in cell.replace("-", "- ").split()}
    widest = max((measure(printable(word), size * WIDER, BOLD) for word in words), default=0)
    return Pt(widest + 1) + _margins(table, column)


def _margins(table: Table, column: int) -> int:
    """Both margins of the cells in a column, in EMU."""
    last = column == len(table.columns) - 1
    return _SIDE + (_AFTER_NUMBER if table.columns[column].kind in NUMERIC and not last else _SIDE)
