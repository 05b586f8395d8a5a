"""Official counts of the cover, as published: marks to set beside the forecast, counted in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.errors import DataError, Problem
from netmap.load import DATA_DIR
from netmap.read import read_table
from netmap.schema import dutch_date, parse_date

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

FILE: Final = "officiele_tellingen.csv"
TELLING_COLUMNS: Final = ("datum", "geteld", "van", "eenheid", "bron", "bron_datum", "opmerking")


class Telling(NamedTuple):
    """One published count."""

    dag: date
    """The day, or the first day of the month or year."""
    geschreven: str
    """The date as it is written in the file: a year is not a day."""
    geteld: int
    van: int
    eenheid: str
    """What was counted, in Dutch, plural."""
    bron: str
    """Web address."""
    bron_datum: str
    """As written; empty when the source has no date."""
    opmerking: str

    @property
    def aandeel(self) -> float:
        """Share of what was counted, 0 to 1."""
        return self.geteld / self.van

    @property
    def hoeveel(self) -> str:
        """The count as a reader expects it: ``19 van de 35 centrumgemeenten``; a percentage stays one."""
        rest = self.eenheid.removeprefix("procent ")
        return f"{self.geteld}% {rest}" if rest != self.eenheid else f"{self.geteld} van de {self.van} {rest}"

    @property
    def zin(self) -> str:
        """One Dutch sentence."""
        undated = "" if self.bron_datum else " (bron zonder datum)"
        return f"Officiële telling {dutch_date(self.geschreven)}: {self.hoeveel}{undated}."


def load_tellingen(folder: Path = DATA_DIR) -> tuple[Telling, ...]:
    """
    Read the official counts.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.

    Returns
    -------
    tellingen
        By day; none when the folder does not have the file.

    Raises
    ------
    FolderError
        When the file cannot be opened.
    DataError
        With every cell that is wrong.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    table = read_table(path, TELLING_COLUMNS)
    problems = [*table.problems]
    found = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        wrong = []
        day = None
        try:
            day = parse_date(row["datum"])
        except ValueError as error:
            wrong.append(("datum", str(error)))
        numbers = [int(text) if text.isascii() and text.isdigit() else 0 for text in (row["geteld"], row["van"])]
        if not 0 < numbers[0] <= numbers[1]:
            wrong.append(
                ("geteld", "geteld en van horen hele getallen te zijn, geteld niet meer dan van. Verbeter ze.")
            )
        wrong += [(column, f"de {column} ontbreekt. Vul haar in.") for column in ("eenheid", "bron") if not row[column]]
        problems += [Problem(path.name, number, column, text) for column, text in wrong]
        if day is not None and not wrong:
            rest = (row[column] for column in ("eenheid", "bron", "bron_datum", "opmerking"))
            found.append(Telling(day, row["datum"], numbers[0], numbers[1], *rest))
    if problems:
        raise DataError(problems)
    return tuple(sorted(found))
