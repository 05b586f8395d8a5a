"""The catalogue of layers: each is a question, its classes with colour and pattern, and how to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from netmap.coverage import compute_coverage, compute_role
from netmap.graph import build_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import networkx as nx

    from netmap.coverage import Dekking, RolStand
    from netmap.gebieden import Gebied
    from netmap.load import Tables


@dataclass(frozen=True)
class Klasse:
    """One class of a layer: what it is called and how it looks."""

    key: str
    """Short name in data and links, such as ``enkel``."""
    label: str
    """What the reader sees, such as ``Enkel gedekt``."""
    fill: str
    """Fill colour, ``#rrggbb``."""
    pattern: str = "none"
    """Name of a pattern in ``netmap.maps.style.PATTERNS``; ``none`` for a plain fill."""


@dataclass(frozen=True)
class LegendEntry:
    """A class with what it counts within the chosen area."""

    klasse: Klasse
    gemeenten: int
    inwoners: int


@dataclass(frozen=True)
class Stand:
    """Everything known about one data folder on one day; the layers are read from it."""

    tables: Tables
    peildatum: date
    graph: nx.MultiDiGraph[str]
    dekking: Mapping[str, Dekking]
    rollen: Mapping[str, Mapping[str, RolStand]]
    """Role to gemeente code to its state."""

    def codes(self, gebied: Gebied | None = None) -> tuple[str, ...]:
        """Codes of the gemeenten in an area, or of all, sorted."""
        if gebied is None:
            return tuple(self.dekking)
        return tuple(code for code, one in self.dekking.items() if getattr(one, gebied.soort) == gebied.naam)


@dataclass(frozen=True)
class MapView:
    """
    What one map says, before anything is drawn: screen, picture and table are made from it.

    ``class_of`` has every gemeente of the country; ``legend`` counts only those in ``gebied``.
    """

    layer: str
    """Key of the layer."""
    vraag: str
    """The question the layer answers, in Dutch."""
    peildatum: date
    gebied: Gebied | None
    """The chosen region, or None for the country."""
    codes: tuple[str, ...]
    """Codes of the gemeenten in ``gebied``, sorted."""
    class_of: Mapping[str, str]
    """Gemeente code to class key."""
    te_bevestigen: frozenset[str]
    """Codes whose class rests on a statement that is too old; drawn as a marking."""
    legend: tuple[LegendEntry, ...]
    """All classes of the layer in the order of the catalogue, also those that count zero."""


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
    te_bevestigen: Callable[[Stand, str], bool] = lambda _stand, _code: False
    """Whether that class rests on a statement that is too old."""


ONBEKEND: Final = Klasse("onbekend", "Onbekend", "#F0F0F0", "question")
_NAVY, _BLUE, _LIGHT, _ORANGE, _RED = "#08306B", "#2171B5", "#9ECAE1", "#FDAE61", "#A50026"
_TEAL = "#35978F"

