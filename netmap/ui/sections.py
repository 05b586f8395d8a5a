"""What a page shows of a section: conclusion and counts at the top, then the rest, each table with a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from netmap.table import Counts, Figure, Paragraph, Table
from netmap.write.csv import table_csv
from netmap.write.html import block_html, legend_html, table_html

if TYPE_CHECKING:
    from netmap.layers import MapView
    from netmap.table import Block, Section


def show_opening(section: Section) -> None:
    """Draw the conclusion and the counts."""
    counts = [block for block in section.blocks if isinstance(block, Counts)]
    opening: list[Block] = [Paragraph(" ".join(section.conclusion), strong=True), *counts]
    st.html(Markup("").join(map(block_html, opening)))


def show_words(section: Section, view: MapView | None = None) -> None:
    """Draw what is said beside a map, under its legend; without a map only what is said."""
    words = [block for block in section.blocks if not isinstance(block, Counts | Figure | Table)]
    legend = [legend_html(view)] if view else []
    if legend or words:
        st.html(Markup("").join([*legend, *map(block_html, words)]))


def show_table(table: Table, name: str, title: str = "Dezelfde gegevens als tabel") -> None:
    """Draw a table under a heading, with a download that has all its columns; nothing when it has no rows."""
    if not table.rows:
        return
    st.html(Markup("<h2>{}</h2>").format(title))
    st.download_button(
        "Download deze tabel (CSV)",
        lambda: table_csv(table),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        key=f"download_{name}",
    )
    st.html(table_html(table))
