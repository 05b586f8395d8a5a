"""The Folium map on which everything is drawn: rendered once, as a part of the script that a browser keeps."""

from __future__ import annotations

from typing import Final

import folium
from branca.element import Figure

NAME: Final = "nederland"
"""Of the map; Folium names the element that it fills after it."""


def build_map() -> folium.Map:
    """Make the map, without tiles: what is on it comes from our own files."""
    web_map = folium.Map(
        tiles=None,
        location=[52.2, 5.3],
        zoom_start=7,
        max_zoom=12,
        max_bounds=True,
        min_lat=50.2,
        max_lat=54.1,
        min_lon=2.2,
        max_lon=8.4,
        zoom_control=False,
        attribution_control=False,
        keyboard=False,
        zoom_snap=0.1,
        zoom_delta=0.75,
        max_bounds_viscosity=0.8,
    )
    web_map._id = NAME  # else it is another in every process, and a browser would fetch everything again
    return web_map


def write_map(web_map: folium.Map) -> str:
    """
    Write what Folium renders as a function that makes the map in the element of its name, and returns it.

    ``ValueError`` if the map would make the browser ask another host for something.
    """
    figure = web_map.get_root()
    assert isinstance(figure, Figure)
    figure.render()
    rendered = figure.script.render()
    if "//" in rendered:
        msg = f"The map makes the browser ask another host: {rendered.partition('//')[2][:50]}"
        raise ValueError(msg)
    return f"function () {{\n{rendered}\nreturn {web_map.get_name()};\n}}"
