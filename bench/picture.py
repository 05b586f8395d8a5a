"""
Time the picture of the country beside two usual ways to get one.

``python -m bench.picture [--json] [--data DIR] [--runs N]``. All show the same classes of the same gemeenten at 1920 by
1080: netmap's finished figure as PNG, SVG and PDF, ``GeoDataFrame.plot`` with a title and Matplotlib's own legend, and
a photograph that headless Chromium makes of a Folium map. The runs take turns, each after one to warm up; Chromium is
already open. Matplotlib comes with ``bench/requirements.txt``.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import tempfile
import time
from datetime import date
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import folium
import geopandas as gpd
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from playwright.sync_api import sync_playwright

from bench.browser import find_chromium
from bench.core import data_folder
from bench.rivals.country import write_geojson
from netmap.drawing.picture import SIZES, Design, build_shapes, draw_picture
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders, load_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from netmap.layers import MapView

RUNS: Final = 7
WIDTH, HEIGHT = 1920, 1080
AIM_S: Final = 1.0
AIM_RATIO: Final = 1.5
MAIN_PLACES: Final = 36
"""As many names as netmap writes at most on the map of the country."""


def plot(borders: gpd.GeoDataFrame, view: MapView, places: Mapping[str, tuple[float, float]]) -> bytes:
    """Draw the classes with GeoPandas: title, legend, hatches and names, without keeping anything apart."""
    figure = Figure((WIDTH / 144, HEIGHT / 144), 144)
    axes = figure.subplots()
    look = {entry.klasse.key: entry.klasse for entry in view.legend}
    hatches = {"diagonal": "//", "dots": "..", "cross": "xx", "horizontal": "--", "question": "o"}
    classes = pd.Series(view.class_of)
    for key, klasse in look.items():
        some = borders[classes.loc[borders.index] == key]
        if len(some):
            some.plot(ax=axes, color=klasse.fill, edgecolor="white", linewidth=0.5, hatch=hatches.get(klasse.pattern))
    for code, (x, y) in places.items():
        axes.annotate(str(borders.loc[code, "naam"]), (x, y), ha="center", fontsize=8)
    axes.set_axis_off()
    axes.set_title(view.vraag)
    axes.legend(handles=[Patch(facecolor=k.fill, label=k.label, hatch=hatches.get(k.pattern)) for k in look.values()])
    out = io.BytesIO()
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(out)
    return out.getvalue()


def photograph(page: Page, geojson: Any, view: MapView, folder: Path) -> bytes:
    """Make a Folium map of the classes and photograph it; the page asks no other host for anything."""
    fills = {entry.klasse.key: entry.klasse.fill for entry in view.legend}

    def look(feature: Any) -> dict[str, Any]:
        fill = fills[view.class_of[feature["properties"]["code"]]]
        return {"fillColor": fill, "fillOpacity": 1, "color": "white", "weight": 0.8}

    web_map = folium.Map((52.2, 5.3), zoom_start=8, tiles=None, width=WIDTH, height=HEIGHT)
    folium.GeoJson(geojson, style_function=look).add_to(web_map)
    file = folder / "kaart.html"
    web_map.save(str(file))
    page.goto(file.as_uri())
    page.wait_for_function("document.querySelectorAll('path.leaflet-interactive').length > 300")
    return page.screenshot()


def serve_leaflet(page: Page) -> None:
    """Answer for the hosts that Folium names: Leaflet from the installed package, nothing for the rest."""
    data = files("xstatic.pkg.leaflet") / "data"

    def answer(route: Any) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        if name in {"leaflet.js", "leaflet.css"}:
            route.fulfill(body=(data / name).read_bytes())
        elif route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.fulfill(body="")

    page.route("**/*", answer)


def measure(folder: Path, runs: int) -> dict[str, Any]:
    """Time all in turn; seconds per run."""
    tables = load_tables(folder)
    borders = load_borders(folder, tables.gemeenten)
    stand = build_stand(tables, date.today())
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    start = time.perf_counter()
    shapes = build_shapes(borders, tables)
    prepared = time.perf_counter() - start
    largest = sorted(view.codes, key=lambda code: -stand.dekking[code].inwoners)[:MAIN_PLACES]
    places = {code: shapes.points[code] for code in largest}
    geojson = json.loads(write_geojson(borders))
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        serve_leaflet(page)
        ways: dict[str, Callable[[], bytes]] = {
            "netmap picture": lambda: draw_picture(stand, view, shapes, Design(SIZES["dia"])),
            "netmap picture, SVG": lambda: draw_picture(stand, view, shapes, Design(SIZES["dia"], "svg")),
            "netmap picture, PDF": lambda: draw_picture(stand, view, shapes, Design(SIZES["dia"], "pdf")),
            "GeoDataFrame.plot": lambda: plot(borders, view, places),
            "Folium in Chromium": lambda: photograph(page, geojson, view, Path(temporary)),
        }
        sizes = {name: len(way()) for name, way in ways.items()}
        times: dict[str, list[float]] = {name: [] for name in ways}
        own: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(runs):
            for name, way in ways.items():
                gc.collect()
                start, busy = time.perf_counter(), time.process_time()
                way()
                times[name].append(time.perf_counter() - start)
                own[name].append(time.process_time() - busy)
        browser.close()
    return {"seconds": times, "cpu_seconds": own, "bytes": sizes, "prepare_s": prepared}


def report(found: Mapping[str, Any]) -> str:
    """Write what was found as text."""
    times: dict[str, list[float]] = found["seconds"]
    own = times["netmap picture"]
    rows = [f"{'1920 x 1080':<22}{'median s':>10}{'slowest s':>11}{'own CPU s':>11}{'netmap / it':>13}{'kB':>8}"]
    for name, seconds in times.items():
        ratio = median(a / b for a, b in zip(own, seconds, strict=True))
        cpu, kilobytes = median(found["cpu_seconds"][name]), found["bytes"][name] / 1000
        numbers = f"{median(seconds):>10.2f}{max(seconds):>11.2f}{cpu:>11.2f}{ratio:>13.2f}{kilobytes:>8.0f}"
        rows.append(f"{name:<22}{numbers}")
    plotted = times["GeoDataFrame.plot"]
    ratio = median(a / b for a, b in zip(own, plotted, strict=True))
    rows += [
        "",
        "own CPU: of this process only, so without Chromium; a busy machine changes it less",
        f"once per data folder, not in the table: build_shapes {found['prepare_s']:.2f} s",
        f"aim: under {AIM_S:.0f} s: {median(own):.2f} s, {'met' if median(own) < AIM_S else 'MISSED'}",
        f"aim: at most {AIM_RATIO} x GeoDataFrame.plot: {ratio:.2f} x, {'met' if ratio <= AIM_RATIO else 'MISSED'}",
    ]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data", type=Path, default=data_folder(), help="a folder shaped like data/")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    found = measure(options.data, options.runs)
    print(json.dumps(found) if options.json else report(found))


if __name__ == "__main__":
    main()
