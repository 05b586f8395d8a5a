"""What the workbook holds: gemeenten × layers with explanation, the contacts behind them, the work list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netmap.export.link import tell_view
from netmap.gaps import find_gaps
from netmap.layers import LAYERS
from netmap.sections.connections import connections_table
from netmap.sections.contacts import contacts_table, indicatoren_table
from netmap.sections.gemeenten import criteria_table, gemeenten_table
from netmap.sections.handvatten import gaps_of_area, handvatten_table
from netmap.sections.leeswijzer import build_leeswijzer
from netmap.sections.regions import regions_table
from netmap.sections.worklist import worklist_table
from netmap.table import Swatch
from netmap.write.workbook import Workbook, describe_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.cards import SourceCard
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell, Table


def build_workbook(
    stand: Stand,
    gebied: Regio | None,
    cards: Sequence[SourceCard],
    organisatie: str = "netmap",
    extra: Sequence[Table] = (),
    adres: str = "",
) -> Workbook:
    """Put everything about the country or a region in sheets.

    Leeswijzer, Gemeenten, Contacten, Werklijst, Criteria, Indicatoren, Handvatten, for the country Vergelijking, and
    Verbindingen; then the extra ones, which the reading guide explains too; it says where netmap shows this,
    ``adres`` where netmap runs. No personal data but the names of holders of public office. KeyError when the region
    is not in the register.
    """
    codes = stand.codes(gebied)
    helps = handvatten_table(stand, gaps_of_area(stand, gebied))
    tables = [
        _as_on_the_map(gemeenten_table(stand, codes, gebied), stand),
        contacts_table(stand, codes),
        worklist_table(find_gaps(stand, codes, also_stale=True)),
        _as_on_the_map(criteria_table(stand, codes), stand),
        indicatoren_table(stand, codes),
        *([helps] if helps.rows else []),
        *([regions_table(stand)] if gebied is None else []),
        connections_table(stand, codes),
        *extra,
    ]
    link = tell_view(stand, "zorgcoordinatie", gebied, adres)
    about = describe_file(stand, gebied, organisatie)
    return Workbook(
        title=about["titel"],
        subject="Zorgcoördinatie voor slachtoffers van mensenhandel en bestuurlijk trekkers, per gemeente",
        organisatie=organisatie,
        credit=about["bron"],
        peildatum=stand.peildatum,
        tables=(build_leeswijzer(stand, gebied, cards, organisatie, tables, link), *tables),
    )


def _as_on_the_map(table: Table, stand: Stand) -> Table:
    """Give the answers of the layers the look of their class."""
    looks = {
        place: {klasse.label: klasse for klasse in LAYERS[column.key].list_klassen(stand.settings)}
        for place, column in enumerate(table.columns)
        if column.key in LAYERS and column.key != "inwoners"
    }

    def shown(place: int, cell: Cell) -> Cell:
        return Swatch(looks[place][cell], cell) if place in looks and isinstance(cell, str) else cell

    return replace(table, rows=tuple(tuple(shown(*pair) for pair in enumerate(row)) for row in table.rows))
