"""What if: every scenario through one gate, on top of the data and never in it, and back from a file or link."""

from __future__ import annotations

import base64
import json
import os
import random
import tomllib
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.errors import NetmapError
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.personal import names_person
from netmap.read import find_odd_sign
from netmap.regio import Regio
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import MAX_CHANGES, SOORTEN, Change, Scenario, ScenarioError, as_content, build_scenario
from netmap.scenario.effect import compare_scenario, compute_costs
from netmap.scenario.share import (
    MAX_LINK,
    decode_scenario,
    encode_scenario,
    load_scenario,
    read_toml,
    write_toml,
)
from netmap.schema import GEDEKT, STATUSSEN
from netmap.sections.scenario import scenario_section
from netmap.table import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.table import Section

DAY = date(2026, 7, 1)
EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "scenario-voorbeeld.toml"
ROWS: tuple[dict[str, Any], ...] = (
    {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "fte": "0.6", "bron_datum": "2026-01-01"},
    {"id": "sterk", "organisatie": "Sterk", "gebied": "Ceeburg", "tot": "2026-01-01", "zekerheid": "hoog"},
    {"id": "later", "organisatie": "Fier", "gebied": "Deiland", "vanaf": "2028"},
    {"id": "weg", "organisatie": "Oud", "gebied": "Deiland", "status": "gestopt"},
)
"""Aadorp and Beekstad enkel, Ceeburg and Deiland vervallen on ``DAY``."""


def scenario(*changes: Mapping[str, object], naam: str = "proef") -> Scenario:
    return build_scenario({"naam": naam, "wijziging": list(changes)})


def statuses(tables: Tables, *changes: Mapping[str, object], day: date = DAY) -> list[str]:
    """Status of the four gemeenten with the changes on top."""
    return [one.status for one in build_stand(apply_scenario(tables, scenario(*changes)), day).dekking.values()]


def problems(*changes: Any, **rest: Any) -> list[str]:
    """Everything the gate says."""
    with pytest.raises(ScenarioError) as caught:
        build_scenario({"naam": "proef", "wijziging": list(changes), **rest})
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


def refused(tables: Tables, *changes: Mapping[str, object]) -> list[str]:
    """Everything that cannot be made of the data."""
    with pytest.raises(ScenarioError) as caught:
        apply_scenario(tables, scenario(*changes))
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def land(country: Callable[..., Path]) -> Tables:
    return load_tables(country(*ROWS))


# --- what the changes do


def test_without_changes_everything_stays_as_it_is(land: Tables) -> None:
    assert apply_scenario(land, scenario()).contacts == land.contacts
    assert statuses(land) == ["enkel", "enkel", "vervallen", "vervallen"]


def test_stop_ends_an_inzet_from_that_day_on(land: Tables) -> None:
    stop = {"soort": "stop", "id": "fier", "per": date(2027, 1, 1)}
    assert statuses(land, stop) == statuses(land)
    assert statuses(land, stop, day=date(2026, 12, 31))[:2] == ["enkel", "enkel"]
    assert statuses(land, stop, day=date(2027, 1, 1))[:2] == ["vervallen", "vervallen"]


def test_an_organisation_stops_with_all_it_does_and_all_it_plans_in_any_spelling(land: Tables) -> None:
    stop = {"soort": "stop", "organisatie": "FIER", "per": "2026-07"}
    assert statuses(land, stop) == ["vervallen"] * 4
    assert statuses(land, day=date(2028, 1, 1))[3] == "enkel"
    assert statuses(land, stop, day=date(2028, 1, 1))[3] == "vervallen"


def test_an_added_inzet_covers_its_area_during_its_period_only(land: Tables) -> None:
    add = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "landelijk", "vanaf": "2026-03", "tot": "2027"}
    assert statuses(land, add) == ["dubbel", "dubbel", "enkel", "enkel"]
    assert statuses(land, add, day=date(2026, 2, 28)) == statuses(land, day=date(2026, 2, 28))
    assert statuses(land, add, day=date(2027, 1, 1)) == ["enkel", "enkel", "vervallen", "vervallen"]


def test_an_added_inzet_can_be_for_part_of_the_target_group_and_in_another_role(land: Tables) -> None:
    add = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Deiland", "doelgroep": "vanaf 23 jaar"}
    assert statuses(land, add)[3] == "deels"
    leader = {"soort": "toevoegen", "organisatie": "Gemeente", "gebied": "landelijk", "rol": "bestuurlijk trekker"}
    stand = build_stand(apply_scenario(land, scenario(leader)), DAY)
    assert {one.status for one in stand.rollen["bestuurlijk_trekker"].values()} == {"ja"}
    assert [one.status for one in stand.dekking.values()] == statuses(land)


