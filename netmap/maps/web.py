"""
The Folium map: borders and network are static files, fetched once; each rerun sends only what changed.

`build_map` makes the base map, the same on every rerun; `build_patch` says which class every gemeente has and
which lines show, `build_ticks` which gemeenten are ticked. What the browser does with it is in ``web_map.js``, which
draws with ``web_draw.js`` and has ``web_network.js`` draw the network and ``web_names.js`` the names; ``web_files.js``
fetches what they draw. In ``web_layers.js`` the reader picks another layer: the map recolours itself from
`write_layers`, the page follows.
"""

from __future__ import annotations

import json
import re
from string import ascii_letters
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import folium
from branca.colormap import ColorMap
from branca.element import Element, MacroElement
from folium.template import Template

from netmap.choices import CHOICES
from netmap.klassen import Klasse
from netmap.maps.style import border, line_of, safe, shade
from netmap.schema import GRENZEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from netmap.layers import MapView
    from netmap.maps.assets import Assets

TICKS: Final = (Klasse("erbij", "Hoort bij het gebied", "#2171B5"), Klasse("niet", "Hoort er niet bij", "#FFFFFF"))
"""How a gemeente looks that is ticked, and one that is not."""
_CODE: Final = re.compile(r"GM\d{4}")
_FNV_OFFSET: Final = 0x811C9DC5
_FNV_PRIME: Final = 0x01000193


class Others(NamedTuple):
    """Where a map finds the other layers."""

    bestand: str
    """Address of what `write_layers` wrote, as seen from the frame."""
    legenda: str
    """Class of the part of the page in which the legend stands."""


class Click(NamedTuple):
    """A gemeente the reader chose in the map."""

    code: str
    n: int
    """Grows with every click, also on the same gemeente."""


class Pick(NamedTuple):
    """A layer the reader chose in the map."""

    laag: str
    """Key of the layer."""
    n: int
    """Grows with every choice."""


class _WebMap(folium.Map):
    """A Folium map that asks no other host for its scripts."""

    def load_from(self, base: str, assets: Assets) -> None:
        """Take the one script from our own folder; it brings the style sheet along."""
        self.default_js = [("netmap", base + assets.script)]
        self.default_css = []


