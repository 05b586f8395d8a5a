"""What the norm is that the criteria come from: what was agreed, since when, and how binding it is."""

from __future__ import annotations

from typing import Final

from netmap.norms import CRITERIA, NIET_GEVONDEN, NORMEN
from netmap.table import Column, Link, Listing, Paragraph, Section, Table

_NORMS: Final = (
    Column("wanneer", "Wanneer", width=22),
    Column("wat", "Wat", width=70),
    Column("bindend", "Moet een gemeente dit?", width=34),
    Column("bron", "Bron", "link", width=30),
    Column("bron_2", "Nog een bron", "link", "page", width=30),
)
_CRITERIA: Final = (
    Column("criterium", "Criterium", width=36),
    Column("norm", "Waar het op steunt", width=90),
)
_NONE: Final = "geen norm gevonden"


def norms_section() -> Section:
    """Tell what is asked of gemeenten, since when and how binding; the same for every area and day."""
    blocks = (
        norms_table(),
        criteria_table(),
        Paragraph("Gezocht en niet gevonden of niet gelezen:"),
        Listing(NIET_GEVONDEN),
    )
    said = (
        "De afspraak van 2018 is dat elke gemeente in 2022 een duidelijke en geborgde aanpak heeft.",
        "Voor zover gevonden kwam daar geen nieuw jaartal en geen wet voor in de plaats.",
        "Plannen van 2024 en 2025 beroepen zich nog op die afspraak.",
        "Gelezen zijn bewaarde kopieën, van lange stukken vaak alleen het begin.",
    )
    line = "Sinds 2022 is er geen nieuw jaartal en geen wettelijke norm, voor zover gevonden"
    return Section("normen", "Wat de norm is", line, said, blocks)


def norms_table() -> Table:
    """List what was agreed, the oldest first, each with its sources."""
    rows = tuple(
        (one.wanneer, one.wat, one.bindend, *(Link(*bron) for bron in one.bronnen), *(None,) * (2 - len(one.bronnen)))
        for one in NORMEN
    )
    return Table(
        "normen", "Wat er is afgesproken, sinds wanneer, en of een gemeente het moet", _NORMS, rows, sheet="Normen"
    )


def criteria_table() -> Table:
    """Say of every criterium what asks it."""
    rows = tuple((one.naam, one.norm or _NONE) for one in CRITERIA.values())
    return Table("norm_per_criterium", "Waar elk criterium op steunt", _CRITERIA, rows, sheet="Norm per criterium")
