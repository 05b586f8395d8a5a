"""Presentatie, with its widgets moved, and the link that leads there from Kaart and Mijn regio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.screen import alerts, conclusion, downloads, page, put_on_screen, table, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.export.catalogue import Wish

APP = str(Path(__file__).resolve().parents[1] / "app.py")
DAY = "2026-07-01"
LOOSE = "Kaart als vormen om aan te passen"
EXTRA_SLIDES = {"Met een openingsdia", "Met een dia voor het gevraagde besluit"}
BESIDE = {
    "plaatje": ["Download de gegevens (CSV)", "Download de QR-code van deze kaart (PNG)"],
    "jaarreeks": ["Download de gegevens (CSV)"],
}
"""What can be downloaded beside the file itself."""
ASKED = {
    "plaatje": {"Gebied", "Peildatum", "Laag", "Doel", "Maat", "Netwerk tonen", "Titel", "Formaat"},
    "jaarreeks": {"Gebied", "Peildatum", "Laag", "Eerste jaar", "Laatste jaar", "Maat", "Formaat"},
    "dias": {"Gebied", "Peildatum", "Laag", "Hele presentatie", "Extra onderdelen", LOOSE, *EXTRA_SLIDES},
    "rapport": {"Gebied", "Peildatum", "Alle tien politieregio's en Nederland (zip)", "Extra onderdelen", "Formaat"},
    "briefje": {"Gebied", "Peildatum", "Formaat"},
    "gegevens": {"Gebied", "Peildatum", "Extra onderdelen", "Formaat"},
}
"""What each product needs to know, and nothing else; beside the gemeenten of a group of one's own."""


