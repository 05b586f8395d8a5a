"""Which names are one organisation: what is false must never make a gemeente dubbel gedekt."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.coverage import compute_coverage
from netmap.errors import DataError
from netmap.graph import build_graph
from netmap.layers import build_stand
from netmap.load import check_folder, load_tables
from netmap.organisaties import Organisatie, Organisaties
from netmap.resilience.removal import remove, sole_cover
from netmap.resilience.structure import measure_structure
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import build_scenario
from netmap.schema import ORGANISATIE_COLUMNS
from tests.conftest import NOW, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from netmap.coverage import Dekking
    from netmap.load import Tables

    Country = Callable[..., Path]

TWO = "Zijn het er twee, geef ze dan elk een rij in organisaties.csv."
ALIKE = [
    ("Humanitas Rotterdam", "Humanitas Roterdam"),
    ("Stichting MEE", "MEE"),
    ("Zorghuis B.V.", "Zorghuis"),
    ("Zorghuis BV", "zorg-huis"),
    ("De Zorghuizen", "Zorghuizen"),
    ("GGD Zeeland", "GGD Zeelnad"),
]
APART = [
    ("Fier", "Moviera"),
    ("MEE", "MEE Samen"),
    ("Zorg A", "Zorg B"),
    ("Zorg B", "Zorg V"),
    ("Veilig Thuis Oost", "Veilig Thuis West"),
    ("Team 11111", "Team 11112"),
    ("Gemeente Aadorp", "Gemeente Deiland"),
]


def rows(*namen: str) -> list[dict[str, str]]:
    """One row of cover in Aadorp per name."""
    return [{"organisatie": naam, "gebied": "Aadorp", "bron_datum": "2026"} for naam in namen]


def with_file(folder: Path, *organisaties: Iterable[str]) -> Path:
    write_csv(
        folder / "organisaties.csv",
        ORGANISATIE_COLUMNS,
        [[*row, *[""] * (6 - len(row))] for row in map(list, organisaties)],
    )
    return folder


def aadorp(folder: Path) -> Dekking:
    return build_stand(load_tables(folder, NOW), NOW).dekking["GM0001"]


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_names_that_are_all_but_equal_count_as_one_and_are_told(country: Country, one: str, two: str) -> None:
    folder = country(*rows(one, two))
    dekking = aadorp(folder)
    assert (dekking.status, dekking.k) == ("enkel", 1)
    assert dekking.uitleg[-1].endswith("tellen als één organisatie.")
    (problem,) = check_folder(folder)
    assert (problem.rij, problem.kolom, problem.blokkeert) == (3, "organisatie", False)
    assert problem.melding.startswith("deze naam lijkt op die in rij 2 en telt als dezelfde organisatie.")
    assert problem.melding.endswith(TWO)


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_they_are_two_once_the_file_says_so(country: Country, one: str, two: str) -> None:
    folder = with_file(country(*rows(one, two)), ["een", one], ["twee", two])
    assert (aadorp(folder).status, aadorp(folder).k, check_folder(folder)) == ("dubbel", 2, [])


@pytest.mark.parametrize(("one", "two"), APART)
def test_names_that_differ_are_two_organisations(country: Country, one: str, two: str) -> None:
    folder = country(*rows(one, two))
    assert (aadorp(folder).status, check_folder(folder)) == ("dubbel", [])


def test_an_alias_is_the_same_organisation_in_every_spelling(country: Country) -> None:
    folder = country(*rows("Fier", "FRIESE OPVANG"))
    assert aadorp(folder).status == "dubbel"
    with_file(folder, ["fier", "Fier", "Opvang Noord; Friese Opvang"])
    assert (aadorp(folder).status, check_folder(folder)) == ("enkel", [])
    assert aadorp(folder).uitleg[-1] == "FRIESE OPVANG en Fier tellen als één organisatie."


def test_organisations_with_one_mother_are_two_but_not_independent(country: Country) -> None:
    folder = country(*rows("Fier", "Moviera"))
    with_file(folder, ["groot", "Groot"], ["midden", "Midden", "", "groot"], ["fier", "Fier", "", "midden"],
              ["moviera", "Moviera", "", "groot"])  # fmt: skip
    dekking = aadorp(folder)
    assert (dekking.status, dekking.k, dekking.organisaties) == ("enkel", 1, ("Fier", "Moviera"))
    assert (
        dekking.uitleg[-1] == "Fier en Moviera horen bij één moederorganisatie of delen de persoon, en tellen als één."
    )
    tables = load_tables(folder, NOW)
    assert {row.knoop for row in tables.contacts} == {"organisatie:fier", "organisatie:moviera"}
    assert {row.familie for row in tables.contacts} == {"organisatie:groot"}


@pytest.mark.parametrize(
    ("organisations", "answer"),
    [
        ([["fier", "Fier"], ["moviera", "Moviera"]], "Elke gemeente met een lijn heeft een andere weg."),
        ([["fier", "Fier"], ["moviera", "Moviera", "", "", "", "fier"]], "nergens is een andere weg."),
        ([["groot", "Groot"], ["fier", "Fier", "", "groot"], ["moviera", "Moviera", "", "groot"]],
         "nergens is een andere weg."),
    ],
    ids=["independent", "one person", "one mother"],
)  # fmt: skip
def test_who_is_not_independent_is_no_other_road(country: Country, organisations: list[list[str]], answer: str) -> None:
    folder = country(*rows("Fier", "Moviera"))
    with_file(folder, *organisations)
    stand = build_stand(load_tables(folder, NOW), NOW)
    found = next(one for one in measure_structure(stand) if (one.kolom, one.key) == ("zorg", "brug"))
    assert found.antwoord.endswith(answer)
    assert (stand.dekking["GM0001"].k == 2) is (answer[:4] == "Elke")


def test_organisations_that_share_the_person_are_not_independent(country: Country) -> None:
    folder = country(*rows("Fier", "Moviera"))
    with_file(folder, ["fier", "Fier"], ["moviera", "Moviera", "", "", "", "fier"])
    assert (aadorp(folder).status, aadorp(folder).k, check_folder(folder)) == ("enkel", 1, [])


def test_a_mother_and_her_daughter_are_not_independent(country: Country) -> None:
    folder = with_file(country(*rows("Groot", "Fier")), ["groot", "Groot"], ["fier", "Fier", "", "groot"])
    assert aadorp(folder).k == 1


@pytest.mark.parametrize(
    ("organisaties", "lines"),
    [
        ([["a", "Fier"], ["b", "Anders", "FIER"]],
         ["rij 3, kolom aliassen: deze naam staat ook in rij 2. Een naam is van één organisatie."]),
        ([["a", "Fier"], ["b", "fiër"]],
         ["rij 3, kolom naam: deze naam staat ook in rij 2. Een naam is van één organisatie."]),
        ([["a", "Fier", "", "z"]], ["rij 2, kolom moederorganisatie: dit is geen id van een andere organisatie in dit "
                                    "bestand. Geef haar een eigen rij."]),
        ([["a", "Fier", "", "a"]], ["rij 2, kolom moederorganisatie: deze organisatie is zo haar eigen moeder. "
                                    "Laat de cel leeg bij de hoogste."]),
        ([["a", "Fier", "", "b"], ["b", "Anders", "", "a"]],
         [f"rij {number}, kolom moederorganisatie: deze organisatie is zo haar eigen moeder. "
          "Laat de cel leeg bij de hoogste." for number in (2, 3)]),
        ([["a", "Fier", "", "", "", "z"]],
         ["rij 2, kolom deelt_persoon_met: dit is geen id van een andere organisatie in dit bestand. "
          "Geef haar een eigen rij."]),
        ([["a", ""]], ["rij 2, kolom naam: de naam ontbreekt. Vul de naam van de organisatie in."]),
        ([["a", "Fier", "", "", "fier.example"]],
         ["rij 2, kolom publieke_pagina: dit is geen webadres. Schrijf het hele adres, met https:// ervoor."]),
        ([["a", "mw. J. Voorbeeld"]], ["rij 2, kolom naam: dit lijkt de naam van iemand. Noem alleen de organisatie."]),
        ([["a", "Fier", "ZVH; mw. J. Voorbeeld"]],
         ["rij 2, kolom aliassen: hier lijkt de naam van iemand te staan. Noem alleen namen van de organisatie."]),
        ([["a", "Fier"], ["a", "Anders"]], ["rij 3, kolom id: dit id staat al in rij 2. Geef elke rij een eigen id."]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_refused_with_its_row(
    country: Country, organisaties: list[list[str]], lines: list[str]
) -> None:
    folder = with_file(country(*rows("Fier")), *organisaties)
    with pytest.raises(DataError) as caught:
        load_tables(folder, NOW)
    assert str(caught.value).splitlines() == [f"organisaties.csv, {line}" for line in lines]


def test_every_part_of_netmap_has_the_same_idea_of_one_organisation(country: Country) -> None:
    """Structure, removal, scenario and comparison: all by the node of the graph."""
    folder = country(*rows("Humanitas Rotterdam", "Humanitas Roterdam"), {"organisatie": "Anders", "gebied": "Deiland"})
    tables = load_tables(folder, NOW)
    stand = build_stand(tables, NOW)
    nodes = [node for node, soort in stand.graph.nodes(data="soort") if soort == "organisatie"]
    assert sorted(nodes) == ["organisatie:anders", "organisatie:humanitas roterdam"]
    alone = next(one for one in sole_cover(stand) if "Humanitas" in one.naam)
    assert alone.gemeenten == ("GM0001",)
    assert [one.code for one in remove(stand, ["organisatie:humanitas roterdam"]).verloren] == ["GM0001"]
    stop = {"soort": "stop", "organisatie": "humanitas rotterdam", "per": "2026-06-01"}
    after = build_stand(apply_scenario(tables, build_scenario({"naam": "proef", "wijziging": [stop]})), NOW)
    assert after.dekking["GM0001"].status == "vervallen"
    renamed = [{**row, "organisatie": "Humanitas Rotterdam"} for row in rows("", "")]
    other = build_stand(load_tables(country(*renamed, {"organisatie": "Anders", "gebied": "Deiland"}), NOW), NOW)
    assert other.dekking["GM0001"].k == stand.dekking["GM0001"].k == 1


def test_a_scenario_cannot_make_a_false_second_organisation(country: Country) -> None:
    tables = load_tables(country(*rows("Stichting MEE")), NOW)
    extra = {"soort": "toevoegen", "organisatie": "MEE", "gebied": "Aadorp", "vanaf": "2026-01-01"}
    after = build_stand(apply_scenario(tables, build_scenario({"naam": "proef", "wijziging": [extra]})), NOW)
    assert after.dekking["GM0001"].status == "enkel"


def test_two_that_the_file_tells_apart_stay_two_whatever_lies_between_them() -> None:
    found = Organisaties(
        [Organisatie("a", "Zorghuis Noordermeer"), Organisatie("b", "Zorghuis Noordermeent")]
    ).identify(["Zorghuis Noordermeer", "Zorghuis Noordermeent", "Zorghuis Noordermeen"])
    assert found["Zorghuis Noordermeer"] != found["Zorghuis Noordermeent"]
    assert len(set(found.values())) == 2


names = st.sampled_from([name for pair in (*ALIKE, *APART) for name in pair])


@given(st.lists(names, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(namen: list[str], random: object) -> None:
    shuffled = list(namen)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Organisaties().identify(namen) == Organisaties().identify(shuffled)


@given(
    name=names,
    place=st.integers(0, 6),
    sign=st.sampled_from("\u200b\u200e\u200f\u061c\u2062\u2066\u3164\U000e0041\u00ad"),
)
def test_an_invisible_sign_never_makes_another_organisation(
    rewrite: Callable[[Iterable[Mapping[str, str]]], Path], name: str, place: int, sign: str
) -> None:
    folder = rewrite(rows(name, name[:place] + sign + name[place:]))
    with pytest.raises(
        DataError, match=rf"rij 3, kolom organisatie: hier staat een onzichtbaar teken \(U\+{ord(sign):04X}\)"
    ):
        load_tables(folder, NOW)


@given(name=names, data=st.data())
def test_a_letter_of_another_script_never_makes_another_organisation(
    rewrite: Callable[[Iterable[Mapping[str, str]]], Path], name: str, data: st.DataObject
) -> None:
    twins = str.maketrans("eoaciEMBHT", "\u0435\u043e\u0430\u0441\u0456\u0415\u041c\u0412\u041d\u0422")
    at = data.draw(st.sampled_from([i for i, sign in enumerate(name) if ord(sign) in twins] or [0]))
    twin = name[:at] + name[at].translate(twins) + name[at + 1 :]
    folder = rewrite(rows(name, twin))
    if twin == name:
        assert load_tables(folder, NOW).contacts[0].knoop == load_tables(folder, NOW).contacts[1].knoop
    else:
        with pytest.raises(DataError, match="letter van een ander schrift"):
            load_tables(folder, NOW)


# --- the shipped data


def test_every_organisation_of_the_shipped_data_has_a_row_and_no_two_are_near(real: Tables) -> None:
    namen = {row.organisatie for row in real.contacts if row.organisatie}
    assert {naam for naam in namen if real.organisaties.find(naam) is None} == set()
    assert {one.naam for one in real.organisaties.known} == namen
    alone, filed = Organisaties([], real.names.is_gemeente).identify(namen), real.organisaties.identify(namen)
    assert {naam: one.sleutel for naam, one in alone.items()} == {naam: one.sleutel for naam, one in filed.items()}
    dependent = {naam for naam, one in filed.items() if one != alone[naam]}
    assert dependent == {"Zorg- en Veiligheidshuis de Markiezaten"}, "its person was to come from the Baronie"


def test_the_file_changes_no_count_of_the_shipped_data(real: Tables, tmp_path: Path) -> None:
    for path in real.folder.iterdir():
        if path.name not in ("organisaties.csv", "bronnen.toml"):
            (tmp_path / path.name).symlink_to(path)
    without = load_tables(tmp_path, NOW)
    day = date(2026, 11, 21)
    assert not without.organisaties.known
    assert compute_coverage(build_graph(without, day)) == compute_coverage(
        build_graph(load_tables(real.folder, NOW), day)
    )


def test_a_long_series_of_names_is_not_compared_one_by_one() -> None:
    """Thousands of names that differ in one word took minutes and gigabytes."""
    words = ("".join(letters) for letters in itertools.product("abcdefghij", repeat=6))
    series = [f"Zorghuis {word}" for word in itertools.islice(words, 0, 100_000, 25)]
    found = Organisaties().identify([*series, "Moviera", "Movierra"])
    assert len({one.sleutel for one in found.values()}) == len(series) + 1
