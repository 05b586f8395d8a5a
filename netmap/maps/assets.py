"""
The files that a browser fetches once and keeps, under names that change with their content.

Leaflet comes from the installed package, so no third-party script is part of this repository and the page asks
no other host for anything.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.choices import GROEPEN
from netmap.klassen import label_proof
from netmap.layers import LAYERS
from netmap.maps import style
from netmap.maps.base import build_map, write_map
from netmap.schema import TE_BEVESTIGEN

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCRIPTS: Final = ("web_files", "web_draw", "web_network", "web_names", "web_layers", "web_map")
"""Ours, in the order in which they need each other."""


class Assets(NamedTuple):
    """File names."""

    script: str
    """Everything that runs, Leaflet and its style sheet included; its first line has the browser fetch the others."""
    grenzen: str
    netwerk: str


def build_assets(borders_topojson: bytes, network_json: bytes) -> tuple[Assets, Mapping[str, bytes]]:
    """
    Gather everything the web map fetches: the names, and what is in each file.

    Of the TopoJSON: ``gemeenten`` with ``code``, ``naam``, ``midden`` (a longitude and latitude within),
    ``centrum`` (to which centrumgemeente it belongs, in words) and ``inwoners`` (in words), ``regios`` as
    `netmap.geo.split_borders` and `netmap.geo.split_doubtful` cut them, each with the kind of area as its ``soort``.
    """
    named = {"grenzen": borders_topojson, "netwerk": network_json}
    names = {field: f"{field}-{_digest(data)}.json" for field, data in named.items()}
    script = _script(names)
    contents = {names[field]: data for field, data in named.items()}
    assets = Assets(f"kaart-{_digest(script)}.js", **names)
    return assets, {assets.script: script, **contents}


def _script(names: Mapping[str, str]) -> bytes:
    """Join all scripts to one module: first what to fetch, then Leaflet, the map as Folium renders it, and ours."""
    leaflet = files("xstatic.pkg.leaflet") / "data"
    layers = [[groep, [[key, LAYERS[key].naam] for key in keys]] for groep, keys in GROEPEN.items()]
    told: dict[str, object] = {
        "files": names,
        "look": _look(),
        "layers": layers,
        "css": (leaflet / "leaflet.css").read_text(encoding="utf-8"),
    }
    base = build_map()
    first, *others = (Path(__file__).with_name(f"{stem}.js").read_text(encoding="utf-8") for stem in _SCRIPTS)
    told["element"] = base.get_name()
    tell = f"const netmap = {json.dumps(told, separators=(',', ':'))};"
    draw = f"const L = window.L.noConflict();\nnetmap.makeMap = {write_map(base)};"
    return "\n".join([tell, first, (leaflet / "leaflet.js").read_text(encoding="utf-8"), draw, *others]).encode()


def _look() -> dict[str, object]:
    """Bring the tables of `netmap.maps.style` along."""
    return {
        "tile": style.TILE,
        "patterns": style.PATTERNS,
        "patternOpacity": style.PATTERN_OPACITY,
        "teBevestigen": {bewijs: label_proof(bewijs) for bewijs in sorted(TE_BEVESTIGEN)},
        "faint": style.FAINT._asdict(),
        "lines": {kind: line[1:] for kind, line in style.LINES.items()},
        "shapes": {soort: shape[1:] for soort, shape in style.SHAPES.items()},
        "sea": style.SEA,
        "doubtful": " ".join(map(str, style.DOUBTFUL)),
        "dimmed": style.DIMMED,
        "dark": style.DARK,
        "light": style.LIGHT,
    }


def _digest(data: bytes) -> str:
    """Name a content: twelve hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:12]
