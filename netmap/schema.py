"""Column names, allowed values and coordinate systems: the words the data files are written in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

RD_NEW: Final = "EPSG:28992"
"""RD New: metres; every geometry inside the core is in it."""
WGS84: Final = "EPSG:4326"
"""Longitude and latitude: GeoJSON files and the web map."""

MEMORY_FILE: Final = "inlezen.toml"
"""What was said at the taking in: stands in the data folder, and so goes along with it into a store and out of it."""
RONDE_FILE: Final = "ronde.toml"
"""The book of the rounds; it goes along in the same way."""
GEMEENTE_COLUMNS: Final = (
    "code",
    "naam",
    "alternatieve_namen",
    "provincie",
    "veiligheidsregio",
    "politieregio",
    "inwoners",
    "inwoners_jaar",
    "oppervlakte_land_ha",
)
HERINDELING_COLUMNS: Final = ("datum", "oude_code", "oude_naam", "nieuwe_code", "nieuwe_naam", "soort")
AANKONDIGING_COLUMNS: Final = (*HERINDELING_COLUMNS, "stand", "bron", "bron_datum", "zekerheid", "opmerking")
CONTACT_COLUMNS: Final = (
    "id",
    "rol",
    "naam",
    "organisatie",
    "email",
    "telefoon",
    "gebied",
    "doelgroep",
    "vorm",
    "fte",
    "status",
    "vanaf",
    "tot",
    "bron",
    "bron_datum",
    "bron_uiterlijk",
    "zekerheid",
    "bevestigd_op",
    "spreekt_tegen",
    "opmerking",
)
INDICATOR_COLUMNS: Final = (
    "id",
    "gebied",
    "criterium",
    "waarde",
    "vorm",
    "rol_gemeente",
    "vanaf",
    "tot",
    "bron",
    "bron_datum",
    "zekerheid",
    "spreekt_tegen",
    "opmerking",
    "bevestigd_op",
)
METING_COLUMNS: Final = (
    "id",
    "jaar",
    "criterium",
    "uitspraak",
    "aandeel",
    "antwoorden",
    "gevraagd",
    "bron",
    "bron_datum",
    "zekerheid",
    "opmerking",
)
TELLING_COLUMNS: Final = ("datum", "geteld", "van", "eenheid", "bron", "bron_datum", "opmerking")
HANDVAT_COLUMNS: Final = (
    "id",
    "criterium",
    "titel",
    "uitgever",
    "link",
    "datum",
    "bron",
    "bron_datum",
    "zekerheid",
    "opmerking",
)
ORGANISATIE_COLUMNS: Final = ("id", "naam", "aliassen", "moederorganisatie", "publieke_pagina", "deelt_persoon_met")
PLAATS_COLUMNS: Final = ("naam", "code", "bron")
REGIO_COLUMNS: Final = ("soort", "naam", "bron")
CENTRUM_COLUMNS: Final = (
    "code",
    "naam",
    "centrumgemeente_vo",
    "kandidaten",
    "bron",
    "bron_datum",
    "zekerheid",
    "opmerking",
)
DATE_COLUMNS: Final = ("vanaf", "tot", "bron_datum", "bron_uiterlijk", "bevestigd_op")
OPTIONAL_COLUMNS: Final = frozenset({
    "bevestigd_op", "bron_uiterlijk", "deelt_persoon_met", "rol_gemeente", "spreekt_tegen", "telefoon", "vorm",
})  # fmt: skip
"""Columns that a file may leave out; then every cell of it is blank."""
REGION_COLUMNS: Final = ("politieregio", "veiligheidsregio", "provincie")
CENTRUMGEMEENTE: Final = "centrumgemeente"
"""The kind of an area that is the region of a centrumgemeente vrouwenopvang."""
GEBIED_COLUMNS: Final = {**{kind: kind for kind in REGION_COLUMNS}, CENTRUMGEMEENTE: "centrumgemeente_vo"}
"""Kind of an area to the column of the register that says in which one a gemeente lies; blank is not known."""
NIET_INGEDEELD: Final = "niet_ingedeeld"
"""What is said of a gemeente of which no source says to which centrumgemeente it belongs."""
GRENZEN: Final = ("politieregio", CENTRUMGEMEENTE)
"""Kinds of areas whose borders a map can show; the first is the usual one."""

ROLLEN: Final = (
    "bestuurlijk_trekker",
    "zorgcoordinator",
    "aandachtsfunctionaris",
    "ketenregisseur",
    "landelijk_coordinatiecentrum",
    "vng",
    "partner",
)
PUBLIC_OFFICE: Final = frozenset({"bestuurlijk_trekker", "vng"})
"""Roles that holders of public office fulfil; only there a person's name may stand."""
PERSONAL_COLUMNS: Final = frozenset({"naam", "email", "telefoon"})
"""Columns whose values are never repeated in a message, a log or a test."""
MAILBOX_AND_NUMBER: Final = frozenset({"email", "telefoon"})
"""Columns in which an e-mail address or telephone number of a function may stand."""

