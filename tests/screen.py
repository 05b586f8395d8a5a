"""The pages without a browser: run one page on the small country and read what it shows."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.conftest import write_country

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

# of the 0.17 s that a page takes in a test, Streamlit looks 0.15 s for components in all installed packages
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)

CONTACTS = (
    {"id": "fier", "organisatie": "Fier", "gebied": "Aadorp; Beekstad", "bron_datum": "2026-01"},
    {"id": "oud", "organisatie": "Oud", "gebied": "Ceeburg", "tot": "2020", "bron_datum": "2019"},
    {
        "id": "trekker",
        "rol": "bestuurlijk_trekker",
        "naam": "J. Burgemeester",
        "organisatie": "Gemeente Aadorp",
        "gebied": "politieregio:Boven",
        "bron_datum": "2026-01",
    },
)
"""Fier covers Aadorp and Beekstad, Ceeburg lapsed, Deiland is unknown."""
_TIMEOUT = 120


def put_on_screen(country: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the pages show the small country; return its folder."""
    folder = country(*CONTACTS)
    monkeypatch.setenv("NETMAP_DATA", str(folder))
    return folder


def write_land(factory: pytest.TempPathFactory) -> Path:
    """Write that country for all tests of a file, none of which changes it: what pages prepare they prepare once."""
    return write_country(factory.mktemp("scherm") / "land", CONTACTS)


def page(name: str) -> AppTest:
    """Run one page by itself, as app.py runs it."""
    script = f"from netmap.ui.pages import {name}\n{name}.render()\n"
    return AppTest.from_string(script, default_timeout=_TIMEOUT)


def text(at: AppTest) -> str:
    """All HTML the page shows."""
    return "\n".join(element.proto.body for element in at.get("html"))


def conclusion(at: AppTest) -> str:
    """The sentence that the page opens with."""
    found = re.search(r'nm-conclusie">(.*?)</p>', text(at))
    assert found is not None
    return found[1]


def counts(at: AppTest) -> dict[str, str]:
    """The counts below it: label to number."""
    return dict(re.findall(r"<dt>([^<]*)</dt><dd><b>([^<]*)</b>", text(at)))


def table(at: AppTest, caption: str) -> list[list[str]]:
    """The rows of the table with a caption, without its heads; empty when there is none."""
    found = re.search(rf"<caption>{re.escape(caption)}.*?<tbody>(.*?)</tbody>", text(at), re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL) if found else []
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]


def alerts(at: AppTest) -> str:
    """Everything that must be mended, as the page says it."""
    return "\n".join(re.findall(r'role="alert">(.*?)</div>', text(at), re.DOTALL))


def downloads(at: AppTest) -> list[str]:
    """The labels of the downloads."""
    return [element.proto.label for element in at.get("download_button")]
