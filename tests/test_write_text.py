"""Sections for a terminal and for scripts: the same cells and facts, and nothing that steers the terminal."""

from __future__ import annotations

import json
from datetime import date

import pytest

from netmap.coverage import Omvang
from netmap.regio import Regio
from netmap.table import Column, Counts, Figure, Link, Listing, Paragraph, Section, Table, Terms
from netmap.write.json import object_json, section_json
from netmap.write.text import plain, section_text, table_text

DAY = date(2026, 7, 1)
NAMES = Table(
    "namen",
    "Namen",
    (Column("naam", "Naam"), Column("aantal", "Aantal", "whole"), Column("fte", "Fte", "number"),
     Column("deel", "Deel", "share", "page"), Column("uitleg", "Uitleg", form="full")),
    (("Aa", 1234567, 0.5, 0.05, "lang"), ("Beekstad", 1, "onbekend", None, "")),
)  # fmt: skip


def test_a_table_sets_numbers_to_the_right_and_writes_them_in_dutch() -> None:
    assert table_text(NAMES).splitlines() == [
        "Namen",
        "Naam         Aantal       Fte  Deel",
        "--------  ---------  --------  ----",
        "Aa        1.234.567       0,5  5,0%",
        "Beekstad          1  onbekend     –",
    ]


def test_a_form_shows_its_columns_and_no_more() -> None:
    heads = {form: table_text(NAMES, form).splitlines()[1].split() for form in ("brief", "page", "full")}  # type: ignore[arg-type]
    assert heads == {
        "brief": ["Naam", "Aantal", "Fte"],
        "page": ["Naam", "Aantal", "Fte", "Deel"],
        "full": ["Naam", "Aantal", "Fte", "Deel", "Uitleg"],
    }


def test_a_long_cell_goes_on_below_and_a_long_word_stays_whole() -> None:
    words = "een twee drie vier vijf zes zeven acht negen tien elf twaalf"
    table = Table("t", "T", (Column("wat", "Wat"), Column("dan", "Dan")), ((words, "a\nb"), ("x" * 60, "")))
    assert [line.rstrip() for line in table_text(table).splitlines()[3:]] == [
        "een twee drie vier vijf zes zeven acht negen                  a",
        "tien elf twaalf                                               b",
        "x" * 60,
    ]


def test_many_columns_are_narrow_so_that_a_line_holds_them() -> None:
    columns = tuple(Column(str(i), f"Kop {i}") for i in range(8))
    table = Table("t", "T", columns, (("woord " * 12,) * 8,))
    assert max(map(len, table_text(table).splitlines())) <= 160


def test_a_column_of_sentences_gets_the_room_that_columns_of_numbers_leave() -> None:
    columns = (*(Column(str(i), f"Aantal van soort {i}", "whole") for i in range(8)), Column("waarom", "Waarom"))
    table = Table("t", "T", columns, ((*range(8), "woord " * 40),))
    rule = table_text(table).splitlines()[3].split("  ")
    assert [len(part) for part in rule] == [10] * 8 + [47]


def test_of_a_web_address_only_the_site_is_written() -> None:
    table = Table(
        "t", "T", (Column("bron", "Bron", "link"),),
        ((Link("a.example", "https://a.example/x"),), ("https://www.b.example/y\nhttps://c.example",)),
    )  # fmt: skip
    assert table_text(table).splitlines()[3:] == ["a.example", "b.example", "c.example"]


def test_a_table_without_rows_or_columns_is_no_text() -> None:
    assert table_text(Table("t", "T", (Column("naam", "Naam"),), ())) == ""
    assert table_text(Table("t", "T", (Column("naam", "Naam", form="full"),), (("x",),))) == ""


def test_a_section_says_its_conclusion_then_the_rest_then_its_tables() -> None:
    section = Section(
        "s", "Titel", "Kop", ("Een.", "Twee."),
        (Counts((("Gedekt", "2 → 0", "gemeenten"), ("Zekerheid", "bewezen", ""))), Paragraph("Let op:"),
         Listing(("drie",)), Terms((("rol", "wat iemand doet"),)), Figure(lambda _design: b"", "alt", "bijschrift"),
         Table("t", "Tabel", (Column("a", "A"),), (("b",),)), Table("leeg", "Leeg", (Column("a", "A"),), ())),
    )  # fmt: skip
    assert section_text(section, "Peildatum 1 juli 2026.").splitlines() == [
        "Een. Twee.", "Gedekt: 2 → 0 gemeenten", "Zekerheid: bewezen", "Let op:", "drie", "rol: wat iemand doet",
        "Peildatum 1 juli 2026.", "", "Tabel", "A", "-", "b",
    ]  # fmt: skip


def test_no_sign_of_the_data_can_steer_the_terminal() -> None:
    column = Column("naam", "Naam\x1b[2J")
    section = Section("s", "T", "K", ("a\x1b[31m\rb",), (Table("t", "T\x1b", (column,), (("a\x1b[31m\tb",),)),))
    assert section_text(section).splitlines() == ["a [31m b", "", "T", "Naam [2J", "--------", "a [31m b"]
    assert plain(" a\r\n\tb\x00c ") == "a b c"


def test_a_section_for_scripts_has_the_day_the_area_the_conclusion_and_its_facts() -> None:
    section = Section("s", "T", "K", ("Een.", "Twee."), (), {"totaal": Omvang(1, 20_000), "dagen": (DAY, None)})
    assert json.loads(section_json(section, DAY, Regio("provincie", "Zeeland"))) == {
        "peildatum": "2026-07-01", "gebied": "provincie:Zeeland", "conclusie": "Een. Twee.",
        "totaal": {"gemeenten": 1, "inwoners": 20_000}, "dagen": ["2026-07-01", None],
    }  # fmt: skip
    assert json.loads(section_json(section, DAY))["gebied"] is None


def test_what_has_named_fields_is_an_object_with_those_keys() -> None:
    assert json.loads(object_json({"kolom": Column("a", "A")}))["kolom"]["name"] == "A"


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        object_json({"fte": float("nan")})
