"""What the map in the browser is told: one letter per gemeente, small, local, and deaf to hostile text."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files

import folium
import pytest

from netmap.layers import STATUS_KLASSEN, Klasse, LegendEntry, MapView
from netmap.maps import base, style, web
from netmap.maps.assets import build_assets
from netmap.schema import BEWIJZEN
from tests.browser import ROOT

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


def test_every_gemeente_gets_the_letter_of_its_class_in_the_shade_of_its_proof():
    patch = web.build_patch(VIEW, [4, 7], "GM0001", ["GM0003", "GM0001"])
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


def test_without_choices_the_country_shows_without_network():
    patch = web.build_patch(VIEW)
    assert (patch["binnen"], patch["gekozen"], patch["lijnen"]) == ("", None, [])
    assert patch["grenzen"] == "politieregio"
    assert patch["inwoners"] is False


def test_the_layer_of_inwoners_also_says_how_many_there_are():
    assert web.build_patch(replace(VIEW, layer="inwoners"))["inwoners"] is True


def test_a_class_outside_the_legend_is_refused():
    with pytest.raises(ValueError, match="zwart"):
        web.build_patch(make_view({"GM0001": "zwart"}))


def test_a_map_to_tick_gemeenten_on_says_which_are_ticked():
    patch = web.build_ticks(["GM0003", "GM0001", "GM0002"], {"GM0002"})
    assert (patch["letters"], patch["aan"], patch["binnen"], patch["gekozen"]) == ("bab", "010", "", None)
    assert [row[0] for row in patch["klassen"]] == ["Hoort bij het gebied", "Hoort er niet bij"]
    assert web.build_ticks(["GM0001"], ())["aan"] == "0"
    assert web.build_patch(VIEW)["aan"] is None


def test_the_fingerprint_tells_other_borders_apart():
    assert web.checksum(["a"]) == 0xE40C292C  # published test vector of FNV-1a
    assert web.checksum(["GM0001", "GM0002"]) != web.checksum(["GM0001", "GM0003"])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reaches_the_browser_as_text(text):
    klasse = Klasse("k", text, "#FDAE61", "diagonal")
    patch = web.build_patch(make_view({"GM0001": "k", text: "k"}, [klasse]), (), text, [text])
    script = json.dumps(patch)
    assert "1337" not in script
    assert "<img" not in script
    assert html.unescape(patch["klassen"][0][0]) == text
    assert html.unescape(patch["gekozen"]) == text


def test_a_change_of_the_whole_country_is_small():
    class_of = {f"GM{i:04d}": STATUS_KLASSEN[i % 7].key for i in range(342)}
    proof = {code: BEWIJZEN[i % 3] for i, code in enumerate(class_of)}
    focus = [code for code in class_of if code < "GM0170"]
    patch = web.build_patch(make_view(class_of, bewijs=proof), range(1000, 1400), "GM0001", focus)
    assert len(json.dumps(patch)) < 5_000


def test_the_map_is_written_once_as_folium_renders_it():
    written = base.write_map(base.build_map())
    assert written == base.write_map(base.build_map())
    assert re.match(r"function \(\) \{\s+var map_nederland = L\.map\(", written)
    assert written.endswith("return map_nederland;\n}")
    assert "//" not in written


def test_a_map_with_tiles_of_another_host_is_refused():
    web_map = base.build_map()
    web_map.add_child(folium.TileLayer("https://tile.example.org/{z}/{x}/{y}.png", attr="x"))
    with pytest.raises(ValueError, match="another host"):
        base.write_map(web_map)


@pytest.mark.parametrize("choice", ["GM0363", "actualiteit", "zorgcoordinatie", "2026-07-01"])
def test_what_a_reader_chose_is_read(choice):
    assert web.read_choice(choice) == choice


@pytest.mark.parametrize(
    "nonsense", [None, {}, 3, "", "GM03", "<b>GM0363", "GM0363 ", "g2", ["GM0363"], {"code": "GM0363"}]
)
def test_what_no_map_of_ours_sends_is_not(nonsense):
    assert web.read_choice(nonsense) is None


def test_another_layer_is_written_as_a_change_would_send_it():
    other = replace(VIEW, layer="keten", class_of={**VIEW.class_of, "GM0001": "geen"})
    patch = web.build_patch(other)
    written = json.loads(web.write_looks({"zorgcoordinatie": (VIEW, "<p>Wie?</p>"), "keten": (other, "<p>Keten</p>")}))
    assert list(written) == ["zorgcoordinatie", "keten"]
    assert written["keten"].pop("legenda") == "<p>Keten</p>"
    assert {key: patch[key] for key in written["keten"]} == written["keten"]


def test_a_map_says_where_the_other_layers_are_only_when_the_reader_may_pick_one():
    others = web.Others("lagen?peildatum=2026-01-01", "st-key-legenda")
    told = [web.build_patch(VIEW, others=one) for one in (None, others)]
    assert [one["andere"] for one in told] == [None, others]
    assert [one["laag"] for one in told] == ["zorgcoordinatie"] * 2


def test_the_assets_are_one_script_and_what_it_fetches():
    assets, contents = build_assets(b"{}", b"[]")
    assert {*assets} == {*contents}
    assert re.fullmatch(r"grenzen-[0-9a-f]{12}\.json", assets.grenzen)
    assert [contents[name] for name in assets[1:]] == [b"{}", b"[]"]


def test_the_script_says_first_what_to_fetch_and_holds_leaflet_unchanged():
    assets, contents = build_assets(b"{}", b"[]")
    script = contents[assets.script].decode()
    told = json.loads(re.match(r"const netmap = (.*);\n", script)[1])
    assert told["files"] == dict(zip(("grenzen", "netwerk"), assets[1:], strict=True))
    assert told["look"]["patterns"]["cross"] == list(style.PATTERNS["cross"][:3])
    leaflet = files("xstatic.pkg.leaflet") / "data"
    assert told["css"] == (leaflet / "leaflet.css").read_text(encoding="utf-8")
    assert (leaflet / "leaflet.js").read_text(encoding="utf-8") in script
    makers = ("makeMap", "draw", "makeNetwork", "makeNames", "makeList", "makeDays", "makeLayers", "makeView")
    parts = ["netmap.fetched =", "* Leaflet 1.", *(f"netmap.{name} =" for name in makers)]
    assert sorted(parts, key=script.index) == parts


@pytest.mark.parametrize("script", sorted((ROOT / "netmap" / "maps").glob("*.js")), ids=lambda path: path.stem)
def test_our_scripts_name_no_other_host_and_read_no_text_as_a_program(script):
    text = script.read_text(encoding="utf-8")
    assert [url for url in re.findall(r"\w+://[^\s\"'`]+", text) if url != "http://www.w3.org/2000/svg"] == []
    assert not re.search(r"\beval\b|new Function|innerHTML", text)


def test_other_contents_get_another_name():
    first, _ = build_assets(b"{}", b"[]")
    assert build_assets(b"{}", b"[]")[0] == first
    second, _ = build_assets(b"{1}", b"[]")
    assert second.grenzen != first.grenzen
    assert second.script != first.script
    assert second.netwerk == first.netwerk
