"""The two columns that meet in a gemeente: zorg up to CoMensha, bestuur up to VNG; and the sources behind them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.explain import ROL_LABEL, describe_area, describe_whom, in_words
from netmap.graph import RELATIES, find_inzetten
from netmap.schema import GEDEKT, dutch_date, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.inzet import Geldt, Inzet
    from netmap.layers import Stand


class Schakel(NamedTuple):
    """One link of a chain: a function, and who fulfils it as far as a source says."""

    functie: str
    """Dutch name of the function or level."""
    wie: str
    """Organisation, gemeente or region; with the name for holders of public office."""
    staat: str
    """``ja``, ``deels``, ``begin_onbekend``, ``op_afstand``, ``vervallen``, ``geen`` or ``onbekend``."""


class Keten(NamedTuple):
    """Both columns of one gemeente, from the gemeente upwards."""

    zorg: tuple[Schakel, ...]
    bestuur: tuple[Schakel, ...]


class Bron(NamedTuple):
    """One source behind what is said about a gemeente."""

    rol: str
    """Dutch name of the role the source speaks of."""
    organisatie: str
    bron: str
    """Mostly a web address."""
    datum: str
    """Date of the source as written: ``2021-05``; blank when unknown."""
    bevestigd: str
    """Date of the last confirmation as written, or blank."""
    zekerheid: str
    contact: str
    """Functional mailbox, or empty; never a person's."""
    pagina: str
    """Page of the organisation's own site, or empty."""
    id: str
    """Of the row that says so."""


def find_chain(stand: Stand, code: str) -> Keten:
    """
    Find the links of both columns for one gemeente on the peildatum.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    code
        Gemeente code.

    Returns
    -------
    keten
        Zorg: aandachtsfunctionaris, zorgcoördinator, CoMensha. Bestuur: gemeente, politieregio,
        bestuurlijk trekker, VNG. A link that no source names is there as ``onbekend``.
    """
    one = stand.dekking[code]
    roles = {rol: stand.rollen[rol][code] for rol in ("aandachtsfunctionaris", "bestuurlijk_trekker")}
    links = {
        rol: Schakel(ROL_LABEL[rol], ", ".join(state.wie) or in_words(state.status), state.status)
        for rol, state in roles.items()
    }
    staat = "ja" if one.status in GEDEKT else one.status
    wie = ", ".join(one.organisaties) or ("helpdesk van CoMensha" if staat == "op_afstand" else in_words(staat))
    return Keten(
        zorg=(
            links["aandachtsfunctionaris"],
            Schakel(ROL_LABEL["zorgcoordinator"], wie, staat),
            Schakel("landelijk", "CoMensha", "ja"),
        ),
        bestuur=(
            Schakel("gemeente", one.naam, "ja"),
            Schakel("politieregio", one.politieregio, "ja"),
            links["bestuurlijk_trekker"],
            Schakel("landelijk", "VNG", "ja"),
        ),
    )


def find_missing(stand: Stand, code: str) -> tuple[str, ...]:
    """
    Name what is missing in one gemeente.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    code
        Gemeente code.

    Returns
    -------
    missing
        Dutch phrases, one per link that is not known to be fulfilled; empty when the chain is complete.
    """
    words = {
        "onbekend": "onbekend, geen bron",
        "vervallen": "vervallen",
        "geen": "er is geen",
        "begin_onbekend": "volgens een latere bron, begin onbekend",
        "deels": "alleen voor een deel van de doelgroep",
        "op_afstand": "alleen op afstand",
    }
    chain = find_chain(stand, code)
    return tuple(f"{link.functie}: {words[link.staat]}" for link in (*chain.zorg, *chain.bestuur) if link.staat != "ja")


def find_sources(stand: Stand, code: str) -> tuple[Bron, ...]:
    """
    Find every source that speaks about one gemeente and holds on the peildatum.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    code
        Gemeente code.

    Returns
    -------
    sources
        By role; what ended before the peildatum only when nothing in that role holds.
    """
    sources: list[Bron] = []
    for rol in RELATIES:
        inzetten = find_inzetten(stand.graph, code, rol)
        now = [i for i in inzetten if i.holds(stand.peildatum)]
        sources += map(_source, now or [i for i in inzetten if i.geldt(stand.peildatum) == "geweest"])
    return tuple(sources)


def _source(inzet: Inzet) -> Bron:
    written = inzet.geschreven
    return Bron(
        rol=ROL_LABEL[inzet.rol],
        organisatie=inzet.organisatie,
        bron=inzet.bron,
        datum=written.bron_datum,
        bevestigd=written.bevestigd_op,
        zekerheid=inzet.zekerheid,
        contact=inzet.email,
        pagina=inzet.pagina,
        id=inzet.id,
    )


