"""Page Over: sources, definitions, and what the map does not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from netmap.explain import STATUS_MEANING
from netmap.klassen import STATUS_KLASSEN
from netmap.sections.answers import layers_table
from netmap.sections.helpdesk import TITLE, tell_helpdesk
from netmap.sections.sources import sources_table
from netmap.table import Paragraph, Terms
from netmap.ui import cache
from netmap.write.html import block_html, heading, notice, table_html

_TEKSTEN = Path(__file__).resolve().parents[2] / "teksten"


def render() -> None:
    """Draw the page."""
    st.title("Over deze kaart", anchor=False)
    st.markdown((_TEKSTEN / "over.md").read_text(encoding="utf-8"))
    st.html(heading(TITLE, block_html(Paragraph(tell_helpdesk(cache.settings())))))
    data = cache.tables()
    if notices := [*data.notices, *(str(problem) for problem in data.problems if problem not in data.cut_off)]:
        st.html(notice(notices))
    cards = cache.sources()
    st.html(heading("Bronnen", table_html(sources_table(cards), "full")))
    with st.expander("Controlegetallen (sha256)"):
        st.html(block_html(Terms(tuple((card.bestand, card.sha256) for card in cards))))
    meanings = Terms(tuple((klasse.label, STATUS_MEANING[klasse.key].uitleg) for klasse in STATUS_KLASSEN))
    st.html(heading("Begrippen", block_html(meanings)))
    st.markdown((_TEKSTEN / "begrippen.md").read_text(encoding="utf-8"))
    st.html(heading("Lagen", table_html(layers_table(cache.stand(date.today())))))
    st.html(heading("Wat deze kaart niet zegt"))
    st.markdown((_TEKSTEN / "wat_niet.md").read_text(encoding="utf-8"))
