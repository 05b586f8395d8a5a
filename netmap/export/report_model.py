"""The table of a slide, with every cell as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Link(NamedTuple):
    """A cell that leads to a web page."""

    tekst: str
    url: str


Cell = str | Link
"""What stands in a table; a ``\n`` in text begins a new line."""


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
