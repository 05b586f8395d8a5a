"""Page Mijn regio: one politieregio on one page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from netmap.sections.people import people_section
from netmap.summary import describe_view
from netmap.ui import cache, filters
from netmap.ui.map import show_map
from netmap.ui.scorecard import show_criteria
from netmap.ui.sections import show_gemeenten, show_section
from netmap.write.html import hidden, legend_html, table_html

KEY = "regio_web"


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Mijn regio", anchor=False)
    data = cache.tables()
    top = st.container()
    columns = st.columns([3, 3, 2, 2], vertical_alignment="bottom")
    with columns[0]:
        region = filters.politieregio(data, country=False)
    with columns[1]:
        layer = filters.layer()
    with columns[2]:
        day = filters.peildatum()
    with columns[3]:
        network = filters.network()
    stand = cache.stand(day)
    view = cache.view(day, layer, region)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=network)
        filters.take_along(layer, region, network=network)
    with top:
        show_section("stand", stand, region)
    with text_side:
        st.html(legend_html(view))
        for people in people_section(stand, region).tables:
            caption = "Wie in deze regio iets doet, en voor hoeveel gemeenten"
            st.html(table_html(replace(people, caption=caption), "brief"))
    st.html(hidden(describe_view(view)))
    for key in ("werklijst", "mensen", "vergelijking", "toereikendheid"):
        show_section(key, stand, region)
    show_criteria(stand, region)
    show_gemeenten(stand, region)
