"""Page Mijn regio: one politieregio on one screen, and the rest behind headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.aankondigingen import name_part
from netmap.aannames import Blik
from netmap.save import file_name
from netmap.sections.criteria import scorecard_table
from netmap.sections.gemeenten import gemeenten_table
from netmap.summary import describe_view
from netmap.ui import address, cache, change, filters, indeling
from netmap.ui.panel import show_panel
from netmap.ui.sections import offer_csv, show_brief, show_headline, show_part
from netmap.ui.web_map import layers_of, show_line_legend, show_map, take_click
from netmap.write.html import heading, hidden, legend_html

if TYPE_CHECKING:
    from netmap.load import Tables
    from netmap.names import Found
    from netmap.regio import Regio

KEY = "regio_web"
_PARTS = (
    "blijft_over",
    "werklijst",
    "mensen",
    "vergelijking",
    "toereikendheid",
    "centrumgemeenten",
    "criteria",
    "gemeenten",
)


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Mijn regio", anchor=False)
    data = cache.tables(indeling.read())
    take_click(data, KEY)
    top = st.container()
    with st.container(key="regio_blad"):  # stijl.css gives its parts their place on a wide and on a narrow screen
        region, found, layer, blik, network, grenzen = _ask(data)
        stand = cache.stand(blik)
        view = cache.view(blik, layer, region, grenzen)
        entry = change.find_entry(stand.tables)
        with top:
            show_headline(view)  # the facts beside the map say the rest
        with st.container(key="regio_beeld"):
            show_map(view, KEY, network=network, selected=found.code, others=layers_of(view, "regio_legenda"))
        with st.container(key="regio_tekst"):
            filters.tell_about(found)
            if found.code:
                st.button("Terug naar de regio", on_click=address.put, kwargs={"gemeente": ""})
                show_panel(stand, found.code, layer, entry)
            else:
                show_brief(stand, region)
        with st.container(key="regio_legenda"):
            st.html(legend_html(view))
            show_line_legend(view, network=network)
            filters.take_along(layer, region, network=network)
            if not found.code:
                change.offer(data)
    st.html(hidden(describe_view(view)))
    with st.container(gap=None):
        for key in _PARTS:
            show_part(key, stand, region, entry)
    with st.container(key="downloads"):
        st.html(heading("Downloads"))
        offer_csv(
            lambda: gemeenten_table(stand, stand.codes(region), region),
            file_name("gemeenten", name_part(blik.doorgevoerd), peildatum=blik.peildatum, suffix="csv"),
            "Download de tabel van gemeenten (CSV, met uitleg)",
        )
        offer_csv(
            lambda: scorecard_table(stand),
            file_name("criteria", name_part(blik.doorgevoerd), peildatum=blik.peildatum, suffix="csv"),
            "Download de criteria (CSV)",
        )


def _ask(data: Tables) -> tuple[Regio | None, Found, str, Blik, bool, str]:
    """Ask for politieregio, gemeente and layer, and apart, as a reader seldom wants them, for the rest."""
    with st.container(key="regio_keuzes"):
        area = st.columns(3, vertical_alignment="bottom")
        with area[0]:
            region = filters.politieregio(data, country=False)
        with area[1]:
            found = filters.gemeente(data)
        with area[2]:
            layer = filters.layer()
    with st.container(key="regio_kaartkeuzes"):
        shown = st.columns([4, 4, 5], vertical_alignment="bottom")
        below = st.container()
        with shown[0]:
            day = filters.peildatum(below)
        with shown[1]:
            telt = filters.telt(below)
        with shown[2], st.container(gap="xxsmall"):
            network, grenzen = filters.network(), filters.grenzen(data)
        indeling.ask(data, day, below)
    return region, found, layer, Blik(day, telt, data.doorgevoerd), network, grenzen
