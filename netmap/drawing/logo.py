"""The logo of an organisation, read the same way for pictures, slides and reports."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from PIL import Image

from netmap.errors import NetmapError

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES: Final = 5_000_000
_MAX_SIDE: Final = 4000
_BOX: Final = (1200, 600)
"""Pixels: sharp on A3 and small in a file."""


def read_logo(path: Path) -> Image.Image:
    """Read a logo as at most 1,200 by 600 pixels RGBA, without what else its file says."""
    problem = f"Het logo {path.name} kan niet worden gebruikt"
    try:
        if path.stat().st_size > _MAX_BYTES:
            msg = f"{problem}: het bestand is groter dan {_MAX_BYTES // 1_000_000} MB. Kies een kleiner bestand."
            raise NetmapError(msg)
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            if max(image.size) > _MAX_SIDE:
                raise Image.DecompressionBombError
            plain = image.convert("RGBA")
    except Image.DecompressionBombError:  # Pillow's own when it is far beyond it
        msg = f"{problem}: een zijde is langer dan {_MAX_SIDE} pixels. Verklein het."
        raise NetmapError(msg) from None
    except (OSError, SyntaxError, ValueError) as error:
        msg = f"{problem}: het is geen leesbaar PNG- of JPEG-bestand. Sla het opnieuw op als PNG."
        raise NetmapError(msg) from error
    plain.thumbnail(_BOX)
    return Image.frombytes("RGBA", plain.size, plain.tobytes())


def logo_png(path: Path) -> bytes:
    """
    Read the logo of the settings as a PNG.

    Parameters
    ----------
    path
        A PNG or JPEG of at most 5 MB and 4,000 pixels a side.

    Returns
    -------
    png
        The same bytes for the same logo.

    Raises
    ------
    NetmapError
        When it is too large or no picture; in Dutch.
    """
    png = io.BytesIO()
    read_logo(path).save(png, "PNG")
    return png.getvalue()
