"""Statements that contradict each other: which they are, and which of the two counts."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.explain import describe_tegenspraak
from netmap.inzet import Indicator, Inzet
from netmap.layers import LAYERS, build_stand, build_view
from netmap.schema import INZET_STATUSSEN, WAARDEN, ZEKERHEDEN
from netmap.sections.answer import answer_section
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.gemeenten import gemeenten_table, map_table
from netmap.sections.phrases import contradiction_facts
from netmap.sections.standing import standing_section
from netmap.sections.worklist import worklist_section
from netmap.table import Listing, Paragraph
from netmap.tegenspraak import REDENEN, REGEL, find_tegenspraken, oppose, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.coverage import Dekking
    from netmap.inzet import Uitspraak
    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.table import Section

    StandOn = Callable[..., Stand]

DAY = date(2026, 7, 1)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
words = {"bron_datum": st.none() | days, "bevestigd_op": st.none() | days, "zekerheid": st.sampled_from(ZEKERHEDEN)}
inzetten = st.builds(
    Inzet,
    id=st.sampled_from("abcdef"),
    gebied=st.just("Aadorp"),
    codes=st.just(frozenset({"GM0001"})),
    rol=st.just("zorgcoordinator"),
    status=st.sampled_from(INZET_STATUSSEN),
    rij=st.integers(2, 9),
    spreekt_tegen=st.lists(st.sampled_from("abcdef"), max_size=2).map(tuple),
    **words,
)
indicatoren = st.builds(
    Indicator,
    id=st.sampled_from("abcdef"),
    gebied=st.just("Aadorp"),
    codes=st.just(frozenset({"GM0001"})),
    criterium=st.just("G1"),
    waarde=st.sampled_from(WAARDEN),
    **words,
)
rows = st.lists(inzetten, max_size=5, unique_by=lambda one: one.id)


def by(ident: str, wie: str = "Fier", **cells: Any) -> dict[str, Any]:
    return {"id": ident, "organisatie": wie, "gebied": "Aadorp", **cells}


def inzet(**cells: Any) -> Inzet:
    facts = {"id": "a", "gebied": "Aadorp", "codes": frozenset({"GM0001"}), "rol": "zorgcoordinator", **cells}
    return Inzet(**facts)


def told(stand: Stand) -> list[tuple[str, str, str, list[str]]]:
    """Which statement goes before which, why and where."""
    found = find_tegenspraken(stand.tables.contacts, stand.peildatum)
    return [(one.een.id, one.ander.id, one.reden, sorted(one.codes)) for one in found]


# --- the rule


@pytest.mark.parametrize(
    ("first", "second", "reden"),
    [
        ({"bron_datum": date(2024, 1, 1)}, {"bron_datum": date(2023, 1, 1), "zekerheid": "hoog"}, "nieuwer"),
        ({"bevestigd_op": date(2024, 1, 1)}, {"bron_datum": date(2023, 1, 1)}, "nieuwer"),
        ({"bron_datum": date(2010, 1, 1)}, {"zekerheid": "hoog"}, "gedateerd"),
        ({"bron_datum": date(2010, 1, 1)}, {"bron_datum": date(2026, 7, 2)}, "gedateerd"),  # after the day
        ({"zekerheid": "hoog"}, {"zekerheid": "midden"}, "zekerheid"),
        ({"zekerheid": "laag"}, {"zekerheid": "onbekend"}, "zekerheid"),
        ({"status": "geen"}, {"status": "actief"}, "voorzichtig"),
        ({"status": "op_afstand"}, {"status": "pilot"}, "voorzichtig"),
        ({"status": "op_afstand"}, {"status": "aangekondigd", "bron_datum": date(2026, 1, 1)}, "stelt"),
    ],
)
def test_the_rule_step_by_step(first: dict[str, Any], second: dict[str, Any], reden: str) -> None:
    one, other = inzet(**first), inzet(**second)
    assert one.gewicht(DAY) > other.gewicht(DAY)
    assert weigh(one, other, DAY) == weigh(other, one, DAY) == reden


def test_an_answer_goes_before_an_open_question() -> None:
    facts: dict[str, Any] = {"id": "a", "gebied": "", "codes": frozenset(), "criterium": "G1"}
    no, question = Indicator(**facts, waarde="nee"), Indicator(**facts, waarde="onbekend", bron_datum=DAY)
    assert no.gewicht(DAY) > question.gewicht(DAY)


def test_what_weighs_the_same_is_not_decided() -> None:
    assert weigh(inzet(organisatie="A"), inzet(organisatie="B"), DAY) == "gelijk"


@given(st.tuples(inzetten, inzetten, inzetten) | st.tuples(indicatoren, indicatoren, indicatoren), days)
def test_the_rule_is_an_order(three: tuple[Uitspraak, Uitspraak, Uitspraak], day: date) -> None:
    """Of two the one goes before or the other, or they weigh the same; and it never goes round in a circle."""
    for one, other, third in permutations(three):
        before, after = one.gewicht(day) > other.gewicht(day), other.gewicht(day) > one.gewicht(day)
        assert not (before and after)
        assert (weigh(one, other, day) == "gelijk") == (not before and not after)
        assert weigh(one, other, day) == weigh(other, one, day)
        if before and other.gewicht(day) > third.gewicht(day):
            assert one.gewicht(day) > third.gewicht(day)


@given(rows, st.randoms(use_true_random=False), days)
def test_the_order_of_rows_never_matters(some: list[Inzet], random: Any, day: date) -> None:
    shuffled = random.sample(some, len(some))
    one, other = oppose(some), oppose(shuffled)
    assert find_tegenspraken(one, day) == find_tegenspraken(other, day)
    weerlegd = {row.id: row.seen_from("GM0001").weerlegd(day) for row in one}
    assert {row.id: row.seen_from("GM0001").weerlegd(day) for row in other} == weerlegd
    assert oppose(one) == one


@given(rows, days)
def test_of_what_is_contradicted_something_always_counts(some: list[Inzet], day: date) -> None:
    tied = oppose(some)
    counts = {row.id for row in tied if not row.seen_from("GM0001").weerlegd(day)}
    for one in find_tegenspraken(tied, day):
        assert one.reden in REDENEN
        assert one.een.gewicht(day) >= one.ander.gewicht(day)
        assert one.reden == "gelijk" or one.ander.voorzichtig is None or one.ander.id not in counts
    assert counts or not tied


# --- what contradicts what

LIST = by("lijst", "CoMensha", gebied="Aadorp; Beekstad", status="op_afstand", bron_uiterlijk="2021-12-31")
PLAN = by("plan", "", status="aangekondigd", bron_datum="2019-09", spreekt_tegen="lijst")


def test_an_announcement_contradicts_and_changes_nothing(stand_on: StandOn) -> None:
    """Sources of 2019 announce a zorgcoördinator where a list of later says that there is only help at a distance."""
    stand = stand_on("2026-07-01", LIST, PLAN)
    assert told(stand) == [("lijst", "plan", "stelt", ["GM0001"])]
    assert [stand.dekking[code].status for code in ("GM0001", "GM0002")] == ["op_afstand", "op_afstand"]
    assert told(stand_on("2021-01-01", LIST, PLAN)) == []  # then the list is not there yet


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"bron_datum": "2022"}, "enkel"),
        ({"bron_datum": "2024"}, "geen"),
        ({}, "enkel"),
        ({"vanaf": "2023"}, "enkel"),
    ],
)
def test_which_of_two_that_clash_counts_is_seen_in_the_cover(
    stand_on: StandOn, cells: dict[str, str], status: str
) -> None:
    some = by("wel", bron_datum="2023", gebied="Aadorp; Beekstad")
    stand = stand_on("2026-07-01", some, by("geen", "", status="geen", **cells), by("later", "B", vanaf="2030"))
    assert stand.dekking["GM0001"].status == status
    assert stand.dekking["GM0002"].status == "enkel"
    assert [one[:2] for one in told(stand)] == [("wel", "geen") if status == "enkel" else ("geen", "wel")]


@pytest.mark.parametrize(
    "other",
    [
        by("geen", "", status="geen", tot="2026"),
        by("geen", "", status="geen", vanaf="2027"),
        by("geen", "", status="geen", gebied="Ceeburg"),
        by("geen", "", status="geen", rol="ketenregisseur"),
        by("gestopt", "B", status="gestopt", bron_datum="2024"),
        by("ver", "CoMensha", status="op_afstand"),
        by("vacant", "", status="vacature"),
        by("plan", "", status="aangekondigd"),
        by("tweede", "B"),
    ],
)
def test_what_can_both_be_true_is_no_tegenspraak(stand_on: StandOn, other: dict[str, Any]) -> None:
    stand = stand_on("2026-07-01", by("wel", bron_datum="2023"), other)
    assert told(stand) == []
    assert stand.dekking["GM0001"].is_gedekt


def test_two_forms_do_not_clash_but_one_form_and_all_do(stand_on: StandOn) -> None:
    """As with the target group, what is said of a part does not make what is said of the whole give way."""
    some = by("wel", bron_datum="2023", vorm="seksuele uitbuiting")
    none = by("geen", "", status="geen", bron_datum="2024")
    other = stand_on("2026-07-01", some, none | {"vorm": "arbeidsuitbuiting; criminele uitbuiting"})
    assert (told(other), other.dekking["GM0001"].status) == ([], "deels")
    whole = stand_on("2026-07-01", some, none)
    assert (told(whole), whole.dekking["GM0001"].status) == ([("geen", "wel", "nieuwer", ["GM0001"])], "geen")
    part = stand_on("2026-07-01", some | {"vorm": ""}, none | {"vorm": "seksuele uitbuiting"})
    assert (told(part), part.dekking["GM0001"].status) == ([("geen", "wel", "nieuwer", ["GM0001"])], "enkel")
    assert describe_tegenspraak(*find_tegenspraken(part.tables.contacts, part.peildatum), brief=True) == (
        "De ene bron zegt dat er niemand is, alleen voor seksuele uitbuiting. De andere zegt dat Fier dit doet. "
        "De ene gaat voor, want die bron is nieuwer."
    )


def test_a_no_since_a_later_day_is_newer_by_its_source_only(stand_on: StandOn) -> None:
    some, none = by("wel", bron_datum="2023"), by("geen", "", status="geen", vanaf="2024", bron_datum="2022")
    assert stand_on("2026-07-01", some, none).dekking["GM0001"].status == "enkel"


def test_who_loses_in_one_gemeente_still_covers_the_other(stand_on: StandOn) -> None:
    stand = stand_on(
        "2026-07-01", by("wel", gebied="Aadorp; Beekstad"), by("geen", "", status="geen", bron_datum="2020")
    )
    assert stand.tables.contacts[0].where(stand.peildatum) == {"GM0002"}
    assert [stand.dekking[code].organisaties for code in ("GM0001", "GM0002")] == [(), ("Fier",)]


def test_cover_ends_when_a_no_that_goes_before_it_begins(stand_on: StandOn) -> None:
    one: Dekking = stand_on(
        "2026-07-01", by("wel"), by("geen", "", status="geen", vanaf="2027-03-01", bron_datum="2026")
    ).dekking["GM0001"]
    assert (one.status, one.einddatum) == ("enkel", date(2027, 3, 1))


def test_where_a_row_is_contradicted(stand_on: StandOn) -> None:
    stand = stand_on("2026-07-01", LIST, PLAN)
    assert {row.id: row.betwist(stand.peildatum) for row in stand.tables.contacts} == {
        "lijst": {"GM0001"},
        "plan": {"GM0001"},
    }
    assert {row.id: row.betwist(date(2021, 1, 1)) for row in stand.tables.contacts} == {"lijst": set(), "plan": set()}


def test_the_machinery_changes_nothing_in_the_shipped_data(real: Tables) -> None:
    """Nothing that covers is denied: no status depends on the rule."""
    day = date(2026, 11, 21)
    assert [row.id for row in real.contacts if row.covers and row.where(day) != row.codes and not row.einden] == []


# --- how it is told

TWO = (
    "De ene bron zegt dat alleen CoMensha helpt, op afstand: https://bron.example/ (datum onbekend, uiterlijk "
    "31 december 2021). De andere zegt dat iemand dit gaat doen: https://bron.example/ (september 2019). De ene gaat "
    "voor, want de andere zegt niet hoe het is."
)


def blocks(section: Section) -> list[object]:
    return [block for block in section.blocks if isinstance(block, Listing | Paragraph)]


def test_the_panel_tells_what_contradicts_each_other_and_the_rule(stand_on: StandOn) -> None:
    stand = stand_on("2026-07-01", LIST, PLAN)
    told = {section.key: section for section in gemeente_sections(stand, "GM0001")}
    assert list(told)[:3] == ["waarom", "tegenspraak", "feiten"]
    listing, rule = blocks(told["tegenspraak"])
    assert listing == Listing((f"Zorgcoördinator. {TWO}",))
    assert rule == Paragraph(f"De regel: {REGEL[0].lower()}{REGEL[1:]}")
    assert "tegenspraak" not in {section.key for section in gemeente_sections(stand, "GM0002")}


def test_scripts_get_each_pair_once_with_what_goes_before_and_why(stand_on: StandOn) -> None:
    stand = stand_on("2026-07-01", LIST, PLAN)
    facts = contradiction_facts(stand, stand.codes())
    assert (
        facts == standing_section(stand).facts["tegenspraken"] == answer_section(stand, "GM0001").facts["tegenspraken"]
    )
    (one,) = facts
    assert (one["onderwerp"], one["gaat_voor"], one["reden"], one["codes"]) == (
        "zorgcoordinator", "lijst", "stelt", ["GM0001"],
    )  # fmt: skip
    assert [(row["id"], row["zegt"], row["bron_datum"]) for row in one["rijen"]] == [
        ("lijst", "op_afstand", LIST.get("bron_datum")), ("plan", "aangekondigd", "2019-09"),
    ]  # fmt: skip
    assert all(row["bron"] for row in one["rijen"])
    assert "De andere zegt dat iemand dit gaat doen" in one["uitleg"]
    assert contradiction_facts(stand, ["GM0002"]) == answer_section(stand, "GM0002").facts["tegenspraken"] == []


def test_the_csv_beside_a_picture_tells_it_too(stand_on: StandOn) -> None:
    stand = stand_on("2026-07-01", LIST, PLAN)
    table = map_table(stand, build_view(stand, LAYERS["zorgcoordinatie"]))
    assert dict(zip(table.cells("code"), table.cells("tegenspraak"), strict=True)) == {
        "GM0001": f"Zorgcoördinator. {TWO}", "GM0002": None, "GM0003": None, "GM0004": None,
    }  # fmt: skip


def test_the_layer_zekerheid_has_a_class_of_its_own_for_it(stand_on: StandOn) -> None:
    stand = stand_on("2026-07-01", LIST, PLAN, by("ander", rol="partner", gebied="Ceeburg"))
    layer = LAYERS["zekerheid"]
    assert [layer.classify(stand, code) for code in ("GM0001", "GM0002", "GM0003")] == [
        "tegenspraak",
        "onbekend",
        "onbekend",
    ]
    opening, told, *_ = layer.explain(stand, "GM0001")
    assert opening == "Tegenspraak: bronnen spreken elkaar tegen over de zorgcoördinatie."
    assert told == (
        "De ene bron zegt dat alleen CoMensha helpt, op afstand. De andere zegt dat iemand dit gaat doen. De ene gaat "
        "voor, want de andere zegt niet hoe het is."
    )
    assert not layer.explain(stand, "GM0002")[0].startswith("Tegenspraak")


def test_a_tegenspraak_about_another_role_is_told_but_is_none_about_zorgcoordinatie(stand_on: StandOn) -> None:
    rol = {"rol": "ketenregisseur"}
    stand = stand_on("2026-07-01", by("wel", **rol), by("geen", "", status="geen", **rol), by("zorg"))
    assert LAYERS["zekerheid"].classify(stand, "GM0001") == "onbekend"
    assert [one.onderwerp for one in stand.tegenspraken["GM0001"]] == ["ketenregisseur"]
    assert stand.tegenspraken_over("zorgcoordinator", "GM0001") == ()


def test_the_work_list_asks_to_sort_it_out_once_for_all_gemeenten(stand_on: StandOn) -> None:
    section = worklist_section(stand_on("2026-07-01", LIST, PLAN | {"gebied": "Beekstad; Aadorp"}))
    asked = Paragraph("Uitzoeken, want bronnen spreken elkaar tegen:")
    place = section.blocks.index(asked)
    assert section.blocks[place + 1] == Listing((f"Zorgcoördinator in Aadorp en Beekstad. {TWO}",))
    many = worklist_section(
        stand_on("2026-07-01", by("wel", gebied="landelijk"), by("geen", "", status="geen", gebied="landelijk"))
    )
    (line,) = many.blocks[many.blocks.index(asked) + 1].items  # type: ignore[attr-defined]
    assert line.startswith("Zorgcoördinator in 4 gemeenten. De ene bron zegt dat er niemand is: ")
    assert asked not in worklist_section(stand_on("2026-07-01", LIST)).blocks


def test_two_sources_that_say_the_same_against_a_third_share_a_line(stand_on: StandOn) -> None:
    second = PLAN | {"id": "plan-2", "bron": "https://ander.example/"}
    blocks = worklist_section(stand_on("2026-07-01", LIST, PLAN, second)).blocks
    place = blocks.index(Paragraph("Uitzoeken, want bronnen spreken elkaar tegen:"))
    (line,) = blocks[place + 1].items  # type: ignore[attr-defined]
    assert line.count("De andere zegt dat iemand dit gaat doen: ") == 1
    assert line.index("bron.example") < line.index(" en https://ander.example/")


def test_the_answer_says_so_without_addresses_and_rests_on_what_goes_before(stand_on: StandOn) -> None:
    said = answer_section(stand_on("2026-07-01", LIST, PLAN, PLAN | {"id": "plan-2"}), "Aadorp").conclusion
    assert said[1] == "Bron: https://bron.example/ (zonder datum)."
    assert said[-1] == (
        "Bronnen spreken elkaar hier tegen. De ene bron zegt dat alleen CoMensha helpt, op afstand. De andere zegt dat "
        "iemand dit gaat doen. De ene gaat voor, want de andere zegt niet hoe het is."
    )


def test_the_table_of_gemeenten_tells_it_in_a_file(stand_on: StandOn) -> None:
    table = gemeenten_table(stand_on("2026-07-01", LIST, PLAN), ("GM0001", "GM0002"))
    assert [row["tegenspraak"] for row in table.records()] == [f"Zorgcoördinator. {TWO}", None]
    assert [row["zekerheid"] for row in table.records()] == ["Tegenspraak", "Onbekend"]


@pytest.mark.parametrize(
    ("day", "status", "klasse", "asked"),
    [
        (date(2019, 9, 30), "onbekend", "onbekend", 0),  # the list may be of two years later: nothing to contradict
        (date(2026, 11, 26), "op_afstand", "tegenspraak", 1),
        (date(2030, 1, 1), "op_afstand", "tegenspraak", 1),
    ],
    ids=str,
)
def test_zwolle_is_told_alike_in_layer_panel_table_and_work_list(
    real: Tables, day: date, status: str, klasse: str, asked: int
) -> None:
    stand = build_stand(real, day)
    (code,) = (code for code, one in stand.dekking.items() if one.naam == "Zwolle")
    layer = LAYERS["zekerheid"]
    assert (stand.dekking[code].status, layer.classify(stand, code)) == (status, klasse)
    assert (layer.explain(stand, code)[0].partition(":")[0] == "Tegenspraak") == bool(asked)
    panel = {section.key: section for section in gemeente_sections(stand, code, layer)}
    (row,) = gemeenten_table(stand, [code]).records()
    work = [item for block in worklist_section(stand).blocks if isinstance(block, Listing) for item in block.items]
    sorted_out = [item for item in work if str(item).startswith("Zorgcoördinator in Zwolle. De ene bron zegt dat ")]
    assert len(sorted_out) == asked
    assert all("zwolle2019.1" in str(item) and "overijssel.christenunie.nl" in str(item) for item in sorted_out)
    assert ("tegenspraak" in panel, bool(row["tegenspraak"])) == (bool(asked), bool(asked))
    if asked:
        said = blocks(panel["tegenspraak"])[0]
        assert isinstance(said, Listing)
        assert " ".join(map(str, said.items)) == row["tegenspraak"]
        assert [str(item).replace(" in Zwolle", "") for item in sorted_out] == list(map(str, said.items))
        assert all("wegwijzermensenhandel.nl" in str(item) and "2019)" in str(item) for item in sorted_out)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"status": "pilot"}, "dat Fier dit op proef doet"),
        ({"doelgroep": "tot 23"}, "dat Fier dit doet, voor wie tot 23 jaar is"),
        ({"status": "vacature"}, "dat de plek vacant is"),
        ({"status": "gestopt"}, "dat Fier is gestopt"),
        ({"status": "aangekondigd"}, "dat Fier dit gaat doen"),
        ({"bron_datum": "2024", "bevestigd_op": "2025-02"}, "https://bron.example/ (2024; bevestigd op februari 2025)"),
    ],
)  # fmt: skip
def test_what_a_row_says_is_told_in_words(stand_on: StandOn, cells: dict[str, str], said: str) -> None:
    stand = stand_on("2026-07-01", by("een", **cells), by("twee", "", status="geen", spreekt_tegen="een"))
    assert said in describe_tegenspraak(stand.tegenspraken["GM0001"][0])
