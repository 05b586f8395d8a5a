"""The store: what goes in comes out to the byte, nothing is lost, and nothing that was published changes."""

from __future__ import annotations

import inspect
import multiprocessing
import os
import random
import re
import shutil
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from netmap.errors import DataError
from netmap.intake.memory import Geheugen, read_memory
from netmap.load import DATA_DIR, check_folder
from netmap.rondeboek import Gevraagd, Gezegd, Rondeboek
from netmap.schema import dutch_today
from netmap.store import backup
from netmap.store.backup import back_up, put_back
from netmap.store.content import Voorstel
from netmap.store.database import StoreError, reading, writing
from netmap.store.shape import ROW_FILES, Rows, join_rows, split_rows
from netmap.store.store import CollisionError, Store
from netmap.toegang import BEZOEKER, Gebruiker, make_beheerder
from tests.conftest import write_country
from tests.databases import make_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

BEHEER = make_beheerder("beheer")
CONTACT = {"naam": "", "organisatie": "Zorg Boven", "gebied": "GM0001", "status": "actief", "zekerheid": "hoog"}


@pytest.fixture
def store(address: str, country: Callable[..., Path]) -> Iterator[Store]:
    """A store with the small country and twenty rows about Aadorp."""
    kept = Store.at(address)
    kept.migrate()
    kept.take_over(country(*({**CONTACT, "id": f"rij-{i}"} for i in range(20))), gebruiker=BEHEER, waarom="begin")
    yield kept
    kept.engine.dispose()


def cells_of(kept: Store, ident: str) -> dict[str, str]:
    return dict(kept.read().rows["contacts.csv"].cells[ident])


def change(kept: Store, ident: str, woord: str = "", **cells: str) -> Voorstel:
    """Propose to change cells of a row that was just looked at."""
    now = kept.read()
    seen = now.last["contacts.csv", ident].volgnummer
    return Voorstel("contacts.csv", ident, {**now.rows["contacts.csv"].cells[ident], **cells}, seen, woord)


def publish(kept: Store, *voorstellen: Voorstel) -> int:
    return kept.publish(voorstellen, gebruiker=make_beheerder("redacteur"), waarom="test").nummer


@pytest.fixture(scope="module")
def shipped() -> dict[str, bytes]:
    names = [path for path in DATA_DIR.iterdir() if path.suffix in {".csv", ".toml", ".geojson"}]
    return {path.name: path.read_bytes() for path in names}


def test_the_shipped_data_come_back_to_the_byte(address: str, shipped: Mapping[str, bytes], tmp_path: Path) -> None:
    kept = Store.at(address)
    kept.migrate()
    versie, notices = kept.take_over(DATA_DIR, gebruiker=BEHEER, waarom="begin")
    assert (versie.nummer, notices) == (1, ())
    assert kept.read().folder == shipped
    folder = kept.put_folder(tmp_path / "mappen")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == shipped
    assert check_folder(folder) == check_folder(DATA_DIR)
    kept.engine.dispose()


@pytest.mark.parametrize("naam", ROW_FILES)
def test_a_file_taken_apart_and_put_together_is_the_same(naam: str, shipped: Mapping[str, bytes]) -> None:
    assert join_rows(split_rows(naam, shipped[naam])) == shipped[naam]


def test_a_file_of_a_spreadsheet_is_taken_over_in_the_usual_form_and_that_is_said(store: Store, tmp_path: Path) -> None:
    folder = store.put_folder(tmp_path / "mappen")
    mine = shutil.copytree(folder, tmp_path / "mijn")
    text = (mine / "contacts.csv").read_text(encoding="utf-8")
    (mine / "contacts.csv").write_text(text.replace(",", ";").replace("Zorg Boven", "Zorg Bóven"), encoding="cp1252")
    _, notices = store.take_over(mine, gebruiker=BEHEER, waarom="uit Excel")
    assert notices == ("contacts.csv is overgenomen in de gewone vorm: UTF-8, met komma's.",)
    assert (store.put_folder(tmp_path / "mappen") / "contacts.csv").read_bytes().decode() == text.replace(
        "Zorg Boven", "Zorg Bóven"
    )


