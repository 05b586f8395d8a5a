"""One question, one answer: exact sentences on the small country."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.errors import NetmapError
from netmap.layers import build_stand
from netmap.sections.answer import answer_section

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
SOURCE = "https://bron.example/"
STALE = "Dit is te bevestigen: de bron is ouder dan 24 maanden."
ROWS = (
    {"organisatie": "Fier", "gebied": "Aadorp", "doelgroep": "tot 23", "bron_datum": "2026-01", "vanaf": "2025"},
    {"organisatie": "Moviera", "gebied": "Aadorp", "doelgroep": "vanaf 23", "bron_datum": "2025-11", "vanaf": "2025"},
    {"organisatie": "MEE", "gebied": "Beekstad", "doelgroep": "tot 23", "bron_datum": "2021", "vanaf": "2020"},
    {"organisatie": "Fier", "gebied": "Ceeburg", "vanaf": "2019", "tot": "2020-03", "bron_datum": "2020"},
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Aadorp",
            "Aadorp op 1 juli 2026: ja, gedekt door Fier (tot 23 jaar) en Moviera (vanaf 23 jaar). "
            f"Bron: {SOURCE} (januari 2026); {SOURCE} (november 2025).",
        ),
        ("gm2", f"Beekstad op 1 juli 2026: deels, alleen door MEE (tot 23 jaar). Bron: {SOURCE} (2021). {STALE}"),
        (
            "Ceeburg",
            "Ceeburg op 1 juli 2026: voor zover bekend niet meer, de dekking door Fier is geëindigd. "
            f"Bron: {SOURCE} (2020). {STALE}",
        ),
        ("dei", "Deiland op 1 juli 2026: onbekend, geen enkele bron zegt iets over zorgcoördinatie in deze gemeente."),
    ],
)
def test_a_gemeente_is_answered_in_a_sentence_with_its_sources(stand_on: StandOn, typed: str, said: str) -> None:
    assert " ".join(answer_section(stand_on(DAY, *ROWS), typed).conclusion) == said


def test_on_a_day_before_the_source_the_answer_says_that_it_is_later(stand_on: StandOn) -> None:
    rows = {"organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2024"}
    said = answer_section(stand_on("2020-01-01", rows), "Aadorp").conclusion
    assert said[0].startswith("Aadorp op 1 januari 2020: misschien, ")
    assert said[-2:] == (f"Bron: {SOURCE} (2024).", "Dit is te bevestigen: de bron is van na deze dag.")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{}], "de bron heeft geen datum"),
        (
            [{"bron_datum": "2021"}, {"bron": "https://ander.example/"}],
            "de bronnen zijn ouder dan 24 maanden of hebben geen datum",
        ),
        (
            [{"bron_datum": "2021"}, {"bron_datum": "2020", "bron": "https://ander.example/"}],
            "de bronnen zijn ouder dan 24 maanden",
        ),
    ],
)
def test_the_answer_says_what_is_the_matter_with_the_sources(
    stand_on: StandOn, rows: list[dict[str, str]], said: str
) -> None:
    stand = stand_on(DAY, *({"organisatie": "Fier", "gebied": "Aadorp", **row} for row in rows))
    assert answer_section(stand, "Aadorp").conclusion[-1] == f"Dit is te bevestigen: {said}."


def test_a_fresh_source_is_not_called_old_because_of_another(stand_on: StandOn) -> None:
    fresh = {"organisatie": "Fier", "gebied": "Aadorp", "doelgroep": "tot 23", "bron_datum": "2026-01"}
    undated = {"organisatie": "MEE", "gebied": "Aadorp", "doelgroep": "vanaf 23", "bron": "https://a.example/"}
    said = answer_section(stand_on(DAY, fresh, undated), "Aadorp").conclusion
    assert said[-1] == "Dit is te bevestigen: een bron heeft geen datum."
    more = {**undated, "bron": "https://b.example/", "bron_datum": "2020"}
    said = answer_section(stand_on(DAY, fresh, undated, more), "Aadorp").conclusion
    assert said[-1] == "Dit is te bevestigen: sommige bronnen zijn ouder dan 24 maanden of hebben geen datum."


def test_what_is_only_planned_is_no_source_of_this_day_and_not_nothing(stand_on: StandOn) -> None:
    plan = {"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2027", "bron_datum": "2026-01"}
    assert answer_section(stand_on(DAY, plan), "Aadorp").conclusion == (
        "Aadorp op 1 juli 2026: onbekend, geen enkele bron zegt hoe het op deze dag geregeld is.",
    )


def test_what_no_source_says_has_no_source(stand_on: StandOn) -> None:
    """Zwolle in 2019 was unknown, and cited the newspaper of 2017 for it."""
    over = {"gebied": "Aadorp", "status": "geen", "tot": "2018", "bron_datum": "2017"}
    plan = {"gebied": "Aadorp", "status": "aangekondigd", "bron_datum": "2019"}
    assert answer_section(stand_on("2019-09-30", over, plan), "Aadorp").conclusion == (
        "Aadorp op 30 september 2019: onbekend, geen enkele bron zegt hoe het op deze dag geregeld is.",
    )


def test_cover_that_was_stopped_is_a_no_and_cover_of_which_only_an_end_is_known_is_not(stand_on: StandOn) -> None:
    ended = {"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2020", "tot": "2022", "bron_datum": "2020"}
    stopped = {"organisatie": "Fier", "gebied": "Aadorp", "status": "gestopt", "bron_datum": "2023"}
    only, both = (answer_section(stand_on(DAY, *rows), "Aadorp") for rows in ([ended], [ended, stopped]))
    assert "voor zover bekend niet meer, de dekking door Fier is geëindigd" in only.conclusion[0]
    assert "Aadorp op 1 juli 2026: nee, er was dekking, maar die is geëindigd" in both.conclusion[0]


def test_a_former_gemeente_is_answered_with_what_became_of_it(stand_on: StandOn) -> None:
    section = answer_section(stand_on(DAY, *ROWS), "Oudorp")
    assert section.conclusion[0] == "Oudorp is op 1 januari 2020 opgegaan in Aadorp."
    assert section.facts["code"] == "GM0001"


def test_an_area_is_answered_with_who_covers_how_much_of_it_on_whose_word(stand_on: StandOn) -> None:
    _, by_whom, led, source, *_ = answer_section(stand_on(DAY, *ROWS), "boven").conclusion
    assert by_whom == "Door Fier (1 gemeente), MEE (1 gemeente) en Moviera (1 gemeente)."
    assert led == "Geen bron noemt op deze dag een bestuurlijk trekker."
    assert source == f"Bron: {SOURCE} (januari 2026); {SOURCE} (november 2025) en nog 2."


def test_the_answer_for_an_area_names_three_organisations_and_counts_the_others(stand_on: StandOn) -> None:
    rows = [{"organisatie": name, "gebied": "Aadorp", "bron_datum": "2026-01"} for name in ("Aa", "Bee", "Cee", "Dee")]
    said = answer_section(stand_on(DAY, *rows), "boven").conclusion
    assert said[1] == "Door Aa (1 gemeente), Bee (1 gemeente), Cee (1 gemeente) en nog 1 organisatie."
    assert answer_section(stand_on(DAY), "boven").conclusion[2].startswith("Onbekend: 3")


def test_a_region_and_the_country_are_answered_with_their_conclusion(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *ROWS)
    assert "1 van de 3 gemeenten" in answer_section(stand, "boven").conclusion[0]
    assert answer_section(stand, "boven").facts == {"soort": "politieregio", "naam": "Boven", "tegenspraken": []}
    assert "1 van de 4 gemeenten" in answer_section(stand, "nederland").conclusion[0]


def test_what_may_be_several_gemeenten_or_none_is_asked(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *ROWS)
    with pytest.raises(NetmapError, match="Splitsen is op 1 januari 2021 verdeeld over Beekstad en Ceeburg"):
        answer_section(stand, "Splitsen")
    with pytest.raises(NetmapError, match="Bedoelt u Beekstad"):
        answer_section(stand, "Beeckstat")
    assert answer_section(stand, "Beekstat").conclusion[0] == "'Beekstat' is gelezen als Beekstad."


@pytest.mark.parametrize("typed", ["GM0758", "gemeente Breda"])
def test_a_gemeente_is_no_namesake_of_the_group_that_it_is_alone(real: Tables, typed: str) -> None:
    assert answer_section(build_stand(real, date(2026, 11, 21)), typed).blocks == ()


def test_a_group_of_gemeenten_is_answered_as_an_area(stand_on: StandOn) -> None:
    section = answer_section(stand_on(DAY, *ROWS), "Aadorp; Ceeburg")
    assert section.facts == {"soort": "eigen groep", "naam": "Aadorp en Ceeburg", "tegenspraken": []}
    assert "van de 2 gemeenten" in section.conclusion[0]


def test_a_gemeente_and_a_region_of_one_name_are_told_apart(real: Tables) -> None:
    section = answer_section(build_stand(real, date(2026, 11, 21)), "Amsterdam")
    assert section.facts["soort"] == "gemeente"
    assert [block.text for block in section.blocks] == [  # type: ignore[union-attr]
        "Er is ook een politieregio Amsterdam. Typ dan politieregio:Amsterdam."
    ]


def test_every_gemeente_has_an_answer_that_opens_with_its_name(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    for one in stand.dekking.values():
        section = answer_section(stand, one.code)
        assert section.conclusion[0].startswith(f"{one.naam} op 21 november 2026: ")
        assert all(naam in section.conclusion[0] for naam in one.organisaties)


def test_the_command_answers_and_refuses(country: Callable[..., Path]) -> None:
    folder = str(country(*ROWS))
    asked = ["--data", folder, "--peildatum", DAY]
    told = CliRunner().invoke(app, ["vraag", "Aadorp", *asked])
    assert (told.exit_code, told.stdout.startswith("Aadorp op 1 juli 2026: ja")) == (0, True)
    facts = json.loads(CliRunner().invoke(app, ["vraag", "Beekstad", *asked, "--json"]).stdout)
    assert (facts["soort"], facts["status"], facts["organisaties"]) == ("gemeente", "deels", ["MEE"])
    refused = CliRunner().invoke(app, ["vraag", "Xyz", *asked])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Een regio mag ook" in refused.stderr
