"""The shipped data: what must hold of the real country, whoever updates it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
import shapely

from netmap.cards import load_sources
from netmap.coverage import compute_coverage
from netmap.geo import dissolve_regions, find_neighbours
from netmap.graph import build_graph, holding
from netmap.inzet import Inzet
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, check_folder, load_borders, load_tables
from netmap.read import read_table
from netmap.regio import Regio
from netmap.schema import (
    AANKONDIGING_COLUMNS,
    CENTRUM_COLUMNS,
    CONTACT_COLUMNS,
    GEDEKT,
    GEMEENTE_COLUMNS,
    HANDVAT_COLUMNS,
    HERINDELING_COLUMNS,
    INDICATOR_COLUMNS,
    METING_COLUMNS,
    ORGANISATIE_COLUMNS,
    PLAATS_COLUMNS,
    PUBLIC_OFFICE,
    REGIO_COLUMNS,
    SEGMENTEN,
    STATUSSEN,
    TELLING_COLUMNS,
    WGS84,
)

if TYPE_CHECKING:
    import geopandas as gpd

    from netmap.cards import SourceCard
    from netmap.coverage import Dekking
    from netmap.layers import Stand
    from netmap.load import Tables

TODAY = "2026-11-21"
POLITIEREGIOS = {
    "Amsterdam": 6,
    "Den Haag": 27,
    "Limburg": 31,
    "Midden-Nederland": 38,
    "Noord-Holland": 32,
    "Noord-Nederland": 40,
    "Oost-Brabant": 32,
    "Oost-Nederland": 76,
    "Rotterdam": 23,
    "Zeeland-West-Brabant": 37,
}
MARKIEZATEN = (
    "Bergen op Zoom", "Halderberge", "Moerdijk", "Roosendaal", "Rucphen", "Steenbergen", "Woensdrecht", "Tholen",
)  # fmt: skip
FILES = {
    "aangekondigde_herindelingen.csv": AANKONDIGING_COLUMNS,
    "centrumgemeenten.csv": CENTRUM_COLUMNS,
    "contacts.csv": CONTACT_COLUMNS,
    "gemeenten.csv": GEMEENTE_COLUMNS,
    "handvatten.csv": HANDVAT_COLUMNS,
    "herindelingen.csv": HERINDELING_COLUMNS,
    "indicatoren.csv": INDICATOR_COLUMNS,
    "landelijke_metingen.csv": METING_COLUMNS,
    "officiele_tellingen.csv": TELLING_COLUMNS,
    "organisaties.csv": ORGANISATIE_COLUMNS,
    "plaatsen.csv": PLAATS_COLUMNS,
    "regios.csv": REGIO_COLUMNS,
}


tables = cache(load_tables)


@cache
def country(day: str) -> dict[str, Dekking]:
    """Cover of every gemeente by code."""
    return compute_coverage(build_graph(tables(), date.fromisoformat(day)))


def dekking(naam: str, day: str) -> Dekking:
    code = tables().names.find(naam).code
    assert code is not None
    return country(day)[code]


def covered_by(naam: str, day: str) -> tuple[str, ...]:
    """Organisations for everyone; fails when the parts of the target group differ."""
    (names,) = set(dekking(naam, day).segmenten.values())
    return names


# --- the register


def test_there_are_342_gemeenten_with_18_130_208_inwoners(real: Tables) -> None:
    assert len(real.gemeenten) == 342
    assert int(real.gemeenten["inwoners"].sum()) == 18_130_208
    assert real.gemeenten["naam"].is_unique
    assert all(re.fullmatch(r"GM\d{4}", code) for code in real.gemeenten.index)


def test_the_ten_politieregios_have_their_gemeenten(real: Tables) -> None:
    assert real.gemeenten["politieregio"].value_counts().to_dict() == POLITIEREGIOS


def test_there_are_25_veiligheidsregios_and_12_provincies(real: Tables) -> None:
    assert real.gemeenten["veiligheidsregio"].nunique() == 25
    assert real.gemeenten["provincie"].nunique() == 12


def test_the_islands_are_there(real: Tables) -> None:
    islands = {
        naam: real.names.find(naam).code for naam in ("Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog")
    }
    assert islands == {
        "Texel": "GM0448",
        "Vlieland": "GM0096",
        "Terschelling": "GM0093",
        "Ameland": "GM0060",
        "Schiermonnikoog": "GM0088",
    }


# --- the contacts


def test_the_shipped_folder_is_clean(real: Tables) -> None:
    assert check_folder() == []
    assert real.notices == ()


def test_every_row_has_a_source_that_is_a_web_address(real: Tables) -> None:
    assert [inzet.id for inzet in real.contacts if not re.match(r"https?://\S+$", inzet.bron)] == []


def test_only_holders_of_public_office_are_named() -> None:
    raw = read_table(DATA_DIR / "contacts.csv", CONTACT_COLUMNS)
    named = {row["rol"] for row in raw.rows if row["naam"]}
    assert named <= PUBLIC_OFFICE


def test_no_row_has_a_telephone_number() -> None:
    raw = read_table(DATA_DIR / "contacts.csv", CONTACT_COLUMNS)
    assert [row["id"] for row in raw.rows if row["telefoon"]] == []


def test_no_statement_is_dated_after_it_was_read(real: Tables) -> None:
    today = date.fromisoformat(TODAY)
    days = [day for inzet in real.contacts for day in (inzet.bron_datum, inzet.bevestigd_op) if day]
    assert [day for day in days if day > today] == []


# --- known history, on the very days


@pytest.mark.parametrize(
    ("day", "organisatie"),
    [
        ("2021-04-30", "CoMensha"),
        ("2021-05-01", "Kenniscentrum Mensenhandel Twente"),
        (TODAY, "Kenniscentrum Mensenhandel Twente"),
    ],
)
def test_twente_went_from_comensha_to_the_kenniscentrum(real: Tables, day: str, organisatie: str) -> None:
    twente = real.gebieden.parse("veiligheidsregio:Twente").codes
    found = {(one.status, one.segmenten["tot 23"]) for code, one in country(day).items() if code in twente}
    assert (len(twente), found) == (14, {("enkel", (organisatie,))})


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2016-06-30", "begin_onbekend"),
        ("2016-12-31", "enkel"),
        ("2017-01-01", "vervallen"),
        ("2018-06-30", "vervallen"),
        ("2018-12-31", "vervallen"),
        ("2019-01-01", "enkel"),
        ("2020-06-30", "enkel"),
        (TODAY, "enkel"),
    ],
)
def test_den_bosch_stopped_in_2017_and_came_back_in_2019(day: str, status: str) -> None:
    assert dekking("'s-Hertogenbosch", day).status == status


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2019-02-28", "onbekend"),
        ("2019-03-01", "enkel"),
        ("2019-09-01", "enkel"),
        ("2020-02-29", "enkel"),
        ("2020-03-01", "vervallen"),
        (TODAY, "vervallen"),
    ],
)
def test_the_gooi_pilot_of_16_hours_lasted_a_year(real: Tables, day: str, status: str) -> None:
    gooi = real.gebieden.parse("veiligheidsregio:Gooi en Vechtstreek").codes
    found = [country(day)[code] for code in sorted(gooi)]
    assert {one.status for one in found} == {status}
    expected = round(0.44 / sum(one.inwoners for one in found) * 100_000, 9) if status == "enkel" else None
    assert {one.fte_per_100k for one in found} == {expected}
    assert {one.einddatum for one in found} == {date(2020, 3, 1) if status == "enkel" else None}


@pytest.mark.parametrize(
    ("day", "status", "organisaties"),
    [
        ("2020-12-21", "op_afstand", ()),
        ("2020-12-22", "enkel", ("Zorg- en Veiligheidshuis de Markiezaten",)),
        ("2021-12-21", "enkel", ("Zorg- en Veiligheidshuis de Markiezaten",)),
        ("2021-12-22", "vervallen", ()),
        (TODAY, "vervallen", ()),
    ],
)
def test_de_markiezaten_were_a_pilot_of_a_year_with_tholen(
    day: str, status: str, organisaties: tuple[str, ...]
) -> None:
    found = {naam: (dekking(naam, day).status, covered_by(naam, day)) for naam in MARKIEZATEN}
    assert found == dict.fromkeys(MARKIEZATEN, (status, organisaties))


def test_noord_en_oost_gelderland_is_split_by_age_and_is_no_backup(real: Tables) -> None:
    codes = real.gebieden.parse("veiligheidsregio:Noord- en Oost-Gelderland").codes
    found = {code: country(TODAY)[code] for code in codes}
    assert {(one.status, one.k) for one in found.values()} == {("enkel", 1)}
    assert {tuple(one.segmenten.items()) for one in found.values()} == {
        (("tot 23", ("MEE Veluwe",)), ("vanaf 23", ("Moviera",)))
    }


def test_heusden_works_with_tilburg_not_with_den_bosch() -> None:
    assert (dekking("Heusden", TODAY).politieregio, covered_by("Heusden", TODAY)) == (
        "Oost-Brabant",
        ("Gemeente Tilburg",),
    )


def test_hvo_querido_counts_once_where_two_sources_name_it() -> None:
    for naam in ("Amsterdam", "Alkmaar", "Texel"):
        assert (covered_by(naam, TODAY), dekking(naam, TODAY).k) == (("HVO-Querido / ACM",), 1)


def test_27_gemeenten_are_only_at_a_distance() -> None:
    found = [one for one in country(TODAY).values() if one.status == "op_afstand"]
    assert len(found) == 27
    assert {one.veiligheidsregio for one in found} == {"IJsselland", "Zuid-Limburg"}


CENTRUMGEMEENTEN = (
    "GM0014", "GM0034", "GM0080", "GM0114", "GM0153", "GM0193", "GM0200", "GM0202", "GM0228", "GM0268",
    "GM0307", "GM0344", "GM0361", "GM0363", "GM0392", "GM0400", "GM0402", "GM0479", "GM0503", "GM0505",
    "GM0513", "GM0518", "GM0546", "GM0599", "GM0622", "GM0718", "GM0758", "GM0772", "GM0794", "GM0796",
    "GM0855", "GM0917", "GM0935", "GM0983", "GM1930",
)  # fmt: skip
"""The 35 centrumgemeenten vrouwenopvang: https://wetten.overheid.nl/BWBR0027383, bijlage 29kk-4."""


