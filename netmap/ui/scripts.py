"""What Streamlit has no setting for, done in the browser by one script each."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

_SCRIPTS: Final = {
    name: Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8") for name in ("taal", "tabel", "inhoud")
}
"""Dutch for what Streamlit says in English; sort and search in a table; the way past the menu."""


def run_scripts() -> None:
    """Let the browser run them; each does its work once, however often Streamlit calls it."""
    for name, script in _SCRIPTS.items():
        st.components.v2.component(f"netmap_{name}", js=script)(key=name)
