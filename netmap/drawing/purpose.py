"""What a picture is made for: to be read on paper, to be seen from the back row, or to stand in a message."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.drawing.captions import MAX_TITLE, write_title
from netmap.drawing.content import KeyRow, Text
from netmap.drawing.legend import SWATCH, build_rows
from netmap.drawing.name_wishes import find_exceptions
from netmap.drawing.svg import GREY, unit
from netmap.headline import conclude_view
from netmap.proof import tell_basis
from netmap.schema import CENTRUMGEMEENTE, dutch_date, fold
from netmap.summary import credit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.drawing.content import Content, Size
    from netmap.drawing.figure import Layout
    from netmap.layers import MapView, Stand

LETTER: Final = 18.0
"""Size in units of the smallest text of a message; where the picture fills a slide of 33,87 by 19,05 cm a unit is a
point."""
_TITLE: Final = 36.0
_LONG_TITLE: Final = 28.0
"""Size of a title that is longer than somebody may type."""
_LEAST_MAP: Final = 0.5
"""Share of a message that the map must have, or else its title becomes as small as a long one."""
_SENTENCE: Final = 20.0
_CREDIT: Final = 13.0
_NAMES: Final = 9.0
_SLIDE: Final = (960.0, 540.0)
"""Width and height of that slide in points."""
_ON_A_PHONE: Final = 1.02
"""How many times larger the text of a message is that is shown small."""


_SHARE: Final = re.compile(r" \([\d,]+% van de inwoners\)")
"""What a message leaves out of its title."""


_SHORT: Final = 110
"""Signs of the longest sentence that a message has below its title."""


class Doel(NamedTuple):
    """A purpose of a picture."""

    naam: str
    """What the reader sees."""
    maat: str
    """Key of its usual size in ``picture.SIZES``."""
    is_message: bool = True
    """Whether it only tells the message, in large letters, and names only the exceptions."""


DOELEN: Final[Mapping[str, Doel]] = {
    "papier": Doel("Papier: alles erop, om van dichtbij te lezen", "dia", is_message=False),
    "projectie": Doel("Projectie: de boodschap, te lezen van achter in de zaal", "dia"),
    "social": Doel("Social: de boodschap, voor een bericht", "social"),
}
"""Key on the command line and in the address to the purpose; the first is the usual one."""


def letter_of(doel: str, size: Size) -> float:
    """Say how many times larger than usual the text of a message must be in a picture of this size."""
    if doel == "social":
        return _ON_A_PHONE
    pixels = unit(size.width, size.height)
    return max(side / pixels / most for side, most in zip((size.width, size.height), _SLIDE, strict=True))


def make_room(content: Content, layout: Layout) -> Content | None:
    """Give the map of a message more room with a smaller title; None where it has enough."""
    room, page = layout.room, layout.page
    if room.width * room.height >= _LEAST_MAP * page.width * page.height:
        return None
    return replace(content, head=tuple(one._replace(size=min(one.size, _LONG_TITLE)) for one in content.head))


def title_message(stand: Stand, view: MapView) -> str:
    """Say the message of a view as a title: what it concludes first."""
    return _SHARE.sub("", conclude_view(stand, view)[0]).removesuffix(".")


def write_message(stand: Stand, view: MapView, title: str | None) -> tuple[Text, ...]:
    """Say the message: as the title, unless there is another one; then on whose word, or else a short sentence."""
    message, basis = title_message(stand, view), tell_basis(stand, view)
    sentences = [] if title is None else [f"{message}."]
    if basis:
        sentences.append(f"Volgens {basis}.")
    elif title is None:
        sentences += [one for one in conclude_view(stand, view)[1:] if len(one) <= _SHORT][:1]
    title = message if title is None else title
    return (
        *write_title(title, _TITLE if len(title) <= MAX_TITLE else _LONG_TITLE),
        *(Text(text, _SENTENCE) for text in sentences),
    )


def name_exceptions(stand: Stand, view: MapView) -> tuple[Text, ...]:
    """Name all exceptions for those who read from paper, per class: the map has no room for every name."""
    labels = {entry.klasse.key: entry.klasse.label for entry in view.legend}
    told = []
    for group in find_exceptions(view):
        names = {(view.regio_of or {}).get(code, stand.dekking[code].naam) for code in group}
        told.append(f"{labels[view.class_of[min(group)]]}: {', '.join(sorted(names, key=fold))}.")
    return tuple(Text(text, _NAMES, colour=GREY) for text in told)


def write_key(view: MapView) -> tuple[KeyRow, ...]:
    """Set the few rows that explain the colours of a message: only what occurs, with its count."""
    rows = [row for row in build_rows(view) if row[:2] not in _KNOWN and not row.is_empty]
    return tuple(
        KeyRow(
            row.svg,
            row.label,
            (row.gemeenten,) if row.gemeenten else (),
            size=LETTER,
            width=SWATCH[0] * LETTER / 11,
        )
        for row in rows
    )


_KNOWN: Final = frozenset({("grens", ""), ("grens", CENTRUMGEMEENTE), ("buiten", ""), ("bewijs", "vers")})
"""Rows that a message leaves out: borders and full colours speak for themselves."""


def write_day(stand: Stand, view: MapView, head: Sequence[Text], organisatie: str, doel: str) -> tuple[Text, ...]:
    """Say credit and, unless the head did, day below a message; who holds a telephone reads them in smaller letters."""
    size = _CREDIT if doel == "social" else LETTER
    day = dutch_date(view.peildatum)
    told = "" if any(day in text.text for text in head) else f"Peildatum {day}. "
    return (Text(f"{told}{credit(stand.tables, organisatie, short=True)}", size, colour=GREY),)
