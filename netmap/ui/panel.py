"""Everything about one gemeente beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from netmap.klassen import STATUS_KLASSEN
from netmap.schema import dutch_number
from netmap.sections.gemeente import gemeente_sections
from netmap.table import Swatch
from netmap.write.html import block_html, fill, section_html

if TYPE_CHECKING:
    from netmap.layers import Stand


def show_panel(stand: Stand, code: str) -> None:
    """Draw the panel of one gemeente: its status, the chain as two ladders, and all that is told about it."""
    one = stand.dekking[code]
    klasse = next(klasse for klasse in STATUS_KLASSEN if klasse.key == one.status)
    look = Swatch(klasse, klasse.label, one.te_bevestigen)
    facts = f"{one.provincie} · politieregio {one.politieregio} · {dutch_number(one.inwoners)} inwoners"
    st.html(fill("panel.html.j2", "gemeente", one.naam, look, facts))
    for section in gemeente_sections(stand, code):
        match section.key:
            case "feiten":
                st.html(Markup("").join(map(block_html, section.blocks)))
            case "keten":
                st.html(fill("panel.html.j2", "ladders", section.tables))
            case _:
                st.html(section_html(section, level=4))
