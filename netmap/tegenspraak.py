"""Statements that cannot both be true: which they are, which of the two counts on a day, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from netmap.inzet import Inzet
from netmap.schema import COVERING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netmap.inzet import Uitspraak

    T = TypeVar("T", bound=Uitspraak)

REDENEN: Final = {
    "stelt": "De ene gaat voor, want de andere zegt niet hoe het is.",
    "nieuwer": "De ene gaat voor, want die bron is nieuwer.",
    "gedateerd": "De ene gaat voor, want alleen die bron heeft een datum, en niet van later.",
    "zekerheid": "De ene gaat voor, want die bron is zekerder.",
    "voorzichtig": "De ene gaat voor, want die is voorzichtiger; verder wegen de bronnen even zwaar.",
    "gelijk": "De bronnen wegen even zwaar, dus geen van beide gaat voor.",
}
"""The rule that decides, step by step: a Dutch sentence that says why the first of two statements goes before."""
REGEL: Final = (
    "Wie zegt hoe het is, gaat voor wie iets aankondigt. Dan telt de nieuwste bron, en een bron met een datum voor een "
    "bron zonder. Dan de zekerste bron, en is ook dat gelijk, het voorzichtigste antwoord."
)
"""The whole rule in Dutch."""


_YES: Final = COVERING | {"ja"}
_NO: Final = frozenset({"geen", "gestopt", "nee"})


class Tegenspraak(NamedTuple):
    """Two statements that hold on a day and contradict each other."""

    een: Uitspraak
    """The one that goes before, unless they weigh the same."""
    ander: Uitspraak
    reden: str
    """A key of ``REDENEN``: what decides; ``gelijk`` when nothing does."""
    codes: frozenset[str]
    """Codes of the gemeenten where both hold."""

    @property
    def onderwerp(self) -> str:
        """Role or criterium that they are about."""
        return self.een.onderwerp


def weigh(one: Uitspraak, other: Uitspraak, day: date) -> str:
    """
    Say what decides between two statements that contradict each other.

    Parameters
    ----------
    one, other
        About the same role or criterium.
    day
        The day: what is said later does not count on it.

    Returns
    -------
    reden
        A key of ``REDENEN``, the same in either order. The statement whose ``gewicht`` is the greater goes before.
    """
    weights = one.gewicht(day), other.gewicht(day)
    step = next((i for i, pair in enumerate(zip(*weights, strict=True)) if pair[0] != pair[1]), None)
    if step == 1 and not all(weight.dag for weight in weights):
        return "gedateerd"
    return "gelijk" if step is None else ("stelt", "nieuwer", "zekerheid", "voorzichtig")[step]


def find_tegenspraken(rows: Sequence[Uitspraak], day: date) -> tuple[Tegenspraak, ...]:
    """
    Find what contradicts each other on a day.

    Parameters
    ----------
    rows
        Output of ``oppose``, or some of it.
    day
        The day.

    Returns
    -------
    tegenspraken
        Each pair of rows once, by what they are about and id; in whatever order the rows are.
    """
    here = {row.id: row for row in rows}
    found = []
    for row in rows:
        for other in row.tegen:
            if row.id < other.id and other.id in here and (codes := _where(row, other, day)):
                reden = weigh(row, other, day)
                een, ander = sorted((row, here[other.id]), key=lambda one: (one.gewicht(day), one.id), reverse=True)
                found.append(Tegenspraak(een, ander, reden, codes))
    return tuple(sorted(found, key=lambda one: (one.onderwerp, one.een.id, one.ander.id)))


def _where(one: Uitspraak, other: Uitspraak, day: date) -> frozenset[str]:
    """Find the gemeenten in which both hold."""
    shared = one.codes & other.codes
    return frozenset(code for code in shared if all(row.seen_from(code).holds(day) for row in (one, other)))


def oppose(rows: Sequence[T]) -> tuple[T, ...]:
    """
    Tie every statement to those that cannot be true together with it.

    Parameters
    ----------
    rows
        All rows of one file, completed.

    Returns
    -------
    rows
        The same with ``tegen``: the rows that say so themselves (``spreekt_tegen``), and those that plainly clash.
    """
    pairs: list[tuple[T, T]] = [*_declared(rows), *find_clashes(rows)]
    against: dict[str, dict[str, T]] = {row.id: {} for pair in pairs for row in pair}
    for one, other in pairs:
        against[one.id][other.id] = other
        against[other.id][one.id] = one
    return tuple(_against(row, against.get(row.id, {})) for row in rows)


def _against(row: T, others: Mapping[str, T]) -> T:
    """Tie a row to others, in the order of their ids; what those are tied to is of no matter here."""
    tegen = tuple(replace(others[ident], tegen=()) for ident in sorted(others))
    return replace(row, tegen=tegen) if tegen or row.tegen else row


def _declared(rows: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Pair a row with those that it says it contradicts, as far as both are about the same."""
    known = {row.id: row for row in rows}
    for row in known.values():
        for ident in row.spreekt_tegen:
            other = known.get(ident)
            if other and other is not row and row.onderwerp == other.onderwerp and row.codes & other.codes:
                yield row, other


def find_clashes(rows: Iterable[T]) -> Iterator[tuple[T, T]]:
    """
    Find the rows that plainly cannot both be true on a day on which both hold: there is somebody, there is nobody.

    Parameters
    ----------
    rows
        All rows of one file, completed. One that a scenario made up is a supposition and clashes with nothing.

    Yields
    ------
    pair
        The row that says yes and the one that says no, each pair once. What began anew after the no is no clash; nor
        is what concerns only former gemeenten, other parts of the target group or other forms.
    """
    yes: dict[tuple[str, str], list[T]] = defaultdict(list)
    no = []
    for row in rows:
        if row.rij is None:
            continue
        if row.zegt in _YES:
            for code in _whole(row):
                yes[row.onderwerp, code].append(row)
        elif row.zegt in _NO:
            no.append(row)
    for row in no:
        others = {other.id: other for code in _whole(row) for other in yes[row.onderwerp, code]}
        yield from ((other, row) for other in others.values() if _clash(other, row))


def _whole(row: Uitspraak) -> frozenset[str]:
    """Gemeenten that are in the area as a whole: two parts of one gemeente need not meet."""
    return row.codes - {code for code, _ in row.delen} if isinstance(row, Inzet) else row.codes


def _clash(yes: Uitspraak, no: Uitspraak) -> bool:
    """Whether a yes and a no are about the same people and organisation, and the yes did not begin after the no."""
    meet = any(_meet(yes.seen_from(code), no.seen_from(code)) for code in _whole(yes) & _whole(no))
    if isinstance(yes, Inzet) and isinstance(no, Inzet) and no.status == "gestopt" and no.knoop != yes.knoop:
        return False
    return meet and yes.overlaps(no) and (yes.vanaf is None or no.sinds is None or yes.vanaf < no.sinds)


def _meet(one: Uitspraak, other: Uitspraak) -> bool:
    """Whether there is a day on which both hold."""
    return max(one.sinds or date.min, other.sinds or date.min) < min(one.tot or date.max, other.tot or date.max)
