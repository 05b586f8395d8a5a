"""What an optional section is, before it is a part of a report, slides or a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.export.report_model import TableBlock
    from netmap.export.sheet import Sheet
    from netmap.gebieden import Gebied
    from netmap.layers import MapView
    from netmap.maps.picture import Design


class Tabel(NamedTuple):
    """One table of a section, twice: to read and to work with."""

    kort: TableBlock
    """Compact: for a report and a slide."""
    blad: Sheet
    """In full: for a file of data."""
    op_dia: frozenset[int] | None = None
    """Columns that a slide has room for, the notes have all; None is all of them, empty only in the notes."""


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