class Betrokkene(NamedTuple):
    """One line of the who is who of a region: what one organisation or holder of office does, did or will do in it."""

    rol: str
    wie: str
    geldt: Geldt
    """Whether it holds on the peildatum; ``geweest`` too when a source says that it stopped."""
    gebied: str
    gemeenten: int
    """How many gemeenten of the region it is about; what goes on is not counted as ended."""
    doelgroep: str
    """``iedereen`` or who not everyone; blank for roles that have no target group."""
    vanaf: str
    tot: str
    """As written, ``onbekend`` when no source says; more than one with a semicolon between them."""
    staat: str
    """``actief``, ``pilot``, ``op_afstand``, ``gestopt`` …, and that it does not count where another source goes
    before it in all these gemeenten."""
    bron: str
    """Of the statements the one with the newest source."""
    datum: str
    """Date of that source as written, or blank."""
    contact: str
    pagina: str
    """Page of the organisation's own site, or empty."""
    ids: tuple[str, ...]
    """Of the rows that say so."""


_ORDER: Final[tuple[Geldt, ...]] = ("nu", "onbekend", "geweest", "straks")


def find_people(stand: Stand, codes: tuple[str, ...]) -> tuple[Betrokkene, ...]:
    """
    Find who is who in an area: functions and organisations, and holders of public office by name.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    codes
        Gemeente codes of the area.

    Returns
    -------
    people
        One per organisation, role and kind of status among what holds, what a later source says, what ended and what
        begins later, in that order; by role in the order of ``RELATIES``. What ended is left out where the same
        organisation goes on.
    """
    wanted, roles = frozenset(codes), list(RELATIES)
    groups: dict[tuple[int, bool, int, str, str], list[Inzet]] = defaultdict(list)
    for inzet in (part for row in stand.tables.contacts for part in row.split()):
        if inzet.rol in RELATIES and wanted & inzet.codes:
            geldt = inzet.geldt(stand.peildatum)
            over = geldt == "nu" and inzet.status == "gestopt"
            place = _ORDER.index("geweest" if over else geldt)
            kind = "" if inzet.covers else inzet.status
            groups[place, not inzet.covers, roles.index(inzet.rol), fold(inzet.naam) + inzet.knoop, kind].append(inzet)
    going_on = [inzet for (place, *_), some in groups.items() if place == 0 for inzet in some]
    told = []
    for (place, *rank, who, _), some in groups.items():
        geldt = _ORDER[place]
        left = wanted & frozenset().union(*(_ended(i, going_on) if geldt == "geweest" else i.codes for i in some))
        if left:
            counted = wanted & frozenset().union(*(i.where(stand.peildatum) for i in some))
            line = _merge(some, geldt, len(left), stand.peildatum)
            if geldt == "nu" and not counted:
                line = line._replace(staat=f"{line.staat}; telt niet: een andere bron spreekt het tegen")
            told.append((place, rank, some[0].holder, who, line))
    return tuple(line for *_, line in sorted(told, key=lambda one: one[:4]))


def _ended(inzet: Inzet, going_on: list[Inzet]) -> frozenset[str]:
    """Find the gemeenten in which it ended: not those where the same organisation goes on for the same people."""
    same = (
        other.codes
        for other in going_on
        if (other.rol, fold(other.naam), other.knoop) == (inzet.rol, fold(inzet.naam), inzet.knoop)
        and other.covers
        and other.includes(inzet)
    )
    return inzet.codes.difference(*same)


def _merge(some: list[Inzet], geldt: Geldt, gemeenten: int, peildatum: date) -> Betrokkene:
    """Tell in one line what rows of one organisation in one role say."""
    newest = max(some, key=lambda one: one.laatste_woord(peildatum) or date.min)
    segments = sorted({describe_whom(one.doelgroep, one.vorm) for one in some})
    return Betrokkene(
        ROL_LABEL[newest.rol],
        newest.holder,
        geldt,
        _listed(describe_area(one) for one in some),
        gemeenten,
        _listed(segments) if newest.rol == "zorgcoordinator" else "",
        _listed(dutch_date(one.geschreven.vanaf) if one.geschreven.vanaf else "onbekend" for one in some),
        _listed(dutch_date(one.geschreven.tot) if one.geschreven.tot else "onbekend" for one in some),
        _listed(in_words(one.status) for one in some),
        newest.bron,
        newest.geschreven.bron_datum,
        _listed(one.email for one in some if one.email),
        newest.pagina,
        tuple(dict.fromkeys(one.id for one in some)),
    )


def _listed(texts: Iterable[str]) -> str:
    """Write every text once."""
    return "; ".join(dict.fromkeys(texts))
