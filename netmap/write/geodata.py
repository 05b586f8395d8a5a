"""The map as data: GeoPackage in RD New for QGIS and ArcGIS, GeoJSON and TopoJSON in degrees for the web."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from topojson.core.topology import Topology

from netmap.coverage import compute_totals
from netmap.geo import dissolve_regions, label_points, require_rd
from netmap.graph import find_inzetten
from netmap.inzet import as_written
from netmap.layers import LAYERS
from netmap.schema import DATE_COLUMNS, GEBIED_COLUMNS, RD_NEW, WGS84
from netmap.write.graphml import build_network
from netmap.write.qgis import classes_qml, dots_qml, lines_qml, outline_qml
from netmap.write.workbook import describe_file, plain_text

if TYPE_CHECKING:
    import networkx as nx

    from netmap.layers import Stand
    from netmap.regio import Regio

_DAYS: Final = ("einddatum", "bevestigd", *DATE_COLUMNS)
"""Columns of a GeoPackage that hold days; years and months are the words beside them."""
_SHAPES: Final = {"knopen": "Point", "lijnen": "LineString"}
"""Layers that do not hold areas."""
_DECIMALS: Final = 6
"""Of a degree: a decimetre."""
_STEPS: Final = 1_000_000
"""Whole numbers that the width and the height of a TopoJSON map are divided in: steps of 30 centimetres."""


def build_gemeenten(stand: Stand, borders: gpd.GeoDataFrame, gebied: Regio | None = None) -> gpd.GeoDataFrame:
    """
    Put the answers of all layers on the shapes of the gemeenten, one row each, ordered by code, in RD New (EPSG:28992).

    Names, ``inwoners``, per layer its class (``…_klasse``) and label (``…_label``), organisations, fte,
    ``te_bevestigen``, ``uitleg``, and days as text, as precise as the source gives them (``2021-05``). ``ValueError``
    when ``borders`` is not in RD New, ``KeyError`` when the register lacks the region.
    """
    require_rd(borders)
    codes = stand.codes(gebied)
    rows = [_facts(stand, code) for code in codes]
    return gpd.GeoDataFrame(rows, geometry=borders.geometry.loc[list(codes)].to_numpy(), crs=RD_NEW)


def _facts(stand: Stand, code: str) -> dict[str, Any]:
    """Everything known about a gemeente, as plain values."""
    one = stand.dekking[code]
    inzetten = find_inzetten(stand.graph, code, "zorgcoordinator")
    facts: dict[str, Any] = {"code": code, "naam": one.naam, "inwoners": one.inwoners}
    register = stand.tables.gemeenten.loc[code]
    facts |= {column: str(register[column]) for column in GEBIED_COLUMNS.values()}
    for layer in LAYERS.values():
        facts |= {f"{layer.key}_klasse": layer.classify(stand, code), f"{layer.key}_label": layer.label(stand, code)}
    facts |= {
        "organisaties": ", ".join(one.organisaties),
        "onafhankelijke_organisaties": None if one.status == "onbekend" else one.k,
        "fte_per_100k": None if one.fte_per_100k is None else round(one.fte_per_100k, 3),
        "einddatum": as_written(one.einddatum, inzetten, "tot"),
        "bevestigd": as_written(one.bevestigd, inzetten, "bevestigd_op", "bron_datum"),
        "te_bevestigen": one.te_bevestigen,
        "uitleg": " ".join(one.uitleg),
    }
    return {key: plain_text(str(value)) if isinstance(value, str | date) else value for key, value in facts.items()}


def write_geojson(
    stand: Stand, borders: gpd.GeoDataFrame, gebied: Regio | None = None, organisatie: str = "netmap",
    link: str = "", *, for_d3: bool = False,
) -> bytes:  # fmt: skip
    """
    Write the gemeenten with all layers as GeoJSON.

    RFC 7946: longitude and latitude (WGS84) in 6 decimals, outer rings counter-clockwise; ``titel``, ``peildatum``,
    ``bron`` and ``link`` beside the features. ``for_d3`` turns the rings the other way: D3, and with it Vega and
    Altair, reckon on a globe, where a ring that is turned as the standard asks holds everything but the gemeente.
    ``ValueError`` when ``borders`` is not in RD New (EPSG:28992), ``KeyError`` when the register lacks the region.
    """
    frame = build_gemeenten(stand, borders, gebied)
    degrees = shapely.transform(frame.geometry.to_crs(WGS84).to_numpy(), lambda xy: xy.round(_DECIMALS))
    shapes = shapely.orient_polygons(degrees, exterior_cw=for_d3)
    features = [
        {"type": "Feature", "id": code, "properties": _facts(stand, code), "geometry": json.loads(shape)}
        for code, shape in zip(frame["code"], shapely.to_geojson(shapes), strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        **describe_file(stand, gebied, organisatie, link),
        "bbox": [float(edge) for edge in shapely.total_bounds(shapes)],
        "features": features,
    }
    return _json(collection)


def write_topojson(
    stand: Stand, borders: gpd.GeoDataFrame, gebied: Regio | None = None, organisatie: str = "netmap",
    link: str = "",
) -> bytes:  # fmt: skip
    """
    Write the gemeenten with all layers as TopoJSON, for Power BI: a border between two gemeenten is in it once.

    One object, ``gemeenten``; degrees (WGS84) as whole numbers, outer rings clockwise as D3 reads them; ``titel``,
    ``peildatum``, ``bron`` and ``link`` beside it. Raises as `write_geojson` does.
    """
    frame = build_gemeenten(stand, borders, gebied)
    shapes = frame.geometry.to_crs(WGS84).to_numpy()
    found: dict[str, Any] = Topology(list(shapes), object_name="gemeenten", prequantize=_STEPS).to_dict()
    lines = [np.cumsum(arc, axis=0) for arc in found["arcs"]]
    for code, shape in zip(frame["code"], found["objects"]["gemeenten"]["geometries"], strict=True):
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        turned = [[_turn(ring, lines, clockwise=not i) for i, ring in enumerate(rings)] for rings in parts]
        arcs = turned[0] if shape["type"] == "Polygon" else turned
        shape |= {"id": code, "properties": _facts(stand, code), "arcs": arcs}
    found["bbox"] = [float(edge) for edge in found["bbox"]]
    return _json({**found, **describe_file(stand, gebied, organisatie, link)})


def _turn(ring: list[int], lines: list[Any], *, clockwise: bool) -> list[int]:
    """Turn a ring of arcs the right way; topojson leaves one that is a whole arc of two gemeenten as it came first."""
    points = np.concatenate([lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in ring])
    if shapely.LinearRing(points).is_ccw == clockwise:
        return [~arc for arc in reversed(ring)]
    return ring


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def write_gpkg(
    stand: Stand, borders: gpd.GeoDataFrame, gebied: Regio | None = None, organisatie: str = "netmap",
    link: str = "",
) -> bytes:  # fmt: skip
    """
    Write gemeenten, regions and network as layers of one GeoPackage in RD New (EPSG:28992).

    Layers ``gemeenten``, one per kind of region that the register has (``politieregio``, ``veiligheidsregio``,
    ``provincie``, ``centrumgemeente``), ``knopen`` and ``lijnen``; of a region that
    ``gebied`` touches the whole shape is there. Columns of days hold days, or else blank with the year or month in
    ``…_in_woorden``. ``layer_styles`` has the classes of every layer of the map; QGIS opens ``gemeenten`` with those of
    zorgcoördinatie. Title, peildatum, source and link stand in the metadata. The same bytes for the same content.
    ``ValueError`` when ``borders`` is not in RD New, ``KeyError`` when the
    register lacks the region.
    """
    kinds = {"onafhankelijke_organisaties": "Int64", "fte_per_100k": "float64"}
    gemeenten = build_gemeenten(stand, borders, gebied).astype(kinds)
    layers = {"gemeenten": gemeenten} | {
        kind: _regions(stand, borders, kind, gemeenten) for kind in stand.tables.gebieden.kinds
    }
    network = build_network(stand, label_points(borders), gebied, organisatie, link)
    layers |= {"knopen": _nodes(network), "lijnen": _edges(network)}
    facts = describe_file(stand, gebied, organisatie, link)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "netmap.gpkg"
        for i, (name, frame) in enumerate(layers.items()):
            pyogrio.write_dataframe(
                _with_days(frame),
                path,
                layer=name,
                driver="GPKG",
                append=i > 0,
                geometry_type=_SHAPES.get(name, "MultiPolygon"),
                promote_to_multi=name not in _SHAPES,
                use_arrow=True,  # without it a day is written as text
                dataset_metadata=facts if i == 0 else None,
                dataset_options={"VERSION": "1.3"} if i == 0 else None,  # older programs warn about 1.4
                layer_options={"IDENTIFIER": f"{facts['titel']}: {name}", "DESCRIPTION": facts["bron"]},
            )
        pyogrio.write_dataframe(_styles(stand), path, layer="layer_styles", driver="GPKG", append=True)
        _set_day(path, f"{facts['peildatum']}T00:00:00.000Z")
        return path.read_bytes()


def _with_days(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the columns of days real ones; a year or a month has a column of words beside it."""
    parted: dict[str, Any] = {}
    for name, cells in frame.items():
        parted[str(name)] = cells
        if name in _DAYS:
            days = [date.fromisoformat(cell) if isinstance(cell, str) and len(cell) == 10 else None for cell in cells]
            parted[str(name)] = pd.Series(days, dtype="date32[day][pyarrow]")
            words = [cell if isinstance(cell, str) and not day else None for cell, day in zip(cells, days, strict=True)]
            parted[f"{name}_in_woorden"] = pd.Series(words, dtype="str")
    return gpd.GeoDataFrame(parted, geometry="geometry", crs=frame.crs)


