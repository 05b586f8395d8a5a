"""The look of classes and lines: safe text, patterns that differ, drawings that parse."""

from __future__ import annotations

import html
import io
import itertools
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from netmap.drawing.figure import svg_png
from netmap.layers import LAYERS, STATUS_KLASSEN, Klasse
from netmap.maps import style
from netmap.maps.network import KIND
from netmap.schema import BEWIJZEN
from tests.browser import ROOT

HOSTILE = [
    "{{7*191}}",
    "{% x",
    "{#",
    "${__x(1)}",
    "`",
    '"><img src=x onerror=__x(1)>',
    "</script>",
    r"C:\2019",
    "a\nb",
    "\u2028",
    "'s-Gravenhage",
    "=1+1",
]
KLASSEN = [klasse for layer in LAYERS.values() for klasse in layer.klassen]


@given(st.text())
def test_safe_text_comes_back_unchanged(text):
    assert html.unescape(style.safe(text)) == html.unescape(html.escape(text))
    assert not set(style.safe(text)) & set("{}$`\\\n\r\u2028\u2029<>\"'")


@pytest.mark.parametrize("text", [*HOSTILE, "Súdwest-Fryslân"])
def test_hostile_text_survives_as_text(text):
    assert html.unescape(style.safe(text)) == text


def test_contrast_of_the_palette_is_as_documented():
    against_white = [round(style.contrast(klasse.fill, "#FFFFFF"), 1) for klasse in STATUS_KLASSEN]
    assert dict(zip([klasse.key for klasse in STATUS_KLASSEN], against_white, strict=True)) | {"deels": 0} == {
        "dubbel": 12.8,
        "enkel": 5.1,
        "deels": 0,
        "begin_onbekend": 2.7,
        "op_afstand": 1.8,
        "vervallen": 1.8,
        "geen": 8.0,
        "onbekend": 1.1,
    }
    assert style.contrast("#000000", "#FFFFFF") == 21


@pytest.mark.parametrize("klasse", KLASSEN, ids=lambda klasse: klasse.label)
def test_every_class_has_a_pattern_and_a_border_that_shows(klasse):
    assert klasse.pattern in style.PATTERNS
    assert style.contrast(style.ink(klasse.fill), klasse.fill) >= 3
    assert style.contrast(style.border(klasse.fill), klasse.fill) >= 2.1


@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.key)
def test_no_two_classes_of_a_layer_look_the_same_in_any_shade(layer):
    known = [klasse for klasse in layer.klassen if not klasse.is_unknown]
    looks = [style.shade(klasse, bewijs) for klasse in known for bewijs in ("vers", "ouder", "zonder_datum")]
    drawings = [style.pattern_svg("p", look) for look in [*looks, *(one for one in layer.klassen if one not in known)]]
    assert len(set(drawings)) == len(drawings) == 2 * len(known) + len(layer.klassen)


def test_weaker_proof_is_paler_in_the_same_hue_and_what_is_unknown_has_no_shade():
    enkel, deels, unknown = STATUS_KLASSEN[1], STATUS_KLASSEN[2], STATUS_KLASSEN[-1]
    assert [style.shade(enkel, bewijs).fill for bewijs in ("", *BEWIJZEN)] == [
        "#2171B5", "#2171B5", "#6FA3CF", "#A6C6E1", "#A6C6E1",
    ]  # fmt: skip
    assert [style.shade(enkel, bewijs).pattern for bewijs in BEWIJZEN] == ["none", "lines", "dashes", "dashes"]
    assert style.line_of(style.shade(enkel, "ouder")) == enkel.fill
    assert {style.shade(deels, bewijs).pattern for bewijs in BEWIJZEN} == {deels.pattern}
    assert {style.shade(unknown, bewijs) for bewijs in BEWIJZEN} == {unknown}


def test_a_swatch_has_a_part_for_every_shade_on_the_map():
    enkel = STATUS_KLASSEN[1]
    shown = [style.swatch_svg(enkel, proof).count("<rect x=") for proof in ((), ("vers",), BEWIJZEN, BEWIJZEN[2:])]
    assert shown == [1, 1, 3, 1]


