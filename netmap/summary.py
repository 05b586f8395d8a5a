"""The same facts in words: the conclusion, what a map shows, and the line that everything carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from netmap.aankondigingen import name_indeling, tell_announced
from netmap.coverage import compute_totals
from netmap.dutch import agree, capital, count, part_of, small
from netmap.proof import tell_ground
from netmap.schema import GEDEKT, NIET_BEKEND, STALE_AFTER_MONTHS, dutch_date, dutch_number
from netmap.table import percent_of
from netmap.tellingen import COUNTS_OTHERWISE, find_near

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from netmap.layers import MapView, Stand
    from netmap.load import Tables
    from netmap.regio import Regio

_CREDITED = {"grenzen": "gemeenten.geojson", "register": "gemeenten.csv"}
"""What is of the Kadaster and the CBS, to its file."""
_UNCOVERED = {
    "op_afstand": "alleen op afstand",
    "vervallen": "vervallen of vacant",
    "geen": "zonder dekking volgens een bron",
}


def conclude(stand: Stand, gebied: Regio | None = None) -> tuple[str, ...]:
    """
    Say in a few sentences how the country or a region stands.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    conclusion
        Dutch sentences: cover by gemeenten and inwoners, on what that rests, an official count of about that day,
        what is missing, how much must be confirmed, who leads.
    """
    totals = compute_totals(stand.dekking[code] for code in stand.codes(gebied))
    gedekt, inwoners = totals.gedekt
    where = f"in de {gebied} " if gebied else ""
    share = f"{percent_of(inwoners, totals.inwoners)} van de inwoners"
    verb, would, unless = tense(stand.peildatum, stand.tables.vandaag, gedekt <= 1)
    day, part = dutch_date(stand.peildatum), part_of(gedekt, totals.gemeenten, *name_gemeenten(stand, gebied))
    maybe = _maybe_too(stand, gebied)
    share = maybe or share  # a share of what is known to belong to it is none of the whole
    opening = f"Op {day} {verb} {where}{part} gedekt{would} door een zorgcoördinator ({share}){unless}"
    if unknown := totals.per_status["begin_onbekend"].gemeenten:  # not known to be covered is not uncovered
        opening = (
            f"Op {day} is {where}van {part} bekend dat er een zorgcoördinator was ({share}); "
            f"van {count(unknown, 'gemeente', 'gemeenten')} zegt een latere bron dat, maar niet sinds wanneer"
        )
    elif not gedekt and totals.per_status["onbekend"].gemeenten:
        also = f" ({maybe})" if maybe else ""
        opening = (
            f"Op {day} is {where}van {part} bekend dat zij gedekt {verb}{would} door een zorgcoördinator{also}{unless}"
        )
    ground = tell_ground(stand, "zorgcoordinatie", stand.codes(gebied))
    beyond = _beyond_the_data(stand, gebied)
    sentences = [f"{opening}.", *tell_choice(stand), *ground, *beyond, *_counted(stand, gebied)]
    counts = {status: dutch_number(gemeenten) for status, (gemeenten, _) in totals.per_status.items() if gemeenten}
    if "deels" in counts:
        sentences.append(f"Deels gedekt: {counts['deels']}.")
    if missing := [f"{counts[status]} {text}" for status, text in _UNCOVERED.items() if status in counts]:
        sentences.append(f"Niet gedekt: {'; '.join(missing)}.")
    if "onbekend" in counts:
        sentences.append(f"Onbekend: {counts['onbekend']}.")
    if gebied is None:
        sentences.append(_conclude_network(stand, {key for key in counts if key not in GEDEKT}))
    stated = totals.gemeenten - totals.per_status["onbekend"][0]
    if totals.te_bevestigen and totals.te_bevestigen == stated:
        last = "laatste 24 maanden" if stand.peildatum == stand.tables.vandaag else "24 maanden tot die dag"
        sentences.append(f"Geen enkele status steunt op informatie van de {last}: alles is te bevestigen.")
    elif totals.te_bevestigen:
        sentences.append(f"Van {count(totals.te_bevestigen, 'gemeente', 'gemeenten')} is de status te bevestigen.")
    return (*sentences, _conclude_trekkers(stand, gebied))


def tell_choice(stand: Stand) -> tuple[str, ...]:
    """Say what counts when not everything does, a sentence for each assumption, and which gemeenten if not by law."""
    indeling = name_indeling(stand.tables.doorgevoerd)
    return (*(one.zin for one in stand.telt), *([f"{capital(indeling)}."] if indeling else []))


def _maybe_too(stand: Stand, gebied: Regio | None) -> str:
    """Say how many gemeenten may belong to the region of a centrumgemeente too; blank for other areas."""
    number = stand.maybe_too(gebied)
    verb = agree(number, "hoort", "horen")
    return f"{count(number, 'andere gemeente', 'andere gemeenten')} {verb} er misschien ook bij" if number else ""


def name_gemeenten(stand: Stand, gebied: Regio | None) -> tuple[str, str]:
    """Name the gemeenten of an area, one and several: only the known ones where others may belong to it too."""
    return ("bekende gemeente", "bekende gemeenten") if stand.maybe_too(gebied) else ("gemeente", "gemeenten")


def _counted(stand: Stand, gebied: Regio | None) -> Iterator[str]:
    """Set the official count beside that of the map, when there is one of about the day; only for the country."""
    telling = None if gebied else find_near(stand.tables.tellingen, stand.peildatum)
    if telling:
        yield f"{telling.zin[:-1]}; {COUNTS_OTHERWISE}."


def _conclude_network(stand: Stand, gaps: AbstractSet[str]) -> str:
    """Say whether the country is covered; where a gap is only unknown nobody can tell."""
    verb, would, unless = tense(stand.peildatum, stand.tables.vandaag, True)
    if gaps and gaps <= NIET_BEKEND:
        return f"Of het netwerk landelijk dekkend {verb}{would}, is niet bekend."
    not_yet = "" if is_landelijk_dekkend(stand) else "nog niet "
    return f"Het netwerk {verb} {not_yet}landelijk dekkend{would}{unless}."


def tense(day: date, today: date, is_one: bool) -> tuple[str, str, str]:
    """
    Choose the words for what is, was or would be so on a day.

    Parameters
    ----------
    day
        The day that is spoken of.
    today
        The day on which the data were read.
    is_one
        Whether the subject is singular.

    Returns
    -------
    verb, would, unless
        ``zijn``, ``waren`` or ``zouden``; for a day to come also `` zijn`` behind what would be so, and the condition
        at the end of the sentence.
    """
    if day > today:
        return "zou" if is_one else "zouden", " zijn", ", als er niets verandert"
    if day < today:
        return "was" if is_one else "waren", "", ""
    return "is" if is_one else "zijn", "", ""


def _beyond_the_data(stand: Stand, gebied: Regio | None) -> Iterator[str]:
    """Say so of a day before all that the data speak of, before or after a herindeling, or after all and far ahead."""
    contacts = (stand.alle_tables or stand.tables).contacts
    zorg = [inzet for inzet in contacts if inzet.rol == "zorgcoordinator"]
    first = min((day for inzet in zorg for day in (inzet.sinds, inzet.tot) if day), default=stand.peildatum)
    if stand.peildatum < first:
        yield f"Geen bron gaat over deze dag: de gegevens beginnen op {dutch_date(first)}."
    last = max((day for inzet in zorg for day in inzet.keerpunten), default=stand.tables.vandaag)
    merged = max(stand.tables.herindelingen["datum"], default=stand.peildatum)
    if stand.peildatum < min(merged, stand.tables.vandaag):
        yield "De gemeenten zijn die van nu."
    announced = (stand.tables.aangekondigd, stand.tables.doorgevoerd)
    yield from tell_announced(*announced, stand.peildatum, stand.codes(gebied))
    if stand.peildatum > max(last, stand.tables.vandaag + relativedelta(months=STALE_AFTER_MONTHS)):
        yield "Deze dag ligt zo ver vooruit dat geen bron er iets over zegt."


def _conclude_trekkers(stand: Stand, gebied: Regio | None) -> str:
    """Say who leads the region, or in how many regions somebody does."""
    trekkers = stand.rollen["bestuurlijk_trekker"]
    if gebied is None:
        regions = stand.tables.gebieden.regios("politieregio")
        led = sum(all(trekkers[code].status == "ja" for code in stand.codes(region)) for region in regions)
        where = part_of(led, len(regions), "politieregio", "politieregio's")
        return f"In {where} noemt een bron een bestuurlijk trekker voor de hele regio."
    codes = stand.codes(gebied)
    with_trekker = [code for code in codes if trekkers[code].status == "ja"]
    names = ", ".join(sorted({name for code in with_trekker for name in trekkers[code].wie}))
    if not names:
        return "Geen bron noemt op deze dag een bestuurlijk trekker."
    where = "" if len(with_trekker) == len(codes) else f" voor {part_of(len(with_trekker), len(codes))}"
    return f"Bestuurlijk trekker{where}: {names}."


def describe_view(view: MapView) -> str:
    """
    Say in words what a map shows; the alternative text of every picture of it.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    text
        Dutch: area, day, what is supposed, question and the count of every class that occurs.
    """
    where = f"de {view.gebied}" if view.gebied else "Nederland"
    parts = [
        f"{entry.klasse.label}: {count(entry.aantal, *view.eenheid_of(entry))}" for entry in view.legend if entry.aantal
    ]
    stale = view.size(view.te_bevestigen)
    confirm = f" Te bevestigen: {count(stale, *view.eenheid)}." if stale else ""
    return f"Kaart van {where} op {view.moment}. {view.vraag} {'; '.join(parts)}.{confirm}"


def credit(tables: Tables, organisatie: str = "netmap", *, short: bool = False) -> str:
    """
    Write the line that every map, report and export carries.

    Parameters
    ----------
    tables
        Of the data folder; the terms are those on its source cards.
    organisatie
        Who made it, from the settings.
    short
        Only name who, for a picture in large letters.

    Returns
    -------
    line
        Whose borders and register these are, on what terms, and who worked on them; first of all which gemeenten they
        are, when not those by law, and which version, when not the newest.
    """
    indeling = name_indeling(tables.doorgevoerd)
    which = f"{capital(indeling)}. " if indeling else ""
    if tables.versie:
        which += f"Versie {tables.versie} van de gegevens, niet de nieuwste. "
    if short:
        return f"{which}© Kadaster / CBS, bewerkt door {organisatie}."
    said = {what: tables.licenties[file] for what, file in _CREDITED.items() if file in tables.licenties}
    if len(said) == len(_CREDITED) and len(set(said.values())) == 1:
        terms = next(iter(said.values()))
    else:
        terms = "; ".join(f"{what}: {small(licentie)}" for what, licentie in said.items())
    terms = f" ({terms})" if terms else ""
    return f"{which}© Kadaster / Centraal Bureau voor de Statistiek{terms}, bewerkt door {organisatie}."


def is_landelijk_dekkend(stand: Stand) -> bool:
    """
    Say whether the network covers the whole country.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    dekkend
        True when every gemeente is covered for every target group.
    """
    return all(one.status in GEDEKT for one in stand.dekking.values())
