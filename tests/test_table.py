"""The one table: what a form keeps, what rows that say the same share, and how a reader sees a cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netmap.klassen import Klasse
from netmap.schema import dutch_number
from netmap.table import (
    FORMS,
    NOTHING,
    NUMERIC,
    Column,
    Link,
    Paragraph,
    Section,
    Swatch,
    Table,
    cell_text,
    link_to,
    linked,
    percent_of,
    share_of,
)

if TYPE_CHECKING:
    from netmap.table import Cell, Form, Kind

PLACES = Table(
    "plaatsen",
    "Plaatsen",
    (
        Column("code", "Code", form="full"),
        Column("gemeente", "Gemeente"),
        Column("inwoners", "Inwoners", "whole", short="Inw."),
        Column("waarom", "Waarom", form="page"),
        Column("noot", "Noot", form="full"),
    ),
    (
        ("GM0001", "Aadorp", 10, "vacature", None),
        ("GM0002", "Beekstad", 20, "gestopt", ""),
        ("GM0003", "Ceeburg", 30, "vacature", None),
    ),
    header="gemeente",
    marked=frozenset({1}),
)
CELLS: st.SearchStrategy[Cell] = st.none() | st.sampled_from(["", "ja", "nee"]) | st.integers(0, 3)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables with few different cells, so that rows are alike and columns are blank."""
    keys = draw(st.lists(st.sampled_from("abcdefg"), min_size=1, unique=True))
    forms = st.sampled_from(FORMS)
    columns = tuple(Column(key, key.upper(), form=draw(forms), short=draw(st.sampled_from(["", "x"]))) for key in keys)
    rows = draw(st.lists(st.tuples(*[CELLS] * len(keys)), max_size=8))
    return Table("t", "T", columns, tuple(rows), header=draw(st.sampled_from(["", *keys])))


def keys_of(table: Table) -> list[str]:
    return [column.key for column in table.columns]


# --- a rectangle ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": (("GM0001",),)},
        {"columns": (Column("a", "A"), Column("a", "B")), "rows": ()},
        {"header": "nergens"},
        {"statements": ((("a.csv", "a"),),)},
    ],
)
def test_a_table_is_a_rectangle_with_names_for_its_columns(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="'plaatsen'"):
        replace(PLACES, **wrong)


def test_a_column_is_found_by_its_key() -> None:
    assert PLACES.position("inwoners") == 2
    assert PLACES.cells("gemeente") == ("Aadorp", "Beekstad", "Ceeburg")
    assert PLACES.records()[1] == {
        "code": "GM0002", "gemeente": "Beekstad", "inwoners": 20, "waarom": "gestopt", "noot": "",
    }  # fmt: skip
    for find in (PLACES.position, PLACES.cells, lambda key: PLACES.select([key])):
        with pytest.raises(KeyError):
            find("nergens")


def test_the_first_column_names_the_row_when_no_other_does() -> None:
    assert PLACES.row_header == "gemeente"
    assert replace(PLACES, header="").row_header == "code"
    assert PLACES.select(["inwoners", "gemeente"]).row_header == "gemeente"
    assert PLACES.select(["inwoners", "waarom"]).row_header == "inwoners"


# --- columns -------------------------------------------------------------------------------------------------------


@given(tables(), st.randoms())
def test_a_selection_keeps_every_cell_of_its_columns_in_the_order_asked_for(table: Table, random: Any) -> None:
    keys = keys_of(table)
    asked = random.sample(keys, random.randint(0, len(keys)))
    chosen = table.select(asked)
    assert keys_of(chosen) == asked
    assert len(chosen.rows) == len(table.rows)
    assert all(chosen.cells(key) == table.cells(key) for key in asked)


@given(tables(), st.sampled_from(FORMS))
def test_a_form_never_adds_a_column_or_changes_a_cell(table: Table, form: Form) -> None:
    shown = table.in_form(form)
    assert keys_of(shown) == [key for key in keys_of(table) if key in keys_of(shown)]
    assert all(shown.cells(key) == table.cells(key) for key in keys_of(shown))
    assert shown.in_form(form) == shown


