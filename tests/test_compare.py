"""Development: what changed per gemeente and why, also when the gemeenten themselves changed."""

from __future__ import annotations

import itertools
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.compare.stands import AARDEN, VERSCHILLEN, Comparison, Verandering, compare_stands
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_tables
from netmap.maps.style import PATTERNS, border, contrast, ink
from netmap.maps.web import build_patch
from netmap.regio import Regio
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import build_scenario
from netmap.schema import GEMEENTE_COLUMNS, HERINDELING_COLUMNS
from netmap.sections.development import (
    VERSCHIL_KLASSEN,
    comparison_table,
    count_changes,
    describe_comparison,
    development_section,
    difference_view,
)
from netmap.summary import describe_view
from netmap.table import Link, Listing
from netmap.write.html import legend_html
from tests.conftest import HERINDELINGEN, write_contacts, write_country, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

OLD_GEMEENTEN = (
    ("GM0001", "Aadorp", 6_000),
    ("GM0002", "Beekstad", 15_000),
    ("GM0003", "Ceeburg", 25_000),
    ("GM0004", "Deiland", 40_000),
    ("GM0091", "Oudorp", 4_000),
    ("GM0092", "Splitsen", 10_000),
)
"""The small country before ``HERINDELINGEN``: Oudorp goes to Aadorp, Splitsen is split over Beekstad and Ceeburg."""
EARLY, LATE = date(2019, 7, 1), date(2026, 7, 1)
MIRROR = {"erbij": "weg", "weg": "erbij", "beter": "slechter", "slechter": "beter"}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Tables]:
    """Write a data folder with these contacts, with the register of now or that of 2019."""
    number = itertools.count()

    def write(
        contacts: Iterable[Mapping[str, Any]],
        register: Iterable[tuple[str, str, int]] | None = None,
        herindelingen: Iterable[Iterable[str]] = HERINDELINGEN,
    ) -> Tables:
        made = write_country(tmp_path / f"land-{next(number)}", contacts)
        if register is not None:
            rows = [(code, naam, "", "Oostland", "Oost", "Boven", size, 2019, 1000) for code, naam, size in register]
            write_csv(made / "gemeenten.csv", GEMEENTE_COLUMNS, rows)
        write_csv(made / "herindelingen.csv", HERINDELING_COLUMNS, herindelingen)
        return load_tables(made)

    return write


def compare(before: Tables, after: Tables, days: tuple[date, date] = (LATE, LATE)) -> dict[str, Verandering]:
    comparison = compare_stands(build_stand(before, days[0]), build_stand(after, days[1]))
    return {one.naam: one for one in comparison.gemeenten.values()}


def told(found: Mapping[str, Verandering]) -> dict[str, tuple[str, str]]:
    """Kind and difference per gemeente."""
    return {naam: (one.aard, one.verschil) for naam, one in found.items()}


def inzet(organisatie: str, gebied: str, **rest: str) -> dict[str, str]:
    """A row whose source has no date, but is of 2010 at the latest."""
    known = {"bron_uiterlijk": "2010", "id": f"{organisatie}-{gebied}"}
    return {**known, "organisatie": organisatie, "gebied": gebied, **rest}


SAME = ("geen verandering", "zelfde")

# --- two days of one data folder

HISTORY = (
    inzet("Nieuw", "Aadorp", vanaf="2021-03", bron="https://bron.example/begin"),
    inzet("Altijd", "Beekstad"),
    inzet("Eerst", "Ceeburg", tot="2021"),
    inzet("Daarna", "Ceeburg", vanaf="2021"),
    inzet("Weg", "Deiland", tot="2021-05-01"),
    inzet("Oud", "Aadorp", tot="2015"),
)


def test_a_stop_in_a_part_of_the_area_is_a_loss_there_only(folder: Callable[..., Tables]) -> None:
    stop = inzet("Fier", "Beekstad", status="gestopt", vanaf="2021")
    tables = folder([inzet("Fier", "Aadorp; Beekstad"), stop])
    found = compare_stands(build_stand(tables, EARLY), build_stand(tables, LATE)).gemeenten
    assert [(one.aard, one.verschil) for one in found.values()] == [SAME, ("echte verandering", "weg"), SAME, SAME]
    assert found["GM0002"].redenen[:2] == ("Geëindigd: Fier (tot 2021).", "Vanaf 2021 gestopt bij Fier.")


def test_two_days_tell_what_began_and_what_ended(folder: Callable[..., Tables]) -> None:
    tables = folder(HISTORY)
    found = compare(tables, tables, (EARLY, LATE))
    assert told(found) == {
        "Aadorp": ("echte verandering", "erbij"),
        "Beekstad": SAME,
        "Ceeburg": ("echte verandering", "anders"),
        "Deiland": ("echte verandering", "weg"),
    }
    assert found["Aadorp"].redenen[0] == "Begonnen: Nieuw (vanaf maart 2021)."
    assert found["Aadorp"].bronnen == ("https://bron.example/begin",)
    assert found["Ceeburg"].redenen[:2] == ("Geëindigd: Eerst (tot 2021).", "Begonnen: Daarna (vanaf 2021).")
    assert found["Deiland"].redenen == ("Geëindigd: Weg (tot 1 mei 2021).",)
    assert (found["Deiland"].voor[0].status, found["Deiland"].na) == ("enkel", "vervallen")


@pytest.mark.parametrize(
    ("first", "second", "aard"),
    [
        (date(2021, 2, 28), date(2021, 3, 1), "echte verandering"),
        (date(2021, 3, 1), date(2026, 1, 1), "geen verandering"),
        (date(2019, 1, 1), date(2021, 2, 28), "geen verandering"),
    ],
)
def test_the_first_day_is_out_and_the_last_day_is_in(
    folder: Callable[..., Tables], first: date, second: date, aard: str
) -> None:
    tables = folder(HISTORY)
    assert compare(tables, tables, (first, second))["Aadorp"].aard == aard


