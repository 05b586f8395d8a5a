"""From a data folder to validated tables, borders and source cards."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from netmap.aankondigingen import Aankondiging, read_announced
from netmap.cards import CARDS_FILE, compare_files, load_sources
from netmap.centrumgemeenten import Indeling, read_indeling
from netmap.conflicts import check_references, find_conflicts
from netmap.errors import DataError, FolderError, Problem, explain_os_error
from netmap.geojson import read_map
from netmap.handvatten import Handvat, read_handvatten
from netmap.inzet import Indicator, Inzet, Meting, name_codes, same_as
from netmap.names import Names
from netmap.organisaties import Organisatie, Organisaties, complete
from netmap.plausible import BORDERS_FILE, check_map
from netmap.regio import Gebieden
from netmap.register import read_register
from netmap.rows import Reader
from netmap.save import READY, finish_writing
from netmap.schema import dutch_today
from netmap.tegenspraak import oppose
from netmap.tellingen import Telling, read_telling
from netmap.validate import CONTACTS, INDICATOREN, METINGEN, ORGANISATIES, PLAATSEN, TELLINGEN, check_inzet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from netmap.cards import SourceCard
    from netmap.inzet import Uitspraak
    from netmap.rows import DataFile, Row

DATA_DIR = Path(__file__).resolve().parent.parent / "data"
"""The data that netmap ships with."""
MAKE_BORDERS: Final = "Maak het met 'python -m netmap borders', met --jaar of --bestand."


@dataclass(frozen=True)
class Tables:
    """The validated tables of one data folder."""

    folder: Path
    gemeenten: pd.DataFrame
    """Indexed by ``code`` (sorted); columns of ``schema.GEMEENTE_COLUMNS``; ``inwoners`` whole numbers. And
    ``centrumgemeente_vo``: name of the centrumgemeente vrouwenopvang, blank where it is not known."""
    indeling: Mapping[str, Indeling]
    """Gemeente code to what is known of its centrumgemeente; empty without ``centrumgemeenten.csv``."""
    herindelingen: pd.DataFrame
    """Columns of ``schema.HERINDELING_COLUMNS``; ``datum`` is a ``datetime.date``."""
    aangekondigd: tuple[Aankondiging, ...]
    """Herindelingen that are not yet law and not in these tables, by day."""
    contacts: tuple[Inzet, ...]
    """Rows of ``contacts.csv`` in its order."""
    organisaties: Organisaties
    """Tells which names are one organisation."""
    names: Names
    gebieden: Gebieden
    notices: tuple[str, ...]
    """What was read otherwise than written, in Dutch; never a person's name."""
    problems: tuple[Problem, ...]
    """What should be mended but does not stop the work, such as a row without a source."""
    indicatoren: tuple[Indicator, ...]
    """What sources say about the criteria per area, ordered by id."""
    metingen: tuple[Meting, ...]
    """What surveys found for the whole country, the newest first."""
    tellingen: tuple[Telling, ...]
    """Official counts of the cover, by day."""
    handvatten: tuple[Handvat, ...]
    """Guides and examples that help with a criterium, by criterium."""
    licenties: Mapping[str, str]
    """Name of a file to the terms on its source card; without files that have none."""
    vandaag: date
    """The day on which they were read: what is past and what is to come goes by it."""
    doorgevoerd: tuple[Aankondiging, ...] = ()
    """Herindelingen that these tables have as if they were law; none as read, see ``indelingen.carry_out``."""
    versie: int = 0
    """Which version of the store was asked for, when it is not the newest: files of it say so. 0 for the newest."""

    @property
    def statements(self) -> dict[tuple[str, str], Inzet | Indicator]:
        """The contacts and indicatoren by file and id: an id alone may stand in both files."""
        every: tuple[Inzet | Indicator, ...] = (*self.contacts, *self.indicatoren)
        return {place_of(one): one for one in every}

    @property
    def cut_off(self) -> tuple[Problem, ...]:
        """What is wrong with a file as a whole: it lacks rows, so everything made of it shows too little."""
        return tuple(problem for problem in self.problems if problem.rij is None)


