"""What changes do before they are published: row by row, and which gemeenten get another status."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netmap.intake.form import FORM, fill_form
from netmap.intake.herziening import carry_out, clash_table, herziening_section, name_rows, rows_table
from netmap.intake.mapping import propose
from netmap.intake.memory import Geheugen
from netmap.intake.proposal import Uitslag, weigh
from netmap.intake.reading import Blad, Lezing
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.store.content import Voorstel
from netmap.store.shape import read_folder
from netmap.store.store import Botsing
from netmap.store.trail import Versie
from netmap.toegang import Gebruiker, find_beyond
from netmap.validate import CONTACTS as CONTACTEN
from netmap.validate import INDICATOREN
from tests.screen import CONTACTS
from tests.test_criteria import write_indicators

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


DAY = date(2026, 7, 1)
HEADER = ("id", "rol", "organisatie", "gebied", "status", "zekerheid", "email")


class Change:
    """Rows of a file, and what they do to the small country."""

    def __init__(self, folder: Path, *rows: Sequence[str]) -> None:
        self.contents = read_folder(folder)
        self.before = build_stand(load_tables(folder, DAY), DAY)
        sheets = (Blad("", (HEADER, *map(tuple, rows)), True),)
        koppeling = propose(Lezing("lijst.csv", "CSV", "UTF-8", ",", False, sheets), Geheugen())
        self.uitslag: Uitslag = weigh(self.contents, koppeling, "lijst.csv", DAY)

    def tell(self, *accepted: str) -> Any:
        chosen = self.uitslag.only(("contacts.csv", ident) for ident in accepted)
        after = carry_out(self.before, self.contents, chosen, Geheugen())
        return herziening_section(self.before, after, chosen)


@pytest.fixture
def change(country: Callable[..., Path]) -> Callable[..., Change]:
    return lambda *rows: Change(country(*CONTACTS), *rows)


NEW = ("", "zorgcoordinator", "Moviera", "Deiland", "actief", "hoog", "")
ENDED = ("fier", "zorgcoordinator", "Fier", "Aadorp", "actief", "hoog", "")


def test_a_review_tells_which_gemeenten_change_and_how_much_is_covered(change: Callable[..., Change]) -> None:
    both = change(NEW, ENDED)
    section = both.tell("moviera-deiland", "fier")
    assert section.conclusion == (
        "2 regels: 1 nieuw en 1 gewijzigd.",
        "Een andere status: 2 gemeenten (60.000 inwoners).",
        "Te bevestigen gemeenten: 1 → 2.",
    )
    (effect,) = section.tables
    assert effect.rows == (
        ("Deiland", "Onder", 40_000, "Onbekend", "Enkel gedekt"),
        ("Beekstad", "Boven", 20_000, "Enkel gedekt", "Onbekend"),
    )
    assert section.facts["herziening"]["gemeenten"] == [
        {"code": "GM0004", "van": "onbekend", "naar": "enkel"},
        {"code": "GM0002", "van": "enkel", "naar": "onbekend"},
    ]


def test_only_what_is_accepted_counts(change: Callable[..., Change]) -> None:
    section = change(NEW, ENDED).tell("moviera-deiland")
    assert section.conclusion[:3] == (
        "1 regel: 1 nieuw.",
        "Een andere status: 1 gemeente (40.000 inwoners).",
        "Gedekte gemeenten: 2 → 3.",
    )


def test_a_change_without_effect_says_so(change: Callable[..., Change]) -> None:
    section = change(("fier", "zorgcoordinator", "Fier", "Aadorp; Beekstad", "pilot", "hoog", "")).tell("fier")
    assert section.conclusion == ("1 regel: 1 gewijzigd.", "Geen gemeente krijgt een andere status.")
    assert section.tables == ()


def test_what_new_rows_contradict_is_told(change: Callable[..., Change]) -> None:
    section = change(("", "zorgcoordinator", "Fier", "Aadorp", "geen", "hoog", "")).tell("fier-aadorp")
    said = " ".join(line for block in section.blocks for line in getattr(block, "items", ()))
    assert "Fier" in said


def test_the_rows_tell_each_field_and_of_a_mailbox_only_that_it_changes(change: Callable[..., Change]) -> None:
    asked = change(NEW, ("fier", "zorgcoordinator", "Fier", "Aadorp; Beekstad", "pilot", "hoog", "info@fier.example"))
    assert rows_table(asked.uitslag.gewijzigd).rows == (
        (2, "moviera-deiland", "nieuw", "alle", "",
         "rol: zorgcoordinator; organisatie: Moviera; gebied: Deiland; status: actief; zekerheid: hoog"),
        (3, "fier", "gewijzigd", "email", "", "gewijzigd"),
        (3, "fier", "gewijzigd", "status", "actief", "pilot"),
        (3, "fier", "gewijzigd", "zekerheid", "onbekend", "hoog"),
    )  # fmt: skip


def test_both_values_of_a_collision_stand_beside_each_other_without_a_mailbox() -> None:
    mine = Voorstel("contacts.csv", "fier", {"status": "pilot", "email": "een@fier.example", "fte": "1"}, 3)
    versie = Versie(4, "versie 4", "2026-07-01T10:00:00+00:00", "Staf Oost", "test")
    theirs = {"status": "gestopt", "email": "twee@fier.example", "fte": "1"}
    assert clash_table([Botsing(mine, theirs, versie, 9)]).rows == (
        ("fier", "status", "pilot", "gestopt", "Staf Oost, versie 4"),
        ("fier", "email", "gewijzigd", "gewijzigd", "Staf Oost, versie 4"),
    )
    assert clash_table([Botsing(mine, None, versie, 9)]).rows[0][3] == "(leeg)"


def test_what_the_counts_leave_out_is_said(change: Callable[..., Change]) -> None:
    """Of a trekker the review said only that no gemeente gets another status."""
    trekker = change(("", "bestuurlijk_trekker", "Gemeente Deiland", "Deiland", "actief", "hoog", ""))
    assert trekker.tell("gemeente-deiland-deiland").conclusion[-1] == (
        "Van de functies telt dit alleen zorgcoördinatie. Een andere functie ziet u op de eigen laag."
    )


def test_a_row_that_has_yet_to_begin_says_so(country: Callable[..., Path]) -> None:
    folder = country(*CONTACTS)
    contents, before = read_folder(folder), build_stand(load_tables(folder, DAY), DAY)
    later = {"id": "fier", "vanaf": "2027-03-01"}
    uitslag = weigh(contents, fill_form(later), FORM, DAY)
    after = carry_out(before, contents, uitslag, Geheugen())
    assert herziening_section(before, after, uitslag).conclusion[-1] == (
        "1 regel begint pas later, op zijn vroegst op 1 maart 2027: dat telt hier nog niet mee."
    )


def test_of_a_criterium_the_review_tells_which_gemeenten_get_another_answer(country: Callable[..., Path]) -> None:
    answers = (
        {"id": "g1", "gebied": "Aadorp", "criterium": "G1"},
        {"id": "r1", "gebied": "politieregio:Boven", "criterium": "R1"},
    )
    folder = write_indicators(country(*CONTACTS), *answers)
    contents, before = read_folder(folder), build_stand(load_tables(folder, DAY), DAY)
    rows = ({"id": "g1", "gebied": "Aadorp; Deiland", "waarde": "nee"}, {"id": "r1", "waarde": "ja", "opmerking": "Zo"})
    found = [weigh(contents, fill_form(cells, INDICATOREN), FORM, DAY).opgaven for cells in rows]
    both = Uitslag(tuple(one for some in found for one in some), {}, (), (), ())
    section = herziening_section(before, carry_out(before, contents, both, Geheugen()), both)
    assert section.conclusion == (
        "2 regels: 2 gewijzigd.",
        "Geen gemeente krijgt een andere status.",
        "Een ander antwoord op een criterium: 2 gemeenten (50.000 inwoners).",
    )
    (table,) = section.tables
    assert table.rows == (
        ("G1 Beleid", "Aadorp", "Boven", 10_000, "Ja", "Nee"),
        ("G1 Beleid", "Deiland", "Onder", 40_000, "Onbekend", "Nee"),
    )
    same = both.only([("indicatoren.csv", "r1")])
    after = carry_out(before, contents, same, Geheugen())
    assert herziening_section(before, after, same).conclusion[-1] == (
        "Geen gemeente krijgt een ander antwoord op een criterium."
    )


def test_an_id_that_both_files_have_is_two_rows(country: Callable[..., Path]) -> None:
    """Whoever left one of them out, left out both."""
    folder = write_indicators(country(*CONTACTS), {"id": "fier", "gebied": "Aadorp", "criterium": "G1"})
    contents, before = read_folder(folder), build_stand(load_tables(folder, DAY), DAY)
    stops, answers = (
        weigh(contents, fill_form({"id": "fier", **cells}, doel), FORM, DAY).opgaven
        for cells, doel in (({"status": "gestopt"}, CONTACTEN), ({"waarde": "nee"}, INDICATOREN))
    )
    both = Uitslag((*stops, *answers), {}, (), (), ())
    assert [row[1:4] for row in rows_table(both.gewijzigd).rows] == [
        ("fier (contacts.csv)", "beëindigd", "status"),
        ("fier (indicatoren.csv)", "gewijzigd", "waarde"),
    ]
    one = both.only([("indicatoren.csv", "fier")])
    after = carry_out(before, contents, one, Geheugen())
    assert herziening_section(before, after, one).conclusion[:2] == (
        "1 regel: 1 gewijzigd.",
        "Geen gemeente krijgt een andere status.",
    )
    assert (after.tables.indicatoren[0].waarde, after.tables.contacts) == ("nee", before.tables.contacts)
    assert name_rows([one.gewijzigd[0].place]) == {("indicatoren.csv", "fier"): "fier"}
    redacteur = Gebruiker("Staf Boven", "redacteur", organisaties=frozenset({"fier"}))
    everything = carry_out(before, contents, both, Geheugen()).tables
    places = [("contacts.csv", "fier"), ("indicatoren.csv", "fier")]
    assert find_beyond(redacteur, places, before.tables, everything) == places[1:]
