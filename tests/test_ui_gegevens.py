"""Page Gegevens: a file is taken in, reviewed and published; two editors collide; nobody does what they may not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from netmap.intake.memory import Geheugen, read_memory
from netmap.schema import MEMORY_FILE, dutch_date, dutch_today
from netmap.store.content import Voorstel
from netmap.store.shape import load_contents
from netmap.store.store import Store
from netmap.toegang import Gebruiker, make_beheerder
from netmap.ui.change import CLOSED, Entry, ways_from
from tests.browser import ROOT, box, choose, follow, running_app, settle, watched
from tests.screen import CONTACTS, alerts, page, table, text
from tests.test_cli_intake import TWO, write_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from netmap.load import Tables

MESSY = (
    b"Instelling;Gemeentenaam;functie;stand van zaken;Betrouwbaarheid;sinds\n"
    b"Moviera;Deiland;zorgcoordinator;actief;midden;2026-01-01\n"
    b"Fier;Ceeburgh;zorgcoordinator;actief;midden;2026-01-01\n"
    b"Fier;Ceeburg;zorgcoordinator;actief;midden;gisteren\n"
)


@pytest.fixture
def store(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    """A store with the small country, and this machine's own editor."""
    address = str(tmp_path / "opslag.sqlite")
    kept = Store.at(address)
    kept.migrate()
    kept.take_over(country(*CONTACTS), gebruiker=make_beheerder("beheer"), waarom="begin")
    monkeypatch.setenv("NETMAP_DATABASE", address)
    yield kept
    kept.engine.dispose()


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, make_beheerder("Redactie"))


def as_user(monkeypatch: pytest.MonkeyPatch, gebruiker: Gebruiker | None) -> None:
    monkeypatch.setattr("netmap.ui.gebruiker.current", lambda: gebruiker)


def upload(at: AppTest, content: bytes = MESSY, name: str = "lijst.csv") -> AppTest:
    at.file_uploader(key="inlezen_bestand").upload(name, content, "text/csv").run()
    assert not at.exception
    return at


def press(at: AppTest, waarom: str = "Opgave van de regio") -> AppTest:
    (why,) = [field for field in at.text_input if field.label == "Waarom verandert dit?"]
    why.set_value(waarom).run()  # a field that is left draws the page anew
    assert not at.exception
    (button,) = [one for one in at.button if one.label.startswith("Publiceer")]
    button.click().run()
    assert not at.exception
    return at


def cells(store: Store, ident: str) -> dict[str, str]:
    return dict(store.read().rows["contacts.csv"].cells[ident])


@pytest.mark.usefixtures("editor")
def test_a_messy_file_is_taken_in_part_and_published(store: Store) -> None:
    at = upload(page("gegevens").run())
    said = text(at)
    assert "lijst.csv is gelezen als CSV, UTF-8, met puntkomma's ertussen." in said.replace("&#39;", "'")
    assert "lijst.csv, rij 4, kolom sinds: deze tekst is geen datum" in said
    assert "2 rijen zijn geweigerd." in said
    assert "Een andere status: 1 gemeente (40.000 inwoners)." in said
    assert table(at, "Gemeenten met een andere status") == [["Deiland", "Onder", "40.000", "Onbekend", "Enkel gedekt"]]
    press(at)
    assert "Gepubliceerd als versie 2" in at.success[0].value
    assert store.newest() == 2
    assert store.versions()[-1].wie == "Redactie"
    assert cells(store, "moviera-deiland")["vanaf"] == "2026-01-01"
    assert store.history("contacts.csv", "moviera-deiland")[0].woord.startswith("een bestand (CSV), ")
    assert "Hierin staat niets dat de gegevens verandert." in text(at)


@pytest.mark.usefixtures("editor")
def test_what_a_person_says_of_a_name_or_column_is_remembered_with_the_version(store: Store) -> None:
    at = upload(page("gegevens").run())
    (asked,) = [field for field in at.selectbox if "Ceeburgh" in field.label]
    asked.set_value("Ceeburg").run()
    (column,) = [field for field in at.selectbox if field.label == "Kolom sinds"]
    assert column.value == "vanaf"
    column.set_value("niet overnemen").run()
    assert "rijen zijn geweigerd" not in text(at)
    press(at)
    kept = store.read().folder[MEMORY_FILE].decode()
    assert 'ceeburgh = "Ceeburg"' in kept
    assert 'sinds = ""' in kept
    again = upload(page("gegevens").run())
    assert not [field for field in again.selectbox if "Ceeburgh" in field.label]


@pytest.mark.usefixtures("editor")
def test_an_answer_is_taken_back_and_asked_again(store: Store) -> None:
    def asked(at: AppTest) -> list[Any]:
        return [field for field in at.selectbox if "Ceeburgh" in field.label]

    at = page("gegevens").run()
    assert "Wat netmap heeft onthouden" not in {one.label for one in at.expander}
    at = upload(at)
    asked(at)[0].set_value("Ceeburg").run()
    press(at)
    assert asked(at) == []
    assert "<li>Naam &#39;ceeburgh&#39;: Ceeburg</li>" in text(at)
    assert "Wat al is gepubliceerd, verandert niet." in str([one.value for one in at.caption])
    at.button(key="onthouden_vergeet").click().run()
    assert not at.exception
    assert "Teruggenomen in versie 3" in at.success[0].value
    assert store.versions()[-1].waarom == "Een antwoord bij het inlezen teruggenomen"
    assert "fier-ceeburg" in store.read().rows["contacts.csv"].cells
    (again,) = asked(at)
    assert again.value == "ik weet het niet"