def test_an_end_is_no_change_where_the_same_organisation_goes_on(folder: Callable[..., Tables]) -> None:
    tables = folder([inzet("Fier", "Aadorp", tot="2021"), {**inzet("FIER", "Aadorp"), "id": "twee"}])
    assert told(compare(tables, tables, (EARLY, LATE)))["Aadorp"] == SAME


def test_what_goes_on_is_not_told_as_an_end_nor_as_a_beginning(folder: Callable[..., Tables]) -> None:
    rows = [
        inzet("Fier", "Aadorp", vanaf="2020", tot="2022"),
        {**inzet("Fier", "Aadorp", vanaf="2020-06"), "id": "nu"},
        inzet("Weg", "Deiland", tot="2020"),
        {**inzet("Weg", "Deiland", vanaf="2019-12", tot="2021"), "id": "ook"},
    ]
    tables = folder(rows)
    found = compare(tables, tables, (EARLY, LATE))
    assert found["Aadorp"].redenen[:2] == ("Begonnen: Fier (vanaf 2020).", "Begonnen: Fier (vanaf juni 2020).")
    assert "tot" not in " ".join(found["Aadorp"].redenen)
    assert found["Deiland"].redenen == ("Geëindigd: Weg (tot 2020).", "Geëindigd: Weg (tot 2021).")


def test_an_end_of_help_at_a_distance_is_no_other_organisation_where_somebody_covers(
    folder: Callable[..., Tables],
) -> None:
    distant = inzet("CoMensha", "Aadorp; Beekstad", status="op_afstand", tot="2021")
    tables = folder([inzet("Een", "Aadorp"), distant, inzet("Oud", "Deiland", tot="2021"),
                     inzet("Nieuw", "Deiland", vanaf="2021")])  # fmt: skip
    found = compare(tables, tables, (EARLY, LATE))
    assert told(found)["Aadorp"] == ("echte verandering", "zelfde")
    assert told(found)["Deiland"] == ("echte verandering", "anders")


def test_more_for_everyone_is_better_and_less_is_worse(folder: Callable[..., Tables]) -> None:
    tables = folder(
        [
            inzet("Een", "Aadorp; Beekstad"),
            inzet("Twee", "Aadorp", vanaf="2021"),
            inzet("Twee", "Beekstad", tot="2021"),
            inzet("Ver", "Ceeburg", status="op_afstand", tot="2021"),
            inzet("Fte", "Deiland", fte="1", tot="2021"),
            {**inzet("Fte", "Deiland", fte="2", vanaf="2021"), "id": "meer"},
        ]
    )
    found = compare(tables, tables, (EARLY, LATE))
    assert [one.verschil for one in found.values()] == ["beter", "slechter", "onbekend", "anders"]
    assert found["Deiland"].redenen[0] == "Geëindigd: Fte, 1,00 fte (tot 2021)."
    assert found["Ceeburg"].redenen[0] == "Geëindigd: Ver, op afstand (tot 2021)."


def test_what_stopped_or_became_vacant_is_told_in_its_own_words(folder: Callable[..., Tables]) -> None:
    tables = folder(
        [
            inzet("Fier", "Aadorp", tot="2020"),
            {**inzet("Fier", "Aadorp", status="gestopt", vanaf="2020", tot="2022"), "id": "stil"},
            {"gebied": "Beekstad", "status": "vacature", "vanaf": "2020-06-01"},
        ]
    )
    found = compare(tables, tables, (EARLY, LATE))
    assert found["Aadorp"].redenen[0] == "Geëindigd: Fier (tot 2020)."
    assert "Vanaf 2020 gestopt bij Fier." in found["Aadorp"].redenen
    assert found["Beekstad"].redenen[0] == "Vanaf 1 juni 2020 vacant."
    assert found["Beekstad"].verschil == "onbekend"


def test_a_source_between_the_days_only_confirms(folder: Callable[..., Tables]) -> None:
    tables = folder([inzet("Fier", "Aadorp", bron_datum="2022"), inzet("Fier", "Beekstad", bron_datum="2018")])
    found = compare(tables, tables, (EARLY, LATE))
    assert told(found)["Aadorp"] == ("alleen bevestigd", "zelfde")
    assert found["Aadorp"].redenen[0] == "De laatste bron of bevestiging is van 2022; eerst had geen bron een datum."
    assert told(found)["Beekstad"] == SAME


def test_herindelingen_between_the_days_are_told_and_change_nothing(folder: Callable[..., Tables]) -> None:
    tables = folder(HISTORY)
    found = compare(tables, tables, (EARLY, LATE))
    assert found["Beekstad"].redenen == (
        "Splitsen is op 1 januari 2021 verdeeld over Beekstad en Ceeburg.",
        "Beide dagen zijn gerekend met de gemeenten van nu.",
    )
    assert compare(tables, tables, (date(2021, 1, 1), LATE))["Beekstad"].redenen == ()


# --- two data folders on one day


