"""What a scenario does: the cover before and after, the work list, and the fte it takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from netmap.coverage import compute_totals
from netmap.gaps import find_gaps
from netmap.graph import find_inzetten
from netmap.layers import STATUS_KLASSEN
from netmap.schema import GEDEKT, dutch_date, dutch_number
from netmap.summary import count, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netmap.coverage import Totals
    from netmap.gaps import Gap
    from netmap.gebieden import Gebied
    from netmap.layers import Stand

_LABEL = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}


class Inzetkosten(NamedTuple):
    """What cover takes in fte, as far as sources say."""

    fte: float
    """Known fte that fall to the area, by inwoners: half an area is half its fte."""
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


class Statuswissel(NamedTuple):
    """A gemeente whose status the scenario changes."""

    code: str
    naam: str
    politieregio: str
    inwoners: int
    voor: str
    na: str


@dataclass(frozen=True)
class Effect:
    """A scenario beside the data, on one day and for one area; pairs are before and after."""

    peildatum: date
    gebied: Gebied | None
    totals: tuple[Totals, Totals]
    gewijzigd: tuple[Statuswissel, ...]
    """Gemeenten whose status changes, largest first."""
    werklijst: tuple[tuple[Gap, ...], tuple[Gap, ...]]
    """See ``gaps.find_gaps``."""
    kosten: tuple[Kosten, Kosten]


def compare_scenario(before: Stand, after: Stand, gebied: Gebied | None = None) -> Effect:
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
    changed = [
        Statuswissel(code, one.naam, one.politieregio, one.inwoners, one.status, after.dekking[code].status)
        for code in codes
        if (one := before.dekking[code]).status != after.dekking[code].status
    ]
    return Effect(
        before.peildatum,
        gebied,
        (_totals(before, codes), _totals(after, codes)),
        tuple(sorted(changed, key=lambda one: (-one.inwoners, one.code))),
        (tuple(find_gaps(before, codes)), tuple(find_gaps(after, codes))),
        (compute_costs(before, gebied), compute_costs(after, gebied)),
    )


def _totals(stand: Stand, codes: Iterable[str]) -> Totals:
    return compute_totals(stand.dekking[code] for code in codes)


def compute_costs(stand: Stand, gebied: Gebied | None = None) -> Kosten:
    """
    Count the fte of the zorgcoördinatie in an area.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The area; None for the country.

    Returns
    -------
    kosten
        Only what sources say; what is not known is counted apart, never as zero. Two statements about the same
        work of one organisation count once, the highest, as in ``Dekking.fte_per_100k``.
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
    known: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for inzet in find_inzetten(stand.graph, code, "zorgcoordinator"):
        if inzet.covers_on(stand.peildatum):
            stated = known[inzet.knoop][inzet.doelgroep]
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
    return Inzetkosten(round(total, 3), covered, inwoners, per_fte, unknown, unknown_inwoners)


def describe_effect(effect: Effect, naam: str) -> str:
    """
    Say in words what a scenario does.

    Parameters
    ----------
    effect
        Output of ``compare_scenario``.
    naam
        Name of the scenario.

    Returns
    -------
    conclusion
        Dutch: who gains and loses cover, and the fte as far as they are known.
    """
    before, after = effect.totals
    won = [one for one in effect.gewijzigd if one.na in GEDEKT and one.voor not in GEDEKT]
    lost = [one for one in effect.gewijzigd if one.voor in GEDEKT and one.na not in GEDEKT]
    other = len(effect.gewijzigd) - len(won) - len(lost)
    where = f" in de {effect.gebied}" if effect.gebied else ""
    now, then = before.gedekt, after.gedekt
    parts = [
        f"In het scenario '{naam}' zijn op {dutch_date(effect.peildatum)}{where} {dutch_number(then[0])} van de "
        f"{count(after.gemeenten, 'gemeente', 'gemeenten')} gedekt ({percent(then[1], after.inwoners)} van de "
        f"inwoners); nu {'is' if now[0] == 1 else 'zijn'} dat er {dutch_number(now[0])} "
        f"({percent(now[1], before.inwoners)})."
    ]
    if won:
        parts.append(f"Dekking erbij: {_gemeenten(won)}.")
    if lost:
        parts.append(f"Dekking weg: {_gemeenten(lost)}.")
    if other:
        parts.append(
            f"Andere status, zonder dat er dekking bij komt of wegvalt: {count(other, 'gemeente', 'gemeenten')}."
        )
    if not effect.gewijzigd:
        parts.append("De status verandert in geen enkele gemeente.")
    return " ".join([*parts, _describe_fte(effect)])


