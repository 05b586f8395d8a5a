"""Borders of the gemeenten: checked against the register, rounded together, written with their source card."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyproj
import shapely
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from netmap.errors import FolderError, NetmapError, explain_os_error
from netmap.save import write_whole
from netmap.schema import RD_NEW, WGS84

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

BORDERS_FILE: Final = "gemeenten.geojson"
CARDS_FILE: Final = "bronnen.toml"
REGISTER_FILE: Final = "gemeenten.csv"
DECIMALS: Final = 5
"""Decimals of a degree in the file: 1.1 m from north to south, 0.7 m from west to east."""
NETHERLANDS: Final = (3.2, 50.7, 7.3, 53.6)
"""West, south, east and north of the European Netherlands in degrees, a little wide."""
SLIVER_WIDTH_M: Final = 5.0
"""An overlap or enclosed gap narrower than this is closed; a wider overlap is refused, a wider gap is water."""
_SHOWN = 8


class BordersError(NetmapError):
    """The borders cannot be fetched or used; what stood in the data folder still stands there."""


class BordersResult(NamedTuple):
    """What was written."""

    path: Path
    gemeenten: int
    omvang_bytes: int
    sha256: str


def silent(_line: str) -> None:
    """Report to nobody."""


def refused(reason: str) -> BordersError:
    """Build the error that tells why nothing was changed, and how to mend it."""
    return BordersError(f"De grenzen zijn niet vervangen. {reason}")


def read_names(folder: Path) -> dict[str, str]:
    """
    Read codes and names from the register.

    Parameters
    ----------
    folder
        Data folder with ``gemeenten.csv``, in UTF-8 with columns ``code`` and ``naam``.

    Returns
    -------
    names
        Name by code, in the order of the register.

    Raises
    ------
    FolderError
        When the file is missing, cannot be opened or has no such columns.
    """
    path = folder / REGISTER_FILE
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["code"].strip(): row["naam"].strip() for row in csv.DictReader(file)}
    except OSError as error:
        reason = explain_os_error(error)
        msg = f"Het bestand {path.name} in de map {folder} kan niet worden gelezen ({reason}). Zet het terug."
    except (KeyError, AttributeError, UnicodeDecodeError, csv.Error):
        msg = f"Het bestand {path.name} in de map {folder} heeft geen leesbare kolommen 'code' en 'naam'. Herstel het."
    raise FolderError(msg)


def write_borders(
    folder: Path,
    names: Mapping[str, str],
    borders: Mapping[str, BaseGeometry | None],
    card: Mapping[str, str | date],
    report: Callable[[str], None] = silent,
) -> BordersResult:
    """
    Check the borders and put them with their source card in the data folder, both files or neither.

    Parameters
    ----------
    folder
        Data folder; ``gemeenten.geojson`` and its card in ``bronnen.toml`` are replaced, other cards stay.
    names
        The register: name by code.
    borders
        Polygons in degrees (longitude, latitude) by code, with any precision.
    card
        Fields of the source card; ``titel``, ``crs``, ``rijen`` and ``sha256`` are filled in here.
    report
        Is told in Dutch what is going on.

    Returns
    -------
    result
        The file written and what is in it.

    Raises
    ------
    BordersError
        When the borders are refused or a file cannot be written; no file has changed then.
    """
    snapped = snap_borders(check_borders(borders, names), report)
    content = borders_geojson(snapped, names).encode()
    digest = hashlib.sha256(content).hexdigest()
    fields = {"titel": "Gemeentegrenzen", **card, "crs": WGS84, "rijen": len(snapped), "sha256": digest}
    path = folder / BORDERS_FILE
    cards = _cards_with(folder / CARDS_FILE, fields).encode()
    try:
        write_whole({path: content, folder / CARDS_FILE: cards})
    except OSError as error:
        raise refused(
            f"De map kan niet worden beschreven ({explain_os_error(error)}). Controleer rechten en ruimte."
        ) from None
    points = sum(int(shapely.get_num_coordinates(shape)) for shape in snapped.values())
    report(f"{path.name}: {len(snapped)} gemeenten, {points} punten, {round(len(content) / 1000)} kB.")
    return BordersResult(path, len(snapped), len(content), digest)


def check_borders(borders: Mapping[str, BaseGeometry | None], names: Mapping[str, str]) -> dict[str, BaseGeometry]:
    """
    Compare borders with the register and refuse shapes that cannot be right.

    Parameters
    ----------
    borders
        Shapes in degrees (longitude, latitude) by code; None where the source gave no readable shape.
    names
        The register: name by code.

    Returns
    -------
    borders
        The same shapes, sorted by code; each a valid polygon or multipolygon within the Netherlands.

    Raises
    ------
    BordersError
        With a Dutch sentence for each thing that is wrong.
    """
    west, south, east, north = NETHERLANDS
    good: dict[str, BaseGeometry] = {}
    odd, abroad = [], []
    for code, shape in sorted(borders.items()):
        if shape is None or shape.is_empty or shape.geom_type not in {"Polygon", "MultiPolygon"} or not shape.is_valid:
            odd.append(code)
        elif not shapely.box(west, south, east, north).contains(shape):
            abroad.append(code)
        else:
            good[code] = shape
    problems = [
        f"{text}: {_some(codes)}. {mend}"
        for codes, text, mend in (
            (names.keys() - borders.keys(), "Er is geen grens voor", "Kies het jaar dat bij gemeenten.csv hoort."),
            (borders.keys() - names.keys(), "Niet in gemeenten.csv staan", "Werk eerst gemeenten.csv bij."),
            (odd, "Ongeldig is de vorm van", "Meld dit bij de bron van de grenzen."),
            (abroad, "Buiten Nederland ligt", "Nodig zijn lengte en breedte in graden (WGS84), in die volgorde."),
        )
        if codes
    ]
    if problems:
        raise refused(" ".join(problems))
    return good


def snap_borders(
    borders: Mapping[str, BaseGeometry], report: Callable[[str], None] = silent
) -> dict[str, BaseGeometry]:
    """
    Round borders to the precision of the file, so that neighbours keep sharing them exactly.

    All lines are rounded and cut together (snap rounding) and the faces between them are given back to
    the gemeente they lie in. What is lost or gained by it is narrower than ``SLIVER_WIDTH_M``: overlaps and
    enclosed gaps up to that width go to one of the neighbours.

    Parameters
    ----------
    borders
        Valid polygons in degrees (longitude, latitude) by code.
    report
        Is told in Dutch how many gaps and overlaps were closed.

    Returns
    -------
    borders
        Polygons whose coordinates have ``DECIMALS`` decimals and which form a valid coverage.

    Raises
    ------
    BordersError
        When gemeenten overlap by more than rounding, or one is too small to keep a face.
    """
    codes = sorted(borders)
    shapes = np.array([borders[code] for code in codes])
    net = shapely.union_all(shapely.boundary(shapes), grid_size=10.0**-DECIMALS)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    face, owner = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="within")
    owners = np.bincount(face, minlength=len(faces))
    narrow = _width_m(faces) < SLIVER_WIDTH_M
    if clashing := {codes[i] for i in owner[(owners > 1)[face] & ~narrow[face]]}:
        raise refused(f"Gemeenten overlappen elkaar: {_some(clashing)}. Meld dit bij de bron van de grenzen.")
    nobody = len(codes)
    owned_by = np.full(len(faces), nobody)
    np.minimum.at(owned_by, face, owner)
    closed = int(((owners > 1) & narrow).sum())
    tree = shapely.STRtree(faces)
    for gap in np.flatnonzero((owners == 0) & narrow):
        beside = tree.query(faces[gap], predicate="touches")
        beside = beside[owned_by[beside] != nobody]
        if len(beside):
            owned_by[gap] = owned_by[beside[np.argmax(shapely.length(shapely.intersection(faces[beside], faces[gap])))]]
            closed += 1
    if closed:
        report(f"{closed} kieren en overlappen smaller dan {SLIVER_WIDTH_M:g} m gesloten.")
    merged = [shapely.coverage_union_all(faces[owned_by == i]) for i in range(len(codes))]
    rounded = shapely.transform(merged, lambda degrees: np.round(degrees, DECIMALS))
    return _checked_coverage(dict(zip(codes, rounded, strict=True)))


def _checked_coverage(borders: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the borders when each is whole and valid and they fit together without slivers."""
    shapes = list(borders.values())
    lost = [code for code, shape in borders.items() if shape.is_empty or not shape.is_valid]
    if lost:
        raise refused(f"Te klein om af te ronden: {_some(lost)}. Meld dit bij de bron van de grenzen.")
    union = shapely.get_parts(shapely.coverage_union_all(shapes))
    holes = np.array([shapely.Polygon(ring) for part in union for ring in part.interiors])
    if not shapely.coverage_is_valid(shapes) or (_width_m(holes) < SLIVER_WIDTH_M).any():
        raise refused("Na het afronden sluiten ze niet op elkaar aan. Meld dit bij de makers van netmap.")
    return borders


