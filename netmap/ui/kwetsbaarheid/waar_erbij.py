"""Where one more zorgcoördinator would help most inwoners, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from netmap.errors import NetmapError
from netmap.geo import build_contiguity, find_middles
from netmap.schema import GEBIED_COLUMNS
from netmap.sections.where_next import advice_view, where_next_section
from netmap.summary import describe_view
from netmap.ui import address, cache
from netmap.ui.sections import show_opening, show_table, show_words
from netmap.ui.web_map import show_map
from netmap.where_next.advise import Advies, Rules, advise
from netmap.where_next.weigh import Keuze, weigh_choices
from netmap.write.html import alert, hidden

if TYPE_CHECKING:
    import networkx as nx
    from streamlit.delta_generator import DeltaGenerator

    from netmap.layers import Stand
    from netmap.regio import Regio

KEY = "waar_erbij_web"
_ANYWHERE = "maakt niet uit"
_WITHIN = (_ANYWHERE, *GEBIED_COLUMNS)
_MAX_KEPT = 40
_MOST = 99_999_999


def show(stand: Stand, region: Regio | None, top: DeltaGenerator) -> None:
    """Draw the part: the rules, and what is best within them."""
    number, rules = _ask()
    try:
        advies, choices = _advise(stand, region, number, rules)
    except NetmapError as error:
        top.html(alert([str(error)]))
        return
    section = where_next_section(advies, choices)
    with top:
        show_opening(section)
    view = advice_view(stand, advies)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=False)
    with text_side:
        show_words(section, view)
    st.html(hidden(describe_view(view)))
    for table in section.tables[1:]:
        show_table(table, f"netmap-waar-erbij-keuzes-{stand.peildatum.isoformat()}.csv", "Wat kunt u nog meer kiezen?")
    show_table(section.tables[0], f"netmap-waar-erbij-{stand.peildatum.isoformat()}.csv")


def _ask() -> tuple[int, Rules]:
    """Ask how many and by which rules."""
    columns = st.columns([2, 2, 2, 2, 2], vertical_alignment="bottom")
    number = columns[0].number_input(
        "Hoeveel zorgcoördinatoren erbij", min_value=1, max_value=5, **address.hold("erbij", 1, address.number(1, 5))
    )
    people = columns[1].number_input(
        "Inwoners per fte, hooguit",
        min_value=1,
        max_value=_MOST,
        value=None,
        step=50_000,
        placeholder="geen grens",
        **address.hold("inwoners", None, address.number(1, _MOST)),
    )
    places = columns[2].number_input(
        "Gemeenten per fte, hooguit",
        min_value=1,
        max_value=_MOST,
        value=None,
        placeholder="geen grens",
        **address.hold("gemeenten", None, address.number(1, _MOST)),
    )
    within: Any = columns[3].selectbox(
        "Binnen één", _WITHIN, **address.hold("binnen", _ANYWHERE, address.one_of(_WITHIN))
    )
    with columns[4]:
        together = st.toggle("Gemeenten grenzen aan elkaar", **address.hold("samen", True, address.SWITCH))
        double = st.toggle(
            "Twee organisaties per gemeente",
            help="Een gemeente telt dan pas mee als zij gedekt blijft wanneer er één organisatie stopt.",
            **address.hold("dubbel", False, address.SWITCH),
        )
    region = None if within == _ANYWHERE else within
    return int(number), Rules(people, places, together, region, 2 if double else 1)


def _advise(stand: Stand, region: Regio | None, number: int, rules: Rules) -> tuple[Advies, tuple[Keuze, ...]]:
    """Search once for everybody, with a bar that shows how much of the time is used."""
    key = (cache.stamp(), stand.blik, region, number, rules)
    kept = _kept()
    if key not in kept:
        bar = st.progress(0.0, "Uitrekenen…")

        def advance(share: float, text: str) -> None:
            bar.progress(min(share, 1.0), text)

        found = advise(stand, _contact(), (1.0,) * number, rules, region, progress=advance)
        choices = weigh_choices(stand, _contact(), _middles(), found, region)
        bar.empty()
        if len(kept) >= _MAX_KEPT:
            kept.clear()
        kept[key] = (found, choices)
    return kept[key]


@st.cache_resource(show_spinner=False)
def _kept() -> dict[Any, tuple[Advies, tuple[Keuze, ...]]]:
    """Keep the latest answers."""
    return {}


@cache.once("Kaart voorbereiden…", keep=2)
def _contact() -> nx.Graph[str]:
    """Find which gemeenten touch, once for everybody."""
    return build_contiguity(cache.borders())


@cache.once("Kaart voorbereiden…", keep=2)
def _middles() -> dict[str, tuple[float, float]]:
    """Find a point within each gemeente, once for everybody."""
    return find_middles(cache.borders())
