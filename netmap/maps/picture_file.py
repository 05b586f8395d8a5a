"""Writing a finished figure as PNG, SVG or PDF."""

from __future__ import annotations

import io
import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_rgba
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from netmap.maps.style import escape_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

_RLE: Final = 3
"""Of zlib: look for runs only."""
_PATH_DATA: Final = re.compile(r' d="[^"]*"')
_DECIMALS: Final = re.compile(r"(?<=\.\d\d)\d+")
"""What follows the second decimal: a hundredth of a point cannot be seen."""


# the settings of Matplotlib belong to the whole process, so one picture is drawn at a time
_LOCK: Final = threading.Lock()
_OURS: Final = frozenset({"text", "path", "agg", "image", "lines", "svg", "pdf"})
_SETTINGS: Final = {
    **{key: value for key, value in mpl.rcParamsDefault.items() if key.split(".")[0] in _OURS},
    "svg.hashsalt": "netmap",
    "svg.fonttype": "path",
    "svg.image_inline": True,
    "pdf.fonttype": 42,
}
"""What would else depend on the settings of the machine or the day."""


@contextmanager
def fixed_settings() -> Iterator[None]:
    """
    Draw with the same settings of Matplotlib on every machine; others wait their turn.

    Yields
    ------
    None
        While it lasts, nobody else draws; it cannot be nested.
    """
    with _LOCK, mpl.rc_context(_SETTINGS):
        yield


def write_figure(figure: Figure, formaat: str, title: str, description: str) -> bytes:
    """
    Write a figure with its title and alternative text, and without anything that differs from day to day.

    Parameters
    ----------
    figure
        Drawn in its size.
    formaat
        ``png``, ``svg`` or ``pdf``.
    title, description
        Of the picture, in Dutch.

    Returns
    -------
    file
        The same bytes for the same figure.
    """
    if formaat == "png":
        return _write_png(figure, title, description)
    out = io.BytesIO()
    if formaat == "pdf":
        facts = {"Title": title, "Subject": description, **dict.fromkeys(("Creator", "Producer"), "netmap")}
        pdf: Any = FigureCanvasPdf(figure)
        pdf.print_pdf(out, metadata={**facts, "CreationDate": None})
        return out.getvalue()
    svg: Any = FigureCanvasSVG(figure)
    svg.print_svg(out, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _describe_svg(out.getvalue().decode(), title, description).encode()


def _write_png(figure: Figure, title: str, description: str) -> bytes:
    """Write pixels; runs of one colour are most of a map, so the quick way to compress them is also a small one."""
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = Image.fromarray(np.asarray(canvas.buffer_rgba()))
    texts = PngInfo()
    for key, text in (("Title", title), ("Description", description), ("Software", "netmap")):
        texts.add_itxt(key, text, lang="nl")
    opaque = to_rgba(figure.get_facecolor())[3] == 1
    out = io.BytesIO()
    resolution = (figure.dpi, figure.dpi)
    pixels.convert("RGB" if opaque else "RGBA").save(out, "png", pnginfo=texts, dpi=resolution, compress_type=_RLE)
    return out.getvalue()


def _describe_svg(svg: str, title: str, description: str) -> str:
    """Give a drawing its name and description, and drop the reference to a document type on another host."""
    svg = _PATH_DATA.sub(lambda path: _DECIMALS.sub("", path[0]), svg)
    start = svg.index("<svg")
    end = svg.index(">", start)
    name, text = escape_xml(title), escape_xml(description)
    words = f'<title id="titel">{name}</title>\n <desc id="tekst">{text}</desc>'
    head = f'{svg[start:end]} role="img" aria-labelledby="titel tekst" lang="nl">'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n {words}{svg[end + 1 :]}'
