"""The confirmation round: the forms to fill in, and what ends or grows old soon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netmap.drawing.bars import Bar, draw_bars
from netmap.dutch import agree, count
from netmap.explain import describe_area, describe_period, describe_whom, in_words
from netmap.inzet import Inzet
from netmap.ronde import TERMIJNEN, confirmed_series, find_endings
from netmap.rondeboek import ANTWOORDEN
from netmap.schema import INZET_STATUSSEN, STALE_AFTER_MONTHS, WAARDEN, dutch_date, dutch_number
from netmap.sections.phrases import ask_of, headline, name_statement, subject, where
from netmap.table import Column, Figure, Section, Table
from netmap.validate import CONTACTS, INDICATOREN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.ronde import Bevestigd, Vragen
    from netmap.rondeboek import Rondeboek
    from netmap.rows import DataFile
    from netmap.table import Block, Cell

_ASKED: Final = (
    Column("regel", "Regel", explanation="Eigen naam van de regel. Niet wijzigen: zo vinden wij hem terug."),
    Column("onderwerp", "Onderwerp"),
    Column("wie", "Wie"),
    Column("gebied", "Gebied"),
    Column("zegt", "Wat er nu staat"),
    Column("voor", "Voor wie"),
    Column("periode", "Periode"),
)
_SOURCE: Final = Column("bron", "Bron", "link", paper=False)
_ANSWERED: Final = (
    Column("antwoord", "Klopt dit?", choices=ANTWOORDEN, open=True, explanation="Kies uit de lijst."),
    Column("nieuw", "Wat moet er staan?", open=True, explanation="Alleen als het is gewijzigd."),
    Column("per", "Sinds of tot wanneer?", "date", open=True, explanation="De dag waarop het veranderde of eindigde."),
    Column("toelichting", "Toelichting", open=True, explanation="Wat wij nog moeten weten. Geen namen, geen adressen."),
    Column("gezag", "Volgens wie", open=True, explanation="De organisatie of functie die dit zegt, geen naam."),
    Column("op", "Op welke dag", "date", open=True, explanation="De dag waarop u dit invult."),
)
VELDEN: Final = {column.key: column.name for column in (_ASKED[0], *_ANSWERED)}
"""Key to the name of each column that is read back."""
BLADEN: Final = {CONTACTS.naam: "Functies", INDICATOREN.naam: "Criteria"}
"""File to the sheet of a form with its statements: it tells which of two files with the same id a row is of."""
_STEPS: Final = (
    "Dit bestand bevat alleen wat er over {aan} bekend is. Op het blad Functies staat wie wat doet. Is er een blad "
    "Criteria, dan staat daar wat bronnen over beleid zeggen.",
    "Kies bij elke regel in de kolom Klopt dit? uit de lijst: klopt, klopt niet meer, of gewijzigd.",
    "Klopt het niet meer? Zet erbij sinds wanneer. Is het gewijzigd? Schrijf wat er moet staan.",
    "Zet bij elke regel die u invult volgens welke organisatie of functie dat is, en op welke dag.",
    "Weet u het niet? Laat de regel leeg. Dan blijft hij te bevestigen.",
    "Zet nergens namen, telefoonnummers of adressen van personen. Niets over slachtoffers.",
    "U kunt alleen de gele cellen invullen. Bewaar het bestand en stuur het terug.",
)
_ENDS: Final = (
    Column("dag", "Dag", "date", width=24),
    Column("wat", "Wat er dan gebeurt", width=24),
    Column("regel", "Regel", width=60),
    Column("aan", "Vraag het aan", width=36),
    Column("id", "Naam van de regel", form="full"),
)
_BOARD: Final = (
    Column("aan", "Gevraagd aan", width=40),
    Column("gevraagd", "Gevraagd op", "date", width=24),
    Column("regels", "Regels", "whole"),
    *(Column(answer.replace(" ", "_"), answer.capitalize(), "whole") for answer in ANTWOORDEN),
    Column("open", "Nog open", "whole"),
    Column("uiterlijk", "Uiterlijk", "date", width=24),
    Column("stand", "Stand"),
)
_SERIES: Final = (
    Column("dag", "Dag", "date", width=24),
    *(Column(f"gemeenten_{months}", f"Gemeenten, {months} maanden", "share") for months in TERMIJNEN),
    *(Column(f"inwoners_{months}", f"Inwoners, {months} maanden", "share") for months in TERMIJNEN),
)
HAPPENS: Final = {"eindigt": "eindigt", "veroudert": f"meer dan {STALE_AFTER_MONTHS} maanden oud"}


def form_tables(vragen: Vragen) -> tuple[Table, ...]:
    """Make the sheets that somebody fills in: what to do, the functions, and the criteria when there are any."""
    steps = tuple((number, step.format(aan=vragen.aan)) for number, step in enumerate(_STEPS, start=1))
    explained = Table("uitleg", "Uitleg", (Column("stap", "Stap", "whole"), Column("uitleg", "Wat u doet")), steps)
    sheets = ((CONTACTS, INZET_STATUSSEN, vragen.inzetten), (INDICATOREN, WAARDEN, vragen.indicatoren))
    return (explained, *(_form(*sheet) for sheet in sheets if sheet[-1]))


def _form(file: DataFile, words: tuple[str, ...], rows: tuple[Inzet | Indicator, ...]) -> Table:
    """Put statements in rows, with room for the answer; what it should say is a word of its own list."""
    naam = BLADEN[file.naam]
    answered = tuple(replace(one, choices=words) if one.key == "nieuw" else one for one in _ANSWERED)
    blank: tuple[Cell, ...] = (None,) * len(_ANSWERED)
    cells = tuple((*_ask(one), *blank, one.bron or "onbekend") for one in rows)
    return Table(naam.casefold(), naam, (*_ASKED, *answered, _SOURCE), cells, naam)


def _ask(one: Inzet | Indicator) -> tuple[Cell, ...]:
    """Write what there is of a statement."""
    who = one.holder if isinstance(one, Inzet) else ""
    group = one.doelgroep if isinstance(one, Inzet) else ""
    return (
        one.id, subject(one.onderwerp), who, describe_area(one), in_words(one.zegt), describe_whom(group, one.vorm),
        describe_period(one),
    )  # fmt: skip


def endings_section(stand: Stand, until: date, gebied: Regio | None = None) -> Section:
    """Tell what ends or grows too old up to a day, and whom to ask."""
    endings = find_endings(stand, until, gebied)
    ends, stale = (sum(one.soort == soort for one in endings) for soort in HAPPENS)
    ends_then = f"{agree(ends, 'eindigt', 'eindigen')} {_rules(ends)}"
    stale_then = f"{agree(stale, 'wordt', 'worden')} {_rules(stale)} ouder dan {STALE_AFTER_MONTHS} maanden"
    told = f"tot en met {dutch_date(until)} {ends_then} en {stale_then}"
    rows = tuple(
        (one.dag, HAPPENS[one.soort], name_statement(one.uitspraak), ask_of(one.uitspraak, stand), one.uitspraak.id)
        for one in endings
    )
    table = Table("afloop", f"Wat eindigt of veroudert{where(gebied)}", _ENDS, rows, "Afloop", header="regel")
    facts = {
        "tot_en_met": until,
        "afloop": [{"dag": one.dag, "soort": one.soort, "id": one.uitspraak.id} for one in endings],
    }
    said = (f"{headline(gebied, told)}.", "Wat nu al te bevestigen is, staat hier niet bij.")
    return Section("afloop", "Wat eindigt of veroudert", headline(gebied, told), said, (table,) if rows else (), facts)


def _rules(number: int) -> str:
    return count(number, "regel", "regels") if number else "geen regels"


def board_section(stand: Stand, boek: Rondeboek) -> Section:
    """
    Tell who was asked, who answered, what is overdue, and how much is confirmed over time.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    boek
        What was asked and said.

    Returns
    -------
    section
        A row per one who was asked; and a row per quarter with the share of gemeenten and inwoners of which the status
        rests on a word of the last 12 and 24 months. Facts: ``ronde``.
    """
    day, standen = stand.peildatum, boek.standen(stand.tables)
    late = [one for one in standen if one.is_late(day)]
    done = sum(one.open == 0 for one in standen)
    some = count(len(standen), "regio of organisatie", "regio's of organisaties")
    told = f"{some} gevraagd, {done} klaar, {len(late)} te laat" if standen else "Er is nog niemand gevraagd"
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.gevraagd.aan, one.gevraagd.op, len(one.gevraagd.regels),
            *(sum(word.antwoord == answer for word in one.gezegd) for answer in ANTWOORDEN),
            one.open, one.uiterlijk, "klaar" if not one.open else "te laat" if one.is_late(day) else "wacht",
        )
        for one in standen
    )  # fmt: skip
    board = Table("ronde", "Wie is gevraagd, en wie antwoordde", _BOARD, rows, "Ronde", header="aan")
    found = confirmed_series(stand)
    shares: tuple[tuple[Cell, ...], ...] = tuple((one.dag, *one.gemeenten, *one.inwoners) for one in found)
    recent = [f"{dutch_number(100 * one)}%" for one in found[-1].gemeenten]
    series = Table("bevestigd", "Hoeveel is bevestigd, per kwartaal", _SERIES, shares, "Bevestigd", header="dag")
    said = (
        f"{told}.",
        f"Van {recent[0]} van de gemeenten is de status bevestigd in de laatste {TERMIJNEN[0]} maanden, "
        f"van {recent[1]} in de laatste {TERMIJNEN[1]}.",
        "Een bron uit die tijd telt ook als bevestiging.",
    )
    facts = {
        "ronde": [
            {"aan": one.gevraagd.aan, "gevraagd": one.gevraagd.op, "open": one.open, "te_laat": one.is_late(day)}
            for one in standen
        ]
    }
    blocks: tuple[Block, ...] = (*([board] if rows else []), _draw_series(found, len(stand.dekking)), series)
    return Section("ronde", "De bevestigingsronde", told, said, blocks, facts)


def _draw_series(found: Sequence[Bevestigd], whole: int) -> Figure:
    """Draw a bar per quarter: the gemeenten that were confirmed in the last 24 months; the table has the rest."""
    caption = f"Gemeenten die in de {STALE_AFTER_MONTHS} maanden ervoor zijn bevestigd"
    bars = [Bar(dutch_date(one.dag), one.aantal[-1], one is found[-1]) for one in found]
    told = "; ".join(f"{one.naam}: {one.aantal}" for one in bars)
    alt = f"{caption}, van de {dutch_number(whole)}. {told}."
    return Figure(lambda design: draw_bars(bars, whole, alt, design.formaat), alt, caption, is_small=True)
