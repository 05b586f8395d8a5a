"""Reading a CSV file in every way a spreadsheet program saves it."""

from __future__ import annotations

import csv
import itertools
import os
from typing import TYPE_CHECKING

import pytest

from netmap.errors import FolderError
from netmap.read import RawTable, read_table
from netmap.schema import CONTACT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COLUMNS = ("code", "naam", "plaats")
CELLS = (COLUMNS, ("0014", "Súdwest-Fryslân", 'Sneek, IJlst; "Snits"'), ("0015", "'s-Gravenhage", ""))
"""Zeros in front, diacritics, both separators and quotes within a cell."""


def csv_text(separator: str, newline: str) -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',;"') else cell

    return "".join(separator.join(map(quoted, row)) + newline for row in CELLS)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., RawTable]:
    """Write bytes or text to a file and read it as a table with three columns."""

    def run(content: str | bytes, columns: tuple[str, ...] = COLUMNS) -> RawTable:
        path = tmp_path / "lijst.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path, columns)

    return run


def lines(table: RawTable) -> list[str]:
    return [str(problem) for problem in table.problems]


FORMS = list(itertools.product(("utf-8", "utf-8-sig", "cp1252", "utf-16"), ",;\t", ("\n", "\r\n", "\r")))


@pytest.mark.parametrize(("encoding", "separator", "newline"), FORMS)
def test_every_form_gives_the_same_table(
    read: Callable[..., RawTable], encoding: str, separator: str, newline: str
) -> None:
    table = read(csv_text(separator, newline).encode(encoding))
    assert table.rows == tuple(dict(zip(COLUMNS, row, strict=True)) for row in CELLS[1:])
    assert (table.numbers, table.problems) == ((2, 3), ())


@pytest.mark.parametrize(
    ("encoding", "separator", "notices"),
    [
        ("utf-8", ",", []),
        ("utf-8-sig", ",", []),
        ("utf-16", ",", ["lijst.csv is gelezen als UTF-16."]),
        ("utf-8", "\t", ["lijst.csv is gelezen met tabs tussen de kolommen."]),
        (
            "cp1252",
            ";",
            [
                "lijst.csv is gelezen als Windows-tekst (cp1252). Bewaar het bestand liever als UTF-8.",
                "lijst.csv is gelezen met puntkomma's (;) tussen de kolommen.",
            ],
        ),
    ],
)
def test_a_notice_tells_what_was_read_otherwise(
    read: Callable[..., RawTable], encoding: str, separator: str, notices: list[str]
) -> None:
    assert list(read(csv_text(separator, "\n").encode(encoding)).notices) == notices


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as caught:
        read_table(tmp_path / "weg.csv", COLUMNS)
    assert str(caught.value) == (
        f"Het bestand weg.csv ontbreekt in de map {tmp_path}. Zet het terug of kies een andere map."
    )


ODD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (lambda path: path.mkdir(), "dit is een map"),
    "pipe": (os.mkfifo, "dit is geen gewoon bestand"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "dit is geen gewoon bestand"),
    "circle": (lambda path: path.symlink_to(path), "het verwijst naar zichzelf"),
    "huge": (lambda path: (path.touch(), os.truncate(path, 20_000_001)), "het bestand is te groot"),
}


@pytest.mark.parametrize("kind", ODD_FILES)
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    make, reason = ODD_FILES[kind]
    make(tmp_path / "lijst.csv")
    with pytest.raises(FolderError) as caught:
        read_table(tmp_path / "lijst.csv", COLUMNS)
    assert str(caught.value) == f"Het bestand lijst.csv in de map {tmp_path} kan niet worden gelezen ({reason})."


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"\(de naam is te lang\)\.$"):
        read_table(tmp_path / ("x" * 300), COLUMNS)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b",,\n"])
def test_an_empty_file_says_what_the_header_must_be(read: Callable[..., RawTable], content: bytes) -> None:
    table = read(content)
    assert lines(table) == ["lijst.csv: het bestand is leeg. De eerste rij hoort te zijn: code,naam,plaats."]
    assert table.rows == ()


def test_reading_a_small_file_leaves_room_for_a_large_one_elsewhere(read: Callable[..., RawTable]) -> None:
    """The limit of the csv module counts for the whole process: another reader must not be cut off by it."""
    before = csv.field_size_limit()
    read(csv_text(",", "\n"))
    assert csv.field_size_limit() >= before


def test_a_header_alone_is_a_table_without_rows(read: Callable[..., RawTable]) -> None:
    table = read("code,naam,plaats\n")
    assert (table.rows, table.problems) == ((), ())


