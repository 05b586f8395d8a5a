"""The worst case: which organisations together take away most cover, and what comes to CoMensha then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netmap.difference import describe_size, size_of
from netmap.dutch import agree, agree_part, part_of
from netmap.sections.phrases import where
from netmap.table import Column, Table, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netmap.regio import Regio
    from netmap.resilience.removal import Removal
    from netmap.table import Cell

TOGETHER: Final = 3
"""Organisations that fall away together, at most."""
WORST: Final = "ergste_geval"
"""Key of the table and of the facts."""
_NUMBERS: Final = ("één organisatie", "twee organisaties", "drie organisaties")
_COLUMNS: Final = (
    Column("aantal", "Samen", "whole", "page", width=8),
    Column("organisaties", "Organisaties", width=60),
    Column("verloren", "Verliezen dekking", "whole", explanation="Gemeenten die hun dekking kwijtraken.", width=18),
    Column("verloren_inwoners", "Inwoners daarvan", "whole", width=18),
    Column("gedekt", "Blijven gedekt", "whole", width=16),
    Column("aandeel", "Deel van alle", "share", "page", "Blijven gedekt, als deel van alle gemeenten.", width=14),
    Column("op_afstand", "Inwoners op afstand", "whole", "full", "Wie dan alleen CoMensha op afstand heeft.", width=20),
)


def worst_table(worst: Sequence[Removal], gebied: Regio | None) -> Table:
    """List the worst case of one organisation, of two and of three: the output of ``find_worst_each``."""
    caption = f"Het ergste geval: wie samen de meeste inwoners{where(gebied)} hun dekking kost"
    return Table(WORST, caption, _COLUMNS, tuple(map(_row, worst)), "Ergste geval", header="organisaties")


def explain_worst(worst: Sequence[Removal], gebied: Regio | None) -> Iterator[str]:
    """Say what the largest worst case takes away, what is left, and what comes to CoMensha."""
    if len(worst) < 2:  # one organisation alone is told already
        return
    last = worst[-1]
    lost, total = size_of(last.verloren), sum(size.gemeenten for size in last.voor.values())
    left = last.gedekt[1]
    who, verb = _NUMBERS[len(worst) - 1], agree(lost.gemeenten, "verliest", "verliezen")
    yield (
        f"Het ergste geval van {who}: zonder {last.naam} {verb}{where(gebied)} {describe_size(lost)} de dekking. "
        f"Gedekt {agree_part(left, 'blijft', 'blijven')} dan {part_of(left, total)}. "
        f"Geen andere {who} kosten meer inwoners hun dekking."
    )


def worst_facts(worst: Sequence[Removal]) -> list[dict[str, Any]]:
    """Give the worst cases to scripts."""
    return [
        {
            "sleutels": one.keys,
            "naam": one.naam,
            "verloren": size_of(one.verloren),
            "gedekt": one.gedekt[1],
            "op_afstand": one.na["op_afstand"],
        }
        for one in worst
    ]


def _row(one: Removal) -> tuple[Cell, ...]:
    """Write one worst case."""
    left, total = one.gedekt[1], sum(size.gemeenten for size in one.voor.values())
    lost = size_of(one.verloren)
    away = one.na["op_afstand"].inwoners
    return (len(one.keys), one.naam, *lost, left, share_of(left, total), away)
