"""
Where next: which areas, given to new zorgcoördinatoren, help the most inwoners; what exists stays as it is.

An area is a set of gemeenten that are not covered today; or, on demand, that are not covered by two independent
organisations, so that one may fall away. Then every new post counts as an organisation of its own, and a gemeente
without any is in two areas or in none. An area hangs together over borders between its own gemeenten:
a strip of gemeenten that somebody else covers does not join two parts, for the new zorgcoördinator has no business
there. The limits are per fte: half a post holds half as much. Solved by ``netmap.where_next.solver``.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import networkx as nx

from netmap.dutch import agree, count
from netmap.errors import NetmapError
from netmap.schema import GEBIED_COLUMNS, dutch_number
from netmap.where_next.solver import Post, Solution, Task, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from netmap.coverage import Dekking
    from netmap.layers import Stand
    from netmap.regio import Regio

MAX_POSTEN: Final = 5
"""More new areas than this a map cannot keep apart."""
SECONDEN: Final = 20.0
_SHARE_FOR_BEST: Final = 0.6
"""Part of the time limit for the best plan; the rest is for the alternatives."""
_MOST_ORGANISATIONS: Final = 4
_NOW: Final = {
    "enkel": "enkel gedekt",
    "op_afstand": "alleen op afstand",
    "vervallen": "vervallen of vacant",
    "deels": "deels gedekt",
    "begin_onbekend": "gedekt volgens een latere bron",
    "geen": "zonder dekking volgens een bron",
    "onbekend": "onbekend",
}


Soort = Literal["politieregio", "veiligheidsregio", "provincie", "centrumgemeente"]
"""A key of ``schema.GEBIED_COLUMNS``."""


@dataclass(frozen=True)
class Rules:
    """What an area must keep to; the limits hold per fte."""

    max_inwoners: int | None = None
    max_gemeenten: int | None = None
    samenhangend: bool = True
    """Whether an area must hang together."""
    binnen: Soort | None = None
    """Kind of region whose borders an area may not cross; a gemeente of which the region is not known stands alone."""
    k: Literal[1, 2] = 1
    """How many independent organisations a gemeente has in the end: 1 to be covered, 2 to stay so when one stops."""


@dataclass(frozen=True)
class NieuwGebied:
    """One new area."""

    codes: tuple[str, ...]
    namen: tuple[str, ...]
    inwoners: int
    fte: float
    gebieden: tuple[str, ...]
    """Veiligheidsregio's that it lies in, sorted."""
    waarom: str
    """Why here, in Dutch."""

    @property
    def naam(self) -> str:
        """The same in short, by its most populous gemeente, which is named first."""
        return f"Rond {self.namen[0]}" if len(self.codes) > 1 else self.namen[0]

    @property
    def token(self) -> str:
        """The same as the column ``gebied`` of the contacts."""
        return ";".join(self.codes)


class Plan(NamedTuple):
    """A set of new areas."""

    areas: tuple[NieuwGebied, ...]
    inwoners: int
    bewezen: bool
    """Whether it is proven that no plan of its kind helps more inwoners."""


@dataclass(frozen=True)
class Advies:
    """The best plan found, how sure that is, and the runner-up."""

    areas: tuple[NieuwGebied, ...]
    """Largest first; fewer than there are posts when the rest has nothing left to do."""
    inwoners: int
    gemeenten: int
    """Each once, as its inwoners, also when it is in two areas."""
    bewezen: bool
    """Whether it is proven that no plan helps more inwoners."""
    gat: float
    """Share of the upper bound that a better plan could still add, 0 when proven."""
    bovengrens: int
    """No plan helps more inwoners than this."""
    tweede: Plan | None
    """The best plan that leaves at least one of the areas out entirely; None when there is none (found)."""
    posten: tuple[float, ...]
    """Fte of each new zorgcoördinator, largest first."""
    rules: Rules
    gebied: Regio | None
    kandidaten: tuple[int, int]
    """Gemeenten and inwoners with fewer than ``rules.k`` organisations today, in ``gebied``."""
    tarief: float
    """Euros per fte per year, by the settings; 0 when nobody set it."""
    seconden: float = field(compare=False)
    """How long the search took."""


