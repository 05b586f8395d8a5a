"""The picture: true to its view, nothing overlaps or is cut off, the same bytes each time, and safe with any text."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
import pytest
import shapely
from lxml import etree
from PIL import Image

from netmap.drawing.choropleth import lay_frames, plan_scale_bar
from netmap.drawing.figure import for_typst, read_layout
from netmap.drawing.fonts import printable
from netmap.drawing.frame import extent, fit
from netmap.drawing.legend import build_rows, is_all_stale, name_counts
from netmap.drawing.name_wishes import find_exceptions, wish_names
from netmap.drawing.picture import (
    FORMATS,
    SIZES,
    Design,
    build_shapes,
    check_title,
    default_title,
    draw_picture,
    make_size,
    plan_picture,
)
from netmap.drawing.svg import HALO, Rect
from netmap.errors import NetmapError
from netmap.headline import conclude_view
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders, load_tables
from netmap.maps import style
from netmap.proof import tell_basis
from netmap.regio import Regio
from netmap.schema import dutch_number
from netmap.summary import credit, describe_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.drawing.picture import Drawing, Shapes, Size
    from netmap.layers import Stand
    from netmap.load import Tables

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = [
    "{{7*191}}", "{% x", "{#", "${__x(1)}", "`", '"><img src=x onerror=__x(1)>', "</script>", r"C:\2019", "a\nb",
    "\u2028", "'s-Gravenhage", "=1+1", "$\\frac{1}{2}$", "\x00\x07", "\U0001f600",
]  # fmt: skip
REGION = Regio("politieregio", "Oost-Brabant")
SMALL = make_size(640, 360)
ALL_SIZES = [*SIZES.values(), SMALL, make_size(800, 600), make_size(2000, 500), make_size(500, 1600)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def stand(real: Tables) -> Stand:
    return build_stand(real, date(2026, 11, 22))


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> tuple[Stand, Shapes]:
    """The small country: Aadorp covered long ago, Beekstad of late, the rest unknown."""
    old = {"organisatie": "Zorg Oud", "gebied": "Aadorp", "bron_datum": "2020-01-01"}
    new = {"organisatie": "Zorg Nieuw", "gebied": "Beekstad", "bron_datum": "2026-06-01"}
    stand = stand_on("2026-07-01", old, new)
    return stand, build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)


def words_on(file: bytes) -> list[str]:
    """All text of an SVG, in order."""
    return ["".join(element.itertext()) for element in etree.fromstring(file).iter(f"{SVG}text")]


def apart(boxes: list[Rect]) -> bool:
    return not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


# ---- true to its view ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gebied", [None, REGION, Regio("provincie", "Zeeland"), Regio("veiligheidsregio", "Twente")])
@pytest.mark.parametrize("layer", ["zorgcoordinatie", "bestuurlijk_trekker", "inwoners", "keten"])
def test_every_gemeente_of_the_area_is_drawn_in_its_class_and_no_other(
    stand: Stand, shapes: Shapes, layer: str, gebied: Regio | None
) -> None:
    view = build_view(stand, LAYERS[layer], gebied)
    drawing = plan_picture(stand, view, shapes, Design(SMALL, compleet=False))
    assert drawing.map.classes == {code: view.class_of[code] for code in view.codes}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.key)
def test_the_legend_says_what_the_view_counts(stand: Stand, layer: Any) -> None:
    for gebied in (None, REGION):
        view = build_view(stand, layer, gebied)
        rows = [row for row in build_rows(view) if row.soort == "klasse"]
        assert [(row.key, row.label, row.gemeenten) for row in rows] == [
            (entry.klasse.key, entry.klasse.label, dutch_number(entry.aantal)) for entry in view.legend
        ]
        counted = [int(row.gemeenten) for row in rows if row.key != "niet_ingedeeld"]  # gemeenten that are in no region
        assert sum(counted) == view.size(view.codes)


def test_the_legend_explains_the_shades_that_occur_and_none_when_all_is_fresh(small: tuple[Stand, Shapes]) -> None:
    stand, _ = small
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    assert view.te_bevestigen == {"GM0001"}
    assert [(row.label, row.gemeenten) for row in build_rows(view) if row.soort == "bewijs"] == [
        ("Bron hoogstens 24 maanden oud", "1"),
        ("Te bevestigen: ouder dan 24 maanden", "1"),
    ]
    alone = replace(view, codes=("GM0001",))
    assert is_all_stale(alone)
    assert [row.label for row in build_rows(alone) if row.soort == "bewijs"] == ["Te bevestigen: ouder dan 24 maanden"]
    fresh = replace(view, codes=("GM0002", "GM0003", "GM0004"))
    assert not [row for row in build_rows(fresh) if row.soort == "bewijs"]


def test_the_shades_change_the_map(small: tuple[Stand, Shapes]) -> None:
    stand, shapes = small
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    fresh = replace(view, bewijs={})
    tight = Design(SMALL, compleet=False)
    assert draw_picture(stand, view, shapes, tight) != draw_picture(stand, fresh, shapes, tight)


def test_a_region_shows_its_neighbours_in_grey(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"], REGION)
    picture = Image.open(io.BytesIO(draw_picture(stand, view, shapes, Design(compleet=False))))
    assert picture.mode == "P"
    grey = (np.asarray(picture.convert("RGBA")) == (0xDD, 0xE2, 0xE7, 255)).all(axis=2)
    assert 0.1 < grey.mean() < 0.6


def test_the_title_is_that_of_the_view_unless_given(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"], REGION)
    assert default_title(stand, view) == (
        f"Zorgcoördinatie in de politieregio Oost-Brabant, volgens {tell_basis(stand, view)}"
    )
    assert default_title(stand, build_view(stand, LAYERS["inwoners"])) == "Inwoners per km² in Nederland"

    def first_line(titel: str | None) -> str:
        return read_layout(plan_picture(stand, view, shapes, Design(titel=titel)).layout)[0][0].text

    assert first_line(None).startswith("Zorgcoördinatie")
    assert first_line("Voor de Kamer") == "Voor de Kamer"
    assert first_line("").startswith("Wie coördineert de zorg")


def test_the_figure_says_day_sources_and_credit(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["inwoners"])
    drawing = plan_picture(stand, view, shapes, Design(organisatie="Gemeente Voorbeeld"))
    text = " ".join(words.text for words in read_layout(drawing.layout)[0])
    assert "Peildatum 22 november 2026" in text
    assert "Bron: CBS, inwoners op 1 januari 2026 en oppervlakte van het land." in text
    assert credit(stand.tables, "Gemeente Voorbeeld") in text


# ---- nothing overlaps, nothing is cut off -----------------------------------------------------------------------


@pytest.mark.parametrize("size", ALL_SIZES, ids=lambda size: size.naam)
def test_all_text_stands_in_the_figure_beside_the_map_and_apart(
    stand: Stand, shapes: Shapes, size: Size, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (100, 40), "red").save(logo)
    layers = LAYERS if size in (SIZES["dia"], SIZES["a4_staand"], SMALL) else ("zorgcoordinatie", "toereikendheid")
    cases = [(layer, None, False) for layer in layers] + [("zorgcoordinatie", REGION, True), ("keten", None, True)]
    for layer, gebied, network in cases:
        view = build_view(stand, LAYERS[layer], gebied)
        found = plan_picture(stand, view, shapes, Design(size, netwerk=network, logo=logo)).layout
        words, pictures = read_layout(found)
        boxes = [one.box for one in (*words, *pictures)]
        assert len(pictures) > len(view.legend)
        assert [box for box in (*boxes, found.room) if not found.page.holds(box)] == []
        assert [box for box in boxes if box.overlaps(found.room)] == []
        assert apart([one.box for one in words])
        assert found.room.width * found.room.height > 0.2 * found.page.width * found.page.height


@pytest.mark.parametrize("key", ["dia", "a4_staand"])
def test_no_word_is_lost_or_cut_in_two(stand: Stand, shapes: Shapes, key: str) -> None:
    layout = plan_picture(stand, build_view(stand, LAYERS["keten"]), shapes, Design(SIZES[key])).layout
    content = layout.content
    said = [one.text for one in content.head]
    said += [*content.numbers, *(text for row in content.rows for text in (row.label, *row.numbers))]
    said += [one.text for one in content.foot]
    shown = " ".join(line.text for line in read_layout(layout)[0])
    assert set(shown.split()) == set(" ".join(said).split())


@pytest.mark.parametrize("network", [False, True])
def test_names_on_the_map_do_not_overlap(stand: Stand, shapes: Shapes, network: bool) -> None:
    for gebied in (None, *stand.tables.gebieden.regios("politieregio")[:2]):
        view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
        drawing = plan_picture(stand, view, shapes, Design(netwerk=network))
        assert len(drawing.map.names) >= 4
        room = Rect(0, 0, drawing.layout.room.width, drawing.layout.room.height)
        assert all(room.holds(name.box) for name in drawing.map.names)
        for names in (drawing.map.names, drawing.map.inset):
            boxes = [name.box for name in names]
            assert apart(boxes)
            lines = [name.line for name in names if name.line]
            assert not any(box.is_crossed(*line) for box in boxes for line in lines)


def named(drawing: Drawing) -> set[str]:
    """Names on a map and its inset; a name broken at its hyphen is whole again."""
    return {" ".join(name.lines).replace("- ", "-") for name in (*drawing.map.names, *drawing.map.inset)}


def test_the_country_names_its_large_cities_and_a_region_nearly_all_its_gemeenten(stand: Stand, shapes: Shapes) -> None:
    country = named(plan_picture(stand, build_view(stand, LAYERS["inwoners"]), shapes))
    assert {"Amsterdam", "Rotterdam", "Utrecht", "Groningen", "Maastricht", "Middelburg", "Zwolle", "Delft"} <= country
    for gebied in stand.tables.gebieden.regios("provincie"):
        view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
        region = plan_picture(stand, view, shapes, Design(make_size(1200, 1080), compleet=False))
        assert len(named(region)) >= 0.95 * len(view.codes)


@pytest.mark.parametrize("key", ["dia", "a4_staand", "a3_liggend", "vierkant"])
def test_the_country_names_most_of_the_news_and_still_its_large_cities(stand: Stand, shapes: Shapes, key: str) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    news = [stand.dekking[code].naam for group in find_exceptions(view) for code in group]
    assert sorted(news) == sorted(one.naam for one in stand.dekking.values() if not one.is_gedekt)
    names = named(plan_picture(stand, view, shapes, Design(SIZES[key])))
    assert len(names.intersection(news)) >= 0.65 * len(news)
    assert {"Amsterdam", "Rotterdam", "Utrecht", "Groningen", "Eindhoven", "Leeuwarden"} <= names


@pytest.mark.parametrize("layer", ["zorgcoordinatie", "r8"])
def test_on_paper_every_exception_is_named_below_the_conclusion(stand: Stand, shapes: Shapes, layer: str) -> None:
    view = build_view(stand, LAYERS[layer])
    news = [code for group in find_exceptions(view) for code in group]
    names = {view.regio_of[code] if view.regio_of else stand.dekking[code].naam for code in news}

    def told(key: str) -> list[str]:
        head = [one.text for one in plan_picture(stand, view, shapes, Design(SIZES[key])).layout.content.head]
        return head[head.index(" ".join(conclude_view(stand, view))) + 1 :]

    found = [name for text in told("a4_staand") for name in text.removesuffix(".").partition(": ")[2].split(", ")]
    assert news
    assert sorted(found) == sorted(names)
    assert told("dia") == []


def test_the_news_is_what_few_have_and_what_asks_attention_comes_first(stand: Stand) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    codes = list(view.codes)

    def exceptions(*parts: tuple[str, int]) -> list[tuple[str, int]]:
        keys = itertools.chain.from_iterable([key] * number for key, number in parts)
        class_of = dict(zip(codes, keys, strict=False))
        mine = replace(
            view,
            codes=tuple(class_of),
            class_of=class_of,
            legend=tuple(
                replace(entry, gemeenten=list(class_of.values()).count(entry.klasse.key)) for entry in view.legend
            ),
        )
        return [(class_of[min(group)], len(group)) for group in find_exceptions(mine)]

    assert exceptions(("enkel", 12), ("geen", 3), ("op_afstand", 4), ("dubbel", 1)) == [
        ("geen", 3), ("op_afstand", 4), ("dubbel", 1),
    ]  # fmt: skip
    assert exceptions(("enkel", 7), ("geen", 3)) == []
    assert exceptions(("geen", 5)) == []
    assert exceptions(("enkel", 3), ("geen", 1)) == [("geen", 1)]
    assert find_exceptions(build_view(stand, LAYERS["inwoners"])) == []


@pytest.mark.parametrize("picture", ["dia papier", "a4_staand papier", "dia projectie", "social social"])
@pytest.mark.parametrize("layer", ["r2", "r4", "r9"])
def test_a_layer_about_politieregios_names_these_in_their_own_area_or_with_a_line_to_it(
    stand: Stand, shapes: Shapes, layer: str, picture: str
) -> None:
    view = build_view(stand, LAYERS[layer])
    size, doel = picture.split()
    drawing = plan_picture(stand, view, shapes, Design(SIZES[size], doel=doel))
    room = Rect(0, 0, drawing.layout.room.width, drawing.layout.room.height)
    frame = fit(extent(view, shapes), room)
    regions = {region.naam: stand.codes(region) for region in stand.tables.gebieden.regios("politieregio")}
    assert drawing.map.inset == ()
    assert named(drawing) == set(regions)
    assert apart([name.box for name in drawing.map.names])
    for name in drawing.map.names:
        x, y, width, height = name.box
        letters = shapely.box(x + HALO, y + HALO, x + width - HALO, y + height - HALO)
        codes = regions[" ".join(name.lines).replace("- ", "-")]
        land = shapely.transform(shapely.union_all([shapes.coarse.polygons[code] for code in codes]), frame.points)
        assert land.contains(shapely.Point(name.point) if name.point else letters)


def test_the_politieregios_that_ask_attention_are_named_first(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["r9"])
    frame = fit(extent(view, shapes), Rect(0, 0, 500, 540))
    wishes = wish_names(frame, view, stand, shapes, 1, 36)
    class_of = {region: view.class_of[code] for code, region in (view.regio_of or {}).items()}
    order = [key for key, _ in itertools.groupby(class_of[wish.text] for wish in wishes)]
    assert order == [key for key in ("onbekend", "nee", "deels", "ja") if key in class_of.values()]


def test_one_politieregio_names_its_gemeenten_and_the_network_names_none_twice(stand: Stand, shapes: Shapes) -> None:
    assert "Eindhoven" in named(plan_picture(stand, build_view(stand, LAYERS["r9"], REGION), shapes))
    names = [
        " ".join(name.lines)
        for name in plan_picture(stand, build_view(stand, LAYERS["r9"]), shapes, Design(netwerk=True)).map.names
    ]
    assert "Limburg" in names
    assert len(names) == len(set(names))


def test_the_inset_is_there_only_where_it_helps(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["g2"])
    assert plan_picture(stand, view, shapes).map.inset
    assert not plan_picture(stand, view, shapes, Design(netwerk=True)).map.inset
    assert not plan_picture(stand, view, shapes, Design(SIZES["a4_liggend"])).map.inset
    assert not plan_picture(stand, build_view(stand, LAYERS["g2"], REGION), shapes).map.inset


@pytest.mark.parametrize("note", ["", "Te bevestigen: 12 gemeenten"])
@pytest.mark.parametrize("room", [Rect(0, 0, 600, 600), Rect(0, 0, 780, 720), Rect(0, 0, 420, 900)])
def test_the_scale_bar_lies_on_no_gemeente_of_its_area(stand: Stand, shapes: Shapes, room: Rect, note: str) -> None:
    """In the region of Amersfoort and in Zuid-Limburg it lay over a gemeente: now it takes another corner."""
    regions = [one for kind in ("veiligheidsregio", "centrumgemeente") for one in stand.tables.gebieden.regios(kind)]
    corners = set()
    for gebied in [None, *regions]:
        view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
        frame, inset = lay_frames(view, shapes, room)
        box = plan_scale_bar(frame, 1, view, shapes, inset and inset.room, note).box
        land = shapely.union_all([shapes.coarse.polygons[code] for code in view.codes])
        assert not land.intersects(shapely.box(*frame.extent(box))), gebied
        assert room.holds(box)
        assert inset is None or not inset.room.overlaps(box)
        corners.add((box.x < room.width / 2, box.y > room.height / 2))
    assert {(True, True), (False, True)} <= corners


def test_a_4k_slide_is_the_same_slide_twice_as_large(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["keten"])
    one, two = (plan_picture(stand, view, shapes, Design(SIZES[key])) for key in ("dia", "dia_4k"))
    assert read_layout(one.layout) == read_layout(two.layout)
    assert one.map == two.map


@pytest.mark.parametrize("size", [SIZES["a4_staand"], SIZES["a3_liggend"], SMALL], ids=lambda size: size.naam)
def test_a_png_has_exactly_its_pixels(stand: Stand, shapes: Shapes, size: Size) -> None:
    view = build_view(stand, LAYERS["inwoners"], REGION)
    picture = Image.open(io.BytesIO(draw_picture(stand, view, shapes, Design(size))))
    assert picture.size == (size.width, size.height)
    assert picture.info["Description"] == describe_view(view)


def test_the_network_brings_its_own_legend_and_its_national_actors(stand: Stand, shapes: Shapes) -> None:
    for gebied in (None, REGION):
        view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
        drawing = plan_picture(stand, view, shapes, Design(netwerk=True))
        labels = {row.label for row in drawing.layout.content.rows}
        assert {style.LINES[kind].label for kind in ("zorg", "bestuur")} <= labels
        assert {style.SHAPES[soort].label for soort in ("landelijk", "organisatie")} <= labels
        assert {"CoMensha", "VNG"} <= {" ".join(name.lines) for name in drawing.map.names}


# ---- files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formaat", FORMATS)
def test_the_same_input_gives_the_same_bytes(small: tuple[Stand, Shapes], formaat: str) -> None:
    stand, shapes = small
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    design = Design(SMALL, formaat, netwerk=True)
    with ThreadPoolExecutor(2) as pool:
        files = [*pool.map(lambda _: draw_picture(stand, view, shapes, design), range(2))]
    assert len(set(files)) == 1


def test_another_process_gives_the_same_bytes(small: tuple[Stand, Shapes]) -> None:
    stand, shapes = small
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.test_picture", str(stand.tables.folder)]
    found = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.split() == digests(stand, shapes)


def digests(stand: Stand, shapes: Shapes) -> list[str]:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    designs = [Design(SMALL, formaat, netwerk=True) for formaat in FORMATS]
    return [hashlib.sha256(draw_picture(stand, view, shapes, design)).hexdigest() for design in designs]


def test_an_svg_is_strict_described_and_fetches_nothing(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["keten"], REGION)
    file = draw_picture(stand, view, shapes, Design(formaat="svg"))
    root = etree.fromstring(file, etree.XMLParser(resolve_entities=False, no_network=True))
    assert b"<!DOCTYPE" not in file
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert (root[0].text, root[1].text) == (default_title(stand, view), describe_view(view))
    assert [element for element in root.iter() if str(element.tag).endswith(("script", "foreignObject"))] == []
    names = {name for element in root.iter() for name in element.attrib}
    assert [name for name in names if name.rpartition("}")[2].startswith("on")] == []
    links = {value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")}
    assert {link for link in links if not link.startswith("#")} == set()
    assert set(re.findall(rb"url\((.)", file)) <= {b"#"}
    said = " ".join(words_on(file)).casefold()
    assert all(part in said for part in default_title(stand, view).casefold().split(", volgens "))
    assert "Eindhoven" in words_on(file)


def test_a_pdf_has_its_paper_its_fonts_and_no_clock(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["inwoners"], REGION)
    file = draw_picture(stand, view, shapes, Design(SIZES["a3_staand"], "pdf"))
    with pikepdf.open(io.BytesIO(file)) as pdf:
        width, height = (float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:])
        assert (width, height) == (pytest.approx(297, abs=0.3), pytest.approx(420, abs=0.3))
        assert str(pdf.docinfo["/Title"]) == default_title(stand, view)
        assert str(pdf.docinfo["/Subject"]) == describe_view(view)
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
        fonts = [font.DescendantFonts[0] for font in pdf.objects if is_font(font)]
        assert {str(font.BaseFont).split("+")[1] for font in fonts} == {"FiraSans-Regular", "FiraSans-SemiBold"}
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def is_font(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/DescendantFonts" in thing


@pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.naam)
@pytest.mark.parametrize("network", [False, True])
def test_a_pdf_of_any_size_is_tagged_and_can_be_read_aloud(
    stand: Stand, shapes: Shapes, size: Size, network: bool
) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"], REGION)
    file = draw_picture(stand, view, shapes, Design(size, "pdf", netwerk=network))
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == default_title(stand, view)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        tags = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") is not None]
        kinds = [str(thing.S) for thing in tags]
        assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= set(kinds)
        assert [str(thing.Alt) for thing in tags if thing.S == "/Figure"] == [describe_view(view)]


def test_a_map_for_another_document_keeps_its_words_and_stretches_none(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"], REGION)
    file = draw_picture(stand, view, shapes, Design(make_size(700, 800), "svg", compleet=False))
    adapted = for_typst(file.decode())
    assert "textLength" in file.decode()
    assert "textLength" not in adapted
    assert words_on(adapted.encode()) == words_on(file)


def test_only_the_map_is_transparent_and_still_says_what_must_be_confirmed(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    assert is_all_stale(view)
    svg = draw_picture(stand, view, shapes, Design(make_size(700, 800), "svg", compleet=False))
    assert "Te bevestigen: 342 gemeenten" in words_on(svg)
    assert not {view.vraag, default_title(stand, view)} & set(words_on(svg))
    file = draw_picture(stand, view, shapes, Design(make_size(700, 800), compleet=False))
    assert Image.open(io.BytesIO(file)).convert("RGBA").getpixel((2, 2))[3] == 0


# ---- what somebody typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Zorg & nazorg: 's-Gravenhage – Súdwest-Fryslân, € 5", "x" * 120, "$\\alpha$", ""])
def test_a_title_that_can_be_drawn_is_taken_as_it_is(title: str) -> None:
    assert check_title(f"  {title} ") == title


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("x" * 5000, "De titel heeft 5000 tekens. Kort hem in tot 120 tekens."),
        ("Zorg \U0001f600", "tekens die het lettertype niet kent: \U0001f600."),
        ("Zorg \x07", "stuurteken"),
        ("Zorg\nkaart", "stuurteken"),
        ("Zorg \u202e kaart", "stuurteken"),
        ("関西", "tekens die het lettertype niet kent: 関 西."),
    ],
)
def test_a_title_that_cannot_be_drawn_is_refused_in_dutch(small: tuple[Stand, Shapes], title: str, says: str) -> None:
    with pytest.raises(NetmapError, match=re.escape(says)):
        check_title(title)
    stand, shapes = small
    with pytest.raises(NetmapError, match=re.escape(says)):
        draw_picture(stand, build_view(stand, LAYERS["inwoners"]), shapes, Design(titel=title))


@pytest.mark.parametrize("title", ["Zorg", "Een heel lange titel " * 5, "Donaudampfschifffahrtsgesellschaft" * 3])
@pytest.mark.parametrize("size", [SMALL, SIZES["a4_staand"], make_size(480, 480)], ids=lambda size: size.naam)
def test_a_long_title_and_a_small_figure_go_together(small: tuple[Stand, Shapes], title: str, size: Size) -> None:
    stand, shapes = small
    layout = plan_picture(stand, build_view(stand, LAYERS["inwoners"]), shapes, Design(size, titel=title)).layout
    boxes = [words.box for words in read_layout(layout)[0]]
    assert all(layout.page.holds(box) for box in boxes)
    assert apart(boxes)


@pytest.mark.parametrize("size", [(319, 1000), (1000, 10_001), (10_000, 9000), (0, 0), (-5, 400)])
def test_an_impossible_size_is_refused_in_dutch(size: tuple[int, int]) -> None:
    with pytest.raises(NetmapError, match="pixels kan niet"):
        make_size(*size)
    assert make_size(1234, 567)[1:3] == (1234, 567)


def test_text_that_cannot_be_read_is_refused_with_a_size_that_can(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    says = "De tekst is niet te lezen op een plaatje van 320 bij 320 pixels. 400 bij 400 pixels kan wel."
    with pytest.raises(NetmapError, match=re.escape(says)):
        plan_picture(stand, view, shapes, Design(make_size(320, 320)))
    plan_picture(stand, view, shapes, Design(make_size(400, 400)))


@pytest.mark.parametrize("size", ALL_SIZES, ids=lambda size: size.naam)
def test_a_legend_has_letters_of_at_least_eight_pixels(stand: Stand, shapes: Shapes, size: Size) -> None:
    layout = plan_picture(stand, build_view(stand, LAYERS["zorgcoordinatie"]), shapes, Design(size)).layout
    assert 11 * layout.scale * size.width / layout.page.width >= 8


# ---- what it is for -----------------------------------------------------------------------------------------------

WIDE = ["dia", "dia_4k", "social"]
MESSAGES = [("projectie", key) for key in WIDE] + [("social", key) for key in SIZES]


def points_on_a_slide(drawing: Drawing) -> float:
    """How many points a unit is where the picture fills a slide of 33.87 by 19.05 cm."""
    page = drawing.layout.page
    return min(960 / page.width, 540 / page.height)


@pytest.mark.parametrize("key", SIZES)
def test_for_projection_all_letters_are_at_least_18_points_on_a_slide(stand: Stand, shapes: Shapes, key: str) -> None:
    for layer, gebied in itertools.product(("zorgcoordinatie", "keten", "r1"), (None, REGION)):
        view = build_view(stand, LAYERS[layer], gebied)
        try:
            drawing = plan_picture(stand, view, shapes, Design(SIZES[key], doel="projectie"))
        except NetmapError:
            assert key not in WIDE  # another shape has no room for them
            continue
        sizes = [one.size for one in (*read_layout(drawing.layout)[0], *drawing.map.names)]
        assert min(sizes) * points_on_a_slide(drawing) > 17.99
        assert drawing.map.inset == ()


def test_what_cannot_be_read_on_a_slide_is_refused_with_a_size_that_can(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    with pytest.raises(NetmapError, match="past deze boodschap niet in letters die te lezen zijn"):
        plan_picture(stand, view, shapes, Design(SIZES["a4_staand"], doel="projectie"))


@pytest.mark.parametrize(("doel", "key"), [("projectie", "dia"), ("social", "social")])
@pytest.mark.parametrize("laag", ["keten", "zekerheid", "centrumgemeente"])  # those that say most
def test_the_map_of_a_message_has_half_of_the_picture_everywhere(
    stand: Stand, shapes: Shapes, laag: str, doel: str, key: str
) -> None:
    """Beside a key in a second column the map of Oost-Nederland had 32 %."""
    for gebied in (None, *stand.tables.gebieden.regios("politieregio")):
        view = build_view(stand, LAYERS[laag], gebied)
        layout = plan_picture(stand, view, shapes, Design(SIZES[key], doel=doel)).layout
        assert layout.room.width * layout.room.height >= 0.48 * layout.page.width * layout.page.height, gebied


def test_a_legend_of_regions_and_gemeenten_says_only_that_it_counts(stand: Stand) -> None:
    def named(laag: str, gebied: Regio | None = None) -> str:
        return name_counts(build_view(stand, LAYERS[laag], gebied))

    assert [named(laag) for laag in ("zorgcoordinatie", "r1", "centrumgemeente")] == ["gemeenten", "regio's", "aantal"]
    noord = next(one for one in stand.tables.gebieden.regios("politieregio") if one.naam == "Noord-Nederland")
    assert all(stand.tables.gemeenten["centrumgemeente_vo"][list(stand.codes(noord))] != "")
    assert named("centrumgemeente", noord) == "regio's"


def test_no_word_of_a_legend_runs_into_its_count(stand: Stand, shapes: Shapes) -> None:
    """*Onbekend* lay 14 units over its count where the legend had a narrow column of its own."""
    for size in (SMALL, make_size(800, 600), SIZES["social"]):
        view = build_view(stand, LAYERS["g1"])
        layout = plan_picture(stand, view, shapes, Design(size, doel="social")).layout
        words = [one for one in read_layout(layout)[0] if one.part == "legenda"]
        for count in (one for one in words if one.weight == "SemiBold"):
            row = [one for one in words if one.box.overlaps(count.box._replace(x=0, width=count.box.x))]
            assert row
            assert all(one.box.x + one.box.width < count.box.x - 2 for one in row if one is not count)


@pytest.mark.parametrize(("doel", "key"), [("projectie", "dia"), ("social", "social"), ("social", "social_staand")])
def test_a_thumbnail_of_300_pixels_still_tells_the_message(stand: Stand, shapes: Shapes, doel: str, key: str) -> None:
    for layer in LAYERS.values():
        layout = plan_picture(stand, build_view(stand, layer), shapes, Design(SIZES[key], doel=doel)).layout
        title = read_layout(layout)[0][0]
        is_tight = key != "social_staand" and layer.key in {"keten", "centrumgemeente"}  # two lines more left no map
        assert title.size * 300 / layout.page.width >= (8.6 if is_tight else 11)
        assert len(layout.content.rows) <= 7
        assert layout.room.width * layout.room.height > 0.3 * layout.page.width * layout.page.height


@pytest.mark.parametrize(("doel", "key"), MESSAGES)
def test_the_text_of_a_message_keeps_apart_too(stand: Stand, shapes: Shapes, doel: str, key: str) -> None:
    for layer, gebied in (("zorgcoordinatie", None), ("toereikendheid", REGION)):
        layout = plan_picture(
            stand, build_view(stand, LAYERS[layer], gebied), shapes, Design(SIZES[key], doel=doel)
        ).layout
        words, pictures = read_layout(layout)
        boxes = [one.box for one in (*words, *pictures)]
        assert [box for box in (*boxes, layout.room) if not layout.page.holds(box)] == []
        assert [box for box in boxes if box.overlaps(layout.room)] == []
        assert apart([one.box for one in words])


def test_a_message_is_the_conclusion_one_sentence_the_day_and_the_credit(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["bestuurlijk_trekker"])
    first = conclude_view(stand, view)[0]
    content = plan_picture(
        stand, view, shapes, Design(SIZES["social"], doel="social", organisatie="Voorbeeld")
    ).layout.content
    assert [one.text for one in content.head] == [
        first.removesuffix("."),
        f"Volgens {tell_basis(stand, view)}.",
    ]
    assert content.name == content.head[0].text
    assert [one.text for one in content.foot] == [
        f"Peildatum 22 november 2026. {credit(stand.tables, 'Voorbeeld', short=True)}"
    ]
    ja = view.legend[0]
    assert content.rows[0][1:3] == ("Ja, volgens een bron", (str(ja.gemeenten),))
    assert content.numbers == ("gemeenten",)
    own = plan_picture(stand, view, shapes, Design(doel="projectie", titel="Voor de Kamer")).layout.content
    assert [one.text for one in own.head] == ["Voor de Kamer", first, f"Volgens {tell_basis(stand, view)}."]


def test_a_message_names_only_the_exceptions_and_leaves_their_colours_in_sight(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    drawing = plan_picture(stand, view, shapes, Design(doel="projectie"))
    news = {stand.dekking[code].naam for group in find_exceptions(view) for code in group}
    assert len(named(drawing)) >= 10
    assert named(drawing) <= news
    assert [name for name in drawing.map.names if not name.line] == []
    assert named(plan_picture(stand, build_view(stand, LAYERS["inwoners"]), shapes, Design(doel="projectie"))) == set()


def test_a_message_about_centrumgemeenten_names_only_the_exceptions_too(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["centrumgemeente"])
    assert view.regio_of is not None
    news = {view.regio_of[code] for group in find_exceptions(view) for code in group if code in view.regio_of}
    assert news == {one.naam for one in stand.centra if one.status != "gedekt"}
    assert named(plan_picture(stand, view, shapes, Design(doel="projectie"))) == news
    assert named(plan_picture(stand, view, shapes)) - news, "on paper the others are named where there is room"


def test_a_title_of_a_message_leaves_the_share_of_the_inwoners_to_those_who_read(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["zorgcoordinatie"], REGION)
    title = plan_picture(stand, view, shapes, Design(doel="projectie")).layout.content.name
    assert "% van de inwoners" in conclude_view(stand, view)[0]
    assert title.endswith("gedekt door een zorgcoördinator")


def test_a_title_of_a_message_leaves_what_may_come_to_be_to_its_key(stand: Stand, shapes: Shapes) -> None:
    view = build_view(stand, LAYERS["centrumgemeente"])
    content = plan_picture(stand, view, shapes, Design(doel="projectie")).layout.content
    assert "met hen erbij" in " ".join(conclude_view(stand, view)[1:])
    assert content.name.endswith("elke bekende gemeente gedekt")
    assert "Gemeenten, niet bekend bij welke regio" in [row.label for row in content.rows]


def test_an_unknown_format_is_a_mistake_of_the_programmer(small: tuple[Stand, Shapes]) -> None:
    stand, shapes = small
    with pytest.raises(ValueError, match="formaat must be one of"):
        draw_picture(stand, build_view(stand, LAYERS["inwoners"]), shapes, Design(formaat="gif"))


@pytest.mark.parametrize("formaat", ["png", "svg"])
def test_hostile_names_are_drawn_as_text(small: tuple[Stand, Shapes], formaat: str) -> None:
    stand, shapes = small
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    for first in range(0, len(HOSTILE), len(stand.dekking)):
        names = HOSTILE[first : first + len(stand.dekking)]
        bad = dict(zip(stand.dekking, names, strict=False))
        dekking = {code: replace(one, naam=bad.get(code, one.naam)) for code, one in stand.dekking.items()}
        hostile = replace(stand, dekking=dekking)
        design = Design(SMALL, formaat, organisatie=names[0])
        file = draw_picture(hostile, view, shapes, design)
        if formaat == "svg":
            root = etree.fromstring(file)
            assert [element for element in root.iter() if str(element.tag).endswith("script")] == []
            shown = " ".join(words_on(file))
            assert [name for name in names if len(name) < 10 and printable(name) not in shown] == []


def test_a_hostile_region_is_text_in_title_and_description(small: tuple[Stand, Shapes]) -> None:
    stand, shapes = small
    view = build_view(stand, LAYERS["inwoners"])
    for text in HOSTILE[::3]:
        named = replace(view, gebied=Regio("politieregio", text))
        members = {("politieregio", text): list(stand.dekking)}
        fitted = replace(
            shapes, fine=replace(shapes.fine, members=members), coarse=replace(shapes.coarse, members=members)
        )
        dekking = {code: replace(one, politieregio=text) for code, one in stand.dekking.items()}
        root = etree.fromstring(draw_picture(replace(stand, dekking=dekking), named, fitted, Design(SMALL, "svg")))
        assert root[0].text.startswith("Inwoners per km² in de politieregio")


# ---- the logo -----------------------------------------------------------------------------------------------------


def test_the_logo_is_drawn_in_its_slot(small: tuple[Stand, Shapes], tmp_path: Path) -> None:
    stand, shapes = small
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (90, 30), (200, 0, 200, 255)).save(logo)
    view = build_view(stand, LAYERS["inwoners"])
    picture = Image.open(io.BytesIO(draw_picture(stand, view, shapes, Design(SMALL, logo=logo)))).convert("RGB")
    layout = plan_picture(stand, view, shapes, Design(SMALL, logo=logo)).layout
    slot = read_layout(layout)[1][-1].box
    assert slot.width / slot.height == pytest.approx(3)
    pixels = 640 / layout.page.width
    middle = ((slot.x + slot.width / 2) * pixels, (slot.y + slot.height / 2) * pixels)
    assert picture.getpixel((int(middle[0]), int(middle[1]))) == (200, 0, 200)
    root = etree.fromstring(draw_picture(stand, view, shapes, Design(SMALL, "svg", logo=logo)))
    links = [v for e in root.iter() for name, v in e.attrib.items() if name.endswith("href") and not v.startswith("#")]
    assert all(link.startswith("data:image/png;base64,") for link in links)


_HUGE = b"IHDR" + (20_000).to_bytes(4, "big") * 2 + b"\1\0\0\0\0"
"""What a PNG of 400 million pixels begins with: a few bytes that ask for hundreds of megabytes."""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"geen plaatje", "geen leesbaar"),
        (b"x" * 5_000_001, "groter dan 5 MB"),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\r" + _HUGE + zlib.crc32(_HUGE).to_bytes(4, "big") + b"\0\0\0\0IDAT",
            "langer dan 4000",
        ),
    ],
)
def test_a_logo_that_cannot_be_read_is_refused_in_dutch(
    small: tuple[Stand, Shapes], tmp_path: Path, content: bytes, says: str
) -> None:
    stand, shapes = small
    logo = tmp_path / "logo.png"
    logo.write_bytes(content)
    with pytest.raises(NetmapError, match=says):
        draw_picture(stand, build_view(stand, LAYERS["inwoners"]), shapes, Design(SMALL, logo=logo))


def _print_digests(folder: Path) -> None:
    tables = load_tables(folder, date(2026, 7, 1))
    shapes = build_shapes(load_borders(folder, tables.gemeenten), tables)
    print("\n".join(digests(build_stand(tables, date(2026, 7, 1)), shapes)))


if __name__ == "__main__":
    _print_digests(Path(sys.argv[1]))
