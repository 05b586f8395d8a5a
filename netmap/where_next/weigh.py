"""Where next as a choice: plans that win on something else than inwoners, and which of them nobody need want."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import networkx as nx

from netmap.where_next.advise import advise, region_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.where_next.advise import Advies, Rules

_FULL: Final = 0.995
"""From this part of its limit on an area is packed: it is as large as can be, and not for a reason on the ground."""


@dataclass(frozen=True)
class Keuze:
    """One way to place the new zorgcoördinatoren, on what matters."""

    soort: str
    """``inwoners``, ``regio``, ``heel``, ``kern`` or ``buur``: what it was made for."""
    gebieden: tuple[tuple[str, ...], ...]
    """Codes of each area, the one with most inwoners first."""
    rond: tuple[str, ...]
    """Per area its most populous gemeente."""
    wie: tuple[str, ...]
    """Per area who extends its own; empty for new posts."""
    per_gebied: tuple[int, ...]
    """Inwoners of each area."""
    inwoners: int
    gemeenten: int
    straal_km: float
    """The farthest gemeente of an area from its best placed gemeente, of the widest area; as the crow flies."""
    gesplitst: int
    """Veiligheidsregio's of which a part of the gemeenten to help is in the plan and a part is not."""
    binnen: bool
    """Whether each area lies within one veiligheidsregio."""
    vol: tuple[bool, ...]
    """Per area whether it fills its limit of inwoners to the brim."""
    beter: str = ""
    """``soort`` of a plan that is at least as good on everything; blank when there is none."""

    @property
    def posten(self) -> int:
        """New posts that it takes: none where organisations extend."""
        return 0 if self.wie else len(self.gebieden)


def weigh_choices(
    stand: Stand,
    contact: nx.Graph[str],
    middles: Mapping[str, tuple[float, float]],
    advies: Advies,
    gebied: Regio | None = None,
    *,
    seconden: float = 5.0,
) -> tuple[Keuze, ...]:
    """
    Set other plans beside the one that helps most inwoners.

    Parameters
    ----------
    stand
        What the advice was made from.
    contact
        Output of ``geo.build_contiguity``.
    middles
        Output of ``geo.find_middles``: metres in RD New.
    advies
        Output of ``advise``.
    gebied
        The area of the advice.
    seconden
        Time limit for the plan that stays within one veiligheidsregio per post.

    Returns
    -------
    choices
        The advice; with every area within one veiligheidsregio; whole veiligheidsregio's; the most populous gemeenten
        with what lies nearest to them; and organisations next door that extend, but not where two organisations are
        asked for: whether one next door is independent of who works there is a question of its own. Each with
        ``beter`` filled in when another is no worse on inwoners, distance, split regions and new posts, and better on
        one. Plans of the same areas are there once; those without areas are left out.
    """
    most = [area.codes for area in advies.areas]
    plans: list[tuple[str, Sequence[Sequence[str]], Sequence[str]]] = [("inwoners", most, ())]
    rules = replace(advies.rules, binnen="veiligheidsregio")
    if advies.rules.binnen is None and most:
        within = advise(stand, contact, advies.posten, rules, gebied, seconden=seconden)
        plans.append(("regio", [area.codes for area in within.areas], ()))
    lacking = _lacking(stand, advies)
    here = {code for codes in lacking.values() for code in codes}.intersection(stand.codes(gebied))
    plans.append(("heel", list(_whole_regions(stand, advies, lacking, here)), ()))
    plans.append(("kern", list(_around_largest(stand, contact, middles, advies, here)), ()))
    neighbours = list(_extensions(stand, contact, here))[: len(advies.posten)] if advies.rules.k == 1 else []
    plans.append(("buur", [codes for _, codes in neighbours], [who for who, _ in neighbours]))
    found: dict[frozenset[tuple[str, ...]], Keuze] = {}
    for soort, areas, who in plans:
        if areas:
            key = frozenset(tuple(sorted(area)) for area in areas)
            found.setdefault(key, _measure(stand, middles, advies, lacking, soort, areas, who))
    return tuple(_mark(list(found.values())))