def test_a_longer_inzet_stands_on_the_word_of_its_source_up_to_its_end_and_no_further(land: Tables) -> None:
    longer = {"soort": "verlengen", "id": "sterk", "tot": date(2028, 1, 1)}
    tables = apply_scenario(land, scenario(longer))
    assert build_stand(tables, date(2025, 12, 31)).dekking["GM0003"].zekerheid == "hoog"
    one = build_stand(tables, DAY).dekking["GM0003"]
    assert (one.status, one.zekerheid, one.einddatum) == ("enkel", "onbekend", date(2028, 1, 1))
    assert build_stand(tables, date(2028, 1, 1)).dekking["GM0003"].status == "vervallen"
    endless = apply_scenario(land, scenario({"soort": "verlengen", "id": "sterk"}))
    assert build_stand(endless, date(2199, 1, 1)).dekking["GM0003"].status == "enkel"


def test_an_inzet_that_moves_has_ended_where_it_leaves_and_is_not_forgotten_there(land: Tables) -> None:
    move = {"soort": "verplaatsen", "id": "fier", "gebied": "Beekstad; Deiland", "per": date(2026, 7, 1)}
    assert statuses(land, move) == ["vervallen", "enkel", "vervallen", "enkel"]
    assert statuses(land, move, day=date(2026, 6, 30)) == statuses(land)
    moved = build_stand(apply_scenario(land, scenario(move)), DAY).dekking["GM0004"]
    assert (moved.bevestigd, moved.te_bevestigen, moved.zekerheid) == (None, True, "onbekend")
    planned = {**move, "id": "later", "gebied": "Ceeburg"}
    assert statuses(land, planned, day=date(2028, 1, 1)) == ["enkel", "enkel", "enkel", "vervallen"]


def test_other_fte_count_from_their_day_on_and_leave_the_source_its_word(land: Tables) -> None:
    tables = apply_scenario(land, scenario({"soort": "fte", "id": "fier", "fte": "1,2", "per": "2026-07-01"}))
    before, after = build_stand(tables, date(2026, 6, 30)).dekking["GM0001"], build_stand(tables, DAY).dekking["GM0001"]
    assert (before.fte_per_100k, after.fte_per_100k) == (2.0, 4.0)
    assert not after.te_bevestigen


def test_changes_follow_each_other_in_their_order(land: Tables) -> None:
    move = {"soort": "verplaatsen", "id": "fier", "gebied": "Aadorp; Deiland", "per": "2026-05"}
    more = {"soort": "fte", "id": "fier", "fte": 5, "per": "2026-06"}
    tables = apply_scenario(land, scenario(move, more))
    stand = build_stand(tables, DAY)
    assert [one.status for one in stand.dekking.values()] == ["enkel", "vervallen", "vervallen", "enkel"]
    assert stand.dekking["GM0004"].fte_per_100k == 10.0
    assert len({inzet.id for inzet in tables.contacts}) == len(tables.contacts)
    new = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Deiland"}
    gone = {"soort": "stop", "organisatie": "nieuw", "per": "2026-06"}
    assert statuses(land, new, gone)[3] == "vervallen"
    assert "'nieuw' is geen organisatie in de gegevens" in refused(land, gone, new)[0]


def test_what_the_scenario_says_is_marked_and_confirms_nothing(land: Tables) -> None:
    add = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Aadorp; Deiland"}
    stop = {"soort": "stop", "id": "fier", "per": "2026-07-01"}
    stand = build_stand(apply_scenario(land, scenario(add, stop, naam="Fier stopt")), DAY)
    new = stand.dekking["GM0004"]
    assert (new.status, new.te_bevestigen, new.bevestigd, new.zekerheid) == ("enkel", True, None, "onbekend")
    assert "Bron: onbekend (datum onbekend; daarna niet bevestigd; zekerheid onbekend)." in new.uitleg[1]
    assert "Opmerking: Volgens het scenario 'Fier stopt': een inzet die er niet is, komt erbij." in new.uitleg[1]
    ended = stand.dekking["GM0002"].uitleg[1]
    assert "tot 1 juli 2026. Bron: https://bron.example/ (1 januari 2026;" in ended
    assert ended.endswith("Opmerking: Volgens het scenario 'Fier stopt': stopt per 1 juli 2026.")
    assert {inzet.bron for inzet in stand.tables.contacts} == {"https://bron.example/", ""}


