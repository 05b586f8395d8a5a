"""How the answers look: the classes of every layer with their label, colour and pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netmap.dutch import small
from netmap.schema import NIET_INGEDEELD, TE_BEVESTIGEN, dutch_number

if TYPE_CHECKING:
    from netmap.settings import Settings


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
    line: str = ""
    """Colour of the pattern, ``#rrggbb``; blank for what stands out on the fill."""
    terugblik: bool = False
    """Whether it is only for looking back: where no gemeente has it, legends leave it out."""

    @property
    def is_unknown(self) -> bool:
        """Whether it says that nothing is known: of that there is no proof, weak or strong."""
        return self.pattern == "question"


ONBEKEND: Final = Klasse("onbekend", "Onbekend", "#F0F0F0", "question")
_NAVY, _BLUE, _LIGHT, _ORANGE, _RED = "#08306B", "#2171B5", "#9ECAE1", "#FDAE61", "#A50026"
_TEAL, _VIOLET = "#35978F", "#B58CE0"
BEWIJS_LABELS: Final = {
    "vers": "Bron hoogstens 24 maanden oud",
    "ouder": "Ouder dan 24 maanden",
    "later": "Bron van na deze dag",
    "zonder_datum": "Bron zonder datum",
}
"""How strong a source is as proof (``schema.BEWIJZEN``) to what a legend calls it."""


def label_proof(bewijs: str) -> str:
    """Say how strong the proof is (one of ``schema.BEWIJZEN``), and whether it must be confirmed."""
    label = BEWIJS_LABELS[bewijs]
    return f"Te bevestigen: {small(label)}" if bewijs in TE_BEVESTIGEN else label


