"""
Places for the network overlay: which dots and lines exist, where they stand and which hold on a date.

An ``inzet`` is not a dot of its own: the organisation that does it is, in the middle of the area it works for.
The drawing is made once, from all rows; a rerun only says which of its lines hold.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netmap.inzet import COMENSHA, VNG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import networkx as nx

    from netmap.inzet import Inzet

NATIONAL_PLACES: Final = {COMENSHA: (3.72, 52.95), VNG: (3.72, 52.45)}
"""Longitude and latitude in the North Sea: a national actor belongs to no place in the country."""

KIND: Final = {
    "coordineert_voor": "zorg",
    "aanspreekpunt_van": "zorg",
    "meldt_bij": "zorg",
    "op_afstand": "op_afstand",
    "trekt": "bestuur",
    "regisseert": "bestuur",
    "valt_onder": "bestuur",
    "ondersteunt": "overig",
    "ligt_in": "overig",
}
"""Relation to the kind of line (``netmap.maps.style.LINES``)."""
_WORK: Final = frozenset({"coordineert_voor", "aanspreekpunt_van", "trekt", "regisseert", "ondersteunt"})
_NATIONAL: Final = frozenset({"coordineert_voor", "trekt", "regisseert"})
"""Relations that show on the map of the country; the rest would bury it."""

_KM_PER_DEGREE: Final = 111.32
_MIDDLE_LATITUDE: Final = 52.2
_APART_KM: Final = 13.0
"""Distance that keeps two dots apart on the map of the country."""
_APART_IN_GEMEENTE_KM: Final = 2.5
"""Distance that keeps two dots apart when a region fills the map."""
_STEPS: Final = 120


class Edge(NamedTuple):
    """A line: from one dot to another, for one relation."""

    van: str
    naar: str
    relatie: str


class Node(NamedTuple):
    """A dot with its place in degrees."""

    id: str
    soort: str
    naam: str
    lon: float
    lat: float


class NetworkDrawing(NamedTuple):
    """Every dot and line there can be, whatever the date."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def to_json(self) -> bytes:
        """
        Write what the browser needs: no identifiers, dots by their position in the list.

        Returns
        -------
        data
            UTF-8 JSON, the same bytes for the same drawing.
        """
        place = {node.id: i for i, node in enumerate(self.nodes)}
        drawing = {
            "punten": [[node.soort, node.naam, node.lon, node.lat] for node in self.nodes],
            "lijnen": [[place[edge.van], place[edge.naar], KIND[edge.relatie]] for edge in self.edges],
        }
        return json.dumps(drawing, ensure_ascii=False, separators=(",", ":")).encode()


class _Work(NamedTuple):
    """An organisation at work in a gemeente."""

    dot: str
    relatie: str
    gemeente: str
    doel: str
    """Where the line ends: the gemeente, or its politieregio when that is led as a whole or served at a distance."""
    meldt_bij: bool


def national_edges(graph: nx.MultiDiGraph[str], any_date: bool = False) -> dict[Edge, int]:
    """
    Lines on the map of the country, sorted, with the number of gemeenten each stands for.

    Organisations to politieregio's, and both to their national actor; ``any_date`` takes rows that do not hold on the
    peildatum too.
    """
    region_of = _regions(graph)
    gemeenten: dict[Edge, set[str]] = defaultdict(set)
    for gemeente, regio in region_of.items():
        gemeenten[Edge(regio, VNG, "valt_onder")].add(gemeente)
    for work in _work(graph, region_of, any_date):
        if work.relatie in _NATIONAL and not _is_national(work.dot):
            gemeenten[Edge(work.dot, region_of[work.gemeente], work.relatie)].add(work.gemeente)
            if work.relatie == "coordineert_voor" and work.meldt_bij:
                gemeenten[Edge(work.dot, COMENSHA, "meldt_bij")].add(work.gemeente)
    return {edge: len(gemeenten[edge]) for edge in sorted(gemeenten)}


