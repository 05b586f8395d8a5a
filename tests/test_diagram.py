"""The drawn chain: the right boxes and arrows, no box over another, and the same in words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from netmap.drawing.diagram import Box, Diagram, describe_diagram, draw_diagram, gemeente_diagram, organisatie_diagram

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
SVG = "{http://www.w3.org/2000/svg}"


def test_a_gemeente_has_two_columns_that_end_at_comensha_and_vng(stand_on: StandOn) -> None:
    diagram = gemeente_diagram(stand_on(DAY, {"organisatie": "Zorghuis", "gebied": "Aadorp"}), "GM0001")
    assert diagram.boxes == (
        Box("gemeente", "Aadorp", 0, 0.5, "overig"),
        Box("aandachtsfunctionaris", "onbekend", 1, 0, "zorg", False),
        Box("zorgcoördinator", "Zorghuis", 2, 0, "zorg"),
        Box("landelijk", "CoMensha", 3, 0, "zorg"),
        Box("politieregio", "Boven", 1, 1, "bestuur"),
        Box("bestuurlijk trekker", "onbekend", 2, 1, "bestuur", False),
        Box("landelijk", "VNG", 3, 1, "bestuur"),
    )
    assert diagram.arrows == ((0, 1), (1, 2), (2, 3), (0, 4), (4, 5), (5, 6))
    assert describe_diagram(diagram).startswith("gemeente (Aadorp) → aandachtsfunctionaris (onbekend). ")


def test_an_organisation_stands_between_its_regions_and_comensha(stand_on: StandOn) -> None:
    rows = (
        {"organisatie": "Zorghuis", "gebied": "landelijk"},
        {"organisatie": "Zorghuis", "gebied": "Aadorp", "tot": "2020"},
    )
    diagram = organisatie_diagram(stand_on(DAY, *rows), "organisatie:zorghuis")
    assert [box.tekst for box in diagram.boxes] == ["Boven: 3 gemeenten", "Onder: 1 gemeente", "Zorghuis", "CoMensha"]
    assert diagram.arrows == ((0, 2), (1, 2), (2, 3))


def test_what_does_not_exist_is_refused(stand_on: StandOn) -> None:
    with pytest.raises(KeyError):
        gemeente_diagram(stand_on(DAY), "GM9999")
    with pytest.raises(KeyError):
        organisatie_diagram(stand_on(DAY), "organisatie:niemand")


def test_no_box_lies_over_another_and_all_lie_in_the_drawing(stand_on: StandOn) -> None:
    rows = [{"organisatie": f"Stichting met een heel lange naam {n}", "gebied": "Aadorp"} for n in range(4)]
    root = ET.fromstring(draw_diagram(gemeente_diagram(stand_on(DAY, *rows), "GM0001")))
    boxes = [[float(rect.get(key, "")) for key in ("x", "y", "width", "height")] for rect in root.iter(f"{SVG}rect")]
    assert len(boxes) == 7
    for (x, y, width, height), (left, top, _, _) in combinations(sorted(boxes), 2):
        assert left >= x + width or top >= y + height or y >= top + height
    assert max(x + width for x, _, width, _ in boxes) <= float(root.get("width", ""))
    assert max(y + height for _, y, _, height in boxes) <= float(root.get("height", ""))


@pytest.mark.parametrize("name", ["{{7*191}}", '<b onclick="x">&', "stuur\x00teken", "`C:\\2019`"])
def test_any_name_gives_valid_xml_with_the_name_as_text(name: str) -> None:
    diagram = Diagram((Box("organisatie", name, 0, 0), Box("landelijk", "CoMensha", 1, 0)), ((0, 1),))
    root = ET.fromstring(draw_diagram(diagram))
    shown = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert shown[0] == "organisatie" + name.replace("\x00", "\ufffd")
    assert root.get("aria-label") == describe_diagram(diagram).replace("\x00", "\ufffd")
