"""Page Kaart: the country or a politieregio in colours, the network over it, and one gemeente explained."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st
from streamlit import runtime

from netmap.aannames import AANNAMES, Blik
from netmap.errors import NetmapError
from netmap.names import Found
from netmap.schema import GRENZEN, dutch_today
from netmap.sections.answer import answer_area, answer_section
from netmap.sections.regions import regions_table
from netmap.summary import describe_view
from netmap.table import Paragraph
from netmap.ui import address, cache, change, filters, indeling
from netmap.ui.panel import show_panel
from netmap.ui.sections import show_gemeenten, show_headline, show_layer, show_remains
from netmap.ui.web_map import layers_of, show_line_legend, show_map, take_click
from netmap.write.html import hidden, legend_html, notice, table_html

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.regio import Regio

KEY = "kaart_web"
_BRIEF: Final = 4
"""Sentences of the answer for an area: how many gemeenten are covered, by whom, who leads, on whose word."""
_DRAWN: Final = f"{KEY}_getekend"
"""Whether this visit has had a map: one that is there already is not drawn anew."""
_HEAD_START: Final = 0.25
"""Seconds for a browser to begin with a map that is new: of what comes together it draws fields and tables first."""


def render() -> None:
    """Draw the page: read the choices, call netmap, show the answer; the map leaves before the rest."""
    st.title("Kaart", anchor=False)
    data = cache.tables(indeling.read())
    take_click(data, KEY)
    found, layer, region, blik, network, grenzen = chosen(data)
    stand, view = cache.stand(blik), cache.view(blik, layer, region, grenzen)
    show_headline(view)
    with st.container(key="kaart_blad"):  # stijl.css gives its parts their place on a wide and on a narrow screen
        question, choices = st.container(key="kaart_vraag"), st.container(key="kaart_keuzes")
        if found.typed or region:
            with st.container(key="kaart_antwoord"):
                _answer(stand, found, region, layer)
        is_new = not st.session_state.get(_DRAWN)
        st.session_state[_DRAWN] = True
        with st.container(key="kaart_beeld"):
            show_map(view, KEY, network=network, selected=found.code, others=layers_of(view, "kaart_legenda"))
        if is_new and runtime.exists():
            time.sleep(_HEAD_START)
        with question:
            filters.gemeente(data, or_region=True)
        with choices:
            _ask(data)
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
                show_panel(stand, found.code, layer, change.find_entry(stand.tables))
            else:
                st.html(_regions(blik))
    st.html(hidden(describe_view(view)))
    show_gemeenten(stand, region)


class Chosen(NamedTuple):
    """What the choices of the page Kaart say."""

    found: Found
    layer: str
    region: Regio | None
    blik: Blik
    network: bool
    grenzen: str


def chosen(tables: Tables) -> Chosen:
    """Return what the choices will say before they are drawn, so that the map can be sent before them."""
    typed, layer = address.peek(*filters.AT_GEMEENTE), address.peek(*filters.AT_LAYER)
    known, area = filters.politieregios(tables)
    day, *_ = filters.understand_day(address.peek(*filters.AT_DAY).strip(), dutch_today())
    return Chosen(
        tables.names.find(typed) if typed else Found(""),
        layer,
        known[address.peek(*area)],
        Blik(day, tuple(key for key in AANNAMES if key in address.peek(*filters.AT_TELT)), tables.doorgevoerd),
        address.peek(*filters.AT_NETWERK),
        GRENZEN[bool(tables.indeling) and address.peek(*filters.AT_GRENZEN)],
    )


def _ask(data: Tables) -> None:
    """Ask for layer, politieregio, day, what counts, network and borders."""
    fields, below = st.container(key="kaart_velden"), st.container()
    with fields:
        filters.layer()
        filters.politieregio(data)
        day = filters.peildatum(below)
        filters.telt(below)
        with st.container(key="kaart_schakels", gap="xxsmall"):
            filters.network()
            filters.grenzen(data)
    indeling.ask(data, day, below)


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
