"""Which slides there are and where on each its parts stand: planned before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from netmap.table import Counts, Figure, Listing, Paragraph, Table, Terms
from netmap.write.pptx_template import GUTTER, SHARES, Place, arrange, open_template
from netmap.write.pptx_text import INDENT, SMALLEST, largest_size, measure_table, text_height, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from netmap.table import Block, Section
    from netmap.write.pptx_template import Kind, Part

BODY_SIZES: Final = (18.0, 17.0, 16.0, 15.0, 14.0)
"""Of the font of sentences, in points."""
_EASY: Final = 15.0
"""Sentences of this size are easy to read; smaller ones only when there is no room."""


@dataclass(frozen=True)
class Slide:
    """One slide before it is laid out; everything but the title may be absent."""

    title: str
    """Says the conclusion, in at most 120 signs."""
    sentences: tuple[str, ...] = ()
    """One bullet each; lines of one sentence are bullets that are there together or not at all."""
    figure: Figure | None = None
    """Beside the sentences; its legend below them."""
    table: Table | None = None
    """When there is no figure; in its brief form. What the slide does not show of it is in the notes."""
    notes: str = ""
    fields: Literal["", "opening", "decision"] = ""
    """Which fields the presenter fills in, below the sentences; netmap leaves them empty."""
    sources: str = ""
    """What its lines are, and on what the figure rests; below it."""
    link: str = ""
    """Where netmap shows this; below everything, for an address needs the whole width."""
    goes_on: bool = False
    """Whether rows that do not fit go on following slides, without the sentences; else the slide says how many."""

    @property
    def legend(self) -> Table | None:
        """What the colours of the figure mean."""
        return self.figure.legend.in_form("brief") if self.figure and self.figure.legend else None

    @property
    def kind(self) -> Kind:
        """Which layout it needs."""
        if self.fields:
            return self.fields
        if self.figure is not None:
            return "map" if self.legend else "figure"
        if self.table is not None:
            return "beside" if self.sentences else "table"
        return "text"


class Page(NamedTuple):
    """One slide as it will be in the file."""

    title: str
    """With its place in the row, when a table goes on over several slides."""
    slide: Slide
    rows: range | None = None
    """Positions of the rows of a table that goes on; None for one that stands on this slide alone."""


def slides_of(section: Section) -> tuple[Slide, ...]:
    """
    Put a section on slides.

    Parameters
    ----------
    section
        Any section.

    Returns
    -------
    slides
        The conclusion beside the first figure, or else beside the first table; then every other figure and table on a
        slide of its own, beside what else is said. The notes of each have all that the section says; counts stand there
        only, for the conclusion tells them.
    """
    told = tuple(line for block in section.blocks for line in _sentences(block))
    said = tuple(line for block in section.blocks if not isinstance(block, Counts) for line in _sentences(block))
    tables = [table for table in section.tables if table.rows]
    shown = [table for table in tables if table.in_form("brief").columns]
    figures = [block for block in section.blocks if isinstance(block, Figure)]
    hidden = (write_out(table) for table in tables if table not in shown)
    notes = "\n\n".join((" ".join(section.conclusion), *told, *hidden))
    if figures:
        slides = [Slide(section.headline, section.conclusion, figures[0], notes=notes)]
    else:
        slides = [Slide(section.headline, section.conclusion + said, None, next(iter(shown), None), notes)]
        shown, said = shown[1:], ()
    slides += [Slide(figure.caption, said, figure, notes=notes) for figure in figures[1:]]
    return (*slides, *(Slide(table.caption, said, None, table, notes) for table in shown))


def _sentences(block: Block) -> Iterator[str]:
    """Read the sentences of a block."""
    match block:
        case Paragraph(text):
            yield text
        case Listing(items):
            yield from items
        case Terms(items):
            yield from (f"{term}: {meaning}" for term, meaning in items)
        case Counts(items):
            yield from (f"{what}: {number} {of}".rstrip() for what, number, of in items)


def write_out(table: Table) -> str:
    """Write a table out in full, for notes: its caption, the heading, and a line per row."""
    shown = table.in_form("page")
    heading = " | ".join(column.name for column in shown.columns)
    rows = (" | ".join(cells).replace("\n", ", ") for cells in write_rows(shown))
    return "\n".join((f"{shown.caption}:", heading, *rows))


def plan_pptx(slides: Sequence[Slide], template: Path | None = None) -> tuple[Page, ...]:
    """
    Say which slides a file will have, without drawing them; a table that goes on has several.

    A Dutch ``NetmapError`` when the template of the organisation cannot be used.
    """
    return lay_out(slides, open_template(template).room)


def lay_out(slides: Sequence[Slide], room: Place) -> tuple[Page, ...]:
    """Divide every slide whose table goes on over as many as it needs."""
    return tuple(page for slide in slides for page in _divide(slide, room))


def _divide(slide: Slide, room: Place) -> Iterator[Page]:
    """Divide one slide: the first has all, the following have the rest of the table."""
    firsts, end = [0], len(slide.table.rows) if slide.table else 0
    later = replace(slide, sentences=(), link="")
    if slide.kind == "beside" and _is_broken(slide, place_parts(room, slide)["table"]):  # on a narrow template
        apart = [Page(slide.title, replace(slide, table=None)), *_divide(later, room)]
        yield from (
            page._replace(title=f"{slide.title} ({number} van {len(apart)})") for number, page in enumerate(apart, 1)
        )
        return
    if slide.table is not None and slide.goes_on:
        places = [place_parts(room, one)["table"] for one in (slide, later)]
        grids = [measure_table(slide.table.in_form("brief"), place) for place in places]

        def fitting(first: int) -> int:
            return grids[first > 0].fitting(places[first > 0].height, first)

        while (start := firsts[-1] + fitting(firsts[-1])) < end:
            firsts.append(start)
        evenly = range(0, end, ceil(end / len(firsts))) if end else range(0)  # no last slide with a single row
        if all(fitting(first) >= min(evenly.step, end - first) for first in evenly):
            firsts = list(evenly) or firsts
    for number, (first, after) in enumerate(pairwise([*firsts, end]), start=1):
        title = f"{slide.title} ({number} van {len(firsts)})" if len(firsts) > 1 else slide.title
        yield Page(title, later if first else slide, range(first, after) if slide.goes_on else None)


def place_parts(room: Place, slide: Slide) -> dict[Part, Place]:
    """Say where the parts of a slide stand, by what it holds."""
    places = _share(room, slide)
    for share in SHARES.get(slide.kind, ())[1:]:
        wider = _share(room, slide, share)
        if _is_good(slide, places["text"]) or _is_broken(slide, wider.get("table")):
            break
        places = wider
    return places


def _share(room: Place, slide: Slide, share: float = 0) -> dict[Part, Place]:
    """Give the text a share of the width, and a legend below it the height that it then needs."""
    whole = room
    if slide.link:
        high = text_height([slide.link], SMALLEST, room.width)
        room = room._replace(height=room.height - high - GUTTER // 4)
    places = arrange(room, slide.kind, share)
    if slide.legend:
        legend = sum(measure_table(slide.legend, places["table"], (SMALLEST,)).heights)
        places = arrange(room, slide.kind, share, legend)
    if slide.sources:
        figure = places["figure"]
        high = text_height([slide.sources], SMALLEST, figure.width)
        places["sources"] = figure._replace(top=figure.bottom - high, height=high)
        places["figure"] = figure._replace(height=figure.height - high - GUTTER // 4)
    if slide.link:
        places["link"] = whole._replace(top=room.bottom + GUTTER // 4, height=whole.bottom - room.bottom - GUTTER // 4)
    return places


def _is_good(slide: Slide, place: Place) -> bool:
    """Whether a place is large enough for the sentences; beside a table, so that they are easy to read."""
    if slide.table:
        return size_of(slide.sentences, place) >= _EASY
    return text_height(points_of(slide.sentences), BODY_SIZES[-1], place.width - INDENT) <= place.height


def _is_broken(slide: Slide, place: Place | None) -> bool:
    """Whether the table of a slide breaks words in a place."""
    return (
        slide.table is not None and place is not None and measure_table(slide.table.in_form("brief"), place).is_broken
    )


def points_of(sentences: Sequence[str]) -> list[str]:
    """Take sentences apart into their bullets."""
    return [line for one in sentences for line in one.split("\n")]


def size_of(sentences: Sequence[str], area: Place) -> float:
    """Choose the largest size, in points, in which sentences fit as bullets; else the smallest."""
    return largest_size(points_of(sentences), BODY_SIZES, area._replace(width=area.width - INDENT))
