"""All data of one version: read from the trail, and what must go into the trail to make the next of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import sqlalchemy as sa

from netmap.schema import MAILBOX_AND_NUMBER, OPTIONAL_COLUMNS
from netmap.store.database import VERSIE, StoreError
from netmap.store.shape import NO_ROWS, ROW_FILES, Rows, join_folder
from netmap.store.trail import Wijziging, hide_reach, read_files, read_reach, read_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True)
class Voorstel:
    """A change of one row that somebody wants to publish."""

    bestand: str
    sleutel: str
    """Id of the row."""
    cells: Mapping[str, str] | None
    """All cells that are not blank, by column; None to take the row out."""
    gezien: int
    """``volgnummer`` of the last change that its maker saw; 0 for a new row."""
    woord: str = ""
    """On whose word, such as ``opgave van Moviera, 26 november 2026``."""


@dataclass(frozen=True)
class Inhoud:
    """All data of one version."""

    nummer: int
    files: Mapping[str, bytes]
    """Files without rows, by name."""
    rows: Mapping[str, Rows]
    """Files with rows, by name."""
    last: Mapping[tuple[str, str], Wijziging]
    """File and id to the last change of the row, and of a file as a whole with a blank id."""

    @cached_property
    def folder(self) -> dict[str, bytes]:
        """The files of a data folder: name to content."""
        return join_folder(self.files, self.rows, ())

    @property
    def places(self) -> list[tuple[str, str]]:
        """File and id of every row."""
        return [(name, ident) for name, one in self.rows.items() for ident in one.cells]


def read_content(connection: sa.Connection, nummer: int | None) -> Inhoud:
    """
    Read a version within a transaction.

    Parameters
    ----------
    connection
        Within a transaction.
    nummer
        Of the version; None for the newest.

    Returns
    -------
    inhoud
        All of it.

    Raises
    ------
    StoreError
        When there is no such version.
    """
    newest = connection.scalar(sa.select(sa.func.max(VERSIE.c.nummer))) or 0
    if not newest:
        msg = "Er is nog geen versie. Vul de opslag met 'python -m netmap store init'."
        raise StoreError(msg)
    asked = newest if nummer is None else nummer
    if not 1 <= asked <= newest:
        msg = f"Versie {asked} bestaat niet. De nieuwste is {newest}."
        raise StoreError(msg)
    state = read_state(connection, asked)
    reach = read_reach(connection)
    whole = {one.bestand: one.inhoud or "" for one in state if not one.sleutel and one.bestand not in ROW_FILES}
    contents = read_files(connection, whole.values())
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for one in state:
        if one.sleutel:
            known = reach.get((one.bestand, one.sleutel), {})
            kept = {key: known.get(key, "") if key in MAILBOX_AND_NUMBER else cell for key, cell in one.cells.items()}
            cells.setdefault(one.bestand, {})[one.sleutel] = {key: cell for key, cell in kept.items() if cell}
    rows = {
        one.bestand: Rows(tuple(json.loads(one.inhoud or "")), cells.get(one.bestand, {}))
        for one in state
        if not one.sleutel and one.bestand in ROW_FILES
    }
    return Inhoud(
        asked,
        {name: contents[sha256] for name, sha256 in whole.items()},
        rows,
        {(one.bestand, one.sleutel): one for one in state},
    )


def apply(rows: Mapping[str, Rows], voorstellen: Iterable[Voorstel]) -> dict[str, Rows]:
    """
    Take proposed changes into the files with rows.

    Parameters
    ----------
    rows
        File name to its rows.
    voorstellen
        One per row.

    Returns
    -------
    rows
        With changed rows in their place, new ones at the end, and columns and files as they are needed.

    Raises
    ------
    StoreError
        When a proposal names a file or column that does not exist.
    """
    cells = {name: dict(one.cells) for name, one in rows.items()}
    for one in voorstellen:
        if one.bestand not in ROW_FILES or (one.cells or {}).keys() - set(ROW_FILES[one.bestand]):
            msg = f"Niet opgeslagen: {one.bestand} is er niet, of heeft niet alle kolommen van {one.sleutel}."
            raise StoreError(msg)
        if one.cells is None:
            cells.get(one.bestand, {}).pop(one.sleutel, None)
        else:
            kept = {key: cell for key, cell in one.cells.items() if cell}
            cells.setdefault(one.bestand, {})[one.sleutel] = {**kept, "id": one.sleutel}
    return {name: Rows(_columns(name, rows.get(name, NO_ROWS).columns, found), found) for name, found in cells.items()}


def _columns(naam: str, known: tuple[str, ...], cells: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Add the columns that a file did not have and now needs, at its end; a new file has all that none may lack."""
    used = {key for row in cells.values() for key in row}
    if not known:
        return tuple(column for column in ROW_FILES[naam] if column in used or column not in OPTIONAL_COLUMNS)
    return (*known, *(column for column in ROW_FILES[naam] if column in used and column not in known))


