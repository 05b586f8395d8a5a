"""The area that somebody types: found in any spelling, or refused with the list of what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.errors import NetmapError
from netmap.gebieden import Gebied, find_gebied, list_gebieden

if TYPE_CHECKING:
    from netmap.load import Tables


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", None),
        ("Nederland", None),
        ("landelijk", None),
        ("Oost-Brabant", Gebied("politieregio", "Oost-Brabant")),
        ("oost brabant", Gebied("politieregio", "Oost-Brabant")),
        ("politieregio:Oost-Brabant", Gebied("politieregio", "Oost-Brabant")),
        ("Provincie Fryslan", Gebied("provincie", "Fryslân")),
        ("provincie:Limburg", Gebied("provincie", "Limburg")),
        ("Twente", Gebied("veiligheidsregio", "Twente")),
    ],
)
def test_an_area_is_found_in_any_spelling(real: Tables, typed: str, found: Gebied | None) -> None:
    assert find_gebied(real.gemeenten, typed) == found


def test_a_bare_name_that_kinds_share_is_the_politieregio(real: Tables) -> None:
    """Limburg and Midden-Nederland: who works with the police map means the police map."""
    assert find_gebied(real.gemeenten, "Limburg") == Gebied("politieregio", "Limburg")
    assert find_gebied(real.gemeenten, "Utrecht") == Gebied("veiligheidsregio", "Utrecht")


def test_an_unknown_area_gives_the_nearest_and_the_list_of_what_exists(real: Tables) -> None:
    with pytest.raises(NetmapError) as refused:
        find_gebied(real.gemeenten, "Oost-Barbant")
    message = str(refused.value)
    assert message.startswith("Het gebied 'Oost-Barbant' bestaat niet. Bedoelt u 'politieregio:Oost-Brabant'?")
    assert all(gebied.naam in message for gebied in list_gebieden(real.gemeenten, "veiligheidsregio"))


def test_there_are_ten_politieregios_twenty_five_veiligheidsregios_and_twelve_provincies(real: Tables) -> None:
    kinds = ("politieregio", "veiligheidsregio", "provincie")
    assert [len(list_gebieden(real.gemeenten, kind)) for kind in kinds] == [10, 25, 12]
    every = [gebied for kind in kinds for gebied in list_gebieden(real.gemeenten, kind)]
    assert [find_gebied(real.gemeenten, gebied.token) for gebied in every] == every
