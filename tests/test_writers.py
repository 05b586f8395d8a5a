"""
What one section says, every writer says: each table is read back from what was written and compared cell by cell.

A writer is one entry of ``GRIDS`` when what it writes has tables, or of ``TEXTS`` when it can only be read as text.
"""

from __future__ import annotations

import functools
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pptx import Presentation

from netmap.cards import load_sources
from netmap.compare.stands import compare_stands
from netmap.forecast.outlook import compute_forecast
from netmap.geo import build_contiguity
from netmap.jaarreeks import build_jaarreeks, build_stands
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_borders, load_tables
from netmap.regio import Regio
from netmap.resilience.removable import find_key
from netmap.resilience.removal import remove
from netmap.ronde import ask_each
from netmap.rondeboek import Gezegd, Rondeboek
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import build_scenario
from netmap.scenario.effect import compare_scenario
from netmap.sections.adequacy import adequacy_section
from netmap.sections.answers import layer_section
from netmap.sections.confirm import confirm_section
from netmap.sections.criteria import answered_section, criteria_section
from netmap.sections.development import development_section
from netmap.sections.ending import ending_section
from netmap.sections.forecast import forecast_section, stale_section
from netmap.sections.gemeente import gemeente_sections
from netmap.sections.gemeenten import gemeenten_section
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.sections.people import people_section
from netmap.sections.quote import quote_section
from netmap.sections.regions import regions_section
from netmap.sections.remains import remains_section
from netmap.sections.removal import dependence_section, removal_section, structure_sections
from netmap.sections.ronde import board_section
from netmap.sections.scenario import scenario_section
from netmap.sections.sources import sources_section
from netmap.sections.standing import standing_section
from netmap.sections.versies import changed_section
from netmap.sections.where_next import where_next_section
from netmap.sections.worklist import worklist_section
from netmap.settings import Settings
from netmap.store.trail import Versie, Wijziging
from netmap.table import Figure, Link, Table, cell_text
from netmap.validate import CONTACTS
from netmap.where_next.advise import Rules, advise
from netmap.write.docx import write_docx
from netmap.write.html import section_html, write_html
from netmap.write.pdf import write_pdf
from netmap.write.pptx import write_pptx
from netmap.write.pptx_plan import slides_of
from netmap.write.report import Report, blocks_of
from netmap.write.text import section_text
from netmap.write.workbook import Workbook
from tests.report_reader import Page, docx_tables, read_docx, read_pdf, said_by_block, squeeze, text_of
from tests.sheets import join_words, read_back
from tests.test_report import DAY, every_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from netmap.layers import Stand
    from netmap.load import Tables
    from netmap.table import Cell, Form, Section

    Grid = Sequence[Sequence[Cell]]
    """Rows of cells of a table, the headings first."""

AREAS = (
    Regio("politieregio", "Oost-Nederland"),
    Regio("politieregio", "Limburg"),
    Regio("eigen groep", "Breda en Tilburg", ("GM0758", "GM0855")),
    None,
)


def in_report(section: Section) -> Report:
    return Report("Gebied", "op een dag", DAY, "netmap", "© Bron.", (section,))


def read_sheets(section: Section, formaat: str) -> list[Grid]:
    """Tables of a file of data; what tells where a link leads, as the link that a reader elsewhere sees."""
    tables = [replace(table, sheet=f"Blad {number}") for number, table in enumerate(tables_of(section, "full"))]
    book = Workbook("Gebied", "Onderwerp", "netmap", "© Bron.", DAY, tuple(tables))
    grids = [join_words(grid) for grid in read_back(book, formaat)] if tables else []
    links = {cell for table in tables for row in table.rows for cell in row if isinstance(cell, Link)}
    seen = {link.url if link.text in link.url else f"{link.text} ({link.url})": link.text for link in links}
    return [[[with_sites(seen.get(cell, cell)) for cell in row] for row in grid] for grid in grids]


GRIDS: Mapping[str, tuple[Form, Callable[[Section], Sequence[Grid]]]] = {
    "page": ("page", lambda section: Page(section_html(section)).tables),
    "report as HTML": ("page", lambda section: Page(write_html(in_report(section))).tables),
    "report as DOCX": ("page", lambda section: docx_tables(write_docx(in_report(section)))),
    "XLSX": ("full", lambda section: read_sheets(section, "xlsx")),
    "ODS": ("full", lambda section: read_sheets(section, "ods")),
    "CSV": ("full", lambda section: read_sheets(section, "csv")),
}
"""Writer to the form it has room for, and to what reads its tables back; what it gives may be values or text."""
TEXTS: Mapping[str, tuple[Form, Callable[[Section], str]]] = {
    "page": ("page", lambda section: "".join(Page(section_html(section)).text)),
    "report as HTML": ("page", lambda section: "".join(Page(write_html(in_report(section))).text)),
    "report as DOCX": ("page", lambda section: read_docx(write_docx(in_report(section)))),
    "report as PDF": ("page", lambda section: read_pdf(write_pdf(in_report(section)))),
}
"""Writer to its form, and to what reads its words back."""


