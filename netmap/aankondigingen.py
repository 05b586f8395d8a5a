"""Herindelingen that are announced and not yet law: what a map of a later day says of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.rows import DataFile
from netmap.schema import AANKONDIGING_COLUMNS, dutch_date
from netmap.validate import CONTACT_CHECKS, HERINDELINGEN, TELLINGEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    import pandas as pd

    from netmap.rows import Reader, Row

INDELINGEN: Final = ("vastgesteld", "aangekondigd")
"""What somebody can choose on a day after an announced herindeling: the gemeenten by law, or as announced."""
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
    def kort(self) -> str:
        """What goes where and when, within a sentence: ``Wijdemeren bij Hilversum per 1 januari 2027``."""
        return f"{self.oude_naam} bij {self.nieuwe_naam} per {dutch_date(self.dag)}"

    @property
    def gaat_op(self) -> str:
        """Whether it is law, and how far it is: a Dutch sentence."""
        when = f", {dutch_date(self.bron_datum)}" if self.bron_datum else ""
        return (
            f"{self.oude_naam} gaat op {dutch_date(self.dag)} op in {self.nieuwe_naam}, als de wet doorgaat "
            f"({self.stand}{when})."
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


def find_meant(announced: Iterable[Aankondiging], day: date) -> tuple[Aankondiging, ...]:
    """
    Find the announced herindelingen that would hold on a day, so that the map can be drawn as if they were law.

    Parameters
    ----------
    announced
        Output of ``read_announced``.
    day
        The peildatum.

    Returns
    -------
    meant
        By day, each gemeente that would go once. None of a gemeente that would be split, for nobody knows where, nor
        of one that would go up in what is gone itself.
    """
    into: dict[str, set[str]] = defaultdict(set)
    by_day = sorted(announced)
    for one in by_day:
        into[one.oud].add(one.nieuw)
    meant: dict[str, Aankondiging] = {}
    for one in by_day:
        if one.dag <= day and len(into[one.oud]) == 1 and one.nieuw not in {one.oud, *meant}:
            meant.setdefault(one.oud, one)
    return tuple(meant.values())


def tell_announced(
    announced: Iterable[Aankondiging], done: Iterable[Aankondiging], day: date, codes: Collection[str]
) -> Iterator[str]:
    """Say which gemeenten among the codes would be others on a day, or are drawn so, if what is announced is law."""
    for one in done:
        if one.nieuw in codes:
            yield one.gaat_op
    for one in announced:
        if one.dag <= day and {one.oud, one.nieuw} & set(codes):
            yield f"{one.gaat_op} Deze kaart toont de gemeenten van nu."


def name_indeling(done: Iterable[Aankondiging]) -> str:
    """Name the announced division behind a day or a title; blank for the one that is law."""
    named = "; ".join(one.kort for one in done)
    return f"indeling volgens aankondiging ({named})" if named else ""


def name_part(done: Collection[Aankondiging]) -> str:
    """Say what stands in the name of a file with the announced division; blank for the one that is law."""
    return "aangekondigde indeling" if done else ""


def tell_by_law(day: date) -> str:
    """Say that on a day there is no other division than the one by law, to whoever asks for it."""
    return f"Op {dutch_date(day)} is er geen aangekondigde indeling. U ziet de vastgestelde indeling."
