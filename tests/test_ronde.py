"""The confirmation round: who is asked what, the forms to fill in, and what ends or grows old."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.export.ronde import make_calendar, make_forms
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_tables
from netmap.regio import Regio
from netmap.ronde import ask_each, find_endings
from netmap.rondeboek import ANTWOORDEN
from netmap.schema import INZET_STATUSSEN, WAARDEN
from netmap.sections.ronde import endings_section
from tests.privacy import assert_no_personal_data, private_values
from tests.test_resilience import CENTRE, FIER, HELPDESK, MEE, MOVIERA, TREKKER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand

DAY = date(2026, 7, 1)


def asked(stand: Stand, per: Any) -> dict[str, list[str]]:
    return {one.aan: [row.id for row in (*one.inzetten, *one.indicatoren)] for one in ask_each(stand, per)}


def test_a_region_is_asked_of_all_that_touches_it_but_not_of_what_is_over(stand_on: Callable[..., Stand]) -> None:
    """Fier is in both regions; what ended before the day and the national role are nobody's question there."""
    over = {**MEE, "tot": "2026-07-01"}
    stand = stand_on("2026-07-01", {**FIER, "gebied": "landelijk"}, over, HELPDESK, CENTRE, TREKKER)
    found = asked(stand, "politieregio")
    assert {naam: set(ids) for naam, ids in found.items()} == {
        "Boven": {"fier", "trekker"},
        "Onder": {"fier", "helpdesk"},
    }


def test_an_organisation_is_asked_of_its_own_work(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, {**MOVIERA, "organisatie": "FIER", "id": "nog"}, HELPDESK, CENTRE)
    assert asked(stand, "organisatie") == {"CoMensha": ["helpdesk", "centrum"], "Fier": ["fier", "nog"]}


def test_every_statement_that_is_not_over_is_put_to_somebody() -> None:
    stand = build_stand(load_tables(DATA_DIR), DAY)
    regional = {key for ids in asked(stand, "politieregio").values() for key in ids}
    national = {key for naam in ("CoMensha", "VNG") for key in asked(stand, "organisatie")[naam]}
    rows = [*stand.tables.contacts, *stand.tables.indicatoren]
    assert regional | national >= {one.id for one in rows if one.geldt(DAY) != "geweest"}


# --- the form


def test_only_answers_can_be_filled_in_and_their_words_come_from_a_list(stand_on: Callable[..., Stand]) -> None:
    forms = make_forms(stand_on("2026-07-01", FIER, TREKKER), "politieregio")
    assert list(forms) == ["netmap-bevestigen-boven-2026-07-01.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(forms["netmap-bevestigen-boven-2026-07-01.xlsx"]))
    assert book.sheetnames == ["Uitleg", "Functies"]
    page = book["Functies"]
    head = {cell.value: cell.column for cell in page[1]}
    assert page.protection.sheet
    opened = {name for name, column in head.items() if not page.cell(2, column).protection.locked}
    assert opened == {
        "Klopt dit?", "Wat moet er staan?", "Sinds of tot wanneer?", "Toelichting", "Volgens wie", "Op welke dag",
    }  # fmt: skip
    lists = {rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists == {f'"{",".join(words)}"' for words in (ANTWOORDEN, INZET_STATUSSEN)}
    told = [page.cell(2, head[name]).value for name in ("Regel", "Onderwerp", "Wie", "Gebied", "Wat er nu staat")]
    assert told == ["fier", "Zorgcoördinator", "Fier", "Aadorp en Beekstad", "actief"]


def test_the_criteria_have_their_own_words() -> None:
    stand = build_stand(load_tables(DATA_DIR), DAY)
    forms = make_forms(stand, "politieregio")
    book = openpyxl.load_workbook(io.BytesIO(forms["netmap-bevestigen-limburg-2026-07-01.xlsx"]))
    lists = {rule.formula1 for rule in book["Criteria"].data_validations.dataValidation}
    assert f'"{",".join(WAARDEN)}"' in lists


def test_another_workbook_is_not_protected(stand_on: Callable[..., Stand]) -> None:
    from netmap.export.sheets import build_workbook
    from netmap.write.xlsx import write_xlsx

    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(build_workbook(stand_on("2026-07-01", FIER), None, ()))))
    assert not any(page.protection.sheet for page in book)


