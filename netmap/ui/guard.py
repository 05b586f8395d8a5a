"""What the web server says of itself with every answer, and what it does not answer at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent")
"""Counts of the use, and answers to programs: for nobody."""
_PRIVATE: Final = "media/"
"""What one visitor downloads: a browser or proxy keeps none of it."""
_ANYBODY: Final = ("healthz", "_stcore/health")
"""What who looks after the server may ask under any name."""
_HEADERS: Final = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_POLICY: Final = {
    "default-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
}
"""What the browser may fetch and run: files of this server, and what they make (Streamlit starts the map so). Nobody
else may put the page in a frame."""
_STRANGER: Final = (
    "netmap is niet bereikbaar onder deze naam. Voor de beheerder: noem de naam bij server.allowedHosts, "
    "of laat de proxy Host doorgeven zoals de browser het noemt. Zie docs/beheer.md."
)


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
            await self._app(_at_any_port(scope), receive, send)
            return
        path = below_base(scope["path"])

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["Content-Security-Policy"] = "; ".join(f"{name} {allowed}" for name, allowed in _POLICY.items())
                if path.startswith(_PRIVATE):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        app: ASGIApp = self._app
        if any(one in scope["path"] for one in _CLOSED):
            app = PlainTextResponse("Niet gevonden", 404)
        elif path not in _ANYBODY and not is_host_allowed(Headers(scope=scope).get("host")):
            app = PlainTextResponse(_STRANGER, 403)
        await app(scope, receive, say)


def _at_any_port(scope: Scope) -> Scope:
    """
    Let a page open its connection when a proxy left the port out of ``Host``.

    Streamlit compares the names with their ports; a name that it was told of is ours, at whatever port.
    """
    if scope["type"] != "websocket":
        return scope
    said = Headers(scope=scope)
    host, origin = said.get("host", ""), urlsplit(said.get("origin", ""))
    if not is_host_allowed(host) or not is_host_allowed(origin.netloc):
        return scope
    if urlsplit(f"//{host}").hostname != origin.hostname:
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [*kept, (b"host", origin.netloc.encode())]}
