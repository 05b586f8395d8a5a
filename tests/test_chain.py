"""The two columns, what is missing, the sources and who is who, on the small country."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.chain import Schakel, find_chain, find_missing, find_people, find_sources
from netmap.graph import holding
from netmap.layers import build_stand
from netmap.maps.network import full_edges
from netmap.regio import Regio

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

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


def test_a_personal_mailbox_is_shown_nowhere(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {**FIER, "email": "j.jansen@org.example"}, {**TREKKER, "email": "info@org.example"})
    assert [source.contact for source in find_sources(stand, "GM0001")] == ["info@org.example", ""]
    assert {one.contact for one in find_people(stand, stand.codes())} == {"info@org.example", ""}


def test_who_is_who_lists_what_holds_before_what_ended(stand_on: StandOn) -> None:
    ended = {"id": "oud", "organisatie": "Oud", "gebied": "Aadorp", "tot": "2020"}
    planned = {"id": "straks", "organisatie": "Straks", "gebied": "Aadorp", "vanaf": "2030"}
    people = find_people(stand_on(DAY, ended, planned, FIER, TREKKER), ("GM0001",))
    assert [(one.wie, one.geldt, one.staat, one.gemeenten) for one in people] == [
        ("B. Meester (Gemeente Aadorp)", "nu", "actief", 1),
        ("Fier", "nu", "actief", 1),
        ("Oud", "geweest", "actief", 1),
        ("Straks", "straks", "actief", 1),
    ]


def test_an_organisation_is_one_line_with_all_its_gemeenten_and_its_newest_source(stand_on: StandOn) -> None:
    rows = (
        {"organisatie": "Fier", "gebied": "Aadorp", "doelgroep": "tot 23", "bron": "oud", "bron_datum": "2024"},
        {"organisatie": "fier", "gebied": "Aadorp; Beekstad", "tot": "2027", "bron": "nieuw", "bron_datum": "2025-06"},
        {"organisatie": "Fier", "gebied": "Aadorp; Ceeburg", "vanaf": "2019", "tot": "2021", "bron_datum": "2019"},
    )
    people = find_people(stand_on(DAY, *rows), ("GM0001", "GM0002", "GM0003"))
    assert [(one.geldt, one.gemeenten, one.doelgroep, one.tot, one.bron) for one in people] == [
        ("nu", 2, "iedereen; tot 23 jaar", "onbekend; 2027", "nieuw"),
        ("geweest", 1, "iedereen", "2021", "https://bron.example/"),  # Ceeburg: in Aadorp it goes on
    ]


def test_what_stopped_is_over_though_its_row_still_holds(stand_on: StandOn) -> None:
    people = find_people(stand_on(DAY, {"organisatie": "Fier", "gebied": "Aadorp", "status": "gestopt"}), ("GM0001",))
    assert [(one.geldt, one.staat) for one in people] == [("geweest", "gestopt")]


def test_zeeland_west_brabant_lists_what_is_over_apart_and_every_organisation_once(real: Tables) -> None:
    """The first table of Mijn regio had CoMensha and De Markiezaten as current, and Zeeland and Tilburg twice."""
    stand = build_stand(real, date(2026, 11, 26))
    people = find_people(stand, stand.codes(Regio("politieregio", "Zeeland-West-Brabant")))
    care = [(one.geldt, one.wie, one.gemeenten) for one in people if one.rol == "zorgcoördinator"]
    assert care == [
        ("nu", "Gemeente Tilburg", 8),
        ("nu", "Zorg- en Veiligheidshuis Zeeland", 12),
        ("nu", "Zorg- en Veiligheidshuis de Baronie", 9),
        ("geweest", "Zorg- en Veiligheidshuis de Markiezaten", 8),
        ("geweest", "CoMensha", 29),
    ]


def test_where_an_organisation_stopped_in_a_part_of_its_area_it_is_over_there(stand_on: Callable[..., Stand]) -> None:
    fier = {"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "vanaf": "2020"}
    stop = {"organisatie": "Fier", "gebied": "Beekstad", "status": "gestopt", "vanaf": "2026-03"}
    stand = stand_on(DAY, fier, stop)
    people = find_people(stand, ("GM0001", "GM0002"))
    assert [(one.geldt, one.wie, one.gemeenten, one.staat, one.tot) for one in people] == [
        ("nu", "Fier", 1, "actief", "onbekend"),
        ("geweest", "Fier", 1, "actief", "maart 2026"),
        ("geweest", "Fier", 1, "gestopt", "onbekend"),
    ]
    lines = {edge for edge in full_edges(stand.graph, stand.dekking) if edge.relatie == "coordineert_voor"}
    assert {edge.naar for edge in lines} == {"gemeente:GM0001"}
    assert {naar for van, naar in holding(stand.graph).edges("inzet:rij-0")} & {
        "gemeente:GM0001",
        "gemeente:GM0002",
    } == {"gemeente:GM0001"}