def full_edges(graph: nx.MultiDiGraph[str], codes: Collection[str], any_date: bool = False) -> set[Edge]:
    """
    Lines of the whole chain of some gemeenten: both columns, up to CoMensha and VNG.

    All lines that touch these gemeenten, their organisations or their politieregio; ``any_date`` takes rows that do not
    hold on the peildatum too.
    """
    chosen = {f"gemeente:{code}" for code in codes}
    edges = set()
    region_of = _regions(graph)
    for gemeente, regio in region_of.items():
        if gemeente in chosen:
            edges |= {Edge(gemeente, regio, "ligt_in"), Edge(regio, VNG, "valt_onder")}
    for work in _work(graph, region_of, any_date):
        if work.gemeente in chosen and (work.relatie == "op_afstand" or not _is_national(work.dot)):
            edges.add(Edge(work.dot, work.doel, work.relatie))
            if work.meldt_bij and not _is_national(work.dot):
                edges.add(Edge(work.dot, COMENSHA, "meldt_bij"))
    return edges


def count_gemeenten(
    graph: nx.MultiDiGraph[str], codes: Collection[str] | None = None, any_date: bool = False
) -> dict[str, int]:
    """
    Count for how many gemeenten each organisation works, and how many each politieregio has.

    Parameters
    ----------
    graph
        Output of ``build_graph`` on the date.
    codes
        Gemeenten that count; None counts all.
    any_date
        Whether rows that do not hold on the peildatum count too.

    Returns
    -------
    counts
        Node id (``organisatie:fier``, ``politieregio:Limburg``) to a number of gemeenten, at least 1.
    """
    region_of = _regions(graph)
    gemeenten: dict[str, set[str]] = defaultdict(set)
    for gemeente, regio in region_of.items():
        gemeenten[regio].add(_code(gemeente))
    for work in _work(graph, region_of, any_date):
        if not _is_national(work.dot):
            gemeenten[work.dot].add(_code(work.gemeente))
    among = {dot: here if codes is None else here.intersection(codes) for dot, here in gemeenten.items()}
    return {dot: len(here) for dot, here in among.items() if here}


def draw_network(graph: nx.MultiDiGraph[str], points: Mapping[str, tuple[float, float]]) -> NetworkDrawing:
    """
    Place every dot that any date can need and list every line between them.

    Parameters
    ----------
    graph
        Output of ``build_graph`` on any date: rows of the past and the future count as well.
    points
        Gemeente code to longitude and latitude of its label point; every gemeente of the graph.

    Returns
    -------
    drawing
        Dots and lines, the same for the same rows; what works for the most gemeenten comes first, so it is named first.
    """
    codes = [_code(gemeente) for gemeente in _regions(graph)]
    national = national_edges(graph, any_date=True)
    edges = sorted(set(national) | full_edges(graph, codes, any_date=True))
    places = _places(graph, points, {edge.van for edge in national if edge.relatie in _NATIONAL})
    counts = count_gemeenten(graph, any_date=True)
    used = sorted({end for edge in edges for end in (edge.van, edge.naar)}, key=lambda dot: (-counts.get(dot, 0), dot))
    nodes = []
    for node in used:
        soort, naam = graph.nodes[node]["soort"], graph.nodes[node]["naam"]
        nodes.append(Node(node, soort, naam, *(round(degree, 4) for degree in places[node])))
    return NetworkDrawing(tuple(nodes), tuple(edges))


def visible_edges(drawing: NetworkDrawing, graph: nx.MultiDiGraph[str], codes: Collection[str] | None) -> list[int]:
    """
    Find the lines of the drawing that hold on a date.

    Parameters
    ----------
    drawing
        Result of `draw_network` for the same data.
    graph
        Output of ``build_graph`` on the date.
    codes
        Gemeenten whose chain is shown in full, or None for the map of the country.

    Returns
    -------
    indices
        Positions in ``drawing.edges``, ascending.

    Raises
    ------
    ValueError
        If the graph has a line that is not in the drawing: the two are of different data.
    """
    wanted = set(national_edges(graph)) if codes is None else full_edges(graph, codes)
    indices = [i for i, edge in enumerate(drawing.edges) if edge in wanted]
    if len(indices) != len(wanted):
        missing = sorted(wanted - set(drawing.edges))
        msg = f"The drawing lacks {len(missing)} lines of the graph, {missing[0]} first: draw the network anew."
        raise ValueError(msg)
    return indices


