"""The Dutch sentences that say why: which statement, on whose word, from when and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.dutch import capital, join, small
from netmap.inzet import Indicator, Inzet, as_written, same_as, speaks_later
from netmap.schema import VORMEN, dutch_date, dutch_number
from netmap.tegenspraak import REDENEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netmap.inzet import Geschreven, Uitspraak
    from netmap.tegenspraak import Tegenspraak


class Betekenis(NamedTuple):
    """What a status means."""

    label: str
    uitleg: str
    """The rest of a sentence that opens with the label."""

    @property
    def zin(self) -> str:
        """The sentence."""
        return f"{self.label}: {self.uitleg}"

    @property
    def zonder_label(self) -> str:
        """The rest as sentences of their own, for beside the label."""
        return capital(self.uitleg)


STATUS_MEANING: Final = {
    "dubbel": Betekenis("Dubbel gedekt", "voor elke doelgroep zijn minstens twee onafhankelijke organisaties actief."),
    "enkel": Betekenis(
        "Enkel gedekt", "elke doelgroep heeft een organisatie, maar minstens één doelgroep heeft er maar één."
    ),
    "deels": Betekenis("Deels gedekt", "alleen voor een deel van de doelgroep is er een organisatie."),
    "begin_onbekend": Betekenis(
        "Gedekt volgens latere bron, begin onbekend",
        "een bron van na deze dag zegt dat er dekking is of was. Geen bron zegt sinds wanneer. "
        "Dat telt niet als dekking.",
    ),
    "op_afstand": Betekenis("Op afstand", "alleen de helpdesk van CoMensha coördineert. Dat telt niet als dekking."),
    "vervallen": Betekenis("Vervallen", "er was dekking, maar die is geëindigd of de plek is vacant."),
    "geen": Betekenis("Geen dekking", "een bron zegt dat er geen zorgcoördinatie is."),
    "onbekend": Betekenis("Onbekend", "geen enkele bron zegt iets over zorgcoördinatie in deze gemeente."),
}
"""By status; the page Over and the manual use the same ones."""

ROL_LABEL: Final = {
    "bestuurlijk_trekker": "bestuurlijk trekker",
    "zorgcoordinator": "zorgcoördinator",
    "aandachtsfunctionaris": "aandachtsfunctionaris",
    "ketenregisseur": "ketenregisseur",
    "landelijk_coordinatiecentrum": "landelijk coördinatiecentrum",
    "vng": "VNG",
    "partner": "partner",
}

_STATEMENT: Final = {
    "gedekt": {
        "nu": "Gedekt door {}",
        "geweest": "Was gedekt door {}",
        "straks": "Wordt gedekt door {}",
        "onbekend": "Volgens een latere bron gedekt door {}",
    },
    "op_afstand": {
        "nu": "Op afstand door {}",
        "geweest": "Was op afstand: {}",
        "straks": "Komt op afstand: {}",
        "onbekend": "Volgens een latere bron op afstand door {}",
    },
    "vacature": {
        "nu": "Vacant bij {}",
        "geweest": "Was vacant bij {}",
        "straks": "Wordt vacant bij {}",
        "onbekend": "Volgens een latere bron vacant bij {}",
    },
    "gestopt": {
        "nu": "Gestopt: {}",
        "geweest": "Was gestopt: {}",
        "straks": "Stopt: {}",
        "onbekend": "Volgens een latere bron gestopt: {}",
    },
    "geen": {
        "nu": "Geen zorgcoördinatie door {}",
        "geweest": "Was er niet: zorgcoördinatie door {}",
        "straks": "Komt er niet: zorgcoördinatie door {}",
        "onbekend": "Volgens een latere bron geen zorgcoördinatie door {}",
    },
    "aangekondigd": {
        "nu": "Aangekondigd: {}",
        "geweest": "Was aangekondigd: {}",
        "straks": "Aangekondigd voor later: {}",
        "onbekend": "Volgens een latere bron aangekondigd: {}",
    },
}
_NOBODY: Final = {
    "vacature": {
        "nu": "De plek is vacant",
        "geweest": "De plek was vacant",
        "straks": "De plek wordt vacant",
        "onbekend": "Volgens een latere bron is de plek vacant",
    },
    "geen": {
        "nu": "Volgens een bron is er geen zorgcoördinatie",
        "geweest": "Volgens een bron was er geen zorgcoördinatie",
        "straks": "Volgens een bron komt er geen zorgcoördinatie",
        "onbekend": "Volgens een latere bron is er geen zorgcoördinatie",
    },
    "aangekondigd": {
        "nu": "Een bron kondigt een zorgcoördinator aan",
        "geweest": "Een bron kondigde een zorgcoördinator aan",
        "straks": "Een bron kondigt voor later een zorgcoördinator aan",
        "onbekend": "Een latere bron kondigt een zorgcoördinator aan",
    },
}
"""How a statement opens, by status and by whether it holds; with an organisation, and without."""
WEERLEGD: Final = "Telt niet, een andere bron gaat voor: {}"
"""How a statement opens that another goes before."""
_CLAIMED: Final = {
    "actief": "dat {} dit doet",
    "pilot": "dat {} dit op proef doet",
    "op_afstand": "dat alleen {} helpt, op afstand",
    "vacature": "dat de plek vacant is",
    "gestopt": "dat {} is gestopt",
    "geen": "dat er niemand is",
    "aangekondigd": "dat {} dit gaat doen",
}
_ANSWERED: Final = {
    "ja": "dat het zo is",
    "deels": "dat het voor een deel zo is",
    "nee": "dat het niet zo is",
    "onbekend": "niet hoe het is",
}
"""What a row says, after ``zegt``, by its status or answer."""
NOTHING_THAT_COUNTS: Final = Betekenis(
    "Onbekend", "geen enkele bron die meetelt, zegt hoe het in deze gemeente geregeld is."
)
NOTHING_ON_THIS_DAY: Final = Betekenis("Onbekend", "geen enkele bron zegt hoe het op deze dag geregeld is.")
"""Of a gemeente of which sources speak only on other days."""

_LONG_LIST: Final = 3


def describe_statement(opening: str, uitspraak: Uitspraak, *details: str) -> str:
    """
    Write out one statement.

    Parameters
    ----------
    opening
        What it says.
    uitspraak
        An inzet, or what a source says of a criterium.
    details
        What to tell beside the area.

    Returns
    -------
    sentences
        Dutch: what, where, from when until when; source, its date, certainty and last confirmation; and what it adds.
    """
    written = uitspraak.geschreven
    day = describe_source_date(written)
    confirmed = f"bevestigd op {dutch_date(written.bevestigd_op)}" if written.bevestigd_op else "daarna niet bevestigd"
    remark = f" Opmerking: {uitspraak.opmerking}" if uitspraak.opmerking else ""
    return (
        f"{opening} ({'; '.join((describe_area(uitspraak), *details))}), {describe_period(uitspraak)}. "
        f"Bron: {uitspraak.bron or 'onbekend'} ({day}; {confirmed}; zekerheid {uitspraak.zekerheid}).{remark}"
    )


def describe_tegenspraak(one: Tegenspraak, *alike: Tegenspraak, brief: bool = False) -> str:
    """
    Write out what two sources say against each other.

    Parameters
    ----------
    one
        What contradicts each other; the reader knows what it is about and where.
    alike
        Others with the same first row, of which the second says the same on another word: that is named too.
    brief
        Without who says so and when.

    Returns
    -------
    sentences
        Dutch: what each says, on whose word, and which of the two goes before.
    """
    first, second = _claim(one.een), _claim(one.ander)
    if not brief:
        first += f": {_source(one.een)}"
        second += f": {join([_source(each.ander) for each in (one, *alike)])}"
    return f"De ene bron zegt {first}. De andere zegt {second}. {REDENEN[one.reden]}"


def gather_alike(tegenspraken: Iterable[Tegenspraak]) -> list[list[Tegenspraak]]:
    """Put together what says the same against one row on the word of several: it is told in one line."""
    found: dict[tuple[str, ...], list[Tegenspraak]] = {}
    for one in tegenspraken:
        found.setdefault((one.onderwerp, one.een.id, describe_tegenspraak(one, brief=True)), []).append(one)
    return list(found.values())


def _claim(row: Uitspraak) -> str:
    """Write what a row says as a part of a sentence."""
    if not isinstance(row, Inzet):
        return _ANSWERED[row.zegt]
    group = f", voor wie {row.doelgroep} jaar is" if row.doelgroep else ""
    group += f", alleen voor {join(row.vorm)}" if row.vorm else ""
    return _CLAIMED[row.zegt].format(row.holder or "iemand") + group


def _source(row: Uitspraak) -> str:
    """Name the source of a row with its date and last confirmation."""
    confirmed = f"; bevestigd op {dutch_date(row.geschreven.bevestigd_op)}" if row.geschreven.bevestigd_op else ""
    return f"{row.bron or 'bron onbekend'} ({describe_source_date(row.geschreven)}{confirmed})"


def describe_source_date(written: Geschreven) -> str:
    """
    Say of when a source is.

    Parameters
    ----------
    written
        The dates of a row as they are written.

    Returns
    -------
    phrase
        ``mei 2021``, ``datum onbekend``, or that with the latest day that it can be from.
    """
    day = dutch_date(written.bron_datum) if written.bron_datum else "datum onbekend"
    return f"{day}, uiterlijk {dutch_date(written.bron_uiterlijk)}" if written.bron_uiterlijk else day


def describe_since(uitspraak: Uitspraak) -> str:
    """
    Say from when a statement without a begin is known.

    Parameters
    ----------
    uitspraak
        An inzet, or what a source says of a criterium.

    Returns
    -------
    phrase
        ``vanaf september 2019``, as precise as it is written.
    """
    columns = ("bron_uiterlijk", "bron_datum", "bevestigd_op")
    return f"vanaf {dutch_date(str(as_written(uitspraak.sinds, [uitspraak], *columns)))}"


def describe_period(uitspraak: Uitspraak) -> str:
    """
    Say from when until when a statement holds.

    Parameters
    ----------
    uitspraak
        An inzet, or what a source says of a criterium.

    Returns
    -------
    phrase
        Such as ``vanaf 1 mei 2021, einddatum onbekend``; never a guess.
    """
    written = uitspraak.geschreven
    start = f"vanaf {dutch_date(written.vanaf)}" if written.vanaf else "begindatum onbekend"
    end = f"tot {dutch_date(written.tot)}" if written.tot else "einddatum onbekend"
    return f"{start}, {end}"


def describe_area(uitspraak: Uitspraak) -> str:
    """
    Name the area of a statement briefly.

    Parameters
    ----------
    uitspraak
        An inzet, or what a source says of a criterium.

    Returns
    -------
    phrase
        ``provincie Zeeland zonder Tholen``, or ``8 gemeenten`` when it is a long list.
    """
    tokens = [token.strip().replace(":", " ") for token in uitspraak.gebied_namen.split(";") if token.strip()]
    plus = [token for token in tokens if not token.startswith("-")]
    minus = [token.removeprefix("-").strip() for token in tokens if token.startswith("-")]
    if len(plus) > _LONG_LIST:
        return f"{len(uitspraak.codes)} gemeenten"
    without = f" zonder {join(minus)}" if len(minus) < _LONG_LIST else f" zonder {len(minus)} gemeenten"
    return join(plus) + (without if minus else "")


def describe_limits(uitspraak: Uitspraak) -> list[str]:
    """
    Say for whom and what a statement is, as far as it is not for all.

    Parameters
    ----------
    uitspraak
        An inzet, or what a source says of a criterium.

    Returns
    -------
    details
        Such as ``alleen tot 23 jaar`` and ``alleen voor seksuele uitbuiting``; empty when it is for all.
    """
    details = []
    if isinstance(uitspraak, Inzet) and uitspraak.doelgroep:
        details.append(f"alleen {uitspraak.doelgroep} jaar")
    if uitspraak.vorm:
        details.append(f"alleen voor {join(uitspraak.vorm)}")
    if isinstance(uitspraak, Indicator) and uitspraak.rol_gemeente:
        details.append(f"alleen als {' en als '.join(uitspraak.rol_gemeente)}")
    return details


def describe_scope(uitspraak: Uitspraak) -> str:
    """Name the area of a statement briefly, and what it is limited to: ``Aadorp; alleen tot 23 jaar``."""
    return "; ".join((describe_area(uitspraak), *describe_limits(uitspraak)))


def describe_whom(doelgroep: str, vorm: Sequence[str]) -> str:
    """Say who is served: ``iedereen``, or ``tot 23 jaar, alleen voor seksuele uitbuiting``."""
    group = f"{doelgroep} jaar" if doelgroep else "iedereen"
    return f"{group}, alleen voor {join(vorm)}" if vorm else group


def describe_inzet(inzet: Inzet, peildatum: date) -> str:
    """
    Write out one inzet of a zorgcoördinator.

    Parameters
    ----------
    inzet
        The row.
    peildatum
        The day, which decides the tense.

    Returns
    -------
    sentences
        One about who, where, for whom and until when, and one about the source.
    """
    kind = "gedekt" if inzet.covers else inzet.status
    if inzet.organisatie:
        opening = _STATEMENT[kind][inzet.geldt(peildatum)].format(inzet.organisatie)
    else:
        opening = _NOBODY[kind][inzet.geldt(peildatum)]
    if inzet.weerlegd(peildatum):
        opening = WEERLEGD.format(small(opening))
    details = []
    if inzet.deel:
        details.append(_only_part(inzet.deel))
    details += describe_limits(inzet)
    if inzet.status == "pilot":
        details.append("pilot")
    if inzet.fte is not None:
        details.append(f"{dutch_number(inzet.fte, 2)} fte voor het hele gebied")
    return describe_statement(opening, inzet, *details)


def _only_part(deel: Sequence[str]) -> str:
    """Say which former gemeenten are meant: ``alleen voor het deel Klein``."""
    return f"alleen voor {'het deel' if len(deel) == 1 else 'de delen'} {' en '.join(deel)}"


def _explain_deels(inzetten: Sequence[Inzet], peildatum: date) -> str:
    """Say for what part there is cover: of the gemeente, of the forms, else of the target group."""
    covering = [inzet for inzet in inzetten if inzet.covers_on(peildatum)]
    vormen = [vorm for vorm in VORMEN if any(vorm in inzet.vorm for inzet in covering)]
    if all(inzet.deel for inzet in covering):
        deel = sorted({name for inzet in covering for name in inzet.deel})
        said = f"{_only_part(deel)} is er een organisatie; voor de rest noemt geen bron er een."
    elif not vormen:
        return STATUS_MEANING["deels"].zin
    elif not all(inzet.vorm for inzet in covering):
        said = "niet voor iedereen is er een organisatie die alle vormen van uitbuiting doet."
    elif len(vormen) < len(VORMEN):
        said = f"alleen voor {join(vormen)} is er een organisatie; voor andere vormen noemt geen bron er een."
    else:
        said = "de bronnen noemen organisaties voor delen van de vormen, en geen organisatie voor alle vormen samen."
    return f"{STATUS_MEANING['deels'].label}: {said}"


def explain_status(status: str, inzetten: Sequence[Inzet], stale: bool, peildatum: date) -> tuple[str, ...]:
    """
    Explain the zorgcoördinatie of one gemeente.

    Parameters
    ----------
    status
        One of ``schema.STATUSSEN``.
    inzetten
        Every statement about it, past and future included.
    stale
        Whether the status needs to be confirmed.
    peildatum
        The day.

    Returns
    -------
    sentences
        The status; then what holds, what ended, what is planned; then a request to confirm.
    """
    order = {"nu": 0, "onbekend": 1, "geweest": 2, "straks": 3}
    told = sorted(inzetten, key=lambda i: (order[i.geldt(peildatum)], i.weerlegd(peildatum), not i.covers, i.id))
    opening = NOTHING_ON_THIS_DAY.zin if status == "onbekend" and told else STATUS_MEANING[status].zin
    if status == "deels":
        opening = _explain_deels(told, peildatum)
    together = _count_as_one([inzet for inzet in told if inzet.covers_on(peildatum)])
    sentences = [opening, *(describe_inzet(inzet, peildatum) for inzet in told), *together]
    if stale:
        later = ", van een latere bron komt" if speaks_later(told, peildatum) else ""
        sentences.append(
            f"Te bevestigen: deze status steunt op informatie die op {dutch_date(peildatum)} "
            f"meer dan 24 maanden oud is{later} of geen datum heeft."
        )
    return tuple(sentences)


def _count_as_one(covering: Iterable[Inzet]) -> list[str]:
    """Say which names are of one organisation, and which organisations have one mother."""
    names: dict[str, dict[str, str]] = {}
    family: dict[str, dict[str, str]] = {}
    for inzet in covering:
        names.setdefault(inzet.knoop, {})[same_as(inzet.organisatie)] = inzet.organisatie
        family.setdefault(inzet.familie, {})[inzet.knoop] = inzet.organisatie
    said = [(one, "tellen als één organisatie") for one in names.values()]
    said += [(one, "horen bij één moederorganisatie of delen de persoon, en tellen als één") for one in family.values()]
    return [f"{join(sorted(one.values()))} {why}." for one, why in said if len(one) > 1]


def explain_role(rol: str, status: str, inzetten: Sequence[Inzet], stale: bool, peildatum: date) -> tuple[str, ...]:
    """
    Explain whether a gemeente has someone in a role.

    Parameters
    ----------
    rol
        The role.
    status
        ``ja``, ``begin_onbekend``, ``vervallen``, ``geen`` or ``onbekend``.
    inzetten
        Every statement about it.
    stale
        Whether the answer needs to be confirmed.
    peildatum
        The day.

    Returns
    -------
    sentences
        The answer; who was the last and until when, if nobody is now; and one sentence per statement.
    """
    label = ROL_LABEL[rol]
    opening = {
        "ja": f"Een bron noemt een {label}.",
        "begin_onbekend": f"Een bron van na deze dag noemt een {label}; geen bron zegt sinds wanneer.",
        "vervallen": f"Er was een {label}; een opvolger staat in geen bron.",
        "geen": f"Een bron zegt dat er geen {label} is.",
    }.get(status, f"Geen bron noemt een {label}.")
    sentences = [opening]
    if status == "vervallen" and (last := _last_holders(inzetten, peildatum)):
        sentences.append(f"De laatste: {'; '.join(last)}.")
    sentences.extend(map(describe_holder, inzetten))
    if stale:
        later = ", komt van een latere bron" if speaks_later(inzetten, peildatum) else ""
        sentences.append(f"Te bevestigen: de informatie is ouder dan 24 maanden{later} of heeft geen datum.")
    return tuple(sentences)


def describe_holder(inzet: Inzet) -> str:
    """
    Write out one inzet in any role: who, and on whose word.

    Parameters
    ----------
    inzet
        The row.

    Returns
    -------
    sentences
        Dutch, with the name of a holder of public office only.
    """
    who = f"{inzet.naam}, {inzet.organisatie}" if inzet.naam else inzet.organisatie
    return describe_statement(who or ROL_LABEL[inzet.rol], inzet, *([] if inzet.covers else [in_words(inzet.status)]))


def in_words(status: str) -> str:
    """Write a status as a reader expects it: ``op afstand``."""
    return status.replace("_", " ")


def _last_holders(inzetten: Sequence[Inzet], peildatum: date) -> list[str]:
    """Name who was the last in a role, and until when."""
    ended = [inzet for inzet in inzetten if inzet.covers and inzet.geldt(peildatum) == "geweest" and inzet.holder]
    latest = max((inzet.tot for inzet in ended if inzet.tot), default=None)
    return [f"{i.holder}, tot {dutch_date(i.geschreven.tot or str(i.tot))}" for i in ended if i.tot == latest]
