"""The network over the map of a picture: lines and dots as on the screen, national actors always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyproj import Transformer

from netmap.drawing.fonts import BOLD, REGULAR
from netmap.drawing.place_names import NameWish
from netmap.drawing.svg import Rect, number, stroke
from netmap.inzet import COMENSHA, VNG
from netmap.maps import style
from netmap.maps.network import KIND, draw_network, visible_edges
from netmap.schema import RD_NEW, WGS84

if TYPE_CHECKING:
    from netmap.drawing.frame import Frame
    from netmap.layers import MapView, Stand
    from netmap.maps.network import Edge, Node
    from netmap.maps.shapes import Point, Shapes

_NATIONAL: Final = (COMENSHA, VNG)
_RADIUS: Final = {"landelijk": 9.0, "politieregio": 6.5, "organisatie": 6.5, "gemeente": 3.0}
_BEND: Final = 0.08
"""How much a line bends, as a share of its length; the two columns bend to different sides."""


class Network(NamedTuple):
    """The lines and dots that hold on the day of a view."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    points: dict[str, Point]
    """Dot to its place in RD New, metres."""

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
    return Network(nodes, edges, {n.id: (float(x), float(y)) for n, (x, y) in zip(nodes, places, strict=True)})


def place_dots(network: Network, frame: Frame) -> dict[str, Point]:
    """Find where each dot stands; a national actor outside the map waits at its left edge, so no chain ends nowhere."""
    places = dict(zip(network.points, map(tuple, frame.points(list(network.points.values())).tolist()), strict=True))
    room = frame.room
    for i, node in enumerate(_NATIONAL):
        if node in places and not room.holds(Rect(places[node][0] - 30, places[node][1] - 12, 60, 24)):
            places[node] = (room.x + 34, room.y + room.height * (0.12 + 0.14 * i))
    return places


def draw_overlay(
    frame: Frame, network: Network, national: bool, scale: float
) -> tuple[str, list[NameWish], list[Rect]]:
    """Draw lines and dots; also the names that want a place beside them, and the room that no name may cover."""
    places = place_dots(network, frame)
    parts = []
    for faint in (True, False):
        for kind, line in style.LINES.items():
            curves = [
                _curve(places[edge.van], places[edge.naar], kind)
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
    svg = f'<g clip-path="url(#kaart)">{"".join(parts)}</g>'
    return svg, _wishes(network, places, frame, scale), [_box(places[n.id], _RADIUS[n.soort]) for n in network.nodes]


def _lines(curves: str, line: style.Line, faint: bool) -> list[str]:
    """Draw lines of one kind, each with a white edge below it."""
    look = style.FAINT if faint else style.Faint(line.width, 0.95, line.casing, 0.7)
    casing = [stroke(curves, style.LIGHT, look.casing, "", look.casing_opacity)] if line.casing else []
    return [*casing, stroke(curves, line.colour, look.width, line.dash, look.opacity)]


def _curve(start: Point, end: Point, kind: str) -> str:
    """Bend a line a little, so that two between the same dots are told apart; SVG path data."""
    (x1, y1), (x2, y2) = start, end
    much = {"overig": 0.0, "bestuur": -_BEND}.get(kind, _BEND)
    x, y = (x1 + x2) / 2 + (y1 - y2) * much, (y1 + y2) / 2 + (x2 - x1) * much
    return f"M{number(x1)},{number(y1)}Q{number(x)},{number(y)} {number(x2)},{number(y2)}"


def _wishes(network: Network, places: dict[str, Point], frame: Frame, scale: float) -> list[NameWish]:
    """Names beside dots: national actors, then regions, then organisations."""
    order = {"landelijk": 0, "politieregio": 1, "organisatie": 2}
    named = sorted((n for n in network.nodes if n.soort in order), key=lambda n: (order[n.soort], n.id))
    room = frame.room
    return [
        NameWish(
            node.naam,
            *places[node.id],
            size=(10.5 if node.soort == "landelijk" else 8.4) * scale,
            weight=REGULAR if node.soort == "organisatie" else BOLD,
            colour=style.LINES["zorg"].colour if node.soort == "organisatie" else style.DARK,
            beside=_RADIUS[node.soort] + 1,
        )
        for node in named
        if room.holds(_box(places[node.id], 2))
    ]


def _box(place: Point, radius: float) -> Rect:
    return Rect(place[0] - radius, place[1] - radius, 2 * radius, 2 * radius)
