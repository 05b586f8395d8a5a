"""What the norm is that the criteria come from: since when, how binding, and what is counted of the national one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import part_of
from netmap.headline import conclude_centra
from netmap.norms import CRITERIA, L1, NIET_GEVONDEN, NORMEN
from netmap.schema import CENTRUMGEMEENTE, dutch_date
from netmap.sections.phrases import cite
from netmap.table import Column, Link, Listing, Paragraph, Section, Table
from netmap.tellingen import COUNTS_WHOLE
from netmap.view import EENHEDEN

if TYPE_CHECKING:
    from netmap.stand import Stand

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
_COUNTED: Final = (
    Column("wie", "Wie telt", width=22),
    Column("dag", "Wanneer", width=22),
    Column("geteld", "Geteld", width=40),
    Column("minstens", "Minstens", "whole", explanation="Als niet ingedeelde gemeenten ongunstig vallen.", width=14),
    Column("hoogstens", "Hoogstens", "whole", explanation="Als niet ingedeelde gemeenten gunstig vallen.", width=14),
    Column("bron", "Bron", "link", width=30),
)
_NONE: Final = "geen norm gevonden"


def norms_section(stand: Stand) -> Section:
    """Tell what is asked of gemeenten, since when and how binding, and what is counted of it for the country.

    But for that count the same on every day, and the same for every area.
    """
    blocks = (
        norms_table(),
        criteria_table(),
        national_table(stand),
        Paragraph(COUNTS_WHOLE),
        Paragraph("Gezocht en niet gevonden of niet gelezen:"),
        Listing(NIET_GEVONDEN),
    )
    said = (
        "De afspraak van 2018 is dat elke gemeente in 2022 een duidelijke en geborgde aanpak heeft.",
        "Voor zover gevonden kwam daar geen nieuw jaartal en geen wet voor in de plaats.",
        "Plannen van 2024 en 2025 beroepen zich nog op die afspraak.",
        "Gelezen zijn bewaarde kopieën, van lange stukken vaak alleen het begin.",
        "Landelijk telt CoMensha per centrumgemeente vrouwenopvang.",
        *conclude_centra(stand, None, f" op {dutch_date(stand.peildatum)}"),
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
    rows = tuple((one.naam, one.norm or _NONE) for one in (*CRITERIA.values(), L1))
    return Table("norm_per_criterium", "Waar elk criterium op steunt", _CRITERIA, rows, sheet="Norm per criterium")


def national_table(stand: Stand) -> Table:
    """Set what netmap counts of the national norm beside the official counts until then, in the same unit.

    A count of netmap has exact bounds: over all ways to divide the gemeenten of which no source says where they belong.
    """
    units = EENHEDEN[CENTRUMGEMEENTE]
    known, low, high = stand.bound_centra(stand.centra)
    own = (part_of(known, len(stand.centra), *units), low, high) if stand.centra else ("onbekend", None, None)
    official = (
        ("officiële telling", dutch_date(one.geschreven), one.hoeveel, None, None, cite([one.bron]))
        for one in stand.tables.tellingen
        if one.is_per_centrumgemeente and one.dag <= stand.peildatum
    )
    return Table(
        "centrumgemeenten_geteld",
        f"{L1.naam}: wat er geteld is",
        _COUNTED,
        (("netmap", dutch_date(stand.peildatum), *own, None), *official),
        sheet="L1 per centrumgemeente",
        explanation=COUNTS_WHOLE,
    )
