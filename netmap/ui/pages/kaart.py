"""Page Kaart: the country or a politieregio in colours, the network over it, and one gemeente explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.summary import compare_regions, describe_view
from netmap.ui import cache, filters, html, tables
from netmap.ui.map import show_map, take_click
from netmap.ui.panel import show_panel

if TYPE_CHECKING:
    from datetime import date

KEY = "kaart_web"


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Kaart", anchor=False)
    data = cache.tables()
    take_click(data, KEY)
    top = st.container()
    columns = st.columns([3, 3, 3, 2, 2], vertical_alignment="bottom")
    with columns[0]:
        layer = filters.layer()
    with columns[1]:
        region = filters.politieregio(data)
    with columns[2]:
        found = filters.gemeente(data)
    with columns[3]:
        day = filters.peildatum()
    with columns[4]:
        network = filters.network()
    filters.tell_about(found)
    if found.code and region and region.naam != (elsewhere := data.gemeenten["politieregio"][found.code]):
        st.html(
            html.notice([f"{found.names[0]} ligt in de politieregio {elsewhere}, buiten uw keuze ({region.naam})."])
        )
    stand = cache.stand(day)
    view = cache.view(day, layer, region)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:  # first, so that the browser can colour while the rest is made
        show_map(view, KEY, network=network, selected=found.code)
        filters.take_along(layer, region, network=network)
    with top:
        tables.show_conclusion(stand, region)
    with text_side:
        st.html(html.legend(view))
        if found.code:
            show_panel(stand, found.code)
        else:
            st.html(_regions(cache.stamp(), day))
    st.html(html.hidden(describe_view(view)))
    tables.show_gemeenten(stand, region)


@st.cache_resource(show_spinner=False, max_entries=100)
def _regions(stamp: cache.Stamp, peildatum: date) -> str:  # noqa: ARG001 (it must be hashed)
    """Make what stands beside the map until a gemeente is chosen: how the politieregio's stand."""
    hint = "Klik op een gemeente, of kies er een in de lijst, en lees waarom ze deze kleur heeft."
    frame = compare_regions(cache.stand(peildatum))[["Politieregio", "Gemeenten", "Gedekt", "Met trekker"]]
    return html.notice([hint]) + html.table(frame, "Gemeenten per politieregio", "Politieregio")
