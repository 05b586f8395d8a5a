"""The contact network of the small country, counted by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from netmap.graph import find_inzetten, holding
from netmap.inzet import COMENSHA, VNG

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from netmap.inzet import Inzet
    from netmap.layers import Stand

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
ROWS: tuple[dict[str, str], ...] = (
    {"id": "comensha", "rol": "landelijk_coordinatiecentrum", "organisatie": "CoMensha", "gebied": "landelijk"},
    {"id": "vng", "rol": "vng", "naam": "Wethouder W", "organisatie": "VNG", "gebied": "landelijk"},
    {"id": "trekker", "rol": "bestuurlijk_trekker", "naam": "Burgemeester B", "organisatie": "Gemeente Aadorp",
     "gebied": "politieregio:Boven"},
    {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "doelgroep": "tot 23", "fte": "0,5",
     "bevestigd_op": "2026-01-01", "email": "geheim@bron.example", "telefoon": "0612345678"},
    {"id": "op-afstand", "organisatie": "COMENSHA", "gebied": "Deiland", "status": "op_afstand"},
    {"id": "geen", "gebied": "Ceeburg", "status": "geen"},
    {"id": "af", "rol": "aandachtsfunctionaris", "naam": "Geheim Persoon", "organisatie": "Gemeente Aadorp",
     "gebied": "Aadorp"},
    {"id": "kr", "rol": "ketenregisseur", "organisatie": "Huis", "gebied": "Deiland", "tot": "2026-07-01"},
    {"id": "partner", "rol": "partner", "organisatie": "Huis", "gebied": "Deiland", "vanaf": "2026-07-02"},
)  # fmt: skip


@pytest.fixture
def graph(stand_on: StandOn) -> nx.MultiDiGraph[str]:
    """The network of ``ROWS``."""
    return stand_on(DAY, *ROWS).graph


def attribute(graph: nx.MultiDiGraph[str], name: str) -> dict[str, Any]:
    """One attribute of every node; None where a node does not have it."""
    return {node: facts.get(name) for node, facts in graph.nodes(data=True)}


def edges(graph: nx.MultiDiGraph[str], *, inzet: str) -> set[tuple[str, str]]:
    """Relation and target of every edge that comes from one row."""
    return {(d["relatie"], v) for u, v, d in graph.edges(data=True) if u == f"inzet:{inzet}"}


def test_without_contacts_every_gemeente_and_region_is_there(stand_on: StandOn) -> None:
    graph = stand_on(DAY).graph
    assert attribute(graph, "soort") == {
        COMENSHA: "landelijk",
        VNG: "landelijk",
        "politieregio:Boven": "politieregio",
        "politieregio:Onder": "politieregio",
        **{f"gemeente:GM000{i}": "gemeente" for i in (1, 2, 3, 4)},
    }
    assert {(u, v, d["relatie"]) for u, v, d in graph.edges(data=True)} == {
        ("gemeente:GM0001", "politieregio:Boven", "ligt_in"),
        ("gemeente:GM0002", "politieregio:Boven", "ligt_in"),
        ("gemeente:GM0003", "politieregio:Boven", "ligt_in"),
        ("gemeente:GM0004", "politieregio:Onder", "ligt_in"),
        ("politieregio:Boven", VNG, "valt_onder"),
        ("politieregio:Onder", VNG, "valt_onder"),
    }
    assert graph.nodes["gemeente:GM0004"] == {
        "soort": "gemeente",
        "code": "GM0004",
        "naam": "Deiland",
        "politieregio": "Onder",
        "veiligheidsregio": "West",
        "provincie": "Westland",
        "inwoners": 40_000,
    }


def test_nodes_and_edges_are_counted_by_kind(graph: nx.MultiDiGraph[str]) -> None:
    assert Counter(attribute(graph, "soort").values()) == {
        "landelijk": 2,
        "politieregio": 2,
        "gemeente": 4,
        "inzet": 9,
        "organisatie": 3,  # Gemeente Aadorp (two roles), Fier, Huis; CoMensha and VNG are national nodes
    }
    assert Counter(facts["relatie"] for _, _, facts in graph.edges(data=True)) == {
        "ligt_in": 4,
        "valt_onder": 3,
        "werkt_bij": 8,
        "trekt": 4,
        "meldt_bij": 3,  # fier, geen, af; CoMensha does not report to itself
        "coordineert_voor": 4,
        "aanspreekpunt_van": 1,
        "regisseert": 1,
        "ondersteunt": 1,
    }


def test_each_role_has_its_own_relations(graph: nx.MultiDiGraph[str]) -> None:
    assert edges(graph, inzet="comensha") == {("werkt_bij", COMENSHA)}
    assert edges(graph, inzet="vng") == {("werkt_bij", VNG)}
    assert edges(graph, inzet="trekker") == {
        ("werkt_bij", "organisatie:gemeente aadorp"),
        ("valt_onder", VNG),
        ("trekt", "politieregio:Boven"),
        ("trekt", "gemeente:GM0001"),
        ("trekt", "gemeente:GM0002"),
        ("trekt", "gemeente:GM0003"),
    }
    assert edges(graph, inzet="fier") == {
        ("werkt_bij", "organisatie:fier"),
        ("meldt_bij", COMENSHA),
        ("coordineert_voor", "gemeente:GM0001"),
        ("coordineert_voor", "gemeente:GM0002"),
    }
    assert edges(graph, inzet="op-afstand") == {("werkt_bij", COMENSHA), ("coordineert_voor", "gemeente:GM0004")}
    assert edges(graph, inzet="geen") == {("meldt_bij", COMENSHA), ("coordineert_voor", "gemeente:GM0003")}
    assert edges(graph, inzet="af") == {
        ("werkt_bij", "organisatie:gemeente aadorp"),
        ("meldt_bij", COMENSHA),
        ("aanspreekpunt_van", "gemeente:GM0001"),
    }


def test_every_edge_of_a_row_says_on_whose_word_and_whether_it_holds(graph: nx.MultiDiGraph[str]) -> None:
    for source, _, key, facts in graph.edges(keys=True, data=True):
        if source.startswith("inzet:"):
            inzet: Inzet = graph.nodes[source]["inzet"]
            assert key == facts["inzet"] == inzet.id == source.removeprefix("inzet:")
            assert inzet.bron == "https://bron.example/"
    peildatum = graph.graph["peildatum"]
    geldt = {inzet.id: inzet.geldt(peildatum) for inzet in attribute(graph, "inzet").values() if inzet}
    assert {key for key, value in geldt.items() if value != "nu"} == {"kr", "partner"}
    assert (geldt["kr"], geldt["partner"]) == ("geweest", "straks")


def test_an_inzet_has_target_group_fte_status_and_inwoners(graph: nx.MultiDiGraph[str]) -> None:
    inzet: Inzet = graph.nodes["inzet:fier"]["inzet"]
    assert (inzet.doelgroep, inzet.fte, inzet.status, inzet.inwoners_gebied) == ("tot 23", 0.5, "actief", 30_000)
    assert (inzet.knoop, inzet.codes) == ("organisatie:fier", {"GM0001", "GM0002"})


def test_an_inzet_is_named_after_its_organisation_else_after_its_row(graph: nx.MultiDiGraph[str]) -> None:
    names = attribute(graph, "naam")
    assert (names["inzet:fier"], names["inzet:geen"], names["organisatie:huis"]) == ("Fier", "geen", "Huis")


def test_a_trekker_of_a_part_of_a_politieregio_does_not_lead_it(stand_on: StandOn) -> None:
    graph = stand_on(DAY, {**ROWS[2], "gebied": "provincie:Oostland; Deiland"}).graph
    assert {target for relatie, target in edges(graph, inzet="trekker") if relatie == "trekt"} == {
        "gemeente:GM0001",
        "gemeente:GM0002",
        "gemeente:GM0004",
        "politieregio:Onder",
    }


def every_attribute(graph: nx.MultiDiGraph[str]) -> str:
    return repr([*graph.nodes(data=True), *graph.edges(data=True), graph.graph])


def test_email_and_telephone_are_nowhere_in_the_graph(graph: nx.MultiDiGraph[str]) -> None:
    everything = every_attribute(graph)
    for secret in ("geheim@", "0612345678", "email", "telefoon"):
        assert secret not in everything


def test_a_person_is_only_in_the_graph_for_a_public_office(graph: nx.MultiDiGraph[str]) -> None:
    persons = {node: inzet.naam for node, inzet in attribute(graph, "inzet").items() if inzet and inzet.naam}
    assert persons == {"inzet:vng": "Wethouder W", "inzet:trekker": "Burgemeester B"}
    everything = every_attribute(graph)
    assert everything.count("Burgemeester B") == everything.count("Wethouder W") == 1
    assert "Geheim" not in everything


def test_holding_keeps_what_stands_for_someone_today(graph: nx.MultiDiGraph[str]) -> None:
    now = holding(graph)
    assert {node for node in now if node.startswith(("inzet:", "organisatie:"))} == {
        "inzet:comensha",
        "inzet:vng",
        "inzet:trekker",
        "inzet:fier",
        "inzet:af",
        "organisatie:gemeente aadorp",
        "organisatie:fier",
    }
    kinds = Counter(attribute(now, "soort").values())
    assert kinds == {"landelijk": 2, "politieregio": 2, "gemeente": 4, "inzet": 5, "organisatie": 2}
    assert len(graph) == 20, "the graph itself is not changed"


def test_the_order_of_the_rows_does_not_matter(stand_on: StandOn) -> None:
    """The name of an organisation spelled in two ways was once that of the first row."""
    rows: tuple[dict[str, Any], ...] = (*ROWS, {"id": "z", "organisatie": "FIER", "gebied": "Deiland"})
    forward, backward = stand_on(DAY, *rows).graph, stand_on(DAY, *reversed(rows)).graph
    assert forward.nodes["organisatie:fier"]["naam"] == "Fier"
    assert list(forward.nodes(data=True)) == list(backward.nodes(data=True))
    assert list(forward.edges(keys=True, data=True)) == list(backward.edges(keys=True, data=True))


def test_inzetten_of_a_gemeente_are_found_by_role_and_ordered(graph: nx.MultiDiGraph[str]) -> None:
    assert [i.id for i in find_inzetten(graph, "GM0004", "zorgcoordinator")] == ["op-afstand"]
    assert [i.id for i in find_inzetten(graph, "GM0004", "ketenregisseur")] == ["kr"]
    assert [i.id for i in find_inzetten(graph, "GM0004", "partner")] == ["partner"]
    assert find_inzetten(graph, "GM0004", "aandachtsfunctionaris") == []
    with pytest.raises(KeyError, match="GM9999"):
        find_inzetten(graph, "GM9999", "zorgcoordinator")
