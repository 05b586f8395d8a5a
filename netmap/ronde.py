"""The confirmation round: which statements to put to whom, and which end or grow old before a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from netmap.inzet import NATIONAL, Inzet
from netmap.regio import list_regios

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.regio import Regio

Per = Literal["politieregio", "organisatie"]


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
    regions = [(regio.naam, frozenset(stand.codes(regio))) for regio in list_regios(stand.tables.gemeenten, per)]
    found = [
        Vragen(
            naam,
            tuple(one for one in inzetten if one.rol not in NATIONAL and codes & one.codes),
            tuple(one for one in indicatoren if codes & one.codes),
        )
        for naam, codes in regions
    ]
    return tuple(one for one in found if one.inzetten or one.indicatoren)


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
