"""From a file that somebody sends to sheets of text, read by a process apart that cannot take the app with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netmap.dutch import agree, join
from netmap.errors import NetmapError, explain_os_error
from netmap.files import read_whole
from netmap.schema import dutch_date
from netmap.write.workbook import is_formula

if TYPE_CHECKING:
    from datetime import date

MAX_BYTES: Final = 10_000_000
_WAIT_S: Final = 20
_SEPARATORS: Final = {",": "komma's", ";": "puntkomma's", "\t": "tabs"}
_ROOT: Final = Path(__file__).resolve().parents[2]
_KEPT: Final = frozenset({"PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH"})
"""What of the environment the process gets: no address of a database, and no password."""
_MAX_NAME: Final = 60


class IntakeError(NetmapError):
    """A file is not taken in; the message says what to do."""


@dataclass(frozen=True)
class Blad:
    """One sheet as rows of text; ``rows[0]`` is the first row of the spreadsheet."""

    naam: str
    """Blank for a CSV file."""
    rows: tuple[tuple[str, ...], ...]
    """All text without spaces around it; a day as ``2026-11-26``. As wide as they were."""
    past: bool
    """Whether it was small enough to read; otherwise it has no rows."""


@dataclass(frozen=True)
class Lezing:
    """A file as it was read."""

    bestand: str
    """Its name, as far as it can be shown."""
    soort: str
    """``CSV``, ``XLSX`` or ``ODS``."""
    codering: str
    """Of a CSV file: ``UTF-8``, ``UTF-16`` or ``cp1252``."""
    scheiding: str
    """Of a CSV file: what stands between the columns."""
    formules: bool
    """Whether a workbook has formulas; the values that were kept of them are read."""
    bladen: tuple[Blad, ...]
    """The sheets that are not hidden."""

    def woord(self, day: date) -> str:
        """Say on whose word its rows are, for the history: not its name, which can be that of a person in any way."""
        return f"een bestand ({self.soort}), {dutch_date(day)}"

    @property
    def gelezen(self) -> str:
        """Say in Dutch how the file was read."""
        if self.soort == "CSV":
            return f"{self.bestand} is gelezen als CSV, {self.codering}, met {_SEPARATORS[self.scheiding]} ertussen."
        names = join([f"{blad.naam!r}" for blad in self.bladen])
        formulas = " Van formules is de bewaarde uitkomst gelezen." if self.formules else ""
        sheets = agree(len(self.bladen), "het blad", "de bladen")
        return f"{self.bestand} is gelezen als {self.soort}, met {sheets} {names}.{formulas}"


def read_file(path: Path) -> Lezing:
    """
    Read a file that somebody sends.

    Parameters
    ----------
    path
        An XLSX, ODS or CSV file.

    Returns
    -------
    lezing
        As of ``read_bytes``.

    Raises
    ------
    IntakeError
        When it is missing, too large, or not read.
    """
    try:
        raw = read_whole(path, MAX_BYTES)
    except OSError as error:
        msg = f"{show_name(path.name)} kan niet worden gelezen ({explain_os_error(error)})."
        raise IntakeError(msg) from None
    return read_bytes(path.name, raw)


def read_bytes(name: str, raw: bytes) -> Lezing:
    """
    Read what somebody sends, in a process apart.

    It has 512 MB of memory and 20 seconds, and no more than 5,000 rows of 60 columns. On macOS and Windows a process
    cannot limit its memory; there the sizes of the file, also unzipped, of a sheet and of a cell are limited, and time.

    Parameters
    ----------
    name
        Of the file; only for messages.
    raw
        All of it: a workbook (XLSX, ODS) or a CSV file in any of the ways a spreadsheet program saves it.

    Returns
    -------
    lezing
        Text only: no formula is computed, and nothing that the file points to is opened.

    Raises
    ------
    IntakeError
        With a Dutch sentence that says what to do, when it is not read.
    """
    shown = show_name(name)
    if len(raw) > MAX_BYTES:
        msg = f"{shown}: het bestand is groter dan {MAX_BYTES // 1_000_000} MB. Stuur alleen de tabel."
        raise IntakeError(msg)
    environment = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "netmap.intake.worker"],
            input=raw,
            capture_output=True,
            timeout=_WAIT_S,
            env=environment | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        msg = f"{shown}: het lezen duurt te lang. Stuur alleen de tabel, in een nieuwe werkmap."
        raise IntakeError(msg) from None
    if done.returncode:
        msg = (
            f"{shown}: het bestand is beschadigd of te groot om te lezen. Stuur alleen de tabel, in een nieuwe werkmap."
        )
        raise IntakeError(msg)
    told = json.loads(done.stdout)
    if "weigering" in told:
        raise IntakeError(f"{shown}: {told['weigering']}")
    bladen = tuple(
        Blad(one["naam"], tuple(tuple(map(_unguard, row)) for row in one["rijen"]), one["past"])
        for one in told["bladen"]
    )
    return Lezing(shown, told["soort"], told["codering"], told["scheiding"], told["formules"], bladen)


def show_name(name: str) -> str:
    """Shorten the name of a file to what can stand in a sentence: without folders and odd signs."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:_MAX_NAME] or "het bestand"


def _unguard(cell: str) -> str:
    """Take away the apostrophe with which a file of ours keeps a text from becoming a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell
