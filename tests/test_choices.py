"""The layers a reader chooses from: by group, doubles merged, with how much each can say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from netmap.choices import CHOICES, DOUBLES, GROEPEN, count_known, find_layer, label_layer
from netmap.layers import LAYERS, build_stand, build_view
from netmap.sections.answers import layers_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.layers import Stand
    from netmap.load import Tables

DAY = date(2026, 11, 21)


def test_every_layer_is_in_one_group_or_is_a_double() -> None:
    assert len(set(CHOICES)) == len(CHOICES)
    assert sorted([*CHOICES, *DOUBLES]) == sorted(LAYERS)
    assert set(DOUBLES.values()) <= set(CHOICES)
    assert list(GROEPEN) == ["Zorg", "Bestuur en keten", "Hoe zeker", "Gemeentebeleid", "Regio"]
    assert CHOICES[0] == next(iter(LAYERS)) == "zorgcoordinatie"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("r1", "bestuurlijk_trekker"), ("R1 Bestuurlijk trekker", "bestuurlijk_trekker"), ("G5", "g5"),
        ("g2 aandachtsfunctionaris", "aandachtsfunctionaris"), ("r3", "r3"), ("R2", "r2"),
        ("ZORGCOORDINATIE", "zorgcoordinatie"), ("Zorgcoördinatie", "zorgcoordinatie"), ("keten", "keten"),
    ],
)  # fmt: skip
def test_old_keys_and_names_find_the_layer_that_shows_it(text: str, key: str) -> None:
    found = find_layer(text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("text", ["", "weer", "r10"])
def test_what_is_no_layer_is_not_found(text: str) -> None:
    assert find_layer(text) is None


def test_a_layer_says_of_how_many_it_knows_something(stand_on: Callable[..., Stand]) -> None:
    trekker = {"organisatie": "Regio", "rol": "bestuurlijk_trekker"}
    stand = stand_on("2026-07-01", {**trekker, "gebied": "Aadorp"}, {**trekker, "gebied": "Beekstad", "tot": "2020"})
    assert count_known(build_view(stand, LAYERS["bestuurlijk_trekker"])) == (2, 4)
    assert label_layer(build_view(stand, LAYERS["r1"])) == "R1 Bestuurlijk trekker: 1 van 2 politieregio's"
    assert label_layer(build_view(stand, LAYERS["g4"])) == "G4 Training: 0 van 4 gemeenten"


def test_on_the_real_data_a_layer_counts_what_it_asks(real: Tables) -> None:
    stand = build_stand(real, DAY)
    labels = {key: label_layer(build_view(stand, LAYERS[key])) for key in CHOICES}
    assert labels["g1"] == "G1 Beleid: 127 van 342 gemeenten"
    assert labels["g9"] == "G9 RNI-loket getraind: 0 van 19 gemeenten"
    assert labels["toereikendheid"] == "Toereikendheid: 0 van 342 gemeenten"
    assert labels["looptijd"] == "Looptijd: 0 van 342 gemeenten"
    assert labels["r2"] == "R2 Regionale tafel: 2 van 10 politieregio's"


def test_the_page_over_lists_the_layers_by_group(real: Tables) -> None:
    table = layers_table(build_stand(real, DAY))
    assert len(table.rows) == len(CHOICES)
    assert table.columns[3].name == "Een bron zegt iets over"
    assert table.rows[5] == (
        "Bestuur en keten",
        "Bestuurlijk trekker",
        "Noemt een bron een bestuurlijk trekker voor deze gemeente?",
        "195 van 342 gemeenten",
    )


def test_a_double_says_no_more_than_the_layer_it_is_merged_with(real: Tables) -> None:
    """Were a source to answer only the criterium, the layer of the role would hide it."""
    assert {row.criterium.lower() for row in real.indicatoren}.isdisjoint(DOUBLES)


def _page() -> None:
    import streamlit as st

    from netmap.ui import filters

    st.write(filters.layer())


@pytest.mark.parametrize(
    ("link", "key"), [("r1", "bestuurlijk_trekker"), ("G2 Aandachtsfunctionaris", "aandachtsfunctionaris")]
)
def test_an_old_link_opens_the_layer_that_shows_it(link: str, key: str) -> None:
    at = AppTest.from_function(_page, default_timeout=60)
    at.query_params["laag"] = link
    at.run()
    assert not at.exception
    assert at.selectbox(key="laag").value == key
    assert at.selectbox(key="laag").options == [LAYERS[one].naam for one in CHOICES]
