"""The story in years: on every day the map of that day, what is drawn of it, and what is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.aannames import find_aannames
from netmap.errors import NetmapError
from netmap.forecast.outlook import compute_forecast
from netmap.jaarreeks import (
    MOST_MAPS,
    build_jaarreeks,
    build_stands,
    conclude_jaarreeks,
    describe_jaarreeks,
    read_jaren,
    tell_left_out,
    usual_jaren,
)
from netmap.layers import LAYERS, build_stand, build_view
from netmap.regio import Regio
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.write.csv import table_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import Stand
    from netmap.load import Tables

ROWS = (
    {"organisatie": "Zorg A", "gebied": "Aadorp", "vanaf": "2018-03-01"},
    {"organisatie": "Zorg B", "gebied": "Beekstad", "vanaf": "2020", "tot": "2027-06-01"},
    {"organisatie": "Zorg C", "gebied": "Ceeburg", "bron_datum": "2021"},
)
ZORG = LAYERS["zorgcoordinatie"]
NOW = date(2026, 7, 1)


def tell(stand: Stand, van: int, tot: int, layer: str = "zorgcoordinatie", gebied: Regio | None = None) -> Jaarreeks:
    return build_jaarreeks(build_stands(stand, van, tot), stand.peildatum, LAYERS[layer], gebied)


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> Jaarreeks:
    return tell(stand_on("2026-07-01", *ROWS), 2017, 2028)


def test_every_day_counts_its_own_classes(small: Jaarreeks) -> None:
    counted = {one.dag: {key: n for key, n in one.aantallen.items() if n} for one in small.beelden}
    before = {"begin_onbekend": 1, "onbekend": 3}
    covered = {"enkel": 3, "onbekend": 1}
    assert counted == {
        date(2017, 1, 1): before,
        date(2018, 1, 1): before,
        date(2019, 1, 1): {"enkel": 1, "begin_onbekend": 1, "onbekend": 2},
        date(2020, 1, 1): {"enkel": 2, "begin_onbekend": 1, "onbekend": 1},
        **{date(year, 1, 1): covered for year in range(2021, 2028)},
        NOW: covered,
        date(2028, 1, 1): {"enkel": 2, "vervallen": 1, "onbekend": 1},
    }
    assert [one.dag for one in small.beelden] == sorted(counted)
    assert [one.geteld for one in small.beelden] == [0, 0, 1, 2, *[3] * 8, 2]
    assert [one.veranderd for one in small.beelden] == [0, 0, 1, 1, 1, *[0] * 7, 1]
    assert [klasse.key for klasse in small.klassen] == ["enkel", "begin_onbekend", "vervallen", "onbekend"]


def test_a_sentence_is_true_before_on_and_after_today(small: Jaarreeks) -> None:
    said = {one.dag: one.zin for one in small.beelden}
    assert said[date(2017, 1, 1)] == (
        "Op 1 januari 2017 was voor zover bekend geen van de 4 gemeenten gedekt; gedekt volgens latere bron, begin "
        "onbekend: 1 gemeente; onbekend: 3 gemeenten."
    )
    assert said[date(2020, 1, 1)].startswith("Op 1 januari 2020 waren voor zover bekend 2 van de 4 gemeenten gedekt;")
    assert said[NOW] == "Op 1 juli 2026 zijn voor zover bekend 3 van de 4 gemeenten gedekt; onbekend: 1 gemeente."
    assert said[date(2028, 1, 1)] == (
        "Op 1 januari 2028 zouden volgens wat nu bekend is 2 van de 4 gemeenten gedekt zijn; vervallen of vacant: "
        "1 gemeente; onbekend: 1 gemeente."
    )


def test_another_layer_says_every_class(stand_on: Callable[..., Stand]) -> None:
    leader = {"rol": "bestuurlijk_trekker", "organisatie": "Aadorp", "gebied": "Aadorp", "vanaf": "2020"}
    reeks = tell(stand_on("2026-07-01", leader), 2019, 2027, "bestuurlijk_trekker")
    assert (reeks.beelden[0].zin, reeks.beelden[-1].zin) == (
        "Op 1 januari 2019 was het voor zover bekend zo: onbekend: 4 gemeenten.",
        "Op 1 januari 2027 zou het volgens wat nu bekend is zo zijn: ja, volgens een bron: 1 gemeente; onbekend: "
        "3 gemeenten.",
    )


@pytest.mark.parametrize(("codes", "zin"), [
    ("GM0001", "Op 1 januari 2020 was voor zover bekend de enige gemeente gedekt."),
    ("GM0004", "Op 1 januari 2020 was voor zover bekend geen enkele gemeente gedekt; onbekend: 1 gemeente."),
    ("GM0001;GM0002", "Op 1 januari 2020 waren voor zover bekend beide gemeenten gedekt."),
])  # fmt: skip
def test_a_sentence_is_true_of_nobody_one_and_all(stand_on: Callable[..., Stand], codes: str, zin: str) -> None:
    stand = stand_on("2026-07-01", *ROWS)
    assert tell(stand, 2020, 2020, gebied=stand.tables.gebieden.find(f"{codes};")).beelden[0].zin == zin


def test_the_conclusion_says_begin_now_and_end_and_how_far_it_can_be_known(small: Jaarreeks) -> None:
    assert conclude_jaarreeks(small) == (
        "Gedekt, voor zover nu bekend: geen van de 4 gemeenten begin 2017, 3 op 1 juli 2026 en 2 begin 2028.",
        "Waar het begin onbekend is, zegt alleen een bron van later dat het zo is; dat telt niet mee.",
        "Het verleden is berekend uit wat nu bekend is, over de gemeenten van nu.",
        "Wat nog komt, geldt als er verder niets verandert.",
    )


def test_a_story_of_the_future_only_says_nothing_of_the_past(stand_on: Callable[..., Stand]) -> None:
    assert conclude_jaarreeks(tell(stand_on("2026-07-01", *ROWS), 2027, 2028)) == (
        "Gedekt, voor zover nu bekend: 3 van de 4 gemeenten begin 2027 en 2 begin 2028.",
        "Wat nog komt, geldt als er verder niets verandert.",
    )


def test_what_is_drawn_is_the_first_now_the_last_and_where_something_changes(small: Jaarreeks) -> None:
    drawn = [one.dag for one in small.getekend]
    assert drawn == [*(date(year, 1, 1) for year in (2017, 2019, 2020, 2021)), NOW, date(2028, 1, 1)]
    assert tell_left_out(small) == (
        "Niet getekend, want geen gemeente kreeg een andere klasse: 2018 en 2022 tot en met 2027.",
    )
    assert describe_jaarreeks(small).startswith("Zorgcoördinatie in Nederland, 2017–2028, in 6 kleine kaarten. Op 1 ")
    assert describe_jaarreeks(small).endswith(tell_left_out(small)[0])


def test_a_short_story_is_drawn_whole(stand_on: Callable[..., Stand]) -> None:
    reeks = tell(stand_on("2026-07-01", *ROWS), 2022, 2028)
    assert len(reeks.getekend) == len(reeks.beelden) == MOST_MAPS
    assert tell_left_out(reeks) == ()


def test_where_much_changes_the_smallest_changes_are_left_out(stand_on: Callable[..., Stand]) -> None:
    years = range(2010, 2020, 2)
    one = [{"organisatie": f"Z{y}", "gebied": "Aadorp", "vanaf": f"{y}", "tot": f"{y + 1}"} for y in years]
    two = {"organisatie": "Twee", "gebied": "Beekstad; Ceeburg", "vanaf": "2013"}
    reeks = tell(stand_on("2026-07-01", *one, two), 2009, 2026)
    assert [one.dag.year for one in reeks.getekend] == [2009, 2010, 2011, 2012, 2013, 2014, 2015, 2026]
    assert tell_left_out(reeks)[1] == "Niet getekend, want het minste kreeg een andere klasse: 2016 tot en met 2019."


def test_a_peildatum_on_1_january_is_one_day_and_one_outside_the_years_is_none(stand_on: Callable[..., Stand]) -> None:
    assert len(tell(stand_on("2024-01-01", *ROWS), 2023, 2025).beelden) == 3
    assert [one.dag.year for one in tell(stand_on("2026-07-01", *ROWS), 2019, 2020).beelden] == [2019, 2020]


@pytest.mark.parametrize(("text", "jaren"), [("2015..2029", (2015, 2029)), (" 2015 - 2029", (2015, 2029)),
                                             ("2020..2020", (2020, 2020))])  # fmt: skip
def test_somebody_may_type_years(text: str, jaren: tuple[int, int]) -> None:
    assert read_jaren(text) == jaren


@pytest.mark.parametrize("text", ["2015", "x..y", "2029..2015", "1850..1860", "2000..2040", "2190..2200", ""])
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(NetmapError, match="jaren"):
        read_jaren(text)


def test_the_usual_years_hold_the_peildatum() -> None:
    assert usual_jaren(date(2026, 11, 26)) == (2015, 2029)
    assert usual_jaren(date(2010, 5, 1)) == (2010, 2013)


def test_what_has_no_days_has_no_years(stand_on: Callable[..., Stand]) -> None:
    with pytest.raises(NetmapError, match="heeft geen jaren"):
        tell(stand_on("2026-07-01", *ROWS), 2019, 2020, "inwoners")


def test_the_section_has_a_row_per_day_for_readers_scripts_and_sheets(small: Jaarreeks) -> None:
    section = jaarreeks_section(small)
    assert section.headline == "Zover bekend gedekt: 0 begin 2017, 3 op 1 juli 2026, 2 begin 2028"
    table = section.tables[0]
    assert [column.key for column in table.columns] == [
        "dag", "geteld", "enkel", "begin_onbekend", "vervallen", "onbekend", "veranderd", "te_bevestigen", "zin",
    ]  # fmt: skip
    assert table.rows[3][:-1] == (date(2020, 1, 1), 2, 2, 1, 0, 1, 1, 3)
    assert [day["dag"] for day in section.facts["dagen"] if day["getekend"]] == [one.dag for one in small.getekend]
    assert section.facts["dagen"][-1]["aantallen"] == {"enkel": 2, "begin_onbekend": 0, "vervallen": 1, "onbekend": 1}
    assert table_csv(table).decode("utf-8-sig").splitlines()[4].startswith("2020-01-01;2;2;1;0;1;1;3;")


LAYERS_TOLD = ("zorgcoordinatie", "bestuurlijk_trekker", "actualiteit", "centrumgemeente", "g1", "r9")


@pytest.mark.parametrize("telt", [(), ("zonder-laag",)], ids=str)
def test_each_day_of_the_shipped_data_is_the_map_of_that_peildatum(real: Tables, telt: tuple[str, ...]) -> None:
    counted = find_aannames(telt)
    stand = build_stand(real, date(2026, 11, 26), telt=counted)
    stands = build_stands(stand, 2017, 2028)
    assert [one.peildatum for one in stands if one is stand] == [stand.peildatum]
    alone = {one.peildatum: build_stand(real, one.peildatum, telt=counted) for one in stands}
    for key in LAYERS_TOLD:
        reeks = build_jaarreeks(stands, stand.peildatum, LAYERS[key])
        assert [one.view for one in reeks.beelden] == [build_view(alone[one.dag], LAYERS[key]) for one in reeks.beelden]
        assert len(reeks.getekend) <= MOST_MAPS
        shown = {klasse.key for klasse in reeks.klassen}
        assert {key for one in reeks.beelden for key, number in one.aantallen.items() if number} == shown


@pytest.mark.parametrize("gebied", [None, Regio("politieregio", "Oost-Nederland")], ids=str)
def test_the_years_agree_with_the_forecast(real: Tables, gebied: Regio | None) -> None:
    stand = build_stand(real, date(2026, 11, 26))
    forecast, reeks = compute_forecast(stand, gebied=gebied), tell(stand, 2015, 2029, gebied=gebied)
    for one in reeks.beelden:
        point = forecast.op(one.dag)
        assert one.geteld == point.gedekt.gemeenten
        assert one.te_bevestigen == point.te_bevestigen
        found = {status: size.gemeenten for status, size in point.per_status.items() if size.gemeenten}
        assert {key: number for key, number in one.aantallen.items() if number} == found
