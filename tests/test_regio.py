"""The area that somebody types: found in any spelling, or refused with the list of what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.errors import NetmapError
from netmap.regio import Regio

if TYPE_CHECKING:
    from netmap.load import Tables


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", None),
        ("Nederland", None),
        ("landelijk", None),
        ("Oost-Brabant", Regio("politieregio", "Oost-Brabant")),
        ("oost brabant", Regio("politieregio", "Oost-Brabant")),
        ("politieregio:Oost-Brabant", Regio("politieregio", "Oost-Brabant")),
        ("Provincie Fryslan", Regio("provincie", "Fryslân")),
        ("provincie:Limburg", Regio("provincie", "Limburg")),
        ("Twente", Regio("veiligheidsregio", "Twente")),
        ("provincie:Friesland", Regio("provincie", "Fryslân")),
        ("Friesland", Regio("veiligheidsregio", "Fryslân")),
        ("Limburg-Zuid", Regio("veiligheidsregio", "Zuid-Limburg")),
        ("Zuidoost-Brabant", Regio("veiligheidsregio", "Brabant-Zuidoost")),
        ("Noord-Oost-Gelderland", Regio("veiligheidsregio", "Noord- en Oost-Gelderland")),
        ("Noord-Brabant", Regio("provincie", "Noord-Brabant")),
        ("Brabant-Noord", Regio("veiligheidsregio", "Brabant-Noord")),
        ("VR05", Regio("veiligheidsregio", "Twente")),
        ("vr 24", Regio("veiligheidsregio", "Zuid-Limburg")),
        ("pv21", Regio("provincie", "Fryslân")),
        ("politie-eenheid Oost-Brabant", Regio("politieregio", "Oost-Brabant")),
        ("Eenheid Den Haag", Regio("politieregio", "Den Haag")),
        ("VR Twente", Regio("veiligheidsregio", "Twente")),
        ("prov. Zeeland", Regio("provincie", "Zeeland")),
        ("centrumgemeente:Zwolle", Regio("centrumgemeente", "Zwolle")),
        ("Regio van centrumgemeente Zwolle", Regio("centrumgemeente", "Zwolle")),
        ("centrumgemeente vrouwenopvang den helder", Regio("centrumgemeente", "Den Helder")),
        ("centrumgemeente:Den Haag", Regio("centrumgemeente", "'s-Gravenhage")),
        ("centrumgemeente:Den Bosch", Regio("centrumgemeente", "'s-Hertogenbosch")),
    ],
)
def test_an_area_is_found_in_any_spelling(real: Tables, typed: str, found: Regio | None) -> None:
    assert real.gebieden.find(typed) == found


def test_a_bare_name_that_kinds_share_is_the_politieregio(real: Tables) -> None:
    """Limburg and Midden-Nederland: who works with the police map means the police map."""
    assert real.gebieden.find("Limburg") == Regio("politieregio", "Limburg")
    assert real.gebieden.find("Utrecht") == Regio("veiligheidsregio", "Utrecht")


def test_a_bare_name_is_never_the_region_of_a_centrumgemeente(real: Tables) -> None:
    """It is that of a gemeente: who writes Zwolle in the column gebied means Zwolle, and needs no notice."""
    assert real.gebieden.parse("Zwolle").codes == {"GM0193"}
    assert real.gebieden.parse("Zwolle").notices == ()
    assert len(real.gebieden.parse("centrumgemeente:Zwolle").codes) == 11
    assert real.gebieden.parse("centrumgemeente:Leiden").codes == {"GM0546"}, "who may belong to it does not count"


def test_the_region_of_a_centrumgemeente_is_told_from_the_gemeente(real: Tables) -> None:
    assert str(Regio("centrumgemeente", "Zwolle")) == "regio van centrumgemeente Zwolle"
    with pytest.raises(ValueError, match=r"^'Raalte' is geen bekende centrumgemeente"):
        real.gebieden.parse("centrumgemeente:Raalte")


def test_an_unknown_area_gives_the_nearest_and_the_list_of_what_exists(real: Tables) -> None:
    with pytest.raises(NetmapError) as refused:
        real.gebieden.find("Oost-Barbant")
    message = str(refused.value)
    assert message.startswith("Het gebied 'Oost-Barbant' bestaat niet. Bedoelt u 'politieregio:Oost-Brabant'?")
    assert all(gebied.naam in message for gebied in real.gebieden.regios("veiligheidsregio"))


def test_there_are_ten_politieregios_twenty_five_veiligheidsregios_and_twelve_provincies(real: Tables) -> None:
    kinds = ("politieregio", "veiligheidsregio", "provincie", "centrumgemeente")
    assert [len(real.gebieden.regios(kind)) for kind in kinds] == [10, 25, 12, 35]
    every = [gebied for kind in kinds for gebied in real.gebieden.regios(kind)]
    assert [real.gebieden.find(gebied.token) for gebied in every] == every
    assert real.gebieden.kinds == kinds
    assert real.gebieden.regios() == tuple(every)
    assert [gebied.naam for gebied in every[:10]] == sorted(gebied.naam for gebied in every[:10])


def test_every_region_has_the_number_that_cbs_gives_it(real: Tables) -> None:
    for letters, first, last, soort in (("VR", 1, 25, "veiligheidsregio"), ("PV", 20, 31, "provincie")):
        found = [real.gebieden.find(f"{letters}{number:02d}") for number in range(first, last + 1)]
        assert {gebied for gebied in found if gebied} == set(real.gebieden.regios(soort))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Breda", "Breda is een gemeente, geen regio. Schrijf 'gemeente:Breda' voor alleen Breda, of kies een "
         "regio waar zij in ligt: politieregio:Zeeland-West-Brabant, veiligheidsregio:Midden- en West-Brabant, "
         "provincie:Noord-Brabant of centrumgemeente:Breda."),
        ("Weesp", "Weesp is op 24 maart 2022 opgegaan in Amsterdam. Amsterdam is een gemeente, geen regio. Schrijf "
         "'gemeente:Amsterdam' voor alleen Amsterdam, of kies een regio waar zij in ligt: politieregio:Amsterdam, "
         "veiligheidsregio:Amsterdam-Amstelland, provincie:Noord-Holland of centrumgemeente:Amsterdam."),
        ("Drachten", "Drachten ligt in Smallingerland. Smallingerland is een gemeente, geen regio. Schrijf "
         "'gemeente:Smallingerland' voor alleen Smallingerland, of kies een regio waar zij in ligt: "
         "politieregio:Noord-Nederland, veiligheidsregio:Fryslân, provincie:Fryslân of centrumgemeente:Leeuwarden."),
    ],
)  # fmt: skip
def test_a_gemeente_is_told_from_a_region(real: Tables, typed: str, message: str) -> None:
    with pytest.raises(NetmapError) as refused:
        real.gebieden.find(typed)
    assert str(refused.value) == message


def test_a_name_that_two_kinds_turn_round_is_not_guessed(real: Tables) -> None:
    """Brabant-Noord is a veiligheidsregio, Noord-Brabant a provincie."""
    with pytest.raises(NetmapError, match="Bedoelt u 'veiligheidsregio:Brabant-Noord' of 'provincie:Noord-Brabant'"):
        real.gebieden.find("veiligheidsregio Noord-Brabant")
