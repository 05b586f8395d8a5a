"""What the server answers by itself: files that never change, kept by a browser for a year, and how it is doing."""

from __future__ import annotations

import asyncio
import gzip
import html
import http.client
import json
import re
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response

from netmap import edition
from netmap.choices import CHOICES
from netmap.export.years import tell_years
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_tables
from netmap.maps.web import describe_layer
from netmap.regio import Regio
from netmap.ui import serve, warm
from netmap.ui.shelf import Shelf, find_bundled, pack
from netmap.write.html import legend_html
from tests.browser import WAIT_MS, running_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIMBURG = Regio("politieregio", "Limburg")
WORDS = b"Zorgcoordinatie " * 100
FOR_EVER = "public, max-age=31536000, immutable"


def fetch(url: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """Ask for a path as it is written here."""
    connection = http.client.HTTPConnection("127.0.0.1", int(url.rpartition(":")[2]), timeout=WAIT_MS / 1000)
    connection.request("GET", path, headers={name.replace("_", "-"): said for name, said in headers.items()})
    found = connection.getresponse()
    body = found.read()
    connection.close()
    return found, body


def test_a_file_is_compressed_only_when_that_makes_it_smaller() -> None:
    assert pack("a.js", WORDS).is_packed
    assert gzip.decompress(pack("a.js", WORDS).body) == WORDS
    assert pack("a.png", b"x") == (b"x", False, "image/png", pack("b.js", b"x").digest)


def test_the_files_of_three_editions_are_kept_and_a_path_never_reaches_the_disk() -> None:
    shelf = Shelf()
    for day in ("1", "2", "3", "4"):
        shelf.put({"altijd.js": WORDS, f"dag-{day}.json": day.encode()})
    found = {name: shelf.find(name) for name in ("altijd.js", "dag-1.json", "dag-2.json", "dag-4.json")}
    assert [name for name, kept in found.items() if kept is None] == ["dag-1.json"]
    shelf.put({"altijd.js": WORDS, "dag-2.json": b"2"})
    shelf.put({"altijd.js": WORDS, "dag-5.json": b"5"})
    assert shelf.find("dag-2.json") == found["dag-2.json"]
    assert shelf.find("dag-3.json") is None
    assert shelf.find("../app.py") is None
    assert find_bundled("static/../index.html") is None


@pytest.fixture(scope="module")
def script(url: str) -> str:
    """One of the scripts of Streamlit's own page."""
    return "/" + re.findall(r"static/js/index\.[\w-]+\.js", fetch(url, "/")[1].decode())[0]


def test_a_script_of_streamlit_travels_compressed_once_and_stays_in_the_browser(url: str, script: str) -> None:
    plain, body = fetch(url, script)
    packed, small = fetch(url, script, Accept_Encoding="gzip, br")
    assert gzip.decompress(small) == body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    for found in (plain, packed):
        assert found.status == 200
        assert found.headers["Cache-Control"] == FOR_EVER
        assert found.headers["Vary"] == "Accept-Encoding"
        assert found.headers["X-Content-Type-Options"] == "nosniff"
        assert found.headers["Content-Type"].startswith("text/javascript")
    again, nothing = fetch(url, script, If_None_Match=f'W/"0", {packed.headers["ETag"]}')
    assert (again.status, nothing) == (304, b"")


def test_a_font_of_streamlit_stays_in_the_browser_too(url: str) -> None:
    """It lies in a folder with the name of where the files of a visitor are, and those are kept nowhere."""
    font = re.findall(r"static/media/[\w.-]+\.woff2", fetch(url, "/")[1].decode())[0]
    assert fetch(url, f"/{font}")[0].headers["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/weg-0123456789ab.js",
        "/app/static/",
        "/static/js/weg.js",
    ],
)
def test_a_file_that_is_not_there_is_not_found_and_not_kept(url: str, path: str) -> None:
    found, body = fetch(url, path)
    assert (found.status, body.decode()) == (404, "Niet gevonden")
    assert "Cache-Control" not in found.headers


@pytest.mark.parametrize(
    "path", ["/app/static/../../app.py", "/app/static/%2e%2e/%2e%2e/app.py", "/static/..%2f..%2fapp.py"]
)
def test_no_path_leads_out_of_the_files(url: str, path: str) -> None:
    found, body = fetch(url, path)
    assert found.status in (400, 404)
    assert b"streamlit" not in body


def state(url: str, path: str = "/healthz") -> tuple[int, Any]:
    """What the server says of itself, once it is done preparing."""
    until = time.monotonic() + 2 * WAIT_MS / 1000
    while True:
        found, body = fetch(url, path)
        said = json.loads(body)
        if said["status"] != "bezig" or time.monotonic() > until:
            assert found.headers["Cache-Control"] == "no-store"
            return found.status, said
        time.sleep(0.1)


def test_the_page_itself_is_asked_for_every_time_and_sent_when_it_changed(url: str) -> None:
    found, body = fetch(url, "/kaart", Accept_Encoding="gzip")
    assert found.headers["Cache-Control"] == "no-cache"
    assert len(body) < 2_500
    assert fetch(url, "/kaart", If_None_Match=found.headers["ETag"])[0].status == 304


def test_the_page_is_dutch_and_runs_no_script_but_files_of_this_server(url: str) -> None:
    state(url)
    said = fetch(url, "/")[1].decode()
    assert '<html lang="nl">' in said
    assert "<title>netmap</title>" in said
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", said)
    assert [re.sub(r"-[0-9a-f]{12}|\.[\w-]{8}\.", "", attributes) for attributes, _ in scripts] == [
        ' type="module" src="./app/static/pagina.js"',
        ' type="module" async src="./app/static/kaart.js"',
        ' type="module" crossorigin src="./static/js/indexjs"',
    ]
    assert {inside for _, inside in scripts} == {""}
    needed = re.findall(r'"\./((?:app/)?static/[^"]+)"', said)
    assert len(needed) > 50
    assert {fetch(url, f"/{name}")[0].status for name in needed} == {200}


