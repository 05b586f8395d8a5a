"""The confirmation round on the page: forms out, forms back in one review, the board, and what ends soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from netmap.export.ronde import make_forms
from netmap.layers import build_stand
from netmap.rondeboek import Gezegd, read_book
from netmap.schema import dutch_today
from netmap.store.shape import load_contents
from netmap.store.store import Store
from netmap.toegang import Gebruiker, make_beheerder
from tests.browser import box, running_app, settle, watched
from tests.databases import make_database
from tests.screen import CONTACTS, alerts, page, table, text
from tests.test_criteria import write_indicators
from tests.test_ronde_terug import fill
from tests.test_ui_gegevens import as_user, cells, editor, press, store  # noqa: F401 (fixtures)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser
    from streamlit.testing.v1 import AppTest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opened() -> AppTest:
    at = page("gegevens")
    at.query_params["doe"] = "ronde"
    at.run()
    assert not at.exception
    return at


@pytest.mark.usefixtures("editor")
def test_a_round_goes_out_comes_back_and_is_published(store: Store) -> None:  # noqa: F811
    at = opened()
    assert "Er is nog niemand gevraagd." in text(at)
    at.button(key="ronde_vastleggen").click().run()
    assert not at.exception
    assert "Vastgelegd in versie 2" in at.success[0].value
    asked = read_book(store.read().folder).gevraagd
    assert {one.op for one in asked} == {dutch_today()}
    stand = build_stand(load_contents(store.read().folder), dutch_today())
    day = dutch_today()
    answers = {"fier": {"antwoord": "klopt", "gezag": "Fier", "op": day}, "*": {"antwoord": "klopt", "gezag": "Fier"}}
    files = [(name, fill(form, answers), _XLSX) for name, form in make_forms(stand, "politieregio").items()]
    place = at.file_uploader(key="ronde_terug")
    for file in (*files, ("brief.csv", b"a;b\n1;2\n", "text/csv")):
        place = place.upload(*file)
    place.run()
    assert not at.exception
    assert "brief.csv: dit is geen formulier van een bevestigingsronde." in alerts(at)
    assert "kolom Op welke dag: de dag ontbreekt." in text(at)
    assert [row[1:4] for row in table(at, "Wat er verandert, veld voor veld")] == [
        ["fier", "bevestigd", "bevestigd_op"]
    ]
    meanwhile = read_book(store.read().folder).with_answers([Gezegd("oud", "klopt", day, "Een ander")])
    store.publish((), gebruiker=make_beheerder("Een ander"), waarom="Per brief", files=meanwhile.files)
    press(at)
    assert {one.regel for one in read_book(store.read().folder).gezegd} == {"oud", "fier (contacts.csv)"}
    assert cells(store, "fier")["bevestigd_op"] == day.isoformat()
    assert store.history("contacts.csv", "fier")[-1].woord.startswith("opgave van Fier, ")
    assert any(row[3] == "1" for row in table(opened(), "Wie is gevraagd, en wie antwoordde"))


def test_forms_that_are_dragged_in_together_are_reviewed_printed_and_published(
    postgres: str, country: Callable[..., Path], chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL; the round above is on SQLite."""
    address = make_database(postgres)
    kept = Store.at(address)
    kept.migrate()
    kept.take_over(country(*CONTACTS), gebruiker=make_beheerder("beheer"), waarom="begin")
    stand = build_stand(load_contents(kept.read().folder), dutch_today())
    said = {"gezag": "Coördinatie Oost", "op": dutch_today()}
    answers = {"fier": {**said, "antwoord": "gewijzigd", "nieuw": "gestopt"}, "trekker": {**said, "antwoord": "klopt"}}
    paths = [tmp_path / name for name in make_forms(stand, "organisatie")]
    for path, form in zip(paths, make_forms(stand, "organisatie").values(), strict=True):
        path.write_bytes(fill(form, answers))
    monkeypatch.setenv("NETMAP_DATABASE", address)
    monkeypatch.setenv("NETMAP_EDITOR", "Redactie")
    with running_app() as url, watched(chromium.new_context(), url) as watch:
        seen = watch.open("gegevens?doe=ronde")
        seen.locator(".st-key-ronde_terug input[type=file]").set_input_files(paths)
        publish = seen.get_by_role("button", name="Publiceer 2 regels")
        expect(publish).to_be_visible()
        settle(seen)
        seen.emulate_media(media="print")
        now, then = (box(legend) for legend in seen.locator(".stColumn .nm-legenda").all())
        assert (now["y"], now["x"] < then["x"]) == (then["y"], True)
        seen.emulate_media(media="screen")
        publish.click()
        expect(seen.get_by_text("Gepubliceerd als versie 2")).to_be_visible()
    assert cells(kept, "fier")["status"] == "gestopt"
    assert kept.history("contacts.csv", "trekker")[-1].woord.startswith("opgave van Coördinatie Oost, ")
    assert {one.regel for one in read_book(kept.read().folder).gezegd} == {
        "fier (contacts.csv)",
        "trekker (contacts.csv)",
    }
    kept.engine.dispose()


@pytest.mark.usefixtures("store")
def test_a_redacteur_asks_only_who_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001", "GM0002", "GM0003"})))
    at = opened()
    (who,) = [field for field in at.multiselect if field.label == "Aan wie?"]
    assert who.options == ["Boven"]


def test_an_answer_is_kept_of_who_may_change_the_row_and_of_nobody_else(
    store: Store,  # noqa: F811
    country: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The row of another stayed as it was, and the board said that it was answered; of a criterium nothing was kept."""
    plans = [
        {"id": f"plan-{where}", "criterium": "G1", "gebied": where, "waarde": "ja"} for where in ("Aadorp", "Ceeburg")
    ]
    store.take_over(write_indicators(country(*CONTACTS), *plans), gebruiker=make_beheerder("beheer"), waarom="criteria")
    stand = build_stand(load_contents(store.read().folder), dutch_today())
    answers = {"*": {"antwoord": "klopt", "gezag": "Fier", "op": dutch_today()}}
    as_user(monkeypatch, Gebruiker("Fier", "redacteur", frozenset({"GM0001"}), frozenset({"fier"})))
    place = opened().file_uploader(key="ronde_terug")
    for name, form in make_forms(stand, "politieregio").items():
        place = place.upload(name, fill(form, answers), _XLSX)
    at = place.run()
    assert "trekker" in alerts(at)
    press(at)
    kept = {one.regel for one in read_book(store.read().folder).gezegd}
    assert kept == {"fier (contacts.csv)", "plan-Aadorp (indicatoren.csv)"}


@pytest.mark.usefixtures("store")
def test_a_visitor_has_no_round(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("bezoeker", "bezoeker"))
    at = opened()
    assert list(at.file_uploader) == []
    assert not [one for one in at.button if one.key == "ronde_vastleggen"]
