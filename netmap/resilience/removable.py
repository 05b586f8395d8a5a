"""What can fall away, and which gemeenten rest on the same statements."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import process

from netmap.errors import NetmapError
from netmap.explain import ROL_LABEL, describe_scope
from netmap.graph import RELATIES, find_inzetten
from netmap.schema import COVERING, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import networkx as nx

    from netmap.inzet import Inzet
    from netmap.layers import Stand

ZORG: Final = "zorgcoordinator"
ROLES: Final = (ZORG, "bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris")
"""Roles that a status depends on; partners have none."""
TABLE_ROLES: Final = ("bestuurlijk_trekker", "ketenregisseur")
"""Roles that a regional table has."""
WORKING: Final = {rol: COVERING | ({"op_afstand"} if rol == ZORG else set()) for rol in ROLES}
"""Role to the statuses of an inzet that somebody works for; a vacancy or a statement that there is nobody cannot fall
away, and only zorgcoördinatie can be done at a distance."""
_LINES: Final = {"pilot": "Alle pilots", "einddatum": "Alle inzet met een einddatum"}
"""Money that ends, as far as the data tell."""


class Situatie(NamedTuple):
    """Gemeenten about which the same statements are made; they share every status, whatever happens."""

    inzetten: tuple[Inzet, ...]
    """Past and future included, ordered by id."""
    codes: tuple[str, ...]
    """Gemeente codes, sorted."""
    inwoners: int


class Removable(NamedTuple):
    """Something that can fall away."""

    key: str
    """Node of the graph (``organisatie:fier``, ``inzet:<id>``), ``tafel:<politieregio>`` or ``lijn:<soort>``."""
    soort: str
    """``organisatie``, ``inzet``, ``tafel`` or ``lijn``."""
    naam: str
    """What a reader sees."""
    inzetten: tuple[str, ...]
    """Ids of the inzetten that end with it, sorted."""


def find_situations(graph: nx.MultiDiGraph[str], rol: str) -> list[Situatie]:
    """
    Group the gemeenten about which the same statements are made.

    Parameters
    ----------
    graph
        Output of ``build_graph``.
    rol
        A key of ``RELATIES``.

    Returns
    -------
    situations
        Every gemeente is in exactly one; ordered by their first code. There are few: what is true for one of its
        gemeenten is true for all.
    """
    relatie = RELATIES[rol]
    groups: dict[frozenset[tuple[str, tuple[str, ...], date | None, frozenset[str]]], list[str]] = defaultdict(list)
    for node in sorted(node for node, facts in graph.nodes(data=True) if facts["soort"] == "gemeente"):
        code = node.removeprefix("gemeente:")
        ids = (
            (key, seen.deel, seen.tot, frozenset(other.id for other in seen.hier))
            for source, edges in graph.pred[node].items()
            for key, edge in edges.items()
            if edge["relatie"] == relatie
            for seen in [graph.nodes[source]["inzet"].seen_from(code)]
        )
        groups[frozenset(ids)].append(code)
    return [
        Situatie(
            tuple(find_inzetten(graph, codes[0], rol)),
            tuple(codes),
            sum(graph.nodes[f"gemeente:{code}"]["inwoners"] for code in codes),
        )
        for codes in groups.values()
    ]


def find_removable(stand: Stand) -> tuple[Removable, ...]:
    """
    List what can fall away on the peildatum.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    removable
        Organisations, then the tables of the politieregio's (every bestuurlijk trekker and ketenregisseur whose area
        lies within it), then lines of money as far as the data tell (pilots, inzet with an end date), then single
        inzetten; each kind by name. Only with inzetten that hold and that somebody works for; partners have no status.
    """
    graph = stand.graph
    ids: dict[tuple[str, str], list[str]] = defaultdict(list)
    names: dict[str, str] = {f"lijn:{soort}": naam for soort, naam in _LINES.items()}
    for inzet in _working(stand):
        node = f"inzet:{inzet.id}"
        names[node] = f"{ROL_LABEL[inzet.rol]} {inzet.holder} ({describe_scope(inzet)})"
        groups = [("inzet", node)]
        if inzet.knoop:
            names[inzet.knoop] = graph.nodes[inzet.knoop]["naam"]
            groups.append(("organisatie", inzet.knoop))
        regions = {stand.dekking[code].politieregio for code in inzet.codes}
        if inzet.rol in TABLE_ROLES and len(regions) == 1:
            (region,) = regions
            names[f"tafel:{region}"] = f"De regionale tafel {region}"
            groups.append(("tafel", f"tafel:{region}"))
        if inzet.status == "pilot":
            groups.append(("lijn", "lijn:pilot"))
        if inzet.tot is not None:
            groups.append(("lijn", "lijn:einddatum"))
        for group in groups:
            ids[group].append(inzet.id)
    found = [Removable(key, soort, names[key], tuple(sorted(numbers))) for (soort, key), numbers in ids.items()]
    order = ("organisatie", "tafel", "lijn", "inzet")
    return tuple(sorted(found, key=lambda one: (order.index(one.soort), one.naam.casefold(), one.key)))


def find_key(stand: Stand, text: str) -> str:
    """
    Find the key that somebody means who types one, or the name of an organisation or table in any spelling.

    ``NetmapError`` when nothing of that name works on the peildatum; it says which organisations do.
    """
    removable = find_removable(stand)
    known = {fold(name): one.key for one in reversed(removable) for name in (one.key, one.naam)}
    if fold(text) in known:
        return known[fold(text)]
    names = [one.naam for one in removable if one.soort in ("organisatie", "tafel")]
    near = process.extractOne(fold(text), {naam: fold(naam) for naam in names}, score_cutoff=75)
    hint = f" Bedoelt u {near[2]!r}?" if near else ""
    choice = f"Kies uit: {', '.join(names)}."
    msg = f"{text[:60]!r} kan niet wegvallen: op deze dag werkt er niets met die naam.{hint} {choice}"
    raise NetmapError(msg)


def _working(stand: Stand) -> Iterator[Inzet]:
    """Inzetten that hold, that somebody works for and that a status depends on, by id."""
    for inzet in sorted(stand.tables.contacts, key=attrgetter("id")):
        if inzet.status in WORKING.get(inzet.rol, ()) and inzet.holds(stand.peildatum):
            yield inzet
