"""The little maps of the years: their places and words, one scale, one legend, and the same file twice."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from netmap.drawing.picture import SIZES, Design, make_size
from netmap.drawing.strip import draw_strip, plan_strip
from netmap.errors import NetmapError
from netmap.jaarreeks import build_jaarreeks, build_stands, describe_jaarreeks, title_jaarreeks
from netmap.layers import LAYERS, build_stand
from netmap.load import load_borders
from netmap.maps.shapes import build_shapes
from tests.test_jaarreeks import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> tuple[Jaarreeks, Shapes]:
    stand = stand_on("2026-07-01", *ROWS)
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    return build_jaarreeks(build_stands(stand, 2017, 2028), stand.peildatum, LAYERS["zorgcoordinatie"]), shapes


@pytest.fixture(scope="module")
def shipped(real: Tables) -> Jaarreeks:
    stand = build_stand(real, date(2026, 11, 26))
    return build_jaarreeks(build_stands(stand, 2015, 2029), stand.peildatum, LAYERS["zorgcoordinatie"])


def test_under_every_map_stand_its_day_and_its_count(small: tuple[Jaarreeks, Shapes]) -> None:
    assert [cell.lines for cell in plan_strip(*small).cells] == [
        ("2017", "0 gedekt"),
        ("2019", "1 gedekt"),
        ("2020", "2 gedekt"),
        ("2021", "3 gedekt"),
        ("1 juli 2026", "3 gedekt"),
        ("2028, vooruit", "2 gedekt"),
    ]


@pytest.mark.parametrize("size", ["dia", "a4_staand", "vierkant", "social"])
def test_all_maps_are_of_one_size_and_none_covers_another(shipped: Jaarreeks, shapes: Shapes, size: str) -> None:
    strip = plan_strip(shipped, shapes, Design(SIZES[size]))
    rooms = [cell.room for cell in strip.cells]
    assert len(rooms) == 8
    assert {(room.width, room.height) for room in rooms} == {(rooms[0].width, rooms[0].height)}
    assert [one for i, one in enumerate(rooms) for other in rooms[i + 1 :] if one.overlaps(other)] == []
    place, scale = strip.layout.room, strip.layout.scale
    assert max(room.x + room.width for room in rooms) * scale <= place.width + 0.01
    assert max(room.y + room.height for room in rooms) * scale <= place.height + 0.01


def test_every_map_has_the_classes_of_its_day_and_the_sentence(small: tuple[Jaarreeks, Shapes]) -> None:
    reeks, shapes = small
    root = ElementTree.fromstring(draw_strip(reeks, shapes, Design(formaat="svg")))
    maps = [root.find(f".//{SVG}g[@id='kaart{ordinal}']") for ordinal in range(6)]
    for beeld, drawn in zip(reeks.getekend, maps, strict=True):
        assert drawn is not None
        assert drawn.findtext(f"{SVG}title") == beeld.zin
        names = {path.get("id", "").split("-")[1] for path in drawn.iter(f"{SVG}path")}
        assert names == {key for key, number in beeld.aantallen.items() if number}


def test_no_name_stands_twice_in_the_drawing(shipped: Jaarreeks, shapes: Shapes) -> None:
    svg = draw_strip(shipped, shapes, Design(formaat="svg")).decode()
    names = re.findall(r' id="([^"]+)"', svg)
    assert len(names) == len(set(names))
    assert set(re.findall(r"#([a-z][\w-]*)[\")]", svg)) - set(names) == set()
    assert len(svg) < 200_000


def test_the_figure_says_its_title_its_words_and_what_is_not_drawn(shipped: Jaarreeks, shapes: Shapes) -> None:
    content = plan_strip(shipped, shapes, Design(), ("Bron.",)).layout.content
    assert content.alt == describe_jaarreeks(shipped)
    assert content.head[0].text == title_jaarreeks(shipped)
    assert "2016 en 2024 tot en met 2028" in content.foot[0].text
    assert content.foot[-1].text == "Bron."
    own = plan_strip(shipped, shapes, Design(titel="Eigen titel")).layout.content
    assert own.head[0].text == "Eigen titel"
    assert title_jaarreeks(shipped) in own.foot[0].text


def test_one_legend_explains_every_class_and_shade_that_is_drawn(shipped: Jaarreeks, shapes: Shapes) -> None:
    assert [row.label for row in plan_strip(shipped, shapes).layout.content.rows] == [
        "Enkel gedekt",
        "Gedekt volgens latere bron, begin onbekend",
        "Op afstand (CoMensha)",
        "Vervallen of vacant",
        "Onbekend",
        "Bron hoogstens 24 maanden oud",
        "Te bevestigen: ouder dan 24 maanden",
        "Te bevestigen: bron van na deze dag",
        "Te bevestigen: bron zonder datum",
    ]


@pytest.mark.parametrize("formaat", ["png", "svg", "pdf"])
def test_the_same_story_gives_the_same_file(small: tuple[Jaarreeks, Shapes], formaat: str) -> None:
    design = Design(formaat=formaat)
    assert draw_strip(*small, design) == draw_strip(*small, design)


def test_what_cannot_be_drawn_is_refused(small: tuple[Jaarreeks, Shapes]) -> None:
    with pytest.raises(NetmapError, match="past niet op dit formaat"):
        draw_strip(*small, Design(make_size(320, 320)))
    with pytest.raises(ValueError, match="formaat must be one of"):
        draw_strip(*small, Design(formaat="gif"))
