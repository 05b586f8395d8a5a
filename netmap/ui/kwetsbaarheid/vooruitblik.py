"""How the cover goes on: the past since 2015 and the next three years, with the cause of every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.forecast.outlook import (
    Forecast,
    compute_forecast,
    conclude_forecast,
    describe_forecast,
    forecast_table,
    stale_table,
)
from netmap.forecast.tellingen import load_tellingen
from netmap.maps.chart import draw_forecast
from netmap.maps.picture import Design, make_size
from netmap.schema import dutch_number
from netmap.ui import cache, html, tables

if TYPE_CHECKING:
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from netmap.gebieden import Gebied
    from netmap.layers import Stand

_MONTHS = (12, 36, 60)
_SIZE = make_size(1760, 880)
_UNITS = {"gemeenten": "Gemeenten", "inwoners": "Inwoners"}


def show(stand: Stand, region: Gebied | None, top: DeltaGenerator) -> None:
    """Draw the part."""
    columns = st.columns([2, 2, 5], vertical_alignment="bottom")
    with columns[0]:
        months = st.selectbox(
            "Hoe ver vooruit",
            _MONTHS,
            index=1,
            key="maanden",
            format_func=lambda months: f"{months} maanden",
            bind="query-params",
        )
    with columns[1]:
        unit = st.selectbox("Tel", list(_UNITS), key="tel", format_func=_UNITS.__getitem__, bind="query-params")
    forecast, picture = _forecast(cache.stamp(), stand.peildatum, region, months, unit)
    with top:
        st.html(html.conclusion(conclude_forecast(forecast)))
        st.html(html.tiles(_counts(forecast)))
    st.image(picture, alt=describe_forecast(forecast))
    st.html(html.bullets([*forecast.kanttekeningen, *(one.zin for one in forecast.tellingen)]))
    coming = [event.zin for event in forecast.events if event.dag > forecast.peildatum]
    content = html.bullets(coming) if coming else html.notice(["Geen bron noemt een verandering na de peildatum."])
    st.html(html.section("Wat er aankomt", content))
    frame = forecast_table(forecast)
    st.html("<h2>Het verloop als tabel</h2>")
    name = f"netmap-verloop-{stand.peildatum.isoformat()}.csv"
    tables.offer_csv(lambda: frame, name, "Download deze tabel (CSV)")
    st.html(html.table(frame, "Elke dag waarop iets verandert; aantallen zijn gemeenten", "Datum"))
    stale = stale_table(forecast.stale, forecast.peildatum)
    caption = "Wat wanneer bevestigd moet worden: 24 maanden na de laatste bron"
    st.html(html.section("Wat bevestigd moet worden", html.table(stale, caption, "Organisatie")))


@st.cache_resource(show_spinner="Verloop uitrekenen…", max_entries=50)
def _forecast(
    stamp: cache.Stamp, peildatum: date, region: Gebied | None, months: int, unit: str
) -> tuple[Forecast, bytes]:
    """Compute and draw once for everybody."""
    stand = cache.stand(peildatum)
    tellingen = load_tellingen(cache.folder_of(stamp)) if region is None else ()
    forecast = compute_forecast(stand, months, gebied=region, tellingen=tellingen)
    return forecast, draw_forecast(forecast, Design(_SIZE, compleet=False), unit)


def _counts(forecast: Forecast) -> list[tuple[str, str, str]]:
    """Count what is covered at the begin, now and at the end."""
    days = (("Aan het begin", forecast.begin), ("Nu", forecast.peildatum), ("Aan het einde", forecast.eind))
    tiles = []
    for label, day in days:
        gemeenten, inwoners = forecast.op(day).gedekt
        tiles.append((f"{label} gedekt", dutch_number(gemeenten), f"gemeenten, {dutch_number(inwoners)} inwoners"))
    return tiles
