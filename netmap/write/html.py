"""Tables, blocks, sections and reports as HTML, the same on a page and in a file; Jinja escapes every value."""

from __future__ import annotations

import base64
import functools
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from netmap.drawing.legend import explain_shades
from netmap.dutch import small
from netmap.maps.style import as_image, svg_address, swatch_svg
from netmap.schema import dutch_date, dutch_number
from netmap.table import NUMERIC, Figure, Link, Listing, Swatch, Table, cell_text, link_to, linked
from netmap.write.report import FIGURE, blocks_of, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from netmap.layers import MapView
    from netmap.table import Block, Cell, Form, Kind, Place, Section
    from netmap.write.report import Report

    Ways = Callable[[Place], "Way | None"]
    """File and id of a statement to the way to put it right; None where the reader may not."""

_CONTROL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
"""What HTML does not allow, even as a reference."""
_COMPOUNDS: Final = re.compile(r"(?<=\w)(?=functionaris|regisseur|coördinatie|bestuurlijk)")
"""Where a long Dutch heading may break, so that a narrow column can hold it."""
_SHORT: Final = 20
"""Signs of a column that is kept on one line."""
_LONG: Final = 45
"""Signs from which a column needs room."""
_FOLDER: Final = Path(__file__).with_name("templates")


class Way(NamedTuple):
    """Where a page leads to from a statement."""

    url: str
    naam: str
    """Of the statement, for who cannot see which row the link stands in."""


def table_html(table: Table, form: Form = "page", narrow: Sequence[str] = (), ways: Ways | None = None) -> Markup:
    """
    Write a table, in a frame that scrolls by itself and that a keyboard can reach.

    Parameters
    ----------
    table
        The table.
    form
        Which of its columns there is room for.
    narrow
        Keys of the columns that stay on a phone, for a table to look something up in; otherwise a row is a card there.
    ways
        Gives each row that tells a statement a link to it; None for no links.

    Returns
    -------
    html
        With a caption, headers with their scope, numbers to the right, and a class for the rows that stand out.
    """
    shown = table.in_form(form)
    rooms = [_room(shown, number) for number in range(len(shown.columns))]
    if narrow:
        roomy = [column.key not in narrow for column in shown.columns]
        rooms = [f"nm-ruim {room}".strip() if away else room for room, away in zip(rooms, roomy, strict=True)]
    found = [[way for one in some if (way := ways(one))] for some in shown.statements] if ways else []
    return _write("table", shown, rooms, narrow, found if any(found) else [])


def block_html(block: Block, ways: Ways | None = None) -> Markup:
    """
    Write one block.

    Parameters
    ----------
    block
        Any block of a section; a figure is drawn, and stands in the text itself.
    ways
        As of ``table_html``, for a list too.

    Returns
    -------
    html
        With every value escaped and the web addresses in running text as links.
    """
    if isinstance(block, Table):
        return table_html(block, ways=ways)
    if isinstance(block, Listing):
        return _write("listing", block, [ways(one) if one else None for one in block.statements] if ways else [])
    if isinstance(block, Figure):
        legend = table_html(block.legend) if block.legend else None
        look = replace(FIGURE, formaat="svg") if block.is_small else FIGURE  # of a few bars: a hundredth of the bytes
        return _write("figure", block, _address(block.draw(look)), legend)
    return _write(type(block).__name__.lower(), block)


def section_html(section: Section, level: int = 2, ways: Ways | None = None) -> Markup:
    """
    Write a section.

    Parameters
    ----------
    section
        What it says.
    level
        Of its heading, 1 to 6.
    ways
        As of ``table_html``.

    Returns
    -------
    html
        Heading, conclusion, blocks.
    """
    return heading(section.title, *(block_html(one, ways) for one in blocks_of(section)), level=level)


def write_html(report: Report) -> bytes:
    """
    Lay a report out as one file for the intranet: no script, nothing fetched.

    Parameters
    ----------
    report
        What it says.

    Returns
    -------
    html
        UTF-8, for a screen and for the printer of that screen; the same bytes for the same report.
    """
    page = _templates().get_template("report.html.j2")
    return page.render(
        report=report,
        logo=_address(report.logo) if report.logo else None,
        day=dutch_date(report.peildatum),
        sections=map(section_html, report.sections),
    ).encode()


