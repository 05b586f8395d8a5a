"""One loop for every CSV of a data folder: its rows, the check of each cell, and what is wrong with them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from netmap.errors import Problem
from netmap.inzet import Geschreven
from netmap.personal import discreet, is_personal
from netmap.read import read_table
from netmap.regio import Gebied
from netmap.schema import MAILBOX_AND_NUMBER, dutch_today, iso_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from netmap.read import RawTable
    from netmap.regio import Gebieden

    T = TypeVar("T")


MAX_PROBLEMS: Final = 1000
"""Of one file; whatever comes behind them is not looked at, so that a very wrong file costs little."""


@dataclass
class Row:
    """One row under inspection; the checks add what they find."""

    bestand: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    today: date = field(default_factory=dutch_today)
    """The day on which the file is read."""

    def wrong(self, kolom: str, melding: str, *, blokkeert: bool = True) -> None:
        """Note a problem in one cell."""
        text = discreet(melding, self.cells.values())
        self.problems.append(Problem(self.bestand, self.number, kolom, text, blokkeert))

    def tell(self, kolom: str, notice: str) -> None:
        """Note how one cell was read."""
        place = f"{self.bestand}, rij {self.number}, kolom {kolom}"
        self.notices.append(f"{place}: {discreet(notice, self.cells.values())}")

    def refuse_personal(self) -> None:
        """Refuse contact details in any cell of which the own check has said nothing."""
        told = {problem.kolom for problem in self.problems} | MAILBOX_AND_NUMBER
        for column, cell in self.cells.items():
            if column not in told and is_personal(cell):
                self.wrong(column, "hier staat een e-mailadres, telefoonnummer of profiel. Haal het weg.")

    def area(self, gebieden: Gebieden) -> Gebied:
        """Return what the cell ``gebied`` stands for; without gemeenten when it cannot be read."""
        text = self.cells["gebied"]
        if not text:
            self.wrong("gebied", "het gebied ontbreekt. Noem een gemeente, een regio of 'landelijk'.")
            return Gebied(frozenset())
        try:
            area = gebieden.parse(text)
        except ValueError as error:
            self.wrong("gebied", str(error))
            return Gebied(frozenset())
        for notice in area.notices:
            self.tell("gebied", notice)
        return area

    def check_past(self, values: Mapping[str, Any], *columns: str) -> None:
        """Note the dates of sources that have yet to come."""
        for column in columns:
            if isinstance(values[column], date) and values[column] > self.today:
                self.wrong(
                    column,
                    f"{self.cells[column]!r} ligt in de toekomst. Vul een dag in die er al was.",
                    blokkeert=False,
                )

    def check_period(self, values: Mapping[str, Any]) -> None:
        """Refuse a period that ends before it begins."""
        if isinstance(values["vanaf"], date) and isinstance(values["tot"], date) and values["tot"] <= values["vanaf"]:
            self.wrong(
                "tot", f"{self.cells['tot']!r} ligt niet na vanaf ({self.cells['vanaf']!r}). Verbeter een van de twee."
            )

    def written(self) -> Geschreven:
        """Dates of the row as precise as they are written; blank for a column that the file does not have."""
        return Geschreven(*(iso_date(self.cells.get(column, "")) for column in Geschreven._fields))


@dataclass(frozen=True)
class DataFile:
    """A kind of CSV in a data folder."""

    naam: str
    columns: tuple[str, ...]
    checks: Mapping[str, Callable[[Row], Any]]
    """The check of each column that has one, in the order of the columns; it returns the value to use."""
    zonder: str | None = ""
    """What to tell when the file is missing, blank for nothing; None when there is no doing without."""


class Reader:
    """
    The files of one data folder, read one by one.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.
    today
        The day on which it is read.
    expected
        How many rows a file has according to its source card.
    """

    def __init__(
        self, folder: Path, today: date | None = None, expected: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        self.folder = folder
        self.today = today or dutch_today()
        self.expected = expected
        self.problems: list[Problem] = []
        """What is wrong, in all files so far."""
        self.notices: list[str] = []
        """What was read otherwise than written, in Dutch; never a person's name."""

    def read(self, file: DataFile, make: Callable[[Row, dict[str, Any]], T | None]) -> list[T]:
        """
        Read the rows of one file.

        Parameters
        ----------
        file
            Which file, and how its cells are checked.
        make
            Makes of a row and its checked cells, by column, what it stands for; None to leave it out.

        Returns
        -------
        made
            In the order of the file; nothing when it is missing and that is allowed.

        Raises
        ------
        FolderError
            When the file is missing and must be there, or cannot be opened.
        """
        path = self.folder / file.naam
        if file.zonder is not None and not os.path.lexists(path):
            self.notices += [file.zonder] if file.zonder else []
            return []
        table = read_table(path, file.columns)
        self.problems += [*table.problems, *(_find_duplicates(table) if "id" in file.columns else ())]
        self.notices += table.notices
        if not table.problems and len(table.rows) < self.expected.get(file.naam, 0):
            self.problems.append(self._cut_off(file.naam, len(table.rows)))
        found: list[T] = []
        blocking = 0
        for number, cells in zip(table.numbers, table.rows, strict=True):
            row = Row(table.bestand, number, cells, today=self.today)
            made = make(row, {column: check(row) for column, check in file.checks.items()})
            row.refuse_personal()
            self.problems += row.problems
            self.notices += row.notices
            if made is not None:
                found.append(made)
            blocking += sum(problem.blokkeert for problem in row.problems)
            if blocking > MAX_PROBLEMS:
                melding = f"er zijn meer dan {MAX_PROBLEMS} problemen; verder is niet gekeken. Herstel deze eerst."
                self.problems.append(Problem(file.naam, number, None, melding))
                break
        return found

    def _cut_off(self, name: str, count: int) -> Problem:
        """Say that a file has fewer rows than its card: what is not in it shows as unknown."""
        melding = (
            f"het bestand heeft {count} van de {self.expected[name]} rijen die zijn bronkaart noemt. Is het afgekapt, "
            "zet dan het hele bestand terug. Klopt het, zet dan rijen in bronnen.toml goed."
        )
        return Problem(name, None, None, melding, blokkeert=False)


def _find_duplicates(table: RawTable) -> list[Problem]:
    """Find the ids that an earlier row has."""
    first: dict[str, int] = {}
    problems = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        if row["id"] and (earlier := first.setdefault(row["id"], number)) != number:
            text = f"dit id staat al in rij {earlier}. Geef elke rij een eigen id."
            problems.append(Problem(table.bestand, number, "id", text))
    return problems
