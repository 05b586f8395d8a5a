"""Whether it is enough: fte per 100,000 inwoners per organisation and area, known and unknown apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from netmap.criteria import assess_fte
from netmap.dutch import count
from netmap.explain import describe_area
from netmap.klassen import build_fte_klassen
from netmap.schema import dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.regio import Regio

DIVISION: Final = "De fte van een organisatie is gedeeld door alle inwoners van het hele gebied waarvoor zij werkt."
"""Said wherever a number is shown: a small fte over a large area is thin everywhere in it."""
FTE_KNOWN: Final = ("ruim", "gemiddeld", "dun")


@dataclass(frozen=True)
class Capaciteit:
    """What one organisation can do for one area, as far as the sources say."""

    organisatie: str
    gebied: str
    """The area as a reader says it; also the part outside the chosen region."""
    doelgroep: str
    """``tot 23``, ``vanaf 23`` or blank for everyone."""
    fte: float | None
    """Highest fte that a source gives for the whole area; None when none does."""
    gemeenten: int
    inwoners: int
    """Of the whole area: the fte is divided by these."""
    gemeenten_hier: int
    """Gemeenten of the area that lie in the chosen region."""
    te_bevestigen: bool
    bronnen: tuple[str, ...]
    """Sources of the fte; when it is unknown, of the inzet."""
    vorm: tuple[str, ...] = ()
    """Forms of exploitation; empty for all of them."""

    @property
    def fte_per_100k(self) -> float | None:
        """Fte per 100,000 inwoners of the whole area; None when unknown."""
        return None if self.fte is None or not self.inwoners else self.fte * 100_000 / self.inwoners

    @property
    def inwoners_per_fte(self) -> int | None:
        """Inwoners for one fte, rounded to whole numbers; None when unknown or without fte."""
        return round(self.inwoners / self.fte) if self.fte else None

    @property
    def verdeling(self) -> str:
        """How the fte is divided, in Dutch."""
        area = f"{count(self.inwoners, 'inwoner', 'inwoners')} in {count(self.gemeenten, 'gemeente', 'gemeenten')}"
        if self.fte is None or self.fte_per_100k is None:
            return f"Fte onbekend, voor {area}."
        result = f"{dutch_number(self.fte_per_100k, 2)} fte per 100.000 inwoners"
        return f"{dutch_number(self.fte, 2)} fte gedeeld door {area}: {result}."


@dataclass(frozen=True)
class Adequacy:
    """Capacity in the country or a region: what is known of it, and of how much nothing is known."""

    gebied: Regio | None
    regels: tuple[Capaciteit, ...]
    """One per organisation, area, doelgroep and vorm: the thinnest first, then the unknown, the largest first."""
    per_klasse: Mapping[str, tuple[int, int]]
    """Class of the layer toereikendheid to (gemeenten, inwoners); every class is present."""

    @property
    def bekend(self) -> tuple[int, int]:
        """(gemeenten, inwoners) that are covered and whose fte is known."""
        pairs = [self.per_klasse.get(key, (0, 0)) for key in FTE_KNOWN]
        return sum(g for g, _ in pairs), sum(i for _, i in pairs)

    @property
    def onbekend(self) -> tuple[int, int]:
        """(gemeenten, inwoners) that are covered and whose fte is not known."""
        return self.per_klasse["fte_onbekend"]


def compute_adequacy(stand: Stand, gebied: Regio | None = None) -> Adequacy:
    """
    Compute how much fte there is, and for how many inwoners.

    Parameters
    ----------
    stand
        Output of ``build_stand``; its settings give the thresholds.
    gebied
        The region, or None for the country. An organisation that also works elsewhere is there with its whole
        area: its fte is not cut up by the border of the region.

    Returns
    -------
    adequacy
        Per organisation and in total; gemeenten and inwoners of the region add up over the classes.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = stand.codes(gebied)
    totals = {klasse.key: (0, 0) for klasse in build_fte_klassen(stand.settings)}
    for code in codes:
        one = stand.dekking[code]
        gemeenten, inwoners = totals[key := assess_fte(one, stand.settings)]
        totals[key] = (gemeenten + 1, inwoners + one.inwoners)
    groups: dict[tuple[str, str, tuple[str, ...], frozenset[str]], list[Inzet]] = defaultdict(list)
    for inzet in sorted(stand.tables.contacts, key=attrgetter("id")):
        here = not inzet.where(stand.peildatum).isdisjoint(codes)
        if here and inzet.rol == "zorgcoordinator" and inzet.covers_on(stand.peildatum):
            groups[inzet.knoop, inzet.doelgroep, inzet.vorm, inzet.codes].append(inzet)
    lines = [_capacity(stand, inzetten, codes) for inzetten in groups.values()]
    lines.sort(key=_thinnest_first)
    return Adequacy(gebied, tuple(lines), totals)


def _capacity(stand: Stand, inzetten: Sequence[Inzet], codes: Sequence[str]) -> Capaciteit:
    """Join what several sources say of the same work: the highest fte counts once, as in the coverage."""
    highest = max((i.fte for i in inzetten if i.fte is not None), default=None)
    told = [i for i in inzetten if i.fte == highest]
    first = told[0]
    return Capaciteit(
        organisatie=first.organisatie,
        gebied=describe_area(first),
        doelgroep=first.doelgroep,
        vorm=first.vorm,
        fte=highest,
        gemeenten=len(first.codes),
        inwoners=first.inwoners_gebied,
        gemeenten_hier=len(first.where(stand.peildatum).intersection(codes)),
        te_bevestigen=all(i.is_stale(stand.peildatum) for i in told),
        bronnen=tuple(sorted({i.bron for i in told if i.bron})),
    )


def _thinnest_first(line: Capaciteit) -> tuple[bool, float, int, str, str, str]:
    share = line.fte_per_100k
    return (share is None, share or 0.0, -line.inwoners, line.organisatie, line.doelgroep, line.gebied)
