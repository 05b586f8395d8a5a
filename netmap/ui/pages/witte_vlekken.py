"""Page Witte vlekken: the work list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from netmap.gaps import GAP_LABEL, find_gaps
from netmap.schema import dutch_number
from netmap.summary import conclude
from netmap.ui import cache, filters, html, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.gaps import Gap

_SORTS: Final = {
    "Urgentie": (["_urgentie", "Inwoners"], [True, False]),
    "Inwoners (meeste eerst)": (["Inwoners"], [False]),
    "Naam": (["Gemeente"], [True]),
    "Politieregio": (["Politieregio", "_urgentie", "Inwoners"], [True, True, False]),
}


def gap_frame(gaps: Sequence[Gap]) -> pd.DataFrame:
    """Put the work list in rows, in the order given."""
    columns = ["Code", "Gemeente", "Provincie", "Politieregio", "Wat", "Inwoners", "Waarom", "Wie kan dit weten"]
    rows = [
        (g.code, g.naam, g.provincie, g.politieregio, GAP_LABEL[g.soort], g.inwoners, g.waarom, g.wie_vragen)
        for g in gaps
    ]
    return pd.DataFrame(rows, columns=columns)


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Witte vlekken", anchor=False)
    data = cache.tables()
    top = st.container()
    chosen = st.columns([3, 3, 3, 2], vertical_alignment="bottom")
    with chosen[0]:
        region = filters.politieregio(data)
    with chosen[1]:
        kinds = st.multiselect(
            "Wat",
            list(GAP_LABEL),
            key="wat",
            format_func=GAP_LABEL.__getitem__,
            bind="query-params",
            placeholder="Alles wat niet gedekt is",
        )
    with chosen[2]:
        order = st.selectbox("Volgorde", list(_SORTS), key="volgorde", bind="query-params")
    with chosen[3]:
        day = filters.peildatum()
    stand = cache.stand(day)
    codes = stand.codes(region)
    everything = find_gaps(stand, codes, also_stale=True)
    gaps = [gap for gap in everything if (gap.soort in kinds if kinds else gap.soort != "te_bevestigen")]
    with top:
        st.html(html.conclusion(" ".join(conclude(stand, region))))
        st.html(html.tiles(_counts(everything)))
    columns, ascending = _SORTS[order]
    frame = gap_frame(gaps)
    frame["_urgentie"] = range(len(frame))
    frame = frame.sort_values(columns, ascending=ascending, kind="stable").drop(columns="_urgentie")
    if frame.empty:
        st.html(html.notice(["Met deze keuze staat er niets op de lijst."]))
        return
    tables.offer_csv(lambda: frame, f"netmap-witte-vlekken-{day.isoformat()}.csv", "Download deze lijst (CSV)")
    caption = f"Werklijst: {dutch_number(len(frame))} gemeenten, volgorde {order.lower()}"
    st.html(html.table(frame.drop(columns=["Code", "Provincie"]), caption, "Gemeente"))


def _counts(gaps: Sequence[Gap]) -> list[tuple[str, str, str]]:
    """Count gemeenten and inwoners per kind of gap that occurs."""
    found = {kind: [gap for gap in gaps if gap.soort == kind] for kind in GAP_LABEL}
    return [
        (
            GAP_LABEL[kind],
            dutch_number(len(some)),
            f"gemeenten, {dutch_number(sum(gap.inwoners for gap in some))} inwoners",
        )
        for kind, some in found.items()
        if some
    ]