def advise(
    stand: Stand,
    contact: nx.Graph[str],
    posten: Sequence[float],
    rules: Rules,
    gebied: Regio | None = None,
    *,
    seconden: float = SECONDEN,
    progress: Callable[[float, str], None] = lambda _share, _text: None,
) -> Advies:
    """
    Find the areas where new zorgcoördinatoren help the most inwoners.

    Parameters
    ----------
    stand
        Output of ``build_stand``; its gemeenten with fewer independent organisations than ``rules.k`` are the
        candidates.
    contact
        Output of ``geo.build_contiguity``.
    posten
        Fte of each new zorgcoördinator: ``(1.0,) * 3``, or ``(1.0, 0.5)``.
    rules
        What an area must keep to.
    gebied
        Look in this region only; None for the country.
    seconden
        Time limit; when it strikes, the best found so far is returned with its gap.
    progress
        Called with the share of the time that is used (0 to 1) and a Dutch line.

    Returns
    -------
    advies
        Without areas when nothing is to be won, or when nothing was found in time.

    Raises
    ------
    NetmapError
        When the posts, the rules or the time limit cannot be: says which and how to mend it.
    """
    start = time.monotonic()
    _check(posten, rules, seconden)
    fte = tuple(sorted((float(post) for post in posten), reverse=True))
    codes = [code for code in stand.codes(gebied) if stand.dekking[code].k < rules.k]
    task = _build_task(stand, contact, codes, fte, rules)
    best = solve(task, seconden * _SHARE_FOR_BEST, _report(progress, 0.0, _SHARE_FOR_BEST, "Beste plan"))
    used = _sorted(task, best)
    others = []
    for number, area in enumerate(used):
        left = max(start + seconden - time.monotonic(), 0.1) / (len(used) - number)
        width = (1 - _SHARE_FOR_BEST) / len(used)
        report = _report(progress, _SHARE_FOR_BEST + number * width, width, f"Zonder gebied {number + 1}")
        others.append(solve(task.without(area), left, report))
    # when the time is short, a plan without some area can turn out better than the best found before
    better = max(others, key=lambda found: task.helped(found.areas), default=best)
    if task.helped(better.areas) > task.helped(best.areas):
        best, used, others = better._replace(bound=best.bound), _sorted(task, better), []
    progress(1.0, "Klaar.")
    total = task.helped(best.areas)
    reasons = _Reasons(stand, contact, codes, task, fte)
    lost = [reasons.compare(total, task.helped(other.areas), min(other.bound, best.bound)) for other in others]
    areas = tuple(
        reasons.build(area, best, sentence) for area, sentence in zip(used, lost or ("",) * len(used), strict=True)
    )
    return Advies(
        areas=areas,
        inwoners=total,
        gemeenten=len({code for area in areas for code in area.codes}),
        bewezen=best.bound == total,
        gat=(best.bound - total) / best.bound if best.bound else 0.0,
        bovengrens=best.bound,
        tweede=_runner_up(task, used, others, reasons),
        posten=fte,
        rules=rules,
        gebied=gebied,
        kandidaten=(len(codes), sum(stand.dekking[code].inwoners for code in codes)),
        tarief=stand.settings.tarief_fte,
        seconden=time.monotonic() - start,
    )


def _report(
    progress: Callable[[float, str], None], lowest: float, width: float, what: str
) -> Callable[[float, float], None]:
    """Make what a search tells how far it is: a part of the whole, from here on."""

    def report(share: float, found: float) -> None:
        words = f"{dutch_number(found)} inwoners gevonden" if found else "zoeken"
        progress(min(lowest + share * width, 1.0), f"{what}: {words}…")

    return report


def _runner_up(
    task: Task, used: Sequence[tuple[int, ...]], others: Sequence[Solution], reasons: _Reasons
) -> Plan | None:
    """Take the best of the plans that each leave out one area; None when all are empty."""
    pairs = list(zip(used, others, strict=True)) if others else []
    lost, second = max(pairs, key=lambda pair: task.helped(pair[1].areas), default=((), Solution((), 0)))
    total = task.helped(second.areas)
    if not total:
        return None
    reason = f"Dit hoort bij het beste plan zonder het gebied rond {reasons.biggest(lost)}."
    areas = tuple(reasons.build(area, second, reason) for area in _sorted(task, second))
    return Plan(areas, total, all(found.bound <= total for found in others))


