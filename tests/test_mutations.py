"""
Data files that something happened to: whatever it was, netmap refuses in Dutch, warns, or reads what was meant.

What looks well-formed is not believed: each kind of change says which outcome is right for it.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import DataError, NetmapError
from netmap.layers import build_stand
from netmap.load import check_folder, load_borders, load_tables
from tests.conftest import NOW, write_country

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTACTS = (
    {
        "organisatie": "Fier",
        "gebied": "Aadorp; Beekstad",
        "bron_datum": "2025-05-01",
        "fte": "0.5",
        "zekerheid": "hoog",
    },
    {"organisatie": "Moviera", "gebied": "Ceeburg", "vanaf": "2024-01-01", "tot": "2027-01-01", "status": "actief"},
    {
        "organisatie": "CoMensha",
        "gebied": "Deiland",
        "status": "op_afstand",
        "opmerking": "Zie het jaarverslag, blz. 3",
    },
    {
        "rol": "bestuurlijk_trekker",
        "naam": "Burgemeester",
        "organisatie": "Gemeente Aadorp",
        "gebied": "politieregio:Boven",
    },
)
FILES = ("gemeenten.csv", "herindelingen.csv", "contacts.csv", "gemeenten.geojson", "bronnen.toml")
ENGLISH = ("Traceback", "Error", "invalid", "expected", "Expecting", "codec", "None", "NaT", "<class")
"""Words that no Dutch sentence has."""
SIGNS = st.sampled_from("\"';,\t\n\r\0\ufeff\u200e\u202e|{}[]<>=%\u0435\u3164\U000e0041éß0-.")


@dataclass(frozen=True)
class Outcome:
    """What became of a folder."""

    statuses: dict[str, str] | None
    """Status per gemeente; None when the folder is refused."""
    messages: tuple[str, ...]
    """Problems and notices."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_country(tmp_path_factory.mktemp("heel") / "land", CONTACTS)


@pytest.fixture(scope="module")
def damage(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], Path]:
    """Write one file of the country anew, all others as they were."""
    folder = tmp_path_factory.mktemp("stuk") / "land"

    def write(name: str, content: bytes) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)
        (folder / name).write_bytes(content)
        return folder

    return write


def judge(folder: Path) -> Outcome:
    """Have a folder checked and read; the two agree on whether it can be used."""
    told: list[str] = []
    try:
        problems = check_folder(folder, told.extend)
    except NetmapError as error:
        return Outcome(None, (str(error),))
    messages = (*map(str, problems), *told)
    try:
        tables = load_tables(folder, NOW)
        load_borders(folder, tables.gemeenten)
    except DataError:
        assert any(problem.blokkeert for problem in problems)
        return Outcome(None, messages)
    stand = build_stand(tables, NOW)
    return Outcome({code: dekking.status for code, dekking in stand.dekking.items()}, messages)


def assert_dutch(outcome: Outcome) -> None:
    for message in outcome.messages:
        assert not [word for word in ENGLISH if word in message], message


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40)
@given(data=st.data())
def test_any_damage_is_a_dutch_sentence_or_nothing(
    original: Path, damage: Callable[[str, bytes], Path], name: str, data: st.DataObject
) -> None:
    content = (original / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 60)) | st.just(len(content)))
    middle = data.draw(st.lists(SIGNS, max_size=4).map("".join)).encode() or content[start:end] * data.draw(
        st.integers(0, 2)
    )
    assert_dutch(judge(damage(name, content[:start] + middle + content[end:])))


Rows = list[list[str]]


