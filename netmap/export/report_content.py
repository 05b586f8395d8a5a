"""What a report says about a region or the country: every sentence and number, computed once from the stand."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst
from PIL import Image

from netmap.coverage import compute_totals
from netmap.explain import STATUS_MEANING
from netmap.export.caveats import load_caveats, shorten
from netmap.export.report_sections import (
    build_comparison,
    build_ending,
    build_gaps,
    build_gemeenten,
    build_people,
    make_section,
)
from netmap.layers import LAYERS, build_view
from netmap.maps.legend import is_all_stale
from netmap.maps.logo import logo_png
from netmap.maps.picture import Size, draw_picture
from netmap.schema import STATUSSEN, dutch_date, dutch_number
from netmap.summary import conclude, credit, describe_view
from netmap.table import Column, Counts, Figure, Listing, Paragraph, Section, Swatch, Table, Terms, link_to, percent_of
from netmap.write.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.gebieden import Gebied
    from netmap.layers import MapView, Stand
    from netmap.load import SourceCard
    from netmap.maps.picture import Design, Shapes
    from netmap.settings import Settings
    from netmap.table import Cell

_LAYER: Final = LAYERS["zorgcoordinatie"]
_MAP_SIDE: Final = 440
"""Of a square map, in pixels of the drawing: a small figure has large letters; `_rasterise` makes it sharp."""
_WIDEST: Final = 1.5
"""Width of a map by its height, at most; at least it is a square."""
_MAP_PIXELS: Final = 1200
_COLOURS: Final = 128
_USED: Final = ("contacts.csv", "gemeenten.csv", "gemeenten.geojson")
"""Data files that the report rests on, the most important first."""
_LEGEND: Final = (
    Column("klasse", "Kleur en patroon", "swatch", width=44),
    Column("gemeenten", "Gemeenten", "whole", width=20),
    Column("inwoners", "Inwoners", "whole", width=20),
)
_SOURCES: Final = (
    Column("gegevens", "Gegevens", width=44),
    Column("bron", "Bron", width=74),
    Column("peildatum", "Peildatum", "date", width=28),
    Column("licentie", "Licentie", width=32),
)
_TERMS: Final = Path(__file__).resolve().parents[1] / "teksten" / "begrippen.md"
"""The words as the page Over explains them."""


def build_report(
    stand: Stand,
    gebied: Gebied | None,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    extra: Sequence[Section] = (),
) -> Report:
    """
    Say everything that a report says.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        A region that is in the register, or None for the country.
    shapes
        Output of ``build_shapes`` for the same data folder.
    cards
        Source cards of the data folder.
    settings
        Who makes it, and the logo.
    extra
        More sections; they come before the sources.

    Returns
    -------
    report
        The same for every format: conclusion, map, what to do first, gemeenten, who is who, cover that ends,
        comparison, ``extra``, sources and definitions.

    Raises
    ------
    KeyError
        When the region is not in the register.
    NetmapError
        When the logo cannot be read.
    """
    view = build_view(stand, _LAYER, gebied)
    naam = str(gebied) if gebied else "Nederland"
    return Report(
        title=naam[0].upper() + naam[1:],
        subtitle=f"Zorgcoördinatie voor slachtoffers van mensenhandel, op {dutch_date(stand.peildatum)}",
        peildatum=stand.peildatum,
        organisatie=settings.organisatie,
        credit=credit(settings.organisatie),
        sections=(
            Section("stand", "Conclusie", "Conclusie", (conclude(stand, gebied),), (_counts(stand, view.codes),)),
            make_section("kaart", "Kaart", build_figure(stand, view, shapes)),
            build_gaps(stand, view.codes),
            build_gemeenten(stand, gebied),
            build_people(stand, gebied),
            build_ending(stand, view.codes),
            build_comparison(stand, gebied),
            *extra,
            _sources(stand, view.codes, cards),
        ),
        logo=logo_png(settings.logo) if settings.logo else None,
    )


def _counts(stand: Stand, codes: Sequence[str]) -> Counts:
    """Count what the reader must remember."""
    totals = compute_totals(stand.dekking[code] for code in codes)
    gedekt, inwoners = totals.gedekt
    onbekend, _ = totals.per_status["onbekend"]
    share = percent_of(inwoners / totals.inwoners) if totals.inwoners else "–"
    return Counts(
        (
            ("Gedekt", f"{dutch_number(gedekt)} van {dutch_number(totals.gemeenten)}", "gemeenten"),
            ("Gedekt", share, "van de inwoners"),
            ("Niet of deels gedekt", dutch_number(totals.gemeenten - gedekt - onbekend), "gemeenten"),
            ("Onbekend", dutch_number(onbekend), "gemeenten"),
            ("Te bevestigen", dutch_number(totals.te_bevestigen), "gemeenten"),
        )
    )


def build_figure(stand: Stand, view: MapView, shapes: Shapes) -> Figure:
    """
    Draw a map with its legend.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    view
        What the map says.
    shapes
        Output of ``build_shapes`` for the same data folder.

    Returns
    -------
    figure
        With the classes that occur.
    """
    present = [entry for entry in view.legend if entry.gemeenten]
    rows: list[tuple[Cell, ...]] = [
        (Swatch(entry.klasse, entry.klasse.label), entry.gemeenten, entry.inwoners) for entry in present
    ]
    stale = [code for code in view.codes if code in view.te_bevestigen]
    caption = f"{view.naam} per gemeente op {dutch_date(view.peildatum)}."
    if is_all_stale(view):
        caption += " Van elke gemeente is het antwoord te bevestigen."
    elif stale:
        example = next(entry.klasse for entry in present if entry.klasse.key == view.class_of[stale[0]])
        inwoners = sum(stand.dekking[code].inwoners for code in stale)
        rows.append((Swatch(example, "Met streepjes: te bevestigen", stale=True), len(stale), inwoners))
    legend = Table("legenda", f"Legenda: {view.vraag}", _LEGEND, tuple(rows))

    def draw(design: Design) -> bytes:
        drawing = draw_picture(
            stand, view, shapes, replace(design, size=_map_size(view, shapes), formaat="svg", letter=1)
        )
        return _rasterise(drawing)

    return Figure(draw, describe_view(view), caption, legend, is_map=True)


def _map_size(view: MapView, shapes: Shapes) -> Size:
    """Choose a sheet that is as wide as the area asks."""
    west, south, east, north = zip(*(shapes.boxes[code] for code in view.codes), strict=True)
    aspect = min(max((max(east) - min(west)) / (max(north) - min(south)), 1), _WIDEST)
    return Size("Rapport", round(_MAP_SIDE * aspect**0.5), round(_MAP_SIDE / aspect**0.5))


def _rasterise(svg: bytes) -> bytes:
    """Turn the map into pixels: as a drawing it has so many lines that it would make a file of megabytes."""
    page = f"#set page(width: {_MAP_PIXELS}pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 100%)"
    png: bytes = typst.compile(
        page.encode(), format="png", ppi=72.0, ignore_system_fonts=True, sys_inputs={"svg": svg.decode()}
    )
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()


def _sources(stand: Stand, codes: Sequence[str], cards: Sequence[SourceCard]) -> Section:
    """Say where the data come from, what the words mean, and what the report does not say."""
    used = sorted((card for card in cards if card.bestand in _USED), key=lambda card: _USED.index(card.bestand))
    rows = tuple((link_to(card.titel, card.url), card.bron, card.peildatum, card.licentie) for card in used)
    present = {stand.dekking[code].status for code in codes} - {"onbekend"}
    meanings = [STATUS_MEANING[status].partition(": ") for status in STATUSSEN if status in present]
    words = _TERMS.read_text(encoding="utf-8").replace("*", "")
    terms = [*((term, text) for term, _, text in meanings), *re.findall(r"^- (.+?): (.+)$", words, re.MULTILINE)]
    return make_section(
        "bronnen",
        "Bronnen en begrippen",
        Table("bronnen", "Waar de gegevens vandaan komen", _SOURCES, rows),
        Terms(tuple(terms)),
        Paragraph("Wat deze kaart niet zegt:"),
        Listing(tuple(map(shorten, load_caveats()))),
    )
