"""What was said at the taking in and is remembered: what it is, and how to take one thing back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from netmap.dutch import capital
from netmap.errors import NetmapError
from netmap.intake.answers import tell_word
from netmap.intake.memory import read_memory
from netmap.schema import MEMORY_FILE, fold
from netmap.sections.versies import describe_versie
from netmap.table import Listing
from netmap.toegang import may
from netmap.ui import cache, gebruiker
from netmap.write.html import alert, block_html

if TYPE_CHECKING:
    from netmap.intake.memory import Onthouden

_MEANS: Final = (
    "Neemt u iets terug, dan doet netmap bij een volgend bestand weer zelf een voorstel, of vraagt het opnieuw. "
    "Wat al is gepubliceerd, verandert niet."
)
_WHY: Final = "Een antwoord bij het inlezen teruggenomen"
"""Everybody reads it: it repeats nothing of what was said."""
_DONE, _TROUBLE, _CHOSEN = "onthouden_klaar", "onthouden_mis", "onthouden_keuze"


def render() -> None:
    """Draw what is remembered, when anything is."""
    words = read_memory(cache.inhoud().folder).words
    if made := st.session_state.pop(_DONE, None):
        st.success(f"Teruggenomen in {describe_versie(made)}.", icon=":material/check:")
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.html(alert([trouble]))
    if not words:
        return
    with st.expander(f"Wat netmap heeft onthouden ({len(words)})"):
        st.html(block_html(Listing(tuple(capital(tell_word(one)) for one in words))))
        if not may(gebruiker.current(), "terugzetten"):
            st.caption("Deze antwoorden gelden voor iedereen die inleest. Alleen een beheerder neemt er een terug.")
            return
        st.selectbox("Welk antwoord neemt u terug?", words, format_func=tell_word, key=_CHOSEN, filter_mode="contains")
        st.caption(_MEANS)
        st.button("Neem dit terug", on_click=_take_back, key="onthouden_vergeet", icon=":material/undo:")


def _take_back() -> None:
    """Publish a version without it; what goes wrong is said at the next draw."""
    state: Any = st.session_state
    gone: Onthouden = state[_CHOSEN]
    wie, store = gebruiker.current(), cache.store()
    if wie is None or store is None or not may(wie, "terugzetten"):
        state[_TROUBLE] = "Niet opgeslagen: alleen een beheerder neemt een antwoord terug."
        return
    kept = read_memory(cache.inhoud().folder).without([gone])
    try:
        state[_DONE] = store.publish((), gebruiker=wie, waarom=_WHY, files={MEMORY_FILE: kept.to_toml()})
    except NetmapError as error:
        state[_TROUBLE] = str(error)
        return
    for key in [key for key in state if str(key).startswith("gezegd_")]:  # nor is it said of a file that is open
        said = state[key].get(gone.soort, {})
        for word in [word for word in said if fold(word) == fold(gone.woord)]:
            del said[word]
