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
from netmap.load import DATA_DIR, check_folder, load_borders, load_tables

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
