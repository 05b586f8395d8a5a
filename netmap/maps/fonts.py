"""The font of every picture: Fira Sans (SIL Open Font License), from its package and never from the machine."""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import Final

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

REGULAR: Final = "Regular"
BOLD: Final = "SemiBold"
_UNKNOWN: Final = "?"
"""What stands for a sign that the font does not have."""


def font_file(weight: str = REGULAR) -> Path:
    """
    Find the file of a weight.

    Parameters
    ----------
    weight
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    path
        A TrueType file in the installed package.
    """
    return Path(str(files("fontpkg_fira_sans"))) / "files" / f"FiraSans-{weight}.ttf"


def font(weight: str = REGULAR) -> FontProperties:
    """
    Name a weight to Matplotlib, by its file: the machine's own fonts are not looked at.

    Parameters
    ----------
    weight
        ``REGULAR`` or ``BOLD``.

    Returns
    -------
    properties
        Without a size.
    """
    return FontProperties(fname=font_file(weight))


def missing_signs(text: str) -> list[str]:
    """
    Find the signs that the font cannot show, such as an emoji or a control character.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    signs
        In the order of the text, each once.
    """
    known = _known()
    return [sign for sign in dict.fromkeys(text) if ord(sign) not in known]


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
    return "".join(_UNKNOWN if sign in missing else sign for sign in line)


def measure(text: str, size: float, weight: str = REGULAR) -> float:
    """
    Measure how wide a line is; kerning, which mostly narrows it, is left out.

    Parameters
    ----------
    text
        One line that the font can show.
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


@functools.cache
def _face(weight: str) -> FT2Font:
    """Open the font file."""
    return FT2Font(font_file(weight))


@functools.cache
def _known() -> frozenset[int]:
    """Code points that both weights have a drawing for."""
    return frozenset(_face(REGULAR).get_charmap()) & frozenset(_face(BOLD).get_charmap())


@functools.lru_cache(maxsize=20_000)
def _ems(text: str, weight: str) -> float:
    """Width of a line in ems; asked for again and again while text is arranged."""
    return sum(_advance(sign, weight) for sign in text)


@functools.cache
def _advance(sign: str, weight: str) -> float:
    """Width of one sign in ems."""
    face = _face(weight)
    face.set_size(100, 72)
    return face.load_char(ord(sign), LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100
