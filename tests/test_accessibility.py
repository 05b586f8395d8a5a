"""Everybody can use the pages: rules of WCAG by axe-core, a phone, Dutch only, and a map that stays readable."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from netmap.scenario.changes import build_scenario
from netmap.scenario.share import encode_scenario
from tests.browser import become, insist, settle, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from tests.browser import Watch

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
SCENARIO = encode_scenario(
    build_scenario({"naam": "Proef", "wijziging": [{"soort": "stop", "organisatie": "Moviera", "per": "2026-01-01"}]})
)
NETWORK = "?netwerk=true"
PAGES = [
    "",
    NETWORK,
    "?gemeente=Zwolle&politieregio=Oost-Nederland",
    "mijn-regio",
    "witte-vlekken",
    "kwetsbaarheid?weg=Moviera&gemeente=Ede",
    "kwetsbaarheid?onderdeel=Vooruitblik",
    "kwetsbaarheid?onderdeel=Wat+als",
    f"kwetsbaarheid?onderdeel=Wat+als&scenario={SCENARIO}",
    "kwetsbaarheid?onderdeel=Waar+erbij&erbij=2",
    "ontwikkeling",
    "presentatie",
    "over",
    "handleiding",
]


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL")


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL", has_touch=True, is_mobile=True)


def visit(watch: Watch, path: str) -> Page:
    """Open a page by its address and wait for its tables."""
    page = watch.open(path)
    expect(page.locator(".nm-tabel, .nm-schuif, [data-testid=stImage] img, [data-testid=stForm]").last).to_be_attached()
    return page


def with_network(page: Page) -> Page:
    """A page once the network is on its map and named."""
    expect(page.locator("path.nm-lijn").first).to_be_attached()
    named = page.locator(".nm-dot span").filter(visible=True)
    expect(named.first).to_be_visible()
    return page


# --- WCAG


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_any_page_nor_in_its_map(desk: BrowserContext, url: str, path: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, path)
        page.evaluate(Axe().axe_script)

        def find() -> list[tuple[str, list[str]]]:
            found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
            return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]

        for width, height in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function("width => innerWidth === width", arg=width)
            become(find, [])  # the map may still be taking its new size


def test_the_link_to_the_content_skips_the_menu(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "")
        link, title = page.get_by_test_id("stSkipToContent"), page.locator("h1")
        field = page.get_by_role("combobox", name="Welke gemeente")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        insist(lambda: link.press("Enter"), lambda wait: expect(title).to_be_focused(timeout=wait))
        title.press("Tab")
        expect(field).to_be_focused()


@pytest.fixture(scope="module")
def contrast(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL", forced_colors="active", color_scheme="light")


PAINTED = """(element) => {
    const { backgroundColor, outlineStyle } = getComputedStyle(element)
    return [backgroundColor, outlineStyle]
}"""


def test_in_high_contrast_a_switch_and_a_choice_show_whether_they_are_on(contrast: BrowserContext, url: str) -> None:
    seen = {}
    for on in ("true", "false"):
        with watched(contrast, url) as watch:
            page = visit(watch, f"presentatie?netwerk={on}")
            seen[on] = page.locator(".stCheckbox label > span + div").first.evaluate(PAINTED)
            round_ = ".stRadio label{} > div > div:first-child"
            chosen = page.locator(round_.format("[data-selected]")).evaluate(PAINTED)
            other = page.locator(round_.format(":not([data-selected])")).first.evaluate(PAINTED)
            assert chosen[0] != other[0]
            expect(page.locator(".nm-melding").first).to_have_css("border-top-style", "solid")
    assert [outline for _, outline in seen.values()] == ["solid", "solid"]
    assert seen["true"][0] != seen["false"][0]


def test_who_prefers_dark_gets_the_light_page_whole(chromium: Browser, url: str) -> None:
    dark = chromium.new_context(locale="nl-NL", color_scheme="dark")
    with watched(dark, url) as watch:
        page = watch.open_map()
        expect(page.locator("html")).to_have_css("color-scheme", "light")
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(page.get_by_role("textbox", name="Peildatum")).to_have_css("color", "rgb(16, 16, 16)")
        assert page.evaluate("getComputedStyle(document.body).colorScheme") in {"normal", "light"}


# --- Dutch


def test_what_streamlit_itself_says_is_dutch(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map("?gemeente=Zwolle")
        expect(page.get_by_test_id("stSkipToContent")).to_have_text("Naar de inhoud")
        gemeente = page.get_by_role("combobox", name="Welke gemeente")
        gemeente.fill("Weesp")
        expect(page.get_by_role("option")).to_have_text(["Zoek: Weesp"])
        gemeente.press("Escape")
        layer = page.get_by_role("combobox", name="Laag")
        layer.fill("xyz")
        expect(page.get_by_role("listbox")).to_have_text("Niets gevonden")
        layer.press("Escape")
        for name in ("Leegmaken", "Lijst openen", "Uitleg bij Peildatum"):
            expect(page.locator(f"[aria-label='{name}']").first).to_be_attached()


def test_a_word_of_streamlit_in_the_data_is_left_alone(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "over")
        said = page.evaluate(
            """() => {
                const add = (parent) => parent.appendChild(document.createElement("p")).append("No results");
                add(document.querySelector(".stHtml"));
                add(document.querySelector("[data-testid=stMain]"));
                return new Promise((done) => setTimeout(() => done(
                    [...document.querySelectorAll("p:last-child")].map((p) => p.textContent)), 100));
            }"""
        )
        assert {"No results", "Niets gevonden"} <= set(said)


def test_what_streamlit_says_in_forms_and_at_pictures_is_dutch(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "kwetsbaarheid?onderdeel=Wat+als")
        page.get_by_role("textbox", name="Naam van het scenario").fill("Proef")
        expect(page.get_by_text("Enter: toevoegen")).to_be_visible()
        page.get_by_text("Als tekst lezen of plakken").click()
        page.get_by_role("textbox", name="Scenario (TOML)").fill("x")
        expect(page.get_by_text("Ctrl+Enter: toepassen")).to_be_visible()
        more = page.get_by_role("button", name="Verhogen").first
        picture = page.locator("[data-testid=stImage] img").filter(visible=True)
        for name, part in (("Waar erbij", more), ("Vooruitblik", picture)):
            choice = page.get_by_text(name, exact=True)
            insist(choice.click, lambda wait, part=part: expect(part).to_be_visible(timeout=wait))  # type: ignore[misc]
        settle(page)
        whole = page.get_by_role("button", name="Volledig scherm")
        insist(picture.hover, lambda wait: expect(whole).to_be_visible(timeout=wait))
        page.get_by_role("textbox", name="Peildatum").fill("1")
        expect(page.get_by_test_id("InputInstructions")).to_have_text("Enter: toepassen")


def test_what_streamlit_says_of_a_key_is_dutch(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "presenteren?gebied=Politieregio+Limburg")
        expect(page.get_by_label("Sneltoets →")).to_be_attached()
        expect(page.get_by_label("Shortcut")).to_have_count(0)


def test_a_button_that_makes_a_file_says_that_it_is_busy(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = visit(watch, "presentatie")
        button = page.locator(".stDownloadButton button").first
        said = "e => { e.disabled = true; return getComputedStyle(e.querySelector('p'), '::after').content }"
        assert button.evaluate(said) == '": bezig…"'


# --- a phone


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_nothing_sticks_out_and_tables_scroll_by_themselves(
    phone: BrowserContext, url: str, path: str
) -> None:
    with watched(phone, url, 390, 844) as watch:
        page = visit(watch, path)
        outside = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
                .filter((e) => !e.closest(".nm-tabel table, .nm-schuif table, pre, .nm-keten-beeld img, .nm-verborgen"))
                .filter((e) => !e.parentElement.closest(".leaflet-container"))
                .filter((e) => e.getBoundingClientRect().right > 391)
                .map((e) => e.outerHTML.slice(0, 80))"""
        become(lambda: page.evaluate(outside), [])
        for region in page.locator(".nm-tabel, .nm-schuif, .nm-keten-beeld").all():
            expect(region).to_have_attribute("tabindex", "0")
            expect(region).to_have_css("overflow-x", "auto")


