"""
Time netmap's map in Chromium, side by side with two usual ways to draw the same map.

``python -m bench.browser [--changes N] [--loads N] [--network shown|whole|both] [--phone]``, on Linux. Each way is a
Streamlit app on its own port; they take turns, so that what else the machine does hits all alike. Ratios are medians
of the ratios per turn.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from bench.core import ROOT, data_folder
from bench.rivals import choropleth, explore
from bench.rivals.country import load_country
from netmap.layers import LAYERS, build_view
from netmap.maps.style import shade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, BrowserContext, Page

    from bench.rivals.country import Country
    from netmap.layers import MapView

PROBE: Final = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
DESK: Final = {"width": 1400, "height": 1200}
PHONE: Final = {"width": 390, "height": 844}
SLOW_CPU: Final = 4
SLOW_NETWORK: Final = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""A phone on a weak network: bytes per second, of 1.6 and 0.75 Mbit, and milliseconds."""
REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")
TIMEOUT_MS: Final = 60_000
SETTLE_MS: Final = 500
REST_SHARE, REST_WINDOW_S = 0.85, 0.4
AIM_FIRST, AIM_COLD, AIM_WARM = 0.5, 0.7, 0.35
"""First map as a part of that of Choropleth: of the first visitor, of a new browser, of one that was here before."""
AIM_PICK_CHOROPLETH, AIM_PICK_EXPLORE, AIM_WORDS = 40, 15, 12
"""How many times quicker: shapes after a choice in the map; shapes and words after one in the list of the page."""
AIM_KB, AIM_CPU_MS, AIM_CLICK_S = 15, 35, 0.15


class Way(NamedTuple):
    """A way to draw the map."""

    name: str
    script: str
    whole: bool
    """Whether every dot and line is drawn, instead of those the map of the country shows."""
    shapes: str
    """CSS selector that finds the gemeenten first, in the order of the codes."""
    colours: Callable[[Country, MapView], list[str]]
    """Fill of every gemeente, same order."""
    objects: int
    """Least number of paths when all is drawn, besides the gemeenten."""


class Change(NamedTuple):
    """What one change of layer, or one click, took."""

    seconds: float
    kilobytes: float
    cpu_ms: float
    is_blank: bool
    """Whether the map was gone in between."""


@dataclass
class Measured:
    """Everything measured of one way."""

    first_visitor_s: float = 0
    foreign: list[str] = field(default_factory=list)
    """Addresses of other hosts that the page asked for something."""
    cold_s: list[float] = field(default_factory=list)
    warm_s: list[float] = field(default_factory=list)
    load_kb: list[float] = field(default_factory=list)
    load_cpu_ms: list[float] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    picks: list[Change] = field(default_factory=list)
    """Of another layer in the map itself, which only netmap has."""
    clicks: list[Change] = field(default_factory=list)


class App:
    """
    A running Streamlit app.

    Parameters
    ----------
    way
        What it draws.
    process
        Its server.
    url
        Where it listens.
    options
        Of the command line: how long to wait for the machine to be at rest before each measurement, and whether the
        visitor has a phone.
    """

    def __init__(self, way: Way, process: subprocess.Popen[bytes], url: str, options: argparse.Namespace) -> None:
        self.way = way
        self.process = process
        self.url = url
        self.patience_s: float = options.patience
        self.phone: bool = options.phone
        self.at_rest: list[bool] = []

    def cpu_ms(self) -> float:
        """CPU time of the server so far, of threads that ended too, to the nanosecond."""
        return 1000 * time.clock_gettime(~self.process.pid << 3 | 2)  # the kernel's clock of another process


def find_ways(country: Country, whole: Country | None) -> list[Way]:
    """List what is measured: netmap, then the rivals with the network it shows and with all there is."""
    ways = [Way("netmap", "app.py", False, "path.nm-gemeente", shaded, 0)]
    svg = ".leaflet-overlay-pane > svg path"
    for network in filter(None, (country, whole)):
        objects = len(network.lines) + len(network.dots)
        for name, module in (("Choropleth", choropleth), ("explore", explore)):
            script = f"bench/rivals/{module.__name__.rpartition('.')[2]}.py"
            ways.append(Way(f"{name}, {objects} objects", script, network is whole, svg, module.colours, objects))
    return ways


