"""The confirmation round: forms to send, forms that come back, who answered, and what ends or grows old soon."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

import streamlit as st
from dateutil.relativedelta import relativedelta

from netmap.aannames import Blik
from netmap.dutch import count
from netmap.errors import NetmapError, first_lines
from netmap.export.products import XLSX_MIME, ZIP
from netmap.export.ronde import make_calendar, write_forms
from netmap.intake.ronde import read_returned, refused_answers, tell_returned
from netmap.load import name_asked
from netmap.regio import Regio
from netmap.ronde import Per, ask_each
from netmap.rondeboek import Gezegd, read_book
from netmap.save import file_name
from netmap.schema import dutch_today
from netmap.sections.ronde import board_section, endings_section
from netmap.sections.versies import describe_versie
from netmap.table import Listing, Table
from netmap.toegang import may, may_touch
from netmap.ui import cache, gebruiker, review
from netmap.ui.downloads import offer_file
from netmap.ui.held import once
from netmap.ui.sections import show_opening, show_table
from netmap.write.archive import pack
from netmap.write.html import alert, block_html, heading, notice
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from netmap.intake.ronde import Terug
    from netmap.layers import Stand
    from netmap.ronde import Vragen
    from netmap.toegang import Gebruiker

_PER: Final = {"politieregio": "Een formulier per politieregio", "organisatie": "Een formulier per organisatie"}
_MONTHS: Final = (1, 3, 6, 12)
_MOST: Final = 30


class _Answers(NamedTuple):
    """What was answered, to go along with the rows that change."""

    gezegd: tuple[Gezegd, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """The book of the newest version with these answers in it, as far as they are about rows of who publishes.

        What others added meanwhile stays.
        """
        wie = gebruiker.current()
        rows = cache.tables().statements
        mine = {name_asked(place) for place, one in rows.items() if may_touch(wie, "ronde", one)}
        gezegd = [one for one in self.gezegd if one.regel in mine]
        return read_book(cache.inhoud().folder).with_answers(gezegd).files


def render() -> None:
    """Draw the view."""
    wie, stand = gebruiker.current(), cache.stand(Blik(dutch_today()))
    if wie is None:
        return
    _offer_forms(wie, stand)
    _take_back()
    _show_board(stand)
    _show_endings(stand)


def _offer_forms(wie: Gebruiker, stand: Stand) -> None:
    """Offer the forms, and keep to whom they are sent when somebody says so."""
    st.html(heading("Formulieren maken"))
    st.caption("Elk formulier heeft alleen de regels van wie het krijgt. Verstuur ze zelf: netmap mailt niemand.")
    if made := st.session_state.pop("ronde_gevraagd", None):
        st.success(made, icon=":material/check:")
    if trouble := st.session_state.pop("ronde_mis", None):
        st.html(alert([trouble]))
    per = st.radio("Wie krijgt een formulier?", get_args(Per), format_func=_PER.__getitem__, key="ronde_per")
    vragen = _mine(wie, stand, per or "politieregio")
    if not vragen:
        st.html(notice(["Zo is er niemand aan wie u iets kunt vragen. Kies het andere."]))
        return
    names = st.multiselect(
        "Aan wie?",
        [one.aan for one in vragen],
        key=f"ronde_aan_{per}",
        placeholder="Aan allemaal",
        filter_mode="contains",
        select_all=False,
    )
    chosen = tuple(one for one in vragen if not names or one.aan in names)
    number = count(len(chosen), "formulier", "formulieren")
    offer_file(
        f"Download {number} (ZIP)",
        lambda: pack(write_forms(stand, chosen, cache.settings().organisatie)),
        file_name("bevestigingsronde", peildatum=stand.peildatum, suffix="zip"),
        ZIP,
        actie="ronde",
    )
    st.button(
        f"Ik verstuur {number}: leg dat vast",
        on_click=_keep_asked,
        args=(chosen,),
        key="ronde_vastleggen",
        icon=":material/outgoing_mail:",
    )


def _mine(wie: Gebruiker, stand: Stand, per: Per) -> tuple[Vragen, ...]:
    """List what somebody may put to whom: a redacteur to their own regions and organisations."""

    def is_mine(one: Vragen) -> bool:
        if per == "organisatie":
            return may(wie, "ronde", (), one.aan)
        return may(wie, "ronde", stand.codes(Regio("politieregio", one.aan)))

    return tuple(one for one in ask_each(stand, per) if is_mine(one))


def _keep_asked(vragen: tuple[Vragen, ...]) -> None:
    """Publish to whom something is put; what goes wrong is said at the next draw."""
    state: Any = st.session_state
    wie, store = gebruiker.current(), cache.store()
    if wie is None or store is None or not may(wie, "ronde"):
        state["ronde_mis"] = "Niet opgeslagen: log eerst in."
        return
    try:
        boek = read_book(cache.inhoud().folder).with_questions(vragen, dutch_today())
        told = f"Bevestigingsronde: {count(len(vragen), 'formulier', 'formulieren')} verstuurd"
        versie = store.publish((), gebruiker=wie, waarom=told, files=boek.files)
    except NetmapError as error:
        state["ronde_mis"] = str(error)
    else:
        state["ronde_gevraagd"] = f"Vastgelegd in {describe_versie(versie)}."


def _take_back() -> None:
    """Take in all forms that came back as one, and review what they change."""
    st.html(heading("Formulieren terug"))
    sent = st.file_uploader(
        "Ingevulde formulieren (sleep ze er samen in; XLSX, ODS of CSV)",
        type=["xlsx", "ods", "csv"],
        accept_multiple_files=True,
        key="ronde_terug",
    )
    if not sent:
        return
    files = {f"{number}/{one.name}": one.getvalue() for number, one in enumerate(sent)}
    digest = hashlib.sha256(b"".join(hashlib.sha256(raw).digest() for raw in files.values())).hexdigest()
    inhoud = cache.inhoud()
    try:
        terug = once(
            ("ronde", digest, inhoud.nummer),
            lambda: read_returned(files, inhoud.folder),
            f"{count(len(files), 'formulier', 'formulieren')} lezen…",
        )
    except NetmapError as error:
        st.html(alert([str(error)]))
        return
    _tell(terug)
    review.show(terug.uitslag, "bevestigingsronde", f"ronde_{digest[:8]}", _Answers(terug.gezegd), "Bevestigingsronde")


def _tell(terug: Terug) -> None:
    """Draw what came back, what is wrong with it, and give refused answers back."""
    if terug.onleesbaar:
        st.html(alert(list(terug.onleesbaar)))
    st.html(block_html(Listing(tuple(tell_returned(terug)))))
    if terug.uitslag.problems:
        st.html(heading("Wat er niet klopt"))
        st.html(block_html(Listing(tuple(first_lines(terug.uitslag.problems, _MOST)))))
    if terug.geweigerd:
        offer_file(
            "Download de geweigerde antwoorden (XLSX)",
            lambda: write_xlsx(refused_answers(terug, dutch_today(), cache.settings().organisatie)),
            "geweigerde-antwoorden.xlsx",
            XLSX_MIME,
            actie="ronde",
        )


def _show_board(stand: Stand) -> None:
    """Draw who was asked, who answered, who is late, and how much is confirmed over time."""
    st.html(heading("Hoe ver is de ronde?"))
    try:
        boek = read_book(cache.inhoud().folder)
    except NetmapError as error:
        st.html(alert([str(error)]))
        return
    section = once(
        ("ronde_stand", cache.inhoud().nummer, stand.peildatum), lambda: board_section(stand, boek), "Tellen…"
    )
    show_opening(section)
    for block in section.blocks:
        if isinstance(block, Table):
            show_table(
                block, file_name(block.key, peildatum=stand.peildatum, suffix="csv"), block.caption, actie="ronde"
            )
        else:
            st.html(block_html(block))


def _show_endings(stand: Stand) -> None:
    """Draw what ends or grows old soon and whom to ask, with a calendar of it."""
    st.html(heading("Wat binnenkort eindigt of veroudert"))
    months = st.selectbox("Hoe ver vooruit?", _MONTHS, index=1, format_func=_name_months, key="ronde_maanden")
    until = stand.peildatum + relativedelta(months=months)
    section = endings_section(stand, until)
    show_opening(section)
    for table in section.tables:
        show_table(table, file_name("afloop", peildatum=stand.peildatum, suffix="csv"), table.caption, actie="ronde")
        offer_file(
            "Download als agenda (ICS)",
            lambda: make_calendar(stand, until),
            file_name("afloop", peildatum=stand.peildatum, suffix="ics"),
            "text/calendar",
            actie="ronde",
        )


def _name_months(months: int) -> str:
    return count(months, "maand", "maanden")
