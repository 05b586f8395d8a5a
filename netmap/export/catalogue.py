"""What can be taken along, and in which formats; the page Presentatie and the command line make it from here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.aankondigingen import name_part
from netmap.drawing.picture import DOELEN, FORMATS, SIZES, Design, Size, draw_picture
from netmap.errors import NetmapError
from netmap.export.deck import build_deck, build_map
from netmap.export.link import find_view, tell_view
from netmap.export.products import PRODUCTS, ZIP
from netmap.export.reports import (
    build_brief,
    build_report,
    list_areas,
    report_name,
    write_all_reports,
    write_brief,
    write_report,
)
from netmap.export.sheets import build_workbook
from netmap.export.years import draw_years, tell_years, write_years
from netmap.jaarreeks import describe_jaarreeks
from netmap.layers import LAYERS, build_view
from netmap.regio import name_parts
from netmap.save import file_name
from netmap.schema import GRENZEN
from netmap.sections.figures import map_figure
from netmap.sections.gemeenten import map_table
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.sections.optional import ONDERDELEN, SINDS, OptionalSections
from netmap.sections.standing import standing_section
from netmap.summary import conclude, credit, describe_view
from netmap.table import Column, Table
from netmap.write.csv import table_csv, write_csv_zip
from netmap.write.geodata import write_geojson, write_gpkg, write_topojson
from netmap.write.graphml import build_network, write_gexf, write_graphml
from netmap.write.ods import write_ods
from netmap.write.pdf import draw_page
from netmap.write.pptx import write_pptx
from netmap.write.pptx_plan import plan_pptx, slides_of
from netmap.write.qr import write_qr
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    import geopandas as gpd

    from netmap.cards import SourceCard
    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import MapView, Stand
    from netmap.maps.shapes import Shapes
    from netmap.regio import Regio
    from netmap.settings import Settings
    from netmap.table import Section
    from netmap.write.graphml import Network
    from netmap.write.pptx_plan import Slide
    from netmap.write.workbook import Workbook

    Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Material:
    """What every product is made from: one data folder on one day."""

    stand: Stand
    borders: gpd.GeoDataFrame
    """Gemeenten in RD New, indexed by code."""
    shapes: Shapes
    cards: Sequence[SourceCard]
    settings: Settings


@dataclass(frozen=True)
class Wish:
    """What somebody wants; what does not belong to the product is left alone."""

    product: str
    """A key of ``PRODUCTS``."""
    formaat: str
    """Key of one of its formats."""
    gebied: Regio | None = None
    """None is the country."""
    layer: str = "zorgcoordinatie"
    titel: str = ""
    """Empty is the usual title."""
    size: Size = SIZES["dia"]
    doel: str = "papier"
    """Picture: a key of ``DOELEN``."""
    netwerk: bool = False
    jaren: tuple[int, int] | None = None
    """Jaarreeks: the first and the last year; None is the usual ones."""
    grenzen: str = GRENZEN[0]
    """Picture and slides: between which areas the borders stand out, one of ``schema.GRENZEN``."""
    alles: bool = False
    """Slides: the whole deck instead of one slide. Report: all politieregio's, as one zip."""
    secties: tuple[str, ...] = ()
    """Keys of ``optional.ONDERDELEN``: more sections, for what ``has_secties`` of."""
    sinds: date = SINDS
    """The day that the section ``ontwikkeling`` is reckoned from."""
    opening: bool = False
    """Slides: begin a whole deck with an opening slide."""
    besluit: bool = False
    """Slides: ask for a decision near the end of a whole deck."""
    vormen: bool = False
    """Slides: every gemeente on a map as a shape that can be changed, instead of a picture."""
    adres: str = ""
    """Where netmap runs, for the link in the file; blank when nobody knows."""


_TABLES: Final = frozenset({"xlsx", "ods", "csv"})
"""Formats of data that hold sheets."""
_MAPS: Final = frozenset({"geojson", "geojson-d3", "topojson"})
"""Formats of data that hold gemeenten only."""
_PREVIEW: Final = 1280
"""Longest side of a preview in pixels."""


