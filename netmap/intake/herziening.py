"""What changes do, before they are published: the rows field by field, and where a status or answer changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from netmap.criteria import ANTWOORD_WORDS
from netmap.difference import STATUS_WORDS, describe_size, difference, size_of
from netmap.dutch import capital, count, join
from netmap.explain import describe_inzet, describe_tegenspraak
from netmap.intake.proposal import SOORTEN, merge
from netmap.layers import build_stand
from netmap.norms import CRITERIA
from netmap.schema import GEDEKT, MAILBOX_AND_NUMBER, STATUSSEN, dutch_date
from netmap.sections.phrases import shift
from netmap.store.shape import load_contents
from netmap.table import Column, Listing, Paragraph, Section, Table
from netmap.validate import CONTACTS, INDICATOREN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netmap.difference import Wissel
    from netmap.intake.proposal import Along, Opgave, Uitslag
    from netmap.inzet import Indicator, Inzet
    from netmap.layers import Stand
    from netmap.store.store import Botsing
    from netmap.table import Block, Cell

_SHEET: Final = Column("blad", "Blad", width=30)
_ROWS: Final = (
    Column("rij", "Rij", "whole", width=10),
    Column("regel", "Regel", width=40),
    Column("soort", "Wat", width=20),
    Column("kolom", "Kolom", width=20),
    Column("nu", "Nu", width=45),
    Column("straks", "Straks", width=60),
)
_SENTENCES: Final = 5
"""Of so many rows the sentence is told that the map will show."""
_UNSAID: Final = ("id", *MAILBOX_AND_NUMBER)
"""Columns that are not told of a new row: its id stands before it."""
_CLASH: Final = (
    Column("regel", "Regel", width=40),
    Column("kolom", "Kolom", width=20),
    Column("mijn", "Uw waarde", width=50),
    Column("hun", "Waarde van de ander", width=50),
    Column("wie", "Wie", width=30),
)
_EFFECT: Final = (
    Column("gemeente", "Gemeente", width=36),
    Column("politieregio", "Politieregio", form="page", width=34),
    Column("inwoners", "Inwoners", "whole", width=20),
    Column("van", "Nu", width=30),
    Column("naar", "Straks", width=30),
)
_ANSWERS: Final = (Column("criterium", "Criterium", width=30), *_EFFECT)


def carry_out(before: Stand, contents: Mapping[str, bytes], uitslag: Uitslag, along: Along) -> Stand:
    """
    Make the state of the data as it would be with the rows of a file.

    Parameters
    ----------
    before
        The state of now, made from the contents.
    contents
        The data of now: file name to content.
    uitslag, along
        As of ``take_over``.

    Returns
    -------
    after
        On the same day, with the same settings and assumptions.

    Raises
    ------
    DataError
        As of ``take_over``.
    """
    tables = load_contents(merge(contents, uitslag, along))
    return build_stand(tables, before.peildatum, before.settings, before.telt)


def name_rows(places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Give each row, by file and id, a name that no other has: its id, with its file where two files have that id."""
    rows = list(places)
    counts = Counter(ident for _, ident in rows)
    return {(bestand, ident): ident if counts[ident] == 1 else f"{ident} ({bestand})" for bestand, ident in rows}


def rows_table(opgaven: Sequence[Opgave]) -> Table:
    """
    Put the changes in rows: one per field, or one for a new row; of a mailbox or number only that it changes.

    Parameters
    ----------
    opgaven
        The rows that change something.

    Returns
    -------
    table
        With the sheet or form, where they come from more than one.
    """
    rows: list[tuple[Cell, ...]] = []
    names = name_rows(one.place for one in opgaven)
    several = len({one.blad for one in opgaven}) > 1
    for one in opgaven:
        begin: tuple[Cell, ...] = (*([one.blad] if several else []), one.rij, names[one.place], one.soort)
        if one.soort == "nieuw":
            said = (f"{column}: {new}" for column, (_, new) in one.velden.items() if column not in _UNSAID)
            rows.append((*begin, "alle", "", "; ".join(said)))
            continue
        for column, (old, new) in one.velden.items():
            told = ("", "gewijzigd") if column in MAILBOX_AND_NUMBER else (old, new or "(leeg)")
            rows.append((*begin, column, *told))
    columns = (_SHEET, *_ROWS) if several else _ROWS
    return Table("wijzigingen", "Wat er verandert, veld voor veld", columns, tuple(rows), "Wijzigingen", header="regel")


