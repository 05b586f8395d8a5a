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
from netmap.maps.web import (
    Click,
    Others,
    Pick,
    assert_local,
    build_map,
    build_patch,
    build_ticks,
    read_click,
    read_pick,
)
from netmap.schema import GRENZEN
from netmap.summary import credit
from netmap.ui import address, cache
from netmap.ui.markdown import literal
from netmap.ui.other_layers import address_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from folium import FeatureGroup

    from netmap.aankondigingen import Aankondiging
    from netmap.layers import MapView
    from netmap.load import Tables

_HEIGHT = 560
"""Of a browser without ``stijl.css``, which gives the frame its size before anything is in it."""


def take_click(tables: Tables, key: str) -> None:
    """Turn a new click on the map into the chosen gemeente, or layer, before the widgets are drawn."""
    match _find_new(key):
        case Pick(laag):
            address.put(laag=LAYERS[laag].naam if laag != CHOICES[0] else "")
        case Click(code) if code in tables.gemeenten.index:
            address.put(gemeente=tables.names[code])


def take_tick(tables: Tables, key: str) -> str:
    """Return the gemeente of a new click on a map to tick them on; blank when there is none."""
    match _find_new(key):
        case Click(code) if code in tables.gemeenten.index:
            return code
    return ""


def _find_new(key: str) -> Click | Pick | None:
    """Find what the reader did in a map since it was last asked."""
    said, seen = st.session_state.get(key), f"{key}_klik"
    new = read_click(said) or read_pick(said)
    if new is None or new.n == st.session_state.get(seen):
        return None
    st.session_state[seen] = new.n
    return new


def show_map(view: MapView, key: str, *, network: bool, selected: str | None = None, legend: str = "") -> None:
    """Draw the map with the network over it: of the chosen gemeente, else of the politieregio, else of the country.

    With the key of the container in which its legend stands, the reader can pick another layer in the map.
    """
    visible = cache.lines(view.blik, view.gebied, selected) if network else ()
    focus = view.codes if view.gebied else None
    others = Others(f"../../{address_of(view)}", f"st-key-{legend}") if legend else None
    _draw(view.doorgevoerd, build_patch(view, visible, selected, focus, others), key)
    st.caption(literal(f"Peildatum {view.moment}. {credit(cache.tables(), cache.settings().organisatie)}"))


def show_ticks(tables: Tables, ticked: Collection[str], key: str) -> None:
    """Draw a map to tick gemeenten on; ``take_tick`` says what the reader ticked or unticked."""
    _draw(tables.doorgevoerd, build_ticks(tables.gemeenten.index, ticked), key)


def _draw(done: tuple[Aankondiging, ...], change: FeatureGroup, key: str) -> None:
    """Draw the base map with a change."""
    base = build_map(cache.map_files(done).assets)
    assert_local(base)
    with st.container(key=f"beeld_{key}"):
        st_folium(
            base,
            key=key,
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=change,
        )


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
