"""The confirmation round there and back: forms filled in as people would, read as one, reviewed and published."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner

from netmap.cli.main import app
from netmap.export.ronde import make_forms
from netmap.intake.herziening import rows_table
from netmap.intake.proposal import take_over
from netmap.intake.ronde import read_returned, refused_answers
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_tables, name_asked, place_of
from netmap.ronde import ask_each, confirmed_series
from netmap.rondeboek import Gevraagd, Gezegd, Rondeboek, read_book
from netmap.schema import RONDE_FILE
from netmap.sections.ronde import VELDEN, board_section
from netmap.store.shape import load_contents, read_folder
from netmap.store.store import Store
from netmap.toegang import make_beheerder
from netmap.write.xlsx import write_xlsx
from tests.test_criteria import write_indicators
from tests.test_resilience import FIER, MEE, MOVIERA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from netmap.intake.ronde import Terug

DAY = date(2026, 7, 1)
ON = {"gezag": "Coördinatie Oost", "op": date(2026, 6, 30)}
YES = {"antwoord": "klopt", **ON}


def fill(form: bytes, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Fill in a form: id of a row to key of a column to what is typed; ``*`` for every other row."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    for page in book.worksheets[1:]:
        head = {cell.value: cell.column for cell in page[1]}
        for row in range(2, page.max_row + 1):
            ident = page.cell(row, head[VELDEN["regel"]]).value
            for key, value in answers.get(ident, answers.get("*", {})).items():
                page.cell(row, head[VELDEN[key]], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def back(folder: Path, *answers: Mapping[str, Mapping[str, Any]], per: Any = "politieregio") -> Terug:
    """Read as many copies of the first form as there are answers."""
    stand = build_stand(load_tables(folder), DAY)
    form = next(iter(make_forms(stand, per).values()))
    files = {f"form{number}.xlsx": fill(form, some) for number, some in enumerate(answers, start=1)}
    return read_returned(files, read_folder(folder), DAY)


def changes(terug: Terug) -> dict[str, dict[str, tuple[str, str]]]:
    return {one.sleutel: dict(one.velden) for one in terug.uitslag.gewijzigd}


def why(terug: Terug) -> list[str]:
    return [str(problem) for _, problems in terug.geweigerd for problem in problems]


@pytest.fixture
def folder(country: Callable[..., Path]) -> Path:
    made = country(FIER, {**MEE, "vanaf": "2020"}, MOVIERA)
    return write_indicators(made, {"id": "plan", "criterium": "G1", "gebied": "Aadorp", "waarde": "deels"})


def test_a_form_that_comes_back_blank_changes_nothing(folder: Path) -> None:
    terug = back(folder, {})
    assert (terug.uitslag.opgaven, terug.gezegd, terug.geweigerd, terug.onleesbaar) == ((), (), (), ())
    assert terug.leeg == 4
    assert take_over(read_folder(folder), terug.uitslag, Rondeboek()) == read_folder(folder)


def test_the_forms_of_the_shipped_data_that_come_back_blank_change_nothing() -> None:
    forms = make_forms(build_stand(load_tables(DATA_DIR), DAY), "politieregio")
    contents = read_folder(DATA_DIR)
    terug = read_returned(forms, contents, DAY)
    assert (terug.uitslag.opgaven, terug.gezegd, terug.geweigerd, terug.onleesbaar) == ((), (), (), ())
    assert take_over(contents, terug.uitslag, Rondeboek()) == contents


def test_each_answer_does_what_it_says_on_the_word_of_who_gave_it(folder: Path) -> None:
    answers = {
        "fier": {**YES},
        "mee": {**ON, "antwoord": "klopt niet meer", "per": date(2026, 5, 1)},
        "moviera": {**ON, "antwoord": "gewijzigd", "nieuw": "op_afstand"},
        "plan": {**ON, "antwoord": "gewijzigd", "nieuw": "ja"},
    }
    terug = back(folder, answers)
    assert why(terug) == []
    found = changes(terug)
    assert found["fier"] == {"bevestigd_op": ("", "2026-06-30")}
    assert found["mee"] == {"tot": ("", "2026-05-01")}
    assert found["moviera"]["status"] == ("actief", "op_afstand")
    assert found["moviera"]["bron"][1] == "opgave van Coördinatie Oost"
    assert (found["plan"]["waarde"], found["plan"]["bron_datum"][1]) == (("deels", "ja"), "2026-06-30")
    assert {one.woord for one in terug.uitslag.voorstellen({}, "x")} == {"opgave van Coördinatie Oost, 30 juni 2026"}
    assert {one.bestand for one in terug.uitslag.gewijzigd} == {"contacts.csv", "indicatoren.csv"}
    assert [(one.regel, one.antwoord) for one in terug.gezegd] == [
        ("fier (contacts.csv)", "klopt"), ("mee (contacts.csv)", "klopt niet meer"),
        ("moviera (contacts.csv)", "gewijzigd"), ("plan (indicatoren.csv)", "gewijzigd"),
    ]  # fmt: skip


def test_what_changed_on_a_day_ends_there_and_goes_on_as_a_new_row(folder: Path) -> None:
    terug = back(folder, {"moviera": {**ON, "antwoord": "gewijzigd", "nieuw": "pilot", "per": "mei 2026"}})
    found = changes(terug)
    assert found["moviera"] == {"tot": ("", "2026-05")}
    assert {key: found["moviera-2026-05"][key][1] for key in ("vanaf", "status", "organisatie")} == {
        "vanaf": "2026-05", "status": "pilot", "organisatie": "Moviera",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**YES, "antwoord": "ja hoor"}, "kolom Klopt dit?: deze tekst kan hier niet. Kies uit: klopt"),
        ({**YES, "antwoord": None}, "kolom Klopt dit?: hier staat niets. Kies uit: klopt"),
        ({"antwoord": "klopt", "gezag": "MEE"}, "kolom Op welke dag: de dag ontbreekt."),
        ({**YES, "op": "2026"}, "kolom Op welke dag: '2026' is geen hele dag."),
        ({**YES, "op": date(2026, 7, 2)}, "kolom Op welke dag: '2026-07-02' moet nog komen."),
        ({**YES, "gezag": None}, "kolom Volgens wie: hier staat niets."),
        ({**YES, "gezag": "iemand@bron.example"}, "kolom Volgens wie: hier staat een persoon, adres of nummer."),
        ({**YES, "nieuw": "pilot"}, "kolom Wat moet er staan?: er staat 'pilot', en ook klopt."),
        ({**ON, "antwoord": "klopt niet meer"}, "kolom Sinds of tot wanneer?: de dag ontbreekt."),
        ({**ON, "antwoord": "gewijzigd"}, "kolom Wat moet er staan?: hier staat niets. Kies uit: actief"),
        ({**ON, "antwoord": "gewijzigd", "nieuw": "actief"}, "kolom Wat moet er staan?: er staat al 'actief'."),
        ({**ON, "antwoord": "gewijzigd", "nieuw": "soms"}, "kolom Wat moet er staan?: deze tekst is geen woord"),
        ({**ON, "antwoord": "klopt niet meer", "per": "1-1-1999"}, "kolom Sinds of tot wanneer?: "),
        (
            {**ON, "antwoord": "gewijzigd", "nieuw": "pilot", "per": "1-1-1999"},
            "kolom Sinds of tot wanneer?: ",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place_and_a_remedy(
    folder: Path, typed: dict[str, Any], said: str
) -> None:
    terug = back(folder, {"mee": {**typed}})
    assert changes(terug) == {}
    (line,) = why(terug)
    assert line.startswith("form1.xlsx, blad Functies, rij ")
    assert said in line
    assert "iemand" not in line
    assert terug.gezegd == ()


def test_answers_that_contradict_each_other_are_refused_both_with_both(folder: Path) -> None:
    other = {**ON, "antwoord": "klopt niet meer", "per": date(2026, 5, 1)}
    terug = back(folder, {"mee": YES, "fier": YES}, {"mee": other, "fier": YES})
    assert set(changes(terug)) == {"fier"}
    lines = why(terug)
    assert len(lines) == 2
    for line in lines:
        assert "klopt (form1.xlsx, blad Functies, rij " in line
        assert "klopt niet meer 2026-05-01 (form2.xlsx, blad Functies, rij " in line
        assert "Vraag na wat klopt." in line


def test_a_refused_answer_comes_back_as_a_form_that_can_be_mended(folder: Path) -> None:
    terug = back(folder, {"mee": {"antwoord": "klopt", "gezag": "MEE"}})
    content = write_xlsx(refused_answers(terug, DAY))
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    head = {cell.value: cell.column for cell in page[1]}
    page.cell(2, head[VELDEN["op"]], date(2026, 6, 30))
    buffer = io.BytesIO()
    book.save(buffer)
    again = read_returned({"weer.xlsx": buffer.getvalue()}, read_folder(folder), DAY)
    assert changes(again) == {"mee": {"bevestigd_op": ("", "2026-06-30")}}


def test_an_answer_about_an_id_that_both_files_have_is_not_taken_for_the_other(folder: Path) -> None:
    write_indicators(folder, {"id": "mee", "gebied": "Aadorp", "criterium": "G1"})
    text = f"{';'.join(VELDEN.values())}\nmee;klopt;;;;MEE;2026-06-30\n"
    terug = read_returned({"vorm.csv": text.encode()}, read_folder(folder), DAY)
    assert changes(terug) == {}
    assert why(terug) == [
        "vorm.csv, rij 2, kolom Regel: een regel met dit id staat in contacts.csv en indicatoren.csv. Zet dit antwoord "
        "op het blad Functies of Criteria."
    ]


def test_the_sheet_tells_which_of_two_rows_with_one_id_an_answer_is_about(folder: Path) -> None:
    write_indicators(folder, {"id": "mee", "gebied": "Aadorp", "criterium": "G1", "waarde": "deels"})
    stand = build_stand(load_tables(folder), DAY)
    form = openpyxl.load_workbook(io.BytesIO(make_forms(stand, "politieregio").popitem()[1]))
    for sheet, answers in {"Functies": YES, "Criteria": {**YES, "antwoord": "gewijzigd", "nieuw": "ja"}}.items():
        head = {cell.value: cell.column for cell in form[sheet][1]}
        (row,) = [row for row in range(2, 9) if form[sheet].cell(row, head[VELDEN["regel"]]).value == "mee"]
        for key, value in answers.items():
            form[sheet].cell(row, head[VELDEN[key]], value)
    buffer = io.BytesIO()
    form.save(buffer)
    terug = read_returned({"vorm.xlsx": buffer.getvalue()}, read_folder(folder), DAY)
    assert why(terug) == []
    assert {one.place: one.velden.get("waarde") for one in terug.uitslag.gewijzigd} == {
        ("contacts.csv", "mee"): None,
        ("indicatoren.csv", "mee"): ("deels", "ja"),
    }
    asked = Rondeboek().with_questions(ask_each(stand, "politieregio"), date(2026, 6, 1))
    (region,) = asked.with_answers(terug.gezegd[:1]).standen(stand.tables)
    assert (len(region.gevraagd.regels), region.open) == (4, 3)
    (region,) = asked.with_answers(terug.gezegd).standen(stand.tables)
    assert region.open == 2


def test_a_change_tells_the_form_and_the_row_in_it_when_there_are_more(folder: Path) -> None:
    terug = back(folder, {"mee": YES}, {"fier": YES})
    table = rows_table(terug.uitslag.gewijzigd)
    assert {row[:3] for row in table.rows} == {
        ("form1.xlsx, blad Functies", 3, "mee"),
        ("form2.xlsx, blad Functies", 2, "fier"),
    }
    assert rows_table(back(folder, {"mee": YES}).uitslag.gewijzigd).columns[0].key == "rij"


def test_a_refused_answer_goes_back_on_its_own_sheet(folder: Path) -> None:
    write_indicators(folder, {"id": "mee", "gebied": "Aadorp", "criterium": "G1", "waarde": "deels"})
    terug = back(folder, {"mee": {"antwoord": "klopt", "gezag": "MEE"}})
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(refused_answers(terug, DAY))))
    assert {page.title: page["A2"].value for page in book} == {"Functies": "mee", "Criteria": "mee"}


def test_a_question_of_an_older_book_is_answered_too(folder: Path) -> None:
    asked = Gevraagd("Boven", date(2026, 6, 1), ("mee", "plan"))
    said = Gezegd(name_asked(("indicatoren.csv", "plan")), "klopt", DAY, "MEE")
    (region,) = Rondeboek((asked,)).with_answers([said]).standen(load_tables(folder))
    assert region.open == 1


TWO = ("a (contacts.csv)", "a (indicatoren.csv)")


@pytest.mark.parametrize(
    ("boven", "onder", "said", "still_open"),
    [
        (TWO[1:], TWO[:1], TWO[0], [1, 0]),
        (TWO[1:], TWO[:1], TWO[1], [0, 1]),
        (TWO, TWO[:1], TWO[1], [1, 1]),
        (["a"], ["a"], TWO[0], [1, 0]),
        (["a"], ["a"], TWO[1], [0, 1]),
        (["a"], ["a"], "a", [1, 0]),
        (["a", TWO[1]], ["a"], TWO[1], [1, 1]),
    ],
    ids=["new", "new criterium", "new both", "older", "older criterium", "older answer", "of two ages"],
)
def test_of_two_rows_with_one_id_an_answer_is_about_one(
    country: Callable[..., Path], boven: list[str], onder: list[str], said: str, still_open: list[int]
) -> None:
    """The contact is put to Onder and the criterium to Boven; that was counted as an answer to both."""
    folder = write_indicators(
        country({"id": "a", "organisatie": "Zorg Onder", "gebied": "Deiland"}),
        {"id": "a", "gebied": "Aadorp", "criterium": "G1"},
    )
    asked = [Gevraagd("Boven", date(2026, 6, 1), tuple(boven)), Gevraagd("Onder", date(2026, 6, 1), tuple(onder))]
    boek = Rondeboek(tuple(asked), (Gezegd(said, "klopt", DAY, "MEE"),))
    assert [one.open for one in boek.standen(load_tables(folder))] == still_open
    organisation = Rondeboek((Gevraagd("Zorg Onder", date(2026, 6, 1), ("a",)),), boek.gezegd)
    assert [one.open for one in organisation.standen(load_tables(folder))] == [int(said == TWO[1])]


def test_both_rows_with_one_id_in_a_question_of_an_older_book_are_asked(country: Callable[..., Path]) -> None:
    folder = write_indicators(
        country({"id": "a", "organisatie": "Zorg Boven", "gebied": "Aadorp"}),
        {"id": "a", "gebied": "Aadorp", "criterium": "G1"},
    )
    boek = Rondeboek((Gevraagd("Boven", date(2026, 6, 1), ("a", "a")),))
    for said, left in ((["a"], 1), (TWO[1:], 1), (TWO, 0), (["a", TWO[0]], 1)):
        answered = boek.with_answers(Gezegd(one, "klopt", DAY, "MEE") for one in said)
        assert [one.open for one in answered.standen(load_tables(folder))] == [left]


def test_another_file_and_an_unknown_row_are_told_and_the_rest_goes_on(folder: Path) -> None:
    header = ";".join(VELDEN.values())
    rows = {
        "weg.csv": f"{header}\nbestaat-niet;klopt;;;;MEE;2026-06-30\nmee;klopt;;;bel 06-12345678;MEE;30-6-2026\n",
        "lijst.csv": "a;b\n1;2\n",
    }
    terug = read_returned({name: text.encode() for name, text in rows.items()}, read_folder(folder), DAY)
    assert set(changes(terug)) == {"mee"}
    assert why(terug) == [
        "weg.csv, rij 2, kolom Regel: de regel deze tekst is er niet. Neem de naam over uit het formulier."
    ]
    assert "lijst.csv: dit is geen formulier" in terug.onleesbaar[0]
    assert "12345678" not in str(terug.opgemerkt)


def test_a_round_for_ten_regions_there_and_back_makes_what_is_answered_fresh(address: str) -> None:
    store = Store.at(address)
    store.migrate()
    beheer = make_beheerder("beheer")
    store.take_over(DATA_DIR, gebruiker=beheer, waarom="begin")
    inhoud = store.read()
    stand = build_stand(load_contents(inhoud.folder), DAY)
    forms = make_forms(stand, "politieregio")
    assert len(forms) == 10
    boek = Rondeboek().with_questions(ask_each(stand, "politieregio"), date(2026, 6, 1))
    returned = {name: fill(form, {"*": YES}) for name, form in forms.items()}
    terug = read_returned(returned, inhoud.folder, DAY)
    assert terug.geweigerd == ()
    boek = boek.with_answers(terug.gezegd)
    seen = {place: one.volgnummer for place, one in inhoud.last.items()}
    store.publish(terug.uitslag.voorstellen(seen, ""), gebruiker=beheer, waarom="Bevestigingsronde", files=boek.files)
    after = load_contents(store.read().folder)
    answered = {one.regel for one in terug.gezegd}
    assert len(answered) > 100
    for before, now in (
        *zip(stand.tables.contacts, after.contacts, strict=True),
        *zip(stand.tables.indicatoren, after.indicatoren, strict=True),
    ):
        assert before.id == now.id
        if name_asked(place_of(now)) in answered:
            assert now.bewijs(DAY) == "vers"
        else:
            assert now == before
    assert all(one.open == 0 for one in read_book(store.read().folder).standen(after))
    word = store.history("indicatoren.csv", "g1-lopik")[-1].woord
    assert word == "opgave van Coördinatie Oost, 30 juni 2026"
    store.engine.dispose()


def test_the_book_is_read_back_as_it_was_written(folder: Path) -> None:
    stand = build_stand(load_tables(folder), DAY)
    said = Gezegd("mee", "klopt", date(2026, 6, 30), "Coördinatie Oost")
    boek = Rondeboek().with_questions(ask_each(stand, "politieregio"), DAY).with_answers([said, said])
    assert read_book(boek.files) == boek
    assert boek.files == read_book(boek.files).files
    assert list(boek.files) == [RONDE_FILE]
    assert Rondeboek().files == {}


# --- the board


def test_the_board_says_who_answered_and_who_is_late(folder: Path) -> None:
    stand = build_stand(load_tables(folder), DAY)
    said = [Gezegd("mee", "klopt", date(2026, 6, 2), "MEE"), Gezegd("fier", "klopt", date(2026, 5, 1), "Fier")]
    boek = Rondeboek().with_questions(ask_each(stand, "organisatie"), date(2026, 5, 19)).with_answers(said)
    section = board_section(stand, boek)
    assert section.headline == "3 regio's of organisaties gevraagd, 1 klaar, 2 te laat"
    rows = [(row[0], *row[2:7], row[8]) for row in section.tables[0].rows]
    assert rows == [
        ("Fier", 1, 0, 0, 0, 1, "te laat"),
        ("MEE", 1, 1, 0, 0, 0, "klaar"),
        ("Moviera", 1, 0, 0, 0, 1, "te laat"),
    ]
    waits = board_section(build_stand(load_tables(folder), date(2026, 6, 30)), boek)
    assert {row[8] for row in waits.tables[0].rows} == {"wacht", "klaar"}
    assert board_section(stand, Rondeboek()).headline == "Er is nog niemand gevraagd"


def test_the_share_that_is_confirmed_follows_the_last_word_of_each_gemeente(country: Callable[..., Path]) -> None:
    """Aadorp and Beekstad have half of the gemeenten; their word is of 2025-01-01."""
    folder = country({**FIER, "bron_datum": "2025-01-01"})
    (*_, before, last) = confirmed_series(build_stand(load_tables(folder), date(2026, 3, 1)))
    stand = build_stand(load_tables(folder), date(2026, 3, 1))
    codes = [one for one in stand.dekking.values() if one.code in {"GM0001", "GM0002"}]
    share = sum(one.inwoners for one in codes) / sum(one.inwoners for one in stand.dekking.values())
    assert (last.dag, last.gemeenten, last.inwoners) == (date(2026, 3, 1), (0.0, 0.5), (0.0, share))
    assert (before.dag, before.gemeenten) == (date(2025, 12, 1), (0.5, 0.5))


# --- the command


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["ronde", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_asks_takes_back_and_tells_how_far_it_is_in_a_folder(folder: Path, tmp_path: Path) -> None:
    common = ("--data", str(folder))
    forms = tmp_path / "ronde"
    assert run(*common, "--out", str(forms), "--vastleggen")[0] == 0
    assert len(read_book(read_folder(folder)).gevraagd) == 1
    for path in forms.iterdir():
        path.write_bytes(fill(path.read_bytes(), {"mee": YES, "fier": {"antwoord": "klopt"}}))
    code, out, err = run(
        *common, "--terug", str(forms), "--out", str(tmp_path / "nieuw"), "--geweigerd", str(tmp_path / "nee.xlsx")
    )
    assert code == 1
    assert "1 antwoord, 1 geweigerd en" in out.splitlines()[0]
    assert "mee: bevestigd" in out
    assert "kolom Op welke dag: de dag ontbreekt." in err
    assert (tmp_path / "nee.xlsx").exists()
    (mee,) = [one for one in load_tables(tmp_path / "nieuw").contacts if one.id == "mee"]
    assert mee.bevestigd_op == date(2026, 6, 30)
    code, out, _ = run("--data", str(tmp_path / "nieuw"), "--stand")
    assert (code, out.splitlines()[0][:42]) == (0, "1 regio of organisatie gevraagd, 0 klaar, ")


def test_the_command_publishes_in_a_store_with_a_reason(folder: Path, tmp_path: Path) -> None:
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(folder, gebruiker=make_beheerder("beheer"), waarom="begin")
    assert run("--opslag", address, "--out", str(tmp_path / "ronde"), "--vastleggen")[0] == 0
    (form,) = [path for path in (tmp_path / "ronde").iterdir() if "boven" in path.name]
    form.write_bytes(fill(form.read_bytes(), {"fier": YES}))
    code, out, _ = run("--opslag", address, "--terug", str(form), "--waarom", "Bevestigingsronde")
    assert (code, out.splitlines()[-1]) == (0, "Versie 3 (versie 3): 1 rij overgenomen.")
    assert store.history("contacts.csv", "fier")[-1].woord == "opgave van Coördinatie Oost, 30 juni 2026"
    store.engine.dispose()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--waarom", "Ronde"], "--waarom hoort bij een opslag."),
        (["--out", "{map}"], "bestaat al en is niet leeg."),
    ],
)
def test_taking_back_what_cannot_be_kept_is_refused(folder: Path, words: list[str], said: str) -> None:
    places = [word.format(map=folder) for word in words]
    code, out, err = run("--data", str(folder), "--terug", str(folder / "contacts.csv"), *places)
    assert (code, out) == (2, "")
    assert said in err
