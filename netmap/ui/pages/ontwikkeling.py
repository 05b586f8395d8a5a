"""Page Ontwikkeling: two days beside each other, what changed and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from netmap.compare.stands import AARDEN, GEEN, compare_stands
from netmap.compare.words import comparison_table, count_changes, describe_comparison, difference_view
from netmap.schema import dutch_date, dutch_number
from netmap.summary import describe_view
from netmap.ui import cache, filters, html, tables
from netmap.ui.map import show_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.compare.stands import Comparison

KEY = "ontwikkeling_web"
_FIRST = date(2019, 9, 1)
"""The page opens with the month of the last official count."""


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Ontwikkeling", anchor=False)
    top = st.container()
    columns = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    with columns[0]:
        region = filters.politieregio(cache.tables())
    with columns[1]:
        written = f"{_FIRST.day}-{_FIRST.month}-{_FIRST.year}"
        begin, _ = filters.ask_day("Vergelijk met", "vanaf", _FIRST, f"Leeg is {dutch_date(_FIRST)}.", written)
    with columns[2]:
        day = filters.peildatum()
    comparison = _comparison(cache.stamp(), begin, day)
    stand = cache.stand(day)
    codes = stand.codes(region)
    view = difference_view(comparison, stand, region)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=False)
    with top:
        st.html(html.conclusion(describe_comparison(comparison, codes)))
        st.html(html.tiles(_tiles(count_changes(comparison, codes))))
    with text_side:
        st.html(html.legend(view))
    st.html(html.hidden(describe_view(view)))
    frame = comparison_table(comparison, codes)
    st.html("<h2>Wat er veranderde, en waarom</h2>")
    if frame.empty:
        st.html(html.notice(["Tussen deze dagen is geen enkele verandering bekend."]))
        return
    name = f"netmap-ontwikkeling-{begin.isoformat()}-{day.isoformat()}.csv"
    tables.offer_csv(lambda: frame, name, "Download deze tabel (CSV)")
    shown = frame.drop(columns=["Code", "Provincie"])
    caption = f"Gemeenten die veranderden tussen {dutch_date(begin)} en {dutch_date(day)}"
    st.html(html.table(shown, caption, "Gemeente", links=["Bron"]))


@st.cache_resource(show_spinner="Vergelijken…", max_entries=50)
def _comparison(stamp: cache.Stamp, begin: date, day: date) -> Comparison:  # noqa: ARG001 (it must be hashed)
    """Compare once for everybody."""
    return compare_stands(cache.stand(begin), cache.stand(day))


def _tiles(counts: Mapping[str, Mapping[str, tuple[int, int]]]) -> list[tuple[str, str, str]]:
    """Count gemeenten and inwoners per kind of change that occurs."""
    tiles = []
    for aard in AARDEN:
        gemeenten, inwoners = (sum(pair[axis] for pair in counts[aard].values()) for axis in (0, 1))
        if gemeenten or aard == GEEN:
            tiles.append((aard.capitalize(), dutch_number(gemeenten), f"gemeenten, {dutch_number(inwoners)} inwoners"))
    return tiles
