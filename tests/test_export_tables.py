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
from netmap.regio import Regio
from netmap.schema import CONTACT_COLUMNS
from netmap.table import Column, Link, Swatch, Table
from netmap.write import workbook as workbook_module
from netmap.write.csv import table_csv
from netmap.write.ods import write_ods
from netmap.write.workbook import MAX_SIGNS, Workbook, plain_text, sheet_of
from netmap.write.xlsx import write_xlsx
from tests.conftest import write_contacts
from tests.office import convert_to_pdf, read_pages
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
    names = tuple(column.name for column in COLUMNS)
    assert read_back(workbook_of(table), formaat) == [[names, *sheet_of(table).rows]]


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
        (Link("Het verslag", url), Swatch(ONBEKEND, "Onbekend", stale=True), None),
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
        ("2021", date(2027, 3, 1), None),
        (None, None, "2026-01"),
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
    names = ["Leeswijzer", "Gemeenten", "Contacten", "Werklijst", "Criteria"]
    assert [sheet.name for sheet in country.sheets] == [*names, "Vergelijking", "Vooruitblik", "Nog een"]
    assert ("Bladen", "Vooruitblik", "Wat er afloopt.") in country.sheets[0].rows
    assert ("Bladen", "Nog een", extra.caption) in country.sheets[0].rows
    assert ("Kolommen: Vooruitblik", "Jaar", "Het jaar.") in country.sheets[0].rows
    region = build_workbook(stand, Regio("politieregio", "Onder"), cards)
    assert [sheet.name for sheet in region.sheets] == names
    assert [row["code"] for row in page(region, "gemeenten")] == ["GM0004"]
    assert [row["organisatie"] for row in page(region, "contacten")] == ["B"]
    with pytest.raises(KeyError):
        build_workbook(stand, Regio("provincie", "Nergens"), cards)


def test_gemeenten_have_every_layer_and_unknown_is_not_zero(everything: Workbook) -> None:
    rows = page(everything, "gemeenten")
    shown = set(rows[0]) | set(page(everything, "criteria")[0])
    assert set(LAYERS) <= shown
    facts = ("gemeente", "zorgcoordinatie", "onafhankelijke_organisaties", "fte_per_100k", "einddatum")
    assert [tuple(row[fact] for fact in facts) for row in rows] == [
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


def test_the_reading_guide_has_the_day_the_words_and_the_sources(everything: Workbook) -> None:
    rows = everything.sheets[0].rows
    assert ("Over dit bestand", "Peildatum", "1 juli 2026") in rows
    assert ("Over dit bestand", "Gebied", "Nederland") in rows
    meaning = "Alleen de helpdesk van CoMensha coördineert. Dat telt niet als dekking."
    assert ("Begrippen: zorgcoördinatie", "Op afstand (CoMensha)", meaning) in rows
    assert [row[1] for row in rows if row[0] == "Bronnen"] == [
        "contacts",
        "gemeenten",
        "herindelingen",
        "indicatoren",
        "regios",
    ]
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
    heights = [page.row_dimensions[row].height or 15 for row in range(2, len(lines) + 2)]
    assert heights == [15 * number for number in lines]


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


def test_a_workbook_holds_no_macros_and_no_links(everything: Workbook) -> None:
    for write in (write_xlsx, write_ods):
        with zipfile.ZipFile(io.BytesIO(write(everything))) as archive:
            names = " ".join(archive.namelist())
            assert not re.search(r"vba|macro|external|script|comment|drawing", names, re.IGNORECASE)
            links = re.compile(rb"<hyperlinks?[ >/]|relationships/hyperlink|xlink:href")
            assert not any(links.search(archive.read(name)) for name in archive.namelist())


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
