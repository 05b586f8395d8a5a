"""Laws that hold for any contacts: generated rows in the small country, against a plain reading of the rules."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.coverage import compute_totals
from netmap.graph import find_inzetten, holding
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_tables
from netmap.regio import Regio
from netmap.schema import INZET_STATUSSEN, SEGMENTEN, STATUSSEN, VORMEN, ZEKERHEDEN
from netmap.table import percent_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

    Row = dict[str, Any]
    StandOf = Callable[[list[Row], date], Stand]

DAY = date(2026, 7, 1)
FILE = date(2026, 1, 1)
"""Peildatum of the source card of the small country: what it holds cannot be younger."""
AFTER = date(2040, 1, 1)
"""A day of reading on which every source lies in the past."""
REGIONS = (Regio("politieregio", "Boven"), Regio("politieregio", "Onder"))
CODES = ("GM0001", "GM0002", "GM0003", "GM0004")
TOKENS = {
    "landelijk": CODES,
    "politieregio:Boven": CODES[:3],
    "provincie:Westland": CODES[2:],
    "Aadorp": CODES[:1],
    "GM0002": CODES[1:2],
    "Deiland": CODES[3:],
}
ORGANISATIES = ("Fier", "FIER", "Moviera", "CoMensha")

days = st.integers(-1200, 1200).map(lambda n: DAY + timedelta(days=n))
maybe_days = st.none() | st.just(DAY) | days
texts = st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(TOKENS))), min_size=1, max_size=4)


def area_codes(tokens: list[tuple[bool, str]]) -> frozenset[str]:
    plus = {code for subtracts, token in tokens if not subtracts for code in TOKENS[token]}
    return frozenset(plus - {code for subtracts, token in tokens if subtracts for code in TOKENS[token]})


def area_text(tokens: list[tuple[bool, str]]) -> str:
    return "; ".join("-" * subtracts + token for subtracts, token in tokens)


@st.composite
def rows(draw: st.DrawFn, /, **fixed: Any) -> Row:
    """One row of zorgcoördinatie; ``codes`` is the area by hand."""
    tokens = draw(texts.filter(area_codes))
    vanaf, tot = draw(maybe_days), draw(maybe_days)
    if vanaf and tot and tot <= vanaf:
        vanaf, tot = None, draw(st.sampled_from([tot, None]))
    status = draw(st.sampled_from(INZET_STATUSSEN))
    row = {
        "organisatie": draw(st.sampled_from(ORGANISATIES)),
        "gebied": area_text(tokens),
        "codes": area_codes(tokens),
        "doelgroep": draw(st.sampled_from(["", *SEGMENTEN])),
        "vorm": draw(st.sampled_from(["", "", VORMEN[0], f"{VORMEN[1]}; {VORMEN[0]}"])),
        "fte": draw(st.sampled_from(["", "0.5", "1"])),
        "status": status,
        "vanaf": vanaf,
        "tot": tot,
        "bron_datum": draw(st.none() | days),
        "bron_uiterlijk": draw(st.none() | days),
        "bevestigd_op": draw(st.none() | days),
        "zekerheid": draw(st.sampled_from(ZEKERHEDEN)),
    }
    return row | fixed


active = rows(status="actief", vanaf=None, tot=None, doelgroep="", vorm="", bron_datum=None, bron_uiterlijk=None)
many = st.lists(rows(), max_size=6)
of_all_forms = st.lists(rows(vorm=""), max_size=6)
"""Where one row covers every form, a row of one form is told, but is not among the organisations of the cover."""


@pytest.fixture(scope="module")
def stand_of(rewrite: Callable[[list[Row]], Path]) -> StandOf:
    """Write rows as ``contacts.csv`` of the small country and compute everything."""

    def compute(contacts: list[Row], day: date) -> Stand:
        cells = [
            {k: "" if v is None else str(v) for k, v in {"id": f"r{i}", **row}.items() if k != "codes"}
            for i, row in enumerate(contacts)
        ]
        return build_stand(load_tables(rewrite(cells), today=AFTER), day)

    return compute


quick = settings(max_examples=30)


def since(row: Row) -> date:
    """First day on which a row counts: its begin, else the day its source speaks of."""
    source = row["bron_uiterlijk"] or row["bron_datum"] or FILE
    return row["vanaf"] or min(source, row["bevestigd_op"] or source)


def holds(row: Row, day: date) -> bool:
    return since(row) <= day and (row["tot"] is None or day < row["tot"])


def said(row: Row) -> date:
    """Day of the last source or confirmation; without one it is the oldest."""
    return max((word for word in (row["bron_datum"], row["bevestigd_op"]) if word), default=date.min)


def is_for(many: Row, few: Row) -> bool:
    """Whether one row is for all the people and forms that another is for."""
    forms = set(VORMEN) if not many["vorm"] else set(many["vorm"].split("; "))
    return many["doelgroep"] in {"", few["doelgroep"]} and (set(few["vorm"].split("; ")) - {""} or set(VORMEN)) <= forms


def as_stopped(contacts: list[Row], code: str, row: Row) -> Row:
    """End a row that covers where another says since when its organisation has stopped in a gemeente."""
    stops = [
        stop["vanaf"]
        for stop in contacts
        if (stop["status"], stop["organisatie"].lower()) == ("gestopt", row["organisatie"].lower())
        and stop["vanaf"]
        and code in stop["codes"]
        and is_for(stop, row)
        and since(row) < stop["vanaf"]
    ]
    ends = {*stops, row["tot"]} - {None}
    return {**row, "tot": min(ends, default=None)} if row["status"] in {"actief", "pilot"} else row


def is_denied(row: Row, other: Row, day: date) -> bool:
    """Whether both hold and contradict each other, and the other is newer, surer or more cautious."""
    yes, no = (row, other) if row["status"] in {"actief", "pilot"} else (other, row)
    same = yes["organisatie"].lower() == no["organisatie"].lower()
    if yes["status"] not in {"actief", "pilot"} or no["status"] not in ({"geen", "gestopt"} if same else {"geen"}):
        return False
    begun_after = yes["vanaf"] and yes["vanaf"] >= since(no)
    if begun_after or not (holds(row, day) and holds(other, day)) or not is_for(other, row):
        return False

    def weight(one: Row) -> tuple[date, int, bool]:
        words = [word for word in (one["bron_datum"], one["bevestigd_op"]) if word and word <= day]
        return max(words, default=date.min), -ZEKERHEDEN.index(one["zekerheid"]), one is no

    return weight(other) > weight(row)


def status_by_the_rules(contacts: list[Row], code: str, day: date) -> tuple[str, int]:
    """Read the rules of domain.md aloud, without the graph."""
    here = [row for row in map(partial(as_stopped, contacts, code), contacts) if code in row["codes"]]
    here = [row for row in here if not any(is_denied(row, other, day) for other in here)]
    now = [row for row in here if holds(row, day)]
    covering = [row for row in now if row["status"] in {"actief", "pilot"}]
    counts = [
        len({r["organisatie"].lower() for r in covering if not r["vorm"] and r["doelgroep"] in {"", s}})
        for s in SEGMENTEN
    ]
    if min(counts) > 1:
        return "dubbel", min(counts)
    if min(counts) == 1:
        return "enkel", 1
    if covering:
        return "deels", 0
    to_come = [row for row in here if not row["vanaf"] and day < since(row) and not (row["tot"] and row["tot"] <= day)]
    if any(row["status"] in {"actief", "pilot"} for row in to_come):
        return "begin_onbekend", 0
    if any(row["status"] == "op_afstand" for row in now):
        return "op_afstand", 0
    ended = [
        row for row in here if row["tot"] and row["tot"] <= day and row["status"] in {"actief", "pilot", "gestopt"}
    ]
    lapsed = [said(row) for row in (*ended, *(row for row in now if row["status"] in {"vacature", "gestopt"}))]
    none = [said(row) for row in now if row["status"] == "geen"]
    if none and (not lapsed or max(none) > max(lapsed)):
        return "geen", 0
    return ("vervallen" if lapsed else "onbekend"), 0


@quick
@given(contacts=many, day=st.just(DAY) | days)
def test_every_gemeente_has_exactly_the_status_of_the_rules(stand_of: StandOf, contacts: list[Row], day: date) -> None:
    dekking = stand_of(contacts, day).dekking
    found = {code: (one.status, one.k) for code, one in dekking.items()}
    assert found == {code: status_by_the_rules(contacts, code, day) for code in CODES}


@quick
@given(contacts=many)
def test_totals_and_legends_add_up_to_the_whole(stand_of: StandOf, contacts: list[Row]) -> None:
    stand = stand_of(contacts, DAY)
    totals = compute_totals(stand.dekking.values())
    assert (totals.gemeenten, totals.inwoners) == (4, 100_000)
    assert tuple(totals.per_status) == STATUSSEN
    assert tuple(map(sum, zip(*totals.per_status.values(), strict=True))) == (4, 100_000)
    assert totals.gedekt == tuple(map(sum, zip(*(totals.per_status[s] for s in ("dubbel", "enkel")), strict=True)))
    parts = [compute_totals(stand.dekking[code] for code in stand.codes(region)) for region in REGIONS]
    assert sum(part.gedekt[1] for part in parts) == totals.gedekt[1]
    assert sum(part.te_bevestigen for part in parts) == totals.te_bevestigen
    for layer in LAYERS.values():
        for region in (None, *REGIONS):
            view = build_view(stand, layer, region)
            assert sum(entry.gemeenten for entry in view.legend) == len(view.codes)
            assert sum(entry.inwoners for entry in view.legend) == sum(stand.dekking[c].inwoners for c in view.codes)
            assert tuple(view.class_of) == CODES


@quick
@given(contacts=many, data=st.data())
def test_the_order_of_rows_never_matters(stand_of: StandOf, contacts: list[Row], data: st.DataObject) -> None:
    contacts = [{**row, "id": f"vast-{i}"} for i, row in enumerate(contacts)]
    shuffled = data.draw(st.permutations(contacts))
    one, other = stand_of(contacts, DAY), stand_of(shuffled, DAY)
    assert one.dekking == other.dekking
    assert one.rollen == other.rollen
    assert list(one.graph.edges(keys=True, data=True)) == list(other.graph.edges(keys=True, data=True))


@quick
@given(contacts=many, extra=active)
def test_an_active_inzet_for_everyone_covers_its_area(stand_of: StandOf, contacts: list[Row], extra: Row) -> None:
    contacts = [row for row in contacts if row["status"] not in {"gestopt", "geen"}]
    dekking = stand_of([*contacts, extra], DAY).dekking
    assert {code for code in extra["codes"] if not dekking[code].is_gedekt} == set()


@quick
@given(contacts=many, extra=rows(status="actief"), day=st.just(DAY) | days)
def test_adding_an_active_inzet_that_holds_never_worsens_a_status(
    stand_of: StandOf, contacts: list[Row], extra: Row, day: date
) -> None:
    extra = {**extra, "vanaf": day, "tot": None} if not holds(extra, day) else extra
    before, after = stand_of(contacts, day).dekking, stand_of([*contacts, extra], day).dekking
    for code in CODES:
        assert STATUSSEN.index(after[code].status) <= STATUSSEN.index(before[code].status)
        assert after[code].k >= before[code].k
        if code not in extra["codes"]:
            assert after[code] == before[code]


@quick
@given(contacts=of_all_forms)
def test_the_end_date_is_the_first_day_on_which_a_covered_part_is_not(stand_of: StandOf, contacts: list[Row]) -> None:
    now = stand_of(contacts, DAY).dekking
    turns = {day for row in contacts for day in (since(row), row["tot"], row["bron_datum"], row["bevestigd_op"])}
    dates = {day for day in turns if day and day > DAY}
    later = {day: stand_of(contacts, day).dekking for day in dates}
    for code, one in now.items():
        parts = [segment for segment in SEGMENTEN if one.segmenten[segment]]
        ends = [d for d in dates if any(not later[d][code].segmenten[segment] for segment in parts)]
        assert one.einddatum == min(ends, default=None)


@quick
@given(contacts=of_all_forms)
def test_the_graph_holds_what_covers_and_nothing_else(stand_of: StandOf, contacts: list[Row]) -> None:
    stand = stand_of(contacts, DAY)
    now = holding(stand.graph)
    for code in CODES:
        organisations = {
            inzet.organisatie
            for inzet in find_inzetten(stand.graph, code, "zorgcoordinator")
            if now.has_edge(f"inzet:{inzet.id}", f"gemeente:{code}")
        }
        assert {name.lower() for name in organisations} == {one.lower() for one in stand.dekking[code].organisaties}


@quick
@given(contacts=many)
def test_every_statement_is_in_the_explanation_with_its_source(stand_of: StandOf, contacts: list[Row]) -> None:
    for code, one in stand_of(contacts, DAY).dekking.items():
        told = sum(code in row["codes"] for row in contacts)
        assert len(one.uitleg) == 1 + told + one.te_bevestigen
        assert sum("Bron: https://bron.example/" in sentence for sentence in one.uitleg) == told


@given(tokens=texts, data=st.data())
def test_subtraction_is_the_difference_of_two_areas_in_any_order(
    empty_land: Tables, tokens: list[tuple[bool, str]], data: st.DataObject
) -> None:
    expected = area_codes(tokens)
    text = area_text(data.draw(st.permutations(tokens)))
    if expected:
        assert empty_land.gebieden.parse(text).codes == expected
    else:
        with pytest.raises(ValueError, match="bevat geen enkele gemeente"):
            empty_land.gebieden.parse(text)


@pytest.fixture(scope="module")
def empty_land(stand_of: StandOf) -> Tables:
    """Tables of the small country without contacts."""
    return stand_of([], DAY).tables


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_share_is_all_or_nothing_only_when_it_is(part: int, rest: int) -> None:
    text = percent_of(part, part + rest)
    assert (text == "100%") == (rest == 0 and part > 0)
    assert (text == "0%") == (part == 0 and rest > 0)
    assert (text == "–") == (part == rest == 0)
    assert text == "–" or 0 <= float(text.removesuffix("%").replace(",", ".")) <= 100
