"""Review before publishing: what changes, what that does, which rows are taken over, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from netmap.aannames import Blik
from netmap.drawing.picture import Design, draw_picture, make_size
from netmap.dutch import agree, count, join
from netmap.errors import DataError, NetmapError, first_lines
from netmap.intake.herziening import carry_out, clash_table, herziening_section, name_rows, rows_table
from netmap.layers import LAYERS, build_view
from netmap.regio import Regio
from netmap.schema import dutch_today
from netmap.sections.versies import describe_versie
from netmap.store.store import CollisionError
from netmap.summary import describe_view
from netmap.toegang import find_beyond
from netmap.ui import cache, gebruiker
from netmap.ui.held import once
from netmap.ui.sections import show_opening, show_words
from netmap.write.html import alert, heading, legend_html, notice, table_html

if TYPE_CHECKING:
    from netmap.intake.proposal import Along, Uitslag
    from netmap.layers import Stand
    from netmap.table import Table
    from netmap.toegang import Gebruiker

_SIZE: Final = make_size(700, 800)


def show(uitslag: Uitslag, woord: str, key: str, along: Along, waarom: str = "") -> None:
    """
    Draw the review of what a file, form or round would change.

    Parameters
    ----------
    uitslag
        Output of ``weigh`` for the newest version.
    woord
        On whose word, for the history.
    key
        Of its fields, so that two reviews do not share them.
    along
        What is published along, such as what people said about columns and names.
    waarom
        What the reason is when nobody types another.
    """
    tell_done(key)
    if not uitslag.gewijzigd:
        st.html(notice(["Hierin staat niets dat de gegevens verandert."]))
        return
    wie, before = gebruiker.current(), cache.stand(Blik(dutch_today()))
    if wie is None:
        return
    st.html(heading("Regel voor regel"))
    st.html(table_html(rows_table(uitslag.gewijzigd)))
    accepted = _ask_refused(uitslag, key) if len(uitslag.gewijzigd) > 1 else uitslag
    if accepted.gewijzigd and (after := _after(before, accepted, along)) is not None:
        accepted = _leave_out(wie, accepted, before, after)
    if not accepted.gewijzigd:
        st.html(notice(["Er blijft geen regel over om te publiceren."]))
        return
    if (after := _after(before, accepted, along)) is not None:
        _show_effect(before, after, accepted)
        st.session_state[f"{key}_getekend"] = (accepted, _keep_seen(uitslag, key), along, woord)
        _ask_publish(accepted, key, waarom)


def _ask_refused(uitslag: Uitslag, key: str) -> Uitslag:
    """Ask which rows are left out, and return the others."""
    names = {name: place for place, name in name_rows(one.place for one in uitslag.gewijzigd).items()}
    refused = st.multiselect(
        "Welke regels neemt u niet over?",
        list(names),
        key=f"{key}_niet",
        placeholder="Alle regels gaan mee",
        filter_mode="contains",
        select_all=False,
    )
    return uitslag.only(place for name, place in names.items() if name not in refused)


def _after(before: Stand, uitslag: Uitslag, along: Along) -> Stand | None:
    """Make the state with the rows that are taken over; what makes the data wrong is said."""
    inhoud = cache.inhoud()
    said = tuple((one.place, tuple(sorted(one.cells.items()))) for one in uitslag.gewijzigd)
    try:
        return once(
            ("herziening", inhoud.nummer, said),
            lambda: carry_out(before, inhoud.folder, uitslag, along),
            "De gevolgen uitrekenen…",
        )
    except DataError as error:
        st.html(alert(["Met deze regels kloppen de gegevens niet.", *first_lines(error.problems)]))
        return None


def _leave_out(wie: Gebruiker, uitslag: Uitslag, before: Stand, after: Stand) -> Uitslag:
    """Leave out what is not theirs, and say so."""
    names = name_rows(one.place for one in uitslag.gewijzigd)
    beyond = find_beyond(wie, names, before.tables, after.tables)
    if beyond:
        told = join([names[place] for place in beyond])
        outside = f"{told} {agree(len(beyond), 'valt', 'vallen')} buiten wat u mag wijzigen."
        st.html(alert([outside, f"Die {agree(len(beyond), 'regel gaat', 'regels gaan')} niet mee."]))
    return uitslag.only(place for place in names if place not in beyond)


def _show_effect(before: Stand, after: Stand, uitslag: Uitslag) -> None:
    """Draw what the changes do: in words, in tables, and on two maps when a status changes."""
    section = herziening_section(before, after, uitslag)
    st.html(heading(section.title))
    show_opening(section)
    show_words(section)
    for table in section.tables:
        st.html(table_html(table))
        if table.key == "gevolgen":
            _show_maps(before, after, table)


def _show_maps(before: Stand, after: Stand, effect: Table) -> None:
    """Draw the map as it is and as it will be, of the region of what changes when that is one."""
    regions = {str(row[effect.position("politieregio")]) for row in effect.rows}
    area = Regio("politieregio", regions.pop()) if len(regions) == 1 else None
    for column, stand, title in zip(st.columns(2), (before, after), ("Kaart nu", "Kaart straks"), strict=True):
        with column:
            _show_map(stand, area, title)


def _show_map(stand: Stand, area: Regio | None, title: str) -> None:
    """Draw one of two maps as a picture, with its words."""
    view = build_view(stand, LAYERS["zorgcoordinatie"], area)

    def draw() -> bytes:
        shapes = cache.material(Blik(dutch_today())).shapes
        return draw_picture(stand, view, shapes, Design(_SIZE, compleet=False))

    picture = once(("kaart", area, tuple(view.class_of.items()), tuple(view.bewijs.items())), draw, "Kaart tekenen…")
    st.html(heading(title, level=3))
    st.image(picture, alt=describe_view(view))
    st.html(legend_html(view))


def _ask_publish(uitslag: Uitslag, key: str, waarom: str) -> None:
    """Ask why, and publish; what somebody else did meanwhile stands above it."""
    _tell_trouble(key)
    if f"{key}_waarom" not in st.session_state:
        st.session_state[f"{key}_waarom"] = waarom
    st.text_input(
        "Waarom verandert dit?",
        key=f"{key}_waarom",
        max_chars=200,
        help="Dit staat in de geschiedenis, voor iedereen. Schrijf geen namen van personen.",
    )
    st.text_input("Naam van de versie (mag leeg)", key=f"{key}_naam", max_chars=60)
    label = f"Publiceer {count(len(uitslag.gewijzigd), 'regel', 'regels')}"
    st.button(label, type="primary", on_click=_publish, args=(key,), key=f"{key}_publiceer", icon=":material/publish:")


def _keep_seen(uitslag: Uitslag, key: str) -> dict[tuple[str, str], int]:
    """Keep which change of each row was the last when this reader first saw it: a later one is a collision.

    The page is drawn anew at every field that is left, with the newest data; that is no reason to forget.
    """
    last, seen = cache.inhoud().last, st.session_state.setdefault(f"{key}_gezien", {})
    for one in uitslag.gewijzigd:
        seen.setdefault(one.place, last[one.place].volgnummer if one.place in last else 0)
    return dict(seen)


def _publish(key: str) -> None:
    """Publish what was drawn; what goes wrong is said at the next draw, and nothing typed is lost."""
    uitslag, seen, along, woord = st.session_state[f"{key}_getekend"]
    state: Any = st.session_state
    trouble = f"{key}_mis"
    state[trouble] = None
    waarom, naam = str(state[f"{key}_waarom"]).strip(), str(state[f"{key}_naam"]).strip()
    wie, store = gebruiker.current(), cache.store()
    if wie is None or store is None:
        state[trouble] = ["Niet opgeslagen: log eerst in."]
        return
    asked = uitslag.voorstellen(seen, woord)
    try:
        versie = store.publish(asked, gebruiker=wie, waarom=waarom, naam=naam, files=along.files)
    except CollisionError as error:
        state[trouble] = error
        del state[f"{key}_gezien"]  # both values are shown now
    except DataError as error:
        state[trouble] = ["Niet opgeslagen: met deze regels kloppen de gegevens niet.", *first_lines(error.problems)]
    except NetmapError as error:
        state[trouble] = [str(error)]
    else:
        state[f"{key}_klaar"] = versie
        del state[f"{key}_waarom"], state[f"{key}_gezien"]
        state[f"{key}_naam"] = ""


def tell_done(key: str) -> None:
    """Say once that it is published, and as what."""
    if versie := st.session_state.pop(f"{key}_klaar", None):
        st.success(
            f"Gepubliceerd als {describe_versie(versie)}. Wie kijkt, ziet dit bij de volgende klik.",
            icon=":material/check:",
        )


def _tell_trouble(key: str) -> None:
    """Say why nothing was published; of what somebody else changed meanwhile both values."""
    trouble = st.session_state.get(f"{key}_mis")
    if isinstance(trouble, CollisionError):
        told = (
            "Niet opgeslagen: iemand anders veranderde intussen hetzelfde. Hieronder staan beide waarden.",
            "Wilt u die van de ander houden? Publiceer deze regel dan niet.",
            "Wilt u uw eigen waarde? Publiceer dan nog eens.",
        )
        st.html(alert(told))
        st.html(table_html(clash_table(trouble.botsingen)))
    elif trouble:
        st.html(alert(trouble))