def test_only_a_beheerder_takes_back_what_holds_for_everybody(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {MEMORY_FILE: Geheugen().with_words(namen={"Ceeburgh": "Ceeburg"}).to_toml()}
    store.publish((), gebruiker=make_beheerder("beheer"), waarom="Onthouden", files=said)
    redacteur = Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001", "GM0002", "GM0003"}))
    as_user(monkeypatch, redacteur)
    at = page("gegevens").run()
    assert "<li>Naam &#39;ceeburgh&#39;: Ceeburg</li>" in text(at)
    assert "Alleen een beheerder neemt er een terug." in str([one.value for one in at.caption])
    assert "onthouden_vergeet" not in {one.key for one in at.button}
    as_user(monkeypatch, make_beheerder("Redactie"))
    at.run()
    as_user(monkeypatch, redacteur)
    at.button(key="onthouden_vergeet").click().run()
    assert "Niet opgeslagen: alleen een beheerder neemt een antwoord terug." in alerts(at)
    assert store.newest() == 2


def test_what_a_redacteur_says_otherwise_holds_for_their_file_only(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who said it anew took back for everybody what was remembered."""
    said = {MEMORY_FILE: Geheugen().with_words(kolommen={"sinds": "vanaf"}, namen={"Ceeburgh": "Ceeburg"}).to_toml()}
    store.publish((), gebruiker=make_beheerder("beheer"), waarom="Onthouden", files=said)
    as_user(monkeypatch, Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001", "GM0002", "GM0003"})))
    at = upload(page("gegevens").run(), b"Instelling;Gemeente;rol;sinds\nFier;Ceeburgh;zorgcoordinator;2026-01-01\n")
    told = "geldt alleen voor dit bestand. Alleen een beheerder verandert het voor iedereen."
    assert told not in str([one.value for one in at.caption])
    (column,) = [field for field in at.selectbox if field.label == "Kolom sinds"]
    column.set_value("niet overnemen").run()
    assert told in str([one.value for one in at.caption])
    press(at)
    assert store.newest() == 3
    assert "vanaf" not in store.read().rows["contacts.csv"].cells["fier-ceeburg"]
    assert read_memory(store.read().folder).kolommen == {"sinds": "vanaf"}


@pytest.mark.usefixtures("editor")
def test_of_an_answer_that_names_no_column_the_page_says_which(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was published before that was refused."""
    with monkeypatch.context() as before:
        before.setattr("netmap.store.store.read_words", lambda files: files)
        wrong = {MEMORY_FILE: b'[kolommen]\nwie = "organisaties"\n'}
        store.publish((), gebruiker=make_beheerder("beheer"), waarom="met de hand", files=wrong)
    at = page("gegevens").run()
    assert not at.exception
    said = "antwoord 1 (… = &#39;organisaties&#39;): die kolom bestaat niet. Kies uit: id, rol, "
    assert f"{MEMORY_FILE}, onder [kolommen], {said}" in alerts(at)


@pytest.mark.usefixtures("editor")
def test_a_file_of_criteria_goes_the_same_way(store: Store) -> None:
    rows = "Gemeente;Criterium;Antwoord;Bron\nAadorp;G1;ja;https://bron.example/\nBeekstad;G1;soms;x\n"
    at = upload(page("gegevens").run(), rows.encode())
    assert at.radio[0].value == "criteria"
    assert [field.label for field in at.selectbox if field.label.startswith("Overal")] == ["Overal dezelfde zekerheid"]
    assert "kolom Antwoord: deze tekst kan hier niet. Kies uit: ja, deels, nee, onbekend." in text(at).replace(
        "&#39;", "'"
    )
    assert table(at, "Gemeenten met een ander antwoord") == [
        ["G1 Beleid", "Aadorp", "Boven", "10.000", "Onbekend", "Ja"]
    ]
    press(at)
    assert list(store.read().rows["indicatoren.csv"].cells) == ["g1-aadorp"]


@pytest.mark.usefixtures("editor")
def test_a_workbook_with_two_tables_is_one_review_and_one_version(store: Store, tmp_path: Path) -> None:
    raw = write_sheets(tmp_path / "lijst.xlsx", TWO).read_bytes()
    at = upload(page("gegevens").run(), raw, "lijst.xlsx")
    (sheets,) = [field for field in at.multiselect if field.label == "Welke bladen neemt u over?"]
    assert (sheets.value, sheets.options) == (["Wie doet wat", "Normen"], ["Toelichting", "Wie doet wat", "Normen"])
    assert [one.value for one in at.radio] == ["contacten", "criteria"]
    assert "Blad &#39;Toelichting&#39; wordt niet overgenomen. Wilt u een blad wel, kies het dan hierboven." in text(at)
    assert "Blad &#39;Normen&#39; wordt niet overgenomen." not in text(at)
    assert "2 rijen zijn geweigerd." in text(at)
    assert [row[:3] for row in table(at, "Wat er verandert, veld voor veld")] == [
        ["Wie doet wat", "2", "zorg-boven-aadorp"],
        ["Normen", "2", "g1-aadorp"],
    ]
    press(at)
    assert store.newest() == 2
    kept = store.read().rows
    assert kept["contacts.csv"].cells["zorg-boven-aadorp"]["vanaf"] == "2022"
    assert list(kept["indicatoren.csv"].cells) == ["g1-aadorp"]
    (sheets,) = [field for field in at.multiselect if field.label == "Welke bladen neemt u over?"]
    sheets.set_value(["Normen"]).run()
    assert not at.exception
    assert [one.value for one in at.radio] == ["criteria"]
    assert "1 rij is geweigerd." in text(at)


@pytest.mark.usefixtures("editor", "store")
def test_who_makes_two_columns_the_same_or_leaves_all_out_can_choose_again() -> None:
    def column(at: AppTest, name: str) -> Any:
        return next(field for field in at.selectbox if field.label == f"Kolom {name}")

    at = upload(page("gegevens").run(), b"Wie;Instelling;Gemeente;Functie\nx;Moviera;Deiland;zorgcoordinator\n")
    column(at, "A").select("organisatie").run()
    said = alerts(at).replace("&#39;", "'")
    assert "A en B staan allebei voor 'organisatie'. Houd er één over, en kies bij de rest iets anders." in said
    column(at, "A").select("niet overnemen").run()
    assert not at.exception
    assert re.findall("<h2>(.*?)</h2>", text(at))[-2:] == ["Regel voor regel", "Wat dit verandert"]
    names = ("Instelling", "Gemeente", "Functie")
    for name in names:
        column(at, name).select("niet overnemen").run()
    assert "lijst.csv: geen enkele kolom gaat mee. Kies bij minstens één kolom wat zij betekent." in alerts(at)
    for name, target in zip(names, ("organisatie", "gebied", "rol"), strict=True):
        column(at, name).select(target).run()
    assert "Wat er verandert" in text(at)


@pytest.mark.usefixtures("editor", "store")
def test_of_a_table_whose_columns_have_other_names_a_person_says_what_they_mean() -> None:
    at = upload(page("gegevens").run(), b"Lijst van Oost;;\n;;\nWie;Waar;Wat\nMoviera;Deiland;zorgcoordinator\n")
    next(field for field in at.radio if field.label == "Waar gaat dit bestand over?").set_value("contacten").run()
    said = "lijst.csv: geen rij noemt de kolommen. Zet boven de tabel een rij met namen zoals "
    assert said in alerts(at)
    assert "of zeg hieronder van elke kolom wat zij betekent." in alerts(at)
    for letter, target in zip("ABC", ("organisatie", "gebied", "rol"), strict=True):
        next(field for field in at.selectbox if field.label == f"Kolom {letter}").select(target).run()
    assert not at.exception
    assert "1 regel: 1 nieuw." in text(at)


@pytest.mark.usefixtures("editor", "store")
def test_words_of_a_file_beside_a_field_are_no_markdown() -> None:
    at = upload(page("gegevens").run(), b"Organisatie;Gemeente;Functie\nMoviera;*Aadrop*;zorgcoordinator\n")
    assert [field.label for field in at.selectbox if r"\*Aadrop\*" in field.label]


@pytest.mark.usefixtures("editor", "store")
def test_what_is_said_of_a_column_on_one_sheet_does_not_stop_another(tmp_path: Path) -> None:
    sheets = {
        "Contacten": [("Naam", "Organisatie", "Functie", "Gemeente"), ("", "Moviera", "zorgcoordinator", "Deiland")],
        "Organisaties": [("Naam", "Aliassen"), ("Moviera", "MVR")],
    }
    at = upload(page("gegevens").run(), write_sheets(tmp_path / "lijst.xlsx", sheets).read_bytes(), "lijst.xlsx")
    for choice in ("niet overnemen", "naam"):
        [field for field in at.selectbox if field.label == "Kolom Naam"][-1].select(choice).run()
        assert not at.exception
    assert [one.value for one in at.selectbox if one.label == "Kolom Naam"] == ["naam", "organisatie"]
    assert "Van kolom Naam is iets anders gezegd, maar zo heet een andere kolom al." in text(at)
    assert not alerts(at)


@pytest.mark.usefixtures("editor")
def test_two_names_become_one_organisation_and_the_review_says_what_that_does(store: Store) -> None:
    rows = "id,organisatie,rol,gebied,status\nb,Friese Instelling,zorgcoordinator,Aadorp,actief\n"
    press(upload(page("gegevens").run(), rows.encode()))
    at = upload(page("gegevens").run(), b"Organisatie;Andere namen\nFier;Friese Instelling\n")
    assert at.radio[0].value == "organisaties"
    assert table(at, "Gemeenten met een andere status") == [
        ["Aadorp", "Boven", "10.000", "Dubbel gedekt", "Enkel gedekt"]
    ]
    press(at)
    assert store.read().rows["organisaties.csv"].cells == {
        "fier": {"id": "fier", "naam": "Fier", "aliassen": "Friese Instelling"}
    }


@pytest.mark.usefixtures("store")
def test_only_a_beheerder_changes_organisations(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("Fier", "redacteur", organisaties=frozenset({"fier"})))
    at = upload(page("gegevens").run(), b"Organisatie;Andere namen\nFier;Friese Instelling\n")
    assert "fier valt buiten wat u mag wijzigen." in alerts(at)
    assert not [one for one in at.button if one.label.startswith("Publiceer")]


@pytest.mark.usefixtures("editor", "store")
def test_of_a_file_that_may_be_about_more_the_page_asks_about_which() -> None:
    at = upload(page("gegevens").run(), b"id;bevestigd op\nfier;2026-03-02\n")
    assert at.radio[0].value is None
    assert "zeggen niet waar dit bestand over gaat" in text(at)
    assert "Wat er verandert" not in text(at)
    at.radio[0].set_value("contacten").run()
    assert not at.exception
    assert "1 regel: 1 bevestigd." in text(at)


@pytest.mark.usefixtures("editor")
def test_what_holds_for_every_row_is_filled_in_the_next_time_and_can_be_taken_back(store: Store) -> None:
    def fixed(at: AppTest) -> Any:
        return next(field for field in at.selectbox if field.label == "Overal dezelfde rol")

    rows = b"Instelling;Gemeente\nMoviera;Deiland\n"
    at = upload(page("gegevens").run(), rows)
    fixed(at).set_value("zorgcoordinator").run()
    press(at)
    at = upload(page("gegevens").run(), rows + b"Fier;Ceeburg\n")
    assert fixed(at).value == "zorgcoordinator"
    fixed(at).set_value("niet ingevuld").run()
    assert "2 rijen zijn geweigerd." in text(at)
    assert store.newest() == 2


@pytest.mark.usefixtures("editor")
def test_a_column_with_names_of_organisations_is_remembered_as_that(store: Store) -> None:
    at = upload(page("gegevens").run(), b"Partij;Afkorting;Website\nMoviera;MVR;\n")
    (column,) = [field for field in at.selectbox if field.label.startswith("Kolom") and field.value == "niet overnemen"]
    assert "naam" in column.options
    column.select("naam").run()
    assert "Van de functies telt dit" not in text(at)  # no row of the file is about a function
    press(at)
    assert read_memory(store.read().folder).kolommen == {"partij": "organisatie"}


@pytest.mark.usefixtures("editor")
def test_all_that_was_said_of_every_row_is_shown_also_what_the_page_does_not_ask(store: Store) -> None:
    said = Geheugen().with_words(vast={"rol": "zorgcoordinator", "opmerking": "bel 0612345678", "waarde": "ja"})
    store.publish((), gebruiker=make_beheerder("beheer"), waarom="gezegd", files=said.files)
    at = upload(page("gegevens").run(), b"Instelling;Gemeente;rol;status;zekerheid\nMoviera;Deiland;;actief;hoog\n")
    asked = {field.label: field for field in at.selectbox if field.key and field.key.startswith("vast_")}
    assert list(asked) == ["Waar rol leeg is", "Overal dezelfde opmerking"]
    assert asked["Waar rol leeg is"].value == "zorgcoordinator"
    assert asked["Overal dezelfde opmerking"].options == ["niet ingevuld", "…"]
    assert "geweigerd" not in text(at)
    asked["Waar rol leeg is"].set_value("blijft leeg").run()
    assert "1 rij is geweigerd." in text(at)


@pytest.mark.usefixtures("editor")
def test_a_row_that_is_left_out_is_not_published(store: Store) -> None:
    two = b"id,fte\nfier,1\noud,0.5\n"
    at = upload(page("gegevens").run(), two)
    (leave,) = [field for field in at.multiselect if field.label == "Welke regels neemt u niet over?"]
    leave.set_value(["oud"]).run()
    press(at)
    assert cells(store, "fier")["fte"] == "1"
    assert "fte" not in cells(store, "oud")


@pytest.mark.usefixtures("editor")
def test_nothing_is_published_without_a_reason_and_what_was_typed_stays(store: Store) -> None:
    at = press(upload(page("gegevens").run()), "  ")
    assert "Niet opgeslagen: zeg eerst waarom." in alerts(at)
    assert store.newest() == 1


@pytest.mark.usefixtures("editor")
def test_two_editors_collide_and_the_second_sees_both_values(store: Store) -> None:
    one, other = (upload(page("gegevens").run(), f"id,status\nfier,{word}\n".encode()) for word in ("pilot", "gestopt"))
    press(one)
    press(other)
    assert store.newest() == 2
    assert "iemand anders veranderde intussen hetzelfde" in alerts(other)
    assert table(other, "Beide waarden naast elkaar") == [["fier", "status", "gestopt", "pilot", "Redactie, versie 2"]]
    press(other)  # one's own value after all
    assert store.newest() == 3
    assert cells(store, "fier")["status"] == "gestopt"


def test_a_redacteur_takes_along_only_what_is_theirs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001", "GM0002", "GM0003"})))
    at = upload(page("gegevens").run(), MESSY.replace(b"gisteren", b"2026-02-01"))
    assert "moviera-deiland valt buiten wat u mag wijzigen." in alerts(at)
    press(at)
    assert store.versions()[-1].wie == "Staf Boven"
    assert "moviera-deiland" not in store.read().rows["contacts.csv"].cells
    assert cells(store, "fier-ceeburg")["vanaf"] == "2026-02-01"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("role", [None, Gebruiker("bezoeker", "bezoeker"), Gebruiker("Lezer", "lezer")])
def test_who_may_not_write_sees_no_way_to(monkeypatch: pytest.MonkeyPatch, role: Gebruiker | None) -> None:
    as_user(monkeypatch, role)
    at = page("gegevens").run()
    assert not at.exception
    assert list(at.file_uploader) == []
    assert "U kunt hier niets wijzigen." in text(at)


def test_without_a_store_the_page_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETMAP_DATABASE", raising=False)
    at = page("gegevens").run()
    assert "is een opslag nodig" in text(at)
    assert list(at.file_uploader) == []


def test_a_role_that_is_taken_away_counts_at_the_next_click(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, make_beheerder("Redactie"))
    at = upload(page("gegevens").run())
    (why,) = [field for field in at.text_input if field.label == "Waarom verandert dit?"]
    why.set_value("Opgave van de regio").run()
    (button,) = [one for one in at.button if one.label.startswith("Publiceer")]
    as_user(monkeypatch, Gebruiker("bezoeker", "bezoeker"))
    button.click().run()
    assert not at.exception
    assert store.newest() == 1
    assert "U kunt hier niets wijzigen." in text(at)


def test_a_second_browser_at_another_process_sees_what_was_published(
    country: Callable[..., Path], chromium: Browser, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.at(address)
    store.migrate()
    store.take_over(country(*CONTACTS), gebruiker=make_beheerder("beheer"), waarom="begin")
    monkeypatch.setenv("NETMAP_DATABASE", address)
    monkeypatch.setenv("NETMAP_EDITOR", "Redactie")
    file = tmp_path / "lijst.csv"
    file.write_bytes(MESSY)
    with (
        running_app() as one,
        running_app() as other,
        watched(chromium.new_context(), one) as writer,
        watched(chromium.new_context(), other) as reader,
    ):
        seen = reader.open("kaart?politieregio=Onder")
        expect(seen.get_by_text("0 van de 1 gemeente").or_(seen.get_by_text("onbekend")).first).to_be_visible()
        written = writer.open("gegevens")
        expect(written.get_by_text("hoogstens 10 MB per bestand")).to_be_visible()
        expect(written.get_by_role("button", name="Kies een bestand")).to_be_visible()
        expect(written.get_by_text("U werkt op deze computer als Redactie (beheerder).")).to_be_visible()
        expect(written.locator("body")).not_to_contain_text("per file")
        written.set_input_files("input[type=file]", file)
        why = written.get_by_role("textbox", name="Waarom verandert dit?")
        why.fill("Opgave van de regio")
        why.press("Enter")
        settle(written)
        written.get_by_role("button", name=re.compile("^Publiceer 1 regel")).click()
        expect(written.get_by_text("Gepubliceerd als versie 2")).to_be_visible()
        seen = reader.open("kaart?politieregio=Onder")
        expect(seen.get_by_text("Moviera").first).to_be_attached()
        assert (writer.errors, reader.errors, writer.foreign, reader.foreign) == ([], [], [], [])
    store.engine.dispose()


@pytest.mark.usefixtures("editor")
def test_the_history_tells_versions_differences_and_rows_and_goes_back(store: Store) -> None:
    press(upload(page("gegevens").run(), b"id,status,email\nfier,gestopt,info@fier.example\n"), "Fier is gestopt")
    at = page("gegevens")
    at.query_params["doe"] = "geschiedenis"
    at.query_params["regel"] = "fier"
    at.run()
    assert not at.exception
    rows = table(at, "Versies van de gegevens, de nieuwste boven")
    assert [(row[0], row[3], row[-1]) for row in rows] == [
        ("2", "Fier is gestopt", "Redactie"),
        ("1", "begin", "beheer"),
    ]
    assert sorted(table(at, "Wat er verschilt tussen versie 1 en versie 2")) == [
        ["fier", "contacts.csv", "gewijzigd", "email", "", "gewijzigd"],
        ["fier", "contacts.csv", "gewijzigd", "status", "(leeg)", "gestopt"],
    ]
    assert ", volgens versie 2, kwam er" in text(at)
    assert [row[0] for row in table(at, "Gemeenten die in versie 2 anders zijn")] == ["Aadorp", "Beekstad"]
    history = table(at, "Geschiedenis van fier, de nieuwste boven")
    assert sorted(row[2:5] for row in history) == [
        ["email", "", "gewijzigd"], ["regel nieuw", "", ""], ["status", "(leeg)", "gestopt"],
    ]  # fmt: skip
    assert "fier.example" not in text(at)
    at.button(key="terug").click().run()
    assert "zeg eerst waarom." in alerts(at)
    at.text_input(key="terug_waarom").set_value("mevrouw Voorbeeld wil het")
    at.button(key="terug").click().run()
    assert "in de reden staat een persoon, adres of nummer" in alerts(at)
    assert store.newest() == 2
    at.text_input(key="terug_waarom").set_value("Het was een vergissing")
    at.button(key="terug").click().run()
    assert "De nieuwste is nu versie 3 (terug naar 1" in at.success[0].value
    assert "status" not in cells(store, "fier")
    alike = page("gegevens")
    alike.query_params["doe"], alike.query_params["van"], alike.query_params["naar"] = "geschiedenis", "1", "3"
    alike.run()
    assert "Geen enkele regel verschilt." in text(alike)
    assert "Wat dat deed" not in text(alike)


@pytest.mark.usefixtures("store")
def test_everybody_reads_the_history_but_not_who_and_goes_not_back(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("bezoeker", "bezoeker"))
    at = page("gegevens").run()
    assert not at.exception
    assert [row[0] for row in table(at, "Versies van de gegevens, de nieuwste boven")] == ["1"]
    assert "beheer" not in str(table(at, "Versies van de gegevens, de nieuwste boven"))
    assert not [one for one in at.button if one.key == "terug"]


@pytest.mark.usefixtures("editor", "store")
def test_a_gemeente_tells_since_which_version_its_rows_are_so() -> None:
    def told(gemeente: str, versie: int | None = None) -> str:
        script = "from netmap.ui import cache\nfrom netmap.ui.pages import mijn_regio\n"
        at = AppTest.from_string(
            f"{script}with cache.one_edition({versie}):\n    mijn_regio.render()\n", default_timeout=120
        )
        at.query_params["gemeente"] = gemeente
        at.run()
        assert not at.exception
        return text(at)

    assert "Wat er veranderde" not in told("Aadorp")
    two = b"id,tot,email\nfier,2027-06-01,info@fier.example\n"
    press(upload(page("gegevens").run(), two), "Fier stopt.")
    said = told("Aadorp")
    day = dutch_date(dutch_today())
    assert (
        f"<li>Zorgcoördinator, rij fier. Sinds versie 2 ({day}): email gewijzigd en tot werd 1 juni 2027 (was leeg). "
        f"Op wiens woord: een bestand (CSV), {day}. Waarom: Fier stopt.</li>"
    ) in said
    assert "info@" not in said.partition("Wat er veranderde")[2].partition("</ul>")[0]
    assert "Wat er veranderde" not in told("Ceeburg")
    assert "Wat er veranderde" not in told("Aadorp", 1)


def open_row(**asked: str) -> AppTest:
    at = page("gegevens")
    for key, value in {"doe": "regel", **asked}.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return at


@pytest.mark.usefixtures("editor")
def test_one_click_confirms_a_row_on_somebodys_word(store: Store) -> None:
    at = open_row(regel="oud")
    assert "Was gedekt door Oud" in text(at)
    at = open_row(gemeente="Aadorp")
    assert at.selectbox(key="regel").value == "fier"
    assert open_row(gemeente="Aadorp", regel="oud").selectbox(key="regel").value == "oud"
    (button,) = [one for one in at.button if one.label == "Publiceer 1 regel"]
    button.click().run()
    assert not at.exception
    assert cells(store, "fier")["bevestigd_op"] == dutch_today().isoformat()
    assert store.history("contacts.csv", "fier")[-1].woord.startswith("opgave van Redactie, ")
    assert store.versions()[-1].waarom == "Dit klopt nog: opgave van Redactie"


@pytest.mark.usefixtures("editor")
def test_neither_word_nor_reason_names_a_person_for_everybody_reads_them(store: Store) -> None:
    at = open_row(regel="fier")
    for person in ("mevrouw Jansen", "jan.jansen@voorbeeld.nl"):
        at.text_input(key="woord_fier").set_value(person).run()
        assert "Noem een functie of organisatie, geen persoon, adres of nummer." in alerts(at)
        assert not [one for one in at.button if one.label.startswith("Publiceer")]
    at.text_input(key="woord_fier").set_value("opgave van Fier").run()
    press(at, "Mevrouw Jansen belde")
    assert "Niet opgeslagen: in de reden staat een persoon, adres of nummer, en dat leest iedereen." in alerts(at)
    assert store.newest() == 1


@pytest.mark.usefixtures("editor", "store")
def test_that_a_row_is_published_is_told_whatever_else_is_wrong_by_then() -> None:
    at = open_row(regel="fier")
    (button,) = [one for one in at.button if one.label == "Publiceer 1 regel"]
    at.text_input(key="woord_fier").set_value("mevrouw Voorbeeld")  # typed, and then the click on what was drawn
    button.click().run()
    assert "Noem een functie of organisatie" in alerts(at)
    assert "Gepubliceerd als versie 2" in at.success[0].value


@pytest.mark.usefixtures("editor", "store")
def test_a_new_row_begins_with_the_gemeente_that_was_looked_at() -> None:
    at = open_row(regel="nieuw", gemeente="Deiland")
    assert at.multiselect(key="veld_nieuw_gebied").value == ["Deiland"]
    assert open_row(regel="nieuw").multiselect(key="veld_nieuw_gebied").value == []


@pytest.mark.usefixtures("editor")
def test_a_row_ends_and_is_corrected_by_hand(store: Store) -> None:
    at = open_row(regel="fier")
    at.radio(key="daad_fier").set_value("eindigt").run()
    at.text_input(key="tot_fier").set_value("gisteren").run()
    assert "Tot (de eerste dag dat het niet meer geldt): deze tekst is geen datum" in alerts(at)
    assert not [one for one in at.button if one.label.startswith("Publiceer")]
    at.text_input(key="tot_fier").set_value("1-6-2026").run()
    assert "Een andere status: 2 gemeenten (30.000 inwoners)." in text(at)
    press(at)
    assert cells(store, "fier")["tot"] == "2026-06-01"
    at = open_row(regel="fier")
    at.radio(key="daad_fier").set_value("anders").run()
    assert at.multiselect(key="veld_fier_gebied").value == ["Aadorp", "Beekstad"]
    days = {column: at.text_input(key=f"veld_fier_{column}").value for column in ("tot", "bron_datum")}
    assert days == {"tot": "1-6-2026", "bron_datum": "2026-01"}
    at.text_area(key="veld_fier_opmerking").set_value("Ook voor\nminderjarigen. ")
    at.multiselect(key="veld_fier_gebied").set_value(["Aadorp", "Deiland"])
    at.text_input(key="veld_fier_tot").set_value("").run()
    assert "Gedekt door Fier (Aadorp en Deiland)" in text(at)
    press(at)
    assert (cells(store, "fier")["gebied"], cells(store, "fier").get("tot")) == ("Aadorp; Deiland", None)
    assert cells(store, "fier")["opmerking"] == "Ook voor minderjarigen."
    assert cells(store, "fier")["bron_datum"] == "2026-01"
    assert "Gepubliceerd als versie 3" in at.success[0].value


def click(at: AppTest, code: str) -> None:
    """Click a gemeente on the map of the row; a browser says so once."""
    at.session_state["veld_fier_gebied_kaart"] = {"keuze": code}
    at.run()
    at.session_state["veld_fier_gebied_kaart"] = {}
    assert not at.exception


@pytest.mark.usefixtures("editor")
def test_a_click_on_the_map_puts_a_gemeente_in_the_list_and_takes_it_out(store: Store) -> None:
    at = open_row(regel="fier")
    at.radio(key="daad_fier").set_value("anders").run()
    for code, area in (("GM0003", ["Aadorp", "Beekstad", "Ceeburg"]), ("GM0001", ["Beekstad", "Ceeburg"])):
        click(at, code)
        assert at.multiselect(key="veld_fier_gebied").value == area
    at.multiselect(key="veld_fier_gebied").set_value(["politieregio:Boven"]).run()
    assert "Het gebied: 3 gemeenten, 60.000 inwoners." in at.caption[-1].value
    click(at, "GM0001")
    press(at)
    assert cells(store, "fier")["gebied"] == "politieregio:Boven; -Aadorp"


@pytest.mark.usefixtures("editor")
def test_a_new_row_is_added_by_hand(store: Store) -> None:
    at = open_row(regel="nieuw")
    assert not [one for one in at.button if one.label.startswith("Publiceer")]
    assert at.caption[-1].value.startswith("Er is nog geen gemeente gekozen.")
    at.selectbox(key="veld_nieuw_rol").set_value("zorgcoordinator")
    at.selectbox(key="veld_nieuw_organisatie").set_value("Fier")
    at.selectbox(key="veld_nieuw_status").set_value("actief")
    at.selectbox(key="veld_nieuw_zekerheid").set_value("hoog")
    at.multiselect(key="veld_nieuw_gebied").set_value(["Deiland"]).run()
    press(at)
    assert cells(store, "fier-deiland")["gebied"] == "Deiland"


@pytest.mark.usefixtures("store")
def test_a_redacteur_chooses_from_their_own_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    as_user(monkeypatch, Gebruiker("Oud", "redacteur", organisaties=frozenset({"oud"})))
    assert open_row().selectbox(key="regel").options == [
        "Een nieuwe regel",
        "Een nieuw antwoord op een criterium",
        "Zorgcoördinator Oud: actief (Ceeburg), voorbij",
    ]
    assert "Die regel mag u niet wijzigen; u ziet de gewone keuze." in text(open_row(regel="fier"))


OWN = re.compile(r'aria-label="Wijzig: ([^"(]*)')
OUD = "Zorgcoördinator Oud: actief "
REDACTEUR = Gebruiker("Oud", "redacteur", organisaties=frozenset({"oud"}))


@pytest.mark.parametrize(
    ("role", "gemeente", "rows", "asks"),
    [
        (make_beheerder("Redactie"), "Ceeburg", {OUD, "Bestuurlijk trekker J. Burgemeester "}, True),
        (REDACTEUR, "Ceeburg", {OUD}, True),
        (REDACTEUR, "Aadorp", set(), False),
        (Gebruiker("Staf Boven", "redacteur", frozenset({"GM0001"})), "Aadorp", set(), True),
        (Gebruiker("Lezers", "lezer"), "Ceeburg", set(), False),
        (Gebruiker("bezoeker", "bezoeker"), "Ceeburg", set(), False),
    ],
)
def test_a_way_to_put_a_row_right_stands_for_who_may_and_leads_somewhere(
    monkeypatch: pytest.MonkeyPatch, store: Store, role: Gebruiker, gemeente: str, rows: set[str], *, asks: bool
) -> None:
    """A redacteur saw one at rows of others, and a reader who cannot log in was led to a page that says no.

    Whoever they are, the panel says once whom to tell.
    """
    assert store.newest() == 1
    as_user(monkeypatch, role)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    at.query_params["gemeente"] = gemeente
    at.run()
    assert not at.exception
    assert set(OWN.findall(text(at))) == rows
    assert ("Klopt dit niet?" in [one.proto.label for one in at.get("page_link")]) is asks
    assert text(at).count("Klopt dit niet? Meld het, met een bron en een datum, aan wie") == 1


@pytest.mark.usefixtures("store", "editor")
def test_my_region_asks_once_which_rows_a_reader_may_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part with statements asked it of all rows, and so did the panel."""
    asked: list[Tables] = []
    monkeypatch.setattr("netmap.ui.change.find_entry", lambda tables: asked.append(tables) or CLOSED)
    at = page("mijn_regio")
    at.query_params["gemeente"] = "Aadorp"
    assert not at.run().exception
    assert len(asked) == 1


def test_a_reader_who_can_log_in_or_write_to_somebody_is_led_there(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    assert store.newest() == 1
    as_user(monkeypatch, Gebruiker("bezoeker", "bezoeker"))
    monkeypatch.setattr("netmap.ui.gebruiker.can_log_in", lambda: True)

    def links() -> list[str]:
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        at.query_params["gemeente"] = "Aadorp"
        return [one.proto.label for one in at.run().get("page_link")]

    assert "Klopt dit niet?" in links()
    monkeypatch.setattr("netmap.ui.gebruiker.is_let_in", lambda: True)
    assert "Klopt dit niet?" not in links()


@pytest.mark.parametrize(
    ("let_in", "button", "remedy"),
    [(False, "Inloggen", "Log in, als u een rol hebt."), (True, "Uitloggen", "Vraag de beheerder om een rol.")],
)
def test_who_may_change_nothing_hears_what_helps(
    monkeypatch: pytest.MonkeyPatch, store: Store, button: str, remedy: str, *, let_in: bool
) -> None:
    """After half an hour without anything the page offered to log out only."""
    assert store.newest() == 1
    as_user(monkeypatch, Gebruiker("bezoeker", "bezoeker"))
    monkeypatch.setattr("netmap.ui.gebruiker.can_log_in", lambda: True)
    monkeypatch.setattr("netmap.ui.gebruiker.is_let_in", lambda: let_in)
    at = page("gegevens").run()
    assert [one.label for one in at.button] == [button]
    assert f"U kunt hier niets wijzigen. {remedy}" in text(at)


def test_the_way_to_put_a_row_right_stands_where_data_can_be_changed(
    store: Store, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETMAP_EDITOR", "Redactie")
    assert store.newest() == 1
    with running_app() as url, watched(chromium.new_context(), url, 390, 844) as watch:
        for path in ("kaart?gemeente=Aadorp", "mijn-regio?politieregio=Boven", "witte-vlekken"):
            seen = watch.open(path)
            expect(seen.get_by_role("link", name="Klopt dit niet?")).to_be_visible()
        fier = "Zorgcoördinator Fier: actief (Aadorp en Beekstad)"
        choice = seen.get_by_role("combobox", name="Welke regel?")
        trekker = "Bestuurlijk trekker J. Burgemeester (Gemeente Aadorp): actief (politieregio Boven)"
        seen = watch.open("mijn-regio?politieregio=Boven")
        seen.locator("summary", has_text="Wie is wie").click()
        follow(seen, seen.get_by_role("link", name=f"Wijzig: {trekker}"), "Gegevens wijzigen")
        expect(choice).to_have_value(trekker)
        choice.click()
        listed = seen.get_by_role("option", name=trekker).locator("[data-item-hl]")
        assert listed.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight")
        seen.keyboard.press("Escape")
        choose(seen, "Welke regel?", fier)
        expect(seen).to_have_url(re.compile(r"\bregel=fier\b"))
        seen = watch.open("kaart?gemeente=Aadorp")
        follow(seen, seen.get_by_role("link", name=f"Wijzig: {fier}").first, "Gegevens wijzigen")
        expect(choice).to_have_value(fier)
        expect(seen.get_by_text("Gedekt door Fier").first).to_be_visible()
        seen.get_by_text("Het is anders").click()
        labels = ("Doelgroep (leeftijd, leeg is iedereen)", "Naam (alleen wie een openbaar ambt heeft)")
        fields = [seen.get_by_label(label, exact=True) for label in labels]
        expect(fields[-1]).to_be_visible()
        settle(seen)
        one, other = map(box, fields)
        assert one["width"] == other["width"]
        ceeburg = seen.locator("path.nm-gemeente[aria-label^=Ceeburg]")
        ceeburg.click()
        chip = seen.get_by_role("button", name="Verwijder Ceeburg")
        expect(chip).to_be_visible()
        settle(seen)
        chip.click()
        expect(ceeburg).to_have_attribute("aria-pressed", "false")
        settle(seen)
        ceeburg.click()
        tags = seen.locator("[data-tag]")
        expect(tags).to_have_count(3)
        settle(seen)
        edge = box(seen.get_by_role("button", name="Alles wissen"))["x"]
        assert max(box(tag)["x"] + box(tag)["width"] for tag in tags.all()) < edge
        expect(seen.get_by_text("Gedekt door Fier (Aadorp, Beekstad en Ceeburg)").first).to_be_visible()
        settle(seen)
        seen.get_by_role("button", name="Publiceer 1 regel").click()
        expect(seen.get_by_text("Gepubliceerd als versie 2")).to_be_visible()
        seen.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth")
        assert (watch.errors, watch.foreign) == ([], [])


def tab_to(seen: Page, name: str) -> None:
    """Press Tab until the control with this name has the keyboard."""
    said = "() => { const e = document.activeElement; return e.ariaLabel || e.labels?.[0]?.innerText || e.innerText }"
    for _ in range(40):
        seen.keyboard.press("Tab")
        if (seen.evaluate(said) or "").strip().endswith(name):
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_a_row_is_put_right_without_a_mouse(store: Store, chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_EDITOR", "Redactie")
    with running_app() as url, watched(chromium.new_context(), url) as watch:
        seen = watch.open("gegevens")
        expect(seen.get_by_role("radio", name="Eén regel")).to_be_visible()
        tab_to(seen, "Gegevens wijzigen")
        assert seen.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        tab_to(seen, "Bestand inlezen")
        seen.keyboard.press("ArrowRight")
        seen.keyboard.press("Enter")
        expect(seen.get_by_role("combobox", name="Welke regel?")).to_be_visible()
        settle(seen)
        tab_to(seen, "Welke regel?")
        seen.keyboard.type("Fier")
        expect(seen.get_by_role("option")).to_have_count(1)
        seen.keyboard.press("ArrowDown")
        seen.keyboard.press("Enter")
        expect(seen.get_by_role("radio", name="Dit klopt nog")).to_be_visible()
        settle(seen)
        tab_to(seen, "Dit klopt nog")
        seen.keyboard.press("ArrowRight")
        expect(seen.locator("path[tabindex='0']")).to_be_attached()
        settle(seen)
        tab_to(seen, "Gebied: kies gemeenten of regio's")
        seen.keyboard.type("Ceeburg")
        expect(seen.get_by_role("option").first).to_have_text("Ceeburg")
        seen.keyboard.press("ArrowDown")
        seen.keyboard.press("Enter")
        seen.keyboard.press("Escape")
        expect(seen.get_by_role("button", name="Publiceer 1 regel")).to_be_visible()
        settle(seen)
        tab_to(seen, "Publiceer 1 regel")
        seen.keyboard.press("Enter")
        expect(seen.get_by_text("Gepubliceerd als versie 2")).to_be_visible()
    assert cells(store, "fier")["gebied"] == "Aadorp; Beekstad; Ceeburg"


@pytest.mark.usefixtures("editor")
def test_an_answer_to_a_criterium_is_added_confirmed_and_ended_by_hand(store: Store) -> None:
    at = open_row(regel="nieuw-criterium")
    assert "G1 Beleid" in at.selectbox(key="veld_nieuw-criterium_criterium").options
    at.selectbox(key="veld_nieuw-criterium_criterium").set_value("G1")
    at.selectbox(key="veld_nieuw-criterium_waarde").set_value("ja")
    at.selectbox(key="veld_nieuw-criterium_zekerheid").set_value("hoog")
    at.multiselect(key="veld_nieuw-criterium_gebied").set_value(["Aadorp"])
    at.text_input(key="veld_nieuw-criterium_bron").set_value("https://bron.example/beleid").run()
    press(at)

    def answer() -> dict[str, str]:
        return dict(store.read().rows["indicatoren.csv"].cells["g1-aadorp"])

    assert (answer()["waarde"], answer()["gebied"]) == ("ja", "Aadorp")
    at = open_row(regel="g1-aadorp")
    assert "G1 Beleid: ja (Aadorp), begindatum onbekend" in text(at)
    assert "daarna niet bevestigd; zekerheid hoog" in text(at)
    press(at, "Klopt nog")
    assert answer()["bevestigd_op"] == dutch_today().isoformat()
    at = open_row(regel="g1-aadorp")
    at.radio(key="daad_g1-aadorp").set_value("anders").run()
    at.selectbox(key="veld_g1-aadorp_waarde").set_value("deels").run()
    press(at)
    assert answer()["waarde"] == "deels"


@pytest.mark.usefixtures("editor")
def test_an_answer_keeps_every_role_of_the_gemeente_it_is_about(store: Store) -> None:
    """The form had one choice: who put another field right took the roles away."""
    roles = "regisseur; verantwoordelijke voor zorg en opvang"
    one = {"id": "g1", "gebied": "Aadorp", "criterium": "G1", "waarde": "ja", "rol_gemeente": roles}
    two = [Voorstel("indicatoren.csv", "g1", {**one, "bron": "https://bron.example/"}, 0)]
    store.publish(two, gebruiker=make_beheerder("beheer"), waarom="Een antwoord")

    def answer() -> dict[str, str]:
        return dict(store.read().rows["indicatoren.csv"].cells["g1"])

    at = open_row(regel="g1")
    at.radio(key="daad_g1").set_value("anders").run()
    at.selectbox(key="veld_g1_waarde").set_value("deels").run()
    press(at)
    assert (answer()["waarde"], answer()["rol_gemeente"]) == ("deels", roles)
    at = open_row(regel="g1")
    at.radio(key="daad_g1").set_value("anders").run()
    at.multiselect(key="veld_g1_rol_gemeente").set_value(["regisseur"]).run()
    press(at)
    assert answer()["rol_gemeente"] == "regisseur"


@pytest.mark.usefixtures("editor")
def test_what_two_people_say_of_names_and_columns_at_once_stays_both(store: Store) -> None:
    one = upload(page("gegevens").run())
    other = upload(page("gegevens").run(), MESSY.replace(b"Moviera;Deiland", b"MEE;Beekstad"))
    (asked,) = [field for field in one.selectbox if "Ceeburgh" in field.label]
    asked.set_value("Ceeburg").run()
    (column,) = [field for field in other.selectbox if field.label == "Kolom sinds"]
    column.set_value("niet overnemen").run()
    press(one)
    press(other)
    kept = store.read().folder[MEMORY_FILE].decode()
    assert 'ceeburgh = "Ceeburg"' in kept
    assert 'sinds = ""' in kept


@pytest.mark.usefixtures("store", "editor")
def test_a_file_made_on_presentatie_is_not_in_the_way_nor_lost() -> None:
    """Both kept what they made under one name: whoever came from Presentatie could take no file in."""
    at = page("gegevens")
    at.session_state["_gemaakt"] = made = (("a", "wish"), b"file")
    upload(at.run())
    assert "Een andere status: 1 gemeente" in text(at)
    assert at.session_state["_gemaakt"] == made


def test_nothing_is_changed_on_top_of_an_older_version(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review compared the newest version with the older one that the reader looked at."""
    as_user(monkeypatch, make_beheerder("Redactie"))
    press(upload(page("gegevens").run()))
    assert store.newest() == 2
    at = AppTest.from_string(
        "from netmap.ui import cache\nfrom netmap.ui.pages import gegevens\n"
        "with cache.one_edition(1):\n    gegevens.render()\n",
        default_timeout=120,
    )
    at.query_params["doe"] = "inlezen"
    at.run()
    assert not at.exception
    assert "Wijzigen kan alleen in de nieuwste versie." in text(at)
    assert list(at.file_uploader) == []
    assert table(at, "Versies van de gegevens, de nieuwste boven")


@pytest.mark.usefixtures("editor")
def test_an_id_that_both_files_have_is_two_rows_to_change_and_in_the_history(store: Store) -> None:
    answer = {"id": "fier", "gebied": "Aadorp", "criterium": "G1", "waarde": "ja", "bron": "https://bron.example/"}
    one = Voorstel("indicatoren.csv", "fier", answer, 0)
    store.publish([one], gebruiker=make_beheerder("beheer"), waarom="Een antwoord")
    at = page("gegevens")
    at.query_params["doe"], at.query_params["regel"] = "geschiedenis", "fier (indicatoren.csv)"
    at.run()
    assert not at.exception
    rows = table(at, "Geschiedenis van fier (indicatoren.csv), de nieuwste boven")
    assert {(row[0], row[2]) for row in rows} == {("2", "regel nieuw")}
    tables = load_contents(store.read().folder)
    way = ways_from(Entry("gegevens?doe=regel", tuple(tables.statements)), tables)
    assert way is not None
    assert way(("contacts.csv", "fier")) == (
        "gegevens?doe=regel&regel=fier+%28contacts.csv%29", "Zorgcoördinator Fier: actief (Aadorp en Beekstad)",
    )  # fmt: skip
    assert "Gedekt door Fier" in text(open_row(regel="fier (contacts.csv)"))
    press(open_row(regel="fier (indicatoren.csv)"), "Klopt nog")
    kept = store.read().rows
    assert kept["indicatoren.csv"].cells["fier"]["bevestigd_op"] == dutch_today().isoformat()
    assert "bevestigd_op" not in kept["contacts.csv"].cells["fier"]


@pytest.mark.usefixtures("editor")
def test_a_row_is_called_the_same_in_the_form_and_in_the_history(store: Store) -> None:
    one = Voorstel("organisaties.csv", "fier", {"id": "fier", "naam": "Fier"}, 0)
    store.publish([one], gebruiker=make_beheerder("beheer"), waarom="Een organisatie")
    at = page("gegevens")
    at.query_params["doe"], at.query_params["regel"] = "geschiedenis", "fier (contacts.csv)"
    at.run()
    assert table(at, "Geschiedenis van fier (contacts.csv), de nieuwste boven")
    called = ("fier", "FIER", "fier (contacts.csv)", "Fier (Contacts.csv)")  # only one row of the form has the id
    assert {open_row(regel=name, gemeente="Ceeburg").selectbox(key="regel").value for name in called} == {called[2]}
