"""The catalogue of layers: each is a question, its classes with colour and pattern, and how to answer it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from netmap.criteria import assess_fte, prove_fte
from netmap.graph import find_inzetten
from netmap.inzet import speaks_later, weakest
from netmap.klassen import (
    ACTUALITEIT_KLASSEN,
    BLIJFT_KLASSEN,
    CENTRUM_KLASSEN,
    CRITERIUM_KLASSEN,
    INWONERS_KLASSEN,
    INWONERS_STEPS,
    KETEN_KLASSEN,
    LOOPTIJD_KLASSEN,
    ONBEKEND,
    RNI_KLASSEN,
    ROL_KLASSEN,
    STATUS_KLASSEN,
    ZEKERHEID_KLASSEN,
    Klasse,
    build_fte_klassen,
)
from netmap.norms import CRITERIA, Criterium
from netmap.reasons import (
    Feiten,
    explain_actualiteit,
    explain_blijft,
    explain_centrum,
    explain_inwoners,
    explain_keten,
    explain_looptijd,
    explain_regional,
    explain_tegenspraak,
    explain_toereikendheid,
    explain_zekerheid,
)
from netmap.regio import Regio
from netmap.schema import CENTRUMGEMEENTE, GEBIED_COLUMNS, GRENZEN, NIET_BEKEND, NIET_INGEDEELD
from netmap.settings import Settings
from netmap.stand import Stand, build_stand
from netmap.view import LegendEntry, MapView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from netmap.criteria import Antwoord

__all__ = [
    "LAYERS",
    "ONBEKEND",
    "STATUS_KLASSEN",
    "Klasse",
    "Layer",
    "LegendEntry",
    "MapView",
    "Stand",
    "build_stand",
    "build_view",
    "reclassify",
]

_USUAL: Final = Settings()


@dataclass(frozen=True)
class Layer:
    """One entry of the catalogue; adding a layer is adding one of these."""

    key: str
    """Name in the code and the data."""
    naam: str
    """Name in the list of layers."""
    vraag: str
    """The question it answers, in Dutch."""
    klassen: tuple[Klasse, ...]
    """In the order of the legend."""
    classify: Callable[[Stand, str], str]
    """The key of the class of one gemeente."""
    explain: Callable[[Stand, str], tuple[str, ...]]
    """Why one gemeente has that class: Dutch sentences, the answer first, then the sources."""
    bewijs: Callable[[Stand, str], str] = lambda _stand, _code: ""
    """How strong the proof of that class is: one of ``schema.BEWIJZEN``; blank when there is none."""
    groep: str = "stand"
    """``stand``, or ``criterium`` for those that official documents ask about; these have a table of their own."""
    per: str = "gemeente"
    """Of what the answer is, a key of ``view.EENHEDEN``: when it is that of a whole region, regions are counted."""
    klassen_by: Callable[[Settings], tuple[Klasse, ...]] | None = None
    """Makes the classes when their labels say what the settings are; ``klassen`` then has the usual ones."""

    def list_klassen(self, settings: Settings) -> tuple[Klasse, ...]:
        """Classes in the order of the legend, with the thresholds of these settings in their labels."""
        return self.klassen_by(settings) if self.klassen_by else self.klassen

    def label(self, stand: Stand, code: str) -> str:
        """Label of the class of one gemeente."""
        key = self.classify(stand, code)
        return next(klasse.label for klasse in self.list_klassen(stand.settings) if klasse.key == key)


def _because(key: str, explain: Callable[[str, Feiten], tuple[str, ...]]) -> Callable[[Stand, str], tuple[str, ...]]:
    """Explain the layer with this key from the label of the class and what is known of the gemeente."""

    def because(stand: Stand, code: str) -> tuple[str, ...]:
        inzetten = tuple(find_inzetten(stand.graph, code, "zorgcoordinator"))
        rollen = {rol: states[code] for rol, states in stand.rollen.items()}
        jaar = int(stand.tables.gemeenten["inwoners_jaar"][code])
        land = stand.land_km2((code,))
        feiten = Feiten(stand.dekking[code], inzetten, rollen, stand.peildatum, stand.settings, jaar, land)
        return explain(LAYERS[key].label(stand, code), feiten)

    return because


def _rol(
    rol: str,
) -> tuple[Callable[[Stand, str], str], Callable[[Stand, str], tuple[str, ...]], Callable[[Stand, str], str]]:
    """Classify by whether a role is fulfilled, explain it, and say how strong the proof is."""
    return (
        lambda stand, code: stand.rollen[rol][code].status,
        lambda stand, code: stand.rollen[rol][code].uitleg,
        lambda stand, code: stand.rollen[rol][code].bewijs,
    )


def _keten(stand: Stand, code: str) -> str:
    """Which columns of the chain are complete."""
    links = {rol: stand.rollen[rol][code].status == "ja" for rol in ("aandachtsfunctionaris", "bestuurlijk_trekker")}
    gedekt = stand.dekking[code].is_gedekt
    zorg, bestuur = gedekt and links["aandachtsfunctionaris"], links["bestuurlijk_trekker"]
    if zorg or bestuur:
        return "beide" if zorg and bestuur else "zorg" if zorg else "bestuur"
    return "deels" if gedekt or any(links.values()) else "geen"


def _prove_keten(stand: Stand, code: str) -> str:
    roles = ("aandachtsfunctionaris", "bestuurlijk_trekker")
    return weakest((stand.dekking[code].bewijs, *(stand.rollen[rol][code].bewijs for rol in roles)))


def _actualiteit(stand: Stand, code: str) -> str:
    """How long ago a source last confirmed the status."""
    one = stand.dekking[code]
    if one.status == "onbekend":
        return "onbekend"
    if one.bevestigd is None:
        inzetten = find_inzetten(stand.graph, code, "zorgcoordinator")
        return "later" if speaks_later(inzetten, stand.peildatum) else "zonder_datum"
    for months, key in ((12, "jaar"), (24, "twee_jaar")):
        if one.bevestigd >= stand.peildatum - relativedelta(months=months):
            return key
    return "ouder"


def _zekerheid(stand: Stand, code: str) -> str:
    """How certain the status is, unless sources contradict each other about it."""
    return "tegenspraak" if stand.tegenspraken_over("zorgcoordinator", code) else stand.dekking[code].zekerheid


def _explain_zekerheid(stand: Stand, code: str) -> tuple[str, ...]:
    """Say what contradicts each other, else how certain the status is."""
    if against := stand.tegenspraken_over("zorgcoordinator", code):
        return explain_tegenspraak(against, stand.dekking[code])
    return _because("zekerheid", explain_zekerheid)(stand, code)


def _blijft(stand: Stand, code: str) -> str:
    """Find the strictest step at which the gemeente stays covered; a begin that nobody knows is no no."""
    unknown = stand.dekking[code].status in NIET_BEKEND
    return stand.stappen.get(code, "onbekend" if unknown else "niet_gedekt")


def _explain_blijft(stand: Stand, code: str) -> tuple[str, ...]:
    """Say at which step the gemeente stays covered, then the sources."""
    return explain_blijft(LAYERS["blijft_gedekt"].label(stand, code), _blijft(stand, code), stand.dekking[code])


def _looptijd(stand: Stand, code: str) -> str:
    """When the cover ends."""
    one = stand.dekking[code]
    if not one.is_gedekt:
        return "niet_gedekt"
    if one.einddatum is None:
        return "onbekend"
    return "binnen_jaar" if one.einddatum <= stand.peildatum + relativedelta(months=12) else "later"


def _centrum(stand: Stand, code: str) -> str:
    """How the region of its centrumgemeente stands, when it is known which that is."""
    centrum = stand.centrum_of(code)
    return centrum.status if centrum else NIET_INGEDEELD


def _explain_centrum(stand: Stand, code: str) -> tuple[str, ...]:
    """Say how that region stands and by whose word the gemeente is in it, then how the gemeente itself stands."""
    label = LAYERS[CENTRUMGEMEENTE].label(stand, code)
    return explain_centrum(label, stand.tables.indeling.get(code), stand.centrum_of(code), stand.dekking, code)


def _prove_centrum(stand: Stand, code: str) -> str:
    centrum = stand.centrum_of(code)
    return weakest(stand.dekking[one].bewijs for one in centrum.gemeenten) if centrum else ""


def _inwoners(stand: Stand, code: str) -> str:
    """Which step the number of inwoners per km² of land is in."""
    number = stand.dekking[code].inwoners / stand.land_km2((code,))
    return next((key for limit, key in INWONERS_STEPS if number < limit), "meer")


def _criterium(criterium: Criterium) -> Layer:
    """Make the layer of a criterium; one of a region colours all gemeenten of the politieregio alike."""

    def find(stand: Stand, code: str) -> Antwoord:
        if criterium.is_regionaal:
            return stand.criteria_per_regio[criterium.code][stand.dekking[code].politieregio]
        return stand.criteria[criterium.code][code]

    def explain(stand: Stand, code: str) -> tuple[str, ...]:
        own, one = stand.criteria[criterium.code], stand.dekking[code]
        if not criterium.is_regionaal:
            return own[code].uitleg
        named: dict[str, list[str]] = {}
        for other in stand.codes(Regio("politieregio", one.politieregio)):
            named.setdefault(own[other].waarde, []).append(stand.dekking[other].naam)
        return explain_regional(find(stand, code), own[code], one, named)

    return Layer(
        criterium.code.lower(),
        criterium.naam,
        criterium.vraag,
        RNI_KLASSEN if criterium.code == "G9" else CRITERIUM_KLASSEN,
        lambda stand, code: find(stand, code).waarde,
        explain,
        lambda stand, code: find(stand, code).bewijs,
        groep="criterium",
        per="politieregio" if criterium.is_regionaal else "gemeente",
    )


LAYERS: Final[Mapping[str, Layer]] = {
    layer.key: layer
    for layer in (
        Layer(
            "zorgcoordinatie",
            "Zorgcoördinatie",
            "Wie coördineert de zorg voor slachtoffers, en is er een tweede organisatie?",
            STATUS_KLASSEN,
            lambda stand, code: stand.dekking[code].status,
            lambda stand, code: stand.dekking[code].uitleg,
            lambda stand, code: stand.dekking[code].bewijs,
        ),
        Layer(
            "bestuurlijk_trekker",
            "Bestuurlijk trekker",
            "Noemt een bron een bestuurlijk trekker voor deze gemeente?",
            ROL_KLASSEN,
            *_rol("bestuurlijk_trekker"),
        ),
        Layer(
            "ketenregisseur",
            "Ketenregisseur",
            "Noemt een bron een ketenregisseur mensenhandel voor deze gemeente?",
            ROL_KLASSEN,
            *_rol("ketenregisseur"),
        ),
        Layer(
            "aandachtsfunctionaris",
            "Aandachtsfunctionaris",
            "Noemt een bron een aandachtsfunctionaris in deze gemeente?",
            ROL_KLASSEN,
            *_rol("aandachtsfunctionaris"),
        ),
        Layer(
            "keten",
            "Volledigheid van de keten",
            "Zijn beide kolommen compleet: zorg (aandachtsfunctionaris en zorgcoördinator) en bestuur (trekker)?",
            KETEN_KLASSEN,
            _keten,
            _because("keten", explain_keten),
            _prove_keten,
        ),
        Layer(
            "actualiteit",
            "Actualiteit",
            "Hoe lang geleden bevestigde een bron de zorgcoördinatie?",
            ACTUALITEIT_KLASSEN,
            _actualiteit,
            _because("actualiteit", explain_actualiteit),
        ),
        Layer(
            "zekerheid",
            "Zekerheid van de bron",
            "Hoe zeker is de bron waarop de status van de zorgcoördinatie steunt?",
            ZEKERHEID_KLASSEN,
            _zekerheid,
            _explain_zekerheid,
        ),
        Layer(
            "blijft_gedekt",
            "Blijft gedekt",
            "Bij welke bronnen blijft de gemeente gedekt, als niet elke bron meetelt?",
            BLIJFT_KLASSEN,
            _blijft,
            _explain_blijft,
        ),
        Layer(
            CENTRUMGEMEENTE,
            "Centrumgemeenten",
            "Is elke gemeente gedekt in de regio van de centrumgemeente?",
            CENTRUM_KLASSEN,
            _centrum,
            _explain_centrum,
            _prove_centrum,
            per=CENTRUMGEMEENTE,
        ),
        Layer(
            "looptijd",
            "Looptijd",
            "Wanneer eindigt de dekking?",
            LOOPTIJD_KLASSEN,
            _looptijd,
            _because("looptijd", explain_looptijd),
        ),
        Layer(
            "inwoners",
            "Inwoners per km²",
            "Hoeveel inwoners heeft de gemeente per vierkante kilometer land?",
            INWONERS_KLASSEN,
            _inwoners,
            _because("inwoners", explain_inwoners),
        ),
        Layer(
            "toereikendheid",
            "Toereikendheid",
            "Hoeveel fte zorgcoördinatie is er per 100.000 inwoners?",
            build_fte_klassen(_USUAL),
            lambda stand, code: assess_fte(stand.dekking[code], stand.settings),
            _because("toereikendheid", explain_toereikendheid),
            lambda stand, code: prove_fte(stand.graph, stand.dekking[code]),
            klassen_by=build_fte_klassen,
        ),
        *map(_criterium, CRITERIA.values()),
    )
}
"""All layers by key, in the order of the list; the first is the one a page opens with."""


def build_view(stand: Stand, layer: Layer, gebied: Regio | None = None, grenzen: str = GRENZEN[0]) -> MapView:
    """
    Answer the question of a layer for the country or one region.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    layer
        An entry of ``LAYERS``.
    gebied
        The region whose gemeenten the legend counts; None for the country.
    grenzen
        Between which areas the borders stand out, one of ``schema.GRENZEN``.

    Returns
    -------
    view
        Classes of all gemeenten, and the legend with counts.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = stand.codes(gebied)
    known = {klasse.key for klasse in layer.list_klassen(stand.settings) if not klasse.is_unknown}
    class_of = {code: layer.classify(stand, code) for code in stand.dekking}
    regio_of = _find_regions(stand, layer.per) if layer.per in GEBIED_COLUMNS else None
    if layer.per == CENTRUMGEMEENTE and stand.centra:
        grenzen = CENTRUMGEMEENTE
    return MapView(
        layer=layer.key,
        naam=layer.naam,
        vraag=layer.vraag,
        peildatum=stand.peildatum,
        gebied=gebied,
        codes=codes,
        class_of=class_of,
        bewijs={code: bewijs for code in class_of if class_of[code] in known and (bewijs := layer.bewijs(stand, code))},
        legend=_count(layer.list_klassen(stand.settings), class_of, stand, codes, regio_of),
        per=layer.per,
        regio_of=regio_of,
        telt=stand.telt,
        doorgevoerd=stand.tables.doorgevoerd,
        grenzen=grenzen,
    )


