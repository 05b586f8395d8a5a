"""What if: a scenario of changes on top of the data, before and after side by side, shared as a link or file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from netmap.drawing.picture import Design, draw_picture, make_size
from netmap.errors import NetmapError
from netmap.layers import LAYERS, build_stand, build_view
from netmap.save import file_name
from netmap.scenario.apply import apply_scenario
from netmap.scenario.changes import SOORTEN, Scenario, as_content, build_scenario
from netmap.scenario.effect import compare_scenario
from netmap.scenario.share import decode_scenario, encode_scenario, read_toml, write_toml
from netmap.schema import dutch_date, dutch_number, dutch_today, iso_date, typed_date
from netmap.sections.scenario import scenario_section
from netmap.summary import describe_view
from netmap.table import Paragraph
from netmap.ui import address, cache, filters
from netmap.ui.downloads import offer_file
from netmap.ui.sections import show_opening, show_table, show_words
from netmap.write.html import alert, block_html, heading, legend_html, notice

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from netmap.aannames import Blik
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio
    from netmap.scenario.changes import Change

_WORD = "scenario"
"""The scenario stands in the address under this name."""
_USUAL_NAME = "Mijn scenario"
_FIELD_LABEL = {
    "organisatie": "Organisatie",
    "id": "Inzet",
    "gebied": "Gebied",
    "doelgroep": "Doelgroep",
    "fte": "Fte",
    "per": "Per (dag-maand-jaar)",
    "vanaf": "Vanaf (dag-maand-jaar)",
    "tot": "Tot (dag-maand-jaar)",
}
"""Fields of a change in the order of the form."""
_HELP = {
    "gebied": "Kies een of meer gebieden. Typ een naam met een min ervoor om een gemeente weg te laten: -Tholen.",
    "vanaf": "Leeg is: altijd al.",
    "tot": "De eerste dag zonder. Leeg is: zonder einde.",
}
_SIZE = make_size(900, 1000)
_MAX_STANDS = 10
_MAX_PICTURES = 100
_SHARE = "Delen? Het hele scenario staat in het adres van deze pagina: kopieer dat en stuur het door."
_HOW = "Voeg een wijziging toe, en zie wat zij doet. De gegevens zelf veranderen niet."


def show(stand: Stand, region: Regio | None, top: DeltaGenerator) -> None:
    """Draw the part: what the changes do, and the changes themselves."""
    with top:
        scenario = _read_link()
    with st.expander("Scenario maken of wijzigen", expanded=not scenario.changes):
        form_side, list_side = st.columns([2, 3], gap="medium")
        with form_side:
            _ask_change(stand, scenario)
        with list_side:
            _show_changes(scenario)
    if not scenario.changes:
        top.html(block_html(Paragraph(_HOW, strong=True)))
        return
    word = encode_scenario(scenario)
    try:
        after = _after(stand.blik, word)
    except NetmapError as error:
        top.html(alert(["Dit scenario kan niet. Haal de wijziging weg of verbeter haar.", *str(error).splitlines()]))
        return
    with top:
        section = scenario_section(compare_scenario(stand, after, region), scenario)
        show_opening(section)
        st.html(notice([*_later(scenario, stand.peildatum), _SHARE]))
    show_words(section)
    for column, then, title in zip(st.columns(2), ("", word), ("Nu", "In het scenario"), strict=True):
        with column:
            _show_map(stand.blik, region, then, title)
    changed, costs = section.tables
    if not changed.rows:
        st.html(notice(["Geen enkele gemeente krijgt een andere status."]))
    show_table(changed, f"netmap-scenario-{stand.peildatum.isoformat()}.csv")
    show_table(costs, f"netmap-kosten-{stand.peildatum.isoformat()}.csv", "Wat het kost")


@cache.once("Scenario uitrekenen…", keep=_MAX_STANDS)
def _after(blik: Blik, word: str) -> Stand:
    """Apply a scenario once for everybody who follows its link."""
    stand = cache.stand(blik)
    return build_stand(
        apply_scenario(stand.alles.tables, decode_scenario(word)), blik.peildatum, stand.settings, stand.telt
    )


def _read_link() -> Scenario:
    """Read the scenario of the address; what cannot be read is said, and left."""
    word = st.query_params.get(_WORD, "")
    if not word:
        return Scenario(_USUAL_NAME)
    try:
        return decode_scenario(word)
    except NetmapError as error:
        st.html(alert(str(error).splitlines()))
        return Scenario(_USUAL_NAME)


def _keep(scenario: Scenario) -> None:
    """Put a scenario in the address and draw the page again."""
    address.put(**{_WORD: encode_scenario(scenario) if scenario.changes else ""})
    st.rerun()


def _later(scenario: Scenario, peildatum: date) -> list[str]:
    """Say that a change only begins after the day that is shown."""
    begins = [day for change in scenario.changes if (day := change.per or change.vanaf) and day > peildatum]
    if not begins:
        return []
    last = dutch_date(max(begins))
    return [f"Let op: een wijziging begint pas na de peildatum. Zet de peildatum op {last} of later om alles te zien."]


def _show_map(blik: Blik, region: Regio | None, word: str, title: str) -> None:
    """Draw one of two maps as a picture, with its words."""
    st.html(heading(title))
    view, picture = _picture(blik, region, word)
    st.image(picture, alt=describe_view(view))
    st.html(legend_html(view))


@cache.once("Kaart tekenen…", keep=_MAX_PICTURES)
def _picture(blik: Blik, region: Regio | None, word: str) -> tuple[MapView, bytes]:
    """Draw the map of now (no word) or of a scenario once for everybody."""
    stand = _after(blik, word) if word else cache.stand(blik)
    supposed = f"in het scenario '{decode_scenario(word).naam}'" if word else ""
    view = replace(build_view(stand, LAYERS["zorgcoordinatie"], region), supposed=supposed)
    return view, draw_picture(stand, view, cache.material(blik).shapes, Design(_SIZE, compleet=False))


def _show_changes(scenario: Scenario) -> None:
    """Draw the list of changes, each to be taken away, and the scenario as file."""
    st.html(heading(f"Scenario: {scenario.naam}"))
    for number, change in enumerate(scenario.changes):
        text_side, button_side = st.columns([5, 2], vertical_alignment="center")
        text_side.html(block_html(Paragraph(f"{number + 1}. {_describe(change)}")))
        if button_side.button("Haal weg", key=f"weg_{number}"):
            rest = (*scenario.changes[:number], *scenario.changes[number + 1 :])
            _keep(Scenario(scenario.naam, rest))
    if scenario.changes:
        name = file_name("scenario", scenario.naam, peildatum=dutch_today(), suffix="toml")
        offer_file("Bewaar als bestand (TOML)", lambda: write_toml(scenario), name, "application/toml", actie="lezen")
    with st.expander("Als tekst lezen of plakken"):
        typed = st.text_area("Scenario (TOML)", write_toml(scenario), height=240)
        if st.button("Neem deze tekst over"):
            try:
                read = read_toml(typed)
            except NetmapError as error:
                st.html(alert(str(error).splitlines()))
            else:
                _keep(read)


def _describe(change: Change) -> str:
    """Say in one line what a change is."""
    details = [change.organisatie or change.id, change.gebied, change.doelgroep]
    if change.fte is not None:
        details.append(f"{dutch_number(change.fte, 2)} fte")
    days = (("per", change.per), ("vanaf", change.vanaf), ("tot", change.tot))
    details += [f"{word} {dutch_date(day)}" for word, day in days if day]
    return f"{SOORTEN[change.soort].label}: {', '.join(filter(None, details))}"


def _ask_change(stand: Stand, scenario: Scenario) -> None:
    """Ask for one change more; what is wrong with it is said, and nothing is lost."""
    st.html(heading("Een wijziging toevoegen"))
    kind = st.selectbox("Wat verandert er?", list(SOORTEN), key="soort", format_func=lambda key: SOORTEN[key].label)
    with st.form("wijziging", border=False):
        asked = [field for field in _FIELD_LABEL if field in SOORTEN[kind].fields]
        fields: dict[str, Any] = {field: _ask(field, kind, stand) for field in asked}
        naam = st.text_input("Naam van het scenario", scenario.naam)
        if not st.form_submit_button("Voeg toe"):
            return
    filled = {field: value for field, value in fields.items() if value}
    content = as_content(scenario)
    try:
        _keep(build_scenario({"naam": naam, "wijziging": [*content["wijziging"], {"soort": kind, **filled}]}))
    except NetmapError as error:
        st.html(alert(str(error).splitlines()))


def _ask(field: str, kind: str, stand: Stand) -> str:
    """Ask for one field of a change; the usual day is the one that is shown."""
    label = _FIELD_LABEL[field]
    if field == "id" and kind == "stop":
        label = "Of alleen één inzet"
    contacts = stand.tables.contacts
    if field == "id":
        names = {one.id: f"{one.organisatie} · {one.gebied} ({one.id})"[:90] for one in contacts}
        return _choose(label, sorted(names), format_func=names.__getitem__, placeholder="Kies een inzet")
    if field == "organisatie":
        known = sorted({one.organisatie for one in contacts if one.organisatie}, key=str.casefold)
        return _choose(label, known, accept_new_options=True, placeholder="Kies of typ een naam")
    if field == "gebied":
        return _ask_area(label, stand)
    if field == "doelgroep":
        groups = {"": "iedereen", "tot 23": "tot 23 jaar", "vanaf 23": "vanaf 23 jaar"}
        return st.selectbox(label, list(groups), format_func=groups.__getitem__)
    if field == "fte":
        return st.text_input(label, placeholder="0,5") or ""
    day = stand.peildatum
    usual = typed_date(day) if field == "per" else ""
    return iso_date(st.text_input(label, usual, placeholder="mag leeg", help=_HELP.get(field)) or "")


def _ask_area(label: str, stand: Stand) -> str:
    """Ask for areas from a list; what is typed besides is read as in the data."""
    gemeenten = stand.tables.gemeenten
    names = {one.token: filters.label_of(one) for one in stand.tables.gebieden.regios()}
    chosen = st.multiselect(
        label,
        [*names, *sorted(gemeenten["naam"], key=str.casefold)],
        format_func=lambda token: names.get(token, token),
        accept_new_options=True,
        filter_mode="contains",
        select_all=False,
        placeholder="Kies of typ een gebied",
        help=_HELP["gebied"],
    )
    return "; ".join(chosen)


def _choose(label: str, options: list[str], **more: Any) -> str:
    """Ask to choose one, or nothing."""
    chosen: str | None = st.selectbox(label, options, index=None, filter_mode="contains", **more)
    return chosen or ""