def file_of(row: Uitspraak | Organisatie) -> DataFile:
    """Tell of which file a row is."""
    if isinstance(row, Organisatie):
        return ORGANISATIES
    return CONTACTS if isinstance(row, Inzet) else INDICATOREN


def place_of(statement: Uitspraak) -> tuple[str, str]:
    """Tell the file and id of a statement."""
    return file_of(statement).naam, statement.id


def name_asked(place: tuple[str, str]) -> str:
    """
    Name a statement in the book of the rounds.

    Parameters
    ----------
    place
        Its file and id; see ``place_of``.

    Returns
    -------
    regel
        Its id with its file: an id alone may stand in two. Books of 0.8 and before have the id alone.
    """
    bestand, ident = place
    return f"{ident} ({bestand})"


def place_asked(regel: str) -> tuple[str, str] | None:
    """Read a name of ``name_asked`` back as file and id; None for one of an older book, that has no file."""
    ends = {f" ({file.naam})": file.naam for file in (CONTACTS, INDICATOREN)}
    return next(((naam, regel.removesuffix(end)) for end, naam in ends.items() if regel.endswith(end)), None)


def load_tables(folder: Path = DATA_DIR, today: date | None = None) -> Tables:
    """
    Read and validate the register, the herindelingen, the contacts and the indicatoren.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.
    today
        The day on which it is read; the day of now when None. A source of a later day counts as undated.

    Returns
    -------
    tables
        Validated frames; see ``Tables``.

    Raises
    ------
    FolderError
        When the folder, ``gemeenten.csv`` or ``contacts.csv`` is missing or cannot be opened.
    DataError
        With every problem that makes the data unusable, over all files at once.
    """
    reader, cards = _open(folder, today or dutch_today())
    tables = _read_all(reader, cards)
    stopping = [problem for problem in reader.problems if problem.blokkeert]
    if stopping or tables is None:
        raise DataError(stopping)
    return tables


def check_folder(folder: Path = DATA_DIR, tell: Callable[[Iterable[str]], None] | None = None) -> list[Problem]:
    """
    Find everything wrong with a data folder, the borders included when they are there.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.
    tell
        Is told in Dutch what was read otherwise than written.

    Returns
    -------
    problems
        All problems, by file; empty when the folder is clean.

    Raises
    ------
    FolderError
        When the folder, ``gemeenten.csv`` or ``contacts.csv`` is missing or cannot be opened.
    """
    reader, cards = _open(folder, dutch_today())
    tables = _read_all(reader, cards)
    problems = reader.problems
    if tables is not None:
        if not any(problem.blokkeert for problem in problems):  # else a cell may stand for what it does not say
            problems += find_conflicts(tables.contacts, tables.organisaties, CONTACTS.naam)
        if os.path.lexists(folder / BORDERS_FILE):
            try:
                load_borders(folder, tables.gemeenten, tell)
            except DataError as error:
                problems += error.problems
    if tell is not None:
        tell([*reader.notices, *compare_files(folder, cards)])
    return problems


def _open(folder: Path, today: date) -> tuple[Reader, list[SourceCard]]:
    """Find the folder and read its source cards, if it has them."""
    try:
        is_folder = folder.is_dir()
    except OSError:  # a path that the system refuses, such as one that is too long
        is_folder = False
    if not is_folder:
        msg = f"De map {folder} bestaat niet of is geen map. Noem een map met gemeenten.csv en contacts.csv."
        raise FolderError(msg)
    _finish_writing(folder)
    if not os.path.lexists(folder / CARDS_FILE):
        reader = Reader(folder, today)
        reader.notices.append(f"{CARDS_FILE} ontbreekt: of de bestanden heel zijn en van welke dag, is niet bekend.")
        return reader, []
    try:
        cards = load_sources(folder)
    except DataError as error:
        reader = Reader(folder, today)
        reader.problems += error.problems
        return reader, []
    reader = Reader(folder, today, {card.bestand: card.rijen for card in cards})
    if not cards:
        reader.notices.append(f"{CARDS_FILE} is leeg: of de bestanden heel zijn en van welke dag, is niet bekend.")
    return reader, cards


