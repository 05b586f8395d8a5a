"""Pixels as numbers in a list of colours: a picture of few colours becomes a third as large."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST: Final = 256


def index_colours(image: Image.Image, most: int = _MOST) -> bytes:
    """
    Write an image with a palette, without dither: what is flat stays flat, and a common colour stays what it is.

    Parameters
    ----------
    image
        Any image; what is transparent stays so.
    most
        Number of colours to keep, at most 256.

    Returns
    -------
    png
        The same bytes for the same pixels.
    """
    pixels = np.ascontiguousarray(image.convert("RGBA"))
    which, packed = pd.factorize(pixels.view(np.uint32).ravel())
    colours = packed.view(np.uint8).reshape(-1, 4)
    chosen, nearest = _choose(colours, np.bincount(which), most)
    indexed = Image.fromarray(nearest[which].reshape(pixels.shape[:2]))
    indexed.putpalette(colours[chosen, :3].tobytes())
    alpha = colours[chosen, 3]
    out = io.BytesIO()
    seen = {"transparency": alpha.tobytes()} if (alpha < 255).any() else {}
    indexed.save(out, "PNG", compress_level=9, **seen)
    return out.getvalue()


def _choose(colours: NDArray[np.uint8], counts: NDArray[np.int64], most: int) -> tuple[list[int], NDArray[np.uint8]]:
    """Take again and again the colour that now costs most (pixels times distance); give each colour its nearest."""
    places = colours.astype(float)
    nearest = np.zeros(len(colours), np.uint8)
    distance = np.full(len(colours), np.inf)
    chosen: list[int] = []
    worst = int(counts.argmax())
    while len(chosen) < most and distance[worst] > 0:
        away = ((places - places[worst]) ** 2).sum(axis=1)
        nearest[away < distance] = len(chosen)
        distance = np.minimum(distance, away)
        chosen.append(worst)
        worst = int((counts * distance).argmax())
    return chosen, nearest
