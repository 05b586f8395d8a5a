"""The way from where something is shown to where it is put right; there is none where data cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from netmap.intake.herziening import name_rows
from netmap.sections.phrases import name_statement
from netmap.toegang import may, may_touch
from netmap.ui import cache, filters, gebruiker
from netmap.write.html import Way

if TYPE_CHECKING:
    from netmap.load import Tables
    from netmap.table import Place
    from netmap.write.html import Ways

_PAGE: Final = "Gegevens wijzigen"
_ALONG: Final = ("politieregio", "gebied", "peildatum", "telt", "versie")
"""What a link in a table takes along: what the table depends on, so that for each layer it is the same table."""


class Entry(NamedTuple):
    """Where a reader puts rows right, and which: what is made with it is the same for all who may change the same."""

    form: str
    """Address of the form, with what the reader takes along; blank when it leads nowhere."""
    rows: tuple[Place, ...]
    """File and id of those that they may change."""

    def about(self, gemeente: str) -> Entry:
        """Let the form begin with a gemeente, by its name."""
        return self._replace(form=f"{self.form}&{urlencode({'gemeente': gemeente})}") if self.form else self


CLOSED: Final = Entry("", ())


def offer(tables: Tables, code: str = "") -> None:
    """Draw the link to where a row about a gemeente or area is put right, or to where a reader hears whom to tell."""
    wie = gebruiker.current()
    if may(wie, "wijzigen"):
        here = [one for one in tables.statements.values() if code in one.codes]
        helps = not code or may(wie, "wijzigen", [code]) or any(may_touch(wie, "wijzigen", one) for one in here)
    else:
        helps = bool(cache.settings().meldpunt) or (gebruiker.can_log_in() and not gebruiker.is_let_in())
    if helps:
        about = {"gemeente": tables.names[code]} if code else {}
        filters.lead_to(_PAGE, "Klopt dit niet?", ":material/edit:", doe="regel", **about)


def find_entry(tables: Tables) -> Entry:
    """Find where a reader puts rows right: only in the newest version, and only what is theirs.

    It asks that of every row: a page finds it once.
    """
    page = st.session_state.get("_paginas", {}).get(_PAGE)
    if page is None or cache.versie() is not None:
        return CLOSED
    wie = gebruiker.current()
    rows = tuple(place for place, one in tables.statements.items() if may_touch(wie, "wijzigen", one))
    said = {key: word for key, word in filters.carry(_PAGE).items() if key in _ALONG}
    return Entry(f"{page.url_path}?{urlencode({**said, 'doe': 'regel'})}", rows)


def ways_from(entry: Entry, tables: Tables) -> Ways | None:
    """Lead from each statement that they may change to the form with its row; None when there is none."""
    if not entry.rows:
        return None
    rows, mine = tables.statements, set(entry.rows)
    names = name_rows(rows)

    def way(place: Place) -> Way | None:
        if place not in mine:
            return None
        return Way(f"{entry.form}&{urlencode({'regel': names[place]})}", name_statement(rows[place]))

    return way
