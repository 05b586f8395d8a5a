"""What a map says in a few sentences, each layer in its own words and its own unit: gemeenten or politieregio's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import agree, capital, count, part_of, small
from netmap.layers import LAYERS
from netmap.norms import CRITERIA
from netmap.proof import tell_ground
from netmap.schema import CENTRUMGEMEENTE, GEDEKT, dutch_number
from netmap.summary import conclude, name_gemeenten, tell_choice, tense
from netmap.view import EENHEDEN

if TYPE_CHECKING:
    from collections.abc import Collection

    from netmap.centrumgemeenten import Bounds
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio

_SAID: Final = {
    "bestuurlijk_trekker": (("ja",), "Voor {} noemt een bron een bestuurlijk trekker"),
    "ketenregisseur": (("ja",), "Voor {} noemt een bron een ketenregisseur"),
    "aandachtsfunctionaris": (("ja",), "In {} noemt een bron een aandachtsfunctionaris"),
    "keten": (("beide",), "Voor {} noemen bronnen zorg en bestuur allebei"),
    "actualiteit": (("jaar",), "In {} is de bron hoogstens 12 maanden oud"),
    "zekerheid": (("hoog",), "In {} is de bron over zorgcoördinatie heel zeker"),
    "blijft_gedekt": (("hoog_datum",), "Gedekt als alleen hoog met datum telt: {}"),
    "looptijd": (("binnen_jaar",), "Van {} is een einde binnen 12 maanden bekend"),
    "toereikendheid": (("ruim", "gemiddeld", "dun"), "In {} is bekend hoeveel fte er is"),
}
"""Layer to the classes that its headline counts, and what it says of them."""


_REGIONAL: Final = {"bestuurlijk_trekker": "R1", "ketenregisseur": "R3"}
"""Layer of a role to the criterium that asks it of a region as a whole."""


def counted_classes(layer: str) -> tuple[str, ...]:
    """Name the classes that the headline of a layer counts: the answer that its question hopes for."""
    if layer in LAYERS and LAYERS[layer].klassen[0].key in GEDEKT:
        return tuple(klasse.key for klasse in LAYERS[layer].klassen if klasse.key in GEDEKT)
    return _SAID[layer][0] if layer in _SAID else (LAYERS[layer].klassen[0].key,)


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
        Dutch sentences: what the layer is about, counted in its unit; on what that rests; the other classes;
        how much must be confirmed.
        For zorgcoördinatie the output of ``summary.conclude``. Of the region of a centrumgemeente they say how many
        gemeenten may belong to it too.
    """
    if view.layer == "zorgcoordinatie":
        return conclude(stand, view.gebied)
    ground = tell_ground(stand, view.layer, view.codes) if view.layer in LAYERS else ()
    if view.layer == CENTRUMGEMEENTE:
        opening, *rest = conclude_centra(stand, view.gebied)
        return (opening, *tell_choice(stand), *ground, *rest, *_tell_rest(view, ("gedekt",)), *_tell_stale(stand, view))
    maybe = _tell_maybe(stand, view)
    if view.layer == "inwoners":
        return (_tell_inwoners(stand, view), *tell_choice(stand), *maybe, *_tell_rest(view, ()))
    keys, text = _most_common(view)
    known = {entry.klasse.key for entry in view.legend if entry.aantal and not entry.klasse.is_unknown}
    if view.size(view.codes) > 1 and known:
        asked = (("ja",), f"{view.naam}: ja in {{}}") if view.layer.upper() in CRITERIA else (keys, text)
        keys, text = _SAID.get(view.layer, asked)
    number = sum(entry.aantal for entry in view.legend if entry.klasse.key in keys)
    opening = text.format(name_part(stand, view, number))
    more = (*maybe, *_tell_regions(stand, view), *_tell_rest(view, keys), *_tell_stale(stand, view))
    return (f"{opening}.", *tell_choice(stand), *ground, *more)


