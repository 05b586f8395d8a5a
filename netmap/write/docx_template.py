"""The document that a report is written in: the organisation's own template, or a quiet white one; and its file."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Mm

from netmap.write.archive import pack
from netmap.write.office import reading_template

if TYPE_CHECKING:
    from docx.document import Document as Docx

_STYLES: Final = Path(__file__).with_name("templates") / "styles.xml"
_KEPT: Final = frozenset({"styles", "numbering", "settings", "theme", "fontTable", "webSettings", "header", "footer"})
"""Kinds of parts that a template lends; the rest is of its authors, or of the text that is taken out."""
_GONE: Final = "w:attachedTemplate|w:docVars|w:mailMerge|w:documentProtection|w:footnotePr|w:endnotePr"
"""Settings that name a file or a source of data, that keep a reader from editing, or that are of the text."""
_BULLET: Final = (
    '<w:abstractNum {} w:abstractNumId="{}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
)
_TYPES: Final = "[Content_Types].xml"
"""The part that tells a template from a document."""
_MARGIN: Final = Mm(18)


def open_document(path: Path | None) -> Docx:
    """
    Open an empty document to write in.

    Parameters
    ----------
    path
        The organisation's ``.docx`` or ``.dotx``: page, letterhead and styles are taken, its text is not. None takes
        a quiet white one on A4.

    Returns
    -------
    document
        In Dutch, with every style that a report needs.

    Raises
    ------
    NetmapError
        When the file is missing or is no document; in Dutch.
    """
    document = _read(path) if path else _blank()
    _empty(document)
    _borrow_styles(document)
    return document


def _blank() -> Docx:
    """Make a document of A4 without a style."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(_STYLES.read_bytes()):
        if child.tag == qn("w:docDefaults") or child.get(qn("w:default")):
            styles.append(deepcopy(child))
    return document


def _read(path: Path) -> Docx:
    """Open a document or a template of Word, or say in Dutch what is wrong with it."""
    saved = "in Word of Writer, sla het op als 'Word-document (.docx)'"
    with reading_template(path, "sjabloon_docx", "bruikbaar document", saved, PackageNotFoundError):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[_TYPES] = parts[_TYPES].replace(
            b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
        )
        document = Document(io.BytesIO(pack(parts)))
        if document.element.body.sectPr is None or not document.sections[-1].page_width:
            msg = "geen bladzijde"
            raise ValueError(msg)
        _ = document.styles.element, document.settings.element
    return document


def _empty(document: Docx) -> None:
    """Take the text out, with everything that only it or its authors need."""
    body = document.element.body
    for child in list(body)[:-1]:  # the last is the page
        body.remove(child)
    part = document.part
    for gone in document.settings.element.xpath(_GONE):
        gone.getparent().remove(gone)
    for owner in (part.rels, part._settings_part.rels):
        for rid, rel in list(owner.items()):
            if rel.reltype.rsplit("/", 1)[-1] not in _KEPT:
                owner.pop(rid)
    rels = part.package.rels
    for rid, rel in list(rels.items()):
        if rel.reltype not in (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES):
            rels.pop(rid)


def _borrow_styles(document: Docx) -> None:
    """Add the styles that a document lacks, based on its own usual one, and have all its text read as Dutch."""
    styles = document.styles.element
    names = set(styles.xpath("w:style/w:name/@w:val"))
    usual = styles.xpath("w:style[@w:type='paragraph' and @w:default='1']/@w:styleId")
    for style in parse_xml(_STYLES.read_bytes()).xpath("w:style[not(@w:default)]"):
        if style.xpath("w:name/@w:val")[0] in names:
            continue
        for base in style.xpath("w:basedOn | w:next"):
            if usual:
                base.set(qn("w:val"), usual[0])
            else:
                style.remove(base)
        for number in style.xpath("w:pPr/w:numPr/w:numId"):
            number.set(qn("w:val"), _add_bullet(document))
        styles.append(style)
    for language in styles.xpath(".//w:lang"):
        language.set(qn("w:val"), "nl-NL")
    if not styles.xpath("w:docDefaults//w:lang"):
        style = styles.xpath("w:style[@w:type='paragraph' and @w:default='1']")[0]
        style.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-NL"/>'))


def _add_bullet(document: Docx) -> str:
    """Define a list with bullets; gives its number."""
    part = document.part
    try:
        numbering: Any = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        numbering = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, part.package)
        part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
    element = numbering.element
    kind = max(map(int, element.xpath("w:abstractNum/@w:abstractNumId")), default=0) + 1
    number = max(map(int, element.xpath("w:num/@w:numId")), default=0) + 1
    bullet = parse_xml(_BULLET.format(nsdecls("w"), kind))
    before = element.xpath("w:num")
    before[0].addprevious(bullet) if before else element.append(bullet)
    element.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'))
    return str(number)
