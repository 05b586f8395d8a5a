"""The sentences of every section at the edges: nobody, one, two and all; past, now and to come; nothing but unknown."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.compare.stands import compare_stands
from netmap.forecast.outlook import compute_forecast
from netmap.geo import build_contiguity
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import load_borders, load_tables
from netmap.regio import Regio
from netmap.resilience.removable import find_removable
from netmap.resilience.removal import remove
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import build_scenario
from netmap.scenario.effect import compare_scenario
from netmap.sections.adequacy import adequacy_section
from netmap.sections.answer import answer_area, answer_section
from netmap.sections.answers import layer_section
from netmap.sections.brief import brief_sections
from netmap.sections.confirm import confirm_section
from netmap.sections.criteria import answered_section, criteria_section
from netmap.sections.development import development_section
from netmap.sections.ending import ending_section
from netmap.sections.forecast import forecast_section, stale_section
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.people import people_section
from netmap.sections.regions import regions_section
from netmap.sections.removal import dependence_section, removal_section, structure_sections
from netmap.sections.scenario import scenario_section
from netmap.sections.standing import standing_section
from netmap.sections.where_next import where_next_section
from netmap.sections.worklist import worklist_section
from netmap.table import Figure, Listing, Paragraph, Terms
from netmap.where_next.advise import Rules, advise
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import networkx as nx

    from netmap.layers import Stand
    from netmap.table import Section

FIER = {"organisatie": "Fier", "bron_datum": "2026-01", "zekerheid": "hoog"}
TREKKER = {**FIER, "rol": "bestuurlijk_trekker", "naam": "B. Meester", "gebied": "politieregio:Boven"}
EDGES = {
    "nothing": [],
    "one": [{**FIER, "gebied": "Aadorp", "fte": "0.1"}, {**TREKKER, "gebied": "Aadorp"}],
    "two": [{**FIER, "gebied": "Aadorp; Beekstad", "status": "pilot", "vanaf": "2025", "tot": "2027"}, TREKKER],
    "all": [{**FIER, "gebied": "landelijk", "fte": "2"}, {**TREKKER, "gebied": "landelijk"}],
    "all twice": [{**FIER, "gebied": "landelijk"}, {**FIER, "organisatie": "Shop", "gebied": "landelijk"}],
    "all in part": [{**FIER, "gebied": "landelijk", "doelgroep": "tot 23"}],
    "all at a distance": [{**FIER, "organisatie": "CoMensha", "gebied": "landelijk", "status": "op_afstand"}],
    "all ended": [{**FIER, "gebied": "landelijk", "tot": "2026-02"}, {**TREKKER, "tot": "2025"}],
    "none": [{**FIER, "organisatie": "", "gebied": "landelijk", "status": "geen"}],
}
"""What the small country has to tell, at its edges."""
AREAS = (None, Regio("politieregio", "Boven"), Regio("politieregio", "Onder"))
"""All four gemeenten, three, and one."""
WRONG = re.compile(
    r"\b0 (gemeente|gegeven|functie|criteri|politieregio|organisatie|zorgco)|[Vv]an (de )?0\b|\bde 1 |\b1 gemeenten|"
    r"\b[Aa]lle [012] |\bis [02-9] van de|\bzijn [01] van de|\bNone\b|\(\)|  |\.\.|[{}]"
)
"""What no sentence says, whatever the numbers."""


def walk(stand: Stand, gebied: Regio | None, contiguity: nx.Graph[str]) -> Iterator[Section]:
    """Tell every subject of an area."""
    for tell in (
        standing_section, worklist_section, people_section, ending_section, regions_section, adequacy_section,
        criteria_section, answered_section, dependence_section, answer_area, confirm_section,
    ):  # fmt: skip
        yield tell(stand, gebied)
    yield from brief_sections(stand, gebied)
    yield from structure_sections(stand, gebied)
    yield from gemeente_sections(stand, stand.codes(gebied)[0])
    yield answer_section(stand, "Aadorp")
    yield from (layer_section(stand, build_view(stand, layer, gebied)) for layer in LAYERS.values())
    for one in find_removable(stand):
        yield removal_section(remove(stand, [one.key], gebied=gebied), gebied)
    forecast = compute_forecast(stand, gebied=gebied)
    yield from (forecast_section(forecast), stale_section(forecast))
    new = {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Aadorp"}
    plan = build_scenario({"naam": "proef", "wijziging": [new]})
    after = build_stand(apply_scenario(stand.tables, plan), stand.peildatum)
    yield scenario_section(compare_scenario(stand, after, gebied), plan)
    yield where_next_section(advise(stand, contiguity, (1.0,), Rules(), gebied))
    before = build_stand(stand.tables, date(2020, 1, 1))
    yield development_section(compare_stands(before, stand), stand, gebied)


def sentences(section: Section) -> Iterator[str]:
    """Everything that it says; not its tables and counts, where 0 is a number like others."""
    yield section.headline
    yield from section.conclusion
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Listing):
            yield from block.items
        elif isinstance(block, Terms):
            yield from (f"{term}: {text}" for term, text in block.items)
        elif isinstance(block, Figure):
            yield block.alt


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("day", ["2015-07-01", "2026-07-01", "2028-07-01"])
def test_no_number_makes_a_sentence_wrong(country: Callable[..., Path], edge: str, day: str) -> None:
    tables = load_tables(country(*EDGES[edge]), NOW)
    contiguity = build_contiguity(load_borders(tables.folder, tables.gemeenten))
    stand = build_stand(tables, date.fromisoformat(day))
    said = [(one.key, text) for gebied in AREAS for one in walk(stand, gebied, contiguity) for text in sentences(one)]
    assert len(said) > 100
    assert [one for one in said if WRONG.search(one[1])] == []


@pytest.mark.parametrize(
    ("edge", "day", "headline"),
    [
        ("nothing", "2026-07-01", "Van geen van de 4 gemeenten is dekking bekend; 4 onbekend"),
        ("one", "2026-07-01", "1 van de 4 gemeenten gedekt; 3 onbekend"),
        ("all", "2026-07-01", "Alle 4 gemeenten gedekt"),
        ("all", "2015-07-01", "Van geen van de 4 gemeenten is dekking bekend; 4 begin onbekend"),
        ("all in part", "2026-07-01", "Geen van de 4 gemeenten gedekt; 4 deels"),
        ("none", "2026-07-01", "Geen van de 4 gemeenten gedekt; 4 niet"),
    ],
)
def test_not_known_is_not_said_as_not(country: Callable[..., Path], edge: str, day: str, headline: str) -> None:
    stand = build_stand(load_tables(country(*EDGES[edge]), NOW), date.fromisoformat(day))
    assert standing_section(stand).headline == headline


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-07-01", "Aadorp op 1 juli 2026: ja, gedekt door Fier."),
        ("2026-08-01", "Aadorp op 1 augustus 2026: ja, gedekt door Fier, als er niets verandert."),
    ],
)
def test_an_answer_about_a_day_to_come_has_its_condition(country: Callable[..., Path], day: str, said: str) -> None:
    stand = build_stand(load_tables(country(*EDGES["one"]), NOW), date.fromisoformat(day))
    assert answer_section(stand, "Aadorp").conclusion[0] == said


@pytest.mark.parametrize(
    ("edge", "key", "headline"),
    [
        ("all", "organisatie:fier", "Zonder Fier verliezen 4 gemeenten dekking"),
        ("all twice", "organisatie:shop", "Zonder Shop verliest geen enkele gemeente dekking"),
        ("one", "organisatie:fier", "Zonder Fier verliest 1 gemeente dekking"),
        ("all at a distance", "landelijk:comensha", "Zonder CoMensha verliest geen enkele gemeente dekking"),
    ],
)
def test_who_loses_cover_is_counted_in_words(country: Callable[..., Path], edge: str, key: str, headline: str) -> None:
    stand = build_stand(load_tables(country(*EDGES[edge]), NOW), NOW)
    assert removal_section(remove(stand, [key])).headline == headline


def test_where_nobody_is_known_nobody_is_the_only_one(country: Callable[..., Path]) -> None:
    stand = build_stand(load_tables(country(*EDGES["two"]), NOW), NOW)
    said = list(sentences(dependence_section(stand)))
    assert "Bestuurlijk trekker: voor 3 gemeenten is er maar één bekend." in said
    assert "Ketenregisseur: geen bron noemt op deze dag iemand." in said
