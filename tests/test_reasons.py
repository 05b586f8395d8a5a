"""Every layer explains its colour, in sentences that name the answer and the source."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.explain import STATUS_MEANING
from netmap.layers import LAYERS, build_stand

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]
    Row = dict[str, str]

DAY = "2026-07-01"
ZC = {"organisatie": "Fier", "bron_datum": "2026-01"}
BT = {"rol": "bestuurlijk_trekker", "organisatie": "Regio", "bron_datum": "2020"}
MIXED: list[Row] = [
    {**ZC, "gebied": "Aadorp", "fte": "0.1", "tot": "2027-03", "zekerheid": "hoog"},
    {**ZC, "gebied": "Beekstad", "doelgroep": "tot 23"},
    {**ZC, "gebied": "Ceeburg", "tot": "2020", "zekerheid": "hoog"},
    {**BT, "gebied": "Aadorp", "naam": "Burgemeester B", "tot": "2022-09"},
    {**BT, "gebied": "Aadorp", "naam": "Burgemeester A", "tot": "2020"},
    {**BT, "gebied": "Beekstad", "naam": "Burgemeester C"},
]
SOURCE = "Bron: https://bron.example/ ({}; daarna niet bevestigd; zekerheid {})."
MEANS = {
    "ja": "Een bron noemt een ",
    "vervallen": "Er was een ",
    "geen": "Een bron zegt dat er geen ",
    "onbekend": "Geen bron noemt een ",
    "nvt": "geen RNI-loket",
    "niet_ingedeeld": "bij welke centrumgemeente",
    "begin_onbekend": "Een bron van na deze dag noemt een ",
}


def assert_explains(stand: Stand) -> None:
    """The first sentences of every layer name the class of every gemeente, or what it means."""
    for key, layer in LAYERS.items():
        for code in stand.codes():
            klasse, label = layer.classify(stand, code), layer.label(stand, code)
            zinnen = layer.explain(stand, code)
            words = [label, f": {klasse}.", STATUS_MEANING[klasse].zin if klasse in STATUS_MEANING else label]
            words.append(MEANS.get(klasse, label))
            told = " ".join(zinnen[:2]).casefold()
            assert any(word.casefold() in told for word in words), (key, code, zinnen)


def test_every_layer_explains_every_gemeente_of_the_small_country(stand_on: StandOn) -> None:
    assert_explains(stand_on(DAY, *MIXED))
    assert_explains(stand_on(DAY))


@pytest.mark.parametrize("day", [date(2017, 11, 1), date(2026, 11, 21)])
def test_every_layer_explains_every_gemeente_of_the_real_data(real: Tables, day: date) -> None:
    assert_explains(build_stand(real, day))


@pytest.mark.parametrize(
    ("key", "code", "expected"),
    [
        ("bestuurlijk_trekker", "GM0001", (
            "Er was een bestuurlijk trekker; een opvolger staat in geen bron.",
            "De laatste: Burgemeester B (Regio), tot september 2022.",
        )),
        ("bestuurlijk_trekker", "GM0002", ("Een bron noemt een bestuurlijk trekker.",
         "Burgemeester C, Regio (Beekstad), begindatum onbekend, einddatum onbekend. "
         + SOURCE.format("2020", "onbekend"))),
        ("keten", "GM0001", ("Een deel van de schakels. Er is: zorgcoördinatie voor elke doelgroep. Ontbreekt of is "
         "onbekend: aandachtsfunctionaris, bestuurlijk trekker.", "Geen bron noemt een aandachtsfunctionaris.")),
        ("actualiteit", "GM0001", ("Tot en met 12 maanden oud: de laatste bevestiging is van januari 2026.",
         "Gedekt door Fier (Aadorp; 0,10 fte voor het hele gebied), begindatum onbekend, tot maart 2027. "
         + SOURCE.format("januari 2026", "hoog"))),
        ("zekerheid", "GM0001", ("Hoog: zo zeker is het volgens de bronnen dat er dekking is.",)),
        ("zekerheid", "GM0003", ("Hoog: zo zeker is het volgens de bronnen dat er dekking was.",)),
        ("zekerheid", "GM0002", ("Onbekend: bij geen bron staat hoe zeker het is dat er dekking is voor een deel van "
         "de doelgroep.",)),
        ("zekerheid", "GM0004", (STATUS_MEANING["onbekend"].zin,)),
        ("blijft_gedekt", "GM0001", ("Ook als alleen hoog met datum telt: de gemeente blijft gedekt als alleen bronnen "
         "met zekerheid hoog en een datum meetellen.", STATUS_MEANING["enkel"].zin)),
        ("blijft_gedekt", "GM0002", ("Niet gedekt: er is op deze dag geen volledige dekking.",
         STATUS_MEANING["deels"].zin)),
        ("blijft_gedekt", "GM0004", (STATUS_MEANING["onbekend"].zin,)),
        ("looptijd", "GM0001", ("Eindigt binnen 12 maanden: zonder nieuwe afspraak loopt de dekking tot maart 2027.",)),
        ("looptijd", "GM0002", ("Niet gedekt of onbekend: er is op deze dag geen volledige dekking.",
         STATUS_MEANING["deels"].zin)),
        ("inwoners", "GM0001", ("1.000 tot 2.500 per km²: Aadorp heeft 10.000 inwoners op 10 km² land, dat is 1.000 "
         "per km². Bron: CBS, inwoners op 1 januari 2026 en oppervlakte van het land.",)),
        ("toereikendheid", "GM0001", ("Ruim (1 fte of meer): 1,00 fte per 100.000 inwoners van het hele gebied. De "
         "grenzen zijn 0,50 en 1,00: een keuze, geen norm.",)),
        ("g5", "GM0001", ("G5 Zorgcoördinatie: ja.", STATUS_MEANING["enkel"].zin)),
        ("r1", "GM0001", ("Politieregio Boven: R1 Bestuurlijk trekker: deels. Aantal gemeenten: 1 ja, 2 onbekend.",
         "Ja: Beekstad.", "Er was een bestuurlijk trekker; een opvolger staat in geen bron.")),
    ],
)  # fmt: skip
def test_a_colour_is_explained_in_words(stand_on: StandOn, key: str, code: str, expected: tuple[str, ...]) -> None:
    assert LAYERS[key].explain(stand_on(DAY, *MIXED), code)[: len(expected)] == expected


def test_eindhoven_names_its_last_trekker_and_his_source(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    (eindhoven,) = (code for code, one in stand.dekking.items() if one.naam == "Eindhoven")
    told = LAYERS["bestuurlijk_trekker"].explain(stand, eindhoven)
    assert told[1] == "De laatste: Lex Roolvink (Regionale Tafel Mensenhandel Oost-Brabant), tot 2022."
    assert "Bron: https://vng.nl/artikelen/kompas-mensenhandel-het-uitbuiten-bestrijden (4 december 2020" in told[2]