def test_a_version_never_changes_and_undo_is_a_new_one(store: Store) -> None:
    before = store.read(1).folder
    assert publish(store, change(store, "rij-3", status="vacature")) == 2
    after = store.read().folder
    assert store.read(1).folder == before != after
    assert store.restore(1, gebruiker=BEHEER, waarom="vergissing").nummer == 3
    assert store.read().folder == before
    assert [store.read(nummer).folder for nummer in (1, 2, 3)] == [before, after, before]
    assert [one.naam for one in store.versions()] == ["versie 1", "versie 2", "terug naar 1"]


def test_a_row_tells_who_changed_what_when_why_and_on_whose_word(store: Store) -> None:
    publish(store, change(store, "rij-3", "opgave van Zorg Boven", bevestigd_op="2026-06-01", fte="0.5"))
    first, second = store.history("contacts.csv", "rij-3")
    assert (first.cells.get("fte"), second.cells["fte"]) == (None, "0.5")
    assert (second.velden, second.woord, second.versie) == (("bevestigd_op", "fte"), "opgave van Zorg Boven", 2)
    versie = store.versions()[-1]
    assert (versie.wie, versie.waarom, versie.wanneer[:2]) == ("redacteur", "test", "20")


def test_the_source_card_follows_the_rows(store: Store, tmp_path: Path) -> None:
    new = Voorstel(
        "contacts.csv", "rij-nieuw", {**CONTACT, "rol": "zorgcoordinator", "bron": "https://bron.example/"}, 0
    )
    publish(store, new)
    folder = store.put_folder(tmp_path / "mappen")
    told: list[str] = []
    check_folder(folder, told.extend)
    assert [line for line in told if "bronkaart" in line] == []
    assert "rijen = 21" in (folder / "bronnen.toml").read_text(encoding="utf-8")
    assert list(store.read().rows["contacts.csv"].cells)[-1] == "rij-nieuw"


def test_a_row_that_is_taken_out_stays_in_the_history(store: Store) -> None:
    seen = store.read().last["contacts.csv", "rij-3"].volgnummer
    publish(store, Voorstel("contacts.csv", "rij-3", None, seen))
    assert "rij-3" not in store.read().rows["contacts.csv"].cells
    assert [one.inhoud is None for one in store.history("contacts.csv", "rij-3")] == [False, True]
    back = Voorstel("contacts.csv", "rij-3", cells_of(store, "rij-4"), 0)
    assert publish(store, back) == 3


def test_data_that_would_be_wrong_are_refused_and_nothing_is_saved(store: Store) -> None:
    before = store.read().folder
    with pytest.raises(DataError, match="rij 5, kolom gebied: deze tekst is geen bekende gemeente"):
        publish(store, change(store, "rij-2", fte="0.4"), change(store, "rij-3", gebied="Nergenshuizen"))
    assert (store.newest(), store.read().folder) == (1, before)


@pytest.mark.parametrize(
    ("bestand", "cells"), [("zzz.csv", {"fte": "1"}), ("contacts.csv", {"zzz": "1"}), ("gemeenten.csv", {"naam": "A"})]
)
def test_what_is_no_row_or_no_column_is_refused(store: Store, bestand: str, cells: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="is er niet, of heeft niet alle kolommen"):
        publish(store, Voorstel(bestand, "rij-zzz", cells, 0))
    assert store.newest() == 1


def test_nothing_to_change_and_a_name_that_is_taken_are_said(store: Store) -> None:
    with pytest.raises(StoreError, match="geen verschil met de nieuwste versie"):
        publish(store, change(store, "rij-3"))
    with pytest.raises(StoreError, match="al een versie die 'versie 1' heet"):
        store.publish([change(store, "rij-3", fte="0.4")], gebruiker=BEHEER, waarom="b", naam="versie 1")


