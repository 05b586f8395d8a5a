"""One row by hand: it still holds, it is otherwise, it has ended, or there is a new one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from netmap.dutch import count
from netmap.explain import describe_inzet
from netmap.intake.form import FORM, fill_form, find_ticked, tick
from netmap.intake.herziening import name_rows
from netmap.intake.memory import Geheugen
from netmap.intake.proposal import weigh
from netmap.intake.template import list_areas
from netmap.inzet import Indicator, Inzet
from netmap.load import file_of
from netmap.norms import CRITERIA
from netmap.personal import tells_of_person
from netmap.schema import (
    DATE_COLUMNS,
    INZET_STATUSSEN,
    PUBLIC_OFFICE,
    ROLLEN,
    ROLLEN_GEMEENTE,
    VORMEN,
    WAARDEN,
    ZEKERHEDEN,
    dutch_date,
    dutch_today,
    fold,
    typed_date,
)
from netmap.sections.phrases import ONDERWERP_LABEL, name_statement, tell_statement
from netmap.toegang import may, may_touch
from netmap.ui import address, cache, gebruiker, review
from netmap.ui.held import once
from netmap.ui.web_map import show_ticks, take_tick
from netmap.validate import CONTACTS, INDICATOREN
from netmap.write.html import alert, notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from netmap.intake.proposal import Uitslag
    from netmap.load import Tables
    from netmap.rows import DataFile
    from netmap.toegang import Gebruiker

_NEW: Final = {"nieuw": CONTACTS, "nieuw-criterium": INDICATOREN}
"""What is chosen for a new row, and of which file it will be."""
_NEW_NAMES: Final = dict(zip(_NEW, ("Een nieuwe regel", "Een nieuw antwoord op een criterium"), strict=True))
_ACTS: Final = {
    "klopt": "Dit klopt nog",
    "anders": "Het is anders",
    "eindigt": "Het geldt niet meer",
}
_LABEL: Final = {
    "rol": "Functie",
    "organisatie": "Organisatie",
    "naam": "Naam (alleen wie een openbaar ambt heeft)",
    "status": "Status",
    "gebied": "Gebied: kies gemeenten of regio's",
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
_OF_CRITERIUM: Final = ("gebied", "vorm", "vanaf", "tot", "bron", "bron_datum", "zekerheid", "opmerking")
_FIELDS: Final = {
    CONTACTS.naam: _LABEL,
    INDICATOREN.naam: {
        "criterium": "Criterium",
        "waarde": "Antwoord",
        **{column: _LABEL[column] for column in _OF_CRITERIUM},
        "rol_gemeente": "Rollen van de gemeente (leeg is elke)",
    },
}
"""File to the fields of its form."""
_CHOICES: Final = {
    "rol": ROLLEN,
    "status": INZET_STATUSSEN,
    "zekerheid": ZEKERHEDEN,
    "criterium": tuple(CRITERIA),
    "waarde": WAARDEN,
}
_SEVERAL: Final = {"vorm": VORMEN, "rol_gemeente": ROLLEN_GEMEENTE}
"""Of what a cell may hold more than one; of areas too, which come from the data."""
_WIDE: Final = "opmerking"
"""Field that is as wide as the page: it may be long."""
_BESIDE: Final = 4
"""Fields, from the area on, that stand beside the map."""
_KAART: Final = "_kaart"


def render() -> None:
    """Draw the view."""
    wie, tables = gebruiker.current(), cache.tables()
    if wie is None:
        return
    names = name_rows(cache.inhoud().places)
    every = {names[place]: one for place, one in tables.statements.items()}
    rows = _list_rows(wie, tables, every)
    ident = _ask_row(rows, every)
    if ident in _NEW:
        doel, wanted, cells = _ask_new(tables, ident)
    else:
        doel, wanted, cells = _ask_known(tables, ident, rows[ident])
    word = st.text_input(
        "Op wiens woord?",
        value=f"opgave van {wie.naam}",
        max_chars=100,
        key=f"woord_{ident}",
        help="De organisatie of functie die dit zegt. Geen namen van personen.",
    )
    review.tell_done(f"regel_{ident}")  # once published, nothing may differ any more
    if len(cells) < 2 or not cells.get("gebied" if ident in _NEW else "id"):
        return
    uitslag = _weigh(cells, doel)
    if wrong := list(_tell_wrong(word, uitslag, _FIELDS[doel.naam])):
        st.html(alert(["Zo kan het niet.", *wrong]))
        return
    told = f"{wanted}: {word}"
    review.show(uitslag, f"{word}, {dutch_date(dutch_today())}", f"regel_{ident}", Geheugen(), told)


def _ask_new(tables: Tables, ident: str) -> tuple[DataFile, str, dict[str, str]]:
    """Ask what a new row says: of which file it is, what is done, and the cells."""
    st.caption("Vul in wat u weet. Wat u leeg laat, blijft onbekend.")
    found = tables.names.find(str(address.peek("gemeente", "", address.TEXT)))
    proposed = {"gebied": tables.names[found.code]} if found.code else {}
    return _NEW[ident], _NEW_NAMES[ident], _ask_fields({}, tables, ident, _NEW[ident], proposed)


def _ask_known(tables: Tables, ident: str, one: Inzet | Indicator) -> tuple[DataFile, str, dict[str, str]]:
    """Ask whether a row still holds, and what is otherwise; as of a new one, with only the cells that change."""
    st.html(notice([_tell(one)]))
    act = st.radio("Klopt dit?", list(_ACTS), format_func=_ACTS.__getitem__, key=f"daad_{ident}", horizontal=True)
    doel = file_of(one)
    known = cache.inhoud().rows[doel.naam].cells[one.id]
    return doel, _ACTS[act], {"id": one.id, **_ask_act(act, known, tables, ident, doel)}


def _tell_wrong(word: str, uitslag: Uitslag, fields: Mapping[str, str]) -> Iterator[str]:
    """Say why a row cannot be published: of a cell by the name of its field."""
    if tells_of_person(word):
        yield "Op wiens woord? Noem een functie of organisatie, geen persoon, adres of nummer."
    yield from (f"{fields.get(str(one.kolom), one.kolom)}: {one.melding}" for one in uitslag.problems if one.blokkeert)


def _list_rows(wie: Gebruiker, tables: Tables, every: Mapping[str, Inzet | Indicator]) -> dict[str, Inzet | Indicator]:
    """List the rows that they may change: of the gemeente that the address names, unless its row is another."""
    mine = {ident: one for ident, one in every.items() if may_touch(wie, "wijzigen", one)}
    found = tables.names.find(str(address.peek("gemeente", "", address.TEXT)))
    here = {ident: one for ident, one in mine.items() if found.code in one.codes} if found.code else {}
    asked = _find_row(str(address.peek("regel", "", address.TEXT)), every)
    return mine if not here or (asked in mine and asked not in here) else here


def _find_row(asked: str, every: Mapping[str, Inzet | Indicator]) -> str:
    """Find which row an address names, in any spelling: by its name, or its id when no other has it; else blank."""
    called = [name for name in every if fold(name) == fold(asked)]
    bare = [name for name, one in every.items() if fold(one.id) == fold(asked)]
    found = called or bare
    return found[0] if len(found) == 1 else ""


def _ask_row(rows: Mapping[str, Inzet | Indicator], every: Mapping[str, Inzet | Indicator]) -> str:
    """Ask which row, or a new one; of a known one that is not among them the reader hears why."""

    def name(ident: str) -> str:
        if ident in _NEW:
            return _NEW_NAMES[ident]
        return f"{name_statement(rows[ident])}{', voorbij' * is_over(ident)}"

    def is_over(ident: str) -> bool:
        return rows[ident].geldt(dutch_today()) == "geweest"

    def urgent(ident: str) -> tuple[bool, bool, bool, str]:
        one = rows[ident]
        return is_over(ident), isinstance(one, Indicator), one.onderwerp != "zorgcoordinator", name(ident)

    options = [*_NEW, *sorted(rows, key=urgent)]
    usual = options[len(_NEW)] if rows and st.query_params.get("gemeente") else options[0]
    listed = address.one_of(options)

    def read(said: list[str]) -> str:
        found = _find_row(said[-1], every)
        if found and found not in rows:
            raise address.unknown(said[-1], "Die regel mag u niet wijzigen; u ziet de gewone keuze.")
        return found or str(listed.read(said))

    held = address.hold("regel", usual, address.Kind(read, listed.write), always=True)
    return str(st.selectbox("Welke regel?", options, format_func=name, filter_mode="contains", **held))


def _tell(one: Inzet | Indicator) -> str:
    """Say what the map says of a row now."""
    if isinstance(one, Inzet) and one.rol == "zorgcoordinator":
        return describe_inzet(one, dutch_today())
    return tell_statement(one)


def _ask_act(act: str, known: Mapping[str, str], tables: Tables, ident: str, doel: DataFile) -> dict[str, str]:
    """Ask what belongs to an answer; what is filled in."""
    today = dutch_today()
    if act == "klopt":
        return {"bevestigd_op": today.isoformat()}
    if act == "eindigt":
        tot = st.text_input(_LABEL["tot"], typed_date(today), key=f"tot_{ident}").strip()
        return {"tot": tot} if tot else {}
    return _ask_fields(known, tables, ident, doel)


def _ask_fields(
    known: Mapping[str, str],
    tables: Tables,
    ident: str,
    doel: DataFile,
    proposed: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Draw the fields of a row, with what is known or proposed filled in; what is not the same as it was."""
    cells: dict[str, str] = {}
    fields = _FIELDS[doel.naam].items()
    shown = {key: label for key, label in fields if key != "email" or may(gebruiker.current(), "contact")}
    places = _lay_out(list(shown))
    for column, label in shown.items():
        with places[column]:
            usual = known.get(column, proposed.get(column, ""))
            value = _ask(column, label, usual, tables, f"veld_{ident}_{column}")
        if column == "naam" and cells.get("rol", known.get("rol", "")) not in PUBLIC_OFFICE:
            continue
        if value != known.get(column, "") or not known:
            cells[column] = value
    with places[_KAART]:
        area = f"veld_{ident}_gebied"
        _show_area(tables, st.session_state[area], f"{area}{_KAART}")
    return {column: value for column, value in cells.items() if value or known}


