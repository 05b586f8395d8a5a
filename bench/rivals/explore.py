"""
The usual way with GeoPandas: ``GeoDataFrame.explore()`` for shapes, lines and dots, all sent again on each rerun.

``python -m streamlit run bench/rivals/explore.py``, from the root of the repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from bench.rivals.choropleth import DOT, LINE
from bench.rivals.country import base_map
from netmap.schema import WGS84

if TYPE_CHECKING:
    import folium

    from bench.rivals.country import Country
    from netmap.layers import MapView


def build(country: Country, view: MapView) -> folium.Map:
    """Make the map."""
    web_map = base_map()
    shapes = country.shapes.assign(klasse=country.shapes["code"].map(view.class_of))
    shapes.explore(
        "klasse",
        categorical=True,
        categories=[entry.klasse.key for entry in view.legend],
        cmap=[entry.klasse.fill for entry in view.legend],
        m=web_map,
        legend=False,
        tooltip="naam",
        style_kwds={"fillOpacity": 1, "weight": 0.8, "color": "#ffffff"},
    )
    lines = [shapely.LineString([(van.lon, van.lat), (naar.lon, naar.lat)]) for van, naar in country.lines]
    gpd.GeoDataFrame(geometry=lines, crs=WGS84).explore(m=web_map, color=LINE, style_kwds={"weight": 1})
    names = [dot.naam for dot in country.dots]
    places = shapely.points([dot.lon for dot in country.dots], [dot.lat for dot in country.dots])
    gpd.GeoDataFrame({"naam": names}, geometry=places, crs=WGS84).explore(m=web_map, color=DOT)
    return web_map


def colours(country: Country, view: MapView) -> list[str]:
    """List the fill of every gemeente in the order of the codes."""
    fill = {entry.klasse.key: entry.klasse.fill for entry in view.legend}
    return [fill[view.class_of[feature["properties"]["code"]]] for feature in country.geojson["features"]]


if __name__ == "__main__":
    from bench.rivals.page import show

    show(build)
