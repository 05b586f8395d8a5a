"""All tables of one file, such as the sheets of a workbook: weighed one after another, taken over as one change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from netmap.errors import Problem
from netmap.intake.memory import Geheugen
from netmap.intake.proposal import Uitslag, add_up, merge, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netmap.intake.mapping import Koppeling


class Deel(NamedTuple):
    """One table of a file, and what comes of it."""

    koppeling: Koppeling
    uitslag: Uitslag


def weigh_each(
    contents: Mapping[str, bytes], koppelingen: Sequence[Koppeling], bestand: str, today: date | None = None
) -> tuple[Deel, ...]:
    """
    Weigh the tables of one file, each with those before it taken over.

    Parameters
    ----------
    contents, bestand, today
        As of ``weigh``.
    koppelingen
        The tables, in the order of the file.

    Returns
    -------
    delen
        One per table. A row that an earlier sheet has too, with something else, is refused. Take them over together
        with ``add_up``.

    Raises
    ------
    DataError, FolderError
        As of ``weigh``.
    """
    delen: list[Deel] = []
    for koppeling in koppelingen:
        blad = koppeling.blad if len(koppelingen) > 1 else ""
        name = f"{bestand}, blad {blad}" if blad else bestand
        earlier = add_up(one.uitslag for one in delen)
        found = weigh(merge(contents, earlier, Geheugen()), koppeling, name, today)
        placed = replace(found, opgaven=tuple(replace(one, blad=blad) for one in found.opgaven))
        delen.append(Deel(koppeling, _refuse_other_word(placed, earlier, name)))
    return tuple(delen)


def _refuse_other_word(uitslag: Uitslag, earlier: Uitslag, name: str) -> Uitslag:
    """Refuse a row of which an earlier sheet says something else: a person must choose."""
    there = {one.place: one for one in earlier.opgaven}
    twice = {one.rij: one for one in uitslag.gewijzigd if one.place in there}
    told = {
        rij: f"{one.sleutel!r} staat met iets anders op blad {there[one.place].blad}, rij {there[one.place].rij}. "
        "Kies wat klopt, en haal het andere weg."
        for rij, one in twice.items()
    }
    problems = (Problem(name, rij, "id", melding) for rij, melding in told.items())
    return replace(
        uitslag,
        opgaven=tuple(one for one in uitslag.opgaven if one.rij not in twice),
        geweigerd={**uitslag.geweigerd, **{rij: (f"id: {melding}",) for rij, melding in told.items()}},
        problems=tuple(sorted((*uitslag.problems, *problems))),
    )