def test_columns_may_stand_in_any_order(read: Callable[..., RawTable]) -> None:
    assert read("plaats,code,naam\nSneek,1,Aa\n").rows == ({"plaats": "Sneek", "code": "1", "naam": "Aa"},)


def test_a_repeated_column_is_refused_with_both_places(read: Callable[..., RawTable]) -> None:
    table = read("code,naam,plaats,naam\n1,a,b,c\n")
    assert lines(table) == [
        "lijst.csv, rij 1, kolom naam: kolom 'naam' staat er meer dan één keer (plaats 2 en 4). Houd er één over."
    ]
    assert table.rows == ()


def test_an_unknown_column_is_refused_with_the_column_it_resembles(read: Callable[..., RawTable]) -> None:
    assert lines(read("code,naam,Plaats\n1,a,b\n")) == [
        "lijst.csv, rij 1, kolom Plaats: onbekende kolom 'Plaats'. Bedoelt u 'plaats'?",
        "lijst.csv, rij 1, kolom plaats: de kolom 'plaats' ontbreekt. Voeg hem toe.",
    ]


def test_an_unknown_column_that_resembles_none_is_refused_with_all_columns(read: Callable[..., RawTable]) -> None:
    assert lines(read("code,naam,plaats,xyz\n1,a,b,c\n")) == [
        "lijst.csv, rij 1, kolom …: onbekende kolom '…'. Bekende kolommen: code, naam, plaats."
    ]


def test_a_column_that_differs_by_case_only_is_named_beside_the_right_one(read: Callable[..., RawTable]) -> None:
    assert lines(read("code,naam,plaats, Naam \n1,a,b,c\n")) == [
        "lijst.csv, rij 1, kolom Naam: onbekende kolom 'Naam'. Bedoelt u 'naam'?"
    ]


def test_all_missing_columns_are_named_at_once(read: Callable[..., RawTable]) -> None:
    table = read("naam,organisatie\n,Fier\n", CONTACT_COLUMNS)
    assert [p.kolom for p in table.problems] == [
        c
        for c in CONTACT_COLUMNS
        if c not in {"naam", "organisatie", "bevestigd_op", "bron_uiterlijk", "spreekt_tegen", "telefoon", "vorm"}
    ]


def test_a_file_without_header_is_refused_without_repeating_it(read: Callable[..., RawTable]) -> None:
    """The first row may then hold a person."""
    table = read("1,Geheim Persoon,geheim@bron.example\n")
    assert lines(table) == ["lijst.csv, rij 1: deze rij noemt de kolommen niet. Zet erboven: code,naam,plaats."]


@pytest.mark.parametrize("header", ["co\nde", "plaats\x07", "x" * 4000])
def test_a_strange_column_name_stays_one_short_line(read: Callable[..., RawTable], header: str) -> None:
    problems = lines(read(f'code,naam,plaats,"{header}"\n1,a,b,c\n'))
    assert len(problems) == 1
    assert problems[0].isprintable()
    assert len(problems[0]) < 250


@pytest.mark.parametrize(("row", "cells"), [("2,b", 2), ("2,b,c,d", 4), ("2", 1)])
def test_a_row_with_other_cells_than_the_header_is_refused_by_number(
    read: Callable[..., RawTable], row: str, cells: int
) -> None:
    table = read(f"code,naam,plaats\n1,a,b\n{row}\n3,c,d\n")
    assert lines(table) == [
        f"lijst.csv, rij 3: de rij heeft {cells} cellen, de kop heeft er 3. "
        "Zet tekst met een scheidingsteken tussen aanhalingstekens."
    ]
    assert table.numbers == (2, 4)


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("sep_line", ["", "sep={}\r\n", '"sep={}"\r\n', "SEP={}\n"])
def test_empty_columns_at_the_end_and_excels_sep_line_are_left_out(
    read: Callable[..., RawTable], separator: str, sep_line: str
) -> None:
    text = "code,naam,plaats,,\n1,a,b,,\n2,,,,\n,,,,\n3,c,d\n4,e,f,,,,\n"
    table = read(sep_line.format(separator) + text.replace(",", separator))
    assert [tuple(row.values()) for row in table.rows] == [
        ("1", "a", "b"),
        ("2", "", ""),
        ("3", "c", "d"),
        ("4", "e", "f"),
    ]
    assert (table.numbers, table.problems) == ((2, 3, 5, 6), ())


def test_a_nameless_column_with_content_is_refused_by_its_place(read: Callable[..., RawTable]) -> None:
    assert lines(read("code,naam,plaats,,\n1,a,b,,x\n")) == [
        f"lijst.csv, rij 1: de kolom op plaats {i} heeft geen naam. Geef haar een naam of verwijder haar."
        for i in (4, 5)
    ]