@given(tables())
def test_every_form_has_what_a_narrower_one_has_and_the_full_one_has_all(table: Table) -> None:
    brief, page, full = (set(keys_of(table.in_form(form))) for form in FORMS)
    assert brief <= page <= full
    assert keys_of(table.in_form("full")) == keys_of(table)


def test_short_names_are_for_where_there_is_little_room() -> None:
    assert [column.name for column in PLACES.in_form("brief").columns] == ["Gemeente", "Inw."]
    assert [column.name for column in PLACES.in_form("page").columns] == ["Gemeente", "Inwoners", "Waarom"]
    assert PLACES.in_form("full") == PLACES


@given(tables())
def test_only_columns_without_any_word_are_left_out(table: Table) -> None:
    filled = table.filled()
    gone = set(keys_of(table)) - set(keys_of(filled))
    assert all(set(table.cells(key)) <= {None, ""} for key in gone)
    assert not table.rows or all(set(filled.cells(key)) - {None, ""} for key in keys_of(filled))
    assert filled.filled() == filled


def test_a_table_without_rows_keeps_its_columns() -> None:
    assert keys_of(PLACES.filled()) == ["code", "gemeente", "inwoners", "waarom"]
    assert replace(PLACES, rows=(), marked=frozenset()).filled().columns == PLACES.columns


# --- rows that say the same ----------------------------------------------------------------------------------------


def test_rows_that_say_the_same_share_one() -> None:
    shared = PLACES.select(["waarom", "gemeente", "inwoners"]).grouped("gemeente", ["inwoners"])
    assert keys_of(shared) == ["waarom", "gemeente", "inwoners", "aantal"]
    assert shared.rows == (("vacature", "Aadorp, Ceeburg", 40, 2), ("gestopt", "Beekstad", 20, 1))


@given(st.lists(st.tuples(st.sampled_from("pqr"), st.text("abcdé", min_size=1), st.integers(0, 99) | st.none())))
def test_grouping_keeps_every_name_every_sum_and_every_row(rows: list[tuple[str, str, int | None]]) -> None:
    columns = (Column("soort", "Soort"), Column("naam", "Naam"), Column("inwoners", "Inwoners", "whole"))
    shared = Table("t", "T", columns, tuple(rows)).grouped("naam", ["inwoners"])
    names = Counter((soort, name) for soort, names, *_ in shared.rows for name in str(names).split(", "))
    assert names == Counter((soort, name) for soort, name, _ in rows)
    for soort in {soort for soort, *_ in rows}:
        told = [row for row in shared.records() if row["soort"] == soort]
        assert [(row["inwoners"], row["aantal"]) for row in told] == [
            (sum(number or 0 for one, _, number in rows if one == soort), sum(one == soort for one, *_ in rows))
        ]
    assert list(shared.cells("soort")) == list(dict.fromkeys(soort for soort, *_ in rows))


def test_a_group_names_its_rows_as_a_reader_sees_them() -> None:
    bron = (Column("bron", "Bron", "link"), Column("dag", "Dag", "date"))
    rows = ((Link("site.example", "https://site.example/a"), None), (None, None), ("boek", None))
    assert Table("t", "T", bron, rows).grouped("bron").rows == (("site.example, boek", None, 3),)
    days = Table("t", "T", bron, (("a", date(2021, 5, 1)), ("a", "2021-06"))).grouped("dag")
    assert days.rows == (("a", "1 mei 2021, juni 2021", 2),)


# --- cells ---------------------------------------------------------------------------------------------------------

KLASSE = Klasse("gedekt", "Gedekt", "#123456")


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, "text", ""),
        (None, "whole", ""),
        (None, "share", NOTHING),
        ("", "share", ""),
        ("onbekend", "whole", "onbekend"),
        (18_130_208, "whole", "18.130.208"),
        (-5, "whole", "-5"),
        (0.444, "number", "0,44"),
        (2.5, "number", "2,5"),
        (100.0, "number", "100"),
        (1_000_000.0, "number", "1.000.000"),
        (0.0, "number", "0"),
        (-0.001, "number", "0"),
        (0.905, "share", "90,5%"),
        (1, "share", "100%"),
        (date(2021, 5, 1), "date", "1 mei 2021"),
        ("2021-05", "date", "mei 2021"),
        ("2021", "date", "2021"),
        ("2021", "text", "2021"),
        ("onbekend", "date", "onbekend"),
        (Link("site", "https://site.example/"), "link", "site"),
        (Swatch(KLASSE, "Gedekt", ("ouder",)), "swatch", "Gedekt"),
        ("a\nb", "text", "a\nb"),
    ],
)
def test_a_reader_sees_a_cell_the_dutch_way(cell: Cell, kind: Kind, text: str) -> None:
    assert cell_text(cell, kind) == text