STATUS_KLASSEN: Final = (
    Klasse("dubbel", "Dubbel gedekt", _NAVY),
    Klasse("enkel", "Enkel gedekt", _BLUE),
    Klasse("deels", "Deels gedekt", _TEAL, "horizontal"),
    Klasse("op_afstand", "Op afstand (CoMensha)", _LIGHT, "dots"),
    Klasse("vervallen", "Vervallen of vacant", _ORANGE, "diagonal"),
    Klasse("geen", "Geen dekking", _RED, "cross"),
    ONBEKEND,
)
_ROL_KLASSEN: Final = (
    Klasse("ja", "Ja, volgens een bron", _BLUE),
    Klasse("vervallen", "Was er, opvolger niet bekend", _ORANGE, "diagonal"),
    Klasse("geen", "Nee, volgens een bron", _RED, "cross"),
    ONBEKEND,
)
_KETEN_KLASSEN: Final = (
    Klasse("beide", "Zorg en bestuur compleet", _NAVY),
    Klasse("zorg", "Alleen zorg compleet", _BLUE),
    Klasse("bestuur", "Alleen bestuur compleet", _TEAL, "horizontal"),
    Klasse("deels", "Een deel van de schakels", _LIGHT, "dots"),
    Klasse("geen", "Geen enkele schakel bekend", "#F0F0F0", "question"),
)
_ACTUALITEIT_KLASSEN: Final = (
    Klasse("jaar", "Tot en met 12 maanden oud", _NAVY),
    Klasse("twee_jaar", "13 tot en met 24 maanden oud", _BLUE),
    Klasse("ouder", "Ouder dan 24 maanden", _ORANGE, "diagonal"),
    Klasse("zonder_datum", "Bron zonder datum", _LIGHT, "dots"),
    Klasse("onbekend", "Geen bron", "#F0F0F0", "question"),
)
_ZEKERHEID_KLASSEN: Final = (
    Klasse("hoog", "Hoog", _NAVY),
    Klasse("midden", "Midden", _BLUE),
    Klasse("laag", "Laag", _ORANGE, "diagonal"),
    ONBEKEND,
)
_LOOPTIJD_KLASSEN: Final = (
    Klasse("later", "Eindigt na 12 maanden", _NAVY),
    Klasse("binnen_jaar", "Eindigt binnen 12 maanden", _ORANGE, "diagonal"),
    Klasse("onbekend", "Gedekt, einddatum onbekend", _LIGHT, "dots"),
    Klasse("niet_gedekt", "Niet gedekt of onbekend", "#F0F0F0", "question"),
)
_INWONERS_STEPS: Final = ((20_000, "tot_20"), (50_000, "tot_50"), (100_000, "tot_100"), (250_000, "tot_250"))
_INWONERS_KLASSEN: Final = (
    Klasse("tot_20", "Minder dan 20.000", "#EFF3FF"),
    Klasse("tot_50", "20.000 tot 50.000", "#BDD7E7"),
    Klasse("tot_100", "50.000 tot 100.000", "#6BAED6"),
    Klasse("tot_250", "100.000 tot 250.000", "#3182BD"),
    Klasse("meer", "250.000 of meer", "#08519C"),
)


def _rol(rol: str) -> tuple[Callable[[Stand, str], str], Callable[[Stand, str], bool]]:
    """Classify by whether a role is fulfilled, and whether that must be confirmed."""
    return (
        lambda stand, code: stand.rollen[rol][code].status,
        lambda stand, code: stand.rollen[rol][code].te_bevestigen,
    )


def _keten(stand: Stand, code: str) -> str:
    """Which columns of the chain are complete."""
    links = {rol: stand.rollen[rol][code].status == "ja" for rol in ("aandachtsfunctionaris", "bestuurlijk_trekker")}
    gedekt = stand.dekking[code].is_gedekt
    zorg, bestuur = gedekt and links["aandachtsfunctionaris"], links["bestuurlijk_trekker"]
    if zorg or bestuur:
        return "beide" if zorg and bestuur else "zorg" if zorg else "bestuur"
    return "deels" if gedekt or any(links.values()) else "geen"


def _keten_stale(stand: Stand, code: str) -> bool:
    roles = ("aandachtsfunctionaris", "bestuurlijk_trekker")
    return stand.dekking[code].te_bevestigen or any(stand.rollen[rol][code].te_bevestigen for rol in roles)


def _actualiteit(stand: Stand, code: str) -> str:
    """How long ago a source last confirmed the status."""
    one = stand.dekking[code]
    if one.status == "onbekend":
        return "onbekend"
    if one.bevestigd is None:
        return "zonder_datum"
    for months, key in ((12, "jaar"), (24, "twee_jaar")):
        if one.bevestigd >= stand.peildatum - relativedelta(months=months):
            return key
    return "ouder"


def _looptijd(stand: Stand, code: str) -> str:
    """When the cover ends."""
    one = stand.dekking[code]
    if not one.is_gedekt:
        return "niet_gedekt"
    if one.einddatum is None:
        return "onbekend"
    return "binnen_jaar" if one.einddatum <= stand.peildatum + relativedelta(months=12) else "later"


