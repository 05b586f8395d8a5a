"""The confirmation round: the forms to fill in, and what ends or grows old soon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netmap.dutch import agree, count
from netmap.explain import describe_area, describe_period, describe_whom, in_words
from netmap.inzet import Inzet
from netmap.ronde import find_endings
from netmap.schema import INZET_STATUSSEN, STALE_AFTER_MONTHS, WAARDEN, dutch_date
from netmap.sections.phrases import ask_of, headline, name_statement, subject, where
from netmap.table import Column, Section, Table

if TYPE_CHECKING:
    from datetime import date

    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.ronde import Vragen
    from netmap.table import Cell

ANTWOORDEN: Final = ("klopt", "klopt niet meer", "gewijzigd")
"""What can be answered to a statement."""
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
    Column("op_gezag_van", "Volgens wie", open=True, explanation="De organisatie of functie die dit zegt, geen naam."),
    Column("op", "Op welke dag", "date", open=True, explanation="De dag waarop u dit invult."),
)
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
HAPPENS: Final = {"eindigt": "eindigt", "veroudert": f"meer dan {STALE_AFTER_MONTHS} maanden oud"}


def form_tables(vragen: Vragen) -> tuple[Table, ...]:
    """Make the sheets that somebody fills in: what to do, the functions, and the criteria when there are any."""
    steps = tuple((number, step.format(aan=vragen.aan)) for number, step in enumerate(_STEPS, start=1))
    explained = Table("uitleg", "Uitleg", (Column("stap", "Stap", "whole"), Column("uitleg", "Wat u doet")), steps)
    sheets = (
        ("functies", "Functies", INZET_STATUSSEN, vragen.inzetten),
        ("criteria", "Criteria", WAARDEN, vragen.indicatoren),
    )
    return (explained, *(_form(*sheet) for sheet in sheets if sheet[-1]))


def _form(key: str, naam: str, words: tuple[str, ...], rows: tuple[Inzet | Indicator, ...]) -> Table:
    """Put statements in rows, with room for the answer; what it should say is a word of its own list."""
    answered = tuple(replace(one, choices=words) if one.key == "nieuw" else one for one in _ANSWERED)
    blank: tuple[Cell, ...] = (None,) * len(_ANSWERED)
    cells = tuple((*_ask(one), *blank, one.bron or "onbekend") for one in rows)
    return Table(key, naam, (*_ASKED, *answered, _SOURCE), cells, naam)


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
