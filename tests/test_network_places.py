"""Dots and lines of the network, on a country of four gemeenten in two politieregio's."""

from __future__ import annotations

import json
import math
from datetime import date

import networkx as nx
import pytest

from netmap.inzet import COMENSHA, VNG, Inzet
from netmap.maps.network import (
    NATIONAL_PLACES,
    Edge,
    count_gemeenten,
    draw_network,
    full_edges,
    national_edges,
    visible_edges,
)

POINTS = {"GM0001": (5.0, 52.0), "GM0002": (5.2, 52.0), "GM0003": (6.0, 52.4), "GM0004": (6.2, 52.4)}
DAY = date(2026, 7, 1)
NOORD, ZUID = "politieregio:Noord", "politieregio:Zuid"


def add_inzet(graph, ident, organisatie, relatie, codes, *, status="actief", tot=None, meldt_bij=True, trekt=()):
    """Add one row of the contacts as ``build_graph`` does."""
    inzet = f"inzet:{ident}"
    facts = Inzet(id=ident, rol="vng", naam="Jansen", gebied="", codes=frozenset(codes), status=status, tot=tot)
    graph.add_node(inzet, soort="inzet", naam=organisatie, inzet=facts)
    if organisatie:
        node = COMENSHA if organisatie == "CoMensha" else f"organisatie:{organisatie}"
        if node not in graph:
            graph.add_node(node, soort="organisatie", naam=organisatie)
        graph.add_edge(inzet, node, relatie="werkt_bij")
    if meldt_bij:
        graph.add_edge(inzet, COMENSHA, relatie="meldt_bij")
    for code in codes:
        graph.add_edge(inzet, f"gemeente:{code}", relatie=relatie)
    for regio in trekt:
        graph.add_edge(inzet, regio, relatie="trekt")


def build_vierland(fier_tot=None):
    """Two politieregio's of two gemeenten; Lumens works across both, Fier ended or not, a duo leads Noord."""
    graph = nx.MultiDiGraph(peildatum=DAY)
    graph.add_node(COMENSHA, soort="landelijk", naam="CoMensha")
    graph.add_node(VNG, soort="landelijk", naam="VNG")
    for code, regio in zip(POINTS, (NOORD, NOORD, ZUID, ZUID), strict=True):
        graph.add_node(regio, soort="politieregio", naam=regio.split(":")[1])
        graph.add_node(f"gemeente:{code}", soort="gemeente", naam=f"Gemeente {code}")
        graph.add_edge(f"gemeente:{code}", regio, relatie="ligt_in")
        graph.add_edge(regio, VNG, "valt_onder", relatie="valt_onder")
    add_inzet(graph, "1", "Lumens", "coordineert_voor", ["GM0001", "GM0002", "GM0003"])
    add_inzet(graph, "2", "Fier", "coordineert_voor", ["GM0001"], tot=fier_tot)
    add_inzet(graph, "3", "Stad", "trekt", ["GM0001", "GM0002"], meldt_bij=False, trekt=[NOORD])
    add_inzet(graph, "4", "Dorp", "aanspreekpunt_van", ["GM0004"])
    add_inzet(graph, "5", "", "coordineert_voor", ["GM0002"], status="vacature")
    add_inzet(graph, "6", "CoMensha", "coordineert_voor", ["GM0004"], status="op_afstand", meldt_bij=False)
    add_inzet(graph, "7", "RIEC", "ondersteunt", ["GM0003", "GM0004"], meldt_bij=False)
    return graph


@pytest.fixture
def vierland():
    return build_vierland()


def test_the_country_shows_organisations_with_the_number_of_gemeenten_per_politieregio(vierland):
    assert national_edges(vierland) == {
        Edge(NOORD, VNG, "valt_onder"): 2,
        Edge(ZUID, VNG, "valt_onder"): 2,
        Edge("organisatie:Lumens", NOORD, "coordineert_voor"): 2,
        Edge("organisatie:Lumens", ZUID, "coordineert_voor"): 1,
        Edge("organisatie:Lumens", COMENSHA, "meldt_bij"): 3,
        Edge("organisatie:Fier", NOORD, "coordineert_voor"): 1,
        Edge("organisatie:Fier", COMENSHA, "meldt_bij"): 1,
        Edge("organisatie:Stad", NOORD, "trekt"): 2,
    }


def test_gemeenten_are_counted_per_organisation_and_politieregio(vierland):
    assert count_gemeenten(vierland) == {
        NOORD: 2, ZUID: 2, "organisatie:Lumens": 3, "organisatie:Fier": 1, "organisatie:Stad": 2,
        "organisatie:Dorp": 1, "organisatie:RIEC": 2,
    }  # fmt: skip
    assert count_gemeenten(vierland, ["GM0003"]) == {ZUID: 1, "organisatie:Lumens": 1, "organisatie:RIEC": 1}
    ended = build_vierland(fier_tot=date(2026, 1, 1))
    assert "organisatie:Fier" not in count_gemeenten(ended)
    assert count_gemeenten(ended, any_date=True)["organisatie:Fier"] == 1


def test_what_works_for_the_most_gemeenten_is_drawn_first(vierland):
    nodes = [node.id for node in draw_network(vierland, POINTS).nodes if node.soort == "organisatie"]
    assert nodes == [f"organisatie:{name}" for name in ("Lumens", "RIEC", "Stad", "Dorp", "Fier")]


