"""The command that takes in a file: what it says, the folder and the version that come out, the rows it gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.intake.memory import read_memory
from netmap.load import check_folder, load_tables
from netmap.store.store import Store
from netmap.toegang import make_beheerder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

ROW = {"id": "rij-1", "organisatie": "Zorg Boven", "gebied": "Aadorp", "vanaf": "2021"}
LIST = """Overzicht;;;
Gemeente;Instelling;Sinds;Vindplaats
0001;Zorg Boven;2022;https://bron.example/
Beekstaadd;Zorg Onder;mrt-23;https://bron.example/a
Ceeburg;Zorg Onder;morgen;https://bron.example/a
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    (tmp_path / "lijst.csv").write_text(LIST, encoding="utf-8")

    def run_it(*arguments: str, env: dict[str, str | None] | None = None) -> tuple[int, str]:
        words = ["inlezen", str(tmp_path / "lijst.csv"), "--vast", "rol=zorgcoordinator", *map(str, arguments)]
        done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None, "USER": "beheer", **(env or {})})
        return done.exit_code, done.output

    return run_it


@pytest.fixture
def opslag(country: Callable[..., Path], tmp_path: Path) -> tuple[str, Store]:
    """Address and store, with one version in it."""
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(country(ROW), gebruiker=make_beheerder("beheer"), waarom="begin")
    return address, store


def test_it_shows_how_the_file_was_read_and_what_would_change_and_writes_nothing(
    run: Callable[..., tuple[int, str]], country: Callable[..., Path]
) -> None:
    folder = country(ROW)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    code, said = run("--data", folder)
    assert code == 1
    for line in (
        "lijst.csv is gelezen als CSV, UTF-8, met puntkomma's ertussen.",
        "De kolommen staan in rij 2.",
        "  B 'Instelling' → organisatie",
        "  elke rij: rol is zorgcoordinator (zo gezegd; alleen waar het bestand en de gegevens niets zeggen)",
        "3 rijen: 1 gewijzigd en 2 geweigerd.",
        "rij 3, rij-1: gewijzigd\n  vanaf: '2021' → '2022'",
        "rij 4: 'Beekstaadd' is geen bekend gebied. Is het Beekstad? Zeg: --bedoelt 'Beekstaadd=Beekstad'.",
        "lijst.csv, rij 5, kolom Sinds: deze tekst is geen datum",
    ):
        assert line in said
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_is_taken_in_part_and_the_rest_comes_back_with_the_reason(
    run: Callable[..., tuple[int, str]], country: Callable[..., Path], tmp_path: Path
) -> None:
    new, back = tmp_path / "nieuw", tmp_path / "terug.xlsx"
    asked = "--data", country(ROW), "--bedoelt", "Beekstaadd=Beekstad", "--out", new, "--geweigerd", back
    code, said = run(*asked)
    assert (code, f"{new}: 2 rijen overgenomen." in said) == (1, True)
    assert check_folder(new) == []
    assert [(one.id, one.gebied, one.geschreven.vanaf) for one in load_tables(new).contacts] == [
        ("rij-1", "Aadorp", "2022"),
        ("zorg-onder-beekstad", "Beekstad", "2023-03"),
    ]
    rows = list(openpyxl.load_workbook(back).active.iter_rows(values_only=True))
    assert rows[0] == ("Gemeente", "Instelling", "Sinds", "Vindplaats", "waarom geweigerd")
    assert rows[1][:3] == ("Ceeburg", "Zorg Onder", "morgen")
    assert rows[1][-1].startswith("Sinds: deze tekst is geen datum")
    assert "bestaat al en is niet leeg" in run(*asked)[1]
    # what was said stands in the new folder; the workbook with refused rows is read the same way
    again = CliRunner().invoke(app, ["inlezen", str(back), "--data", str(new)], env={"NETMAP_DATABASE": None})
    assert "1 rij: 1 geweigerd." in again.output
    assert "E 'waarom geweigerd' → niet overgenomen" in again.output


