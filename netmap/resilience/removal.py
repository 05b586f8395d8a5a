"""What falls away when somebody stops: sole cover, removal of one or more, and who is next door."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.coverage import assess, compute_totals
from netmap.errors import NetmapError
from netmap.explain import ROL_LABEL
from netmap.inzet import COMENSHA
from netmap.layers import STATUS_KLASSEN
from netmap.resilience.removable import ZORG, Situatie, find_removable, find_situations
from netmap.schema import GEDEKT, SEGMENTEN, STATUSSEN, dutch_number
from netmap.summary import count, percent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netmap.coverage import Oordeel
    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.resilience.removable import Removable

STATUS_WORDS: Final = {klasse.key: klasse.label[0].lower() + klasse.label[1:] for klasse in STATUS_KLASSEN}
"""Status to what a sentence calls it."""
_NAMED: Final = 3
"""Organisations named in a sentence."""


class Overnemer(NamedTuple):
    """An organisation that covers next door, or here for others, and could take over."""

    key: str
    naam: str
    buren: int
    """Neighbouring gemeenten that it covers."""
    ook_hier: bool
    """Whether it covers the gemeente itself already, as a rule for another target group."""


class Change(NamedTuple):
    """What a removal does to one gemeente."""

    rol: str
    code: str
    naam: str
    inwoners: int
    van: str
    naar: str
    """Status of zorgcoördinatie, or of the role (``ja``, ``vervallen``, …)."""
    overnemers: tuple[Overnemer, ...]
    """Those that are here already first, then most neighbours; empty without neighbours and for other roles."""


@dataclass(frozen=True)
class Removal:
    """What is left when something falls away; the ``Stand`` it is read from stays as it was."""

    keys: tuple[str, ...]
    naam: str
    inzetten: tuple[str, ...]
    changes: tuple[Change, ...]
    """Zorgcoördinatie first, then the other roles; by code."""
    verzwakt: tuple[str, ...]
    """Codes that keep their status but lose an organisation for some target group."""
    voor: Mapping[str, tuple[int, int]]
    """Status of zorgcoördinatie to (gemeenten, inwoners) as it is now."""
    na: Mapping[str, tuple[int, int]]
    """The same without what falls away."""
    uitleg: tuple[str, ...]
    """Dutch sentences: what changes, what is left, who is next door."""

    @property
    def verloren(self) -> tuple[Change, ...]:
        """The gemeenten that were covered and no longer are."""
        return tuple(one for one in self.changes if one.van in GEDEKT and one.naar not in GEDEKT)


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
    gebied: Gebied | None = None,
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
    known = {one.key: one for one in find_removable(stand)}
    chosen = sorted(set(keys))
    if unknown := [key for key in chosen if key not in known]:
        msg = f"Onbekend op deze dag: {', '.join(unknown)}. Kies een organisatie, tafel of inzet uit de lijst."
        raise NetmapError(msg)
    return _Network(stand, neighbours, gebied).remove([known[key] for key in chosen])


def remove_each(
    stand: Stand,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    gebied: Gebied | None = None,
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
    return tuple(sorted(touched, key=lambda one: (-sum(c.inwoners for c in one.verloren), one.naam.casefold())))


def sole_cover(stand: Stand, gebied: Gebied | None = None, rol: str = ZORG) -> tuple[SoleCover, ...]:
    """
    Find who depends on one organisation, or on one holder of a role, alone.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region whose gemeenten count; None for the country.
    rol
        ``zorgcoordinator``, or a role of ``stand.rollen``. For zorgcoördinatie two inzetten of one organisation are
        one; two organisations that divide the target group do not replace each other. Elsewhere two persons are two.

    Returns
    -------
    dependence
        Most inwoners first, then by name; only those that somebody depends on alone.
    """
    codes = frozenset(stand.codes(gebied))
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], str] = {}
    for situatie in find_situations(stand.graph, rol):
        here = [code for code in situatie.codes if code in codes]
        before = _judge(situatie, stand, rol)
        holders: dict[tuple[str, str], set[str]] = defaultdict(set)
        for inzet in situatie.inzetten:
            if inzet.covers_on(stand.peildatum):
                who = (inzet.knoop, "" if rol == ZORG else inzet.naam)
                holders[who].add(inzet.id)
                names[who] = stand.graph.nodes[who[0]]["naam"] if rol == ZORG else inzet.holder
        for who, own in holders.items():
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


def conclude_dependence(stand: Stand, gebied: Gebied | None = None) -> str:
    """
    Say how much of the zorgcoördinatie hangs on one organisation.

    Parameters
    ----------
    stand, gebied
        As for `sole_cover`.

    Returns
    -------
    conclusion
        Dutch: how many of the covered gemeenten, and on whom most inwoners depend.
    """
    found = sole_cover(stand, gebied)
    where = f" in de {gebied}" if gebied else ""
    if not found:
        return f"Geen enkele gemeente{where} hangt voor zorgcoördinatie van één organisatie af."
    codes = {code for one in found for code in one.gemeenten}
    most = found[0]
    return (
        f"Van {count(len(codes), 'gemeente', 'gemeenten')}{where} hangt de zorgcoördinatie, voor minstens een deel "
        f"van de doelgroep, van één organisatie af. De meeste inwoners: {most.naam}, "
        f"{count(len(most.gemeenten), 'gemeente', 'gemeenten')} met {count(most.inwoners, 'inwoner', 'inwoners')}."
    )


class _Network:
    """The situations of a stand, laid ready so that a removal touches only what it changes."""

    def __init__(self, stand: Stand, neighbours: Mapping[str, Sequence[str]] | None, gebied: Gebied | None) -> None:
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
        changes: list[Change] = []
        weaker: list[str] = []
        na = dict(self.voor)
        for rol in self.situations:
            found: list[Change] = []
            for situatie in self._touched(rol, gone):
                before, after = _judge(situatie, self.stand, rol), _judge(situatie, self.stand, rol, gone)
                codes = [code for code in situatie.codes if code in self.codes]
                van, naar = (_status(oordeel, rol) for oordeel in (before, after))
                if van != naar:
                    found += [self._change(rol, code, van, naar, gone) for code in codes]
                elif rol == ZORG and _counts(before) != _counts(after):
                    weaker += codes
            changes += sorted(found, key=lambda one: one.code)
        for one in changes:
            if one.rol == ZORG:
                for status, sign in ((one.van, -1), (one.naar, 1)):
                    gemeenten, inwoners = na[status]
                    na[status] = gemeenten + sign, inwoners + sign * one.inwoners
        keys = tuple(one.key for one in removed)
        naam = " en ".join(map(_in_a_sentence, removed))
        removal = Removal(keys, naam, tuple(sorted(gone)), tuple(changes), tuple(sorted(weaker)), self.voor, na, ())
        return replace(removal, uitleg=tuple(_explain(removal, self.neighbours is not None, self.gebied)))

    def _touched(self, rol: str, gone: frozenset[str]) -> list[Situatie]:
        """Situations with one of these inzetten, each once, by their first code."""
        found = {situatie.codes[0]: situatie for number in gone for situatie in self.at[rol].get(number, ())}
        return [found[code] for code in sorted(found)]

    def _change(self, rol: str, code: str, van: str, naar: str, gone: frozenset[str]) -> Change:
        one = self.stand.dekking[code]
        others = self._overnemers(code, gone) if rol == ZORG and self.neighbours is not None else ()
        return Change(rol, code, one.naam, one.inwoners, van, naar, others)

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
    return one.naam if is_name else one.naam[:1].lower() + one.naam[1:]


def _explain(removal: Removal, has_neighbours: bool, gebied: Gebied | None) -> Iterator[str]:
    """Say what changes, what is left and who is next door."""
    where = f" in de {gebied}" if gebied else ""
    if not removal.changes and not removal.verzwakt:
        yield f"Zonder {removal.naam} verandert{where} van geen enkele gemeente de status."
    zorg = [one for one in removal.changes if one.rol == ZORG]
    moves = []
    for van, naar in sorted({(c.van, c.naar) for c in zorg}, key=lambda move: tuple(map(STATUSSEN.index, move))):
        moved = [one for one in zorg if (one.van, one.naar) == (van, naar)]
        moves.append(f"{_gemeenten(moved)} van {STATUS_WORDS[van]} naar {STATUS_WORDS[naar]}")
        if len(moves) == 1:
            verb = "gaat" if len(moved) == 1 else "gaan"
    if moves:
        yield f"Zonder {removal.naam} {verb}{where} {' en '.join(moves)}."
    if lost := removal.verloren:
        total = sum(gemeenten for gemeenten, _ in removal.voor.values())
        before, after = (sum(counts[status][0] for status in GEDEKT) for counts in (removal.voor, removal.na))
        whole = count(total, "gemeente", "gemeenten")
        stays = "blijft" if after == 1 else "blijven"
        yield (
            f"Gedekt {stays} dan {dutch_number(after)} van de {whole}{where} "
            f"({percent(after, total)}; nu {percent(before, total)})."
        )
        if has_neighbours:
            yield _explain_neighbours(lost)
    if any(one.naar == "onbekend" for one in zorg):
        yield "Wat er in plaats van de hulp op afstand komt, zegt geen bron."
    if removal.verzwakt:
        weaker = count(len(removal.verzwakt), "gemeente", "gemeenten")
        yield f"In {weaker}{where} blijft de status gelijk, maar is er een organisatie minder."
    for rol in sorted({one.rol for one in removal.changes} - {ZORG}, key=list(ROL_LABEL).index):
        moved = [one for one in removal.changes if one.rol == rol]
        yield f"Zonder {removal.naam} valt{where} in {_gemeenten(moved)} de {ROL_LABEL[rol]} weg."
    if COMENSHA in removal.keys:
        yield "Alle zorgcoördinatoren melden bij CoMensha; die schakel ontbreekt dan in elke keten."


def _gemeenten(changes: Sequence[Change]) -> str:
    """Count gemeenten and inwoners."""
    inwoners = count(sum(one.inwoners for one in changes), "inwoner", "inwoners")
    return f"{count(len(changes), 'gemeente', 'gemeenten')} ({inwoners})"


def _explain_neighbours(lost: Sequence[Change]) -> str:
    """Name the organisations that cover next door to the gemeenten that lose their cover, the nearest first."""
    near = Counter(one.naam for change in lost for one in change.overnemers)
    if not near:
        return "Geen andere organisatie dekt een buurgemeente of deze gemeenten zelf."
    reached = sum(bool(change.overnemers) for change in lost)
    order = sorted(near.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    names = ", ".join(f"{naam} ({dutch_number(times)})" for naam, times in order[:_NAMED])
    more = f" en {count(len(order) - _NAMED, 'andere', 'andere')}" if len(order) > _NAMED else ""
    share = f"{dutch_number(reached)} van de {dutch_number(len(lost))}"
    if reached == len(lost):
        share = f"alle {dutch_number(reached)}" if reached > 1 else "deze gemeente"
    return f"Een andere organisatie dekt een buurgemeente, of de gemeente zelf al deels, bij {share}: {names}{more}."
