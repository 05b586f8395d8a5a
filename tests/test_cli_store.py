"""The commands of the store: what they say, and the folder that comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROW = {"id": "rij-1", "organisatie": "Zorg Boven", "gebied": "Aadorp", "status": "actief"}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run a command of the store on a store of its own; return the exit code and all that was said."""
    address = str(tmp_path / "opslag.sqlite")

    def run_it(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["store", *arguments], env={"NETMAP_DATABASE": address, "USER": "beheer"})
        return done.exit_code, done.output

    return run_it


def test_a_folder_goes_in_and_comes_out_and_back(
    run: Callable[..., tuple[int, str]], country: Callable[..., Path], tmp_path: Path
) -> None:
    folder = str(country(ROW))
    assert run("init", "--data", folder) == (0, "Versie 1 (versie 1): 1 regel en 7 bestanden nieuw of gewijzigd.\n")
    assert run("init", "--data", folder) == (2, "Niet opgeslagen: er is geen verschil met de nieuwste versie.\n")
    country(ROW, {**ROW, "id": "rij-2", "gebied": "Beekstad"})
    said = run("init", "--data", folder, "--naam", "mei", "--waarom", "Beekstad erbij")
    assert said == (0, "Versie 2 (mei): 1 regel en 1 bestand nieuw of gewijzigd.\n")
    lines = run("versies")[1].splitlines()
    assert [line.split("  ", 3)[-1][18:] for line in lines] == [
        "mei  beheer: Beekstad erbij", "versie 1  beheer: Overgenomen uit de map land.",
    ]  # fmt: skip
    for nummer, rows in (("1", 1), ("2", 2)):
        out = tmp_path / f"uit-{nummer}"
        assert run("export", "--versie", nummer, "--out", str(out)) == (0, f"{out}: versie {nummer}, 7 bestanden.\n")
        assert len((out / "contacts.csv").read_text(encoding="utf-8").splitlines()) == rows + 1
    assert run("terug", "1") == (0, "Versie 3 (terug naar 1) is gelijk aan versie 1.\n")
    assert run("verify")[1].startswith("De geschiedenis is ongeschonden. Laatste hash: ")
    copy = str(tmp_path / "kopie.sqlite")
    assert run("backup", "--out", copy) == (0, f"{copy}: reservekopie gemaakt.\n")
    assert run("terug", "2")[0] == 0
    assert run("restore", copy) == (0, f"{copy} is teruggezet.\n")
    assert len(run("versies")[1].splitlines()) == 3


def test_what_cannot_be_is_said_and_nothing_is_made(
    run: Callable[..., tuple[int, str]], country: Callable[..., Path]
) -> None:
    assert run("versies") == (2, "De opslag kan niet worden gelezen: er is nog geen opslag. Maak haar met "
        "'python -m netmap store init'.\n")  # fmt: skip
    code, said = run("init", "--data", str(country({**ROW, "gebied": "Zzz"})))
    assert (code, said.splitlines()[0].partition(":")[0]) == (1, "contacts.csv, rij 2, kolom gebied")
    assert run("versies") == (0, "")
    done = CliRunner().invoke(app, ["store", "versies"], env={"NETMAP_DATABASE": None})
    assert (done.exit_code, "Er ontbreekt iets: noem ook --opslag." in done.output) == (2, True)


def test_a_history_that_was_tampered_with_is_a_problem(
    run: Callable[..., tuple[int, str]], country: Callable[..., Path], tmp_path: Path
) -> None:
    run("init", "--data", str(country(ROW)))
    store = Store.at(str(tmp_path / "opslag.sqlite"))
    with store.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER wijziging_update")
        connection.exec_driver_sql("UPDATE wijziging SET woord = 'x' WHERE sleutel = 'rij-1'")
        connection.commit()
    store.engine.dispose()
    code, said = run("verify")
    assert (code, "versie 1, contacts.csv, rij-1" in said) == (1, True)
