"""Maps of others: what is read, in which words the rest is refused, and what the card then says."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from netmap.borders import BordersError, import_borders
from netmap.cli.main import app
from netmap.errors import DataError, FolderError
from netmap.geojson import parse_geojson, read_features, read_map
from netmap.load import DATA_DIR, check_folder, load_borders, load_register, load_sources
from netmap.plausible import check_map
from netmap.schema import dutch_today

if TYPE_CHECKING:
    from collections.abc import Callable

    Country = Callable[..., Path]


FINE = {"organisatie": "Fier", "gebied": "Aadorp"}


def features(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "gemeenten.geojson").read_text(encoding="utf-8"))
    return content


def write_map(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- the borders of others


def test_a_map_of_others_becomes_the_borders_with_a_card_that_says_so(country: Country, tmp_path: Path) -> None:
    folder = country(FINE)
    content = features(folder)
    for one in content["features"]:
        code = one["properties"]["code"]
        one["properties"] = {"statcode": code, "statnaam": "Anders", "jrstatcode": f"2026{code}", "rubriek": "gemeente"}
    content["name"] = "gemeente_gegeneraliseerd"
    path = write_map(tmp_path / "kaart.geojson", content)
    before = load_borders(folder, load_register(folder))
    (folder / "gemeenten.geojson").unlink()
    result = import_borders(path, folder)
    after = load_borders(folder, load_register(folder))
    assert shapely.hausdorff_distance(after.geometry.to_numpy(), before.geometry.to_numpy()).max() < 0.001
    (card,) = (card for card in load_sources(folder) if card.bestand == "gemeenten.geojson")
    assert card.titel == "Gemeentegrenzen uit een bestand"
    assert card.bron == "Bestand kaart.geojson (gemeente_gegeneraliseerd)"
    assert (card.url, card.licentie, card.crs, card.rijen) == ("", "onbekend", "EPSG:4326", 4)
    assert (card.peildatum, card.sha256) == (date(2026, 1, 1), result.sha256)
    assert card.opmerking.endswith("Indeling van 2026. Vul hier bron, url en licentie aan.")
    assert check_folder(folder) == []


def test_nothing_on_the_card_is_of_the_borders_before(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA_DIR, tmp_path / "data"))
    path = shutil.copy(folder / "gemeenten.geojson", tmp_path / "kaart.geojson")
    import_borders(Path(path), folder)
    before, after = ({card.bestand: card for card in load_sources(one)} for one in (DATA_DIR, folder))
    assert after["gemeenten.geojson"].url == ""
    kept = {
        key
        for key, value in vars(before["gemeenten.geojson"]).items()
        if value == vars(after["gemeenten.geojson"])[key]
    }
    assert kept == {"bestand", "crs", "rijen", "sha256"}  # of the same shapes the file is the same
    assert {**before, "gemeenten.geojson": None} == {**after, "gemeenten.geojson": None}
    assert check_folder(folder) == []


def test_a_map_without_a_year_does_not_get_one(country: Country, tmp_path: Path) -> None:
    folder = country(FINE)
    import_borders(write_map(tmp_path / "kaart.json", features(folder)), folder)
    card = tomllib.loads((folder / "bronnen.toml").read_text(encoding="utf-8"))["gemeenten.geojson"]
    assert card["bron"] == "Bestand kaart.json"
    assert card["peildatum"] == dutch_today()
    assert "Van welk jaar zij zijn, staat niet in het bestand." in card["opmerking"]


def test_the_own_file_of_the_folder_keeps_what_its_card_says(country: Country) -> None:
    folder = country(FINE)
    with (folder / "bronnen.toml").open("a", encoding="utf-8") as file:
        file.write('["gemeenten.geojson"]\ntitel = "Eigen"\nbron = "Kadaster"\nurl = "https://bron.example/"\n')
        file.write('licentie = "CC0-1.0"\npeildatum = 2025-01-01\nrijen = 9\nsha256 = "oud"\n')
    result = import_borders(folder / "gemeenten.geojson", folder)
    card = load_sources(folder)[-1]
    assert (card.titel, card.bron, card.peildatum) == ("Eigen", "Kadaster", date(2025, 1, 1))
    assert (card.rijen, card.sha256) == (4, result.sha256)


@pytest.mark.parametrize(
    ("codes", "jaar", "said"),
    [
        (("2025GM000",), 2026, "de kaart is van 2025. Neem de kaart van 2026."),
        (("2025GM000", "2026GM000"), None, "de kaart is van 2025, 2026. Neem de kaart van één jaar."),
    ],
)
def test_a_map_of_another_year_is_refused(
    country: Country, tmp_path: Path, codes: tuple[str, ...], jaar: int | None, said: str
) -> None:
    folder = country(FINE)
    content = features(folder)
    for number, one in enumerate(content["features"]):
        one["properties"] = {"jrstatcode": f"{codes[number % len(codes)]}{number + 1}"}
    before = contents(folder)
    with pytest.raises(BordersError, match=said):
        import_borders(write_map(tmp_path / "kaart.geojson", content), folder, jaar)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"statcode": "GM0344"}, "GM0344"),
        ({"gemeenteCode": "GM0344", "gemeenteNaam": "Utrecht"}, "GM0344"),
        ({"GM_CODE": "gm0344"}, "GM0344"),
        ({"Gemeente_code": "0344"}, "GM0344"),
        ({"identificatie": " 344 "}, "GM0344"),
        ({"gemcode": 344}, "GM0344"),
        ({"jrstatcode": "2026GM0344"}, "GM0344"),
        ({"code": "", "statcode": "GM0344"}, "GM0344"),
        ({"code": "NL.Utrecht"}, "NL.UTRECHT"),
    ],
)
def test_the_code_is_found_under_the_names_that_makers_use(written: dict[str, Any], code: str) -> None:
    assert read_features({"features": [{"properties": written, "geometry": None}]}, "kaart").codes == [code]


# --- RD New


def in_rd(content: dict[str, Any], decimals: int = 3) -> dict[str, Any]:
    to_rd = pyproj.Transformer.from_crs(4326, 28992, always_xy=True)
    for one in content["features"]:
        shape = shapely.from_geojson(json.dumps(one["geometry"]))
        moved = shapely.transform(shape, lambda xy: np.column_stack(to_rd.transform(*xy.T)).round(decimals))
        one["geometry"] = json.loads(shapely.to_geojson(moved))
    return content


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::28992", "EPSG:28992", "epsg:28992"])
def test_a_map_in_rd_that_says_so_is_turned_into_degrees(country: Country, tmp_path: Path, name: str) -> None:
    folder = country(FINE)
    content = in_rd(features(folder))
    content["crs"] = {"type": "name", "properties": {"name": name}}
    before = load_borders(folder, load_register(folder))
    told: list[str] = []
    import_borders(write_map(tmp_path / "rd.geojson", content), folder, report=told.append)
    after = load_borders(folder, load_register(folder))
    assert told[0] == "rd.geojson: de kaart staat in RD (EPSG:28992) en is omgerekend naar graden."
    assert shapely.hausdorff_distance(after.geometry.to_numpy(), before.geometry.to_numpy()).max() < 1
    assert "crs" not in features(folder)


def test_rd_that_is_not_said_is_refused_and_saying_it_helps(country: Country, tmp_path: Path) -> None:
    folder = country(FINE)
    content = in_rd(features(folder))
    with pytest.raises(BordersError) as caught:
        import_borders(write_map(tmp_path / "rd.geojson", content), folder)
    assert "getallen als in RD (EPSG:28992), terwijl de kaart dat niet zegt." in str(caught.value)
    said = str(caught.value).split("zet er boven: ")[1].removesuffix(".")
    text = (tmp_path / "rd.geojson").read_text(encoding="utf-8")
    (tmp_path / "rd.geojson").write_text("{" + said + ", " + text[1:], encoding="utf-8")
    assert import_borders(tmp_path / "rd.geojson", folder).gemeenten == 4


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"])
def test_degrees_that_are_said_are_degrees(country: Country, name: str) -> None:
    folder = country(FINE)
    write_map(folder / "gemeenten.geojson", {"crs": {"properties": {"name": name}}, **features(folder)})
    assert check_folder(folder) == []


@pytest.mark.parametrize("crs", [{"properties": {"name": "EPSG:3857"}}, "EPSG:3857", {"type": "link"}])
def test_another_system_is_refused(country: Country, crs: Any) -> None:
    folder = country(FINE)
    write_map(folder / "gemeenten.geojson", {"crs": crs, **features(folder)})
    (problem,) = check_folder(folder)
    assert problem.kolom == "crs"
    assert problem.melding.endswith("Bewaar haar in EPSG:4326 (graden) of EPSG:28992 (RD).")


# --- what is no map


WHOLE = b'{"type": "FeatureCollection", "features": [{"properties": {"code": "GM0001"}, "geometry": null}]}'
SAVE = "Bewaar de kaart als GeoJSON, bijvoorbeeld met QGIS."
NO_MAP = {
    b"": "het bestand is leeg. Haal of bewaar het opnieuw.",
    b"\xef\xbb\xbf \n": "het bestand is leeg. Haal of bewaar het opnieuw.",
    WHOLE[:40]: "het bestand houdt halverwege op. Haal of bewaar het opnieuw.",
    WHOLE[:-1]: "het bestand houdt halverwege op. Haal of bewaar het opnieuw.",
    WHOLE[:13]: "het bestand houdt halverwege op. Haal of bewaar het opnieuw.",
    WHOLE[:-6]: "het bestand houdt halverwege op. Haal of bewaar het opnieuw.",
    b'{"features": [\n x' + WHOLE: f"op regel 2 is het geen JSON. {SAVE}",
    WHOLE.decode().encode("utf-16"): "de tekst staat in UTF-16 of UTF-32. Bewaar haar als UTF-8.",
    WHOLE.decode().encode("utf-16-le"): "de tekst staat in UTF-16 of UTF-32. Bewaar haar als UTF-8.",
    WHOLE.decode().encode("utf-32"): "de tekst staat in UTF-16 of UTF-32. Bewaar haar als UTF-8.",
    b'{"naam":\n "S\xfadwest"}': "op regel 2 staat een teken dat geen UTF-8 is. Bewaar de tekst als UTF-8.",
    b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>":
        f"dit is XML, zoals een VRT, KML of GML, geen GeoJSON. {SAVE}",
    b"\xef\xbb\xbf<?xml version='1.0'?><kml/>": f"dit is XML, zoals een VRT, KML of GML, geen GeoJSON. {SAVE}",
    b"PK\x03\x04": f"dit is een zip-bestand, geen GeoJSON. {SAVE}",
    b"SQLite format 3\0": f"dit is een GeoPackage, geen GeoJSON. {SAVE}",
    b'{"type": "Topology", "objects": {}}': f"dit is TopoJSON. {SAVE}",
    b"[]": f"dit is geen verzameling van vormen (FeatureCollection). {SAVE}",
    b'{"features": 1}': f"dit is geen verzameling van vormen (FeatureCollection). {SAVE}",
    b"[" * 200_000: f"de haakjes zijn te diep genest. {SAVE}",
    WHOLE.replace(b"null", b"NaN"): "er staat NaN waar een getal hoort. Herstel de vorm en bewaar de kaart opnieuw.",
    WHOLE.replace(b"null", b"[-Infinity]"):
        "er staat -Infinity waar een getal hoort. Herstel de vorm en bewaar de kaart opnieuw.",
    WHOLE.replace(b"null", b"9" * 5000):
        "er staat een te lang getal waar een getal hoort. Herstel de vorm en bewaar de kaart opnieuw.",
    b'{"features": [{}]}': f"vorm 1 heeft geen eigenschappen. {SAVE}",
    b'{"features": ["x"]}': f"vorm 1 heeft geen eigenschappen. {SAVE}",
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), NO_MAP.items())
def test_each_kind_of_what_is_no_map_has_its_own_sentence(country: Country, content: bytes, said: str) -> None:
    folder = country(FINE)
    (folder / "gemeenten.geojson").write_bytes(content)
    assert [str(problem) for problem in check_folder(folder)] == [f"gemeenten.geojson: {said}"]
    with pytest.raises(BordersError, match=r"^De grenzen zijn niet vervangen\. gemeenten\.geojson: "):
        import_borders(folder / "gemeenten.geojson", folder)


def test_a_mark_at_the_start_of_the_text_is_told_and_does_no_harm(country: Country) -> None:
    folder = country(FINE)
    path = folder / "gemeenten.geojson"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    told: list[str] = []
    assert check_folder(folder, told.extend) == []
    assert told == ["gemeenten.geojson: het bestand begint met een onzichtbaar teken (BOM). Dat is overgeslagen."]


REGISTER = pd.DataFrame(
    {"naam": "Aadorp", "provincie": "Oost", "veiligheidsregio": "Oost", "oppervlakte_land_ha": 5000}, index=["GM0001"]
)
SQUARE = [[5, 52], [5.1, 52], [5.1, 52.1], [5, 52.1], [5, 52]]
NUMBERS = "coördinaten die geen getallen zijn. Herstel de vorm en bewaar de kaart opnieuw"


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        (SQUARE[:-1], "een rand die niet sluit. Het eerste en het laatste punt horen hetzelfde te zijn"),
        (SQUARE[:3], "een rand van minder dan drie punten. Herstel de vorm en bewaar de kaart opnieuw"),
        ([*SQUARE[:2], [1e999, 52], *SQUARE[3:]], NUMBERS),
        ([*SQUARE[:2], ["5", "52"], *SQUARE[3:]], NUMBERS),
        ([*SQUARE[:2], [None, 52], *SQUARE[3:]], NUMBERS),
        ([*SQUARE[:2], [5], *SQUARE[3:]], NUMBERS),
        ([*SQUARE[:2], 5, *SQUARE[3:]], NUMBERS),
        ([[], [], [], []], NUMBERS),
        ("x", NUMBERS),
        (5, NUMBERS),
        (None, NUMBERS),
        ({}, NUMBERS),
    ],
)
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_what_is_wrong_with_one_shape_is_said_of_that_shape(ring: Any, said: str, kind: str) -> None:
    geometry = {"type": kind, "coordinates": [ring] if kind == "Polygon" else [[SQUARE], [ring]]}
    found = read_features({"features": [{"properties": {"code": "GM0001"}, "geometry": geometry}]}, "kaart")
    assert (found.shapes, found.faults) == ([None], [said])


def test_heights_are_left_out_also_where_only_some_points_have_one() -> None:
    ring = [[*place, 3.5] if place == SQUARE[1] else place for place in SQUARE]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    found = read_features({"features": [{"properties": {"code": "GM0001"}, "geometry": geometry}]}, "kaart")
    assert found.shapes == [shapely.Polygon(SQUARE)]


def test_a_map_of_a_million_points_is_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "loads", None)
    with pytest.raises(DataError, match=r"^kaart: de kaart heeft meer dan 300\.000 punten\. Neem een vereenvoudigde"):
        parse_geojson(b'{"features": [' + b"[5.1,52.1]," * 1_000_000, "kaart")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.geojson")
    for path in (tmp_path, tmp_path / "pijp.geojson"):
        with pytest.raises(DataError, match="dit is geen gewoon bestand"):
            read_map(path)


def test_a_path_that_leads_nowhere_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "kring.geojson").symlink_to(tmp_path / "kring.geojson")
    for name in ("kring.geojson", "x" * 300, "weg.geojson"):
        with pytest.raises(FolderError, match=r"kan niet worden gelezen \(.*\)\. Controleer naam en rechten\."):
            read_map(tmp_path / name)


def test_a_file_of_more_than_50_mb_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "groot.geojson"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(DataError, match=r"^groot\.geojson: het bestand is 60 MB\. Neem een vereenvoudigde kaart"):
        read_map(path)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just([5.1, 52.05]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "code", "name"]), inner),
    max_leaves=6,
)


def one_gemeente() -> dict[str, Any]:
    """A map of one square with a lake in it."""
    lake = [[5.04, 52.05], [5.05, 52.06], [5.06, 52.05], [5.04, 52.05]]
    geometry = {"type": "Polygon", "coordinates": [SQUARE, lake]}
    return json.loads(json.dumps({"features": [{"properties": {"code": "GM0001"}, "geometry": geometry}]}))


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a document."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [way, *(one for key in keys for one in places(value[key], (*way, key)))]


@given(st.data())
def test_whatever_stands_in_a_map_there_is_a_map_or_a_sentence(data: st.DataObject) -> None:
    shape = json.loads(
        shapely.to_geojson(shapely.box(5, 52, 5.1, 52.1).difference(shapely.Point(5.05, 52.05).buffer(0.01, 1)))
    )
    content: Any = {"features": [{"properties": {"code": "GM0001"}, "geometry": shape}], "crs": None, "name": "kaart"}
    way = data.draw(st.sampled_from(places(content)[1:]))
    inner = content
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = data.draw(ANYTHING)
    try:
        found = read_features(parse_geojson(json.dumps(content).encode(), "kaart"), "kaart")
        check_map(found, REGISTER, exact=True)
    except DataError as error:
        assert all(str(problem).startswith("kaart") and problem.melding.endswith(".") for problem in error.problems)


@given(st.integers(0, 600), st.binary(max_size=3))
def test_whatever_befalls_the_bytes_there_is_a_map_or_a_sentence(at: int, other: bytes) -> None:
    whole = json.dumps(one_gemeente()).encode()
    for raw in (whole[:at], whole[:at] + other + whole[at + 1 :]):
        try:
            read_features(parse_geojson(raw, "kaart"), "kaart")
        except DataError as error:
            assert [str(problem)[:5] for problem in error.problems] == ["kaart"]


# --- what the sentences advise, done


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def each(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    return lambda path: edit(path, lambda content: [change(one) for one in content["features"]])


def recode(old: str, new: str) -> Callable[[Path], None]:
    return lambda path: void(path.write_bytes(path.read_bytes().decode(old).encode(new)))


def void(_done: object) -> None:
    """Do no more."""


def rename(old: str, new: str) -> Callable[[Path], None]:
    return each(lambda one: one["properties"].update({new: one["properties"].pop(old)}))


def flip(one: dict[str, Any]) -> None:
    one["geometry"]["coordinates"] = [[place[::-1] for place in one["geometry"]["coordinates"][0]]]


def cut(content: dict[str, Any]) -> None:
    """Make two features of the first, each half of it."""
    first = content["features"][0]
    west, south, east, north = shapely.from_geojson(json.dumps(first["geometry"])).bounds
    middle = (south + north) / 2
    halves = [shapely.box(west, south, east, middle), shapely.box(west, middle, east, north)]
    content["features"][:1] = [{**first, "geometry": json.loads(shapely.to_geojson(half))} for half in halves]


def join(content: dict[str, Any]) -> None:
    parts = [one["geometry"]["coordinates"] for one in content["features"][:2]]
    content["features"].pop(0)
    whole = shapely.union_all([shapely.Polygon(*part) for part in parts])
    content["features"][0]["geometry"] = json.loads(shapely.to_geojson(whole))


ADVICE: dict[str, tuple[Callable[[Path], None], str, Callable[[Path], None]]] = {
    "other encoding": (recode("utf-8", "utf-16"), "Bewaar haar als UTF-8.", recode("utf-16", "utf-8")),
    "other property": (rename("code", "nummer"), "Noem de code 'code'.", rename("nummer", "code")),
    "swapped axes": (each(flip), "Zet in elk punt de lengte (3 tot 8) voor de breedte (50 tot 54).", each(flip)),
    "open ring": (
        each(lambda one: one["geometry"]["coordinates"][0].pop()),
        "Het eerste en het laatste punt horen hetzelfde te zijn.",
        each(lambda one: one["geometry"]["coordinates"][0].append(one["geometry"]["coordinates"][0][0])),
    ),
    "in parts": (
        lambda path: edit(path, cut),
        "Maak van elke gemeente één vorm (MultiPolygon).",
        lambda path: edit(path, join),
    ),
    "other system": (
        lambda path: edit(path, lambda content: content.update(crs="EPSG:3857")),
        "Bewaar haar in EPSG:4326 (graden) of EPSG:28992 (RD).",
        lambda path: edit(path, lambda content: content.update(crs={"properties": {"name": "EPSG:4326"}})),
    ),
    "list of features": (
        lambda path: void(path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))["features"]))),
        "dit is geen verzameling van vormen (FeatureCollection).",
        lambda path: void(path.write_text('{"type":"FeatureCollection","features":' + path.read_text() + "}")),
    ),
}


@pytest.mark.parametrize("case", ADVICE)
def test_doing_what_a_sentence_advises_mends_it(country: Country, case: str) -> None:
    damage, advice, mend = ADVICE[case]
    folder = country(FINE)
    damage(folder / "gemeenten.geojson")
    (line,) = map(str, check_folder(folder))
    assert advice in line
    mend(folder / "gemeenten.geojson")
    assert check_folder(folder) == []


def test_borders_that_are_missing_can_be_made_as_is_said(country: Country, tmp_path: Path) -> None:
    folder = country(FINE)
    earlier = (folder / "gemeenten.geojson").rename(tmp_path / "eerder.geojson")
    ask = CliRunner()
    said = ask.invoke(app, ["check", "--data", str(folder)]).stderr
    assert "Maak het met 'python -m netmap borders', met --jaar of --bestand." in said
    nobody = ["--url", "http://127.0.0.1:9", "--data", str(folder)]
    assert "of geef een kaart met --bestand." in ask.invoke(app, ["borders", "--jaar", "2026", *nobody]).stderr
    assert ask.invoke(app, ["borders", "--bestand", str(earlier), "--data", str(folder)]).exit_code == 0
    assert load_borders(folder, load_register(folder)).index[0] == "GM0001"


# --- the command


def test_the_command_reads_a_file(country: Country, tmp_path: Path) -> None:
    folder = country(FINE)
    path = write_map(tmp_path / "kaart.geojson", features(folder))
    done = CliRunner().invoke(app, ["borders", "--bestand", str(path), "--data", str(folder)])
    assert (done.exit_code, done.stdout) == (0, f"{folder / 'gemeenten.geojson'}: 4 gemeenten, 1 kB\n")


def test_the_command_asks_for_a_year_or_a_file(country: Country) -> None:
    done = CliRunner().invoke(app, ["borders", "--data", str(country(FINE))])
    assert done.exit_code == 2
    assert "--jaar 2026" in done.stderr


def test_a_file_and_an_address_are_two_ways(country: Country) -> None:
    both = ["--bestand", "kaart.geojson", "--url", "http://127.0.0.1:9", "--data", str(country(FINE))]
    done = CliRunner().invoke(app, ["borders", *both])
    assert done.exit_code == 2
    assert "--bestand, of --url met --jaar." in done.stderr


def test_a_file_that_is_not_there_is_named(country: Country) -> None:
    folder = country(FINE)
    done = CliRunner().invoke(app, ["borders", "--bestand", "nergens.geojson", "--data", str(folder)])
    assert done.exit_code == 2
    assert "nergens.geojson kan niet worden gelezen (het bestaat niet)" in done.stderr
