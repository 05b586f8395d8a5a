"""Every row that touches or names a gemeente shows, with what it says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.evidence import find_evidence, is_named
from netmap.layers import build_stand
from netmap.sections.gemeente import gemeente_sections
from netmap.table import Listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

DAY = "2026-07-01"


@pytest.fixture
def today(real: Tables) -> Stand:
    return build_stand(real, date(2026, 11, 21))


def code_of(stand: Stand, naam: str) -> str:
    (code,) = (code for code, one in stand.dekking.items() if one.naam == naam)
    return code


def told(stand: Stand, naam: str) -> tuple[str, ...]:
    """What the panel of a gemeente says of the other rows."""
    sections = {one.key: one for one in gemeente_sections(stand, code_of(stand, naam))}
    (block,) = sections["ook"].blocks
    assert isinstance(block, Listing)
    return block.items


def test_rows_about_a_gemeente_come_before_those_that_leave_it_out_and_those_that_name_it(
    stand_on: Callable[..., Stand],
) -> None:
    stand = stand_on(
        DAY,
        {"id": "a", "organisatie": "Fier", "gebied": "Deiland", "opmerking": "Ook Aadorp deed mee."},
        {"id": "b", "organisatie": "Fier", "gebied": "politieregio:Boven; -Aadorp"},
        {"id": "c", "organisatie": "Huis", "rol": "partner", "gebied": "Aadorp", "opmerking": "Helpt in Aadorp."},
        {"id": "d", "organisatie": "Fier", "gebied": "Aadorp", "tot": "2020"},
        {"id": "e", "organisatie": "VNG", "rol": "vng", "gebied": "landelijk"},
        {"id": "f", "organisatie": "Fier", "gebied": "Deiland", "opmerking": "Ook Aadorperveen en Nieuw-Aadorp."},
    )
    found = find_evidence(stand, "GM0001")
    assert [(one.rij.id, one.soort, one.onderwerp) for one in found] == [
        ("d", "over", "zorgcoördinator"),
        ("c", "over", "partner"),
        ("b", "zonder", "zorgcoördinator"),
        ("a", "noemt", "zorgcoördinator"),
    ]
    source = "begindatum onbekend, einddatum onbekend. Bron: https://bron.example/ (datum onbekend; daarna niet "
    source += "bevestigd; zekerheid onbekend)."
    assert told(stand, "Aadorp") == (
        f"Partner: Huis (Aadorp), {source} Opmerking: Helpt in Aadorp.",
        f"Geldt niet voor Aadorp. Zorgcoördinator: Fier (politieregio Boven zonder Aadorp), {source}",
        "Over een ander gebied, noemt Aadorp. Zorgcoördinator: Fier (Deiland), "
        f"{source} Opmerking: Ook Aadorp deed mee.",
    )


def test_what_the_explanation_tells_is_not_told_twice(today: Stand) -> None:
    for code in today.codes():
        said = [
            item
            for section in gemeente_sections(today, code)
            if section.key in {"waarom", "ook", "status"}
            for block in section.blocks
            if isinstance(block, Listing)
            for item in block.items
        ]
        assert len(said) == len(set(said))


def test_tholen_shows_that_it_takes_part_in_de_markiezaten(today: Stand) -> None:
    (line,) = (line for line in told(today, "Tholen") if "veiligheidshuiszeeland.nl/zorgcoordinatie" in line)
    assert line.startswith("Geldt niet voor Tholen. Zorgcoördinator: Zorg- en Veiligheidshuis Zeeland (provincie ")
    assert "Tholen doet mee met De Markiezaten." in line


def test_zwolle_shows_mee_samen_and_that_it_is_no_cover(today: Stand) -> None:
    (line,) = (line for line in told(today, "Zwolle") if "MEE Samen" in line)
    assert line.startswith(
        "Partner: MEE Samen (Zwolle), begindatum onbekend, einddatum onbekend. Bron: https://vl-nieuws.nl/"
    )
    assert line.endswith("telt daarom niet als dekking.")


def test_every_row_of_the_real_data_shows_with_every_gemeente_in_its_area(today: Stand) -> None:
    shown = {code: {one.rij.id for one in find_evidence(today, code)} for code in today.codes()}
    local = [row for row in today.tables.contacts if row.rol not in {"vng", "landelijk_coordinatiecentrum"}]
    for row in (*local, *today.tables.indicatoren):
        assert all(row.id in shown[code] for code in row.codes)
    assert {row for row in shown[code_of(today, "Capelle aan den IJssel")] if row.startswith("vng")} == {"vng-oskam"}


@pytest.mark.parametrize(
    ("naam", "text", "expected"),
    [
        ("Tholen", "Tholen doet mee met De Markiezaten.", True),
        ("Tholen", "Sint-Tholen, Tholenaar", False),
        ("'s-Gravenhage", "Een plan van de gemeente Den Haag.", True),
        ("'s-Gravenhage", "De lijst zegt 'politieregio Den Haag en Hollands Midden'.", False),
        ("'s-Hertogenbosch", "'Gemeente Den Bosch en regio'", True),
        ("Groningen", "Noemt MJD voor de gemeente Groningen.", True),
        ("Groningen", "De provincie Groningen en Midden-Groningen.", False),
        ("Utrecht", "De provincies Utrecht en Gelderland", False),
        ("Utrecht", "In Utrecht is het anders.", False),
        ("Amsterdam", "burgemeester van Amsterdam", True),
        ("Bergen (NH.)", "Bergen op Zoom", False),
        ("Bergen (NH.)", "Bergen stelt het vast.", False),
        ("Bergen op Zoom", "Bergen op Zoom; Tholen", True),
        ("Tilburg", "'Regio Tilburg'; afgeleid.", False),
        ("Waterland", "Regionaal Beleidsplan Zaanstreek-Waterland.", False),
        ("Best", "Best veel gemeenten.", False),
        ("Best", "De gemeente Best.", True),
        ("Buren", "De buren deden mee. Buren ook.", False),
    ],
)
def test_a_name_counts_when_it_can_only_be_the_gemeente(today: Stand, naam: str, text: str, expected: bool) -> None:
    assert is_named(text, code_of(today, naam), today.tables.gemeenten) is expected