def test_blank_lines_keep_the_row_numbers_of_the_spreadsheet(read: Callable[..., RawTable]) -> None:
    table = read("\ncode,naam,plaats\n\n1,a,b\n,,\n  ,\t,\n2,c,d\n")
    assert table.numbers == (4, 7)


def test_a_blank_row_of_separators_may_come_first(read: Callable[..., RawTable]) -> None:
    table = read(";;\ncode;naam;plaats\n1;a;b\n")
    assert (table.numbers, table.problems) == ((3,), ())


def test_a_line_break_within_a_cell_is_one_row(read: Callable[..., RawTable]) -> None:
    table = read('code,naam,plaats\n1,"eerste\ntweede",b\n2,c,d\n')
    assert table.rows[0]["naam"] == "eerste\ntweede"
    assert table.numbers == (2, 3)


SWALLOWED = (
    "deze cel heeft regeleinden en zoveel scheidingstekens als een hele rij. Staat er een aanhalingsteken te veel, "
    "dan zijn de volgende rijen in deze cel beland: haal het weg. Anders: haal de regeleinden weg."
)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("last", [4, 5, 9])
def test_rows_that_two_stray_quotes_swallow_are_refused_at_the_first(
    read: Callable[..., RawTable], separator: str, newline: str, column: str, last: int
) -> None:
    """Rows 7 to 9 vanished without a word: one cell held them."""
    cells = [list(COLUMNS), *([str(number), f"naam {number}", ""] for number in range(2, 11))]
    place = COLUMNS.index(column)
    cells[2][place] = f'"{cells[2][place]}'
    cells[last - 1][place] += '"'
    table = read(newline.join(map(separator.join, cells)) + newline)
    assert lines(table) == [f"lijst.csv, rij 3, kolom {column}: {SWALLOWED}"]
    assert "naam 4" not in repr(table.rows)


def test_no_contact_vanishes_into_the_remark_of_another(read: Callable[..., RawTable]) -> None:
    rows = [",".join([f"rij-{n}", *[""] * (len(CONTACT_COLUMNS) - 2), "Uit een lijst."]) for n in range(2, 11)]
    rows[5], rows[7] = rows[5].replace("Uit", '"Uit'), rows[7] + '"'
    problems = lines(read("\n".join([",".join(CONTACT_COLUMNS), *rows]) + "\n", CONTACT_COLUMNS))
    assert problems == [f"lijst.csv, rij 7, kolom opmerking: {SWALLOWED}"]


def test_a_remark_of_some_lines_with_commas_is_no_row(read: Callable[..., RawTable]) -> None:
    remark = "Gebeld op 3 mei, 4 mei en 5 mei.\nAfgesproken: tot 23, vanaf 23, alle vormen, ook 's avonds,\nvoorlopig."
    row = [*[""] * (len(CONTACT_COLUMNS) - 1), f'"{remark}"']
    table = read("\n".join([",".join(CONTACT_COLUMNS), "a" + ",".join(row)]) + "\n", CONTACT_COLUMNS)
    assert (table.rows[0]["opmerking"], table.problems) == (remark, ())


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize(
    "sign",
    "\x00\x07\x1b\x7f\x9d\ufffd\u00ad\u034f\u061c\u115f\u200b\u200d\u200e\u200f\u202e\u2060\u2062\u2066\u2800\u3164"
    "\ufe0f\ufeff\uffa0\U000e0041",
)
def test_a_sign_that_nobody_sees_is_refused_by_row_and_column(
    read: Callable[..., RawTable], sign: str, place: int
) -> None:
    name = f"{'Fier'[:place]}{sign}{'Fier'[place:]}"
    assert lines(read(f"code,naam,plaats\n1,a,b\n2,{name},d\n")) == [
        f"lijst.csv, rij 3, kolom naam: hier staat een onzichtbaar teken (U+{ord(sign):04X}). Typ de tekst opnieuw."
    ]


@pytest.mark.parametrize(("letter", "code"), [("\u0435", "0435"), ("\u03bf", "03BF"), ("\u0456", "0456"),
                                              ("\u0251", "0251"), ("\u0561", "0561"), ("\u13a0", "13A0")])  # fmt: skip
def test_a_letter_of_another_script_is_refused_by_row_and_column(
    read: Callable[..., RawTable], letter: str, code: str
) -> None:
    for name in (f"Fi{letter}r", letter):
        said = f"hier staat een letter van een ander schrift (U+{code}). Typ de tekst opnieuw."
        assert lines(read(f"code,naam,plaats\n1,{name},b\n")) == [f"lijst.csv, rij 2, kolom naam: {said}"]


