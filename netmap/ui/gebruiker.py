"""Who is looking: asked anew at every run of a page, from the provider, the role file, or the laptop it runs on."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import cookie_parser
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from netmap.toegang import make_beheerder, toegang_file
from netmap.ui import cache
from netmap.ui.roles import read_roles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.toegang import Gebruiker

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PROXY: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""What a proxy says of whom it speaks for: then the reader is not at this machine."""
_DAY_S: Final = 8 * 3600
_IDLE_S: Final = 30 * 60
"""After so long somebody must log in again: since they did, and since they last did something."""


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
    return _find(st.context.headers, st.user, is_page=True)


def later() -> Callable[[], Gebruiker | None]:
    """Return a question to ask when this run is over: who is looking, by what holds then."""
    headers, said = st.context.headers, dict(st.user)
    return lambda: _find(headers, said, is_page=False)


def of_request(asked: Mapping[str, str]) -> Gebruiker | None:
    """
    Say who asks for something beside a page, such as a file.

    Parameters
    ----------
    asked
        The headers of the request.

    Returns
    -------
    gebruiker
        Who a page of this server would say it is: by the cookie that Streamlit signed at the log-in, as long as a page
        has let that log-in in and has seen it lately.

    Raises
    ------
    NetmapError
        As ``current``.
    """
    return _find(asked, _read_cookie(asked.get("cookie", "")), is_page=False)


def _find(headers: Mapping[str, str], said: Mapping[str, Any], *, is_page: bool) -> Gebruiker | None:
    """Say who somebody is by what the provider says of them, and by where they ask from."""
    if (editor := os.environ.get("NETMAP_EDITOR")) and _is_here(headers):
        return make_beheerder(editor)
    toegang = read_roles()
    if not said.get("is_logged_in") or _is_over(said, is_page=is_page):
        return toegang.anybody
    groups = said.get("groups") or ()
    email = said.get("email") if said.get("email_verified", True) else ""
    return toegang.find(str(email or ""), map(str, groups if isinstance(groups, list) else [groups]), cache.tables())


def _read_cookie(cookies: str) -> dict[str, Any]:
    """Read what the provider said at the log-in; nothing where there is no whole cookie of this netmap."""
    found, secret, origin = cookie_parser(cookies), get_cookie_secret(), get_origin_from_redirect_uri()
    raw = get_cookie_with_chunks(lambda name: decode_signed_value(secret, name, found.get(name, "")), USER_COOKIE_NAME)
    said: dict[str, Any] = json.loads(raw) if raw and origin else {}
    return said if said.get("origin") == origin else {}


def can_log_in() -> bool:
    """Whether this netmap knows a provider where people log in, and who of them may do what."""
    return toegang_file() is not None and "is_logged_in" in st.user


def is_logged_in() -> bool:
    """Whether the provider knows who is looking."""
    return bool(st.user.get("is_logged_in"))


def is_let_in() -> bool:
    """Whether somebody has logged in, and not too long ago."""
    return is_logged_in() and not _is_over(st.user, is_page=True)


def tell() -> str:
    """Say in a sentence as whom somebody works; blank for who only reads."""
    gebruiker = current()
    if gebruiker is None or gebruiker.rol == "bezoeker":
        return ""
    where = " op deze computer" if os.environ.get("NETMAP_EDITOR") and _is_here(st.context.headers) else ""
    return f"U werkt{where} als {gebruiker.naam} ({gebruiker.rol})."


def show() -> None:
    """Draw as whom somebody works, and where to log in or out."""
    if told := tell():
        st.caption(told)
    if not can_log_in():
        return
    if is_let_in():
        st.button("Uitloggen", on_click=_log_out, icon=":material/logout:")
    else:
        st.button("Inloggen", on_click=st.login, icon=":material/login:")


def _is_here(headers: Mapping[str, str]) -> bool:
    """Whether netmap listens to this machine only, and whoever asks sits at it."""
    if config.get_option("server.address") not in _LOOPBACK:
        return False
    if any(name in headers for name in _PROXY):
        return False
    return urlsplit(f"//{headers.get('Host', '')}").hostname in _LOOPBACK


def _is_over(said: Mapping[str, Any], *, is_page: bool) -> bool:
    """Whether somebody logged in too long ago, did nothing for too long, or logged out in another tab.

    A page is something that somebody does. What is fetched beside it is not, and needs a page that let them in.
    """
    now, login, begun = time.time(), _login(said), said.get("iat")
    last = _seen().get(login, now if is_page else 0)
    over = login in _gone() or not isinstance(begun, int | float) or now - begun > _DAY_S or now - last > _IDLE_S
    if is_page and not over:
        # a copy, made at once: in another thread somebody else logs in meanwhile
        for old in [one for one, moment in list(_seen().items()) if now - moment > _DAY_S]:
            _seen().pop(old, None)
        _seen()[login] = now
    return over


def _login(said: Mapping[str, Any]) -> tuple[str, str]:
    """Return which log-in of whom this is."""
    return str(said.get("sub")), str(said.get("iat"))


@st.cache_resource(show_spinner=False)
def _seen() -> dict[tuple[str, str], float]:
    """Return when each log-in last had a page drawn in this process."""
    return {}


@st.cache_resource(show_spinner=False)
def _gone() -> set[tuple[str, str]]:
    """Return the log-ins that have ended in this process, for tabs that have not heard of it."""
    return set()


def _log_out() -> None:
    _gone().add(_login(st.user))
    st.logout()