def shaded(_country: Country, view: MapView) -> list[str]:
    """List the fill of every gemeente as netmap gives it: of its class, in the strength of its proof."""
    codes = sorted(view.class_of)
    fill_of = {code: shade(*look).fill for look, found in view.group(codes).items() for code in found}
    return [fill_of[code] for code in codes]


@contextmanager
def serve(way: Way, options: argparse.Namespace) -> Iterator[App]:
    """Start an app and stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", way.script, "--server.port", str(port)]
    if way.script != "app.py":  # netmap serves its files itself
        (ROOT / way.script).with_name("static").mkdir(exist_ok=True)
        command += ["--server.enableStaticServing", "true"]
    environment = {**os.environ, "BENCH_NETWORK": "whole" if way.whole else "shown", "NETMAP_DATA": str(data_folder())}
    output = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    url = f"http://127.0.0.1:{port}"
    try:
        ready = "healthz" if way.script == "app.py" else "_stcore/health"  # netmap prepares itself before it is ready
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/{ready}", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield App(way, process, url, options)
    finally:
        process.terminate()
        process.wait(10)


def first_map(context: BrowserContext, app: App, want: dict[str, Any], measured: Measured) -> float:
    """Open the page in a new tab and close it; seconds until all is drawn."""
    wait_for_rest(app)
    page = new_page(context, app)
    before = app.cpu_ms()
    page.goto(app.url, wait_until="commit")
    page.evaluate("want => window.netmapBench.arm(want)", {**want, "kind": "load"})
    state = wait(page)
    measured.load_kb.append((state["received"] + state["sent"]) / 1000)
    measured.load_cpu_ms.append(app.cpu_ms() - before)
    page.close()
    return float(state["done"]) / 1000


def change_layer(page: Page, app: App, naam: str, want: dict[str, Any]) -> Change:
    """Choose another layer in the list of the page."""
    page.evaluate("want => window.netmapBench.arm(want)", {**want, "kind": "option"})
    box = page.get_by_role("combobox", name=re.compile("Laag"))
    box.click()
    box.fill(naam)
    place = page.get_by_role("option", name=naam, exact=True).bounding_box()
    if place is None:
        msg = f"{naam} is not in the list of layers."
        raise RuntimeError(msg)
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    return timed(page, app, lambda: page.mouse.click(x, y))


def pick_layer(page: Page, app: App, key: str, want: dict[str, Any]) -> Change:
    """Choose another layer in the list of the map: the pointer has come near it, as that of a reader does."""
    page.hover(".nm-laag")
    page.evaluate("want => window.netmapBench.arm(want)", {**want, "kind": "pick", "words": ""})
    return timed(page, app, lambda: page.select_option(".nm-laag select", key))


def click_gemeente(page: Page, app: App, start: int, names: Sequence[str]) -> Change:
    """Click on the first gemeente from ``start`` on that is in sight: the map goes to what was chosen before."""
    shapes = app.way.shapes
    page.locator(shapes).first.scroll_into_view_if_needed()
    for index in [*range(start, len(names)), *range(start)]:
        point = page.evaluate("([shapes, index]) => window.netmapBench.pointIn(shapes, index)", [shapes, index])
        if point is not None:
            page.mouse.move(*point)
            want = {"kind": "gemeente", "shapes": shapes, "heading": names[index]}
            page.evaluate("want => window.netmapBench.arm(want)", want)
            return timed(page, app, lambda place=point: page.mouse.click(*place))  # type: ignore[misc]
    msg = "No gemeente can be clicked: all are covered or out of sight."
    raise RuntimeError(msg)


def timed(page: Page, app: App, act: Callable[[], object]) -> Change:
    """Do something and wait for what was armed; the server's part goes on until it is at rest."""
    wait_for_rest(app)
    bytes_before = page.evaluate("netmapBench.received + netmapBench.sent")
    cpu_before = app.cpu_ms()
    act()
    state = wait(page)
    cpu = app.cpu_ms() - cpu_before
    sent = (state["received"] + state["sent"] - bytes_before) / 1000
    return Change((state["done"] - state["started"]) / 1000, sent, cpu, state["blank"])


