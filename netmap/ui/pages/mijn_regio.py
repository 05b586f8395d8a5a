"""Page Mijn regio: one politieregio on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.sections.criteria import profile_table, scorecard_table
from netmap.sections.statements import statements_table, surveys_table
from netmap.summary import describe_view
from netmap.ui import cache, filters
from netmap.ui.sections import offer_csv, show_brief, show_gemeenten, show_headline, show_section
from netmap.ui.web_map import show_map, show_network_legend
from netmap.write.html import hidden, legend_html, notice, table_html

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.regio import Regio

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
        if network:
            show_network_legend()
    with top:
        show_headline(view)  # the facts beside the map say the rest
    with text_side:
        st.html(legend_html(view))
        show_brief(stand, region)
    st.html(hidden(describe_view(view)))
    for key in ("werklijst", "mensen", "vergelijking", "toereikendheid"):
        show_section(key, stand, region)
    _show_criteria(stand, region)
    show_gemeenten(stand, region)


def _show_criteria(stand: Stand, region: Regio | None) -> None:
    """Draw what sources say about the criteria: the answers, on what nothing is said, and on whose word."""
    show_section("criteria", stand, region)
    day = stand.peildatum.isoformat()
    offer_csv(lambda: scorecard_table(stand), f"netmap-criteria-{day}.csv", "Download de criteria (CSV)")
    with st.expander("De vraag achter elk criterium, met het antwoord van deze regio en van het land"):
        st.html(table_html(profile_table(stand, region), "full"))
    with st.expander("Wie zegt dat, en wat landelijk gemeten is"):
        statements = statements_table(stand, region)
        missing = notice(["Geen bron noemt een criterium in dit gebied."])
        st.html(table_html(statements) if statements.rows else missing)
        st.html(table_html(surveys_table(stand)))