class _Start(MacroElement):
    """Starts our script on the map; its name is said, for another script is another map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "netmap.start({{ this._parent.get_name() }}); /* {{ this.name }} */"
        "{% endmacro %}"
    )

    def __init__(self, name: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.name = name


class _Patch(MacroElement):
    """Hands a change to our script."""

    _template = Template("{% macro script(this, kwargs) %}netmap.apply({{ this.patch }});{% endmacro %}")

    def __init__(self, patch: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Patch"
        self.patch = patch


def build_map(assets: Assets, base: str = "../../app/static/") -> folium.Map:
    """
    Make the base map. Make it anew on every rerun: ``st_folium`` changes the object it is given.

    Parameters
    ----------
    assets
        Of `netmap.maps.assets.build_assets`.
    base
        Address of the folder with our files as seen from the component's frame.

    Returns
    -------
    map
        A map without tiles that loads our own files only.
    """
    web_map = _WebMap(
        tiles=None,
        location=[52.2, 5.3],
        zoom_start=7,
        max_zoom=12,
        max_bounds=True,
        min_lat=50.2,
        max_lat=54.1,
        min_lon=2.2,
        max_lon=8.4,
        zoom_control=False,
        attribution_control=False,
        keyboard=False,
        zoom_snap=0.1,
        zoom_delta=0.75,
        max_bounds_viscosity=0.8,
    )
    web_map.load_from(base, assets)
    web_map.add_child(_Start(safe(assets.script)))
    return web_map


def build_patch(
    view: MapView,
    visible: Sequence[int] = (),
    selected: str | None = None,
    focus: Collection[str] | None = None,
    others: Others | None = None,
) -> folium.FeatureGroup:
    """
    Say what the map must show now; for ``feature_group_to_add`` of ``st_folium``.

    Parameters
    ----------
    view
        Classes of all gemeenten of the country.
    visible
        Lines of the network that show, as `netmap.maps.network.visible_edges` gives them; none hides the network.
    selected
        Code of the gemeente to outline.
    focus
        Codes of the chosen area: the map moves there and the rest turns grey. None or empty for the country.
    others
        Where the browser finds the other layers, when the reader may choose one in the map.

    Returns
    -------
    patch
        An empty group that carries the change.

    Raises
    ------
    ValueError
        If a gemeente has a class that is not in the legend.
    """
    return _patch(
        sorted(view.class_of),
        **describe_layer(view),
        binnen=sorted(focus or ()),
        gekozen=safe(selected) if selected else None,
        lijnen=[int(index) for index in visible],
        grenzen=view.grenzen,
        laag=view.layer,
        andere=others,
    )


def build_ticks(codes: Collection[str], ticked: Collection[str]) -> folium.FeatureGroup:
    """Say which gemeenten are ticked on a map to tick them on; ``codes`` are all of the country."""
    every = sorted(codes)
    return _patch(
        every,
        klassen=[_look_row(klasse, "") for klasse in TICKS],
        letters="".join("ba"[code in ticked] for code in every),
        inwoners=True,
        aan=sorted(ticked),
    )


def _patch(
    codes: Sequence[str], *, binnen: Collection[str] = (), aan: Collection[str] | None = None, **said: object
) -> folium.FeatureGroup:
    """Put a change of the map in a group that carries it; what it does not say is off."""
    off: dict[str, object] = {"gekozen": None, "lijnen": [], "grenzen": GRENZEN[0], "laag": "", "andere": None}
    patch = {
        "controle": checksum(codes),
        **off,
        **said,
        "binnen": _places(codes, binnen) if binnen else "",
        "aan": None if aan is None else _places(codes, aan),
    }
    group = folium.FeatureGroup(control=False)
    group.add_child(_Patch(_json(patch)))
    return group


def _places(codes: Sequence[str], some: Collection[str]) -> str:
    """Write a sign per gemeente: 1 for some of them."""
    return "".join("01"[code in some] for code in codes)


def describe_layer(view: MapView) -> dict[str, Any]:
    """Say how a layer colours every gemeente: the looks it has, and one letter per gemeente in the order of the codes.

    ``ValueError`` if a gemeente has a class that is not in the legend.
    """
    codes = sorted(view.class_of)
    looks = view.group(codes)
    letter_of = {code: letter for letter, found in zip(ascii_letters, looks.values(), strict=False) for code in found}
    return {
        "klassen": [_look_row(*look) for look in looks],
        "letters": "".join(letter_of[code] for code in codes),
        "inwoners": view.layer == "inwoners",
    }


def write_layers(views: Iterable[tuple[MapView, str]]) -> bytes:
    """
    Write how each layer looks, for a map that recolours itself when the reader picks another.

    Parameters
    ----------
    views
        What each layer says of one area on one day, with its legend as HTML.

    Returns
    -------
    json
        Key of the layer to what `describe_layer` says, and ``legenda``.
    """
    layers = {view.layer: {**describe_layer(view), "legenda": legend} for view, legend in views}
    return json.dumps(layers, separators=(",", ":"), ensure_ascii=False).encode()


def checksum(codes: Iterable[str]) -> int:
    """
    Fingerprint of sorted gemeente codes, so that classes are never painted on borders of another year.

    FNV-1a of the codes with commas between them, 32 bits; ``web_draw.js`` computes the same.
    """
    value = _FNV_OFFSET
    for byte in ",".join(codes).encode():
        value = (value ^ byte) * _FNV_PRIME % 2**32
    return value


def read_click(value: object) -> Click | None:
    """
    Read what ``st_folium`` returned, which is anything a browser can send; None when it does not look like a choice.

    Whether the code exists, and whether this click was handled before, is for the caller to see.
    """
    match value:
        case {"code": str(code), "n": int(n)} if _CODE.fullmatch(code):
            return Click(code, n)
        case _:
            return None


def read_pick(value: object) -> Pick | None:
    """Read what ``st_folium`` returned as the choice of a layer; None when it does not look like one of ``CHOICES``."""
    match value:
        case {"laag": str(laag), "n": int(n)} if laag in CHOICES:
            return Pick(laag, n)
        case _:
            return None


def assert_local(web_map: folium.Map) -> None:
    """
    Refuse a map that would ask another host for something.

    ``ValueError`` if an element links to another host, or is of a kind whose links are added elsewhere (colour maps,
    tiles).
    """
    for element in _walk(web_map):
        links = [url for _, url in [*getattr(element, "default_js", []), *getattr(element, "default_css", [])]]
        if isinstance(element, (ColorMap, folium.TileLayer)) or any("//" in url for url in links):
            msg = f"{type(element).__name__} makes the browser ask another host: {', '.join(links) or 'see its class'}"
            raise ValueError(msg)


def _walk(element: Element) -> Iterator[Element]:
    """Yield the element and everything below it."""
    yield element
    for child in element._children.values():
        yield from _walk(child)


def _look_row(klasse: Klasse, bewijs: str) -> list[str]:
    """List what the browser needs to draw a class in the shade of its proof."""
    look = shade(klasse, bewijs)
    return [safe(klasse.label), look.fill, look.pattern, line_of(look), border(look.fill), bewijs]


def _json(value: object) -> str:
    """Write JSON that a script and a template both take literally, whatever text is in it."""
    text = json.dumps(value, separators=(",", ":"))
    for sign in ("{", "%", "#"):
        text = text.replace("{" + sign, f"{{\\u{ord(sign):04x}")
    return text.replace("<", "\\u003c")
