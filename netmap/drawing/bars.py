"""Bars below each other, each a part of the same whole: a small figure that a page, report or slide shows as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.drawing.figure import svg_png
from netmap.drawing.fonts import BOLD, REGULAR, measure, printable
from netmap.drawing.svg import FAMILY, Rect, box, number, text
from netmap.klassen import STATUS_KLASSEN
from netmap.maps.style import escape_xml
from netmap.schema import dutch_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE: Final = 420.0
"""Of the figure, in units: in a column of a page its letters are those of the text."""
_ROW: Final = 20.0
_SIZE: Final = 11.0
_GAP: Final = 8.0
_BAR: Final = 12.0
_TRACK: Final = "#E4E8EC"
_FILL: Final = next(klasse.fill for klasse in STATUS_KLASSEN if klasse.key == "enkel")
_PIXELS: Final = 1260


class Bar(NamedTuple):
    """One bar."""

    naam: str
    aantal: int
    is_strong: bool = False
    """Whether it stands out."""


def draw_bars(bars: Sequence[Bar], whole: int, alt: str, formaat: str = "svg") -> bytes:
    """
    Draw bars, the names before them and the counts behind them.

    Parameters
    ----------
    bars
        From top to bottom.
    whole
        What a full bar stands for; its track is drawn behind each.
    alt
        What they say, for who does not see them.
    formaat
        ``svg``; anything else is a PNG.

    Returns
    -------
    file
        The same bytes for the same bars.
    """
    names = max((measure(one.naam, _SIZE, BOLD) for one in bars), default=0)
    counts = measure(dutch_number(whole), _SIZE, BOLD)
    left, room = names + _GAP, _WIDE - names - counts - 2 * _GAP
    parts = []
    for place, one in enumerate(bars):
        top = place * _ROW + (_ROW - _BAR) / 2
        base, weight = (place + 0.5) * _ROW + 0.35 * _SIZE, BOLD if one.is_strong else REGULAR
        parts += [
            text(0, base, one.naam, _SIZE, weight),
            box(Rect(left, top, room, _BAR), _TRACK),
            box(Rect(left, top, room * one.aantal / whole, _BAR), _FILL) if one.aantal else "",
            text(_WIDE, base, dutch_number(one.aantal), _SIZE, BOLD, anchor="end"),
        ]
    high = len(bars) * _ROW
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE:g}" height="{number(high)}" '
        f'viewBox="0 0 {_WIDE:g} {number(high)}" font-family="{FAMILY}" role="img" lang="nl">'
        f"<title>{escape_xml(printable(alt))}</title>{''.join(parts)}</svg>"
    )
    return svg.encode() if formaat == "svg" else svg_png(svg, _PIXELS)
