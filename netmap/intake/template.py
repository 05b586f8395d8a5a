"""The workbook that somebody fills in: what is known of an area, with lists to choose from; read back as any file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netmap.sections.contacts import contacts_table
from netmap.table import Column, Table
from netmap.write.workbook import Workbook, describe_file

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.regio import Regio

_STEPS = (
    ("Wat u doet", "Kijk op het blad Contacten elke rij na. Verbeter wat niet klopt, en zet nieuwe rijen onderaan."),
    ("Klopt een rij nog?", "Vul bij bevestigd_op de dag van vandaag in."),
    ("Geldt een rij niet meer?", "Vul bij tot de eerste dag in dat zij niet meer gold. Haal de rij niet weg."),
    ("Nieuwe rij", "Laat id leeg. Kies rol, gebied, status en zekerheid uit de lijst."),
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
        Sheets Uitleg and Contacten; the latter as ``netmap.intake.mapping`` knows it, with lists for rol, gebied,
        status and zekerheid. No telephone numbers.
    """
    about = describe_file(stand, gebied, organisatie)
    contacts = contacts_table(stand, stand.codes(gebied))
    columns = tuple(
        replace(column, choices=list_areas(stand.tables), several=True) if column.key == "gebied" else column
        for column in contacts.columns
    )
    return Workbook(
        title=f"Invulblad. {about['titel']}",
        subject="Rijen van contacts.csv om na te kijken, te verbeteren en aan te vullen",
        organisatie=organisatie,
        credit=about["bron"],
        peildatum=stand.peildatum,
        tables=(_explain(contacts), replace(contacts, columns=columns)),
    )


def list_areas(tables: Tables) -> tuple[str, ...]:
    """List what can be chosen for ``gebied``: the country, its politieregio's, and every gemeente by name."""
    regions = sorted({f"politieregio:{name}" for name in tables.gemeenten["politieregio"]})
    codes = sorted(tables.gemeenten.index, key=lambda code: tables.names[code].casefold())
    return ("landelijk", *regions, *(name_gemeente(tables, code) for code in codes))


def name_gemeente(tables: Tables, code: str) -> str:
    """Name a gemeente in ``gebied``: plainly, unless a region has that name too."""
    name = tables.names[code]
    return f"gemeente:{name}" if tables.gebieden.parse(name).notices else name


def _explain(contacts: Table) -> Table:
    """Say what to do, and what every column is for."""
    rows = (*_STEPS, *((f"Kolom {column.name}", column.explanation) for column in contacts.columns))
    columns = (Column("onderwerp", "Onderwerp"), Column("uitleg", "Uitleg"))
    return Table("uitleg", "Uitleg", columns, rows, sheet="Uitleg")
