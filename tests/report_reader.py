"""Reading a report back: the text and the structure tree of a PDF, the text and the tables of HTML and DOCX."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pikepdf
from docx import Document

from netmap.table import Counts, Figure, Listing, Paragraph, Table, Terms, cell_text, linked
from netmap.write.report import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.table import Block, Form
    from netmap.write.report import Report

VOID = {"meta", "img", "br", "col", "link"}


def squeeze(text: str) -> str:
    """Drop what only belongs to the layout: white space and places where a word may break."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def said_by(report: Report) -> Iterator[str]:
    """Every piece of text that a reader must be able to find in every format."""
    yield from (report.title, report.subtitle, report.credit)
    for section in report.sections:
        yield section.title
        for block in blocks_of(section):
            yield from said_by_block(block)


def text_of(table: Table, form: Form = "page") -> list[list[str]]:
    """The headings and then the cells of a table, as `cell_text` writes them."""
    shown = table.in_form(form)
    kinds = [column.kind for column in shown.columns]
    return [[column.name for column in shown.columns], *(list(map(cell_text, row, kinds)) for row in shown.rows)]


def _seen(text: str) -> str:
    """Running text as a reader sees it: of an address only the site."""
    return "".join(part if isinstance(part, str) else part.text for part in linked(text))


def said_by_block(block: Block) -> Iterator[str]:
    """What one block says, the cells of a table as `cell_text` writes them."""
    match block:
        case Paragraph(text):
            yield _seen(text)
        case Listing(items):
            yield from map(_seen, items)
        case Terms(items) | Counts(items):
            for item in items:
                yield from item
        case Table():
            yield block.caption
            yield from (cell for row in text_of(block) for cell in row)
        case Figure():
            yield block.caption
            yield from said_by_block(block.legend) if block.legend else ()


# --- PDF


def open_pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def read_pdf(content: bytes) -> str:
    """All text of all pages, in the order in which it was written."""
    return "".join(_text_of(page) for page in open_pdf(content).pages)


def _text_of(page: pikepdf.Page) -> str:
    signs = {str(name): _signs(font) for name, font in page.Resources.Font.items()}
    text, font = [], ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                font = str(operands[0])
            case "Tj" | "TJ":
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                text += [signs[font][raw[i : i + 2]] for i in range(0, len(raw), 2)]
            case "ET":
                text.append(" ")
    return "".join(text)


def _signs(font: Any) -> dict[bytes, str]:
    """Two bytes of a font to the text they stand for."""
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes().decode(), re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def walk(element: Any) -> Iterator[Any]:
    """Every element of a structure tree, from the top down."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from walk(kid)


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S).removeprefix("/") for element in walk(pdf.Root.StructTreeRoot)]


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [item.title for top in outline.root for item in (top, *top.children)]


# --- DOCX


def open_docx(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def read_docx(content: bytes) -> str:
    """All text of the document in order, and then what stands below every page."""
    document = open_docx(content)
    foot = document.sections[-1].footer._element
    return "".join(text for part in (document.element.body, foot) for text in part.xpath(".//w:t/text()"))


def docx_tables(content: bytes) -> list[list[list[str]]]:
    """Cells of every table, with the row of headings first; before the name of a class stands its drawing."""
    return [
        [[cell.text.removeprefix(" ") for cell in row.cells] for row in table.rows]
        for table in open_docx(content).tables
    ]


# --- HTML


class Page(HTMLParser):
    """What a browser would show, and with which tags."""

    def __init__(self, content: bytes | str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.tables: list[list[list[str]]] = []
        """Cells of every table, with the row of headings first."""
        self._open: list[str] = []
        self.feed(content.decode() if isinstance(content, bytes) else str(content))
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        match tag:
            case "table":
                self.tables.append([])
            case "tr":
                self.tables[-1].append([])
            case "th" | "td":
                self.tables[-1][-1].append("")
            case "br":
                self._in_cell("\n")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text.append(data)
        self._in_cell(data)

    def _in_cell(self, data: str) -> None:
        if {"th", "td"} & set(self._open):
            self.tables[-1][-1][-1] += data.replace("\u00ad", "")

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element of a kind."""
        return [facts for name, facts in self.tags if name == tag]