def test_a_former_gemeente_is_understood_and_told(land: Tables) -> None:
    tables = apply_scenario(land, scenario({"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Oudorp"}))
    assert tables.notices[-1] == "scenario, wijziging 1: Oudorp is op 1 januari 2020 opgegaan in Aadorp."


def test_an_id_of_the_data_is_never_taken_twice(country: Callable[..., Path]) -> None:
    tables = load_tables(country({"id": "scenario-1", "organisatie": "Fier", "gebied": "Aadorp"}))
    add = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Aadorp"}
    assert [one.id for one in apply_scenario(tables, scenario(add)).contacts] == ["scenario-1", "scenario-1-x"]


# --- what is refused, and why


def test_all_problems_of_the_gate_are_told_at_once() -> None:
    found = problems(
        {"soort": "stopp"},
        {"soort": "stop", "per": "1/2/2027"},
        {"soort": "toevoegen", "organisatie": "  ", "gebied": "Aadorp", "fte": float("nan"), "doelgroep": "tot 18"},
        {"soort": "toevoegen", "organisatie": "A", "gebied": "Aadorp", "vanaf": "2027", "tot": date(2026, 1, 1)},
        {"soort": "fte", "id": "x", "fte": 0, "per": "2027-01-01", "gebeid": "Aadorp"},
        "tekst",
        naam="",
        datum="2026",
    )
    assert found == [
        "scenario, veld datum: dit veld bestaat niet. Kies uit: naam, wijziging.",
        "scenario, veld naam: de naam ontbreekt. Geef het scenario een naam, zoals 'Fier stopt'.",
        "wijziging 1, veld soort: 'stopp' is geen soort wijziging. Bedoelt u 'stop'?",
        "wijziging 2, veld id: noem bij 'stop' een id of een organisatie, één van de twee.",
        "wijziging 2, veld per: '1/2/2027' kan twee dagen zijn. Schrijf 2027-02-01 of 2027-01-02 (jaar-maand-dag).",
        "wijziging 3, veld organisatie: dit veld ontbreekt. Bij 'toevoegen' is het nodig.",
        "wijziging 3, veld fte: deze tekst is geen aantal fte. Schrijf een getal, zoals 0.44.",
        "wijziging 3, veld doelgroep: 'tot 18' kan hier niet. Kies uit: tot 23, vanaf 23.",
        "wijziging 4, veld tot: '2026-01-01' ligt niet na vanaf ('2027'). Verbeter een van de twee.",
        "wijziging 5, veld gebeid: dit veld hoort niet bij 'fte'. Kies uit: id, fte, per.",
        "wijziging 5, veld fte: '0' is te weinig. Schrijf minstens 0.01, of gebruik 'stop'.",
        "wijziging 6, veld soort: '' is geen soort wijziging. Kies uit: stop, toevoegen, verlengen, verplaatsen, fte.",
    ]


@pytest.mark.parametrize("veld", ["naam", "email", "telefoon"])
def test_personal_fields_are_refused_without_repeating_them(veld: str) -> None:
    (found,) = problems({"soort": "toevoegen", "organisatie": "A", "gebied": "Aadorp", veld: "iemand@bron.example"})
    assert found.startswith(f"wijziging 1, veld {veld}: gegevens van personen horen niet in een scenario")
    assert "iemand" not in found


@pytest.mark.parametrize("text", ["bel 06 12345678", "jan@bron.example"])
def test_personal_data_in_a_name_are_refused_without_repeating_them(text: str) -> None:
    (found,) = problems({"soort": "toevoegen", "organisatie": text, "gebied": "Aadorp"})
    assert (
        found == "wijziging 1, veld organisatie: hier staat een e-mailadres, telefoonnummer of profiel. Haal het weg."
    )
    assert problems(naam=text) == [
        "scenario, veld naam: hier staat een e-mailadres, telefoonnummer of profiel. Haal het weg."
    ]


