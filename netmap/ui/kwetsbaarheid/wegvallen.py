"""What happens when an organisation, a table or a line of money falls away, and who depends on whom alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from markupsafe import Markup

from netmap.explain import ROL_LABEL
from netmap.layers import STATUS_KLASSEN, reclassify
from netmap.maps.diagram import describe_diagram, draw_diagram, gemeente_diagram, organisatie_diagram
from netmap.maps.style import as_image
from netmap.resilience.removable import find_removable
from netmap.resilience.removal import conclude_dependence, remove, sole_cover
from netmap.resilience.structure import measure_structure
from netmap.schema import dutch_number
from netmap.summary import count, describe_view
from netmap.ui import cache, filters, html, tables
from netmap.ui.map import show_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.maps.diagram import Diagram
    from netmap.resilience.removal import Removal, SoleCover
    from netmap.resilience.structure import Measure

KEY = "wegvallen_web"
_LABELS = {klasse.key: klasse.label for klasse in STATUS_KLASSEN} | {"ja": "Ja", "onbekend": "Onbekend"}
_COLUMNS = {"zorg": "Zorg: van gemeente tot CoMensha", "bestuur": "Bestuur: van gemeente tot VNG"}
_MOST = 4
"""Organisations that the page opens with."""


def show(stand: Stand, region: Gebied | None, top: DeltaGenerator) -> None:
    """Draw the part: who depends on whom, or what is left when something falls away."""
    known = {one.key: one.naam for one in find_removable(stand)}
    chosen = st.multiselect(
        "Wat valt er weg?",
        list(known),
        key="weg",
        format_func=known.__getitem__,
        bind="query-params",
        placeholder="Kies een of meer organisaties, regionale tafels of inzetten",
    )
    if chosen:
        _show_removal(stand, region, chosen, top)
    else:
        _show_dependence(stand, region, top)
    _show_structure(stand, region)
    _show_chain(stand, [key for key in chosen if key.startswith("organisatie:")])


def _show_removal(stand: Stand, region: Gebied | None, keys: list[str], top: DeltaGenerator) -> None:
    """Draw what is left: sentences, counts, map and table."""
    removal = remove(stand, keys, cache.neighbours(), region)
    with top:
        st.html(html.conclusion(" ".join(removal.uitleg)))
        st.html(html.tiles(_shifts(removal)))
    care = {change.code: change.naar for change in removal.changes if change.rol == "zorgcoordinator"}
    view = reclassify(cache.view(stand.peildatum, "zorgcoordinatie", region), stand, care)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=False)
    with text_side:
        st.html(html.legend(view))
    st.html(html.hidden(describe_view(view)))
    frame = _changes(removal)
    if frame.empty:
        st.html(html.notice(["Geen enkele gemeente krijgt hierdoor een andere status."]))
        return
    st.html("<h2>Dezelfde gegevens als tabel</h2>")
    tables.offer_csv(lambda: frame, f"netmap-wegvallen-{stand.peildatum.isoformat()}.csv", "Download deze tabel (CSV)")
    st.html(html.table(frame, "Gemeenten waar iets verandert", "Gemeente"))


def _shifts(removal: Removal) -> list[tuple[str, str, str]]:
    """Count before and after per status that changes."""
    return [
        (_LABELS[status], f"{dutch_number(before[0])} → {dutch_number(removal.na[status][0])}", "gemeenten")
        for status, before in removal.voor.items()
        if before[0] != removal.na[status][0]
    ]


def _changes(removal: Removal) -> pd.DataFrame:
    """Put every change in a row."""
    columns = ["Gemeente", "Functie", "Nu", "Dan", "Inwoners", "Wie werkt hier al of ernaast"]
    rows = [
        (
            change.naam,
            ROL_LABEL[change.rol],
            _LABELS.get(change.van, change.van),
            _LABELS.get(change.naar, change.naar),
            change.inwoners,
            "; ".join(_neighbour(one.naam, one.buren, one.ook_hier) for one in change.overnemers) or "niemand bekend",
        )
        for change in removal.changes
    ]
    return pd.DataFrame(rows, columns=columns)


def _neighbour(naam: str, buren: int, ook_hier: bool) -> str:
    """Say where an organisation that could take over works."""
    where = ["hier al"] if ook_hier else []
    where += [f"in {count(buren, 'buurgemeente', 'buurgemeenten')}"] if buren else []
    return f"{naam} ({' en '.join(where)})"


def _show_dependence(stand: Stand, region: Gebied | None, top: DeltaGenerator) -> None:
    """Draw who depends on one organisation or holder of a role alone."""
    care = sole_cover(stand, region)
    with top:
        st.html(html.conclusion(conclude_dependence(stand, region)))
        most = [(one.naam, dutch_number(len(one.gemeenten)), _inwoners(one.inwoners)) for one in care[:_MOST]]
        st.html(html.tiles(most))
    view = cache.view(stand.peildatum, "zorgcoordinatie", region)
    map_side, text_side = st.columns([3, 2], gap="medium")
    with map_side:
        show_map(view, KEY, network=True)
    with text_side:
        st.html(html.legend(view))
        st.html(html.notice(["Kies hierboven wie er wegvalt, en zie op de kaart wat er dan overblijft."]))
    st.html(html.hidden(describe_view(view)))
    st.html("<h2>Wie is de enige?</h2>")
    name = f"netmap-afhankelijk-{stand.peildatum.isoformat()}.csv"
    tables.offer_csv(lambda: _frame(care, "zorgcoordinator"), name, "Download de zorgcoördinatoren (CSV)")
    st.html(_dependence(care, "zorgcoordinator"))
    for column, rol in zip(st.columns(2, gap="medium"), ("bestuurlijk_trekker", "ketenregisseur"), strict=True):
        column.html(
            html.section(ROL_LABEL[rol].capitalize(), _dependence(sole_cover(stand, region, rol), rol), level=3)
        )


def _inwoners(number: int) -> str:
    return f"gemeenten, {dutch_number(number)} inwoners"


def _frame(found: Sequence[SoleCover], rol: str) -> pd.DataFrame:
    """Put who is the only one in rows."""
    rows = [
        (
            one.naam,
            len(one.gemeenten),
            one.inwoners,
            "; ".join(f"{segment}: {len(codes)}" for segment, codes in one.segmenten.items()),
        )
        for one in found
    ]
    frame = pd.DataFrame(rows, columns=["Wie", "Gemeenten", "Inwoners", "Per doelgroep (jaar)"])
    return frame if rol == "zorgcoordinator" else frame.drop(columns="Per doelgroep (jaar)")


def _dependence(found: Sequence[SoleCover], rol: str) -> Markup:
    """Make the table of who is the only one, or say that nobody is."""
    if not found:
        return html.notice(["Geen gemeente hangt hier van één organisatie of persoon af, of er is niemand bekend."])
    return html.table(_frame(found, rol), f"Gemeenten waar niemand anders dit doet ({ROL_LABEL[rol]})", "Wie")


def _show_structure(stand: Stand, region: Gebied | None) -> None:
    """Draw the measures of the network, each with its meaning; rows only when they tell something."""
    st.html("<h2>Hoe het netwerk in elkaar zit</h2>")
    measures = measure_structure(stand, region)
    for column, kolom in zip(st.columns(2, gap="medium"), ("zorg", "bestuur"), strict=True):
        with column:
            chosen = [measure for measure in measures if measure.kolom == kolom]
            facts = [(measure.naam, f"{measure.antwoord} {measure.betekenis}") for measure in chosen]
            st.html(html.section(_COLUMNS[kolom], html.definitions(facts), level=3))
            for measure in chosen:
                if measure.zegt_iets:
                    with st.expander(f"{measure.naam}: {count(len(measure.rows), 'regel', 'regels')}"):
                        st.html(html.table(_rows(measure), f"{measure.naam} ({kolom})", "Wie"))


def _rows(measure: Measure) -> pd.DataFrame:
    """Put the rows of a measure in a table; a single gemeente needs no count."""
    frame = pd.DataFrame(
        [(one.naam, one.gemeenten, one.inwoners) for one in measure.rows], columns=["Wie", "Gemeenten", "Inwoners"]
    )
    return frame if (frame["Gemeenten"] > 1).any() else frame.drop(columns="Gemeenten")


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
        st.html(html.notice(["Kies een gemeente of een organisatie en zie haar keten, van links naar rechts."]))
    for naam, diagram in diagrams.items():
        st.html(html.section(naam, _picture(naam, diagram), level=3))


def _picture(naam: str, diagram: Diagram) -> Markup:
    """Wrap a drawing with its words."""
    image = Markup(as_image(draw_diagram(diagram), describe_diagram(diagram)))
    return Markup('<div class="nm-keten-beeld" tabindex="0" role="region" aria-label="Keten van {}">{}</div>').format(
        naam, image
    )