NOTHING: Final = frozenset({
    "", "geen", "idem", "leeg", "n b", "n t b", "n v t", "nb", "niet bekend", "niet van toepassing", "nog niet bekend",
    "nog onbekend", "ntb", "nvt", "onbekend", "p m", "pm", "tbd", "vacant", "vacature", "volgt",
})  # fmt: skip
"""What people fill in when they have nothing to fill in, folded; signs alone are nothing."""

INZET_STATUSSEN: Final = ("actief", "pilot", "op_afstand", "vacature", "gestopt", "geen", "aangekondigd")
COVERING: Final = frozenset({"actief", "pilot"})
"""Statuses of an inzet that count as cover."""
WITHOUT_ORGANISATION: Final = frozenset({"geen", "vacature", "aangekondigd"})

SEGMENTEN: Final = ("tot 23", "vanaf 23")
"""The parts of the target group; a blank ``doelgroep`` means every one of them."""
VORMEN: Final = ("seksuele uitbuiting", "arbeidsuitbuiting", "criminele uitbuiting", "gedwongen orgaanverwijdering")
"""The forms of exploitation; a blank ``vorm`` means every one of them."""
ROLLEN_GEMEENTE: Final = (
    "signaleerder",
    "beleidsmaker en regelgever",
    "regisseur",
    "verantwoordelijke voor zorg en opvang",
)
"""What a gemeente is, says the Nationaal Rapporteur; a blank ``rol_gemeente`` means every one of them."""
ZEKERHEDEN: Final = ("hoog", "midden", "laag", "onbekend")

CRITERIA_GEMEENTE: Final = tuple(f"G{number}" for number in range(1, 10))
CRITERIA_REGIO: Final = tuple(f"R{number}" for number in range(1, 10))
"""Codes of the criteria that official documents use; ``netmap.norms`` says what each asks."""
WAARDEN: Final = ("ja", "deels", "nee", "onbekend")
"""Answers to a criterium, the most favourable first."""

STATUSSEN: Final = ("dubbel", "enkel", "deels", "begin_onbekend", "op_afstand", "vervallen", "geen", "onbekend")
"""Status of zorgcoördinatie per gemeente, best first."""
GEDEKT: Final = frozenset({"dubbel", "enkel"})
"""Statuses that count as covered: landelijk dekkend means every gemeente has one of these."""
NIET_BEKEND: Final = frozenset({"onbekend", "begin_onbekend"})
"""Statuses of which nobody knows what was there in fact on the day: at most a later source says."""
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
STALE_AFTER_MONTHS: Final = 24
BEWIJZEN: Final = ("vers", "ouder", "later", "zonder_datum")
"""How strong a source is as proof on a day, from strong to weak: of the 24 months up to it, older, of after it, or
without a date."""
TE_BEVESTIGEN: Final = frozenset(BEWIJZEN[1:])
"""Proof that somebody must confirm."""
"""A statement older than this needs to be confirmed."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEAR = r"(?P<jaar>\d{4}|[0-4]\d)"
_TYPED: Final = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<dag>\d{{1,2}})(?P<teken>[-/. ])(?P<maand>\d{{1,2}})(?P=teken){_YEAR}",
        rf"(?:(?P<dag>\d{{1,2}})\.?[- ])?(?P<maand>[a-z]{{3,9}})\.?[- ]'?{_YEAR}",
        r"(?P<maand>\d{1,2})[-/](?P<jaar>\d{4})",
        r"(?P<jaar>\d{4})-(?P<maand>\d{1,2})(?:-(?P<dag>\d{1,2}))?",
    )
)
"""Dates as people and Dutch spreadsheets write them; a year of two figures up to 49 is of this century."""
_EITHER = re.compile(r"0?(\d|1[0-2])/0?(?!\1/)(\d|1[0-2])/(\d+)", re.ASCII)
"""A spreadsheet that writes slashes may be an English one, with the month first."""


_BETWEEN_WORDS = re.compile(r"[^\w&/]+")
_SLASH = re.compile(r" ?/ ?")


def fold(text: str) -> str:
    """
    Reduce a word to what counts when people compare names.

    Parameters
    ----------
    text
        Any spelling, such as ``Súdwest-Fryslân`` or ``'s-Gravenhage``.

    Returns
    -------
    folded
        Lower case, without diacritics, hyphens, apostrophes, dots, double spaces and spaces around a slash.
        For comparing only; never stored or shown.
    """
    plain = text.casefold() if text.isascii() else _without_diacritics(text)
    words = " ".join(_BETWEEN_WORDS.sub(" ", plain).replace("&", " en ").split())
    return _SLASH.sub("/", words)


def _without_diacritics(text: str) -> str:
    """Write a text in lower case, each letter as the one it was made of."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def dutch_now() -> datetime:
    """
    Tell the time in the Netherlands, wherever the server is and whatever its clock calls it.

    Returns
    -------
    now
        With the time zone of Amsterdam.
    """
    return datetime.now(_AMSTERDAM)


