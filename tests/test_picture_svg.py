"""The SVG of a picture as a product: every gemeente says what it is, and every program can draw it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from netmap.drawing.chart import draw_forecast
from netmap.drawing.picture import SIZES, Design, build_shapes, draw_picture
from netmap.forecast.outlook import compute_forecast
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders
from netmap.regio import Regio

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
PARTS = ["kop", "tekening", "gemeenten", "grenzen", "schaal", "namen", "legenda", "bronnen"]


def draw(stand: Stand, gebied: Regio | None = None, **look: object) -> etree._Element:
    """The zorgcoördinatie as SVG."""
    shapes = build_shapes(load_borders(stand.tables.folder, stand.tables.gemeenten), stand.tables)
    design = Design(SIZES["dia"], "svg", **look)  # type: ignore[arg-type]
    return etree.fromstring(draw_picture(stand, build_view(stand, LAYERS["zorgcoordinatie"], gebied), shapes, design))


def groups(root: etree._Element) -> list[str]:
    """Names of the groups, in the order of the file."""
    return [str(group.get("id")) for group in root.iter(f"{SVG}g") if group.get("id")]


def titles(root: etree._Element) -> dict[str, str | None]:
    """Code of a gemeente to what its element says."""
    paths = [path for path in root.iter(f"{SVG}path") if str(path.get("id")).startswith("GM")]
    return {str(path.get("id")): path.findtext(f"{SVG}title") for path in paths}


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> Stand:
    """Aadorp covered long ago, Beekstad of late, the rest unknown."""
    old = {"organisatie": "Zorg Oud", "gebied": "Aadorp", "bron_datum": "2020-01-01"}
    new = {"organisatie": "Zorg Nieuw", "gebied": "Beekstad", "bron_datum": "2026-06-01"}
    return stand_on("2026-07-01", old, new)


def test_every_gemeente_is_an_element_with_its_code_that_says_its_class_and_the_day(small: Stand) -> None:
    said = titles(draw(small))
    assert set(said) == set(small.dekking)
    assert said["GM0001"] == "Aadorp: Enkel gedekt, te bevestigen (1 juli 2026)"
    assert said["GM0002"] == "Beekstad: Enkel gedekt (1 juli 2026)"


def test_a_gemeente_outside_the_area_says_so(real: Tables) -> None:
    said = titles(draw(build_stand(real, date(2026, 11, 22)), Regio("politieregio", "Oost-Brabant")))
    assert said["GM0855"] == "Tilburg: buiten het gebied"
    assert str(said["GM0772"]).startswith("Eindhoven: ")
    assert str(said["GM0772"]).endswith(" (22 november 2026)")


def test_what_belongs_together_has_a_name(small: Stand, real: Tables) -> None:
    found = groups(draw(small))
    assert [one for one in found if one in PARTS] == PARTS
    assert "patronen" in found
    assert "netwerk" in groups(draw(small, netwerk=True))
    country = groups(draw(build_stand(real, date(2026, 11, 22)), titel="Nederland"))
    assert {"inzet", "inzet-gemeenten", "inzet-grenzen"} <= set(country)
    chart = draw_forecast(compute_forecast(small, 24), Design(formaat="svg"))
    assert [one for one in groups(etree.fromstring(chart)) if one != "stappen"] == [
        "kop",
        "tekening",
        "legenda",
        "bronnen",
    ]


def test_the_drawing_asks_no_more_than_every_program_can(real: Tables) -> None:
    """Inkscape drew an empty map (a plain ``href``), LibreOffice white bars for names (``paint-order``)."""
    root = draw(build_stand(real, date(2026, 11, 22)))
    names = [str(element.get("id")) for element in root.iter() if element.get("id")]
    assert len(set(names)) == len(names)
    used = list(root.iter(f"{SVG}use"))
    assert used
    assert all(str(element.get(f"{XLINK}href"))[1:] in names and element.get("href") is None for element in used)
    assert not any(element.get("paint-order") for element in root.iter())
    edges = [text for text in root.iter(f"{SVG}text") if text.get("stroke")]
    assert edges
    for edge in edges:
        letters = edge.getnext()
        assert edge.get("aria-hidden") == "true"
        assert (letters.text, letters.get("x"), letters.get("y")) == (edge.text, edge.get("x"), edge.get("y"))
        assert letters.get("stroke") is None


@pytest.mark.parametrize(("laag", "most"), [("zorgcoordinatie", 290_000), ("blijft_gedekt", 325_000)])
def test_the_country_is_light_enough_to_mail(real: Tables, laag: str, most: int) -> None:
    """Also on the layer that says most of each gemeente."""
    stand = build_stand(real, date(2026, 11, 22))
    shapes = build_shapes(load_borders(real.folder, real.gemeenten), real)
    drawn = draw_picture(stand, build_view(stand, LAYERS[laag]), shapes, Design(SIZES["dia"], "svg"))
    assert len(drawn) < most
