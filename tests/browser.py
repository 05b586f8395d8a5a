"""The app in a real browser: start it on a free port, open it in Chromium, and watch what it asks for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
WAIT_MS = 30_000


def find_chromium() -> str:
    """Find the browser, or say what to install."""
    found = os.environ.get("NETMAP_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        msg = (
            "The browser tests need Chromium, and none was found. Install it (Debian: apt-get install chromium) "
            "or set NETMAP_CHROMIUM to the path of Chromium, Chrome or Edge."
        )
        raise RuntimeError(msg)
    return found


@contextmanager
def running_app(data: Path | None = None) -> Iterator[str]:
    """Start the app on a free port and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, **({"NETMAP_DATA": str(data)} if data else {})}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    msg = f"the app did not start at {url}"
    raise RuntimeError(msg)


class Watch:
    """A page, and everything it asked for or complained about."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.foreign: list[str] = []
        self.errors: list[str] = []
        own = (url, url.replace("http", "ws", 1), "data:", "blob:", "about:")
        page.on("request", lambda r: None if r.url.startswith(own) else self.foreign.append(r.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(f"{m.text} {m.location}") if m.type == "error" else None)

    def open(self, path: str = "") -> Page:
        """Go to a path and wait until the page has its title."""
        self.page.goto(f"{self.url}/{path}")
        self.page.locator("h1").wait_for(timeout=WAIT_MS)
        return self.page

    def open_map(self, path: str = "") -> Page:
        """Go to a path with a map and wait until the gemeenten are drawn and named."""
        page = self.open(path)
        named = page.frame_locator("iframe").locator("path.nm-gemeente[aria-label]")
        named.first.wait_for(state="attached", timeout=WAIT_MS)
        return page

    def forget_search_below_a_path(self) -> None:
        """Below a path Streamlit looks for itself in the wrong place first, and then finds it: no error of ours."""
        self.errors[:] = [error for error in self.errors if "/_stcore/" not in error]


def gemeenten(page: Page):  # type: ignore[no-untyped-def]
    """Return the locator of the shapes of the gemeenten."""
    return page.frame_locator("iframe").locator("path.nm-gemeente")


@contextmanager
def watched(context: BrowserContext, url: str, width: int = 1440, height: int = 900) -> Iterator[Watch]:
    """Open a fresh page; afterwards nothing may have been asked elsewhere and nothing may have gone wrong."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    watch = Watch(page, url)
    try:
        yield watch
    finally:
        page.close()
    assert watch.foreign == []
    assert watch.errors == []
