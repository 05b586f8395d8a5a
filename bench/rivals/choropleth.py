"""
The usual way with Folium: ``folium.Choropleth`` and an object per dot and line, all sent again on each rerun.

``python -m streamlit run bench/rivals/choropleth.py``, from the root of the repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import pandas as pd

from bench.rivals.country import base_map
from netmap.maps.style import safe

if TYPE_CHECKING:
    from bench.rivals.country import Country
    from netmap.layers import MapView

LINE, DOT = "#1b7837", "#5e3c99"


def build(country: Country, view: MapView) -> folium.Map:
    """Make the map; the scale that comes with a Choropleth is left out: it loads scripts from two other hosts."""
    web_map = base_map()
    layer = _choropleth(country, view)
    if layer.color_scale is not None:
        del layer._children[layer.color_scale.get_name()]
        layer.color_scale = None
    layer.add_to(web_map)
    for van, naar in country.lines:
        line = folium.PolyLine([(van.lat, van.lon), (naar.lat, naar.lon)], color=LINE, weight=1)  # type: ignore[no-untyped-call]
        line.add_to(web_map)
    for dot in country.dots:
        folium.CircleMarker((dot.lat, dot.lon), radius=3, color=DOT, fill=True, tooltip=safe(dot.naam)).add_to(web_map)
    return web_map


def colours(country: Country, view: MapView) -> list[str]:
    """List the fill of every gemeente in the order of the codes; a Choropleth takes a palette, not our colours."""
    style = _choropleth(country, view).geojson.style_function
    return [style(feature)["fillColor"] for feature in country.geojson["features"]]


def _choropleth(country: Country, view: MapView) -> folium.Choropleth:
    number = {entry.klasse.key: i for i, entry in enumerate(view.legend)}
    return folium.Choropleth(
        geo_data=country.geojson,
        data=pd.Series({code: number[klasse] for code, klasse in view.class_of.items()}),
        key_on="feature.properties.code",
        bins=[i - 0.5 for i in range(len(number) + 1)],
        fill_color="YlGnBu",
        fill_opacity=1,
        line_weight=0.8,
    )


if __name__ == "__main__":
    from bench.rivals.page import show

    show(build)
