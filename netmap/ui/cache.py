"""What is read and computed once for everybody: data, its state on a day, and the files the map fetches."""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from netmap.export.catalogue import Material
from netmap.geo import dissolve_regions, find_neighbours, label_points, split_borders, to_geojson
from netmap.graph import build_graph
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_borders, load_sources, load_tables
from netmap.maps.assets import write_assets
from netmap.maps.network import draw_network, visible_edges
from netmap.maps.shapes import build_shapes
from netmap.settings import load_settings, settings_file

if TYPE_CHECKING:
    import geopandas as gpd

    from netmap.gebieden import Gebied
    from netmap.layers import MapView, Stand
    from netmap.load import SourceCard, Tables
    from netmap.maps.assets import Assets
    from netmap.maps.network import NetworkDrawing
    from netmap.maps.shapes import Shapes
    from netmap.settings import Settings

STATIC_DIR = Path(__file__).resolve().parents[2] / "static"
"""Where Streamlit serves files from; made at start, never committed."""
_SUFFIXES = frozenset({".csv", ".geojson", ".toml"})
_MAX_DAYS = 24
_MAX_VIEWS = 500

Stamp = tuple[str, tuple[int, ...]]
"""A folder and the times of its files."""


class MapFiles(NamedTuple):
    """What every map draws from."""

    assets: Assets
    drawing: NetworkDrawing


def data_folder() -> Path:
    """Return the folder that ``NETMAP_DATA`` names, else the shipped one."""
    return Path(os.environ.get("NETMAP_DATA") or DATA_DIR)


def stamp() -> Stamp:
    """Return the folder and the times of its files and of the settings: the exact key of everything cached here."""
    folder = data_folder()
    files = sorted(path for path in folder.glob("*.*") if path.suffix in _SUFFIXES)
    named = settings_file()
    if named and named.exists():
        files.append(named)
    return str(folder), tuple(path.stat().st_mtime_ns for path in files)


def folder_of(stamp: Stamp) -> Path:
    """Return the folder of a key."""
    return Path(stamp[0])


@st.cache_resource(show_spinner="Gegevens laden…", max_entries=2)
def _tables(stamp: Stamp) -> Tables:
    return load_tables(folder_of(stamp))


@st.cache_resource(show_spinner="Gegevens laden…", max_entries=_MAX_DAYS)
def _stand(stamp: Stamp, peildatum: date) -> Stand:
    return build_stand(_tables(stamp), peildatum, settings())


@st.cache_resource(show_spinner=False, max_entries=_MAX_VIEWS)
def _view(stamp: Stamp, peildatum: date, layer: str, region: Gebied | None) -> MapView:
    return build_view(_stand(stamp, peildatum), LAYERS[layer], region)


@st.cache_resource(show_spinner=False, max_entries=_MAX_VIEWS)
def _lines(stamp: Stamp, peildatum: date, region: Gebied | None, code: str | None) -> list[int]:
    stand = _stand(stamp, peildatum)
    chosen = [code] if code else stand.codes(region) if region else None
    return visible_edges(_map_files(stamp).drawing, stand.graph, chosen)


@st.cache_resource(show_spinner="Kaart voorbereiden…", max_entries=2)
def _borders(stamp: Stamp) -> gpd.GeoDataFrame:
    return load_borders(folder_of(stamp), _tables(stamp).gemeenten)


@st.cache_resource(show_spinner="Kaart voorbereiden…", max_entries=2)
def _neighbours(stamp: Stamp) -> dict[str, tuple[str, ...]]:
    return find_neighbours(_borders(stamp))


@st.cache_resource(show_spinner="Kaart voorbereiden…", max_entries=2)
def _shapes(stamp: Stamp) -> Shapes:
    return build_shapes(_borders(stamp), _tables(stamp))


@st.cache_resource(show_spinner="Kaart voorbereiden…", max_entries=2)
def _map_files(stamp: Stamp) -> MapFiles:
    tables = _tables(stamp)
    borders = _borders(stamp)
    regions = dissolve_regions(borders, tables.gemeenten, "politieregio")
    points = label_points(borders)
    drawing = draw_network(build_graph(tables, date.min), points)
    shapes = to_geojson(borders.assign(midden=points))
    files = MapFiles(write_assets(STATIC_DIR, shapes, to_geojson(split_borders(regions)), drawing.to_json()), drawing)
    # Streamlit collects garbage after every rerun; what lives for ever need not be looked at again
    gc.collect()
    gc.freeze()
    return files


def tables() -> Tables:
    """Return the validated tables, read anew when a file changes."""
    return _tables(stamp())


def stand(peildatum: date) -> Stand:
    """Return the state of the data on a day."""
    return _stand(stamp(), peildatum)


def view(peildatum: date, layer: str, region: Gebied | None) -> MapView:
    """Return what a layer says on a day, for the country or a region."""
    return _view(stamp(), peildatum, layer, region)


def lines(peildatum: date, region: Gebied | None, code: str | None) -> list[int]:
    """Return the lines of the network that show: of a gemeente, a politieregio, or calmly of the country."""
    return _lines(stamp(), peildatum, region, code)


def map_files() -> MapFiles:
    """Return the files for the browser; the network is drawn from all rows, whatever their period."""
    return _map_files(stamp())


def settings() -> Settings:
    """Return what the organisation set for itself; read anew each time, for it is a few lines."""
    return load_settings()


def neighbours() -> dict[str, tuple[str, ...]]:
    """Return which gemeenten share a border."""
    return _neighbours(stamp())


def borders() -> gpd.GeoDataFrame:
    """Return the gemeenten as shapes in RD New."""
    return _borders(stamp())


def material(peildatum: date) -> Material:
    """Return what everything to take along is made from."""
    key = stamp()
    return Material(_stand(key, peildatum), _borders(key), _shapes(key), tuple(sources()), settings())


def sources() -> list[SourceCard]:
    """Return the source cards of the data folder; none when it has no cards."""
    return load_sources(data_folder()) if (data_folder() / "bronnen.toml").exists() else []
