"""Whether a map can be that of the gemeenten of the register: one check, for borders that are loaded or fetched."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from netmap.dutch import agree
from netmap.errors import DataError, Problem
from netmap.schema import RD_NEW, WGS84, dutch_number, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from netmap.geojson import GemeenteMap

NETHERLANDS: Final = (3.2, 50.7, 7.3, 53.6)
"""West, south, east and north of the European Netherlands in degrees, a little wide."""
SLIVER_WIDTH_M: Final = 5.0
"""An overlap or enclosed gap narrower than this comes of rounding."""
LAND_TIMES: Final = (0.75, 20.0)
"""How large a shape may be against the land of the register: drawn roughly, or with the sea (Harlingen: 15 times)."""
NEAREST: Final = 12
"""Among so many nearest gemeenten one is of the same provincie and one of the same veiligheidsregio (at most 8th)."""
PROVINCIES: Final = {
    "Drenthe": (234, 543), "Flevoland": (166, 503), "Fryslân": (185, 577), "Gelderland": (189, 451),
    "Groningen": (251, 577), "Limburg": (192, 347), "Noord-Brabant": (141, 394), "Noord-Holland": (121, 502),
    "Overijssel": (230, 491), "Utrecht": (143, 455), "Zeeland": (47, 388), "Zuid-Holland": (95, 446),
}  # fmt: skip
"""Where the centres of the gemeenten of a provincie lie on average: kilometres in RD New, from the shipped borders."""
ADRIFT_KM: Final = 20
"""Further away a provincie is not where it belongs; herindelingen and the sea move its average a few kilometres."""
BORDERS_FILE: Final = "gemeenten.geojson"
_SHOWN: Final = 5
_RD_BOUNDS: Final = shapely.box(-10_000, 290_000, 300_000, 640_000)
_IN_RD: Final = (
    "getallen als in RD (EPSG:28992), terwijl de kaart dat niet zegt. Bewaar haar in EPSG:4326, of zet er boven: "
    '"crs": {"type": "name", "properties": {"name": "EPSG:28992"}}'
)
_SWAPPED: Final = "breedte en lengte verwisseld. Zet in elk punt de lengte (3 tot 8) voor de breedte (50 tot 54)"
_ABROAD: Final = "een plaats buiten Nederland. Nodig zijn lengte en breedte in graden (EPSG:4326), in die volgorde"


def check_map(found: GemeenteMap, gemeenten: pd.DataFrame, *, exact: bool) -> gpd.GeoDataFrame:
    """
    Compare a map with the register, and refuse what cannot be right.

    Parameters
    ----------
    found
        The map as it was read.
    gemeenten
        The register, indexed by ``code``.
    exact
        Whether neighbours must share their borders point by point, as all that draws and dissolves needs; else they
        may differ by a sliver, for ``borders.snap_borders`` to close.

    Returns
    -------
    borders
        Polygons in RD New (EPSG:28992), indexed by ``code`` in the order of the register, column ``naam``.

    Raises
    ------
    DataError
        With what was found, what was expected and a remedy, for each thing that is wrong.
    """
    checks = (_code_problems, _name_problems, _shape_problems)
    problems = [problem for check in checks for problem in check(found, gemeenten)]
    if not problems:
        index = pd.Index(found.codes, name="code")
        borders = gpd.GeoDataFrame(geometry=found.shapes, index=index, crs=WGS84).loc[gemeenten.index].to_crs(RD_NEW)
        borders.insert(0, "naam", gemeenten["naam"])
        problems = [
            *_whole_problems(borders, gemeenten),
            *_size_problems(borders, gemeenten),
            *_place_problems(borders, gemeenten),
            *_coverage_problems(borders, gemeenten, exact),
        ]
    if problems:
        raise DataError([Problem(found.bestand, None, column, text) for column, text in problems])
    return borders


def _code_problems(found: GemeenteMap, gemeenten: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Compare the codes: those that are missing, unknown or there twice."""
    there, known = set(found.codes), set(gemeenten.index)
    remedy = "Neem de kaart van het jaar dat bij gemeenten.csv hoort, of werk gemeenten.csv bij."
    for odd, one, many in (
        (known - there, "in de kaart ontbreekt", "in de kaart ontbreken"),
        (there - known, "in het register staat niet", "in het register staan niet"),
    ):
        if odd:
            yield "code", f"{agree(len(odd), one, many)}: {name_some(odd, gemeenten)}. {remedy}"
    if len(there) < len(found.codes):
        again = {code for code in there if found.codes.count(code) > 1}
        yield "code", f"dubbel: {name_some(again, gemeenten)}. Maak van elke gemeente één vorm (MultiPolygon)."


