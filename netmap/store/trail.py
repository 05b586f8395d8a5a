"""The audit trail: what every version changed, chained by hashes, and the state of each row that follows from it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from netmap.schema import MAILBOX_AND_NUMBER
from netmap.store.database import BEREIK, BESTAND, VERSIE, WIJZIGING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CHANGED: Final = "gewijzigd"
"""What stands in the trail for an address or number."""
_START: Final = "0" * 64


@dataclass(frozen=True)
class Versie:
    """One published version of all data."""

    nummer: int
    naam: str
    wanneer: str
    """Moment in UTC, as ISO writes it."""
    wie: str
    waarom: str


@dataclass(frozen=True)
class Wijziging:
    """What a version changed in one row of a file, or in a file without rows."""

    volgnummer: int
    versie: int
    bestand: str
    sleutel: str
    """Id of the row; blank for the file as a whole."""
    plaats: float
    """Place in the file: rows stand in this order."""
    inhoud: str | None
    """Cells as JSON, columns of a file with rows, or sha256 of a file without; None when it is gone."""
    velden: tuple[str, ...]
    """Columns that changed."""
    woord: str
    """On whose word."""
    hash: str

    @property
    def cells(self) -> dict[str, str]:
        """Cells that are not blank, by column; none when it is gone or is no row."""
        return dict(json.loads(self.inhoud)) if self.sleutel and self.inhoud else {}


def _chain(before: str, versie: Versie, one: Wijziging) -> str:
    """Hash one change together with its version and with all before it."""
    told = [before, versie.nummer, versie.naam, versie.wanneer, versie.wie, versie.waarom]
    told += [one.volgnummer, one.bestand, one.sleutel, one.plaats, one.inhoud, list(one.velden), one.woord]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def list_versions(connection: sa.Connection) -> tuple[Versie, ...]:
    """Read all versions, the oldest first."""
    return tuple(Versie(**row) for row in connection.execute(sa.select(VERSIE).order_by(VERSIE.c.nummer)).mappings())


def _read(row: sa.RowMapping) -> Wijziging:
    return Wijziging(**{**row, "velden": tuple(json.loads(row["velden"]))})


def list_changes(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> Iterator[Wijziging]:
    """Read the trail, the oldest first."""
    asked = sa.select(WIJZIGING).where(*where).order_by(WIJZIGING.c.volgnummer)
    return map(_read, connection.execute(asked).mappings())


def read_state(connection: sa.Connection, nummer: int) -> tuple[Wijziging, ...]:
    """
    Find the last change of every row and file up to a version.

    Parameters
    ----------
    connection
        Within a transaction.
    nummer
        Of the version.

    Returns
    -------
    changes
        Of what is there in that version, by file and place.
    """
    last = (
        sa.select(sa.func.max(WIJZIGING.c.volgnummer))
        .where(WIJZIGING.c.versie <= nummer)
        .group_by(WIJZIGING.c.bestand, WIJZIGING.c.sleutel)
    )
    order = (WIJZIGING.c.bestand, WIJZIGING.c.plaats, WIJZIGING.c.volgnummer)
    asked = sa.select(WIJZIGING).where(WIJZIGING.c.volgnummer.in_(last), WIJZIGING.c.inhoud.is_not(None))
    return tuple(map(_read, connection.execute(asked.order_by(*order)).mappings()))


def append(connection: sa.Connection, versie: Versie, changes: Sequence[Wijziging]) -> None:
    """
    Add a version to the trail.

    Parameters
    ----------
    connection
        Within a transaction that has the store for itself.
    versie
        The next one.
    changes
        What it changes; numbers and hashes are given out here.
    """
    newest = sa.select(WIJZIGING.c.volgnummer, WIJZIGING.c.hash).order_by(WIJZIGING.c.volgnummer.desc()).limit(1)
    number, before = connection.execute(newest).one_or_none() or (0, _START)
    rows: list[dict[str, Any]] = []
    for one in changes:
        number += 1
        numbered = Wijziging(**{**vars(one), "volgnummer": number, "versie": versie.nummer})
        before = _chain(before, versie, numbered)
        rows.append({**vars(numbered), "velden": json.dumps(one.velden), "hash": before})
    connection.execute(sa.insert(VERSIE), vars(versie))
    connection.execute(sa.insert(WIJZIGING), rows)


def verify(connection: sa.Connection) -> tuple[str, ...]:
    """
    Check the whole trail: every hash follows from what is before it, and every file is what its hash says.

    Parameters
    ----------
    connection
        Within a transaction.

    Returns
    -------
    problems
        A Dutch sentence for each row that was changed, added or removed behind the back of netmap; none when whole.
    """
    versions = {one.nummer: one for one in list_versions(connection)}
    problems = []
    before, number = _START, 0
    for one in list_changes(connection):
        number += 1
        versie = versions.get(one.versie)
        if one.volgnummer != number or versie is None or _chain(before, versie, one) != one.hash:
            where = f"wijziging {one.volgnummer} (versie {one.versie}, {one.bestand}, {one.sleutel or 'het bestand'})"
            problems.append(f"De keten klopt niet bij {where}: zij of wat ervoor staat, is buiten netmap om veranderd.")
            number = one.volgnummer
        before = one.hash
    seen = set(connection.scalars(sa.select(WIJZIGING.c.versie).distinct()))
    problems += [f"Versie {nummer} heeft geen wijzigingen: die zijn weg." for nummer in versions if nummer not in seen]
    for sha256, content in connection.execute(sa.select(BESTAND)):
        if hashlib.sha256(content).hexdigest() != sha256:
            problems.append(f"Het bestand met sha256 {sha256} is niet meer wat het was.")
    return tuple(problems)


def head(connection: sa.Connection) -> str:
    """Return the hash of the newest change: who kept it elsewhere sees whether the end of the trail is cut off."""
    newest = sa.select(WIJZIGING.c.hash).order_by(WIJZIGING.c.volgnummer.desc()).limit(1)
    return connection.scalars(newest).one_or_none() or _START


def hide_reach(cells: Mapping[str, str]) -> dict[str, str]:
    """Put a mark in the place of every address and number of a row."""
    return {key: CHANGED if key in MAILBOX_AND_NUMBER else cell for key, cell in cells.items()}


def read_reach(connection: sa.Connection) -> dict[tuple[str, str], dict[str, str]]:
    """Read the addresses and numbers as they are now: file and id to those of the row, by column."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for bestand, sleutel, kolom, waarde in connection.execute(sa.select(BEREIK)):
        found.setdefault((bestand, sleutel), {})[kolom] = waarde
    return found


