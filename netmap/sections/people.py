"""Who is who: functions and organisations with area, period and source; people only in public office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.chain import find_people
from netmap.dutch import count
from netmap.schema import dutch_date
from netmap.sections.phrases import cite, headline, where
from netmap.table import Column, Link, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.chain import Betrokkene
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

_COLUMNS: Final = (
    Column("functie", "Functie", width=38),
    Column("wie", "Wie", width=30),
    Column("gebied", "Gebied", form="page", width=28),
    Column("gemeenten", "Gemeenten hier", "whole", width=16),
    Column("staat", "Staat", form="page", width=16),
    Column("periode", "Periode", form="page", width=28),
    Column("bron", "Bron en datum", "link", "page", width=43),
    Column("contact", "Contact (functie)", form="page", width=34),
)


def people_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell who is who, by role: what holds first, then what ended.

    For the country only what holds on the day, without partners; the column of contacts only when somebody has one.
    KeyError when the region is not in the register.
    """
    people = find_people(stand, stand.codes(gebied))
    intro = "Namen staan er alleen van bestuurders."
    if gebied is None:
        people = tuple(one for one in people if one.staat != "geëindigd" and one.rol != "partner")
        intro += " Partners en wat eerder was, staan in het rapport van de politieregio."
    line = headline(gebied, f"{count(len(people), 'functie of organisatie', 'functies en organisaties')} in een bron")
    if not people:
        return Section("mensen", "Wie is wie", line, (), (Paragraph("Geen bron noemt iemand in dit gebied."),))
    table = people_table(people, f"Functies en organisaties{where(gebied)}: gebied, periode en bron")
    if not any(one.contact for one in people):
        intro += " Van geen van deze functies is een functioneel e-mailadres bekend."
        table = table.select([column.key for column in _COLUMNS if column.key != "contact"])
    return Section("mensen", "Wie is wie", line, (), (Paragraph(intro), table))


def people_table(people: Sequence[Betrokkene], caption: str) -> Table:
    """Put functions and organisations in rows: one per statement that names somebody, in the order given."""
    rows = (
        (
            one.rol.capitalize() if one.rol.islower() else one.rol,
            one.wie or "geen organisatie genoemd",
            one.gebied,
            one.gemeenten,
            one.staat.replace("_", " "),
            one.periode,
            _source(one),
            one.contact or "niet bekend",
        )
        for one in people
    )
    return Table("mensen", caption, _COLUMNS, tuple(rows), sheet="Wie is wie")


def _source(one: Betrokkene) -> Cell:
    """Name the site of a source, and below it the date as precise as it was written."""
    day = dutch_date(one.datum) if one.datum else "datum onbekend"
    site = cite((one.bron,) if one.bron else ())
    return Link(f"{site.text}\n{day}", site.url) if isinstance(site, Link) else f"{site}\n{day}"