@pytest.mark.parametrize(("day", "geteld"), [("2017-11-01", 19), ("2019-09-01", 30)])
def test_what_comensha_counted_lies_between_what_is_sourced_and_what_may_have_been(day: str, geteld: int) -> None:
    statuses = Counter(country(day)[code].status for code in CENTRUMGEMEENTEN)
    sourced = sum(statuses[status] for status in GEDEKT)
    assert sum(statuses.values()) == 35
    assert sourced <= geteld <= sourced + statuses["deels"] + statuses["begin_onbekend"]


def test_nothing_is_fresh_on_a_day_before_every_source() -> None:
    stand = build_stand(tables(), date(2015, 1, 1))
    counted = Counter(LAYERS["actualiteit"].classify(stand, code) for code in stand.dekking)
    assert not counted.keys() & {"jaar", "twee_jaar"}
    known = [one for one in stand.dekking.values() if one.status != "onbekend"]
    assert counted["later"] + counted["zonder_datum"] == len(known) == sum(one.te_bevestigen for one in known)


@pytest.mark.parametrize("day", ["1999-12-31", "2010-01-01", "2015-01-01"])
def test_nothing_counts_as_covered_before_the_first_source_or_begin(day: str) -> None:
    assert not any(one.is_gedekt for one in country(day).values())


