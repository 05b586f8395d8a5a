"""The story of a layer in years: how its map stands on 1 January of each, and on the peildatum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from dateutil.relativedelta import relativedelta

from netmap.dutch import capital, count, join, part_of, small
from netmap.errors import NetmapError
from netmap.headline import counted_classes
from netmap.layers import build_view
from netmap.schema import FIRST_YEAR, LAST_YEAR, dutch_date, dutch_number
from netmap.stand import build_stand
from netmap.summary import name_gemeenten, tense

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netmap.klassen import Klasse
    from netmap.layers import Layer
    from netmap.regio import Regio
    from netmap.stand import Stand
    from netmap.view import MapView

FIRST: Final = 2015
"""Year that the story usually begins with."""
AHEAD: Final = 36
"""Months that it usually looks ahead."""
MOST_YEARS: Final = 40
MOST_MAPS: Final = 8
"""As many little maps stand beside each other and can still be read from the back row."""
_UNDATED: Final = "inwoners"
"""The layer that has one answer for all days: that of the register."""
_WORD: Final = {"zorgcoordinatie": "gedekt", "toereikendheid": "fte bekend"}
"""What is counted, where that is more than one class."""
_SENTENCES: Final = frozenset({"zorgcoordinatie"})
"""Layers of which the count has a verb of its own: gemeenten *are* covered."""
_TYPED: Final = re.compile(r"(\d{4})\s*(?:\.\.|-|–|tot)\s*(\d{4})")


class Jaarbeeld(NamedTuple):
    """How it stands on one day of the story."""

    view: MapView
    """The map of that day."""
    veranderd: int
    """How many of what the layer counts have, or have a gemeente of, another class than on the day before it."""
    geteld: int
    """How many of what the layer counts have the class that its headline is about."""
    zin: str
    """One Dutch sentence: the count of every class that occurs."""

    @property
    def dag(self) -> date:
        """The day."""
        return self.view.peildatum

    @property
    def aantallen(self) -> Mapping[str, int]:
        """Key of every class of the legend to how many there are."""
        return {entry.klasse.key: entry.aantal for entry in self.view.legend}

    @property
    def te_bevestigen(self) -> int:
        """How many answers must be confirmed on that day."""
        return self.view.size(self.view.te_bevestigen)


@dataclass(frozen=True)
class Jaarreeks:
    """The story: every day, and which of them are drawn as little maps."""

    layer: Layer
    gebied: Regio | None
    peildatum: date
    vandaag: date
    """The day on which the data were read: what is past and what is to come goes by it."""
    geteld_als: str
    """What the number of each day counts: ``gedekt``."""
    eenheid: tuple[str, str]
    """What the layer counts, singular and plural."""
    totaal: int
    """How many there are of those in the area."""
    klassen: tuple[Klasse, ...]
    """The classes that occur on any of the days, in the order of the legend."""
    beelden: tuple[Jaarbeeld, ...]
    """In the order of their days."""

    @property
    def van(self) -> int:
        """First year."""
        return self.beelden[0].dag.year

    @property
    def tot(self) -> int:
        """Last year."""
        return self.beelden[-1].dag.year

    @property
    def getekend(self) -> tuple[Jaarbeeld, ...]:
        """At most ``MOST_MAPS``: the first, the peildatum, the last, and where most changes."""
        if len(self.beelden) <= MOST_MAPS:
            return self.beelden
        fixed = {one.dag for one in self.mijlpalen}
        changed = [one for one in self.beelden if one.veranderd and one.dag not in fixed]
        most = sorted(changed, key=lambda one: (-one.veranderd, one.dag))[: MOST_MAPS - len(fixed)]
        chosen = fixed | {one.dag for one in most}
        return tuple(one for one in self.beelden if one.dag in chosen)

    @property
    def mijlpalen(self) -> tuple[Jaarbeeld, ...]:
        """The first day, the peildatum when it is one of the days, and the last."""
        ends = {self.beelden[0].dag, self.peildatum, self.beelden[-1].dag}
        return tuple(one for one in self.beelden if one.dag in ends)

    @property
    def naam(self) -> str:
        """What it is called: ``Zorgcoördinatie in Nederland, 2015–2029``."""
        where = f"in de {self.gebied}" if self.gebied else "in Nederland"
        years = "–".join(map(str, dict.fromkeys((self.van, self.tot))))
        return f"{self.layer.naam} {where}, {years}"


def read_jaren(text: str) -> tuple[int, int]:
    """
    Read the first and the last year that somebody typed.

    Parameters
    ----------
    text
        ``2015..2029``.

    Returns
    -------
    van, tot
        The years.

    Raises
    ------
    NetmapError
        When they are no two years in order, or too many; in Dutch.
    """
    found = _TYPED.fullmatch(text.strip())
    if not found:
        msg = f"{text[:30]!r} zijn geen jaren. Schrijf het eerste en het laatste jaar, zoals 2015..2029."
        raise NetmapError(msg)
    return check_jaren(int(found[1]), int(found[2]))


def usual_jaren(peildatum: date) -> tuple[int, int]:
    """Choose the years when nobody does: from ``FIRST``, or that of an earlier peildatum, to three years ahead."""
    return min(FIRST, peildatum.year), (peildatum + relativedelta(months=AHEAD)).year


def check_jaren(van: int, tot: int) -> tuple[int, int]:
    """Give two years back when they can be told of: in order, and not too many; else NetmapError, in Dutch."""
    if not (FIRST_YEAR <= van <= tot <= LAST_YEAR and tot - van < MOST_YEARS):
        msg = (
            f"Van {van} tot en met {tot} kan niet. Kies een eerste en een laatste jaar tussen {FIRST_YEAR} en "
            f"{LAST_YEAR}, en hoogstens {MOST_YEARS} jaren."
        )
        raise NetmapError(msg)
    return van, tot


def build_stands(stand: Stand, van: int, tot: int) -> tuple[Stand, ...]:
    """
    Compute the stands of the story, which all layers and areas share.

    Parameters
    ----------
    stand
        Output of ``build_stand``: the data, the peildatum and what counts.
    van, tot
        First and last year.

    Returns
    -------
    stands
        Of 1 January of every year, and of the peildatum when that lies in one of them; in order. Each costs as much
        as ``build_stand``; the one of the peildatum is ``stand`` itself.

    Raises
    ------
    NetmapError
        When the years are not in order or too many; in Dutch.
    """
    check_jaren(van, tot)
    days = {date(year, 1, 1) for year in range(van, tot + 1)}
    days |= {stand.peildatum} if van <= stand.peildatum.year <= tot else set()
    tables = stand.alles.tables
    return tuple(
        stand if day == stand.peildatum else build_stand(tables, day, stand.settings, stand.telt)
        for day in sorted(days)
    )


def build_jaarreeks(stands: Sequence[Stand], peildatum: date, layer: Layer, gebied: Regio | None = None) -> Jaarreeks:
    """
    Tell the story of one layer and area.

    Parameters
    ----------
    stands
        Output of ``build_stands``.
    peildatum
        The day that divides the story; it need not be one of its days.
    layer
        An entry of ``LAYERS``.
    gebied
        The region whose gemeenten count; None for the country.

    Returns
    -------
    reeks
        On every day the map that ``build_view`` makes of that day.

    Raises
    ------
    KeyError
        When the region is not in the register.
    NetmapError
        When the layer is the same on every day; in Dutch.
    """
    if layer.key == _UNDATED:
        msg = f"De laag {layer.naam} heeft geen jaren: zij telt wat nu in het register staat. Kies een andere laag."
        raise NetmapError(msg)
    views = [build_view(stand, layer, gebied) for stand in stands]
    vandaag, keys, word = stands[0].tables.vandaag, counted_classes(layer.key), _name_counted(layer)
    eenheid = name_gemeenten(stands[0], gebied) if layer.per == "gemeente" else views[0].eenheid
    beelden = []
    for before, view in zip((views[0], *views[:-1]), views, strict=True):
        changed = view.size(code for code in view.codes if before.class_of[code] != view.class_of[code])
        counted = sum(entry.aantal for entry in view.legend if entry.klasse.key in keys)
        beelden.append(Jaarbeeld(view, changed, counted, _tell(view, keys, counted, vandaag, eenheid)))
    occur = {entry.klasse.key for view in views for entry in view.legend if entry.aantal}
    klassen = tuple(klasse for klasse in layer.list_klassen(stands[0].settings) if klasse.key in occur)
    totaal = views[0].size(views[0].codes)
    return Jaarreeks(layer, gebied, peildatum, vandaag, word, eenheid, totaal, klassen, tuple(beelden))


def _name_counted(layer: Layer) -> str:
    """Name what the number of each day counts."""
    first, *_ = (klasse.label for klasse in layer.klassen if klasse.key in counted_classes(layer.key))
    return _WORD.get(layer.key) or small(first)


def _tell(view: MapView, keys: Iterable[str], counted: int, vandaag: date, eenheid: tuple[str, str]) -> str:
    """Say how a day was, is or would be, as far as is known now."""
    shown = [entry for entry in view.legend if entry.aantal]
    is_cover = view.layer in _SENTENCES
    verb, would, _ = tense(view.peildatum, vandaag, counted <= 1 or not is_cover)
    known = "volgens wat nu bekend is" if would else "voor zover bekend"
    if is_cover:
        shown = [entry for entry in shown if entry.klasse.key not in keys]
        opening = f"{verb} {known} {part_of(counted, view.size(view.codes), *eenheid)} gedekt{would}; "
    else:
        opening = f"{verb} het {known} zo{would}: "
    tally = "; ".join(f"{small(entry.klasse.label)}: {count(entry.aantal, *view.eenheid_of(entry))}" for entry in shown)
    return f"Op {dutch_date(view.peildatum)} {opening}{tally}".removesuffix("; ") + "."


def title_jaarreeks(reeks: Jaarreeks) -> str:
    """
    Say the story in one line: the number at its begin, on the peildatum and at its end.

    Parameters
    ----------
    reeks
        Output of ``build_jaarreeks``.

    Returns
    -------
    title
        Dutch, without a full stop.
    """
    first, *others = reeks.mijlpalen
    told = [
        f"{part_of(first.geteld, reeks.totaal, *reeks.eenheid)} {tell_day(first.dag)}",
        *(f"{dutch_number(one.geteld) if one.geteld else 'geen'} {tell_day(one.dag)}" for one in others),
    ]
    return f"{capital(reeks.geteld_als)}, voor zover nu bekend: {join(told)}"


def tell_day(day: date) -> str:
    """Say a day within a sentence: ``begin 2015`` is 1 January, else ``op 26 november 2026``."""
    return f"begin {day.year}" if (day.month, day.day) == (1, 1) else f"op {dutch_date(day)}"


def conclude_jaarreeks(reeks: Jaarreeks) -> tuple[str, ...]:
    """
    Say what the story comes to, and how far it can be known.

    Parameters
    ----------
    reeks
        Output of ``build_jaarreeks``.

    Returns
    -------
    sentences
        Dutch; the first is that of ``title_jaarreeks``.
    """
    told = [f"{title_jaarreeks(reeks)}.", *(one.zin for one in reeks.beelden[0].view.telt)]
    if any(klasse.key == "begin_onbekend" for klasse in reeks.klassen):
        told.append("Waar het begin onbekend is, zegt alleen een bron van later dat het zo is; dat telt niet mee.")
    if reeks.beelden[0].dag < reeks.vandaag:
        told.append("Het verleden is berekend uit wat nu bekend is, over de gemeenten van nu.")
    if reeks.beelden[-1].dag > reeks.vandaag:
        told.append("Wat nog komt, geldt als er verder niets verandert.")
    return tuple(told)


def tell_left_out(reeks: Jaarreeks) -> tuple[str, ...]:
    """
    Say which years have no little map, and why.

    Parameters
    ----------
    reeks
        Output of ``build_jaarreeks``.

    Returns
    -------
    sentences
        Dutch: those in which nothing changed, and those in which little did; nothing when all are drawn.
    """
    drawn = {one.dag for one in reeks.getekend}
    left = [one for one in reeks.beelden if one.dag not in drawn]
    same, other = ([one for one in left if bool(one.veranderd) is changed] for changed in (False, True))
    told = []
    if same:
        told.append(f"Niet getekend, want geen gemeente kreeg een andere klasse: {join(_years(same))}.")
    if other:
        told.append(f"Niet getekend, want het minste kreeg een andere klasse: {join(_years(other))}.")
    return tuple(told)


def _years(beelden: Iterable[Jaarbeeld]) -> list[str]:
    """Name years, those that follow each other together: ``2016``, ``2023 tot en met 2025``."""
    runs: list[list[int]] = []
    for one in beelden:
        if runs and runs[-1][-1] == one.dag.year - 1:
            runs[-1].append(one.dag.year)
        else:
            runs.append([one.dag.year])
    return [str(run[0]) if len(run) == 1 else f"{run[0]} tot en met {run[-1]}" for run in runs]


def describe_jaarreeks(reeks: Jaarreeks) -> str:
    """
    Say in words what the little maps show; their alternative text.

    Parameters
    ----------
    reeks
        Output of ``build_jaarreeks``.

    Returns
    -------
    text
        Dutch: what they are, a sentence per map, and what is not drawn.
    """
    many = count(len(reeks.getekend), "kleine kaart", "kleine kaarten")
    sentences = (one.zin for one in reeks.getekend)
    return " ".join((f"{reeks.naam}, in {many}.", *sentences, *tell_left_out(reeks)))
