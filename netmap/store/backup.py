"""A copy of an SQLite store that is whole while others write, and putting it back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from netmap.errors import explain_os_error
from netmap.store.database import StoreError, sqlite_path
from netmap.store.store import Store, refuse_unless_all

if TYPE_CHECKING:
    import sqlalchemy as sa

    from netmap.toegang import Gebruiker


def back_up(engine: sa.Engine, out: Path) -> None:
    """
    Copy a store, as it is at one moment.

    Parameters
    ----------
    engine
        Output of ``connect``, of an SQLite store.
    out
        Where to; an older file of that name is replaced.

    Raises
    ------
    StoreError
        When it is not SQLite, or one of the two files refuses; an older copy is still there then.
    """
    source = _file_of(engine)
    made = out.with_name(f".{out.name}.nieuw")
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as store,
            closing(sqlite3.connect(made)) as copy,
        ):
            store.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        os.replace(made, out)
    except sqlite3.Error as error:
        where = f"Controleer {source.name}, of kies een andere plaats dan {out} met --out."
        msg = f"Er is geen reservekopie gemaakt ({error.sqlite_errorname}). {where}"
        raise StoreError(msg) from None
    except OSError as error:
        msg = f"{out} kan niet worden geschreven ({explain_os_error(error)}). Kies een andere plaats met --out."
        raise StoreError(msg) from None
    finally:
        made.unlink(missing_ok=True)


def put_back(engine: sa.Engine, copy: Path, *, gebruiker: Gebruiker) -> None:
    """
    Make a store what a copy of it was.

    Parameters
    ----------
    engine
        Output of ``connect``, of an SQLite store that need not exist.
    copy
        Made by ``back_up``.
    gebruiker
        Who does it.

    Raises
    ------
    StoreError
        When they may not, when the copy is not whole, or cannot be put back; the store is as it was then.
    """
    refuse_unless_all(gebruiker)
    target = _file_of(engine)
    if not copy.is_file():
        msg = f"{copy} bestaat niet. Noem een bestand dat 'store backup' maakte."
        raise StoreError(msg)
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / copy.name  # to open a store is to write in it
        try:
            shutil.copyfile(copy, own)
        except OSError as error:
            msg = f"{copy} kan niet worden gelezen ({explain_os_error(error)})."
            raise StoreError(msg) from None
        if problems := Store.at(str(own)).verify():
            msg = f"{copy.name} is niet heel: {problems[0]} De opslag is niet veranderd."
            raise StoreError(msg)
        engine.dispose()
        try:
            with closing(sqlite3.connect(own)) as source, closing(sqlite3.connect(target)) as store:
                source.backup(store)
        except sqlite3.Error as error:
            msg = f"De kopie is niet teruggezet ({error.sqlite_errorname}). Stop de app en probeer het opnieuw."
            raise StoreError(msg) from None


def _file_of(engine: sa.Engine) -> Path:
    """Return the file of an SQLite store; StoreError for PostgreSQL, which has its own tools."""
    path = sqlite_path(engine)
    if path is None:
        msg = "Een reservekopie van PostgreSQL maakt u met pg_dump en zet u terug met pg_restore. Zie docs/beheer.md."
        raise StoreError(msg)
    return path
