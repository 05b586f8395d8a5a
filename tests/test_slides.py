"""Slides: what they say is what the model says, it can be edited, and nothing overlaps, runs off or names a maker."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Inches

from netmap.cards import load_sources
from netmap.chain import find_people
from netmap.drawing.captions import describe_sources
from netmap.drawing.legend import explain_shades, is_all_stale
from netmap.drawing.picture import Design, draw_picture
from netmap.dutch import count
from netmap.errors import NetmapError
from netmap.export.deck import build_deck, map_slide
from netmap.gaps import find_gaps
from netmap.headline import conclude_view
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR
from netmap.maps.style import list_looks
from netmap.regio import Regio
from netmap.schema import dutch_number
from netmap.sections.sources import load_caveats
from netmap.sections.standing import standing_section
from netmap.sections.worklist import group_worklist
from netmap.settings import Settings
from netmap.summary import conclude, credit, describe_view
from netmap.table import Column, Counts, Figure, Listing, Section, Table
from netmap.write.pptx import write_pptx
from netmap.write.pptx_plan import Slide, slides_of
from netmap.write.pptx_template import HOLDERS, LAYOUTS, SHIPPED, Place
from netmap.write.pptx_text import measure_table, write_rows
from tests.office import convert_to_pdf, find_program, read_pages
from tools.make_template import make_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from netmap.cards import SourceCard
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes

DAY = date(2026, 11, 22)
PLAIN = Settings()
LIMBURG = Regio("politieregio", "Limburg")
ENGLISH = re.compile(r"\b(the|and|not|with|click|edit|slide|title|unknown|covered|source|of the)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def stand(real: Tables) -> Stand:
    return build_stand(real, DAY)


@pytest.fixture(scope="module")
def cards() -> list[SourceCard]:
    return load_sources(DATA_DIR)


@pytest.fixture(scope="module")
def make(stand: Stand, shapes: Shapes, cards: list[SourceCard]) -> Callable[..., bytes]:
    """Write slides of the shipped data."""

    def write(settings: Settings = PLAIN, progress: Any = None, **choices: Any) -> bytes:
        slides = build_deck(stand, shapes, cards, settings, **choices)
        return write_pptx(slides, settings, stand.peildatum, progress, credit(stand.tables))

    return write


@pytest.fixture(scope="module")
def national(make: Callable[..., bytes]) -> bytes:
    return make()


@pytest.fixture(scope="module")
def regional(make: Callable[..., bytes]) -> bytes:
    return make(gebied=LIMBURG)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dark 4:3 template with an example slide, a section, notes and the names of its makers."""
    deck = Presentation()
    fill = deck.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(11, 61, 46)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "Voorbeelddia"
    slide.notes_slide.notes_text_frame.text = "Oude notitie"
    deck.core_properties.author = "Maker van het sjabloon"
    path = tmp_path_factory.mktemp("sjabloon") / "sjabloon.pptx"
    deck.save(str(path))
    return path


def title_of(stand: Stand, gebied: Regio | None = None) -> str:
    return standing_section(stand, gebied).headline


