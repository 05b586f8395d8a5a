"""What a burgemeester reads in one minute: three facts, three gaps, two questions, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.chain import find_people
from netmap.coverage import compute_totals
from netmap.dutch import capital, count, part_of
from netmap.gaps import GAP_LABEL, URGENCY, describe_age, find_gaps
from netmap.schema import COVERING, dutch_date, dutch_number
from netmap.sections.helpdesk import tell_helpdesk
from netmap.sections.phrases import cite, headline, name_some
from netmap.summary import conclude, tell_choice, tense
from netmap.table import Listing, Paragraph, Section, cell_text, percent_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.chain import Betrokkene
    from netmap.gaps import Gap
    from netmap.layers import Stand
    from netmap.regio import Regio

_GEMEENTEN: Final = ("gemeente", "gemeenten")
_NAMES: Final = 4
"""As many gemeenten or organisations are named."""
_SOURCES: Final = 8
_QUESTIONS: Final = {
    "geen": "Wie gaat de zorg coördineren in {}, en wanneer?",
    "vervallen": "Wie coördineert nu de zorg in {}?",
    "deels": "Wie is er in {} voor de slachtoffers die nu niemand hebben?",
    "op_afstand": "Wanneer komt er in {} een zorgcoördinator uit de eigen regio?",
    "begin_onbekend": "Sinds wanneer is er zorgcoördinatie in {}?",
    "onbekend": "Wie coördineert de zorg in {}?",
    "te_bevestigen": "Klopt de zorgcoördinatie nog in {}, en tot wanneer is er geld?",
}
"""What to ask about gemeenten, by kind of gap."""
_ENOUGH: Final = "Hoeveel fte is er, en tot wanneer is dat betaald?"


def brief_sections(stand: Stand, gebied: Regio | None = None) -> tuple[Section, ...]:
    """Tell three facts, at most three gaps and two questions, whom to tell what is wrong, and name the sources.

    Facts: cover, trekker, who coordinates. Gaps: the kinds of the work list, the most urgent first, then trekker, what
    must be confirmed, fte and end date, as far as they occur; the questions are about the first gaps. KeyError when
    the region is not in the register.
    """
    codes = stand.codes(gebied)
    people = [one for one in find_people(stand, codes) if one.geldt == "nu"]
    told = (
        ("feiten", "Drie feiten", _facts(stand, gebied, people), ""),
        ("gaten", "Wat ontbreekt", tuple(_gaps(stand, codes))[:3], "Geen bron wijst op iets wat ontbreekt."),
        ("vragen", "Twee vragen om te stellen", tuple(_questions(stand, codes))[:2], ""),
        ("bronnen", "Bronnen", _sources(people), "Geen bron zegt op deze dag iets over dit gebied."),
    )
    more = {"vragen": (Paragraph(tell_helpdesk(stand.settings)),)}
    return tuple(
        Section(key, title, headline(gebied, title.lower()), (), (Listing(items or (nothing,)), *more.get(key, ())))
        for key, title, items, nothing in told
    )


def _facts(stand: Stand, gebied: Regio | None, people: Sequence[Betrokkene]) -> tuple[str, ...]:
    """Tell how much is covered, who leads, and who coordinates."""
    totals = compute_totals(stand.dekking[code] for code in stand.codes(gebied))
    (gedekt, inwoners), whole = totals.gedekt, totals.gemeenten
    verb, would, unless = tense(stand.peildatum, stand.tables.vandaag, gedekt <= 1)
    share = f"daar wonen {dutch_number(inwoners)} mensen ({percent_of(inwoners, totals.inwoners)})"
    said = part_of(gedekt, whole)
    cover = f"{capital(said)} {verb} gedekt{would}{unless}"
    if totals.per_status["begin_onbekend"].gemeenten:  # not known to be covered is not uncovered
        cover = f"Van {said} is bekend dat er een zorgcoördinator was"
    elif not gedekt and totals.per_status["onbekend"].gemeenten:
        cover = f"Van {said} is bekend dat zij gedekt {verb}{would}{unless}"
    cover = " ".join((f"{cover}{f': {share}' if gedekt else ''}.", *tell_choice(stand)))
    zorg = [one for one in people if one.rol == "zorgcoördinator" and set(one.staat.split("; ")) & COVERING]
    largest = sorted(zorg, key=lambda one: (-one.gemeenten, one.wie))
    named = [f"{one.wie} ({count(one.gemeenten, *_GEMEENTEN)})" for one in largest]
    who = (
        f"Zorgcoördinatie: {name_some(named, _NAMES)}." if named else "Geen bron noemt op deze dag een zorgcoördinator."
    )
    return cover, conclude(stand, gebied)[-1], who


def _gaps(stand: Stand, codes: Sequence[str]) -> Iterator[str]:
    """Tell what is missing, the most urgent first."""
    gaps, stale = _sorted_out(stand, codes)
    for kind, some in gaps.items():
        inwoners = dutch_number(sum(gap.inwoners for gap in some))
        yield (
            f"{GAP_LABEL[kind]}: {count(len(some), *_GEMEENTEN)}, {inwoners} inwoners: "
            f"{name_some([gap.naam for gap in some], _NAMES)}."
        )
    if without := _without_trekker(stand, codes):
        yield f"Voor {part_of(len(without), len(codes))} noemt geen bron een bestuurlijk trekker."
    if stale:
        named = count(len(stale), "gedekte gemeente", "gedekte gemeenten")
        yield f"Van {named} is de informatie {describe_age(stale)}."
    covered = [stand.dekking[code] for code in codes if stand.dekking[code].is_gedekt]
    if unknown := sum(one.fte_per_100k is None for one in covered):
        yield f"Van {part_of(unknown, len(covered), 'gedekte gemeente', 'gedekte gemeenten')} is de fte niet bekend."
    if unknown := sum(one.einddatum is None for one in covered):
        named = part_of(unknown, len(covered), "gedekte gemeente", "gedekte gemeenten")
        yield f"Van {named} is niet bekend tot wanneer."


def _questions(stand: Stand, codes: Sequence[str]) -> Iterator[str]:
    """Ask about the first gaps, each to who is nearest."""
    gaps, stale = _sorted_out(stand, codes)
    asked = [_ask(kind, some) for kind, some in gaps.items()]
    yield from asked[:1]
    if without := _without_trekker(stand, codes):
        yield f"Aan de VNG: Wie is bestuurlijk trekker voor {_the_others(len(without), len(codes))}?"
    yield from asked[1:]
    if stale:
        yield _ask("te_bevestigen", stale)
    yield f"Aan de zorgcoördinatie: {_ENOUGH}"
    yield "Aan de gemeenten: Wie is de aandachtsfunctionaris?"


def _without_trekker(stand: Stand, codes: Sequence[str]) -> list[str]:
    return [code for code in codes if stand.rollen["bestuurlijk_trekker"][code].status != "ja"]


def _the_others(number: int, whole: int) -> str:
    """Say which gemeenten are meant: all, or the ones without."""
    if number == whole:
        return "dit gebied"
    return "de gemeente zonder" if number == 1 else f"de {dutch_number(number)} gemeenten zonder"


def _ask(kind: str, some: Sequence[Gap]) -> str:
    """Ask one question, to whom is nearest for the largest gemeente, about all for which that is so."""
    nearest = some[0].wie_vragen[0]
    named = [gap.naam for gap in some if gap.wie_vragen[0] == nearest]
    who = f"de {nearest}" if nearest.startswith("VNG") else nearest
    return f"Aan {who}: {_QUESTIONS[kind].format(name_some(named, _NAMES))}"


def _sorted_out(stand: Stand, codes: Sequence[str]) -> tuple[dict[str, list[Gap]], list[Gap]]:
    """Sort the gaps out by kind, the most urgent first, and those that only need to be confirmed apart."""
    found = find_gaps(stand, codes, also_stale=True)
    kinds = {kind: [gap for gap in found if gap.soort == kind] for kind in URGENCY}
    stale = kinds.pop("te_bevestigen")
    return {kind: some for kind, some in kinds.items() if some}, stale


def _sources(people: Sequence[Betrokkene]) -> tuple[str, ...]:
    """Name the sites that say so with their dates, in one line."""
    cited = [
        f"{cell_text(cite((one.bron,) if one.bron else ()))} "
        f"({dutch_date(one.datum) if one.datum else 'datum onbekend'})"
        for one in people
        if one.rol != "partner"
    ]
    return (f"{name_some(list(dict.fromkeys(cited)), _SOURCES)}.",) if cited else ()
