"""Reports to hand over: one region or the country as PDF, DOCX or HTML, or all of them in one zip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netmap.drawing.logo import logo_png
from netmap.dutch import capital, either
from netmap.errors import NetmapError
from netmap.export.link import tell_view
from netmap.layers import LAYERS, build_view
from netmap.regio import name_parts
from netmap.save import file_name
from netmap.schema import dutch_date
from netmap.sections.brief import brief_sections
from netmap.sections.ending import ending_section
from netmap.sections.figures import map_figure
from netmap.sections.gemeenten import gemeenten_section
from netmap.sections.handvatten import handvatten_section
from netmap.sections.people import people_section
from netmap.sections.quote import quote_section
from netmap.sections.regions import regions_section
from netmap.sections.remains import remains_section
from netmap.sections.sources import sources_section
from netmap.sections.standing import standing_section
from netmap.sections.worklist import worklist_section
from netmap.summary import credit
from netmap.table import Paragraph, Section
from netmap.write.archive import pack
from netmap.write.docx import write_docx
from netmap.write.html import write_html
from netmap.write.pdf import write_pdf
from netmap.write.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from netmap.cards import SourceCard
    from netmap.drawing.picture import Shapes
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.settings import Settings

_WRITERS: Final[Mapping[str, Callable[[Report], bytes]]] = {"pdf": write_pdf, "docx": write_docx, "html": write_html}
REPORT_FORMATS: Final = tuple(_WRITERS)


def build_report(
    stand: Stand,
    gebied: Regio | None,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    extra: Sequence[Section] = (),
    adres: str = "",
) -> Report:
    """Put everything that a report says in order, the same for every format.

    Conclusion, what may be quoted, map, what is left of the cover, what to do first and what helps, gemeenten, who is
    who, cover that ends, comparison, ``extra``, sources and definitions, and where netmap shows this (``adres``: where
    it runs). KeyError when the region is not in the register, NetmapError when the logo cannot be read.
    """
    helps = handvatten_section(stand, gebied)
    sections = (
        standing_section(stand, gebied),
        quote_section(stand, gebied),
        _map_section(stand, gebied, shapes),
        remains_section(stand, gebied),
        worklist_section(stand, gebied, compact=True),
        *([helps] if helps.blocks else []),
        gemeenten_section(stand, gebied, compact=True),
        people_section(stand, gebied),
        ending_section(stand, gebied),
        regions_section(stand, gebied),
        *extra,
        sources_section(stand, stand.codes(gebied), cards),
    )
    return _report(stand, gebied, settings, sections, "Zorgcoördinatie voor slachtoffers van mensenhandel", adres)


def build_brief(stand: Stand, gebied: Regio | None, shapes: Shapes, settings: Settings, adres: str = "") -> Report:
    """Put the burgemeestersbriefje in order: three facts, what may be quoted, three gaps, two questions, sources, map.

    One A4. Its last line says where netmap shows this (``adres`` is where it runs). KeyError when the region is not in
    the register, NetmapError when the logo cannot be read.
    """
    facts, *others = brief_sections(stand, gebied)
    sections = (facts, quote_section(stand, gebied), *others, _map_section(stand, gebied, shapes))
    report = _report(stand, gebied, settings, sections, "Zorg voor slachtoffers van mensenhandel, in het kort", adres)
    return replace(report, is_brief=True)


def _map_section(stand: Stand, gebied: Regio | None, shapes: Shapes) -> Section:
    """Show the map of cover."""
    view = build_view(stand, LAYERS["zorgcoordinatie"], gebied)
    return Section("kaart", "Kaart", "Kaart", (), (map_figure(stand, view, shapes),))


def _report(
    stand: Stand, gebied: Regio | None, settings: Settings, sections: tuple[Section, ...], about: str, adres: str
) -> Report:
    """Put sections under the name of the area, with who made it; the last one says where netmap shows this."""
    naam = str(gebied or "Nederland")
    link = Paragraph(tell_view(stand, "zorgcoordinatie", gebied, adres))
    *others, last = sections
    return Report(
        title=capital(naam),
        subtitle=", ".join(filter(None, (about, f"op {dutch_date(stand.peildatum)}", stand.keuze))),
        peildatum=stand.peildatum,
        organisatie=settings.organisatie,
        credit=credit(stand.tables, settings.organisatie),
        sections=(*others, replace(last, blocks=(*last.blocks, link))),
        logo=logo_png(settings.logo) if settings.logo else None,
        sjabloon=settings.sjabloon_docx,
    )


def write_report(
    stand: Stand,
    gebied: Regio | None,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    formaat: str = "pdf",
    extra: Sequence[Section] = (),
    adres: str = "",
) -> bytes:
    """Make the report of a region or the country; the same bytes for the same input.

    As ``pdf`` (PDF/UA-1), ``docx`` (to edit) or ``html`` (one file without script); ``extra`` comes before the sources.
    NetmapError, in Dutch, when the region or the format does not exist or the logo or template cannot be read.
    """
    writer = _find_writer(formaat)
    known = stand.tables.gebieden.find(gebied.token) if gebied else None
    return writer(build_report(stand, known, shapes, cards, settings, extra, adres))


def write_brief(
    stand: Stand, gebied: Regio | None, shapes: Shapes, settings: Settings, formaat: str = "pdf", adres: str = ""
) -> bytes:
    """Make the burgemeestersbriefje of a region or the country; formats and errors as of ``write_report``."""
    writer = _find_writer(formaat)
    known = stand.tables.gebieden.find(gebied.token) if gebied else None
    return writer(build_brief(stand, known, shapes, settings, adres))


def _find_writer(formaat: str) -> Callable[[Report], bytes]:
    """Find who writes a format, or say which there are."""
    if formaat not in _WRITERS:
        msg = f"Een rapport kan niet als {formaat[:20]!r}. Kies {either(REPORT_FORMATS)}."
        raise NetmapError(msg)
    return _WRITERS[formaat]


def write_all_reports(
    stand: Stand,
    shapes: Shapes,
    cards: Sequence[SourceCard],
    settings: Settings,
    formaat: str = "pdf",
    progress: Callable[[int, int, str], None] | None = None,
    extra: Callable[[Regio | None], Sequence[Section]] = lambda _gebied: (),
    met: str = "",
    adres: str = "",
) -> bytes:
    """Make a zip with the reports of all politieregio's and the country; the same bytes for the same input.

    ``progress`` is called before every report with how many are done, how many there are in all and which comes next,
    and once at the end with an empty name; ``met`` is what the names of the files say of the extra sections.
    NetmapError, in Dutch, when the format does not exist or the logo cannot be read.
    """
    _find_writer(formaat)
    areas = list_areas(stand)
    reports = {}
    for done, gebied in enumerate(areas):
        if progress is not None:
            progress(done, len(areas), str(gebied or "Nederland"))
        name = report_name(gebied, stand.peildatum, formaat, met)
        reports[name] = write_report(stand, gebied, shapes, cards, settings, formaat, extra(gebied), adres)
    if progress is not None:
        progress(len(areas), len(areas), "")
    return pack(reports)


def list_areas(stand: Stand) -> tuple[Regio | None, ...]:
    """List the areas that together have all reports: the politieregio's, sorted, and None for the country."""
    return (*stand.tables.gebieden.regios("politieregio"), None)


def report_name(gebied: Regio | None, peildatum: date, formaat: str, met: str = "") -> str:
    """Name the file of a report: ``netmap-rapport-oost-brabant-2026-11-22.pdf``.

    ``met`` says which sections it has besides the usual ones; empty for none.
    """
    return file_name("rapport", *name_parts(gebied), met, peildatum=peildatum, suffix=formaat)
