"""Days to remember as a calendar file (iCalendar), without reminders and without people."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Dag(NamedTuple):
    """A day to remember."""

    sleutel: str
    """What it is, the same each time the file is made: a calendar that has it already puts it right."""
    dag: date
    titel: str
    uitleg: str


def write_ics(days: Iterable[Dag], peildatum: date) -> bytes:
    """
    Write days that every calendar program can take in.

    Parameters
    ----------
    days
        Each takes the whole day and leaves the reader free.
    peildatum
        When the file was made, for a calendar: the same bytes for the same days.

    Returns
    -------
    ics
        iCalendar 2.0 in UTF-8, days in the order given.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//netmap//NL")
    calendar.add("version", "2.0")
    for one in days:
        event = Event()
        event.add("uid", f"{one.sleutel}@netmap")
        event.add("dtstamp", datetime.combine(peildatum, time.min, UTC))
        event.add("dtstart", one.dag)
        event.add("summary", one.titel)
        event.add("description", one.uitleg)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
