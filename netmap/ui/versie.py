"""The choice of a version of the data; it is in the address, like the other choices, and every page takes it along."""

from __future__ import annotations

import streamlit as st

from netmap.dutch import agree, capital, count
from netmap.sections.versies import describe_versie
from netmap.ui import address, cache
from netmap.write.html import notice

_KIND = address.number(1, 1_000_000)


def read() -> int | None:
    """Return the version of the data that the address asks for, and say so; None for the newest."""
    known = {one.nummer: one for one in cache.versies()}
    asked: int | None = address.read("versie", None, _KIND)
    if asked is None or asked == max(known, default=None):
        return None
    if asked not in known:
        there = "Deze netmap houdt geen versies bij."
        if known:
            there = f"Er {agree(len(known), 'is', 'zijn')} {count(len(known), 'versie', 'versies')}."
        st.html(notice([f"Versie {asked} van de gegevens bestaat niet; u ziet de nieuwste. {there}"]))
        return None
    st.html(notice([f"U ziet {describe_versie(known[asked])} van de gegevens, niet de nieuwste."]))
    return asked


def ask() -> None:
    """Ask which version of the data to look at, on every page; nothing where there is one."""
    known = {str(one.nummer): one for one in reversed(cache.versies())}
    if len(known) > 1:
        newest = next(iter(known))
        st.selectbox(
            "Welke versie van de gegevens wilt u zien?",
            list(known),
            format_func=lambda nummer: (
                capital(describe_versie(known[nummer])) + (", de nieuwste" if nummer == newest else "")
            ),
            **address.hold("versie", newest, address.one_of(known)),
        )
