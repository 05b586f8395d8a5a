"""A reader can sort a table and search in it; ``tabel.js`` does it in the browser."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_name("tabel.js").read_text(encoding="utf-8")


def sort_and_search() -> None:
    """Give the heads of tables a button that sorts, and long tables a field to search in."""
    st.components.v2.component("netmap_tabel", js=_SCRIPT)(key="tabel")