def test_a_file_of_criteria_goes_the_same_way(country: Callable[..., Path], tmp_path: Path) -> None:
    path, new, back = tmp_path / "antwoorden.csv", tmp_path / "nieuw", tmp_path / "terug.xlsx"
    path.write_text("Gemeente;Norm;Antwoord;Link\nAadorp;G1;ja;https://bron.example/\nBeekstad;G1;soms;\n", "utf-8")
    words = ["inlezen", str(path), "--data", str(country(ROW)), "--out", str(new), "--geweigerd", str(back)]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    assert "  C 'Antwoord' → waarde\n" in done.output
    assert "rij 2, g1-aadorp: nieuw\n  id: 'g1-aadorp'\n  gebied: 'Aadorp'\n  criterium: 'G1'\n" in done.output
    assert "rij 3, kolom Antwoord: deze tekst kan hier niet. Kies uit: ja, deels, nee, onbekend." in done.output
    assert (done.exit_code, check_folder(new)) == (1, [])
    assert [(one.id, one.waarde) for one in load_tables(new).indicatoren] == [("g1-aadorp", "ja")]
    (_, refused) = openpyxl.load_workbook(back).active.iter_rows(values_only=True)
    assert refused[:3] == ("Beekstad", "G1", "soms")


def test_the_sheet_that_tells_what_a_workbook_is_about_is_the_one_that_is_read(
    country: Callable[..., Path], tmp_path: Path
) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "lijst.xlsx"
    book.active.title = "bronnen"
    book.active.append(("id", "gebied", "bron", "bron datum", "toelichting"))
    sheet = book.create_sheet("lijst")
    sheet.append(("gebied", "rol", "organisatie"))
    sheet.append(("Aadorp", "zorgcoordinator", "Zorg Boven"))
    book.save(path)
    words = ["inlezen", str(path), "--data", str(country(ROW))]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "1 rij: 1 gelijk.")
    assert "Blad 'lijst': de kolommen staan in rij 1." in done.output
    done = CliRunner().invoke(app, [*words, "--tabel", "criteria"], env={"NETMAP_DATABASE": None})
    assert "Blad 'bronnen': de kolommen staan in rij 1." in done.output
    assert "Blad 'lijst' wordt niet overgenomen. Noem met --blad elk blad dat u wilt." in done.output
    done = CliRunner().invoke(app, [*words, "--blad", "lijst"], env={"NETMAP_DATABASE": None})
    assert "wordt niet overgenomen" not in done.output


def test_a_name_that_was_said_of_organisations_is_an_organisation_in_a_file_of_contacts(
    country: Callable[..., Path], tmp_path: Path
) -> None:
    wie, lijst, new = tmp_path / "wie.csv", tmp_path / "lijst.csv", tmp_path / "nieuw"
    wie.write_text("Partij;Afkorting\nZorg Boven;ZB\n", encoding="utf-8")
    lijst.write_text("Partij;Gemeente;Rol\nZorg Boven;Aadorp;zorgcoordinator\n", encoding="utf-8")
    words = ["inlezen", str(wie), "--data", str(country(ROW)), "--kolom", "Partij=naam", "--out", str(new)]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    assert "→ naam (zo gezegd)" in done.output
    done = CliRunner().invoke(app, ["inlezen", str(lijst), "--data", str(new)], env={"NETMAP_DATABASE": None})
    assert "→ organisatie (zo gezegd)" in done.output
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "1 rij: 1 gelijk.")


