"""Which slides a presentation has and what each says: a conclusion, sentences, a map or a table, and notes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netmap.chain import find_sources
from netmap.drawing.captions import describe_sources
from netmap.drawing.legend import BORDER_OF, DOUBTFUL_BORDER, build_rows, explain_shades, name_counts
from netmap.drawing.loose import plan_loose_map
from netmap.drawing.picture import check_title, draw_picture
from netmap.dutch import capital, part_of, small
from netmap.export.link import tell_view
from netmap.gaps import GAP_LABEL, URGENCY, find_gaps
from netmap.headline import conclude_view
from netmap.klassen import Klasse
from netmap.layers import LAYERS, build_view
from netmap.maps.style import DIMMED
from netmap.proof import find_behind
from netmap.schema import GRENZEN, dutch_date
from netmap.sections.gemeenten import gemeenten_section
from netmap.sections.helpdesk import tell_helpdesk
from netmap.sections.phrases import headline, name_some
from netmap.sections.quote import tell_quotes
from netmap.sections.sources import load_caveats, shorten, sources_table, tell_origin
from netmap.sections.standing import standing_section
from netmap.sections.worklist import group_worklist, worklist_section, worklist_table
from netmap.summary import conclude, credit, describe_view
from netmap.table import Column, Figure, Listing, Swatch, Table
from netmap.write.pptx_plan import Slide, slides_of, write_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.cards import SourceCard
    from netmap.gaps import Gap
    from netmap.layers import Layer, MapView, Stand
    from netmap.maps.shapes import Shapes
    from netmap.regio import Regio
    from netmap.settings import Settings
    from netmap.table import Cell

_NAMES: Final = 8
"""As many gemeenten are named in a sentence; the notes name all."""
_LONGEST: Final = 240
"""Signs of an address on a slide; that of a large group of gemeenten is longer."""
_OPEN: Final = "Gemeenten zonder volledige dekking, dringendste eerst"
_TO_CONFIRM: Final = "Gemeenten waarvan de dekking te bevestigen is"


def build_deck(
    stand: Stand,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    *,
    layer: Layer = LAYERS["zorgcoordinatie"],
    gebied: Regio | None = None,
    whole: bool = True,
    titel: str | None = None,
    extra: Sequence[Slide] = (),
    adres: str = "",
    opening: bool = False,
    besluit: bool = False,
    vormen: bool = False,
    grenzen: str = GRENZEN[0],
) -> tuple[Slide, ...]:
    """Choose the slides of a presentation, in order; the maps are not drawn yet.

    A whole deck is of the country (picture, what is missing, a slide per politieregio, sources) or of the region
    (picture, what is missing, its gemeenten, sources), otherwise it is one slide with the map. ``titel`` stands
    instead of the conclusion above the first slide, ``extra`` before the last two; the shapes and cards are of the
    data folder of the stand. The last slide and all notes say where netmap shows the view, ``adres`` where netmap
    runs. With ``vormen`` every gemeente on a map is a shape that can be changed, instead of all being one picture;
    ``grenzen`` says between which areas the borders stand out on the first map. A whole
    deck can also have an opening slide, and before the last two a slide that asks for a decision: what netmap cannot
    know is left to the presenter. NetmapError, in Dutch, when the title or the region cannot be used.
    """
    if gebied is not None:
        gebied = stand.tables.gebieden.find(gebied.token)
    first = map_slide(stand, shapes, layer, gebied, check_title(titel) if titel else None, vormen, grenzen, quoted=True)
    link = tell_view(stand, layer.key, gebied, adres, grenzen)
    if not whole:
        return _with_link((first, *extra), link)
    if gebied is None:
        regions = stand.tables.gebieden.regios("politieregio")
        following = [map_slide(stand, shapes, layer, region, vormen=vormen) for region in regions]
    else:
        following = [gemeenten_slide(stand, gebied)]
    before = [opening_slide(stand, layer, gebied)] if opening else []
    asked = [decision_slide(stand, layer, gebied)] if besluit else []
    last = closing_slides(stand, cards, settings)
    if layer.key == "zorgcoordinatie":
        lacking = gaps_slide(stand, gebied)
    else:
        lacking = answers_slide(stand, build_view(stand, layer, gebied))
    return _with_link((*before, first, lacking, *following, *extra, *asked, *last), link)


def opening_slide(stand: Stand, layer: Layer, gebied: Regio | None) -> Slide:
    """Say what the deck is about and on which day; for whom it is, the presenter fills in."""
    told = (layer.vraag, f"Stand op {dutch_date(stand.peildatum)}, volgens openbare bronnen.")
    notes = "Vul de velden op deze dia zelf in, en haal weg wat u niet gebruikt."
    where = f"in de {gebied}" if gebied else "in Nederland"
    return Slide(f"{layer.naam} {where}", told, notes=notes, fields="opening")


def decision_slide(stand: Stand, layer: Layer, gebied: Regio | None) -> Slide:
    """Say once more what the first map says; which decision is asked, the presenter fills in."""
    notes = "Vul de velden op deze dia zelf in: netmap weet niet welk besluit u vraagt. Haal weg wat u niet gebruikt."
    said = conclude_view(stand, build_view(stand, layer, gebied))[:2]
    return Slide("Gevraagd besluit", said, notes=notes, fields="decision")


def _with_link(slides: Sequence[Slide], link: str) -> tuple[Slide, ...]:
    """Say in all notes, and on the last slide when it is not too long, where netmap shows this."""
    *others, last = (replace(slide, notes=f"{slide.notes}\n\n{link}") for slide in slides)
    if len(link) > _LONGEST:
        return (*others, last)
    return (*others, replace(last, link=link))


def build_map(stand: Stand, view: MapView, shapes: Shapes, vormen: bool = False) -> Figure:
    """Make the map of a view, as a picture or of shapes that can be changed.

    Its legend has every class for the country, only those that occur for a region.
    """
    looks = {
        ("klasse", entry.klasse.key): Swatch(entry.klasse, "", view.shades(entry.klasse.key)) for entry in view.legend
    }
    looks |= {("bewijs", one.bewijs): Swatch(one.example, "", (one.bewijs,)) for one in explain_shades(view)}
    looks["buiten", ""] = Swatch(Klasse("", "", DIMMED), "")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (looks[row.soort, row.key]._replace(text=row.label), row.gemeenten, row.inwoners)
        for row in build_rows(view)
        if (row.soort, row.key) in looks and not (row.is_empty and view.gebied is not None)
    )
    columns = (
        Column("klasse", view.naam, "swatch", width=3.4),
        Column("gemeenten", capital(name_counts(view)), "whole", width=1.2),
        Column("inwoners", "Inwoners", "share", width=1.1),
    )
    legend = Table("legenda", f"Legenda: {view.vraag}", columns, rows)
    return Figure(
        lambda design: draw_picture(stand, view, shapes, design),
        describe_view(view),
        view.naam,
        legend,
        is_map=True,
        loose=(lambda *place: plan_loose_map(stand, view, shapes, *place)) if vormen else None,
    )


def map_slide(
    stand: Stand,
    shapes: Shapes,
    layer: Layer,
    gebied: Regio | None,
    titel: str | None = None,
    vormen: bool = False,
    grenzen: str = GRENZEN[0],
    *,
    quoted: bool = False,
) -> Slide:
    """Show one layer for the country or a region; a title stands instead of the conclusion.

    With ``quoted`` the slide also says what may be quoted of it.
    """
    view = build_view(stand, layer, gebied, grenzen)
    lacking: list[str] = []
    if layer.key == "zorgcoordinatie":
        standing, gaps = standing_section(stand, gebied), find_gaps(stand, view.codes)
        said, lacking = standing.conclusion, _name_gaps(gaps, len(gaps))
        title, sentences = standing.headline, (*said, *(_name_gaps(gaps) if gebied is not None else ()))
    else:
        said = conclude_view(stand, view)
        title, sentences = said[0].removesuffix("."), (view.vraag, *said[1:])
    quotes = tuple(filter(None, [tell_quotes(stand, view)] if quoted else []))
    sentences = (*quotes, *sentences)  # what comes last may not fit
    notes = (" ".join(said), *quotes, describe_view(view), *lacking, *_list_sources(stand, view))
    named = describe_sources(stand, view, "De notities noemen")
    if view.grenzen != GRENZEN[0]:  # the legend of a slide is a table, of classes
        named = f"De lijnen: {small(BORDER_OF[view.grenzen])}. Gestippeld: {small(DOUBTFUL_BORDER)}. {named}"
    figure = build_map(stand, view, shapes, vormen)
    return Slide(titel or title, sentences, figure, notes="\n\n".join(notes), sources=named)


def _list_sources(stand: Stand, view: MapView) -> tuple[str, ...]:
    """List the sources behind the classes of a map, with their dates; for zorgcoördinatie those of the whole chain."""
    behind = find_behind(stand, view.layer, view.codes)
    found = {(one.bron, one.geschreven.bron_datum) for one in (*behind.known, *behind.later)}
    if view.layer == "zorgcoordinatie":
        found |= {(one.bron, one.datum) for code in view.codes for one in find_sources(stand, code)}
    listed = (f"- {bron or 'bron onbekend'} ({datum or 'zonder datum'})" for bron, datum in sorted(found))
    return ("\n".join(("Bronnen:", *listed)),) if found else ()


def gaps_slide(stand: Stand, gebied: Regio | None) -> Slide:
    """Show what is missing, the most urgent first; when nothing is, what must be confirmed."""
    section, codes = worklist_section(stand, gebied), stand.codes(gebied)
    gaps = find_gaps(stand, codes, also_stale=True)
    uncovered = [gap for gap in gaps if gap.soort != "te_bevestigen"]
    lists = [block.items for block in section.blocks if isinstance(block, Listing)]
    sentences = (*(lists[0] if uncovered else section.conclusion), *lists[-1])  # the kinds of gaps, and the functions
    if stale := sum(stand.dekking[code].te_bevestigen for code in codes):
        sentences += (f"Te bevestigen: de status van {part_of(stale, len(codes))}.",)
    shown = group_worklist(uncovered or gaps, _NAMES)
    whole = worklist_table(uncovered or gaps, _OPEN if uncovered else _TO_CONFIRM, gebied)
    notes = f"{slides_of(section)[0].notes}\n\n{write_out(whole)}"
    return Slide(section.headline, sentences, None, shown if gaps else None, notes)


def answers_slide(stand: Stand, view: MapView) -> Slide:
    """Name per answer to the question of a layer which gemeenten or regions have it, the largest first."""
    size: dict[str, int] = defaultdict(int)
    klasse_of: dict[str, str] = {}
    for code in view.codes:
        one = stand.dekking[code]
        naam = (view.regio_of or {}).get(code, one.naam)
        size[naam] += one.inwoners
        klasse_of[naam] = view.class_of[code]
    largest = sorted(size, key=lambda naam: (-size[naam], naam))
    shown = [entry for entry in view.legend if entry.aantal]
    named = {entry.klasse.key: [naam for naam in largest if klasse_of[naam] == entry.klasse.key] for entry in shown}
    rows = tuple(
        (Swatch(entry.klasse, entry.klasse.label), entry.aantal, name_some(named[entry.klasse.key], 3 * _NAMES))
        for entry in shown
    )
    columns = (
        Column("klasse", "Antwoord", "swatch", width=50),
        Column("aantal", capital(name_counts(view)), "whole", width=22),
        Column("wie", "Welke, de grootste eerst", width=110),
    )
    title = f"{view.naam}: wat waar geldt"
    table = Table("antwoorden", title, columns, rows, header="klasse")
    told = (f"{entry.klasse.label} ({entry.aantal}): {', '.join(named[entry.klasse.key])}." for entry in shown)
    return Slide(headline(view.gebied, title), table=table, notes="\n\n".join(told))


def gemeenten_slide(stand: Stand, gebied: Regio) -> Slide:
    """Show every gemeente of a region in a table that goes on over as many slides as it needs.

    Its title is true of each of them.
    """
    section, number = gemeenten_section(stand, gebied), len(stand.codes(gebied))
    title = headline(gebied, f"{'de enige gemeente' if number == 1 else f'de {number} gemeenten op naam'}")
    notes = f"{section.headline}. {' '.join(conclude(stand, gebied))}"
    return Slide(title, table=section.tables[0].in_form("brief"), notes=notes, goes_on=True)


def closing_slides(stand: Stand, cards: Sequence[SourceCard], settings: Settings) -> tuple[Slide, Slide]:
    """Say what the map does not say, and on which files it rests; the notes have it in full."""
    caveats = load_caveats()
    sources = [
        f"- {card.titel}: {card.bron}. {card.url} Peildatum {dutch_date(card.peildatum)}. Licentie: {card.licentie}."
        f"{f' {card.opmerking}' if card.opmerking else ''}"
        for card in cards
    ]
    notes = [
        "Bronnen:\n" + "\n".join(sources),
        f"Peildatum van de kaart: {dutch_date(stand.peildatum)}. {credit(stand.tables, settings.organisatie)}",
        tell_helpdesk(settings),
    ]
    unsaid = "Wat deze kaart niet zegt"
    return (
        Slide(unsaid, tuple(map(shorten, caveats)), notes=f"{unsaid}:\n" + "\n".join(f"- {one}" for one in caveats)),
        Slide(
            "Waar deze kaart op steunt",
            tell_origin(stand),
            table=sources_table([replace(card, bron=re.split("[;,]", card.bron)[0]) for card in cards]),
            notes="\n\n".join(notes),
            goes_on=True,
        ),
    )


def _name_gaps(gaps: Sequence[Gap], limit: int = _NAMES) -> list[str]:
    """Name the gemeenten of every kind of gap, the largest first."""
    lines = []
    for kind in URGENCY:
        names = [gap.naam for gap in gaps if gap.soort == kind]
        if names:
            more = f" en nog {len(names) - limit}; de hele lijst staat in de notities" if len(names) > limit else ""
            lines.append(f"{GAP_LABEL[kind]} ({len(names)}): {', '.join(names[:limit])}{more}.")
    return lines
