"""What slides draw themselves: a map of which every gemeente is a shape, and a forecast that is a chart."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from netmap.drawing.chart import stack_days
from netmap.drawing.legend import DOUBTFUL_BORDER
from netmap.drawing.loose import plan_loose_map
from netmap.export.deck import build_deck, build_map, map_slide
from netmap.forecast.outlook import compute_forecast, describe_forecast
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders, load_tables
from netmap.maps.shapes import build_shapes
from netmap.maps.style import DIMMED, border, shade
from netmap.regio import Regio
from netmap.sections.forecast import forecast_section
from netmap.settings import Settings
from netmap.summary import describe_view
from netmap.write.pptx import write_pptx
from netmap.write.pptx_plan import slides_of
from tests.conftest import NOW
from tests.test_centrumgemeenten import DIVIDED, FINE, divide
from tests.test_slides import assert_calm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes

DAY = date(2026, 11, 22)
PLAIN = Settings()
LIMBURG = Regio("politieregio", "Limburg")
ZORG = LAYERS["zorgcoordinatie"]


@pytest.fixture(scope="module")
def stand(real: Tables) -> Stand:
    return build_stand(real, DAY)


@pytest.fixture
def small(country: Callable[..., Path], stand_on: Callable[..., Stand]) -> Callable[..., tuple[Stand, Shapes]]:
    """The small country on a day, with its shapes."""

    def build(*contacts: dict[str, Any]) -> tuple[Stand, Shapes]:
        found = stand_on("2026-07-01", *contacts)
        return found, build_shapes(load_borders(country(), found.tables.gemeenten), found.tables)

    return build


def slide_of(file: bytes, number: int = 0) -> Any:
    return Presentation(io.BytesIO(file)).slides[number]


def said(shape: Any) -> str:
    """What a screen reader says of a shape."""
    return str(shape.element.xpath("./*/p:cNvPr/@descr")[0])


def parts_of(slide: Any) -> dict[str, Any]:
    """What the map on a slide is made of, by name."""
    (group,) = [shape for shape in slide.shapes if shape.name == "Kaart"]
    return {shape.name: shape for shape in group.shapes}


def gemeenten_of(slide: Any) -> dict[str, Any]:
    return {shape.name: shape for shape in parts_of(slide)["Gemeenten"].shapes}


def fill_of(shape: Any) -> list[str]:
    """The colour of a plain fill; or the name of the pattern and its colours."""
    return [str(one) for one in shape.element.spPr.xpath("a:solidFill//@val | a:pattFill/@prst | a:pattFill//@val")]


def inside(shape: Any, outer: Any) -> bool:
    return bool(
        shape.left >= outer.left
        and shape.top >= outer.top
        and shape.left + shape.width <= outer.left + outer.width
        and shape.top + shape.height <= outer.top + outer.height
    )


def flat(shapes: Any) -> Iterator[Any]:
    """Every shape, those in groups too."""
    for shape in shapes:
        yield from flat(shape.shapes) if hasattr(shape, "shapes") else [shape]


def test_every_gemeente_is_a_shape_with_its_name_in_the_look_of_its_class(
    small: Callable[..., tuple[Stand, Shapes]],
) -> None:
    zorg = {"rol": "zorgcoordinator", "bron_datum": "2026-05-01"}
    stand, shapes = small(
        {**zorg, "organisatie": "Een", "gebied": "GM0001"},
        {**zorg, "gebied": "GM0002", "status": "geen"},
        {**zorg, "organisatie": "Twee", "gebied": "GM0003", "bron_datum": "2020-01-01"},
    )
    slide = slide_of(write_pptx(build_deck(stand, shapes, [], PLAIN, whole=False, vormen=True), PLAIN, DAY))
    found = gemeenten_of(slide)
    names = {code: f"{one.naam} ({code})" for code, one in stand.dekking.items()}
    assert list(found) == list(names.values())
    assert [said(shape) for shape in found.values()] == [
        "Enkel gedekt",
        "Geen dekking",
        "Enkel gedekt, te bevestigen",
        "Onbekend",
    ]
    enkel, geen, onbekend = (k for k in ZORG.klassen if k.key in {"enkel", "geen", "onbekend"})
    one, two, three, four = found.values()
    assert fill_of(one) == [enkel.fill[1:]]
    assert (fill_of(three)[0], fill_of(three)[-1]) == ("ltDnDiag", shade(enkel, "ouder").fill[1:])
    assert (fill_of(two)[0], fill_of(two)[-1]) == ("openDmnd", geen.fill[1:])
    assert (fill_of(four)[0], fill_of(four)[-1]) == ("dotGrid", onbekend.fill[1:])
    line = "a:ln//@val"
    assert one.element.spPr.xpath(line) == [border(enkel.fill)[1:], "solid"]
    assert three.element.spPr.xpath(line) == [border(shade(enkel, "ouder").fill)[1:], "solid"]
    legend = next(shape.table for shape in slide.shapes if shape.name == "Legenda")
    rows = {row.cells[1].text: row.cells[0]._tc.tcPr for row in legend.rows}
    assert rows["Geen dekking"].xpath("a:pattFill/@prst") == ["openDmnd"]
    assert len(rows["Enkel gedekt"].xpath("a:blipFill")) == 1  # both shades: a fill of the format has one
    assert list(rows)[-2:] == ["Bron hoogstens 24 maanden oud", "Te bevestigen: ouder dan 24 maanden"]
    assert rows["Te bevestigen: ouder dan 24 maanden"].xpath("a:pattFill/@prst") == ["ltDnDiag"]


def test_the_map_of_the_country_has_all_gemeenten_once_and_says_what_the_picture_says(
    stand: Stand, shapes: Shapes
) -> None:
    file = write_pptx([map_slide(stand, shapes, ZORG, None, vormen=True)], PLAIN, DAY)
    slide, view = slide_of(file), build_view(stand, ZORG)
    assert len(gemeenten_of(slide)) == len(stand.dekking) == 342
    assert [shape.name for shape in slide.shapes] == [
        "Titel",
        "Tekst",
        "Kaart",
        "Legenda",
        "Bronnen",
        "Bron en peildatum",
        "Dianummer",
    ]
    assert said(next(shape for shape in slide.shapes if shape.name == "Kaart")) == describe_view(view)
    assert list(parts_of(slide)) == [
        "Achtergrond",
        "Gemeenten",
        "Grenzen",
        "Namen",
        "Schaal",
        "Kader van de inzet",
        "Inzet Randstad",
    ]
    names = [shape.text_frame.text.replace("\n", "") for shape in parts_of(slide)["Namen"].shapes]
    assert len(names) >= 8
    assert {name.replace(" ", "") for name in names} <= {one.naam.replace(" ", "") for one in stand.dekking.values()}
    assert not [shape for shape in flat(slide.shapes) if shape.shape_type == 13]
    assert_calm(file)


def test_the_map_of_shapes_has_the_scale_bar_and_the_inset_of_the_picture(stand: Stand, shapes: Shapes) -> None:
    """Once it had neither: nobody could see who covers the crowded west."""
    slide = slide_of(write_pptx([map_slide(stand, shapes, ZORG, None, vormen=True)], PLAIN, DAY))
    parts = parts_of(slide)
    bar, words = parts["Schaal"].shapes
    assert (bar.name, words.text_frame.text) == ("Maat", "50 km")
    loose = plan_loose_map(stand, build_view(stand, ZORG), shapes, 430, 390, wider=1.27)
    assert loose.inset is not None
    assert loose.bar is not None
    assert loose.inset.room.width > 1.45 * loose.inset.shown.width
    assert not any(name.box.overlaps(box) for name in loose.names for box in (loose.inset.room, loose.bar.box))
    inset = {shape.name: shape for shape in parts["Inzet Randstad"].shapes}
    assert list(inset) == ["Achtergrond", "Gemeenten", "Grenzen", "Rand", "Namen"]
    once_more = {shape.name: shape for shape in inset["Gemeenten"].shapes}
    usual = gemeenten_of(slide)
    assert {"Amsterdam (GM0363)", "Utrecht (GM0344)"} <= once_more.keys() < usual.keys()
    assert {said(shape) for shape in once_more.values()} == {""}
    assert all(fill_of(shape) == fill_of(usual[name]) for name, shape in once_more.items())
    assert all(inside(shape, inset["Achtergrond"]) for shape in once_more.values())
    assert next(iter(inset["Namen"].shapes)).text_frame.text == "Randstad"


def test_the_map_of_a_region_is_cut_off_at_its_place(stand: Stand, shapes: Shapes) -> None:
    file = write_pptx([map_slide(stand, shapes, ZORG, LIMBURG, vormen=True)], PLAIN, DAY)
    slide = slide_of(file)
    ground = parts_of(slide)["Achtergrond"]
    assert all(inside(shape, ground) for shape in gemeenten_of(slide).values())
    assert list(parts_of(slide)) == ["Achtergrond", "Gemeenten", "Grenzen", "Namen", "Schaal"]
    codes = {name[-7:-1]: shape for name, shape in gemeenten_of(slide).items()}
    others = codes.keys() - set(stand.codes(LIMBURG))
    assert codes.keys() >= set(stand.codes(LIMBURG))
    assert {said(codes[code]) for code in others} == {"Buiten het gebied"}
    assert {fill_of(codes[code])[0] for code in others} == {DIMMED[1:]}
    assert_calm(file)


@pytest.mark.parametrize(
    ("layer", "gebied", "grenzen", "drawn"),
    [
        ("zorgcoordinatie", None, "politieregio", {"Grenzen": "solid"}),
        ("zorgcoordinatie", LIMBURG, "politieregio", {"Grenzen": "solid"}),
        ("centrumgemeente", None, "politieregio", {"Grenzen van centrumgemeenten": "solid", DOUBTFUL_BORDER: "dash"}),
        (
            "zorgcoordinatie",
            LIMBURG,
            "centrumgemeente",
            {"Grenzen": "solid", "Grenzen van centrumgemeenten": "solid", DOUBTFUL_BORDER: "dash"},
        ),
    ],
)
def test_a_border_that_may_not_be_there_is_dashed(
    stand: Stand, shapes: Shapes, layer: str, gebied: Regio | None, grenzen: str, drawn: dict[str, str]
) -> None:
    slide = map_slide(stand, shapes, LAYERS[layer], gebied, vormen=True, grenzen=grenzen)
    found = parts_of(slide_of(write_pptx([slide], PLAIN, DAY)))
    lines = {name: shape for name, shape in found.items() if name.startswith("Grenzen") or name == DOUBTFUL_BORDER}
    assert {name: shape.element.spPr.xpath("a:ln/a:prstDash/@val")[0] for name, shape in lines.items()} == drawn
    assert all(inside(shape, found["Achtergrond"]) for shape in lines.values())


def test_no_line_is_firm_where_a_gemeente_may_belong_to_its_neighbour(country: Callable[..., Path]) -> None:
    """Only Beekstad touches another, Aadorp, to which it may belong."""
    folder = divide(country(FINE), *DIVIDED)
    tables = load_tables(folder, NOW)
    stand, shapes = build_stand(tables, NOW), build_shapes(load_borders(folder, tables.gemeenten), tables)
    loose = plan_loose_map(stand, build_view(stand, LAYERS["centrumgemeente"]), shapes, 480, 390)
    assert [(one.name, one.is_doubtful, len(one.lines)) for one in loose.borders] == [(DOUBTFUL_BORDER, True, 1)]


def test_names_have_room_for_a_wider_font_and_none_lies_over_another(stand: Stand, shapes: Shapes) -> None:
    for gebied in (None, LIMBURG):
        view = build_view(stand, ZORG, gebied)
        names = plan_loose_map(stand, view, shapes, 480, 390, wider=1.27).names
        boxes = [name.box for name in names]
        assert len(names) >= 8
        assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i])


def test_a_deck_with_maps_of_shapes_is_small_and_always_the_same(stand: Stand, shapes: Shapes) -> None:
    slides = build_deck(stand, shapes, [], PLAIN, vormen=True)
    file = write_pptx(slides, PLAIN, DAY)
    assert len(file) < 5_000_000
    assert write_pptx(slides[:1], PLAIN, DAY) == write_pptx(slides[:1], PLAIN, DAY)


def test_without_the_wish_a_map_stays_a_picture(stand: Stand, shapes: Shapes) -> None:
    assert build_map(stand, build_view(stand, ZORG), shapes).loose is None


# --- the forecast


def chart_of(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart)


def test_a_forecast_is_a_chart_with_its_numbers_in_a_workbook(small: Callable[..., tuple[Stand, Shapes]]) -> None:
    zorg = {"rol": "zorgcoordinator", "organisatie": "Een", "gebied": "GM0001"}
    stand, _ = small({**zorg, "vanaf": "2020-01-01", "tot": "2027-01-01"})
    forecast = compute_forecast(stand, months=12, since=date(2019, 1, 1))
    slide = slide_of(write_pptx(slides_of(forecast_section(forecast)), PLAIN, DAY))
    frame = chart_of(slide)
    assert said(frame) == describe_forecast(forecast)
    areas, lines = frame.chart.plots
    days = [date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2026, 7, 1), date(2026, 12, 31),
            date(2027, 1, 1), date(2027, 7, 1)]  # fmt: skip
    assert [one.name for one in areas.series] == ["Enkel gedekt", "Vervallen of vacant", "Onbekend"]
    assert [one.values for one in areas.series] == [
        (0, 0, 1, 1, 1, 0, 0),
        (0, 0, 0, 0, 0, 1, 1),
        (4, 4, 3, 3, 3, 3, 3),
    ]
    assert [one.name for one in lines.series] == ["Peildatum 1 juli 2026"]
    assert [one for one in lines.series[0].values if one is not None] == [4]
    sheet = load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    assert [row[0].date() for row in sheet.iter_rows(min_row=2, values_only=True)] == days
    assert [cell.value for cell in sheet[1]][1:] == [one.name for plot in (areas, lines) for one in plot.series]
    looks = [one._element.xpath("c:spPr/a:solidFill//@val | c:spPr/a:pattFill/@prst") for one in areas.series]
    fills = {k.key: k.fill[1:] for k in ZORG.klassen}
    assert looks == [[fills["enkel"]], ["wdUpDiag"], ["dotGrid"]]


def test_the_chart_of_the_country_has_the_official_counts_and_is_always_the_same(stand: Stand) -> None:
    forecast = compute_forecast(stand)
    slides = slides_of(forecast_section(forecast, compact=True))
    file = write_pptx(slides, PLAIN, DAY)
    assert file == write_pptx(slides, PLAIN, DAY)
    frame = chart_of(slide_of(file))
    counts = [one for one in stack_days(forecast).counts if one is not None]
    assert counts == [one.aandeel * 342 for one in forecast.tellingen]
    _, lines = frame.chart.plots
    assert [one for one in lines.series[1].values if one is not None] == pytest.approx(counts)
    assert [shape.name for shape in slide_of(file).shapes][:3] == ["Titel", "Tekst", "Grafiek"]
    assert not frame.chart._chartSpace.xpath(".//a:latin")  # the font is that of the template
    assert {int(size) for size in frame.chart._chartSpace.xpath(".//@sz")} == {1200}
    assert any(shape.has_table for shape in slide_of(file, 1).shapes)
    assert_calm(file)


def test_the_areas_of_a_course_add_up_on_every_day(stand: Stand) -> None:
    for eenheid in ("gemeenten", "inwoners"):
        stack = stack_days(compute_forecast(stand, gebied=LIMBURG), eenheid)
        assert list(stack.days) == sorted(set(stack.days))
        assert {sum(values) for values in zip(*(one for _, one in stack.areas), strict=True)} == {stack.total}
        assert stack.counts == ()