def _read_all(reader: Reader, cards: Iterable[SourceCard]) -> Tables | None:
    """Read the tables; None when the register cannot be used."""
    today = reader.today
    gemeenten, herindelingen = read_register(reader, DATA_DIR)
    if gemeenten.empty:
        reader.read(CONTACTS, lambda _row, _values: None)
        return None
    plaatsen = reader.read(PLAATSEN, lambda _row, values: (str(values["naam"]), str(values["code"])))
    names = Names(gemeenten, herindelingen, plaatsen)
    indeling = read_indeling(reader, names, gemeenten.index)
    gemeenten = gemeenten.assign(
        centrumgemeente_vo=[indeling[code].centrum if indeling else "" for code in gemeenten.index]
    )
    gebieden = Gebieden(gemeenten, names)
    organisaties = Organisaties(_organisaties(reader), names.is_gemeente)
    read_on = {card.bestand: min(card.peildatum, today) for card in cards}
    contacts = reader.read(CONTACTS, partial(_inzet, gebieden, read_on.get(CONTACTS.naam, today)))
    if not contacts and not any(problem.bestand == CONTACTS.naam for problem in reader.problems):
        text = "er staat geen enkele rij in, dus is alles onbekend. Zet het hele bestand terug of vul het."
        reader.problems.append(Problem(CONTACTS.naam, None, None, text, blokkeert=False))
    indicator = partial(_indicator, gebieden, gemeenten, read_on.get(INDICATOREN.naam, today))
    indicatoren = reader.read(INDICATOREN, indicator)
    for file, rows in ((CONTACTS, contacts), (INDICATOREN, indicatoren)):
        reader.problems += check_references(rows, file.naam)
    metingen = reader.read(METINGEN, _meting)
    tellingen = reader.read(TELLINGEN, read_telling)
    return Tables(
        folder=reader.folder,
        gemeenten=gemeenten,
        indeling=indeling,
        herindelingen=herindelingen,
        aangekondigd=read_announced(reader, gemeenten),
        contacts=complete(contacts, gemeenten, organisaties),
        organisaties=organisaties,
        names=names,
        gebieden=gebieden,
        notices=tuple(reader.notices),
        problems=tuple(problem for problem in reader.problems if not problem.blokkeert),
        indicatoren=oppose(sorted(indicatoren, key=attrgetter("id"))),  # the order of the file must not matter
        metingen=tuple(sorted(metingen, key=lambda meting: (-meting.jaar, meting.id))),
        tellingen=tuple(sorted(tellingen)),
        handvatten=read_handvatten(reader),
        licenties={card.bestand: card.licentie for card in cards},
        vandaag=today,
    )


def _organisaties(reader: Reader) -> list[Organisatie]:
    """Read which organisations there are: a name is of one, and a mother or who lends a person is one too."""
    named: dict[str, int] = {}
    mothers: dict[str, tuple[Row, str, str]] = {}

    def make(row: Row, values: dict[str, Any]) -> Organisatie:
        for column, names in (("naam", (values["naam"],)), ("aliassen", values["aliassen"])):
            for name in filter(None, names):
                if (earlier := named.setdefault(same_as(name), row.number)) != row.number:
                    row.wrong(column, f"deze naam staat ook in rij {earlier}. Een naam is van één organisatie.")
        made = Organisatie(**values)
        mothers[made.id] = row, "moederorganisatie" if made.moederorganisatie else "deelt_persoon_met", made.boven
        return made

    found = reader.read(ORGANISATIES, make)
    for ident, (row, column, mother) in mothers.items():
        above = [ident]
        while mother in mothers and mother not in above:
            above.append(mother)
            mother = mothers[mother][-1]
        if mother:
            text = "dit is geen id van een andere organisatie in dit bestand. Geef haar een eigen rij."
            if mother in mothers:
                text = "deze organisatie is zo haar eigen moeder. Laat de cel leeg bij de hoogste."
            reader.problems.append(Problem(ORGANISATIES.naam, row.number, column, text))
    return found