@pytest.mark.parametrize("said", ["bel 06-12345678", "vraag het a@b.example", "op verzoek van mevrouw Voorbeeld"])
def test_no_way_into_the_history_takes_words_that_tell_of_a_person(store: Store, said: str) -> None:
    """Only the page looked at the reason; a command kept it for ever."""
    asked = change(store, "rij-3", fte="0.5")
    publish(store, change(store, "rij-4", fte="0.5"))
    for act, where in (
        (lambda: store.publish([asked], gebruiker=BEHEER, waarom=said), "de reden"),
        (lambda: store.publish([asked], gebruiker=BEHEER, waarom="test", naam=said), "de naam van de versie"),
        (lambda: store.publish([replace(asked, woord=said)], gebruiker=BEHEER, waarom="test"), "op wiens woord"),
        (lambda: store.restore(1, gebruiker=BEHEER, waarom=said), "de reden"),
        (lambda: store.take_over(DATA_DIR, gebruiker=BEHEER, waarom="test", naam=said), "de naam van de versie"),
    ):
        with pytest.raises(StoreError, match=f"^Niet opgeslagen: in {where} staat een persoon") as refused:
            act()
        assert said not in str(refused.value)
    with pytest.raises(StoreError, match="zeg eerst waarom"):
        store.publish([asked], gebruiker=BEHEER, waarom=" ")
    assert store.newest() == 2


def test_of_two_editors_one_wins_and_the_other_sees_both_values(store: Store) -> None:
    mine, theirs = change(store, "rij-3", fte="0.4"), change(store, "rij-3", fte="0.6")
    publish(store, theirs)
    with pytest.raises(CollisionError, match="redacteur veranderde intussen hetzelfde") as caught:
        publish(store, mine, change(store, "rij-4", fte="0.1"))
    (botsing,) = caught.value.botsingen
    assert (botsing.voorstel.cells or {})["fte"] == "0.4"
    assert botsing.nu is not None
    assert (botsing.nu["fte"], botsing.versie.nummer) == ("0.6", 2)
    assert "fte" not in cells_of(store, "rij-4")
    publish(store, Voorstel("contacts.csv", "rij-3", mine.cells, botsing.volgnummer))
    assert cells_of(store, "rij-3")["fte"] == "0.4"


OOST = Gebruiker("Staf Oost", "redacteur", frozenset({"GM0001", "GM0002"}))


def test_a_redacteur_publishes_what_is_theirs_and_nothing_else(store: Store) -> None:
    def publish_as(gebruiker: Gebruiker, *asked: Voorstel) -> int:
        return store.publish(asked, gebruiker=gebruiker, waarom="test").nummer

    assert publish_as(OOST, change(store, "rij-3", gebied="Beekstad")) == 2
    assert store.versions()[-1].wie == "Staf Oost"
    beyond = r"^Niet opgeslagen: rij-4 valt buiten wat Staf Oost mag wijzigen"
    with pytest.raises(StoreError, match=beyond):  # into the area of somebody else
        publish_as(OOST, change(store, "rij-5", fte="0.5"), change(store, "rij-4", gebied="Aadorp; Ceeburg"))
    assert publish_as(BEHEER, change(store, "rij-4", gebied="Ceeburg")) == 3
    with pytest.raises(StoreError, match=beyond):  # and out of it
        publish_as(OOST, change(store, "rij-4", gebied="Aadorp"))
    with pytest.raises(StoreError, match=beyond):
        gone = change(store, "rij-4")
        publish_as(OOST, replace(gone, cells=None))
    organisation = Gebruiker("Zorg Boven", "redacteur", organisaties=frozenset({"zorg boven"}))
    assert publish_as(organisation, change(store, "rij-4", fte="0.7")) == 4
    with pytest.raises(StoreError, match=r"^Niet opgeslagen: rij-4 valt buiten"):  # to another name
        publish_as(organisation, change(store, "rij-4", organisatie="Zorg Onder"))
    for nobody in (BEZOEKER, Gebruiker("Lezer", "lezer"), Gebruiker("Zonder", "redacteur")):
        with pytest.raises(StoreError, match=f"^Niet opgeslagen: {nobody.naam} mag geen gegevens wijzigen"):
            publish_as(nobody, change(store, "rij-3", fte="0.1"))
        with pytest.raises(StoreError, match="mag geen gegevens wijzigen"):
            store.publish([], gebruiker=nobody, waarom="test", files={"ronde.toml": b"# gezegd\n"})
    assert store.newest() == 4


def test_a_redacteur_publishes_notes_along_and_no_file_of_data(store: Store) -> None:
    """A file without rows went along unseen: whoever, whatever."""
    note, asked = {"ronde.toml": b"# gezegd\n"}, change(store, "rij-3", fte="0.5")
    register = {"gemeenten.csv": store.read().folder["gemeenten.csv"]}
    for files in (register, {"bronnen.toml": b""}, {"iets.toml": b""}):
        with pytest.raises(StoreError, match=rf"^Niet opgeslagen: {next(iter(files))} valt buiten"):
            store.publish([asked], gebruiker=OOST, waarom="test", files=files)
    assert store.publish([], gebruiker=OOST, waarom="test", files=note).nummer == 2
    assert store.read().folder["ronde.toml"] == note["ronde.toml"]