def wait_for_rest(app: App) -> None:
    """Wait a while for the machine to have nothing else to do; note whether it came to that."""
    deadline = time.monotonic() + app.patience_s
    while time.monotonic() < deadline:
        before = idle_and_total()
        time.sleep(REST_WINDOW_S)
        idle, total = (after - then for after, then in zip(idle_and_total(), before, strict=True))
        if idle >= REST_SHARE * total:
            app.at_rest.append(True)
            return
    app.at_rest.append(False)


def idle_and_total() -> tuple[int, int]:
    """Read how long the processors did nothing, and how long there were, in ticks since the start."""
    ticks = [int(number) for number in Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


def wait(page: Page) -> dict[str, Any]:
    """Wait until what was armed is there and the page is at rest; return the counters."""
    page.wait_for_function("() => netmapBench.done !== null", polling=20, timeout=TIMEOUT_MS)
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    page.wait_for_timeout(SETTLE_MS)
    state: dict[str, Any] = page.evaluate("netmapBench")
    return state


def measure(options: argparse.Namespace) -> tuple[list[Way], list[Measured], str]:
    """Measure all ways in turn; also say in which browser, and how much of it while the machine was at rest."""
    loads, changes, network = options.loads, options.changes, options.network
    countries = {whole: load_country(data_folder(), whole) for whole in (False, True)}
    ways = find_ways(countries[False], countries[True] if network != "shown" else None)
    ways = [way for way in ways if way.script == "app.py" or network == "both" or way.whole == (network == "whole")]
    country = countries[False]
    measured = [Measured() for _ in ways]
    layers = list(LAYERS.values())
    views = {layer.key: build_view(country.stand, layer) for layer in layers}

    def want(way: Way, key: str) -> dict[str, Any]:
        colours = [colour.lower() for colour in way.colours(country, views[key])]
        words = ".nm-conclusie" if way.script == "app.py" else ""
        return {"shapes": way.shapes, "colours": colours, "paths": len(colours) + way.objects, "words": words}

    with ExitStack() as stack:
        apps = [stack.enter_context(serve(way, options)) for way in ways]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        stack.callback(browser.close)
        for app, found in zip(apps, measured, strict=True):
            found.first_visitor_s, found.foreign = visit_first(browser, app, want(app.way, layers[0].key))
        for turn in range(loads):
            for app, found in zip(apps, measured, strict=True):
                say(f"first map {turn + 1} of {loads}: {app.way.name}")
                context = new_context(browser, app)
                found.cold_s.append(first_map(context, app, want(app.way, layers[0].key), found))
                found.warm_s.append(first_map(context, app, want(app.way, layers[0].key), found))
                context.close()
        pages = [open_page(browser, app, want(app.way, layers[0].key)) for app in apps]
        for turn in range(1, changes + 1):
            layer = layers[turn % len(layers)]
            for app, page, found in zip(apps, pages, measured, strict=True):
                say(f"change {turn} of {changes}: {app.way.name}")
                found.changes.append(change_layer(page, app, layer.naam, want(app.way, layer.key)))
        for turn in range(1, changes + 1):
            say(f"choice in the map {turn} of {changes}")
            layer = layers[(changes + turn) % len(layers)]
            measured[0].picks.append(pick_layer(pages[0], apps[0], layer.key, want(ways[0], layer.key)))
        names = [country.stand.dekking[code].naam for code in country.stand.dekking]
        for turn in range(0 if options.phone else changes):  # a tap on a phone is another thing
            say(f"click {turn + 1} of {changes}")
            start = (turn + 1) * len(names) // (changes + 1)
            measured[0].clicks.append(click_gemeente(pages[0], apps[0], start, names))
        at_rest = [one for app in apps for one in app.at_rest]
        share = sum(at_rest) / len(at_rest)
        return ways, measured, f"Chromium {browser.version}, {share:.0%} measured with the machine at rest before"


def new_context(browser: Browser, app: App) -> BrowserContext:
    """Make a browser without cache, with our clock in every page."""
    viewport = PHONE if app.phone else DESK
    context = browser.new_context(viewport=viewport, is_mobile=app.phone, locale="nl-NL")  # type: ignore[arg-type]
    context.add_init_script(PROBE)
    return context


def new_page(context: BrowserContext, app: App) -> Page:
    """Open a page, as slow as a phone when it is one."""
    page = context.new_page()
    if app.phone:
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
        session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    return page


def open_page(browser: Browser, app: App, want: dict[str, Any]) -> Page:
    """Open the page that stays for the changes."""
    page = new_page(new_context(browser, app), app)
    page.goto(app.url, wait_until="commit")
    page.evaluate("want => window.netmapBench.arm(want)", {**want, "kind": "load"})
    wait(page)
    return page


def visit_first(browser: Browser, app: App, want: dict[str, Any]) -> tuple[float, list[str]]:
    """Be the first visitor of a server, who waits for its imports too; note which other hosts are asked."""
    context = new_context(browser, app)
    page = new_page(context, app)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app.url, wait_until="commit")
    page.evaluate("want => window.netmapBench.arm(want)", {**want, "kind": "load"})
    state = wait(page)
    context.close()
    own = urlsplit(app.url).netloc
    foreign = [url for url in asked if urlsplit(url).netloc not in ("", own)]
    return state["done"] / 1000, foreign


