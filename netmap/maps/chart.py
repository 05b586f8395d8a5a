"""The forecast as a finished figure: stacked areas over time, what causes each step, the official counts beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np

from netmap.errors import NetmapError
from netmap.forecast.outlook import conclude_forecast, describe_forecast
from netmap.maps import style
from netmap.maps.composition import ASCENT, GREY, MARGIN, Rect, unit
from netmap.maps.fonts import BOLD, REGULAR, printable, wrap
from netmap.maps.picture import FORMATS, Design, check_title, make_size
from netmap.maps.picture_file import fixed_settings, write_figure
from netmap.maps.plot import (
    AXIS,
    BADGE,
    DIAMOND,
    EENHEDEN,
    LABEL,
    LEADING,
    SMALL,
    Plot,
    draw_badge,
    draw_swatch,
)
from netmap.maps.sheet import Sheet
from netmap.schema import dutch_date
from netmap.summary import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matplotlib.figure import Figure
    from matplotlib.path import Path as Outline

    from netmap.forecast.course import Event
    from netmap.forecast.outlook import Forecast

    _Item = tuple[int, list[str]]
    """Number of a step (0 for none) and its lines."""

_USUAL: Final = Design()
_TITLE, _TEXT = 21.0, 12.0
"""Sizes of the font in units."""
_LEGEND: Final = 172.0
"""Width of the legend."""
_GAP: Final = 14.0
_BETWEEN: Final = 4.0
"""Room below each item of the list."""
_SHARE: Final = 0.36
"""Share of the height that the areas and their axes get at least, before steps are left out of the list."""
_AROUND: Final = 84.0
"""Height of what stands above and below the areas."""
_LEAST: Final = (170.0, 90.0)
"""Width and height below which the areas cannot be read."""


@dataclass(frozen=True)
class Chart:
    """A chart before it is written to a file, with what stands on it: for tests."""

    figure: Figure
    plot: Rect
    areas: Mapping[str, Outline]
    """Status to the outline of its area, in units; only statuses that occur."""
    numbers: Mapping[date, int]
    """Day to the number of its step in the list; none without the list."""
    labels: tuple[Rect, ...]
    """Room of the labels at the official counts."""
    undated: bool
    """Whether a line tells how much of the cover has no known begin."""


def draw_forecast(forecast: Forecast, design: Design = _USUAL, eenheid: str = "gemeenten") -> bytes:
    """
    Draw a forecast as a file.

    Parameters
    ----------
    forecast
        Output of ``compute_forecast``.
    design
        Size, format, title and credit; without ``compleet`` only the areas, axes and legend. The network and logo
        are not used.
    eenheid
        ``gemeenten`` or ``inwoners``: what is counted.

    Returns
    -------
    file
        PNG, SVG or PDF; the same bytes for the same input. The alternative text is in it.

    Raises
    ------
    NetmapError
        When the size or title is not possible or the text does not fit; in Dutch.
    ValueError
        When the format or ``eenheid`` is unknown.
    """
    if design.formaat not in FORMATS:
        msg = f"formaat must be one of {FORMATS}, got {design.formaat!r}."
        raise ValueError(msg)
    title = check_title(design.titel) if design.titel else printable(default_title(forecast))
    # one lock for all pictures: the settings of Matplotlib belong to the whole process
    with fixed_settings():
        chart = plan_forecast(forecast, design, eenheid)
        return write_figure(chart.figure, design.formaat, title, describe_forecast(forecast))


def default_title(forecast: Forecast) -> str:
    """
    Write the title of a forecast.

    Parameters
    ----------
    forecast
        Output of ``compute_forecast``.

    Returns
    -------
    title
        ``Verloop van de zorgcoördinatie in Nederland, 2015–2029``.
    """
    where = f"in de {forecast.gebied}" if forecast.gebied else "in Nederland"
    return f"Verloop van de zorgcoördinatie {where}, {forecast.begin.year}–{forecast.eind.year}"


def plan_forecast(forecast: Forecast, design: Design = _USUAL, eenheid: str = "gemeenten") -> Chart:
    """
    Compose a chart without writing it.

    Parameters
    ----------
    forecast, design, eenheid
        As for `draw_forecast`.

    Returns
    -------
    chart
        The figure and what stands on it.

    Raises
    ------
    NetmapError, ValueError
        As for `draw_forecast`.
    """
    if eenheid not in EENHEDEN:
        msg = f"eenheid must be one of {EENHEDEN}, got {eenheid!r}."
        raise ValueError(msg)
    size = make_size(design.size.width, design.size.height)
    pixels = unit(size.width, size.height) * (1 if design.compleet else design.letter)
    background = style.LIGHT if design.compleet else "none"
    page = Rect(0, 0, size.width / pixels, size.height / pixels)
    points, dpi = pixels * 72 / design.size.dpi, design.size.dpi
    sheet = Sheet(page.width, page.height, points, dpi, background, design.formaat == "png")
    return _Drawing(sheet, page, forecast, eenheid).draw(design)


class _Drawing:
    """One chart on its sheet; lengths in units, y down."""

    def __init__(self, sheet: Sheet, page: Rect, forecast: Forecast, eenheid: str) -> None:
        self.sheet, self.page, self.forecast, self.eenheid = sheet, page, forecast, eenheid
        self.width = page.width - 2 * MARGIN

    def draw(self, design: Design) -> Chart:
        """Write the text above and below, then fill what is left."""
        top, bottom = MARGIN, self.page.height - MARGIN
        numbers: dict[date, int] = {}
        if design.compleet:
            title = default_title(self.forecast) if design.titel is None else check_title(design.titel)
            top = self._paragraph(title, top, _TITLE, BOLD) if title else top
            top = self._paragraph(" ".join(conclude_forecast(self.forecast)), top, _TEXT) + 4
            bottom = self._foot(design.organisatie, bottom)
            numbers, columns = self._choose(bottom - top - max(_SHARE * self.page.height, _LEAST[1] + _AROUND))
            bottom = self._list(columns, bottom)
        head = LABEL * LEADING * (2 if numbers else 1) + (BADGE + 4) * 2 * bool(numbers)
        below = 2 * LABEL * LEADING + 6
        room = Rect(MARGIN + AXIS, top + head, self.width - AXIS - _LEGEND - _GAP, bottom - top - head - below)
        if room.width < _LEAST[0] or room.height < _LEAST[1]:
            msg = "De grafiek past niet op dit formaat. Kies een groter of minder smal formaat."
            raise NetmapError(msg)
        plot = Plot(self.sheet, self.forecast, self.eenheid, room)
        areas = plot.draw_areas()
        undated = plot.draw_undated()
        plot.draw_axes()
        plot.draw_peildatum(top)
        plot.draw_steps(numbers)
        labels = plot.draw_counts()
        self._legend(plot)
        return Chart(self.sheet.figure, room, areas, numbers, tuple(labels), undated)

    def _paragraph(self, text: str, y: float, size: float, weight: str = REGULAR, colour: str = style.DARK) -> float:
        """Write lines from ``y`` down; return where the next may begin."""
        for line in wrap(text, size, self.width, weight):
            self.sheet.text(MARGIN, y + ASCENT * size, line, size, weight, colour)
            y += LEADING * size
        return y + 2

    def _foot(self, organisatie: str, bottom: float) -> float:
        """Write the remarks, sources and credit at the bottom; return where they begin."""
        sources = "; ".join(
            f"{dutch_date(one.geschreven)}: {one.hoeveel} ({_host(one.bron)})" for one in self.forecast.tellingen
        )
        parts = [
            " ".join(self.forecast.kanttekeningen) + (f" Tellingen: {sources}." if sources else ""),
            f"Bronnen: openbare bronnen per inzet; inwoners: CBS (CC BY 4.0). Bewerkt door {organisatie}.",
        ]
        height = sum(len(wrap(part, SMALL, self.width)) * LEADING * SMALL + 2 for part in parts)
        y = bottom - height
        for part in parts:
            y = self._paragraph(part, y, SMALL, colour=GREY)
        return bottom - height - 6

    def _choose(self, free: float) -> tuple[dict[date, int], list[list[_Item]]]:
        """Choose the steps that the list below the areas has room for, the largest ones; write it in columns."""
        told: dict[date, list[Event]] = defaultdict(list)
        for event in self.forecast.events:
            told[event.dag].append(event)
        by_size = sorted(told, key=lambda day: (-sum(event.inwoners for event in told[day]), day))
        for most in range(len(told), 0, -1):
            numbers = {day: number for number, day in enumerate(sorted(by_size[:most]), start=1)}
            texts = [(number, _tell(told[day])) for day, number in numbers.items()]
            if most < len(told):
                left = count(len(told) - most, "kleinere stap staat", "kleinere stappen staan")
                texts.append((0, f"Nog {left} alleen in de tabel."))
            columns = _in_columns([(number, wrap(text, SMALL, self._column)) for number, text in texts], self._columns)
            if max(map(_height, columns)) <= free:
                return numbers, columns
        return {}, []

    @property
    def _columns(self) -> int:
        """How many columns the list has."""
        return 3 if self.width > 800 else 2 if self.width > 480 else 1

    @property
    def _column(self) -> float:
        """Width of the text in one of them."""
        return (self.width - (self._columns - 1) * _GAP) / self._columns - 3 * BADGE

    def _list(self, columns: Sequence[Sequence[_Item]], bottom: float) -> float:
        """Write what causes each step at the bottom; return where it begins."""
        height = max(map(_height, columns), default=0)
        for place, items in enumerate(columns):
            x, y = MARGIN + place * (self._column + 3 * BADGE + _GAP), bottom - height
            for number, lines in items:
                if number:
                    draw_badge(self.sheet, x + BADGE, y + (ASCENT - 0.35) * SMALL, number)
                for line in lines:
                    self.sheet.text(x + 2.6 * BADGE, y + ASCENT * SMALL, line, SMALL)
                    y += LEADING * SMALL
                y += _BETWEEN
        return bottom - height - 6 * bool(columns)

    def _legend(self, plot: Plot) -> None:
        """Name the statuses in the order of the stack, with their counts on the peildatum."""
        x, right, y = plot.room.x + plot.room.width + _GAP, self.page.width - MARGIN, plot.room.y
        now = self.forecast.op(self.forecast.peildatum).per_status
        self.sheet.text(right, y + ASCENT * SMALL, f"{self.eenheid} nu", SMALL, colour=GREY, align="right")
        y += 1.7 * SMALL
        for klasse in reversed(plot.klassen):
            draw_swatch(self.sheet, klasse, Rect(x, y, 24, 14))
            self.sheet.text(x + 30, y + 11, klasse.label, LABEL)
            self.sheet.text(right, y + 11, plot.short(now[klasse.key][plot.which]), LABEL, BOLD, align="right")
            y += 20
        if self.forecast.tellingen:
            self.sheet.stamps(DIAMOND, np.array([(x + 12, y + 8)]), style.LIGHT, style.DARK, 1.6)
            for line in ("Officiële telling,", "telt per centrumgemeente"):
                self.sheet.text(x + 30, y + 11, line, LABEL)
                y += LEADING * LABEL


def _tell(events: Sequence[Event]) -> str:
    """Say what happens on one day."""
    return f"{events[0].wanneer} {'; '.join(f'{event.oorzaak}: {event.gevolg}' for event in events)}."


def _height(items: Sequence[_Item]) -> float:
    """Height of a column of the list."""
    return sum(len(lines) * LEADING * SMALL + _BETWEEN for _, lines in items)


def _in_columns(items: Sequence[_Item], columns: int) -> list[list[_Item]]:
    """Divide the list over columns, in order, as evenly as can be."""
    total = sum(len(lines) for _, lines in items)
    for most in range(-(-total // columns), total + 1):
        stacks: list[list[_Item]] = [[]]
        for item in items:
            if stacks[-1] and sum(len(lines) for _, lines in (*stacks[-1], item)) > most:
                stacks.append([])
            stacks[-1].append(item)
        if len(stacks) <= columns:
            break
    return stacks


def _host(address: str) -> str:
    """Name of the site of a web address."""
    return urlsplit(address).netloc.removeprefix("www.")
