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

from netmap.errors import FolderError, Problem, explain_os_error
from netmap.files import read_whole
from netmap.personal import is_harmless
from netmap.schema import OPTIONAL_COLUMNS, dutch_number, fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEPARATORS = ",;\t"
_REFUSED = "|"
"""What some programs put between columns, and no spreadsheet program by itself."""
_SEP_LINE = re.compile(r"\"?sep=[,;\t]\"?[,;\t]*(?:\r\n|\n|\r)", re.IGNORECASE)
"""The line with which Excel is told the separator; Excel itself does not count it as a row."""
_SPACING = "\t\n\r\x85"
"""Control signs that are spaces and line breaks."""
_UNSEEN = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]")
"""Letters and marks that nobody sees, and what could not be decoded; other signs like that are told by their kind."""
_FOREIGN = re.compile(r"(?=[^\W\d_])[^\u0000-\u024f\u02b0-\u02ff\u1e00-\u1eff]")
"""Letters of another script than the Latin one, and phonetic ones: some look the same and are not."""
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook of Excel begins, new and old."""
_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BOMS_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NOTICES = {
    "UTF-16": "{} is gelezen als UTF-16.",
    "cp1252": "{} is gelezen als Windows-tekst (cp1252). Bewaar het bestand liever als UTF-8.",
}
"""What is told of a file that has another encoding than it should."""
_HEAD = 400
"""So many bytes tell whether a file is UTF-16 or UTF-32: at least a quarter of them is zero then."""
MAX_CELL = 5_000
"""Signs that one cell may hold."""
_MAX_ROWS = 20_000
_MAX_BYTES = 20_000_000
_MIN_KNOWN = 2
"""A first row with fewer column names is no header; people may stand in it, so it is not repeated."""
_MAX_SHOWN = 40
_FEWER = 2
"""Rows that a stray quote swallowed may have lost some empty cells at their end."""
_MIN_ROW = 2
"""In a narrow table a sentence with a comma is not yet a row."""


@dataclass(frozen=True)
class RawTable:
    """A file as rows of text; ``rows[i]`` is row ``numbers[i]`` of the spreadsheet."""

    bestand: str
    rows: tuple[dict[str, str], ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    columns: tuple[str, ...] = ()
    """As the header has them; empty when it cannot be used."""


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
        All cells as text, stripped and in Unicode form NFC. Columns without a name and without content, as Excel
        leaves them at the end, are dropped. When the header cannot be used there are no rows, and ``problems`` says
        why. ``notices`` tells what was read otherwise than as UTF-8 with commas.

    Raises
    ------
    FolderError
        When the file is missing or may not be read.
    """
    try:
        raw = read_whole(path, _MAX_BYTES)
    except FileNotFoundError:
        msg = f"Het bestand {path.name} ontbreekt in de map {path.parent}. Zet het terug of kies een andere map."
        raise FolderError(msg) from None
    except OSError as error:
        msg = f"Het bestand {path.name} in de map {path.parent} kan niet worden gelezen ({explain_os_error(error)})."
        raise FolderError(msg) from None
    if problem := find_no_text(raw, path.name):
        return RawTable(path.name, (), (), (problem,), ())
    text, encoding = decode(raw)
    notices = [_NOTICES[encoding].format(path.name)] if encoding in _NOTICES else []
    separator = _separator(text, columns)
    if separator != ",":
        shown = {";": "puntkomma's (;)", "\t": "tabs"}.get(separator)
        if shown is None:
            melding = f"tussen de kolommen staat {separator}. Bewaar het bestand met komma's of puntkomma's."
            return RawTable(path.name, (), (), (Problem(path.name, None, None, melding),), ())
        notices.append(f"{path.name} is gelezen met {shown} tussen de kolommen.")
    return _parse(text, separator, path.name, columns, notices)