def heading(title: str, *content: Markup, level: int = 2) -> Markup:
    """Write a heading with what belongs under it."""
    return _write("section", title, level, content)


def notice(sentences: Iterable[str]) -> Markup:
    """Write a box with something the reader should know."""
    return _write("box", "nm-melding", "status", sentences)


def alert(sentences: Iterable[str]) -> Markup:
    """Write a box with something that must be mended."""
    return _write("box", "nm-fout", "alert", sentences)


def hidden(text: str) -> Markup:
    """Write a text that is read aloud but not drawn."""
    return _write("hidden", text)


def legend_html(view: MapView) -> Markup:
    """
    Write the legend of a map: colour, pattern, label and counts; the shades; classes that do not occur.

    Parameters
    ----------
    view
        Output of ``build_view``.

    Returns
    -------
    html
        A list under the question that the map answers.
    """
    rows = [
        (Swatch(one.klasse, one.klasse.label, view.shades(one.klasse.key)), one.aantal)
        for one in view.legend
        if one.aantal
    ]
    rows += [(Swatch(one.example, one.label, (one.bewijs,)), one.number) for one in explain_shades(view)]
    labels = [one.klasse.label for one in view.legend if not one.aantal]
    absent = "; ".join(small(label) for label in labels)  # a label may have a comma
    return _write("legend", view.vraag, [(swatch, dutch_number(number)) for swatch, number in rows], absent)


def fill(template: str, name: str, *values: object) -> Markup:
    """
    Fill in a macro of a template.

    Parameters
    ----------
    template
        A file of ``netmap/write/templates``.
    name
        Of the macro in it.
    values
        What it asks for.

    Returns
    -------
    html
        With every value escaped.
    """
    macro: Callable[..., Markup] = getattr(_templates().get_template(template).module, name)
    return macro(*values)


def _write(name: str, *values: object) -> Markup:
    return fill("blocks.html.j2", name, *values)


@functools.cache
def _templates() -> Environment:
    """Make what reads the templates: it escapes, and a name that it does not know is an error."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["numeric"] = NUMERIC
    made.filters |= {
        "cell": _cell,
        "hyphenated": lambda text: _COMPOUNDS.sub("\u00ad", text),
        "lines": _lines,
        "linkified": _linkified,
        "picture": _picture,
        "visible": _visible,
    }
    return made


def _linkified(text: str) -> Markup:
    """Escape text, with the web addresses in it as links."""
    return Markup("").join(map(_cell, linked(text)))


def _visible(text: str) -> str:
    return text.translate(_CONTROL)


def _lines(text: str) -> Markup:
    """Escape text, with a line break for every new line."""
    return Markup("<br>").join(_visible(text).split("\n"))


def _cell(cell: Cell, kind: Kind = "text", *, first: bool = False) -> Markup:
    """Write what stands in a cell; the first line of what names a row stands out."""
    match cell:
        case Link(text, url) if link_to(text, url) == cell:
            blank = Markup(' target="_blank" rel="noopener noreferrer"')
            return Markup('<a href="{}"{}>{}</a>').format(url, blank, _lines(text))
        case Swatch():
            return Markup('<span class="nm-vlak">{}<span>{}</span></span>').format(_picture(cell), _lines(cell.text))
    text = cell_text(cell, kind)
    if kind == "link":
        return _linkified(text)
    head, mark, rest = text.partition("\n") if first else (text, "", "")
    return _lines(head) + Markup("<br><span>{}</span>").format(_lines(rest)) if mark else _lines(head)


def _picture(swatch: Swatch) -> Markup:
    """Draw the rectangle of a class; its name stands beside it."""
    return as_image(swatch_svg(replace(swatch.klasse, label=""), swatch.bewijzen))


def _room(table: Table, number: int) -> str:
    """Tell how a column gets its room: on one line when all is short, wide when something is long."""
    column = table.columns[number]
    if column.marked:
        return "nm-hier"
    if column.kind in NUMERIC:
        return "getal"
    texts = () if column.kind == "link" else (cell_text(row[number], column.kind) for row in table.rows)
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return "lang" if longest > _LONG else "kort" if 0 < longest <= _SHORT else ""


def _address(image: bytes) -> str:
    """Write a picture as an address, so that it is within the page."""
    if suffix_of(image) == "svg":
        return svg_address(image.decode())
    return f"data:image/png;base64,{base64.b64encode(image).decode()}"
