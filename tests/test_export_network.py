"""The network as GraphML and GEXF: what is read back is what went in, and the XML is valid for any text."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netmap.geo import label_points
from netmap.graph import holding
from netmap.layers import LAYERS, build_stand
from netmap.load import load_borders
from netmap.regio import Regio
from netmap.write.geodata import write_geojson, write_gpkg, write_topojson
from netmap.write.graphml import build_network, write_gexf, write_graphml
from netmap.write.workbook import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

POINTS = {"GM0001": (5.05, 52.05), "GM0002": (5.15, 52.05), "GM0003": (5.25, 52.05), "GM0004": (5.65, 52.05)}
ROWS: tuple[dict[str, Any], ...] = (
    {"id": "een", "organisatie": "Zorg A", "gebied": "Aadorp;Ceeburg", "vanaf": "2021-05", "fte": "0,5"},
    {"id": "oud", "organisatie": "Zorg B", "gebied": "Deiland", "tot": "2020", "bevestigd_op": "2019"},
    {"id": "leeg", "organisatie": "", "gebied": "Beekstad", "status": "vacature"},
    {"id": "baas", "rol": "bestuurlijk_trekker", "organisatie": "Aadorp", "gebied": "politieregio:Boven",
     "naam": "Bestuurder Een", "bevestigd_op": "2026-01"},
    {"id": "comensha", "rol": "landelijk_coordinatiecentrum", "organisatie": "CoMensha", "gebied": "landelijk"},
)  # fmt: skip


@pytest.fixture
def stand(stand_on: Callable[..., Stand]) -> Stand:
    return stand_on("2026-07-01", *ROWS)


def read_graphml(content: bytes) -> nx.MultiDiGraph[str]:
    return nx.read_graphml(io.BytesIO(content), force_multigraph=True)


def gexf_edges(content: bytes) -> set[tuple[str, str, str]]:
    graph = nx.read_gexf(io.BytesIO(content))
    return {(van, naar, facts["id"]) for van, naar, facts in graph.edges(data=True)}


def test_the_country_has_what_holds_now(stand: Stand) -> None:
    network = build_network(stand, POINTS)
    assert set(network) == {
        *(f"gemeente:{code}" for code in POINTS),
        "politieregio:Boven",
        "politieregio:Onder",
        "inzet:een",
        "inzet:baas",
        "inzet:comensha",
        "organisatie:zorg a",
        "organisatie:aadorp",
        "landelijk:comensha",
        "landelijk:vng",
    }
    assert set(network) == set(holding(stand.graph))
    assert network.number_of_edges() == holding(stand.graph).number_of_edges()


def test_everything_is_the_whole_graph(stand: Stand) -> None:
    network = build_network(stand, POINTS, alles=True)
    assert set(network) == set(stand.graph)
    assert network.number_of_edges() == stand.graph.number_of_edges()
    assert network.nodes["inzet:oud"]["geldt"] == "geweest"


def test_a_region_keeps_its_gemeenten_and_what_concerns_them(stand: Stand) -> None:
    onder = build_network(stand, POINTS, Regio("politieregio", "Onder"))
    assert set(onder) == {
        "gemeente:GM0004",
        "politieregio:Onder",
        "landelijk:comensha",
        "landelijk:vng",
        "inzet:comensha",
    }
    oost = build_network(stand, POINTS, Regio("provincie", "Oostland"))
    assert {"gemeente:GM0001", "gemeente:GM0002", "inzet:een", "inzet:baas", "politieregio:Boven"} <= set(oost)
    assert not {"gemeente:GM0003", "gemeente:GM0004", "politieregio:Onder"} & set(oost)
    with pytest.raises(KeyError):
        build_network(stand, POINTS, Regio("provincie", "Nergens"))


def test_days_are_as_precise_as_the_source(stand: Stand) -> None:
    network = build_network(stand, POINTS)
    assert network.nodes["inzet:een"]["vanaf"] == "2021-05"
    confirmed = {
        key: facts.get("bevestigd_op") for _, _, key, facts in network.edges("inzet:baas", keys=True, data=True)
    }
    assert set(confirmed.values()) == {"2026-01"}


def test_nodes_have_a_label_a_place_and_the_layers(stand: Stand) -> None:
    network = build_network(stand, POINTS, alles=True)
    aadorp = network.nodes["gemeente:GM0001"]
    assert (aadorp["label"], aadorp["lon"], aadorp["lat"]) == ("Aadorp", 5.05, 52.05)
    assert aadorp["laag_zorgcoordinatie"] == "Enkel gedekt"
    assert {f"laag_{key}" for key in LAYERS} <= set(aadorp)
    assert 130_000 < aadorp["x"] < 133_000
    assert 451_000 < aadorp["y"] < 454_000
    between = network.nodes["inzet:een"]
    assert (between["lon"], between["lat"]) == (5.15, 52.05)
    assert all({"label", "lon", "lat", "x", "y"} <= set(facts) for _, facts in network.nodes(data=True))


def test_attributes_are_plain_and_never_empty_of_meaning(stand: Stand) -> None:
    network = build_network(stand, POINTS, alles=True)
    values = [v for _, facts in network.nodes(data=True) for v in facts.values()]
    values += [v for *_, facts in network.edges(data=True) for v in facts.values()]
    assert {type(value) for value in values} <= {str, int, float}
    assert not {"geschreven", "knoop"} & {key for _, facts in network.nodes(data=True) for key in facts}


def test_graphml_reads_back_the_same(stand: Stand) -> None:
    network = build_network(stand, POINTS, alles=True)
    again = read_graphml(write_graphml(network))
    assert dict(again.nodes(data=True)) == dict(network.nodes(data=True))
    assert list(again.edges(keys=True)) == list(network.edges(keys=True))
    for van, naar, key, facts in network.edges(keys=True, data=True):
        assert {k: v for k, v in again.edges[van, naar, key].items() if k != "id"} == facts
    assert again.graph["peildatum"] == "2026-07-01"
    assert "Kadaster" in again.graph["bron"]


def test_gexf_reads_back_the_same_with_a_place_for_every_node(stand: Stand) -> None:
    network = build_network(stand, POINTS, alles=True)
    content = write_gexf(network)
    again = nx.read_gexf(io.BytesIO(content))
    assert {node: {k: v for k, v in facts.items() if k != "viz"} for node, facts in again.nodes(data=True)} == dict(
        network.nodes(data=True)
    )
    assert gexf_edges(content) == set(network.edges(keys=True))
    x = again.nodes["gemeente:GM0001"]["viz"]["position"]["x"]
    assert x == pytest.approx(network.nodes["gemeente:GM0001"]["x"] / 100)
    root = ElementTree.fromstring(content)
    meta = root.find("{*}meta")
    assert meta is not None
    assert meta.get("lastmodifieddate") == "2026-07-01"
    creator = meta.find("{*}creator")
    assert creator is not None
    assert creator.text == network.graph["bron"]


def test_gephi_sees_the_colours_of_the_map_and_sizes_that_mean_something(stand: Stand) -> None:
    network = build_network(stand, POINTS)
    again = nx.read_gexf(io.BytesIO(write_gexf(network)))
    look = {node: facts["viz"] for node, facts in again.nodes(data=True)}
    assert look["gemeente:GM0001"]["color"] == {"r": 0x21, "g": 0x71, "b": 0xB5, "a": 1.0}  # enkel gedekt
    assert look["gemeente:GM0004"]["color"] == {"r": 0xFD, "g": 0xAE, "b": 0x61, "a": 1.0}  # vervallen
    assert look["gemeente:GM0001"]["size"] == 6.5  # 10.000 inwoners
    assert look["gemeente:GM0004"]["size"] == 9.0  # 40.000 inwoners
    assert look["organisatie:zorg a"]["size"] == 8.8  # two gemeenten
    assert all(one["size"] > 0 for one in look.values())
    edges = {(van, naar): facts for van, naar, facts in again.edges(data=True)}
    cares, lies = edges["inzet:een", "gemeente:GM0001"], edges["gemeente:GM0001", "politieregio:Boven"]
    assert (cares["weight"], lies["weight"]) == (1.5, 1)
    viz = "{http://www.gexf.net/1.2draft/viz}"
    line = next(one for one in ElementTree.fromstring(write_gexf(network)).iter() if one.get("id") == cares["id"])
    colour, thickness = line.find(f"{viz}color"), line.find(f"{viz}thickness")
    assert colour is not None
    assert thickness is not None
    assert [colour.get(part) for part in "rgb"] == ["142", "15", "111"]
    assert thickness.get("value") == "1.5"


def test_parallel_edges_keep_their_own_keys(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {"id": "x", "rol": "bestuurlijk_trekker", "organisatie": "A", "gebied": "landelijk"})
    network = build_network(stand, POINTS)
    network.add_edge("inzet:x", "politieregio:Boven", "tweede", label="trekt", relatie="trekt")
    again = read_graphml(write_graphml(network))
    assert isinstance(again, nx.MultiDiGraph)
    assert set(again.edges(keys=True)) == set(network.edges(keys=True))
    gexf = nx.read_gexf(io.BytesIO(write_gexf(network)))
    assert isinstance(gexf, nx.MultiDiGraph)
    assert gexf.number_of_edges() == network.number_of_edges()


def test_edge_ids_are_unique(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    network = build_network(stand, label_points(load_borders(real.folder, real.gemeenten)), alles=True)
    keys = [key for _, _, key in network.edges(keys=True)]
    assert len(set(keys)) == len(keys) == stand.graph.number_of_edges()
    assert read_graphml(write_graphml(network)).number_of_edges() == len(keys)
    assert len(gexf_edges(write_gexf(network))) == len(keys)


def test_every_region_can_be_written(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    points = label_points(load_borders(real.folder, real.gemeenten))
    for gebied in real.gebieden.regios("politieregio"):
        network = build_network(stand, points, gebied)
        found = {facts["code"] for _, facts in network.nodes(data=True) if facts["soort"] == "gemeente"}
        assert found == set(stand.codes(gebied))
        assert set(nx.read_gexf(io.BytesIO(write_gexf(network)))) == set(network)


@settings(max_examples=50)
@given(st.text(max_size=30), st.text(max_size=30))
@example("a\x00\x0b\ud800\ufffe]]><&\"'", "\r\n\t{{7*191}}\u2028")
def test_the_xml_is_valid_for_any_text(naam: str, uitleg: str) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(titel="t", peildatum="2026-07-01", bron=plain_text(uitleg))
    facts = {"label": plain_text(naam), "opmerking": plain_text(uitleg), "x": 0.0, "y": 0.0}
    network.add_node("a", **facts)
    network.add_node("b", **facts)
    network.add_edge("a", "b", plain_text(f"a|b|{naam}"), label=plain_text(uitleg))
    for content in (write_graphml(network), write_gexf(network)):
        ElementTree.fromstring(content)
    again = read_graphml(write_graphml(network))
    assert again.nodes["a"].get("opmerking", "") == plain_text(uitleg).replace("\r\n", "\n").replace("\r", "\n")


def test_hostile_texts_of_the_data_stay_texts(stand_on: Callable[..., Stand]) -> None:
    text = "\"><script>x</script>{{7*191}}\t'=1+1"
    stand = stand_on("2026-07-01", {"organisatie": text, "gebied": "Aadorp", "opmerking": text})
    network = build_network(stand, POINTS)
    assert network.nodes["inzet:rij-0"]["organisatie"] == text
    for content in (write_graphml(network), write_gexf(network)):
        assert b"<script" not in content
        root = ElementTree.fromstring(content)
        assert not [one for one in root.iter() if one.tag.endswith("script")]
    assert read_graphml(write_graphml(network)).nodes["inzet:rij-0"]["opmerking"] == text


def test_the_same_network_gives_the_same_bytes_whatever_the_order_of_the_rows(
    stand_on: Callable[..., Stand], monkeypatch: pytest.MonkeyPatch
) -> None:
    def files(*rows: dict[str, Any]) -> tuple[bytes, bytes]:
        network = build_network(stand_on("2026-07-01", *rows), POINTS, alles=True)
        return write_graphml(network), write_gexf(network)

    first = files(*ROWS)
    monkeypatch.setattr("time.strftime", lambda *_: "2033-05-18")
    assert files(*reversed(ROWS)) == first


LINK = "Deze kaart in netmap: https://netmap.example/kaart?laag=zorgcoordinatie&peildatum=2026-07-01"


def test_the_address_of_the_view_stands_in_every_file_of_places_and_connections(stand: Stand) -> None:
    borders = load_borders(stand.tables.folder, stand.tables.gemeenten)
    network = build_network(stand, label_points(borders), link=LINK)
    assert read_graphml(write_graphml(network)).graph["link"] == LINK
    meta = ElementTree.fromstring(write_gexf(network)).find("{*}meta")
    assert meta is not None
    assert meta.findtext("{*}description") == LINK
    assert json.loads(write_geojson(stand, borders, link=LINK))["link"] == LINK
    assert json.loads(write_topojson(stand, borders, link=LINK))["link"] == LINK
    file = write_gpkg(stand, borders, link=LINK)
    assert LINK.replace("&", "&amp;").encode() in file
    assert file == write_gpkg(stand, borders, link=LINK)
    assert "link" not in json.loads(write_geojson(stand, borders))
