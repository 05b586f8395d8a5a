"""Which names a map wants, the most important first: gemeenten, or politieregio's when it is about these."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from netmap.drawing.fonts import BOLD, REGULAR
from netmap.drawing.place_names import SMALLER, NameWish, break_name
from netmap.drawing.svg import HALO
from netmap.schema import CENTRUMGEMEENTE

if TYPE_CHECKING:
    from typing import Any

    from netmap.drawing.frame import Frame
    from netmap.layers import MapView, Stand
    from netmap.maps.shapes import Shapes

CAPITALS: Final = frozenset(
    {
        "GM0014", "GM0080", "GM0106", "GM0193", "GM0995", "GM0202",
        "GM0344", "GM0392", "GM0518", "GM0687", "GM0796", "GM0935",
    }
)  # fmt: skip
"""Codes of the gemeenten where a provincie has its seat."""
MAIN_PLACES: Final = 36
"""How many gemeenten the map of the country names, at most."""
_FULL_MAP: Final = 480.0
"""Height in units of a map of the country that has room for all of its names."""
_RARE: Final = 0.25
"""Share of an area that has a class of which every gemeente is an exception, at most."""
_TRIES: Final = 40
"""Places along each side of a politieregio where its name is tried."""


def find_exceptions(view: MapView) -> list[frozenset[str]]:
    """
    Find the gemeenten that are the news of a map: those in a class that few have.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    groups
        Codes of each class that at most a quarter of the area has, counted in the unit of the layer: a class that
        asks attention (drawn with a pattern) before a plain one, the rarest first. None for steps of a quantity,
        which have no pattern at all.
    """
    if all(entry.klasse.pattern == "none" for entry in view.legend):
        return []
    rare = [entry for entry in view.legend if 0 < entry.aantal <= _RARE * view.size(view.codes)]
    rare.sort(key=lambda entry: (entry.klasse.pattern == "none", entry.aantal))
    return [frozenset(code for code in view.codes if view.class_of[code] == entry.klasse.key) for entry in rare]


def wish_names(
    frame: Frame, view: MapView, stand: Stand, shapes: Shapes, scale: float, most: int | None, message: bool = False
) -> list[NameWish]:
    """
    List names for a map: the exceptions first, then larger gemeenten; those of politieregio's where it counts these.

    ``most`` keeps of the others the seats of a provincie, then the largest. A ``message`` has only the exceptions,
    and leaves the colours in sight; of the ten politieregio's it has all.
    """
    if counts_regios(view):
        return _wish_regios(
            frame, view, shapes, (8.4 if message else 9.6) * scale, message and view.per == CENTRUMGEMEENTE
        )

    def size_of(code: str) -> tuple[int, str]:
        return -stand.dekking[code].inwoners, code

    exceptions = find_exceptions(view)
    others = [code for code in view.codes if not any(code in group for group in exceptions)]
    main = sorted(others, key=lambda code: (code not in CAPITALS, *size_of(code)))[: 0 if message else most]
    codes = [code for group in (*exceptions, main) for code in sorted(group, key=size_of)]
    aside = set(codes) if view.gebied else frozenset().union(*exceptions)
    places = frame.points([shapes.points[code] for code in codes])
    wishes = []
    for code, (x, y) in zip(codes, places, strict=True):
        large = stand.dekking[code].inwoners >= 200_000
        size = (9.2 if large else 8.4) * scale
        west, _, east, _ = shapes.boxes[code]
        room = 0.95 * (east - west) * frame.scale
        weight = BOLD if large else REGULAR
        name = NameWish(stand.dekking[code].naam, float(x), float(y), size, weight, room=room)
        if code in aside:
            name = name._replace(aside=6 if message else 9, may_cover=not message)
        wishes.append(name)
    return wishes


def counts_regios(view: MapView) -> bool:
    """Say whether a map names regions: it is about several; in a single one gemeenten tell where it is."""
    return view.regio_of is not None and view.size(view.codes) > 1


def _wish_regios(frame: Frame, view: MapView, shapes: Shapes, size: float, rare_only: bool) -> list[NameWish]:
    """List the regions: the exceptions first, then those of which nothing is known up to those with a yes."""
    regio_of = view.regio_of or {}
    members: dict[str, list[str]] = defaultdict(list)
    for code in view.codes:
        if code in regio_of:
            members[regio_of[code]].append(code)
    order = [entry.klasse.key for entry in reversed(view.legend)]
    rare = [view.class_of[min(group)] for group in find_exceptions(view)]
    order.sort(key=lambda key: rare.index(key) if key in rare else len(rare))
    wanted = [name for name in members if not rare_only or view.class_of[members[name][0]] in rare]
    named = sorted(wanted, key=lambda name: (order.index(view.class_of[members[name][0]]), name))
    return [
        _stand_inside(
            NameWish(name, 0, 0, size, BOLD, aside=9, may_cover=False),
            shapely.transform(
                shapely.coverage_union_all([shapes.coarse.polygons[code] for code in members[name]]), frame.points
            ),
        )
        for name in named
    ]


def _stand_inside(wish: NameWish, area: Any) -> NameWish:
    """Set a name where it lies well within its area, on one line or two; where it has no room it must stand aside."""
    left, top, right, bottom = area.bounds
    grid = np.meshgrid(np.linspace(left, right, _TRIES), np.linspace(top, bottom, _TRIES))
    x, y = (each.ravel() for each in grid)
    shapely.prepare(area)
    for size in (wish.size, SMALLER * wish.size):
        for _, width, height in break_name(size, wish):
            wide, high = width / 2 - HALO, height / 2 - HALO
            boxes = shapely.box(x - wide, y - high, x + wide, y + high)
            within = np.flatnonzero(shapely.contains(area, boxes))
            if within.size:
                best = within[shapely.distance(shapely.boundary(area), boxes[within]).argmax()]
                return wish._replace(x=float(x[best]), y=float(y[best]), size=size, room=width)
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(area, tolerance=0.5))[0].tolist()
    return wish._replace(x=middle[0], y=middle[1], room=0)


def count_main_places(frame: Frame, scale: float) -> int:
    """Say how many gemeenten a map of the country can name: fewer when it is small for its text."""
    share = min(1.0, frame.room.height / (_FULL_MAP * scale), frame.room.width / (0.85 * _FULL_MAP * scale))
    return max(8, round(MAIN_PLACES * share**2))
