"""The burgemeestersbriefje: which facts, gaps and questions it has, also at the edges, on exactly one page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.export.reports import write_brief
from netmap.layers import Stand, build_stand
from netmap.load import Tables, load_borders
from netmap.maps.shapes import build_shapes
from netmap.regio import Regio
from netmap.sections.brief import brief_sections
from netmap.settings import Settings
from netmap.table import Listing
from tests.report_reader import open_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
BOVEN = Regio("politieregio", "Boven")
TREKKER = {"rol": "bestuurlijk_trekker", "naam": "B. Meester", "organisatie": "Aadorp", "gebied": "politieregio:Boven"}
FRESH = {"bron_datum": "2026-01", "tot": "2030", "fte": "1"}


def told(stand: Stand, gebied: Regio | None = BOVEN) -> dict[str, tuple[str, ...]]:
    sections = brief_sections(stand, gebied)
    return {one.key: block.items for one in sections for block in one.blocks if isinstance(block, Listing)}


def test_a_region_with_gaps_tells_the_most_urgent_first_and_asks_who_is_nearest(stand_on: StandOn) -> None:
    rows = (
        {"organisatie": "Fier", "gebied": "Aadorp", **FRESH},
        {"organisatie": "Fier", "gebied": "Ceeburg", "tot": "2020", "bron_datum": "2019"},
    )
    assert told(stand_on(DAY, *rows, {**TREKKER, "bron_datum": "2026"})) == {
        "feiten": (
            "1 van de 3 gemeenten is gedekt: daar wonen 10.000 mensen (16,7%).",
            "Bestuurlijk trekker: B. Meester (Aadorp).",
            "Zorgcoördinatie: Fier (1 gemeente).",
        ),
        "gaten": (
            "Vervallen of vacant: 1 gemeente, 30.000 inwoners: Ceeburg.",
            "Onbekend: 1 gemeente, 20.000 inwoners: Beekstad.",
        ),
        "vragen": (
            "Aan Fier: Wie coördineert nu de zorg in Ceeburg?",
            "Aan bestuurlijk trekker: B. Meester (Aadorp): Wie coördineert de zorg in Beekstad?",
        ),
        "bronnen": ("bron.example (2026), bron.example (januari 2026).",),
    }


def test_a_region_of_which_nothing_is_known_says_so_and_asks_the_vng(stand_on: StandOn) -> None:
    found = told(stand_on(DAY))
    assert found["feiten"] == (
        "Van geen van de 3 gemeenten is bekend dat zij gedekt is.",
        "Geen bron noemt op deze dag een bestuurlijk trekker.",
        "Geen bron noemt op deze dag een zorgcoördinator.",
    )
    assert found["gaten"] == (
        "Onbekend: 3 gemeenten, 60.000 inwoners: Ceeburg, Beekstad, Aadorp.",
        "Voor alle 3 gemeenten noemt geen bron een bestuurlijk trekker.",
    )
    assert found["vragen"] == (
        "Aan de VNG (bestuurlijk trekker onbekend): Wie coördineert de zorg in Ceeburg, Beekstad, Aadorp?",
        "Aan de VNG: Wie is bestuurlijk trekker voor dit gebied?",
    )
    assert found["bronnen"] == ("Geen bron zegt op deze dag iets over dit gebied.",)


def test_a_region_that_lacks_nothing_says_so_and_still_has_two_questions(stand_on: StandOn) -> None:
    found = told(stand_on(DAY, {"organisatie": "Fier", "gebied": "politieregio:Boven", **FRESH}, TREKKER))
    assert found["feiten"][0] == "Alle 3 gemeenten zijn gedekt: daar wonen 60.000 mensen (100%)."
    assert found["gaten"] == ("Geen bron wijst op iets wat ontbreekt.",)
    assert len(found["vragen"]) == 2


def test_a_past_day_is_told_as_past(stand_on: StandOn) -> None:
    stand = stand_on("2021-01-01", {"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2019"})
    assert told(stand)["feiten"][0] == "1 van de 3 gemeenten was gedekt: daar wonen 10.000 mensen (16,7%)."


def test_what_only_a_later_source_says_is_no_uncovered_gemeente(stand_on: StandOn) -> None:
    later = {"organisatie": "Fier", "gebied": "Beekstad", "bron_datum": "2026"}
    stand = stand_on("2021-01-01", {"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2019"}, later)
    assert told(stand)["feiten"][0] == (
        "Van 1 van de 3 gemeenten is bekend dat er een zorgcoördinator was: daar wonen 10.000 mensen (16,7%)."
    )
    assert told(stand_on("2021-01-01", later))["feiten"][0] == (
        "Van geen van de 3 gemeenten is bekend dat er een zorgcoördinator was."
    )


def test_nobody_is_asked_about_a_gemeente_of_another(stand_on: StandOn) -> None:
    """MJD Groningen was asked about Leeuwarden."""
    rows = ({"organisatie": "Fier", "gebied": "Ceeburg"}, {"organisatie": "Moviera", "gebied": "Aadorp; Beekstad"})
    assert told(stand_on(DAY, *rows, TREKKER))["vragen"][0] == (
        "Aan Fier: Klopt de zorgcoördinatie nog in Ceeburg, en tot wanneer is er geld?"
    )


def test_what_a_later_source_tells_is_called_so(stand_on: StandOn) -> None:
    later = {"organisatie": "Fier", "gebied": "politieregio:Boven", "vanaf": "2018", "bron_datum": "2026"}
    assert told(stand_on("2020-01-01", later))["gaten"][1] == (
        "Van 3 gedekte gemeenten is de informatie ouder dan 24 maanden, van een latere bron of zonder datum."
    )


@pytest.fixture(scope="module")
def shipped(real: Tables) -> Stand:
    return build_stand(real, date(2026, 11, 26))


def test_every_region_and_the_country_fit_on_exactly_one_page(shipped: Stand) -> None:
    tables = shipped.tables
    shapes = build_shapes(load_borders(tables.folder, tables.gemeenten), tables)
    areas = (*tables.gebieden.regios("politieregio"), None)
    pages = {str(area): len(open_pdf(write_brief(shipped, area, shapes, Settings())).pages) for area in areas}
    assert pages == dict.fromkeys(pages, 1)
    assert len(pages) == 11
