"""Files whose names change with their content: compressed once, kept in memory, and by a browser for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from collections import deque
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.responses import Response
from streamlit.file_util import get_static_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import Headers

_KEPT: Final = 3
"""Editions of our own files: a page that is open asks for those it was made with."""
_TYPES: Final = {
    ".css": "text/css",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
"""What a file is, whatever the machine believes of its suffix."""
_WORTH: Final = 0.9
FOR_EVER: Final = "public, max-age=31536000, immutable"


class Kept(NamedTuple):
    """A file as it is sent."""

    body: bytes
    is_packed: bool
    """Whether the body is gzip."""
    kind: str
    digest: str
    """Names the content, packed or not."""

    def answer(self, asked: Headers, keep: str = FOR_EVER) -> Response:
        """Answer a browser that takes gzip, or not, and may have the file already."""
        mark = f'W/"{self.digest}"'
        headers = {"Cache-Control": keep, "ETag": mark, "Vary": "Accept-Encoding"}
        if mark in [one.strip() for one in asked.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        if not self.is_packed:
            return Response(self.body, headers=headers, media_type=self.kind)
        if "gzip" in asked.get("accept-encoding", ""):
            return Response(self.body, headers={**headers, "Content-Encoding": "gzip"}, media_type=self.kind)
        return Response(gzip.decompress(self.body), headers=headers, media_type=self.kind)


def pack(name: str, content: bytes) -> Kept:
    """Compress a file, if that makes it smaller."""
    packed = gzip.compress(content, 9, mtime=0)
    is_packed = len(packed) < _WORTH * len(content)
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Kept(packed if is_packed else content, is_packed, kind, digest)


class Shelf:
    """
    Our own files, of the last few editions.

    Only what was put here is found: a path never reaches the disk.
    """

    def __init__(self) -> None:
        self._editions: deque[dict[str, Kept]] = deque(maxlen=_KEPT)
        self._putting = threading.Lock()

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep the files of an edition; those that stay the same are not compressed again."""
        with self._putting:
            known = {name: kept for edition in self._editions for name, kept in edition.items()}
            edition = {name: known.get(name) or pack(name, content) for name, content in contents.items()}
            if edition in self._editions:
                self._editions.remove(edition)
            self._editions.append(edition)

    def find(self, name: str) -> Kept | None:
        """Return a file by its name; None when there is none."""
        return next((edition[name] for edition in tuple(self._editions) if name in edition), None)


ASSETS: Final = "app/static/"
"""Where, below the address of the app, our own files are."""
LAYERS: Final = "lagen"
"""Where, below the address of the app, a map asks how the other layers look."""
OURS: Final = Shelf()
"""What the map fetches."""


@cache
def _bundle() -> dict[str, Path]:
    """List the files of Streamlit's own pages, by their path on the server."""
    folder = Path(get_static_dir())
    return {path.relative_to(folder).as_posix(): path for path in (folder / "static").rglob("*") if path.is_file()}


def is_bundled(path: str) -> bool:
    """Say whether a path below the address of the app is for the files of Streamlit."""
    return path.startswith("static/")


def find_bundled(path: str) -> Kept | None:
    """Return a file of Streamlit, compressed the first time that somebody asks for it."""
    found = _bundle().get(path)
    return _pack_file(found) if found else None


@cache
def _pack_file(path: Path) -> Kept:
    return pack(path.name, path.read_bytes())
