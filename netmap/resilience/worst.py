"""The worst case: which few organisations together take away most cover, proven by an integer program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from netmap.difference import size_of
from netmap.resilience.removable import ZORG, find_removable, find_situations
from netmap.resilience.removal import remove_in_turn
from netmap.schema import SEGMENTEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.resilience.removable import Situatie
    from netmap.resilience.removal import Removal

_FEWER: Final = 2.0**-6
"""What an organisation costs, in inwoners: one that takes nothing more away is not chosen; a later one a bit more."""


class _Prey(NamedTuple):
    """Gemeenten that are covered as long as each of some sets has an organisation left."""

    inwoners: int
    needs: tuple[frozenset[int], ...]
    """Organisations, by number, that serve a part of the target group."""


def find_worst(stand: Stand, number: int, gebied: Regio | None = None) -> Removal | None:
    """
    Find the organisations whose end together costs most inwoners their cover.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    number
        How many organisations at most; one that adds nothing is left out.
    gebied
        The region whose gemeenten count; None for the country.

    Returns
    -------
    worst
        What is left without them, as ``remove`` has it; None when no organisation carries any cover here. No choice of
        as many organisations costs more inwoners their cover: HiGHS solves it to the end.

    Raises
    ------
    ValueError
        When ``number`` is not positive.
    """
    if number < 1:
        msg = f"number must be positive, got {number}."
        raise ValueError(msg)
    return next(_find_worst(stand, [number], gebied), None)


def find_worst_each(stand: Stand, most: int, gebied: Regio | None = None) -> tuple[Removal, ...]:
    """Find the worst case of one organisation, of two, and so on, as long as one more takes more away."""
    found: list[Removal] = []
    for worst in _find_worst(stand, range(1, most + 1), gebied):
        if found and size_of(worst.verloren) == size_of(found[-1].verloren):
            break
        found.append(worst)
    return tuple(found)


def _find_worst(stand: Stand, numbers: Iterable[int], gebied: Regio | None) -> Iterator[Removal]:
    """Find the worst case of each of some numbers; nothing when no organisation carries any cover here."""
    keys = [one.key for one in find_removable(stand) if one.soort == "organisatie"]
    prey = list(_find_prey(stand, {key: column for column, key in enumerate(keys)}, gebied))
    if not prey:
        return
    program = _lay_out(prey, len(keys))
    worst = ([keys[column] for column in program.choose(number)] for number in numbers)
    yield from remove_in_turn(stand, worst, gebied=gebied)


def _find_prey(stand: Stand, column_of: Mapping[str, int], gebied: Regio | None) -> Iterator[_Prey]:
    """Find what can lose its cover when organisations end."""
    codes = frozenset(stand.codes(gebied))
    for situatie in find_situations(stand.graph, ZORG):
        here = [code for code in situatie.codes if code in codes]
        if here and stand.dekking[here[0]].is_gedekt:
            inwoners = sum(stand.dekking[code].inwoners for code in here)
            yield _Prey(inwoners, tuple(_needs(situatie, stand, column_of)))


def _needs(situatie: Situatie, stand: Stand, column_of: Mapping[str, int]) -> Iterator[frozenset[int]]:
    """List per part of the target group who serves it."""
    for segment in SEGMENTEN:
        yield frozenset(
            column_of[inzet.knoop]
            for inzet in situatie.inzetten
            if inzet.covers_on(stand.peildatum) and inzet.heel and inzet.doelgroep in ("", segment)
        )


class _Program(NamedTuple):
    """The integer program, but for how many organisations may go."""

    organisations: int
    cost: NDArray[np.float64]
    rows: NDArray[np.float64]
    """Factors of the constraints; the first is on the number of organisations."""

    def choose(self, number: int) -> list[int]:
        """Let HiGHS choose the organisations."""
        limits = np.zeros(len(self.rows))
        limits[0] = number
        result = milp(
            self.cost,
            integrality=np.arange(len(self.cost)) < self.organisations,
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(self.rows, -np.inf, limits),
            options={"mip_rel_gap": 0.0},
        )
        return [int(column) for column in np.flatnonzero(result.x[: self.organisations] > 0.5)]


def _lay_out(prey: Sequence[_Prey], organisations: int) -> _Program:
    """Write down the integer program.

    A column per organisation (gone or not), per part of a target group (nobody left), and per group of gemeenten (no
    longer covered: nobody is left for some part).
    """
    parts = [(place, need) for place, one in enumerate(prey) for need in one.needs]
    first_part, first_group = organisations, organisations + len(parts)
    width = first_group + len(prey)
    rows = [_row(width, dict.fromkeys(range(organisations), 1))]
    for place, (_, need) in enumerate(parts):
        rows += [_row(width, {first_part + place: 1, column: -1}) for column in sorted(need)]
    for group in range(len(prey)):
        own = {first_part + place: -1 for place, (owner, _) in enumerate(parts) if owner == group}
        rows.append(_row(width, {first_group + group: 1, **own}))
    cost = np.concatenate(
        [
            _FEWER * np.linspace(1, 2, organisations),
            np.zeros(len(parts)),
            [-float(one.inwoners) for one in prey],
        ]
    )
    return _Program(organisations, cost, np.array(rows))


def _row(width: int, factors: Mapping[int, int]) -> list[float]:
    """Write the factors of one constraint."""
    row = [0.0] * width
    for column, factor in factors.items():
        row[column] = float(factor)
    return row
