"""What the workbook holds: gemeenten × layers with explanation, the contacts behind them, the work list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.gaps import find_gaps
from netmap.sections.contacts import contacts_table
from netmap.sections.gemeenten import criteria_table, gemeenten_table
from netmap.sections.leeswijzer import build_leeswijzer
from netmap.sections.regions import regions_table
from netmap.sections.worklist import worklist_table
from netmap.write.workbook import Workbook, describe_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.cards import SourceCard
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Table


def build_workbook(
    stand: Stand,
    gebied: Regio | None,
    cards: Sequence[SourceCard],
    organisatie: str = "netmap",
    extra: Sequence[Table] = (),
) -> Workbook:
    """Put everything about the country or a region in sheets.

    Leeswijzer, Gemeenten, Contacten, Werklijst, Criteria and, for the country, Vergelijking; then the extra ones,
    which the reading guide explains too. No personal data but the names of holders of public office. KeyError when
    the region is not in the register.
    """
    codes = stand.codes(gebied)
    tables = [
        gemeenten_table(stand, codes, gebied),
        contacts_table(stand, codes),
        worklist_table(find_gaps(stand, codes, also_stale=True)),
        criteria_table(stand, codes),
        *([regions_table(stand)] if gebied is None else []),
        *extra,
    ]
    about = describe_file(stand, gebied, organisatie)
    return Workbook(
        title=about["titel"],
        subject="Zorgcoördinatie voor slachtoffers van mensenhandel en bestuurlijk trekkers, per gemeente",
        organisatie=organisatie,
        credit=about["bron"],
        peildatum=stand.peildatum,
        tables=(build_leeswijzer(stand, gebied, cards, organisatie, tables), *tables),
    )