def test_of_a_file_that_may_be_about_more_it_asks_about_which(country: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "bevestigd.csv"
    path.write_text("id;bevestigd op\nrij-1;2026-03-02\n", encoding="utf-8")
    words = ["inlezen", str(path), "--data", str(country(ROW))]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    assert done.exit_code == 2
    assert "Zeg het met --tabel contacten, criteria of organisaties." in " ".join(done.output.split())
    done = CliRunner().invoke(app, [*words, "--tabel", "contacten"], env={"NETMAP_DATABASE": None})
    assert (done.exit_code, "rij 2, rij-1: bevestigd" in done.output) == (0, True)


def test_with_a_reason_it_becomes_a_version_of_the_store(
    run: Callable[..., tuple[int, str]], opslag: tuple[str, Store]
) -> None:
    address, store = opslag
    assert "Versie" not in run("--opslag", address)[1]
    assert "Versie 2 (versie 2): 1 rij overgenomen." in run("--waarom", "Lijst", env={"NETMAP_DATABASE": address})[1]
    assert store.read().rows["contacts.csv"].cells["rij-1"]["vanaf"] == "2022"
    assert store.versions()[-1].waarom == "Lijst"
    assert store.history("contacts.csv", "rij-1")[-1].woord.startswith("een bestand (CSV), ")
    assert store.verify() == ()


def test_what_was_said_is_listed_and_taken_back(
    run: Callable[..., tuple[int, str]], opslag: tuple[str, Store], tmp_path: Path
) -> None:
    (address, store), new = opslag, tmp_path / "nieuw"

    def remembered(*arguments: str, opslag: str | None = address) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["onthouden", *arguments], env={"NETMAP_DATABASE": opslag})
        return done.exit_code, " ".join(done.output.split())

    assert remembered() == (0, "Er is niets onthouden.")
    assert "Er is nog niets onthouden." in remembered("--vergeet", "Aadorp")[1]
    run("--opslag", address, "--bedoelt", "Beekstaadd=Beekstad", "--waarom", "Lijst")
    assert remembered() == (0, "naam 'beekstaadd': Beekstad elke rij: rol is zorgcoordinator")
    assert "noemt iets dat niet is onthouden" in remembered("--vergeet", "Aadorp")[1]
    assert "naam 'beekstaadd': Beekstad (wordt vergeten)" in remembered("--vergeet", "BEEKSTAADD")[1]
    assert store.newest() == 2
    assert "Versie 3 (versie 3): 1 antwoord vergeten." in remembered("--vergeet", "beekstaadd", "--waarom", "Fout")[1]
    assert remembered()[1] == "elke rij: rol is zorgcoordinator"
    assert f"{new}: 1 antwoord vergeten." in " ".join(remembered("--vergeet", "rol", "--out", str(new))[1].split())
    assert remembered("--data", str(new), opslag=None)[1] == "Er is niets onthouden."
    assert check_folder(new) == []


def test_the_last_thing_that_was_said_can_be_taken_back_with_a_file(
    run: Callable[..., tuple[int, str]], opslag: tuple[str, Store]
) -> None:
    address, store = opslag
    run("--opslag", address, "--waarom", "Lijst")
    assert [one.woord for one in read_memory(store.read().folder).words] == ["rol"]
    back = "--opslag", address, "--vast", "rol=", "--waarom", "Toch niet"
    assert "Versie 3 (versie 3): 0 rijen overgenomen." in run(*back)[1]
    assert read_memory(store.read().folder).words == ()
    assert "er is geen verschil met de nieuwste versie" in " ".join(run(*back)[1].split())


def test_a_reason_that_tells_of_a_person_is_refused_before_anything_is_written(
    run: Callable[..., tuple[int, str]], opslag: tuple[str, Store], tmp_path: Path
) -> None:
    (address, store), new = opslag, tmp_path / "nieuw"
    code, said = run("--opslag", address, "--out", str(new), "--waarom", "Zei mevrouw Voorbeeld")
    assert (code, "in de reden staat een persoon" in " ".join(said.split())) == (2, True)
    assert (new.exists(), store.newest()) == (False, 1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--waarom", "x"), "--waarom hoort bij een opslag"),
        (("--kolom", "Instelling"), "schrijf het als 'naam=betekenis'"),
        (("--kolom", "Instelling=zomaar"), "De kolom 'zomaar' bestaat niet"),
        (("--blad", "twee"), "het blad 'twee' is er niet"),
        (("--data", "/bestaat/niet"), "kan niet worden gelezen (het bestaat niet)"),
    ],
)
def test_what_cannot_be_is_said(run: Callable[..., tuple[int, str]], arguments: tuple[str, ...], sentence: str) -> None:
    code, said = run(*arguments)
    assert code == 2
    assert sentence in " ".join(said.split())


def test_a_workbook_to_fill_in_is_read_back_by_the_same_way(country: Callable[..., Path], tmp_path: Path) -> None:
    folder, path = country(ROW, {**ROW, "id": "d", "gebied": "Deiland"}), tmp_path / "blad.xlsx"
    made = CliRunner().invoke(
        app, ["invulblad", "--data", str(folder), "--gebied", "politieregio:Onder", "--out", str(path)]
    )
    assert (made.exit_code, made.stdout) == (0, "")
    words = ["inlezen", str(path), "--data", str(folder)]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    counted = [line for line in done.output.splitlines() if line[0].isdigit()]
    assert (done.exit_code, counted) == (0, ["1 rij: 1 gelijk.", "0 rijen: er staat niets in."])


