"""Who may do what: nothing unless a rule says so, and a redacteur only within their own area or organisation."""

from __future__ import annotations

import ast
import inspect
import typing
from typing import TYPE_CHECKING
from unittest.mock import MagicMock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.routing import BaseRoute
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from netmap.cli.main import COMMANDS
from netmap.cli.store import store
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
from netmap.ui import downloads, gebruiker, guard, serve
from netmap.ui.pages import gegevens
from netmap.ui.shelf import ASSETS
from netmap.ui.shell import FILES
from tests.browser import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
    ("kaart", "mijn-regio", "witte-vlekken", "kwetsbaarheid", "ontwikkeling", "presentatie", "presenteren", "over",
     "handleiding", "gegevens"), "lezen",
)  # fmt: skip
VIEWS = {"inlezen": "wijzigen", "regel": "wijzigen", "ronde": "ronde", "geschiedenis": "lezen"}
PRODUCTEN = dict.fromkeys(("plaatje", "jaarreeks", "dias", "briefje", "rapport", "gegevens"), "lezen")
DOWNLOADS = {
    "gegevens.inlezen": {"wijzigen"},
    "gegevens.ronde": {"ronde"},
    **{
        module: {"lezen"}
        for module in (
            "gegevens.geschiedenis", "kwetsbaarheid.vooruitblik", "kwetsbaarheid.waar_erbij", "kwetsbaarheid.wat_als",
            "kwetsbaarheid.wegvallen", "pages.mijn_regio", "pages.ontwikkeling", "pages.presentatie",
            "pages.witte_vlekken", "sections", "years",
        )
    },
}  # fmt: skip
"""Module of a page to what its files ask."""
WRITES = {
    "ui.review._publish": "publiceren",
    "ui.gegevens.ronde._keep_asked": "publiceren",
    "ui.gegevens.geschiedenis._go_back": "terugzetten",
    "ui.onthouden._take_back": "publiceren",
    "cli.intake.keep": "publiceren",
    "cli.intake.onthouden": "publiceren",
    "cli.ronde._keep_asked": "publiceren",
    "cli.store.init": "terugzetten",
    "cli.store.restore": "terugzetten",
    "cli.store.terug": "terugzetten",
}
"""Where the store is asked to change something, and what it asks of who does it."""
_BY = {"publish": "publiceren", "restore": "terugzetten", "take_over": "terugzetten", "put_back": "terugzetten"}
BEHEER = "terugzetten"
OPDRACHTEN = {
    **dict.fromkeys(
        ("status", "vraag", "check", "removal", "forecast", "scenario", "where-next", "compare", "criteria", "confirm",
         "picture", "slides", "report", "export", "invulblad"), "lezen",
    ),
    **dict.fromkeys(("borders", "inlezen", "onthouden", "ronde", "store"), BEHEER),
}  # fmt: skip
"""Who starts a command has the data at hand already, and so is its beheerder; what writes is named as such."""
STORE = {
    **dict.fromkeys(("export", "versies", "verify", "backup"), "lezen"),
    **dict.fromkeys(("init", "restore", "terug"), BEHEER),
}
ROUTES: dict[str, str | None] = {
    "lagen": "lezen",
    "app/static/kaart.js": "lezen",
    "media/{file_id:path}": "lezen",
    "_stcore/upload_file/{session_id}/{file_id}": "wijzigen",
    **dict.fromkeys(
        ("", "kaart", "healthz", "static/x.js", "_stcore/health", "_stcore/host-config", "_stcore/stream",
         "component/{path:path}", "_stcore/bidi-components/{path:path}", "auth/login", "auth/logout", "oauth2callback"),
    ),
}  # fmt: skip
"""Every address that answers to what somebody must be allowed to; None for what tells nothing of the data, or asks by
itself at every run (the connection of a page)."""
CLOSED = {"_stcore/metrics", "_stcore/agent/interact", "_stcore/agent/openapi.json", "_stcore/agent/mcp"}
"""Addresses of Streamlit that answer to nobody."""
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
ANYWHERE = {
    **MATRIX,
    **dict.fromkeys(("wijzigen", "publiceren", "ronde"), "redacteur van X, redacteur van Y, beheerder"),
}
"""What may be asked at all, before it is known about which area."""


def calls(folder: str) -> Iterator[tuple[str, ast.Call]]:
    """Walk all calls in a package: in which function, by its module, and the call."""
    for path in sorted((ROOT / "netmap" / folder).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "netmap").with_suffix("").parts)
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(outer, ast.FunctionDef):
                for inner in ast.walk(outer):
                    if isinstance(inner, ast.Call):
                        yield f"{module}.{outer.name}", inner


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def said(call: ast.Call, keyword: str) -> list[str]:
    return [one.value.value for one in call.keywords if one.arg == keyword and isinstance(one.value, ast.Constant)]  # type: ignore[misc]


