"""Tables, blocks and sections as HTML: every value is shown literally, and a screen reader can find its way."""

from __future__ import annotations

from datetime import date

import pytest
from jinja2 import UndefinedError

from netmap.drawing.picture import Design
from netmap.klassen import STATUS_KLASSEN
from netmap.table import Column, Counts, Figure, Link, Listing, Paragraph, Place, Section, Swatch, Table, Terms
from netmap.write import html
from tests.report_reader import Page

HARMLESS = (
    "{{7*191}}", "{% x", "{#", "${__x(1)}", "`", '"><img src=x onerror=__x(1)>', "</script>", "C:\\2019", "\n",
    "\u2028", "'s-Gravenhage", "=1+1",
)  # fmt: skip
PIXEL = b"\x89PNG\r\n\x1a\n"
TABLE = Table(
    "proef",
    "Proef",
    (
        Column("wie", "Wie"),
        Column("aantal", "Aantal", "whole", short="N"),
        Column("deel", "Deel", "share", "page"),
        Column("dag", "Dag", "date", "page"),
        Column("bron", "Bron", "link", "page"),
        Column("waarom", "Waarom", form="full"),
    ),
    (
        ("Aadorp", 12345, 0.9999, date(2026, 11, 1), Link("bron.example", "https://bron.example/a?b=1&c=2"), "x"),
        (Swatch(STATUS_KLASSEN[1], "Enkel"), "onbekend", None, "2021", "https://www.een.example; brief", "y"),
    ),
    marked=frozenset({1}),
)  # fmt: skip


def every_block(words: str) -> Section:
    """A section with every kind of block and cell, which says only these words."""
    swatch = Swatch(STATUS_KLASSEN[1], words)
    columns = (Column("a", words), Column("b", words, "link"), Column("c", words, "swatch"), Column("d", words, "link"))
    table = Table("t", words, columns, ((words, Link(words, "https://bron.example"), swatch, words),))
    return Section(
        "k",
        words,
        words,
        (words, words),
        (
            Paragraph(words),
            Listing((words,)),
            Terms(((words, words),)),
            Counts(((words, words, words),)),
            table,
            Figure(lambda _design: PIXEL, words, words, table),
        ),
    )


@pytest.mark.parametrize("words", HARMLESS)
def test_every_value_is_shown_literally(words: str) -> None:
    content = html.section_html(every_block(f"a{words}b"))
    for more in (html.notice, html.alert):
        content += more([f"a{words}b"])
    content += html.hidden(f"a{words}b")
    page = Page(content)
    usual = Page(html.section_html(every_block("ab")) + html.notice(["ab"]) + html.alert(["ab"])
                 + html.hidden("ab"))  # fmt: skip
    assert [tag for tag, _ in page.tags if tag not in {"br", "span"}] == [
        tag for tag, _ in usual.tags if tag not in {"br", "span"}
    ]
    assert "".join(page.text).count(f"a{words}b".replace("\n", "")) == "".join(usual.text).count("ab")
    assert {facts["alt"] for facts in page.all("img")} == {"", f"a{words}b"}
    assert not [facts for _, facts in page.tags if any(name.startswith("on") for name in facts)]


def test_control_characters_become_the_replacement_character() -> None:
    assert "\x08" not in html.table_html(Table("t", "a\x08b", (Column("a", "\x1bkop"),), (("c\x00d",),)))
    assert html.block_html(Paragraph("a\x0bb")) == "<p>a�b</p>\n"


def test_a_table_has_a_caption_scopes_and_numbers_to_the_right() -> None:
    page = Page(html.table_html(TABLE))
    assert page.all("div") == [
        {"class": "nm-tabel nm-kaarten", "role": "region", "tabindex": "0", "aria-label": "Proef"}
    ]
    assert len(page.all("caption")) == 1
    heads = page.all("th")
    assert [head["scope"] for head in heads] == ["col"] * 5 + ["row"] * 2
    assert [head.get("class") for head in heads] == [None, "getal", "getal", None, None, None, None]
    assert [cell.get("class") for cell in page.all("td")][:2] == ["getal", "getal"]
    assert [row.get("class") for row in page.all("tr")] == [None, None, "nm-hier"]


