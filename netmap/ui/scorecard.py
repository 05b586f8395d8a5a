"""The criteria of official documents on a page: the regions beside each other, one region's profile, and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.sections.criteria import conclude_criteria, profile_table, scorecard_table
from netmap.sections.statements import statements_table, surveys_table
from netmap.table import Paragraph
from netmap.ui import cache
from netmap.ui.sections import offer_csv
from netmap.write.html import block_html, heading, notice, table_html

if TYPE_CHECKING:
    from datetime import date

    from netmap.gebieden import Gebied
    from netmap.layers import Stand


def show_criteria(stand: Stand, region: Gebied | None) -> None:
    """Draw what sources say about the criteria: in words, the regions, the own profile, and on whose word."""
    said = " ".join(conclude_criteria(stand, region))
    st.html(heading("Criteria", block_html(Paragraph(said, strong=True))))
    st.html(_matrix(stand.peildatum, region))
    day = stand.peildatum.isoformat()
    offer_csv(lambda: scorecard_table(stand), f"netmap-criteria-{day}.csv", "Download de criteria (CSV)")
    with st.expander("De vraag achter elk criterium, met het antwoord van deze regio en van het land"):
        st.html(table_html(profile_table(stand, region), "full"))
    with st.expander("Wie zegt dat, en wat landelijk gemeten is"):
        statements = statements_table(stand, region)
        missing = notice(["Geen bron noemt een criterium in dit gebied."])
        st.html(table_html(statements) if statements.rows else missing)
        st.html(table_html(surveys_table(stand)))


@cache.once(keep=100)
def _matrix(peildatum: date, region: Gebied | None) -> str:
    """Make the table of criteria and regions once for everybody, each cell with its pattern and its words."""
    return table_html(scorecard_table(cache.stand(peildatum), region))