@pytest.mark.parametrize("per", ["politieregio", "organisatie"])
def test_forms_of_the_shipped_data_hold_no_personal_data_and_are_the_same_each_time(per: Any) -> None:
    stand = build_stand(load_tables(DATA_DIR), DAY)
    forms = make_forms(stand, per)
    assert make_forms(stand, per) == forms
    assert len(forms) == len(ask_each(stand, per)) > 9
    for content in forms.values():
        assert_no_personal_data(content, private_values(DATA_DIR))


# --- the command


def test_the_command_writes_all_forms_or_a_calendar(country: Callable[..., Path], tmp_path: Path) -> None:
    folder = country({**FIER, "tot": "2026-09-01"}, HELPDESK)
    common = ["--data", str(folder), "--peildatum", "2026-07-01"]
    result = CliRunner().invoke(app, ["ronde", *common, "--out", str(tmp_path / "ronde")])
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "ronde").iterdir()) == [
        "netmap-bevestigen-boven-2026-07-01.xlsx",
        "netmap-bevestigen-onder-2026-07-01.xlsx",
    ]
    result = CliRunner().invoke(app, ["ronde", *common, "--verloopt", "3m", "--out", str(tmp_path / "a.ics")])
    assert result.stdout.startswith("Tot en met 1 oktober 2026 eindigt 1 regel en worden geen regels ouder")
    assert (tmp_path / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--per", "provincie"], "--per 'provincie' kan niet. Kies uit: politieregio, organisatie."),
        (["--out", "een.xlsx"], "Een ronde heeft meer bestanden, en een.xlsx lijkt er één."),
        (["--gebied", "Boven"], "--gebied hoort bij --verloopt."),
        (["--verloopt", "morgen"], "--verloopt 'morgen' kan niet. Noem een aantal maanden van 1 tot en met 120"),
        (["--verloopt", "0"], "--verloopt '0' kan niet."),
        (["--verloopt", "3", "--out", "een.txt"], "een.txt kan hier niet. Laat --out eindigen op .ics"),
    ],
)
def test_what_cannot_be_is_refused_in_dutch(country: Callable[..., Path], words: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["ronde", "--data", str(country(FIER)), *words])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


# --- what ends or grows old


def test_what_ends_and_what_grows_old_is_told_by_day(stand_on: Callable[..., Stand]) -> None:
    """A source of 2024-08-01 is too old the day after 2026-08-01; what has ended, or is old already, is left out."""
    rows = [
        {**FIER, "bron_datum": "2024-08-01"},
        {**MEE, "tot": "2026-09-01", "bron_datum": "2026-01-01"},
        {**MOVIERA, "tot": "2026-07-15", "bron_datum": "2024-08-01"},
        {**HELPDESK, "bron_datum": "2020-01-01"},
    ]
    stand = stand_on("2026-07-01", *rows)
    assert [(str(one.dag), one.soort, one.uitspraak.id) for one in find_endings(stand, date(2026, 10, 1))] == [
        ("2026-07-15", "eindigt", "moviera"),
        ("2026-08-02", "veroudert", "fier"),
        ("2026-09-01", "eindigt", "mee"),
    ]
    assert find_endings(stand, date(2026, 7, 14)) == ()
    assert len(find_endings(stand, date(2026, 7, 15))) == 1
    assert find_endings(stand, date(2026, 10, 1), Regio("politieregio", "Onder")) == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Tot en met 1 oktober 2026 eindigen geen regels en worden geen regels ouder dan 24 maanden."),
        (
            [{**FIER, "tot": "2026-09-01", "bron_datum": "2024-08-01"}],
            "Tot en met 1 oktober 2026 eindigt 1 regel en wordt 1 regel ouder dan 24 maanden.",
        ),
    ],
)
def test_the_words_are_right_for_none_and_one(
    stand_on: Callable[..., Stand], rows: list[dict[str, Any]], said: str
) -> None:
    section = endings_section(stand_on("2026-07-01", *rows), date(2026, 10, 1))
    assert section.conclusion[0] == said
    assert bool(section.tables) == bool(rows)


def test_the_calendar_has_the_same_days_and_stays_the_same(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {**FIER, "tot": "2026-09-01"})
    content = make_calendar(stand, date(2026, 10, 1))
    assert make_calendar(stand, date(2026, 10, 1)) == content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 9, 1)
    assert event["summary"] == "Eindigt: Zorgcoördinator Fier: actief (Aadorp en Beekstad)"
    assert event["description"] == "Vraag het aan: Fier."
    assert event["uid"] == "fier-eindigt-2026-09-01@netmap"
