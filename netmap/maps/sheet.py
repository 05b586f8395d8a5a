"""A Matplotlib figure measured in units, with what the pictures draw on it: text, outlines, patterns and strokes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from netmap.maps import style
from netmap.maps.composition import Rect
from netmap.maps.fonts import REGULAR, font, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.transforms import Transform


_FAMILIES: Final = {
    "diagonal": (-1.0,),
    "backdiagonal": (1.0,),
    "cross": (1.0, -1.0),
    "horizontal": (0.0,),
    "vertical": (np.inf,),
}
"""Pattern to the slopes of its lines (y down); the tile of `style.PATTERNS` says how far apart they are."""
_SIGN: Final = Outline(
    [
        (9, 6.4),
        (9, 4.2),
        (11, 3.4),
        (12.6, 4.3),
        (14.4, 5.4),
        (14.2, 7.5),
        (12.6, 8.7),
        (11.9, 9.3),
        (11.6, 9.7),
        (11.6, 10.8),
    ],
    [1, 4, 4, 4, 4, 4, 4, 4, 4, 4],
)
"""The question mark of `style.PATTERNS`, without its dot."""
Place = tuple[float, float]
"""A point in units."""
_POINTS: Final = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h0")
"""A dot in the drawing of a pattern: a stroke of no length."""
_DASH: Final = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h([\d.]+)")


class Sheet:
    """
    A figure on which everything is given in units, y down.

    Parameters
    ----------
    width, height
        In units.
    unit_pt
        Points per unit.
    dpi
        Pixels per inch.
    background
        Colour of the paper; ``none`` is transparent.
    as_outlines
        Whether to draw text as outlines: three times as fast in pixels, but nobody can select it.
    """

    def __init__(
        self, width: float, height: float, unit_pt: float, dpi: float, background: str, as_outlines: bool
    ) -> None:
        self._pt, self._as_outlines = unit_pt, as_outlines
        self.figure = Figure((width * unit_pt / 72, height * unit_pt / 72), dpi, facecolor=background, edgecolor="none")
        flip = Affine2D().scale(unit_pt / 72, -unit_pt / 72).translate(0, height * unit_pt / 72)
        self.units: Transform = flip + self.figure.dpi_scale_trans
        self._layer = 0

    def _add(self, artist: Artist, inside: Rect | None = None, within: Outline | None = None) -> None:
        """Put an artist on top of all others, cut off at a rectangle and at an outline."""
        artist.set_zorder(self._layer)
        self._layer += 1
        self.figure.add_artist(artist)
        if inside is not None:
            box = Bbox.from_extents(inside.x, inside.y, inside.x + inside.width, inside.y + inside.height)
            artist.set_clip_box(TransformedBbox(box, self.units))
        if within is not None:
            artist.set_clip_path(within, self.units)

    def fill(
        self,
        outline: Outline,
        colour: str,
        line: str = "none",
        width: float = 0,
        inside: Rect | None = None,
        alpha: float | None = None,
    ) -> None:
        """Fill an outline, and draw its line when it has one."""
        look = {"facecolor": colour, "edgecolor": line, "linewidth": width * self._pt, "joinstyle": "round"}
        self._add(PathPatch(outline, transform=self.units, alpha=alpha, **look), inside)

    def box(self, rect: Rect, colour: str, line: str = "none", width: float = 0, alpha: float | None = None) -> None:
        """Fill a rectangle."""
        self.fill(outline_of(rect), colour, line, width, alpha=alpha)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        weight: str = REGULAR,
        colour: str = style.DARK,
        align: str = "left",
        halo: float = 0,
    ) -> None:
        """Write one line with its baseline at ``y``; a halo is a white edge so that it reads on any colour."""
        if not words.strip():
            return
        if self._as_outlines:
            outline = self._outline_of(x, y, words, size, weight, align)
            if halo:
                self.fill(outline, style.LIGHT, style.LIGHT, 2 * halo)
            self.fill(outline, colour)
            return
        for edge in (True, False) if halo else (False,):
            text = Text(
                x,
                y,
                words,
                fontproperties=font(weight),
                fontsize=size * self._pt,
                color=style.LIGHT if edge else colour,
                ha=align,
                va="baseline",
                parse_math=False,
                usetex=False,
                transform=self.units,
            )
            if edge:
                halo_line = Stroke(linewidth=2 * halo * self._pt, foreground=style.LIGHT, joinstyle="round")
                text.set_path_effects([halo_line])
            self._add(text)

    def _outline_of(self, x: float, y: float, words: str, size: float, weight: str, align: str) -> Outline:
        """Turn one line of text into an outline in units."""
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        glyphs = TextPath((0, 0), words, size=size, prop=font(weight))
        left = x - share * measure(words, size, weight)
        return Outline(glyphs.vertices * (1, -1) + (left, y), glyphs.codes)

    def strokes(
        self,
        lines: Sequence[np.ndarray],
        colour: str,
        width: float,
        dash: str = "",
        alpha: float = 1,
        inside: Rect | None = None,
        within: Outline | None = None,
        round_ends: bool = True,
    ) -> None:
        """Draw lines; ``dash`` as SVG writes it."""
        # a dash of no length draws nothing in some formats; Matplotlib counts dashes in widths of the line
        parts = [max(float(part), 0.05) / width for part in dash.split()]
        collection = LineCollection(
            list(lines),
            colors=colour,
            linewidths=width * self._pt,
            linestyles=[(0, parts)] if parts else "solid",
            alpha=alpha,
            capstyle="round" if round_ends else "butt",
            transform=self.units,
        )
        self._add(collection, inside, within)

    def stamps(
        self,
        outline: Outline,
        places: np.ndarray,
        fill: str,
        line: str,
        width: float,
        alpha: float | None = None,
        inside: Rect | None = None,
        within: Outline | None = None,
    ) -> None:
        """Draw the same small outline at many places (an array of n by 2)."""
        size = Affine2D().scale(self._pt / 72, -self._pt / 72) + self.figure.dpi_scale_trans
        collection = PathCollection(
            [outline],
            offsets=places,
            offset_transform=self.units,
            facecolors=fill,
            edgecolors=line,
            linewidths=width * self._pt,
            alpha=alpha,
            capstyle="round",
            joinstyle="round",
        )
        collection.set_transform(size)
        self._add(collection, inside, within)

    def pattern(self, name: str, fill: str, within: Outline, inside: Rect, origin: Place = (0, 0)) -> None:
        """Draw a pattern of `style.PATTERNS` over an outline, in the ink that shows on its fill."""
        pattern = style.PATTERNS[name]
        colour, alpha = style.ink(fill), style.PATTERN_OPACITY
        room = _extent(within, inside)
        for slope in _FAMILIES.get(name, ()):
            lines = _parallels(room, slope, pattern.size, origin)
            self.strokes(lines, colour, pattern.width, "", alpha, inside, within)
        for x, y in _POINTS.findall(pattern.path):
            # a row of dots is a line of dashes without length: far smaller than a drawing per dot
            rows = _rows(room, origin[0] + float(x), origin[1] + float(y), pattern.size)
            self.strokes(rows, colour, pattern.width, f"0 {pattern.size}", alpha, inside, within)
        if name == "question":
            places = _grid(room, pattern.size, origin)
            self.stamps(_SIGN, places, "none", colour, pattern.width, alpha, inside, within)

    def marking(self, within: Outline, inside: Rect, origin: Place = (0, 0)) -> None:
        """Draw the marking ``te bevestigen`` over an outline."""
        room = _extent(within, inside)
        for colour, alpha, path in style.MARKING:
            for x, y, length in _DASH.findall(path):
                rows = _rows(room, origin[0] + float(x), origin[1] + float(y), style.TILE)
                dash = f"{length} {style.TILE - float(length)}"
                self.strokes(rows, colour, 1, dash, alpha, inside, within, round_ends=False)

    def image(self, pixels: np.ndarray, rect: Rect) -> None:
        """Draw an image (rows by columns by RGBA) in a rectangle."""
        box = Bbox.from_extents(rect.x, rect.y + rect.height, rect.x + rect.width, rect.y)
        picture = BboxImage(TransformedBbox(box, self.units), interpolation="antialiased")
        picture.set_data(pixels)
        self._add(picture)


def outline_of(rect: Rect) -> Outline:
    """
    Turn a rectangle into an outline.

    Parameters
    ----------
    rect
        In units.

    Returns
    -------
    outline
        One closed ring.
    """
    x, y, width, height = rect
    return Outline([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], closed=True)


def _extent(within: Outline, inside: Rect) -> Rect:
    """Find the part of a rectangle where an outline can be."""
    box = within.get_extents()
    west, north = max(box.x0, inside.x), max(box.y0, inside.y)
    east, south = min(box.x1, inside.x + inside.width), min(box.y1, inside.y + inside.height)
    return Rect(west, north, max(east - west, 0), max(south - north, 0))


def _parallels(room: Rect, slope: float, step: float, origin: Place) -> list[np.ndarray]:
    """Lines of one slope through the middle of every tile (through its corners when they slope)."""
    if np.isinf(slope):
        xs = _lattice(room.x, room.x + room.width, step, origin[0] + step / 2)
        return [np.array([(x, room.y), (x, room.y + room.height)]) for x in xs]
    ends = np.array([room.x, room.x + room.width])
    rise = slope * ends
    shift = origin[1] - slope * origin[0] + (0 if slope else step / 2)
    starts = _lattice(room.y - rise.max(), room.y + room.height - rise.min(), step, shift)
    return [np.column_stack([ends, rise + start]) for start in starts]


def _rows(room: Rect, x: float, y: float, step: float) -> list[np.ndarray]:
    """Horizontal lines through one point of every tile, each starting at such a point."""
    west = float(np.floor((room.x - x) / step) * step + x)
    rows = _lattice(room.y, room.y + room.height, step, y)
    return [np.array([(west, row), (room.x + room.width + step, row)]) for row in rows]


def _grid(room: Rect, step: float, origin: Place) -> np.ndarray:
    """List the corners of all tiles that touch the room."""
    xs = _lattice(room.x, room.x + room.width, step, origin[0])
    ys = _lattice(room.y, room.y + room.height, step, origin[1])
    return np.array(np.meshgrid(xs, ys)).reshape(2, -1).T


def _lattice(first: float, last: float, step: float, shift: float) -> np.ndarray:
    """Every ``shift`` plus a whole number of steps from just before the first to just after the last."""
    return np.arange(np.floor((first - shift) / step), np.ceil((last - shift) / step) + 1) * step + shift
