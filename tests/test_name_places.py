"""Names on a map: on their place when they fit there, else beside it with a line, and never over one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netmap.drawing.place_names import NameWish, place_names
from netmap.drawing.svg import Rect

MAP = Rect(0, 0, 200, 100)
NARROW = NameWish("Aadorp", 100, 50, 8, room=5, aside=9)


def sea(rect: Rect) -> bool:
    """Land is the square from 80,30 to 120,70."""
    return rect.overlaps(Rect(80, 30, 40, 40))


def test_a_name_that_fits_stands_on_its_place() -> None:
    (name,) = place_names([NARROW._replace(room=60)], MAP, is_land=sea)
    assert (name.x, name.line) == (100, None)


def test_a_name_wider_than_its_gemeente_stands_off_the_land_with_a_line_to_it() -> None:
    (name,) = place_names([NARROW], MAP, is_land=sea)
    assert not sea(name.box)
    assert name.line is not None
    start, end = name.line
    assert start == (100, 50)
    assert end[0] in (name.box.x, name.box.x + name.box.width)


def test_a_name_that_may_not_stand_aside_stays_on_the_land() -> None:
    (name,) = place_names([NARROW._replace(aside=0)], MAP, is_land=sea)
    assert sea(name.box)


def test_where_all_is_land_no_name_stands_aside() -> None:
    assert [name.line for name in place_names([NARROW], MAP)] == [None]


def test_a_line_comes_within_a_rectangle_or_passes_it() -> None:
    box = Rect(10, 10, 10, 10)
    assert box.is_crossed((0, 15), (30, 15))
    assert box.is_crossed((12, 12), (13, 13))
    assert not box.is_crossed((0, 15), (10, 15))
    assert not box.is_crossed((0, 5), (30, 5))
    assert not box.is_crossed((0, 0), (5, 5))
    assert not box.is_crossed((0, 20), (30, 20))


@given(st.lists(st.tuples(st.integers(5, 195), st.integers(5, 95)), max_size=25))
def test_names_and_lines_keep_apart_wherever_the_places_are(places: list[tuple[int, int]]) -> None:
    wishes = [NARROW._replace(x=x, y=y) for x, y in places]
    names = place_names(wishes, MAP, is_land=sea)
    for i, one in enumerate(names):
        assert MAP.holds(one.box)
        for other in names[i + 1 :]:
            assert not one.box.overlaps(other.box)
        for other in names:
            assert not (other.line and one.box.is_crossed(*other.line))
