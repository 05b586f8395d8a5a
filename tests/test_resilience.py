"""What falls away when somebody stops: exact on the small country, laws for any rows, and the shipped data by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.chain import Schakel, find_chain
from netmap.coverage import compute_coverage, compute_role, compute_totals
from netmap.errors import NetmapError
from netmap.geo import find_neighbours
from netmap.graph import build_graph
from netmap.inzet import COMENSHA
from netmap.layers import build_stand
from netmap.load import DATA_DIR, load_borders
from netmap.regio import Regio
from netmap.resilience.removable import find_key, find_removable, find_situations
from netmap.resilience.removal import Overnemer, remove, remove_each, sole_cover
from netmap.resilience.structure import measure_structure
from netmap.schema import GEDEKT, INZET_STATUSSEN, SEGMENTEN, STATUSSEN
from netmap.sections.removal import dependence_section, explain_removal, tell_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.resilience.removal import Removal

    Row = dict[str, Any]

DAY = date(2026, 7, 1)
CODES = ("GM0001", "GM0002", "GM0003", "GM0004")
BESIDE = {"GM0001": ("GM0002",), "GM0002": ("GM0001", "GM0003"), "GM0003": ("GM0002",), "GM0004": ()}

FIER = {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad"}
MEE = {"id": "mee", "organisatie": "MEE", "gebied": "Ceeburg", "doelgroep": "tot 23"}
MOVIERA = {"id": "moviera", "organisatie": "Moviera", "gebied": "Ceeburg", "doelgroep": "vanaf 23"}
HELPDESK = {"id": "helpdesk", "organisatie": "CoMensha", "gebied": "Deiland", "status": "op_afstand"}
CENTRE = {"id": "centrum", "rol": "landelijk_coordinatiecentrum", "organisatie": "CoMensha", "gebied": "landelijk"}
TREKKER = {"id": "trekker", "rol": "bestuurlijk_trekker", "organisatie": "Tafel", "gebied": "politieregio:Boven"}
REGISSEUR = {"id": "regie", "rol": "ketenregisseur", "organisatie": "Fier", "gebied": "Aadorp"}
COUNTRY = (FIER, MEE, MOVIERA, HELPDESK, CENTRE, TREKKER, REGISSEUR)


@pytest.fixture
def stand(stand_on: Callable[..., Stand]) -> Stand:
    """Two gemeenten with one organisation, one divided by age, one at a distance; one trekker, one ketenregisseur."""
    return stand_on("2026-07-01", *COUNTRY)


def moves(removal: Removal, rol: str = "zorgcoordinator") -> dict[str, tuple[str, str]]:
    return {one.code: (one.van, one.naar) for one in removal.changes if one.onderwerp == rol}


# --- removal on the small country


FAR = {"id": "ver", "organisatie": "CoMensha", "gebied": "Aadorp; Beekstad", "status": "op_afstand"}


def test_where_comensha_stands_behind_an_organisation_its_load_grows(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, MEE, MOVIERA, HELPDESK, FAR)
    removals = {one.naam: one for one in remove_each(stand)}
    assert {naam: one.na["op_afstand"] for naam, one in removals.items()} == {
        "Fier": (3, 70_000), "MEE": (1, 40_000), "Moviera": (1, 40_000), "CoMensha": (0, 0),
    }  # fmt: skip
    assert "Alleen op afstand (CoMensha): 3 gemeenten (70.000 inwoners); nu 1 gemeente (40.000 inwoners)." in (
        explain_removal(removals["Fier"])
    )
    assert "Alleen op afstand (CoMensha): niemand meer; nu 1 gemeente (40.000 inwoners)." in (
        explain_removal(removals["CoMensha"])
    )
    section = dependence_section(stand)
    assert dict(zip(section.tables[0].cells("organisatie"), section.tables[0].cells("op_afstand"), strict=True)) == {
        "Fier": 70_000, "MEE": 40_000, "Moviera": 40_000, "CoMensha": 0,
    }  # fmt: skip
    assert tell_load(removals.values(), stand) == (
        "Alleen op afstand (CoMensha): 1 gemeente (40.000 inwoners). Valt één organisatie weg, dan wordt dat volgens "
        "de bronnen het meest zonder Fier: 3 gemeenten (70.000 inwoners). "
        "Of CoMensha ook helpt waar de dekking dan vervalt, zegt geen bron."
    )
    boven = Regio("politieregio", "Boven")
    assert tell_load(remove_each(stand, gebied=boven)[1:], stand, boven) == (
        "Alleen op afstand (CoMensha) in de politieregio Boven: nu niemand. "
        "Volgens de bronnen wordt dat niet meer als één organisatie wegvalt. "
        "Of CoMensha ook helpt waar de dekking dan vervalt, zegt geen bron."
    )


def test_without_the_only_organisation_the_cover_lapses(stand: Stand) -> None:
    removal = remove(stand, ["organisatie:fier"], BESIDE)
    assert moves(removal) == {"GM0001": ("enkel", "vervallen"), "GM0002": ("enkel", "vervallen")}
    assert moves(removal, "ketenregisseur") == {"GM0001": ("ja", "vervallen")}
    assert removal.voor["enkel"] == (3, 60_000)
    assert removal.na["enkel"] == (1, 30_000)
    assert removal.na["vervallen"] == (2, 30_000)
    assert explain_removal(removal) == (
        "Zonder Fier gaan 2 gemeenten (30.000 inwoners) van enkel gedekt naar vervallen of vacant.",
        "Gedekt blijft dan 1 van de 4 gemeenten (25,0%; nu 75,0%).",
        "Een andere organisatie dekt een buurgemeente, of de gemeente zelf al deels, bij 1 van de 2: "
        "MEE (1), Moviera (1).",
        "Zonder Fier valt in 1 gemeente (10.000 inwoners) de ketenregisseur weg.",
    )


def test_who_divide_the_target_group_are_not_a_backup(stand: Stand) -> None:
    removal = remove(stand, ["organisatie:mee"], BESIDE)
    assert moves(removal) == {"GM0003": ("enkel", "deels")}
    (change,) = removal.changes
    assert removal.overnemers == {
        change.code: (
            Overnemer("organisatie:moviera", "Moviera", 0, True),
            Overnemer("organisatie:fier", "Fier", 1, False),
        )
    }


def test_where_comensha_serves_too_help_at_a_distance_is_left(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, {**HELPDESK, "gebied": "Aadorp"}, CENTRE)
    assert moves(remove(stand, ["organisatie:fier"])) == {
        "GM0001": ("enkel", "op_afstand"),
        "GM0002": ("enkel", "vervallen"),
    }


def test_without_help_at_a_distance_nobody_says_what_there_is(stand: Stand) -> None:
    removal = remove(stand, ["landelijk:comensha"])
    assert moves(removal) == {"GM0004": ("op_afstand", "onbekend")}
    assert explain_removal(removal)[1:] == (
        "Alleen op afstand (CoMensha): niemand meer; nu 1 gemeente (40.000 inwoners).",
        "Wat er in plaats van de hulp op afstand komt, zegt geen bron.",
        "Alle zorgcoördinatoren melden bij CoMensha; die schakel ontbreekt dan in elke keten.",
    )


@pytest.mark.parametrize("centre", [[], [CENTRE]], ids=["no row for it", "a row for it"])
@pytest.mark.parametrize(
    ("status", "listed", "alone", "moved", "lines"),
    [
        ("actief", True, ["GM0003"], ("enkel", "vervallen"), []),
        ("op_afstand", True, [], ("op_afstand", "onbekend"), ["Ceeburg", "Deiland"]),
        ("vacature", False, [], None, ["Ceeburg", "Deiland"]),
    ],
)
def test_comensha_counts_where_it_coordinates_itself_and_only_there(
    stand_on: Callable[..., Stand],
    centre: list[dict[str, str]],
    status: str,
    listed: bool,
    alone: list[str],
    moved: tuple[str, str] | None,
    lines: list[str],
) -> None:
    stand = stand_on("2026-07-01", FIER, {**HELPDESK, "gebied": "Ceeburg", "status": status}, *centre)
    assert [one.key for one in find_removable(stand) if one.soort == "organisatie"] == [
        *([COMENSHA] if listed else []), "organisatie:fier",
    ]  # fmt: skip
    assert [one.gemeenten for one in sole_cover(stand) if one.keys == (COMENSHA,)] == [tuple(alone)] * bool(alone)
    assert moved is None or moves(remove(stand, [COMENSHA])) == {"GM0003": moved}
    assert [row.naam for row in measure(stand, "zorg", "spil").rows] == ["Fier"]
    assert [row.naam for row in measure(stand, "zorg", "afgesneden").rows] == (lines or ["Deiland"])
    assert find_chain(stand, "GM0001").zorg[-1] == Schakel("landelijk", "CoMensha", "ja")


def test_losing_one_of_two_makes_double_single(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, {"organisatie": "Shop", "gebied": "Beekstad"})
    removal = remove(stand, ["organisatie:shop"], BESIDE)
    assert moves(removal) == {"GM0002": ("dubbel", "enkel")}
    assert removal.verloren == ()


def test_a_third_organisation_less_is_told_though_the_status_stays(stand_on: Callable[..., Stand]) -> None:
    others = [{"organisatie": name, "gebied": "Beekstad"} for name in ("Shop", "Koraal")]
    removal = remove(stand_on("2026-07-01", FIER, *others), ["organisatie:koraal"])
    assert (removal.changes, removal.verzwakt) == ((), ("GM0002",))
    assert explain_removal(removal) == ("In 1 gemeente blijft de status gelijk, maar is er een organisatie minder.",)


def test_two_statements_about_one_organisation_are_one_organisation(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, {**FIER, "id": "nog-een", "organisatie": "FIER"})
    assert moves(remove(stand, ["inzet:fier"])) == {}
    assert explain_removal(remove(stand, ["inzet:fier"])) == (
        "Zonder zorgcoördinator Fier (Aadorp en Beekstad) verandert van geen enkele gemeente de status.",
    )
    assert set(moves(remove(stand, ["organisatie:fier"]))) == {"GM0001", "GM0002"}


def test_the_table_of_a_region_is_its_trekkers_and_ketenregisseurs(stand: Stand) -> None:
    removal = remove(stand, ["tafel:Boven"])
    assert removal.inzetten == ("regie", "trekker")
    assert moves(removal, "bestuurlijk_trekker") == dict.fromkeys(CODES[:3], ("ja", "vervallen"))
    assert moves(removal, "ketenregisseur") == {"GM0001": ("ja", "vervallen")}
    assert moves(removal) == {}


def test_pilots_and_money_with_an_end_can_fall_away_as_one(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {**FIER, "status": "pilot", "tot": "2027-01-01"}, MOVIERA)
    lines = {one.key: one.inzetten for one in find_removable(stand) if one.soort == "lijn"}
    assert lines == {"lijn:pilot": ("fier",), "lijn:einddatum": ("fier",)}
    assert set(moves(remove(stand, ["lijn:pilot"]))) == {"GM0001", "GM0002"}


def test_a_region_counts_only_its_own_gemeenten(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {**FIER, "gebied": "landelijk"})
    onder = Regio("politieregio", "Onder")
    removal = remove(stand, ["organisatie:fier"], BESIDE, onder)
    assert set(moves(removal)) == {"GM0004"}
    assert removal.na["vervallen"] == (1, 40_000)
    assert explain_removal(removal, onder)[2] == "Geen andere organisatie dekt een buurgemeente of deze gemeenten zelf."


def test_only_what_holds_and_is_worked_for_can_fall_away(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on(
        "2026-07-01",
        {**FIER, "id": "was", "tot": "2026-07-01"},
        {**FIER, "id": "komt", "vanaf": "2026-07-02"},
        {**FIER, "id": "leeg", "status": "vacature"},
        {**FIER, "id": "gestopt", "status": "gestopt"},
        {**FIER, "id": "partner", "rol": "partner"},
    )
    assert find_removable(stand) == ()


def test_an_unknown_key_is_refused_in_dutch(stand: Stand) -> None:
    with pytest.raises(NetmapError, match=r"Onbekend op deze dag: organisatie:niemand\."):
        remove(stand, ["organisatie:fier", "organisatie:niemand"])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("fier", "organisatie:fier"),
        ("FIER", "organisatie:fier"),
        ("tafel:Boven", "tafel:Boven"),
        ("inzet:mee", "inzet:mee"),
    ],
)
def test_what_people_type_finds_the_key(stand: Stand, text: str, key: str) -> None:
    assert find_key(stand, text) == key


def test_a_misspelled_name_is_answered_with_the_nearest(stand: Stand) -> None:
    with pytest.raises(NetmapError, match="Bedoelt u 'Moviera'"):
        find_key(stand, "Movierra")


# --- sole cover


def test_sole_cover_is_told_per_target_group(stand: Stand) -> None:
    found = {one.naam: (one.gemeenten, one.inwoners, dict(one.segmenten)) for one in sole_cover(stand)}
    assert found == {
        "Fier": (("GM0001", "GM0002"), 30_000, dict.fromkeys(SEGMENTEN, ("GM0001", "GM0002"))),
        "MEE": (("GM0003",), 30_000, {"tot 23": ("GM0003",)}),
        "Moviera": (("GM0003",), 30_000, {"vanaf 23": ("GM0003",)}),
    }


def test_a_role_with_two_holders_depends_on_neither(stand_on: Callable[..., Stand]) -> None:
    second = {**TREKKER, "id": "tweede", "naam": "Burgemeester Twee", "gebied": "Aadorp"}
    (one,) = sole_cover(stand_on("2026-07-01", TREKKER, second), rol="bestuurlijk_trekker")
    assert (one.naam, one.keys, one.gemeenten) == ("Tafel", ("inzet:trekker",), ("GM0002", "GM0003"))


def test_gemeenten_of_one_situation_share_their_statements(stand: Stand) -> None:
    found = [(one.codes, one.inwoners) for one in find_situations(stand.graph, "zorgcoordinator")]
    assert found == [(CODES[:2], 30_000), (CODES[2:3], 30_000), (CODES[3:], 40_000)]


# --- laws

rows = st.fixed_dictionaries(
    {
        "rol": st.sampled_from(["zorgcoordinator"] * 3 + ["bestuurlijk_trekker", "ketenregisseur"]),
        "organisatie": st.sampled_from(["Fier", "FIER", "Moviera", "CoMensha"]),
        "gebied": st.sampled_from(["landelijk", "politieregio:Boven", "Aadorp", "Beekstad; Deiland", "Ceeburg"]),
        "doelgroep": st.sampled_from(["", *SEGMENTEN]),
        "status": st.sampled_from(INZET_STATUSSEN),
        "vanaf": st.sampled_from(["", "2026-07-01", "2026-07-02"]),
        "tot": st.sampled_from(["", "2026-07-03", "2027"]),
    }
)
countries = st.lists(rows, max_size=7)
quick = settings(max_examples=40)


def rebuilt(tables: Tables, gone: Iterable[str], day: date) -> dict[str, dict[str, str]]:
    """The naive way: end the rows on the day and build everything anew."""
    ended = {*gone}
    contacts = tuple(
        replace(inzet, tot=day, einden=tuple(end for end in inzet.einden if end[1] <= day))
        if inzet.id in ended
        else inzet
        for inzet in tables.contacts
    )
    graph = build_graph(replace(tables, contacts=contacts), day)
    found = {"zorgcoordinator": {code: one.status for code, one in compute_coverage(graph).items()}}
    for rol in ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris"):
        found[rol] = {code: one.status for code, one in compute_role(graph, rol).items()}
    return found


@quick
@given(contacts=countries, data=st.data())
def test_a_removal_is_the_same_as_ending_the_rows(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row], data: st.DataObject
) -> None:
    tables = tables_of(contacts)
    stand = build_stand(tables, DAY)
    removable = find_removable(stand)
    chosen = data.draw(st.lists(st.sampled_from(removable), unique=True)) if removable else []
    removal = remove(stand, [one.key for one in chosen], BESIDE)
    after = rebuilt(tables, removal.inzetten, DAY)
    before = rebuilt(tables, [], DAY)
    for rol, statuses in after.items():
        changed = {code: (before[rol][code], to) for code, to in statuses.items() if to != before[rol][code]}
        assert moves(removal, rol) == changed
    counts = {status: list(after["zorgcoordinator"].values()).count(status) for status in STATUSSEN}
    assert {status: gemeenten for status, (gemeenten, _) in removal.na.items()} == counts


@quick
@given(contacts=countries, data=st.data())
def test_removing_never_improves_and_order_does_not_matter(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row], data: st.DataObject
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    keys = [one.key for one in find_removable(stand)]
    chosen = data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    removal = remove(stand, chosen)
    care = [one for one in removal.changes if one.onderwerp == "zorgcoordinator"]
    assert all(STATUSSEN.index(one.naar) > STATUSSEN.index(one.van) for one in care)
    assert all(one.van == "ja" for one in removal.changes if one not in care)
    # what CoMensha serves from a distance only becomes less where that very help ends
    distant = {code for one in stand.tables.contacts if one.status == "op_afstand" and one.id in removal.inzetten
               for code in one.codes}  # fmt: skip
    assert {code for code, (van, _) in moves(removal).items() if van == "op_afstand"} <= distant
    assert removal.na["op_afstand"].inwoners >= removal.voor["op_afstand"].inwoners or distant
    assert remove(stand, chosen[::-1]) == removal
    if chosen:
        fewer = remove(stand, chosen[1:])
        still = {code for code, (_, to) in moves(removal).items() if to in GEDEKT}
        assert {code for code, (_, to) in moves(fewer).items() if to not in GEDEKT}.isdisjoint(still)


@quick
@given(contacts=countries)
def test_removing_everything_leaves_nobody_covered(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row]
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    removal = remove(stand, [one.key for one in find_removable(stand)])
    assert {status for status, (gemeenten, _) in removal.na.items() if gemeenten} <= {"vervallen", "geen", "onbekend"}
    assert tuple(map(sum, zip(*removal.na.values(), strict=True))) == (4, 100_000)


@quick
@given(contacts=countries)
def test_removing_and_adding_back_restores(tables_of: Callable[[list[Row]], Tables], contacts: list[Row]) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    before = (compute_coverage(stand.graph), stand.dekking, stand.rollen)
    for one in find_removable(stand):
        remove(stand, [one.key], BESIDE)
    assert before == (compute_coverage(stand.graph), stand.dekking, stand.rollen)
    nothing = remove(stand, [])
    assert nothing.changes == ()
    assert nothing.voor == nothing.na == compute_totals(stand.dekking.values()).per_status


@quick
@given(contacts=countries)
def test_sole_cover_is_what_a_single_removal_takes_away(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row]
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    alone = {one.keys[0]: set(one.gemeenten) for one in sole_cover(stand)}
    for one in find_removable(stand):
        if one.soort == "organisatie":
            worse = {code for code, (van, to) in moves(remove(stand, [one.key])).items() if to not in GEDEKT}
            worse -= {code for code, (van, _) in moves(remove(stand, [one.key])).items() if van == "op_afstand"}
            assert alone.get(one.key, set()) == worse


# --- structure


def measure(stand: Stand, kolom: str, key: str) -> Any:
    return next(one for one in measure_structure(stand) if (one.kolom, one.key) == (kolom, key))


def test_when_every_organisation_is_indispensable_one_sentence_says_so(stand: Stand) -> None:
    found = measure(stand, "zorg", "spil")
    assert found.antwoord == "Elke organisatie is onmisbaar: elk is ergens de enige."
    assert not found.zegt_iets
    assert [(row.naam, row.gemeenten) for row in found.rows] == [("Fier", 2), ("MEE", 1), ("Moviera", 1)]


@pytest.mark.parametrize(
    ("persons", "alone"),
    [
        (("", ""), True),
        (("B. Meester", "B. Méester"), True),
        (("B. Meester", "C. Ander"), False),
    ],
)
def test_a_regional_table_written_in_two_ways_is_one_trekker(
    stand_on: Callable[..., Stand], persons: tuple[str, str], alone: bool
) -> None:
    """No trekker was indispensable, while the only one was the sole cover of a region."""
    tables = zip(("Regio A & B", "Regio A en B"), persons, strict=True)
    rows = [
        {
            "id": f"t{i}",
            "rol": "bestuurlijk_trekker",
            "organisatie": table,
            "naam": naam,
            "gebied": "politieregio:Boven",
        }
        for i, (table, naam) in enumerate(tables)
    ]
    stand = stand_on("2026-07-01", *rows)
    sole = [len(one.gemeenten) for one in sole_cover(stand, rol="bestuurlijk_trekker")]
    said = measure(stand, "bestuur", "spil").antwoord
    assert len(stand.rollen["bestuurlijk_trekker"]["GM0001"].wie) == (1 if alone else 2)
    assert sole == ([3] if alone else [])
    assert ("; die is onmisbaar." in said) is alone
    assert ("Geen enkele trekker is onmisbaar" in said) is not alone


def test_a_second_organisation_makes_the_first_dispensable(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, {**FIER, "id": "shop", "organisatie": "Shop", "gebied": "landelijk"})
    spil = measure(stand, "zorg", "spil")
    assert (spil.zegt_iets, [row.naam for row in spil.rows]) == (True, ["Shop"])
    brug = measure(stand, "zorg", "brug")
    assert [row.naam for row in brug.rows] == ["Ceeburg", "Deiland"]
    assert (
        brug.antwoord
        == "2 van de 4 gemeenten met een lijn hangen, voor minstens een deel van de doelgroep, aan één verbinding."
    )
    tussen = measure(stand, "zorg", "tussen")
    assert [(row.naam, row.aandeel) for row in tussen.rows] == [("Shop", 1.0), ("Fier", 0.5)]


def test_a_second_way_for_a_part_of_the_target_group_is_not_denied(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", FIER, {**FIER, "id": "jong", "organisatie": "Jong", "doelgroep": "tot 23"})
    brug = measure(stand, "zorg", "brug")
    assert brug.antwoord == (
        "Beide gemeenten met een lijn hangen, voor minstens een deel van de doelgroep, aan één verbinding."
    )
    assert measure(stand_on("2026-07-01", FIER), "zorg", "brug").antwoord.endswith("nergens is een andere weg.")


def test_an_organisation_written_in_two_ways_is_one_trekker(stand_on: Callable[..., Stand]) -> None:
    twice = {**TREKKER, "id": "tweede", "organisatie": "tafel"}
    spil = measure(stand_on("2026-07-01", TREKKER, twice), "bestuur", "spil")
    assert spil.antwoord.startswith("Er is maar één trekker:")


@pytest.mark.parametrize(
    ("gebied", "text"),
    [("Aadorp", "bij de enige gemeente met een lijn."), ("landelijk", "bij alle 4 gemeenten met een lijn.")],
)
def test_through_whom_most_lines_run_is_counted_in_gemeenten(
    stand_on: Callable[..., Stand], gebied: str, text: str
) -> None:
    stand = stand_on("2026-07-01", {**FIER, "gebied": gebied})
    assert measure(stand, "zorg", "tussen").antwoord.startswith(f"Het meest loopt via Fier: {text}")


def test_who_has_no_line_is_cut_off(stand: Stand) -> None:
    zorg, bestuur = (measure(stand, kolom, "afgesneden") for kolom in ("zorg", "bestuur"))
    assert [row.naam for row in zorg.rows] == [row.naam for row in bestuur.rows] == ["Deiland"]
    assert zorg.antwoord == (
        "1 van de 4 gemeenten heeft volgens de bronnen geen lijn via een zorgcoördinator naar CoMensha. "
        "Daarvan helpt CoMensha er 1 op afstand."
    )


def test_without_any_line_only_who_is_cut_off_is_told(stand_on: Callable[..., Stand]) -> None:
    found = measure_structure(stand_on("2026-07-01"))
    assert [(one.kolom, one.key, len(one.rows)) for one in found] == [
        ("zorg", "afgesneden", 4),
        ("bestuur", "afgesneden", 4),
    ]


def test_a_line_straight_to_comensha_makes_no_organisation_indispensable(stand_on: Callable[..., Stand]) -> None:
    stand = stand_on("2026-07-01", {**HELPDESK, "status": "actief"}, CENTRE)
    assert measure(stand, "zorg", "spil").antwoord == "Elke lijn loopt rechtstreeks naar CoMensha."
    assert measure(stand, "zorg", "tussen").antwoord.startswith("Elke lijn loopt rechtstreeks naar CoMensha.")
    assert [row.naam for row in measure(stand, "zorg", "brug").rows] == ["Deiland"]


def test_every_measure_has_one_sentence_of_meaning(stand: Stand) -> None:
    assert {one.betekenis.count(". ") + one.betekenis.endswith(".") for one in measure_structure(stand)} == {1}


@quick
@given(contacts=countries)
def test_the_indispensable_are_those_with_sole_cover(
    tables_of: Callable[[list[Row]], Tables], contacts: list[Row]
) -> None:
    stand = build_stand(tables_of(contacts), DAY)
    spil = [one for one in measure_structure(stand) if (one.kolom, one.key) == ("zorg", "spil")]
    rows = {row.naam.casefold(): row.gemeenten for one in spil for row in one.rows}
    alone = [one for one in sole_cover(stand) if one.keys != (COMENSHA,)]  # which no line runs through on its way
    assert rows == {one.naam.casefold(): len(one.gemeenten) for one in alone}


# --- the shipped data, checked by hand


def test_without_moviera_224_stay_covered_and_77_change(today: Stand) -> None:
    found = remove(today, ["organisatie:moviera"])
    assert (found.gedekt[1], len(found.changes)) == (224, 77)


@pytest.fixture(scope="module")
def today(real: Tables) -> Stand:
    return build_stand(real, date(2026, 11, 21))


@pytest.fixture(scope="module")
def beside(real: Tables) -> dict[str, tuple[str, ...]]:
    return find_neighbours(load_borders(DATA_DIR, real.gemeenten))


def test_without_fier_all_of_fryslan_lapses(today: Stand, beside: dict[str, tuple[str, ...]]) -> None:
    removal = remove(today, ["organisatie:fier"], beside)
    fryslan = today.codes(Regio("provincie", "Fryslân"))
    assert moves(removal) == dict.fromkeys(fryslan, ("enkel", "vervallen"))
    near = {overnemer.naam for found in (removal.overnemers or {}).values() for overnemer in found}
    assert near >= {"Zorg- en Veiligheidshuis Groningen", "GGD Drenthe", "Blijf Groep"}
    assert "Fier" not in near
    islands = [one for one in removal.changes if one.naam in {"Vlieland", "Terschelling", "Ameland"}]
    assert [(removal.overnemers or {})[one.code] for one in islands] == [(), (), ()]


def test_mee_and_moviera_both_hold_up_the_achterhoek(today: Stand) -> None:
    nog = today.codes(Regio("veiligheidsregio", "Noord- en Oost-Gelderland"))
    alone = {one.naam: one for one in sole_cover(today)}
    assert dict(alone["MEE Veluwe"].segmenten) == {"tot 23": nog}
    assert set(nog) < set(alone["Moviera"].segmenten["vanaf 23"])
    assert set(nog).isdisjoint(alone["Moviera"].segmenten["tot 23"])
    for organisatie in ("MEE Veluwe", "Moviera"):
        removal = remove(today, [find_key(today, organisatie)])
        assert {to for code, (_, to) in moves(removal).items() if code in nog} == {"deels"}
    both = remove(today, ["organisatie:mee veluwe", "organisatie:moviera"])
    assert {to for _, to in moves(both).values()} == {"vervallen"}


def test_the_costliest_removals_come_first(today: Stand, beside: dict[str, tuple[str, ...]]) -> None:
    removals = remove_each(today, beside)
    lost = [sum(one.inwoners for one in removal.verloren) for removal in removals]
    assert lost == sorted(lost, reverse=True)
    keys = [removal.keys for removal in removals]
    assert len(keys) == len(set(keys))
    assert removals[0] == remove(today, removals[0].keys, beside)


def test_no_sentence_or_key_holds_a_mailbox(today: Stand) -> None:
    words = [text for one in find_removable(today) for text in (one.key, one.naam)]
    words += [text for removal in remove_each(today) for text in explain_removal(removal)]
    words += list(itertools.chain.from_iterable((one.antwoord, one.betekenis) for one in measure_structure(today)))
    assert [text for text in words if "@" in text] == []
