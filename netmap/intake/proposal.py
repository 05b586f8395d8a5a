"""What a file would change: its rows checked as those of a data folder are, and laid beside what is known now."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from netmap.errors import Problem
from netmap.intake.matching import RELATED, match_rows
from netmap.inzet import Indicator, Inzet
from netmap.load import check_folder, file_of, load_tables
from netmap.organisaties import Organisatie
from netmap.personal import is_harmless, is_switchboard
from netmap.schema import DATE_COLUMNS, fold
from netmap.store.content import Voorstel, apply
from netmap.store.shape import Rows, join_folder, join_rows, load_contents, put_contents, split_rows
from netmap.validate import CONTACTS, INDICATOREN, ORGANISATIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from netmap.intake.mapping import Invoer, Koppeling
    from netmap.load import Tables
    from netmap.rows import DataFile

SOORTEN: Final = ("nieuw", "gewijzigd", "beëindigd", "bevestigd", "gelijk")
"""What a row does to the data."""
_ROW: Final = re.compile(r"\brij (\d+)\b")
_NOTICE: Final = re.compile(r"([\w.]+), rij (\d+), kolom (\w+): (.*)", re.DOTALL)
_OF_OTHERS: Final = frozenset({"spreekt_tegen", *RELATED})
"""Columns whose check needs all other rows."""
_LISTS: Final = ("vorm", "rol_gemeente", "spreekt_tegen", "aliassen")
"""Columns with more than one word."""


@dataclass(frozen=True)
class Opgave:
    """One row of a file that can be taken over, beside the row that is there now."""

    rij: int
    """Of the file, as the spreadsheet counts it."""
    sleutel: str
    """Id of the row in its file."""
    soort: str
    """One of ``SOORTEN``."""
    velden: Mapping[str, tuple[str, str]]
    """Column to what stands there now and what will; only those that change."""
    cells: Mapping[str, str]
    """All cells that are not blank, by column, as they will be."""
    bestand: str = CONTACTS.naam
    """The file of the data that it is a row of."""
    woord: str = ""
    """On whose word; blank for that of who publishes it."""
    blad: str = ""
    """The sheet it stands on, or form and sheet; blank where there is only one."""

    @property
    def place(self) -> tuple[str, str]:
        """Return file and id of the row: an id alone may stand in both files."""
        return self.bestand, self.sleutel


class Along(Protocol):
    """What goes along with rows that are taken over."""

    @property
    def files(self) -> dict[str, bytes]:
        """Files without rows: name to content."""


@dataclass(frozen=True)
class Vraag:
    """A name that a person must say the meaning of, once."""

    rij: int
    getypt: str
    """As it was typed; blank when it may be something else than a name of a place."""
    suggesties: tuple[str, ...]
    """Names that look like it, best first."""


@dataclass(frozen=True)
class Uitslag:
    """What comes of a file."""

    opgaven: tuple[Opgave, ...]
    """Rows that can be taken over, in the order of the file."""
    geweigerd: Mapping[int, tuple[str, ...]]
    """Row of the file to why it cannot, one sentence per cell."""
    problems: tuple[Problem, ...]
    """All that is wrong, with row and column of the file; those that do not block are taken over."""
    notices: tuple[str, ...]
    """What was read otherwise than written."""
    vragen: tuple[Vraag, ...]

    @property
    def gewijzigd(self) -> tuple[Opgave, ...]:
        """Return the rows that change something."""
        return tuple(one for one in self.opgaven if one.velden)

    def only(self, places: Iterable[tuple[str, str]]) -> Uitslag:
        """Leave out the rows of which file and id are not among these."""
        wanted = set(places)
        return replace(self, opgaven=tuple(one for one in self.opgaven if one.place in wanted))

    def voorstellen(self, gezien: Mapping[tuple[str, str], int], woord: str) -> tuple[Voorstel, ...]:
        """
        Make of the rows what a store can publish.

        Parameters
        ----------
        gezien
            File and id to the number of the last change of the row; 0 or absent for a new one.
        woord
            On whose word, where a row does not say.

        Returns
        -------
        voorstellen
            One per row that changes something.
        """
        return tuple(
            Voorstel(*one.place, one.cells, gezien.get(one.place, 0), one.woord or woord) for one in self.gewijzigd
        )


def add_up(uitslagen: Iterable[Uitslag]) -> Uitslag:
    """
    Put together what comes of more than one table, so that it is reviewed and published as one.

    Parameters
    ----------
    uitslagen
        One per table, in their order.

    Returns
    -------
    uitslag
        Without the rows that were refused: their numbers are those of more than one table. Their problems are there.
    """
    some = tuple(uitslagen)
    return Uitslag(
        tuple(row for one in some for row in one.opgaven),
        {},
        tuple(problem for one in some for problem in one.problems),
        tuple(said for one in some for said in one.notices),
        tuple(vraag for one in some for vraag in one.vragen),
    )


def weigh(contents: Mapping[str, bytes], koppeling: Koppeling, bestand: str, today: date | None = None) -> Uitslag:
    """
    Check the rows of a file by the rules of the data folder, and compare them with what is there.

    Parameters
    ----------
    contents
        The data of now: file name to content.
    koppeling
        The rows of the file, in our columns, and the file of the data that they are rows of.
    bestand
        Name of the file, for messages.
    today
        The day on which it is read; the day of now when None.

    Returns
    -------
    uitslag
        Rows with a problem that blocks are refused, the others can be taken over. A column that the file does not have
        stays as it is, as does a blank cell of a row without an id; personal data that do not belong in it are left
        out.

    Raises
    ------
    DataError, FolderError
        When the data of now cannot be used.
    """
    doel = koppeling.doel
    with tempfile.TemporaryDirectory() as name:
        folder = put_contents(Path(name), contents)
        before = load_tables(folder, today)
        known = split_rows(doel.naam, contents[doel.naam]).cells if doel.naam in contents else {}
        taken, problems = match_rows(koppeling, before, known, bestand)
        places = _Places(koppeling, bestand)
        notices = [
            f"{bestand}, rij {rij}: hier staat een optelling. Die rij gaat niet mee." for rij in koppeling.sommen
        ]
        while True:
            order = places.put(folder, known, taken)
            found = [one for one in check_folder(folder) if one.bestand == doel.naam and one.rij in order]
            cut = any(one.kolom is None for one in found)  # too much was wrong to look at all rows: ids may be there
            mine = [places.moved(one, order) for one in found if one.kolom and not (cut and one.kolom in _OF_OTHERS)]
            blocked = {one.rij for one in mine if one.blokkeert}
            problems += [one for one in mine if not blocked or one.blokkeert]
            if not blocked:
                break
            taken = {rij: cells for rij, cells in taken.items() if rij not in blocked}
        after = load_tables(folder, today)
        notices += [said for one in after.notices if (said := places.notice(one, order))]
    old = {one.id: one for one in _statements(before, doel).values()}
    new = {order[number]: one for number, one in _statements(after, doel).items() if number in order}
    opgaven = tuple(
        _compare(rij, new[rij], old.get(new[rij].id), known.get(new[rij].id, {}), taken[rij]) for rij in taken
    )
    refused: dict[int, tuple[str, ...]] = {}
    for one in problems:
        if one.blokkeert and one.rij is not None:
            refused[one.rij] = (*refused.get(one.rij, ()), f"{one.kolom}: {one.melding}" if one.kolom else one.melding)
    return Uitslag(opgaven, refused, tuple(sorted(problems)), tuple(notices), _questions(koppeling, refused, before))


def take_over(contents: Mapping[str, bytes], uitslag: Uitslag, along: Along) -> dict[str, bytes]:
    """
    Make a data folder in which the rows are taken over.

    Parameters
    ----------
    contents
        The data of now.
    uitslag
        Output of ``weigh`` for these.
    along
        What goes along, such as what people said about columns.

    Returns
    -------
    contents
        File name to content; source cards follow.

    Raises
    ------
    DataError
        When the data would be wrong with some of the rows and without the others.
    """
    made = merge(contents, uitslag, along)
    load_contents(made)
    return made


def merge(contents: Mapping[str, bytes], uitslag: Uitslag, along: Along) -> dict[str, bytes]:
    """Make the folder of ``take_over`` for who reads it anyway: whether the data are right then is not looked at."""
    chosen = uitslag.voorstellen({}, "")
    made = dict(contents)
    if chosen:
        changed = {one.bestand for one in chosen}
        rows = apply({name: split_rows(name, contents[name]) for name in changed if name in contents}, chosen)
        whole = {name: content for name, content in contents.items() if name not in changed}
        made = join_folder(whole, rows, sorted(changed))
    return made | along.files


def _statements(tables: Tables, doel: DataFile) -> dict[int, Inzet | Indicator | Organisatie]:
    """List the rows of one file, typed, by their number in it; a file of organisations was written without gaps."""
    if doel is ORGANISATIES:
        return dict(enumerate(tables.organisaties.known, start=2))
    rows: Sequence[Inzet | Indicator] = tables.indicatoren if doel is INDICATOREN else tables.contacts
    return {one.rij: one for one in rows if one.rij is not None}


class _Places:
    """Where a row of the file stands in the folder that is checked, and back."""

    def __init__(self, koppeling: Koppeling, bestand: str) -> None:
        self._bestand = bestand
        self._doel = koppeling.doel
        self._names = {kolom.doel: kolom.kop for kolom in koppeling.kolommen if kolom.doel}
        self._ids: dict[int, str] = {}
        self._named = {row.rij for row in koppeling.rows if row.cells.get("id")}

    def put(
        self, folder: Path, known: Mapping[str, Mapping[str, str]], taken: Mapping[int, Mapping[str, str]]
    ) -> dict[int, int]:
        """Write the file with the rows of the file behind what stays; return row there to row in the file."""
        coming = {cells["id"] for cells in taken.values()}
        stays = [cells for ident, cells in known.items() if ident not in coming]
        self._ids = {number: cells["id"] for number, cells in enumerate(stays, start=2)}
        rows = dict(enumerate([*stays, *taken.values()]))
        keyed = {str(number): cells for number, cells in rows.items()}
        (folder / self._doel.naam).write_bytes(join_rows(Rows(self._doel.columns, keyed)))
        return dict(enumerate(taken, start=len(stays) + 2))

    def moved(self, problem: Problem, order: Mapping[int, int]) -> Problem:
        """Tell a problem as one of the file; a row without an id that says what another does is not a new one."""
        assert problem.rij is not None  # of a row of the file
        rij = order[problem.rij]
        stops = problem.blokkeert or (problem.kolom == "id" and rij not in self._named)
        text = _ROW.sub(lambda found: self._name(int(found[1]), order), problem.melding)
        return Problem(self._bestand, rij, self._column(problem.kolom), text, stops)

    def notice(self, said: str, order: Mapping[int, int]) -> str:
        """Tell a notice as one of the file; blank when it is about another row."""
        found = _NOTICE.fullmatch(said)
        if not found or found[1] != self._doel.naam or int(found[2]) not in order:
            return ""
        return f"{self._bestand}, rij {order[int(found[2])]}, kolom {self._column(found[3])}: {found[4]}"

    def _column(self, column: str | None) -> str | None:
        """Name a column as the file does, if that can be shown."""
        return None if column is None else self._names.get(column, column).replace("…", column)

    def _name(self, number: int, order: Mapping[int, int]) -> str:
        return f"rij {order[number]}" if number in order else f"{self._ids.get(number, number)!r} van de gegevens"


def _form(one: Inzet | Indicator | Organisatie, telefoon: str) -> dict[str, str]:
    """Write a statement as a row of its file, without what must not be kept."""
    columns = file_of(one).columns
    cells: dict[str, str] = {
        **{column: str(getattr(one, column, "") or "") for column in columns},
        **{column: "; ".join(getattr(one, column)) for column in _LISTS if column in columns},
    }
    if not isinstance(one, Organisatie):
        cells |= {column: getattr(one.geschreven, column) for column in DATE_COLUMNS if column in columns}
    if isinstance(one, Inzet):
        cells["fte"] = "" if one.fte is None else f"{one.fte:g}"
        cells["telefoon"] = telefoon if is_switchboard(telefoon) else ""
    return {column: cell for column, cell in cells.items() if cell}


def _compare(
    rij: int,
    new: Inzet | Indicator | Organisatie,
    old: Inzet | Indicator | Organisatie | None,
    known: Mapping[str, str],
    cells: Mapping[str, str],
) -> Opgave:
    """Lay a row beside what is there: what says the same in other words stays as it is."""
    after, bestand = _form(new, cells.get("telefoon", "")), file_of(new)
    if old is None:
        fresh = {column: ("", cell) for column, cell in after.items()}
        return Opgave(rij, new.id, "nieuw", fresh, after, bestand.naam)
    before = _form(old, known.get("telefoon", ""))
    if "gebied" in before and _area(new) == _area(old):
        after["gebied"] = before["gebied"]
    fields = {
        column: (before.get(column, ""), after.get(column, ""))
        for column in bestand.columns
        if before.get(column, "") != after.get(column, "")
    }
    kept = {**known, **{column: now for column, (_, now) in fields.items()}}
    filled = {column: cell for column, cell in kept.items() if cell}
    return Opgave(rij, new.id, _kind(fields), fields, filled, bestand.naam)


def _area(one: Inzet | Indicator | Organisatie) -> tuple[object, ...]:
    """Which gemeenten, and parts of them, a row is about, however that is written."""
    return getattr(one, "codes", ()), getattr(one, "delen", ())


def _kind(fields: Mapping[str, tuple[str, str]]) -> str:
    """Say what a change is: an end, a confirmation and nothing else, or any other."""
    if not fields:
        return "gelijk"
    if (fields.get("tot", ("", ""))[1] and not fields["tot"][0]) or fields.get("status", ("", ""))[1] == "gestopt":
        return "beëindigd"
    return "bevestigd" if fields.keys() == {"bevestigd_op"} else "gewijzigd"


def _questions(koppeling: Koppeling, refused: Mapping[int, Sequence[str]], tables: Tables) -> tuple[Vraag, ...]:
    """Find the names of areas that a person must say the meaning of, each once."""
    asked: dict[str, Vraag] = {}
    for row in koppeling.rows:
        if row.rij in refused:
            for word in _words(row):
                found = tables.names.find(word)
                if found.suggestions and _asks(word, tables):
                    shown = word if is_harmless(word, " ".join(found.suggestions)) else ""
                    asked.setdefault(fold(word), Vraag(row.rij, shown, found.suggestions))
    return tuple(asked.values())


def _asks(word: str, tables: Tables) -> bool:
    """Say whether a word may be another name of one area; several names in a row are not."""
    try:
        tables.gebieden.parse(word)
    except ValueError as error:
        return "Bedoelt u" in str(error)
    return False


def _words(row: Invoer) -> list[str]:
    """Take the area of a row apart."""
    parts = (part.strip().removeprefix("-").strip() for part in row.cells.get("gebied", "").split(";"))
    return [part for part in parts if part]
