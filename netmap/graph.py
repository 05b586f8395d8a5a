"""The contact network: gemeenten, politieregio's, inzetten, organisaties, CoMensha and VNG as one graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from netmap.schema import COVERING, fold

if TYPE_CHECKING:
    from datetime import date

    from netmap.load import Tables

COMENSHA: Final = "landelijk:comensha"
VNG: Final = "landelijk:vng"

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
_NATIONAL: Final = {"landelijk_coordinatiecentrum": COMENSHA, "vng": VNG}


def build_graph(tables: Tables, peildatum: date) -> nx.MultiDiGraph[str]:
    """
    Build the contact network as it stands on one day.

    Parameters
    ----------
    tables
        Validated tables of one data folder.
    peildatum
        The day. Statements of the past and the future are in the graph too, marked as such: a gap
        is explained by what ended, and a plan is not yet cover.

    Returns
    -------
    graph
        ``graph.graph["peildatum"]`` is the day. Every node has ``soort`` (gemeente, politieregio, inzet,
        organisatie, landelijk) and ``naam``; every edge has ``relatie`` and, where it comes from a row,
        ``inzet`` (the edge key too), ``bron``, ``bevestigd_op`` and ``geldt``: ``nu``, ``geweest`` or
        ``straks``. A gemeente without contacts is a node like any other.

    Notes
    -----
    Work grows with the rows and the gemeenten in their areas. A person's name is only in the nodes of
    inzetten by holders of public office; e-mail and telephone are in no node at all.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(peildatum=peildatum)
    graph.add_node(COMENSHA, soort="landelijk", naam="CoMensha")
    graph.add_node(VNG, soort="landelijk", naam="VNG")
    inwoners = _add_gemeenten(graph, tables)
    groups = tables.gemeenten.groupby("politieregio").groups
    regions = {str(region): frozenset(map(str, codes)) for region, codes in groups.items()}
    roles = zip(tables.contacts["organisatie"], tables.contacts["rol"], strict=True)
    national = {_same_as(organisatie): _NATIONAL[rol] for organisatie, rol in sorted(roles) if rol in _NATIONAL}
    records: list[dict[str, Any]] = tables.contacts.to_dict("records")  # type: ignore[assignment]
    for row in sorted(records, key=lambda row: str(row["id"])):  # the order of the file must not matter
        _add_inzet(graph, row, peildatum, inwoners, national)
        if row["rol"] == "bestuurlijk_trekker":
            _add_regions(graph, row, regions)
    return graph


def _add_gemeenten(graph: nx.MultiDiGraph[str], tables: Tables) -> dict[str, int]:
    """Add every gemeente and politieregio of the register; return the inwoners per code."""
    gemeenten = tables.gemeenten
    for region in gemeenten["politieregio"].unique():
        graph.add_node(f"politieregio:{region}", soort="politieregio", naam=region)
        graph.add_edge(f"politieregio:{region}", VNG, "valt_onder", relatie="valt_onder")
    columns = ["naam", "politieregio", "veiligheidsregio", "provincie", "inwoners"]
    for code, *values in gemeenten[columns].itertuples(name=None):
        graph.add_node(f"gemeente:{code}", soort="gemeente", code=code, **dict(zip(columns, values, strict=True)))
        graph.add_edge(f"gemeente:{code}", f"politieregio:{values[1]}", "ligt_in", relatie="ligt_in")
    return {str(code): int(number) for code, number in gemeenten["inwoners"].items()}


def find_geldt(vanaf: date | None, tot: date | None, peildatum: date) -> str:
    """
    Tell whether a period holds on a day: ``vanaf`` ≤ day < ``tot``.

    Parameters
    ----------
    vanaf, tot
        First day, and first day without; None is always.
    peildatum
        The day.

    Returns
    -------
    geldt
        ``nu``, ``geweest`` or ``straks``.
    """
    if vanaf is not None and peildatum < vanaf:
        return "straks"
    return "geweest" if tot is not None and tot <= peildatum else "nu"


