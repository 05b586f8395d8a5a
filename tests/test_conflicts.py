"""What ``check`` warns of: rows that cannot both be right, and cells that mean nothing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.conflicts import find_conflicts
from netmap.inzet import Inzet
from netmap.load import check_folder, load_tables
from tests.test_criteria import write_indicators

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

    Country = Callable[..., Path]

ACTIVE = {"organisatie": "Zorghuis", "gebied": "Aadorp; Beekstad", "bron_datum": "2020"}
ENDS = "Vul bij een van de twee vanaf of tot in."


def warnings(country: Country, *rows: dict[str, str]) -> list[str]:
    folder = country(*rows)
    load_tables(folder)  # none of these stops the work
    return [str(problem).removeprefix("contacts.csv, ") for problem in check_folder(folder)]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"status": "gestopt", "bron_datum": "2023"}, "zegt dat zij daar is gestopt"),
        ({"status": "gestopt", "bron_datum": "2023", "gebied": "Aadorp"}, "zegt dat zij daar is gestopt"),
        ({"status": "geen", "organisatie": "", "bron_datum": "2023"}, "zegt dat er daar geen is"),
    ],
)
def test_active_and_ended_at_once_is_told_with_both_rows(country: Country, other: dict[str, str], said: str) -> None:
    assert warnings(country, ACTIVE, ACTIVE | other) == [f"rij 2, kolom status: 'actief', maar rij 3 {said}. {ENDS}"]


def test_a_row_that_is_there_twice_under_two_ids_is_told(country: Country) -> None:
    said = "rij 4, kolom id: deze rij zegt precies hetzelfde als rij 2. Haal er een weg."
    assert warnings(country, ACTIVE, ACTIVE | {"bron_datum": "2021"}, ACTIVE) == [said]


@pytest.mark.parametrize(
    "other",
    [
        {"status": "gestopt", "vanaf": "2027"},  # a known stop ends the active row, or the part of it that it names
        {"status": "gestopt", "vanaf": "2023", "gebied": "Beekstad"},
        {"status": "gestopt", "bron_datum": "2017", "tot": "2019"},
        {"status": "gestopt", "organisatie": "Anders", "bron_datum": "2023"},
        {"status": "gestopt", "bron_datum": "2023", "gebied": "Ceeburg"},
        {"status": "geen", "organisatie": "", "bron_datum": "2018", "tot": "2020"},
        {"status": "geen", "organisatie": "", "bron_datum": "2023", "rol": "ketenregisseur"},
        {"status": "vacature", "organisatie": "", "bron_datum": "2023"},
    ],
)
def test_what_can_both_be_right_is_not_told(country: Country, other: dict[str, str]) -> None:
    assert warnings(country, ACTIVE, ACTIVE | other) == []


@pytest.mark.parametrize("mended", [{"vanaf": "2024"}, {"tot": "2022"}])
def test_what_the_warning_advises_makes_it_right(country: Country, mended: dict[str, str]) -> None:
    stop = ACTIVE | {"status": "gestopt", "bron_datum": "2023"}
    assert warnings(country, ACTIVE | mended, stop) == []
    assert warnings(country, ACTIVE | {"vanaf": "2024"}, stop) == []


def test_groups_that_do_not_meet_do_not_clash(country: Country) -> None:
    stop = ACTIVE | {"status": "gestopt", "bron_datum": "2023", "doelgroep": "vanaf 23"}
    assert warnings(country, ACTIVE | {"doelgroep": "tot 23"}, stop) == []
    assert len(warnings(country, ACTIVE, stop)) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Maatschappelijke Opvang", "Maatschapelijke Opvang"),
        ("Stichting Zorghuis", "Zorghuis"),
        ("Zorg huis", "Zorghuis"),
        ("GGD Zeeland", "GGD Zeelnad"),
    ],
)
def test_two_names_that_are_all_but_equal_are_told_with_both_rows(country: Country, one: str, two: str) -> None:
    rows = [{"organisatie": name, "gebied": "Aadorp", "bron_datum": "2020"} for name in (one, two)]
    assert warnings(country, *rows) == [
        "rij 3, kolom organisatie: deze naam lijkt op die in rij 2 en telt als dezelfde organisatie. Is het er één, "
        "schrijf dan overal dezelfde naam. Zijn het er twee, geef ze dan elk een rij in organisaties.csv."
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Regio A & B", "Regio A en B"),  # one organisation already
        ("MEE", "MEE Samen"),
        ("Veilig Thuis Oost", "Veilig Thuis West"),
        ("Team 11111", "Team 11112"),
        ("Opvang Utrecht", "Opvang Tilburg"),
        ("Gemeente Aadorp", "Gemeente Deiland"),
    ],
)
def test_organisations_that_are_two_are_not_told(country: Country, one: str, two: str) -> None:
    rows = [{"organisatie": name, "gebied": "Aadorp", "bron_datum": "2020"} for name in (one, two)]
    assert warnings(country, *rows) == []


def test_no_two_gemeenten_are_spellings_of_each_other(real: Tables) -> None:
    rows = [
        Inzet(id=code, gebied=naam, codes=frozenset({code}), rol="aandachtsfunctionaris", rij=number, knoop=naam,
              organisatie=f"Gemeente {naam}")
        for number, (code, naam) in enumerate(real.gemeenten["naam"].items(), 2)
    ]  # fmt: skip
    assert find_conflicts(rows, real.organisaties, "contacts.csv") == []


def test_the_shipped_data_have_no_conflicts(real: Tables) -> None:
    assert find_conflicts(real.contacts, real.organisaties, "contacts.csv") == []


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"status": "op_afstand"}, "status: 'op_afstand' is alleen de helpdesk van CoMensha. "
                                   "Kies een andere status."),
        ({"status": "op_afstand", "rol": "ketenregisseur", "organisatie": "CoMensha"},
         "status: 'op_afstand' kan alleen bij de rol zorgcoordinator, niet bij ketenregisseur. "
         "Kies een andere status."),
        ({"doelgroep": "tot 23", "rol": "ketenregisseur"},
         "doelgroep: 'tot 23' telt alleen bij de rol zorgcoordinator, niet bij ketenregisseur. Maak de cel leeg."),
        ({"vorm": "arbeidsuitbuiting", "rol": "ketenregisseur"},
         "vorm: een vorm telt alleen bij de rol zorgcoordinator, niet bij ketenregisseur. Maak de cel leeg."),
    ],
)  # fmt: skip
def test_a_cell_that_the_role_cannot_have_is_told(country: Country, cells: dict[str, str], line: str) -> None:
    assert warnings(country, ACTIVE | cells) == [f"rij 2, kolom {line}"]


def test_comensha_itself_is_at_a_distance(country: Country) -> None:
    assert warnings(country, ACTIVE | {"organisatie": "CoMensha", "status": "op_afstand"}) == []


ONE = {"id": "een", "organisatie": "Zorghuis", "gebied": "Aadorp; Beekstad", "bron_datum": "2020"}
OTHER = {"id": "twee", "organisatie": "", "gebied": "Beekstad", "status": "geen", "bron_datum": "2019", "tot": "2020"}


def references(country: Country, *rows: dict[str, str]) -> list[str]:
    """What is wrong with ``spreekt_tegen``, whether or not it stops the work."""
    found = [problem for problem in check_folder(country(*rows)) if problem.kolom == "spreekt_tegen"]
    return [f"{'stopt' if problem.blokkeert else 'meldt'}: {problem}" for problem in found]


@pytest.mark.parametrize(("cell", "ids"), [("een", ("een",)), (" een ; drie;", ("een", "drie")), ("", ())])
def test_a_row_names_the_rows_that_it_contradicts(country: Country, cell: str, ids: tuple[str, ...]) -> None:
    tables = load_tables(country(ONE, OTHER | {"spreekt_tegen": cell}, ONE | {"id": "drie", "bron_datum": "2021"}))
    assert [row.spreekt_tegen for row in tables.contacts] == [(), ids, ()]
    assert tables.problems == ()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Geheim", "deze tekst is geen id in dit bestand. Schrijf het id van een andere rij, of maak de cel leeg."),
        ("zorghuis-1", "deze tekst is geen id in dit bestand. Bedoelt u rij 2?"),
        ("twee", "dit is het id van deze rij zelf. Schrijf het id van een andere rij, of maak de cel leeg."),
        (
            "zorghuis-2; Geheim",
            "deze tekst is geen id in dit bestand. Schrijf het id van een andere rij, of maak de cel leeg.",
        ),
    ],
)
def test_a_row_that_is_not_there_or_is_itself_cannot_be_contradicted(country: Country, cell: str, said: str) -> None:
    rows = (ONE | {"id": "zorghuis-2"}, OTHER | {"spreekt_tegen": cell})
    assert references(country, *rows) == [f"stopt: contacts.csv, rij 3, kolom spreekt_tegen: {said}"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"gebied": "Ceeburg"}, "rij 2 gaat over een ander gebied. Verbeter het gebied of haal het id weg."),
        ({"rol": "partner"}, "rij 2 gaat over iets anders: zorgcoordinator. Haal het id weg."),
    ],
)
def test_rows_that_do_not_meet_are_told(country: Country, cells: dict[str, str], said: str) -> None:
    rows = (ONE, OTHER | {"spreekt_tegen": "een"} | cells)
    assert references(country, *rows) == [f"meldt: contacts.csv, rij 3, kolom spreekt_tegen: {said}"]


def test_a_criterium_is_contradicted_by_a_row_of_its_own_file(country: Country) -> None:
    said = [("a", "G1", "ja", ""), ("b", "G1", "nee", "a"), ("c", "G2", "nee", "a; een")]
    columns = ("id", "criterium", "waarde", "spreekt_tegen")
    folder = write_indicators(
        country(ONE), *({"gebied": "Aadorp", **dict(zip(columns, row, strict=True))} for row in said)
    )
    assert [str(one) for one in check_folder(folder)] == [
        "indicatoren.csv, rij 4, kolom spreekt_tegen: rij 2 gaat over iets anders: G1. Haal het id weg.",
        "indicatoren.csv, rij 4, kolom spreekt_tegen: 'een' is geen id in dit bestand. Schrijf het id van een andere "
        "rij, of maak de cel leeg.",
    ]
