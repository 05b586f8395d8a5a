"""Which slides a presentation has and what each says: a conclusion, sentences, a map or a table, and notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from netmap.chain import find_sources
from netmap.coverage import compute_totals
from netmap.drawing.legend import build_rows
from netmap.drawing.picture import check_title, draw_picture
from netmap.explain import ROL_LABEL, STATUS_MEANING
from netmap.gaps import GAP_LABEL, URGENCY, find_gaps
from netmap.gebieden import find_gebied, list_gebieden
from netmap.klassen import Klasse
from netmap.layers import LAYERS, build_view
from netmap.maps.style import DIMMED, LIGHT
from netmap.schema import dutch_date, dutch_number
from netmap.sections.sources import load_caveats, shorten
from netmap.summary import build_table, conclude, count, credit, describe_view
from netmap.table import Column, Figure, Swatch, Table
from netmap.write.pptx import Slide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.gaps import Gap
    from netmap.gebieden import Gebied
    from netmap.layers import Layer, MapView, Stand
    from netmap.load import SourceCard
    from netmap.maps.shapes import Shapes
    from netmap.settings import Settings

_NAMES: Final = 8
"""As many gemeenten are named in a sentence; the notes name all."""
_IN_NOTES: Final = "de hele lijst staat in de notities"


def build_deck(
    stand: Stand,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    *,
    layer: Layer = LAYERS["zorgcoordinatie"],
    gebied: Gebied | None = None,
    whole: bool = True,
    titel: str | None = None,
    extra: Sequence[Slide] = (),
) -> tuple[Slide, ...]:
    """
    Choose the slides of a presentation.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    shapes
        Output of ``build_shapes`` for the same data folder.
    cards
        Source cards of that folder.
    settings
        For the credit line.
    layer
        What the maps show.
    gebied
        The region, or None for the country.
    whole
        Whether to make a whole deck: of the country (picture, what is missing, a slide per politieregio, sources) or
        of the region (picture, what is missing, its gemeenten, sources). Otherwise one slide with the map.
    titel
        Instead of the conclusion above the first slide.
    extra
        Slides with other results, before the last one.

    Returns
    -------
    slides
        In order; the maps are not drawn yet.

    Raises
    ------
    NetmapError
        When the title or the region cannot be used; in Dutch.
    """
    if gebied is not None:
        gebied = find_gebied(stand.tables.gemeenten, gebied.token)
    first = map_slide(stand, shapes, layer, gebied, check_title(titel) if titel else None)
    if not whole:
        return (first, *extra)
    if gebied is None:
        regions = list_gebieden(stand.tables.gemeenten, "politieregio")
        following = [map_slide(stand, shapes, layer, region) for region in regions]
    else:
        following = [gemeenten_slide(stand, gebied)]
    return (first, gaps_slide(stand, gebied), *following, *extra, closing_slide(stand, cards, settings))


def build_map(stand: Stand, view: MapView, shapes: Shapes) -> Figure:
    """
    Make the map of a view for a slide.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    view
        Output of ``build_view`` for that stand.
    shapes
        Output of ``build_shapes`` for the same data folder.

    Returns
    -------
    figure
        With a legend of every class for the country, and only of those that occur for a region.
    """
    looks = {entry.klasse.key: Swatch(entry.klasse, "") for entry in view.legend}
    extra = {"marking": Swatch(Klasse("", "", LIGHT), "", stale=True), "buiten": Swatch(Klasse("", "", DIMMED), "")}
    rows = tuple(
        ((extra.get(row.soort) or looks[row.key])._replace(text=row.label), row.gemeenten, row.inwoners)
        for row in build_rows(view)
        if row.soort in {"klasse", *extra} and not (row.is_empty and view.gebied is not None)
    )
    columns = (
        Column("klasse", view.naam, "swatch", width=3.0),
        Column("gemeenten", "Gemeenten", "whole", width=1.2),
        Column("inwoners", "Inwoners", "share", width=1.1),
    )
    legend = Table("legenda", f"Legenda: {view.vraag}", columns, rows)
    return Figure(
        lambda design: draw_picture(stand, view, shapes, design), describe_view(view), view.naam, legend, is_map=True
    )


def map_slide(stand: Stand, shapes: Shapes, layer: Layer, gebied: Gebied | None, titel: str | None = None) -> Slide:
    """
    Show one layer for the country or a region.

    Parameters
    ----------
    stand, shapes
        As for `build_deck`.
    layer
        An entry of ``LAYERS``.
    gebied
        The region, or None for the country.
    titel
        Instead of the conclusion.

    Returns
    -------
    slide
        With the map, its legend and, in a region, the names of what is not covered.
    """
    view = build_view(stand, layer, gebied)
    if layer.key == "zorgcoordinatie":
        default, zinnen = title_of(stand, gebied), [*conclude(stand, gebied)]
        if gebied is not None:
            zinnen += _name_gaps(find_gaps(stand, view.codes))
    else:
        largest = max(view.legend, key=lambda entry: entry.gemeenten)
        label = f"{largest.klasse.label[0].lower()}{largest.klasse.label[1:]}"
        named = f"{layer.naam}, {gebied}" if gebied else layer.naam
        share = _of(largest.gemeenten, len(view.codes))
        default = f"{named}: {label} in {share if gebied is None else share.rpartition(' ')[0]}"
        zinnen = [view.vraag]
        if stale := len(view.te_bevestigen & set(view.codes)):
            zinnen.append(f"Te bevestigen: {_of(stale, len(view.codes))}.")
    notes = _notes(stand, gebied, [describe_view(view)], view.codes)
    return Slide(titel or default, tuple(zinnen), build_map(stand, view, shapes), notes=notes)


def title_of(stand: Stand, gebied: Gebied | None = None) -> str:
    """
    Conclude in one line how the country or a region stands.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    title
        Such as ``301 van de 342 gemeenten gedekt; 41 niet``; partly covered and unknown are kept apart.
    """
    totals = compute_totals(stand.dekking[code] for code in stand.codes(gebied))
    gedekt, number = totals.gedekt[0], totals.gemeenten
    if gedekt == number:
        whole = "de enige gemeente" if number == 1 else f"alle {dutch_number(number)} gemeenten"
        return f"{_start(gebied)}{whole} gedekt" if gebied else f"{whole[0].upper()}{whole[1:]} gedekt"
    status = {key: gemeenten for key, (gemeenten, _) in totals.per_status.items()}
    parts = (
        (status["op_afstand"] + status["vervallen"] + status["geen"], "niet"),
        (status["deels"], "deels"),
        (status["onbekend"], "onbekend"),
    )
    rest = ", ".join(f"{dutch_number(part)} {word}" for part, word in parts if part)
    return f"{_start(gebied)}{_of(gedekt, number)} gedekt; {rest}"


def gaps_slide(stand: Stand, gebied: Gebied | None) -> Slide:
    """
    Show what is missing: counts, and the most urgent gemeenten.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country.

    Returns
    -------
    slide
        With the work list as a table; without one when nothing is missing.
    """
    codes = stand.codes(gebied)
    gaps = find_gaps(stand, codes)
    kinds, inwoners = Counter(gap.soort for gap in gaps), Counter[str]()
    for gap in gaps:
        inwoners[gap.soort] += gap.inwoners
    zinnen = [
        f"{GAP_LABEL[kind]}: {count(kinds[kind], 'gemeente', 'gemeenten')}, {dutch_number(inwoners[kind])} inwoners. "
        f"{_meaning(kind)}"
        for kind in URGENCY
        if kinds[kind]
    ]
    zinnen += [
        _role_sentence(rol, sum(states[code].status == "ja" for code in codes), len(codes))
        for rol, states in stand.rollen.items()
    ]
    stale = [gap for gap in find_gaps(stand, codes, also_stale=True) if stand.dekking[gap.code].te_bevestigen]
    if stale:
        zinnen.append(f"Te bevestigen: de status van {_of(len(stale), len(codes))}.")
    if not gaps:
        zinnen.insert(0, "Elke gemeente is gedekt volgens een bron. Vraag na of dat nog klopt.")
        end = f"{dutch_number(len(stale))} te bevestigen" if stale else "niets te bevestigen"
        table = _gap_table(stale, gebied, "Gemeenten waarvan de dekking te bevestigen is") if stale else None
        notes = _notes(stand, gebied, zinnen)
        return Slide(f"{title_of(stand, gebied)}; {end}", tuple(zinnen), table=table, notes=notes)
    notes = _notes(stand, gebied, zinnen)
    caption = "Gemeenten zonder volledige dekking, dringendste eerst"
    is_or_are = "gemeente is" if len(gaps) == 1 else "gemeenten zijn"
    titel = f"{_start(gebied)}{dutch_number(len(gaps))} {is_or_are} niet volledig gedekt"
    return Slide(titel, tuple(zinnen), table=_gap_table(gaps, gebied, caption), notes=notes)


def _role_sentence(rol: str, known: int, number: int) -> str:
    """Say for how many gemeenten a source names somebody in a role."""
    label = f"{ROL_LABEL[rol][0].upper()}{ROL_LABEL[rol][1:]}"
    return f"{label}: bekend voor {_of(known, number)}." if known else f"{label}: onbekend, geen bron noemt er een."


def _gap_table(gaps: Sequence[Gap], gebied: Gebied | None, caption: str) -> Table:
    """Put the work list in rows, the most urgent first, with who is nearest to ask."""
    regional = gebied is not None and gebied.soort == "politieregio"
    columns = (
        Column("gemeente", "Gemeente", width=1.45),
        Column("politieregio", "Politieregio", width=1.75),
        Column("wat", "Wat", width=1.6),
        Column("inwoners", "Inwoners", "whole", width=1.1),
        Column("wie_vragen", "Vraag het eerst aan", width=2.2),
    )
    rows = ((g.naam, g.politieregio, GAP_LABEL[g.soort], g.inwoners, g.wie_vragen.split("; ")[0]) for g in gaps)
    table = Table("werklijst", caption, columns, tuple(rows))
    return table.select([one.key for one in columns if one.key != "politieregio"]) if regional else table


def gemeenten_slide(stand: Stand, gebied: Gebied) -> Slide:
    """
    Show every gemeente of a region in a table.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region.

    Returns
    -------
    slide
        Whose table goes on over as many slides as it needs.
    """
    codes = stand.codes(gebied)
    known = [names for code in codes if (names := stand.dekking[code].organisaties)]
    who = "geen organisatie bekend"
    if known:
        who = count(len(set().union(*known)), "organisatie coördineert", "organisaties coördineren")
        who += f" de zorg in {count(len(known), 'gemeente', 'gemeenten')}"
    columns = (
        Column("gemeente", "Gemeente", width=2.6),
        Column("inwoners", "Inwoners", "whole", width=1.1),
        Column("zorgcoordinatie", "Zorgcoördinatie", width=2.3),
        Column("organisaties", "Organisaties", width=4.7),
        Column("te_bevestigen", "Te bevestigen", width=1.6),
    )
    frame = build_table(stand, codes)[[column.name for column in columns]]
    caption = f"Zorgcoördinatie per gemeente in de {gebied}"
    table = Table("gemeenten", caption, columns, tuple(frame.astype(object).itertuples(index=False, name=None)))
    return Slide(f"{_start(gebied)}{who}", table=table, notes=_notes(stand, gebied, []), goes_on=True)


def closing_slide(stand: Stand, cards: Sequence[SourceCard], settings: Settings) -> Slide:
    """
    Say what the map does not say, and on which files it rests.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    cards
        Source cards of the data folder.
    settings
        For the credit line.

    Returns
    -------
    slide
        With the sources as a table; the notes have both in full.
    """
    caveats = load_caveats()
    columns = (
        Column("gegevens", "Gegevens", width=2.2),
        Column("bron", "Bron", width=2.6),
        Column("peildatum", "Peildatum", "date", width=1.5),
    )
    table = Table(
        "bronnen",
        "Bronnen met peildatum; de licenties staan in de notities",
        columns,
        tuple((card.titel, card.bron.split(";")[0], card.peildatum) for card in cards),
    )
    sources = [
        f"- {card.titel}: {card.bron}. {card.url} Peildatum {dutch_date(card.peildatum)}. Licentie: {card.licentie}."
        f"{f' {card.opmerking}' if card.opmerking else ''}"
        for card in cards
    ]
    notes = [
        "Wat deze kaart niet zegt:\n" + "\n".join(f"- {one}" for one in caveats),
        "Bronnen:\n" + "\n".join(sources),
        f"Peildatum van de kaart: {dutch_date(stand.peildatum)}. {credit(settings.organisatie)}",
    ]
    return Slide(
        "Wat deze kaart niet zegt, en waar zij op steunt",
        tuple(map(shorten, caveats)),
        table=table,
        notes="\n\n".join(notes),
    )


def _start(gebied: Gebied | None) -> str:
    """How a title about a region opens."""
    return f"{gebied.soort.capitalize()} {gebied.naam}: " if gebied else ""


def _of(part: int, number: int) -> str:
    """``15 van de 31 gemeenten``."""
    return f"{dutch_number(part)} van de {count(number, 'gemeente', 'gemeenten')}"


def _meaning(kind: str) -> str:
    """Say what a kind of gap means, without its name."""
    text = STATUS_MEANING[kind].uitleg
    return f"{text[0].upper()}{text[1:]}"


def _name_gaps(gaps: Sequence[Gap], limit: int = _NAMES) -> list[str]:
    """Name the gemeenten of every kind of gap, the largest first."""
    lines = []
    for kind in URGENCY:
        names = [gap.naam for gap in gaps if gap.soort == kind]
        if names:
            more = f" en nog {len(names) - limit}; {_IN_NOTES}" if len(names) > limit else ""
            lines.append(f"{GAP_LABEL[kind]} ({len(names)}): {', '.join(names[:limit])}{more}.")
    return lines


def _notes(stand: Stand, gebied: Gebied | None, parts: Iterable[str], codes: Sequence[str] = ()) -> str:
    """Write the conclusion in full, then the parts, then all gaps and the sources behind the gemeenten."""
    blocks = [" ".join(conclude(stand, gebied)), *parts]
    if codes:
        blocks += _name_gaps(find_gaps(stand, codes), len(codes))
        found = {
            (one.bron or "bron onbekend", dutch_date(one.datum) if one.datum else "datum onbekend")
            for code in codes
            for one in find_sources(stand, code)
        }
        blocks.append("Bronnen:\n" + "\n".join(f"- {bron} ({datum})" for bron, datum in sorted(found)))
    return "\n\n".join(blocks)
