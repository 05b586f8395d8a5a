"""From what people type to a gemeente: found, asked or suggested, never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.dutch import either
from netmap.names import Names, key
from netmap.schema import HERINDELING_COLUMNS, dutch_date, dutch_number, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
        ("14.0", "GM0014"),
        ("14,0", "GM0014"),
        ("00014", "GM0014"),
        ("GM00014", "GM0014"),
        ("G0363", "GM0363"),
        ("GM0363.0", "GM0363"),
        ("gm_0363", "GM0363"),
        ("2025GM0363", "GM0363"),
        ("gem. Breda", "GM0758"),
        ("Breda (gemeente)", "GM0758"),
        ("Breda, gemeente", "GM0758"),
        ("Breda (NB)", "GM0758"),
        ("Breda (N.-Br.)", "GM0758"),
        ("Bergen (N.-H.)", "GM0373"),
        ("Hengelo (Ov)", "GM0164"),
        ("Ronde Venen, De", "GM0736"),
        ("Haag, Den", "GM0518"),
        ("Nuenen c.a.", "GM0820"),
        ("Nuenen ca", "GM0820"),
        ("St Michielsgestel", "GM0845"),
        ("Wychen", "GM0296"),
        ("OOSTGELRE", "GM1586"),
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
        "Kies Boxtel, Oisterwijk, Tilburg of Vught."
    )


def test_bergen_are_two_so_the_reader_must_choose(real: Tables) -> None:
    found = real.names.find("Bergen")
    assert (found.code, found.codes) == (None, ("GM0373", "GM0893"))
    assert found.question == "'Bergen' kan meer dan één gemeente zijn. Kies Bergen (NH.) of Bergen (L.)."


def test_the_codes_are_named_only_when_the_names_are_the_same() -> None:
    gemeenten = pd.DataFrame(
        {"naam": ["Aadorp", "Aadorp"], "alternatieve_namen": "", "provincie": "Oostland"}, index=["GM0001", "GM0002"]
    )
    names = Names(gemeenten, pd.DataFrame(columns=list(HERINDELING_COLUMNS)))
    assert names.find("Aadorp").question.endswith("Kies Aadorp (GM0001) of Aadorp (GM0002).")


@pytest.mark.parametrize(
    ("typed", "code", "notice"),
    [
        ("Amsterdm", "GM0363", "'Amsterdm' is gelezen als Amsterdam."),
        ("Hilverum", "GM0402", "'Hilverum' is gelezen als Hilversum."),
        ("Middelburgg", "GM0687", "'Middelburgg' is gelezen als Middelburg."),
        (" Hoogeveeen ", "GM0118", "'Hoogeveeen' is gelezen als Hoogeveen."),
        ("Groesbeeck", "GM1945", "'Groesbeeck' is gelezen als Groesbeek. "
         "Groesbeek is op 1 januari 2016 verder gegaan als Berg en Dal."),
    ],
)  # fmt: skip
def test_one_wrong_letter_in_a_name_like_no_other_is_read_and_said(
    real: Tables, typed: str, code: str, notice: str
) -> None:
    found = real.names.find(typed)
    assert (found.code, found.notice, found.is_near, found.question) == (code, notice, True, "")
    assert found.doubt == f"{typed!r} is geen bekende gemeente. Bedoelt u {found.suggestions[0]}?"


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("Utrect", ("Utrecht",)),
        ("Utregt", ("Utrecht",)),
        ("Zutfen", ("Zutphen",)),
        ("Weespp", ("Weesp",)),
        ("Oldamt", ("Oldambt",)),
        ("Heerle", ("Heerlen", "Heerde")),
        ("Tubergen", ("Tubbergen", "Huijbergen", "Ubbergen")),
        ("Nuenen, Gerwen en Nederwet", ("Nuenen, Gerwen en Nederwetten",)),
        ("Haarlemmerliede", ("Haarlemmerliede en Spaarnwoude",)),
        ("Amsterdam Zuidoost", ("Amsterdam",)),
        ("Breda (L)", ("Breda",)),
        ("Hengelo (Fr)", ("Hengelo",)),
    ],
)
def test_what_may_be_another_name_gives_suggestions_never_a_guess(
    real: Tables, typed: str, suggestions: tuple[str, ...]
) -> None:
    """Heerle is a village near a border, so it is in no list."""
    found = real.names.find(typed)
    assert (found.code, found.codes, found.suggestions) == (None, (), suggestions)
    assert found.question == f"{typed!r} is geen bekende gemeente. Bedoelt u {either(suggestions)}?"


@pytest.mark.parametrize("typed", ["", " ", "-", "''", "GM", "GM9999", "99999", "Xyzzy", "14.5", "0", "Den", "c.a."])
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
        ("Bildt, het", "GM1949", "Het Bildt is op 1 januari 2018 opgegaan in Waadhoeke."),
        ("Mill en St. Hubert", "GM1982", "Mill en Sint Hubert is op 1 januari 2022 opgegaan in Land van Cuijk."),
        ("St. Anthonis", "GM1982", "Sint Anthonis is op 1 januari 2022 opgegaan in Land van Cuijk."),
        ("Kollumerland c.a.", "GM1970",
         "Kollumerland en Nieuwkruisland is op 1 januari 2019 opgegaan in Noardeast-Fryslân."),
        ("Haarlemmerliede c.a.", "GM0394",
         "Haarlemmerliede en Spaarnwoude is op 1 januari 2019 opgegaan in Haarlemmermeer."),
        ("Eysden", "GM1903", "Eijsden is op 1 januari 2011 opgegaan in Eijsden-Margraten."),
        ("Wymbritseradeel", "GM1900", "Wymbritseradiel is op 1 januari 2011 opgegaan in Súdwest-Fryslân."),
        ("2011GM0683", "GM1900", "Wymbritseradiel is op 1 januari 2011 opgegaan in Súdwest-Fryslân."),
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


_AS_LISTS_WRITE = (
    str.upper,
    lambda name: name.replace("-", " "),
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace("-", ""),
    lambda name: name.replace("Sint ", "St. ").replace("Sint-", "St.-"),
    lambda name: name.replace(" en ", " & "),
    lambda name: name.replace(" aan den ", " a/d ").replace(" aan de ", " a/d "),
    lambda name: name.replace(" aan den ", " a.d. ").replace(" aan de ", " a.d. "),
    lambda name: name.replace("ij", "y").replace("IJ", "Y"),
    lambda name: re.sub(r"^(De|Den|Het|het) (.+)", r"\2, \1", name),
    lambda name: re.sub(r"^(Het|het) ", "'t ", name),
    lambda name: unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode(),
    lambda name: re.sub(r",? (?:\w+ )?en .*", " c.a.", name),
    lambda name: f"Gem. {name}",
)


@pytest.mark.parametrize("written", _AS_LISTS_WRITE)
def test_every_name_is_understood_as_lists_write_it(real: Tables, written: Callable[[str], str]) -> None:
    for naam in {*real.gemeenten["naam"], *real.herindelingen["oude_naam"]}:
        assert real.names.find(written(naam)).codes == real.names.find(naam).codes != (), written(naam)


def test_no_two_gemeenten_share_a_key_unless_one_went_on_as_the_other(real: Tables) -> None:
    keys: dict[str, set[str]] = {}
    for naam in {*real.gemeenten["naam"], *real.herindelingen["oude_naam"]}:
        keys.setdefault(key(naam), set()).add(naam)
    assert {naam for same in keys.values() if len(same) > 1 for naam in same} == set()


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("Weesp", "Weesp"),
        ("GM0457", "Weesp"),
        ("Menaldumadeel", "Menaldumadeel"),
        ("Millingen aan de Rijn", "Millingen aan de Rijn"),
        ("Groesbeek", ""),
        ("Amsterdam", ""),
        ("Haaren", ""),
    ],
)
def test_a_former_gemeente_is_a_part_unless_only_its_name_is_former(real: Tables, typed: str, part: str) -> None:
    """Groesbeek is all of Berg en Dal under another name; Haaren must be chosen first."""
    assert real.names.find(typed).part == part


@pytest.mark.parametrize(
    ("typed", "code", "notice"),
    [
        ("Hoofddorp", "GM0394", "Hoofddorp ligt in Haarlemmermeer."),
        ("nieuw vennep", "GM0394", "Nieuw-Vennep ligt in Haarlemmermeer."),
        ("Hengelo (Gld)", "GM1876", "Hengelo ligt in Bronckhorst."),
        ("Stein (ZH)", "GM1931", "Stein ligt in Krimpenerwaard."),
        ("Oosterwolde (Fr.)", "GM0085", "Oosterwolde ligt in Ooststellingwerf."),
        ("Zuidlaaren", "GM1730", "'Zuidlaaren' is gelezen als Zuidlaren. Zuidlaren ligt in Tynaarlo."),
    ],
)
def test_a_place_is_found_in_its_gemeente_and_that_is_said(real: Tables, typed: str, code: str, notice: str) -> None:
    found = real.names.find(typed)
    assert (found.code, found.notice) == (code, notice)


@pytest.mark.parametrize("typed", ["Hengelo", "Stein", "Beek", "Bussum", "Winsum"])
def test_the_name_of_a_gemeente_never_means_a_place_elsewhere(real: Tables, typed: str) -> None:
    found = real.names.find(typed)
    assert not found.is_near and "ligt in" not in found.notice


def test_a_place_in_several_gemeenten_is_asked(real: Tables) -> None:
    assert real.names.find("Oosterwolde").question == (
        "Oosterwolde ligt in Ooststellingwerf en Oldebroek. Kies Ooststellingwerf of Oldebroek."
    )


def test_a_place_follows_its_gemeente_into_another() -> None:
    gone = (date(2020, 1, 1), "GM0091", "Oudorp", "GM0001", "Aadorp", "opgegaan")
    names = small_names(gone, places=[("Buurtschap", "GM0091"), ("Elders", "GM0099"), ("Beekstad", "GM0001")])
    assert (names.find("buurtschap").code, names.find("buurtschap").notice) == ("GM0001", "Buurtschap ligt in Aadorp.")
    assert names.find("Elders").codes == ()
    assert names.find("Beekstad").code == "GM0002"


def small_names(*herindelingen: tuple[object, ...], other: str = "", places: Iterable[tuple[str, str]] = ()) -> Names:
    gemeenten = pd.DataFrame(
        {"naam": ["Aadorp", "Beekstad"], "alternatieve_namen": [other, ""], "provincie": "Oostland"},
        index=["GM0001", "GM0002"],
    )
    return Names(gemeenten, pd.DataFrame(herindelingen, columns=list(HERINDELING_COLUMNS), dtype=object), places)


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
