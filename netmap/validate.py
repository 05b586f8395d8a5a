"""What a row of ``contacts.csv`` must keep to; every check says in Dutch what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import process

from netmap.errors import Problem
from netmap.inzet import is_functional
from netmap.schema import (
    CRITERIA_GEMEENTE,
    CRITERIA_REGIO,
    FIRST_YEAR,
    INZET_STATUSSEN,
    LAST_YEAR,
    PUBLIC_OFFICE,
    ROLLEN,
    SEGMENTEN,
    WAARDEN,
    WITHOUT_ORGANISATION,
    ZEKERHEDEN,
    fold,
    parse_date,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netmap.areas import Areas
    from netmap.read import RawTable

_EMAIL = r"[\w+-]@[\w-]+\.\w"
_PHONE = r"(?<![\d./-])(?:\+31|0031|0)[\s().-]{0,3}(?:0[\s().-]{0,2})?[1-9](?:[\s().-]{0,2}\d){8}(?!\d)"
_PERSONAL = re.compile(f"{_EMAIL}|{_PHONE}")
_WHOLE_PERSONAL = re.compile(f"(?<![^\\s'\"])[^\\s'\"@]*@[^\\s'\"]*|{_PHONE}")
_MAX_FTE = 1000.0


def hide_personal(text: str) -> str:
    """
    Leave e-mail addresses and telephone numbers out of a sentence.

    Parameters
    ----------
    text
        A message that may repeat what a cell holds, also when cells were shifted.

    Returns
    -------
    text
        The same with ``…`` in their place.
    """
    return _WHOLE_PERSONAL.sub("…", text) if _PERSONAL.search(text) else text


@dataclass
class Row:
    """One row under inspection; the checks add what they find."""

    bestand: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def wrong(self, kolom: str, melding: str, *, blokkeert: bool = True) -> None:
        """Note a problem in one cell."""
        self.problems.append(Problem(self.bestand, self.number, kolom, hide_personal(melding), blokkeert))

    def area(self, areas: Areas) -> frozenset[str]:
        """Gemeente codes of the cell ``gebied``; empty when it cannot be read."""
        text = self.cells["gebied"]
        if not text:
            self.wrong("gebied", "het gebied ontbreekt. Noem een gemeente, een regio of 'landelijk'.")
            return frozenset()
        try:
            area = areas.parse(text)
        except ValueError as error:
            self.wrong("gebied", str(error))
            return frozenset()
        self.notices += [f"{self.bestand}, rij {self.number}, kolom gebied: {notice}" for notice in area.notices]
        return area.codes

    def check_past(self, values: Mapping[str, Any], *columns: str) -> None:
        """Note the dates of sources that have yet to come."""
        for column in columns:
            if isinstance(values[column], date) and values[column] > date.today():
                self.wrong(
                    column,
                    f"{self.cells[column]!r} ligt in de toekomst. Vul een dag in die er al was.",
                    blokkeert=False,
                )

    def check_whole(self, values: Mapping[str, Any]) -> None:
        """Check what concerns more than one cell of a contact, or the day of today."""
        self.check_past(values, "bron_datum", "bevestigd_op")
        if not self.cells["organisatie"] and values["status"] not in WITHOUT_ORGANISATION:
            self.wrong("organisatie", "de organisatie ontbreekt. Leeg mag alleen bij status 'geen' of 'vacature'.")
        self.check_period(values)

    def check_period(self, values: Mapping[str, Any]) -> None:
        """Refuse a period that ends before it begins."""
        if isinstance(values["vanaf"], date) and isinstance(values["tot"], date) and values["tot"] <= values["vanaf"]:
            self.wrong(
                "tot", f"{self.cells['tot']!r} ligt niet na vanaf ({self.cells['vanaf']!r}). Verbeter een van de twee."
            )


def _one_of(column: str, allowed: Sequence[str], blank: str | None = None) -> Callable[[Row], str]:
    """Build a check: the cell is one of the allowed words, in any spelling."""
    spelled = {fold(word).replace("_", " "): word for word in allowed}

    def check(row: Row) -> str:
        text = row.cells[column]
        if not text and blank is not None:
            return blank
        key = fold(text.removesuffix(" jaar")).replace("_", " ")
        if key in spelled:
            return spelled[key]
        best = process.extractOne(key, list(spelled), score_cutoff=70) if key else None
        hint = f"Bedoelt u {spelled[best[0]]!r}?" if best else f"Kies uit: {', '.join(allowed)}."
        row.wrong(column, f"{text!r} kan hier niet. {hint}" if text else f"de cel is leeg. {hint}")
        return blank or allowed[0]

    return check


def _date(column: str) -> Callable[[Row], date | None]:
    """Build a check: the cell is blank or a date, month or year."""

    def check(row: Row) -> date | None:
        text = row.cells[column]
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            row.wrong(column, str(error))
            return None

    return check


def _id(row: Row) -> str:
    if not row.cells["id"]:
        row.wrong("id", "het id ontbreekt. Geef elke rij een eigen id, zoals fier-fryslan.")
    if _PERSONAL.search(row.cells["id"]):
        row.wrong("id", "hier staat een e-mailadres of telefoonnummer. Kies een ander id, zoals fier-fryslan.")
        return ""
    return row.cells["id"]


def _naam(row: Row) -> str:
    """Keep a name of a holder of public office; any other name goes no further than this line."""
    if not row.cells["naam"] or fold(row.cells["rol"]).replace(" ", "_") in PUBLIC_OFFICE:
        return row.cells["naam"]
    row.wrong(
        "naam",
        "bij deze rol hoort geen naam van een persoon (veiligheid van slachtoffers). De naam is niet overgenomen; "
        "maak de cel leeg.",
        blokkeert=False,
    )
    return ""


def _email(row: Row) -> str:
    """Keep a mailbox of a function; any other goes no further than this line."""
    return row.cells["email"] if is_functional(row.cells["email"]) else ""


def _fte(row: Row) -> float | None:
    text = row.cells["fte"]
    if not text:
        return None
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text) and (fte := float(text.replace(",", "."))) <= _MAX_FTE:
        return fte
    row.wrong("fte", f"{text!r} is geen aantal fte. Schrijf een getal, zoals 0.44.")
    return None


def _organisatie(row: Row) -> str:
    """Refuse an organisation that seems to be an e-mail address or telephone number: it would be on the map."""
    if not _PERSONAL.search(row.cells["organisatie"]):
        return row.cells["organisatie"]
    row.wrong("organisatie", "hier staat een e-mailadres of telefoonnummer. Noem alleen de organisatie.")
    return ""


def _bron(row: Row) -> str:
    if not row.cells["bron"]:
        row.wrong("bron", "de bron ontbreekt. Vul in waar dit staat, liefst een webadres.", blokkeert=False)
    return _without_personal(row, "bron", "de bron")


def _opmerking(row: Row) -> str:
    return _without_personal(row, "opmerking", "de opmerking")


def _without_personal(row: Row, column: str, name: str) -> str:
    """Keep a free text unless it seems to hold an e-mail address or telephone number."""
    text = row.cells[column]
    is_web_address = re.fullmatch(r"https?://\S+", text)
    if not re.search(_EMAIL if is_web_address else _PERSONAL, text):
        return text
    melding = f"{name} bevat een e-mailadres of telefoonnummer. De tekst is niet overgenomen; haal het eruit."
    row.wrong(column, melding, blokkeert=False)
    return ""


def _number(column: str, low: int, high: int, example: str, *, blank: bool = False) -> Callable[[Row], int | None]:
    """Build a check: the cell is a whole number within bounds, or blank where that is allowed."""

    def check(row: Row) -> int | None:
        text = row.cells[column]
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and low <= (number := int(text)) <= high:
            return number
        if text or not blank:
            row.wrong(column, f"{text!r} kan hier niet. Schrijf {example}.")
        return None

    return check


def _aandeel(row: Row) -> str:
    """Keep a percentage as the source says it: a source that says about does not say exactly."""
    text = row.cells["aandeel"]
    if not re.fullmatch(r"(?:(?:circa|ruim|bijna) )?(?:100|\d{1,2}(?:[.,]\d)?)", text):
        row.wrong("aandeel", f"{text!r} kan hier niet. Schrijf een percentage zonder teken, zoals 4,5 of circa 5.")
    return text.replace(".", ",")


def _required(column: str, remedy: str) -> Callable[[Row], str]:
    """Build a check: the cell is a sentence, and not an e-mail address or telephone number."""

    def check(row: Row) -> str:
        if not row.cells[column]:
            row.wrong(column, f"de {column} ontbreekt. {remedy}")
        return _without_personal(row, column, f"de {column}")

    return check


CONTACT_CHECKS: Final[dict[str, Callable[[Row], Any]]] = {
    "id": _id,
    "rol": _one_of("rol", ROLLEN),
    "naam": _naam,
    "organisatie": _organisatie,
    "email": _email,
    "doelgroep": _one_of("doelgroep", SEGMENTEN, blank=""),
    "fte": _fte,
    "status": _one_of("status", INZET_STATUSSEN, blank="actief"),
    "vanaf": _date("vanaf"),
    "tot": _date("tot"),
    "bron": _bron,
    "bron_datum": _date("bron_datum"),
    "zekerheid": _one_of("zekerheid", ZEKERHEDEN, blank="onbekend"),
    "bevestigd_op": _date("bevestigd_op"),
    "opmerking": _opmerking,
}
"""The check of each column that has one, in the order of the columns; it returns the value to use."""
INDICATOR_CHECKS: Final[dict[str, Callable[[Row], Any]]] = {
    "id": _id,
    "criterium": _one_of("criterium", (*CRITERIA_GEMEENTE, *CRITERIA_REGIO)),
    "waarde": _one_of("waarde", WAARDEN),
    **{key: CONTACT_CHECKS[key] for key in ("vanaf", "tot", "bron", "bron_datum", "zekerheid", "opmerking")},
}
"""The same for ``indicatoren.csv``."""
METING_CHECKS: Final[dict[str, Callable[[Row], Any]]] = {
    "id": _id,
    "jaar": _number("jaar", FIRST_YEAR, LAST_YEAR, "een jaar, zoals 2019"),
    "criterium": _one_of("criterium", (*CRITERIA_GEMEENTE, *CRITERIA_REGIO), blank=""),
    "uitspraak": _required("uitspraak", "Schrijf wat er gemeten is."),
    "aandeel": _aandeel,
    "antwoorden": _number("antwoorden", 0, 10_000, "een heel getal, zoals 135", blank=True),
    "gevraagd": _number("gevraagd", 1, 10_000, "een heel getal, zoals 355", blank=True),
    **{key: CONTACT_CHECKS[key] for key in ("bron", "bron_datum", "zekerheid", "opmerking")},
}
"""The same for ``landelijke_metingen.csv``."""


def check_duplicates(table: RawTable) -> list[Problem]:
    """
    Find ids that stand in more than one row.

    Parameters
    ----------
    table
        The contacts as text.

    Returns
    -------
    problems
        One per repeated row after the first.
    """
    times = Counter(row["id"] for row in table.rows)
    first: set[str] = set()
    problems = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        if row["id"] and times[row["id"]] > 1:
            if row["id"] in first:
                text = hide_personal(f"{row['id']!r} staat er al eerder. Geef elke rij een eigen id.")
                problems.append(Problem(table.bestand, number, "id", text))
            first.add(row["id"])
    return problems
