"""Page Witte vlekken: the work list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from netmap.aannames import Blik
from netmap.dutch import count
from netmap.gaps import GAP_LABEL, find_gaps
from netmap.proof import tell_ground
from netmap.schema import dutch_today
from netmap.sections.confirm import FIRST, confirm_section
from netmap.sections.worklist import contradiction_blocks, count_kinds, help_blocks, worklist_blocks, worklist_table
from netmap.summary import conclude, tell_choice
from netmap.table import Paragraph, Table
from netmap.ui import address, cache, change, filters
from netmap.ui.sections import offer_csv
from netmap.write.html import block_html, notice, section_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.gaps import Gap
    from netmap.regio import Regio
    from netmap.stand import Stand

_SORTS: Final[dict[str, Callable[[Gap], int | str]]] = {
    "Urgentie": lambda _gap: 0,
    "Inwoners (meeste eerst)": lambda gap: -gap.inwoners,
    "Naam": lambda gap: gap.naam.casefold(),
    "Politieregio": lambda gap: gap.politieregio,
}
"""Order of a list that has the most urgent first; where two are alike that stays so."""


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Witte vlekken", anchor=False)
    data = cache.tables()
    top = st.container()
    chosen = st.columns([3, 3, 3, 2], vertical_alignment="bottom")
    below = st.container()
    with chosen[0]:
        region = filters.politieregio(data)
    with chosen[1]:
        kinds = st.multiselect(
            "Wat",
            list(GAP_LABEL),
            format_func=GAP_LABEL.__getitem__,
            filter_mode="contains",
            select_all=False,
            placeholder="Alles wat niet gedekt is",
            **address.hold("wat", [], address.some_of(GAP_LABEL, GAP_LABEL.__getitem__)),
        )
    with chosen[2]:
        order = st.selectbox("Volgorde", list(_SORTS), **address.hold("volgorde", "Urgentie", address.one_of(_SORTS)))
    with chosen[3]:
        day = filters.peildatum(below)
    stand = cache.stand(Blik(day, filters.read_telt()))
    everything = find_gaps(stand, stand.codes(region), also_stale=True)
    gaps = [gap for gap in everything if (gap.soort in kinds if kinds else gap.soort != "te_bevestigen")]
    with top:
        ground = tell_ground(stand, "zorgcoordinatie", stand.codes(region))
        opening = (conclude(stand, region)[0], *tell_choice(stand), *ground)
        st.html(block_html(Paragraph(" ".join(opening), strong=True)))
        st.html(block_html(count_kinds(everything)))
    change.offer(data)
    if day >= dutch_today():  # nobody can confirm now what was there on a day that is over
        _show_confirmations(stand, region)
    against = contradiction_blocks(stand, stand.codes(region))
    if not gaps:
        st.html(notice(["Met deze keuze staat er niets op de lijst."]))
        st.html("".join(map(block_html, against)))
        return
    helps = help_blocks(stand) if any(gap.soort != "te_bevestigen" for gap in gaps) else []
    ordered = sorted(gaps, key=_SORTS[order])
    caption = f"Werklijst: {count(len(gaps), 'gemeente', 'gemeenten')}, volgorde {order.lower()}"
    table = worklist_table(ordered, caption)
    offer_csv(lambda: table, f"netmap-witte-vlekken-{day.isoformat()}.csv", "Download deze lijst (CSV)")
    blocks = worklist_blocks(gaps, region)
    if order != "Urgentie":  # in another order what gemeenten share is not together
        flat = worklist_table(ordered, caption, region, told=True).filled()
        blocks = [*(block for block in blocks if not isinstance(block, Table)), flat]
    st.html("".join(map(block_html, [*blocks, *helps, *against])))


def _show_confirmations(stand: Stand, region: Regio | None) -> None:
    """Draw what to confirm first, with all of it to take along."""
    told, is_any = _confirmations(stand.blik, region, change.find_entry(stand.tables))
    st.html(told)
    if is_any:
        offer_csv(
            lambda: confirm_section(stand, region).tables[0],
            f"netmap-bevestigen-{stand.peildatum.isoformat()}.csv",
            "Download alles wat te bevestigen is (CSV)",
        )


@cache.once(keep=100)
def _confirmations(blik: Blik, region: Regio | None, entry: change.Entry) -> tuple[str, bool]:
    """Make the first of them once for who may change the same; say too whether there are any."""
    stand = cache.stand(blik)
    section = confirm_section(stand, region, first=FIRST)
    return section_html(section, ways=change.ways_from(entry, stand.tables)), bool(section.tables)
