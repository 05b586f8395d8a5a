"""Streamlit reads titles, captions and labels as Markdown; what somebody filled in must stay as it is written."""

from __future__ import annotations

import string
from typing import Final

_SIGNS: Final = {ord(sign): f"\\{sign}" for sign in string.punctuation} | dict.fromkeys(
    map(ord, "\r\n\u2028\u2029"), " "
)


def literal(text: str) -> str:
    """Write text so that Markdown shows it as it is: no picture, no link, no colour, and on one line."""
    return text.translate(_SIGNS)
