"""Whom was asked to confirm what, and what they said: a small file that goes along with the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import tomlkit

from netmap.errors import NetmapError
from netmap.files import read_note
from netmap.load import name_asked, place_asked, place_of
from netmap.ronde import list_put_to
from netmap.schema import RONDE_FILE
from netmap.validate import CONTACTS, INDICATOREN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netmap.load import Tables
    from netmap.ronde import Vragen
    from netmap.table import Place

ANTWOORDEN: Final = ("klopt", "klopt niet meer", "gewijzigd")
"""What can be answered to a statement."""
TERMIJN: Final = timedelta(days=42)
"""How long somebody has to answer."""
_HEAD: Final = "Aan wie is gevraagd wat nog klopt, en wat daarop is gezegd. Organisaties en functies, geen personen."


class Gevraagd(NamedTuple):
    """What was put to one politieregio or organisation."""

    aan: str
    op: date
    regels: tuple[str, ...]
    """The statements, as of ``name_asked``."""


class Gezegd(NamedTuple):
    """What was answered to one statement."""

    regel: str
    """As of ``name_asked``."""
    antwoord: str
    """One of ``ANTWOORDEN``."""
    op: date
    gezag: str
    """On whose word: an organisation or function."""


class Stand(NamedTuple):
    """How far one who was asked is."""

    gevraagd: Gevraagd
    gezegd: tuple[Gezegd, ...]
    """The last answer to each statement, of the day of the question or later; whoever gave it."""

    @property
    def open(self) -> int:
        """How many statements nobody answered."""
        return len(self.gevraagd.regels) - len(self.gezegd)

    @property
    def uiterlijk(self) -> date:
        """Last day to answer."""
        return self.gevraagd.op + TERMIJN

    def is_late(self, day: date) -> bool:
        """Whether there is something open after the last day."""
        return bool(self.open) and day > self.uiterlijk


@dataclass(frozen=True)
class Rondeboek:
    """All questions and answers, in the order in which they came."""

    gevraagd: tuple[Gevraagd, ...] = ()
    gezegd: tuple[Gezegd, ...] = ()

    def with_questions(self, vragen: Iterable[Vragen], op: date) -> Rondeboek:
        """Add what is put to somebody on a day; asked twice on one day is asked once."""
        asked = tuple(
            Gevraagd(one.aan, op, tuple(name_asked(place_of(row)) for row in (*one.inzetten, *one.indicatoren)))
            for one in vragen
        )
        again = {(one.aan, one.op) for one in asked}
        return replace(self, gevraagd=(*(one for one in self.gevraagd if (one.aan, one.op) not in again), *asked))

    def with_answers(self, gezegd: Iterable[Gezegd]) -> Rondeboek:
        """Add what was answered; the same answer twice is one."""
        return replace(self, gezegd=tuple(dict.fromkeys((*self.gezegd, *gezegd))))

    def standen(self, tables: Tables) -> tuple[Stand, ...]:
        """
        Say how far each who was asked is with the last question, by name.

        Parameters
        ----------
        tables
            The data: they tell which row is meant where an older book names it by an id that two rows have.
        """
        last = {one.aan: one for one in sorted(self.gevraagd, key=lambda one: one.op)}
        found = []
        for aan in sorted(last, key=str.casefold):
            one = last[aan]
            asked = _list_asked(one, tables)
            said = {
                place: word
                for word in sorted(self.gezegd, key=lambda word: word.op)
                if word.op >= one.op and (place := _find_row(word.regel, tables.statements)) in asked
            }
            found.append(Stand(one, tuple(said.values())))
        return tuple(found)

    @property
    def files(self) -> dict[str, bytes]:
        """The file that keeps it, by name; none when nothing was asked or said."""
        return {RONDE_FILE: self._to_toml()} if self.gevraagd or self.gezegd else {}

    def _to_toml(self) -> bytes:
        """Write it down; the same bytes for the same words."""
        document = tomlkit.document()
        document.add(tomlkit.comment(_HEAD))
        for name in ("gevraagd", "gezegd"):
            rows = tomlkit.aot()
            for one in getattr(self, name):
                cells = one._asdict()
                rows.append(tomlkit.item({key: list(v) if isinstance(v, tuple) else v for key, v in cells.items()}))
            if rows:
                document[name] = rows
        return tomlkit.dumps(document).encode()


def _list_asked(one: Gevraagd, tables: Tables) -> set[Place]:
    """List the rows of a question; of two rows with the id of an older book, that which is put to who was asked."""
    mine = list_put_to(one.aan, tables)
    asked: set[Place] = set()
    for regel in one.regels:
        asked.add(_find_row(regel, mine - asked))
    return asked


def _find_row(regel: str, places: Collection[Place]) -> Place:
    """Find the row that is meant; an id of an older book is that of a contact, unless only a criterium has it."""
    contact, criterium = (CONTACTS.naam, regel), (INDICATOREN.naam, regel)
    return place_asked(regel) or (criterium if criterium in places and contact not in places else contact)


def read_book(contents: Mapping[str, bytes]) -> Rondeboek:
    """
    Read what was asked and said before.

    Parameters
    ----------
    contents
        As of ``read_note``.

    Returns
    -------
    boek
        Empty when there is no such file among them.

    Raises
    ------
    NetmapError
        When the file cannot be read, or has other things in it.
    """
    found = read_note(contents, RONDE_FILE)
    asked, said = found.pop("gevraagd", []), found.pop("gezegd", [])
    whole = (
        not found
        and _has(asked, {"aan": str, "op": date, "regels": list})
        and _has(said, {"regel": str, "antwoord": str, "op": date, "gezag": str})
    )
    if not whole or not all(one["antwoord"] in ANTWOORDEN for one in said):
        msg = f"{RONDE_FILE} heeft niet de vorm die netmap schrijft. Zet een eerdere versie terug of haal het weg."
        raise NetmapError(msg)
    return Rondeboek(
        tuple(Gevraagd(one["aan"], one["op"], tuple(map(str, one["regels"]))) for one in asked),
        tuple(Gezegd(**one) for one in said),
    )


def _has(rows: Any, kinds: Mapping[str, type]) -> bool:
    """Whether it is a list of tables with exactly these keys and kinds."""
    return isinstance(rows, list) and all(
        isinstance(one, dict)
        and one.keys() == kinds.keys()
        and all(isinstance(one[key], kind) for key, kind in kinds.items())
        for one in rows
    )