def test_only_a_page_with_a_map_fetches_beforehand_what_a_map_needs(url: str) -> None:
    state(url)
    for word in ("/kaart-", "/BidiComponent."):
        assert word in fetch(url, "/kaart")[1].decode()
        assert word not in fetch(url, "/over")[1].decode()


def test_before_the_first_visitor_everything_is_there(url: str) -> None:
    """The script of the map exists only once somebody was on a page with one."""
    assert state(url) == (200, {"status": "klaar", "reden": []})
    with running_app() as fresh:
        assert state(fresh) == (200, {"status": "klaar", "reden": []})
        script = re.findall(r"app/static/kaart-[0-9a-f]{12}\.js", fetch(fresh, "/kaart")[1].decode())[0]
        assert fetch(fresh, f"/{script}")[0].status == 200


def test_until_then_the_server_says_that_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_NOW", warm._State())
    said = warm.health()
    assert said.status_code == 503
    assert json.loads(said.body) == {"status": "bezig", "reden": ["De gegevens en de kaart worden voorbereid."]}


GOOD = {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2026-01"}


@pytest.fixture
def health(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], tuple[int, Any]]:
    """What the server says of a folder, after its preparations."""
    monkeypatch.setattr(warm, "_NOW", warm._State())
    warm._NOW.came = True

    def ask(folder: Path) -> tuple[int, Any]:
        monkeypatch.setenv("NETMAP_DATA", str(folder))
        found = warm.health()
        return found.status_code, json.loads(found.body)

    return ask


def test_wrong_data_is_named_by_its_place_and_never_by_what_it_says(country, health) -> None:
    folder = country(GOOD, GOOD | {"id": "weg", "gebied": "Geheimstad"})
    assert health(folder) == (503, {"status": "fout", "reden": ["contacts.csv, rij 3, kolom gebied"]})
    said = {"status": "fout", "reden": ["De map met gegevens, of een bestand daarin, kan niet worden gelezen."]}
    assert health(folder / "weg") == (503, said)


def test_data_that_goes_wrong_later_is_said_while_the_good_ones_are_shown(
    country, health, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "CALM", 0)
    folder = country(GOOD)
    assert health(folder) == (200, {"status": "klaar", "reden": []})
    path = folder / "contacts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Aadorp", "Geheimstad"), encoding="utf-8")
    reasons = ["Nieuwere gegevens kloppen niet.", "contacts.csv, rij 2, kolom gebied"]
    assert health(folder) == (200, {"status": "klaar", "reden": reasons})


# --- the other layers of a map


def test_a_map_gets_every_layer_of_a_day_and_area(url: str) -> None:
    path = "/lagen?peildatum=2026-07-01&gebied=politieregio%3ALimburg"
    answer, body = fetch(url, path, Accept_Encoding="gzip")
    assert (answer.status, answer.getheader("Cache-Control")) == (200, "private, max-age=3600")
    assert len(body) < 15_000
    found = json.loads(gzip.decompress(body))
    assert tuple(found) == CHOICES
    stand = build_stand(load_tables(DATA_DIR), date(2026, 7, 1))
    for key in CHOICES:
        view = build_view(stand, LAYERS[key], LIMBURG)
        assert found[key] == json.loads(json.dumps({**describe_layer(view), "legenda": legend_html(view)}))


def test_a_map_gets_every_day_of_the_story_of_an_area(url: str) -> None:
    found = json.loads(fetch(url, "/lagen?peildatum=2026-07-01&gebied=politieregio%3ALimburg&jaren=true")[1])
    story = tell_years(build_stand(load_tables(DATA_DIR), date(2026, 7, 1)), LAYERS[CHOICES[0]], LIMBURG, None)
    assert list(found) == [one.dag.isoformat() for one in story.beelden]
    for one in story.beelden:
        assert found[one.dag.isoformat()]["letters"] == describe_layer(one.view)["letters"]
        assert html.unescape(found[one.dag.isoformat()]["legenda"]).count(one.zin) == 1


def test_few_days_are_made_at_once_and_who_asks_for_many_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asked for day after day kept the server from everybody else's pages."""
    busy: list[int] = []
    most: list[int] = []

    def make(_asked: Headers, _query: QueryParams) -> Response:
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.02)
        busy.pop()
        return Response(status_code=200)

    async def ask_many() -> list[int]:
        monkeypatch.setattr(serve, "_TURNS", serve._Turns())
        answers = await asyncio.gather(*(serve._in_turn(Headers(), QueryParams()) for _ in range(50)))
        later = await serve._in_turn(Headers(), QueryParams())
        return [answer.status_code for answer in (*answers, later)]

    monkeypatch.setattr(serve, "_layers", make)
    answers = asyncio.run(ask_many())
    assert (answers.count(200), answers.count(503)) == (22 + 1, 28)
    assert answers[-1] == 200
    assert max(most) == 2


@pytest.mark.parametrize(
    "query",
    ["", "?peildatum=morgen", "?peildatum=1066-10-14", "?peildatum=9999-01-01&jaren=true",
     "?peildatum=2026-07-01&gebied=provincie:Nergens", "?peildatum=2026-07-01&versie=x",
     "?peildatum=2026-07-01&telt=alles"],
)  # fmt: skip
def test_what_is_no_day_or_area_has_no_layers(url: str, query: str) -> None:
    answer, body = fetch(url, f"/lagen{query}")
    assert (answer.status, body) == (404, b"Niet gevonden")
