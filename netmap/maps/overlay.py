"""The network over the map of a picture: lines and dots as on the screen, national actors always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from matplotlib.path import Path as Outline
from pyproj import Transformer

from netmap.inzet import COMENSHA, VNG
from netmap.maps import style
from netmap.maps.composition import Rect
from netmap.maps.fonts import BOLD, REGULAR
from netmap.maps.network import KIND, draw_network, visible_edges
from netmap.maps.place_names import Wish
from netmap.schema import RD_NEW, WGS84

if TYPE_CHECKING:
    from netmap.layers import MapView, Stand
    from netmap.maps.network import Edge, Node
    from netmap.maps.panel import Frame
    from netmap.maps.shapes import Point, Shapes
    from netmap.maps.sheet import Sheet

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
        """The kinds of line and dot, for `netmap.maps.legend.build_rows`."""
        lines = {("lijn", KIND[edge.relatie]) for edge in self.edges}
        return lines | {("punt", node.soort) for node in self.nodes}


def find_network(stand: Stand, view: MapView, shapes: Shapes) -> Network:
    """
    Find the network of a view: calm for the country, the whole chain for a region.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    view
        Output of ``build_view``.
    shapes
        Of the same data.

    Returns
    -------
    network
        Lines, and the dots at their ends; sorted.
    """
    drawing = draw_network(stand.graph, shapes.degrees)
    codes = None if view.gebied is None else view.codes
    edges = tuple(drawing.edges[i] for i in visible_edges(drawing, stand.graph, codes))
    ends = {end for edge in edges for end in (edge.van, edge.naar)}
    nodes = tuple(node for node in drawing.nodes if node.id in ends)
    project = Transformer.from_crs(WGS84, RD_NEW, always_xy=True)
    places = zip(*project.transform([n.lon for n in nodes], [n.lat for n in nodes]), strict=True) if nodes else ()
    return Network(nodes, edges, {n.id: (float(x), float(y)) for n, (x, y) in zip(nodes, places, strict=True)})


def place_dots(network: Network, frame: Frame) -> dict[str, Point]:
    """
    Find where each dot stands on the sheet.

    Parameters
    ----------
    network
        Result of `find_network`.
    frame
        The map.

    Returns
    -------
    places
        Dot to units; a national actor outside the map waits at its left edge, so that no chain ends nowhere.
    """
    places = dict(zip(network.points, map(tuple, frame.points(list(network.points.values())).tolist()), strict=True))
    room = frame.room
    for i, node in enumerate(_NATIONAL):
        if node in places and not room.holds(Rect(places[node][0] - 30, places[node][1] - 12, 60, 24)):
            places[node] = (room.x + 34, room.y + room.height * (0.12 + 0.14 * i))
    return places


def draw_overlay(
    sheet: Sheet, frame: Frame, network: Network, national: bool, scale: float
) -> tuple[list[Wish], list[Rect]]:
    """
    Draw lines and dots.

    Parameters
    ----------
    sheet, frame
        Where.
    network
        Result of `find_network`.
    national
        Whether it is the map of the country: lines to a national actor are faint there.
    scale
        Size of the text; 1 is as meant.

    Returns
    -------
    wishes
        Names for the dots, the most important first.
    taken
        Room of the dots, which no name may cover.
    """
    places = place_dots(network, frame)
    for faint in (True, False):
        for kind, line in style.LINES.items():
            ends = [
                edge
                for edge in network.edges
                if KIND[edge.relatie] == kind and (national and edge.naar in _NATIONAL) == faint
            ]
            curves = [_curve(places[edge.van], places[edge.naar], kind) for edge in ends]
            if curves:
                _draw_lines(sheet, frame, curves, line, faint)
    for soort, shape in style.SHAPES.items():
        dots = np.array([places[node.id] for node in network.nodes if node.soort == soort]).reshape(-1, 2)
        if len(dots):
            width = 1.0 if soort == "gemeente" else 1.6
            sheet.stamps(shape_outline(soort), dots, shape.fill, shape.line, width, inside=frame.room)
    return _wishes(network, places, frame, scale), [_box(places[n.id], _RADIUS[n.soort]) for n in network.nodes]


def _draw_lines(sheet: Sheet, frame: Frame, curves: list[np.ndarray], line: style.Line, faint: bool) -> None:
    """Draw lines of one kind, each with a white edge below it."""
    look = style.FAINT if faint else style.Faint(line.width, 0.95, line.casing, 0.7)
    if line.casing:
        sheet.strokes(curves, style.LIGHT, look.casing, "", look.casing_opacity, frame.room)
    sheet.strokes(curves, line.colour, look.width, line.dash, look.opacity, frame.room)


def _curve(start: Point, end: Point, kind: str) -> np.ndarray:
    """Bend a line a little, so that two between the same dots are told apart."""
    a, b = np.array(start), np.array(end)
    much = {"overig": 0.0, "bestuur": -_BEND}.get(kind, _BEND)
    control = (a + b) / 2 + np.array([a[1] - b[1], b[0] - a[0]]) * much
    t = np.linspace(0, 1, 17)[:, None]
    return np.asarray(a * (1 - t) ** 2 + control * 2 * t * (1 - t) + b * t**2)


def shape_outline(soort: str) -> Outline:
    """
    Outline of the drawing of an actor, as in `netmap.maps.style.SHAPES`.

    Parameters
    ----------
    soort
        Key of `netmap.maps.style.SHAPES`.

    Returns
    -------
    outline
        Around 0,0, in units.
    """
    radius = {"organisatie": 4.5, "politieregio": 4.5, "landelijk": 7.5, "gemeente": 2.5}[soort]
    if soort == "politieregio":
        return Outline(radius * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]), closed=True)
    if soort == "landelijk":
        return Outline(radius * np.array([(0, -1), (1, 0), (0, 1), (-1, 0), (0, -1)]), closed=True)
    return Outline.circle(radius=radius)


def _wishes(network: Network, places: dict[str, Point], frame: Frame, scale: float) -> list[Wish]:
    """Names beside dots: national actors, then regions, then organisations."""
    order = {"landelijk": 0, "politieregio": 1, "organisatie": 2}
    named = sorted((n for n in network.nodes if n.soort in order), key=lambda n: (order[n.soort], n.id))
    room = frame.room
    return [
        Wish(
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
