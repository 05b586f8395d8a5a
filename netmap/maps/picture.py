"""The picture of a map as a finished figure: PNG, SVG or PDF of any size, the same bytes for the same input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netmap.errors import NetmapError
from netmap.maps import panel, style
from netmap.maps.captions import check_title, default_title, write_content
from netmap.maps.composition import compose, compose_map, unit
from netmap.maps.fonts import printable
from netmap.maps.inset import draw_inset, find_inset
from netmap.maps.legend import build_rows, is_all_stale
from netmap.maps.logo import read_logo
from netmap.maps.overlay import draw_overlay, find_network, shape_outline
from netmap.maps.picture_file import fixed_settings, write_figure
from netmap.maps.shapes import Shapes, build_shapes
from netmap.maps.sheet import Sheet, outline_of
from netmap.summary import count, describe_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from matplotlib.figure import Figure

    from netmap.layers import MapView, Stand
    from netmap.maps.composition import Composition, Key
    from netmap.maps.overlay import Network
    from netmap.maps.place_names import PlacedName

__all__ = [
    "FORMATS",
    "SIZES",
    "Design",
    "Drawing",
    "Shapes",
    "Size",
    "build_shapes",
    "check_title",
    "default_title",
    "draw_picture",
    "make_size",
    "plan_picture",
]

FORMATS: Final = ("png", "svg", "pdf")
MIN_SIDE: Final = 320
MAX_SIDE: Final = 10_000
MAX_PIXELS: Final = 40_000_000


class Size(NamedTuple):
    """A size in pixels."""

    naam: str
    width: int
    height: int
    dpi: int = 144
    """Pixels per inch: how large it is on paper."""


SIZES: Final[Mapping[str, Size]] = {
    "dia": Size("Dia 16:9 (1920 × 1080)", 1920, 1080),
    "dia_4k": Size("Dia 16:9, 4K (3840 × 2160)", 3840, 2160, 288),
    "a4_staand": Size("A4 staand", 1654, 2339, 200),
    "a4_liggend": Size("A4 liggend", 2339, 1654, 200),
    "a3_staand": Size("A3 staand", 2339, 3307, 200),
    "a3_liggend": Size("A3 liggend", 3307, 2339, 200),
    "vierkant": Size("Vierkant (1440 × 1440)", 1440, 1440),
}


@dataclass(frozen=True)
class Design:
    """What a picture must look like."""

    size: Size = SIZES["dia"]
    formaat: str = "png"
    titel: str | None = None
    """None: the title that belongs to the view; empty: no title."""
    compleet: bool = True
    """False: only the map with names and a scale bar on a transparent ground, for slides and reports."""
    netwerk: bool = False
    organisatie: str = "netmap"
    """Who made it, in the credit line."""
    logo: Path | None = None
    letter: float = 1.0
    """How many times larger than usual the names are when the map is shown small; not of a finished figure."""


_USUAL: Final = Design()


@dataclass(frozen=True)
class Drawing:
    """A picture before it is written to a file, with what stands on it: for tests."""

    figure: Figure
    composition: Composition
    classes: Mapping[str, str]
    """Gemeente code to the class in whose colours it was drawn."""
    names: tuple[PlacedName, ...]
    """Names on the map."""
    inset: tuple[PlacedName, ...]
    """Names in the inset; none when there is no inset."""


def make_size(width: int, height: int) -> Size:
    """
    Check a size that somebody chose.

    Parameters
    ----------
    width, height
        In pixels.

    Returns
    -------
    size
        With the size as its name.

    Raises
    ------
    NetmapError
        When it is too small or too large; in Dutch.
    """
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE and width * height <= MAX_PIXELS):
        msg = (
            f"Een plaatje van {width} bij {height} pixels kan niet. Kies per zijde {MIN_SIDE} tot {MAX_SIDE} pixels "
            f"en samen hoogstens {MAX_PIXELS // 1_000_000} miljoen pixels."
        )
        raise NetmapError(msg)
    return Size(f"{width} × {height}", width, height)


def draw_picture(stand: Stand, view: MapView, shapes: Shapes, design: Design = _USUAL) -> bytes:
    """
    Draw a view as a file.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    view
        Output of ``build_view`` for that stand.
    shapes
        Output of ``build_shapes`` for the same data folder.
    design
        Size, format and what stands on it.

    Returns
    -------
    file
        PNG, SVG or PDF; the same bytes for the same input. The alternative text is in it.

    Raises
    ------
    NetmapError
        When the size, title or logo is not possible or the text does not fit; in Dutch.
    ValueError
        When the format is not one of ``FORMATS``.
    """
    if design.formaat not in FORMATS:
        msg = f"formaat must be one of {FORMATS}, got {design.formaat!r}."
        raise ValueError(msg)
    title = check_title(design.titel) if design.titel else printable(default_title(view))
    with fixed_settings():
        drawing = plan_picture(stand, view, shapes, design)
        return write_figure(drawing.figure, design.formaat, title, describe_view(view))


def plan_picture(stand: Stand, view: MapView, shapes: Shapes, design: Design = _USUAL) -> Drawing:
    """
    Compose a picture without writing it.

    Parameters
    ----------
    stand, view, shapes, design
        As for `draw_picture`.

    Returns
    -------
    drawing
        The figure and what stands on it.

    Raises
    ------
    NetmapError
        As for `draw_picture`.
    """
    size = make_size(design.size.width, design.size.height)._replace(dpi=design.size.dpi)
    network = find_network(stand, view, shapes) if design.netwerk else None
    logo = np.asarray(read_logo(design.logo)) if design.logo and design.compleet else None
    box = panel.extent(view, shapes, design.netwerk)
    if design.compleet:
        title = default_title(view) if design.titel is None else check_title(design.titel)
        rows = build_rows(view, network.kinds if network else ())
        aspect = None if logo is None else logo.shape[1] / logo.shape[0]
        content = write_content(stand, view, title, rows, design.organisatie, aspect)
        composition = compose(content, size.width, size.height, box[2] - box[0], box[3] - box[1])
    else:
        composition = compose_map(size.width, size.height, design.letter)
    points = unit(size.width, size.height) * 72 / size.dpi
    background = style.LIGHT if design.compleet else "none"
    sheet = Sheet(composition.width, composition.height, points, size.dpi, background, design.formaat == "png")
    if design.compleet:
        sheet.box(composition.map, style.SEA)
    drawn = _draw_map(sheet, composition, stand, view, shapes, network)
    _draw_text(sheet, composition, view, logo)
    return Drawing(sheet.figure, composition, *drawn)


def _draw_map(
    sheet: Sheet, composition: Composition, stand: Stand, view: MapView, shapes: Shapes, network: Network | None
) -> tuple[Mapping[str, str], tuple[PlacedName, ...], tuple[PlacedName, ...]]:
    """Draw the map in its place, from the bottom up: classes, borders, network, inset, names."""
    room, scale = composition.map, composition.scale
    box = panel.extent(view, shapes, network is not None)
    frame = panel.fit(box, room, right=True)
    inset = None if network else find_inset(frame, view, shapes)
    if inset is None:
        frame = panel.fit(box, room)
    classes = panel.draw_gemeenten(sheet, frame, view, shapes)
    panel.draw_borders(sheet, frame, view, shapes)
    wishes, taken = draw_overlay(sheet, frame, network, view.gebied is None, scale) if network else ([], [])
    note = f"Te bevestigen: {count(len(view.codes), 'gemeente', 'gemeenten')}" if is_all_stale(view) else ""
    taken.append(panel.draw_scale_bar(sheet, frame, scale, "" if composition.words else note))
    small: list[PlacedName] = []
    if inset is not None:
        small = draw_inset(sheet, frame, inset, view, stand, shapes, scale)
        taken.append(inset.room)
    most = panel.count_main_places(frame, scale) if view.gebied is None else None
    wishes = [*wishes, *panel.wish_names(frame, view, stand, shapes, scale, most)]
    names = panel.draw_names(sheet, wishes, room, taken)
    return classes, tuple(names), tuple(small)


def _draw_text(sheet: Sheet, composition: Composition, view: MapView, logo: np.ndarray | None) -> None:
    """Write the text and draw the keys of the legend."""
    for words in composition.words:
        align = "right" if words.right else "left"
        sheet.text(words.x, words.y, words.text, words.size, words.weight, words.colour, align)
    for key in composition.keys:
        _draw_key(sheet, key, view)
    if logo is not None and composition.logo is not None:
        sheet.image(logo, composition.logo)


def _draw_key(sheet: Sheet, key: Key, view: MapView) -> None:
    """Draw what stands before a row of the legend, as it looks on the map."""
    row, box = key
    middle = box.y + box.height / 2
    across = [np.array([(box.x, middle), (box.x + box.width, middle)])]
    origin = (box.x, box.y - 1)
    match row.soort:
        case "klasse":
            klasse = next(entry.klasse for entry in view.legend if entry.klasse.key == row.key)
            sheet.box(box, klasse.fill)
            sheet.pattern(klasse.pattern, klasse.fill, outline_of(box), box, origin)
            sheet.box(box, "none", style.DARK, 0.7)
        case "marking":
            sheet.box(box, style.LIGHT)
            sheet.marking(outline_of(box), box, (box.x - 1, box.y - 4))
            sheet.box(box, "none", style.DARK, 0.7)
        case "buiten":
            sheet.box(box, style.DIMMED, style.DARK, 0.7)
        case "grens":
            sheet.strokes(across, style.DARK, 1.0 if view.gebied is None else 1.7)
        case "lijn":
            line = style.LINES[row.key]
            sheet.strokes(across, line.colour, line.width, line.dash)
        case "punt":
            shape = style.SHAPES[row.key]
            place = np.array([(box.x + box.width / 2, middle)])
            sheet.stamps(shape_outline(row.key), place, shape.fill, shape.line, 1.6)
