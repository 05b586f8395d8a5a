"""What netmap writes, netmap reads; and maps that others made."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.errors import DataError
from netmap.load import DATA_DIR, check_folder, load_borders, load_register, load_tables
from netmap.schema import GEMEENTE_COLUMNS
from tests.conftest import write_csv
from tests.office import save_sheet_as_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables


def test_the_contacts_that_netmap_exports_are_the_contacts_it_reads(real: Tables, tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["export", "--format", "csv", "--out", str(tmp_path / "o.zip")])
    assert made.exit_code == 0
    folder = tmp_path / "data"
    shutil.copytree(DATA_DIR, folder)
    with zipfile.ZipFile(io.BytesIO((tmp_path / "o.zip").read_bytes())) as files:
        (folder / "contacts.csv").write_bytes(files.read("Contacten.csv"))
    assert [str(problem) for problem in check_folder(folder)] == []
    assert load_tables(folder).contacts == real.contacts


FORMS = {"vorm": "seksuele uitbuiting; criminele uitbuiting"}


def test_what_contradicts_what_and_the_forms_come_back_from_an_export(
    country: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [
        {"id": ident, "organisatie": "Fier", "gebied": "Aadorp", "spreekt_tegen": others, "bron_datum": "2020", **FORMS}
        for ident, others in (("a", ""), ("b", "a"), ("c", "a; b"))
    ]
    folder = country(*rows)
    args = ["export", "--data", str(folder), "--format", "csv", "--out", str(tmp_path / "o.zip")]
    made = CliRunner().invoke(app, args)
    assert made.exit_code == 0
    before = load_tables(folder).contacts
    with zipfile.ZipFile(io.BytesIO((tmp_path / "o.zip").read_bytes())) as files:
        (folder / "contacts.csv").write_bytes(files.read("Contacten.csv"))
    assert [row.spreekt_tegen for row in before] == [(), ("a",), ("a", "b")]
    assert before[0].vorm == ("seksuele uitbuiting", "criminele uitbuiting")
    assert load_tables(folder).contacts == before


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_contacts_saved_as_csv_in_a_spreadsheet_program_are_the_contacts_netmap_reads(
    formaat: str, real: Tables, tmp_path: Path
) -> None:
    """The sheet Contacten is the third, as the manual says it is kept."""
    made = CliRunner().invoke(app, ["export", "--format", formaat, "--out", str(tmp_path / f"o.{formaat}")])
    assert made.exit_code == 0
    folder = tmp_path / "data"
    shutil.copytree(DATA_DIR, folder)
    saved = save_sheet_as_csv(tmp_path / f"o.{formaat}", 3, tmp_path)
    (folder / "contacts.csv").write_bytes(saved.read_bytes())
    assert [str(problem) for problem in check_folder(folder)] == []
    assert load_tables(folder).contacts == real.contacts


@pytest.mark.parametrize("name", ["statcode", "gemeenteCode", "gemeentecode", "GM_CODE", "identificatie"])
def test_a_map_with_the_usual_name_for_the_code_is_read(country: Callable[..., Path], name: str) -> None:
    folder = country()
    path = folder / "gemeenten.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in content["features"]:
        feature["properties"] = {name: feature["properties"]["code"], "rubriek": "gemeente"}
    path.write_text(json.dumps(content), encoding="utf-8")
    register = load_tables(folder).gemeenten
    assert list(load_borders(folder, register).index) == list(register.index)


def test_a_map_without_a_code_says_what_it_has_instead(country: Callable[..., Path]) -> None:
    folder = country()
    path = folder / "gemeenten.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"code"', '"nummer"'), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_borders(folder, load_tables(folder).gemeenten)
    assert [str(problem) for problem in refused.value.problems] == [
        "gemeenten.geojson, kolom code: vorm 1 heeft geen code van een gemeente. Zij heeft: naam, nummer. "
        "Noem de code 'code'."
    ]


LISTS = (
    "id,rol,naam,organisatie,email,telefoon,gebied,doelgroep,fte,status,vanaf,tot,bron,bron_datum,zekerheid,"
    "bevestigd_op,opmerking\n"
    'v0,zorgcoordinator,,Zorghuis Voorbeeld,,,"Breda, Tilburg en Goirle",,,,,,https://bron.example/,2025,hoog,,\n'
    'v1,zorgcoordinator,,Zorghuis Voorbeeld,,,"Breda,Tilburg",,,,,,https://bron.example/,2025,hoog,,\n'
    "v2,zorgcoordinator,,Zorghuis Voorbeeld,,,Breda en Tilburg,,,,,,https://bron.example/,2025,hoog,,\n"
    "v3,zorgcoordinator,,Zorghuis Voorbeeld,,,Breda / Tilburg,,,,,,https://bron.example/,2025,hoog,,\n"
    "v4,zorgcoordinator,,Zorghuis Voorbeeld,,,Breda & Tilburg,,,,,,https://bron.example/,2025,hoog,,\n"
    'v5,zorgcoordinator,,Zorghuis Voorbeeld,,,"Breda\nTilburg",,,,,,https://bron.example/,2025,hoog,,\n'
    'v6,zorgcoordinator,,Zorghuis Voorbeeld,,,"Nuenen, Gerwen en Nederwetten",,,,,,https://bron.example/,2025,hoog,,\n'
)


def test_a_list_in_one_cell_asks_for_semicolons_and_a_name_that_looks_like_one_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA_DIR, folder)
    (folder / "bronnen.toml").unlink()  # it tells how many rows there were
    (folder / "contacts.csv").write_text(LISTS, encoding="utf-8")
    found = check_folder(folder)
    assert [(problem.rij, problem.kolom, problem.melding.split("tussen: ")[1]) for problem in found] == [
        (2, "gebied", "Breda; Tilburg; Goirle."),
        *((row, "gebied", "Breda; Tilburg.") for row in range(3, 8)),
    ]


@pytest.mark.parametrize(
    "properties",
    [
        {"gemeenteCode": "{}", "gemeenteNaam": "Utrecht"},
        {"statcode": "{}", "statnaam": "Vlak van {}", "jrstatcode": "2026{}", "rubriek": "gemeente"},
    ],
)
def test_a_map_of_two_gemeenten_is_the_map_of_a_register_of_two(tmp_path: Path, properties: dict[str, str]) -> None:
    """Degrees that are whole numbers, and sides that are not quite round."""
    squares = {
        "GM0344": [[5.0, 52], [5.1, 52], [5.1, 52.1], [5.0, 52.1], [5.0, 52]],
        "GM0310": [[5.1, 52], [5.199999999999999, 52], [5.199999999999999, 52.1], [5.1, 52.1], [5.1, 52]],
    }
    features = [
        {
            "type": "Feature",
            "properties": {key: value.format(code) for key, value in properties.items()},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in squares.items()
    ]
    path = tmp_path / "kaart.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    write_csv(
        tmp_path / "gemeenten.csv",
        GEMEENTE_COLUMNS,
        [
            ("GM0310", "De Bilt", "", "Utrecht", "Utrecht", "Midden-Nederland", 44_000, 2026, 6615),
            ("GM0344", "Utrecht", "", "Utrecht", "Utrecht", "Midden-Nederland", 377_000, 2026, 9374),
        ],
    )
    done = CliRunner().invoke(app, ["borders", "--bestand", str(path), "--data", str(tmp_path)])
    assert done.exit_code == 0
    assert list(load_borders(tmp_path, load_register(tmp_path))["naam"]) == ["De Bilt", "Utrecht"]