def test_one_finger_scrolls_the_page_until_the_reader_zooms_in(phone: BrowserContext, url: str) -> None:
    with watched(phone, url, 390, 844) as watch:
        page = watch.open_map("?politieregio=Limburg&netwerk=true")
        with_network(page)
        touch = "getComputedStyle(document.querySelector('.leaflet-container')).touchAction"
        page.wait_for_function(f"() => {touch} === 'pan-x pan-y'")
        page.get_by_role("button", name="Inzoomen").tap()
        page.wait_for_function(f"() => {touch} === 'none'")
        page.get_by_role("button", name="Alles tonen").tap()
        page.wait_for_function(f"() => {touch} === 'pan-x pan-y'")


def test_a_tooltip_at_the_edge_of_a_narrow_map_is_whole(desk: BrowserContext, url: str) -> None:
    with watched(desk, url, 390, 844) as watch:
        page = watch.open_map(NETWORK)
        with_network(page)
        for naam in ("Sluis", "Westerwolde", "Schiermonnikoog", "Eijsden-Margraten"):
            gemeente = page.locator(f'path.nm-gemeente[aria-label^="{naam},"]')
            insist(
                lambda gemeente=gemeente: gemeente.hover(force=True),  # type: ignore[misc]
                lambda wait, naam=naam: expect(page.locator(".nm-tip")).to_contain_text(naam, timeout=wait),  # type: ignore[misc]
            )
            tip = box(page, ".nm-tip")
            assert tip.left >= 0
            assert tip.top >= 0
            assert tip.right <= page.evaluate("innerWidth")
            assert tip.bottom <= page.evaluate("innerHeight")


