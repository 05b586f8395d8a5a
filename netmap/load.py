"""The only module that opens ``data/``: files in, validated frames out."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from netmap.areas import Areas
from netmap.errors import DataError, FolderError, Problem, explain_os_error
from netmap.inzet import Geschreven, Inzet, complete
from netmap.load_indicators import read_indicators, read_measurements
from netmap.names import Names
from netmap.read import read_table
from netmap.schema import (
    CONTACT_COLUMNS,
    DATE_COLUMNS,
    GEMEENTE_COLUMNS,
    HERINDELING_COLUMNS,
    RD_NEW,
    REGION_COLUMNS,
    WGS84,
    fold,
    parse_date,
)
from netmap.validate import CONTACT_CHECKS, Row, check_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netmap.inzet import Indicator, Meting
    from netmap.read import RawTable

DATA_DIR = Path(__file__).resolve().parent.parent / "data"
"""The data that netmap ships with."""
_CODE = re.compile(r"(?:GM)?\s*(\d{1,4})", re.IGNORECASE)
_WRONG_CODE = "is geen gemeentecode. Schrijf GM en vier cijfers, zoals GM0363."
_DEGREES = shapely.box(-180, -90, 180, 90)
_SOORTEN = ("opgegaan", "gesplitst", "naamswijziging")


@dataclass(frozen=True)
class Tables:
    """The validated tables of one data folder."""

    folder: Path
    gemeenten: pd.DataFrame
    """Indexed by ``code`` (sorted); columns of ``schema.GEMEENTE_COLUMNS``; ``inwoners`` whole numbers."""
    herindelingen: pd.DataFrame
    """Columns of ``schema.HERINDELING_COLUMNS``; ``datum`` is a ``datetime.date``."""
    contacts: tuple[Inzet, ...]
    """Rows of ``contacts.csv`` in its order."""
    names: Names
    areas: Areas
    notices: tuple[str, ...]
    """What was read otherwise than written, in Dutch; never a person's name."""
    problems: tuple[Problem, ...]
    """What should be mended but does not stop the work, such as a row without a source."""
    indicatoren: tuple[Indicator, ...]
    """What sources say about the criteria per area, ordered by id."""
    metingen: tuple[Meting, ...]
    """What surveys found for the whole country, the newest first."""


