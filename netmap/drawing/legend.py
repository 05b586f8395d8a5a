"""What the legend of a picture says: a row per class with its counts, the shades, the borders and the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.klassen import Klasse, label_proof
from netmap.maps import style
from netmap.schema import CENTRUMGEMEENTE, dutch_number
from netmap.table import percent_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netmap.layers import MapView

SWATCH: Final = (26, 16)
"""Width and height in units of what is drawn before a row."""
BORDER_OF: Final = {
    "politieregio": "Grens van een politieregio",
    CENTRUMGEMEENTE: "Grens van de regio van een centrumgemeente",
}
"""Kind of area, one of ``schema.GRENZEN``, to what a legend calls its borders."""
DOUBTFUL_BORDER: Final = "Misschien een grens: dat is niet bekend"
"""What a legend calls a border between gemeenten that may belong to the same centrumgemeente."""


class LegendRow(NamedTuple):
    """One row of the legend."""

    soort: str
    """What is drawn before it: ``klasse``, ``bewijs``, ``grens``, ``buiten``, ``lijn`` or ``punt``."""
    key: str
    """Which one of that kind: the key of a class, a kind of line or an actor."""
    label: str
    svg: str = ""
    """What is drawn before it, as it looks on the map; nothing before a ``tekst``."""
    gemeenten: str = ""
    """Count within the area; blank for a row that counts nothing."""
    inwoners: str = ""
    """Share of the inwoners of the area."""

    @property
    def is_empty(self) -> bool:
        """Whether the row counts nothing: it is there for completeness, in grey."""
        return self.gemeenten == "0"


def is_all_stale(view: MapView) -> bool:
    """
    Say whether every gemeente of the area must be confirmed: then words say it and the marking is left out.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    all_stale
        True when no gemeente of the area rests on recent information.
    """
    return view.te_bevestigen.issuperset(view.codes)


def build_rows(view: MapView, network: Iterable[tuple[str, str]] = ()) -> list[LegendRow]:
    """Write the rows of the legend: classes in the order of the catalogue, then what lies over them."""
    inwoners = sum(entry.inwoners for entry in view.legend)
    rows = [
        LegendRow(
            "klasse",
            entry.klasse.key,
            entry.klasse.label,
            style.swatch_svg(entry.klasse, view.shades(entry.klasse.key), SWATCH),
            dutch_number(entry.aantal),
            percent_of(entry.inwoners, inwoners),
        )
        for entry in view.legend
    ]
    rows += [
        LegendRow("bewijs", at, label, style.swatch_svg(example, (at,), SWATCH), dutch_number(number))
        for at, label, example, number in explain_shades(view)
    ]
    rows += [LegendRow("grens", *row) for row in _border_rows(view)]
    if view.gebied is not None:
        rows.append(
            LegendRow("buiten", "", "Buiten het gebied", style.swatch_svg(Klasse("", "", style.DIMMED), size=SWATCH))
        )
    drawn = set(network)
    rows += [
        LegendRow("lijn", kind, line.label, style.line_svg(kind, SWATCH))
        for kind, line in style.LINES.items()
        if ("lijn", kind) in drawn
    ]
    rows += [
        LegendRow("punt", soort, shape.label, style.shape_svg(soort, SWATCH))
        for soort, shape in style.SHAPES.items()
        if ("punt", soort) in drawn
    ]
    return rows


def name_counts(view: MapView) -> str:
    """Name what the rows count; the label of gemeenten among regions says that they are."""
    return "aantal" if view.is_mixed else "regio's" if view.regio_of else "gemeenten"


def _border_rows(view: MapView) -> Iterator[tuple[str, str, str]]:
    """Explain the borders: a key, the words and the drawing."""
    if view.gebied is not None:
        yield "", f"Grens van de {view.gebied}", style.border_svg(border_width(view), SWATCH)
    if view.grenzen == CENTRUMGEMEENTE:
        yield CENTRUMGEMEENTE, BORDER_OF[CENTRUMGEMEENTE], style.border_svg(border_width(), SWATCH)
        yield "misschien", DOUBTFUL_BORDER, style.border_svg(border_width(), SWATCH, is_doubtful=True)
    elif view.gebied is None:
        yield "", BORDER_OF[view.grenzen], style.border_svg(border_width(), SWATCH)


class Shading(NamedTuple):
    """One strength of proof, for a legend."""

    bewijs: str
    """One of ``schema.BEWIJZEN``."""
    label: str
    example: Klasse
    """The class that most of those with this proof have."""
    number: int
    """Of what the map is about, within the area."""


def explain_shades(view: MapView) -> list[Shading]:
    """
    Explain the shades of a map: how strong the proof is, and of how many.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    shades
        From strong to weak, only those that occur; none when all proof is fresh, for then there is one shade.
    """
    if not view.te_bevestigen.intersection(view.codes):
        return []
    shades = []
    for at, number in view.bewijzen.items():
        classes = Counter(view.class_of[code] for code in view.codes if view.bewijs.get(code) == at)
        example = max((entry.klasse for entry in view.legend), key=lambda klasse: classes[klasse.key])
        shades.append(Shading(at, label_proof(at), replace(example, label=""), number))
    return shades


def border_width(view: MapView | None = None) -> float:
    """Say how wide the border is that stands out, in units: around the area of a view, or between areas."""
    return 1.3 if view is None or view.gebied is None else 1.7
