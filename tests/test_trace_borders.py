from __future__ import annotations

import csv
import json
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import pytest
import shapely
from PIL import Image
from scipy import ndimage

from netmap.schema import GEMEENTE_COLUMNS
from tests.conftest import write_csv
from tools import trace_borders
from tools.borders.outlines import smooth_arc, trace_arcs
from tools.borders.picture import drop_specks
from tools.trace_borders import GEOREFERENCE, MAPS, PICTURE, find_package_file, main

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, SHARP = 110, 90, 8
"""Size of the made-up picture in pixels, and how many dots are drawn along a pixel before it is scaled down."""
PIXEL_KM2 = (GEOREFERENCE.pixel_m / 1000) ** 2
NAMES = {"GM0001": "Westerdam", "GM0002": "Oosterdam", "GM0003": "'t Eiland"}
LAND = {
    "GM0001": [(10, 20, 50, 60), (60, 70, 68, 78)],  # left, top, right, bottom in pixels; the second is an islet
    "GM0002": [(50, 20, 90, 60)],
    "GM0003": [(20, 70, 50, 84)],
}
LAKE, POND, SPECK = (65, 35, 77, 47), (20, 30, 24, 34), (99, 9, 100, 10)
LABELS = [
    ("GM0001", "deel", 15, 50),
    ("GM0001", "deel", 64, 74),
    ("GM0002", "deel", 55, 25),
    ("GM0002", "dijk", 99.5, 9.5),
    ("GM0003", "deel", 30, 75),
]
COAST = 0.35
"""How far, in pixels, the coast may lie outside the centre of its stroke: 0.15 by design, plus most of a cell."""

Box = tuple[float, float, float, float]


def draw(path: Path, land: Mapping[str, Sequence[Box]] = LAND, water: Sequence[Box] = (LAKE, POND)) -> Path:
    """Draw the gemeenten as the real picture does: grey with a stroke of 1.3 pixels, transparent where it is sea."""
    numbers = np.zeros((HEIGHT * SHARP, WIDTH * SHARP), int)
    boxes = [(number, each) for number, parts in enumerate(land.values(), start=1) for each in parts]
    for number, each in [*boxes, (len(land) + 1, SPECK), *((0, hole) for hole in water)]:
        left, top, right, bottom = (round(side * SHARP) for side in each)
        numbers[top:bottom, left:right] = number
    to_border = sum(ndimage.distance_transform_edt(numbers == number) for number in np.unique(numbers)) - 0.5
    stroke = to_border <= 0.65 * SHARP
    grey = np.where(stroke, 110.0, 204.0)
    ink = (stroke | (numbers > 0)).astype(float)
    alpha, drawn = (each.reshape(HEIGHT, SHARP, WIDTH, SHARP).mean(axis=(1, 3)) for each in (ink, ink * grey))
    grey = drawn / np.maximum(alpha, 1e-9)
    pixels = np.stack([grey, grey, grey, alpha * 255], axis=-1)
    Image.fromarray(np.round(pixels).astype(np.uint8), "RGBA").save(path)
    return path


