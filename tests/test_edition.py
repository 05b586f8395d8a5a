"""The edition that is shown: whole, of files that were calm, and the last good one while a newer one is wrong."""

from __future__ import annotations

import os
import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from netmap import edition
from netmap.edition import CALM, Editions, take_stamp
from netmap.errors import DataError, NetmapError
from tests.browser import insist, running_app, watched
from tests.conftest import write_contacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

DAY = date(2026, 7, 1)
FIER = {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp"}
HUMANITAS = {"id": "humanitas", "organisatie": "Humanitas", "gebied": "Beekstad"}


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, time: datetime = datetime(2026, 7, 1, 9)) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: float = CALM) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock of its own, so that what the disk says of its files is of no use."""
    monkeypatch.setattr(edition, "_changed_at", lambda _path: float("inf"))
    return Clock()


@pytest.fixture
def folder(country: Callable[..., Path]) -> Path:
    return country(FIER)


def shown(editions: Editions) -> list[str]:
    """The organisations of the edition that is shown."""
    return [one.organisatie for one in editions.current().tables.contacts]


def calm(editions: Editions, clock: Clock) -> None:
    """See what changed, and let it be calm."""
    editions.current()
    clock.wait()


# --- the stamp


def stamp(folder: Path) -> tuple[tuple[str, str], ...]:
    return take_stamp(folder, None, DAY).files


def touch(path: Path, times: os.stat_result) -> None:
    """Give a file these times; that it changed is seen once the clock of the disk has ticked."""
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    while path.stat().st_ctime_ns == times.st_ctime_ns:
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize("later", [0, 60], ids=["just written", "long there"])
def test_other_content_of_the_same_size_and_time_is_another_stamp(
    folder: Path, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    monkeypatch.setattr(edition, "time", lambda: time() + later)
    before, path = stamp(folder), folder / "contacts.csv"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Fier", b"Reif"))
    touch(path, times)
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert stamp(folder) != before


def test_a_file_that_lies_still_is_read_once_and_one_just_written_at_every_look(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def look() -> int:
        read.clear()
        stamp(folder)
        return len(read)

    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or whole(path))
    files = len(stamp(folder))
    assert (look(), look()) == (files, files)
    monkeypatch.setattr(edition, "time", lambda: time() + 60)
    assert (look(), look()) == (files, 0)
    touch(folder / "contacts.csv", (folder / "contacts.csv").stat())
    assert (look(), read) == (1, ["contacts.csv"])


def test_a_renamed_file_is_another_stamp_and_another_time_alone_is_not(folder: Path) -> None:
    before = stamp(folder)
    os.utime(folder / "contacts.csv", ns=(0, 0))
    assert stamp(folder) == before
    (folder / "herindelingen.csv").rename(folder / "oud.csv")
    assert stamp(folder) != before


def test_what_is_no_readable_file_of_ours_is_not_looked_at(folder: Path) -> None:
    before = stamp(folder)
    (folder / ".~lock.contacts.csv#").write_text("lock", encoding="utf-8")
    (folder / "~$contacts.csv").write_text("lock", encoding="utf-8")
    (folder / ".#contacts.csv").symlink_to("iemand@machine.1234")
    (folder / "weg.csv").symlink_to(folder / "bestaat-niet.csv")
    (folder / "kring.csv").symlink_to(folder / "kring.csv")
    (folder / "map.csv").mkdir()
    os.mkfifo(folder / "pijp.csv")  # reading one waits for ever
    assert stamp(folder) == before


def test_a_folder_that_is_not_there_has_a_stamp_and_a_sentence(tmp_path: Path, clock: Clock) -> None:
    assert stamp(tmp_path / "weg") == ()
    with pytest.raises(NetmapError, match="bestaat niet of is geen map"):
        Editions(tmp_path / "weg", None, clock).current()


def test_new_settings_are_another_stamp(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "netmap.toml"
    absent = take_stamp(folder, file, DAY)
    file.write_text('organisatie = "Proef"', encoding="utf-8")
    assert take_stamp(folder, file, DAY) != absent


# --- the last good one


def test_a_newer_edition_is_shown_when_its_files_were_calm(folder: Path, clock: Clock) -> None:
    editions = Editions(folder, None, clock)
    assert shown(editions) == ["Fier"]
    write_contacts(folder, [FIER, HUMANITAS])
    assert shown(editions) == ["Fier"]
    clock.wait(CALM / 2)
    write_contacts(folder, [FIER, HUMANITAS, {**HUMANITAS, "id": "derde", "gebied": "Ceeburg"}])
    assert shown(editions) == ["Fier"]
    clock.wait()
    assert shown(editions) == ["Fier", "Humanitas", "Humanitas"]
    assert editions.refusal() is None


def test_files_that_the_disk_says_are_calm_are_read_when_they_are_first_seen(folder: Path) -> None:
    clock = Clock(datetime.now())
    editions = Editions(folder, None, clock)
    assert shown(editions) == ["Fier"]
    write_contacts(folder, [HUMANITAS])
    assert shown(editions) == ["Fier"]
    write_contacts(folder, [FIER, HUMANITAS])
    clock.wait(3600)
    assert shown(editions) == ["Fier", "Humanitas"]


def test_a_file_that_is_half_written_is_never_shown(folder: Path, clock: Clock) -> None:
    """Rows of the first half are valid by themselves: 197 instead of 301 were shown as the truth."""
    editions = Editions(folder, None, clock)
    seen = {len(shown(editions))}
    write_contacts(folder, [{**FIER, "id": f"rij-{number}"} for number in range(9)])
    whole = (folder / "contacts.csv").read_bytes()
    for part in range(1, 10):
        (folder / "contacts.csv").write_bytes(b"\n".join(whole.split(b"\n")[: part + 1]) + b"\n")
        clock.wait(CALM / 2)
        seen.add(len(shown(editions)))
    assert seen == {1}
    clock.wait()
    assert len(shown(editions)) == 9


def test_while_a_newer_edition_is_wrong_the_last_good_one_is_shown_and_it_is_said(folder: Path, clock: Clock) -> None:
    editions = Editions(folder, None, clock)
    read_on = editions.current().read_on
    rows = [{**FIER, "id": f"rij-{number}", "gebied": "Nergensland"} for number in range(9)]
    write_contacts(folder, rows)
    calm(editions, clock)
    broken_on = clock.time
    for _ in range(2):
        assert shown(editions) == ["Fier"]
        clock.wait(3600)
    refusal = editions.refusal()
    assert refusal is not None
    assert (refusal.shown, refusal.since) == (read_on, broken_on)
    first, *problems = refusal.told
    assert f"{broken_on:%H:%M} uur. De beheerder moet dit herstellen:" in first
    places = [f"contacts.csv, rij {row}, kolom gebied" for row in (2, 3)]
    assert [one.partition(":")[0] for one in problems[:2]] == places
    assert problems[2:] == ["En nog 7 meldingen."]
    write_contacts(folder, [HUMANITAS])
    calm(editions, clock)
    assert shown(editions) == ["Humanitas"]
    assert editions.refusal() is None


@pytest.mark.parametrize("name", ["gemeenten.csv", "gemeenten.geojson", "bronnen.toml"])
def test_any_file_that_breaks_or_vanishes_leaves_the_last_good_one(name: str, folder: Path, clock: Clock) -> None:
    editions = Editions(folder, None, clock)
    assert shown(editions) == ["Fier"]
    (folder / name).write_bytes(b'{"half')
    calm(editions, clock)
    assert shown(editions) == ["Fier"]
    assert editions.refusal() is not None


def test_wrong_settings_leave_the_last_good_ones(folder: Path, tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "netmap.toml"
    file.write_text('organisatie = "Proef"', encoding="utf-8")
    editions = Editions(folder, file, clock)
    assert editions.current().settings.organisatie == "Proef"
    file.write_text("organisatie = 3", encoding="utf-8")
    calm(editions, clock)
    assert editions.current().settings.organisatie == "Proef"
    refusal = editions.refusal()
    assert refusal is not None
    assert "organisatie moet een naam" in refusal.told[1]


def test_what_is_wrong_is_found_once_and_not_for_every_visitor(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """3,000 bad rows took 13 to 16 seconds per visitor and rerun."""
    write_contacts(folder, [{**FIER, "gebied": "Nergensland"}])
    read = []
    load = edition.load_tables
    monkeypatch.setattr(edition, "load_tables", lambda *about: (read.append(about), load(*about))[1])
    editions = Editions(folder, None, clock)
    for _ in range(3):
        with pytest.raises(DataError, match="rij 2, kolom gebied"):
            editions.current()
    assert len(read) == 1
    (line,) = [
        record.getMessage() for record in caplog.records if record.name == "netmap"
    ]  # once for who keeps the app
    assert line.startswith("De gegevens worden niet getoond: contacts.csv, rij 2, kolom gebied: ")
    assert editions.refusal() is None  # nothing else is shown
    write_contacts(folder, [FIER])
    assert shown(editions) == ["Fier"]


def test_the_same_files_are_read_again_on_a_new_day(folder: Path, clock: Clock) -> None:
    editions = Editions(folder, None, clock)
    first = editions.current()
    clock.wait(24 * 3600)
    calm(editions, clock)
    assert editions.current().tables.vandaag == first.tables.vandaag + timedelta(days=1)


def test_others_are_served_while_one_visitor_waits_for_the_newer_edition(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions = Editions(folder, None, clock)
    assert shown(editions) == ["Fier"]
    write_contacts(folder, [HUMANITAS])
    calm(editions, clock)
    reading, may_go_on = threading.Event(), threading.Event()
    load = edition.load_tables
    monkeypatch.setattr(edition, "load_tables", lambda *about: (reading.set(), may_go_on.wait(60), load(*about))[2])
    waiting = threading.Thread(target=editions.current)
    waiting.start()
    assert reading.wait(60)
    assert shown(editions) == ["Fier"]
    may_go_on.set()
    waiting.join()
    assert shown(editions) == ["Humanitas"]


# --- in a running app


def test_a_visitor_keeps_the_last_good_edition_with_a_notice_until_the_file_is_mended(
    folder: Path, chromium: Browser
) -> None:
    with running_app(folder) as url, watched(chromium.new_context(), url) as watch:
        page = watch.open("witte-vlekken")
        notice = page.get_by_text("De beheerder moet dit herstellen")
        expect(page.get_by_role("rowheader", name="Beekstad", exact=True)).to_be_visible()
        expect(notice).to_have_count(0)

        def reload() -> None:
            page.reload()
            page.locator("h1").wait_for()

        write_contacts(folder, [{**FIER, "gebied": "Nergensland"}])
        insist(reload, lambda wait: expect(notice).to_be_visible(timeout=wait))
        expect(page.get_by_text("contacts.csv, rij 2, kolom gebied")).to_be_visible()
        expect(page.get_by_role("rowheader", name="Beekstad", exact=True)).to_be_visible()
        write_contacts(folder, [FIER, HUMANITAS])
        mended = page.get_by_role("rowheader", name="Beekstad", exact=True)

        def gone() -> None:
            reload()
            expect(page.get_by_role("rowheader", name="Deiland", exact=True)).to_be_visible()

        insist(gone, lambda wait: expect(mended).to_have_count(0, timeout=wait))
        expect(notice).to_have_count(0)
