"""A report as one HTML file for the intranet: no script, nothing fetched, everything escaped."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from netmap.export.report_model import Counts, Figure, Link, Listing, Paragraph, Swatch, TableBlock, Terms
from netmap.maps.style import as_image
from netmap.schema import dutch_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.export.report_model import Block, Cell, Report

_STYLE: Final = Path(__file__).with_name("report.css")
_PAGE: Final = Markup(
    """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="author" content="{organisatie}">
<title>{naam}</title>
<style>
{style}</style>
</head>
<body>
<header>
{logo}<h1>{titel}</h1>
<p>{ondertitel}</p>
</header>
<main>
{sections}
</main>
<footer>{credit} Peildatum {dag}.</footer>
</body>
</html>
"""
)
_CONTROL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
"""What HTML does not allow, even as a reference."""
_MANY_COLUMNS: Final = 3
"""A table with more columns gets a width of its own and scrolls on a phone."""


def write_html(report: Report) -> bytes:
    """
    Lay a report out for a screen, and for the printer of that screen.

    Parameters
    ----------
    report
        What it says.

    Returns
    -------
    html
        UTF-8; the same bytes for the same report.
    """
    sections = (
        Markup("<section>\n<h2>{}</h2>\n{}\n</section>").format(
            _safe(section.titel), _join(map(_block, section.blocks))
        )
        for section in report.sections
    )
    logo = Markup("")
    if report.logo:
        logo = Markup('<img src="{}" alt="Logo van {}">\n').format(_data(report.logo, "png"), _safe(report.organisatie))
    page = _PAGE.format(
        naam=_safe(report.naam),
        organisatie=_safe(report.organisatie),
        style=Markup(_STYLE.read_text(encoding="utf-8")),
        logo=logo,
        titel=_safe(report.titel),
        ondertitel=_safe(report.ondertitel),
        sections=_join(sections),
        credit=_safe(report.credit),
        dag=dutch_date(report.peildatum),
    )
    return page.encode()


def _safe(text: str) -> Markup:
    """Escape text, with a line break for every new line."""
    lines = text.translate(_CONTROL).split("\n")
    return Markup("<br>").join(Markup("{}").format(line) for line in lines)


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _data(image: bytes, formaat: str) -> str:
    """Write a picture as an address, so that it is within the file."""
    mime = "image/svg+xml" if formaat == "svg" else "image/png"
    return f"data:{mime};base64,{base64.b64encode(image).decode()}"


def _block(block: Block) -> Markup:
    """Write one block."""
    match block:
        case Paragraph(tekst, nadruk):
            return Markup("<p{}>{}</p>").format(Markup(' class="conclusie"') if nadruk else "", _safe(tekst))
        case Listing(items):
            return Markup("<ul>\n{}\n</ul>").format(_join(Markup("<li>{}</li>").format(_safe(item)) for item in items))
        case Counts(items):
            parts = (Markup("<li><strong>{}</strong> {}</li>").format(_safe(n), _safe(what)) for n, what in items)
            return Markup('<ul class="cijfers">\n{}\n</ul>').format(_join(parts))
        case Terms(items):
            parts = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(_safe(t), _safe(what)) for t, what in items)
            return Markup("<dl>\n{}\n</dl>").format(_join(parts))
        case Figure():
            return _figure(block)
        case TableBlock():
            return _table(block)


def _figure(figure: Figure) -> Markup:
    """Write a picture with its caption, and its legend beside it."""
    picture = Markup('<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>').format(
        _data(figure.beeld, figure.formaat), figure.alt.translate(_CONTROL), _safe(figure.caption)
    )
    if figure.legenda is None:
        return picture
    return Markup('<div class="kaart">\n{}\n{}\n</div>').format(picture, _table(figure.legenda))


def _table(table: TableBlock) -> Markup:
    """Write a table in a frame that scrolls by itself and that a keyboard can reach."""
    numbers = [Markup(' class="getal"') if i in table.numbers else Markup("") for i in range(len(table.columns))]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(number, _safe(column))
        for number, column in zip(numbers, table.columns, strict=True)
    )
    rows = []
    for y, (first, *others) in enumerate(table.rows):
        cells = [Markup('<th scope="row">{}</th>').format(_row_header(first))]
        cells += [
            Markup("<td{}>{}</td>").format(number, _cell(cell))
            for number, cell in zip(numbers[1:], others, strict=True)
        ]
        marked = Markup(' class="hier"') if y in table.marked else ""
        rows.append(Markup("<tr{}>{}</tr>").format(marked, Markup("").join(cells)))
    wide = " breed" if len(table.columns) > _MANY_COLUMNS else ""
    shares = (
        Markup('<col style="width:{}%">').format(round(100 * width / sum(table.widths))) for width in table.widths
    )
    frame = '<div class="tabel{}" role="region" tabindex="0" aria-label="{}">\n<table>\n<caption>{}</caption>\n'
    body = "<colgroup>{}</colgroup>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>"
    label = table.caption.translate(_CONTROL)
    return Markup(frame + body).format(wide, label, _safe(table.caption), Markup("").join(shares), head, _join(rows))


def _row_header(cell: Cell) -> Markup:
    """Write what a row is about: its first line stands out."""
    if not isinstance(cell, str):
        return _cell(cell)
    first, *others = cell.split("\n")
    return Markup("<br>").join([Markup("<b>{}</b>").format(_safe(first)), *map(_safe, others)])


def _cell(cell: Cell) -> Markup:
    match cell:
        case Link(tekst, url):
            return Markup('<a href="{}">{}</a>').format(url, _safe(tekst))
        case Swatch(svg, tekst):
            return Markup('<span class="vlak">{}<span>{}</span></span>').format(Markup(as_image(svg)), _safe(tekst))
        case _:
            return _safe(cell)
