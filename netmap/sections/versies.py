"""The versions of the data: which there are, what each changed, and what became of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.personal import hide_personal
from netmap.schema import MAILBOX_AND_NUMBER, dutch_date, dutch_day
from netmap.store.shape import NO_ROWS
from netmap.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from netmap.store.shape import Rows
    from netmap.store.trail import Versie, Wijziging
    from netmap.table import Cell

_COLUMNS: Final = (
    Column("nummer", "Versie", "whole", width=12),
    Column("naam", "Naam", width=30),
    Column("dag", "Dag", "date", width=24),
    Column("waarom", "Waarom", width=60),
    Column("regels", "Regels veranderd", "whole", width=16),
    Column("bestanden", "Andere bestanden veranderd", "whole", "page", width=16),
)

_WHO: Final = Column("wie", "Wie", width=30)
_FIELDS: Final = (Column("kolom", "Kolom", width=24), Column("was", "Was", width=50), Column("werd", "Werd", width=50))
_DIFFERENCE: Final = (
    Column("regel", "Regel", width=40),
    Column("bestand", "Bestand", form="page", width=30),
    Column("wat", "Wat", width=20),
    *_FIELDS,
)
_HISTORY: Final = (
    Column("versie", "Versie", "whole", width=12),
    Column("dag", "Dag", "date", width=24),
    *_FIELDS,
    Column("woord", "Op wiens woord", width=40),
    Column("waarom", "Waarom", width=50),
)
_EMPTY: Final = "(leeg)"


def describe_versie(versie: Versie) -> str:
    """Name a version within a sentence: ``versie 3 (ronde najaar, 1 november 2026)``."""
    number = f"versie {versie.nummer}"
    named = [hide_personal(versie.naam)] if versie.naam != number else []
    return f"{number} ({', '.join([*named, dutch_date(dutch_day(versie.wanneer))])})"


def versies_table(
    versies: Sequence[Versie], changes: Callable[[int], Sequence[Wijziging]], *, named: bool = False
) -> Table:
    """
    List the versions, the newest first.

    Parameters
    ----------
    versies
        Output of ``Store.versions``.
    changes
        ``Store.changes``, or what remembers its answers: a version never changes.
    named
        Whether to say who made them: only for who may change data, for it may be a person.

    Returns
    -------
    table
        What may be of a person in the words is hidden.
    """
    rows = []
    for one in reversed(versies):
        found = changes(one.nummer)
        in_rows = sum(bool(change.sleutel) for change in found)
        told = hide_personal(one.naam), dutch_day(one.wanneer), hide_personal(one.waarom)
        who = (hide_personal(one.wie),) if named else ()
        rows.append((one.nummer, *told, in_rows, len(found) - in_rows, *who))
    columns = (*_COLUMNS, _WHO) if named else _COLUMNS
    return Table("versies", "Versies van de gegevens, de nieuwste boven", columns, tuple(rows), "Versies")


def difference_table(before: Mapping[str, Rows], after: Mapping[str, Rows], caption: str) -> Table:
    """
    Put what differs between two versions in rows: one per field, or one for a row that is new or gone.

    Parameters
    ----------
    before, after
        ``Inhoud.rows`` of both.
    caption
        Above the table.

    Returns
    -------
    table
        By file, in the order of the second version; of a mailbox or number only that it changed.
    """
    rows: list[tuple[Cell, ...]] = []
    for name in dict.fromkeys((*after, *before)):
        old, new = (side.get(name, NO_ROWS).cells for side in (before, after))
        for ident in dict.fromkeys((*new, *old)):
            if ident not in old or ident not in new:
                what = "weg" if ident in old else "nieuw"
                rows.append((ident, name, what, "", "", ""))
            else:
                rows += ((ident, name, "gewijzigd", *field) for field in _fields(old[ident], new[ident]))
    return Table("verschil", caption, _DIFFERENCE, tuple(rows), "Verschil", header="regel")


def history_table(history: Sequence[Wijziging], versies: Mapping[int, Versie], sleutel: str) -> Table:
    """
    Put what became of one row in rows, the newest first.

    Parameters
    ----------
    history
        Output of ``Store.history``.
    versies
        Number to version.
    sleutel
        Id of the row.

    Returns
    -------
    table
        Per version which fields it changed, on whose word and why.
    """
    rows: list[tuple[Cell, ...]] = []
    before: Mapping[str, str] = {}
    for number, one in enumerate(history):
        versie = versies[one.versie]
        told = hide_personal(one.woord), hide_personal(versie.waarom)
        fields = list(_fields(before, one.cells)) if number and one.inhoud is not None else []
        if not fields:
            what = "regel weg" if one.inhoud is None else "regel nieuw" if not before else "plaats in het bestand"
            fields = [(what, "", "")]
        rows += [(one.versie, dutch_day(versie.wanneer), *field, *told) for field in fields]
        before = one.cells
    caption = f"Geschiedenis van {sleutel}, de nieuwste boven"
    return Table("geschiedenis", caption, _HISTORY, tuple(reversed(rows)), "Geschiedenis", header="kolom")


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Tell which fields differ, with both values."""
    for column in dict.fromkeys((*old, *new)):
        was, becomes = old.get(column, _EMPTY), new.get(column, _EMPTY)
        if was != becomes:
            yield (column, "", "gewijzigd") if column in MAILBOX_AND_NUMBER else (column, was, becomes)