def find_no_text(raw: bytes, name: str) -> Problem | None:
    """Find why a file of this name cannot be read as text at all; None when it can."""
    if raw.startswith(SPREADSHEETS):
        melding = "dit is een werkmap van Excel, geen CSV. Open haar en kies Opslaan als, CSV UTF-8."
        return Problem(name, None, None, melding)
    head = raw[:_HEAD]
    is_utf16 = head.startswith(_BOMS_UTF16) and not head.startswith(_BOMS_UTF32)
    if not is_utf16 and 4 * head.count(0) >= len(head) > 0:
        return Problem(name, None, None, "dit is UTF-16 of UTF-32 dat niet is te herkennen. Bewaar het als CSV UTF-8.")
    if is_utf16:
        return None
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        if raw.decode(errors="ignore").isascii():  # then every odd byte may be a letter of Windows
            return None
        row = len(raw[: error.start].splitlines()) or 1
        melding = "hier staat een teken dat geen UTF-8 is, in een bestand dat dat verder wel is. Typ de rij opnieuw."
        return Problem(name, row, None, melding)
    return None


def decode(raw: bytes) -> tuple[str, str]:
    """
    Read bytes as text, in the encoding that they have.

    Parameters
    ----------
    raw
        A file of which ``find_no_text`` says nothing.

    Returns
    -------
    text
        Without a mark at its begin, and without the line with which Excel is told the separator.
    encoding
        ``UTF-8``, ``UTF-16`` or ``cp1252``.
    """
    if raw.startswith(_BOMS_UTF16):
        text, encoding = raw.decode("utf-16", errors="replace"), "UTF-16"
    else:
        try:
            text, encoding = raw.decode("utf-8-sig"), "UTF-8"
        except UnicodeDecodeError:
            text, encoding = raw.decode("cp1252", errors="replace"), "cp1252"
    sep_line = _SEP_LINE.match(text)
    return text[sep_line.end() :] if sep_line else text, encoding


def _separator(text: str, columns: Sequence[str]) -> str:
    """Find the separator that gives most known columns in the first line."""
    header = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    known = set(columns)

    def columns_with(separator: str) -> int:
        return len(known & {cell.strip().strip('"') for cell in header.split(separator)})

    return max(SEPARATORS + _REFUSED, key=columns_with)


def _parse(text: str, separator: str, name: str, columns: Sequence[str], notices: list[str]) -> RawTable:
    """Split text into rows, or say what is wrong with it."""

    def refused(*problems: Problem) -> RawTable:
        return RawTable(name, (), (), problems, tuple(notices))

    empty = Problem(name, None, None, f"het bestand is leeg. De eerste rij hoort te zijn: {','.join(columns)}.")
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # it counts for all threads: never lower it
    lines: list[list[str]] = []
    raw: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            raw.append(line)
            lines.append([clean(cell) for cell in line])
    except csv.Error:
        melding = (
            "hier klopt een aanhalingsteken niet. Haal het weg of zet er een bij; in een cel schrijft u het dubbel."
        )
        return refused(Problem(name, len(lines) + 1, None, melding))
    start = next((i for i, line in enumerate(lines) if any(line)), None)
    if start is None:
        return refused(empty)
    if len(lines) > _MAX_ROWS:
        melding = f"het bestand heeft meer dan {dutch_number(_MAX_ROWS)} rijen. Kijk of dit het goede bestand is."
        return refused(Problem(name, None, None, melding))
    header, *rest = _without_empty_end(lines[start:])
    if wrong := _header_problems(name, start + 1, header, columns):
        return refused(*wrong)
    rows, numbers, problems = [], [], []
    for number, line in enumerate(rest, start=start + 2):
        if not any(line):
            continue
        if wrong := _row_problems(name, number, header, line, _swallowing(raw[number - 1], separator, len(header))):
            problems += wrong
            continue
        row = dict.fromkeys(columns, "") | dict(zip(header, line, strict=True))
        problems += [Problem(name, number, key, text) for key, cell in row.items() if (text := find_odd_sign(cell))]
        rows.append(row)
        numbers.append(number)
    return RawTable(name, tuple(rows), tuple(numbers), tuple(problems), tuple(notices), tuple(header))


def _swallowing(raw: list[str], separator: str, width: int) -> list[int]:
    """Find the cells that hold a line break and as many separators as a row: a stray quote has put rows in them."""
    row_worth = max(_MIN_ROW, width - 1 - _FEWER)
    return [i for i, cell in enumerate(raw) if re.search(r"[\r\n]", cell) and cell.count(separator) >= row_worth]


