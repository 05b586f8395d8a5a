"""What a file changes: rows checked by the rules of the data folder, laid beside what is there, taken in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.intake.mapping import Invoer, Koppeling, propose
from netmap.intake.memory import Geheugen, read_memory
from netmap.intake.proposal import Uitslag, Vraag, take_over, weigh
from netmap.intake.reading import Blad, Lezing
from netmap.load import DATA_DIR, check_folder, load_tables
from netmap.save import save_files
from netmap.schema import MEMORY_FILE, ORGANISATIE_COLUMNS, parse_date
from netmap.store.shape import load_contents, read_folder
from netmap.validate import INDICATOREN, ORGANISATIES
from tests.conftest import write_cards, write_country, write_csv
from tests.test_criteria import write_indicators

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ROW = {"id": "rij-1", "organisatie": "Zorg Boven", "gebied": "Aadorp", "vanaf": "2021", "telefoon": "070-1234567"}
HEADER = ("id", "rol", "organisatie", "gemeente")


ANSWER = {"id": "g1-boven", "gebied": "Aadorp", "criterium": "G1", "waarde": "ja", "bron": "https://bron.example/"}


def test_a_row_of_the_criteria_is_weighed_in_its_own_file(country: Callable[..., Path]) -> None:
    folder = write_indicators(country(ROW), ANSWER)
    rows = (
        Invoer(2, {"id": "g1-boven", "bevestigd_op": "2026-06-30"}, ()),
        Invoer(3, {"criterium": "g1", "gebied": "GM0001", "waarde": "nee"}, ()),
        Invoer(4, {"criterium": "G2", "gebied": "Aadorp", "waarde": "misschien"}, ()),
    )
    found = weigh(read_folder(folder), Koppeling("", 1, (), (), rows[:1] + rows[2:], INDICATOREN), "b.csv")
    (one,) = found.opgaven
    assert (one.bestand, one.soort, dict(one.velden)) == (
        "indicatoren.csv",
        "bevestigd",
        {"bevestigd_op": ("", "2026-06-30")},
    )
    assert list(found.geweigerd) == [4]
    assert found.voorstellen({("indicatoren.csv", "g1-boven"): 7}, "opgave")[0].gezien == 7
    made = take_over(read_folder(folder), found, Geheugen())
    assert made["contacts.csv"] == read_folder(folder)["contacts.csv"]
    (after,) = load_contents(made).indicatoren
    assert after.bewijs(parse_date("2026-07-01")) == "vers"
    (same,) = weigh(read_folder(folder), Koppeling("", 1, (), (), rows[1:2], INDICATOREN), "b.csv").opgaven
    assert (same.sleutel, same.velden["waarde"]) == ("g1-boven", ("ja", "nee"))
    for name in ("Beleid", "G1 beleid", "g1"):
        row = Invoer(2, {"criterium": name, "gebied": "Aadorp", "waarde": "ja"}, ())
        (one,) = weigh(read_folder(folder), Koppeling("", 1, (), (), (row,), INDICATOREN), "b.csv").opgaven
        assert (one.sleutel, one.soort) == ("g1-boven", "gelijk"), name


def weighed(folder: Path, *rows: Sequence[str], geheugen: Geheugen | None = None) -> Uitslag:
    sheets = (Blad("", tuple(map(tuple, rows)), True),)
    koppeling = propose(Lezing("lijst.csv", "CSV", "UTF-8", ",", False, sheets), geheugen or Geheugen())
    return weigh(read_folder(folder), koppeling, "lijst.csv")


def test_a_file_of_criteria_goes_into_a_folder_that_had_none(country: Callable[..., Path]) -> None:
    folder = country(ROW)
    (folder / "indicatoren.csv").unlink()
    rows = (
        ("Gemeente", "Criterium", "Antwoord", "Bron", "Datum bron", "Toelichting"),
        ("Aadorp", "G1", "JA", "https://bron.example/", "mrt-25", "Beleidsnota"),
        ("Beekstad", "G1", "soms", "https://bron.example/", "2025", ""),
        ("Ceeburg", "G12", "nee", "https://bron.example/", "2025", ""),
    )
    lezing = Lezing("antwoorden.csv", "CSV", "UTF-8", ",", False, (Blad("", rows, True),))
    found = weigh(read_folder(folder), propose(lezing, Geheugen(), doel=INDICATOREN), "antwoorden.csv")
    assert [str(one) for one in found.problems] == [
        "antwoorden.csv, rij 3, kolom Antwoord: deze tekst kan hier niet. Kies uit: ja, deels, nee, onbekend.",
        "antwoorden.csv, rij 4, kolom Criterium: 'G12' kan hier niet. Bedoelt u 'G1'?",
    ]
    save_files({folder / name: content for name, content in take_over(read_folder(folder), found, Geheugen()).items()})
    assert check_folder(folder) == []
    (one,) = load_tables(folder).indicatoren
    assert (one.id, one.waarde, one.geschreven.bron_datum) == ("g1-aadorp", "ja", "2025-03")


def test_a_file_of_organisations_goes_the_same_way(country: Callable[..., Path]) -> None:
    folder = country({**ROW, "organisatie": "ZB"}, {**ROW, "id": "b", "organisatie": "Zorg Boven"})
    known = [("zb", "Zorg Boven", "", "", "", ""), ("koepel", "Koepel", "", "", "", "")]
    write_csv(folder / "organisaties.csv", ORGANISATIE_COLUMNS, known)
    write_cards(folder)
    rows = (
        ("Organisatie", "Afkorting", "Onderdeel van", "Website"),
        ("zorg boven", "ZB", "Koepel", "https://zorgboven.example/"),
        ("Zorg Onder", "", "koepel", ""),
        ("Koepel", "", "", "koepel.example"),
        ("mevrouw A. Voorbeeld", "", "", ""),
        ("Zorg Elders", "", "Nergens", ""),
        ("Derde", "Zorg Onder", "", ""),
    )
    lezing = Lezing("wie.csv", "CSV", "UTF-8", ",", False, (Blad("", rows, True),))
    found = weigh(read_folder(folder), propose(lezing, Geheugen(), doel=ORGANISATIES), "wie.csv")
    assert [(one.rij, *one.place, one.soort) for one in found.opgaven] == [
        (2, "organisaties.csv", "zb", "gewijzigd"),
        (3, "organisaties.csv", "zorg-onder", "nieuw"),
    ]
    assert dict(found.opgaven[0].velden) == {
        "aliassen": ("", "ZB"),
        "moederorganisatie": ("", "koepel"),
        "publieke_pagina": ("", "https://zorgboven.example/"),
    }
    assert found.geweigerd == {
        4: ("Website: dit is geen webadres. Schrijf het hele adres, met https:// ervoor.",),
        5: ("Organisatie: dit lijkt de naam van iemand. Noem alleen de organisatie.",),
        6: ("Onderdeel van: dit is geen id van een andere organisatie in dit bestand. Geef haar een eigen rij.",),
        7: ("Afkorting: deze naam staat ook in rij 3. Een naam is van één organisatie.",),
    }
    made = take_over(read_folder(folder), found, Geheugen())
    after = load_contents(made).organisaties
    assert (after.find("ZB"), after.find("zorg onder").boven) == (after.find("Zorg Boven"), "koepel")  # type: ignore[union-attr]
    assert made["contacts.csv"] == read_folder(folder)["contacts.csv"]


def test_an_organisation_that_is_found_by_another_name_keeps_its_names(country: Callable[..., Path]) -> None:
    folder = country(ROW)
    known = [("zb", "Zorg Boven", "ZB; Zorg B", "", "", ""), ("zo", "Zorg Onder", "ZO", "", "", "")]
    write_csv(folder / "organisaties.csv", ORGANISATIE_COLUMNS, known)
    write_cards(folder)

    def changes(*rows: Sequence[str]) -> list[dict[str, tuple[str, str]]]:
        sheets = (Blad("", tuple(map(tuple, rows)), True),)
        lezing = Lezing("wie.csv", "CSV", "UTF-8", ",", False, sheets)
        found = weigh(read_folder(folder), propose(lezing, Geheugen(), doel=ORGANISATIES), "wie.csv")
        assert not found.geweigerd
        return [dict(one.velden) for one in found.opgaven]

    header, page = ("Naam", "Andere namen", "Website"), "https://zorgboven.example/"
    assert changes(header, ("ZB", "", page), ("zo", "ZO; Onder", "")) == [
        {"publieke_pagina": ("", page)},
        {"aliassen": ("ZO", "ZO; Onder")},
    ]
    assert changes(header, ("Zorg B", "Zorg Boven; ZB; Boven", "")) == [
        {"aliassen": ("ZB; Zorg B", "Zorg B; ZB; Boven")},
    ]
    assert changes(("id", *header), ("zb", "Zorg Hoog", "", "")) == [
        {"naam": ("Zorg Boven", "Zorg Hoog"), "aliassen": ("ZB; Zorg B", "")}
    ]


def test_what_every_row_has_fills_what_neither_the_file_nor_the_data_say(country: Callable[..., Path]) -> None:
    said = Geheugen().with_words(
        vast={
            "rol": "partner",
            "zekerheid": "laag",
            "gebied": "Beekstad",
            "doelgroep": "vanaf 23",
            "bron": "https://bron.example/b",
        }
    )
    folder = country({**ROW, "zekerheid": "hoog"})
    header = "id", "organisatie", "gm-code", "zekerheid"
    rows = [("rij-1", "Zorg Boven", "", ""), ("n", "Zorg", "GM0003", "midden")]
    found = weighed(folder, header, *rows, geheugen=said)
    assert found.geweigerd == {}
    known, new = found.opgaven
    assert dict(known.velden) == {"doelgroep": ("", "vanaf 23")}
    assert {column: new.cells[column] for column in ("rol", "gebied", "zekerheid", "doelgroep")} == {
        "rol": "partner", "gebied": "Ceeburg", "zekerheid": "midden", "doelgroep": "vanaf 23",
    }  # fmt: skip


def test_of_a_row_that_adds_up_others_it_is_said_once_that_it_is_left_out(country: Callable[..., Path]) -> None:
    rows = ("", "partner", "Zorg Boven", "Aadorp"), ("", "", "", "Totaal"), ("", "partner", "Totaal Zorg", "Beekstad")
    found = weighed(country(ROW), HEADER, *rows)
    assert (found.geweigerd, found.vragen, {one.rij for one in found.problems}) == ({}, (), {2, 4})
    assert found.notices == ("lijst.csv, rij 3: hier staat een optelling. Die rij gaat niet mee.",)
    assert [(one.rij, one.soort) for one in found.opgaven] == [(2, "nieuw"), (4, "nieuw")]


def kinds(uitslag: Uitslag) -> list[tuple[str, str, set[str]]]:
    return [(one.sleutel, one.soort, set(one.velden)) for one in uitslag.opgaven]


@pytest.mark.parametrize(
    ("columns", "cells", "kind", "fields"),
    [
        (("status",), ("pilot",), "gewijzigd", {"status": ("actief", "pilot")}),
        (("bevestigd op",), ("2-3-2026",), "bevestigd", {"bevestigd_op": ("", "2026-03-02")}),
        (("einddatum",), ("okt-25",), "beëindigd", {"tot": ("", "2025-10")}),
        (("fte", "status"), ("0,50", "ACTIEF"), "gewijzigd", {"fte": ("", "0.5")}),
        (("vanaf",), ("2021",), "gelijk", {}),
        (("vanaf",), ("2021-01-01",), "gewijzigd", {"vanaf": ("2021", "2021-01-01")}),
        (("telefoon",), ("06-12345678",), "gewijzigd", {"telefoon": ("070-1234567", "")}),
    ],
)
def test_a_row_is_laid_beside_the_one_that_is_there(
    country: Callable[..., Path], columns: tuple[str, ...], cells: tuple[str, ...], kind: str, fields: dict[str, Any]
) -> None:
    rows = (*HEADER, *columns), ("rij-1", "zorgcoördinator", "Zorg Boven", "GM0001", *cells)
    (one,) = weighed(country(ROW), *rows).opgaven
    assert (one.soort, dict(one.velden)) == (kind, fields)
    assert one.cells["gebied"] == "Aadorp"
    assert one.cells["bron"] == "https://bron.example/"


def test_a_row_without_an_id_is_the_one_that_says_the_same_or_a_new_one(country: Callable[..., Path]) -> None:
    rows = [("zorgcoordinator", "zorg boven", "0001"), ("partner", "Zorg Boven", "Aadorp"), ("partner", "", "Beekstad")]
    found = weighed(country(ROW), HEADER[1:], *rows)
    assert [(one.rij, one.sleutel, one.soort) for one in found.opgaven] == [
        (2, "rij-1", "gewijzigd"),
        (3, "zorg-boven-aadorp", "nieuw"),
    ]
    assert found.geweigerd == {
        4: ("organisatie: de organisatie ontbreekt. Leeg mag alleen bij 'geen', 'vacature' of 'aangekondigd'.",)
    }


def test_a_blank_cell_empties_only_a_row_that_is_named(country: Callable[..., Path]) -> None:
    """The list of somebody else is silent where it is blank; who fills in our own workbook can make a cell empty."""
    header = (*HEADER, "sinds", "opmerking")
    row = "zorgcoordinator", "Zorg Boven", "Aadorp", ""
    folder = country({**ROW, "opmerking": "Voor de regio"})
    (same,) = weighed(folder, header, ("", *row, "")).opgaven
    (named,) = weighed(folder, header, ("rij-1", *row, "")).opgaven
    assert (same.sleutel, same.velden, same.cells["opmerking"]) == ("rij-1", {}, "Voor de regio")
    assert named.velden == {"vanaf": ("2021", ""), "opmerking": ("Voor de regio", "")}


def test_a_new_source_does_not_get_the_day_of_the_old_one(country: Callable[..., Path]) -> None:
    header = (*HEADER[1:], "bron", "datum bron")
    row = "zorgcoordinator", "Zorg Boven", "Aadorp"
    old = {"bron": "https://bron.example/", "bron_uiterlijk": "2019-01-01", "bron_datum": ""}
    folder = country({**ROW, **old})
    (same,) = weighed(folder, header, (*row, old["bron"], "")).opgaven
    assert same.velden == {}
    (other,) = weighed(folder, header, (*row, "https://nieuw.example/", "")).opgaven
    assert set(other.velden) == {"bron", "bron_uiterlijk"}
    (dated,) = weighed(country({**ROW, **old, "bron_datum": "2018", "bron_uiterlijk": ""}), header,
                       (*row, "https://nieuw.example/", "2026-03")).opgaven  # fmt: skip
    assert dated.velden["bron_datum"] == ("2018", "2026-03")
    folder = country({**ROW, **old})
    for column, new in {"bron": "https://nieuw.example/", "datum bron": "2026-03"}.items():  # of a row that is named
        (named,) = weighed(folder, (*HEADER, column), ("rij-1", *row, new)).opgaven
        assert named.velden["bron_uiterlijk"] == ("2019-01-01", "")
        (given,) = weighed(folder, (*HEADER, column, "bron uiterlijk"), ("rij-1", *row, new, "2019-01-01")).opgaven
        assert "bron_uiterlijk" not in given.velden
    (undated,) = weighed(folder, (*HEADER, *header[-2:]), ("rij-1", *row, old["bron"], "")).opgaven
    assert undated.velden == {}
    (nothing,) = weighed(folder, header, (*row, "onbekend", "")).opgaven
    assert nothing.velden == {}
    every = Geheugen().with_words(vast={"bron": "https://bron.example/lijst"})
    (kept,) = weighed(folder, header[:3], row, geheugen=every).opgaven
    assert kept.velden == {}


def test_what_is_wrong_is_told_with_the_row_and_column_of_the_file(country: Callable[..., Path]) -> None:
    rows = [
        ("a", "zorgcoordinator", "Zorg Boven", "Beekstadd"),
        ("a", "zorgcoordinator", "Zorg Onder", "Beekstad"),
        ("a", "zorgcoordinator", "Zorg Onder", "Ceeburg"),
        ("d", "niets", "Zorg Onder", "Ceeburg"),
    ]
    found = weighed(country(ROW), HEADER, *rows)
    assert found.opgaven == ()
    assert sorted(found.geweigerd) == [2, 3, 4, 5]
    assert {(one.bestand, one.rij, one.kolom) for one in found.problems if one.blokkeert} >= {
        ("lijst.csv", 2, "gemeente"),
        ("lijst.csv", 4, "id"),
        ("lijst.csv", 5, "rol"),
    }
    assert "dit id staat al in rij 2. Geef elke rij een eigen id." in found.geweigerd[4][0]


def test_a_row_without_an_id_is_never_taken_over_twice(country: Callable[..., Path]) -> None:
    folder = country(
        {**ROW, "tot": "2023"}, {**ROW, "id": "b", "vanaf": "2023"}, {**ROW, "id": "c", "gebied": "Ceeburg"}
    )
    header = ("rol", "organisatie", "gemeente", "sinds", "link")
    rows = [
        ("zorgcoordinator", "Zorg Boven", "Aadorp", "2023", "https://bron.example/"),
        ("partner", "Zorg", "0002", "2023", "https://bron.example/"),
        ("partner", "Zorg", "Beekstad", "2023", "https://bron.example/"),
        ("partner", "Zorg", "2", "2023", "https://bron.example/"),
    ]
    found = weighed(folder, header, *rows)
    assert [(one.rij, one.sleutel, one.soort) for one in found.opgaven] == [
        (2, "b", "gelijk"),
        (3, "zorg-beekstad", "nieuw"),
    ]
    same = "id: deze rij zegt precies hetzelfde als rij 3. Haal er een weg."
    assert found.geweigerd == {4: (same,), 5: (same,)}


def test_several_names_in_a_row_are_no_question_and_no_other_name_of_one(country: Callable[..., Path]) -> None:
    found = weighed(country(ROW), HEADER, ("n", "partner", "Zorg", "Aadorp, Beekstad en Ceeburg"))
    assert found.vragen == ()
    assert "Zet er een puntkomma tussen" in found.geweigerd[2][0]


def test_a_file_with_very_much_wrong_is_still_taken_in_part(country: Callable[..., Path]) -> None:
    """The check of a folder stops at a thousand problems; a row may point to one that stands behind these."""
    wrong = [(f"w{number}", "partner", "Zorg", "nergens", "") for number in range(1200)]
    rows = [("a", "partner", "Zorg", "Aadorp", "z"), *wrong, ("z", "partner", "Zorg", "Aadorp", "")]
    found = weighed(country(ROW), (*HEADER, "spreekt_tegen"), *rows)
    assert [one.sleutel for one in found.opgaven] == ["a", "z"]
    assert sorted(found.geweigerd) == list(range(3, 1203))


def test_a_name_is_asked_once_and_then_known(country: Callable[..., Path]) -> None:
    folder = country(ROW)
    rows = [(str(number), "partner", "Zorg", "Beekstaadd") for number in range(2)]
    found = weighed(folder, HEADER, *rows)
    assert found.vragen == (Vraag(2, "Beekstaadd", ("Beekstad",)),)
    said = Geheugen().with_words(namen={"Beekstaadd": "Beekstad"})
    again = weighed(folder, HEADER, *rows, geheugen=said)
    assert (again.vragen, [one.cells["gebied"] for one in again.opgaven]) == ((), ["Beekstad"] * 2)


def test_a_code_and_a_name_must_be_of_one_gemeente(country: Callable[..., Path]) -> None:
    header = ("rol", "organisatie", "GM-code", "Gemeente")
    rows = [("partner", "A", "1", "Aadorp"), ("partner", "B", "1", "Beekstad"), ("partner", "C", "x", "Aadorp")]
    found = weighed(country(ROW), header, *rows)
    assert [(one.rij, one.cells["gebied"]) for one in found.opgaven] == [(2, "Aadorp")]
    assert "noemen niet dezelfde gemeente" in found.geweigerd[3][0]
    assert "is geen gemeentecode" in found.geweigerd[4][0]


def test_a_gemeente_gets_its_own_name_unless_a_region_has_that_too() -> None:
    codes = "0796", "GM0363", "Den Bosch", "Mill en St. Hubert", "Nuenen c.a."
    found = weighed(DATA_DIR, HEADER, *((f"n{i}", "partner", "Zorg", code) for i, code in enumerate(codes)))
    assert [one.cells["gebied"] for one in found.opgaven] == [
        "'s-Hertogenbosch", "GM0363", "'s-Hertogenbosch", "Mill en St. Hubert", "Nuenen, Gerwen en Nederwetten",
    ]  # fmt: skip


def test_personal_data_are_neither_taken_over_nor_repeated(country: Callable[..., Path]) -> None:
    header = (*HEADER, "contactpersoon", "e-mailadres", "telefoonnummer", "toelichting")
    row = ("n", "zorgcoordinator", "Zorg", "Aadorp", "Xandra Quist", "x.quist@zorg.example", "0612345678", "mw. Quist")
    found = weighed(country(ROW), header, row)
    said = " ".join(map(str, (*found.problems, *found.notices, *found.vragen, *found.geweigerd.values())))
    assert [one.soort for one in found.opgaven] == ["nieuw"]
    assert not {"naam", "email", "telefoon", "opmerking"} & found.opgaven[0].cells.keys()
    assert not any(word in said for word in ("Quist", "0612345678", "quist"))


def test_what_is_taken_over_is_a_good_folder_and_the_rest_is_as_it_was(
    country: Callable[..., Path], tmp_path: Path
) -> None:
    folder = country(ROW, {**ROW, "id": "b", "gebied": "Beekstad"})
    rows = [("b", "zorgcoordinator", "Zorg Onder", "Beekstad"), ("c", "partner", "Zorg", "Deiland"), ("d", "", "", "")]
    found = weighed(folder, (*HEADER, "link"), *((*row, "https://bron.example/x") for row in rows))
    said = Geheugen().with_words(vast={"rol": "partner"})
    before = read_folder(folder)
    made = take_over(before, found.only([("contacts.csv", "c")]), said)
    new = tmp_path / "nieuw"
    save_files({new / name: content for name, content in made.items()})
    assert check_folder(new) == []
    assert [one.id for one in load_tables(new).contacts] == ["rij-1", "b", "c"]
    assert read_memory(made) == said
    changed = {name for name in made if made[name] != before.get(name)}
    assert changed == {"contacts.csv", "bronnen.toml", MEMORY_FILE}
    assert take_over(before, found.only([]), Geheugen()) == before


@settings(max_examples=5)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["zorgcoordinator", "partner", "vng"]),
            st.sampled_from(["Zorg Boven", "=SOM", "Één & co"]),
            st.sampled_from(["Aadorp", "GM0002", "politieregio:Boven; -Ceeburg"]),
            st.sampled_from(["", "2021", "2021-05-03"]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_was_taken_over_is_known_when_it_comes_again(tmp_path_factory, rows: list[tuple[str, ...]]) -> None:
    folder = write_country(tmp_path_factory.mktemp("land") / "land", [ROW])
    named = [(f"n{number}", *row) for number, row in enumerate(rows)]
    header = (*HEADER, "sinds")
    first = weighed(folder, header, *named)
    save_files({folder / name: one for name, one in take_over(read_folder(folder), first, Geheugen()).items()})
    again = weighed(folder, header, *named)
    assert [one.soort for one in again.opgaven] == ["gelijk"] * len(first.opgaven)
    assert len(first.opgaven) + len(first.geweigerd) == len(rows)
