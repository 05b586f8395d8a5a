"""What is left of the cover under an assumption: by hand, by brute force on the shipped data, and by law."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.aannames import AANNAMES, STAPPEN, Blik, find_aannames, leave_out
from netmap.drawing.picture import Design
from netmap.errors import NetmapError
from netmap.evidence import find_evidence
from netmap.export.link import view_link
from netmap.headline import conclude_view
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_tables
from netmap.regio import Regio
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import build_scenario
from netmap.schema import fold
from netmap.sections.answer import answer_section
from netmap.sections.remains import remains_section
from netmap.summary import conclude, describe_view
from netmap.write.workbook import describe_file
from tests.conftest import NOW
from tests.test_cli import run
from tests.test_laws import AFTER, many, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netmap.layers import Stand
    from netmap.load import Tables

BOVEN, ONDER = Regio("politieregio", "Boven"), Regio("politieregio", "Onder")
DAYS = (date(2026, 11, 25), date(2019, 9, 1), date(2022, 1, 1), date(2015, 1, 1), date(2035, 1, 1))


def keys_of(*words: str) -> tuple[Any, ...]:
    return find_aannames(words)


def covered(stand: Stand) -> set[str]:
    return {code for code, one in stand.dekking.items() if one.is_gedekt}


# --- by hand ---


@pytest.fixture
def small(country: Callable[..., Path]) -> Callable[[date], Stand]:
    """Aadorp rests on a certain source of 2026, Beekstad on an undated list, Ceeburg on little, Deiland on both."""
    folder = country(
        {"organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2026-05", "zekerheid": "hoog"},
        {"organisatie": "Fier", "gebied": "Beekstad", "zekerheid": "hoog"},
        {"organisatie": "Moviera", "gebied": "Ceeburg", "bron_datum": "2022-07-01", "zekerheid": "laag"},
        {"organisatie": "Moviera", "gebied": "Deiland", "bron_datum": "2020", "zekerheid": "midden"},
        {"organisatie": "Fier", "gebied": "Deiland", "bron_datum": "2024-06-30", "zekerheid": "laag"},
    )
    return lambda day: build_stand(load_tables(folder, today=NOW), day)


AADORP, BEEKSTAD, CEEBURG, DEILAND = "GM0001", "GM0002", "GM0003", "GM0004"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ((), {AADORP, BEEKSTAD, CEEBURG, DEILAND}),
        (("zonder-laag",), {AADORP, BEEKSTAD, DEILAND}),
        (("alleen-hoog",), {AADORP, BEEKSTAD}),
        (("zonder-tegenspraak",), {AADORP, BEEKSTAD, CEEBURG, DEILAND}),
        (("met-datum",), {AADORP, CEEBURG, DEILAND}),
        (("sinds-2021",), {AADORP, CEEBURG, DEILAND}),
        (("60-maanden",), {AADORP, CEEBURG, DEILAND}),
        (("36-maanden",), {AADORP, DEILAND}),
        (("24-maanden",), {AADORP}),  # 30 June 2024 is a day too old on 1 July 2026
        (("alleen-hoog", "met-datum"), {AADORP}),
        (("zonder-laag", "sinds-2021"), {AADORP}),
        (("zonder-laag", "met-datum"), {AADORP, DEILAND}),
    ],
)
def test_the_small_country_stays_covered_where_enough_counts(
    small: Callable[[date], Stand], words: tuple[str, ...], left: set[str]
) -> None:
    stand = small(NOW)
    asked = find_aannames(words)
    assert covered(build_stand(stand.tables, NOW, telt=asked)) == left
    if len(asked) == 1:
        assert stand.blijft_over[asked[0]] == left


def test_what_is_said_later_is_no_proof_on_an_earlier_day(small: Callable[[date], Stand]) -> None:
    """On New Year's Eve of 2021 Ceeburg is not covered yet, and only Moviera's own word counts in Deiland."""
    stand = small(date(2021, 12, 31))
    assert covered(stand) == {DEILAND}
    assert stand.blijft_over[AANNAMES["met-datum"]] == {DEILAND}
    assert stand.blijft_over[AANNAMES["sinds-2021"]] == set()


def test_a_stand_under_an_assumption_knows_what_it_leaves_out(small: Callable[[date], Stand]) -> None:
    stand = small(NOW)
    weighed = build_stand(stand.tables, NOW, telt=keys_of("alleen-hoog"))
    assert [inzet.id for inzet in weighed.tables.contacts] == ["rij-0", "rij-1"]
    assert weighed.telt == keys_of("alleen-hoog")
    assert len(weighed.alles.tables.contacts) == 5
    assert weighed.alles.dekking == stand.dekking
    assert (stand.alles is stand, stand.telt) == (True, ())


def test_leaving_a_stop_out_covers_nobody(country: Callable[..., Path]) -> None:
    folder = country(
        {"organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2020", "zekerheid": "hoog"},
        {"organisatie": "Fier", "gebied": "Aadorp", "status": "gestopt", "vanaf": "2024", "zekerheid": "laag"},
    )
    tables = load_tables(folder, today=NOW)
    assert build_stand(tables, NOW).dekking[AADORP].status == "vervallen"
    assert build_stand(tables, NOW, telt=keys_of("zonder-laag")).dekking[AADORP].status == "vervallen"


CLASH = (
    {"id": "wel", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2026-05", "zekerheid": "hoog"},
    {"id": "niet", "gebied": "Aadorp", "status": "geen", "bron_datum": "2026-04", "zekerheid": "laag"},
    {"id": "ook", "organisatie": "Fier", "gebied": "Ceeburg", "bron_datum": "2026-05"},
    {"id": "niemand", "gebied": "Ceeburg", "status": "geen", "bron_datum": "2026-06"},
    {"id": "nog een", "organisatie": "Moviera", "gebied": "Ceeburg", "doelgroep": "tot 23", "bron_datum": "2026-06-30"},
)


def test_neither_of_two_that_contradict_each_other_counts_where_they_do(country: Callable[..., Path]) -> None:
    """In Aadorp the yes goes before, in Ceeburg the no; without what is contradicted nobody knows."""
    tables = load_tables(country(*CLASH), today=NOW)
    stand, without = build_stand(tables, NOW), build_stand(tables, NOW, telt=keys_of("zonder-tegenspraak"))
    assert [one.status for one in stand.dekking.values()] == ["enkel", "enkel", "deels", "onbekend"]
    assert [one.status for one in without.dekking.values()] == ["onbekend", "enkel", "onbekend", "onbekend"]
    assert stand.blijft_over[AANNAMES["zonder-tegenspraak"]] == {BEEKSTAD}
    assert {row.id: row.codes for row in without.tables.contacts} == {"wel": {BEEKSTAD}}
    assert without.tegenspraken == {}
    assert without.dekking[AADORP].uitleg == (
        "Onbekend: geen enkele bron die meetelt, zegt hoe het in deze gemeente geregeld is.",
        "Waar bronnen elkaar tegenspreken, telt geen van die bronnen mee.",
        "2 regels over zorgcoördinatie hier tellen dus niet mee.",
    )
    # the row says so of Beekstad, and is not told as one that leaves Aadorp out
    assert [one.soort for one in find_evidence(without, AADORP)] == []


def test_what_contradicts_it_must_hold_on_the_day(country: Callable[..., Path]) -> None:
    tables = load_tables(country(*CLASH[2:4]), today=NOW)
    for day, status in ((date(2026, 5, 31), "enkel"), (date(2026, 6, 1), "onbekend")):
        assert build_stand(tables, day, telt=keys_of("zonder-tegenspraak")).dekking[CEEBURG].status == status


def test_what_goes_before_does_not_come_back_when_it_is_left_out(country: Callable[..., Path]) -> None:
    """The no of Ceeburg is uncertain too: the yes still gives way to it."""
    rows = [{**row, "zekerheid": "laag" if row["id"] == "niemand" else "hoog"} for row in CLASH[2:4]]
    tables = load_tables(country(*rows), today=NOW)
    assert covered(build_stand(tables, NOW, telt=keys_of("zonder-laag"))) == set()
    assert covered(build_stand(tables, NOW, telt=keys_of("zonder-laag", "zonder-tegenspraak"))) == set()


def test_a_plan_counts_whatever_the_sources_must_be(small: Callable[[date], Stand]) -> None:
    stand = small(NOW)
    plan = {"soort": "toevoegen", "rol": "zorgcoordinator", "organisatie": "Humanitas", "gebied": "Ceeburg"}
    scenario = build_scenario({"naam": "plan", "wijziging": [{**plan, "vanaf": "2026-01-01"}]})
    planned = apply_scenario(stand.tables, scenario)
    assert covered(build_stand(planned, NOW, telt=keys_of("alleen-hoog", "24-maanden"))) == {AADORP, CEEBURG}


def test_an_assumption_is_found_by_key_or_name_and_an_unknown_one_names_the_others() -> None:
    found = find_aannames(["Met-Datum", "ALLEEN ZEKERHEID HOOG", "met-datum"])
    assert [one.key for one in found] == ["alleen-hoog", "met-datum"]
    with pytest.raises(NetmapError) as refused:
        find_aannames(["zonder-laag", "gokje"])
    assert str(refused.value) == (
        "'gokje' is geen keuze bij 'wat telt mee'. Kies uit: zonder-laag, alleen-hoog, zonder-tegenspraak, "
        "met-datum, sinds-2021, 60-maanden, 36-maanden, 24-maanden."
    )


def test_what_is_left_is_told_in_words_and_in_a_table_beside_the_bars(small: Callable[[date], Stand]) -> None:
    section = remains_section(small(NOW))
    assert section.headline == "Alle 4 gemeenten gedekt; 2 als alleen zekerheid hoog telt"
    assert section.conclusion == (
        "Gedekt als alle bronnen meetellen: alle 4 gemeenten.",
        "Zonder zekerheid laag: 3; alleen zekerheid hoog: 2; zonder tegengesproken bronnen: 4; alleen met een datum: "
        "3; alleen 2021 of later: 3; alleen tot 60 maanden oud: 3; alleen tot 36 maanden oud: 2; alleen tot 24 maanden "
        "oud: 1.",
    )
    (figure,) = section.figures
    assert figure.legend is not None
    assert figure.legend.rows[:3] == (
        ("Alles", 4, 1.0, 100_000, 1.0),
        ("Zonder zekerheid laag", 3, 0.75, 70_000, 0.7),
        ("Alleen zekerheid hoog", 2, 0.5, 30_000, 0.3),
    )
    assert all(sentence in figure.alt for sentence in section.conclusion)
    assert section.facts["blijft_over"][2] == {
        "telt": "alleen-hoog", "naam": "Alleen zekerheid hoog", "gemeenten": 2, "inwoners": 30_000,
    }  # fmt: skip
    drawn = figure.draw(Design(formaat="svg")).decode()
    assert all(str(row[0]) in drawn for row in figure.legend.rows)
    assert drawn.count("<rect ") == 2 * len(figure.legend.rows)


def test_what_is_left_is_told_where_there_is_nothing_or_nothing_changes(country: Callable[..., Path]) -> None:
    nobody = remains_section(build_stand(load_tables(country(), today=NOW), NOW))
    assert nobody.conclusion == (
        "Gedekt als alle bronnen meetellen: geen van de 4 gemeenten. Weglaten verandert daar niets aan.",
    )
    assert (nobody.headline, nobody.figures) == (
        "Geen van de 4 gemeenten gedekt; ook als alle bronnen meetellen",
        (),
    )
    certain = {"organisatie": "Fier", "gebied": "landelijk", "bron_datum": "2026-06-30", "zekerheid": "hoog"}
    sure = build_stand(load_tables(country(certain), today=NOW), NOW)
    assert remains_section(sure, BOVEN).conclusion == (
        "Gedekt als alle bronnen meetellen: alle 3 gemeenten.",
        "Dat blijft zo bij elke aanname.",
    )
    guess = {**certain, "bron_datum": "", "zekerheid": "laag"}
    single = build_stand(load_tables(country(guess), today=NOW), NOW)
    assert remains_section(single, ONDER).conclusion[1:] == (
        "Zonder tegengesproken bronnen: 1.",
        "Bij de andere aannames: geen enkele.",
    )
    denied = {"gebied": "Deiland", "status": "geen"}
    doubtful = build_stand(load_tables(country(guess, denied), today=NOW), NOW)
    assert remains_section(doubtful, ONDER).conclusion == (
        "Gedekt als alle bronnen meetellen: de enige gemeente.",
        "Bij elke aanname: geen enkele.",
    )
    earlier = remains_section(build_stand(load_tables(country(certain), today=NOW), date(2020, 1, 1)))
    assert "sinds-2021" not in [one["telt"] for one in earlier.facts["blijft_over"]]


def test_what_is_left_is_of_everything_and_names_the_choice_of_the_reader(small: Callable[[date], Stand]) -> None:
    tables = small(NOW).tables
    chosen = remains_section(build_stand(tables, NOW, telt=keys_of("alleen-hoog", "met-datum")))
    table = chosen.figures[0].legend
    assert table is not None
    assert table.rows[-1][:2] == ("Uw keuze: alleen zekerheid hoog en alleen met een datum", 1)
    assert (table.rows[0][1], table.marked) == (4, {len(table.rows) - 1})
    single = remains_section(build_stand(tables, NOW, telt=keys_of("met-datum"))).figures[0].legend
    assert single is not None
    assert [single.rows[place][0] for place in single.marked] == ["Alleen met een datum"]


# --- by brute force, from the file itself ---


class Sheet:
    """The shipped ``contacts.csv`` read anew, with none of the machinery: a frame per gemeente and row."""

    def __init__(self) -> None:
        self.known: dict[tuple[date, frozenset[str]], set[str]] = {}
        read = {one: pd.read_csv(DATA_DIR / f"{one}.csv", dtype=str).fillna("") for one in FILES}
        self.gemeenten = read["gemeenten"].set_index("code")
        self.inwoners = self.gemeenten["inwoners"].astype(int)
        by_name = {fold(row.naam): code for code, row in self.gemeenten.iterrows()}
        self.tokens = {"landelijk": set(self.gemeenten.index)}
        for code, row in self.gemeenten.iterrows():
            self.tokens[code] = {code}
            for soort in ("provincie", "veiligheidsregio", "politieregio"):
                self.tokens.setdefault(f"{soort}:{row[soort]}", set()).add(code)
        self.tokens |= {naam: {code} for naam, code in by_name.items()}
        self.ids = {
            fold(naam): row.id
            for row in read["organisaties"].itertuples()
            for naam in (row.naam, *row.aliassen.split(";"))
            if naam.strip()
        }
        cards = tomllib.loads((DATA_DIR / "bronnen.toml").read_text(encoding="utf-8"))
        contacts = read["contacts"].query("rol == 'zorgcoordinator'").copy()
        contacts["codes"] = contacts["gebied"].map(self.area)
        contacts["wie"] = contacts["organisatie"].map(lambda naam: self.ids.get(fold(naam), fold(naam)))
        for column in ("vanaf", "tot", "bron_datum", "bron_uiterlijk", "bevestigd_op"):
            contacts[column] = contacts[column].map(first_day)
        said = contacts["bron_uiterlijk"].where(contacts["bron_uiterlijk"].notna(), contacts["bron_datum"])
        said = said.fillna(cards["contacts.csv"]["peildatum"])
        contacts["sinds"] = contacts["vanaf"].where(
            contacts["vanaf"].notna(), pd.concat([said, contacts["bevestigd_op"]], axis=1).min(axis=1)
        )
        self.rows = contacts.explode("codes").reset_index(drop=True)

    def area(self, text: str) -> list[str]:
        signs: dict[bool, set[str]] = {False: set(), True: set()}
        for token in (part.strip() for part in text.split(";")):
            name = token.removeprefix("-")
            signs[name != token] |= self.tokens.get(name) or self.tokens[fold(name)]
        return sorted(signs[False] - signs[True])

    def covered(self, day: date, words: Iterable[str]) -> set[str]:
        """Codes with somebody for both halves of the target group, on the word of what counts; reckoned once."""
        asked = day, frozenset(words)
        if asked not in self.known:
            self.known[asked] = self._cover(*asked)
        return self.known[asked]

    def _cover(self, day: date, words: frozenset[str]) -> set[str]:
        rows = self.rows
        stops = rows[(rows["status"] == "gestopt") & rows["vanaf"].notna()]
        ended = rows.reset_index().merge(stops, on=["codes", "wie"], suffixes=("", "_stop"))
        ended = ended[
            (ended["sinds"] < ended["vanaf_stop"])
            & (ended["vanaf_stop"] <= day)
            & ((ended["doelgroep_stop"] == "") | (ended["doelgroep_stop"] == ended["doelgroep"]))
        ]
        holds = rows["status"].isin(["", "actief", "pilot"]) & (rows["sinds"] <= day)
        holds &= rows["tot"].isna() | (rows["tot"] > day)
        holds &= ~rows.index.isin(ended["index"])
        words_said = rows[["bron_datum", "bevestigd_op"]].map(lambda one: one if pd.notna(one) and one <= day else None)
        newest = words_said.apply(lambda row: max(row.dropna(), default=None), axis=1)
        for word in words:
            if word == "zonder-tegenspraak":
                holds &= ~pd.Series(list(zip(rows["codes"], rows["id"], strict=True))).isin(
                    self.contradicted(rows[~rows.index.isin(ended["index"])], day)
                )
            else:
                holds &= counts(word, rows["zekerheid"], newest, day)
        here = rows[holds]
        old = set(here[here["doelgroep"].isin(["", "vanaf 23"])]["codes"])
        return old & set(here[here["doelgroep"].isin(["", "tot 23"])]["codes"])

    def contradicted(self, rows: pd.DataFrame, day: date) -> set[tuple[str, str]]:
        """Gemeente and id of what holds on a day and clashes there with another row, by its own word or plainly."""
        rows = rows[(rows["sinds"] <= day) & (rows["tot"].isna() | (rows["tot"] > day))]
        pairs = rows.merge(rows, on="codes", suffixes=("", "_no"))
        said = [no in one.split("; ") for one, no in zip(pairs["spreekt_tegen"], pairs["id_no"], strict=True)]
        clash = pairs["status"].isin(["", "actief", "pilot"])
        clash &= (pairs["status_no"] == "geen") | (
            (pairs["status_no"] == "gestopt") & (pairs["wie"] == pairs["wie_no"])
        )
        for_whom = pairs["doelgroep"], pairs["doelgroep_no"]
        clash &= (for_whom[0] == "") | (for_whom[1] == "") | (for_whom[0] == for_whom[1])
        clash &= pairs["vanaf"].isna() | (pairs["vanaf"] < pairs["sinds_no"])
        found = pairs[clash | pd.Series(said, dtype=bool)]
        return {*zip(found["codes"], found["id"], strict=True), *zip(found["codes"], found["id_no"], strict=True)}


FILES = ("gemeenten", "contacts", "organisaties")


def first_day(text: str) -> date | None:
    return date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]) if text else None


def counts(word: str, zekerheid: pd.Series[str], newest: pd.Series[Any], day: date) -> pd.Series[bool]:
    if word == "zonder-laag":
        return zekerheid != "laag"
    if word == "alleen-hoog":
        return zekerheid == "hoog"
    if word == "met-datum":
        return newest.notna()
    if word == "sinds-2021":
        return newest.map(lambda one: one is not None and one.year >= 2021)
    months = int(word.partition("-")[0])
    return newest.map(lambda one: one is not None and one >= day - relativedelta(months=months))


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture(scope="module")
def shipped() -> Tables:
    return load_tables(today=date(2026, 11, 25))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_left_of_the_shipped_data_agrees_with_the_file_read_anew(
    sheet: Sheet, shipped: Tables, day: date
) -> None:
    stand = build_stand(shipped, day)
    assert covered(stand) == sheet.covered(day, ())
    assert list(stand.blijft_over) == list(AANNAMES.values())
    for aanname, codes in stand.blijft_over.items():
        assert codes == sheet.covered(day, [aanname.key]), aanname.key


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_steps_of_the_shipped_data_agree_with_the_file_read_anew(sheet: Sheet, shipped: Tables, day: date) -> None:
    view = build_view(build_stand(shipped, day), LAYERS["blijft_gedekt"])
    seen: set[str] = set()
    for key, step in STAPPEN.items():
        codes = sheet.covered(day, [one.key for one in step])
        assert seen <= codes
        assert {code for code, klasse in view.class_of.items() if klasse == key} == codes - seen, key
        seen = codes


PAST = (date(2018, 11, 1), date(2019, 9, 30), date(2021, 6, 1))


@pytest.mark.parametrize("day", PAST, ids=str)
@pytest.mark.parametrize("telt", [(), ("zonder-laag",), ("met-datum",), ("zonder-tegenspraak", "60-maanden")], ids=str)
def test_bars_and_steps_of_a_past_day_agree_with_the_file_read_anew_whatever_counts(
    sheet: Sheet, shipped: Tables, day: date, telt: tuple[str, ...]
) -> None:
    stand = build_stand(shipped, day, telt=keys_of(*telt))
    assert covered(stand) == sheet.covered(day, telt)
    bars = {one["telt"]: one["gemeenten"] for one in remains_section(stand).facts["blijft_over"]}
    for key in bars.keys() - {"keuze"}:
        assert bars[key] == len(sheet.covered(day, [key] if key else [])), key
    assert bars.get("keuze", len(covered(stand))) == len(covered(stand))
    for place, step in enumerate(STAPPEN.values(), start=1):
        within = {code for code, key in stand.stappen.items() if key in list(STAPPEN)[:place]}
        assert within == sheet.covered(day, [*telt, *(one.key for one in step)])


@pytest.mark.parametrize("day", [*PAST, *DAYS], ids=str)
def test_what_is_contradicted_in_the_shipped_data_agrees_with_the_file_read_anew(
    sheet: Sheet, shipped: Tables, day: date
) -> None:
    rows = [row for row in shipped.contacts if row.rol == "zorgcoordinator"]
    assert {(code, row.id) for row in rows for code in row.betwist(day)} == sheet.contradicted(sheet.rows, day)


def test_the_steps_of_today_add_up_to_the_bars(shipped: Tables) -> None:
    legend = build_view(build_stand(shipped, DAYS[0]), LAYERS["blijft_gedekt"]).legend
    assert {entry.klasse.key: entry.gemeenten for entry in legend} == {
        "hoog_datum": 61,
        "niet_laag_datum": 23,
        "niet_laag": 178,
        "alles": 39,
        "niet_gedekt": 41,
        "onbekend": 0,
    }
    assert (61 + 23 + 178, 61 + 23 + 178 + 39) == (262, 301)  # without laag, and everything


def test_the_stand_of_any_pair_of_assumptions_agrees_with_the_file_read_anew(sheet: Sheet, shipped: Tables) -> None:
    for pair in combinations(AANNAMES.values(), 2):
        stand = build_stand(shipped, DAYS[0], telt=pair)
        assert covered(stand) == sheet.covered(DAYS[0], [one.key for one in pair])


# --- by law ---


@pytest.fixture(scope="module")
def tables_of(rewrite: Callable[[Iterable[Any]], Path]) -> Callable[[list[dict[str, Any]]], Tables]:
    def load(contacts: list[dict[str, Any]]) -> Tables:
        cells = [
            {k: "" if v is None else str(v) for k, v in {"id": f"r{i}", **row}.items() if k != "codes"}
            for i, row in enumerate(contacts)
        ]
        return load_tables(rewrite(cells), today=AFTER)

    return load


some = st.lists(st.sampled_from(list(AANNAMES)), max_size=3, unique=True)


@settings(max_examples=30)
@given(contacts=many | st.lists(rows(status="actief", tot=None), max_size=6), words=some, more=some)
def test_one_pass_counts_what_the_stand_of_what_counts_says_and_more_assumptions_leave_no_more(
    tables_of: Callable[[list[dict[str, Any]]], Tables],
    contacts: list[dict[str, Any]],
    words: list[str],
    more: list[str],
) -> None:
    tables = tables_of(contacts)
    stand = build_stand(tables, NOW)
    for asked, codes in stand.blijft_over.items():
        assert covered(build_stand(tables, NOW, telt=(asked,))) == codes
    few, fewer = find_aannames(words), find_aannames([*words, *more])
    left = covered(build_stand(tables, NOW, telt=few))
    assert covered(build_stand(tables, NOW, telt=fewer)) <= left <= covered(stand)
    once = leave_out(tables, few, NOW)
    assert leave_out(once, few, NOW).contacts == once.contacts


@settings(max_examples=30)
@given(contacts=many | st.lists(rows(status="actief", tot=None), max_size=6), words=some)
def test_the_steps_lie_in_one_another_and_each_gemeente_has_the_strictest(
    tables_of: Callable[[list[dict[str, Any]]], Tables], contacts: list[dict[str, Any]], words: list[str]
) -> None:
    tables, chosen = tables_of(contacts), find_aannames(words)
    steps = {key: covered(build_stand(tables, NOW, telt=(*chosen, *step))) for key, step in STAPPEN.items()}
    assert all(strict <= wide for strict, wide in pairwise(steps.values()))
    stand = build_stand(tables, NOW, telt=chosen)
    assert stand.stappen == {
        code: next(key for key, codes in steps.items() if code in codes) for code in covered(stand)
    }
    view = build_view(stand, LAYERS["blijft_gedekt"])
    assert {code: key for code, key in view.class_of.items() if key in STAPPEN} == stand.stappen


# --- the switch


def test_what_counts_is_said_with_the_conclusion_the_map_and_the_answer(small: Callable[[date], Stand]) -> None:
    stand = build_stand(small(NOW).tables, NOW, telt=keys_of("alleen-hoog"))
    said = "Alleen bronnen met zekerheid hoog tellen mee."
    assert conclude(stand)[:2] == (
        "Op 1 juli 2026 zijn 2 van de 4 gemeenten gedekt door een zorgcoördinator (30,0% van de inwoners).",
        said,
    )
    for key in ("zorgcoordinatie", "zekerheid", "g1"):
        view = build_view(stand, LAYERS[key])
        assert said in conclude_view(stand, view)
        assert describe_view(view).startswith("Kaart van Nederland op 1 juli 2026, alleen zekerheid hoog.")
    answer = answer_section(stand, "Ceeburg").conclusion
    assert answer[:2] == (
        "Ceeburg op 1 juli 2026: onbekend, geen enkele bron die meetelt, zegt hoe het in deze gemeente geregeld is.",
        said,
    )
    assert stand.dekking[CEEBURG].uitleg == (
        "Onbekend: geen enkele bron die meetelt, zegt hoe het in deze gemeente geregeld is.",
        said,
        "1 regel over zorgcoördinatie hier telt dus niet mee.",
    )
    assert said not in stand.dekking[AADORP].uitleg
    assert all(said not in one.uitleg for one in stand.alles.dekking.values())


def test_a_link_and_the_name_of_a_file_say_what_counts(small: Callable[[date], Stand]) -> None:
    stand = build_stand(small(NOW).tables, NOW, telt=keys_of("met-datum", "zonder-laag"))
    assert view_link("zekerheid", None, NOW, telt=stand.telt) == (
        "/kaart?laag=zekerheid&peildatum=2026-07-01&telt=zonder-laag&telt=met-datum"
    )
    assert stand.blik == build_view(stand, LAYERS["zekerheid"]).blik == Blik(NOW, ("zonder-laag", "met-datum"))
    assert describe_file(stand, None, "netmap")["titel"] == (
        "Netwerk mensenhandel: Nederland op 1 juli 2026, zonder zekerheid laag en alleen met een datum"
    )


def test_a_command_counts_what_is_asked_and_refuses_what_is_no_choice(small: Callable[[date], Stand]) -> None:
    asked = ("status", "--data", small(NOW).tables.folder, "--peildatum", NOW.isoformat(), "--telt")
    told = run(*asked, "alleen-hoog", "--telt", "met-datum")
    assert told.stdout.startswith(
        "Peildatum 1 juli 2026. Alleen bronnen met zekerheid hoog tellen mee. Bronnen zonder datum tellen niet mee.\n"
    )
    assert "gedekt             1 gemeente" in told.stdout
    refused = run(*asked, "gok")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("'gok' is geen keuze bij 'wat telt mee'. Kies uit: zonder-laag, alleen-hoog")
