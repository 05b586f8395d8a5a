"""What both rivals draw: the shapes, classes and network that netmap shows, and Leaflet from our own server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import geopandas as gpd
import shapely

from netmap.geo import label_points
from netmap.graph import build_graph
from netmap.layers import build_stand
from netmap.load import load_borders, load_tables
from netmap.maps.network import draw_network, visible_edges
from netmap.schema import WGS84

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.maps.network import Node

STATIC_DIR = Path(__file__).with_name("static")
"""Where Streamlit serves the files of the rivals from; made at start, never committed."""


@dataclass(frozen=True)
class Country:
    """Everything a rival needs, read once."""

    stand: Stand
    geojson: dict[str, Any]
    """Gemeenten in WGS84, the very file that netmap sends: properties ``code`` and ``naam``, in order of the code."""
    shapes: gpd.GeoDataFrame
    """The same, as a frame."""
    dots: tuple[Node, ...]
    lines: tuple[tuple[Node, Node], ...]


def write_geojson(borders: gpd.GeoDataFrame) -> str:
    """Write the gemeenten in WGS84, each with its ``code`` and the other columns."""
    shapes = borders.to_crs(WGS84).rename_axis("code").reset_index()
    shapes["geometry"] = shapely.transform(shapes.geometry.to_numpy(), lambda xy: xy.round(5))
    return str(shapes.to_json(drop_id=True))


def load_country(folder: Path, whole: bool) -> Country:
    """Read the country; ``whole`` takes every dot and line there is, else those that the map of the country shows."""
    tables = load_tables(folder)
    stand = build_stand(tables, date.today())
    borders = load_borders(folder, tables.gemeenten)
    drawing = draw_network(build_graph(tables, date.min), label_points(borders))
    shown = range(len(drawing.edges)) if whole else visible_edges(drawing, stand.graph, None)
    node_of = {node.id: node for node in drawing.nodes}
    lines = tuple((node_of[drawing.edges[i].van], node_of[drawing.edges[i].naar]) for i in shown)
    dots = {node.id: node for line in lines for node in line}
    geojson: dict[str, Any] = json.loads(write_geojson(borders))
    shapes = gpd.GeoDataFrame.from_features(geojson["features"], crs=WGS84)[["code", "naam", "geometry"]]
    return Country(stand, geojson, shapes, tuple(dots.values()), lines)


@cache
def _put_leaflet() -> None:
    """Copy the Leaflet that netmap uses to where Streamlit serves files from."""
    STATIC_DIR.mkdir(parents=True, exist_ok=True)
    for name in ("leaflet.js", "leaflet.css"):
        (STATIC_DIR / name).write_bytes((files("xstatic.pkg.leaflet") / "data" / name).read_bytes())


def base_map() -> folium.Map:
    """Make an empty map that loads Leaflet from our own server, and nothing else."""
    _put_leaflet()
    folium.Map.default_js = [("leaflet", "../../app/static/leaflet.js")]
    folium.Map.default_css = [("leaflet_css", "../../app/static/leaflet.css")]
    return folium.Map(location=[52.2, 5.3], zoom_start=7, zoom_snap=0.25, tiles=None)
