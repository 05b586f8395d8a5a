"""A data folder taken apart into rows, and put together again to the byte."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from netmap.cards import CARDS_FILE
from netmap.errors import DataError
from netmap.load import load_tables
from netmap.plausible import BORDERS_FILE
from netmap.read import read_table
from netmap.validate import CONTACTS, INDICATOREN, METINGEN, ORGANISATIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netmap.load import Tables

ROW_FILES: Final = {file.naam: file.columns for file in (CONTACTS, INDICATOREN, ORGANISATIES, METINGEN)}
"""Files of which every row has an id, and so a history of its own; with the columns they may have."""
_SUFFIXES: Final = frozenset({".csv", ".toml"})


class Rows(NamedTuple):
    """One file with ids, as its rows."""

    columns: tuple[str, ...]
    """As the header has them."""
    cells: Mapping[str, Mapping[str, str]]
    """Id to the cells that are not blank, by column; in the order of the file."""


NO_ROWS: Final = Rows((), {})


def load_contents(contents: Mapping[str, bytes], today: date | None = None) -> Tables:
    """
    Read the tables of a data folder that is in memory; the borders have no part in this.

    Parameters
    ----------
    contents
        File name to content.
    today
        As of ``load_tables``.

    Returns
    -------
    tables
        Whose folder is gone.

    Raises
    ------
    DataError, FolderError
        As of ``load_tables``.
    """
    with tempfile.TemporaryDirectory() as name:
        return load_tables(put_contents(Path(name), contents), today)


def put_contents(folder: Path, contents: Mapping[str, bytes]) -> Path:
    """Write the files of a data folder, without the borders, in an empty folder."""
    for name, content in contents.items():
        if name != BORDERS_FILE:
            (folder / name).write_bytes(content)
    return folder


def read_folder(folder: Path) -> dict[str, bytes]:
    """
    Read the files that make up a data folder.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.

    Returns
    -------
    contents
        File name to content, by name.

    Raises
    ------
    OSError
        When one of them cannot be read.
    """
    found = [path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES or path.name == BORDERS_FILE]
    return {path.name: path.read_bytes() for path in found if path.is_file() and path.name[0] not in ".~"}


def split_rows(naam: str, content: bytes) -> Rows:
    """
    Take a file apart into its rows.

    Parameters
    ----------
    naam
        A key of ``ROW_FILES``.
    content
        A CSV file in any of the ways a spreadsheet program saves it.

    Returns
    -------
    rows
        The rows by id.

    Raises
    ------
    DataError
        When it is no such file.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / naam
        path.write_bytes(content)
        table = read_table(path, ROW_FILES[naam])
    if table.problems:
        raise DataError(table.problems)
    return Rows(table.columns, {row["id"]: {key: cell for key, cell in row.items() if cell} for row in table.rows})


def join_rows(rows: Rows) -> bytes:
    """Put the rows of a file together: UTF-8, commas, quotes only where they must be."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([cells.get(column, "") for column in rows.columns] for cells in rows.cells.values())
    return text.getvalue().encode()


def renew_cards(content: bytes, files: Mapping[str, bytes], counts: Mapping[str, int]) -> bytes:
    """
    Bring the source cards of changed files up to date: how many rows, and which bytes.

    Parameters
    ----------
    content
        Of ``bronnen.toml``.
    files
        The changed files.
    counts
        How many rows each has.

    Returns
    -------
    content
        With all else as it was; a file without a card gets none.
    """
    try:
        document = tomlkit.parse(content.decode())
    except (TOMLKitError, UnicodeDecodeError):  # who checks the folder says what is wrong with it
        return content
    for name, new in files.items():
        card = document.get(name)
        if isinstance(card, Table):
            card.update({"rijen": counts[name], "sha256": hashlib.sha256(new).hexdigest()})
    return tomlkit.dumps(document).encode()


def join_folder(whole: Mapping[str, bytes], rows: Mapping[str, Rows], changed: Iterable[str]) -> dict[str, bytes]:
    """
    Put a data folder together.

    Parameters
    ----------
    whole
        The files without ids.
    rows
        Those with.
    changed
        Names of files whose source cards must follow.

    Returns
    -------
    contents
        File name to content, by name.
    """
    files = {name: join_rows(one) for name, one in rows.items()}
    made = {**whole, **files}
    renewed = {name: files[name] for name in changed if name in files}
    if renewed and CARDS_FILE in made:
        counts = {name: len(rows[name].cells) for name in renewed}
        made[CARDS_FILE] = renew_cards(made[CARDS_FILE], renewed, counts)
    return dict(sorted(made.items()))
