"""Reading a CSV file as people save it: its encoding, separator and header, before any meaning."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process

from netmap.errors import FolderError, Problem
from netmap.schema import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SEPARATORS = ",;\t"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FIELD_LIMIT = 100_000


@dataclass(frozen=True)
class RawTable:
    """A file as rows of text; ``rows[i]`` is row ``numbers[i]`` of the spreadsheet."""

    bestand: str
    rows: tuple[dict[str, str], ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]


def read_table(path: Path, columns: Sequence[str]) -> RawTable:
    """
    Read a CSV file in any of the ways a spreadsheet program saves it.

    Parameters
    ----------
    path
        The file.
    columns
        The columns it must have, no more and no fewer, in any order.

    Returns
    -------
    table
        All cells as text, stripped and in Unicode form NFC. When the header cannot be used there
        are no rows, and ``problems`` says why. ``notices`` tells what was read otherwise than as
        UTF-8 with commas.

    Raises
    ------
    FolderError
        When the file is missing or may not be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        msg = f"Het bestand {path.name} ontbreekt in de map {path.parent}. Zet het terug of kies een andere map."
        raise FolderError(msg) from None
    except OSError as error:
        msg = f"Het bestand {path.name} in de map {path.parent} kan niet worden gelezen ({error.strerror})."
        raise FolderError(msg) from None
    text, notices = _decode(raw, path.name)
    separator = _separator(text, columns)
    if separator != ",":
        shown = {";": "puntkomma's (;)", "\t": "tabs"}[separator]
        notices.append(f"{path.name} is gelezen met {shown} tussen de kolommen.")
    return _parse(text, separator, path.name, columns, notices)


def _decode(raw: bytes, name: str) -> tuple[str, list[str]]:
    """Text of a file, and a notice when it is not UTF-8."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace"), [f"{name} is gelezen als UTF-16."]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        notice = f"{name} is gelezen als Windows-tekst (cp1252). Bewaar het bestand liever als UTF-8."
        return raw.decode("cp1252", errors="replace"), [notice]


def _separator(text: str, columns: Sequence[str]) -> str:
    """The separator that finds most known columns in the first line."""
    header = text.lstrip().partition("\n")[0]
    known = set(columns)
    return max(_SEPARATORS, key=lambda sep: len(known & {cell.strip().strip('"') for cell in header.split(sep)}))


def _parse(text: str, separator: str, name: str, columns: Sequence[str], notices: list[str]) -> RawTable:
    """Split text into rows, or say what is wrong with it."""

    def refused(*problems: Problem) -> RawTable:
        return RawTable(name, (), (), problems, tuple(notices))

    if not text.strip():
        return refused(Problem(name, None, None, f"het bestand is leeg. De eerste rij hoort te zijn: {','.join(columns)}."))
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return refused(Problem(name, None, None, f"het bestand is geen geldige CSV ({error}). Controleer de aanhalingstekens."))
    start = next(i for i, line in enumerate(lines) if any(cell.strip() for cell in line))
    header = [cell.strip() for cell in lines[start]]
    if wrong := _header_problems(name, start + 1, header, columns):
        return refused(*wrong)
    rows, numbers, problems = [], [], []
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            problems.append(
                Problem(name, number, None, f"de rij heeft {len(line)} cellen, de kop heeft er {len(header)}. "
                        "Zet tekst met een scheidingsteken tussen aanhalingstekens.")
            )
            continue
        row = {key: unicodedata.normalize("NFC", cell.strip()) for key, cell in zip(header, line, strict=True)}
        problems += [
            Problem(name, number, key, "de cel bevat een onzichtbaar stuurteken. Typ de tekst opnieuw.")
            for key, cell in row.items() if _CONTROL.search(cell)
        ]
        rows.append(row)
        numbers.append(number)
    return RawTable(name, tuple(rows), tuple(numbers), tuple(problems), tuple(notices))


def _header_problems(name: str, number: int, header: list[str], columns: Sequence[str]) -> list[Problem]:
    """Everything wrong with the header: repeated, unknown and missing columns."""
    problems = []
    places = Counter(header)
    for column in [column for column, times in places.items() if times > 1]:
        where = " en ".join(str(i + 1) for i, cell in enumerate(header) if cell == column)
        shown = f"kolom {column!r}" if column else "een kolom zonder naam"
        problems.append(Problem(name, number, column or None, f"{shown} staat er meer dan één keer (plaats {where}). Houd er één over."))
    missing = [column for column in columns if column not in places]
    for column in [column for column in places if column not in columns]:
        best = process.extractOne(fold(column), {c: fold(c) for c in missing or columns}, score_cutoff=70)
        hint = f"Bedoelt u {best[2]!r}?" if best else f"Bekende kolommen: {', '.join(columns)}."
        problems.append(Problem(name, number, column or None, f"onbekende kolom {column!r}. {hint}"))
    problems += [Problem(name, number, column, f"de kolom {column!r} ontbreekt. Voeg hem toe; hij mag leeg zijn.") for column in missing]
    return problems
