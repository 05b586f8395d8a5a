"""Optional sections: report, slides and sheets say the same, and nothing that the sources do not."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.compare.stands import compare_stands
from netmap.drawing.picture import check_title
from netmap.drawing.strip import draw_strip
from netmap.errors import NetmapError
from netmap.forecast.outlook import compute_forecast, conclude_forecast
from netmap.jaarreeks import build_jaarreeks, build_stands, conclude_jaarreeks
from netmap.layers import LAYERS, build_stand
from netmap.regio import Regio
from netmap.resilience.removal import remove, sole_cover
from netmap.schema import GEBIED_COLUMNS, GEDEKT, dutch_number
from netmap.sections.adequacy import adequacy_section
from netmap.sections.centrumgemeenten import centrumgemeenten_section
from netmap.sections.criteria import conclude_criteria
from netmap.sections.development import describe_comparison
from netmap.sections.figures import map_figure
from netmap.sections.norms import norms_section
from netmap.sections.optional import ONDERDELEN, SINDS, OptionalSections, find_onderdelen
from netmap.sections.removal import dependence_section
from netmap.table import Table, cell_text, percent_of
from netmap.write.pptx_plan import slides_of
from netmap.write.report import FIGURE, blocks_of
from tests.report_reader import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes
    from netmap.table import Section

DAY = date(2026, 11, 22)
EAST = Regio("politieregio", "Oost-Nederland")
ROWS = (
    {"organisatie": "Zorg A", "gebied": "Aadorp; Beekstad", "fte": "0.5", "vanaf": "2018"},
    {"organisatie": "Zorg B", "gebied": "Ceeburg", "vanaf": "2021-03-01", "tot": "2027-01-01"},
    {"organisatie": "Eerder", "gebied": "Ceeburg", "vanaf": "2010", "tot": "2018"},
)
KEYS = tuple(ONDERDELEN)


@pytest.fixture(scope="module")
def real_stand(real: Tables) -> Stand:
    return build_stand(real, DAY)


@pytest.fixture(scope="module")
def extras(real_stand: Stand, shapes: Shapes) -> OptionalSections:
    return OptionalSections(
        real_stand,
        draw_map=lambda view: map_figure(real_stand, view, shapes),
        draw_reeks=lambda reeks, design: draw_strip(reeks, shapes, design),
    )


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> Stand:
    return stand_on("2026-07-01", *ROWS)


def rows_of(section: Section, *keys: str) -> list[list[str]]:
    """Some columns of its first table, as a reader sees them."""
    chosen = section.tables[0].select(keys)
    return [
        [cell_text(cell, column.kind) for cell, column in zip(row, chosen.columns, strict=True)] for row in chosen.rows
    ]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("gebied", [EAST, None], ids=str)
def test_slides_and_sheets_say_the_same(extras: OptionalSections, key: str, gebied: Regio | None) -> None:
    section, tables = extras.find(key, gebied), extras.tables(key, gebied)
    slides = slides_of(section)
    said = " ".join(section.conclusion)
    assert " ".join(slides[0].sentences).startswith(said)
    assert slides[0].notes.startswith(said)
    assert tables[0].explanation.startswith(said)
    assert [slide.table for slide in slides if slide.table] == [
        table for table in section.tables if table.in_form("brief").columns
    ]


@pytest.mark.parametrize("gebied", [EAST, None], ids=str)
def test_the_conclusion_is_that_of_the_page_it_comes_from(
    real: Tables, real_stand: Stand, extras: OptionalSections, gebied: Regio | None
) -> None:
    comparison = compare_stands(build_stand(real, SINDS), real_stand)
    reeks = build_jaarreeks(build_stands(real_stand, 2015, 2029), DAY, LAYERS["zorgcoordinatie"], gebied)
    expected = {
        "kwetsbaarheid": " ".join(dependence_section(real_stand, gebied).conclusion),
        "vooruitblik": " ".join(conclude_forecast(compute_forecast(real_stand, gebied=gebied))),
        "jaarreeks": " ".join(conclude_jaarreeks(reeks)),
        "toereikendheid": " ".join(adequacy_section(real_stand, gebied).conclusion),
        "centrumgemeenten": " ".join(centrumgemeenten_section(real_stand, gebied).conclusion),
        "criteria": " ".join(conclude_criteria(real_stand, gebied)),
        "normen": " ".join(norms_section(real_stand).conclusion),
        "ontwikkeling": " ".join(describe_comparison(comparison, real_stand.codes(gebied))[:2]),
    }
    assert {key: " ".join(extras.find(key, gebied).conclusion) for key in KEYS} == expected


def test_a_title_fits_on_a_slide_in_every_region(real: Tables, extras: OptionalSections) -> None:
    regions = [region for soort in GEBIED_COLUMNS for region in real.gebieden.regios(soort)]
    found = [extras.find(key, region) for region in [*regions, None] for key in KEYS]
    titles = [title for one in found for title in (one.headline, *(table.caption for table in one.tables))]
    assert [title for title in titles if check_title(title) != title] == []


def test_the_effect_of_a_removal_is_what_removing_it_gives(real_stand: Stand, extras: OptionalSections) -> None:
    section = extras.find("kwetsbaarheid", EAST)
    whole = len(real_stand.codes(EAST))
    rows = rows_of(section, "organisatie", "gemeenten", "inwoners", "gedekt", "aandeel")
    alone = sole_cover(real_stand, EAST)
    assert {row[1] for row in rows[len(alone) :]} == {"0"}
    for one, row in zip(alone, rows[: len(alone)], strict=True):
        left = sum(remove(real_stand, one.keys, gebied=EAST).na[status][0] for status in GEDEKT)
        assert row[:3] == [one.naam, str(len(one.gemeenten)), dutch_number(one.inwoners)]
        assert row[3:] == [str(left), percent_of(left / whole)]


def test_kwetsbaarheid_of_the_small_country(small: Stand) -> None:
    section = OptionalSections(small).find("kwetsbaarheid", None)
    assert section.headline == "3 gemeenten hangen voor zorgcoördinatie van één organisatie af"
    assert rows_of(section, "organisatie", "gemeenten", "inwoners", "gedekt", "aandeel") == [
        ["Zorg A", "2", "30.000", "1", "25,0%"],
        ["Zorg B", "1", "30.000", "2", "50,0%"],
    ]
    assert section.tables[0].rows[0][:8] == ("Zorg A", 2, 30_000, 2, 2, 2, 30_000, 1)


def test_vooruitblik_of_the_small_country(small: Stand) -> None:
    section = OptionalSections(small).find("vooruitblik", None)
    assert section.headline == "3 van de 4 gemeenten gedekt; bij 1 gemeente een verandering bekend tot 1 juli 2029"
    assert rows_of(section, "dag", "gedekt", "gedekt_deel") == [
        ["1 januari 2015", "1", "25,0%"],
        ["1 januari 2018", "2", "50,0%"],
        ["1 maart 2021", "3", "75,0%"],
        ["1 juli 2026", "3", "75,0%"],
        ["1 januari 2027", "2", "50,0%"],
        ["1 juli 2029", "2", "50,0%"],
    ]
    assert section.tables[0].cells("dag")[1:3] == (date(2018, 1, 1), date(2021, 3, 1))


def test_unknown_fte_stays_unknown(small: Stand) -> None:
    section = OptionalSections(small).find("toereikendheid", None)
    assert section.headline == "Van 2 van de 3 gedekte gemeenten is de fte bekend"
    assert rows_of(section, "fte", "fte_per_100k") == [["0,5", "1,67"], ["onbekend", "onbekend"]]
    assert section.tables[0].cells("fte") == (0.5, "onbekend")


def test_ontwikkeling_is_reckoned_from_the_day_that_was_asked(small: Stand) -> None:
    assert OptionalSections(small).find("ontwikkeling", None).headline == (
        "Vergeleken met 1 september 2019 dekking erbij in 1 gemeente"
    )
    later = OptionalSections(small, date(2022, 1, 1)).find("ontwikkeling", None)
    assert later.headline == "Vergeleken met 1 januari 2022 geen dekking erbij of weg"
    assert later.tables[0].rows == ()
    assert [slide.table for slide in slides_of(later)] == [None]
    assert [block for block in blocks_of(later) if isinstance(block, Table)] == []


def test_the_criteria_that_are_not_silent_are_those_the_conclusion_leaves(
    real_stand: Stand, extras: OptionalSections
) -> None:
    told = re.search(r"over (\d+) van de 18 criteria zegt een bron iets$", extras.find("criteria", EAST).headline)
    silent = re.search(
        r"Over (\d+) van de 18 criteria zegt geen enkele bron iets", " ".join(conclude_criteria(real_stand, EAST))
    )
    assert told is not None
    assert silent is not None
    assert int(told[1]) + int(silent[1]) == 18


def test_the_sources_of_the_criteria_are_on_paper_and_in_the_notes(extras: OptionalSections) -> None:
    section = extras.find("criteria", None)
    sources = section.tables[1]
    slide, counted = slides_of(section)
    assert all(row[0] in slide.notes for row in text_of(sources)[1:])
    assert counted.table is not None


@pytest.mark.parametrize("key", ["vooruitblik", "jaarreeks", "ontwikkeling"])
def test_a_figure_has_its_words(extras: OptionalSections, key: str) -> None:
    section = extras.find(key, EAST)
    (figure,) = section.figures
    assert figure.draw(FIGURE).startswith(b"\x89PNG")
    assert figure.alt != ""


def test_somebody_may_type_sections_in_any_order_and_spelling() -> None:
    assert find_onderdelen(" Criteria,kwetsbaarheid, criteria ,") == ("kwetsbaarheid", "criteria")
    assert find_onderdelen("") == ()


def test_an_unknown_section_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NetmapError, match=r"'scenario'\. Kies uit: kwetsbaarheid, vooruitblik, jaarreeks"):
        find_onderdelen("criteria,scenario")
    assert set(KEYS) == set(find_onderdelen(",".join(KEYS)))
