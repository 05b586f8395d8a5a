"""The workbook that somebody fills in: what is known of an area, with lists to choose from; read back as any file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netmap.sections.contacts import contacts_table, indicatoren_table
from netmap.table import Column, Table
from netmap.write.workbook import Workbook, describe_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.regio import Regio

_STEPS = (
    ("Wat u doet", "Kijk op de bladen Contacten en Criteria elke rij na. Verbeter wat niet klopt, en zet nieuwe rijen "
     "onderaan."),
    ("Klopt een rij nog?", "Vul bij bevestigd_op de dag van vandaag in."),
    ("Geldt een rij niet meer?", "Vul bij tot de eerste dag in dat zij niet meer gold. Haal de rij niet weg."),
    ("Nieuwe rij", "Laat id leeg. Kies uit de lijst waar er een is, zoals bij rol, criterium, gebied en zekerheid."),
    ("Terug", "Lever de werkmap in zijn geheel in: netmap leest beide bladen in één keer."),
    ("Meer gemeenten", "Zet in gebied puntkomma's tussen de namen: Breda; Tilburg."),
    ("Geen personen", "Vul geen namen, mailadressen of nummers van personen in. Alleen wie een openbaar ambt bekleedt, "
     "zoals een burgemeester, mag bij naam genoemd worden."),
)  # fmt: skip


def build_template(stand: Stand, gebied: Regio | None, organisatie: str = "netmap") -> Workbook:
    """
    Make a workbook to fill in.

    Parameters
    ----------
    stand
        The data; all rows of the area go in, past and future ones included.
    gebied
        The area; None for the country.
    organisatie
        Who makes it.

    Returns
    -------
    workbook
        Sheets Uitleg, Contacten and Criteria; the last two as ``netmap.intake.mapping`` knows them, with lists of
        what can be filled in. No telephone numbers.
    """
    about = describe_file(stand, gebied, organisatie)
    codes, areas = stand.codes(gebied), list_areas(stand.tables)
    tables = contacts_table(stand, codes), replace(indicatoren_table(stand, codes), sheet="Criteria")
    return Workbook(
        title=f"Invulblad. {about['titel']}",
        subject="Rijen van contacts.csv en indicatoren.csv om na te kijken, te verbeteren en aan te vullen",
        organisatie=organisatie,
        credit=about["bron"],
        peildatum=stand.peildatum,
        tables=(_explain(tables), *(_with_areas(one, areas) for one in tables)),
    )


def _with_areas(table: Table, areas: tuple[str, ...]) -> Table:
    """Give the column ``gebied`` a list to choose from."""
    columns = (
        replace(column, choices=areas, several=True) if column.key == "gebied" else column for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def list_areas(tables: Tables) -> tuple[str, ...]:
    """List what can be chosen for ``gebied``: the country, its politieregio's, and every gemeente by name."""
    regions = sorted({f"politieregio:{name}" for name in tables.gemeenten["politieregio"]})
    codes = sorted(tables.gemeenten.index, key=lambda code: tables.names[code].casefold())
    return ("landelijk", *regions, *(name_gemeente(tables, code) for code in codes))


def name_gemeente(tables: Tables, code: str) -> str:
    """Name a gemeente in ``gebied``: plainly, unless a region has that name too."""
    name = tables.names[code]
    return f"gemeente:{name}" if tables.gebieden.parse(name).notices else name


def _explain(tables: Iterable[Table]) -> Table:
    """Say what to do, and what every column is for, once."""
    explained = {column.name: column.explanation for table in tables for column in table.columns}
    rows = (*_STEPS, *((f"Kolom {name}", explanation) for name, explanation in explained.items()))
    columns = (Column("onderwerp", "Onderwerp"), Column("uitleg", "Uitleg"))
    return Table("uitleg", "Uitleg", columns, rows, sheet="Uitleg")
