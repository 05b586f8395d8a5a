"""A chain drawn from left to right as SVG: boxes in columns, arrows between them; the same as sentences."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.chain import find_chain
from netmap.dutch import count
from netmap.maps.style import DARK, LIGHT, LINES, escape_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.chain import Schakel
    from netmap.layers import Stand

_WIDTH: Final = 172
_GAP: Final = 44
_LINE: Final = 17
_PAD: Final = 9
_SIGNS: Final = 23
"""Signs on a line of a box: a careful guess, for the reader's own font draws them."""
_MISSING: Final = ("#8A4B00", "#FFF8EF")
"""Border and fill of a link that is not known to be fulfilled; the border is dashed too."""


class Box(NamedTuple):
    """One link of a chain."""

    heading: str
    """What it is: a function or level."""
    tekst: str
    """Who it is."""
    column: int
    row: float
    """Place from above; a half stands between two rows."""
    soort: str = "zorg"
    """Key of ``LINES``: ``zorg``, ``bestuur`` or ``overig``."""
    is_known: bool = True


class Diagram(NamedTuple):
    """Boxes and the arrows between them, by position in ``boxes``."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[int, int], ...]


def gemeente_diagram(stand: Stand, code: str) -> Diagram:
    """
    Put both columns of one gemeente side by side; ``KeyError`` when there is no such gemeente.

    From the gemeente to CoMensha above (zorg) and to VNG below (bestuur).
    """
    keten = find_chain(stand, code)
    boxes = [Box("gemeente", stand.dekking[code].naam, 0, 0.5, "overig")]
    arrows = []
    for row, (soort, links) in enumerate((("zorg", keten.zorg), ("bestuur", keten.bestuur[1:]))):
        before = 0
        for column, link in enumerate(links, start=1):
            boxes.append(_box(link, column, row, soort))
            arrows.append((before, len(boxes) - 1))
            before = len(boxes) - 1
    return Diagram(tuple(boxes), tuple(arrows))


def _box(link: Schakel, column: int, row: float, soort: str) -> Box:
    return Box(link.functie, link.wie, column, row, soort, link.staat == "ja")


def organisatie_diagram(stand: Stand, knoop: str) -> Diagram:
    """
    Show for whom an organisation (``organisatie:fier``) works, and to whom it reports; ``KeyError`` when there is none.

    Politieregio's with the number of gemeenten on the left, the organisation in the middle, CoMensha right.
    """
    if knoop not in stand.graph:
        raise KeyError(knoop)
    gemeenten: dict[str, set[str]] = defaultdict(set)
    for inzet, _, edge in stand.graph.in_edges(knoop, data=True):
        if edge["relatie"] == "werkt_bij" and stand.graph.nodes[inzet]["inzet"].covers_on(stand.peildatum):
            for _, node, work in stand.graph.out_edges(inzet, data=True):
                if work["relatie"] == "coordineert_voor":
                    gemeenten[stand.graph.nodes[node]["politieregio"]].add(node)
    regions = sorted(gemeenten)
    middle = max(len(regions) - 1, 0) / 2
    boxes = [
        Box("politieregio", f"{name}: {count(len(gemeenten[name]), 'gemeente', 'gemeenten')}", 0, row)
        for row, name in enumerate(regions)
    ]
    boxes.append(Box("organisatie", stand.graph.nodes[knoop]["naam"], 1, middle))
    boxes.append(Box("landelijk", "CoMensha", 2, middle))
    arrows = [(row, len(regions)) for row in range(len(regions))] + [(len(regions), len(regions) + 1)]
    return Diagram(tuple(boxes), tuple(arrows))


def describe_diagram(diagram: Diagram) -> str:
    """Say in words what the drawing shows: one Dutch sentence per arrow, in the order of reading."""
    said = []
    for start, end in diagram.arrows:
        one, other = diagram.boxes[start], diagram.boxes[end]
        said.append(f"{one.heading} ({one.tekst}) → {other.heading} ({other.tekst}).")
    return " ".join(said)


def draw_diagram(diagram: Diagram) -> str:
    """
    Draw boxes and arrows as an ``<svg>`` with its text equivalent as accessible name.

    The boxes of a row are as high as the highest needs; the same text for the same diagram.
    """
    lines = [textwrap.wrap(box.tekst, _SIGNS) or [""] for box in diagram.boxes]
    height = _LINE * (1 + max(map(len, lines))) + 2 * _PAD
    step = height + _LINE
    places = [(2 + box.column * (_WIDTH + _GAP), 2 + box.row * step) for box in diagram.boxes]
    parts = [_arrow(places[a], places[b], height, diagram.boxes[b]) for a, b in diagram.arrows]
    parts += [_draw_box(*each, height) for each in zip(diagram.boxes, places, lines, strict=True)]
    wide, high = (max(places, key=lambda place: place[axis])[axis] for axis in (0, 1))
    label = escape_xml(describe_diagram(diagram))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{wide + _WIDTH + 2}" '
        f'height="{high + height + 2:g}" viewBox="0 0 {wide + _WIDTH + 2} {high + height + 2:g}" '
        f'font-family="system-ui, sans-serif" font-size="13">{"".join(parts)}</svg>'
    )


def _draw_box(box: Box, place: tuple[float, float], lines: Sequence[str], height: float) -> str:
    """Write one box: what it is small, who it is below."""
    line, fill = (LINES[box.soort].colour, LIGHT) if box.is_known else _MISSING
    dash = "" if box.is_known else ' stroke-dasharray="6 3"'
    x, y = place
    rows = [f'<tspan x="{x + _PAD}" fill="#4A5560" font-size="12">{escape_xml(box.heading)}</tspan>']
    rows += [f'<tspan x="{x + _PAD}" dy="{_LINE}">{escape_xml(text)}</tspan>' for text in lines]
    return (
        f'<rect x="{x}" y="{y:g}" width="{_WIDTH}" height="{height:g}" rx="4" fill="{fill}" stroke="{line}" '
        f'stroke-width="2"{dash}/><text y="{y + _PAD + 11:g}" fill="{DARK}">{"".join(rows)}</text>'
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], height: float, target: Box) -> str:
    """Write a line from the right of one box to the left of the next, with a head."""
    x1, y1, x2, y2 = start[0] + _WIDTH, start[1] + height / 2, end[0], end[1] + height / 2
    colour = LINES[target.soort].colour if target.is_known else _MISSING[0]
    dash = "" if target.is_known else ' stroke-dasharray="6 3"'
    bend = (x1 + x2) / 2
    return (
        f'<path d="M{x1},{y1:g}C{bend:g},{y1:g} {bend:g},{y2:g} {x2 - 6},{y2:g}" fill="none" stroke="{colour}" '
        f'stroke-width="2"{dash}/><path d="M{x2 - 8},{y2 - 5:g}l8,5l-8,5z" fill="{colour}"/>'
    )
