"""Who covers which gemeente on the peildatum, and why: status, target groups, fte, end date, explanation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from dateutil.relativedelta import relativedelta

from netmap.explain import explain_role, explain_status, holder
from netmap.graph import find_inzetten
from netmap.schema import COVERING, GEDEKT, SEGMENTEN, STALE_AFTER_MONTHS, STATUSSEN, ZEKERHEDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import networkx as nx

    Inzet = Mapping[str, Any]


class Oordeel(NamedTuple):
    """What a set of statements about one gemeente amounts to."""

    status: str
    """One of ``schema.STATUSSEN``."""
    k: int
    """Independent organisations for the least covered part of the target group."""
    segmenten: dict[str, tuple[str, ...]]
    """Organisations per part of the target group, sorted."""


@dataclass(frozen=True)
class Dekking:
    """Zorgcoördinatie in one gemeente on the peildatum, and on whose word."""

    code: str
    naam: str
    politieregio: str
    veiligheidsregio: str
    provincie: str
    inwoners: int
    status: str
    k: int
    segmenten: Mapping[str, tuple[str, ...]]
    fte_per_100k: float | None
    """Fte per 100,000 inwoners of the areas it is shared over; None unless known for all who cover."""
    einddatum: date | None
    """First day without cover for some part of the target group that has it now; None when unknown."""
    te_bevestigen: bool
    """Whether the status rests on a statement of more than 24 months old or without a date."""
    bevestigd: date | None
    """Most recent confirmation or source date among the statements that hold or explain the status."""
    zekerheid: str
    """Lowest certainty that the status rests on: hoog, midden, laag or onbekend."""
    uitleg: tuple[str, ...]
    """Dutch sentences that give the status, who, on whose word and until when."""

    @property
    def is_gedekt(self) -> bool:
        """Whether every part of the target group is covered."""
        return self.status in GEDEKT


def assess(inzetten: Iterable[Inzet]) -> Oordeel:
    """
    Weigh the statements about zorgcoördinatie in one gemeente.

    Parameters
    ----------
    inzetten
        Attributes of inzet nodes: ``status``, ``geldt``, ``doelgroep``, ``organisatie`` and ``knoop``.

    Returns
    -------
    oordeel
        The status by the rules of the coverage: two independent organisations for everyone is
        ``dubbel``, one is ``enkel``, only for some ``deels``; without cover ``op_afstand``,
        ``vervallen``, ``geen`` and, when no statement says anything, ``onbekend``.
    """
    covering: dict[str, dict[str, str]] = {segment: {} for segment in SEGMENTEN}
    distant = lapsed = none = False
    for inzet in inzetten:
        status, now = inzet["status"], inzet["geldt"] == "nu"
        if status in COVERING:
            if now:
                for segment in (inzet["doelgroep"],) if inzet["doelgroep"] else SEGMENTEN:
                    covering[segment][inzet["knoop"]] = inzet["organisatie"]
            lapsed |= inzet["geldt"] == "geweest"
        else:
            lapsed |= status == "gestopt" and inzet["geldt"] != "straks"
        if now:
            distant |= status == "op_afstand"
            lapsed |= status == "vacature"
            none |= status == "geen"
    counts = [len(organisations) for organisations in covering.values()]
    if max(counts):
        status = ("deels", "enkel", "dubbel")[min(*counts, 2)]
    else:
        status = "op_afstand" if distant else "vervallen" if lapsed else "geen" if none else "onbekend"
    return Oordeel(status, min(counts), {s: tuple(sorted(orgs.values())) for s, orgs in covering.items()})


def is_stale(inzet: Inzet, peildatum: date) -> bool:
    """
    Say whether a statement needs to be confirmed.

    Parameters
    ----------
    inzet
        Attributes of an inzet node: ``bevestigd_op`` and ``bron_datum``.
    peildatum
        The day.

    Returns
    -------
    stale
        True when the confirmation, else the source, is more than 24 months old or has no date.
    """
    day = inzet["bevestigd_op"] or inzet["bron_datum"]
    if day is None:
        return True
    return bool(day < peildatum - relativedelta(months=STALE_AFTER_MONTHS))


def compute_coverage(graph: nx.MultiDiGraph[str]) -> dict[str, Dekking]:
    """
    Compute the zorgcoördinatie of every gemeente from the graph.

    Parameters
    ----------
    graph
        Output of ``build_graph``; its peildatum is the day.

    Returns
    -------
    dekking
        One ``Dekking`` per gemeente code, ordered by code; every gemeente has exactly one status.
    """
    nodes = sorted(facts["code"] for _, facts in graph.nodes(data=True) if facts["soort"] == "gemeente")
    return {code: _dekking(graph, code) for code in nodes}


def _dekking(graph: nx.MultiDiGraph[str], code: str) -> Dekking:
    peildatum: date = graph.graph["peildatum"]
    inzetten = find_inzetten(graph, code, "zorgcoordinator")
    oordeel = assess(inzetten)
    covering = [i for i in inzetten if i["geldt"] == "nu" and i["status"] in COVERING]
    status = oordeel.status
    stale = status != "onbekend" and assess(i for i in inzetten if not is_stale(i, peildatum)).status != status
    dates = [d for i in covering or inzetten if (d := i["bevestigd_op"] or i["bron_datum"])]
    facts = graph.nodes[f"gemeente:{code}"]
    return Dekking(
        code=code,
        **{key: facts[key] for key in ("naam", "politieregio", "veiligheidsregio", "provincie", "inwoners")},
        **oordeel._asdict(),
        fte_per_100k=_fte_per_100k(covering),
        einddatum=_end(covering, inzetten),
        te_bevestigen=stale,
        bevestigd=max(dates, default=None),
        zekerheid=_certainty(inzetten, status),
        uitleg=explain_status(status, inzetten, stale, peildatum),
    )


def _certainty(inzetten: Sequence[Inzet], status: str) -> str:
    """Find the highest certainty at which the statements still give this status."""
    if status == "onbekend":
        return "onbekend"
    for number, level in enumerate(ZEKERHEDEN, start=1):
        if assess(i for i in inzetten if i["zekerheid"] in ZEKERHEDEN[:number]).status == status:
            return level
    return "onbekend"


def _fte_per_100k(covering: Sequence[Inzet]) -> float | None:
    """Sum over the organisations of fte shared over the inwoners of the area; None when one is unknown."""
    shares: dict[tuple[str, str], list[float]] = defaultdict(list)
    for i in covering:
        # two sources that state the same work of one organisation are not twice the work
        known = shares[i["knoop"], i["doelgroep"]]
        if i["fte"] is not None and i["inwoners_gebied"]:
            known.append(i["fte"] / i["inwoners_gebied"])
    if not shares or not all(shares.values()):
        return None
    return round(sum(map(max, shares.values())) * 100_000, 3)


def _end(covering: Sequence[Inzet], inzetten: Sequence[Inzet]) -> date | None:
    """First day on which a part of the target group that is covered now is not; None when none is known."""
    ends = []
    later = sorted(
        (i for i in inzetten if i["geldt"] == "straks" and i["status"] in COVERING), key=lambda i: i["vanaf"]
    )
    for segment in SEGMENTEN:
        periods = [i["tot"] for i in covering if i["doelgroep"] in ("", segment)]
        if not periods or None in periods:
            continue
        end: date | None = max(periods)
        for follow in later:
            if end is not None and follow["doelgroep"] in ("", segment) and follow["vanaf"] <= end:
                end = None if follow["tot"] is None else max(end, follow["tot"])
        if end is not None:
            ends.append(end)
    return min(ends, default=None)


class RolStand(NamedTuple):
    """Whether a gemeente has someone in a role, and on whose word."""

    status: str
    """``ja``, ``vervallen``, ``geen`` or ``onbekend``."""
    wie: tuple[str, ...]
    """Organisations, with the name for holders of public office; empty unless ``ja``."""
    te_bevestigen: bool
    uitleg: tuple[str, ...]


def compute_role(graph: nx.MultiDiGraph[str], rol: str) -> dict[str, RolStand]:
    """
    Compute for every gemeente whether a role is fulfilled.

    Parameters
    ----------
    graph
        Output of ``build_graph``.
    rol
        ``bestuurlijk_trekker``, ``aandachtsfunctionaris``, ``ketenregisseur`` or ``partner``.

    Returns
    -------
    stand
        One ``RolStand`` per gemeente code, ordered by code.
    """
    peildatum: date = graph.graph["peildatum"]
    stand: dict[str, RolStand] = {}
    nodes = sorted(facts["code"] for _, facts in graph.nodes(data=True) if facts["soort"] == "gemeente")
    for code in nodes:
        inzetten = find_inzetten(graph, code, rol)
        status = _role_status(inzetten)
        fresh = _role_status([i for i in inzetten if not is_stale(i, peildatum)])
        stale = status != "onbekend" and fresh != status
        wie = tuple(sorted({holder(i) for i in inzetten if i["geldt"] == "nu" and i["status"] in COVERING}))
        stand[code] = RolStand(status, wie, stale, explain_role(rol, status, inzetten, stale))
    return stand


def _role_status(inzetten: Sequence[Inzet]) -> str:
    """``ja`` when someone holds the role, else what the statements say."""
    status = assess({**i, "doelgroep": ""} for i in inzetten).status
    return {"dubbel": "ja", "enkel": "ja", "op_afstand": "onbekend"}.get(status, status)


@dataclass(frozen=True)
class Totals:
    """Counts over a set of gemeenten."""

    gemeenten: int
    inwoners: int
    per_status: Mapping[str, tuple[int, int]]
    """Status to (gemeenten, inwoners); every status is present."""
    te_bevestigen: int
    """Gemeenten whose status needs to be confirmed."""

    @property
    def gedekt(self) -> tuple[int, int]:
        """(gemeenten, inwoners) that are covered for every target group."""
        pairs = [self.per_status[status] for status in GEDEKT]
        return sum(g for g, _ in pairs), sum(i for _, i in pairs)


def compute_totals(dekking: Iterable[Dekking]) -> Totals:
    """
    Count gemeenten and inwoners per status.

    Parameters
    ----------
    dekking
        Coverage of the gemeenten to count: the country, or one region.

    Returns
    -------
    totals
        Counts that add up to the whole.
    """
    gemeenten: dict[str, int] = defaultdict(int)
    inwoners: dict[str, int] = defaultdict(int)
    stale = 0
    for one in dekking:
        gemeenten[one.status] += 1
        inwoners[one.status] += one.inwoners
        stale += one.te_bevestigen
    per_status = {status: (gemeenten[status], inwoners[status]) for status in STATUSSEN}
    return Totals(sum(gemeenten.values()), sum(inwoners.values()), per_status, stale)
