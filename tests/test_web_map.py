"""The Folium map as st_folium gets it: one letter per gemeente, small, local, and deaf to hostile text."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import folium
import pytest
import streamlit_folium
from branca.colormap import LinearColormap

from netmap.layers import STATUS_KLASSEN, Klasse, LegendEntry, MapView
from netmap.maps import style, web
from netmap.maps.assets import Assets, build_assets
from netmap.schema import BEWIJZEN
from tests.browser import ROOT

ASSETS = Assets("kaart-0.js", "gemeenten-0.geojson", "r.geojson", "n.json")
HOSTILE = [
    "{{7*191}}",
    "{% x",
    "{#",
    "${__x(1)}",
    "`",
    '"><img src=x onerror=__x(1)>',
    "</script>",
    r"C:\2019",
    "a\nb",
    "\u2028",
    "'s-Gravenhage",
    "=1+1",
]


def make_view(class_of, klassen=STATUS_KLASSEN, bewijs=None):
    """A view of the gemeenten in ``class_of``."""
    return MapView(
        layer="zorgcoordinatie",
        naam="Zorgcoördinatie",
        vraag="Wie?",
        peildatum=date(2026, 1, 1),
        gebied=None,
        codes=tuple(sorted(class_of)),
        class_of=class_of,
        bewijs=bewijs or {},
        legend=tuple(LegendEntry(klasse, 1, 1) for klasse in klassen),
    )


VIEW = make_view({"GM0003": "geen", "GM0001": "dubbel", "GM0002": "enkel"}, bewijs={"GM0002": "ouder"})


@pytest.fixture
def sent(monkeypatch):
    """What ``st_folium`` sends to the browser for a map and a patch."""

    def send(web_map, patch):
        received = {}
        monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: received.update(arguments))
        streamlit_folium.st_folium(web_map, key="kaart", returned_objects=[], feature_group_to_add=patch)
        return received

    return send


def read_patch(arguments):
    """The JSON within the patch's script."""
    return json.loads(re.search(r"netmap\.apply\((.*)\);", arguments["feature_group"])[1])


def test_every_gemeente_gets_the_letter_of_its_class_in_the_shade_of_its_proof(sent):
    patch = read_patch(sent(web.build_map(ASSETS), web.build_patch(VIEW, [4, 7], "GM0001", ["GM0003", "GM0001"])))
    assert patch["letters"] == "abc"
    assert [html.unescape(row[0]) for row in patch["klassen"]] == ["Dubbel gedekt", "Enkel gedekt", "Geen dekking"]
    assert patch["klassen"][1] == [
        "Enkel gedekt",
        "#6FA3CF",
        "lines",
        "#2171B5",
        "#384450",
        "ouder",
    ]
    assert patch["klassen"][2][1:3] == ["#A50026", "cross"]
    assert patch["binnen"] == "101"
    assert patch["gekozen"] == "GM0001"
    assert patch["lijnen"] == [4, 7]


def test_without_choices_the_country_shows_without_network(sent):
    patch = read_patch(sent(web.build_map(ASSETS), web.build_patch(VIEW)))
    assert (patch["binnen"], patch["gekozen"], patch["lijnen"]) == ("", None, [])
    assert patch["grenzen"] == "politieregio"
    assert patch["inwoners"] is False


def test_the_layer_of_inwoners_also_says_how_many_there_are(sent):
    assert read_patch(sent(web.build_map(ASSETS), web.build_patch(replace(VIEW, layer="inwoners"))))["inwoners"] is True


def test_a_class_outside_the_legend_is_refused():
    with pytest.raises(ValueError, match="zwart"):
        web.build_patch(make_view({"GM0001": "zwart"}))


