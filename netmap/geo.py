"""Shapes and places: who lies beside whom, regions dissolved from gemeenten, points for labels; all in RD New."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import geopandas as gpd
import networkx as nx
import shapely

from netmap.schema import GEBIED_COLUMNS, RD_NEW, WGS84

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

_DECIMALS = 5
_LABEL_TOLERANCE_M = 100.0


def require_rd(shapes: gpd.GeoDataFrame) -> None:
    """
    Refuse shapes that are not in metres.

    Parameters
    ----------
    shapes
        Any frame with a geometry.

    Raises
    ------
    ValueError
        Unless the frame is in RD New (EPSG:28992), where a unit is a metre.
    """
    if shapes.crs is None or shapes.crs.to_epsg() != 28992:
        msg = f"Needs {RD_NEW} (metres), got {shapes.crs}. Project with shapes.to_crs({RD_NEW!r}) after loading."
        raise ValueError(msg)


def find_neighbours(borders: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """
    Find which gemeenten share a stretch of border; touching in one point is not enough.

    Parameters
    ----------
    borders
        Polygons in RD New, indexed by gemeente code; shared borders are exactly shared.

    Returns
    -------
    neighbours
        Code to the codes beside it, sorted; an island has none but is there.

    Raises
    ------
    ValueError
        When ``borders`` is not in RD New.
    """
    require_rd(borders)
    shapes = borders.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = left < right
    left, right = left[pairs], right[pairs]
    shared = shapely.length(shapely.intersection(shapes[left], shapes[right]))
    found: dict[str, set[str]] = {str(code): set() for code in borders.index}
    codes = list(found)
    for i, j in zip(left[shared > 0], right[shared > 0], strict=True):
        found[codes[i]].add(codes[j])
        found[codes[j]].add(codes[i])
    return {code: tuple(sorted(others)) for code, others in found.items()}


def build_contiguity(borders: gpd.GeoDataFrame) -> nx.Graph[str]:
    """
    Link the gemeenten that lie beside each other, islands included.

    Parameters
    ----------
    borders
        Polygons in RD New, indexed by gemeente code.

    Returns
    -------
    contiguity
        A node per gemeente; an edge for a shared stretch of border. Every group of gemeenten apart from the
        mainland (the largest group) is linked once, with the gemeente at the smallest distance.

    Raises
    ------
    ValueError
        When ``borders`` is not in RD New.
    """
    neighbours = find_neighbours(borders)
    contiguity: nx.Graph[str] = nx.Graph()
    contiguity.add_nodes_from(sorted(neighbours))
    contiguity.add_edges_from((code, other) for code in sorted(neighbours) for other in neighbours[code])
    groups = sorted(map(sorted, nx.connected_components(contiguity)), key=lambda group: (-len(group), group))
    for island in groups[1:]:
        rest = sorted(set(neighbours) - set(island))
        tree = shapely.STRtree(borders.geometry[rest].to_numpy())
        pairs, distances = tree.query_nearest(borders.geometry[island].to_numpy(), return_distance=True)
        nearest = min(zip(distances, *pairs, strict=True))
        contiguity.add_edge(island[nearest[1]], rest[nearest[2]])
    return contiguity


def find_middles(borders: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """
    Find a point within each gemeente, to measure distances as the crow flies.

    Parameters
    ----------
    borders
        Polygons in RD New, indexed by gemeente code.

    Returns
    -------
    middles
        Code to (x, y) in metres.

    Raises
    ------
    ValueError
        When ``borders`` is not in RD New.
    """
    require_rd(borders)
    return {str(code): (point.x, point.y) for code, point in borders.geometry.representative_point().items()}


def dissolve_regions(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame, kind: str) -> gpd.GeoDataFrame:
    """
    Join gemeenten into regions.

    Parameters
    ----------
    borders
        Polygons in RD New, indexed by gemeente code.
    gemeenten
        The register, same index.
    kind
        A key of ``schema.GEBIED_COLUMNS``.

    Returns
    -------
    regions
        One shape per region in RD New, indexed by its name, sorted.

    Raises
    ------
    ValueError
        When ``borders`` is not in RD New or ``kind`` is no region column.
    """
    require_rd(borders)
    if kind not in GEBIED_COLUMNS:
        msg = f"kind must be one of {tuple(GEBIED_COLUMNS)}, got {kind!r}."
        raise ValueError(msg)
    column = gemeenten[GEBIED_COLUMNS[kind]].rename(kind)
    labelled = borders[["geometry"]].join(column[column != ""], how="inner", validate="1:1")
    return labelled.dissolve(by=kind, method="coverage").sort_index()


def label_points(shapes: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """
    Find for each shape the place where a label fits best.

    Parameters
    ----------
    shapes
        Polygons in RD New, indexed by code or name.

    Returns
    -------
    points
        Index to (longitude, latitude) in degrees: the middle of the largest circle in the largest part.

    Raises
    ------
    ValueError
        When ``shapes`` is not in RD New.
    """
    require_rd(shapes)
    parts = shapes[["geometry"]].explode(index_parts=False)
    largest = parts.iloc[parts.area.argsort()[::-1]].loc[lambda p: ~p.index.duplicated()].reindex(shapes.index)
    circles = shapely.maximum_inscribed_circle(largest.geometry.to_numpy(), tolerance=_LABEL_TOLERANCE_M)
    centres = gpd.GeoSeries(shapely.get_point(circles, 0), index=shapes.index, crs=RD_NEW).to_crs(WGS84)
    return {str(key): (round(p.x, _DECIMALS), round(p.y, _DECIMALS)) for key, p in centres.items()}


def split_borders(regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Cut the borders of regions into what two of them share and what lies on the outside.

    Parameters
    ----------
    regions
        Polygons in RD New; shared borders are exactly shared.

    Returns
    -------
    borders
        Lines in RD New, indexed by ``gedeeld`` and ``rand``; a stretch of border is there once.

    Raises
    ------
    ValueError
        When ``regions`` is not in RD New.
    """
    require_rd(regions)
    shapes = regions.geometry.to_numpy()
    edge = shapely.boundary(shapely.coverage_union_all(shapes))
    shared = shapely.difference(shapely.union_all(shapely.boundary(shapes)), edge)
    return gpd.GeoDataFrame(geometry=shapely.line_merge([shared, edge]), index=["gedeeld", "rand"], crs=RD_NEW)


