"""The manual within the app: the same words as the file, with its pictures, and nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from netmap.ui.pages.handleiding import MANUAL
from netmap.write.manual import manual_html
from tests.browser import become, follow, go, insist, watched
from tests.report_reader import Page as Html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def made(folder: Path, text: str) -> str:
    path = folder / "handleiding.md"
    path.write_text(f"# Titel\n\n{text}", encoding="utf-8")
    return manual_html(path)


def test_a_picture_beside_the_file_is_in_the_text_and_one_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "er.png").write_bytes(PIXEL)
    html = made(tmp_path, "![Wel](er.png) ![Niet](weg.png) ![Ver](https://ver.example/a.png) ![Vector](a.svg)")
    assert html.count("<img") == 1
    assert html.startswith('<p><img src="data:image/png;base64,iVBOR')
    assert 'alt="Wel"' in html


@pytest.mark.parametrize(
    ("link", "html"),
    [
        ("[daar](#eén-kop)", '<a href="#e%C3%A9n-kop">daar</a>'),
        ("[x](https://x.example/)", '<a href="https://x.example/" target="_blank" rel="noopener noreferrer">x</a>'),
        ("[stuk](gegevens.md)", "stuk"),
        ("[**stuk**](gegevens.md#kop)", "<strong>stuk</strong>"),
        ("[stuk](gegevens.md) en [daar](#kop)", 'stuk en <a href="#kop">daar</a>'),
        ("[kwaad](javascript:alert(1))", "[kwaad](javascript:alert(1))"),
        ("[open](http://open.example/)", "open"),
    ],
)  # fmt: skip
def test_a_link_goes_within_the_page_or_to_the_web(tmp_path: Path, link: str, html: str) -> None:
    assert made(tmp_path, link) == f"<p>{html}</p>\n"


def test_tags_are_words(tmp_path: Path) -> None:
    html = made(tmp_path, "Dit <script>alert(1)</script> en <b onclick=x>dat</b>.\n\n<div>\n\n</div>\n")
    assert "<script" not in html
    assert "<b " not in html
    assert "<div>" not in html
    assert "&lt;script&gt;" in html


def test_what_must_be_typed_stays_as_it_is_and_a_keyboard_can_scroll_it(tmp_path: Path) -> None:
    html = made(tmp_path, '```toml\nnaam = "<b>"\n```\n')
    assert html == '<pre tabindex="0"><code>naam = &#34;&lt;b&gt;&#34;\n</code></pre>\n'


def test_headings_have_the_anchors_that_links_name(tmp_path: Path) -> None:
    html = made(tmp_path, "## `contacts.csv` en De pagina's\n\n### Eén tabel\n")
    assert 'id="contactscsv-en-de-paginas"' in html
    assert '<h3 id="eén-tabel">' in html


def test_the_shipped_manual_is_whole() -> None:
    text, html = MANUAL.read_text(encoding="utf-8"), Html(manual_html(MANUAL).encode())
    anchors = [facts["id"] for level in ("h2", "h3", "h4") for facts in html.all(level)]
    assert (
        len(set(anchors)) == len(anchors) == len(re.findall(r"^##+ ", re.sub(r"```.*?```", "", text, flags=re.S), re.M))
    )
    images = [facts["src"] for facts in html.all("img")]
    assert len(images) == text.count("![")
    assert all(source.startswith("data:image/png;base64,") for source in images)
    assert all(facts["alt"] for facts in html.all("img"))
    inside = {unquote(facts["href"].removeprefix("#")) for facts in html.all("a") if facts["href"].startswith("#")}
    assert {"de-paginas", "als-er-iets-misgaat"} <= inside <= set(anchors)
    assert all(facts["href"].startswith(("#", "https://")) for facts in html.all("a"))


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_the_manual_is_reached_from_over_and_its_links_lead_to_their_chapter(
    chromium: Browser, url: str, width: int
) -> None:
    context = chromium.new_context(locale="nl-NL")
    with watched(context, url, width, 844) as watch:
        page = watch.open()
        go(page, "Over")
        follow(page, page.get_by_role("link", name="Lees de handleiding"), "Handleiding")
        manual = page.locator(".st-key-handleiding")
        expect(manual.locator("img").first).to_be_visible()
        missing = "images => images.filter(one => !one.complete || !one.naturalWidth).length"
        become(lambda: manual.locator("img").evaluate_all(missing), 0)
        chapter = page.locator("#als-er-iets-misgaat")
        link = manual.get_by_role("link", name="Als er iets misgaat", exact=True)
        insist(link.click, lambda wait: expect(chapter).to_be_in_viewport(timeout=wait))
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    context.close()
