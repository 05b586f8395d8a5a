"""Page Over: sources, definitions, and what the map does not say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from netmap.explain import STATUS_MEANING
from netmap.layers import LAYERS, STATUS_KLASSEN
from netmap.schema import dutch_date
from netmap.ui import cache, html

_TEKSTEN = Path(__file__).resolve().parents[2] / "teksten"


def render() -> None:
    """Draw the page."""
    st.title("Over deze kaart", anchor=False)
    st.markdown((_TEKSTEN / "over.md").read_text(encoding="utf-8"))
    data = cache.tables()
    if notices := [*data.notices, *map(str, data.problems)]:
        st.html(html.notice(notices))
    cards = cache.sources()
    rows = [
        (
            f"{card.titel} ({card.bestand})",
            card.bron,
            card.url,
            dutch_date(card.peildatum),
            card.rijen,
            card.licentie,
            f"Coördinaten: {card.crs}. {card.opmerking}" if card.crs else card.opmerking,
        )
        for card in cards
    ]
    columns = ["Titel", "Bron", "Adres", "Peildatum", "Rijen", "Licentie", "Opmerking"]
    frame = pd.DataFrame(rows, columns=columns)
    st.html(html.section("Bronnen", html.table(frame, "Bronkaart per bestand", "Titel", links=["Adres"])))
    with st.expander("Controlegetallen (sha256)"):
        st.html(html.definitions((card.bestand, card.sha256) for card in cards))
    meanings = [(klasse.label, STATUS_MEANING[klasse.key].uitleg) for klasse in STATUS_KLASSEN]
    st.html(html.section("Begrippen", html.definitions(meanings)))
    st.markdown((_TEKSTEN / "begrippen.md").read_text(encoding="utf-8"))
    st.html(html.section("Lagen", html.definitions((layer.naam, layer.vraag) for layer in LAYERS.values())))
    st.html(html.section("Wat deze kaart niet zegt"))
    st.markdown((_TEKSTEN / "wat_niet.md").read_text(encoding="utf-8"))
