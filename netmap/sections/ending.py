"""Which cover ends within a year, and of how much the end is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from netmap.dutch import part_of
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.schema import GEDEKT, dutch_date, dutch_number
from netmap.sections.gemeenten import tell_cover
from netmap.sections.phrases import headline, where
from netmap.table import Column, Section, Table

if TYPE_CHECKING:
    from netmap.coverage import Dekking
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

_MONTHS: Final = 12
_COLUMNS: Final = (
    Column("dag", "Niet meer vanaf", "date", width=32),
    Column("wat", "Wat dan eindigt", width=52),
    Column("gemeente", "Gemeenten", width=80),
)


def ending_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell which cover ends within 12 months.

    Gemeenten with cover for someone, by the first day on which a part of that cover is gone; those that lose the same
    on one day share a row. KeyError when the region is not in the register.
    """
    covered = [one for code in stand.codes(gebied) if (one := stand.dekking[code]).status in {*GEDEKT, "deels"}]
    limit = stand.peildatum + relativedelta(months=_MONTHS)
    known = sorted((day, one.code) for one in covered if (day := one.einddatum))
    soon = [stand.dekking[code] for day, code in known if day <= limit]
    of_all = f"{part_of(len(known), len(covered))} met dekking"
    said: tuple[str, ...]
    if not covered:
        said = ("Er is op deze dag geen dekking die kan eindigen.",)
    elif not known:
        said = (f"Van {of_all} is bekend wanneer die eindigt.",)
    else:
        ends = f"{dutch_number(len(soon)) if soon else 'geen'} daarvan"
        said = (
            f"Van {of_all} is de einddatum bekend.",
            f"Bij {ends} eindigt de dekking uiterlijk op {dutch_date(limit)}.",
        )
    table = Table(
        "eindigt",
        f"Dekking die eindigt{where(gebied)}",
        _COLUMNS,
        tuple(_row(stand, one) for one in soon),
        sheet="Dekking die eindigt",
    ).grouped("gemeente")
    line = (
        f"dekking eindigt binnen {_MONTHS} maanden in {part_of(len(soon), len(covered))} met dekking"
        if covered
        else "geen dekking die kan eindigen"
    )
    title = f"Dekking die binnen {_MONTHS} maanden eindigt"
    shown = (table.select(["dag", "wat", "aantal", "gemeente"]),) if soon else ()
    return Section("eindigt", title, headline(gebied, line), said, shown)


def _row(stand: Stand, one: Dekking) -> tuple[Cell, ...]:
    inzetten = find_inzetten(stand.graph, one.code, "zorgcoordinator")
    return as_written(one.einddatum, inzetten, "tot"), tell_cover(stand, one), one.naam
