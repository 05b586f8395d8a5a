"""Cover by month: exact on the small country, the same as the graph of every day, and the shipped history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.cards import load_sources
from netmap.coverage import compute_coverage, compute_totals
from netmap.errors import DataError
from netmap.forecast.outlook import compute_forecast, conclude_forecast, describe_forecast, tell_counts
from netmap.graph import build_graph
from netmap.inzet import Inzet
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_tables
from netmap.regio import Regio
from netmap.schema import INZET_STATUSSEN, SEGMENTEN, TELLING_COLUMNS
from netmap.sections.forecast import forecast_section, stale_section, tell_distance
from netmap.table import Listing, Paragraph, Table, cell_text
from netmap.tellingen import COUNTS_WHOLE
from netmap.validate import TELLINGEN
from tests.conftest import write_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.forecast.outlook import Forecast
    from netmap.layers import Stand
    from netmap.load import Tables

    Row = dict[str, Any]

DAY = date(2026, 7, 1)
FIER = {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "vanaf": "2020", "tot": "2027-01-01"}
PILOT = {"id": "pilot", "organisatie": "Shop", "gebied": "Ceeburg", "status": "pilot", "vanaf": "2026-09"}
ALWAYS = {"id": "altijd", "organisatie": "Moviera", "gebied": "Deiland", "bron_uiterlijk": "2010"}


@pytest.fixture
def forecast(stand_on: Callable[..., Stand]) -> Forecast:
    """One that ends in half a year, a pilot that begins in two months, one without dates."""
    return compute_forecast(stand_on("2026-07-01", FIER, PILOT, ALWAYS), 12, date(2019, 7, 1))


# --- the small country


def test_what_merely_happens_that_day_is_no_cause(stand_on: Callable[..., Stand]) -> None:
    distant = {
        "organisatie": "CoMensha",
        "gebied": "Ceeburg",
        "status": "op_afstand",
        "vanaf": "2020",
        "tot": "2026-09",
    }
    found = compute_forecast(stand_on("2026-07-01", PILOT, {"id": "ver", **distant}), 12, date(2026, 7, 1))
    assert [event.oorzaak for event in found.events] == ["begint de pilot van Shop"]


def test_two_that_end_together_are_both_the_cause(stand_on: Callable[..., Stand]) -> None:
    other = {**FIER, "id": "ander", "organisatie": "Ander"}
    found = compute_forecast(stand_on("2026-07-01", FIER, other), 12, date(2026, 7, 1))
    assert [event.oorzaak for event in found.events] == ["eindigt Ander en eindigt Fier"]
    assert conclude_forecast(found)[1].endswith(
        ": na 1 juli 2026 verandert de status van 2 gemeenten, voor zover bekend."
    )


def test_a_stop_in_a_part_of_the_area_is_a_step_for_that_part(stand_on: Callable[..., Stand]) -> None:
    stop = {"id": "stop", "organisatie": "Fier", "gebied": "Beekstad", "status": "gestopt", "vanaf": "2026-09"}
    found = compute_forecast(stand_on("2026-07-01", {**FIER, "tot": ""}, stop), 12, date(2026, 7, 1))
    assert [event.zin for event in found.events] == [
        "Per september 2026 eindigt Fier: 1 gemeente (20.000 inwoners) gaat van enkel gedekt naar vervallen of vacant."
    ]
    assert (found.op(date(2026, 8, 31)).gedekt, found.op(date(2026, 9, 1)).gedekt) == ((2, 30_000), (1, 10_000))


def test_every_step_has_its_cause(forecast: Forecast) -> None:
    assert [event.zin for event in forecast.events] == [
        "Per 2020 (gerekend vanaf 1 januari) begint Fier: 2 gemeenten (30.000 inwoners) gaan van onbekend naar "
        "enkel gedekt.",
        "Per september 2026 begint de pilot van Shop: 1 gemeente (30.000 inwoners) gaat van onbekend naar "
        "enkel gedekt.",
        "Per 1 januari 2027 eindigt Fier: 2 gemeenten (30.000 inwoners) gaan van enkel gedekt naar "
        "vervallen of vacant.",
    ]
    assert [event.codes for event in forecast.events] == [("GM0001", "GM0002"), ("GM0003",), ("GM0001", "GM0002")]


@pytest.mark.parametrize(
    ("day", "gedekt"),
    [
        (date(2019, 12, 31), (1, 40_000)),
        (date(2020, 1, 1), (3, 70_000)),
        (date(2026, 8, 31), (3, 70_000)),
        (date(2026, 9, 1), (4, 100_000)),
        (date(2026, 12, 31), (4, 100_000)),
        (date(2027, 1, 1), (2, 70_000)),
    ],
)
def test_the_cover_changes_on_the_very_day(forecast: Forecast, day: date, gedekt: tuple[int, int]) -> None:
    assert forecast.op(day).gedekt == gedekt


def test_there_is_a_point_for_every_month(forecast: Forecast) -> None:
    days = [point.dag for point in forecast.points]
    assert (days[0], days[1], days[-1], len(days)) == (date(2019, 7, 1), date(2019, 8, 1), date(2027, 7, 1), 97)
    assert all(point == forecast.op(point.dag) for point in forecast.points)


def test_a_period_begins_on_any_day_and_ends_within_it(stand_on: Callable[..., Stand]) -> None:
    forecast = compute_forecast(stand_on("2026-07-15", FIER), 1, date(2026, 5, 20))
    assert [point.dag for point in forecast.points] == [
        date(2026, 5, 20), date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1),
    ]  # fmt: skip
    assert forecast.eind == date(2026, 8, 15)


def test_no_day_outside_the_period_is_answered(forecast: Forecast) -> None:
    for day in (date(2019, 6, 30), date(2027, 7, 2)):
        with pytest.raises(ValueError, match="lies outside"):
            forecast.op(day)


def test_a_peildatum_before_the_usual_begin_is_the_begin(stand_on: Callable[..., Stand]) -> None:
    forecast = compute_forecast(stand_on("2012-07-01", ALWAYS), 0)
    assert (forecast.begin, forecast.eind, len(forecast.points)) == (date(2012, 7, 1), date(2012, 7, 1), 1)
    assert conclude_forecast(forecast) == (
        "Op 1 juli 2012 was, voor zover bekend, 1 van de 4 gemeenten gedekt (25,0%).",
    )


def test_a_region_counts_only_its_own_gemeenten(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, ALWAYS)
    onder = compute_forecast(stand, 12, gebied=Regio("politieregio", "Onder"))
    assert (onder.gemeenten, onder.inwoners, onder.events) == (1, 40_000, ())
    assert {point.gedekt for point in onder.points} == {(1, 40_000)}
    with pytest.raises(KeyError):
        compute_forecast(stand, gebied=Regio("politieregio", "Nergens"))


def test_an_unknown_begin_and_end_are_said_aloud(stand_on: Callable[..., Stand]) -> None:
    late = {**ALWAYS, "bron_uiterlijk": "2021-12-31"}
    forecast = compute_forecast(stand_on("2026-07-01", FIER, PILOT, late), 12, date(2019, 7, 1))
    assert forecast.op(date(2021, 12, 30)).per_status["begin_onbekend"] == (1, 40_000)
    assert forecast.op(date(2021, 12, 31)).per_status["begin_onbekend"] == (0, 0)
    assert [event.zin for event in forecast.events if event.van == "begin_onbekend"] == [
        "Per 31 december 2021 spreekt de eerste bron: 1 gemeente (40.000 inwoners) gaat van gedekt volgens latere "
        "bron, begin onbekend naar enkel gedekt."
    ]
    assert forecast.kanttekeningen[1:] == (
        "Van 1 van de 4 gemeenten zegt een bron van na 1 juli 2019 dat er dekking was of is; geen bron zegt sinds "
        "wanneer. Dat telt niet als gedekt.",
        "Van 1 van de 3 gemeenten met dekking op 1 juli 2026 is de einddatum onbekend: "
        "de dekking telt daar door, maar geen bron zegt dat zij blijft.",
    )


def test_the_conclusion_tells_begin_now_and_end(forecast: Forecast) -> None:
    assert conclude_forecast(forecast) == (
        "Op 1 juli 2019 was, voor zover bekend, 1 van de 4 gemeenten gedekt (25,0%); op 1 juli 2026 zijn het er 3 "
        "(75,0%).",
        "Op 1 juli 2027 zouden het er 2 zijn (50,0%), als er verder niets verandert: na 1 juli 2026 verandert de "
        "status van 3 gemeenten, voor zover bekend.",
    )
    told = [line for block in forecast_section(forecast).blocks if isinstance(block, Listing) for line in block.items]
    assert "Te bevestigen op 1 juli 2026: 3 van de 4 gemeenten." in told


LATER_SOURCE = {**ALWAYS, "gebied": "Deiland; Ceeburg", "bron_uiterlijk": "2021-12-31"}


@pytest.mark.parametrize(
    ("day", "rows", "conclusion", "headline"),
    [
        pytest.param(
            "2020-01-01",
            [LATER_SOURCE],
            (
                "Op 1 januari 2015 was, voor zover bekend, geen van de 4 gemeenten gedekt (0%; van 2 is het begin "
                "onbekend); op 1 januari 2020 was het er geen enkele (0%; van 2 is het begin onbekend).",
                "Op 1 januari 2023 waren het er 2 (50,0%): na 1 januari 2020 veranderde de status van 2 gemeenten, "
                "voor zover bekend.",
            ),
            "Op 1 januari 2020 is dekking bekend van geen van de 4 gemeenten",
            id="past",
        ),
        pytest.param(
            "2027-07-01",
            [{"organisatie": "Fier", "gebied": "landelijk", "vanaf": "2015"}],
            (
                "Op 1 januari 2015 waren, voor zover bekend, alle 4 gemeenten gedekt (100%); op 1 juli 2027 zouden het "
                "er 4 zijn (100%), als er verder niets verandert.",
                "Op 1 juli 2030 zouden het er 4 zijn (100%), als er verder niets verandert: na 1 juli 2027 is geen "
                "verandering bekend.",
            ),
            "Alle 4 gemeenten zouden gedekt zijn; geen verandering bekend tot 1 juli 2030",
            id="future",
        ),
        pytest.param(
            "2026-07-01",
            [{"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2026", "tot": "2027"}],
            (
                "Op 1 januari 2015 was, voor zover bekend, geen van de 4 gemeenten gedekt (0%); op 1 juli 2026 is het "
                "er 1 (25,0%).",
                "Op 1 juli 2029 zou het er geen enkele zijn (0%), als er verder niets verandert: na 1 juli 2026 "
                "verandert de status van 1 gemeente, voor zover bekend.",
            ),
            "1 van de 4 gemeenten gedekt; bij 1 gemeente een verandering bekend tot 1 juli 2029",
            id="now",
        ),
    ],
)
def test_past_and_future_have_their_own_words(
    country: Callable[..., Path], day: str, rows: list[Row], conclusion: tuple[str, ...], headline: str
) -> None:
    stand = build_stand(load_tables(country(*rows), DAY), date.fromisoformat(day))
    section = forecast_section(compute_forecast(stand))
    assert section.conclusion == conclusion
    assert section.headline == headline


def test_the_table_has_a_row_per_change_and_not_per_month(forecast: Forecast) -> None:
    (table,) = forecast_section(forecast).tables
    assert [cell_text(day, "date") for day in table.cells("dag")] == [
        "1 juli 2019", "1 januari 2020", "1 juli 2026", "1 september 2026", "1 januari 2027", "1 juli 2027",
    ]  # fmt: skip
    assert table.cells("enkel") == (1, 3, 3, 4, 2, 2)
    assert "dubbel" not in {column.key for column in table.columns}
    assert [table.cells("wat")[row] for row in (0, 2, 5)] == [
        "Begin van de periode.",
        "Peildatum.",
        "Einde van de periode.",
    ]
    assert all(event.zin in " ".join(map(str, table.cells("wat"))) for event in forecast.events)


def test_what_only_comensha_serves_is_counted_after_each_end(stand_on: Callable[..., Stand]) -> None:
    far = {"id": "ver", "organisatie": "CoMensha", "gebied": "Aadorp; Ceeburg", "status": "op_afstand"}
    (table, *_), told = _distance(stand_on("2026-07-01", FIER, ALWAYS, far))
    assert dict(zip(table.cells("dag"), table.cells("op_afstand_inwoners"), strict=True))[date(2027, 1, 1)] == 40_000
    assert told == [
        "Volgens de bronnen alleen op afstand (CoMensha): op 1 juli 2026 1 gemeente (30.000 inwoners), "
        "op 1 januari 2027 2 gemeenten (40.000 inwoners)."
    ]
    _, told = _distance(stand_on("2026-07-01", ALWAYS, far))
    assert told == [
        "Volgens de bronnen alleen op afstand (CoMensha): op 1 juli 2026 2 gemeenten (40.000 inwoners); "
        "tot 1 juli 2027 is geen verandering daarvan bekend."
    ]
    (table, *_), told = _distance(stand_on("2026-07-01", FIER, ALWAYS))
    assert told == []
    assert "op_afstand_inwoners" not in {column.key for column in table.columns}


def _distance(stand: Stand) -> tuple[tuple[Table, ...], list[str]]:
    forecast = compute_forecast(stand, 12, date(2019, 7, 1))
    return forecast_section(forecast).tables, [*tell_distance(forecast)]


def test_the_description_tells_all_that_is_coming(forecast: Forecast) -> None:
    text = describe_forecast(forecast)
    assert text.startswith("Verloop van de zorgcoördinatie van 1 juli 2019 tot en met 1 juli 2027.")
    assert all(event.zin in text for event in forecast.events if event.dag > DAY)
    assert all(remark in text for remark in forecast.kanttekeningen)


def test_what_is_coming_stands_apart_from_the_remarks(forecast: Forecast) -> None:
    words = [block for block in forecast_section(forecast).blocks if isinstance(block, Paragraph | Listing)]
    coming = tuple(event.zin for event in forecast.events if event.dag > DAY)
    assert words[:2] == [Paragraph("Na 1 juli 2026:"), Listing(coming)]


def test_statements_are_listed_by_the_day_they_grow_old(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on(
        "2026-07-01",
        {**ALWAYS, "bron_datum": "2025-03-15"},
        {**FIER, "bevestigd_op": "2024-02-29"},
        {**PILOT, "rol": "bestuurlijk_trekker", "status": ""},
        {**FIER, "id": "voorbij", "tot": "2026-01-01"},
    )
    forecast = compute_forecast(stand)
    assert [(one.id, one.dag) for one in forecast.stale] == [
        ("pilot", None),
        ("fier", date(2026, 3, 1)),
        ("altijd", date(2027, 3, 16)),
    ]
    section = stale_section(forecast)
    assert section.tables[0].cells("dag") == ("nu (bron zonder datum)", date(2026, 3, 1), date(2027, 3, 16))
    assert section.tables[0].row_header == "organisatie"
    assert section.conclusion == ("Op 1 juli 2026 zijn 2 gegevens te bevestigen.",)
    assert forecast.op(date(2027, 3, 15)).te_bevestigen == 2
    assert forecast.op(date(2027, 3, 16)).te_bevestigen == 3


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("gestopt", "Per 1 augustus 2026 is Shop gestopt"),
        ("vacature", "Per 1 augustus 2026 wordt de plek bij Shop vacant"),
        ("geen", "Per 1 augustus 2026 meldt een bron dat er geen zorgcoördinatie is"),
        ("op_afstand", "Per 1 augustus 2026 begint hulp op afstand door Shop"),
    ],
)
def test_every_status_has_its_words(stand_on: Callable[..., Stand], status: str, told: str) -> None:
    stand = stand_on("2026-07-01", {**PILOT, "status": status, "vanaf": "2026-08-01"})
    (event,) = compute_forecast(stand).events
    assert event.zin.startswith(f"{told}: 1 gemeente (30.000 inwoners) gaat van onbekend naar ")


# --- laws

DAYS = st.sampled_from(["", "2024-05", "2025", "2026-06-30", "2026-07-01", "2026-07-02"])
LATER = st.sampled_from(["", "2026-08-15", "2027", "2028-02-29"])
rows = st.fixed_dictionaries(
    {
        "organisatie": st.sampled_from(["Fier", "FIER", "Moviera", "CoMensha"]),
        "gebied": st.sampled_from(["landelijk", "politieregio:Boven", "Aadorp", "Beekstad; Deiland", "Ceeburg"]),
        "doelgroep": st.sampled_from(["", *SEGMENTEN]),
        "status": st.sampled_from(INZET_STATUSSEN),
        "vanaf": DAYS,
        "tot": LATER,
        "bron_datum": st.sampled_from(["", "2022-03", "2024-02-29"]),
        "bevestigd_op": st.sampled_from(["", "2024-08-31", "2026"]),
    }
)


@settings(max_examples=40)
@given(contacts=st.lists(rows, max_size=6), offsets=st.lists(st.integers(0, 4000), min_size=1, max_size=4))
def test_every_day_is_the_same_as_a_graph_of_that_day(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row], offsets: list[int]
) -> None:
    tables = tables_of(contacts)
    forecast = compute_forecast(build_stand(tables, DAY))
    days = {forecast.begin + timedelta(days=offset) for offset in offsets} | {step.dag for step in forecast.steps}
    for day in sorted(day for day in days if day <= forecast.eind):
        totals = compute_totals(compute_coverage(build_graph(tables, day)).values())
        point = forecast.op(day)
        assert (point.per_status, point.te_bevestigen) == (totals.per_status, totals.te_bevestigen)


@settings(max_examples=40)
@given(contacts=st.lists(rows, max_size=6))
def test_the_events_account_for_every_difference(tables_of: Callable[[list[Row]], Tables], contacts: list[Row]) -> None:
    forecast = compute_forecast(build_stand(tables_of(contacts), DAY))
    first, last = forecast.steps[0].per_status, forecast.op(forecast.eind).per_status
    for status, (gemeenten, inwoners) in first.items():
        came = [event for event in forecast.events if event.naar == status]
        went = [event for event in forecast.events if event.van == status]
        assert last[status] == (
            gemeenten + sum(len(e.codes) for e in came) - sum(len(e.codes) for e in went),
            inwoners + sum(e.inwoners for e in came) - sum(e.inwoners for e in went),
        )
    assert all(sum(g for g, _ in point.per_status.values()) == 4 for point in forecast.points)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), around=st.integers(-3, 3))
def test_a_statement_grows_old_on_the_day_that_the_coverage_says(day: date, around: int) -> None:
    inzet = Inzet(id="a", rol="zorgcoordinator", gebied="Aadorp", codes=frozenset(), bron_datum=day)
    assert inzet.stale_from is not None
    other = inzet.stale_from + timedelta(days=around)
    assert inzet.is_stale(other) == (other >= inzet.stale_from) == (day < other - relativedelta(months=24))


# --- official counts


def test_a_folder_without_official_counts_has_none(country: Callable[..., Path]) -> None:
    assert load_tables(country()).tellingen == ()


def test_wrong_official_counts_are_told_all_at_once(country: Callable[..., Path]) -> None:
    folder = country()
    row = ("2019-09", "36", "35", "", "https://bron.example/", "", "")
    write_csv(folder / TELLINGEN.naam, TELLING_COLUMNS, [row, ("gisteren", "x", "35", "regio's", "", "", "")])
    with pytest.raises(DataError) as caught:
        load_tables(folder)
    assert [(one.rij, one.kolom) for one in caught.value.problems] == [
        (2, "geteld"), (2, "eenheid"), (3, "datum"), (3, "geteld"), (3, "bron"),
    ]  # fmt: skip


def test_official_counts_are_shown_for_the_country_within_the_period_only(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    counts = real.tellingen
    assert [(one.geschreven, one.hoeveel) for one in counts] == [
        ("2017-11", "19 van de 35 centrumgemeenten vrouwenopvang"),
        ("2019-09", "30 van de 35 centrumgemeenten vrouwenopvang"),
        ("2020", "94% van de centrumgemeenten vrouwenopvang"),
    ]
    assert compute_forecast(stand).tellingen == counts
    assert "tellen anders" in compute_forecast(stand).kanttekeningen[-2]
    assert compute_forecast(stand, since=date(2019, 10, 1)).tellingen == counts[2:]
    assert compute_forecast(stand, gebied=Regio("provincie", "Zeeland")).tellingen == ()


def test_an_official_count_stands_beside_that_of_netmap_on_the_same_unit(history: Forecast, real: Tables) -> None:
    """CoMensha says in how many regions there is somebody, netmap in how many nobody is left out."""
    assert [(one.telling.geschreven, one.minstens, one.hoogstens, one.van) for one in history.vergeleken] == [
        ("2017-11", 0, 25, 35),
        ("2019-09", 13, 30, 35),
        ("2020", 13, 30, 35),
    ]
    assert tell_counts(history)[1] == (
        "Officiële telling september 2019: 30 van de 35 centrumgemeenten vrouwenopvang; netmap telt er op 1 september "
        "2019 tussen 13 en 30 van de 35."
    )
    assert COUNTS_WHOLE in history.kanttekeningen[-1]
    table = forecast_section(history).tables[-1]
    assert table.cells("officieel") == tuple(one.hoeveel for one in real.tellingen)
    assert table.cells("ertussen") == ("ja", "ja", "nee")


def test_without_knowing_who_belongs_to_which_a_count_stands_alone(history: Forecast, real: Tables) -> None:
    forecast = compute_forecast(build_stand(replace(real, indeling={}), date(2026, 11, 21)))
    assert (forecast.vergeleken, forecast.tellingen) == ((), history.tellingen)
    assert tell_counts(forecast)[0] == "Officiële telling november 2017: 19 van de 35 centrumgemeenten vrouwenopvang."
    assert [table.key for table in forecast_section(forecast).tables] == ["vooruitblik"]


def test_the_official_counts_have_their_source_card(real: Tables) -> None:
    (card,) = (card for card in load_sources(DATA_DIR) if card.bestand == TELLINGEN.naam)
    assert card.rijen == len(real.tellingen)


# --- the shipped data


@pytest.fixture(scope="module")
def history(real: Tables) -> Forecast:
    return compute_forecast(build_stand(real, date(2026, 11, 21)))


def test_the_known_history_is_in_the_steps(history: Forecast) -> None:
    told = {(event.dag, event.oorzaak): (len(event.codes), event.van, event.naar) for event in history.events}
    assert told[date(2020, 3, 1), "eindigt de pilot van HVO-Querido / ACM"] == (6, "enkel", "vervallen")
    markiezaten = "de pilot van Zorg- en Veiligheidshuis de Markiezaten"
    assert told[date(2020, 12, 22), f"begint {markiezaten}"] == (
        8, "op_afstand", "enkel",
    )  # fmt: skip
    assert told[date(2021, 12, 22), f"eindigt {markiezaten}"] == (8, "enkel", "vervallen")
    assert date(2021, 5, 1) not in {event.dag for event in history.events}  # Twente passed on without a gap


def test_the_shipped_days_are_the_same_as_their_graphs(real: Tables, history: Forecast) -> None:
    for step in history.steps:
        totals = compute_totals(compute_coverage(build_graph(real, step.dag)).values())
        assert (step.per_status, step.te_bevestigen) == (totals.per_status, totals.te_bevestigen)


def test_the_tables_hold_no_mailbox(history: Forecast) -> None:
    sections = (forecast_section(history), stale_section(history))
    assert [one.key for one in sections if "@" in str([table.rows for table in one.tables])] == []


def test_a_newer_source_that_goes_before_is_told_as_the_cause(stand_on: Callable[..., Stand]) -> None:
    none = {"id": "geen", "status": "geen", "gebied": "Deiland", "bron_datum": "2023"}
    rows = ({**ALWAYS, "bron_datum": "2020", "bevestigd_op": "2024-03"}, none)
    found = compute_forecast(stand_on("2026-07-01", *rows), 12, date(2023, 6, 1))
    assert [event.zin for event in found.events] == [
        "Per maart 2024 gaat een nieuwere bron voor: 1 gemeente (40.000 inwoners) gaat van geen dekking naar enkel "
        "gedekt."
    ]
