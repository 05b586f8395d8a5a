"""The pages on a store: the newest version, at once, and a sentence when it cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from netmap.export.link import find_view
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.store.content import Voorstel
from netmap.store.store import Store
from netmap.summary import credit
from netmap.toegang import make_beheerder
from tests.browser import ROOT
from tests.screen import CONTACTS, conclusion, page, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

APP = str(ROOT / "app.py")


def open_app(versie: str = "") -> AppTest:
    at = AppTest.from_file(APP, default_timeout=120)
    if versie:
        at.query_params["versie"] = versie
    return at.run()


def told(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.fixture
def two_versions(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A store of which the second version has one gemeente more that is covered."""
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(country(*CONTACTS), gebruiker=make_beheerder("beheerder"), waarom="Het begin", naam="start")
    now = store.read()
    cells = {**now.rows["contacts.csv"].cells["fier"], "gebied": "Aadorp; Beekstad; Deiland"}
    asked = Voorstel("contacts.csv", "fier", cells, now.last["contacts.csv", "fier"].volgnummer)
    with monkeypatch.context() as patch:  # a store of before reasons were looked at may have one
        patch.setattr("netmap.store.store.check_words", lambda *_: None)
        store.publish([asked], gebruiker=make_beheerder("redacteur"), waarom="Bel jan.jansen@voorbeeld.nl")
    monkeypatch.setenv("NETMAP_DATABASE", address)
    yield
    store.engine.dispose()


@pytest.mark.usefixtures("two_versions")
def test_a_link_to_a_version_shows_it_on_every_page_and_says_so() -> None:
    at = open_app("1")
    assert not at.exception
    assert "2 van de 4 gemeenten" in conclusion(at)
    assert "U ziet versie 1 (start, " in told(at)
    newest = open_app("2")
    assert "3 van de 4 gemeenten" in conclusion(newest)
    assert "U ziet versie" not in told(newest)


@pytest.mark.usefixtures("two_versions")
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("9", "Versie 9 van de gegevens bestaat niet; u ziet de nieuwste. Er zijn 2 versies."),
        ("a", "noemt &#39;a&#39;"),
    ],
)
def test_a_version_that_is_not_there_is_said_and_the_newest_shown(word: str, said: str) -> None:
    at = open_app(word)
    assert "3 van de 4 gemeenten" in conclusion(at)
    assert said in told(at)


@pytest.mark.usefixtures("two_versions")
def test_over_lists_the_versions_without_people_and_lets_the_reader_choose() -> None:
    at = page("over").run()
    rows = table(at, "Versies van de gegevens, de nieuwste boven")
    assert [row[:2] for row in rows] == [["2", "versie 2"], ["1", "start"]]
    assert rows[0][-2:] == ["1", "1"]  # the row, and the card that says so
    assert "jan.jansen" not in told(at)
    assert "redacteur" not in told(at)
    at.selectbox(key="versie").set_value("1").run()
    assert at.query_params["versie"] == "1"


@pytest.mark.usefixtures("two_versions")
@pytest.mark.parametrize(("asked", "named"), [("1", "-versie-1"), ("None", "")])
def test_a_file_of_an_older_version_is_named_after_it(asked: str, named: str) -> None:
    script = (
        "from netmap.ui import cache\nfrom netmap.ui.pages import presentatie\n"
        f"with cache.one_edition({asked}):\n    presentatie.render()\n"
    )
    at = AppTest.from_string(script, default_timeout=120)
    at.query_params["peildatum"] = "2026-07-01"
    at.run()
    assert not at.exception
    (label, *_) = (element.proto.label for element in at.get("download_button"))
    assert f"{named}-2026-07-01." in label
    assert ("-versie-" in label) == bool(named)


def test_the_link_and_the_sources_of_a_file_say_which_version_it_is_of(country: Callable[..., Path]) -> None:
    tables = load_tables(country(*CONTACTS))
    older = replace(tables, versie=3)
    links = [find_view(build_stand(one, date(2026, 7, 1)), "zorgcoordinatie", None) for one in (tables, older)]
    assert links == [
        "/kaart?laag=zorgcoordinatie&peildatum=2026-07-01",
        "/kaart?laag=zorgcoordinatie&peildatum=2026-07-01&versie=3",
    ]
    said = "Versie 3 van de gegevens, niet de nieuwste. "
    for short in (False, True):
        assert credit(older, short=short) == f"{said}{credit(tables, short=short)}"


def test_without_a_store_and_with_one_version_the_words_are_right(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = country(*CONTACTS)
    monkeypatch.setenv("NETMAP_DATA", str(folder))
    assert "Versie 3 van de gegevens bestaat niet; u ziet de nieuwste. Deze netmap houdt geen versies bij." in told(
        open_app("3")
    )
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(folder, gebruiker=make_beheerder("beheerder"), waarom="Het begin")
    monkeypatch.setenv("NETMAP_DATABASE", address)
    assert "u ziet de nieuwste. Er is 1 versie." in told(open_app("3"))
    store.engine.dispose()


def test_a_page_shows_a_new_version_at_the_next_click(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(country(*CONTACTS), gebruiker=make_beheerder("beheerder"), waarom="begin")
    monkeypatch.setenv("NETMAP_DATABASE", address)
    at = open_app()
    assert not at.exception
    assert "2 van de 4 gemeenten" in conclusion(at)
    now = store.read()
    cells = {**now.rows["contacts.csv"].cells["fier"], "gebied": "Aadorp; Beekstad; Deiland"}
    asked = Voorstel("contacts.csv", "fier", cells, now.last["contacts.csv", "fier"].volgnummer)
    store.publish([asked], gebruiker=make_beheerder("redacteur"), waarom="Deiland hoort erbij")
    assert "3 van de 4 gemeenten" in conclusion(at.run())
    store.restore(1, gebruiker=make_beheerder("beheerder"), waarom="vergissing")
    assert "2 van de 4 gemeenten" in conclusion(at.run())
    store.engine.dispose()


def test_a_store_that_is_not_there_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETMAP_DATABASE", str(tmp_path / "weg" / "opslag.sqlite"))
    at = open_app()
    assert not at.exception
    assert "De opslag kan niet worden gelezen: het bestand kan niet worden geopend." in told(at)
