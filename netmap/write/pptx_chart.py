"""A forecast on a slide as a chart of the program itself, with its numbers in a workbook that can be changed."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from netmap.drawing.chart import OFFICIAL
from netmap.maps.style import DARK, LIGHT
from netmap.schema import dutch_date
from netmap.write.archive import pack
from netmap.write.pptx_text import LANGUAGE, SMALLEST, describe, fill_xml

if TYPE_CHECKING:
    from datetime import date

    from pptx.slide import Slide as PptxSlide

    from netmap.drawing.chart import StackedDays
    from netmap.write.pptx_template import Place

_MADE: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_STROKE: Final = f'<a:ln w="25400"><a:solidFill><a:srgbClr val="{DARK[1:]}"/></a:solidFill></a:ln>'
_NOW: Final = (
    f'<c:spPr>{_STROKE}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/><c:noEndCap val="1"/>'
    f'<c:val val="100"/><c:spPr>{_STROKE}</c:spPr></c:errBars>'
)
"""Look of a standing line: from one point all the way down."""
_COUNT: Final = (
    '<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="diamond"/><c:size val="10"/><c:spPr>'
    f'<a:solidFill><a:srgbClr val="{DARK[1:]}"/></a:solidFill>'
    f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{LIGHT[1:]}"/></a:solidFill></a:ln></c:spPr></c:marker>'
)
"""Look of signs without a line between them."""
_FAINT: Final = "#B4BBC2"
_YEARS: Final = 3
"""A longer period has years below it, a shorter one half years."""


def draw_chart(native: PptxSlide, stack: StackedDays, area: Place, alt: str, ink: str) -> Any:
    """Draw counts over time as stacked areas, with a line at the peildatum and the official counts as signs."""
    data: Any = CategoryChartData(number_format="yyyy-mm-dd")  # type: ignore[no-untyped-call]
    data.categories = stack.days
    for klasse, values in stack.areas:
        data.add_series(klasse.label, values, "#,##0")
    now = [stack.total if day == stack.peildatum else None for day in stack.days]
    data.add_series(f"Peildatum {dutch_date(stack.peildatum)}", now, "#,##0")
    if stack.counts:
        data.add_series(OFFICIAL, stack.counts, "#,##0")
    frame: Any = native.shapes.add_chart(XL_CHART_TYPE.AREA_STACKED, *map(Emu, area), data)  # type: ignore[call-arg, arg-type]
    chart = frame.chart
    _set_words(chart, stack, ink)
    _set_axes(chart, stack)
    for one, (klasse, _) in zip(chart.plots[0].series, stack.areas, strict=False):
        one._element.get_or_add_spPr().append(fill_xml(klasse))
        one.format.line.color.rgb, one.format.line.width = _colour(LIGHT), Pt(0.75)
    _lay_over(chart, len(stack.areas))
    workbook = chart.part.chart_workbook.xlsx_part
    workbook._blob = _forget_when(workbook.blob, stack.peildatum)
    describe(frame, "Grafiek", alt)
    return frame


def _set_words(chart: Any, stack: StackedDays, ink: str) -> None:
    """Say what the heights are, and put the legend below; in the font and the ink of the template."""
    chart.font.size = Pt(SMALLEST)
    look = chart._chartSpace.txPr.xpath("a:p/a:pPr/a:defRPr")[0]
    look.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{ink or "tx1"}"/></a:solidFill>'))
    title = chart.chart_title.text_frame
    title.text = stack.unit
    run = title.paragraphs[0].runs[0]
    run.font.size = Pt(SMALLEST)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False


def _set_axes(chart: Any, stack: StackedDays) -> None:
    """Give both axes their ends, and marks at whole years below."""
    days, heights = chart.category_axis, chart.value_axis
    heights.minimum_scale, heights.maximum_scale = 0, stack.total
    heights.tick_labels.number_format, heights.tick_labels.number_format_is_linked = "#,##0", False
    heights.major_gridlines.format.line.color.rgb = _colour(_FAINT)
    is_long = stack.days[-1].year - stack.days[0].year > _YEARS
    days.tick_labels.number_format = "yyyy" if is_long else "mmm yyyy"
    days.tick_labels.number_format_is_linked = False
    for name, value in (("majorUnit", "2" if is_long else "6"), ("majorTimeUnit", "years" if is_long else "months")):
        days._element.append(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))


def _lay_over(chart: Any, number: int) -> None:
    """Move what follows a number of areas to a chart of lines over them: the peildatum, then the official counts."""
    space, areas = nsdecls("c", "a"), chart.plots[0]._element
    lines = parse_xml(f'<c:lineChart {space}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for one, look in zip(areas.xpath("c:ser")[number:], (_NOW, _COUNT), strict=False):
        for part in reversed(parse_xml(f"<c:ser {space}>{look}</c:ser>")):
            one.xpath("c:tx")[0].addnext(part)
        lines.append(one)
    lines.append(parse_xml(f'<c:marker {space} val="1"/>'))
    lines.extend(deepcopy(axis) for axis in areas.xpath("c:axId"))
    areas.addnext(lines)
    chart._chartSpace.xpath("c:chart/c:dispBlanksAs")[0].set("val", "gap")


def _colour(colour: str) -> Any:
    """Turn ``#rrggbb`` into what the library takes."""
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]


def _forget_when(workbook: bytes, day: date) -> bytes:
    """Let a workbook be the same bytes for the same numbers: a day stands for when it was made."""
    moment = f"{day}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return pack({name: _MADE.sub(rb"\g<1>" + moment, content) for name, content in members.items()})
