"""Tables of what falls away, which only the command line has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netmap.explain import ROL_LABEL
from netmap.layers import STATUS_KLASSEN
from netmap.resilience.removable import ZORG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.resilience.removal import Change, Overnemer, Removal

_LABEL: Final = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}


def removal_table(removal: Removal) -> pd.DataFrame:
    """
    List what changes without something.

    Parameters
    ----------
    removal
        Output of ``remove``.

    Returns
    -------
    table
        ``Code``, ``Gemeente``, ``Inwoners``, ``Functie``, ``Nu``, ``Daarna`` and ``Wie in de buurt werkt``.
    """
    columns = ["Code", "Gemeente", "Inwoners", "Functie", "Nu", "Daarna", "Wie in de buurt werkt"]
    return pd.DataFrame([_change_cells(one) for one in removal.changes], columns=columns)


def _change_cells(one: Change) -> tuple[object, ...]:
    label = _LABEL if one.rol == ZORG else {}
    near = ", ".join(map(_overnemer, one.overnemers)) or "niemand bekend"
    return (
        one.code,
        one.naam,
        one.inwoners,
        ROL_LABEL[one.rol],
        label.get(one.van, one.van),
        label.get(one.naar, one.naar),
        near if one.rol == ZORG else "",
    )


def _overnemer(one: Overnemer) -> str:
    where = ["ook hier"] if one.ook_hier else []
    where += [f"{one.buren} {'buurgemeente' if one.buren == 1 else 'buurgemeenten'}"] if one.buren else []
    return f"{one.naam} ({', '.join(where)})"


def ranking_table(removals: Iterable[Removal]) -> pd.DataFrame:
    """
    Rank what can fall away by what it costs.

    Parameters
    ----------
    removals
        Output of ``remove_each``.

    Returns
    -------
    table
        ``Zonder``, ``Verliezen dekking`` and ``Inwoners daarvan``, ``Andere verandering`` and ``Organisatie minder``:
        numbers of gemeenten but for the inwoners.
    """
    columns = ["Zonder", "Verliezen dekking", "Inwoners daarvan", "Andere verandering", "Organisatie minder"]
    rows = []
    for one in removals:
        lost = {change.code for change in one.verloren}
        other = {change.code for change in one.changes} - lost
        inwoners = sum(change.inwoners for change in one.verloren)
        rows.append((one.naam, len(lost), inwoners, len(other), len(one.verzwakt)))
    return pd.DataFrame(rows, columns=columns)
