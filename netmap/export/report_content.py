"""What a report says about a region or the country: every sentence and number, computed once from the stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netmap.coverage import compute_totals
from netmap.drawing.logo import logo_png
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
from netmap.schema import STATUSSEN, dutch_date, dutch_number
from netmap.sections.figures import map_figure
from netmap.summary import conclude, credit
from netmap.table import Column, Counts, Listing, Paragraph, Section, Table, Terms, link_to, percent_of
from netmap.write.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.drawing.picture import Shapes
    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.load import SourceCard
    from netmap.settings import Settings

_LAYER: Final = LAYERS["zorgcoordinatie"]
_USED: Final = ("contacts.csv", "gemeenten.csv", "gemeenten.geojson")
"""Data files that the report rests on, the most important first."""
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
            Section("stand", "Conclusie", "Conclusie", conclude(stand, gebied), (_counts(stand, view.codes),)),
            make_section("kaart", "Kaart", map_figure(stand, view, shapes)),
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


def _sources(stand: Stand, codes: Sequence[str], cards: Sequence[SourceCard]) -> Section:
    """Say where the data come from, what the words mean, and what the report does not say."""
    used = sorted((card for card in cards if card.bestand in _USED), key=lambda card: _USED.index(card.bestand))
    rows = tuple((link_to(card.titel, card.url), card.bron, card.peildatum, card.licentie) for card in used)
    present = {stand.dekking[code].status for code in codes} - {"onbekend"}
    words = _TERMS.read_text(encoding="utf-8").replace("*", "")
    terms: list[tuple[str, str]] = [STATUS_MEANING[status] for status in STATUSSEN if status in present]
    terms += re.findall(r"^- (.+?): (.+)$", words, re.MULTILINE)
    return make_section(
        "bronnen",
        "Bronnen en begrippen",
        Table("bronnen", "Waar de gegevens vandaan komen", _SOURCES, rows),
        Terms(tuple(terms)),
        Paragraph("Wat deze kaart niet zegt:"),
        Listing(tuple(map(shorten, load_caveats()))),
    )
