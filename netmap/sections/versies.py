"""The versions of the data: which there are, what each changed, and what became of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import join
from netmap.load import place_of
from netmap.personal import hide_personal
from netmap.schema import DATE_COLUMNS, MAILBOX_AND_NUMBER, dutch_date, dutch_day
from netmap.sections.phrases import subject
from netmap.store.shape import NO_ROWS
from netmap.table import Column, Listing, Section, Table, cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from netmap.inzet import Uitspraak
    from netmap.store.shape import Rows
    from netmap.store.trail import Versie, Wijziging
    from netmap.table import Cell, Kind

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
_PLACE: Final = "plaats in het bestand"
CHANGED: Final = "Wat er veranderde"


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


def history_table(
    history: Sequence[Wijziging], versies: Mapping[int, Versie], sleutel: str, *, named: bool = False
) -> Table:
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
    named
        Whether to say who made each version: only for who may change data, for it may be a person.

    Returns
    -------
    table
        Per version which fields it changed, on whose word and why.
    """
    rows: list[tuple[Cell, ...]] = []
    for one, fields in _steps(history):
        versie = versies[one.versie]
        told = hide_personal(one.woord), hide_personal(versie.waarom)
        who = (hide_personal(versie.wie),) if named else ()
        rows += [(one.versie, dutch_day(versie.wanneer), *field, *told, *who) for field in fields]
    caption = f"Geschiedenis van {sleutel}, de nieuwste boven"
    columns = (*_HISTORY, _WHO) if named else _HISTORY
    return Table("geschiedenis", caption, columns, tuple(reversed(rows)), "Geschiedenis", header="kolom")


def changed_section(
    rows: Iterable[Uitspraak],
    histories: Mapping[tuple[str, str], Sequence[Wijziging]],
    versies: Sequence[Versie],
    naam: str,
) -> Section | None:
    """
    Tell since which version rows are as they are, each change on somebody's word.

    Parameters
    ----------
    rows
        Statements about one gemeente.
    histories
        File and id to the output of ``Store.history``; of rows that never changed it may lack.
    versies
        Output of ``Store.versions``, up to the one that is shown.
    naam
        Name of the gemeente.

    Returns
    -------
    section
        With a sentence per change after the first version, the newest first; None without any.
    """
    later = {one.nummer: one for one in versies[1:]}
    said: list[tuple[int, str]] = []
    for place, row in {place_of(one): one for one in rows}.items():
        for one, fields in _steps(histories.get(place, ())):
            if one.versie in later and fields != [(_PLACE, "", "")]:
                about = f"{subject(row.onderwerp)}, rij {row.id}"
                said.append((one.versie, f"{about}. {_tell_change(one, later[one.versie], fields)}"))
    if not said:
        return None
    told = tuple(sentence for _, sentence in sorted(said, key=lambda one: -one[0]))
    return Section("veranderd", CHANGED, f"{naam}: {CHANGED}", (), (Listing(told),))


def _tell_change(one: Wijziging, versie: Versie, fields: Sequence[tuple[str, str, str]]) -> str:
    """Say what one version made of a row, on whose word and why."""
    what = join([_tell_field(*field) for field in fields])
    word = f" Op wiens woord: {hide_personal(one.woord)}." if one.woord else ""
    return f"Sinds {describe_versie(versie)}: {what}.{word} Waarom: {hide_personal(versie.waarom).rstrip('.')}."


def _tell_field(column: str, was: str, becomes: str) -> str:
    """Say what became of one field: ``tot werd 1 juni 2026 (was leeg)``; without values what happened."""
    name = column.replace("_", " ")
    if not was:
        return f"{name} {becomes}".rstrip()
    kind: Kind = "date" if column in DATE_COLUMNS else "text"
    old, new = (_EMPTY.strip("()") if one == _EMPTY else cell_text(one, kind) for one in (was, becomes))
    return f"{name} werd {new} (was {old})"


def _steps(history: Iterable[Wijziging]) -> Iterator[tuple[Wijziging, list[tuple[str, str, str]]]]:
    """Tell of every change of a row which fields it changed, or what else happened, the oldest first."""
    before: Mapping[str, str] = {}
    for number, one in enumerate(history):
        fields = list(_fields(before, one.cells)) if number and one.inhoud is not None else []
        if not fields:
            what = "regel weg" if one.inhoud is None else "regel nieuw" if not before else _PLACE
            fields = [(what, "", "")]
        yield one, fields
        before = one.cells


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Tell which fields differ, with both values."""
    for column in dict.fromkeys((*old, *new)):
        was, becomes = old.get(column, _EMPTY), new.get(column, _EMPTY)
        if was != becomes:
            yield (column, "", "gewijzigd") if column in MAILBOX_AND_NUMBER else (column, was, becomes)