def load_tables(folder: Path = DATA_DIR) -> Tables:
    """
    Read and validate the register, the herindelingen, the contacts and the indicatoren.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.

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
    tables, problems = _read_all(folder)
    stopping = [problem for problem in problems if problem.blokkeert]
    if stopping or tables is None:
        raise DataError(stopping)
    return tables


def check_folder(folder: Path = DATA_DIR) -> list[Problem]:
    """
    Find everything wrong with a data folder, the borders included when they are there.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.

    Returns
    -------
    problems
        All problems, by file; empty when the folder is clean.

    Raises
    ------
    FolderError
        When the folder, ``gemeenten.csv`` or ``contacts.csv`` is missing or cannot be opened.
    """
    tables, problems = _read_all(folder)
    if tables is not None and (folder / "gemeenten.geojson").exists():
        try:
            load_borders(folder, tables.gemeenten)
        except DataError as error:
            problems += error.problems
    return problems


def _read_all(folder: Path) -> tuple[Tables | None, list[Problem]]:
    """Read the tables; the frames are None when the register cannot be used."""
    try:
        is_folder = folder.is_dir()
    except OSError:  # a path that the system refuses, such as one that is too long
        is_folder = False
    if not is_folder:
        msg = f"De map {folder} bestaat niet of is geen map. Noem een map met gemeenten.csv en contacts.csv."
        raise FolderError(msg)
    register = read_table(folder / "gemeenten.csv", GEMEENTE_COLUMNS)
    contacts = read_table(folder / "contacts.csv", CONTACT_COLUMNS)
    notices = [*register.notices, *contacts.notices]
    problems = [*register.problems]
    gemeenten = _gemeenten(register, problems)
    herindelingen = _herindelingen(folder, problems, notices)
    problems += contacts.problems
    if gemeenten.empty:
        return None, problems
    names = Names(gemeenten, herindelingen)
    areas = Areas(gemeenten, names)
    inzetten = complete(_contacts(contacts, areas, problems, notices), gemeenten)
    indicatoren = read_indicators(folder, areas, gemeenten, problems, notices)
    metingen = read_measurements(folder, problems, notices)
    soft = tuple(problem for problem in problems if not problem.blokkeert)
    notes = tuple(notices)
    tables = Tables(folder, gemeenten, herindelingen, inzetten, names, areas, notes, soft, indicatoren, metingen)
    return tables, problems


def _gemeenten(table: RawTable, problems: list[Problem]) -> pd.DataFrame:
    """Turn the register into a frame; wrong cells go to ``problems``."""
    wrong = partial(Problem, table.bestand)
    rows: dict[str, dict[str, Any]] = {}
    spelled: dict[tuple[str, str], str] = {}
    for number, row in zip(table.numbers, table.rows, strict=True):
        if not (code := _full_code(row["code"])):
            problems.append(wrong(number, "code", f"{row['code']!r} {_WRONG_CODE}"))
            continue
        if code in rows:
            problems.append(wrong(number, "code", f"{code!r} staat er al eerder. Elke gemeente heeft één rij."))
            continue
        if not row["naam"]:
            problems.append(wrong(number, "naam", "de naam ontbreekt. Vul de naam van de gemeente in."))
        problems += [
            wrong(number, column, f"de {column} ontbreekt. Vul haar in.")
            for column in REGION_COLUMNS
            if not row[column]
        ]
        for column in REGION_COLUMNS:  # two spellings would be two regions
            first = spelled.setdefault((column, fold(row[column])), row[column])
            if first != row[column]:
                problems.append(
                    wrong(number, column, f"{row[column]!r} heet eerder {first!r}. Schrijf overal hetzelfde.")
                )
        numbers = {column: _whole(row[column]) for column in ("inwoners", "inwoners_jaar", "oppervlakte_land_ha")}
        problems += [
            wrong(number, column, f"{row[column]!r} is geen heel getal. Schrijf alleen cijfers, zoals 18553.")
            for column, value in numbers.items()
            if value is None
        ]
        rows[code] = {**row, **{column: value or 0 for column, value in numbers.items()}, "code": code}
    if not rows and not problems:
        problems.append(wrong(None, None, "er staat geen enkele gemeente in. Vul het register."))
    frame = pd.DataFrame(rows.values(), columns=list(GEMEENTE_COLUMNS)).set_index("code").sort_index()
    return frame


def _full_code(text: str) -> str | None:
    """Write out a gemeente code that lost its zeros or letters; None when it is none."""
    found = _CODE.fullmatch(text)
    return f"GM{int(found[1]):04d}" if found else None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def _herindelingen(folder: Path, problems: list[Problem], notices: list[str]) -> pd.DataFrame:
    """Former gemeenten; without the file names of former gemeenten are simply not known."""
    path = folder / "herindelingen.csv"
    if not path.exists():
        notices.append("herindelingen.csv ontbreekt: namen van opgeheven gemeenten worden niet herkend.")
        return pd.DataFrame(columns=list(HERINDELING_COLUMNS))
    table = read_table(path, HERINDELING_COLUMNS)
    problems += table.problems
    notices += table.notices
    rows = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        codes = {column: _full_code(row[column]) for column in ("oude_code", "nieuwe_code")}
        bad = [(column, f"{row[column]!r} {_WRONG_CODE}") for column, code in codes.items() if code is None]
        if row["soort"] not in _SOORTEN:
            bad.append(("soort", f"{row['soort']!r} is geen soort herindeling. Gebruik {', '.join(_SOORTEN)}."))
        try:
            rows.append({**row, **codes, "datum": parse_date(row["datum"])})
        except ValueError as error:
            bad.append(("datum", str(error)))
        problems += [Problem(table.bestand, number, column, text) for column, text in bad]
    return pd.DataFrame(rows, columns=list(HERINDELING_COLUMNS), dtype=object)


def _contacts(table: RawTable, areas: Areas, problems: list[Problem], notices: list[str]) -> list[Inzet]:
    """Turn the contacts into inzetten; wrong cells go to ``problems``, and a telephone number no further than here."""
    problems += check_duplicates(table)
    inzetten = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        row = Row(table.bestand, number, cells)
        values = {column: check(row) for column, check in CONTACT_CHECKS.items()}
        codes = row.area(areas)
        row.check_whole(values)
        problems += row.problems
        notices += row.notices
        written = Geschreven(*(cells[column] for column in DATE_COLUMNS))
        inzetten.append(Inzet(rij=number, gebied=cells["gebied"], codes=codes, geschreven=written, **values))
    return inzetten


def load_borders(folder: Path, gemeenten: pd.DataFrame) -> gpd.GeoDataFrame:
    """
    Read the borders of the gemeenten.

    Parameters
    ----------
    folder
        A folder with ``gemeenten.geojson`` (RFC 7946, WGS84, properties ``code`` and ``naam``).
    gemeenten
        The register the borders must agree with, indexed by ``code``.

    Returns
    -------
    borders
        Polygons in RD New (EPSG:28992), indexed by ``code`` in the order of the register, column ``naam``.

    Raises
    ------
    FolderError
        When the file is missing or cannot be opened.
    DataError
        When it is no GeoJSON, its codes differ from the register, or a shape is not a valid (multi)polygon.
    """
    path = folder / "gemeenten.geojson"
    wrong = partial(Problem, path.name, None)
    try:
        text = path.read_text(encoding="utf-8")
        codes = [feature["properties"]["code"] for feature in json.loads(text)["features"]]
        shapes = list(shapely.get_parts(shapely.from_geojson(text)))  # the parts are the features, in their order
        if len(shapes) != len(codes) or not all(isinstance(code, str) for code in codes):
            raise TypeError
    except FileNotFoundError:
        msg = f"Het bestand {path.name} ontbreekt in de map {folder}. Maak het met 'python -m netmap borders'."
        raise FolderError(msg) from None
    except OSError as error:
        msg = f"Het bestand {path.name} in de map {folder} kan niet worden gelezen ({explain_os_error(error)})."
        raise FolderError(msg) from None
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException):
        raise DataError(
            [wrong(None, "het bestand is geen GeoJSON met gemeenten. Maak het met 'python -m netmap borders'.")]
        ) from None
    problems = [wrong(column, text) for column, text in _border_problems(codes, shapes, set(gemeenten.index))]
    if problems:
        raise DataError(problems)
    borders = gpd.GeoDataFrame(
        {"naam": gemeenten["naam"].reindex(codes)}, geometry=shapes, index=pd.Index(codes, name="code"), crs=WGS84
    )
    return borders.loc[gemeenten.index].to_crs(RD_NEW)


def _border_problems(codes: list[str], shapes: list[Any], known: set[str]) -> Iterator[tuple[str, str]]:
    """Find what is wrong with the shapes: the property or ``geometry``, and a sentence."""

    def some(names: Iterable[str]) -> str:
        return ", ".join(sorted(set(names))[:5])

    for text, odd in (
        ("ontbreken in de kaart", known - set(codes)),
        ("staan niet in het register", set(codes) - known),
    ):
        if odd:
            remedy = "Maak de kaart opnieuw of werk gemeenten.csv bij."
            yield "code", f"{len(odd)} gemeente(n) {text}: {some(odd)}. {remedy}"
    if len(set(codes)) != len(codes):
        yield "code", f"dubbel: {some(code for code in codes if codes.count(code) > 1)}. Maak de kaart opnieuw."
    bad, outside = [], []
    for code, shape in zip(codes, shapes, strict=True):
        if shape is None or shape.is_empty or shape.geom_type not in {"Polygon", "MultiPolygon"} or not shape.is_valid:
            bad.append(code)
        elif not _DEGREES.covers(shape):
            outside.append(code)
    if bad:
        yield "geometry", f"ongeldige vormen: {some(bad)}. Maak de kaart opnieuw."
    if outside:
        yield "geometry", f"geen lengte- en breedtegraden (WGS84): {some(outside)}. Bewaar de kaart in EPSG:4326."


@dataclass(frozen=True)
class SourceCard:
    """Where one data file comes from; every field is what the page Over shows."""

    bestand: str
    titel: str
    bron: str
    url: str
    licentie: str
    peildatum: date
    rijen: int
    sha256: str
    crs: str = ""
    opmerking: str = ""


def load_sources(folder: Path = DATA_DIR) -> list[SourceCard]:
    """
    Read the source cards.

    Parameters
    ----------
    folder
        A folder with ``bronnen.toml``.

    Returns
    -------
    cards
        One per data file, in the order of the file.

    Raises
    ------
    FolderError
        When the file is missing or cannot be opened.
    DataError
        When it is no TOML or a card misses a field.
    """
    path = folder / "bronnen.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return [SourceCard(bestand=name, **card) for name, card in content.items()]
    except OSError as error:
        msg = f"Het bestand {path.name} in de map {folder} kan niet worden gelezen ({explain_os_error(error)})."
        raise FolderError(msg) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise DataError(
            [Problem(path.name, None, None, f"een bronkaart klopt niet ({error}). Herstel het bestand.")]
        ) from None
