"""The politieregio's beside each other and beside the country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.coverage import compute_totals
from netmap.dutch import capital, count, part_of
from netmap.sections.phrases import headline
from netmap.table import Column, Section, Table, share_of

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

_COLUMNS: Final = (
    Column("politieregio", "Politieregio", width=30),
    Column("gemeenten", "Gemeenten", "whole", width=17),
    Column("gedekt", "Gedekt", "whole", width=13),
    Column("deel_gemeenten", "Deel van gemeenten", "share", "page", width=17),
    Column("deel_inwoners", "Deel van inwoners", "share", "page", width=16),
    Column("met_trekker", "Met trekker", "whole", width=13),
    Column("met_ketenregisseur", "Met ketenregisseur", "whole", "page", width=25),
    Column("met_aandachtsfunctionaris", "Met aandachtsfunctionaris", "whole", "page", width=38),
    Column("te_bevestigen", "Te bevestigen", "whole", "page", width=18),
)
_REGIO: Final = ("politieregio", "politieregio's")
_ANDERE: Final = ("andere politieregio", "andere politieregio's")
_ROLLEN: Final = ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris")


def regions_table(stand: Stand, gebied: Regio | None = None) -> Table:
    """Put the politieregio's in rows, sorted, and ``Nederland`` last; those of the area stand out.

    With gemeenten, and parts of all gemeenten and inwoners.
    """
    areas = [*stand.tables.gebieden.regios("politieregio"), None]
    own = {stand.dekking[code].politieregio for code in stand.codes(gebied)} if gebied else {"Nederland"}
    marked = frozenset(row for row, area in enumerate(areas) if (area.naam if area else "Nederland") in own)
    return Table(
        "vergelijking",
        "Politieregio's naast elkaar; aantallen zijn gemeenten",
        _COLUMNS,
        tuple(_row(stand, area, here=area is not None and area == gebied) for area in areas),
        sheet="Vergelijking",
        explanation="De politieregio's naast elkaar; de laatste rij is Nederland.",
        marked=marked,
    )


def regions_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Set the politieregio's beside each other.

    How many are better and less covered than the own one; of another area how many are covered as a whole. KeyError
    when the region is not in the register.
    """
    table = regions_table(stand, gebied)
    totals = [(row["gedekt"], row["gemeenten"]) for row in table.records()[:-1]]
    shares = [int(str(gedekt)) / int(str(gemeenten)) for gedekt, gemeenten in totals]
    if gebied is not None and gebied.soort == "politieregio":
        (place,) = table.marked
        own, others = shares[place], [share for row, share in enumerate(shares) if row != place]
        more, less = sum(share > own for share in others), sum(share < own for share in others)
        said = (
            f"Het deel van de gemeenten dat gedekt is, is in {_others(more)} hoger, "
            f"in {len(others) - more - less or 'geen'} even hoog en in {less or 'geen'} lager."
        )
        line = f"in {_others(more)} is een groter deel gedekt"
    else:
        line = f"volgens de bronnen is in {part_of(shares.count(1), len(shares), *_REGIO)} elke gemeente gedekt"
        said = f"{capital(line)}."
    return Section("vergelijking", "Vergelijking van de politieregio's", headline(gebied, line), (said,), (table,))


def _others(number: int) -> str:
    return count(number, *_ANDERE) if number else f"geen {_ANDERE[0]}"


def _row(stand: Stand, area: Regio | None, *, here: bool) -> tuple[Cell, ...]:
    """Count one politieregio or the country."""
    codes = stand.codes(area)
    totals = compute_totals(stand.dekking[code] for code in codes)
    gedekt, inwoners = totals.gedekt
    naam = area.naam if area else "Nederland"
    return (
        f"{naam} (deze regio)" if here else naam,
        totals.gemeenten,
        gedekt,
        share_of(gedekt, totals.gemeenten),
        share_of(inwoners, totals.inwoners),
        *(sum(stand.rollen[rol][code].status == "ja" for code in codes) for rol in _ROLLEN),
        totals.te_bevestigen,
    )
