"""Borders as the browser gets them: each once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from topojson.core.topology import Topology

from netmap.geo import require_rd
from netmap.schema import WGS84

if TYPE_CHECKING:
    import geopandas as gpd

_STEPS: Final = 20_000
"""Of the raster on which points lie, over the width of all shapes and over their height."""


def to_topojson(**layers: gpd.GeoDataFrame) -> bytes:
    """
    Write shapes for the browser: a border that two of them share is there once.

    Parameters
    ----------
    layers
        By name: polygons or lines in RD New, indexed by code. Shared borders are exactly shared.

    Returns
    -------
    topojson
        One object per layer, in WGS84; each shape has the property ``code`` and one per other column in which it has
        something. An empty shape is left out. Of the country points lie on a raster of some 15 metres: less than a
        pixel, however far a reader zooms in.

    Raises
    ------
    ValueError
        When a layer is not in RD New.
    """
    for shapes in layers.values():
        require_rd(shapes)
    there = [shapes[~shapes.is_empty].to_crs(WGS84) for shapes in layers.values()]
    frames = [shapes.rename_axis("code").reset_index() for shapes in there]
    found = Topology(frames, object_name=list(layers), prequantize=_STEPS).to_dict()
    for shapes in found["objects"].values():
        for shape in shapes["geometries"]:
            del shape["id"]  # its place in the file
            shape["properties"] = {key: said for key, said in shape["properties"].items() if said == said}  # not NaN
    return json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
