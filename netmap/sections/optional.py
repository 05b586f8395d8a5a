"""
Optional sections: results of other pages that slides, a report and a workbook can hold too.

A scenario and the advice where next depend on what the user typed in, and stay on their own page.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from netmap.compare.stands import compare_stands
from netmap.errors import NetmapError
from netmap.forecast.outlook import compute_forecast
from netmap.jaarreeks import build_jaarreeks, build_stands, usual_jaren
from netmap.layers import LAYERS, build_stand
from netmap.schema import fold
from netmap.sections.adequacy import adequacy_section
from netmap.sections.centrumgemeenten import centrumgemeenten_section
from netmap.sections.criteria import criteria_section
from netmap.sections.development import development_section
from netmap.sections.forecast import forecast_section
from netmap.sections.jaarreeks import jaarreeks_section
from netmap.sections.norms import norms_section
from netmap.sections.removal import dependence_section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.compare.stands import Comparison
    from netmap.forecast.outlook import Forecast
    from netmap.jaarreeks import Jaarreeks
    from netmap.layers import MapView, Stand
    from netmap.regio import Regio
    from netmap.table import Figure, Section, Table

SINDS: Final = date(2019, 9, 1)
"""The month of the last official count: the day that the development is reckoned from."""
ONDERDELEN: Final[Mapping[str, str]] = {
    "kwetsbaarheid": "Kwetsbaarheid: wie is de enige",
    "vooruitblik": "Vooruitblik: het verloop tot over drie jaar",
    "jaarreeks": "Jaarreeks: kleine kaarten van jaar tot jaar",
    "toereikendheid": "Toereikendheid: hoeveel fte",
    "centrumgemeenten": "Centrumgemeenten: waar de hele regio gedekt is",
    "criteria": "Criteria: wat officiële documenten vragen",
    "normen": "Normen: wat er is afgesproken, en of het moet",
    "ontwikkeling": "Ontwikkeling: wat er veranderde",
}
"""The sections by key, in the order in which they stand."""
_ELSEWHERE: Final = frozenset({"scorekaart", "metingen"})
"""Tables about the criteria that a workbook has anyway, or that are not about one area."""


def find_onderdelen(text: str) -> tuple[str, ...]:
    """Find the sections that somebody typed, with commas between the keys; none for an empty text.

    Keys of ``ONDERDELEN``, each once, in its order. NetmapError when there is no such section; says which there are.
    """
    typed = {fold(part) for part in text.split(",")} - {""}
    if unknown := sorted(typed - set(ONDERDELEN)):
        which = ", ".join(repr(part[:30]) for part in unknown)
        msg = f"Dit onderdeel bestaat niet: {which}. Kies uit: {', '.join(ONDERDELEN)}."
        raise NetmapError(msg)
    return tuple(key for key in ONDERDELEN if key in typed)


class OptionalSections:
    """The optional sections of one stand; what all areas share is computed once.

    The development is reckoned from ``sinds``; ``draw_map`` makes the figure of a map, and ``draw_reeks`` the drawing
    of a jaarreeks; None for who takes tables only.
    """

    def __init__(
        self,
        stand: Stand,
        sinds: date = SINDS,
        draw_map: Callable[[MapView], Figure] | None = None,
        draw_reeks: Callable[[Jaarreeks, Any], bytes] | None = None,
    ) -> None:
        self._stand, self._sinds = stand, sinds
        self._builders: Mapping[str, Callable[[Regio | None], Section]] = {
            "kwetsbaarheid": lambda gebied: dependence_section(stand, gebied),
            "vooruitblik": lambda gebied: forecast_section(self._forecast(gebied), compact=True),
            "jaarreeks": lambda gebied: self._tell_years(gebied, draw_reeks),
            "toereikendheid": lambda gebied: adequacy_section(stand, gebied),
            "centrumgemeenten": lambda gebied: centrumgemeenten_section(stand, gebied),
            "criteria": lambda gebied: criteria_section(stand, gebied, compact=True),
            "normen": lambda _gebied: norms_section(stand),
            "ontwikkeling": lambda gebied: development_section(self._comparison, stand, gebied, draw_map, compact=True),
        }

    def find(self, key: str, gebied: Regio | None) -> Section:
        """Tell one of ``ONDERDELEN`` to somebody who reads it, compact: what is the same shares a row.

        KeyError when the section or the region does not exist.
        """
        return self._builders[key](gebied)

    def tables(self, key: str, gebied: Regio | None) -> tuple[Table, ...]:
        """List the tables of one section in full, for a file of data.

        The conclusion explains the first in the reading guide. KeyError as of `find`.
        """
        section = self._in_full(key, gebied)
        first, *others = (table for table in section.tables if table.key not in _ELSEWHERE)
        said = " ".join(dict.fromkeys((" ".join(section.conclusion), first.explanation)))
        return (replace(first, explanation=said.strip()), *others)

    def _in_full(self, key: str, gebied: Regio | None) -> Section:
        if key == "criteria":
            return criteria_section(self._stand, gebied)
        if key == "vooruitblik":
            return forecast_section(self._forecast(gebied))
        if key == "jaarreeks":
            return jaarreeks_section(self._reeks(gebied))
        if key == "ontwikkeling":
            return development_section(self._comparison, self._stand, gebied)
        return self.find(key, gebied)

    def _forecast(self, gebied: Regio | None) -> Forecast:
        return compute_forecast(self._stand, gebied=gebied)

    def _reeks(self, gebied: Regio | None) -> Jaarreeks:
        return build_jaarreeks(self._years, self._stand.peildatum, LAYERS["zorgcoordinatie"], gebied)

    def _tell_years(self, gebied: Regio | None, draw: Callable[[Jaarreeks, Any], bytes] | None) -> Section:
        reeks = self._reeks(gebied)
        return jaarreeks_section(reeks, (lambda design: draw(reeks, design)) if draw else None, compact=True)

    @cached_property
    def _years(self) -> tuple[Stand, ...]:
        """The stands of the years; the same for every area."""
        return build_stands(self._stand, *usual_jaren(self._stand.peildatum))

    @cached_property
    def _comparison(self) -> Comparison:
        """The two days beside each other; the same for every area."""
        before = build_stand(self._stand.alles.tables, self._sinds, self._stand.settings, self._stand.telt)
        return compare_stands(before, self._stand)
