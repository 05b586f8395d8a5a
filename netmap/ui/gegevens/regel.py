"""One row by hand: it still holds, it is otherwise, it has ended, or there is a new one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from netmap.dutch import capital
from netmap.explain import ROL_LABEL, describe_inzet
from netmap.intake.form import FORM, fill_form
from netmap.intake.memory import Geheugen
from netmap.intake.proposal import weigh
from netmap.intake.template import list_areas
from netmap.personal import is_personal, names_person
from netmap.schema import INZET_STATUSSEN, PUBLIC_OFFICE, ROLLEN, VORMEN, ZEKERHEDEN, dutch_date, dutch_today
from netmap.sections.phrases import name_statement
from netmap.toegang import may
from netmap.ui import address, cache, gebruiker, review
from netmap.ui.held import once
from netmap.write.html import alert, notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.intake.proposal import Uitslag
    from netmap.inzet import Inzet
    from netmap.load import Tables
    from netmap.toegang import Gebruiker

_NEW: Final = "nieuw"
_ACTS: Final = {
    "klopt": "Dit klopt nog",
    "anders": "Het is anders",
    "eindigt": "Het geldt niet meer",
}
_LABEL: Final = {
    "rol": "Functie",
    "organisatie": "Organisatie",
    "naam": "Naam (alleen wie een openbaar ambt heeft)",
    "gebied": "Gebied: kies gemeenten of regio's",
    "status": "Status",
    "doelgroep": "Doelgroep (leeftijd, leeg is iedereen)",
    "vorm": "Vormen van uitbuiting (leeg is alle)",
    "fte": "Fte (leeg is onbekend)",
    "vanaf": "Vanaf (dag-maand-jaar, leeg is onbekend)",
    "tot": "Tot (de eerste dag dat het niet meer geldt)",
    "bron": "Bron (webadres)",
    "bron_datum": "Datum van de bron",
    "zekerheid": "Zekerheid",
    "email": "E-mailadres van de functie",
    "opmerking": "Opmerking (geen namen)",
}
"""Fields of the form in their order, by column of ``contacts.csv``."""
_CHOICES: Final = {"rol": ROLLEN, "status": INZET_STATUSSEN, "zekerheid": ZEKERHEDEN}
_SEVERAL: Final = ("gebied", "vorm")


def render() -> None:
    """Draw the view."""
    wie, tables = gebruiker.current(), cache.tables()
    if wie is None:
        return
    rows = _list_rows(wie, tables)
    ident = _ask_row(rows)
    if ident == _NEW:
        st.caption("Vul in wat u weet. Wat u leeg laat, blijft onbekend.")
        found = tables.names.find(str(address.peek("gemeente", "", address.TEXT)))
        cells = _ask_fields({}, tables, _NEW, {"gebied": tables.names[found.code]} if found.code else {})
        wanted = "nieuwe regel"
    else:
        one = rows[ident]
        st.html(notice([_tell(one)]))
        act = st.radio("Klopt dit?", list(_ACTS), format_func=_ACTS.__getitem__, key=f"daad_{ident}", horizontal=True)
        cells = {"id": ident, **_ask_act(act, ident, tables)}
        wanted = _ACTS[act].lower()
    word = st.text_input(
        "Op wiens woord?",
        value=f"opgave van {wie.naam}",
        max_chars=100,
        key=f"woord_{ident}",
        help="De organisatie of functie die dit zegt. Geen namen van personen.",
    )
    if len(cells) < 2 or not cells.get("gebied" if ident == _NEW else "id"):
        return
    if is_personal(word) or names_person(word):
        st.html(alert(["Op wiens woord? Noem een functie of organisatie, geen persoon, adres of nummer."]))
        return
    uitslag = _weigh(cells)
    wrong = [f"{_LABEL.get(str(one.kolom), one.kolom)}: {one.melding}" for one in uitslag.problems if one.blokkeert]
    if wrong:
        st.html(alert(["Zo kan het niet.", *wrong]))
        return
    told = f"{capital(wanted)}: {word}"
    review.show(uitslag, f"{word}, {dutch_date(dutch_today())}", f"regel_{ident}", Geheugen(), told)


def _list_rows(wie: Gebruiker, tables: Tables) -> dict[str, Inzet]:
    """List the rows that they may change: of the gemeente or area that the address names, else all."""
    mine = {one.id: one for one in tables.contacts if may(wie, "wijzigen", one.codes, one.organisatie)}
    found = tables.names.find(str(address.peek("gemeente", "", address.TEXT)))
    here = {ident: one for ident, one in mine.items() if found.code in one.codes} if found.code else {}
    return here or mine


def _ask_row(rows: Mapping[str, Inzet]) -> str:
    """Ask which row, or a new one."""

    def name(ident: str) -> str:
        if ident not in rows:
            return "Een nieuwe regel"
        return f"{name_statement(rows[ident])}{', voorbij' * is_over(ident)}"

    def is_over(ident: str) -> bool:
        return rows[ident].geldt(dutch_today()) == "geweest"

    options = [
        _NEW,
        *sorted(rows, key=lambda ident: (is_over(ident), rows[ident].rol != "zorgcoordinator", name(ident))),
    ]
    usual = options[1] if rows and st.query_params.get("gemeente") else _NEW
    held = address.hold("regel", usual, address.one_of(options))
    return str(st.selectbox("Welke regel?", options, format_func=name, filter_mode="contains", **held))


def _tell(one: Inzet) -> str:
    """Say what the map says of a row now."""
    return describe_inzet(one, dutch_today()) if one.rol == "zorgcoordinator" else f"{name_statement(one)}."


def _ask_act(act: str, ident: str, tables: Tables) -> dict[str, str]:
    """Ask what belongs to an answer; what is filled in."""
    today = dutch_today()
    if act == "klopt":
        return {"bevestigd_op": today.isoformat()}
    if act == "eindigt":
        written = f"{today.day}-{today.month}-{today.year}"
        tot = st.text_input(_LABEL["tot"], written, key=f"tot_{ident}").strip()
        return {"tot": tot} if tot else {}
    known = cache.inhoud().rows["contacts.csv"].cells[ident]
    return _ask_fields(known, tables, ident)


def _ask_fields(
    known: Mapping[str, str], tables: Tables, ident: str, proposed: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Draw the fields of a row, with what is known or proposed filled in; what is not the same as it was."""
    cells: dict[str, str] = {}
    shown = {key: label for key, label in _LABEL.items() if key != "email" or may(gebruiker.current(), "contact")}
    places = (place for _ in range(0, len(shown) + 1, 2) for place in st.columns(2))  # on a telephone in their order
    for place, (column, label) in zip(places, shown.items(), strict=False):
        with place:
            usual = known.get(column, proposed.get(column, ""))
            value = _ask(column, label, usual, tables, f"veld_{ident}_{column}")
        if column == "naam" and cells.get("rol", known.get("rol", "")) not in PUBLIC_OFFICE:
            continue
        if value != known.get(column, "") or not known:
            cells[column] = value
    return {column: value for column, value in cells.items() if value or known}


