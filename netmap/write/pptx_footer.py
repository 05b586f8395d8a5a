"""What stands at the bottom of every slide, and what a template says of the text in its placeholders."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches

from netmap.write.pptx_ground import find_ink
from netmap.write.pptx_template import area_of, footing_of
from netmap.write.pptx_text import largest_size, without_margins, write_text

if TYPE_CHECKING:
    from pptx.slide import Slide as PptxSlide
    from pptx.slide import SlideLayout
    from pptx.text.text import TextFrame

    from netmap.write.pptx_template import Place

LEVEL: Final = "a:lvl1pPr/a:defRPr"
"""Where a template says how the text of a placeholder looks."""
_SIZES: Final = (10.0, 9.0, 8.0)


def styles_of(layout: SlideLayout, kind: PP_PLACEHOLDER) -> list[Any]:
    """List what a layout and its master say of the text in a kind of placeholder, the strongest first."""
    sheets: tuple[Any, ...] = (layout, layout.slide_master)
    holders = (one for sheet in sheets for one in list(sheet.placeholders))
    return [
        style
        for one in holders
        if one.placeholder_format.type == kind
        for style in one.element.xpath(
            f"p:txBody/a:p/a:r/a:rPr | p:txBody/a:p/a:fld/a:rPr | p:txBody/a:lstStyle/{LEVEL}"
        )
    ]


def middle_of(area: Place) -> tuple[int, int]:
    """Find the middle of a place."""
    return area.left + area.width // 2, area.top + area.height // 2


def move(shape: Any, area: Place) -> None:
    """Move a shape, unless its layout has it there already."""
    if area_of(shape) != area:
        shape.left, shape.top, shape.width, shape.height = map(Emu, area)


def put_footing(native: PptxSlide, text: str, strip: Place, number: int) -> None:
    """Put day, credit and number at the bottom, in the template's own places when they are large enough."""
    places, fits = footing_of(native.slide_layout)
    end = Inches(0.7)
    own = {
        PP_PLACEHOLDER.FOOTER: strip._replace(width=strip.width - end),
        PP_PLACEHOLDER.SLIDE_NUMBER: strip._replace(left=strip.right - end, width=end),
    }
    size = largest_size([text], _SIZES, own[PP_PLACEHOLDER.FOOTER])
    for kind, area in own.items():
        shape = _copy(native, places[kind].element) if kind in places else native.shapes.add_textbox(*map(Emu, area))
        is_number = kind == PP_PLACEHOLDER.SLIDE_NUMBER
        shape.name = "Dianummer" if is_number else "Bron en peildatum"
        frame = shape.text_frame
        frame.word_wrap = True  # without it Impress takes the footer for one of its own, in another font
        ink = find_ink(
            native.slide_layout, middle_of((fits and area_of(shape)) or area), styles_of(native.slide_layout, kind)
        )
        write_text(frame, [str(number) if is_number else text], None if fits else size, ink=ink)
        if is_number:
            _make_field(frame)
        if not fits:
            move(shape, area)
            without_margins(frame)
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT


def _copy(native: PptxSlide, element: Any) -> Any:
    """Copy a placeholder of the layout to a slide."""
    tree = native.shapes._spTree
    copy = deepcopy(element)
    copy.xpath(".//p:cNvPr")[0].set("id", str(max(int(value) for value in tree.xpath(".//p:cNvPr/@id")) + 1))
    tree.append(copy)
    return native.shapes[-1]


def _make_field(frame: TextFrame) -> None:
    """Turn the only run into the number of the slide, which changes along when slides are moved."""
    run = frame.paragraphs[0].runs[0]._r
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f"<a:t>{run.text}</a:t></a:fld>"
    )
    field.insert(0, run.get_or_add_rPr())
    run.getparent().replace(run, field)
