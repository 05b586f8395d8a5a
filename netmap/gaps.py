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
    waarom: str
    """Why it is on the list, in Dutch."""
    wie_vragen: tuple[str, ...]
    """Who can know or mend it, the nearest first: functions, organisations, and holders of public office by name."""


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
        gaps.append(
            Gap(
                code,
                one.naam,
                one.politieregio,
                one.provincie,
                one.inwoners,
                soort,
                _why(stand, code),
                tuple(whom_to_ask(stand, code)),
            )
        )
    return sorted(gaps, key=lambda gap: (URGENCY.index(gap.soort), -gap.inwoners, gap.code))


def _why(stand: Stand, code: str) -> str:
    """Why a gemeente is on the list: the status, and what ended."""
    one = stand.dekking[code]
    inzetten = find_inzetten(stand.graph, code, "zorgcoordinator")
    ended = [
        f"{inzet.organisatie} ({describe_period(inzet)})"
        for inzet in inzetten
        if inzet.covers and inzet.geldt(stand.peildatum) == "geweest"
    ]
    reason = STATUS_MEANING[one.status].zin
    if one.status not in GEDEKT and ended:
        reason += f" Eerder: {', '.join(ended)}."
    if one.te_bevestigen:
        later = ", van een latere bron" if speaks_later(inzetten, stand.peildatum) else ""
        reason += f" De informatie is ouder dan 24 maanden{later} of zonder datum."
    return reason


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
