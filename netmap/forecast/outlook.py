"""Cover by month: what it was, what it will be as far as the data tell, and what causes each step."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from dateutil.relativedelta import relativedelta

from netmap.dutch import capital, count, part_of
from netmap.forecast.course import Group, find_events, sum_up
from netmap.resilience.removable import ROLES, ZORG, find_situations
from netmap.schema import GEDEKT, dutch_date, dutch_number
from netmap.stand import build_stand
from netmap.summary import tense
from netmap.table import percent_of
from netmap.tellingen import COUNTS_OTHERWISE, COUNTS_WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.forecast.course import Event, Point
    from netmap.inzet import Inzet
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.tellingen import Telling

SINCE: Final = date(2015, 1, 1)
MONTHS: Final = 36
_LARGEST: Final = 3
"""Past changes that the description names."""


class Herbevestiging(NamedTuple):
    """A statement that needs to be confirmed, from one day on."""

    dag: date | None
    """First day on which it counts as too old; None when it has no date, so that it always does."""
    id: str
    rol: str
    organisatie: str
    gemeenten: int
    inwoners: int


class Vergeleken(NamedTuple):
    """An official count beside what netmap counts of the same, the regions of centrumgemeenten, on that day."""

    telling: Telling
    van: int
    """Number of regions."""
    minstens: int
    """Lower bound of the regions that are covered on the word of a source or a begin of that day or before."""
    hoogstens: int
    """Upper bound when what only a later source speaks of counts too."""

    @property
    def zin(self) -> str:
        """One Dutch sentence: the official count, and that of netmap."""
        low, high, day = self.minstens, self.hoogstens, dutch_date(self.telling.dag)
        number = f"tussen {low} en {high}" if low < high else f"{low or 'geen'}"
        return f"{self.telling.zin[:-1]}; netmap telt er op {day} {number} van de {self.van}."


@dataclass(frozen=True)
class Forecast:
    """The course of the cover over a period; everything in it follows from the rows and their dates."""

    peildatum: date
    vandaag: date
    """The day on which the data were read: what is past and what is to come goes by it."""
    gebied: Regio | None
    eind: date
    gemeenten: int
    inwoners: int
    points: tuple[Point, ...]
    """First day of the period and of every month in it."""
    steps: tuple[Point, ...]
    """First day of the period and every day on which a count changes; between two of them nothing does."""
    events: tuple[Event, ...]
    """Every change of status with its cause, by day, most inwoners first."""
    stale: tuple[Herbevestiging, ...]
    """Statements that hold or will hold, by the day they need to be confirmed; those without a date first."""
    tellingen: tuple[Telling, ...]
    """Official counts within the period; only for the country."""
    vergeleken: tuple[Vergeleken, ...]
    """Those that count per centrumgemeente, beside what netmap counts of the same; none when the data do not say who
    belongs to which."""
    kanttekeningen: tuple[str, ...]
    """Dutch sentences: what these figures do not say."""

    @property
    def begin(self) -> date:
        """First day of the period."""
        return self.steps[0].dag

    def op(self, dag: date) -> Point:
        """
        Look up one day.

        Parameters
        ----------
        dag
            Any day of the period.

        Returns
        -------
        point
            How it stands on that day.

        Raises
        ------
        ValueError
            When the day lies outside the period.
        """
        if not self.begin <= dag <= self.eind:
            msg = f"{dag} lies outside {self.begin} … {self.eind}"
            raise ValueError(msg)
        return self.steps[bisect_right(self.steps, dag, key=lambda step: step.dag) - 1]._replace(dag=dag)


def compute_forecast(
    stand: Stand,
    months: int = MONTHS,
    since: date = SINCE,
    gebied: Regio | None = None,
) -> Forecast:
    """
    Compute the cover over a period, past and future.

    Parameters
    ----------
    stand
        Output of ``build_stand``; its peildatum divides past and future.
    months
        How far to look ahead, in whole months.
    since
        First day; the peildatum itself when that is earlier.
    gebied
        The region whose gemeenten count; None for the country.

    Returns
    -------
    forecast
        On every day of the period the same as ``compute_coverage`` of a graph of that day: computed from what is
        known now, over the gemeenten of now.

    Raises
    ------
    KeyError
        When the region is not in the register.
    ValueError
        When ``months`` is negative.

    Notes
    -----
    The same statements about several gemeenten are weighed once, and only on the days on which one of them begins,
    ends or becomes too old; so the work grows with the rows and the gemeenten, not with the months.
    """
    codes = frozenset(stand.codes(gebied))
    if months < 0:
        msg = f"months must not be negative, got {months}"
        raise ValueError(msg)
    begin, eind = min(since, stand.peildatum), stand.peildatum + relativedelta(months=months)
    groups = [Group(stand, situatie, codes) for situatie in find_situations(stand.graph, ZORG)]
    courses = [(group, group.course(begin, eind)) for group in groups if group.codes]
    tellingen = tuple(one for one in stand.tables.tellingen if gebied is None and begin <= one.dag <= eind)
    forecast = Forecast(
        peildatum=stand.peildatum,
        vandaag=stand.tables.vandaag,
        gebied=gebied,
        eind=eind,
        gemeenten=len(codes),
        inwoners=sum(stand.dekking[code].inwoners for code in codes),
        points=(),
        steps=tuple(sum_up(courses)),
        events=find_events(courses),
        stale=_find_stale(stand, codes),
        tellingen=tellingen,
        vergeleken=tuple(_compare(stand, one) for one in tellingen if stand.centra and one.is_per_centrumgemeente),
        kanttekeningen=(),
    )
    later = (eind.year - begin.year) * 12 + eind.month - begin.month
    days = [begin, *(begin.replace(day=1) + relativedelta(months=n) for n in range(1, later + 1))]
    endless = sum(one.is_gedekt and one.einddatum is None for code in codes for one in [stand.dekking[code]])
    return replace(forecast, points=tuple(map(forecast.op, days)), kanttekeningen=tuple(_remarks(forecast, endless)))


def _compare(stand: Stand, telling: Telling) -> Vergeleken:
    """Count the regions of centrumgemeenten on the day of an official count."""
    then = build_stand(stand.tables, telling.dag, stand.settings)
    sourced, later = (then.bound_centra(then.centra, counted) for counted in (GEDEKT, {*GEDEKT, "begin_onbekend"}))
    return Vergeleken(telling, len(then.centra), sourced.minstens, later.hoogstens)


def _find_stale(stand: Stand, codes: frozenset[str]) -> tuple[Herbevestiging, ...]:
    """Find from when each statement that holds or will hold needs to be confirmed."""
    found = []
    for rol in ROLES:
        touched: dict[str, list[str]] = defaultdict(list)
        inzetten: dict[str, Inzet] = {}
        for situatie in find_situations(stand.graph, rol):
            here = [code for code in situatie.codes if code in codes]
            for inzet in situatie.inzetten:
                if here and inzet.geldt(stand.peildatum) != "geweest":
                    inzetten[inzet.id] = inzet
                    touched[inzet.id] += here
        for number, inzet in inzetten.items():
            inwoners = sum(stand.dekking[code].inwoners for code in touched[number])
            where = len(touched[number])
            found.append(Herbevestiging(inzet.stale_from, number, rol, inzet.organisatie, where, inwoners))
    return tuple(sorted(found, key=lambda one: (one.dag or date.min, -one.inwoners, one.id)))


def _remarks(forecast: Forecast, endless: int) -> Iterator[str]:
    """Say what the figures do not say; ``endless`` gemeenten are covered now without a known end."""
    first, now = forecast.steps[0], forecast.op(forecast.peildatum)
    yield (
        "Het verleden is berekend uit wat nu bekend is, niet uit wat men toen wist, over de "
        f"{'gemeente' if forecast.gemeenten == 1 else f'{dutch_number(forecast.gemeenten)} gemeenten'} van nu."
    )
    if unknown := first.per_status["begin_onbekend"][0]:
        yield (
            f"Van {part_of(unknown, forecast.gemeenten)} zegt een bron van na {dutch_date(first.dag)} "
            "dat er dekking was of is; geen bron zegt sinds wanneer. Dat telt niet als gedekt."
        )
    if endless:
        yield (
            f"Van {part_of(endless, now.gedekt[0])} met dekking op {dutch_date(now.dag)} is de einddatum onbekend: "
            "de dekking telt daar door, maar geen bron zegt dat zij blijft."
        )
    if forecast.tellingen:
        yield (
            "De ruiten zijn officiële tellingen van CoMensha per centrumgemeente vrouwenopvang. Die tellen anders: "
            f"{COUNTS_OTHERWISE}."
        )
    if forecast.vergeleken:
        yield (
            "Per centrumgemeente telt netmap het minst met alleen wat toen al een bron of een begindatum had, en het "
            f"meest met wat latere bronnen zeggen. {COUNTS_WHOLE}"
        )


def conclude_forecast(forecast: Forecast) -> tuple[str, ...]:
    """
    Say in two sentences where the cover goes.

    Parameters
    ----------
    forecast
        Output of `compute_forecast`.

    Returns
    -------
    sentences
        Dutch: how many gemeenten are covered at the begin and on the peildatum, then at the end and whether a change
        is known. What is past is told as far as it is known, what is to come as long as nothing else changes.
    """
    first, *others = dict.fromkeys((forecast.begin, forecast.peildatum))
    opening = ", voor zover bekend," if first < forecast.vandaag else ""
    gedekt = forecast.op(first).gedekt[0]
    verb, would, unless = tense(first, forecast.vandaag, gedekt <= 1)
    where = f" in de {forecast.gebied}" if forecast.gebied else ""
    told = (
        f"Op {dutch_date(first)} {verb}{opening}{where} {part_of(gedekt, forecast.gemeenten)} gedekt{would}"
        f"{_share(forecast, first)}{unless}"
    )
    counted = "".join(f"; {_count_on(forecast, day)}" for day in others)
    if forecast.eind == forecast.peildatum:
        return (f"{told}{counted}.",)
    end = _count_on(forecast, forecast.eind)
    return f"{told}{counted}.", f"{capital(end)}: {_changes(forecast)}."


def _count_on(forecast: Forecast, day: date) -> str:
    """Count what is covered on a day, within a sentence that said of what: ``op 1 juli 2027 zouden het er 2 zijn``."""
    gedekt = forecast.op(day).gedekt[0]
    verb, would, _ = tense(day, forecast.vandaag, gedekt <= 1)
    unless = ", als er verder niets verandert" if would else ""
    number = dutch_number(gedekt) if gedekt else "geen enkele"
    return f"op {dutch_date(day)} {verb} het er {number}{would}{_share(forecast, day)}{unless}"


def _share(forecast: Forecast, day: date) -> str:
    """Write the share that is covered, with what only a later source speaks of."""
    point = forecast.op(day)
    share = percent_of(point.gedekt[0], forecast.gemeenten)
    unknown = point.per_status["begin_onbekend"][0]
    return f" ({share}; van {dutch_number(unknown)} is het begin onbekend)" if unknown else f" ({share})"


def tell_counts(forecast: Forecast) -> tuple[str, ...]:
    """
    Say what was counted officially, each beside the count of netmap when that is of the same.

    Parameters
    ----------
    forecast
        Output of `compute_forecast`.

    Returns
    -------
    sentences
        Dutch, one per count.
    """
    beside = {one.telling: one.zin for one in forecast.vergeleken}
    return tuple(beside.get(one, one.zin) for one in forecast.tellingen)


def _changes(forecast: Forecast) -> str:
    """Say of how many gemeenten another status is known between the peildatum and the end."""
    coming = {code for event in forecast.events if event.dag > forecast.peildatum for code in event.codes}
    if not coming:
        return f"na {dutch_date(forecast.peildatum)} is geen verandering bekend"
    verb = "verandert" if forecast.eind > forecast.vandaag else "veranderde"
    changing = count(len(coming), "gemeente", "gemeenten")
    return f"na {dutch_date(forecast.peildatum)} {verb} de status van {changing}, voor zover bekend"


def describe_forecast(forecast: Forecast) -> str:
    """
    Say in words what the drawing of a forecast shows; its alternative text.

    Parameters
    ----------
    forecast
        Output of `compute_forecast`.

    Returns
    -------
    text
        Dutch: the conclusion, what is coming, the largest changes of the past, the official counts and the remarks.
    """
    past = [event for event in forecast.events if event.dag <= forecast.peildatum]
    largest = sorted(past, key=lambda event: -event.inwoners)[:_LARGEST]
    parts = [
        f"Verloop van de zorgcoördinatie van {dutch_date(forecast.begin)} tot en met {dutch_date(forecast.eind)}.",
        *conclude_forecast(forecast),
        *(event.zin for event in forecast.events if event.dag > forecast.peildatum),
        *(["De grootste veranderingen tot nu toe:"] if largest else []),
        *(event.zin for event in sorted(largest, key=lambda event: event.dag)),
        *tell_counts(forecast),
        *forecast.kanttekeningen,
    ]
    return " ".join(parts)
