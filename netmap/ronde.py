"""The confirmation round: which statements to put to whom, and which end or grow old before a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from netmap.inzet import NATIONAL, Inzet
from netmap.schema import STALE_AFTER_MONTHS
from netmap.stand import build_stand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.regio import Regio

Per = Literal["politieregio", "organisatie"]
TERMIJNEN: Final = (12, STALE_AFTER_MONTHS)
"""Months in which something is confirmed: by norm L6, and before it must be confirmed anew."""


class Vragen(NamedTuple):
    """What is put to one politieregio or organisation."""

    aan: str
    """Its name."""
    inzetten: tuple[Inzet, ...]
    indicatoren: tuple[Indicator, ...]
    """Only for a politieregio: no criterium is about an organisation."""


class Afloop(NamedTuple):
    """A statement that ends, or is too old from some day on."""

    dag: date
    """First day on which it no longer holds, or must be confirmed."""
    soort: Literal["eindigt", "veroudert"]
    uitspraak: Inzet | Indicator
    """Limited to the gemeenten where it does."""


class Bevestigd(NamedTuple):
    """How much rested on a recent word on a day."""

    dag: date
    aantal: tuple[int, ...]
    """Number of gemeenten, for each of ``TERMIJNEN``."""
    gemeenten: tuple[float, ...]
    """Share of the gemeenten, for each of ``TERMIJNEN``."""
    inwoners: tuple[float, ...]
    """Share of the inwoners, for each of ``TERMIJNEN``."""


def ask_each(stand: Stand, per: Per) -> tuple[Vragen, ...]:
    """
    Divide what there is to confirm over who can.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    per
        Whether each politieregio is asked about its gemeenten, or each organisation about what it does.

    Returns
    -------
    vragen
        In the order of their names, only who is asked something. Every statement but what is over on the day; what is
        about gemeenten in two regions is put to both. A national role is put to its organisation only.
    """
    day = stand.peildatum
    inzetten = [one for one in stand.tables.contacts if one.geldt(day) != "geweest"]
    if per == "organisatie":
        names = {one.knoop: one.organisatie for one in reversed(inzetten) if one.knoop}
        found = [
            Vragen(naam, tuple(one for one in inzetten if one.knoop == knoop), ()) for knoop, naam in names.items()
        ]
        return tuple(sorted(found, key=lambda one: one.aan.casefold()))
    indicatoren = [one for one in stand.tables.indicatoren if one.geldt(day) != "geweest"]
    regions = [(regio.naam, frozenset(stand.codes(regio))) for regio in stand.tables.gebieden.regios(per)]
    found = [
        Vragen(
            naam,
            tuple(one for one in inzetten if _is_put_to(codes, one)),
            tuple(one for one in indicatoren if _is_put_to(codes, one)),
        )
        for naam, codes in regions
    ]
    return tuple(one for one in found if one.inzetten or one.indicatoren)


def _is_put_to(codes: frozenset[str], one: Inzet | Indicator) -> bool:
    """Whether a statement is put to the region of these gemeenten."""
    return bool(codes & one.codes) and not (isinstance(one, Inzet) and one.rol in NATIONAL)


def list_put_to(aan: str, tables: Tables) -> frozenset[tuple[str, str]]:
    """
    List what a politieregio or organisation can be asked, whenever that was or will be.

    Parameters
    ----------
    aan
        Its name.
    tables
        The data.

    Returns
    -------
    places
        File and id of each statement; none when nothing has that name.
    """
    regions = [tables.gebieden.codes(one) for one in tables.gebieden.regios("politieregio") if one.naam == aan]
    codes = frozenset().union(*regions)
    knopen = {one.knoop for one in tables.contacts if one.knoop and one.organisatie == aan}
    return frozenset(
        place
        for place, one in tables.statements.items()
        if _is_put_to(codes, one) or (isinstance(one, Inzet) and one.knoop in knopen)
    )


def find_endings(stand: Stand, until: date, gebied: Regio | None = None) -> tuple[Afloop, ...]:
    """
    Find what ends, or is more than 24 months old, before a day.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    until
        The last day that is looked at.
    gebied
        The area; None for the country.

    Returns
    -------
    endings
        By day. Statements that hold on the peildatum or begin later; of one that grows old first and ends later both.
        What is too old already, or has no date, is not among them: that must be confirmed now.
    """
    codes = frozenset(stand.codes(gebied))
    parts = [part for one in stand.tables.contacts for part in one.split()]
    rows: list[Inzet | Indicator] = [*parts, *stand.tables.indicatoren]
    found = [ending for one in rows if codes & one.codes for ending in _endings(one, stand.peildatum, until)]
    return tuple(sorted(found, key=lambda one: (one.dag, one.uitspraak.id, one.soort)))


def _endings(one: Inzet | Indicator, day: date, until: date) -> Iterator[Afloop]:
    """List the days on which a statement ends or grows old; what has ended does not grow old."""
    if one.geldt(day) == "geweest":
        return
    stale = one.stale_from
    if stale and day < stale <= until and (one.tot is None or stale < one.tot):
        yield Afloop(stale, "veroudert", one)
    if one.tot and day < one.tot <= until:
        yield Afloop(one.tot, "eindigt", one)


def confirmed_series(stand: Stand, quarters: int = 8) -> tuple[Bevestigd, ...]:
    """
    Follow how much of the country rests on a recent word.

    Parameters
    ----------
    stand
        Output of ``build_stand``; its day is the last of the series.
    quarters
        How many quarters to look back.

    Returns
    -------
    series
        A day per quarter, the oldest first: as it was on that day by what is known now.
    """
    days = [stand.peildatum - relativedelta(months=3 * back) for back in range(quarters, 0, -1)]
    before = (build_stand(stand.tables, day, stand.settings, stand.telt) for day in days)
    return tuple(_confirmed(one) for one in (*before, stand))


def _confirmed(stand: Stand) -> Bevestigd:
    """Count the gemeenten of which the last word is recent, and nothing that they rest on is too old."""
    day, every = stand.peildatum, tuple(stand.dekking.values())
    everybody = sum(one.inwoners for one in every)
    aantal, gemeenten, inwoners = [], [], []
    for months in TERMIJNEN:
        until = relativedelta(months=months)
        fresh = [one for one in every if one.bevestigd and not one.te_bevestigen and one.bevestigd + until >= day]
        aantal.append(len(fresh))
        gemeenten.append(len(fresh) / len(every))
        inwoners.append(sum(one.inwoners for one in fresh) / everybody)
    return Bevestigd(day, tuple(aantal), tuple(gemeenten), tuple(inwoners))
