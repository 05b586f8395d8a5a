"""What belongs to a person: mailboxes, telephone numbers, and text that may hold one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.load import check_folder
from netmap.personal import hide_personal, is_functional, is_personal, is_switchboard, names_person
from netmap.schema import (
    AANKONDIGING_COLUMNS,
    CENTRUM_COLUMNS,
    CONTACT_COLUMNS,
    GEMEENTE_COLUMNS,
    HANDVAT_COLUMNS,
    HERINDELING_COLUMNS,
    INDICATOR_COLUMNS,
    METING_COLUMNS,
    ORGANISATIE_COLUMNS,
    PLAATS_COLUMNS,
    TELLING_COLUMNS,
)
from tests.conftest import write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Country = Callable[..., Path]


@pytest.mark.parametrize(
    ("mail", "functional"),
    [
        ("mensenhandel@org.example", True),
        ("Zorgcoordinatie@Org.example", True),
        ("info@org.example", True),
        ("zorgcoordinatie-mensenhandel@org.example", True),
        ("meldpunt_mensenhandel@sub.org.example", True),
        ("j.jansen@org.example", False),
        ("postma@org.example", False),
        ("j.jansen.mensenhandel@org.example", False),
        ("mensenhandelachternaam@org.example", False),
        ("info+jansen@org.example", False),
        ("info@org.example; j.x@org.example", False),
        ("info@org.example, bel J. X 06-87654321", False),
        ("info@org.example info@org.example", False),
        ("J. X <info@org.example>", False),
        ("info@j.x@org.example", False),
        ("info@org", False),
        (".@org.example", False),
        ("info.@org.example", False),
        ("jansen", False),
        ("info", False),
        ("", False),
    ],
)
def test_a_mailbox_is_of_a_function_only_as_one_address_and_with_all_its_words(mail: str, functional: bool) -> None:
    assert is_functional(mail) is functional


@pytest.mark.parametrize(
    ("mail", "organisatie", "functional"),
    [
        ("info.fier@org.example", "Fier", True),
        ("mensenhandel-bergen-op-zoom@org.example", "Gemeente Bergen op Zoom", True),
        ("mensenhandel.beekstad@org.example", "Gemeente Aadorp", False),
        ("mensenhandel.zoom@org.example", "Gemeente Bergen op Zoom", False),
        ("fier@org.example", "Fier", False),
    ],
)
def test_the_organisation_may_be_named_in_a_mailbox_when_the_row_states_it(
    mail: str, organisatie: str, functional: bool
) -> None:
    assert is_functional(mail, organisatie) is functional


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), min_size=1))
def test_nothing_can_be_added_to_an_address(text: str) -> None:
    assert not is_functional(f"info@org.example, {text}")
    assert not is_functional(f"{text.strip()} info@org.example") or not text.strip()
    assert is_functional(f"info{text}@org.example") is False or set(text.casefold()) <= set("abcdefghijklmnoprstuvz.-_")


@pytest.mark.parametrize("number", ["020-1234567", "(030) 123 45 67", "+31 (0)20 1234567", "088 123 45 67", "14 010",
                                    "0800-1234", "0900 1234567", "0031 20 123 45 67"])  # fmt: skip
def test_a_number_of_an_organisation_is_a_switchboard(number: str) -> None:
    assert is_switchboard(number)


@pytest.mark.parametrize("number", ["06-12345678", "+31 6 12345678", "0031612345678", "020-1234567 of J. X",
                                    "020-1234567/020-1234568", "020-12345", "084 1234567", "+49 301", ""])  # fmt: skip
def test_anything_else_is_none(number: str) -> None:
    assert not is_switchboard(number)


@pytest.mark.parametrize(
    "text",
    [
        "bel 06-12345678", "06 12 34 56 78", "06/12345678", "06_12345678", "06, 12 34 56 78", "31612345678",
        "tel.0612345678", "06\u201112345678", "(020) 123 45 67", "tel:0201234567",
        "+49 170 1234567", "\uff10\uff16-12345678", "j.x@org.example", "j.x @ org.example", "j.x (at) org.example",
        "j.x[AT]org.example", "j\uff20org.example", "j.x apenstaartje org.example",
        "https://bron.example/?wie=j.x@org.example", "+ 31 6 12345678", "00 31 6 12345678", "31 6 12345678",
        "612345678", "6-12345678", "6 12 34 56 78",
        "o6-12345678", "bel/06-12345678", "-06-12345678", "06  -  12345678", "0049 151 12345678",
        "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
        "j.x  @  org.example", "j.x {at} org.example", "j.x [at] org [punt] example", "j.x at org dot example",
        "j.x apenstaartje org punt example", '"j x"@org.example', "j.x.@org.example", "j.x@org,example",
        "j.x@org. example",
        "j.x(@)org.example", "j.x%40org.example", "j.x&#64;org.example", "https://bron.example/?mail=j.x%40org.example",
        "https://wa.me/31612345678", "https://bron.example/?phone=31612345678", "https://bron.example/#06-12345678",
        "https://www.linkedin.com/in/j-x", "www.linkedin.com/in/j-x", "zie HTTPS://bron.example/a of bel 06 12345678",
    ],
)  # fmt: skip
def test_contact_details_are_seen_in_every_spelling_and_hidden(text: str) -> None:
    assert is_personal(text)
    assert not is_personal(hide_personal(text))
    assert "…" in hide_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://bron.example/0612345678", "zie https://bron.example/0612345678 en verder", "6-12-2020 12:30",
        "https://bron.example/hotel-123456789", "602 van de 1.234", "https://www.linkedin.com/company/x",
        "https://medium.com/@vng/artikel.nl", "zaak 2019-0123456",
        "16/36 = 0,44 fte", "18.130.208 inwoners", "[5.061234567,52.01]", "2021-06-12 10:30:45",
        "06-12-2020 en 01-06-2021", "GM0363", "tot 23", "35 van 342 gemeenten", "C++ 2020", "",
    ],
)  # fmt: skip
def test_what_only_resembles_contact_details_is_left_alone(text: str) -> None:
    assert not is_personal(text)
    assert hide_personal(text) == text


FINE = {"organisatie": "Zorghuis", "gebied": "Aadorp", "status": "actief", "vanaf": "2024", "bron_datum": "2025"}
NAMES = ("Geheim Persoon", "G. Persoon", "Jan", "jan de geheim", "Mei-Geheim", "O'Geheim", "Geheim; Persoon", "-Geheim",
         "provincie:Geheim", "Geheim 2024", "Ge\nheim", 'Dr. "G" Persoon', "Geheim (Aadorp)")  # fmt: skip
SAID = re.compile(r"geheim|persoon|\bjan\b|\bheim\b", re.IGNORECASE)
FILES: Mapping[str, tuple[str, ...]] = {
    "centrumgemeenten.csv": CENTRUM_COLUMNS,
    "contacts.csv": CONTACT_COLUMNS,
    "indicatoren.csv": INDICATOR_COLUMNS,
    "landelijke_metingen.csv": METING_COLUMNS,
    "officiele_tellingen.csv": TELLING_COLUMNS,
    "gemeenten.csv": GEMEENTE_COLUMNS,
    "handvatten.csv": HANDVAT_COLUMNS,
    "herindelingen.csv": HERINDELING_COLUMNS,
    "aangekondigde_herindelingen.csv": AANKONDIGING_COLUMNS,
    "organisaties.csv": ORGANISATIE_COLUMNS,
    "plaatsen.csv": PLAATS_COLUMNS,
}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Visserhuis", "Dr. Leo Kannerhuis", "W.F. Hermans Stichting", "Zorghuis De Heerlijkheid", "MW-groep",
        "J.P. Heije Zorg BV", "A. en B. Zorg", "de heer des huizes", "Zorg- en Veiligheidshuis", "G. Zorg en Wonen",
    ],
)  # fmt: skip
def test_an_organisation_is_no_person(text: str) -> None:
    assert not names_person(text)


def said_of(folder: Path) -> str:
    """Everything that ``check`` says, but the one fixed sentence that speaks of persons."""
    told: list[str] = []
    problems = check_folder(folder, told.extend)
    said = "\n".join([*map(str, problems), *told])
    return said.replace("geen naam van een persoon (veiligheid", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", FILES)
def test_no_message_repeats_the_name_in_a_shifted_column(country: Country, file: str, name: str) -> None:
    """The name stands in each column in turn, twice, in a row that is right and in one that is shifted."""
    folder = country(FINE)
    columns = FILES[file]
    rows = [[FINE.get(column, "") for column in columns] for _ in range(2 * len(columns))]
    for place, (one, two) in enumerate(zip(rows[::2], rows[1::2], strict=True)):
        one[place] = name
        two[:] = [*two[place:], name, *two[: place - 1]][: len(columns)]
    write_csv(folder / file, columns, rows)
    assert SAID.findall(said_of(folder)) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_message_repeats_a_name_that_stands_in_the_header(country: Country, name: str) -> None:
    folder = country(FINE)
    for header in ([*CONTACT_COLUMNS, name], [name, *CONTACT_COLUMNS[1:]], [*CONTACT_COLUMNS, name, name]):
        write_csv(folder / "contacts.csv", header, [["x"] * len(header)])
        assert SAID.findall(said_of(folder)) == []


def test_what_helps_to_mend_a_cell_is_still_repeated(country: Country) -> None:
    row = {**FINE, "status": "aktief", "vanaf": "31-2-2024", "gebied": "Aadrop; provincie:Oostlnd", "fte": "2.000,5"}
    said = said_of(country(row))
    assert all(repr(text) in said for text in ("aktief", "31-2-2024", "2.000,5")), said
    assert "'Aadrop'" in said
    assert "'Oostlnd'" in said_of(country({**row, "gebied": "provincie:Oostlnd"}))