def _row_problems(name: str, number: int, header: list[str], line: list[str], swallowing: list[int]) -> list[Problem]:
    """Find why a row is left out; its cells are not repeated."""
    if swallowing:
        melding = (
            "deze cel heeft regeleinden en zoveel scheidingstekens als een hele rij. Staat er een aanhalingsteken te "
            "veel, dan zijn de volgende rijen in deze cel beland: haal het weg. Anders: haal de regeleinden weg."
        )
        return [Problem(name, number, header[i] if i < len(header) else None, melding) for i in swallowing]
    if len(line) != len(header):
        melding = (
            f"de rij heeft {len(line)} cellen, de kop heeft er {len(header)}. "
            "Zet tekst met een scheidingsteken tussen aanhalingstekens."
        )
        return [Problem(name, number, None, melding)]
    melding = f"de cel heeft meer dan {MAX_CELL} tekens. Kort de tekst in."
    long = [key for key, cell in zip(header, line, strict=True) if len(cell) > MAX_CELL]
    return [Problem(name, number, key, melding) for key in long]


def clean(cell: str) -> str:
    """Text of a cell without spaces around it, in Unicode form NFC."""
    return unicodedata.normalize("NFC", cell.strip())


def find_odd_sign(text: str) -> str:
    """
    Find a sign that makes two texts that look alike differ.

    Parameters
    ----------
    text
        What a cell holds.

    Returns
    -------
    sentence
        Dutch, with the code of the sign; empty when there is none.
    """
    if text.isascii() and text.isprintable():
        return ""
    for sign in text:
        if (unicodedata.category(sign)[0] == "C" and sign not in _SPACING) or _UNSEEN.match(sign):
            return f"hier staat een onzichtbaar teken (U+{ord(sign):04X}). Typ de tekst opnieuw."
        if sign > "\u024f" and _FOREIGN.search(unicodedata.normalize("NFKC", sign)):
            return f"hier staat een letter van een ander schrift (U+{ord(sign):04X}). Typ de tekst opnieuw."
    return ""


def _without_empty_end(lines: list[list[str]]) -> list[list[str]]:
    """Drop columns at the end without name and content, and empty cells beyond the header."""
    header, *rest = lines
    width = max(i for line in lines for i, cell in enumerate(line[: len(header)], start=1) if cell)
    return [header[:width], *(line[: max([width, *(i for i, c in enumerate(line, start=1) if c)])] for line in rest)]


def _shown(column: str, columns: Sequence[str]) -> str:
    """Shorten the name of a column to what can stand in a sentence on one line; a person's name is left out."""
    if not is_harmless(column, " ".join(columns)):
        return "…"
    return "".join(sign if sign.isprintable() else " " for sign in column[:_MAX_SHOWN])


def _header_problems(name: str, number: int, header: list[str], columns: Sequence[str]) -> list[Problem]:
    """Find everything wrong with the header: nameless, repeated, unknown and missing columns."""
    words = {fold(column) for column in columns}
    if sum(fold(cell).replace(" ", "_") in words for cell in header) < _MIN_KNOWN:
        return [Problem(name, number, None, f"deze rij noemt de kolommen niet. Zet erboven: {','.join(columns)}.")]
    problems = [
        Problem(name, number, None, f"de kolom op plaats {i} heeft geen naam. Geef haar een naam of verwijder haar.")
        for i, cell in enumerate(header, start=1)
        if not cell
    ]
    places = Counter(cell for cell in header if cell)
    for column in [column for column, times in places.items() if times > 1]:
        where = " en ".join(str(i) for i, cell in enumerate(header, start=1) if cell == column)
        melding = f"kolom {_shown(column, columns)!r} staat er meer dan één keer (plaats {where}). Houd er één over."
        problems.append(Problem(name, number, _shown(column, columns), melding))
    missing = [column for column in columns if column not in places and column not in OPTIONAL_COLUMNS]
    for column in [column for column in places if column not in columns]:
        best = process.extractOne(fold(column), {c: fold(c) for c in missing or columns}, score_cutoff=70)
        hint = f"Bedoelt u {best[2]!r}?" if best else f"Bekende kolommen: {', '.join(columns)}."
        problems.append(
            Problem(name, number, _shown(column, columns), f"onbekende kolom {_shown(column, columns)!r}. {hint}")
        )
    problems += [Problem(name, number, column, f"de kolom {column!r} ontbreekt. Voeg hem toe.") for column in missing]
    return problems