def clash_table(botsingen: Iterable[Botsing]) -> Table:
    """Put of every row that somebody else changed meanwhile both values of each field beside each other."""
    rows: list[tuple[Cell, ...]] = []
    for one in botsingen:
        mine, theirs = one.voorstel.cells or {}, one.nu or {}
        for column in dict.fromkeys((*mine, *theirs)):
            if mine.get(column) != theirs.get(column):
                values = [cells.get(column, "(leeg)") for cells in (mine, theirs)]
                told = ["gewijzigd"] * 2 if column in MAILBOX_AND_NUMBER else values
                rows.append((one.voorstel.sleutel, column, *told, f"{one.versie.wie}, versie {one.versie.nummer}"))
    return Table("botsing", "Beide waarden naast elkaar", _CLASH, tuple(rows), header="regel")


def herziening_section(before: Stand, after: Stand, uitslag: Uitslag) -> Section:
    """
    Tell what changes do.

    Parameters
    ----------
    before, after
        The state without and with them; see ``carry_out``.
    uitslag
        Output of ``weigh``, as far as it is taken over.

    Returns
    -------
    section
        The number of rows of each kind, the gemeenten that get another status or another answer to a criterium, how
        much is covered and must be confirmed, and what the new rows contradict. Facts: ``herziening``.
    """
    opgaven = uitslag.gewijzigd
    chosen = {one.place for one in opgaven}
    wissels = difference(_statuses(before), _statuses(after), after.dekking)
    order = sorted(wissels, key=lambda one: (STATUSSEN.index(one.naar), -one.inwoners, one.code))
    rows = tuple(_tell(one) for one in order)
    effect = Table("gevolgen", "Gemeenten met een andere status", _EFFECT, rows, "Gevolgen", header="gemeente")
    answers = _list_answers(before, after, chosen)
    blocks: list[Block] = [effect] if rows else []
    if answers:
        told_answers = tuple((CRITERIA[one.onderwerp].naam, *_tell(one)) for one in answers)
        blocks.append(Table("antwoorden", "Gemeenten met een ander antwoord", _ANSWERS, told_answers, "Antwoorden"))
    said = [describe_inzet(one, after.peildatum) for one in after.tables.contacts if _covers(one, chosen)]
    if 0 < len(said) <= _SENTENCES:
        blocks += [Paragraph("Zo staat het dan op de kaart:"), Listing(tuple(said))]
    if new := list(_contradictions(before, after)):
        blocks += [Paragraph("Let op: bronnen spreken elkaar dan tegen."), Listing(tuple(new))]
    facts = {
        "herziening": {
            "regels": [
                {"bestand": one.bestand, "id": one.sleutel, "soort": one.soort, "velden": list(one.velden)}
                for one in opgaven
            ],
            "gemeenten": [{"code": one.code, "van": one.van, "naar": one.naar} for one in order],
            "antwoorden": [
                {"criterium": one.onderwerp, "code": one.code, "van": one.van, "naar": one.naar} for one in answers
            ],
        }
    }
    effect_said = (
        f"Een andere status: {describe_size(size_of(wissels))}."
        if wissels
        else "Geen gemeente krijgt een andere status."
    )
    told = (
        _count_rows(opgaven),
        effect_said,
        *_tell_answers(opgaven, answers),
        *_tell_totals(before, after),
        *_tell_unseen(opgaven, after),
    )
    return Section("herziening", "Wat dit verandert", effect_said.rstrip("."), told, tuple(blocks), facts)


def _covers(one: Inzet, chosen: set[tuple[str, str]]) -> bool:
    """Whether this is one of the rows, and about zorgcoördinatie."""
    return (CONTACTS.naam, one.id) in chosen and one.rol == "zorgcoordinator"


