"""Small pieces of HTML for ``st.html``; every value is escaped, nothing is read as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from netmap.maps.style import as_image, swatch_svg
from netmap.schema import dutch_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from netmap.coverage import Totals
    from netmap.layers import MapView

_NUMBER = Markup(' class="getal"')
_SHORT = 20
"""Signs of a column that is kept on one line."""
_LONG = 45
"""Signs from which a column needs room."""
_URL = re.compile(r"https?://[^\s()]+")


def link(url: str, text: str = "") -> Markup:
    """Make a link when it is a web address, else plain text; the text is the host unless given."""
    host = urlsplit(url).hostname if _URL.fullmatch(url) else None
    if not host:
        return escape(url)
    shown = text or host.removeprefix("www.")
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, shown)


def _cell(value: object) -> Markup | str:
    """Write a value as Dutch readers do, without needless decimals."""
    if isinstance(value, int):
        return dutch_number(value)
    return dutch_number(value, 2).rstrip("0").rstrip(",") if isinstance(value, float) else escape(value)


def _links(cell: str) -> Markup:
    """Turn the web addresses of a cell, with semicolons between them, into links."""
    return Markup("; ").join(link(part) for part in cell.split("; "))


def linkify(sentence: str) -> Markup:
    """Escape a sentence and turn the web addresses in it into short links."""
    parts = []
    end = 0
    for found in _URL.finditer(sentence):
        parts += [escape(sentence[end : found.start()]), link(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(sentence[end:])])


def table(frame: pd.DataFrame, caption: str, row_header: str, links: Sequence[str] = ()) -> Markup:
    """Make a table with caption and headers; ``row_header`` names the column that names the row."""
    numbers = {
        column for column in frame.columns if len(frame) and frame[column].map(lambda v: isinstance(v, int)).all()
    }
    widths = {column: _width(frame[column], is_link=column in links) for column in frame.columns}
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_NUMBER if column in numbers else "", _hyphenated(column))
        for column in frame.columns
    )
    body = []
    for row in frame.itertuples(index=False):
        cells = []
        for column, value in zip(frame.columns, row, strict=True):
            is_number = isinstance(value, int | float)
            shown = _links(value) if column in links else _cell(value)
            kind = _NUMBER if is_number else widths[column]
            if column == row_header:
                cells.append(Markup('<th scope="row">{}</th>').format(shown))
            else:
                cells.append(Markup("<td{}>{}</td>").format(kind, shown))
        body.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    return Markup(
        '<div class="nm-tabel" tabindex="0" role="region" aria-label="{0}"><table><caption>{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    ).format(caption, head, Markup("").join(body))


def _width(column: pd.Series, *, is_link: bool) -> Markup:
    """Tell how a column of text gets its room: on one line when all is short, wide when something is long."""
    longest = 0 if is_link else max((len(str(value)) for value in column), default=0)
    kind = "lang" if longest > _LONG else "kort" if 0 < longest <= _SHORT else ""
    return Markup(' class="{}"').format(kind) if kind else Markup("")


def _hyphenated(heading: str) -> str:
    """Let a long Dutch compound break where it may, so that a narrow column can hold it."""
    return re.sub(r"(?<=\w)(?=functionaris|regisseur|coördinatie|bestuurlijk)", "\u00ad", heading)


def bullets(sentences: Iterable[str]) -> Markup:
    """Make a list of sentences with their web addresses as links."""
    items = Markup("").join(Markup("<li>{}</li>").format(linkify(sentence)) for sentence in sentences)
    return Markup('<ul class="nm-lijst">{}</ul>').format(items)


def steps(sentences: Iterable[str]) -> Markup:
    """Make a numbered list."""
    items = Markup("").join(Markup("<li>{}</li>").format(sentence) for sentence in sentences)
    return Markup('<ol class="nm-lijst">{}</ol>').format(items)


def section(title: str, *content: Markup, level: int = 2) -> Markup:
    """Make a heading with what belongs under it."""
    return Markup("<h{0}>{1}</h{0}>{2}").format(level, title, Markup("").join(content))


def paragraph(text: str) -> Markup:
    """Make a paragraph."""
    return Markup("<p>{}</p>").format(text)


def conclusion(sentence: str) -> Markup:
    """Make the sentence that opens a page."""
    return Markup('<p class="nm-conclusie">{}</p>').format(sentence)


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Make a list of facts: what, and its value."""
    items = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*pair) for pair in pairs)
    return Markup('<dl class="nm-feiten">{}</dl>').format(items)


