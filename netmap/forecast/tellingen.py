"""Official counts of the cover, as published: marks to set beside the forecast, counted in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netmap.errors import DataError
from netmap.load import DATA_DIR
from netmap.rows import Reader
from netmap.schema import dutch_date
from netmap.validate import TELLINGEN

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from netmap.rows import Row


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
    reader = Reader(folder)
    found = reader.read(TELLINGEN, _telling)
    if reader.problems:
        raise DataError(reader.problems)
    return tuple(sorted(found))


def _telling(row: Row, values: dict[str, Any]) -> Telling | None:
    if row.problems:
        return None
    cells = row.cells
    return Telling(
        dag=values["datum"],
        geschreven=cells["datum"],
        geteld=values["geteld"],
        van=values["van"],
        eenheid=values["eenheid"],
        bron=values["bron"],
        bron_datum=cells["bron_datum"],
        opmerking=cells["opmerking"],
    )