def find_changes(
    now: Inhoud,
    files: Mapping[str, bytes],
    rows: Mapping[str, Rows],
    words: Mapping[tuple[str, str], str],
) -> list[Wijziging]:
    """
    Find what a version changes.

    Parameters
    ----------
    now
        The version before it.
    files, rows
        What it holds.
    words
        File and id to on whose word a row changes; blank when it is not in it.

    Returns
    -------
    changes
        Without numbers and hashes; those of files first, then of rows.
    """
    return [*_file_changes(now, files), *_row_changes(now, rows, words)]


def _file_changes(now: Inhoud, files: Mapping[str, bytes]) -> list[Wijziging]:
    """Find which files without rows are new, changed or gone."""
    gone = [name for name in now.files if name not in files]
    new = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return [
        _change(name, "", 0, inhoud, (), "")
        for name, inhoud in ({**dict.fromkeys(gone), **new}).items()
        if (known := now.last.get((name, ""))) is None or known.inhoud != inhoud
    ]


def _row_changes(now: Inhoud, rows: Mapping[str, Rows], words: Mapping[tuple[str, str], str]) -> list[Wijziging]:
    """Find which rows are new, changed, moved or gone, and on whose word."""
    changes = []
    for name in dict.fromkeys((*now.rows, *rows)):
        before = now.rows.get(name, NO_ROWS)
        after = rows.get(name, NO_ROWS)
        if before.columns != after.columns:
            header = json.dumps(after.columns, ensure_ascii=False) if name in rows else None
            changes.append(_change(name, "", 0, header, (), ""))
        places = {ident: now.last[name, ident].plaats for ident in before.cells}
        new_places = _find_places(places, list(after.cells))
        for ident in dict.fromkeys((*before.cells, *after.cells)):
            old, new = before.cells.get(ident), after.cells.get(ident)
            place = new_places.get(ident, places.get(ident, 0))
            if old == new and place == places[ident]:
                continue
            fields = tuple(
                sorted(key for key in {*(old or ()), *(new or ())} if (old or {}).get(key) != (new or {}).get(key))
            )
            inhoud = None if new is None else json.dumps(hide_reach(new), ensure_ascii=False, separators=(",", ":"))
            changes.append(_change(name, ident, place, inhoud, fields, words.get((name, ident), "")))
    return changes


def _change(
    bestand: str, sleutel: str, plaats: float, inhoud: str | None, velden: tuple[str, ...], woord: str
) -> Wijziging:
    """Make a change that has no number yet."""
    return Wijziging(0, 0, bestand, sleutel, float(plaats), inhoud, velden, woord, "")


def _find_places(known: Mapping[str, float], order: Sequence[str]) -> dict[str, float]:
    """Give every row a place so that they stand in this order; what can keep its place keeps it."""
    places: dict[str, float] = {}
    low = 0.0
    for i, ident in enumerate(order):
        place = known.get(ident, 0.0)
        if place <= low:
            later = (known[other] for other in order[i + 1 :] if known.get(other, 0.0) > low) if known else iter(())
            high = next(later, None)
            place = low + 1 if high is None else (low + high) / 2
        places[ident] = low = place
    return places
