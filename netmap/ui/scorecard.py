"""The criteria of official documents on a page: the regions beside each other, and one region's own profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.adequacy import adequacy_table, describe_adequacy
from netmap.klassen import RNI_KLASSEN
from netmap.norms import CRITERIA
from netmap.scorecard import (
    build_scorecard,
    criteria_table,
    describe_criteria,
    measurement_table,
    region_profile,
    statement_table,
)
from netmap.table import Column, Swatch, Table
from netmap.ui import cache, html, tables
from netmap.write.html import table_html

if TYPE_CHECKING:
    from datetime import date

    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.table import Cell

_LOOK = {klasse.key: klasse for klasse in RNI_KLASSEN}


def show_criteria(stand: Stand, region: Gebied | None) -> None:
    """Draw what sources say about the criteria: in words, the own profile, the regions, and on whose word."""
    st.html(html.section("Criteria", html.paragraph(describe_criteria(stand, region))))
    st.html(_matrix(cache.stamp(), stand.peildatum, region.naam if region else None))
    day = stand.peildatum.isoformat()
    tables.offer_csv(lambda: criteria_table(stand), f"netmap-criteria-{day}.csv", "Download de criteria (CSV)")
    with st.expander("De vraag achter elk criterium, met het antwoord van deze regio en van het land"):
        caption = f"Profiel: {region or 'Nederland'} naast het land"
        st.html(html.table(region_profile(stand, region), caption, "Criterium"))
    with st.expander("Wie zegt dat, en wat landelijk gemeten is"):
        said = statement_table(stand, region)
        if said.empty:
            st.html(html.notice(["Geen bron noemt een criterium in dit gebied."]))
        else:
            st.html(html.table(said, "Uitspraken van bronnen in dit gebied", str(said.columns[0]), links=["Bron"]))
        measured = measurement_table(stand)
        caption = "Landelijke metingen met hun respons; niet per gemeente te gebruiken"
        st.html(html.table(measured, caption, str(measured.columns[0]), links=["Bron"]))


@st.cache_resource(show_spinner=False, max_entries=100)
def _matrix(stamp: cache.Stamp, peildatum: date, own: str | None) -> str:  # noqa: ARG001 (it must be hashed)
    """Make the table of criteria and regions once for everybody, each cell with its pattern and its words."""
    regions = build_scorecard(cache.stand(peildatum))
    columns = (
        Column("criterium", "Criterium"),
        *(Column(row.naam, f"▶ {row.naam}" if row.naam == own else row.naam, "swatch", marked=row.naam == own)
          for row in regions),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for key, criterium in CRITERIA.items():
        cells = (row.cellen[key] for row in regions)
        rows.append((criterium.naam, *(Swatch(_LOOK[one.waarde], one.tekst, one.te_bevestigen) for one in cells)))
    return table_html(Table("criteria", "Criteria en politieregio's; aantallen zijn gemeenten", columns, tuple(rows)))


def show_adequacy(stand: Stand, region: Gebied | None) -> None:
    """Draw how much fte there is for how many inwoners, as far as a source says."""
    frame = adequacy_table(stand, region)
    content = [html.paragraph(describe_adequacy(stand, region))]
    if not frame.empty:
        shown = frame.drop(columns="Verdeling")  # the same once more, in a sentence
        content.append(html.table(shown, "Fte per organisatie en gebied", "Organisatie", links=["Bron"]))
    st.html(html.section("Is het genoeg?", *content))
