"""The stacked areas of a forecast with their axes, the peildatum, the steps and the official counts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from dateutil.relativedelta import relativedelta
from matplotlib.path import Path as Outline

from netmap.layers import STATUS_KLASSEN
from netmap.maps import style
from netmap.maps.composition import ASCENT, DESCENT, GREY, Rect
from netmap.maps.fonts import BOLD, measure
from netmap.maps.sheet import outline_of
from netmap.schema import MONTHS, dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.forecast.outlook import Forecast
    from netmap.layers import Klasse
    from netmap.maps.sheet import Sheet

EENHEDEN: Final = ("gemeenten", "inwoners")
"""What can be counted."""
LABEL: Final = 10.0
SMALL: Final = 8.5
LEADING: Final = 1.28
BADGE: Final = 6.5
"""Radius of the number of a step."""
AXIS: Final = 40.0
"""Room for the counts left of the areas."""
DIAMOND: Final = Outline([(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0), (0, -5.5)], closed=True)
_CIRCLE: Final = Outline.circle((0, 0), BADGE)
_STEPS_OF_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120)
_UNDATED: Final = "Onder deze lijn: begindatum onbekend"


class Plot:
    """
    The areas in their place on a sheet; lengths in units, y down.

    Parameters
    ----------
    sheet
        What is drawn on.
    forecast
        Output of ``compute_forecast``.
    eenheid
        One of ``EENHEDEN``.
    room
        The rectangle of the areas; the axes stand outside it.
    """

    def __init__(self, sheet: Sheet, forecast: Forecast, eenheid: str, room: Rect) -> None:
        self.sheet, self.forecast, self.eenheid, self.room = sheet, forecast, eenheid, room
        self.which = EENHEDEN.index(eenheid)
        self.total = (forecast.gemeenten, forecast.inwoners)[self.which]
        self.klassen = [k for k in STATUS_KLASSEN if any(step.per_status[k.key][0] for step in forecast.steps)]

    def x(self, day: date) -> float:
        """Find the place of a day."""
        begin, eind = self.forecast.begin, self.forecast.eind
        return self.room.x + self.room.width * (day - begin).days / max((eind - begin).days, 1)

    def y(self, value: float) -> float:
        """Find the height of a count."""
        return self.room.y + self.room.height * (1 - value / max(self.total, 1))

    def draw_areas(self) -> dict[str, Outline]:
        """Stack the statuses, best first, as steps: between two changes nothing moves."""
        steps, last = self.forecast.steps, self.forecast.eind
        edges = np.array([self.x(step.dag) for step in steps] + [self.x(last)])
        xs = np.repeat(edges, 2)[1:-1]
        base = np.zeros(len(steps))
        areas = {}
        for klasse in self.klassen:
            above = base + np.array([step.per_status[klasse.key][self.which] for step in steps])
            upper, lower = (np.repeat([self.y(value) for value in line], 2) for line in (above, base))
            ring = np.concatenate([np.column_stack([xs, upper]), np.column_stack([xs, lower])[::-1]])
            outline = Outline(np.concatenate([ring, ring[:1]]), closed=True)
            self.sheet.fill(outline, klasse.fill)
            self.sheet.pattern(klasse.pattern, klasse.fill, outline, self.room)
            self.sheet.strokes([np.column_stack([xs, upper])], style.LIGHT, 0.8, inside=self.room)
            areas[klasse.key] = outline
            base = above
        return areas

    def draw_undated(self) -> bool:
        """Draw a line below which nobody knows since when gemeenten are covered; tell whether it is there."""
        past = [step for step in self.forecast.steps if step.dag <= self.forecast.peildatum]
        turns = [new for old, new in pairwise(past) if new.begin_onbekend != old.begin_onbekend]
        before = [past[0], *turns]
        if self.which or not before[0].begin_onbekend:
            return False
        edges = [self.x(step.dag) for step in before] + [self.x(self.forecast.peildatum)]
        heights = [self.y(step.begin_onbekend) for step in before]
        widest = max(range(len(before)), key=lambda i: edges[i + 1] - edges[i])
        y = heights[widest] + 4 + ASCENT * LABEL
        # a line that nobody explains says nothing
        if measure(_UNDATED, LABEL) + 16 > edges[widest + 1] - edges[widest] or y > self.room.y + self.room.height:
            return False
        line = np.column_stack([np.repeat(edges, 2)[1:-1], np.repeat(heights, 2)])
        self.sheet.strokes([line], style.LIGHT, 1.3, "5 3", inside=self.room)
        self.sheet.text(edges[widest + 1] - 8, y, _UNDATED, LABEL, colour=style.LIGHT, align="right")
        return True

    def draw_axes(self) -> None:
        """Draw the counts on the left and the time below."""
        left, right, floor = self.room.x, self.room.x + self.room.width, self.room.y + self.room.height
        for value in _round_values(self.total):
            y = self.y(value)
            self.sheet.strokes([np.array([(left, y), (right, y)])], style.DARK, 0.4, "1 3", 0.6)
            self.sheet.text(left - 5, y + 0.35 * LABEL, self.short(value), LABEL, colour=GREY, align="right")
        above = self.room.y - 0.5 * LABEL
        self.sheet.text(left - AXIS, above, self.eenheid, LABEL, colour=GREY)
        self.sheet.strokes([np.array([(left, floor), (right, floor)])], style.DARK, 0.8)
        begin, eind = self.forecast.begin, self.forecast.eind
        months = (eind.year - begin.year) * 12 + eind.month - begin.month + 1
        step = next((n for n in _STEPS_OF_MONTHS if self.room.width * n / months >= 32), _STEPS_OF_MONTHS[-1])
        day = date(begin.year - begin.year % max(step // 12, 1), 1, 1)
        while day <= eind:
            if day >= begin:
                self._tick(day, step, floor)
            day += relativedelta(months=step)

    def _tick(self, day: date, step: int, floor: float) -> None:
        """Mark one day on the axis: a year, or a month with the year below January."""
        x = self.x(day)
        self.sheet.strokes([np.array([(x, floor), (x, floor + 4)])], style.DARK, 0.8)
        words = [str(day.year)] if step >= 12 else [MONTHS[day.month - 1][:3]] + [str(day.year)] * (day.month == 1)
        for line, text in enumerate(words, start=1):
            self.sheet.text(x, floor + 4 + line * LEADING * LABEL, text, LABEL, colour=GREY, align="center")

    def draw_peildatum(self, top: float) -> None:
        """Draw the peildatum, and make what comes after it lighter."""
        x, right = self.x(self.forecast.peildatum), self.room.x + self.room.width
        if right - x > 1:
            self.sheet.box(Rect(x, self.room.y, right - x, self.room.height), style.LIGHT, alpha=0.3)
        line = [np.array([(x, top + LABEL * LEADING), (x, self.room.y + self.room.height)])]
        self.sheet.strokes(line, style.LIGHT, 3.2)
        self.sheet.strokes(line, style.DARK, 1.4)
        words = f"peildatum {dutch_date(self.forecast.peildatum)}"
        half = measure(words, LABEL, BOLD) / 2
        middle = max(min(x, right - half), self.room.x + half)
        self.sheet.text(middle, top + ASCENT * LABEL, words, LABEL, BOLD, align="center")

    def draw_steps(self, numbers: Mapping[date, int]) -> None:
        """Write the numbers of the steps above the areas; close ones stand above each other."""
        free = [-np.inf, -np.inf]
        for day, number in numbers.items():
            x = self.x(day)
            row = 0 if free[0] <= x - 2.4 * BADGE else 1
            place = max(x, free[row] + 2.2 * BADGE) if free[row] > x - 2.2 * BADGE else x
            free[row] = place
            y = self.room.y - (BADGE + 4) * (1 + 1.6 * row)
            self.sheet.strokes(
                [np.array([(place, y), (x, self.room.y), (x, self.room.y + self.room.height)])],
                style.DARK,
                0.6,
                "1 2.5",
                0.7,
            )
            draw_badge(self.sheet, place, y, number)

    def draw_counts(self) -> list[Rect]:
        """Mark the official counts at the height of their share, each with its label."""
        places = [(self.x(one.dag), self.y(one.aandeel * self.total)) for one in self.forecast.tellingen]
        taken = [Rect(x - 6, y - 6, 12, 12) for x, y in places]
        labels = []
        for one, (x, y) in zip(self.forecast.tellingen, places, strict=True):
            words = f"{dutch_number(100 * one.aandeel)}%"
            words += "" if one.hoeveel.startswith(words) else f" ({one.geteld} van {one.van})"
            width, height = measure(words, LABEL, BOLD) + 6, (ASCENT + DESCENT) * LABEL + 2
            wishes = [
                Rect(x + dx, y + dy - height / 2, width, height) for dy in (0, 14, 28, -14) for dx in (9, -9 - width)
            ]
            free = [wish for wish in wishes if not any(wish.overlaps(other) for other in taken)]
            box = (free or wishes)[0]
            taken.append(box)
            labels.append(box)
            self.sheet.box(box, style.LIGHT, alpha=0.9)
            self.sheet.text(box.x + 3, box.y + 1 + ASCENT * LABEL, words, LABEL, BOLD)
            self.sheet.stamps(DIAMOND, np.array([(x, y)]), style.LIGHT, style.DARK, 1.6)
        return labels

    def short(self, value: float) -> str:
        """Write a count on the axis; millions as such."""
        if self.total < 2_000_000:
            return dutch_number(value)
        return "0" if not value else f"{dutch_number(value / 1e6, 1 if value % 1_000_000 else 0)} mln"


def _round_values(total: int) -> list[int]:
    """Zero and at most five round counts above it."""
    sizes = (factor * 10**power for power in range(9) for factor in (1, 2, 5))
    step = next((size for size in sizes if total / size <= 5), total)
    return list(range(0, total + 1, step or 1))


def draw_badge(sheet: Sheet, x: float, y: float, number: int) -> None:
    """
    Draw a number in a circle.

    Parameters
    ----------
    sheet
        What is drawn on.
    x, y
        Middle of the circle, in units.
    number
        The number.
    """
    sheet.stamps(_CIRCLE, np.array([(x, y)]), style.DARK, "none", 0)
    size = SMALL if number < 10 else SMALL - 1
    sheet.text(x, y + 0.36 * size, str(number), size, BOLD, style.LIGHT, "center")


def draw_swatch(sheet: Sheet, klasse: Klasse, box: Rect) -> None:
    """
    Draw the look of a class.

    Parameters
    ----------
    sheet
        What is drawn on.
    klasse
        The class.
    box
        Its room, in units.
    """
    sheet.box(box, klasse.fill)
    sheet.pattern(klasse.pattern, klasse.fill, outline_of(box), box, (box.x, box.y - 1))
    sheet.box(box, "none", style.DARK, 0.7)
