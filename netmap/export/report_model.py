"""The blocks a report is made of; what it says is put in these once, and every writer shows all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Link(NamedTuple):
    """A cell that leads to a web page."""

    tekst: str
    url: str


class Swatch(NamedTuple):
    """A cell with the look of a class before its name."""

    svg: str
    """Output of ``netmap.maps.style.swatch_svg``."""
    tekst: str


Cell = str | Link | Swatch
"""What stands in a table; a ``\\n`` in text begins a new line."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    tekst: str
    nadruk: bool = False
    """Whether it is what the reader must remember."""


@dataclass(frozen=True)
class Listing:
    """A list with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words with what they mean."""

    items: tuple[tuple[str, str], ...]
    """Pairs of term and meaning."""


@dataclass(frozen=True)
class Counts:
    """A row of large numbers."""

    items: tuple[tuple[str, str], ...]
    """Pairs of number and what it counts."""


@dataclass(frozen=True)
class TableBlock:
    """A table; its first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """As many cells as there are columns."""
    widths: tuple[float, ...]
    """Share of the width per column, in any unit."""
    numbers: frozenset[int] = frozenset()
    """Positions of the columns that hold numbers."""
    marked: frozenset[int] = frozenset()
    """Positions of the rows that stand out; what they are is also said in words."""

    def __post_init__(self) -> None:
        """Refuse a table that is not a rectangle."""
        if {len(self.columns), len(self.widths), *map(len, self.rows)} != {len(self.columns)}:
            msg = f"the table {self.caption!r} has rows or widths that do not fit its {len(self.columns)} columns"
            raise ValueError(msg)


@dataclass(frozen=True)
class Figure:
    """A picture with, beside it, what its colours mean."""

    beeld: bytes
    formaat: str
    """``svg`` or ``png``."""
    alt: str
    """What a screen reader says instead."""
    caption: str
    legenda: TableBlock | None = None


Block = Paragraph | Listing | Terms | Counts | TableBlock | Figure


@dataclass(frozen=True)
class Section:
    """A heading and what belongs under it."""

    titel: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """Everything that a report says, before anything is laid out."""

    titel: str
    """The area."""
    ondertitel: str
    """What it is about, and on which day."""
    peildatum: date
    organisatie: str
    """Who made it."""
    credit: str
    """The line that stands on every page."""
    sections: tuple[Section, ...]
    logo: bytes | None = None
    """PNG."""

    @property
    def naam(self) -> str:
        """What the document is called in a list of files or on a tab."""
        return f"{self.titel} – {self.ondertitel}"
