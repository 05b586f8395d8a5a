"""The story of a layer in years as a finished figure: little maps of the same scale and classes, with one legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from netmap.drawing.captions import check_title, write_foot, write_title
from netmap.drawing.content import Content, KeyRow, Text, Way
from netmap.drawing.figure import FORMATS, Layout, arrange, write_figure
from netmap.drawing.fonts import BOLD, REGULAR, measure
from netmap.drawing.frame import extent, fit
from netmap.drawing.legend import explain_shades
from netmap.drawing.picture import Design, make_size
from netmap.drawing.svg import GREY, Rect, box, group, number, text, use
from netmap.dutch import small
from netmap.jaarreeks import conclude_jaarreeks, describe_jaarreeks, tell_left_out, title_jaarreeks
from netmap.maps import style
from netmap.maps.shapes import Outlines
from netmap.schema import BEWIJZEN, dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from netmap.drawing.legend import Shading
    from netmap.jaarreeks import Jaarbeeld, Jaarreeks
    from netmap.klassen import Klasse
    from netmap.maps.shapes import Shapes

_USUAL: Final = Design()
_SWATCH: Final = (24, 14)
_LEAST: Final = (300.0, 170.0)
"""Width and height below which the little maps say nothing."""
_YEAR: Final = 15.0
_COUNT: Final = 12.5
_WORDS: Final = _YEAR + _COUNT + 8
"""Height of the words below a map."""
_GAP: Final = 6.0
"""Between two maps, and around each within its cell."""
_BEND: Final = 0.35
"""Size in units of the bends that are left out: they cannot be seen."""
_SEPARATE: Final = 100
"""So many gemeenten have borders of their own on a map this small."""


class Cell(NamedTuple):
    """One little map in its place."""

    beeld: Jaarbeeld
    room: Rect
    """Of the map and the words under it, in units."""
    lines: tuple[str, str]
    """The words: when it is, and the count."""


class Strip(NamedTuple):
    """The figure before it is written to a file, with what stands on it: for tests."""

    layout: Layout
    cells: tuple[Cell, ...]
    svg: str


def draw_strip(reeks: Jaarreeks, shapes: Shapes, design: Design = _USUAL, sources: Sequence[str] = ()) -> bytes:
    """
    Draw the story as a file.

    Parameters
    ----------
    reeks
        Output of ``build_jaarreeks``.
    shapes
        Output of ``build_shapes`` for the same data folder.
    design
        Size, format, title and maker; without ``compleet`` only the little maps and the legend, which is below them
        when the figure is higher than it is wide. The network, logo and purpose are not used.
    sources
        Lines at the foot: on what it rests, and the credit.

    Returns
    -------
    file
        PNG, SVG or PDF; the same bytes for the same input. The alternative text is in it.

    Raises
    ------
    NetmapError
        When the size or title is not possible or the text does not fit; in Dutch.
    ValueError
        When the format is not one of ``FORMATS``.
    """
    if design.formaat not in FORMATS:
        msg = f"formaat must be one of {FORMATS}, got {design.formaat!r}."
        raise ValueError(msg)
    strip = plan_strip(reeks, shapes, design, sources)
    return write_figure(strip.layout, strip.svg, design.formaat)


def plan_strip(reeks: Jaarreeks, shapes: Shapes, design: Design = _USUAL, sources: Sequence[str] = ()) -> Strip:
    """Compose the figure without writing it; as `draw_strip`."""
    size = make_size(design.size.width, design.size.height)._replace(dpi=design.size.dpi)
    layout = arrange(_write_content(reeks, shapes, design, sources), size)
    room, scale = layout.room, layout.scale
    cells = _divide(reeks, shapes, Rect(0, 0, room.width / scale, room.height / scale))
    return Strip(layout, cells, f'<g transform="scale({scale:g})">{_draw(reeks, shapes, cells)}</g>')


def _write_content(reeks: Jaarreeks, shapes: Shapes, design: Design, sources: Sequence[str]) -> Content:
    """Gather what stands around the maps; only the legend when they must be alone."""
    is_tall = design.size.height > design.size.width
    below = tuple(Way("between", columns) for columns in (2, 1, 3))
    west, south, east, north = extent(reeks.getekend[0].view, shapes)
    columns = 2 if is_tall else len(reeks.getekend) / 2
    bare = Content(
        reeks.naam,
        describe_jaarreeks(reeks),
        design.organisatie,
        below if is_tall else (Way("chart"), *below),
        columns * (east - west) / (north - south) / max(len(reeks.getekend) / columns, 1),
        rows=_legend(reeks),
        foot=_tell(tell_left_out(reeks)),
        least=_LEAST,
        smallest=0.8,
        refusal="De jaarreeks past niet op dit formaat. Kies een groter of minder smal formaat.",
    )
    if not design.compleet:
        return replace(bare, paper=None, letter=design.letter)
    title = title_jaarreeks(reeks) if design.titel is None else check_title(design.titel)
    told = (*conclude_jaarreeks(reeks)[design.titel is None :], *tell_left_out(reeks))
    asked = f"{reeks.layer.vraag} Een jaartal is 1 januari; het getal telt {reeks.eenheid[1]}: {reeks.geteld_als}."
    return replace(
        bare,
        head=(*write_title(title, 21), Text(asked, 11.5, REGULAR, GREY)),
        foot=(*_tell(told), *write_foot(*sources)),
    )


def _tell(sentences: Sequence[str]) -> tuple[Text, ...]:
    """Set what must be known about the maps below them."""
    return (Text(" ".join(sentences), 10, REGULAR, GREY),) if sentences else ()


def _legend(reeks: Jaarreeks) -> tuple[KeyRow, ...]:
    """Explain the classes and shades of all little maps together."""
    views = [one.view for one in reeks.getekend]
    drawn = {entry.klasse.key for view in views for entry in view.legend if entry.aantal}
    rows = []
    for klasse in reeks.klassen:
        if klasse.key in drawn:
            seen = {at for view in views for at in view.shades(klasse.key)}
            rows.append((klasse, klasse.label, tuple(at for at in ("", *BEWIJZEN) if at in seen)))
    shades: dict[str, Shading] = {}
    for view in views:
        for one in explain_shades(view):
            if one.bewijs not in shades or one.number > shades[one.bewijs].number:
                shades[one.bewijs] = one
    rows += [(shades[at].example, shades[at].label, (at,)) for at in BEWIJZEN if at in shades]
    return tuple(
        KeyRow(style.swatch_svg(look, seen, _SWATCH), label, size=11, width=_SWATCH[0]) for look, label, seen in rows
    )


def _divide(reeks: Jaarreeks, shapes: Shapes, room: Rect) -> tuple[Cell, ...]:
    """Put the maps in rows, so many beside each other that they are as large as can be."""
    shown = reeks.getekend
    west, south, east, north = extent(shown[0].view, shapes)

    def reach(columns: int) -> float:
        wide, high = room.width / columns - 2 * _GAP, room.height / -(-len(shown) // columns) - 2 * _GAP - _WORDS
        return min(wide / (east - west), high / (north - south))

    columns = max(range(1, len(shown) + 1), key=reach)
    rows = -(-len(shown) // columns)
    wide, high = room.width / columns, min(room.height / rows, reach(columns) * (north - south) + 2 * _GAP + _WORDS)
    top = (room.height - rows * high) / 2
    places = (divmod(i, columns) for i in range(len(shown)))
    return tuple(
        Cell(one, Rect(column * wide, top + row * high, wide, high), _write_words(reeks, one))
        for one, (row, column) in zip(shown, places, strict=True)
    )


def _write_words(reeks: Jaarreeks, beeld: Jaarbeeld) -> tuple[str, str]:
    """Say below a map when it is, and how many there are."""
    day = beeld.dag
    when = str(day.year) if (day.month, day.day) == (1, 1) else dutch_date(day)
    if day > reeks.vandaag:
        when += ", vooruit"
    return when, f"{dutch_number(beeld.geteld)} {small(reeks.geteld_als)}"


def _draw(reeks: Jaarreeks, shapes: Shapes, cells: Sequence[Cell]) -> str:
    """Draw the maps, with everything that they share written once."""
    shown = extent(cells[0].beeld.view, shapes)
    first = cells[0].room
    inner = Rect(0, 0, first.width - 2 * _GAP, first.height - 2 * _GAP - _WORDS)
    frame = fit(shown, inner)
    outlines = _simplify(shapes, frame.scale, cells[0].beeld.view.codes)
    codes = cells[0].beeld.view.codes
    size = frame.scale * outlines.step
    x, y = frame.shift
    matrix = f"translate({number(x)} {number(y)}) scale({size:.9f})"
    lines = {"rand": outlines.around(codes), "streken": outlines.politieregios if reeks.gebied is None else ""}
    looks = {key: look for cell in cells for key, (look, _) in _find_looks(cell.beeld).items()}
    patterns = "".join(
        style.tile_svg(f"patroon-{key}", style.pattern_strokes(look), f"scale({1 / size:.6f})")
        for key, look in looks.items()
        if look.pattern != "none"
    )
    shared = "".join(f'<path id="{key}" d="{path}"/>' for key, path in lines.items() if path)
    drawn = (_draw_cell(reeks, ordinal, cell, outlines, matrix, 1 / size) for ordinal, cell in enumerate(cells))
    return f"<defs>{patterns}{shared}</defs>{''.join(drawn)}"


def _simplify(shapes: Shapes, scale: float, codes: Sequence[str]) -> Outlines:
    """Leave out of the outlines what cannot be seen, with shared borders still shared."""
    simple = shapely.coverage_simplify([shapes.coarse.polygons[code] for code in codes], _BEND / scale)
    members = {
        key: [code for code in some if code in set(codes)]
        for key, some in shapes.fine.members.items()
        if set(codes).issuperset(some)
    }
    return Outlines(dict(zip(codes, simple, strict=True)), members, max(round(0.05 / scale), 1))


def _find_looks(beeld: Jaarbeeld) -> Mapping[str, tuple[Klasse, list[str]]]:
    """Sort the gemeenten out by look, that is class and shade: a name, the look, and the codes."""
    found: dict[str, tuple[Klasse, list[str]]] = {}
    for (klasse, bewijs), codes in beeld.view.group(beeld.view.codes).items():
        name = f"{klasse.key}-{style.SHADES[bewijs].name}" if bewijs in style.SHADES else klasse.key
        found.setdefault(name, (style.shade(klasse, bewijs), []))[1].extend(codes)
    return found


def _draw_cell(reeks: Jaarreeks, ordinal: int, cell: Cell, outlines: Outlines, matrix: str, unit: float) -> str:
    """Draw one little map and its words; ``unit`` is one in steps of the outlines."""
    wide, high = cell.room.width, cell.room.height
    parts = [
        f"<title>{style.escape_xml(cell.beeld.zin)}</title>",
        box(Rect(2, 2, wide - 4, high - 4), style.SEA) if cell.beeld.dag == reeks.peildatum else "",
        f'<g transform="translate({_GAP} {_GAP}) {matrix}" fill-rule="evenodd" stroke-linejoin="round">',
        *_draw_areas(f"kaart{ordinal}", cell.beeld, outlines, unit),
        "</g>",
    ]
    for words, size, weight, below in ((cell.lines[0], _YEAR, BOLD, _COUNT + 10), (cell.lines[1], _COUNT, REGULAR, 7)):
        fits = min(size, size * (wide - 2 * _GAP) / max(measure(words, size, weight), 1))
        parts.append(text(wide / 2, high - below, words, fits, weight, anchor="middle"))
    x, y = number(cell.room.x), number(cell.room.y)
    return group(f"kaart{ordinal}", parts, f' transform="translate({x} {y})"')


def _draw_areas(name: str, beeld: Jaarbeeld, outlines: Outlines, unit: float) -> Iterator[str]:
    """Draw what has the same look as one shape, its pattern, and the borders over it."""
    for key, (look, codes) in _find_looks(beeld).items():
        some = list(map(outlines.gemeenten.__getitem__, codes)) if len(beeld.view.codes) <= _SEPARATE else []
        path = "".join(some) or outlines.around(codes)
        edge = f'fill="{look.fill}" stroke="{style.border(look.fill)}" stroke-width="{number(0.4 * unit)}"'
        yield f'<g {edge}><path id="{name}-{key}" d="{path}"/></g>'
        if look.pattern != "none":
            yield use(f"{name}-{key}", f' fill="url(#patroon-{key})"')
    for key, width in (("streken", 0.5), ("rand", 0.5)):
        if key == "rand" or len(beeld.view.codes) > _SEPARATE:
            yield use(key, f' fill="none" stroke="{style.DARK}" stroke-width="{number(width * unit)}"')
