"""Dates as people, and Dutch spreadsheets, write them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap import schema
from netmap.load import load_tables
from netmap.schema import MONTHS, dutch_date, dutch_today, iso_date, parse_date, typed_date
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2021", "2021"),
        ("2021-6", "2021-06"),
        ("2021-6-1", "2021-06-01"),
        ("2023-11-21", "2023-11-21"),
        ("21-11-2023", "2023-11-21"),
        ("21.11.2023", "2023-11-21"),
        ("1-6-21", "2021-06-01"),
        ("11-2023", "2023-11"),
        ("okt-19", "2019-10"),
        ("mrt-19", "2019-03"),
        ("Okt. '19", "2019-10"),
        ("juni 2021", "2021-06"),
        ("1 juni 2021", "2021-06-01"),
        ("1 Jun. 2021", "2021-06-01"),
        ("12 mrt 2021", "2021-03-12"),
        ("1-6-85", "1-6-85"),
        ("1-6/21", "1-6/21"),
        ("19-okt", "19-okt"),
        ("ju 2021", "ju 2021"),
        ("44317", "44317"),
        ("", ""),
    ],
)
def test_a_date_is_read_as_people_write_it_and_no_more_precise(typed: str, iso: str) -> None:
    assert iso_date(typed) == iso


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_every_way_of_writing_a_day_is_that_day(day: date) -> None:
    month = MONTHS[day.month - 1]
    written = (
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d-%m-%y}",
        f"{day.day} {month} {day.year}",
        f"{day.day}-{month[:3]}-{day:%y}",
        dutch_date(day),
        typed_date(day),
        day.isoformat(),
    )
    assert {parse_date(text) for text in written} == {day}
    assert {iso_date(text) for text in (f"{month}-{day:%y}", f"{day.month}-{day.year}")} == {f"{day:%Y-%m}"}


def test_a_day_is_written_in_a_field_as_people_type_it_and_a_year_or_month_stays_one() -> None:
    assert [typed_date(day) for day in (date(2021, 5, 1), "2021-11-30", "2021-05", "2021", "")] == [
        "1-5-2021",
        "30-11-2021",
        "2021-05",
        "2021",
        "",
    ]


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_slashes_are_read_only_when_they_can_be_one_day(day: date) -> None:
    text = f"{day.day}/{day.month}/{day.year}"
    if day.day > 12 or day.day == day.month:
        assert parse_date(text) == day
    else:
        with pytest.raises(ValueError, match="kan twee dagen zijn"):
            parse_date(text)


def test_dates_of_a_spreadsheet_are_read_and_a_notice_says_how(country: Callable[..., Path]) -> None:
    row = {"organisatie": "Org", "gebied": "Aadorp", "vanaf": "okt-19", "tot": "21-11-2023", "bron_datum": "2020"}
    tables = load_tables(country(row), NOW)
    (inzet,) = tables.contacts
    assert (inzet.vanaf, inzet.tot, inzet.bron_datum) == (date(2019, 10, 1), date(2023, 11, 21), date(2020, 1, 1))
    assert (inzet.geschreven.vanaf, inzet.geschreven.tot) == ("2019-10", "2023-11-21")
    assert tables.notices == (
        "contacts.csv, rij 2, kolom vanaf: 'okt-19' is gelezen als oktober 2019.",
        "contacts.csv, rij 2, kolom tot: '21-11-2023' is gelezen als 21 november 2023.",
    )


def test_the_file_that_a_dutch_excel_saved_is_the_same_file(country: Callable[..., Path]) -> None:
    """Semicolons, Windows-1252, a comma in the number, and dates the Dutch way."""
    text = (
        "id;rol;naam;organisatie;email;gebied;doelgroep;fte;status;vanaf;tot;bron;bron_datum;zekerheid;bevestigd_op;"
        "opmerking\n"
        "a;zorgcoordinator;;Zorghuis Één;;Beekstad;;0,44;;okt-19;21-11-2023;https://bron.example/;4-12-2020;hoog;;\n"
        "b;zorgcoordinator;;Zorghuis Één;;Aadorp;;;;1-5-2021;;https://bron.example/;2025;hoog;2-3-2026;\n"
    )
    folder = country()
    (folder / "contacts.csv").write_bytes(text.encode("cp1252"))
    first, second = load_tables(folder, NOW).contacts
    assert (first.organisatie, first.fte, first.vanaf, first.tot) == (
        "Zorghuis Één",
        0.44,
        date(2019, 10, 1),
        date(2023, 11, 21),
    )
    assert (first.bron_datum, second.vanaf, second.bevestigd_op) == (
        date(2020, 12, 4),
        date(2021, 5, 1),
        date(2026, 3, 2),
    )


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_begins_at_midnight_in_the_netherlands(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date
) -> None:
    """A server in UTC was in yesterday until one or two hours past midnight."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    monkeypatch.setattr(schema, "datetime", Clock)
    assert dutch_today() == day


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
def test_the_zone_of_the_server_does_not_matter(zone: str) -> None:
    """Between these two zones it is never the same day everywhere."""
    before = dutch_today()
    code = "from netmap.schema import dutch_today; print(dutch_today())"
    found = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    assert before.isoformat() <= found.stdout.strip() <= dutch_today().isoformat()


def test_nobody_asks_another_clock_what_day_it_is() -> None:
    root = Path(__file__).resolve().parents[1]
    asks = ("date.today", "datetime.now", "datetime.utcnow", "Timestamp.now", "Timestamp.today")
    found = [
        (path.name, word)
        for path in [root / "app.py", *(root / "netmap").rglob("*.py")]
        for word in asks
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == [("schema.py", "datetime.now")]