def _lay_out(fields: Sequence[str]) -> dict[str, DeltaGenerator]:
    """Make a place for each field, two in a row on a wide screen; some stand beside the map, a long one at the end."""
    at = fields.index("gebied")
    rows = [fields[:at], [one for one in fields[at + _BESIDE :] if one != _WIDE]]
    above, beside, below = st.container(key="velden_boven"), st.columns(2), st.container(key="velden_onder")
    places = {_KAART: beside[0], **dict.fromkeys(fields[at : at + _BESIDE], beside[1])}
    for part, some in zip((above, below), rows, strict=True):
        for first in range(0, len(some), 2):
            with part:
                places |= zip(some[first : first + 2], st.columns(2), strict=False)
    return {**places, _WIDE: below}


def _show_area(tables: Tables, parts: Sequence[str], key: str) -> None:
    """Draw the area on a map on which a click puts a gemeente in it or takes it out."""
    ticked = find_ticked(parts, tables)
    people = int(tables.gemeenten["inwoners"][sorted(ticked)].sum())
    show_ticks(tables, ticked, key)
    size = f"{count(len(ticked), 'gemeente', 'gemeenten')}, {count(people, 'inwoner', 'inwoners')}"
    here = f"Het gebied: {size}." if ticked else "Er is nog geen gemeente gekozen."
    st.caption(f"{here} Klik op de kaart om een gemeente erbij te zetten of eraf te halen. Blauw hoort erbij.")


