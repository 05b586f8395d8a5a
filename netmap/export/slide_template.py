"""What slides are drawn on: the organisation's own template with its example slides removed, or a plain 16:9 one."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final, NamedTuple

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from netmap.errors import NetmapError
from netmap.export.archive import pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from pptx.presentation import Presentation as Deck
    from pptx.shapes.placeholder import LayoutPlaceholder
    from pptx.slide import SlideLayout

    from netmap.settings import Settings

FOOTING: Final = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
"""Placeholders at the bottom; python-pptx does not put them on a new slide."""
STRIP: Final = Inches(0.28)
"""Height of the line with day and credit."""
_GAP: Final = Inches(0.14)
_SMALLEST: Final = (Inches(8.4), Inches(3.9))
"""A map, its legend and sentences of 14 points need this much room."""
_KEPT: Final = frozenset(
    {"slide", "slideMaster", "notesMaster", "handoutMaster", "presProps", "theme", "tableStyles", "font"}
)
"""Relations of a presentation that are kept; others name authors, printers or slides that are gone."""
_SECTIONS: Final = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_OWN_THEME: Final = {
    "Calibri": "Arial",
    "1F497D": "08306B",
    "4F81BD": "2171B5",
    "C0504D": "A50026",
    "9BBB59": "35978F",
    "8064A2": "8E0F6F",
    "4BACC6": "9ECAE1",
    "F79646": "FDAE61",
}
"""In the theme that python-pptx ships: a font that every machine has, and the colours of the map."""
_OWN_WORDS: Final = {
    "Click to edit Master title style": "Klik om de titel te bewerken",
    "Click to edit Master text styles": "Klik om de tekst te bewerken",
    "Second level": "Tweede niveau",
    "Third level": "Derde niveau",
    "Fourth level": "Vierde niveau",
    "Fifth level": "Vijfde niveau",
}


class Area(NamedTuple):
    """A rectangle on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Right side."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Lower side."""
        return self.top + self.height


class Canvas(NamedTuple):
    """A presentation without slides, and where on its slides there is room."""

    deck: Deck
    layout: SlideLayout
    title: Area
    room: Area
    """Between the title and the line with day and credit."""
    strip: Area
    """For that line, when the template has no place for it."""
    title_size: float
    """Of the font of titles in the template, in points."""


def open_template(path: Path | None) -> Canvas:
    """
    Open what the slides are drawn on.

    Parameters
    ----------
    path
        The organisation's ``.pptx``, whose size, master, fonts and colours are taken; None for a plain one.

    Returns
    -------
    canvas
        Without slides, and without the authors, printers and comments of the template.

    Raises
    ------
    NetmapError
        When the file is missing, is no presentation, or has no layout with room below a title; in Dutch.
    """
    deck = Presentation() if path is None else _read(path)
    _remove_slides(deck)
    if path is None:
        _restyle(deck)
    found = [canvas for layout in _layouts(deck) if (canvas := _measure(deck, layout))]
    if not found:
        name = path.name if path else "standaard"
        msg = (
            f"Het sjabloon {name} heeft geen indeling met een titel en genoeg ruimte daaronder (21 bij 10 cm). "
            "Kies een ander sjabloon in netmap.toml (sjabloon), of haal die regel weg."
        )
        raise NetmapError(msg)
    return min(found, key=lambda canvas: len(_content(canvas.layout)))


def _read(path: Path) -> Deck:
    """Open a presentation, or say in Dutch what is wrong with it."""
    try:
        deck = Presentation(io.BytesIO(path.read_bytes()))
        if deck.part.content_type != CONTENT_TYPE.PML_PRESENTATION_MAIN:
            msg = "macro's"
            raise ValueError(msg)
        [len(master.slide_layouts) for master in deck.slide_masters]
    except FileNotFoundError:
        msg = f"Het sjabloon {path} is er niet. Herstel de regel 'sjabloon' in netmap.toml, of haal die weg."
        raise NetmapError(msg) from None
    except (OSError, PackageNotFoundError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise _broken(path) from error
    except (KeyError, ValueError, SyntaxError, AttributeError, IndexError) as error:
        raise _broken(path) from error
    return deck


def _broken(path: Path) -> NetmapError:
    return NetmapError(
        f"Het sjabloon {path.name} is geen bruikbare presentatie. Open het in PowerPoint of Impress, sla het op als "
        "'PowerPoint-presentatie (.pptx)', zonder wachtwoord of macro's, en probeer het opnieuw."
    )


def _remove_slides(deck: Deck) -> None:
    """Take the example slides out, with everything that only they or their authors need."""
    part, element = deck.part, deck.part._element
    for slide_id in list(deck.slides._sldIdLst):
        deck.slides._sldIdLst.remove(slide_id)
    for gone in element.xpath(f"p:custShowLst | p:custDataLst | p:smartTags | p:extLst/p:ext[@uri='{_SECTIONS}']"):
        gone.getparent().remove(gone)
    for rid, rel in list(part.rels.items()):
        kind = rel.reltype.rsplit("/", 1)[-1]
        if kind == "slide" or kind not in _KEPT:
            part.rels.pop(rid)
    package = part.package
    for rid, rel in list(package._rels.items()):
        if rel.reltype not in (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES):
            package.drop_rel(rid)


def _restyle(deck: Deck) -> None:
    """Turn the presentation that python-pptx ships (4:3, centred titles, English) into a calm 16:9 one."""
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if [one.placeholder_format.type for one in _content(layout)]:
            deck.slide_layouts.remove(layout)
    deck.slide_layouts.remove(deck.slide_layouts[-1])  # the one without a title
    deck.slide_layouts[0].name = "Titel met vrije ruimte"
    places = {
        PP_PLACEHOLDER.TITLE: (0.6, 0.32, 12.13, 0.9),
        PP_PLACEHOLDER.BODY: (0.6, 1.4, 12.13, 5.4),
        PP_PLACEHOLDER.FOOTER: (0.6, 6.98, 11.0, 0.3),
        PP_PLACEHOLDER.SLIDE_NUMBER: (11.73, 6.98, 1.0, 0.3),
    }
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)
            continue
        shape.left, shape.top, shape.width, shape.height = map(Inches, places[kind])
    for shape in placeholders(deck.slide_layouts[0]):
        if shape.placeholder_format.type == PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)
    _restyle_text(deck)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode()
    for old, new in _OWN_THEME.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    theme._blob = text.encode()


