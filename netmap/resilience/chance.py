"""How likely it is that a gemeente is covered, when every statement may be wrong: exact, no drawing of lots."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from netmap.resilience.removable import ZORG, find_situations
from netmap.schema import SEGMENTEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.settings import Settings


class Kans(NamedTuple):
    """Gemeenten that rest on the same statements, and how likely it is that they are covered."""

    codes: tuple[str, ...]
    """Gemeente codes in the area, sorted."""
    inwoners: int
    organisaties: tuple[str, ...]
    """Who covers them, sorted."""
    regels: int
    """Statements that carry the cover."""
    kans: float
    """0 to 1."""


def compute_chances(stand: Stand, gebied: Regio | None = None) -> tuple[Kans, ...]:
    """
    Compute for every gemeente that is covered how likely that is.

    Parameters
    ----------
    stand
        Output of ``build_stand``; its settings say how likely it is that a statement of each certainty is right.
    gebied
        The region whose gemeenten count; None for the country.

    Returns
    -------
    kansen
        Each covered gemeente in exactly one; least likely first, then most inwoners. The statements are right or wrong
        independently of each other: an assumption, for two may go back to one source. A gemeente is covered when for
        every part of the target group at least one statement is right.
    """
    codes = frozenset(stand.codes(gebied))
    found = []
    for situatie in find_situations(stand.graph, ZORG):
        here = tuple(code for code in situatie.codes if code in codes)
        if here and stand.dekking[here[0]].is_gedekt:
            carrying = [one for one in situatie.inzetten if one.covers_on(stand.peildatum) and one.heel]
            inwoners = sum(stand.dekking[code].inwoners for code in here)
            names = stand.dekking[here[0]].organisaties
            found.append(Kans(here, inwoners, names, len(carrying), _chance(carrying, stand.settings)))
    return tuple(sorted(found, key=lambda one: (one.kans, -one.inwoners, one.codes)))


def _chance(carrying: Iterable[Inzet], settings: Settings) -> float:
    """Covered: a statement for everyone is right, or for each part of the target group one for that part."""
    wrong: dict[str, list[float]] = {part: [] for part in ("", *SEGMENTEN)}
    for inzet in carrying:
        wrong[inzet.doelgroep].append(1 - settings.kans(inzet.zekerheid))
    parts = prod(1 - prod(wrong[segment]) for segment in SEGMENTEN)
    return 1 - prod(wrong[""]) * (1 - parts)