def _date_source(values: dict[str, Any], read_on: date, today: date) -> None:
    """Say of a source without a date when it can be from at the latest; a day after today is no date."""
    for column in {"bron_datum", "bevestigd_op"} & values.keys():
        if values[column] is not None and values[column] > today:
            values[column] = None
    if values["bron_datum"] is None:
        values["bron_uiterlijk"] = values.get("bron_uiterlijk") or read_on


def _inzet(gebieden: Gebieden, read_on: date, row: Row, values: dict[str, Any]) -> Inzet:
    """Make an inzet; a telephone number goes no further than this."""
    area = row.area(gebieden)
    check_inzet(row, values)
    _date_source(values, read_on, row.today)
    return Inzet(
        rij=row.number,
        gebied=row.cells["gebied"],
        codes=area.codes,
        delen=area.delen,
        geschreven=row.written(),
        **values,
    )


def _indicator(
    gebieden: Gebieden, gemeenten: pd.DataFrame, read_on: date, row: Row, values: dict[str, Any]
) -> Indicator:
    codes = row.area(gebieden).codes
    row.check_past(values, "bron_datum", "bevestigd_op")
    row.check_period(values)
    _date_source(values, read_on, row.today)
    gebied = row.cells["gebied"]
    return Indicator(
        rij=row.number,
        gebied=gebied,
        gebied_namen=name_codes(gebied, gemeenten),
        codes=codes,
        geschreven=row.written(),
        **values,
    )


def _meting(row: Row, values: dict[str, Any]) -> Meting | None:
    row.check_past(values, "bron_datum")
    return Meting(rij=row.number, geschreven=row.written(), **values) if values["jaar"] else None


def _finish_writing(folder: Path) -> None:
    """Read no folder of which half is new: put in place what ``borders`` was stopped at; FolderError if that fails."""
    try:
        finish_writing(folder)
    except OSError as error:
        msg = (
            f"In de map {folder} staan nieuwe bestanden klaar ({READY}) die niet op hun plaats kunnen komen "
            f"({explain_os_error(error)}). Voer 'python -m netmap check' uit als iemand die in de map mag schrijven."
        )
        raise FolderError(msg) from None


def load_register(folder: Path) -> pd.DataFrame:
    """
    Read and validate the register alone, for who needs no contacts.

    Parameters
    ----------
    folder
        A folder with ``gemeenten.csv``.

    Returns
    -------
    gemeenten
        As in ``Tables``.

    Raises
    ------
    FolderError
        When ``gemeenten.csv`` is missing or cannot be opened.
    DataError
        With every problem in it.
    """
    _finish_writing(folder)
    reader = Reader(folder)
    gemeenten, _ = read_register(reader, DATA_DIR)
    if stopping := [problem for problem in reader.problems if problem.blokkeert]:
        raise DataError(stopping)
    return gemeenten


def load_borders(
    folder: Path, gemeenten: pd.DataFrame, tell: Callable[[Iterable[str]], None] | None = None
) -> gpd.GeoDataFrame:
    """
    Read the borders of the gemeenten.

    Parameters
    ----------
    folder
        A folder with ``gemeenten.geojson``; see ``geojson.read_map``.
    gemeenten
        The register the borders must agree with, indexed by ``code``.
    tell
        Is told in Dutch what was read otherwise than written.

    Returns
    -------
    borders
        Polygons in RD New (EPSG:28992), indexed by ``code`` in the order of the register, column ``naam``.

    Raises
    ------
    FolderError
        When the file is missing or cannot be opened.
    DataError
        When it is no GeoJSON with gemeenten, or they cannot be those of the register; see ``plausible.check_map``.
    """
    _finish_writing(folder)
    path = folder / BORDERS_FILE
    if not os.path.lexists(path):
        msg = f"Het bestand {path.name} ontbreekt in de map {folder}. {MAKE_BORDERS}"
        raise FolderError(msg)
    found = read_map(path)
    if tell is not None:
        tell(found.notices)
    return check_map(found, gemeenten, exact=True)
