"""
What is said before it has a format: typed tables, the blocks beside them, and the sections these make up.

A subject is told once, as a `Section`. Pages, command line, reports, slides and files of data are writers: they take
sections and differ in look only. What a reader sees of a cell is always `cell_text`; a file of data gets the value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from netmap.personal import is_functional
from netmap.schema import dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netmap.klassen import Klasse

Kind = Literal["text", "whole", "number", "share", "date", "link", "swatch"]
"""
Text, whole number, number with decimals, part of one, day, web address, class of a layer.

A word such as ``onbekend`` may stand in a cell of any kind, and so may a day as precise as it was written: ``2021``.
"""
Place = tuple[str, str]
"""File and id of a statement."""
Form = Literal["brief", "page", "full"]
"""
How much a reader has room for: a slide or a list beside a map, a page or a report, a file of data.

A column names the narrowest form that shows it.
"""
FORMS: Final[tuple[Form, ...]] = ("brief", "page", "full")
NUMERIC: Final = frozenset({"whole", "number", "share"})
"""Kinds that are set to the right."""
NOTHING: Final = "–"
"""What a reader sees of a number that cannot be, such as a share of nobody."""
_WRITTEN: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_MAX_URL: Final = 2000
_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?(?P<site>[^\s()/?#]+)[^\s()]*(?<![.,;])"
    r"|(?<![\w.+%@-])(?P<mail>[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,})(?:\?subject=[\w%~-]+)?"
)
"""A page on the web, or a mailbox that may have a subject."""


class Link(NamedTuple):
    """A cell that leads to a web page; make it with `link_to`."""

    text: str
    url: str


class Swatch(NamedTuple):
    """A cell with the look of a class before its name."""

    klasse: Klasse
    text: str
    bewijzen: tuple[str, ...] = ()
    """How strong its proof is, of ``schema.BEWIJZEN``: it is drawn in each of those shades."""


Cell = str | int | float | date | Link | Swatch | None
"""Blank is None; a ``\\n`` in text begins a new line."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    key: str
    """Its name in JSON, in tests and wherever a column is asked for; English or a word of the domain."""
    name: str
    """What the reader sees above it, in Dutch."""
    kind: Kind = "text"
    form: Form = "brief"
    """The narrowest form that shows it."""
    explanation: str = ""
    """What it means, for the reading guide of a file of data."""
    short: str = ""
    """Name where there is little room; the usual one when blank."""
    width: float = 1.0
    """Share of the width on paper, in any unit."""
    marked: bool = False
    """Whether it stands out; why is also said in words."""
    paper: bool = True
    """Whether a workbook prints it; one that stays on screen only is one line high, and comes last."""
    choices: tuple[str, ...] = ()
    """The only words that may stand in it, for a workbook that somebody fills in; empty when any may."""
    several: bool = False
    """Whether a cell may hold more than one of them, with ``;`` between."""
    open: bool = False
    """Whether somebody fills it in; a workbook protects the other columns of its table then."""


