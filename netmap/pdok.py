"""The official route to the borders: CBS gebiedsindelingen from PDOK's OGC API, page after page."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

import requests
import shapely

from netmap.borders import DECIMALS, read_names, refused, silent, write_borders
from netmap.schema import dutch_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from netmap.borders import BordersResult

PDOK_URL: Final = "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1"
"""OGC API Features of the CBS gebiedsindelingen."""
COLLECTION: Final = "gemeente_gegeneraliseerd"
MAX_PAGES: Final = 50


def fetch_borders(
    jaar: int,
    folder: Path,
    base_url: str = PDOK_URL,
    timeout_s: float = 30.0,
    report: Callable[[str], None] = silent,
) -> BordersResult:
    """
    Fetch the official borders of one year and put them in the data folder.

    Parameters
    ----------
    jaar
        Year of the gemeentelijke indeling, such as 2026.
    folder
        Data folder with ``gemeenten.csv``, the register that decides which gemeenten there are.
    base_url
        Address of the OGC API, up to and including the version.
    timeout_s
        Seconds to wait for each sign of life of the server.
    report
        Is told in Dutch what is going on, one line at a time.

    Returns
    -------
    result
        The file written and what is in it.

    Raises
    ------
    BordersError
        When the borders cannot be fetched, or are not those of the register; no file has changed then.
    FolderError
        When the register is missing or unreadable.

    Notes
    -----
    Source: CBS gebiedsindelingen, generalised by CBS, CC BY 4.0. They are rounded, not simplified.
    """
    names = read_names(folder)
    query = urlencode({"f": "json", "limit": 1000, "jaarcode": jaar})
    url = f"{base_url.rstrip('/')}/collections/{COLLECTION}/items?{query}"
    report(f"Grenzen van {jaar} ophalen bij {base_url}…")
    features = _download(url, timeout_s, report)
    if not features:
        raise refused(f"PDOK heeft geen gemeenten voor het jaar {jaar}. Controleer het jaar; de reeks begint in 2016.")
    card: dict[str, str | date] = {
        "bron": "CBS Gebiedsindelingen (gegeneraliseerd) via PDOK",
        "url": url,
        "licentie": "CC BY 4.0",
        "peildatum": date(jaar, 1, 1),
        "opmerking": f"© Kadaster / Centraal Bureau voor de Statistiek, {jaar}. "
        f"Opgehaald op {dutch_date(date.today())}, afgerond op {DECIMALS} decimalen, niet vereenvoudigd.",
    }
    return write_borders(folder, names, _shapes(features, jaar), card, report)


def _download(url: str, timeout_s: float, report: Callable[[str], None]) -> list[Any]:
    """Fetch all features, page after page."""
    features: list[Any] = []
    with requests.Session() as session:
        for number in range(1, MAX_PAGES + 1):
            page = _get(session, url, timeout_s)
            features += page["features"]
            report(f"Bladzijde {number}: {len(features)} gemeenten.")
            following = _next_url(page, url)
            if following is None:
                return features
            url = following
    raise refused(f"PDOK gaf meer dan {MAX_PAGES} bladzijden. Probeer het later opnieuw.")


def _get(session: requests.Session, url: str, timeout_s: float) -> dict[str, Any]:
    """Fetch one page, a GeoJSON FeatureCollection."""
    try:
        place = urlsplit(url).netloc
        response = session.get(url, timeout=timeout_s, allow_redirects=False)
    except requests.Timeout:
        raise refused(f"{place} gaf binnen {timeout_s:g} seconden geen antwoord. Probeer het later opnieuw.") from None
    except requests.ConnectionError:
        hint = "Controleer het internet en probeer het opnieuw."
        raise refused(f"{place} is niet bereikbaar of de verbinding viel weg. {hint}") from None
    except (requests.RequestException, ValueError):
        raise refused(f"{url!r} is geen bruikbaar adres. Geef een ander adres met --url.") from None
    status = response.status_code
    if status != requests.codes.ok:
        hint = "Probeer het later opnieuw." if status >= 500 else "Controleer het jaar en het adres (--url)."
        raise refused(f"{place} antwoordde met code {status} op {url}. {hint}")
    try:
        page = response.json()
    except (ValueError, RecursionError):
        page = None
    if not isinstance(page, dict) or not isinstance(page.get("features"), list):
        raise refused(f"Het antwoord van {place} is geen GeoJSON met gemeenten. Controleer het adres (--url).")
    return page


def _next_url(page: dict[str, Any], url: str) -> str | None:
    """Find the address of the following page, which must be on the server that was asked."""
    links = page.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next":
            href = str(link.get("href"))
            here = urlsplit(url)
            try:
                there = urlsplit(urljoin(url, href))
            except ValueError:
                there = urlsplit("")
            if (here.scheme, here.netloc) != (there.scheme, there.netloc):
                raise refused(
                    f"{here.netloc} verwijst door naar een ander adres ({href}). Controleer het adres (--url)."
                )
            return there.geturl()
    return None


def _shapes(features: list[Any], jaar: int) -> dict[str, BaseGeometry | None]:
    """Read the shapes by code; None for a shape that cannot be read."""
    borders: dict[str, BaseGeometry | None] = {}
    for number, feature in enumerate(features, start=1):
        try:
            properties, geometry = feature["properties"], feature["geometry"]
            code = str(properties["statcode"]).strip()
            year_and_code = str(properties.get("jrstatcode") or jaar)
        except (KeyError, TypeError, AttributeError):
            raise refused(f"Onderdeel {number} van het antwoord van PDOK heeft geen statcode of vorm.") from None
        if not year_and_code.startswith(str(jaar)):
            raise refused(f"PDOK gaf {year_and_code}: een ander jaar dan {jaar}. Controleer het adres (--url).")
        if code in borders:
            raise refused(f"PDOK gaf {code} meer dan één keer. Probeer het later opnieuw.")
        shape = shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")
        borders[code] = None if shape is None else shapely.force_2d(shape)
    return borders
