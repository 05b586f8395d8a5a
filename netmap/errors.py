"""Error types; the sentences in a ``DataError`` are Dutch and meant for the reader of the data."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_REASONS: Final = {
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.EEXIST: "daar staat al iets anders",
    errno.EFBIG: "het bestand is te groot",
    errno.EISDIR: "dit is een map",
    errno.ELOOP: "het verwijst naar zichzelf",
    errno.ENODEV: "dit is geen gewoon bestand",
    errno.ENOENT: "het bestaat niet",
    errno.ENOSPC: "de schijf is vol",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EROFS: "de schijf is alleen om te lezen",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def explain_os_error(error: OSError) -> str:
    """
    Say in Dutch why the system refuses a file.

    Parameters
    ----------
    error
        What the system said.

    Returns
    -------
    reason
        A few words; an unknown reason is a number that an administrator can look up.
    """
    return _REASONS.get(error.errno or 0, f"systeemfout {error.errno}")


MAX_SHOWN: Final = 50
"""Nobody mends more at once."""


def first_lines(lines: Iterable[object], most: int = MAX_SHOWN) -> list[str]:
    """
    Write messages one per line, and say how many more there are than can be read.

    Parameters
    ----------
    lines
        Problems or notices.
    most
        How many.

    Returns
    -------
    shown
        The first of them, and a sentence when there are more.
    """
    every = list(lines)
    rest = len(every) - most
    more = [f"En nog {rest:,} {'melding' if rest == 1 else 'meldingen'}.".replace(",", ".")] if rest > 0 else []
    return [*map(str, every[:most]), *more]


class NetmapError(Exception):
    """Anything netmap itself refuses; the message is a Dutch sentence for the user."""


class FolderError(NetmapError):
    """The data folder cannot be read at all: it, or a file in it, is missing or locked."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file: where it is, what was read and how to mend it."""

    bestand: str
    """File name, such as ``contacts.csv``."""
    rij: int | None
    """Row as a spreadsheet counts it: the header is row 1; None when it is about the whole file."""
    kolom: str | None
    """Column name, or None when it is about the whole row or file."""
    melding: str
    """What is wrong and how to mend it, in Dutch."""
    blokkeert: bool = True
    """Whether the data cannot be used before this is mended."""

    def __str__(self) -> str:
        """Return the line that ``check`` prints: one line, whatever the file holds."""
        place = [self.bestand]
        if self.rij is not None:
            place.append(f"rij {self.rij}")
        if self.kolom is not None:
            place.append(f"kolom {self.kolom}")
        line = f"{', '.join(place)}: {self.melding}"
        return "".join(sign if sign.isprintable() else " " for sign in line)


class DataError(NetmapError):
    """
    All problems of the data at once; the message holds the first of them.

    Attributes
    ----------
    problems
        Every problem found, in the order of the file.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(first_lines(self.problems)))
