"""Page Kaart: the country or a politieregio in colours, the network over it, and one gemeente explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.sections.regions import regions_table
from netmap.summary import describe_view
from netmap.ui import cache, filters
from netmap.ui.panel import show_panel
from netmap.ui.sections import show_gemeenten, show_headline, show_layer
from netmap.ui.web_map import show_map, show_network_legend, take_click
from netmap.write.html import hidden, legend_html, notice, table_html

if TYPE_CHECKING:
    from datetime import date

    from netmap.load import Tables
    from netmap.names import Found
    from netmap.regio import Regio

KEY = "kaart_web"


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Kaart", anchor=False)
    data = cache.tables()
    take_click(data, KEY)
    top = st.container()
    with st.container(key="kaart_blad"):  # stijl.css gives its parts their place on a wide and on a narrow screen
        with st.container(key="kaart_keuzes"):
            layer, region, found, day, network = _ask(data)
        stand = cache.stand(day)
        view = cache.view(day, layer, region)
        with top:
            show_headline(view)
        with st.container(key="kaart_beeld"):  # before the rest, so that the browser can colour while that is made
            show_map(view, KEY, network=network, selected=found.code)
        with st.container(key="kaart_legenda"):
            st.html(legend_html(view))
        with st.container(key="kaart_meer"):
            show_layer(view)
            filters.take_along(layer, region, network=network)
            if network:
                show_network_legend()
        with st.container(key="kaart_uitleg"):
            if found.code:
                show_panel(stand, found.code, layer)
            else:
                st.html(_regions(day))
    st.html(hidden(describe_view(view)))
    show_gemeenten(stand, region)


def _ask(data: Tables) -> tuple[str, Regio | None, Found, date, bool]:
    """Ask for layer, politieregio, gemeente, day and network, and say what there is to say about the gemeente."""
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
    if found.code and region and found.code not in cache.stand(day).codes(region):
        elsewhere = data.gemeenten["politieregio"][found.code]
        st.html(notice([f"{found.names[0]} ligt in de politieregio {elsewhere}, buiten uw keuze ({region.naam})."]))
    return layer, region, found, day, network


@cache.once(keep=100)
def _regions(peildatum: date) -> str:
    """Make what stands beside the map until a gemeente is chosen: how the politieregio's stand."""
    hint = "Klik op een gemeente, of kies er een in de lijst, en lees waarom ze deze kleur heeft."
    return notice([hint]) + table_html(regions_table(cache.stand(peildatum)), "brief")