PLAN = build_scenario({"naam": "proef", "wijziging": [{"soort": "stop", "organisatie": "Moviera", "per": DAY}]})
FORECASTS = (forecast_section, stale_section)


@functools.cache
def contiguity() -> Any:
    """The shipped gemeenten beside each other."""
    return build_contiguity(load_borders(DATA_DIR, load_tables(DATA_DIR).gemeenten))


def without(stand: Stand) -> Stand:
    """The same day in the scenario."""
    return build_stand(apply_scenario(stand.tables, PLAN), stand.peildatum)


def asked(stand: Stand) -> Rondeboek:
    """A round in which one region answered one question."""
    vragen = ask_each(stand, "politieregio")[:2]
    said = Gezegd(vragen[0].inzetten[0].id, "klopt", stand.peildatum, "Coördinatie Oost")
    return Rondeboek().with_questions(vragen, date(2026, 3, 1)).with_answers([said])


def changed(stand: Stand) -> Section:
    """A row that a second version changed."""
    row = stand.tables.contacts[0]
    versies = [
        Versie(number, f"naam {number}", "2026-03-01T10:00:00+00:00", "beheer", "Zo is het") for number in (1, 2)
    ]
    steps = [
        Wijziging(number, number, CONTACTS.naam, row.id, 1.0, json.dumps(cells), tuple(cells), "Coördinatie Oost", "")
        for number, cells in enumerate(({"tot": "2027"}, {"tot": "2028-06-01", "fte": "1"}), 1)
    ]
    section = changed_section([row], {(CONTACTS.naam, row.id): steps}, versies, "Aadorp")
    assert section is not None
    return section


SECTIONS: Mapping[str, Callable[[Stand, Regio | None], Sequence[Section]]] = {
    "standing": lambda stand, gebied: [standing_section(stand, gebied)],
    "quote": lambda stand, gebied: [quote_section(stand, gebied)],
    "remains": lambda stand, gebied: [remains_section(stand, gebied)],
    "confirm": lambda stand, gebied: [confirm_section(stand, gebied, first=first) for first in (1, None)],
    "ronde": lambda stand, _: [board_section(stand, asked(stand))],
    "versies": lambda stand, _: [changed(stand)],
    "worklist": lambda stand, gebied: [worklist_section(stand, gebied, compact=compact) for compact in (True, False)],
    "gemeenten": lambda stand, gebied: [gemeenten_section(stand, gebied, compact=compact) for compact in (True, False)],
    "people": lambda stand, gebied: [people_section(stand, gebied)],
    "ending": lambda stand, gebied: [ending_section(stand, gebied)],
    "regions": lambda stand, gebied: [regions_section(stand, gebied)],
    "adequacy": lambda stand, gebied: [adequacy_section(stand, gebied)],
    "criteria": lambda stand, gebied: [criteria_section(stand, gebied, compact=compact) for compact in (True, False)],
    "answered": lambda stand, gebied: [answered_section(stand, gebied)],
    "layer": lambda stand, gebied: [
        layer_section(stand, build_view(stand, LAYERS[key], gebied)) for key in ("g1", "r2")
    ],
    "sources": lambda stand, gebied: [sources_section(stand, stand.codes(gebied), load_sources(DATA_DIR))],
    "gemeente": lambda stand, gebied: gemeente_sections(stand, stand.codes(gebied)[0]),
    "removal": lambda stand, gebied: [
        removal_section(remove(stand, [find_key(stand, "Moviera")], gebied=gebied), gebied)
    ],
    "dependence": lambda stand, gebied: [dependence_section(stand, gebied)],
    "structure": lambda stand, gebied: structure_sections(stand, gebied),
    "forecast": lambda stand, gebied: [tell(compute_forecast(stand, gebied=gebied)) for tell in FORECASTS],
    "jaarreeks": lambda stand, gebied: [
        jaarreeks_section(build_jaarreeks(build_stands(stand, 2019, 2028), DAY, LAYERS[key], gebied))
        for key in ("zorgcoordinatie", "r1")
    ],
    "scenario": lambda stand, gebied: [scenario_section(compare_scenario(stand, without(stand), gebied), PLAN)],
    "where_next": lambda stand, gebied: [where_next_section(advise(stand, contiguity(), (1.0,), Rules(), gebied))],
    "development": lambda stand, gebied: [
        development_section(
            compare_stands(build_stand(stand.tables, date(2019, 9, 1)), stand), stand, gebied, compact=compact
        )
        for compact in (True, False)
    ],
}
"""What makes the sections of an area; whoever makes a new one puts it here."""


