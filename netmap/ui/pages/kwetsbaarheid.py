"""Page Kwetsbaarheid: what falls away, what is coming, what if, and where next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.aannames import Blik
from netmap.ui import address, cache, filters
from netmap.ui.kwetsbaarheid import vooruitblik, waar_erbij, wat_als, wegvallen

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from netmap.layers import Stand
    from netmap.regio import Regio

_PARTS: dict[str, tuple[str, Callable[[Stand, Regio | None, DeltaGenerator], None]]] = {
    "wegvallen": ("Wie valt weg", wegvallen.show),
    "vooruitblik": ("Vooruitblik", vooruitblik.show),
    "wat_als": ("Wat als", wat_als.show),
    "waar_erbij": ("Waar erbij", waar_erbij.show),
}


def _name_part(key: str) -> str:
    return _PARTS[key][0]


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Kwetsbaarheid", anchor=False)
    top = st.container()
    columns = st.columns([4, 3, 2], vertical_alignment="bottom")
    below = st.container()
    part = columns[0].radio(
        "Onderdeel",
        list(_PARTS),
        format_func=_name_part,
        horizontal=True,
        **address.hold("onderdeel", "wegvallen", address.one_of(_PARTS, _name_part)),
    )
    with columns[1]:
        region = filters.politieregio(cache.tables())
    with columns[2]:
        day = filters.peildatum(below)
    _PARTS[part][1](cache.stand(Blik(day, filters.read_telt(below))), region, top)
