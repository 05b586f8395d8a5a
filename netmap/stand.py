"""Everything known about one data folder on one day, from which all that netmap says is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from netmap.aankondigingen import name_indeling
from netmap.aannames import AANNAMES, Blik, find_covered, find_steps, leave_out, name_aannames
from netmap.centrumgemeenten import assess_centra, bound_covered
from netmap.coverage import compute_coverage, compute_role
from netmap.criteria import compute_criteria, weigh_area
from netmap.dutch import capital, count
from netmap.explain import NOTHING_THAT_COUNTS
from netmap.graph import build_graph
from netmap.norms import CRITERIA
from netmap.schema import CENTRUMGEMEENTE, GEDEKT
from netmap.settings import Settings
from netmap.tegenspraak import find_tegenspraken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    import networkx as nx

    from netmap.aannames import Aanname
    from netmap.centrumgemeenten import Bounds, Centrum
    from netmap.coverage import Dekking, RolStand
    from netmap.criteria import Antwoord
    from netmap.load import Tables
    from netmap.regio import Regio
    from netmap.tegenspraak import Tegenspraak

_USUAL: Final = Settings()


@dataclass(frozen=True)
class Stand:
    """Everything known about one data folder on one day; the layers are read from it."""

    tables: Tables
    peildatum: date
    graph: nx.MultiDiGraph[str]
    dekking: Mapping[str, Dekking]
    rollen: Mapping[str, Mapping[str, RolStand]]
    """Role to gemeente code to its state."""
    settings: Settings = _USUAL
    """Where thin and ample fte begin."""
    telt: tuple[Aanname, ...] = ()
    """Assumptions about what counts; ``tables`` and all else have only that. None when everything counts."""
    alle_tables: Tables | None = None
    """The tables with what does not count, when ``telt`` says that not everything does."""

    @property
    def blik(self) -> Blik:
        """Which stand of the data folder this is: the key of what is kept of it."""
        return Blik(self.peildatum, tuple(one.key for one in self.telt), self.tables.doorgevoerd)

    @property
    def keuze(self) -> str:
        """What counts and which gemeenten, behind a day or a title; blank for everything and the gemeenten by law."""
        return ", ".join(filter(None, (name_aannames(self.telt), name_indeling(self.tables.doorgevoerd))))

    @cached_property
    def alles(self) -> Stand:
        """The same day with everything counted; itself when it is."""
        return build_stand(self.alle_tables, self.peildatum, self.settings) if self.alle_tables else self

    @cached_property
    def blijft_over(self) -> Mapping[Aanname, frozenset[str]]:
        """Each assumption to the gemeenten that stay covered under it; when first asked for."""
        found = find_covered(self.graph, self.dekking, ((one,) for one in AANNAMES.values()))
        return {one: found[one,] for one in AANNAMES.values()}

    @cached_property
    def stappen(self) -> Mapping[str, str]:
        """Gemeente code to the strictest of ``STAPPEN`` at which it stays covered; when first asked for."""
        return find_steps(self.graph, self.dekking)

    @cached_property
    def tegenspraken(self) -> Mapping[str, tuple[Tegenspraak, ...]]:
        """Gemeente code to what contradicts each other there, for those where something does; when first asked for."""
        found: dict[str, list[Tegenspraak]] = defaultdict(list)
        for rows in (self.tables.contacts, self.tables.indicatoren):
            for one in find_tegenspraken(rows, self.peildatum):
                for code in one.codes:
                    found[code].append(one)
        return {code: tuple(some) for code, some in found.items()}

    def tegenspraken_over(self, onderwerp: str, code: str) -> tuple[Tegenspraak, ...]:
        """Find what contradicts each other about one role or criterium in one gemeente."""
        return tuple(one for one in self.tegenspraken.get(code, ()) if one.onderwerp == onderwerp)

    @cached_property
    def criteria(self) -> Mapping[str, Mapping[str, Antwoord]]:
        """Code of a criterium to gemeente code to answer; computed when first asked for."""
        return compute_criteria(self.tables.indicatoren, self.graph, self.dekking, self.rollen, self.settings)

    @cached_property
    def criteria_per_regio(self) -> Mapping[str, Mapping[str, Antwoord]]:
        """Code of a criterium to politieregio to the answer for that region as a whole."""
        regions: dict[str, list[str]] = {}
        for code, one in self.dekking.items():
            regions.setdefault(one.politieregio, []).append(code)
        return {
            key: {region: weigh_area(CRITERIA[key], answers, codes) for region, codes in regions.items()}
            for key, answers in self.criteria.items()
        }

    @cached_property
    def centra(self) -> tuple[Centrum, ...]:
        """The region of every centrumgemeente with its status, sorted by name; none when the data do not say."""
        return assess_centra(self.tables.indeling, {code: one.status for code, one in self.dekking.items()})

    def centrum_of(self, code: str) -> Centrum | None:
        """Find the region of a centrumgemeente that a gemeente is known to be in; None when that is not known."""
        indeling = self.tables.indeling.get(code)
        return next((one for one in self.centra if indeling and one.naam == indeling.centrum), None)

    def bound_centra(self, centra: Iterable[Centrum], counted: Collection[str] = GEDEKT) -> Bounds:
        """Count the regions of which every gemeente has one of these statuses; see ``bound_covered``."""
        covered = {code for code, one in self.dekking.items() if one.status in counted}
        return bound_covered(centra, self.tables.indeling, covered)

    def maybe_too(self, gebied: Regio | None) -> int:
        """How many gemeenten may belong to the region of a centrumgemeente besides its own; 0 for any other area."""
        if gebied is None or gebied.soort != CENTRUMGEMEENTE:
            return 0
        return next(len(one.open) for one in self.centra if one.naam == gebied.naam)

    def land_km2(self, codes: Iterable[str]) -> float:
        """Square kilometres of land of some gemeenten together, as the register has it."""
        return float(self.tables.gemeenten["oppervlakte_land_ha"][list(codes)].astype(float).sum()) / 100

    def codes(self, gebied: Regio | None = None) -> tuple[str, ...]:
        """Codes of the gemeenten in an area, or of all, sorted; ``KeyError`` for an area that the register lacks."""
        if gebied is None:
            return tuple(self.dekking)
        if not gebied.codes:
            return self.tables.gebieden.codes(gebied)
        if not self.dekking.keys() >= set(gebied.codes):
            raise KeyError(gebied)
        return gebied.codes


def build_stand(tables: Tables, peildatum: date, settings: Settings = _USUAL, telt: tuple[Aanname, ...] = ()) -> Stand:
    """
    Compute everything the layers are read from.

    Parameters
    ----------
    tables
        Validated tables of one data folder.
    peildatum
        The day.
    settings
        What the organisation set for itself: where thin and ample fte begin.
    telt
        Output of ``find_aannames``: assumptions about which statements count; empty for all.

    Returns
    -------
    stand
        Graph, coverage and roles on that day.
    """
    counted = leave_out(tables, telt, peildatum) if telt else tables
    graph = build_graph(counted, peildatum)
    others = ("bestuurlijk_trekker", "ketenregisseur", "aandachtsfunctionaris")
    rollen = {rol: compute_role(graph, rol) for rol in others}
    everything = tables if telt else None
    dekking = compute_coverage(graph)
    if telt:
        dekking = {code: _tell_left_out(one, tables, counted, telt) for code, one in dekking.items()}
    return Stand(counted, peildatum, graph, dekking, rollen, settings, telt, everything)


def _tell_left_out(one: Dekking, tables: Tables, counted: Tables, telt: tuple[Aanname, ...]) -> Dekking:
    """Say in the explanation how many statements about the gemeente do not count, and why."""
    about, left = (
        sum(inzet.rol == "zorgcoordinator" and one.code in inzet.codes for inzet in some.contacts)
        for some in (tables, counted)
    )
    if about == left:
        return one
    opening = NOTHING_THAT_COUNTS.zin if one.status == "onbekend" else one.uitleg[0]
    rows = count(about - left, "regel over zorgcoördinatie hier telt", "regels over zorgcoördinatie hier tellen")
    said = (opening, *(aanname.zin for aanname in telt), f"{capital(rows)} dus niet mee.")
    return replace(one, uitleg=(*said, *one.uitleg[1:]))
