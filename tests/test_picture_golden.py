"""
A few pictures as they should look, of the small country so that new data does not change them.

When the look changes on purpose: look at the picture that the failing test names, and put it in ``tests/golden``.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from netmap.drawing.chart import draw_forecast
from netmap.drawing.picture import Design, build_shapes, draw_picture, make_size
from netmap.forecast.outlook import compute_forecast
from netmap.layers import LAYERS, build_view
from netmap.load import load_borders
from netmap.regio import Regio

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand

GOLDEN = Path(__file__).with_name("golden")
TOLERANCE = 1.5
"""Mean difference per colour of a pixel, of 255: room for another version of a rasteriser, not for another picture."""
INZETTEN = (
    {"organisatie": "Zorg Oud", "gebied": "Aadorp", "bron_datum": "2020-01-01"},
    {"organisatie": "Zorg Nieuw", "gebied": "Beekstad", "bron_datum": "2026-06-01"},
    {"organisatie": "Zorg Weg", "gebied": "Ceeburg", "tot": "2026-01-01", "bron_datum": "2026-06-01"},
)
PICTURES = {
    "land": (None, Design(make_size(640, 360))),
    "regio": (Regio("politieregio", "Boven"), Design(make_size(480, 640), netwerk=True)),
    "alleen_kaart": (None, Design(make_size(640, 320), compleet=False)),
}


def draw(stand: Stand, name: str) -> bytes:
    if name == "grafiek":
        forecast = compute_forecast(stand, 24, date(2025, 1, 1))
        return draw_forecast(forecast, Design(make_size(960, 540)))
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    gebied, design = PICTURES[name]
    return draw_picture(stand, build_view(stand, LAYERS["zorgcoordinatie"], gebied), shapes, design)


@pytest.mark.parametrize("name", [*PICTURES, "grafiek"])
def test_a_picture_looks_as_it_did(stand_on: Callable[..., Stand], tmp_path: Path, name: str) -> None:
    file = draw(stand_on("2026-07-01", *INZETTEN), name)
    (tmp_path / f"{name}.png").write_bytes(file)
    new, old = (
        np.asarray(Image.open(source).convert("RGBA"), dtype=float)
        for source in (io.BytesIO(file), GOLDEN / f"{name}.png")
    )
    assert new.shape == old.shape
    difference = np.abs(new - old).mean()
    assert difference < TOLERANCE, f"{difference:.2f}; the new picture is {tmp_path / f'{name}.png'}"