def _add_inzet(
    graph: nx.MultiDiGraph[str],
    row: dict[str, Any],
    peildatum: date,
    inwoners: dict[str, int],
    national: dict[str, str],
) -> None:
    """Add one row of the contacts: its node, its organisatie and its edges."""
    inzet = f"inzet:{row['id']}"
    facts = {
        key: row[key]
        for key in ("rol", "organisatie", "gebied", "doelgroep", "fte", "status", "vanaf", "tot", "bron", "bron_datum")
    }
    facts |= {key: row[key] for key in ("zekerheid", "bevestigd_op", "opmerking", "geschreven")}
    facts["gebied"] = re.sub(r"GM\d{4}", lambda code: _name(graph, code[0]), row["gebied"])
    facts["geldt"] = find_geldt(row["vanaf"], row["tot"], peildatum)
    facts["persoon"] = row["naam"]
    facts["gemeenten_gebied"] = len(row["codes"])
    facts["inwoners_gebied"] = sum(inwoners[code] for code in row["codes"])
    graph.add_node(inzet, soort="inzet", naam=row["organisatie"] or row["id"], **facts)
    edge = {key: facts[key] for key in ("bron", "bevestigd_op", "geldt")} | {"inzet": row["id"]}
    organisatie = ""
    if row["organisatie"]:
        key = _same_as(row["organisatie"])
        organisatie = national.get(key, f"organisatie:{key}")
        if organisatie not in graph:
            graph.add_node(organisatie, soort="organisatie", naam=row["organisatie"])
        graph.add_edge(inzet, organisatie, row["id"], relatie="werkt_bij", **edge)
    graph.nodes[inzet]["knoop"] = organisatie
    if row["rol"] in _NATIONAL:
        return
    if row["rol"] in _REPORTS_TO:
        relatie, target = _REPORTS_TO[row["rol"]]
        if target != organisatie:
            graph.add_edge(inzet, target, row["id"], relatie=relatie, **edge)
    relatie = RELATIES[row["rol"]]
    detail = {key: facts[key] for key in ("doelgroep", "fte", "status")}
    for code in sorted(row["codes"]):
        graph.add_edge(inzet, f"gemeente:{code}", row["id"], relatie=relatie, **detail, **edge)


def _same_as(organisatie: str) -> str:
    """Reduce the name of an organisation to what all its spellings share; signs alone stay what they are."""
    return fold(organisatie) or organisatie


def _name(graph: nx.MultiDiGraph[str], code: str) -> str:
    """Name of a gemeente in the graph; the code itself when it is not there."""
    name: str = graph.nodes.get(f"gemeente:{code}", {}).get("naam", code)
    return name


def _add_regions(graph: nx.MultiDiGraph[str], row: dict[str, Any], regions: dict[str, frozenset[str]]) -> None:
    """Tie a bestuurlijk trekker to each politieregio that lies wholly in the area."""
    inzet = f"inzet:{row['id']}"
    for region, codes in regions.items():
        if codes <= row["codes"]:
            edge = {"bron": row["bron"], "bevestigd_op": row["bevestigd_op"], "geldt": graph.nodes[inzet]["geldt"]}
            graph.add_edge(inzet, f"politieregio:{region}", row["id"], relatie="trekt", inzet=row["id"], **edge)


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
        that hold and stand for someone: zorgcoördinatie at a distance, vacancies and the like are left out.
    """

    def holds(node: str) -> bool:
        facts = graph.nodes[node]
        return facts["soort"] != "inzet" or (facts["geldt"] == "nu" and facts["status"] in COVERING)

    inzetten = nx.subgraph_view(graph, filter_node=holds)
    kept = {
        node for node, facts in inzetten.nodes(data=True) if facts["soort"] != "organisatie" or inzetten.degree(node)
    }
    view: nx.MultiDiGraph[str] = graph.subgraph(kept)
    return view


def find_inzetten(graph: nx.MultiDiGraph[str], code: str, rol: str) -> list[dict[str, Any]]:
    """
    Find every statement about one role in one gemeente.

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
        Attributes of the inzet nodes with their ``id``, past and future included, ordered by id.

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
    found = [
        {**graph.nodes[inzet], "id": key}
        for inzet, edges in graph.pred[node].items()
        for key, edge in edges.items()
        if edge["relatie"] == relatie
    ]
    return sorted(found, key=lambda inzet: inzet["id"])