def test_a_map_to_tick_gemeenten_on_says_which_are_ticked(sent):
    patch = read_patch(sent(web.build_map(ASSETS), web.build_ticks(["GM0003", "GM0001", "GM0002"], {"GM0002"})))
    assert (patch["letters"], patch["aan"], patch["binnen"], patch["gekozen"]) == ("bab", "010", "", None)
    assert [row[0] for row in patch["klassen"]] == ["Hoort bij het gebied", "Hoort er niet bij"]
    assert read_patch(sent(web.build_map(ASSETS), web.build_ticks(["GM0001"], ())))["aan"] == "0"
    assert read_patch(sent(web.build_map(ASSETS), web.build_patch(VIEW)))["aan"] is None


def test_the_fingerprint_tells_other_borders_apart():
    assert web.checksum(["a"]) == 0xE40C292C  # published test vector of FNV-1a
    assert web.checksum(["GM0001", "GM0002"]) != web.checksum(["GM0001", "GM0003"])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reaches_the_browser_as_text(text, sent):
    klasse = Klasse("k", text, "#FDAE61", "diagonal")
    view = make_view({"GM0001": "k", text: "k"}, [klasse])
    arguments = sent(web.build_map(ASSETS), web.build_patch(view, (), text, [text]))
    script = json.dumps({key: arguments[key] for key in ("script", "header", "html", "feature_group")})
    assert "1337" not in script
    assert "<img" not in script
    assert "</script>" not in arguments["script"] + arguments["feature_group"]
    patch = read_patch(arguments)
    assert html.unescape(patch["klassen"][0][0]) == text
    assert html.unescape(patch["gekozen"]) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_not_evaluated_when_folium_renders_the_page_itself(text):
    web_map = web.build_map(ASSETS)
    web.build_patch(make_view({"GM0001": "k"}, [Klasse("k", text, "#FDAE61")]), (), text).add_to(web_map)
    assert "1337" not in web_map.get_root().render()


def test_a_change_of_the_whole_country_is_small(sent):
    class_of = {f"GM{i:04d}": STATUS_KLASSEN[i % 7].key for i in range(342)}
    proof = {code: BEWIJZEN[i % 3] for i, code in enumerate(class_of)}
    focus = [code for code in class_of if code < "GM0170"]
    patch = web.build_patch(make_view(class_of, bewijs=proof), range(1000, 1400), "GM0001", focus)
    arguments = sent(web.build_map(ASSETS), patch)
    del arguments["on_change"]
    assert len(json.dumps(arguments)) < 7_500


def test_the_base_map_keeps_its_key_so_the_frame_is_not_loaded_again(sent):
    first = sent(web.build_map(ASSETS), web.build_patch(VIEW))["key"]
    other = make_view({"GM0001": "geen"})
    assert sent(web.build_map(ASSETS), web.build_patch(other, [1], "GM0001"))["key"] == first
    newer = ASSETS._replace(script="kaart-1.js")  # it names the other files
    assert sent(web.build_map(newer), web.build_patch(other))["key"] != first


def test_the_map_asks_no_other_host_and_leaves_folium_alone(sent):
    before = list(folium.Map.default_js)
    web_map = web.build_map(ASSETS)
    web.assert_local(web_map)
    arguments = sent(web_map, web.build_patch(VIEW))
    assert arguments["js_links"] == ["../../app/static/kaart-0.js"]
    assert arguments["css_links"] == []
    assert "//" not in arguments["script"] + arguments["header"] + arguments["feature_group"]
    assert folium.Map.default_js == before


@pytest.mark.parametrize(
    "layer",
    [
        lambda: folium.TileLayer("https://tile.example.org/{z}/{x}/{y}.png", attr="x"),
        lambda: LinearColormap(["red", "blue"]),
        lambda: folium.plugins.Fullscreen(),
    ],
    ids=["tiles", "colour map", "plugin"],
)
def test_a_layer_that_asks_another_host_is_refused(layer):
    web_map = web.build_map(ASSETS)
    web_map.add_child(layer())
    with pytest.raises(ValueError, match="another host"):
        web.assert_local(web_map)


def test_a_click_is_read_and_nonsense_is_not():
    assert web.read_click({"code": "GM0363", "n": 5}) == web.Click("GM0363", 5)
    for nonsense in (
        None,
        {},
        {"code": "GM0363"},
        {"code": "GM03", "n": 1},
        {"code": "<b>GM0363", "n": 1},
        "GM0363",
        3,
    ):
        assert web.read_click(nonsense) is None