# --- everything that is computed from it


@pytest.mark.parametrize("day", ["2010-01-01", "2018-01-01", "2021-01-01", TODAY, "2030-01-01"])
def test_every_gemeente_has_one_status_and_an_explanation_with_a_source(day: str) -> None:
    assert len(country(day)) == 342
    for one in country(day).values():
        assert one.status in STATUSSEN
        assert tuple(one.segmenten) == SEGMENTEN
        assert (one.status == "onbekend") or any("Bron: http" in sentence for sentence in one.uitleg)
        for organisatie in one.organisaties:
            assert any(sentence.startswith(f"Gedekt door {organisatie} (") for sentence in one.uitleg)


@pytest.fixture(scope="module")
def today() -> Stand:
    """Everything known on the day the data was made."""
    return build_stand(tables(), date.fromisoformat(TODAY))


@pytest.mark.parametrize("key", LAYERS)
def test_every_layer_counts_every_gemeente_and_inwoner_once(today: Stand, key: str) -> None:
    for region, number in [(None, 342), *POLITIEREGIOS.items()]:
        view = build_view(today, LAYERS[key], Regio("politieregio", region) if region else None)
        assert sum(entry.gemeenten for entry in view.legend) == number
    assert sum(entry.inwoners for entry in build_view(today, LAYERS[key]).legend) == 18_130_208


def test_no_attribute_of_the_graph_looks_like_an_email_address_or_a_telephone_number(today: Stand) -> None:
    graph = today.graph
    values = {
        str(value)
        for *_, facts in [*graph.nodes(data=True), *graph.edges(data=True)]
        for fact in facts.values()
        for value in (asdict(fact).values() if isinstance(fact, Inzet) else [fact])
        if not str(value).startswith("http")
    }
    pattern = re.compile(r"\w@\w|(?<!\d)(?:\+31|0031|0)[1-9][\d -]{8,}")
    assert [value for value in values if pattern.search(value)] == []


