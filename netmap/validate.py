"""What the data files must keep to, cell by cell; every check says in Dutch what is wrong and how to mend it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from netmap.cells import code_in, date_in, filled, number, one_of, several, some_of, text_of, whole, without_personal
from netmap.personal import is_functional, is_personal, is_switchboard, names_person
from netmap.rows import DataFile
from netmap.schema import (
    CONTACT_COLUMNS,
    CRITERIA_GEMEENTE,
    CRITERIA_REGIO,
    FIRST_YEAR,
    GEMEENTE_COLUMNS,
    HERINDELING_COLUMNS,
    INDICATOR_COLUMNS,
    INZET_STATUSSEN,
    LAST_YEAR,
    METING_COLUMNS,
    NOTHING,
    ORGANISATIE_COLUMNS,
    PLAATS_COLUMNS,
    PUBLIC_OFFICE,
    REGIO_COLUMNS,
    REGION_COLUMNS,
    ROLLEN,
    ROLLEN_GEMEENTE,
    SEGMENTEN,
    TELLING_COLUMNS,
    VORMEN,
    WAARDEN,
    WITHOUT_ORGANISATION,
    ZEKERHEDEN,
    dutch_number,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.rows import Row

_SOORTEN = ("opgegaan", "gesplitst", "naamswijziging")
_MAX_FTE = 1000.0
_MANY_FTE = 10.0
"""More than this in one row may be hours, or a typing error."""
_HOURS = 36
"""Hours a week that are one fte."""


def _id(row: Row) -> str:
    if not row.cells["id"]:
        row.wrong("id", "het id ontbreekt. Geef elke rij een eigen id, zoals fier-fryslan.")
    if is_personal(row.cells["id"]):
        row.wrong("id", "hier staat een e-mailadres, telefoonnummer of profiel. Kies een ander id, zoals fier-fryslan.")
        return ""
    return row.cells["id"]


def _naam(row: Row) -> str:
    """Keep a name of a holder of public office; any other name goes no further than this line."""
    if not row.cells["naam"] or fold(row.cells["rol"]).replace(" ", "_") in PUBLIC_OFFICE:
        return without_personal(row, "naam")
    row.wrong(
        "naam",
        "bij deze rol hoort geen naam van een persoon (veiligheid van slachtoffers). De naam is niet overgenomen; "
        "maak de cel leeg.",
        blokkeert=False,
    )
    return ""


def _email(row: Row) -> str:
    """Keep the one mailbox of a function; anything else goes no further than this line."""
    mail = row.cells["email"]
    if not mail or is_functional(mail, row.cells["organisatie"]):
        return mail
    row.wrong(
        "email",
        "hier hoort één e-mailadres van een functie, zoals info of mensenhandel. De tekst is niet overgenomen; "
        "vul zo'n adres in of maak de cel leeg.",
        blokkeert=False,
    )
    return ""


def _fte(row: Row) -> float | None:
    text = row.cells["fte"]
    if not text:
        return None
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text) and (fte := float(text.replace(",", "."))) <= _MAX_FTE:
        return fte
    row.wrong("fte", f"{text!r} is geen aantal fte. Schrijf een getal, zoals 0.44.")
    return None


def _ask_fte(row: Row, fte: float) -> None:
    """Ask about a number that may mean something else than fte."""
    text = row.cells["fte"]
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text):
        melding = (
            f"{text!r} is gelezen als {dutch_number(fte, 2)} fte. Klopt dat, schrijf dan hoogstens twee decimalen."
        )
        row.wrong("fte", melding, blokkeert=False)
    elif fte > _MANY_FTE:
        hours = f"Zijn het uren per week, schrijf dan {fte / _HOURS:.2f}. " if fte <= _HOURS else ""
        melding = f"{text!r} is veel fte voor één rij. {hours}Kijk het na, of verdeel het over rijen per gebied."
        row.wrong("fte", melding, blokkeert=False)


def _organisatie(row: Row) -> str:
    """Refuse an organisation that seems to be a person, an address, a number or nothing: it would be on the map."""
    text = row.cells["organisatie"]
    if is_personal(text):
        melding = "hier staat een e-mailadres, telefoonnummer of profiel. Noem alleen de organisatie."
    elif names_person(text):
        melding = "dit lijkt de naam van iemand. Noem alleen de organisatie."
    elif text and fold(text) in NOTHING:
        melding = "zo heet geen organisatie. Noem haar, of maak de cel leeg."
    else:
        return text
    row.wrong("organisatie", melding)
    return ""


def _naam_van_organisatie(row: Row) -> str:
    """Refuse the name of an organisation that seems to be a person: it may be on the map."""
    filled("naam", "Vul de naam van de organisatie in.")(row)
    if names_person(row.cells["naam"]):
        row.wrong("naam", "dit lijkt de naam van iemand. Noem alleen de organisatie.")
    return row.cells["naam"]


def _aliassen(row: Row) -> tuple[str, ...]:
    """Refuse another name of an organisation that seems to be a person."""
    if names_person(row.cells["aliassen"]):
        row.wrong("aliassen", "hier lijkt de naam van iemand te staan. Noem alleen namen van de organisatie.")
    aliassen: tuple[str, ...] = several("aliassen")(row)
    return aliassen


def _bron(row: Row) -> str:
    if fold(row.cells["bron"]) in NOTHING:
        row.wrong("bron", "de bron ontbreekt. Vul in waar dit staat, liefst een webadres.", blokkeert=False)
    return without_personal(row, "bron")


def _aandeel(row: Row) -> str:
    """Keep a percentage as the source says it: a source that says about does not say exactly."""
    text = row.cells["aandeel"]
    if not re.fullmatch(r"(?:(?:circa|ruim|bijna) )?(?:100|\d{1,2}(?:[.,]\d)?)", text):
        row.wrong("aandeel", f"{text!r} kan hier niet. Schrijf een percentage zonder teken, zoals 4,5 of circa 5.")
    return text.replace(".", ",")


def _page(row: Row) -> str:
    if row.cells["publieke_pagina"] and not re.fullmatch(r"https?://[^\s/]+\S*", row.cells["publieke_pagina"]):
        row.wrong("publieke_pagina", "dit is geen webadres. Schrijf het hele adres, met https:// ervoor.")
    return row.cells["publieke_pagina"]


def _uitspraak(row: Row) -> str:
    filled("uitspraak", "Schrijf wat er gemeten is.")(row)
    return without_personal(row, "uitspraak")


def _soort(row: Row) -> str:
    if row.cells["soort"] not in _SOORTEN:
        row.wrong("soort", f"{row.cells['soort']!r} is geen soort herindeling. Gebruik {', '.join(_SOORTEN)}.")
    return row.cells["soort"]


def _van(row: Row) -> int:
    return int(row.cells["van"]) if row.cells["van"].isdecimal() else 0


def _geteld(row: Row) -> int:
    """Check both numbers of an official count: the first is a part of the second."""
    text = row.cells["geteld"]
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) and 0 < int(text) <= _van(row):
        return int(text)
    row.wrong("geteld", "geteld en van horen hele getallen te zijn, geteld niet meer dan van. Verbeter ze.")
    return 0


def check_inzet(row: Row, values: Mapping[str, Any]) -> None:
    """Check what concerns more than one cell of a contact, the day of today, or a cell that goes no further."""
    if row.cells["telefoon"] and not is_switchboard(row.cells["telefoon"]):
        row.wrong(
            "telefoon",
            "hier hoort één nummer van een organisatie, geen mobiel nummer. De tekst is niet overgenomen; "
            "maak de cel leeg.",
            blokkeert=False,
        )
    if values["fte"] is not None:
        _ask_fte(row, values["fte"])
    row.check_past(values, "bron_datum", "bevestigd_op")
    if not row.cells["organisatie"] and values["status"] not in WITHOUT_ORGANISATION:
        row.wrong("organisatie", "de organisatie ontbreekt. Leeg mag alleen bij 'geen', 'vacature' of 'aangekondigd'.")
    row.check_period(values)


CONTACT_CHECKS: Final[dict[str, Callable[[Row], Any]]] = {
    "id": _id,
    "rol": one_of("rol", ROLLEN),
    "naam": _naam,
    "organisatie": _organisatie,
    "email": _email,
    "doelgroep": one_of("doelgroep", SEGMENTEN, blank=""),
    "vorm": some_of("vorm", VORMEN),
    "fte": _fte,
    "status": one_of("status", INZET_STATUSSEN, blank="actief"),
    "vanaf": date_in("vanaf"),
    "tot": date_in("tot"),
    "bron": _bron,
    "bron_datum": date_in("bron_datum"),
    "bron_uiterlijk": date_in("bron_uiterlijk"),
    "zekerheid": one_of("zekerheid", ZEKERHEDEN, blank="onbekend"),
    "bevestigd_op": date_in("bevestigd_op"),
    "spreekt_tegen": several("spreekt_tegen"),
    "opmerking": partial(without_personal, column="opmerking"),
}
"""The check of each column of a contact; a scenario keeps to the same ones."""
_SOURCE: Final = {key: CONTACT_CHECKS[key] for key in ("bron", "bron_datum", "zekerheid", "opmerking")}

GEMEENTEN: Final = DataFile(
    "gemeenten.csv",
    GEMEENTE_COLUMNS,
    {
        "code": code_in("code"),
        "naam": filled("naam", "Vul de naam van de gemeente in."),
        **{column: filled(column) for column in REGION_COLUMNS},
        "inwoners": whole("inwoners", 500, 2_000_000),
        "inwoners_jaar": number("inwoners_jaar", FIRST_YEAR, LAST_YEAR, "een jaar, zoals 2026"),
        "oppervlakte_land_ha": whole("oppervlakte_land_ha", 100, 200_000),
    },
    zonder=None,
)
"""Bounds: Schiermonnikoog has 972 inwoners, Amsterdam 941,927; Westervoort 701 ha, Súdwest-Fryslân 52,270."""
REGIOS: Final = DataFile(
    "regios.csv",
    REGIO_COLUMNS,
    {
        "soort": one_of("soort", REGION_COLUMNS),
        "naam": filled("naam", "Vul de naam van de regio in."),
        "bron": _bron,
    },
    zonder=None,
)
"""The regions that there are: a register may name no other."""
HERINDELINGEN: Final = DataFile(
    "herindelingen.csv",
    HERINDELING_COLUMNS,
    {
        "datum": date_in("datum", blank=False),
        "oude_code": code_in("oude_code"),
        "nieuwe_code": code_in("nieuwe_code"),
        "soort": _soort,
    },
    zonder="herindelingen.csv ontbreekt: namen van opgeheven gemeenten worden niet herkend.",
)
PLAATSEN: Final = DataFile(
    "plaatsen.csv",
    PLAATS_COLUMNS,
    {"naam": filled("naam", "Vul de naam van de plaats in."), "code": code_in("code"), "bron": _SOURCE["bron"]},
)
ORGANISATIES: Final = DataFile(
    "organisaties.csv",
    ORGANISATIE_COLUMNS,
    {
        "id": _id,
        "naam": _naam_van_organisatie,
        "aliassen": _aliassen,
        **{column: text_of(column) for column in ("moederorganisatie", "deelt_persoon_met")},
        "publieke_pagina": _page,
    },
)
CONTACTS: Final = DataFile("contacts.csv", CONTACT_COLUMNS, CONTACT_CHECKS, zonder=None)
INDICATOREN: Final = DataFile(
    "indicatoren.csv",
    INDICATOR_COLUMNS,
    {
        "id": _id,
        "criterium": one_of("criterium", (*CRITERIA_GEMEENTE, *CRITERIA_REGIO)),
        "waarde": one_of("waarde", WAARDEN),
        "vorm": CONTACT_CHECKS["vorm"],
        "rol_gemeente": some_of("rol_gemeente", ROLLEN_GEMEENTE),
        **{key: CONTACT_CHECKS[key] for key in ("vanaf", "tot", "spreekt_tegen")},
        **_SOURCE,
        "bevestigd_op": CONTACT_CHECKS["bevestigd_op"],
    },
    zonder="indicatoren.csv ontbreekt: van de criteria is niets bekend.",
)
METINGEN: Final = DataFile(
    "landelijke_metingen.csv",
    METING_COLUMNS,
    {
        "id": _id,
        "jaar": number("jaar", FIRST_YEAR, LAST_YEAR, "een jaar, zoals 2019"),
        "criterium": one_of("criterium", (*CRITERIA_GEMEENTE, *CRITERIA_REGIO), blank=""),
        "uitspraak": _uitspraak,
        "aandeel": _aandeel,
        "antwoorden": number("antwoorden", 0, 10_000, "een heel getal, zoals 135", blank=True),
        "gevraagd": number("gevraagd", 1, 10_000, "een heel getal, zoals 355", blank=True),
        **_SOURCE,
    },
)
TELLINGEN: Final = DataFile(
    "officiele_tellingen.csv",
    TELLING_COLUMNS,
    {
        "datum": date_in("datum", blank=False),
        "geteld": _geteld,
        "van": _van,
        "eenheid": filled("eenheid"),
        "bron": filled("bron"),
    },
)