def _width_m(faces: NDArray[Any]) -> NDArray[np.float64]:
    """Measure the mean width of polygons in degrees: that of a long strip of the same area and perimeter."""
    to_rd = pyproj.Transformer.from_crs(WGS84, RD_NEW, always_xy=True)
    faces_rd = shapely.transform(faces, lambda c: np.column_stack(to_rd.transform(*c.T)))
    return 2 * shapely.area(faces_rd) / shapely.length(faces_rd)


def borders_geojson(borders: Mapping[str, BaseGeometry], names: Mapping[str, str]) -> str:
    """
    Write borders as GeoJSON (RFC 7946), the same text for the same borders.

    Parameters
    ----------
    borders
        Polygons in degrees (longitude, latitude) by code, as ``snap_borders`` gives them.
    names
        Name by code.

    Returns
    -------
    text
        One feature a line, sorted by code, properties ``code`` and ``naam``; outer rings run counter-clockwise.
    """
    lines = []
    for code in sorted(borders):
        shape = shapely.orient_polygons(shapely.normalize(borders[code]))
        parts = shapely.get_parts(shape)
        feature = {
            "type": "Feature",
            "properties": {"code": code, "naam": names[code]},
            "geometry": (parts[0] if len(parts) == 1 else shape).__geo_interface__,
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _some(codes: Iterable[str]) -> str:
    """Name the first few codes, and how many there are in all."""
    known = sorted(codes)
    return ", ".join(known[:_SHOWN]) + (f" … ({len(known)} in totaal)" if len(known) > _SHOWN else "")


def _cards_with(path: Path, fields: Mapping[str, Any]) -> str:
    """Bring the card of the borders up to date in the text of ``bronnen.toml``; the rest stays as it is."""
    try:
        document = tomlkit.parse(path.read_bytes().decode()) if path.exists() else tomlkit.document()
    except OSError as error:
        raise refused(f"{path.name} kan niet worden gelezen ({explain_os_error(error)}). Controleer de map.") from None
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise refused(f"{path.name} is geen geldige TOML ({error}). Herstel het bestand.") from None
    card = document.get(BORDERS_FILE)
    if not isinstance(card, Table):
        card = tomlkit.table()
        document[BORDERS_FILE] = card
    card.update(fields)
    return tomlkit.dumps(document)
