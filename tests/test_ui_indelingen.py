"""The choice between the gemeenten by law and those as announced, on the pages that have it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
import streamlit as st

from netmap.ui import filters
from tests.screen import page, put_on_screen, text
from tests.test_indelingen import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

SAYS = "ndeling volgens aankondiging (Beekstad bij Aadorp per 1 januari 2027)"
NO_CHOICE = "Op 31 december 2026 is er geen aangekondigde indeling. U ziet de vastgestelde indeling."
WENT = "Volgens aankondiging gaat Beekstad op 1 januari 2027 op in Aadorp."
PAGES = ("kaart", "mijn_regio")


@pytest.fixture(autouse=True)
def _announced(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    st.cache_resource.clear()
    announce(put_on_screen(country, monkeypatch))
    yield
    st.cache_resource.clear()


def opened(name: str, **words: str) -> AppTest:
    at = page(name)
    for key, word in words.items():
        at.query_params[key] = word
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    """Everything that the page says, the line under its map too."""
    return html.unescape("\n".join((text(at), *(one.value.replace("\\", "") for one in at.caption))))


def has_choice(at: AppTest) -> bool:
    return "Aangekondigde indeling" in [one.label for one in at.toggle]


@pytest.mark.parametrize("name", [*PAGES, "presentatie"])
@pytest.mark.parametrize(("day", "there"), [("31-12-2026", False), ("1-1-2027", True), ("", False)])
def test_the_choice_is_there_on_a_day_on_which_it_means_something(name: str, day: str, there: bool) -> None:
    at = opened(name, **({"peildatum": day} if day else {}))
    assert has_choice(at) == there
    assert (
        "Beekstad gaat op 1 januari 2027 op in Aadorp, als de wet doorgaat (wetsvoorstel, 2025)." in said(at)
    ) == there
    assert SAYS not in said(at)  # the gemeenten by law, until somebody asks


@pytest.mark.parametrize("name", PAGES)
def test_who_turns_it_on_sees_one_gemeente_less_and_a_link_that_says_so(name: str) -> None:
    at = opened(name, peildatum="1-6-2027")
    assert "Beekstad" in at.selectbox(key="gemeente").options
    at.toggle(key="indeling").set_value(True).run()
    assert not at.exception
    assert at.query_params["indeling"] == "aangekondigd"
    assert "Beekstad" not in at.selectbox(key="gemeente").options
    assert SAYS in said(at)
    again = opened(name, peildatum="1-6-2027", indeling="aangekondigd")
    assert said(again) == said(at)
    again.toggle(key="indeling").set_value(False).run()
    assert "indeling" not in again.query_params
    assert SAYS not in said(again)


@pytest.mark.parametrize("name", PAGES)
def test_an_address_of_before_the_day_says_that_there_is_no_choice(name: str) -> None:
    at = opened(name, peildatum="31-12-2026", indeling="aangekondigd")
    assert NO_CHOICE in said(at)
    assert SAYS not in said(at)
    nonsense = opened(name, peildatum="1-1-2027", indeling="anders")
    assert "Het adres noemt 'anders'. Dat is hier geen keuze; u ziet de gewone keuze." in said(nonsense)
    assert SAYS not in said(nonsense)


def test_who_asks_for_the_old_gemeente_reads_where_it_goes() -> None:
    at = opened("kaart", peildatum="1-6-2027", indeling="aangekondigd", gemeente="Beekstad")
    assert WENT in said(at)
    group = opened("kaart", peildatum="1-6-2027", indeling="aangekondigd", politieregio="GM0002;GM0003")
    assert WENT in said(group)
    by_law = opened("kaart", peildatum="1-6-2027", politieregio="GM0002;GM0003")
    assert WENT not in said(by_law)


def test_presenteren_shows_what_the_address_says() -> None:
    at = opened("presenteren", peildatum="2027-06-01", indeling="aangekondigd")
    assert SAYS in said(at)


@pytest.mark.parametrize(("to", "taken"), [("Kaart", True), ("Presentatie", True), ("Witte vlekken", False)])
def test_the_choice_goes_along_to_the_pages_that_know_it(monkeypatch: pytest.MonkeyPatch, to: str, taken: bool) -> None:
    monkeypatch.setattr(filters.st, "query_params", {"indeling": "aangekondigd", "peildatum": "1-6-2027"})
    assert ("indeling" in filters.carry(to)) == taken
