"""Page Kaart: the country or a politieregio in colours, the network over it, and one gemeente explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from netmap.aannames import Blik
from netmap.errors import NetmapError
from netmap.sections.answer import answer_area, answer_section
from netmap.sections.regions import regions_table
from netmap.summary import describe_view
from netmap.table import Paragraph
from netmap.ui import cache, filters
from netmap.ui.panel import show_panel
from netmap.ui.sections import show_gemeenten, show_headline, show_layer, show_remains
from netmap.ui.web_map import show_line_legend, show_map, take_click
from netmap.write.html import hidden, legend_html, notice, table_html

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.names import Found
    from netmap.regio import Regio

KEY = "kaart_web"
_BRIEF: Final = 4
"""Sentences of the answer for an area: how many gemeenten are covered, by whom, who leads, on whose word."""


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Kaart", anchor=False)
    data = cache.tables()
    take_click(data, KEY)
    top = st.container()
    with st.container(key="kaart_blad"):  # stijl.css gives its parts their place on a wide and on a narrow screen
        with st.container(key="kaart_vraag"):
            found = filters.gemeente(data, or_region=True)
        with st.container(key="kaart_keuzes"):
            layer, region, blik, network, grenzen = _ask(data)
        stand = cache.stand(blik)
        if found.typed or region:
            with st.container(key="kaart_antwoord"):
                _answer(stand, found, region, layer)
        view = cache.view(blik, layer, region, grenzen)
        with top:
            show_headline(view)
        with st.container(key="kaart_beeld"):  # before the rest, so that the browser can colour while that is made
            show_map(view, KEY, network=network, selected=found.code)
        with st.container(key="kaart_legenda"):
            st.html(legend_html(view))
            show_line_legend(view, network=network)
        with st.container(key="kaart_meer"):
            show_layer(view)
            if layer == "zorgcoordinatie":
                show_remains(stand, region)
            filters.take_along(layer, region, network=network)
        with st.container(key="kaart_uitleg"):
            if found.code:
                show_panel(stand, found.code, layer)
            else:
                st.html(_regions(blik))
    st.html(hidden(describe_view(view)))
    show_gemeenten(stand, region)


def _ask(data: Tables) -> tuple[str, Regio | None, Blik, bool, str]:
    """Ask for layer, politieregio, day, what counts, network and borders."""
    columns = st.columns([5, 5, 4.5, 5.5, 5], vertical_alignment="bottom")
    below = st.container()
    with columns[0]:
        layer = filters.layer()
    with columns[1]:
        region = filters.politieregio(data)
    with columns[2]:
        day = filters.peildatum(below)
    with columns[3]:
        telt = filters.telt(below)
    with columns[4], st.container(gap="xxsmall"):
        network, grenzen = filters.network(), filters.grenzen(data)
    return layer, region, Blik(day, telt), network, grenzen


def _answer(stand: Stand, found: Found, region: Regio | None, layer: str) -> None:
    """Answer what was asked, else what the chosen area says; or ask what was meant."""
    try:
        section = answer_section(stand, found.typed) if found.typed else answer_area(stand, region)
    except NetmapError as error:
        st.html(notice([str(error)]))
        filters.offer_names(found)
        return
    said = list(section.conclusion)
    if not found.typed:  # what else there is to say of an area stands under the map and on Mijn regio
        said = said[layer == "zorgcoordinatie" : _BRIEF]  # on that layer the page opens with the first sentence
    if found.code and region and found.code not in stand.codes(region):
        elsewhere = stand.dekking[found.code].politieregio
        said.append(f"{found.names[0]} ligt in de politieregio {elsewhere}, buiten uw keuze ({region.naam}).")
    st.html(notice([" ".join(said), *(block.text for block in section.blocks if isinstance(block, Paragraph))]))


@cache.once(keep=100)
def _regions(blik: Blik) -> str:
    """Make what stands beside the map until a gemeente is chosen: how the politieregio's stand."""
    hint = "Klik op een gemeente, of kies er een in de lijst, en lees waarom ze deze kleur heeft."
    table = regions_table(cache.stand(blik)).in_form("brief")
    return notice([hint]) + table_html(table, narrow=[column.key for column in table.columns])  # small enough
