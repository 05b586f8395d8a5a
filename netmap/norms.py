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
    norm: str = ""
    """What asks it, since when, in Dutch; blank when no text that was read does."""

    @property
    def naam(self) -> str:
        """Name in lists: ``G1 Beleid``."""
        return f"{self.code} {self.onderwerp}"

    @property
    def is_regionaal(self) -> bool:
        """Whether it is about a region as a whole."""
        return self.code in CRITERIA_REGIO


_IBP: Final = "IBP 5.11 (2018), voor 2022; sinds 2022 geen nieuw jaartal"
_KADER: Final = "Kader Aanpak Mensenhandel (2021), niet verplicht: {}"
_SIGNALS: Final = _KADER.format("thema 2 en 3, signalen zien en bewustwording")
_FORMS: Final = (
    "Actieplan: sinds 15 december 2025 voorrang voor seksuele, criminele en arbeidsuitbuiting; "
    "gedwongen orgaanverwijdering blijft een vorm"
)
_TOGETHER: Final = _KADER.format("thema 4, samenwerking in de keten of regio")

CRITERIA: Final[Mapping[str, Criterium]] = {
    criterium.code: criterium
    for criterium in (
        Criterium(
            "G1",
            "Beleid",
            "Heeft de gemeente eigen of zelf vastgesteld beleid, of (deels) alleen een gezamenlijk plan?",
            norm=_IBP,
        ),
        Criterium(
            "G2",
            "Aandachtsfunctionaris",
            "Heeft de gemeente een aandachtsfunctionaris mensenhandel?",
            "de functie aandachtsfunctionaris",
            norm=_IBP,
        ),
        Criterium("G3", "Meldafspraken", "Is afgesproken waar medewerkers een signaal melden?", norm=_SIGNALS),
        Criterium("G4", "Training", "Zijn medewerkers getraind om signalen te herkennen?", norm=_SIGNALS),
        Criterium(
            "G5",
            "Zorgcoördinatie",
            "Is er een zorgcoördinator voor alle slachtoffers in de gemeente?",
            "de status van de zorgcoördinatie",
            norm=_IBP,
        ),
        Criterium("G6", "Opvang en nazorg", "Zijn opvang, ondersteuning en nazorg geregeld?", norm=_IBP),
        Criterium(
            "G7",
            "Casus- en strategisch overleg",
            "Doet de gemeente mee aan casusoverleg en strategisch overleg, of (deels) aan een van de twee?",
            norm=_TOGETHER,
        ),
        Criterium(
            "G8",
            "Portefeuillehouder",
            "Is er een portefeuillehouder mensenhandel, ook voor zorg of jeugd?",
            norm="geen norm: enquête van 2019 en, lokaal, Lopik (2025)",
        ),
        Criterium(
            "G9",
            "RNI-loket getraind",
            "Zijn de medewerkers van het RNI-loket getraind op signalen?",
            norm="geen norm: actie uit het programma van 2018",
        ),
        Criterium(
            "R1",
            "Bestuurlijk trekker",
            "Is er een bestuurlijk trekker voor de hele politieregio?",
            "de functie bestuurlijk trekker",
        ),
        Criterium("R2", "Regionale tafel", "Is er een regionale tafel mensenhandel?", norm=_TOGETHER),
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
        Criterium(
            "R7",
            "Alle vormen en doelgroepen",
            "Geldt de aanpak voor alle vormen, ook de drie die voorrang hebben, en alle doelgroepen?",
            norm=_FORMS,
        ),
        Criterium("R8", "Signalentafel", "Is er een tafel waar signalen worden besproken?", norm=_TOGETHER),
        Criterium("R9", "Regionaal plan", "Is er een plan tegen mensenhandel voor de hele politieregio?"),
    )
}
"""All criteria by code."""

L1: Final = Criterium(
    "L1",
    "Zorgcoördinatie per centrumgemeente",
    "Bij hoeveel centrumgemeenten vrouwenopvang is er zorgcoördinatie in de hele regio?",
    "de status van de zorgcoördinatie",
    norm="advies van de commissie-Lenferink (2015), uitgewerkt per centrumgemeente; zo telde CoMensha in 2017 en 2019",
)
"""What is counted for the country as a whole: no gemeente or region answers it, so it is no layer."""


class Norm(NamedTuple):
    """A law, agreement, plan or advice that asks something of gemeenten, or that people take for one."""

    wanneer: str
    """As precise as its source, in Dutch."""
    wat: str
    bindend: str
    """Whether a gemeente must, in Dutch."""
    bronnen: tuple[tuple[str, str], ...]
    """Names of the sources with their addresses, one or two."""


_BRIEF: Final = "https://www.tweedekamer.nl/kamerstukken/brieven_regering/detail?did={0}&id={0}"
_VRAAG: Final = "https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?did={0}&id={0}"

