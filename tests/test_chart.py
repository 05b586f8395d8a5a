"""The drawing of a forecast: areas that add up, every step explained, official counts apart, the same bytes twice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from netmap.drawing.chart import default_title, draw_forecast, plan_forecast
from netmap.drawing.figure import read_layout
from netmap.drawing.picture import FORMATS, SIZES, Design, Size
from netmap.errors import NetmapError
from netmap.forecast.outlook import compute_forecast, describe_forecast
from netmap.layers import build_stand
from netmap.regio import Regio

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.forecast.outlook import Forecast
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Point

SMALL = Size("klein", 640, 400)


@pytest.fixture(scope="module")
def history(real: Tables) -> Forecast:
    return compute_forecast(build_stand(real, date(2026, 11, 21)))


def surface(ring: list[Point]) -> float:
    """Area within a ring, by the shoelace formula."""
    x, y = np.array([*ring, ring[0]]).T
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def test_the_areas_fill_the_whole(history: Forecast) -> None:
    for eenheid in ("gemeenten", "inwoners"):
        chart = plan_forecast(history, Design(), eenheid)
        whole = chart.plot.room.width * chart.plot.room.height
        assert sum(map(surface, chart.plot.areas.values())) == pytest.approx(whole)


def test_an_area_is_as_large_as_its_gemeenten_times_days(stand_on: Callable[..., Stand]) -> None:
    fier = {"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "tot": "2027-01-01"}
    forecast = compute_forecast(stand_on("2026-07-01", fier), 12, date(2026, 7, 1))
    chart = plan_forecast(forecast)
    whole = chart.plot.room.width * chart.plot.room.height
    shares = {status: surface(ring) / whole for status, ring in chart.plot.areas.items()}
    assert shares == pytest.approx({"enkel": 0.5 * 184 / 365, "vervallen": 0.5 * 181 / 365, "onbekend": 0.5})


def test_a_high_chart_has_its_legend_below_and_words_that_a_phone_shows(history: Forecast) -> None:
    chart = plan_forecast(history, Design(Size("telefoon", 716, 900), compleet=False, letter=1.9))
    words, _ = read_layout(chart.layout)
    assert chart.layout.room.width == chart.layout.page.width
    assert all(line.box.y > chart.layout.room.y + chart.layout.room.height for line in words)
    css_pixels = 358 / chart.layout.page.width
    assert min(line.size for line in words) * css_pixels > 9
    assert 10 * chart.layout.scale * css_pixels > 10  # of the axes


def test_only_statuses_that_occur_are_drawn_best_below(history: Forecast) -> None:
    assert tuple(plan_forecast(history).plot.areas) == (
        "enkel",
        "begin_onbekend",
        "op_afstand",
        "vervallen",
        "geen",
        "onbekend",
    )


def test_every_step_has_its_number_in_order(real: Tables) -> None:
    since_2019 = compute_forecast(build_stand(real, date(2026, 11, 21)), 36, date(2019, 1, 1))
    numbers = plan_forecast(since_2019, Design(size=SIZES["a4_staand"])).numbers
    assert list(numbers) == sorted({event.dag for event in since_2019.events})
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))


def test_where_the_list_does_not_fit_the_largest_steps_stay(history: Forecast) -> None:
    numbers = plan_forecast(history, Design(size=Size("laag", 2000, 640))).numbers
    days = {event.dag for event in history.events}
    assert 0 < len(numbers) < len(days)
    size = {day: sum(event.inwoners for event in history.events if event.dag == day) for day in days}
    assert min(size[day] for day in numbers) >= max(size[day] for day in days - set(numbers))


def test_labels_of_official_counts_do_not_overlap(history: Forecast) -> None:
    labels = plan_forecast(history).plot.labels
    assert len(labels) == 3
    assert not any(a.overlaps(b) for i, a in enumerate(labels) for b in labels[:i])


def test_without_its_text_there_is_no_list(history: Forecast) -> None:
    bare = plan_forecast(history, Design(compleet=False))
    assert bare.numbers == {}
    assert bare.layout.room.height > plan_forecast(history).layout.room.height


@pytest.mark.parametrize("formaat", FORMATS)
def test_the_same_forecast_gives_the_same_bytes(stand_on: Callable[..., Stand], formaat: str) -> None:
    forecast = compute_forecast(stand_on("2026-07-01", {"organisatie": "Fier", "gebied": "landelijk"}), 6)
    design = Design(size=SMALL, formaat=formaat, compleet=False)
    first = draw_forecast(forecast, design)
    assert first == draw_forecast(forecast, design)
    assert first.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[formaat])


def test_an_svg_says_in_words_what_it_shows(history: Forecast) -> None:
    svg = draw_forecast(history, Design(formaat="svg")).decode()
    assert default_title(history) in svg
    assert describe_forecast(history).split(". ")[1] in svg
    assert "@" not in svg


@pytest.mark.parametrize(("size", "steps"), [("dia", 10), ("a4_staand", 18), ("a4_liggend", 10), ("vierkant", 15)])
def test_every_size_has_room_for_most_steps(history: Forecast, size: str, steps: int) -> None:
    chart = plan_forecast(history, Design(size=SIZES[size]))
    assert len(chart.numbers) == steps
    assert chart.plot.room.height > 100


def test_a_short_period_of_a_region_is_drawn(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    forecast = compute_forecast(stand, 0, date(2026, 11, 21), Regio("provincie", "Zeeland"))
    chart = plan_forecast(forecast)
    assert default_title(forecast) == "Verloop van de zorgcoördinatie in de provincie Zeeland, 2026–2026"
    assert chart.plot.labels == []


def test_a_figure_without_room_is_refused_in_dutch(history: Forecast) -> None:
    with pytest.raises(NetmapError, match="De grafiek past niet op dit formaat"):
        plan_forecast(history, Design(size=Size("smal", 320, 2000)))


def test_an_unknown_format_or_unit_is_a_mistake_of_the_caller(history: Forecast) -> None:
    with pytest.raises(ValueError, match="formaat"):
        draw_forecast(history, Design(formaat="gif"))
    with pytest.raises(ValueError, match="eenheid"):
        plan_forecast(history, Design(), "huizen")
