"""One question, one answer: whether a gemeente or region is covered, by whom, and who says so, when."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from netmap.dutch import capital, count, either, join
from netmap.errors import NetmapError
from netmap.explain import NOTHING_ON_THIS_DAY, NOTHING_THAT_COUNTS, STATUS_MEANING, describe_tegenspraak
from netmap.graph import find_inzetten
from netmap.schema import GEDEKT, SEGMENTEN, dutch_date
from netmap.sections.phrases import contradiction_facts
from netmap.summary import conclude, tell_choice, tense
from netmap.table import Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.coverage import Dekking
    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.names import Found
    from netmap.regio import Regio

_SOURCES: Final = 2
"""Sources that an answer names; the panel of the gemeente has them all."""
_NAMED: Final = 3
"""Organisations that the answer for an area names; the table of the area has them all."""
_OPENING: Final = {"onbekend": "onbekend", "begin_onbekend": "misschien"}
"""How the answer opens where there is neither cover nor a no."""

_OLD: Final = ("is ouder dan 24 maanden", "zijn ouder dan 24 maanden")
_LATER: Final = ("is van na deze dag", "zijn van na deze dag")
_UNDATED: Final = ("heeft geen datum", "hebben geen datum")
"""What may be the matter with a source, and with several."""


def answer_section(stand: Stand, typed: str) -> Section:
    """
    Answer what somebody typed: the name of a gemeente, a former gemeente or a region.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    typed
        A name or code; ``Names.find`` and ``Gebieden.find`` say what is understood.

    Returns
    -------
    section
        ``conclusion`` is the answer. Facts: ``soort`` (``gemeente``, ``politieregio``, ``veiligheidsregio``,
        ``provincie``, ``eigen groep`` or ``land``), ``naam``, and of a gemeente ``code``, ``status`` and
        ``organisaties``.

    Raises
    ------
    NetmapError
        When it is neither, or may be several gemeenten; asks which is meant.
    """
    found = stand.tables.names.find(typed)
    if found.code:
        return _answer_gemeente(stand, found.code, found, _namesake(stand, typed))
    if found.codes:
        raise NetmapError(found.question)
    try:
        gebied = stand.tables.gebieden.find(typed)
    except NetmapError:
        msg = f"{found.question} Een regio mag ook, zoals Limburg of veiligheidsregio Twente."
        raise NetmapError(msg) from None
    return answer_area(stand, gebied)


def answer_area(stand: Stand, gebied: Regio | None) -> Section:
    """
    Answer for an area: how it stands, who covers how much of it, who leads, on whose word, and what else there is.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The area, or None for the country.

    Returns
    -------
    section
        As of `answer_section`.
    """
    codes = stand.codes(gebied)
    covers = Counter(organisatie for code in codes for organisatie in stand.dekking[code].organisaties)
    most = sorted(covers, key=lambda name: (-covers[name], name.casefold()))[:_NAMED]
    by_whom = [f"{name} ({count(covers[name], 'gemeente', 'gemeenten')})" for name in most]
    if (more := len(covers) - _NAMED) > 0:
        by_whom.append(f"nog {count(more, 'organisatie', 'organisaties')}")
    opening, *rest, led = conclude(stand, gebied)
    behind = [inzet for code in codes for inzet in _decide(_zorg(stand, code), stand.peildatum)]
    said = [opening, *([f"Door {join(by_whom)}."] if by_whom else []), led, *_sourced(behind)]
    facts = {
        "soort": gebied.soort if gebied else "land",
        "naam": gebied.naam if gebied else "Nederland",
        "tegenspraken": contradiction_facts(stand, codes),
    }
    title = str(gebied) if gebied else "Nederland"
    return Section("antwoord", "Antwoord", capital(title), (*said, *rest), (), facts)


def _namesake(stand: Stand, typed: str) -> Regio | None:
    """Find the region that has the name of a gemeente, such as Utrecht."""
    try:
        found = stand.tables.gebieden.find(typed)
    except NetmapError:
        return None
    return None if found and found.codes else found  # a group of this one gemeente says nothing more


def _answer_gemeente(stand: Stand, code: str, found: Found, namesake: Regio | None) -> Section:
    """Answer for a gemeente; what the reader should know first, such as a herindeling, comes first."""
    one = stand.dekking[code]
    inzetten = _zorg(stand, code)
    behind = _decide(inzetten, stand.peildatum)
    unless = tense(stand.peildatum, stand.tables.vandaag, True)[2]
    covered = _covered(one, inzetten, behind, telt=bool(stand.telt))
    said = [
        f"{one.naam} op {dutch_date(stand.peildatum)}: {covered}{unless}.",
        *tell_choice(stand),
        *(() if one.status == "onbekend" else _sourced(behind)),
    ]
    if one.te_bevestigen:
        said.append(f"Dit is te bevestigen{_why_stale(behind, stand.peildatum)}.")
    if against := stand.tegenspraken_over("zorgcoordinator", code):
        told = dict.fromkeys(describe_tegenspraak(one, brief=True) for one in against)
        said.append(f"Bronnen spreken elkaar hier tegen. {' '.join(told)}")
    notes = (Paragraph(f"Er is ook een {namesake}. Typ dan {namesake.token}."),) if namesake else ()
    name = {"soort": "gemeente", "naam": one.naam, "code": code}
    facts = {
        **name,
        "status": one.status,
        "organisaties": one.organisaties,
        "tegenspraken": contradiction_facts(stand, [code]),
    }
    return Section("antwoord", "Antwoord", one.naam, tuple(filter(None, (found.notice, *said))), notes, facts)


def _zorg(stand: Stand, code: str) -> Sequence[Inzet]:
    return find_inzetten(stand.graph, code, "zorgcoordinator")


def _decide(inzetten: Sequence[Inzet], day: date) -> list[Inzet]:
    """Keep the statements that decide: what covers, else what holds, else what was, begin unknown or is announced."""
    covering = [inzet for inzet in inzetten if inzet.covers_on(day)]
    holding = [inzet for inzet in inzetten if inzet.holds(day) and not inzet.weerlegd(day)]
    stating = [inzet for inzet in holding if inzet.voorzichtig is not None]
    ended, later = ([inzet for inzet in inzetten if inzet.geldt(day) == when] for when in ("geweest", "onbekend"))
    return covering or stating or ended or later or holding


def _covered(one: Dekking, inzetten: Sequence[Inzet], behind: Sequence[Inzet], *, telt: bool) -> str:
    """Say whether, and by whom, without a verb: the day may be past or future."""
    if one.status in GEDEKT:
        return f"ja, gedekt door {_by_whom(one)}"
    if one.status == "deels":
        return f"deels, alleen door {_by_whom(one)}"
    if one.status == "vervallen" and (before := {inzet.organisatie for inzet in behind if inzet.covers}):
        return f"voor zover bekend niet meer, de dekking door {join(sorted(before))} is geëindigd"
    meaning = STATUS_MEANING[one.status]
    if one.status == "onbekend" and (telt or inzetten):
        meaning = NOTHING_THAT_COUNTS if telt else NOTHING_ON_THIS_DAY
    return f"{_OPENING.get(one.status, 'nee')}, {meaning.uitleg.rstrip('.')}"


def _why_stale(behind: Sequence[Inzet], day: date) -> str:
    """Say what is the matter with the sources that decide, each kind once; not with those that are fresh."""
    stale = [inzet for inzet in behind if inzet.is_stale(day)]
    several = len({inzet.bron for inzet in stale}) > 1
    kinds = {_OLD if inzet.laatste_woord(day) else _LATER if inzet.woorden else _UNDATED for inzet in stale}
    said = [kind[several] for kind in (_OLD, _LATER, _UNDATED) if kind in kinds]
    which = "de" if len(stale) == len(behind) else "sommige" if several else "een"
    return f": {which} {'bronnen' if several else 'bron'} {either(said)}" if said else ""


def _by_whom(one: Dekking) -> str:
    """Name the organisations; one that serves a part of the target group with that part."""
    named = []
    for organisatie in one.organisaties:
        served = [segment for segment in SEGMENTEN if organisatie in one.segmenten[segment]]
        named.append(organisatie if len(served) == len(SEGMENTEN) else f"{organisatie} ({' en '.join(served)} jaar)")
    return join(named)


def _sourced(behind: Sequence[Inzet]) -> Iterator[str]:
    """Name the newest sources, each with its date; nothing when no source says anything."""
    if not behind:
        return
    newest = sorted(behind, key=lambda inzet: max(inzet.woorden, default=date.min), reverse=True)
    named = list(dict.fromkeys(_dated(inzet) for inzet in newest if inzet.bron))
    more = f" en nog {len(named) - _SOURCES}" if len(named) > _SOURCES else ""
    yield f"Bron: {'; '.join(named[:_SOURCES]) or 'onbekend'}{more}."


def _dated(inzet: Inzet) -> str:
    written = inzet.geschreven
    if written.bevestigd_op:
        return f"{inzet.bron} (bevestigd op {dutch_date(written.bevestigd_op)})"
    return f"{inzet.bron} ({dutch_date(written.bron_datum) if written.bron_datum else 'zonder datum'})"