def _list_answers(before: Stand, after: Stand, chosen: set[tuple[str, str]]) -> list[Wissel]:
    """List where the answer changes to a criterium that one of the rows is about."""
    about = {
        one.criterium
        for stand in (before, after)
        for one in stand.tables.indicatoren
        if (INDICATOREN.naam, one.id) in chosen
    }

    def read(stand: Stand, key: str) -> dict[str, str]:
        return {code: one.waarde for code, one in stand.criteria[key].items()}

    found = (difference(read(before, key), read(after, key), after.dekking, key) for key in CRITERIA if key in about)
    return [one for some in found for one in some]


def _tell(one: Wissel) -> tuple[Cell, ...]:
    """Write a change as cells: where, how many people, and from what to what."""
    words = ANTWOORD_WORDS if one.onderwerp in CRITERIA else STATUS_WORDS
    van, naar = (capital(words[word]) for word in (one.van, one.naar))
    return one.naam, one.politieregio, one.inwoners, van, naar


def _tell_answers(opgaven: Iterable[Opgave], answers: Sequence[Wissel]) -> Iterator[str]:
    """Say how many gemeenten get another answer, when a row is about a criterium."""
    if any(one.bestand == INDICATOREN.naam for one in opgaven):
        places = {one.code: one for one in answers}
        if places:
            yield f"Een ander antwoord op een criterium: {describe_size(size_of(places.values()))}."
        else:
            yield "Geen gemeente krijgt een ander antwoord op een criterium."


def _statuses(stand: Stand) -> dict[str, str]:
    return {code: one.status for code, one in stand.dekking.items()}


def _count_rows(opgaven: Sequence[Opgave]) -> str:
    """Say how many rows of each kind there are."""
    counts = Counter(one.soort for one in opgaven)
    kinds = [f"{counts[soort]} {soort}" for soort in SOORTEN if counts[soort]]
    return f"{capital(count(len(opgaven), 'regel', 'regels'))}{f': {join(kinds)}' if kinds else ''}."


def _tell_totals(before: Stand, after: Stand) -> Iterator[str]:
    """Say how much is covered and must be confirmed, before and after; nothing of what stays as it is."""

    def counts(stand: Stand) -> tuple[int, int]:
        every = stand.dekking.values()
        return sum(one.status in GEDEKT for one in every), sum(one.te_bevestigen for one in every)

    for what, old, new in zip(
        ("Gedekte gemeenten", "Te bevestigen gemeenten"), counts(before), counts(after), strict=True
    ):
        if old != new:
            yield f"{what}: {shift(old, new)}."


def _tell_unseen(opgaven: Iterable[Opgave], after: Stand) -> Iterator[str]:
    """Say of what these counts say nothing: other roles, and what has yet to begin."""
    if any(one.bestand == CONTACTS.naam and one.cells.get("rol") != "zorgcoordinator" for one in opgaven):
        yield "Van de functies telt dit alleen zorgcoördinatie. Een andere functie ziet u op de eigen laag."
    chosen = {one.place for one in opgaven}
    parts: tuple[tuple[str, Sequence[Inzet | Indicator]], ...] = (
        (CONTACTS.naam, after.tables.contacts),
        (INDICATOREN.naam, after.tables.indicatoren),
    )
    rows = (one for naam, some in parts for one in some if (naam, one.id) in chosen)
    begins = [one.vanaf for one in rows if one.vanaf and one.geldt(after.peildatum) == "straks"]
    if begins:
        number = count(len(begins), "regel begint", "regels beginnen")
        yield f"{capital(number)} pas later, op zijn vroegst op {dutch_date(min(begins))}: dat telt hier nog niet mee."


def _contradictions(before: Stand, after: Stand) -> Iterator[str]:
    """Write out what contradicts each other after the changes and not before, once."""

    def pairs(stand: Stand) -> dict[tuple[str, str, str], str]:
        return {
            (one.onderwerp, one.een.id, one.ander.id): describe_tegenspraak(one)
            for some in stand.tegenspraken.values()
            for one in some
        }

    known = pairs(before)
    yield from dict.fromkeys(told for key, told in pairs(after).items() if key not in known)
