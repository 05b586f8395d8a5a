"""The conclusion of a map: each layer in its own words and its own unit."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.headline import conclude_view
from netmap.layers import LAYERS, build_stand, build_view
from netmap.regio import Regio
from netmap.sections.answers import layer_section
from netmap.sections.standing import standing_section
from netmap.summary import conclude, describe_view
from netmap.table import Counts
from netmap.write.html import legend_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
FRESH = {"bron_datum": "2026-01"}
BOVEN, ONDER = Regio("politieregio", "Boven"), Regio("politieregio", "Onder")
ROWS = (
    {"organisatie": "Fier", "gebied": "Aadorp", "fte": "0.1", "zekerheid": "hoog", **FRESH},
    {"organisatie": "Fier", "gebied": "Beekstad", "tot": "2027"},
    {"organisatie": "Regio", "rol": "bestuurlijk_trekker", "gebied": "Aadorp", **FRESH},
    {"organisatie": "Regio", "rol": "bestuurlijk_trekker", "gebied": "Beekstad", "tot": "2020"},
    {"organisatie": "Regio", "rol": "bestuurlijk_trekker", "gebied": "Deiland"},
)

BOTH = "Dit steunt op een bron uit 2026 en een bron zonder datum."
UNDATED = "Dit steunt op een bron zonder datum."


@pytest.mark.parametrize(
    ("key", "gebied", "expected"),
    [
        ("bestuurlijk_trekker", None, ("Voor 2 van de 4 gemeenten noemt een bron een bestuurlijk trekker.", BOTH,
         "Voor een hele regio: in 1 van de 2 politieregio's.",
         "Was er, opvolger niet bekend: 1; onbekend: 1.", "Te bevestigen: 2 van de 4 gemeenten.")),
        ("bestuurlijk_trekker", BOVEN, ("Voor 1 van de 3 gemeenten in de politieregio Boven noemt een bron een "
         "bestuurlijk trekker.", BOTH, "Was er, opvolger niet bekend: 1; onbekend: 1.",
         "Te bevestigen: 1 van de 3 gemeenten.")),
        ("bestuurlijk_trekker", ONDER, ("Bestuurlijk trekker: ja, volgens een bron in de enige gemeente in de "
         "politieregio Onder.", UNDATED, "Dit is te bevestigen.")),
        ("aandachtsfunctionaris", None, ("Aandachtsfunctionaris: onbekend in alle 4 gemeenten.",)),
        ("aandachtsfunctionaris", ONDER, ("Aandachtsfunctionaris: onbekend in de enige gemeente in de politieregio "
         "Onder.",)),
        ("keten", None, ("Voor geen van de 4 gemeenten noemen bronnen zorg en bestuur allebei.", BOTH,
         "Alleen bestuur compleet: 2; een deel van de schakels: 1; geen enkele schakel bekend: 1.",
         "Te bevestigen: 2 van de 4 gemeenten.")),
        ("actualiteit", None, ("In 1 van de 4 gemeenten is de bron hoogstens 12 maanden oud.", BOTH,
         "Bron zonder datum: 1; geen bron: 2.")),
        ("zekerheid", None, ("In 1 van de 4 gemeenten is de bron over zorgcoördinatie heel zeker.", BOTH,
         "Onbekend: 3.")),
        ("blijft_gedekt", None, ("Gedekt als alleen hoog met datum telt: 1 van de 4 gemeenten.", BOTH,
         "Pas als ook zonder datum telt: 1; onbekend: 2.")),
        ("looptijd", None, ("Van 1 van de 4 gemeenten is een einde binnen 12 maanden bekend.", BOTH,
         "Gedekt, einddatum onbekend: 1; niet gedekt of onbekend: 2.")),
        ("toereikendheid", None, ("In 1 van de 4 gemeenten is bekend hoeveel fte er is.", BOTH,
         "Gedekt, fte onbekend: 1; niet gedekt of onbekend: 2.", "Te bevestigen: 1 van de 4 gemeenten.")),
        ("inwoners", BOVEN, ("In de politieregio Boven wonen 60.000 mensen, gemiddeld 2.000 per km² land.",
         "1.000 tot 2.500 per km²: 2; 2.500 of meer per km²: 1.")),
        ("g5", None, ("G5 Zorgcoördinatie: ja in 2 van de 4 gemeenten.", BOTH, "Onbekend: 2.",
         "Te bevestigen: 1 van de 4 gemeenten.")),
        ("r1", None, ("R1 Bestuurlijk trekker: ja in 1 van de 2 politieregio's.", BOTH, "Deels: 1.",
         "Te bevestigen: 1 van de 2 politieregio's.")),
        ("r1", BOVEN, ("R1 Bestuurlijk trekker: deels in de politieregio Boven.", "Dit steunt op een bron uit 2026.",)),
        ("r1", Regio("provincie", "Westland"), ("R1 Bestuurlijk trekker: ja in 1 van de 2 politieregio's in de "
         "provincie Westland.", UNDATED, "Deels: 1.", "Te bevestigen: 1 van de 2 politieregio's.")),
        ("r2", None, ("R2 Regionale tafel: onbekend in beide politieregio's.",)),
    ],
)  # fmt: skip
def test_a_layer_concludes_in_its_own_words_and_unit(
    stand_on: StandOn, key: str, gebied: Regio | None, expected: tuple[str, ...]
) -> None:
    stand = stand_on(DAY, *ROWS)
    assert conclude_view(stand, build_view(stand, LAYERS[key], gebied)) == expected


def test_the_first_layer_concludes_as_everything_does(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *ROWS)
    view = build_view(stand, LAYERS["zorgcoordinatie"], BOVEN)
    assert conclude_view(stand, view) == conclude(stand, BOVEN)
    assert layer_section(stand, view) == standing_section(stand, BOVEN)


def test_the_tiles_count_the_classes_of_the_layer(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *ROWS)
    section = layer_section(stand, build_view(stand, LAYERS["bestuurlijk_trekker"]))
    assert section.headline == "Voor 2 van de 4 gemeenten noemt een bron een bestuurlijk trekker"
    assert section.conclusion[0] == f"{section.headline}, op 1 juli 2026."
    (counts,) = section.blocks
    assert counts == Counts(
        (
            ("Ja, volgens een bron", "2", "gemeenten"),
            ("Was er, opvolger niet bekend", "1", "gemeente"),
            ("Onbekend", "1", "gemeente"),
            ("Te bevestigen", "2", "gemeenten"),
        )
    )


def test_a_layer_of_regions_counts_regions_everywhere(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *ROWS)
    view = build_view(stand, LAYERS["r1"])
    assert {one.klasse.key: (one.aantal, one.gemeenten) for one in view.legend if one.gemeenten} == {
        "ja": (1, 1),
        "deels": (1, 3),
    }
    assert describe_view(view).endswith("Ja: 1 politieregio; Deels: 1 politieregio. Te bevestigen: 1 politieregio.")
    assert ">3<" not in legend_html(view)


def test_on_the_real_data_two_of_ten_regions_have_a_trekker(real: Tables) -> None:
    """Limburg and Midden-Nederland; Rotterdam until January 2024. It said gemeenten."""
    stand = build_stand(real, date(2026, 11, 21))
    view = build_view(stand, LAYERS["r1"])
    assert conclude_view(stand, view)[0] == "R1 Bestuurlijk trekker: ja in 2 van de 10 politieregio's."
    assert sum(entry.aantal for entry in view.legend) == 10


def test_every_layer_counts_its_whole_in_every_area_of_the_real_data(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    for gebied in (None, *real.gebieden.regios("politieregio")):
        for layer in LAYERS.values():
            view = build_view(stand, layer, gebied)
            counted = [entry.aantal for entry in view.legend if entry.klasse.key != "niet_ingedeeld"]
            assert sum(counted) == view.size(view.codes)
            said = conclude_view(stand, view)
            assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)
            assert "1 van de 1 " not in " ".join(said)


def test_of_a_centrumgemeente_with_gemeenten_of_which_it_is_not_known_every_layer_says_so(real: Tables) -> None:
    """A count of the known ones alone would read as one of the whole region."""
    stand = build_stand(real, date(2026, 11, 21))
    with_open = [one for one in stand.centra if one.open]
    assert len(with_open) == 11
    for centrum in with_open:
        gebied = Regio("centrumgemeente", centrum.naam)
        for layer in LAYERS.values():
            said = conclude_view(stand, build_view(stand, layer, gebied))
            told = " ".join(said)
            number = str(len(centrum.open))
            assert number in told, (centrum.naam, layer.key)
            assert "misschien" in told or "zegt geen bron bij welke centrumgemeente" in told, (centrum.naam, layer.key)
            if layer.per == "gemeente" and layer.key != "inwoners":
                assert re.search(r"bekende gemeente|minstens", said[0]), (centrum.naam, layer.key, said[0])
            if layer.key == "inwoners":
                assert "minstens" in said[0]
