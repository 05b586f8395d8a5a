"""A store of data: versions that never change, each published as a whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from netmap.dutch import agree, join
from netmap.errors import NetmapError
from netmap.load import load_borders, load_tables
from netmap.personal import tells_of_person
from netmap.plausible import BORDERS_FILE
from netmap.remembered import read_words
from netmap.save import write_whole
from netmap.schema import dutch_now
from netmap.store.content import Inhoud, Voorstel, apply, find_changes, read_content
from netmap.store.database import VERSIE, WIJZIGING, StoreError, connect, reading, writing
from netmap.store.shape import NO_ROWS, ROW_FILES, Rows, join_folder, join_rows, load_contents, read_folder, split_rows
from netmap.store.trail import (
    Versie,
    Wijziging,
    append,
    head,
    keep_files,
    list_changes,
    list_versions,
    verify,
    write_reach,
)
from netmap.toegang import find_beyond, find_closed, may

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netmap.load import Tables
    from netmap.toegang import Actie, Gebruiker

_STEPS: Final = Path(__file__).resolve().parent / "migrations"
_NOTHING: Final = Inhoud(0, {}, {}, {})
"""What comes before the first version."""


@dataclass(frozen=True)
class Botsing:
    """A row that somebody else changed meanwhile."""

    voorstel: Voorstel
    nu: Mapping[str, str] | None
    """The cells that it has now; None when it is gone."""
    versie: Versie
    """Which version changed it."""
    volgnummer: int


class CollisionError(StoreError):
    """Nothing was published: others changed the same rows meanwhile. ``botsingen`` has both values of each."""

    def __init__(self, botsingen: Sequence[Botsing]) -> None:
        self.botsingen = tuple(botsingen)
        rows = ", ".join(f"{one.voorstel.bestand} {one.voorstel.sleutel}" for one in self.botsingen)
        last = self.botsingen[-1].versie
        super().__init__(
            f"Niet opgeslagen: {last.wie} veranderde intussen hetzelfde (versie {last.nummer}): {rows}. "
            "Bekijk beide waarden en kies."
        )


class Store:
    """
    A store of data.

    Parameters
    ----------
    engine
        Output of ``connect``.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @classmethod
    def at(cls, address: str) -> Self:
        """Open the store at an address; see ``connect``. StoreError when it is no address."""
        return cls(connect(address))

    def migrate(self) -> None:
        """Make the tables, or bring them up to date. StoreError when that cannot be done."""
        config = Config()
        config.set_main_option("script_location", str(_STEPS))
        with writing(self.engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def newest(self) -> int:
        """Return the number of the newest version, in one cheap query; 0 when there is none."""
        with reading(self.engine) as connection:
            return connection.scalar(sa.select(sa.func.max(VERSIE.c.nummer))) or 0

    def versions(self) -> tuple[Versie, ...]:
        """Return all versions, the oldest first."""
        with reading(self.engine) as connection:
            return list_versions(connection)

    def read(self, nummer: int | None = None) -> Inhoud:
        """
        Read all data of a version.

        Parameters
        ----------
        nummer
            Of the version; None for the newest.

        Returns
        -------
        inhoud
            All of it.

        Raises
        ------
        StoreError
            When there is no such version, or the store cannot be read.
        """
        with reading(self.engine) as connection:
            return read_content(connection, nummer)

    def history(self, bestand: str, sleutel: str) -> tuple[Wijziging, ...]:
        """Return every change of one row, the oldest first."""
        with reading(self.engine) as connection:
            asked = (WIJZIGING.c.bestand == bestand, WIJZIGING.c.sleutel == sleutel)
            return tuple(list_changes(connection, *asked))

    def changes(self, nummer: int) -> tuple[Wijziging, ...]:
        """Return what one version changed."""
        with reading(self.engine) as connection:
            return tuple(list_changes(connection, WIJZIGING.c.versie == nummer))

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the trail, in Dutch; see ``trail.verify``."""
        with reading(self.engine) as connection:
            return verify(connection)

    def head(self) -> str:
        """Return the hash of the newest change, to keep elsewhere."""
        with reading(self.engine) as connection:
            return head(connection)

    def take_over(
        self, folder: Path, *, gebruiker: Gebruiker, waarom: str, naam: str = ""
    ) -> tuple[Versie, tuple[str, ...]]:
        """
        Make a version of a whole data folder: the first, or what was changed outside the store.

        Parameters
        ----------
        folder
            A folder shaped like ``data/``.
        gebruiker, waarom, naam
            As in ``publish``.

        Returns
        -------
        versie
            The new version.
        notices
            Dutch sentences about files that were written in another way than netmap writes them.

        Raises
        ------
        DataError
            When the data in it are wrong.
        FolderError
            When it cannot be read.
        StoreError
            When they may not, when reason or name tells of a person, when what was said at the taking in is wrong,
            when nothing differs from the newest version, or when it could not be kept.
        """
        refuse_unless_all(gebruiker)
        tables = load_tables(folder)
        if (folder / BORDERS_FILE).exists():
            load_borders(folder, tables.gemeenten)
        contents = read_folder(folder)
        rows = {name: split_rows(name, content) for name, content in contents.items() if name in ROW_FILES}
        notices = tuple(
            f"{name} is overgenomen in de gewone vorm: UTF-8, met komma's."
            for name, one in rows.items()
            if join_rows(one) != contents[name]
        )
        files = {name: content for name, content in contents.items() if name not in rows}
        _refuse_wrong_words(files)
        with writing(self.engine) as connection:
            now = read_content(connection, None) if list_versions(connection) else _NOTHING
            return self._append(connection, now, files, rows, {}, (gebruiker.naam, waarom, naam)), notices

    def publish(
        self,
        voorstellen: Iterable[Voorstel],
        *,
        gebruiker: Gebruiker,
        waarom: str,
        naam: str = "",
        files: Mapping[str, bytes] | None = None,
    ) -> Versie:
        """
        Publish changes of rows as a new version: all of them, or none.

        Parameters
        ----------
        voorstellen
            One per row.
        gebruiker
            Who publishes it.
        waarom
            Why, in a sentence.
        naam
            Name of the version; blank for one with its number.
        files
            Files without rows that go along, such as what was said at the taking in: name to content.

        Returns
        -------
        versie
            The new version.

        Raises
        ------
        CollisionError
            When somebody else changed one of the rows after ``gezien``.
        DataError
            When the data would be wrong with it; says what, as ``check`` does.
        StoreError
            When a row is not theirs to change, when reason, name or word tells of a person, when what was said at the
            taking in is wrong, when there is nothing to change, or when it could not be kept.
        """
        _refuse_unless(gebruiker, "publiceren", "geen gegevens wijzigen")
        _refuse_wrong_words(files or {})
        asked = {(one.bestand, one.sleutel): one for one in voorstellen}
        with writing(self.engine) as connection:
            now = read_content(connection, None)
            collisions = (_find_collision(connection, now, one) for one in asked.values())
            if found := [one for one in collisions if one]:
                raise CollisionError(found)
            rows = apply(now.rows, asked.values())
            changed = {one.bestand for one in asked.values()}
            made = join_folder({**now.files, **(files or {})}, rows, changed)
            after = load_contents(made)
            _refuse_beyond(gebruiker, asked, files or {}, now, after)
            whole = {name: content for name, content in made.items() if name not in rows}
            words = {place: one.woord for place, one in asked.items()}
            return self._append(connection, now, whole, rows, words, (gebruiker.naam, waarom, naam))

    def restore(self, nummer: int, *, gebruiker: Gebruiker, waarom: str, naam: str = "") -> Versie:
        """Publish an earlier version anew; what was published after it stays in the history. As ``publish``."""
        refuse_unless_all(gebruiker)
        with writing(self.engine) as connection:
            now, then = read_content(connection, None), read_content(connection, nummer)
            told = gebruiker.naam, waarom, naam or f"terug naar {nummer}"
            return self._append(connection, now, then.files, then.rows, {}, told)

    def _append(
        self,
        connection: sa.Connection,
        now: Inhoud,
        files: Mapping[str, bytes],
        rows: Mapping[str, Rows],
        words: Mapping[tuple[str, str], str],
        told: tuple[str, str, str],
    ) -> Versie:
        """Add a version that holds these files: what differs from the newest, ``now``, goes into the trail."""
        nummer = now.nummer + 1
        wie, waarom, naam = told
        check_words(waarom, naam, words.values())
        versie = Versie(nummer, naam or f"versie {nummer}", dutch_now().astimezone(UTC).isoformat(), wie, waarom)
        if any(one.naam == versie.naam for one in list_versions(connection)):
            msg = f"Niet opgeslagen: er is al een versie die {versie.naam!r} heet. Kies een andere naam."
            raise StoreError(msg)
        changes = find_changes(now, files, rows, words)
        if not changes:
            msg = "Niet opgeslagen: er is geen verschil met de nieuwste versie."
            raise StoreError(msg)
        keep_files(connection, files.values())
        append(connection, versie, changes)
        for one in changes:
            if one.sleutel:
                write_reach(
                    connection, one.bestand, one.sleutel, rows.get(one.bestand, NO_ROWS).cells.get(one.sleutel, {})
                )
        return versie

    def put_folder(self, cache: Path, nummer: int | None = None) -> Path:
        """
        Write a version as a data folder, once.

        Parameters
        ----------
        cache
            Folder with one folder per version; made when it is not there, for its owner only.
        nummer
            Of the version; None for the newest.

        Returns
        -------
        folder
            Shaped like ``data/``; it never changes.

        Raises
        ------
        StoreError
            When there is no such version, or it cannot be read.
        OSError
            When it cannot be written.
        """
        inhoud = self.read(nummer)
        contents = inhoud.folder
        mark = hashlib.sha256(b"".join(contents.values())).hexdigest()[:12]
        folder = cache / f"versie-{inhoud.nummer}-{mark}"
        if not folder.exists():
            cache.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole({folder / name: content for name, content in contents.items()})
        return folder


def _find_collision(connection: sa.Connection, now: Inhoud, one: Voorstel) -> Botsing | None:
    """Find what somebody else made of a row meanwhile; a new row may have the id of one that is gone."""
    known = now.last.get((one.bestand, one.sleutel))
    if known is not None and known.volgnummer == one.gezien:
        return None
    asked = (WIJZIGING.c.bestand == one.bestand, WIJZIGING.c.sleutel == one.sleutel)
    last = next(reversed(tuple(list_changes(connection, *asked))), None)
    if last is None or last.volgnummer == one.gezien or (not one.gezien and last.inhoud is None):
        return None
    versie = next(versie for versie in list_versions(connection) if versie.nummer == last.versie)
    cells = now.rows[one.bestand].cells.get(one.sleutel) if one.bestand in now.rows else None
    return Botsing(one, cells, versie, last.volgnummer)


def refuse_unless_all(gebruiker: Gebruiker) -> None:
    """Refuse who may not change all data at once: StoreError."""
    _refuse_unless(gebruiker, "terugzetten", "niet alle gegevens vervangen")


def _refuse_unless(gebruiker: Gebruiker, actie: Actie, what: str) -> None:
    """Refuse who may do something nowhere, before the store is asked anything: StoreError."""
    if not may(gebruiker, actie):
        msg = f"Niet opgeslagen: {gebruiker.naam} mag {what}. Vraag het een beheerder."
        raise StoreError(msg)


def check_words(waarom: str, naam: str = "", words: Iterable[str] = ()) -> None:
    """
    Refuse what would be kept for ever and read by everybody.

    Parameters
    ----------
    waarom, naam
        Reason and name of a version.
    words
        On whose word rows change.

    Raises
    ------
    StoreError
        When there is no reason, or a person, address or number is seen in any of them; none of it is repeated.
    """
    if not waarom.strip():
        msg = "Niet opgeslagen: zeg eerst waarom."
        raise StoreError(msg)
    for name, said in (("de reden", [waarom]), ("de naam van de versie", [naam]), ("op wiens woord", set(words))):
        if any(map(tells_of_person, said)):
            msg = (
                f"Niet opgeslagen: in {name} staat een persoon, adres of nummer, en dat leest iedereen. "
                "Noem een functie of organisatie."
            )
            raise StoreError(msg)


def _refuse_wrong_words(files: Mapping[str, bytes]) -> None:
    """Refuse what was said at the taking in when nobody could read it back: StoreError."""
    try:
        read_words(files)
    except NetmapError as error:
        msg = f"Niet opgeslagen: {error}"
        raise StoreError(msg) from None


def _refuse_beyond(
    gebruiker: Gebruiker, asked: Iterable[tuple[str, str]], files: Mapping[str, bytes], now: Inhoud, after: Tables
) -> None:
    """Refuse rows and files that are not theirs: StoreError; of who may change everything nothing is looked up."""
    if may(gebruiker, "terugzetten"):
        return
    before = load_contents(now.folder)
    rows = find_beyond(gebruiker, asked, before, after)
    beyond = [*(ident for _, ident in rows), *find_closed(gebruiker, files, now.files, before)]
    if beyond:
        msg = (
            f"Niet opgeslagen: {join(beyond)} {agree(len(beyond), 'valt', 'vallen')} buiten wat {gebruiker.naam} mag "
            "wijzigen. Laat weg wat niet van u is, of vraag het een beheerder."
        )
        raise StoreError(msg)
