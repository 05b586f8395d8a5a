"""
How things look, said once: patterns, borders, shades and the lines of the network.

The web map, the legend beside it and the printed picture all draw from the tables here, so a class looks the
same everywhere. The fill of a class is in ``netmap.layers.Klasse``.
"""

from __future__ import annotations

import html
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.layers import Klasse

_TEMPLATE_SIGNS: Final = {ord(c): f"&#{ord(c)};" for c in "{}$`\\\n\r\u2028\u2029"}
_PLAIN: Final = " !$()*+,-./:;=?@_~"
"""Signs that an address within quotes takes as they are."""
_CONTROL: Final = {code: "\ufffd" for code in range(32) if code not in (9, 10, 13)}


def safe(text: object) -> str:
    r"""
    Encode text for the map: the only way text reaches it; ``html.unescape`` gives the original back.

    Folium evaluates the text it is given as a template, so encoding HTML is not enough: ``{``, ``}``, ``$``, the
    backtick, ``\`` and line ends must go as well. What our own script is told is encoded alike, and shown as text.
    """
    return html.escape(str(text), quote=True).translate(_TEMPLATE_SIGNS)


class Pattern(NamedTuple):
    """A drawing repeated over the fill of a class: one stroked path per tile (a dot is a very short stroke)."""

    path: str
    """SVG path data within a tile of ``TILE`` by ``TILE`` pixels."""
    width: float
    """Stroke width in pixels."""


TILE: Final = 24
"""Side in pixels of the tile in which every pattern repeats."""


def _sow(step: int, mark: str, *at: float) -> str:
    """Draw a mark in a tile every ``step`` pixels, across and down, from each place (as far across as down) on."""
    along = range(0, TILE, step)
    return "".join(f"M{place + x:g},{place + y:g}{mark}" for x in along for y in along for place in at)


def _hatch(step: int, *, up: bool = False) -> str:
    """Draw slanting lines through a tile every ``step`` pixels, each a little past its edges."""
    lines = [(max(k, 0) - 1, TILE + 2 - abs(k), k) for k in range(-TILE, TILE + 1, step)]
    return "".join(f"M{x},{TILE - x + k}l{run},{-run}" if up else f"M{x},{x - k}l{run},{run}" for x, run, k in lines)


PATTERNS: Final = {
    "none": Pattern("", 0),
    "dots": Pattern(_sow(8, "h.01", 2, 6), 2),
    "diagonal": Pattern(_hatch(8, up=True), 2),
    "backdiagonal": Pattern(_hatch(8), 1.6),
    "cross": Pattern(_hatch(8) + _hatch(8, up=True), 1.1),
    "lines": Pattern(_hatch(6), 1.2),
    "dashes": Pattern(_sow(6, "l1.6,1.6", 1.2), 1.4),
    "horizontal": Pattern("".join(f"M0,{y}h{TILE}" for y in range(3, TILE, 6)), 1.6),
    "vertical": Pattern("".join(f"M{x},0v{TILE}" for x in range(3, TILE, 6)), 1.6),
    "question": Pattern(
        "M9,6.4a2.6,2.6 0 1 1 4.1,2.1c-1,.7 -1.5,1.1 -1.5,2.3M11.6,13.4h.01M3,3h.01M3,19h.01M20,11h.01M16,21h.01",
        1.5,
    ),
}
"""Pattern name, as in ``Klasse.pattern``, to drawing."""

PATTERN_OPACITY: Final = 0.62


class Shade(NamedTuple):
    """How a class looks when its proof is weaker."""

    name: str
    pale: float
    """Share of white in the fill."""
    pattern: str
    """Of a class that has none of its own, in its own colour."""