def make(material: Material, wish: Wish, progress: Progress | None = None) -> bytes:
    """
    Make the file.

    Parameters
    ----------
    material
        One data folder on one day.
    wish
        What somebody wants.
    progress
        Called during long work with what is done, what there is in all, and what comes next.

    Returns
    -------
    content
        The whole file; the same bytes for the same material and wish.

    Raises
    ------
    NetmapError
        When a title, size, logo or template cannot be used.
    KeyError
        When the product, format, layer or region does not exist.
    """
    stand, settings = material.stand, material.settings
    wish = replace(wish, adres=settings.adres or wish.adres)
    match wish.product:
        case "plaatje":
            return draw_picture(stand, _view(material, wish), material.shapes, _design(material, wish))
        case "jaarreeks":
            reeks = _reeks(material, wish)
            if wish.formaat in FORMATS:
                return _draw_reeks(material, reeks, _design(material, wish))
            return write_years(reeks, wish.formaat)
        case "dias":
            return write_pptx(
                _slides(material, wish), settings, stand.peildatum, progress, credit(stand.tables, settings.organisatie)
            )
        case "briefje":
            return write_brief(stand, wish.gebied, material.shapes, settings, wish.formaat, wish.adres)
        case "rapport" if wish.alles:
            return write_all_reports(
                stand, material.shapes, material.cards, settings, wish.formaat, progress,
                _sections(material, wish), _met(material, wish), wish.adres,
            )  # fmt: skip
        case "rapport":
            extra = _sections(material, wish)(wish.gebied)
            return write_report(
                stand, wish.gebied, material.shapes, material.cards, settings, wish.formaat, extra, wish.adres
            )
        case "gegevens":
            return _WRITERS[wish.formaat](material, wish)
    raise KeyError(wish.product)


def _reeks(material: Material, wish: Wish) -> Jaarreeks:
    """Reckon the story in years."""
    return tell_years(material.stand, LAYERS[wish.layer], wish.gebied, wish.jaren)


def _draw_reeks(material: Material, reeks: Jaarreeks, design: Design) -> bytes:
    """Draw the story in years."""
    return draw_years(material.stand, material.shapes, material.settings.organisatie, reeks, design)


def has_secties(wish: Wish) -> bool:
    """
    Say whether more sections can be in a file: in a deck, a report and tables.

    Parameters
    ----------
    wish
        What somebody wants.

    Returns
    -------
    has
        False for a picture, a single slide, the network and the map.
    """
    tables = wish.product == "gegevens" and wish.formaat in _TABLES
    return tables or wish.product == "rapport" or (wish.product == "dias" and wish.alles)


def _chosen(wish: Wish) -> tuple[str, ...]:
    return wish.secties if has_secties(wish) else ()


def _slides(material: Material, wish: Wish) -> tuple[Slide, ...]:
    """Put the slides together, with those of the chosen sections."""
    stand, shapes = material.stand, material.shapes
    optional = OptionalSections(
        stand, wish.sinds, lambda view: build_map(stand, view, shapes, wish.vormen), partial(_draw_reeks, material)
    )
    sections = [optional.find(key, wish.gebied) for key in _chosen(wish)]
    return build_deck(
        stand, shapes, material.cards, material.settings, layer=LAYERS[wish.layer], gebied=wish.gebied,
        whole=wish.alles, titel=wish.titel or None,
        extra=[slide for section in sections for slide in slides_of(section)], adres=wish.adres,
        opening=wish.opening, besluit=wish.besluit, vormen=wish.vormen, grenzen=wish.grenzen,
    )  # fmt: skip


def _sections(material: Material, wish: Wish) -> Callable[[Regio | None], list[Section]]:
    """Make the chosen sections of the report of an area."""
    optional = OptionalSections(
        material.stand,
        wish.sinds,
        lambda view: map_figure(material.stand, view, material.shapes),
        partial(_draw_reeks, material),
    )
    return lambda gebied: [optional.find(key, gebied) for key in _chosen(wish)]


def _met(material: Material, wish: Wish) -> str:
    """Say in the name of a file what counts, gemeenten not by law, a version not the newest, and chosen sections."""
    chosen = _chosen(wish)
    sections = "met alle onderdelen" if set(chosen) == set(ONDERDELEN) else f"met {' '.join(chosen)}" if chosen else ""
    announced = name_part(material.stand.tables.doorgevoerd)
    versie = f"versie {material.stand.tables.versie}" if material.stand.tables.versie else ""
    return " ".join(filter(None, (*material.stand.blik.telt, announced, versie, sections)))


def _view(material: Material, wish: Wish) -> MapView:
    """Make what the map says."""
    return build_view(material.stand, LAYERS[wish.layer], wish.gebied, wish.grenzen)


