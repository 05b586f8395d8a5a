"""Colours that everybody can tell apart: the numbers of the palette, recomputed, and the patterns in grey."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from netmap.drawing.captions import MAX_TITLE
from netmap.drawing.figure import svg_png
from netmap.drawing.fonts import BOLD, REGULAR, font_file, measure, missing_signs, printable, wrap
from netmap.drawing.svg import FAINT, GREY
from netmap.layers import LAYERS, STATUS_KLASSEN
from netmap.maps import style

if TYPE_CHECKING:
    from netmap.drawing.svg import FAINT, GREY
from netmap.layers import Klasse

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear sRGB
DEFICIENCIES = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour: str, deficiency: str) -> np.ndarray:
    """CIE L*a*b* of a colour as somebody with the deficiency sees it."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(DEFICIENCIES[deficiency] @ linear, 0, 1) / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def least_difference(fills: list[str], deficiency: str) -> float:
    labs = [lab(fill, deficiency) for fill in fills]
    return min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(labs, 2))


@pytest.mark.parametrize(("deficiency", "least"), [("normal", 24), ("protan", 20), ("deutan", 24), ("tritan", 28)])
def test_the_palette_differs_as_much_as_documented(deficiency: str, least: float) -> None:
    documented = [klasse.fill for klasse in STATUS_KLASSEN if klasse.key not in {"deels", "begin_onbekend"}]
    assert int(least_difference(documented, deficiency)) == least


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("layer", LAYERS.values(), ids=lambda layer: layer.key)
def test_two_classes_of_a_layer_differ_in_colour_for_everybody(layer: object, deficiency: str) -> None:
    assert least_difference([klasse.fill for klasse in layer.klassen], deficiency) >= 5  # type: ignore[attr-defined]


SHADED = {
    (klasse.key, bewijs): style.shade(klasse, bewijs)
    for klasse in STATUS_KLASSEN
    for bewijs in ("vers", "ouder", "zonder_datum")
    if bewijs == "vers" or not klasse.is_unknown
}
"""Every class of zorgcoördinatie in every strength of proof."""


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_classes_that_are_near_in_colour_have_another_drawing(deficiency: str) -> None:
    """Pale blue is near to what is light blue already, and pale navy to blue: then the pattern tells."""
    for one, other in itertools.combinations(SHADED.values(), 2):
        if one.key != other.key and least_difference([one.fill, other.fill], deficiency) < 8:
            assert one.pattern != other.pattern, (one, other)


@pytest.mark.parametrize("klasse", [one for one in STATUS_KLASSEN if not one.is_unknown], ids=lambda one: one.key)
def test_each_shade_is_clearly_lighter_than_the_stronger_one(klasse: Klasse) -> None:
    fills = [SHADED[klasse.key, bewijs].fill for bewijs in ("vers", "ouder", "zonder_datum")]
    assert all(style.contrast(one, other) >= 1.14 for one, other in itertools.pairwise(fills))
    assert style.contrast(fills[0], fills[2]) >= 1.4


def swatch(klasse: Klasse) -> np.ndarray:
    """What a class looks like on grey paper: 48 by 48 units within its edge, two pixels each."""
    png = svg_png(style.swatch_svg(klasse, size=(50, 50)), 100)
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)[2:-2, 2:-2]


def test_the_classes_differ_on_grey_paper_in_every_shade() -> None:
    drawn = {key: swatch(look) for key, look in SHADED.items()}
    for one, other in itertools.combinations(drawn, 2):
        assert np.abs(drawn[one] - drawn[other]).mean() > 12, (one, other)


@pytest.mark.parametrize("klasse", [k for k in STATUS_KLASSEN if k.pattern != "none"], ids=lambda klasse: klasse.key)
def test_a_pattern_covers_its_fill_evenly_and_only_in_part(klasse: Klasse) -> None:
    drawn = swatch(klasse)
    plain = swatch(type(klasse)(klasse.key, klasse.label, klasse.fill))
    inked = np.abs(drawn - plain) > 20
    assert 0.01 < inked.mean() < 0.6
    quarters = [inked[y : y + 48, x : x + 48].mean() for x in (0, 48) for y in (0, 48)]
    assert max(quarters) - min(quarters) < 0.05


@pytest.mark.parametrize(("colour", "least"), [(style.DARK, 7), (GREY, 7), (FAINT, 4.5)])
def test_text_contrasts_with_the_paper(colour: str, least: float) -> None:
    assert style.contrast(colour, style.LIGHT) >= least
    assert style.contrast(style.DARK, style.SEA) >= 7


def test_the_font_is_in_its_package_and_knows_dutch() -> None:
    assert all(font_file(weight).read_bytes()[:4] == b"\x00\x01\x00\x00" for weight in (REGULAR, BOLD))
    assert missing_signs("Zorgcoördinatie Súdwest-Fryslân Skiermûntseach © – × € ’ % ½") == []
    assert missing_signs("a\U0001f600\x07b\U0001f600") == ["\U0001f600", "\x07"]
    assert printable(" a\n b\x00\U0001f600 ") == "a b??"


@pytest.mark.parametrize("width", [40, 90, 300])
def test_wrapped_text_keeps_its_words_and_its_width(width: float) -> None:
    text = "Gemeenten zonder zorgcoördinator: Donaudampfschifffahrtsgesellschaft " * 3
    lines = wrap(text[:MAX_TITLE], 12, width)
    assert "".join(lines).replace(" ", "") == text[:MAX_TITLE].replace(" ", "")
    assert max(measure(line, 12) for line in lines) <= width