def _ask(column: str, label: str, known: str, tables: Tables, key: str) -> str:
    """Draw one field with what is known filled in."""
    if column in _CHOICES:
        options = ["", *_CHOICES[column]]
        usual = options.index(known) if known in options else 0
        picked = st.selectbox(label, options, usual, key=key, format_func=lambda one: ROL_LABEL.get(one, one) or "–")
        return str(picked or "")
    if column in _SEVERAL:
        parts = [part.strip() for part in known.split(";") if part.strip()]
        options = list(dict.fromkeys([*parts, *(list_areas(tables) if column == "gebied" else VORMEN)]))
        picked_all: list[str] = st.multiselect(
            label, options, parts, key=key, placeholder="Kies", filter_mode="contains", select_all=False,
            accept_new_options=column == "gebied",
        )  # fmt: skip
        return known if picked_all == parts else "; ".join(picked_all)
    if column == "organisatie":
        options = sorted({one.organisatie for one in tables.contacts if one.organisatie}, key=str.casefold)
        place = options.index(known) if known in options else None
        typed: Any = st.selectbox(
            label, options, place, key=key, placeholder="Kies of typ", accept_new_options=True, filter_mode="contains"
        )
        return str(typed or "")
    return st.text_input(label, known, key=key, max_chars=500).strip()


def _weigh(cells: Mapping[str, str]) -> Uitslag:
    """Check the row by the rules of a file, once for these cells."""
    inhoud = cache.inhoud()
    return once(
        ("regel", inhoud.nummer, tuple(cells.items())),
        lambda: weigh(inhoud.folder, fill_form(cells), FORM),
        "Nakijken…",
    )