# --- a readable network


class Box(NamedTuple):
    """A piece of text and where it stands on the screen."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def boxes(page: Page, selector: str) -> list[Box]:
    """Everything visible that fits the selector."""
    found = page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
            .filter((e) => getComputedStyle(e).visibility === "visible")
            .map((e) => [e.textContent, e.getBoundingClientRect()])
            .map(([text, r]) => [text, r.left, r.top, r.right, r.bottom])""",
        selector,
    )
    return [Box(*one) for one in found]


def box(page: Page, selector: str) -> Box:
    (one,) = boxes(page, selector)
    return one


def test_names_on_the_map_of_the_country_cover_no_dot_and_no_other_name(desk: BrowserContext, url: str) -> None:
    """Midden-Nederland and Zeeland-West-Brabant once lay over the dots of organisations."""
    with watched(desk, url) as watch:
        page = with_network(watch.open_map(NETWORK))
        names = boxes(page, ".nm-dot span")
        assert len(boxes(page, ":is(.nm-landelijk, .nm-politieregio) span")) == 12
        assert len(boxes(page, ".nm-organisatie span")) == 13  # of the fourteen largest, those with room
        for one, other in itertools.combinations(names, 2):
            assert not one.overlaps(other), (one, other)
        dots = boxes(page, ".nm-dot svg path")
        covered = [name.text for name in names for dot in dots if name.overlaps(dot)]
        assert covered == []


def test_names_stay_where_they_are_when_the_page_is_drawn_again(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        first = boxes(with_network(watch.open_map(NETWORK)), ".nm-dot span")
    with watched(desk, url) as watch:
        assert boxes(with_network(watch.open_map(NETWORK)), ".nm-dot span") == first


def test_names_are_placed_by_their_font_also_when_it_comes_late(desk: BrowserContext, url: str) -> None:
    """One name less had room: what was measured in another font was never measured again."""
    with watched(desk, url) as watch:
        usual = boxes(with_network(watch.open_map(NETWORK)), ".nm-dot span")
    late: list[Route] = []
    with watched(desk.browser.new_context(locale="nl-NL"), url) as watch:
        watch.page.route("**/SourceSansVF-Upright*.woff2", lambda route: late.append(route))
        watch.page.goto(f"{url}/{NETWORK}", wait_until="commit")
        with_network(watch.page)
        assert boxes(watch.page, ".nm-dot span") != usual
        late[0].continue_()
        settle(watch.page)
        become(lambda: boxes(watch.page, ".nm-dot span"), usual)


def test_the_dot_at_the_mouse_gives_its_lines_full_strength(desk: BrowserContext, url: str) -> None:
    with watched(desk, url) as watch:
        page = watch.open_map(NETWORK)
        with_network(page)
        strokes = "[...document.querySelectorAll('path.nm-lijn')].map(e => Number(e.getAttribute('stroke-width')))"
        calm = page.evaluate(strokes)
        assert min(calm) <= 1
        page.locator(".nm-landelijk svg").first.hover(force=True)
        page.wait_for_function(f"() => {strokes}.length > {len(calm)}")
        become(lambda: max(page.evaluate(strokes)) > max(calm), True)
        page.mouse.move(5, 5)
        page.wait_for_function(f"() => {strokes}.length === {len(calm)}")
        assert page.evaluate(strokes) == calm
