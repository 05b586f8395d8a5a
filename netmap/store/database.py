"""The tables of the store, and the two databases that can hold them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError

from netmap.errors import NetmapError

if TYPE_CHECKING:
    from collections.abc import Iterator

META: Final = sa.MetaData()
VERSIE: Final = sa.Table(
    "versie",
    META,
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("naam", sa.Text, nullable=False, unique=True),
    sa.Column("wanneer", sa.Text, nullable=False),
    sa.Column("wie", sa.Text, nullable=False),
    sa.Column("waarom", sa.Text, nullable=False),
)
"""What was published, and never changes."""
WIJZIGING: Final = sa.Table(
    "wijziging",
    META,
    sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, sa.ForeignKey("versie.nummer"), nullable=False),
    sa.Column("bestand", sa.Text, nullable=False),
    sa.Column("sleutel", sa.Text, nullable=False),
    sa.Column("plaats", sa.Double, nullable=False),
    sa.Column("inhoud", sa.Text),
    sa.Column("velden", sa.Text, nullable=False),
    sa.Column("woord", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index("wijziging_van", "bestand", "sleutel", "versie"),
)
"""
The audit trail, from which every version is read: one row per row of a file that a version changed.

``sleutel`` is the id of the row, blank for the file as a whole. ``inhoud`` is its cells as JSON, the columns of a file
with rows, or the sha256 of a file without; NULL when it is gone. ``velden`` are the columns that changed, ``woord`` on
whose word. ``hash`` covers all of it, its version, and the hash before it.
"""
BESTAND: Final = sa.Table(
    "bestand",
    META,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("inhoud", sa.LargeBinary, nullable=False),
)
"""Files without ids, each content once."""
BEREIK: Final = sa.Table(
    "bereik",
    META,
    sa.Column("bestand", sa.Text, primary_key=True),
    sa.Column("sleutel", sa.Text, primary_key=True),
    sa.Column("kolom", sa.Text, primary_key=True),
    sa.Column("waarde", sa.Text, nullable=False),
)
"""Addresses and numbers of functions as they are now: the trail only says that they changed, so they can be erased."""

_LOCK: Final = 0x6E65746D
"""Key of the lock with which PostgreSQL lets one version at a time be published."""
_WAIT_S: Final = 60
POSTGRESQL: Final = "postgresql+psycopg"


class StoreError(NetmapError):
    """The store cannot be read or written; nothing was saved."""


def connect(address: str) -> sa.Engine:
    """
    Connect to the database of a store.

    Parameters
    ----------
    address
        ``postgresql+psycopg://user@host/name``, ``sqlite:///path`` or the path of an SQLite file.

    Returns
    -------
    engine
        Of which a transaction with the option ``writes`` has the store for itself.

    Raises
    ------
    StoreError
        When the address is none of these.
    """
    try:
        url = sa.make_url(address if "://" in address else f"sqlite:///{address}")
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"sqlite", POSTGRESQL}:
        msg = (
            "NETMAP_DATABASE is geen adres van een database die netmap kent. "
            f"Schrijf {POSTGRESQL}://gebruiker@server/naam of het pad van een SQLite-bestand."
        )
        raise StoreError(msg)
    engine = sa.create_engine(url, pool_pre_ping=url.drivername == POSTGRESQL)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Write ahead, keep what refers to each other together, wait for who writes; and leave BEGIN to us."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_WAIT_S * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Lock at once when it is to be written: who reads first and writes later can be refused halfway."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Read within one moment; StoreError when the database cannot be reached or is none of ours."""
    try:
        with engine.connect().execution_options(**_steady(engine)) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        msg = f"De opslag kan niet worden gelezen: {_explain(error)}"
        raise StoreError(msg) from None


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Have the store for oneself: all that is done within is kept, or nothing. StoreError when it was not."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield connection
    except DBAPIError as error:
        msg = f"Niet opgeslagen: {_explain(error)} Er is niets veranderd; probeer het daarna opnieuw."
        raise StoreError(msg) from None


def _steady(engine: sa.Engine) -> dict[str, Any]:
    """Let PostgreSQL show one moment to a transaction; SQLite does so by itself."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


_EXPLAINED: Final = {
    "locked": "een ander is al lang aan het schrijven.",
    "full": "de schijf is vol. De beheerder moet ruimte maken.",
    "disk i/o": "de schijf weigert. De beheerder moet de schijf nakijken.",
    "readonly": "de opslag is alleen om te lezen. De beheerder moet schrijfrechten geven.",
    "read-only": "de opslag is alleen om te lezen. De beheerder moet schrijfrechten geven.",
    "unable to open": "het bestand kan niet worden geopend. Controleer NETMAP_DATABASE, de map en de rechten.",
    "not a database": "het bestand is geen database. Controleer NETMAP_DATABASE.",
    "malformed": "de database is beschadigd. De beheerder moet een reservekopie terugzetten.",
    "no such table": "er is nog geen opslag. Maak haar met 'python -m netmap store init'.",
    "relation": "er is nog geen opslag. Maak haar met 'python -m netmap store init'.",
    "permission denied": "de gebruiker van de database mag dit niet.",
    "password": "de database weigert de gebruiker. Controleer NETMAP_DATABASE.",  # pragma: allowlist secret
    "connection": "de database is niet te bereiken. Controleer of zij draait.",
}
"""Part of what a driver says, small, to what it means in Dutch; the first that fits."""


def _explain(error: DBAPIError) -> str:
    """Say in Dutch what a database says, without its values: they may be personal."""
    said = str(error.orig).casefold()
    found = next((meaning for word, meaning in _EXPLAINED.items() if word in said), None)
    return found or f"de database meldt {type(error.orig).__name__}."


def sqlite_path(engine: sa.Engine) -> Path | None:
    """Return the file of an SQLite store; None for another database."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
