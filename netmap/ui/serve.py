"""What this server answers by itself, before Streamlit is asked: the page, files that never change, how it does."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse

from netmap.errors import NetmapError
from netmap.toegang import may
from netmap.ui import shell
from netmap.ui.guard import below_base
from netmap.ui.roles import read_roles
from netmap.ui.shelf import ASSETS, FOR_EVER, LAYERS, OURS, find_bundled, is_bundled
from netmap.ui.warm import health, map_script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from netmap.toegang import Actie

HEALTH: Final = "healthz"
"""Where who looks after the server asks how it is doing."""
_AT_ONCE: Final = 2
_WAITING: Final = 20
_HOUR: Final = "private, max-age=3600"
_WITH_MAP: Final = ("", "kaart", "mijn-regio", "ontwikkeling")
"""Paths of pages that begin with a map: its script need not wait for Streamlit's."""
ROUTES: Final[Mapping[str, Actie]] = {
    LAYERS: "lezen",
    ASSETS: "lezen",
    "media/": "lezen",
    "_stcore/upload_file/": "wijzigen",
}
"""What a path begins with, below the address of the app, to what somebody must be allowed to; only who changes data
sends files. The page itself and the files of Streamlit tell nothing of the data."""
_PAGES: Final = re.compile(r"(?!oauth2callback$)[\w-]*")
"""Paths of pages, below the address of the app; not where a provider sends somebody back to."""


class Files:
    """Stands before the app of Streamlit: an ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked from memory, or leave it to Streamlit."""
        answer = None
        if scope["type"] == "http":
            path, asked = below_base(scope["path"]), Headers(scope=scope)
            actie = _find_actie(path)
            if actie and not await run_in_threadpool(_may, asked, actie):
                answer = _say_nothing()
            elif scope["method"] in ("GET", "HEAD"):
                answer = await _find(path, asked, QueryParams(scope["query_string"]))
        await (answer or self._app)(scope, receive, send)


def _find_actie(path: str) -> Actie | None:
    """Find what somebody must be allowed to who asks for a path; None for what tells nothing of the data."""
    if path.removeprefix(ASSETS) in shell.FILES:
        return None
    return next((actie for begin, actie in ROUTES.items() if path.startswith(begin)), None)


def _may(asked: Headers, actie: Actie) -> bool:
    """Ask whether who asks may; nobody may anything while the role file is wrong."""
    try:
        if may(read_roles().anybody, actie):
            return True
        from netmap.ui import gebruiker  # the page of a visitor waits for no import of this

        return may(gebruiker.of_request(asked), actie)
    except NetmapError:
        return False


def _say_nothing() -> Response:
    """Answer as if there were no such thing, so that nobody learns that there is."""
    return PlainTextResponse("Niet gevonden", 404, {"Cache-Control": "no-store"})


async def _find(path: str, asked: Headers, query: QueryParams) -> Response | None:
    """Return what is ours to answer; None for what is Streamlit's."""
    if path == HEALTH:
        return await run_in_threadpool(health)
    if path == LAYERS:
        return await _in_turn(asked, query)
    if _PAGES.fullmatch(path):
        script = await run_in_threadpool(map_script) if path in _WITH_MAP else None
        return shell.build_page(script).answer(asked, "no-cache")
    if path.startswith(ASSETS):
        name = path.removeprefix(ASSETS)
        found = shell.FILES.get(name) or OURS.find(name)
    elif is_bundled(path):
        found = await run_in_threadpool(find_bundled, path)
    else:
        return None
    return found.answer(asked, _keep(path)) if found else PlainTextResponse("Niet gevonden", 404)


def _keep(path: str) -> str:
    """Say who may keep a file that never changes: only the browser that asked, where not everybody may have it."""
    return FOR_EVER if _find_actie(path) is None or read_roles().openbaar else FOR_EVER.replace("public", "private")


class _Turns:
    """Lets few make layers at once, and few others wait: a day that nobody asked for before takes half a second."""

    def __init__(self) -> None:
        self.free = asyncio.Semaphore(_AT_ONCE)
        self.asked = 0
        """How many are made or waited for."""


_TURNS: Final = _Turns()


async def _in_turn(asked: Headers, query: QueryParams) -> Response:
    """Answer a map when it is its turn, or ask it to come back: pages must not wait for somebody who asks every day."""
    if _TURNS.asked >= _AT_ONCE + _WAITING:
        return PlainTextResponse("Te druk. Probeer het zo opnieuw.", 503, {"Retry-After": "5"})
    _TURNS.asked += 1
    try:
        async with _TURNS.free:
            return await run_in_threadpool(_layers, asked, query)
    finally:
        _TURNS.asked -= 1


def _layers(asked: Headers, query: QueryParams) -> Response:
    """Answer a map that asks for the other layers, or say that there is no such day or area."""
    from netmap.ui.other_layers import find_layers  # the page of a visitor waits for no import of this

    try:
        return find_layers(query).answer(asked, _HOUR)
    except (ValueError, NetmapError):
        return PlainTextResponse("Niet gevonden", 404)
