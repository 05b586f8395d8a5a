"""Maps of gemeenten by whoever made them: GeoJSON, read with json and Shapely; GDAL would open what a file names."""

from __future__ import annotations

import codecs
import json
import re
import stat
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import numpy as np
import pyproj
import shapely

from netmap.errors import DataError, FolderError, Problem, explain_os_error
from netmap.personal import is_personal
from netmap.schema import RD_NEW, WGS84, dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

CODE_NAMES: Final = (
    "code", "statcode", "gemeentecode", "gemeente_code", "gm_code", "gemcode", "cbscode", "identificatie", "jrstatcode"
)  # fmt: skip
"""What makers of maps call the code of a gemeente, in small letters; the first is ours, then those of PDOK and CBS."""
MAX_POINTS: Final = 300_000
"""Nine times what the shipped borders have; ``borders`` takes ten seconds and 350 MB for so many."""
MAX_BYTES: Final = 50_000_000
_CODE = re.compile(r"((?:19|20)\d\d)?(?:GM)?0*(\d{1,4})", re.IGNORECASE)
_NAMES = ("naam", "statnaam", "gemeentenaam")
_DEGREES = {"CRS84", "4326", "4258"}
_RD = {"28992", "7415"}
_UTF_16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_OTHER_KINDS = {b"PK": "een zip-bestand", b"SQLite format 3": "een GeoPackage", b"<": "XML, zoals een VRT, KML of GML"}
_AS_GEOJSON = "Bewaar de kaart als GeoJSON, bijvoorbeeld met QGIS."


class GemeenteMap(NamedTuple):
    """What a map says, before anybody checked it; the lists run alongside each other."""

    bestand: str
    codes: list[str]
    """As ``GM0363``, or as the map has it when that is no code."""
    namen: list[str]
    """As the map calls each gemeente; empty when it does not."""
    shapes: list[BaseGeometry | None]
    """Longitude and latitude in degrees; None for what is no area."""
    faults: list[str]
    """Why a shape is None, in Dutch with its remedy; else empty."""
    jaren: frozenset[int]
    """Years of the indeling that the codes name, as in ``2026GM0363``."""
    titel: str
    """What the map calls itself, else empty."""
    notices: tuple[str, ...] = ()
    """What was read otherwise than written, in Dutch."""

    @classmethod
    def of(cls, bestand: str, borders: Mapping[str, BaseGeometry]) -> GemeenteMap:
        """Make a map of polygons in degrees (longitude, latitude) by code."""
        blank = [""] * len(borders)
        return cls(bestand, list(borders), blank, list(borders.values()), blank, frozenset(), "")


def refuse_map(bestand: str, text: str, kolom: str | None = None) -> NoReturn:
    """Refuse a map as a whole."""
    raise DataError([Problem(bestand, None, kolom, text)])


