"""A country small enough to check by hand, and no network but the own machine."""

from __future__ import annotations

import csv
import hashlib
import ipaddress
import json
import os
import socket
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from netmap.layers import build_stand
from netmap.load import load_borders, load_tables
from netmap.maps.shapes import build_shapes
from netmap.schema import CONTACT_COLUMNS, GEMEENTE_COLUMNS, HERINDELING_COLUMNS, INDICATOR_COLUMNS, REGIO_COLUMNS
from tests.browser import FLAGS, find_chromium, running_app
from tests.databases import make_database, running_postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: those with a browser wait most of the time."""
    return (os.cpu_count() or 1) + 1


# a shared machine may be slow; that is not what the properties are about
settings.register_profile("netmap", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("netmap")

NOW = date(2026, 7, 1)
"""The day on which the files of the small country are read, but for what lies later."""
GEMEENTEN = (
    # code, naam, alternatieve namen, provincie, veiligheidsregio, politieregio, inwoners
    ("GM0001", "Aadorp", "Aa", "Oostland", "Oost", "Boven", 10_000),
    ("GM0002", "Beekstad", "", "Oostland", "Oost", "Boven", 20_000),
    ("GM0003", "Ceeburg", "", "Westland", "West", "Boven", 30_000),
    ("GM0004", "Deiland", "Dei", "Westland", "West", "Onder", 40_000),
)
"""Aadorp, Beekstad and Ceeburg lie in a row; Deiland is an island. Politieregio's cut across provincies."""
REGIOS = (
    ("provincie", "Oostland"),
    ("provincie", "Westland"),
    ("veiligheidsregio", "Oost"),
    ("veiligheidsregio", "West"),
    ("politieregio", "Boven"),
    ("politieregio", "Onder"),
)
HERINDELINGEN = (
    ("2020-01-01", "GM0091", "Oudorp", "GM0001", "Aadorp", "opgegaan"),
    ("2021-01-01", "GM0092", "Splitsen", "GM0002", "Beekstad", "gesplitst"),
    ("2021-01-01", "GM0092", "Splitsen", "GM0003", "Ceeburg", "gesplitst"),
)


def _square(column: int) -> list[list[list[float]]]:
    west, south = 5.0 + 0.1 * column, 52.0
    east, north = west + 0.1, 52.1
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_contacts(folder: Path, contacts: Iterable[Mapping[str, Any]]) -> Path:
    """Write ``contacts.csv``; unnamed columns are blank, ``id``, ``rol`` and ``bron`` are filled in."""
    rows = []
    for number, contact in enumerate(contacts):
        filled = {"id": f"rij-{number}", "rol": "zorgcoordinator", "bron": "https://bron.example/", **contact}
        rows.append([filled.get(column, "") for column in CONTACT_COLUMNS])
    write_csv(folder / "contacts.csv", CONTACT_COLUMNS, rows)
    return folder


def write_country(folder: Path, contacts: Iterable[Mapping[str, Any]]) -> Path:
    """Write the small country with these contacts."""
    folder.mkdir(exist_ok=True)
    write_csv(folder / "gemeenten.csv", GEMEENTE_COLUMNS, [(*row[:6], row[6], 2026, 1000) for row in GEMEENTEN])
    write_csv(folder / "regios.csv", REGIO_COLUMNS, [(*row, "https://bron.example/") for row in REGIOS])
    write_csv(folder / "herindelingen.csv", HERINDELING_COLUMNS, HERINDELINGEN)
    write_csv(folder / "indicatoren.csv", INDICATOR_COLUMNS, [])
    write_contacts(folder, contacts)
    places = {"GM0001": 0, "GM0002": 1, "GM0003": 2, "GM0004": 6}
    features = [
        {
            "type": "Feature",
            "properties": {"code": row[0], "naam": row[1]},
            "geometry": {"type": "Polygon", "coordinates": _square(places[row[0]])},
        }
        for row in GEMEENTEN
    ]
    (folder / "gemeenten.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    return write_cards(folder)


def write_cards(folder: Path) -> Path:
    """Give every file of a folder its source card."""
    (folder / "bronnen.toml").write_text("".join(map(_source_card, sorted(folder.glob("*.csv")))), encoding="utf-8")
    return folder


def _source_card(path: Path) -> str:
    raw = path.read_bytes()
    rows = sum(1 for _ in csv.reader(raw.decode(errors="replace").splitlines(keepends=True))) - 1
    return (
        f'["{path.name}"]\ntitel = "{path.stem}"\nbron = "Verzonnen land"\nurl = "https://bron.example/"\n'
        f'licentie = "CC0-1.0"\npeildatum = 2026-01-01\nrijen = {rows}\n'
        f'sha256 = "{hashlib.sha256(raw).hexdigest()}"\n\n'
    )


@pytest.fixture
def country(tmp_path: Path) -> Callable[..., Path]:
    """Write the small country with the given contacts and return its folder."""

    def write(*contacts: Mapping[str, Any]) -> Path:
        return write_country(tmp_path / "land", contacts)

    return write


@pytest.fixture(scope="module")
def rewrite(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Iterable[Mapping[str, Any]]], Path]:
    """Write the small country once and only its contacts anew for each example of a property."""
    folder = write_country(tmp_path_factory.mktemp("wetten") / "land", [])
    return lambda contacts: write_contacts(folder, contacts)


@pytest.fixture(scope="module")
def tables_of(
    rewrite: Callable[[Iterable[Mapping[str, Any]]], Path],
) -> Callable[[Iterable[Mapping[str, Any]]], Tables]:
    """Read the small country with these contacts; for property tests, that need it many times."""
    return lambda contacts: load_tables(rewrite([{"id": f"r{i}", **row} for i, row in enumerate(contacts)]))


@pytest.fixture
def stand_on(country: Callable[..., Path]) -> Callable[..., Stand]:
    """Everything known about the small country with the given contacts on one day, written as ``2026-07-01``."""

    def build(day: str, *contacts: Mapping[str, Any]) -> Stand:
        peildatum = date.fromisoformat(day)
        return build_stand(load_tables(country(*contacts), max(peildatum, NOW)), peildatum)

    return build


@pytest.fixture(scope="session")
def real() -> Tables:
    """The shipped data."""
    return load_tables()


@pytest.fixture(scope="session")
def shapes(real: Tables) -> Shapes:
    """The shipped borders, ready to be drawn."""
    return build_shapes(load_borders(real.folder, real.gemeenten), real)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        is_internet = self.family in (socket.AF_INET, socket.AF_INET6)
        if is_internet and address[0] != "localhost" and not ipaddress.ip_address(address[0]).is_loopback:
            msg = f"a test tried to reach {address[0]}"
            raise AssertionError(msg)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL of one's own."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database with nothing in it, of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "opslag.sqlite")
    return make_database(request.getfixturevalue("postgres"))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Address of the app with the shipped data."""
    with running_app() as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser; a context of it is a visitor."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()
