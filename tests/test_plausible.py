"""Wrong geometry is refused with one sentence wherever it comes in; the shipped borders are not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
import shapely.affinity
from shapely import box
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from netmap.borders import borders_geojson
from netmap.cli.main import app
from netmap.errors import DataError
from netmap.geojson import GemeenteMap, read_map
from netmap.load import DATA_DIR, check_folder, load_borders
from netmap.plausible import BORDERS_FILE, LAND_TIMES, PROVINCIES, check_map, nearest_gemeenten
from tests.screen import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.load import Tables

    Shapes = dict[str, Any]

AMSTERDAM, MAASTRICHT, DELFT, RIJSWIJK, TEXEL = "GM0363", "GM0935", "GM0503", "GM0603", "GM0448"


@pytest.fixture(scope="module")
def shipped() -> Shapes:
    found = read_map(DATA_DIR / BORDERS_FILE)
    return dict(zip(found.codes, found.shapes, strict=True))


def problems(shapes: Shapes, real: Tables, *, exact: bool = True) -> list[str]:
    try:
        check_map(GemeenteMap.of("kaart", shapes), real.gemeenten, exact=exact)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return []


def swap(shapes: Shapes, one: str, other: str) -> Shapes:
    return {**shapes, one: shapes[other], other: shapes[one]}


def move(shapes: Shapes, change: Callable[[Any], Any]) -> Shapes:
    return {code: shapely.transform(shape, change) for code, shape in shapes.items()}


SOME = "GM0034 (Almere), GM0037 (Stadskanaal), GM0047 (Veendam), GM0050 (Zeewolde) … (342 in totaal)"
FIRST = f"GM0014 (Groningen), {SOME}"
ABROAD = "een plaats buiten Nederland. Nodig zijn lengte en breedte in graden (EPSG:4326), in die volgorde."
MEND_SIZE = "Verbeter wat niet klopt: de vorm, haar code of de oppervlakte."
MEND_PLACE = "Kijk of vormen of codes verwisseld zijn."
WRONG: dict[str, tuple[Callable[[Shapes], Shapes], list[str]]] = {
    "swapped axes": (
        lambda shapes: move(shapes, lambda xy: xy[:, ::-1]),
        [f"{FIRST}: breedte en lengte verwisseld. Zet in elk punt de lengte (3 tot 8) voor de breedte (50 tot 54)."],
    ),
    "ten degrees north": (lambda shapes: move(shapes, lambda xy: np.add(xy, (0, 10))), [f"{FIRST}: {ABROAD}"]),
    "ten degrees east": (lambda shapes: move(shapes, lambda xy: np.add(xy, (10, 0))), [f"{FIRST}: {ABROAD}"]),
    "a thousandth": (lambda shapes: move(shapes, lambda xy: xy * 0.001), [f"{FIRST}: {ABROAD}"]),
    "shrunk where it lies": (
        lambda shapes: {**shapes, TEXEL: shapely.affinity.scale(shapes[TEXEL], 0.001, 0.001)},
        [f"GM0448 (Texel) is 0 hectare op de kaart en 16.226 hectare land in gemeenten.csv. {MEND_SIZE}"],
    ),
    "one over the world": (
        lambda shapes: {**shapes, TEXEL: box(-180, -90, 180, 90)},
        [f"GM0448 (Texel): {ABROAD}"],
    ),
    "far apart swapped": (
        lambda shapes: swap(shapes, AMSTERDAM, MAASTRICHT),
        [
            f"GM0363 (Amsterdam) is 6.065 hectare op de kaart en 18.812 hectare land in gemeenten.csv. {MEND_SIZE}",
            "GM0363 (Amsterdam) ligt niet bij de rest van provincie Noord-Holland maar in Limburg; "
            f"GM0935 (Maastricht) ligt niet bij de rest van provincie Limburg maar in Noord-Holland. {MEND_PLACE}",
        ],
    ),
    "neighbours swapped": (
        lambda shapes: swap(shapes, DELFT, RIJSWIJK),
        [f"GM0503 (Delft) is 1.427 hectare op de kaart en 2.266 hectare land in gemeenten.csv. {MEND_SIZE}"],
    ),
    "one twice": (
        lambda shapes: {**shapes, DELFT: shapes[RIJSWIJK]},
        [
            f"GM0503 (Delft) is 1.427 hectare op de kaart en 2.266 hectare land in gemeenten.csv. {MEND_SIZE}",
            "over elkaar liggen: GM0503 (Delft) en GM0603 (Rijswijk). Geef elk stuk land aan één gemeente.",
        ],
    ),
}


@pytest.mark.parametrize("how", WRONG)
def test_borders_that_cannot_be_are_refused_with_what_was_expected(how: str, shipped: Shapes, real: Tables) -> None:
    damage, said = WRONG[how]
    for exact in (True, False):
        assert problems(damage(shipped), real, exact=exact) == [f"kaart, kolom geometry: {line}" for line in said]


MIDDLE = (5.25, 52.15)
AS_A_WHOLE: dict[str, Callable[[Any], Any]] = {
    "mirrored east to west": lambda xy: xy * (-1, 1) + (2 * MIDDLE[0], 0),
    "mirrored north to south": lambda xy: xy * (1, -1) + (0, 2 * MIDDLE[1]),
    "turned upside down": lambda xy: 2 * np.array(MIDDLE) - xy,
}


@pytest.mark.parametrize("how", AS_A_WHOLE)
def test_a_map_that_is_mirrored_or_turned_as_a_whole_is_refused(how: str, shipped: Shapes, real: Tables) -> None:
    """All that compares gemeenten with each other holds on it: sizes, neighbours, coverage."""
    said = problems(move(shipped, AS_A_WHOLE[how]), real)
    assert len(said) == 1
    assert said[0].endswith(" in totaal). Kijk of de kaart gespiegeld, gedraaid of verschoven is."), said


def test_the_centres_of_provincies_are_those_of_the_shipped_borders(shipped: Shapes, real: Tables) -> None:
    centres = check_map(GemeenteMap.of("kaart", shipped), real.gemeenten, exact=True).centroid
    for provincie, place in PROVINCIES.items():
        own = centres[real.gemeenten["provincie"] == provincie]
        assert (own.x.mean() / 1000, own.y.mean() / 1000) == pytest.approx(place, abs=1)


def test_the_shipped_borders_are_fine(shipped: Shapes, real: Tables) -> None:
    assert problems(shipped, real) == []


def test_one_over_the_whole_country_is_too_large_and_over_everybody(shipped: Shapes, real: Tables) -> None:
    size, place, over = problems({**shipped, TEXEL: box(3.3, 50.8, 7.2, 53.5)}, real)
    assert "GM0448 (Texel) is 8.015.022 hectare op de kaart en 16.226 hectare land in gemeenten.csv." in size
    assert "GM0448 (Texel) ligt niet bij de rest van veiligheidsregio Noord-Holland-Noord maar in Utrecht." in place
    assert "over elkaar liggen: GM0034 (Almere) en GM0448 (Texel); " in over


def test_a_sliver_is_for_borders_to_close_and_the_advice_does_so(shipped: Shapes, real: Tables, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA_DIR, tmp_path / "data"))
    path = folder / BORDERS_FILE
    moved = {**shipped, DELFT: shapely.transform(shipped[DELFT], lambda xy: np.add(xy, (0.00003, 0)))}
    assert problems(moved, real, exact=False) == []
    path.write_text(borders_geojson(moved, dict.fromkeys(moved, "")), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_borders(folder, real.gemeenten)
    assert str(caught.value) == (
        "gemeenten.geojson, kolom geometry: niet precies langs hun buren lopen de randen van: GM0503 (Delft), "
        "GM0518 ('s-Gravenhage), GM0599 (Rotterdam), GM1842 (Midden-Delfland), GM1926 (Pijnacker-Nootdorp). "
        "Maak ze passend met 'python -m netmap borders', met dit bestand als --bestand en uw map als --data."
    )
    done = CliRunner().invoke(app, ["borders", "--bestand", str(path), "--data", str(folder)])
    assert done.exit_code == 0
    assert len(load_borders(folder, real.gemeenten)) == 342


def test_few_swaps_go_unseen(shipped: Shapes, real: Tables) -> None:
    """Of all pairs of gemeenten; the rest are of a size and near each other, where the register cannot tell."""
    borders = check_map(GemeenteMap.of("kaart", shipped), real.gemeenten, exact=True)
    area, land = borders.area.to_numpy() / 10_000, real.gemeenten["oppervlakte_land_ha"].to_numpy(float)
    fits = (area >= LAND_TIMES[0] * land[:, None]) & (area <= LAND_TIMES[1] * land[:, None])
    near = nearest_gemeenten(borders)
    for kind in ("provincie", "veiligheidsregio"):
        region = real.gemeenten[kind].to_numpy()
        fits &= (region[near] == region[:, None, None]).any(axis=2)
    unseen = np.triu(fits & fits.T, k=1).sum() / (342 * 341 / 2)
    assert unseen < 0.02


SWAPPED = "ligt niet bij de rest van provincie Noord-Holland maar in Limburg"


def test_check_app_picture_and_export_say_the_same(shipped: Shapes, tmp_path: Path, monkeypatch: Any) -> None:
    folder = Path(shutil.copytree(DATA_DIR, tmp_path / "data"))
    wrong = swap(shipped, AMSTERDAM, MAASTRICHT)
    (folder / BORDERS_FILE).write_text(borders_geojson(wrong, dict.fromkeys(wrong, "")), encoding="utf-8")
    said = [str(problem) for problem in check_folder(folder)]
    assert len(said) == 2
    assert SWAPPED in said[1]
    out = ["--data", str(folder), "--out", str(tmp_path / "uit")]
    for command in (["picture"], ["report", "--gebied", "Limburg"], ["export", "--format", "gpkg"], ["slides"]):
        done = CliRunner().invoke(app, [*command, *out])
        assert (done.exit_code, done.stderr.splitlines()[-2:]) == (1, said)
    monkeypatch.setenv("NETMAP_DATA", str(folder))
    page = AppTest.from_file(str(DATA_DIR.parent / "app.py"), default_timeout=60).run()
    assert not page.exception
    assert all(line in text(page) for line in said)
