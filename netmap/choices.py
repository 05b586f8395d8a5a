"""Which layers a reader chooses from: by group, near doubles merged, with how much each can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.layers import LAYERS
from netmap.norms import NVT
from netmap.schema import NIET_INGEDEELD, dutch_number, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.klassen import Klasse
    from netmap.layers import Layer, MapView

GROEPEN: Final[Mapping[str, tuple[str, ...]]] = {
    "Zorg": ("zorgcoordinatie", "toereikendheid", "looptijd", "centrumgemeente", "inwoners"),
    "Bestuur en keten": ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris", "keten"),
    "Hoe zeker": ("actualiteit", "zekerheid", "blijft_gedekt"),
    "Gemeentebeleid": ("g1", "g3", "g4", "g5", "g6", "g7", "g8", "g9"),
    "Regio": ("r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9"),
}
"""Group to keys of its layers, in the order in which a reader sees them."""
DOUBLES: Final[Mapping[str, str]] = {
    "g2": "aandachtsfunctionaris",
    "r1": "bestuurlijk_trekker",
}
"""Layer of a criterium to the layer that shows the same with more words; links and commands may name either."""
CHOICES: Final = tuple(key for keys in GROEPEN.values() for key in keys)
"""Keys of the layers to choose from."""
_SILENT: Final = frozenset({"onbekend", "fte_onbekend", "zonder_datum"})
"""Classes in which a layer has no answer though they do not look unknown."""


def find_layer(text: str) -> Layer | None:
    """
    Find the layer to choose by what somebody typed or a link says.

    Parameters
    ----------
    text
        Key or name, of a double too, in any spelling of capitals and accents.

    Returns
    -------
    layer
        One of ``CHOICES``; None when there is no such layer.
    """
    known = {fold(name): key for key, layer in LAYERS.items() for name in (layer.naam, key)}
    key = known.get(fold(text))
    return LAYERS[DOUBLES.get(key, key)] if key else None


def count_known(view: MapView) -> tuple[int, int]:
    """
    Count of how many a layer can say something, and how many it asks.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    known, asked
        Gemeenten, or the regions when the layer is about those, without the ones that the question is not for.
    """
    asked = [entry for entry in view.legend if entry.klasse.key not in {NVT, NIET_INGEDEELD}]
    known = sum(entry.aantal for entry in asked if not is_silent(entry.klasse))
    return known, sum(entry.aantal for entry in asked)


def is_silent(klasse: Klasse) -> bool:
    """Say whether a class is no answer: it looks unknown, or says that a part is."""
    return klasse.pattern == "question" or klasse.key in _SILENT


def label_layer(view: MapView) -> str:
    """Name a layer with how much it can say: ``G1 Beleid: 127 van 342 gemeenten``."""
    known, asked = count_known(view)
    return f"{view.naam}: {dutch_number(known)} van {dutch_number(asked)} {view.eenheid[asked != 1]}"
