"""Why a gemeente has its class in a layer: Dutch sentences that open with the answer and name the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.criteria import describe_fte
from netmap.dutch import capital
from netmap.explain import describe_inzet, describe_tegenspraak
from netmap.inzet import as_written
from netmap.schema import dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netmap.centrumgemeenten import Centrum, Indeling
    from netmap.coverage import Dekking, RolStand
    from netmap.criteria import Antwoord
    from netmap.inzet import Inzet
    from netmap.settings import Settings
    from netmap.tegenspraak import Tegenspraak


class Feiten(NamedTuple):
    """What is known of one gemeente on a day: enough to explain its class in any layer."""

    dekking: Dekking
    inzetten: Sequence[Inzet]
    """All statements about its zorgcoördinatie, past and future included."""
    rollen: Mapping[str, RolStand]
    """Role to its state."""
    peildatum: date
    settings: Settings
    jaar: int
    """Of the number of inwoners."""
    land_km2: float


_NAMED: Final = 8
_NOT_FULL: Final = "Niet gedekt of onbekend: er is op deze dag geen volledige dekking."


def explain_keten(label: str, feiten: Feiten) -> tuple[str, ...]:
    """Say which links of the chain are there, then what the sources say of each."""
    trekker, functionaris = feiten.rollen["bestuurlijk_trekker"], feiten.rollen["aandachtsfunctionaris"]
    links = {
        "aandachtsfunctionaris": functionaris.status == "ja",
        "zorgcoördinatie voor elke doelgroep": feiten.dekking.is_gedekt,
        "bestuurlijk trekker": trekker.status == "ja",
    }
    parts = (
        f"{words} {', '.join(found)}."
        for words, wanted in (("Er is:", True), ("Ontbreekt of is onbekend:", False))
        if (found := [link for link, there in links.items() if there is wanted])
    )
    return (" ".join((f"{label}.", *parts)), *functionaris.uitleg, *feiten.dekking.uitleg, *trekker.uitleg)


def explain_actualiteit(label: str, feiten: Feiten) -> tuple[str, ...]:
    """Say when a source last confirmed the zorgcoördinatie, and which one."""
    if feiten.dekking.status == "onbekend":
        return (f"{label} voor deze dag.", *feiten.dekking.uitleg)
    if feiten.dekking.bevestigd is None:
        return (f"{label}: geen bron met een datum tot en met deze dag zegt hoe het toen was.", *feiten.dekking.uitleg)
    last = [inzet for inzet in feiten.inzetten if inzet.laatste_woord(feiten.peildatum) == feiten.dekking.bevestigd]
    day = as_written(feiten.dekking.bevestigd, last, "bevestigd_op", "bron_datum")
    opening = f"{label}: de laatste bevestiging is van {dutch_date(day or feiten.dekking.bevestigd)}."
    return (opening, *(describe_inzet(inzet, feiten.peildatum) for inzet in last))


def explain_zekerheid(label: str, feiten: Feiten) -> tuple[str, ...]:
    """Say what it is that is so certain, then the sources."""
    if feiten.dekking.status == "onbekend":
        return feiten.dekking.uitleg
    about = certain_of(feiten.dekking, feiten.inzetten)
    if feiten.dekking.zekerheid == "onbekend":
        return (f"{label}: bij geen bron staat hoe zeker het is {about}.", *feiten.dekking.uitleg)
    return (f"{label}: zo zeker is het volgens de bronnen {about}.", *feiten.dekking.uitleg)


def explain_tegenspraak(tegenspraken: Sequence[Tegenspraak], dekking: Dekking) -> tuple[str, ...]:
    """Say what is said against each other about the zorgcoördinatie, then the sources."""
    told = dict.fromkeys(describe_tegenspraak(one, brief=True) for one in tegenspraken)
    return ("Tegenspraak: bronnen spreken elkaar tegen over de zorgcoördinatie.", *told, *dekking.uitleg)


_STAYS: Final = {
    "hoog_datum": "de gemeente blijft gedekt als alleen bronnen met zekerheid hoog en een datum meetellen.",
    "niet_laag_datum": "de gemeente blijft gedekt zonder bronnen met zekerheid laag en bronnen zonder datum. Zij "
    "blijft dat niet met alleen zekerheid hoog en een datum.",
    "niet_laag": "de gemeente blijft gedekt zonder bronnen met zekerheid laag. Zij blijft dat niet als ook bronnen "
    "zonder datum wegvallen.",
    "alles": "zonder bronnen met zekerheid laag blijft de gemeente niet gedekt.",
    "niet_gedekt": "er is op deze dag geen volledige dekking.",
    "onbekend": "geen bron zegt of er op deze dag al dekking was.",
}
"""Class of the layer to what it says of a gemeente."""


def explain_blijft(label: str, klasse: str, dekking: Dekking) -> tuple[str, ...]:
    """Say which sources the cover stands with and falls with, then what they say."""
    return dekking.uitleg if dekking.status == "onbekend" else (f"{label}: {_STAYS[klasse]}", *dekking.uitleg)


def certain_of(dekking: Dekking, inzetten: Sequence[Inzet]) -> str:
    """Say what the certainty of a status is about: of a status that lapsed, that there was cover."""
    if dekking.status == "vervallen" and all(inzet.status == "vacature" for inzet in inzetten):
        return "dat de plek vacant is"
    return {
        "begin_onbekend": "dat er later dekking was",
        "deels": "dat er dekking is voor een deel van de doelgroep",
        "op_afstand": "dat alleen CoMensha helpt, op afstand",
        "vervallen": "dat er dekking was",
        "geen": "dat er geen dekking is",
        "onbekend": "",
    }.get(dekking.status, "dat er dekking is")


def explain_looptijd(label: str, feiten: Feiten) -> tuple[str, ...]:
    """Say when the cover ends, and on whose word."""
    if not feiten.dekking.is_gedekt:
        return (_NOT_FULL, *feiten.dekking.uitleg)
    covering = [inzet for inzet in feiten.inzetten if inzet.covers_on(feiten.peildatum)]
    told = tuple(describe_inzet(inzet, feiten.peildatum) for inzet in covering)
    end = as_written(feiten.dekking.einddatum, feiten.inzetten, "tot")
    if end is None:
        return (f"{label}: netmap neemt aan dat de dekking doorloopt, tot een bron een einddatum noemt.", *told)
    return (f"{label}: zonder nieuwe afspraak loopt de dekking tot {dutch_date(end)}.", *told)


def explain_centrum(
    label: str, indeling: Indeling | None, centrum: Centrum | None, dekking: Mapping[str, Dekking], code: str
) -> tuple[str, ...]:
    """Say how the region of the centrumgemeente stands, on whose word the gemeente is in it, and how itself stands."""
    if indeling is None:
        return ("Niet bekend: geen bestand zegt bij welke centrumgemeente zij hoort.", *dekking[code].uitleg)
    source = ", ".join(filter(None, (indeling.bron, indeling.bron_datum)))
    where = f"{indeling.zin}.{f' Bron: {source}; zekerheid {indeling.zekerheid}.' if source else ''}"
    if centrum is None:
        return (f"Niet ingedeeld: geen bron zegt bij welke centrumgemeente {dekking[code].naam} hoort.", where)
    gaps = [dekking[one].naam for one in centrum.gemeenten if not dekking[one].is_gedekt]
    maybe = [dekking[one].naam for one in centrum.open if not dekking[one].is_gedekt]
    told = [f"{label}: de regio van centrumgemeente {centrum.naam}.", where]
    told += [f"Niet gedekt, of onbekend: {_list(gaps)}."] if gaps else []
    told += [f"Misschien horen er ook bij, en niet gedekt of onbekend: {_list(maybe)}."] if maybe else []
    return (*told, *dekking[code].uitleg)


def explain_inwoners(label: str, feiten: Feiten) -> tuple[str, ...]:
    """Say how many inwoners there are, on how much land, and on whose word."""
    number, land = feiten.dekking.inwoners, feiten.land_km2
    return (
        f"{label}: {feiten.dekking.naam} heeft {dutch_number(number)} inwoners op {dutch_number(land, 0)} km² land, "
        f"dat is {dutch_number(number / land, 0)} per km². {cite_inwoners(feiten.jaar)}",
    )


def cite_inwoners(jaar: int) -> str:
    """Say on whose word the number of inwoners and the land are; ``jaar`` is that of the inwoners."""
    return f"Bron: CBS, inwoners op 1 januari {jaar} en oppervlakte van het land."


def explain_toereikendheid(label: str, feiten: Feiten) -> tuple[str, ...]:
    """Say how much fte there is by the thresholds, and on whose word."""
    if not feiten.dekking.is_gedekt:
        return (_NOT_FULL, *feiten.dekking.uitleg)
    told = [describe_inzet(inzet, feiten.peildatum) for inzet in feiten.inzetten if inzet.covers_on(feiten.peildatum)]
    if feiten.dekking.fte_per_100k is None:
        opening = f"{label}: van minstens één organisatie zegt geen bron hoeveel fte zij heeft."
        return (opening, *told)
    return (f"{label}: {describe_fte(feiten.dekking.fte_per_100k, feiten.settings)}", *told)


def explain_regional(
    whole: Antwoord, own: Antwoord, dekking: Dekking, named: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """
    Say what the answer of the whole region is, for which gemeenten, and what the sources say of this one.

    Parameters
    ----------
    whole, own
        Answer of the region, and of the gemeente itself.
    dekking
        Of the gemeente.
    named
        Answer to the names of the gemeenten in the region that have it.
    """
    groups = named.items() if len(named) > 1 else ()
    parts = (f"{capital(answer)}: {_list(names)}." for answer, names in groups if answer != "onbekend")
    return (f"Politieregio {dekking.politieregio}: {whole.uitleg[0]}", *parts, *own.uitleg[1:])


def _list(names: Sequence[str]) -> str:
    """Write the first names, and how many there are more."""
    more = len(names) - _NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:_NAMED])} en nog {more} gemeenten"
