"""The map as data: GeoPackage in RD New that GDAL opens, GeoJSON as RFC 7946 asks."""

from __future__ import annotations

import json
import math
import re
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import geopandas as gpd
import pytest
import shapely

from netmap.geo import label_points
from netmap.layers import LAYERS, build_stand
from netmap.load import load_borders
from netmap.regio import Regio
from netmap.write.geodata import build_gemeenten, write_geojson, write_gpkg, write_topojson
from netmap.write.graphml import build_network

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

ROWS: tuple[dict[str, Any], ...] = (
    {"id": "een", "organisatie": "Zorg A", "gebied": "Aadorp;Ceeburg", "bron_datum": "2021", "tot": "2027-03"},
    {"id": "oud", "organisatie": "Zorg B", "gebied": "Deiland", "tot": "2020-02-01"},
)
LAYER_NAMES = ("gemeenten", "politieregio", "veiligheidsregio", "provincie", "knopen", "lijnen")


@pytest.fixture
def stand(stand_on: Callable[..., Stand]) -> Stand:
    return stand_on("2026-07-01", *ROWS)


@pytest.fixture
def borders(stand: Stand) -> gpd.GeoDataFrame:
    return load_borders(stand.tables.folder, stand.tables.gemeenten)


def save(content: bytes, folder: Path) -> Path:
    path = folder / "netmap.gpkg"
    path.write_bytes(content)
    return path


