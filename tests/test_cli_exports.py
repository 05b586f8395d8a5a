"""The contract of picture, slides, report and export: the same bytes as the page makes, whole files or none."""

from __future__ import annotations

import os
import resource
import zipfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from typer.testing import CliRunner

from netmap.cards import load_sources
from netmap.choices import CHOICES
from netmap.cli.main import app
from netmap.drawing.picture import SIZES, make_size
from netmap.export.catalogue import Material, Wish, make
from netmap.export.products import PRODUCTS
from netmap.layers import build_stand
from netmap.load import load_borders, load_tables
from netmap.maps.shapes import build_shapes
from netmap.regio import Regio
from netmap.settings import load_settings
from tests.conftest import write_country
from tests.test_cli import DAY, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.testing import Result

    Country = Callable[..., Path]

COMMANDS = ("picture", "slides", "report", "export")
BOVEN = Regio("politieregio", "Boven")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small country, written once: no command changes it."""
    return write_country(tmp_path_factory.mktemp("uitvoer") / "land", ROWS)


@pytest.fixture(scope="module")
def material(land: Path) -> Material:
    tables = load_tables(land)
    borders = load_borders(land, tables.gemeenten)
    stand = build_stand(tables, date.fromisoformat(DAY))
    return Material(stand, borders, build_shapes(borders, tables), tuple(load_sources(land)), load_settings())


YEARS = (2019, 2027)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> list[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# --- what is made


@pytest.mark.parametrize(
    ("arguments", "wish"),
    [
        (["picture", "--out", "x.png", "--maat", "vierkant"], Wish("plaatje", "png", size=SIZES["vierkant"])),
        (
            [
                "picture",
                "--out",
                "x.svg",
                "--gebied",
                "boven",
                "--layer",
                "Looptijd",
                "--titel",
                "Eigen titel",
                "--netwerk",
            ],
            Wish("plaatje", "svg", BOVEN, "looptijd", "Eigen titel", netwerk=True),
        ),
        (["picture", "--out", "x.png", "--doel", "Projectie"], Wish("plaatje", "png", doel="projectie")),
        (
            ["picture", "--out", "x.png", "--doel", "social"],
            Wish("plaatje", "png", size=SIZES["social"], doel="social"),
        ),
        (
            ["picture", "--out", "x.svg", "--doel", "social", "--maat", "social_staand"],
            Wish("plaatje", "svg", size=SIZES["social_staand"], doel="social"),
        ),
        (["picture", "--out", "x.PDF", "--maat", "900 x 700"], Wish("plaatje", "pdf", size=make_size(900, 700))),
        *(
            (["picture", "--jaren", "2019..2027", "--out", f"x.{form.key}"], Wish("jaarreeks", form.key, jaren=YEARS))
            for form in PRODUCTS["jaarreeks"].formaten
        ),
        (
            ["picture", "--jaren", "2019 - 2027", "--out", "x.svg", "--layer", "keten", "--titel", "Eigen titel"],
            Wish("jaarreeks", "svg", layer="keten", titel="Eigen titel", jaren=YEARS),
        ),
        (["slides", "--out", "x.pptx", "--een", "--titel", "Eén"], Wish("dias", "pptx", titel="Eén")),
        (["slides", "--out", "x.pptx", "--gebied", "Boven"], Wish("dias", "pptx", BOVEN, alles=True)),
        (
            ["slides", "--out", "x.pptx", "--opening", "--besluit"],
            Wish("dias", "pptx", alles=True, opening=True, besluit=True),
        ),
        (["slides", "--out", "x.pptx", "--kaart", "Vormen"], Wish("dias", "pptx", alles=True, vormen=True)),
        (["report", "--out", "x.html", "--gebied", "Boven"], Wish("rapport", "html", BOVEN)),
        (["report", "--briefje", "--out", "x.pdf", "--gebied", "Boven"], Wish("briefje", "pdf", BOVEN)),
        *(
            (["export", "--out", f"x.{'zip' if form.key == 'csv' else form.key}"], Wish("gegevens", form.key))
            for form in PRODUCTS["gegevens"].formaten
            if not form.suffix
        ),
        *(
            (["export", "--format", form.key, "--out", f"x.{form.suffix}"], Wish("gegevens", form.key))
            for form in PRODUCTS["gegevens"].formaten
            if form.suffix
        ),
        (["export", "--format", "CSV", "--out", "x.zip", "--gebied", "Boven"], Wish("gegevens", "csv", BOVEN)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_writes_the_same_bytes_as_the_page(
    land: Path, here: Path, material: Material, arguments: list[str], wish: Wish
) -> None:
    result = run(*arguments, "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout) == (0, "")
    path = here / arguments[arguments.index("--out") + 1]
    assert path.read_bytes() == make(material, wish)
    assert files(here) == [path.name]
    assert result.stderr.startswith(f"{path.name}: ")
    assert result.stderr.endswith(" kB\n")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["picture", "--maat", "vierkant"], "netmap-plaatje-zorgcoordinatie-nederland-2026-07-01.png"),
        (["slides", "--een"], "netmap-dias-nederland-2026-07-01.pptx"),
        (["report", "--format", "html"], "netmap-rapport-nederland-2026-07-01.html"),
        (["report", "--format", "docx"], "netmap-rapport-nederland-2026-07-01.docx"),
        (["export"], "netmap-gegevens-nederland-2026-07-01.xlsx"),
        (["export", "--format", "csv"], "netmap-gegevens-nederland-2026-07-01.zip"),
    ],
)
def test_without_out_the_file_lies_here_under_a_name(land: Path, here: Path, arguments: list[str], name: str) -> None:
    assert run(*arguments, "--data", land, "--peildatum", DAY).exit_code == 0
    assert files(here) == [name]


def test_the_data_of_a_picture_lie_beside_it(land: Path, here: Path) -> None:
    result = run("picture", "--out", "kaart/x.svg", "--gegevens", "--data", land, "--peildatum", DAY)
    assert result.exit_code == 0
    assert files(here) == ["kaart/x.csv", "kaart/x.svg"]
    head, *rows = (here / "kaart" / "x.csv").read_text("utf-8-sig").splitlines()
    assert head == "Code;Gemeente;Politieregio;Inwoners;Zorgcoördinatie op de kaart;Te bevestigen;Uitleg;Tegenspraak"
    assert [row.split(";")[1] for row in rows] == ["Aadorp", "Beekstad", "Ceeburg", "Deiland"]
    refused = run("picture", "--out", "-", "--gegevens", "--data", land)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--gegevens maakt een tweede bestand" in refused.stderr


def test_the_numbers_of_the_little_maps_lie_beside_them(land: Path, here: Path) -> None:
    run("picture", "--jaren", "2019..2020", "--gegevens", "--data", land, "--peildatum", DAY)
    name = f"netmap-jaarreeks-zorgcoordinatie-nederland-2019-2020-{DAY}"
    assert files(here) == [f"{name}.csv", f"{name}.png"]
    assert (here / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("2019-01-01;")


@pytest.mark.parametrize("more", [["--netwerk"], ["--doel", "social"], ["--grenzen", "centrumgemeente"]])
def test_little_maps_refuse_what_does_not_go_with_them(land: Path, here: Path, more: list[str]) -> None:
    result = run("picture", "--jaren", "2019..2020", *more, "--data", land)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert "--jaren maakt kleine kaarten." in result.stderr


def test_a_folder_with_a_dot_in_its_name_is_a_folder(land: Path, here: Path) -> None:
    (here / "versie.2").mkdir()
    assert run("export", "--out", "versie.2", "--data", land, "--peildatum", DAY).exit_code == 0
    assert files(here) == ["versie.2/netmap-gegevens-nederland-2026-07-01.xlsx"]


def test_an_older_file_is_replaced_as_a_whole(land: Path, here: Path) -> None:
    (here / "x.zip").write_bytes(b"oud" * 100_000)
    assert run("export", "--out", "x.zip", "--data", land, "--peildatum", DAY).exit_code == 0
    with zipfile.ZipFile(here / "x.zip") as archive:
        assert archive.testzip() is None


def test_a_picture_has_the_size_that_was_asked(land: Path, here: Path) -> None:
    assert run("picture", "--maat", "1000x800", "--out", "x.png", "--data", land, "--peildatum", DAY).exit_code == 0
    with Image.open(here / "x.png") as image:
        assert image.size == (1000, 800)


# --- all reports


def test_alle_makes_one_report_per_politieregio_and_nothing_else(land: Path, here: Path, material: Material) -> None:
    result = run("report", "--alle", "--out", "map/", "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout) == (0, "")
    names = ["netmap-rapport-boven-2026-07-01.pdf", "netmap-rapport-onder-2026-07-01.pdf"]
    assert files(here) == [f"map/{name}" for name in names]
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [f"map/{name}" for name in names]
    regions = material.stand.tables.gebieden.regios("politieregio")
    for region, name in zip(regions, names, strict=True):
        assert (here / "map" / name).read_bytes() == make(material, Wish("rapport", "pdf", region))


def test_alle_in_html(land: Path, here: Path) -> None:
    assert run("report", "--alle", "--format", "html", "--data", land, "--peildatum", DAY).exit_code == 0
    assert files(here) == ["netmap-rapport-boven-2026-07-01.html", "netmap-rapport-onder-2026-07-01.html"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--gebied", "Boven"], "--alle en --gebied gaan niet samen."),
        (["--out", "alles.pdf"], "Met --alle is --out een map, en alles.pdf lijkt een bestand."),
    ],
)
def test_alle_refuses_what_does_not_go_with_it(land: Path, here: Path, arguments: list[str], sentence: str) -> None:
    result = run("report", "--alle", *arguments, "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert result.stderr.startswith(sentence)


# --- what cannot be done


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["picture", "--layer", "weer"], f"De laag 'weer' bestaat niet. Kies uit: {', '.join(CHOICES)}.\n"),
        (["slides", "--layer", "weer"], f"De laag 'weer' bestaat niet. Kies uit: {', '.join(CHOICES)}.\n"),
        (["picture", "--format", "gif"], "De soort 'gif' bestaat hier niet. Kies uit: png, svg, pdf.\n"),
        (["picture", "--out", "x.gif"], "De soort 'gif' bestaat hier niet. Kies uit: png, svg, pdf.\n"),
        (
            ["slides", "--een", "--opening"],
            "--opening en --besluit horen bij een hele presentatie. Laat --een weg, of laat deze twee weg.\n",
        ),
        (["slides", "--kaart", "foto"], "De kaart 'foto' bestaat niet. Kies uit: plaatje, vormen.\n"),
        (["slides", "--out", "x.zip"], "De soort 'zip' bestaat hier niet. Kies uit: pptx.\n"),
        (["report", "--format", "odt"], "De soort 'odt' bestaat hier niet. Kies uit: pdf, docx, html.\n"),
        (
            ["export", "--out", "x.docx"],
            "De soort 'docx' bestaat hier niet. Kies uit: xlsx, ods, csv, graphml, gexf, gpkg, geojson, geojson-d3, "
            "topojson.\n",
        ),
        (
            ["export", "--out", "x.csv"],
            "x.csv eindigt niet zoals de soort csv. Laat --out eindigen op .zip, of noem een map.\n",
        ),
        (
            ["picture", "--format", "pdf", "--out", "x.png"],
            "x.png eindigt niet zoals de soort pdf. Laat --out eindigen op .pdf, of noem een map.\n",
        ),
        (["picture", "--maat", "groot"], "De maat 'groot' bestaat niet. Kies uit: dia, "),
        (["picture", "--doel", "krant"], "Het doel 'krant' bestaat niet. Kies uit: papier, projectie, social.\n"),
        (["picture", "--doel", "social", "--netwerk"], "Het netwerk heeft te veel tekst voor een boodschap. "),
        (["picture", "--maat", "320x320"], "De tekst is niet te lezen op een plaatje van 320 bij 320 pixels. "),
        (["picture", "--maat", "1x1"], "Een plaatje van 1 bij 1"),
        (["picture", "--titel", "x" * 121], "De titel"),
        *(
            ([command, "--gebied", "Bovn"], "Het gebied 'Bovn' bestaat niet. Bedoelt u 'politieregio:Boven'?")
            for command in COMMANDS
        ),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_does_not_exist_ends_with_2_and_the_list_of_what_does(
    land: Path, here: Path, arguments: list[str], sentence: str
) -> None:
    result = run(*arguments, "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert result.stderr.startswith(sentence)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_bad_day_ends_with_2(land: Path, here: Path, command: str) -> None:
    result = run(command, "--data", land, "--peildatum", "2026-02-30")
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert "'2026-02-30' is geen datum." in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_data_end_with_1_and_make_nothing(country: Country, here: Path, command: str) -> None:
    result = run(command, "--data", country({"organisatie": "Fier", "gebied": "Nergens"}), "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (1, "", [])
    assert result.stderr.startswith("contacts.csv, rij 2, kolom gebied")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("broken", ["folder", "borders"])
def test_what_is_not_there_ends_with_2(country: Country, here: Path, tmp_path: Path, command: str, broken: str) -> None:
    folder = country(*ROWS)
    (folder / "gemeenten.geojson").unlink()
    result = run(command, "--data", tmp_path / "weg" if broken == "folder" else folder, "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert ("bestaat niet of is geen map" if broken == "folder" else "gemeenten.geojson ontbreekt") in result.stderr


@pytest.mark.parametrize(
    "arguments", [["picture", "--maat", "vierkant"], ["slides", "--een"], ["report"], ["report", "--alle"], ["export"]]
)
def test_a_place_that_cannot_be_written_ends_with_2_and_leaves_nothing_half(
    land: Path, here: Path, arguments: list[str]
) -> None:
    (here / "bestand").write_text("blijft")
    result = run(*arguments, "--out", "bestand", "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", ["bestand"])
    assert "kan niet worden geschreven" in result.stderr
    assert (here / "bestand").read_text() == "blijft"


def test_a_disk_that_is_full_leaves_the_older_file(land: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "x.xlsx").write_text("ouder")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("export", "--out", "x.xlsx", "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", ["x.xlsx"])
    assert (here / "x.xlsx").read_text() == "ouder"
    assert "of er ruimte is" in result.stderr


def test_a_folder_without_source_cards_will_do(country: Country, here: Path) -> None:
    folder = country(*ROWS)
    (folder / "bronnen.toml").unlink()
    result = run("report", "--format", "html", "--data", folder, "--peildatum", DAY, "--out", "x.html")
    assert (result.exit_code, files(here)) == (0, ["x.html"])


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no larger file be written, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_all_reports_are_written_or_none_and_no_folder_is_left(land: Path, here: Path) -> None:
    """On a full disk the reports of some regions were left, as if there were no others."""

    def report(most: int, out: str) -> Result:
        with files_of_at_most(most):
            return run("report", "--alle", "--format", "html", "--data", land, "--peildatum", DAY, "--out", out)

    assert report(100_000_000, "heel/map").exit_code == 0
    sizes = [path.stat().st_size for path in (here / "heel" / "map").iterdir()]
    assert len(sizes) == 2
    full = report(max(sizes) - 1, "vol/map")
    assert (full.exit_code, full.stdout) == (2, "")
    assert full.stderr.startswith("vol/map kan niet worden geschreven (het bestand is te groot).")
    assert not (here / "vol").exists()
    (here / "heel" / "map" / "van-mij.txt").write_text("blijft")
    before = {path.name: path.read_bytes() for path in (here / "heel" / "map").iterdir()}
    assert report(max(sizes) - 1, "heel/map").exit_code == 2
    assert {path.name: path.read_bytes() for path in (here / "heel" / "map").iterdir()} == before


# --- a gemeente, and a day after the peildatum


@pytest.mark.parametrize(
    ("typed", "codes", "told"),
    [
        ("Beekstad", ["GM0001", "GM0002"], "Het plaatje toont Beekstad met 1 buurgemeente.\n"),
        ("aadorp", ["GM0001", "GM0002"], "Het plaatje toont Aadorp met 1 buurgemeente.\n"),
        ("Deiland", ["GM0004"], "Het plaatje toont Deiland alleen; zij heeft geen buren.\n"),
    ],
)
def test_a_picture_of_a_gemeente_shows_its_neighbours_too(
    land: Path, here: Path, material: Material, typed: str, codes: list[str], told: str
) -> None:
    result = run("picture", "--gebied", typed, "--data", land, "--peildatum", DAY, "--out", "x.png")
    assert (result.exit_code, result.stdout) == (0, "")
    notice, saved = result.stderr.splitlines(keepends=True)
    assert notice == f"{typed.title()} is een gemeente, geen regio. {told}"
    assert saved.startswith("x.png: ")
    group = material.stand.tables.gebieden.group(codes)
    assert (here / "x.png").read_bytes() == make(material, Wish("plaatje", "png", group))


def test_a_picture_of_a_gemeente_with_many_neighbours_names_it(here: Path) -> None:
    """It said *de eigen groep van 9 gemeenten*: who got the picture did not read of which gemeente it was."""
    run("picture", "--gebied", "Zwolle", "--peildatum", DAY, "--out", "x.svg")
    words = (here / "x.svg").read_text(encoding="utf-8")
    assert "Kaart van de eigen groep van Zwolle en 8 buurgemeenten op 1 juli 2026." in words


def test_a_gemeente_written_as_one_is_drawn_alone(land: Path, here: Path, material: Material) -> None:
    result = run("picture", "--gebied", "gemeente:Beekstad", "--data", land, "--peildatum", DAY, "--out", "x.png")
    assert result.stderr.startswith("x.png: ")
    group = material.stand.tables.gebieden.group(["GM0002"])
    assert (here / "x.png").read_bytes() == make(material, Wish("plaatje", "png", group))


@pytest.mark.parametrize("command", ["slides", "report", "export"])
def test_elsewhere_a_gemeente_is_told_to_be_one(land: Path, here: Path, command: str) -> None:
    result = run(command, "--gebied", "Beekstad", "--data", land, "--peildatum", DAY)
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert result.stderr.startswith("Beekstad is een gemeente, geen regio. Schrijf 'gemeente:Beekstad' voor alleen")


@pytest.mark.parametrize("command", ["slides", "report", "export", "forecast"])
def test_sinds_after_the_peildatum_is_refused(land: Path, here: Path, command: str) -> None:
    more = [] if command == "forecast" else ["--secties", "ontwikkeling"]
    result = run(command, *more, "--data", land, "--peildatum", DAY, "--sinds", "2026-07-02")
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert result.stderr == (
        "--sinds 2 juli 2026 ligt na de peildatum, 1 juli 2026. Kies een eerdere dag voor --sinds, of een latere voor "
        "--peildatum.\n"
    )


def test_sinds_may_be_the_peildatum_itself(land: Path) -> None:
    assert run("forecast", "--data", land, "--peildatum", DAY, "--sinds", DAY).exit_code == 0


# --- stdout


@pytest.mark.parametrize(
    ("arguments", "wish"),
    [
        (["picture"], Wish("plaatje", "png")),
        (["picture", "--format", "svg"], Wish("plaatje", "svg")),
        (["slides", "--een"], Wish("dias", "pptx", alles=False)),
        (["report", "--format", "html"], Wish("rapport", "html")),
        (["report", "--briefje"], Wish("briefje", "pdf")),
        (["export", "--format", "geojson"], Wish("gegevens", "geojson")),
        (["export", "--format", "csv"], Wish("gegevens", "csv")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_minus_writes_the_file_to_stdout_and_nothing_else(
    land: Path, here: Path, material: Material, arguments: list[str], wish: Wish
) -> None:
    result = run(*arguments, "--data", land, "--peildatum", "1 juli 2026", "--out", "-")
    assert (result.exit_code, files(here)) == (0, [])
    assert result.stdout_bytes == make(material, wish)
    assert result.stderr == "--peildatum 1 juli 2026 is gelezen als 1 juli 2026.\n"


def test_ten_files_do_not_go_to_stdout(land: Path, here: Path) -> None:
    result = run("report", "--alle", "--data", land, "--peildatum", DAY, "--out", "-")
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert result.stderr == "Met --alle is --out een map, en - lijkt een bestand. Noem een map, zoals map/.\n"


def test_a_file_is_not_put_on_the_screen(land: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netmap.cli.exports.sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    result = run("picture", "--data", land, "--peildatum", DAY, "--out", "-")
    assert (result.exit_code, result.stdout, files(here)) == (2, "", [])
    assert result.stderr.startswith("Met --out - komt het bestand op het scherm.")