@pytest.fixture(autouse=True)
def _small_country(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_screen(country, monkeypatch)


def _open(product: str = "plaatje") -> AppTest:
    """Open the page on a fixed day with a product chosen."""
    at = page("presentatie")
    at.query_params["peildatum"] = DAY
    at.query_params["product"] = product
    return at.run()


def _questions(at: AppTest) -> set[str]:
    kinds = ("selectbox", "multiselect", "text_input", "number_input", "toggle")
    return {widget.label for kind in kinds for widget in getattr(at, kind)}


@pytest.mark.parametrize("product", sorted(ASKED))
def test_every_product_asks_only_what_it_needs(product: str) -> None:
    at = _open(product)
    assert not at.exception
    assert _questions(at) == ASKED[product] | {"Gemeenten"}
    assert "Op 1 juli 2026 waren 2 van de 4 gemeenten gedekt" in conclusion(at)
    assert "Zo niet" in text(at)


def test_the_questions_follow_when_another_product_is_chosen() -> None:
    at = _open("plaatje")
    for product in ("gegevens", "dias", "rapport", "plaatje"):
        at.radio(key="product").set_value(product).run()
        assert not at.exception
        assert _questions(at) == ASKED[product] | {"Gemeenten"}


@pytest.mark.parametrize(
    ("product", "name"),
    [
        ("plaatje", "netmap-plaatje-zorgcoordinatie-nederland-2026-07-01.png"),
        ("jaarreeks", "netmap-jaarreeks-zorgcoordinatie-nederland-2015-2029-2026-07-01.png"),
        ("rapport", "netmap-rapport-nederland-2026-07-01.pdf"),
        ("gegevens", "netmap-gegevens-nederland-2026-07-01.xlsx"),
    ],
)
def test_the_file_to_download_is_named_after_what_is_in_it(product: str, name: str) -> None:
    assert downloads(_open(product)) == [f"Download {name}", *BESIDE.get(product, ())]


def test_the_name_of_the_file_follows_area_layer_and_format() -> None:
    at = _open()
    at.selectbox(key="gebied").set_value("Politieregio Boven")
    at.selectbox(key="laag").set_value("actualiteit")
    at.selectbox(key="formaat").set_value("svg").run()
    assert downloads(at) == ["Download netmap-plaatje-actualiteit-boven-2026-07-01.svg", *BESIDE["plaatje"]]


def test_a_provincie_can_be_taken_along_and_is_not_taken_for_a_politieregio() -> None:
    at = _open()
    at.selectbox(key="gebied").set_value("Provincie Westland").run()
    assert not at.exception
    assert "in de provincie Westland van geen van de 2 gemeenten bekend dat zij gedekt was" in conclusion(at)
    assert downloads(at) == [
        "Download netmap-plaatje-zorgcoordinatie-provincie-westland-2026-07-01.png",
        *BESIDE["plaatje"],
    ]
    assert "provincie Westland" in at.get("image")[0].proto.imgs[0].alt


def test_the_years_of_a_jaarreeks_can_be_chosen_and_the_wrong_way_round_is_refused() -> None:
    at = _open("jaarreeks")
    assert "1 januari 2015" in at.get("image")[0].proto.imgs[0].alt
    at.number_input(key="vanjaar").set_value(2020)
    at.number_input(key="totjaar").set_value(2022).run()
    assert downloads(at)[0] == "Download netmap-jaarreeks-zorgcoordinatie-nederland-2020-2022-2026-07-01.png"
    assert "in 3 kleine kaarten. Op 1 januari 2020" in at.get("image")[0].proto.imgs[0].alt
    at.number_input(key="totjaar").set_value(2019).run()
    assert "Van 2020 tot en met 2019 kan niet." in alerts(at)
    assert "-2015-2029-" in downloads(at)[0]


def test_the_numbers_of_a_jaarreeks_are_shown_as_a_table() -> None:
    at = _open("jaarreeks")
    at.selectbox(key="formaat").set_value("csv").run()
    assert table(at, "Zorgcoördinatie in Nederland, 2015–2029")[0][0] == "1 januari 2015"


def test_another_layer_gives_another_picture_with_other_words() -> None:
    at = _open()
    before = at.get("image")[0].proto.imgs[0]
    url, words = before.url, before.alt
    at.selectbox(key="laag").set_value("inwoners").run()
    after = at.get("image")[0].proto.imgs[0]
    assert after.url != url
    assert after.alt != words


@pytest.mark.parametrize(("title", "problem"), [("x" * 121, "De titel heeft 121 tekens."), ("Hoera 🎉", "titel")])
def test_a_title_that_cannot_be_drawn_is_named_and_the_usual_one_stays(title: str, problem: str) -> None:
    at = _open()
    at.text_input(key="titel").set_value(title).run()
    assert not at.exception
    assert problem in alerts(at)
    assert "U ziet nu de gewone titel." in alerts(at)
    assert len(at.get("image")) == 1
    at.text_input(key="titel").set_value("Voor de stuurgroep").run()
    assert alerts(at) == ""


def test_a_size_that_cannot_be_made_is_named_and_another_one_is_shown() -> None:
    at = _open()
    at.selectbox(key="maat").set_value("eigen").run()
    at.number_input(key="breedte").set_value(10).run()
    assert not at.exception
    assert "Een plaatje van 10 bij 900 pixels kan niet." in alerts(at)
    at.number_input(key="breedte").set_value(1200).run()
    assert alerts(at) == ""


def test_a_purpose_brings_its_usual_size_until_another_is_chosen() -> None:
    at = _open()
    assert (at.selectbox(key="doel").value, at.selectbox(key="maat").value) == ("papier", "dia")
    at.selectbox(key="doel").set_value("social").run()
    assert at.selectbox(key="maat").value == "social"
    assert at.text_input(key="titel").placeholder.endswith(" gedekt door een zorgcoördinator")
    assert _questions(at) == (ASKED["plaatje"] - {"Netwerk tonen"}) | {"Gemeenten"}
    assert downloads(at) == [
        "Download netmap-plaatje-zorgcoordinatie-nederland-social-2026-07-01.png",
        *BESIDE["plaatje"],
    ]
    at.selectbox(key="maat").set_value("social_staand").run()
    assert at.selectbox(key="maat").value == "social_staand"
    assert not at.exception


def test_a_size_in_which_nothing_can_be_read_is_refused_with_one_that_can() -> None:
    at = _open()
    at.selectbox(key="maat").set_value("eigen").run()
    at.number_input(key="breedte").set_value(320)
    at.number_input(key="hoogte").set_value(320).run()
    assert not at.exception
    assert "De tekst is niet te lezen op een plaatje van 320 bij 320 pixels. " in alerts(at)


def test_tables_show_beforehand_what_is_in_them() -> None:
    at = _open("gegevens")
    assert table(at, "Wat er in het bestand staat (xlsx)")
    at.selectbox(key="formaat").set_value("geojson").run()
    assert table(at, "Wat er in het bestand staat (geojson)")


def test_a_whole_deck_is_made_after_the_button_and_only_offered_for_the_same_choice() -> None:
    at = _open("dias")
    assert downloads(at) == []
    at.button[0].click().run()
    assert not at.exception
    assert downloads(at) == ["Download netmap-dias-nederland-2026-07-01.pptx"]
    at.selectbox(key="gebied").set_value("Politieregio Boven").run()
    assert downloads(at) == []
    at.selectbox(key="gebied").set_value("Heel Nederland").run()
    assert downloads(at) == ["Download netmap-dias-nederland-2026-07-01.pptx"]


def test_extra_slides_are_listed_when_they_are_asked_for() -> None:
    at = _open("dias")
    before = [row[1] for row in table(at, "Dia&#39;s in het bestand")]
    at.toggle(key="opening").set_value(True)
    at.toggle(key="besluit").set_value(True).run()
    after = [row[1] for row in table(at, "Dia&#39;s in het bestand")]
    assert after == ["Zorgcoördinatie in Nederland", *before[:-2], "Gevraagd besluit", *before[-2:]]
    at.toggle(key="alles").set_value(False).run()
    assert not _questions(at) & EXTRA_SLIDES


def test_the_map_on_slides_is_of_shapes_when_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Wish] = []
    monkeypatch.setattr("netmap.ui.pages.presentatie.make", lambda _material, wish, *_: asked.append(wish) or b"PK")
    at = _open("dias")
    at.toggle(key="vormen").set_value(True).run()
    at.button[0].click().run()
    assert [(wish.alles, wish.vormen) for wish in asked] == [(True, True)]
    assert at.query_params["vormen"] == "true"


