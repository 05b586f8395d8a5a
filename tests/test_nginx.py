"""netmap behind a real nginx: as docs/nginx.conf has it, below a path, and by a proxy that forbids too much."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import FLAGS, ROOT, WAIT_MS, Watch, find_chromium, free_port, go, running_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

NAME = "netmap.example"
CONF = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
MAIN = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format who '$upstream_addr $status $uri';
    access_log {folder}/access.log who;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/netmap.conf;
}}
"""


@pytest.fixture(scope="module")
def apps() -> Iterator[list[str]]:
    """Two processes for one address, and one that knows of a path."""
    known = {"allowedHosts": NAME}
    with ExitStack() as stack:
        yield [
            stack.enter_context(running_app(settings=said))
            for said in (known, known, known | {"baseUrlPath": "kaarten"})
        ]


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that finds the name on this machine."""
    rule = f"--host-resolver-rules=MAP {NAME} 127.0.0.1, MAP vreemd.example 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=find_chromium(), args=[*FLAGS, rule])
    yield browser.new_context(locale="nl-NL")
    browser.close()


@contextmanager
def nginx(folder: Path, apps: list[str], *changes: tuple[str, str]) -> Iterator[str]:
    """Run nginx with the documented file, its ports and what a test changes in it; yield the address."""
    port = free_port()
    text = CONF.replace("listen 8080", f"listen 127.0.0.1:{port}")
    for documented, app in zip(("127.0.0.1:8501", "127.0.0.1:8502"), apps, strict=True):
        assert documented in text
        text = text.replace(documented, app.split("/")[2])
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "netmap.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "These tests need nginx (Debian: apt-get install nginx)."
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen(command)
    try:
        wait_for(port, process)
        yield f"http://{NAME}:{port}"
    finally:
        process.terminate()
        process.wait(WAIT_MS / 1000)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until nginx listens."""
    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    msg = "nginx did not start"
    raise RuntimeError(msg)


@contextmanager
def visit(context: BrowserContext, url: str) -> Iterator[Watch]:
    """Open a page that nobody else uses; afterwards nothing may have been asked elsewhere."""
    context.clear_cookies()
    watch = Watch(context.new_page(), url)
    yield watch
    watch.page.close()
    assert watch.foreign == []


def test_as_documented_a_visitor_stays_with_one_of_two_processes(
    tmp_path: Path, apps: list[str], desk: BrowserContext
) -> None:
    with nginx(tmp_path, apps[:2]) as url, visit(desk, url) as watch:
        page = watch.open_map()
        page.wait_for_load_state("networkidle")
        go(page, "Over")
        assert watch.errors == []
    lines = (tmp_path / "access.log").read_text(encoding="utf-8").splitlines()
    asked = [line.split() for line in lines]
    broken_off = "499"  # by the browser, which left while the page still asked for something
    assert {status for _, status, _ in asked} <= {"101", "200", "304", broken_off}
    assert len({process for process, _, _ in asked}) == 1
    assert len(asked) > 50


@pytest.mark.parametrize(
    ("knows", "passed"), [(True, "http://netmap;"), (False, "http://netmap/;")], ids=["base path", "stripped"]
)
def test_it_works_below_a_path(tmp_path: Path, apps: list[str], desk: BrowserContext, knows: bool, passed: str) -> None:
    """The app knows of the path, or the proxy takes it off."""
    behind = [apps[2], apps[2]] if knows else apps[:2]
    changes = (("location / {", "location /kaarten/ {"), ("http://netmap;", passed))
    with nginx(tmp_path, behind, *changes) as url, visit(desk, f"{url}/kaarten") as watch:
        page = watch.open_map("kaart")
        go(page, "Over")
        expect(page).to_have_url(re.compile("/kaarten/over"))
        assert watch.errors == []


def test_a_proxy_may_leave_out_the_port(tmp_path: Path, apps: list[str], desk: BrowserContext) -> None:
    with nginx(tmp_path, apps[:2], ("Host $http_host", "Host $host")) as url, visit(desk, url) as watch:
        watch.open_map()
        assert watch.errors == []


NO_FRAMES = "add_header X-Frame-Options DENY always; proxy_hide_header Content-Security-Policy;"
STRICT = "add_header Content-Security-Policy \"default-src 'self'; style-src 'self' 'unsafe-inline'\" always;"


def test_a_proxy_that_forbids_frames_does_no_harm(tmp_path: Path, apps: list[str], desk: BrowserContext) -> None:
    with nginx(tmp_path, apps[:2], ("client_max", f"{NO_FRAMES} client_max")) as url, visit(desk, url) as watch:
        watch.open_map()


def test_a_proxy_that_forbids_the_map_leaves_the_page_and_a_sentence(
    tmp_path: Path, apps: list[str], desk: BrowserContext
) -> None:
    with nginx(tmp_path, apps[:2], ("client_max", f"{STRICT} client_max")) as url, visit(desk, url) as watch:
        page = watch.page
        page.goto(url)
        told = page.get_by_role("alert")
        expect(told).to_contain_text("De kaart kan hier niet worden getoond.")
        expect(told).to_have_count(1)
        expect(page.locator(".nm-tabel").first).to_be_visible()


def test_a_proxy_that_keeps_the_connection_back_leaves_a_sentence(
    tmp_path: Path, apps: list[str], desk: BrowserContext
) -> None:
    with nginx(tmp_path, apps[:2], ("Upgrade $http_upgrade", 'Upgrade ""')) as url, visit(desk, url) as watch:
        watch.page.goto(url)
        told = watch.page.get_by_text("netmap krijgt nog geen antwoord van de server.")
        expect(told).to_contain_text("server.allowedHosts")


def test_under_an_unknown_name_a_sentence_says_what_to_set(
    tmp_path: Path, apps: list[str], desk: BrowserContext
) -> None:
    with nginx(tmp_path, apps[:2]) as url, visit(desk, url.replace(NAME, "vreemd.example")) as watch:
        watch.page.goto(watch.url)
        expect(watch.page.locator("body")).to_contain_text("noem de naam bij server.allowedHosts")