def conclude_centra(stand: Stand, gebied: Regio | None = None, moment: str = "") -> tuple[str, ...]:
    """
    Say of how many centrumgemeenten the whole region is covered, and between which bounds that is certain.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        Only the regions that have, or may have, a gemeente in this area; None for the country.
    moment
        When that is, behind the verb; blank where the day stands elsewhere.

    Returns
    -------
    conclusion
        Dutch sentences, the first of them short; the last has the bounds when gemeenten are in no region.
    """
    codes = set(stand.codes(gebied))
    centra = [one for one in stand.centra if codes.intersection((*one.gemeenten, *one.open))]
    if not centra:
        return ("Van geen enkele gemeente is bekend bij welke centrumgemeente vrouwenopvang zij hoort.",)
    bounds, loose = stand.bound_centra(centra), len({code for one in centra for code in one.open})
    units = EENHEDEN[CENTRUMGEMEENTE]
    where = f" in de {gebied}" if gebied else ""
    name, no = f"{part_of(bounds.bekend, len(centra), *units)}{where}", ""
    if len(centra) == 1:
        name, no = f"{units[0]} {centra[0].naam}", "" if bounds.bekend else "niet "
    verb, would, unless = tense(stand.peildatum, stand.tables.vandaag, True)
    if unknown := sum(one.status == "onbekend" for one in centra):
        told = [f"Van {name} is{moment} {no}bekend dat elke bekende gemeente gedekt {verb}{would}."]
        told += [f"Van {count(unknown, *units)} is dat niet bekend."] if len(centra) > 1 else []
    else:
        told = [f"Bij {name} {verb}{moment} {no}elke bekende gemeente gedekt{would}{unless}."]
    if loose:
        they, them = agree(loose, "zij hoort", "zij horen"), agree(loose, "haar", "hen")
        which = f"zegt geen bron bij welke {units[0]} {they}"
        told.append(f"Van {count(loose, *EENHEDEN['gemeente'])} {which}; {_between(bounds, them)}.")
    return tuple(told)


def _between(bounds: Bounds, them: str) -> str:
    """Write what is left, or may be, when the gemeenten without a region fall to one."""
    known, low, high = bounds
    if low == known:
        return f"ook met {them} erbij verandert dat niet"
    left = str(low or "geen") if low == high else f"{low} of {high}" if low + 1 == high else f"tussen {low} en {high}"
    return f"met {them} erbij: {left}"


def _tell_maybe(stand: Stand, view: MapView) -> tuple[str, ...]:
    """Say how many gemeenten may belong to the region of a centrumgemeente too; nothing of other areas."""
    number = stand.maybe_too(view.gebied)
    verb, others = agree(number, "hoort", "horen"), count(number, "andere gemeente", "andere gemeenten")
    return (f"Bij de {view.gebied} {verb} misschien ook {others}.",) if number else ()


def _tell_inwoners(stand: Stand, view: MapView) -> str:
    """Say how many people live there, at least that many when others may belong to the area too."""
    number, where = sum(entry.inwoners for entry in view.legend), f"de {view.gebied}" if view.gebied else "Nederland"
    density = dutch_number(number / stand.land_km2(view.codes))
    if stand.maybe_too(view.gebied):
        known = f"in de bekende gemeenten gemiddeld {density} per km² land"
        return f"In {where} wonen minstens {dutch_number(number)} mensen; {known}."
    return f"In {where} wonen {dutch_number(number)} mensen, gemiddeld {density} per km² land."


def _most_common(view: MapView) -> tuple[tuple[str, ...], str]:
    """Conclude with the class that most have, for a view that is not in the list of layers."""
    largest = max(view.legend, key=lambda entry: entry.aantal).klasse
    return (largest.key,), f"{view.naam}: {small(largest.label)} in {{}}"


def _units(stand: Stand, view: MapView) -> tuple[str, str]:
    """Name what a view counts: only the known gemeenten where others may belong to the area too."""
    return name_gemeenten(stand, view.gebied) if view.per == "gemeente" else view.eenheid


def name_part(stand: Stand, view: MapView, number: int) -> str:
    """Write ``2 van de 10 politieregio's``, with the area."""
    total = view.size(view.codes)
    where = f" in de {view.gebied}" if view.gebied else ""
    if total == 1 and view.regio_of:
        return f"de politieregio {view.regio_of[view.codes[0]]}"
    return f"{part_of(number, total, *_units(stand, view))}{where}"


def _tell_regions(stand: Stand, view: MapView) -> tuple[str, ...]:
    """Say in how many politieregio's a role is filled for the region as a whole."""
    if view.gebied or view.layer not in _REGIONAL:
        return ()
    answers = stand.criteria_per_regio[_REGIONAL[view.layer]].values()
    number = sum(answer.waarde == "ja" for answer in answers)
    return (f"Voor een hele regio: in {part_of(number, len(answers), *EENHEDEN['politieregio'])}.",)


def _tell_rest(view: MapView, keys: Collection[str]) -> tuple[str, ...]:
    """Count the other classes that occur."""
    rest = [entry for entry in view.legend if entry.aantal and entry.klasse.key not in keys]
    if not rest:
        return ()
    told = "; ".join(f"{small(entry.klasse.label)}: {dutch_number(entry.aantal)}" for entry in rest)
    return (f"{capital(told)}.",)


def _tell_stale(stand: Stand, view: MapView) -> tuple[str, ...]:
    """Say of how many the answer must be confirmed."""
    stale, whole = view.size(view.te_bevestigen), view.size(view.codes)
    if stale == whole:
        return ("Alles is te bevestigen." if whole > 1 else "Dit is te bevestigen.",)
    return (f"Te bevestigen: {part_of(stale, whole, *_units(stand, view))}.",) if stale else ()
