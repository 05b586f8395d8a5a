"""Who can reach the app: what its configuration says, and what a running app does with it."""

from __future__ import annotations

import http.client
import tomllib
from urllib.parse import urlsplit

import pytest

from tests.browser import ROOT

DOCUMENT = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")


def test_the_app_is_for_its_own_machine_says_nothing_to_others_and_nothing_of_errors() -> None:
    said = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert said["server"]["address"] == "127.0.0.1"
    assert said["server"]["allowedHosts"] == ["localhost", "127.0.0.1", "::1"]
    assert {"enableXsrfProtection", "enableCORS", "trustedUserHeaders", "enableAgentApi"} & set(said["server"]) == set()
    assert said["client"]["showErrorDetails"] == "none"
    assert said["logger"]["enableRich"] is False
    assert said["browser"]["gatherUsageStats"] is False
    for part, settings in said.items():
        for name in settings:
            if f"`{part}.{name}`" in DOCUMENT:
                value = settings[name]
                words = value if isinstance(value, list) else [str(value).lower() if value is False else str(value)]
                row = next(line for line in DOCUMENT.splitlines() if f"`{part}.{name}`" in line)
                assert [word for word in words if word not in row] == []


def status(url: str, host: str, origin: str) -> int:
    """What the server answers to a browser that opens the connection for the data."""
    port = int(url.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("GET", "/_stcore/stream", skip_host=True)
    for name, value in {
        "Host": host.format(port),
        "Origin": origin.format(port),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    }.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse().status
    connection.close()
    return answer


@pytest.mark.parametrize("origin", ["http://[::1]:8443", "https://[::1]", "http://localhost:8443"])
def test_a_proxy_may_leave_the_port_out_of_the_name(url: str, origin: str) -> None:
    """The page stayed empty, without a word."""
    assert status(url, urlsplit(origin).netloc.partition(":8443")[0], origin) == 101


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "[::1]:{}"])
def test_a_page_of_the_machine_itself_gets_the_data(url: str, host: str) -> None:
    assert status(url, host, f"http://{host}") == 101


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("kwaad.example", "http://kwaad.example"),
        ("kwaad.example:{}", "http://kwaad.example:{}"),
        ("127.0.0.1.kwaad.example:{}", "http://127.0.0.1.kwaad.example:{}"),
        ("127.0.0.1:{}", "http://kwaad.example"),
        ("[::1]:{}", "http://kwaad.example:{}"),
        ("127.0.0.1@kwaad.example:{}", "http://kwaad.example:{}"),
    ],
)
def test_a_page_of_another_host_gets_none(url: str, host: str, origin: str) -> None:
    """A name that somebody else points to this machine is another host too."""
    assert status(url, host, origin) == 403


def ask(url: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, str]:
    """What the server answers, and what it says."""
    connection = http.client.HTTPConnection("127.0.0.1", int(url.rpartition(":")[2]), timeout=60)
    connection.request("GET", path, headers=headers)
    found = connection.getresponse()
    said = found.read().decode(errors="replace")
    connection.close()
    return found, said


def answer(url: str, path: str) -> http.client.HTTPResponse:
    return ask(url, path)[0]


@pytest.mark.parametrize(
    "path", ["/", "/kaart", "/_stcore/health", "/_stcore/host-config", "/media/weg.png", "/weg.js"]
)
def test_every_answer_says_what_a_browser_may_do_with_it(url: str, path: str) -> None:
    headers = answer(url, path).headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors 'self'", "object-src 'none'", "base-uri 'self'"} < {*policy}
    assert "script-src 'self' 'wasm-unsafe-eval' blob:" in policy
    assert {"camera=()", "geolocation=()", "microphone=()"} < {*headers["Permissions-Policy"].split(", ")}
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/kaart", "/_stcore/host-config", "/app/static/weg.js"])
def test_under_a_name_that_is_not_ours_there_is_only_a_sentence_for_who_can_mend_it(url: str, path: str) -> None:
    found, said = ask(url, path, Host="kwaad.example")
    assert found.status == 403
    assert "noem de naam bij server.allowedHosts" in said
    assert ask(url, "/_stcore/health", Host="kwaad.example")[0].status == 200


def test_what_a_visitor_downloads_is_kept_nowhere(url: str) -> None:
    assert answer(url, "/media/weg.png").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/onder/_stcore/metrics"])
def test_what_is_for_nobody_is_not_there(url: str, path: str) -> None:
    assert answer(url, path).status == 404
