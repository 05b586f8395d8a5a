from __future__ import annotations

import hashlib
import json
import socket
import threading
import tomllib
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from shapely import Polygon, box

from netmap.borders import BordersError, borders_geojson, snap_borders, write_borders
from netmap.errors import DataError, FolderError
from netmap.geojson import GemeenteMap
from netmap.load import load_register
from netmap.pdok import PDOK_URL, fetch_borders
from netmap.save import READY
from netmap.schema import GEMEENTE_COLUMNS
from tests.conftest import write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES = {"GM0001": "Adorp", "GM0002": "Bedum aan Zee", "GM0003": "'s-Eiland"}
SHAPES = {"GM0001": box(4.0, 52.0, 4.1, 52.1), "GM0002": box(4.1, 52.0, 4.2, 52.1), "GM0003": box(4.4, 52.0, 4.5, 52.1)}
CARDS = """\
# Bronkaarten; zie docs.
["gemeenten.csv"]
titel = "Register"   # blijft
rijen = 3

["gemeenten.geojson"]
titel = "Oude titel"
bron = "oud"
url = "oud"
licentie = "oud"
peildatum = 2020-01-01
crs = "EPSG:4326"
rijen = 1
sha256 = "oud"
opmerking = "oud"

["contacts.csv"]
rijen = 9
"""

Answer = tuple[int, bytes]


class Pdok:
    """A server on this machine that gives prepared answers, in order, and remembers what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[str] = []
        self.hold = threading.Event()
        self.hold.set()
        pdok = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pdok.asked.append(self.path)
                pdok.hold.wait(5)
                status, body = pdok.answers[min(len(pdok.asked), len(pdok.answers)) - 1]
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/cbs/v1"

    def close(self) -> None:
        self.hold.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def pdok(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pdok]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Pdok()
    yield server
    server.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a register of three gemeenten and older borders."""
    rows = [
        (code, naam, "", "Utrecht", "Utrecht", "Midden-Nederland", 1000, 2026, 7500) for code, naam in NAMES.items()
    ]
    write_csv(tmp_path / "gemeenten.csv", GEMEENTE_COLUMNS, rows)
    (tmp_path / "gemeenten.geojson").write_bytes(b"oude grenzen")
    (tmp_path / "bronnen.toml").write_text(CARDS, encoding="utf-8")
    return tmp_path


def feature(code: str, geometry: Any, jaar: int = 2026) -> dict[str, Any]:
    shape = geometry if isinstance(geometry, dict | None) else json.loads(shapely.to_geojson(geometry))
    properties = {"statcode": code, "jrstatcode": f"{jaar}{code}", "statnaam": "andere naam", "rubriek": "gemeente"}
    return {"type": "Feature", "id": code, "properties": properties, "geometry": shape}


def page(*features: dict[str, Any], following: str | None = None) -> Answer:
    links = [{"rel": "self", "href": "x"}] + ([{"rel": "next", "href": following}] if following else [])
    return 200, json.dumps({"type": "FeatureCollection", "features": features, "links": links}).encode()


def all_of(shapes: dict[str, Any]) -> Answer:
    return page(*(feature(code, shape) for code, shape in shapes.items()))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def read(folder: Path) -> dict[str, Any]:
    features = json.loads((folder / "gemeenten.geojson").read_bytes())["features"]
    return {each["properties"]["code"]: shapely.from_geojson(json.dumps(each["geometry"])) for each in features}


def test_asks_pdok_for_the_gemeenten_of_the_year(pdok: Pdok, folder: Path) -> None:
    pdok.answers = [all_of(SHAPES)]
    fetch_borders(2026, folder, pdok.url)
    (asked,) = pdok.asked
    assert urlsplit(asked).path == "/cbs/v1/collections/gemeente_gegeneraliseerd/items"
    assert parse_qs(urlsplit(asked).query) == {"f": ["json"], "limit": ["1000"], "jaarcode": ["2026"]}