def test_names_are_short_and_printable_and_changes_few() -> None:
    assert problems(naam="x" * 81) == ["scenario, veld naam: dit zijn 81 tekens; meer dan 80 kan niet. Kort het in."]
    for sign, said in (
        ("\u202e", "onzichtbaar teken (U+202E)"), ("\n", "stuurteken"), ("\x00", "onzichtbaar teken (U+0000)"),
        ("\u200b", "onzichtbaar teken (U+200B)"), ("\ud800", "onzichtbaar teken (U+D800)"),
        ("\u3164", "onzichtbaar teken (U+3164)"), ("\u0435", "letter van een ander schrift (U+0435)"),
    ):  # fmt: skip
        assert problems(naam=f"a{sign}b") == [f"scenario, veld naam: hier staat een {said}. Typ de tekst opnieuw."]
    (many,) = problems(*[{"soort": "verlengen", "id": "x"}] * (MAX_CHANGES + 1))
    assert many == "scenario, veld wijziging: er zijn 51 wijzigingen; meer dan 50 kan niet. Maak twee scenario's."
    assert len(scenario(*[{"soort": "verlengen", "id": "x"}] * MAX_CHANGES).changes) == 50
    assert scenario(naam="x" * 80).naam == "x" * 80


@pytest.mark.parametrize("value", [True, 5, ["x"], {"x": 1}, 2027, None])
def test_values_of_another_kind_are_refused(value: object) -> None:
    assert problems({"soort": "stop", "id": "fier", "per": value}) == [
        "wijziging 1, veld per: deze waarde kan hier niet. Schrijf jaar-maand-dag, zoals 2027-01-01."
    ]
    assert problems({"soort": "stop", "id": value, "per": "2027"})[0].startswith("wijziging 1, veld id: deze waarde")
    assert problems(wijziging={"soort": "stop"})[0].startswith("scenario, veld wijziging: dit is geen lijst.")


def test_a_national_role_cannot_be_added() -> None:
    (found,) = problems({"soort": "toevoegen", "organisatie": "A", "gebied": "landelijk", "rol": "vng"})
    assert found.startswith("wijziging 1, veld rol: 'vng' is landelijk en niet toe te voegen.")


def test_all_that_the_data_do_not_allow_is_told_at_once(land: Tables) -> None:
    assert refused(
        land,
        {"soort": "stop", "id": "fjer", "per": "2027-01-01"},
        {"soort": "stop", "organisatie": "Sterkk", "per": "2027-01-01"},
        {"soort": "toevoegen", "organisatie": "A", "gebied": "Aadorp; -Aadorp"},
        {"soort": "toevoegen", "organisatie": "A", "gebied": "Aadorpp"},
        {"soort": "stop", "id": "sterk", "per": "2026-01-01"},
        {"soort": "stop", "id": "later", "per": "2028-01-01"},
        {"soort": "verlengen", "id": "sterk", "tot": "2026-01-01"},
        {"soort": "verlengen", "id": "fier", "tot": "2030-01-01"},
        {"soort": "fte", "id": "weg", "fte": 1, "per": "2027-01-01"},
        {"soort": "verplaatsen", "id": "sterk", "gebied": "Aadorp", "per": "2026-01-01"},
    ) == [
        "wijziging 1, veld id: 'fjer' is geen id in de gegevens. Bedoelt u 'fier'?",
        "wijziging 2, veld organisatie: 'Sterkk' is geen organisatie in de gegevens. Bedoelt u 'Sterk'?",
        "wijziging 3, veld gebied: 'Aadorp; -Aadorp' bevat geen enkele gemeente. Noem minstens één gemeente, regio of "
        "'landelijk'.",
        "wijziging 4, veld gebied: 'Aadorpp' is geen bekende gemeente. Bedoelt u Aadorp?",
        "wijziging 5, veld per: 'sterk' is op 1 januari 2026 al geëindigd. Kies een vroegere dag.",
        "wijziging 6, veld per: 'later' is op 1 januari 2028 nog niet begonnen. Kies een latere dag.",
        "wijziging 7, veld tot: 2026-01-01 ligt niet na de einddatum van nu (1 januari 2026). Gebruik 'stop' om in te "
        "korten.",
        "wijziging 8, veld tot: 'fier' heeft geen bekende einddatum en is niet te verlengen. Gebruik 'stop' voor een "
        "einde.",
        "wijziging 9, veld id: 'weg' heeft de status 'gestopt': daar loopt geen inzet die kan veranderen. Kies een "
        "ander id.",
        "wijziging 10, veld per: 'sterk' is op 1 januari 2026 al geëindigd. Kies een vroegere dag.",
    ]


# --- laws

