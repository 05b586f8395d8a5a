"""The course of the cover from day to day: how groups of gemeenten stand, when that changes and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.coverage import Omvang, add_gedekt, assess
from netmap.difference import STATUS_WORDS, describe_size
from netmap.dutch import count
from netmap.inzet import as_written
from netmap.schema import MONTHS, STATUSSEN, dutch_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.resilience.removable import Situatie

_PHRASES: Final = {
    "actief": ("begint {}", "eindigt {}"),
    "pilot": ("begint de pilot van {}", "eindigt de pilot van {}"),
    "op_afstand": ("begint hulp op afstand door {}", "eindigt hulp op afstand door {}"),
    "gestopt": ("is {} gestopt", "vervalt de melding dat {} was gestopt"),
    "vacature": ("wordt de plek{} vacant", "is de plek{} niet meer vacant"),
    "geen": ("meldt een bron dat er geen zorgcoördinatie is", "vervalt de melding dat er geen zorgcoördinatie is"),
    "aangekondigd": ("kondigt een bron zorgcoördinatie aan", "vervalt de aankondiging van zorgcoördinatie"),
}
"""What happens when an inzet begins and when it ends, by its status."""


class Point(NamedTuple):
    """How it stands on one day."""

    dag: date
    per_status: Mapping[str, Omvang]
    """Every status is present."""
    te_bevestigen: int
    """Gemeenten whose status needs to be confirmed on that day."""

    @property
    def gedekt(self) -> Omvang:
        """What is covered for every target group."""
        return add_gedekt(self.per_status)


class Event(NamedTuple):
    """One cause of a step: the gemeenten that change alike on one day."""

    dag: date
    wanneer: str
    """The day as precise as it was written: ``Per 2027 (gerekend vanaf 1 januari)``."""
    oorzaak: str
    """What begins or ends on it: ``eindigt Fier``."""
    codes: tuple[str, ...]
    inwoners: int
    van: str
    naar: str

    @property
    def gevolg(self) -> str:
        """The effect in a few Dutch words."""
        gemeenten = count(len(self.codes), "gemeente", "gemeenten")
        return f"{gemeenten} van {STATUS_WORDS[self.van]} naar {STATUS_WORDS[self.naar]}"

    @property
    def zin(self) -> str:
        """Cause and effect in one Dutch sentence."""
        size = describe_size((len(self.codes), self.inwoners))
        return (
            f"{self.wanneer} {self.oorzaak}: {size} {'gaat' if len(self.codes) == 1 else 'gaan'} "
            f"van {STATUS_WORDS[self.van]} naar {STATUS_WORDS[self.naar]}."
        )


class State(NamedTuple):
    """How a group of gemeenten stands on a day."""

    status: str
    stale: bool
    """Whether the status needs to be confirmed."""


Course = list[tuple[date, State]]
"""States from the first day on, each until the next."""


class Group:
    """Gemeenten of one situation within an area, with what is needed to weigh its statements on any day."""

    def __init__(self, stand: Stand, situatie: Situatie, codes: Collection[str]) -> None:
        self.inzetten = situatie.inzetten
        self.codes = tuple(code for code in situatie.codes if code in codes)
        self.inwoners = sum(stand.dekking[code].inwoners for code in self.codes)

    def course(self, begin: date, eind: date) -> Course:
        """Find the states on the first day and on every day with a change, in order; no two in a row are the same."""
        edges = frozenset[date]().union(*(inzet.keerpunten for inzet in self.inzetten))
        found: Course = []
        for day in sorted({begin, *(day for day in edges if begin < day <= eind)}):
            state = self._state(day)
            if not found or found[-1][1] != state:
                found.append((day, state))
        return found

    def _state(self, day: date) -> State:
        """Weigh the statements as ``compute_coverage`` does on that day."""
        status = assess(self.inzetten, day).status
        fresh = assess((i for i in self.inzetten if not i.is_stale(day)), day).status
        return State(status, status not in ("onbekend", fresh))


def sum_up(courses: Iterable[tuple[Group, Course]]) -> list[Point]:
    """Add the groups up: a point for the first day, which all share, and for every day on which a group changes."""
    turns: dict[date, list[tuple[Group, State, int]]] = defaultdict(list)
    for group, course in courses:
        for i, (day, state) in enumerate(course):
            turns[day].append((group, state, 1))
            if i:
                turns[day].append((group, course[i - 1][1], -1))
    gemeenten, inwoners = dict.fromkeys(STATUSSEN, 0), dict.fromkeys(STATUSSEN, 0)
    stale = 0
    steps = []
    for day in sorted(turns):
        for group, state, sign in turns[day]:
            gemeenten[state.status] += sign * len(group.codes)
            inwoners[state.status] += sign * group.inwoners
            stale += sign * state.stale * len(group.codes)
        steps.append(Point(day, {s: Omvang(gemeenten[s], inwoners[s]) for s in STATUSSEN}, stale))
    return steps


def find_events(courses: Iterable[tuple[Group, Course]]) -> tuple[Event, ...]:
    """Group the changes of status by day and cause; by day, most inwoners first."""
    found: dict[tuple[date, str, str, str, str], list[Group]] = defaultdict(list)
    for group, course in courses:
        for (_, old), (day, new) in pairwise(course):
            if old.status != new.status:
                found[day, *_cause(group.inzetten, day, new.status), old.status, new.status].append(group)
    events = []
    for (day, when, cause, van, naar), groups in found.items():
        codes = tuple(sorted(code for group in groups for code in group.codes))
        events.append(Event(day, when, cause, codes, sum(group.inwoners for group in groups), van, naar))
    return tuple(sorted(events, key=lambda one: (one.dag, -one.inwoners, one.oorzaak, one.van)))


def _needed(inzetten: Sequence[Inzet], day: date, status: str) -> list[Inzet]:
    """Find what turns on a day and without which the status would be another one; all of it when each would do."""
    contested = {one.id: one for inzet in inzetten for one in inzet.hier}
    turning = [
        one
        for one in (contested | {inzet.id: inzet for inzet in inzetten}).values()
        if day in (one.vanaf, one.sinds, one.tot) or (one.id in contested and day in one.woorden)
    ]
    needed = []
    for inzet in turning:
        others = [one for one in inzetten if one is not inzet]
        without = [*others, replace(inzet, tot=None)] if inzet.tot == day else others
        if assess(without, day).status != status:
            needed.append(inzet)
    return needed or turning


def _cause(inzetten: Sequence[Inzet], day: date, status: str) -> tuple[str, str]:
    """Say when, and what begins and what ends that leads to a status."""
    ends, begins, written = set(), set(), set()
    for inzet in _needed(inzetten, day, status):
        start, stop = _PHRASES[inzet.status]
        who = inzet.organisatie
        if who and inzet.status == "vacature":
            who = f" bij {who}"
        if inzet.tot == day:
            ends.add(stop.format(who))
            written.add(inzet.geschreven.tot)
        if inzet.vanaf == day:
            begins.add(start.format(who))
            written.add(inzet.geschreven.vanaf)
        elif inzet.sinds == day:
            begins.add("spreekt de eerste bron")
            written.add(str(as_written(day, [inzet], "bron_uiterlijk", "bron_datum", "bevestigd_op")))
        elif inzet.tot != day:
            begins.add("gaat een nieuwere bron voor")
            written.add(str(as_written(day, [inzet], "bron_datum", "bevestigd_op")))
    exact = max(written, key=len)
    counted = f" (gerekend vanaf {day.day} {MONTHS[day.month - 1]})" if len(exact) == len("2027") else ""
    return f"Per {dutch_date(exact)}{counted}", " en ".join([*sorted(ends), *sorted(begins)])