def test_a_person_in_the_graph_holds_a_public_office(today: Stand) -> None:
    inzetten = [facts["inzet"] for facts in today.graph.nodes.values() if "inzet" in facts]
    assert {inzet.rol for inzet in inzetten if inzet.naam} <= PUBLIC_OFFICE


def test_all_gemeenten_and_regions_stay_when_only_what_holds_is_kept() -> None:
    kinds = [facts["soort"] for _, facts in holding(build_graph(tables(), date(1990, 1, 1))).nodes(data=True)]
    assert (kinds.count("gemeente"), kinds.count("politieregio"), kinds.count("landelijk")) == (342, 10, 2)


# --- borders


@pytest.fixture(scope="module")
def borders(real: Tables) -> gpd.GeoDataFrame:
    """The shipped borders in RD New."""
    return load_borders(DATA_DIR, real.gemeenten)


def test_the_border_file_is_plain_geojson_of_342_named_gemeenten(real: Tables) -> None:
    raw = (DATA_DIR / "gemeenten.geojson").read_bytes()
    assert len(raw) < 700_000
    content = json.loads(raw)
    assert "crs" not in content  # RFC 7946: always WGS84
    names = {feature["properties"]["code"]: feature["properties"]["naam"] for feature in content["features"]}
    assert len(content["features"]) == 342
    assert names == real.gemeenten["naam"].to_dict()
    assert re.search(rb"\d\.\d{6}", raw) is None, "more than 5 decimals"


def test_borders_are_valid_and_exactly_shared() -> None:
    content = json.loads((DATA_DIR / "gemeenten.geojson").read_bytes())
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in content["features"]])
    assert {shape.geom_type for shape in shapes} <= {"Polygon", "MultiPolygon"}
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_borders_lie_within_the_netherlands(borders: gpd.GeoDataFrame) -> None:
    west, south, east, north = borders.to_crs(WGS84).total_bounds
    assert (3.3 < west < east < 7.3, 50.7 < south < north < 53.6) == (True, True)
    assert 33_500 < borders.area.sum() / 1e6 < 42_000


def test_known_neighbours_are_neighbours_and_an_island_has_none(real: Tables, borders: gpd.GeoDataFrame) -> None:
    beside = {real.names[code]: {real.names[c] for c in others} for code, others in find_neighbours(borders).items()}
    assert len(beside) == 342
    assert {"Amstelveen", "Diemen", "Zaanstad"} <= beside["Amsterdam"]
    assert "Utrecht" not in beside["Amsterdam"]
    assert beside["Maastricht"] == {"Meerssen", "Valkenburg aan de Geul", "Eijsden-Margraten"}
    assert beside["Vaals"] == {"Gulpen-Wittem"}
    assert beside["Texel"] == beside["Ameland"] == set()


@pytest.mark.parametrize(("kind", "number"), [("politieregio", 10), ("veiligheidsregio", 25), ("provincie", 12)])
def test_regions_dissolve_without_losing_ground(
    real: Tables, borders: gpd.GeoDataFrame, kind: str, number: int
) -> None:
    regions = dissolve_regions(borders, real.gemeenten, kind)
    assert len(regions) == number
    assert regions.is_valid.all()
    assert regions.area.sum() == pytest.approx(borders.area.sum())


# --- source cards


@pytest.fixture(scope="module")
def cards() -> dict[str, SourceCard]:
    """The shipped source cards by file."""
    return {card.bestand: card for card in load_sources(DATA_DIR)}


def test_every_data_file_has_a_source_card(cards: dict[str, SourceCard]) -> None:
    assert set(cards) == {path.name for path in DATA_DIR.iterdir()} - {"bronnen.toml"}


def test_a_source_card_tells_what_the_file_is(cards: dict[str, SourceCard], borders: gpd.GeoDataFrame) -> None:
    rows = {name: len(read_table(DATA_DIR / name, columns).rows) for name, columns in FILES.items()}
    assert {name: card.rijen for name, card in cards.items()} == {**rows, "gemeenten.geojson": len(borders)}
    assert {name: card.crs for name, card in cards.items() if card.crs} == {"gemeenten.geojson": WGS84}
    for name, card in cards.items():
        assert hashlib.sha256((DATA_DIR / name).read_bytes()).hexdigest() == card.sha256, name
        assert card.url.startswith("https://")
        assert isinstance(card.peildatum, date)
        assert "" not in (card.titel, card.bron, card.licentie)
