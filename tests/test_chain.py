"""The two columns, what is missing, the sources and who is who, on the small country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.chain import Schakel, find_chain, find_missing, find_people, find_sources
from netmap.inzet import is_functional

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
FIER = {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2026", "zekerheid": "hoog"}
TREKKER = {
    "id": "bt",
    "rol": "bestuurlijk_trekker",
    "naam": "B. Meester",
    "organisatie": "Gemeente Aadorp",
    "gebied": "politieregio:Boven",
}


def test_both_columns_run_from_the_gemeente_to_the_national_actor(stand_on: StandOn) -> None:
    chain = find_chain(stand_on(DAY, FIER, TREKKER), "GM0001")
    assert chain.zorg == (
        Schakel("aandachtsfunctionaris", "onbekend", "onbekend"),
        Schakel("zorgcoördinator", "Fier", "ja"),
        Schakel("landelijk", "CoMensha", "ja"),
    )
    assert chain.bestuur == (
        Schakel("gemeente", "Aadorp", "ja"),
        Schakel("politieregio", "Boven", "ja"),
        Schakel("bestuurlijk trekker", "B. Meester (Gemeente Aadorp)", "ja"),
        Schakel("landelijk", "VNG", "ja"),
    )


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ({"organisatie": "Fier", "gebied": "Aadorp", "doelgroep": "tot 23"}, "alleen voor een deel van de doelgroep"),
        ({"organisatie": "CoMensha", "gebied": "Aadorp", "status": "op_afstand"}, "alleen op afstand"),
        ({"organisatie": "Fier", "gebied": "Aadorp", "tot": "2020"}, "vervallen"),
        ({"gebied": "Aadorp", "status": "geen"}, "er is geen"),
        ({"organisatie": "Fier", "gebied": "Beekstad"}, "onbekend, geen bron"),
    ],
)
def test_every_missing_link_is_named_with_what_is_known_of_it(
    stand_on: StandOn, row: dict[str, str], missing: str
) -> None:
    assert find_missing(stand_on(DAY, row), "GM0001") == (
        "aandachtsfunctionaris: onbekend, geen bron",
        f"zorgcoördinator: {missing}",
        "bestuurlijk trekker: onbekend, geen bron",
    )


def test_what_ended_is_a_source_only_while_nothing_holds(stand_on: StandOn) -> None:
    ended = {"id": "oud", "organisatie": "Oud", "gebied": "Aadorp; Ceeburg", "tot": "2020", "bron_datum": "2019-03"}
    stand = stand_on(DAY, FIER, ended)
    assert [source.organisatie for source in find_sources(stand, "GM0001")] == ["Fier"]
    assert [(source.organisatie, source.datum) for source in find_sources(stand, "GM0003")] == [("Oud", "2019-03")]
    assert find_sources(stand, "GM0004") == ()


@pytest.mark.parametrize(
    ("mail", "functional"),
    [
        ("mensenhandel@org.example", True),
        ("zorgcoordinatie@org.example", True),
        ("info@org.example", True),
        ("zorgcoordinatie-mensenhandel@org.example", True),
        ("j.jansen@org.example", False),
        ("postma@org.example", False),
        ("j.jansen.mensenhandel@org.example", False),
        ("jansen", False),
        ("info", False),
        ("", False),
    ],
)
def test_only_a_mailbox_of_a_function_counts_as_contact(mail: str, functional: bool) -> None:
    assert is_functional(mail) is functional


def test_a_personal_mailbox_is_shown_nowhere(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {**FIER, "email": "j.jansen@org.example"}, {**TREKKER, "email": "info@org.example"})
    assert [source.contact for source in find_sources(stand, "GM0001")] == ["info@org.example", ""]
    assert {one.contact for one in find_people(stand, stand.codes())} == {"info@org.example", ""}


def test_who_is_who_lists_what_holds_before_what_ended(stand_on: StandOn) -> None:
    ended = {"id": "oud", "organisatie": "Oud", "gebied": "Aadorp", "tot": "2020"}
    planned = {"id": "straks", "organisatie": "Straks", "gebied": "Aadorp", "vanaf": "2030"}
    people = find_people(stand_on(DAY, ended, planned, FIER, TREKKER), ("GM0001",))
    assert [(one.wie, one.staat, one.gemeenten) for one in people] == [
        ("B. Meester (Gemeente Aadorp)", "actief", 1),
        ("Fier", "actief", 1),
        ("Oud", "geëindigd", 1),
    ]