NORMEN: Final = (
    Norm(
        "2015",
        "Wmo 2015: elke gemeente is verantwoordelijk voor opvang. De 35 centrumgemeenten vrouwenopvang "
        "blijven voorlopig.",
        "ja, een wet; de 35 zijn een afspraak van Rijk en VNG",
        (
            (
                "RegioAtlas (ongedateerd)",
                "https://www.regioatlas.nl/indelingen/indelingen_indeling/t/"
                "centrumgemeenten_vrouwenopvang_geweld_in_huiselijke_kring",
            ),
        ),
    ),
    Norm(
        "2015",
        "Advies van de commissie-Lenferink: een zorgcoördinator in elke regio; uitgewerkt per centrumgemeente.",
        "nee, een advies en een afspraak",
        (
            ("Code Geel, RIEC (2018)", "https://magazines.riec.nl/codegeel/2018/05/oog-voor-slachtoffers"),
            (
                "De Stentor (november 2017)",
                "https://www.destentor.nl/zwolle/te-weinig-aandacht-voor-mensenhandel-in-de-regio~a5140b26/",
            ),
        ),
    ),
    Norm(
        "februari 2018",
        "IBP 5.11: elke gemeente heeft in 2022 een duidelijke en geborgde aanpak: beleid, een landelijk dekkend "
        "netwerk van zorgcoördinatie, een aandachtsfunctionaris en passende regionale opvang.",
        "een afspraak",
        (("CVDR722654, Heemstede (19 juli 2024)", "https://lokaleregelgeving.overheid.nl/CVDR722654/1"),),
    ),
    Norm(
        "2019 en 2023",
        "Veiligheidsagenda 2019-2022 en 2023-2026: mensenhandel is een landelijke prioriteit.",
        "werkt door in regionale en lokale veiligheidsplannen",
        (
            ("CVDR722654, Heemstede (19 juli 2024)", "https://lokaleregelgeving.overheid.nl/CVDR722654/1"),
            ("CVDR738954, Lopik (8 mei 2025)", "https://lokaleregelgeving.overheid.nl/CVDR738954/1"),
        ),
    ),
    Norm(
        "februari 2021",
        "Kader Aanpak Mensenhandel: vijf thema's en twee plateaus, basis en verdieping.",
        "nee, een meetlat",
        (("VNG, Kompas", "https://kompasaanpakmensenhandel.vng.nl/wat-is-het-kompas/"),),
    ),
    Norm(
        "18 oktober 2023",
        "Actieplan programma Samen tegen mensenhandel; 2 miljoen euro per jaar vanaf 2023.",
        "nee",
        (("Kamerstuk 28638-233", _BRIEF.format("2023D42860")),),
    ),
    Norm(
        "23 april 2024",
        "0,5 miljoen euro extra per jaar, vier jaar vanaf 2024.",
        "nee",
        (("Kamerstuk 28638-249", _BRIEF.format("2024D16806")),),
    ),
    Norm(
        "13 juni 2024",
        "Richtlijn (EU) 2024/1712, om te zetten vóór 15 juli 2026. Of dat is gehaald, is niet gevonden.",
        "via een wet",
        (
            (
                "EUR-Lex",
                "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32024L1712&qid=1720096054039",
            ),
        ),
    ),
    Norm(
        "17 juni 2024",
        "Versterkt Actieplan; de Kamer krijgt twee keer per jaar een voortgangsbrief.",
        "nee",
        (("Kamerstuk 28638-251", "https://berthub.eu/tkconv/get/2024D25295"),),
    ),
    Norm(
        "4 juli en 15 december 2025",
        "Voortgangsbrieven; voorrang voor seksuele, criminele en arbeidsuitbuiting.",
        "nee",
        (
            ("Kamerstuk 28638-257", "https://berthub.eu/tkconv/document.html?nummer=2025D32523"),
            ("Kamerstuk 28638-259", _BRIEF.format("2025D52215")),
        ),
    ),
    Norm(
        "1 oktober 2025",
        "Wetsvoorstel 36835 (Implementatiewet): draagmoederschap, gedwongen huwelijk en illegale adoptie komen in de "
        "strafwet. Of het wet is geworden, is niet gevonden.",
        "geen nieuwe taak voor gemeenten gezien in het gelezen deel",
        (
            ("Kamerstuk 36835-3", _VRAAG.format("2025D44056")),
            ("Verslag (22 december 2025)", _VRAAG.format("2025D53913")),
        ),
    ),
    Norm(
        "2 oktober 2025",
        "Wetsvoorstel 36547 (modernisering strafbaarstelling), toen in de Eerste Kamer. Of het wet is geworden, is "
        "niet gevonden.",
        "strafrecht",
        (("Kamerstuk 36547-C", "https://zoek.officielebekendmakingen.nl/dossier/kst-36547-C.html"),),
    ),
)
"""What was found, the oldest first; read from stored copies, of long texts often the beginning only."""

NIET_GEVONDEN: Final = (
    "Een wet of besluit dat gemeenten zorgcoördinatie of een aandachtsfunctionaris oplegt.",
    "Voortgangsbrieven van 2026, een Actieplan na 2027 en een Veiligheidsagenda voor 2027 tot en met 2030.",
    "Wat artikel 11 van de richtlijn (over verwijzen) van Nederland vraagt: die tekst is niet gelezen.",
    "De cijfers van de meting van de VNG van 2023, en of er een van 2025 is.",
    "Welk criterium bij plateau 1 of 2 van het Kader hoort. Daarom staat er bij geen criterium een plateau.",
    "Wie landelijk een basisniveau vaststelde. Zeeland, Heemstede, Bloemendaal en Zandvoort noemen er een.",
)
"""What was looked for and not found or not read, in Dutch."""
