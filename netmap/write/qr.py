"""A QR code: what a telephone that is held to a screen or a page opens."""

from __future__ import annotations

import io
from typing import Final, Literal

import segno

_MODULE: Final = 10
"""Pixels, or units of a drawing, per module: the largest code is still smaller than a slide."""


def write_qr(link: str, formaat: Literal["png", "svg"]) -> bytes:
    """
    Write an address as a QR code.

    Parameters
    ----------
    link
        The whole address; at most some two thousand signs.
    formaat
        Of the file.

    Returns
    -------
    code
        Black on white with a quiet border of four modules, 15 % of which may be lost; an SVG has the address as its
        title. The same bytes for the same address.

    Raises
    ------
    ValueError
        When the address is too long for a QR code.
    """
    out = io.BytesIO()
    code = segno.make_qr(link, error="m", boost_error=False)
    if formaat == "svg":
        code.save(out, kind="svg", scale=_MODULE, light="white", title=link)
    else:
        code.save(out, kind="png", scale=_MODULE, dpi=300)
    return out.getvalue()