DOUBTFUL: Final = (3.5, 3)
"""Dash and gap of a border of which it is not known whether it is there, in pixels."""
SHADES: Final = {
    "ouder": Shade("ouder", 0.35, "lines"),
    "later": Shade("zwak", 0.6, "dashes"),
    "zonder_datum": Shade("zwak", 0.6, "dashes"),
}
"""How strong the proof is (``schema.BEWIJZEN``) to its shade; fresh proof has the colour in full."""
LIGHT: Final = "#FFFFFF"
DARK: Final = "#1B2733"
SEA: Final = "#EDF2F6"
"""Everything that is not a gemeente."""
DIMMED: Final = "#DDE2E7"
"""Gemeenten outside the chosen area."""
BORDERS: Final = (LIGHT, "#384450", "#7A8693")
"""Border around a dark, a middle and a nearly white fill."""
_READABLE: Final = 4.5
"""Contrast that WCAG 2 asks of words."""
_NEARLY_WHITE: Final = 1.3
"""Contrast with white."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (``#rrggbb``) as WCAG 2 defines it: from 1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink(fill: str) -> str:
    """Colour in which a pattern stands out on a fill (``#rrggbb``): ``LIGHT`` or ``DARK``."""
    return LIGHT if contrast(fill, LIGHT) > contrast(fill, DARK) else DARK


def line_of(klasse: Klasse) -> str:
    """Colour of the pattern of a class: its own, or what stands out on its fill."""
    return klasse.line or ink(klasse.fill)


def letters_on(fill: str) -> str:
    """Colour in which words are read on a fill (``#rrggbb``): white, or black where white has a contrast below 4.5."""
    return LIGHT if contrast(fill, LIGHT) >= _READABLE else "#000000"


def blend(one: str, other: str, part: float) -> str:
    """Mix two colours (``#rrggbb``); ``part`` is the share of the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def shade(klasse: Klasse, bewijs: str) -> Klasse:
    """
    Give a class the look of its proof: one hue in three strengths.

    Parameters
    ----------
    klasse
        The class.
    bewijs
        One of ``schema.BEWIJZEN``; blank for none.

    Returns
    -------
    klasse
        The same class, paler when the proof is weaker, and with a fine pattern in its own colour when it has none.
    """
    found = SHADES.get(bewijs)
    if found is None or klasse.is_unknown:
        return klasse
    fill = blend(klasse.fill, LIGHT, found.pale)
    if klasse.pattern != "none":
        return replace(klasse, fill=fill)
    return replace(klasse, fill=fill, pattern=found.pattern, line=klasse.fill)


def border(fill: str) -> str:
    """
    Colour of the line around a gemeente.

    Parameters
    ----------
    fill
        Fill colour, ``#rrggbb``.

    Returns
    -------
    border
        One of ``BORDERS``: white around a dark fill, grey around a light one, a softer grey around nearly white.
    """
    if ink(fill) == LIGHT:
        return BORDERS[0]
    return BORDERS[1] if contrast(fill, LIGHT) > _NEARLY_WHITE else BORDERS[2]


def pattern_svg(ident: str, klasse: Klasse) -> str:
    """Draw the look of a class as an SVG ``<pattern>`` of ``TILE`` by ``TILE`` pixels, for ``fill="url(#ident)"``."""
    ground = f'<rect width="{TILE}" height="{TILE}" fill="{escape_xml(klasse.fill)}"/>'
    return tile_svg(ident, f"{ground}{pattern_strokes(klasse)}")


def tile_svg(ident: str, strokes: str, transform: str = "") -> str:
    """Repeat what stands in a tile, as an SVG ``<pattern>``; ``transform`` undoes that of what is filled with it."""
    placed = f' patternTransform="{transform}"' if transform else ""
    return (
        f'<pattern id="{escape_xml(ident)}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse"{placed}>'
        f"{strokes}</pattern>"
    )


def pattern_strokes(klasse: Klasse) -> str:
    """Draw the pattern of a class in one tile, without its fill; nothing for a plain class."""
    pattern = PATTERNS[klasse.pattern]
    if not pattern.path:
        return ""
    return (
        f'<path fill="none" stroke="{line_of(klasse)}" stroke-width="{pattern.width}" '
        f'opacity="{PATTERN_OPACITY}" stroke-linecap="round" d="{pattern.path}"/>'
    )


def list_looks(klasse: Klasse, bewijzen: Sequence[str]) -> list[Klasse]:
    """List the shades of a class for some strengths of proof, each once; the class itself for none."""
    return list(dict.fromkeys(shade(klasse, bewijs) for bewijs in bewijzen)) or [klasse]


def swatch_svg(klasse: Klasse, bewijzen: Sequence[str] = (), size: tuple[int, int] = (32, 22)) -> str:
    """
    Draw the legend's little rectangle of a class, the same drawing as on the map.

    Parameters
    ----------
    klasse
        The class.
    bewijzen
        How strong its proof is, of ``schema.BEWIJZEN``: each shade that this makes has a part of the rectangle.
    size
        Width and height in pixels; the pattern is as large as on the map.

    Returns
    -------
    svg
        An ``<svg>`` element with the class as its accessible name; decoration when the class has none.
    """
    width, height = size
    looks = list_looks(klasse, bewijzen)
    part = (width - 1) / len(looks)
    patterns, parts = [], []
    for number, look in enumerate(looks):
        fill = look.fill
        if look.pattern != "none":
            ident = f"vlak-{zlib.crc32(f'{look.fill} {look.pattern}'.encode()):08x}"
            patterns.append(pattern_svg(ident, look))
            fill = f"url(#{ident})"
        place = f'x="{0.5 + number * part:g}" y="0.5" width="{part:g}" height="{height - 1}"'
        parts.append(f'<rect {place} fill="{escape_xml(fill)}" stroke="{DARK}"/>')
    return _svg(klasse.label, width, height, "".join(patterns + parts))


def as_image(svg: str, alt: str = "") -> Markup:
    """
    Wrap a drawing as an ``<img>``, for places where inline SVG is not let through (``st.html`` removes it).

    Parameters
    ----------
    svg
        Result of `swatch_svg`.
    alt
        What a screen reader says; empty when the words stand beside it.

    Returns
    -------
    html
        An ``<img>`` with the drawing in its address, so nothing is fetched.
    """
    image = Markup('<img src="{}" alt="{}" style="flex:none;vertical-align:middle">')
    return image.format(svg_address(svg), alt.translate(_CONTROL))


def svg_address(svg: str) -> str:
    """Write a drawing as an address, so that it is within the page; as words, which compress to half of base64."""
    return f"data:image/svg+xml,{quote(svg, safe=_PLAIN)}"


class Line(NamedTuple):
    """How one kind of connection in the network looks."""

    label: str
    colour: str
    width: float
    dash: str
    """SVG ``stroke-dasharray``; empty for an unbroken line."""
    casing: float
    """Width of the white line below it, so that it shows on dark fills; 0 for none."""


class Faint(NamedTuple):
    """How the many lines to a national actor look on the map of the country; the colour and dash stay their own."""

    width: float
    opacity: float
    casing: float
    casing_opacity: float


class Shape(NamedTuple):
    """How one kind of actor in the network looks; the path is centred on 0,0."""

    label: str
    path: str
    fill: str
    line: str


def _circle(radius: float) -> str:
    """Path of a circle around 0,0."""
    half = f"a{radius},{radius} 0 1 1"
    return f"M{-radius},0{half} {2 * radius},0{half} {-2 * radius},0z"


LINES: Final = {
    "overig": Line("Ligt in, ondersteunt", "#3E4A56", 1, "1 4", 0),
    "bestuur": Line("Bestuur: trekt, regisseert, valt onder", "#0B5A3C", 1.5, "7 4", 3.3),
    "op_afstand": Line("Zorg op afstand, door CoMensha", "#8E0F6F", 1.7, "0.1 4.5", 3.3),
    "zorg": Line("Zorg: coördineert voor, meldt bij CoMensha", "#8E0F6F", 1.5, "", 3.3),
}
"""Kind of connection (``netmap.maps.network``) to its look, lowest first; colour *and* dash differ."""
FAINT: Final = Faint(width=1, opacity=0.6, casing=2.4, casing_opacity=0.4)
"""Lines to CoMensha and VNG on the map of the country: the colours of the map come first."""
SHAPES: Final = {
    "organisatie": Shape("Organisatie, in of bij haar gebied (geen adres)", _circle(4.5), LIGHT, "#8E0F6F"),
    "politieregio": Shape("Politieregio", "M-4.5,-4.5h9v9h-9z", "#0B5A3C", LIGHT),
    "landelijk": Shape(
        "Landelijk: CoMensha en VNG (geen plaats op de kaart)", "M0,-7.5L7.5,0L0,7.5L-7.5,0z", DARK, LIGHT
    ),
    "gemeente": Shape("Gemeente", _circle(2.5), DARK, LIGHT),
}
"""``soort`` of an actor to its look."""
_KEY: Final = (48, 20)
"""Width and height in pixels of what stands for a line or an actor in a legend."""


def network_legend_html() -> Markup:
    """Draw the legend of the network: a list of each kind of connection and actor, without links or scripts."""
    rows = [(line.label, line_svg(kind)) for kind, line in reversed(LINES.items())]
    rows.append(
        ("Dun, op de kaart van het land: naar CoMensha en VNG; wijs een punt aan voor volle lijnen", _faint_line())
    )
    return key_html([*rows, *((shape.label, shape_svg(soort)) for soort, shape in SHAPES.items())])


def key_html(rows: Iterable[tuple[str, str]]) -> Markup:
    """List what stands for something on a map: words and the drawing before them."""
    row = Markup('<li style="display:flex;align-items:center;gap:0.5rem">{}{}</li>')
    items = Markup("").join(row.format(as_image(drawing), label) for label, drawing in rows)
    return Markup('<ul style="list-style:none;margin:0;padding:0">{}</ul>').format(items)


def line_svg(kind: str, size: tuple[int, int] = _KEY) -> str:
    """Draw a line of the network (key of ``LINES``) with its casing, for a legend."""
    line = LINES[kind]
    strokes = ((LIGHT, line.casing), (line.colour, line.width))
    return _svg("", *size, "".join(_stroke(size, colour, width, line.dash) for colour, width in strokes if width))


def shape_svg(soort: str, size: tuple[int, int] = _KEY) -> str:
    """Draw an actor of the network (key of ``SHAPES``) for a legend."""
    shape, (width, height) = SHAPES[soort], size
    path = f'<path transform="translate({width // 2},{height // 2})" d="{shape.path}" fill="{shape.fill}"'
    return _svg("", *size, f'{path} stroke="{shape.line}" stroke-width="2"/>')


def border_svg(width: float, size: tuple[int, int] = _KEY, *, is_doubtful: bool = False) -> str:
    """Draw a border that stands out, for a legend."""
    return _svg("", *size, _stroke(size, DARK, width, " ".join(map(str, DOUBTFUL)) if is_doubtful else ""))


def _faint_line() -> str:
    """Draw how a line of the network looks when it is one of many."""
    return _svg("", *_KEY, _stroke(_KEY, LINES["zorg"].colour, FAINT.width, "", FAINT.opacity))


def _stroke(size: tuple[int, int], colour: str, width: float, dash: str, opacity: float = 1) -> str:
    """Write one stroke across the swatch of a line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M3,{size[1] / 2:g}H{size[0] - 3}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-opacity="{opacity}" stroke-linecap="round"{dashes}/>'
    )


def _svg(label: str, width: int, height: int, content: str) -> str:
    """Write a drawing; with a label it is an image with a name, without one it is decoration."""
    role = f'role="img" aria-label="{escape_xml(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {role} width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{content}</svg>'
    )


def escape_xml(text: str) -> str:
    """
    Encode text for a drawing in XML.

    Parameters
    ----------
    text
        Anything from a data file.

    Returns
    -------
    encoded
        Text for content and attributes; control characters, which XML cannot hold, become the replacement character.
    """
    return html.escape(text, quote=True).translate(_CONTROL)