def read_map(path: Path) -> GemeenteMap:
    """
    Read a map of gemeenten from a file.

    Parameters
    ----------
    path
        GeoJSON in degrees, or in RD New when it says so.

    Returns
    -------
    map
        Codes and shapes in degrees, not compared with any register.

    Raises
    ------
    FolderError
        When the file is missing or cannot be opened.
    DataError
        When it is no GeoJSON with gemeenten, with what it is instead; or too large.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refuse_map(path.name, "dit is geen gewoon bestand. Noem een bestand met GeoJSON.")
        if status.st_size > MAX_BYTES:
            refuse_map(path.name, f"het bestand is {status.st_size // 1_000_000} MB. {_too_large()}")
        raw = path.read_bytes()
    except OSError as error:
        msg = f"Het bestand {path} kan niet worden gelezen ({explain_os_error(error)}). Controleer naam en rechten."
        raise FolderError(msg) from None
    found = read_features(parse_geojson(raw, path.name), path.name)
    if raw.startswith(codecs.BOM_UTF8):
        mark = f"{path.name}: het bestand begint met een onzichtbaar teken (BOM). Dat is overgeslagen."
        found = found._replace(notices=(*found.notices, mark))
    return found


def parse_geojson(raw: bytes, bestand: str) -> dict[str, Any]:
    """
    Read the text of a map, and say what is wrong when it is none.

    Parameters
    ----------
    raw
        The bytes of a file or an answer.
    bestand
        How a sentence names it.

    Returns
    -------
    collection
        A FeatureCollection whose features are a list.

    Raises
    ------
    DataError
        When it is no GeoJSON, is cut off, holds numbers that are none, or has more than ``MAX_POINTS`` points.
    """
    text = _decode(raw, bestand)
    if text.count("[") > MAX_POINTS:  # each point has one: known before a million of them are in memory
        refuse_map(bestand, f"de kaart heeft meer dan {dutch_number(MAX_POINTS)} punten. {_too_large()}")
    try:
        found = json.loads(text, parse_constant=lambda name: _refuse_number(bestand, name))
    except RecursionError:
        refuse_map(bestand, f"de haakjes zijn te diep genest. {_AS_GEOJSON}")
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or 0 < error.pos > len(text.rstrip()) - len("-Infinity"):
            refuse_map(bestand, "het bestand houdt halverwege op. Haal of bewaar het opnieuw.")
        refuse_map(bestand, f"op regel {error.lineno} is het geen JSON. {_AS_GEOJSON}")
    except ValueError:  # a number of thousands of digits
        _refuse_number(bestand, "een te lang getal")
    if isinstance(found, dict) and found.get("type") == "Topology":
        refuse_map(bestand, f"dit is TopoJSON. {_AS_GEOJSON}")
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        refuse_map(bestand, f"dit is geen verzameling van vormen (FeatureCollection). {_AS_GEOJSON}")
    return found


def _too_large() -> str:
    return "Neem een vereenvoudigde kaart, zoals gemeente_gegeneraliseerd van het CBS."


def _decode(raw: bytes, bestand: str) -> str:
    """Read bytes as UTF-8, and name what they are instead."""
    start = raw[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    if not start:
        refuse_map(bestand, "het bestand is leeg. Haal of bewaar het opnieuw.")
    if raw.startswith(_UTF_16_OR_32) or b"\0" in raw[:4]:
        refuse_map(bestand, "de tekst staat in UTF-16 of UTF-32. Bewaar haar als UTF-8.")
    for sign, kind in _OTHER_KINDS.items():
        if start.startswith(sign):
            refuse_map(bestand, f"dit is {kind}, geen GeoJSON. {_AS_GEOJSON}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse_map(bestand, f"op regel {line} staat een teken dat geen UTF-8 is. Bewaar de tekst als UTF-8.")


def _refuse_number(bestand: str, name: str) -> NoReturn:
    refuse_map(bestand, f"er staat {name} waar een getal hoort. Herstel de vorm en bewaar de kaart opnieuw.")


def read_features(collection: dict[str, Any], bestand: str) -> GemeenteMap:
    """
    Read the gemeenten of a FeatureCollection.

    Parameters
    ----------
    collection
        With a list of ``features`` and perhaps, as GeoJSON of before 2016 may have, a ``crs``.
    bestand
        How a sentence names it.

    Returns
    -------
    map
        Codes and shapes in degrees, not compared with any register.

    Raises
    ------
    DataError
        When it is in another system of coordinates, or a feature has no code.
    """
    is_rd = _is_rd(collection.get("crs"), bestand)
    codes, namen, shapes, faults, jaren = [], [], [], [], set()
    for number, feature in enumerate(collection["features"], start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            refuse_map(bestand, f"vorm {number} heeft geen eigenschappen. {_AS_GEOJSON}")
        code, jaar = _code_of(properties)
        if not code:
            there = ", ".join(str(name)[:40] for name in sorted(properties, key=str)[:12]) or "geen enkele"
            text = (
                f"vorm {number} heeft geen code van een gemeente. Zij heeft: {there}. Noem de code {CODE_NAMES[0]!r}."
            )
            refuse_map(bestand, text, CODE_NAMES[0])
        shape, fault = _read_shape(feature.get("geometry"))
        codes.append(code)
        namen.append(next((clean_name(properties[name]) for name in _NAMES if name in properties), ""))
        shapes.append(shape)
        faults.append(fault)
        jaren |= jaar
    if is_rd:
        to_degrees = pyproj.Transformer.from_crs(RD_NEW, WGS84, always_xy=True)
        shapes = list(shapely.transform(shapes, lambda xy: np.column_stack(to_degrees.transform(*xy.T))))
    return GemeenteMap(
        bestand,
        codes,
        namen,
        shapes,
        faults,
        frozenset(jaren),
        clean_name(collection.get("name")),
        (f"{bestand}: de kaart staat in RD (EPSG:28992) en is omgerekend naar graden.",) if is_rd else (),
    )


def clean_name(name: Any) -> str:
    """Make a name that may stand on a source card; empty when it is none or could be of a person."""
    text = "".join(filter(str.isprintable, name))[:80].strip() if isinstance(name, str) else ""
    return "" if is_personal(text) else text


def _is_rd(crs: Any, bestand: str) -> bool:
    """Say whether a map states to be in RD New; without a statement it is in degrees."""
    if crs is None:
        return False
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name")) if isinstance(properties, dict) else ""
    system = re.split(r"[:/#]", name.upper())[-1]
    if system not in _DEGREES | _RD:
        text = f"de kaart staat in {name[:60]!r}. Bewaar haar in EPSG:4326 (graden) of EPSG:28992 (RD)."
        refuse_map(bestand, text, "crs")
    return system in _RD


def _code_of(properties: dict[str, Any]) -> tuple[str, set[int]]:
    """Find the code of a gemeente, whatever its maker calls it, and the years that go with it; empty without one."""
    known = {str(name).casefold(): value for name, value in properties.items()}
    texts = (str(known[name]).strip() for name in CODE_NAMES if isinstance(known.get(name), str | int))
    code = next(filter(None, texts), "")
    found = [match for text in (code, str(known.get("jrstatcode"))) if (match := _CODE.fullmatch(text))]
    jaren = {int(match[1]) for match in found if match[1]}
    return (f"GM{int(found[0][2]):04d}" if found and _CODE.fullmatch(code) else code.upper()[:40]), jaren


def _read_shape(geometry: Any) -> tuple[BaseGeometry | None, str]:
    """Read a polygon or multipolygon; without one, why not."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):  # a list, for it need not be a text
        return None, "geen vlak. Elke gemeente hoort een Polygon of MultiPolygon te zijn"
    parts = geometry.get("coordinates")
    if not parts:
        return None, _NO_RING
    try:
        polygons = [_polygon(rings) for rings in ([parts] if kind == "Polygon" else parts)]
    except (TypeError, IndexError):
        return None, _NO_NUMBERS
    except ValueError as error:
        return None, str(error)
    return (polygons[0] if kind == "Polygon" else shapely.MultiPolygon(polygons)), ""


