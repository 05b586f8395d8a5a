"""Where the data come from, what the words mean, and what the map does not say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netmap.dutch import count, part_of
from netmap.explain import STATUS_MEANING
from netmap.inzet import as_written
from netmap.schema import STATUSSEN, dutch_date
from netmap.sections.helpdesk import tell_helpdesk
from netmap.table import Column, Listing, Paragraph, Section, Table, Terms, link_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netmap.cards import SourceCard
    from netmap.layers import Stand

_TEXTS: Final = Path(__file__).resolve().parents[1] / "teksten"
"""The texts of the page Over."""
_SHORT: Final = 140
_ROWS: Final = ("rij", "rijen")
_USED: Final = ("contacts.csv", "gemeenten.csv", "gemeenten.geojson")
"""Data files that a report rests on, the most important first."""
_COLUMNS: Final = (
    Column("gegevens", "Gegevens", "link", width=44),
    Column("bron", "Bron", width=74),
    Column("peildatum", "Peildatum", "date", width=28),
    Column("licentie", "Licentie", form="page", width=32),
    Column("bestand", "Bestand", form="full"),
    Column("rijen", "Rijen", "whole", "full"),
    Column("opmerking", "Opmerking", form="full"),
)
_FILES: Final = (
    Column("bestand", "Bestand"),
    Column("rijen", "Rijen", "whole"),
    Column("coordinaten", "Coördinaten"),
    Column("opmerking", "Opmerking"),
)


def sources_table(cards: Iterable[SourceCard]) -> Table:
    """Put source cards in rows, one per file, in the order given."""
    rows = (
        (
            link_to(card.titel, card.url),
            card.bron,
            card.peildatum,
            card.licentie,
            card.bestand,
            card.rijen,
            " ".join(filter(None, (f"Coördinaten: {card.crs}." if card.crs else "", card.opmerking))),
        )
        for card in cards
    )
    return Table("bronnen", "Waar de gegevens vandaan komen", _COLUMNS, tuple(rows), sheet="Bronnen")


def files_table(cards: Iterable[SourceCard]) -> Table:
    """Put what only concerns who keeps the files in rows, one per file, in the order given."""
    rows = ((card.bestand, card.rijen, card.crs, card.opmerking) for card in cards)
    return Table("bestanden", "De bestanden met gegevens", _FILES, tuple(rows)).filled()


def tell_origin(stand: Stand) -> tuple[str, ...]:
    """Tell in words on how many rows the map rests, of when the newest source is, and how much must be confirmed."""
    rows, day = stand.tables.contacts, stand.peildatum
    if not rows:
        return ("In de gegevens staat nog niemand die iets doet.",)
    said = [
        f"Wie wat doet, staat in {count(len(rows), *_ROWS)}{' met elk' if len(rows) > 1 else ' met'} een eigen bron."
    ]
    if without := sum(not row.bron for row in rows):
        said = [
            f"Wie wat doet, staat in {count(len(rows), *_ROWS)}.",
            f"Van {part_of(without, len(rows), *_ROWS)} ontbreekt de bron.",
        ]
    if newest := max((word for row in rows if (word := row.laatste_woord(day))), default=None):
        written = as_written(newest, rows, "bron_datum", "bevestigd_op") or newest
        said.append(f"De nieuwste bron is van {dutch_date(written)}.")
    stale = sum(row.is_stale(day) for row in rows)
    unsure = " Wat daar staat, is te bevestigen." if stale else ""
    said.append(f"Van {part_of(stale, len(rows), *_ROWS)} is de bron ouder dan 24 maanden of zonder datum.{unsure}")
    return tuple(said)


def sources_section(stand: Stand, codes: Sequence[str], cards: Sequence[SourceCard]) -> Section:
    """Tell on which files a report rests, what its words mean, what it does not say, and whom to tell what is wrong.

    With the cards of contacts, gemeenten and borders; only the statuses that occur among the codes are explained.
    """
    used = sorted((card for card in cards if card.bestand in _USED), key=lambda card: _USED.index(card.bestand))
    present = {stand.dekking[code].status for code in codes} - {"onbekend"}
    meanings: list[tuple[str, str]] = [STATUS_MEANING[status] for status in STATUSSEN if status in present]
    blocks = (
        sources_table(used),
        Terms((*meanings, *load_terms())),
        Paragraph("Wat deze kaart niet zegt:"),
        Listing(tuple(map(shorten, load_caveats()))),
        Paragraph(tell_helpdesk(stand.settings)),
    )
    line = "Waar deze kaart op steunt, en wat zij niet zegt"
    return Section("bronnen", "Bronnen en begrippen", line, (), blocks)


def load_terms() -> tuple[tuple[str, str], ...]:
    """Read the words with what they mean, as the page Over explains them."""
    words = (_TEXTS / "begrippen.md").read_text(encoding="utf-8").replace("*", "")
    return tuple(re.findall(r"^- (.+?): (.+)$", words, re.MULTILINE))


def load_caveats() -> tuple[str, ...]:
    """Read what the map does not say: in Dutch, one text of some sentences per point, without mark-up."""
    points = re.split(r"^- ", (_TEXTS / "wat_niet.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(" ".join(point.replace("*", "").split()) for point in points if point.strip())


def shorten(text: str) -> str:
    """Keep the first whole sentences of a text: at least one, and no more than fit on three lines of a slide."""
    first, *others = re.split(r"(?<=[.]) (?=[A-Z])", text)
    for sentence in others:
        if len(first) + len(sentence) >= _SHORT:
            break
        first = f"{first} {sentence}"
    return first
