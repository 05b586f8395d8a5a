"""Slides on the template of an organisation: clear of its decoration, in colours and a font that can be read there."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from netmap.klassen import STATUS_KLASSEN
from netmap.settings import Settings
from netmap.table import Column, Figure, Swatch, Table
from netmap.write.pptx import write_pptx
from netmap.write.pptx_ground import find_ink, read_theme
from netmap.write.pptx_plan import Slide, plan_pptx
from netmap.write.pptx_template import SHIPPED, Place
from netmap.write.pptx_text import largest_size
from tests.office import convert_to_pdf, read_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = date(2026, 11, 22)
BAND = (Inches(11), 0, Inches(2.333), Inches(7.5))
FLOOR = (0, Inches(6.8), Inches(11), Inches(0.7))
PLACES = {
    PP_PLACEHOLDER.TITLE: (0.6, 0.4, 9.5, 1.0),
    PP_PLACEHOLDER.BODY: (0.6, 1.6, 9.5, 4.8),
    PP_PLACEHOLDER.DATE: (0.6, 6.95, 2, 0.3),
    PP_PLACEHOLDER.FOOTER: (3, 6.95, 4, 0.3),
    PP_PLACEHOLDER.SLIDE_NUMBER: (9, 6.95, 1, 0.3),
}


def in_font(deck: Any, path: Path, font: str) -> Path:
    """Save a template with another font in its theme."""
    raw = io.BytesIO()
    deck.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if "/theme/" in name:
                for usual in (b"Arial", b"Calibri"):
                    content = content.replace(b'typeface="%s"' % usual, b'typeface="%s"' % font.encode())
            new.writestr(name, content)
    return path


@pytest.fixture
def decorated(tmp_path: Path) -> Path:
    """A narrow master: a band to the right and one at the bottom, and footers that are too small for a credit."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for shape in deck.slide_master.placeholders:
        place = map(Inches, PLACES[shape.placeholder_format.type])
        shape.left, shape.top, shape.width, shape.height = place
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            for own in shape.element.spPr.xpath("a:xfrm"):
                shape.element.spPr.remove(own)
    blank = deck.slides.add_slide(deck.slide_layouts[6])
    for place in (BAND, FLOOR):
        band = blank.shapes.add_shape(1, *place)
        band.fill.solid()
        band.fill.fore_color.rgb = RGBColor(1, 104, 155)
        deck.slide_master.shapes._spTree.append(band._element)
    return in_font(deck, tmp_path / "banden.pptx", "Verdana")


def dark(fill: str = "0B3D2E") -> Any:
    """A master with a dark background, whose theme says that text is black."""
    deck = Presentation()
    ground = deck.slide_master.background.fill
    ground.solid()
    ground.fore_color.rgb = RGBColor.from_string(fill)
    return deck


def kinds() -> list[Slide]:
    """A slide with a legend, one with a table beside text, and one with a table only; names are long."""
    looks = tuple((Swatch(klasse, klasse.label), 301, 0.905) for klasse in STATUS_KLASSEN)
    columns = (
        Column("klasse", "Zorgcoördinatie", "swatch", width=3.4),
        Column("gemeenten", "Gemeenten", "whole", width=1.2),
        Column("inwoners", "Inwoners", "share", width=1.1),
    )
    legend = Table("legenda", "Legenda", columns, looks)
    names = ("Samenwerkingsverband Noord-Oost-Gelderland", "Gemeentelijke gezondheidsdienst Hollands-Midden")
    rows = tuple((f"Nissewaard-Voorne aan Zee {n}", names[n % 2], "Vervallen of vacant", DAY) for n in range(70))
    heads = ("Gemeente", "Wie kan dit weten", "Zorgcoördinatie", "Te bevestigen")
    kind = ("text", "text", "text", "date")
    table = Table("lang", "Lang", tuple(map(Column, "abcd", heads, kind)), rows)
    told = tuple(f"Zin {number} over de dekking van de gemeenten in deze politieregio." for number in range(9))
    return [
        Slide("Kaart", told, Figure(_dot, "Kaart", "Kaart", legend, is_map=True)),
        Slide("Tekst met een tabel", told, None, table),
        Slide("Alleen een tabel", table=table, goes_on=True),
    ]


def _dot(_design: object) -> bytes:
    from PIL import Image

    png = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(png, "PNG")
    return png.getvalue()


def written(template: Path) -> tuple[bytes, Any]:
    file = write_pptx(kinds(), Settings("Ministerie van Voorbeelden en Zaken", sjabloon=template), DAY)
    return file, Presentation(io.BytesIO(file))


def test_nothing_lies_over_the_decoration_of_a_template(decorated: Path) -> None:
    _, deck = written(decorated)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= BAND[0], shape.name
            assert shape.top + shape.height <= FLOOR[1], shape.name