def read_rows(path: Path) -> Rows:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def write_rows(rows: Rows, delimiter: str = ",", ends: str = "\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return file.getvalue()


def change_cell(rows: Rows, row: int, column: str, change: Callable[[str], str]) -> Rows:
    place = rows[0].index(column)
    return [
        [change(cell) if (number, at) == (row, place) else cell for at, cell in enumerate(cells)]
        for number, cells in enumerate(rows)
    ]


@given(order=st.permutations(range(1, len(CONTACTS) + 1)), columns=st.permutations(range(16)))
@settings(max_examples=15)
def test_the_order_of_rows_and_columns_says_nothing(
    original: Path, damage: Callable[[str, bytes], Path], order: list[int], columns: list[int]
) -> None:
    rows = read_rows(original / "contacts.csv")
    at = [number for number in columns if number < len(rows[0])] + list(range(16, len(rows[0])))
    text = write_rows([[rows[number][column] for column in at] for number in (0, *order)])
    assert judge(damage("contacts.csv", text.encode())).statuses == judge(original).statuses


@pytest.mark.parametrize("name", ["gemeenten.csv", "herindelingen.csv", "contacts.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_one_table_in_every_form_is_read_alike(
    original: Path, damage: Callable[[str, bytes], Path], name: str, encoding: str, delimiter: str, ends: str
) -> None:
    text = write_rows(read_rows(original / name), delimiter, ends)
    assert judge(damage(name, text.encode(encoding))).statuses == judge(original).statuses


@pytest.mark.parametrize("name", ["gemeenten.csv", "herindelingen.csv", "contacts.csv"])
def test_a_file_that_lost_rows_at_its_end_is_not_believed(
    original: Path, damage: Callable[[str, bytes], Path], name: str
) -> None:
    lines = (original / name).read_text(encoding="utf-8").splitlines(keepends=True)
    for kept in range(len(lines)):
        assert judge(damage(name, "".join(lines[:kept]).encode())).messages, f"{kept} lines of {name}"


@given(row=st.integers(1, 3), column=st.sampled_from(["provincie", "veiligheidsregio", "politieregio"]), data=st.data())
@settings(max_examples=30)
def test_a_slip_in_a_region_of_the_register_is_seen(
    original: Path, damage: Callable[[str, bytes], Path], row: int, column: str, data: st.DataObject
) -> None:
    rows = read_rows(original / "gemeenten.csv")
    name = rows[row][rows[0].index(column)]
    at = data.draw(st.integers(0, len(name) - 1))
    sign = data.draw(st.sampled_from("abdmnxz").filter(lambda sign: sign != name[at].lower()))
    slipped = change_cell(rows, row, column, lambda cell: cell[:at] + sign + cell[at + 1 :])
    assert judge(damage("gemeenten.csv", write_rows(slipped).encode())).messages


@pytest.mark.parametrize("inwoners", ["0", "-1", "12", "999999999", "1e5", "10.5", "NaN", "veel"])
def test_a_number_of_inwoners_that_cannot_be_is_seen(
    original: Path, damage: Callable[[str, bytes], Path], inwoners: str
) -> None:
    rows = change_cell(read_rows(original / "gemeenten.csv"), 2, "inwoners", lambda _cell: inwoners)
    assert judge(damage("gemeenten.csv", write_rows(rows).encode())).messages


@pytest.mark.parametrize("column", ["code", "naam"])
def test_two_gemeenten_that_changed_their_code_or_name_are_seen(
    original: Path, damage: Callable[[str, bytes], Path], column: str
) -> None:
    rows = read_rows(original / "gemeenten.csv")
    at = rows[0].index(column)
    rows[1][at], rows[3][at] = rows[3][at], rows[1][at]
    assert judge(damage("gemeenten.csv", write_rows(rows).encode())).messages


@pytest.mark.parametrize(
    "sign", ["\u200e", "\u200f", "\u061c", "\u2062", "\U000e0041", "\u3164", "\u202e", "\u200b", "\0"]
)
@pytest.mark.parametrize(
    ("name", "column"), [("contacts.csv", "organisatie"), ("contacts.csv", "gebied"), ("gemeenten.csv", "naam")]
)
@pytest.mark.parametrize("at", [0, 2, 100])
def test_a_sign_that_nobody_sees_is_refused(
    original: Path, damage: Callable[[str, bytes], Path], sign: str, name: str, column: str, at: int
) -> None:
    rows = change_cell(read_rows(original / name), 1, column, lambda cell: cell[:at] + sign + cell[at:])
    assert judge(damage(name, write_rows(rows).encode())).statuses is None


@pytest.mark.parametrize(("letter", "twin"), [("e", "е"), ("o", "о"), ("a", "а"), ("i", "і")])
def test_a_letter_of_another_script_is_refused(
    original: Path, damage: Callable[[str, bytes], Path], letter: str, twin: str
) -> None:
    rows = read_rows(original / "contacts.csv")
    for row in (1, 2, 3):
        twins = change_cell(rows, row, "organisatie", lambda cell: cell.replace(letter, twin))
        if twins != rows:
            assert judge(damage("contacts.csv", write_rows(twins).encode())).statuses is None


@given(first=st.integers(1, 3), second=st.integers(2, 4), column=st.integers(0, 15), other=st.integers(0, 15))
@settings(max_examples=30)
def test_stray_quotes_swallow_no_row(
    original: Path, damage: Callable[[str, bytes], Path], first: int, second: int, column: int, other: int
) -> None:
    lines = (original / "contacts.csv").read_text(encoding="utf-8").splitlines()
    for number, at in ((first, column), (max(second, first + 1) % len(lines), other)):
        cells = lines[number].split(",")
        cells[at % len(cells)] = '"' + cells[at % len(cells)]
        lines[number] = ",".join(cells)
    assert judge(damage("contacts.csv", "\n".join(lines).encode())).messages


def shapes(original: Path) -> list[list[list[float]]]:
    content = json.loads((original / "gemeenten.geojson").read_text(encoding="utf-8"))
    return [feature["geometry"]["coordinates"][0] for feature in content["features"]]


MISPLACED: dict[str, Callable[[list[list[list[float]]]], list[list[list[float]]]]] = {
    "lon and lat swapped": lambda rings: [[[y, x] for x, y in ring] for ring in rings],
    "ten degrees east": lambda rings: [[[x + 10, y] for x, y in ring] for ring in rings],
    "a thousandth": lambda rings: [[[x * 0.001, y * 0.001] for x, y in ring] for ring in rings],
    "one a thousandth of its size": lambda rings: [
        [[5 + (x - 5) * 0.001, 52 + (y - 52) * 0.001] for x, y in rings[0]],
        *rings[1:],
    ],
    "one over the whole world": lambda rings: [
        [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]],
        *rings[1:],
    ],
    "one twice": lambda rings: [rings[1], *rings[1:]],
    "a hole in a line": lambda rings: [rings[0][:2], *rings[1:]],
    "not a number": lambda rings: [[[float("nan"), 52.0], *rings[0][1:]], *rings[1:]],
}


@pytest.mark.parametrize("how", MISPLACED)
def test_borders_that_cannot_be_are_refused(original: Path, damage: Callable[[str, bytes], Path], how: str) -> None:
    content = json.loads((original / "gemeenten.geojson").read_text(encoding="utf-8"))
    for feature, ring in zip(content["features"], MISPLACED[how](shapes(original)), strict=True):
        feature["geometry"]["coordinates"] = [ring]
    outcome = judge(damage("gemeenten.geojson", json.dumps(content).encode()))
    assert outcome.statuses is None
    assert_dutch(outcome)
