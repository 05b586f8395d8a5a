"""Who may do what: nothing unless a rule says so, and a redacteur only within their own area or organisation."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from netmap.cli.main import COMMANDS
from netmap.errors import NetmapError
from netmap.export.products import PRODUCTS
from netmap.load import load_tables
from netmap.toegang import (
    BEZOEKER,
    MAG,
    Actie,
    Gebruiker,
    Toegang,
    make_beheerder,
    may,
    read_toegang,
    toegang_file,
)
from netmap.ui.pages import gegevens
from tests.browser import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables

ACTIES = typing.get_args(Actie)
OOST = frozenset({"GM0001", "GM0002"})
REDACTEUR = Gebruiker("Staf Oost", "redacteur", OOST)
MOVIERA = Gebruiker("Moviera", "redacteur", organisaties=frozenset({"moviera"}))
BEHEERDER = make_beheerder("Beheer")
GOOD = """
contacten = true

[[gebruiker]]
email = "staf@oost.example"
naam = "Staf Oost"
rol = "redacteur"
politieregios = ["Oost"]

[[gebruiker]]
groep = "lezers"
naam = "Lezers"
rol = "lezer"

[[gebruiker]]
groep = "beheer"
naam = "Beheer"
rol = "beheerder"
"""


@pytest.mark.parametrize(
    ("gebruiker", "allowed"),
    [
        (None, ""),
        (BEZOEKER, "lezen"),
        (Gebruiker("Lezers", "lezer"), "lezen"),
        (Gebruiker("Lezers", "lezer", contacten=True), "lezen contact"),
        (REDACTEUR, "lezen wijzigen publiceren ronde"),
        (Gebruiker("Niets", "redacteur"), "lezen"),
        (BEHEERDER, "lezen contact wijzigen publiceren ronde terugzetten"),
    ],
)
def test_each_role_may_do_what_it_says_and_nothing_else(gebruiker: Gebruiker | None, allowed: str) -> None:
    assert [actie for actie in ACTIES if may(gebruiker, actie)] == allowed.split()


def test_a_redacteur_changes_only_their_own_area_or_organisation() -> None:
    assert may(REDACTEUR, "publiceren", {"GM0001"})
    assert may(REDACTEUR, "publiceren", OOST)
    assert not may(REDACTEUR, "publiceren", {"GM0001", "GM0003"})
    assert not may(REDACTEUR, "publiceren", {"GM0003"}, "Moviera")
    assert may(MOVIERA, "publiceren", {"GM0001", "GM0003"}, "MOVIERA")
    assert not may(MOVIERA, "publiceren", {"GM0001"}, "Fier")
    assert not may(MOVIERA, "publiceren", {"GM0001"})
    assert may(BEHEERDER, "publiceren", {"GM0003"})


@given(
    rol=st.sampled_from(list(MAG)),
    own=st.frozensets(st.sampled_from("ABCD")),
    asked=st.frozensets(st.sampled_from("ABCD"), min_size=1),
    actie=st.sampled_from(ACTIES),
)
def test_a_higher_role_or_a_larger_area_never_may_less(
    rol: typing.Any, own: frozenset[str], asked: frozenset[str], actie: Actie
) -> None:
    order = list(MAG)
    one = Gebruiker("x", rol, own, contacten=True)
    larger = Gebruiker("x", rol, frozenset("ABCD"), contacten=True)
    assert may(one, actie, asked) <= may(larger, actie, asked)
    assert all(
        may(one, actie, asked) <= may(Gebruiker("x", higher, own, contacten=True), actie, asked)
        for higher in order[order.index(rol) :]
    )


@pytest.fixture
def tables(country: Callable[..., Path]) -> Tables:
    return load_tables(country())


def read(tmp_path: Path, text: str) -> Toegang:
    file = tmp_path / "toegang.toml"
    file.write_text(text, encoding="utf-8")
    return read_toegang(file)


def test_the_role_file_says_who_somebody_is(tmp_path: Path, tables: Tables) -> None:
    toegang = read(tmp_path, GOOD.replace("Oost", _a_region(tables)))
    staf = toegang.find("STAF@oost.example", (), tables)
    assert staf is not None
    assert (staf.rol, staf.codes) == ("redacteur", frozenset(_codes(tables)))
    assert toegang.find("ander@oost.example", (), tables) == BEZOEKER
    lezer = toegang.find("ander@oost.example", ("Lezers",), tables)
    assert lezer == Gebruiker("Lezers", "lezer", contacten=True)
    both = toegang.find("staf@oost.example", ("lezers", "beheer"), tables)
    assert both is not None
    assert (both.naam, both.rol, both.codes) == ("Beheer", "beheerder", frozenset(_codes(tables)))


def _a_region(tables: Tables) -> str:
    return str(tables.gemeenten["politieregio"].iloc[0])


def _codes(tables: Tables) -> list[str]:
    return list(tables.gemeenten.index[tables.gemeenten["politieregio"] == _a_region(tables)])


def test_where_not_everybody_may_read_a_stranger_may_nothing(tmp_path: Path, tables: Tables) -> None:
    toegang = read(tmp_path, "openbaar = false\n" + GOOD.lstrip())
    assert toegang.anybody is None
    assert toegang.find("ander@oost.example", (), tables) is None


def test_an_unknown_region_is_named(tmp_path: Path, tables: Tables) -> None:
    with pytest.raises(NetmapError, match="Nergenshuizen"):
        read(tmp_path, GOOD.replace("Oost", "Nergenshuizen")).find("staf@oost.example", (), tables)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'naam = "Staf Oost"',
            'naam = "staf@oost.example"',
            "gebruiker 1 heeft een naam die niet kan: hij is een adres",
        ),
        ('naam = "Staf Oost"', 'naam = " "', "gebruiker 1 heeft een naam die niet kan: hij is leeg"),
        ('rol = "lezer"', 'rol = "bezoeker"', "gebruiker 2 heeft geen rol. Kies lezer, redacteur of beheerder"),
        ('rol = "lezer"', 'rol = "redacteur"', "gebruiker 2 hoort politieregios of organisaties te hebben"),
        ('rol = "redacteur"', 'rol = "lezer"', "gebruiker 1 hoort politieregios of organisaties te hebben"),
        ('groep = "beheer"', "", "gebruiker 3 hoort een email te hebben of een groep"),
        (
            'groep = "beheer"',
            'groep = "x"\nemail = "y@z.example"',
            "gebruiker 3 hoort een email te hebben of een groep",
        ),
        ('groep = "beheer"', "groep = 3", "gebruiker 3 heeft een waarde zonder aanhalingstekens"),
        ('["Oost"]', '"Oost"', "gebruiker 1 heeft bij politieregios geen lijst"),
        ("contacten = true", 'contacten = "ja"', "alleen openbaar en contacten"),
        ("contacten = true", "overal = true", "alleen openbaar en contacten"),
        ('rol = "lezer"', 'rol = "lezer"\nmag = "alles"', "gebruiker 2 heeft een regel die netmap niet kent"),
        ("contacten = true", "contacten = ", "is geen geldige TOML (regel 2)"),
        ("[[gebruiker]]", "[gebruiker]", "is geen geldige TOML"),
    ],
)
def test_what_is_wrong_in_the_role_file_is_named_without_an_address(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(NetmapError) as refused:
        read(tmp_path, GOOD.replace(old, new))
    assert told in str(refused.value)
    assert "toont netmap niets" in str(refused.value)
    assert "@" not in str(refused.value)


def test_a_missing_role_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NetmapError, match=r"De rollen in weg.toml: kan niet worden gelezen"):
        read_toegang(tmp_path / "weg.toml")


def test_the_role_file_is_the_named_one_or_that_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NETMAP_TOEGANG", raising=False)
    assert toegang_file() is None
    (tmp_path / "toegang.toml").touch()
    assert toegang_file() is not None
    monkeypatch.setenv("NETMAP_TOEGANG", "elders.toml")
    assert str(toegang_file()) == "elders.toml"


def test_who_does_it_is_a_function_and_no_address() -> None:
    assert make_beheerder(" Beheer ").naam == "Beheer"
    for naam in ("", "a@b.example", "06-12345678", "a\nb", "mevrouw Voorbeeld"):
        with pytest.raises(NetmapError, match="Noem een functie of organisatie"):
            make_beheerder(naam)


PAGES = dict.fromkeys(
    ("kaart", "mijn_regio", "witte_vlekken", "kwetsbaarheid", "ontwikkeling", "presentatie", "presenteren", "over",
     "handleiding", "gegevens"), "lezen",
)  # fmt: skip
VIEWS = {"inlezen": "wijzigen", "regel": "wijzigen", "ronde": "ronde", "geschiedenis": "lezen"}
PRODUCTEN = dict.fromkeys(("plaatje", "jaarreeks", "dias", "briefje", "rapport", "gegevens"), "lezen")
BEHEER = "terugzetten"
OPDRACHTEN = {
    **dict.fromkeys(
        ("status", "vraag", "check", "removal", "forecast", "scenario", "where-next", "compare", "criteria", "confirm",
         "ronde", "picture", "slides", "report", "export", "invulblad"), "lezen",
    ),
    **dict.fromkeys(("borders", "inlezen", "onthouden", "store"), BEHEER),
}  # fmt: skip
"""Who starts a command has the data at hand already, and so is its beheerder; what writes is named as such."""
PEOPLE = {
    "nobody": None, "bezoeker": BEZOEKER, "lezer": Gebruiker("Lezers", "lezer"), "redacteur van X": REDACTEUR,
    "redacteur van Y": Gebruiker("Staf West", "redacteur", frozenset({"GM0003"})), "beheerder": BEHEERDER,
}  # fmt: skip
MATRIX = {
    "lezen": "bezoeker, lezer, redacteur van X, redacteur van Y, beheerder",
    "contact": "beheerder",
    "wijzigen": "redacteur van X, beheerder",
    "publiceren": "redacteur van X, beheerder",
    "ronde": "redacteur van X, beheerder",
    "terugzetten": "beheerder",
}
"""What may be done in the area of X, and by whom."""


def test_everything_that_can_be_asked_has_its_row() -> None:
    """A new page, view, product, action or command without a row in these tables fails here."""
    found = {path.stem for path in (ROOT / "netmap/ui/pages").glob("*.py")} - {"__init__"}
    assert found == set(PAGES)
    assert {key: actie for key, (_, actie, _) in gegevens._VIEWS.items()} == VIEWS
    assert set(PRODUCTS) == set(PRODUCTEN)
    assert set(COMMANDS) == set(OPDRACHTEN)
    assert set(MATRIX) == set(ACTIES)
    asked = {*PAGES.values(), *VIEWS.values(), *PRODUCTEN.values(), *OPDRACHTEN.values()}
    assert asked <= set(MATRIX)


@pytest.mark.parametrize("actie", ACTIES)
def test_the_matrix_says_who_may_do_what_in_an_area(actie: Actie) -> None:
    allowed = [naam for naam, who in PEOPLE.items() if may(who, actie, OOST)]
    assert ", ".join(allowed) == MATRIX[actie]


@pytest.mark.parametrize(
    "gebruiker", [BEZOEKER, Gebruiker("Lezers", "lezer"), Gebruiker("Lezers", "lezer", contacten=True)]
)
def test_a_mailbox_shows_only_to_whom_the_operator_lets_see_it(
    country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, gebruiker: Gebruiker
) -> None:
    box = "mensenhandel@org.example"
    monkeypatch.setenv("NETMAP_DATA", str(country({"organisatie": "Fier", "gebied": "Aadorp", "email": box})))
    monkeypatch.setattr("netmap.ui.gebruiker.current", lambda: gebruiker)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    at.query_params["gemeente"] = "Aadorp"
    at.run()
    assert not at.exception
    shown = "".join(element.proto.body for element in at.get("html"))
    assert "Gedekt door Fier" in shown
    assert (box in shown) == gebruiker.contacten
