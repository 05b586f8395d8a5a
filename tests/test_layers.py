"""The catalogue of layers: the class of every gemeente of the small country, and the legend that counts them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netmap.layers import LAYERS, Layer, MapView, build_stand, build_view
from netmap.load import load_tables
from netmap.regio import Regio
from netmap.schema import STATUSSEN
from netmap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.layers import Stand

    StandOn = Callable[..., Stand]
    Row = dict[str, str]

DAY = "2026-07-01"
BOVEN = Regio("politieregio", "Boven")
FRESH = {"bron_datum": "2026-01"}
ALL = {"gebied": "landelijk", **FRESH}
AADORP = {"gebied": "Aadorp", **FRESH}


def zc(**cells: str) -> Row:
    return {"organisatie": "Fier", **cells}


def af(**cells: str) -> Row:
    return {"organisatie": "Gemeente", "rol": "aandachtsfunctionaris", **cells}


def bt(**cells: str) -> Row:
    return {"organisatie": "Regio", "rol": "bestuurlijk_trekker", **cells}


def kr(**cells: str) -> Row:
    return {"organisatie": "Huis", "rol": "ketenregisseur", **cells}


def classes(view: MapView) -> list[str]:
    """Classes of Aadorp, Beekstad, Ceeburg and Deiland."""
    return [view.class_of[code] for code in ("GM0001", "GM0002", "GM0003", "GM0004")]


@pytest.mark.parametrize(
    ("key", "rows", "expected"),
    [
        ("zorgcoordinatie", [zc(**AADORP), {**zc(**ALL), "organisatie": "B"}], ["dubbel", "enkel", "enkel", "enkel"]),
        ("zorgcoordinatie", [zc(gebied="Aadorp", doelgroep="tot 23"), zc(gebied="Beekstad", status="op_afstand"),
                             zc(gebied="Ceeburg", tot="2020"), zc(gebied="Deiland", status="geen")],
         ["deels", "op_afstand", "vervallen", "geen"]),
        ("bestuurlijk_trekker", [bt(**AADORP), bt(gebied="Beekstad", tot="2020"), bt(gebied="Ceeburg", status="geen")],
         ["ja", "vervallen", "geen", "onbekend"]),
        ("ketenregisseur", [kr(**AADORP), zc(**ALL)], ["ja", "onbekend", "onbekend", "onbekend"]),
        ("aandachtsfunctionaris", [af(gebied="Deiland"), zc(**ALL)], ["onbekend", "onbekend", "onbekend", "ja"]),
        ("keten", [zc(gebied="landelijk; -Deiland"), af(gebied="Aadorp; Beekstad; Deiland"), bt(gebied="Aadorp")],
         ["beide", "zorg", "deels", "deels"]),
        ("keten", [bt(gebied="Aadorp; Beekstad"), zc(gebied="Beekstad"), zc(gebied="Ceeburg", doelgroep="tot 23")],
         ["bestuur", "bestuur", "geen", "geen"]),
        ("actualiteit", [zc(gebied="Aadorp", bron_datum="2025-07-01"), zc(gebied="Beekstad", bron_datum="2025-06-30"),
                         zc(gebied="Ceeburg", bron_datum="2024-06-30"), zc(gebied="Deiland")],
         ["jaar", "twee_jaar", "ouder", "zonder_datum"]),
        ("actualiteit", [zc(gebied="Aadorp", bron_datum="2024-07-01"),
                         zc(gebied="Beekstad", bron_datum="2020", bevestigd_op="2026-06-30")],
         ["twee_jaar", "jaar", "onbekend", "onbekend"]),
        ("zekerheid", [zc(gebied="Aadorp", zekerheid="hoog"), zc(gebied="Beekstad", zekerheid="midden"),
                       zc(gebied="Ceeburg", zekerheid="laag"), zc(gebied="Deiland")],
         ["hoog", "midden", "laag", "onbekend"]),
        ("blijft_gedekt", [zc(gebied="Aadorp", zekerheid="hoog", **FRESH), zc(gebied="Beekstad", **FRESH),
                           zc(gebied="Ceeburg", zekerheid="midden", bron_datum=""),
                           zc(gebied="Deiland", zekerheid="laag", **FRESH)],
         ["hoog_datum", "niet_laag_datum", "niet_laag", "alles"]),
        ("blijft_gedekt", [zc(gebied="Aadorp", zekerheid="hoog", bron_datum=""), zc(gebied="Aadorp", zekerheid="laag"),
                           zc(gebied="Beekstad", zekerheid="hoog", doelgroep="tot 23"),
                           zc(gebied="Beekstad", zekerheid="laag", doelgroep="vanaf 23"),
                           zc(gebied="Ceeburg", zekerheid="hoog", status="op_afstand")],
         ["niet_laag", "alles", "niet_gedekt", "onbekend"]),
        ("looptijd", [zc(gebied="Aadorp", tot="2027-07-01"), zc(gebied="Beekstad", tot="2027-07-02"),
                      zc(gebied="Ceeburg"), zc(gebied="Deiland", status="op_afstand", tot="2027")],
         ["binnen_jaar", "later", "onbekend", "niet_gedekt"]),
        ("inwoners", [], ["tot_2500", "tot_2500", "meer", "meer"]),
        ("toereikendheid", [zc(gebied="Aadorp", fte="0.1"), zc(gebied="Beekstad", fte="0,1"),
                            zc(gebied="Ceeburg", fte="0.1")], ["ruim", "gemiddeld", "dun", "niet_gedekt"]),
        ("toereikendheid", [zc(gebied="landelijk; -Aadorp", fte="0.9"), zc(gebied="Aadorp", doelgroep="tot 23"),
                            {**zc(gebied="Deiland"), "organisatie": "B"}],
         ["niet_gedekt", "ruim", "ruim", "fte_onbekend"]),
        ("toereikendheid", [zc(gebied="landelijk", fte="0.4")], ["dun", "dun", "dun", "dun"]),
        ("g2", [af(gebied="Aadorp"), af(gebied="Beekstad", status="geen"), af(gebied="Ceeburg", tot="2020")],
         ["ja", "nee", "onbekend", "onbekend"]),
        ("g5", [zc(gebied="Aadorp"), zc(gebied="Beekstad", doelgroep="tot 23"), zc(gebied="Ceeburg", tot="2020"),
                zc(gebied="Deiland", status="op_afstand")], ["ja", "deels", "onbekend", "nee"]),
        ("r1", [bt(gebied="politieregio:Onder"), bt(gebied="Aadorp")], ["deels", "deels", "deels", "ja"]),
        ("r3", [kr(gebied="politieregio:Boven")], ["ja", "ja", "ja", "onbekend"]),
        ("r4", [zc(gebied="Aadorp; Deiland"), zc(gebied="Beekstad", status="geen")], ["deels", "deels", "deels", "ja"]),
        ("r4", [zc(gebied="Aadorp", status="geen"), zc(gebied="Deiland", status="op_afstand")],
         ["onbekend", "onbekend", "onbekend", "nee"]),
        ("r5", [zc(gebied="Deiland", fte="0.1"), zc(gebied="Aadorp", fte="0.1")], ["deels", "deels", "deels", "nee"]),
        ("g1", [zc(**ALL)], ["onbekend", "onbekend", "onbekend", "onbekend"]),
        ("g9", [zc(**ALL)], ["onbekend", "onbekend", "onbekend", "onbekend"]),
    ],
)  # fmt: skip
def test_every_gemeente_gets_the_class_of_the_layer(
    stand_on: StandOn, key: str, rows: list[Row], expected: list[str]
) -> None:
    assert classes(build_view(stand_on(DAY, *rows), LAYERS[key])) == expected


def test_who_may_have_had_cover_is_not_said_to_have_none(stand_on: StandOn) -> None:
    stand = stand_on("2020-07-01", zc(gebied="Aadorp", bron_datum="2024"), zc(gebied="Beekstad", status="geen"))
    assert [one.status for one in stand.dekking.values()] == ["begin_onbekend", "onbekend", "onbekend", "onbekend"]
    layer = LAYERS["blijft_gedekt"]
    assert set(classes(build_view(stand, layer))) == {"onbekend"}
    assert layer.explain(stand, "GM0001")[0] == "Onbekend: geen bron zegt of er op deze dag al dekking was."


@pytest.mark.parametrize(
    ("inwoners", "expected"),
    [
        (0, "tot_200"), (1999, "tot_200"), (2000, "tot_500"), (4999, "tot_500"), (5000, "tot_1000"),
        (9999, "tot_1000"), (10_000, "tot_2500"), (24_999, "tot_2500"), (25_000, "meer"),
    ],
)  # fmt: skip
def test_steps_of_inwoners_on_ten_square_kilometres_begin_at_their_lower_number(
    stand_on: StandOn, inwoners: int, expected: str
) -> None:
    stand = stand_on(DAY)
    object.__setattr__(stand.dekking["GM0001"], "inwoners", inwoners)
    assert build_view(stand, LAYERS["inwoners"]).class_of["GM0001"] == expected


def test_the_issue_s_layers_are_in_the_catalogue_and_the_first_is_the_status() -> None:
    assert list(LAYERS) == [
        "zorgcoordinatie", "bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris", "keten",
        "actualiteit", "zekerheid", "blijft_gedekt", "centrumgemeente", "looptijd", "inwoners", "toereikendheid",
        *(f"g{number}" for number in range(1, 10)), *(f"r{number}" for number in range(1, 10)),
    ]  # fmt: skip
    assert [key for key, layer in LAYERS.items() if layer.groep == "criterium"] == list(LAYERS)[12:]
    assert [klasse.key for klasse in LAYERS["zorgcoordinatie"].klassen] == list(STATUSSEN)


@pytest.mark.parametrize("layer", LAYERS.values(), ids=list(LAYERS))
def test_classes_differ_in_key_label_and_look(layer: Layer) -> None:
    for looks in (
        [klasse.key for klasse in layer.klassen],
        [klasse.label for klasse in layer.klassen],
        [(klasse.fill, klasse.pattern) for klasse in layer.klassen],
    ):
        assert len(set(looks)) == len(looks)
    assert all(re.fullmatch(r"#[0-9A-Fa-f]{6}", klasse.fill) for klasse in layer.klassen)
    assert layer.vraag.endswith("?")


def test_unknown_looks_the_same_in_every_layer_and_like_nothing_else() -> None:
    looks = {k.key: (k.fill, k.pattern) for layer in LAYERS.values() for k in layer.klassen if k.pattern == "question"}
    assert set(looks.values()) == {("#F0F0F0", "question")}
    assert {k.key for k in LAYERS["zorgcoordinatie"].klassen if k.pattern == "question"} == {"onbekend"}


def test_the_legend_counts_the_chosen_region_and_the_map_has_the_country(stand_on: StandOn) -> None:
    stand = stand_on(DAY, zc(gebied="Aadorp; Deiland", **FRESH), zc(gebied="Beekstad"))
    view = build_view(stand, LAYERS["zorgcoordinatie"], BOVEN)
    assert (view.layer, view.gebied, view.codes) == ("zorgcoordinatie", BOVEN, ("GM0001", "GM0002", "GM0003"))
    assert classes(view) == ["enkel", "enkel", "onbekend", "enkel"]
    assert {entry.klasse.key: (entry.gemeenten, entry.inwoners) for entry in view.legend} == {
        "dubbel": (0, 0),
        "enkel": (2, 30_000),
        "deels": (0, 0),
        "op_afstand": (0, 0),
        "vervallen": (0, 0),
        "geen": (0, 0),
        "onbekend": (1, 30_000),
    }
    assert view.te_bevestigen == {"GM0002"}
    country = build_view(stand, LAYERS["zorgcoordinatie"])
    assert country.codes == ("GM0001", "GM0002", "GM0003", "GM0004")
    assert {e.klasse.key: e.gemeenten for e in country.legend if e.gemeenten} == {"enkel": 3, "onbekend": 1}


def test_stale_answers_are_paler_in_layers_that_rest_on_statements(stand_on: StandOn) -> None:
    stand = stand_on(DAY, zc(**ALL), af(**ALL), bt(gebied="Aadorp"), bt(gebied="Beekstad", **FRESH))
    marked = {key: sorted(build_view(stand, layer).te_bevestigen) for key, layer in LAYERS.items()}
    assert {key: codes for key, codes in marked.items() if codes} == {
        "bestuurlijk_trekker": ["GM0001"],
        "keten": ["GM0001"],
    }


def test_a_map_counts_the_strengths_of_proof_within_its_area(stand_on: StandOn) -> None:
    old, undated = {"bron_datum": "2020"}, {"bron_datum": ""}
    stand = stand_on(DAY, zc(**AADORP), zc(gebied="Beekstad; Ceeburg", **old), bt(gebied="Deiland", **undated))
    view = build_view(stand, LAYERS["zorgcoordinatie"])
    assert view.bewijs == {"GM0001": "vers", "GM0002": "ouder", "GM0003": "ouder"}
    assert view.bewijzen == {"vers": 1, "ouder": 2}
    assert view.shades("enkel") == ("vers", "ouder")
    assert build_view(stand, LAYERS["zorgcoordinatie"], Regio("politieregio", "Onder")).bewijzen == {}
    assert build_view(stand, LAYERS["bestuurlijk_trekker"]).bewijzen == {"zonder_datum": 1}
    assert build_view(stand, LAYERS["keten"]).bewijs == {**view.bewijs, "GM0004": "zonder_datum"}
    assert build_view(stand, LAYERS["g5"]).bewijs == view.bewijs
    assert build_view(stand, LAYERS["r4"]).bewijzen == {"ouder": 1}  # a region: Boven
    others = ("actualiteit", "zekerheid", "blijft_gedekt", "looptijd", "inwoners")
    assert not any(build_view(stand, LAYERS[key]).bewijs for key in others)


def test_the_proof_of_a_region_is_that_of_its_answer(stand_on: StandOn) -> None:
    """Without the old statement about Aadorp the region would still be deels, but no longer ja."""
    stand = stand_on(DAY, bt(gebied="Aadorp; Ceeburg"), bt(gebied="Beekstad", **FRESH), bt(gebied="Deiland", **FRESH))
    assert sorted(build_view(stand, LAYERS["r1"]).te_bevestigen) == ["GM0001", "GM0002", "GM0003"]
    half = stand_on(DAY, bt(gebied="Aadorp"), bt(gebied="Beekstad", **FRESH))
    assert build_view(half, LAYERS["r1"]).te_bevestigen == frozenset()


def test_an_old_number_of_fte_is_marked_though_the_status_is_fresh(stand_on: StandOn) -> None:
    stand = stand_on(DAY, zc(**ALL), zc(gebied="Aadorp", fte="0.1"))
    assert build_view(stand, LAYERS["zorgcoordinatie"]).te_bevestigen == frozenset()
    assert build_view(stand, LAYERS["toereikendheid"]).te_bevestigen == {"GM0001"}


def test_the_thresholds_of_the_settings_move_the_classes_and_stand_in_the_legend(country: Callable[..., Path]) -> None:
    tables = load_tables(country(zc(gebied="landelijk", fte="0.4")))
    view = build_view(
        build_stand(tables, date(2026, 7, 1), Settings(fte_laag=0.25, fte_hoog=2)), LAYERS["toereikendheid"]
    )
    assert set(view.class_of.values()) == {"gemiddeld"}
    assert [entry.klasse.label for entry in view.legend] == [
        "Ruim (2 fte of meer)", "Gemiddeld (0,25 tot 2 fte)", "Dun (minder dan 0,25 fte)", "Gedekt, fte onbekend",
        "Niet gedekt of onbekend",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(1, 1, ["ruim", "dun"]), (0, 1, ["ruim", "gemiddeld"]), (0, 0, ["ruim"])]
)
def test_a_class_that_nothing_can_fall_into_is_not_in_the_legend(low: float, high: float, expected: list[str]) -> None:
    keys = [klasse.key for klasse in LAYERS["toereikendheid"].list_klassen(Settings(fte_laag=low, fte_hoog=high))]
    assert keys == [*expected, "fte_onbekend", "niet_gedekt"]


def test_an_unknown_region_is_refused(stand_on: StandOn) -> None:
    with pytest.raises(KeyError, match="Nergens"):
        build_view(stand_on(DAY), LAYERS["zorgcoordinatie"], Regio("provincie", "Nergens"))


def test_an_old_source_of_what_ended_does_not_make_an_undated_one_of_after_this_day(stand_on):
    """Zeeland on the day of today: an old row with a date that is over, and an undated one that holds."""
    over = {"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2020", "tot": "2024", "bron_datum": "2020"}
    holds = {"organisatie": "Fier", "gebied": "Aadorp", "vanaf": "2020"}
    view = build_view(stand_on("2026-07-01", over, holds), LAYERS["actualiteit"])
    assert view.class_of["GM0001"] == "zonder_datum"
