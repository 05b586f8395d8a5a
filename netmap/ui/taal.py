"""One line for the browser: the page is in Dutch."""

from __future__ import annotations

import streamlit as st

_SCRIPT = """
export default function () {
    document.documentElement.lang = "nl"
}
"""


def declare_dutch() -> None:
    """Set the language of the page; Streamlit itself always says English."""
    st.components.v2.component("netmap_taal", js=_SCRIPT)(key="taal")
