"""The work list: which gemeenten are not or not fully covered, why, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netmap.explain import STATUS_MEANING, describe_period
from netmap.graph import find_inzetten
from netmap.inzet import speaks_later
from netmap.klassen import STATUS_KLASSEN
from netmap.schema import GEDEKT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.layers import Stand

URGENCY: Final = ("geen", "vervallen", "deels", "op_afstand", "begin_onbekend", "onbekend", "te_bevestigen")
"""Kinds of gap, the most urgent first."""

_CLASSES: Final = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}
GAP_LABEL: Final = {kind: _CLASSES.get(kind, "Gedekt, te bevestigen") for kind in URGENCY}
"""As the legend of the map calls them."""


@dataclass(frozen=True)
class Gap:
    """One line of the work list."""

    code: str
    naam: str
    politieregio: str
    provincie: str
    inwoners: int
    soort: str
    """A key of ``GAP_LABEL``."""
    status: str
    eerder: str
    """Who covered it before and when, in Dutch; blank when it is covered, or never was."""
    te_oud: bool
    """Whether what is known of it must be confirmed."""
    later: bool
    """Whether a source of after the day speaks of it, which proves nothing about the day."""
    wie_vragen: tuple[str, ...]
    """Who can know or mend it, the nearest first: functions, organisations, and holders of public office by name."""

    @property
    def waarom(self) -> str:
        """Why it is on the list, in Dutch: what the status means, what ended, and how old that is."""
        age = f"De informatie is {describe_age([self])}." if self.te_oud else ""
        return " ".join(filter(None, (STATUS_MEANING[self.status].zin, self.eerder, age)))


def find_gaps(stand: Stand, codes: Iterable[str], *, also_stale: bool = False) -> list[Gap]:
    """
    Find the gemeenten that need attention.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes to look at.
    also_stale
        Whether covered gemeenten whose status must be confirmed belong on the list too.

    Returns
    -------
    gaps
        Most urgent kind first, then by inwoners, largest first.
    """
    gaps = []
    for code in codes:
        one = stand.dekking[code]
        if one.status in GEDEKT and not (also_stale and one.te_bevestigen):
            continue
        soort = "te_bevestigen" if one.status in GEDEKT else one.status
        later = speaks_later(find_inzetten(stand.graph, code, "zorgcoordinator"), stand.peildatum)
        asked = tuple(whom_to_ask(stand, code))
        facts = (one.code, one.naam, one.politieregio, one.provincie, one.inwoners)
        gaps.append(Gap(*facts, soort, one.status, _ended(stand, code), one.te_bevestigen, later, asked))
    return sorted(gaps, key=lambda gap: (URGENCY.index(gap.soort), -gap.inwoners, gap.code))


def describe_age(gaps: Iterable[Gap]) -> str:
    """
    Say what is wrong with information that must be confirmed.

    Parameters
    ----------
    gaps
        Lines of the work list that are ``te_oud``.

    Returns
    -------
    words
        Dutch, for after ``is``; a source of after the day is named only where there is one.
    """
    later = ", van een latere bron" if any(gap.later for gap in gaps) else ""
    return f"ouder dan 24 maanden{later} of zonder datum"


def _ended(stand: Stand, code: str) -> str:
    """Tell of a gemeente without cover who covered it before."""
    ended = [
        f"{inzet.organisatie} ({describe_period(inzet)})"
        for inzet in find_inzetten(stand.graph, code, "zorgcoordinator")
        if inzet.covers and inzet.geldt(stand.peildatum) == "geweest"
    ]
    return f"Eerder: {', '.join(ended)}." if ended and stand.dekking[code].status not in GEDEKT else ""


def whom_to_ask(stand: Stand, code: str) -> list[str]:
    """
    Name who can know or mend the cover of one gemeente.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    code
        Gemeente code.

    Returns
    -------
    contacts
        Dutch, the nearest first: whoever covers or covered it, the bestuurlijk trekker, else VNG.
    """
    asked = []
    inzetten = find_inzetten(stand.graph, code, "zorgcoordinator")
    for inzet in sorted(inzetten, key=lambda i: not i.holds(stand.peildatum)):
        name = inzet.organisatie
        if name and name not in asked and inzet.geldt(stand.peildatum) != "straks":
            asked.append(name)
    trekker = stand.rollen["bestuurlijk_trekker"][code]
    if trekker.status == "ja":
        asked.append(f"bestuurlijk trekker: {', '.join(trekker.wie)}")
    else:
        asked.append(f"VNG (bestuurlijk trekker {trekker.status.replace('_', ' ')})")
    return asked
