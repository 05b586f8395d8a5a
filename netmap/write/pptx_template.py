"""What slides are drawn on: the shipped template, or that of the organisation with its example slides removed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from netmap.errors import NetmapError
from netmap.write.office import reading_template, write_office
from netmap.write.pptx_ground import decoration, read_theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pptx.presentation import Presentation as Deck
    from pptx.shapes.base import BaseShape
    from pptx.shapes.placeholder import LayoutPlaceholder
    from pptx.slide import SlideLayout


Kind = Literal["map", "figure", "beside", "table", "text", "opening", "decision"]
"""
What a slide holds below its title: a map or another figure beside text, a table beside text, or one of the two; or text
above fields that the presenter fills in.
"""
Part = Literal["text", "figure", "table", "sources", "link"]
LAYOUTS: Final[Mapping[Kind, str]] = {
    "map": "Titel, tekst en kaart met legenda",
    "figure": "Titel, tekst en beeld",
    "beside": "Titel, tekst en tabel",
    "table": "Titel en tabel",
    "text": "Titel en tekst",
    "opening": "Opening",
    "decision": "Gevraagd besluit",
}
"""Name of the layout of each kind; a template of an organisation that has them too gets its slides on them."""
HOLDERS: Final[Mapping[Part, int]] = {"text": 21, "figure": 22, "table": 23}
"""Number of the placeholder of each part on those layouts."""
FIELDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "opening": ("voor welke bijeenkomst, en wanneer", "namens welke organisatie"),
    "decision": ("welk besluit u vraagt", "van wie, en voor wanneer", "wat er gebeurt zonder dit besluit"),
}
"""What the presenter is asked to fill in, by kind of slide; netmap cannot know it."""
FIRST_FIELD: Final = 31
"""Number of the placeholder of the first of them."""
FOOTING: Final = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
"""Placeholders at the bottom; python-pptx does not put them on a new slide."""
SHIPPED: Final = Path(__file__).with_name("netmap.pptx")
"""Made by ``tools/make_template.py``."""
GUTTER: Final = Inches(0.35)
_LEGEND: Final = (Inches(4.7), Inches(2.4))
"""A legend needs this width to stay on one line per class; the height is only a first guess."""
_TABLE_WIDTH: Final = Inches(5.9)
"""A table of four or five columns needs this much."""
SHARES: Final[Mapping[Kind, tuple[float, ...]]] = {
    "map": (0.45, 0.5, 0.55),
    "figure": (0.28,),
    "beside": (0.31, 0.36, 0.43),
}
"""Share of the width for the text: the smallest in which all of it fits, or beside a table is easy to read."""
_TOLD: Final = 0.4
"""Share of the height for what is said above fields to fill in."""
_STRIP: Final = Inches(0.28)
"""Height of the line with day and credit."""
_GAP: Final = Inches(0.14)
_SMALLEST: Final = (Inches(7.6), Inches(3.9))
"""A map, its legend and sentences of 14 points need this much room."""
_FOOTER: Final = Pt(580)
"""A footer is used when it is this wide: day and credit fit on one line of 10 points."""
_KEPT: Final = frozenset(
    {"slide", "slideMaster", "notesMaster", "handoutMaster", "presProps", "theme", "tableStyles", "font"}
)
"""Relations of a presentation that are kept; others name authors, printers or slides that are gone."""
_SECTIONS: Final = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


class Place(NamedTuple):
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

    @property
    def size(self) -> int:
        """How large it is."""
        return max(self.width, 0) * max(self.height, 0)


class Canvas(NamedTuple):
    """A presentation without slides, and where on its slides there is room."""

    deck: Deck
    layout: SlideLayout
    """For every kind of slide that has no layout of its own."""
    title: Place
    room: Place
    """Between the title and the line with day and credit."""
    strip: Place
    """For that line, when the template has no place for it."""
    title_size: float
    """Of the font of titles in the template, in points."""

    def layout_of(self, kind: Kind) -> SlideLayout:
        """Find the layout for a kind of slide."""
        return next((one for one in self.layout.slide_master.slide_layouts if one.name == LAYOUTS[kind]), self.layout)


def arrange(room: Place, kind: Kind, wanted: float = 0, legend: int = _LEGEND[1]) -> dict[Part, Place]:
    """Say where the parts of a slide stand: text left, the rest right; a legend of some height below the text."""
    if kind == "text" or kind == "table":
        return {kind: room}
    if kind in FIELDS:
        return {"text": room._replace(height=int(room.height * _TOLD))}
    share = int(room.width * (wanted or SHARES[kind][0]))
    if kind == "map":  # on a narrow template too
        share = max(share, _LEGEND[0])
    elif kind == "beside":
        share = min(share, max(room.width - _TABLE_WIDTH, room.width // 4))
    left = room._replace(width=share - GUTTER // 2)
    right = room._replace(left=room.left + share + GUTTER // 2, width=room.width - share - GUTTER // 2)
    if kind == "map":
        text = left._replace(height=left.height - legend - GUTTER // 2)
        return {"text": text, "figure": right, "table": left._replace(top=left.bottom - legend, height=legend)}
    return {"text": left, "figure" if kind == "figure" else "table": right}


def arrange_fields(room: Place, kind: Kind) -> list[tuple[Place, str]]:
    """Say where the fields stand that the presenter fills in, below the text, and the hint in each."""
    hints = FIELDS.get(kind, ())
    top = room.top + int(room.height * _TOLD) + GUTTER
    height = (room.bottom - top) // max(len(hints), 1)
    return [
        (room._replace(top=top + number * height, height=height - _GAP), f"Klik en vul in: {hint}")
        for number, hint in enumerate(hints)
    ]


def open_template(path: Path | None) -> Canvas:
    """
    Open what the slides are drawn on, the shipped one if None; without slides, authors, printers and comments.

    Of the organisation's ``.pptx`` size, master, fonts and colours are taken. A Dutch ``NetmapError`` when the file is
    missing, is no presentation, or has no layout with room below a title.
    """
    deck = _read(path or SHIPPED)
    remove_slides(deck)
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    found = [canvas for layout in layouts if (canvas := measure_layout(deck, layout))]
    if not found:
        msg = (
            f"Het sjabloon {(path or SHIPPED).name} heeft geen indeling met een titel en genoeg ruimte daaronder "
            "(19 bij 10 cm). Kies een ander sjabloon in netmap.toml (sjabloon), of haal die regel weg."
        )
        raise NetmapError(msg)
    return min(found, key=lambda canvas: (canvas.title.width < canvas.room.width // 2, _count_content(canvas.layout)))


def _read(path: Path) -> Deck:
    """Open a presentation, or say in Dutch what is wrong with it."""
    saved = "in PowerPoint of Impress, sla het op als 'PowerPoint-presentatie (.pptx)'"
    with reading_template(path, "sjabloon", "bruikbare presentatie", saved, PackageNotFoundError):
        deck = Presentation(io.BytesIO(path.read_bytes()))
        if deck.part.content_type != CONTENT_TYPE.PML_PRESENTATION_MAIN:
            msg = "macro's"
            raise ValueError(msg)
        [(len(master.slide_layouts), read_theme(master)) for master in deck.slide_masters]
    return deck


def remove_slides(deck: Deck) -> None:
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


def _placeholders(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """List the placeholders of a layout."""
    return list(layout.placeholders)


def footing_of(layout: SlideLayout) -> tuple[dict[Any, LayoutPlaceholder], bool]:
    """Find the places at the bottom of a layout, and whether day, credit and number fit in them."""
    found = {kind: one for one in _placeholders(layout) if (kind := one.placeholder_format.type) in FOOTING}
    footer = area_of(found[PP_PLACEHOLDER.FOOTER]) if PP_PLACEHOLDER.FOOTER in found else None
    return found, PP_PLACEHOLDER.SLIDE_NUMBER in found and footer is not None and footer.width >= _FOOTER


def _count_content(layout: SlideLayout) -> int:
    """Count the placeholders that stay empty when only a title is filled in."""
    return sum(one.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, *FOOTING) for one in _placeholders(layout))


def measure_layout(deck: Deck, layout: SlideLayout) -> Canvas | None:
    """Find the room on slides of a layout; None when it has no title or too little room below it."""
    width, height = deck.slide_width or 0, deck.slide_height or 0
    titles = [one for one in _placeholders(layout) if one.placeholder_format.type == PP_PLACEHOLDER.TITLE]
    title = area_of(titles[0]) if titles else None
    if title is None:
        return None
    footing, has_place = footing_of(layout)
    low = [area for one in footing.values() if (area := area_of(one)) and area.top > title.bottom]
    bottom = min((area.top for area in low), default=height - Inches(0.25))
    left, top = max(title.left, Inches(0.3)), title.bottom + _GAP
    body = _body(layout)
    right = min(width - Inches(0.3), max(title.right, body.right if body else width - left))
    clear = _clear_of_decoration(Place(left, top, right - left, bottom - top), layout)
    strip = Place(clear.left, clear.bottom - _STRIP, clear.width, _STRIP)
    room = clear._replace(height=(clear.bottom - _GAP if has_place else strip.top - _GAP // 2) - clear.top)
    fits = room.width >= _SMALLEST[0] and room.height >= _SMALLEST[1] and title.right <= width and title.top >= 0
    return Canvas(deck, layout, title, room, strip, _title_size(layout)) if fits else None


def _body(layout: SlideLayout) -> Place | None:
    """Find where the master has its text: what lies beside it may be part of a picture behind."""
    holders = list(layout.slide_master.placeholders)
    return next((area_of(one) for one in holders if one.placeholder_format.type == PP_PLACEHOLDER.BODY), None)


def _clear_of_decoration(room: Place, layout: SlideLayout) -> Place:
    """Make a room smaller until nothing that the template draws lies in it, or all of it lies on a panel."""
    for shape in decoration(layout):
        area = area_of(shape)
        if area is None:
            continue
        left, top = max(area.left, room.left), max(area.top, room.top)
        shared = Place(left, top, min(area.right, room.right) - left, min(area.bottom, room.bottom) - top)
        if shared.width < 0 or shared.height < 0:
            continue
        if 2 * shared.size > room.size:
            room = shared
            continue
        beside = (
            room._replace(width=shared.left - room.left - _GAP),
            room._replace(left=shared.right + _GAP, width=room.right - shared.right - _GAP),
            room._replace(height=shared.top - room.top - _GAP // 2),
            room._replace(top=shared.bottom + _GAP // 2, height=room.bottom - shared.bottom - _GAP // 2),
        )
        room = max(beside, key=lambda one: one.size)
    return room


def _title_size(layout: SlideLayout) -> float:
    """Size of the titles in points: of the layout, else of its master."""
    title = ".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='title']/p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz"
    master = layout.slide_master.element
    style = "p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz"
    sizes = [*layout.element.xpath(title), *master.xpath(title), *master.xpath(style), "2800"]
    return int(sizes[0]) / 100


def area_of(shape: BaseShape) -> Place | None:
    """Find where a placeholder stands, by its own position or that of its master; None when neither says."""
    try:
        left, top, width, height = shape.left, shape.top, shape.width, shape.height
    except KeyError:  # its master has no such placeholder
        return None
    if left is None or top is None or width is None or height is None:
        return None
    return Place(left, top, width, height)


def list_notes_master(deck: Deck) -> None:
    """Name the notes master in the presentation: python-pptx makes one without, and Keynote then shows no notes."""
    element = deck.part._element
    if element.xpath("p:notesMasterIdLst"):
        return
    rid = deck.part.relate_to(deck.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    entry = f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{rid}"/></p:notesMasterIdLst>'
    element.xpath("p:sldMasterIdLst")[0].addnext(parse_xml(entry))


def save_deck(deck: Deck, title: str, organisatie: str, day: date) -> bytes:
    """Turn a presentation into a file of the same bytes for the same slides; the day stands for when it was made."""
    list_notes_master(deck)
    return write_office(deck, title, organisatie, day)