def _check(posten: Sequence[float], rules: Rules, seconden: float) -> None:
    """Refuse what no administrator can mean."""
    if not 0 < len(posten) <= MAX_POSTEN or min(posten) <= 0:
        msg = f"Kies 1 tot en met {MAX_POSTEN} nieuwe zorgcoördinatoren, elk met meer dan 0 fte."
        raise NetmapError(msg)
    for number, what in ((rules.max_inwoners, "inwoners"), (rules.max_gemeenten, "gemeenten")):
        if number is not None and number < 1:
            msg = f"Het maximum van {number} {what} per fte kan niet. Kies 1 of meer, of geen maximum."
            raise NetmapError(msg)
    if seconden <= 0:
        msg = "De tijdslimiet moet meer dan 0 seconden zijn."
        raise NetmapError(msg)
    if rules.binnen is not None and rules.binnen not in GEBIED_COLUMNS:
        msg = f"binnen must be one of {tuple(GEBIED_COLUMNS)} or None, got {rules.binnen!r}."
        raise ValueError(msg)
    if rules.k not in (1, 2):
        msg = f"k must be 1 or 2, got {rules.k!r}."
        raise ValueError(msg)


def region_of(stand: Stand, kind: Soort, code: str) -> str:
    """Say in which region a gemeente lies; where no source says which, it is one by itself."""
    return str(stand.tables.gemeenten[GEBIED_COLUMNS[kind]][code]) or code


def _build_task(stand: Stand, contact: nx.Graph[str], codes: Sequence[str], fte: Sequence[float], rules: Rules) -> Task:
    """Give the candidates numbers and turn the rules into limits."""
    place = {code: number for number, code in enumerate(codes)}
    inwoners = tuple(stand.dekking[code].inwoners for code in codes)
    region = tuple(region_of(stand, rules.binnen, code) if rules.binnen else "" for code in codes)
    beside = tuple(
        frozenset(place[c] for c in contact[code] if c in place and region[place[c]] == region[place[code]])
        for code in codes
    )
    posts = tuple(
        Post(_limit(rules.max_inwoners, part, sum(inwoners)), _limit(rules.max_gemeenten, part, len(codes)))
        for part in fte
    )
    need = tuple(rules.k - stand.dekking[code].k for code in codes)
    possible = [i for i in range(len(codes)) if need[i] <= len(posts)]
    if codes and not possible:
        msg = (
            "Met 1 zorgcoördinator erbij wordt hier geen gemeente dubbel gedekt: een gemeente die nu niet gedekt is, "
            "heeft er 2 nodig. Kies 2 of meer."
        )
        raise NetmapError(msg)
    least = min(possible, key=lambda i: inwoners[i], default=None)
    if least is not None and not (posts[0].gemeenten and inwoners[least] <= posts[0].inwoners):
        lacking = "zonder dekking" if rules.k == 1 else "die hiermee dubbel gedekt kan worden"
        msg = (
            f"Geen enkele gemeente past binnen deze regels: de kleinste {lacking} is "
            f"{stand.dekking[codes[least]].naam} met {count(inwoners[least], 'inwoner', 'inwoners')}. "
            "Kies een hoger maximum per fte of meer fte."
        )
        raise NetmapError(msg)
    return Task(inwoners, beside, region, posts, rules.samenhangend, need)


def _limit(per_fte: int | None, fte: float, everything: int) -> int:
    """How much a post holds; everything when there is no limit."""
    return everything if per_fte is None else min(int(per_fte * fte + 1e-6), everything)


def _inwoners(task: Task, area: Iterable[int]) -> int:
    return sum(task.inwoners[i] for i in area)


def _sorted(task: Task, found: Solution) -> list[tuple[int, ...]]:
    """Areas that are used, largest first."""
    return sorted((area for area in found.areas if area), key=lambda area: (-_inwoners(task, area), area))


