"""The network over the map of a picture: lines and dots as on the screen, national actors always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyproj import Transformer
from shapely import LineString

from netmap.drawing.fonts import BOLD, REGULAR, measure
from netmap.drawing.place_names import Clutter, NameWish
from netmap.drawing.svg import Rect, number, stroke
from netmap.inzet import COMENSHA, VNG
from netmap.maps import style
from netmap.maps.network import KIND, count_gemeenten, draw_network, visible_edges
from netmap.schema import RD_NEW, WGS84

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.drawing.frame import Frame
    from netmap.layers import MapView, Stand
    from netmap.maps.network import Edge, Node
    from netmap.maps.shapes import Point, Shapes

_NATIONAL: Final = (COMENSHA, VNG)
_RADIUS: Final = {"landelijk": 9.0, "politieregio": 6.5, "organisatie": 6.5, "gemeente": 3.0}
_BEND: Final = 0.08
"""How much a line bends, as a share of its length; the two columns bend to different sides."""
_EDGE: Final = 18.0
"""Distance to the edge of the map of an actor whose own place lies outside it."""
_STEPS: Final = 16
"""Straight pieces of a line when it is looked up what it crosses."""


class Network(NamedTuple):
    """The lines and dots that hold on the day of a view."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    points: dict[str, Point]
    """Dot to its place in RD New, metres."""
    sizes: Mapping[str, int]
    """Organisation or politieregio to the number of gemeenten of the view that it works for or has."""

    @property
    def kinds(self) -> set[tuple[str, str]]:
        """The kinds of line and dot, for `netmap.drawing.legend.build_rows`."""
        lines = {("lijn", KIND[edge.relatie]) for edge in self.edges}
        return lines | {("punt", node.soort) for node in self.nodes}


def find_network(stand: Stand, view: MapView, shapes: Shapes) -> Network:
    """Find the network of a view: calm for the country, the whole chain for a region."""
    drawing = draw_network(stand.graph, shapes.degrees)
    codes = None if view.gebied is None else view.codes
    edges = tuple(drawing.edges[i] for i in visible_edges(drawing, stand.graph, codes))
    ends = {end for edge in edges for end in (edge.van, edge.naar)}
    nodes = tuple(node for node in drawing.nodes if node.id in ends)
    project = Transformer.from_crs(WGS84, RD_NEW, always_xy=True)
    places = zip(*project.transform([n.lon for n in nodes], [n.lat for n in nodes]), strict=True) if nodes else ()
    points = {n.id: (float(x), float(y)) for n, (x, y) in zip(nodes, places, strict=True)}
    return Network(nodes, edges, points, count_gemeenten(stand.graph, codes))


class Overlay(NamedTuple):
    """What a network draws over a map, and what the names must know of it."""

    svg: str
    wishes: list[NameWish]
    """Names beside dots: the national actors first, then who works for the most gemeenten."""
    dots: list[Rect]
    """Room of the actors, which no name may cover."""
    clutter: Clutter
    """Lines and the dots of gemeenten, in units."""


def draw_overlay(frame: Frame, network: Network, national: bool, scale: float, bar: Rect) -> Overlay:
    """Draw lines and dots; ``bar`` is the room of the scale bar, where no actor is moved to."""
    places = place_dots(network, frame, scale, bar)
    bends = {edge: _bend(places[edge.van], places[edge.naar], KIND[edge.relatie]) for edge in network.edges}
    parts = []
    for faint in (True, False):
        for kind, line in style.LINES.items():
            curves = [
                _curve(bends[edge])
                for edge in network.edges
                if KIND[edge.relatie] == kind and (national and edge.naar in _NATIONAL) == faint
            ]
            if curves:
                parts += _lines("".join(curves), line, faint)
    for soort, shape in style.SHAPES.items():
        width = 1.0 if soort == "gemeente" else 1.6
        for node in network.nodes:
            if node.soort == soort:
                x, y = map(number, places[node.id])
                parts.append(
                    f'<path transform="translate({x} {y})" d="{shape.path}" fill="{shape.fill}" '
                    f'stroke="{shape.line}" stroke-width="{width:g}"/>'
                )
    svg = f'<g clip-path="url(#kader)">{"".join(parts)}</g>'
    large, small = (
        [_box(places[node.id], _RADIUS[node.soort]) for node in network.nodes if (node.soort == "gemeente") == is_small]
        for is_small in (False, True)
    )
    lines = [_straighten(bend) for bend in bends.values()]
    return Overlay(svg, _wishes(network, places, scale), large, Clutter(lines, small))


