"""How wide the columns of a table on paper are: whole words first, and then the room where the most text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.drawing.fonts import BOLD, measure
from netmap.table import Column, Table
from netmap.write.columns import paper_widths

LONG = "veiligheidsregio Noord- en Oost-Gelderland; provincie Utrecht en provincie Gelderland " * 2


def table(*cells: str) -> Table:
    columns = tuple(Column(str(number), f"kop {number}") for number in range(len(cells)))
    return Table("t", "t", columns, (cells,))


def test_the_column_with_the_most_text_gets_the_room() -> None:
    short, long, other = paper_widths(table("ja", LONG, "onbekend"), 400, 8, 8, 20)
    assert measure(LONG, 8) < 3 * (long - 8)
    assert short + long + other == pytest.approx(400)


@given(st.lists(st.text("abc de-", min_size=1, max_size=60), min_size=1, max_size=6))
def test_the_columns_fill_the_width_and_no_word_is_broken_while_there_is_room(cells: list[str]) -> None:
    widths = paper_widths(table(*cells), 500, 8, 8, 20)
    assert sum(widths) == pytest.approx(500)
    words = [max((measure(word, 8, BOLD) for word in cell.replace("-", "- ").split() if len(word) < 28), default=0)
             for cell in cells]  # fmt: skip
    heading = measure("kop", 8, BOLD)
    if sum(max(word, heading) + 8 for word in words) < 500:
        assert all(width >= min(word, width) for width, word in zip(widths, words, strict=True))
