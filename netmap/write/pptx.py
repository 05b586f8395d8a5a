"""Slides as a PowerPoint file: native text, tables and legends, figures as pictures, and notes that hold everything."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from netmap.drawing.fonts import BOLD
from netmap.drawing.logo import logo_png
from netmap.drawing.picture import Design, Size
from netmap.dutch import count
from netmap.schema import dutch_date
from netmap.write.office import clean
from netmap.write.pptx_chart import draw_chart
from netmap.write.pptx_footer import LEVEL, middle_of, move, put_footing, styles_of
from netmap.write.pptx_ground import find_ink
from netmap.write.pptx_map import WIDEST, draw_loose_map
from netmap.write.pptx_plan import BODY_SIZES, lay_out, place_parts, points_of, size_of, write_out
from netmap.write.pptx_template import (
    FIRST_FIELD,
    GUTTER,
    HOLDERS,
    LAYOUTS,
    Place,
    arrange_fields,
    open_template,
    save_deck,
)
from netmap.write.pptx_text import (
    AFTER,
    INDENT,
    SMALLEST,
    count_columns,
    describe,
    draw_table,
    largest_size,
    measure_table,
    text_height,
    without_margins,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from pptx.slide import Slide as PptxSlide

    from netmap.settings import Settings
    from netmap.table import Figure
    from netmap.write.pptx_plan import Page, Slide
    from netmap.write.pptx_template import Canvas, Kind, Part
    from netmap.write.pptx_text import Grid

BULLETS: Final = (
    f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="{INDENT}" indent="-{INDENT}"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    f'<a:spcAft><a:spcPts val="{100 * AFTER:.0f}"/></a:spcAft><a:buFont typeface="Arial"/><a:buChar char="•"/>'
    '<a:defRPr sz="1800"/></a:lvl1pPr></a:lstStyle>'
)
"""How sentences look: in the shipped layouts, and on slides of a template without such a layout."""
_TITLE_SIZES: Final = (32.0, 30.0, 28.0, 26.0, 24.0)
_DPI: Final = 200
_LETTERS: Final = {True: 1.7, False: 1.5}
"""A map on a slide is seen from far: its names are this much larger; a chart needs room for its lines of text."""
_LOGO: Final = (Inches(1.8), Inches(0.62))
_REST: Final = Inches(0.32)
"""Room for the line that says how many rows are left out."""
_MORE: Final = "De rest staat in de notities."


def write_pptx(
    slides: Sequence[Slide],
    settings: Settings,
    peildatum: date,
    progress: Callable[[int, int, str], None] | None = None,
    credit: str = "",
) -> bytes:
    """
    Make a presentation.

    Parameters
    ----------
    slides
        At least one.
    settings
        Organisation, logo and template.
    peildatum
        The day that stands on every slide, and for when the file was made.
    progress
        Told before each slide: how many are done, how many there will be, and the title.
    credit
        The line that stands on every slide behind the day.

    Returns
    -------
    pptx
        The whole file; the same bytes for the same input.

    Raises
    ------
    NetmapError
        When the template or the logo cannot be used; in Dutch.
    """
    canvas = open_template(settings.sjabloon)
    pages = lay_out(slides, canvas.room)
    writer = _Writer(canvas, settings, f"Peildatum {dutch_date(peildatum)}. {credit}".rstrip())
    for done, page in enumerate(pages):
        if progress:
            progress(done, len(pages), page.title)
        writer.add(page)
    return save_deck(canvas.deck, slides[0].title, settings.organisatie, peildatum)


class _Writer:
    """Lays slides out on a canvas, one after the other."""

    def __init__(self, canvas: Canvas, settings: Settings, foot: str) -> None:
        self._canvas, self._foot = canvas, foot
        self._logo = logo_png(settings.logo) if settings.logo else None
        self._logo_alt = f"Logo van {settings.organisatie}"

    def add(self, page: Page) -> None:
        """Lay out one slide."""
        canvas, slide = self._canvas, page.slide
        native = canvas.deck.slides.add_slide(canvas.layout_of(slide.kind))
        holders = _empty(native, slide.kind)
        self._put_title(native, page.title)
        rest = self._fill(native, holders, slide, page.rows)
        put_footing(native, self._foot, canvas.strip, len(canvas.deck.slides))
        if self._logo:
            picture = native.shapes.add_picture(io.BytesIO(self._logo), Emu(0), Emu(0))
            _fit(picture, Place(canvas.room.right - _LOGO[0], canvas.title.top, *_LOGO))
            describe(picture, "Logo", self._logo_alt)
        frame = native.notes_slide.notes_text_frame
        if frame is not None:
            notes = "\n\n".join(filter(None, (slide.notes, rest, self._foot)))
            write_text(frame, clean(notes).split("\n"), None)

    def _put_title(self, native: PptxSlide, text: str) -> None:
        """Fill in the title, in the largest size that fits beside a logo."""
        title, area, usual = native.shapes.title, self._canvas.title, self._canvas.title_size
        assert title is not None  # the layout was chosen for it
        if self._logo:
            right = min(area.right, self._canvas.room.right - _LOGO[0] - GUTTER)
            area = area._replace(width=right - area.left)
        title.name = "Titel"
        move(title, area)
        sizes = [size for size in _TITLE_SIZES if size <= max(usual, _TITLE_SIZES[-1])]
        size = largest_size([text], sizes, area._replace(height=area.height - Inches(0.1)), BOLD)
        master = native.slide_layout.slide_master.element
        own = [*styles_of(native.slide_layout, PP_PLACEHOLDER.TITLE), *master.xpath(f"p:txStyles/p:titleStyle/{LEVEL}")]
        ink = find_ink(native.slide_layout, middle_of(area), own)
        write_text(title.text_frame, [text], None if size == usual else size, ink=ink)

    def _fill(self, native: PptxSlide, holders: dict[Part, Any], slide: Slide, rows: range | None) -> str:
        """Draw text, figure and table in that order; return the table in full when the slide does not show it so."""
        places, ink = place_parts(self._canvas.room, slide), find_ink(native.slide_layout, middle_of(self._canvas.room))
        if slide.sentences:
            _put_sentences(native, holders.pop("text", None), slide.sentences, places["text"], ink)
        if slide.figure:
            _put_figure(native, holders.pop("figure", None), slide.figure, places["figure"], ink)
        rest = ""
        if slide.legend:
            grid = measure_table(slide.legend, places["table"], (SMALLEST,))
            is_native = slide.figure is not None and slide.figure.loose is not None
            _put_table(native, holders.pop("table", None), grid, places["table"], "Legenda", ink, is_native=is_native)
        elif slide.table:
            grid = measure_table(slide.table.in_form("brief"), places["table"])
            place, holder = places["table"], holders.pop("table", None)
            drawn = _put_table(native, holder, grid, place, "Tabel", ink, rows)
            all_columns = len(grid.widths) == len(slide.table.in_form("page").columns)
            all_rows = slide.goes_on or drawn == len(slide.table.rows)
            rest = "" if all_columns and all_rows else write_out(slide.table)
        if slide.sources:
            _put_line(native, slide.sources, places["sources"], "Bronnen", ink)
        if slide.link:
            _put_line(native, slide.link, places["link"], "Adres", ink)
        _put_fields(native, slide.kind, self._canvas.room, ink)
        for unused in holders.values():
            unused.element.getparent().remove(unused.element)
        return rest


def _empty(native: PptxSlide, kind: Kind) -> dict[Part, Any]:
    """Remove the placeholders of a new slide; return those that are meant for its parts."""
    parts: dict[int, Part] = {}
    if native.slide_layout.name == LAYOUTS[kind]:
        parts = {number: part for part, number in HOLDERS.items()}
    holders: dict[Part, Any] = {}
    for shape in list(native.placeholders):
        if parts and shape.placeholder_format.idx >= FIRST_FIELD:
            continue
        if part := parts.get(shape.placeholder_format.idx):
            holders[part] = shape
        elif shape.placeholder_format.type != PP_PLACEHOLDER.TITLE:
            shape.element.getparent().remove(shape.element)
    return holders


def _put_sentences(native: PptxSlide, holder: Any, sentences: Sequence[str], area: Place, ink: str) -> None:
    """Write sentences as bullets, as large as fits; those that do not fit are left to the notes."""
    size = size_of(sentences, area)

    def fit(some: Sequence[str]) -> bool:
        return text_height(points_of(some), size, area.width - INDENT) <= area.height

    kept = list(sentences)
    if len(kept) > 1 and not fit(kept):
        kept = []
        for one in sentences:
            kept += [one] if fit([*kept, one, _MORE]) else []
        kept.append(_MORE)
    box = holder or native.shapes.add_textbox(*map(Emu, area))
    box.name = "Tekst"
    move(box, area)
    write_text(box.text_frame, points_of(kept), None if size == BODY_SIZES[0] else size, ink=ink)
    if holder is None:
        without_margins(box.text_frame)
        body = box.text_frame._txBody
        body.replace(body.find(qn("a:lstStyle")), parse_xml(BULLETS))


def _put_fields(native: PptxSlide, kind: Kind, room: Place, ink: str) -> None:
    """Leave fields to fill in: the empty placeholders of the layout, or else boxes that say what goes in them."""
    own = {one.placeholder_format.idx: one for one in native.placeholders}
    for number, (area, hint) in enumerate(arrange_fields(room, kind)):
        box: Any = own.get(FIRST_FIELD + number)
        if box is None:
            box = native.shapes.add_textbox(*map(Emu, area))
            without_margins(box.text_frame)
            write_text(box.text_frame, [f"[{hint}]"], BODY_SIZES[0], ink=ink)
        box.name = f"Invulveld {number + 1}"


def _put_figure(native: PptxSlide, holder: Any, figure: Figure, area: Place, ink: str) -> None:
    """Draw a figure to the measure of its place: as shapes or a chart that can be changed, else as a picture."""
    name = "Kaart" if figure.is_map else "Beeld"
    if figure.loose:
        loose = figure.loose(Emu(area.width).pt, Emu(area.height).pt, WIDEST)
        _stand_in(holder, draw_loose_map(native, loose, area, name, figure.alt))
        return
    if figure.stack:
        _stand_in(holder, draw_chart(native, figure.stack(), area, figure.alt, ink))
        return
    width, height = (round(Emu(side).inches * _DPI) for side in (area.width, area.height))
    letter = _LETTERS[figure.is_map]
    size = Size("dia", width, height, _DPI)
    image = io.BytesIO(figure.draw(Design(size, titel="", compleet=False, caveat=False, letter=letter)))
    picture = holder.insert_picture(image) if holder else native.shapes.add_picture(image, Emu(0), Emu(0))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    _fit(picture, area)
    # dark letters on a dark template cannot be read
    picture._element.spPr.append(parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="FFFFFF"/></a:solidFill>'))
    describe(picture, name, figure.alt)


def _stand_in(holder: Any, shape: Any) -> None:
    """Put a shape in the place that a placeholder has in the order of reading."""
    if holder:
        holder.element.getparent().replace(holder.element, shape.element)


def _fit(picture: Any, area: Place) -> None:
    """Make a picture as large as fits in the middle of an area."""
    wide, high = picture.image.size
    scale = min(area.width / wide, area.height / high)
    width, height = int(wide * scale), int(high * scale)
    left, top = area.left + (area.width - width) // 2, area.top + (area.height - height) // 2
    move(picture, Place(left, top, width, height))


def _put_table(
    native: PptxSlide,
    holder: Any,
    grid: Grid,
    area: Place,
    name: str,
    ink: str,
    rows: range | None = None,
    is_native: bool = False,
) -> int:
    """Draw these rows of a table, or as many as fit, with a line that says how many more; return how many are drawn."""
    whole, first = len(grid.table.rows), rows.start if rows else 0
    drawn = len(rows) if rows else min(grid.fitting(area.height), whole)
    if is_cut := rows is None and drawn < whole:
        drawn = grid.fitting(area.height - _REST)
    place = area._replace(height=grid.height(first, drawn))
    size = (drawn + 1, count_columns(grid.table))
    frame = holder.insert_table(*size) if holder else native.shapes.add_table(*size, *map(Emu, place))
    draw_table(native, frame, grid, first, ink, is_native)
    move(frame, place)
    describe(frame, name, grid.table.caption)
    if is_cut:
        below = Place(place.left, place.bottom + _REST // 4, place.width, _REST * 3 // 4)
        more = count(whole - drawn, "rij", "rijen")
        _put_line(native, f"En nog {more}; de hele lijst staat in de notities.", below, "Tekst onder de tabel", ink)
    return drawn


def _put_line(native: PptxSlide, text: str, area: Place, name: str, ink: str) -> None:
    """Write what belongs below a table or a figure, small."""
    box = native.shapes.add_textbox(*map(Emu, area))
    box.name = name
    without_margins(box.text_frame)
    write_text(box.text_frame, [text], SMALLEST, ink=ink)
