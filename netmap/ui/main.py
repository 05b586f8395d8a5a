"""One run of the app: set up the page and its navigation, and draw the page that is asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from netmap.errors import DataError, NetmapError, first_lines
from netmap.maps.style import as_image
from netmap.table import Listing
from netmap.toegang import may
from netmap.ui import cache, filters, gebruiker, versie
from netmap.ui.pages import (
    gegevens,
    handleiding,
    kaart,
    kwetsbaarheid,
    mijn_regio,
    ontwikkeling,
    over,
    presentatie,
    presenteren,
    witte_vlekken,
)
from netmap.write.html import alert, block_html, notice

UI = Path(__file__).parent


def main() -> None:
    """Run the chosen page; a problem with the data becomes a sentence, never a traceback."""
    home = st.Page(kaart.render, title="Kaart", default=True)
    pages = [
        st.Page(kaart.render, title="Kaart", url_path="kaart"),
        st.Page(mijn_regio.render, title="Mijn regio", url_path="mijn-regio"),
        st.Page(witte_vlekken.render, title="Witte vlekken", url_path="witte-vlekken"),
        st.Page(kwetsbaarheid.render, title="Kwetsbaarheid", url_path="kwetsbaarheid"),
        st.Page(ontwikkeling.render, title="Ontwikkeling", url_path="ontwikkeling"),
        st.Page(presentatie.render, title="Presentatie", url_path="presentatie"),
        *([st.Page(gegevens.render, title="Gegevens wijzigen", url_path="gegevens")] if cache.store() else []),
        st.Page(over.render, title="Over", url_path="over"),
    ]
    others = [  # reached from Presentatie and from Over
        st.Page(presenteren.render, title="Presenteren", url_path="presenteren"),
        st.Page(handleiding.render, title="Handleiding", url_path="handleiding"),
    ]
    page = st.navigation([home, *pages, *others], position="hidden")
    filters.open_page([*pages, *others], page.url_path)
    st.set_page_config(page_title=filters.title(page.title), page_icon=UI / "icoon.svg", layout="wide")
    with st.container(horizontal=True, key="navigatie"):
        mark = as_image((UI / "icoon.svg").read_text(encoding="utf-8"))
        st.html(Markup('<p class="nm-product">{}netmap</p>').format(mark), width="content")
        for one in pages:
            st.page_link(page if one.title == page.title else one, query_params=filters.carry(one.title))
    try:
        wie = gebruiker.current()
        if not may(wie, "lezen"):
            st.html(notice(["Log in om deze kaart te zien."]))
            gebruiker.show()
            return
        with cache.one_edition(versie.read(), contact=may(wie, "contact")) as refusal:
            if told := [*(refusal.told if refusal else ()), *map(str, cache.tables().cut_off)]:
                st.html(notice(told))
            page.run()
    except DataError as error:
        st.html(alert(["De gegevens kloppen niet. Herstel deze punten en laad de pagina opnieuw."]))
        st.html(block_html(Listing(tuple(first_lines(error.problems)))))
    except NetmapError as error:
        st.html(alert([str(error)]))