def test_a_deck_knows_where_netmap_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Wish] = []
    monkeypatch.setattr(type(st.context), "url", property(lambda _: "https://netmap.example/kaarten/presentatie"))
    monkeypatch.setattr("netmap.ui.pages.presentatie.make", lambda _, wish, *__: asked.append(wish) or b"dia's")
    _open("dias").button[0].click().run()
    assert [wish.adres for wish in asked] == ["https://netmap.example/kaarten"]


def test_one_slide_is_offered_at_once() -> None:
    at = _open("dias")
    at.toggle(key="alles").set_value(False).run()
    assert "Titel" in _questions(at)
    assert downloads(at) == ["Download netmap-dias-nederland-2026-07-01.pptx"]


# --- the link from other pages


def _take_along(at: AppTest) -> dict[str, Any]:
    """The address of the link, as keys and values."""
    (link,) = [one.proto for one in at.get("page_link") if one.proto.label.startswith("Neem mee")]
    assert link.page == "presentatie"
    return {key: value for key, (value,) in parse_qs(link.query_string).items()}


def test_kaart_leads_to_presentatie_with_the_same_view() -> None:
    at = AppTest.from_file(APP, default_timeout=120).run()
    assert _take_along(at) == {"laag": "Zorgcoördinatie", "gebied": "Heel Nederland", "netwerk": "false"}
    at.selectbox(key="laag").set_value("actualiteit")
    at.selectbox(key="politieregio").set_value("Boven")
    at.toggle(key="netwerk").set_value(True)
    at.text_input(key="peildatum").set_value("1-7-2026").run()
    assert _take_along(at) == {
        "laag": "Actualiteit",
        "gebied": "Politieregio Boven",
        "netwerk": "true",
        "peildatum": "1-7-2026",
    }


def test_a_page_by_itself_leads_nowhere() -> None:
    assert page("kaart").run().get("page_link") == []