@dataclass(frozen=True)
class Table:
    """Rows of typed cells; every writer shows it."""

    key: str
    """Its name in JSON."""
    caption: str
    """What it holds, in Dutch: read aloud before the table, and its title on a slide."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    """Name of its tab in a workbook and of its file in a zip of CSV files, at most 31 signs; the caption when blank."""
    explanation: str = ""
    """What it holds, for the reading guide of a file of data."""
    header: str = ""
    """Key of the column that names the row; the first one when blank."""
    marked: frozenset[int] = frozenset()
    """Positions of the rows that stand out; what they are is also said in words."""
    frozen: int = 1
    """Columns of a sheet that stay in view when the reader scrolls to the right."""
    statements: tuple[tuple[Place, ...], ...] = ()
    """What each row tells, for a page that leads there; empty when rows are about something else."""

    def __post_init__(self) -> None:
        """Refuse a table that is not a rectangle, two columns of one name, and a row named by no column."""
        if self.statements and len(self.statements) != len(self.rows):
            msg = f"the table {self.key!r} has {len(self.rows)} rows and the statements of {len(self.statements)}"
            raise ValueError(msg)
        keys = [column.key for column in self.columns]
        if {len(row) for row in self.rows} - {len(keys)} or len(set(keys)) != len(keys):
            msg = f"the table {self.key!r} has rows that do not fit its columns, or two columns of one name: {keys}"
            raise ValueError(msg)
        if self.header and self.header not in keys:
            msg = f"the table {self.key!r} has no column {self.header!r} to name its rows: {keys}"
            raise ValueError(msg)

    @property
    def sheet_name(self) -> str:
        """Name of its tab in a workbook and of its file in a zip."""
        return self.sheet or self.caption

    @property
    def row_header(self) -> str:
        """Key of the column that names the row; blank in a table without columns."""
        return self.header or next((column.key for column in self.columns), "")

    def position(self, key: str) -> int:
        """
        Find a column.

        Raises
        ------
        KeyError
            When there is no such column.
        """
        for number, column in enumerate(self.columns):
            if column.key == key:
                return number
        raise KeyError(key)

    def cells(self, key: str) -> tuple[Cell, ...]:
        """Cells of one column, from top to bottom."""
        number = self.position(key)
        return tuple(row[number] for row in self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """Rows as key to cell."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]

    def select(self, keys: Sequence[str]) -> Table:
        """Keep some columns, in the order that is asked for."""
        places = [self.position(key) for key in keys]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in self.rows),
            header=self.row_header if self.row_header in keys[1:] else "",
        )

    def in_form(self, form: Form) -> Table:
        """Keep the columns that a form shows; in the brief one with their short names."""
        rank = FORMS.index(form)
        kept = self.select([column.key for column in self.columns if FORMS.index(column.form) <= rank])
        if form != "brief":
            return kept
        return replace(kept, columns=tuple(replace(c, name=c.short or c.name, short="") for c in kept.columns))

    def filled(self) -> Table:
        """Leave out the columns in which every cell is blank."""
        keys = [column.key for column in self.columns if any(cell not in (None, "") for cell in self.cells(column.key))]
        return self.select(keys) if self.rows else self

    def told_once(self, word: str = "onbekend") -> Table:
        """Leave out the columns in which every cell is blank, or ``word`` in more than one row: the caption tells."""
        kept = self.filled()
        said = {column: {str(cell).lower() for cell in kept.cells(column.key)} for column in kept.columns}
        same = [column for column in kept.columns if len(kept.rows) > 1 and said[column] == {word}]
        if not same:
            return kept
        caption = f"{self.caption}. Overal {word}: {', '.join(column.name.lower() for column in same)}"
        return replace(kept.select([c.key for c in kept.columns if c not in same]), caption=caption)

    def grouped(self, names: str, sums: Sequence[str] = ()) -> Table:
        """
        Let rows that say the same share one row.

        Parameters
        ----------
        names
            Key of the column whose cells are joined, as a reader sees them.
        sums
            Keys of columns of numbers that are added up.

        Returns
        -------
        table
            One row per set of equal other cells, in the order of the first; ``aantal`` tells how many rows that were.
        """
        joined = {self.position(names), *(self.position(key) for key in sums)}
        groups: dict[tuple[Cell, ...], list[tuple[Cell, ...]]] = defaultdict(list)
        for row in self.rows:
            groups[tuple(cell for place, cell in enumerate(row) if place not in joined)].append(row)
        name, kind = self.position(names), self.columns[self.position(names)].kind
        rows = []
        for group in groups.values():
            cells = list(group[0])
            cells[name] = ", ".join(text for row in group if (text := cell_text(row[name], kind)))
            for key in sums:
                place = self.position(key)
                cells[place] = sum(value for row in group if isinstance(value := row[place], int | float))
            rows.append((*cells, len(group)))
        number = Column("aantal", "Aantal", "whole", width=14)
        return replace(self, columns=(*self.columns, number), rows=tuple(rows), marked=frozenset(), statements=())


def cell_text(cell: Cell, kind: Kind = "text") -> str:
    """
    Write a cell as a reader sees it, whatever it is written to.

    Parameters
    ----------
    cell
        The value.
    kind
        Kind of its column.

    Returns
    -------
    text
        ``18.130.208``, ``0,44``, ``90,5%``, ``mei 2021``; blank for None, but ``–`` for a share of nobody.
    """
    if cell is None:
        return NOTHING if kind == "share" else ""
    if isinstance(cell, Link | Swatch):
        return cell.text
    if isinstance(cell, date):
        return dutch_date(cell)
    if isinstance(cell, str):
        return dutch_date(cell) if kind == "date" and _WRITTEN.fullmatch(cell) else cell
    if kind == "share":
        return percent_of(cell)
    return dutch_number(cell) if isinstance(cell, int) else dutch_number(cell, 2).rstrip("0").rstrip(",")


