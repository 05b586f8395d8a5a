"""The way from where something is shown to where it is put right; there is none where data cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from netmap.intake.herziening import name_rows
from netmap.sections.phrases import name_statement
from netmap.ui import filters
from netmap.write.html import Way

if TYPE_CHECKING:
    from netmap.load import Tables
    from netmap.table import Place
    from netmap.write.html import Ways

_PAGE: Final = "Gegevens wijzigen"
_ALONG: Final = ("politieregio", "gebied", "peildatum", "telt", "versie")
"""What a link in a table takes along: what the table depends on, so that for each layer it is the same table."""


def offer(gemeente: str = "") -> None:
    """Draw the link to where a row about a gemeente or area is put right."""
    about = {"gemeente": gemeente} if gemeente else {}
    filters.lead_to(_PAGE, "Klopt dit niet?", ":material/edit:", doe="regel", **about)


def address_of_form(gemeente: str = "") -> str:
    """Return the address of the form, with what the reader takes along; blank when it leads nowhere."""
    page = st.session_state.get("_paginas", {}).get(_PAGE)
    if page is None:
        return ""
    said = {key: word for key, word in filters.carry(_PAGE).items() if key in _ALONG}
    about = {"gemeente": gemeente} if gemeente else {}
    return f"{page.url_path}?{urlencode({**said, 'doe': 'regel', **about})}"


def ways_from(form: str, tables: Tables) -> Ways | None:
    """Lead from each statement to the form with its row; None when that leads nowhere."""
    rows = tables.statements
    names = name_rows(rows)

    def way(place: Place) -> Way:
        return Way(f"{form}&{urlencode({'regel': names[place]})}", name_statement(rows[place]))

    return way if form else None
