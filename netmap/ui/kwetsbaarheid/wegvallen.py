"""What happens when an organisation, a table or a line of money falls away, and who depends on whom alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from netmap.drawing.diagram import describe_diagram, draw_diagram, gemeente_diagram, organisatie_diagram
from netmap.dutch import count
from netmap.layers import reclassify
from netmap.maps.style import as_image
from netmap.resilience.removable import ZORG, find_removable
from netmap.resilience.removal import remove
from netmap.sections.chance import chance_section
from netmap.sections.removal import dependence_section, removal_section, structure_sections
from netmap.sections.worst import WORST
from netmap.summary import describe_view
from netmap.table import Paragraph, Table
from netmap.ui import address, cache, filters
from netmap.ui.sections import offer_csv, show_opening, show_table, show_words
from netmap.ui.web_map import show_line_legend, show_map
from netmap.write.html import block_html, fill, heading, hidden, legend_html, notice, table_html

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from netmap.aannames import Blik
    from netmap.drawing.diagram import Diagram
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio
    from netmap.table import Section

KEY = "wegvallen_web"


def show(stand: Stand, region: Regio | None, top: DeltaGenerator) -> None:
    """Draw the part: who depends on whom, or what is left when something falls away."""
    known = {one.key: one.naam for one in find_removable(stand)}
    chosen = st.multiselect(
        "Wat valt er weg?",
        list(known),
        format_func=known.__getitem__,
        filter_mode="contains",
        select_all=False,
        **address.hold("weg", [], address.some_of(known, known.__getitem__)),
        placeholder="Kies een of meer organisaties, regionale tafels of inzetten",
    )
    if chosen:
        _show_removal(stand, region, chosen, top)
    else:
        _show_dependence(stand, region, top)
    _show_structure(stand, region)
    _show_chain(stand, [key for key in chosen if key.startswith("organisatie:")])


def _show_removal(stand: Stand, region: Regio | None, keys: list[str], top: DeltaGenerator) -> None:
    """Draw what is left: sentences, counts, map and table."""
    with st.spinner("Uitrekenen…"):
        removal = remove(stand, keys, cache.neighbours(), region)
        section = removal_section(removal, region)
    care = {change.code: change.naar for change in removal.changes if change.onderwerp == ZORG}
    view = cache.view(stand.blik, "zorgcoordinatie", region)
    view = reclassify(view, stand, care, f"zonder {removal.naam}")
    _show_beside_map(section, view, top, network=False)
    if not removal.changes:
        st.html(notice(["Geen enkele gemeente krijgt hierdoor een andere status."]))
    show_table(section.tables[0], f"netmap-wegvallen-{stand.peildatum.isoformat()}.csv")


def _show_dependence(stand: Stand, region: Regio | None, top: DeltaGenerator) -> None:
    """Draw who depends on one organisation or holder of a role alone."""
    section = _dependence(stand.blik, region)
    view = cache.view(stand.blik, "zorgcoordinatie", region)
    _show_beside_map(section, view, top, network=True)
    st.html(notice(["Kies hierboven wie er wegvalt, en zie op de kaart wat er dan overblijft."]))
    care, *others = section.tables
    worst = [table for table in others if table.key == WORST]
    place = care.position("gemeenten")
    care = replace(care, rows=tuple(row for row in care.rows if row[place]))  # the rest is for the workbook
    show_table(care, f"netmap-afhankelijk-{stand.peildatum.isoformat()}.csv", "Wie is de enige?")
    for column, table in zip(st.columns(2, gap="medium"), others[len(worst) :], strict=False):
        column.html(table_html(table))
    for table in worst:
        show_table(table, f"netmap-ergste-geval-{stand.peildatum.isoformat()}.csv", "Wat is het ergste geval?")
    chance = _chance(stand.blik, region)
    said = block_html(Paragraph(" ".join(chance.conclusion)))  # the page has one conclusion, above
    (table,) = chance.tables
    if not table.rows:
        st.html(heading(chance.title, said))
        return
    st.html(heading(chance.title, said, table_html(table)))
    offer_csv(lambda: table, f"netmap-kans-{stand.peildatum.isoformat()}.csv", "Download deze tabel (CSV)")


@cache.once("Uitrekenen…", keep=50)
def _dependence(blik: Blik, region: Regio | None) -> Section:
    """Let every organisation fall away once for everybody."""
    return dependence_section(cache.stand(blik), region)


@cache.once("Uitrekenen…", keep=50)
def _chance(blik: Blik, region: Regio | None) -> Section:
    """Reckon how likely the cover is once for everybody."""
    return chance_section(cache.stand(blik), region)


def _show_beside_map(section: Section, view: MapView, top: DeltaGenerator, *, network: bool) -> None:
    """Draw the conclusion, and the map with what is said beside it."""
    with top:
        show_opening(section)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=network)
    with text_side:
        st.html(legend_html(view))
        show_line_legend(view, network=network)
        show_words(section)
    st.html(hidden(describe_view(view)))


def _show_structure(stand: Stand, region: Regio | None) -> None:
    """Draw the measures of the network, each with its meaning; rows only when they tell something."""
    st.html("<h2>Hoe het netwerk in elkaar zit</h2>")
    for column, section in zip(st.columns(2, gap="medium"), structure_sections(stand, region), strict=True):
        with column:
            terms, *tables = section.blocks
            st.html(heading(section.title, block_html(terms), level=3))
            for table in tables:
                if isinstance(table, Table):
                    title = f"{table.caption}: {count(len(table.rows), 'regel', 'regels')}"
                    st.html(fill("page.html.j2", "part", title, "", [table_html(table)], 4))


def _show_chain(stand: Stand, organisations: list[str]) -> None:
    """Draw the chain of a gemeente, and of the organisations that were chosen."""
    st.html("<h2>De keten in beeld</h2>")
    found = filters.gemeente(cache.tables())
    filters.tell_about(found)
    known = {one.key: one.naam for one in find_removable(stand)}
    diagrams = {known[key]: organisatie_diagram(stand, key) for key in organisations}
    if found.code:
        diagrams = {found.names[0]: gemeente_diagram(stand, found.code)} | diagrams
    if not diagrams:
        st.html(notice(["Kies een gemeente of een organisatie en zie haar keten, van links naar rechts."]))
    for naam, diagram in diagrams.items():
        st.html(heading(naam, _picture(naam, diagram), level=3))


def _picture(naam: str, diagram: Diagram) -> Markup:
    """Wrap a drawing with its words."""
    image = as_image(draw_diagram(diagram), describe_diagram(diagram))
    return Markup('<div class="nm-keten-beeld" tabindex="0" role="region" aria-label="Keten van {}">{}</div>').format(
        naam, image
    )
