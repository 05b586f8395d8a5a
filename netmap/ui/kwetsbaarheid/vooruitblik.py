"""How the cover goes on: the past since 2015 and the next three years, with the cause of every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.drawing.picture import Design, make_size
from netmap.forecast.outlook import Forecast, compute_forecast
from netmap.sections.forecast import forecast_section, stale_section
from netmap.ui import address, cache
from netmap.ui.sections import show_opening, show_table, show_words
from netmap.ui.years import show_years
from netmap.write.html import section_html

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from netmap.aannames import Blik
    from netmap.layers import Stand
    from netmap.regio import Regio

_MONTHS = (12, 36, 60)
_WIDE = Design(make_size(1760, 880), compleet=False)
_NARROW = Design(make_size(716, 900), compleet=False, letter=1.9)
"""For a phone, where a picture has 358 CSS pixels: higher, with larger words and the legend below."""
_UNITS = {"gemeenten": "Gemeenten", "inwoners": "Inwoners"}


def show(stand: Stand, region: Regio | None, top: DeltaGenerator) -> None:
    """Draw the part."""
    columns = st.columns([2, 2, 5], vertical_alignment="bottom")
    with columns[0]:
        months = st.selectbox(
            "Hoe ver vooruit",
            _MONTHS,
            format_func=_name_months,
            **address.hold("maanden", _MONTHS[1], address.one_of(_MONTHS, _name_months)),
        )
    with columns[1]:
        held = address.hold("tel", "gemeenten", address.one_of(_UNITS, _UNITS.__getitem__))
        unit = st.selectbox("Tel", list(_UNITS), format_func=_UNITS.__getitem__, **held)
    forecast, pictures = _forecast(stand.blik, region, months, unit)
    section = forecast_section(forecast, unit)
    with top:
        show_opening(section)
    for key, picture in zip(("grafiek_breed", "grafiek_smal"), pictures, strict=True):
        with st.container(key=key):  # stijl.css shows the one that the screen has room for
            st.image(picture, alt=section.figures[0].alt)
    show_words(section)
    show_years(stand, region)
    show_table(section.tables[0], f"netmap-verloop-{stand.peildatum.isoformat()}.csv", "Het verloop als tabel")
    for table in section.tables[1:]:
        show_table(table, f"netmap-{table.key}-{stand.peildatum.isoformat()}.csv", table.caption)
    st.html(section_html(stale_section(forecast)))


def _name_months(months: int) -> str:
    return f"{months} maanden"


@cache.once("Verloop uitrekenen…", keep=50)
def _forecast(
    blik: Blik,
    region: Regio | None,
    months: int,
    unit: str,
) -> tuple[Forecast, tuple[bytes, bytes]]:
    """Compute and draw once for everybody."""
    stand = cache.stand(blik)
    forecast = compute_forecast(stand, months, gebied=region)
    draw = forecast_section(forecast, unit).figures[0].draw
    return forecast, (draw(_WIDE), draw(_NARROW))
