"""Tables as XLSX, ODS and CSV: the same rows in all three, texts stay texts, days and numbers are real."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odfdo import Document
from openpyxl.utils import get_column_letter

from netmap.cards import load_sources
from netmap.errors import NetmapError
from netmap.export.sheets import build_workbook
from netmap.inzet import Geschreven, Uitspraak, as_written
from netmap.klassen import ONBEKEND
from netmap.layers import LAYERS, STATUS_KLASSEN, build_stand
from netmap.load import DATA_DIR, load_tables
from netmap.maps.style import contrast
from netmap.regio import Regio
from netmap.schema import CONTACT_COLUMNS, INZET_STATUSSEN, ROLLEN, VORMEN, ZEKERHEDEN
from netmap.settings import Settings
from netmap.table import Column, Link, Swatch, Table
from netmap.write import workbook as workbook_module
from netmap.write.csv import table_csv
from netmap.write.ods import write_ods
from netmap.write.workbook import MAX_SIGNS, Workbook, plain_text, sheet_of
from netmap.write.xlsx import write_xlsx
from tests.conftest import write_contacts
from tests.office import convert_to_pdf, read_pages, read_sizes
from tests.sheets import WRITERS, read_back, unguard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.write.workbook import Sheet
    from tests.sheets import Rows

ODD = [
    "=1+1",
    "+1",
    "-5",
    "@SUM(A1)",
    "＝1+1",
    "'=1",
    "''=1",
    " =1",
    "'abc",
    "'s-Gravenhage",
    "0014",
    "1e5",
    "TRUE",
    "#N/A",
    "2021-05-01",
    '=HYPERLINK("http://x.example","a")',
    '=cmd|"/C calc"!A0',
    " voor",
    "achter ",
    "a  b   c",
    "   ",
    "regel\nregel",
    "\n",
    "\n\nx\n",
    "tab\ttab",
    "\tx",
    'zeg "a;b"',
    ";",
    "<b>&amp;</b>",
    "_x000D_",
    "_x000D_x0041_",
    "{{7*191}}",
    "<r>a</r>",
    "<r><t>a</t></r>",
    "http://site.example/",
    "mailto:a",
    "Súdwest-Fryslân",
    "e\u0301",
    "\u00a0x\u00a0",
    "\u2028x",
    "\u202eabc",
    "😀",
    "\ufffd",
    "\x85",
]


def table_of(columns: Sequence[Column], rows: Iterable[Sequence[Any]], name: str = "A", explanation: str = "") -> Table:
    return Table(name.casefold(), name, tuple(columns), tuple(map(tuple, rows)), explanation=explanation)


def workbook_of(*tables: Table) -> Workbook:
    return Workbook("Titel", "Onderwerp", "Een organisatie", "© bron & co", date(2026, 11, 22), tables)


@pytest.fixture
def everything(stand_on: Callable[..., Stand]) -> Workbook:
    stand = stand_on(
        "2026-07-01",
        {"organisatie": "Zorg Eén", "gebied": "politieregio:Boven", "fte": "0,5", "vanaf": "2021", "tot": "2027-03-01"},
        {"organisatie": "=1+1", "gebied": "Deiland", "bron_datum": "2026-01", "opmerking": "-5", "status": "gestopt"},
    )
    return build_workbook(stand, None, load_sources(stand.tables.folder))


def page(workbook: Workbook, key: str) -> list[dict[str, Any]]:
    """Rows of a table by the keys of the columns."""
    return next(table for table in workbook.tables if table.key == key).records()


def cell_of(cell: Any) -> Any:
    """The words of a class; anything else as it is."""
    return cell.text if isinstance(cell, Swatch) else cell


# --- what comes back ---------------------------------------------------------------------------------------------

TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40), st.text(alphabet=" '=+-@\t\r\n;\"a0＝", max_size=12))
ROWS = st.lists(
    st.tuples(
        TEXTS.filter(bool),
        TEXTS,
        st.none() | st.integers(-(10**9), 10**9),
        st.none() | st.floats(-1e9, 1e9, allow_subnormal=False),
        st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)) | st.sampled_from(["2021", "2021-05", "onbekend"]),
    ),
    max_size=6,
)
COLUMNS = (
    Column("id", "Id"),
    Column("tekst", "Tekst"),
    Column("aantal", "Aantal", "whole"),
    Column("maat", "Maat", "number"),
    Column("dag", "Dag", "date"),
)
TEXT = Column("a", "a")


@pytest.mark.parametrize("formaat", WRITERS)
@settings(max_examples=60)
@given(rows=ROWS)
@example(rows=[(text, text, -5, -5.2, date(1900, 1, 1)) for text in ODD])
@example(rows=[("x" * MAX_SIGNS, "é\n" * 200, 0, 0.1, date(1900, 2, 28))])
def test_what_is_read_back_is_what_went_in(formaat: str, rows: Rows) -> None:
    table = table_of(COLUMNS, rows)
    sheet = sheet_of(table)
    names = tuple(column.name for column in sheet.columns)
    assert read_back(workbook_of(table), formaat) == [[names, *sheet.rows]]


@given(ROWS)
def test_a_column_of_days_or_numbers_holds_nothing_else(rows: Rows) -> None:
    sheet = sheet_of(table_of(COLUMNS, rows))
    for place, column in enumerate(sheet.columns):
        found = {type(row[place]) for row in sheet.rows} - {type(None)}
        kinds = {"text": {str}, "whole": {int}, "number": {float}, "date": {date}}
        assert found <= kinds[column.kind], column.name
    names = [column.name for column in sheet.columns]
    words = [row[4] if isinstance(row[4], str) else None for row in rows]
    assert names[5:] == (["Dag in woorden"] if any(words) else [])
    assert [row[5] for row in sheet.rows if names[5:]] == (words if any(words) else [])


@given(TEXTS)
def test_a_sheet_changes_a_text_only_where_xml_or_a_cell_cannot_hold_it(text: str) -> None:
    kept = sheet_of(table_of([TEXT], [(text,)])).rows[0][0]
    assert kept == (plain_text(text).replace("\r\n", "\n").replace("\r", "\n") or None)
    assert len(plain_text(text)) == len(text)
    ElementTree.fromstring(f"<a>{plain_text(text).replace('&', '').replace('<', '')}</a>")


def test_a_sign_that_no_file_can_hold_becomes_a_replacement_sign() -> None:
    row = sheet_of(table_of([TEXT], [("a\x00b\x0bc\ud800d\uffffe",)])).rows[0]
    assert row == ("a�b�c�d�e",)


@pytest.mark.parametrize("sign", ["a", "😀"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(sign: str) -> None:
    text = sheet_of(table_of([TEXT], [(sign * 40_000,)])).rows[0][0]
    assert isinstance(text, str)
    assert text.endswith("…")
    assert MAX_SIGNS - 1 <= len(text.encode("utf-16-le")) / 2 <= MAX_SIGNS


@pytest.mark.parametrize("formaat", WRITERS)
def test_exported_contacts_load_again_as_the_same_contacts(
    formaat: str, country: Callable[..., Path], tmp_path: Path
) -> None:
    folder = country(
        {"id": "=1+1", "organisatie": "'s Heeren Loo", "gebied": "provincie:Oostland; -Aadorp", "vanaf": "2021-05"},
        {"id": "-5", "organisatie": '-Zorg; "Eén"', "gebied": "Aadorp", "fte": "0,44", "tot": "2030"},
        {"id": "0014", "organisatie": "@zorg", "gebied": "landelijk", "opmerking": "een\ntwee", "doelgroep": "tot 23"},
        {
            "rol": "vng",
            "naam": "Bestuurder Een",
            "organisatie": "VNG",
            "gebied": "landelijk",
            "bevestigd_op": "2026-01-02",
            "email": "info@vng.example",
        },
    )
    tables = load_tables(folder)
    workbook = build_workbook(build_stand(tables, date(2026, 7, 1)), None, load_sources(folder))
    place = next(place for place, table in enumerate(workbook.tables) if table.key == "contacten")
    names, *rows = read_back(workbook, formaat)[place]
    again = tmp_path / "opnieuw"
    again.mkdir()
    for name in ("gemeenten.csv", "herindelingen.csv", "regios.csv", "bronnen.toml"):
        (again / name).write_bytes((folder / name).read_bytes())
    write_contacts(again, [{k: "" if v is None else v for k, v in zip(names, row, strict=True)} for row in rows])
    assert load_tables(again).contacts == tables.contacts


def test_the_contacts_of_the_real_data_come_back_from_every_format(real: Tables) -> None:
    workbook = build_workbook(build_stand(real, date(2026, 11, 21)), None, load_sources(DATA_DIR))
    expected = [[tuple(column.name for column in sheet.columns), *sheet.rows] for sheet in workbook.sheets]
    for formaat in WRITERS:
        for sheet, rows, found in zip(workbook.sheets, expected, read_back(workbook, formaat), strict=True):
            assert found == rows, (formaat, sheet.name)


# --- texts stay texts, numbers numbers -----------------------------------------------------------------------------


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    book = workbook_of(table_of([TEXT, Column("b", "b", "whole")], [(text, -5) for text in ODD]))
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(book)))["A"]
    kinds = {(cell.data_type, cell.quotePrefix) for cell in page["A"][1:]}
    assert kinds <= {("s", True), ("s", False)}
    assert [cell.value for cell in page["B"][1:]] == [-5] * len(ODD)
    assert all(page.cell(i, 1).quotePrefix for i, text in enumerate(ODD, start=2) if text[:1] in "=+-@")
    with zipfile.ZipFile(io.BytesIO(write_xlsx(book))) as archive:
        assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist())
    with zipfile.ZipFile(io.BytesIO(write_ods(book))) as archive:
        assert b"formula" not in archive.read("content.xml")


def test_csv_guards_what_would_be_a_formula_and_leaves_names_and_numbers_alone() -> None:
    texts = ["=1+1", "'s-Gravenhage", "'=1", None, "x"]
    columns = [TEXT, Column("b", "b", "whole"), Column("c", "c", "number"), Column("d", "d", "share", "full")]
    table = table_of(columns, [(text, b, 0.5, None) for text, b in zip(texts, (-5, 0, 1, 2, 3), strict=True)])
    assert table_csv(table).decode("utf-8-sig") == (
        "a;b;c;d\n'=1+1;-5;0,5;\n's-Gravenhage;0;0,5;\n''=1;1;0,5;\n;2;0,5;\nx;3;0,5;\n"
    )


@given(TEXTS)
def test_the_guard_of_csv_can_be_undone(text: str) -> None:
    table = table_of([TEXT], [(text,)])
    cell = table_csv(table).decode("utf-8-sig").removeprefix("a\n").removesuffix("\n")
    guarded = cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
    assert unguard(guarded) == (sheet_of(table).rows[0][0] or "")
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_link_tells_where_it_leads_and_a_class_what_it_is_called() -> None:
    columns = [
        Column("bron", "Bron", "link"),
        Column("klasse", "Klasse", "swatch", "brief"),
        Column("n", "N", form="full"),
    ]
    link, url = Link("site.example", "https://site.example/a"), "https://site.example/a"
    rows = [
        (link, Swatch(STATUS_KLASSEN[0], "Dubbel gedekt"), "x"),
        (Link("Het verslag", url), Swatch(ONBEKEND, "Onbekend", ("ouder",)), None),
        ("een boek", None, None),
    ]
    assert sheet_of(table_of(columns, rows)).rows == (
        (url, "Dubbel gedekt", "x"),
        (f"Het verslag ({url})", "Onbekend", None),
        ("een boek", None, None),
    )


def test_codes_are_text_and_days_and_numbers_are_real(everything: Workbook) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(everything)))
    page = book["Gemeenten"]
    column = {cell.value: cell.column for cell in page[1]}
    first = {naam: page.cell(2, number) for naam, number in column.items()}
    assert (first["Code"].value, first["Code"].data_type, first["Code"].number_format) == ("GM0001", "s", "@")
    assert (first["Inwoners"].value, first["Inwoners"].data_type) == (10_000, "n")
    assert first["Einddatum"].is_date
    assert first["Einddatum"].value == datetime(2027, 3, 1)
    assert first["Fte per 100.000 inwoners"].value == 0.833
    assert book["Vergelijking"].cell(2, 4).number_format == "0.00%"


def test_a_year_is_not_turned_into_a_day(everything: Workbook) -> None:
    contacts = page(everything, "contacten")
    assert [(row["vanaf"], row["tot"], row["bron_datum"]) for row in contacts] == [
        ("2021", "2027-03-01", None),
        (None, None, "2026-01"),
    ]
    sheet = next(sheet for sheet in everything.sheets if sheet.name == "Gemeenten")
    named = [{c.name: cell for c, cell in zip(sheet.columns, row, strict=True)} for row in sheet.rows]
    assert [(row["Einddatum"], row["Laatst bevestigd"], row["Laatst bevestigd in woorden"]) for row in named] == [
        *[(date(2027, 3, 1), None, None)] * 3,
        (None, None, "2026-01"),
    ]
    assert [(row["Fte per 100.000 inwoners"], row["Fte per 100.000 inwoners in woorden"]) for row in named] == [
        *[(0.833, None)] * 3,
        (None, "onbekend"),
    ]
    assert [row["bevestigd"] for row in page(everything, "gemeenten")] == [None, None, None, "2026-01"]


def test_a_day_is_as_precise_as_the_best_statement() -> None:
    year = Uitspraak(
        id="a", gebied="Aadorp", codes=frozenset(), tot=date(2021, 1, 1), geschreven=Geschreven(tot="2021")
    )
    day = replace(year, geschreven=Geschreven(tot="2021-01-01"))
    assert as_written(date(2021, 1, 1), [year], "tot") == "2021"
    assert as_written(date(2021, 1, 1), [year, day], "tot") == date(2021, 1, 1)
    assert as_written(None, [year], "tot") is None


# --- what is in it -------------------------------------------------------------------------------------------------


def test_the_sheets_of_the_country_and_of_a_region(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {"organisatie": "A", "gebied": "Aadorp"}, {"organisatie": "B", "gebied": "Deiland"})
    cards = load_sources(stand.tables.folder)
    year = Column("jaar", "Jaar", "whole", explanation="Het jaar.")
    extra = table_of([year], [(2027,)], "Vooruitblik", "Wat er afloopt.")
    country = build_workbook(stand, None, cards, extra=[extra, replace(extra, sheet="Nog een", explanation="")])
    names = ["Leeswijzer", "Gemeenten", "Contacten", "Werklijst", "Criteria", "Indicatoren"]
    more = ["Vergelijking", "Verbindingen", "Vooruitblik", "Nog een"]
    assert [sheet.name for sheet in country.sheets] == [*names, *more]
    assert ("Bladen", "Vooruitblik", "Wat er afloopt.") in country.sheets[0].rows
    assert ("Bladen", "Nog een", extra.caption) in country.sheets[0].rows
    assert ("Kolommen: Vooruitblik", "Jaar", "Het jaar.") in country.sheets[0].rows
    region = build_workbook(stand, Regio("politieregio", "Onder"), cards)
    assert [sheet.name for sheet in region.sheets] == [*names, "Verbindingen"]
    assert [row["code"] for row in page(region, "gemeenten")] == ["GM0004"]
    assert [row["organisatie"] for row in page(region, "contacten")] == ["B"]
    with pytest.raises(KeyError):
        build_workbook(stand, Regio("provincie", "Nergens"), cards)


def test_gemeenten_have_every_layer_and_unknown_is_not_zero(everything: Workbook) -> None:
    rows = page(everything, "gemeenten")
    shown = set(rows[0]) | set(page(everything, "criteria")[0])
    assert set(LAYERS) <= shown
    facts = ("gemeente", "zorgcoordinatie", "onafhankelijke_organisaties", "fte_per_100k", "einddatum")
    assert [tuple(cell_of(row[fact]) for fact in facts) for row in rows] == [
        ("Aadorp", "Enkel gedekt", 1, 0.833, date(2027, 3, 1)),
        ("Beekstad", "Enkel gedekt", 1, 0.833, date(2027, 3, 1)),
        ("Ceeburg", "Enkel gedekt", 1, 0.833, date(2027, 3, 1)),
        ("Deiland", "Vervallen of vacant", 0, "onbekend", None),
    ]


def test_a_gemeente_of_which_nothing_is_known_has_no_number_of_organisations(stand_on: Callable[..., Stand]) -> None:
    workbook = build_workbook(stand_on("2026-07-01"), None, [])
    assert {row["onafhankelijke_organisaties"] for row in page(workbook, "gemeenten")} == {None}


def test_the_work_list_and_the_comparison(everything: Workbook) -> None:
    assert [(row["code"], row["soort"]) for row in page(everything, "werklijst")] == [
        ("GM0004", "Vervallen of vacant"),
        ("GM0003", "Gedekt, te bevestigen"),
        ("GM0002", "Gedekt, te bevestigen"),
        ("GM0001", "Gedekt, te bevestigen"),
    ]
    last = page(everything, "vergelijking")[-1]
    assert (last["politieregio"], last["deel_gemeenten"], last["deel_inwoners"]) == ("Nederland", 0.75, 0.6)


def test_connections_are_those_of_the_map_between_actors_with_a_name_of_their_own(
    stand_on: Callable[..., Stand],
) -> None:
    stand = stand_on(
        "2026-07-01",
        {"organisatie": "Zorg A", "gebied": "Aadorp"},
        {"organisatie": "Boven", "gebied": "Aadorp", "rol": "partner"},
        {"organisatie": "Zorg B", "gebied": "Deiland", "tot": "2020"},
    )
    rows = page(build_workbook(stand, Regio("politieregio", "Boven"), []), "verbindingen")
    found = {(row["van"], row["naar"], row["soort"]) for row in rows}
    assert found == {
        ("Aadorp", "Boven (politieregio)", "ligt in"),
        ("Beekstad", "Boven (politieregio)", "ligt in"),
        ("Ceeburg", "Boven (politieregio)", "ligt in"),
        ("Boven (politieregio)", "VNG", "valt onder"),
        ("Zorg A", "Aadorp", "coördineert zorg voor"),
        ("Zorg A", "CoMensha", "meldt bij"),
        ("Boven (organisatie)", "Aadorp", "ondersteunt"),
    }
    assert {(row["van"], row["van_soort"]) for row in rows if row["van"].startswith("Zorg")} == {
        ("Zorg A", "organisatie")
    }


def test_a_name_stands_for_one_actor_in_the_connections_of_the_country(real: Tables) -> None:
    workbook = build_workbook(build_stand(real, date(2026, 11, 21)), None, [])
    rows = page(workbook, "verbindingen")
    kinds = {(row[end].casefold(), row[f"{end}_soort"]) for row in rows for end in ("van", "naar")}
    assert len({name for name, _ in kinds}) == len(kinds)
    assert len(rows) > len(real.gemeenten)


def test_the_reading_guide_has_the_day_the_words_and_the_sources(everything: Workbook) -> None:
    rows = everything.sheets[0].rows
    assert ("Over dit bestand", "Peildatum", "1 juli 2026") in rows
    assert ("Over dit bestand", "Gebied", "Nederland") in rows
    meaning = "Alleen de helpdesk van CoMensha coördineert. Dat telt niet als dekking."
    assert ("Begrippen: zorgcoördinatie", "Op afstand (CoMensha)", meaning) in rows
    named = ("contacts", "gemeenten", "herindelingen", "indicatoren", "regios")
    assert [row[1] for row in rows if row[0] == "Bronnen"] == [f"{name} (https://bron.example/)" for name in named]
    assert {row[1] for row in rows if row[0] == "Kaartlagen"} == {layer.naam for layer in LAYERS.values()}
    parts = ("Bladen", "Kaartlagen", "Wat u moet weten", "Kolommen: Contacten")
    assert all(row[2] for row in rows if row[0] in parts)


def test_the_columns_of_the_contacts_are_those_of_the_file_without_the_telephone(everything: Workbook) -> None:
    found = next(sheet for sheet in everything.sheets if sheet.name == "Contacten")
    assert [column.name for column in found.columns] == [c for c in CONTACT_COLUMNS if c != "telefoon"]


# --- how it looks --------------------------------------------------------------------------------------------------


def corner(sheet: Sheet) -> str:
    """The cell at the bottom right, such as ``X343``."""
    return f"{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"


def test_header_in_view_filters_and_widths_in_xlsx(everything: Workbook) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(everything)))
    assert {name: book[name].freeze_panes for name in ("Leeswijzer", "Gemeenten", "Contacten")} == {
        "Leeswijzer": "A2",
        "Gemeenten": "C2",
        "Contacten": "B2",
    }
    for sheet in everything.sheets:
        page = book[sheet.name]
        assert page.auto_filter.ref == f"A1:{corner(sheet)}"
        looks = page.column_dimensions.values()
        shown = [look.width for look in looks for _ in range(look.min, look.max + 1)]
        assert all(0 < width - signs < 1 for width, signs in zip(shown, sheet.widths, strict=True))
        assert all(9 <= width <= 100 for width in sheet.widths)
    page = book["Leeswijzer"]
    assert page["C2"].alignment.wrap_text
    lines = [everything.sheets[0].lines(row) for row in everything.sheets[0].rows]
    assert max(lines) > 1
    heights = [page.row_dimensions[row].height or 13.5 for row in range(2, len(lines) + 2)]
    assert heights == [13.5 * number for number in lines]


def test_header_in_view_filters_and_widths_in_ods(everything: Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(write_ods(everything))) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        content, view = (archive.read(name).decode() for name in ("content.xml", "settings.xml"))
        for name in archive.namelist()[1:]:
            ElementTree.fromstring(archive.read(name))
    for sheet in everything.sheets:
        assert f"&#39;{sheet.name}&#39;.A1:&#39;{sheet.name}&#39;.{corner(sheet)}" in content
        assert f'config:name="{sheet.name}"' in view
    assert content.count('table:display-filter-buttons="true"') == len(everything.sheets)
    assert content.count("<table:table-header-rows>") == len(everything.sheets)


def test_the_files_say_what_they_are_and_on_which_day(everything: Workbook) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(everything)))
    properties = book.properties
    assert properties.title == "Netwerk mensenhandel: Nederland op 1 juli 2026"
    assert (properties.creator, properties.lastModifiedBy) == ("netmap", "netmap")
    assert {one.name: one.value for one in book.custom_doc_props} == {"Language": "nl-NL"}
    assert (properties.created, properties.modified) == (datetime(2026, 7, 1), datetime(2026, 7, 1))
    meta = Document(io.BytesIO(write_ods(everything))).meta
    assert (meta.title, meta.creator, meta.language) == (properties.title, "netmap", "nl-NL")


@pytest.mark.parametrize("formaat", WRITERS)
def test_the_same_workbook_gives_the_same_bytes(
    formaat: str, everything: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = WRITERS[formaat](everything)
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert WRITERS[formaat](everything) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_holds_no_macros_and_leads_only_to_the_sources_it_names() -> None:
    columns = [Column("bron", "Bron", "link"), TEXT]
    url = "https://bron.example/a?b=1&c=2"
    rows: list[tuple[Any, Any]] = [
        (Link("Het verslag", url), "https://elders.example/"),
        (url, None),
        ("Gesprek van 3 mei 2021", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ('=HYPERLINK("https://x.example/";"x")', None),
        ("mailto:jan.jansen@site.example", None),
    ]
    book = workbook_of(table_of(columns, rows))
    for write in (write_xlsx, write_ods):
        with zipfile.ZipFile(io.BytesIO(write(book))) as archive:
            names = " ".join(archive.namelist())
            assert not re.search(r"vba|macro|external|script|comment|drawing", names, re.IGNORECASE)
            parts = b"".join(archive.read(name) for name in archive.namelist())
            found = re.findall(rb'(?:xlink:href|relationships/hyperlink" Target)="([^"]*)"', parts)
            assert set(found) == {url.replace("&", "&amp;").encode()}
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(book)))["A"]
    shown = {cell.coordinate: (cell.value, cell.hyperlink.target) for row in page for cell in row if cell.hyperlink}
    assert shown == {"A2": (f"Het verslag ({url})", url), "A3": (url, url)}
    assert "hyperlink" not in page["A7"].style
    assert page["A7"].data_type == "s"


def test_the_sources_of_contacts_and_of_the_guide_can_be_clicked(everything: Workbook) -> None:
    named = {sheet.name: sheet for sheet in everything.sheets}
    assert set(named["Contacten"].links.values()) == {"https://bron.example/"}
    assert set(named["Leeswijzer"].links.values()) == {"https://bron.example/"}


# --- in the colours of the map, and on paper -----------------------------------------------------------------------


def test_answers_have_the_fill_of_their_class_on_the_map(everything: Workbook) -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(everything)))["Gemeenten"]
    column = {cell.value: cell.column for cell in page[1]}["Zorgcoördinatie"]
    looks = [(page.cell(row, column).value, page.cell(row, column).fill) for row in (2, 5)]
    assert [(text, fill.fill_type, fill.fgColor.rgb) for text, fill in looks[:1]] == [
        ("Enkel gedekt", "solid", "FF2171B5")
    ]
    assert [(text, fill.fill_type, fill.bgColor.rgb) for text, fill in looks[1:]] == [
        ("Vervallen of vacant", "lightUp", "FFFDAE61")
    ]
    for layer in LAYERS.values():
        if layer.key != "inwoners" and layer.naam in {cell.value for cell in page[1]}:
            place = {cell.value: cell.column for cell in page[1]}[layer.naam]
            assert all(page.cell(row, place).fill.fill_type for row in range(2, 6)), layer.key
    guide = next(sheet for sheet in everything.sheets if sheet.name == "Leeswijzer")
    legend = {guide.rows[row][place]: klasse for (row, place), klasse in guide.fills.items()}
    assert legend == {klasse.label: klasse for klasse in STATUS_KLASSEN}
    with zipfile.ZipFile(io.BytesIO(write_ods(everything))) as archive:
        content = archive.read("content.xml").decode()
    assert content.count('table:style-name="c_vlak_FDAE61"') > 1
    assert 'style:name="c_vlak_FDAE61"' in content


def test_words_are_read_on_every_fill_and_on_the_strokes_of_its_pattern() -> None:
    klassen = sorted({k for layer in LAYERS.values() for k in layer.list_klassen(Settings())}, key=str)
    rows = [(Swatch(klasse, klasse.label),) for klasse in klassen]
    book = workbook_of(table_of([Column("k", "Klasse", "swatch")], rows))
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(book)))["A"]
    for klasse, cell in zip(klassen, page["A"][1:], strict=True):
        letters = f"#{cell.font.color.rgb[2:]}"
        behind = {f"#{colour.rgb[2:]}" for colour in (cell.fill.fgColor, cell.fill.bgColor) if colour.type == "rgb"}
        assert (cell.fill.fill_type == "solid") == (klasse.pattern == "none")
        assert klasse.fill in behind
        assert min(contrast(letters, colour) for colour in behind - {"#000000"}) >= 4.5, klasse


def test_whoever_fills_in_contacts_chooses_from_the_words_that_can_be(everything: Workbook) -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(everything)))["Contacten"]
    names = {get_column_letter(cell.column): cell.value for cell in page[1]}
    lists = {
        names[str(one.sqref)[0]]: (one.type, one.formula1, one.allow_blank)
        for one in page.data_validations.dataValidation
    }
    assert lists == {
        name: ("list", f'"{",".join(words)}"', True)
        for name, words in (
            ("rol", ROLLEN),
            ("vorm", VORMEN),
            ("status", INZET_STATUSSEN),
            ("zekerheid", ZEKERHEDEN),
        )
    }
    free = [names[str(one.sqref)[0]] for one in page.data_validations.dataValidation if not one.showErrorMessage]
    assert free == ["vorm"]  # more than one word may stand in a cell
    assert {str(one.sqref).split(":")[0][1:] for one in page.data_validations.dataValidation} == {"2"}
    assert all(int(str(one.sqref).split(":")[1][1:]) > 500 for one in page.data_validations.dataValidation)


def test_letters_on_paper_are_never_smaller_than_seven_points(real: Tables, tmp_path: Path) -> None:
    """Every page of Gemeenten begins with the code and the name, under the header; Uitleg stays on screen."""
    sheets = build_workbook(build_stand(real, date(2026, 11, 21)), None, load_sources(DATA_DIR))
    tables = [table for table in sheets.tables if table.key in ("gemeenten", "criteria", "vergelijking")]
    first = [replace(table, rows=table.rows[:5]) for table in tables]
    files = [tmp_path / f"{formaat}.{formaat}" for formaat in ("xlsx", "ods")]
    for file in files:
        file.write_bytes(WRITERS[file.stem](replace(sheets, tables=tuple(first))))
    for pdf in convert_to_pdf(files, tmp_path):
        pages = [text for text in read_pages(pdf) if "Gemeenten," in text]
        assert len(pages) == 4
        assert all(re.search(r"^Code +Gemeente ", text, re.MULTILINE) for text in pages)
        assert all("GM0518" in text and "'s-Gravenhage" in text for text in pages)
        assert not any("Uitleg" in text for text in pages)
        assert min(read_sizes(pdf)) >= 6.9


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_libreoffice_opens_it_and_sees_the_same_texts(formaat: str, tmp_path: Path) -> None:
    texts = [text for text in ODD if text.strip() and not re.search(r"[\t\n\x85\u2028]", text)]
    table = table_of([TEXT, Column("n", "n", "whole")], [(text, -5) for text in texts])
    source = tmp_path / f"werkmap.{formaat}"
    source.write_bytes(WRITERS[formaat](workbook_of(table)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    target = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "werkmap.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows[1:] == [[one, "-5"] for one in texts]


def test_every_page_on_paper_says_whose_it_is_and_what_sheet(tmp_path: Path) -> None:
    book = workbook_of(*(table_of([TEXT], [("tekst",)], name) for name in ("Een", "Twee")))
    files = [tmp_path / f"{formaat}.{formaat}" for formaat in ("xlsx", "ods")]
    for file in files:
        file.write_bytes(WRITERS[file.stem](book))
    for pdf in convert_to_pdf(files, tmp_path):
        lines = [page.splitlines()[-1].strip() for page in read_pages(pdf)]
        assert [re.split(r" {2,}", line) for line in lines] == [
            ["© bron & co", "Een, 1 van 2"],
            ["© bron & co", "Twee, 2 van 2"],
        ]


# --- what cannot be ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a/b", "x" * 32, "", "'a"])
def test_a_programmer_hears_of_a_name_that_no_sheet_can_have(name: str) -> None:
    with pytest.raises(ValueError, match="No sheet can have the name"):
        workbook_of(table_of([TEXT], [], name))


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("text", 5),
        ("whole", 2.5),
        ("number", float("inf")),
        ("share", float("nan")),
        ("date", 5),
        ("geld", 5),
        ("swatch", 5),
        ("link", 5),
    ],
)
def test_a_programmer_hears_of_a_cell_that_does_not_fit_its_column(kind: Any, cell: Any) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        workbook_of(table_of([Column("a", "a", kind)], [(cell,)]))


def test_two_sheets_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="different names"):
        workbook_of(table_of([TEXT], [], "A"), table_of([TEXT], [], "a"))


def test_more_rows_than_a_workbook_holds_is_said_in_dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAX_ROWS", 3)
    assert len(sheet_of(table_of([TEXT], [("x",)] * 2)).rows) == 2
    with pytest.raises(NetmapError, match="past niet in een werkmap"):
        workbook_of(table_of([TEXT], [("x",)] * 3))


def test_numbers_of_numpy_become_plain_numbers() -> None:
    columns = [TEXT, Column("n", "n", "number"), Column("w", "w", "whole"), Column("d", "d", "date")]
    table = table_of(columns, [("a", np.float64(1.5), np.int64(1), date(2021, 5, 1)), (None,) * 4])
    rows = sheet_of(table).rows
    assert rows == (("a", 1.5, 1, date(2021, 5, 1)), (None, None, None, None))
    assert [type(cell) for cell in rows[0]] == [str, float, int, date]