STATUS_KLASSEN: Final = (
    Klasse("dubbel", "Dubbel gedekt", _NAVY),
    Klasse("enkel", "Enkel gedekt", _BLUE),
    Klasse("deels", "Deels gedekt", _TEAL, "horizontal"),
    Klasse("begin_onbekend", "Gedekt volgens latere bron, begin onbekend", _VIOLET, "vertical", terugblik=True),
    Klasse("op_afstand", "Op afstand (CoMensha)", _LIGHT, "dots"),
    Klasse("vervallen", "Vervallen of vacant", _ORANGE, "diagonal"),
    Klasse("geen", "Geen dekking", _RED, "cross"),
    ONBEKEND,
)
ROL_KLASSEN: Final = (
    Klasse("ja", "Ja, volgens een bron", _BLUE),
    Klasse("begin_onbekend", "Ja volgens latere bron, begin onbekend", _VIOLET, "vertical", terugblik=True),
    Klasse("vervallen", "Was er, opvolger niet bekend", _ORANGE, "diagonal"),
    Klasse("geen", "Nee, volgens een bron", _RED, "cross"),
    ONBEKEND,
)
KETEN_KLASSEN: Final = (
    Klasse("beide", "Zorg en bestuur compleet", _NAVY),
    Klasse("zorg", "Alleen zorg compleet", _BLUE),
    Klasse("bestuur", "Alleen bestuur compleet", _TEAL, "horizontal"),
    Klasse("deels", "Een deel van de schakels", _LIGHT, "dots"),
    Klasse("geen", "Geen enkele schakel bekend", "#F0F0F0", "question"),
)
ACTUALITEIT_KLASSEN: Final = (
    Klasse("jaar", "Tot en met 12 maanden oud", _NAVY),
    Klasse("twee_jaar", "13 tot en met 24 maanden oud", _BLUE),
    Klasse("ouder", BEWIJS_LABELS["ouder"], _ORANGE, "diagonal"),
    Klasse("later", BEWIJS_LABELS["later"], _VIOLET, "vertical", terugblik=True),
    Klasse("zonder_datum", BEWIJS_LABELS["zonder_datum"], _LIGHT, "dots"),
    Klasse("onbekend", "Geen bron", "#F0F0F0", "question"),
)
ZEKERHEID_KLASSEN: Final = (
    Klasse("hoog", "Hoog", _NAVY),
    Klasse("midden", "Midden", _BLUE),
    Klasse("laag", "Laag", _ORANGE, "diagonal"),
    Klasse("tegenspraak", "Tegenspraak", "#E7298A", "backdiagonal"),
    ONBEKEND,
)
LOOPTIJD_KLASSEN: Final = (
    Klasse("later", "Eindigt na 12 maanden", _NAVY),
    Klasse("binnen_jaar", "Eindigt binnen 12 maanden", _ORANGE, "diagonal"),
    Klasse("onbekend", "Gedekt, einddatum onbekend", _LIGHT, "dots"),
    Klasse("niet_gedekt", "Niet gedekt of onbekend", "#F0F0F0", "question"),
)
BLIJFT_KLASSEN: Final = (
    Klasse("hoog_datum", "Ook als alleen hoog met datum telt", _NAVY),
    Klasse("niet_laag_datum", "Pas als ook midden of onbekend telt", _BLUE),
    Klasse("niet_laag", "Pas als ook zonder datum telt", _LIGHT, "dots"),
    Klasse("alles", "Pas als ook laag telt", _ORANGE, "diagonal"),
    Klasse("niet_gedekt", "Niet gedekt", "#B4BBC2"),
    ONBEKEND,
)
"""Its keys that say covered are those of ``aannames.STAPPEN``."""
CENTRUM_KLASSEN: Final = (
    Klasse("gedekt", "Hele regio gedekt", _NAVY),
    Klasse("hangt_af", "Gedekt, als geen andere gemeente erbij hoort", _BLUE, "vertical"),
    Klasse("deels", "Een deel gedekt", _TEAL, "horizontal"),
    Klasse("niet", "Niet gedekt", _RED, "cross"),
    ONBEKEND,
    Klasse(NIET_INGEDEELD, "Gemeenten, niet bekend bij welke regio", "#B4BBC2", "backdiagonal"),
)
"""The status of the region of a centrumgemeente (``centrumgemeenten.Centrum``), and gemeenten that are in none."""
INWONERS_STEPS: Final = ((200, "tot_200"), (500, "tot_500"), (1000, "tot_1000"), (2500, "tot_2500"))
"""Inwoners per km² of land below which a class ends, and that class: a large gemeente has no larger number for its
size alone."""
INWONERS_KLASSEN: Final = (
    Klasse("tot_200", "Minder dan 200 per km²", "#EFF3FF"),
    Klasse("tot_500", "200 tot 500 per km²", "#BDD7E7"),
    Klasse("tot_1000", "500 tot 1.000 per km²", "#6BAED6"),
    Klasse("tot_2500", "1.000 tot 2.500 per km²", "#3182BD"),
    Klasse("meer", "2.500 of meer per km²", "#08519C"),
)
CRITERIUM_KLASSEN: Final = (
    Klasse("ja", "Ja", _BLUE),
    Klasse("deels", "Deels", _TEAL, "horizontal"),
    Klasse("nee", "Nee, volgens een bron", _RED, "cross"),
    ONBEKEND,
)
RNI_KLASSEN: Final = (*CRITERIUM_KLASSEN, Klasse("nvt", "Geen RNI-loket volgens de lijst", "#B4BBC2"))
"""A criterium that not every gemeente can meet: those without a counter are neither unknown nor a no."""


def build_fte_klassen(settings: Settings) -> tuple[Klasse, ...]:
    """
    Make the classes of the layer toereikendheid; the labels say the thresholds.

    Parameters
    ----------
    settings
        ``fte_laag`` and ``fte_hoog``, in fte per 100,000 inwoners.

    Returns
    -------
    klassen
        From ample to unknown; without those that the thresholds leave no room for.
    """
    low, high = _short(settings.fte_laag), _short(settings.fte_hoog)
    klassen = [Klasse("ruim", f"Ruim ({high} fte of meer)", _NAVY)]
    if settings.fte_laag < settings.fte_hoog:
        klassen.append(Klasse("gemiddeld", f"Gemiddeld ({low} tot {high} fte)", _BLUE))
    if settings.fte_laag > 0:
        klassen.append(Klasse("dun", f"Dun (minder dan {low} fte)", _ORANGE, "diagonal"))
    return (
        *klassen,
        Klasse("fte_onbekend", "Gedekt, fte onbekend", _LIGHT, "dots"),
        Klasse("niet_gedekt", "Niet gedekt of onbekend", "#F0F0F0", "question"),
    )


def _short(fte: float) -> str:
    """Write a threshold without zeros at its end: ``0,5`` and ``1``."""
    return dutch_number(fte, 3).rstrip("0").rstrip(",")
