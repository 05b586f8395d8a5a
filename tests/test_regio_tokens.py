"""The column gebied: tokens, subtraction and what is refused."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from netmap.load import load_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables
    from netmap.regio import Gebieden


NOTHING = "bevat geen enkele gemeente. Noem minstens één gemeente, regio of 'landelijk'."


@pytest.fixture
def gebieden(country: Callable[..., Path]) -> Gebieden:
    """The areas of the small country."""
    return load_tables(country()).gebieden


def short(gebieden: Gebieden, text: str) -> str:
    """Last digits of the codes: ``13`` is Aadorp and Ceeburg."""
    return "".join(sorted(code[-1] for code in gebieden.parse(text).codes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("landelijk", "1234"),
        ("Landelijk", "1234"),
        ("politieregio:Boven", "123"),
        ("Politieregio: boven", "123"),
        ("veiligheidsregio:West", "34"),
        ("provincie:Oostland", "12"),
        ("Aadorp", "1"),
        ("dei", "4"),
        ("GM0002", "2"),
        ("2; 0003", "23"),
        ("Aadorp;Aadorp", "1"),
        ("Aadorp; ; Ceeburg;", "13"),
        ("politieregio:Boven; provincie:Westland", "1234"),
        ("landelijk; -politieregio:Boven", "4"),
        ("politieregio:Boven; -Beekstad", "13"),
        ("politieregio:Boven; - Beekstad", "13"),
        ("-Beekstad; politieregio:Boven; -GM0003", "1"),
        ("-Aadorp; Aadorp; Beekstad", "2"),
        ("Aadorp; -Deiland", "1"),
    ],
)
def test_tokens_stand_for_their_gemeenten(gebieden: Gebieden, text: str, expected: str) -> None:
    assert short(gebieden, text) == expected


def test_subtraction_gives_the_same_in_every_order(gebieden: Gebieden) -> None:
    tokens = ("politieregio:Boven", "Deiland", "-Beekstad", "-provincie:Westland")
    assert {short(gebieden, ";".join(order)) for order in itertools.permutations(tokens)} == {"1"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Bekstad", "'Bekstad' is geen bekende gemeente. Bedoelt u Beekstad?"),
        ("politieregio:Bove", "'Bove' is geen bekende politieregio. Bedoelt u Boven?"),
        ("politieregio:Xyz", "'Xyz' is geen bekende politieregio. Bedoelt u Boven of Onder?"),
        ("politieregio:", "'' is geen bekende politieregio. Bedoelt u Boven of Onder?"),
        ("regio:Boven", "'regio' is geen soort gebied. Gebruik politieregio, veiligheidsregio, provincie, "
         "een gemeente of 'landelijk'."),
        ("Aadorp; -Aadorp", f"'Aadorp; -Aadorp' {NOTHING}"),
        ("-Aadorp", f"'-Aadorp' {NOTHING}"),
        (";", f"';' {NOTHING}"),
        *(
            (text, f"{text!r} zijn {number} gemeenten. Zet er een puntkomma tussen: {written}.")
            for text, number, written in (
                ("Aadorp, Beekstad", 2, "Aadorp; Beekstad"),
                ("Aadorp, Beekstad en Ceeburg", 3, "Aadorp; Beekstad; Ceeburg"),
                ("Aadorp/Beekstad", 2, "Aadorp; Beekstad"),
                ("Aadorp & GM0002", 2, "Aadorp; GM0002"),
                ("Aadorp\nBeekstad", 2, "Aadorp; Beekstad"),
            )
        ),
        ("Aadorp, Xyzzy", "'Aadorp, Xyzzy' is geen bekende gemeente. Bedoelt u Aadorp?"),
        ("Splitsen", "Splitsen is op 1 januari 2021 verdeeld over Beekstad en Ceeburg. "
         "Kies Beekstad of Ceeburg."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_remedy(gebieden: Gebieden, text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        gebieden.parse(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("minus", ["–", "—", "−", "‐", "'-", "--", "- -", '"-'])
def test_a_minus_sign_as_word_or_excel_makes_it_never_adds_the_gemeente(gebieden: Gebieden, minus: str) -> None:
    """Folding drops every dash: 'provincie:Oostland; –Beekstad' once meant all of Oostland."""
    token = f"{minus}Beekstad"
    with pytest.raises(ValueError, match=r"begint met een vreemd streepje\. Schrijf een gewoon minteken") as caught:
        gebieden.parse(f"provincie:Oostland; {token}")
    assert str(caught.value).startswith(repr(token))


def test_a_name_that_begins_with_an_apostrophe_is_a_name(real: Tables) -> None:
    assert real.gebieden.parse("'s-Hertogenbosch; -'s-Gravenhage; 's-Gravenhage").codes == {"GM0796"}


def test_a_former_gemeente_is_read_with_a_notice(gebieden: Gebieden) -> None:
    area = gebieden.parse("Oudorp; Beekstad; -GM0091")
    assert area.codes == {"GM0002"}
    assert area.notices == ("Oudorp is op 1 januari 2020 opgegaan in Aadorp.",) * 2


def test_regions_of_one_kind_divide_the_country(real: Tables) -> None:
    for kind in ("politieregio", "veiligheidsregio", "provincie"):
        parts = [real.gebieden.parse(f"{kind}:{name}").codes for name in real.gemeenten[kind].unique()]
        assert sum(map(len, parts)) == 342
        assert frozenset().union(*parts) == real.gebieden.parse("landelijk").codes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Twente", "veiligheidsregio:Twente"),
        ("Zeeland", "veiligheidsregio:Zeeland of provincie:Zeeland"),
        ("heel Nederland", "landelijk"),
        ("Friesland", "veiligheidsregio:Fryslân of provincie:Fryslân"),
        ("Oost-Barbant", "politieregio:Oost-Brabant"),
    ],
)
def test_a_region_without_its_kind_is_asked_back(real: Tables, typed: str, meant: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{typed!r} is geen gemeente. Bedoelt u {meant}?")):
        real.gebieden.parse(typed)


def test_a_gemeente_may_be_named_as_such(real: Tables) -> None:
    assert real.gebieden.parse("gemeente:Breda; Gemeente Zwolle").codes == {"GM0758", "GM0193"}
    assert real.gebieden.parse("Nuenen, Gerwen en Nederwetten").codes == {"GM0820"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Veiligheidsregio Twente", "veiligheidsregio:Twente"),
        ("VR05", "veiligheidsregio:Twente"),
        ("veiligheidsregio:Limburg-Zuid", "veiligheidsregio:Zuid-Limburg"),
        ("VR:Limburg-Zuid", "veiligheidsregio:Zuid-Limburg"),
        ("PV21", "provincie:Fryslân"),
        ("provincie:friesland", "provincie:Fryslân"),
        ("politie-eenheid Oost-Brabant", "politieregio:Oost-Brabant"),
        ("politie-eenheid:Oost-Brabant", "politieregio:Oost-Brabant"),
    ],
)
def test_a_region_is_read_as_others_write_it(real: Tables, typed: str, meant: str) -> None:
    assert real.gebieden.parse(typed) == real.gebieden.parse(meant)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Oudorp", {"GM0001": {"Oudorp"}}),
        ("Oudorp; GM0091", {"GM0001": {"Oudorp"}}),
        ("Oudorp; Aadorp", {}),
        ("Oudorp; politieregio:Boven", {}),
        ("Oudorp; Beekstad", {"GM0001": {"Oudorp"}}),
        ("Oudorp; Beekstad; -Aadorp", {}),
        ("Aadorp; Beekstad", {}),
    ],
)
def test_a_gemeente_that_only_a_former_one_stands_for_is_named_in_part(
    gebieden: Gebieden, text: str, parts: dict[str, set[str]]
) -> None:
    assert gebieden.parse(text).parts == parts


def test_a_place_in_a_cell_is_asked_back(real: Tables) -> None:
    with pytest.raises(ValueError, match=r"'Hoofddorp' is geen bekende gemeente\. Bedoelt u Haarlemmermeer\?"):
        real.gebieden.parse("Breda; Hoofddorp")


@pytest.mark.parametrize(
    ("text", "notices"),
    [
        ("Utrecht", ["'Utrecht' is gelezen als de gemeente. Schrijf 'gemeente:Utrecht', of 'veiligheidsregio:Utrecht' "
                     "of 'provincie:Utrecht' als u die bedoelt."]),
        ("Breda; groningen", ["'groningen' is gelezen als de gemeente. Schrijf 'gemeente:Groningen', of "
                              "'veiligheidsregio:Groningen' of 'provincie:Groningen' als u die bedoelt."]),
        ("provincie:Utrecht; -Utrecht", ["'Utrecht' is gelezen als de gemeente. Schrijf 'gemeente:Utrecht', of "
                                         "'veiligheidsregio:Utrecht' of 'provincie:Utrecht' als u die bedoelt."]),
        ("gemeente:Utrecht", []),
        ("GM0344", []),
        ("0344", ["'0344' is gelezen als GM0344 (Utrecht)."]),
        ("provincie:Utrecht", []),
        ("Breda", []),
    ],
)  # fmt: skip
def test_a_bare_name_of_a_gemeente_and_a_region_says_how_it_was_read(
    real: Tables, text: str, notices: list[str]
) -> None:
    assert list(real.gebieden.parse(text).notices) == notices


def test_the_shipped_data_leave_no_name_in_doubt(real: Tables) -> None:
    assert real.notices == ()