def test_writes_one_feature_a_line_with_the_names_of_the_register(pdok: Pdok, folder: Path) -> None:
    pdok.answers = [all_of(dict(reversed(SHAPES.items())))]
    told: list[str] = []
    result = fetch_borders(2026, folder, pdok.url, report=told.append)
    assert told[-1].startswith("gemeenten.geojson: 3 gemeenten, 15 punten, ")
    text = (folder / "gemeenten.geojson").read_text(encoding="utf-8")
    assert text.splitlines()[1:-1] == [
        '{"type":"Feature","properties":{"code":"GM0001","naam":"Adorp"},"geometry":{"type":"Polygon",'
        '"coordinates":[[[4.0,52.0],[4.1,52.0],[4.1,52.1],[4.0,52.1],[4.0,52.0]]]}},',
        '{"type":"Feature","properties":{"code":"GM0002","naam":"Bedum aan Zee"},"geometry":{"type":"Polygon",'
        '"coordinates":[[[4.1,52.0],[4.2,52.0],[4.2,52.1],[4.1,52.1],[4.1,52.0]]]}},',
        '{"type":"Feature","properties":{"code":"GM0003","naam":"\'s-Eiland"},"geometry":{"type":"Polygon",'
        '"coordinates":[[[4.4,52.0],[4.5,52.0],[4.5,52.1],[4.4,52.1],[4.4,52.0]]]}}',
    ]
    assert set(json.loads(text)) == {"type", "features"}
    assert result == (folder / "gemeenten.geojson", 3, len(text), hashlib.sha256(text.encode()).hexdigest())


def test_card_tells_what_was_fetched_and_other_cards_stay(pdok: Pdok, folder: Path) -> None:
    pdok.answers = [all_of(SHAPES)]
    result = fetch_borders(2026, folder, pdok.url)
    text = (folder / "bronnen.toml").read_text(encoding="utf-8")
    card = tomllib.loads(text)["gemeenten.geojson"]
    opmerking = card.pop("opmerking")
    assert card == {
        "titel": "Gemeentegrenzen",
        "bron": "CBS Gebiedsindelingen (gegeneraliseerd) via PDOK",
        "url": f"{pdok.url}/collections/gemeente_gegeneraliseerd/items?f=json&limit=1000&jaarcode=2026",
        "licentie": "CC BY 4.0",
        "peildatum": date(2026, 1, 1),
        "crs": "EPSG:4326",
        "rijen": 3,
        "sha256": result.sha256,
    }
    assert opmerking.startswith("© Kadaster / Centraal Bureau voor de Statistiek, 2026. Opgehaald op ")
    before, after = CARDS.split('["gemeenten.geojson"]')
    assert text.startswith(before)
    assert text.endswith(after[after.index('\n["contacts.csv"]') :])


@pytest.mark.parametrize("old", [None, "", '# leeg\n["contacts.csv"]\nrijen = 9\n'])
def test_card_is_added_when_there_was_none(pdok: Pdok, folder: Path, old: str | None) -> None:
    path = folder / "bronnen.toml"
    path.unlink() if old is None else path.write_text(old, encoding="utf-8")
    pdok.answers = [all_of(SHAPES)]
    fetch_borders(2026, folder, pdok.url)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(old or "")
    assert tomllib.loads(text)["gemeenten.geojson"]["rijen"] == 3


def test_leaves_no_other_files_behind(pdok: Pdok, folder: Path) -> None:
    pdok.answers = [all_of(SHAPES)]
    fetch_borders(2026, folder, pdok.url)
    assert set(contents(folder)) == {"gemeenten.csv", "gemeenten.geojson", "bronnen.toml"}


def test_following_pages_are_fetched_too(pdok: Pdok, folder: Path) -> None:
    one, two, three = (feature(code, shape) for code, shape in SHAPES.items())
    pdok.answers = [page(one, following="items?cursor=b"), page(two, following=f"{pdok.url}/c"), page(three)]
    lines: list[str] = []
    fetch_borders(2026, folder, pdok.url, report=lines.append)
    assert list(read(folder)) == ["GM0001", "GM0002", "GM0003"]
    assert pdok.asked[1:] == ["/cbs/v1/collections/gemeente_gegeneraliseerd/items?cursor=b", "/cbs/v1/c"]
    assert lines[1:4] == ["Bladzijde 1: 1 gemeenten.", "Bladzijde 2: 2 gemeenten.", "Bladzijde 3: 3 gemeenten."]


