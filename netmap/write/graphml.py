"""The contact network as GraphML and GEXF, for Gephi and other programs that reckon with networks."""

from __future__ import annotations

import io
import math
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import SubElement

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from pyproj import Transformer

from netmap.graph import holding
from netmap.layers import LAYERS, STATUS_KLASSEN
from netmap.maps.network import KIND, NATIONAL_PLACES, draw_network
from netmap.maps.style import LIGHT, LINES, SHAPES
from netmap.schema import RD_NEW, WGS84
from netmap.write.workbook import describe_file, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.regio import Regio

    Network = nx.MultiDiGraph[str]

_OF_INZET: Final = (
    "rol", "organisatie", "doelgroep", "fte", "status", "bron", "zekerheid", "opmerking", "inwoners_gebied",
)  # fmt: skip
"""Fields of an inzet that stand on its node as they are; a mailbox does not."""
_METRES_PER_UNIT: Final = 100.0
"""On the canvas of Gephi: dots of the usual size then stand apart."""
_FILLS: Final = {klasse.label: klasse.fill for klasse in STATUS_KLASSEN}
_SIZES: Final = {"landelijk": 24.0, "politieregio": 16.0, "inzet": 5.0}
"""On the canvas of Gephi, where 10 is usual; a gemeente is as large as its inwoners, an organisation as its work."""


def build_network(
    stand: Stand,
    points: Mapping[str, tuple[float, float]],
    gebied: Regio | None = None,
    organisatie: str = "netmap",
    link: str = "",
    *,
    alles: bool = False,
) -> Network:
    """
    Take the network of the country or a region out of the graph, with plain attributes only.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    points
        Gemeente code to (longitude, latitude): ``geo.label_points``.
    gebied
        The region, or None for the country.
    organisatie
        Who made it, from the settings.
    link
        A sentence that says where netmap shows it; blank when nobody knows.
    alles
        Whether to take along what ended, is planned, is vacant or is at a distance; else only what holds now.

    Returns
    -------
    network
        The gemeenten with the label of every layer (``laag_…``), their politieregio's, the inzetten that concern
        them, the organisations and the national actors. Nodes have ``label``, ``lon`` and ``lat`` (degrees), ``x``
        and ``y`` (RD New, metres); an organisation stands in the middle of its area, never at an address. Days are
        text, as precise as the source; an attribute without a value is left out. Every edge has its own key.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = stand.codes(gebied)
    graph = _of_area(stand.graph if alles else holding(stand.graph), {f"gemeente:{code}" for code in codes})
    network: Network = nx.MultiDiGraph()
    network.graph |= describe_file(stand, gebied, organisatie, link)
    places = _places(stand, points)
    to_rd = Transformer.from_crs(WGS84, RD_NEW, always_xy=True)
    for node in sorted(graph):
        facts = graph.nodes[node]
        lon, lat = places[node]
        x, y = to_rd.transform(lon, lat)
        facts = facts | (_of_inzet(facts["inzet"], stand.peildatum) if facts["soort"] == "inzet" else {})
        layers = LAYERS.values() if facts["soort"] == "gemeente" else ()
        said = {f"laag_{layer.key}": layer.label(stand, facts["code"]) for layer in layers}
        place = {"lon": lon, "lat": lat, "x": round(x, 1), "y": round(y, 1)}
        network.add_node(plain_text(node), label=plain_text(facts["naam"]), **_plain(facts | said | place))
    for van, naar, key in sorted(graph.edges(keys=True)):
        facts = graph.edges[van, naar, key]
        if "inzet" in facts:
            facts = facts | _of_edge(graph.nodes[van]["inzet"], stand.peildatum, naar)
        name = plain_text(f"{van}|{naar}|{key}")  # Gephi drops an edge whose id another one has
        network.add_edge(plain_text(van), plain_text(naar), name, label=facts["relatie"], **_plain(facts))
    return network


def write_graphml(network: Network) -> bytes:
    """
    Write a network as GraphML in UTF-8.

    ``nx.read_graphml(…, force_multigraph=True)`` gives the same nodes, edges, keys and attributes.
    """
    buffer = io.BytesIO()
    nx.write_graphml_xml(network, buffer)
    return buffer.getvalue()


def write_gexf(network: Network) -> bytes:
    """
    Write a network as GEXF 1.2 in UTF-8 for Gephi; its day is the peildatum.

    With the places and colours of the map: a gemeente in that of its zorgcoördinatie and as large as its inwoners, an
    organisation as large as the gemeenten it works for. The weight of an edge is the width of its line on the map.
    """
    placed: Network = nx.MultiDiGraph(name=network.graph["titel"])
    for node, facts in network.nodes(data=True):
        spot = {"x": facts["x"] / _METRES_PER_UNIT, "y": facts["y"] / _METRES_PER_UNIT, "z": 0.0}
        look = {"position": spot, "color": _rgb(_colour(facts)), "size": _size(network, node)}
        placed.add_node(node, **facts, viz=look)
    for van, naar, key, facts in network.edges(keys=True, data=True):
        line = LINES[KIND.get(facts.get("relatie", ""), "overig")]
        look = {"color": _rgb(line.colour), "thickness": line.width}
        placed.add_edge(van, naar, key, id=key, weight=line.width, viz=look, **facts)
    writer = GEXFWriter(placed, encoding="utf-8", version="1.2draft")
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", network.graph["peildatum"])
    meta.find("creator").text = network.graph["bron"]
    if link := network.graph.get("link"):
        SubElement(meta, "description").text = link
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _colour(facts: Mapping[str, Any]) -> str:
    """Colour of a dot: of a gemeente that of its zorgcoördinatie, else as on the map."""
    soort = facts.get("soort", "")
    if soort == "gemeente":
        return _FILLS[facts["laag_zorgcoordinatie"]]
    shape = SHAPES.get(soort)
    if shape is None:
        return LINES["overig"].colour
    return shape.line if shape.fill == LIGHT else shape.fill


def _size(network: Network, node: str) -> float:
    """Width of a dot."""
    facts = network.nodes[node]
    soort = facts.get("soort", "")
    if soort == "gemeente":
        return round(4 + math.sqrt(facts["inwoners"]) / 40, 1)
    if soort == "organisatie":
        reached = {to for work in network.predecessors(node) for to in network.successors(work) if to != node}
        return round(6 + 2 * math.sqrt(sum(to.startswith("gemeente:") for to in reached)), 1)
    return _SIZES.get(soort, 10.0)


def _rgb(colour: str) -> dict[str, int]:
    return dict(zip("rgb", (int(colour[i : i + 2], 16) for i in (1, 3, 5)), strict=True))


def _of_area(graph: Network, gemeenten: set[str]) -> Network:
    """Keep some gemeenten and what concerns them: inzetten, organisations, politieregio's, national actors."""
    ties: Iterable[tuple[str, str, str]] = graph.out_edges(gemeenten, data="relatie")
    region = {naar for _, naar, relatie in ties if relatie == "ligt_in"}
    kept = gemeenten | region
    for node, facts in graph.nodes(data=True):
        if facts["soort"] == "landelijk":
            kept.add(node)
        elif facts["soort"] == "inzet":
            ends = {naar for naar in graph.successors(node) if graph.nodes[naar]["soort"] == "gemeente"}
            if ends & gemeenten or not ends:  # without gemeenten: an inzet for the whole country
                kept.add(node)
                kept |= {naar for naar in graph.successors(node) if graph.nodes[naar]["soort"] == "organisatie"}
    area: Network = graph.subgraph(kept)
    return area


