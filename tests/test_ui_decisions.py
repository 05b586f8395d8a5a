"""Kwetsbaarheid, Ontwikkeling and the criteria of Mijn regio, with their widgets moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from netmap.scenario.changes import build_scenario
from netmap.scenario.share import decode_scenario, encode_scenario
from tests.screen import alerts, conclusion, counts, downloads, page, table, text, write_land

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = "Gemeenten waar iets verandert"
DAY = "2026-07-01"


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_land(tmp_path_factory)


@pytest.fixture(autouse=True)
def _small_country(land: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_DATA", str(land))


def _part(name: str, **address: str) -> AppTest:
    """Open one part of the page Kwetsbaarheid on a fixed day."""
    at = page("kwetsbaarheid")
    at.query_params["peildatum"] = DAY
    at.query_params["onderdeel"] = name
    for key, value in address.items():
        at.query_params[key] = value
    return at.run()


@pytest.mark.parametrize("part", ["wegvallen", "vooruitblik", "wat_als", "waar_erbij"])
def test_every_part_gives_the_conclusion_before_its_questions(part: str) -> None:
    at = _part(part)
    assert not at.exception
    assert [title.value for title in at.title] == ["Kwetsbaarheid"]
    assert text(at).startswith('<p class="nm-conclusie">')


# --- who falls away


def test_the_page_opens_with_who_depends_on_whom() -> None:
    at = _part("wegvallen")
    assert "Van 2 gemeenten hangt de zorgcoördinatie" in conclusion(at)
    assert counts(at) == {"Fier": "2"}
    only = [
        "Fier",
        "2",
        "30.000",
        "2",
        "2",
        "0",
        "0%",
        "0",
        "0",
        "0",
    ]  # no gemeente depends on Gemeente Aadorp for care
    assert table(at, "Van welke organisatie gemeenten afhangen") == [only]
    assert table(at, "Gemeenten waar niemand anders dit doet (bestuurlijk trekker)") == [
        ["J. Burgemeester (Gemeente Aadorp)", "3", "60.000"]
    ]


def test_where_nobody_is_covered_no_empty_table_of_chances_is_drawn() -> None:
    at = page("kwetsbaarheid")
    at.query_params["peildatum"] = "1900-01-01"
    at.run()
    assert not at.exception
    assert "Er is geen gemeente waarvan bekend is dat zij gedekt is." in text(at)
    assert "de zwakste eerst" not in text(at)
    assert "de zwakste eerst" in text(_part("wegvallen"))


def test_choosing_what_falls_away_changes_counts_map_and_table() -> None:
    at = _part("wegvallen")
    assert table(at, CHANGED) == []
    at.multiselect(key="weg").set_value(["organisatie:fier"]).run()
    assert not at.exception
    assert "Zonder Fier" in conclusion(at)
    assert counts(at) == {"Enkel gedekt": "2 → 0", "Vervallen of vacant": "1 → 3"}
    assert "Kaart van Nederland op 1 juli 2026, zonder Fier. " in text(at)
    assert at.caption[0].value.replace("\\", "").startswith("Peildatum 1 juli 2026, zonder Fier. ")
    rows = table(at, CHANGED)
    assert [row[:5] for row in rows] == [
        ["Beekstad", "zorgcoördinator", "Enkel gedekt", "Vervallen of vacant", "20.000"],
        ["Aadorp", "zorgcoördinator", "Enkel gedekt", "Vervallen of vacant", "10.000"],
    ]
    at.multiselect(key="weg").set_value([]).run()
    assert counts(at) == {"Fier": "2"}


def test_a_trekker_who_stops_leaves_the_care_as_it_is() -> None:
    at = _part("wegvallen")
    at.multiselect(key="weg").set_value(["organisatie:gemeente aadorp"]).run()
    assert {row[1] for row in table(at, CHANGED)} == {"bestuurlijk trekker"}
    assert "Enkel gedekt" not in counts(at)


def test_the_chain_of_a_gemeente_is_drawn_with_words_for_who_cannot_see_it() -> None:
    at = _part("wegvallen")
    assert "nm-keten-beeld" not in text(at)
    at.selectbox(key="gemeente").set_value("Aadorp").run()
    assert "nm-keten-beeld" in text(at)
    assert "bestuurlijk trekker (J. Burgemeester (Gemeente Aadorp)) → landelijk (VNG)" in text(at)


# --- what is coming


def test_the_forecast_counts_gemeenten_or_inwoners_as_far_ahead_as_asked() -> None:
    at = _part("vooruitblik")
    assert "Op 1 juli 2029" in conclusion(at)
    before = at.get("image")[0].proto.SerializeToString()
    at.selectbox(key="tel").set_value("inwoners").run()
    assert at.get("image")[0].proto.SerializeToString() != before
    at.selectbox(key="maanden").set_value(12).run()
    assert "Op 1 juli 2027" in conclusion(at)
    assert counts(at) == {"Gedekt op 1 januari 2015": "0", "Gedekt op 1 juli 2026": "2", "Gedekt op 1 juli 2027": "2"}
    assert table(at, "Elke dag waarop iets verandert")[-1][0] == "1 juli 2027"


def test_the_years_are_drawn_when_somebody_asks_and_a_slider_goes_through_them() -> None:
    at = _part("vooruitblik")
    assert "Van jaar tot jaar" not in text(at)
    pictures = len(at.get("image"))
    at.toggle(key="jaren").set_value(True).run()
    assert not at.exception
    assert len(at.get("image")) == pictures + 2
    assert [row[:2] for row in table(at, "Zorgcoördinatie in Nederland, 2015–2029")][-1] == ["1 januari 2029", "2"]
    assert "Op 1 juli 2026 waren voor zover bekend 2 van de 4 gemeenten gedekt" in text(at)
    slider = next(one for one in at.select_slider if one.label == "Schuif door de jaren")
    slider.set_value(date(2029, 1, 1)).run()
    assert not at.exception
    assert "Op 1 januari 2029 zouden volgens wat nu bekend is 2 van de 4 gemeenten gedekt zijn" in text(at)
    assert "Kaart van Nederland op 1 januari 2029." in text(at)
    assert at.query_params["dag"] == "1 januari 2029"


def test_a_link_opens_the_years_at_their_day() -> None:
    at = _part("vooruitblik", jaren="true", dag="1 januari 2016")
    assert "Op 1 januari 2016 was voor zover bekend geen van de 4 gemeenten gedekt" in text(at)


# --- what if


def _stop(organisatie: str, day: str = "2026-01-01") -> dict[str, object]:
    return {"soort": "stop", "organisatie": organisatie, "per": day}


def _word(*changes: dict[str, object], naam: str = "Proef") -> str:
    return encode_scenario(build_scenario({"naam": naam, "wijziging": list(changes)}))


def _one(at: AppTest, kind: str, label: str):  # type: ignore[no-untyped-def]
    """Find a widget by what the reader sees."""
    return next(widget for widget in getattr(at, kind) if widget.label == label)


def _address(at: AppTest) -> str:
    """The scenario word in the address."""
    found = at.query_params.get("scenario", "")
    return found[0] if isinstance(found, list) and found else str(found or "")


def test_a_change_of_the_form_stands_in_the_link_and_shows_its_effect() -> None:
    at = _part("wat_als")
    assert "De gegevens zelf veranderen niet" in conclusion(at)
    _one(at, "selectbox", "Organisatie").set_value("Fier")
    assert _one(at, "text_input", "Per (dag-maand-jaar)").value == "1-7-2026"
    _one(at, "text_input", "Naam van het scenario").set_value("Fier stopt")
    _one(at, "button", "Voeg toe").click().run()
    assert not at.exception
    (change,) = decode_scenario(_address(at)).changes
    assert (change.soort, change.organisatie, str(change.per)) == ("stop", "Fier", DAY)
    assert "In het scenario &#39;Fier stopt&#39;" in conclusion(at)
    assert counts(at)["Enkel gedekt"] == "2 → 0"
    assert [row[0] for row in table(at, "Gemeenten met een andere status")] == ["Beekstad", "Aadorp"]
    assert len(at.get("image")) == 2


def test_the_link_alone_gives_a_colleague_the_same_view() -> None:
    at = _part("wat_als", scenario=_word(_stop("Fier")))
    assert "Proef" in conclusion(at)
    assert counts(at)["Gedekt"] == "2 → 0"
    now, then = (one.proto.imgs[0].alt for one in at.get("image"))
    assert now.startswith("Kaart van Nederland op 1 juli 2026. Wie ")
    assert then.startswith("Kaart van Nederland op 1 juli 2026, in het scenario 'Proef'. Wie ")
    assert "Van geen enkele organisatie is de fte bekend, met of zonder het scenario." in text(at)


def test_an_area_is_chosen_from_a_list_and_a_gemeente_can_be_left_out() -> None:
    at = _part("wat_als")
    at.selectbox(key="soort").set_value("toevoegen").run()
    _one(at, "selectbox", "Organisatie").set_value("Fier")
    area = _one(at, "multiselect", "Gebied")
    assert "Provincie Westland" in area.options
    area.set_value(["provincie:Westland", "-Deiland"])
    _one(at, "button", "Voeg toe").click().run()
    assert not alerts(at)
    assert [row[0] for row in table(at, "Gemeenten met een andere status")] == ["Ceeburg"]


def test_an_incomplete_change_is_named_and_what_was_there_stays() -> None:
    word = _word(_stop("Fier"))
    at = _part("wat_als", scenario=word)
    _one(at, "button", "Voeg toe").click().run()
    assert "organisatie" in alerts(at)
    assert _address(at) == word
    assert counts(at)["Gedekt"] == "2 → 0"


def test_a_broken_link_gives_a_dutch_alert_and_is_left_as_it_is() -> None:
    at = _part("wat_als", scenario="abc")
    assert not at.exception
    assert "De link bevat geen leesbaar scenario." in alerts(at)
    assert _address(at) == "abc"


def test_a_scenario_about_what_does_not_exist_says_so_and_can_be_mended() -> None:
    at = _part("wat_als", scenario=_word(_stop("Bestaat niet")))
    assert "Dit scenario kan niet." in alerts(at)
    _one(at, "button", "Haal weg").click().run()
    assert not alerts(at)
    assert _address(at) == ""


def test_taking_a_change_away_leaves_the_others() -> None:
    at = _part("wat_als", scenario=_word(_stop("Fier"), _stop("Gemeente Aadorp")))
    next(button for button in at.button if button.key == "weg_0").click().run()
    assert [change.organisatie for change in decode_scenario(_address(at)).changes] == ["Gemeente Aadorp"]


def test_a_change_after_the_day_on_screen_is_pointed_out() -> None:
    assert "Let op" not in text(_part("wat_als", scenario=_word(_stop("Fier"))))
    at = _part("wat_als", scenario=_word(_stop("Fier", "2027-01-01")))
    assert "Zet de peildatum op 1 januari 2027 of later" in text(at)
    assert counts(at)["Gedekt"] == "2 → 2"


def test_a_scenario_as_text_takes_the_place_of_the_one_there_was() -> None:
    at = _part("wat_als", scenario=_word(_stop("Fier")))
    area = _one(at, "text_area", "Scenario (TOML)")
    area.set_value(area.value.replace("Proef", "Andere naam"))
    _one(at, "button", "Neem deze tekst over").click().run()
    assert decode_scenario(_address(at)).naam == "Andere naam"


# --- where next


def test_one_more_helps_the_most_inwoners_and_two_are_shown_apart() -> None:
    at = _part("waar_erbij")
    at.toggle(key="samen").set_value(True)
    at.number_input(key="gemeenten").set_value(1).run()
    assert not at.exception
    assert counts(at)["Erbij gedekt"] == "1"
    assert table(at, "Nieuwe gebieden")[0][6] == "Deiland"
    at.number_input(key="erbij").set_value(2).run()
    assert counts(at) == {"Erbij gedekt": "2", "Blijft ongedekt": "0", "Zekerheid": "het beste bij deze regels"}
    assert "<span>Nieuw gebied 2</span><b>1</b>" in text(at)


def test_two_organisations_are_asked_for_with_a_switch() -> None:
    at = _part("waar_erbij")
    at.toggle(key="dubbel").set_value(True).run()
    assert not at.exception
    assert "worden 2 gemeenten met 30.000 inwoners dubbel gedekt." in conclusion(at)
    assert counts(at)["Erbij dubbel gedekt"] == "2"


def test_within_a_politieregio_only_its_own_gemeenten_are_advised() -> None:
    at = _part("waar_erbij")
    at.selectbox(key="politieregio").set_value("Onder").run()
    assert "in de politieregio Onder" in conclusion(at)
    assert [row[5:7] for row in table(at, "Nieuwe gebieden")] == [["West", "Deiland"]]


def test_where_all_is_covered_nothing_is_proven_to_be_the_best() -> None:
    at = _part("waar_erbij", gebied="Aadorp; Beekstad")
    assert not at.exception
    assert conclusion(at).endswith(" is al gedekt: er is geen nieuw gebied nodig.")
    assert counts(at)["Zekerheid"] == "niets te winnen: alles is al gedekt"
    assert "bewezen" not in text(at)


# --- two days beside each other


def test_ontwikkeling_says_what_changed_between_two_days() -> None:
    at = page("ontwikkeling").run()
    at.text_input(key="vanaf").set_value("1-1-2019")
    at.text_input(key="peildatum").set_value("1-7-2026").run()
    assert not at.exception
    assert conclusion(at).startswith("Tussen 1 januari 2019 en 1 juli 2026")
    assert "Ceeburg" in {row[0] for row in table(at, "Gemeenten die veranderden")}
    at.text_input(key="vanaf").set_value("1-2-2026").run()
    assert "Ceeburg" not in {row[0] for row in table(at, "Gemeenten die veranderden")}
    assert conclusion(at).startswith("Tussen 1 februari 2026 en 1 juli 2026")


def test_without_a_change_ontwikkeling_says_so_under_its_heading() -> None:
    at = page("ontwikkeling").run()
    at.text_input(key="vanaf").set_value("30-6-2026")
    at.text_input(key="peildatum").set_value("1-7-2026").run()
    assert "<h2>Wat er veranderde, en waarom</h2>" in text(at)
    assert "Tussen deze dagen is geen enkele verandering bekend." in text(at)


def test_a_wrong_first_day_is_named_and_the_usual_one_is_shown() -> None:
    at = page("ontwikkeling").run()
    at.text_input(key="vanaf").set_value("ooit").run()
    assert "is geen datum. Schrijf dag-maand-jaar" in alerts(at)
    assert conclusion(at).startswith("Tussen 1 september 2019")


# --- the criteria of Mijn regio


def test_mijn_regio_tells_what_a_source_says_and_once_what_none_says() -> None:
    at = page("mijn_regio").run()
    rows = {row[0]: row[1:] for row in table(at, "Criteria waarover een bron iets zegt")}
    assert {"G5 Zorgcoördinatie", "R1 Bestuurlijk trekker"} <= set(rows)
    assert "G4 Training" not in rows
    assert "2 ja" in rows["G5 Zorgcoördinatie"][0]
    assert '<th scope="col">Politieregio Boven</th><th scope="col">Nederland</th>' in text(at)
    assert "Over deze onderwerpen zegt geen bron iets: " in text(at)
    assert "Onbekend is geen nee." in text(at)
    assert "Download de criteria (CSV)" in downloads(at)
    at.selectbox(key="politieregio").set_value("Onder").run()
    assert "Politieregio Onder: over geen van de 18 criteria zegt een bron iets." in text(at)


def test_mijn_regio_says_how_much_fte_is_known() -> None:
    body = text(page("mijn_regio").run())
    assert "Van geen van de 2 gedekte gemeenten in de politieregio Boven is bekend hoeveel fte er is." in body