def _gemeenten(changed: list[Statuswissel]) -> str:
    inwoners = count(sum(one.inwoners for one in changed), "inwoner", "inwoners")
    return f"{count(len(changed), 'gemeente', 'gemeenten')} ({inwoners})"


def _describe_fte(effect: Effect) -> str:
    """Say what is known of the fte, and of how many gemeenten it is not."""
    before, after = (costs.totaal for costs in effect.kosten)
    now, then = (dutch_number(costs.fte, 2) if costs.fte else "onbekend" for costs in (before, after))
    text = f"Bekende fte: {then}; nu {now}."
    if after.inwoners_per_fte is not None:
        text += f" Waar de fte bekend zijn, is er 1 fte voor {dutch_number(after.inwoners_per_fte)} inwoners."
    if after.gemeenten_onbekend:
        text += f" Van {count(after.gemeenten_onbekend, 'gedekte gemeente', 'gedekte gemeenten')} zijn de fte onbekend."
    return text


def effect_table(effect: Effect) -> pd.DataFrame:
    """
    List the gemeenten whose status a scenario changes.

    Parameters
    ----------
    effect
        Output of ``compare_scenario``.

    Returns
    -------
    table
        ``Code``, ``Gemeente``, ``Politieregio``, ``Inwoners``, ``Nu`` and ``In het scenario``; largest first.
    """
    columns = ["Code", "Gemeente", "Politieregio", "Inwoners", "Nu", "In het scenario"]
    return pd.DataFrame([(*one[:4], _LABEL[one.voor], _LABEL[one.na]) for one in effect.gewijzigd], columns=columns)


def cost_table(effect: Effect) -> pd.DataFrame:
    """
    Set the fte and inwoners per fte of every organisation side by side.

    Parameters
    ----------
    effect
        Output of ``compare_scenario``.

    Returns
    -------
    table
        One row per organisation, sorted, and ``Totaal`` last: ``Organisatie``, and for ``nu`` and ``scenario``
        ``Gemeenten``, ``Inwoners``, ``Fte`` and ``Inwoners per fte`` in words; ``onbekend`` where no source says.
    """
    names = sorted({name for costs in effect.kosten for name in costs.per_organisatie}, key=str.casefold)
    rows = []
    for name in [*names, None]:
        row: dict[str, object] = {"Organisatie": name or "Totaal"}
        for moment, costs in zip(("nu", "scenario"), effect.kosten, strict=True):
            one = costs.per_organisatie.get(name) if name else costs.totaal
            row |= {f"{label} ({moment})": value for label, value in _cost_cells(one).items()}
        rows.append(row)
    return pd.DataFrame(rows)


def _cost_cells(one: Inzetkosten | None) -> dict[str, object]:
    """Write the numbers of one organisation; what no source says is onbekend."""
    if one is None:
        return {"Gemeenten": 0, "Inwoners": 0, "Fte": "–", "Inwoners per fte": "–"}
    nothing_known = one.fte == 0 and one.gemeenten_onbekend
    fte = "onbekend" if nothing_known else dutch_number(one.fte, 2) + (" of meer" if one.gemeenten_onbekend else "")
    per_fte = "onbekend" if one.inwoners_per_fte is None else dutch_number(one.inwoners_per_fte)
    return {"Gemeenten": one.gemeenten, "Inwoners": one.inwoners, "Fte": fte, "Inwoners per fte": per_fte}
