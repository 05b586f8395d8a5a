"""What an optional section is, before it is a part of a report, slides or a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from netmap.summary import describe_view
from netmap.table import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netmap.drawing.picture import Design
    from netmap.layers import MapView
    from netmap.table import Section, Table


class Tabel(NamedTuple):
    """One table of a section, twice: to read and to work with."""

    kort: Table
    """Compact: for a report, and in its brief form for a slide; the notes of that have all columns."""
    blad: Table
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


def of_section(section: Section, full: Sequence[Table] = (), view: MapView | None = None) -> Onderdeel:
    """Take a section apart; ``full`` are its tables as files of data have them, ``view`` is its map."""
    figure = next(iter(section.figures), None)
    said = " ".join(section.conclusion)
    tables = zip(section.tables, full or section.tables, strict=True)
    return Onderdeel(
        section.key,
        section.title,
        section.headline,
        said,
        tuple(item for block in section.blocks if isinstance(block, Listing) for item in block.items),
        tuple(
            Tabel(short.in_form("page"), replace(long, explanation=long.explanation or said)) for short, long in tables
        ),
        view,
        figure.draw if figure else None,
        figure.caption if figure else "",
        describe_view(view) if view else figure.alt if figure else "",
    )
