"""Everything about one gemeente beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from netmap.klassen import STATUS_KLASSEN
from netmap.maps.style import as_image, swatch_svg
from netmap.schema import dutch_number
from netmap.sections.gemeente import gemeente_sections
from netmap.write.html import block_html, section_html

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.table import Section, Table


def show_panel(stand: Stand, code: str) -> None:
    """Draw the panel of one gemeente: its status, the chain as two ladders, and all that is told about it."""
    one = stand.dekking[code]
    klasse = next(klasse for klasse in STATUS_KLASSEN if klasse.key == one.status)
    stale = Markup('<span class="nm-merk">te bevestigen</span>') if one.te_bevestigen else ""
    st.html(
        Markup(
            '<h2 class="nm-verborgen">Gekozen gemeente</h2><h3 id="gemeente">{}</h3>'
            '<p class="nm-status">{} <b>{}</b> {}</p><p class="nm-klein">{}</p>'
        ).format(
            one.naam,
            Markup(as_image(swatch_svg(klasse, te_bevestigen=one.te_bevestigen))),
            klasse.label,
            stale,
            f"{one.provincie} · politieregio {one.politieregio} · {dutch_number(one.inwoners)} inwoners",
        )
    )
    for section in gemeente_sections(stand, code):
        match section.key:
            case "feiten":
                st.html(Markup("").join(map(block_html, section.blocks)))
            case "keten":
                st.html(_ladders(section))
            case _:
                st.html(section_html(section, level=4))


def _ladders(section: Section) -> Markup:
    """Draw the columns of the chain beside each other, with a mark where a link is missing."""
    columns = Markup("").join(
        Markup("<div><h4>{}</h4><ol>{}</ol></div>").format(table.caption, _rungs(table)) for table in section.tables
    )
    return Markup('<div class="nm-keten">{}</div>').format(columns)


def _rungs(table: Table) -> Markup:
    return Markup("").join(
        Markup('<li class="{}"><span>{functie}</span><b>{wie}</b></li>').format(
            "ja" if row["staat"] == "ja" else "niet", **row
        )
        for row in table.records()
    )
