"""What one map says before anything is drawn: the class of every gemeente, and the legend with its counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from netmap.aankondigingen import name_indeling
from netmap.aannames import Blik, name_aannames
from netmap.schema import BEWIJZEN, CENTRUMGEMEENTE, GRENZEN, TE_BEVESTIGEN, dutch_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netmap.aankondigingen import Aankondiging
    from netmap.aannames import Aanname
    from netmap.klassen import Klasse
    from netmap.regio import Regio

EENHEDEN: Final = {
    "gemeente": ("gemeente", "gemeenten"),
    "politieregio": ("politieregio", "politieregio's"),
    CENTRUMGEMEENTE: ("centrumgemeente", "centrumgemeenten"),
}
"""What a layer counts, singular and plural: gemeenten, or the regions it answers for as a whole."""


@dataclass(frozen=True)
class LegendEntry:
    """A class with what it counts within the chosen area."""

    klasse: Klasse
    gemeenten: int
    inwoners: int
    regios: int | None = None
    """Number of regions, when the layer is about those as a whole; None for gemeenten that are in none."""

    @property
    def aantal(self) -> int:
        """How many there are of what the layer is about."""
        return self.gemeenten if self.regios is None else self.regios


@dataclass(frozen=True)
class MapView:
    """
    What one map says, before anything is drawn: screen, picture and table are made from it.

    ``class_of`` has every gemeente of the country; ``legend`` counts only those in ``gebied``.
    """

    layer: str
    """Key of the layer."""
    naam: str
    """What it is called above a map and a legend, in Dutch."""
    vraag: str
    """The question the layer answers, in Dutch."""
    peildatum: date
    gebied: Regio | None
    """The chosen region, or None for the country."""
    codes: tuple[str, ...]
    """Codes of the gemeenten in ``gebied``, sorted."""
    class_of: Mapping[str, str]
    """Gemeente code to class key."""
    bewijs: Mapping[str, str]
    """Gemeente code to how strong the proof of its class is, one of ``schema.BEWIJZEN``: the weaker, the paler it is
    drawn. Without those of which nothing is known, and empty when the layer is not about what sources claim."""
    legend: tuple[LegendEntry, ...]
    """The classes in the order of the catalogue, also those that count zero, but for what only looking back needs."""
    per: str = "gemeente"
    """What it counts, a key of ``EENHEDEN``."""
    regio_of: Mapping[str, str] | None = None
    """Gemeente code to its region when the layer is about regions as a whole, else None; without those in none."""
    supposed: str = ""
    """What is other than it is on this map, behind the day in its description: ``zonder Moviera``."""
    telt: tuple[Aanname, ...] = ()
    """Assumptions about what counts; none when everything does."""
    doorgevoerd: tuple[Aankondiging, ...] = ()
    """Announced herindelingen that are drawn as if they were law; none for the gemeenten by law."""
    grenzen: str = GRENZEN[0]
    """Between which areas the borders stand out, one of ``schema.GRENZEN``."""

    @property
    def blik(self) -> Blik:
        """Which stand it is made from: the key of what is kept of it."""
        return Blik(self.peildatum, tuple(one.key for one in self.telt), self.doorgevoerd)

    @property
    def moment(self) -> str:
        """The day, what counts, which gemeenten and what is supposed: ``26 november 2026, zonder zekerheid laag``."""
        said = (name_aannames(self.telt), name_indeling(self.doorgevoerd), self.supposed)
        return ", ".join(filter(None, (dutch_date(self.peildatum), *said)))

    @property
    def eenheid(self) -> tuple[str, str]:
        """What the map counts, singular and plural."""
        return EENHEDEN[self.per]

    def eenheid_of(self, entry: LegendEntry) -> tuple[str, str]:
        """Name what a class counts, singular and plural: gemeenten where they are in no region."""
        return EENHEDEN["gemeente"] if entry.regios is None else self.eenheid

    @property
    def is_mixed(self) -> bool:
        """Whether a class counts gemeenten that are in no region, beside classes that count regions."""
        return any(entry.aantal and self.eenheid_of(entry) != self.eenheid for entry in self.legend)

    @cached_property
    def te_bevestigen(self) -> frozenset[str]:
        """Codes whose class rests on proof that is too old or has no date."""
        return frozenset(code for code, bewijs in self.bewijs.items() if bewijs in TE_BEVESTIGEN)

    @cached_property
    def bewijzen(self) -> Mapping[str, int]:
        """How strong the proof is to how many of what the map is about, within the area; only what occurs."""
        found = {at: self.size(code for code, bewijs in self.bewijs.items() if bewijs == at) for at in BEWIJZEN}
        return {at: number for at, number in found.items() if number}

    def shades(self, key: str) -> tuple[str, ...]:
        """List how strong the proof is of those in a class, within the area: only what occurs, from strong to weak."""
        return tuple(bewijs for klasse, bewijs in self.group(self.codes) if klasse.key == key)

    def group(self, codes: Iterable[str]) -> dict[tuple[Klasse, str], list[str]]:
        """Sort gemeenten out by class and strength of proof, in the order of the legend; ``ValueError`` outside it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code in codes:
            found[self.class_of[code], self.bewijs.get(code, "")].append(code)
        every = [(entry.klasse, bewijs) for entry in self.legend for bewijs in ("", *BEWIJZEN)]
        groups = {(klasse, at): found.pop((klasse.key, at)) for klasse, at in every if (klasse.key, at) in found}
        if found:
            unknown = ", ".join(sorted({key for key, _ in found}))
            msg = f"Layer {self.layer!r} gives classes that its legend lacks: {unknown}."
            raise ValueError(msg)
        return groups

    def size(self, codes: Iterable[str]) -> int:
        """Count what the map is about among these gemeenten, within the chosen area."""
        within = set(self.codes).intersection(codes)
        return len(
            within if self.regio_of is None else {self.regio_of[code] for code in within if code in self.regio_of}
        )
