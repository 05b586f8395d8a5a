"""Claims about numbers in sentences: nobody, one, two and all read as a Dutch sentence does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from netmap.dutch import agree, agree_part, capital, count, part_of, small


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 gemeenten zijn"), (1, "1 gemeente is"), (2, "2 gemeenten zijn"), (1342, "1.342 gemeenten zijn")],
)
def test_noun_and_verb_go_with_the_number(number: int, text: str) -> None:
    assert f"{count(number, 'gemeente', 'gemeenten')} {agree(number, 'is', 'zijn')}" == text


@pytest.mark.parametrize(
    ("words", "first", "within"),
    [
        ("alle 31 gemeenten", "Alle 31 gemeenten", "alle 31 gemeenten"),
        ("Enkel gedekt", "Enkel gedekt", "enkel gedekt"),
        ("RNI-loket getraind", "RNI-loket getraind", "RNI-loket getraind"),
        ("é", "É", "é"),
        ("", "", ""),
    ],
)
def test_words_begin_a_sentence_or_stand_within_one(words: str, first: str, within: str) -> None:
    assert (capital(words), small(words)) == (first, within)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, "geen enkele gemeente is"),
        (0, 1, "geen enkele gemeente is"),
        (1, 1, "de enige gemeente is"),
        (0, 2, "geen van de 2 gemeenten is"),
        (1, 2, "1 van de 2 gemeenten is"),
        (2, 2, "beide gemeenten zijn"),
        (3, 3, "alle 3 gemeenten zijn"),
        (77, 1301, "77 van de 1.301 gemeenten zijn"),
    ],
)
def test_a_part_of_a_whole_reads_as_a_sentence(part: int, whole: int, text: str) -> None:
    assert f"{part_of(part, whole)} {agree_part(part, 'is', 'zijn')}" == text


def test_more_than_the_whole_is_no_part() -> None:
    with pytest.raises(ValueError, match="3 is no part of 2"):
        part_of(3, 2)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_no_part_is_zero_of_or_the_plural_of_one(part: int, whole: int) -> None:
    assume(part <= whole)
    text = part_of(part, whole)
    assert not re.search(r"\b0\b|\b1 gemeenten|de 1 ", text)
    assert text.endswith("gemeenten" if whole > 1 else "gemeente")
    numbers = re.findall(r"\d+", text.replace(".", ""))
    assert (str(part) in numbers) == (part > 0 and whole > 1 and (part, whole) != (2, 2))


@given(st.integers(0, 5000))
def test_one_is_singular_and_all_else_plural(number: int) -> None:
    assert count(number, "regio", "regio's").endswith("regio" if number == 1 else "regio's")


HARD = re.compile(
    r"spilfunctie|omweg|wegviel|\bconform|teneinde|dientengevolge|middels|betreffende|discrepantie|hieromtrent|"
    r"zonder dat er dekking|\binzake\b|\bderhalve\b|\btevens\b",
    re.IGNORECASE,
)
"""Words that a plain sentence does without."""
MODULES = sorted((Path(__file__).parent.parent / "netmap").rglob("*.py"))


def test_no_hard_words_on_pages_and_in_reports() -> None:
    texts = [
        (path.name, node.value)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert len(texts) > 1000
    assert [found for found in texts if HARD.search(found[1])] == []
