"""What belongs to a person: mailboxes, telephone numbers, and text that may hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.personal import hide_personal, is_functional, is_personal, is_switchboard


@pytest.mark.parametrize(
    ("mail", "functional"),
    [
        ("mensenhandel@org.example", True),
        ("Zorgcoordinatie@Org.example", True),
        ("info@org.example", True),
        ("zorgcoordinatie-mensenhandel@org.example", True),
        ("meldpunt_mensenhandel@sub.org.example", True),
        ("j.jansen@org.example", False),
        ("postma@org.example", False),
        ("j.jansen.mensenhandel@org.example", False),
        ("mensenhandelachternaam@org.example", False),
        ("info+jansen@org.example", False),
        ("info@org.example; j.x@org.example", False),
        ("info@org.example, bel J. X 06-87654321", False),
        ("info@org.example info@org.example", False),
        ("J. X <info@org.example>", False),
        ("info@j.x@org.example", False),
        ("info@org", False),
        (".@org.example", False),
        ("info.@org.example", False),
        ("jansen", False),
        ("info", False),
        ("", False),
    ],
)
def test_a_mailbox_is_of_a_function_only_as_one_address_and_with_all_its_words(mail: str, functional: bool) -> None:
    assert is_functional(mail) is functional


@pytest.mark.parametrize(
    ("mail", "organisatie", "functional"),
    [
        ("info.fier@org.example", "Fier", True),
        ("mensenhandel-bergen-op-zoom@org.example", "Gemeente Bergen op Zoom", True),
        ("mensenhandel.beekstad@org.example", "Gemeente Aadorp", False),
        ("mensenhandel.zoom@org.example", "Gemeente Bergen op Zoom", False),
        ("fier@org.example", "Fier", False),
    ],
)
def test_the_organisation_may_be_named_in_a_mailbox_when_the_row_states_it(
    mail: str, organisatie: str, functional: bool
) -> None:
    assert is_functional(mail, organisatie) is functional


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), min_size=1))
def test_nothing_can_be_added_to_an_address(text: str) -> None:
    assert not is_functional(f"info@org.example, {text}")
    assert not is_functional(f"{text.strip()} info@org.example") or not text.strip()
    assert is_functional(f"info{text}@org.example") is False or set(text.casefold()) <= set("abcdefghijklmnoprstuvz.-_")


@pytest.mark.parametrize("number", ["020-1234567", "(030) 123 45 67", "+31 (0)20 1234567", "088 123 45 67", "14 010",
                                    "0800-1234", "0900 1234567", "0031 20 123 45 67"])  # fmt: skip
def test_a_number_of_an_organisation_is_a_switchboard(number: str) -> None:
    assert is_switchboard(number)


@pytest.mark.parametrize("number", ["06-12345678", "+31 6 12345678", "0031612345678", "020-1234567 of J. X",
                                    "020-1234567/020-1234568", "020-12345", "084 1234567", "+49 301", ""])  # fmt: skip
def test_anything_else_is_none(number: str) -> None:
    assert not is_switchboard(number)


@pytest.mark.parametrize(
    "text",
    [
        "bel 06-12345678", "06 12 34 56 78", "06/12345678", "06\u201112345678", "(020) 123 45 67", "tel:0201234567",
        "+49 170 1234567", "\uff10\uff16-12345678", "j.x@org.example", "j.x @ org.example", "j.x (at) org.example",
        "j.x[AT]org.example", "j\uff20org.example", "https://bron.example/?wie=j.x@org.example",
    ],
)  # fmt: skip
def test_contact_details_are_seen_in_every_spelling_and_hidden(text: str) -> None:
    assert is_personal(text)
    assert not is_personal(hide_personal(text))
    assert "…" in hide_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://bron.example/0612345678", "https://medium.com/@vng/artikel.nl", "zaak 2019-0123456",
        "16/36 = 0,44 fte", "18.130.208 inwoners", "GM0363", "tot 23", "35 van 342 gemeenten", "C++ 2020", "",
    ],
)  # fmt: skip
def test_what_only_resembles_contact_details_is_left_alone(text: str) -> None:
    assert not is_personal(text)
    assert hide_personal(text) == text
