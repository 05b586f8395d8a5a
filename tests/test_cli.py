"""The contract of ``python -m netmap`` that scripts rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.schema import SEGMENTEN, STATUSSEN, dutch_today
from tests.conftest import write_cards

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

    Country = Callable[..., Path]

DAY = "2026-07-01"
ROWS = (
    {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "fte": "0,6", "tot": "2027-03",
     "bron_datum": "2026-01", "zekerheid": "hoog"},
    {"id": "mee", "organisatie": "MEE", "gebied": "Beekstad", "doelgroep": "tot 23", "bron_datum": "2026-01"},
    {"id": "op-afstand", "organisatie": "CoMensha", "gebied": "Deiland", "status": "op_afstand"},
)  # fmt: skip


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def report(folder: Path, day: str = DAY) -> dict[str, Any]:
    result = run("status", "--data", folder, "--peildatum", day, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


# --- status --json


def test_the_object_has_exactly_the_promised_keys(country: Country) -> None:
    found = report(country(*ROWS))
    assert list(found) == [
        "peildatum",
        "gebied",
        "conclusie",
        "totalen",
        "tegenspraken",
        "gemeenten",
        "centrumgemeenten",
    ]
    assert list(found["totalen"]) == ["gemeenten", "inwoners", "gedekt", "per_status"]
    assert found["peildatum"] == DAY
    for gemeente in found["gemeenten"]:
        assert list(gemeente) == [
            "code", "naam", "politieregio", "veiligheidsregio", "provincie", "inwoners", "status", "k",
            "segmenten", "fte_per_100k", "einddatum", "te_bevestigen", "bewijs", "bevestigd", "zekerheid", "uitleg",
        ]  # fmt: skip
        assert tuple(gemeente["segmenten"]) == SEGMENTEN


def test_totals_have_every_status_with_gemeenten_and_inwoners(country: Country) -> None:
    nil = {"gemeenten": 0, "inwoners": 0}
    totals = report(country(*ROWS))["totalen"]
    assert tuple(totals["per_status"]) == STATUSSEN
    assert totals == {
        "gemeenten": 4,
        "inwoners": 100_000,
        "gedekt": {"gemeenten": 2, "inwoners": 30_000},
        "per_status": {
            "dubbel": nil,
            "enkel": {"gemeenten": 2, "inwoners": 30_000},
            "deels": nil,
            "begin_onbekend": nil,
            "op_afstand": {"gemeenten": 1, "inwoners": 40_000},
            "vervallen": nil,
            "geen": nil,
            "onbekend": {"gemeenten": 1, "inwoners": 30_000},
        },
    }


def test_gemeenten_come_ordered_by_code_with_all_their_facts(country: Country) -> None:
    gemeenten = report(country(*ROWS))["gemeenten"]
    assert [gemeente["code"] for gemeente in gemeenten] == ["GM0001", "GM0002", "GM0003", "GM0004"]
    uitleg = gemeenten[0].pop("uitleg")
    assert gemeenten[0] == {
        "code": "GM0001",
        "naam": "Aadorp",
        "politieregio": "Boven",
        "veiligheidsregio": "Oost",
        "provincie": "Oostland",
        "inwoners": 10_000,
        "status": "enkel",
        "k": 1,
        "segmenten": {"tot 23": ["Fier"], "vanaf 23": ["Fier"]},
        "fte_per_100k": 2.0,
        "einddatum": "2027-03-01",
        "te_bevestigen": False,
        "bewijs": "vers",
        "bevestigd": "2026-01-01",
        "zekerheid": "hoog",
    }
    assert uitleg == [
        "Enkel gedekt: elke doelgroep heeft een organisatie, maar minstens één doelgroep heeft er maar één.",
        "Gedekt door Fier (Aadorp en Beekstad; 0,60 fte voor het hele gebied), begindatum onbekend, tot maart 2027. "
        "Bron: https://bron.example/ (januari 2026; daarna niet bevestigd; zekerheid hoog).",
    ]
    second = {key: gemeenten[1][key] for key in ("segmenten", "fte_per_100k", "einddatum")}
    assert second == {
        "segmenten": {"tot 23": ["Fier", "MEE"], "vanaf 23": ["Fier"]},
        "fte_per_100k": None,
        "einddatum": "2027-03-01",
    }
    third = {key: gemeenten[2][key] for key in ("status", "k", "segmenten", "einddatum", "zekerheid", "te_bevestigen")}
    assert third == {
        "status": "onbekend",
        "k": 0,
        "segmenten": {"tot 23": [], "vanaf 23": []},
        "einddatum": None,
        "zekerheid": "onbekend",
        "te_bevestigen": False,
    }


def test_the_peildatum_decides(country: Country) -> None:
    folder = country(*ROWS)
    statuses = {
        day: report(folder, day)["gemeenten"][0]["status"]
        for day in ("1900-01-01", "2025-12-31", "2026-01-01", "2027-02-28", "2027-03-01", "2199-12-31")
    }
    assert statuses == {
        "1900-01-01": "begin_onbekend",
        "2025-12-31": "begin_onbekend",
        "2026-01-01": "enkel",
        "2027-02-28": "enkel",
        "2027-03-01": "vervallen",
        "2199-12-31": "vervallen",
    }


def test_without_peildatum_it_is_today(country: Country) -> None:
    before = dutch_today()
    result = run("status", "--data", country(), "--json")
    assert before.isoformat() <= json.loads(result.stdout)["peildatum"] <= dutch_today().isoformat()


def test_notices_and_soft_problems_go_to_stderr_and_leave_the_object_alone(country: Country) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Oudorp", "bron": "", "naam": "Geheim Persoon"})
    path = folder / "contacts.csv"
    path.write_text("sep=;\n" + path.read_text().replace(",", ";"))
    result = run("status", "--data", folder, "--peildatum", DAY, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["totalen"]["per_status"]["deels"] == {"gemeenten": 1, "inwoners": 10_000}
    assert result.stderr.splitlines() == [
        "contacts.csv is gelezen met puntkomma's (;) tussen de kolommen.",
        "contacts.csv, rij 2, kolom gebied: Oudorp is op 1 januari 2020 opgegaan in Aadorp.",
        "contacts.csv, rij 2, kolom naam: bij deze rol hoort geen naam van een persoon (veiligheid van slachtoffers). "
        "De naam is niet overgenomen; maak de cel leeg.",
        "contacts.csv, rij 2, kolom bron: de bron ontbreekt. Vul in waar dit staat, liefst een webadres.",
    ]
    assert "Geheim" not in result.output


# --- status as text


def test_status_as_text_counts_every_status(country: Country) -> None:
    result = run("status", "--data", country(*ROWS), "--peildatum", DAY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Peildatum 1 juli 2026",
        "dubbel             0 gemeenten           0 inwoners",
        "enkel              2 gemeenten      30.000 inwoners",
        "deels              0 gemeenten           0 inwoners",
        "begin_onbekend     0 gemeenten           0 inwoners",
        "op_afstand         1 gemeente       40.000 inwoners",
        "vervallen          0 gemeenten           0 inwoners",
        "geen               0 gemeenten           0 inwoners",
        "onbekend           1 gemeente       30.000 inwoners",
        "gedekt             2 gemeenten      30.000 inwoners",
    ]


# --- what cannot be done


@pytest.mark.parametrize("json_option", [[], ["--json"]])
def test_status_of_wrong_data_ends_with_1_and_says_nothing_on_stdout(country: Country, json_option: list[str]) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Nergens", "vanaf": "ooit"})
    result = run("status", "--data", folder, "--peildatum", DAY, *json_option)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "contacts.csv, rij 2, kolom vanaf",
        "contacts.csv, rij 2, kolom gebied",
    ]


@pytest.mark.parametrize("command", [["status"], ["status", "--json"], ["check"]])
@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("missing", "De map {} bestaat niet of is geen map. Noem een map met gemeenten.csv en contacts.csv.\n"),
        ("file", "De map {} bestaat niet of is geen map. Noem een map met gemeenten.csv en contacts.csv.\n"),
        ("empty", "Het bestand gemeenten.csv ontbreekt in de map {}. Zet het terug of kies een andere map.\n"),
        ("no contacts", "Het bestand contacts.csv ontbreekt in de map {}. Zet het terug of kies een andere map.\n"),
    ],
)
def test_a_folder_that_cannot_be_read_ends_with_2_and_a_sentence(
    country: Country, tmp_path: Path, command: list[str], case: str, sentence: str
) -> None:
    folder = {"missing": tmp_path / "weg", "file": tmp_path / "bestand", "empty": tmp_path}.get(case) or country()
    (tmp_path / "bestand").touch()
    if case == "no contacts":
        (folder / "contacts.csv").unlink()
    result = run(*command, "--data", folder)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence.format(folder))


@pytest.mark.parametrize(
    "day",
    ["gisteren", "2026-13-01", "2026-02-30", "31-11-2026", "20261121", "2026-W47-6", "0001-01-01", "9999-12-31",
     "2026-11-21T00:00", "21-11"],
)  # fmt: skip
def test_a_bad_peildatum_ends_with_2_and_a_sentence(country: Country, day: str) -> None:
    result = run("status", "--data", country(), "--peildatum", day, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{day!r} is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-21." in result.stderr


@pytest.mark.parametrize(
    ("typed", "iso", "dutch"),
    [
        ("21-11-2026", "2026-11-21", "21 november 2026"),
        ("1-6-21", "2021-06-01", "1 juni 2021"),
        ("juni 2021", "2021-06-01", "1 juni 2021"),
        ("2021", "2021-01-01", "1 januari 2021"),
    ],
)
def test_a_peildatum_may_be_written_as_people_do(country: Country, typed: str, iso: str, dutch: str) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2021-01-02"})
    asked, exact = (run("status", "--data", folder, "--peildatum", day, "--json") for day in (typed, iso))
    assert asked.stdout == exact.stdout
    assert f"--peildatum {typed} is gelezen als {dutch}." in asked.stderr
    assert "gelezen als" not in exact.stderr


# --- check


def test_check_of_a_clean_folder_ends_with_0_and_an_empty_stdout(country: Country) -> None:
    folder = country(*ROWS)
    result = run("check", "--data", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Geen problemen gevonden in {folder}.\n"


def test_check_prints_one_line_per_problem_and_ends_with_1(country: Country) -> None:
    folder = country(
        *ROWS, {"organisatie": "Fier\nGroep", "gebied": "Nergens\nHuizen", "status": "pilot\nactief", "bron": ""}
    )
    result = run("check", "--data", folder)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [
        r"contacts.csv, rij 5, kolom status: 'pilot\nactief' kan hier niet. Bedoelt u 'actief'?",
        "contacts.csv, rij 5, kolom bron: de bron ontbreekt. Vul in waar dit staat, liefst een webadres.",
        "contacts.csv, rij 5, kolom gebied: deze tekst is geen bekende gemeente. "
        "Gebruik de naam of de CBS-code, zoals Breda of GM0758.",
    ]


@pytest.mark.parametrize("cells", [{"bron": ""}, {"naam": "Iemand"}])
def test_check_ends_with_1_also_for_what_does_not_stop_the_work(country: Country, cells: dict[str, str]) -> None:
    folder = country({**ROWS[0], **cells})
    assert run("check", "--data", folder).exit_code == 1
    assert run("status", "--data", folder, "--json").exit_code == 0


# --- the real program


def test_the_program_writes_one_json_object_of_the_real_country_and_nothing_else() -> None:
    """In UTF-8 also where the system writes something else, as Windows does to a file."""
    command = [sys.executable, "-m", "netmap", "status", "--peildatum", "2026-11-21", "--json"]
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout.decode("utf-8"))
    assert (found["totalen"]["gemeenten"], found["totalen"]["inwoners"]) == (342, 18_130_208)
    assert [one["naam"] for one in found["gemeenten"] if one["code"] == "GM1900"] == ["Súdwest-Fryslân"]


def test_check_prints_no_more_than_anybody_can_read(country: Country) -> None:
    rows = [{"organisatie": "Fier", "gebied": "Aadorp", "id": f"r{number}", "fte": "veel"} for number in range(60)]
    folder = country(*rows)
    for command, stream in (("check", "stdout"), ("status", "stderr")):
        result = run(command, "--data", folder)
        printed = getattr(result, stream).splitlines()
        assert (result.exit_code, len(printed), printed[-1]) == (1, 51, "En nog 10 meldingen.")


def test_check_shows_what_was_read_otherwise_than_written(country: Country) -> None:
    folder = country({"organisatie": "Coördinatie", "gebied": "1; Oudorp"})
    path = folder / "contacts.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    (folder / "indicatoren.csv").unlink()
    write_cards(folder)
    result = run("check", "--data", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "contacts.csv is gelezen als Windows-tekst (cp1252). Bewaar het bestand liever als UTF-8.",
        "contacts.csv, rij 2, kolom gebied: '1' is gelezen als GM0001 (Aadorp).",
        "contacts.csv, rij 2, kolom gebied: Oudorp is op 1 januari 2020 opgegaan in Aadorp.",
        "indicatoren.csv ontbreekt: van de criteria is niets bekend.",
        f"Geen problemen gevonden in {folder}.",
    ]