TWO = {
    "Toelichting": [("Vul beide bladen in.",)],
    "Wie doet wat": [
        ("Gemeente", "Instelling", "Functie", "Sinds"),
        ("Aadorp", "Zorg Boven", "zorgcoordinator", "2022"),
        ("Ceeburg", "Zorg Onder", "zorgcoordinator", "morgen"),
    ],
    "Normen": [
        ("Gemeente", "Norm", "Antwoord", "Bron"),
        ("Aadorp", "G1", "ja", "https://bron.example/"),
        ("Beekstad", "G1", "soms", "https://bron.example/"),
    ],
}


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def test_a_workbook_with_two_tables_goes_in_whole_as_one_change(country: Callable[..., Path], tmp_path: Path) -> None:
    path, new, back = write_sheets(tmp_path / "lijst.xlsx", TWO), tmp_path / "nieuw", tmp_path / "terug.xlsx"
    words = ["inlezen", str(path), "--data", str(country(ROW)), "--out", str(new), "--geweigerd", str(back)]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    for line in (
        "Blad 'Wie doet wat': de kolommen staan in rij 1.",
        "Blad 'Normen': de kolommen staan in rij 1.",
        "lijst.xlsx, blad Wie doet wat, rij 3, kolom Sinds: deze tekst is geen datum",
        "lijst.xlsx, blad Normen, rij 3, kolom Antwoord: deze tekst kan hier niet",
        f"{new}: 2 rijen overgenomen.",
    ):
        assert line in done.output
    assert (done.exit_code, check_folder(new)) == (1, [])
    tables = load_tables(new)
    assert [(one.id, one.geschreven.vanaf) for one in tables.contacts] == [("rij-1", "2022")]
    assert [(one.id, one.waarde) for one in tables.indicatoren] == [("g1-aadorp", "ja")]
    # what was refused is a workbook with two tables again
    refused = openpyxl.load_workbook(back)
    assert [(page.title, page["A2"].value) for page in refused] == [
        ("Geweigerd", "Ceeburg"),
        ("Geweigerd 2", "Beekstad"),
    ]
    refused["Geweigerd"]["D2"], refused["Geweigerd 2"]["C2"] = "2023", "nee"
    refused.save(back)
    done = CliRunner().invoke(app, ["inlezen", str(back), "--data", str(new)], env={"NETMAP_DATABASE": None})
    assert [line for line in done.output.splitlines() if line[:5] == "1 rij"] == ["1 rij: 1 nieuw."] * 2


def test_one_sheet_of_a_workbook_is_taken_in_when_it_is_named(country: Callable[..., Path], tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "lijst.xlsx", TWO)
    words = ["inlezen", str(path), "--data", str(country(ROW)), "--blad", "Normen"]
    done = CliRunner().invoke(app, words, env={"NETMAP_DATABASE": None})
    assert "Wie doet wat': de kolommen" not in done.output
    assert "lijst.xlsx, rij 3, kolom Antwoord" in done.output
    done = CliRunner().invoke(app, [*words, "--blad", "Toelichting"], env={"NETMAP_DATABASE": None})
    assert (done.exit_code, "zeggen niet waar blad 'Toelichting' over gaat" in " ".join(done.output.split())) == (
        2,
        True,
    )


def test_a_row_that_two_sheets_tell_otherwise_is_refused_on_the_second(
    country: Callable[..., Path], tmp_path: Path
) -> None:
    header = ("Gemeente", "Instelling", "Functie", "Sinds")
    same, other = (("Aadorp", "Zorg Boven", "zorgcoordinator", year) for year in ("2022", "2023"))
    new = ("Beekstad", "Zorg Onder", "zorgcoordinator", "2020")
    sheets = {"noord": [header, same, new], "zuid": [header, other, new]}
    path = write_sheets(tmp_path / "lijst.xlsx", sheets)
    done = CliRunner().invoke(app, ["inlezen", str(path), "--data", str(country(ROW))], env={"NETMAP_DATABASE": None})
    assert "2 rijen: 1 nieuw en 1 gewijzigd." in done.output
    assert (
        "lijst.xlsx, blad zuid, rij 2, kolom id: 'rij-1' staat met iets anders op blad noord, rij 2. "
        "Kies wat klopt, en haal het andere weg."
    ) in " ".join(done.output.split())
    assert "2 rijen: 1 gelijk en 1 geweigerd." in done.output
