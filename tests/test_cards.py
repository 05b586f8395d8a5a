"""Source cards: each wrong one is a Dutch sentence, and a file that is not what its card says is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from netmap.cards import load_sources
from netmap.cli.main import app
from netmap.errors import DataError, FolderError
from netmap.load import check_folder, load_tables
from netmap.schema import CONTACT_COLUMNS
from tests.conftest import write_contacts
from tests.screen import page, put_on_screen, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Country = Callable[..., Path]

FINE = {"organisatie": "Fier", "gebied": "Aadorp"}
CARD = {
    "titel": '"t"',
    "bron": '"b"',
    "url": '"https://bron.example/"',
    "licentie": '"CC0-1.0"',
    "peildatum": "2026-01-01",
    "rijen": "1",
    "sha256": f'"{"0" * 64}"',
}
LINE = "een tekst op één regel tussen aanhalingstekens"
DAY = "een datum zonder aanhalingstekens, zoals 2026-01-01"
COUNT = "een heel getal zonder aanhalingstekens, zoals 63"
HASH = "64 cijfers en letters a-f tussen aanhalingstekens, zoals sha256sum geeft"
ADDRESS = 'een webadres, zoals "https://www.cbs.nl/"'
KEYS = "titel, bron, url, licentie, peildatum, rijen, sha256, crs, opmerking"
CHECK_QUOTES = "Kijk of elke tekst tussen aanhalingstekens staat en of niets er twee keer staat."


def lines(folder: Path) -> list[str]:
    return [str(problem) for problem in check_folder(folder)]


def told(folder: Path) -> list[str]:
    notices: list[str] = []
    check_folder(folder, notices.extend)
    return notices


def card(**changed: str | None) -> str:
    keys = {key: value for key, value in {**CARD, **changed}.items() if value is not None}
    return '["contacts.csv"]\n' + "".join(f"{key} = {value}\n" for key, value in keys.items())


def test_a_card_may_leave_the_address_out(country: Country) -> None:
    folder = country()
    (folder / "bronnen.toml").write_text(card(url=None) + card(url='""').replace("contacts", "gemeenten"))
    assert [one.url for one in load_sources(folder)] == ["", ""]


def test_source_cards_are_read(country: Country) -> None:
    cards = load_sources(country(FINE, FINE))
    assert [(card.bestand, card.rijen, card.peildatum, card.crs) for card in cards] == [
        ("contacts.csv", 2, date(2026, 1, 1), ""),
        ("gemeenten.csv", 4, date(2026, 1, 1), ""),
        ("herindelingen.csv", 3, date(2026, 1, 1), ""),
        ("indicatoren.csv", 0, date(2026, 1, 1), ""),
        ("regios.csv", 6, date(2026, 1, 1), ""),
    ]


def test_missing_source_cards_are_named(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"^Het bestand bronnen\.toml in de map .* kan niet worden gelezen"):
        load_sources(tmp_path)


WRONG_KEY = [
    ({"titel": "3"}, f"titel = 3 kan niet. Schrijf {LINE}"),
    ({"titel": '""'}, f'titel = "" kan niet. Schrijf {LINE}'),
    ({"titel": '"a\\nb"'}, f'titel = "a b" kan niet. Schrijf {LINE}'),
    ({"bron": "true"}, f"bron = true kan niet. Schrijf {LINE}"),
    ({"bron": f'"{"x" * 2001}"'}, f'bron = "{"x" * 59}… kan niet. Schrijf {LINE}'),
    ({"url": '"javascript:alert(1)"'}, f'url = "javascript:alert(1)" kan niet. Schrijf {ADDRESS}'),
    ({"url": '"www.cbs.nl"'}, f'url = "www.cbs.nl" kan niet. Schrijf {ADDRESS}'),
    ({"licentie": "['CC0']"}, f"licentie = […] kan niet. Schrijf {LINE}"),
    ({"peildatum": '"2026-01-01"'}, f'peildatum = "2026-01-01" kan niet. Schrijf {DAY}'),
    ({"peildatum": "2026-01-01T00:00:00"}, f"peildatum = 2026-01-01 00:00:00 kan niet. Schrijf {DAY}"),
    ({"peildatum": "9999-01-01"}, f"peildatum = 9999-01-01 kan niet. Schrijf {DAY}"),
    ({"peildatum": "2026"}, f"peildatum = 2026 kan niet. Schrijf {DAY}"),
    ({"rijen": "-1"}, f"rijen = -1 kan niet. Schrijf {COUNT}"),
    ({"rijen": '"63"'}, f'rijen = "63" kan niet. Schrijf {COUNT}'),
    ({"rijen": "63.0"}, f"rijen = 63.0 kan niet. Schrijf {COUNT}"),
    ({"rijen": "true"}, f"rijen = true kan niet. Schrijf {COUNT}"),
    ({"rijen": "nan"}, f"rijen = nan kan niet. Schrijf {COUNT}"),
    ({"rijen": "0x" + "f" * 5000}, f"rijen = een te groot getal kan niet. Schrijf {COUNT}"),
    ({"sha256": '"abc"'}, f'sha256 = "abc" kan niet. Schrijf {HASH}'),
    ({"crs": '"RD"'}, 'crs = "RD" kan niet. Schrijf een stelsel, zoals "EPSG:4326"'),
    ({"opmerking": "1"}, f"opmerking = 1 kan niet. Schrijf {LINE}"),
    ({"opmerking": '"Bel 06-12345678"'}, "opmerking bevat een e-mailadres, telefoonnummer of profiel. Haal het eruit"),
    (
        {"bron": '"geheim.persoon@bron.example"'},
        "bron bevat een e-mailadres, telefoonnummer of profiel. Haal het eruit",
    ),
]


@pytest.mark.parametrize(("changed", "said"), WRONG_KEY)
def test_a_wrong_value_is_named_with_its_file_key_and_remedy(
    country: Country, changed: dict[str, str], said: str
) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").write_text(card(**changed), encoding="utf-8")
    assert lines(folder) == [f'bronnen.toml: kaart ["contacts.csv"]: {said}.']
    with pytest.raises(DataError):
        load_tables(folder)


@pytest.mark.parametrize("key", sorted(CARD.keys() - {"url"}))
def test_a_missing_key_is_named_with_what_to_write(country: Country, key: str) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").write_text(card(**{key: None}), encoding="utf-8")
    (line,) = lines(folder)
    assert line.startswith(f'bronnen.toml: kaart ["contacts.csv"] mist de sleutel {key}. Voeg toe: een ') or key == (
        "sha256"
    )


QUOTE_NAME = 'Zet de naam tussen aanhalingstekens, zoals ["contacts.csv"].'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("geen toml", f"regel 1 kan niet worden gelezen. {CHECK_QUOTES}"),
        (card(titel='"'), f"regel 2 kan niet worden gelezen. {CHECK_QUOTES}"),
        (card(peildatum="2026-02-30"), f"regel 6 kan niet worden gelezen. {CHECK_QUOTES}"),
        (card() + card(), f"regel 9 kan niet worden gelezen. {CHECK_QUOTES}"),
        (card() + "rijen = 2\n", f"regel 9 kan niet worden gelezen. {CHECK_QUOTES}"),
        ("a = " + "[" * 100_000, f"het bestand is geen geldige TOML. {CHECK_QUOTES}"),
        ("a = " + "9" * 5000, f"het bestand is geen geldige TOML. {CHECK_QUOTES}"),
        ("a = 1", 'a staat los van een kaart. Zet erboven over welk bestand het gaat, zoals ["contacts.csv"].'),
        (card().replace('"', "", 2), f"[contacts.csv] is geen kaart van een bestand. {QUOTE_NAME}"),
        (card().replace("contacts.csv", "../contacts.csv"),
         '[../contacts.csv] is geen naam van een bestand in deze map. Schrijf er een zoals ["contacts.csv"].'),
        (card(bronn='"x"'), 'kaart ["contacts.csv"] heeft een onbekende sleutel bronn. Bedoelt u bron?'),
        (card(zzz='"x"'), f'kaart ["contacts.csv"] heeft een onbekende sleutel zzz. Een kaart kent: {KEYS}.'),
    ],
)  # fmt: skip
def test_what_is_no_card_is_one_dutch_sentence(country: Country, content: str, said: str) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").write_text(content, encoding="utf-8")
    assert lines(folder) == [f"bronnen.toml: {said}"]


@pytest.mark.parametrize("content", [b"\xff\xfe", card().encode("utf-16"), card(titel='"\xe9"').encode("latin-1")])
def test_cards_that_are_no_utf8_are_refused(country: Country, content: bytes) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").write_bytes(content)
    assert lines(folder) == ["bronnen.toml: het bestand is geen UTF-8. Bewaar het als UTF-8."]


def test_cards_may_begin_with_a_byte_order_mark(country: Country) -> None:
    folder = country(FINE)
    path = folder / "bronnen.toml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert (lines(folder), told(folder)) == ([], [])


@pytest.mark.parametrize("command", ["check", "status", "report", "export"])
def test_no_command_gets_past_a_broken_card(country: Country, tmp_path: Path, command: str) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").write_text(card(peildatum='"2026-01-01"'), encoding="utf-8")
    out = ["--out", str(tmp_path / "uit")] if command in {"report", "export"} else []
    result = CliRunner().invoke(app, [command, "--data", str(folder), *out])
    assert result.exit_code == 1
    assert result.output == (
        f'bronnen.toml: kaart ["contacts.csv"]: peildatum = "2026-01-01" kan niet. Schrijf {DAY}.\n'
    )


# --- is the file still what its card says


CUT_OFF = (
    "contacts.csv: het bestand heeft {} van de 3 rijen die zijn bronkaart noemt. Is het afgekapt, zet dan het hele "
    "bestand terug. Klopt het, zet dan rijen in bronnen.toml goed."
)
CHANGED = "contacts.csv is gewijzigd sinds zijn bronkaart. Klopt dat, zet dan rijen, peildatum en sha256 in {} goed."


def cut(folder: Path, rows: int) -> None:
    path = folder / "contacts.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[: rows + 1]), encoding="utf-8")


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_file_with_fewer_rows_than_its_card_is_a_problem_that_does_not_stop_the_work(
    country: Country, rows: int
) -> None:
    """A header alone gave 342 times onbekend, and check said that all was well."""
    folder = country(*[FINE | {"opmerking": str(number)} for number in range(3)])
    cut(folder, rows)
    assert lines(folder) == [CUT_OFF.format(rows)]
    assert told(folder) == [CHANGED.format("bronnen.toml")]
    assert list(map(str, load_tables(folder).cut_off)) == [CUT_OFF.format(rows)]


def test_a_changed_file_with_as_many_rows_is_only_told(country: Country) -> None:
    folder = country(FINE)
    write_contacts(folder, [FINE, {**FINE, "gebied": "Beekstad", "organisatie": "Moviera"}])
    assert lines(folder) == []
    assert told(folder) == [CHANGED.format("bronnen.toml")]
    assert load_tables(folder).notices == ()


@pytest.mark.parametrize("cards", ["", "# nog te vullen\n"])
def test_cards_without_a_card_are_told_as_no_cards_are(country: Country, cards: str) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").write_text(cards, encoding="utf-8")
    assert told(folder) == ["bronnen.toml is leeg: of de bestanden heel zijn en van welke dag, is niet bekend."]


def test_a_file_without_a_card_is_told_where_others_have_one(country: Country) -> None:
    """A slip in the name of the card left a file cut off, and nothing said so."""
    folder = country(FINE)
    path = folder / "bronnen.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("contacts.csv", "contact.csv"), encoding="utf-8")
    assert "contacts.csv heeft geen bronkaart: of het bestand heel is en van welke dag, is niet bekend." in told(folder)


def test_a_file_that_its_card_outlived_is_told(country: Country) -> None:
    folder = country(FINE)
    (folder / "herindelingen.csv").unlink()
    assert told(folder) == [
        "herindelingen.csv ontbreekt: namen van opgeheven gemeenten worden niet herkend.",
        "herindelingen.csv ontbreekt, maar heeft een bronkaart. Zet het bestand terug, of haal zijn kaart uit "
        "bronnen.toml.",
    ]


def test_a_folder_without_cards_is_fine_and_that_is_told(country: Country) -> None:
    folder = country(FINE)
    (folder / "bronnen.toml").unlink()
    missing = "bronnen.toml ontbreekt: of de bestanden heel zijn en van welke dag, is niet bekend."
    assert (lines(folder), told(folder)) == ([], [missing])
    assert load_tables(folder).notices == (missing,)


EMPTY = "contacts.csv: er staat geen enkele rij in, dus is alles onbekend. Zet het hele bestand terug of vul het."


@pytest.mark.parametrize("cards", [True, False])
def test_contacts_without_rows_are_said_also_when_no_card_tells_how_many(country: Country, cards: bool) -> None:
    folder = country()
    if not cards:
        (folder / "bronnen.toml").unlink()
    (folder / "contacts.csv").write_text(",".join(CONTACT_COLUMNS) + "\n", encoding="utf-8")
    assert lines(folder) == [EMPTY]


def test_every_page_says_that_a_file_is_cut_off(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    cut(put_on_screen(country, monkeypatch), 0)
    at = AppTest.from_file("../app.py", default_timeout=120).run()
    assert not at.exception
    assert CUT_OFF.format(0) in text(at)
    over = page("over").run()
    assert not over.exception
    assert CUT_OFF.format(0) not in text(over)  # what every page says is not said twice
