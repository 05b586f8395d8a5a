"""The 35 centrumgemeenten vrouwenopvang: who belongs to which, and between which bounds they are covered."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from netmap.centrumgemeenten import Bounds, Indeling, assess_centra, bound_covered
from netmap.drawing.picture import Design, draw_picture
from netmap.errors import DataError
from netmap.headline import conclude_view
from netmap.layers import LAYERS, build_view
from netmap.load import DATA_DIR, check_folder, load_borders, load_tables
from netmap.maps.shapes import build_shapes
from netmap.regio import Regio
from netmap.schema import CENTRUM_COLUMNS, GEDEKT, STATUSSEN
from netmap.sections.centrumgemeenten import centrumgemeenten_section
from netmap.stand import build_stand
from netmap.where_next.advise import Rules, advise
from tests.conftest import NOW, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

FINE = {"organisatie": "Zorghuis", "gebied": "Aadorp", "bron_datum": "2026"}
DIVIDED = (
    {"code": "GM0001", "naam": "Aadorp", "centrumgemeente_vo": "Aadorp"},
    {"code": "GM0002", "naam": "Beekstad", "kandidaten": "Aadorp; Ceeburg"},
    {"code": "GM0003", "naam": "Ceeburg", "centrumgemeente_vo": "Ceeburg"},
    {"code": "GM0004", "naam": "Deiland", "centrumgemeente_vo": "Ceeburg"},
)
"""Aadorp alone, Ceeburg with Deiland, and Beekstad that belongs to one of the two."""
ACROSS_WATER = {
    "Den Helder": [["Texel"]],
    "Leeuwarden": [["Terschelling", "Vlieland"], ["Ameland"]],
    "Nissewaard": [["Goeree-Overflakkee"]],
    "Vlissingen": [["Hulst", "Sluis", "Terneuzen"]],
}
"""Areas in more than one piece: islands, and Zeeuws-Vlaanderen."""


def divide(folder: Path, *rows: dict[str, str]) -> Path:
    """Write which gemeente belongs to which centrumgemeente."""
    filled = [{"bron": "https://bron.example/", "zekerheid": "midden", **row} for row in rows]
    cells = [[row.get(column, "") for column in CENTRUM_COLUMNS] for row in filled]
    write_csv(folder / "centrumgemeenten.csv", CENTRUM_COLUMNS, cells)
    return folder


# --- the shipped file


def test_there_are_35_centrumgemeenten_and_each_belongs_to_itself(real: Tables) -> None:
    centra = {one.centrum for one in real.indeling.values()} - {""}
    own = {real.names[code] for code, one in real.indeling.items() if one.centrum == real.names[code]}
    assert centra == own
    assert sorted(centra) == [
        "'s-Gravenhage", "'s-Hertogenbosch", "Alkmaar", "Almere", "Amersfoort", "Amsterdam", "Apeldoorn", "Arnhem",
        "Breda", "Delft", "Den Helder", "Dordrecht", "Ede", "Eindhoven", "Emmen", "Enschede", "Gouda", "Groningen",
        "Haarlem", "Heerlen", "Helmond", "Hilversum", "Leeuwarden", "Leiden", "Maastricht", "Nijmegen", "Nissewaard",
        "Rotterdam", "Tilburg", "Utrecht", "Venlo", "Vlaardingen", "Vlissingen", "Zaanstad", "Zwolle",
    ]  # fmt: skip


def test_every_gemeente_has_one_row_with_a_source_or_with_candidates(real: Tables) -> None:
    assert list(real.indeling) == list(real.gemeenten.index)
    assert Counter(one.zekerheid for one in real.indeling.values()) == {
        "hoog": 41, "midden": 215, "laag": 41, "onbekend": 45,
    }  # fmt: skip
    for one in real.indeling.values():
        assert one.is_open == (one.zekerheid == "onbekend") == (not one.bron)
        assert len(one.kandidaten) == 2 or (one.centrum and not one.kandidaten)
    assert [one.centrum for one in real.indeling.values()] == real.gemeenten["centrumgemeente_vo"].tolist()


def test_the_areas_and_the_open_gemeenten_hold_all_inwoners_once(real: Tables) -> None:
    inwoners = real.gemeenten["inwoners"]
    centra = assess_centra(real.indeling, dict.fromkeys(real.gemeenten.index, "onbekend"))
    held = [code for one in centra for code in one.gemeenten]
    loose = {code for one in centra for code in one.open}
    assert (len(held), len(loose)) == (297, 45)
    assert int(inwoners[held].sum() + inwoners[sorted(loose)].sum()) == 18_130_208


def test_every_area_is_in_one_piece_but_for_water(real: Tables) -> None:
    borders = load_borders(DATA_DIR, real.gemeenten).geometry
    apart: dict[str, list[list[str]]] = {}
    with_open: dict[str, list[list[str]]] = {}
    for one in assess_centra(real.indeling, dict.fromkeys(real.gemeenten.index, "onbekend")):
        for codes, found in ((one.gemeenten, apart), ((*one.gemeenten, *one.open), with_open)):
            pieces = _pieces({real.names[code]: borders[code] for code in codes})
            found |= {one.naam: pieces[1:]} if len(pieces) > 1 else {}
    assert apart == ACROSS_WATER
    assert with_open == ACROSS_WATER | {"Gouda": [["Voorschoten"]]}, "Leiden lies between, if it belongs to Gouda"


def _pieces(shapes: dict[str, Any]) -> list[list[str]]:
    """Sort gemeenten by what touches, the largest piece first."""
    pieces: list[set[str]] = []
    for name, shape in shapes.items():
        beside = [piece for piece in pieces if any(shapely.intersects(shape, shapes[other]) for other in piece)]
        pieces = [*(piece for piece in pieces if piece not in beside), {name}.union(*beside)]
    return [sorted(piece) for piece in sorted(pieces, key=lambda piece: (-len(piece), min(piece)))]


# --- reading


def test_who_belongs_to_which_is_read_into_the_register(country: Callable[..., Path]) -> None:
    tables = load_tables(divide(country(FINE), *DIVIDED))
    assert tables.problems == ()
    assert tables.gemeenten["centrumgemeente_vo"].tolist() == ["Aadorp", "", "Ceeburg", "Ceeburg"]
    assert [one.kandidaten for one in tables.indeling.values()] == [(), ("Aadorp", "Ceeburg"), (), ()]


def test_a_folder_without_the_file_works_as_before(country: Callable[..., Path]) -> None:
    folder = country(FINE)
    tables = load_tables(folder)
    assert (tables.indeling, tables.problems) == ({}, ())
    assert tables.gemeenten["centrumgemeente_vo"].tolist() == [""] * 4
    assert check_folder(folder) == []


def test_a_gemeente_is_read_in_any_spelling(country: Callable[..., Path]) -> None:
    row = {"code": "1", "naam": "Aa", "centrumgemeente_vo": "gemeente Aadorp"}
    assert load_tables(divide(country(FINE), row)).indeling["GM0001"].centrum == "Aadorp"


OWN = {"code": "GM0001", "naam": "Aadorp", "centrumgemeente_vo": "Aadorp"}
BEEK = {"code": "GM0002", "naam": "Beekstad"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{**OWN, "code": "GM0009"}], "rij 2, kolom code: 'GM0009' staat niet in het register. Verbeter de code, of "
         "haal de rij weg."),
        ([OWN, OWN], "rij 3, kolom code: 'GM0001' staat er al eerder. Elke gemeente heeft hoogstens één rij."),
        ([{**OWN, "naam": "Beekstad"}], "rij 2, kolom naam: deze naam hoort niet bij GM0001: dat is Aadorp. "
         "Verbeter de naam of de code."),
        ([OWN, {**BEEK, "centrumgemeente_vo": "Aadrop"}], "rij 3, kolom centrumgemeente_vo: 'Aadrop' is geen bekende "
         "gemeente. Bedoelt u Aadorp?"),
        ([OWN, {**BEEK, "centrumgemeente_vo": "Oudorp"}], "rij 3, kolom centrumgemeente_vo: Oudorp is op 1 januari "
         "2020 opgegaan in Aadorp."),
        ([{**BEEK, "centrumgemeente_vo": "Aadorp"}], "rij 2, kolom centrumgemeente_vo: 'Aadorp' hoort volgens dit "
         "bestand niet bij zichzelf, en is dus geen centrumgemeente. Verbeter de naam, of geef Aadorp een rij met "
         "zichzelf als centrumgemeente."),
        ([OWN, {**BEEK, "kandidaten": "Aadorp"}], "rij 3, kolom kandidaten: noem er minstens twee, met een puntkomma "
         "ertussen. Is het er één, vul die dan in."),
        ([OWN, {**BEEK, "kandidaten": "Aadorp;Deiland"}], "rij 3, kolom kandidaten: Deiland is geen centrumgemeente. "
         "Noem gemeenten die bij zichzelf horen."),
        ([*DIVIDED[:1], *DIVIDED[2:], {**BEEK, "centrumgemeente_vo": "Beekstad", "kandidaten": "Aadorp;Ceeburg"}],
         "rij 5, kolom kandidaten: 'Beekstad' staat er niet bij. Noem ook de gemeente die is ingevuld."),
        ([{**OWN, "zekerheid": "vast"}], "rij 2, kolom zekerheid: deze tekst kan hier niet. Kies uit: hoog, midden, "
         "laag, onbekend."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(country: Callable[..., Path], rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(DataError) as refused:
        load_tables(divide(country(FINE), *rows))
    assert [str(problem) for problem in refused.value.problems] == [f"centrumgemeenten.csv, {said}"]


def test_an_answer_needs_a_source_and_no_answer_needs_none(country: Callable[..., Path]) -> None:
    folder = divide(country(FINE), {**DIVIDED[0], "bron": ""}, {**DIVIDED[1], "bron": ""}, *DIVIDED[2:])
    assert [(one.rij, one.kolom, one.blokkeert) for one in check_folder(folder)] == [(2, "bron", False)]


# --- counting


@pytest.mark.parametrize(
    ("known", "maybe", "status"),
    [
        (["enkel", "dubbel"], [], "gedekt"),
        (["enkel"], ["dubbel"], "gedekt"),
        (["enkel"], ["dubbel", "onbekend"], "hangt_af"),
        (["enkel"], ["op_afstand"], "hangt_af"),
        (["enkel", "op_afstand"], ["onbekend"], "deels"),
        (["deels"], [], "deels"),
        (["op_afstand", "geen"], ["enkel"], "niet"),
        (["vervallen", "onbekend"], [], "niet"),
        (["enkel", "onbekend"], [], "onbekend"),
        (["begin_onbekend"], [], "onbekend"),
    ],
)
def test_the_status_of_an_area_follows_from_its_gemeenten(known: list[str], maybe: list[str], status: str) -> None:
    said = {f"GM{number:04d}": one for number, one in enumerate([*known, *maybe], 1)}
    indeling = {
        code: Indeling(code, "A" if number < len(known) else "", () if number < len(known) else ("A", "B"), *[""] * 4)
        for number, code in enumerate(said)
    }
    (area,) = assess_centra(indeling, said)
    assert (area.naam, area.status) == ("A", status)
    assert (len(area.gemeenten), len(area.open)) == (len(known), len(maybe))


CENTRA = "ABCDE"


@st.composite
def countries(draw: st.DrawFn) -> tuple[dict[str, Indeling], dict[str, str]]:
    """Make a few areas, gemeenten in them, gemeenten between them, and the status of each."""
    centra = CENTRA[: draw(st.integers(2, len(CENTRA)))]
    own = [(naam, ()) for naam in [*centra, *draw(st.lists(st.sampled_from(centra), max_size=4))]]
    between = st.lists(st.sampled_from(centra), min_size=2, max_size=3, unique=True).map(tuple)
    rows = [*own, *(("", names) for names in draw(st.lists(between, max_size=6)))]
    indeling = {f"GM{i:04d}": Indeling(f"GM{i:04d}", *row, *[""] * 4) for i, row in enumerate(rows)}
    return indeling, {code: draw(st.sampled_from(STATUSSEN)) for code in indeling}


@given(countries(), st.integers(1, len(CENTRA)))
def test_the_bounds_are_those_of_every_way_to_divide_the_open_gemeenten(
    made: tuple[dict[str, Indeling], dict[str, str]], most: int
) -> None:
    """By trying them all, for all areas and for some of them."""
    indeling, status = made
    covered = {code for code, one in status.items() if one in {"enkel", "dubbel"}}
    centra = assess_centra(indeling, status)[:most]
    loose = [one for one in indeling.values() if one.is_open]
    counts = []
    for choice in product(*(one.kandidaten for one in loose)):
        given = dict(zip((one.code for one in loose), choice, strict=True))
        members = {one.naam: {*one.gemeenten, *(c for c in one.open if given[c] == one.naam)} for one in centra}
        counts.append(sum(codes <= covered for codes in members.values()))
    known = sum(covered.issuperset(one.gemeenten) for one in centra)
    assert bound_covered(centra, indeling, covered) == Bounds(known, min(counts), max(counts))
    certain = sum(one.status == "gedekt" for one in centra)
    assert certain <= min(counts) <= max(counts) <= known


# --- told


def test_the_section_says_how_many_and_between_which_bounds(country: Callable[..., Path]) -> None:
    """Aadorp is covered, Ceeburg and Deiland are; Beekstad is not and spoils one of the two."""
    rows = [{**FINE, "gebied": naam} for naam in ("Aadorp", "Ceeburg; Deiland")]
    tables = load_tables(divide(country(*rows), *DIVIDED), NOW)
    section = centrumgemeenten_section(build_stand(tables, NOW))
    assert section.conclusion == (
        "Bij beide centrumgemeenten is op 1 juli 2026 elke bekende gemeente gedekt.",
        "Van 1 gemeente zegt geen bron bij welke centrumgemeente zij hoort; met haar erbij: 1.",
    )
    assert section.facts == {
        "centrumgemeenten": {"aantal": 2, "bekend": 2, "minstens": 1, "hoogstens": 1, "niet_ingedeeld": 1}
    }
    (table,) = section.tables
    assert [row[:7] for row in table.rows] == [
        ("Aadorp", "Gedekt, als geen andere gemeente erbij hoort", 1, 1, 1, 10_000, 30_000),
        ("Ceeburg", "Gedekt, als geen andere gemeente erbij hoort", 2, 2, 1, 70_000, 90_000),
    ]
    only = centrumgemeenten_section(build_stand(tables, NOW), Regio("politieregio", "Onder"))
    assert only.tables[0].cells("centrumgemeente") == ("Ceeburg",)
    assert only.facts["centrumgemeenten"]["minstens"] == 0, "Beekstad may fall to it"
    assert only.facts["centrumgemeenten"]["hoogstens"] == 1, "or to Aadorp, which is not counted here"


def test_on_a_day_of_which_little_is_known_that_is_said(country: Callable[..., Path]) -> None:
    tables = load_tables(divide(country(FINE), *DIVIDED), NOW)
    section = centrumgemeenten_section(build_stand(tables, date(2020, 1, 1)))
    assert section.conclusion == (
        "Van geen van de 2 centrumgemeenten is op 1 januari 2020 bekend dat elke bekende gemeente gedekt was.",
        "Van 2 centrumgemeenten is dat niet bekend.",
        "Van 1 gemeente zegt geen bron bij welke centrumgemeente zij hoort; ook met haar erbij verandert dat niet.",
    )


def test_without_the_file_it_is_not_known(country: Callable[..., Path]) -> None:
    section = centrumgemeenten_section(build_stand(load_tables(country(FINE)), NOW))
    assert section.conclusion == (
        "Van geen enkele gemeente is bekend bij welke centrumgemeente vrouwenopvang zij hoort.",
    )
    assert section.facts == {"centrumgemeenten": {"aantal": 0}}


MONTHS = {date(2017, 11, 1): "november 2017", date(2019, 9, 1): "september 2019"}


@pytest.mark.parametrize(
    ("day", "counted", "bounds"),
    [
        (date(2017, 11, 1), 19, ((0, 0), (25, 25))),
        (date(2019, 9, 1), 30, ((13, 14), (30, 30))),
    ],
)
def test_what_comensha_counted_lies_between_what_is_sourced_and_what_a_later_source_says(
    real: Tables, day: date, counted: int, bounds: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    """On the same unit: the lower bound of what is sourced, the upper bound with what is only known later."""
    stand = build_stand(real, day)
    sourced, later = (stand.bound_centra(stand.centra, statuses) for statuses in (GEDEKT, GEDEKT | {"begin_onbekend"}))
    assert (sourced[1:], later[1:]) == bounds
    told = " ".join((DATA_DIR.parent / "docs" / "gegevens.md").read_text(encoding="utf-8").split())
    said = re.search(rf"{MONTHS[day]} [^;]*tussen (\d+) [^;]*en (\d+)[^;]*; CoMensha telde (\d+)", told)
    assert said is not None
    assert [int(number) for number in said.groups()] == [sourced.minstens, later.hoogstens, counted]
    assert sourced.minstens <= counted <= later.hoogstens


def test_a_picture_draws_their_borders_and_says_of_each_gemeente_where_it_belongs(country: Callable[..., Path]) -> None:
    tables = load_tables(divide(country(FINE), *DIVIDED), NOW)
    stand, shapes = build_stand(tables, NOW), build_shapes(load_borders(tables.folder, tables.gemeenten), tables)
    drawn, usual = (
        draw_picture(stand, build_view(stand, LAYERS["zorgcoordinatie"], None, kind), shapes, Design(formaat="svg"))
        for kind in ("centrumgemeente", "politieregio")
    )
    assert b"Grens van de regio van een centrumgemeente" in drawn
    assert b"Misschien een grens: dat is niet bekend" in drawn
    assert b"Hoort bij centrumgemeente Aadorp of Ceeburg: dat is niet bekend." in drawn
    assert b"centrumgemeente" not in usual


def test_of_many_candidates_none_is_named() -> None:
    one = Indeling("GM0001", "", ("Aadorp", "Beekstad", "Ceeburg", "Deiland"), "", "", "onbekend", "")
    assert one.zin == "Bij welke centrumgemeente zij hoort, is niet bekend"


def test_the_layer_counts_regions_and_draws_who_is_in_none_apart(country: Callable[..., Path]) -> None:
    tables = load_tables(divide(country({**FINE, "gebied": "Ceeburg"}), *DIVIDED), NOW)
    stand = build_stand(tables, NOW)
    view = build_view(stand, LAYERS["centrumgemeente"])
    assert view.class_of == {
        "GM0001": "onbekend",
        "GM0002": "niet_ingedeeld",
        "GM0003": "onbekend",
        "GM0004": "onbekend",
    }
    assert [(e.klasse.key, e.aantal) for e in view.legend if e.aantal] == [("onbekend", 2), ("niet_ingedeeld", 1)]
    assert (view.eenheid[1], view.grenzen) == ("centrumgemeenten", "centrumgemeente")
    assert conclude_view(stand, view)[0] == (
        "Van geen van de 2 centrumgemeenten is bekend dat elke bekende gemeente gedekt is."
    )
    one = build_view(stand, LAYERS["centrumgemeente"], Regio("centrumgemeente", "Ceeburg"))
    assert conclude_view(stand, one)[0].startswith(
        "Van centrumgemeente Ceeburg is niet bekend dat elke bekende gemeente"
    )


def test_the_layer_agrees_with_the_table_and_the_bounds_of_the_real_data(real: Tables) -> None:
    stand = build_stand(real, date(2026, 11, 21))
    view = build_view(stand, LAYERS["centrumgemeente"])
    counted = Counter(one.status for one in stand.centra)
    assert {e.klasse.key: e.aantal for e in view.legend} == {
        **{key: counted[key] for key in ("gedekt", "hangt_af", "deels", "niet", "onbekend")}, "niet_ingedeeld": 45,
    }  # fmt: skip
    assert view.size(view.codes) == 35
    assert conclude_view(stand, view)[0].startswith(f"Bij {stand.bound_centra(stand.centra).bekend} van de 35 ")


def test_a_new_post_stays_within_one_region_and_who_is_in_none_is_added_to_none(country: Callable[..., Path]) -> None:
    tables = load_tables(divide(country(), *DIVIDED), NOW)
    row: nx.Graph[str] = nx.path_graph(["GM0001", "GM0002", "GM0003", "GM0004"])
    found = advise(build_stand(tables, NOW), row, (1.0, 1.0, 1.0), Rules(binnen="centrumgemeente"))
    assert sorted(area.codes for area in found.areas) == [("GM0001",), ("GM0002",), ("GM0003", "GM0004")]
