"""What a template has behind a place on its slides: decoration to stay clear of, and colours in which text is read."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING, Any, Final

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from netmap.maps.style import contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pptx.slide import SlideLayout, SlideMaster

READABLE: Final = 4.5
"""Contrast with the ground that text needs, by WCAG 2."""
_INKS: Final = ("tx1", "bg1", "tx2", "bg2")
"""Colours of a theme that text can have."""
_GAMMA: Final = 2.2
_WHOLE: Final = 100_000
"""A share of one, as the format writes it."""


def read_theme(master: SlideMaster) -> dict[str, str]:
    """Read the colours of the theme of a master: ``dk1`` to ``#000000``; KeyError or SyntaxError on a damaged one."""
    root = parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    scheme = next(root.iter(qn("a:clrScheme")), ())
    values = ((one.tag.split("}")[1], one[0].get("lastClr") or one[0].get("val")) for one in scheme)
    return {name: f"#{value}" for name, value in values}


def decoration(layout: SlideLayout) -> Iterator[Any]:
    """List what a layout and its master draw on every slide, the topmost first."""
    sheets: list[Any] = [layout]
    if layout.element.get("showMasterSp") not in ("0", "false"):
        sheets.append(layout.slide_master)
    for sheet in sheets:
        yield from (shape for shape in reversed(list(sheet.shapes)) if not shape.is_placeholder)


def find_ink(layout: SlideLayout, spot: tuple[int, int], own: Iterable[Any] = ()) -> str:
    """
    Choose the colour of text at a spot of the slides of a layout.

    Parameters
    ----------
    layout
        Of the template.
    spot
        From the left and from the top of the slide, in EMU.
    own
        Elements of the template that may say which colour the text has there, the strongest first; the usual one is
        ``tx1``.

    Returns
    -------
    ink
        Name of a colour of the theme; blank when the template's own can be read, or when a picture lies behind it.
    """
    palette = _Palette(layout)
    ground = palette.ground(spot)
    mine = next((colour for one in own if (colour := palette.fill(one))), palette.name("tx1"))
    if ground is None or mine is None or contrast(mine, ground) >= READABLE:
        return ""
    return max(_INKS, key=lambda name: contrast(palette.name(name) or ground, ground))


class _Palette:
    """The colours of a layout, by the names that it has for them."""

    def __init__(self, layout: SlideLayout) -> None:
        self._layout, self._theme = layout, read_theme(layout.slide_master)
        maps = layout.slide_master.element.xpath("p:clrMap")
        self._map = dict(maps[0].attrib) if maps else {}

    def name(self, name: str) -> str | None:
        """Find a colour by its name."""
        return self._theme.get(self._map.get(name, name))

    def fill(self, holder: Any) -> str | None:
        """Read the plain fill that an element says, if it does."""
        fill = holder.find(qn("a:solidFill"))
        return None if fill is None else self._colour(fill)

    def _colour(self, holder: Any) -> str | None:
        """Read the colour within an element, lightened or darkened as it says."""
        for one in holder:
            kind = one.tag.split("}")[1]
            said = one.get("lastClr") or one.get("val")
            colour = self.name(said) if kind == "schemeClr" else f"#{said}" if kind in ("srgbClr", "sysClr") else None
            return _shift(colour, one) if colour else None
        return None

    def ground(self, spot: tuple[int, int]) -> str | None:
        """Find the colour behind a spot; None when it is not plain."""
        for shape in decoration(self._layout):
            if not _covers(shape, spot):
                continue
            props, styles = shape.element.find(qn("p:spPr")), shape.element.xpath("p:style/a:fillRef")
            if props is None or props.xpath("a:gradFill | a:blipFill | a:pattFill | a:grpFill"):
                return None
            if colour := self.fill(props):
                return colour
            if not props.xpath("a:noFill") and styles and styles[0].get("idx") != "0":
                return self._colour(styles[0])
        for sheet in (self._layout, self._layout.slide_master):
            for props in sheet.element.xpath("p:cSld/p:bg/p:bgPr"):
                return self.fill(props)
            for reference in sheet.element.xpath("p:cSld/p:bg/p:bgRef"):
                return self._colour(reference)
        return self.name("bg1")


def _covers(shape: Any, spot: tuple[int, int]) -> bool:
    """Whether a shape lies over a spot."""
    if None in (shape.left, shape.top, shape.width, shape.height):
        return False
    return bool(shape.left <= spot[0] <= shape.left + shape.width and shape.top <= spot[1] <= shape.top + shape.height)


def _shift(colour: str, element: Any) -> str:
    """Change a colour as the children of its element say; what changes its hue is left out."""
    parts: Sequence[float] = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    for change in element:
        share = int(change.get("val", _WHOLE)) / _WHOLE
        match change.tag.split("}")[1]:
            case "tint":  # in light, not in the numbers of the screen
                parts = [(1 - (1 - part**_GAMMA) * share) ** (1 / _GAMMA) for part in parts]
            case "shade":
                parts = [part * share ** (1 / _GAMMA) for part in parts]
            case "lumMod" | "lumOff" as kind:
                hue, light, strength = colorsys.rgb_to_hls(*parts)
                light = light * share if kind == "lumMod" else light + share
                parts = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), strength)
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02X}" for part in parts)
