"""What the norm is that the criteria come from: since when, how binding, and on whose word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netmap.load import load_tables
from netmap.norms import CRITERIA, L1, NIET_GEVONDEN, NORMEN
from netmap.regio import Regio
from netmap.sections.criteria import criteria_section
from netmap.sections.norms import national_table, norms_section
from netmap.stand import build_stand
from netmap.table import Link
from netmap.tellingen import COUNTS_WHOLE
from netmap.write.html import block_html
from tests.conftest import NOW, write_csv
from tests.test_centrumgemeenten import DIVIDED, FINE, divide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables


def test_what_ibp_asks_stands_at_its_four_criteria_and_has_no_newer_year() -> None:
    ibp = {key for key, one in CRITERIA.items() if one.norm.startswith("IBP 5.11 (2018)")}
    assert ibp == {"G1", "G2", "G5", "G6"}
    assert {CRITERIA[key].norm for key in ibp} == {"IBP 5.11 (2018), voor 2022; sinds 2022 geen nieuw jaartal"}


def test_three_forms_have_priority_and_the_fourth_stays() -> None:
    assert CRITERIA["R7"].norm == (
        "Actieplan: sinds 15 december 2025 voorrang voor seksuele, criminele en arbeidsuitbuiting; "
        "gedwongen orgaanverwijdering blijft een vorm"
    )


def test_no_criterium_has_a_plateau_for_no_source_that_was_read_says_which() -> None:
    assert not any("plateau" in one.norm for one in CRITERIA.values())
    assert any("plateau 1 of 2" in one for one in NIET_GEVONDEN)


def test_what_no_text_asks_is_said_so(stand_on: Callable[..., Stand]) -> None:
    section = norms_section(stand_on("2026-07-01"))
    rows = dict(section.tables[1].rows)
    assert list(rows) == [one.naam for one in (*CRITERIA.values(), L1)]
    assert rows["R1 Bestuurlijk trekker"] == rows["R5 Fte"] == "geen norm gevonden"


def test_only_the_wmo_binds_by_law_and_every_norm_has_a_source() -> None:
    assert [(one.wanneer, one.bindend) for one in NORMEN if one.bindend.startswith("ja")] == [
        ("2015", "ja, een wet; de 35 zijn een afspraak van Rijk en VNG")
    ]
    assert all(1 <= len(one.bronnen) <= 2 for one in NORMEN)
    assert all(url.startswith("https://") for one in NORMEN for _, url in one.bronnen)


def test_the_table_links_to_its_sources(stand_on: Callable[..., Stand]) -> None:
    section = norms_section(stand_on("2026-07-01"))
    table = section.tables[0]
    assert len(table.rows) == len(NORMEN) == 12
    assert all(isinstance(row[3], Link) for row in table.rows)
    assert str(block_html(table)).count("<a ") == sum(len(one.bronnen) for one in NORMEN)
    assert section.headline == "Sinds 2022 is er geen nieuw jaartal en geen wettelijke norm, voor zover gevonden"


# --- L1: what is counted of the country


def test_our_own_count_stands_beside_the_official_ones_of_that_day_in_their_unit(country: Callable[..., Path]) -> None:
    """Aadorp, Ceeburg and Deiland are covered; Beekstad is not, and belongs to one of the two."""
    folder = divide(country(*({**FINE, "gebied": naam} for naam in ("Aadorp", "Ceeburg; Deiland"))), *DIVIDED)
    unit, source = "centrumgemeenten vrouwenopvang", "https://bron.example/"
    head = ("datum", "geteld", "van", "eenheid", "bron", "bron_datum", "opmerking")
    counts = (
        ["2017-11", "19", "35", unit, source, "2017-11", ""],
        ["2018", "4", "12", "gemeenten", source, "", ""],
        ["2026-08", "30", "35", unit, source, "", ""],
    )
    write_csv(folder / "officiele_tellingen.csv", head, counts)
    stand = build_stand(load_tables(folder, date(2027, 1, 1)), NOW)
    table = national_table(stand)
    assert table.rows == (
        ("netmap", "1 juli 2026", "beide centrumgemeenten", 1, 1, None),
        ("officiële telling", "november 2017", "19 van de 35 centrumgemeenten vrouwenopvang", None, None,
         Link("bron.example", source)),
    )  # fmt: skip
    assert table.explanation == COUNTS_WHOLE
    section = norms_section(stand)
    assert table in section.tables
    assert section.conclusion[-3:] == (
        "Landelijk telt CoMensha per centrumgemeente vrouwenopvang.",
        "Bij beide centrumgemeenten was op 1 juli 2026 elke bekende gemeente gedekt.",
        "Van 1 gemeente zegt geen bron bij welke centrumgemeente zij hoort; met haar erbij: 1.",
    )


def test_without_the_areas_our_count_is_unknown_and_not_nought(stand_on: Callable[..., Stand]) -> None:
    table = national_table(stand_on("2026-07-01", FINE))
    assert table.rows == (("netmap", "1 juli 2026", "onbekend", None, None, None),)


def test_the_count_of_the_country_stands_with_its_criteria_and_not_with_those_of_a_region(
    stand_on: Callable[..., Stand],
) -> None:
    stand = stand_on("2026-07-01", FINE)
    for compact in (True, False):
        assert national_table(stand) in criteria_section(stand, compact=compact).tables
        own = criteria_section(stand, Regio("politieregio", "Onder"), compact=compact)
        assert "centrumgemeenten_geteld" not in {table.key for table in own.tables}


def test_the_shipped_count_is_that_of_the_bounds(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 26))
    own, *official = national_table(stand).rows
    bounds = stand.bound_centra(stand.centra)
    assert own[2:5] == (f"{bounds.bekend} van de 35 centrumgemeenten", bounds.minstens, bounds.hoogstens)
    assert [row[2] for row in official] == [one.hoeveel for one in real.tellingen]
