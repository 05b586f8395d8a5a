"""Writing what somebody takes along: a whole file or none, and a Dutch sentence when it cannot be."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from netmap.errors import NetmapError, explain_os_error
from netmap.schema import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


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
    try:
        write_whole({path: content})
    except OSError as error:
        msg = (
            f"{path} kan niet worden geschreven ({explain_os_error(error)}). Controleer of de map bestaat, of u er mag "
            "schrijven en of er ruimte is; of kies een andere plaats met --out."
        )
        raise NetmapError(msg) from None


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """
    Write files in one move: whoever reads one meanwhile has the older or the new one, and all are written or none.

    Parameters
    ----------
    contents
        What to write where; folders are made when they are not there. Files of that name are replaced.

    Raises
    ------
    OSError
        When one of them cannot be written; the older ones are still there.
    """
    mark = f"{os.getpid()}-{threading.get_ident()}"
    new, old = ({path: path.with_name(f".{path.name}.{mark}.{end}") for path in contents} for end in ("new", "old"))
    replaced: list[Path] = []
    for path in contents:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        for path, content in contents.items():
            _write_through(new[path], content)
        for path in list(contents)[:-1]:  # the last one needs no way back
            if path.exists():
                _write_through(old[path], path.read_bytes())
        for path in contents:
            new[path].replace(path)
            replaced.append(path)
    finally:
        for path in replaced if len(replaced) < len(contents) else ():
            if old[path].exists():
                old[path].replace(path)
            else:
                path.unlink()
        for spare in (*new.values(), *old.values()):
            spare.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
