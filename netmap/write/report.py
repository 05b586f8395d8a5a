"""What a report is before anything is laid out: sections for one area on one day, and who says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netmap.drawing.picture import Design, make_size
from netmap.table import Paragraph, Table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from netmap.table import Block, Section

FIGURE: Final = Design(make_size(1760, 740), titel="", compleet=False, letter=1.3)
"""How a figure is drawn that stands in running text."""


@dataclass(frozen=True)
class Report:
    """Everything that a report says; PDF, HTML and DOCX differ in look only."""

    title: str
    """The area."""
    subtitle: str
    """What it is about, and on which day."""
    peildatum: date
    organisatie: str
    """Who made it."""
    credit: str
    """The line that stands on every page."""
    sections: tuple[Section, ...]
    logo: bytes | None = None
    """PNG."""
    is_brief: bool = False
    """Whether it must fit on one page: its map is smaller."""
    sjabloon: Path | None = None
    """Document whose page, letterhead and styles a DOCX takes."""

    @property
    def name(self) -> str:
        """What the document is called in a list of files or on a tab."""
        return f"{self.title} – {self.subtitle}"


def blocks_of(section: Section) -> tuple[Block, ...]:
    """
    List what stands under the heading of a section.

    Parameters
    ----------
    section
        Its conclusion may be blank.

    Returns
    -------
    blocks
        The conclusion first, as what the reader must remember; without the tables that have no rows or that are for
        files of data only.
    """
    said = (Paragraph(" ".join(section.conclusion), strong=True),) if section.conclusion else ()
    return (*said, *(one for one in section.blocks if not isinstance(one, Table) or _is_shown(one)))


def _is_shown(table: Table) -> bool:
    return bool(table.rows and table.in_form("page").columns)


def suffix_of(image: bytes) -> str:
    """
    Tell what a drawing is.

    Parameters
    ----------
    image
        PNG or SVG.

    Returns
    -------
    suffix
        ``png`` or ``svg``, as a file of it is called.
    """
    return "png" if image.startswith(b"\x89PNG") else "svg"
