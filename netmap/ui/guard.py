"""What the web server says of itself with every answer, and what it does not answer at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from streamlit import config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent")
"""Counts of the use, and answers to programs: for nobody."""
_PRIVATE: Final = "media/"
"""What one visitor downloads: a browser or proxy keeps none of it."""
_HEADERS: Final = {
    "Content-Security-Policy": "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The map is a frame of the page itself; nobody else may put the page in a frame."""


def below_base(path: str) -> str:
    """Return a path as seen from the address of the app, which ``server.baseUrlPath`` may set lower."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return path.removeprefix(f"/{base}/" if base else "/")


class Guard:
    """Stands before the app of Streamlit: an ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is closed, and give every other answer its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if below_base(path).startswith(_PRIVATE):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        app = PlainTextResponse("Niet gevonden", 404) if any(one in path for one in _CLOSED) else self._app
        await app(scope, receive, say)