def tiles(pairs: Iterable[tuple[str, str, str]]) -> Markup:
    """Make a row of counts: label, number, and what it is of."""
    items = Markup("").join(
        Markup("<div><dt>{}</dt><dd><b>{}</b><span>{}</span></dd></div>").format(label, number, of)
        for label, number, of in pairs
    )
    return Markup('<dl class="nm-tegels">{}</dl>').format(items)


def legend(view: MapView, *, marked: bool = True) -> Markup:
    """
    Make the legend of a map: colour, pattern, label and counts; classes that do not occur in one line.

    ``marked`` is False beside a drawing that itself says what is to be confirmed.
    """
    rows = [
        _legend_row(swatch_svg(entry.klasse), entry.klasse.label, entry.gemeenten)
        for entry in view.legend
        if entry.gemeenten
    ]
    stale = [code for code in view.codes if code in view.te_bevestigen]
    if stale and marked:
        example = next(e.klasse for e in view.legend if e.klasse.key == view.class_of[stale[0]])
        rows.append(_legend_row(swatch_svg(example, te_bevestigen=True), "Met streepjes: te bevestigen", len(stale)))
    labels = [entry.klasse.label for entry in view.legend if not entry.gemeenten]
    absent = ", ".join(label[0].lower() + label[1:] for label in labels)
    none = Markup('<p class="nul">Komt niet voor (0): {}.</p>').format(absent) if absent else ""
    return Markup('<div class="nm-legenda"><p>{}</p><ul>{}</ul>{}</div>').format(
        view.vraag, Markup("").join(rows), none
    )


def _legend_row(svg: str, label: str, gemeenten: int) -> Markup:
    return Markup("<li>{}<span>{}</span><b>{}</b></li>").format(Markup(as_image(svg)), label, dutch_number(gemeenten))


def total_tiles(totals: Totals, labels: dict[str, str]) -> Markup:
    """Make the counts per status that a page opens with; statuses that count zero are left out but for cover."""
    gedekt, inwoners = totals.gedekt
    pairs = [("Gedekt", dutch_number(gedekt), f"gemeenten, {dutch_number(inwoners)} inwoners")]
    pairs += [
        (labels[status], dutch_number(gemeenten), f"gemeenten, {dutch_number(number)} inwoners")
        for status, (gemeenten, number) in totals.per_status.items()
        if status not in ("dubbel", "enkel") and gemeenten
    ]
    pairs.append(
        ("Te bevestigen", dutch_number(totals.te_bevestigen), f"van {dutch_number(totals.gemeenten)} gemeenten")
    )
    return tiles(pairs)


def notice(sentences: Iterable[str]) -> Markup:
    """Make a box with something the reader should know."""
    return _box("nm-melding", "status", sentences)


def alert(sentences: Iterable[str]) -> Markup:
    """Make a box with something that must be mended."""
    return _box("nm-fout", "alert", sentences)


def _box(kind: str, role: str, sentences: Iterable[str]) -> Markup:
    lines = Markup("").join(Markup("<p>{}</p>").format(linkify(sentence)) for sentence in sentences)
    return Markup('<div class="{}" role="{}">{}</div>').format(kind, role, lines)


def hidden(text: str) -> Markup:
    """Make a text that is read aloud but not drawn."""
    return Markup('<p class="nm-verborgen">{}</p>').format(text)
