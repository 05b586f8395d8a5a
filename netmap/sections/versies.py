"""The versions of the data: which there are, when and why, and how much each changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.personal import hide_personal
from netmap.schema import dutch_date, dutch_day
from netmap.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netmap.store.trail import Versie, Wijziging

_COLUMNS: Final = (
    Column("nummer", "Versie", "whole", width=12),
    Column("naam", "Naam", width=30),
    Column("dag", "Dag", "date", width=24),
    Column("waarom", "Waarom", width=60),
    Column("regels", "Regels veranderd", "whole", width=16),
    Column("bestanden", "Andere bestanden veranderd", "whole", "page", width=16),
)


def describe_versie(versie: Versie) -> str:
    """Name a version within a sentence: ``versie 3 (ronde najaar, 1 november 2026)``."""
    number = f"versie {versie.nummer}"
    named = [hide_personal(versie.naam)] if versie.naam != number else []
    return f"{number} ({', '.join([*named, dutch_date(dutch_day(versie.wanneer))])})"


def versies_table(versies: Sequence[Versie], changes: Callable[[int], Sequence[Wijziging]]) -> Table:
    """
    List the versions, the newest first.

    Parameters
    ----------
    versies
        Output of ``Store.versions``.
    changes
        ``Store.changes``, or what remembers its answers: a version never changes.

    Returns
    -------
    table
        Not who made them: that may be a person; what may be of a person in the words is hidden.
    """
    rows = []
    for one in reversed(versies):
        found = changes(one.nummer)
        in_rows = sum(bool(change.sleutel) for change in found)
        told = hide_personal(one.naam), dutch_day(one.wanneer), hide_personal(one.waarom)
        rows.append((one.nummer, *told, in_rows, len(found) - in_rows))
    return Table("versies", "Versies van de gegevens, de nieuwste boven", _COLUMNS, tuple(rows), "Versies")