def opened(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def titles(file: bytes) -> list[str]:
    return [slide.shapes.title.text for slide in opened(file).slides]


def tables_of(slide: Any) -> list[list[list[str]]]:
    found = [shape.table for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def notes_of(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def runs(file: bytes) -> Iterator[Any]:
    """Every run of text on every slide, in tables too."""
    for slide in opened(file).slides:
        for sheet in (slide, slide.notes_slide):
            yield from sheet.element.xpath(".//a:r | .//a:fld")


def sizes_of(slide: Any, shape: Any) -> list[int]:
    """Sizes of the font of a placeholder that has none of its own."""
    if shape.name == "Titel":
        return [int(size) for size in slide.slide_layout.slide_master.element.xpath(".//p:titleStyle//@sz")]
    holder = f".//p:sp[p:nvSpPr/p:nvPr/p:ph/@idx='{HOLDERS['text']}']//a:defRPr/@sz"
    return [int(size) for size in slide.slide_layout.element.xpath(holder)]


def areas(slide: Any) -> list[tuple[str, int, int, int, int]]:
    return [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]


def png() -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(file, "PNG")
    return file.getvalue()


def assert_calm(file: bytes) -> None:
    """Every shape lies within its slide, and no two of them overlap."""
    deck = opened(file)
    for slide in deck.slides:
        for name, left, top, right, bottom in areas(slide):
            inside = left >= 0 and top >= 0 and right <= deck.slide_width and bottom <= deck.slide_height
            assert inside, (slide.shapes.title.text, name)
        for one, other in combinations(areas(slide), 2):
            apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
            assert apart, (slide.shapes.title.text, one, other)


def test_the_national_deck_has_a_picture_the_gaps_every_politieregio_and_the_sources(
    national: bytes, stand: Stand
) -> None:
    regions = stand.tables.gebieden.regios("politieregio")
    found = titles(national)
    assert len(found) == 2 + 10 + 3
    assert found[0] == title_of(stand)
    assert found[2:12] == [title_of(stand, region) for region in regions]
    assert found[-3] == "Wat deze kaart niet zegt"
    assert found[-2:] == [f"Waar deze kaart op steunt ({number} van 2)" for number in (1, 2)]


def test_titles_count_covered_uncovered_partly_and_unknown_apart(stand_on: Callable[..., Stand]) -> None:
    zorg = {"rol": "zorgcoordinator"}
    one = {**zorg, "organisatie": "Een", "gebied": "GM0001"}
    part = {**zorg, "organisatie": "Twee", "gebied": "GM0002", "doelgroep": "tot 23"}
    none = {**zorg, "gebied": "GM0003", "status": "geen"}
    small = stand_on("2026-07-01", one, part, none)
    assert title_of(small) == "1 van de 4 gemeenten gedekt; 1 niet, 1 deels, 1 onbekend"
    assert title_of(small, Regio("politieregio", "Onder")) == (
        "Politieregio Onder: van geen enkele gemeente is dekking bekend; 1 onbekend"
    )
    everywhere = stand_on("2026-07-01", {**one, "gebied": "landelijk"})
    assert title_of(everywhere) == "Alle 4 gemeenten gedekt"
    assert title_of(everywhere, Regio("politieregio", "Onder")) == "Politieregio Onder: de enige gemeente gedekt"


def test_the_legend_is_a_table_with_the_counts_of_the_view(national: bytes, stand: Stand) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    table = tables_of(opened(national).slides[0])[0]
    assert table[0] == ["Zorgcoördinatie", "", "Gemeenten", "Inwoners"]
    assert [row[1:3] for row in table[1:]] == [
        *([e.klasse.label, dutch_number(e.gemeenten)] for e in view.legend),
        *([one.label, dutch_number(one.number)] for one in explain_shades(view)),
    ]
    part = build_view(stand, LAYERS["zorgcoordinatie"], LIMBURG)
    shown = [[e.klasse.label, dutch_number(e.gemeenten)] for e in part.legend if e.gemeenten]
    regions = [region.naam for region in stand.tables.gebieden.regios("politieregio")]
    table = tables_of(opened(national).slides[2 + regions.index("Limburg")])[0]
    assert [row[1:3] for row in table[1:]] == [
        *shown,
        *([one.label, dutch_number(one.number)] for one in explain_shades(part)),
        ["Buiten het gebied", " "],
    ]


def test_every_row_of_a_legend_is_filled_with_the_look_of_its_class(national: bytes, stand: Stand) -> None:
    """Swatches that lay loose beside the table stood beside another class when a wide font made a row higher."""
    slide = opened(national).slides[0]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    drawn = set()
    patterned = 0
    for entry, row in zip(view.legend, list(table.rows)[1:], strict=False):
        fill, looks = row.cells[0]._tc.tcPr, list_looks(entry.klasse, view.shades(entry.klasse.key))
        if [look.pattern for look in looks] == ["none"]:
            assert fill.xpath("a:solidFill/a:srgbClr/@val") == [looks[0].fill[1:]]
        else:
            patterned += 1
            (rid,) = fill.xpath("a:blipFill/a:blip/@r:embed")
            with Image.open(io.BytesIO(slide.part.related_part(rid).blob)) as image:
                colours = [colour for _, colour in image.convert("RGB").getcolors(100_000)]
                drawn.add(image.tobytes())
            assert {tuple(bytes.fromhex(look.fill[1:])) for look in looks} <= set(colours)
    assert len(drawn) == patterned


def test_what_must_be_confirmed_is_text_and_not_in_the_picture(
    stand: Stand, shapes: Shapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shades of a map say it, but of a picture a reader of the slide cannot copy or hear a word."""
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    assert is_all_stale(view)
    asked: list[Design] = []
    monkeypatch.setattr("netmap.export.deck.draw_picture", lambda *given: asked.append(given[-1]) or png())
    (first,) = build_deck(stand, shapes, [], PLAIN, whole=False)
    slide = opened(write_pptx([first], PLAIN, DAY)).slides[0]
    (design,) = asked
    both = (replace(design, formaat="svg"), replace(design, formaat="svg", caveat=True))
    drawn = [draw_picture(stand, view, shapes, one).decode() for one in both]
    told = [set(re.findall(r">(Te bevestigen[^<]*)</text>", svg)) for svg in drawn]  # words and their halo
    assert told == [set(), {"Te bevestigen: 342 gemeenten"}]
    words = [row[1:3] for row in tables_of(slide)[0]]
    assert [row for row in words if row[0].startswith("Te bevestigen")] == [
        [one.label, dutch_number(one.number)] for one in explain_shades(view)
    ]
    assert sum(one.number for one in explain_shades(view)) == 342


@pytest.mark.parametrize(
    ("gebied", "link"),
    [
        (None, "/kaart?laag=keten&peildatum=2026-11-22"),
        (LIMBURG, "/kaart?laag=keten&peildatum=2026-11-22&politieregio=Limburg"),
        (Regio("provincie", "Zeeland"), "/presenteren?laag=keten&peildatum=2026-11-22&gebied=provincie:Zeeland"),
    ],
)
def test_the_last_slide_and_all_notes_say_where_netmap_shows_this(
    stand: Stand, shapes: Shapes, cards: list[SourceCard], gebied: Regio | None, link: str
) -> None:
    for adres, said in (
        ("", f"Deze kaart in netmap: zet {link} achter het adres van netmap."),
        ("https://netmap.example/", f"Deze kaart in netmap: https://netmap.example{link}"),
    ):
        for whole in (True, False):
            deck = build_deck(
                stand, shapes, cards, PLAIN, layer=LAYERS["keten"], gebied=gebied, whole=whole, adres=adres
            )
            assert [slide.link for slide in deck if slide.link] == [deck[-1].link] == [said]
            assert all(slide.notes.endswith(said) for slide in deck)


def test_the_address_has_the_whole_width_and_sentences_are_not_said_twice(national: bytes) -> None:
    """Once both stood in a narrow column on every slide of the sources: the address broke inside a word."""
    *_, first, second = opened(national).slides
    (line,) = [shape for shape in first.shapes if shape.name == "Adres"]
    assert line.text_frame.text.startswith("Deze kaart in netmap: zet /kaart?laag=zorgcoordinatie&peildatum=")
    (frame,) = [shape for shape in first.shapes if shape.has_table]
    assert line.left < frame.left
    assert line.left + line.width == frame.left + frame.width
    assert "Tekst" in {shape.name for shape in first.shapes}
    assert not {"Tekst", "Adres"} & {shape.name for shape in second.shapes}
    (other,) = [shape for shape in second.shapes if shape.has_table]
    assert (other.left, other.width) == (line.left, line.width)


def test_the_address_of_a_large_group_stands_in_the_notes_only(stand: Stand, shapes: Shapes) -> None:
    group = stand.tables.gebieden.group(stand.codes()[:60])
    (slide,) = build_deck(stand, shapes, [], PLAIN, gebied=group, whole=False)
    assert f"&politieregio={group.token}" in slide.notes
    assert slide.link == ""


@pytest.mark.parametrize("own", [False, True])
def test_a_deck_can_open_and_ask_for_a_decision_that_only_the_presenter_knows(
    make: Callable[..., bytes], stand: Stand, template: Path, own: bool
) -> None:
    settings = Settings(sjabloon=template if own else None)
    usual = titles(make(settings, gebied=LIMBURG))
    file = make(settings, gebied=LIMBURG, opening=True, besluit=True)
    opening = "Zorgcoördinatie in de politieregio Limburg"
    end = usual.index("Wat deze kaart niet zegt")
    assert titles(file) == [opening, *usual[:end], "Gevraagd besluit", *usual[end:]]
    slides = list(opened(file).slides)
    for slide, number, said in (
        (slides[0], 2, "Stand op 22 november 2026, volgens openbare bronnen."),
        (slides[end + 1], 3, standing_section(stand, LIMBURG).conclusion[0]),
    ):
        fields = [shape for shape in slide.shapes if shape.name.startswith("Invulveld")]
        assert len(fields) == number
        assert said in next(shape for shape in slide.shapes if shape.name == "Tekst").text_frame.text
        asked = slide.slide_layout.placeholders
        hints = [one.text_frame.text for one in (fields if own else asked) if "Klik en vul in:" in one.text_frame.text]
        assert len(hints) == number
        assert own or [field.text_frame.text for field in fields] == [""] * number  # a hint, nothing invented
    assert_calm(file)


def test_a_decision_is_asked_about_what_the_deck_shows(stand: Stand, shapes: Shapes, cards: list[SourceCard]) -> None:
    """Once that of every layer concluded about zorgcoördinatie."""
    deck = build_deck(stand, shapes, cards, PLAIN, layer=LAYERS["r1"], gebied=LIMBURG, besluit=True)
    (asked,) = [slide for slide in deck if slide.fields == "decision"]
    assert asked.sentences[0] == "R1 Bestuurlijk trekker: ja in de politieregio Limburg."


def test_the_deck_of_a_layer_is_about_that_layer(stand: Stand, shapes: Shapes, cards: list[SourceCard]) -> None:
    """Its second slide and its notes once were about zorgcoördinatie."""
    first, answers, *_ = build_deck(stand, shapes, cards, PLAIN, layer=LAYERS["bestuurlijk_trekker"])
    assert answers.title == "Bestuurlijk trekker: wat waar geldt"
    assert answers.table is not None
    view = build_view(stand, LAYERS["bestuurlijk_trekker"])
    shown = [entry for entry in view.legend if entry.aantal]
    assert [(row[0].text, row[1]) for row in answers.table.rows] == [
        (entry.klasse.label, entry.aantal) for entry in shown
    ]
    unknown = answers.table.rows[-1][-1]
    assert unknown.startswith("Amsterdam, 's-Gravenhage, Groningen, ")
    assert unknown.endswith(f" en nog {shown[-1].aantal - 24}")
    for code in view.codes:
        assert stand.dekking[code].naam in answers.notes
    assert "zorgcoördinat" not in first.notes + answers.notes
    for row in stand.tables.contacts:
        if row.rol == "bestuurlijk_trekker" and row.holds(stand.peildatum):
            assert f"- {row.bron} (" in first.notes


def test_the_notes_of_a_criterium_name_its_sources(stand: Stand, shapes: Shapes, cards: list[SourceCard]) -> None:
    """They named those of the chain instead."""
    first, answers, *_ = build_deck(stand, shapes, cards, PLAIN, layer=LAYERS["r2"])
    assert answers.title.endswith(": wat waar geldt")
    for row in stand.tables.indicatoren:
        if row.criterium == "R2" and row.holds(stand.peildatum):
            assert f"- {row.bron} (" in first.notes


def test_zo_niet_never_stands_without_zo_kunt_u() -> None:
    long = "Zo kunt u het zeggen: “" + "een heel lange zin " * 300 + "”\nZo niet: “kort.”"
    slide = Slide("Titel", (long, *("Een zin van gewone lengte over de dekking." for _ in range(20))), None)
    file = opened(write_pptx((slide,), PLAIN, DAY))
    (box,) = [shape for shape in file.slides[0].shapes if shape.name == "Tekst"]
    said = [paragraph.text for paragraph in box.text_frame.paragraphs]
    assert not any(one.startswith("Zo") for one in said)
    assert said[-1] != said[0] == "Een zin van gewone lengte over de dekking."


def test_the_picture_says_what_it_shows(national: bytes, stand: Stand) -> None:
    picture = next(shape for shape in opened(national).slides[0].shapes if shape.name == "Kaart")
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    assert picture.element.xpath(".//p:cNvPr/@descr") == [describe_view(view)]


def test_text_comes_before_picture_and_table_in_the_reading_order(national: bytes) -> None:
    names = [shape.name for shape in opened(national).slides[0].shapes]
    assert names == ["Titel", "Tekst", "Kaart", "Legenda", "Bronnen", "Bron en peildatum", "Dianummer"]


def test_a_map_says_on_how_many_sources_of_which_years_it_rests(national: bytes, stand: Stand) -> None:
    slides = list(opened(national).slides)
    regions = stand.tables.gebieden.regios("politieregio")
    for slide, gebied in zip((slides[0], *slides[2:12]), (None, *regions), strict=True):
        (line,) = [shape for shape in slide.shapes if shape.name == "Bronnen"]
        view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
        assert line.text_frame.text == describe_sources(stand, view, "De notities noemen")
        assert re.match(r"(Bron: 1|Bronnen: \d+) openbare bron", line.text_frame.text)


def test_the_work_list_is_the_one_of_the_model_and_the_rest_is_in_the_notes(national: bytes, stand: Stand) -> None:
    gaps = find_gaps(stand, stand.codes())
    slide = opened(national).slides[1]
    heading, *rows = tables_of(slide)[0]
    assert heading == ["Wat", "Aantal", "Inwoners", "Gemeente", "Wie kan dit weten"]
    whole = group_worklist(gaps, 8)
    assert 2 < len(rows) <= len(whole.rows)
    assert [tuple(row) for row in rows] == write_rows(whole.in_form("brief"))[: len(rows)]
    if more := len(whole.rows) - len(rows):
        left = f"En nog {count(more, 'rij', 'rijen')}; de hele lijst staat in de notities."
        assert left in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert all(f"{gap.naam} | " in notes_of(slide) and "; ".join(gap.wie_vragen) in notes_of(slide) for gap in gaps)


def test_the_notes_hold_the_conclusion_the_description_the_sources_and_the_credit(
    national: bytes, regional: bytes, stand: Stand
) -> None:
    for file, gebied in ((national, None), (regional, LIMBURG)):
        notes = notes_of(opened(file).slides[0])
        view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
        assert " ".join(conclude(stand, gebied)) in notes
        assert describe_view(view) in notes
        assert credit(stand.tables) in notes
        for one in find_people(stand, view.codes):
            assert one.geldt != "nu" or one.bron in notes
    caveats, first, last = list(opened(national).slides)[-3:]
    cards = load_sources(DATA_DIR)
    rows = [row[0] for slide in (first, last) for row in tables_of(slide)[0][1:]]
    assert rows == [card.titel for card in cards]
    assert all(card.titel in notes_of(last) and card.url in notes_of(last) for card in cards)
    assert all(caveat in notes_of(caveats) for caveat in load_caveats())


def test_the_deck_of_a_region_has_every_gemeente_in_its_tables(regional: bytes, stand: Stand) -> None:
    deck = opened(regional)
    assert titles(regional)[0] == title_of(stand, LIMBURG)
    assert titles(regional)[1] == "Politieregio Limburg: 16 gemeenten zijn niet volledig gedekt"
    assert titles(regional)[2:-3] == [f"Politieregio Limburg: de 31 gemeenten op naam ({i} van 2)" for i in (1, 2)]
    rows = [row for slide in list(deck.slides)[2:-3] for row in tables_of(slide)[0][1:]]
    names = sorted((stand.dekking[code].naam for code in stand.codes(LIMBURG)), key=str.casefold)
    assert [row[0] for row in rows] == names
    assert {row[2] for row in rows} == {"Enkel gedekt", "Op afstand (CoMensha)"}


def test_tables_have_a_heading_row_and_text_is_large_enough(national: bytes, regional: bytes) -> None:
    for file in (national, regional):
        for slide in opened(file).slides:
            for shape in slide.shapes:
                small = dict.fromkeys(("Tabel", "Legenda", "Tekst onder de tabel", "Bronnen"), 12)
                size = ({"Titel": 24, "Tekst": 14} | small).get(shape.name)
                sizes = [int(value) for value in shape.element.xpath(".//a:rPr/@sz")] or sizes_of(slide, shape)
                assert size is None or (sizes and min(sizes) >= 100 * size), shape.name
                assert not shape.has_table or shape.table.first_row


def test_nothing_overlaps_or_runs_off(national: bytes, regional: bytes) -> None:
    assert_calm(national)
    assert_calm(regional)


def test_every_word_is_marked_as_dutch_and_none_is_english(national: bytes) -> None:
    found = list(runs(national))
    assert len(found) > 500
    assert {run.xpath("string(a:rPr/@lang)") for run in found if run.xpath("string(a:t)") != "‹#›"} == {"nl-NL"}
    text = " ".join(run.xpath("string(a:t)") for run in found)
    assert ENGLISH.findall(re.sub(r"https?://\S+", "", text)) == []
    deck = opened(national)
    for sheet in (deck.slide_master, *deck.slide_layouts):
        assert ENGLISH.findall(" ".join(sheet.element.xpath(".//a:t/text()"))) == []


def test_the_same_input_gives_the_same_bytes(make: Callable[..., bytes]) -> None:
    assert make(whole=False, gebied=LIMBURG) == make(whole=False, gebied=LIMBURG)


def test_the_file_names_only_the_organisation(make: Callable[..., bytes]) -> None:
    file = make(Settings("Gemeente Voorbeeld"), whole=False, gebied=LIMBURG)
    props = opened(file).core_properties
    assert (props.author, props.last_modified_by, props.comments) == ("Gemeente Voorbeeld", "Gemeente Voorbeeld", "")
    assert (props.created.date(), props.language, props.title) == (DAY, "nl-NL", titles(file)[0])
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if re.search("thumbnail|printer|app.xml|author", name)]
        assert not [name for name in archive.namelist() if b"Canny" in archive.read(name)]


def test_fonts_are_those_of_the_theme_and_every_machine_has_them(national: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(national)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        slide = archive.read("ppt/slides/slide1.xml").decode()
    assert re.findall('<a:latin typeface="([^"]*)"', theme) == ["Arial", "Arial"]
    assert "a:latin" not in slide


@pytest.mark.parametrize("key", ["keten", "bestuurlijk_trekker", "inwoners", "r1"])
def test_other_layers_conclude_in_their_own_words(stand: Stand, shapes: Shapes, key: str) -> None:
    for gebied in (None, LIMBURG):
        view = build_view(stand, LAYERS[key], gebied)
        slide = map_slide(stand, shapes, LAYERS[key], gebied)
        opening, *rest = conclude_view(stand, view)
        assert (f"{slide.title}.", *slide.sentences) == (opening, view.vraag, *rest)


def test_every_layer_has_titles_that_fit(stand: Stand, shapes: Shapes) -> None:
    region = max(stand.tables.gebieden.regios("veiligheidsregio"), key=lambda one: len(str(one)))
    longest = max(len(map_slide(stand, shapes, layer, region).title) for layer in LAYERS.values())
    assert longest <= 120


@pytest.mark.parametrize("vormen", [False, True])
@pytest.mark.parametrize("gebied", [None, LIMBURG])
@pytest.mark.parametrize(
    ("layer", "grenzen", "told"),
    [
        ("zorgcoordinatie", "politieregio", []),
        ("zorgcoordinatie", "centrumgemeente", ["De lijnen", "Gestippeld"]),
        ("centrumgemeente", "politieregio", ["De lijnen", "Gestippeld"]),
    ],
)
def test_a_slide_explains_the_lines_that_it_draws(
    stand: Stand, shapes: Shapes, layer: str, grenzen: str, told: list[str], gebied: Regio | None, vormen: bool
) -> None:
    """Below the map, where nothing is cut off; the layer Centrumgemeenten has their borders on its own account."""
    slide = map_slide(stand, shapes, LAYERS[layer], gebied, vormen=vormen, grenzen=grenzen)
    assert re.findall("De lijnen|Gestippeld", slide.sources) == told


def test_extra_slides_come_before_the_caveats_and_the_sources(make: Callable[..., bytes]) -> None:
    rows = tuple((f"Gemeente {number}", number) for number in range(60))
    columns = (Column("gemeente", "Gemeente", width=3), Column("aantal", "Aantal", "whole"))
    table = Table("proef", "Proef", columns, rows)
    extra = [
        Slide("Een uitkomst", ("Eerste zin.", "Tweede zin."), table=table),
        Slide("Een beeld", ("Een zin.",), Figure(lambda _: png(), "Een blauw vlak", "Vlak")),
    ]
    told: list[tuple[int, int, str]] = []
    file = make(gebied=LIMBURG, extra=extra, progress=lambda *step: told.append(step))
    assert titles(file)[-5:-3] == ["Een uitkomst", "Een beeld"]
    slide = opened(file).slides[len(titles(file)) - 5]
    drawn = tables_of(slide)[0][1:]
    assert [(row[0], int(row[1])) for row in drawn] == list(rows[: len(drawn)])
    assert "Gemeente 59 | 59" in notes_of(slide)
    assert [(done, total) for done, total, _ in told] == [(number, len(told)) for number in range(len(told))]
    assert_calm(file)


def test_too_many_sentences_go_to_the_notes(make: Callable[..., bytes]) -> None:
    zinnen = tuple(
        f"Zin {number} " + "met een aantal woorden die samen een lange regel zijn " * 3 for number in range(30)
    )
    slide = Slide("Veel tekst", zinnen, notes="\n".join(zinnen))
    file = make(gebied=LIMBURG, extra=[slide], whole=False)
    text = next(shape for shape in opened(file).slides[1].shapes if shape.name == "Tekst").text_frame.text
    assert text.endswith("De rest staat in de notities.")
    assert zinnen[0].strip() in text
    assert_calm(file)


def test_a_section_is_a_slide_with_its_conclusion_and_one_per_further_table() -> None:
    brief, hidden = Column("naam", "Naam"), Column("bron", "Bron", form="page")
    first = Table("eerste", "De eerste tabel", (brief, hidden), (("Een", "Boek"),))
    second = Table("tweede", "De tweede tabel", (brief,), (("Twee",),))
    only_notes = Table("derde", "De derde tabel", (hidden,), (("Krant",),))
    blank = Table("leeg", "Een lege tabel", (brief,), ())
    figure = Figure(lambda _: b"", "Een lijn", "De lijn")
    blocks = (Counts((("Gedekt", "3", "gemeenten"),)), Listing(("Ook.",)), first, second, only_notes, blank)
    section = Section("x", "Kop", "Zo staat het", ("Dit.", "Dat."), blocks)
    plain = slides_of(section)
    assert [(one.title, one.sentences) for one in plain] == [
        ("Zo staat het", ("Dit.", "Dat.", "Ook.")),
        ("De tweede tabel", ()),
    ]
    assert [one.table for one in plain] == [first, second]
    drawn = slides_of(replace(section, blocks=(figure, *section.blocks)))
    assert [(one.title, one.sentences, one.figure) for one in drawn] == [
        ("Zo staat het", ("Dit.", "Dat."), figure),
        ("De eerste tabel", ("Ook.",), None),
        ("De tweede tabel", ("Ook.",), None),
    ]
    for one in (*plain, *drawn):
        assert one.notes == "Dit. Dat.\n\nGedekt: 3 gemeenten\n\nOok.\n\nDe derde tabel:\nBron\nKrant"
    file = write_pptx(plain, PLAIN, DAY)
    assert tables_of(opened(file).slides[0]) == [[["Naam"], ["Een"]]]
    assert "Een | Boek" in notes_of(opened(file).slides[0])
    assert "Twee" not in notes_of(opened(file).slides[1])


def test_a_table_gets_the_largest_font_in_which_no_word_breaks() -> None:
    columns = (Column("naam", "Naam"), Column("dag", "Dag", "date"))
    table = Table("x", "X", columns, (("Samenwerkingsverband", date(2026, 11, 21)),))
    sizes = []
    for inches in (6.0, 4.4, 3.0):
        grid = measure_table(table, Place(0, 0, Inches(inches), Inches(5)))
        sizes.append(grid.size)
        assert sum(grid.widths) <= Inches(inches)
        assert grid.is_broken == (inches == 3.0)
        assert grid.is_broken or grid.heights[0] == grid.heights[1]
    assert sizes[0] == 16
    assert 12 < sizes[1] < 16
    assert sizes[2] == 12


def test_a_figure_stands_on_white_on_a_dark_template_too(make: Callable[..., bytes], template: Path) -> None:
    """Its letters are dark, and its ground is transparent."""
    file = make(Settings(sjabloon=template), whole=False, gebied=LIMBURG)
    picture = next(shape for shape in opened(file).slides[0].shapes if shape.name == "Kaart")
    assert picture.element.xpath("p:spPr/a:solidFill/a:srgbClr/@val") == ["FFFFFF"]


def test_what_a_slide_holds_stands_in_the_places_of_its_layout(national: bytes, regional: bytes) -> None:
    used = set()
    for file in (national, regional):
        for slide in opened(file).slides:
            held = {shape.placeholder_format.idx for shape in slide.placeholders} & set(HOLDERS.values())
            offered = {shape.placeholder_format.idx for shape in slide.slide_layout.placeholders}
            assert held == offered & set(HOLDERS.values()), slide.shapes.title.text
            used.add(slide.slide_layout.name)
    assert used == {LAYOUTS[kind] for kind in ("map", "beside", "table", "text")}


def test_the_shipped_template_is_what_the_tool_makes() -> None:
    assert make_template() == SHIPPED.read_bytes()


@pytest.mark.parametrize("own", [False, True])
def test_the_notes_master_is_listed(make: Callable[..., bytes], template: Path, own: bool) -> None:
    """Keynote shows no notes otherwise."""
    file = make(Settings(sjabloon=template if own else None), whole=False, gebied=LIMBURG)
    deck = opened(file)
    (rid,) = deck.part._element.xpath("p:notesMasterIdLst/p:notesMasterId/@r:id")
    assert deck.part.related_part(rid) is deck.notes_master.part


def test_the_template_of_the_organisation_is_honoured(
    make: Callable[..., bytes], template: Path, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (600, 200), "navy").save(logo)
    settings = Settings("Gemeente Voorbeeld", logo=logo, sjabloon=template)
    file = make(settings, gebied=LIMBURG)
    deck = opened(file)
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert deck.slide_master.background.fill.fore_color.rgb == RGBColor(11, 61, 46)
    assert "Voorbeelddia" not in titles(file)
    assert all("Logo" in [shape.name for shape in slide.shapes] for slide in deck.slides)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        assert sum(name.startswith("ppt/slides/slide") for name in names) == len(deck.slides)
        assert sum(name.startswith("ppt/notesSlides/notesSlide") for name in names) == len(deck.slides)
        everything = b"".join(archive.read(name) for name in names)
    assert b"Oude notitie" not in everything
    assert b"Maker van het sjabloon" not in everything
    assert_calm(file)


def test_a_template_without_room_or_title_is_refused(make: Callable[..., bytes], tmp_path: Path) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(5), Inches(3)
    deck.save(str(tmp_path / "klein.pptx"))
    with pytest.raises(NetmapError, match=r"klein\.pptx heeft geen indeling met een titel"):
        make(Settings(sjabloon=tmp_path / "klein.pptx"), whole=False)


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04 half", b"%PDF-1.7"])
def test_a_broken_template_is_refused_in_dutch(make: Callable[..., bytes], tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "stuk.pptx"
    path.write_bytes(content)
    with pytest.raises(NetmapError, match=r"stuk\.pptx is geen bruikbare presentatie"):
        make(Settings(sjabloon=path), whole=False)


def test_a_template_that_is_another_kind_of_file_or_damaged_inside_is_refused(
    make: Callable[..., bytes], template: Path, tmp_path: Path
) -> None:
    for number, change in enumerate(
        (
            lambda _name, raw: raw.replace(b"presentation.main+xml", b"template.main+xml"),
            lambda name, raw: raw[:200] if name == "ppt/presentation.xml" else raw,
            lambda name, raw: raw[:-40] if name == "ppt/slideMasters/slideMaster1.xml" else raw,
            lambda name, raw: b"" if name == "[Content_Types].xml" else raw,
        )
    ):
        path = tmp_path / f"{number}.pptx"
        with zipfile.ZipFile(template) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                new.writestr(name, change(name, old.read(name)))
        with pytest.raises(NetmapError, match="is geen bruikbare presentatie"):
            make(Settings(sjabloon=path), whole=False)


def test_a_missing_template_and_a_broken_logo_are_refused(make: Callable[..., bytes], tmp_path: Path) -> None:
    with pytest.raises(NetmapError, match=r"weg\.pptx is er niet"):
        make(Settings(sjabloon=tmp_path / "weg.pptx"), whole=False)
    (tmp_path / "logo.png").write_bytes(b"geen plaatje")
    with pytest.raises(NetmapError, match=r"logo\.png kan niet worden gebruikt: het is geen leesbaar"):
        make(Settings(logo=tmp_path / "logo.png"), whole=False)


@pytest.mark.parametrize("titel", ["x" * 5000, "Kaart 🗺", "regel\x07"])
def test_a_title_that_cannot_be_shown_is_refused(make: Callable[..., bytes], titel: str) -> None:
    with pytest.raises(NetmapError):
        make(titel=titel, whole=False)


def test_a_title_of_120_signs_fits(make: Callable[..., bytes], template: Path) -> None:
    titel = ("Zorgcoördinatie voor slachtoffers van mensenhandel in alle gemeenten " * 2)[:118] + "ij"
    for settings in (Settings(), Settings(sjabloon=template)):
        file = make(settings, titel=titel, whole=False, gebied=LIMBURG)
        assert titles(file) == [titel]
        assert_calm(file)


def test_a_region_that_does_not_exist_is_refused(make: Callable[..., bytes]) -> None:
    with pytest.raises(NetmapError, match="Het gebied 'politieregio:Atlantis' bestaat niet"):
        make(gebied=Regio("politieregio", "Atlantis"))


def test_signs_from_the_data_that_a_slide_cannot_hold_are_left_out(make: Callable[..., bytes]) -> None:
    table = Table("proef", "Proef", (Column("a", "A"), Column("b", "B")), (("een\x0btwee", "drie\x00"),))
    file = make(whole=False, gebied=LIMBURG, extra=[Slide("Proef", ("vier\x07vijf",), table=table)])
    slide = opened(file).slides[1]
    assert tables_of(slide)[0][1] == ["een twee", "drie "]


def test_impress_opens_it_and_shows_every_title(
    national: bytes, make: Callable[..., bytes], template: Path, tmp_path: Path
) -> None:
    made = {
        tmp_path / "land.pptx": national,
        tmp_path / "regio.pptx": make(Settings(sjabloon=template), gebied=LIMBURG),
    }
    for path, file in made.items():
        path.write_bytes(file)
    for pdf, file in zip(convert_to_pdf(list(made), tmp_path), made.values(), strict=True):
        pages = read_pages(pdf)
        assert len(pages) == len(titles(file))
        for page, title in zip(pages, titles(file), strict=True):
            assert " ".join(title.split()) in " ".join(page.split())
            assert "Peildatum 22 november 2026" in page


def test_a_missing_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="apt-get install libreoffice-impress"):
        find_program("soffice", "libreoffice-impress")
