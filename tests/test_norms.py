"""What the norm is that the criteria come from: since when, how binding, and on whose word."""

from __future__ import annotations

from netmap.norms import CRITERIA, NIET_GEVONDEN, NORMEN
from netmap.sections.norms import norms_section
from netmap.table import Link
from netmap.write.html import block_html


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


def test_what_no_text_asks_is_said_so() -> None:
    section = norms_section()
    rows = dict(section.tables[1].rows)
    assert len(rows) == len(CRITERIA)
    assert rows["R1 Bestuurlijk trekker"] == rows["R5 Fte"] == "geen norm gevonden"


def test_only_the_wmo_binds_by_law_and_every_norm_has_a_source() -> None:
    assert [(one.wanneer, one.bindend) for one in NORMEN if one.bindend.startswith("ja")] == [
        ("2015", "ja, een wet; de 35 zijn een afspraak van Rijk en VNG")
    ]
    assert all(1 <= len(one.bronnen) <= 2 for one in NORMEN)
    assert all(url.startswith("https://") for one in NORMEN for _, url in one.bronnen)


def test_the_table_links_to_its_sources() -> None:
    section = norms_section()
    table = section.tables[0]
    assert len(table.rows) == len(NORMEN) == 12
    assert all(isinstance(row[3], Link) for row in table.rows)
    assert str(block_html(table)).count("<a ") == sum(len(one.bronnen) for one in NORMEN)
    assert section.headline == "Sinds 2022 is er geen nieuw jaartal en geen wettelijke norm, voor zover gevonden"
