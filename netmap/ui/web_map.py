"""The map on a page: one base map, and per rerun only classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup
from streamlit_folium import st_folium

from netmap.choices import CHOICES
from netmap.drawing.legend import build_rows
from netmap.layers import LAYERS
from netmap.maps.style import key_html, network_legend_html
from netmap.maps.web import Others, assert_local, build_map, build_patch, read_click, read_pick
from netmap.schema import GRENZEN
from netmap.summary import credit
from netmap.ui import address, cache
from netmap.ui.markdown import literal
from netmap.ui.other_layers import address_of

if TYPE_CHECKING:
    from netmap.layers import MapView
    from netmap.load import Tables

_HEIGHT = 560
"""Of a browser without ``stijl.css``, which gives the frame its size before anything is in it."""


def take_click(tables: Tables, key: str) -> None:
    """Turn a new click on the map into the chosen gemeente, or layer, before the widgets are drawn."""
    said = st.session_state.get(key)
    click, pick = read_click(said), read_pick(said)
    new = click or pick
    seen = f"{key}_klik"
    if new is None or new.n == st.session_state.get(seen):
        return
    if pick:
        address.put(laag=LAYERS[pick.laag].naam if pick.laag != CHOICES[0] else "")
    elif click and click.code in tables.gemeenten.index:
        address.put(gemeente=tables.names[click.code])
    st.session_state[seen] = new.n


def show_map(view: MapView, key: str, *, network: bool, selected: str | None = None, legend: str = "") -> None:
    """Draw the map with the network over it: of the chosen gemeente, else of the politieregio, else of the country.

    With the key of the container in which its legend stands, the reader can pick another layer in the map.
    """
    visible = cache.lines(view.blik, view.gebied, selected) if network else ()
    focus = view.codes if view.gebied else None
    others = Others(f"../../{address_of(view)}", f"st-key-{legend}") if legend else None
    base = build_map(cache.map_files(view.doorgevoerd).assets)
    assert_local(base)
    with st.container(key=f"beeld_{key}"):
        st_folium(
            base,
            key=key,
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=build_patch(view, visible, selected, focus, others),
        )
    st.caption(literal(f"Peildatum {view.moment}. {credit(cache.tables(), cache.settings().organisatie)}"))


def show_line_legend(view: MapView, *, network: bool) -> None:
    """Draw what the borders mean when they are not those of politieregio's, and the lines and dots of the network."""
    if view.grenzen != GRENZEN[0]:
        title = "Wat de grenzen betekenen"
        rows = [(row.label, row.svg) for row in build_rows(view) if row.soort == "grens" and row.key]
        st.html(Markup('<div class="nm-legenda nm-netwerk"><p>{}</p>{}</div>').format(title, key_html(rows)))
    if not network:
        return
    title = "Wat de lijnen en punten betekenen"
    st.html(Markup('<div class="nm-legenda nm-netwerk"><p>{}</p>{}</div>').format(title, network_legend_html()))