def _regions(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Gemeente to its politieregio, as node ids."""
    edges: Iterable[tuple[str, str, str]] = graph.edges(data="relatie")
    return {van: naar for van, naar, relatie in edges if relatie == "ligt_in"}


def _work(graph: nx.MultiDiGraph[str], region_of: Mapping[str, str], any_date: bool) -> Iterator[_Work]:
    """Every organisation at work in a gemeente; a vacancy or an ended inzet is no work."""
    for node, facts in graph.nodes(data=True):
        if facts["soort"] != "inzet":
            continue
        inzet: Inzet = facts["inzet"]
        distant = inzet.status == "op_afstand"
        here = inzet.where(graph.graph["peildatum"])
        if not (inzet.covers or distant) or not (any_date or inzet.holds(graph.graph["peildatum"])):
            continue
        edges: Iterable[tuple[str, str, str]] = graph.out_edges(node, data="relatie")
        ties = {(naar, relatie) for _, naar, relatie in edges}
        dot = next((naar for naar, relatie in ties if relatie == "werkt_bij"), COMENSHA)
        for naar, relatie in ties:
            if relatie in _WORK and naar in region_of and (any_date or _code(naar) in here):
                yield _Work(
                    dot,
                    "op_afstand" if distant else relatie,
                    naar,
                    region_of[naar] if distant or (region_of[naar], relatie) in ties else naar,
                    (COMENSHA, "meldt_bij") in ties,
                )


def _places(
    graph: nx.MultiDiGraph[str], points: Mapping[str, tuple[float, float]], prominent: Collection[str]
) -> dict[str, tuple[float, float]]:
    """Degrees of every dot: organisations and politieregio's in the middle of their gemeenten, pushed apart."""
    region_of = _regions(graph)
    area: dict[str, set[str]] = defaultdict(set)
    for gemeente, regio in region_of.items():
        area[regio].add(gemeente)
    for work in _work(graph, region_of, any_date=True):
        if not _is_national(work.dot):
            area[work.dot].add(work.gemeente)
    km = {gemeente: _to_km(points[_code(gemeente)]) for gemeente in region_of}
    km |= {node: _to_km(place) for node, place in NATIONAL_PLACES.items()}
    middle = {dot: np.mean([km[gemeente] for gemeente in sorted(area[dot])], axis=0) for dot in sorted(area)}
    regions = {dot: place for dot, place in middle.items() if dot in set(region_of.values())}
    wide = _push_apart(
        {dot: middle[dot] for dot in middle if dot in prominent},
        [*regions.values(), *(_to_km(place) for place in NATIONAL_PLACES.values())],
        _APART_KM,
    )
    small = _push_apart(
        {dot: middle[dot] for dot in middle if dot not in prominent and dot not in regions},
        [*km.values(), *regions.values(), *wide.values()],
        _APART_IN_GEMEENTE_KM,
    )
    return {dot: _to_degrees(place) for dot, place in (km | regions | wide | small).items()}


def _push_apart(movable: Mapping[str, np.ndarray], fixed: list[np.ndarray], apart_km: float) -> dict[str, np.ndarray]:
    """Move dots, never the fixed ones, until all are far enough apart or the steps run out; without chance."""
    if not movable:
        return {}
    count = len(movable)
    turn = np.arange(count) * math.pi * (3 - math.sqrt(5))
    start = np.array(list(movable.values())) + 0.05 * np.column_stack([np.cos(turn), np.sin(turn)])
    places = np.vstack([start, *fixed])
    share = np.where(np.arange(len(places)) < count, 0.5, 1.0)
    for _ in range(_STEPS):
        away = places[:count, None] - places[None]
        distance = np.hypot(away[..., 0], away[..., 1])
        distance[np.arange(count), np.arange(count)] = np.inf
        overlap = np.clip(apart_km - distance, 0, None) * share
        if not overlap.any():
            break
        places[:count] += (away / np.maximum(distance, 1e-9)[..., None] * overlap[..., None]).sum(axis=1) * 0.6
    return dict(zip(movable, places[:count], strict=True))


def _to_km(point: tuple[float, float]) -> np.ndarray:
    """Degrees to kilometres on a plane, near enough for keeping dots apart."""
    lon, lat = point
    return np.array([lon * math.cos(math.radians(_MIDDLE_LATITUDE)), lat]) * _KM_PER_DEGREE


def _to_degrees(place: np.ndarray) -> tuple[float, float]:
    """Kilometres back to longitude and latitude."""
    lon, lat = place / _KM_PER_DEGREE
    return float(lon / math.cos(math.radians(_MIDDLE_LATITUDE))), float(lat)


def _is_national(dot: str) -> bool:
    """Whether a dot is CoMensha or VNG."""
    return dot in NATIONAL_PLACES


def _code(gemeente: str) -> str:
    """Gemeente code of a node id."""
    return gemeente.removeprefix("gemeente:")
