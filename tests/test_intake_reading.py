"""A file that is not trusted is read in a process of its own: all forms of one table come out alike, bombs do not."""

from __future__ import annotations

import csv
import io
import itertools
import json
import subprocess
import sys
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netmap.intake import worker
from netmap.intake.reading import MAX_BYTES, IntakeError, read_bytes, read_file
from netmap.table import Column, Table
from netmap.write.csv import table_csv
from netmap.write.ods import write_ods
from netmap.write.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ROWS = (
    ("Gemeente", "organisatie/instelling", "fte"),
    ("Súdwest-Fryslân", 'Zorghuis "De Brug", team; zorg', "0014"),
    ("'s-Hertogenbosch", "", "0,44"),
)
FORMS = list(itertools.product(("utf-8", "utf-8-sig", "utf-16", "cp1252"), ",;\t", ("\n", "\r\n")))


def as_csv(rows: Sequence[Sequence[str]], encoding: str, separator: str, end: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods(rows: Sequence[Sequence[str]]) -> bytes:
    columns = tuple(Column(name, name) for name in rows[0])
    table = Table("blad", "Blad", columns, tuple(tuple(cell or None for cell in row) for row in rows[1:]))
    return write_ods(Workbook("t", "s", "o", "c", date(2026, 11, 26), (table,)))


def rezip(raw: bytes, **changed: bytes) -> bytes:
    """Give a workbook other files: ``__`` in a name is a slash, ``_x`` at its end ``.xml``."""
    buffer = io.BytesIO()
    names = {name.replace("__", "/").removesuffix("_x") + ".xml": content for name, content in changed.items()}
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, content in names.items():
            new.writestr(name, content)
    return buffer.getvalue()


def worksheet(inside: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{head}<sheetData>{inside}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(("encoding", "separator", "end"), FORMS)
def test_the_24_forms_of_one_table_come_out_alike_and_say_how_they_were_read(
    encoding: str, separator: str, end: str
) -> None:
    lezing = read_bytes("lijst.csv", as_csv(ROWS, encoding, separator, end))
    assert lezing.bladen[0].rows == ROWS
    assert lezing.codering == {"utf-16": "UTF-16", "cp1252": "cp1252"}.get(encoding, "UTF-8")
    words = {",": "komma's", ";": "puntkomma's", "\t": "tabs"}[separator]
    assert lezing.gelezen == f"lijst.csv is gelezen als CSV, {lezing.codering}, met {words} ertussen."


@pytest.mark.parametrize(("soort", "make"), [("XLSX", as_xlsx), ("ODS", as_ods)])
def test_a_workbook_gives_the_same_rows(soort: str, make) -> None:
    lezing = read_bytes(f"lijst.{soort}", make(ROWS))
    assert (lezing.soort, lezing.bladen[0].rows) == (soort, ROWS)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.text("aé;,\t'\"=1 \n", max_size=6), min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from([form for form in FORMS if form[0] != "cp1252"]),
)
def test_what_stands_in_a_cell_of_a_csv_file_is_read_as_it_is(rows, form) -> None:
    table = [("kolom een", "kolom twee", "kolom drie"), *rows]
    told = worker.read(as_csv(table, *form))["bladen"][0]["rijen"]
    assert told[: len(table)] == [[cell.strip() for cell in row] for row in table]


def test_a_text_that_our_own_csv_guards_with_an_apostrophe_comes_back() -> None:
    words = ["=1+1", "-tekst", "@x", "'s-Gravenhage", "gewoon"]
    table = Table("t", "t", (Column("a", "a"), Column("b", "b")), tuple((word, "x") for word in words))
    assert [row[0] for row in read_bytes("t.csv", table_csv(table)).bladen[0].rows[1:]] == words


def test_days_numbers_and_formulas_are_text_and_no_formula_is_computed() -> None:
    rows = [("code", "dag", "fte", "ja", "som"), (363.0, date(2026, 11, 26), 0.44, True, "=1+1")]
    lezing = read_bytes("lijst.xlsx", as_xlsx(rows))
    assert lezing.bladen[0].rows[1][:4] == ("363", "2026-11-26", "0.44", "waar")
    assert "2" not in lezing.bladen[0].rows[1][4:]
    assert "Van formules is de bewaarde uitkomst gelezen." in lezing.gelezen


CELL = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
FAR = worksheet(CELL.format(1048576, "XFD"))
APART = worksheet(CELL.format(1, "A") + CELL.format(1048576, "XFD"))
CLAIMED = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', '<dimension ref="A1:XFD1048576"/>')
REPEATED = "<table:table-row {}><table:table-cell {} office:value-type='string'><text:p>x</text:p></table:table-cell>"


def repeated(rows: int, columns: int) -> bytes:
    """An ODS file that says that a cell is repeated so often."""
    raw = as_ods(ROWS)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        head, sign, rest = archive.read("content.xml").decode().partition("<table:table-row")
    times = f'table:number-rows-repeated="{rows}"', f'table:number-columns-repeated="{columns}"'
    return rezip(raw, content_x=f"{head}{REPEATED.format(*times)}</table:table-row>{sign}{rest}".encode())


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + worksheet("")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (rezip(as_xlsx(ROWS), xl__worksheets__sheet1_x=CLAIMED), "tot en met cel XFD1048576 loopt; dat is te groot"),
        (rezip(as_xlsx(ROWS), xl__worksheets__sheet1_x=FAR), "verder dan rij 5000 of kolom 60"),
        (rezip(as_xlsx(ROWS), xl__worksheets__sheet1_x=APART), "te groot"),
        (repeated(1_048_576, 16_384), "werkmap"),
        (repeated(1, 2_000_000_000), "verder dan rij 5000 of kolom 60"),
        (rezip(as_xlsx(ROWS), xl__a_x=b" " * 60_000_000), "uitgepakt is de werkmap groter dan 50 MB"),
        (rezip(as_xlsx(ROWS), **{f"xl__a{i}_x": b"" for i in range(300)}), "te veel bestanden"),
        (rezip(as_xlsx(ROWS), xl__worksheets__sheet1_x=LAUGHS), "verwijzingen die een werkmap niet nodig heeft"),
        (rezip(as_xlsx(ROWS), xl__vbaProject_x=b"<a/>"), "de werkmap heeft macro's"),
        (rezip(as_xlsx(ROWS), xl__externalLinks__externalLink1_x=b"<a/>"), "haalt gegevens uit een ander bestand"),
        (rezip(as_ods(ROWS), Basic__Standard__Module1_x=b"<a/>"), "de werkmap heeft macro's"),
        (as_xlsx(ROWS)[:-400], "beschadigd"),
        (b"PK\x03\x04 geen zip", "beschadigd"),
        (rezip(as_xlsx(ROWS), xl__workbook_x=b"<geen"), "beschadigd"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "oude werkmap (.xls) of er zit een wachtwoord op"),
        (b"a;b\n" + b"1;2\n" * 400_000, "verder dan rij 5000"),
        (b";".join([b"a"] * 61), "verder dan rij 5000 of kolom 60"),
        (b"", "het bestand is leeg"),
        (b'a;b\n"x;y\n', "aanhalingsteken"),
        (bytes(500) + b"x", "UTF-16 of UTF-32"),
        (b"x" * (MAX_BYTES + 1), "groter dan 10 MB"),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_what_to_do(raw: bytes, sentence: str) -> None:
    with pytest.raises(IntakeError, match=r"^lijst: .*[.]$") as refused:
        read_bytes("../../lijst", raw)
    assert sentence in str(refused.value)


def test_a_sheet_that_is_too_large_is_not_read_and_the_others_are() -> None:
    book = openpyxl.Workbook()
    book.active["A5001"] = "te ver"
    book.create_sheet("klein").append(["a", "b"])
    buffer = io.BytesIO()
    book.save(buffer)
    bladen = read_bytes("t.xlsx", buffer.getvalue()).bladen
    assert [(blad.naam, blad.past, blad.rows) for blad in bladen] == [
        ("Sheet", False, ()),
        ("klein", True, (("a", "b"),)),
    ]


def test_the_process_that_reads_has_little_memory() -> None:
    """What takes more ends that process and not the app."""
    code = "from netmap.intake import worker; worker._limit(); bytearray(600_000_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


def test_the_process_that_reads_gets_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_DATABASE", "postgresql+psycopg://u@h/geheim")
    seen = {}
    answer = json.dumps({"soort": "CSV", "codering": "UTF-8", "scheiding": ",", "formules": False, "bladen": []})

    def run(*_args, env, **_rest):
        seen.update(env)
        return subprocess.CompletedProcess([], 0, answer.encode(), b"")

    monkeypatch.setattr(subprocess, "run", run)
    read_bytes("t.csv", b"a,b")
    assert "NETMAP_DATABASE" not in seen
    assert "PYTHONPATH" in seen


def test_a_process_that_takes_too_long_or_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_args, **_rest):
        raise subprocess.TimeoutExpired([], 20)

    monkeypatch.setattr(subprocess, "run", late)
    with pytest.raises(IntakeError, match="duurt te lang"):
        read_bytes("t.csv", b"a,b")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_rest: subprocess.CompletedProcess([], -9, b"", b""))
    with pytest.raises(IntakeError, match="beschadigd of te groot"):
        read_bytes("t.csv", b"a,b")