def test_a_redacteur_adds_to_what_is_remembered_and_takes_nothing_back(store: Store) -> None:
    """It holds for everybody who takes a file in; only the page refused it."""
    said = Geheugen().with_words(kolommen={"Instelling": "organisatie"}, namen={"Beekstaadd": "Beekstad"})
    store.publish((), gebruiker=OOST, waarom="gezegd", files=said.files)
    word, *_ = said.words
    for kept in (said.without([word]), said.with_words(namen={"Beekstaadd": "Aadorp"}), Geheugen(bewaard=True)):
        with pytest.raises(StoreError, match=r"^Niet opgeslagen: inlezen\.toml valt buiten wat Staf Oost mag"):
            store.publish([change(store, "rij-3", fte="0.5")], gebruiker=OOST, waarom="test", files=kept.files)
    with pytest.raises(
        StoreError, match=r"^Niet opgeslagen: inlezen\.toml hoort alleen kolommen, namen en vast te heb"
    ):
        store.publish((), gebruiker=OOST, waarom="test", files={"inlezen.toml": b"iets = 1\n" + said.to_toml()})
    wrong = said.to_toml() + b'[vast]\norganisatie = "x"\nplaats = "x"\n'
    for wie in (OOST, BEHEER):
        with pytest.raises(StoreError, match=r"^Niet opgeslagen: inlezen\.toml, onder \[vast\], antwoord 2 "):
            store.publish([change(store, "rij-3", fte="0.5")], gebruiker=wie, waarom="x", files={"inlezen.toml": wrong})
    more = said.with_words(vast={"rol": "partner"})
    assert store.publish((), gebruiker=OOST, waarom="meer", files=more.files).nummer == 3
    assert store.publish((), gebruiker=BEHEER, waarom="fout", files=said.without([word]).files).nummer == 4


@pytest.mark.parametrize(
    "before", ['[vast]\nnaam = "x"\n', '[vast]\nrol = ""\n', '[kolommen]\n"Werkgebied" = "gebied"\n']
)
def test_a_redacteur_adds_a_word_to_a_memory_that_netmap_would_write_otherwise(store: Store, before: str) -> None:
    """They could take in nothing: to write again what counts of it was to take something back."""
    store.publish((), gebruiker=BEHEER, waarom="met de hand", files={"inlezen.toml": before.encode()})
    more = read_memory(store.read().folder).with_words(namen={"Beekstaadd": "Beekstad"})
    assert store.publish((), gebruiker=OOST, waarom="meer", files=more.files).nummer == 3


BOVEN = Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001", "GM0002", "GM0003"}))


def test_a_redacteur_writes_in_the_book_of_the_rounds_only_what_is_theirs(store: Store) -> None:
    """Who answers for rows of another region let the board say that they were confirmed."""
    today = dutch_today()
    theirs, other = (Gevraagd(aan, today, ("rij-3",)) for aan in ("Boven", "Zorg Boven"))
    boek = Rondeboek((theirs,), (Gezegd("rij-3 (contacts.csv)", "klopt", today, "Zorg Boven"),))
    assert store.publish((), gebruiker=BOVEN, waarom="ronde", files=boek.files).nummer == 2
    store.publish([change(store, "rij-4", gebied="Deiland")], gebruiker=BEHEER, waarom="test")
    for wrong in (
        replace(boek, gevraagd=(theirs, other)),
        replace(boek, gevraagd=(theirs, Gevraagd("", today, ("rij-3",)))),
        replace(boek, gezegd=(*boek.gezegd, Gezegd("rij-4 (contacts.csv)", "klopt", today, "Zorg Boven"))),
        replace(boek, gezegd=(*boek.gezegd, Gezegd("weg (contacts.csv)", "klopt", today, "Zorg Boven"))),
    ):
        with pytest.raises(StoreError, match=r"^Niet opgeslagen: ronde\.toml valt buiten wat Staf Boven mag wijzigen"):
            store.publish((), gebruiker=BOVEN, waarom="test", files=wrong.files)
    organisation = Gebruiker("Zorg Boven", "redacteur", organisaties=frozenset({"zorg boven"}))
    with pytest.raises(StoreError, match=r"ronde\.toml valt buiten wat Zorg Boven mag wijzigen"):
        store.publish((), gebruiker=organisation, waarom="test", files=replace(boek, gevraagd=(other,)).files)
    asked = replace(boek, gevraagd=(other, theirs))
    assert store.publish((), gebruiker=BEHEER, waarom="test", files=asked.files).nummer == 4
    again = replace(asked, gevraagd=(Gevraagd("Zorg Boven", today, ("rij-3", "rij-4")), theirs))
    assert store.publish((), gebruiker=organisation, waarom="test", files=again.files).nummer == 5