@given(st.text(), st.sampled_from(["text", "link", "swatch", *sorted(NUMERIC)]))
def test_a_word_is_shown_as_it_is_in_a_column_of_any_kind(word: str, kind: Kind) -> None:
    assert cell_text(word, kind) == word


@given(st.integers(0, 10**9), st.integers(1, 10**9))
@example(1, 10**9)
@example(10**9 - 1, 10**9)
def test_a_share_is_0_only_of_nothing_and_100_only_of_all(part: int, whole: int) -> None:
    part = min(part, whole)
    text = percent_of(part / whole)
    assert text == cell_text(share_of(part, whole), "share")
    assert (text == "0%", text == "100%") == (part == 0, part == whole)
    shown = float(text.removesuffix("%").replace(",", "."))
    assert abs(shown - 100 * part / whole) <= 0.1
    assert share_of(part, 0) is None


@given(st.floats(-1e9, 1e9) | st.integers(-(10**12), 10**12))
def test_a_number_can_be_read_back_and_has_no_idle_signs(value: float) -> None:
    text = cell_text(value, "number")
    assert abs(float(text.replace(".", "").replace(",", ".")) - value) <= 0.005 + 1e-6
    assert not text.startswith("-0") or text.startswith("-0,")
    assert "," not in text or text[-1] not in "0,"
    if isinstance(value, int):
        assert text == dutch_number(value)


@pytest.mark.parametrize(
    "url",
    [
        "https://site.example/a?b=c",
        "http://site.example",
        "mailto:info@site.example",
        "mailto:info@site.example?subject=netmap%3A%20Aadorp",
    ],
)
def test_a_link_leads_to_a_page_on_the_web_or_to_the_mailbox_of_a_function(url: str) -> None:
    assert link_to("site", url) == Link("site", url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "Jaarverslag 2024",
        "javascript:alert(1)",
        "ftp://site.example/",
        "mailto:j.jansen@site.example",
        "mailto:info@site.example?bcc=info@ander.example",
        "mailto:https://site.example",
        "mailto:",
        "/etc/passwd",
        "https://site.example/\x00",
        "https://site.example/\n",
        f"https://site.example/{'a' * 2000}",
    ],
)
def test_anything_else_stays_a_text(url: str) -> None:
    assert link_to("site", url) == "site"


def test_a_column_of_which_nothing_is_known_is_named_once_and_not_row_by_row() -> None:
    columns = (Column("wie", "Wie"), Column("tot", "Tot", "date"), Column("fte", "Fte", "number"), Column("leeg", "L"))
    table = Table("t", "Wie iets doet", columns, (("a", "onbekend", 1, ""), ("b", "onbekend", "onbekend", None)))
    told = table.told_once()
    assert told.caption == "Wie iets doet. Overal onbekend: tot"
    assert told.records() == [{"wie": "a", "fte": 1}, {"wie": "b", "fte": "onbekend"}]
    assert told.told_once() == told
    assert replace(table, rows=()).told_once() == replace(table, rows=())
    assert replace(table, rows=table.rows[:1]).told_once() == replace(table, rows=table.rows[:1]).filled()


def test_addresses_in_a_sentence_are_links_but_not_those_that_may_be_of_a_person() -> None:
    told = "Zie https://www.site.example/a, info@site.example?subject=netmap%20Aa. Of j.jansen@site.example."
    assert linked(told) == [
        "Zie ",
        Link("site.example", "https://www.site.example/a"),
        ", ",
        Link("info@site.example", "mailto:info@site.example?subject=netmap%20Aa"),
        ". Of j.jansen@site.example.",
    ]


def test_a_section_gives_its_tables_in_order() -> None:
    other = replace(PLACES, key="andere")
    section = Section("s", "S", "Kop", ("Zin.",), (other, Paragraph("Tekst."), PLACES))
    assert section.tables == (other, PLACES)
