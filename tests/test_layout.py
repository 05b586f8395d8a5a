"""What a reader sees of a page before doing anything: on a desk, on a phone, at 200 % and on paper."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from netmap.table import Column, Table
from netmap.write.html import Way, table_html
from tests.browser import MAP, become, box, follow, gemeenten, insist, settle, switch, watched
from tests.test_accessibility import PAGES, boxes, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL", reduced_motion="reduce")


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL", has_touch=True, is_mobile=True, reduced_motion="reduce")


# --- the first screen


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
def test_country_legend_and_conclusion_fit_the_first_screen(
    desk: BrowserContext, url: str, width: int, height: int
) -> None:
    with watched(desk, url, width, height) as watch:
        page = watch.open_map()
        for part in (".nm-product", ".nm-conclusie", ".leaflet-container", ".nm-legenda"):
            spot = box(page.locator(part).first)
            assert spot["x"] >= 0
            assert spot["y"] >= 0
            assert spot["x"] + spot["width"] <= width
            assert spot["y"] + spot["height"] <= height
        page.wait_for_function(f"() => {MAP}.getBounds().contains([[50.76, 3.37], [53.55, 7.21]])")
        page.wait_for_function(f"() => {MAP}.getContainer().clientHeight === {MAP}.getSize().y")


def test_the_conclusion_is_one_sentence_and_the_rest_is_below_the_map(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map()
        assert page.locator(".nm-conclusie").inner_text().count(". ") == 0
        expect(page.locator(".st-key-kaart_meer .nm-tegels")).to_be_visible()


def test_the_map_says_what_it_does_before_anything_of_it_is_there(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.page
        page.route("**/kaart-*.js", lambda _route: None)  # the map never comes
        page.goto(url, wait_until="commit")
        place = page.locator("[class*=st-key-beeld_]")
        expect(place).to_be_visible()
        said = "getComputedStyle(document.querySelector('[class*=st-key-beeld_]'), '::before').content"
        page.wait_for_function(f"() => {said} === '\"De kaart wordt getekend…\"'")
        spot = box(place)
        assert spot["height"] > 300
        expect(page.locator(".nm-conclusie")).to_contain_text("gemeenten")


# --- Mijn regio: one screen, and the rest behind headings

MY_REGION = "mijn-regio?politieregio=Zeeland-West-Brabant"


def test_facts_gaps_questions_map_and_legend_of_a_region_fit_the_first_screen(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map(MY_REGION)
        headings = page.locator(".st-key-regio_tekst h2")
        expect(headings).to_have_text(["Drie feiten", "Wat ontbreekt", "Twee vragen om te stellen"])
        for part in (".st-key-regio_tekst .nm-lijst >> nth=2", ".leaflet-container", ".nm-legenda"):
            spot = box(page.locator(part))
            assert spot["y"] + spot["height"] <= 900, part


def test_on_a_phone_the_map_of_a_region_has_its_legend_below_it(desk: BrowserContext, url: str) -> None:
    """The facts, gaps and questions stood between the two: who saw the colours did not see what they say."""
    with watched(desk, url, 390, 844) as watch:
        page = watch.open_map(MY_REGION)
        settle(page)
        parts = (".leaflet-container", ".nm-legenda", ".st-key-regio_tekst h2 >> nth=0")
        heights = [box(page.locator(part))["y"] for part in parts]
        assert heights == sorted(heights)


def test_the_rest_of_a_region_is_behind_headings_that_say_what_they_hold(desk: BrowserContext, url: str) -> None:
    """The page was 5,669 pixels long."""
    with watched(desk, url) as watch:
        page = visit(watch, MY_REGION)
        parts = page.locator("details.nm-deel")
        expect(parts).to_have_count(8)
        assert parts.locator("h2").all_inner_texts()[:2] == ["Wat blijft over", "Wat eerst moet gebeuren"]
        assert all(text.endswith(".") for text in parts.locator("summary p").all_inner_texts())
        height = "document.querySelector('[data-testid=stMain]').scrollHeight"
        page.wait_for_function(f"() => {height} < 1800")
        table = page.get_by_role("region", name="Wie nu iets doet")
        expect(table).to_be_hidden()
        page.get_by_role("heading", name="Wie is wie").click()
        expect(table).to_be_visible()


def test_the_gemeenten_of_a_chosen_region_have_their_names_on_the_map(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map("mijn-regio?politieregio=Amsterdam")
        names = page.locator(".nm-plaats span")
        expect(names.filter(visible=True)).to_have_count(6)
        own = ["Aalsmeer", "Amstelveen", "Amsterdam", "Diemen", "Ouder-Amstel", "Uithoorn"]
        assert sorted(names.all_inner_texts()) == own


def test_a_name_on_the_map_covers_no_other_name_and_lies_not_under_the_list(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map("mijn-regio?politieregio=Oost-Nederland&gemeente=Ede")
        expect(page.locator(".nm-naam")).to_have_text("Ede")
        names = page.locator(".nm-plaats span").filter(visible=True)
        expect(names.nth(24)).to_be_visible()

        def cover() -> list[tuple[str, str]]:
            found = boxes(page, ".nm-plaats span, .nm-naam span, .nm-laag")
            return [(one.text, other.text) for one, other in combinations(found, 2) if one.overlaps(other)]

        become(cover, [])


def test_a_click_in_the_map_of_a_region_tells_of_that_gemeente_and_there_is_a_way_back(
    desk: BrowserContext, url: str
) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map(MY_REGION)
        name = page.locator("h3#gemeente")
        gemeente = gemeenten(page).and_(page.locator('[aria-label^="Tholen,"]'))
        insist(gemeente.click, lambda wait: expect(name).to_have_text("Tholen", timeout=wait))
        expect(page).to_have_url(re.compile("gemeente=Tholen"))
        back = page.get_by_role("button", name="Terug naar de regio")
        facts = page.get_by_role("heading", name="Drie feiten")
        insist(back.click, lambda wait: expect(facts).to_be_visible(timeout=wait))
        expect(name).to_have_count(0)


# --- a chosen gemeente


def test_a_chosen_gemeente_is_named_and_the_map_goes_to_it(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map("?gemeente=Vaals")
        expect(page.locator(".nm-naam")).to_have_text("Vaals")
        page.wait_for_function(f"() => {MAP}.getZoom() > {MAP}.getMinZoom() + 1")
        page.wait_for_function(f"() => {MAP}.getBounds().contains([50.77, 6.0])")


def test_no_line_of_the_network_runs_over_the_chosen_gemeente(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map("?gemeente=Ede&netwerk=true")
        expect(page.locator(".nm-naam")).to_have_text("Ede")
        expect(page.locator("path.nm-lijn").first).to_be_attached()
        choice, lines = (
            page.evaluate(f"Number({MAP}.getPane('{pane}').style.zIndex)") for pane in ("keuze", "netlijn")
        )
        assert choice > lines
        area = page.locator('path.nm-gemeente[aria-label^="Ede,"]').get_attribute("fill")
        over = page.evaluate(
            "document.querySelector('.leaflet-keuze-pane path[fill]:not([fill=none])').getAttribute('fill')"
        )
        assert over == area


def test_the_network_shows_when_somebody_asks_for_it(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map()
        lines = page.locator("path.nm-lijn")
        expect(lines).to_have_count(0)
        switch(page, "Netwerk tonen", on=True)
        expect(lines.first).to_be_attached()
        expect(page).to_have_url(re.compile("netwerk=true"))


def test_on_a_phone_a_tap_brings_the_answer_into_sight(phone: BrowserContext, url: str) -> None:
    with watched(phone, url, 390, 844) as watch:
        page = watch.open_map()
        name = page.locator("h3#gemeente")
        gemeente = gemeenten(page).and_(page.locator('[aria-label^="Ede,"]'))
        insist(gemeente.tap, lambda wait: expect(name).to_have_text("Ede", timeout=wait))
        expect(name).to_be_in_viewport()
        settle(page)
        gap = """() => document.getElementById("gemeente").getBoundingClientRect().top
            - document.querySelector(".leaflet-container").getBoundingClientRect().bottom"""
        become(lambda: 0 <= page.evaluate(gap) < 120, True)


@pytest.mark.parametrize("path", ["", "witte-vlekken", "ontwikkeling"])
def test_a_day_that_is_none_leaves_the_row_as_it_is_and_says_so_below(
    desk: BrowserContext, url: str, path: str
) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, path)
        field, wrong = page.get_by_role("textbox", name="Peildatum"), page.get_by_role("alert")
        controls = [page.get_by_role("combobox", name="Politieregio", exact=True), field]

        def type_date(words: str) -> None:
            field.fill(words)
            field.press("Enter")

        insist(lambda: type_date("gisteren"), lambda wait: expect(wrong).to_contain_text("is geen datum", timeout=wait))
        settle(page)
        with_nonsense, said = [box(control) for control in controls], box(wrong)
        assert said["y"] > with_nonsense[1]["y"] + with_nonsense[1]["height"]
        assert said["height"] < 60  # one line
        insist(lambda: type_date(""), lambda wait: expect(wrong).to_have_count(0, timeout=wait))
        settle(page)
        become(lambda: [box(control) for control in controls], with_nonsense)


def test_a_month_is_chosen_with_the_keyboard(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "witte-vlekken?peildatum=1-6-2021")
        slider = page.get_by_role("slider", name="Peildatum: schuif naar een maand")
        page.get_by_role("button", name="Peildatum: kies een maand").click()
        slider.press("ArrowRight")
        expect(page.get_by_role("textbox", name="Peildatum")).to_have_value("1-7-2021")
        expect(page).to_have_url(re.compile("peildatum=1-7-2021"))


# --- reflow (WCAG 1.4.10): 320 CSS pixels is a screen of 1280 at 400 %, 720 one of 1440 at 200 %

WIDTHS = (320, 390, 720, 900, 1440)
CRAMPED = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim().length > 8))
    .filter((e) => e.checkVisibility() && !e.closest(".nm-verborgen, .nm-kaarten thead, style"))
    .filter((e) => {
        const { width, height } = e.getBoundingClientRect();
        const { fontSize, display } = getComputedStyle(e);
        const em = parseFloat(fontSize);
        return display !== "inline" && width > 1 && width < 4 * em && height > 2.5 * em;
    })
    .map((e) => e.outerHTML.slice(0, 120))"""
