"""What a map says in a few sentences, each layer in its own words and its own unit: gemeenten or politieregio's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import capital, part_of, small
from netmap.norms import CRITERIA
from netmap.schema import dutch_number
from netmap.summary import conclude, tell_choice
from netmap.view import EENHEDEN

if TYPE_CHECKING:
    from collections.abc import Collection

    from netmap.layers import MapView, Stand

_SAID: Final = {
    "bestuurlijk_trekker": (("ja",), "Voor {} noemt een bron een bestuurlijk trekker"),
    "ketenregisseur": (("ja",), "Voor {} noemt een bron een ketenregisseur"),
    "aandachtsfunctionaris": (("ja",), "In {} noemt een bron een aandachtsfunctionaris"),
    "keten": (("beide",), "Voor {} noemen bronnen zorg en bestuur allebei"),
    "actualiteit": (("jaar",), "In {} is de bron hoogstens 12 maanden oud"),
    "zekerheid": (("hoog",), "In {} is de bron over zorgcoördinatie heel zeker"),
    "blijft_gedekt": (
        ("hoog_datum",),
        "In {} blijft er dekking als alleen bronnen met zekerheid hoog en een datum meetellen",
    ),
    "looptijd": (("binnen_jaar",), "Van {} is een einde binnen 12 maanden bekend"),
    "toereikendheid": (("ruim", "gemiddeld", "dun"), "In {} is bekend hoeveel fte er is"),
}
"""Layer to the classes that its headline counts, and what it says of them."""


_REGIONAL: Final = {"bestuurlijk_trekker": "R1", "ketenregisseur": "R3"}
"""Layer of a role to the criterium that asks it of a region as a whole."""


def conclude_view(stand: Stand, view: MapView) -> tuple[str, ...]:
    """
    Say in a few sentences what a map shows; the first is the headline.

    Parameters
    ----------
    stand
        What the view was made from.
    view
        Output of ``build_view``, or of a scenario or an advice.

    Returns
    -------
    conclusion
        Dutch sentences: what the layer is about, counted in its unit; the other classes; how much must be confirmed.
        For zorgcoördinatie the output of ``summary.conclude``.
    """
    if view.layer == "zorgcoordinatie":
        return conclude(stand, view.gebied)
    if view.layer == "inwoners":
        number, where = (
            sum(entry.inwoners for entry in view.legend),
            f"de {view.gebied}" if view.gebied else "Nederland",
        )
        density = dutch_number(number / stand.land_km2(view.codes))
        opening = f"In {where} wonen {dutch_number(number)} mensen, gemiddeld {density} per km² land."
        return (opening, *tell_choice(stand), *_tell_rest(view, ()))
    keys, text = _most_common(view)
    known = {entry.klasse.key for entry in view.legend if entry.aantal and not entry.klasse.is_unknown}
    if view.size(view.codes) > 1 and known:
        asked = (("ja",), f"{view.naam}: ja in {{}}") if view.layer.upper() in CRITERIA else (keys, text)
        keys, text = _SAID.get(view.layer, asked)
    number = sum(entry.aantal for entry in view.legend if entry.klasse.key in keys)
    opening = text.format(_part(number, view))
    more = (*_tell_regions(stand, view), *_tell_rest(view, keys), *_tell_stale(view))
    return (f"{opening}.", *tell_choice(stand), *more)


def _most_common(view: MapView) -> tuple[tuple[str, ...], str]:
    """Conclude with the class that most have, for a view that is not in the list of layers."""
    largest = max(view.legend, key=lambda entry: entry.aantal).klasse
    return (largest.key,), f"{view.naam}: {small(largest.label)} in {{}}"


def _part(number: int, view: MapView) -> str:
    """Write ``2 van de 10 politieregio's``, with the area."""
    total = view.size(view.codes)
    where = f" in de {view.gebied}" if view.gebied else ""
    if total == 1 and view.regio_of:
        return f"de politieregio {view.regio_of[view.codes[0]]}"
    return f"{part_of(number, total, *view.eenheid)}{where}"


def _tell_regions(stand: Stand, view: MapView) -> tuple[str, ...]:
    """Say in how many politieregio's a role is filled for the region as a whole."""
    if view.gebied or view.layer not in _REGIONAL:
        return ()
    answers = stand.criteria_per_regio[_REGIONAL[view.layer]].values()
    number = sum(answer.waarde == "ja" for answer in answers)
    return (f"Voor een hele regio: in {part_of(number, len(answers), *EENHEDEN[1])}.",)


def _tell_rest(view: MapView, keys: Collection[str]) -> tuple[str, ...]:
    """Count the other classes that occur."""
    rest = [entry for entry in view.legend if entry.aantal and entry.klasse.key not in keys]
    if not rest:
        return ()
    told = "; ".join(f"{small(entry.klasse.label)}: {dutch_number(entry.aantal)}" for entry in rest)
    return (f"{capital(told)}.",)


def _tell_stale(view: MapView) -> tuple[str, ...]:
    """Say of how many the answer must be confirmed."""
    stale, whole = view.size(view.te_bevestigen), view.size(view.codes)
    if stale == whole:
        return ("Alles is te bevestigen." if whole > 1 else "Dit is te bevestigen.",)
    return (f"Te bevestigen: {part_of(stale, whole, *view.eenheid)}.",) if stale else ()
