"""What helps with a gap: guides and examples for the criteria of which the answer is no yes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import join
from netmap.handvatten import find_handvatten
from netmap.norms import CRITERIA, NVT
from netmap.scorecard import build_row
from netmap.sections.phrases import headline
from netmap.table import Column, Section, Table, link_to

if TYPE_CHECKING:
    from collections.abc import Collection

    from netmap.layers import Stand
    from netmap.regio import Regio

HELP: Final = "Hulp hierbij"
COVER: Final = frozenset({"G5", "R4"})
"""The criteria about zorgcoördinatie: what helps a gemeente that is not covered."""
_MET: Final = frozenset({"ja", NVT})
_COLUMNS: Final = (
    Column("handvat", HELP, "link", width=72),
    Column("bij", "Waarbij", width=52),
    Column("site", "Site", width=34),
    Column("opmerking", "Wat het is", form="full"),
    Column("bron", "Bron", "link", "full"),
)


def gaps_of_gemeente(stand: Stand, code: str) -> tuple[str, ...]:
    """List the criteria of which the answer in a gemeente is no yes: what is unknown is a gap too."""
    return tuple(key for key in CRITERIA if stand.criteria[key][code].waarde not in _MET)


def gaps_of_area(stand: Stand, gebied: Regio | None = None) -> tuple[str, ...]:
    """List the criteria of which the answer in an area is no yes. KeyError when the region is not in the register."""
    return tuple(key for key, cel in build_row(stand, gebied).cellen.items() if cel.waarde not in _MET)


def list_handvatten(stand: Stand, criteria: Collection[str]) -> tuple[str, ...]:
    """Write what helps with some criteria, one line per handvat, for where there is no room for a table."""
    return tuple(
        f"{one.naam}: {one.link}. Bij {join([CRITERIA[code].naam for code in one.criteria])}."
        for one in find_handvatten(stand.tables.handvatten, criteria)
    )


def handvatten_table(stand: Stand, criteria: Collection[str]) -> Table:
    """Put what helps with some criteria in rows, one per handvat, with the site that its link leads to."""
    rows = (
        (
            link_to(one.naam, one.link),
            ", ".join(CRITERIA[code].naam for code in one.criteria),
            one.site,
            one.opmerking,
            one.bron,
        )
        for one in find_handvatten(stand.tables.handvatten, criteria)
    )
    return Table(
        "handvatten",
        "Handvatten en voorbeelden bij wat ontbreekt of onbekend is",
        _COLUMNS,
        tuple(rows),
        sheet="Handvatten",
        explanation="Openbare handvatten en voorbeelden bij de criteria waarop het antwoord geen ja is.",
    )


def handvatten_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell what helps with the gaps of an area; without a table when nothing does.

    KeyError when the region is not in the register.
    """
    table = handvatten_table(stand, gaps_of_area(stand, gebied))
    line = headline(gebied, "handvatten en voorbeelden bij wat ontbreekt of onbekend is")
    said = ("Het antwoord op deze criteria is hier geen ja. Deze openbare stukken kunnen helpen.",)
    return Section("handvatten", HELP, line, *((said, (table,)) if table.rows else ((), ())))
