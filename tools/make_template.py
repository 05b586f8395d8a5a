"""
Make ``netmap/write/netmap.pptx``: the template that slides are drawn on when an organisation has none of its own.

Starts from the presentation that python-pptx ships (4:3, centred titles, English) and gives it our size, fonts,
colours, Dutch prompts, layouts with the places of `netmap.write.pptx_template.arrange`, and a notes master.
The same bytes come out each time.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from netmap.write.pptx import BULLETS
from netmap.write.pptx_template import (
    FIRST_FIELD,
    HOLDERS,
    LAYOUTS,
    SHIPPED,
    arrange,
    arrange_fields,
    list_notes_master,
    measure_layout,
    remove_slides,
    save_deck,
)
from netmap.write.pptx_text import LANGUAGE

if TYPE_CHECKING:
    from pptx.oxml.shapes.groupshape import CT_GroupShape
    from pptx.presentation import Presentation as Deck
    from pptx.slide import SlideLayout, SlideMaster

    from netmap.write.pptx_template import Kind, Part, Place

SIZE: Final = (Inches(13.333), Inches(7.5))
PLACES: Final = {
    PP_PLACEHOLDER.TITLE: (0.6, 0.32, 12.13, 0.9),
    PP_PLACEHOLDER.BODY: (0.6, 1.36, 12.13, 5.48),
    PP_PLACEHOLDER.FOOTER: (0.6, 6.98, 11.0, 0.3),
    PP_PLACEHOLDER.SLIDE_NUMBER: (11.73, 6.98, 1.0, 0.3),
}
"""Of the master, in inches."""
FOOT: Final = (
    f'<a:defRPr {nsdecls("a")} sz="1000"><a:solidFill><a:schemeClr val="tx1"><a:lumMod val="65000"/>'
    '<a:lumOff val="35000"/></a:schemeClr></a:solidFill></a:defRPr>'
)
"""7:1 on white."""
THEME: Final = {
    "Office Theme": "netmap",
    "Calibri": "Arial",
    "1F497D": "08306B",
    "4F81BD": "2171B5",
    "C0504D": "A50026",
    "9BBB59": "35978F",
    "8064A2": "8E0F6F",
    "4BACC6": "9ECAE1",
    "F79646": "FDAE61",
}
"""In the theme: a font that every machine has, and the colours of the map."""
WORDS: Final = {
    "Click to edit Master title style": "Klik om de titel te bewerken",
    "Click to edit Master text styles": "Klik om de tekst te bewerken",
    "Second level": "Tweede niveau",
    "Third level": "Derde niveau",
    "Fourth level": "Vierde niveau",
    "Fifth level": "Vijfde niveau",
}
PROMPTS: Final[dict[Part, tuple[str, str, str]]] = {
    "text": ("Tekst", "body", "Klik om tekst toe te voegen"),
    "figure": ("Beeld", "pic", "Klik om een beeld toe te voegen"),
    "table": ("Tabel", "tbl", "Klik om een tabel toe te voegen"),
}
"""Name, type and prompt of the placeholder of every part."""
PLAIN: Final = (
    f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="1400"/></a:lvl1pPr>'
    "</a:lstStyle>"
)
"""How the prompt of a picture or table looks."""
FIELD: Final = PLAIN.replace('sz="1400"', 'sz="1800"')
"""How a field looks that the presenter fills in."""
DAY: Final = date(2026, 11, 25)
"""Stands for when the template was made."""


def make_template() -> bytes:
    """Make the template; the same bytes every time."""
    deck = Presentation()
    remove_slides(deck)
    deck.slide_width, deck.slide_height = SIZE
    del deck.part._element.sldSz.attrib["type"]  # screen4x3
    style_master(deck)
    plain = next(layout for layout in deck.slide_layouts if layout.name == "Title Only")
    without_date(plain)
    canvas = measure_layout(deck, plain)
    assert canvas is not None
    shapes = deepcopy(plain.element.cSld.spTree)
    while len(deck.slide_layouts) > len(LAYOUTS):
        deck.slide_layouts.remove(deck.slide_layouts[-1])
    for kind, layout in zip(LAYOUTS, deck.slide_layouts, strict=True):
        make_layout(layout, shapes, kind, canvas.room)
    list_notes_master(deck)
    for sheet in (deck.slide_master, deck.notes_master, *deck.slide_layouts):
        speak_dutch(sheet)
    for props in deck.part._element.xpath("//a:defPPr/a:defRPr"):
        props.set("lang", LANGUAGE)
    for master in (deck.slide_master, deck.notes_master):
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        text = theme.blob.decode()
        for old, new in THEME.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        theme._blob = text.encode()
    return save_deck(deck, "Sjabloon van netmap", "netmap", DAY)


def style_master(deck: Deck) -> None:
    """Titles to the left and bold, sentences with small bullets, and small dark grey lines at the bottom."""
    master, style = deck.slide_master.element, "p:txStyles/p:titleStyle/a:lvl1pPr"
    master.xpath(style)[0].set("algn", "l")
    for name, value in (("sz", "2800"), ("b", "1")):
        master.xpath(f"{style}/a:defRPr")[0].set(name, value)
    master.xpath(f"{style}/a:defRPr/a:solidFill/a:schemeClr")[0].set("val", "tx2")
    without_date(deck.slide_master)
    for shape in deck.slide_master.placeholders:
        kind = shape.placeholder_format.type
        shape.left, shape.top, shape.width, shape.height = map(Inches, PLACES[kind])
        body = shape.element.xpath("p:txBody/a:bodyPr")[0]
        for side in ("lIns", "rIns", *(("tIns", "bIns") if kind == PP_PLACEHOLDER.BODY else ())):
            body.set(side, "0")
        if kind == PP_PLACEHOLDER.TITLE:
            body.set("anchor", "b")
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            level = shape.element.xpath("p:txBody/a:lstStyle/a:lvl1pPr")[0]
            level.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
            level.replace(level.find(qn("a:defRPr")), parse_xml(FOOT))


def without_date(sheet: SlideMaster | SlideLayout) -> None:
    """Take the date off."""
    for shape in list(sheet.placeholders):
        if shape.placeholder_format.type == PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)


def make_layout(layout: SlideLayout, plain: CT_GroupShape, kind: Kind, room: Place) -> None:
    """Turn a layout into the one of a kind of slide: a title, its parts, and what stands at the bottom."""
    layout.name = LAYOUTS[kind]
    layout.element.attrib.pop("type", None)
    layout.element.set("userDrawn", "1")
    shapes = deepcopy(plain)
    layout.element.cSld.replace(layout.element.cSld.spTree, shapes)
    holders = [(HOLDERS[part], area, *PROMPTS[part]) for part, area in arrange(room, kind).items()]
    fields = enumerate(arrange_fields(room, kind))
    holders += [(FIRST_FIELD + n, area, f"Invulveld {n + 1}", "body", hint) for n, (area, hint) in fields]
    for number, area, name, sort, prompt in holders:
        style = BULLETS if number == HOLDERS["text"] else FIELD if sort == "body" else PLAIN
        shapes.insert_element_before(
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks '
                f'noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{sort}" idx="{number}" hasCustomPrompt="1"/></p:nvPr>'
                "</p:nvSpPr><p:spPr>"
                f'<a:xfrm><a:off x="{area.left}" y="{area.top}"/><a:ext cx="{area.width}" cy="{area.height}"/></a:xfrm>'
                f"</p:spPr><p:txBody><a:bodyPr><a:noAutofit/></a:bodyPr>{style}<a:p><a:r><a:rPr/><a:t>{prompt}</a:t>"
                "</a:r></a:p></p:txBody></p:sp>"
            ),
            "p:extLst",
        )


def speak_dutch(sheet: Any) -> None:
    """Put the prompts of a master or layout in Dutch, and say that they are."""
    for text in sheet.element.xpath(".//a:t"):
        text.text = WORDS.get(text.text, text.text)
    for props in sheet.element.xpath(".//a:rPr | .//a:endParaRPr"):
        props.attrib.pop("smtClean", None)
        props.set("lang", LANGUAGE)


if __name__ == "__main__":
    SHIPPED.write_bytes(make_template())