def test_the_choice_of_a_layer_is_read_and_nonsense_is_not():
    assert web.read_pick({"laag": "actualiteit", "n": 5}) == web.Pick("actualiteit", 5)
    assert web.read_click({"laag": "actualiteit", "n": 5}) is None
    for nonsense in (None, {"laag": "actualiteit"}, {"laag": "<b>", "n": 1}, {"laag": "g2", "n": 1}, "keten"):
        assert web.read_pick(nonsense) is None


def test_another_layer_is_written_as_a_change_would_send_it(sent):
    other = replace(VIEW, layer="keten", class_of={**VIEW.class_of, "GM0001": "geen"})
    patch = read_patch(sent(web.build_map(ASSETS), web.build_patch(other)))
    written = json.loads(web.write_layers([(VIEW, "<p>Wie?</p>"), (other, "<p>Keten</p>")]))
    assert list(written) == ["zorgcoordinatie", "keten"]
    assert written["keten"].pop("legenda") == "<p>Keten</p>"
    assert {key: patch[key] for key in written["keten"]} == written["keten"]


def test_a_map_says_where_the_other_layers_are_only_when_the_reader_may_pick_one(sent):
    others = web.Others("../../lagen?peildatum=2026-01-01", "st-key-legenda")
    told = [read_patch(sent(web.build_map(ASSETS), web.build_patch(VIEW, others=one))) for one in (None, others)]
    assert [one["andere"] for one in told] == [None, [*others]]
    assert [one["laag"] for one in told] == ["zorgcoordinatie"] * 2


def test_the_assets_are_one_script_and_what_it_fetches():
    assets, contents = build_assets(b"{}", b"[]", b"{ }")
    assert {*assets} == {*contents}
    assert re.fullmatch(r"gemeenten-[0-9a-f]{12}\.geojson", assets.gemeenten)
    assert [contents[name] for name in assets[1:]] == [b"{}", b"[]", b"{ }"]
    assert [link for _, link in web.build_map(assets, "").default_js] == [assets.script]


def test_the_script_says_first_what_to_fetch_and_holds_leaflet_unchanged():
    assets, contents = build_assets(b"{}", b"[]", b"{ }")
    script = contents[assets.script].decode()
    told = json.loads(re.match(r"window\.netmap = (.*);\n", script)[1])
    assert told["files"] == dict(zip(("gemeenten", "regios", "netwerk"), assets[1:], strict=True))
    assert told["look"]["patterns"]["cross"] == list(style.PATTERNS["cross"][:3])
    leaflet = files("xstatic.pkg.leaflet") / "data"
    assert told["css"] == (leaflet / "leaflet.css").read_text(encoding="utf-8")
    assert (leaflet / "leaflet.js").read_text(encoding="utf-8") in script
    made = [f"window.netmap.{name} =" for name in ("fetched", "draw", "makeNetwork", "makeNames")]
    parts = [made[0], "* Leaflet 1.", *made[1:], "return { start, apply };"]
    assert sorted(parts, key=script.index) == parts


@pytest.mark.parametrize("script", sorted((ROOT / "netmap" / "maps").glob("*.js")), ids=lambda path: path.stem)
def test_our_scripts_name_no_other_host_and_read_no_text_as_a_program(script):
    text = script.read_text(encoding="utf-8")
    assert [url for url in re.findall(r"\w+://[^\s\"'`]+", text) if url != "http://www.w3.org/2000/svg"] == []
    assert not re.search(r"\beval\b|new Function|innerHTML", text)


def test_other_contents_get_another_name():
    first, _ = build_assets(b"{}", b"[]", b"{ }")
    assert build_assets(b"{}", b"[]", b"{ }")[0] == first
    second, _ = build_assets(b"{1}", b"[]", b"{ }")
    assert second.gemeenten != first.gemeenten
    assert second.script != first.script
    assert second.regios == first.regios