def place_dots(network: Network, frame: Frame, scale: float, bar: Rect) -> dict[str, Point]:
    """
    Find where each dot stands; no actor is lost outside the map.

    A national actor waits at the left edge, with room for its name above and below it; any other at the edge nearest
    to its own place, beside those that stand there already.
    """
    places = dict(zip(network.points, map(tuple, frame.points(list(network.points.values())).tolist()), strict=True))
    room = frame.room
    actors = [node for node in network.nodes if node.soort != "gemeente"]
    longest = (measure(node.naam, _size(node, scale), BOLD) for node in actors if node.id in _NATIONAL)
    half = max(longest, default=0) / 2 + 8
    taken, outside = [bar], []
    for node in actors:
        x, y = places[node.id]
        wide = half if node.id in _NATIONAL else _EDGE
        if not room.holds(Rect(x - wide, y - _EDGE, 2 * wide, 2 * _EDGE)):
            if node.id not in _NATIONAL:
                outside.append(node.id)
                continue
            first, step = max(0.12 * room.height, 1.7 * _EDGE), max(0.14 * room.height, 2 * _EDGE)
            places[node.id] = (room.x + half, room.y + first + step * _NATIONAL.index(node.id))
        taken.append(_box(places[node.id], _EDGE))
    for ident in outside:
        places[ident] = _at_edge(places[ident], room, taken)
        taken.append(_box(places[ident], _EDGE))
    return places


def _at_edge(place: Point, room: Rect, taken: Sequence[Rect]) -> Point:
    """Find the free place along the edge of the map that is nearest."""
    right, bottom = room.x + room.width - _EDGE, room.y + room.height - _EDGE
    near = (min(max(place[0], room.x + _EDGE), right), min(max(place[1], room.y + _EDGE), bottom))
    across = near[1] in (room.y + _EDGE, bottom)
    tries = [near]
    for step in range(1, 40):
        for away in (step * _EDGE / 2, -step * _EDGE / 2):
            x, y = (near[0] + away, near[1]) if across else (near[0], near[1] + away)
            if room.x + _EDGE <= x <= right and room.y + _EDGE <= y <= bottom:
                tries.append((x, y))
    return next((one for one in tries if not any(_box(one, _EDGE).overlaps(other) for other in taken)), near)


def _lines(curves: str, line: style.Line, faint: bool) -> list[str]:
    """Draw lines of one kind, each with a white edge below it."""
    look = style.FAINT if faint else style.Faint(line.width, 0.95, line.casing, 0.7)
    casing = [stroke(curves, style.LIGHT, look.casing, "", look.casing_opacity)] if line.casing else []
    return [*casing, stroke(curves, line.colour, look.width, line.dash, look.opacity)]


def _bend(start: Point, end: Point, kind: str) -> tuple[Point, Point, Point]:
    """Bend a line a little, so that two between the same dots are told apart: begin, point it bends to, end."""
    (x1, y1), (x2, y2) = start, end
    much = {"overig": 0.0, "bestuur": -_BEND}.get(kind, _BEND)
    return start, ((x1 + x2) / 2 + (y1 - y2) * much, (y1 + y2) / 2 + (x2 - x1) * much), end


def _curve(bend: tuple[Point, Point, Point]) -> str:
    """Write a line as SVG path data."""
    start, middle, end = (f"{number(x)},{number(y)}" for x, y in bend)
    return f"M{start}Q{middle} {end}"


def _straighten(bend: tuple[Point, Point, Point]) -> LineString:
    """Write a line as straight pieces."""
    parts = [i / _STEPS for i in range(_STEPS + 1)]
    weights = [((1 - t) ** 2, 2 * t * (1 - t), t**2) for t in parts]
    return LineString(
        [tuple(sum(w * at[i] for w, at in zip(three, bend, strict=True)) for i in (0, 1)) for three in weights]
    )


def _wishes(network: Network, places: dict[str, Point], scale: float) -> list[NameWish]:
    """Names beside dots: the national actors first, then who works for the most gemeenten."""
    named = [node for node in network.nodes if node.soort != "gemeente"]
    named.sort(key=lambda node: (node.soort != "landelijk", -network.sizes.get(node.id, 0), node.id))
    return [
        NameWish(
            node.naam,
            *places[node.id],
            size=_size(node, scale),
            weight=REGULAR if node.soort == "organisatie" else BOLD,
            colour=style.LINES["zorg"].colour if node.soort == "organisatie" else style.DARK,
            beside=_RADIUS[node.soort] + 1,
            keeps_off_lines=node.soort == "landelijk",
        )
        for node in named
    ]


def _size(node: Node, scale: float) -> float:
    """Size of the letters of a name."""
    return (10.5 if node.soort == "landelijk" else 8.4) * scale


def _box(place: Point, radius: float) -> Rect:
    return Rect(place[0] - radius, place[1] - radius, 2 * radius, 2 * radius)
