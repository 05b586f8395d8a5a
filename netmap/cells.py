"""Checks of one cell that several data files share; each says in Dutch what is wrong and how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import process

from netmap.names import read_code
from netmap.personal import is_personal, names_person
from netmap.schema import PUBLIC_OFFICE, dutch_date, dutch_number, fold, iso_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from netmap.rows import Row


def one_of(column: str, allowed: Sequence[str], blank: str | None = None) -> Callable[[Row], str]:
    """Build a check: the cell is one of the allowed words, in any spelling."""

    def check(row: Row) -> str:
        text = row.cells[column]
        if not text and blank is not None:
            return blank
        word, hint = _choose(text, allowed)
        if hint:
            row.wrong(column, f"{text!r} kan hier niet. {hint}" if text else f"de cel is leeg. {hint}")
            return blank or allowed[0]
        return word

    return check


def some_of(column: str, allowed: Sequence[str]) -> Callable[[Row], tuple[str, ...]]:
    """Build a check: the cell holds any of the allowed words with ``;`` between them; all of them is as blank."""
    listed = several(column)

    def check(row: Row) -> tuple[str, ...]:
        found = set()
        for text in listed(row):
            word, hint = _choose(text, allowed)
            if hint:
                row.wrong(column, f"{text!r} kan hier niet. {hint} Tussen meer woorden hoort een puntkomma.")
            found.add(word)
        return () if found >= set(allowed) else tuple(word for word in allowed if word in found)

    return check


def _choose(text: str, allowed: Sequence[str]) -> tuple[str, str]:
    """Find which of the allowed words is meant, in any spelling; else blank, with what to write."""
    spelled = {fold(word).replace("_", " "): word for word in allowed}
    key = fold(text.removesuffix(" jaar")).replace("_", " ")
    if key in spelled:
        return spelled[key], ""
    best = process.extractOne(key, list(spelled), score_cutoff=70) if key else None
    return "", f"Bedoelt u {spelled[best[0]]!r}?" if best else f"Kies uit: {', '.join(allowed)}."


def date_in(column: str, *, blank: bool = True) -> Callable[[Row], date | None]:
    """Build a check: the cell is a date, month or year, or blank where that is allowed."""

    def check(row: Row) -> date | None:
        text = row.cells[column]
        if blank and not text:
            return None
        try:
            day = parse_date(text)
        except ValueError as error:
            row.wrong(column, str(error))
            return None
        if (iso := iso_date(text)) != text:
            row.tell(column, f"{text!r} is gelezen als {dutch_date(iso)}.")
        return day

    return check


def without_personal(row: Row, column: str) -> str:
    """Keep a free text unless it seems to hold contact details, or to call a person who holds no public office."""
    text = row.cells[column]
    if is_personal(text):
        what = "bevat een e-mailadres, telefoonnummer of profiel"
    elif names_person(text) and fold(row.cells.get("rol", "")).replace(" ", "_") not in PUBLIC_OFFICE:
        what = "lijkt iemand te noemen"
    else:
        return text
    row.wrong(column, f"de {column} {what}. De tekst is niet overgenomen; haal het eruit.", blokkeert=False)
    return ""


def number(column: str, low: int, high: int, example: str, *, blank: bool = False) -> Callable[[Row], int | None]:
    """Build a check: the cell is a whole number within bounds, or blank where that is allowed."""

    def check(row: Row) -> int | None:
        text = row.cells[column]
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and low <= (value := int(text)) <= high:
            return value
        if text or not blank:
            row.wrong(column, f"{text!r} kan hier niet. Schrijf {example}.")
        return None

    return check


def filled(column: str, remedy: str = "Vul haar in.") -> Callable[[Row], str]:
    """Build a check: the cell is not blank."""

    def check(row: Row) -> str:
        if not row.cells[column]:
            row.wrong(column, f"de {column} ontbreekt. {remedy}")
        return row.cells[column]

    return check


def several(column: str) -> Callable[[Row], tuple[str, ...]]:
    """Build a check: the cell holds any number of names with ``;`` between them."""
    return lambda row: tuple(filter(None, (name.strip() for name in row.cells[column].split(";"))))


def text_of(column: str) -> Callable[[Row], str]:
    """Build a check that lets every text pass."""
    return lambda row: row.cells[column]


def code_in(column: str) -> Callable[[Row], str | None]:
    """Build a check: the cell is a gemeente code, which may have lost its zeros or letters."""

    def check(row: Row) -> str | None:
        text = row.cells[column]
        if code := read_code(text):
            if code != text.upper():
                row.tell(column, f"{text!r} is gelezen als {code}.")
            return code
        row.wrong(column, f"{text!r} is geen gemeentecode. Schrijf GM en vier cijfers, zoals GM0363.")
        return None

    return check


def whole(column: str, low: int, high: int) -> Callable[[Row], int]:
    """Build a check: the cell is a whole number, and one that a gemeente can have."""

    def check(row: Row) -> int:
        text = row.cells[column]
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            row.wrong(column, f"{text!r} is geen heel getal. Schrijf alleen cijfers, zoals 18553.")
            return 0
        if not low <= int(text) <= high:
            text = f"{text!r} kan niet: het hoort van {dutch_number(low)} tot en met {dutch_number(high)} te zijn."
            row.wrong(column, f"{text} Kijk of er een cijfer te veel of te weinig staat.")
        return int(row.cells[column])

    return check
