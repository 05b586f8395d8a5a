"""The cover from year to year on a page: little maps, and one map that a slider takes through the same days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.drawing.picture import Design, make_size
from netmap.export.years import draw_years, tell_years
from netmap.layers import LAYERS
from netmap.schema import dutch_date
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.summary import describe_view
from netmap.table import Paragraph
from netmap.ui import address, cache
from netmap.ui.sections import show_table
from netmap.ui.web_map import show_map
from netmap.write.html import block_html, heading, hidden, legend_html

if TYPE_CHECKING:
    from netmap.aannames import Blik
    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Section

KEY = "jaren_web"
_WIDE = Design(make_size(1760, 880), compleet=False)
_NARROW = Design(make_size(716, 1500), compleet=False, letter=1.7)
"""For a phone, where a picture has 358 CSS pixels."""


def show_years(stand: Stand, region: Regio | None) -> None:
    """Draw them when somebody asks: every year is reckoned anew, which takes a second."""
    if not st.toggle("Bekijk het van jaar tot jaar", **address.hold("jaren", False, address.SWITCH)):
        return
    reeks, section, pictures = _years(stand.blik, region)
    st.html(heading(section.title, block_html(Paragraph(" ".join(section.conclusion)))))
    for key, picture in zip(("grafiek_breed", "grafiek_smal"), pictures, strict=True):
        with st.container(key=f"{key}_jaren"):  # stijl.css shows the one that the screen has room for
            st.image(picture, alt=section.figures[0].alt)
    _slide(reeks)
    table = section.tables[0].select([column.key for column in section.tables[0].columns if column.key != "zin"])
    show_table(table, f"netmap-jaarreeks-{stand.peildatum.isoformat()}.csv", "Van jaar tot jaar als tabel")


@st.fragment
def _slide(reeks: Jaarreeks) -> None:
    """Draw the map of the day that the slider is at; moved, only the map and its words follow."""
    found = {one.dag: one for one in reeks.beelden}
    usual = reeks.peildatum if reeks.peildatum in found else reeks.beelden[-1].dag
    held = address.hold("dag", usual, address.one_of(found, dutch_date))
    chosen = found[st.select_slider("Schuif door de jaren", list(found), format_func=dutch_date, **held)]
    st.html(block_html(Paragraph(chosen.zin, strong=True)))
    map_side, legend_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(chosen.view, KEY, network=False)
    with legend_side:
        st.html(legend_html(chosen.view))
    st.html(hidden(describe_view(chosen.view)))


@cache.once("Jaren uitrekenen…", keep=50)
def _years(blik: Blik, region: Regio | None) -> tuple[Jaarreeks, Section, tuple[bytes, bytes]]:
    """Reckon and draw once for everybody."""
    stand, shapes, by = cache.stand(blik), cache.material(blik).shapes, cache.settings().organisatie
    reeks = tell_years(stand, LAYERS["zorgcoordinatie"], region, None)
    section = jaarreeks_section(reeks, lambda design: draw_years(stand, shapes, by, reeks, design))
    draw = section.figures[0].draw
    return reeks, section, (draw(_WIDE), draw(_NARROW))
