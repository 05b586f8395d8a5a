"""The picture of a map as a finished figure: PNG, SVG or PDF of any size, the same bytes for the same input."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PIL import Image

from netmap.drawing import legend
from netmap.drawing.captions import check_title, default_title, describe_sources, write_foot, write_head
from netmap.drawing.choropleth import MapDrawing, draw_map
from netmap.drawing.content import ALONE, MAP_WAYS, Content, KeyRow, Size
from netmap.drawing.figure import FORMATS, Layout, arrange, write_figure
from netmap.drawing.frame import extent
from netmap.drawing.logo import logo_png
from netmap.drawing.overlay import find_network
from netmap.drawing.purpose import (
    DOELEN,
    LETTER,
    letter_of,
    make_room,
    name_exceptions,
    title_message,
    write_day,
    write_key,
    write_message,
)
from netmap.drawing.svg import Rect, box, unit
from netmap.errors import NetmapError
from netmap.maps import style
from netmap.maps.shapes import Shapes, build_shapes
from netmap.summary import credit, describe_view

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from netmap.drawing.overlay import Network
    from netmap.layers import MapView, Stand

__all__ = [
    "DOELEN",
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
    "title_message",
]

MIN_SIDE: Final = 320
MAX_SIDE: Final = 10_000
MAX_PIXELS: Final = 40_000_000


SIZES: Final[Mapping[str, Size]] = {
    "dia": Size("Dia 16:9 (1920 × 1080)", 1920, 1080),
    "dia_4k": Size("Dia 16:9, 4K (3840 × 2160)", 3840, 2160, 288),
    "a4_staand": Size("A4 staand", 1654, 2339, 200, is_paper=True),
    "a4_liggend": Size("A4 liggend", 2339, 1654, 200, is_paper=True),
    "a3_staand": Size("A3 staand", 2339, 3307, 200, is_paper=True),
    "a3_liggend": Size("A3 liggend", 3307, 2339, 200, is_paper=True),
    "vierkant": Size("Vierkant (1440 × 1440)", 1440, 1440),
    "social": Size("Bericht, liggend (1200 × 630)", 1200, 630),
    "social_staand": Size("Bericht, staand (1080 × 1350)", 1080, 1350),
}


@dataclass(frozen=True)
class Design:
    """What a picture must look like."""

    size: Size = SIZES["dia"]
    formaat: str = "png"
    doel: str = "papier"
    """A key of ``purpose.DOELEN``."""
    titel: str | None = None
    """None: the title that belongs to the view; empty: no title."""
    compleet: bool = True
    """False: only the map with names and a scale bar on a transparent ground, for slides and reports."""
    netwerk: bool = False
    organisatie: str = "netmap"
    """Who made it, in the credit line."""
    logo: Path | None = None
    link: str = ""
    """A sentence that says where netmap shows the view; it is added to the alternative text in the file."""
    caveat: bool = True
    """Whether a map alone says itself that everything is to be confirmed; on a slide its legend does, as text."""
    letter: float = 1.0
    """How many times larger than usual the names are when the map is shown small; not of a finished figure."""

    @property
    def is_message(self) -> bool:
        """Whether it is a figure that only tells a message, in large letters."""
        return self.compleet and DOELEN[self.doel].is_message


_USUAL: Final = Design()


@dataclass(frozen=True)
class Drawing:
    """A picture before it is written to a file, with what stands on it: for tests."""

    layout: Layout
    draw: Callable[[], MapDrawing]

    @functools.cached_property
    def map(self) -> MapDrawing:
        """The map in its room; drawn when it is asked for, so that who reads the text alone does not wait for it."""
        return self.draw()


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
    drawing = plan_picture(stand, view, shapes, design)
    return write_figure(drawing.layout, drawing.map.svg, design.formaat)


def plan_picture(stand: Stand, view: MapView, shapes: Shapes, design: Design = _USUAL) -> Drawing:
    """Compose a picture without writing it; as `draw_picture`."""
    size = make_size(design.size.width, design.size.height)._replace(dpi=design.size.dpi, is_paper=design.size.is_paper)
    design = replace(design, size=size, titel=design.titel and check_title(design.titel))
    if design.is_message and design.netwerk:
        msg = "Het netwerk heeft te veel tekst voor een boodschap. Laat het weg, of kies het doel papier."
        raise NetmapError(msg)
    network = find_network(stand, view, shapes) if design.netwerk else None
    content = _write_content(stand, view, shapes, design, network)
    layout = arrange(content, size)
    if design.is_message and (smaller := make_room(content, layout)):
        layout = arrange(smaller, size)
    return Drawing(layout, lambda: _draw_in(layout, stand, view, shapes, design, network))


def _draw_in(
    layout: Layout, stand: Stand, view: MapView, shapes: Shapes, design: Design, network: Network | None
) -> MapDrawing:
    """Draw the map of a picture in its room, on the sea when the picture is a whole one."""
    room, size = layout.room, layout.size
    drawn = draw_map(
        stand, view, shapes, room, unit(size.width, size.height), layout.scale, network,
        alone=not design.compleet and design.caveat, message=design.is_message,
    )  # fmt: skip
    if design.compleet:
        drawn = replace(drawn, svg=box(Rect(0, 0, room.width, room.height), style.SEA) + drawn.svg)
    return drawn


def _write_content(stand: Stand, view: MapView, shapes: Shapes, design: Design, network: Network | None) -> Content:
    """Gather what stands around the map; nothing when it must be alone, and little when it tells a message."""
    west, south, east, north = extent(view, shapes, network is not None)
    kinds = network.kinds if network else ()
    content = Content(
        design.titel or default_title(stand, view),
        f"{describe_view(view)} {design.link}".rstrip(),
        design.organisatie,
        ALONE,
        (east - west) / (north - south),
    )
    if not design.compleet:
        return replace(content, paper=None, letter=design.letter)
    content = replace(content, ways=MAP_WAYS, logo=_read_logo(design.logo) if design.logo else None)
    numbers = (legend.name_counts(view), "inwoners")
    if design.is_message:
        head = write_message(stand, view, design.titel)
        return replace(
            content,
            name=head[0].text,
            head=head,
            rows=write_key(view),
            numbers=numbers[:1],
            heading=LETTER,
            foot=write_day(stand, view, head, design.organisatie, design.doel),
            letter=letter_of(design.doel, design.size),
            smallest=1.0,
            body=LETTER,
            refusal=(
                f"Op een plaatje van {design.size.width} bij {design.size.height} pixels past deze boodschap niet in "
                f"letters die te lezen zijn. Kies de maat {DOELEN[design.doel].maat}, of een kortere titel."
            ),
        )
    return replace(
        content,
        head=(
            *write_head(stand, view, design.titel),
            *(name_exceptions(stand, view) if design.size.is_paper else ()),
        ),
        rows=tuple(map(_set_row, legend.build_rows(view, kinds))),
        numbers=numbers,
        foot=write_foot(describe_sources(stand, view), credit(stand.tables, design.organisatie)),
    )


def _set_row(row: legend.LegendRow) -> KeyRow:
    """Set a row of the legend with its counts, if it has any."""
    numbers = tuple(filter(None, (row.gemeenten, row.inwoners)))
    return KeyRow(row.svg, row.label, numbers, row.is_empty, width=legend.SWATCH[0])


def _read_logo(path: Path) -> tuple[bytes, float]:
    """Read a logo and its proportions."""
    png = logo_png(path)
    with Image.open(io.BytesIO(png)) as image:
        return png, image.width / image.height
