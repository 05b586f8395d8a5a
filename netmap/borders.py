"""Borders of the gemeenten: checked against the register, rounded together, written with their source card."""

from __future__ import annotations

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

from netmap.cards import CARDS_FILE
from netmap.errors import DataError, NetmapError, explain_os_error
from netmap.geojson import clean_name, read_map, refuse_map
from netmap.load import load_register
from netmap.plausible import BORDERS_FILE, SLIVER_WIDTH_M, check_map, shorten, width_m
from netmap.save import write_whole
from netmap.schema import RD_NEW, WGS84, dutch_date, dutch_today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from netmap.geojson import GemeenteMap

DECIMALS: Final = 5
"""Decimals of a degree in the file: 1.1 m from north to south, 0.7 m from west to east."""


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


def import_borders(
    path: Path, folder: Path, jaar: int | None = None, report: Callable[[str], None] = silent
) -> BordersResult:
    """
    Put the borders that somebody has in a file in the data folder, for servers without internet.

    Parameters
    ----------
    path
        GeoJSON; see ``geojson.read_map``. It may be the file of the folder itself, whose card then stays true.
    folder
        Data folder with ``gemeenten.csv``, the register that decides which gemeenten there are.
    jaar
        Year of the gemeentelijke indeling; None when only the file may know.
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
    DataError
        When the register is wrong.
    FolderError
        When the register or the file is missing or unreadable.
    """
    gemeenten = load_register(folder)
    try:
        found = read_map(path)
        check_year(found, jaar)
    except DataError as error:
        raise refused(str(error)) from None
    for notice in found.notices:
        report(notice)
    own = folder / BORDERS_FILE
    is_own = own.exists() and path.samefile(own) and BORDERS_FILE in _read_cards(folder / CARDS_FILE)
    return write_borders(folder, gemeenten, found, {} if is_own else _card_of_file(found, jaar), report)


def check_year(found: GemeenteMap, jaar: int | None) -> None:
    """Refuse a map whose codes name another year, or more than one; DataError with the years."""
    if len(found.jaren) > 1 or (jaar and found.jaren - {jaar}):
        years = shorten(list(map(str, sorted(found.jaren))))
        refuse_map(found.bestand, f"de kaart is van {years}. Neem de kaart van {jaar or 'één jaar'}.", "jrstatcode")


def _card_of_file(found: GemeenteMap, jaar: int | None) -> dict[str, str | date]:
    """Tell of a map in a file what it says itself; who made it is for its owner to fill in."""
    year = jaar or min(found.jaren, default=None)
    of_year = f"Indeling van {year}." if year else "Van welk jaar zij zijn, staat niet in het bestand."
    return {
        "titel": "Gemeentegrenzen uit een bestand",
        "bron": f"Bestand {clean_name(found.bestand)}".strip() + (f" ({found.titel})" if found.titel else ""),
        "url": "",  # not that of the borders before
        "licentie": "onbekend",
        "peildatum": date(year, 1, 1) if year else dutch_today(),
        "opmerking": f"Ingelezen op {dutch_date(dutch_today())}, afgerond op {DECIMALS} decimalen. {of_year} "
        "Vul hier bron, url en licentie aan.",
    }


def write_borders(
    folder: Path,
    gemeenten: pd.DataFrame,
    found: GemeenteMap,
    card: Mapping[str, str | date],
    report: Callable[[str], None] = silent,
) -> BordersResult:
    """
    Check the borders and put them with their source card in the data folder, both files or neither.

    Parameters
    ----------
    folder
        Data folder; ``gemeenten.geojson`` and its card in ``bronnen.toml`` are replaced, other cards stay.
    gemeenten
        The register, indexed by ``code``.
    found
        The map, with any precision.
    card
        Fields of the source card; ``crs``, ``rijen`` and ``sha256`` are filled in here.
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
    try:
        check_map(found, gemeenten, exact=False)
    except DataError as error:
        raise refused(str(error)) from None
    shapes = {code: shape for code, shape in zip(found.codes, found.shapes, strict=True) if shape is not None}
    snapped = snap_borders(shapes, report)
    content = borders_geojson(snapped, {str(code): naam for code, naam in gemeenten["naam"].items()}).encode()
    digest = hashlib.sha256(content).hexdigest()
    fields = {**card, "crs": WGS84, "rijen": len(snapped), "sha256": digest}
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
        raise refused(f"Gemeenten overlappen elkaar: {shorten(sorted(clashing))}. Meld dit bij de bron van de grenzen.")
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
        raise refused(f"Te klein om af te ronden: {shorten(lost)}. Meld dit bij de bron van de grenzen.")
    union = shapely.get_parts(shapely.coverage_union_all(shapes))
    holes = np.array([shapely.Polygon(ring) for part in union for ring in part.interiors])
    if not shapely.coverage_is_valid(shapes) or (_width_m(holes) < SLIVER_WIDTH_M).any():
        raise refused("Na het afronden sluiten ze niet op elkaar aan. Meld dit bij de makers van netmap.")
    return borders


def _width_m(faces: NDArray[Any]) -> NDArray[np.float64]:
    """Measure the mean width of polygons in degrees."""
    to_rd = pyproj.Transformer.from_crs(WGS84, RD_NEW, always_xy=True)
    return width_m(shapely.transform(faces, lambda c: np.column_stack(to_rd.transform(*c.T))))


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


def _read_cards(path: Path) -> tomlkit.TOMLDocument:
    """Read ``bronnen.toml``; an empty document when there is none."""
    try:
        return tomlkit.parse(path.read_bytes().decode()) if path.exists() else tomlkit.document()
    except OSError as error:
        raise refused(f"{path.name} kan niet worden gelezen ({explain_os_error(error)}). Controleer de map.") from None
    except (TOMLKitError, UnicodeDecodeError):
        hint = "Voer 'python -m netmap check' uit: dat noemt de regel."
        raise refused(f"{path.name} is geen geldige TOML. {hint}") from None


def _cards_with(path: Path, fields: Mapping[str, Any]) -> str:
    """Bring the card of the borders up to date in the text of ``bronnen.toml``; the rest stays as it is."""
    document = _read_cards(path)
    card = document.get(BORDERS_FILE)
    if not isinstance(card, Table):
        card = tomlkit.table()
        document[BORDERS_FILE] = card
    card.update(fields)
    return tomlkit.dumps(document)
