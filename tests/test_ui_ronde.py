"""The confirmation round on the page: forms out, forms back in one review, the board, and what ends soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.export.ronde import make_forms
from netmap.layers import build_stand
from netmap.rondeboek import Gezegd, read_book
from netmap.schema import dutch_today
from netmap.store.shape import load_contents
from netmap.toegang import Gebruiker, make_beheerder
from tests.screen import alerts, page, table, text
from tests.test_ronde_terug import fill
from tests.test_ui_gegevens import as_user, cells, editor, press, store  # noqa: F401 (fixtures)

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from netmap.store.store import Store

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
    assert {one.regel for one in read_book(store.read().folder).gezegd} == {"oud", "fier"}
    assert cells(store, "fier")["bevestigd_op"] == day.isoformat()
    assert store.history("contacts.csv", "fier")[-1].woord.startswith("opgave van Fier, ")
    assert any(row[3] == "1" for row in table(opened(), "Wie is gevraagd, en wie antwoordde"))


@pytest.mark.usefixtures("store")
def test_a_redacteur_asks_only_who_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001", "GM0002", "GM0003"})))
    at = opened()
    (who,) = [field for field in at.multiselect if field.label == "Aan wie?"]
    assert who.options == ["Boven"]


@pytest.mark.usefixtures("store")
def test_a_visitor_has_no_round(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("bezoeker", "bezoeker"))
    at = opened()
    assert list(at.file_uploader) == []
    assert not [one for one in at.button if one.key == "ronde_vastleggen"]