def _design(material: Material, wish: Wish) -> Design:
    """Say how the picture must look."""
    settings = material.settings
    return Design(
        wish.size, wish.formaat, wish.doel, wish.titel or None,
        netwerk=wish.netwerk, organisatie=settings.organisatie, logo=settings.logo,
        link=_tell_view(material, wish),
    )  # fmt: skip


def _tell_view(material: Material, wish: Wish) -> str:
    """Say where netmap shows what is made."""
    return tell_view(material.stand, wish.layer, wish.gebied, wish.adres, wish.grenzen)


def _workbook(material: Material, wish: Wish) -> Workbook:
    """Put the tables together, the same for every format."""
    optional = OptionalSections(material.stand, wish.sinds)
    told = {table.key: table for key in _chosen(wish) for table in optional.tables(key, wish.gebied)}  # each once
    by = material.settings.organisatie
    return build_workbook(material.stand, wish.gebied, material.cards, by, tuple(told.values()), wish.adres)


def _network(material: Material, wish: Wish) -> Network:
    """Put the network together, the same for both formats."""
    stand, by = material.stand, material.settings.organisatie
    return build_network(stand, material.shapes.degrees, wish.gebied, by, _tell_view(material, wish))


def _geodata(write: Callable[..., bytes], material: Material, wish: Wish) -> bytes:
    """Write shapes with one of the writers of geodata."""
    by = material.settings.organisatie
    return write(material.stand, material.borders, wish.gebied, by, _tell_view(material, wish))


_WRITERS: Final[Mapping[str, Callable[[Material, Wish], bytes]]] = {
    "xlsx": lambda material, wish: write_xlsx(_workbook(material, wish)),
    "ods": lambda material, wish: write_ods(_workbook(material, wish)),
    "csv": lambda material, wish: write_csv_zip(_workbook(material, wish)),
    "graphml": lambda material, wish: write_graphml(_network(material, wish)),
    "gexf": lambda material, wish: write_gexf(_network(material, wish)),
    "gpkg": lambda material, wish: _geodata(write_gpkg, material, wish),
    "geojson": lambda material, wish: _geodata(write_geojson, material, wish),
    "geojson-d3": lambda material, wish: _geodata(partial(write_geojson, for_d3=True), material, wish),
    "topojson": lambda material, wish: _geodata(write_topojson, material, wish),
}


def name_of(material: Material, wish: Wish) -> tuple[str, str]:
    """
    Name the file.

    Parameters
    ----------
    material, wish
        As for ``make``.

    Returns
    -------
    name, mime
        File name with its suffix, and its media type.
    """
    form = next(form for form in PRODUCTS[wish.product].formaten if form.key == wish.formaat)
    day, met = material.stand.peildatum, _met(material, wish)
    if wish.product == "rapport" and wish.alles:
        return file_name("rapporten", met, peildatum=day, suffix="zip"), ZIP
    if wish.product == "rapport":
        return report_name(wish.gebied, day, wish.formaat, met), form.mime
    doel = "" if wish.doel == next(iter(DOELEN)) or wish.product != "plaatje" else wish.doel
    layer = wish.layer if wish.product in {"plaatje", "jaarreeks"} else ""
    jaren = "-".join(map(str, wish.jaren)) if wish.product == "jaarreeks" and wish.jaren else ""
    what = (wish.product, layer, *name_parts(wish.gebied), jaren, met, doel)
    return file_name(*what, peildatum=day, suffix="zip" if form.mime == ZIP else form.suffix or form.key), form.mime


def make_picture_data(material: Material, wish: Wish) -> bytes:
    """
    Make the data that a picture shows, to lie beside it.

    Parameters
    ----------
    material, wish
        As for ``make``; a wish for a picture, or a jaarreeks.

    Returns
    -------
    csv
        One row per gemeente as of ``map_table``, or per day of a jaarreeks, written by ``table_csv``.
    """
    if wish.product == "jaarreeks":
        return make(material, replace(wish, formaat="csv"))
    view = _view(material, wish)
    return table_csv(map_table(material.stand, view))


def make_picture_code(material: Material, wish: Wish) -> bytes:
    """
    Make the QR code of what a picture shows, to lie beside it.

    Parameters
    ----------
    material, wish
        As for ``make``; a wish for a picture.

    Returns
    -------
    code
        SVG beside an SVG or PDF, else PNG; it opens this view.

    Raises
    ------
    NetmapError
        When nobody knows where netmap runs, or the address is too long for a code.
    """
    adres = material.settings.adres or wish.adres
    if not adres:
        msg = 'Een QR-code heeft het adres van netmap nodig. Zet adres = "https://…" in netmap.toml.'
        raise NetmapError(msg)
    link = find_view(material.stand, wish.layer, wish.gebied, adres, wish.grenzen)
    try:
        return write_qr(link, "png" if wish.formaat == "png" else "svg")
    except ValueError:
        msg = "Het adres van deze kaart is te lang voor een QR-code. Kies een gebied met minder gemeenten."
        raise NetmapError(msg) from None