def split_doubtful(gemeenten: gpd.GeoDataFrame, candidates: Mapping[str, Collection[str]]) -> gpd.GeoDataFrame:
    """
    Cut the borders between regions into those that are certain and those that may not be there.

    Parameters
    ----------
    gemeenten
        Polygons in RD New, indexed by code; shared borders are exactly shared.
    candidates
        Code to the names of the regions that a gemeente may belong to: one when that is known. Not empty.

    Returns
    -------
    borders
        Lines in RD New, indexed by ``gedeeld`` and ``misschien``; a stretch is doubtful when both sides may belong to
        the same region, and do not both have no other.

    Raises
    ------
    ValueError
        When ``gemeenten`` is not in RD New.
    """
    # whose region is not known stands by itself: a neighbour with the same candidates may belong to the other
    parts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, names in sorted(candidates.items()):
        parts[tuple(names) if len(names) == 1 else (code, *names)].append(code)
    merged = [shapely.coverage_union_all(gemeenten.geometry[codes].to_numpy()) for codes in parts.values()]
    regions = gpd.GeoDataFrame(geometry=merged, crs=gemeenten.crs)
    shapes = regions.geometry.to_numpy()
    may_be = [set(candidates[codes[0]]) for codes in parts.values()]
    shared = split_borders(regions).geometry["gedeeld"]
    touching = [
        shapely.intersection(shapes[left], shapes[right])
        for left, right in shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist()
        if left < right and may_be[left] & may_be[right]
    ]
    lines = [part for part in shapely.get_parts(touching) if part.length]  # the rest are corners
    doubtful = shapely.union_all(lines)
    cut = shapely.line_merge([shapely.difference(shared, doubtful), doubtful])
    return gpd.GeoDataFrame(geometry=cut, index=["gedeeld", "misschien"], crs=RD_NEW)