_NO_RING: Final = "geen enkele rand. Herstel de vorm en bewaar de kaart opnieuw"
_NO_NUMBERS: Final = "coördinaten die geen getallen zijn. Herstel de vorm en bewaar de kaart opnieuw"


def _polygon(rings: list[Any]) -> shapely.Polygon:
    if not rings:
        raise ValueError(_NO_RING)
    shell, *holes = map(_ring, rings)
    return shapely.Polygon(shell, holes)


def _ring(points: Any) -> Any:
    """Read the places of one ring; ValueError with what is wrong, TypeError when they are not places at all."""
    if len({len(place) for place in points}) > 1:  # some places have a height and some have not
        points = [place[:2] for place in points]
    places: NDArray[Any] = np.array(points) if len({len(place) for place in points}) == 1 else np.empty(0)
    if places.dtype.kind not in "fi" or places.ndim != 2 or len(places[0]) < 2 or not np.isfinite(places).all():
        raise ValueError(_NO_NUMBERS)
    if len(places) < 4:
        msg = "een rand van minder dan drie punten. Herstel de vorm en bewaar de kaart opnieuw"
        raise ValueError(msg)
    if (places[0, :2] != places[-1, :2]).any():
        msg = "een rand die niet sluit. Het eerste en het laatste punt horen hetzelfde te zijn"
        raise ValueError(msg)
    return places[:, :2]
