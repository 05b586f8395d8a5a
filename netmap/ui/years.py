"""The cover from year to year on a page: little maps, and one map that a slider takes through the same days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.drawing.picture import Design, make_size
from netmap.export.years import draw_years
from netmap.maps.web import Others
from netmap.schema import dutch_date
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.summary import describe_view
from netmap.table import Paragraph
from netmap.ui import address, cache
from netmap.ui.other_layers import address_of, say_day
from netmap.ui.sections import show_table
from netmap.ui.web_map import show_map, take_day
from netmap.write.html import block_html, heading, hidden

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
    reeks = cache.years(stand.blik, region)
    section, pictures = _draw(stand.blik, region)
    st.html(heading(section.title, block_html(Paragraph(" ".join(section.conclusion)))))
    for key, picture in zip(("grafiek_breed", "grafiek_smal"), pictures, strict=True):
        with st.container(key=f"{key}_jaren"):  # stijl.css shows the one that the screen has room for
            st.image(picture, alt=section.figures[0].alt)
    _slide(reeks, stand.blik, region)
    table = section.tables[0].select([column.key for column in section.tables[0].columns if column.key != "zin"])
    show_table(table, f"netmap-jaarreeks-{stand.peildatum.isoformat()}.csv", "Van jaar tot jaar als tabel")


@st.fragment
def _slide(reeks: Jaarreeks, blik: Blik, region: Regio | None) -> None:
    """Draw the map of the day that a slider is at, of the page or of the map; moved, only map and words follow."""
    found = {one.dag: one for one in reeks.beelden}
    take_day(found, KEY)
    usual = reeks.peildatum if reeks.peildatum in found else reeks.beelden[-1].dag
    held = address.hold("dag", usual, address.one_of(found, dutch_date))
    chosen = found[st.select_slider("Schuif door de jaren", list(found), format_func=dutch_date, **held)]
    map_side, legend_side = st.columns([3, 2], gap="medium")
    with map_side:
        days = tuple((day.isoformat(), dutch_date(day)) for day in found)
        others = Others(address_of(blik, region, years=True), "st-key-jaren_legenda", days, chosen.dag.isoformat())
        show_map(chosen.view, KEY, network=False, others=others)
    with legend_side, st.container(key="jaren_legenda"):
        st.html(say_day(chosen))
    st.html(hidden(describe_view(chosen.view)))


@cache.once("Jaren tekenen…", keep=50)
def _draw(blik: Blik, region: Regio | None) -> tuple[Section, tuple[bytes, bytes]]:
    """Draw once for everybody."""
    stand, shapes, by = cache.stand(blik), cache.material(blik).shapes, cache.settings().organisatie
    reeks = cache.years(blik, region)
    section = jaarreeks_section(reeks, lambda design: draw_years(stand, shapes, by, reeks, design))
    draw = section.figures[0].draw
    return section, (draw(_WIDE), draw(_NARROW))
