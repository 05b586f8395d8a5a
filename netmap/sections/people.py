"""Who is who: functions and organisations with area, period and source; people only in public office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.chain import find_people
from netmap.sections.phrases import cite, headline, where
from netmap.summary import count
from netmap.table import Column, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.chain import Betrokkene
    from netmap.gebieden import Gebied
    from netmap.layers import Stand

_COLUMNS: Final = (
    Column("functie", "Functie", width=31),
    Column("wie", "Wie", width=33),
    Column("gebied", "Gebied", form="page", width=32),
    Column("gemeenten", "Gemeenten hier", "whole", width=18),
    Column("staat", "Staat", form="page", width=18),
    Column("periode", "Periode", form="page", width=30),
    Column("bron", "Bron", "link", "page", width=31),
    Column("datum", "Datum van de bron", "date", "page", width=22),
    Column("contact", "Contact (functie)", form="page", width=32),
)


def people_section(stand: Stand, gebied: Gebied | None = None) -> Section:
    """
    Tell who is who.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country: then only what holds on the day, without partners.

    Returns
    -------
    section
        By role: what holds first, then what ended; the column of contacts only when somebody has one.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    people = find_people(stand, stand.codes(gebied))
    intro = "Namen staan er alleen van bestuurders."
    if gebied is None:
        people = tuple(one for one in people if one.staat != "geëindigd" and one.rol != "partner")
        intro += " Partners en wat eerder was, staan in het rapport van de politieregio."
    kop = headline(gebied, f"{count(len(people), 'functie of organisatie', 'functies en organisaties')} in een bron")
    if not people:
        return Section("mensen", "Wie is wie", kop, (), (Paragraph("Geen bron noemt iemand in dit gebied."),))
    table = people_table(people, f"Functies en organisaties{where(gebied)}: gebied, periode en bron")
    if not any(one.contact for one in people):
        intro += " Van geen van deze functies is een functioneel e-mailadres bekend."
        table = table.select([column.key for column in _COLUMNS if column.key != "contact"])
    return Section("mensen", "Wie is wie", kop, (), (Paragraph(intro), table))


def people_table(people: Sequence[Betrokkene], caption: str) -> Table:
    """
    Put functions and organisations in rows.

    Parameters
    ----------
    people
        Output of ``find_people``.
    caption
        What it holds, in Dutch.

    Returns
    -------
    table
        One row per statement that names somebody, in the order given.
    """
    rows = (
        (
            one.rol.capitalize() if one.rol.islower() else one.rol,
            one.wie or "geen organisatie genoemd",
            one.gebied,
            one.gemeenten,
            one.staat.replace("_", " "),
            one.periode,
            cite((one.bron,) if one.bron else ()),
            one.datum or "onbekend",
            one.contact or "niet bekend",
        )
        for one in people
    )
    return Table("mensen", caption, _COLUMNS, tuple(rows), sheet="Wie is wie")
