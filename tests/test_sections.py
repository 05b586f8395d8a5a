"""The sections of the core subjects: exact cells on the small country, by the key of the column."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netmap.aannames import find_aannames
from netmap.cards import load_sources
from netmap.gaps import find_gaps
from netmap.layers import LAYERS, build_stand
from netmap.regio import Regio
from netmap.sections.contacts import contacts_table
from netmap.sections.ending import ending_section
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.gemeenten import criteria_table, gemeenten_section, gemeenten_table
from netmap.sections.people import people_section
from netmap.sections.regions import regions_section, regions_table
from netmap.sections.sources import files_table, load_caveats, load_terms, shorten, sources_section, tell_origin
from netmap.sections.standing import standing_section
from netmap.sections.worklist import count_kinds, group_worklist, worklist_blocks, worklist_section, worklist_table
from netmap.summary import conclude
from netmap.table import Counts, Link, Listing, Paragraph, Table, Terms
from netmap.write.html import Way, block_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.table import Section

    StandOn = Callable[..., Stand]

DAY = "2026-07-01"
FRESH = {"bron_datum": "2026-01"}
BOVEN, ONDER = Regio("politieregio", "Boven"), Regio("politieregio", "Onder")
MIXED = (
    {"organisatie": "Fier", "gebied": "Aadorp", "tot": "2027-03", "email": "loket@fier.example", **FRESH},
    {"organisatie": "Moviera", "gebied": "Aadorp", **FRESH},
    {"organisatie": "CoMensha", "gebied": "Beekstad", "status": "op_afstand"},
    {"organisatie": "Fier", "gebied": "Ceeburg", "doelgroep": "tot 23", "tot": "2026-09", **FRESH},
    {"rol": "bestuurlijk_trekker", "naam": "Burgemeester B", "organisatie": "Regio", "gebied": "politieregio:Boven"},
)
"""Aadorp is covered twice, Beekstad from afar, Ceeburg for some; of Deiland nothing is known."""


def cells(table: Table, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in table.records()]


def keys(table: Table) -> list[str]:
    return [column.key for column in table.columns]


def listings(section: Section) -> list[tuple[str, ...]]:
    return [block.items for block in section.blocks if isinstance(block, Listing)]


# --- how it stands


def test_the_standing_concludes_counts_and_has_the_same_for_scripts(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED)
    section = standing_section(stand)
    assert section.headline == "1 van de 4 gemeenten gedekt; 1 niet, 1 deels, 1 onbekend"
    assert section.conclusion == conclude(stand)
    assert section.blocks == (
        Counts(
            (
                ("Gedekt", "1", "gemeente, 10.000 inwoners"),
                ("Deels gedekt", "1", "gemeente, 30.000 inwoners"),
                ("Op afstand (CoMensha)", "1", "gemeente, 20.000 inwoners"),
                ("Onbekend", "1", "gemeente, 40.000 inwoners"),
                ("Te bevestigen", "1", "van 4 gemeenten"),
            )
        ),
    )
    totals = section.facts["totalen"]
    assert totals["gedekt"] == totals["per_status"]["dubbel"] == (1, 10_000)
    assert (totals["gemeenten"], totals["inwoners"]) == (4, 100_000)
    assert [one.code for one in section.facts["gemeenten"]] == list(stand.codes())


@pytest.mark.parametrize(
    ("area", "gebied", "kop"),
    [
        ("landelijk", None, "Alle 4 gemeenten gedekt"),
        ("landelijk", BOVEN, "Politieregio Boven: alle 3 gemeenten gedekt"),
        ("landelijk", ONDER, "Politieregio Onder: de enige gemeente gedekt"),
        ("Aadorp", ONDER, "Politieregio Onder: van geen enkele gemeente is dekking bekend; 1 onbekend"),
    ],
)
def test_the_headline_says_when_all_are_covered(stand_on: StandOn, area: str, gebied: Regio | None, kop: str) -> None:
    assert standing_section(stand_on(DAY, {"organisatie": "Fier", "gebied": area}), gebied).headline == kop


def test_an_area_that_the_register_lacks_is_refused(stand_on: StandOn) -> None:
    stand, nowhere = stand_on(DAY), Regio("politieregio", "Nergens")
    for make in (
        standing_section,
        worklist_section,
        gemeenten_section,
        people_section,
        ending_section,
        regions_section,
    ):
        with pytest.raises(KeyError):
            make(stand, nowhere)


# --- the work list


def test_the_work_list_has_who_in_every_row_and_every_reason_once(stand_on: StandOn) -> None:
    section = worklist_section(stand_on(DAY, *MIXED))
    assert section.headline == "3 gemeenten zijn niet volledig gedekt"
    assert section.conclusion == ("Van 3 gemeenten staat volledige dekking niet vast.",)
    assert [(table.caption, *table.rows) for table in section.tables] == [
        ("Deels gedekt: 1 gemeente",
         ("GM0003", "Ceeburg", "Boven", "Westland", 30_000, "Fier; bestuurlijk trekker: Burgemeester B (Regio)")),
        ("Op afstand (CoMensha): 1 gemeente",
         ("GM0002", "Beekstad", "Boven", "Oostland", 20_000, "CoMensha; bestuurlijk trekker: Burgemeester B (Regio)")),
        ("Onbekend: 1 gemeente",
         ("GM0004", "Deiland", "Onder", "Westland", 40_000, "VNG (bestuurlijk trekker onbekend)")),
    ]  # fmt: skip
    assert keys(section.tables[0].in_form("brief")) == ["gemeente", "politieregio", "inwoners", "wie"]
    age = "Van 1 van de 2 gemeenten is de informatie ouder dan 24 maanden of zonder datum."
    assert [block.text for block in section.blocks if isinstance(block, Paragraph)] == [age, "Andere functies:"]
    kinds, roles = listings(section)
    assert kinds[0] == (
        "Deels gedekt: 1 gemeente, 30.000 inwoners. Alleen voor een deel van de doelgroep is er een organisatie."
    )
    assert roles == (
        "Bestuurlijk trekker: bekend voor 3 van de 4 gemeenten.",
        "Ketenregisseur: onbekend, geen bron noemt er een.",
        "Aandachtsfunctionaris: onbekend, geen bron noemt er een.",
    )


def test_within_a_politieregio_the_work_list_does_not_repeat_its_name(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED)
    assert "politieregio" not in keys(worklist_section(stand, BOVEN).tables[0])
    assert "politieregio" in keys(worklist_section(stand, Regio("provincie", "Westland")).tables[0])


def test_gemeenten_with_the_same_reason_stand_together_and_it_is_said_once(stand_on: StandOn) -> None:
    ended = {"organisatie": "Huis", "gebied": "Aadorp; Ceeburg", "tot": "2025-01-01", **FRESH}
    gaps = find_gaps(stand := stand_on(DAY, ended), stand.codes())
    tables = [block for block in worklist_blocks(gaps) if isinstance(block, Table)]
    assert [(table.caption, table.cells("gemeente")) for table in tables] == [
        (
            "Vervallen of vacant: 2 gemeenten. Eerder: Huis (begindatum onbekend, tot 1 januari 2025)",
            ("Ceeburg", "Aadorp"),
        ),
        ("Onbekend: 2 gemeenten", ("Deiland", "Beekstad")),
    ]
    flat = worklist_table(gaps, told=True)
    assert flat.cells("waarom") == (*["Eerder: Huis (begindatum onbekend, tot 1 januari 2025)."] * 2, "", "")


def test_what_only_a_later_source_tells_is_not_called_old_or_undated(stand_on: StandOn) -> None:
    later = {"organisatie": "Fier", "gebied": "landelijk", "vanaf": "2018", "bron_datum": "2026"}
    (ask, _) = [
        block for block in worklist_section(stand_on("2020-01-01", later)).blocks if isinstance(block, Paragraph)
    ]
    assert ask.text == (
        "Van 4 gemeenten met dekking moet iemand bevestigen dat die er nog is: de informatie is ouder dan 24 maanden, "
        "van een latere bron of zonder datum. Wie dit kan weten:"
    )


def test_where_there_is_little_room_a_row_names_some_and_everybody_who_can_know(stand_on: StandOn) -> None:
    stand = stand_on(DAY, {"organisatie": "Huis", "gebied": "Ceeburg", "tot": "2025-01-01", **FRESH})
    table = group_worklist(find_gaps(stand, stand.codes()), 2)
    assert cells(table, "soort", "aantal", "inwoners", "gemeente", "wie") == [
        ("Vervallen of vacant", 1, 30_000, "Ceeburg", "Huis; VNG (bestuurlijk trekker onbekend)"),
        ("Onbekend", 3, 70_000, "Deiland, Beekstad en nog 1", "VNG (bestuurlijk trekker onbekend)"),
    ]


def test_in_the_compact_work_list_those_that_ask_for_the_same_share_a_row(stand_on: StandOn) -> None:
    ended = {"organisatie": "Huis", "gebied": "Ceeburg", "tot": "2025-01-01", **FRESH}
    (table,) = worklist_section(stand_on(DAY, ended), compact=True).tables
    assert cells(table, "soort", "aantal", "inwoners", "gemeente") == [
        ("Vervallen of vacant", 1, 30_000, "Ceeburg"),
        ("Onbekend", 3, 70_000, "Deiland, Beekstad, Aadorp"),
    ]


def test_without_gaps_it_is_told_who_can_confirm(stand_on: StandOn) -> None:
    section = worklist_section(stand_on(DAY, {"organisatie": "Fier", "gebied": "landelijk"}))
    assert (section.headline, section.tables) == ("Elke gemeente is gedekt; 4 te bevestigen", ())
    assert section.conclusion == ("Volgens de bronnen is elke gemeente gedekt.",)
    assert listings(section)[0] == ("4 gemeenten: Fier; VNG (bestuurlijk trekker onbekend)",)
    fresh = worklist_section(stand_on(DAY, {"organisatie": "Fier", "gebied": "landelijk", **FRESH}))
    assert fresh.headline == "Elke gemeente is gedekt; niets te bevestigen"


def test_kinds_of_gaps_are_counted_most_urgent_first(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED, {"gebied": "Deiland", "status": "geen"})
    gaps = find_gaps(stand, stand.codes())[::-1]
    assert [item[:2] for item in count_kinds(gaps).items] == [
        ("Geen dekking", "1"), ("Deels gedekt", "1"), ("Op afstand (CoMensha)", "1"),
    ]  # fmt: skip
    assert worklist_table(gaps).cells("gemeente") == ("Beekstad", "Ceeburg", "Deiland")


# --- gemeenten


def test_the_table_of_gemeenten_has_every_layer_in_words(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED)
    table = gemeenten_table(stand, ["GM0003", "GM0001"])
    aadorp, ceeburg = table.records()
    assert {layer.key for layer in LAYERS.values() if layer.groep == "stand"} <= set(aadorp)
    assert aadorp == {
        "code": "GM0001",
        "gemeente": "Aadorp",
        "provincie": "Oostland",
        "veiligheidsregio": "Oost",
        "politieregio": "Boven",
        "centrumgemeente_vo": None,
        "inwoners": 10_000,
        "zorgcoordinatie": "Dubbel gedekt",
        "organisaties": "Fier, Moviera",
        "te_bevestigen": "nee",
        "bestuurlijk_trekker": "Ja, volgens een bron",
        "ketenregisseur": "Onbekend",
        "aandachtsfunctionaris": "Onbekend",
        "keten": "Alleen bestuur compleet",
        "actualiteit": "Tot en met 12 maanden oud",
        "zekerheid": "Onbekend",
        "blijft_gedekt": "Pas als ook midden of onbekend telt",
        "centrumgemeente": "Gemeenten, niet bekend bij welke regio",
        "looptijd": "Gedekt, einddatum onbekend",
        "toereikendheid": "Gedekt, fte onbekend",
        "onafhankelijke_organisaties": 2,
        "fte_per_100k": "onbekend",
        "einddatum": "onbekend",
        "bevestigd": "2026-01",
        "onafhankelijke_bronnen": 1,
        "zwakste_bron": "onbekend",
        "tegenspraak": None,
        "uitleg": " ".join(stand.dekking["GM0001"].uitleg),
    }
    assert (ceeburg["gemeente"], ceeburg["einddatum"]) == ("Ceeburg", "2026-09")


def test_a_gemeente_of_which_nothing_is_known_has_blanks_and_no_zeros(stand_on: StandOn) -> None:
    (row,) = gemeenten_table(stand_on(DAY), ["GM0004"]).records()
    assert [row[key] for key in ("onafhankelijke_organisaties", "einddatum", "bevestigd", "organisaties")] == [
        None,
        None,
        None,
        "geen bekend",
    ]


def test_the_table_of_no_gemeenten_has_its_columns(stand_on: StandOn) -> None:
    stand = stand_on(DAY)
    assert keys(gemeenten_table(stand, [])) == keys(gemeenten_table(stand, ["GM0001"]))


def test_gemeenten_with_the_same_answers_share_a_row_uncovered_first(stand_on: StandOn) -> None:
    rows = ({"organisatie": "Fier", "gebied": "Aadorp; Beekstad", **FRESH, "zekerheid": "hoog"},
            {"organisatie": "Huis", "gebied": "Ceeburg", "doelgroep": "tot 23", **FRESH})  # fmt: skip
    stand = stand_on(DAY, *rows)
    (table,) = gemeenten_section(stand, BOVEN, compact=True).tables
    assert cells(table, "zorgcoordinatie", "aantal", "gemeente", "informatie") == [
        ("Deels gedekt\nHuis (tot 23 jaar)", 1, "Ceeburg", "Tot en met 12 maanden oud\nZekerheid onbekend"),
        ("Enkel gedekt\nFier", 2, "Aadorp, Beekstad", "Tot en met 12 maanden oud\nZekerheid hoog"),
    ]
    (country,) = gemeenten_section(stand, compact=True).tables
    assert cells(country, "politieregio", "gemeente") == [
        ("Boven", "Ceeburg"), ("Boven", "Aadorp, Beekstad"), ("Onder", "Deiland"),
    ]  # fmt: skip
    assert keys(country) == ["politieregio", "zorgcoordinatie", "aantal", "gemeente"]


def test_when_all_must_be_confirmed_it_is_said_once(stand_on: StandOn) -> None:
    section = gemeenten_section(stand_on(DAY, {"organisatie": "Fier", "gebied": "landelijk"}), compact=True)
    assert section.headline == "1 organisatie coördineert de zorg in 4 gemeenten"
    (intro,) = (block for block in section.blocks if isinstance(block, Paragraph))
    assert intro.text.endswith("Alle antwoorden over zorgcoördinatie zijn te bevestigen.")
    assert set(section.tables[0].cells("zorgcoordinatie")) == {"Enkel gedekt\nFier"}


def test_the_criteria_of_gemeenten_have_a_column_each(stand_on: StandOn) -> None:
    table = criteria_table(stand_on(DAY, *MIXED), ["GM0002", "GM0001"])
    assert table.cells("gemeente") == ("Aadorp", "Beekstad")
    assert keys(table)[3:] == [layer.key for layer in LAYERS.values() if layer.groep == "criterium"]
    assert [row["g5"] for row in table.records()] == ["Ja", "Nee, volgens een bron"]


# --- people, ends and regions


def test_who_is_who_says_how_many_are_left_out_by_what_counts(tables_of: Callable[..., Tables]) -> None:
    rows = [
        {"organisatie": "Fier", "gebied": "Aadorp", "zekerheid": "hoog", "bron_datum": "2026-01"},
        {"organisatie": "Baken", "gebied": "Beekstad", "zekerheid": "laag"},
        {"organisatie": "Later", "gebied": "Beekstad", "zekerheid": "hoog", "vanaf": "2027"},
    ]
    tables, day = tables_of(rows), date.fromisoformat(DAY)
    section = people_section(build_stand(tables, day, telt=find_aannames(["alleen-hoog"])))
    words = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert (
        "1 functie of organisatie staat hier niet: wat bronnen daarover zeggen, telt bij deze keuze niet mee."
        in words[0]
    )
    assert [table.cells("wie") for table in section.tables] == [("Fier",), ("Later",)]
    assert section.tables[1].caption.startswith("Wat later begint")
    nobody = people_section(build_stand(tables_of(rows[1:2]), day, telt=find_aannames(["alleen-hoog"])))
    assert not nobody.tables
    assert "1 functie of organisatie staat hier niet" in str(nobody.blocks[0])
    everything = people_section(build_stand(tables, day))
    assert "staat hier niet" not in str(everything.blocks[0])


def test_who_is_who_says_of_a_row_that_gives_way_that_it_does_not_count(stand_on: StandOn) -> None:
    stand = stand_on(
        DAY,
        {"organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2020"},
        {"organisatie": "", "gebied": "Aadorp", "status": "geen", "bron_datum": "2025"},
    )
    (table,) = people_section(stand, BOVEN).tables
    assert dict(zip(table.cells("wie"), table.cells("staat"), strict=True)) == {
        "Fier": "actief; telt niet: een andere bron spreekt het tegen",
        "geen organisatie genoemd": "geen",
    }


def test_a_row_knows_which_statements_it_tells(stand_on: StandOn) -> None:
    stand = stand_on(
        DAY,
        {"id": "een", "organisatie": "Fier", "gebied": "Aadorp", "bron_datum": "2020"},
        {"id": "twee", "organisatie": "Fier", "gebied": "Beekstad", "bron_datum": "2020"},
        {
            "id": "noemt",
            "rol": "ketenregisseur",
            "organisatie": "Zorghuis",
            "gebied": "Deiland",
            "opmerking": "Ook voor gemeente Aadorp.",
        },
    )
    (people,) = people_section(stand, BOVEN).tables
    assert people.cells("wie") == ("Fier",)
    assert people.statements == ((("contacts.csv", "een"), ("contacts.csv", "twee")),)
    parts = {one.key: one for one in gemeente_sections(stand, "GM0001")}
    (sources,) = parts["bronnen"].tables
    assert sources.statements == ((("contacts.csv", "een"),),)
    (also,) = parts["ook"].blocks
    assert isinstance(also, Listing)
    assert also.statements == (("contacts.csv", "noemt"),)


@pytest.mark.parametrize(("layer", "key"), [("zorgcoordinatie", "waarom"), ("inwoners", "status")])
def test_a_row_that_ended_or_has_yet_to_begin_is_put_right_where_it_is_told(
    stand_on: StandOn, layer: str, key: str
) -> None:
    """The table of sources has what holds, so that no link led to these."""
    row = {"gebied": "Aadorp", "bron_datum": "2020"}
    stand = stand_on(
        DAY,
        {**row, "id": "nu", "organisatie": "Fier"},
        {**row, "id": "was", "organisatie": "Oud", "tot": "2020"},
        {**row, "id": "komt", "organisatie": "Nieuw", "vanaf": "2030"},
    )
    parts = {one.key: one for one in gemeente_sections(stand, "GM0001", LAYERS[layer])}
    (reasons,) = parts[key].blocks
    assert isinstance(reasons, Listing)
    told = {item.split(" (")[0]: place for item, place in zip(reasons.items, reasons.statements, strict=True) if place}
    assert told == {
        "Gedekt door Fier": ("contacts.csv", "nu"),
        "Was gedekt door Oud": ("contacts.csv", "was"),
        "Wordt gedekt door Nieuw": ("contacts.csv", "komt"),
    }
    assert parts["bronnen"].tables[0].statements == ((("contacts.csv", "nu"),),)
    shown = block_html(reasons, lambda place: Way(f"?regel={place[1]}", place[1]))
    assert re.findall(r'href="\?regel=(\w+)"', shown) == ["nu", "was", "komt"]


def test_who_is_who_shows_functions_and_only_functional_mailboxes(stand_on: StandOn) -> None:
    (table,) = people_section(stand_on(DAY, *MIXED), BOVEN).tables
    assert table.caption == "Wie nu iets doet in de politieregio Boven. Overal onbekend: vanaf"
    assert cells(table, "functie", "wie", "gebied", "gemeenten", "doelgroep", "tot", "contact")[:2] == [
        ("Bestuurlijk trekker", "Burgemeester B (Regio)", "politieregio Boven", 3, "", "onbekend", ""),
        ("Zorgcoördinator", "Fier", "Aadorp; Ceeburg", 2, "iedereen; tot 23 jaar", "maart 2027; september 2026",
         "loket@fier.example"),
    ]  # fmt: skip
    assert table.cells("bron")[:2] == (
        Link("bron.example\ndatum onbekend", "https://bron.example/"),
        Link("bron.example\njanuari 2026", "https://bron.example/"),
    )
    assert keys(table.in_form("brief")) == ["functie", "wie", "gemeenten", "doelgroep", "tot"]


def test_without_any_mailbox_the_column_is_left_out_and_it_is_said(stand_on: StandOn) -> None:
    section = people_section(stand_on(DAY, *MIXED[1:]), BOVEN)
    assert "contact" not in keys(section.tables[0])
    (intro,) = (block for block in section.blocks if isinstance(block, Paragraph))
    assert intro.text.endswith("Van geen van deze functies is een functioneel e-mailadres bekend.")


def test_the_country_leaves_out_partners_and_what_ended(stand_on: StandOn) -> None:
    rows = ({"organisatie": "Oud", "gebied": "Aadorp", "tot": "2020"}, {"rol": "partner", "organisatie": "Politie",
             "gebied": "Aadorp"})  # fmt: skip
    assert people_section(stand_on(DAY, *rows)).tables == ()
    now, ended = people_section(stand_on(DAY, *rows), BOVEN).tables
    assert (cells(now, "wie"), cells(ended, "wie")) == ([("Politie",)], [("Oud",)])
    assert ended.caption == "Wat eindigde in de politieregio Boven"


def test_what_ends_within_a_year_is_told_as_precisely_as_the_source(stand_on: StandOn) -> None:
    section = ending_section(stand_on(DAY, *MIXED))
    assert section.conclusion == (
        "Van 1 van de 2 gemeenten met dekking is de einddatum bekend.",
        "Bij 1 daarvan eindigt de dekking uiterlijk op 1 juli 2027.",
    )
    (table,) = section.tables
    assert cells(table, "dag", "wat", "aantal", "gemeente") == [
        ("2026-09", "Deels gedekt\nFier (tot 23 jaar)", 1, "Ceeburg")
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ("Er is op deze dag geen dekking die kan eindigen.",)),
        ([{"organisatie": "Fier", "gebied": "Aadorp"}],
         ("Van geen enkele gemeente met dekking is bekend wanneer die eindigt.",)),
    ],
)  # fmt: skip
def test_an_unknown_end_is_never_told_as_cover_that_stays(
    stand_on: StandOn, rows: list[dict[str, str]], said: tuple[str, ...]
) -> None:
    section = ending_section(stand_on(DAY, *rows))
    assert (section.conclusion, section.tables) == (said, ())


def test_regions_stand_beside_each_other_and_beside_the_country(stand_on: StandOn) -> None:
    other = {"rol": "aandachtsfunctionaris", "organisatie": "Deiland", "gebied": "Deiland"}
    table = regions_table(stand_on(DAY, *MIXED, other), BOVEN)
    assert table.rows == (
        ("Boven (deze regio)", 3, 1, 1 / 3, 1 / 6, 3, 0, 0, 1),
        ("Onder", 1, 0, 0, 0, 0, 0, 1, 0),
        ("Nederland", 4, 1, 1 / 4, 1 / 10, 3, 0, 1, 1),
    )
    assert table.marked == {0}
    assert keys(table.in_form("brief")) == ["politieregio", "gemeenten", "gedekt", "met_trekker"]


@pytest.mark.parametrize(
    ("gebied", "said", "marked"),
    [
        (None, "Volgens de bronnen is in geen van de 2 politieregio's elke gemeente gedekt.", {2}),
        (Regio("provincie", "Westland"), "Volgens de bronnen is in geen van de 2 politieregio's elke gemeente gedekt.",
         {0, 1}),
        (ONDER, "Het deel van de gemeenten dat gedekt is, is in 1 andere politieregio hoger, in geen even hoog "
         "en in geen lager.", {1}),
    ],
)  # fmt: skip
def test_the_own_region_is_ranked_and_stands_out(
    stand_on: StandOn, gebied: Regio | None, said: str, marked: set[int]
) -> None:
    section = regions_section(stand_on(DAY, *MIXED), gebied)
    assert section.conclusion == (said,)
    assert section.tables[0].marked == marked


# --- one gemeente, its contacts, and the sources


def test_one_gemeente_is_told_in_full(stand_on: StandOn) -> None:
    sections = {section.key: section for section in gemeente_sections(stand_on(DAY, *MIXED), "GM0001")}
    assert list(sections) == ["waarom", "feiten", "keten", "ontbreekt", "wie", "ook", "bronnen", "klopt"]
    assert sections["waarom"].title == "Zorgcoördinatie: waarom deze kleur"
    rests, facts = sections["feiten"].blocks
    assert rests == Paragraph("De status van zorgcoördinatie rust op 1 bron van januari 2026, met zekerheid onbekend.")
    assert isinstance(facts, Terms)
    assert dict(facts.items) == {
        "Organisaties per doelgroep": "tot 23 jaar: Fier, Moviera; vanaf 23 jaar: Fier, Moviera",
        "Fte per 100.000 inwoners": "onbekend",
        "Einddatum": "onbekend",
        "Zekerheid van de bron": "onbekend",
    }
    zorg, bestuur = sections["keten"].tables
    assert zorg.rows == (
        ("aandachtsfunctionaris", "onbekend", "onbekend"),
        ("zorgcoördinator", "Fier, Moviera", "ja"),
        ("landelijk", "CoMensha", "ja"),
    )
    assert bestuur.cells("wie") == ("Aadorp", "Boven", "Burgemeester B (Regio)", "VNG")
    assert listings(sections["ontbreekt"]) == [("aandachtsfunctionaris: onbekend, geen bron",)]
    assert listings(sections["wie"]) == [("Fier", "Moviera", "bestuurlijk trekker: Burgemeester B (Regio)")]
    (bronnen,) = sections["bronnen"].tables
    assert cells(bronnen, "organisatie", "datum", "contact") == [
        ("Regio", "onbekend", None), ("Fier", "2026-01", "loket@fier.example"), ("Moviera", "2026-01", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "facts"),
    [
        ({"tot": "2020-03", "zekerheid": "hoog"},
         {"Dekking geëindigd": "maart 2020", "Zekerheid van de bron": "hoog, dat er dekking was"}),
        ({"status": "vacature", "zekerheid": "laag"},
         {"Dekking geëindigd": "wanneer is onbekend", "Zekerheid van de bron": "laag, dat de plek vacant is"}),
        ({"status": "op_afstand", "zekerheid": "midden"},
         {"Zekerheid van de bron": "midden, dat alleen CoMensha helpt, op afstand"}),
        ({"tot": "2027-03", "zekerheid": "hoog"},
         {"Einddatum": "maart 2027", "Zekerheid van de bron": "hoog, dat er dekking is"}),
        ({}, {"Einddatum": "onbekend", "Zekerheid van de bron": "onbekend"}),
    ],
)  # fmt: skip
def test_end_and_certainty_fit_the_status(stand_on: StandOn, row: dict[str, str], facts: dict[str, str]) -> None:
    """Hilversum had "einddatum onbekend" above "tot maart 2020", and "zekerheid hoog" on a status that lapsed."""
    stand = stand_on(DAY, {"organisatie": "Fier", "gebied": "Aadorp", **row})
    _, terms = next(one for one in gemeente_sections(stand, "GM0001") if one.key == "feiten").blocks
    assert isinstance(terms, Terms)
    assert dict(terms.items[2:]) == facts


def test_the_chosen_layer_is_explained_first_and_the_status_after_it(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED)
    sections = gemeente_sections(stand, "GM0001", LAYERS["bestuurlijk_trekker"])
    assert [section.key for section in sections] == [
        "waarom", "feiten", "keten", "ontbreekt", "wie", "status", "bronnen", "klopt",
    ]  # fmt: skip
    assert sections[0].title == "Bestuurlijk trekker: waarom deze kleur"
    assert listings(sections[0])[0][0] == "Een bron noemt een bestuurlijk trekker."
    assert listings(sections[-3]) == [stand.dekking["GM0001"].uitleg]


def test_of_a_gemeente_without_sources_it_is_told_whom_to_ask(stand_on: StandOn) -> None:
    sections = {section.key: section for section in gemeente_sections(stand_on(DAY), "GM0004")}
    assert "bronnen" not in sections
    assert listings(sections["wie"]) == [("VNG (bestuurlijk trekker onbekend)",)]


def test_contacts_are_those_that_concern_a_gemeente_as_written(stand_on: StandOn) -> None:
    table = contacts_table(stand_on(DAY, *MIXED), ["GM0001"])
    assert cells(table, "organisatie", "naam", "email", "tot", "bron_datum") == [
        ("Fier", "", "loket@fier.example", "2027-03", "2026-01"),
        ("Moviera", "", "", None, "2026-01"),
        ("Regio", "Burgemeester B", "", None, None),
    ]
    assert "telefoon" not in keys(table)


def test_sources_come_with_the_statuses_that_occur_and_what_is_not_said(stand_on: StandOn) -> None:
    stand = stand_on(DAY, *MIXED)
    section = sources_section(stand, stand.codes(), load_sources(stand.tables.folder))
    assert section.tables[0].cells("gegevens") == (
        Link("contacts", "https://bron.example/"), Link("gemeenten", "https://bron.example/"),
    )  # fmt: skip
    (terms,) = (block for block in section.blocks if isinstance(block, Terms))
    assert [term for term, _ in terms.items] == [
        "Dubbel gedekt", "Deels gedekt", "Op afstand", *(term for term, _ in load_terms()),
    ]  # fmt: skip
    assert listings(section) == [tuple(map(shorten, load_caveats()))]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), ("In de gegevens staat nog niemand die iets doet.",)),
        (
            (FRESH,),
            ("Wie wat doet, staat in 1 rij met een eigen bron.", "De nieuwste bron is van januari 2026.",
             "Van geen enkele rij is de bron ouder dan 24 maanden of zonder datum."),
        ),
        (
            ({"bron_datum": "2019"}, {"bron_datum": "2018", "bevestigd_op": "2026-03-02"}, {"bron": ""}),
            ("Wie wat doet, staat in 3 rijen.", "Van 1 van de 3 rijen ontbreekt de bron.",
             "De nieuwste bron is van 2 maart 2026.",
             "Van 2 van de 3 rijen is de bron ouder dan 24 maanden of zonder datum. Wat daar staat, is te bevestigen."),
        ),
    ],
)  # fmt: skip
def test_it_is_told_how_old_the_data_are(
    stand_on: StandOn, rows: tuple[dict[str, str], ...], said: tuple[str, ...]
) -> None:
    assert tell_origin(stand_on(DAY, *({"organisatie": "Fier", "gebied": "Aadorp", **row} for row in rows))) == said


def test_an_organisation_leads_to_the_newest_page_of_its_own_site_that_is_a_source(stand_on: StandOn) -> None:
    stand = stand_on(
        DAY,
        {"organisatie": "Fier", "gebied": "Aadorp", "bron": "https://lijst.example/fier", "bron_datum": "2026"},
        {"organisatie": "FIER", "gebied": "Deiland", "bron": "https://www.fier.nl/oud", "bron_datum": "2018"},
        {"organisatie": "Fier", "gebied": "Ceeburg", "bron": "https://www.fier.nl/nieuw", "bron_datum": "2020"},
        {"organisatie": "Moviera", "gebied": "Aadorp", "bron": "https://lijst.example/moviera", "bron_datum": "2026"},
    )
    wie = people_section(stand, Regio("politieregio", "Boven")).tables[0].cells("wie")
    assert wie == (Link("Fier", "https://www.fier.nl/nieuw"), "Moviera")
    (bronnen,) = next(one for one in gemeente_sections(stand, "GM0001") if one.key == "bronnen").tables
    assert bronnen.cells("organisatie") == wie


def test_what_concerns_the_files_leaves_out_what_no_card_has(stand_on: StandOn) -> None:
    cards = load_sources(stand_on(DAY).tables.folder)
    assert keys(files_table(cards)) == ["bestand", "rijen"]
    assert cells(files_table([replace(cards[0], crs="EPSG:4326")]), "coordinaten") == [("EPSG:4326",)]


def test_every_table_of_gemeenten_on_the_real_data_has_all_of_them_once(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    table = gemeenten_table(stand, stand.codes())
    assert sorted(map(str, table.cells("code"))) == list(stand.codes())
    for region in real.gebieden.regios("politieregio"):
        codes = stand.codes(region)
        (shared,) = gemeenten_section(stand, region, compact=True).tables
        assert sum(int(str(number)) for number in shared.cells("aantal")) == len(codes)
        names = ", ".join(map(str, shared.cells("gemeente")))
        assert [code for code in codes if names.count(stand.dekking[code].naam) == 0] == []
