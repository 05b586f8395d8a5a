"""Read one file that is not trusted, in a process of its own: bytes in on stdin, JSON of plain text out on stdout.

Run as a module by ``netmap.intake.reading``. Whatever a file does to this process, the app goes on.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
import zlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import python_calamine

from netmap.read import MAX_CELL, SEPARATORS, SPREADSHEETS, clean, decode, find_no_text

if TYPE_CHECKING:
    from collections.abc import Iterable

try:
    import resource
except ImportError:  # Windows: there the limits on size remain, and that on time of who runs this
    resource = None  # type: ignore[assignment]

MEMORY: Final = 512 * 1024 * 1024
CPU_S: Final = 20
MAX_ENTRIES: Final = 200
"""Files in the zip that a workbook is."""
MAX_UNZIPPED: Final = 50_000_000
MAX_SHEETS: Final = 30
MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 60
_CHUNK: Final = 65_536
_OVERLAP: Final = 200
"""Bytes of the chunk before that are looked at again, for a word that two chunks share."""
_REACH: Final = re.compile(rb"<dimension ref=\"(?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})\"")
_FORMULA: Final = re.compile(rb"<f[ >]|table:formula=")
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_FAR: Final = 1_000_000
"""Cells that a sheet may claim to have; more would take up the memory."""
_COPY: Final = "Kopieer alleen de tabel naar een nieuwe werkmap en bewaar die als XLSX."
_FORBIDDEN: Final = (
    (re.compile(rb"<!DOCTYPE|<!ENTITY"), f"in de werkmap staan verwijzingen die een werkmap niet nodig heeft. {_COPY}"),
    (re.compile(rb"macroEnabled|vbaProject"), f"de werkmap heeft macro's, en die weigert netmap. {_COPY}"),
    (
        re.compile(rb"table:cell-range-source|office:dde-source"),
        f"de werkmap haalt gegevens uit een ander bestand. {_COPY}",
    ),
)
_FORBIDDEN_NAMES: Final = (
    (re.compile(r"vbaproject|^(?:basic|scripts)/.*\.xml$|macrosheets/", re.IGNORECASE), _FORBIDDEN[1][1]),
    (re.compile(r"externallinks/|^xl/connections\.xml$", re.IGNORECASE), _FORBIDDEN[2][1]),
)


class RefusedError(Exception):
    """The file is not read; the message is a Dutch sentence that says what to do."""


def read(raw: bytes) -> dict[str, Any]:
    """Read a file: how it was read, and its sheets as rows of text. RefusedError when it is not read."""
    if raw.startswith(SPREADSHEETS[1]):
        msg = "dit is een oude werkmap (.xls) of er zit een wachtwoord op. Bewaar haar als XLSX, zonder wachtwoord."
        raise RefusedError(msg)
    found = _read_workbook(raw) if raw.startswith(SPREADSHEETS[0]) else _read_csv(raw)
    if not any(sheet["past"] for sheet in found["bladen"]):
        msg = f"de tabel loopt verder dan rij {MAX_ROWS} of kolom {MAX_COLUMNS}, en dat is te groot. {_COPY}"
        raise RefusedError(msg)
    return found


def _read_csv(raw: bytes) -> dict[str, Any]:
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        msg = "het bestand is leeg. Stuur een tabel met een rij die de kolommen noemt."
        raise RefusedError(msg)
    if problem := find_no_text(raw, ""):
        raise RefusedError(problem.melding)
    text, encoding = decode(raw)
    separator = max(
        SEPARATORS, key=lambda one: len(next(filter(any, csv.reader(io.StringIO(text), delimiter=one)), []))
    )
    rows: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(line)
            if len(rows) > MAX_ROWS or len(line) > MAX_COLUMNS:
                break
    except csv.Error:
        msg = f"in rij {len(rows) + 1} klopt een aanhalingsteken niet. Haal het weg of schrijf het dubbel."
        raise RefusedError(msg) from None
    sheet = _sheet("", rows, len(rows), max(map(len, rows), default=0))
    return {"soort": "CSV", "codering": encoding, "scheiding": separator, "formules": False, "bladen": [sheet]}


def _read_workbook(raw: bytes) -> dict[str, Any]:
    soort, formulas = _look_into(raw)
    with python_calamine.load_workbook(io.BytesIO(raw)) as book:
        seen = [
            one.name
            for one in book.sheets_metadata
            if one.visible == python_calamine.SheetVisibleEnum.Visible
            and one.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        if len(seen) > MAX_SHEETS:
            msg = f"de werkmap heeft meer dan {MAX_SHEETS} bladen. {_COPY}"
            raise RefusedError(msg)
        sheets = []
        for name in seen:
            page = book.get_sheet_by_name(name)
            bottom, right = (place + 1 for place in page.end or (-1, -1))
            fits = bottom <= MAX_ROWS and right <= MAX_COLUMNS
            rows = [list(map(_text, row)) for row in page.to_python(skip_empty_area=False)] if fits else []
            sheets.append(_sheet(name, rows, bottom, right))
    return {"soort": soort, "codering": "", "scheiding": "", "formules": formulas, "bladen": sheets}


def _look_into(raw: bytes) -> tuple[str, bool]:
    """Inflate a workbook without keeping it: refuse what is too large or not only a table; tell its kind."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        names = [one.filename for one in entries]
        if len(entries) > MAX_ENTRIES or len(set(names)) < len(names):
            msg = f"de werkmap bestaat uit te veel bestanden. {_COPY}"
            raise RefusedError(msg)
        for pattern, sentence in _FORBIDDEN_NAMES:
            if any(map(pattern.search, names)):
                raise RefusedError(sentence)
        total, formulas = 0, False
        for entry in entries:
            before = b""
            with archive.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    total += len(chunk)
                    if total > MAX_UNZIPPED:
                        msg = f"uitgepakt is de werkmap groter dan {MAX_UNZIPPED // 1_000_000} MB. {_COPY}"
                        raise RefusedError(msg)
                    if entry.filename.endswith((".xml", ".rels")):
                        _refuse_words(before + chunk)
                        formulas = formulas or bool(_FORMULA.search(before + chunk))
                    before = chunk[-_OVERLAP:]
        if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
            return "XLSX", formulas
        if "content.xml" in names and "mimetype" in names and archive.read("mimetype").strip() == _ODS:
            return "ODS", formulas
    msg = "dit is geen werkmap. Stuur een XLSX-, ODS- of CSV-bestand; pak een zip met CSV-bestanden eerst uit."
    raise RefusedError(msg)