def _find_regions(stand: Stand, kind: str) -> dict[str, str]:
    """Find the region of each gemeente that is known to be in one."""
    column = stand.tables.gemeenten[GEBIED_COLUMNS[kind]]
    return {str(code): str(name) for code, name in column.items() if name}


def _count(
    klassen: Iterable[Klasse],
    class_of: Mapping[str, str],
    stand: Stand,
    codes: Iterable[str],
    regio_of: Mapping[str, str] | None = None,
) -> tuple[LegendEntry, ...]:
    """Count the gemeenten, inwoners and, of a layer about regions, the regions of every class."""
    members: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        members[class_of[code]].append(code)
    entries = []
    for klasse in (one for one in klassen if not one.terugblik or one.key in class_of.values()):
        found = members[klasse.key]
        regions = {regio_of[code] for code in found if code in regio_of} if regio_of is not None else None
        regios = None if regions is None or (found and not regions) else len(regions)
        entries.append(LegendEntry(klasse, len(found), sum(stand.dekking[code].inwoners for code in found), regios))
    return tuple(entries)


def reclassify(view: MapView, stand: Stand, changed: Mapping[str, str], supposed: str) -> MapView:
    """
    Give some gemeenten another class, for what would be.

    Parameters
    ----------
    view
        Output of ``build_view``.
    stand
        What it was made from.
    changed
        Gemeente code to class key of the same layer.
    supposed
        What is other than it is: ``zonder Moviera``.

    Returns
    -------
    view
        The same question with those classes, counted anew.
    """
    class_of = {**view.class_of, **changed}
    legend = _count(LAYERS[view.layer].list_klassen(stand.settings), class_of, stand, view.codes, view.regio_of)
    return replace(view, class_of=class_of, legend=legend, supposed=supposed)
