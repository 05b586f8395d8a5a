"""The font of every picture: Fira Sans (SIL Open Font License), from its package and never from the machine."""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from fontTools.ttLib import TTFont

REGULAR: Final = "Regular"
BOLD: Final = "SemiBold"
ASCENT, DESCENT = 0.80, 0.24
"""Of a line above and below its baseline, as shares of the size of the font."""
_UNKNOWN: Final = "?"
"""What stands for a sign that the font does not have."""


def font_file(weight: str = REGULAR) -> Path:
    """Find the TrueType file of a weight, ``REGULAR`` or ``BOLD``, in the installed package."""
    return Path(str(files("fontpkg_fira_sans"))) / "files" / f"FiraSans-{weight}.ttf"


def missing_signs(text: str) -> list[str]:
    """Find the signs that the font cannot show (an emoji, a control character), in the order of the text, each once."""
    shown = _signs()
    return [sign for sign in dict.fromkeys(text) if sign not in shown]


def printable(text: str) -> str:
    """
    Make text fit to draw on one line.

    Parameters
    ----------
    text
        Any text from a data file.

    Returns
    -------
    text
        White space as single spaces, and ``?`` for every sign that the font does not have.
    """
    line = " ".join(text.split())
    missing = set(missing_signs(line))
    if not missing:
        return line
    return "".join(_UNKNOWN if sign in missing else sign for sign in line)


def measure(text: str, size: float, weight: str = REGULAR) -> float:
    """
    Measure how wide a line is; kerning, which mostly narrows it, is left out.

    Parameters
    ----------
    text
        One line; a sign that the font does not have is as wide as ``?``.
    size
        Size of the font, in any unit.
    weight
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    width
        In the unit of ``size``.
    """
    return size * _ems(text, weight)


def wrap(text: str, size: float, width: float, weight: str = REGULAR) -> list[str]:
    """
    Break text into lines; a word that is wider than the line is broken as well.

    Parameters
    ----------
    text
        Any text; what the font cannot show becomes ``?``.
    size, width
        Size of the font and width of the column, in the same unit.
    weight
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    lines
        At least one, none wider than the column (unless a single sign is).
    """
    lines = [""]
    for word in printable(text).split(" "):
        grown = f"{lines[-1]} {word}".lstrip()
        if measure(grown, size, weight) <= width:
            lines[-1] = grown
            continue
        lines += [""] * bool(lines[-1])
        for sign in word:
            if lines[-1] and measure(lines[-1] + sign, size, weight) > width:
                lines.append("")
            lines[-1] += sign
    return lines


class _Face(NamedTuple):
    """What must be known of a font to measure with it."""

    signs: dict[int, str]
    """Code point to the name of its glyph."""
    advances: dict[str, tuple[int, int]]
    em: int


@functools.cache
def _face(weight: str) -> _Face:
    """Read a font file."""
    with TTFont(font_file(weight)) as font:
        return _Face(font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm)


@functools.cache
def _signs() -> frozenset[str]:
    """Every sign that both weights have."""
    return frozenset(map(chr, _face(REGULAR).signs.keys() & _face(BOLD).signs.keys()))


@functools.lru_cache(maxsize=20_000)
def _ems(text: str, weight: str) -> float:
    """Width of a line in ems; asked for again and again while names are placed."""
    face = _face(weight)
    unknown = face.signs[ord(_UNKNOWN)]
    return sum(face.advances[face.signs.get(ord(sign), unknown)][0] for sign in text) / face.em
