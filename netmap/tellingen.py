"""Official counts of the cover, as published: to set beside what the map shows, counted in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.schema import dutch_date, fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netmap.rows import Row

COUNTS_OTHERWISE: Final = "netmap telt per gemeente, en alleen wat op die dag al een bron of een begindatum had"
"""Why an official count and the map differ."""
_NEAR: Final = 183
"""Days between a count and a day to which it still has something to say."""


COUNTS_WHOLE: Final = (
    "De bronnen van die tellingen zeggen dat er in zoveel regio's een zorgcoördinator is. Netmap telt een regio pas "
    "als elke gemeente gedekt is die er volgens een bron bij hoort, en kent alleen wat in haar bronnen staat."
)
"""The difference that remains when both count the regions of centrumgemeenten."""


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
    def is_per_centrumgemeente(self) -> bool:
        """Whether it counts what ``netmap.centrumgemeenten`` counts."""
        return "centrumgemeente" in fold(self.eenheid)

    @property
    def zin(self) -> str:
        """One Dutch sentence."""
        undated = "" if self.bron_datum else " (bron zonder datum)"
        return f"Officiële telling {dutch_date(self.geschreven)}: {self.hoeveel}{undated}."


def find_near(tellingen: Iterable[Telling], day: date) -> Telling | None:
    """Find the count of the day, or else the nearest within half a year; None when there is none so near."""
    near = [one for one in tellingen if abs((one.dag - day).days) <= _NEAR]
    return min(near, key=lambda one: abs((one.dag - day).days), default=None)


def read_telling(row: Row, values: dict[str, Any]) -> Telling | None:
    """Make a count of one row of ``officiele_tellingen.csv``; None when a cell is wrong."""
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
