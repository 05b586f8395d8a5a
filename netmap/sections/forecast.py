"""How the cover was and will be, as far as the sources tell, and what must be confirmed when."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from netmap.difference import describe_size
from netmap.drawing.chart import default_title, draw_forecast, stack_days
from netmap.dutch import count, part_of, small
from netmap.explain import ROL_LABEL
from netmap.forecast.outlook import conclude_forecast, describe_forecast, tell_counts
from netmap.klassen import STATUS_KLASSEN
from netmap.schema import dutch_date, dutch_number
from netmap.sections.phrases import GEMEENTEN, cite, headline, size_note, where
from netmap.summary import tense
from netmap.table import Column, Counts, Figure, Listing, Paragraph, Section, Table, share_of
from netmap.tellingen import COUNTS_WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netmap.forecast.course import Point
    from netmap.forecast.outlook import Forecast
    from netmap.table import Cell, Kind

_STALE: Final = (
    Column("dag", "Te bevestigen vanaf", "date", "page", "24 maanden na de laatste bron of bevestiging.", width=30),
    Column("rol", "Functie", form="page", width=40),
    Column("organisatie", "Organisatie", form="page", width=50),
    Column("gemeenten", "Gemeenten", "whole", "page", width=18),
    Column("inwoners", "Inwoners", "whole", "page", width=18),
)

_COMPARED: Final = (
    Column("datum", "Telling van", width=22),
    Column("officieel", "Officieel", width=44),
    Column("minstens", "Netmap, minstens", "whole", explanation="Met alleen wat toen al een bron had.", width=20),
    Column("hoogstens", "Netmap, hoogstens", "whole", explanation="Ook met wat latere bronnen zeggen.", width=20),
    Column("van", "Van", "whole", width=10),
    Column("ertussen", "Telling ligt ertussen", width=22),
    Column("bron", "Bron", "link", width=30),
)
_DISTANT: Final = Column(
    "op_afstand_inwoners",
    "Inwoners op afstand",
    "whole",
    "page",
    "Wie volgens de bronnen alleen de helpdesk van CoMensha op afstand heeft.",
    width=20,
)
_COMPACT: Final = ("dag", "gedekt", "gedekt_deel", "inwoners_deel", "te_bevestigen", "wat")


def forecast_section(forecast: Forecast, eenheid: str = "gemeenten", *, compact: bool = False) -> Section:
    """Tell how the cover goes on: the drawing of the course, and one row per day on which something changes.

    The drawing counts ``eenheid``: ``gemeenten`` or ``inwoners``. Compact, the counts per status are left to it, as
    on paper.
    """
    coming = tuple(event.zin for event in forecast.events if event.dag > forecast.peildatum)
    table = _course(forecast)
    stale = forecast.op(forecast.peildatum).te_bevestigen
    confirm = f"Te bevestigen op {dutch_date(forecast.peildatum)}: {part_of(stale, forecast.gemeenten)}."
    remarks = (
        *forecast.kanttekeningen,
        *tell_distance(forecast),
        *([confirm] if stale else ()),
        *tell_counts(forecast),
    )
    return Section(
        "vooruitblik",
        "Vooruitblik",
        headline(forecast.gebied, _headline(forecast)),
        conclude_forecast(forecast),
        (
            Counts(tuple(_counts(forecast))),
            Figure(
                lambda design: draw_forecast(forecast, design, eenheid),
                describe_forecast(forecast),
                f"{default_title(forecast)}.",
                stack=lambda: stack_days(forecast, eenheid),
            ),
            *((Paragraph(f"Na {dutch_date(forecast.peildatum)}:"), Listing(coming)) if coming else ()),
            Listing(remarks),
            table.select(_COMPACT) if compact else table,
            *((_compared(forecast),) if forecast.vergeleken else ()),
        ),
        _facts(forecast),
    )


def _compared(forecast: Forecast) -> Table:
    """Put the official counts in rows beside what netmap counts of the same."""
    rows = tuple(
        (
            dutch_date(one.telling.geschreven),
            one.telling.hoeveel,
            one.minstens,
            one.hoogstens,
            one.van,
            "ja" if one.minstens / one.van <= one.telling.aandeel <= one.hoogstens / one.van else "nee",
            cite([one.telling.bron]),
        )
        for one in forecast.vergeleken
    )
    caption = "Officiële tellingen naast netmap, allebei per centrumgemeente vrouwenopvang"
    return Table("tellingen", caption, _COMPARED, rows, sheet="Officiële tellingen", explanation=COUNTS_WHOLE)


def stale_section(forecast: Forecast) -> Section:
    """Tell which statements must be confirmed, and from when.

    One row per statement that holds or will hold, by the day from which it is too old.
    """
    rows = tuple(
        (one.dag or "nu (bron zonder datum)", ROL_LABEL[one.rol], one.organisatie or "onbekend", *one[4:])
        for one in forecast.stale
    )
    number = sum(one.dag is None or one.dag <= forecast.peildatum for one in forecast.stale)
    verb, would, _ = tense(forecast.peildatum, forecast.vandaag, number <= 1)
    some = count(number, "gegeven", "gegevens") if number else "geen enkel gegeven"
    told = f"Op {dutch_date(forecast.peildatum)} {verb} {some} te bevestigen{would}"
    caption = "Wat wanneer bevestigd moet worden: 24 maanden na de laatste bron"
    table = Table("te_bevestigen", caption, _STALE, rows, header="organisatie")
    return Section(
        "te_bevestigen",
        "Wat bevestigd moet worden",
        headline(forecast.gebied, small(told)),
        (f"{told}{where(forecast.gebied)}.",),
        (table,) if rows else (),
    )


def _headline(forecast: Forecast) -> str:
    """Say what is known of a past day; of now or a day to come also how many gemeenten change later."""
    gedekt = forecast.op(forecast.peildatum).gedekt.gemeenten
    part = part_of(gedekt, forecast.gemeenten)
    if forecast.peildatum < forecast.vandaag:
        return f"op {dutch_date(forecast.peildatum)} is dekking bekend van {part}"
    verb, would, _ = tense(forecast.peildatum, forecast.vandaag, gedekt <= 1)
    changing = {code for event in forecast.events if event.dag > forecast.peildatum for code in event.codes}
    known = f"bij {count(len(changing), *GEMEENTEN)} een verandering" if changing else "geen verandering"
    return f"{part} {f'{verb} ' if would else ''}gedekt{would}; {known} bekend tot {dutch_date(forecast.eind)}"


def _counts(forecast: Forecast) -> Iterator[tuple[str, str, str]]:
    """Count what is covered at the begin, on the peildatum and at the end."""
    for day in dict.fromkeys((forecast.begin, forecast.peildatum, forecast.eind)):
        point = forecast.op(day)
        unknown = point.per_status["begin_onbekend"].gemeenten
        rest = f"; van {dutch_number(unknown)} is het begin onbekend" if unknown else ""
        yield (
            f"Gedekt op {dutch_date(day)}",
            dutch_number(point.gedekt.gemeenten),
            f"{size_note(*point.gedekt)}{rest}",
        )


def _course(forecast: Forecast) -> Table:
    """Put the course in rows: first day, peildatum, last day and every day on which a status changes."""
    told: dict[date, list[str]] = defaultdict(list)
    for day, what in (
        (forecast.begin, "Begin van de periode."),
        (forecast.peildatum, "Peildatum."),
        (forecast.eind, "Einde van de periode."),
        *((event.dag, event.zin) for event in forecast.events),
    ):
        told[day].append(what)
    occurring = [k for k in STATUS_KLASSEN if any(step.per_status[k.key][0] for step in forecast.steps)]
    whole: Kind = "whole"
    columns = (
        Column("dag", "Datum", "date", "brief", "Een maand of jaar zonder dag: vanaf de eerste dag.", width=32),
        *(Column(k.key, k.label, whole, "page", "Aantal gemeenten.", width=16) for k in occurring),
        Column("gedekt", "Gemeenten gedekt", whole, width=18),
        Column("gedekt_deel", "Deel van gemeenten", "share", "page", width=19),
        Column("inwoners_deel", "Deel van inwoners", "share", "page", width=19),
        Column("te_bevestigen", "Te bevestigen", whole, "page", "Aantal gemeenten.", width=20),
        *([] if _never_distant(forecast) else [_DISTANT]),
        Column("wat", "Wat er gebeurt", width=90),
    )
    rows = tuple(
        (
            day,
            *(point.per_status[k.key].gemeenten for k in occurring),
            *_shares(forecast, point),
            *_distant(forecast, point),
            " ".join(told[day]),
        )
        for day in sorted(told)
        for point in [forecast.op(day)]
    )
    caption = f"Elke dag waarop iets verandert{where(forecast.gebied)}; aantallen zijn gemeenten"
    return Table("vooruitblik", caption, columns, rows, "Vooruitblik")


def _shares(forecast: Forecast, point: Point) -> tuple[Cell, ...]:
    gemeenten, inwoners = point.gedekt
    shares = share_of(gemeenten, forecast.gemeenten), share_of(inwoners, forecast.inwoners)
    return (gemeenten, *shares, point.te_bevestigen)


def _never_distant(forecast: Forecast) -> bool:
    """Whether nowhere in the period a gemeente is served from a distance alone."""
    return not any(step.per_status["op_afstand"].gemeenten for step in forecast.steps)


def _distant(forecast: Forecast, point: Point) -> tuple[Cell, ...]:
    """Count the inwoners that only CoMensha serves, from a distance; nothing when that never is so."""
    return () if _never_distant(forecast) else (point.per_status["op_afstand"].inwoners,)


def tell_distance(forecast: Forecast) -> Iterator[str]:
    """Say how much only CoMensha serves from a distance on the peildatum, and on each later day that it changes."""
    if _never_distant(forecast):
        return
    days = [forecast.peildatum, *(step.dag for step in forecast.steps if step.dag > forecast.peildatum)]
    told: list[str] = []
    last = None
    for day in days:
        load = forecast.op(day).per_status["op_afstand"]
        if load != last:
            told.append(f"op {dutch_date(day)} {describe_size(load) if load.gemeenten else 'niemand'}")
        last = load
    more = "" if len(told) > 1 else f"; tot {dutch_date(forecast.eind)} is geen verandering daarvan bekend"
    yield f"Volgens de bronnen alleen op afstand (CoMensha){where(forecast.gebied)}: {', '.join(told)}{more}."


def _facts(forecast: Forecast) -> dict[str, Any]:
    """Give a forecast to scripts."""
    beside = {
        one.telling: {"minstens": one.minstens, "hoogstens": one.hoogstens, "van": one.van}
        for one in forecast.vergeleken
    }
    return {
        "begin": forecast.begin,
        "eind": forecast.eind,
        "gemeenten": forecast.gemeenten,
        "inwoners": forecast.inwoners,
        "maanden": [{**one._asdict(), "gedekt": one.gedekt} for one in forecast.points],
        "stappen": [{**one._asdict(), "gedekt": one.gedekt} for one in forecast.steps],
        "gebeurtenissen": [
            {
                **{field: getattr(one, field) for field in ("dag", "oorzaak", "van", "naar", "codes", "inwoners")},
                "zin": one.zin,
            }
            for one in forecast.events
        ],
        "te_bevestigen": [{**one._asdict(), "organisatie": one.organisatie or None} for one in forecast.stale],
        "tellingen": [
            {
                "datum": one.geschreven,
                **{field: getattr(one, field) for field in ("geteld", "van", "eenheid", "bron")},
                "bron_datum": one.bron_datum or None,
                "netmap": beside.get(one),
            }
            for one in forecast.tellingen
        ],
        "kanttekeningen": forecast.kanttekeningen,
    }
