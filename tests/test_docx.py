"""The report as DOCX: a document that its reader can edit, in the organisation's styles and without a person."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from netmap.cards import load_sources
from netmap.errors import NetmapError
from netmap.export.reports import build_report, list_areas
from netmap.layers import LAYERS, build_stand, build_view
from netmap.load import DATA_DIR, load_borders
from netmap.maps.shapes import build_shapes
from netmap.settings import Settings
from netmap.summary import describe_view
from netmap.table import Column, Section, Table
from netmap.write.docx import write_docx
from tests.report_reader import open_docx, read_docx, said_by, squeeze
from tests.test_report import DAY, every_block

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netmap.load import Tables
    from netmap.write.report import Report


@pytest.fixture(scope="module")
def reports(real: Tables) -> dict[str, tuple[Report, bytes]]:
    """The report of every politieregio and of the country on the shipped data, as content and as DOCX."""
    stand = build_stand(real, DAY)
    shapes, cards = build_shapes(load_borders(DATA_DIR, real.gemeenten), real), load_sources(DATA_DIR)
    made = {}
    for gebied in list_areas(stand):
        report = build_report(stand, gebied, shapes, cards, Settings(organisatie="Regio & Co"))
        made[gebied.naam if gebied else ""] = (report, write_docx(report))
    return made


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """What an organisation has: red headings, a letterhead, example text, a footnote of settings, and its maker."""
    document = Document()
    document.styles["Heading 1"].font.color.rgb = RGBColor(200, 0, 0)
    document.styles["Heading 2"].element.set(qn("w:styleId"), "Kop2")
    document.styles.add_style("netmap conclusie", WD_STYLE_TYPE.PARAGRAPH).font.color.rgb = RGBColor(0, 120, 0)
    document.styles["List Bullet"].delete()
    page = document.sections[0]
    page.page_width, page.left_margin, page.right_margin = Mm(180), Mm(30), Mm(30)
    page.header.paragraphs[0].text = "Briefhoofd van Voorbeeld"
    page.footer.paragraphs[0].text = "Postbus van Voorbeeld"
    document.add_paragraph("Voorbeeldtekst")
    document.core_properties.author = document.core_properties.last_modified_by = "Maker van het sjabloon"
    document.core_properties.comments = "Notitie van de maker"
    path = tmp_path / "huisstijl.docx"
    document.save(str(path))
    return path


def changed(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write a template anew with other parts."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def headings(document: Any) -> list[tuple[str, str]]:
    lines = [(line.style.name, line.text) for line in document.paragraphs]
    return [(style, text) for style, text in lines if style.startswith("Heading")]


def is_on(row: Any, key: str) -> bool:
    return bool(row._tr.xpath(f"w:trPr/w:{key}[not(@w:val) or @w:val='1' or @w:val='true']"))


def test_headings_are_headings_and_everything_is_said(reports: dict[str, tuple[Report, bytes]]) -> None:
    assert len(reports) == 11
    for report, content in reports.values():
        titles = [("Heading 2", section.title) for section in report.sections]
        assert headings(open_docx(content)) == [("Heading 1", report.title), *titles]
        text = squeeze(read_docx(content))
        assert [said for said in said_by(report) if squeeze(said) not in text] == []
        assert len(content) < 1_000_000


def test_the_headings_of_a_table_come_back_on_every_page_and_no_row_is_cut(
    reports: dict[str, tuple[Report, bytes]],
) -> None:
    for report, content in reports.values():
        captions = [line.text for line in open_docx(content).paragraphs if line.style.name == "Caption"]
        for table in open_docx(content).tables:
            assert [is_on(row, "tblHeader") for row in table.rows] == [True] + [False] * (len(table.rows) - 1)
            assert all(is_on(row, "cantSplit") for row in table.rows)
            assert table.style.name == "netmap tabel"
            (look,) = table._tbl.xpath("w:tblPr/w:tblLook")
            assert look.get(qn("w:firstRow")) == "1"
            (caption,) = table._tbl.xpath("w:tblPr/w:tblCaption/@w:val")
            assert caption in captions
        assert report.sections


def test_a_table_is_never_a_heading_alone_at_the_foot_of_a_page() -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    tables = tuple(
        Table(f"t{size}", f"van {size}", columns, tuple((str(row), "x") for row in range(size))) for size in (3, 40)
    )
    document = open_docx(write_docx(replace(every_block(), sections=(Section("k", "Kop", "k", (), tables),))))
    short, long = (
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] for table in document.tables
    )
    assert short == [True, True, True, False]
    assert long == [True, True, *[False] * 39]
    captions = [line for line in document.paragraphs if line.style.name == "Caption"]
    assert [line.paragraph_format.keep_with_next for line in captions] == [True, True]


def test_the_map_says_what_it_shows_and_a_swatch_is_decoration(
    real: Tables, reports: dict[str, tuple[Report, bytes]]
) -> None:
    stand = build_stand(real, DAY)
    for naam, (report, content) in reports.items():
        drawings = open_docx(content).element.body.xpath(".//wp:docPr")
        told = [one.get("descr") for one in drawings if one.get("descr")]
        assert told[0] == describe_view(build_view(stand, LAYERS["zorgcoordinatie"], real.gebieden.find(naam)))
        assert told == [figure.alt for section in report.sections for figure in section.figures]
        silent = [one for one in drawings if not one.get("descr")]
        assert silent
        assert all(one.xpath(".//*[local-name()='decorative'][@val='1']") for one in silent)


def test_the_document_is_dutch_and_names_no_person_and_no_moment(reports: dict[str, tuple[Report, bytes]]) -> None:
    for report, content in reports.values():
        document = open_docx(content)
        props = document.core_properties
        assert (props.title, props.author, props.last_modified_by) == (report.name, "Regio & Co", "Regio & Co")
        assert (props.language, props.comments, props.revision) == ("nl-NL", "", 1)
        assert {props.created.date(), props.modified.date(), props.last_printed.date()} == {DAY}
        assert set(document.styles.element.xpath(".//w:lang/@w:val")) == {"nl-NL"}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in names if name.startswith("docProps/")] == ["docProps/core.xml"]


@pytest.mark.parametrize("suffix", ["docx", "dotx"])
def test_the_template_lends_page_letterhead_and_styles_and_nothing_else(template: Path, suffix: str) -> None:
    kind = b"template.main+xml" if suffix == "dotx" else b"document.main+xml"
    path = changed(
        template, template.with_suffix(f".eigen.{suffix}"), lambda _n, raw: raw.replace(b"document.main+xml", kind)
    )
    content = write_docx(replace(every_block(), sjabloon=path))
    document = open_docx(content)
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(200, 0, 0)
    assert document.styles["netmap conclusie"].font.color.rgb == RGBColor(0, 120, 0)
    assert headings(document) == [("Heading 1", "Titel tekst"), ("Heading 2", "Kop tekst")]
    assert {line.style.style_id for line in document.paragraphs if line.style.name == "Heading 2"} == {"Kop2"}
    page = document.sections[0]
    assert (round(page.page_width.mm), page.header.paragraphs[0].text) == (180, "Briefhoofd van Voorbeeld")
    first, ours = (line.text for line in page.footer.paragraphs)
    assert (first, ours) == ("Postbus van Voorbeeld", "© Bron. Peildatum 21 november 2026. Bladzijde  van ")
    room = page.page_width - page.left_margin - page.right_margin
    assert all(abs(sum(column.width for column in table.columns) - room) < Mm(1) for table in document.tables)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for words in (b"Voorbeeldtekst", b"Maker van het sjabloon", b"Notitie van de maker"):
        assert words not in everything


def test_a_style_that_the_template_lacks_is_borrowed_and_a_list_stays_a_list(template: Path) -> None:
    document = open_docx(write_docx(replace(every_block(), sjabloon=template)))
    (number,) = document.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    numbering = document.part.numbering_part.element
    (kind,) = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    assert numbering.xpath(f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:numFmt/@w:val") == ["bullet"]
    assert [line.text for line in document.paragraphs if line.style.name == "List Bullet"][-2:] == [
        "punt tekst",
        "tweede punt",
    ]
    assert document.styles["netmap tabel"].type == WD_STYLE_TYPE.TABLE


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04 half", b"%PDF-1.7"])
def test_a_broken_template_is_refused_in_dutch(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(content)
    with pytest.raises(NetmapError, match=r"stuk\.docx is geen bruikbaar document"):
        write_docx(replace(every_block(), sjabloon=path))


def test_a_template_that_is_damaged_inside_or_another_kind_of_file_is_refused(template: Path, tmp_path: Path) -> None:
    for number, change in enumerate(
        (
            lambda _name, raw: raw.replace(b"wordprocessingml.document.main", b"presentationml.presentation.main"),
            lambda name, raw: raw[:200] if name == "word/document.xml" else raw,
            lambda name, raw: raw[:-40] if name == "word/styles.xml" else raw,
            lambda name, raw: b"" if name == "[Content_Types].xml" else raw,
        )
    ):
        path = changed(template, tmp_path / f"{number}.docx", change)
        with pytest.raises(NetmapError, match="is geen bruikbaar document"):
            write_docx(replace(every_block(), sjabloon=path))


def test_a_template_that_is_not_there_is_told_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(NetmapError, match=r"weg\.docx is er niet.*sjabloon_docx"):
        write_docx(replace(every_block(), sjabloon=tmp_path / "weg.docx"))
