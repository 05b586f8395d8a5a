"""The forecast as a finished figure: stacked areas over time, what causes each step, the official counts beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from netmap.drawing.captions import check_title, write_foot, write_title
from netmap.drawing.content import Content, KeyRow, Text, Way
from netmap.drawing.figure import FORMATS, Layout, arrange, write_figure
from netmap.drawing.picture import Design, make_size
from netmap.drawing.plot import EENHEDEN, LEAST, Plot, badge_svg, diamond
from netmap.dutch import count
from netmap.forecast.outlook import conclude_forecast, describe_forecast
from netmap.maps.style import swatch_svg
from netmap.schema import dutch_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netmap.forecast.course import Event
    from netmap.forecast.outlook import Forecast
    from netmap.klassen import Klasse

_USUAL: Final = Design()
_SWATCH: Final = (24, 14)
OFFICIAL: Final = "Officiële telling, telt per centrumgemeente"
"""Name of the official counts in a legend."""


@dataclass(frozen=True)
class Chart:
    """A chart before it is written to a file, with what stands on it: for tests."""

    layout: Layout
    plot: Plot
    """In units of the usual size of text."""
    svg: str
    numbers: Mapping[date, int]
    """Day to the number of its step in the list; none without the list."""


class StackedDays(NamedTuple):
    """The numbers of a chart, for a program that draws it itself."""

    days: tuple[date, ...]
    """In order; the day before every step and the day of it, so that what is drawn between two is a step."""
    areas: tuple[tuple[Klasse, tuple[int, ...]], ...]
    """What is stacked, from the bottom up: how it looks, and its height on each day."""
    counts: tuple[float | None, ...]
    """Height of the official count of each day, if it has one; empty when there is none at all."""
    total: int
    """Height of all areas together."""
    unit: str
    """What is counted."""
    peildatum: date


def stack_days(forecast: Forecast, eenheid: str = "gemeenten") -> StackedDays:
    """List the numbers of a forecast; ``eenheid`` as of `draw_forecast`."""
    plot = Plot(forecast, eenheid, LEAST, {})
    official = {one.dag: one.aandeel * plot.total for one in forecast.tellingen}
    before = (step.dag - timedelta(days=1) for step in forecast.steps[1:])
    days = sorted({*before, *(step.dag for step in forecast.steps), forecast.peildatum, forecast.eind, *official})
    points = [forecast.op(day) for day in days]
    areas = tuple((k, tuple(point.per_status[k.key][plot.which] for point in points)) for k in plot.klassen)
    counts = tuple(official.get(day) for day in days) if official else ()
    return StackedDays(tuple(days), areas, counts, plot.total, eenheid.capitalize(), forecast.peildatum)


def draw_forecast(forecast: Forecast, design: Design = _USUAL, eenheid: str = "gemeenten") -> bytes:
    """
    Draw a forecast as a file.

    Parameters
    ----------
    forecast
        Output of ``compute_forecast``.
    design
        Size, format, title and credit; without ``compleet`` only the areas, axes and legend, which is below when the
        figure is higher than it is wide. The network and logo are not used.
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
    chart = plan_forecast(forecast, design, eenheid)
    return write_figure(chart.layout, chart.svg, design.formaat)


def default_title(forecast: Forecast) -> str:
    """Write the title of a forecast: ``Verloop van de zorgcoördinatie in Nederland, 2015–2029``."""
    where = f"in de {forecast.gebied}" if forecast.gebied else "in Nederland"
    return f"Verloop van de zorgcoördinatie {where}, {forecast.begin.year}–{forecast.eind.year}"


