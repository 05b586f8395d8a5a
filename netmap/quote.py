"""What somebody may quote about a map, and what not: never more than the rows of the day allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.dutch import agree, capital, count, either, part_of, small
from netmap.graph import find_inzetten
from netmap.headline import conclude_view, name_part
from netmap.proof import name_basis, tell_basis, weigh_statements
from netmap.schema import BEWIJZEN, CENTRUMGEMEENTE, NIET_BEKEND, dutch_date, dutch_number
from netmap.summary import name_gemeenten, tell_choice, tense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.coverage import Dekking
    from netmap.inzet import Inzet
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio

_WEAK: Final = {"ouder": "ouder dan 24 maanden", "later": "van na die dag", "zonder_datum": "zonder datum"}
"""What is the matter with a source, by how strong it is as proof."""
_NO: Final = ("nee", "geen")
"""A source says that it is not so."""
_CLAIMS: Final = ("keten", CENTRUMGEMEENTE)
"""Layers that say what sources claim, besides those that have a yes."""


class Line(NamedTuple):
    """One line that somebody may or may not say."""

    zin: str
    reden: str
    """Why, in one short sentence."""


class Quotes(NamedTuple):
    """What may be said of a map, and a line near it that says more than the rows do."""

    wel: Line
    niet: Line


def find_quotes(stand: Stand, gebied: Regio | None = None) -> Quotes:
    """
    Find what may be quoted about the cover of the country or a region, and what not.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The area, or None for the country.

    Returns
    -------
    quotes
        Dutch sentences. What may be said counts the covered gemeenten and those that rest on sources without a date,
        and names the years of the sources and what counts; what may not is false, or leaves out what the count rests
        on.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    dekking = [stand.dekking[code] for code in stand.codes(gebied)]
    gedekt = [one for one in dekking if one.is_gedekt]
    area = f" van de {gebied}" if gebied else ""
    part = f"{part_of(len(gedekt), len(dekking), *name_gemeenten(stand, gebied))}{area}"
    return Quotes(_allowed(stand, dekking, gedekt, part), _beyond(stand, gebied, dekking, gedekt, part))


def quote_view(stand: Stand, view: MapView) -> Quotes | None:
    """
    Find what may be quoted about a map of any layer, and what not.

    Parameters
    ----------
    stand
        What the view was made from.
    view
        Output of ``build_view``.

    Returns
    -------
    quotes
        For zorgcoördinatie the output of ``find_quotes``. Of another layer what it concludes may be said, with the
        day and the sources; what may not takes what is unknown for a no, or leaves out day and sources. None when the
        map is not about what sources say, or when they say nothing and it is no question with yes or no.
    """
    if view.layer == "zorgcoordinatie":
        return find_quotes(stand, view.gebied)
    opening, basis = conclude_view(stand, view)[0].removesuffix("."), tell_basis(stand, view)
    asks = any(entry.klasse.key == "ja" for entry in view.legend)
    if not (asks or (basis and view.layer in _CLAIMS)):
        return None
    unless = ", als er niets verandert" if view.peildatum > stand.tables.vandaag else ""
    ground = f", volgens {basis}" if basis else ""
    why = "De zin noemt de dag en waar hij op steunt." if basis else "Geen bron zegt er iets over."
    said = Line(f"{opening} (stand op {view.moment}{unless}{ground}).", why)
    return Quotes(said, _taken(stand, view, opening, asks))


def _taken(stand: Stand, view: MapView, opening: str, asks: bool) -> Line:
    """Say what somebody may take from a map that it does not say."""
    unknown = sum(entry.aantal for entry in view.legend if entry.klasse.is_unknown)
    if asks and unknown:
        no = unknown + sum(entry.aantal for entry in view.legend if entry.klasse.key in _NO)
        why = f"Onbekend is geen nee: van {count(unknown, *view.eenheid)} is het niet bekend."
        return Line(f"{view.naam}: nee in {name_part(stand, view, no)}.", why)
    if stale := view.size(view.te_bevestigen):
        return Line(f"{opening}.", f"Van {name_part(stand, view, stale)} is het te bevestigen.")
    return Line(f"{opening}.", "De zin laat weg op welke dag dit zo is, en volgens wie.")


