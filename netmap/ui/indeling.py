"""The choice between the gemeenten by law and those as announced; it is in the address, like the other choices."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from netmap.aankondigingen import INDELINGEN, find_meant, tell_by_law
from netmap.regio import is_group
from netmap.schema import dutch_today, fold
from netmap.ui import address, cache
from netmap.ui.filters import understand_day
from netmap.ui.markdown import literal
from netmap.write.html import notice

if TYPE_CHECKING:
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from netmap.aankondigingen import Aankondiging
    from netmap.load import Tables

_KIND = address.one_of((False, True), INDELINGEN.__getitem__)


def ask(tables: Tables, day: date, below: DeltaGenerator) -> None:
    """Tell what is announced and ask for those gemeenten, on a day after it; else say that there is no choice.

    What is chosen is read by ``read``: a page needs its gemeenten before it can ask for anything.
    """
    done = find_meant(cache.tables().aangekondigd, day)
    with below:
        if done:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.toggle("Aangekondigde indeling", **address.hold("indeling", False, _KIND))
                st.caption(literal(" ".join(one.gaat_op for one in done)))
        elif address.read("indeling", False, _KIND):
            st.html(notice([tell_by_law(day)]))
        if told := _tell_area(tables):
            st.html(notice(told))


def _tell_area(tables: Tables) -> tuple[str, ...]:
    """Say what becomes of the gemeenten that a group in the address names, where they are carried out."""
    said = st.query_params.get("politieregio") or st.query_params.get("gebied", "")
    if tables.doorgevoerd and is_group(said):
        with suppress(ValueError):  # the field for the area says what is wrong with it
            return tables.gebieden.parse(said).notices
    return ()


def read() -> tuple[Aankondiging, ...]:
    """Return the announced herindelingen to carry out by the address: none on a day before all of them."""
    if fold(st.query_params.get("indeling", "")) != INDELINGEN[1]:
        return ()
    day, *_ = understand_day(st.query_params.get("peildatum", "").strip(), dutch_today())
    return find_meant(cache.tables().aangekondigd, day)
