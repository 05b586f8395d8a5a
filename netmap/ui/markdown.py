"""Streamlit reads titles, captions and labels as Markdown; what somebody filled in must stay as it is written."""

from __future__ import annotations

import re
from typing import Final

_MEANS: Final = re.compile(r"[\\`*_\[\]{}<>~$#|@]|:(?=\S)|&(?=#?\w+;)|(?<=www)\.|^[-+=]", re.IGNORECASE)
"""What means something, wherever it stands or where it stands now."""
_NUMBERED: Final = re.compile(r"^(\d+)([.)])")
"""What would begin a list."""
_BREAKS: Final = re.compile(r"[\r\n\u2028\u2029]")


def literal(text: str) -> str:
    """
    Write text so that Markdown shows it as it is: no picture, no link, no colour, and on one line.

    Only a sign that means something gets a backslash: Streamlit takes a label as it is for who hears the page.
    """
    return _NUMBERED.sub(r"\1\\\2", _MEANS.sub(r"\\\g<0>", _BREAKS.sub(" ", text).strip()))
