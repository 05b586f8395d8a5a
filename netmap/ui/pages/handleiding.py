"""Page Handleiding: the manual, reached from Over."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from netmap.ui import cache
from netmap.write.manual import manual_html

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "handleiding.md"
"""Shipped with the app."""


def render() -> None:
    """Draw the page."""
    st.title("Handleiding", anchor=False)
    with st.container(key="handleiding"):
        st.html(_manual(MANUAL.stat().st_mtime_ns))


@cache.once(keep=1)
def _manual(changed: int) -> str:  # noqa: ARG001 (it must be hashed)
    """Make it once for everybody, and anew when the file changes."""
    return manual_html(MANUAL)
