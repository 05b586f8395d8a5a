"""The story of a layer in years: little maps, and the count of every class on every day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import capital
from netmap.jaarreeks import conclude_jaarreeks, describe_jaarreeks, tell_day
from netmap.schema import dutch_number
from netmap.sections.phrases import headline
from netmap.table import Column, Figure, Section, Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from netmap.jaarreeks import Jaarreeks
    from netmap.table import Cell

_COMPACT: Final = ("dag", "geteld", "veranderd", "te_bevestigen")


def jaarreeks_section(
    reeks: Jaarreeks, draw: Callable[[Any], bytes] | None = None, *, compact: bool = False
) -> Section:
    """Tell the story of a layer and area: the little maps, and a row per day.

    ``draw`` takes a ``netmap.drawing`` design and gives the file; without it there are no maps. Compact, the classes
    and the sentences are left to the maps.
    """
    table = _table(reeks)
    return Section(
        "jaarreeks",
        "Van jaar tot jaar",
        headline(reeks.gebied, _headline(reeks)),
        conclude_jaarreeks(reeks),
        (
            *([Figure(draw, describe_jaarreeks(reeks), f"{reeks.naam}.")] if draw else []),
            table.select(_COMPACT) if compact else table,
        ),
        {
            "laag": reeks.layer.key,
            "van": reeks.van,
            "tot": reeks.tot,
            "geteld_als": reeks.geteld_als,
            "totaal": reeks.totaal,
            "dagen": [
                {
                    "dag": one.dag,
                    "is_peildatum": one.dag == reeks.peildatum,
                    "geteld": one.geteld,
                    "aantallen": {klasse.key: one.aantallen.get(klasse.key, 0) for klasse in reeks.klassen},
                    "te_bevestigen": one.te_bevestigen,
                    "veranderd": one.veranderd,
                    "getekend": one in reeks.getekend,
                    "zin": one.zin,
                }
                for one in reeks.beelden
            ],
        },
    )


def _headline(reeks: Jaarreeks) -> str:
    """Say the number at the begin, on the peildatum and at the end, in few words."""
    told = (f"{dutch_number(one.geteld)} {tell_day(one.dag)}" for one in reeks.mijlpalen)
    return f"zover bekend {reeks.geteld_als}: {', '.join(told)}"


def _table(reeks: Jaarreeks) -> Table:
    """Put the days in rows."""
    unit = f"Aantal {reeks.eenheid[1]}."
    other = f"{unit[:-1]}, vergeleken met de rij erboven."
    columns = (
        Column("dag", "Dag", "date", width=30),
        Column("geteld", capital(reeks.geteld_als), "whole", explanation=unit, width=20),
        *(Column(one.key, one.label, "whole", "page", _unit(reeks, one.key), width=18) for one in reeks.klassen),
        Column("veranderd", "Andere klasse", "whole", explanation=other, width=20),
        Column("te_bevestigen", "Te bevestigen", "whole", explanation=unit, width=20),
        Column("zin", "In een zin", form="page", width=90),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.dag,
            one.geteld,
            *(one.aantallen.get(klasse.key, 0) for klasse in reeks.klassen),
            one.veranderd,
            one.te_bevestigen,
            one.zin,
        )
        for one in reeks.beelden
    )
    caption = f"{reeks.naam}: {reeks.eenheid[1]} per klasse en dag"
    return Table("jaarreeks", caption, columns, rows, "Jaarreeks")


def _unit(reeks: Jaarreeks, key: str) -> str:
    """Say what a class counts."""
    view = next(one.view for one in reeks.beelden if key in one.aantallen)
    return f"Aantal {view.eenheid_of(next(entry for entry in view.legend if entry.klasse.key == key))[1]}."