def _places(stand: Stand, points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Degrees of every node: as on the map, and else the middle of what it is tied to."""
    graph = stand.graph
    places = {node.id: (node.lon, node.lat) for node in draw_network(graph, points).nodes}
    places |= NATIONAL_PLACES | {f"gemeente:{code}": place for code, place in points.items()}
    for soort, other in (("inzet", "gemeente"), ("organisatie", "inzet"), ("inzet", "landelijk")):
        for node in [node for node in graph if graph.nodes[node]["soort"] == soort and node not in places]:
            around = sorted(one for one in nx.all_neighbors(graph, node) if graph.nodes[one]["soort"] == other)
            if around:
                lon, lat = (round(fmean(degrees), 4) for degrees in zip(*map(places.__getitem__, around), strict=True))
                places[node] = (lon, lat)
    return places


def _of_inzet(inzet: Inzet, peildatum: date) -> dict[str, Any]:
    """Say everything of an inzet on its node; the dates as they are written."""
    return {
        **{field: getattr(inzet, field) for field in _OF_INZET},
        **inzet.geschreven._asdict(),
        "inzet": None,
        "persoon": inzet.naam,
        "gebied": inzet.gebied_namen,
        "vorm": "; ".join(inzet.vorm) or None,
        "gemeenten_gebied": len(inzet.codes),
        "geldt": inzet.geldt(peildatum),
    }


def _of_edge(inzet: Inzet, peildatum: date, naar: str) -> dict[str, Any]:
    """Say of the inzet what belongs on an edge; to a gemeente also who is served and how."""
    facts = {"bron": inzet.bron, "bevestigd_op": inzet.geschreven.bevestigd_op}
    served = {"doelgroep": inzet.doelgroep, "fte": inzet.fte, "status": inzet.status}
    return {**facts, "geldt": inzet.geldt(peildatum), **(served if naar.startswith("gemeente:") else {})}


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes that both formats can hold: text, whole numbers and numbers; in a fixed order."""
    wrong = {key: value for key, value in facts.items() if not isinstance(value, str | int | float | None)}
    if wrong:
        msg = f"These attributes cannot be exported: {sorted(wrong)}."
        raise TypeError(msg)
    filled = {key: facts[key] for key in sorted(facts) if facts[key] is not None}
    return {key: plain_text(value) if isinstance(value, str) else value for key, value in filled.items()}
