"""Turns of phrase that sections share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netmap.dutch import agree, capital, count
from netmap.explain import ROL_LABEL
from netmap.norms import CRITERIA
from netmap.schema import dutch_number
from netmap.table import link_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.regio import Regio
    from netmap.table import Cell

GEMEENTEN: Final = ("gemeente", "gemeenten")
INWONERS: Final = ("inwoner", "inwoners")


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


def price(tarief: float, *fte: float) -> tuple[str, ...]:
    """Write what fte costs per year, the rate first: ``€ 95.000`` and ``€ 190.000``."""
    return tuple(f"€ {dutch_number(round(euros))}" for euros in (tarief, *(tarief * number for number in fte)))


def shift(before: int, after: int) -> str:
    """Write ``2 → 0``."""
    return f"{dutch_number(before)} → {dutch_number(after)}"


def subject(onderwerp: str) -> str:
    """Name a role or criterium at the beginning of a line: ``Zorgcoördinator``, ``R9 Regionaal plan``."""
    label = ROL_LABEL[onderwerp] if onderwerp in ROL_LABEL else CRITERIA[onderwerp].naam
    return capital(label)


def cite(bronnen: Sequence[str]) -> Cell:
    """Cite sources in a column of links: the name of the site when there is one, else an address on each line."""
    if len(bronnen) != 1:
        return "\n".join(bronnen) or "onbekend"
    site = re.match(r"https?://(?:www\.)?([^/?#]+)", bronnen[0])
    return link_to(site[1] if site else bronnen[0], bronnen[0])
