"""A visitor of our own, who comes first: what is imported, read and computed once is there for everybody after."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionClient

from netmap.errors import MAX_SHOWN, DataError, FolderError, NetmapError
from netmap.ui.roles import read_roles

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import streamlit as st

    from netmap.edition import Stamp
    from netmap.errors import Problem

_LOG: Final = logging.getLogger("netmap")
_PATIENCE: Final = 120.0
"""Seconds that a run of the page may take."""
_PAUSE: Final = 30.0
"""Seconds between two looks whether the data, or the day, is another."""


class _Visitor(SessionClient):
    """A session without a browser: it throws away what it is told, but for the end of a run."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Note that a run is over, when it is not at once followed by another."""
        if msg.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and msg.HasField("script_finished"):
            self.done.set()


class _State:
    """How far the preparations are, in this process."""

    def __init__(self) -> None:
        self.came = False
        """Whether the visitor came, and the page told all there is to tell."""
        self.script: str | None = None
        """The script of the map that the visitor got."""


_NOW: Final = _State()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Serve at once, and let the first visitor be ours."""
    task = asyncio.create_task(_keep_warm())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _keep_warm() -> None:
    """Visit the map now, and again whenever the data or the day is another."""
    await _visit()
    _NOW.script = await run_in_threadpool(_find_script)
    gc.collect()
    gc.freeze()  # Streamlit collects garbage after every rerun; what lives for ever need not be looked at again
    _NOW.came = True
    seen = await run_in_threadpool(_stamp)
    while True:
        await asyncio.sleep(_PAUSE)
        stamp = await run_in_threadpool(_stamp)
        if stamp not in (seen, None):
            await _visit()
            _NOW.script = await run_in_threadpool(_find_script)
        seen = stamp


async def _visit() -> None:
    """Let the page with the map run once, as for a reader who opens it."""
    runtime, visitor = get_instance(), _Visitor()
    session = runtime.connect_session(client=visitor, user_info={})
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    runtime.handle_backmsg(session, ask)
    try:
        await asyncio.wait_for(visitor.done.wait(), _PATIENCE)
    except TimeoutError:
        _LOG.warning("De kaart was na %d tellen nog niet voorbereid.", _PATIENCE)
    runtime.close_session(session)


def _stamp() -> Stamp | None:
    """Return the stamp of what is shown; None when nothing can be."""
    from netmap.ui import cache  # not before the server is up: it brings half of what the visitor is for

    try:
        return cache.stamp()
    except NetmapError:
        return None


def health() -> JSONResponse:
    """Say whether the data and the map are ready, and if not why: where in the data, never what stands there."""
    if not _NOW.came:
        return _say(503, "bezig", ["De gegevens en de kaart worden voorbereid."])
    from netmap.ui import cache  # it is there by now

    try:
        with cache.one_edition() as refusal:
            cache.map_files(())
    except NetmapError as error:
        return _say(503, "fout", _where(error))
    return _say(200, "klaar", ["Nieuwere gegevens kloppen niet.", *_where(refusal.error)] if refusal else [])


def _find_script() -> str | None:
    """Return the script of the map that is shown; None when none can be."""
    from netmap.ui import cache  # it is there by now

    try:
        with cache.one_edition():
            return cache.map_files(()).assets.script
    except NetmapError:
        return None


def map_script() -> str | None:
    """Name the script of the map, for a page to begin with; None while it is not there, or not for everybody."""
    try:
        return _NOW.script if read_roles().openbaar else None
    except NetmapError:
        return None


def _say(status: int, stand: str, reasons: list[str]) -> JSONResponse:
    return JSONResponse({"status": stand, "reden": reasons}, status, headers={"Cache-Control": "no-store"})


def _where(error: NetmapError) -> list[str]:
    """Say where something is wrong; the log has what it is."""
    if isinstance(error, DataError):
        return [_place(problem) for problem in error.problems[:MAX_SHOWN]]
    if isinstance(error, FolderError):
        return ["De map met gegevens, of een bestand daarin, kan niet worden gelezen."]
    return ["De gegevens of de instellingen kloppen niet."]


def _place(problem: Problem) -> str:
    row = f", rij {problem.rij}" if problem.rij is not None else ""
    return f"{problem.bestand}{row}{f', kolom {problem.kolom}' if problem.kolom is not None else ''}"