class _Reasons(NamedTuple):
    """Turns numbered gemeenten into areas with their reasons."""

    stand: Stand
    contact: nx.Graph[str]
    codes: Sequence[str]
    task: Task
    fte: Sequence[float]

    def biggest(self, area: Iterable[int]) -> str:
        """Name of the most populous gemeente."""
        return self.stand.dekking[self.codes[max(area, key=lambda i: (self.task.inwoners[i], -i))]].naam

    def compare(self, best: int, other: int, bound: int) -> str:
        """Say what is lost when an area is left out."""
        if not bound:
            return "Zonder dit gebied is er bij deze regels niets anders te kiezen."
        if bound > other:
            return f"Zonder dit gebied helpt een ander plan ten hoogste {dutch_number(bound)} inwoners."
        less = "evenveel" if best == other else f"{dutch_number(best - other)} minder"
        return f"Zonder dit gebied helpt het beste plan {dutch_number(other)} inwoners: {less}."

    def build(self, area: tuple[int, ...], found: Solution, comparison: str) -> NieuwGebied:
        """Name the gemeenten, most populous first, and say why here."""
        members = [self.stand.dekking[self.codes[i]] for i in area]
        members.sort(key=lambda one: (-one.inwoners, one.code))
        inwoners = sum(one.inwoners for one in members)
        now = Counter(one.status for one in members)
        states = "; ".join(f"{number} {_NOW[status]}" for status in _NOW if (number := now[status]))
        sentences = [
            f"Hier {'krijgt' if len(members) == 1 else 'krijgen'} {count(len(members), 'gemeente', 'gemeenten')} met "
            f"{count(inwoners, 'inwoner', 'inwoners')} een zorgcoördinator{self._more}; nu: {states}.",
            comparison,
            self._who_else(area, members),
            self._who_is_near([one.code for one in members]),
        ]
        if now["onbekend"]:
            sentences.append("Vraag eerst na wat er is waar de status onbekend is.")
        return NieuwGebied(
            codes=tuple(sorted(one.code for one in members)),
            namen=tuple(one.naam for one in members),
            inwoners=inwoners,
            fte=self.fte[found.areas.index(area)],
            gebieden=tuple(sorted({one.veiligheidsregio for one in members})),
            waarom=" ".join(filter(None, sentences)),
        )

    @property
    def _more(self) -> str:
        """The word that a gemeente may have an organisation already."""
        return " erbij" if max(self.stand.dekking[code].k for code in self.codes) else ""

    def _who_else(self, area: Sequence[int], members: Sequence[Dekking]) -> str:
        """Name the organisations that a new one must be independent of, and say who is in two areas."""
        twice = sum(self.task.need[i] > 1 for i in area)
        also = agree(twice, "gemeente die nu niet gedekt is, zit", "gemeenten die nu niet gedekt zijn, zitten")
        return " ".join(
            [
                *self._list("Hier werken nu al{}, met het aantal gemeenten", (one for one in members if one.k)),
                *([f"{twice} {also} ook in een ander nieuw gebied."] if twice else []),
            ]
        )

    def _who_is_near(self, codes: Sequence[str]) -> str:
        """Name the organisations that work in the gemeenten beside the area."""
        beside = {other for code in codes for other in self.contact[code]} - set(codes)
        covered = (self.stand.dekking[code] for code in sorted(beside) if self.stand.dekking[code].is_gedekt)
        near = self._list("Ernaast werken{}, met het aantal buurgemeenten", covered)
        return next(near, "In de gemeenten ernaast is geen zorgcoördinator bekend.")

    def _list(self, opening: str, gemeenten: Iterable[Dekking]) -> Iterator[str]:
        """Name the organisations of some gemeenten in a sentence, those of most first; nothing when there are none."""
        near = Counter(name for one in gemeenten for name in one.organisaties)
        ordered = sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_ORGANISATIONS]
        listed = ", ".join(f"{name} ({number})" for name, number in ordered)
        if listed:
            yield f"{opening.format(' onder meer' if len(near) > _MOST_ORGANISATIONS else '')}: {listed}."
