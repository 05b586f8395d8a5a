"""What columns of a file stand for: proposed by their names, decided by a person, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.errors import NetmapError
from netmap.intake.mapping import SPELLED, Koppeling, propose
from netmap.intake.memory import MEMORY_FILE, TARGETS, Geheugen, read_memory
from netmap.intake.reading import Blad, IntakeError, Lezing
from netmap.schema import CONTACT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence


def mapped(*rows: Sequence[str], geheugen: Geheugen | None = None, **bladen: Sequence[Sequence[str]]) -> Koppeling:
    every = {"": rows} if rows else bladen
    sheets = tuple(Blad(name, tuple(map(tuple, one)), True) for name, one in every.items())
    return propose(Lezing("lijst.xlsx", "XLSX", "", "", False, sheets), geheugen or Geheugen())


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Gemeente", "gebied"),
        ("gemeentenaam", "gebied"),
        ("Naam gemeente", "gebied"),
        ("GM-code", "gemeentecode"),
        ("CBS code", "gemeentecode"),
        ("organisatie/instelling", "organisatie"),
        ("Organisatie / Instelling", "organisatie"),
        ("Telefoonnummer", "telefoon"),
        ("E-mailadres", "email"),
        ("Bevestigd op", "bevestigd_op"),
        ("BRON_DATUM", "bron_datum"),
        ("Startdatum", "vanaf"),
        ("Toelichting", "opmerking"),
        ("gemeentenamen", "gebied"),
        ("iets anders", ""),
        ("waarom geweigerd", ""),
    ],
)
def test_a_column_is_proposed_by_its_name(name: str, target: str) -> None:
    assert mapped((name, "rol", "status"), ("x", "y", "z")).kolommen[0].doel == target


@pytest.mark.parametrize("column", CONTACT_COLUMNS)
def test_our_own_columns_are_themselves(column: str) -> None:
    assert SPELLED[column.replace("_", " ")] == column


@given(st.permutations(list(SPELLED)), st.integers(2, 6))
def test_the_order_of_the_columns_does_not_matter(names: list[str], count: int) -> None:
    chosen = list({SPELLED[name]: name for name in names}.values())[:count]
    found = mapped(chosen, chosen)
    assert [kolom.doel for kolom in found.kolommen] == [SPELLED[name] for name in chosen]
    assert found.doelen == tuple(target for target in TARGETS if target in {SPELLED[name] for name in chosen})


def test_a_title_above_the_table_and_another_sheet_are_no_table() -> None:
    title = ["Overzicht van zorgcoördinatoren"], [], ["Gemeente", "Instelling"], ["Aadorp", "Zorg Boven"], ["", ""]
    found = mapped(uitleg=[["organisatie", "is wie het doet"]], lijst=title)
    assert (found.blad, found.kop, [row.rij for row in found.rows]) == ("lijst", 3, [4])
    assert found.rows[0].cells == {"gebied": "Aadorp", "organisatie": "Zorg Boven"}


def test_a_person_decides_and_it_is_remembered() -> None:
    said = Geheugen().with_words({"Wie": "organisatie", "Regio": ""}, {"Aadörp-West": "Aadorp"}, {"rol": "partner"})
    assert read_memory({MEMORY_FILE: said.to_toml()}) == said
    found = mapped(("Gemeente", "WIE", "regio"), ("Beekstad; -aadorp west", "Zorg Boven", "Boven"), geheugen=said)
    assert [kolom.doel for kolom in found.kolommen] == ["gebied", "organisatie", ""]
    assert found.rows[0].cells == {"gebied": "Beekstad; -Aadorp", "organisatie": "Zorg Boven", "rol": "partner"}
    assert found.rows[0].bron == ("Beekstad; -aadorp west", "Zorg Boven", "Boven")


def test_what_every_row_has_fills_only_what_is_blank() -> None:
    said = Geheugen().with_words(vast={"status": "pilot"})
    rows = mapped(("gemeente", "status"), ("Aadorp", ""), ("Beekstad", "geen"), geheugen=said).rows
    assert [row.cells["status"] for row in rows] == ["pilot", "geen"]


def test_without_a_memory_nothing_is_remembered_and_its_file_is_the_same_each_time() -> None:
    assert read_memory({}) == Geheugen()
    words = {"b": "rol", "a": "status"}
    turned = dict(reversed(words.items()))
    assert Geheugen().with_words(words).to_toml() == Geheugen().with_words(turned).to_toml()


@pytest.mark.parametrize("text", ["[kolommen]\na = 1\n", "[iets]\n", "a = ", "kolommen = 3", '[kolommen]\na = "b"\n'])
def test_a_memory_that_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(NetmapError):
        read_memory({MEMORY_FILE: text.encode()})


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (("Gemeente", "gemeente ", "rol"), "de kolommen A en B staan allebei voor 'gebied'"),
        (("rol", "Gemeente", "Regio"), "de kolommen B en C staan allebei voor 'gebied'"),
        (("Piet Jansen", "Aadorp"), "geen rij noemt de kolommen"),
    ],
)
def test_columns_that_cannot_be_matched_are_refused(header: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(IntakeError, match=sentence):
        mapped(header, ("x",) * len(header))


def test_a_sheet_that_is_not_there_is_refused() -> None:
    lezing = Lezing("t.xlsx", "XLSX", "", "", False, (Blad("een", (("a",),), True), Blad("groot", (), False)))
    for name in ("twee", "groot"):
        with pytest.raises(IntakeError, match="Kies uit: 'een'"):
            propose(lezing, Geheugen(), name)


def test_a_name_of_a_person_above_a_column_is_not_repeated() -> None:
    found = mapped(("Gemeente", "rol", "Xandra Quist", ""), ("Aadorp", "partner", "x", "los"))
    assert [str(kolom) for kolom in found.kolommen] == [
        "A 'Gemeente' → gebied",
        "B 'rol' → rol",
        "C '…' → niet overgenomen",
        "D '' → niet overgenomen",
    ]


@pytest.mark.parametrize("typed", ["GM0001", "0001", "1", "1.0", "G0001", "2025GM0001", "GM-0001"])
def test_a_code_in_any_form_is_our_code(typed: str) -> None:
    assert mapped(("gemeente", "rol"), (typed, "partner")).rows[0].cells["gebied"] == "GM0001"
