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

from netmap.klassen import label_proof
from netmap.maps import style
from netmap.schema import TE_BEVESTIGEN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

_SCRIPTS: Final = ("web_draw", "web_network", "web_names", "web_map")


class Assets(NamedTuple):
    """File names, with ``/`` between the parts."""

    leaflet_js: str
    leaflet_css: str
    scripts: tuple[str, ...]
    """Ours, in the order in which the browser must load them."""
    gemeenten: str
    regios: str
    netwerk: str


def build_assets(
    geojson_bytes: bytes, regions_geojson: bytes, network_json: bytes
) -> tuple[Assets, Mapping[str, bytes]]:
    """
    Gather everything the web map fetches: the names, and what is in each file.

    The GeoJSON is in WGS84: gemeenten with ``code``, ``naam``, ``midden`` (a longitude and latitude within),
    ``centrum`` (to which centrumgemeente it belongs, in words) and ``inwoners`` (in words), regions as
    `netmap.geo.split_borders` and `netmap.geo.split_doubtful` cut them, each with the kind of area as its ``soort``.
    """
    leaflet = {name: source.read_bytes() for name, source in _leaflet()}
    leaflet_folder = f"leaflet-{_digest(*leaflet.values())}"
    named = {
        "gemeenten": ("gemeenten", "geojson", geojson_bytes),
        "regios": ("regios", "geojson", regions_geojson),
        "netwerk": ("netwerk", "json", network_json),
    }
    names = {field: f"{stem}-{_digest(data)}.{suffix}" for field, (stem, suffix, data) in named.items()}
    scripts = {f"{stem}-{_digest(data)}.js": data for stem, data in _scripts().items()}
    contents = {f"{leaflet_folder}/{name}": data for name, data in leaflet.items()}
    contents |= {names[field]: data for field, (_, _, data) in named.items()} | scripts
    return Assets(f"{leaflet_folder}/leaflet.js", f"{leaflet_folder}/leaflet.css", tuple(scripts), **names), contents


def _leaflet() -> list[tuple[str, Traversable]]:
    """Files of Leaflet in the installed package; the style sheet finds its images beside it."""
    data = files("xstatic.pkg.leaflet") / "data"
    images = sorted((data / "images").iterdir(), key=lambda image: image.name)
    plain = [(name, data / name) for name in ("leaflet.js", "leaflet.css")]
    return plain + [(f"images/{image.name}", image) for image in images]


def _scripts() -> dict[str, bytes]:
    """Our scripts in loading order; the first brings the tables of `netmap.maps.style` along."""
    look = {
        "tile": style.TILE,
        "patterns": {name: pattern[:3] for name, pattern in style.PATTERNS.items()},
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
    sources = {stem: Path(__file__).with_name(f"{stem}.js").read_bytes() for stem in _SCRIPTS}
    sources[_SCRIPTS[0]] = f"window.netmap = {{ look: {json.dumps(look)} }};\n".encode() + sources[_SCRIPTS[0]]
    return sources


def _digest(*parts: bytes) -> str:
    """Name a content: twelve hexadecimal digits."""
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]