def plan_forecast(forecast: Forecast, design: Design = _USUAL, eenheid: str = "gemeenten") -> Chart:
    """Compose a chart without writing it; as `draw_forecast`."""
    if eenheid not in EENHEDEN:
        msg = f"eenheid must be one of {EENHEDEN}, got {eenheid!r}."
        raise ValueError(msg)
    size = make_size(design.size.width, design.size.height)._replace(dpi=design.size.dpi)
    told: dict[date, list[Event]] = defaultdict(list)
    for event in forecast.events:
        told[event.dag].append(event)
    by_size = sorted(told, key=lambda day: (-sum(event.inwoners for event in told[day]), day))
    layout = arrange(_write_content(forecast, design, eenheid, told, by_size), size)
    numbers = {day: ordinal for ordinal, day in enumerate(sorted(by_size[: layout.way.steps]), start=1)}
    room, scale = layout.room, layout.scale
    plot = Plot(forecast, eenheid, (room.width / scale, room.height / scale), numbers)
    return Chart(layout, plot, f'<g transform="scale({scale:g})">{plot.draw()}</g>', numbers)


def _write_content(
    forecast: Forecast, design: Design, eenheid: str, told: Mapping[date, Sequence[Event]], by_size: Sequence[date]
) -> Content:
    """Gather what stands around the areas; only the legend when they must be alone."""
    title = default_title(forecast) if design.titel is None else check_title(design.titel)
    bare = Content(
        title or default_title(forecast),
        describe_forecast(forecast),
        design.organisatie,
        (Way("between"),) if design.size.height > design.size.width else (Way("chart"),),
        rows=_legend(forecast, eenheid),
        numbers=(f"{eenheid} op peildatum",),
        least=LEAST,
        smallest=1.0,
        refusal="De grafiek past niet op dit formaat. Kies een groter of minder smal formaat.",
    )
    if not design.compleet:
        return replace(bare, paper=None, letter=design.letter)
    sources = "; ".join(
        f"{dutch_date(one.geschreven)}: {one.hoeveel} ({_host(one.bron)})" for one in forecast.tellingen
    )
    return replace(
        bare,
        ways=tuple(Way("chart", steps=most) for most in range(len(told), -1, -1)),
        head=(*write_title(title, 21), Text(" ".join(conclude_forecast(forecast)), 12)),
        steps=tuple(KeyRow("", _tell(told[day]), size=8.5, width=13, rank=by_size.index(day)) for day in sorted(told)),
        badges=tuple(badge_svg(ordinal) for ordinal in range(1, len(told) + 1)),
        rests=tuple(
            f"Nog {count(len(told) - most, 'kleinere stap staat', 'kleinere stappen staan')} alleen in de tabel."
            for most in range(len(told))
        ),
        foot=write_foot(
            " ".join(forecast.kanttekeningen) + (f" Tellingen: {sources}." if sources else ""),
            f"Bronnen: openbare bronnen per inzet; inwoners: CBS (CC BY 4.0). Bewerkt door {design.organisatie}.",
        ),
    )


def _legend(forecast: Forecast, eenheid: str) -> tuple[KeyRow, ...]:
    """Name the statuses in the order of the stack, with their counts on the peildatum."""
    plot = Plot(forecast, eenheid, LEAST, {})
    now = forecast.op(forecast.peildatum).per_status
    rows = [
        KeyRow(swatch_svg(k, size=_SWATCH), k.label, (plot.short(now[k.key][plot.which]),), size=10, width=_SWATCH[0])
        for k in reversed(plot.klassen)
    ]
    if forecast.tellingen:
        wide, high = _SWATCH
        sign = f'<g transform="translate({wide / 2:g} {high / 2:g})">{diamond()}</g>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">{sign}</svg>'
        rows.append(KeyRow(svg, OFFICIAL, size=10, width=wide))
    return tuple(rows)


def _tell(events: Sequence[Event]) -> str:
    """Say what happens on one day."""
    return f"{events[0].wanneer} {'; '.join(f'{event.oorzaak}: {event.gevolg}' for event in events)}."


def _host(address: str) -> str:
    """Name of the site of a web address."""
    return urlsplit(address).netloc.removeprefix("www.")
