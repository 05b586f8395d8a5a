"""The app as a user sees it: Chromium, the shipped data, no internet."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from netmap.aankondigingen import find_meant
from netmap.cards import load_sources
from netmap.load import DATA_DIR, load_tables
from netmap.schema import dutch_date
from tests.browser import (
    TRIES,
    WAIT_MS,
    become,
    box,
    choose,
    download,
    follow,
    gemeenten,
    go,
    insist,
    offered,
    running_app,
    settle,
    switch,
    watched,
)
from tests.conftest import write_country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

YEAR = re.compile("^1 januari 20")
"""A day of a walk through the years, each of which is there for one second; the page begins with today."""

HARMLESS = (
    "{{7*191}}", "{% x", "{#", "${__x(1)}", "`", '"><img src=x onerror=__x(1)>', "</script>", "C:\\2019", "a\nb",
    "a\u2028b", "'s-Gravenhage", "=1+1", "![beeld](http://192.0.2.1/x.png)",
)  # fmt: skip
"""Payloads that show whether text is ever taken for a template, markup, script or formula."""


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL")


def _shape(page: Page, naam: str):  # type: ignore[no-untyped-def]
    return page.locator(f'path.nm-gemeente[aria-label^="{naam},"]')


def _open(page: Page, naam: str) -> None:
    """Click on a gemeente on the map of the whole country, and see that it is explained."""
    name = page.locator("h3#gemeente")

    def click() -> None:
        page.get_by_role("button", name="Alles tonen").click(timeout=WAIT_MS / TRIES)
        _shape(page, naam).click(timeout=WAIT_MS / TRIES)

    insist(click, lambda wait: expect(name).to_have_text(naam, timeout=wait))
    settle(page)


def _show(page: Page, choice: str, part: Locator) -> None:
    """Choose what a page shows, and see a part that comes with it."""
    insist(page.get_by_text(choice, exact=True).click, lambda wait: expect(part).to_be_visible(timeout=wait))
    settle(page)


def _pattern(page: Page, naam: str) -> str:
    """Return the drawing that fills a gemeente."""
    drawing = """e => {
        const fill = e.getAttribute("fill");
        return fill.startsWith("url(#") ? e.ownerDocument.getElementById(fill.slice(5, -1)).innerHTML : fill;
    }"""
    return str(_shape(page, naam).evaluate(drawing))


def test_the_map_draws_342_gemeenten_in_dutch(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        expect(gemeenten(page)).to_have_count(342)
        expect(page.locator("html")).to_have_attribute("lang", "nl")
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator(".nm-conclusie")).to_contain_text("van de 342 gemeenten gedekt")


def test_another_layer_recolours_the_map_time_after_time(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        zwolle = _shape(page, "Zwolle")
        expect(zwolle).to_have_attribute("aria-label", re.compile("Op afstand"))
        for layer, label in (
            ("Inwoners per km²", "1.000 tot 2.500 per km², 134.147 inwoners"),
            ("Bestuurlijk trekker", "Onbekend"),
            ("Actualiteit", "Bron zonder datum"),
            ("Zorgcoördinatie", "Op afstand"),
        ):
            before = _pattern(page, "Zwolle")
            choose(page, "Laag", layer)
            expect(zwolle).to_have_attribute("aria-label", re.compile(re.escape(label)))
            assert _pattern(page, "Zwolle") != before
            expect(gemeenten(page)).to_have_count(342)


def _look(page: Page) -> list[tuple[str, str]]:
    """What every gemeente on the map says, and the drawing that fills it."""
    drawn = """paths => paths.map(path => {
        const fill = path.getAttribute("fill");
        const drawing = fill.startsWith("url(#") ? document.getElementById(fill.slice(5, -1)).innerHTML : fill;
        return [path.getAttribute("aria-label"), drawing, path.getAttribute("stroke")];
    })"""
    return list(gemeenten(page).evaluate_all(drawn))


def test_a_layer_picked_in_the_map_looks_as_a_fresh_page_and_the_page_follows(
    browser: BrowserContext, url: str
) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        picker = page.locator(".nm-laag select")
        box = page.get_by_role("combobox", name=re.compile("Laag"))
        legend = page.locator(".st-key-kaart_legenda .nm-legenda").first
        for layer in ("Actualiteit", "Toereikendheid", "R9 Regionaal plan"):
            insist(
                lambda layer=layer: picker.select_option(layer),  # type: ignore[misc]
                lambda wait, layer=layer: expect(box).to_have_value(layer, timeout=wait),  # type: ignore[misc]
            )
            settle(page)
            with watched(browser, url) as other:
                fresh = other.open_map(page.url.removeprefix(f"{url}/"))
                become(lambda: _look(page), _look(fresh))
                words = fresh.locator(".st-key-kaart_legenda .nm-legenda").first.inner_text()
                expect(legend).to_have_text(words, use_inner_text=True)
        page.go_back()
        expect(picker).to_have_value("toereikendheid")


def test_a_click_opens_that_gemeente_also_after_a_change_of_layer(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        for naam, layer in (
            ("Zwolle", "Inwoners per km²"),
            ("Almere", "Zekerheid van de bron"),
            ("Bronckhorst", "Keten"),
        ):
            _open(page, naam)
            if layer != "Keten":
                choose(page, "Laag", layer)
        expect(page).to_have_url(re.compile("gemeente=Bronckhorst"))


def test_a_link_restores_the_view(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        choose(page, "Laag", "Actualiteit")
        choose(page, "Politieregio", "Limburg")
        day, below = page.get_by_role("textbox", name="Peildatum"), page.locator(".st-key-kaart_beeld")

        def type_day() -> None:
            day.fill("01-09-2019")
            day.press("Enter")

        insist(type_day, lambda wait: expect(below).to_contain_text("Peildatum 1 september 2019", timeout=wait))
        _open(page, "Venlo")
        link, conclusion, legend = page.url, page.locator(".nm-conclusie").inner_text(), ".nm-legenda"
        shown = page.locator(legend).first.inner_text()
    with watched(browser, url) as watch:
        page = watch.open_map(link.removeprefix(url).lstrip("/"))
        expect(page.locator(".nm-conclusie")).to_have_text(conclusion)
        expect(page.locator("h3#gemeente")).to_have_text("Venlo")
        expect(page.locator(legend).first).to_have_text(shown, use_inner_text=True)


def test_a_region_typed_in_the_question_box_is_the_area_and_is_answered(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("?laag=Inwoners")
        box, answer = page.get_by_role("combobox", name="Welke gemeente"), page.locator(".st-key-kaart_antwoord")

        def ask() -> None:
            offered(page, box, "politie-eenheid limburg").first.wait_for(timeout=WAIT_MS / TRIES)
            box.press("Enter")

        insist(ask, lambda wait: expect(answer).to_contain_text("Door Koraal (15 gemeenten)", timeout=wait))
        expect(page).to_have_url(re.compile("politieregio=Limburg"))
        expect(box).to_have_value("")
        expect(page.get_by_role("combobox", name="Politieregio", exact=True)).to_have_value("Limburg")


def test_a_former_gemeente_in_the_link_opens_its_successor(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("?gemeente=Weesp")
        expect(page.locator("h3#gemeente")).to_have_text("Amsterdam")
        expect(page.locator(".nm-melding").first).to_contain_text("24 maart 2022")


def test_switching_the_network_off_removes_its_lines(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("?netwerk=true")
        lines = page.locator("path.nm-lijn")
        expect(lines.first).to_be_attached()
        switch(page, "Netwerk tonen", on=False)
        expect(lines).to_have_count(0)


@pytest.mark.parametrize(
    "name", ["Kaart", "Mijn regio", "Witte vlekken", "Kwetsbaarheid", "Ontwikkeling", "Presentatie", "Over"]
)
def test_every_page_opens_from_the_navigation_and_fits_a_phone(browser: BrowserContext, url: str, name: str) -> None:
    with watched(browser, url, 390, 844) as watch:
        page = watch.open_map()
        go(page, name)
        title = "Over deze kaart" if name == "Over" else name
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator(".nm-tabel, [data-testid=stImage] img").first).to_be_attached()
        page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollWidth <= 390")
        for control in page.get_by_role("combobox").all():
            spot = box(control)
            assert spot["x"] >= 0
            assert spot["x"] + spot["width"] <= 390


def test_the_choice_of_region_and_day_goes_along_to_another_page(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("?politieregio=Rotterdam&peildatum=2020-01-01")
        for name in ("Mijn regio", "Over", "Witte vlekken", "Kaart"):
            go(page, name)
            if name != "Over":
                expect(page.locator(".nm-conclusie").first).to_contain_text(
                    "in de politieregio Rotterdam",
                )
        expect(page).to_have_url(re.compile("politieregio=Rotterdam"))
        expect(page).to_have_url(re.compile("peildatum=2020-01-01"))


def test_the_region_that_mijn_regio_opens_with_is_not_taken_along(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        go(page, "Mijn regio")
        expect(page.locator(".nm-conclusie").first).to_contain_text("in de politieregio Amsterdam")
        go(page, "Witte vlekken")
        expect(page.locator(".nm-conclusie").first).to_contain_text("van de 342 gemeenten")


def test_a_scenario_made_on_the_page_is_in_the_link_and_comes_along(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open("?peildatum=2026-07-01")
        go(page, "Kwetsbaarheid")
        _show(page, "Wat als", page.get_by_role("button", name="Voeg toe"))
        choose(page, "Organisatie", "Moviera")
        page.get_by_role("button", name="Voeg toe").click()
        conclusion = page.locator(".nm-conclusie")
        expect(conclusion).to_contain_text("In het scenario 'Mijn scenario'")
        expect(page.locator("[data-testid=stImage] img")).to_have_count(2)
        settle(page)
        said, link = conclusion.inner_text(), page.url
        go(page, "Kaart")
        go(page, "Kwetsbaarheid")
        part = page.get_by_text("Wat als", exact=True)
        insist(part.click, lambda wait: expect(conclusion).to_have_text(said, timeout=wait))
    with watched(browser, url) as watch:
        page = watch.open(link.removeprefix(url).lstrip("/"))
        expect(page.locator(".nm-conclusie")).to_have_text(said)
        expect(page.get_by_role("textbox", name="Peildatum")).to_have_value("2026-07-01")


def test_the_view_of_mijn_regio_is_taken_along_as_a_picture(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open("?politieregio=Limburg&peildatum=2020-01-01")
        go(page, "Mijn regio")
        expect(page.locator(".nm-conclusie").first).to_contain_text("politieregio Limburg")
        follow(page, page.get_by_role("link", name=re.compile("^.*Neem mee")), "Presentatie")
        expect(page.locator(".nm-conclusie")).to_contain_text("1 januari 2020 is in de politieregio Limburg")
        button = page.get_by_role("button", name="Download netmap-plaatje-zorgcoordinatie-limburg-2020-01-01.png")
        expect(button).to_be_enabled()
        file = download(page, button)
        with Image.open(file.path()) as picture:
            assert (picture.format, picture.size) == ("PNG", (1920, 1080))
        assert file.suggested_filename == "netmap-plaatje-zorgcoordinatie-limburg-2020-01-01.png"
        choose(page, "Maat", "Vierkant (1440 × 1440)")
        expect(page).to_have_url(re.compile("maat="))
        settle(page)
        shown, link = page.locator("[data-testid=stImage] img").get_attribute("alt"), page.url
    with watched(browser, url) as watch:
        page = watch.open(link.removeprefix(url).lstrip("/"))
        expect(page.locator("[data-testid=stImage] img")).to_have_attribute("alt", str(shown))
        expect(page.get_by_role("combobox", name=re.compile("Maat"))).to_have_value(re.compile("Vierkant"))


def test_who_leaves_while_a_file_is_made_finds_the_app_at_work(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open("")
        go(page, "Presentatie")
        button = page.get_by_role("button", name="Maak het bestand")
        _show(page, "Dia's", button)
        button.click()
        expect(page.locator("[data-testid=stProgress]")).to_be_visible()
        go(page, "Kaart")
        expect(gemeenten(page)).to_have_count(342)
        go(page, "Presentatie")
        _show(page, "Dia's", button)
        expect(button).to_be_enabled()


def test_the_keyboard_reaches_every_control_and_the_map(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    "() => { const e = document.activeElement; return e.matches('.nm-gemeente') ? 'kaart' : "
                    "e.getAttribute('aria-label') || e.closest('[data-testid=stWidgetLabel]')?.innerText || "
                    "e.innerText.trim() || e.tagName }"
                )
            )
        seen = "\n".join(str(one) for one in reached)
        for control in (
            "Kaart",
            "Witte vlekken",
            "Laag",
            "Politieregio",
            "Welke gemeente",
            "Peildatum",
            "Netwerk",
            "kaart",
        ):
            assert control in seen
        assert "Download deze tabel" in seen


def test_the_keyboard_chooses_a_gemeente_on_the_map(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        page.locator('path.nm-gemeente[tabindex="0"]').focus()
        page.keyboard.press("ArrowDown")
        focused = page.evaluate("document.activeElement.getAttribute('aria-label').split(',')[0]")
        page.keyboard.press("Enter")
        expect(page.locator("h3#gemeente")).to_have_text(focused)


def test_with_other_gemeenten_there_is_one_map_of_those_and_the_way_back(browser: BrowserContext, url: str) -> None:
    """Other borders are another script; its map takes the place of the one before."""
    gone = find_meant(load_tables(DATA_DIR).aangekondigd, date(2035, 1, 1))
    with watched(browser, url) as watch:
        page = watch.open_map("kaart?peildatum=1-1-2035&politieregio=Oost-Nederland")
        before = gemeenten(page).count()
        switch(page, "Aangekondigde indeling", on=True)
        expect(page).to_have_url(re.compile("indeling="))
        expect(gemeenten(page)).to_have_count(before - len(gone))
        expect(page.locator(".leaflet-container")).to_have_count(1)
        switch(page, "Aangekondigde indeling", on=False)
        expect(page).not_to_have_url(re.compile("indeling="))
        expect(gemeenten(page)).to_have_count(before)
        expect(page.locator(".leaflet-container")).to_have_count(1)
        page.get_by_role("button", name="Alles tonen").click()
        choose(page, "Politieregio", "Limburg")
        expect(gemeenten(page).and_(page.locator('[aria-label^="Ede,"]'))).to_have_attribute(
            "aria-label",
            re.compile("Buiten het gekozen gebied"),
        )


def test_a_walk_through_the_years_ends_with_its_page(chromium: Browser, url: str) -> None:
    reader = chromium.new_context(locale="nl-NL")
    with watched(reader, url) as watch:
        page = watch.open_map("kwetsbaarheid?onderdeel=Vooruitblik&jaren=true&laag=Actualiteit")
        page.get_by_role("button", name="Speel de jaren af").click()
        expect(page.locator(".nm-laag output")).to_have_text(YEAR)
        go(page, "Kaart")
        picker = page.locator(".nm-laag select")
        expect(picker).to_have_value("actualiteit")
        page.wait_for_timeout(2500)  # more than a day of the walk
        expect(picker).to_have_value("actualiteit")
        expect(page).to_have_url(re.compile("laag=Actualiteit"))


def test_the_years_go_by_when_somebody_asks_and_the_page_follows_where_they_stop(chromium: Browser, url: str) -> None:
    reader = chromium.new_context(locale="nl-NL")
    with watched(reader, url) as watch:
        page = watch.open_map("kwetsbaarheid?onderdeel=Vooruitblik&jaren=true")
        day, words = page.locator(".nm-laag output"), page.locator(".st-key-jaren_legenda")
        page.get_by_role("button", name="Speel de jaren af").click()
        expect(day).to_have_text(YEAR)
        page.get_by_role("button", name="Stop").click()
        expect(page).to_have_url(re.compile(r"dag=1\+januari\+20\d\d"))
        settle(page)
        stopped = day.inner_text()
        expect(words).to_contain_text(f"Op {stopped} ")
        expect(page).to_have_url(re.compile(re.escape(stopped.replace(" ", "+"))))
        with watched(reader, url) as other:
            fresh = other.open_map(page.url.removeprefix(f"{url}/"))
            become(lambda: _look(page), _look(fresh))
    calm = chromium.new_context(locale="nl-NL", reduced_motion="reduce")
    with watched(calm, url) as watch:
        page = watch.open_map("kwetsbaarheid?onderdeel=Vooruitblik&jaren=true")
        expect(page.get_by_role("slider", name="Dag op de kaart")).to_be_visible()
        expect(page.get_by_role("button", name="Speel de jaren af")).to_have_count(0)


def test_hostile_text_is_shown_literally_and_never_run(
    browser: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_country(
        tmp_path_factory.mktemp("boos") / "land",
        [
            {"id": f"h{i} {text}", "organisatie": f"Org {text} {i}", "gebied": "Aadorp", "bron": text,
             "opmerking": text, "email": f"info{text}@x", "telefoon": text}
            for i, text in enumerate(HARMLESS)
        ]
        + [{"id": "t", "rol": "bestuurlijk_trekker", "naam": "".join(HARMLESS), "organisatie": "T",
            "gebied": "landelijk"}],
    )  # fmt: skip
    register = folder / "gemeenten.csv"
    text = register.read_text(encoding="utf-8")
    hostile = "".join(part for part in HARMLESS if "\n" not in part and "\u2028" not in part).replace('"', '""')
    register.write_text(text.replace("GM0002,Beekstad", f'GM0002,"{hostile}"'), encoding="utf-8")
    with running_app(folder) as address, watched(browser, address) as watch:
        watch.page.add_init_script("window.__x = () => { throw new Error('script ran') }")
        page = watch.open_map("?gemeente=Aadorp")
        expect(page.locator("h3#gemeente")).to_have_text("Aadorp")
        for payload in ("{{7*191}}", '"><img src=x onerror=__x(1)>'):
            expect(page.locator("[data-testid=stMain]")).to_contain_text(payload, use_inner_text=True)
        assert "1337" not in page.content()
        labels = page.eval_on_selector_all("path.nm-gemeente", "es => es.map(e => e.getAttribute('aria-label'))")
        assert any("{{7*191}}" in label for label in labels)
        for shape in gemeenten(page).all():
            shape.hover(force=True)
        assert "1337" not in page.content()
        for name in ("Mijn regio", "Witte vlekken", "Over"):
            go(page, name)
            assert "1337" not in page.content()


def test_over_names_every_source_with_its_date(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        go(page, "Over")
        table = page.locator(".nm-tabel table").first
        for card in load_sources(DATA_DIR):
            expect(table).to_contain_text(card.titel)
            expect(table).to_contain_text(dutch_date(card.peildatum))


def test_arrow_keys_walk_from_region_to_region_and_back_undoes_a_step(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open("presenteren?gebied=Politieregio+Limburg&peildatum=2020-01-01")
        shown = page.locator("h1")
        expect(page.get_by_label("Sneltoets →")).to_be_attached()
        page.keyboard.press("ArrowRight")
        expect(shown).to_have_text("Politieregio Midden-Nederland")
        settle(page)
        page.keyboard.press("ArrowLeft")
        expect(shown).to_have_text("Politieregio Limburg")
        expect(page).to_have_url(re.compile(r"gebied=Politieregio\+Limburg&peildatum=2020-01-01"))
        settle(page)
        page.go_back()
        expect(shown).to_have_text("Politieregio Midden-Nederland")
        expect(page.locator("[data-testid=stImage] img")).to_have_attribute(
            "alt",
            re.compile(r"^Kaart van de politieregio Midden-Nederland op 1 januari 2020\."),
        )


@pytest.mark.parametrize(("address", "said"), [("gebied=Atlantis", "Atlantis"), ("peildatum=2026-13-01", "2026-13-01")])
def test_an_address_that_means_nothing_is_refused_in_words(
    browser: BrowserContext, url: str, address: str, said: str
) -> None:
    with watched(browser, url) as watch:
        watch.page.goto(f"{url}/presenteren?{address}")
        expect(watch.page.get_by_role("status").filter(has_text=said)).to_be_visible()
        expect(watch.page.locator("h1")).to_have_text("Heel Nederland")


def test_the_address_keeps_the_choices_from_page_to_page_and_at_a_reload(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open("?politieregio=Limburg&peildatum=2020-01-01")
        for name, area in (
            ("Mijn regio", "politieregio=Limburg"),
            ("Presentatie", r"gebied=Politieregio\+Limburg"),
            ("Over", "politieregio=Limburg"),
            ("Kwetsbaarheid", "politieregio=Limburg"),
            ("Witte vlekken", "politieregio=Limburg"),
            ("Mijn regio", "politieregio=Limburg"),
        ):
            go(page, name)
            expect(page).to_have_url(re.compile(area))
            expect(page).to_have_url(re.compile("peildatum=2020-01-01"))
        page.reload()
        expect(page.locator(".nm-conclusie").first).to_contain_text("politieregio Limburg")
        expect(page).to_have_title("Mijn regio: Limburg · netmap")


def test_back_undoes_one_choice_or_one_page(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map()
        before = page.evaluate("history.length")
        choose(page, "Politieregio", "Rotterdam")
        expect(page).to_have_url(re.compile("politieregio=Rotterdam"))
        settle(page)
        page.get_by_role("link", name="Witte vlekken", exact=True).click()  # once: each click is a step
        expect(page).to_have_url(re.compile("witte-vlekken.*politieregio=Rotterdam"))
        expect(page.locator("h1")).to_have_text("Witte vlekken")
        settle(page)
        assert page.evaluate("history.length") == before + 2
        page.go_back()
        expect(page.locator("h1")).to_have_text("Kaart")
        region = page.get_by_role("combobox", name=re.compile("Politieregio"))
        expect(region).to_have_value("Rotterdam")
        settle(page)
        page.go_back()
        expect(region).to_have_value("Heel Nederland")
        expect(page.locator(".nm-conclusie")).to_contain_text("van de 342 gemeenten")


def test_kaart_has_a_path_and_reads_a_region_in_any_spelling(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("kaart?politieregio=limburg&laag=INWONERS")
        expect(page.get_by_role("combobox", name=re.compile("Politieregio"))).to_have_value("Limburg")
        expect(page.get_by_role("combobox", name="Laag")).to_have_value("Inwoners per km²")
        expect(page.locator("h1")).to_have_count(1)


def test_what_an_address_says_in_vain_is_named(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("?politieregio=Atlantis&laag=weer")
        expect(page.get_by_text("Atlantis")).to_be_visible()
        expect(page.get_by_text("Het adres noemt 'weer'.")).to_be_visible()


def test_enter_takes_the_one_organisation_that_is_typed(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open("?peildatum=2026-11-26")
        go(page, "Kwetsbaarheid")
        picker = page.get_by_role("combobox", name=re.compile("Wat valt er weg"))

        def pick() -> None:
            offered(page, picker, "Moviera").first.wait_for(timeout=WAIT_MS / TRIES)
            picker.press("Enter")

        conclusion = page.locator(".nm-conclusie").first
        insist(pick, lambda wait: expect(conclusion).to_contain_text("Zonder Moviera", timeout=wait))
        expect(conclusion).to_contain_text("224")


def test_a_name_with_a_slip_is_offered_as_a_button(browser: BrowserContext, url: str) -> None:
    with watched(browser, url) as watch:
        page = watch.open_map("?gemeente=Hilvrsm")
        button = page.get_by_role("button", name="Hilversum", exact=True)
        name = page.locator("h3#gemeente")
        insist(button.click, lambda wait: expect(name).to_have_text("Hilversum", timeout=wait))
        expect(page).to_have_url(re.compile("gemeente=Hilversum"))
