"""Page Mijn regio: one politieregio on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from netmap.chain import find_people
from netmap.gaps import find_gaps
from netmap.summary import compare_regions, describe_view
from netmap.ui import cache, filters, html, tables
from netmap.ui.map import show_map
from netmap.ui.pages.witte_vlekken import gap_frame
from netmap.ui.scorecard import show_adequacy, show_criteria

if TYPE_CHECKING:
    from markupsafe import Markup

    from netmap.gebieden import Gebied
    from netmap.layers import Stand

KEY = "regio_web"


def render() -> None:
    """Draw the page: read widgets, call netmap, show the answer."""
    st.title("Mijn regio", anchor=False)
    data = cache.tables()
    top = st.container()
    columns = st.columns([3, 3, 2, 2], vertical_alignment="bottom")
    with columns[0]:
        region = filters.politieregio(data, country=False)
    with columns[1]:
        layer = filters.layer()
    with columns[2]:
        day = filters.peildatum()
    with columns[3]:
        network = filters.network()
    stand = cache.stand(day)
    view = cache.view(day, layer, region)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=network)
        filters.take_along(layer, region, network=network)
    with top:
        tables.show_conclusion(stand, region)
    with text_side:
        st.html(html.legend(view))
        people = _people(stand, view.codes)
        st.html(_who_is_who(people))
    st.html(html.hidden(describe_view(view)))
    _show_gaps(stand, view.codes)
    _show_sources(people)
    _show_comparison(stand, region)
    show_adequacy(stand, region)
    show_criteria(stand, region)
    tables.show_gemeenten(stand, region)


def _show_gaps(stand: Stand, codes: tuple[str, ...]) -> None:
    """Draw the work list of the region."""
    content = html.notice(["Alle gemeenten in deze regio zijn gedekt. Kijk wel of de informatie nog klopt."])
    if gaps := find_gaps(stand, codes):
        frame = gap_frame(gaps)[["Gemeente", "Wat", "Inwoners", "Wie kan dit weten"]]
        content = html.table(frame, "Gemeenten zonder volledige dekking, dringendste eerst", "Gemeente")
    st.html(html.section("Wat ontbreekt", content))


def _people(stand: Stand, codes: tuple[str, ...]) -> pd.DataFrame:
    """Put who is who in rows: functions and organisations, holders of public office by name."""
    rows = [
        (
            one.rol,
            one.wie,
            one.gebied,
            one.gemeenten,
            one.staat.replace("_", " "),
            one.periode,
            one.bron,
            one.contact or "niet bekend",
        )
        for one in find_people(stand, codes)
    ]
    columns = ["Functie", "Wie", "Gebied", "Gemeenten hier", "Staat", "Periode", "Bron", "Contact (functie)"]
    return pd.DataFrame(rows, columns=columns)


def _who_is_who(people: pd.DataFrame) -> Markup:
    """Make the short list beside the map."""
    content = html.notice(["Geen bron noemt iemand in deze regio."])
    if len(people):
        short = people[["Functie", "Wie", "Gemeenten hier"]]
        content = html.table(short, "Wie in deze regio iets doet, en voor hoeveel gemeenten", "Functie")
    return html.section("Wie is wie", content)


def _show_sources(people: pd.DataFrame) -> None:
    """Draw for which area, how long and on whose word."""
    if len(people):
        table = html.table(people, "Functies en organisaties: gebied, periode, bron", "Functie", links=["Bron"])
        st.html(html.section("Wie is wie: tot wanneer, en wie zegt dat", table))


def _show_comparison(stand: Stand, region: Gebied | None) -> None:
    """Draw the region beside the others and the country."""
    frame = compare_regions(stand)
    own = region.naam if region else None
    frame["Politieregio"] = frame["Politieregio"].map(lambda name: f"▶ {name}" if name == own else name)
    content = html.table(frame, "Politieregio's naast elkaar; aantallen zijn gemeenten", "Politieregio")
    st.html(html.section("Vergelijking met het land", content))
