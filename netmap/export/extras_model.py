"""What an optional section is, before it is a part of a report, slides or a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.export.sheet import Sheet
    from netmap.gebieden import Gebied
    from netmap.layers import MapView
    from netmap.maps.picture import Design
    from netmap.table import Table


class Tabel(NamedTuple):
    """One table of a section, twice: to read and to work with."""

    kort: Table
    """Compact: for a report, and in its brief form for a slide; the notes of that have all columns."""
    blad: Sheet
    """In full: for a file of data."""


@dataclass(frozen=True)
class Onderdeel:
    """One optional section, before it is a part of a report, slides or a workbook."""

    key: str
    naam: str
    """Its heading, and its name in the list of sections."""
    kop: str
    """The conclusion in one line, as the title of a slide."""
    conclusie: str
    """Dutch sentences; they come first everywhere."""
    zinnen: tuple[str, ...]
    """What else must be said."""
    tabellen: tuple[Tabel, ...]
    """The first is the main one."""
    view: MapView | None = None
    """The map that belongs to it."""
    teken: Callable[[Design], bytes] | None = None
    """Draws the figure that belongs to it as PNG, when there is no map."""
    bijschrift: str = ""
    alt: str = ""
    """What a screen reader says instead of the figure or map."""


def headline(gebied: Gebied | None, text: str) -> str:
    """
    Write a conclusion in one line.

    Parameters
    ----------
    gebied
        The region, or None for the country.
    text
        Dutch, without a capital at the start.

    Returns
    -------
    kop
        ``Politieregio Limburg: van geen van de 15 gedekte gemeenten is de fte bekend``.
    """
    return f"{gebied.soort.capitalize()} {gebied.naam}: {text}" if gebied else f"{text[0].upper()}{text[1:]}"