def test_whatever_changes_a_store_says_who_does_it() -> None:
    """A new function of the store that changes something without asking who does fails here."""
    made = {name: one for name, one in vars(Store).items() if inspect.isfunction(one) and name[0] != "_"}
    made |= {name: one for name, one in vars(backup).items() if getattr(one, "__module__", "") == backup.__name__}
    changing = {name for name, one in made.items() if "gebruiker" in inspect.signature(one).parameters}
    assert changing == {"take_over", "publish", "restore", "put_back"}
    reading_only = {"newest", "versions", "read", "history", "changes", "verify", "head", "put_folder", "back_up"}
    assert {name for name in made.keys() - changing if name[0] != "_"} == {*reading_only, "migrate"}  # tables, no data


@pytest.mark.parametrize("gebruiker", [BEZOEKER, Gebruiker("Lezer", "lezer"), OOST])
def test_only_a_beheerder_replaces_everything(store: Store, gebruiker: Gebruiker) -> None:
    publish(store, change(store, "rij-3", fte="0.5"))
    told = f"^Niet opgeslagen: {gebruiker.naam} mag niet alle gegevens vervangen"
    with pytest.raises(StoreError, match=told):
        store.restore(1, gebruiker=gebruiker, waarom="test")
    with pytest.raises(StoreError, match=told):
        store.take_over(DATA_DIR, gebruiker=gebruiker, waarom="test")
    with pytest.raises(StoreError, match=told):
        put_back(store.engine, DATA_DIR / "kopie.sqlite", gebruiker=gebruiker)
    assert store.newest() == 2


def all_at_once(count: int, act: Callable[[int], None]) -> list[Exception]:
    """Let several do something at the same moment; what they were refused comes back."""
    start, refused = threading.Barrier(count), []

    def run(number: int) -> None:
        start.wait()
        try:
            act(number)
        except StoreError as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_twenty_writers_at_once_lose_nothing(store: Store) -> None:
    asked = [change(store, f"rij-{i}", fte=f"0.{i + 10}") for i in range(20)]
    writers = [make_beheerder(f"redacteur {i}") for i in range(20)]
    assert all_at_once(20, lambda i: store.publish([asked[i]], gebruiker=writers[i], waarom="tegelijk")) == []
    rows = store.read().rows["contacts.csv"].cells
    assert [rows[f"rij-{i}"]["fte"] for i in range(20)] == [f"0.{i + 10}" for i in range(20)]
    assert ([one.nummer for one in store.versions()], store.verify()) == (list(range(1, 22)), ())


def test_of_twenty_writers_of_one_row_one_wins_and_nineteen_are_told(store: Store) -> None:
    asked = [change(store, "rij-3", fte=f"0.{i + 10}") for i in range(20)]
    refused = all_at_once(20, lambda i: store.publish([asked[i]], gebruiker=BEHEER, waarom="tegelijk"))
    assert [type(error) for error in refused] == [CollisionError] * 19
    assert store.newest() == 2


