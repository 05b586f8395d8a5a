"""What official documents ask of gemeenten (G1 to G9) and of politieregio's (R1 to R9), as questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.schema import CRITERIA_REGIO

if TYPE_CHECKING:
    from collections.abc import Mapping

NVT: Final = "nvt"
"""Answer to a criterium that a gemeente cannot meet: it has no RNI-loket to train."""


class Criterium(NamedTuple):
    """One thing that official documents ask of a gemeente or a region."""

    code: str
    """``G1`` to ``G9`` for a gemeente, ``R1`` to ``R9`` for a region."""
    onderwerp: str
    vraag: str
    """The question, in Dutch."""
    uit_contacten: str = ""
    """What in ``contacts.csv`` answers it too, in Dutch; blank when only ``indicatoren.csv`` does."""

    @property
    def naam(self) -> str:
        """Name in lists: ``G1 Beleid``."""
        return f"{self.code} {self.onderwerp}"

    @property
    def is_regionaal(self) -> bool:
        """Whether it is about a region as a whole."""
        return self.code in CRITERIA_REGIO


CRITERIA: Final[Mapping[str, Criterium]] = {
    criterium.code: criterium
    for criterium in (
        Criterium(
            "G1",
            "Beleid",
            "Heeft de gemeente eigen of zelf vastgesteld beleid, of (deels) alleen een gezamenlijk plan?",
        ),
        Criterium(
            "G2",
            "Aandachtsfunctionaris",
            "Heeft de gemeente een aandachtsfunctionaris mensenhandel?",
            "de functie aandachtsfunctionaris",
        ),
        Criterium("G3", "Meldafspraken", "Is afgesproken waar medewerkers een signaal melden?"),
        Criterium("G4", "Training", "Zijn medewerkers getraind om signalen te herkennen?"),
        Criterium(
            "G5",
            "Zorgcoördinatie",
            "Is er een zorgcoördinator voor alle slachtoffers in de gemeente?",
            "de status van de zorgcoördinatie",
        ),
        Criterium("G6", "Opvang en nazorg", "Zijn opvang, ondersteuning en nazorg geregeld?"),
        Criterium(
            "G7",
            "Casus- en strategisch overleg",
            "Doet de gemeente mee aan casusoverleg en strategisch overleg, of (deels) aan een van de twee?",
        ),
        Criterium("G8", "Portefeuillehouder", "Is er een portefeuillehouder mensenhandel, ook voor zorg of jeugd?"),
        Criterium("G9", "RNI-loket getraind", "Zijn de medewerkers van het RNI-loket getraind op signalen?"),
        Criterium(
            "R1",
            "Bestuurlijk trekker",
            "Is er een bestuurlijk trekker voor de hele politieregio?",
            "de functie bestuurlijk trekker",
        ),
        Criterium("R2", "Regionale tafel", "Is er een regionale tafel mensenhandel?"),
        Criterium(
            "R3",
            "Ketenregisseur",
            "Is er een ketenregisseur mensenhandel voor de hele politieregio?",
            "de functie ketenregisseur",
        ),
        Criterium(
            "R4",
            "Zorgcoördinatie overal",
            "Is er een zorgcoördinator voor alle gemeenten in de politieregio?",
            "de status van de zorgcoördinatie",
        ),
        Criterium(
            "R5",
            "Fte",
            "Is er genoeg fte voor zorgcoördinatie, gemeten aan de grenzen in de instellingen?",
            "de fte per 100.000 inwoners",
        ),
        Criterium("R6", "Financiering", "Is het geld voor zorgcoördinatie op deze dag geregeld?"),
        Criterium("R7", "Alle vormen en doelgroepen", "Geldt de aanpak voor alle vormen en alle doelgroepen?"),
        Criterium("R8", "Signalentafel", "Is er een tafel waar signalen worden besproken?"),
        Criterium("R9", "Regionaal plan", "Is er een plan tegen mensenhandel voor de hele politieregio?"),
    )
}
"""All criteria by code."""