class Preview(NamedTuple):
    """What the reader sees before the file is made."""

    alt: str
    """What it shows, in words."""
    beeld: bytes = b""
    """PNG; empty when there is only a table."""
    tabel: Table | None = None


def preview(material: Material, wish: Wish) -> Preview:
    """Show what will be in the file; raises as ``make`` does.

    Of a picture the picture itself, smaller; of slides and tables a list of what is in them; of a report its first
    page.
    """
    match wish.product:
        case "plaatje":
            view = _view(material, wish)
            small = replace(_design(material, wish), size=_shrink(wish.size), formaat="png")
            return Preview(describe_view(view), draw_picture(material.stand, view, material.shapes, small))
        case "jaarreeks":
            reeks = _reeks(material, wish)
            if wish.formaat not in FORMATS:
                return _listed(jaarreeks_section(reeks).tables[0])
            design = replace(_design(material, wish), size=_shrink(wish.size), formaat="png")
            return Preview(describe_jaarreeks(reeks), _draw_reeks(material, reeks, design))
        case "dias":
            return _listed(_titles(material, wish, "Dia's in het bestand"))
        case "briefje":
            brief = build_brief(material.stand, wish.gebied, material.shapes, material.settings)
            return Preview(" ".join(("Het briefje.", *conclude(material.stand, wish.gebied))), draw_page(brief))
        case "rapport" if wish.alles:
            return _listed(_reports(material, wish, "Rapporten in het zipbestand"))
        case "rapport":
            stand, extra = material.stand, _sections(material, wish)(wish.gebied)
            report = build_report(stand, wish.gebied, material.shapes, material.cards, material.settings, extra)
            return Preview(" ".join(("Eerste bladzijde.", *conclude(stand, wish.gebied))), draw_page(report))
        case "gegevens":
            return _listed(_contents(material, wish, f"Wat er in het bestand staat ({wish.formaat})"))
    raise KeyError(wish.product)


def _listed(table: Table) -> Preview:
    return Preview(table.caption, tabel=table)


def _titles(material: Material, wish: Wish, caption: str) -> Table:
    """List the slides."""
    pages = plan_pptx(_slides(material, wish), material.settings.sjabloon)
    rows = ((str(number), page.title) for number, page in enumerate(pages, 1))
    return Table("inhoud", caption, (Column("dia", "Dia"), Column("titel", "Titel")), tuple(rows))


def _reports(material: Material, wish: Wish, caption: str) -> Table:
    """List the reports that go into one zip."""
    stand, met = material.stand, _met(material, wish)
    rows = (
        (report_name(area, stand.peildatum, wish.formaat, met), standing_section(stand, area).headline)
        for area in list_areas(stand)
    )
    return Table("inhoud", caption, (Column("bestand", "Bestand"), Column("inhoud", "Wat erin staat")), tuple(rows))


def _contents(material: Material, wish: Wish, caption: str) -> Table:
    """List what is in a file of data."""
    if wish.formaat in _TABLES:
        columns = (Column("blad", "Blad"), Column("rijen", "Rijen", "whole"), Column("inhoud", "Wat erin staat"))
        sheets = ((sheet.name, len(sheet.rows), sheet.explanation) for sheet in _workbook(material, wish).sheets)
        return Table("inhoud", caption, columns, tuple(sheets))
    rows = [("gemeenten", len(material.stand.codes(wish.gebied)))]
    if wish.formaat not in _MAPS:
        network = _network(material, wish)
        kinds: Counter[str] = Counter(str(soort) for _, soort in network.nodes(data="soort"))
        rows = [*sorted(kinds.items()), ("verbindingen", network.number_of_edges())]
    return Table("inhoud", caption, (Column("wat", "Wat"), Column("aantal", "Aantal", "whole")), tuple(rows))


def _shrink(size: Size) -> Size:
    """Make a size fit for the screen, with the same composition."""
    factor = min(1.0, _PREVIEW / max(size.width, size.height))
    width, height, dpi = (round(one * factor) for one in (size.width, size.height, size.dpi))
    return size._replace(width=width, height=height, dpi=dpi)