@pytest.mark.parametrize("table", ["versie", "wijziging", "bestand"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_what_was_published_cannot_be_changed(store: Store, table: str, statement: str) -> None:
    column = {"versie": "wie = 'x'", "wijziging": "woord = 'x'", "bestand": "sha256 = 'x'"}[table]
    with pytest.raises(StoreError, match="Niet opgeslagen"), writing(store.engine) as connection:
        connection.execute(sa.text(statement.format(table, column)))
    assert store.verify() == ()


def tamper(kept: Store, *statements: str) -> None:
    """Do behind the back of netmap what its database refuses."""
    with writing(kept.engine) as connection:
        if kept.engine.dialect.name == "sqlite":
            names = connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
            for name in names:
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
            connection.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
        else:
            for table in ("versie", "wijziging", "bestand"):
                connection.execute(sa.text(f"DROP TRIGGER {table}_kept ON {table}"))
                connection.execute(sa.text(f"GRANT UPDATE, DELETE ON {table} TO CURRENT_USER"))
        for statement in statements:
            connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE wijziging SET woord = 'x' WHERE sleutel = 'rij-3' AND versie = 2", "wijziging .* rij-3"),
        ("UPDATE wijziging SET inhoud = '{}' WHERE sleutel = 'rij-3' AND versie = 1", r"versie 1, contacts.csv, rij-3"),
        ("DELETE FROM wijziging WHERE sleutel = 'rij-3' AND versie = 2", "Versie 2|rij-4"),
        ("UPDATE versie SET wie = 'ander' WHERE nummer = 2", "versie 2"),
        ("UPDATE bestand SET sha256 = 'x' || sha256 WHERE sha256 = (SELECT min(sha256) FROM bestand)", "is niet meer"),
    ],
)
def test_what_is_changed_behind_the_back_of_netmap_is_named(store: Store, statement: str, named: str) -> None:
    publish(store, change(store, "rij-3", fte="0.4"), change(store, "rij-4", fte="0.4"))
    head = store.head()
    assert (store.verify(), len(head)) == ((), 64)
    tamper(store, statement)
    assert re.search(named, "\n".join(store.verify()))


def test_a_trail_whose_end_was_cut_off_has_another_last_hash(store: Store) -> None:
    publish(store, change(store, "rij-3", fte="0.4"))
    head = store.head()
    tamper(store, "DELETE FROM wijziging WHERE versie = 2", "DELETE FROM versie WHERE nummer = 2")
    assert store.verify() == ()
    assert store.head() != head


def test_the_trail_keeps_no_number_or_address(store: Store) -> None:
    mail, number = "zorgcoordinatie@zorgboven.example", "030 123 45 00"
    publish(store, change(store, "rij-3", email=mail, telefoon=number))
    assert (cells_of(store, "rij-3")["email"], cells_of(store, "rij-3")["telefoon"]) == (mail, number)
    publish(store, change(store, "rij-3", telefoon="030 123 45 01"))
    assert [one.velden for one in store.history("contacts.csv", "rij-3")][1:] == [("email", "telefoon"), ("telefoon",)]
    with reading(store.engine) as connection:
        kept = connection.execute(sa.text("SELECT inhoud, velden, woord FROM wijziging")).all()
    assert not any(text in str(kept) for text in (mail, number, "030 123 45 01"))
    publish(store, change(store, "rij-3", email="", telefoon=""))
    for nummer in range(1, store.newest() + 1):
        assert store.read(nummer).rows["contacts.csv"].cells["rij-3"].keys() & {"email", "telefoon"} == set()
    assert store.verify() == ()


def test_another_process_sees_a_new_version_at_once(store: Store, address: str) -> None:
    other = Store.at(address)
    assert other.newest() == 1
    publish(store, change(store, "rij-3", fte="0.4"))
    assert (other.newest(), cells_of(other, "rij-3")["fte"]) == (2, "0.4")
    other.engine.dispose()


def test_a_version_is_written_as_a_folder_once(store: Store, tmp_path: Path) -> None:
    folder = store.put_folder(tmp_path / "mappen", 1)
    inode = (folder / "contacts.csv").stat().st_ino
    publish(store, change(store, "rij-3", fte="0.4"))
    assert store.put_folder(tmp_path / "mappen") != folder
    assert store.put_folder(tmp_path / "mappen", 1) == folder
    assert (folder / "contacts.csv").stat().st_ino == inode
    assert (tmp_path / "mappen").stat().st_mode & 0o077 == 0


# --- laws


IDS = st.sampled_from([f"rij-{i}" for i in range(6)])
EDITS = st.lists(st.dictionaries(IDS, st.one_of(st.none(), st.integers(1, 9)), min_size=1), max_size=6)


