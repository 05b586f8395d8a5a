"""Two states beside each other: which gemeenten change, from what into what, and how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from netmap.coverage import Omvang
from netmap.dutch import count, small
from netmap.layers import STATUS_KLASSEN
from netmap.schema import GEDEKT, NIET_BEKEND, STATUSSEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.coverage import Dekking

STATUS_WORDS: Final = {klasse.key: small(klasse.label) for klasse in STATUS_KLASSEN}
"""Status to what a sentence calls it."""


def is_meer_bekend(van: str, naar: str) -> bool:
    """
    Say whether another status is only more, or less, that is known.

    Parameters
    ----------
    van, naar
        Status of zorgcoördinatie or of a role.

    Returns
    -------
    meer_bekend
        True when one of them is ``onbekend`` or ``begin_onbekend``: what was there in fact nobody knows, so no cover
        was gained or lost.
    """
    return van != naar and not NIET_BEKEND.isdisjoint((van, naar))


class Wissel(NamedTuple):
    """A gemeente whose status, or answer to a criterium, is another one in the second state."""

    code: str
    naam: str
    politieregio: str
    inwoners: int
    van: str
    naar: str
    """Status of zorgcoördinatie or of another role (``ja``, ``vervallen``, …), or the answer to a criterium."""
    onderwerp: str = "zorgcoordinator"
    """Role, or code of the criterium."""

    @property
    def is_gewonnen(self) -> bool:
        """Whether it is covered for every target group now, and was not before."""
        return self.naar in GEDEKT and self.van not in GEDEKT

    @property
    def is_verloren(self) -> bool:
        """Whether it was covered for every target group, and no longer is."""
        return self.van in GEDEKT and self.naar not in GEDEKT


class Bewoond(Protocol):
    """Anything with inwoners: one gemeente, as it is told somewhere."""

    @property
    def inwoners(self) -> int:
        """How many people live there."""


def difference(
    before: Mapping[str, str],
    after: Mapping[str, str],
    dekking: Mapping[str, Dekking],
    onderwerp: str = "zorgcoordinator",
) -> tuple[Wissel, ...]:
    """
    Find the gemeenten that change.

    Parameters
    ----------
    before, after
        Gemeente code to status or answer; ``after`` has every code of ``before``.
    dekking
        Who the gemeenten are.
    onderwerp
        The role that the status is of, or the criterium that is answered.

    Returns
    -------
    wissels
        In the order of ``before``.
    """
    return tuple(
        Wissel(code, one.naam, one.politieregio, one.inwoners, van, after[code], onderwerp)
        for code, van in before.items()
        if van != after[code]
        for one in [dekking[code]]
    )


def apply_difference(per_status: Mapping[str, Omvang], wissels: Iterable[Wissel]) -> dict[str, Omvang]:
    """
    Count how many gemeenten have each status once some have changed.

    Parameters
    ----------
    per_status
        The counts before.
    wissels
        What changes among the gemeenten that are counted.

    Returns
    -------
    per_status
        The counts after.
    """
    after = dict(per_status)
    for one in wissels:
        for status, sign in ((one.van, -1), (one.naar, 1)):
            gemeenten, inwoners = after[status]
            after[status] = Omvang(gemeenten + sign, inwoners + sign * one.inwoners)
    return after


def group_moves(wissels: Iterable[Wissel]) -> dict[tuple[str, str], list[Wissel]]:
    """
    Put the gemeenten together that make the same move.

    Parameters
    ----------
    wissels
        Changes of zorgcoördinatie.

    Returns
    -------
    moves
        From and to status to the changes; from the best status down.
    """
    moves: dict[tuple[str, str], list[Wissel]] = {}
    for one in sorted(wissels, key=lambda one: (STATUSSEN.index(one.van), STATUSSEN.index(one.naar))):
        moves.setdefault((one.van, one.naar), []).append(one)
    return moves


def size_of(found: Iterable[Bewoond]) -> Omvang:
    """
    Count gemeenten and their inwoners.

    Parameters
    ----------
    found
        One thing per gemeente.

    Returns
    -------
    omvang
        How much they are together.
    """
    numbers = [one.inwoners for one in found]
    return Omvang(len(numbers), sum(numbers))


def describe_size(omvang: tuple[int, int]) -> str:
    """
    Write a number of gemeenten with their inwoners.

    Parameters
    ----------
    omvang
        Gemeenten and inwoners.

    Returns
    -------
    text
        ``1 gemeente (20.000 inwoners)``.
    """
    gemeenten, inwoners = omvang
    return f"{count(gemeenten, 'gemeente', 'gemeenten')} ({count(inwoners, 'inwoner', 'inwoners')})"
