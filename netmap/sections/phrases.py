"""Turns of phrase that sections share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from netmap.dutch import agree, capital, count, join
from netmap.explain import (
    ROL_LABEL,
    describe_limits,
    describe_scope,
    describe_statement,
    describe_tegenspraak,
    in_words,
)
from netmap.gaps import whom_to_ask
from netmap.inzet import Inzet
from netmap.norms import CRITERIA
from netmap.schema import ZEKERHEDEN, dutch_number
from netmap.table import link_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.inzet import Uitspraak
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.settings import Settings
    from netmap.table import Cell

GEMEENTEN: Final = ("gemeente", "gemeenten")
INWONERS: Final = ("inwoner", "inwoners")
ONDERWERP_LABEL: Final = {**ROL_LABEL, **{code: one.naam for code, one in CRITERIA.items()}}
"""Role, or code of a criterium, to its name."""


def headline(gebied: Regio | None, text: str) -> str:
    """Write a conclusion in one line: ``Politieregio Limburg: van geen van de 15 gemeenten is de fte bekend``."""
    said = f"{gebied}: {text}" if gebied else text
    return capital(said)


def where(gebied: Regio | None) -> str:
    """Say in which area, with a space before it; nothing for the country."""
    return f" in de {gebied}" if gebied else ""


def size_note(gemeenten: int, inwoners: int) -> str:
    """Write what stands below a number of gemeenten: ``gemeente, 30.000 inwoners``."""
    return f"{agree(gemeenten, *GEMEENTEN)}, {count(inwoners, *INWONERS)}"


def name_some(names: Sequence[str], most: int) -> str:
    """Join names, and say how many there are more."""
    more = f" en nog {len(names) - most}" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def price(tarief: float, *fte: float) -> tuple[str, ...]:
    """Write what fte costs per year, the rate first: ``€ 95.000`` and ``€ 190.000``."""
    return tuple(f"€ {dutch_number(round(euros))}" for euros in (tarief, *(tarief * number for number in fte)))


def describe_kansen(settings: Settings) -> str:
    """Say how often a statement is right: ``bij zekerheid hoog in 95, … van de 100 gevallen``."""
    chances = join([f"{one} in {round(100 * settings.kans(one))}" for one in ZEKERHEDEN])
    return f"bij zekerheid {chances} van de 100 gevallen"


def shift(before: int, after: int) -> str:
    """Write ``2 → 0``."""
    return f"{dutch_number(before)} → {dutch_number(after)}"


def subject(onderwerp: str) -> str:
    """Name a role or criterium at the beginning of a line: ``Zorgcoördinator``, ``R9 Regionaal plan``."""
    return capital(ONDERWERP_LABEL[onderwerp])


def name_statement(uitspraak: Uitspraak) -> str:
    """Write a statement on one line: ``Zorgcoördinator Fier: actief (Aadorp en Beekstad)``."""
    return f"{_say(uitspraak)} ({describe_scope(uitspraak)})"


def tell_statement(uitspraak: Uitspraak) -> str:
    """Write a statement out: with its period, its source, and what it adds."""
    return describe_statement(_say(uitspraak), uitspraak, *describe_limits(uitspraak))


def _say(uitspraak: Uitspraak) -> str:
    """Say what a statement says, without where."""
    who = f" {uitspraak.holder}" if isinstance(uitspraak, Inzet) and uitspraak.holder else ""
    return f"{subject(uitspraak.onderwerp)}{who}: {in_words(uitspraak.zegt)}"


def ask_of(uitspraak: Uitspraak, stand: Stand) -> str:
    """Name who can confirm a statement: its organisation, else the trekker of its region, else VNG."""
    organisation = uitspraak.organisatie if isinstance(uitspraak, Inzet) else ""
    return organisation or whom_to_ask(stand, min(uitspraak.codes))[-1]


def cite(bronnen: Sequence[str]) -> Cell:
    """Cite sources in a column of links: the name of the site when there is one, else an address on each line."""
    if len(bronnen) != 1:
        return "\n".join(bronnen) or "onbekend"
    site = re.match(r"https?://(?:www\.)?([^/?#]+)", bronnen[0])
    return link_to(site[1] if site else bronnen[0], bronnen[0])


def contradiction_facts(stand: Stand, codes: Iterable[str]) -> list[dict[str, Any]]:
    """Give scripts what contradicts each other in some gemeenten: each pair of rows once, and which goes before."""
    wanted = frozenset(codes)
    pairs = {
        (one.onderwerp, one.een.id, one.ander.id): one for code in wanted for one in stand.tegenspraken.get(code, ())
    }
    return [
        {
            "onderwerp": one.onderwerp,
            "rijen": [
                {
                    "id": row.id,
                    "zegt": row.zegt,
                    "bron": row.bron,
                    "bron_datum": row.geschreven.bron_datum or None,
                    "zekerheid": row.zekerheid,
                }
                for row in (one.een, one.ander)
            ],
            "gaat_voor": None if one.reden == "gelijk" else one.een.id,
            "reden": one.reden,
            "uitleg": describe_tegenspraak(one),
            "codes": sorted(one.codes & wanted),
        }
        for _, one in sorted(pairs.items())
    ]