def _ask(column: str, label: str, known: str, tables: Tables, key: str) -> str:
    """Draw one field with what is known filled in."""
    if column in _CHOICES:
        options = ["", *_CHOICES[column]]
        usual = options.index(known) if known in options else 0
        picked = st.selectbox(label, options, usual, key=key, format_func=_name_choice)
        return str(picked or "")
    if column == "gebied" or column in _SEVERAL:
        parts = [part.strip() for part in known.split(";") if part.strip()]
        if column == "gebied":
            _fill_area(parts, tables, key)
        options = list(dict.fromkeys([*parts, *(list_areas(tables) if column == "gebied" else _SEVERAL[column])]))
        picked_all: list[str] = st.multiselect(
            label, options, None if column == "gebied" else parts, key=key, placeholder="Kies",
            filter_mode="contains", select_all=False, accept_new_options=column == "gebied",
        )  # fmt: skip
        return known if picked_all == parts else "; ".join(picked_all)
    if column == "organisatie":
        options = sorted({one.organisatie for one in tables.contacts if one.organisatie}, key=str.casefold)
        place = options.index(known) if known in options else None
        typed: Any = st.selectbox(
            label, options, place, key=key, placeholder="Kies of typ", accept_new_options=True, filter_mode="contains"
        )
        return str(typed or "")
    if column == _WIDE:
        text = st.text_area(label, known, key=key, max_chars=500, height="content")
        return known if text == known else " ".join(text.split())
    shown = typed_date(known) if column in DATE_COLUMNS else known
    written = st.text_input(label, shown, key=key, max_chars=500).strip()
    return known if written == shown else written


def _name_choice(word: str) -> str:
    """Call a choice what people call it."""
    return ONDERWERP_LABEL.get(word, word) or "–"


def _fill_area(parts: list[str], tables: Tables, key: str) -> None:
    """Put in the list what is known, until somebody chooses; then what was clicked on the map too."""
    state, was = st.session_state, f"{key}_was"
    if key not in state or state.get(was) != parts:
        state[key] = state[was] = parts
    if code := take_tick(tables, f"{key}{_KAART}"):
        state[key] = list(tick(state[key], code, tables))


def _weigh(cells: Mapping[str, str], doel: DataFile) -> Uitslag:
    """Check the row by the rules of a file, once for these cells."""
    inhoud = cache.inhoud()
    return once(
        ("regel", inhoud.nummer, doel.naam, tuple(cells.items())),
        lambda: weigh(inhoud.folder, fill_form(cells, doel), FORM),
        "Nakijken…",
    )
