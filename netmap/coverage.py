"""Who covers which gemeente on the peildatum, and why: status, target groups, fte, end date, explanation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from netmap.explain import explain_role, explain_status
from netmap.graph import find_inzetten
from netmap.inzet import by_holder
from netmap.schema import BEWIJZEN, COVERING, GEDEKT, SEGMENTEN, STATUSSEN, TE_BEVESTIGEN, ZEKERHEDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from netmap.inzet import Inzet

T = TypeVar("T")
_SAYS: Final = {"begin_onbekend": COVERING, "vervallen": COVERING | {"gestopt", "vacature"}}
"""Status of a gemeente to the statuses of statements that say so, where they are not called the same."""


class Oordeel(NamedTuple):
    """What a set of statements about one gemeente amounts to."""

    status: str
    """One of ``schema.STATUSSEN``."""
    k: int
    """Independent organisations for the least covered part of the target group."""
    segmenten: dict[str, tuple[str, ...]]
    """Organisations per part of the target group, sorted."""

    @property
    def rol_status(self) -> str:
        """What it amounts to for another role: ``ja``, ``begin_onbekend``, ``vervallen``, ``geen`` or ``onbekend``."""
        return {"dubbel": "ja", "enkel": "ja", "op_afstand": "onbekend"}.get(self.status, self.status)


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
    bewijs: str
    """How strong the proof of the status is: one of ``schema.BEWIJZEN``; blank when it is unknown."""
    bevestigd: date | None
    """Most recent confirmation or source date up to the day among the statements that carry or explain the status."""
    zekerheid: str
    """Lowest certainty that the status rests on: hoog, midden, laag or onbekend."""
    uitleg: tuple[str, ...]
    """Dutch sentences that give the status, who, on whose word and until when."""

    @property
    def is_gedekt(self) -> bool:
        """Whether every part of the target group is covered."""
        return self.status in GEDEKT

    @property
    def organisaties(self) -> tuple[str, ...]:
        """Organisations that cover some part of the target group, each once, sorted."""
        return tuple(sorted({name for names in self.segmenten.values() for name in names}))


def assess(inzetten: Iterable[Inzet], day: date, *, per_doelgroep: bool = True, ended: Collection[str] = ()) -> Oordeel:
    """
    Weigh the statements about one role in one gemeente.

    Parameters
    ----------
    inzetten
        All there are, past and future included.
    day
        The day.
    per_doelgroep
        Whether an inzet serves only its own target group, forms and part of the gemeente, as in zorgcoördinatie;
        else everyone.
    ended
        Ids of inzetten that count as ended on the day.

    Returns
    -------
    oordeel
        The status by the rules of the coverage: two independent organisations for everyone is
        ``dubbel``, one is ``enkel``, only for some, some forms, or a former gemeente in it, ``deels``;
        ``begin_onbekend`` when only a later source speaks of cover and none says since when; without that
        ``op_afstand``, ``vervallen`` or ``geen``, of which the newer source decides, and,
        when no statement says anything about the day, ``onbekend``. A statement does not count while one that
        contradicts it goes before it; see ``tegenspraak``.
    """
    covering: dict[str, dict[str, Inzet]] = {segment: {} for segment in SEGMENTEN}
    in_part: dict[str, dict[str, Inzet]] = {segment: {} for segment in SEGMENTEN}
    undated = distant = False
    lapsed: list[Inzet] = []
    none: list[Inzet] = []
    for inzet in (one for one in inzetten if not one.weerlegd(day)):
        status, geldt = inzet.status, "geweest" if inzet.id in ended else inzet.geldt(day)
        now = geldt == "nu"
        if status in COVERING:
            if now:
                found = covering if inzet.heel or not per_doelgroep else in_part
                for segment in (inzet.doelgroep,) if inzet.doelgroep and per_doelgroep else SEGMENTEN:
                    found[segment][inzet.knoop] = inzet
            lapsed += [inzet] if geldt == "geweest" else []
            undated |= geldt == "onbekend"
        elif (status == "gestopt" and geldt in ("nu", "geweest")) or (status == "vacature" and now):
            lapsed.append(inzet)
        elif now:
            distant |= status == "op_afstand"
            none += [inzet] if status == "geen" else []
    counts = [len({inzet.familie for inzet in found.values()}) for found in covering.values()]
    serving = {segment: orgs or in_part[segment] for segment, orgs in covering.items()}
    if any(serving.values()):
        status = ("deels", "enkel", "dubbel")[min(*counts, 2)]
    elif undated:
        status = "begin_onbekend"
    else:
        is_none = _newest(none) > _newest(lapsed) if none and lapsed else bool(none)
        status = "op_afstand" if distant else "geen" if is_none else "vervallen" if lapsed else "onbekend"
    return Oordeel(
        status,
        min(counts),
        {s: tuple(sorted(inzet.organisatie for inzet in found.values())) for s, found in serving.items()},
    )


def _newest(inzetten: Iterable[Inzet]) -> date:
    """Find the last word of some statements; one without a date is the oldest."""
    return max(inzet.laatste_woord(date.max) or date.min for inzet in inzetten)


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
    peildatum: date = graph.graph["peildatum"]
    found = {}
    for code, weighed in _weigh_each(graph, "zorgcoordinator", lambda inzetten: _weigh(inzetten, peildatum)):
        facts = graph.nodes[f"gemeente:{code}"]
        register = {key: facts[key] for key in ("naam", "politieregio", "veiligheidsregio", "provincie", "inwoners")}
        found[code] = Dekking(code=code, **register, **weighed)
    return found


def _weigh_each(graph: nx.MultiDiGraph[str], rol: str, weigh: Callable[[list[Inzet]], T]) -> Iterator[tuple[str, T]]:
    """Weigh the statements about every gemeente, ordered by code; those that many gemeenten share only once."""
    weighed: dict[tuple[int, ...], tuple[list[Inzet], T]] = {}
    for code in sorted(facts["code"] for _, facts in graph.nodes(data=True) if facts["soort"] == "gemeente"):
        inzetten = find_inzetten(graph, code, rol)
        same = tuple(map(id, inzetten))  # they are kept with the answer: no other statement gets their place
        if same not in weighed:
            weighed[same] = inzetten, weigh(inzetten)
        yield code, weighed[same][1]


def _weigh(inzetten: Sequence[Inzet], peildatum: date) -> dict[str, Any]:
    """Weigh the statements about one gemeente: all of a ``Dekking`` that the register does not say."""
    oordeel = assess(inzetten, peildatum)
    covering = [i for i in inzetten if i.covers_on(peildatum)]
    status = oordeel.status

    def judge(some: Iterable[Inzet]) -> str:
        return assess(some, peildatum).status

    bewijs = _weakest_needed(inzetten, status, judge, BEWIJZEN, lambda i: i.bewijs(peildatum))
    stale = bewijs in TE_BEVESTIGEN
    dates = [day for i in find_carrying(inzetten, status, peildatum) if (day := i.laatste_woord(peildatum))]
    return dict(
        **oordeel._asdict(),
        fte_per_100k=_fte_per_100k(covering),
        einddatum=_end(covering, [i for i in inzetten if i.covers and not i.covers_on(peildatum)], peildatum),
        te_bevestigen=stale,
        bewijs=bewijs,
        bevestigd=max(dates, default=None),
        zekerheid=_weakest_needed(inzetten, status, judge, ZEKERHEDEN, lambda i: i.zekerheid) or "onbekend",
        uitleg=explain_status(status, inzetten, stale, peildatum),
    )


def find_carrying(inzetten: Sequence[Inzet], status: str, day: date) -> tuple[Inzet, ...]:
    """
    Find the statements that carry a status of zorgcoördinatie, or explain it.

    Parameters
    ----------
    inzetten
        All there are about one gemeente, past and future included.
    status
        What they amount to on the day.
    day
        The day.

    Returns
    -------
    carrying
        What covers on the day, else what says the status itself: of what lapsed, who covered, stopped or left. When
        nothing does, all but plans: a plan does not say how it is.
    """
    covering = tuple(i for i in inzetten if i.covers_on(day))
    said = covering or tuple(i for i in inzetten if i.status in _SAYS.get(status, {status}))
    return said or tuple(i for i in inzetten if i.status != "aangekondigd")


def _weakest_needed(
    inzetten: Sequence[Inzet],
    status: str,
    judge: Callable[[Iterable[Inzet]], str],
    levels: Sequence[str],
    level: Callable[[Inzet], str],
) -> str:
    """Find the highest level (levels are given from high to low) at which the statements still give this status.

    Blank when the status is ``onbekend``, or when no level gives it.
    """
    if status == "onbekend":
        return ""
    for number, found in enumerate(levels, start=1):
        if judge(i for i in inzetten if level(i) in levels[:number]) == status:
            return found
    return ""


def _fte_per_100k(covering: Sequence[Inzet]) -> float | None:
    """Sum over the organisations of fte shared over the inwoners of the area; None when one is unknown."""
    shares: dict[tuple[str, str, tuple[str, ...]], list[float]] = defaultdict(list)
    for i in covering:
        # two sources that state the same work of one organisation are not twice the work
        known = shares[i.knoop, i.doelgroep, i.vorm]
        if i.fte is not None and i.inwoners_gebied:
            known.append(i.fte / i.inwoners_gebied)
    if not shares or not all(shares.values()):
        return None
    return round(sum(map(max, shares.values())) * 100_000, 9)  # only what floats add to it: thresholds are exact


def _end(covering: Sequence[Inzet], coming: Sequence[Inzet], day: date) -> date | None:
    """First later day on which a part of the target group that is covered now is not; None when none is known."""
    ends = []
    for segment in SEGMENTEN:
        here = [i for i in covering if i.doelgroep in ("", segment)]
        # what covers the whole decides; a form, or a former gemeente in it, only where there is nothing else
        here = [i for i in here if i.heel] or here
        rows = [*here, *(i for i in coming if i.doelgroep in ("", segment))]
        days = sorted(turn for turn in frozenset[date]().union(*(i.keerpunten for i in rows)) if here and turn > day)
        ends += [turn for turn in days if not any(i.covers_on(turn) for i in rows)][:1]
    return min(ends, default=None)


class RolStand(NamedTuple):
    """Whether a gemeente has someone in a role, and on whose word."""

    status: str
    """``ja``, ``begin_onbekend``, ``vervallen``, ``geen`` or ``onbekend``."""
    wie: tuple[str, ...]
    """Organisations, with the name for holders of public office; empty unless ``ja``."""
    bewijs: str
    """How strong the proof of the status is: one of ``schema.BEWIJZEN``; blank when it is unknown."""
    uitleg: tuple[str, ...]

    @property
    def te_bevestigen(self) -> bool:
        """Whether it rests on statements of more than 24 months old or without a date."""
        return self.bewijs in TE_BEVESTIGEN


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

    def judge(some: Iterable[Inzet]) -> str:
        return assess(some, peildatum, per_doelgroep=False).rol_status

    def weigh(inzetten: Sequence[Inzet]) -> RolStand:
        status = judge(inzetten)
        bewijs = _weakest_needed(inzetten, status, judge, BEWIJZEN, lambda i: i.bewijs(peildatum))
        uitleg = explain_role(rol, status, inzetten, bewijs in TE_BEVESTIGEN, peildatum)
        holders = by_holder(i for i in inzetten if i.covers_on(peildatum)).values()
        wie = tuple(sorted(some[0].holder for some in holders))
        return RolStand(status, wie, bewijs, uitleg)

    return dict(_weigh_each(graph, rol, weigh))


class Omvang(NamedTuple):
    """How much a set of gemeenten is."""

    gemeenten: int
    inwoners: int


@dataclass(frozen=True)
class Totals:
    """Counts over a set of gemeenten."""

    gemeenten: int
    inwoners: int
    per_status: Mapping[str, Omvang]
    """Every status is present."""
    te_bevestigen: int
    """Gemeenten whose status needs to be confirmed."""

    @property
    def gedekt(self) -> Omvang:
        """What is covered for every target group."""
        return add_gedekt(self.per_status)


def add_gedekt(per_status: Mapping[str, Omvang]) -> Omvang:
    """Add up what is covered for every target group."""
    return Omvang(*(sum(per_status[status][axis] for status in GEDEKT) for axis in (0, 1)))


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
    per_status = {status: Omvang(gemeenten[status], inwoners[status]) for status in STATUSSEN}
    return Totals(sum(gemeenten.values()), sum(inwoners.values()), per_status, stale)
