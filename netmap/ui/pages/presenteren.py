"""Page Presenteren: one area fills the screen; the arrow keys walk from region to region."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from netmap.aannames import Blik
from netmap.choices import CHOICES
from netmap.export.catalogue import Wish, make
from netmap.schema import dutch_today
from netmap.summary import describe_view
from netmap.ui import address, cache, filters, indeling
from netmap.ui.markdown import literal
from netmap.ui.sections import show_headline, show_quote
from netmap.write.html import legend_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.load import Tables
    from netmap.regio import Regio


class _Shown(NamedTuple):
    """What the address asks to show."""

    blik: Blik
    layer: str
    gebied: Regio | None


def render() -> None:
    """Draw the page: read the address, show the area, offer the ones beside it."""
    data = cache.tables(indeling.read())
    shown = _read(data)
    steps = [None, *data.gebieden.regios("politieregio")]
    if shown.gebied not in steps:
        steps.insert(0, shown.gebied)
    place = steps.index(shown.gebied)
    with st.container(key="presenteren"):
        with st.container(horizontal=True, vertical_alignment="center"):
            _offer("Vorige", "Left", steps, place - 1)
            st.title(literal(filters.label_of(shown.gebied)), anchor=False)
            _offer("Volgende", "Right", steps, (place + 1) % len(steps))
            filters.take_along(shown.layer, shown.gebied, network=False, label="Sluiten", icon=":material/close:")
        view = cache.view(*shown)
        st.image(_picture(*shown), alt=describe_view(view), width="stretch")
        number = f"{place + 1} van {len(steps)}."
        with st.container(key="presenteren_toetsen"):
            st.caption(f"{number} Pijltje links of rechts: een andere regio. F11: het hele scherm.")
        with st.container(key="presenteren_telefoon"):  # stijl.css shows one of the two
            st.caption(f"{number} Houd de telefoon dwars voor een groter plaatje.")
            show_headline(view)
            st.html(legend_html(view))
        if shown.layer == "zorgcoordinatie":
            show_quote(cache.stand(shown.blik), shown.gebied)


def _read(data: Tables) -> _Shown:
    """Read the address; what it does not say is today, the country and the first layer."""
    day = address.read("peildatum", dutch_today(), filters.DAY)
    layer = address.read("laag", CHOICES[0], filters.LAYER)
    return _Shown(Blik(day, filters.read_telt(), data.doorgevoerd), layer, filters.read_area(data))


def _offer(label: str, key: str, steps: Sequence[Regio | None], place: int) -> None:
    """Draw the button to another area, with its key on the keyboard."""
    st.button(label, shortcut=key, on_click=address.put, kwargs={"gebied": filters.written(steps[place])})


@cache.once("Kaart tekenen…", keep=60)
def _picture(blik: Blik, layer: str, gebied: Regio | None) -> bytes:
    """Draw the picture of an area once for everybody."""
    return make(cache.material(blik), Wish("plaatje", "png", gebied, layer))
