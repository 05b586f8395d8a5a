"""The app in a real browser: start it on a free port, open it in Chromium, and watch what it asks for."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import BrowserContext, Download, FloatRect, Locator, Page

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
WAIT_MS = 60_000
"""As long as anything may take on a slow machine; what is there sooner is seen sooner."""
TRIES = 5
"""A click on a page that draws itself again at that moment is lost; a reader looks, and clicks again."""
WHOLE = """() => {
    const app = document.querySelector("[data-test-script-state]")
    const maps = [...document.querySelectorAll("[class*=st-key-beeld_]")]
    return app?.dataset.testScriptState === "notRunning" && document.fonts.status === "loaded"
        && !document.querySelector("[data-testid=stSkeleton]")
        && maps.every((map) => map.querySelector("path.nm-gemeente[aria-label]"))
        && [...document.images].every((image) => image.complete)
}"""
"""The script is at its end, and all that it asked for is drawn: fields and fonts, maps and pictures."""

expect.set_options(timeout=WAIT_MS)


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


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running_app(
    data: Path | None = None,
    script: Path = ROOT / "app.py",
    log: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Start the app, or another script, on a free port and yield its address; what it says may go to a file.

    A setting is one of the server unless its name says of what.
    """
    port = free_port()
    named = {name if "." in name else f"server.{name}": value for name, value in (settings or {}).items()}
    given = [word for name, value in named.items() for word in (f"--{name}", value)]
    environment = {**os.environ, **({"NETMAP_DATA": str(data)} if data else {})}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *given]
    with (log or Path(os.devnull)).open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    url = f"http://127.0.0.1:{port}/{(settings or {}).get('baseUrlPath', '')}".rstrip("/")
    try:
        wait_until_there(f"{url}/_stcore/health", process)
        yield url
    finally:
        process.terminate()
        process.wait(WAIT_MS / 1000)


def wait_until_there(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers at an address."""
    until = time.monotonic() + 2 * WAIT_MS / 1000
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    msg = f"nothing answers at {url}"
    raise RuntimeError(msg)


class Watch:
    """A page, and everything it asked for or complained about."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(WAIT_MS)
        own = (url, url.replace("http", "ws", 1), "data:", "blob:", "about:")
        page.on("request", lambda r: None if r.url.startswith(own) else self.foreign.append(r.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(f"{m.text} {m.location}") if m.type == "error" else None)

    def open(self, path: str = "") -> Page:
        """Go to a path and wait until the page is whole."""
        self.page.goto(f"{self.url}/{path}")
        self.page.locator("h1").wait_for()
        settle(self.page)
        return self.page

    def open_map(self, path: str = "") -> Page:
        """Go to a path with a map and wait until the gemeenten are drawn and named."""
        page = self.open(path)
        named = page.locator("path.nm-gemeente[aria-label]")
        named.first.wait_for(state="attached")
        return page


MAP = "document.querySelector('.leaflet-container').map"
"""The map of Leaflet, for what only it knows."""


def gemeenten(page: Page):  # type: ignore[no-untyped-def]
    """Return the locator of the shapes of the gemeenten."""
    return page.locator("path.nm-gemeente")


def settle(page: Page) -> None:
    """Wait until a page is whole: before that, what a test reads or clicks on is still that of the page before."""
    page.wait_for_function(WHOLE)


def box(part: Locator) -> FloatRect:
    """Where a part stands, once it has a size: a picture has none before it has loaded."""
    expect(part).to_be_visible()
    found = part.bounding_box()
    assert found is not None
    return found


def become(read: Callable[[], object], wanted: object) -> None:
    """Read what no locator can say until it is what it should be: between two drawings it may be something else."""
    until = time.monotonic() + WAIT_MS / 1000
    while (found := read()) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    assert found == wanted, f"{found!s:.2000} is not {wanted!s:.2000}"


def insist(act: Callable[[], None], see: Callable[[float], None]) -> None:
    """Do what is the same done twice, until it is seen; ``see`` takes the milliseconds to wait."""
    for _ in range(TRIES):
        with suppress(AssertionError, PlaywrightError):
            act()
            see(WAIT_MS / TRIES)
            return
    see(WAIT_MS)


def switch(page: Page, label: str, *, on: bool) -> None:
    """Switch something on or off, also when it already was."""
    insist(
        lambda: page.locator("label", has_text=label).set_checked(on, timeout=WAIT_MS / TRIES),
        lambda wait: expect(page.get_by_role("switch", name=label)).to_be_checked(checked=on, timeout=wait),
    )


def offered(page: Page, box: Locator, words: str) -> Locator:
    """Type words in a list, and return what it offers: of a long list only what is in sight is there."""
    settle(page)
    box.click()
    for typed in ("", words):  # the list opens when what is typed is another
        box.fill(typed)
    return page.get_by_role("listbox").get_by_role("option")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list, and see that the list took it."""
    box = page.get_by_role("combobox", name=re.compile(label))

    def pick() -> None:
        listed = offered(page, box, option).and_(page.get_by_role("option", name=option, exact=True))
        listed.click(timeout=WAIT_MS / TRIES)

    insist(pick, lambda wait: expect(box).to_have_value(option, timeout=wait))


def download(page: Page, button: Locator) -> Download:
    """Press a button that makes a file, until the file comes: a file may be made twice."""
    files: list[Download] = []

    def take() -> None:
        with page.expect_download(timeout=WAIT_MS / TRIES) as taken:
            button.click()
        files.append(taken.value)

    def came(_wait: float) -> None:
        assert files

    insist(take, came)
    return files[-1]


def follow(page: Page, link: Locator, name: str) -> None:
    """Follow a link, and see that the page with this name opens and is whole."""
    insist(link.click, lambda wait: expect(page.locator("h1")).to_contain_text(name, timeout=wait))
    settle(page)


def go(page: Page, name: str) -> None:
    """Go to a page by the navigation."""
    follow(page, page.get_by_role("link", name=name, exact=True), name)


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
