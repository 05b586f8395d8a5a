"""What the map does not say, read from the one file that the page Over shows too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).resolve().parents[1] / "teksten" / "wat_niet.md"
_SHORT: Final = 140


def load_caveats() -> tuple[str, ...]:
    """
    Read what the map does not say.

    Returns
    -------
    caveats
        Dutch, one text of some sentences per point, without mark-up.
    """
    points = re.split(r"^- ", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(" ".join(point.replace("*", "").split()) for point in points if point.strip())


def shorten(text: str) -> str:
    """
    Keep the first sentences of a text: at least one, and no more than fit on three lines of a slide.

    Parameters
    ----------
    text
        One of ``load_caveats``.

    Returns
    -------
    short
        Whole sentences.
    """
    first, *others = re.split(r"(?<=[.]) (?=[A-Z])", text)
    for sentence in others:
        if len(first) + len(sentence) >= _SHORT:
            break
        first = f"{first} {sentence}"
    return first