def test_a_cell_of_many_columns_brings_its_head_along_for_a_card() -> None:
    cells = Page(html.table_html(TABLE)).all("td")
    assert [cell["data-kop"] for cell in cells] == ["Aantal", "Deel", "Dag", "Bron"] * 2
    few = Page(html.table_html(TABLE, "brief"))
    assert few.all("div")[0]["class"] == "nm-tabel"
    assert all("data-kop" not in cell for cell in few.all("td"))


def test_a_head_of_a_card_breaks_where_a_word_may() -> None:
    columns = (*(Column(key, key) for key in "abc"), Column("d", "Met aandachtsfunctionaris"))
    (*_, last) = Page(html.table_html(Table("t", "T", columns, (tuple("abcd"),)))).all("td")
    assert last["data-kop"] == "Met aandachts\u00adfunctionaris"


def test_a_table_to_look_something_up_in_keeps_few_columns_on_a_phone() -> None:
    page = Page(html.table_html(TABLE, narrow=("wie", "dag")))
    assert page.all("div")[0]["class"] == "nm-tabel"
    assert [head.get("class") for head in page.all("th")][:5] == [
        None,
        "nm-ruim getal",
        "nm-ruim getal",
        None,
        "nm-ruim",
    ]
    roomy = [cell.get("class", "").startswith("nm-ruim") for cell in page.all("td")]
    assert roomy == [True, True, False, True] * 2


def test_a_cell_is_shown_as_every_writer_shows_it() -> None:
    _, *rows = Page(html.table_html(TABLE)).tables[0]
    assert rows == [
        ["Aadorp", "12.345", "99,9%", "1 november 2026", "bron.example"],
        ["Enkel", "onbekend", "–", "2021", "een.example; brief"],
    ]


def test_a_column_can_stand_out_and_a_table_of_classes_is_a_matrix() -> None:
    columns = (Column("a", "A"), Column("b", "▶ B", "swatch", marked=True), Column("c", "C", "swatch"))
    cells = (Swatch(STATUS_KLASSEN[1], "ja"), Swatch(STATUS_KLASSEN[2], "deels"))
    page = Page(html.table_html(Table("t", "T", columns, (("criterium", *cells),))))
    assert page.all("div")[0]["class"] == "nm-tabel nm-matrix"
    assert [facts.get("class") for facts in page.all("th")] == [None, "nm-hier", None, None]
    assert [facts.get("class") for facts in page.all("td")] == ["nm-hier", "kort"]


def test_a_table_with_some_classes_is_a_card_on_a_phone() -> None:
    columns = (Column("a", "A"), Column("b", "B", "swatch"), Column("c", "C", "swatch"), Column("d", "D"))
    cells = (Swatch(STATUS_KLASSEN[1], "ja"), Swatch(STATUS_KLASSEN[2], "deels"))
    page = Page(html.table_html(Table("t", "T", columns, (("criterium", *cells, "geen"),))))
    assert page.all("div")[0]["class"] == "nm-tabel nm-kaarten"


def test_a_form_decides_which_columns_are_shown_and_under_which_name() -> None:
    def heads(form: str) -> int:
        return sum(head["scope"] == "col" for head in Page(html.table_html(TABLE, form)).all("th"))  # type: ignore[arg-type]

    assert [heads(form) for form in ("brief", "page", "full")] == [2, 5, 6]
    assert '<th scope="col" class="getal">N</th>' in html.table_html(TABLE, "brief")


