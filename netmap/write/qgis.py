"""How QGIS draws a layer: the style that a GeoPackage carries, with the classes of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from netmap.klassen import Klasse
from netmap.maps.style import BORDERS, LINES, SHAPES, border, ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Layers = list[tuple[str, dict[str, str]]]
    """Kind and properties of what a symbol is made of, the lowest first."""
    Look = tuple[str, tuple[str, Layers]]
    """Label, kind of the symbol, and its layers."""

_BRUSHES: Final = {
    "none": "", "dots": "dense6", "diagonal": "b_diagonal", "backdiagonal": "f_diagonal", "cross": "diagonal_x",
    "horizontal": "horizontal", "vertical": "vertical", "question": "dense7",
}  # fmt: skip
"""Name of a pattern of the map to the brush of QGIS that looks like it."""
_MARKERS: Final = {"organisatie": "circle", "politieregio": "square", "landelijk": "diamond", "gemeente": "circle"}


def classes_qml(attribute: str, klassen: Iterable[Klasse]) -> str:
    """
    Write the style of a layer of areas that are coloured by class.

    Parameters
    ----------
    attribute
        Column that holds the key of the class.
    klassen
        In the order of the legend.

    Returns
    -------
    qml
        A style as QGIS 3 writes it: the fill and pattern of the map.
    """
    return _categorised(attribute, {klasse.key: (klasse.label, _area(klasse)) for klasse in klassen})


def outline_qml() -> str:
    """Write the style of regions: a line around each, and what lies below in view."""
    line = {"style": "no", "outline_color": _rgb(BORDERS[1]), "outline_style": "solid", "outline_width": "0.5"}
    root = _style("singleSymbol")
    symbols = ET.SubElement(root[0], "symbols")
    symbols.append(_symbol("0", "fill", [("SimpleFill", line)]))
    return _text(root)


def dots_qml() -> str:
    """Write the style of the actors of the network, by their kind."""
    looks: dict[str, Look] = {
        soort: (
            shape.label.split(",")[0].split(" (")[0],
            ("marker", [("SimpleMarker", {
                "name": _MARKERS[soort], "color": _rgb(shape.fill), "outline_color": _rgb(shape.line), "size": "2.5",
            })]),
        )
        for soort, shape in SHAPES.items()
    }  # fmt: skip
    rest: tuple[str, Layers] = (
        "marker",
        [("SimpleMarker", {"name": "circle", "color": _rgb(LINES["overig"].colour), "size": "1.2"})],
    )
    return _categorised("soort", looks | {"inzet": ("Inzet", rest)})


def lines_qml() -> str:
    """Write the style of the connections: thin lines."""
    root = _style("singleSymbol")
    symbols = ET.SubElement(root[0], "symbols")
    line = {"line_color": _rgb(LINES["overig"].colour), "line_width": "0.2", "line_style": "solid"}
    symbols.append(_symbol("0", "line", [("SimpleLine", line)]))
    return _text(root)


def _area(klasse: Klasse) -> tuple[str, Layers]:
    """Fill an area as on the map, with the strokes of the pattern on top."""
    fill = {
        "color": _rgb(klasse.fill), "style": "solid", "outline_color": _rgb(border(klasse.fill)),
        "outline_style": "solid", "outline_width": "0.1",
    }  # fmt: skip
    brush = _BRUSHES[klasse.pattern]
    strokes = {"color": _rgb(ink(klasse.fill)), "style": brush, "outline_style": "no"}
    return "fill", [("SimpleFill", fill), *([("SimpleFill", strokes)] if brush else [])]


def _categorised(attribute: str, looks: Mapping[str, Look]) -> str:
    """Give every value of a column its own symbol."""
    root = _style("categorizedSymbol", {"attr": attribute})
    categories, symbols = (ET.SubElement(root[0], name) for name in ("categories", "symbols"))
    for number, (value, (label, (kind, layers))) in enumerate(looks.items()):
        facts = {"value": value, "type": "string", "label": label, "symbol": str(number), "render": "true"}
        ET.SubElement(categories, "category", facts)
        symbols.append(_symbol(str(number), kind, layers))
    return _text(root)


def _style(kind: str, facts: Mapping[str, str] | None = None) -> ET.Element:
    """Begin a style; what draws it is the first element in it."""
    root = ET.Element("qgis", version="3.28.0", styleCategories="Symbology")
    usual = {"type": kind, "enableorderby": "0", "forceraster": "0", "symbollevels": "0"}
    ET.SubElement(root, "renderer-v2", usual | dict(facts or {}))
    return root


def _symbol(name: str, kind: str, layers: Layers) -> ET.Element:
    """Make a symbol of layers, the lowest first; older versions of QGIS read ``prop``."""
    symbol = ET.Element("symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    for drawn, facts in layers:
        layer = ET.SubElement(symbol, "layer", {"class": drawn, "enabled": "1", "locked": "0", "pass": "0"})
        options = ET.SubElement(layer, "Option", type="Map")
        for key, value in facts.items():
            ET.SubElement(options, "Option", type="QString", name=key, value=value)
        for key, value in facts.items():
            ET.SubElement(layer, "prop", k=key, v=value)
    return symbol


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"


def _text(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode")