def test_every_page_view_product_action_and_command_has_its_row() -> None:
    """A new one without a row in these tables fails here."""
    pages = [word for _, call in calls("ui") if called(call) == "Page" for word in said(call, "url_path")]
    assert set(pages) == set(PAGES)
    modules = {path.stem.replace("_", "-") for path in (ROOT / "netmap/ui/pages").glob("*.py")} - {"--init--"}
    assert modules == set(PAGES)
    assert {key: actie for key, (_, actie, _) in gegevens._VIEWS.items()} == VIEWS
    assert set(PRODUCTS) == set(PRODUCTEN)
    assert set(COMMANDS) == set(OPDRACHTEN)
    assert {one.name for one in store.registered_commands} == set(STORE)
    assert set(MATRIX) == set(ACTIES)
    rows = (PAGES, VIEWS, PRODUCTEN, OPDRACHTEN, STORE, WRITES)
    assert {actie for one in rows for actie in one.values()}.union(*DOWNLOADS.values()) <= set(MATRIX)


def test_every_file_of_a_page_goes_by_the_one_door_that_asks() -> None:
    """A new button with a file, or another way to make one, fails here."""
    doors = {where for where, call in calls("ui") if called(call) == "download_button"}
    assert doors == {"ui.downloads.offer_file"}
    found: dict[str, set[str]] = {}
    for where, call in calls("ui"):
        named = [one.arg for one in call.keywords]
        if called(call) in {"offer_file", "offer_csv", "show_table"} and (said(call, "actie") or "actie" not in named):
            module = where.removeprefix("ui.").rpartition(".")[0]
            found.setdefault(module, set()).update(said(call, "actie") or ["lezen"])
    assert found == DOWNLOADS


def test_whoever_asks_the_store_to_change_something_has_its_row() -> None:
    """A new function of a page or command that changes data fails here."""
    found = {
        where: _BY[called(call)]
        for folder in ("ui", "cli")
        for where, call in calls(folder)
        if "gebruiker" in [one.arg for one in call.keywords]
    }
    assert found == WRITES


def test_every_address_that_answers_has_its_row() -> None:
    """A new address of ours, or of a newer Streamlit, fails here."""
    theirs = {route.path.lstrip("/") for route in create_streamlit_routes(MagicMock()) if isinstance(route, BaseRoute)}
    assert theirs - {""} - CLOSED <= set(ROUTES)
    assert all(any(one in f"/{path}" for one in guard._CLOSED) for path in CLOSED)
    tests = [one.test for one in ast.walk(ast.parse(inspect.getsource(serve._find))) if isinstance(one, ast.If)]
    ours = {one.id for test in tests for one in ast.walk(test) if isinstance(one, ast.Name)} - {"path"}
    assert ours == {"HEALTH", "LAYERS", "_PAGES", "ASSETS", "is_bundled"}  # each is among the rows
    assert {path: serve._find_actie(path) for path in ROUTES} == ROUTES
    assert {serve._find_actie(f"{ASSETS}{name}") for name in FILES} == {None}


@pytest.mark.parametrize("naam", PEOPLE)
@pytest.mark.parametrize("actie", ACTIES)
def test_an_address_and_a_file_ask_the_same_question(monkeypatch: pytest.MonkeyPatch, naam: str, actie: Actie) -> None:
    """And a file asks it anew when somebody wants it: a role may be gone by then."""
    who: list[Gebruiker | None] = [PEOPLE[naam]]
    offered: list[Callable[[], bytes]] = []
    monkeypatch.setattr(serve, "read_roles", lambda: Toegang(openbaar=False))
    for name in ("of_request", "current"):
        monkeypatch.setattr(gebruiker, name, lambda *_: who[0])
    monkeypatch.setattr(gebruiker, "later", lambda: lambda: who[0])
    monkeypatch.setattr(downloads.st, "download_button", lambda _label, make, *_, **__: offered.append(make))
    downloads.offer_file("Download", lambda: b"x", "x.csv", "text/csv", actie=actie)
    allowed = naam in ANYWHERE[actie].split(", ")
    assert (serve._may(Headers(), actie), len(offered)) == (allowed, int(allowed))
    for make in offered:
        assert make() == b"x"
        who[0] = None
        with pytest.raises(NetmapError, match="mag u niet meer hebben"):
            make()


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