def percent_of(part: float, whole: float = 1) -> str:
    """
    Write a share, never rounding a gap away.

    Parameters
    ----------
    part, whole
        Counts, or a share between 0 and 1; ``whole`` may be zero.

    Returns
    -------
    text
        ``90,5%``; ``100%`` and ``0%`` only when it is exactly that, ``–`` of nothing.
    """
    if not whole:
        return NOTHING
    share = part / whole
    return f"{share:.0%}" if share in (0, 1) else f"{dutch_number(min(max(100 * share, 0.1), 99.9), 1)}%"


def share_of(part: int, whole: int) -> float | None:
    """
    Compute a share that stays exact at both ends.

    Parameters
    ----------
    part, whole
        Counts; ``whole`` may be zero.

    Returns
    -------
    share
        0 only of nothing and 1 only of all; None of nobody.
    """
    return part / whole if whole else None


def link_to(text: str, url: str) -> Cell:
    """
    Make a link where there is an address to go to.

    Parameters
    ----------
    text
        What the reader sees.
    url
        An address, or anything else that a source may be.

    Returns
    -------
    cell
        A link to a page on the web or to the mailbox of a function, else the text.
    """
    is_web = url.startswith(("http://", "https://")) and url.isprintable()
    found = _ADDRESS.fullmatch(url.removeprefix("mailto:")) if url.startswith("mailto:") else None
    is_mailbox = found is not None and is_functional(found["mail"] or "")
    return Link(text, url) if (is_web or is_mailbox) and len(url) <= _MAX_URL else text


def linked(text: str) -> list[str | Link]:
    """
    Find the addresses in running text.

    Parameters
    ----------
    text
        A sentence, or addresses with something between them.

    Returns
    -------
    parts
        The text in pieces; an address is a link that shows the site, or the mailbox without its subject.
    """
    parts: list[str | Link] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        link = link_to(found["site"] or found["mail"], f"mailto:{found[0]}" if found["mail"] else found[0])
        if isinstance(link, Link):
            parts += [text[end : found.start()], link]
            end = found.end()
    return [*parts, text[end:]]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    strong: bool = False
    """Whether it is what the reader must remember."""


@dataclass(frozen=True)
class Listing:
    """A list with bullets."""

    items: tuple[str, ...]
    statements: tuple[Place | None, ...] = ()
    """What each item tells, for a page that leads there; None for one that is no row, empty when none is."""


@dataclass(frozen=True)
class Terms:
    """Words with what they mean."""

    items: tuple[tuple[str, str], ...]
    """Pairs of term and meaning."""


@dataclass(frozen=True)
class Counts:
    """A row of large numbers."""

    items: tuple[tuple[str, str, str], ...]
    """What is counted, the number, and what it is of."""


@dataclass(frozen=True)
class Figure:
    """A drawing with, beside it, what its colours mean; made in the look that the writer asks for."""

    draw: Callable[[Any], bytes]
    """Takes a ``netmap.drawing`` design and gives the file."""
    alt: str
    """What a screen reader says instead."""
    caption: str
    legend: Table | None = None
    is_map: bool = False
    """Whether a page shows the web map in its place."""
    is_small: bool = False
    """Whether it is made for a column of text: wider it would only be coarse."""
    stack: Callable[[], Any] | None = None
    """For a program that draws a chart itself: gives the numbers, as ``netmap.drawing`` stacked days."""
    loose: Callable[[float, float, float], Any] | None = None
    """
    For a slide on which every outline must be an object of its own: takes width and height in points and how much
    wider the letters are, and gives a ``netmap.drawing`` loose map.
    """


Block = Paragraph | Listing | Terms | Counts | Table | Figure


@dataclass(frozen=True)
class Section:
    """One subject for one area on one day, told once; every writer shows all of it that its form has room for."""

    key: str
    title: str
    """Its heading, in Dutch."""
    headline: str
    """The conclusion in one line: the title of a slide."""
    conclusion: tuple[str, ...]
    """Dutch sentences; they come first everywhere."""
    blocks: tuple[Block, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The same for scripts: what ``--json`` promises; what has named fields is an object with those keys."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order; the first is the main one, in which a file of data is."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The drawings, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Figure))
