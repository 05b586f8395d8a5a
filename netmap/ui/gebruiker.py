"""Who is looking: asked anew at every run of a page, from the provider, the role file, or the laptop it runs on."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from netmap.toegang import make_beheerder, toegang_file
from netmap.ui import cache
from netmap.ui.roles import read_roles

if TYPE_CHECKING:
    from netmap.toegang import Gebruiker

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PROXY: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""What a proxy says of whom it speaks for: then the reader is not at this machine."""
_DAY_S: Final = 8 * 3600
_IDLE_S: Final = 30 * 60
"""After so long somebody must log in again: since they did, and since they last did something."""
_SEEN: Final = "_laatst_gezien"


def current() -> Gebruiker | None:
    """
    Say who is looking.

    Returns
    -------
    gebruiker
        A bezoeker for who has not logged in where everybody may read; None where they may not.

    Raises
    ------
    NetmapError
        When the role file or ``NETMAP_EDITOR`` is wrong.
    """
    if (editor := os.environ.get("NETMAP_EDITOR")) and _is_here():
        return make_beheerder(editor)
    toegang = read_roles()
    if not is_logged_in() or _is_over():
        return toegang.anybody
    groups = st.user.get("groups") or ()
    email = st.user.get("email") if st.user.get("email_verified", True) else ""
    return toegang.find(str(email or ""), map(str, groups if isinstance(groups, list) else [groups]), cache.tables())


def can_log_in() -> bool:
    """Whether this netmap knows a provider where people log in, and who of them may do what."""
    return toegang_file() is not None and "is_logged_in" in st.user


def is_logged_in() -> bool:
    """Whether the provider knows who is looking."""
    return bool(st.user.get("is_logged_in"))


def tell() -> str:
    """Say in a sentence as whom somebody works; blank for who only reads."""
    gebruiker = current()
    if gebruiker is None or gebruiker.rol == "bezoeker":
        return ""
    where = " op deze computer" if os.environ.get("NETMAP_EDITOR") and _is_here() else ""
    return f"U werkt{where} als {gebruiker.naam} ({gebruiker.rol})."


def show() -> None:
    """Draw as whom somebody works, and where to log in or out."""
    if told := tell():
        st.caption(told)
    if not can_log_in():
        return
    if is_logged_in():
        st.button("Uitloggen", on_click=_log_out, icon=":material/logout:")
    else:
        st.button("Inloggen", on_click=st.login, icon=":material/login:")


def _is_here() -> bool:
    """Whether netmap listens to this machine only, and whoever asks sits at it."""
    if config.get_option("server.address") not in _LOOPBACK:
        return False
    headers = st.context.headers
    if any(name in headers for name in _PROXY):
        return False
    return urlsplit(f"//{headers.get('Host', '')}").hostname in _LOOPBACK


def _is_over() -> bool:
    """Whether somebody logged in too long ago, did nothing for too long, or logged out in another tab."""
    now = time.time()
    seen: float = st.session_state.setdefault(_SEEN, now)
    begun = st.user.get("iat")
    over = _who() in _gone() or not isinstance(begun, int | float) or now - begun > _DAY_S or now - seen > _IDLE_S
    if not over:
        st.session_state[_SEEN] = now
    return over


def _who() -> tuple[str, str]:
    """Return which log-in of whom this is."""
    return str(st.user.get("sub")), str(st.user.get("iat"))


@st.cache_resource(show_spinner=False)
def _gone() -> set[tuple[str, str]]:
    """Return the log-ins that have ended in this process, for tabs that have not heard of it."""
    return set()


def _log_out() -> None:
    _gone().add(_who())
    st.logout()