def _name_problems(found: GemeenteMap, gemeenten: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Compare the names: a code with the name of another gemeente has changed places with it."""
    own = {fold(name): code for code, name in gemeenten["naam"].items()}
    odd = {code for code, name in zip(found.codes, found.namen, strict=True) if own.get(fold(name), code) != code}
    if known := odd & set(gemeenten.index):
        text = "op de kaart heeft de code de naam van een andere gemeente. Verbeter haar daar of in gemeenten.csv."
        yield "code", f"{name_some(known, gemeenten)}: {text}"


def _shape_problems(found: GemeenteMap, gemeenten: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Look at each shape by itself: whether it is one, and where it lies."""
    with_fault: dict[str, list[str]] = defaultdict(list)
    for code, shape, fault in zip(found.codes, found.shapes, found.faults, strict=True):
        if text := fault or _fault_of(shape):
            with_fault[text].append(code)
    for text, codes in with_fault.items():
        yield "geometry", f"{name_some(codes, gemeenten)}: {text}."


def _fault_of(shape: shapely.geometry.base.BaseGeometry | None) -> str:
    """Say what is wrong with one shape in degrees; empty when it is whole and lies in the Netherlands."""
    if shape is None or not shape.is_valid:
        return "een rand die zichzelf kruist. Herstel de vorm, in QGIS met Geometrieën repareren"
    west, south, east, north = NETHERLANDS
    if shapely.box(west, south, east, north).covers(shape):
        return ""
    if _RD_BOUNDS.covers(shape):
        return _IN_RD
    return _SWAPPED if shapely.box(south, west, north, east).covers(shape) else _ABROAD


def _size_problems(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Compare the area of each gemeente with its land in the register."""
    land = gemeenten["oppervlakte_land_ha"].astype(float)
    area = borders.area / 10_000
    low, high = LAND_TIMES
    odd = (area < low * land) | (area > high * land)
    sizes = [
        f"{name_some([code], gemeenten)} is {dutch_number(area[code])} hectare op de kaart en "
        f"{dutch_number(land[code])} hectare land in gemeenten.csv"
        for code in borders.index[odd]
    ]
    if sizes:
        yield "geometry", f"{shorten(sizes, '; ')}. Verbeter wat niet klopt: de vorm, haar code of de oppervlakte."


def _centres(borders: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Find the centre of each gemeente, in metres."""
    return shapely.get_coordinates(shapely.centroid(borders.geometry.to_numpy()))


def _whole_problems(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Find the provincies that lie elsewhere, as on a map of the country that is mirrored, turned or moved."""
    means = pd.DataFrame(_centres(borders) / 1000).groupby(gemeenten["provincie"].to_numpy()).mean()
    if not PROVINCIES.keys() <= set(means.index):  # the average of a part of a provincie may lie anywhere in it
        return
    adrift = [
        f"{name} ligt {dutch_number(km)} kilometer van haar plaats"
        for name, place in PROVINCIES.items()
        if (km := np.hypot(*(means.loc[name] - np.array(place)))) > ADRIFT_KM
    ]
    if adrift:
        yield "geometry", f"{shorten(adrift)}. Kijk of de kaart gespiegeld, gedraaid of verschoven is."


def nearest_gemeenten(borders: gpd.GeoDataFrame) -> NDArray[np.intp]:
    """Find the ``NEAREST`` other gemeenten of each by their centres: row numbers, the nearest first."""
    centres = _centres(borders)
    distances = np.hypot(*(centres[:, None] - centres).transpose(2, 0, 1))
    return np.argsort(distances, axis=1)[:, 1 : NEAREST + 1]


def _place_problems(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Find the gemeenten that lie far from the rest of their provincie or veiligheidsregio, as after a swap."""
    nearest = nearest_gemeenten(borders)
    codes = [str(code) for code in borders.index]
    far = {}
    for kind in ("veiligheidsregio", "provincie"):
        region = gemeenten[kind].to_numpy()
        alone = ~(region[nearest] == region[:, None]).any(axis=1) & (
            gemeenten.groupby(kind)[kind].transform("size") > 1
        )
        for i in np.flatnonzero(alone):
            around = pd.Series(region[nearest[i]]).mode()[0]
            far[codes[i]] = f"ligt niet bij de rest van {kind} {region[i]} maar in {around}"
    if far:
        texts = [f"{name_some([code], gemeenten)} {text}" for code, text in sorted(far.items())]
        yield "geometry", f"{shorten(texts, '; ')}. Kijk of vormen of codes verwisseld zijn."


def _coverage_problems(borders: gpd.GeoDataFrame, gemeenten: pd.DataFrame, exact: bool) -> Iterator[tuple[str, str]]:
    """Find the gemeenten that lie over each other, or whose borders are not quite those of their neighbours."""
    shapes = borders.geometry.to_numpy()
    if shapely.coverage_is_valid(shapes):
        return
    loose = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    left, right = shapely.STRtree(shapes[loose]).query(shapes[loose], predicate="intersects")
    once = left < right
    left, right = loose[left[once]], loose[right[once]]
    pair, part = _parts(shapely.intersection(shapes[left], shapes[right]))
    wide = width_m(part) >= SLIVER_WIDTH_M
    over = [
        f"{name_some([codes[0]], gemeenten)} en {name_some([codes[1]], gemeenten)}"
        for i in np.unique(pair[wide])
        if (codes := borders.index[[left[i], right[i]]].tolist())
    ]
    if over:
        yield "geometry", f"over elkaar liggen: {shorten(over, '; ')}. Geef elk stuk land aan één gemeente."
    elif exact:
        remedy = "Maak ze passend met 'python -m netmap borders', met dit bestand als --bestand en uw map als --data."
        codes = borders.index[loose].tolist()
        yield "geometry", f"niet precies langs hun buren lopen de randen van: {name_some(codes, gemeenten)}. {remedy}"


def _parts(overlaps: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[Any]]:
    """Take overlaps apart into areas, without the borders that are shared: which one each is of, and the area."""
    parts, pair = shapely.get_parts(overlaps, return_index=True)
    parts, again = shapely.get_parts(parts, return_index=True)  # of a collection the parts have parts
    is_area = shapely.get_dimensions(parts) == 2
    return pair[again][is_area], parts[is_area]


def width_m(areas: NDArray[Any]) -> NDArray[np.float64]:
    """Measure the mean width of polygons in RD New: that of a long strip of the same area and perimeter."""
    return 2 * shapely.area(areas) / shapely.length(areas)


def name_some(codes: Iterable[str], gemeenten: pd.DataFrame) -> str:
    """Name the first few codes with their names in the register, and how many there are in all."""
    names = gemeenten["naam"]
    return shorten([f"{code} ({names[code]})" if code in names.index else code for code in sorted(set(codes))])


def shorten(texts: list[str], between: str = ", ") -> str:
    """Join the first few, and say how many there are in all."""
    shown = between.join(texts[:_SHOWN])
    return f"{shown} … ({len(texts)} in totaal)" if len(texts) > _SHOWN else shown