def _allowed(stand: Stand, dekking: Sequence[Dekking], gedekt: Sequence[Dekking], part: str) -> Line:
    """Say what the rows say, and on what that rests."""
    day, today = stand.peildatum, stand.tables.vandaag
    verb, would, unless = tense(day, today, True)
    on = "" if day == today else f"op {dutch_date(day)} "
    more = "".join(f"; {small(zin.rstrip('.'))}" for zin in tell_choice(stand))
    end = f"{would}{unless}"
    if not gedekt:
        if unsaid := _count_unsaid(dekking):
            named = count(unsaid, "gemeente", "gemeenten")
            then = f"{'op die dag' if on else 'nu'} {'was' if day < today else 'is'}"
            why = f"Over {named} zegt geen bron hoe het er {then}."
            return Line(f"Van {part} is bekend dat er {on}zorgcoördinatie geregeld {verb}{end}{more}.", why)
        fully = "volledig " if any(one.status == "deels" for one in dekking) else ""
        said = f"Volgens de bronnen {verb} {on}in {part} {fully}zorgcoördinatie geregeld{end}{more}."
        return Line(said, "Over elke gemeente zegt een bron hoe het er is.")
    rows = list(_carry(stand, gedekt))
    undated = sum(one.bewijs == "zonder_datum" for one in gedekt)
    if undated and any(row.woorden for row in rows):
        rest = agree(undated, "rust op een bron", "rusten op bronnen")
        end += f"; {dutch_number(undated)} daarvan {rest} zonder datum"
    basis = name_basis(weigh_statements(rows, (), day), day)
    said = f"Volgens {basis} {verb} {on}in {part} zorgcoördinatie geregeld{end}{more}."
    number = count(len({row.bron for row in rows}), "openbare bron", "openbare bronnen")
    return Line(said, f"De zin noemt waar het aantal op steunt: {number}.")


def _beyond(
    stand: Stand, gebied: Regio | None, dekking: Sequence[Dekking], gedekt: Sequence[Dekking], part: str
) -> Line:
    """Say what comes near and is more than the rows say."""
    day, today, whole = stand.peildatum, stand.tables.vandaag, len(dekking)
    verb = "was" if day < today else "is"
    on = "" if day == today else f"op {dutch_date(day)} "
    bare = f"{capital(f'{on}{verb} in') if on else 'In'} {part} {'' if on else f'{verb} '}zorgcoördinatie geregeld."
    if not gedekt and (unsaid := _count_unsaid(dekking)):
        return Line(bare, f"Onbekend is geen nee: van {count(unsaid, 'gemeente', 'gemeenten')} is het niet bekend.")
    if gedekt and day > today:
        return Line(bare, "Dit is nog niet zo, en het klopt alleen als er niets verandert.")
    weak = [one.bewijs for one in gedekt if one.te_bevestigen]
    if weak:
        kinds = either([said for kind, said in _WEAK.items() if kind in weak])
        some = part_of(len(weak), len(gedekt), "gedekte gemeente", "gedekte gemeenten")
        return Line(bare, f"Bij {some} is de bron {kinds}.")
    if gedekt and stand.telt:
        return Line(bare, "De zin laat weg dat niet alle bronnen meetellen.")
    all_of = f"De hele {gebied} {verb} {on}gedekt." if gebied else f"Het netwerk {verb} {on}landelijk dekkend."
    if maybe := stand.maybe_too(gebied):
        more = count(maybe, "andere gemeente", "andere gemeenten")
        return Line(all_of, f"{capital(more)} {agree(maybe, 'hoort', 'horen')} er misschien ook bij.")
    if len(gedekt) < whole:
        return Line(all_of, f"Van {part_of(whole - len(gedekt), whole)} staat volledige dekking niet vast.")
    return Line(
        f"In {part} {verb} {on}genoeg zorgcoördinatie.", "De bronnen zeggen wie het doet, niet of dat genoeg is."
    )


def _count_unsaid(dekking: Sequence[Dekking]) -> int:
    return sum(one.status in NIET_BEKEND for one in dekking)


def _carry(stand: Stand, gedekt: Sequence[Dekking]) -> Iterator[Inzet]:
    """Find the statements that the cover rests on, each once: those as strong as its proof, or stronger."""
    found: dict[str, Inzet] = {}
    for one in gedekt:
        strong = BEWIJZEN[: BEWIJZEN.index(one.bewijs) + 1]
        for row in find_inzetten(stand.graph, one.code, "zorgcoordinator"):
            if row.covers_on(stand.peildatum) and row.bewijs(stand.peildatum) in strong:
                found[row.id] = row
    yield from found.values()
