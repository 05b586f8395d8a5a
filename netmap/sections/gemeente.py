"""Everything about one gemeente: status and why, both columns of the chain, what is missing, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.chain import find_chain, find_missing, find_sources
from netmap.dutch import capital, small
from netmap.evidence import find_evidence
from netmap.explain import ROL_LABEL, describe_inzet, describe_tegenspraak, gather_alike
from netmap.gaps import whom_to_ask
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.layers import LAYERS
from netmap.load import place_of
from netmap.onderbouwing import find_onderbouwing, tell_onderbouwing
from netmap.reasons import certain_of
from netmap.schema import dutch_number
from netmap.sections.handvatten import HELP, gaps_of_gemeente, list_handvatten
from netmap.sections.helpdesk import TITLE, tell_helpdesk
from netmap.sections.phrases import cite, subject
from netmap.table import Column, Listing, Paragraph, Section, Table, Terms, cell_text, link_to
from netmap.tegenspraak import REGEL
from netmap.validate import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from netmap.chain import Schakel
    from netmap.coverage import Dekking
    from netmap.layers import Layer, Stand
    from netmap.table import Block, Place

_FIRST: Final = LAYERS["zorgcoordinatie"]
_CHAIN: Final = (Column("functie", "Functie"), Column("wie", "Wie"), Column("staat", "Staat"))
_SOURCES: Final = (
    Column("functie", "Functie"),
    Column("organisatie", "Organisatie"),
    Column("bron", "Bron", "link"),
    Column("datum", "Datum van de bron", "date"),
    Column("bevestigd", "Bevestigd", "date"),
    Column("zekerheid", "Zekerheid"),
    Column("contact", "Contact (functie)", "link"),
)


def gemeente_sections(stand: Stand, code: str, layer: Layer = _FIRST) -> tuple[Section, ...]:
    """Tell everything about one gemeente, first why it has its class in a layer.

    ``waarom``, ``tegenspraak`` where sources contradict each other, ``feiten``, ``keten`` (two tables: zorg and
    bestuur), then, when there is something to tell, ``ontbreekt``, ``wie``, ``hulp`` (handvatten with the criteria of
    which the answer is no yes) and ``ook``, what other rows say that touch or name it; ``status`` why it has its
    status of zorgcoördinatie when the layer is another; ``bronnen``; and ``klopt``, whom to tell that it is otherwise.
    KeyError when there is no such gemeente.
    """
    one = stand.dekking[code]
    missing = find_missing(stand, code)
    keten = find_chain(stand, code)
    rests = find_onderbouwing(stand, code)
    helps = list_handvatten(stand, gaps_of_gemeente(stand, code))
    also, statements = _tell_also(stand, code, {*layer.explain(stand, code), *one.uitleg})
    parts: dict[tuple[str, str], tuple[Block, ...]] = {
        ("waarom", f"{layer.naam}: waarom deze kleur"): (_list_reasons(stand, code, layer.explain(stand, code)),),
        ("tegenspraak", "Bronnen spreken elkaar tegen"): tuple(_tell_contradictions(stand, code)),
        ("feiten", "Feiten"): (
            *((Paragraph(tell_onderbouwing(rests)),) if rests.bronnen else ()),
            Terms(tuple(_facts(stand, one))),
        ),
        ("keten", "De keten"): (
            _ladder("zorg", "Zorg", keten.zorg),
            _ladder("bestuur", "Veiligheid en bestuur", keten.bestuur),
        ),
        ("ontbreekt", "Wat ontbreekt"): (Listing(missing),) if missing else (),
        ("wie", "Wie kan dit weten"): (Listing(tuple(whom_to_ask(stand, code))),) if missing else (),
        ("hulp", HELP): (Listing(helps),) if helps else (),
        ("ook", "Wat bronnen nog meer zeggen"): (Listing(also, statements),) if also else (),
        ("status", "Waarom deze status van zorgcoördinatie"): (_list_reasons(stand, code, one.uitleg),)
        if layer != _FIRST
        else (),
        ("bronnen", "Bronnen"): tuple(_sources(stand, code)),
        ("klopt", TITLE): tuple(_whom_to_tell(stand, code)),
    }
    return tuple(
        Section(key, title, f"{one.naam}: {title}", (), blocks) for (key, title), blocks in parts.items() if blocks
    )


def _list_reasons(stand: Stand, code: str, sentences: tuple[str, ...]) -> Listing:
    """List why a gemeente has its class; with the rows that say so, also those that ended or have yet to begin."""
    covering = find_inzetten(stand.graph, code, "zorgcoordinator")
    rows = {describe_inzet(one, stand.peildatum): place_of(one) for one in covering}
    places = tuple(rows.get(sentence) for sentence in sentences)
    return Listing(sentences, places if any(places) else ())


def _tell_contradictions(stand: Stand, code: str) -> Iterator[Block]:
    """Tell what sources say against each other about this gemeente, and by which rule one of them counts."""
    if found := stand.tegenspraken.get(code):
        yield Listing(
            tuple(f"{subject(some[0].onderwerp)}. {describe_tegenspraak(*some)}" for some in gather_alike(found))
        )
        yield Paragraph(f"De regel: {small(REGEL)}")


def _tell_also(stand: Stand, code: str, told: Collection[str]) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """Tell what every row says that touches or names the gemeente, but for what is told already; and its place."""
    naam = stand.dekking[code].naam
    opening = {"over": "", "zonder": f"Geldt niet voor {naam}. ", "noemt": f"Over een ander gebied, noemt {naam}. "}
    covering = ROL_LABEL["zorgcoordinator"]
    also = [
        one
        for one in find_evidence(stand, code)
        if one.zin not in told and (one.soort, one.onderwerp) != ("over", covering)
    ]
    sentences = tuple(f"{opening[one.soort]}{capital(one.onderwerp)}: {one.zin}" for one in also)
    return sentences, tuple(place_of(one.rij) for one in also)


def _facts(stand: Stand, one: Dekking) -> Iterator[tuple[str, str]]:
    """Name what is known of the cover."""
    segments = (f"{segment} jaar: {', '.join(names) or 'geen bekend'}" for segment, names in one.segmenten.items())
    yield "Organisaties per doelgroep", "; ".join(segments)
    yield "Fte per 100.000 inwoners", "onbekend" if one.fte_per_100k is None else dutch_number(one.fte_per_100k, 2)
    inzetten = find_inzetten(stand.graph, one.code, "zorgcoordinator")
    if one.status == "vervallen":
        ended = max((i.tot for i in inzetten if i.tot and i.covers and i.tot <= stand.peildatum), default=None)
        yield "Dekking geëindigd", cell_text(as_written(ended, inzetten, "tot"), "date") or "wanneer is onbekend"
    elif one.organisaties:
        yield "Einddatum", cell_text(as_written(one.einddatum, inzetten, "tot"), "date") or "onbekend"
    about = certain_of(one, inzetten)
    known = one.zekerheid != "onbekend"
    yield "Zekerheid van de bron", f"{one.zekerheid}, {about}" if known else one.zekerheid


def _ladder(key: str, name: str, links: Sequence[Schakel]) -> Table:
    """Put one column of the chain in rows, from the gemeente upwards."""
    return Table(key, name, _CHAIN, tuple((link.functie, link.wie, link.staat.replace("_", " ")) for link in links))


def _sources(stand: Stand, code: str) -> Iterator[Block]:
    """Tell on whose word, and what is functional to write to."""
    sources = find_sources(stand, code)
    if not sources:
        return
    rows = (
        (
            one.rol,
            link_to(one.organisatie, one.pagina),
            cite((one.bron,) if one.bron else ()),
            one.datum or "onbekend",
            one.bevestigd or None,
            one.zekerheid,
            one.contact or None,
        )
        for one in sources
    )
    if not any(one.contact for one in sources):
        yield Paragraph("Van deze functies staat geen functioneel e-mailadres in de gegevens.")
    caption = f"Bronnen over {stand.dekking[code].naam}"
    statements = tuple(((CONTACTS.naam, one.id),) for one in sources)
    yield Table("bronnen", caption, _SOURCES, tuple(rows), statements=statements).told_once()


def _whom_to_tell(stand: Stand, code: str) -> Iterator[Block]:
    """Say whom to tell that something is not right, and what the rows are called that say so."""
    naam = stand.dekking[code].naam
    covering = [inzet.id for inzet in find_inzetten(stand.graph, code, "zorgcoordinator")]
    yield Paragraph(tell_helpdesk(stand.settings, naam, covering))
    if rows := list(dict.fromkeys(one.rij.id for one in find_evidence(stand, code))):
        yield Paragraph(f"Noem de rij. Over {naam}: {', '.join(rows)}.")
