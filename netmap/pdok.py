"""The official route to the borders: CBS gebiedsindelingen from PDOK's OGC API, page after page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

import requests

from netmap.borders import DECIMALS, check_year, refused, silent, write_borders
from netmap.errors import DataError
from netmap.geojson import parse_geojson, read_features
from netmap.load import load_register
from netmap.schema import dutch_date, dutch_today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    DataError
        When the register is wrong.
    FolderError
        When the register is missing or unreadable.

    Notes
    -----
    Source: CBS gebiedsindelingen, generalised by CBS, CC BY 4.0. They are rounded, not simplified.
    """
    gemeenten = load_register(folder)
    query = urlencode({"f": "json", "limit": 1000, "jaarcode": jaar})
    url = f"{base_url.rstrip('/')}/collections/{COLLECTION}/items?{query}"
    report(f"Grenzen van {jaar} ophalen bij {base_url}…")
    try:
        features = _download(url, timeout_s, report)
        found = read_features({"features": features}, f"het antwoord van {urlsplit(base_url).netloc}")
        check_year(found, jaar)
    except DataError as error:  # what to do about a file is nothing that can be done about an answer
        (problem,) = error.problems
        what = problem.melding.partition(". ")[0]
        hint = "Controleer het jaar en het adres (--url), of probeer het later opnieuw."
        raise refused(f"{problem.bestand.capitalize()} is niet te gebruiken: {what}. {hint}") from None
    if not features:
        raise refused(f"PDOK heeft geen gemeenten voor het jaar {jaar}. Controleer het jaar; de reeks begint in 2016.")
    card: dict[str, str | date] = {
        "titel": "Gemeentegrenzen",
        "bron": "CBS Gebiedsindelingen (gegeneraliseerd) via PDOK",
        "url": url,
        "licentie": "CC BY 4.0",
        "peildatum": date(jaar, 1, 1),
        "opmerking": f"© Kadaster / Centraal Bureau voor de Statistiek, {jaar}. "
        f"Opgehaald op {dutch_date(dutch_today())}, afgerond op {DECIMALS} decimalen, niet vereenvoudigd.",
    }
    return write_borders(folder, gemeenten, found, card, report)


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
        hint = "Controleer het internet en probeer het opnieuw, of geef een kaart met --bestand."
        raise refused(f"{place} is niet bereikbaar of de verbinding viel weg. {hint}") from None
    except (requests.RequestException, ValueError):
        raise refused(f"{url!r} is geen bruikbaar adres. Geef een ander adres met --url.") from None
    status = response.status_code
    if status != requests.codes.ok:
        hint = "Probeer het later opnieuw." if status >= 500 else "Controleer het jaar en het adres (--url)."
        raise refused(f"{place} antwoordde met code {status} op {url}. {hint}")
    return parse_geojson(response.content, f"het antwoord van {place}")


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
