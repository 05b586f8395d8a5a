"""Workbooks of ours, to fill in or to take along: lists to choose from, and read back as any other file."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from netmap.export.sheets import build_workbook
from netmap.intake.mapping import TABELLEN, propose, recognise
from netmap.intake.memory import Geheugen
from netmap.intake.proposal import weigh
from netmap.intake.reading import read_bytes
from netmap.intake.template import build_template, list_areas
from netmap.intake.together import weigh_each
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.schema import INZET_STATUSSEN, ROLLEN, ZEKERHEDEN
from netmap.sections.criteria import criteria_section
from netmap.store.shape import read_folder
from netmap.validate import INDICATOREN
from netmap.write.ods import write_ods
from netmap.write.xlsx import write_xlsx
from tests.test_criteria import write_indicators

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.intake.proposal import Uitslag
    from netmap.layers import Stand
    from netmap.load import Tables

ROWS = (
    {"id": "rij-1", "organisatie": "Zorg Boven", "gebied": "Aadorp", "vanaf": "2021", "fte": "0.5"},
    {"id": "b", "organisatie": "=Zorg", "gebied": "GM0002; -Ceeburg", "vorm": "arbeidsuitbuiting"},
)


def back(stand: Stand, raw: bytes) -> Uitslag:
    koppeling = propose(read_bytes("invulblad.xlsx", raw), Geheugen())
    assert koppeling.blad == "Contacten"
    return weigh(read_folder(stand.tables.folder), koppeling, "invulblad.xlsx")


def test_the_workbook_as_it_is_changes_nothing(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    found = back(stand, write_xlsx(build_template(stand, None)))
    assert [(one.sleutel, one.soort) for one in found.opgaven] == [("rij-1", "gelijk"), ("b", "gelijk")]
    assert (found.geweigerd, found.vragen) == ({}, ())


def test_what_is_filled_in_comes_back(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(build_template(stand, None))))
    page = book["Contacten"]
    place = {cell.value: cell.column for cell in page[1]}
    page.cell(2, place["bevestigd_op"], date(2026, 6, 30))
    words = {"rol": "partner", "organisatie": "Nieuw", "gebied": "politieregio:Onder", "status": "pilot", "bron": "x"}
    for name, word in words.items():
        page.cell(4, place[name], word)
    raw = io.BytesIO()
    book.save(raw)
    found = back(stand, raw.getvalue())
    assert [(one.sleutel, one.soort) for one in found.opgaven] == [
        ("rij-1", "bevestigd"),
        ("b", "gelijk"),
        ("nieuw-politieregio-onder", "nieuw"),
    ]
    assert found.opgaven[0].velden == {"bevestigd_op": ("", "2026-06-30")}


def test_the_sheet_with_criteria_comes_back_too(country: Callable[..., Path]) -> None:
    answer = {"id": "g1", "gebied": "Aadorp; Deiland", "criterium": "G1", "vorm": "arbeidsuitbuiting", "vanaf": "2021"}
    folder = write_indicators(country(*ROWS), answer, {**answer, "id": "elders", "gebied": "Deiland"})
    stand = build_stand(load_tables(folder), date(2026, 7, 1))
    raw = write_xlsx(build_template(stand, stand.tables.gebieden.find("politieregio:Boven")))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    page = book["Criteria"]
    place = {cell.value: cell.column for cell in page[1]}
    assert [place[name] for name in ("id", "gebied", "criterium", "waarde")] == [1, 2, 3, 4]
    assert '"ja,deels,nee,onbekend"' in [rule.formula1 for rule in page.data_validations.dataValidation]
    new = {"gebied": "Aadorp", "criterium": "G2", "waarde": "nee", "bron": "https://bron.example/"}
    for name, word in new.items():
        page.cell(3, place[name], word)
    buffer = io.BytesIO()
    book.save(buffer)
    lezing = read_bytes("invulblad.xlsx", buffer.getvalue())
    assert recognise(lezing, Geheugen()) == (("Contacten", "contacten"), ("Criteria", "criteria"))
    found = weigh(read_folder(folder), propose(lezing, Geheugen(), "Criteria", INDICATOREN), "invulblad.xlsx")
    assert [(one.sleutel, one.soort) for one in found.opgaven] == [("g1", "gelijk"), ("g2-aadorp", "nieuw")]


def changes(folder: Path, name: str, raw: bytes) -> list[tuple[str, str, dict[str, tuple[str, str]]]]:
    lezing = read_bytes(name, raw)
    tables = [propose(lezing, Geheugen(), blad, TABELLEN[tabel]) for blad, tabel in recognise(lezing, Geheugen())]
    delen = weigh_each(read_folder(folder), tables, lezing.bestand)
    assert [one.blad for one in tables] == ["Contacten", "Indicatoren"]
    assert [(one.uitslag.geweigerd, one.uitslag.notices, one.uitslag.vragen) for one in delen] == [({}, (), ())] * 2
    return [(*one.place, dict(one.velden)) for deel in delen for one in deel.uitslag.opgaven]


def test_what_was_taken_along_comes_back_whole_and_one_changed_cell_is_one_change(country: Callable[..., Path]) -> None:
    answer = {
        "id": "g1", "gebied": "politieregio:Boven; -Ceeburg", "criterium": "G1", "waarde": "nee", "vanaf": "2021-05",
        "vorm": "arbeidsuitbuiting; seksuele uitbuiting", "rol_gemeente": "regisseur", "bron_datum": "2024",
    }  # fmt: skip
    other = {**answer, "id": "rij-1", "waarde": "deels", "spreekt_tegen": "g1", "opmerking": "=twee\nregels"}
    folder = write_indicators(
        country({**ROWS[0], "telefoon": "070-1234567", "opmerking": "'s avonds"}, ROWS[1]), answer, other
    )
    stand = build_stand(load_tables(folder), date(2026, 7, 1))
    workbook = build_workbook(stand, None, (), extra=criteria_section(stand).tables)
    rows = [("contacts.csv", "rij-1"), ("contacts.csv", "b"), ("indicatoren.csv", "g1"), ("indicatoren.csv", "rij-1")]
    for name, raw in (("tabellen.xlsx", write_xlsx(workbook)), ("tabellen.ods", write_ods(workbook))):
        assert changes(folder, name, raw) == [(*place, {}) for place in rows], name
    for sheet, row, column, was, word in (
        ("Contacten", 1, "status", "actief", "pilot"),
        ("Indicatoren", 2, "waarde", "deels", "ja"),
    ):
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx(workbook)))
        page = book[sheet]
        page.cell(row + 1, {cell.value: cell.column for cell in page[1]}[column], word)
        buffer = io.BytesIO()
        book.save(buffer)
        changed = {1: rows[0], 2: rows[3]}[row]
        expected = [(*place, {column: (was, word)} if place == changed else {}) for place in rows]
        assert changes(folder, "tabellen.xlsx", buffer.getvalue()) == expected


def test_there_is_a_list_to_choose_from_where_there_are_few_words(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(build_template(stand, None))))["Contacten"]
    names = [cell.value for cell in page[1]]
    found = {names[next(iter(rule.sqref.ranges)).min_col - 1]: rule for rule in page.data_validations.dataValidation}
    for name, words in {"rol": ROLLEN, "status": INZET_STATUSSEN, "zekerheid": ZEKERHEDEN}.items():
        assert found[name].formula1 == f'"{",".join(words)}"'
    assert found["gebied"].formula1 == f'"{",".join(list_areas(stand.tables))}"'
    assert (found["gebied"].showErrorMessage, found["rol"].showErrorMessage) == (False, True)


def test_the_long_list_of_gemeenten_stands_on_a_sheet_that_nobody_sees(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 26))
    raw = write_xlsx(build_template(stand, None))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    rules = book["Contacten"].data_validations.dataValidation
    areas = list_areas(real)
    assert f"Keuzes!$A$1:$A${len(areas)}" in [rule.formula1.lstrip("=") for rule in rules]
    assert book["Keuzes"].sheet_state == "hidden"
    assert [row[0].value for row in book["Keuzes"].iter_rows()] == list(areas)
    assert [blad.naam for blad in read_bytes("invulblad.xlsx", raw).bladen] == ["Uitleg", "Contacten", "Criteria"]
    assert raw == write_xlsx(build_template(stand, None))


def test_every_area_of_the_list_can_be_read(real: Tables) -> None:
    areas = [real.gebieden.parse(area) for area in list_areas(real)]
    assert {notice for area in areas for notice in area.notices} == set()
    codes = [area.codes for area in areas]
    assert [len(one) for one in codes[:1]] == [342]
    assert sum(map(len, codes[1:11])) == 342
    assert [len(one) for one in codes[11:]] == [1] * 342


@pytest.mark.parametrize(("gebied", "ids"), [("politieregio:Onder", []), ("politieregio:Boven", ["rij-1", "b"])])
def test_the_workbook_of_an_area_has_its_rows_only(stand_on: Callable[..., Stand], gebied: str, ids: list[str]) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    table = build_template(stand, stand.tables.gebieden.find(gebied)).tables[1]
    assert [row[0] for row in table.rows] == ids
