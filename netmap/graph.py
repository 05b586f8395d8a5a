"""The contact network: gemeenten, politieregio's, inzetten, organisaties, CoMensha and VNG as one graph."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

import networkx as nx

from netmap.inzet import COMENSHA, NATIONAL, VNG

if TYPE_CHECKING:
    from datetime import date

    from netmap.inzet import Inzet
    from netmap.load import Tables

RELATIES: Final = {
    "bestuurlijk_trekker": "trekt",
    "zorgcoordinator": "coordineert_voor",
    "aandachtsfunctionaris": "aanspreekpunt_van",
    "ketenregisseur": "regisseert",
    "partner": "ondersteunt",
}
"""Relation of an inzet to the gemeenten in its area, by role."""
_REPORTS_TO: Final = {
    "zorgcoordinator": ("meldt_bij", COMENSHA),
    "aandachtsfunctionaris": ("meldt_bij", COMENSHA),
    "bestuurlijk_trekker": ("valt_onder", VNG),
}


def build_graph(tables: Tables, peildatum: date) -> nx.MultiDiGraph[str]:
    """
    Build the contact network as it stands on one day.

    Parameters
    ----------
    tables
        Validated tables of one data folder.
    peildatum
        The day. Inzetten of the past and the future are in the graph too: a gap is explained by what ended, and
        a plan is not yet cover.

    Returns
    -------
    graph
        ``graph.graph["peildatum"]`` is the day. Every node has ``soort`` (gemeente, politieregio, inzet,
        organisatie, landelijk) and ``naam``, that of an inzet also ``inzet``: the ``Inzet`` itself. Every edge has
        ``relatie`` and, where it comes from an inzet, its id as ``inzet`` and for key. A gemeente without contacts is
        a node like any other.

    Notes
    -----
    Work grows with the rows and the gemeenten in their areas. What an ``Inzet`` cannot hold, such as a telephone
    number or the name of somebody without public office, is nowhere in the graph.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(peildatum=peildatum)
    graph.add_node(COMENSHA, soort="landelijk", naam="CoMensha")
    graph.add_node(VNG, soort="landelijk", naam="VNG")
    _add_gemeenten(graph, tables)
    groups = tables.gemeenten.groupby("politieregio").groups
    regions = {str(region): frozenset(map(str, codes)) for region, codes in groups.items()}
    for inzet in sorted(tables.contacts, key=attrgetter("id")):  # the order of the file must not matter
        _add_inzet(graph, inzet)
        if inzet.rol == "bestuurlijk_trekker":
            _add_regions(graph, inzet, regions)
    return graph


def _add_gemeenten(graph: nx.MultiDiGraph[str], tables: Tables) -> None:
    """Add every gemeente and politieregio of the register."""
    gemeenten = tables.gemeenten
    for region in gemeenten["politieregio"].unique():
        graph.add_node(f"politieregio:{region}", soort="politieregio", naam=region)
        graph.add_edge(f"politieregio:{region}", VNG, "valt_onder", relatie="valt_onder")
    columns = ["naam", "politieregio", "veiligheidsregio", "provincie", "inwoners"]
    for code, *values in gemeenten[columns].itertuples(name=None):
        graph.add_node(f"gemeente:{code}", soort="gemeente", code=code, **dict(zip(columns, values, strict=True)))
        graph.add_edge(f"gemeente:{code}", f"politieregio:{values[1]}", "ligt_in", relatie="ligt_in")


def _add_inzet(graph: nx.MultiDiGraph[str], inzet: Inzet) -> None:
    """Add one inzet: its node, its organisatie and its edges."""
    node = f"inzet:{inzet.id}"
    graph.add_node(node, soort="inzet", naam=inzet.organisatie or inzet.id, inzet=inzet)
    if inzet.knoop:
        if inzet.knoop not in graph:
            graph.add_node(inzet.knoop, soort="organisatie", naam=inzet.organisatie)
        graph.add_edge(node, inzet.knoop, inzet.id, relatie="werkt_bij", inzet=inzet.id)
    if inzet.rol in NATIONAL:
        return
    if inzet.rol in _REPORTS_TO:
        relatie, target = _REPORTS_TO[inzet.rol]
        if target != inzet.knoop:
            graph.add_edge(node, target, inzet.id, relatie=relatie, inzet=inzet.id)
    for code in sorted(inzet.codes):
        graph.add_edge(node, f"gemeente:{code}", inzet.id, relatie=RELATIES[inzet.rol], inzet=inzet.id)


def _add_regions(graph: nx.MultiDiGraph[str], inzet: Inzet, regions: dict[str, frozenset[str]]) -> None:
    """Tie a bestuurlijk trekker to each politieregio that lies wholly in the area."""
    for region, codes in regions.items():
        if codes <= inzet.codes:
            graph.add_edge(f"inzet:{inzet.id}", f"politieregio:{region}", inzet.id, relatie="trekt", inzet=inzet.id)


def holding(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """
    Keep what holds on the peildatum.

    Parameters
    ----------
    graph
        Output of ``build_graph``.

    Returns
    -------
    now
        A read-only view with all gemeenten, politieregio's and national nodes, and with only the inzetten
        that hold and stand for someone, where they had not stopped: zorgcoördinatie at a distance, vacancies and the
        like are left out.
    """
    peildatum: date = graph.graph["peildatum"]
    stopped = {
        (node, f"gemeente:{code}")
        for node, facts in graph.nodes(data=True)
        if facts["soort"] == "inzet"
        for code in facts["inzet"].codes - facts["inzet"].where(peildatum)
    }

    def holds(node: str) -> bool:
        inzet: Inzet | None = graph.nodes[node].get("inzet")
        return inzet is None or (inzet.covers_on(peildatum) and bool(inzet.where(peildatum)))

    inzetten = nx.subgraph_view(graph, filter_node=holds)
    kept = {
        node for node, facts in inzetten.nodes(data=True) if facts["soort"] != "organisatie" or inzetten.degree(node)
    }
    view: nx.MultiDiGraph[str] = nx.subgraph_view(
        graph, filter_node=kept.__contains__, filter_edge=lambda van, naar, _: (van, naar) not in stopped
    )
    return view


def find_inzetten(graph: nx.MultiDiGraph[str], code: str, rol: str) -> list[Inzet]:
    """
    Find every inzet in one role for one gemeente.

    Parameters
    ----------
    graph
        Output of ``build_graph``.
    code
        Gemeente code, such as ``GM0363``.
    rol
        A key of ``RELATIES``.

    Returns
    -------
    inzetten
        Past and future included, ordered by id.

    Raises
    ------
    KeyError
        When the gemeente is not in the graph.
    """
    node = f"gemeente:{code}"
    if node not in graph:
        raise KeyError(code)
    relatie = RELATIES[rol]
    # the adjacency itself: this is the inner loop of the coverage
    found: list[Inzet] = [
        graph.nodes[inzet]["inzet"].seen_from(code)
        for inzet, edges in graph.pred[node].items()
        for edge in edges.values()
        if edge["relatie"] == relatie
    ]
    return sorted(found, key=attrgetter("id"))
