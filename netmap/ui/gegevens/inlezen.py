"""To take in a file that somebody sent: how it was read, what its columns mean, what is wrong, and what it changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from netmap.aannames import Blik
from netmap.dutch import count, either
from netmap.errors import NetmapError
from netmap.export.products import XLSX_MIME
from netmap.intake.answers import refused_workbook, tell_columns, tell_left_out
from netmap.intake.mapping import TABELLEN, ColumnsError, list_targets, name_said, propose, recognise
from netmap.intake.memory import read_memory
from netmap.intake.proposal import add_up
from netmap.intake.reading import read_bytes
from netmap.intake.template import build_template
from netmap.intake.together import weigh_each
from netmap.norms import CRITERIA
from netmap.personal import tells_of_person
from netmap.save import file_name
from netmap.schema import INZET_STATUSSEN, ROLLEN, WAARDEN, ZEKERHEDEN, dutch_today
from netmap.sections.phrases import ONDERWERP_LABEL
from netmap.table import Listing, Paragraph
from netmap.toegang import may
from netmap.ui import cache, filters, gebruiker, onthouden, review
from netmap.ui.downloads import offer_file
from netmap.ui.held import once
from netmap.ui.markdown import literal
from netmap.write.html import alert, block_html, heading, notice
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.intake.mapping import Koppeling
    from netmap.intake.memory import Geheugen
    from netmap.intake.reading import Lezing
    from netmap.intake.together import Deel

_NOT: Final = "niet overnemen"
_TABEL: Final = {
    "contacten": "Contacten: wie wat doet, en waar",
    "criteria": "Criteria: een antwoord per gebied",
    "organisaties": "Organisaties: hoe zij heten, en wie bij wie hoort",
}
"""What a file can be about."""
_FIXED: Final[dict[str, dict[str, Sequence[str]]]] = {
    "contacten": {"rol": ROLLEN, "status": INZET_STATUSSEN, "zekerheid": ZEKERHEDEN},
    "criteria": {"criterium": tuple(CRITERIA), "waarde": WAARDEN, "zekerheid": ZEKERHEDEN},
    "organisaties": {},
}
"""Columns that may hold for every row of a file, with the words of each."""
_OTHERWISE: Final = (
    "Wat u hier anders zegt dan netmap heeft onthouden, geldt alleen voor dit bestand. "
    "Alleen een beheerder verandert het voor iedereen."
)
_MOST: Final = 30
"""Problems that are told; the workbook with refused rows has them all."""


class _Words(NamedTuple):
    """What was said on this page about a file, to go along with its rows."""

    kolommen: Mapping[str, str]
    namen: Mapping[str, str]
    vast: Mapping[str, str]

    @property
    def files(self) -> dict[str, bytes]:
        """The memory of the newest version with these words in it: what others said meanwhile stays.

        Only who may undo for everybody says anew what was said before; of others that holds for their file.
        """
        known = read_memory(cache.inhoud().folder)
        add = known.with_words if may(gebruiker.current(), "terugzetten") else known.with_new_words
        return add(*self).files


def render() -> None:
    """Draw the view."""
    _offer_template()
    try:
        onthouden.render()
        label = "Bestand met regels (XLSX, ODS of CSV)"
        sent = st.file_uploader(label, type=["xlsx", "ods", "csv", "txt"], key="inlezen_bestand")
        if sent is None:
            return
        raw = sent.getvalue()
        digest = hashlib.sha256(raw).hexdigest()
        lezing = once(("lezing", digest), lambda: read_bytes(sent.name, raw), "Bestand lezen…")
        _show_file(lezing, digest)
    except NetmapError as error:
        st.html(alert([str(error)]))


def _offer_template() -> None:
    """Offer a workbook that is filled in already, to mend and to add to."""
    with st.expander("Begin met een ingevuld blad"):
        st.caption("Kies een politieregio en download het blad. Verbeter het, vul het aan, en lever het hieronder in.")
        area = filters.politieregio(cache.tables())
        stand = cache.stand(Blik(dutch_today()))
        offer_file(
            "Download het invulblad (XLSX)",
            lambda: write_xlsx(build_template(stand, area, cache.settings().organisatie)),
            file_name("invulblad", str(area or ""), peildatum=stand.peildatum, suffix="xlsx"),
            XLSX_MIME,
            actie="wijzigen",
        )


def _show_file(lezing: Lezing, digest: str) -> None:
    """Draw how it was read and what its columns mean, then what comes of it."""
    inhoud = cache.inhoud()
    contents = inhoud.folder
    words = _read_words(digest)
    known = read_memory(contents)
    geheugen = known.with_words(*words)
    st.html(block_html(Paragraph(lezing.gelezen)))
    koppelingen = _ask_tables(lezing, geheugen, digest)
    if not koppelingen:
        return
    said = tuple(tuple(sorted(one.items())) for one in (geheugen.kolommen, geheugen.namen, geheugen.vast))
    about = tuple((one.blad, one.doel.naam) for one in koppelingen)
    delen = once(
        ("uitslag", digest, about, inhoud.nummer, said),
        lambda: weigh_each(contents, koppelingen, lezing.bestand),
        "Regels nakijken…",
    )
    _show_problems(delen, digest)
    if geheugen != known.with_new_words(*words) and not may(gebruiker.current(), "terugzetten"):
        st.caption(_OTHERWISE)
    uitslag = add_up(one.uitslag for one in delen)
    review.show(uitslag, lezing.woord(dutch_today()), f"inlezen_{digest[:8]}", words)


def _ask_tables(lezing: Lezing, geheugen: Geheugen, digest: str) -> tuple[Koppeling, ...]:
    """Ask which sheets, and of each what it is about and what its columns mean; none as long as one is not clear."""
    sheets = [one.naam for one in lezing.bladen if one.past]
    chosen = _ask_sheets(sheets, [one.blad for one in recognise(lezing, geheugen)], digest)
    if not chosen:
        st.html(notice(["Kies een blad met regels om over te nemen."]))
        return ()
    if left_out := list(tell_left_out(lezing, chosen, "Wilt u een blad wel, kies het dan hierboven.")):
        st.html(notice(left_out))
    several = len(chosen) > 1
    koppelingen = []
    for blad, recognised in recognise(lezing, geheugen, chosen):
        if several:
            st.html(heading(f"Blad {blad}", level=3))
        tabel = _ask_table(recognised, blad if several else "", f"tabel_{digest}_{blad}")
        if tabel is None:
            return ()
        try:
            koppeling = propose(lezing, geheugen, blad, TABELLEN[tabel])
        except ColumnsError as error:
            st.html(alert([error.asked]))
            _ask_columns(error.koppeling, digest)
            return ()
        koppelingen.append(koppeling)
        st.caption(literal(next(tell_columns(koppeling))))
        _ask_columns(koppeling, digest)
        _ask_fixed(koppeling, _FIXED[tabel], digest)
    return tuple(koppelingen)


def _ask_sheets(sheets: list[str], usual: list[str], digest: str) -> list[str]:
    """Ask which sheets of a workbook, with those that have a table filled in."""
    if len(sheets) == 1:
        return sheets
    return st.multiselect(
        "Welke bladen neemt u over?",
        sheets,
        usual,
        key=f"bladen_{digest}",
        placeholder="Kies een blad",
        filter_mode="contains",
        select_all=False,
    )


def _ask_table(recognised: str, blad: str, key: str) -> str | None:
    """Ask what a sheet, or the file, is about, with what its columns say filled in; None as long as nobody knows."""
    tabellen, what = list(TABELLEN), "dit blad" if blad else "dit bestand"
    tabel = st.radio(
        f"Waar gaat {what} over?",
        tabellen,
        tabellen.index(recognised) if recognised else None,
        key=key,
        format_func=_TABEL.__getitem__,
        horizontal=True,
    )
    if tabel is None:
        st.html(notice([f"De namen van de kolommen zeggen niet waar {what} over gaat. Kies het hierboven."]))
    return tabel


def _read_words(digest: str) -> _Words:
    """Read what was said on this page about this file."""
    words: dict[str, dict[str, str]] = st.session_state.get(f"gezegd_{digest}", {})
    return _Words(*(dict(words.get(name, {})) for name in _Words._fields))


def _say(digest: str, what: str, name: str, field: str, blank: str) -> None:
    """Keep what was chosen in a field."""
    words = st.session_state.setdefault(f"gezegd_{digest}", {}).setdefault(what, {})
    chosen = st.session_state[field]
    if what == "namen" and chosen == blank:
        words.pop(name, None)
    else:
        words[name] = "" if chosen == blank else chosen


def _ask_columns(koppeling: Koppeling, digest: str) -> None:
    """Ask what each column stands for, with the proposal filled in."""
    targets = {name_said(one, koppeling.doel): one for one in list_targets(koppeling.doel)} | {_NOT: _NOT}
    unsure = any(one.hoe in ("lijkt op", "anders", "onbekend") for one in koppeling.kolommen)
    chosen = sum(bool(one.doel) for one in koppeling.kolommen)
    with st.expander("Wat de kolommen betekenen", expanded=unsure or not chosen or len(koppeling.doelen) < chosen):
        told = "Van kolom {} is iets anders gezegd, maar zo heet een andere kolom al."
        if other := [told.format(one.naam) for one in koppeling.kolommen if one.hoe == "anders"]:
            st.html(notice(other))
        asked = [(kolom, kop) for kolom, kop in zip(koppeling.kolommen, koppeling.koppen, strict=True) if kop]
        places = [place for _ in range(0, len(asked), 3) for place in st.columns(3)]  # below each other on a phone
        for (kolom, kop), place in zip(asked, places, strict=False):
            field = f"kolom_{digest}_{koppeling.blad}_{kolom.plaats}"
            st.session_state[field] = name_said(kolom.doel, koppeling.doel) or _NOT
            with place:
                st.selectbox(
                    literal(f"Kolom {kolom.naam}"),
                    sorted(targets, key=lambda said: said != _NOT),
                    key=field,
                    format_func=targets.__getitem__,
                    on_change=_say,
                    args=(digest, "kolommen", kop, field, _NOT),
                )


def _ask_fixed(koppeling: Koppeling, words: Mapping[str, Sequence[str]], digest: str) -> None:
    """Ask what holds where the file is silent, of columns that it does not have or of which that was said before."""
    fixed = koppeling.vast
    asked = [column for column in words if column not in koppeling.doelen or column in fixed]
    lacking = [*asked, *(column for column in fixed if column not in words)]
    if not lacking:
        return
    with st.expander("Wat voor elke rij geldt", expanded=True):
        st.caption("Alleen waar het bestand en de gegevens van nu niets zeggen.")
        grid = st.columns(min(len(lacking), 3))
        for number, column in enumerate(lacking):
            field = f"vast_{digest}_{koppeling.blad}_{column}"
            blank = "blijft leeg" if column in koppeling.doelen else "niet ingevuld"
            st.session_state[field] = said = fixed.get(column, blank)
            with grid[number % 3]:
                st.selectbox(
                    f"Waar {column} leeg is" if column in koppeling.doelen else f"Overal dezelfde {column}",
                    list(dict.fromkeys((blank, *words.get(column, ()), said))),
                    key=field,
                    format_func=_name_word,
                    on_change=_say,
                    args=(digest, "vast", column, field, blank),
                )


def _name_word(word: str) -> str:
    """Call a word as people do: of a criterium its name too; what may tell of a person is not shown."""
    return ONDERWERP_LABEL.get(word) or ("…" if tells_of_person(word) else word)


def _show_problems(delen: Sequence[Deel], digest: str) -> None:
    """Draw what is wrong, ask what a name means, and give refused rows back."""
    uitslag = add_up(one.uitslag for one in delen)
    asked = {vraag.getypt: (vraag, one.koppeling.blad) for one in delen for vraag in one.uitslag.vragen}
    for vraag, blad in asked.values():
        if vraag.getypt:
            where = f"Blad {blad}, rij {vraag.rij}" if len(delen) > 1 else f"Rij {vraag.rij}"
            field, blank = f"naam_{digest}_{vraag.getypt}", "ik weet het niet"
            st.selectbox(
                literal(f"{where}: wat is {vraag.getypt!r}? Misschien {either(vraag.suggesties)}."),
                [blank, *vraag.suggesties],
                key=field,
                on_change=_say,
                args=(digest, "namen", vraag.getypt, field, blank),
            )
    told = [*map(str, uitslag.problems), *uitslag.notices]
    if told:
        st.html(heading("Wat er niet klopt, of anders is gelezen"))
        more = [f"En nog {len(told) - _MOST}."] if len(told) > _MOST else []
        st.html(block_html(Listing((*told[:_MOST], *more))))
    if refused := sum(len(one.uitslag.geweigerd) for one in delen):
        number = count(refused, "rij is", "rijen zijn")
        rest = f"{number} geweigerd. Download wat is geweigerd, verbeter het en lever het opnieuw in."
        st.html(notice([rest, "Wat wel goed is, kunt u nu al overnemen."]))
        offer_file(
            "Download de geweigerde rijen (XLSX)",
            lambda: write_xlsx(refused_workbook(delen, dutch_today(), cache.settings().organisatie)),
            "geweigerde-rijen.xlsx",
            XLSX_MIME,
            actie="wijzigen",
        )