@settings(max_examples=25)
@given(EDITS, st.permutations([f"rij-{i}" for i in range(6)]))
def test_every_version_holds_what_was_published_in_the_order_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, edits: list[dict[str, int | None]], order: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("wet")
    kept = Store.at(str(folder / "opslag.sqlite"))
    kept.migrate()
    land = write_country(folder / "land", [{**CONTACT, "id": ident} for ident in order])
    kept.take_over(land, gebruiker=BEHEER, waarom="b")
    expected = [dict(kept.read().rows["contacts.csv"].cells)]
    for edit in edits:
        now, rows = kept.read(), dict(expected[-1])
        last = {ident: one.volgnummer for (_, ident), one in now.last.items()}
        for ident, tenths in edit.items():
            if tenths is None:
                rows.pop(ident, None)
            else:
                rows[ident] = {**expected[0][ident], "fte": f"0.{tenths}"}
        asked = [
            Voorstel("contacts.csv", ident, rows.get(ident), last.get(ident, 0))
            for ident in edit
            if rows.get(ident) != expected[-1].get(ident)
        ]
        if asked and rows:
            publish(kept, *asked)
            expected.append(rows)
    told = [kept.read(i + 1).rows["contacts.csv"].cells for i in range(len(expected))]
    assert told == expected
    assert [list(one) for one in told] == [list(one) for one in expected]
    assert kept.verify() == ()
    kept.engine.dispose()


@settings(max_examples=25)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(8, 11)))
def test_rows_that_move_keep_the_order_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], gone: set[int], new: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("wet")
    kept = Store.at(str(folder / "opslag.sqlite"))
    kept.migrate()
    first = write_country(folder / "land", [{**CONTACT, "id": f"rij-{i}"} for i in range(8)])
    kept.take_over(first, gebruiker=BEHEER, waarom="b")
    after = [i for i in order if i not in gone]
    for i in new:
        after.insert(i % (len(after) + 1), i)
    assume(after and after != list(range(8)))
    second = write_country(folder / "ander", [{**CONTACT, "id": f"rij-{i}"} for i in after])
    kept.take_over(second, gebruiker=BEHEER, waarom="b")
    assert list(kept.read().rows["contacts.csv"].cells) == [f"rij-{i}" for i in after]
    assert list(kept.read(1).rows["contacts.csv"].cells) == [f"rij-{i}" for i in range(8)]
    kept.engine.dispose()


# --- when things break


def publish_for_ever(address: str, stop: int) -> None:
    """Publish version after version: each adds one to every row."""
    kept = Store.at(address)
    for _ in range(stop):
        nummer = kept.newest()
        publish(kept, *(change(kept, f"rij-{i}", opmerking=f"ronde {nummer}") for i in range(3)))


def test_killed_at_fifty_moments_it_is_old_or_new_and_never_half(store: Store, address: str) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.test_store"])
    chance = random.Random(7)
    for moment in range(50):
        victim = context.Process(target=publish_for_ever, args=(address, 1000))
        victim.start()
        while moment == 0 and store.newest() == 1:  # at least one version is there, however slow the machine
            assert victim.is_alive()
            time.sleep(0.01)
        time.sleep(chance.uniform(0.05, 0.6))
        assert victim.pid is not None
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
        now = store.read()
        cells = now.rows["contacts.csv"].cells
        remarks = {cells[f"rij-{i}"].get("opmerking", "") for i in range(3)}
        assert remarks == {f"ronde {now.nummer - 1}"}
    assert store.newest() > 1
    assert store.verify() == ()
    assert publish(store, change(store, "rij-9", fte="0.4")) == store.newest()


@pytest.fixture
def lite(tmp_path: Path, country: Callable[..., Path]) -> Iterator[Store]:
    kept = Store.at(str(tmp_path / "opslag.sqlite"))
    kept.migrate()
    kept.take_over(country({**CONTACT, "id": "rij-3"}), gebruiker=BEHEER, waarom="begin")
    yield kept
    kept.engine.dispose()


def refuse(kept: Store, pragma: str) -> Store:
    """Open the same store on a disk that refuses."""
    other = Store.at(str(kept.engine.url.database))

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(other.engine, "connect", limit)
    return other


