"""The history: which versions there are, what differs between two, what became of a row, and back to an earlier one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from netmap.aannames import Blik
from netmap.compare.stands import compare_stands
from netmap.dutch import capital
from netmap.errors import NetmapError
from netmap.intake.herziening import name_rows
from netmap.layers import build_stand
from netmap.schema import dutch_today
from netmap.sections.development import development_section
from netmap.sections.versies import describe_versie, difference_table, history_table, versies_table
from netmap.store.shape import load_contents
from netmap.toegang import may
from netmap.ui import address, cache, gebruiker
from netmap.ui.sections import show_opening, show_table
from netmap.write.html import alert, heading, notice, table_html

if TYPE_CHECKING:
    from netmap.compare.stands import Comparison
    from netmap.store.trail import Versie

_ALL = "Kies een regel"


def render() -> None:
    """Draw the view."""
    wie = gebruiker.current()
    versions = cache.versies()
    st.html(table_html(versies_table(versions, cache.changes, named=may(wie, "wijzigen"))))
    known = {str(one.nummer): one for one in reversed(versions)}
    if len(known) > 1:
        _show_difference(known)
    _show_row(versions, named=may(wie, "wijzigen"))
    if len(known) > 1 and may(wie, "terugzetten"):
        _ask_back(known)


def _show_difference(known: dict[str, Versie]) -> None:
    """Draw what differs between two versions, row by row, and what that did to the cover."""
    st.html(heading("Twee versies vergelijken"))
    numbers = list(known)
    fields = (("Van", "van", numbers[1]), ("Naar", "naar", numbers[0]))
    chosen = []
    for column, (label, key, usual) in zip(st.columns(2), fields, strict=True):
        with column:
            held = address.hold(key, usual, address.one_of(known))
            chosen.append(int(st.selectbox(label, numbers, format_func=lambda one: _name(known[one]), **held)))
    before, after = chosen
    if before == after:
        st.html(notice(["Kies twee verschillende versies."]))
        return
    caption = f"Wat er verschilt tussen versie {before} en versie {after}"
    table = difference_table(cache.inhoud(before).rows, cache.inhoud(after).rows, caption)
    if not table.rows:
        st.html(notice(["Geen enkele regel verschilt."]))
    show_table(table, f"netmap-versies-{before}-{after}.csv", "Regel voor regel")
    section = development_section(_compare(before, after), cache.stand(Blik(dutch_today())))
    if not (table.rows or section.tables[0].rows):
        return
    st.html(heading("Wat dat deed", level=3))
    show_opening(section)
    show_table(section.tables[0], f"netmap-gevolgen-{before}-{after}.csv", "Per gemeente")


def _name(versie: Versie) -> str:
    return capital(describe_versie(versie))


@cache.once("Vergelijken…", keep=20)
def _compare(before: int, after: int) -> Comparison:
    """Compare two versions on the day of today, once for everybody."""
    today = cache.stand(Blik(dutch_today()))
    stands = [
        build_stand(load_contents(cache.inhoud(nummer).folder), today.peildatum, today.settings)
        for nummer in (before, after)
    ]
    return replace(compare_stands(*stands), volgens=f"versie {after}")


def _show_row(versions: tuple[Versie, ...], *, named: bool) -> None:
    """Ask for a row, and draw what became of it."""
    st.html(heading("De geschiedenis van een regel"))
    rows = {name: place for place, name in name_rows(cache.inhoud().places).items()}
    held = address.hold("regel", _ALL, address.one_of([_ALL, *rows]))
    name = st.selectbox("Regel", [_ALL, *sorted(rows)], filter_mode="contains", **held)
    store = cache.store()
    if name == _ALL or store is None:
        return
    found = store.history(*rows[name])
    st.html(table_html(history_table(found, {one.nummer: one for one in versions}, name, named=named)))


def _ask_back(known: dict[str, Versie]) -> None:
    """Ask which version must become the newest again, and why."""
    st.html(heading("Terug naar een eerdere versie"))
    st.caption("Wat er daarna kwam, blijft in de geschiedenis. Terug is zelf ook een nieuwe versie.")
    if made := st.session_state.pop("terug_klaar", None):
        st.success(f"De nieuwste is nu {describe_versie(made)}.", icon=":material/check:")
    if trouble := st.session_state.pop("terug_mis", None):
        st.html(alert([trouble]))
    earlier = list(known)[1:]
    st.selectbox("Versie", earlier, format_func=lambda one: _name(known[one]), key="terug_naar")
    st.text_input("Waarom gaat u terug?", key="terug_waarom", max_chars=200)
    st.button("Maak deze versie de nieuwste", on_click=_go_back, key="terug", icon=":material/history:")


def _go_back() -> None:
    """Make an earlier version the newest; what goes wrong is said at the next draw."""
    state: Any = st.session_state
    wie, store = gebruiker.current(), cache.store()
    waarom = str(state["terug_waarom"]).strip()
    if wie is None or store is None:
        state["terug_mis"] = "Niet opgeslagen: log eerst in."
        return
    try:
        state["terug_klaar"] = store.restore(int(state["terug_naar"]), gebruiker=wie, waarom=waarom)
    except NetmapError as error:
        state["terug_mis"] = str(error)
    else:
        state["terug_waarom"] = ""