def _restyle_text(deck: Deck) -> None:
    """Titles to the left and bold, small grey lines at the bottom, and prompts in Dutch."""
    master, style = deck.slide_master, "p:txStyles/p:titleStyle/a:lvl1pPr"
    master.element.xpath(style)[0].set("algn", "l")
    for name, value in (("sz", "2800"), ("b", "1")):
        master.element.xpath(f"{style}/a:defRPr")[0].set(name, value)
    master.element.xpath(f"{style}/a:defRPr/a:solidFill/a:schemeClr")[0].set("val", "tx2")
    for shape in master.placeholders:
        kind = shape.placeholder_format.type
        body = shape.element.xpath("p:txBody/a:bodyPr")[0]
        if kind == PP_PLACEHOLDER.TITLE:
            body.set("anchor", "b")
        body.set("lIns", "0")
        body.set("rIns", "0")
        level = "p:txBody/a:lstStyle/a:lvl1pPr"
        if kind in FOOTING:
            shape.element.xpath(level)[0].set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
            shape.element.xpath(f"{level}/a:defRPr")[0].set("sz", "1000")
    for sheet in (master, deck.slide_layouts[0]):
        for text in sheet.element.xpath(".//a:t"):
            text.text = _OWN_WORDS.get(text.text, text.text)
        for props in sheet.element.xpath(".//a:rPr | .//a:endParaRPr"):
            props.set("lang", "nl-NL")


def _layouts(deck: Deck) -> Iterator[SlideLayout]:
    """Go through the layouts of all masters."""
    for master in deck.slide_masters:
        yield from master.slide_layouts


def placeholders(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """
    List the placeholders of a layout.

    Parameters
    ----------
    layout
        Any layout.

    Returns
    -------
    placeholders
        Title, texts and what stands at the bottom.
    """
    return list(layout.placeholders)


def _content(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """Placeholders that stay empty when only a title is filled in."""
    return [one for one in placeholders(layout) if one.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, *FOOTING)]


def _measure(deck: Deck, layout: SlideLayout) -> Canvas | None:
    """Find the room on slides of a layout; None when it has no title or too little room below it."""
    width, height = deck.slide_width or 0, deck.slide_height or 0
    by_kind = {one.placeholder_format.type: area_of(one) for one in placeholders(layout)}
    title = by_kind.get(PP_PLACEHOLDER.TITLE)
    if title is None:
        return None
    low = [area for kind, area in by_kind.items() if kind in FOOTING and area and area.top > title.bottom]
    bottom = min((area.top for area in low), default=height - Inches(0.25))
    left = max(title.left, Inches(0.3))
    right = width - left
    footer = by_kind.get(PP_PLACEHOLDER.FOOTER)
    number = by_kind.get(PP_PLACEHOLDER.SLIDE_NUMBER)
    has_place = footer is not None and number is not None and footer.width >= Pt(580)
    strip = Area(left, bottom - STRIP, right - left, STRIP)
    end = bottom - _GAP if has_place else strip.top - _GAP // 2
    room = Area(left, title.bottom + _GAP, right - left, end - title.bottom - _GAP)
    fits = room.width >= _SMALLEST[0] and room.height >= _SMALLEST[1] and title.right <= width and title.top >= 0
    return Canvas(deck, layout, title, room, strip, _title_size(layout)) if fits else None


def _title_size(layout: SlideLayout) -> float:
    """Size of the titles in points: of the layout, else of its master."""
    title = ".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='title']/p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz"
    master = layout.slide_master.element
    style = "p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz"
    sizes = [*layout.element.xpath(title), *master.xpath(title), *master.xpath(style), "2800"]
    return int(sizes[0]) / 100


def area_of(shape: LayoutPlaceholder) -> Area | None:
    """
    Find where a placeholder stands, by its own position or that of its master.

    Parameters
    ----------
    shape
        A placeholder of a layout.

    Returns
    -------
    area
        None when neither says.
    """
    try:
        left, top, width, height = shape.left, shape.top, shape.width, shape.height
    except KeyError:  # its master has no such placeholder
        return None
    if left is None or top is None or width is None or height is None:
        return None
    return Area(left, top, width, height)


def save_deck(deck: Deck, titel: str, settings: Settings, peildatum: date) -> bytes:
    """
    Turn a presentation into a file.

    Parameters
    ----------
    deck
        With its slides.
    titel
        What the file is called in its properties.
    settings
        ``organisatie`` is its author.
    peildatum
        Stands for when it was made, so that the same input gives the same bytes.

    Returns
    -------
    pptx
        The whole file.
    """
    day = datetime.combine(peildatum, time(), UTC).replace(tzinfo=None)
    props = deck.core_properties
    props.title, props.author, props.last_modified_by = titel, settings.organisatie, settings.organisatie
    props.created = props.modified = props.last_printed = day
    props.revision, props.language = 1, "nl-NL"
    props.category = props.comments = props.content_status = props.identifier = ""
    props.keywords = props.subject = props.version = ""
    raw = io.BytesIO()
    deck.save(raw)
    with zipfile.ZipFile(raw) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})
