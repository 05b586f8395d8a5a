"""Everything about one gemeente beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from netmap.evidence import find_evidence
from netmap.layers import LAYERS
from netmap.schema import TE_BEVESTIGEN, dutch_number
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.versies import changed_section
from netmap.table import Swatch
from netmap.ui import cache, change
from netmap.write.html import block_html, fill, section_html

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.ui.change import Entry


def show_panel(stand: Stand, code: str, layer: str, entry: Entry) -> None:
    """Draw the panel of one gemeente: its class in the layer and why, the chain as two ladders, and all else."""
    one, shown = stand.dekking[code], LAYERS[layer]
    klasse = next(k for k in shown.list_klassen(stand.settings) if k.key == shown.classify(stand, code))
    bewijs = shown.bewijs(stand, code)
    look = Swatch(klasse, klasse.label, (bewijs,))
    facts = f"{one.provincie} · politieregio {one.politieregio} · {dutch_number(one.inwoners)} inwoners"
    st.html(fill("panel.html.j2", "gemeente", one.naam, look, bewijs in TE_BEVESTIGEN, facts))
    ways = change.ways_from(entry.about(one.naam), stand.tables)
    for section in gemeente_sections(stand, code, shown):
        match section.key:
            case "feiten":
                st.html(Markup("").join(map(block_html, section.blocks)))
            case "keten":
                st.html(fill("panel.html.j2", "ladders", section.tables))
            case _:
                st.html(section_html(section, level=4, ways=ways))
    _show_changes(stand, code)
    change.offer(stand.tables, code)


def _show_changes(stand: Stand, code: str) -> None:
    """Draw what became of the statements up to the version that is shown; nothing where none changed."""
    shown = cache.versie()
    versies = [one for one in cache.versies() if shown is None or one.nummer <= shown]
    rows = [one.rij for one in find_evidence(stand, code)]
    if section := changed_section(rows, cache.histories(), versies, stand.dekking[code].naam):
        st.html(section_html(section, level=4))