def _lacking(stand: Stand, advies: Advies) -> dict[str, list[str]]:
    """Veiligheidsregio to its gemeenten that could be helped, also outside the area of the advice."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, one in stand.dekking.items():
        if one.k < advies.rules.k:
            found[one.veiligheidsregio].append(code)
    return found


def _fits(stand: Stand, rules: Rules, fte: float, codes: Sequence[str]) -> bool:
    """Whether a post can help an area alone."""
    people = rules.max_inwoners is None or _inwoners(stand, codes) <= rules.max_inwoners * fte
    places = rules.max_gemeenten is None or len(codes) <= rules.max_gemeenten * fte
    return people and places and all(stand.dekking[code].k == rules.k - 1 for code in codes)


def _whole_regions(
    stand: Stand, advies: Advies, lacking: Mapping[str, list[str]], here: set[str]
) -> Iterator[list[str]]:
    """Give each post the veiligheidsregio of most inwoners that it can help as a whole."""
    regions = [codes for codes in lacking.values() if here.issuperset(codes)]
    regions.sort(key=lambda codes: (-_inwoners(stand, codes), codes))
    for fte in advies.posten:
        fitting = next((codes for codes in regions if _fits(stand, advies.rules, fte, codes)), None)
        if fitting:
            yield fitting
            regions.remove(fitting)


def _around_largest(
    stand: Stand,
    contact: nx.Graph[str],
    middles: Mapping[str, tuple[float, float]],
    advies: Advies,
    here: set[str],
) -> Iterator[list[str]]:
    """Give each post the most populous gemeente and what lies nearest to it, until the next does not fit."""
    rules, left = advies.rules, set(here)
    for fte in advies.posten:
        cores = [code for code in left if _fits(stand, rules, fte, [code])]
        if not cores:
            continue
        core = max(cores, key=lambda code: (stand.dekking[code].inwoners, code))
        region = {
            c
            for c in left
            if not rules.binnen or region_of(stand, rules.binnen, c) == region_of(stand, rules.binnen, core)
        }
        area: list[str] = []
        edge = {core}
        while edge:
            nearest = min(edge, key=lambda code: (math.dist(middles[core], middles[code]), code))
            if not _fits(stand, rules, fte, [*area, nearest]):
                break
            area.append(nearest)
            beside = {other for code in area for other in contact[code]} if rules.samenhangend else region
            edge = region & beside - set(area)
        yield sorted(area)
        left -= set(area)


def _extensions(stand: Stand, contact: nx.Graph[str], here: set[str]) -> Iterator[tuple[str, list[str]]]:
    """List pieces of uncovered gemeenten that border on what one organisation covers, most inwoners first.

    Each gemeente is with one organisation.
    """
    left = set(here)
    while left:
        near: dict[str, set[str]] = defaultdict(set)
        for code in left:
            for other in contact[code]:
                if stand.dekking[other].is_gedekt:
                    for name in stand.dekking[other].organisaties:
                        near[name].add(code)
        if not near:
            return
        pieces = [
            (_inwoners(stand, piece), who, sorted(piece))
            for who in sorted(near)
            for piece in nx.connected_components(contact.subgraph(near[who]))
        ]
        _, who, piece = max(pieces)
        yield who, piece
        left -= set(piece)


def _measure(
    stand: Stand,
    middles: Mapping[str, tuple[float, float]],
    advies: Advies,
    lacking: Mapping[str, list[str]],
    soort: str,
    areas: Sequence[Sequence[str]],
    who: Sequence[str],
) -> Keuze:
    """Measure a plan on what matters; areas come with most inwoners first."""
    if not who:
        areas = sorted(areas, key=lambda area: (-_inwoners(stand, area), area))
    numbers = tuple(_inwoners(stand, area) for area in areas)
    chosen = {code for area in areas for code in area}
    split = sum(0 < len(chosen.intersection(codes)) < len(codes) for codes in lacking.values())
    limit = advies.rules.max_inwoners
    packed = limit is not None and not who
    full = tuple(
        packed and number >= _FULL * (limit or 0) * post for number, post in zip(numbers, advies.posten, strict=False)
    )
    regions = [{stand.dekking[code].veiligheidsregio for code in area} for area in areas]
    return Keuze(
        soort,
        tuple(tuple(area) for area in areas),
        tuple(stand.dekking[max(area, key=lambda code: stand.dekking[code].inwoners)].naam for area in areas),
        tuple(who),
        numbers,
        _inwoners(stand, chosen),
        len(chosen),
        round(max(_reach(middles, area) for area in areas) / 1000, 1),
        split,
        all(len(names) == 1 for names in regions),
        full,
    )


def _inwoners(stand: Stand, codes: Iterable[str]) -> int:
    return sum(stand.dekking[code].inwoners for code in codes)


def _reach(middles: Mapping[str, tuple[float, float]], area: Sequence[str]) -> float:
    """Distance in metres to the farthest gemeente from the one that is best placed."""
    return min(max(math.dist(middles[one], middles[other]) for other in area) for one in area)


def _mark(choices: Sequence[Keuze]) -> Iterator[Keuze]:
    """Say of each which other is at least as good on everything and better on something."""
    scores = [(-one.inwoners, one.straal_km, one.gesplitst, one.posten) for one in choices]
    for one, mine in zip(choices, scores, strict=True):
        better = [
            other.soort
            for other, theirs in zip(choices, scores, strict=True)
            if theirs != mine and all(a <= b for a, b in zip(theirs, mine, strict=True))
        ]
        yield replace(one, beter=better[0] if better else "")