def write_reach(connection: sa.Connection, bestand: str, sleutel: str, cells: Mapping[str, str]) -> None:
    """Keep the addresses and numbers of one row, in place of those before."""
    connection.execute(sa.delete(BEREIK).where(BEREIK.c.bestand == bestand, BEREIK.c.sleutel == sleutel))
    kept = [
        {"bestand": bestand, "sleutel": sleutel, "kolom": kolom, "waarde": waarde}
        for kolom, waarde in cells.items()
        if kolom in MAILBOX_AND_NUMBER
    ]
    if kept:
        connection.execute(sa.insert(BEREIK), kept)


def keep_files(connection: sa.Connection, contents: Iterable[bytes]) -> None:
    """Keep the content of files without rows, each content once."""
    for content in contents:
        sha256 = hashlib.sha256(content).hexdigest()
        if connection.execute(sa.select(BESTAND.c.sha256).where(BESTAND.c.sha256 == sha256)).one_or_none() is None:
            connection.execute(sa.insert(BESTAND), {"sha256": sha256, "inhoud": content})


def read_files(connection: sa.Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """Read files without rows: sha256 to content."""
    asked = sa.select(BESTAND).where(BESTAND.c.sha256.in_(list(hashes)))
    return {sha256: bytes(content) for sha256, content in connection.execute(asked)}
