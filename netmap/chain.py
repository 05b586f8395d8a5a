"""The two columns that meet in a gemeente: zorg up to CoMensha, bestuur up to VNG; and the sources behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netmap.explain import ROL_LABEL, describe_area, describe_period
from netmap.graph import RELATIES, find_inzetten
from netmap.schema import GEDEKT

if TYPE_CHECKING:
    from netmap.inzet import Inzet
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
        rol: Schakel(ROL_LABEL[rol], ", ".join(state.wie) or _spoken(state.status), state.status)
        for rol, state in roles.items()
    }
    staat = "ja" if one.status in GEDEKT else one.status
    wie = ", ".join(one.organisaties) or ("helpdesk van CoMensha" if staat == "op_afstand" else _spoken(staat))
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


def _spoken(staat: str) -> str:
    """Say in words what stands in the place of a name."""
    return staat.replace("_", " ")


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
    )


class Betrokkene(NamedTuple):
    """One line of the who is who of a region."""

    rol: str
    wie: str
    gebied: str
    gemeenten: int
    """How many gemeenten of the region are in the area."""
    periode: str
    staat: str
    """``actief``, ``pilot``, ``op_afstand``, ``gestopt`` …, or ``geëindigd``."""
    bron: str
    datum: str
    """Date of the source as written, or blank."""
    contact: str


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
        By role in the order of ``RELATIES``; what holds first, then what ended.
    """
    wanted = set(codes)
    found = []
    for inzet in stand.tables.contacts:
        touched = len(wanted & inzet.codes)
        geldt = inzet.geldt(stand.peildatum)
        if inzet.rol not in RELATIES or not touched or geldt == "straks":
            continue
        rank = (not inzet.covers_on(stand.peildatum), list(RELATIES).index(inzet.rol), inzet.holder)
        line = Betrokkene(
            ROL_LABEL[inzet.rol],
            inzet.holder,
            describe_area(inzet),
            touched,
            describe_period(inzet),
            "geëindigd" if geldt == "geweest" else inzet.status,
            inzet.bron,
            inzet.geschreven.bron_datum,
            inzet.email,
        )
        found.append((rank, line))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))