def _inwoners(stand: Stand, code: str) -> str:
    number = stand.dekking[code].inwoners
    return next((key for limit, key in _INWONERS_STEPS if number < limit), "meer")


LAYERS: Final[Mapping[str, Layer]] = {
    layer.key: layer
    for layer in (
        Layer(
            "zorgcoordinatie",
            "Zorgcoördinatie",
            "Wie coördineert de zorg voor slachtoffers, en is er een tweede organisatie?",
            STATUS_KLASSEN,
            lambda stand, code: stand.dekking[code].status,
            lambda stand, code: stand.dekking[code].te_bevestigen,
        ),
        Layer(
            "bestuurlijk_trekker",
            "Bestuurlijk trekker",
            "Noemt een bron een bestuurlijk trekker voor deze gemeente?",
            _ROL_KLASSEN,
            *_rol("bestuurlijk_trekker"),
        ),
        Layer(
            "ketenregisseur",
            "Ketenregisseur",
            "Noemt een bron een ketenregisseur mensenhandel voor deze gemeente?",
            _ROL_KLASSEN,
            *_rol("ketenregisseur"),
        ),
        Layer(
            "aandachtsfunctionaris",
            "Aandachtsfunctionaris",
            "Noemt een bron een aandachtsfunctionaris in deze gemeente?",
            _ROL_KLASSEN,
            *_rol("aandachtsfunctionaris"),
        ),
        Layer(
            "keten",
            "Volledigheid van de keten",
            "Zijn beide kolommen compleet: zorg (aandachtsfunctionaris en zorgcoördinator) en bestuur (trekker)?",
            _KETEN_KLASSEN,
            _keten,
            _keten_stale,
        ),
        Layer(
            "actualiteit",
            "Actualiteit",
            "Hoe lang geleden bevestigde een bron de zorgcoördinatie?",
            _ACTUALITEIT_KLASSEN,
            _actualiteit,
        ),
        Layer(
            "zekerheid",
            "Zekerheid van de bron",
            "Hoe zeker is de bron waarop de zorgcoördinatie steunt?",
            _ZEKERHEID_KLASSEN,
            lambda stand, code: stand.dekking[code].zekerheid,
        ),
        Layer("looptijd", "Looptijd", "Wanneer eindigt de dekking?", _LOOPTIJD_KLASSEN, _looptijd),
        Layer("inwoners", "Inwoners", "Hoeveel inwoners heeft de gemeente?", _INWONERS_KLASSEN, _inwoners),
    )
}
"""All layers by key, in the order of the list; the first is the one a page opens with."""


def build_stand(tables: Tables, peildatum: date) -> Stand:
    """
    Compute everything the layers are read from.

    Parameters
    ----------
    tables
        Validated tables of one data folder.
    peildatum
        The day.

    Returns
    -------
    stand
        Graph, coverage and roles on that day.
    """
    graph = build_graph(tables, peildatum)
    rollen = {
        rol: compute_role(graph, rol) for rol in ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris")
    }
    return Stand(tables, peildatum, graph, compute_coverage(graph), rollen)


def build_view(stand: Stand, layer: Layer, gebied: Gebied | None = None) -> MapView:
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
    if not codes:
        raise KeyError(gebied)
    class_of = {code: layer.classify(stand, code) for code in stand.dekking}
    counts = {klasse.key: [0, 0] for klasse in layer.klassen}
    for code in codes:
        counts[class_of[code]][0] += 1
        counts[class_of[code]][1] += stand.dekking[code].inwoners
    return MapView(
        layer=layer.key,
        vraag=layer.vraag,
        peildatum=stand.peildatum,
        gebied=gebied,
        codes=codes,
        class_of=class_of,
        te_bevestigen=frozenset(code for code in class_of if layer.te_bevestigen(stand, code)),
        legend=tuple(LegendEntry(klasse, *counts[klasse.key]) for klasse in layer.klassen),
    )
