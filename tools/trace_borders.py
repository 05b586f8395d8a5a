"""
Make ``data/gemeenten.geojson`` from a picture and two CBS maps that Python packages ship.

Run ``pip install -r tools/requirements.txt`` and then ``python tools/trace_borders.py``; see ``tools/README.md``.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from netmap.borders import BordersError, write_borders
from netmap.errors import NetmapError
from netmap.geojson import GemeenteMap
from netmap.load import load_register
from netmap.schema import RD_NEW, WGS84
from tools.borders.outlines import outline_areas
from tools.borders.picture import Georeference, drop_specks, number_gemeenten, read_ink, read_labels
from tools.borders.regions import fit_to_regions, read_regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURE: Final = ("nl-maps", "0.2.0", "nl_maps/source/nl_municipalities.png")
"""Package, version and file of the picture: the division into gemeenten."""
MAPS: Final = (
    ("cbsplotlib", "0.6.0", "cbsplotlib/cbs_hc_defaults/choropleth_youthcare.json"),
    ("cbsplotlib", "0.6.0", "cbsplotlib/cbs_hc_defaults/bubblechart_tourist.json"),
)
"""CBS's own borders of jeugdregio's and toeristengebieden, each a union of gemeenten."""
GEOREFERENCE: Final = Georeference(pixel_m=152.5795, left_m=13140.8, top_m=619474.8)
"""Of the picture: least squares of its borders on those of the maps, so from the packages alone."""
TOLERANCE_M: Final = 100.0
CARD: Final[dict[str, str | date]] = {
    "titel": "Grenzen van de gemeenten (nagetekend)",
    "bron": "CBS en Kadaster, overgetrokken uit de pakketten nl-maps 0.2.0 en cbsplotlib 0.6.0",
    "url": "https://commons.wikimedia.org/wiki/File:Nederland_gemeenten_2024.svg",
    "licentie": "Vrij te gebruiken met bronvermelding CBS/Kadaster (nl-maps) en MIT (cbsplotlib)",
    "peildatum": date(2024, 1, 1),
    "opmerking": "Benadering: indeling van 2024, kust en een deel van de binnengrenzen van 2017. "
    "Gemaakt met tools/trace_borders.py; zie tools/README.md voor wat er afwijkt.",
}
"""Source card of the traced borders."""


def find_package_file(package: str, version: str, name: str) -> Path:
    """
    Find a file that an installed package ships, without importing the package.

    Parameters
    ----------
    package, version
        The package as pip knows it, and the only version that will do.
    name
        Path within the folder of installed packages.

    Returns
    -------
    path
        The file.

    Raises
    ------
    BordersError
        When the package is not installed, has another version or lacks the file.
    """
    hint = f"Nodig is {package} {version}. Voer uit: pip install -r tools/requirements.txt"
    try:
        found = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        raise BordersError(hint) from None
    path = Path(str(found.locate_file(name)))
    if found.version != version or not path.is_file():
        msg = f"{package} {found.version} is geïnstalleerd. {hint}"
        raise BordersError(msg)
    return path


def trace(
    picture: Path, labels: Path, maps: Sequence[Path], tolerance_m: float = TOLERANCE_M
) -> dict[str, BaseGeometry]:
    """
    Trace the borders of the gemeenten.

    Parameters
    ----------
    picture
        PNG file as ``read_ink`` describes it; it lies where ``GEOREFERENCE`` says.
    labels
        CSV file that tells which part of the picture is which gemeente.
    maps
        JSON files with exact borders of regions, as ``read_regions`` describes them; may be empty.
    tolerance_m
        Metres that the simplified borders may lie from the traced ones, roughly.

    Returns
    -------
    borders
        (Multi)polygons in degrees (longitude, latitude) by code; neighbours share their borders.

    Raises
    ------
    BordersError
        When a file cannot be read or a label points at nothing.
    """
    try:
        points, ink, regions = read_labels(labels), read_ink(picture), [read_regions(path) for path in maps]
    except (OSError, LookupError, TypeError, ValueError) as error:
        msg = f"Een bronbestand kan niet worden gelezen: {error}. Controleer {picture}, {labels} en de kaarten."
        raise BordersError(msg) from None
    numbers, codes = number_gemeenten(ink, points)
    if regions:
        numbers = fit_to_regions(numbers, regions, GEOREFERENCE)
    outlines = shapely.transform(outline_areas(drop_specks(numbers)), GEOREFERENCE.to_rd)
    simple = shapely.coverage_simplify(outlines, tolerance_m)
    to_degrees = pyproj.Transformer.from_crs(RD_NEW, WGS84, always_xy=True)
    borders = shapely.transform(simple, lambda rd: np.column_stack(to_degrees.transform(*rd.T)))
    return dict(zip(codes, borders, strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the tool from the command line.

    Parameters
    ----------
    arguments
        Without the name of the program; None for those of the process.

    Returns
    -------
    exit_code
        0 when the file was written, 1 when it was refused and the old file is still there.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder with gemeenten.csv, and to write in")
    parser.add_argument("--picture", type=Path, help="PNG file (default: from nl-maps)")
    parser.add_argument("--maps", type=Path, nargs="*", help="JSON files (default: two from cbsplotlib)")
    parser.add_argument("--labels", type=Path, default=ROOT / "tools" / "labels.csv", help="CSV file")
    parser.add_argument("--tolerance", type=float, default=TOLERANCE_M, help="metres (default: %(default)s)")
    given = parser.parse_args(arguments)
    try:
        gemeenten = load_register(given.data)
        picture = given.picture or find_package_file(*PICTURE)
        maps = [find_package_file(*file) for file in MAPS] if given.maps is None else given.maps
        print("Grenzen overtrekken; dit duurt een minuut of twee…")
        found = GemeenteMap.of(picture.name, trace(picture, given.labels, maps, given.tolerance))
        result = write_borders(given.data, gemeenten, found, CARD, print)
    except NetmapError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Geschreven: {result.path} (sha256 {result.sha256})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
