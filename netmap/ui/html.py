"""Pieces of a page for ``st.html``, from the templates of ``netmap.write.html``; nothing is read as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.table import Column, Counts, Listing, Paragraph, Table, Terms
from netmap.write.html import alert, block_html, heading, hidden, notice, steps, table_html
from netmap.write.html import legend_html as legend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from markupsafe import Markup

    from netmap.table import Kind

__all__ = ["alert", "hidden", "legend", "notice", "steps"]
section = heading


def table(frame: pd.DataFrame, caption: str, row_header: str, links: Sequence[str] = ()) -> Markup:
    """Make a table with caption and headers; ``row_header`` names the column that names the row."""
    columns = tuple(Column(str(name), str(name), _kind(frame[name], is_link=name in links)) for name in frame.columns)
    rows = tuple(frame.astype(object).itertuples(index=False, name=None))
    return table_html(Table("table", caption, columns, rows, header=row_header))


def _kind(column: pd.Series, *, is_link: bool) -> Kind:
    """Tell what a column holds."""
    kinds = {type(value) for value in column.astype(object)}
    return "link" if is_link else "number" if float in kinds else "whole" if int in kinds else "text"


def bullets(sentences: Iterable[str]) -> Markup:
    """Make a list of sentences with their web addresses as links."""
    return block_html(Listing(tuple(sentences)))


def paragraph(text: str) -> Markup:
    """Make a paragraph."""
    return block_html(Paragraph(text))


def conclusion(sentence: str) -> Markup:
    """Make the sentence that opens a page."""
    return block_html(Paragraph(sentence, strong=True))


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Make a list of facts: what, and its value."""
    return block_html(Terms(tuple(pairs)))


def tiles(items: Iterable[tuple[str, str, str]]) -> Markup:
    """Make a row of counts: label, number, and what it is of."""
    return block_html(Counts(tuple(items)))
