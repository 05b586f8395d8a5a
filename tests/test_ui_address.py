"""What an address may say: anybody can have written it, so every value of it is read within bounds, in Dutch."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netmap.ui import address
from tests.screen import page, text, write_land

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

SHARED = ("politieregio", "gebied", "peildatum", "telt")
PAGES: Mapping[str, tuple[str, ...]] = {
    "kaart": ("laag", "gemeente", "netwerk", *SHARED),
    "mijn_regio": ("laag", "netwerk", *SHARED),
    "witte_vlekken": ("wat", "volgorde", *SHARED),
    "kwetsbaarheid": (
        "onderdeel", "weg", "gemeente", "maanden", "tel", "scenario", "erbij", "inwoners", "gemeenten", "binnen",
        "samen", "dubbel", *SHARED,
    ),
    "ontwikkeling": ("vanaf", *SHARED),
    "presentatie": (
        "product", "laag", "alles", "tien", "maat", "breedte", "hoogte", "netwerk", "titel", "formaat", "secties",
        "vanaf", *SHARED,
    ),
    "presenteren": ("laag", "gebied", "peildatum", "telt"),
    "over": ("laag",),
}  # fmt: skip
"""Page to what it reads from its address."""
PARTS: Mapping[str, Mapping[str, str]] = {
    key: part
    for keys, part in (
        ("maanden tel", {"onderdeel": "Vooruitblik"}),
        ("scenario", {"onderdeel": "Wat als"}),
        ("erbij inwoners gemeenten binnen samen dubbel", {"onderdeel": "Waar erbij"}),
        ("alles secties", {"product": "dias"}),
        ("tien", {"product": "rapport"}),
        ("vanaf", {"product": "dias", "alles": "true", "secties": "ontwikkeling"}),
        ("breedte hoogte", {"maat": "eigen"}),
    )
    for key in keys.split()
}
"""A choice to those that bring it on the page."""
ODD = (
    "inf", "-inf", "1e999", "nan", "-1", "0", "1.5", "²", "٣", "9" * 30, "9" * 5_000, "1_000", "\x00", "\u202e", "a;b;",
    "{{7*191}}", "![x](http://127.0.0.1:9/x.png)", "</script><b>", "A" * 9_000, "GM9999", "31-2-2026", "0", "99999",
)  # fmt: skip
ENGLISH = re.compile(r"is not|invalid literal|exceeds the|must be|could not|out of range|has no attribute")


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_land(tmp_path_factory)


@pytest.fixture(autouse=True)
def _small_country(land: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_DATA", str(land))


def opened(name: str, said: Mapping[str, str]) -> AppTest:
    at = page(name)
    for key, value in said.items():
        at.query_params[key] = value
    return at.run()


def boxes(at: AppTest) -> list[str]:
    """Sentences in the boxes that tell the reader something."""
    found = re.findall(r'class="nm-(?:melding|fout)"[^>]*>(.*?)</div>', text(at), re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


@pytest.mark.parametrize("name", PAGES)
@settings(
    max_examples=8, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_whatever_an_address_says_the_page_is_there_and_dutch(name: str, data: st.DataObject) -> None:
    values = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8"), max_size=40)
    parts = st.sampled_from([{}, *(PARTS[key] for key in PAGES[name] if key in PARTS)])
    said = data.draw(st.dictionaries(st.sampled_from(PAGES[name]), values)) | data.draw(parts)
    at = opened(name, said)
    assert [one.message for one in at.exception] == []
    assert len(at.title) == 1
    assert ENGLISH.findall(" ".join(boxes(at))) == []


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, keys in PAGES.items() for key in keys if name != "over" and key != "titel"]
)
def test_a_value_that_means_nothing_is_said_on_the_page(name: str, key: str) -> None:
    at = opened(name, {**PARTS.get(key, {}), key: "xyzzy-17"})
    assert not at.exception
    assert [one for one in boxes(at) if "xyzzy-17" in one or "leesbaar scenario" in one] != []


@pytest.mark.parametrize("value", ["inf", "1e999", "nan", "-1", "6", "²", "٣", "", " 2", "9" * 30])
def test_a_number_is_digits_within_bounds_and_else_the_page_says_so(value: str) -> None:
    with pytest.raises(ValueError, match="geen getal van 1 tot en met 5"):
        address.number(1, 5).read([value])
    assert address.number(1, 5).read(["1", "05"]) == 5


def test_what_is_too_long_is_not_read_and_not_repeated() -> None:
    at = opened("kwetsbaarheid", {"onderdeel": "Waar erbij", "erbij": "9" * 5_000})
    (told,) = [one for one in boxes(at) if "Het adres noemt" in one]
    assert told == f"Het adres noemt '{'9' * 60}…'. Dat zijn 5.000 tekens, en dat is te lang."
    assert at.number_input(key="erbij").value == 1


def test_presenteren_shows_the_usual_day_and_area_beside_the_line_that_says_what_is_wrong() -> None:
    at = opened("presenteren", {"gebied": "Nergensland", "peildatum": "2026-07-01"})
    assert at.title[0].value == "Heel Nederland"
    assert [one[:40] for one in boxes(at)] == ["Het gebied 'Nergensland' bestaat niet. K"]


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"over"}))
def test_every_page_counts_what_the_address_says_counts_and_says_so(name: str) -> None:
    said = "Alleen bronnen met zekerheid hoog tellen mee."
    assert said not in text(opened(name, {}))
    assert said in text(opened(name, {"telt": "alleen-hoog"}))
    assert said in text(opened(name, {"telt": "Alleen zekerheid hoog"}))


@pytest.mark.parametrize("name", ["kaart", "mijn_regio"])
def test_what_counts_is_chosen_on_the_page_and_goes_along_in_the_address(name: str) -> None:
    at = opened(name, {})
    at.multiselect(key="telt").set_value(["met-datum", "zonder-laag"]).run()
    assert at.query_params["telt"] == ["met-datum", "zonder-laag"]
    assert "Bronnen met zekerheid laag tellen niet mee. Bronnen zonder datum tellen niet mee." in text(at)
    at.multiselect(key="telt").set_value([]).run()
    assert "telt" not in at.query_params


def test_an_unknown_choice_of_what_counts_is_refused_with_the_possible_ones() -> None:
    at = opened("kaart", {"telt": "gok"})
    assert boxes(at)[0] == (
        "'gok' is geen keuze bij 'wat telt mee'. Kies uit: zonder-laag, alleen-hoog, zonder-tegenspraak, "
        "met-datum, sinds-2021, 60-maanden, 36-maanden, 24-maanden."
    )
