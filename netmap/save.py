"""Writing what somebody takes along: a whole file or none, and a Dutch sentence when it cannot be."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from netmap.errors import NetmapError, explain_os_error
from netmap.schema import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

READY: Final = ".netmap-nieuw"
"""Folder in a data folder with new files that belong together, on their way to their place."""
_LEFT_S: Final = 3600


def file_name(*parts: str, peildatum: date, suffix: str) -> str:
    """
    Name a file after what is in it.

    Parameters
    ----------
    parts
        What it is and of what area, in any words.
    peildatum
        The day it is about.
    suffix
        Such as ``pdf``, without a dot.

    Returns
    -------
    name
        ``netmap-rapport-oost-brabant-2026-11-22.pdf``: safe on every system.
    """
    words = "-".join(fold(part).replace("/", " ").replace("_", " ") for part in parts if part).replace(" ", "-")
    return f"netmap-{words}-{peildatum.isoformat()}.{suffix}"


def save_file(path: Path, content: bytes) -> None:
    """
    Write a file so that it is there as a whole, or not at all.

    Parameters
    ----------
    path
        Where to; the folder is made when it is not there. A file of that name is replaced.
    content
        All of it.

    Raises
    ------
    NetmapError
        When the folder cannot be written or the disk is full; an older file of that name is still there.
    """
    save_files({path: content})


def save_files(contents: Mapping[Path, bytes]) -> None:
    """
    Write files of one folder so that all are there as a whole, or none.

    Parameters
    ----------
    contents
        What to write where; the folder is made when it is not there. Files of that name are replaced.

    Raises
    ------
    NetmapError
        When the folder cannot be written or the disk is full; then all is as it was.
    """
    try:
        write_whole(contents)
    except OSError as error:
        first, *others = contents
        place = first.parent if others else first
        msg = (
            f"{place} kan niet worden geschreven ({explain_os_error(error)}). Controleer of de map bestaat, of u er "
            "mag schrijven en of er ruimte is; of kies een andere plaats met --out."
        )
        raise NetmapError(msg) from None


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """
    Write files in one move: all are written or none, also when the machine stops halfway.

    Parameters
    ----------
    contents
        What to write where; folders are made when they are not there. Files of that name are replaced. Several
        files must lie in one folder, whose readers call ``finish_writing`` first.

    Raises
    ------
    OSError
        When one of them cannot be written; then all is as it was, and no folder is left that was made for them.
    """
    folder = next(iter(contents)).parent
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_in(folder, contents)
    except (OSError, KeyboardInterrupt):
        for one in new:
            with suppress(OSError):  # it was not made, or somebody else put something in it
                one.rmdir()
        raise


def _write_in(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Write files in a folder that is there."""
    _remove_leftovers(folder)
    mark = f"{os.getpid()}-{threading.get_ident()}"
    if len(contents) == 1:
        for path, content in contents.items():
            _write_one(path, content, mark)
        return
    finish_writing(folder)
    staged = folder / f"{READY}-{mark}"
    try:
        staged.mkdir()
        for path, content in contents.items():
            _write_through(staged / path.name, content)
        _replace_together(folder, staged, contents, mark)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _replace_together(folder: Path, staged: Path, paths: Iterable[Path], mark: str) -> None:
    """Put the files of a folder in their place; when one cannot be moved the older ones come back."""
    older = {path: path.read_bytes() if path.exists() else None for path in paths}
    staged.rename(folder / READY)  # the move: from here on these files count, whoever puts them in their place
    try:
        finish_writing(folder)
    except (OSError, KeyboardInterrupt):
        with suppress(FileNotFoundError):
            (folder / READY).rename(staged)
        for path, content in older.items():
            if content is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content:
                _write_one(path, content, mark)
        raise


def finish_writing(folder: Path) -> None:
    """
    Put files in their place that a process which was stopped left ready.

    Parameters
    ----------
    folder
        The folder that is going to be read or written.

    Raises
    ------
    OSError
        When there are such files and they cannot be moved; what is in the folder is then not of one moment.
    """
    ready = folder / READY
    names = os.listdir(ready) if os.path.isdir(ready) else []  # never an error, unlike Path.is_dir
    for name in names:
        with suppress(FileNotFoundError):  # another process does the same
            (ready / name).replace(folder / name)
    with suppress(FileNotFoundError):
        ready.rmdir()


def _remove_leftovers(folder: Path) -> None:
    """Remove what a process that was stopped wrote halfway; of the last hour it may still be at work."""
    for path in (*folder.glob(".*.*-*.new"), *folder.glob(f"{READY}-*")):
        with suppress(OSError):  # another process does the same, or it cannot be removed: it is in nobody's way
            if time.time() - path.stat().st_mtime > _LEFT_S:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _write_one(path: Path, content: bytes, mark: str) -> None:
    """Write one file beside its place and then move it there."""
    new = path.with_name(f".{path.name}.{mark}.new")
    try:
        _write_through(new, content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
