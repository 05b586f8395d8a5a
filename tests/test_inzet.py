"""An inzet on its own: when it holds, whether it covers, when it is too old, who fulfils it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.inzet import COMENSHA, VNG, Geschreven, Inzet, is_own_page
from netmap.organisaties import complete
from netmap.schema import COVERING, INZET_STATUSSEN

FIER = Inzet(id="fier", rol="zorgcoordinator", organisatie="Fier", gebied="GM0001; -Beek", codes=frozenset({"GM0001"}))
REGISTER = pd.DataFrame({"naam": ["Aadorp", "Beek"], "inwoners": [10, 20]}, index=["GM0001", "GM0002"])
days = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("day", "geldt"),
    [
        (date(2020, 12, 31), "straks"),
        (date(2021, 1, 1), "nu"),
        (date(2021, 12, 31), "nu"),
        (date(2022, 1, 1), "geweest"),
    ],
)
def test_an_inzet_holds_from_its_first_day_up_to_the_first_day_without(day: date, geldt: str) -> None:
    inzet = replace(FIER, vanaf=date(2021, 1, 1), tot=date(2022, 1, 1))
    assert (inzet.geldt(day), inzet.holds(day)) == (geldt, geldt == "nu")
    assert FIER.geldt(day) == "nu"


@given(vanaf=st.none() | days, tot=st.none() | days, day=days, status=st.sampled_from(INZET_STATUSSEN))
def test_it_covers_on_the_days_that_it_holds_and_its_status_counts(
    vanaf: date | None, tot: date | None, day: date, status: str
) -> None:
    inzet = replace(FIER, vanaf=vanaf, tot=tot, status=status)
    if vanaf is None or tot is None or vanaf < tot:
        assert inzet.holds(day) == (inzet.geldt(day) == "nu")
    assert inzet.covers == (status in COVERING)
    assert inzet.covers_on(day) == (inzet.covers and inzet.holds(day))


def test_the_confirmation_goes_before_the_source_and_without_a_date_it_is_always_too_old() -> None:
    source = replace(FIER, bron_datum=date(2020, 1, 1))
    confirmed = replace(source, bevestigd_op=date(2022, 1, 1))
    assert (FIER.stale_from, source.stale_from, confirmed.stale_from) == (None, date(2022, 1, 2), date(2024, 1, 2))
    assert FIER.is_stale(date(1999, 1, 1))
    assert [confirmed.is_stale(date(2024, 1, day)) for day in (1, 2)] == [False, True]


def test_a_holder_of_public_office_is_named_with_the_organisation() -> None:
    assert FIER.holder == "Fier"
    assert replace(FIER, rol="bestuurlijk_trekker", naam="B. Meester").holder == "B. Meester (Fier)"


def test_what_follows_from_the_register_and_the_other_rows_is_filled_in() -> None:
    helpdesk = replace(FIER, id="a", organisatie="COMENSHA", codes=frozenset(REGISTER.index))
    national = replace(FIER, id="b", rol="landelijk_coordinatiecentrum", organisatie="CoMensha")
    rows = complete(
        [FIER, replace(FIER, organisatie="FIËR"), helpdesk, national, replace(FIER, organisatie="")], REGISTER
    )
    assert [row.knoop for row in rows] == ["organisatie:fier", "organisatie:fier", COMENSHA, COMENSHA, ""]
    assert [row.inwoners_gebied for row in rows] == [10, 10, 30, 10, 10]
    assert {row.gebied_namen for row in rows} == {"Aadorp; -Beek"}
    assert complete(rows, REGISTER) == rows


@pytest.mark.parametrize(("name", "node"), [("CoMensha", COMENSHA), ("COMENSHA", COMENSHA), ("vng", VNG)])
def test_a_national_organisation_is_one_without_a_row_that_says_so(name: str, node: str) -> None:
    assert [row.knoop for row in complete([replace(FIER, organisatie=name)], REGISTER)] == [node]


def test_dates_that_are_not_written_are_blank() -> None:
    assert FIER.geschreven == Geschreven("", "", "", "")


@pytest.mark.parametrize(
    ("organisatie", "bron", "own"),
    [
        ("HVO-Querido / ACM", "https://hvoquerido.nl/als-je-niet-kijkt-is-het-er-niet/", True),
        ("CoMensha", "https://publicaties.comensha.nl/het_beeld_van_2024", True),
        ("VNG", "http://www.vng.nl", True),
        ("Zorg- en Veiligheidshuis Zeeland", "https://veiligheidshuiszeeland.nl/x", True),
        ("Veilig Thuis Noord Oost Gelderland", "https://www.veiligthuisnoordoostgelderland.nl/", True),
        ("Gemeente Tilburg", "https://www.tilburg.nl/nieuws", True),
        ("Gemeente Súdwest-Fryslân", "https://sudwest-fryslan.nl/", True),
        ("Humanitas Rotterdam", "https://www.rotterdam.nl/", False),
        ("Humanitas Rotterdam", "http://www.stichtinghumanitas.nl/home/", False),
        ("Veilig Thuis Brabant Noordoost", "https://veiligthuis.nl/", False),
        ("Moviera", "https://www.wegwijzermensenhandel.nl/Zorgcoordinatoren/Moviera.aspx", False),
        ("Fier", "https://fier.nl.kwaad.example/", False),
        ("Fier", "https://fier.nl@kwaad.example/", False),
        ("Fier", "Jaarverslag van fier.nl", False),
        ("Fier", "", False),
        ("", "https://fier.nl/", False),
    ],
)
def test_only_a_site_with_the_whole_name_is_the_organisations_own(organisatie: str, bron: str, own: bool) -> None:
    assert is_own_page(organisatie, bron) is own
