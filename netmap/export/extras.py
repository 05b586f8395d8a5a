"""
Optional sections: results of other pages that slides, a report and a workbook can hold too.

Every section is one `Onderdeel`; its report section, slides and sheets are made from that, so they cannot disagree.
A scenario and the advice where next depend on what the user typed in, and stay on their own page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from netmap.compare.stands import compare_stands
from netmap.errors import NetmapError
from netmap.export.extras_content import (
    build_criteria,
    build_toereikendheid,
)
from netmap.export.extras_model import of_section
from netmap.export.slide_content import build_map
from netmap.forecast.outlook import compute_forecast
from netmap.forecast.tellingen import load_tellingen
from netmap.layers import build_stand
from netmap.schema import fold
from netmap.sections.development import development_section, difference_view
from netmap.sections.figures import map_figure
from netmap.sections.forecast import forecast_section
from netmap.sections.removal import dependence_section
from netmap.table import Figure, Listing, Section
from netmap.write.pptx import slides_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netmap.compare.stands import Comparison
    from netmap.export.extras_model import Onderdeel
    from netmap.forecast.outlook import Forecast
    from netmap.gebieden import Gebied
    from netmap.layers import Stand
    from netmap.maps.shapes import Shapes
    from netmap.table import Block, Table
    from netmap.write.pptx import Slide

SINDS: Final = date(2019, 9, 1)
"""The month of the last official count: the day that the development is reckoned from."""
ONDERDELEN: Final[Mapping[str, str]] = {
    "kwetsbaarheid": "Kwetsbaarheid: wie is de enige",
    "vooruitblik": "Vooruitblik: het verloop tot over drie jaar",
    "toereikendheid": "Toereikendheid: hoeveel fte",
    "criteria": "Criteria: wat officiële documenten vragen",
    "ontwikkeling": "Ontwikkeling: wat er veranderde",
}
"""The sections by key, in the order in which they stand."""


def find_onderdelen(text: str) -> tuple[str, ...]:
    """
    Find the sections that somebody typed.

    Parameters
    ----------
    text
        Keys with commas between them; empty for none.

    Returns
    -------
    keys
        Keys of ``ONDERDELEN``, each once, in its order.

    Raises
    ------
    NetmapError
        When there is no such section; says which there are.
    """
    typed = {fold(part) for part in text.split(",")} - {""}
    if unknown := sorted(typed - set(ONDERDELEN)):
        which = ", ".join(repr(part[:30]) for part in unknown)
        msg = f"Dit onderdeel bestaat niet: {which}. Kies uit: {', '.join(ONDERDELEN)}."
        raise NetmapError(msg)
    return tuple(key for key in ONDERDELEN if key in typed)


class Extras:
    """
    The optional sections of one stand; what all areas share is computed once.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    sinds
        The day that the development is reckoned from.
    """

    def __init__(self, stand: Stand, sinds: date = SINDS) -> None:
        self._stand, self._sinds = stand, sinds

    def find(self, key: str, gebied: Gebied | None) -> Onderdeel:
        """
        Compute one section.

        Parameters
        ----------
        key
            One of ``ONDERDELEN``.
        gebied
            The region, or None for the country.

        Returns
        -------
        onderdeel
            What it says.

        Raises
        ------
        KeyError
            When the section or the region does not exist.
        """
        builders: Mapping[str, Callable[[], Onderdeel]] = {
            "kwetsbaarheid": lambda: of_section(dependence_section(self._stand, gebied)),
            "vooruitblik": lambda: of_section(forecast_section(self._forecast(gebied))),
            "toereikendheid": lambda: build_toereikendheid(self._stand, gebied),
            "criteria": lambda: build_criteria(self._stand, gebied),
            "ontwikkeling": lambda: self._development(gebied),
        }
        return builders[key]()

    def _forecast(self, gebied: Gebied | None) -> Forecast:
        tellingen = load_tellingen(self._stand.tables.folder) if gebied is None else ()
        return compute_forecast(self._stand, gebied=gebied, tellingen=tellingen)

    def _development(self, gebied: Gebied | None) -> Onderdeel:
        """Let gemeenten that changed alike share a row, but not in a file of data."""
        alike, apart = (
            development_section(self._comparison, self._stand, gebied, together=together) for together in (True, False)
        )
        return of_section(alike, apart.tables, difference_view(self._comparison, self._stand, gebied))

    @cached_property
    def _comparison(self) -> Comparison:
        """The two days beside each other; the same for every area."""
        before = build_stand(self._stand.tables, self._sinds, self._stand.settings)
        return compare_stands(before, self._stand)


def build_section(onderdeel: Onderdeel, stand: Stand, shapes: Shapes) -> Section:
    """
    Make the section of a report.

    Parameters
    ----------
    onderdeel
        Output of `Extras.find`.
    stand
        What it was computed from.
    shapes
        Output of ``build_shapes`` for the same data folder.

    Returns
    -------
    section
        The conclusion, the figure, what else must be said, and the tables that have rows.
    """
    blocks: list[Block] = []
    if onderdeel.view is not None:
        blocks.append(map_figure(stand, onderdeel.view, shapes))
    elif onderdeel.teken is not None:
        blocks.append(Figure(onderdeel.teken, onderdeel.alt, onderdeel.bijschrift))
    if onderdeel.zinnen:
        blocks.append(Listing(onderdeel.zinnen))
    blocks += [tabel.kort for tabel in onderdeel.tabellen if tabel.kort.rows]
    conclusion = tuple(re.split(r"(?<=[.]) (?=[A-Z])", onderdeel.conclusie))
    return Section(onderdeel.key, onderdeel.naam, onderdeel.kop, conclusion, tuple(blocks))


def build_slides(onderdeel: Onderdeel, stand: Stand, shapes: Shapes) -> tuple[Slide, ...]:
    """
    Make the slides.

    Parameters
    ----------
    onderdeel, stand, shapes
        As for `build_section`.

    Returns
    -------
    slides
        What the section says, with the map as a slide has it.
    """
    section = build_section(onderdeel, stand, shapes)
    if onderdeel.view is not None:
        section = replace(section, blocks=(build_map(stand, onderdeel.view, shapes), *section.blocks[1:]))
    return slides_of(section)


def build_sheets(onderdeel: Onderdeel) -> tuple[Table, ...]:
    """
    Make the sheets of a workbook.

    Parameters
    ----------
    onderdeel
        Output of `Extras.find`.

    Returns
    -------
    sheets
        Every table in full; the conclusion explains the first in the reading guide.
    """
    return tuple(tabel.blad for tabel in onderdeel.tabellen)
