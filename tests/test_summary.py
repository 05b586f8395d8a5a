"""The facts in words and rows: exact sentences on the small country."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.cards import load_sources
from netmap.dutch import count
from netmap.layers import LAYERS, build_stand, build_view, reclassify
from netmap.load import DATA_DIR, load_tables
from netmap.regio import Regio
from netmap.schema import CENTRUMGEMEENTE
from netmap.sections.remains import remains_section
from netmap.summary import conclude, credit, describe_view, is_landelijk_dekkend
from netmap.table import percent_of
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
FRESH = {"bron_datum": "2026-01"}
MIXED = (
    {"organisatie": "Fier", "gebied": "Aadorp", **FRESH},
    {"organisatie": "Moviera", "gebied": "Aadorp", **FRESH},
    {"organisatie": "CoMensha", "gebied": "Beekstad", "status": "op_afstand"},
    {"organisatie": "Fier", "gebied": "Ceeburg", "doelgroep": "tot 23", **FRESH},
)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 342, "0%"),
        (342, 342, "100%"),
        (341, 342, "99,7%"),
        (1, 342, "0,3%"),
        (18_130_207, 18_130_208, "99,9%"),
        (1, 18_130_208, "0,1%"),
        (19, 35, "54,3%"),
        (1, 2, "50,0%"),
        (0, 0, "–"),
    ],
)
def test_a_share_never_rounds_a_gap_away(part: int, whole: int, text: str) -> None:
    assert percent_of(part, whole) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 gemeenten"), (1, "1 gemeente"), (1234, "1.234 gemeenten")])
def test_a_count_has_the_right_noun(number: int, text: str) -> None:
    assert count(number, "gemeente", "gemeenten") == text


_FREE = "Vrij te gebruiken met bronvermelding"


@pytest.mark.parametrize(
    ("licenties", "terms"),
    [
        ({"gemeenten.geojson": _FREE, "gemeenten.csv": "CC BY 4.0"},
         " (grenzen: vrij te gebruiken met bronvermelding; register: CC BY 4.0)"),
        ({"gemeenten.geojson": "CC BY 4.0", "gemeenten.csv": "CC BY 4.0", "contacts.csv": "CC0"}, " (CC BY 4.0)"),
        ({"gemeenten.csv": "CC BY 4.0"}, " (register: CC BY 4.0)"),
        ({"contacts.csv": "CC BY 4.0"}, ""),
    ],
)  # fmt: skip
def test_the_credit_names_the_terms_on_the_card_of_each_file(
    stand_on: StandOn, licenties: dict[str, str], terms: str
) -> None:
    tables = replace(stand_on(DAY).tables, licenties=licenties)
    assert credit(tables, "Regio") == f"© Kadaster / Centraal Bureau voor de Statistiek{terms}, bewerkt door Regio."


def test_the_credit_of_the_data_says_what_their_cards_say() -> None:
    cards = {card.bestand: card.licentie for card in load_sources(DATA_DIR)}
    said = credit(load_tables(DATA_DIR))
    assert "grenzen: vrij te gebruiken met bronvermelding" in said
    assert "CC BY" not in cards["gemeenten.geojson"]


NOBODY = "In geen van de 2 politieregio's noemt een bron een bestuurlijk trekker voor de hele regio."


@pytest.mark.parametrize(
    ("rows", "region", "sentences"),
    [
        (MIXED, None, [
            "Op 1 juli 2026 is 1 van de 4 gemeenten gedekt door een zorgcoördinator (10,0% van de inwoners).",
            "Dit steunt op een bron uit 2026 en een bron zonder datum.",
            "Deels gedekt: 1.",
            "Niet gedekt: 1 alleen op afstand.",
            "Onbekend: 1.",
            "Het netwerk is nog niet landelijk dekkend.",
            "Van 1 gemeente is de status te bevestigen.",
            NOBODY]),
        (MIXED, "Boven", [
            "Op 1 juli 2026 is in de politieregio Boven 1 van de 3 gemeenten gedekt door een zorgcoördinator "
            "(16,7% van de inwoners).",
            "Dit steunt op een bron uit 2026 en een bron zonder datum.",
            "Deels gedekt: 1.",
            "Niet gedekt: 1 alleen op afstand.",
            "Van 1 gemeente is de status te bevestigen.",
            "Geen bron noemt op deze dag een bestuurlijk trekker."]),
        (MIXED, "Onder", [
            "Op 1 juli 2026 is in de politieregio Onder van geen enkele gemeente bekend dat zij gedekt is door een "
            "zorgcoördinator.",
            "Onbekend: 1.",
            "Geen bron noemt op deze dag een bestuurlijk trekker."]),
        ([{"organisatie": "Fier", "gebied": "landelijk", **FRESH}], None, [
            "Op 1 juli 2026 zijn alle 4 gemeenten gedekt door een zorgcoördinator (100% van de inwoners).",
            "Dit steunt op een bron uit 2026.",
            "Het netwerk is landelijk dekkend.",
            NOBODY]),
        ([{"organisatie": "Fier", "gebied": "Aadorp; Beekstad"}, {"gebied": "Ceeburg", "status": "geen"},
          {"gebied": "Deiland", "status": "vacature"}], None, [
            "Op 1 juli 2026 zijn 2 van de 4 gemeenten gedekt door een zorgcoördinator (30,0% van de inwoners).",
            "Dit steunt op een bron zonder datum.",
            "Niet gedekt: 1 vervallen of vacant; 1 zonder dekking volgens een bron.",
            "Het netwerk is nog niet landelijk dekkend.",
            "Geen enkele status steunt op informatie van de laatste 24 maanden: alles is te bevestigen.",
            NOBODY]),
    ],
)  # fmt: skip
def test_the_conclusion_says_cover_gaps_and_what_must_be_confirmed(
    stand_on: StandOn, rows: list[dict[str, str]], region: str | None, sentences: list[str]
) -> None:
    assert conclude(stand_on(DAY, *rows), region and Regio("politieregio", region)) == tuple(sentences)


@pytest.mark.parametrize(
    ("area", "region", "last"),
    [
        ("politieregio:Onder", None,
         "In 1 van de 2 politieregio's noemt een bron een bestuurlijk trekker voor de hele regio."),
        ("politieregio:Boven; -Aadorp", None, NOBODY),
        ("politieregio:Onder", "Onder", "Bestuurlijk trekker: Burgemeester B (Regio)."),
        ("Aadorp; Beekstad", "Boven", "Bestuurlijk trekker voor 2 van de 3 gemeenten: Burgemeester B (Regio)."),
    ],
)  # fmt: skip
def test_the_conclusion_ends_with_who_leads(stand_on: StandOn, area: str, region: str | None, last: str) -> None:
    trekker = {"rol": "bestuurlijk_trekker", "naam": "Burgemeester B", "organisatie": "Regio", "gebied": area}
    assert conclude(stand_on(DAY, trekker), region and Regio("politieregio", region))[-1] == last


def test_a_view_is_told_in_words(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED)
    assert describe_view(build_view(stand, LAYERS["zorgcoordinatie"])) == (
        "Kaart van Nederland op 1 juli 2026. "
        "Wie coördineert de zorg voor slachtoffers, en is er een tweede organisatie? "
        "Dubbel gedekt: 1 gemeente; Deels gedekt: 1 gemeente; Op afstand (CoMensha): 1 gemeente; Onbekend: 1 gemeente. "
        "Te bevestigen: 1 gemeente."
    )
    assert describe_view(build_view(stand, LAYERS["inwoners"], Regio("politieregio", "Onder"))) == (
        "Kaart van de politieregio Onder op 1 juli 2026. "
        "Hoeveel inwoners heeft de gemeente per vierkante kilometer land? 2.500 of meer per km²: 1 gemeente."
    )
    without = reclassify(
        build_view(stand, LAYERS["zorgcoordinatie"]), stand, dict.fromkeys(stand.dekking, "geen"), "zonder Fier"
    )
    assert describe_view(without).startswith("Kaart van Nederland op 1 juli 2026, zonder Fier. Wie coördineert ")


@pytest.mark.parametrize(("area", "dekkend"), [("landelijk", True), ("landelijk; -Aadorp", False)])
def test_one_gap_is_enough_not_to_cover_the_country(stand_on: StandOn, area: str, dekkend: bool) -> None:
    assert is_landelijk_dekkend(stand_on(DAY, {"organisatie": "Fier", "gebied": area})) is dekkend


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "is van geen van de 4 gemeenten bekend dat zij gedekt is door een zorgcoördinator."),
        (({"gebied": "Aadorp", "status": "geen"},), "is van geen van de 4 gemeenten bekend dat zij gedekt is door een "
         "zorgcoördinator."),
        (({"gebied": "landelijk", "status": "geen"},), "is geen van de 4 gemeenten gedekt door een zorgcoördinator "
         "(0% van de inwoners)."),
    ],
)  # fmt: skip
def test_unknown_is_never_said_as_no(stand_on: StandOn, rows: tuple[dict[str, str], ...], said: str) -> None:
    assert conclude(stand_on(DAY, *rows))[0] == f"Op 1 juli 2026 {said}"


def test_looking_back_says_how_much_cover_has_no_known_beginning(stand_on: StandOn) -> None:
    rows = [{"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2024"},
            {"organisatie": "Fier", "gebied": "Ceeburg", "vanaf": "2010", "bron_datum": "2024"}]  # fmt: skip
    assert conclude(stand_on("2015-07-01", *rows))[0] == (
        "Op 1 juli 2015 is van 1 van de 4 gemeenten bekend dat er een zorgcoördinator was (30,0% van de inwoners); "
        "van 2 gemeenten zegt een latere bron dat, maar niet sinds wanneer."
    )
    assert conclude(stand_on("2024-07-01", *rows))[0].startswith("Op 1 juli 2024 waren 3 van de 4 gemeenten gedekt")


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        ("1999-12-31", ("Op 31 december 1999 is van geen van de 4 gemeenten bekend dat er een zorgcoördinator was "
                        "(0% van de inwoners); van 2 gemeenten zegt een latere bron dat, maar niet sinds wanneer.",
                        "Dit steunt op een latere bron.",
                        "Geen bron gaat over deze dag: de gegevens beginnen op 1 januari 2018.",
                        "De gemeenten zijn die van nu.", "Onbekend: 2.",
                        "Of het netwerk landelijk dekkend was, is niet bekend.")),
        ("2026-06-30", ("Op 30 juni 2026 waren 2 van de 4 gemeenten gedekt door een zorgcoördinator (30,0% van de "
                        "inwoners).", "Dit steunt op een bron uit 2018.", "Onbekend: 2.",
                        "Of het netwerk landelijk dekkend was, is niet bekend.")),
        ("2026-07-01", ("Op 1 juli 2026 zijn 2 van de 4 gemeenten gedekt door een zorgcoördinator (30,0% van de "
                        "inwoners).", "Dit steunt op een bron uit 2018.", "Onbekend: 2.",
                        "Of het netwerk landelijk dekkend is, is niet bekend.")),
        ("2026-07-02", ("Op 2 juli 2026 zouden 2 van de 4 gemeenten gedekt zijn door een zorgcoördinator (30,0% van de "
                        "inwoners), als er niets verandert.", "Dit steunt op een bron uit 2018.", "Onbekend: 2.",
                        "Of het netwerk landelijk dekkend zou zijn, is niet bekend.")),
        ("2099-01-01", ("Op 1 januari 2099 zouden 2 van de 4 gemeenten gedekt zijn door een zorgcoördinator (30,0% "
                        "van de inwoners), als er niets verandert.", "Dit steunt op een bron uit 2018.",
                        "Deze dag ligt zo ver vooruit dat geen bron er iets over zegt.")),
    ],
)  # fmt: skip
def test_the_conclusion_speaks_of_then_now_or_what_would_be(
    country: Callable[..., Path], day: str, sentences: tuple[str, ...]
) -> None:
    tables = load_tables(country({"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2018"}), NOW)
    assert conclude(build_stand(tables, date.fromisoformat(day)))[: len(sentences)] == sentences


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            date(2017, 11, 15),
            "Officiële telling november 2017: 19 van de 35 centrumgemeenten vrouwenopvang; netmap telt per gemeente, "
            "en alleen wat op die dag al een bron of een begindatum had.",
        ),
        (
            date(2019, 9, 1),
            "Officiële telling september 2019: 30 van de 35 centrumgemeenten vrouwenopvang; netmap telt per gemeente, "
            "en alleen wat op die dag al een bron of een begindatum had.",
        ),
        (date(2017, 1, 1), None),
        (date(2026, 11, 21), None),
    ],
)
def test_a_picture_of_about_an_official_count_says_why_it_differs(real: Tables, day: date, said: str | None) -> None:
    stand = build_stand(real, day)
    sentences = [one for one in conclude(stand) if one.startswith("Officiële telling")]
    assert sentences == ([said] if said else [])
    assert not any(one.startswith("Officiële") for one in conclude(stand, Regio("politieregio", "Limburg")))


# --- the region of a centrumgemeente


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2017, 11, 30), date(2026, 11, 21), date(2099, 1, 1)], ids=str)
def test_a_region_of_which_not_all_gemeenten_are_known_says_so_on_any_day(real: Tables, day: date) -> None:
    stand = build_stand(real, day)
    told = {one.naam: conclude(stand, Regio(CENTRUMGEMEENTE, one.naam))[0] for one in stand.centra}
    assert {naam for naam, text in told.items() if "misschien ook bij" in text} == {
        one.naam for one in stand.centra if one.open
    }


def test_a_region_of_one_known_gemeente_is_not_covered_as_a_whole(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    told = {one.naam: conclude(stand, Regio(CENTRUMGEMEENTE, one.naam))[0] for one in stand.centra}
    remains = remains_section(stand, Regio(CENTRUMGEMEENTE, "Leiden")).conclusion[0]
    assert remains == "Gedekt als alle bronnen meetellen: de enige bekende gemeente."
    assert told["Leiden"] == (
        "Op 21 november 2026 was in de regio van centrumgemeente Leiden de enige bekende gemeente gedekt door een "
        "zorgcoördinator (16 andere gemeenten horen er misschien ook bij)."
    )
