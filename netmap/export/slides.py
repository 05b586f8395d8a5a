"""One slide or a deck as PowerPoint file: native text, tables and legend, the map as a picture, notes in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from netmap.drawing.logo import logo_png
from netmap.drawing.picture import Design, Size, check_title, draw_picture
from netmap.export.slide_content import Slide, closing_slide, gaps_slide, gemeenten_slide, map_slide
from netmap.export.slide_draw import put_footing, put_picture, put_sentences, put_title, write_notes
from netmap.export.slide_table import legend_height, put_legend, put_table, split_table, write_rows
from netmap.export.slide_template import Area, open_template, save_deck
from netmap.gebieden import find_gebied, list_gebieden
from netmap.layers import LAYERS
from netmap.schema import dutch_date
from netmap.summary import credit, describe_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pptx.slide import Slide as PptxSlide

    from netmap.export.slide_template import Canvas
    from netmap.gebieden import Gebied
    from netmap.layers import Layer, MapView, Stand
    from netmap.load import SourceCard
    from netmap.maps.shapes import Shapes
    from netmap.settings import Settings

_DPI: Final = 200
_LETTER: Final = 1.7
"""A map on a slide is seen from far: its names are this much larger."""
_GUTTER: Final = Inches(0.35)
_LOGO: Final = (Inches(1.8), Inches(0.62))
_LEGEND_WIDTH: Final = Inches(4.6)
"""A legend needs this much to stay on one line per class."""
_TABLE_WIDTH: Final = Inches(5.9)
"""A table of four or five columns needs this much."""


def write_slides(
    stand: Stand,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    *,
    layer: Layer = LAYERS["zorgcoordinatie"],
    gebied: Gebied | None = None,
    deck: bool = True,
    titel: str | None = None,
    extra: Sequence[Slide] = (),
    progress: Callable[[int, int, str], None] | None = None,
) -> bytes:
    """
    Make a presentation.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    shapes
        Output of ``build_shapes`` for the same data folder.
    cards
        Source cards of that folder.
    settings
        Organisation, logo and template.
    layer
        What the maps show.
    gebied
        The region, or None for the country.
    deck
        Whether to make a whole deck: of the country (picture, what is missing, a slide per politieregio, sources) or
        of the region (picture, what is missing, its gemeenten, sources). Otherwise one slide with the map.
    titel
        Instead of the conclusion above the first slide.
    extra
        Slides with other results, before the last one.
    progress
        Told before each slide: how many are done, how many there will be, and the title.

    Returns
    -------
    pptx
        The whole file; the same bytes for the same input.

    Raises
    ------
    NetmapError
        When the title, the region, the template or the logo cannot be used; in Dutch.
    """
    pages = plan_slides(stand, cards, settings, layer=layer, gebied=gebied, deck=deck, titel=titel, extra=extra)
    canvas = open_template(settings.sjabloon)
    writer = _Writer(stand, shapes, settings, canvas)
    for done, page in enumerate(pages):
        if progress:
            progress(done, len(pages), page.titel)
        writer.add(page)
    return save_deck(canvas.deck, pages[0].slide.titel, settings, stand.peildatum)


class Page(NamedTuple):
    """One slide as it will be in the file."""

    titel: str
    """With its place in the row, when a table goes on over several slides."""
    slide: Slide
    first: int
    """Position of the first row of the table."""


def plan_slides(
    stand: Stand,
    cards: Sequence[SourceCard],
    settings: Settings,
    *,
    layer: Layer = LAYERS["zorgcoordinatie"],
    gebied: Gebied | None = None,
    deck: bool = True,
    titel: str | None = None,
    extra: Sequence[Slide] = (),
) -> tuple[Page, ...]:
    """
    Say which slides a presentation will have, without drawing them.

    Parameters
    ----------
    stand, cards, settings, layer, gebied, deck, titel, extra
        As for `write_slides`.

    Returns
    -------
    pages
        In order; the first is number 1.

    Raises
    ------
    NetmapError
        When the title, the region or the template cannot be used; in Dutch.
    """
    if gebied is not None:
        gebied = find_gebied(stand.tables.gemeenten, gebied.token)
    slides = [map_slide(stand, layer, gebied, check_title(titel) if titel else None)]
    if deck:
        slides += _deck(stand, layer, gebied)
    slides += extra
    if deck:
        slides.append(closing_slide(stand, cards, settings))
    room = open_template(settings.sjabloon).room
    return tuple(page for slide in slides for page in _divide(slide, room))


def _divide(slide: Slide, room: Area) -> Iterator[Page]:
    """Divide a slide whose table goes on over as many as it needs."""
    firsts = split_table(slide.tabel, _arrange(room, slide).table) if slide.tabel and slide.vervolg else [0]
    for number, first in enumerate(firsts, start=1):
        yield Page(f"{slide.titel} ({number} van {len(firsts)})" if len(firsts) > 1 else slide.titel, slide, first)


def _deck(stand: Stand, layer: Layer, gebied: Gebied | None) -> Iterator[Slide]:
    """Make what stands between the first and the last slide."""
    yield gaps_slide(stand, gebied)
    if gebied is not None:
        yield gemeenten_slide(stand, gebied)
        return
    for region in list_gebieden(stand.tables.gemeenten, "politieregio"):
        yield map_slide(stand, layer, region)


class _Places(NamedTuple):
    """Where the parts of a slide stand; parts that a slide does not have get no ink."""

    text: Area
    picture: Area
    table: Area


def _arrange(room: Area, slide: Slide) -> _Places:
    """Text left and picture right, the table below the text; without a picture the table stands right."""
    share = int(room.width * slide.deel)
    if slide.view is not None:  # on a narrow template too
        share = max(share, _LEGEND_WIDTH)
    elif slide.tabel is not None and slide.beeld is None:
        share = min(share, max(room.width - _TABLE_WIDTH, room.width // 4))
    left = room._replace(width=share - _GUTTER // 2)
    right = room._replace(left=room.left + share + _GUTTER // 2, width=room.width - share - _GUTTER // 2)
    if slide.view is not None:
        high = legend_height(slide.view, left.width)
        text = left._replace(height=left.height - high - _GUTTER // 2)
        return _Places(text, right, left._replace(top=left.bottom - high, height=high))
    if slide.beeld is not None:
        half = left.height // 2 if slide.tabel else left.height
        return _Places(left._replace(height=half), right, left._replace(top=left.top + half, height=left.height - half))
    if slide.tabel is not None and slide.zinnen:
        return _Places(left, right, right)
    return _Places(room, room, room)


class _Writer:
    """Lays slides out on a canvas, one after the other."""

    def __init__(self, stand: Stand, shapes: Shapes, settings: Settings, canvas: Canvas) -> None:
        self._stand, self._shapes, self._settings, self._canvas = stand, shapes, settings, canvas
        self._logo = logo_png(settings.logo) if settings.logo else None
        self._foot = f"Peildatum {dutch_date(stand.peildatum)}. {credit(settings.organisatie)}"

    def add(self, page: Page) -> None:
        """Lay out one slide."""
        canvas, slide = self._canvas, page.slide
        native = self._open(page.titel)
        rest = self._fill(native, slide, _arrange(canvas.room, slide), page.first)
        put_footing(native, self._foot, canvas.strip, len(canvas.deck.slides))
        if self._logo:
            place = Area(canvas.room.right - _LOGO[0], canvas.title.top, *_LOGO)
            put_picture(native, self._logo, place, "Logo", f"Logo van {self._settings.organisatie}")
        write_notes(native, "\n\n".join(filter(None, (slide.notities, rest, self._foot))))

    def _open(self, titel: str) -> PptxSlide:
        """Start a slide with a title and nothing else."""
        canvas = self._canvas
        native: PptxSlide = canvas.deck.slides.add_slide(canvas.layout)
        for shape in list(native.placeholders):
            if shape.placeholder_format.type != PP_PLACEHOLDER.TITLE:
                shape.element.getparent().remove(shape.element)
        area = canvas.title
        if self._logo:
            right = min(area.right, canvas.room.right - _LOGO[0] - _GUTTER)
            area = area._replace(width=right - area.left)
        put_title(native, titel, area, canvas.title_size)
        return native

    def _fill(self, native: PptxSlide, slide: Slide, places: _Places, first: int) -> str:
        """Draw text, picture and table in that order; return the rows that did not fit, for the notes."""
        if slide.zinnen:
            put_sentences(native, slide.zinnen, places.text)
        if slide.view is not None:
            image = self._draw(slide.view, places.picture)
            put_picture(native, image, places.picture, "Kaart", describe_view(slide.view))
            put_legend(native, slide.view, places.table)
        elif slide.beeld is not None:
            put_picture(native, slide.beeld, places.picture, "Beeld", slide.alt)
        if slide.tabel is None or slide.view is not None:
            return ""
        drawn = put_table(native, slide.tabel, places.table, first, slide.vervolg)
        rest = [] if slide.vervolg else write_rows(slide.tabel)[drawn:]
        return "\n".join(map(" | ".join, rest))

    def _draw(self, view: MapView, area: Area) -> bytes:
        """Draw the map to the measure of its place."""
        inch = Inches(1)
        size = Size("dia", round(area.width / inch * _DPI), round(area.height / inch * _DPI), _DPI)
        design = Design(size, titel="", compleet=False, letter=_LETTER)
        return draw_picture(self._stand, view, self._shapes, design)
