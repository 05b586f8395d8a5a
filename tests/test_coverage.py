"""Who covers which gemeente: every rule of the coverage by the smallest case that shows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netmap.coverage import Dekking, RolStand, compute_role, compute_totals
from netmap.layers import build_stand
from netmap.load import load_tables
from netmap.organisaties import complete
from netmap.schema import TE_BEVESTIGEN
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand

    StandOn = Callable[..., Stand]
    Row = dict[str, str]

DAY = "2026-07-01"
YOUNG = {"doelgroep": "tot 23"}
ADULT = {"doelgroep": "vanaf 23"}
SEXUAL = {"vorm": "seksuele uitbuiting"}
OTHERS = {"vorm": "gedwongen orgaanverwijdering; Arbeidsuitbuiting;criminele uitbuiting"}


def by(organisatie: str = "Fier", gebied: str = "Aadorp", **cells: str) -> Row:
    """One row: who, where and what else."""
    return {"organisatie": organisatie, "gebied": gebied, **cells}


@pytest.fixture
def aadorp(stand_on: StandOn) -> Callable[..., Dekking]:
    """Cover of Aadorp by the given rows on one day."""

    def compute(*rows: Row, day: str = DAY) -> Dekking:
        return stand_on(day, *rows).dekking["GM0001"]

    return compute


# --- status


@pytest.mark.parametrize(
    ("rows", "status", "k"),
    [
        pytest.param([], "onbekend", 0, id="no row at all"),
        pytest.param([by(gebied="Beekstad")], "onbekend", 0, id="a row about another gemeente"),
        pytest.param([by(rol="partner")], "onbekend", 0, id="another role"),
        pytest.param([by()], "enkel", 1, id="one for everyone"),
        pytest.param([by(status="pilot")], "enkel", 1, id="a pilot counts"),
        pytest.param([by("Fier"), by("Moviera")], "dubbel", 2, id="two for everyone"),
        pytest.param([by("Fier"), by("Moviera", status="pilot")], "dubbel", 2, id="a pilot as the second"),
        pytest.param([by("Fier"), by("Moviera"), by("Sterk")], "dubbel", 3, id="three for everyone"),
        pytest.param([by("Fier"), by("FIER")], "enkel", 1, id="the same organisation twice"),
        pytest.param([by("HVO-Querido / ACM"), by("HVO  Querido/acm")], "enkel", 1, id="the same, other signs"),
        pytest.param([by("Fier", gebied="landelijk"), by("Fier")], "enkel", 1, id="the same, other area"),
        pytest.param([by("MEE", **YOUNG), by("Moviera", **ADULT)], "enkel", 1, id="split by age is no backup"),
        pytest.param([by("MEE", **YOUNG), by("MEE", **ADULT)], "enkel", 1, id="one for both parts"),
        pytest.param([by("Fier"), by("MEE", **YOUNG)], "enkel", 1, id="a second one for the young only"),
        pytest.param([by("Fier"), by("MEE", **YOUNG), by("Moviera", **ADULT)], "dubbel", 2, id="a second one in parts"),
        pytest.param([by("A", **YOUNG), by("B", **YOUNG), by("C", **ADULT)], "enkel", 1, id="the least covered part"),
        pytest.param([by(**YOUNG)], "deels", 0, id="only the young"),
        pytest.param([by("A", **ADULT), by("B", **ADULT)], "deels", 0, id="two, only for adults"),
        pytest.param([by(**SEXUAL)], "deels", 0, id="only one form"),
        pytest.param([by("A", **SEXUAL), by("B", **SEXUAL)], "deels", 0, id="two, only for one form"),
        pytest.param([by("A"), by("B", **SEXUAL)], "enkel", 1, id="a second one for one form"),
        pytest.param([by("A", **SEXUAL), by("B", **OTHERS)], "deels", 0, id="split by form, nobody names the whole"),
        pytest.param([by("A", **YOUNG), by("B", **ADULT, **SEXUAL)], "deels", 0, id="the adults for one form"),
        pytest.param([by("", status="geen", **SEXUAL), by()], "enkel", 1, id="none for one form does not deny all"),
        pytest.param([by("", status="geen"), by(**SEXUAL)], "geen", 0, id="none for all denies one form"),
        pytest.param([by("", status="geen", **OTHERS), by(**SEXUAL)], "deels", 0, id="about other forms"),
        pytest.param([by(status="op_afstand")], "op_afstand", 0, id="at a distance"),
        pytest.param([by(status="op_afstand"), by()], "enkel", 1, id="at a distance is no second"),
        pytest.param([by(status="op_afstand"), by(**YOUNG)], "deels", 0, id="at a distance does not fill the gap"),
        pytest.param([by(status="vacature")], "vervallen", 0, id="a vacancy"),
        pytest.param([by("", status="vacature")], "vervallen", 0, id="a vacancy without organisation"),
        pytest.param([by(status="vacature"), by("Moviera")], "enkel", 1, id="a vacancy is no second"),
        pytest.param([by(status="gestopt")], "vervallen", 0, id="stopped"),
        pytest.param([by(tot="2026")], "vervallen", 0, id="ended"),
        pytest.param([by(status="pilot", tot="2026")], "vervallen", 0, id="a pilot that ended"),
        pytest.param([by(tot="2026"), by(status="op_afstand")], "op_afstand", 0, id="ended, now at a distance"),
        pytest.param([by("", status="geen")], "geen", 0, id="a source says there is none"),
        pytest.param([by("", status="geen"), by()], "geen", 0, id="none and some, no reason to believe either"),
        pytest.param([by("", status="geen", bron_datum="2018"), by(bron_datum="2019")], "enkel", 1, id="some, newer"),
        pytest.param([by("", status="geen", bron_datum="2019"), by(bron_datum="2018")], "geen", 0, id="none, newer"),
        pytest.param([by("", status="geen"), by(bron_datum="2018")], "enkel", 1, id="some, with a date"),
        pytest.param([by("", status="geen", bron_datum="2018"), by()], "geen", 0, id="none, with a date"),
        pytest.param([by("", status="geen", zekerheid="laag"), by(zekerheid="hoog")], "enkel", 1, id="some, surer"),
        pytest.param([by("", status="geen", zekerheid="hoog"), by(zekerheid="laag")], "geen", 0, id="none, surer"),
        pytest.param(
            [by("", status="geen", bron_datum="2019"), by(vanaf="2020", bron_datum="2018")],
            "enkel",
            1,
            id="begun after",
        ),
        pytest.param([by("", status="geen", **YOUNG), by()], "enkel", 1, id="none for some does not deny all"),
        pytest.param([by("", status="geen"), by(**YOUNG)], "geen", 0, id="none for all denies some"),
        pytest.param([by("", status="geen", gebied="Ceeburg; Aadorp"), by()], "geen", 0, id="none in a larger area"),
        pytest.param([by(status="gestopt", bron_datum="2023"), by(bron_datum="2020")], "vervallen", 0, id="stopped"),
        pytest.param([by("B", status="gestopt", bron_datum="2023"), by()], "enkel", 1, id="another one stopped"),
        pytest.param([by("", status="geen"), by(tot="2026")], "vervallen", 0, id="none now, there was before"),
        pytest.param(
            [by("", status="geen", bron_datum="2024"), by(tot="2020", bron_datum="2019")],
            "geen",
            0,
            id="the newer source says none",
        ),
        pytest.param(
            [by("", status="geen", bron_datum="2018"), by(tot="2020", bron_datum="2019")],
            "vervallen",
            0,
            id="the newer source says it ended",
        ),
        pytest.param(
            [by("", status="geen", bron_datum="2018"), by(status="vacature", bron_datum="2019")],
            "vervallen",
            0,
            id="the newer source says vacant",
        ),
        pytest.param([by("", status="geen", tot="2026")], "onbekend", 0, id="none, long ago"),
        pytest.param([by(status="op_afstand", tot="2026")], "onbekend", 0, id="at a distance, long ago"),
        pytest.param([by(status="gestopt", tot="2026")], "vervallen", 0, id="stopped, a statement that ended"),
        pytest.param([by(vanaf="2027")], "onbekend", 0, id="planned"),
        pytest.param([by(status="gestopt", vanaf="2027"), by()], "enkel", 1, id="will stop"),
        pytest.param([by(status="gestopt", vanaf="2026-06"), by()], "vervallen", 0, id="stopped since"),
        pytest.param([by("B", status="gestopt", vanaf="2026-06"), by()], "enkel", 1, id="another stopped"),
        pytest.param([by(status="gestopt", vanaf="2020"), by(bron_datum="2025")], "enkel", 1, id="a later source"),
        pytest.param([by("Fier"), by("Moviera", vanaf="2027")], "enkel", 1, id="a planned second"),
    ],
)
def test_the_status_follows_from_the_statements(
    aadorp: Callable[..., Dekking], rows: list[Row], status: str, k: int
) -> None:
    one = aadorp(*rows)
    assert (one.status, one.k, one.is_gedekt) == (status, k, status in {"dubbel", "enkel"})


@pytest.mark.parametrize(
    ("day", "status"),
    [("2021-04-30", "onbekend"), ("2021-05-01", "enkel"), ("2022-11-30", "enkel"), ("2022-12-01", "vervallen")],
)
def test_an_inzet_holds_from_its_first_day_and_no_longer_on_its_end_date(
    aadorp: Callable[..., Dekking], day: str, status: str
) -> None:
    assert aadorp(by(vanaf="2021-05", tot="2022-12-01"), day=day).status == status


@pytest.mark.parametrize(
    ("day", "status"), [("2020-12-31", "onbekend"), ("2021-01-01", "enkel"), ("2026-07-01", "enkel")]
)
def test_a_year_stands_for_its_first_day(aadorp: Callable[..., Dekking], day: str, status: str) -> None:
    assert aadorp(by(vanaf="2021"), day=day).status == status


def test_a_takeover_leaves_no_day_without_cover(stand_on: StandOn) -> None:
    rows = (by("CoMensha", tot="2021-05-01", bron_datum="2021"), by("Kenniscentrum", vanaf="2021-05-01"))
    organisations = {
        day: stand_on(day, *rows).dekking["GM0001"].segmenten["tot 23"]
        for day in ("2021-04-30", "2021-05-01", "2021-05-02")
    }
    assert organisations == {
        "2021-04-30": ("CoMensha",),
        "2021-05-01": ("Kenniscentrum",),
        "2021-05-02": ("Kenniscentrum",),
    }


def test_segments_name_the_organisations_sorted(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(
        by("Moviera", **ADULT), by("Fier"), by("Antonia"), by("Weg", tot="2020"), by("Helpdesk", status="op_afstand")
    )
    assert one.segmenten == {"tot 23": ("Antonia", "Fier"), "vanaf 23": ("Antonia", "Fier", "Moviera")}


def test_every_gemeente_is_there_with_its_facts_ordered_by_code(stand_on: StandOn) -> None:
    dekking = stand_on(DAY, by(gebied="Deiland")).dekking
    assert list(dekking) == ["GM0001", "GM0002", "GM0003", "GM0004"]
    one = dekking["GM0004"]
    assert (one.code, one.naam, one.politieregio, one.veiligheidsregio, one.provincie, one.inwoners) == (
        "GM0004", "Deiland", "Onder", "West", "Westland", 40_000,
    )  # fmt: skip
    assert [d.status for d in dekking.values()] == ["onbekend", "onbekend", "onbekend", "enkel"]


# --- end date


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        pytest.param([], None, id="no cover"),
        pytest.param([by()], None, id="unknown"),
        pytest.param([by(tot="2027-03")], "2027-03-01", id="known"),
        pytest.param([by(tot="2026-07-02")], "2026-07-02", id="tomorrow"),
        pytest.param([by(tot="2020")], None, id="already ended"),
        pytest.param([by("A", tot="2027"), by("B", tot="2028")], "2028-01-01", id="the last of two"),
        pytest.param([by("A", tot="2027"), by("B")], None, id="one of two unknown"),
        pytest.param([by("A", tot="2027"), by("B", vanaf="2027")], None, id="a successor without end"),
        pytest.param([by("A", tot="2027"), by("B", vanaf="2027"), by("C", vanaf="2028")], None, id="and one more"),
        pytest.param([by("A", tot="2027"), by("B", vanaf="2027", tot="2029")], "2029-01-01", id="a successor with end"),
        pytest.param([by("A", tot="2027"), by("B", vanaf="2026-12", tot="2029")], "2029-01-01", id="they overlap"),
        pytest.param([by("A", tot="2027"), by("B", vanaf="2027-01-02")], "2027-01-01", id="one day too late"),
        pytest.param(
            [by("A", tot="2029"), by("B", vanaf="2027", tot="2028")], "2029-01-01", id="a successor that ends first"
        ),
        pytest.param(
            [by("C", vanaf="2028", tot="2029"), by("B", vanaf="2027", tot="2028"), by("A", tot="2027")],
            "2029-01-01",
            id="a chain of successors",
        ),
        pytest.param(
            [by("A", tot="2027"), by("B", vanaf="2027", status="op_afstand")], "2027-01-01", id="no successor"
        ),
        pytest.param(
            [by("A", tot="2027"), by("B", vanaf="2027", **YOUNG)], "2027-01-01", id="a successor for the young"
        ),
        pytest.param(
            [by("A", tot="2027"), by("B", vanaf="2027", **YOUNG), by("C", vanaf="2027", tot="2028", **ADULT)],
            "2028-01-01",
            id="successors per part",
        ),
        pytest.param(
            [by("A", tot="2028", **YOUNG), by("B", tot="2027", **ADULT)], "2027-01-01", id="the first part to end"
        ),
        pytest.param([by("A", tot="2028", **YOUNG), by("B", **ADULT)], "2028-01-01", id="one part without end"),
        pytest.param([by("A", tot="2028", **YOUNG)], "2028-01-01", id="the only part there is"),
        pytest.param([by(status="op_afstand", tot="2027")], None, id="at a distance is no cover"),
    ],
)
def test_the_end_date_is_the_first_day_without_cover(
    aadorp: Callable[..., Dekking], rows: list[Row], end: str | None
) -> None:
    found = aadorp(*rows).einddatum
    assert (found and found.isoformat()) == end


# --- actuality


@pytest.mark.parametrize(
    ("cells", "stale"),
    [
        ({"bron_datum": "2024-07-01"}, False),
        ({"bron_datum": "2024-06-30"}, True),
        ({"bron_datum": "2024-07"}, False),
        ({"bron_datum": "2024"}, True),
        ({"bron_datum": "2020", "bevestigd_op": "2024-07-01"}, False),
        ({"bron_datum": "2020", "bevestigd_op": "2024-06-30"}, True),
        ({"bron_datum": "2026", "bevestigd_op": "2020"}, False),
        ({"bron_datum": "2027"}, True),
        ({"bron_datum": "2026", "bevestigd_op": "2027"}, False),
        ({"bron_datum": "2023", "bevestigd_op": "2026-07-02"}, True),
        ({}, True),
    ],
)
def test_a_statement_is_stale_when_more_than_24_months_old(
    aadorp: Callable[..., Dekking], cells: Row, stale: bool
) -> None:
    assert aadorp(by(**cells)).te_bevestigen is stale


@pytest.mark.parametrize(("written", "stale"), [("2022-02-28", False), ("2022-02-27", True)])
def test_24_months_before_a_leap_day_is_the_last_of_february(
    aadorp: Callable[..., Dekking], written: str, stale: bool
) -> None:
    assert aadorp(by(bron_datum=written), day="2024-02-29").te_bevestigen is stale


FRESH = {"bron_datum": "2026-01-01"}
OLD = {"bron_datum": "2020-01-01"}


@pytest.mark.parametrize(
    ("rows", "stale"),
    [
        pytest.param([by("A", **FRESH), by("B", **OLD)], True, id="dubbel needs both"),
        pytest.param([by("A", **FRESH), by("A", **OLD)], False, id="the same, said again"),
        pytest.param([by("A", **FRESH), by("B", **OLD, **YOUNG)], False, id="enkel stands on the fresh one"),
        pytest.param([by("A", **OLD), by("", status="geen", **FRESH)], False, id="the fresh one says otherwise"),
        pytest.param([by("A", **OLD, tot="2021")], True, id="what ended long ago"),
        pytest.param([by("", status="geen", **FRESH)], False, id="none, said lately"),
        pytest.param([], False, id="what nobody said cannot be confirmed"),
    ],
)
def test_a_status_is_stale_when_fresh_statements_do_not_carry_it(
    aadorp: Callable[..., Dekking], rows: list[Row], stale: bool
) -> None:
    assert aadorp(*rows).te_bevestigen is stale


UNDATED = {"vanaf": "2019"}
YEAR = {"bron_datum": "2024"}
LATER = {"bron_datum": "2026", "vanaf": "2019"}


@pytest.mark.parametrize(
    ("rows", "bewijs"),
    [
        pytest.param([by("A", **YEAR)], "vers", id="fresh"),
        pytest.param([by("A", **OLD)], "ouder", id="old"),
        pytest.param([by("A", **UNDATED)], "zonder_datum", id="undated"),
        pytest.param([by("A", **LATER)], "later", id="only a later source"),
        pytest.param([by("A", **OLD, bevestigd_op="2024")], "vers", id="confirmed"),
        pytest.param([by("A", **OLD), by("A", **UNDATED)], "ouder", id="the strongest that says the same"),
        pytest.param([by("A", **YEAR), by("B", **OLD)], "ouder", id="dubbel is as strong as the weaker one"),
        pytest.param([by("A", **YEAR), by("B", **UNDATED)], "zonder_datum", id="dubbel needs the undated one"),
        pytest.param([by("A", **OLD), by("B", **LATER)], "later", id="dubbel needs the later one"),
        pytest.param([by("A", **OLD), by("", status="geen", **YEAR)], "vers", id="the fresh one says otherwise"),
        pytest.param([by("CoMensha", status="op_afstand", **UNDATED)], "zonder_datum", id="also what is no cover"),
        pytest.param([by("A", bron_datum="2026")], "later", id="begin unknown"),
        pytest.param([], "", id="nothing known"),
        pytest.param([by("A", vanaf="2026", **YEAR)], "", id="nothing known on this day"),
    ],
)
def test_a_status_is_as_strong_as_the_weakest_statement_that_it_needs(
    aadorp: Callable[..., Dekking], rows: list[Row], bewijs: str
) -> None:
    found = aadorp(*rows, day="2024-07-01")
    assert found.bewijs == bewijs
    assert found.te_bevestigen == (bewijs in TE_BEVESTIGEN)


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ([by(bron_datum="2020", bevestigd_op="2021-06")], "2021-06-01"),
        ([by("A", bron_datum="2020"), by("B", bron_datum="2022")], "2022-01-01"),
        ([by("A", bron_datum="2020"), by("B", bron_datum="2022", tot="2023")], "2020-01-01"),
        ([by("A", bron_datum="2022", tot="2023")], "2022-01-01"),
        ([by()], None),
        ([], None),
    ],
)
def test_the_last_confirmation_is_of_what_holds_else_of_what_explains(
    aadorp: Callable[..., Dekking], rows: list[Row], day: str | None
) -> None:
    found = aadorp(*rows).bevestigd
    assert (found and found.isoformat()) == day


# --- certainty


@pytest.mark.parametrize(
    ("rows", "zekerheid"),
    [
        pytest.param([], "onbekend", id="nobody says anything"),
        pytest.param([by()], "onbekend", id="blank"),
        pytest.param([by(zekerheid="laag")], "laag", id="one"),
        pytest.param([by(zekerheid="laag"), by(zekerheid="hoog")], "hoog", id="the same, from a better source"),
        pytest.param([by("A", zekerheid="laag"), by("B", zekerheid="hoog")], "laag", id="dubbel needs both"),
        pytest.param(
            [by("A", zekerheid="midden", **YOUNG), by("B", zekerheid="hoog", **ADULT)], "midden", id="both parts"
        ),
        pytest.param([by("A", zekerheid="hoog"), by("B", zekerheid="laag", **YOUNG)], "hoog", id="enkel needs one"),
        pytest.param([by("", status="geen", zekerheid="hoog"), by(zekerheid="laag")], "hoog", id="a contradiction"),
        pytest.param([by("", status="geen", zekerheid="midden")], "midden", id="none"),
    ],
)
def test_the_certainty_is_the_lowest_that_the_status_needs(
    aadorp: Callable[..., Dekking], rows: list[Row], zekerheid: str
) -> None:
    assert aadorp(*rows).zekerheid == zekerheid


# --- fte


def test_fte_is_shared_over_the_inwoners_of_its_area(stand_on: StandOn) -> None:
    """0,6 fte for Aadorp and Beekstad (30.000 inwoners) is 2 per 100.000; Aadorp has 0,1 for itself: 1 more."""
    dekking = stand_on(DAY, by("Fier", "Aadorp; Beekstad", fte="0,6"), by("Huis", fte="0.1")).dekking
    assert [d.fte_per_100k for d in dekking.values()] == [3.0, 2.0, None, None]


@pytest.mark.parametrize(
    ("rows", "fte"),
    [
        pytest.param([by(fte="0.5"), by("B")], None, id="one of two unknown"),
        pytest.param([by(fte="0.5"), by("B", tot="2020")], 5.0, id="unknown of what ended"),
        pytest.param([by(fte="0.5"), by("B", vanaf="2027", fte="9")], 5.0, id="planned"),
        pytest.param([by(fte="0.5"), by("B", status="op_afstand", fte="9")], 5.0, id="at a distance"),
        pytest.param([by("A", fte="0.2", **YOUNG), by("B", fte="0.3", **ADULT)], 5.0, id="split by age"),
        pytest.param([by(status="op_afstand", fte="1")], None, id="no cover"),
        pytest.param([by(fte="0")], 0.0, id="nil is a number"),
        pytest.param([by("Fier", "landelijk", fte="1")], 1.0, id="the whole country"),
        pytest.param([by("Fier", "politieregio:Boven", fte="1")], 1.666666667, id="as exact as its source"),
    ],
)
def test_fte_counts_what_covers_and_is_unknown_when_any_is(
    aadorp: Callable[..., Dekking], rows: list[Row], fte: float | None
) -> None:
    assert aadorp(*rows).fte_per_100k == fte


# --- explanation


def test_an_explanation_tells_status_who_where_until_when_and_on_whose_word(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(
        by(
            "MEE", "provincie:Oostland; -Beekstad", **YOUNG, fte="0,44", status="pilot", vanaf="2021", tot="2027-03-15",
            bron="https://mee.example/", bron_datum="2020-05", zekerheid="midden", bevestigd_op="2026-01-02",
            opmerking="Nieuw.",
        ),
        by("Moviera", "landelijk", **ADULT, bron=""),
    )  # fmt: skip
    assert one.uitleg == (
        "Enkel gedekt: elke doelgroep heeft een organisatie, maar minstens één doelgroep heeft er maar één.",
        "Gedekt door MEE (provincie Oostland zonder Beekstad; alleen tot 23 jaar; pilot; "
        "0,44 fte voor het hele gebied), vanaf 2021, tot 15 maart 2027. "
        "Bron: https://mee.example/ (mei 2020; bevestigd op 2 januari 2026; zekerheid midden). Opmerking: Nieuw.",
        "Gedekt door Moviera (landelijk; alleen vanaf 23 jaar), begindatum onbekend, einddatum onbekend. "
        "Bron: onbekend (datum onbekend; daarna niet bevestigd; zekerheid onbekend).",
        "Te bevestigen: deze status steunt op informatie die op 1 juli 2026 "
        "meer dan 24 maanden oud is of geen datum heeft.",
    )


def test_an_area_of_three_names_is_told_as_a_list(aadorp: Callable[..., Dekking]) -> None:
    told = aadorp(by("Fier", "Aadorp; Beekstad; Ceeburg")).uitleg[1]
    assert told.startswith("Gedekt door Fier (Aadorp, Beekstad en Ceeburg), ")


def test_what_counts_is_told_before_what_does_not_what_ended_and_what_is_planned(
    aadorp: Callable[..., Dekking],
) -> None:
    one = aadorp(
        by("D", vanaf="2027"), by("C", tot="2020"), by("B", status="op_afstand"), by("A"), by("", status="vacature"),
        by("E", status="gestopt"), by("F", status="vacature"),
        by("", status="geen"), by("G", status="geen", tot="2019"),
    )  # fmt: skip
    assert [sentence.partition(" (Aadorp)")[0] for sentence in one.uitleg[1:-1]] == [
        "Op afstand door B",
        "De plek is vacant",
        "Gestopt: E",
        "Vacant bij F",
        "Volgens een bron is er geen zorgcoördinatie",
        "Telt niet, een andere bron gaat voor: gedekt door A",
        "Was gedekt door C",
        "Was er niet: zorgcoördinatie door G",
        "Wordt gedekt door D",
    ]


@pytest.mark.parametrize(
    ("rows", "opening"),
    [
        (
            [by("A"), by("B")],
            "Dubbel gedekt: voor elke doelgroep zijn minstens twee onafhankelijke organisaties actief.",
        ),
        ([by(**YOUNG)], "Deels gedekt: alleen voor een deel van de doelgroep is er een organisatie."),
        (
            [by(**SEXUAL)],
            "Deels gedekt: alleen voor seksuele uitbuiting is er een organisatie; voor andere vormen noemt geen bron "
            "er een.",
        ),
        (
            [by(**SEXUAL), by("B", **OTHERS)],
            "Deels gedekt: de bronnen noemen organisaties voor delen van de vormen, en geen organisatie voor alle "
            "vormen samen.",
        ),
        (
            [by(**YOUNG), by("B", **SEXUAL)],
            "Deels gedekt: niet voor iedereen is er een organisatie die alle vormen van uitbuiting doet.",
        ),
        (
            [by(status="op_afstand")],
            "Op afstand: alleen de helpdesk van CoMensha coördineert. Dat telt niet als dekking.",
        ),
        ([by(tot="2020")], "Vervallen: er was dekking, maar die is geëindigd of de plek is vacant."),
        ([by("", status="geen")], "Geen dekking: een bron zegt dat er geen zorgcoördinatie is."),
        ([], "Onbekend: geen enkele bron zegt iets over zorgcoördinatie in deze gemeente."),
    ],
)
def test_every_status_is_explained(aadorp: Callable[..., Dekking], rows: list[Row], opening: str) -> None:
    assert aadorp(*rows).uitleg[0] == opening


def test_an_explanation_names_the_forms(aadorp: Callable[..., Dekking]) -> None:
    assert aadorp(by(**YOUNG, **SEXUAL)).uitleg[1].partition(",")[0] == (
        "Gedekt door Fier (Aadorp; alleen tot 23 jaar; alleen voor seksuele uitbuiting)"
    )


def test_fte_for_two_forms_are_added_and_the_end_is_that_of_the_whole(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(by(fte="0.5", **SEXUAL, tot="2027"), by(fte="0.2", **OTHERS), by("B", fte="0.1", tot="2028"))
    assert (one.status, one.fte_per_100k, one.einddatum) == ("enkel", 8.0, date(2028, 1, 1))


@pytest.mark.parametrize("day", ["2019-08-01", "2019-09-13", "2020-01-01", "2026-07-01"])
@pytest.mark.parametrize("wie", ["", "Fier"])
def test_an_announcement_is_never_cover_nor_its_end(stand_on: StandOn, day: str, wie: str) -> None:
    """Whether it came about is for another source to say, also after the day that was planned."""
    plan = by(wie, status="aangekondigd", vanaf="2020-01", bron_datum="2019-09-13")
    assert stand_on(day, plan).dekking["GM0001"].status == "onbekend"
    there = by("Moviera", vanaf="2018", bron_datum="2018")
    assert stand_on(day, there, plan).dekking["GM0001"].status == "enkel"
    assert (
        stand_on(day, by("", status="geen", vanaf="2018", bron_datum="2018"), plan).dekking["GM0001"].status == "geen"
    )


@pytest.mark.parametrize(
    ("wie", "day", "said"),
    [
        ("", "2019-10-01", "Een bron kondigt voor later een zorgcoördinator aan (Aadorp), vanaf januari 2020"),
        ("", "2026-07-01", "Een bron kondigt een zorgcoördinator aan (Aadorp), vanaf januari 2020"),
        ("Fier", "2019-10-01", "Aangekondigd voor later: Fier (Aadorp), vanaf januari 2020"),
        ("Fier", "2026-07-01", "Aangekondigd: Fier (Aadorp), vanaf januari 2020"),
    ],
)
def test_an_announcement_is_told_as_one(stand_on: StandOn, wie: str, day: str, said: str) -> None:
    plan = by(wie, status="aangekondigd", vanaf="2020-01", bron_datum="2019-09-13")
    opening, told = stand_on(day, plan).dekking["GM0001"].uitleg
    assert opening == "Onbekend: geen enkele bron zegt hoe het op deze dag geregeld is."
    assert told.startswith(said)


def test_a_long_list_of_gemeenten_is_counted(aadorp: Callable[..., Dekking]) -> None:
    assert "Gedekt door Fier (4 gemeenten)," in aadorp(by(gebied="Aadorp; Beekstad; Ceeburg; Deiland")).uitleg[1]


def test_no_person_is_in_the_explanation_of_zorgcoordinatie(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(by(naam="Geheim Persoon", email="geheim@bron.example", telefoon="0612345678"))
    for secret in ("Geheim", "geheim@", "0612345678"):
        assert secret not in repr(one)


# --- other roles


def role(stand: Stand, rol: str) -> RolStand:
    return compute_role(stand.graph, rol)["GM0001"]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([], "onbekend"),
        ([by()], "ja"),
        ([by(**YOUNG)], "ja"),
        ([by("A"), by("B")], "ja"),
        ([by(tot="2020")], "vervallen"),
        ([by("", status="vacature")], "vervallen"),
        ([by("", status="geen")], "geen"),
        ([by(status="op_afstand")], "onbekend"),
        ([by(vanaf="2027")], "onbekend"),
        ([by("", status="aangekondigd", vanaf="2020")], "onbekend"),
    ],
)
@pytest.mark.parametrize("rol", ["bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris"])
def test_a_role_is_fulfilled_or_not(stand_on: StandOn, rol: str, rows: list[Row], status: str) -> None:
    assert role(stand_on(DAY, *[{**row, "rol": rol} for row in rows]), rol).status == status


def test_holders_of_public_office_are_named_with_their_organisation(stand_on: StandOn) -> None:
    trekkers: list[dict[str, Any]] = [
        {**by("Gemeente Beekstad", bron_datum="2026"), "rol": "bestuurlijk_trekker", "naam": "Burgemeester B"},
        {**by("Regio", tot="2027", bron_datum="2026"), "rol": "bestuurlijk_trekker"},
        {**by("Vroeger", tot="2020"), "rol": "bestuurlijk_trekker", "naam": "Burgemeester V"},
    ]
    found = role(stand_on(DAY, *trekkers), "bestuurlijk_trekker")
    assert found.wie == ("Burgemeester B (Gemeente Beekstad)", "Regio")
    assert found.te_bevestigen is False
    source = "Bron: https://bron.example/ ({}; daarna niet bevestigd; zekerheid onbekend)."
    assert found.uitleg == (
        "Een bron noemt een bestuurlijk trekker.",
        "Burgemeester B, Gemeente Beekstad (Aadorp), begindatum onbekend, einddatum onbekend. " + source.format("2026"),
        "Regio (Aadorp), begindatum onbekend, tot 2027. " + source.format("2026"),
        "Burgemeester V, Vroeger (Aadorp), begindatum onbekend, tot 2020. " + source.format("datum onbekend"),
    )


def test_a_role_on_an_old_word_is_to_be_confirmed(stand_on: StandOn) -> None:
    found = role(stand_on(DAY, {**by(**OLD), "rol": "ketenregisseur"}), "ketenregisseur")
    assert (found.status, found.te_bevestigen) == ("ja", True)
    assert found.uitleg[-1] == "Te bevestigen: de informatie is ouder dan 24 maanden of heeft geen datum."


# --- totals


def test_totals_count_gemeenten_and_inwoners_per_status(stand_on: StandOn) -> None:
    stand = stand_on(DAY, by("A", "Aadorp; Ceeburg"), by("B", "Ceeburg"), by("C", "Deiland", status="op_afstand"))
    totals = compute_totals(stand.dekking.values())
    assert (totals.gemeenten, totals.inwoners, totals.gedekt, totals.te_bevestigen) == (4, 100_000, (2, 40_000), 3)
    assert totals.per_status == {
        "dubbel": (1, 30_000),
        "enkel": (1, 10_000),
        "deels": (0, 0),
        "begin_onbekend": (0, 0),
        "op_afstand": (1, 40_000),
        "vervallen": (0, 0),
        "geen": (0, 0),
        "onbekend": (1, 20_000),
    }


def test_totals_of_nothing_are_nil() -> None:
    totals = compute_totals([])
    assert (totals.gemeenten, totals.inwoners, totals.gedekt, len(totals.per_status)) == (0, 0, (0, 0), 8)


def test_two_sources_for_the_same_work_do_not_double_its_fte(aadorp: Callable[..., Dekking]) -> None:
    assert aadorp(by("Fier", fte="0.5"), by("Fier", fte="0.4"), by("Fier")).fte_per_100k == 5.0


def test_unknown_on_this_day_does_not_deny_the_statement_below_it(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(by(vanaf="2027"))
    assert one.uitleg[0] == "Onbekend: geen enkele bron zegt hoe het op deze dag geregeld is."
    assert one.uitleg[1].startswith("Wordt gedekt door Fier (Aadorp)")


# --- begin unknown


@pytest.mark.parametrize(
    ("rows", "day", "status"),
    [
        pytest.param([by(bron_datum="2019-09")], "2019-08-31", "begin_onbekend", id="before the month of its source"),
        pytest.param([by(bron_datum="2019-09")], "2019-09-01", "enkel", id="from the month of its source"),
        pytest.param([by(vanaf="2018", bron_datum="2019-09")], "2018-12-31", "enkel", id="a begin says since when"),
        pytest.param([by(vanaf="2018", bron_datum="2019-09")], "2017-12-31", "onbekend", id="before a known begin"),
        pytest.param([by(bron_uiterlijk="2021-12-31")], "2021-12-30", "begin_onbekend", id="an undated list"),
        pytest.param([by(bron_uiterlijk="2021-12-31")], "2021-12-31", "enkel", id="its latest day"),
        pytest.param([by(bron_datum="2018", bron_uiterlijk="2018-12-31")], "2018-07-01", "begin_onbekend", id="about"),
        pytest.param([by()], "2025-12-31", "begin_onbekend", id="no date at all: the day of the file"),
        pytest.param([by()], "2026-01-01", "enkel", id="no date at all, on the day of the file"),
        pytest.param([by(bevestigd_op="2020")], "2020-01-01", "enkel", id="what is confirmed was so"),
        pytest.param([by(bron_datum="2019", bevestigd_op="2024")], "2020-01-01", "enkel", id="the first word counts"),
        pytest.param([by(bron_datum="2020", tot="2019")], "2018-12-31", "begin_onbekend", id="told when it had ended"),
        pytest.param([by(bron_datum="2020", tot="2019")], "2019-01-01", "vervallen", id="and ended then"),
        pytest.param([by(status="op_afstand", bron_datum="2020")], "2019-12-31", "onbekend", id="at a distance"),
        pytest.param([by(status="geen", bron_datum="2020")], "2019-12-31", "onbekend", id="none"),
        pytest.param([by(status="vacature", bron_datum="2020")], "2019-12-31", "onbekend", id="vacant"),
        pytest.param([by(status="gestopt", bron_datum="2020")], "2019-12-31", "onbekend", id="stopped"),
        pytest.param([by(**YOUNG, bron_datum="2018"), by(**ADULT, bron_datum="2020")], "2019-01-01", "deels",
                     id="half"),
        pytest.param([by("A", bron_datum="2018"), by("B", bron_datum="2020")], "2019-01-01", "enkel", id="a second"),
        pytest.param([by(bron_datum="2020"), by(status="op_afstand", vanaf="2015")], "2019-01-01", "begin_onbekend",
                     id="before at a distance"),
        pytest.param([by(bron_datum="2020"), by("Weg", vanaf="2010", tot="2015")], "2019-01-01", "begin_onbekend",
                     id="before what ended"),
    ],
)  # fmt: skip
def test_cover_counts_from_its_begin_else_from_its_source(
    aadorp: Callable[..., Dekking], rows: list[Row], day: str, status: str
) -> None:
    one = aadorp(*rows, day=day)
    assert (one.status, one.is_gedekt) == (status, status == "enkel")


def test_begin_unknown_is_told_and_always_to_be_confirmed(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(by("Fier", bron_datum="2020", fte="1"), day="2019-07-01")
    assert (one.k, one.organisaties, one.fte_per_100k, one.einddatum) == (0, (), None, None)
    assert (one.te_bevestigen, one.bevestigd) == (True, None)
    assert one.uitleg[0] == (
        "Gedekt volgens latere bron, begin onbekend: een bron van na deze dag zegt dat er dekking is of was. "
        "Geen bron zegt sinds wanneer. Dat telt niet als dekking."
    )
    assert one.uitleg[1].startswith("Volgens een latere bron gedekt door Fier (Aadorp;")
    assert one.uitleg[2] == (
        "Te bevestigen: deze status steunt op informatie die op 1 juli 2019 meer dan 24 maanden oud is, van een "
        "latere bron komt of geen datum heeft."
    )


@pytest.mark.parametrize(
    ("day", "status", "wie"), [("2019-12-31", "begin_onbekend", ()), ("2020-01-01", "ja", ("Fier",))]
)
def test_a_role_counts_from_its_source_too(stand_on: StandOn, day: str, status: str, wie: tuple[str, ...]) -> None:
    role = stand_on(day, by("Fier", rol="ketenregisseur", bron_datum="2020")).rollen["ketenregisseur"]["GM0001"]
    assert (role.status, role.wie) == (status, wie)


def test_a_source_of_after_today_has_no_date(country: Callable[..., Path]) -> None:
    tables = load_tables(country(by(bron_datum="2027", bevestigd_op="2028")), date(2026, 7, 1))
    (inzet,) = tables.contacts
    assert (inzet.woorden, inzet.sinds) == ((), date(2026, 1, 1))
    assert inzet.is_stale(date(2027, 7, 1))


# --- a former gemeente is a part


@pytest.mark.parametrize(
    ("rows", "status", "k", "wie"),
    [
        pytest.param([by("Bee", "Oudorp")], "deels", 0, ("Bee",), id="only the part"),
        pytest.param([by("Org"), by("Bee", "Oudorp")], "enkel", 1, ("Org",), id="the whole and a part are not two"),
        pytest.param([by("Org"), by("Zee"), by("Bee", "Oudorp")], "dubbel", 2, ("Org", "Zee"), id="the whole twice"),
        pytest.param([by("Bee", "Oudorp"), by("Org", **YOUNG)], "deels", 0, ("Bee", "Org"), id="part and young"),
        pytest.param([by("Bee", "Oudorp; Aadorp")], "enkel", 1, ("Bee",), id="the part and the whole are the whole"),
        pytest.param([by("Bee", "Oudorp", tot="2020")], "vervallen", 0, (), id="the part ended"),
    ],
)
def test_cover_of_a_former_gemeente_is_cover_of_that_part(
    aadorp: Callable[..., Dekking], rows: list[Row], status: str, k: int, wie: tuple[str, ...]
) -> None:
    one = aadorp(*rows)
    assert (one.status, one.k, one.organisaties) == (status, k, wie)


def test_a_part_is_said_in_words(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(by("Bee", "Oudorp"))
    assert one.uitleg[0] == (
        "Deels gedekt: alleen voor het deel Oudorp is er een organisatie; voor de rest noemt geen bron er een."
    )
    assert one.uitleg[1].startswith("Gedekt door Bee (Oudorp; alleen voor het deel Oudorp)")


def test_two_organisations_of_two_former_gemeenten_are_no_backup_of_each_other(country: Callable[..., Path]) -> None:
    folder = country(by("Een", "Oudorp"), by("Ander", "Klein"))
    with (folder / "herindelingen.csv").open("a", encoding="utf-8") as file:
        file.write("2022-01-01,GM0093,Klein,GM0001,Aadorp,opgegaan\n")
    one = build_stand(load_tables(folder, NOW), NOW).dekking["GM0001"]
    assert (one.status, one.k, one.organisaties) == ("deels", 0, ("Ander", "Een"))
    assert "alleen voor de delen Klein en Oudorp" in one.uitleg[0]


def test_a_known_stop_is_the_end_of_the_cover(aadorp: Callable[..., Dekking]) -> None:
    one = aadorp(by("Fier"), by("Fier", status="gestopt", vanaf="2027"))
    assert (one.status, one.einddatum) == ("enkel", date(2027, 1, 1))
    assert "begindatum onbekend, tot 2027" in one.uitleg[1]


STOPS = (
    by("Fier", "Aadorp; Beekstad; Ceeburg", id="fier", fte="0.6", vanaf="2020"),
    by("Fier", "Beekstad", id="stop", status="gestopt", vanaf="2026-03"),
    by("Fier", "Ceeburg", id="later", status="gestopt", vanaf="2027"),
)


def test_a_stop_in_a_part_of_the_area_ends_the_cover_there_only(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *STOPS)
    assert {code: (one.status, one.einddatum) for code, one in stand.dekking.items()} == {
        "GM0001": ("enkel", None),
        "GM0002": ("vervallen", None),
        "GM0003": ("enkel", date(2027, 1, 1)),
        "GM0004": ("onbekend", None),
    }
    assert stand.dekking["GM0001"].fte_per_100k == 1.0  # the fte is for the area of 60.000 as a source gives it
    said = " ".join(stand.dekking["GM0002"].uitleg)
    assert "Was gedekt door Fier" in said
    assert "tot maart 2026" in said
    before = stand_on("2026-02-28", *STOPS)
    assert [before.dekking[code].status for code in ("GM0001", "GM0002", "GM0003")] == ["enkel"] * 3


@pytest.mark.parametrize(
    ("cover", "stop", "status"),
    [
        pytest.param(by("Org", "Oudorp"), by("Org", "Oudorp"), "vervallen", id="a part, and that part stops"),
        pytest.param(by("Org", "Oudorp"), by("Org", "Aadorp"), "vervallen", id="a part, and the whole stops"),
        pytest.param(by("Org", "Aadorp"), by("Org", "Oudorp"), "enkel", id="the whole, and a part stops"),
        pytest.param(
            by("Org", "landelijk"), by("Org", "Aadorp"), "vervallen", id="the country, and one gemeente stops"
        ),
        pytest.param(by("Org", "landelijk"), by("Org", "Aadorp", **YOUNG), "enkel", id="a group stops"),
    ],
)
def test_a_stop_ends_no_more_than_it_names(aadorp: Callable[..., Dekking], cover: Row, stop: Row, status: str) -> None:
    assert aadorp({**cover, "vanaf": "2020"}, {**stop, "status": "gestopt", "vanaf": "2026-03"}).status == status


@pytest.mark.parametrize("order", [STOPS, STOPS[::-1]], ids=["as written", "the other way round"])
def test_stops_are_the_same_in_any_order_and_when_completed_again(country: Callable[..., Path], order: Any) -> None:
    tables = load_tables(country(*order), NOW)
    (fier,) = (row for row in tables.contacts if row.id == "fier")
    assert fier.tot is None
    assert fier.einden == (("GM0002", date(2026, 3, 1), "2026-03"), ("GM0003", date(2027, 1, 1), "2027"))
    assert complete(tables.contacts, tables.gemeenten) == tables.contacts
    assert [(sorted(part.codes), part.tot) for part in fier.split()] == [
        (["GM0001"], None), (["GM0002"], date(2026, 3, 1)), (["GM0003"], date(2027, 1, 1)),
    ]  # fmt: skip
    assert fier.where(date(2026, 3, 1)) == {"GM0001", "GM0003"}
