"""A figure around a drawing, typeset by typst: where everything comes, and the file as PNG, SVG or PDF."""

from __future__ import annotations

import base64
import functools
import io
import json
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from PIL import Image

from netmap.drawing.content import Content, KeyRow, Size, Text, Way
from netmap.drawing.fonts import ASCENT, BOLD, DESCENT, REGULAR, printable
from netmap.drawing.palette import index_colours
from netmap.drawing.svg import FAINT, FAMILY, GREY, NAMESPACES, Rect, box, group, number, text, unit
from netmap.drawing.typesetter import query, typeset
from netmap.errors import NetmapError
from netmap.maps.style import DARK, escape_xml

FORMATS: Final = ("png", "svg", "pdf")
_TEMPLATE: Final = Path(__file__).with_name("figure.typ")
_SCALES: Final = (1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4)
"""How large text may be, relative to how it is meant; on a small figure larger, for it must still be read."""
_LEAST_PIXELS: Final = 8.0
"""A legend in letters of fewer pixels is not read."""
_LARGER: Final = (1.25, 1.5, 2.0, 3.0)
"""How many times larger the sizes are that are tried to say which one can be read."""
_WHOLE: Final = "#image(bytes(sys.inputs.svg), width: 100%)"
_LONG: Final = 24
"""Signs of a word that may be broken anywhere."""
_PNG_HEADER: Final = 33
"""Bytes of the signature and the header of a PNG."""
_LENGTH: Final = re.compile(r' textLength="[^"]*" lengthAdjust="[^"]*"')
"""Text of a given width, as `netmap.drawing.svg.text` writes it."""
_SPACE: Final = 0.6
"""Widest space between two words of one line, in sizes of the font."""


class Words(NamedTuple):
    """One line of text with its room; the baseline is `ASCENT` below the top."""

    box: Rect
    text: str
    size: float
    weight: str
    colour: str
    part: str
    """Which part of the figure it belongs to, as the template names them: ``kop``, ``legenda``, ``bronnen``."""


class Picture(NamedTuple):
    """A little drawing, or the logo, in its room."""

    box: Rect
    svg: str
    part: str
    """As of `Words`."""


@dataclass(frozen=True)
class Layout:
    """Where everything comes, in units."""

    content: Content
    size: Size
    way: Way
    scale: float
    """How large the text is; 1 is as meant."""
    room: Rect
    """For the drawing."""

    @property
    def page(self) -> Rect:
        """The whole figure."""
        return _page(self.size)


def arrange(content: Content, size: Size) -> Layout:
    """
    Find the arrangement with the largest drawing in which all text fits.

    Parameters
    ----------
    content
        What the figure says.
    size
        Of the figure.

    Returns
    -------
    layout
        With its text as large as leaves enough room for the drawing.

    Raises
    ------
    NetmapError
        When the text does not fit in letters that can be read; in Dutch, with a size in which it does.
    """
    if found := _find(content, size):
        return found
    raise NetmapError(content.refusal or _refuse(content, size))


def _find(content: Content, size: Size) -> Layout | None:
    """Find the best arrangement of a figure of this size, if there is one that can be read."""
    pixels = unit(size.width, size.height)
    first = min(max(1.0, 1.15 / pixels), _SCALES[0])
    least = max(_LEAST_PIXELS / (content.body * content.letter * pixels), content.smallest)
    scales = [one * content.letter for one in (first, *(one for one in _SCALES if one < first)) if one >= least]
    asked = {"scales": scales, "ways": [way._asdict() for way in content.ways], "aspect": content.aspect}
    (best,) = _query(content, size, "<plan>", asked)
    return best and Layout(content, size, Way(**best["way"]), best["scale"], Rect(*best["room"]))


def _refuse(content: Content, size: Size) -> str:
    """Say that the text of a figure cannot be read, and in which larger one of the same shape it can."""
    larger = (size._replace(width=round(f * size.width), height=round(f * size.height)) for f in _LARGER)
    fits = next((one for one in larger if _find(content, one)), None)
    advice = f"{fits.width} bij {fits.height} pixels kan wel" if fits else "Kies een minder smal formaat"
    return f"De tekst is niet te lezen op een plaatje van {size.width} bij {size.height} pixels. {advice}."