@pytest.mark.parametrize(
    ("pragma", "said"), [("max_page_count=1", "de schijf is vol"), ("query_only=ON", "om te lezen")]
)
def test_a_disk_that_refuses_leaves_the_store_as_it_was(lite: Store, pragma: str, said: str) -> None:
    asked = change(lite, "rij-3", opmerking="x" * 4000)
    with pytest.raises(StoreError, match=f"Niet opgeslagen: .*{said}.*opnieuw"):
        publish(refuse(lite, pragma), asked)
    assert (lite.newest(), lite.verify()) == (1, ())
    assert publish(lite, asked) == 2


def test_a_lost_connection_saves_nothing_and_says_so(postgres: str, country: Callable[..., Path]) -> None:
    kept = Store.at(make_database(postgres))
    kept.migrate()
    kept.take_over(country({**CONTACT, "id": "rij-3"}), gebruiker=BEHEER, waarom="begin")
    asked = change(kept, "rij-3", fte="0.4")
    with (
        pytest.raises(StoreError, match="Niet opgeslagen: de database is niet te bereiken"),
        writing(kept.engine) as connection,
    ):
        connection.execute(sa.text("UPDATE bereik SET waarde = ''"))
        with reading(kept.engine) as other:
            other.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
        connection.execute(sa.text("UPDATE bereik SET waarde = ''"))
    assert (kept.newest(), publish(kept, asked)) == (1, 2)
    kept.engine.dispose()


def test_a_copy_made_while_others_write_is_whole_and_comes_back(lite: Store, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.sqlite"
    for number in range(5):
        writer = threading.Thread(target=publish, args=(lite, change(lite, "rij-3", fte=f"0.{number + 1}")))
        writer.start()
        back_up(lite.engine, copy)
        writer.join()
        made = Store.at(str(copy))
        assert made.verify() == ()
        assert made.newest() in {number + 1, number + 2}
        made.engine.dispose()
    back_up(lite.engine, copy)
    before = lite.read().folder
    publish(lite, change(lite, "rij-3", fte="0.9"))
    put_back(lite.engine, copy, gebruiker=BEHEER)
    assert (lite.newest(), lite.read().folder) == (6, before)
    empty = Store.at(str(tmp_path / "leeg.sqlite"))
    put_back(empty.engine, copy, gebruiker=BEHEER)
    assert empty.read().folder == before


def test_a_copy_that_is_not_whole_is_refused(lite: Store, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.sqlite"
    copy.write_text("dit is geen database", encoding="utf-8")
    with pytest.raises(StoreError, match="geen database"):
        put_back(lite.engine, copy, gebruiker=BEHEER)
    with pytest.raises(StoreError, match="bestaat niet"):
        put_back(lite.engine, tmp_path / "weg", gebruiker=BEHEER)
    with pytest.raises(StoreError, match="andere plaats"):
        back_up(lite.engine, tmp_path / "weg" / "kopie.sqlite")
    assert lite.newest() == 1


def test_postgresql_has_its_own_copies(postgres: str, tmp_path: Path) -> None:
    kept = Store.at(make_database(postgres))
    with pytest.raises(StoreError, match="pg_dump"):
        back_up(kept.engine, tmp_path / "kopie")


@pytest.mark.parametrize("wrong", ["mysql://a@b/c", "://", "postgresql+zzz://a", "oracle://x"])
def test_an_address_of_no_known_database_is_refused(wrong: str) -> None:
    with pytest.raises(StoreError, match="NETMAP_DATABASE is geen adres"):
        Store.at(wrong)


def test_a_database_without_a_store_says_how_to_make_one(address: str) -> None:
    kept = Store.at(address)
    with pytest.raises(StoreError, match="store init"):
        kept.read()
    kept.migrate()
    with pytest.raises(StoreError, match="nog geen versie"):
        kept.read()
    kept.migrate()
    assert (kept.newest(), kept.versions()) == (0, ())
    kept.engine.dispose()


def test_a_version_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match=r"Versie 9 bestaat niet\. De nieuwste is 1"):
        store.read(9)


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(StoreError, match="niet te bereiken"):
        Store.at("postgresql+psycopg://netmap@127.0.0.1:1/netmap").newest()


def test_rows_are_written_with_quotes_only_where_they_must_be() -> None:
    rows = Rows(("id", "opmerking"), {"a": {"id": "a", "opmerking": 'hij zei "ja", en'}, "b": {"id": "b"}})
    assert join_rows(rows).decode() == 'id,opmerking\na,"hij zei ""ja"", en"\nb,\n'