def test_a_file_that_is_missing_or_no_file_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"weg[.]xlsx kan niet worden gelezen .het bestaat niet."):
        read_file(tmp_path / "weg.xlsx")
    with pytest.raises(IntakeError, match="dit is een map"):
        read_file(tmp_path)
    (tmp_path / "t.csv").write_bytes(b"a,b\n1,2\n")
    assert read_file(tmp_path / "t.csv").bladen[0].rows == (("a", "b"), ("1", "2"))


@pytest.mark.parametrize(
    "name", ["../../x.csv", "C:\\x.csv", "a\0b.csv", "x" * 5000, "<img src=x onerror=__x(1)>.csv", "a\nb.csv", "a/", ""]
)
def test_a_strange_name_of_a_file_is_only_shown_and_never_a_path(name: str) -> None:
    shown = read_bytes(name, b"rol,gebied\nvng,landelijk\n").bestand
    assert 0 < len(shown) <= 60
    assert shown.isprintable()
    assert not set(shown) & {"/", "\\"}


def test_the_history_does_not_know_the_name_of_a_file_for_that_may_be_of_a_person() -> None:
    lezing = read_bytes("mevr_Voorbeeld.csv", b"rol,gebied\nvng,landelijk\n")
    assert lezing.woord(date(2026, 11, 27)) == "een bestand (CSV), 27 november 2026"
    assert "mevr_Voorbeeld.csv is gelezen" in lezing.gelezen