def _refuse_words(part: bytes) -> None:
    """Refuse a workbook for what stands in one of its files."""
    for pattern, sentence in _FORBIDDEN:
        if pattern.search(part):
            raise RefusedError(sentence)
    for found in _REACH.finditer(part):
        columns = 0
        for letter in found[1]:
            columns = columns * 26 + letter - 64
        if columns * int(found[2]) > _FAR:
            msg = (
                f"een blad zegt dat het tot en met cel {(found[1] + found[2]).decode()} loopt; dat is te groot. {_COPY}"
            )
            raise RefusedError(msg)


def _sheet(name: str, rows: Iterable[list[str]], bottom: int, right: int) -> dict[str, Any]:
    """Make a sheet of its rows; of one that is too large only the fact."""
    fits = bottom <= MAX_ROWS and right <= MAX_COLUMNS
    # one sign too many is kept, so that who checks the row sees that it is too long
    kept = [[clean(cell[: MAX_CELL + 1]) for cell in row] for row in rows] if fits else []
    return {"naam": name, "past": fits, "rijen": kept}


def _text(value: Any) -> str:
    """Write a cell of a workbook as a CSV file would have it; a formula is the value that was kept of it."""
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else str(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def _limit() -> None:
    """Take no more memory, time or files than reading a table needs; no system lets a process undo that."""
    if resource is None:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS has no limit on memory
            continue


def main() -> None:
    """Read stdin and tell the outcome; a file that makes this fail in another way is damaged or too large."""
    _limit()
    try:
        outcome = read(sys.stdin.buffer.read())
    except RefusedError as error:
        outcome = {"weigering": str(error)}
    except (
        python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError,
        OSError,
    ):  # fmt: skip
        outcome = {"weigering": f"de werkmap is beschadigd, of er zit een wachtwoord op. {_COPY}"}
    sys.stdout.write(json.dumps(outcome))


if __name__ == "__main__":
    main()
