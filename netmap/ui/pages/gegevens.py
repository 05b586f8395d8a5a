"""Page Gegevens wijzigen: correct, confirm, take in, review, publish, and go back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from netmap.sections.helpdesk import tell_helpdesk
from netmap.table import Paragraph
from netmap.toegang import may
from netmap.ui import address, cache, gebruiker
from netmap.ui.gegevens import geschiedenis, inlezen, regel, ronde
from netmap.write.html import block_html, notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.toegang import Actie

_VIEWS: dict[str, tuple[str, Actie, Callable[[], None]]] = {
    "inlezen": ("Bestand inlezen", "wijzigen", inlezen.render),
    "regel": ("Eén regel", "wijzigen", regel.render),
    "ronde": ("Bevestigingsronde", "ronde", ronde.render),
    "geschiedenis": ("Geschiedenis", "lezen", geschiedenis.render),
}
"""Key in the address to what it is called, what somebody must be allowed to, and how it is drawn."""
_NO_STORE = (
    "Deze netmap leest een map met bestanden. Om gegevens hier te wijzigen is een opslag nodig: "
    "zie Gegevens met hun geschiedenis in docs/beheer.md."
)
_OLDER = "Wijzigen kan alleen in de nieuwste versie. Kies die op Over."


def _name(key: str) -> str:
    return _VIEWS[key][0]


def _tell_remedy() -> list[str]:
    """Say what gives a reader the right to change data; nothing where nobody can log in."""
    if not gebruiker.can_log_in():
        return []
    return ["Vraag de beheerder om een rol." if gebruiker.is_let_in() else "Log in, als u een rol hebt."]


def render() -> None:
    """Draw the page: as whom somebody works, what they can do, and that."""
    st.title("Gegevens wijzigen", anchor=False)
    gebruiker.show()
    if cache.store() is None:
        st.html(notice([_NO_STORE]))
        return
    wie = gebruiker.current()
    allowed = [key for key, (_, actie, _) in _VIEWS.items() if may(wie, actie)]
    if cache.versie() is not None:  # what changes, changes the newest
        st.html(notice([_OLDER]))
        allowed = [key for key in allowed if _VIEWS[key][1] == "lezen"]
    elif not may(wie, "wijzigen"):
        st.html(notice([" ".join(["U kunt hier niets wijzigen.", *_tell_remedy()])]))
        st.html(block_html(Paragraph(tell_helpdesk(cache.settings()))))
    if not allowed:
        return
    view = st.segmented_control(
        "Wat wilt u doen?",
        allowed,
        format_func=_name,
        required=True,
        **address.hold("doe", allowed[0], address.one_of(allowed, _name)),
    )
    _VIEWS[view or allowed[0]][2]()
