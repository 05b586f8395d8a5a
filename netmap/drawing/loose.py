"""The map as loose outlines with a name each, for a program in which whoever gets it can change every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import shapely

from netmap.drawing.choropleth import WEST, lay_frames, plan_scale_bar
from netmap.drawing.fonts import BOLD
from netmap.drawing.legend import DOUBTFUL_BORDER, border_width
from netmap.drawing.name_wishes import count_main_places, wish_names
from netmap.drawing.place_names import PlacedName, place_names
from netmap.drawing.svg import Rect
from netmap.geo import split_borders, split_doubtful
from netmap.klassen import Klasse
from netmap.maps import style
from netmap.schema import CENTRUMGEMEENTE, RD_NEW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from netmap.drawing.choropleth import ScaleBar
    from netmap.drawing.frame import Frame
    from netmap.layers import MapView, Stand
    from netmap.maps.shapes import Point, Shapes

_BEND: Final = 0.3
"""Size in points of the bends that are left out: they cannot be seen."""
_LETTERS: Final = 1.3
"""How many times larger names are than on a picture of this size: a slide is seen from far."""
_USUAL: Final = 400.0
"""Height in points on which names have that size; lower ones have smaller names."""
_EDGE: Final = 4.0
"""Distance in points of the inset to the sides: a map on a slide is small."""
_OUTSIDE: Final = Klasse("", "Buiten het gebied", style.DIMMED)


class Patch(NamedTuple):
    """One outline; lengths in points, y down."""

    name: str
    """In the list of objects: ``Zwolle (GM0193)``."""
    alt: str
    """What a screen reader says: the name of its class."""
    klasse: Klasse
    """How it is filled: in the shade of its proof."""
    rings: tuple[Sequence[Point], ...]
    """Islands and holes, each closed by its own first point; where two lie over each other is a hole."""


class Border(NamedTuple):
    """Lines of one kind that stand out."""

    name: str
    lines: tuple[Sequence[Point], ...]
    width: float
    is_doubtful: bool
    """Whether no source says that there is a border."""


class LooseMap(NamedTuple):
    """A map of loose outlines, from the bottom up."""

    patches: tuple[Patch, ...]
    borders: tuple[Border, ...]
    """Only those of which there are any."""
    names: tuple[PlacedName, ...]
    bar: ScaleBar | None = None
    inset: Inset | None = None


class Inset(NamedTuple):
    """The crowded west once more, larger, over a corner of the map."""

    shown: Rect
    """What it shows, on the map."""
    room: Rect
    """Where it stands."""
    loose: LooseMap


def plan_loose_map(
    stand: Stand, view: MapView, shapes: Shapes, width: float, height: float, wider: float = 1.0
) -> LooseMap:
    """
    Lay a view out as loose outlines.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    view
        Output of ``build_view`` for that stand.
    shapes
        Output of ``build_shapes`` for the same data folder.
    width, height
        Of the place that it gets, in points.
    wider
        How many times wider than ours the font is in which the names are set: they get as much more room.

    Returns
    -------
    loose
        Every gemeente of the area once, and of those around it what lies within the place; nothing lies outside it.
    """
    room = Rect(0, 0, width, height)
    frame, inset = lay_frames(view, shapes, room, edge=_EDGE)
    scale = _LETTERS * min(1.0, height / _USUAL) * wider
    bar = plan_scale_bar(frame, scale, view, shapes, inset.room if inset else None)
    taken = [bar.box, *([inset.room] if inset else [])]
    most = count_main_places(frame, scale / wider) if view.gebied is None else None
    names = _name(frame, stand, view, shapes, scale, most, taken)
    whole = _lay_out(frame, stand, view, shapes)._replace(names=names, bar=bar)
    return whole._replace(inset=_set_in(inset, frame.rect(WEST), stand, view, shapes, scale)) if inset else whole


def _set_in(inset: Frame, shown: Rect, stand: Stand, view: MapView, shapes: Shapes, scale: float) -> Inset:
    """Lay the inset out, with what it is called in its corner."""
    room, size = inset.room, 0.94 * scale
    label = PlacedName(("Randstad",), 0, room.y + 4 + size * 9, size * 9, BOLD, style.DARK)
    label = label._replace(x=room.x + 4 + label.box.width / 2)
    names = _name(inset, stand, view, shapes, size, None, [label.box])
    return Inset(shown, room, _lay_out(inset, stand, view, shapes)._replace(names=(label, *names)))


def _lay_out(frame: Frame, stand: Stand, view: MapView, shapes: Shapes) -> LooseMap:
    """Lay the outlines and borders out that lie in a frame."""
    seen, inside = _see(frame, shapes), set(view.codes)
    klassen = {entry.klasse.key: entry.klasse for entry in view.legend}
    patches = []
    for code, shape in sorted(seen.items(), key=lambda one: (one[0] in inside, one[0])):
        klasse = klassen[view.class_of[code]] if code in inside else _OUTSIDE
        look = style.shade(klasse, view.bewijs.get(code, "")) if code in inside else _OUTSIDE
        alt = f"{klasse.label}, te bevestigen" if code in view.te_bevestigen & inside else klasse.label
        patches.append(Patch(f"{stand.dekking[code].naam} ({code})", alt, look, _rings(frame, shape)))
    return LooseMap(tuple(patches), tuple(_borders(frame, view, shapes, seen)), ())


def _see(frame: Frame, shapes: Shapes) -> dict[str, Any]:
    """Simplify gemeenten together, cut off at the edges of the frame; those that lie outside it are left out."""
    east, south = frame.west + frame.room.width / frame.scale, frame.north - frame.room.height / frame.scale
    window = (frame.west, south, east, frame.north)
    codes = [
        code
        for code, (left, low, right, high) in shapes.boxes.items()
        if left < east and right > frame.west and high > south and low < frame.north
    ]
    simple = shapely.coverage_simplify([shapes.fine.polygons[code] for code in codes], _BEND / frame.scale)
    cut = shapely.clip_by_rect(simple, *window)
    return {code: shape for code, shape in zip(codes, cut, strict=True) if shape.area > 0}


def _rings(frame: Frame, shape: Any) -> tuple[tuple[Point, ...], ...]:
    """List the islands and holes of a gemeente."""
    polygons = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon"]
    return tuple(tuple(_points(frame, ring)) for one in polygons for ring in (one.exterior, *one.interiors))


def _points(frame: Frame, line: Any) -> Iterator[Point]:
    """Turn a line in RD New into points."""
    yield from ((float(x), float(y)) for x, y in frame.points(shapely.get_coordinates(line)))


def _borders(frame: Frame, view: MapView, shapes: Shapes, seen: Mapping[str, Any]) -> Iterator[Border]:
    """Find the lines that stand out: around the area, and between politieregio's or regions of centrumgemeenten."""

    def border(name: str, lines: Any, width: float, is_doubtful: bool = False) -> Iterator[Border]:
        found = tuple(tuple(_points(frame, line)) for line in shapely.get_parts(lines) if not line.is_empty)
        if found:
            yield Border(name, found, width, is_doubtful)

    if view.gebied is not None:
        around = shapely.boundary(shapely.coverage_union_all([seen[code] for code in view.codes]))
        yield from border("Grenzen", around, border_width(view))
    if view.grenzen == CENTRUMGEMEENTE:
        gemeenten = gpd.GeoDataFrame(geometry=gpd.GeoSeries(dict(seen)), crs=RD_NEW)
        candidates = {code: names for code, names in shapes.fine.centra.items() if code in seen}
        if candidates:
            between = split_doubtful(gemeenten, candidates).geometry
            yield from border("Grenzen van centrumgemeenten", between["gedeeld"], border_width())
            yield from border(DOUBTFUL_BORDER, between["misschien"], border_width(), is_doubtful=True)
    elif view.gebied is None:
        members = [codes for (kind, _), codes in shapes.fine.members.items() if kind == "politieregio"]
        parts = [[seen[code] for code in codes if code in seen] for codes in members]
        regions = [shapely.coverage_union_all(part) for part in parts if part]
        between = split_borders(gpd.GeoDataFrame(geometry=regions, crs=RD_NEW)).geometry["gedeeld"]
        yield from border("Grenzen", between, border_width())


def _name(
    frame: Frame, stand: Stand, view: MapView, shapes: Shapes, scale: float, most: int | None, taken: Sequence[Rect]
) -> tuple[PlacedName, ...]:
    """Place names as on a picture; there are no lines, so none can stand aside."""
    room = frame.room
    own = wish_names(frame, view, stand, shapes, scale, most)
    wishes = [wish._replace(may_cover=True) for wish in own if room.overlaps(Rect(wish.x, wish.y, 0.1, 0.1))]
    return tuple(place_names(wishes, Rect(room.x + 3, room.y + 3, room.width - 6, room.height - 6), taken))
