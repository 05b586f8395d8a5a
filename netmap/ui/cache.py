"""What is read and computed once for everybody: data, its state on a day, and the files the map fetches."""

from __future__ import annotations

import functools
import gc
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

import streamlit as st

from netmap.cards import load_sources
from netmap.export.catalogue import Material
from netmap.geo import dissolve_regions, find_neighbours, label_points, split_borders, to_geojson
from netmap.graph import build_graph
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_borders, load_tables
from netmap.maps.assets import write_assets
from netmap.maps.network import draw_network, visible_edges
from netmap.maps.shapes import build_shapes
from netmap.settings import load_settings, settings_file

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from netmap.cards import SourceCard
    from netmap.layers import MapView, Stand
    from netmap.load import Tables
    from netmap.maps.assets import Assets
    from netmap.maps.network import NetworkDrawing
    from netmap.maps.shapes import Shapes
    from netmap.regio import Regio
    from netmap.settings import Settings

STATIC_DIR = Path(__file__).resolve().parents[2] / "static"
"""Where Streamlit serves files from; made at start, never committed."""
_SUFFIXES = frozenset({".csv", ".geojson", ".toml"})
_MAX_VIEWS = 500

P = ParamSpec("P")
T = TypeVar("T")

Stamp = tuple[str, tuple[int, ...], date]
"""A folder and the times of its files."""


class MapFiles(NamedTuple):
    """What every map draws from."""

    assets: Assets
    drawing: NetworkDrawing


def data_folder() -> Path:
    """Return the folder that ``NETMAP_DATA`` names, else the shipped one."""
    return Path(os.environ.get("NETMAP_DATA") or DATA_DIR)


def stamp() -> Stamp:
    """Return the folder, the times of its files and of the settings, and today: the key of everything cached here."""
    folder = data_folder()
    files = sorted(path for path in folder.glob("*.*") if path.suffix in _SUFFIXES)
    named = settings_file()
    if named and named.exists():
        files.append(named)
    return str(folder), tuple(path.stat().st_mtime_ns for path in files), date.today()


def once(spinner: str = "", keep: int = _MAX_VIEWS) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """
    Compute a result once for everybody, and anew when a file changes.

    Parameters
    ----------
    spinner
        What the page says meanwhile; empty for nothing.
    keep
        How many results to keep.

    Returns
    -------
    decorator
        For a function whose arguments can be hashed and do not begin with ``_``: Streamlit leaves those out.
    """

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        @st.cache_resource(show_spinner=spinner or False, max_entries=keep)
        @functools.wraps(compute)  # Streamlit knows a function by its name and source
        def kept(key: Stamp, *args: P.args, **kwargs: P.kwargs) -> T:  # noqa: ARG001 (it must be hashed)
            return compute(*args, **kwargs)

        @functools.wraps(compute)
        def current(*args: P.args, **kwargs: P.kwargs) -> T:
            return kept(stamp(), *args, **kwargs)

        return current

    return decorate


@once("Gegevens laden…", keep=2)
def tables() -> Tables:
    """Return the validated tables."""
    return load_tables(data_folder())


@once("Gegevens laden…", keep=24)
def stand(peildatum: date) -> Stand:
    """Return the state of the data on a day."""
    return build_stand(tables(), peildatum, settings())


@once()
def view(peildatum: date, layer: str, region: Regio | None) -> MapView:
    """Return what a layer says on a day, for the country or a region."""
    return build_view(stand(peildatum), LAYERS[layer], region)


@once()
def lines(peildatum: date, region: Regio | None, code: str | None) -> list[int]:
    """Return the lines of the network that show: of a gemeente, a politieregio, or calmly of the country."""
    now = stand(peildatum)
    chosen = [code] if code else now.codes(region) if region else None
    return visible_edges(map_files().drawing, now.graph, chosen)


@once("Kaart voorbereiden…", keep=2)
def borders() -> gpd.GeoDataFrame:
    """Return the gemeenten as shapes in RD New."""
    return load_borders(data_folder(), tables().gemeenten)


@once("Kaart voorbereiden…", keep=2)
def shapes() -> Shapes:
    """Return the outlines that pictures draw."""
    return build_shapes(borders(), tables())


@once("Kaart voorbereiden…", keep=2)
def map_files() -> MapFiles:
    """Return the files for the browser; the network is drawn from all rows, whatever their period."""
    regions = dissolve_regions(borders(), tables().gemeenten, "politieregio")
    points = label_points(borders())
    drawing = draw_network(build_graph(tables(), date.min), points)
    gemeenten = to_geojson(borders().assign(midden=points))
    files = MapFiles(
        write_assets(STATIC_DIR, gemeenten, to_geojson(split_borders(regions)), drawing.to_json()), drawing
    )
    # Streamlit collects garbage after every rerun; what lives for ever need not be looked at again
    gc.collect()
    gc.freeze()
    return files


def settings() -> Settings:
    """Return what the organisation set for itself; read anew each time, for it is a few lines."""
    return load_settings()


@once("Kaart voorbereiden…", keep=2)
def neighbours() -> dict[str, tuple[str, ...]]:
    """Return which gemeenten share a border."""
    return find_neighbours(borders())


def material(peildatum: date) -> Material:
    """Return what everything to take along is made from."""
    return Material(stand(peildatum), borders(), shapes(), tuple(sources()), settings())


def sources() -> list[SourceCard]:
    """Return the source cards of the data folder; none when it has no cards."""
    return load_sources(data_folder()) if (data_folder() / "bronnen.toml").exists() else []