def _styles(stand: Stand) -> pd.DataFrame:
    """Make the table in which QGIS looks for styles: one per layer of the map, and one for each of the others."""
    styles = [
        ("gemeenten", layer.naam, classes_qml(f"{layer.key}_klasse", layer.list_klassen(stand.settings)))
        for layer in LAYERS.values()
    ]
    styles += [(kind, kind, outline_qml()) for kind in stand.tables.gebieden.kinds]
    styles += [("knopen", "knopen", dots_qml()), ("lijnen", "lijnen", lines_qml())]
    moment = datetime.combine(stand.peildatum, time.min)
    rows = [
        {
            "f_table_catalog": "", "f_table_schema": "", "f_table_name": table, "f_geometry_column": "geom",
            "styleName": name, "styleQML": qml, "styleSLD": "",
            "useAsDefault": table != "gemeenten" or name == LAYERS["zorgcoordinatie"].naam,
            "description": f"netmap: {name}", "owner": "", "ui": None, "update_time": moment,
        }
        for table, name, qml in styles
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _set_day(path: Path, moment: str) -> None:
    """Put the peildatum where GDAL wrote the moment of making."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (moment,))


def _regions(stand: Stand, borders: gpd.GeoDataFrame, kind: str, gemeenten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Whole regions of one kind that the gemeenten lie in, with their counts."""
    shapes = dissolve_regions(borders, stand.tables.gemeenten, kind)
    here = set(gemeenten[GEBIED_COLUMNS[kind]])
    regions = [region for region in stand.tables.gebieden.regios(kind) if region.naam in here]
    rows = []
    for region in regions:
        totals = compute_totals(stand.dekking[code] for code in stand.codes(region))
        rows.append(
            {
                "naam": plain_text(region.naam),
                "gemeenten": totals.gemeenten,
                "inwoners": totals.inwoners,
                "gemeenten_gedekt": totals.gedekt[0],
                "inwoners_gedekt": totals.gedekt[1],
                "gemeenten_te_bevestigen": totals.te_bevestigen,
            }
        )
    return gpd.GeoDataFrame(rows, geometry=[shapes.geometry.loc[region.naam] for region in regions], crs=RD_NEW)


def _nodes(network: nx.MultiDiGraph[str]) -> gpd.GeoDataFrame:
    """Dots of the network with all their attributes."""
    rows = [{"id": node, **facts} for node, facts in network.nodes(data=True)]
    frame = gpd.GeoDataFrame(rows, geometry=[shapely.Point(row["x"], row["y"]) for row in rows], crs=RD_NEW)
    whole = {column: "Int64" for column in ("inwoners", "gemeenten_gebied", "inwoners_gebied") if column in frame}
    return frame.astype(whole)


def _edges(network: nx.MultiDiGraph[str]) -> gpd.GeoDataFrame:
    """Straight lines between the dots, with all their attributes."""
    rows, lines = [], []
    for van, naar, key, facts in network.edges(keys=True, data=True):
        ends = [network.nodes[node] for node in (van, naar)]
        names = {"van": van, "naar": naar, "van_naam": ends[0]["naam"], "naar_naam": ends[1]["naam"]}
        rows.append({"id": key, **names, **facts})
        lines.append(shapely.LineString([(end["x"], end["y"]) for end in ends]))
    return gpd.GeoDataFrame(rows, geometry=lines, crs=RD_NEW)
