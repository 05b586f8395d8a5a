"""Reading a file that somebody names: a plain file of a size that can be meant, and nothing that never ends."""

from __future__ import annotations

import errno
import re
import stat
import tomllib
from typing import TYPE_CHECKING, Any

from netmap.errors import NetmapError, explain_os_error

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_whole(path: Path, most: int) -> bytes:
    """
    Read a file as a whole.

    Parameters
    ----------
    path
        The file.
    most
        Bytes it may have.

    Returns
    -------
    content
        All of it.

    Raises
    ------
    OSError
        When it is missing or locked, is a folder, a pipe or a device, or is too large.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe without a writer keeps its reader waiting for ever
        raise OSError(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENODEV, "", str(path))
    if status.st_size > most:
        raise OSError(errno.EFBIG, "", str(path))
    return path.read_bytes()


def read_text(path: Path, most: int) -> str:
    """Read a file of at most so many bytes as text: UTF-8, with or without a mark, every line ending as ours do.

    OSError as `read_whole`; UnicodeDecodeError when it is no UTF-8.
    """
    return read_whole(path, most).decode("utf-8-sig").replace("\r\n", "\n")


def read_toml(path: Path, most: int) -> dict[str, Any]:
    """
    Read a file of settings.

    Parameters
    ----------
    path
        TOML.
    most
        Bytes it may have.

    Returns
    -------
    content
        What it says.

    Raises
    ------
    ValueError
        When it cannot be read or is no TOML: in Dutch what is the matter, to stand behind its name.
    """
    try:
        return tomllib.loads(read_text(path, most))
    except OSError as error:
        msg = f"kan niet worden gelezen ({explain_os_error(error)})"
        raise ValueError(msg) from None
    except (ValueError, RecursionError) as error:  # what is no UTF-8 or no TOML, and brackets without end
        line = line_of(error)
        msg = f"is geen geldige TOML{f' (regel {line})' if line else ''}"
        raise ValueError(msg) from None


def read_note(contents: Mapping[str, bytes], naam: str) -> dict[str, Any]:
    """
    Read a file of TOML that netmap keeps among data.

    Parameters
    ----------
    contents
        The files of a data folder: name to content.
    naam
        Name of the file.

    Returns
    -------
    found
        What it says; empty when it is not among them.

    Raises
    ------
    NetmapError
        When it is no TOML.
    """
    try:
        return tomllib.loads(contents.get(naam, b"").decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = line_of(error)
        msg = f"{naam} is geen goede TOML{f' (regel {line})' if line else ''}. Verbeter het of haal het weg."
        raise NetmapError(msg) from None


def line_of(error: Exception) -> str:
    """Find the number of the line that ``tomllib`` stumbled over; empty when it names none."""
    found = re.search(r"\(at line (\d+), column \d+\)", str(error))
    return found[1] if found else ""