@pytest.mark.parametrize("name", ["'s-Gravenhage", "Súdwest-Fryslân", "Čapek-Łódź", "Yıldız", "½ fte – “ja” … €",
                                  "µg 20°", "MEE²", "regel\neen\ttwee", "\u00a0"])  # fmt: skip
def test_ordinary_signs_are_read(read: Callable[..., RawTable], name: str) -> None:
    assert lines(read(f'code,naam,plaats\n1,"{name}",b\n')) == []


@pytest.mark.parametrize(
    "content", [b"code,naam,plaats\n1,\x81,b\n", "code,naam,plaats\n1,a,b\n".encode("utf-16") + b"x"]
)
def test_bytes_that_mean_nothing_are_refused_never_guessed(read: Callable[..., RawTable], content: bytes) -> None:
    assert len(read(content).problems) == 1


def test_spaces_of_every_kind_around_a_cell_are_left_out(read: Callable[..., RawTable]) -> None:
    table = read("code\u00a0,naam,plaats\n\u00a01 ,\u2003Aap,b\u3000\n")
    assert table.rows == ({"code": "1", "naam": "Aap", "plaats": "b"},)


def test_letters_with_loose_diacritics_become_one_sign(read: Callable[..., RawTable]) -> None:
    assert read("code,naam,plaats\n1,Frysla\u0302n,b\n").rows[0]["naam"] == "Fryslân"


@pytest.mark.parametrize("word", ["NA", "None", "null", "nan", "0014", "1.0", "TRUE"])
def test_words_that_look_like_values_stay_text(read: Callable[..., RawTable], word: str) -> None:
    assert read(f"code,naam,plaats\n1,{word},b\n").rows[0]["naam"] == word


@pytest.mark.parametrize("row", ['2,"b,c\n3,d,e\n', '2,"b"x,c\n'])
def test_a_wrong_quote_is_refused_by_the_row_where_it_begins(read: Callable[..., RawTable], row: str) -> None:
    assert lines(read(f"code,naam,plaats\n1,a,b\n{row}")) == [
        "lijst.csv, rij 3: hier klopt een aanhalingsteken niet. "
        "Haal het weg of zet er een bij; in een cel schrijft u het dubbel."
    ]


def test_an_endless_cell_is_refused_and_not_repeated(read: Callable[..., RawTable]) -> None:
    table = read("code,naam,plaats\n1," + "x" * 5001 + ",b\n2," + "y" * 5000 + ",d\n")
    assert lines(table) == ["lijst.csv, rij 2, kolom naam: de cel heeft meer dan 5000 tekens. Kort de tekst in."]
    assert table.numbers == (3,)


def test_a_file_of_more_rows_than_any_list_is_refused(read: Callable[..., RawTable]) -> None:
    assert len(read("code,naam,plaats\n" + "1,a,b\n" * 19_999).rows) == 19_999
    assert lines(read("code,naam,plaats\n" + "1,a,b\n" * 20_000)) == [
        "lijst.csv: het bestand heeft meer dan 20.000 rijen. Kijk of dit het goede bestand is."
    ]


@pytest.mark.parametrize("head", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_named_csv_is_recognised(read: Callable[..., RawTable], head: bytes) -> None:
    assert lines(read(head + bytes(range(256)))) == [
        "lijst.csv: dit is een werkmap van Excel, geen CSV. Open haar en kies Opslaan als, CSV UTF-8."
    ]


STRAY = "hier staat een teken dat geen UTF-8 is, in een bestand dat dat verder wel is. Typ de rij opnieuw."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_one_stray_byte_in_utf8_is_refused_by_row_never_read_as_other_letters(
    read: Callable[..., RawTable], newline: str
) -> None:
    """One byte made every other letter with a diacritic two odd signs."""
    raw = newline.join(["code,naam,plaats", "1,Súdwest-Fryslân,a", "2,Beekstad,b", ""]).encode()
    table = read(raw.replace(b"Beek", b"Be\xe9k"))
    assert lines(table) == [f"lijst.csv, rij 3: {STRAY}"]
    assert table.rows == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_text_of_two_or_four_bytes_without_a_mark_says_what_it_is(read: Callable[..., RawTable], encoding: str) -> None:
    assert lines(read(csv_text(",", "\n").encode(encoding))) == [
        "lijst.csv: dit is UTF-16 of UTF-32 dat niet is te herkennen. Bewaar het als CSV UTF-8."
    ]


def test_bars_between_columns_are_named(read: Callable[..., RawTable]) -> None:
    assert lines(read(csv_text("|", "\n"))) == [
        "lijst.csv: tussen de kolommen staat |. Bewaar het bestand met komma's of puntkomma's."
    ]
