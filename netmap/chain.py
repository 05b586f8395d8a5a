"""The two columns that meet in a gemeente: zorg up to CoMensha, bestuur up to VNG; and the sources behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.explain import ROL_LABEL, describe_area, describe_period, holder
from netmap.graph import RELATIES, find_inzetten
from netmap.schema import COVERING, GEDEKT, dutch_date

if TYPE_CHECKING:
    from netmap.layers import Stand

_FUNCTION_WORD: Final = re.compile(
    r"info|contact|post|team|loket|helpdesk|secretariaat|algemeen|"
    r"(?:mensenhandel|zorgco|meldpunt|veiligheidshuis|veiligthuis|ketenregi)\w*",
    re.IGNORECASE,
)
"""A part of a mailbox name that stands for a function."""


class Schakel(NamedTuple):
    """One link of a chain: a function, and who fulfils it as far as a source says."""

    functie: str
    """Dutch name of the function or level."""
    wie: str
    """Organisation, gemeente or region; with the name for holders of public office."""
    staat: str
    """``ja``, ``deels``, ``op_afstand``, ``vervallen``, ``geen`` or ``onbekend``."""


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
    """Date of the source as written, or ``datum onbekend``."""
    bevestigd: str
    """Date of the last confirmation, or empty."""
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
        rol: Schakel(ROL_LABEL[rol], ", ".join(state.wie) or state.status, state.status) for rol, state in roles.items()
    }
    covering = sorted({name for names in one.segmenten.values() for name in names})
    staat = "ja" if one.status in GEDEKT else one.status
    wie = ", ".join(covering) or ("helpdesk van CoMensha" if staat == "op_afstand" else staat)
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
    mail = dict(zip(stand.tables.contacts["id"], stand.tables.contacts["email"], strict=True))
    sources = []
    for rol in RELATIES:
        inzetten = find_inzetten(stand.graph, code, rol)
        now = [i for i in inzetten if i["geldt"] == "nu"] or [i for i in inzetten if i["geldt"] == "geweest"]
        sources += [_source(inzet, mail[inzet["id"]]) for inzet in now]
    return tuple(sources)


def _source(inzet: dict[str, Any], mail: str) -> Bron:
    written = inzet["geschreven"]
    return Bron(
        rol=ROL_LABEL[inzet["rol"]],
        organisatie=inzet["organisatie"],
        bron=inzet["bron"],
        datum=dutch_date(written["bron_datum"]) if written["bron_datum"] else "datum onbekend",
        bevestigd=dutch_date(written["bevestigd_op"]) if written["bevestigd_op"] else "",
        zekerheid=inzet["zekerheid"],
        contact=mail if is_functional(mail) else "",
    )


def is_functional(mail: str) -> bool:
    """
    Say whether an e-mail address seems to be of a function and not of a person.

    Parameters
    ----------
    mail
        An address, possibly empty.

    Returns
    -------
    functional
        True only when every word before the ``@`` stands for a function; when in doubt False.
    """
    local, at, _ = mail.partition("@")
    return bool(at) and all(_FUNCTION_WORD.fullmatch(word) for word in re.split(r"[._+-]", local))


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
    for row in stand.tables.contacts.to_dict("records"):
        touched = len(wanted & row["codes"])
        if row["rol"] not in RELATIES or not touched:
            continue
        inzet = stand.graph.nodes[f"inzet:{row['id']}"]
        if inzet["geldt"] == "straks":
            continue
        wie = holder(inzet)
        ended = inzet["geldt"] == "geweest"
        rank = (ended or inzet["status"] not in COVERING, list(RELATIES).index(row["rol"]), wie)
        contact = row["email"] if is_functional(row["email"]) else ""
        staat = "geëindigd" if ended else inzet["status"]
        line = Betrokkene(
            ROL_LABEL[row["rol"]],
            wie,
            describe_area(inzet),
            touched,
            describe_period(inzet),
            staat,
            inzet["bron"],
            contact,
        )
        found.append((rank, line))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))
