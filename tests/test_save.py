"""Files that belong together change together, whenever the process that writes them is stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netmap.borders import import_borders
from netmap.cards import CARDS_FILE, compare_files, load_sources
from netmap.errors import FolderError
from netmap.load import check_folder, load_borders, load_register
from netmap.plausible import BORDERS_FILE
from netmap.save import READY, finish_writing, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    Country = Callable[..., Path]

FINE = {"organisatie": "Fier", "gebied": "Aadorp"}
STOP = """
import os, signal, sys
from pathlib import Path

left = int(sys.argv[1])

def stopping(act):
    def one_less(*args, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **options)
    return one_less

for name in ("mkdir", "open", "rename", "replace", "rmdir"):
    setattr(Path, name, stopping(getattr(Path, name)))
os.fsync = stopping(os.fsync)
"""
"""Kill the process before the act on files of that number."""
WRITE = """
from netmap.save import write_whole
write_whole({Path(sys.argv[2]) / name: b"nieuw" for name in "ab"})
"""
IMPORT = """
from netmap.save import READY
import netmap.borders
replace = Path.replace

def second(self, target):
    if self.parent.name == READY and len(os.listdir(self.parent)) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = second
netmap.borders.import_borders(Path(sys.argv[2]) / "gemeenten.geojson", Path(sys.argv[2]))
"""
KILLED = -9


def run(script: str, moment: int, folder: Path) -> int:
    return subprocess.run([sys.executable, "-c", STOP + script, str(moment), str(folder)], check=False).returncode


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_whenever_the_process_is_killed_both_files_are_old_or_both_new(tmp_path: Path) -> None:
    seen = []
    for moment in range(40):
        folder = tmp_path / str(moment)
        folder.mkdir()
        for name in "ab":
            (folder / name).write_bytes(b"oud")
        code = run(WRITE, moment, folder)
        finish_writing(folder)
        seen.append((code, files(folder)))
        assert not (folder / READY).exists()
        if code == 0:
            break
        assert code == KILLED
    old, new = dict.fromkeys("ab", b"oud"), dict.fromkeys("ab", b"nieuw")
    assert {code for code, _ in seen[:-1]} == {KILLED}
    assert seen[-1] == (0, new)
    states = [state for _, state in seen]
    turn = states.index(new)
    assert states == [old] * turn + [new] * (len(states) - turn)
    assert 4 <= turn < len(states) - 2  # killed between the two moves, too


def test_borders_that_were_killed_between_two_moves_are_whole_for_the_next_reader(country: Country) -> None:
    folder = country(FINE)
    before = files(folder)
    assert run(IMPORT, 10_000, folder) == KILLED
    assert len(os.listdir(folder / READY)) == 1
    assert check_folder(folder) == []
    after = files(folder)
    assert {name for name in before if before[name] != after[name]} == {BORDERS_FILE, CARDS_FILE}
    assert list(compare_files(folder, load_sources(folder))) == []
    assert tomllib.loads(after[CARDS_FILE].decode())[BORDERS_FILE]["bron"] == f"Bestand {BORDERS_FILE}"
    assert not (folder / READY).exists()


@pytest.mark.parametrize("read", [check_folder, load_register, lambda folder: load_borders(folder, None)])
def test_what_cannot_be_put_in_place_is_said(
    country: Country, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object]
) -> None:
    folder = country(FINE)
    (folder / READY).mkdir()
    (folder / READY / BORDERS_FILE).write_bytes(b"nieuw")

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "geen toegang")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FolderError, match=r"staan nieuwe bestanden klaar \(\.netmap-nieuw\) .* \(geen toegang\)"):
        read(folder)


def test_what_a_killed_process_left_is_removed_after_an_hour(tmp_path: Path) -> None:
    old, fresh = tmp_path / f"{READY}-1-2", tmp_path / f"{READY}-3-4"
    for folder in (old, fresh):
        folder.mkdir()
        (folder / "a").write_bytes(b"half")
    half = tmp_path / ".kaart.png.1-2.new"
    half.write_bytes(b"half")
    mine = tmp_path / ".mijn.new"
    mine.write_bytes(b"van mij")
    for path in (old, half, mine):
        os.utime(path, (0, 0))
    write_whole({tmp_path / "kaart.png": b"heel"})
    assert {path.name for path in tmp_path.iterdir()} == {"kaart.png", fresh.name, mine.name}


def test_the_new_borders_of_a_killed_process_come_before_newer_ones(country: Country) -> None:
    folder = country(FINE)
    (folder / READY).mkdir()
    (folder / READY / CARDS_FILE).write_bytes((folder / CARDS_FILE).read_bytes() + b"# klaar gezet\n")
    import_borders(folder / BORDERS_FILE, folder)
    assert "# klaar gezet" in (folder / CARDS_FILE).read_text(encoding="utf-8")
