"""The network on a picture: the biggest actors are named, inside the map, and no line runs through CoMensha."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from shapely import LineString, box

from netmap.drawing.fonts import printable
from netmap.drawing.overlay import find_network
from netmap.drawing.picture import SIZES, Design, make_size, plan_picture
from netmap.drawing.svg import Rect
from netmap.layers import LAYERS, build_stand, build_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.drawing.picture import Drawing, Shapes, Size
    from netmap.drawing.place_names import PlacedName
    from netmap.layers import MapView, Stand
    from netmap.load import Tables
    from netmap.regio import Regio

CURVE = re.compile(r"M(-?[\d.]+),(-?[\d.]+)Q(-?[\d.]+),(-?[\d.]+) (-?[\d.]+),(-?[\d.]+)")
DOT = re.compile(r'<path transform="translate\((-?[\d.]+) (-?[\d.]+)\)"')
SHOWN = [SIZES["dia"], SIZES["a4_staand"], SIZES["vierkant"]]
TIGHT = [SIZES["social"], SIZES["social_staand"], make_size(640, 480)]


@pytest.fixture(scope="module")
def stand(real: Tables) -> Stand:
    return build_stand(real, date(2026, 11, 22))


@pytest.fixture(scope="module")
def views(stand: Stand) -> list[MapView]:
    """Nederland and the ten politieregio's."""
    regios = stand.tables.gebieden.regios("politieregio")
    assert len(regios) == 10
    return [build_view(stand, LAYERS["zorgcoordinatie"], regio) for regio in (None, *regios)]


@pytest.fixture(scope="module")
def plan(stand: Stand, shapes: Shapes) -> Callable[[MapView, Size], Drawing]:
    """Plan a picture with the network, once: that takes a second."""
    planned: dict[tuple[Regio | None, Size], Drawing] = {}

    def find(view: MapView, size: Size) -> Drawing:
        if (view.gebied, size) not in planned:
            planned[view.gebied, size] = plan_picture(stand, view, shapes, Design(size, netwerk=True))
        return planned[view.gebied, size]

    return find


def words(name: PlacedName) -> str:
    """A name on one line; where it was broken there was a space or a hyphen."""
    return "".join(line if line.endswith("-") else f"{line} " for line in name.lines).strip()


def curves(svg: str) -> list[LineString]:
    """Every bent line of a map, once."""
    found = []
    for ends in sorted(set(CURVE.findall(svg))):
        x1, y1, x2, y2, x3, y3 = map(float, ends)
        parts = [i / 64 for i in range(65)]
        found.append(
            LineString(
                [
                    ((1 - t) ** 2 * x1 + 2 * t * (1 - t) * x2 + t**2 * x3,
                     (1 - t) ** 2 * y1 + 2 * t * (1 - t) * y2 + t**2 * y3)
                    for t in parts
                ]
            )
        )  # fmt: skip
    return found


def room_of(drawing: Drawing) -> Rect:
    return Rect(0, 0, drawing.layout.room.width, drawing.layout.room.height)


@pytest.mark.parametrize("size", SHOWN, ids=lambda size: size.naam)
def test_the_actors_with_the_most_gemeenten_are_named_inside_the_map(
    stand: Stand, shapes: Shapes, views: list[MapView], plan: Callable[[MapView, Size], Drawing], size: Size
) -> None:
    """Amsterdam's only organisation was cut off and nameless, and Moviera (77 gemeenten) had no name at any size."""
    for view in views:
        network = find_network(stand, view, shapes)
        organisations = [node for node in network.nodes if node.soort == "organisatie"]
        most = max(network.sizes[node.id] for node in organisations)
        drawing = plan(view, size)
        named = {words(name) for name in drawing.map.names}
        assert {"CoMensha", "VNG"} <= named
        assert {printable(node.naam) for node in organisations if network.sizes[node.id] == most} & named, view.gebied
        boxes = [name.box for name in drawing.map.names]
        assert all(room_of(drawing).holds(one) for one in boxes)
        assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_every_dot_stands_inside_the_map(
    stand: Stand, shapes: Shapes, views: list[MapView], plan: Callable[[MapView, Size], Drawing]
) -> None:
    for view, size in itertools.product(views, (SIZES["dia"], SIZES["a4_staand"])):
        drawing = plan(view, size)
        dots = [Rect(float(x) - 3, float(y) - 3, 6, 6) for x, y in DOT.findall(drawing.map.svg)]
        assert len(dots) == len(find_network(stand, view, shapes).nodes)
        assert all(room_of(drawing).holds(dot) for dot in dots)


@pytest.mark.parametrize("size", [*SHOWN, *TIGHT], ids=lambda size: size.naam)
def test_no_line_crosses_the_name_of_a_national_actor(
    views: list[MapView], plan: Callable[[MapView, Size], Drawing], size: Size
) -> None:
    for view in views:
        drawing = plan(view, size)
        lines = curves(drawing.map.svg)
        assert len(lines) >= len(view.codes) / 10
        for name in drawing.map.names:
            if name.lines[0] in {"CoMensha", "VNG"}:
                x, y, width, height = name.box
                assert not any(line.crosses(box(x, y, x + width, y + height)) for line in lines), (view.gebied, name)