def test_an_empty_last_page_does_no_harm(pdok: Pdok, folder: Path) -> None:
    everything = [feature(code, shape) for code, shape in SHAPES.items()]
    pdok.answers = [page(*everything, following="items?cursor=b"), page()]
    assert fetch_borders(2026, folder, pdok.url).gemeenten == 3


BOW_TIE = Polygon([(4.4, 52.0), (4.5, 52.1), (4.5, 52.0), (4.4, 52.1), (4.4, 52.0)])
REFUSED: dict[str, tuple[Answer, str]] = {
    "unknown year": (page(), "geen gemeenten voor het jaar 2026"),
    "not found": ((404, b"{}"), "code 404"),
    "server error": ((500, b"oeps"), "code 500"),
    "sent elsewhere": ((302, b""), "code 302"),
    "no json": ((200, b"<html>onderhoud</html>"), "Het antwoord van 127.0.0.1:PORT is niet te gebruiken: dit is XML"),
    "cut off": ((200, all_of(SHAPES)[1][:-40]), "het bestand houdt halverwege op"),
    "no bytes": ((200, b""), "het bestand is leeg"),
    "other json": ((200, b'{"features": 3}'), "geen verzameling van vormen"),
    "deep json": ((200, b"[" * 100_000), "te diep genest"),
    "no statcode": (page({"type": "Feature", "properties": {}, "geometry": None}), "vorm 1 heeft geen code"),
    "other attributes": (page({"type": "Feature", "properties": None, "geometry": None}), "vorm 1 heeft geen eig"),
    "not features": (page(*["GM0001"]), "vorm 1 heeft geen eigenschappen"),  # type: ignore[arg-type]
    "other year": (page(feature("GM0001", SHAPES["GM0001"], 2025)), "de kaart is van 2025. Controleer het jaar"),
    "twice": (page(*[feature(code, SHAPES[code]) for code in (*SHAPES, "GM0001")]), "dubbel: GM0001 (Adorp)."),
    "no shape": (all_of({**SHAPES, "GM0002": None}), "GM0002 (Bedum aan Zee): geen vlak"),
    "bow tie": (all_of({**SHAPES, "GM0003": BOW_TIE}), "GM0003 ('s-Eiland): een rand die zichzelf kruist"),
    "a line": (all_of({**SHAPES, "GM0003": BOW_TIE.exterior}), "GM0003 ('s-Eiland): geen vlak"),
    "odd geometry": (all_of({**SHAPES, "GM0003": {"type": "Polygon", "coordinates": "x"}}), "die geen getallen zijn"),
    "overlap": (
        all_of({**SHAPES, "GM0002": box(4.09, 52.0, 4.2, 52.1)}),
        "over elkaar liggen: GM0001 (Adorp)",
    ),
    "abroad": (
        all_of({**SHAPES, "GM0003": box(2.4, 52.0, 2.5, 52.1)}),
        "GM0003 ('s-Eiland): een plaats buiten Nederland",
    ),
    "metres": (
        all_of({**SHAPES, "GM0003": box(120000, 450000, 121000, 451000)}),
        "('s-Eiland): getallen als in RD",
    ),
    "too small": (
        all_of({**SHAPES, "GM0003": box(4.4, 52.0, 4.400001, 52.000001)}),
        "is 0 hectare op de kaart",
    ),
    "other host": (
        page(following="http://localhost:9/items"),
        "verwijst door naar een ander adres (http://localhost:9/items)",
    ),
    "other scheme": (page(following="file:///etc/passwd"), "verwijst door naar een ander adres (file:///etc/passwd)"),
    "odd address": (page(following="http://[::1"), "verwijst door naar een ander adres (http://[::1)"),
    "for ever": (page(feature("GM0001", SHAPES["GM0001"]), following="?cursor=a"), "meer dan 50 bladzijden"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_names_the_cause_and_changes_nothing(pdok: Pdok, folder: Path, case: str) -> None:
    answer, message = REFUSED[case]
    pdok.answers = [answer]
    before = contents(folder)
    with pytest.raises(BordersError) as caught:
        fetch_borders(2026, folder, pdok.url)
    assert str(caught.value).startswith("De grenzen zijn niet vervangen. ")
    assert message.replace("PORT", str(pdok.server.server_port)) in str(caught.value)
    assert contents(folder) == before


def test_every_difference_with_the_register_is_named_at_once(pdok: Pdok, folder: Path) -> None:
    pdok.answers = [all_of({"GM0001": SHAPES["GM0001"], "GM1690": SHAPES["GM0002"], "GM0003": BOW_TIE})]
    before = contents(folder)
    answer = f"het antwoord van 127.0.0.1:{pdok.server.server_port}"
    other = "Neem de kaart van het jaar dat bij gemeenten.csv hoort, of werk gemeenten.csv bij."
    with pytest.raises(BordersError) as caught:
        fetch_borders(2026, folder, pdok.url)
    assert str(caught.value) == (
        f"De grenzen zijn niet vervangen. {answer}, kolom code: in de kaart ontbreekt: "
        f"GM0002 (Bedum aan Zee). {other}\n{answer}, kolom code: in het register staat niet: GM1690. "
        f"{other}\n{answer}, kolom geometry: GM0003 ('s-Eiland): een rand die zichzelf kruist. Herstel de vorm, "
        "in QGIS met Geometrieën repareren."
    )
    assert contents(folder) == before


def test_a_long_list_of_codes_is_cut(pdok: Pdok, folder: Path) -> None:
    pdok.answers = [all_of({**SHAPES, **{f"GM1{number:03}": SHAPES["GM0001"] for number in range(100)}})]
    with pytest.raises(BordersError, match=r"register staan niet: GM1000, .*GM1004 … \(100 in totaal\)"):
        fetch_borders(2026, folder, pdok.url)


def test_a_slow_server_is_given_up(pdok: Pdok, folder: Path) -> None:
    pdok.hold.clear()
    pdok.answers = [all_of(SHAPES)]
    before = contents(folder)
    with pytest.raises(BordersError, match=r"gaf binnen 0.1 seconden geen antwoord"):
        fetch_borders(2026, folder, pdok.url, timeout_s=0.1)
    assert contents(folder) == before


def test_offline_is_said_in_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    before = contents(folder)
    with pytest.raises(BordersError, match=f"{address} is niet bereikbaar"):
        fetch_borders(2026, folder, f"http://{address}")
    assert contents(folder) == before


@pytest.mark.parametrize("url", ["pdok", "ftp://127.0.0.1/x", "http://", "http://[::1/x"])
def test_an_address_that_is_none_is_refused(folder: Path, url: str) -> None:
    with pytest.raises(BordersError, match="geen bruikbaar adres"):
        fetch_borders(2026, folder, url)


@pytest.mark.parametrize("register", [None, b"", b"code;naam\n", b"code,naam\nGM0001\n"])
def test_without_a_register_nothing_is_asked(pdok: Pdok, folder: Path, register: bytes | None) -> None:
    path = folder / "gemeenten.csv"
    path.unlink() if register is None else path.write_bytes(register)
    pdok.answers = [all_of(SHAPES)]
    with pytest.raises((FolderError, DataError), match=r"gemeenten\.csv"):
        fetch_borders(2026, folder, pdok.url)
    assert pdok.asked == []
    assert (folder / "gemeenten.geojson").read_bytes() == b"oude grenzen"


def test_unreadable_cards_stop_the_work(pdok: Pdok, folder: Path) -> None:
    (folder / "bronnen.toml").write_text("dit is = = geen toml", encoding="utf-8")
    pdok.answers = [all_of(SHAPES)]
    before = contents(folder)
    with pytest.raises(BordersError, match=r"bronnen\.toml is geen geldige TOML\. Voer"):
        fetch_borders(2026, folder, pdok.url)
    assert contents(folder) == before


@pytest.mark.parametrize("fails", ["gemeenten.geojson", "bronnen.toml"])
def test_a_full_disk_leaves_both_old_files(folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == fails and self.parent.name == READY:
            raise OSError(28, "de schijf is vol")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    before = contents(folder)
    with pytest.raises(BordersError, match="de schijf is vol"):
        write_borders(folder, load_register(folder), GemeenteMap.of("kaart", SHAPES), {})
    assert contents(folder) == before


def test_a_first_write_that_fails_leaves_no_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gemeenten.geojson").unlink()
    test_a_full_disk_leaves_both_old_files(folder, monkeypatch, "bronnen.toml")


def test_rounded_neighbours_share_their_border_exactly(folder: Path) -> None:
    """The one has a corner halfway the side of the other, and all have more decimals than the file."""
    west = Polygon([(4, 52), (4.1000049, 52), (4.1000021, 52.0333333), (4.1000049, 52.1), (4, 52.1)])
    east = box(4.1000049, 52, 4.2, 52.1)
    found = GemeenteMap.of("kaart", {**SHAPES, "GM0001": west, "GM0002": east})
    write_borders(folder, load_register(folder), found, {})
    written = list(read(folder).values())
    assert shapely.coverage_is_valid(written)
    assert all(round(value, 5) == value for value in shapely.get_coordinates(written).flat)
    assert shapely.length(shapely.shared_paths(written[0].exterior, written[1].exterior)) == pytest.approx(0.1)


@pytest.mark.parametrize("east_side", [4.10003, 4.09997])
def test_a_gap_or_overlap_of_two_metres_is_closed(east_side: float) -> None:
    """The gap is enclosed by a third gemeente, as between neighbours inland."""
    around = box(3.9, 51.9, 4.3, 52.2).difference(box(4.0, 52.0, 4.2, 52.1))
    lines: list[str] = []
    shapes = {"GM0001": SHAPES["GM0001"], "GM0002": box(east_side, 52.0, 4.2, 52.1), "GM0003": around}
    snapped = snap_borders(shapes, lines.append)
    assert shapely.coverage_is_valid(list(snapped.values()))
    assert shapely.union_all(list(snapped.values())).equals(box(3.9, 51.9, 4.3, 52.2))
    assert lines == ["1 kieren en overlappen smaller dan 5 m gesloten."]


def test_water_inside_a_gemeente_stays_water() -> None:
    lake = box(4.02, 52.02, 4.03, 52.03)
    snapped = snap_borders({**SHAPES, "GM0001": SHAPES["GM0001"].difference(lake)})
    assert SHAPES["GM0001"].difference(snapped["GM0001"]).equals(lake)


def test_borders_already_rounded_stay_as_they_are() -> None:
    snapped = snap_borders(SHAPES)
    assert all(snapped[code].equals(shape) for code, shape in SHAPES.items())


def test_what_belongs_to_two_is_given_to_neither() -> None:
    with pytest.raises(BordersError, match=r"Gemeenten overlappen elkaar: GM0001, GM0002\."):
        snap_borders({**SHAPES, "GM0002": box(4.09, 52.0, 4.2, 52.1)})


def test_what_no_face_is_left_of_is_refused() -> None:
    with pytest.raises(BordersError, match=r"Te klein om af te ronden: GM0003\."):
        snap_borders({**SHAPES, "GM0003": box(4.4, 52.0, 4.400001, 52.000001)})


def test_rings_follow_the_right_hand_rule() -> None:
    shape = box(4, 52, 4.3, 52.3).difference(box(4.1, 52.1, 4.2, 52.2)).union(box(4.5, 52, 4.6, 52.1))
    text = borders_geojson({"GM0001": shapely.orient_polygons(shape, exterior_cw=True)}, NAMES)
    geometry = json.loads(text)["features"][0]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"]:
        assert [shapely.LinearRing(ring).is_ccw for ring in polygon] == [True] + [False] * (len(polygon) - 1)
        assert all(ring[0] == ring[-1] for ring in polygon)


def _turned(shape: Polygon) -> Polygon:
    ring = list(shape.exterior.coords)[:-1]
    return Polygon(ring[2:] + ring[:2])


def _island_first(shape: Polygon) -> Any:
    return shapely.MultiPolygon([shape])


@pytest.mark.parametrize("change", [_turned, _island_first, shapely.reverse])
def test_the_same_borders_give_the_same_bytes(change: Callable[[Polygon], Any]) -> None:
    other = {code: change(shape) for code, shape in reversed(SHAPES.items())}
    assert borders_geojson(other, NAMES) == borders_geojson(SHAPES, NAMES)


def test_the_default_address_is_pdok() -> None:
    assert PDOK_URL == "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1"