def test_a_gemeente_shows_both_columns_up_to_comensha_and_vng(vierland):
    assert full_edges(vierland, ["GM0001"]) == {
        Edge("gemeente:GM0001", NOORD, "ligt_in"),
        Edge(NOORD, VNG, "valt_onder"),
        Edge("organisatie:Lumens", "gemeente:GM0001", "coordineert_voor"),
        Edge("organisatie:Lumens", COMENSHA, "meldt_bij"),
        Edge("organisatie:Fier", "gemeente:GM0001", "coordineert_voor"),
        Edge("organisatie:Fier", COMENSHA, "meldt_bij"),
        Edge("organisatie:Stad", NOORD, "trekt"),
    }


def test_care_at_a_distance_comes_from_comensha_itself(vierland):
    assert full_edges(vierland, ["GM0004"]) == {
        Edge("gemeente:GM0004", ZUID, "ligt_in"),
        Edge(ZUID, VNG, "valt_onder"),
        Edge(COMENSHA, "politieregio:Zuid", "op_afstand"),
        Edge("organisatie:Dorp", "gemeente:GM0004", "aanspreekpunt_van"),
        Edge("organisatie:Dorp", COMENSHA, "meldt_bij"),
        Edge("organisatie:RIEC", "gemeente:GM0004", "ondersteunt"),
    }


def test_a_vacancy_draws_no_line(vierland):
    assert not [edge for edge in full_edges(vierland, list(POINTS)) if edge.van.startswith("inzet:")]
    assert {edge.van for edge in full_edges(vierland, ["GM0002"])} == {
        "gemeente:GM0002",
        NOORD,
        "organisatie:Lumens",
        "organisatie:Stad",
    }


def test_the_trekker_of_a_part_of_a_region_is_tied_to_its_gemeenten(vierland):
    add_inzet(vierland, "8", "Buurt", "trekt", ["GM0003"], meldt_bij=False)
    assert Edge("organisatie:Buurt", "gemeente:GM0003", "trekt") in full_edges(vierland, ["GM0003"])


def test_the_drawing_has_the_lines_of_every_date_and_a_date_shows_its_own():
    ended = build_vierland(fier_tot=DAY)
    drawing = draw_network(ended, POINTS)
    assert drawing == draw_network(build_vierland(), POINTS)
    for codes in (None, ["GM0001"]):
        shown = {drawing.edges[i] for i in visible_edges(drawing, ended, codes)}
        before = {drawing.edges[i] for i in visible_edges(drawing, build_vierland(), codes)}
        assert {edge.van for edge in before - shown} == {"organisatie:Fier"}
        assert shown < before


def test_visible_lines_are_the_lines_asked_for(vierland):
    drawing = draw_network(vierland, POINTS)
    indices = visible_edges(drawing, vierland, None)
    assert indices == sorted(indices)
    assert {drawing.edges[i] for i in indices} == set(national_edges(vierland))
    assert {drawing.edges[i] for i in visible_edges(drawing, vierland, ["GM0004"])} == full_edges(vierland, ["GM0004"])
    assert visible_edges(drawing, vierland, []) == []


def test_a_drawing_of_other_data_is_refused(vierland):
    drawing = draw_network(vierland, POINTS)
    add_inzet(vierland, "9", "Nieuw", "coordineert_voor", ["GM0004"])
    with pytest.raises(ValueError, match="organisatie:Nieuw"):
        visible_edges(drawing, vierland, None)


def test_dots_stand_in_the_middle_of_their_area_and_national_ones_at_sea(vierland):
    places = {node.id: (node.lon, node.lat) for node in draw_network(vierland, POINTS).nodes}
    assert places[NOORD] == (5.1, 52.0)
    assert places["gemeente:GM0003"] == (6.0, 52.4)
    assert places[COMENSHA] == NATIONAL_PLACES[COMENSHA]
    lon, lat = places["organisatie:Lumens"]
    assert math.dist((lon, lat), (5.4, 52.1333)) < 0.05
    assert not [node for node in places if node.startswith("inzet:")]


def test_dots_that_show_together_stand_apart(vierland):
    for i in range(10):
        add_inzet(vierland, f"x{i}", f"Org {i}", "coordineert_voor", ["GM0001", "GM0002"])
    nodes = [n for n in draw_network(vierland, POINTS).nodes if n.soort in ("organisatie", "politieregio")]
    prominent = [n for n in nodes if n.naam not in ("Dorp", "RIEC")]
    km = [(n.lon * 111.32 * math.cos(math.radians(52.2)), n.lat * 111.32) for n in prominent]
    assert min(math.dist(a, b) for i, a in enumerate(km) for b in km[:i]) > 9


def test_the_file_has_names_and_places_and_nothing_about_persons(vierland):
    data = draw_network(vierland, POINTS).to_json()
    drawing = json.loads(data)
    assert "Jansen" not in data.decode()
    assert {soort for soort, *_ in drawing["punten"]} == {"gemeente", "organisatie", "politieregio", "landelijk"}
    assert {kind for *_, kind in drawing["lijnen"]} == {"zorg", "bestuur", "op_afstand", "overig"}
    names = [naam for _, naam, _, _ in drawing["punten"]]
    assert [names[drawing["lijnen"][0][0]], names[drawing["lijnen"][0][1]]] == ["Gemeente GM0001", "Noord"]
