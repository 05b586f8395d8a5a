"""What a page shows of a section: made once for everybody when many visitors ask for it, each table with a download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from netmap.aankondigingen import name_part
from netmap.save import file_name
from netmap.sections.adequacy import adequacy_section
from netmap.sections.answers import layer_section
from netmap.sections.brief import brief_sections
from netmap.sections.centrumgemeenten import centrumgemeenten_section
from netmap.sections.criteria import answered_section, profile_table
from netmap.sections.gemeenten import gemeenten_section, gemeenten_table
from netmap.sections.norms import national_table
from netmap.sections.people import people_section
from netmap.sections.quote import quote_section
from netmap.sections.regions import regions_section
from netmap.sections.remains import remains_section
from netmap.sections.statements import statements_table, surveys_table
from netmap.sections.worklist import worklist_section
from netmap.summary import tell_choice
from netmap.table import Counts, Figure, Paragraph, Table
from netmap.ui import cache, change
from netmap.ui.downloads import offer_file
from netmap.write.csv import table_csv
from netmap.write.html import block_html, fill, heading, legend_html, notice, section_html, table_html
from netmap.write.report import blocks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.aannames import Blik
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio
    from netmap.table import Block, Section
    from netmap.toegang import Actie
    from netmap.ui.change import Entry
    from netmap.write.html import Ways

_SECTIONS: Final[Mapping[str, Callable[[Stand, Regio | None], Section]]] = {
    "blijft_over": remains_section,
    "werklijst": worklist_section,
    "mensen": people_section,
    "vergelijking": regions_section,
    "toereikendheid": adequacy_section,
    "centrumgemeenten": centrumgemeenten_section,
    "criteria": answered_section,
    "gemeenten": gemeenten_section,
}
_PER_STATEMENT: Final = ("mensen", "criteria")
"""Parts with a table in which a row is a statement that can be put right."""
_SAME: Final = "Dezelfde gegevens als tabel"


class _Large(str):
    """HTML that Streamlit takes as it is: of text it looks through every line, for an indent to take away."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


def show_part(key: str, stand: Stand, region: Regio | None, entry: Entry) -> None:
    """Draw a section that opens under its heading; its conclusion stands there already."""
    st.html(_part(stand.blik, region, key, entry if key in _PER_STATEMENT else change.CLOSED))


@cache.once(keep=300)
def _part(blik: Blik, region: Regio | None, key: str, entry: Entry) -> str:
    """Make a part once for who may change the same; it is the same for every layer, so it travels once."""
    stand = cache.stand(blik)
    ways = change.ways_from(entry, stand.tables)
    section = _SECTIONS[key](stand, region)
    blocks = blocks_of(section)[len(section.conclusion) > 0 :]
    content = [_table(one.in_form("page"), ways) if isinstance(one, Table) else block_html(one) for one in blocks]
    if key == "toereikendheid":  # a page also has room for the sources; the division once more, in a sentence, is not
        content = [_table(t.select([c.key for c in t.columns if c.key != "verdeling"])) for t in section.tables]
    if key == "criteria":
        content += _evidence(stand, region, ways)
    return fill("page.html.j2", "part", section.title, " ".join(section.conclusion) or f"{section.headline}.", content)


def _table(table: Table, ways: Ways | None = None) -> Markup:
    """Write a table, and in its caption what no source says of any row."""
    return table_html(table.told_once(), "full", ways=ways)


def _evidence(stand: Stand, region: Regio | None, ways: Ways | None) -> list[Markup]:
    """Tell what each criterion asks, on whose word the answers are, and what was measured."""
    questions = profile_table(stand, region).select(["criterium", "vraag"])
    statements = statements_table(stand, region)
    none = notice(["Geen bron noemt een criterium in dit gebied."])
    said = table_html(statements, ways=ways) if statements.rows else none
    return [
        heading("De vraag achter elk criterium", table_html(questions, "full"), level=3),
        heading(
            "Wie zegt dat, en wat landelijk gemeten is",
            said,
            table_html(surveys_table(stand)),
            table_html(national_table(stand)),
            level=3,
        ),
    ]


def show_brief(stand: Stand, region: Regio | None) -> None:
    """Draw three facts, what is missing and two questions, as on the burgemeestersbriefje."""
    st.html(_brief(stand.blik, region))