areas = st.sampled_from(["landelijk", "Aadorp", "Beekstad; Ceeburg", "provincie:Westland", "politieregio:Onder"])
days = st.dates(date(2024, 1, 1), date(2029, 1, 1))
additions = st.fixed_dictionaries(
    {"soort": st.just("toevoegen"), "organisatie": st.sampled_from(["Fier", "Nieuw", "Ander"]), "gebied": areas},
    optional={"vanaf": st.dates(date(2024, 1, 1), date(2026, 1, 1)), "doelgroep": st.sampled_from(["tot 23", ""])},
)
alterations = st.one_of(
    additions,
    st.fixed_dictionaries({"soort": st.just("stop"), "id": st.just("fier"), "per": days}),
    st.fixed_dictionaries({"soort": st.just("fte"), "id": st.just("fier"), "fte": st.just(1.5), "per": days}),
    st.fixed_dictionaries({"soort": st.just("verplaatsen"), "id": st.just("fier"), "gebied": areas, "per": days}),
    st.fixed_dictionaries({"soort": st.just("verlengen"), "id": st.just("sterk")}),
)


@pytest.fixture(scope="module")
def fixed(rewrite: Callable[..., Path]) -> Tables:
    """The country of ``ROWS``, once for all examples."""
    return load_tables(rewrite(ROWS))


@given(changes=st.lists(alterations, max_size=4))
def test_the_tables_themselves_never_change(fixed: Tables, changes: list[dict[str, Any]]) -> None:
    before = tuple(replace(inzet) for inzet in fixed.contacts)
    try:
        made = apply_scenario(fixed, scenario(*changes))
    except ScenarioError:
        made = fixed
    assert fixed.contacts == before
    assert len({inzet.id for inzet in made.contacts}) == len(made.contacts)
    assert made.gemeenten is fixed.gemeenten


@given(changes=st.lists(additions, min_size=1, max_size=4), day=days)
def test_adding_cover_never_worsens_a_status(fixed: Tables, changes: list[dict[str, Any]], day: date) -> None:
    rank = STATUSSEN.index
    pairs = zip(statuses(fixed, day=day), statuses(fixed, *changes, day=day), strict=True)
    assert all(rank(after) <= rank(before) for before, after in pairs)


@given(per=days, day=days)
def test_to_stop_and_go_on_restores_the_cover(fixed: Tables, per: date, day: date) -> None:
    stop = {"soort": "stop", "id": "fier", "per": max(per, date(2026, 1, 1))}  # the day of its source
    assert statuses(fixed, stop, {"soort": "verlengen", "id": "fier"}, day=day) == statuses(fixed, day=day)


@given(data=st.data(), per=days, day=days)
def test_the_order_of_independent_changes_does_not_matter(
    fixed: Tables, data: st.DataObject, per: date, day: date
) -> None:
    changes: list[dict[str, Any]] = [
        {"soort": "stop", "id": "fier", "per": per},
        {"soort": "verlengen", "id": "sterk", "tot": "2029-01-01"},
        {"soort": "fte", "id": "later", "fte": 2, "per": "2028-06"},
        {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "landelijk", "vanaf": per},
    ]
    other = data.draw(st.permutations(changes))
    stands = [build_stand(apply_scenario(fixed, scenario(*order)), day).dekking.values() for order in (changes, other)]
    facts = [[(one.status, one.segmenten, one.fte_per_100k, one.einddatum) for one in stand] for stand in stands]
    assert facts[0] == facts[1]


# --- file and link

names = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=80)
names = names.filter(str.strip).filter(lambda text: not find_odd_sign(text))
texts = names.filter(lambda text: "@" not in text and not any(sign.isdigit() for sign in text))
organisaties = texts.map(lambda text: f"Zorghuis {text}"[:80].strip()).filter(lambda text: not names_person(text))
dates = st.dates(date(1900, 1, 1), date(2199, 12, 31))
written = st.builds(
    lambda naam, changes: {"naam": naam, "wijziging": changes},
    texts,
    st.lists(
        st.one_of(
            st.fixed_dictionaries({"soort": st.just("stop"), "id": texts, "per": dates}),
            st.fixed_dictionaries(
                {"soort": st.just("toevoegen"), "organisatie": organisaties, "gebied": texts},
                optional={"fte": st.floats(0.01, 1000), "vanaf": dates, "doelgroep": st.just("tot 23")},
            ),
            st.fixed_dictionaries({"soort": st.just("verlengen"), "id": texts}, optional={"tot": dates}),
        ),
        max_size=4,
    ),
)


