"""What a status rests on: how many independent sources, the newest and the weakest; by hand and by law."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.layers import build_stand
from netmap.onderbouwing import find_onderbouwing, tell_onderbouwing
from netmap.organisaties import Organisatie, Organisaties
from netmap.schema import ZEKERHEDEN
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.gemeenten import gemeenten_table
from netmap.table import Paragraph
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"


def zc(bron: str, wie: str = "Fier", **cells: str) -> dict[str, str]:
    return {"organisatie": wie, "gebied": "Aadorp", "bron": bron, "zekerheid": "midden", **cells}


LIST = zc("https://lijst.example/fier")


@pytest.mark.parametrize(
    ("rows", "numbers", "said"),
    [
        ([], (0, 0), ""),
        ([LIST | {"status": "aangekondigd"}], (0, 0), ""),
        ([LIST], (1, 1), "De status van zorgcoördinatie rust op 1 bron zonder datum, met zekerheid midden."),
        ([LIST, LIST | {"organisatie": "Moviera"}], (1, 1),
         "De status van zorgcoördinatie rust op 1 bron zonder datum, met zekerheid midden."),
        ([LIST | {"bron_datum": "2021-03"}], (1, 1), "De status van zorgcoördinatie rust op "
         "1 bron van maart 2021, met zekerheid midden."),
        ([LIST, zc("https://www.lijst.example/nog-een")], (2, 1),
         "De status van zorgcoördinatie rust op "
         "2 bronnen die niet los van elkaar staan; geen heeft een datum, elke heeft zekerheid "
         "midden."),
        ([LIST, zc("https://krant.example/", bron_datum="2021", zekerheid="laag")], (2, 2),
         "De status van zorgcoördinatie rust op "
         "2 bronnen die los van elkaar staan; de nieuwste is van 2021, de zwakste heeft zekerheid "
         "laag."),
        ([LIST, zc("https://fier.example/over-ons"), zc("https://werken-bij.fier.example/")], (3, 2),
         "De status van zorgcoördinatie rust op "
         "3 bronnen, waarvan 2 los van elkaar; geen heeft een datum, elke heeft zekerheid midden."),
        # what says otherwise carries nothing: the list of those who cover decides
        ([LIST, zc("https://krant.example/", "CoMensha", status="op_afstand")], (1, 1),
         "De status van zorgcoördinatie rust op 1 bron zonder datum, met zekerheid midden."),
        # it lapsed on the word of who was there, not of who helped at a distance before
        ([LIST | {"tot": "2020"}, zc("https://krant.example/", "CoMensha", status="op_afstand", tot="2019")], (1, 1),
         "De status van zorgcoördinatie rust op 1 bron zonder datum, met zekerheid midden."),
    ],
)  # fmt: skip
def test_the_small_country_rests_on_what_carries_its_status(
    stand_on: StandOn, rows: list[dict[str, str]], numbers: tuple[int, int], said: str
) -> None:
    stand = stand_on(DAY, *rows)
    one = find_onderbouwing(stand, "GM0001")
    assert (one.bronnen, one.onafhankelijk) == numbers
    told = {section.key: section for section in gemeente_sections(stand, "GM0001")}
    assert [block for block in told["feiten"].blocks if isinstance(block, Paragraph)] == [Paragraph(said)] * bool(said)
    (row,) = gemeenten_table(stand, ["GM0001"]).records()
    assert (row["onafhankelijke_bronnen"], row["zwakste_bron"]) == (numbers[1], one.zwakste or None)


def test_what_is_said_after_the_day_has_no_date_on_it(stand_on: StandOn) -> None:
    one, other = zc("https://lijst.example/", bron_datum="2024"), zc("https://krant.example/", bron_datum="2025")
    said = "De status van zorgcoördinatie rust op 1 bron van na deze dag, met zekerheid midden."
    assert tell_onderbouwing(find_onderbouwing(stand_on("2020-07-01", one), "GM0001")) == said
    assert tell_onderbouwing(find_onderbouwing(stand_on("2020-07-01", one, other), "GM0001")) == (
        "De status van zorgcoördinatie rust op "
        "2 bronnen die los van elkaar staan; geen heeft een datum tot en met deze dag, elke "
        "heeft zekerheid midden."
    )


def test_own_sites_of_one_mother_or_one_person_are_one_publisher() -> None:
    known = [
        Organisatie("moeder", "Moeder", ("Ma",)),
        Organisatie("kind", "Stichting Kind", moederorganisatie="moeder"),
        Organisatie("deler", "Deler", deelt_persoon_met="kind"),
        Organisatie("ander", "Ander"),
    ]
    publisher = Organisaties(known).publisher
    assert {publisher(f"https://{site}.example/x") for site in ("moeder", "www.ma", "kind", "deler")} == {"moeder"}
    assert publisher("https://ander.example/") == "ander"
    assert publisher("https://sub.krant.example/1") == publisher("http://www.krant.example") == "krant"
    assert publisher("Brief van 3 mei") == publisher("brief van  3 mei") != publisher("Brief van 4 mei")
    assert publisher("") == ""


@pytest.mark.parametrize(
    ("naam", "numbers", "said"),
    [
        ("Amsterdam", (1, 1), "De status van zorgcoördinatie rust op 1 bron zonder datum, met zekerheid midden."),
        ("Enschede", (1, 1), "De status van zorgcoördinatie rust op 1 bron van 2021, met zekerheid hoog."),
        # the list, and the page of HVO-Querido itself
        ("Haarlem", (2, 2), "De status van zorgcoördinatie rust op "
         "2 bronnen die los van elkaar staan; de nieuwste is van 2018, de "
         "zwakste heeft zekerheid midden."),
        # the list, and two pages of CoMensha
        ("Eindhoven", (3, 2), "De status van zorgcoördinatie rust op "
         "3 bronnen, waarvan 2 los van elkaar; de nieuwste is van september "
         "2019, de zwakste heeft zekerheid midden."),
        # the list; the plans of 2019 carry nothing
        ("Zwolle", (1, 1), "De status van zorgcoördinatie rust op 1 bron zonder datum, met zekerheid midden."),
    ],
)  # fmt: skip
def test_five_real_gemeenten_by_hand(real: Tables, naam: str, numbers: tuple[int, int], said: str) -> None:
    stand = build_stand(real, date(2026, 11, 26))
    (code,) = (code for code, one in stand.dekking.items() if one.naam == naam)
    one = find_onderbouwing(stand, code)
    assert ((one.bronnen, one.onafhankelijk), tell_onderbouwing(one)) == (numbers, said)


def test_every_real_gemeente_with_a_status_rests_on_something(real: Tables) -> None:
    for day in (date(2017, 11, 1), date(2019, 9, 30), date(2026, 11, 26), date(2030, 1, 1)):
        stand = build_stand(real, day)
        for code, dekking in stand.dekking.items():
            one = find_onderbouwing(stand, code)
            assert (dekking.status == "onbekend") == (one.onafhankelijk == 0)
            assert one.onafhankelijk <= one.bronnen


SITES = ("https://a.example/1", "https://a.example/2", "https://b.example/", "https://fier.example/", "Een brief")
sources = st.fixed_dictionaries(
    {
        "bron": st.sampled_from(SITES),
        "organisatie": st.sampled_from(("Fier", "Moviera")),
        "zekerheid": st.sampled_from(ZEKERHEDEN),
        "bron_datum": st.sampled_from(("", "2019", "2024-05")),
        "gebied": st.just("Aadorp"),
    }
)


@settings(max_examples=40)
@given(rows=st.lists(sources, max_size=4), more=sources)
def test_one_more_source_never_lowers_the_number(
    tables_of: Callable[[Iterable[Mapping[str, Any]]], Tables], rows: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    few, many = (find_onderbouwing(build_stand(tables_of(some), NOW), "GM0001") for some in (rows, [*rows, more]))
    assert few.onafhankelijk <= many.onafhankelijk <= few.onafhankelijk + 1
    assert few.bronnen <= many.bronnen
    assert ["", *ZEKERHEDEN].index(few.zwakste) <= ["", *ZEKERHEDEN].index(many.zwakste)
