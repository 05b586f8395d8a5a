"""Pixels as numbers in a list of colours: nothing that can be seen is lost."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from netmap.drawing.palette import index_colours
from netmap.drawing.picture import build_shapes, draw_picture, plan_picture
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders
from netmap.maps import style

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netmap.load import Tables

PIXELS = arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 12), st.just(4)))


def read(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


@given(PIXELS)
def test_a_picture_of_few_colours_is_the_same_afterwards(pixels: NDArray[np.uint8]) -> None:
    png = index_colours(Image.fromarray(pixels))
    assert (read(png) == pixels).all()
    assert png == index_colours(Image.fromarray(pixels))


@given(PIXELS, st.integers(1, 8))
def test_each_pixel_becomes_the_nearest_of_the_colours_that_are_kept(pixels: NDArray[np.uint8], most: int) -> None:
    found = read(index_colours(Image.fromarray(pixels), most)).reshape(-1, 4).astype(int)
    kept = np.unique(found, axis=0)
    assert len(kept) <= most
    away = ((pixels.reshape(-1, 1, 4).astype(int) - kept) ** 2).sum(axis=2)
    assert (((pixels.reshape(-1, 4) - found) ** 2).sum(axis=1) == away.min(axis=1)).all()


def test_the_commonest_colour_is_kept_when_there_is_one() -> None:
    pixels = np.array([[[1, 2, 3, 255]] * 5 + [[200, 0, 0, 255]] * 2], np.uint8)
    assert (read(index_colours(Image.fromarray(pixels), 1)) == (1, 2, 3, 255)).all()


def test_the_picture_of_the_country_is_small_and_keeps_its_colours(real: Tables) -> None:
    """It was 825 kB."""
    stand = build_stand(real, date(2026, 11, 22))
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    shapes = build_shapes(load_borders(real.folder, real.gemeenten), real)
    png = draw_picture(stand, view, shapes)
    picture = Image.open(io.BytesIO(png))
    assert picture.mode == "P"
    assert len(png) < 320_000
    colours = {
        f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in np.unique(read(png)[..., :3].reshape(-1, 3), axis=0)
    }
    assert {style.SEA, style.LIGHT, style.DARK} <= colours
    fills = set(re.findall(r'<g fill="(#\w{6})" stroke="#', plan_picture(stand, view, shapes).map.svg))
    assert len(fills) >= len({view.class_of[code] for code in view.codes})
    assert fills <= colours
