"""What a figure is made of before anything has a place: its size, its text, and the arrangements to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from netmap.drawing.fonts import REGULAR
from netmap.maps.style import DARK, LIGHT


class Size(NamedTuple):
    """A size in pixels."""

    naam: str
    width: int
    height: int
    dpi: int = 144
    """Pixels per inch: how large it is on paper."""
    is_paper: bool = False
    """Whether it is a sheet that is read from nearby, with room for all names."""


class Text(NamedTuple):
    """Text that typst breaks into lines."""

    text: str
    size: float
    weight: str = REGULAR
    colour: str = DARK
    is_title: bool = False


class KeyRow(NamedTuple):
    """A row of a legend: a drawing, what it means, and counts."""

    svg: str
    """Of ``width`` units; empty for a row of words only."""
    label: str
    numbers: tuple[str, ...] = ()
    is_faint: bool = False
    """Whether it counts nothing."""
    size: float = 11.0
    width: float = 26.0
    rank: int = 0
    """Place of a step by size, from 0."""


class Way(NamedTuple):
    """An arrangement to try."""

    kind: str
    """``beside``, ``between``, ``chart`` or ``alone``."""
    columns: int = 1
    """Of text beside the drawing, or of the legend below it."""
    share: float = 0
    """Width of a column beside the drawing, as a share of the figure."""
    steps: int = 0
    """How many steps a chart tells."""


MAP_WAYS: Final = (
    *(Way("beside", 1, share) for share in (0.36, 0.33, 0.3, 0.38, 0.41, 0.44, 0.48)),
    *(Way("beside", 2, share) for share in (0.26, 0.3, 0.34)),
    *(Way("between", columns) for columns in (1, 2, 3)),
)
"""Beside the map or above and below it; the first is the most pleasant one."""
ALONE: Final = (Way("alone"),)


@dataclass(frozen=True)
class Content:
    """Everything a figure says outside its drawing."""

    name: str
    """Title of the document, in its metadata."""
    alt: str
    """What the drawing shows, in words."""
    maker: str
    ways: tuple[Way, ...]
    aspect: float = 1.0
    """Width of what the drawing shows, divided by its height."""
    head: tuple[Text, ...] = ()
    rows: tuple[KeyRow, ...] = ()
    numbers: tuple[str, ...] = ()
    """What the counts of the rows count."""
    heading: float = 8.5
    """Size of those words."""
    foot: tuple[Text, ...] = ()
    logo: tuple[bytes, float] | None = None
    """A PNG, and its width divided by its height."""
    letter: float = 1.0
    """How many times larger than usual the text is."""
    smallest: float = 0.0
    """How small the text may become, in times its usual size."""
    body: float = 11.0
    """Size of the legend: what must still be read."""
    paper: str | None = LIGHT
    """Colour of the paper; None is transparent."""
    steps: tuple[KeyRow, ...] = ()
    badges: tuple[str, ...] = ()
    """Drawings of the numbers of the steps."""
    rests: tuple[str, ...] = ()
    """What to say when so many steps are told."""
    least: tuple[float, float] = (0, 0)
    """Width and height of the smallest chart that can be read."""
    refusal: str = ""
    """What to say when it does not fit, if it is not the usual."""
