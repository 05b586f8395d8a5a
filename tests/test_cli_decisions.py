"""The contract of the commands for decisions: what they answer to people, to scripts and in files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from netmap.cli.common import progress_bar
from netmap.cli.main import app
from netmap.compare.stands import AARDEN, VERSCHILLEN
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.norms import CRITERIA
from netmap.scenario.share import decode_scenario, load_scenario
from netmap.schema import STATUSSEN
from netmap.sections.criteria import scorecard_table
from netmap.store.store import Store
from netmap.toegang import make_beheerder
from netmap.write.csv import table_csv
from tests.conftest import write_cards
from tests.test_cli import DAY, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

    Country = Callable[..., Path]

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = 'naam = "Fier stopt"\n\n[[wijziging]]\nsoort = "stop"\norganisatie = "Fier"\nper = 2026-01-01\n'
COMMANDS = ("removal", "forecast", "scenario", "where-next", "compare", "criteria", "confirm")
SUMMARY = "Zonder Fier gaat 1 gemeente (20.000 inwoners) van enkel gedekt naar deels gedekt en 1 gemeente "
SUMMARY += "(10.000 inwoners) van enkel gedekt naar vervallen of vacant."
LEFT = "Gedekt blijft dan, voor zover bekend, geen van de 4 gemeenten (0%; nu 50,0%)."
NEAR = "Een andere organisatie dekt een buurgemeente, of de gemeente zelf al deels, bij alle 2: MEE (2)."
ENGLISH = re.compile(r"\b(the|and|with|error|none|nan|true|false|null|unknown|coverage|table|organisation)\b", re.I)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def options(command: str, folder: Path) -> list[str | Path]:
    """A complete command that can be carried out on the small country."""
    path = folder.parent / "scenario.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    more: dict[str, list[str | Path]] = {
        "scenario": [path],
        "compare": ["--van", "2027-04-01"],
        "where-next": ["--max-gemeenten", "1"],
    }
    return [command, *more.get(command, []), "--data", folder, "--peildatum", DAY]


def read(*arguments: str | Path) -> dict[str, Any]:
    """Run a command that succeeds and read its one strict JSON object."""
    result = run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    found: dict[str, Any] = json.loads(result.stdout_bytes.decode("utf-8"), parse_constant=refuse)
    return found


def pair(gemeenten: int, inwoners: int) -> dict[str, int]:
    return {"gemeenten": gemeenten, "inwoners": inwoners}


def statuses(**counts: tuple[int, int]) -> dict[str, dict[str, int]]:
    return {status: pair(*counts.get(status, (0, 0))) for status in STATUSSEN}


NOW = statuses(enkel=(2, 30_000), op_afstand=(1, 40_000), onbekend=(1, 30_000))
WITHOUT_FIER = statuses(deels=(1, 20_000), op_afstand=(1, 40_000), vervallen=(1, 10_000), onbekend=(1, 30_000))


# --- all seven


KEYS = {
    "removal": ["wegvallen", "ergste_geval"],
    "forecast": ["begin", "eind", "gemeenten", "inwoners", "maanden", "stappen", "gebeurtenissen", "te_bevestigen",
                 "tellingen", "kanttekeningen"],
    "scenario": ["naam", "link", "nu", "scenario", "gewijzigd"],
    "where-next": ["posten", "regels", "te_helpen", "geholpen", "bewezen", "gat", "bovengrens", "gebieden",
                   "keuzes", "tweede_keus"],
    "compare": ["van", "tot", "aantallen", "gemeenten", "zonder_opvolger"],
    "criteria": ["criteria", "gebieden", "uitspraken"],
    "confirm": ["totaal", "nu", "bevestigingen"],
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_the_object_has_exactly_the_promised_keys(country: Country, command: str) -> None:
    found = read(*options(command, country(*ROWS)), "--gebied", "provincie:Westland")
    assert list(found) == ["peildatum", "gebied", "conclusie", *KEYS[command]]
    assert (found["peildatum"], found["gebied"]) == (DAY, "provincie:Westland")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_text_is_dutch_and_begins_with_the_conclusion(country: Country, command: str) -> None:
    asked = options(command, country(*ROWS))
    result = run(*asked)
    assert (result.exit_code, result.stderr) == (0, "")
    head, _, tables = result.stdout.partition("\n\n")
    assert head.splitlines()[0] == read(*asked)["conclusie"]
    assert head.splitlines()[-1] == "Peildatum 1 juli 2026."
    assert [line for line in tables.splitlines() if set(line) == {"-", " "}]
    assert ENGLISH.findall(result.stdout) == []
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_has_the_common_options(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert {"--gebied", "--peildatum", "--data", "--out", "--json"} <= set(re.findall(r"--[a-z]+", result.stdout))


@pytest.mark.parametrize("command", COMMANDS)
def test_out_keeps_the_table_and_leaves_stdout_alone(country: Country, tmp_path: Path, command: str) -> None:
    asked = options(command, country(*ROWS))
    path = tmp_path / "nieuw" / "tabel.csv"
    result = run(*asked, "--out", path)
    assert (result.exit_code, result.stdout) == (0, run(*asked).stdout)
    assert result.stderr == f"{path}: {max(round(path.stat().st_size / 1000), 1)} kB\n"
    assert path.read_bytes().startswith("\ufeff".encode())
    assert [one.name for one in path.parent.iterdir()] == ["tabel.csv"]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("removal", "netmap-wegvallen-boven-2026-07-01.csv"),
        ("forecast", "netmap-verloop-boven-2026-07-01.csv"),
        ("scenario", "netmap-scenario-boven-2026-07-01.csv"),
        ("where-next", "netmap-waar-erbij-boven-2026-07-01.csv"),
        ("compare", "netmap-vergelijking-boven-2026-07-01.csv"),
        ("criteria", "netmap-criteria-boven-2026-07-01.csv"),
    ],
)
def test_a_folder_gets_a_file_with_a_name(country: Country, tmp_path: Path, command: str, name: str) -> None:
    folder = tmp_path / "map.2"
    folder.mkdir()
    assert run(*options(command, country(*ROWS)), "--gebied", "Boven", "--out", folder).exit_code == 0
    assert [path.name for path in folder.iterdir()] == [name]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_minus_writes_the_table_to_stdout_and_nothing_else(country: Country, tmp_path: Path, command: str) -> None:
    asked = options(command, country(*ROWS))
    assert run(*asked, "--out", tmp_path / "tabel.csv").exit_code == 0
    result = run(*asked, "--out", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == (tmp_path / "tabel.csv").read_bytes()


def test_a_table_and_an_object_do_not_go_to_stdout_together(country: Country) -> None:
    result = run(*options("criteria", country(*ROWS)), "--out", "-", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--out - en --json gaan niet samen")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_place_that_cannot_be_written_ends_with_2_and_prints_no_result(
    country: Country, tmp_path: Path, command: str
) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("blijft")
    result = run(*options(command, country(*ROWS)), "--out", blocked / "tabel.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "kan niet worden geschreven" in result.stderr
    assert blocked.read_text() == "blijft"


@pytest.mark.parametrize("command", COMMANDS)
def test_another_format_ends_with_2_before_anything_is_read(country: Country, tmp_path: Path, command: str) -> None:
    asked = options(command, country(*ROWS))
    result = run(*asked[: -4 if command != "scenario" else 2], "--data", tmp_path / "weg", "--out", "tabel.docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("tabel.docx kan hier niet. Laat --out eindigen op .csv")


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_data_end_with_1(country: Country, command: str) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Nergens"})
    result = run(*options(command, folder))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("contacts.csv, rij 2, kolom gebied")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_not_there_ends_with_2(country: Country, tmp_path: Path, command: str) -> None:
    asked = options(command, country(*ROWS))
    result = run(*asked, "--data", tmp_path / "weg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "bestaat niet of is geen map" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_gebied_ends_with_2_and_the_list_of_what_exists(country: Country, command: str) -> None:
    result = run(*options(command, country(*ROWS)), "--gebied", "Bovn")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Het gebied 'Bovn' bestaat niet. Bedoelt u 'politieregio:Boven'? Kies 'Nederland' of een van deze. "
        "politieregio: Boven, Onder; veiligheidsregio: Oost, West; provincie: Oostland, Westland.\n"
    )


@pytest.mark.parametrize(
    ("command", "option"),
    [*((command, "--peildatum") for command in COMMANDS), ("forecast", "--sinds"), ("compare", "--van")],
)
def test_a_bad_day_ends_with_2_and_names_the_option(country: Country, command: str, option: str) -> None:
    result = run(*options(command, country(*ROWS)), option, "gisteren")
    assert (result.exit_code, result.stdout) == (2, "")
    assert option in result.stderr
    assert "'gisteren' is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-21." in result.stderr


@pytest.mark.parametrize("command", ["removal", "where-next"])
def test_without_borders_neighbours_cannot_be_known(country: Country, command: str) -> None:
    folder = country(*ROWS)
    (folder / "gemeenten.geojson").unlink()
    result = run(*options(command, folder))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "gemeenten.geojson ontbreekt" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_settings_end_with_2(
    country: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("NETMAP_SETTINGS", str(tmp_path / "weg.toml"))
    result = run(*options(command, country(*ROWS)))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "weg.toml" in result.stderr


def test_notices_go_to_stderr_and_leave_the_object_alone(country: Country) -> None:
    folder = country({"organisatie": "Fier", "gebied": "Aadorp; Oudorp"})
    result = run("removal", "Fier", "--data", folder, "--peildatum", DAY, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["wegvallen"][0]["verloren"] == pair(1, 10_000)
    assert result.stderr == "contacts.csv, rij 2, kolom gebied: Oudorp is op 1 januari 2020 opgegaan in Aadorp.\n"


def imported(*arguments: str | Path) -> set[str]:
    """Packages that are in memory after a command, run in a process of its own."""
    program = "\n".join(
        (
            "import sys",
            "from netmap.cli.main import app",
            "try: app(sys.argv[1:])",
            "finally: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)",
        )
    )
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return set(done.stderr.splitlines()[-1].split())


HEAVY = {"fontTools", "scipy", "pptx", "typst", "xlsxwriter", "openpyxl", "odfdo", "PIL", "pikepdf", "requests"}


@pytest.mark.parametrize("arguments", [["--help"], ["stats"], ["--versie"]], ids=" ".join)
def test_what_needs_no_data_reads_no_library_at_all(arguments: list[str]) -> None:
    """Reading the code of pandas alone takes longer than all that the list of commands does."""
    assert imported(*arguments) & {*HEAVY, "pandas", "numpy", "networkx", "geopandas", "shapely"} == set()


@pytest.mark.parametrize("arguments", [["status"], ["check"], ["vraag", "Aadorp"], ["criteria"]], ids=" ".join)
def test_what_draws_and_solves_and_fetches_is_imported_only_when_it_is_needed(
    country: Country, arguments: list[str]
) -> None:
    assert imported(*arguments, "--data", country(*ROWS)) & HEAVY == set()


# --- removal


def test_removal_tells_what_changes_and_who_is_next_door(country: Country) -> None:
    found = read("removal", "fier", "--data", country(*ROWS), "--peildatum", DAY)
    zorg = {"rol": "zorgcoordinator", "van": "enkel"}
    mee = {"sleutel": "organisatie:mee", "naam": "MEE"}
    assert found == {
        "peildatum": DAY,
        "gebied": None,
        "conclusie": f"{SUMMARY} {LEFT} {NEAR}",
        "wegvallen": [
            {
                "sleutels": ["organisatie:fier"],
                "naam": "Fier",
                "inzetten": ["fier"],
                "verloren": pair(2, 30_000),
                "verzwakt": [],
                "voor": NOW,
                "na": WITHOUT_FIER,
                "uitleg": [SUMMARY, LEFT, NEAR],
                "gemeenten": [
                    {**zorg, "code": "GM0001", "naam": "Aadorp", "inwoners": 10_000, "naar": "vervallen",
                     "overnemers": [{**mee, "buren": 1, "ook_hier": False}]},
                    {**zorg, "code": "GM0002", "naam": "Beekstad", "inwoners": 20_000, "naar": "deels",
                     "overnemers": [{**mee, "buren": 0, "ook_hier": True}]},
                ],
            }
        ],
    }  # fmt: skip


def test_removal_as_text(country: Country) -> None:
    result = run("removal", "Fier", "--data", country(*ROWS), "--peildatum", DAY)
    assert result.stdout.splitlines() == [
        f"{SUMMARY} {LEFT} {NEAR}",
        "Enkel gedekt: 2 → 0 gemeenten",
        "Deels gedekt: 0 → 1 gemeente",
        "Vervallen of vacant: 0 → 1 gemeente",
        "Peildatum 1 juli 2026.",
        "",
        "Gemeenten waar iets verandert zonder Fier",
        "Gemeente  Functie          Nu            Daarna               Inwoners  Wie werkt hier al of ernaast",
        "--------  ---------------  ------------  -------------------  --------  ----------------------------",
        "Beekstad  zorgcoördinator  Enkel gedekt  Deels gedekt           20.000  MEE (hier al)",
        "Aadorp    zorgcoördinator  Enkel gedekt  Vervallen of vacant    10.000  MEE (in 1 buurgemeente)",
    ]


def test_removal_without_a_name_ranks_every_organisation(country: Country) -> None:
    folder = country(*ROWS)
    result = run("removal", "--data", folder, "--peildatum", DAY)
    shown = result.stdout.partition("\n\n")[2].partition("\n\n")[0]
    head, _, *rows = (re.split(" {2,}", line) for line in shown.splitlines()[1:])
    assert head == ["Organisatie", "Gemeenten", "Inwoners", "Tot 23 jaar", "Vanaf 23 jaar", "Gedekt zonder haar",
                    "Deel van alle", "Andere verandering", "Organisatie minder",
                    "Dan op afstand"]  # fmt: skip
    assert rows == [
        ["Fier", "2", "30.000", "1", "2", "0", "0%", "0", "0", "40.000"],
        ["CoMensha", "0", "0", "0", "0", "2", "50,0%", "1", "0", "0"],
        ["MEE", "0", "0", "0", "0", "2", "50,0%", "0", "1", "40.000"],
    ]
    ranked = read("removal", "--data", folder, "--peildatum", DAY)["wegvallen"]
    alone = [read("removal", one, "--data", folder, "--peildatum", DAY)["wegvallen"][0] for one in ("Fier", "CoMensha")]
    assert ranked[:2] == alone


def test_removal_of_several_is_of_all_together_in_any_order(country: Country) -> None:
    folder = country(*ROWS)
    first = read("removal", "Fier", "inzet:mee", "--data", folder, "--peildatum", DAY)
    assert first == read("removal", "inzet:mee", "FIER", "Fier", "--data", folder, "--peildatum", DAY)
    (one,) = first["wegvallen"]
    assert one["sleutels"] == ["inzet:mee", "organisatie:fier"]
    assert one["na"] == statuses(op_afstand=(1, 40_000), vervallen=(2, 30_000), onbekend=(1, 30_000))


def test_removal_of_a_table_shows_the_role_and_nobody_next_door(country: Country) -> None:
    folder = country({"rol": "bestuurlijk_trekker", "organisatie": "Gemeente Aadorp", "gebied": "politieregio:Boven"})
    result = run("removal", "De regionale tafel Boven", "--data", folder, "--peildatum", DAY)
    assert [re.split(" {2,}", line) for line in result.stdout.splitlines()[-3:]] == [
        ["Ceeburg", "bestuurlijk trekker", "Ja", "Vervallen of vacant", "30.000"],
        ["Beekstad", "bestuurlijk trekker", "Ja", "Vervallen of vacant", "20.000"],
        ["Aadorp", "bestuurlijk trekker", "Ja", "Vervallen of vacant", "10.000"],
    ]  # fmt: skip


def test_an_unknown_organisation_ends_with_2_and_the_list_of_what_exists(country: Country) -> None:
    result = run("removal", "Fierr", "--data", country(*ROWS), "--peildatum", DAY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "'Fierr' kan niet wegvallen: op deze dag werkt er niets met die naam. Bedoelt u 'Fier'? "
        "Kies uit: CoMensha, Fier, MEE.\n"
    )


# --- forecast


def test_forecast_tells_the_course_and_its_causes(country: Country) -> None:
    folder = country(*ROWS)
    (folder / "officiele_tellingen.csv").write_text(
        "datum,geteld,van,eenheid,bron,bron_datum,opmerking\n2026-06,3,4,centrumgemeenten,https://telling.example/,,\n"
    )
    found = read(
        "forecast", "--maanden", "9", "--sinds", "2026-06-01", "--data", folder, "--peildatum", "2026-07-15"
    )  # fmt: skip
    assert (found["begin"], found["eind"], found["gemeenten"], found["inwoners"]) == (
        "2026-06-01", "2027-04-15", 4, 100_000,
    )  # fmt: skip
    assert [one["dag"] for one in found["maanden"]] == [
        *(f"2026-{month:02}-01" for month in range(6, 13)),
        *(f"2027-{month:02}-01" for month in range(1, 5)),
    ]
    after = {
        "dag": "2027-03-01", "gedekt": pair(0, 0), "per_status": WITHOUT_FIER, "te_bevestigen": 1,
    }  # fmt: skip
    before = {
        "dag": "2026-06-01", "gedekt": pair(2, 30_000), "per_status": NOW, "te_bevestigen": 1,
    }  # fmt: skip
    assert found["stappen"] == [before, after]
    end = {"dag": "2027-03-01", "oorzaak": "eindigt Fier", "van": "enkel"}
    assert found["gebeurtenissen"] == [
        {**end, "naar": "deels", "codes": ["GM0002"], "inwoners": 20_000,
         "zin": "Per maart 2027 eindigt Fier: 1 gemeente (20.000 inwoners) gaat van enkel gedekt naar deels gedekt."},
        {**end, "naar": "vervallen", "codes": ["GM0001"], "inwoners": 10_000,
         "zin": "Per maart 2027 eindigt Fier: 1 gemeente (10.000 inwoners) gaat van enkel gedekt naar vervallen of "
                "vacant."},
    ]  # fmt: skip
    statement = {"rol": "zorgcoordinator"}
    assert found["te_bevestigen"] == [
        {**statement, "dag": None, "id": "op-afstand", "organisatie": "CoMensha", **pair(1, 40_000)},
        {**statement, "dag": "2028-01-02", "id": "fier", "organisatie": "Fier", **pair(2, 30_000)},
        {**statement, "dag": "2028-01-02", "id": "mee", "organisatie": "MEE", **pair(1, 20_000)},
    ]
    assert found["tellingen"] == [
        {"datum": "2026-06", "geteld": 3, "van": 4, "eenheid": "centrumgemeenten", "bron": "https://telling.example/",
         "bron_datum": None, "netmap": None}
    ]  # fmt: skip
    assert len(found["kanttekeningen"]) == 2


@pytest.mark.parametrize("ending", ["png", "SVG", "pdf"])
def test_forecast_draws_when_out_ends_like_a_picture(country: Country, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"verloop.{ending}"
    asked = options("forecast", country(*ROWS))
    result = run(*asked, "--out", path)
    assert (result.exit_code, result.stdout) == (0, run(*asked).stdout)
    begin = {"png": b"\x89PNG\r\n", "SVG": b"<?xml", "pdf": b"%PDF"}
    assert path.read_bytes().startswith(begin[ending])
    assert [one.name for one in tmp_path.glob("*verloop*")] == [path.name]


@pytest.mark.parametrize("months", ["-1", "241"])
def test_forecast_refuses_a_period_that_cannot_be(country: Country, months: str) -> None:
    result = run(*options("forecast", country(*ROWS)), "--maanden", months)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{months} maanden vooruit kan niet. Kies voor --maanden 0 tot en met 240.\n"


def test_wrong_official_counts_end_with_1(country: Country) -> None:
    folder = country(*ROWS)
    (folder / "officiele_tellingen.csv").write_text(
        "datum,geteld,van,eenheid,bron,bron_datum,opmerking\nooit,3,4,centrumgemeenten,https://telling.example/,,\n"
    )
    result = run(*options("forecast", folder))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("officiele_tellingen.csv, rij 2, kolom datum")


# --- scenario


def test_scenario_tells_both_sides_and_no_zero_where_fte_are_unknown(country: Country) -> None:
    found = read(*options("scenario", country(*ROWS)))
    fier = {
        **pair(2, 30_000),
        "fte": 0.6,
        "inwoners_per_fte": 50_000.0,
        "gemeenten_onbekend": 0,
        "inwoners_onbekend": 0,
    }
    mee = {
        **pair(1, 20_000),
        "fte": None,
        "inwoners_per_fte": None,
        "gemeenten_onbekend": 1,
        "inwoners_onbekend": 20_000,
    }
    rest = [{"code": "GM0004", "soort": "op_afstand"}, {"code": "GM0003", "soort": "onbekend"}]
    assert found.pop("conclusie").startswith(
        "In het scenario 'Fier stopt' is voor zover bekend geen van de 4 gemeenten gedekt op 1 juli 2026"
    )
    assert decode_scenario(found.pop("link")).naam == "Fier stopt"
    assert found == {
        "peildatum": DAY,
        "gebied": None,
        "naam": "Fier stopt",
        "nu": {
            "gedekt": pair(2, 30_000),
            "per_status": NOW,
            "werklijst": rest,
            "fte": {
                "totaal": {**fier, "gemeenten_onbekend": 1, "inwoners_onbekend": 20_000},
                "per_organisatie": {"Fier": fier, "MEE": mee},
            },
        },
        "scenario": {
            "gedekt": pair(0, 0),
            "per_status": WITHOUT_FIER,
            "werklijst": [{"code": "GM0001", "soort": "vervallen"}, {"code": "GM0002", "soort": "deels"}, *rest],
            "fte": {"totaal": mee, "per_organisatie": {"MEE": mee}},
        },
        "gewijzigd": [
            {"code": "GM0002", "naam": "Beekstad", "politieregio": "Boven", "inwoners": 20_000, "voor": "enkel",
             "na": "deels"},
            {"code": "GM0001", "naam": "Aadorp", "politieregio": "Boven", "inwoners": 10_000, "voor": "enkel",
             "na": "vervallen"},
        ],
    }  # fmt: skip


def test_scenario_without_any_change_still_shows_the_fte(country: Country) -> None:
    folder = country(*ROWS)
    asked = options("scenario", folder)
    (folder.parent / "scenario.toml").write_text('naam = "Niets"\n')
    result = run(*asked)
    assert result.exit_code == 0
    assert "De status verandert in geen enkele gemeente." in result.stdout
    assert "Gemeente  Politieregio" not in result.stdout
    assert "Inwoners per" in result.stdout


def test_link_is_one_word_that_reads_back_to_the_scenario(country: Country) -> None:
    asked = options("scenario", country(*ROWS))
    result = run(*asked, "--link")
    assert (result.exit_code, result.stderr) == (0, "")
    word = result.stdout.removesuffix("\n")
    assert word == read(*asked)["link"]
    assert decode_scenario(word) == load_scenario(asked[1])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "kan niet worden gelezen"),
        ("naam = ", "Het scenario is geen TOML."),
        ('naam = "x"\n[[wijziging]]\nsoort = "weg"\n', "wijziging 1, veld soort"),
        (SCENARIO.replace("Fier", "Nooit gehoord"), "wijziging 1, veld organisatie"),
    ],
)
def test_a_bad_scenario_ends_with_2_and_says_where(country: Country, text: str | None, sentence: str) -> None:
    asked = options("scenario", country(*ROWS))
    path = asked[1]
    path.unlink() if text is None else path.write_text(text)  # type: ignore[union-attr]
    result = run(*asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_the_csv_of_a_scenario_is_its_table(country: Country, tmp_path: Path) -> None:
    asked = options("scenario", country(*ROWS))
    run(*asked, "--out", tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode("utf-8-sig").splitlines() == [
        "Code;Gemeente;Politieregio;Inwoners;Nu;In het scenario",
        "GM0002;Beekstad;Boven;20000;Enkel gedekt;Deels gedekt",
        "GM0001;Aadorp;Boven;10000;Enkel gedekt;Vervallen of vacant",
    ]


# --- where-next


def test_where_next_tells_the_plan_its_proof_and_the_runner_up(country: Country) -> None:
    found = read(*options("where-next", country(*ROWS)))
    whys = [area.pop("waarom") for area in (found["gebieden"][0], found["tweede_keus"]["gebieden"][0])]
    assert all(whys)
    area = {"fte": 1.0, "veiligheidsregios": ["West"]}
    assert [(one["soort"], one["gebieden"], one["inwoners"]) for one in found.pop("keuzes")] == [
        ("inwoners", [["GM0004"]], 40_000),
        ("buur", [["GM0003"]], 30_000),
    ]
    assert found.pop("conclusie").startswith("Met 1 zorgcoördinator erbij (1 fte) wordt 1 gemeente met 40.000 inwoners")
    assert found == {
        "peildatum": DAY,
        "gebied": None,
        "posten": [1.0],
        "regels": {"max_inwoners": None, "max_gemeenten": 1, "samenhangend": True, "binnen": None, "k": 1},
        "te_helpen": pair(2, 70_000),
        "geholpen": pair(1, 40_000),
        "bewezen": True,
        "gat": 0.0,
        "bovengrens": 40_000,
        "gebieden": [{"naam": "Deiland", "codes": ["GM0004"], "inwoners": 40_000, **area}],
        "tweede_keus": {
            "inwoners": 30_000,
            "bewezen": True,
            "gebieden": [{"naam": "Ceeburg", "codes": ["GM0003"], "inwoners": 30_000, **area}],
        },
    }


def test_where_next_follows_its_rules(country: Country) -> None:
    folder = country(*ROWS)
    more = ["--aantal", "2", "--max-inwoners", "35000", "--binnen", "Politieregio", "--los", "--seconden", "5"]
    found = read("where-next", *more, "--data", folder, "--peildatum", DAY)
    assert found["posten"] == [1.0, 1.0]
    assert found["regels"] == {
        "max_inwoners": 35_000, "max_gemeenten": None, "samenhangend": False, "binnen": "politieregio", "k": 1,
    }  # fmt: skip
    assert [area["codes"] for area in found["gebieden"]] == [["GM0003"]]
    assert found["tweede_keus"] is None


def test_where_next_asks_for_two_organisations_on_demand(country: Country) -> None:
    folder = country({"organisatie": "Aanpak", "gebied": "Aadorp; Beekstad"})
    found = read("where-next", "--dubbel", "--data", folder, "--peildatum", DAY)
    assert found["regels"]["k"] == 2
    assert [area["codes"] for area in found["gebieden"]] == [["GM0001", "GM0002"]]
    assert found["te_helpen"] == pair(4, 100_000)


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--aantal", "0", "Kies 1 tot en met 5 nieuwe zorgcoördinatoren"),
        ("--aantal", "2000000000", "Kies 1 tot en met 5 nieuwe zorgcoördinatoren"),
        ("--max-inwoners", "0", "Het maximum van 0 inwoners per fte kan niet"),
        ("--max-inwoners", "10", "Geen enkele gemeente past binnen deze regels"),
        ("--binnen", "waterschap", "Kies voor --binnen uit: politieregio, veiligheidsregio, provincie."),
        ("--seconden", "0", "Kies voor --seconden meer dan 0 en hooguit 600."),
        ("--seconden", "nan", "Kies voor --seconden meer dan 0 en hooguit 600."),
        ("--seconden", "inf", "Kies voor --seconden meer dan 0 en hooguit 600."),
    ],
)
def test_where_next_refuses_what_cannot_be(country: Country, option: str, value: str, sentence: str) -> None:
    result = run("where-next", option, value, "--data", country(*ROWS), "--peildatum", DAY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


# --- compare


def test_compare_of_two_days_tells_what_ended_and_on_whose_word(country: Country) -> None:
    folder = country(*ROWS)
    found = read("compare", "--van", DAY, "--peildatum", "2027-04-01", "--data", folder)
    assert found.pop("conclusie").startswith(
        "Tussen 1 juli 2026 en 1 april 2027 komt er nergens dekking bij en valt er"
    )
    counts = found.pop("aantallen")
    assert list(counts) == list(AARDEN)
    assert {tuple(counts[aard]) for aard in counts} == {VERSCHILLEN}
    assert counts["echte verandering"]["weg"] == pair(2, 30_000)
    assert counts["geen verandering"]["zelfde"] == pair(2, 70_000)
    shared = {
        "politieregio": "Boven", "provincie": "Oostland", "aard": "echte verandering", "verschil": "weg",
        "redenen": ["Geëindigd: Fier, 0,60 fte (tot maart 2027)."], "bronnen": ["https://bron.example/"],
        "begin_onbekend": False,
    }  # fmt: skip
    aadorp = {"code": "GM0001", "naam": "Aadorp", "inwoners": 10_000}
    beekstad = {"code": "GM0002", "naam": "Beekstad", "inwoners": 20_000}
    assert found == {
        "peildatum": "2027-04-01",
        "gebied": None,
        "van": DAY,
        "tot": "2027-04-01",
        "gemeenten": [
            {**aadorp, **shared, "voor": [{**aadorp, "status": "enkel"}], "na": "vervallen"},
            {**beekstad, **shared, "voor": [{**beekstad, "status": "enkel"}], "na": "deels"},
        ],
        "zonder_opvolger": [],
    }


def test_alles_lists_the_unchanged_too(country: Country) -> None:
    asked = options("compare", country(*ROWS))
    assert [one["code"] for one in read(*asked, "--alles")["gemeenten"]] == ["GM0001", "GM0002", "GM0003", "GM0004"]
    assert "Deiland" in run(*asked, "--alles").stdout
    assert "Deiland" not in run(*asked).stdout


def test_met_compares_with_the_data_as_they_were(country: Country, tmp_path: Path) -> None:
    country(ROWS[0]).rename(tmp_path / "eerder")
    folder = country(ROWS[0], {**ROWS[1], "gebied": "Ceeburg", "doelgroep": ""})
    found = read("compare", "--met", tmp_path / "eerder", "--data", folder, "--peildatum", DAY)
    assert (found["van"], found["tot"]) == (DAY, DAY)
    assert [(one["code"], one["aard"], one["na"]) for one in found["gemeenten"]] == [
        ("GM0003", "nieuwe informatie", "enkel")
    ]
    assert found["gemeenten"][0]["redenen"] == [
        "Staat nu in de gegevens: MEE (begindatum onbekend, einddatum onbekend)."
    ]
    other = read("compare", "--met", tmp_path / "eerder", "--van", "2025-01-01", "--data", folder, "--peildatum", DAY)
    assert (other["van"], other["tot"]) == ("2025-01-01", DAY)


def test_two_versions_of_a_store_are_compared(country: Country, tmp_path: Path) -> None:
    store = Store.at(str(tmp_path / "opslag.sqlite"))
    store.migrate()
    row = {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2026-01"}
    beheer = make_beheerder("beheer")
    store.take_over(country(row), gebruiker=beheer, waarom="begin")
    store.take_over(country({**row, "gebied": "Aadorp; Beekstad"}), gebruiker=beheer, waarom="erbij")
    asked = ["compare", "--opslag", str(tmp_path / "opslag.sqlite"), "--peildatum", "2026-07-01", "--json"]
    told = json.loads(run(*asked, "--versie", "1").stdout)
    (found,) = [one for one in told["gemeenten"] if one["code"] == "GM0002"]
    assert (found["voor"][0]["status"], found["na"]) == ("onbekend", "enkel")
    assert json.loads(run(*asked, "--versie", "1", "--naar-versie", "1").stdout)["gemeenten"] == []
    assert run("compare", "--versie", "1").stderr.startswith("--versie hoort bij een opslag.")
    store.engine.dispose()


def test_compare_needs_something_to_compare_with(country: Country, tmp_path: Path) -> None:
    folder = country(*ROWS)
    result = run("compare", "--data", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Er is niets om mee te vergelijken. Noem met --van")
    result = run("compare", "--met", tmp_path / "weg", "--data", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "bestaat niet of is geen map" in result.stderr


def test_the_csv_of_a_comparison_has_the_sources_that_the_text_leaves_out(country: Country, tmp_path: Path) -> None:
    result = run(*options("compare", country(*ROWS)), "--out", tmp_path / "t.csv")
    assert "https://bron.example/" not in result.stdout
    assert (tmp_path / "t.csv").read_bytes().decode("utf-8-sig").splitlines()[0] == (
        "Code;Gemeente;Provincie;Politieregio;Inwoners;Eerst;Daarna;Verschil;Soort verandering;Waarom;Bron"
    )


# --- criteria


def with_statements(folder: Path) -> Path:
    (folder / "indicatoren.csv").write_text(
        "id,criterium,gebied,waarde,vanaf,tot,bron,bron_datum,zekerheid,opmerking\n"
        "a,G1,GM0001;GM0002,ja,2024,2028-01,https://beleid.example/,2024-05,hoog,Vastgesteld.\n"
        "b,R9,politieregio:Boven,ja,,,https://plan.example/,,laag,\n"
    )
    return write_cards(folder)


def test_criteria_tell_every_region_and_the_statements_as_precise_as_written(country: Country) -> None:
    found = read("criteria", "--data", with_statements(country(*ROWS)), "--peildatum", DAY)
    assert list(found["criteria"]) == list(CRITERIA)
    assert found["criteria"]["G3"] == {
        "onderwerp": "Meldafspraken", "vraag": "Is afgesproken waar medewerkers een signaal melden?",
    }  # fmt: skip
    assert [(one["naam"], one["gemeenten"]) for one in found["gebieden"]] == [
        ("Boven", 3), ("Onder", 1), ("Nederland", 4),
    ]  # fmt: skip
    assert {tuple(one["antwoorden"]) for one in found["gebieden"]} == {tuple(CRITERIA)}
    assert found["gebieden"][0]["antwoorden"]["G1"] == {
        "antwoord": "deels",
        "aantallen": {"ja": 2, "deels": 0, "nee": 0, "onbekend": 1, "nvt": 0},
        "te_bevestigen": True,
    }
    assert found["uitspraken"] == [
        {"id": "a", "criterium": "G1", "gebied": "Aadorp;Beekstad", "waarde": "ja", "geldt": "nu",
         "codes": ["GM0001", "GM0002"], "vanaf": "2024", "tot": "2028-01", "bron_datum": "2024-05",
         "bron": "https://beleid.example/", "zekerheid": "hoog", "opmerking": "Vastgesteld."},
        {"id": "b", "criterium": "R9", "gebied": "politieregio:Boven", "waarde": "ja", "geldt": "nu",
         "codes": ["GM0001", "GM0002", "GM0003"], "vanaf": None, "tot": None, "bron_datum": None,
         "bron": "https://plan.example/", "zekerheid": "laag", "opmerking": ""},
    ]  # fmt: skip


def test_criteria_of_one_area_set_it_beside_the_country(country: Country) -> None:
    folder = with_statements(country(*ROWS))
    found = read("criteria", "--gebied", "Onder", "--data", folder, "--peildatum", DAY)
    assert [one["naam"] for one in found["gebieden"]] == ["Onder", "Nederland"]
    assert found["uitspraken"] == []
    result = run("criteria", "--gebied", "Onder", "--data", folder, "--peildatum", DAY)
    head = re.split(" {2,}", result.stdout.partition("\n\n")[2].splitlines()[1])
    assert head == ["Criterium", "Politieregio Onder", "Bekend", "Nederland", "Bekend in Nederland"]


def test_the_csv_of_the_criteria_is_the_table_of_all_regions(country: Country, tmp_path: Path) -> None:
    folder = with_statements(country(*ROWS))
    run("criteria", "--data", folder, "--peildatum", DAY, "--out", tmp_path / "t.csv")
    stand = build_stand(load_tables(folder), date.fromisoformat(DAY))
    assert (tmp_path / "t.csv").read_bytes() == table_csv(scorecard_table(stand))


# --- progress


class _Terminal:
    """Standard error as a terminal that remembers."""

    def __init__(self, is_terminal: bool) -> None:
        self.text = ""
        self.is_terminal = is_terminal

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_shows_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, is_terminal: bool) -> None:
    terminal = _Terminal(is_terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar("Zoeken") as advance:
        advance(1, 2, "halverwege")
        advance(2, 2, "")
    assert ("Zoeken: halverwege" in terminal.text, "100%" in terminal.text) == (is_terminal, is_terminal)
    assert bool(terminal.text) == is_terminal
