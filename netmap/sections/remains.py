"""What is left of the cover when not every source counts: per assumption how many gemeenten stay covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netmap.aannames import AANNAMES, name_aannames
from netmap.coverage import Omvang
from netmap.drawing.bars import Bar, draw_bars
from netmap.dutch import capital, part_of, small
from netmap.schema import dutch_date, dutch_number
from netmap.sections.phrases import headline, where
from netmap.summary import name_gemeenten
from netmap.table import Column, Figure, Section, Table, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.layers import Stand
    from netmap.regio import Regio

EVERYTHING: Final = "Alles"
_COLUMNS: Final = (
    Column("telt", "Wat telt mee", width=40),
    Column("gemeenten", "Gemeenten", "whole", width=15),
    Column("gemeenten_deel", "Deel gemeenten", "share", "full", width=15),
    Column("inwoners", "Inwoners", "whole", "full", width=18),
    Column("inwoners_deel", "Deel inwoners", "share", short="Inwoners", width=15),
)


class Rest(NamedTuple):
    """What is covered under one assumption."""

    naam: str
    """Of the assumption."""
    sleutel: str
    """Its key; blank when everything counts, and ``keuze`` for what the reader put together."""
    gedekt: Omvang


def count_remains(stand: Stand, gebied: Regio | None = None) -> tuple[Rest, ...]:
    """
    Count what stays covered under each assumption, whatever counts in the stand itself.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The area, or None for the country.

    Returns
    -------
    remains
        What is covered when everything counts, then per assumption that can say something on the day, and last what
        the stand itself lets count, when that is under several together.
    """
    everything = stand.alles
    codes = frozenset(everything.codes(gebied))

    def size(covered: frozenset[str]) -> Omvang:
        here = covered & codes
        return Omvang(len(here), sum(everything.dekking[code].inwoners for code in here))

    def counted(one: Stand) -> frozenset[str]:
        return frozenset(code for code, dekking in one.dekking.items() if dekking.is_gedekt)

    left = everything.blijft_over
    choice = Rest(f"Uw keuze: {name_aannames(stand.telt)}", "keuze", size(counted(stand)))
    return (
        Rest(EVERYTHING, "", size(counted(everything))),
        *(Rest(one.naam, one.key, size(left[one])) for one in AANNAMES.values() if one.vanaf <= stand.peildatum),
        *([choice] if len(stand.telt) > 1 else []),
    )


def remains_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell what is left of the cover under each assumption, with bars.

    Facts: ``blijft_over``, per assumption its key (null when everything counts), gemeenten and inwoners.
    """
    remains = count_remains(stand, gebied)
    codes = stand.codes(gebied)
    inwoners = sum(stand.dekking[code].inwoners for code in codes)
    nouns = name_gemeenten(stand, gebied)
    said = tuple(_conclude(remains, len(codes), nouns))
    covered = remains[0].gedekt.gemeenten
    caption = f"Gedekte gemeenten op {dutch_date(stand.peildatum)}{where(gebied)}, naar welke bronnen meetellen."
    rows = tuple(
        (one.naam, one.gedekt.gemeenten, share_of(one.gedekt.gemeenten, len(codes)), one.gedekt.inwoners,
         share_of(one.gedekt.inwoners, inwoners))
        for one in remains
    )  # fmt: skip
    asked = {one.key for one in stand.telt} if len(stand.telt) == 1 else {"keuze"}
    marked = frozenset(place for place, one in enumerate(remains) if one.sleutel in asked)
    legend = Table("blijft_over", "Hoeveel gedekt blijft", _COLUMNS, rows, "Wat blijft over", marked=marked)
    bars = [Bar(one.naam, one.gedekt.gemeenten, place in {0, *marked}) for place, one in enumerate(remains)]
    alt = f"{caption} {' '.join(said)}"
    figure = Figure(
        lambda design: draw_bars(bars, len(codes), alt, design.formaat), alt, caption, legend, is_small=True
    )
    facts: dict[str, Any] = {
        "blijft_over": [{"telt": one.sleutel or None, "naam": one.naam, **one.gedekt._asdict()} for one in remains]
    }
    return Section(
        "blijft_over",
        "Wat blijft over",
        headline(gebied, _headline(remains, len(codes), nouns)),
        said,
        (figure,) if covered else (),
        facts,
    )


def _headline(remains: tuple[Rest, ...], whole: int, nouns: tuple[str, str]) -> str:
    """Conclude in one line: what all sources say, and the certain ones."""
    counts = {one.sleutel: one.gedekt.gemeenten for one in remains}
    if not counts[""]:
        return f"{part_of(0, whole, *nouns)} gedekt; ook als alle bronnen meetellen"
    certain = dutch_number(counts["alleen-hoog"])
    return f"{part_of(counts[''], whole, *nouns)} gedekt; {certain} als alleen zekerheid hoog telt"


def _conclude(remains: tuple[Rest, ...], whole: int, nouns: tuple[str, str]) -> Iterator[str]:
    """Say it in sentences without a verb, which hold of any day."""
    first, *rest = remains
    covered = first.gedekt.gemeenten
    if not covered:
        yield f"Gedekt als alle bronnen meetellen: {part_of(0, whole, *nouns)}. Weglaten verandert daar niets aan."
        return
    yield f"Gedekt als alle bronnen meetellen: {part_of(covered, whole, *nouns)}."
    if all(one.gedekt.gemeenten == covered for one in rest):
        yield "Dat blijft zo bij elke aanname."
        return
    left = [one for one in rest if one.gedekt.gemeenten]
    told = "; ".join(f"{small(one.naam)}: {dutch_number(one.gedekt.gemeenten)}" for one in left)
    if told:
        yield f"{capital(told)}."
    if len(left) < len(rest):
        yield f"Bij {'de andere aannames' if left else 'elke aanname'}: geen enkele."
