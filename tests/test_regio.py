"""The area that somebody types: found in any spelling, or refused with the list of what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netmap.errors import NetmapError
from netmap.regio import Regio, find_regio, list_regios

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
    ],
)
def test_an_area_is_found_in_any_spelling(real: Tables, typed: str, found: Regio | None) -> None:
    assert find_regio(real.gemeenten, typed) == found


def test_a_bare_name_that_kinds_share_is_the_politieregio(real: Tables) -> None:
    """Limburg and Midden-Nederland: who works with the police map means the police map."""
    assert find_regio(real.gemeenten, "Limburg") == Regio("politieregio", "Limburg")
    assert find_regio(real.gemeenten, "Utrecht") == Regio("veiligheidsregio", "Utrecht")


def test_an_unknown_area_gives_the_nearest_and_the_list_of_what_exists(real: Tables) -> None:
    with pytest.raises(NetmapError) as refused:
        find_regio(real.gemeenten, "Oost-Barbant")
    message = str(refused.value)
    assert message.startswith("Het gebied 'Oost-Barbant' bestaat niet. Bedoelt u 'politieregio:Oost-Brabant'?")
    assert all(gebied.naam in message for gebied in list_regios(real.gemeenten, "veiligheidsregio"))


def test_there_are_ten_politieregios_twenty_five_veiligheidsregios_and_twelve_provincies(real: Tables) -> None:
    kinds = ("politieregio", "veiligheidsregio", "provincie")
    assert [len(list_regios(real.gemeenten, kind)) for kind in kinds] == [10, 25, 12]
    every = [gebied for kind in kinds for gebied in list_regios(real.gemeenten, kind)]
    assert [find_regio(real.gemeenten, gebied.token) for gebied in every] == every
