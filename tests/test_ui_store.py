"""The pages on a store: the newest version, at once, and a sentence when it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from netmap.store.content import Voorstel
from netmap.store.store import Store
from tests.browser import ROOT
from tests.screen import CONTACTS, conclusion

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

APP = str(ROOT / "app.py")


def open_app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=120).run()


def test_a_page_shows_a_new_version_at_the_next_click(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(country(*CONTACTS), wie="beheerder", waarom="begin")
    monkeypatch.setenv("NETMAP_DATABASE", address)
    at = open_app()
    assert not at.exception
    assert "2 van de 4 gemeenten" in conclusion(at)
    now = store.read()
    cells = {**now.rows["contacts.csv"].cells["fier"], "gebied": "Aadorp; Beekstad; Deiland"}
    asked = Voorstel("contacts.csv", "fier", cells, now.last["contacts.csv", "fier"].volgnummer)
    store.publish([asked], wie="redacteur", waarom="Deiland hoort erbij")
    assert "3 van de 4 gemeenten" in conclusion(at.run())
    store.restore(1, wie="beheerder", waarom="vergissing")
    assert "2 van de 4 gemeenten" in conclusion(at.run())
    store.engine.dispose()


def test_a_store_that_is_not_there_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETMAP_DATABASE", str(tmp_path / "weg" / "opslag.sqlite"))
    at = open_app()
    assert not at.exception
    told = "\n".join(element.proto.body for element in at.get("html"))
    assert "De opslag kan niet worden gelezen: het bestand kan niet worden geopend." in told
