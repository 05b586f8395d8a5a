"""Every page on paper: all rows of all tables, nothing over anything, nothing cut, no heading alone."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import become, box, watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

PAPER = 703
"""CSS pixels between the margins of A4: 186 mm."""
REGION = "politieregio=Zeeland-West-Brabant"
PAGES = (
    f"?{REGION}&gemeente=Tholen",
    f"mijn-regio?{REGION}",
    "witte-vlekken",
    "kwetsbaarheid",
    "kwetsbaarheid?onderdeel=Vooruitblik",
    "ontwikkeling",
    "presentatie",
    "over",
    "handleiding",
)
OVERLAPS = """() => {
    const shown = [...document.querySelectorAll("[data-testid=stMain] .stElementContainer")]
        .filter((one) => !one.querySelector(".stElementContainer"))
        .map((one) => [one.getBoundingClientRect(), one.innerText.slice(0, 40)])
        .filter(([box]) => box.width > 2 && box.height > 2);
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return shown.flatMap(([a, name], i) =>
        shown.slice(i + 1).filter(([b]) => over(a, b)).map(([, other]) => [name, other]));
}"""
"""Pairs of elements that lie over each other."""
CUT = """(width) => [...document.querySelectorAll(".nm-tabel table, .nm-schuif table, .leaflet-container, img")]
    .filter((one) => one.getBoundingClientRect().right > width + 1).map((one) => one.outerHTML.slice(0, 90))"""
"""What reaches over the right edge of the paper."""
NARROW = """() => [...document.querySelectorAll(".nm-tabel td:has(a)")]
    .filter((one) => 0 < one.offsetWidth && one.offsetWidth < 95).map((one) => one.outerHTML.slice(0, 90))"""
"""Addresses of sources that are broken off every few letters: at *Ontwikkeling* their column was 7 mm."""
HEADS = """() => [...document.querySelectorAll("h2, h3, h4, caption")]
    .filter((head) => !head.nextElementSibling?.querySelector("img")).map((head) => head.textContent)"""
"""What must not be the last words of a sheet; below some stands a picture, which has no words."""
HEAD_LINES = 4
"""Lines that a heading may take on paper."""


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> BrowserContext:
    return chromium.new_context(locale="nl-NL")


def _squeeze(text: str) -> str:
    """Leave out what a line break may change."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def _print(page: Page, path: Path) -> str:
    page.pdf(path=path, format="A4", print_background=True)
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("path", PAGES)
def test_every_row_is_on_paper_and_nothing_lies_over_anything(
    browser: BrowserContext, url: str, path: str, tmp_path: Path
) -> None:
    with watched(browser, url) as watch:
        page = watch.open(path)
        expect(page.locator(".nm-tabel, .nm-schuif, [data-testid=stImage] img, .nm-conclusie").first).to_be_attached()
        if path == "witte-vlekken":
            expect(page.locator(".nm-tabel tbody tr")).to_have_count(
                8 + 41,
            )  # what to confirm first, and the gaps
        rows = page.eval_on_selector_all(".nm-tabel tbody tr", "rows => rows.map(row => row.cells[0].textContent)")
        sheets = _print(page, tmp_path / "pagina.pdf").split("\f")
        words = [sheet.strip().splitlines() for sheet in sheets]
        ends = {_squeeze("".join(lines[-some:])) for lines in words for some in range(1, HEAD_LINES + 1)}
        heads = page.evaluate(HEADS)
        assert ends & set(map(_squeeze, heads)) == set()
        legends = page.eval_on_selector_all(".nm-legenda", "all => all.map(one => one.innerText)")
        assert [one for one in legends if not any(_squeeze(one) in _squeeze(sheet) for sheet in sheets)] == []
        paper = _squeeze("".join(sheets))
        assert [row for row in rows if _squeeze(row) not in paper] == []
        assert [
            word for word in ("calendar_month", "Dekaartwordtgetekend", "waaromzedezekleurheeft") if word in paper
        ] == []
        page.emulate_media(media="print")
        page.set_viewport_size({"width": PAPER, "height": 1000})
        become(lambda: page.evaluate(OVERLAPS), [])  # a frame may still be taking its new size
        become(lambda: page.evaluate(CUT, PAPER), [])
        become(lambda: page.evaluate(NARROW), [])


def test_the_whole_country_is_on_paper(browser: BrowserContext, url: str, tmp_path: Path) -> None:
    """The map of a wide screen kept its size on paper: everything south of Utrecht was cut off."""
    measure = """() => addEventListener("beforeprint", () => {
        const map = document.querySelector(".leaflet-container").getBoundingClientRect();
        const land = [...document.querySelectorAll("path.nm-gemeente")].map((one) => one.getBoundingClientRect());
        window.paper = [Math.round(map.width), land.filter((one) =>
            one.left >= map.left && one.right <= map.right && one.top >= map.top && one.bottom <= map.bottom).length];
    })"""
    with watched(browser, url) as watch:
        page = watch.open_map()
        before = box(page.locator(".leaflet-container"))
        page.evaluate(measure)
        _print(page, tmp_path / "kaart.pdf")
        assert page.evaluate("() => window.paper") == [PAPER, 342]
        become(lambda: box(page.locator(".leaflet-container")), before)