@pytest.mark.parametrize(
    ("pattern", "step"),
    [("dots", 8), ("diagonal", 8), ("backdiagonal", 8), ("cross", 8), ("lines", 6), ("dashes", 6), ("horizontal", 6),
     ("vertical", 6), ("question", style.TILE)],
)  # fmt: skip
def test_a_pattern_goes_on_evenly_from_tile_to_tile(pattern, step):
    swatch = style.swatch_svg(Klasse("k", "", "#FDAE61", pattern), size=(3 * style.TILE, 3 * style.TILE))
    drawn = np.asarray(Image.open(io.BytesIO(svg_png(swatch, 3 * style.TILE))).convert("L")).astype(int)[1:-1, 1:-1]
    assert np.ptp(drawn) > 60  # it shows
    assert abs(drawn[step:] - drawn[:-step]).max() <= 2
    assert abs(drawn[:, step:] - drawn[:, :-step]).max() <= 2


def test_patterns_differ():
    drawings = [pattern.path for pattern in style.PATTERNS.values()]
    assert len(set(drawings)) == len(drawings)


@pytest.mark.parametrize("text", [*HOSTILE, "bel\x07", "verticaal\x0b"])
def test_a_swatch_is_strict_xml_whatever_the_label(text):
    klasse = Klasse("k", text, "#FDAE61", "diagonal")
    drawing = ElementTree.fromstring(style.swatch_svg(klasse, ["ouder"]))
    assert drawing.get("role") == "img"
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)
    assert drawing.get("aria-label") == shown.replace("\n", " ")
    assert not [element for element in drawing.iter() if element.tag.endswith("script")]


def test_a_swatch_refers_to_its_own_pattern():
    one, other = (style.swatch_svg(klasse) for klasse in STATUS_KLASSEN[3:5])
    ident = re.search(r'<pattern id="([^"]+)"', one)[1]
    assert f'fill="url(#{ident})"' in one
    assert ident not in other


def test_an_image_carries_its_drawing_and_fetches_nothing():
    drawing = style.swatch_svg(STATUS_KLASSEN[0])
    image = ElementTree.fromstring(str(style.as_image(drawing, 'a"b')).replace(">", "/>"))
    kind, data = image.get("src").split(",", 1)
    assert kind == "data:image/svg+xml"
    assert unquote(data) == drawing
    assert image.get("alt") == 'a"b'


def test_every_relation_has_a_line_and_no_two_lines_look_the_same():
    assert set(KIND.values()) == set(style.LINES)
    for one, other in itertools.combinations(style.LINES.values(), 2):
        assert one.dash != other.dash


def test_the_legend_of_the_network_names_every_line_and_actor():
    legend = style.network_legend_html()
    for label in [look.label for look in (*style.LINES.values(), *style.SHAPES.values())]:
        assert html.escape(label) in legend
    assert "//" not in re.sub(r"data:image[^,]+,[^\"]+", "", legend)


# --- one scale of type and one of room

SHEETS = [
    ROOT / "netmap" / folder for folder in ("write/templates/blocks.css", "write/templates/report.css", "ui/stijl.css")
]
_OWN = {"7.75rem", "-7.75rem"}
"""Room for the name of a column on a card."""


def _said(sheet: Path, prop: str) -> set[str]:
    """What a sheet says of a property on a screen; paper has points."""
    on_screen = re.split(r"@page|@media print", sheet.read_text(encoding="utf-8"))[0]
    values = re.findall(rf"(?<![\w-]){prop}: ([^;}}]*)", on_screen)
    return {one for value in values for one in re.sub(r"calc\(-1 \* (var\([^)]*\))\)", r"\1", value).split()}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_size_of_type_is_of_the_scale(sheet: Path) -> None:
    assert {size for size in _said(sheet, "font-size") if not re.fullmatch(r"var\(--nm-t[0-6]\)", size)} == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_room_is_of_the_scale(sheet: Path) -> None:
    said = _said(sheet, r"(?:(?:row-|column-)?gap|(?:margin|padding)(?:-[a-z]+)?)")
    assert {one for one in said if not re.fullmatch(r"0|auto|[12]px|!important|var\(--nm-r[1-5]\)", one)} <= _OWN
