"""Maps as figures of a section: drawn with their legend, however they are written."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PIL import Image

from netmap.drawing.figure import svg_png
from netmap.drawing.legend import explain_shades, is_all_stale
from netmap.drawing.palette import index_colours
from netmap.drawing.picture import Size, draw_picture
from netmap.dutch import capital
from netmap.schema import dutch_date
from netmap.summary import describe_view
from netmap.table import Column, Figure, Swatch, Table

if TYPE_CHECKING:
    from netmap.drawing.picture import Design
    from netmap.layers import MapView, Stand
    from netmap.maps.shapes import Shapes
    from netmap.table import Cell

_MAP_SIDE: Final = 440
"""Of a square map, in pixels of the drawing: a small figure has large letters; `_rasterise` makes it sharp."""
_WIDEST: Final = 1.5
"""Width of a map by its height, at most; at least it is a square."""
_MAP_PIXELS: Final = 1200
_COLOURS: Final = 128
_HEAVY: Final = 350_000
"""Bytes of a drawing that goes as pixels: the country would make a PDF of 1.1 megabytes instead of a half."""
_LEGEND: Final = (
    Column("klasse", "Kleur en patroon", "swatch", width=44),
    Column("aantal", "Gemeenten", "whole", width=20),
    Column("inwoners", "Inwoners", "whole", width=20),
)


def map_figure(stand: Stand, view: MapView, shapes: Shapes) -> Figure:
    """Draw a map with its legend of the classes that occur; the shapes are of the same data folder."""
    present = [entry for entry in view.legend if entry.gemeenten]
    rows: list[tuple[Cell, ...]] = [
        (Swatch(entry.klasse, entry.klasse.label, view.shades(entry.klasse.key)), entry.aantal, entry.inwoners)
        for entry in present
    ]
    for shading in explain_shades(view):
        inwoners = sum(stand.dekking[code].inwoners for code in view.codes if view.bewijs.get(code) == shading.bewijs)
        rows.append((Swatch(shading.example, shading.label, (shading.bewijs,)), shading.number, inwoners))
    caption = f"{view.naam} per {view.eenheid[0]} op {dutch_date(view.peildatum)}."
    if is_all_stale(view):
        caption += f" Van elke {view.eenheid[0]} is het antwoord te bevestigen."
    counted = Column("aantal", "Aantal" if view.is_mixed else capital(view.eenheid[1]), "whole", width=20)
    legend = Table("legenda", f"Legenda: {view.vraag}", (_LEGEND[0], counted, _LEGEND[2]), tuple(rows))

    def draw(design: Design) -> bytes:
        svg = draw_picture(stand, view, shapes, replace(design, size=_map_size(view, shapes), formaat="svg", letter=1))
        return svg if design.formaat == "svg" and len(svg) < _HEAVY else _rasterise(svg)

    return Figure(draw, describe_view(view), caption, legend, is_map=True)


def _map_size(view: MapView, shapes: Shapes) -> Size:
    """Choose a sheet that is as wide as the area asks."""
    west, south, east, north = zip(*(shapes.boxes[code] for code in view.codes), strict=True)
    aspect = min(max((max(east) - min(west)) / (max(north) - min(south)), 1), _WIDEST)
    return Size("Rapport", round(_MAP_SIDE * aspect**0.5), round(_MAP_SIDE / aspect**0.5))


def _rasterise(svg: bytes) -> bytes:
    """Turn the map into pixels."""
    with Image.open(io.BytesIO(svg_png(svg.decode(), _MAP_PIXELS))) as image:
        ground = Image.new("RGBA", image.size, "#FFFFFF")
        ground.alpha_composite(image.convert("RGBA"))
        return index_colours(ground, _COLOURS)