def dutch_day(moment: str) -> date:
    """Say what day a moment, as ISO writes it with its zone, is in the Netherlands."""
    return datetime.fromisoformat(moment).astimezone(_AMSTERDAM).date()


def dutch_today() -> date:
    """
    Tell what day it is in the Netherlands: after midnight a server in UTC is still in yesterday.

    Returns
    -------
    today
        The day that a reader calls today.
    """
    return dutch_now().date()


def parse_date(text: str) -> date:
    """
    Read a date, month or year of a file; a month or year stands for its first day.

    Parameters
    ----------
    text
        ``2021-05-01``, ``2021-05`` or ``2021``, or what ``iso_date`` reads as one of these.

    Returns
    -------
    day
        The day meant.

    Raises
    ------
    ValueError
        With a Dutch sentence that says how to write it, when it is none of these or may be two of them.
    """
    if found := _EITHER.fullmatch(text):
        day_first = iso_date(text)
        month_first = iso_date(f"{found[2]}/{found[1]}/{found[3]}")
        if day_first != text:
            msg = f"{text!r} kan twee dagen zijn. Schrijf {day_first} of {month_first} (jaar-maand-dag)."
            raise ValueError(msg)
    if found := _DATE.fullmatch(iso_date(text)):
        year, month, day = found.groups(default="1")
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            msg = f"{text!r} ligt buiten de jaren {FIRST_YEAR} tot en met {LAST_YEAR}. Verbeter het jaar."
            raise ValueError(msg)
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            msg = f"{text!r} is geen bestaande datum. Schrijf jaar-maand-dag, zoals 2021-05-01."
            raise ValueError(msg) from None
    if (guess := f"{text} 2021") != (iso := iso_date(guess)):
        msg = f"{text!r} noemt geen jaar. Schrijf het erbij, zoals {iso}."
    elif (guess := f"{text[:-2]}19{text[-2:]}") != (iso := iso_date(guess)):
        msg = f"{text!r} zegt niet in welke eeuw. Schrijf {iso} of 20{iso[2:]}."
    else:
        hint = "Schrijf jaar-maand-dag, zoals 2021-05-01; alleen een jaar of jaar-maand mag ook."
        msg = f"{text!r} is geen datum in de vorm jaar-maand-dag. {hint}"
    raise ValueError(msg)


def iso_date(text: str) -> str:
    """
    Write a date as people and Dutch spreadsheets write it as ISO does, no more precise than it is.

    Parameters
    ----------
    text
        ``21-11-2023``, ``1-6-21``, ``okt-19``, ``juni 2021``, ``1 juni 2021`` or ``11-2023``; the day comes first.

    Returns
    -------
    iso
        ``2023-11-21``, ``2019-10`` or ``2021``, which ``parse_date`` reads, not always an existing day. What cannot be
        read stays as it is.
    """
    plain = " ".join(text.casefold().split())
    found = next(filter(None, (pattern.fullmatch(plain) for pattern in _TYPED)), None)
    if found is None:
        return text.strip()
    said = found.groupdict()
    year, month, day = said["jaar"], said["maand"], said.get("dag")
    if month.isalpha():
        named = [number for number, name in enumerate(MONTHS, 1) if name.startswith(month.replace("mrt", "maart"))]
        if not named:
            return text.strip()
        month = str(named[0])
    parts = [year if len(year) > 2 else f"20{year}", f"{int(month):02d}"]
    return "-".join([*parts, f"{int(day):02d}"] if day else parts)


def parse_peildatum(text: str) -> date:
    """
    Read the day that somebody asks for, as people write it.

    Parameters
    ----------
    text
        ``2026-11-21``, ``21-11-2026``, ``1-6-21``, ``juni 2021`` or ``2021``; a month or year is its first day.

    Returns
    -------
    day
        The day meant.

    Raises
    ------
    ValueError
        With a Dutch sentence that says how to write it, when it is no such day.
    """
    try:
        return parse_date(iso_date(text))
    except ValueError:
        msg = f"{text!r} is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-21."
        raise ValueError(msg) from None


def dutch_date(day: date | str) -> str:
    """
    Write a day, month or year as a Dutch reader expects it.

    Parameters
    ----------
    day
        A day, or the text that ``parse_date`` reads: what was written as a year stays a year.

    Returns
    -------
    text
        ``21 november 2026``, ``november 2026`` or ``2026``.
    """
    year, *rest = str(day).split("-")
    words = [year]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)


def typed_date(day: date | str) -> str:
    """Write a day as people type it in a field: ``1-5-2021``; a year or month alone stays as it is."""
    parts = str(day).split("-")
    return "-".join(part.lstrip("0") for part in reversed(parts)) if len(parts) > 2 else str(day)


MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def dutch_number(value: float, decimals: int = 0) -> str:
    """
    Write a number as a Dutch reader expects it.

    Parameters
    ----------
    value
        Any number.
    decimals
        Digits behind the comma.

    Returns
    -------
    text
        ``18.130.208`` or ``0,44``; a zero has no sign.
    """
    return f"{value:z,.{decimals}f}".translate(str.maketrans(",.", ".,"))
