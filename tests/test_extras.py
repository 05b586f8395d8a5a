"""Optional sections: report, slides and sheets say the same, and nothing that the sources do not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.adequacy import describe_adequacy
from netmap.compare.stands import compare_stands
from netmap.drawing.picture import check_title
from netmap.errors import NetmapError
from netmap.export.extras import (
    ONDERDELEN,
    SINDS,
    Extras,
    build_section,
    build_sheets,
    build_slides,
    find_onderdelen,
)
from netmap.forecast.outlook import compute_forecast, conclude_forecast
from netmap.gebieden import Gebied, list_gebieden
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders
from netmap.maps.shapes import build_shapes
from netmap.resilience.removal import remove, sole_cover
from netmap.schema import GEDEKT, REGION_COLUMNS, dutch_number
from netmap.scorecard import describe_criteria
from netmap.sections.development import describe_comparison
from netmap.sections.removal import dependence_section
from netmap.table import Figure, cell_text, percent_of
from netmap.write.report import FIGURE
from tests.report_reader import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.export.extras_model import Onderdeel
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.maps.shapes import Shapes

DAY = date(2026, 11, 22)
EAST = Gebied("politieregio", "Oost-Nederland")
ROWS = (
    {"organisatie": "Zorg A", "gebied": "Aadorp; Beekstad", "fte": "0.5", "vanaf": "2018"},
    {"organisatie": "Zorg B", "gebied": "Ceeburg", "vanaf": "2021-03-01", "tot": "2027-01-01"},
)
KEYS = tuple(ONDERDELEN)


@pytest.fixture(scope="module")
def real_stand(real: Tables) -> Stand:
    return build_stand(real, DAY)


@pytest.fixture(scope="module")
def shapes(real: Tables) -> Shapes:
    return build_shapes(load_borders(DATA_DIR, real.gemeenten), real)


@pytest.fixture(scope="module")
def extras(real_stand: Stand) -> Extras:
    return Extras(real_stand)


@pytest.fixture
def small(stand_on: Callable[..., Stand]) -> Stand:
    return stand_on("2026-07-01", *ROWS)


def rows_of(onderdeel: Onderdeel, *keys: str) -> list[list[str]]:
    """Some columns of its first table, as a reader sees them."""
    table = onderdeel.tabellen[0].kort
    chosen = table.select(keys) if keys else table
    return [
        [cell_text(cell, column.kind) for cell, column in zip(row, chosen.columns, strict=True)] for row in chosen.rows
    ]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("gebied", [EAST, None], ids=str)
def test_report_slides_and_sheets_say_the_same(
    real_stand: Stand, shapes: Shapes, extras: Extras, key: str, gebied: Gebied | None
) -> None:
    onderdeel = extras.find(key, gebied)
    section, slides, sheets = (
        build_section(onderdeel, real_stand, shapes),
        build_slides(onderdeel, real_stand, shapes),
        build_sheets(onderdeel),
    )
    assert " ".join(section.conclusion) == onderdeel.conclusie
    assert " ".join(slides[0].sentences).startswith(onderdeel.conclusie)
    assert slides[0].notes.startswith(onderdeel.conclusie)
    assert sheets[0].explanation.startswith(onderdeel.conclusie)
    printed = list(section.tables)
    assert printed == [tabel.kort for tabel in onderdeel.tabellen if tabel.kort.rows]
    shown = [slide.table for slide in slides if slide.table]
    assert len(shown) == 1
    assert shown[0] == printed[0]


@pytest.mark.parametrize("gebied", [EAST, None], ids=str)
def test_the_conclusion_is_that_of_the_page_it_comes_from(
    real: Tables, real_stand: Stand, extras: Extras, gebied: Gebied | None
) -> None:
    comparison = compare_stands(build_stand(real, SINDS), real_stand)
    expected = {
        "kwetsbaarheid": " ".join(dependence_section(real_stand, gebied).conclusion),
        "vooruitblik": " ".join(conclude_forecast(compute_forecast(real_stand, gebied=gebied))),
        "toereikendheid": describe_adequacy(real_stand, gebied),
        "criteria": describe_criteria(real_stand, gebied),
        "ontwikkeling": " ".join(describe_comparison(comparison, real_stand.codes(gebied))),
    }
    assert {key: extras.find(key, gebied).conclusie for key in KEYS} == expected


def test_a_title_fits_on_a_slide_in_every_region(real: Tables, extras: Extras) -> None:
    regions = [region for soort in REGION_COLUMNS for region in list_gebieden(real.gemeenten, soort)]
    found = [extras.find(key, region) for region in [*regions, None] for key in KEYS]
    titles = [title for one in found for title in (one.kop, *(tabel.kort.caption for tabel in one.tabellen))]
    assert [title for title in titles if check_title(title) != title] == []


def test_the_effect_of_a_removal_is_what_removing_it_gives(real_stand: Stand, extras: Extras) -> None:
    onderdeel = extras.find("kwetsbaarheid", EAST)
    whole = len(real_stand.codes(EAST))
    rows = rows_of(onderdeel, "organisatie", "gemeenten", "inwoners", "gedekt", "aandeel")
    alone = sole_cover(real_stand, EAST)
    assert {row[1] for row in rows[len(alone) :]} == {"0"}
    for one, row in zip(alone, rows[: len(alone)], strict=True):
        left = sum(remove(real_stand, one.keys, gebied=EAST).na[status][0] for status in GEDEKT)
        assert row[:3] == [one.naam, str(len(one.gemeenten)), dutch_number(one.inwoners)]
        assert row[3:] == [str(left), percent_of(left / whole)]


def test_kwetsbaarheid_of_the_small_country(small: Stand) -> None:
    onderdeel = Extras(small).find("kwetsbaarheid", None)
    assert onderdeel.kop == "3 gemeenten hangen voor zorgcoördinatie van één organisatie af"
    assert rows_of(onderdeel, "organisatie", "gemeenten", "inwoners", "gedekt", "aandeel") == [
        ["Zorg A", "2", "30.000", "1", "25,0%"],
        ["Zorg B", "1", "30.000", "2", "50,0%"],
    ]
    assert onderdeel.tabellen[0].blad.rows[0][:8] == ("Zorg A", 2, 30_000, 2, 2, 2, 30_000, 1)


def test_vooruitblik_of_the_small_country(small: Stand) -> None:
    onderdeel = Extras(small).find("vooruitblik", None)
    assert onderdeel.kop == "3 van de 4 gemeenten gedekt; 1 verandering bekend tot 1 juli 2029"
    assert rows_of(onderdeel, "dag", "gedekt", "gedekt_deel") == [
        ["1 januari 2015", "0", "0%"],
        ["1 januari 2018", "2", "50,0%"],
        ["1 maart 2021", "3", "75,0%"],
        ["1 juli 2026", "3", "75,0%"],
        ["1 januari 2027", "2", "50,0%"],
        ["1 juli 2029", "2", "50,0%"],
    ]
    assert [row[0] for row in onderdeel.tabellen[0].blad.rows][1:3] == [date(2018, 1, 1), date(2021, 3, 1)]


def test_unknown_fte_stays_unknown(small: Stand) -> None:
    onderdeel = Extras(small).find("toereikendheid", None)
    assert onderdeel.kop == "Van 2 van de 3 gedekte gemeenten is de fte bekend"
    assert [row[4:] for row in rows_of(onderdeel)] == [["0,5", "1,67"], ["onbekend", "onbekend"]]
    assert onderdeel.tabellen[0].blad.cells("fte") == (0.5, "onbekend")


def test_ontwikkeling_is_reckoned_from_the_day_that_was_asked(small: Stand, shapes: Shapes) -> None:
    assert Extras(small).find("ontwikkeling", None).kop == (
        "Vergeleken met 1 september 2019 dekking erbij in 1 gemeente"
    )
    later = Extras(small, date(2022, 1, 1)).find("ontwikkeling", None)
    assert later.kop == "Vergeleken met 1 januari 2022 geen dekking erbij of weg"
    assert later.tabellen[0].kort.rows == ()
    assert [slide.table for slide in build_slides(later, small, shapes)] == [None]


def test_the_criteria_that_are_not_silent_are_those_the_conclusion_leaves(real_stand: Stand, extras: Extras) -> None:
    assert extras.find("criteria", EAST).kop.endswith("over 3 van de 18 criteria zegt een bron iets")
    assert "Over 15 van de 18 criteria zegt geen enkele bron iets" in describe_criteria(real_stand, EAST)


def test_the_sources_of_the_criteria_are_on_paper_and_in_the_notes(
    real_stand: Stand, shapes: Shapes, extras: Extras
) -> None:
    onderdeel = extras.find("criteria", None)
    sources = onderdeel.tabellen[1].kort
    (slide,) = build_slides(onderdeel, real_stand, shapes)
    assert all(row[0] in slide.notes for row in text_of(sources)[1:])


@pytest.mark.parametrize("key", ["vooruitblik", "ontwikkeling"])
def test_a_figure_has_its_words(real_stand: Stand, shapes: Shapes, extras: Extras, key: str) -> None:
    onderdeel = extras.find(key, EAST)
    figure = build_section(onderdeel, real_stand, shapes).blocks[0]
    assert isinstance(figure, Figure)
    assert figure.draw(FIGURE).startswith(b"\x89PNG")
    assert figure.alt == onderdeel.alt != ""


def test_somebody_may_type_sections_in_any_order_and_spelling() -> None:
    assert find_onderdelen(" Criteria,kwetsbaarheid, criteria ,") == ("kwetsbaarheid", "criteria")
    assert find_onderdelen("") == ()


def test_an_unknown_section_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NetmapError, match=r"'scenario'\. Kies uit: kwetsbaarheid, vooruitblik, toereikendheid"):
        find_onderdelen("criteria,scenario")
    assert set(KEYS) == set(find_onderdelen(",".join(KEYS)))
