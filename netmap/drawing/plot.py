"""The stacked areas of a forecast with their axes, the peildatum, the steps and the official counts, as SVG."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from dateutil.relativedelta import relativedelta

from netmap.drawing.fonts import ASCENT, BOLD, DESCENT, measure
from netmap.drawing.svg import GREY, Rect, box, number, points, stroke, text
from netmap.layers import STATUS_KLASSEN
from netmap.maps import style
from netmap.schema import MONTHS, dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.forecast.outlook import Forecast
    from netmap.maps.shapes import Point

EENHEDEN: Final = ("gemeenten", "inwoners")
"""What can be counted."""
LEAST: Final = (210.0, 174.0)
"""Width and height below which a plot with its axes cannot be read."""
_LABEL: Final = 10.0
_LEADING: Final = 1.28
_BADGE: Final = 6.5
"""Radius of the number of a step."""
_AXIS: Final = 40.0
"""Room for the counts left of the areas."""
_EDGE: Final = 12.0
"""Room right of them, for half of the last year."""
_DIAMOND: Final = "M0,-5.5L5.5,0L0,5.5L-5.5,0z"
_STEPS_OF_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120)


class Plot:
    """
    The areas with everything around them; lengths in units, y down.

    ``eenheid`` is one of ``EENHEDEN``; ``size`` has the axes in it; ``numbers`` is day to the number of its step, in
    order.
    """

    def __init__(
        self, forecast: Forecast, eenheid: str, size: tuple[float, float], numbers: Mapping[date, int]
    ) -> None:
        self.forecast, self.eenheid, self.numbers = forecast, eenheid, numbers
        self.which = EENHEDEN.index(eenheid)
        self.total = (forecast.gemeenten, forecast.inwoners)[self.which]
        self.klassen = [k for k in STATUS_KLASSEN if any(step.per_status[k.key][0] for step in forecast.steps)]
        above = _LABEL * _LEADING + (_LABEL * _LEADING + 2 * (_BADGE + 4) if numbers else 0)
        below = 2 * _LABEL * _LEADING + 6
        self.room = Rect(_AXIS, above, size[0] - _AXIS - _EDGE, size[1] - above - below)
        self.areas: dict[str, list[Point]] = {}
        """Status to the ring of its area; only statuses that occur."""
        self.labels: list[Rect] = []
        """Room of the labels at the official counts."""
        """A line that tells how much of the cover has no known begin, if there is one."""

    def draw(self) -> str:
        """Draw from the bottom up."""
        areas = self._areas()
        return "".join([areas, *self._axes(), *self._peildatum(), *self._steps(), *self._counts()])

    def x(self, day: date) -> float:
        """Find the place of a day."""
        begin, eind = self.forecast.begin, self.forecast.eind
        return self.room.x + self.room.width * (day - begin).days / max((eind - begin).days, 1)

    def y(self, value: float) -> float:
        """Find the height of a count."""
        return self.room.y + self.room.height * (1 - value / max(self.total, 1))

    @property
    def _right(self) -> float:
        return self.room.x + self.room.width

    @property
    def _floor(self) -> float:
        return self.room.y + self.room.height

    def _areas(self) -> str:
        """Stack the statuses, best first, as steps: between two changes nothing moves."""
        steps = self.forecast.steps
        edges = [self.x(step.dag) for step in steps] + [self.x(self.forecast.eind)]
        xs = np.repeat(edges, 2)[1:-1]
        base = np.zeros(len(steps))
        defs, parts, lines = [], [], []
        for klasse in self.klassen:
            above = base + np.array([step.per_status[klasse.key][self.which] for step in steps])
            upper, lower = (np.repeat([self.y(value) for value in line], 2) for line in (above, base))
            ring = np.concatenate([np.column_stack([xs, upper]), np.column_stack([xs, lower])[::-1]])
            self.areas[klasse.key] = [(float(x), float(y)) for x, y in ring]
            path = points(self.areas[klasse.key], closed=True)
            parts.append(f'<path d="{path}" fill="{klasse.fill}"/>')
            if strokes := style.pattern_strokes(klasse):
                defs.append(style.tile_svg(f"vlak-{klasse.key}", strokes))
                parts.append(f'<path d="{path}" fill="url(#vlak-{klasse.key})"/>')
            lines.append(stroke(points(self.areas[klasse.key][: len(xs)]), style.LIGHT, 0.8))
            base = above
        return f"<defs>{''.join(defs)}</defs>{''.join(parts + lines)}"

    def _axes(self) -> list[str]:
        """Draw the counts on the left and the time below."""
        left, right, floor = self.room.x, self._right, self._floor
        parts = [text(left - _AXIS, self.room.y - 0.5 * _LABEL, self.eenheid, _LABEL, colour=GREY)]
        for value in _round_values(self.total):
            y = self.y(value)
            parts.append(stroke(points([(left, y), (right, y)]), style.DARK, 0.4, "1 3", 0.6))
            parts.append(text(left - 5, y + 0.35 * _LABEL, self.short(value), _LABEL, colour=GREY, anchor="end"))
        parts.append(stroke(points([(left, floor), (right, floor)]), style.DARK, 0.8))
        begin, eind = self.forecast.begin, self.forecast.eind
        months = (eind.year - begin.year) * 12 + eind.month - begin.month + 1
        step = next((n for n in _STEPS_OF_MONTHS if self.room.width * n / months >= 32), _STEPS_OF_MONTHS[-1])
        day = date(begin.year - begin.year % max(step // 12, 1), 1, 1)
        while day <= eind:
            if day >= begin:
                parts += self._tick(day, step)
            day += relativedelta(months=step)
        return parts

    def _tick(self, day: date, step: int) -> list[str]:
        """Mark one day on the axis: a year, or a month with the year below January."""
        x, floor = self.x(day), self._floor
        words = [str(day.year)] if step >= 12 else [MONTHS[day.month - 1][:3]] + [str(day.year)] * (day.month == 1)
        return [
            stroke(points([(x, floor), (x, floor + 4)]), style.DARK, 0.8),
            *(
                text(x, floor + 4 + line * _LEADING * _LABEL, one, _LABEL, colour=GREY, anchor="middle")
                for line, one in enumerate(words, start=1)
            ),
        ]

    def _peildatum(self) -> list[str]:
        """Draw the peildatum, and make what comes after it lighter."""
        x, right = self.x(self.forecast.peildatum), self._right
        later = Rect(x, self.room.y, right - x, self.room.height)
        line = points([(x, _LABEL * _LEADING), (x, self._floor)])
        words = f"peildatum {dutch_date(self.forecast.peildatum)}"
        half = measure(words, _LABEL, BOLD) / 2
        middle = max(min(x, right - half), self.room.x + half)
        return [
            box(later, style.LIGHT, opacity=0.3) if right - x > 1 else "",
            stroke(line, style.LIGHT, 3.2),
            stroke(line, style.DARK, 1.4),
            text(middle, ASCENT * _LABEL, words, _LABEL, BOLD, anchor="middle"),
        ]

    def _steps(self) -> list[str]:
        """Write the numbers of the steps above the areas; close ones stand above each other."""
        free = [-np.inf, -np.inf]
        parts = []
        for day, ordinal in self.numbers.items():
            x = self.x(day)
            row = 0 if free[0] <= x - 2.4 * _BADGE else 1
            place = max(x, free[row] + 2.2 * _BADGE) if free[row] > x - 2.2 * _BADGE else x
            free[row] = place
            y = self.room.y - (_BADGE + 4) * (1 + 1.6 * row)
            parts.append(
                stroke(points([(place, y), (x, self.room.y), (x, self._floor)]), style.DARK, 0.6, "1 2.5", 0.7)
            )
            parts.append(_badge(place, y, ordinal))
        return parts

    def _counts(self) -> list[str]:
        """Mark the official counts at the height of their share, each with its label."""
        places = [(self.x(one.dag), self.y(one.aandeel * self.total)) for one in self.forecast.tellingen]
        taken = [Rect(x - 6, y - 6, 12, 12) for x, y in places]
        parts = []
        for one, (x, y) in zip(self.forecast.tellingen, places, strict=True):
            words = f"{dutch_number(100 * one.aandeel)}%"
            words += "" if one.hoeveel.startswith(words) else f" ({one.geteld} van {one.van})"
            width, height = measure(words, _LABEL, BOLD) + 6, (ASCENT + DESCENT) * _LABEL + 2
            wishes = [
                Rect(x + dx, y + dy - height / 2, width, height) for dy in (0, 14, 28, -14) for dx in (9, -9 - width)
            ]
            free = [wish for wish in wishes if not any(wish.overlaps(other) for other in taken)]
            room = (free or wishes)[0]
            taken.append(room)
            self.labels.append(room)
            parts += [
                box(room, style.LIGHT, opacity=0.9),
                text(room.x + 3, room.y + 1 + ASCENT * _LABEL, words, _LABEL, BOLD),
                f'<g transform="translate({number(x)} {number(y)})">{diamond()}</g>',
            ]
        return parts

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


def diamond() -> str:
    """Draw the sign of an official count, around 0,0."""
    return f'<path d="{_DIAMOND}" fill="{style.LIGHT}" stroke="{style.DARK}" stroke-width="1.6"/>'


def badge_svg(ordinal: int) -> str:
    """Draw the number of a step, for the list below the areas."""
    side = 2 * _BADGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side:g}" height="{side:g}" font-family="Fira Sans">'
        f"{_badge(_BADGE, _BADGE, ordinal)}</svg>"
    )


def _badge(x: float, y: float, ordinal: int) -> str:
    """Draw a number in a circle."""
    size = 8.5 if ordinal < 10 else 7.5
    circle = f'<circle cx="{number(x)}" cy="{number(y)}" r="{_BADGE}" fill="{style.DARK}"/>'
    return circle + text(x, y + 0.36 * size, str(ordinal), size, BOLD, style.LIGHT, "middle")
