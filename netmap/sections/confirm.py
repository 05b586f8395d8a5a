"""What to confirm first: which few answers put the picture on fresh information, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netmap.confirm import order_confirmations
from netmap.dutch import count, part_of
from netmap.inzet import as_written
from netmap.load import place_of
from netmap.schema import STALE_AFTER_MONTHS, dutch_date
from netmap.sections.phrases import ask_of, describe_kansen, headline, name_statement, where
from netmap.table import Column, Paragraph, Section, Table, percent_of, share_of

if TYPE_CHECKING:
    from datetime import date

    from netmap.confirm import Bevestiging, Volgorde
    from netmap.coverage import Omvang
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

FIRST: Final = 8
"""Confirmations that a reader is asked to begin with."""
_FRESH: Final = f"op informatie van de laatste {STALE_AFTER_MONTHS} maanden"
_COLUMNS: Final = (
    Column("nummer", "Nummer", "whole", short="Nr.", width=8),
    Column("vraag", "Klopt dit nog?", width=44),
    Column("aan", "Vraag het aan", width=36),
    Column(
        "gemeenten", "Gemeenten", "whole",
        explanation="Hoeveel gemeenten een andere status krijgen als het niet klopt.", width=18,
    ),
    Column("inwoners", "Inwoners", "whole", width=18),
    Column("zekerheid", "Zekerheid", form="page", width=16),
    Column("laatste", "Laatste bron", "date", "page", width=20),
    Column("waarde", "Verwacht anders", "whole", "full", "Van hoeveel inwoners de status naar verwachting anders is."),
    Column(
        "vers", "Dan op nieuwe informatie", "share",
        explanation="Deel van alle inwoners, als ook alles erboven bevestigd is.", width=20,
    ),
    Column("id", "Regel", form="full"),
)  # fmt: skip


def confirm_section(stand: Stand, gebied: Regio | None = None, *, first: int | None = None) -> Section:
    """Tell which statements to have confirmed first, and how far that brings the picture.

    One row per statement in the order of ``order_confirmations``; the ``first`` of them only, for who reads it.
    """
    order = order_confirmations(stand, gebied)
    asked = order.bevestigingen
    shown = asked[:first]
    told = _conclude(order, shown, stand.peildatum)
    rows = tuple(_row(number, one, order, stand) for number, one in enumerate(shown, start=1))
    statements = tuple((place_of(one.inzet),) for one in shown)
    caption = f"Wat eerst te bevestigen{where(gebied)}"
    if len(shown) < len(asked):
        caption += f": de eerste {len(shown)} van {len(asked)}"
    table = Table("bevestigen", caption, _COLUMNS, rows, "Bevestigen", header="vraag", statements=statements)
    blocks = (table, Paragraph(_explain(stand))) if rows else ()
    return Section(
        "bevestigen",
        "Wat eerst bevestigen",
        headline(gebied, told[0]),
        (f"{headline(gebied, told[0])}.", *told[1:]),
        blocks,
        _facts(order),
    )


def _conclude(order: Volgorde, shown: tuple[Bevestiging, ...], day: date) -> tuple[str, ...]:
    """Say how far the first confirmations bring the picture, then all of them, then where confirming does not help."""
    total, asked = order.totaal, order.bevestigingen
    unknown = total.gemeenten - (asked[-1].vers if asked else order.nu).gemeenten
    rest = (
        f"Van {part_of(unknown, total.gemeenten)} is niet bekend hoe het op deze dag is: bevestigen helpt daar niet."
        if unknown
        else ""
    )
    now = part_of(order.nu.gemeenten, total.gemeenten)
    if not asked:
        lead = f"er is niets te bevestigen: de status van {now} rust {_FRESH}"
        return tuple(filter(None, (lead, rest)))
    these = "deze regel klopt" if len(shown) == 1 else f"deze {len(shown)} regels kloppen"
    lead = (
        f"als {these} en iemand dat op {dutch_date(day)} bevestigt, rust de status van "
        f"{_reach(shown[-1].vers, total)} {_FRESH}"
    )
    without = f"Zonder bevestiging is dat die van {now}."
    every = f"Met {count(len(asked), 'bevestiging', 'bevestigingen')} is dat die van {_reach(asked[-1].vers, total)}."
    return tuple(filter(None, (lead, without, every if len(shown) < len(asked) else "", rest)))


def _reach(vers: Omvang, total: Omvang) -> str:
    return f"{part_of(vers.gemeenten, total.gemeenten)} ({percent_of(vers.inwoners, total.inwoners)} van de inwoners)"


def _explain(stand: Stand) -> str:
    """Say what decides the order."""
    return (
        "Bovenaan staat de regel waarvan naar verwachting de meeste inwoners een andere status krijgen: het aantal van "
        "wie de status anders wordt als de regel niet klopt, maal de kans daarop. Die kans is een aanname: een regel "
        f"klopt {describe_kansen(stand.settings)}. Is de bron meer dan {STALE_AFTER_MONTHS} maanden oud, dan telt zij "
        "een stap minder zeker; heeft zij geen datum, dan twee."
    )


def _row(number: int, one: Bevestiging, order: Volgorde, stand: Stand) -> tuple[Cell, ...]:
    """Write one statement, whom to ask, and what it brings."""
    inzet = one.inzet
    return (
        number,
        name_statement(inzet),
        ask_of(inzet, stand),
        len(one.gemeenten),
        one.inwoners,
        inzet.zekerheid,
        as_written(inzet.laatste_woord(stand.peildatum), [inzet], "bron_datum", "bevestigd_op")
        or ("na deze dag" if inzet.woorden else "zonder datum"),
        round(one.waarde),
        share_of(one.vers.inwoners, order.totaal.inwoners),
        inzet.id,
    )


def _facts(order: Volgorde) -> dict[str, Any]:
    """Give scripts the order, by the ids of the rows."""
    return {
        "totaal": order.totaal,
        "nu": order.nu,
        "bevestigingen": [
            {
                "id": one.inzet.id,
                "codes": one.gemeenten,
                "inwoners": one.inwoners,
                "waarde": one.waarde,
                "vers": one.vers,
            }
            for one in order.bevestigingen
        ],
    }
