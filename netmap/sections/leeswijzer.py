"""The reading guide of a workbook: the day, the words, the sources, and what the figures do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.explain import STATUS_MEANING
from netmap.layers import LAYERS, STATUS_KLASSEN
from netmap.schema import dutch_date, dutch_number
from netmap.sections.helpdesk import TITLE, tell_helpdesk
from netmap.summary import conclude, credit
from netmap.table import Column, Swatch, Table, link_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.cards import SourceCard
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

_LIMITS = (
    ("Onbekend", "Geen bron zegt er iets over. Het is iets anders dan 'geen' en telt nooit als dekking."),
    ("Te bevestigen", "De informatie is meer dan 24 maanden oud of heeft geen datum. Vraag het na voor u erop bouwt."),
    ("Gedekt", "Er is een zorgcoördinator. Of er genoeg uren en geld zijn, zegt de status niet."),
    (
        "Personen",
        "Namen staan er alleen van wie een openbaar ambt bekleedt. Namen van zorgcoördinatoren en "
        "aandachtsfunctionarissen, telefoonnummers en gegevens over slachtoffers staan er niet in.",
    ),
    ("Tekens", "Tekens die een spreadsheet niet kan bewaren zijn vervangen door �; zeer lange tekst eindigt op …"),
    (
        "In woorden",
        "In een kolom met dagen of getallen staat niets anders. Geeft een bron alleen een jaar of een maand, of is het "
        "onbekend? Dan staat dat in de kolom ernaast, waarvan de naam eindigt op 'in woorden'.",
    ),
    (
        "CSV",
        "In de CSV-bestanden staat een apostrof voor tekst die anders een formule zou worden. "
        "In XLSX en ODS is dat niet nodig.",
    ),
)


def build_leeswijzer(
    stand: Stand,
    gebied: Regio | None,
    cards: Sequence[SourceCard],
    organisatie: str,
    tables: Sequence[Table],
    link: str,
) -> Table:
    """Make the table that explains the others, each a sheet.

    Part, subject and explanation: what this is and its day, the sheets and their columns, the words, the sources,
    what the figures do not say; ``link`` says where netmap shows it.
    """
    rows: list[tuple[Cell, ...]] = [
        *_about(stand, gebied, organisatie),
        ("Over dit bestand", "Adres", link),
        *(("Bladen", table.sheet_name, table.explanation or table.caption) for table in tables),
        *(
            ("Begrippen: zorgcoördinatie", Swatch(klasse, klasse.label), STATUS_MEANING[klasse.key].zonder_label)
            for klasse in STATUS_KLASSEN
        ),
        *_layers(stand),
        *(
            (f"Kolommen: {table.sheet_name}", column.name, column.explanation)
            for table in tables
            for column in table.columns
            if column.explanation and column.name not in {layer.naam for layer in LAYERS.values()}
        ),
        *(("Bronnen", link_to(card.titel, card.url), _source(card)) for card in cards),
        *(("Wat u moet weten", subject, text) for subject, text in _LIMITS),
    ]
    columns = (Column("onderdeel", "Onderdeel"), Column("onderwerp", "Onderwerp"), Column("toelichting", "Toelichting"))
    said = "Wat de bladen, kolommen en woorden betekenen, en uit welke bronnen het komt."
    return Table("leeswijzer", "Leeswijzer", columns, tuple(rows), explanation=said, frozen=0)


def _about(stand: Stand, gebied: Regio | None, organisatie: str) -> Iterator[tuple[str, str, str]]:
    """Say what this file is about and on which day."""
    part = "Over dit bestand"
    yield part, "Onderwerp", "Het landelijk dekkend netwerk voor slachtoffers van mensenhandel, per gemeente"
    yield part, "Gebied", str(gebied or "Nederland")
    yield part, "Peildatum", dutch_date(stand.peildatum)
    yield part, "Conclusie", " ".join(conclude(stand, gebied))
    yield part, "Bronvermelding", credit(stand.tables, organisatie)
    yield part, TITLE, tell_helpdesk(stand.settings)


def _layers(stand: Stand) -> Iterator[tuple[str, str, str]]:
    """Give the question of every layer and its answers; those of zorgcoördinatie are explained already."""
    for layer in LAYERS.values():
        if layer.klassen is STATUS_KLASSEN or layer.key == "inwoners":
            yield "Kaartlagen", layer.naam, layer.vraag
        else:
            answers = "; ".join(klasse.label for klasse in layer.list_klassen(stand.settings))
            yield "Kaartlagen", layer.naam, f"{layer.vraag} Antwoorden: {answers}."


def _source(card: SourceCard) -> str:
    """One source card in a sentence or two."""
    facts = f"{card.bron}. Peildatum {dutch_date(card.peildatum)}; {dutch_number(card.rijen)} rijen; {card.licentie}."
    return " ".join(part for part in (facts, card.opmerking) if part)
