"""
What the map in the browser is told: borders and network are files, fetched once; each rerun sends only what changed.

`build_patch` says which class every gemeente has and which lines show, `build_ticks` which gemeenten are ticked. What
the browser does with it is in ``web_map.js``, which draws with ``web_draw.js`` on the map of `netmap.maps.base` and has
``web_network.js`` draw the network and ``web_names.js`` the names; ``web_files.js`` fetches what they draw. In
``web_layers.js`` the reader picks another layer: the map recolours itself from `write_looks`, the page follows.
"""

from __future__ import annotations

import json
import re
from string import ascii_letters
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.choices import CHOICES
from netmap.klassen import Klasse
from netmap.maps.style import border, line_of, safe, shade
from netmap.schema import GRENZEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netmap.layers import MapView

TICKS: Final = (Klasse("erbij", "Hoort bij het gebied", "#2171B5"), Klasse("niet", "Hoort er niet bij", "#FFFFFF"))
"""How a gemeente looks that is ticked, and one that is not."""
_CODE: Final = re.compile(r"GM\d{4}|\d{4}-\d\d-\d\d")
"""Of a gemeente, or of a day."""
_FNV_OFFSET: Final = 0x811C9DC5
_FNV_PRIME: Final = 0x01000193


class Others(NamedTuple):
    """Where a map finds the other layers."""

    bestand: str
    """Address of what `write_looks` wrote, as seen from the page."""
    legenda: str
    """Class of the part of the page in which the legend stands."""
    dagen: tuple[tuple[str, str], ...] = ()
    """When they are days: key and name of each, the first day first."""
    nu: str = ""
    """Key of the day that the map shows."""


def build_patch(
    view: MapView,
    visible: Sequence[int] = (),
    selected: str | None = None,
    focus: Collection[str] | None = None,
    others: Others | None = None,
) -> dict[str, Any]:
    """
    Say what the map must show now.

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
        As JSON takes it; ``web_map.js`` says what each part is.

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
        laag=others.nu if others and others.nu else view.layer,
        andere=others,
    )


def build_ticks(codes: Collection[str], ticked: Collection[str]) -> dict[str, Any]:
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
) -> dict[str, Any]:
    """Complete a change of the map: what it does not say is off."""
    off: dict[str, object] = {"gekozen": None, "lijnen": [], "grenzen": GRENZEN[0], "laag": "", "andere": None}
    return {
        "controle": checksum(codes),
        **off,
        **said,
        "binnen": _places(codes, binnen) if binnen else "",
        "aan": None if aan is None else _places(codes, aan),
    }


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


def write_looks(views: Mapping[str, tuple[MapView, str]]) -> bytes:
    """
    Write how each layer, or each day, looks, for a map that recolours itself when the reader picks another.

    Parameters
    ----------
    views
        By the key of the layer or day: what the map says of one area then, with its legend as HTML.

    Returns
    -------
    json
        Key to what `describe_layer` says, and ``legenda``.
    """
    looks = {key: {**describe_layer(view), "legenda": legend} for key, (view, legend) in views.items()}
    return json.dumps(looks, separators=(",", ":"), ensure_ascii=False).encode()


def checksum(codes: Iterable[str]) -> int:
    """
    Fingerprint of sorted gemeente codes, so that classes are never painted on borders of another year.

    FNV-1a of the codes with commas between them, 32 bits; ``web_draw.js`` computes the same.
    """
    value = _FNV_OFFSET
    for byte in ",".join(codes).encode():
        value = (value ^ byte) * _FNV_PRIME % 2**32
    return value


def read_choice(value: object) -> str | None:
    """
    Read what a map sent, which is anything a browser can send: code of a gemeente, a day, or key of one of ``CHOICES``.

    None when it does not look like one. Whether gemeente or day exists is for the caller to see.
    """
    return value if isinstance(value, str) and (_CODE.fullmatch(value) or value in CHOICES) else None


def _look_row(klasse: Klasse, bewijs: str) -> list[str]:
    """List what the browser needs to draw a class in the shade of its proof."""
    look = shade(klasse, bewijs)
    return [safe(klasse.label), look.fill, look.pattern, line_of(look), border(look.fill), bewijs]
