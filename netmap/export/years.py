"""The story in years to take along: little maps as a picture, or the counts as a table, an object or text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.drawing.captions import describe_sources
from netmap.drawing.strip import draw_strip
from netmap.jaarreeks import build_jaarreeks, build_stands, usual_jaren
from netmap.layers import build_view
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.summary import credit
from netmap.write.csv import table_csv
from netmap.write.json import section_json
from netmap.write.text import section_text

if TYPE_CHECKING:
    from netmap.drawing.picture import Design
    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import Layer, Stand
    from netmap.maps.shapes import Shapes
    from netmap.regio import Regio


def tell_years(stand: Stand, layer: Layer, gebied: Regio | None, jaren: tuple[int, int] | None) -> Jaarreeks:
    """Reckon the story of a layer and area; without ``jaren`` of the usual years."""
    return build_jaarreeks(
        build_stands(stand, *(jaren or usual_jaren(stand.peildatum))), stand.peildatum, layer, gebied
    )


def draw_years(stand: Stand, shapes: Shapes, organisatie: str, reeks: Jaarreeks, design: Design) -> bytes:
    """Draw the little maps of a story, with on what the map of the peildatum rests and who made it."""
    now = build_view(stand, reeks.layer, reeks.gebied)
    return draw_strip(reeks, shapes, design, (describe_sources(stand, now), credit(stand.tables, organisatie)))


def write_years(reeks: Jaarreeks, formaat: str) -> bytes:
    """Write the counts and sentences of a story as ``csv``, ``json`` or ``txt``; KeyError for any other format."""
    section = jaarreeks_section(reeks)
    return {
        "csv": lambda: table_csv(section.tables[0]),
        "json": lambda: f"{section_json(section, reeks.peildatum, reeks.gebied)}\n".encode(),
        "txt": lambda: f"{section_text(section)}\n".encode(),
    }[formaat]()
