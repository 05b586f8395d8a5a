"""What is left of the cover when not every statement counts: named assumptions, and the gemeenten that stay covered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from netmap.coverage import assess
from netmap.dutch import join, small
from netmap.errors import NetmapError
from netmap.graph import find_inzetten
from netmap.schema import GEDEKT, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import networkx as nx

    from netmap.aankondigingen import Aankondiging
    from netmap.coverage import Dekking
    from netmap.inzet import Uitspraak
    from netmap.load import Tables

    T = TypeVar("T", bound=Uitspraak)

_SINCE: Final = 2021
"""Of before this year are the lists that most of the cover rests on."""


@dataclass(frozen=True)
class Aanname:
    """An assumption about which statements count; several together leave only what each of them lets count."""

    key: str
    """Its name in links and commands, such as ``zonder-laag``."""
    naam: str
    """What a list or bar calls it, in Dutch."""
    zin: str
    """What a conclusion, picture or file says of it, in Dutch."""
    telt: Callable[[Uitspraak, date], bool]
    """Whether a statement still counts on a day, in the gemeente it is seen from."""
    vanaf: date = date.min
    """First day on which there can be something left; before it nobody needs to be told that there is not."""


def _not_older(months: int, uitspraak: Uitspraak, day: date) -> bool:
    """Say whether somebody said so in the months up to the day."""
    return not uitspraak.is_stale(day, months)


AANNAMES: Final[Mapping[str, Aanname]] = {
    one.key: one
    for one in (
        Aanname(
            "zonder-laag",
            "Zonder zekerheid laag",
            "Bronnen met zekerheid laag tellen niet mee.",
            lambda uitspraak, _day: uitspraak.zekerheid != "laag",
        ),
        Aanname(
            "alleen-hoog",
            "Alleen zekerheid hoog",
            "Alleen bronnen met zekerheid hoog tellen mee.",
            lambda uitspraak, _day: uitspraak.zekerheid == "hoog",
        ),
        Aanname(
            "zonder-tegenspraak",
            "Zonder tegengesproken bronnen",
            "Waar bronnen elkaar tegenspreken, telt geen van die bronnen mee.",
            lambda uitspraak, day: not uitspraak.tegengesproken(day),
        ),
        Aanname(
            "met-datum",
            "Alleen met een datum",
            "Bronnen zonder datum tellen niet mee.",
            lambda uitspraak, day: uitspraak.laatste_woord(day) is not None,
        ),
        Aanname(
            f"sinds-{_SINCE}",
            f"Alleen {_SINCE} of later",
            f"Alleen bronnen van {_SINCE} of later tellen mee.",
            lambda uitspraak, day: (uitspraak.laatste_woord(day) or date.min).year >= _SINCE,
            date(_SINCE, 1, 1),
        ),
        *(
            Aanname(
                f"{months}-maanden",
                f"Alleen tot {months} maanden oud",
                f"Alleen bronnen tot en met {months} maanden oud tellen mee.",
                partial(_not_older, months),
            )
            for months in (60, 36, 24)
        ),
    )
}
"""All assumptions by key, in the order of a list."""
STAPPEN: Final[Mapping[str, tuple[Aanname, ...]]] = {
    "hoog_datum": (AANNAMES["alleen-hoog"], AANNAMES["met-datum"]),
    "niet_laag_datum": (AANNAMES["zonder-laag"], AANNAMES["met-datum"]),
    "niet_laag": (AANNAMES["zonder-laag"],),
    "alles": (),
}
"""From strict to wide, what counts at each step; what counts at one step also counts at the next."""


class Blik(NamedTuple):
    """Which stand of a data folder is meant: on which day, what counts, and with which gemeenten."""

    peildatum: date
    telt: tuple[str, ...] = ()
    """Keys of the assumptions, in the order of ``AANNAMES``; empty when everything counts."""
    doorgevoerd: tuple[Aankondiging, ...] = ()
    """Announced herindelingen that are drawn as if they were law; none for the gemeenten by law."""


def find_aannames(words: Iterable[str]) -> tuple[Aanname, ...]:
    """
    Find the assumptions that somebody names.

    Parameters
    ----------
    words
        Keys or names, in any spelling of capitals and accents.

    Returns
    -------
    aannames
        Each once, in the order of ``AANNAMES``.

    Raises
    ------
    NetmapError
        When there is no such assumption; says, in Dutch, which there are.
    """
    known = {fold(word): key for key, one in AANNAMES.items() for word in (key, one.naam)}
    asked = set()
    for word in words:
        if fold(word) not in known:
            msg = f"{word[:60]!r} is geen keuze bij 'wat telt mee'. Kies uit: {', '.join(AANNAMES)}."
            raise NetmapError(msg)
        asked.add(known[fold(word)])
    return tuple(one for key, one in AANNAMES.items() if key in asked)


def name_aannames(aannames: Iterable[Aanname]) -> str:
    """Name what counts within a sentence: ``zonder zekerheid laag en alleen met een datum``; blank for everything."""
    return join([small(one.naam) for one in aannames])


def leave_out(tables: Tables, aannames: Iterable[Aanname], peildatum: date) -> Tables:
    """
    Leave out the statements that do not count.

    Parameters
    ----------
    tables
        Validated tables of one data folder; they are not changed.
    aannames
        A statement stays when it counts under each of them.
    peildatum
        The day: what is said later is no proof on it, and age goes by it.

    Returns
    -------
    tables
        The same with fewer contacts and indicatoren, and with smaller areas of those that count only elsewhere. What
        had ended, or had to give way, by the word of a row that is left out stays so: leaving out never covers a
        gemeente. A row that a scenario made up always counts.
    """
    asked = tuple(aannames)
    return replace(
        tables,
        contacts=tuple(_keep(tables.contacts, asked, peildatum)),
        indicatoren=tuple(_keep(tables.indicatoren, asked, peildatum)),
    )


def _keep(rows: Iterable[T], aannames: tuple[Aanname, ...], day: date) -> Iterator[T]:
    """Keep the rows that count, each for the gemeenten where it does."""
    for row in rows:
        if _counts(row, aannames, day):
            # only what is contradicted can count in one gemeente and not in another
            seen = ((code, row.seen_from(code)) for code in row.codes) if row.tegen else ()
            codes = row.codes.difference(code for code, one in seen if not _counts(one, aannames, day))
            if codes:
                yield row if codes == row.codes else replace(row, codes=codes)


def _counts(row: Uitspraak, aannames: Iterable[Aanname], day: date) -> bool:
    """Whether a statement counts in the gemeente it is seen from; what a scenario made up always does."""
    return row.rij is None or all(one.telt(row, day) for one in aannames)


def find_covered(
    graph: nx.MultiDiGraph[str], dekking: Mapping[str, Dekking], choices: Iterable[tuple[Aanname, ...]]
) -> dict[tuple[Aanname, ...], frozenset[str]]:
    """
    Find what stays covered under each of some choices of assumptions, in one pass.

    Parameters
    ----------
    graph
        Output of ``build_graph``; its peildatum is the day.
    dekking
        Output of ``compute_coverage`` on it.
    choices
        Each is taken by itself; of its assumptions all hold together.

    Returns
    -------
    covered
        Choice to the codes of the gemeenten that are covered by what ``leave_out`` leaves; always some of those
        that are covered by all.

    Notes
    -----
    Some 17 ms for the country and seven choices; building the stand of each anew would be 500.
    """
    day: date = graph.graph["peildatum"]
    found: dict[tuple[Aanname, ...], set[str]] = {choice: set() for choice in choices}
    for code in (code for code, one in dekking.items() if one.is_gedekt):
        inzetten = find_inzetten(graph, code, "zorgcoordinator")
        for choice, codes in found.items():
            left = (inzet for inzet in inzetten if _counts(inzet, choice, day))
            if assess(left, day).status in GEDEKT:
                codes.add(code)
    return {choice: frozenset(codes) for choice, codes in found.items()}


def find_steps(graph: nx.MultiDiGraph[str], dekking: Mapping[str, Dekking]) -> dict[str, str]:
    """
    Find the strictest step at which each gemeente stays covered.

    Parameters
    ----------
    graph, dekking
        As in ``find_covered``.

    Returns
    -------
    steps
        Code of each gemeente that is covered to a key of ``STAPPEN``.
    """
    found = find_covered(graph, dekking, STAPPEN.values())
    # the strictest is written last
    return {code: key for key, choice in reversed(tuple(STAPPEN.items())) for code in found[choice]}