def test_only_the_web_can_be_gone_to() -> None:
    columns = (Column("a", "A"), Column("b", "B", "link"))
    bad = Table("t", "T", columns, (("x", Link("klik", "javascript:__x(1)")), ("y", "javascript:__x(1)")))
    assert Page(html.table_html(bad)).all("a") == []
    good = Page(html.table_html(TABLE)).all("a")
    assert [link["href"] for link in good] == ["https://bron.example/a?b=1&c=2", "https://www.een.example"]
    assert {link["rel"] for link in good} == {"noopener noreferrer"}


def test_an_address_in_running_text_becomes_a_link_that_shows_the_site() -> None:
    page = Page(html.block_html(Listing(("Volgens https://www.bron.example/a/b (2021)",))))
    assert "".join(page.text).strip() == "Volgens bron.example (2021)"
    assert page.all("a")[0]["href"] == "https://www.bron.example/a/b"


def test_the_conclusion_comes_before_the_blocks_and_the_heading_before_that() -> None:
    section = Section("k", "Kop", "kop", ("Eerst dit.", "Dan dat."), (Paragraph("Later."),))
    assert html.section_html(section, level=3) == (
        '<h3>Kop</h3>\n<p class="nm-conclusie">Eerst dit. Dan dat.</p>\n\n<p>Later.</p>\n\n'
    )


def test_what_names_a_row_stands_out_by_its_first_line() -> None:
    table = Table("t", "T", (Column("a", "A"), Column("b", "B")), (("Boven\n3 gemeenten", "x"),), header="a")
    assert '<th scope="row">Boven<br><span>3 gemeenten</span></th>' in html.table_html(table)
    numbered = Table("t", "T", (Column("n", "Versie", "whole"), Column("b", "B")), ((12, "x"),), header="n")
    assert '<th scope="row" class="getal">12</th>' in html.table_html(numbered)


def test_a_row_that_tells_a_statement_leads_to_it_only_where_a_page_says_how() -> None:
    fier = ("contacts.csv", "fier")
    told = ((fier,), (("contacts.csv", "a&b"), ("contacts.csv", "c")))
    table = Table("t", "T", (Column("wie", "Wie"),), (("Fier",), ("Oud",)), statements=told)
    listing = Listing(("Fier is er.",), (fier,))

    def ways(place: Place) -> html.Way:
        return html.Way(f"gegevens?doe=regel&regel={place[1]}", f"Wie <{place[1]}>")

    page = html.table_html(table, ways=ways)
    assert '<th scope="col" class="nm-wijzig">Klopt dit niet?</th>' in page
    first, second = page.split('<th scope="row">')[1:]
    link = (
        '<a class="nm-recht" href="gegevens?doe=regel&amp;regel=fier" aria-label="Wijzig: Wie &lt;fier&gt;">Wijzig</a>'
    )
    assert first.startswith(f'Fier</th><td class="nm-wijzig">{link}</td>')
    assert 'regel=a&amp;b" aria-label="Wijzig 1: Wie &lt;a&amp;b&gt;">Wijzig 1</a>' in second
    assert 'regel=c" aria-label="Wijzig 2: Wie &lt;c&gt;">Wijzig 2</a>' in second
    assert f"<li>Fier is er. {link}</li>" in html.block_html(listing, ways)
    assert not [block for block in (table, listing) if "nm-recht" in html.block_html(block)]


def test_a_name_that_the_templates_do_not_know_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        html._templates().from_string("{{ table.caption }}").render()


def test_a_figure_of_a_few_bars_travels_as_a_drawing_and_a_map_as_a_picture() -> None:
    asked: list[str] = []

    def draw(design: Design) -> bytes:
        asked.append(design.formaat)
        return b"<svg/>" if design.formaat == "svg" else PIXEL

    bars, country = Figure(draw, "staven", "staven", is_small=True), Figure(draw, "kaart", "kaart")
    sources = [Page(str(html.block_html(one))).all("img")[0]["src"].split(",")[0] for one in (bars, country)]
    assert sources == ["data:image/svg+xml", "data:image/png;base64"]
    assert asked == ["svg", "png"]