def test_gdal_opens_every_layer_of_the_geopackage(stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = save(write_gpkg(stand, borders), tmp_path)
    done = subprocess.run(["ogrinfo", "-so", "-al", str(path)], check=True, capture_output=True, text=True)
    assert "driver `GPKG' successful" in done.stdout
    assert done.stderr == ""
    assert re.findall(r"Layer name: (\w+)", done.stdout) == [*LAYER_NAMES, "layer_styles"]
    assert re.findall(r"Feature Count: (\d+)", done.stdout)[:4] == ["4", "2", "2", "2"]
    kinds = ["Multi Polygon"] * 4 + ["Point", "Line String", "None"]
    assert re.findall(r"Geometry: (.+)", done.stdout) == kinds
    assert done.stdout.count('ID["EPSG",28992]]') == len(LAYER_NAMES)
    assert "peildatum=2026-07-01" in done.stdout
    assert done.stdout.count("DESCRIPTION=© Kadaster") == len(LAYER_NAMES)


def test_the_layer_of_gemeenten_has_every_layer_of_the_map(
    stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    frame = gpd.read_file(save(write_gpkg(stand, borders), tmp_path), layer="gemeenten").set_index("code")
    assert frame.crs.to_epsg() == 28992
    for key, layer in LAYERS.items():
        labels = {klasse.key: klasse.label for klasse in layer.list_klassen(stand.settings)}
        assert frame[f"{key}_klasse"].to_dict() == {code: layer.classify(stand, code) for code in frame.index}
        assert frame[f"{key}_label"].tolist() == [labels[one] for one in frame[f"{key}_klasse"]]
    assert frame["inwoners"].tolist() == [10_000, 20_000, 30_000, 40_000]
    assert frame["onafhankelijke_organisaties"].fillna(-1).tolist() == [1, -1, 1, 0]
    assert frame.loc["GM0001", ["einddatum_in_woorden", "bevestigd_in_woorden"]].tolist() == ["2027-03", "2021"]
    assert frame["te_bevestigen"].tolist() == [True, False, True, True]
    assert frame.geometry.geom_equals(borders.geometry.loc[frame.index]).all() or all(
        one.equals(other) for one, other in zip(frame.geometry, borders.geometry, strict=True)
    )


def test_days_of_the_geopackage_are_days_and_a_year_is_none(
    stand_on: Callable[..., Stand], borders: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    row = {"organisatie": "Zorg A", "gebied": "Aadorp", "vanaf": "2021-05", "tot": "2027-03-01", "bron_datum": "2026"}
    path = save(write_gpkg(stand_on("2026-07-01", row), borders), tmp_path)
    with closing(sqlite3.connect(path)) as database:
        for table, columns in {
            "gemeenten": ("einddatum", "bevestigd"),
            "knopen": ("vanaf", "tot", "bron_datum"),
        }.items():
            kinds = {name: kind for _, name, kind, *_ in database.execute(f"PRAGMA table_info({table})")}
            assert {kinds[name] for name in columns} == {"DATE"}
            assert {kinds[f"{name}_in_woorden"] for name in columns} == {"TEXT"}
        facts = "einddatum, einddatum_in_woorden, bevestigd, bevestigd_in_woorden"
        found = database.execute(f"SELECT {facts} FROM gemeenten WHERE code = 'GM0001'").fetchall()
        assert found == [("2027-03-01", None, None, "2026")]
        facts = "vanaf, vanaf_in_woorden, tot, tot_in_woorden"
        found = database.execute(f"SELECT {facts} FROM knopen WHERE soort = 'inzet'").fetchall()
        assert found == [(None, "2021-05", "2027-03-01", None)]


def test_qgis_finds_a_style_for_every_layer_and_one_for_every_layer_of_the_map(
    stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    """As QGIS asks for them: by table and column of shapes, the schema an empty text."""
    path = save(write_gpkg(stand, borders), tmp_path)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchone() == (
            "attributes",
        )
        asked = (
            "SELECT styleName, useAsDefault, styleQML FROM layer_styles "
            "WHERE f_table_schema = '' AND f_table_name = ? AND f_geometry_column = 'geom' ORDER BY fid"
        )
        styles = {name: database.execute(asked, (name,)).fetchall() for name in LAYER_NAMES}
    assert {name: [one[0] for one in found if one[1]] for name, found in styles.items()} == {
        "gemeenten": ["Zorgcoördinatie"],
        **{name: [name] for name in LAYER_NAMES[1:]},
    }
    assert [one[0] for one in styles["gemeenten"]] == [layer.naam for layer in LAYERS.values()]
    for layer, (_, _, qml) in zip(LAYERS.values(), styles["gemeenten"], strict=True):
        renderer = ElementTree.fromstring(qml).find("renderer-v2")
        assert renderer is not None
        assert renderer.get("attr") == f"{layer.key}_klasse"
        symbols = {one.get("name"): one for one in renderer.iter("symbol")}
        klassen = layer.list_klassen(stand.settings)
        assert [(one.get("value"), one.get("label")) for one in renderer.iter("category")] == [
            (klasse.key, klasse.label) for klasse in klassen
        ]
        for one, klasse in zip(renderer.iter("category"), klassen, strict=True):
            drawn = symbols[one.get("symbol")].findall("layer")
            colour = drawn[0].find("Option/Option[@name='color']")
            assert colour is not None
            rgb = ",".join(str(int(klasse.fill[i : i + 2], 16)) for i in (1, 3, 5))
            assert colour.get("value") == f"{rgb},255"
            assert len(drawn) == (1 if klasse.pattern == "none" else 2)


def test_regions_carry_counts_and_are_whole(stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = save(write_gpkg(stand, borders, Regio("politieregio", "Boven")), tmp_path)
    assert gpd.read_file(path, layer="gemeenten")["code"].tolist() == ["GM0001", "GM0002", "GM0003"]
    regio = gpd.read_file(path, layer="politieregio")
    assert regio[["naam", "gemeenten", "gemeenten_gedekt", "inwoners_gedekt"]].to_numpy().tolist() == [
        ["Boven", 3, 2, 40_000]
    ]
    westland = gpd.read_file(path, layer="provincie").set_index("naam").loc["Westland"]
    assert westland["gemeenten"] == 2
    assert westland.geometry.area == pytest.approx(borders.loc[["GM0003", "GM0004"]].area.sum())


def test_dots_and_lines_are_the_network(stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = save(write_gpkg(stand, borders), tmp_path)
    network = build_network(stand, label_points(borders))
    dots, lines = (gpd.read_file(path, layer=name) for name in ("knopen", "lijnen"))
    assert set(dots["id"]) == set(network)
    assert set(lines["id"]) == {key for *_, key in network.edges(keys=True)}
    place = dict(zip(dots["id"], dots.geometry, strict=True))
    for line, van, naar in zip(lines.geometry, lines["van"], lines["naar"], strict=True):
        assert [*line.coords] == [*place[van].coords, *place[naar].coords]


def test_an_organisation_stands_in_the_middle_of_its_area(
    stand_on: Callable[..., Stand], borders: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    stand = stand_on("2026-07-01", {"organisatie": "Zorg A", "gebied": "Aadorp;Ceeburg"})
    dots = gpd.read_file(save(write_gpkg(stand, borders), tmp_path), layer="knopen").set_index("id")
    middle = dots.loc[["gemeente:GM0001", "gemeente:GM0003"]].geometry.union_all().centroid
    assert dots.geometry["inzet:rij-0"].distance(middle) < 10
    assert dots.geometry["organisatie:zorg a"].distance(middle) < 15_000  # pushed away from the dots that are there


def test_the_same_content_gives_the_same_bytes_of_geopackage(stand: Stand, borders: gpd.GeoDataFrame) -> None:
    first = write_gpkg(stand, borders)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(first)
        stamps = [*database.execute("SELECT last_change FROM gpkg_contents")]
        stamps += [*database.execute("SELECT timestamp FROM gpkg_metadata_reference")]
        assert set(stamps) == {("2026-07-01T00:00:00.000Z",)}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert write_gpkg(stand, borders) == first


def test_geojson_keeps_to_the_standard(stand: Stand, borders: gpd.GeoDataFrame) -> None:
    content = write_geojson(stand, borders)
    found = json.loads(content)
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert found["bbox"] == [5.0, 52.0, 5.7, 52.1]
    assert (found["peildatum"], found["titel"]) == ("2026-07-01", "Netwerk mensenhandel: Nederland op 1 juli 2026")
    assert found["bron"].startswith("© Kadaster")
    assert [feature["id"] for feature in found["features"]] == ["GM0001", "GM0002", "GM0003", "GM0004"]
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "properties", "geometry"}
        assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
        assert not any(isinstance(value, dict | list) for value in feature["properties"].values())
    first = found["features"][0]["properties"]
    assert (first["zorgcoordinatie_klasse"], first["einddatum"], first["bevestigd"]) == ("enkel", "2027-03", "2021")
    assert found["features"][1]["properties"]["onafhankelijke_organisaties"] is None


def test_real_shapes_in_geojson_are_valid_turned_the_right_way_and_precise(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    borders = load_borders(real.folder, real.gemeenten)
    content = write_geojson(stand, borders)
    assert max(map(len, re.findall(rb"\d\.(\d+)[,\]]", content))) <= 6
    found = json.loads(content)
    assert len(found["features"]) == len(real.gemeenten)
    for feature in found["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
    west, south, east, north = found["bbox"]
    assert 3 < west < east < 8
    assert 50 < south < north < 54


def spherical_excess(ring: list[list[float]]) -> float:
    """Area on a globe, in radians, of what lies to the right of a ring in degrees: as d3-geo reckons it."""
    total = 0.0
    for (lon, lat), (next_lon, next_lat) in pairwise(ring):
        total += math.radians(next_lon - lon) * (2 + math.sin(math.radians(lat)) + math.sin(math.radians(next_lat)))
    return total / 2 % (4 * math.pi)


def areas_on_globe(shape: dict[str, Any]) -> list[float]:
    """Area of every part of a shape as d3-geo reckons it."""
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [spherical_excess(rings[0]) for rings in parts]


def test_d3_fills_every_gemeente_and_not_the_rest_of_the_world(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    borders = load_borders(real.folder, real.gemeenten)
    usual, turned = (json.loads(write_geojson(stand, borders, for_d3=for_d3)) for for_d3 in (False, True))
    for found, is_d3 in ((usual, False), (turned, True)):
        areas = [area for feature in found["features"] for area in areas_on_globe(feature["geometry"])]
        assert all((area < 2 * math.pi) == is_d3 for area in areas)
    assert [feature["properties"] for feature in turned["features"]] == [
        feature["properties"] for feature in usual["features"]
    ]
    for one, other in zip(usual["features"], turned["features"], strict=True):
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in (one, other)]
        assert shapes[0].equals(shapes[1])


def test_topojson_has_every_border_once_and_gdal_finds_the_gemeenten_in_it(
    stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    content = write_topojson(stand, borders)
    found = json.loads(content)
    assert (found["type"], list(found["objects"])) == ("Topology", ["gemeenten"])
    assert (found["peildatum"], found["titel"]) == ("2026-07-01", "Netwerk mensenhandel: Nederland op 1 juli 2026")
    shapes = found["objects"]["gemeenten"]["geometries"]
    assert [shape["id"] for shape in shapes] == ["GM0001", "GM0002", "GM0003", "GM0004"]
    assert shapes[0]["properties"]["zorgcoordinatie_klasse"] == "enkel"
    used = re.findall(r"-?\d+", json.dumps([shape["arcs"] for shape in shapes]))
    arcs = [int(arc) if int(arc) >= 0 else ~int(arc) for arc in used]
    assert set(arcs) == set(range(len(found["arcs"])))
    assert len(arcs) > len(set(arcs))  # Aadorp and Beekstad share one
    path = tmp_path / "netmap.json"
    path.write_bytes(content)
    frame = gpd.read_file(path).set_crs(4326, allow_override=True)
    assert frame["code"].tolist() == [shape["id"] for shape in shapes]
    there = frame.to_crs(28992).geometry.hausdorff_distance(borders.geometry.reset_index(drop=True))
    assert there.max() < 0.5
    assert write_topojson(stand, borders) == content


def outlines_of(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Shapes of a topology as GeoJSON, by the letter of its specification."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        across, up = ([*accumulate(step[axis] for step in arc)] for axis in (0, 1))
        points = zip(across, up, strict=True)
        lines.append([[x * scale[0] + move[0], y * scale[1] + move[1]] for x, y in points])

    def draw(ring: list[int]) -> list[list[float]]:
        pieces = [lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in ring]
        return [*pieces[0], *(point for piece in pieces[1:] for point in piece[1:])]

    shapes = []
    for shape in topology["objects"]["gemeenten"]["geometries"]:
        single = shape["type"] == "Polygon"
        parts = [[draw(ring) for ring in rings] for rings in ([shape["arcs"]] if single else shape["arcs"])]
        shapes.append({"type": shape["type"], "coordinates": parts[0] if single else parts})
    return shapes


def test_real_shapes_in_topojson_are_whole_valid_and_small(real: Tables, tmp_path: Path) -> None:
    """Also for D3, with which Power BI draws: a gemeente inside another one is turned the other way than its hole."""
    stand = build_stand(real, date(2026, 11, 21))
    borders = load_borders(real.folder, real.gemeenten)
    content = write_topojson(stand, borders)
    path = tmp_path / "netmap.json"
    path.write_bytes(content)
    frame = gpd.read_file(path)
    assert frame["code"].tolist() == list(stand.codes())
    assert frame.is_valid.all()
    shapes = outlines_of(json.loads(content))
    assert all(area < 2 * math.pi for shape in shapes for area in areas_on_globe(shape))
    for shape in map(shapely.geometry.shape, shapes):
        assert all(ring.is_ccw for part in shapely.get_parts(shape) for ring in part.interiors)
    assert len(json.dumps(json.loads(content)["arcs"])) < len(write_geojson(stand, borders)) / 4
    with pytest.raises(KeyError):
        write_topojson(stand, borders, Regio("provincie", "Nergens"))


def test_geojson_reads_back_in_gdal(stand: Stand, borders: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "netmap.geojson"
    path.write_bytes(write_geojson(stand, borders, Regio("provincie", "Oostland")))
    frame = gpd.read_file(path)
    assert frame["code"].tolist() == ["GM0001", "GM0002"]
    assert frame.crs.to_epsg() == 4326
    there = frame.to_crs(28992).geometry.hausdorff_distance(borders.geometry.iloc[:2].reset_index(drop=True))
    assert there.max() < 0.2


def test_any_text_can_be_written(stand_on: Callable[..., Stand], borders: gpd.GeoDataFrame, tmp_path: Path) -> None:
    text = "\"><b>{{7*191}}</b>'; DROP TABLE gemeenten; --\t=1+1 😀"
    stand = stand_on("2026-07-01", {"organisatie": text, "gebied": "Aadorp"})
    assert json.loads(write_geojson(stand, borders))["features"][0]["properties"]["organisaties"] == text
    frame = gpd.read_file(save(write_gpkg(stand, borders), tmp_path), layer="gemeenten")
    assert frame["organisaties"][0] == text


def test_nothing_is_not_a_number(stand_on: Callable[..., Stand], borders: gpd.GeoDataFrame) -> None:
    frame = build_gemeenten(stand_on("2026-07-01"), borders)
    assert frame["onafhankelijke_organisaties"].isna().all()
    assert not any(isinstance(v, float) and math.isnan(v) for v in frame["einddatum"])
    assert "NaN" not in write_geojson(stand_on("2026-07-01"), borders).decode()


def test_shapes_in_degrees_and_unknown_regions_are_refused(stand: Stand, borders: gpd.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match="metres"):
        write_gpkg(stand, borders.to_crs("EPSG:4326"))
    with pytest.raises(KeyError):
        write_geojson(stand, borders, Regio("provincie", "Nergens"))
