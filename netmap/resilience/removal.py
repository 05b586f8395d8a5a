"""What falls away when somebody stops: sole cover, removal of one or more, and who is next door."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from netmap.coverage import Omvang, add_gedekt, assess, compute_totals
from netmap.difference import Wissel, apply_difference, difference, size_of
from netmap.dutch import join, small
from netmap.errors import NetmapError
from netmap.inzet import by_holder
from netmap.resilience.removable import ZORG, Situatie, find_removable, find_situations
from netmap.schema import SEGMENTEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netmap.coverage import Oordeel
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.resilience.removable import Removable


class Overnemer(NamedTuple):
    """An organisation that covers next door, or here for others, and could take over."""

    sleutel: str
    """Node of the graph."""
    naam: str
    buren: int
    """Neighbouring gemeenten that it covers."""
    ook_hier: bool
    """Whether it covers the gemeente itself already, as a rule for another target group."""


@dataclass(frozen=True)
class Removal:
    """What is left when something falls away; the ``Stand`` it is read from stays as it was."""

    keys: tuple[str, ...]
    naam: str
    inzetten: tuple[str, ...]
    changes: tuple[Wissel, ...]
    """Zorgcoördinatie first, then the other roles; by code."""
    verzwakt: tuple[str, ...]
    """Codes that keep their status but lose an organisation for some target group."""
    voor: Mapping[str, Omvang]
    """Status of zorgcoördinatie to how much has it now."""
    na: Mapping[str, Omvang]
    """The same without what falls away."""
    overnemers: Mapping[str, tuple[Overnemer, ...]] | None
    """Code whose zorgcoördinatie changes to who could take over: those that are here already first, then those of most
    neighbours; None when the neighbours are not known."""

    @property
    def verloren(self) -> tuple[Wissel, ...]:
        """The gemeenten that were covered and no longer are."""
        return tuple(one for one in self.changes if one.is_verloren)

    @property
    def gedekt(self) -> tuple[int, int]:
        """Gemeenten that are covered for every target group, now and without what falls away."""
        return add_gedekt(self.voor).gemeenten, add_gedekt(self.na).gemeenten


@dataclass(frozen=True)
class SoleCover:
    """Who depends on one organisation or holder of a role alone."""

    rol: str
    keys: tuple[str, ...]
    """What to give to `remove` to see what falls away."""
    naam: str
    """Organisation; with the name for holders of public office."""
    gemeenten: tuple[str, ...]
    """Codes of the gemeenten that depend on it alone for at least one part of the target group."""
    inwoners: int
    """All inwoners of those gemeenten; how many belong to a target group is not in the data."""
    segmenten: Mapping[str, tuple[str, ...]]
    """Part of the target group to the codes where nobody else serves it; empty for other roles than zorgcoördinatie."""


def remove(
    stand: Stand,
    keys: Iterable[str],
    neighbours: Mapping[str, Sequence[str]] | None = None,
    gebied: Regio | None = None,
) -> Removal:
    """
    Find out what changes when something falls away.

    Parameters
    ----------
    stand
        Output of ``build_stand``; it is not changed, so adding back is using it again.
    keys
        Keys of `find_removable`; the order does not matter.
    neighbours
        Output of ``find_neighbours``; without it nobody is named who could take over.
    gebied
        The region whose gemeenten count; None for the country.

    Returns
    -------
    removal
        The inzetten count as ended on the peildatum, and the rules of the coverage do the rest: a gemeente without
        other cover is ``vervallen``, or ``op_afstand`` where CoMensha serves from a distance. Where only help at a
        distance ends, no source says what comes instead: ``onbekend``.

    Raises
    ------
    NetmapError
        When a key is not in the list.
    """
    return next(remove_in_turn(stand, [keys], neighbours, gebied))


def remove_in_turn(
    stand: Stand,
    choices: Iterable[Iterable[str]],
    neighbours: Mapping[str, Sequence[str]] | None = None,
    gebied: Regio | None = None,
) -> Iterator[Removal]:
    """Find out the same as `remove` of each of some choices, with the network laid ready once."""
    known = {one.key: one for one in find_removable(stand)}
    network = _Network(stand, neighbours, gebied)
    for keys in choices:
        chosen = sorted(set(keys))
        if unknown := [key for key in chosen if key not in known]:
            msg = f"Onbekend op deze dag: {', '.join(unknown)}. Kies een organisatie, tafel of inzet uit de lijst."
            raise NetmapError(msg)
        yield network.remove([known[key] for key in chosen])


def remove_each(
    stand: Stand,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    gebied: Regio | None = None,
    soort: str = "organisatie",
) -> tuple[Removal, ...]:
    """
    Let every organisation fall away, one at a time.

    Parameters
    ----------
    stand, neighbours, gebied
        As for `remove`.
    soort
        Another kind of `find_removable` than organisations.

    Returns
    -------
    removals
        Those that cost most inwoners their cover first, then by name; those that touch nothing in the area are left
        out.
    """
    network = _Network(stand, neighbours, gebied)
    removals = [network.remove([one]) for one in find_removable(stand) if one.soort == soort]
    touched = [one for one in removals if one.changes or one.verzwakt]
    return tuple(sorted(touched, key=lambda one: (-size_of(one.verloren).inwoners, one.naam.casefold())))


def sole_cover(stand: Stand, gebied: Regio | None = None, rol: str = ZORG) -> tuple[SoleCover, ...]:
    """
    Find who depends on one organisation, or on one holder of a role, alone; most inwoners first, then by name.

    ``rol`` is ``zorgcoordinator`` or a role of ``stand.rollen``. For zorgcoördinatie two inzetten of one organisation
    are one; two organisations that divide the target group do not replace each other. Elsewhere two persons are two.
    """
    codes = frozenset(stand.codes(gebied))
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], str] = {}
    for situatie in find_situations(stand.graph, rol):
        here = [code for code in situatie.codes if code in codes]
        before = _judge(situatie, stand, rol)
        for who, some in by_holder(one for one in situatie.inzetten if one.covers_on(stand.peildatum)).items():
            own = {inzet.id for inzet in some}
            names[who] = stand.graph.nodes[who[0]]["naam"] if rol == ZORG else some[0].holder
            after = _judge(situatie, stand, rol, own)
            ids[who] |= own
            for segment in SEGMENTEN:
                if before.segmenten[segment] and not after.segmenten[segment]:
                    found[who][segment] += here
    result = []
    for who, lost in found.items():
        segmenten = {segment: tuple(sorted(lost[segment])) for segment in SEGMENTEN if lost[segment]}
        gemeenten = tuple(sorted({code for of_segment in segmenten.values() for code in of_segment}))
        keys = (who[0],) if rol == ZORG else tuple(sorted(f"inzet:{number}" for number in ids[who]))
        inwoners = sum(stand.dekking[code].inwoners for code in gemeenten)
        if gemeenten:
            result.append(SoleCover(rol, keys, names[who], gemeenten, inwoners, segmenten if rol == ZORG else {}))
    return tuple(sorted(result, key=lambda one: (-one.inwoners, one.naam.casefold())))


class _Network:
    """The situations of a stand, laid ready so that a removal touches only what it changes."""

    def __init__(self, stand: Stand, neighbours: Mapping[str, Sequence[str]] | None, gebied: Regio | None) -> None:
        """Group the gemeenten once."""
        self.stand = stand
        self.neighbours = neighbours
        self.gebied = gebied
        self.codes = frozenset(stand.codes(gebied))
        self.voor = compute_totals(stand.dekking[code] for code in self.codes).per_status
        self.situations = {rol: find_situations(stand.graph, rol) for rol in (ZORG, *stand.rollen)}
        self.at: dict[str, dict[str, list[Situatie]]] = {rol: defaultdict(list) for rol in self.situations}
        for rol, situations in self.situations.items():
            for situatie in situations:
                for inzet in situatie.inzetten:
                    self.at[rol][inzet.id].append(situatie)
        self.situation_of = {code: situatie for situatie in self.situations[ZORG] for code in situatie.codes}

    def remove(self, removed: Sequence[Removable]) -> Removal:
        """Let these fall away together."""
        gone = frozenset(number for one in removed for number in one.inzetten)
        changes: list[Wissel] = []
        weaker: list[str] = []
        for rol in self.situations:
            van: dict[str, str] = {}
            naar: dict[str, str] = {}
            for situatie in self._touched(rol, gone):
                before, after = _judge(situatie, self.stand, rol), _judge(situatie, self.stand, rol, gone)
                codes = [code for code in situatie.codes if code in self.codes]
                van |= dict.fromkeys(codes, _status(before, rol))
                naar |= dict.fromkeys(codes, _status(after, rol))
                if rol == ZORG and before.status == after.status and _counts(before) != _counts(after):
                    weaker += codes
            changes += sorted(difference(van, naar, self.stand.dekking, rol))
        care = [one for one in changes if one.onderwerp == ZORG]
        return Removal(
            tuple(one.key for one in removed),
            join([_in_a_sentence(one) for one in removed]),
            tuple(sorted(gone)),
            tuple(changes),
            tuple(sorted(weaker)),
            self.voor,
            apply_difference(self.voor, care),
            None if self.neighbours is None else {one.code: self._overnemers(one.code, gone) for one in care},
        )

    def _touched(self, rol: str, gone: frozenset[str]) -> list[Situatie]:
        """Situations with one of these inzetten, each once, by their first code."""
        found = {situatie.codes[0]: situatie for number in gone for situatie in self.at[rol].get(number, ())}
        return [found[code] for code in sorted(found)]

    def _overnemers(self, code: str, gone: frozenset[str]) -> tuple[Overnemer, ...]:
        """Organisations that stay and cover a neighbour, or this gemeente already."""
        here = self._staying(code, gone)
        names = dict(here)
        buren: Counter[str] = Counter()
        for other in (self.neighbours or {}).get(code, ()):
            staying = self._staying(other, gone)
            names |= staying
            buren.update(staying.keys())
        found = [Overnemer(key, naam, buren[key], key in here) for key, naam in names.items()]
        return tuple(sorted(found, key=lambda one: (not one.ook_hier, -one.buren, one.naam.casefold())))

    def _staying(self, code: str, gone: frozenset[str]) -> dict[str, str]:
        """Node to name of the organisations that still cover a gemeente."""
        return {
            inzet.knoop: self.stand.graph.nodes[inzet.knoop]["naam"]
            for inzet in self.situation_of[code].inzetten
            if inzet.covers_on(self.stand.peildatum) and inzet.id not in gone
        }


def _judge(situatie: Situatie, stand: Stand, rol: str, ended: Collection[str] = ()) -> Oordeel:
    """Weigh a situation as if some inzetten had ended: they were there, so ``vervallen`` stays unless others serve."""
    return assess(situatie.inzetten, stand.peildatum, per_doelgroep=rol == ZORG, ended=ended)


def _status(oordeel: Oordeel, rol: str) -> str:
    """Status as ``Dekking`` or ``RolStand`` has it."""
    return oordeel.status if rol == ZORG else oordeel.rol_status


def _counts(oordeel: Oordeel) -> list[int]:
    """Organisations per part of the target group."""
    return [len(names) for names in oordeel.segmenten.values()]


def _in_a_sentence(one: Removable) -> str:
    """Name without the capital of its first word, unless it is the name of an organisation."""
    is_name = one.soort == "organisatie" and not one.naam.startswith("De ")
    return one.naam if is_name else small(one.naam)