@pytest.mark.parametrize("make", [dark, Presentation, lambda: Presentation(SHIPPED)])
def test_every_text_can_be_read_on_the_ground_of_the_template(make: Callable[[], Any], tmp_path: Path) -> None:
    """Black on dark green, and the usual footer of PowerPoint (3.5:1), cannot."""
    deck = make()
    deck.save(str(tmp_path / "a.pptx"))
    _, deck = written(tmp_path / "a.pptx")
    for slide in deck.slides:
        said = {shape.name: shape.element.xpath(".//a:rPr/a:solidFill/a:schemeClr/@val") for shape in slide.shapes}
        if make is dark:
            assert {name: set(inks) for name, inks in said.items() if name not in ("Kaart", "Beeld")} == {
                name: {"bg1"} for name in said if name not in ("Kaart", "Beeld")
            }
        elif make is Presentation:
            assert {name: inks[0] for name, inks in said.items() if inks} == {
                "Bron en peildatum": "tx1",
                "Dianummer": "tx1",
            }
        else:
            assert not any(said.values())


def test_ink_is_chosen_by_contrast_with_what_lies_behind() -> None:
    deck = dark()
    layout = deck.slide_layouts[5]
    middle = (Inches(5), Inches(4))
    assert read_theme(deck.slide_master)["dk1"] == "#000000"
    assert find_ink(layout, middle) == "bg1"
    assert find_ink(dark("FFFF99").slide_layouts[5], middle) == ""
    panel = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_shape(1, 0, 0, Inches(9), Inches(7))
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGBColor(255, 255, 255)
    deck.slide_master.shapes._spTree.append(panel._element)
    assert find_ink(layout, middle) == ""
    assert find_ink(layout, (Inches(9.5), Inches(4))) == "bg1"
    panel.fill.gradient()
    assert find_ink(layout, middle) == ""


@pytest.mark.parametrize("font", ["Arial", "Verdana"])
def test_no_row_runs_into_the_footer_in_impress(font: str, tmp_path: Path) -> None:
    """The font of the template, or what stands for it, is up to a quarter wider than ours."""
    template = in_font(Presentation(SHIPPED), tmp_path / "sjabloon.pptx", font)
    path = tmp_path / "dias.pptx"
    path.write_bytes(written(template)[0])
    (pdf,) = convert_to_pdf([path], tmp_path)
    pages = read_words(pdf)
    assert len(pages) >= 3
    for words in pages:
        floor = next(top for word, top, _ in words if word == "Peildatum" and top > 490)  # of a slide of 540 points
        assert max(bottom for _, top, bottom in words if top < floor - 2) <= floor


def test_a_table_that_would_break_words_beside_text_gets_a_slide_of_its_own(tmp_path: Path) -> None:
    """On a slide of 4:3 once a heading of the work list read "Aant al"."""
    heads = ("Wat", "Aantal", "Inwoners", "Gemeente", "Wie kan dit weten")
    row = ("Vervallen of vacant", 7, 289_678, "Nissewaard, Steenwijkerland", "Zorg- en Veiligheidshuis de Markiezaten")
    columns = tuple(map(Column, "abcde", heads, ("text", "whole", "whole", "text", "text")))
    slide = Slide("Wat ontbreekt", ("Aandachtsfunctionaris: onbekend.",), None, Table("open", "Open", columns, (row,)))
    narrow = tmp_path / "smal.pptx"
    Presentation().save(narrow)
    pages = plan_pptx([slide], narrow)
    assert [page.title for page in pages] == ["Wat ontbreekt (1 van 2)", "Wat ontbreekt (2 van 2)"]
    assert [(bool(page.slide.sentences), page.slide.table is not None) for page in pages] == [
        (True, False),
        (False, True),
    ]
    assert [page.title for page in plan_pptx([slide])] == ["Wat ontbreekt"]


def test_text_is_smaller_rather_than_broken_inside_a_word() -> None:
    """Once a narrow column read "Aandachtsfunctionari s"."""
    column = Place(0, 0, Inches(2.7), Inches(5))
    assert largest_size(["Aandachtsfunctionaris"], (18, 14, 12), column) == 14
    assert largest_size(["De functionaris"], (18, 14, 12), column) == 18


def test_a_sentence_that_does_not_fit_leaves_room_for_the_others() -> None:
    """Once the first slide of the country, on 4:3, said only that the rest is in the notes."""
    slide = Slide("Veel tekst", ("woord " * 700, "Kort.", "Ook kort."))
    deck = Presentation(io.BytesIO(write_pptx([slide], Settings(), DAY)))
    (text,) = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.name == "Tekst"]
    assert text == "Kort.\nOok kort.\nDe rest staat in de notities."
