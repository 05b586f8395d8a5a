"""The shipped rows: what newer sources say, and what was read too strongly before."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from netmap.coverage import compute_role
from netmap.graph import build_graph
from netmap.load import load_tables

if TYPE_CHECKING:
    from netmap.coverage import RolStand
    from netmap.inzet import Inzet

TODAY = "2026-11-21"

tables = cache(load_tables)


@cache
def role(rol: str, day: str) -> dict[str, RolStand]:
    """Whether every gemeente has someone in a role, by code."""
    return compute_role(build_graph(tables(), date.fromisoformat(day)), rol)


def contact(ident: str) -> Inzet:
    return next(row for row in tables().contacts if row.id == ident)


def in_role(rol: str, gebied: str, day: str = TODAY) -> set[tuple[str, tuple[str, ...]]]:
    """What the gemeenten of an area have in a role: one answer when they are alike."""
    found = role(rol, day)
    return {(found[code].status, found[code].wie) for code in tables().gebieden.parse(gebied).codes}


# --- bestuurlijk trekkers


@pytest.mark.parametrize(
    ("day", "status", "wie"),
    [
        ("2018-10-04", "begin_onbekend", ()),
        ("2018-10-05", "ja", ("Peter Oskam (Gemeente Capelle aan den IJssel)",)),
        ("2023-12-31", "ja", ("Peter Oskam (Gemeente Capelle aan den IJssel)",)),
        ("2024-01-01", "vervallen", ()),
        (TODAY, "vervallen", ()),
    ],
)
def test_rotterdam_has_no_named_trekker_since_january_2024(day: str, status: str, wie: tuple[str, ...]) -> None:
    assert in_role("bestuurlijk_trekker", "politieregio:Rotterdam", day) == {(status, wie)}


def test_the_burgemeester_of_hof_van_twente_is_trekker_of_twente() -> None:
    nauta = {("ja", ("Ellen Nauta (Gemeente Hof van Twente)",))}
    assert in_role("bestuurlijk_trekker", "veiligheidsregio:Twente") == nauta
    assert in_role("bestuurlijk_trekker", "veiligheidsregio:Twente", "2022-06-28") == nauta
    assert in_role("bestuurlijk_trekker", "veiligheidsregio:IJsselland") == {("onbekend", ())}
    assert in_role("partner", "veiligheidsregio:Twente") == {("onbekend", ())}


def test_that_vlecken_is_burgemeester_of_weert_is_derived() -> None:
    row = contact("bt-limburg-vlecken")
    assert (row.naam, row.organisatie, row.zekerheid) == ("Raymond Vlecken", "Gemeente Weert", "midden")
    assert (row.vanaf, row.bron_datum) == (None, date(2022, 4, 21))
    assert "afgeleid" in row.opmerking


def test_an_office_that_a_later_source_names_is_no_word_on_the_portefeuille() -> None:
    for ident in ("bt-midden-nederland-roell", "bt-zeeland-vermue"):
        assert (contact(ident).bron_datum, contact(ident).bevestigd_op) == (None, None)
