"""Writing what somebody takes along: a whole file or none, and a Dutch sentence when it cannot be."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from netmap.errors import NetmapError, explain_os_error
from netmap.schema import fold

if TYPE_CHECKING:
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
        write_whole(path, content)
    except OSError as error:
        msg = (
            f"{path} kan niet worden geschreven ({explain_os_error(error)}). Controleer of de map bestaat, of u er mag "
            "schrijven en of er ruimte is; of kies een andere plaats met --out."
        )
        raise NetmapError(msg) from None


def write_whole(path: Path, content: bytes) -> None:
    """
    Write a file in one move: whoever reads it meanwhile has the older one or the new one.

    Parameters
    ----------
    path
        Where to; the folder is made when it is not there. A file of that name is replaced.
    content
        All of it.

    Raises
    ------
    OSError
        When it cannot be written; an older file of that name is still there.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_through(new, content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def write_through(path: Path, content: bytes) -> None:
    """
    Write a file and wait until it is on the disk.

    Parameters
    ----------
    path
        Where to, in a folder that exists.
    content
        All of it.

    Raises
    ------
    OSError
        When it cannot be written; what was written so far stays.
    """
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
