"""From what people type to a gemeente: found, asked or suggested, never guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.names import Names
from netmap.schema import HERINDELING_COLUMNS, dutch_date, dutch_number, fold

if TYPE_CHECKING:
    from netmap.load import Tables


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("GM0014", "GM0014"),
        ("gm0014", "GM0014"),
        ("GM 0014", "GM0014"),
        ("GM\u00a00014", "GM0014"),
        ("0014", "GM0014"),
        ("14", "GM0014"),
        (" 14 ", "GM0014"),
        ("Groningen", "GM0014"),
        ("gemeente Groningen", "GM0014"),
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("s gravenhage", "GM0518"),
        ("den bosch", "GM0796"),
        ("’s-Hertogenbosch", "GM0796"),
        ("Capelle a/d IJssel", "GM0502"),
        ("Capelle a / d IJssel", "GM0502"),
        ("CAPELLE AAN DEN IJSSEL", "GM0502"),
        ("Oostgelre", "GM1586"),
        ("Sudwest Fryslan", "GM1900"),
        ("Su\u0301dwest-Frysla\u0302n", "GM1900"),
        ("Den\u00a0 Haag", "GM0518"),
        ("Bergen (L.)", "GM0893"),
        ("bergen nh", "GM0373"),
        ("De Friese Meren", "GM1940"),
    ],
)  # fmt: skip
def test_every_spelling_finds_its_gemeente(real: Tables, typed: str, code: str) -> None:
    found = real.names.find(typed)
    assert (found.code, found.codes, found.notice, found.question, found.suggestions) == (code, (code,), "", "", ())
    assert found.names == (real.names[code],)


def test_every_name_and_code_of_the_register_finds_itself(real: Tables) -> None:
    for code, naam in real.gemeenten["naam"].items():
        assert real.names.find(str(code)).code == code
        assert real.names.find(naam).code == code
        assert real.names.find(naam.upper()).code == code


@pytest.mark.parametrize("typed", ["Weesp", "weesp", "GM0457", "457"])
def test_weesp_is_amsterdam_with_a_notice_and_the_date(real: Tables, typed: str) -> None:
    found = real.names.find(typed)
    assert (found.code, found.notice) == ("GM0363", "Weesp is op 24 maart 2022 opgegaan in Amsterdam.")
    assert found.question == ""


@pytest.mark.parametrize("typed", ["Haaren", "GM0788"])
def test_haaren_was_split_so_the_reader_must_choose(real: Tables, typed: str) -> None:
    found = real.names.find(typed)
    assert (found.code, found.codes) == (None, ("GM0757", "GM0824", "GM0855", "GM0865"))
    assert found.names == ("Boxtel", "Oisterwijk", "Tilburg", "Vught")
    assert found.question == (
        "Haaren is op 1 januari 2021 verdeeld over Boxtel, Oisterwijk, Tilburg en Vught. "
        "Kies Boxtel (GM0757) of Oisterwijk (GM0824) of Tilburg (GM0855) of Vught (GM0865)."
    )


def test_bergen_are_two_so_the_reader_must_choose(real: Tables) -> None:
    found = real.names.find("Bergen")
    assert (found.code, found.codes) == (None, ("GM0373", "GM0893"))
    assert found.question == (
        "'Bergen' kan meer dan één gemeente zijn. Kies Bergen (NH.) (GM0373) of Bergen (L.) (GM0893)."
    )


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("Amsterdm", ("Amsterdam",)),
        ("Utrect", ("Utrecht", "Utrechtse Heuvelrug")),
        ("Weespp", ("Weesp",)),
        ("Oldamt", ("Oldambt",)),
    ],
)
def test_a_typo_gives_suggestions_never_a_guess(real: Tables, typed: str, suggestions: tuple[str, ...]) -> None:
    found = real.names.find(typed)
    assert (found.code, found.codes, found.suggestions) == (None, (), suggestions)
    assert found.question == f"{typed!r} is geen bekende gemeente. Bedoelt u {' of '.join(suggestions)}?"


@pytest.mark.parametrize("typed", ["", " ", "-", "''", "GM", "GM9999", "99999", "GM00014", "Xyzzy", "14.0", "0"])
def test_what_resembles_nothing_says_what_to_write(real: Tables, typed: str) -> None:
    found = real.names.find(typed)
    assert (found.codes, found.suggestions) == ((), ())
    assert found.question == (
        f"{typed!r} is geen bekende gemeente. Gebruik de naam of de CBS-code, zoals Breda of GM0758."
    )


@pytest.mark.parametrize(
    ("typed", "code", "notice"),
    [
        ("Groesbeek", "GM1945", "Groesbeek is op 1 januari 2016 verder gegaan als Berg en Dal."),
        ("Millingen aan de Rijn", "GM1945",
         "Millingen aan de Rijn is op 1 januari 2015 opgegaan in Groesbeek (nu Berg en Dal)."),
        ("Menaldumadeel", "GM1949",
         "Menaldumadeel is op 1 januari 2011 verder gegaan als Menameradiel (nu Waadhoeke)."),
        ("GM1908", "GM1949", "Menameradiel is op 1 januari 2018 opgegaan in Waadhoeke."),
    ],
)  # fmt: skip
def test_a_chain_of_herindelingen_is_followed_and_told_as_it_went(
    real: Tables, typed: str, code: str, notice: str
) -> None:
    found = real.names.find(typed)
    assert (found.code, found.notice) == (code, notice)


def test_every_former_gemeente_of_the_file_lives_on(real: Tables) -> None:
    for code, naam in real.herindelingen[["oude_code", "oude_naam"]].itertuples(index=False, name=None):
        assert real.names.find(code).codes, code
        assert real.names.find(naam).codes, naam


def small_names(*herindelingen: tuple[object, ...], other: str = "") -> Names:
    gemeenten = pd.DataFrame(
        {"naam": ["Aadorp", "Beekstad"], "alternatieve_namen": [other, ""]}, index=["GM0001", "GM0002"]
    )
    return Names(gemeenten, pd.DataFrame(herindelingen, columns=list(HERINDELING_COLUMNS), dtype=object))


def test_a_future_herindeling_does_not_remove_a_gemeente() -> None:
    names = small_names((date(2030, 1, 1), "GM0001", "Aadorp", "GM0002", "Beekstad", "opgegaan"))
    for typed in ("Aadorp", "GM0001"):
        assert (names.find(typed).code, names.find(typed).notice) == ("GM0001", "")


def test_a_present_name_wins_from_a_former_one() -> None:
    names = small_names((date(2020, 1, 1), "GM0091", "Aadorp", "GM0002", "Beekstad", "opgegaan"))
    assert names.find("Aadorp").code == "GM0001"
    assert names.find("GM0091").code == "GM0002"


def test_rows_that_go_round_in_a_circle_come_to_an_end() -> None:
    names = small_names(
        (date(2020, 1, 1), "GM0091", "Rond", "GM0092", "Om", "naamswijziging"),
        (date(2021, 1, 1), "GM0092", "Om", "GM0091", "Rond", "naamswijziging"),
    )
    assert names.find("Rond").codes == ()
    assert names.find("Rond").question == (
        "Rond is op 1 januari 2020 verder gegaan als Om (buiten dit register). Noem een gemeente die nu bestaat."
    )


def test_a_very_long_chain_is_followed_to_its_end() -> None:
    chain = [(date(2000, 1, 1), f"X{i}", f"Naam {i}", f"X{i + 1}", "", "naamswijziging") for i in range(5000)]
    names = small_names(*chain, (date(2001, 1, 1), "X5000", "Laatste", "GM0001", "Aadorp", "opgegaan"))
    assert names.find("Naam 0").code == "GM0001"


def test_a_spelling_of_signs_only_stands_for_nothing() -> None:
    names = small_names(other="Aa; ;-;(oud)")
    assert names.find("Aa").code == "GM0001"
    assert [names.find(typed).codes for typed in ("", "-", "...", "()")] == [(), (), (), ()]


def test_a_name_of_two_gemeenten_is_asked() -> None:
    assert small_names(other="Beekstad").find("beekstad").codes == ("GM0001", "GM0002")


@given(st.text(max_size=40))
def test_any_text_is_answered_with_a_code_or_a_question(typed: str) -> None:
    found = small_names().find(typed)
    assert (found.code is None) == bool(found.question)


# --- the words of schema that everything is compared and written with


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("'s-Gravenhage", "S Gravenhage"),
        ("HVO-Querido / ACM", "HVO Querido/ACM"),
        ("Beek & Donk", "beek en donk"),
        ("Zorg- en  Veiligheidshuis", "zorg en veiligheidshuis"),
        ("ﬁer", "Fier"),
    ],
)
def test_spellings_of_one_name_fold_to_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_dates_and_numbers_are_written_as_a_dutch_reader_expects() -> None:
    assert [dutch_date(day) for day in ("2021", "2021-05", "2021-05-01", date(2026, 11, 21))] == [
        "2021",
        "mei 2021",
        "1 mei 2021",
        "21 november 2026",
    ]
    assert [dutch_number(18_130_208), dutch_number(0.44, 2), dutch_number(-1234.5, 1)] == [
        "18.130.208",
        "0,44",
        "-1.234,5",
    ]