def read_layout(layout: Layout) -> tuple[list[Words], list[Picture]]:
    """Ask typst where it has put every line of text, every little drawing and the logo, in the order of reading."""
    words: list[Words] = []
    pictures: list[Picture] = []
    part = ""
    for kind, *facts in _query(layout.content, layout.size, "<mark>", _chosen(layout) | {"marked": True}):
        if kind == "part":
            part = facts[0]
        elif kind == "word":
            _add_word(words, part, *facts)
        elif kind == "key":
            svg, wide, high, x, y = facts
            pictures.append(Picture(Rect(x, y, wide, high), svg, part))
        else:
            high, x, y = facts
            png, aspect = layout.content.logo or (b"", 1)
            pictures.append(Picture(Rect(x, y, high * aspect, high), _image(png, aspect), part))
    return words, pictures


def _add_word(
    words: list[Words], part: str, piece: str, size: float, is_bold: bool, colour: str, wide: float, x: float, y: float
) -> None:
    """Add a word to the line that it continues, or begin a line with it."""
    look = (size, BOLD if is_bold else REGULAR, colour.upper(), part)
    if words:
        last = words[-1]
        space = x - last.box.x - last.box.width
        if last[2:] == look and abs(last.box.y - y) < 0.01 and -0.1 * size < space < _SPACE * size:
            joined = f"{last.text}{' ' * (space > 0.1 * size)}{piece}"
            words[-1] = last._replace(box=last.box._replace(width=x + wide - last.box.x), text=joined)
            return
    words.append(Words(Rect(x, y, wide, (ASCENT + DESCENT) * size), piece, *look))


def write_figure(layout: Layout, drawing: str, formaat: str) -> bytes:
    """
    Write a figure as a file, without anything that differs from day to day.

    Parameters
    ----------
    layout
        Result of `arrange`.
    drawing
        Elements of SVG in units; the upper left corner of its room is 0,0.
    formaat
        ``png``, ``svg`` or ``pdf``.

    Returns
    -------
    file
        With the alternative text in it; a PDF is tagged (PDF/UA-1). The same bytes for the same figure.
    """
    content, size = layout.content, layout.size
    if formaat == "svg":
        return _write_svg(layout, drawing).encode()
    wide, high = number(layout.room.width), number(layout.room.height)
    head = f'<svg {NAMESPACES} viewBox="0 0 {wide} {high}" font-family="Fira Sans">'
    inputs = _inputs(content, size, _chosen(layout)) | {"drawing": f"{head}{for_typst(drawing)}</svg>"}
    if formaat == "pdf":
        (pdf,) = typeset(_template(), inputs, format="pdf", pdf_standards="ua-1")
        return pdf
    (png,) = typeset(_template(), inputs, format="png", ppi=float(size.dpi))
    with Image.open(io.BytesIO(png)) as image:
        return _describe_png(index_colours(image), content, size.dpi)


def for_typst(svg: str) -> str:
    """
    Adapt a drawing of this package to typst, which has the font itself: no text is stretched.

    To be used as an ``image``.
    """
    return _LENGTH.sub("", svg)


def svg_png(svg: str, width: int) -> bytes:
    """
    Turn a drawing into pixels.

    Parameters
    ----------
    svg
        An ``<svg>`` element; its text in Fira Sans.
    width
        In pixels; the height follows.

    Returns
    -------
    png
        On a transparent ground.
    """
    page = f"#set page(width: {width}pt, height: auto, margin: 0pt, fill: none)\n{_WHOLE}"
    (png,) = typeset(page.encode(), {"svg": for_typst(svg)}, format="png", ppi=72.0)
    return png


def _write_svg(layout: Layout, drawing: str) -> str:
    """Put text, little drawings and the drawing together as one SVG, with real text."""
    content, size, page, room = layout.content, layout.size, layout.page, layout.room
    words, pictures = read_layout(layout) if content.head or content.rows else ([], [])
    wide, high = number(page.width), number(page.height)
    parts = [
        f'<svg {NAMESPACES} width="{size.width}" height="{size.height}" '
        f'viewBox="0 0 {wide} {high}" font-family="{FAMILY}" role="img" aria-labelledby="titel tekst" lang="nl">',
        f'<title id="titel">{escape_xml(content.name)}</title>',
        f'<desc id="tekst">{escape_xml(content.alt)}</desc>',
        box(page, content.paper) if content.paper else "",
    ]
    drawn: dict[str, list[str]] = {}
    for line in words:
        x, y, width, _ = line.box
        svg = text(x, y + ASCENT * line.size, line.text, line.size, line.weight, line.colour, length=width)
        drawn.setdefault(line.part, []).append(svg)
    for i, ((x, y, width, _), svg, part) in enumerate(pictures):
        # a drawing of its own: its size is that of its own view box
        scale = width / float(svg.split(' width="')[1].split('"')[0])
        placed = f'<g transform="translate({number(x)} {number(y)}) scale({scale:.5f})">{_rename(svg, i)}</g>'
        drawn.setdefault(part, []).append(placed)
    head = group("kop", drawn.pop("kop", ()))
    middle = group("tekening", [drawing], f' transform="translate({number(room.x)} {number(room.y)})"')
    parts += [head, middle, *(group(part, pieces) for part, pieces in drawn.items())]
    return f'<?xml version="1.0" encoding="utf-8"?>\n{"".join(parts)}</svg>\n'