@given(content=written)
def test_a_scenario_comes_back_from_file_and_link_as_it_was(content: dict[str, Any]) -> None:
    made = build_scenario(content)
    assert build_scenario(as_content(made)) == made
    assert read_toml(write_toml(made)) == made
    word = encode_scenario(made)
    assert decode_scenario(word) == made
    assert encode_scenario(decode_scenario(word)) == word
    assert word.replace("-", "").replace("_", "").isalnum()
    assert word.isascii()


def test_a_scenario_is_written_as_people_read_it() -> None:
    made = scenario({"soort": "toevoegen", "organisatie": 'A "b"', "gebied": "Aadorp", "fte": "0,44", "tot": "2027"})
    assert write_toml(made) == (
        "# Scenario van netmap: wijzigingen boven op de gegevens, die zelf niet veranderen.\n"
        'naam = "proef"\n\n[[wijziging]]\nsoort = "toevoegen"\norganisatie = "A \\"b\\""\nrol = "zorgcoordinator"\n'
        'gebied = "Aadorp"\nfte = 0.44\ntot = 2027-01-01\n'
    )


def packed(text: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


def pack(content: object) -> str:
    return packed(json.dumps(content).encode())


BROKEN = "De link bevat geen leesbaar scenario. Vraag om een nieuwe link, of om het scenario als bestand."
BOMB = packed(b'{"naam": "proef"' + b" " * 2_000_000 + b"}")
DEEP = packed(b"[" * 190_000)
GOOD = pack({"naam": "proef", "wijziging": []})


@pytest.mark.parametrize(
    "word",
    [
        *("", "x", "é", "a b", "../..", "AAAA", "A" * (MAX_LINK + 1)),
        *(GOOD[:-4], GOOD + "AAAA", BOMB, DEEP, pack([]), pack(1)),
        *(packed(b"\xff\xfe"), packed(b"9" * 5000)),
    ],
    ids=range(15),
)
def test_a_link_that_is_no_scenario_is_refused_in_one_sentence(word: str) -> None:
    assert decode_scenario(GOOD) == Scenario("proef")
    with pytest.raises(NetmapError) as caught:
        decode_scenario(word)
    assert str(caught.value) == BROKEN


@given(word=st.text(max_size=60) | st.text("ABCabc019-_", max_size=60))
def test_any_other_link_is_refused_too(word: str) -> None:
    with pytest.raises(NetmapError):
        decode_scenario(word)


def test_the_bomb_of_the_test_would_be_a_scenario_if_it_were_unpacked() -> None:
    assert len(BOMB) < MAX_LINK
    text = zlib.decompress(base64.urlsafe_b64decode(BOMB + "=" * (-len(BOMB) % 4)))
    assert build_scenario(json.loads(text)) == Scenario("proef")


def test_a_link_goes_through_the_same_gate_as_a_file() -> None:
    content = {"naam": "proef", "wijziging": [{"soort": "stop", "id": "x", "per": "2027-01-01", "email": "a@b.nl"}]}
    with pytest.raises(ScenarioError, match="gegevens van personen"):
        decode_scenario(pack(content))
    with pytest.raises(ScenarioError, match="geen soort wijziging"):
        decode_scenario(pack({"naam": "proef", "wijziging": [None]}))


def test_a_scenario_too_large_for_a_link_is_still_a_file() -> None:
    draw = random.Random(1)
    areas = ["; ".join(f"GM{draw.randrange(10_000):04d}" for _ in range(300)) for _ in range(MAX_CHANGES)]
    big = scenario(*[{"soort": "verplaatsen", "id": "fier", "gebied": area, "per": "2027"} for area in areas])
    with pytest.raises(NetmapError, match=r"te groot voor een link\. Deel het als bestand"):
        encode_scenario(big)
    assert read_toml(write_toml(big)) == big


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('naam = "a\n', "Het scenario is geen TOML. Het gaat mis in regel 1."),
        ("naam = \n", "Het scenario is geen TOML."),
        ("naam = " + "9" * 5000, "Het scenario is niet te lezen"),
        ("naam = " + "[" * 100_000, "Het scenario is niet te lezen"),
        (" " * 200_001, "Het scenario heeft 200001 tekens"),
        ("naam = 1", "scenario, veld naam: deze waarde kan hier niet"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(NetmapError) as caught:
        read_toml(text)
    assert str(caught.value).startswith(told)


def test_a_file_is_read_as_editors_save_it_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b'\xef\xbb\xbfnaam = "proef"\r\n')
    assert load_scenario(path) == Scenario("proef")
    path.write_bytes('naam = "Fryslân"'.encode("cp1252"))
    with pytest.raises(NetmapError, match="geen tekst in UTF-8"):
        load_scenario(path)
    with pytest.raises(NetmapError, match="kan niet worden gelezen"):
        load_scenario(tmp_path / "weg.toml")
    os.mkfifo(tmp_path / "pijp.toml")
    with pytest.raises(NetmapError, match=r"kan niet worden gelezen \(dit is geen gewoon bestand\)"):
        load_scenario(tmp_path / "pijp.toml")
    with pytest.raises(NetmapError, match="kan niet worden gelezen"):
        load_scenario(tmp_path)


# --- before and after


def effect_of(tables: Tables, *changes: Mapping[str, object], gebied: Regio | None = None) -> Any:
    before = build_stand(tables, DAY)
    return compare_scenario(before, build_stand(apply_scenario(tables, scenario(*changes)), DAY), gebied)


STOP = {"soort": "stop", "organisatie": "Fier", "per": "2026-07-01"}
ADD = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Beekstad; Ceeburg", "fte": 1}


def test_the_effect_counts_what_changes(land: Tables) -> None:
    effect = effect_of(land, STOP, ADD)
    assert [totals.gedekt for totals in effect.totals] == [(2, 30_000), (2, 50_000)]
    assert [(one.naam, one.van, one.naar) for one in effect.gewijzigd] == [
        ("Ceeburg", "vervallen", "enkel"),
        ("Aadorp", "enkel", "vervallen"),
    ]
    assert [[gap.code for gap in gaps] for gaps in effect.werklijst] == [["GM0004", "GM0003"], ["GM0004", "GM0001"]]
    section = scenario_section(effect, Scenario("proef"))
    assert section.tables[0].records() == [
        {"code": "GM0003", "naam": "Ceeburg", "politieregio": "Boven", "inwoners": 30_000,
         "van": "Vervallen of vacant", "naar": "Enkel gedekt"},
        {"code": "GM0001", "naam": "Aadorp", "politieregio": "Boven", "inwoners": 10_000,
         "van": "Enkel gedekt", "naar": "Vervallen of vacant"},
    ]  # fmt: skip
    assert section.headline == "In het scenario 'proef' zijn 2 van de 4 gemeenten gedekt, eerst 2"
    assert " ".join((*section.conclusion, *remarks(section))) == (
        "In het scenario 'proef' zijn 2 van de 4 gemeenten gedekt op 1 juli 2026 (50,0% van de inwoners); zonder "
        "het scenario zijn dat er 2 (30,0% van de inwoners). Dekking erbij: 1 gemeente (30.000 inwoners); dekking weg: "
        "1 gemeente (10.000 inwoners). Bekende "
        "fte: 1,00; zonder het scenario 0,60. Waar de fte bekend is, is er 1 fte voor 50.000 inwoners."
    )


def test_with_a_rate_the_costs_are_told(land: Tables) -> None:
    effect = replace(effect_of(land, STOP, ADD), tarief=95_000.0)
    assert "Bij € 95.000 per fte kost de bekende fte € 95.000 per jaar; zonder het scenario € 57.000." in remarks(
        scenario_section(effect, Scenario("proef"))
    )


def remarks(section: Section) -> tuple[str, ...]:
    """What follows on the conclusion."""
    return next(block.items for block in section.blocks if isinstance(block, Listing))


def test_the_costs_count_known_fte_and_what_is_unknown_apart(land: Tables) -> None:
    unknown = {"soort": "toevoegen", "organisatie": "Stil", "gebied": "Beekstad; Deiland"}
    effect = effect_of(land, unknown)
    before, after = (costs.totaal for costs in effect.kosten)
    assert before == (0.6, 2, 30_000, 50_000.0, 0, 0)
    assert after == (0.6, 3, 70_000, 50_000.0, 2, 60_000)
    section = scenario_section(effect, Scenario("proef"))
    assert section.tables[1].rows == (
        ("Fier", 2, 30_000, 0.6, 50_000, 2, 30_000, 0.6, 50_000),
        ("Stil", 0, 0, "–", "–", 2, 60_000, "onbekend", "onbekend"),
        ("Totaal", 2, 30_000, 0.6, 50_000, 3, 70_000, "0,60 of meer", 50_000),
    )
    assert (
        "Van 2 van de 3 gemeenten met een zorgcoördinator, ook als die er deels is, is in het scenario de fte onbekend."
        in remarks(section)
    )


def test_fte_fall_to_a_region_by_its_inwoners(land: Tables) -> None:
    spread = {"soort": "toevoegen", "organisatie": "Breed", "gebied": "Ceeburg; Deiland", "fte": 7}
    stand = build_stand(apply_scenario(land, scenario(spread)), DAY)
    west, onder = Regio("provincie", "Westland"), Regio("politieregio", "Onder")
    assert compute_costs(stand, west).per_organisatie["Breed"].fte == 7.0
    assert compute_costs(stand, onder).per_organisatie["Breed"] == (4.0, 1, 40_000, 10_000.0, 0, 0)
    effect = effect_of(land, spread, gebied=onder)
    assert [totals.gemeenten for totals in effect.totals] == [1, 1]
    told = scenario_section(effect, Scenario("x")).conclusion[0]
    assert told.startswith("In het scenario 'x' is in de politieregio Onder de enige gemeente gedekt op 1 juli 2026")


def test_two_sources_for_the_same_work_are_not_twice_the_fte(country: Callable[..., Path]) -> None:
    rows = [{"organisatie": "Fier", "gebied": "Aadorp", "fte": fte} for fte in ("0.5", "0.4", "")]
    assert compute_costs(build_stand(load_tables(country(*rows)), DAY)).totaal.fte == 0.5


@given(changes=st.lists(alterations, max_size=3), day=days)
def test_the_effect_adds_up(fixed: Tables, changes: list[dict[str, Any]], day: date) -> None:
    try:
        after = build_stand(apply_scenario(fixed, scenario(*changes)), day)
    except ScenarioError:
        after = build_stand(fixed, day)
    effect = compare_scenario(build_stand(fixed, day), after)
    won = sum(one.naar in GEDEKT for one in effect.gewijzigd) - sum(one.van in GEDEKT for one in effect.gewijzigd)
    assert effect.totals[1].gedekt[0] - effect.totals[0].gedekt[0] == won
    for costs in effect.kosten:
        known = sum(one.fte or 0 for one in costs.per_organisatie.values())
        assert (costs.totaal.fte or 0) == pytest.approx(known, abs=0.01)
        assert costs.totaal.gemeenten >= max((one.gemeenten for one in costs.per_organisatie.values()), default=0)


def test_a_scenario_of_another_day_is_not_compared(stand_on: Callable[..., Stand]) -> None:
    with pytest.raises(ValueError, match="one day"):
        compare_scenario(stand_on("2026-07-01", *ROWS), stand_on("2026-07-02", *ROWS))


# --- the shipped data


def test_the_example_shows_every_kind_of_change_and_works_on_the_shipped_data(real: Tables) -> None:
    example = load_scenario(EXAMPLE)
    assert {change.soort for change in example.changes} == set(SOORTEN)
    fields = {kind: {field for field in raw if field != "soort"} for raw in _raw_changes() for kind in [raw["soort"]]}
    assert all(used <= set(SOORTEN[kind].fields) for kind, used in fields.items())
    day = date(2026, 11, 22)
    effect = compare_scenario(build_stand(real, day), build_stand(apply_scenario(real, example), day))
    assert [totals.gedekt[0] for totals in effect.totals] == [301, 295]
    lost = {one.code for one in effect.gewijzigd if one.naar == "vervallen"}
    assert lost == set(real.gemeenten.index[real.gemeenten["provincie"] == "Drenthe"])
    won = {one.code for one in effect.gewijzigd if one.van == "vervallen"}
    assert won == set(real.gemeenten.index[real.gemeenten["veiligheidsregio"] == "Gooi en Vechtstreek"])
    double = {one.code for one in effect.gewijzigd if one.naar == "dubbel"}
    assert double == set(real.gemeenten.index[real.gemeenten["provincie"] == "Fryslân"])
    assert effect.kosten[0].totaal.fte is None  # no source gives the fte of a zorgcoördinator today
    assert effect.kosten[1].totaal.fte == 1.94  # Flevoland 1, Fryslân 0,5 and het Gooi 0,44


def _raw_changes() -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))["wijziging"]
    return changes


def test_a_change_that_did_not_come_through_the_gate_is_a_mistake_of_the_programmer(land: Tables) -> None:
    with pytest.raises(ValueError, match="needs a day"):
        apply_scenario(land, Scenario("proef", (Change("stop", id="fier"),)))
