"""What to confirm first: the statements that the status of most inwoners hangs on, the most doubtful before others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.coverage import Omvang, assess, find_carrying
from netmap.resilience.removable import ZORG, find_situations
from netmap.schema import NIET_BEKEND, ZEKERHEDEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.resilience.removable import Situatie

_STEPS: Final = {"vers": 0, "ouder": 1}
"""How many steps less certain a statement is taken for by the age of its proof; without a date that counts, two."""


class Bevestiging(NamedTuple):
    """A statement to be confirmed, when those before it have been."""

    inzet: Inzet
    gemeenten: tuple[str, ...]
    """Codes of the gemeenten in the area whose status would be another if it were not true, sorted."""
    inwoners: int
    """Of those gemeenten."""
    waarde: float
    """Of the inwoners that what comes before has left: how many are expected to have another status in fact."""
    vers: Omvang
    """What rests on fresh information once it and those before it have been confirmed."""


class Volgorde(NamedTuple):
    """What to confirm, the most worth knowing first."""

    totaal: Omvang
    """All gemeenten in the area, those about which nothing is known too."""
    nu: Omvang
    """What rests on fresh information before anything is confirmed."""
    bevestigingen: tuple[Bevestiging, ...]


class _Group(NamedTuple):
    """Gemeenten in the area about which the same statements are made, and whose status is known."""

    codes: tuple[str, ...]
    inwoners: int
    inzetten: tuple[Inzet, ...]
    status: str
    carrying: frozenset[str]
    """Ids of the statements that carry the status."""
    doubt: Mapping[str, float]
    """Id of those that the status hangs on to how likely it is that they are not true."""

    def rests_on(self, confirmed: Collection[str], day: date) -> bool:
        """Whether what is fresh or has been confirmed gives the status by itself."""
        known = (one for one in self.inzetten if one.bewijs(day) == "vers" or one.id in confirmed)
        return assess(known, day).status == self.status


def order_confirmations(stand: Stand, gebied: Regio | None = None) -> Volgorde:
    """
    Order the statements that must be confirmed by what the answer is worth.

    Parameters
    ----------
    stand
        Output of ``build_stand``; its settings say how likely it is that a statement of each certainty is right.
    gebied
        The area whose gemeenten count; None for the country.

    Returns
    -------
    volgorde
        Each time the statement of the greatest worth, when those before it have been confirmed: the inwoners of the
        gemeenten that do not rest on fresh information yet and whose status would be another if it were not true,
        times how likely that is. When the status of nobody hangs on a single statement any more, the one that helps to
        carry that of most inwoners. It ends when every status that is known on the day rests on fresh
        information.

    Notes
    -----
    What one organisation is said to do in one gemeente is true or not, however many statements say so; the most
    certain of them tells how likely. A statement is taken for one step less certain when its proof is older than 24
    months, and for two when it has no date that counts. Of two that say otherwise the one that goes before
    keeps doing so, though a confirmation of the other could turn that.
    """
    day, codes = stand.peildatum, frozenset(stand.codes(gebied))
    groups = tuple(_judge(stand, codes))
    rows = {one.id: one for one in stand.tables.contacts}
    waiting = [one for one in groups if not one.rests_on((), day)]
    nu = vers = _size(one for one in groups if one not in waiting)
    found: list[Bevestiging] = []
    while waiting:
        asked = {one.inzet.id for one in found}
        left = frozenset().union(*(one.carrying for one in waiting)) - asked
        worth = {key: _worth(key, waiting) for key in left}
        best = min(sorted(left), key=lambda key: [-number for number in worth[key]])
        asked.add(best)
        settled = [one for one in waiting if best in one.carrying and one.rests_on(asked, day)]
        waiting = [one for one in waiting if one not in settled]
        vers = _size(one for one in groups if one not in waiting)
        hanging = [one for one in groups if best in one.doubt]
        gemeenten = tuple(sorted(code for one in hanging for code in one.codes))
        found.append(Bevestiging(rows[best], gemeenten, _size(hanging).inwoners, worth[best][0], vers))
    totaal = Omvang(len(codes), sum(stand.dekking[code].inwoners for code in codes))
    return Volgorde(totaal, nu, tuple(found))


def _worth(key: str, waiting: Sequence[_Group]) -> tuple[float, int]:
    """Weigh a statement: inwoners times doubt where the status hangs on it, then inwoners where it helps."""
    hangs = sum(one.inwoners * one.doubt.get(key, 0.0) for one in waiting)
    return hangs, sum(one.inwoners for one in waiting if key in one.carrying)


def _judge(stand: Stand, codes: Collection[str]) -> Iterator[_Group]:
    """Find what the status of the gemeenten hangs on, where it is known."""
    for situatie in find_situations(stand.graph, ZORG):
        here = tuple(code for code in situatie.codes if code in codes)
        if here and (status := stand.dekking[here[0]].status) not in NIET_BEKEND:
            carrying = find_carrying(situatie.inzetten, status, stand.peildatum)
            yield _Group(
                here,
                sum(stand.dekking[code].inwoners for code in here),
                situatie.inzetten,
                status,
                frozenset(one.id for one in carrying),
                dict(_doubt(carrying, situatie, status, stand)),
            )


def _doubt(carrying: Iterable[Inzet], situatie: Situatie, status: str, stand: Stand) -> Iterator[tuple[str, float]]:
    """Find the statements without which the status is another, each with how likely it is that it is not true."""
    for row in carrying:
        same = {one.id for one in carrying if one.id == row.id or (one.knoop and one.knoop == row.knoop)}
        left = (one for one in situatie.inzetten if one.id not in same)
        if assess(left, stand.peildatum).status != status:
            yield row.id, min(_wrong(one, stand) for one in carrying if one.id in same)


def _wrong(inzet: Inzet, stand: Stand) -> float:
    """How likely it is that a statement is not true: by its certainty, and how old it is."""
    step = ZEKERHEDEN.index(inzet.zekerheid) + _STEPS.get(inzet.bewijs(stand.peildatum), 2)
    return 1 - stand.settings.kans(ZEKERHEDEN[min(step, len(ZEKERHEDEN) - 1)])


def _size(groups: Iterable[_Group]) -> Omvang:
    """Count gemeenten and inwoners."""
    sizes = [(len(one.codes), one.inwoners) for one in groups]
    return Omvang(sum(gemeenten for gemeenten, _ in sizes), sum(inwoners for _, inwoners in sizes))