def test_other_statements_on_the_same_day_are_new_information(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Aadorp"), inzet("Fier", "Beekstad"), inzet("Fier", "Ceeburg")])
    after = folder([inzet("Fier", "Aadorp", tot="2020"), inzet("Fier", "Ceeburg", tot="2029"), inzet("F", "Deiland")])
    found = compare(before, after)
    assert told(found) == {
        "Aadorp": ("nieuwe informatie", "informatie"),
        "Beekstad": ("nieuwe informatie", "onbekend"),
        "Ceeburg": ("nieuwe informatie", "informatie"),
        "Deiland": ("nieuwe informatie", "onbekend"),
    }
    assert found["Aadorp"].redenen == (
        "Stond eerst in de gegevens: Fier (begindatum onbekend, einddatum onbekend).",
        "Staat nu in de gegevens: Fier (begindatum onbekend, tot 2020).",
    )


def test_a_date_between_the_days_makes_new_information_a_real_change(folder: Callable[..., Tables]) -> None:
    before, after = folder([inzet("Fier", "Aadorp")]), folder([inzet("Fier", "Aadorp", tot="2021")])
    assert told(compare(before, after, (EARLY, LATE)))["Aadorp"] == ("echte verandering", "weg")
    assert told(compare(before, after, (date(2022, 1, 1), LATE)))["Aadorp"] == ("nieuwe informatie", "informatie")


def test_an_end_that_was_put_off_is_new_information(folder: Callable[..., Tables]) -> None:
    before, after = folder([inzet("Fier", "Aadorp", tot="2021")]), folder([inzet("Fier", "Aadorp", tot="2030")])
    assert told(compare(before, after, (EARLY, LATE)))["Aadorp"] == ("nieuwe informatie", "informatie")


@pytest.mark.parametrize(
    "column", [{"bevestigd_op": "2026-06-01"}, {"bron_datum": "2026-06-01"}, {"zekerheid": "hoog"}]
)
def test_the_same_statement_with_a_better_source_is_only_confirmed(
    folder: Callable[..., Tables], column: dict[str, str]
) -> None:
    before = folder([inzet("Fier", "Aadorp"), inzet("Fier", "Beekstad")])
    after = folder([inzet("FIER", "Aadorp", **column), {**inzet("Fier", "Beekstad"), "opmerking": "anders"}])
    found = compare(before, after)
    assert told(found)["Aadorp"] == ("alleen bevestigd", "zelfde")
    assert told(found)["Beekstad"] == SAME


# --- herindelingen between two registers


def test_a_merger_of_covered_parts_is_no_loss(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Aadorp; Oudorp")], OLD_GEMEENTEN, [])
    after = folder([inzet("Fier", "Aadorp; Oudorp")])
    one = compare(before, after, (EARLY, LATE))["Aadorp"]
    assert (one.aard, one.verschil, one.na, one.inwoners) == ("herindeling", "zelfde", "enkel", 10_000)
    half = compare(before, folder([inzet("Fier", "Oudorp")]), (EARLY, LATE))["Aadorp"]
    assert (half.aard, half.na) == ("herindeling", "deels"), "cover of a former gemeente is cover of that part"
    assert [(part.naam, part.inwoners, part.status) for part in one.voor] == [
        ("Aadorp", 6_000, "enkel"),
        ("Oudorp", 4_000, "enkel"),
    ]
    assert one.redenen == (
        "Hiervoor: Aadorp (enkel, 6.000 inwoners); Oudorp (enkel, 4.000 inwoners).",
        "Oudorp is op 1 januari 2020 opgegaan in Aadorp.",
    )


@pytest.mark.parametrize(
    ("was", "verschil"),
    [("Aadorp", "zelfde"), ("Oudorp", "onbekend"), ("Aadorp; Oudorp", "zelfde")],
)
def test_a_merger_of_unlike_parts_is_weighed_by_inwoners(
    folder: Callable[..., Tables], was: str, verschil: str
) -> None:
    before = folder([inzet("Fier", was)], OLD_GEMEENTEN, [])
    assert told(compare(before, folder([inzet("Fier", "Aadorp")])))["Aadorp"] == ("herindeling", verschil)


def test_a_split_gemeente_lives_on_in_all_its_parts(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Splitsen; Beekstad; Ceeburg")], OLD_GEMEENTEN, [])
    after = folder([inzet("Fier", "Beekstad; Ceeburg")])
    found = compare(before, after, (EARLY, LATE))
    for naam, own in (("Beekstad", 15_000), ("Ceeburg", 25_000)):
        assert told(found)[naam] == ("herindeling", "zelfde")
        assert [(part.naam, part.inwoners) for part in found[naam].voor] == [(naam, own), ("Splitsen", 10_000)]
        assert found[naam].redenen[1] == "Splitsen is op 1 januari 2021 verdeeld over Beekstad en Ceeburg."
    assert told(found)["Deiland"] == SAME


def test_a_split_gemeente_weighs_in_each_of_its_parts_for_an_even_share(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Beekstad")], [*OLD_GEMEENTEN[:5], ("GM0092", "Splitsen", 28_000)], [])
    found = compare(before, folder([inzet("Fier", "Beekstad")]))
    assert [part.status for part in found["Beekstad"].voor] == ["enkel", "onbekend"]
    assert told(found)["Beekstad"] == ("herindeling", "zelfde")


def test_the_older_register_may_come_second(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Aadorp; Beekstad; Ceeburg")])
    after = folder([inzet("Fier", "Aadorp; Oudorp; Beekstad; Ceeburg; Splitsen")], OLD_GEMEENTEN, [])
    found = compare(before, after, (LATE, EARLY))
    assert len(found) == 6
    assert {naam: tuple(part.naam for part in one.voor) for naam, one in found.items()} == {
        "Aadorp": ("Aadorp",),
        "Beekstad": ("Beekstad",),
        "Ceeburg": ("Ceeburg",),
        "Deiland": ("Deiland",),
        "Oudorp": ("Aadorp",),
        "Splitsen": ("Beekstad", "Ceeburg"),
    }
    assert {one.verschil for one in found.values()} == {"zelfde"}
    assert told(found)["Oudorp"] == ("herindeling", "zelfde")


def test_the_former_gemeente_is_told_whichever_register_comes_second(folder: Callable[..., Tables]) -> None:
    row = ("2020-01-01", "GM0091", "Aadorp", "GM0001", "Aadorp", "opgegaan")
    older = [("GM0091", *OLD_GEMEENTEN[0][1:]), *OLD_GEMEENTEN[1:4]]
    now, then = folder([], None, [row]), folder([], older, [])
    told_ = "Aadorp is op 1 januari 2020 opgegaan in een nieuwe gemeente die ook Aadorp heet."
    assert compare(then, now, (EARLY, LATE))["Aadorp"].redenen == (told_,)
    assert compare(now, then, (LATE, EARLY))["Aadorp"].redenen == (told_,)


def test_another_name_is_told(folder: Callable[..., Tables]) -> None:
    renamed = [(OLD_GEMEENTEN[0][0], "Nieuwdorp", *OLD_GEMEENTEN[0][2:]), *OLD_GEMEENTEN[1:]]
    before, after = folder([], OLD_GEMEENTEN, []), folder([], renamed, [])
    assert compare(before, after, (LATE, LATE))["Nieuwdorp"].redenen == (
        "Eerst heette deze gemeente Aadorp, daarna Nieuwdorp.",
    )


def test_a_real_change_goes_before_a_herindeling_and_that_before_new_information(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Aadorp; Oudorp; Beekstad; Splitsen")], OLD_GEMEENTEN, [])
    after = folder([inzet("Fier", "Aadorp", tot="2022"), inzet("Ander", "Beekstad")])
    found = compare(before, after, (EARLY, LATE))
    assert told(found)["Aadorp"] == ("echte verandering", "weg")
    assert "Oudorp is op 1 januari 2020 opgegaan in Aadorp." in found["Aadorp"].redenen
    assert told(found)["Beekstad"] == ("herindeling", "zelfde")
    assert found["Beekstad"].redenen[:2] == (
        "Stond eerst in de gegevens: Fier (begindatum onbekend, einddatum onbekend).",
        "Staat nu in de gegevens: Ander (begindatum onbekend, einddatum onbekend).",
    )


def test_codes_are_followed_through_several_herindelingen_and_circles(folder: Callable[..., Tables]) -> None:
    chain = [
        ("2020-01-01", "GM0091", "Oudorp", "GM0093", "Tussen", "opgegaan"),
        ("2021-01-01", "GM0093", "Tussen", "GM0001", "Aadorp", "naamswijziging"),
        ("2021-01-01", "GM0093", "Tussen", "GM0091", "Oudorp", "opgegaan"),
    ]
    before = folder([inzet("Fier", "Oudorp")], OLD_GEMEENTEN, [])
    comparison = compare_stands(build_stand(before, EARLY), build_stand(folder([], None, chain), LATE))
    assert [part.naam for part in comparison.gemeenten["GM0001"].voor] == ["Aadorp", "Oudorp"]
    assert comparison.zonder_opvolger == ("Splitsen",)


def test_what_no_herindeling_explains_is_said_and_not_guessed(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Oudorp")], OLD_GEMEENTEN[3:], [])
    after = folder([inzet("Fier", "Aadorp")], None, [])
    comparison = compare_stands(build_stand(before, LATE), build_stand(after, LATE))
    assert comparison.zonder_opvolger == ("Oudorp", "Splitsen")
    newcomer = comparison.gemeenten["GM0001"]
    assert (newcomer.voor, newcomer.aard, newcomer.verschil) == ((), "nieuwe informatie", "onbekend")
    assert newcomer.redenen == ("Deze gemeente staat alleen in de tweede gegevens; geen herindeling verklaart dat.",)
    assert describe_comparison(comparison)[-1] == (
        "Niet meegeteld: Oudorp, Splitsen; geen herindeling in de gegevens zegt waar die gebleven zijn."
    )


# --- a scenario


def test_a_scenario_is_its_own_kind_of_change(folder: Callable[..., Tables]) -> None:
    tables = folder([inzet("Fier", "Aadorp; Beekstad"), inzet("Weg", "Ceeburg", tot="2021")])
    changes = [
        {"soort": "stop", "id": "Fier-Aadorp; Beekstad", "per": LATE},
        {"soort": "toevoegen", "organisatie": "Nieuw", "gebied": "Beekstad; Ceeburg; Deiland"},
    ]
    after = apply_scenario(tables, build_scenario({"naam": "proef", "wijziging": changes}))
    comparison = compare_stands(build_stand(tables, LATE), build_stand(after, LATE), scenario=True)
    assert [(one.aard, one.verschil) for one in comparison.gemeenten.values()] == [
        ("scenario", "weg"),
        ("scenario", "anders"),
        ("scenario", "erbij"),
        ("scenario", "erbij"),
    ]
    assert comparison.gemeenten["GM0001"].redenen == (
        "Nu: Fier (begindatum onbekend, einddatum onbekend).",
        "In het scenario: Fier (begindatum onbekend, tot 1 juli 2026).",
    )


# --- in words, in rows and on a map


def test_the_conclusion_says_what_changed_and_how_far_the_past_is_known(folder: Callable[..., Tables]) -> None:
    rows = [*HISTORY, inzet("Laat", "Ceeburg", bron_uiterlijk="2021-06")]
    rows = [row for row in rows if row["id"] not in {"Eerst-Ceeburg", "Daarna-Ceeburg"}]
    tables = folder(rows)
    comparison = compare_stands(build_stand(tables, EARLY), build_stand(tables, LATE))
    assert " ".join(describe_comparison(comparison)) == (
        "Tussen 1 juli 2019 en 1 juli 2026 kwam er in 1 gemeente (10.000 inwoners) dekking bij en viel er in 1 "
        "gemeente (40.000 inwoners) dekking weg, voor zover bekend. Van 1 gemeente is niet bekend of er op 1 juli 2019 "
        "al dekking was: een latere bron noemt dekking, maar niet sinds wanneer. Alleen nieuwe informatie, geen "
        "verandering met een datum: 1 gemeente (30.000 inwoners); nu wel als gedekt: 1. Van 1 gemeente (20.000 "
        "inwoners) is geen verandering bekend."
    )
    assert comparison.begin_onbekend == {"GM0003"}
    section = development_section(comparison, build_stand(tables, LATE))
    (remarks,) = (block for block in section.blocks if isinstance(block, Listing))
    assert (section.conclusion, remarks.items) == (
        describe_comparison(comparison)[:2],
        describe_comparison(comparison)[2:],
    )
    late = comparison.gemeenten["GM0003"]
    assert (late.aard, late.verschil) == ("nieuwe informatie", "onbekend")
    assert late.redenen[0] == "Bekend vanaf juni 2021: Laat. Geen bron zegt sinds wanneer."
    assert " ".join(describe_comparison(comparison, ["GM0002"])) == (
        "Tussen 1 juli 2019 en 1 juli 2026 kwam er nergens dekking bij en viel er nergens dekking weg, voor zover "
        "bekend. Van 1 gemeente (20.000 inwoners) is geen verandering bekend."
    )


@pytest.mark.parametrize(
    ("days", "opening"),
    [
        pytest.param(
            (LATE, date(2028, 1, 1)),
            "Tussen 1 juli 2026 en 1 januari 2028 komt er nergens dekking bij en valt er in 1 gemeente (10.000 "
            "inwoners) dekking weg, voor zover bekend.",
            id="to come",
        ),
        pytest.param(
            (date(2028, 1, 1), LATE),
            "Terug van 1 januari 2028 naar 1 juli 2026 komt er in 1 gemeente (10.000 inwoners) dekking bij en valt er "
            "nergens dekking weg, voor zover bekend.",
            id="back",
        ),
    ],
)
def test_what_is_to_come_is_not_told_as_past(
    folder: Callable[..., Tables], days: tuple[date, date], opening: str
) -> None:
    tables = folder([inzet("Fier", "Aadorp", tot="2027")])
    before, after = (build_stand(tables, day) for day in days)
    assert describe_comparison(compare_stands(before, after))[0] == opening


def test_the_conclusion_keeps_paper_apart_from_practice(folder: Callable[..., Tables]) -> None:
    before = folder([inzet("Fier", "Aadorp"), inzet("Fier", "Deiland")])
    after = folder(
        [inzet("Fier", "Beekstad"), inzet("Fier", "Deiland", bevestigd_op="2026-06-01"), inzet("F", "Aadorp")]
    )
    assert " ".join(describe_comparison(compare_stands(build_stand(before, LATE), build_stand(after, LATE)))) == (
        "Op 1 juli 2026, volgens de tweede gegevens, kwam er nergens dekking bij en viel er nergens dekking weg, voor "
        "zover bekend. Alleen nieuwe informatie, geen verandering met een datum: 2 gemeenten (30.000 inwoners); nu wel "
        "als gedekt: 1. Alleen opnieuw bevestigd of bijgewerkt: 1 gemeente (40.000 inwoners). Van 1 gemeente (30.000 "
        "inwoners) is geen verandering bekend."
    )


def test_the_table_lists_what_changed_and_why(folder: Callable[..., Tables]) -> None:
    tables = folder(HISTORY)
    comparison = compare_stands(build_stand(tables, EARLY), build_stand(tables, LATE))
    table = comparison_table(comparison)
    assert table.cells("naam") == ("Aadorp", "Ceeburg", "Deiland")
    assert table.records()[2] == {
        "code": "GM0004",
        "naam": "Deiland",
        "provincie": "Westland",
        "politieregio": "Onder",
        "inwoners": 40_000,
        "van": "Enkel gedekt",
        "naar": "Vervallen of vacant",
        "verschil": "Dekking weggevallen",
        "aard": "echte verandering",
        "waarom": "Geëindigd: Weg (tot 1 mei 2021).",
        "bron": Link("bron.example", "https://bron.example/"),
    }
    assert comparison_table(comparison, everything=True).cells("naam")[-1] == "Beekstad"
    assert comparison_table(comparison, ["GM0002"]).columns == table.columns


def test_gemeenten_that_changed_alike_can_share_a_row(folder: Callable[..., Tables]) -> None:
    tables = folder([inzet("Weg", "Aadorp; Beekstad", tot="2024"), inzet("Fier", "Ceeburg")])
    after = build_stand(tables, LATE)
    comparison = compare_stands(build_stand(tables, date(2022, 1, 1)), after)
    (row,) = development_section(comparison, after, compact=True).tables[0].records()
    assert (row["naam"], row["aantal"]) == ("Aadorp, Beekstad", 2)
    assert (row["verschil"], row["van"], row["naar"]) == ("Dekking weggevallen", "Enkel gedekt", "Vervallen of vacant")


def test_the_map_of_the_difference_is_drawn_like_any_other(folder: Callable[..., Tables]) -> None:
    tables = folder(HISTORY)
    after = build_stand(tables, LATE)
    comparison = compare_stands(build_stand(tables, EARLY), after)
    view = difference_view(comparison, after)
    assert [view.class_of[code] for code in view.codes] == ["erbij", "zelfde", "anders", "weg"]
    assert {entry.klasse.key: entry.inwoners for entry in view.legend if entry.gemeenten} == {
        "erbij": 10_000,
        "anders": 30_000,
        "zelfde": 20_000,
        "weg": 40_000,
    }
    assert {
        code: (klasse.key, bewijs) for (klasse, bewijs), codes in view.group(view.codes).items() for code in codes
    } == {
        "GM0001": ("erbij", "zonder_datum"),
        "GM0002": ("zelfde", "zonder_datum"),
        "GM0003": ("anders", "zonder_datum"),
        "GM0004": ("weg", "zonder_datum"),
    }
    absent = "betere status; alleen nieuwe informatie; slechtere status; onbekend, of begin onbekend, in een van beide."
    assert f"Komt niet voor (0): {absent}" in legend_html(view)
    assert ["Dekking weggevallen", "#DB99A8", "cross"] in [look[:3] for look in build_patch(view)["klassen"]]
    region = difference_view(comparison, after, Regio("politieregio", "Onder"))
    assert describe_view(region) == (
        "Kaart van de politieregio Onder op 1 juli 2026. Wat is er anders dan op 1 juli 2019? Dekking weggevallen: 1 "
        "gemeente. Te bevestigen: 1 gemeente."
    )
    with pytest.raises(KeyError):
        difference_view(comparison, after, Regio("politieregio", "Nergens"))


def test_the_classes_of_the_difference_can_be_told_apart_without_colour() -> None:
    assert tuple(klasse.key for klasse in VERSCHIL_KLASSEN) == VERSCHILLEN
    for klasse in VERSCHIL_KLASSEN:
        assert klasse.pattern in PATTERNS
        assert contrast(ink(klasse.fill), klasse.fill) >= 3
        assert contrast(border(klasse.fill), klasse.fill) >= 2.1
    for one, other in itertools.combinations(VERSCHIL_KLASSEN, 2):
        assert one.pattern != other.pattern or contrast(one.fill, other.fill) >= 7


# --- laws

days = st.dates(date(2017, 1, 1), date(2028, 1, 1))
maybe = st.none() | days
statements = st.fixed_dictionaries(
    {
        "organisatie": st.sampled_from(["Fier", "Ander"]),
        "gebied": st.sampled_from(["landelijk", "Aadorp", "Beekstad; Ceeburg", "politieregio:Onder"]),
        "status": st.sampled_from(["actief", "pilot", "op_afstand", "vacature", "gestopt", "geen"]),
        "doelgroep": st.sampled_from(["", "", "tot 23"]),
    },
    optional={"vanaf": days, "tot": days, "bevestigd_op": st.dates(date(2017, 1, 1), date(2026, 1, 1))},
).filter(lambda row: "vanaf" not in row or "tot" not in row or row["vanaf"] < row["tot"])
contacts = st.lists(statements, max_size=4)


@given(first=contacts, second=contacts, day=days, other=days)
def test_every_gemeente_is_counted_once_and_a_swap_mirrors_gains_and_losses(
    rewrite: Callable[..., Path], first: list[Any], second: list[Any], day: date, other: date
) -> None:
    stands = [build_stand(load_tables(rewrite(rows)), when) for rows, when in ((first, day), (second, other))]
    there, back = compare_stands(*stands), compare_stands(*reversed(stands))
    counts = count_changes(there)
    pairs = [pair for row in counts.values() for pair in row.values()]
    assert (sum(g for g, _ in pairs), sum(i for _, i in pairs)) == (4, 100_000)
    assert set(counts) == set(AARDEN)
    for code, one in there.gemeenten.items():
        mirrored = back.gemeenten[code]
        assert mirrored.verschil == MIRROR.get(one.verschil, one.verschil)
        assert mirrored.aard == one.aard
        assert mirrored.na == one.voor[0].status
        if one.aard == "echte verandering":
            assert any(reden.split()[0] in {"Begonnen:", "Geëindigd:", "Vanaf", "Tot"} for reden in one.redenen)


@given(rows=contacts, day=days)
def test_nothing_differs_from_itself(rewrite: Callable[..., Path], rows: list[Any], day: date) -> None:
    tables = load_tables(rewrite(rows))
    comparison = compare_stands(build_stand(tables, day), build_stand(tables, day))
    assert {(one.aard, one.verschil, one.redenen) for one in comparison.gemeenten.values()} == {(*SAME, ())}
    assert comparison_table(comparison).rows == ()


@given(rows=contacts, day=days, other=days)
def test_within_one_folder_a_status_changes_only_by_what_began_or_ended(
    rewrite: Callable[..., Path], rows: list[Any], day: date, other: date
) -> None:
    tables = load_tables(rewrite(rows))
    for one in compare_stands(build_stand(tables, day), build_stand(tables, other)).gemeenten.values():
        assert one.aard in {"echte verandering", "nieuwe informatie", "alleen bevestigd", "geen verandering"}
        assert one.aard in {"echte verandering", "nieuwe informatie"} or one.voor[0].status == one.na
        assert one.verschil not in {"erbij", "weg"} or one.aard == "echte verandering"
        if not {"onbekend", "begin_onbekend"}.isdisjoint((one.voor[0].status, one.na)):
            assert one.verschil not in {"erbij", "weg", "beter", "slechter"}


# --- the real history; facts checked by hand in data/contacts.csv

Y2015, Y2019, Y2021, NOW = date(2015, 7, 1), date(2019, 9, 1), date(2021, 6, 1), date(2026, 11, 22)


@pytest.fixture(scope="module")
def history(real: Tables) -> dict[tuple[date, date], Comparison]:
    stands = {day: build_stand(real, day) for day in (Y2015, Y2019, Y2021, NOW)}
    pairs = ((Y2015, Y2019), (Y2019, Y2021), (Y2021, NOW), (Y2015, NOW))
    return {(one, other): compare_stands(stands[one], stands[other]) for one, other in pairs}


def codes_of(tables: Tables, column: str, naam: str) -> set[str]:
    return set(tables.gemeenten.index[tables.gemeenten[column] == naam])


def codes_with(comparison: Comparison, verschil: str) -> set[str]:
    return {code for code, one in comparison.gemeenten.items() if one.verschil == verschil}


def test_in_twente_the_organisation_changed_and_nothing_was_lost(
    real: Tables, history: dict[tuple[date, date], Comparison]
) -> None:
    twente = codes_of(real, "veiligheidsregio", "Twente")
    found = [history[Y2019, Y2021].gemeenten[code] for code in twente]
    assert len(found) == 14
    assert {(one.aard, one.verschil, one.voor[0].status, one.na) for one in found} == {
        ("echte verandering", "onbekend", "begin_onbekend", "enkel")
    }
    assert {one.redenen for one in found} == {
        ("Geëindigd: CoMensha (tot 1 mei 2021).", "Begonnen: Kenniscentrum Mensenhandel Twente (vanaf 1 mei 2021).")
    }


def test_den_bosch_stopped_in_2017_and_began_again_in_2019(
    real: Tables, history: dict[tuple[date, date], Comparison]
) -> None:
    one = history[Y2015, Y2019].gemeenten["GM0796"]
    assert (one.aard, one.verschil) == ("echte verandering", "onbekend")
    assert one.redenen == (
        "Geëindigd: Veilig Thuis Brabant Noordoost (tot 2017).",
        "Vanaf 2017 gestopt bij Veilig Thuis Brabant Noordoost.",
        "Tot 2019 gestopt bij Veilig Thuis Brabant Noordoost.",
        "Begonnen: Maatschappelijke Opvang Den Bosch (vanaf 2019).",
    )
    last_day = build_stand(real, date(2016, 12, 31))
    stopped = compare_stands(last_day, build_stand(real, date(2018, 1, 1))).gemeenten["GM0796"]
    assert (stopped.verschil, stopped.na) == ("weg", "vervallen")
    again = compare_stands(build_stand(real, date(2018, 1, 1)), build_stand(real, Y2019)).gemeenten["GM0796"]
    assert (again.verschil, again.na) == ("erbij", "enkel")


def test_pilots_that_ended_are_the_only_losses(real: Tables, history: dict[tuple[date, date], Comparison]) -> None:
    markiezaten = {
        real.names.find(naam).code
        for naam in ("Bergen op Zoom", "Halderberge", "Moerdijk", "Roosendaal", "Rucphen", "Steenbergen", "Tholen",
                     "Woensdrecht")
    }  # fmt: skip
    gooi = codes_of(real, "veiligheidsregio", "Gooi en Vechtstreek")
    assert codes_with(history[Y2015, Y2019], "weg") == set()
    assert codes_with(history[Y2019, Y2021], "weg") == gooi
    assert codes_with(history[Y2021, NOW], "weg") == markiezaten
    assert codes_with(history[Y2021, NOW], "erbij") == set()
    assert {one.aard for one in history[Y2021, NOW].gemeenten.values()} == {
        "echte verandering", "nieuwe informatie", "geen verandering",
    }  # fmt: skip
    zeeland = codes_of(real, "provincie", "Zeeland")
    assert codes_with(history[Y2019, Y2021], "erbij") == set(), "before it nobody knew"
    assert {*markiezaten, *zeeland} <= codes_with(history[Y2019, Y2021], "onbekend")


def test_what_came_before_2019_began_with_a_date(history: dict[tuple[date, date], Comparison]) -> None:
    first = history[Y2015, Y2019]
    counts = count_changes(first)
    assert counts["echte verandering"]["erbij"] == (0, 0), "nobody knows what there was before"
    known = [one for one in first.gemeenten.values() if (one.voor[0].status, one.na) == ("onbekend", "enkel")]
    assert {(one.aard, one.verschil) for one in known} == {("echte verandering", "onbekend")}
    reasons = {next(why for why in one.redenen if why.startswith("Begonnen")) for one in known}
    assert reasons == {
        "Begonnen: Blijf Groep, pilot (vanaf februari 2019).",
        "Begonnen: Gemeente Helmond (vanaf maart 2019).",
        "Begonnen: Gemeente Tilburg (vanaf 2019).",
        "Begonnen: HVO-Querido / ACM, pilot, 0,44 fte (vanaf maart 2019).",
        "Begonnen: Maatschappelijke Opvang Den Bosch (vanaf 2019).",
    }
    assert len(first.begin_onbekend) == 259


def test_the_sentence_of_the_last_five_years(history: dict[tuple[date, date], Comparison]) -> None:
    assert " ".join(describe_comparison(history[Y2021, NOW])) == (
        "Tussen 1 juni 2021 en 22 november 2026 kwam er nergens dekking bij en viel er in 8 gemeenten (316.709 "
        "inwoners) dekking weg, voor zover bekend. Van 165 gemeenten is niet bekend of er op 1 juni 2021 al dekking "
        "was: een latere bron noemt dekking, maar niet sinds wanneer. Alleen nieuwe informatie, geen verandering met "
        "een datum: 192 gemeenten (10.239.008 inwoners); nu wel als gedekt: 165. Van 142 gemeenten (7.574.491 "
        "inwoners) is geen verandering bekend."
    )


def test_who_began_where_nobody_knows_what_was_before_is_told_beside_that(folder: Callable[..., Tables]) -> None:
    tables = folder(
        [
            {"organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2026-01"},
            {"organisatie": "Moviera", "gebied": "Aadorp", "vanaf": "2022", "bron_datum": "2026-01"},
        ]
    )
    found = compare_stands(build_stand(tables, Y2019), build_stand(tables, NOW))
    assert describe_comparison(found)[1] == (
        "Van 2 gemeenten is niet bekend of er op 1 september 2019 al dekking was: een latere bron noemt dekking, maar "
        "niet sinds wanneer; in 1 daarvan begon er sindsdien een organisatie."
    )


def test_no_person_is_named_in_a_comparison(real: Tables, history: dict[tuple[date, date], Comparison]) -> None:
    people = {inzet.naam for inzet in real.contacts if inzet.naam}
    for comparison in history.values():
        text = str(comparison_table(comparison, everything=True).rows)
        assert not [naam for naam in people if naam in text]


# --- a made-up merger: Wijdemeren into Hilversum


@pytest.fixture
def merged(tmp_path: Path) -> Callable[..., Tables]:
    """Copy the shipped data, with Wijdemeren merged into Hilversum on 1 January 2027."""

    def write(contacts: Mapping[str, str] | None = None) -> Tables:
        folder = tmp_path / "na"
        shutil.copytree(DATA_DIR, folder)
        gemeenten = pd.read_csv(folder / "gemeenten.csv", dtype=str, keep_default_na=False)
        gemeenten.loc[gemeenten["code"] == "GM0402", "inwoners"] = str(94_595 + 24_672)
        gemeenten[gemeenten["code"] != "GM1696"].to_csv(folder / "gemeenten.csv", index=False)
        centra = pd.read_csv(folder / "centrumgemeenten.csv", dtype=str, keep_default_na=False)
        centra[centra["code"] != "GM1696"].to_csv(folder / "centrumgemeenten.csv", index=False)
        row = "2027-01-01,GM1696,Wijdemeren,GM0402,Hilversum,opgegaan\n"
        with (folder / "herindelingen.csv").open("a", encoding="utf-8") as file:
            file.write(row)
        if contacts is not None:
            write_contacts(folder, [contacts])
        return load_tables(folder)

    return write


def test_wijdemeren_into_hilversum_is_a_herindeling_and_no_loss(real: Tables, merged: Callable[..., Tables]) -> None:
    before, after = build_stand(real, NOW), build_stand(merged(), date(2027, 1, 1))
    comparison = compare_stands(before, after)
    assert len(comparison.gemeenten) == 341
    assert comparison.zonder_opvolger == ()
    changed = {code for code, one in comparison.gemeenten.items() if one.aard != "geen verandering"}
    assert changed == {"GM0402"}
    one = comparison.gemeenten["GM0402"]
    assert (one.aard, one.verschil, one.na) == ("herindeling", "zelfde", "vervallen")
    assert one.redenen == (
        "Hiervoor: Hilversum (vervallen, 94.595 inwoners); Wijdemeren (vervallen, 24.672 inwoners).",
        "Wijdemeren is op 1 januari 2027 opgegaan in Hilversum.",
    )
    pairs = [pair for row in count_changes(comparison).values() for pair in row.values()]
    assert (sum(g for g, _ in pairs), sum(i for _, i in pairs)) == (341, 18_130_208)
    assert "Alleen een herindeling: 1 gemeente (119.267 inwoners)." in describe_comparison(comparison)
    back = compare_stands(after, before)
    assert {code for code, one in back.gemeenten.items() if one.aard == "herindeling"} == {"GM1696"}
    assert codes_with(back, "weg") == codes_with(back, "erbij") == set()


def test_cover_of_both_stays_cover_of_the_one_they_became(tmp_path: Path, merged: Callable[..., Tables]) -> None:
    row = inzet("Fier", "Wijdemeren; Hilversum")
    shutil.copytree(DATA_DIR, tmp_path / "voor")
    before = build_stand(load_tables(write_contacts(tmp_path / "voor", [row])), NOW)
    after = build_stand(merged(row), date(2027, 1, 1))
    comparison = compare_stands(before, after)
    assert comparison.gemeenten["GM0402"].verschil == "zelfde"
    assert comparison.gemeenten["GM0402"].was_gedekt
    assert codes_with(comparison, "weg") == set()


def test_a_stand_on_another_register_still_makes_a_map(real: Tables, merged: Callable[..., Tables]) -> None:
    after: Stand = build_stand(merged(), date(2027, 1, 1))
    view = difference_view(compare_stands(build_stand(real, NOW), after), after)
    assert sum(map(len, view.group(view.codes).values())) == len(view.class_of) == 341
    assert sum(entry.gemeenten for entry in view.legend) == 341


# --- what was told wrong


MERGED = ("2020-01-01", "GM0091", "Oudorp", "GM0001", "Aadorp", "opgegaan")


@pytest.mark.parametrize("knows", ["the older register", "the newer register", "both"])
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_what_went_is_told_by_its_name_whichever_folder_knows(
    folder: Callable[..., Tables], knows: str, back: bool
) -> None:
    older = folder([], OLD_GEMEENTEN, [] if knows == "the newer register" else [MERGED])
    newer = folder([], None, [] if knows == "the older register" else [MERGED])
    found = compare(newer, older, (LATE, EARLY)) if back else compare(older, newer, (EARLY, LATE))
    where = "Oudorp" if back else "Aadorp"
    assert "Oudorp is op 1 januari 2020 opgegaan in Aadorp." in found[where].redenen
    assert not any("bestaat niet meer" in reason for one in found.values() for reason in one.redenen)


def test_a_new_name_with_a_new_code_has_its_reason(folder: Callable[..., Tables]) -> None:
    row = ("2020-01-01", "GM0091", "Oudorp", "GM0001", "Aadorp", "naamswijziging")
    older = [("GM0091", "Oudorp", 10_000), *OLD_GEMEENTEN[1:4]]
    found = compare(folder([], older, []), folder([], None, [row]), (EARLY, LATE))
    assert found["Aadorp"].redenen[0] == "Oudorp is op 1 januari 2020 verder gegaan als Aadorp."