def write_labels(path: Path, labels: Sequence[tuple[str, str, float, float]] = LABELS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "soort", "px", "py", "toelichting"])
        writer.writerows([*row, ""] for row in labels)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a register of three gemeenten and older borders."""
    rows = [
        (code, naam, "", "Zeeland", "Zeeland", "Zeeland-West-Brabant", 1000, 2026, 1000) for code, naam in NAMES.items()
    ]
    write_csv(tmp_path / "gemeenten.csv", GEMEENTE_COLUMNS, rows)
    (tmp_path / "gemeenten.geojson").write_bytes(b"oude grenzen")
    (tmp_path / "bronnen.toml").write_text('["gemeenten.geojson"]\nrijen = 1\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("bron")
    picture, labels = draw(folder / "plaatje.png"), write_labels(folder / "labels.csv")
    return ["--picture", str(picture), "--labels", str(labels), "--maps"]


def traced(folder: Path) -> dict[str, Any]:
    """The written shapes in RD New by code."""
    to_rd = pyproj.Transformer.from_crs(4326, 28992, always_xy=True)
    features = json.loads((folder / "gemeenten.geojson").read_bytes())["features"]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    shapes = shapely.transform(shapes, lambda degrees: np.column_stack(to_rd.transform(*degrees.T)))
    return dict(zip([feature["properties"]["code"] for feature in features], shapes, strict=True))


def area_px(shape: Any) -> float:
    return float(shape.area / 1e6 / PIXEL_KM2)


def about(area: float, coast: float) -> Any:
    """An area in square pixels, give or take what its coast of so many pixels allows."""
    return pytest.approx(area, abs=coast * COAST)


def test_every_gemeente_is_one_feature_with_the_name_of_the_register(folder: Path, sources: list[str]) -> None:
    assert main(["--data", str(folder), *sources]) == 0
    features = json.loads((folder / "gemeenten.geojson").read_bytes())["features"]
    assert {feature["properties"]["code"]: feature["properties"]["naam"] for feature in features} == NAMES


def test_areas_are_those_of_the_picture(folder: Path, sources: list[str]) -> None:
    main(["--data", str(folder), *sources])
    west, east, island = traced(folder).values()
    assert area_px(west) == about(40 * 40 + 8 * 8, coast=3 * 40 + 4 * 8)
    assert area_px(east) == about(40 * 40 - 12 * 12, coast=3 * 40 + 4 * 12)
    assert area_px(island) == about(30 * 14, coast=2 * 30 + 2 * 14)


def test_neighbours_share_their_border_exactly_in_the_written_degrees(folder: Path, sources: list[str]) -> None:
    main(["--data", str(folder), *sources])
    features = json.loads((folder / "gemeenten.geojson").read_bytes())["features"]
    west, east, island = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    assert shapely.coverage_is_valid([west, east, island])
    assert shapely.is_valid([west, east, island]).all()
    shared = shapely.shared_paths(shapely.boundary(west), shapely.boundary(east))
    assert shared.length == pytest.approx(west.intersection(east).length, abs=1e-12)
    assert shared.length == pytest.approx(40 * GEOREFERENCE.pixel_m / 111_300, rel=0.02)


def test_islands_are_kept_and_specks_are_dropped(folder: Path, sources: list[str]) -> None:
    main(["--data", str(folder), *sources])
    west, east, island = traced(folder).values()
    assert [len(shapely.get_parts(each)) for each in (west, east, island)] == [2, 1, 1]
    assert min(area_px(part) for part in west.geoms) == about(8 * 8, coast=4 * 8)


def test_lakes_are_kept_and_ponds_are_land(folder: Path, sources: list[str]) -> None:
    main(["--data", str(folder), *sources])
    west, east, _island = traced(folder).values()
    assert not any(part.interiors for part in west.geoms)
    (lake,) = east.interiors
    assert area_px(shapely.Polygon(lake)) == about(12 * 12, coast=4 * 12)


def test_a_label_keeps_a_pond_water(folder: Path, sources: list[str], tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "labels.csv", [*LABELS, ("", "water", 22, 32)])
    main(["--data", str(folder), *sources, "--labels", str(labels)])
    west = traced(folder)["GM0001"]
    assert sum(len(part.interiors) for part in west.geoms) == 1


def test_the_nearest_village_divides_what_the_picture_has_whole(folder: Path, tmp_path: Path) -> None:
    picture = draw(tmp_path / "p.png", {"GM0001": [(10, 20, 90, 60)], "GM0003": [(20, 70, 50, 84)]}, water=())
    villages = [("GM0001", "dorp", 20, 40), ("GM0002", "dorp", 60, 40), ("GM0003", "deel", 30, 75)]
    labels = write_labels(tmp_path / "l.csv", villages)
    assert main(["--data", str(folder), "--picture", str(picture), "--labels", str(labels), "--maps"]) == 0
    west, east, _island = traced(folder).values()
    assert area_px(west) == about(30 * 40, coast=2 * 30 + 40)
    assert area_px(east) == about(50 * 40, coast=2 * 50 + 40)


def write_map(path: Path, regions: Sequence[Sequence[Box]]) -> Path:
    """Write regions as CBS does: paths in Web Mercator, y downwards; rings that are not closed by their last point."""
    to_mercator = pyproj.Transformer.from_crs(28992, 3857, always_xy=True)
    charts = []
    for boxes in regions:
        words: list[str | float] = []
        for each in boxes:
            corners = np.array(shapely.box(*each).exterior.coords)[:-1] + 2
            x, y = to_mercator.transform(*GEOREFERENCE.to_rd(corners * 4).T)
            start, *others = zip(x, -y, strict=True)
            words += ["M", *start, *(word for point in others for word in ("L", *point)), "Z"]
        charts.append({"path": words})
    path.write_text(json.dumps({"options": {"chart": {"map": charts}}}), encoding="utf-8")
    return path


def test_borders_follow_the_exact_map_where_there_is_one(folder: Path, sources: list[str], tmp_path: Path) -> None:
    """The map has the border between west and east a pixel to the right, no lake and a hole in the island."""
    regions = [[(9, 19, 51, 61), (59, 69, 69, 79)], [(51, 19, 91, 61)], [(20, 70, 50, 84), (30, 74, 36, 80)]]
    exact = write_map(tmp_path / "map.json", regions)
    assert main(["--data", str(folder), *sources, str(exact)]) == 0
    west, east, island = traced(folder).values()
    assert area_px(west) == pytest.approx(42 * 42 + 10 * 10, rel=0.01)
    assert area_px(east) == pytest.approx(40 * 42, rel=0.01)
    assert area_px(island) == pytest.approx(30 * 14 - 6 * 6, rel=0.01)


def test_the_same_input_gives_the_same_bytes(folder: Path, sources: list[str]) -> None:
    written = []
    for _ in range(2):
        main(["--data", str(folder), *sources])
        written.append((folder / "gemeenten.geojson").read_bytes())
    assert written[0] == written[1]


def refused(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The message of a refusal, after checking that nothing has changed."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(["--data", str(folder), *arguments]) == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    return capsys.readouterr().err


def test_a_gemeente_without_label_leaves_the_old_file(
    folder: Path, sources: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "gemeenten.csv").open("a", encoding="utf-8") as register:
        register.write("GM0004,Nergens,,Zeeland,Zeeland,Zeeland-West-Brabant,1000,2026,1500\n")
    assert "in de kaart ontbreekt: GM0004 (Nergens)." in refused(folder, sources, capsys)


def test_a_label_beside_the_land_leaves_the_old_file(
    folder: Path, sources: list[str], capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    wrong = [*LABELS, ("GM0002", "deel", 100, 80), ("GM0003", "deel", 500, 80)]
    labels = write_labels(tmp_path_factory.mktemp("fout") / "labels.csv", wrong)
    message = refused(folder, [*sources, "--labels", str(labels)], capsys)
    assert "GM0002 (100.0, 80.0), GM0003 (500.0, 80.0)" in message


@pytest.mark.parametrize("option", ["--picture", "--labels", "--maps"])
@pytest.mark.parametrize("content", [None, b"dit is het niet"])
def test_an_unreadable_source_leaves_the_old_file(
    folder: Path,
    sources: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
    option: str,
    content: bytes | None,
) -> None:
    path = tmp_path_factory.mktemp("fout") / "bestand"
    if content is not None:
        path.write_bytes(content)
    assert "kan niet worden gelezen" in refused(folder, [*sources, option, str(path)], capsys)


@pytest.mark.parametrize("version", [None, "0.1.0"])
def test_a_missing_package_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, version: str | None
) -> None:
    class Installed:
        def locate_file(self, name: str) -> Path:
            return folder / name

    Installed.version = version  # type: ignore[attr-defined]

    def distribution(_name: str) -> Installed:
        if version is None:
            raise metadata.PackageNotFoundError
        return Installed()

    monkeypatch.setattr(metadata, "distribution", distribution)
    message = refused(folder, [], capsys)
    assert "Nodig is nl-maps 0.2.0. Voer uit: pip install -r tools/requirements.txt" in message


def test_a_file_of_an_installed_package_is_found_without_importing_it() -> None:
    version = metadata.version("shapely")
    assert find_package_file("shapely", version, "shapely/__init__.py") == Path(shapely.__file__)


def test_requirements_pin_the_packages_that_ship_the_sources() -> None:
    pins = (Path(trace_borders.__file__).parent / "requirements.txt").read_text(encoding="utf-8").split()
    assert {f"{package}=={version}" for package, version, _ in (PICTURE, *MAPS)} <= set(pins)


def test_arcs_run_from_node_to_node() -> None:
    numbers = np.zeros((6, 6), int)
    numbers[1:5, 1:3], numbers[1:5, 3:5] = 1, 2
    arcs = trace_arcs(numbers)
    assert sorted(len(arc) - 1 for arc in arcs) == [4, 8, 8]
    assert {tuple(point) for arc in arcs for point in (arc[0], arc[-1])} == {(3, 1), (3, 5)}


def test_smoothing_keeps_the_ends_and_straight_lines() -> None:
    straight = np.column_stack([np.arange(9.0), np.zeros(9)])
    smooth = smooth_arc(straight)
    assert smooth[[0, -1]].tolist() == [[0, 0], [8, 0]]
    assert smooth[:, 1].tolist() == [0.0] * len(smooth)


def test_specks_of_water_and_of_land_go_to_their_surroundings() -> None:
    numbers = np.ones((40, 40), int)
    numbers[10:14, 10:14], numbers[20:25, 20:25], numbers[30:35, 30:37] = 0, 2, 3
    cleaned = drop_specks(numbers)
    assert np.bincount(cleaned.ravel()).tolist() == [0, 40 * 40 - 35, 0, 35]
