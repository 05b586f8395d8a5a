"""Every page, with its widgets moved; what Chromium adds is in test_browser.py."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from netmap import edition
from netmap.cards import load_sources
from netmap.load import DATA_DIR
from netmap.schema import dutch_today
from netmap.table import Column, Table
from netmap.ui import cache
from netmap.write.csv import table_csv
from tests.conftest import write_contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

APP = str(Path(__file__).resolve().parents[1] / "app.py")
PAGES = ("kaart", "mijn_regio", "witte_vlekken", "over")


def _page(name: str) -> AppTest:
    """Run one page by itself, as app.py runs it."""
    script = f"from netmap.ui.pages import {name}\n{name}.render()\n"
    return AppTest.from_string(script, default_timeout=30)


def _text(at: AppTest) -> str:
    """All HTML the page shows."""
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.fixture(autouse=True)
def fenland(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small country on screen: Fier covers Aadorp and Beekstad, Ceeburg lapsed, Deiland is unknown."""
    folder = country(
        {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2026-01"},
        {"id": "oud", "organisatie": "Oud", "gebied": "Ceeburg", "tot": "2020", "bron_datum": "2019"},
        {"id": "trekker", "rol": "bestuurlijk_trekker", "naam": "J. Burgemeester", "organisatie": "Gemeente Aadorp",
         "gebied": "politieregio:Boven", "bron_datum": "2026-01"},
    )  # fmt: skip
    monkeypatch.setenv("NETMAP_DATA", str(folder))
    yield folder


def test_app_opens_with_the_map_and_shows_no_exception() -> None:
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert not at.exception
    assert [title.value for title in at.title] == ["Kaart"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_its_title_and_no_exception(name: str) -> None:
    at = _page(name).run()
    assert not at.exception
    assert len(at.title) == 1


def test_kaart_gives_the_conclusion_first_then_the_map_its_legend_and_the_counts() -> None:
    at = _page("kaart").run()
    body = _text(at)
    assert "2 van de 4 gemeenten gedekt door een zorgcoördinator (30,0% van de inwoners)" in body
    assert body.index("nm-conclusie") < body.index("nm-legenda") < body.index("nm-tegels") < body.index("<table>")


def test_the_network_on_a_map_has_its_key_straight_after_the_legend() -> None:
    key = '<div class="nm-legenda nm-netwerk"><p>Wat de lijnen en punten betekenen</p>'
    for name in ("kaart", "mijn_regio", "kwetsbaarheid"):
        at = _page(name)
        at.query_params["netwerk"] = "true"
        shown = [element.proto.body for element in at.run().get("html")]
        legend = next(place for place, body in enumerate(shown) if "nm-legenda" in body)
        assert shown[legend + 1].startswith(key), name
    assert key not in _text(_page("kaart").run())
    at = _page("kwetsbaarheid")
    at.query_params["weg"] = "Fier"
    assert key not in _text(at.run())


def test_another_layer_asks_another_question_and_gives_other_counts() -> None:
    at = _page("kaart").run()
    at.selectbox(key="laag").set_value("bestuurlijk_trekker").run()
    assert not at.exception
    legend = next(e.proto.body for e in at.get("html") if "nm-legenda" in e.proto.body)
    assert "Noemt een bron een bestuurlijk trekker voor deze gemeente?" in legend
    assert "<span>Ja, volgens een bron</span><b>3</b>" in legend
    assert "<span>Onbekend</span><b>1</b>" in legend


def test_choosing_a_politieregio_counts_only_that_region() -> None:
    at = _page("kaart").run()
    at.selectbox(key="politieregio").set_value("Onder").run()
    body = _text(at)
    assert "in de politieregio Onder van geen enkele gemeente bekend dat zij gedekt is" in body
    assert '<th scope="row">Deiland</th>' in body
    assert '<th scope="row">Aadorp</th>' not in body


def test_choosing_a_gemeente_opens_its_panel_with_status_sources_and_chain() -> None:
    at = _page("kaart").run()
    at.selectbox(key="gemeente").set_value("Ceeburg").run()
    body = _text(at)
    assert '<h3 id="gemeente">Ceeburg</h3>' in body
    assert "Vervallen of vacant" in body
    assert "Was gedekt door Oud (Ceeburg), begindatum onbekend, tot 2020." in body
    assert "J. Burgemeester (Gemeente Aadorp)" in body
    assert '<a href="https://bron.example/"' in body
    assert "aandachtsfunctionaris: onbekend, geen bron" in body


@pytest.mark.parametrize("layer", ["zorgcoordinatie", "inwoners", "bestuurlijk_trekker"])
def test_the_question_box_answers_in_a_sentence_whatever_the_layer(layer: str) -> None:
    at = _page("kaart").run()
    at.selectbox(key="laag").set_value(layer).run()
    at.selectbox(key="gemeente").set_value("Aadorp").run()
    assert "Aadorp op " in _text(at)
    assert ": ja, gedekt door Fier. Bron: " in _text(at)


def test_a_region_in_the_question_box_becomes_the_area_and_is_answered() -> None:
    at = _page("kaart").run()
    at.selectbox(key="laag").set_value("inwoners").run()
    at.selectbox(key="gemeente").set_value("Politieregio Boven").run()
    assert (at.query_params["politieregio"], "gemeente" in at.query_params) == ("Boven", False)
    assert (at.selectbox(key="politieregio").value, at.selectbox(key="gemeente").value) == ("Boven", None)
    assert "in de politieregio Boven 2 van de 3 gemeenten gedekt" in _text(at)
    assert "Door Fier (2 gemeenten). Bestuurlijk trekker" in _text(at)


def test_what_the_question_box_does_not_know_is_asked() -> None:
    at = _page("kaart")
    at.query_params["gemeente"] = "Xyz"
    at.run()
    assert "&#39;Xyz&#39; is geen bekende gemeente." in _text(at)
    assert "Een regio mag ook" in _text(at)


def test_a_place_is_answered_with_the_gemeente_that_it_lies_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETMAP_DATA")
    at = _page("kaart")
    at.query_params["gemeente"] = "Hoofddorp"
    at.run()
    assert "Hoofddorp ligt in Haarlemmermeer. Haarlemmermeer op " in _text(at)


def test_a_former_gemeente_leads_to_its_successor_with_a_notice() -> None:
    at = _page("kaart")
    at.query_params["gemeente"] = "Oudorp"
    at.run()
    body = _text(at)
    assert "Oudorp is op 1 januari 2020 opgegaan in Aadorp." in body
    assert '<h3 id="gemeente">Aadorp</h3>' in body


def test_a_split_gemeente_asks_which_successor_is_meant() -> None:
    at = _page("kaart")
    at.query_params["gemeente"] = "Splitsen"
    at.run()
    assert "Kies Beekstad of Ceeburg." in _text(at)
    assert '<h3 id="gemeente">' not in _text(at)


def test_an_earlier_peildatum_shows_the_cover_of_that_day() -> None:
    at = _page("kaart").run()
    at.text_input(key="peildatum").set_value("31-12-2019").run()
    assert "Op 31 december 2019 is van 1 van de 4 gemeenten bekend dat er een zorgcoördinator was" in _text(at)
    assert "van 2 gemeenten zegt een latere bron dat, maar niet sinds wanneer" in _text(at)


@pytest.mark.parametrize("typed", ["31-02-2020", "gisteren", "0001-01-01", "1-1-9999"])
def test_a_day_that_does_not_exist_is_named_and_today_is_shown(typed: str) -> None:
    at = _page("kaart").run()
    at.text_input(key="peildatum").set_value(typed).run()
    assert "is geen datum. Schrijf dag-maand-jaar" in _text(at)
    assert not at.exception


def test_a_month_is_its_first_day_and_the_page_says_so() -> None:
    at = _page("kaart").run()
    at.text_input(key="peildatum").set_value("juni 2021").run()
    assert "Gelezen als 1 juni 2021." in [caption.value for caption in at.caption]


def test_the_slider_and_the_field_are_one_day_in_the_address() -> None:
    at = _page("kaart").run()
    assert at.select_slider(key="peildatum_schuif").value == dutch_today()
    at.select_slider(key="peildatum_schuif").set_value(date(2019, 9, 1)).run()
    assert (at.query_params["peildatum"], at.text_input(key="peildatum").value) == ("1-9-2019", "1-9-2019")
    assert "1 september 2019" in _text(at)
    at.text_input(key="peildatum").set_value("juni 1985").run()
    assert at.select_slider(key="peildatum_schuif").value == date(1985, 6, 1)


def test_a_name_that_looks_like_a_gemeente_is_offered_as_a_button() -> None:
    at = _page("kaart")
    at.query_params["gemeente"] = "Bekstadd"
    at.run()
    assert [button.label for button in at.button] == ["Beekstad"]


def test_switching_the_network_off_leaves_the_counts_alone() -> None:
    at = _page("kaart").run()
    before = _text(at)
    at.toggle(key="netwerk").set_value(False).run()
    assert _text(at).split("nm-netwerk")[0].count("<b>") <= before.count("<b>")
    assert "nm-netwerk" not in _text(at)


def test_mijn_regio_lists_gaps_and_who_is_who_of_that_region_only() -> None:
    at = _page("mijn_regio").run()
    assert at.selectbox(key="politieregio").options == ["Boven", "Onder"]
    assert "J. Burgemeester (Gemeente Aadorp)" in _text(at)
    assert [
        f">{title}</h2>" in _text(at) for title in ("Drie feiten", "Wat ontbreekt", "Twee vragen om te stellen")
    ] == [True, True, True]
    assert "op naam. Overal onbekend: ketenregisseur, aandachtsfunctionaris" in _text(at)
    assert 'data-kop="Ketenregisseur"' not in _text(at)
    at.selectbox(key="politieregio").set_value("Onder").run()
    body = _text(at)
    assert "J. Burgemeester" not in body
    assert "Geen bron noemt iemand in dit gebied." in body


def test_mijn_regio_goes_back_from_a_gemeente_to_the_region() -> None:
    at = _page("mijn_regio")
    at.query_params["gemeente"] = "Aadorp"
    at.run()
    assert "Drie feiten" not in _text(at)
    next(button for button in at.button if button.label == "Terug naar de regio").click().run()
    assert not at.exception
    assert "gemeente" not in at.query_params
    assert "Drie feiten" in _text(at)


def test_witte_vlekken_filters_and_sorts() -> None:
    at = _page("witte_vlekken").run()
    body = _text(at)
    assert body.index("Ceeburg</th>") < body.index("Deiland</th>")
    assert "Aadorp</th>" not in body
    at.selectbox(key="volgorde").set_value("Inwoners (meeste eerst)").run()
    body = _text(at)
    assert body.index("Deiland</th>") < body.index("Ceeburg</th>")
    at.multiselect(key="wat").set_value(["vervallen"]).run()
    assert "Deiland</th>" not in _text(at)


def test_witte_vlekken_begins_with_what_to_confirm_first(fenland: Path) -> None:
    """On a day that is over nobody can."""
    write_contacts(fenland, [{"organisatie": "Fier", "gebied": "landelijk"}])
    at = _page("witte_vlekken").run()
    body = _text(at)
    assert body.index("rust de status van alle 4 gemeenten") < body.index("Met deze keuze staat er niets op de lijst.")
    assert "Zorgcoördinator Fier: actief (landelijk)</th>" in body
    past = _page("witte_vlekken")
    past.query_params["peildatum"] = "2020-01-01"
    assert "rust de status" not in _text(past.run())


@pytest.mark.parametrize("wat", [[], ["vervallen"]])
def test_witte_vlekken_asks_to_sort_out_what_sources_say_against_each_other(fenland: Path, wat: list[str]) -> None:
    """Also where nothing is on the list."""
    row = {"organisatie": "Fier", "gebied": "landelijk", "bron_datum": "2023"}
    write_contacts(fenland, [row, {**row, "organisatie": "", "status": "geen", "bron_datum": "2022"}])
    at = _page("witte_vlekken").run()
    at.multiselect(key="wat").set_value(wat).run()
    body = _text(at)
    assert "Met deze keuze staat er niets op de lijst." in body
    assert "Uitzoeken, want bronnen spreken elkaar tegen:" in body
    assert "Zorgcoördinator in 4 gemeenten. De ene bron zegt dat Fier dit doet" in body


def test_over_shows_a_card_for_every_data_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETMAP_DATA", raising=False)
    body = _text(_page("over").run())
    for card in load_sources(DATA_DIR):
        assert f">{card.bestand}</th>" in body


def test_over_begins_with_words_and_ends_with_what_concerns_the_files() -> None:
    body = _text(_page("over").run())
    assert re.findall("<h2>(.*?)</h2>", body) == [
        "Van wie de gegevens zijn, en hoe oud", "Wat deze kaart niet zegt", "Klopt er iets niet?", "Begrippen", "Lagen",
        "Wat de norm is", "De bestanden, voor wie ze beheert",
    ]  # fmt: skip
    words, _, files = body.partition("<h2>De bestanden")
    assert "Wie wat doet, staat in 3 rijen met elk een eigen bron." in words
    for sign in ("gemeenten.csv", "sha256", "Rijen"):
        assert sign not in words.replace("contacts.csv", "")
        assert sign in files


def test_broken_data_become_sentences_not_a_traceback(fenland: Path) -> None:
    (fenland / "contacts.csv").write_text("id;rol\nx;y\n", encoding="utf-8")
    at = AppTest.from_file(APP, default_timeout=30).run()
    assert not at.exception
    assert "De gegevens kloppen niet." in _text(at)
    assert "de kolom &#39;gebied&#39; ontbreekt" in _text(at)


def test_a_missing_folder_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETMAP_DATA", str(tmp_path / "weg"))
    at = AppTest.from_file(APP, default_timeout=30).run()
    assert not at.exception
    assert "bestaat niet of is geen map" in _text(at)


def test_csv_holds_no_formula_and_keeps_numbers() -> None:
    columns = (Column("a", "a"), Column("b", "b", "whole"))
    table = Table("proef", "Proef", columns, (("=1+1", -5), ("+x", 0), ("gewoon", 3)))
    assert table_csv(table).decode("utf-8-sig") == "a;b\n'=1+1;-5\n'+x;0\ngewoon;3\n"


def test_what_pages_share_is_made_once_and_anew_when_a_file_changes(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = country()
    monkeypatch.setenv("NETMAP_DATA", str(folder))
    made = []

    @cache.once()
    def first(number: int) -> tuple[str, int]:
        made.append(("first", number))
        return made[-1]

    @cache.once()
    def second(number: int) -> tuple[str, int]:
        made.append(("second", number))
        return made[-1]

    for _ in range(2):
        assert [first(1), first(2), second(1)] == [("first", 1), ("first", 2), ("second", 1)]
    assert len(made) == 3
    os.utime(folder / "contacts.csv", ns=(0, 0))
    assert first(1) == ("first", 1)
    assert len(made) == 3  # the time changed, the content did not
    monkeypatch.setattr(edition, "CALM", 0.0)
    (folder / "contacts.csv").rename(folder / "oud.csv")
    write_contacts(folder, [{"gebied": "Ceeburg", "organisatie": "Fier"}])
    assert first(1) == ("first", 1)
    assert len(made) == 4


@pytest.mark.parametrize("name", ["over", "mijn_regio"])
def test_pages_say_whom_to_tell_that_something_is_not_right(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "netmap.toml"
    path.write_text('meldpunt = "mensenhandel@organisatie.example"', encoding="utf-8")
    assert "aan wie deze netmap beheert" in _text(_page(name).run())
    monkeypatch.setenv("NETMAP_SETTINGS", str(path))
    assert _text(_page(name).run()).count('href="mailto:mensenhandel@organisatie.example"') == 1
