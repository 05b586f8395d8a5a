"""The sections of a report that hold tables: gaps, gemeenten, people, cover that ends, and the comparison."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from netmap.chain import find_people
from netmap.explain import ROL_LABEL
from netmap.gaps import GAP_LABEL, URGENCY, find_gaps
from netmap.layers import LAYERS
from netmap.schema import GEDEKT, STATUSSEN, dutch_date, dutch_number
from netmap.summary import compare_regions, count
from netmap.table import Column, Listing, Paragraph, Section, Table, link_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netmap.gaps import Gap
    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.table import Block, Cell

_ROLLEN: Final = ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris")
_ANSWER: Final = {"ja": "Ja", "vervallen": "Was er", "geen": "Nee", "onbekend": "Onbekend"}
_CONFIRM: Final = ", te bevestigen"
_WITHIN_MONTHS: Final = 12
_COMPARED: Final = {
    "Politieregio": Column("politieregio", "Politieregio", width=60),
    "Gemeenten": Column("gemeenten", "Gemeenten", "whole", width=18),
    "Gedekt": Column("gedekt", "Gedekt", "whole", width=13),
    "Gedekt (gemeenten)": Column("deel_gemeenten", "Deel van gemeenten", "share", width=18),
    "Gedekt (inwoners)": Column("deel_inwoners", "Deel van inwoners", "share", width=16),
    "Met trekker": Column("met_trekker", "Met trekker", "whole", width=14),
    "Met ketenregisseur": Column("met_ketenregisseur", "Met regisseur", "whole", width=18),
    "Met aandachtsfunctionaris": Column("met_aandachtsfunctionaris", "Met functionaris", "whole", width=20),
    "Te bevestigen": Column("te_bevestigen", "Te bevestigen", "whole", width=18),
}
"""Columns of the comparison, with a heading that fits."""

_COUNTRY_COLUMNS: Final = (
    Column("politieregio", "Politieregio", width=28),
    Column("zorgcoordinatie", "Zorgcoördinatie", width=46),
    Column("gemeenten", "Gemeenten", width=100),
)
_REGION_COLUMNS: Final = (
    Column("zorgcoordinatie", "Zorgcoördinatie", width=34),
    Column("gemeenten", "Gemeenten", width=53),
    Column("bestuurlijk_trekker", "Trekker", width=17),
    Column("ketenregisseur", "Regisseur", width=17),
    Column("aandachtsfunctionaris", "Functionaris", width=19),
    Column("informatie", "Informatie", width=34),
)
_PEOPLE_COLUMNS: Final = (
    Column("functie", "Functie", width=34),
    Column("wie", "Wie", width=35),
    Column("gebied", "Gebied", width=36),
    Column("periode", "Periode", width=34),
    Column("bron", "Bron en datum", width=39),
    Column("contact", "Contact (functie)", width=34),
)
_ENDING_COLUMNS: Final = (
    Column("dag", "Niet meer vanaf", "date", width=32),
    Column("wat", "Wat dan eindigt", width=52),
    Column("gemeenten", "Gemeenten", width=90),
)


def make_section(key: str, title: str, *blocks: Block) -> Section:
    """Make a section of which the heading says it all."""
    return Section(key, title, title, (), blocks)


def count_gemeenten(number: int) -> str:
    """
    Write a number of gemeenten.

    Parameters
    ----------
    number
        The count.

    Returns
    -------
    text
        ``1 gemeente`` or ``18 gemeenten``.
    """
    return count(number, "gemeente", "gemeenten")


def _names(stand: Stand, codes: Iterable[str]) -> str:
    """Join names of gemeenten in alphabetical order."""
    return ", ".join(sorted((stand.dekking[code].naam for code in codes), key=str.casefold))


def build_gaps(stand: Stand, codes: Sequence[str]) -> Section:
    """
    Say what to do first: gaps with why and whom to ask, and whom to ask for a confirmation.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes of the area.

    Returns
    -------
    section
        Gaps in the order of the work list; gemeenten with the same reason and people to ask share a row.
    """
    gaps = find_gaps(stand, codes, also_stale=True)
    uncovered = [gap for gap in gaps if gap.soort != "te_bevestigen"]
    stale = [gap for gap in gaps if gap.soort == "te_bevestigen"]
    blocks: list[Block] = [Paragraph("Volgens de bronnen is elke gemeente gedekt.")]
    if uncovered:
        number = count_gemeenten(len(uncovered))
        blocks = [Paragraph(f"Van {number} staat volledige dekking niet vast. Het dringendste staat bovenaan.")]
        blocks.append(_gap_table(uncovered))
    if stale:
        blocks += [
            Paragraph(
                f"Van {count_gemeenten(len(stale))} met dekking moet iemand bevestigen dat die er nog is: de "
                "informatie is ouder dan 24 maanden of zonder datum. Wie dit kan weten:"
            ),
            Listing(tuple(f"{count_gemeenten(len(some))}: {wie}" for (_, _, wie), some in _alike(stale))),
        ]
    filled = {rol: sum(stand.rollen[rol][code].status == "ja" for code in codes) for rol in _ROLLEN}
    if missing := [rol for rol in _ROLLEN if filled[rol] < len(codes)]:
        items = (
            f"{ROL_LABEL[rol].capitalize()}: {dutch_number(filled[rol]) if filled[rol] else 'geen'} van de "
            f"{count_gemeenten(len(codes))}."
            for rol in missing
        )
        blocks += [Paragraph("Andere functies; voor zoveel gemeenten noemt een bron er een:"), Listing(tuple(items))]
    return make_section("wat_eerst", "Wat eerst moet gebeuren", *blocks)


def _alike(gaps: Iterable[Gap]) -> list[tuple[tuple[str, str, str], list[Gap]]]:
    """Put gaps together that have the same kind, reason and people to ask; the most urgent and largest first."""
    groups: dict[tuple[str, str, str], list[Gap]] = defaultdict(list)
    for gap in gaps:
        groups[gap.soort, gap.waarom, gap.wie_vragen].append(gap)
    return sorted(groups.items(), key=lambda pair: (URGENCY.index(pair[0][0]), -_inwoners(pair[1])))


def _inwoners(gaps: Iterable[Gap]) -> int:
    return sum(gap.inwoners for gap in gaps)


def _gap_table(gaps: Sequence[Gap]) -> Table:
    """Make one row per kind of gap, reason and whom to ask."""
    rows = tuple(
        (
            f"{GAP_LABEL[soort]}\n{count_gemeenten(len(some))}\n{dutch_number(_inwoners(some))} inwoners",
            ", ".join(gap.naam for gap in some),
            waarom,
            wie,
        )
        for (soort, waarom, wie), some in _alike(gaps)
    )
    columns = (
        Column("wat", "Wat", width=29),
        Column("gemeenten", "Gemeenten, grootste eerst", width=49),
        Column("waarom", "Waarom", width=56),
        Column("wie_vragen", "Wie dit kan weten", width=40),
    )
    return Table("wat_eerst", "Gemeenten zonder volledige dekking", columns, rows)


def build_gemeenten(stand: Stand, gebied: Gebied | None) -> Section:
    """
    Say of every gemeente what the layers say; for the country only who coordinates.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    section
        A table in which gemeenten with the same answers share a row.
    """
    codes = stand.codes(gebied)
    all_stale = all(stand.dekking[code].te_bevestigen for code in codes)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code in codes:
        zorg = _zorg(stand, code, "" if all_stale else _CONFIRM)
        key = (stand.dekking[code].politieregio, zorg) if gebied is None else (zorg, *_roles(stand, code))
        groups[key].append(code)

    def rank(group: tuple[tuple[str, ...], list[str]]) -> tuple[str, int, int, str]:
        region = group[0][0] if gebied is None else ""
        urgency = -STATUSSEN.index(stand.dekking[group[1][0]].status)
        return region, urgency, -len(group[1]), _names(stand, group[1])

    ordered = sorted(groups.items(), key=rank)
    caption = "Per gemeente: zorgcoördinatie, bestuurlijk trekker, ketenregisseur, aandachtsfunctionaris en informatie"
    intro = "Gemeenten met dezelfde antwoorden staan in één rij. Wat nog niet gedekt is, staat bovenaan."
    if gebied is None:
        caption = "Per gemeente: wie coördineert"
        intro = "De andere functies staan in het rapport van de politieregio. Wat nog niet gedekt is, staat bovenaan."
        rows = [(*key, _names(stand, some)) for key, some in ordered]
    else:
        rows = [(zorg, _names(stand, some), *rest) for (zorg, *rest), some in ordered]
    if all_stale:
        intro += " Alle antwoorden over zorgcoördinatie zijn te bevestigen."
    columns = _COUNTRY_COLUMNS if gebied is None else _REGION_COLUMNS
    table = Table("gemeenten", caption, columns, tuple(rows))
    return make_section("gemeenten", "Gemeenten en functies", Paragraph(intro), table)


def _zorg(stand: Stand, code: str, confirm: str) -> str:
    """Give the status of one gemeente, and on the next lines who covers whom."""
    one = stand.dekking[code]
    lines = [LAYERS["zorgcoordinatie"].label(stand, code) + (confirm if one.te_bevestigen else "")]
    for name in one.organisaties:
        parts = [segment for segment, names in one.segmenten.items() if name in names]
        lines.append(name if len(parts) == len(one.segmenten) else f"{name} ({' en '.join(parts)} jaar)")
    return "\n".join(lines)


def _roles(stand: Stand, code: str) -> tuple[str, ...]:
    """Say whether a source names someone in the other functions, and how good the information is."""
    roles = [stand.rollen[rol][code] for rol in _ROLLEN]
    one = stand.dekking[code]
    age = LAYERS["actualiteit"].label(stand, code)
    certainty = "" if one.status == "onbekend" else f"\nZekerheid {one.zekerheid}"
    return (*(_ANSWER[role.status] + (_CONFIRM if role.te_bevestigen else "") for role in roles), age + certainty)


def build_people(stand: Stand, gebied: Gebied | None) -> Section:
    """
    Say who is who; for the country only what holds on the day.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    section
        Functions and organisations with area, period, source and functional mailbox.
    """
    codes = stand.codes(gebied)
    people = [one for one in find_people(stand, codes) if gebied or (one.staat != "geëindigd" and one.rol != "partner")]
    intro = "Namen staan er alleen van bestuurders."
    if gebied is None:
        intro += " Partners en wat eerder was, staan in het rapport van de politieregio."
    if not people:
        return make_section("mensen", "Wie is wie", Paragraph("Geen bron noemt iemand in dit gebied."))
    with_contact = any(one.contact for one in people)
    if not with_contact:
        intro += " Van geen van deze functies is een functioneel e-mailadres bekend."
    dates = _source_dates(stand)
    rows: list[tuple[Cell, ...]] = []
    for one in people:
        state = "" if one.staat == "actief" else f"\n{one.staat.replace('_', ' ').capitalize()}"
        site = re.match(r"https?://(?:www\.)?([^/?#]+)", one.bron)
        row: tuple[Cell, ...] = (
            one.rol.capitalize() + state,
            one.wie or "Geen organisatie genoemd",
            f"{one.gebied}\n({one.gemeenten} van {count_gemeenten(len(codes))})",
            one.periode,
            link_to(f"{site[1] if site else one.bron or 'onbekend'}\n{dates[one.bron]}", one.bron),
            one.contact or "niet bekend",
        )
        rows.append(row)
    table = Table("mensen", "Functies en organisaties", _PEOPLE_COLUMNS, tuple(rows))
    shown = table if with_contact else table.select([column.key for column in _PEOPLE_COLUMNS[:-1]])
    return make_section("mensen", "Wie is wie", Paragraph(intro), shown)


def _source_dates(stand: Stand) -> dict[str, str]:
    """Find the dates of each source, as the rows write them."""
    dates: dict[str, set[str]] = defaultdict(set)
    for inzet in stand.tables.contacts:
        dates[inzet.bron].add(inzet.geschreven.bron_datum)
    return {
        bron: " en ".join(dutch_date(day) if day else "datum onbekend" for day in sorted(days))
        for bron, days in dates.items()
    }


def build_ending(stand: Stand, codes: Sequence[str]) -> Section:
    """
    Say which cover ends within 12 months, and of how much the end is not known.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes of the area.

    Returns
    -------
    section
        Gemeenten with cover for someone, by the first day on which a part of that cover is gone.
    """
    return make_section("eindigt", f"Dekking die binnen {_WITHIN_MONTHS} maanden eindigt", *_ending(stand, codes))


def _ending(stand: Stand, codes: Sequence[str]) -> Iterable[Block]:
    covered = [code for code in codes if stand.dekking[code].status in {*GEDEKT, "deels"}]
    ends = {code: day for code in covered if (day := stand.dekking[code].einddatum)}
    of_all = f"van de {count_gemeenten(len(covered))} met dekking"
    if not ends:
        none = f"Van geen {of_all} is bekend wanneer die eindigt."
        yield Paragraph(none if covered else "Er is op deze dag geen dekking die kan eindigen.")
        return
    limit = stand.peildatum + relativedelta(months=_WITHIN_MONTHS)
    soon: dict[tuple[date, str], list[str]] = defaultdict(list)
    for code, day in sorted(ends.items(), key=lambda pair: (pair[1], pair[0])):
        if day <= limit:
            soon[day, _zorg(stand, code, _CONFIRM)].append(code)
    number = sum(map(len, soon.values()))
    yield Paragraph(
        f"Van {dutch_number(len(ends))} {of_all} is de einddatum bekend. "
        f"Bij {dutch_number(number) if number else 'geen'} daarvan eindigt de dekking uiterlijk op {dutch_date(limit)}."
    )
    if soon:
        rows = tuple((day, zorg, _names(stand, some)) for (day, zorg), some in soon.items())
        yield Table("eindigt", "Dekking die eindigt", _ENDING_COLUMNS, rows)


def build_comparison(stand: Stand, gebied: Gebied | None) -> Section:
    """
    Set the politieregio's beside each other; those with gemeenten of the area stand out.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    section
        One sentence, and ``compare_regions`` as a table.
    """
    frame = compare_regions(stand)[list(_COMPARED)]
    regions = frame.iloc[:-1]
    shares = dict(zip(regions["Politieregio"], regions["Gedekt"] / regions["Gemeenten"], strict=True))
    own = {stand.dekking[code].politieregio for code in stand.codes(gebied)} if gebied else {"Nederland"}
    is_politieregio = gebied is not None and gebied.soort == "politieregio"
    if gebied is not None and is_politieregio:
        others = [share for name, share in shares.items() if name != gebied.naam]
        more = sum(share > shares[gebied.naam] for share in others)
        less = sum(share < shares[gebied.naam] for share in others)
        text = (
            f"Het deel van de gemeenten dat gedekt is, is in {more} andere politieregio's hoger, "
            f"in {len(others) - more - less} even hoog en in {less} lager."
        )
    else:
        full = sum(share == 1 for share in shares.values())
        text = f"In {full} van de {len(shares)} politieregio's is elke gemeente gedekt."
    rows = tuple(
        (f"{naam} (deze regio)" if is_politieregio and naam in own else str(naam), *values)
        for naam, *values in frame.astype(object).itertuples(index=False, name=None)
    )
    table = Table(
        "vergelijking",
        "Aantallen gemeenten; regisseur is ketenregisseur, functionaris is aandachtsfunctionaris",
        tuple(_COMPARED.values()),
        rows,
        marked=frozenset(number for number, name in enumerate(frame["Politieregio"]) if name in own),
    )
    return make_section("vergelijking", "Vergelijking van de politieregio's", Paragraph(text), table)
