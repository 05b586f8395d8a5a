"""Herindelingen that are announced and not yet law: what a map of a later day says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.rows import DataFile
from netmap.schema import AANKONDIGING_COLUMNS, dutch_date
from netmap.validate import CONTACT_CHECKS, HERINDELINGEN, TELLINGEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    import pandas as pd

    from netmap.rows import Reader, Row

AANKONDIGINGEN: Final = DataFile(
    "aangekondigde_herindelingen.csv",
    AANKONDIGING_COLUMNS,
    {
        **HERINDELINGEN.checks,
        "bron": TELLINGEN.checks["bron"],
        **{column: CONTACT_CHECKS[column] for column in ("bron_datum", "zekerheid", "opmerking")},
    },
)


class Aankondiging(NamedTuple):
    """One gemeente that is to go up in another."""

    dag: date
    """The first day on which it would hold."""
    oud: str
    """Code of the gemeente that would go."""
    nieuw: str
    oude_naam: str
    nieuwe_naam: str
    stand: str
    """How far the law is, in Dutch."""
    bron: str
    """Web address."""
    bron_datum: str
    """As written; empty when the source has no date."""

    @property
    def zin(self) -> str:
        """What a map of that day or later says, in Dutch."""
        when = f", {dutch_date(self.bron_datum)}" if self.bron_datum else ""
        return (
            f"{self.oude_naam} gaat op {dutch_date(self.dag)} op in {self.nieuwe_naam}, als de wet doorgaat "
            f"({self.stand}{when}). Deze kaart toont de gemeenten van nu."
        )


def read_announced(reader: Reader, gemeenten: pd.DataFrame) -> tuple[Aankondiging, ...]:
    """Read what is announced, by day; what a register has done already, or knows nothing of, is left out."""

    def make(row: Row, values: dict[str, Any]) -> Aankondiging | None:
        old, new = values["oude_code"], values["nieuwe_code"]
        if row.problems or not {old, new} <= set(gemeenten.index):
            return None
        names = (str(gemeenten["naam"][code]) for code in (old, new))
        cells = (row.cells[column] for column in ("stand", "bron", "bron_datum"))
        return Aankondiging(values["datum"], old, new, *names, *cells)

    return tuple(sorted(reader.read(AANKONDIGINGEN, make)))


def tell_announced(announced: Iterable[Aankondiging], day: date, codes: Collection[str]) -> Iterator[str]:
    """Say which gemeenten among the codes would be others on a day, if what is announced becomes law."""
    for one in announced:
        if one.dag <= day and {one.oud, one.nieuw} & set(codes):
            yield one.zin