@pytest.fixture(scope="module")
def sections(real: Tables) -> dict[Regio | None, list[Section]]:
    """Every section of some areas on the shipped data, and one with every kind of block."""
    stand = build_stand(real, DAY)
    return {
        gebied: [*every_block().sections, *(one for make in SECTIONS.values() for one in make(stand, gebied))]
        for gebied in AREAS
    }


def tables_of(section: Section, form: Form) -> Iterator[Table]:
    """The tables that a form has room for in order, also that of a legend; one without rows is for a file only."""
    for block in section.blocks:
        if isinstance(block, Table) and block.in_form(form).columns and (block.rows or form == "full"):
            yield block
        elif isinstance(block, Figure) and block.legend is not None:
            yield block.legend


def seen(grid: Grid, table: Table, form: Form) -> list[list[str]]:
    """What a reader sees of a table that was read back."""
    kinds = [column.kind for column in table.in_form(form).columns]
    head, *rows = grid
    return [list(map(cell_text, head)), *(list(map(cell_text, row, kinds)) for row in rows)]


def with_sites(words: Any) -> Any:
    """A web address in running text is a link that shows the site; a value has none."""
    return words if not isinstance(words, str) else re.sub(r"https?://(?:www\.)?([^/\s();]+)[^\s();]*", r"\1", words)


def columns_of(text: str) -> Iterator[list[str]]:
    """The columns of every table in text, each as its cells in one string without white space."""
    for part in text.split("\n\n"):
        lines = part.split("\n")
        for number, line in enumerate(lines):
            if "-" in line and set(line) <= {"-", " "}:
                places = [match.span() for match in re.finditer("-+", line)]
                yield [squeeze("".join(row[begin:end] for row in lines[number + 1 :])) for begin, end in places]


@pytest.mark.parametrize("gebied", AREAS, ids=str)
def test_text_for_a_terminal_has_every_cell_in_its_column(
    sections: dict[Regio | None, list[Section]], gebied: Regio | None
) -> None:
    for section in sections[gebied]:
        tables = [text_of(table)[1:] for table in section.tables if table.rows and table.in_form("page").columns]
        told = [[squeeze("".join(map(with_sites, column))) for column in zip(*rows, strict=True)] for rows in tables]
        assert list(columns_of(section_text(section))) == told


@pytest.mark.parametrize("gebied", AREAS, ids=str)
def test_slides_or_their_notes_have_every_row(
    sections: dict[Regio | None, list[Section]], gebied: Regio | None
) -> None:
    for section in sections[gebied]:
        deck = Presentation(io.BytesIO(write_pptx(slides_of(section), Settings(), DAY)))
        shown = squeeze("".join(text for slide in deck.slides for text in slide.element.xpath(".//a:t/text()")))
        told = squeeze("".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)).replace("|", "")
        for table in tables_of(section, "page"):
            brief = text_of(table, "brief") if table.in_form("brief").columns else text_of(table)
            pairs = zip(brief[1:], text_of(table)[1:], strict=True)
            assert [
                full
                for short, full in pairs
                if squeeze("".join(short)) not in shown and squeeze("".join(full).replace("\n", ", ")) not in told
            ] == []


@pytest.mark.parametrize("gebied", AREAS, ids=str)
@pytest.mark.parametrize("writer", GRIDS)
def test_every_writer_writes_every_cell_of_every_table(
    sections: dict[Regio | None, list[Section]], gebied: Regio | None, writer: str
) -> None:
    form, read = GRIDS[writer]
    assert sum(len(table.rows) for section in sections[gebied] for table in tables_of(section, form)) > 50
    for section in sections[gebied]:
        tables = list(tables_of(section, form))
        found = [seen(grid, table, form) for grid, table in zip(read(section), tables, strict=True)]
        assert found == [[[with_sites(cell) for cell in row] for row in text_of(table, form)] for table in tables]


@pytest.mark.parametrize("gebied", AREAS, ids=str)
@pytest.mark.parametrize("writer", TEXTS)
def test_every_writer_says_every_word_and_keeps_a_row_together(
    sections: dict[Regio | None, list[Section]], gebied: Regio | None, writer: str
) -> None:
    form, read = TEXTS[writer]
    for section in sections[gebied]:
        text = squeeze(read(section))
        rows = ("".join(map(with_sites, row)) for table in tables_of(section, form) for row in text_of(table, form))
        words = (section.title, *(said for block in blocks_of(section) for said in said_by_block(block)), *rows)
        assert [one for one in words if squeeze(with_sites(one)) not in text] == []
