"""Who is who: functions and organisations with area, period and source; people only in public office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.chain import find_people
from netmap.dutch import count
from netmap.schema import dutch_date
from netmap.sections.phrases import cite, headline, where
from netmap.table import Column, Link, Paragraph, Section, Table, link_to
from netmap.validate import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.chain import Betrokkene
    from netmap.inzet import Geldt
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

_COLUMNS: Final = (
    Column("functie", "Functie", width=34),
    Column("wie", "Wie", width=34),
    Column("gebied", "Gebied", form="page", width=28),
    Column("gemeenten", "Gemeenten hier", "whole", short="Gemeenten", width=16),
    Column("doelgroep", "Voor wie", width=18),
    Column("staat", "Staat", form="page", width=16),
    Column("vanaf", "Vanaf", form="page", width=20),
    Column("tot", "Tot", width=20),
    Column("bron", "Bron en datum", "link", "page", width=43),
    Column("contact", "Contact (functie)", "link", "page", width=34),
)
_CAPTIONS: Final[Mapping[Geldt, str]] = {
    "nu": "Wie nu iets doet{}",
    "onbekend": "Volgens een latere bron ook{}; niet bekend sinds wanneer",
    "geweest": "Wat eindigde{}",
    "straks": "Wat later begint{}",
}
"""Title of the table of what holds, what only a later source says, what ended and what has yet to begin."""


def people_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell who is who, by role: what holds, and in tables of their own what ended and what begins later.

    For the country only what holds or begins, without partners; columns in which nothing is known are left out.
    KeyError when the region is not in the register.
    """
    people, everybody = (_find(one, gebied) for one in (stand, stand.alles))
    left_out = len({(one.rol, one.wie) for one in everybody} - {(one.rol, one.wie) for one in people})
    intro = "Namen staan er alleen van bestuurders. Elke organisatie staat één keer per functie."
    if gebied is None:
        intro += " Partners en wat eerder was, staan in het rapport van de politieregio."
    now = sum(one.geldt == "nu" for one in people)
    found = count(now, "functie of organisatie", "functies en organisaties") if now else "geen functie of organisatie"
    line = headline(gebied, f"{found} in een bron")
    if left_out:
        intro += (
            f" {count(left_out, 'functie of organisatie staat', 'functies en organisaties staan')} hier niet: "
            "wat bronnen daarover zeggen, telt bij deze keuze niet mee."
        )
    if not people:
        none = intro if left_out else "Geen bron noemt iemand in dit gebied."
        return Section("mensen", "Wie is wie", line, (), (Paragraph(none),))
    if not now:
        intro += " Op deze dag doet volgens de bronnen niemand iets in dit gebied."
    if not any(one.contact for one in people):
        intro += " Van geen van deze functies is een functioneel e-mailadres bekend."
    if any(one.pagina for one in people):
        intro += " Een naam met een link leidt naar de eigen site van die organisatie."
    parts: dict[Geldt, list[Betrokkene]] = {kind: [one for one in people if one.geldt == kind] for kind in _CAPTIONS}
    tables = [people_table(kind, some, gebied) for kind, some in parts.items() if some]
    return Section("mensen", "Wie is wie", line, (), (Paragraph(intro), *tables))


def _find(stand: Stand, gebied: Regio | None) -> tuple[Betrokkene, ...]:
    """Find who is who; for the country without partners and what ended."""
    people = find_people(stand, stand.codes(gebied))
    if gebied is None:
        return tuple(one for one in people if one.geldt != "geweest" and one.rol != "partner")
    return people


def people_table(kind: Geldt, people: Sequence[Betrokkene], gebied: Regio | None = None) -> Table:
    """Put functions and organisations in rows, in the order given; without the columns in which nothing is known."""
    rows = (
        (
            one.rol.capitalize() if one.rol.islower() else one.rol,
            link_to(one.wie or "geen organisatie genoemd", one.pagina),
            one.gebied,
            one.gemeenten,
            one.doelgroep,
            one.staat,
            one.vanaf,
            one.tot,
            _source(one),
            one.contact,
        )
        for one in people
    )
    caption = _CAPTIONS[kind].format(where(gebied))
    statements = tuple(tuple((CONTACTS.naam, ident) for ident in one.ids) for one in people)
    return Table(f"mensen_{kind}", caption, _COLUMNS, tuple(rows), statements=statements).told_once()


def _source(one: Betrokkene) -> Cell:
    """Name the site of a source, and below it the date as precise as it was written."""
    day = dutch_date(one.datum) if one.datum else "datum onbekend"
    site = cite((one.bron,) if one.bron else ())
    return Link(f"{site.text}\n{day}", site.url) if isinstance(site, Link) else f"{site}\n{day}"
