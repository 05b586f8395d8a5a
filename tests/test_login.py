"""Logging in at a real provider on this machine: who somebody is, and that it ends when it should."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from netmap.store.store import Store
from netmap.toegang import make_beheerder
from netmap.ui import gebruiker
from tests.browser import WAIT_MS, download, free_port, running_app, settle, wait_until_there
from tests.screen import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

STAF = {"sub": "staf", "email": "staf@boven.example", "email_verified": True}
BEHEER = {"sub": "beheer", "email": "wie@elders.example", "groups": ["netmap-beheer"]}
VREEMD = {"sub": "vreemd", "email": "vreemd@elders.example"}
UNSURE = {"sub": "onzeker", "email": "staf@boven.example", "email_verified": False}
ROLES = """
[[gebruiker]]
email = "staf@boven.example"
naam = "Staf Boven"
rol = "redacteur"
politieregios = ["Boven"]

[[gebruiker]]
groep = "netmap-beheer"
naam = "Beheer"
rol = "beheerder"
"""
READS = "U kunt hier niets wijzigen."


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    people = [word for one in (STAF, BEHEER, VREEMD, UNSURE) for word in ("--user-claims", json.dumps(one))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_there(f"{url}/.well-known/openid-configuration", process)
        yield url
    finally:
        process.terminate()
        process.wait(WAIT_MS / 1000)


@pytest.fixture
def site(
    provider: str, country: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Path]]:
    """An app on a store where people log in; its address, and the role file."""
    address = str(tmp_path / "opslag.sqlite")
    store = Store.at(address)
    store.migrate()
    store.take_over(country(*CONTACTS), gebruiker=make_beheerder("beheer"), waarom="begin")
    store.engine.dispose()
    roles, secrets = tmp_path / "toegang.toml", tmp_path / "geheim.toml"
    roles.write_text(ROLES, encoding="utf-8")
    secrets.write_text(
        '[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{"k" * 40}"\nclient_id = "netmap"\nclient_secret = "x"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
        'client_kwargs = { scope = "openid email profile" }\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("NETMAP_DATABASE", address)
    monkeypatch.setenv("NETMAP_TOEGANG", str(roles))
    with running_app(settings={"secrets.files": str(secrets)}) as url:
        yield url, roles


@contextmanager
def visit(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


def log_in(context: BrowserContext, url: str, user: dict[str, Any]) -> Page:
    page = context.new_page()
    page.goto(f"{url}/gegevens")
    button = page.get_by_role("button", name="Inloggen")
    expect(button).to_be_visible()
    settle(page)
    button.click()
    page.get_by_role("button", name=user["sub"], exact=True).click()
    page.wait_for_url(f"{url}/")
    page.locator("h1").wait_for()
    page.goto(f"{url}/gegevens")
    page.locator("h1").wait_for()
    settle(page)
    return page


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def rerun(page: Page) -> None:
    """Do something small, so that the page is drawn anew in the same visit."""
    settle(page)
    page.get_by_text("Geschiedenis", exact=True).first.click()


def test_a_redacteur_logs_in_and_is_one_until_the_role_is_taken_away(site: tuple[str, Path], chromium: Browser) -> None:
    url, roles = site
    with visit(chromium) as context:
        page = log_in(context, url, STAF)
        says(page, "U werkt als Staf Boven (redacteur).")
        expect(page.locator("input[type=file]")).to_be_attached()
        assert "boven.example" not in page.content()
        file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": b"Instelling;Gemeente\nFier;Aadorp\n"}
        page.get_by_text("Begin met een ingevuld blad").click()
        template = page.get_by_role("button", name="Download het invulblad (XLSX)")
        download(page, template)
        with page.expect_response(re.compile("upload_file")) as sent:
            page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
        assert sent.value.status == 204
        says(page, "lijst.csv is gelezen als CSV")
        settle(page)
        with visit(chromium) as stranger:  # the page is drawn for everybody, so that its address is known
            assert stranger.request.put(sent.value.url, multipart={"file": file}).status == 404
        roles.write_text(ROLES.replace("staf@boven", "iemand@boven"), encoding="utf-8")
        template.click()
        says(page, "Downloaden mislukt")
        rerun(page)
        says(page, READS)
        expect(page.locator("input[type=file]")).to_have_count(0)


def test_a_group_of_the_provider_gives_a_role(site: tuple[str, Path], chromium: Browser) -> None:
    with visit(chromium) as context:
        says(log_in(context, site[0], BEHEER), "U werkt als Beheer (beheerder).")


@pytest.mark.parametrize("user", [VREEMD, UNSURE], ids=lambda user: user["sub"])
def test_who_no_rule_names_or_whose_address_is_not_sure_only_reads(
    site: tuple[str, Path], chromium: Browser, user: dict[str, Any]
) -> None:
    with visit(chromium) as context:
        page = log_in(context, site[0], user)
        says(page, READS)
        expect(page.locator("input[type=file]")).to_have_count(0)


def test_who_logs_out_in_one_tab_is_nobody_in_the_other(site: tuple[str, Path], chromium: Browser) -> None:
    with visit(chromium) as context:
        one = log_in(context, site[0], BEHEER)
        other = context.new_page()
        other.goto(f"{site[0]}/gegevens")
        says(other, "U werkt als Beheer (beheerder).")
        one.get_by_role("button", name="Uitloggen").click()
        expect(one.get_by_role("heading", name="End Session")).to_be_visible()  # the provider asks too
        rerun(other)
        says(other, READS)


def test_a_header_that_names_somebody_is_nothing(site: tuple[str, Path], chromium: Browser) -> None:
    spoofed = {"X-Forwarded-User": "beheer", "X-Forwarded-Email": "staf@boven.example"}
    context = chromium.new_context(extra_http_headers=spoofed)
    page = context.new_page()
    page.goto(f"{site[0]}/gegevens")
    says(page, READS)
    context.close()


def test_where_not_everybody_may_read_a_stranger_sees_nothing(site: tuple[str, Path], chromium: Browser) -> None:
    """Nor does a stranger fetch what a page is made of; who logged in has all of the map."""
    url, roles = site
    roles.write_text(f"openbaar = false\n{ROLES}", encoding="utf-8")
    with visit(chromium) as context:
        page = context.new_page()
        for path in ("kaart", "mijn-regio", "witte-vlekken", "kwetsbaarheid", "ontwikkeling", "presentatie", "over",
                     "gegevens", "presenteren", "handleiding"):  # fmt: skip
            page.goto(f"{url}/{path}")
            says(page, "Log in om deze kaart te zien.")
            assert "Fier" not in page.content()
            assert "app/static/kaart-" not in page.content()
        page = log_in(context, url, STAF)
        says(page, "U werkt als Staf Boven (redacteur).")
        fetched: list[str] = []
        page.on("response", lambda one: fetched.append(one.url) if one.status == 200 else None)
        page.goto(f"{url}/presentatie")
        page.locator(".st-key-voorbeeld img").wait_for()
        page.goto(f"{url}/kaart")
        page.locator("path.nm-gemeente[aria-label]").first.wait_for(state="attached")
        with page.expect_response(re.compile("/lagen")):
            page.get_by_role("combobox", name="Toon").hover()
        for part in ("/lagen?", "/app/static/kaart-", "/app/static/grenzen-", "/app/static/netwerk-", "/media/"):
            (found, *_) = [one for one in fetched if one.startswith(url + part)]
            assert page.request.get(found).status == 200
            with visit(chromium) as stranger:
                assert stranger.request.get(found).status == 404
        roles.write_text("openbaar = false\n", encoding="utf-8")
        assert page.request.get(found).status == 404


@pytest.mark.parametrize(
    ("claims", "seen", "over"),
    [
        ({"iat": -60}, -60, False),
        ({"iat": -8 * 3600 - 1}, -60, True),
        ({"iat": -3600}, -30 * 60 - 1, True),
        ({}, -60, True),
    ],
)
def test_a_visit_ends_after_eight_hours_or_half_an_hour_without_anything(
    monkeypatch: pytest.MonkeyPatch, claims: dict[str, int], seen: int, over: bool
) -> None:
    now = time.time()
    said: dict[str, Any] = {key: now + value for key, value in claims.items()} | {"sub": "staf"}
    login = gebruiker._login(said)
    monkeypatch.setattr(gebruiker, "_seen", lambda: {login: now + seen})
    assert gebruiker._is_over(said, is_page=True) is over
    assert gebruiker._is_over(said, is_page=False) is over


def test_what_is_fetched_beside_a_page_needs_a_page_that_let_somebody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    said: dict[str, Any] = {"sub": "staf", "iat": now - 60}
    kept = {("oud", "1"): now - 9 * 3600}
    monkeypatch.setattr(gebruiker, "_seen", lambda: kept)
    assert gebruiker._is_over(said, is_page=False)
    assert not gebruiker._is_over(said, is_page=True)
    assert not gebruiker._is_over(said, is_page=False)
    assert list(kept) == [gebruiker._login(said)]


def test_who_logs_in_while_another_page_is_drawn_is_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of the other broke off: what was seen had changed under its hands."""

    class Moment(float):
        """A moment at which, when it is compared, somebody else logs in."""

        def __rsub__(self, now: float) -> float:
            kept["nieuw", str(len(kept))] = now
            return now - float(self)

    now = time.time()
    said: dict[str, Any] = {"sub": "staf", "iat": now - 60}
    kept: dict[tuple[str, str], float] = {("oud", str(number)): Moment(now - 60) for number in range(3)}
    monkeypatch.setattr(gebruiker, "_seen", lambda: kept)
    assert not gebruiker._is_over(said, is_page=True)
    assert sum(sub == "nieuw" for sub, _ in kept) == 3


