"""Page Ontwikkeling: two days beside each other, what changed and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from netmap.aannames import Blik
from netmap.compare.stands import compare_stands
from netmap.schema import dutch_date, typed_date
from netmap.sections.development import development_section, difference_view
from netmap.summary import describe_view
from netmap.ui import cache, filters
from netmap.ui.sections import show_opening, show_table, show_words
from netmap.ui.web_map import show_map
from netmap.write.html import heading, hidden, notice

if TYPE_CHECKING:
    from netmap.compare.stands import Comparison

KEY = "ontwikkeling_web"
_FIRST = date(2019, 9, 1)
"""The page opens with the month of the last official count."""


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Ontwikkeling", anchor=False)
    top = st.container()
    columns = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    below = st.container()
    with columns[0]:
        region = filters.politieregio(cache.tables())
    with columns[1]:
        written = typed_date(_FIRST)
        begin = filters.ask_day("Vergelijk met", "vanaf", _FIRST, f"Leeg is {dutch_date(_FIRST)}.", written, below)
    with columns[2]:
        day = filters.peildatum(below)
    telt = filters.read_telt(below)
    comparison = _comparison(Blik(begin, telt), Blik(day, telt))
    stand = cache.stand(Blik(day, telt))
    section = development_section(comparison, stand, region)
    view = difference_view(comparison, stand, region)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=False)
    with top:
        show_opening(section)
    with text_side:
        show_words(section, view)
    st.html(hidden(describe_view(view)))
    table = section.tables[0]
    title = "Wat er veranderde, en waarom"
    if not table.rows:
        st.html(heading(title, notice(["Tussen deze dagen is geen enkele verandering bekend."])))
    show_table(table, f"netmap-ontwikkeling-{begin.isoformat()}-{day.isoformat()}.csv", title)


@cache.once("Vergelijken…", keep=50)
def _comparison(begin: Blik, now: Blik) -> Comparison:
    """Compare once for everybody."""
    return compare_stands(cache.stand(begin), cache.stand(now))
