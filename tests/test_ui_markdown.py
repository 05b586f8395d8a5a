"""What data and settings say is shown as it is written: Streamlit reads titles, captions and labels as Markdown."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.edition import load_edition, take_stamp
from netmap.errors import NetmapError
from netmap.schema import INDICATOR_COLUMNS, METING_COLUMNS
from netmap.settings import Settings, load_settings
from netmap.ui.markdown import literal
from tests.browser import running_app, settle, watched
from tests.conftest import write_cards, write_country, write_csv
from tests.screen import CONTACTS, page, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from streamlit.testing.v1 import AppTest

PICTURE = "![x](http://127.0.0.1:9/x.png)"
PAYLOADS = (
    PICTURE,
    "[a](http://127.0.0.1:9/)",
    "<img src=http://127.0.0.1:9/y.png>",
    ":red[a] :material/home: $a$",
    "**a** `b` ~~c~~",
    "{{7*191}}",
)
VIEWS = (
    ("kaart", {"gemeente": "GM0004"}),
    ("kaart", {"gemeente": "Bekstadd", "laag": "looptijd"}),
    ("mijn_regio", {}),
    ("witte_vlekken", {}),
    ("kwetsbaarheid", {}),
    ("kwetsbaarheid", {"onderdeel": "Vooruitblik"}),
    ("kwetsbaarheid", {"onderdeel": "Wat als"}),
    ("kwetsbaarheid", {"onderdeel": "Waar erbij"}),
    ("ontwikkeling", {}),
    ("presentatie", {}),
    ("presentatie", {"product": "gegevens"}),
    ("presenteren", {"gebied": "GM0001;GM0004"}),
    ("over", {}),
)
READ_AS_MARKDOWN = {"body", "label", "help", "text", "caption", "captions", "name", "title", "subheader"}
"""Fields of an element that the browser reads as Markdown; options and placeholders are text."""
NO_MARKDOWN = {"html", "imgs", "bidi_component", "component_instance"}
"""Elements that have none."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small country with a payload in every cell that may hold text, and in the settings beside it."""
    folder = write_country(tmp_path_factory.mktemp("vijandig") / "land", CONTACTS)
    row = {"id": "r", "gebied": "Aadorp", "criterium": "G1", "waarde": "ja", "bron": "https://bron.example/",
           "bron_datum": "2026-01", "zekerheid": "hoog"}  # fmt: skip
    write_csv(folder / "indicatoren.csv", INDICATOR_COLUMNS, [[row.get(name, "") for name in INDICATOR_COLUMNS]])
    row |= {"jaar": "2024", "uitspraak": "Zo is het.", "aandeel": "40"}
    write_csv(folder / "landelijke_metingen.csv", METING_COLUMNS, [[row.get(name, "") for name in METING_COLUMNS]])
    poison(write_cards(folder))
    poison_settings(folder / "netmap.toml")
    return folder


@pytest.fixture
def hostile(written: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It on screen."""
    monkeypatch.setenv("NETMAP_DATA", str(written))
    monkeypatch.setenv("NETMAP_SETTINGS", str(written / "netmap.toml"))
    return written


def poison(folder: Path) -> None:
    """Put a payload in every cell of the last rows that is taken with it, and in the source cards."""
    cards = folder / "bronnen.toml"
    cards.write_text(cards.read_text(encoding="utf-8").replace("Verzonnen land", PICTURE), encoding="utf-8")
    taken = set()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        for number, column in enumerate(columns):
            usual = rows[-1][number]
            for cell in (*PAYLOADS, usual):  # the usual is always taken
                rows[-1][number] = cell
                write_csv(path, columns, rows)
                if is_taken(folder):
                    break
            if rows[-1][number] != usual:
                taken.add(f"{path.name} {column}")
    assert {
        "contacts.csv organisatie", "contacts.csv opmerking", "gemeenten.csv naam", "herindelingen.csv oude_naam",
        "indicatoren.csv opmerking", "landelijke_metingen.csv uitspraak",
    } <= taken  # fmt: skip


def poison_settings(file: Path) -> None:
    """Give every setting of text a payload that is taken, after a web address when it must be one."""
    said: dict[str, str] = {}
    for field, start in product(fields(Settings), ("", "https://bron.example/")):
        value = start + PICTURE
        file.write_text("".join(f"{key} = '{one}'\n" for key, one in {**said, field.name: value}.items()))
        with suppress(NetmapError):
            load_settings(file)
            said.setdefault(field.name, value)
    file.write_text("".join(f"{key} = '{value}'\n" for key, value in said.items()))
    assert set(said) >= {"organisatie"}


def is_taken(folder: Path) -> bool:
    try:
        load_edition(folder, None, take_stamp(folder, None, date.today()), datetime.now())
    except NetmapError:
        return False
    return True


def markdown_of(at: AppTest) -> Iterator[str]:
    """Every text that the browser reads as Markdown."""

    def walk(message: Any) -> Iterator[str]:
        for field, value in message.ListFields():
            values = value if field.is_repeated else [value]
            if field.message_type is not None and not field.message_type.GetOptions().map_entry:
                for one in values:
                    yield from walk(one)
            elif field.name in READ_AS_MARKDOWN:
                yield from (one for one in values if isinstance(one, str))

    for area in at._tree.children.values():
        for node in area:
            if node.proto is not None and node.type not in NO_MARKDOWN:
                yield from walk(node.proto)


@given(st.text())
def test_what_is_written_literally_has_no_sign_that_means_something(words: str) -> None:
    assert "\n" not in literal(words)
    bare = literal(words).replace("\\\\", "")
    assert all(before == "\\" for before, sign in pairwise(bare) if sign in "[]{}<>*_`~$#|")
    assert re.search(r"(?<!\\):\S", bare) is None


@pytest.mark.parametrize(
    "words", ["Rij 6: wat is 'Bergen'? Bergen (L.) of Bergen (NH.).", "Kolom Zuid-Limburg & co, 0,5 / 1"]
)
def test_who_hears_a_label_hears_no_backslash(words: str) -> None:
    """Streamlit gives a list its label as it is written, for a screen reader."""
    assert literal(words) == words


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(("name", "said"), VIEWS, ids=lambda one: one if isinstance(one, str) else "")
def test_no_cell_and_no_setting_is_read_as_markdown(name: str, said: dict[str, str]) -> None:
    at = page(name)
    for key, value in said.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    read = list(markdown_of(at))
    assert read
    assert [(payload, one) for one in read for payload in PAYLOADS if payload in one] == []
    assert "<img src=http" not in text(at)


def test_the_browser_asks_no_other_host_whatever_data_and_settings_say(hostile: Path, chromium: Browser) -> None:
    with running_app(hostile) as url, watched(chromium.new_context(), url) as watch:
        for path in ("", "mijn-regio", "kwetsbaarheid"):
            settle(watch.open_map(path))
        for path in ("presenteren?gebied=GM0001;GM0004", "over"):
            settle(watch.open(path))
