"""The page is in Dutch, also where Streamlit itself speaks English; ``taal.js`` does it in the browser."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_name("taal.js").read_text(encoding="utf-8")


def declare_dutch() -> None:
    """Set the language of the page and put Streamlit's own words in Dutch."""
    st.components.v2.component("netmap_taal", js=_SCRIPT)(key="taal")
