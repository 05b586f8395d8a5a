"""The page of a rival: the one part that needs streamlit-folium, so ``bench.browser`` can say that it is missing."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from bench.rivals.country import load_country
from netmap.layers import LAYERS, build_view
from netmap.load import DATA_DIR

if TYPE_CHECKING:
    from collections.abc import Callable

    import folium

    from bench.rivals.country import Country
    from netmap.layers import MapView

HEIGHT = 560


@st.cache_resource
def _country() -> Country:
    country = load_country(Path(os.environ.get("NETMAP_DATA") or DATA_DIR), os.environ.get("BENCH_NETWORK") == "whole")
    # as netmap does: without this every rerun of any app here spends some 90 ms on garbage
    gc.collect()
    gc.freeze()
    return country


def show(build: Callable[[Country, MapView], folium.Map]) -> None:
    """Draw the page of a rival: the choice of a layer and the map, made anew on each rerun."""
    st.set_page_config(layout="wide")
    country = _country()
    key = st.selectbox("Laag", list(LAYERS), format_func=lambda key: LAYERS[key].naam)
    view = build_view(country.stand, LAYERS[key])
    st_folium(build(country, view), height=HEIGHT, use_container_width=True, returned_objects=[])
