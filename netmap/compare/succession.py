"""Which gemeenten of one register are which gemeenten of another: codes succeed each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from netmap.names import Names, follow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from netmap.load import Tables


@dataclass(frozen=True)
class Succession:
    """How the gemeenten of two registers belong together."""

    parts: Mapping[str, tuple[str, ...]]
    """Code after to the codes before that it was made of, sorted; itself when nothing changed, none when unknown."""
    shared_by: Mapping[str, int]
    """Code before to the number of gemeenten after that it lives on in."""
    lost: tuple[str, ...]
    """Codes before that nothing after is known to follow, sorted."""
    notices: Mapping[str, tuple[str, ...]]
    """Code after to the herindelingen that made it, or that lie between the days; Dutch sentences."""


def match_registers(before: Tables, after: Tables, days: tuple[date, date]) -> Succession:
    """
    Match the gemeenten of two data folders through the herindelingen that either of them knows.

    Every code of both registers is in it; either may be the older one. Herindelingen after the first day up to the
    second that both registers have behind them are told too: then both days are reckoned with the gemeenten of now.
    """
    known = [row for tables in (before, after) for row in _rows(tables.herindelingen)]
    arrows: nx.DiGraph[str] = nx.DiGraph((old, new) for _, old, new in known)
    first, second = set(map(str, before.gemeenten.index)), set(map(str, after.gemeenten.index))
    pairs = {(code, code) for code in first & second}
    pairs |= {(old, new) for old in first - second for new in follow(arrows, old, second)}
    back = {(new, old) for old in second - first for new in follow(arrows, old, first)}  # after may be the older one
    pairs |= back
    parts: dict[str, list[str]] = {code: [] for code in sorted(second)}
    shared_by = dict.fromkeys(sorted(first), 0)
    for old, new in sorted(pairs):
        parts[new].append(old)
        shared_by[old] += 1
    notices: dict[str, list[str]] = defaultdict(list)
    for old, new in sorted(pairs):
        if old != new:
            notices[new].append(_notice(new if (old, new) in back else old, after, before))
        elif (was := before.names[old]) != (called := after.names[new]):
            notices[new].append(f"Eerst heette deze gemeente {was}, daarna {called}.")
    former = sorted({old for day, old, _ in known if days[0] < day <= days[1]} - first - second)
    between: dict[str, list[str]] = defaultdict(list)
    for old in former:
        for new in sorted(follow(arrows, old, second)):
            between[new].append(_notice(old, after, before))
    for new, told in between.items():
        which = "de aangekondigde indeling" if after.doorgevoerd else "de gemeenten van nu"
        notices[new] += [*told, f"Beide dagen zijn gerekend met {which}."]
    return Succession(
        {code: tuple(olds) for code, olds in parts.items()},
        shared_by,
        tuple(code for code, number in shared_by.items() if not number),
        {code: tuple(dict.fromkeys(told)) for code, told in notices.items()},
    )


def _rows(herindelingen: pd.DataFrame) -> list[tuple[date, str, str]]:
    """Day, old code and new code of every herindeling."""
    columns = (herindelingen[name] for name in ("datum", "oude_code", "nieuwe_code"))
    return list(zip(*columns, strict=True))


def _notice(former: str, *folders: Tables) -> str:
    """Tell what became of a former gemeente, in the words of the first folder that knows."""
    told = (tables.names.find(former).notice for tables in folders)
    return next(filter(None, told), "") or _told_by_both(former, *folders)


def _told_by_both(former: str, *folders: Tables) -> str:
    """Tell it for the register without the gemeente, with the herindelingen that only the other folder has."""
    known = pd.concat([tables.herindelingen for tables in folders]).drop_duplicates()
    names = (Names(tables.gemeenten, known) for tables in folders if former not in tables.gemeenten.index)
    return next(filter(None, (one.find(former).notice for one in names)), f"{former} bestaat niet meer.")