def _rename(svg: str, ordinal: int) -> str:
    """Give the pattern of a little drawing a name of its own, for two rows of a legend may look the same."""
    return svg.replace('"vlak-', f'"legenda{ordinal}-').replace("#vlak-", f"#legenda{ordinal}-")


def _describe_png(png: bytes, content: Content, dpi: int) -> bytes:
    """Write title, description and resolution into a PNG, after its header."""
    facts = {"Title": content.name, "Description": content.alt, "Software": "netmap"}
    chunks = [b"pHYs" + struct.pack(">IIB", *(round(dpi / 0.0254),) * 2, 1)]
    chunks += [f"iTXt{key}\0\0\0nl\0\0{words}".encode() for key, words in facts.items()]
    written = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"".join([png[:_PNG_HEADER], *written, png[_PNG_HEADER:]])


def _query(content: Content, size: Size, selector: str, more: dict[str, Any]) -> list[Any]:
    """Ask typst for what the template tells."""
    return query(_template(), _inputs(content, size, more), selector)


def _inputs(content: Content, size: Size, more: dict[str, Any]) -> dict[str, str]:
    """Write a figure as what the template reads."""
    pixels, page = unit(size.width, size.height), _page(size)
    figure = {
        "page": page[2:],
        "unit": pixels * 72 / size.dpi,
        "name": printable(content.name),
        "alt": printable(content.alt),
        "maker": printable(content.maker),
        "paper": content.paper,
        "grey": GREY,
        "head": [_paragraph(one) for one in content.head],
        "words": [
            word for one in content.head if one.is_title for word in _show(one.text).split(" ") if len(word) <= _LONG
        ],
        "rows": [_row(row) for row in content.rows],
        "numbers": content.numbers,
        "heading": content.heading,
        "foot": [_paragraph(one) for one in content.foot],
        "logo": content.logo and content.logo[1],
        "steps": [_row(row) for row in content.steps],
        "badges": content.badges,
        "rests": [_show(one) for one in content.rests],
        "least": content.least,
        "marked": False,
        "chosen": None,
    }
    logo = {"logo": _image(*content.logo)} if content.logo else {}
    return {"figure": json.dumps(figure | more), **logo}


def _chosen(layout: Layout) -> dict[str, Any]:
    """Write the arrangement that was found."""
    return {"chosen": {"way": layout.way._asdict(), "scale": layout.scale}}


def _paragraph(one: Text) -> dict[str, Any]:
    """Write a paragraph as what the template reads."""
    look = {"size": one.size, "bold": one.weight == BOLD, "colour": one.colour, "heading": one.is_title}
    return {"text": _show(one.text)} | look


def _row(row: KeyRow) -> dict[str, Any]:
    """Write a row as what the template reads."""
    look = {"faint": row.is_faint, "colour": FAINT if row.is_faint else DARK}
    return row._asdict() | look | {"label": _show(row.label), "numbers": [_show(one) for one in row.numbers]}


def _show(words: str) -> str:
    """Keep what the font can show; a very long word may be broken anywhere."""
    return " ".join("\u200b".join(word) if len(word) > _LONG else word for word in printable(words).split(" "))


def _image(png: bytes, aspect: float) -> str:
    """Wrap pixels as a drawing, so that they go where a drawing goes."""
    data = base64.b64encode(png).decode()
    size = f'width="{number(100 * aspect)}" height="100"'
    return f'<svg {NAMESPACES} {size}><image {size} xlink:href="data:image/png;base64,{data}"/></svg>'


def _page(size: Size) -> Rect:
    """Size of a figure in units."""
    pixels = unit(size.width, size.height)
    return Rect(0, 0, size.width / pixels, size.height / pixels)


@functools.cache
def _template() -> bytes:
    """Read what typst runs."""
    return _TEMPLATE.read_bytes()
