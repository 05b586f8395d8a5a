"""What there is to take along, and in which formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    key: str
    """Its name on the command line."""
    naam: str
    """What the reader sees."""
    mime: str
    suffix: str = ""
    """How the name of the file ends; as the key when blank."""


@dataclass(frozen=True)
class Product:
    """Something to take along."""

    key: str
    naam: str
    waarvoor: str
    """One sentence for whom it is and what is in it."""
    formaten: tuple[Format, ...]
    """The first is the usual one."""


ZIP: Final = "application/zip"
_GEOJSON: Final = "application/geo+json"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
XLSX_MIME: Final = f"{_OFFICE}.spreadsheetml.sheet"
_PICTURE: Final = (
    Format("png", "PNG: plaatje voor een dia of een stuk", "image/png"),
    Format("svg", "SVG: tekening die altijd scherp blijft", "image/svg+xml"),
    Format("pdf", "PDF: om af te drukken", "application/pdf"),
)
_PRODUCTS: Final = (
    Product(
        "plaatje",
        "Plaatje",
        "De kaart als plaatje, met titel, conclusie, legenda en bron: voor een dia, een stuk of een poster.",
        _PICTURE,
    ),
    Product(
        "jaarreeks",
        "Jaarreeks",
        "Kleine kaarten van jaar tot jaar naast elkaar, met de aantallen eronder: voor een dia of een stuk.",
        (
            *_PICTURE,
            Format("csv", "CSV: de aantallen per jaar", "text/csv"),
            Format("json", "JSON: de aantallen en zinnen per jaar, voor een programma", "application/json"),
            Format("txt", "TXT: de aantallen en zinnen per jaar, als tekst", "text/plain"),
        ),
    ),
    Product(
        "dias",
        "Dia's",
        "Eén dia of een hele presentatie, met tekst en tabellen die u kunt bewerken en de samenvatting als notitie.",
        (Format("pptx", "PPTX: PowerPoint of Impress", f"{_OFFICE}.presentationml.presentation"),),
    ),
    Product(
        "briefje",
        "Burgemeestersbriefje",
        "Drie feiten, wat ontbreekt en twee vragen om te stellen, met bronnen en kaart: op één bladzijde.",
        (
            Format("pdf", "PDF: toegankelijk (PDF/UA), om mee te nemen", "application/pdf"),
            Format("html", "HTML: één bestand voor het intranet", "text/html"),
        ),
    ),
    Product(
        "rapport",
        "Rapport",
        "Conclusie, kaart, wat eerst moet, wie is wie, vergelijking, bronnen; een regio op twee tot vijf bladzijden.",
        (
            Format("pdf", "PDF: toegankelijk (PDF/UA), om te delen", "application/pdf"),
            Format("docx", "DOCX: Word of Writer, om te bewerken", f"{_OFFICE}.wordprocessingml.document"),
            Format("html", "HTML: één bestand voor het intranet", "text/html"),
        ),
    ),
    Product(
        "gegevens",
        "Gegevens",
        "De tabellen, het netwerk of de kaart, om zelf mee verder te werken.",
        (
            Format("xlsx", "XLSX: tabellen voor Excel", XLSX_MIME),
            Format("ods", "ODS: tabellen, open standaard", "application/vnd.oasis.opendocument.spreadsheet"),
            Format("csv", "CSV: tabellen als tekst, in een zip", ZIP),
            Format("graphml", "GraphML: het netwerk, voor rekenprogramma's als igraph en NetworkX", "application/xml"),
            Format("gexf", "GEXF: het netwerk, voor Gephi", "application/xml"),
            Format("gpkg", "GeoPackage: kaart en netwerk, voor QGIS", "application/geopackage+sqlite3"),
            Format("geojson", "GeoJSON: de kaart, voor het web", _GEOJSON),
            Format("geojson-d3", "GeoJSON voor D3: de kaart, ook voor Vega en Altair", _GEOJSON, "d3.geojson"),
            Format("topojson", "TopoJSON: de kaart, voor Power BI", "application/json", "topo.json"),
        ),
    ),
)
PRODUCTS: Final[Mapping[str, Product]] = {product.key: product for product in _PRODUCTS}
"""All products by key, in the order of the page."""