"""What is narrower than some eight signs and breaks its words over lines."""
CLIPPED = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
    .filter((e) => e.checkVisibility() && !e.closest(".nm-verborgen, .nm-kaarten thead, style, .stPopover"))
    .filter((e) => !e.closest(".leaflet-container"))
    .filter((e) => {
        for (let one = e; one.dataset.testid !== "stMain"; one = one.parentElement) {
            if (one.matches("[style*='clip']")) return false
            const { overflowX, display } = getComputedStyle(one)
            const hides = display !== "inline" && ["hidden", "clip"].includes(overflowX)
            if (hides && one.scrollWidth > one.clientWidth + 1) return true
        }
    })
    .map((e) => e.outerHTML.slice(0, 160))"""
"""What stands in a box that hides a part of it; what scrolls hides nothing, and a map hides what lies outside it."""


@pytest.mark.parametrize("path", PAGES)
def test_every_page_reads_without_scrolling_sideways_at_every_width(desk: BrowserContext, url: str, path: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_function("width => innerWidth === width", arg=width)
            whole = "[...document.querySelectorAll('html, [data-testid=stMain]')]"
            page.wait_for_function(f"() => {whole}.every(e => e.scrollWidth <= e.clientWidth)")
            for fault in (CRAMPED, CLIPPED):
                become(
                    lambda fault=fault, width=width: (width, page.evaluate(fault)), (width, [])
                )  # it may still be folding


@pytest.mark.parametrize(("path", "column"), [("witte-vlekken", "Wie kan dit weten"), ("ontwikkeling", "Waarom")])
def test_on_a_phone_a_row_of_many_columns_is_a_card_with_every_word_in_sight(
    desk: BrowserContext, url: str, path: str, column: str
) -> None:
    with watched(desk, url, 390, 844) as watch:
        page = visit(watch, path)
        reason = page.locator(f'.nm-kaarten td[data-kop="{column}"]').first
        assert reason.evaluate("e => getComputedStyle(e, '::before').content") == f'"{column}"'
        for part in (reason, page.locator(".nm-kaarten tbody th").first):
            spot = box(part)
            assert spot["x"] >= 0
            assert spot["x"] + spot["width"] <= 390
        assert reason.evaluate("e => parseFloat(getComputedStyle(e).paddingLeft)") > 100
        table = page.locator(".nm-kaarten").first
        assert table.evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_on_a_phone_what_names_a_row_stands_above_the_card(desk: BrowserContext) -> None:
    """At *Inlezen* the sheet and row of a file stood above the name of what they say."""
    named = [Column(key, key.title()) for key in ("blad", "rij", "regel", "wat", "kolom", "nu", "straks")]
    row = ("Functies", 2, "zc-oost", "gewijzigd", "fte", "1", "2")
    table = Table("regels", "Wat er verandert", tuple(named), (row,), "Regels", header="regel")
    page = desk.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    sheet = (files("netmap.write") / "templates" / "blocks.css").read_text(encoding="utf-8")
    page.set_content(f"<style>{sheet}</style>{table_html(table)}")
    name = page.locator(".nm-kaarten tbody th")
    expect(name).to_have_text("zc-oost")
    assert [cell.inner_text() for cell in page.locator("td").all() if box(cell)["y"] <= box(name)["y"]] == []
    page.close()


SCROLLS = "([frame, expected]) => (frame.scrollHeight > frame.clientHeight + 1) === expected"


@pytest.mark.parametrize("path", ["kaart", "witte-vlekken?gebied=Nederland"])
def test_on_a_phone_only_a_table_of_very_many_rows_scrolls_in_a_frame_and_says_so(
    desk: BrowserContext, url: str, path: str
) -> None:
    with watched(desk, url, 390, 844) as watch:
        page = visit(watch, path)
        expect(page.locator(".nm-tabel tbody tr").nth(40)).to_be_attached()
        page.wait_for_function("() => [...document.querySelectorAll('.nm-tabel')].every(e => e.dataset.rijen)")
        for frame in page.locator(".nm-tabel:visible").all():
            rows = int(frame.get_attribute("data-rijen") or 0)
            frame.scroll_into_view_if_needed()  # a long table is drawn when the reader comes near it
            page.wait_for_function(SCROLLS, arg=[frame.element_handle(), rows > 45])
            assert frame.evaluate("e => e.scrollWidth <= e.clientWidth")
            told = frame.locator("xpath=following-sibling::*[1][self::p]")
            if rows > 45:
                expect(told).to_contain_text(f"{rows} rijen: schuif binnen het kader")
                assert frame.evaluate("e => e.scrollHeight") < rows * 80


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("path", "gap"), [("kaart?netwerk=true", 260), ("kwetsbaarheid", 340)])
def test_the_key_of_the_network_is_beside_the_map_or_straight_below_it(
    desk: BrowserContext, url: str, path: str, gap: int, width: int
) -> None:
    with watched(desk, url, width, 900) as watch:
        page = watch.open_map(path)
        beeld, key = (box(page.locator(part).first) for part in ("[class*=st-key-beeld_]", ".nm-netwerk"))
        if width == 1440:
            assert key["x"] > beeld["x"] + beeld["width"]
            assert key["y"] + key["height"] < beeld["y"] + beeld["height"]
        else:
            assert 0 < key["y"] - (beeld["y"] + beeld["height"]) < gap


def test_on_a_phone_a_class_has_its_own_line_and_a_list_the_whole_width(desk: BrowserContext, url: str) -> None:
    with watched(desk, url, 390, 844) as watch:
        page = visit(watch, "kaart?peildatum=1-1-2021&politieregio=Zeeland-West-Brabant")
        tops = page.locator(".st-key-kaart_legenda li").evaluate_all("all => all.map(e => e.getBoundingClientRect().y)")
        assert tops
        assert tops == sorted(set(tops))
        for name in ("Laag", "Politieregio"):
            spot = box(page.locator(".st-key-kaart_keuzes .stSelectbox").filter(has_text=name))
            assert spot["width"] == 358


def test_the_bar_is_one_line_on_a_screen_at_200_percent(desk: BrowserContext, url: str) -> None:
    with watched(desk, url, 720, 450) as watch:
        page = visit(watch, "kaart")
        links = page.locator(".st-key-navigatie a")
        expect(links).to_have_count(7)
        become(lambda: len(set(links.evaluate_all("all => all.map(e => e.getBoundingClientRect().y)"))), 1)


@pytest.mark.parametrize(("width", "height", "shown"), [(1440, 900, "toetsen"), (390, 844, "telefoon")])
def test_presenting_says_what_helps_on_this_screen_and_nothing_covers_close(
    desk: BrowserContext, url: str, width: int, height: int, shown: str
) -> None:
    with watched(desk, url, width, height) as watch:
        page = visit(watch, "presenteren?gebied=Politieregio+Limburg")
        page.locator("[data-testid=stImage] img").hover()
        expect(page.get_by_role("button", name="Volledig scherm")).to_have_count(0)
        for key in ("toetsen", "telefoon"):
            expect(page.locator(f".st-key-presenteren_{key}")).to_be_visible(visible=key == shown)
        follow(page, page.get_by_role("link", name="Sluiten"), "Presentatie")


@pytest.mark.parametrize(("width", "shown", "away"), [(1440, "breed", "smal"), (390, "smal", "breed")])
def test_the_chart_is_drawn_for_the_width_of_the_screen(
    desk: BrowserContext, url: str, width: int, shown: str, away: str
) -> None:
    with watched(desk, url, width, 900) as watch:
        page = visit(watch, "kwetsbaarheid?onderdeel=Vooruitblik")
        expect(page.locator(f".st-key-grafiek_{away} img")).to_be_hidden()
        spot = box(page.locator(f".st-key-grafiek_{shown} img"))
        assert spot["width"] > width - 2 * 90
        assert (spot["height"] > spot["width"]) == (shown == "smal")


def test_on_a_phone_the_preview_fills_the_screen(desk: BrowserContext, url: str) -> None:
    with watched(desk, url, 390, 844) as watch:
        page = visit(watch, "presentatie")
        spot = box(page.locator("[data-testid=stImage] img"))
        assert (spot["x"], spot["width"]) == (0, 390)


DRAWN = ".nm-tabel, [data-testid=stHtml] { content-visibility: visible !important }"
"""A long table is drawn only when the reader comes near it."""


@pytest.mark.parametrize("path", PAGES)
def test_no_table_of_words_is_cut_on_a_desk(desk: BrowserContext, url: str, path: str) -> None:
    with watched(desk, url, 1280, 720) as watch:
        page = visit(watch, path)
        page.add_style_tag(content=DRAWN)
        cut = """() => [...document.querySelectorAll(".nm-tabel:not(.nm-matrix)")]
                .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth)
                .map((e) => [e.ariaLabel, e.scrollWidth, e.clientWidth])"""
        become(lambda: page.evaluate(cut), [])


# --- sort and search


def test_a_reader_sorts_a_table_by_a_column_and_searches_in_it(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "witte-vlekken?volgorde=Naam")
        table = page.get_by_role("region", name="Werklijst")
        numbers = table.locator('td[data-kop="Inwoners"]')
        head = table.get_by_role("columnheader", name="Inwoners")
        for way, turned in (("ascending", False), ("descending", True)):
            head.get_by_role("button").click()
            expect(head).to_have_attribute("aria-sort", way)
            shown = [int(text.replace(".", "")) for text in numbers.all_inner_texts()]
            assert len(shown) > 12
            assert shown == sorted(shown, reverse=turned)
        names = table.locator("tbody th")
        page.get_by_role("searchbox", name="Zoek in deze tabel").fill("hilversum")
        expect(names.filter(visible=True)).to_have_text(["Hilversum"])
        expect(page.locator(".nm-zoek output")).to_have_text(f"1 van {len(shown)} rijen")


def test_the_column_that_leads_to_the_form_is_not_to_be_sorted(desk: BrowserContext) -> None:
    rows = [(name,) for name in ("Aadorp", "Beekstad", "Ceeburg", "Deiland")]
    told = [(("contacts.csv", name),) for (name,) in rows]
    table = Table("t", "T", (Column("wie", "Wie"),), tuple(rows), statements=tuple(told))
    page = desk.new_page()
    page.set_content(f'<div class="stHtml">{table_html(table, ways=lambda place: Way("#", place[1]))}</div>')
    page.add_script_tag(content=(files("netmap.ui") / "tabel.js").read_text("utf-8"))
    page.evaluate("document.body.append('drawn')")  # the script looks when something is drawn
    expect(page.get_by_role("columnheader", name="Klopt dit niet?")).to_be_visible()
    expect(page.locator("thead").get_by_role("button")).to_have_text(["Wie"])
    page.close()
