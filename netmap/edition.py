"""What is shown of a data folder: one edition, read as a whole, and the last good one while a newer one is wrong."""

from __future__ import annotations

import functools
import hashlib
import logging
import stat
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.cards import CARDS_FILE, load_sources
from netmap.errors import MAX_SHOWN, DataError, NetmapError, first_lines
from netmap.load import load_borders, load_tables
from netmap.schema import dutch_date, dutch_now
from netmap.settings import load_settings, settings_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import geopandas as gpd

    from netmap.cards import SourceCard
    from netmap.load import Tables
    from netmap.settings import Settings

_LOG: Final = logging.getLogger("netmap")
CALM: Final = 2.0
"""Seconds that files must stay as they are before a newer edition is read: who copies or saves them is done then."""
_TOLD: Final = 2
"""Problems that a reader is told; the administrator has ``check``."""
_SUFFIXES: Final = frozenset({".csv", ".geojson", ".toml"})


class Stamp(NamedTuple):
    """What an edition was read from: the same stamp is the same edition."""

    folder: str
    files: tuple[tuple[str, str], ...]
    """Name and sha256 of every file, of the settings too."""
    day: date
    """What is past and what is to come goes by it."""


@dataclass(frozen=True)
class Edition:
    """All that pages tell, read at one moment."""

    stamp: Stamp
    read_on: datetime
    tables: Tables
    borders: gpd.GeoDataFrame
    sources: tuple[SourceCard, ...]
    settings: Settings


class Refusal(NamedTuple):
    """A newer edition that is not shown."""

    stamp: Stamp
    error: NetmapError
    since: datetime

    shown: datetime
    """When the edition was read that is shown meanwhile."""

    @property
    def told(self) -> tuple[str, ...]:
        """What a reader should know, in Dutch: how old is what is shown, and what must be mended."""
        said = (
            f"U ziet de gegevens van {_moment(self.shown)}. Wat daarna veranderde, klopt niet, sinds "
            f"{_moment(self.since)}. De beheerder moet dit herstellen:"
        )
        return (said, *_wrong(self.error, _TOLD))


def _wrong(error: NetmapError, most: int) -> list[str]:
    return first_lines(error.problems if isinstance(error, DataError) else (error,), most)


def _moment(when: datetime) -> str:
    return f"{dutch_date(when.date())}, {when:%H:%M} uur"


def take_stamp(folder: Path, settings: Path | None, day: date) -> Stamp:
    """
    Take the stamp of what is on the disk now.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``, there or not.
    settings
        The file with settings, there or not; None without one.
    day
        The day on which it is read.

    Returns
    -------
    stamp
        Of files only that are ours and can be read: no dangling link, no lock file of an editor, no pipe.
    """
    found = sorted(folder.glob("*.*")) if folder.is_dir() else []
    files = [path for path in found if path.suffix in _SUFFIXES and path.name[0] not in ".~"]
    marks = ((str(path), _digest(path)) for path in [*files, *([settings] if settings else [])])
    return Stamp(str(folder), tuple((name, digest) for name, digest in marks if digest), day)


def _digest(path: Path) -> str:
    """Return the sha256 of a file; empty when there is nothing to read. A file that lies still is read once."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return ""
        written = (found.st_mtime_ns, found.st_ctime_ns)
        if time() - max(written) / 1e9 < CALM:  # it may be written once more within one tick of the disk's clock
            return _sha256(path)
        return _sha256_of(path, found.st_ino, found.st_size, written)
    except OSError:  # who loads it says why
        return ""


@functools.lru_cache(maxsize=256)
def _sha256_of(path: Path, *_: object) -> str:
    """Return the sha256 of a file that the disk describes like this."""
    return _sha256(path)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_edition(folder: Path, settings: Path | None, stamp: Stamp, now: datetime) -> Edition:
    """
    Read everything.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.
    settings
        The file with settings; None for the usual one.
    stamp
        Of both, taken before.
    now
        The moment.

    Returns
    -------
    edition
        Valid as a whole.

    Raises
    ------
    NetmapError
        When something is missing or wrong; says what, in Dutch.
    """
    tables = load_tables(folder, stamp.day)
    return Edition(
        stamp=stamp,
        read_on=now,
        tables=tables,
        borders=load_borders(folder, tables.gemeenten),
        sources=tuple(load_sources(folder)) if (folder / CARDS_FILE).exists() else (),
        settings=load_settings(settings),
    )


class Editions:
    """
    The editions of one folder: everybody is shown the last good one.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.
    settings
        The file with settings, there or not; None for the one of the working directory, when it is there.
    now
        The clock.
    """

    def __init__(self, folder: Path, settings: Path | None, now: Callable[[], datetime] = dutch_now) -> None:
        self._folder = folder
        self._settings = settings
        self._now = now
        self._reading = threading.Lock()
        self._good: Edition | None = None
        self._seen: tuple[Stamp, datetime] | None = None
        self._refused: Refusal | None = None

    def current(self) -> Edition:
        """
        Return the edition to show: of now when that is good, and else the last good one.

        Returns
        -------
        edition
            Of files that were the same for ``CALM`` seconds, but for the first.

        Raises
        ------
        NetmapError
            When what is there is wrong and nothing was good before.
        """
        good = self._good
        if not self._reading.acquire(blocking=good is None) and good is not None:
            return good  # another visitor waits for the newer one
        try:
            return self._look()
        finally:
            self._reading.release()

    def refusal(self) -> Refusal | None:
        """Return what keeps a newer edition from being shown; None when the newest is, or none ever was."""
        return self._refused if self._good else None

    def _look(self) -> Edition:
        """Look whether something changed, and read it once when it did."""
        now = self._now()
        stamp = self._stamp(now.date())
        if self._good is not None and stamp == self._good.stamp:
            self._refused = None
        elif self._good is None or self._is_calm(stamp, now):
            try:
                self._good = self._read(stamp, now)
                self._refused = None
            except NetmapError as error:
                if self._refused is None or self._refused.error is not error:
                    _LOG.warning("De gegevens worden niet getoond: %s", " | ".join(_wrong(error, MAX_SHOWN)))
                since = self._refused.since if self._refused else now
                self._refused = Refusal(stamp, error, since, self._good.read_on if self._good else now)
                if self._good is None:
                    raise
        return self._good

    def _stamp(self, day: date) -> Stamp:
        return take_stamp(self._folder, self._settings or settings_file(), day)

    def _read(self, stamp: Stamp, now: datetime) -> Edition:
        """Read what has this stamp, when it was not refused before."""
        if self._refused is not None and self._refused.stamp == stamp:
            raise self._refused.error.with_traceback(None)  # else what it passed through grows with every visitor
        fresh = load_edition(self._folder, self._settings, stamp, now)
        return fresh if self._good is None or self._stamp(stamp.day) == stamp else self._good

    def _is_calm(self, stamp: Stamp, now: datetime) -> bool:
        """Say whether nothing changed for a while: by what was seen, or by what the disk says of its files."""
        if self._seen is None or self._seen[0] != stamp:
            self._seen = (stamp, now)
        written = max(map(_changed_at, [self._folder, *(Path(name) for name, _ in stamp.files)]))
        latest = min(self._seen[1].timestamp(), written)
        return now.timestamp() - latest >= CALM


def _changed_at(path: Path) -> float:
    """Return when a file or folder last changed, in seconds; long ago when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return 0.0
    return max(found.st_mtime, found.st_ctime)