@cache.once(keep=100)
def _brief(blik: Blik, region: Regio | None) -> str:
    """Make it once for everybody; the sources stand with each statement further down."""
    return "".join(section_html(one) for one in brief_sections(cache.stand(blik), region) if one.key != "bronnen")


def show_headline(view: MapView) -> None:
    """Draw the one sentence that a layer says of an area."""
    st.html(_layer(view.blik, view.gebied, view.layer)[0])


def show_layer(view: MapView) -> None:
    """Draw what else a layer says of an area, with its counts."""
    st.html(_layer(view.blik, view.gebied, view.layer)[1])


@cache.once(keep=300)
def _layer(blik: Blik, region: Regio | None, layer: str) -> tuple[str, str]:
    """Make what a layer says once for everybody: its first sentence, and the rest."""
    section = layer_section(cache.stand(blik), cache.view(blik, layer, region))
    choice = tell_choice(cache.stand(blik))
    first = " ".join((section.conclusion[0], *choice))
    rest = [sentence for sentence in section.conclusion[1:] if sentence not in choice]
    more = [Paragraph(" ".join(rest))] if rest else []
    return block_html(Paragraph(first, strong=True)), "".join(map(block_html, [*more, *section.blocks]))


def show_remains(stand: Stand, region: Regio | None) -> None:
    """Draw how much stays covered when not every source counts."""
    st.html(_remains(stand.blik, region))


@cache.once(keep=300)
def _remains(blik: Blik, region: Regio | None) -> str:
    """Make it once for everybody; the page has its own conclusion at the top."""
    section = remains_section(cache.stand(blik), region)
    said = Paragraph(" ".join(section.conclusion))
    return heading(section.title, *map(block_html, (said, *section.blocks)))


def show_quote(stand: Stand, region: Regio | None) -> None:
    """Draw what may be quoted of the cover, and what not."""
    st.html(_quote(stand.blik, region))


@cache.once(keep=300)
def _quote(blik: Blik, region: Regio | None) -> str:
    """Make it once for everybody; each line begins with what it is."""
    return "".join(map(block_html, quote_section(cache.stand(blik), region).blocks))


def show_gemeenten(stand: Stand, region: Regio | None) -> None:
    """Draw gemeenten × layers, ordered by name, with a download that also explains every row."""
    st.html(heading(_SAME))
    offer_csv(
        lambda: gemeenten_table(stand, stand.codes(region), region),
        file_name("gemeenten", name_part(stand.tables.doorgevoerd), peildatum=stand.peildatum, suffix="csv"),
        "Download deze tabel (CSV, met uitleg)",
    )
    st.html(_Large(_gemeenten(stand.blik, region)))


@cache.once(keep=300)
def _gemeenten(blik: Blik, region: Regio | None) -> str:
    """Make the table once for everybody."""
    stand = cache.stand(blik)
    return table_html(gemeenten_table(stand, stand.codes(region), region), narrow=("gemeente", "zorgcoordinatie"))


def offer_csv(make: Callable[[], Table], name: str, label: str, *, actie: Actie = "lezen") -> None:
    """Offer a table as CSV for Excel; it is made when somebody asks for it."""
    offer_file(label, lambda: table_csv(make()), name, "text/csv", actie=actie, key=f"download_{name}")


def show_opening(section: Section) -> None:
    """Draw the conclusion and the counts."""
    counts = [block for block in section.blocks if isinstance(block, Counts)]
    opening: list[Block] = [Paragraph(" ".join(section.conclusion), strong=True), *counts]
    st.html(Markup("").join(map(block_html, opening)))


def show_words(section: Section, view: MapView | None = None) -> None:
    """Draw what is said beside a map, under its legend; without a map only what is said."""
    words = [block for block in section.blocks if not isinstance(block, Counts | Figure | Table)]
    legend = [legend_html(view)] if view else []
    if legend or words:
        st.html(Markup("").join([*legend, *map(block_html, words)]))


def show_table(table: Table, name: str, title: str = _SAME, *, actie: Actie = "lezen") -> None:
    """Draw a table under a heading, with a download that has all its columns; nothing when it has no rows."""
    if not table.rows:
        return
    st.html(heading(title))
    offer_csv(lambda: table, name, "Download deze tabel (CSV)", actie=actie)
    st.html(table_html(table))