def find_missing(requirements: str) -> list[str]:
    """List the packages of a file of requirements that are not installed: a rival would wait for them in vain."""
    missing = []
    for name in re.findall(r"^([\w.-]+)==", requirements, re.MULTILINE):
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    return missing


def find_chromium() -> str | None:
    """Find Chromium on this machine; None is the one that Playwright installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def say(text: str) -> None:
    """Tell how far it is, beside the result."""
    print(text, file=sys.stderr, flush=True)


def table(ways: Sequence[Way], measured: Sequence[Measured]) -> list[str]:
    """Write the figures as a Markdown table."""

    def row(label: str, cell: Callable[[Measured], str]) -> list[str]:
        return [label, *map(cell, measured)]

    def of_clicks(find: Callable[[Change], float], decimals: int) -> Callable[[Measured], str]:
        return lambda m: f"{median(map(find, m.clicks)):.{decimals}f}" if m.clicks else ""

    def of_picks(measured: Measured) -> str:
        return f"{median(c.seconds for c in measured.picks):.3f}" if measured.picks else ""

    rows = [
        ["", *(way.name for way in ways)],
        row("first visitor of a server, s (once)", lambda m: f"{m.first_visitor_s:.2f}"),
        row("first map, new browser, s", lambda m: f"{median(m.cold_s):.2f}"),
        row("first map, warm cache, s", lambda m: f"{median(m.warm_s):.2f}"),
        row("first map: websocket, kB", lambda m: f"{median(m.load_kb):.0f}"),
        row("first map: server CPU, ms", lambda m: f"{median(m.load_cpu_ms):.0f}"),
        row("change of layer in the map, s", of_picks),
        row("change of layer in the list of the page, s", lambda m: f"{median(c.seconds for c in m.changes):.3f}"),
        row("change of layer, fastest, s", lambda m: f"{min(c.seconds for c in m.changes):.3f}"),
        row("change of layer, slowest, s", lambda m: f"{max(c.seconds for c in m.changes):.3f}"),
        row("change of layer: websocket, kB", lambda m: f"{median(c.kilobytes for c in m.changes):.1f}"),
        row("change of layer: server CPU, ms", lambda m: f"{median(c.cpu_ms for c in m.changes):.0f}"),
        row("map gone during the change", lambda m: f"{sum(c.is_blank for c in m.changes)} of {len(m.changes)}"),
        row("click → panel, s", of_clicks(lambda c: c.seconds, 3)),
        row("click: websocket, kB", of_clicks(lambda c: c.kilobytes, 1)),
        row("click: server CPU, ms", of_clicks(lambda c: c.cpu_ms, 0)),
        row("requests to other hosts", lambda m: str(len(m.foreign))),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return [f"| {' | '.join(map(str.ljust, cells, widths))} |" for cells in rows]


def verdicts(ways: Sequence[Way], measured: Sequence[Measured]) -> list[str]:
    """Say of each aim whether it is met."""
    ours = measured[0]
    lines = []
    for way, found in zip(ways[1:], measured[1:], strict=True):
        is_choropleth = "choropleth" in way.script
        aim = AIM_PICK_CHOROPLETH if is_choropleth else AIM_PICK_EXPLORE
        times = quicker(ours.picks, found.changes)
        lines.append(verdict(f"layer chosen in the map against {way.name}: 1/{times:.1f}", f"1/{aim}", times >= aim))
        if not is_choropleth:
            continue
        times = quicker(ours.changes, found.changes)
        words = f"layer chosen in the page, words included, against {way.name}: 1/{times:.1f}"
        lines.append(verdict(words, f"1/{AIM_WORDS}", times >= AIM_WORDS))
        first = ours.first_visitor_s / found.first_visitor_s
        lines.append(verdict(f"first visitor against {way.name}: {first:.2f}", f"{AIM_FIRST}", first <= AIM_FIRST))
        for what, mine, theirs, part in (
            ("new browser", ours.cold_s, found.cold_s, AIM_COLD),
            ("warm cache", ours.warm_s, found.warm_s, AIM_WARM),
        ):
            share = median(our / their for our, their in zip(mine, theirs, strict=True))
            lines.append(verdict(f"first map, {what}, against {way.name}: {share:.2f}", f"{part}", share <= part))
    kilobytes, cpu = median(c.kilobytes for c in ours.changes), median(c.cpu_ms for c in ours.changes)
    lines.append(verdict(f"websocket per change: {kilobytes:.1f} kB", f"at most {AIM_KB} kB", kilobytes <= AIM_KB))
    lines.append(verdict(f"server CPU per change: {cpu:.0f} ms", f"at most {AIM_CPU_MS} ms", cpu <= AIM_CPU_MS))
    if ours.clicks:
        click = median(c.seconds for c in ours.clicks)
        lines.append(verdict(f"click → panel: {click:.3f} s", f"under {AIM_CLICK_S} s", click < AIM_CLICK_S))
    return lines


def quicker(ours: Sequence[Change], theirs: Sequence[Change]) -> float:
    """Return how many times quicker ours are: the median of the ratios, turn by turn."""
    return median(their.seconds / our.seconds for our, their in zip(ours, theirs, strict=True))


def verdict(found: str, aim: str, is_met: bool) -> str:
    """Say whether an aim is met."""
    return f"- {found} (aim: {aim}): {'met' if is_met else 'MISSED'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=18, help="changes of layer, and clicks")
    parser.add_argument("--loads", type=int, default=7, help="first maps, new browser and warm cache")
    parser.add_argument("--network", choices=("shown", "whole", "both"), default="both", help="what the rivals draw")
    parser.add_argument("--raw", type=Path, help="write every single figure to this JSON file")
    parser.add_argument(
        "--patience", type=float, default=20, help="seconds to wait for a machine at rest before each measurement"
    )
    parser.add_argument(
        "--phone", action="store_true", help=f"a small screen, {SLOW_CPU} times slower, on a network of 1.6 Mbit/s"
    )
    options = parser.parse_args()
    if missing := find_missing(REQUIREMENTS.read_text(encoding="utf-8")):
        sys.exit(f"Not installed: {', '.join(missing)}. Run: pip install -r bench/requirements.txt")
    ways, measured, browser = measure(options)
    if options.raw:
        raw = {way.name: vars(found) for way, found in zip(ways, measured, strict=True)}
        options.raw.write_text(json.dumps(raw), encoding="utf-8")
    counts = f"{options.loads} loads and {options.changes} changes of each, in turn; medians"
    where = f"phone ({SLOW_CPU} times slower, 1.6 Mbit/s), " if options.phone else ""
    about = f"{where}{browser}, Python {sys.version.split()[0]}; {counts}"
    print("\n".join([*table(ways, measured), "", about, "", *verdicts(ways, measured)]))


if __name__ == "__main__":
    main()
