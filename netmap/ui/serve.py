"""What this server answers by itself, before Streamlit is asked: the page, files that never change, how it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse

from netmap.errors import NetmapError
from netmap.ui import shell
from netmap.ui.guard import below_base
from netmap.ui.roles import read_roles
from netmap.ui.shelf import ASSETS, LAYERS, OURS, find_bundled, is_bundled
from netmap.ui.warm import health, map_script

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send


HEALTH: Final = "healthz"
"""Where who looks after the server asks how it is doing."""
_HOUR: Final = "private, max-age=3600"
_WITH_MAP: Final = ("", "kaart", "mijn-regio", "ontwikkeling")
"""Paths of pages that begin with a map: its script need not wait for Streamlit's."""
_PAGES: Final = re.compile(r"(?!oauth2callback$)[\w-]*")
"""Paths of pages, below the address of the app; not where a provider sends somebody back to."""


class Files:
    """Stands before the app of Streamlit: an ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is asked from memory, or leave it to Streamlit."""
        answer = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            answer = await _find(below_base(scope["path"]), Headers(scope=scope), QueryParams(scope["query_string"]))
        await (answer or self._app)(scope, receive, send)


async def _find(path: str, asked: Headers, query: QueryParams) -> Response | None:
    """Return what is ours to answer; None for what is Streamlit's."""
    if path == HEALTH:
        return await run_in_threadpool(health)
    if path == LAYERS:
        return await run_in_threadpool(_layers, asked, query)
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
    return found.answer(asked) if found else PlainTextResponse("Niet gevonden", 404)


def _layers(asked: Headers, query: QueryParams) -> Response:
    """Answer a map that asks for the other layers, or say that there is no such day or area."""
    from netmap.ui.other_layers import find_layers  # the page of a visitor waits for no import of this

    try:
        if not read_roles().openbaar:
            return PlainTextResponse("Niet gevonden", 404)
        return find_layers(query).answer(asked, _HOUR)
    except (ValueError, NetmapError):
        return PlainTextResponse("Niet gevonden", 404)
