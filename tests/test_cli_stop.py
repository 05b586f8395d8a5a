"""Ctrl-C ends a command with one line, whenever it comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netmap import save
from netmap.save import save_files

if TYPE_CHECKING:
    from collections.abc import Callable

    Country = Callable[..., Path]

ROOT = Path(__file__).resolve().parent.parent
ROWS = ({"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2026-01"},)
STOP_AT = """
import atexit, os, runpy, signal, sys

event, word, times = sys.argv.pop(1), sys.argv.pop(1), 1

def stop(name, arguments):
    global times
    if times and name == event and word in str(arguments[0]):
        times -= 1
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(stop)
if event == "atexit":
    atexit.register(os.kill, os.getpid(), signal.SIGINT)
runpy.run_module("netmap", run_name="__main__", alter_sys=True)
"""
"""Runs netmap, and presses Ctrl-C just before something happens for the first time."""


def stopped(event: str, word: str, *arguments: str | Path) -> tuple[int, str, str]:
    command = [sys.executable, "-c", STOP_AT, event, word, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("event", "word"),
    [
        ("import", "typer"),
        ("import", "pandas"),
        ("open", "contacts.csv"),
        ("os.mkdir", "rapporten"),
        ("open", "boven"),
        ("os.rename", ".netmap-nieuw-"),
        ("os.rename", "onder"),
    ],
)
def test_ctrl_c_gives_one_line_and_130_and_leaves_nothing(
    country: Country, tmp_path: Path, event: str, word: str
) -> None:
    """The last ones come while ten files are put in their place together."""
    folder = country(*ROWS)
    out = tmp_path / "uit" / "rapporten"
    asked = ("report", "--alle", "--format", "html", "--data", folder, "--peildatum", "2026-07-01", "--out", out)
    assert stopped(event, word, *asked) == (130, "", "Afgebroken. Wat nog niet af was, is niet bewaard.\n")
    assert not out.parent.exists()


def test_ctrl_c_after_the_work_changes_nothing(country: Country, tmp_path: Path) -> None:
    out = tmp_path / "kaart.svg"
    asked = ("picture", "--data", country(*ROWS), "--peildatum", "2026-07-01", "--out", out)
    code, told, _ = stopped("atexit", "", *asked)
    assert (code, told, out.exists()) == (0, "", True)


@pytest.mark.parametrize("place", ["fsync", "replace"])
def test_files_that_are_stopped_halfway_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "a.txt").write_text("oud")
    calls: list[int] = []
    owner: Any = os if place == "fsync" else Path
    real = getattr(owner, place)

    def stop(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(owner, place, stop)
    with pytest.raises(KeyboardInterrupt):
        save_files({tmp_path / "a.txt": b"nieuw", tmp_path / "b.txt": b"nieuw"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.txt": "oud"}
    assert not (tmp_path / save.READY).exists()
