"""The shipped rows: what newer sources say, and what was read too strongly before."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from netmap.coverage import compute_coverage, compute_role
from netmap.graph import build_graph
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.regio import Regio
from netmap.summary import conclude

if TYPE_CHECKING:
    from netmap.coverage import Dekking, RolStand
    from netmap.inzet import Inzet
    from netmap.layers import Stand

TODAY = "2026-11-21"

tables = cache(load_tables)


@cache
def role(rol: str, day: str) -> dict[str, RolStand]:
    """Whether every gemeente has someone in a role, by code."""
    return compute_role(build_graph(tables(), date.fromisoformat(day)), rol)


@cache
def country(day: str) -> dict[str, Dekking]:
    """Cover of every gemeente by code."""
    return compute_coverage(build_graph(tables(), date.fromisoformat(day)))


def statuses(gebied: str, day: str = TODAY) -> set[str]:
    """Every status that a gemeente of an area has."""
    return {country(day)[code].status for code in tables().gebieden.parse(gebied).codes}


def contact(ident: str) -> Inzet:
    return next(row for row in tables().contacts if row.id == ident)


def in_role(rol: str, gebied: str, day: str = TODAY) -> set[tuple[str, tuple[str, ...]]]:
    """What the gemeenten of an area have in a role: one answer when they are alike."""
    found = role(rol, day)
    return {(found[code].status, found[code].wie) for code in tables().gebieden.parse(gebied).codes}


# --- bestuurlijk trekkers


@pytest.mark.parametrize(
    ("day", "status", "wie"),
    [
        ("2018-10-04", "begin_onbekend", ()),
        ("2018-10-05", "ja", ("Peter Oskam (Gemeente Capelle aan den IJssel)",)),
        ("2023-12-31", "ja", ("Peter Oskam (Gemeente Capelle aan den IJssel)",)),
        ("2024-01-01", "vervallen", ()),
        (TODAY, "vervallen", ()),
    ],
)
def test_rotterdam_has_no_named_trekker_since_january_2024(day: str, status: str, wie: tuple[str, ...]) -> None:
    assert in_role("bestuurlijk_trekker", "politieregio:Rotterdam", day) == {(status, wie)}


def test_the_burgemeester_of_hof_van_twente_is_trekker_of_twente() -> None:
    nauta = {("ja", ("Ellen Nauta (Gemeente Hof van Twente)",))}
    assert in_role("bestuurlijk_trekker", "veiligheidsregio:Twente") == nauta
    assert in_role("bestuurlijk_trekker", "veiligheidsregio:Twente", "2022-06-28") == nauta
    assert in_role("bestuurlijk_trekker", "veiligheidsregio:IJsselland") == {("onbekend", ())}
    assert in_role("partner", "veiligheidsregio:Twente") == {("onbekend", ())}


def test_that_vlecken_is_burgemeester_of_weert_is_derived() -> None:
    row = contact("bt-limburg-vlecken")
    assert (row.naam, row.organisatie, row.zekerheid) == ("Raymond Vlecken", "Gemeente Weert", "midden")
    assert (row.vanaf, row.bron_datum) == (None, date(2022, 4, 21))
    assert "afgeleid" in row.opmerking


def test_an_office_that_a_later_source_names_is_no_word_on_the_portefeuille() -> None:
    for ident in ("bt-midden-nederland-roell", "bt-zeeland-vermue"):
        assert (contact(ident).bron_datum, contact(ident).bevestigd_op) == (None, None)


# --- zorgcoördinatie


def test_a_zorgcoordinator_announced_for_zwolle_is_no_cover() -> None:
    for ident in ("zc-zwolle-2019", "zc-zwolle-2020"):
        row = contact(ident)
        assert (row.status, row.organisatie) == ("aangekondigd", "")
        assert row.spreekt_tegen == ("zc-ijsselland-comensha",)
    assert statuses("Zwolle", "2020-06-01") == {"onbekend"}
    assert statuses("Zwolle") == {"op_afstand"}
    (code,) = tables().gebieden.parse("Zwolle").codes
    told = [line for line in country(TODAY)[code].uitleg if line.startswith("Een bron kondigt een zorgcoördinator aan")]
    assert len(told) == 2
    assert country(TODAY)[code].bevestigd is None, "a plan does not confirm that there is only the helpdesk"


def test_in_november_2017_there_was_none_in_zwolle_and_flevoland() -> None:
    for gebied in ("Zwolle", "provincie:Flevoland"):
        assert statuses(gebied, "2017-11-15") == {"geen"}
        assert "geen" not in statuses(gebied, "2017-12-01")


def test_flevoland_rests_on_a_pilot_and_has_no_known_fte() -> None:
    assert statuses("provincie:Flevoland", "2019-01-31") == {"onbekend"}
    assert statuses("provincie:Flevoland", "2019-02-01") == {"enkel"}
    assert (contact("zc-flevoland-kwartiermaker").status, contact("zc-flevoland-kwartiermaker").fte) == ("pilot", None)
    assert (contact("zc-flevoland-blijf").status, contact("zc-flevoland-blijf").fte) == ("aangekondigd", None)


def test_den_bosch_is_no_more_certain_than_its_list() -> None:
    assert contact("zc-den-bosch-mo").zekerheid == "midden"


@pytest.mark.parametrize(
    ("rol", "ident", "gebied", "first"),
    [
        ("ketenregisseur", "kr-rotterdam-var", "politieregio:Rotterdam", "2023-01-01"),
        ("aandachtsfunctionaris", "af-rotterdam", "politieregio:Rotterdam", "2023-09-29"),
        ("aandachtsfunctionaris", "af-limburg-noord", "veiligheidsregio:Limburg-Noord", "2022-04-21"),
    ],
)
def test_the_date_of_a_source_is_no_begin(rol: str, ident: str, gebied: str, first: str) -> None:
    day = date.fromisoformat(first)
    assert contact(ident).vanaf is None
    before = day.replace(year=day.year - 1).isoformat()
    assert {status for status, _ in in_role(rol, gebied, before)} == {"begin_onbekend"}
    assert {status for status, _ in in_role(rol, gebied, first)} == {"ja"}


def test_a_page_that_tells_of_a_project_as_running_is_of_before_its_end() -> None:
    assert contact("zc-groningen-zvh").sinds == contact("kr-groningen").sinds == date(2022, 3, 31)
    assert statuses("provincie:Groningen", "2022-03-31") == {"enkel"}


def test_an_aandachtsfunctionaris_who_will_be_appointed_is_not_there_yet() -> None:
    assert in_role("aandachtsfunctionaris", "Beuningen; Druten; Wijchen; West Maas en Waal") == {("onbekend", ())}
    (code,) = tables().gebieden.parse("Druten").codes
    assert "; aangekondigd)" in role("aandachtsfunctionaris", TODAY)[code].uitleg[1]


def test_markiezaten_and_baronie_are_not_independent() -> None:
    pilot, baronie = contact("zc-markiezaten-pilot"), contact("zc-baronie")
    assert pilot.knoop != baronie.knoop
    assert pilot.familie == baronie.familie == baronie.knoop


# --- criteria


@cache
def stand(day: str) -> Stand:
    """Everything known on a day."""
    return build_stand(tables(), date.fromisoformat(day))


def answers(criterium: str, gebied: str, day: str = TODAY) -> set[str]:
    """Every answer to a criterium that a gemeente of an area has."""
    found = stand(day).criteria[criterium]
    return {found[code].waarde for code in tables().gebieden.parse(gebied).codes}


NEW_POLICY = (
    "Cranendonck", "Eersel", "Papendrecht", "Haarlemmermeer", "Midden-Delfland", "Doesburg", "Medemblik",
    "Bergen op Zoom", "Barneveld",
)  # fmt: skip


@pytest.mark.parametrize("naam", NEW_POLICY)
def test_nine_more_gemeenten_have_a_policy_of_their_own(naam: str) -> None:
    some = {"Haarlemmermeer": {"deels"}}  # without gedwongen orgaanverwijdering
    assert answers("G1", naam, "2024-12-01") == some.get(naam, {"ja"})
    ended = {"Bergen op Zoom": {"onbekend"}}  # its plan ran to the end of 2025
    assert answers("G1", naam) == (some | ended).get(naam, {"ja"})


def test_the_forms_that_a_source_names_stand_on_its_row() -> None:
    assert {row.id: (row.waarde, row.vorm) for row in tables().indicatoren if any(row.beperkt_tot)} == {
        "g1-nieuwegein": ("ja", ("seksuele uitbuiting",)),
        "g1-haarlemmermeer": ("ja", ("seksuele uitbuiting", "arbeidsuitbuiting", "criminele uitbuiting")),
    }
    assert [row.id for row in tables().contacts if row.vorm] == []


@pytest.mark.parametrize(
    ("criterium", "gebied", "day", "waarden"),
    [
        ("G1", "'s-Gravenhage", "2023-12-31", {"ja"}),
        ("G1", "'s-Gravenhage", "2024-01-01", {"onbekend"}),
        ("G1", "veiligheidsregio:Zuid-Limburg", "2025-12-31", {"ja"}),
        ("G1", "veiligheidsregio:Zuid-Limburg", "2026-01-01", {"onbekend"}),
        ("G1", "veiligheidsregio:Limburg-Noord", "2022-04-11", {"deels"}),
        ("G1", "Bergen (L.)", "2022-04-12", {"ja"}),
        ("G1", "Nieuwegein", TODAY, {"deels"}),
        ("G1", "Ede; Breda", TODAY, {"onbekend"}),
        ("R9", "politieregio:Noord-Holland", "2024-12-31", {"ja", "onbekend"}),
        ("R9", "politieregio:Noord-Holland", TODAY, {"ja"}),
        ("R9", "politieregio:Rotterdam", "2023-07-02", {"onbekend"}),
        ("R9", "politieregio:Rotterdam", "2023-07-03", {"ja"}),
        ("R9", "provincie:Fryslân", "2019-12-31", {"deels"}),
        ("R6", "Middelburg", "2021-01-01", {"onbekend"}),
        ("R6", "Sluis", "2021-01-01", {"ja"}),
        ("R6", "Zwolle", "2019-06-01", {"ja"}),
        ("R6", "Zwolle", "2020-01-01", {"onbekend"}),
        ("R4", "politieregio:Rotterdam", TODAY, {"ja"}),
    ],
)
def test_a_criterium_says_what_its_newest_source_says(criterium: str, gebied: str, day: str, waarden: set[str]) -> None:
    assert answers(criterium, gebied, day) == waarden


def test_noord_nederland_has_the_first_no_of_a_source() -> None:
    rows = [row for row in tables().indicatoren if row.waarde == "nee"]
    assert [(row.id, row.spreekt_tegen) for row in rows] == [("r9-noord-nederland-2020", ("r9-noord-nederland-2016",))]
    (row,) = rows
    assert (row.criterium, row.gebied, row.bron_datum) == ("R9", "politieregio:Noord-Nederland", date(2020, 1, 1))


def test_a_plan_for_a_plan_is_no_policy() -> None:
    plans = {row.id: row.waarde for row in tables().indicatoren if "g1-" in row.id and row.waarde == "onbekend"}
    assert plans == dict.fromkeys(("g1-breda", "g1-ede", "g1-nuenen", "g1-zwolle"), "onbekend")


# --- what is announced


WIJDEMEREN = (
    "Wijdemeren gaat op 1 januari 2027 op in Hilversum, als de wet doorgaat (wetsvoorstel bij de Tweede Kamer, "
    "21 november 2025). Deze kaart toont de gemeenten van nu."
)


@pytest.mark.parametrize(
    ("day", "gebied", "told"),
    [
        (TODAY, None, False),
        ("2026-12-31", None, False),
        ("2027-01-01", None, True),
        ("2027-01-01", Regio("politieregio", "Midden-Nederland"), True),
        ("2027-01-01", Regio("politieregio", "Rotterdam"), False),
    ],
)
def test_wijdemeren_is_announced_to_go_up_in_hilversum(day: str, gebied: Regio | None, told: bool) -> None:
    assert (WIJDEMEREN in conclude(stand(day), gebied)) == told
    assert len(stand(day).dekking) == 342
