"""The map of a picture as SVG: gemeenten in their classes, patterns, borders, names, a scale bar and an inset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from netmap.drawing.fonts import BOLD, REGULAR, measure, printable
from netmap.drawing.frame import Frame, extent, fit
from netmap.drawing.legend import border_width, is_all_stale
from netmap.drawing.name_wishes import MAIN_PLACES, count_main_places, counts_regios, wish_names
from netmap.drawing.overlay import draw_overlay
from netmap.drawing.place_names import BARE, PlacedName, place_names
from netmap.drawing.svg import GREY, HALO, Rect, box, group, number, points, stroke, text, use
from netmap.dutch import count
from netmap.maps import style
from netmap.maps.style import escape_xml
from netmap.schema import CENTRUMGEMEENTE, dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from netmap.drawing.overlay import Network
    from netmap.drawing.place_names import NameWish
    from netmap.klassen import Klasse
    from netmap.layers import MapView, Stand
    from netmap.maps.shapes import Box, Point, Shapes

WEST: Final[Box] = (64_000, 418_000, 148_000, 498_000)
"""The crowded Randstad in RD New, metres: the inset shows it once more, larger."""
_EDGE: Final = 14.0
"""Distance of the inset to the sides, and half of that to what it leaves in sight, in units."""
_LEAST: Final = 1.45
"""How much larger the inset must be than the map, to help."""
_SCALE_BARS_KM: Final = (1, 2, 5, 10, 20, 50, 100)
_BORDER: Final = 0.45
_UNTOUCHED: Final = ' pointer-events="none"'
"""Of what lies over a gemeente: who points at it is told about the gemeente."""
_LOUD: Final = 2.5
"""How many times larger than usual the names of a message are: also written small they are 18 units."""


@dataclass(frozen=True)
class MapDrawing:
    """A map, with what stands on it: for tests."""

    svg: str
    """Elements in units; the upper left corner of the room is 0,0."""
    classes: Mapping[str, str]
    """Gemeente code to the class in whose colours it was drawn."""
    names: tuple[PlacedName, ...]
    inset: tuple[PlacedName, ...]
    """Names in the inset; none when there is no inset."""


def draw_map(
    stand: Stand, view: MapView, shapes: Shapes, room: Rect,
    pixels: float, scale: float, network: Network | None,
    alone: bool, message: bool,
) -> MapDrawing:  # fmt: skip
    """
    Draw a map from the bottom up.

    One that is ``alone``, without a legend, must itself say what is to be confirmed; one of a ``message`` names only
    the exceptions, in large letters.
    """
    scale *= _LOUD if message else 1
    corner, room = room, Rect(0, 0, room.width, room.height)
    frame, inset = lay_frames(view, shapes, room, network is not None, may_have_inset=not (network or message))
    ground = _Ground(stand, view, shapes, frame, _whole_pixels(corner, pixels))
    parts = [ground.define(), ground.draw(frame)]
    note = f"Te bevestigen: {count(view.size(view.codes), *view.eenheid)}" if is_all_stale(view) and alone else ""
    used = inset.room if inset else Rect(0, 0, room.width / 2, room.height / 2) if network else None
    bar = plan_scale_bar(frame, scale, view, shapes, used, note)
    wishes: list[NameWish] = []
    clutter = BARE
    taken = [] if message else [bar.box]
    if network:
        overlay = draw_overlay(frame, network, view.gebied is None, scale, bar.box)
        parts.append(group("netwerk", [overlay.svg]))
        wishes, clutter = overlay.wishes, overlay.clutter
        taken += overlay.dots
    parts += [] if message else [group("schaal", [bar.svg])]
    small: list[PlacedName] = []
    if inset is not None:
        small = _inset_names(inset, view, stand, shapes, scale)
        label = text(inset.room.x + 7, inset.room.y + 4 + 10 * scale, "Randstad", 9 * scale, BOLD, GREY, halo=HALO)
        shown_twice = [
            box(frame.rect(WEST), "none", style.DARK, 0.8),
            box(inset.room, style.SEA),
            ground.draw(inset, "inzet-"),
            box(inset.room, "none", style.DARK, 1),
            label,
            *_write_names(small),
        ]
        parts.append(group("inzet", shown_twice))
        taken.append(inset.room)
    most = count_main_places(frame, scale) if view.gebied is None else None
    known = {wish.text for wish in wishes}  # the network names politieregio's too
    own = wish_names(frame, view, stand, shapes, scale, most, message)
    wishes += [wish for wish in own if not (counts_regios(view) and wish.text in known)]
    inside = Rect(3, 3, room.width - 6, room.height - 6)
    names = place_names(wishes, inside, taken, _find_land(frame, view.codes, shapes), clutter)
    parts.append(group("namen", _write_names(names), _UNTOUCHED))
    return MapDrawing("".join(parts), ground.classes, tuple(names), tuple(small))


class _Ground:
    """Gemeenten and borders: on the map every gemeente is an element of its own, the inset shows them once more."""

    def __init__(self, stand: Stand, view: MapView, shapes: Shapes, frame: Frame, grid: str) -> None:
        self.stand, self.view, self.outlines, self.grid = stand, view, shapes.at(frame.scale), grid
        west, north = frame.west, frame.north
        east, south = west + frame.room.width / frame.scale, north - frame.room.height / frame.scale
        seen = [
            code
            for code, (left, low, right, high) in shapes.boxes.items()
            if left < east and right > west and high > south and low < north
        ]
        inside = set(view.codes)
        self.classes = {code: view.class_of[code] for code in seen if code in inside}
        self.others = [code for code in seen if code not in inside]
        self.looks = self._find_looks()
        self.borders = self._find_borders()

    def _find_borders(self) -> dict[str, str]:
        """Find the borders that stand out, by the name of their kind."""
        view, outlines = self.view, self.outlines
        found = {"rand": outlines.around(view.codes)} if view.gebied else {}
        if view.grenzen == CENTRUMGEMEENTE:
            found["centra"], found["misschien"] = outlines.centrumgemeenten
        elif not view.gebied:
            found["rand"] = outlines.politieregios
        return {key: path for key, path in found.items() if path}

    def _find_looks(self) -> dict[str, tuple[Klasse, list[str]]]:
        """Sort the gemeenten out by look, that is class and shade: a name, the look, and the codes."""
        found: dict[str, tuple[Klasse, list[str]]] = {}
        for (klasse, bewijs), codes in self.view.group(self.classes).items():
            name = f"{klasse.key}-{style.SHADES[bewijs].name}" if bewijs in style.SHADES else klasse.key
            found.setdefault(name, (style.shade(klasse, bewijs), []))[1].extend(codes)
        return found

    def define(self) -> str:
        """Write once what is drawn more than once."""
        lines = {"land": self.outlines.country, **self.borders}
        drawn = [f'<path id="{key}" d="{path}"/>' for key, path in lines.items()]
        return f"<defs>{''.join(drawn)}</defs>"

    def draw(self, frame: Frame, copy: str = "") -> str:
        """Draw everything in a frame, cut off at its edges; ``copy`` begins the names of what is drawn once more."""
        x, y = frame.shift
        scale = frame.scale * self.outlines.step
        matrix = f"translate({number(x)} {number(y)}) scale({scale:.9f})"
        back = f"scale({1 / scale:.6f}) translate({number(-x)} {number(-y)}) {self.grid}"
        patterns = "".join(
            style.tile_svg(f"{copy}patroon-{key}", style.pattern_strokes(look), back)
            for key, (look, _) in self.looks.items()
            if look.pattern != "none"
        )
        wide, high = number(frame.room.width), number(frame.room.height)
        clip = (
            f'<clipPath id="{copy}kader"><rect x="{frame.room.x}" y="{frame.room.y}" width="{wide}" height="{high}"/>'
        )
        layers = (
            group(f"{copy}gemeenten", self._areas(1 / scale, bool(copy))),
            group(f"{copy}patronen", self._patterns(copy), _UNTOUCHED),
            group(f"{copy}grenzen", self._lines(1 / scale), _UNTOUCHED),
        )
        return (
            f'<defs>{patterns}{clip}</clipPath></defs><g clip-path="url(#{copy}kader)">'
            f'<g transform="{matrix}" fill-rule="evenodd" stroke-linejoin="round">{"".join(layers)}</g></g>'
        )

    def _areas(self, unit: float, again: bool) -> Iterator[str]:
        """Draw every gemeente in the colour of its class; ``unit`` is one in steps of the outlines."""
        looks = {"buiten": (style.DIMMED, style.LIGHT, _BORDER, self.others)}
        # a line in its own colour closes the hairlines between neighbours
        looks |= {key: (look.fill, look.fill, 0.3, codes) for key, (look, codes) in self.looks.items()}
        for key, (fill, line, width, codes) in looks.items():
            if codes:
                members = use(f"vlak-{key}") if again else group(f"vlak-{key}", map(self._gemeente, codes))
                yield f'<g fill="{fill}" stroke="{line}" stroke-width="{number(width * unit)}">{members}</g>'

    def _gemeente(self, code: str) -> str:
        """Draw the outline of one gemeente, with what it is as its title."""
        path = self.outlines.gemeenten[code]
        return f'<path id="{code}" d="{path}"><title>{escape_xml(printable(self._tell(code)))}</title></path>'

    def _tell(self, code: str) -> str:
        """Say in words what the colour of a gemeente says."""
        naam, day = self.stand.dekking[code].naam, dutch_date(self.view.peildatum)
        if code not in self.classes:
            return f"{naam}: buiten het gebied"
        label = next(entry.klasse.label for entry in self.view.legend if entry.klasse.key == self.classes[code])
        said = f"{naam}: {label}{', te bevestigen' * (code in self.view.te_bevestigen)} ({day})"
        indeling = self.stand.tables.indeling if self.view.grenzen == CENTRUMGEMEENTE else {}
        return f"{said}. {indeling[code].zin}." if code in indeling else said

    def _patterns(self, copy: str) -> Iterator[str]:
        """Draw the patterns of the classes and their shades."""
        for key, (look, _) in self.looks.items():
            if look.pattern != "none":
                yield use(f"vlak-{key}", f' fill="url(#{copy}patroon-{key})"')

    def _lines(self, unit: float) -> Iterator[str]:
        """Draw the borders; ``unit`` is one in steps of the outlines."""

        def edge(key: str, line: str, width: float, more: str = "") -> str:
            return use(key, f' fill="none" stroke="{line}" stroke-width="{number(width * unit)}"{more}')

        lines = {key: style.border(look.fill) for key, (look, _) in self.looks.items()}
        # light borders first: a dark one beside them must stay whole
        for key, line in sorted(lines.items(), key=lambda one: style.contrast(one[1], style.LIGHT)):
            yield edge(f"vlak-{key}", line, _BORDER)
        yield edge("land", style.BORDERS[1], 0.7)
        for key in self.borders:
            width = border_width(self.view) if key == "rand" else border_width()
            dash = " ".join(number(step * unit) for step in style.DOUBTFUL) if key == "misschien" else ""
            yield edge(key, style.LIGHT, width + 1.2, ' stroke-opacity="0.7"')
            yield edge(key, style.DARK, width, f' stroke-dasharray="{dash}"' if dash else "")


def _whole_pixels(corner: Rect, pixels: float) -> str:
    """Move and scale a pattern a little, so that its tiles begin and end between two pixels; a transformation."""
    x, y = (-((place * pixels) % 1) / pixels for place in corner[:2])
    tile = style.TILE * pixels
    return f"translate({x:.4f} {y:.4f}) scale({max(round(tile), 1) / tile:.6f})"


def lay_frames(
    view: MapView,
    shapes: Shapes,
    room: Rect,
    network: bool = False,
    *,
    may_have_inset: bool = True,
    edge: float = _EDGE,
) -> tuple[Frame, Frame | None]:
    """Say where in a room the map comes, and its inset, if it has one: a map that names regions has none."""
    shown = extent(view, shapes, network)
    frame = fit(shown, room, right=True)
    inset = find_inset(frame, view, shapes, edge) if may_have_inset and not counts_regios(view) else None
    return (frame, inset) if inset else (fit(shown, room), None)


def find_inset(frame: Frame, view: MapView, shapes: Shapes, edge: float = _EDGE) -> Frame | None:
    """Find room for the west once more, larger, in the sea at the upper left; None when there is none that helps."""
    west, south, east, north = WEST
    if view.gebied is not None or len(view.codes) < 2 * MAIN_PLACES:
        return None
    boxes = np.array([WEST, *(shapes.boxes[code] for code in view.codes)])
    upper_left, lower_right = frame.points(boxes[:, [0, 3]]), frame.points(boxes[:, [2, 1]])
    for factor in np.arange(3.5, _LEAST, -0.05):
        scale = frame.scale * float(factor)
        room = Rect(edge, edge, (east - west) * scale, (north - south) * scale)
        corner = (room.x + room.width + edge / 2, room.y + room.height + edge / 2)
        is_free = not ((upper_left < corner) & (lower_right > (room.x, room.y))).all(axis=1).any()
        if is_free and frame.room.holds(room):
            return Frame(room, west, north, scale)
    return None


def _inset_names(inset: Frame, view: MapView, stand: Stand, shapes: Shapes, scale: float) -> list[PlacedName]:
    """Place names in the inset, beside its own label."""
    room = inset.room
    label = Rect(room.x + 4, room.y + 4, measure("Randstad", 9 * scale, BOLD) + 8, 13 * scale)
    wishes = wish_names(inset, view, stand, shapes, 0.94 * scale, None)
    inside = [wish for wish in wishes if room.overlaps(Rect(wish.x, wish.y, 0.1, 0.1))]
    return place_names(
        inside,
        Rect(room.x + 3, room.y + 3, room.width - 6, room.height - 6),
        [label],
        _find_land(inset, view.codes, shapes),
    )


def _find_land(frame: Frame, codes: Iterable[str], shapes: Shapes) -> Callable[[Rect], bool]:
    """Make what says whether a rectangle of a map lies on one of these gemeenten."""
    land = shapely.STRtree([shapes.coarse.polygons[code] for code in codes])
    return lambda rect: bool(land.query(shapely.box(*frame.extent(rect)), predicate="intersects").size)


def _write_names(names: Sequence[PlacedName]) -> list[str]:
    """Write names over the lines to those that stand aside."""
    return [*(name.line_svg for name in names), *(name.svg for name in names)]


class ScaleBar(NamedTuple):
    """A bar of a round number of kilometres, perhaps with a note above it."""

    line: tuple[Point, ...]
    words: PlacedName
    note: PlacedName | None = None

    @property
    def box(self) -> Rect:
        """The room it takes, with some to spare."""
        (x, _), (_, y), (right, _), _ = self.line
        (words,), size = self.words.lines, self.words.size
        room = Rect(x - 4, y - 10 - size, max(right - x, measure(words, size)) + 8, 16 + size)
        if self.note is None:
            return room
        wide = max(room.width, measure(self.note.lines[0], size, BOLD) + 8)
        return Rect(room.x, room.y - 1.5 * size, wide, room.height + 1.5 * size)

    def moved(self, right: float, down: float) -> ScaleBar:
        """Return the same elsewhere."""

        def move(name: PlacedName) -> PlacedName:
            return name._replace(x=name.x + right, y=name.y + down)

        line = tuple((x + right, y + down) for x, y in self.line)
        return ScaleBar(line, move(self.words), self.note and move(self.note))

    @property
    def svg(self) -> str:
        """The bar, its words and its note."""
        line = points(self.line)
        parts = [stroke(line, style.LIGHT, 3.4, opacity=0.8), stroke(line, style.DARK, 1.1)]
        return "".join((*parts, *(name.svg for name in (self.words, self.note) if name)))


def plan_scale_bar(
    frame: Frame, scale: float, view: MapView, shapes: Shapes, used: Rect | None = None, note: str = ""
) -> ScaleBar:
    """Choose the longest bar that is not too wide, in the first corner without land, or else without the area.

    No corner that is ``used`` is taken, by an inset or by the national actors of a network.
    """
    longest = min(0.24 * frame.room.width, 120 * scale)
    km = max((km for km in _SCALE_BARS_KM if km * 1000 * frame.scale <= longest), default=_SCALE_BARS_KM[0])
    width, size, words = km * 1000 * frame.scale, 8.5 * scale, f"{dutch_number(km)} km"
    x, y = 16, frame.room.height - 14
    middle = max(x + width / 2, x + measure(words, size) / 2)
    line = ((x, y - 4), (x, y), (x + width, y), (x + width, y - 4))
    above = (x + measure(note, size, BOLD) / 2, y - 12 - 1.3 * size, size, BOLD, style.DARK)
    written = PlacedName((note,), *above) if note else None
    bar = ScaleBar(line, PlacedName((words,), middle, y - 6, size, REGULAR, style.DARK), written)
    return _find_corner(bar, frame, view, shapes, used)


def _find_corner(bar: ScaleBar, frame: Frame, view: MapView, shapes: Shapes, used: Rect | None) -> ScaleBar:
    """Move a bar that stands at the lower left to where it hides nothing; it stays where no corner is better."""
    room, box = frame.room, bar.box
    right = room.width - box.width - 2 * (box.x - room.x)
    up = box.height + 2 * (room.y + room.height - box.y - box.height) - room.height
    corners = [bar, bar.moved(right, 0), bar.moved(right, up), bar.moved(0, up)]
    free = [one for one in corners if used is None or not used.overlaps(one.box)]
    for codes in (shapes.boxes, view.codes):
        on_land = _find_land(frame, codes, shapes)
        if found := next((one for one in free if not on_land(one.box)), None):
            return found
    return bar
