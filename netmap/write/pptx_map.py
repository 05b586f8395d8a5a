"""A map on a slide as shapes that can be changed: one freeform with a name per gemeente, together in one group."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.freeform import FreeformBuilder
from pptx.util import Emu, Pt

from netmap.drawing.fonts import ASCENT, BOLD, DESCENT
from netmap.drawing.place_names import LEADING
from netmap.maps import style
from netmap.write.pptx_template import Place
from netmap.write.pptx_text import WIDER, describe, fill_xml, without_margins, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.slide import Slide as PptxSlide
    from pptx.util import Length

    from netmap.drawing.loose import LooseMap
    from netmap.drawing.place_names import PlacedName
    from netmap.drawing.svg import Rect
    from netmap.maps.shapes import Point

WIDEST: Final = max(WIDER.values())
_LINE: Final = 0.5
"""Width in points of a border."""
_BAR: Final = 1.1
_FRAME: Final = 0.8
"""Widths of the scale bar, and of what goes around the inset and around what it shows."""


class _Freeform(FreeformBuilder):
    """Finds its corner once: the library does so again for every point, which takes seconds for a map."""

    @functools.cached_property
    def shape_offset_x(self) -> Length:
        """Find the left side."""
        return super().shape_offset_x

    @functools.cached_property
    def shape_offset_y(self) -> Length:
        """Find the upper side."""
        return super().shape_offset_y


def draw_loose_map(native: PptxSlide, loose: LooseMap, area: Place, name: str, alt: str) -> Any:
    """Draw a map in a place: a white ground, gemeenten, borders, names, scale bar and inset, as one group."""
    parts = [_box(native, area, "FFFFFF"), *_draw_parts(native, loose, area)]
    if loose.bar:
        line = _freeform(native, [loose.bar.line], area, close=False)
        _look(line, _empty(), _line_xml(style.DARK, _BAR))
        describe(line, "Maat", "")
        parts.append(_group(native, [line, _write(native, loose.bar.words, area)], "Schaal"))
    if inset := loose.inset:
        shown, edge = _line_xml(style.DARK, _FRAME), _line_xml(style.DARK, _FRAME)
        parts.append(_box(native, _place(inset.shown, area), "", shown, "Kader van de inzet"))
        room = _place(inset.room, area)
        once_more = _draw_parts(native, inset.loose, area)
        for gemeente in once_more[0].shapes:
            describe(gemeente, gemeente.name, "")  # a reader has heard it
        *ground, names = once_more
        parts.append(
            _group(native, [_box(native, room, style.SEA[1:]), *ground, _box(native, room, "", edge, "Rand"), names],
                   "Inzet Randstad")
        )  # fmt: skip
    whole = native.shapes.add_group_shape(parts)
    describe(whole, name, alt)
    return whole


def _draw_parts(native: PptxSlide, loose: LooseMap, area: Place) -> list[Any]:
    """Draw gemeenten, borders and, if there are any, names."""
    patches = []
    for patch in loose.patches:
        shape = _freeform(native, patch.rings, area)
        _look(shape, fill_xml(patch.klasse), _line_xml(style.border(patch.klasse.fill), _LINE))
        describe(shape, patch.name, patch.alt)
        patches.append(shape)
    parts = [_group(native, patches, "Gemeenten")]
    for border in loose.borders:
        line = _freeform(native, border.lines, area, close=False)
        _look(line, _empty(), _line_xml(style.DARK, border.width, "dash" if border.is_doubtful else "solid"))
        describe(line, border.name, "")
        parts.append(line)
    if loose.names:
        parts.append(_group(native, [_write(native, one, area) for one in loose.names], "Namen"))
    return parts


def _place(room: Rect, area: Place) -> Place:
    """Say where on the slide a rectangle of a map lies."""
    return Place(area.left + Pt(room.x), area.top + Pt(room.y), Pt(room.width), Pt(room.height))


def _box(native: PptxSlide, area: Place, colour: str, line: Any = None, name: str = "Achtergrond") -> Any:
    """Draw a rectangle, filled or with a line around it."""
    shape = native.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Emu, area))
    fill = f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{colour}"/></a:solidFill>'
    _look(shape, parse_xml(fill) if colour else _empty(), line)
    describe(shape, name, "")
    return shape


def _empty() -> Any:
    """Make the fill of what has none."""
    return parse_xml(f"<a:noFill {nsdecls('a')}/>")


def _group(native: PptxSlide, shapes: Iterable[Any], name: str) -> Any:
    """Put shapes in a group with a name."""
    group = native.shapes.add_group_shape(shapes)
    group.name = name
    return group


def _freeform(native: PptxSlide, rings: Sequence[Sequence[Point]], area: Place, close: bool = True) -> Any:
    """Draw lines as one shape; closed ones are filled, but for where two lie over each other."""
    left, top = rings[0][0]
    builder = _Freeform.new(native.shapes, Pt(left), Pt(top), 1.0, 1.0)
    for number, ring in enumerate(rings):
        points = [(Pt(x), Pt(y)) for x, y in ring]
        if number:
            builder.move_to(*points[0])
        builder.add_line_segments(points[1:-1] if close else points[1:], close)
    return builder.convert_to_shape(Emu(area.left), Emu(area.top))


def _look(shape: Any, fill: Any, line: Any = None) -> None:
    """Give a shape a fill and a line, without the shadow and the words that the theme may have for it."""
    props = shape.element.spPr
    props.append(fill)
    props.append(line if line is not None else parse_xml(f"<a:ln {nsdecls('a')}><a:noFill/></a:ln>"))
    for gone in shape.element.xpath("p:style | p:txBody"):
        gone.getparent().remove(gone)


def _line_xml(colour: str, width: float, dash: str = "solid") -> Any:
    """Make a line, of a width in points; ``dash`` as PowerPoint names it."""
    return parse_xml(
        f'<a:ln {nsdecls("a")} w="{Pt(width)}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/><a:round/></a:ln>'
    )


def _write(native: PptxSlide, name: PlacedName, area: Place) -> Any:
    """Write a name on light glass, so that it reads on any fill."""
    box = name.box
    high = Pt((ASCENT + DESCENT + (len(name.lines) - 1) * LEADING) * name.size)
    middle, top = area.left + Pt(name.x), area.top + Pt(name.y - ASCENT * name.size)
    shape = native.shapes.add_textbox(Emu(middle - Pt(box.width) // 2), Emu(top), Pt(box.width), high)
    shape.name = " ".join(name.lines)
    without_margins(shape.text_frame)
    shape.text_frame.word_wrap = False
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    write_text(shape.text_frame, name.lines, round(2 * name.size / WIDEST) / 2, name.weight == BOLD)
    glass = '<a:srgbClr val="FFFFFF"><a:alpha val="70000"/></a:srgbClr>'
    shape.element.spPr.append(parse_xml(f"<a:solidFill {nsdecls('a')}>{glass}</a:solidFill>"))
    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor(*bytes.fromhex(style.DARK[1:]))  # type: ignore[no-untyped-call]
    return shape
