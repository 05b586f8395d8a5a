"""What a scenario does: the cover before and after, the work list, and the fte it takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from netmap.coverage import compute_totals
from netmap.difference import Wissel, difference
from netmap.gaps import find_gaps
from netmap.graph import find_inzetten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netmap.coverage import Totals
    from netmap.gaps import Gap
    from netmap.layers import Stand
    from netmap.regio import Regio


class Inzetkosten(NamedTuple):
    """What cover takes in fte, as far as sources say."""

    fte: float | None
    """Known fte that fall to the area, by inwoners: half an area is half its fte; None when no source says any."""
    gemeenten: int
    """Gemeenten with someone who covers them."""
    inwoners: int
    inwoners_per_fte: float | None
    """Of the gemeenten where the fte of everyone who covers is known; None when there are none."""
    gemeenten_onbekend: int
    """Gemeenten with someone who covers whose fte no source says: not in the ratio."""
    inwoners_onbekend: int


@dataclass(frozen=True)
class Kosten:
    """The fte of all zorgcoördinatie in an area."""

    totaal: Inzetkosten
    per_organisatie: Mapping[str, Inzetkosten]
    """Name of an organisation that covers something, sorted, to its part."""


@dataclass(frozen=True)
class Effect:
    """A scenario beside the data, on one day and for one area; pairs are before and after."""

    peildatum: date
    gebied: Regio | None
    totals: tuple[Totals, Totals]
    gewijzigd: tuple[Wissel, ...]
    """Gemeenten whose status changes, largest first."""
    werklijst: tuple[tuple[Gap, ...], tuple[Gap, ...]]
    """See ``gaps.find_gaps``."""
    kosten: tuple[Kosten, Kosten]
    tarief: float = 0.0
    """Euros per fte per year, by the settings; 0 when nobody set it."""


def compare_scenario(before: Stand, after: Stand, gebied: Regio | None = None) -> Effect:
    """
    Set a scenario beside the data.

    Parameters
    ----------
    before
        The data as they are.
    after
        The stand of ``apply_scenario`` on the same day.
    gebied
        The area that is counted; None for the country.

    Returns
    -------
    effect
        Counts, changes, work lists and fte before and after.

    Raises
    ------
    ValueError
        When the two are not of the same day or register.
    """
    if before.peildatum != after.peildatum or list(before.dekking) != list(after.dekking):
        msg = "a scenario is compared on one day, with the gemeenten of one register"
        raise ValueError(msg)
    codes = before.codes(gebied)
    now, then = ({code: stand.dekking[code].status for code in codes} for stand in (before, after))
    changed = difference(now, then, before.dekking)
    return Effect(
        before.peildatum,
        gebied,
        (_totals(before, codes), _totals(after, codes)),
        tuple(sorted(changed, key=lambda one: (-one.inwoners, one.code))),
        (tuple(find_gaps(before, codes)), tuple(find_gaps(after, codes))),
        (compute_costs(before, gebied), compute_costs(after, gebied)),
        before.settings.tarief_fte,
    )


def _totals(stand: Stand, codes: Iterable[str]) -> Totals:
    return compute_totals(stand.dekking[code] for code in codes)


def compute_costs(stand: Stand, gebied: Regio | None = None) -> Kosten:
    """
    Count the fte of the zorgcoördinatie in an area: only what sources say.

    What is not known is counted apart, never as zero. Two statements about the same work of one organisation count
    once, the highest, as in ``Dekking.fte_per_100k``.
    """
    everyone: list[tuple[int, list[float | None]]] = []
    apart: dict[str, list[tuple[int, list[float | None]]]] = defaultdict(list)
    for code in stand.codes(gebied):
        inwoners = stand.dekking[code].inwoners
        shares = _shares(stand, code)
        everyone.append((inwoners, list(shares.values())))
        for knoop, fte in shares.items():
            apart[str(stand.graph.nodes[knoop]["naam"])].append((inwoners, [fte]))
    return Kosten(_add_up(everyone), {name: _add_up(apart[name]) for name in sorted(apart, key=str.casefold)})


def _shares(stand: Stand, code: str) -> dict[str, float | None]:
    """Fte that fall to one gemeente, per organisation that covers it; None when no source says how many."""
    known: dict[str, dict[tuple[str, tuple[str, ...]], list[float]]] = defaultdict(lambda: defaultdict(list))
    for inzet in find_inzetten(stand.graph, code, "zorgcoordinator"):
        if inzet.covers_on(stand.peildatum):
            stated = known[inzet.knoop][inzet.doelgroep, inzet.vorm]
            if inzet.fte is not None and inzet.inwoners_gebied:
                stated.append(inzet.fte * stand.dekking[code].inwoners / inzet.inwoners_gebied)
    return {
        knoop: sum(map(max, groups.values())) if all(groups.values()) else None
        for knoop, groups in sorted(known.items())
    }


def _add_up(gemeenten: Iterable[tuple[int, list[float | None]]]) -> Inzetkosten:
    """Add up gemeenten, each as its inwoners and the fte of every organisation that covers it."""
    total = ratio = 0.0
    covered = inwoners = counted = unknown = unknown_inwoners = 0
    for number, shares in gemeenten:
        fte = sum(share for share in shares if share is not None)
        total += fte
        covered += bool(shares)
        inwoners += number if shares else 0
        if None in shares:
            unknown += 1
            unknown_inwoners += number
        elif shares:
            ratio += fte
            counted += number
    per_fte = round(counted / ratio, 1) if ratio else None
    known = round(total, 3) if total or not unknown else None
    return Inzetkosten(known, covered, inwoners, per_fte, unknown, unknown_inwoners)