def test_a_cookie_counts_only_as_streamlit_signed_it_for_this_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def cookie(secret: str, origin: str) -> str:
        said = json.dumps({"origin": origin, "is_logged_in": True, "sub": "staf"})
        return f"a=b; {USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, said).decode()}"

    here = "https://netmap.example"
    monkeypatch.setattr(gebruiker, "get_cookie_secret", lambda: "k" * 40)
    monkeypatch.setattr(gebruiker, "get_origin_from_redirect_uri", lambda: here)
    good = cookie("k" * 40, here)
    assert gebruiker._read_cookie(good)["sub"] == "staf"
    for wrong in ("", "a=b", f"{USER_COOKIE_NAME}=é", good[:-1], cookie("x" * 40, here), cookie("k" * 40, "https://x")):
        assert gebruiker._read_cookie(wrong) == {}
    monkeypatch.setattr(gebruiker, "get_origin_from_redirect_uri", lambda: None)
    assert gebruiker._read_cookie(good) == {}


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("127.0.0.1", {"Host": "localhost:8501"}, True),
        ("127.0.0.1", {"Host": "[::1]:8501"}, True),
        ("127.0.0.1", {"Host": "netmap.example"}, False),
        ("127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"}, False),
        ("127.0.0.1", {}, False),
        ("0.0.0.0", {"Host": "localhost:8501"}, False),
        (None, {"Host": "localhost:8501"}, False),
    ],
)
def test_the_editor_of_a_laptop_is_one_at_that_laptop_only(
    monkeypatch: pytest.MonkeyPatch, address: str | None, headers: dict[str, str], here: bool
) -> None:
    monkeypatch.setenv("NETMAP_EDITOR", "Redactie")
    monkeypatch.setattr(gebruiker.config, "get_option", lambda _name: address)
    monkeypatch.setattr(gebruiker.st, "context", type("Context", (), {"headers": headers}))
    monkeypatch.setattr(gebruiker.st, "user", {})
    found = gebruiker.current()
    assert found is not None
    assert found.rol == ("beheerder" if here else "bezoeker")


def test_an_editor_on_a_laptop_opens_nothing_that_the_role_file_closes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who came through a proxy read all, though the role file says that nobody does."""
    roles = tmp_path / "toegang.toml"
    roles.write_text("openbaar = false\n", encoding="utf-8")
    monkeypatch.setenv("NETMAP_TOEGANG", str(roles))
    monkeypatch.setenv("NETMAP_EDITOR", "Redactie")
    monkeypatch.setattr(gebruiker.st, "user", {})
    headers = {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"}
    monkeypatch.setattr(gebruiker.st, "context", type("Context", (), {"headers": headers}))
    assert gebruiker.current() is None
