"""The report of a region: the same in PDF and HTML, readable by everybody, true, and the same bytes every time."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pikepdf import Stream
from PIL import Image
from playwright.sync_api import sync_playwright

from netmap.cards import load_sources
from netmap.drawing.picture import build_shapes
from netmap.errors import NetmapError
from netmap.export.reports import REPORT_FORMATS, build_report, report_name, write_all_reports, write_report
from netmap.layers import LAYERS, STATUS_KLASSEN, build_stand, build_view
from netmap.load import DATA_DIR, load_borders
from netmap.maps.style import contrast
from netmap.regio import Regio
from netmap.settings import Settings
from netmap.summary import conclude, describe_view
from netmap.table import (
    Column,
    Counts,
    Figure,
    Link,
    Listing,
    Paragraph,
    Section,
    Swatch,
    Table,
    Terms,
    link_to,
)
from netmap.write.docx import write_docx
from netmap.write.html import write_html
from netmap.write.pdf import write_pdf
from netmap.write.report import Report, blocks_of
from tests.browser import FLAGS, find_chromium
from tests.report_reader import Page, bookmarks, open_pdf, read_docx, read_pdf, said_by, squeeze, tags, text_of, walk
from tests.test_accessibility import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

DAY = date(2026, 11, 21)
HOSTILE = (
    "{{7*191}}", "{% x", "{#", "${__x(1)}", "`", '"><img src=x onerror=__x(1)>', "</script>", "C:\\2019",
    "'s-Gravenhage", "=1+1", "#panic()", "$x$", "*bold*", "_x_", "@ref", "<label>", "#{ 1 }", "[a](b)", "\\u{41}",
    "// weg", "/* weg */", "= Kop", "- punt", "a ~ b -- c", "&amp;", "]]>", "<!-- x -->",
)  # fmt: skip


def picture(size: tuple[int, int] = (8, 6), formaat: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#2171B5").save(out, formaat)
    return out.getvalue()


def every_block(words: str = "tekst") -> Report:
    """A report with every kind of block, which says only these words."""
    swatch = Swatch(STATUS_KLASSEN[1], f"vlak {words}")
    cells = (words, Link(f"koppeling {words}", "https://bron.example/?a=1&b=2"), swatch)
    columns = (Column("een", f"een {words}"), Column("twee", "twee"), Column("drie", "drie"))
    table = Table("tabel", f"tabel {words}", columns, (cells,), marked=frozenset({0}))
    blocks = (
        Counts(((f"telt {words}", "65 van 76", f"geteld {words}"),)),
        Figure(
            lambda _design: picture(),
            f"in plaats van beeld {words}",
            f"onderschrift {words}",
            replace(table, caption=f"legenda {words}"),
        ),
        Paragraph(f"alinea {words}"),
        Listing((f"punt {words}", "tweede punt")),
        Terms((("woord", f"betekenis {words}"),)),
        table,
    )
    sections = (Section("kop", f"Kop {words}", "kop", (f"nadruk {words}", f"tweede {words}"), blocks),)
    return Report(f"Titel {words}", f"Onder {words}", DAY, "netmap", "© Bron.", sections)


@pytest.fixture
def report_on(stand_on: Callable[..., Stand]) -> Callable[..., Report]:
    """What the report of the small country, or of a region of it, says on a day."""

    def build(gebied: Regio | None, day: str, *contacts: Mapping[str, str], **settings: Path) -> Report:
        stand = stand_on(day, *contacts)
        folder = stand.tables.folder
        shapes = build_shapes(load_borders(folder, stand.tables.gemeenten), stand.tables)
        return build_report(stand, gebied, shapes, load_sources(folder), Settings(**settings))

    return build


def section(report: Report, title: str) -> Section:
    return next(one for one in report.sections if one.title == title)


def rows(report: Report, title: str) -> list[tuple[str, ...]]:
    """Rows of the first table of a section, as text."""
    _, *found = text_of(section(report, title).tables[0])
    return [tuple(row) for row in found]


def sentences(report: Report, title: str) -> list[str]:
    """The conclusion of a section on one line, when it has one, and its paragraphs."""
    found = section(report, title)
    said = [" ".join(found.conclusion)] if found.conclusion else []
    return [*said, *(block.text for block in found.blocks if isinstance(block, Paragraph))]


BOVEN = Regio("politieregio", "Boven")
COVERED = {"organisatie": "Zorg A", "gebied": "GM0001;GM0002", "bron_datum": "2026-05-01", "zekerheid": "hoog"}


# --- what it says


def test_the_first_words_are_the_conclusion(stand_on: Callable[..., Stand], report_on: Callable[..., Report]) -> None:
    report = report_on(BOVEN, "2026-07-01", COVERED)
    assert report.title == "Politieregio Boven"
    assert report.subtitle == "Zorgcoördinatie voor slachtoffers van mensenhandel, op 1 juli 2026"
    said, (counts,) = section(report, "Conclusie").conclusion, section(report, "Conclusie").blocks
    assert said == conclude(stand_on("2026-07-01", COVERED), BOVEN)
    assert isinstance(counts, Counts)
    assert [number for _, number, _ in counts.items] == ["2", "1", "0"]


def test_gemeenten_with_the_same_gap_share_a_row_and_the_most_urgent_is_first(
    report_on: Callable[..., Report],
) -> None:
    ended = {"organisatie": "Zorg B", "gebied": "GM0003", "tot": "2025-01-01", "bron_datum": "2024-09-01"}
    report = report_on(None, "2026-07-01", ended)
    found = rows(report, "Wat eerst moet gebeuren")
    assert [row[:4] for row in found] == [
        ("Vervallen of vacant", "1", "30.000", "Ceeburg"),
        ("Onbekend", "3", "70.000", "Deiland, Beekstad, Aadorp"),
    ]
    assert found[0][5] == "Zorg B; VNG (bestuurlijk trekker onbekend)"
    assert sentences(report, "Wat eerst moet gebeuren")[0] == "Van 4 gemeenten staat volledige dekking niet vast."


def test_without_gaps_it_says_so_and_asks_for_a_confirmation_of_what_is_old(report_on: Callable[..., Report]) -> None:
    old = {"organisatie": "Zorg A", "gebied": "landelijk", "bron_datum": "2020-01-01"}
    report = report_on(BOVEN, "2026-07-01", old)
    first, confirm, others = sentences(report, "Wat eerst moet gebeuren")
    assert first == "Volgens de bronnen is elke gemeente gedekt."
    assert confirm.startswith("Van 3 gemeenten met dekking moet iemand bevestigen")
    assert others == "Andere functies:"
    listings = [
        block.items for block in section(report, "Wat eerst moet gebeuren").blocks if isinstance(block, Listing)
    ]
    assert listings[0] == ("3 gemeenten: Zorg A; VNG (bestuurlijk trekker onbekend)",)
    assert listings[1][0] == "Bestuurlijk trekker: onbekend, geen bron noemt er een."


def test_the_table_names_every_gemeente_once_with_what_the_layers_say(report_on: Callable[..., Report]) -> None:
    young = {"organisatie": "Zorg B", "gebied": "GM0003", "doelgroep": "tot 23", "bron_datum": "2026-05-01"}
    found = rows(report_on(BOVEN, "2026-07-01", COVERED, young), "Gemeenten en functies")
    assert found == [
        ("Deels gedekt\nZorg B (tot 23 jaar)", "1", "Ceeburg", "Onbekend", "Onbekend", "Onbekend",
         "Tot en met 12 maanden oud\nZekerheid onbekend"),
        ("Enkel gedekt\nZorg A", "2", "Aadorp, Beekstad", "Onbekend", "Onbekend", "Onbekend",
         "Tot en met 12 maanden oud\nZekerheid hoog"),
    ]  # fmt: skip


def test_who_is_who_shows_the_mailbox_of_a_function_and_never_that_of_a_person(
    report_on: Callable[..., Report],
) -> None:
    function = {**COVERED, "email": "loket@bron.example"}
    other = {**COVERED, "organisatie": "Zorg B", "email": "a.b@bron.example"}
    found = rows(report_on(BOVEN, "2026-07-01", function, other), "Wie is wie")
    assert [(row[1], row[-1]) for row in found] == [("Zorg A", "loket@bron.example"), ("Zorg B", "")]
    report = report_on(BOVEN, "2026-07-01", other)
    assert "Van geen van deze functies is een functioneel e-mailadres bekend." in sentences(report, "Wie is wie")[0]
    for write in (write_pdf, write_html):
        assert b"a.b@" not in write(report)
    assert "a.b@" not in read_pdf(write_pdf(report))


def test_a_source_is_named_by_its_site_and_date_and_leads_to_the_page(report_on: Callable[..., Report]) -> None:
    report = report_on(
        BOVEN,
        "2026-07-01",
        {**COVERED, "bron": "https://www.bron.example/a?b=1"},
        {**COVERED, "organisatie": "Zorg B", "bron": "Brief"},
    )
    cells = section(report, "Wie is wie").tables[0].cells("bron")
    assert cells == (Link("bron.example\n1 mei 2026", "https://www.bron.example/a?b=1"), "Brief\n1 mei 2026")


def test_cover_that_ends_within_twelve_months_is_named_with_its_day(report_on: Callable[..., Report]) -> None:
    soon = {**COVERED, "gebied": "GM0001", "tot": "2027-07-01"}
    later = {**COVERED, "gebied": "GM0002", "tot": "2027-07-02"}
    open_end = {**COVERED, "gebied": "GM0003"}
    report = report_on(None, "2026-07-01", soon, later, open_end)
    titel = "Dekking die binnen 12 maanden eindigt"
    assert sentences(report, titel) == [
        "Van 2 van de 3 gemeenten met dekking is de einddatum bekend. "
        "Bij 1 daarvan eindigt de dekking uiterlijk op 1 juli 2027."
    ]
    assert rows(report, titel) == [("1 juli 2027", "Enkel gedekt\nZorg A", "1", "Aadorp")]


@pytest.mark.parametrize(
    ("contacts", "said"),
    [
        ([], "Er is op deze dag geen dekking die kan eindigen."),
        ([COVERED], "Van geen van de 2 gemeenten met dekking is bekend wanneer die eindigt."),
        (
            [{**COVERED, "gebied": "GM0001", "tot": "2029-01-01"}],
            "Van de enige gemeente met dekking is de einddatum bekend. "
            "Bij geen daarvan eindigt de dekking uiterlijk op 1 juli 2027.",
        ),
    ],
)
def test_an_unknown_end_is_never_told_as_cover_that_stays(
    report_on: Callable[..., Report], contacts: list[dict[str, str]], said: str
) -> None:
    assert sentences(report_on(None, "2026-07-01", *contacts), "Dekking die binnen 12 maanden eindigt") == [said]


def test_the_own_region_stands_out_in_the_comparison_in_words_too(report_on: Callable[..., Report]) -> None:
    report = report_on(BOVEN, "2026-07-01", COVERED)
    found = rows(report, "Vergelijking van de politieregio's")
    assert [row[:5] for row in found] == [
        ("Boven (deze regio)", "3", "2", "66,7%", "50,0%"),
        ("Onder", "1", "0", "0%", "0%"),
        ("Nederland", "4", "2", "50,0%", "30,0%"),
    ]
    assert sentences(report, "Vergelijking van de politieregio's") == [
        "Het deel van de gemeenten dat gedekt is, is in geen andere politieregio hoger, in geen even hoog en in 1 "
        "lager."
    ]


def test_more_sections_come_before_the_sources(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", COVERED)
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    more = Section("kwetsbaarheid", "Kwetsbaarheid", "kwetsbaarheid", ("Eén organisatie.",))
    report = build_report(stand, None, shapes, [], Settings(), [more])
    assert [one.title for one in report.sections[-2:]] == ["Kwetsbaarheid", "Bronnen en begrippen"]


# --- every format


@pytest.mark.parametrize("words", ["tekst", *HOSTILE])
def test_every_format_shows_every_word_of_every_block_as_it_is_written(words: str) -> None:
    report = every_block(words)
    pdf, html = squeeze(read_pdf(write_pdf(report))), squeeze("".join(Page(write_html(report)).text))
    docx = squeeze(read_docx(write_docx(report)))
    for text in said_by(report):
        assert squeeze(text) in pdf
        assert squeeze(text) in html
        assert squeeze(text) in docx


def test_text_from_the_data_is_never_an_element_of_the_page() -> None:
    plain = Page(write_html(every_block()))
    for words in HOSTILE:
        assert [tag for tag, _ in Page(write_html(every_block(words))).tags] == [tag for tag, _ in plain.tags]


def test_an_organisation_with_a_dangerous_name_is_only_a_name(report_on: Callable[..., Report]) -> None:
    name = "#panic() *Zorg* <b onclick=x> {{1}} $A$"
    report = report_on(BOVEN, "2026-07-01", {**COVERED, "organisatie": name})
    html = write_html(report)
    for text in ("".join(Page(html).text), read_pdf(write_pdf(report))):
        assert squeeze(name) in squeeze(text)
    assert "b onclick" not in html.decode().replace("&lt;b onclick", "")


def test_signs_that_the_font_does_not_have_become_a_question_mark() -> None:
    report = every_block("a\u2028b \U0001f600 \x07 \ue000")
    assert "alinea a b ? ? ?" in read_pdf(write_pdf(report))
    assert "\x07" not in write_html(report).decode()


def test_only_a_web_address_becomes_a_link() -> None:
    for odd in ("", "javascript:alert(1)", "https://a\u202eb", "ftp://x", "//x", "https://" + "a" * 3000):
        assert link_to("bron", odd) == "bron"
    for url in ("https://bron.example/a?b=1&c=é", "http://[", "https://a b"):
        link = link_to("bron", url)
        assert link == Link("bron", url)
        table = Table("x", "x", (Column("x", "x"),), ((link,),))
        report = replace(every_block(), sections=(Section("x", "x", "x", (), (table,)),))
        assert [facts["href"] for facts in Page(write_html(report)).all("a")] == [url]
        assert read_pdf(write_pdf(report)).count("bron") == 1


def test_an_address_in_running_text_leads_there_in_both_formats() -> None:
    url = "https://www.bron.example/a/b?c=1"
    table = Table("t", "t", (Column("a", "a", "link"),), ((f"{url}\nbrief",),))
    section = Section("x", "x", "x", (f"Dat zegt {url}.",), (Listing((f"En ook ({url}); meer",)), table))
    report = replace(every_block(), sections=(section,))
    pdf, html = write_pdf(report), Page(write_html(report))
    assert [facts["href"] for facts in html.all("a")] == [url] * 3
    found = [str(one.A.URI) for page in open_pdf(pdf).pages for one in page.Annots]
    assert found == [url] * 3
    for text in (read_pdf(pdf), "".join(html.text)):
        for said in ("Dat zegt bron.example.", "En ook (bron.example); meer", "bron.examplebrief"):
            assert squeeze(said) in squeeze(text)
    drawn = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words = " ".join(drawn.split())
    assert "Dat zegt bron.example." in words
    assert "En ook (bron.example); meer" in words


def test_a_table_that_is_only_for_files_of_data_is_left_out() -> None:
    table = Table("t", "alleen voor bestanden", (Column("a", "a", form="full"),), (("x",),))
    report = replace(every_block(), sections=(Section("x", "kop", "x", ("Zo is het.",), (table,)),))
    assert Page(write_html(report)).all("table") == []
    assert "alleen" not in read_pdf(write_pdf(report))


@pytest.mark.parametrize("formaat", REPORT_FORMATS)
def test_the_same_report_is_the_same_bytes_and_names_no_moment(stand_on: Callable[..., Stand], formaat: str) -> None:
    stand = stand_on("2026-07-01", COVERED)
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    cards = load_sources(stand.tables.folder)
    one, two = (write_report(stand, BOVEN, shapes, cards, Settings(), formaat) for _ in range(2))
    assert one == two
    assert b"CreationDate" not in one
    assert b"ModDate" not in one


def test_a_logo_is_shown_with_its_name_and_a_broken_one_is_refused(
    report_on: Callable[..., Report], tmp_path: Path
) -> None:
    logo = tmp_path / "logo.jpg"
    logo.write_bytes(picture((90, 30), "JPEG"))
    report = report_on(BOVEN, "2026-07-01", logo=logo)
    assert Page(write_html(report)).all("img")[0]["alt"] == "Logo van netmap"
    pdf = open_pdf(write_pdf(report))
    assert "Logo van netmap" in [str(one.Alt) for one in walk(pdf.Root.StructTreeRoot) if "/Alt" in one]
    logo.write_bytes(b"<svg/>")
    with pytest.raises(NetmapError, match=r"Het logo logo\.jpg kan niet worden gebruikt"):
        report_on(BOVEN, "2026-07-01", logo=logo)


# --- the PDF is for everybody


@pytest.fixture(scope="module")
def pages(real: Tables) -> dict[str, tuple[Report, bytes]]:
    """The report of every politieregio and of the country on the shipped data, as content and as PDF."""
    stand = build_stand(real, DAY)
    shapes, cards = build_shapes(load_borders(DATA_DIR, real.gemeenten), real), load_sources(DATA_DIR)
    made = {}
    for gebied in [*real.gebieden.regios("politieregio"), None]:
        report = build_report(stand, gebied, shapes, cards, Settings(organisatie="Regio & Co"))
        made[gebied.naam if gebied else ""] = (report, write_pdf(report))
    return made


@pytest.fixture(scope="module")
def said(pages: dict[str, tuple[Report, bytes]]) -> dict[str, str]:
    """What a reader finds in each PDF."""
    return {naam: read_pdf(pdf) for naam, (_, pdf) in pages.items()}


@pytest.fixture(scope="module")
def written(pages: dict[str, tuple[Report, bytes]]) -> dict[str, bytes]:
    """The same reports as a page of HTML."""
    return {naam: write_html(report) for naam, (report, _) in pages.items()}


def test_a_region_takes_two_to_five_pages_and_less_than_a_megabyte(pages: dict[str, tuple[Report, bytes]]) -> None:
    counts = {naam: len(open_pdf(pdf).pages) for naam, (_, pdf) in pages.items() if naam}
    assert len(counts) == 10
    assert set(counts.values()) <= {2, 3, 4, 5}, counts
    assert max(len(pdf) for _, pdf in pages.values()) < 1_000_000


def test_no_page_is_half_empty_and_the_last_is_not_a_few_lines(pages: dict[str, tuple[Report, bytes]]) -> None:
    """Once the last page of a report was three bullets."""
    for _, pdf in pages.values():
        shares = [filled(page) for page in layout(pdf)]
        assert min(shares) > 0.45
        assert shares[-1] > 0.5


def test_a_long_list_goes_on_over_pages_and_leaves_no_gap(pages: dict[str, tuple[Report, bytes]]) -> None:
    """Once whom to ask in the country stood in two columns that could not break, below a third of an empty page."""
    _, pdf = pages[""]
    *words, _last_before, _last = [filled(page) for page in layout(pdf)]  # the last section stays whole
    assert min(words) > 0.8


def layout(pdf: bytes) -> list[str]:
    """Where every word stands, page by page."""
    drawn = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return drawn.stdout.decode().split("<page ")[1:]


def filled(page: str) -> float:
    """The part of the height of the text that has words, from the top; below it is the footer."""
    top, bottom = 57, 785
    ends = [float(end) for end in re.findall(r'yMax="([\d.]+)"', page) if float(end) < bottom]
    return (max(ends) - top) / (bottom - top)


def test_a_heading_stands_on_the_page_of_its_table_and_of_the_first_row(
    pages: dict[str, tuple[Report, bytes]],
) -> None:
    for report, pdf in pages.values():
        assert_together(report, pdf)


def assert_together(report: Report, pdf: bytes) -> None:
    """A page has the heading, the conclusion, the caption and the first row of a section that begins with a table."""
    texts = [squeeze(said_on(pdf, page + 1)) for page in range(len(open_pdf(pdf).pages))]
    for one in report.sections:
        first = next((block for block in blocks_of(one) if not isinstance(block, Paragraph)), None)
        if isinstance(first, Table):
            row = text_of(first)[1][0].split()[0]  # a reader of PDF may put words of other cells in between
            together = squeeze(one.title), squeeze(first.caption), squeeze(row)
            assert [text for text in texts if all(words in text for words in together)], one.title


def said_on(pdf: bytes, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.browser
def test_a_printed_page_keeps_headings_with_their_tables(
    pages: dict[str, tuple[Report, bytes]], written: dict[str, bytes], tmp_path: Path
) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = browser.new_page(locale="nl-NL")
        for naam in ("", "Oost-Nederland", "Rotterdam"):
            (tmp_path / "rapport.html").write_bytes(written[naam])
            page.goto((tmp_path / "rapport.html").as_uri())
            pdf = page.pdf(prefer_css_page_size=True)
            assert_together(pages[naam][0], pdf)
        browser.close()


def test_the_map_of_a_region_is_a_drawing_and_that_of_the_country_is_pixels(
    pages: dict[str, tuple[Report, bytes]],
) -> None:
    """As a drawing the country would make a PDF of 1.13 MB."""
    for naam, (_, content) in pages.items():
        pdf = open_pdf(content)
        assert sum(one.get("/Subtype") == "/Image" for one in pdf.objects if isinstance(one, Stream)) == (not naam)


def test_every_pdf_says_everything(pages: dict[str, tuple[Report, bytes]], said: dict[str, str]) -> None:
    for naam, (report, _) in pages.items():
        text = squeeze(said[naam])
        assert [one for one in said_by(report) if squeeze(one) not in text] == []


def test_the_pdf_opens_with_the_conclusion_in_full(real: Tables, said: dict[str, str]) -> None:
    stand = build_stand(real, DAY)
    for naam, text in said.items():
        assert squeeze(" ".join(conclude(stand, real.gebieden.find(naam)))) in squeeze(text)


def test_the_pdf_is_tagged_dutch_and_has_a_title(pages: dict[str, tuple[Report, bytes]]) -> None:
    for report, content in pages.values():
        pdf = open_pdf(content)
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert set(pdf.docinfo.keys()) == {"/Author", "/Creator", "/Title"}
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"
            assert facts["dc:title"] == report.name
            assert facts["dc:creator"] == ["Regio & Co"]
            assert "xmp:CreateDate" not in facts
        assert bookmarks(pdf) == [report.title, *(one.title for one in report.sections)]


def test_the_tree_of_the_pdf_has_headings_tables_and_a_described_map(
    real: Tables, pages: dict[str, tuple[Report, bytes]]
) -> None:
    stand = build_stand(real, DAY)
    for naam, (report, content) in pages.items():
        pdf = open_pdf(content)
        found = tags(pdf)
        headings = [tag for tag in found if tag[0] == "H" and tag[1:].isdigit()]
        assert headings == ["H1", *["H2"] * len(report.sections)]
        assert found.count("Table") == sum(_tables(report))
        assert {"THead", "TBody", "TR", "TH", "TD", "L", "LI", "Link", "Caption"} <= set(found)
        tree = list(walk(pdf.Root.StructTreeRoot))
        view = build_view(stand, LAYERS["zorgcoordinatie"], real.gebieden.find(naam))
        drawn = [figure.alt for section in report.sections for figure in section.figures]
        assert [str(one.Alt) for one in tree if str(one.S) == "/Figure"] == drawn
        assert drawn[0] == describe_view(view)


def test_a_reader_hears_what_names_the_row_and_the_column_of_a_cell(pages: dict[str, tuple[Report, bytes]]) -> None:
    for report, content in pages.values():
        blocks = [block for one in report.sections for block in blocks_of(one)]
        tables = [one.legend if isinstance(one, Figure) else one for one in blocks if isinstance(one, Figure | Table)]
        told = []
        for table in filter(None, tables):
            shown = table.in_form("page")
            name = shown.position(shown.row_header)
            row = [("/TH", "/Row") if number == name else ("/TD", "") for number in range(len(shown.columns))]
            told.append([[("/TH", "/Column")] * len(shown.columns), *[row] * len(shown.rows)])
        pdf = open_pdf(content)
        assert [cells_of(one) for one in walk(pdf.Root.StructTreeRoot) if str(one.S) == "/Table"] == told


def cells_of(table: Any) -> list[list[tuple[str, str]]]:
    """The kind and the scope of every cell, row by row."""
    rows = [one for one in walk(table) if str(one.S) == "/TR"]
    return [[(str(cell.S), scope_of(cell)) for cell in row.K] for row in rows]


def scope_of(cell: Any) -> str:
    return "".join(str(facts.Scope) for facts in cell.get("/A", []) if "/Scope" in facts)


def _tables(report: Report) -> list[bool]:
    blocks = [block for one in report.sections for block in one.blocks]
    return [isinstance(block, Table) or (isinstance(block, Figure) and block.legend is not None) for block in blocks]


def test_every_page_has_its_number_and_the_credit(pages: dict[str, tuple[Report, bytes]], said: dict[str, str]) -> None:
    for naam, (report, content) in pages.items():
        number = len(open_pdf(content).pages)
        text = said[naam]
        assert [f"{page + 1} van {number}" in text for page in range(number)] == [True] * number
        assert squeeze(text).count(squeeze(report.credit)) == number
        assert text.count("Peildatum 21 november 2026") == number - 1


def test_colours_of_the_text_stand_out_on_the_ground() -> None:
    for text in ("#08306B", "#1B2733", "#4A5763"):
        for ground in ("#FFFFFF", "#EDF2F6"):
            assert contrast(text, ground) >= 4.5


# --- the HTML is for everybody


def test_the_page_has_one_title_named_tables_and_no_script(
    pages: dict[str, tuple[Report, bytes]], written: dict[str, bytes]
) -> None:
    for naam, (report, _) in pages.items():
        page = Page(written[naam])
        assert page.all("html") == [{"lang": "nl"}]
        assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
        assert len(page.all("h2")) == len(report.sections)
        assert len(page.all("table")) == len(page.all("caption")) == sum(_tables(report))
        assert {facts["scope"] for facts in page.all("th")} == {"col", "row"}
        assert all("alt" in facts for facts in page.all("img"))
        assert {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "form"} == set()
        assert not [key for _, facts in page.tags for key in facts if key.startswith("on")]


def test_the_page_fetches_nothing(written: dict[str, bytes]) -> None:
    for page in written.values():
        assert len(page.decode()) < 1_000_000
        content = re.sub(r'"data:[^"]*"', '"data:"', page.decode())
        addresses = re.findall(r"""(?:src|href)=["']?([^"'>\s]+)|url\(([^)]+)""", content)
        assert {"".join(pair).split(":")[0] for pair in addresses} <= {"data", "https", "http"}
        assert "//" not in re.sub(r'<a href="[^"]*"', "", content)


@pytest.mark.browser
def test_axe_finds_nothing_and_only_tables_scroll_sideways(written: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "land.html").write_bytes(written[""])
    (tmp_path / "regio.html").write_bytes(written["Oost-Nederland"])
    (tmp_path / "blokken.html").write_bytes(write_html(every_block('"><img src=x onerror=__x(1)>')))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = browser.new_page(locale="nl-NL")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.split(":")[0]))
        page.on("pageerror", lambda error: asked.append(str(error)))
        for name in ("land", "regio", "blokken"):
            page.goto((tmp_path / f"{name}.html").as_uri())
            for width, height in ((1440, 900), (390, 844)):
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_function("width => innerWidth === width", arg=width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                found = Axe().run(page, options=RULES).response["violations"]
                assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
        assert set(asked) <= {"file", "data"}
        browser.close()


# --- asking for one, or for all


def test_all_reports_come_in_one_zip_and_progress_is_told(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", COVERED)
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    cards = load_sources(stand.tables.folder)
    told: list[tuple[int, int, str]] = []
    content = write_all_reports(stand, shapes, cards, Settings(), "pdf", lambda *step: told.append(step))
    assert told == [(0, 3, "politieregio Boven"), (1, 3, "politieregio Onder"), (2, 3, "Nederland"), (3, 3, "")]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [
            "netmap-rapport-boven-2026-07-01.pdf",
            "netmap-rapport-onder-2026-07-01.pdf",
            "netmap-rapport-nederland-2026-07-01.pdf",
        ]
        one = archive.read("netmap-rapport-boven-2026-07-01.pdf")
    assert one == write_report(stand, BOVEN, shapes, cards, Settings())
    assert content == write_all_reports(stand, shapes, cards, Settings(), "pdf")


def test_every_area_of_the_register_has_a_report_of_its_own_name(real: Tables) -> None:
    areas = [
        area for soort in ("politieregio", "veiligheidsregio", "provincie") for area in real.gebieden.regios(soort)
    ]
    names = {report_name(area, DAY, "html") for area in [*areas, None]}
    assert len(names) == len(areas) + 1
    assert "netmap-rapport-provincie-limburg-2026-11-21.html" in names
    assert "netmap-rapport-limburg-2026-11-21.html" in names


@pytest.mark.parametrize("soort", ["veiligheidsregio", "provincie"])
def test_other_regions_have_a_report_too(report_on: Callable[..., Report], soort: str) -> None:
    naam = {"veiligheidsregio": "Oost", "provincie": "Oostland"}[soort]
    report = report_on(Regio(soort, naam), "2026-07-01", COVERED)
    assert report.title == f"{soort.capitalize()} {naam}"
    assert sentences(report, "Vergelijking van de politieregio's") == [
        "Volgens de bronnen is in geen van de 2 politieregio's elke gemeente gedekt."
    ]
    assert section(report, "Vergelijking van de politieregio's").tables[0].marked == {0}


def test_a_region_or_format_that_does_not_exist_is_refused_with_what_there_is(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01")
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    with pytest.raises(NetmapError, match=r"bestaat niet.*politieregio: Boven, Onder"):
        write_report(stand, Regio("politieregio", "Nergens"), shapes, [], Settings())
    with pytest.raises(NetmapError, match=r"Een rapport kan niet als 'odt'\. Kies pdf, docx of html\."):
        write_report(stand, None, shapes, [], Settings(), "odt")
    with pytest.raises(NetmapError, match="Kies pdf, docx of html"):
        write_all_reports(stand, shapes, [], Settings(), "odt")


def test_nothing_is_lost_when_every_gemeente_is_unknown(report_on: Callable[..., Report]) -> None:
    report = report_on(None, "2026-07-01")
    assert sentences(report, "Wie is wie") == ["Geen bron noemt iemand in dit gebied."]
    assert len(open_pdf(write_pdf(report)).pages) <= 4
    assert write_html(replace(report, organisatie="A & B"))
