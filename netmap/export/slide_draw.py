"""Drawing one slide with native text and tables: measured before it is drawn, so nothing overlaps or runs off."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from netmap.drawing.fonts import BOLD, REGULAR, wrap
from netmap.export.slide_template import Area, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide as PptxSlide
    from pptx.text.text import TextFrame


LANGUAGE: Final = "nl-NL"
_BODY_SIZES: Final = (18.0, 17.0, 16.0, 15.0, 14.0)
_TITLE_SIZES: Final = (32.0, 30.0, 28.0, 26.0, 24.0)
WIDER: Final = 1.12
"""How much wider than ours the font of a template may be."""
_LEADING: Final = 1.2
SPACE: Final = 0.45
"""Room after a paragraph, as a share of the size of its font."""
_INDENT: Final = Inches(0.2)
_DECORATIVE: Final = (
    '<a:extLst {}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def clean(text: str) -> str:
    """
    Make text from a data file fit for a slide.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    text
        Without control characters; a line end stays.
    """
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text.replace("\u00ad", ""))


def text_height(paragraphs: Sequence[str], size: float, width: int, weight: str = REGULAR) -> int:
    """
    Measure text in a box of some width.

    Parameters
    ----------
    paragraphs
        One text each.
    size
        Of the font, in points.
    width
        Of the box, in EMU.
    weight
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    height
        In EMU, on the safe side.
    """
    room = max(Emu(width).pt, size)
    lines = sum(len(wrap(line, size * WIDER, room, weight)) for text in paragraphs for line in clean(text).split("\n"))
    return Pt(lines * size * _LEADING + len(paragraphs) * size * SPACE)


def put_title(slide: PptxSlide, text: str, area: Area, largest: float) -> None:
    """
    Fill in the title, in the largest size that fits.

    Parameters
    ----------
    slide
        Of a layout with a title.
    text
        One line.
    area
        Where the title stands.
    largest
        Size of the template, in points.
    """
    title = slide.shapes.title
    assert title is not None  # the layout was chosen for it
    title.name = "Titel"
    title.left, title.top, title.width, title.height = map(Emu, area)
    sizes = [size for size in _TITLE_SIZES if size <= max(largest, _TITLE_SIZES[-1])]
    room = area.height - Inches(0.1)
    size = next((s for s in sizes if text_height([text], s, area.width, BOLD) - Pt(s * SPACE) <= room), sizes[-1])
    write_text(title.text_frame, [text], size)


def put_sentences(slide: PptxSlide, zinnen: Sequence[str], area: Area) -> int:
    """
    Write sentences as bullets, as large as fits; what does not fit is left to the notes.

    Parameters
    ----------
    slide
        To write on.
    zinnen
        One bullet each.
    area
        Where they may stand.

    Returns
    -------
    bottom
        Where the text ends.
    """
    kept, width = list(zinnen), area.width - _INDENT
    size = next((s for s in _BODY_SIZES if text_height(kept, s, width) <= area.height), _BODY_SIZES[-1])
    while len(kept) > 1 and text_height(kept, size, width) > area.height:
        kept = [*(kept[:-2] if kept[-1] == _MORE else kept[:-1]), _MORE]
    height = min(text_height(kept, size, width), area.height)
    box = slide.shapes.add_textbox(*map(Emu, (area.left, area.top, area.width, height)))
    box.name = "Tekst"
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_text(frame, kept, size)
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(size * SPACE)
        props = paragraph._p.get_or_add_pPr()
        props.set("marL", str(_INDENT))
        props.set("indent", str(-_INDENT))
        props.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
        props.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))
    return area.top + height


_MORE: Final = "De rest staat in de notities."


def put_line(slide: PptxSlide, text: str, area: Area, size: float) -> None:
    """
    Write one line.

    Parameters
    ----------
    slide
        To write on.
    text
        Short enough for the area.
    area
        Where it stands.
    size
        In points.
    """
    box = slide.shapes.add_textbox(*map(Emu, area))
    box.name = "Tekst onder de tabel"
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write_text(frame, [text], size)


def put_picture(slide: PptxSlide, image: bytes, area: Area, name: str, alt: str) -> None:
    """
    Put a picture as large as fits in the middle of an area.

    Parameters
    ----------
    slide
        To draw on.
    image
        PNG or JPEG.
    area
        Where it may stand.
    name
        In the list of objects.
    alt
        What a screen reader says; empty when it is decoration.
    """
    picture = slide.shapes.add_picture(io.BytesIO(image), Emu(0), Emu(0))
    scale = min(area.width / picture.width, area.height / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = Emu(area.left + (area.width - picture.width) // 2)
    picture.top = Emu(area.top + (area.height - picture.height) // 2)
    describe(picture, name, alt)


def describe(shape: BaseShape, name: str, alt: str) -> None:
    """
    Name a shape for whoever cannot see it.

    Parameters
    ----------
    shape
        Any shape.
    name
        In the list of objects.
    alt
        What a screen reader says; empty marks it as decoration.
    """
    props = shape.element.xpath(".//p:cNvPr")[0]
    props.set("name", name)
    props.set("descr", clean(alt))
    if not alt:
        props.insert(0, parse_xml(_DECORATIVE.format(nsdecls("a"))))


def put_footing(slide: PptxSlide, text: str, strip: Area, number: int) -> None:
    """
    Put day, credit and number at the bottom, in the template's own places when they are large enough.

    Parameters
    ----------
    slide
        Without these.
    text
        Day and credit.
    strip
        Where they stand otherwise.
    number
        Of the slide.
    """
    places = {one.placeholder_format.type: one for one in placeholders(slide.slide_layout)}
    end = Inches(0.7)
    own = {
        PP_PLACEHOLDER.FOOTER: strip._replace(width=strip.width - end),
        PP_PLACEHOLDER.SLIDE_NUMBER: strip._replace(left=strip.right - end, width=end),
    }
    footer = places.get(PP_PLACEHOLDER.FOOTER)
    fits = PP_PLACEHOLDER.SLIDE_NUMBER in places and footer is not None and (footer.width or 0) >= Pt(580)
    for kind, area in own.items():
        shape = _clone(slide, places[kind].element) if kind in places else slide.shapes.add_textbox(*map(Emu, area))
        is_number = kind == PP_PLACEHOLDER.SLIDE_NUMBER
        shape.name = "Dianummer" if is_number else "Bron en peildatum"
        if not fits:
            shape.left, shape.top, shape.width, shape.height = map(Emu, area)
        frame = shape.text_frame
        frame.word_wrap = True
        write_text(frame, [str(number) if is_number else text], None if fits else 10.0)
        if is_number:
            _make_field(frame)
        if not fits:
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def write_notes(slide: PptxSlide, text: str) -> None:
    """
    Write the notes below a slide.

    Parameters
    ----------
    slide
        To write under.
    text
        Paragraphs with line ends between them.
    """
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        write_text(frame, clean(text).split("\n"), None)


def _clone(slide: PptxSlide, element: Any) -> Any:
    """Copy a placeholder of the layout to a slide."""
    tree = slide.shapes._spTree
    copy = deepcopy(element)
    copy.xpath(".//p:cNvPr")[0].set("id", str(max(int(value) for value in tree.xpath(".//p:cNvPr/@id")) + 1))
    tree.append(copy)
    return slide.shapes[-1]


def _make_field(frame: TextFrame) -> None:
    """Turn the only run into the number of the slide, which changes along when slides are moved."""
    run = frame.paragraphs[0].runs[0]._r
    props = "".join(f' {name}="{value}"' for name, value in run.get_or_add_rPr().attrib.items())
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f"<a:rPr{props}/><a:t>{run.text}</a:t></a:fld>"
    )
    run.getparent().replace(run, field)


def write_text(frame: TextFrame, paragraphs: Iterable[str], size: float | None, bold: bool = False) -> None:
    """
    Replace the text of a frame; every run says that it is Dutch.

    Parameters
    ----------
    frame
        Of a shape or a cell.
    paragraphs
        One text each.
    size
        In points; None leaves it to the template.
    bold
        Whether it stands out.
    """
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
        end = paragraph._p.get_or_add_endParaRPr()  # else an empty line is as high as the template likes
        for name, value in props.attrib.items():
            end.set(name, value)
