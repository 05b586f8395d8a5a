"""What a scenario does: the cover before and after, who gains and loses it, and the fte it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netmap.difference import describe_size, size_of
from netmap.dutch import agree, agree_part, count, part_of
from netmap.errors import NetmapError
from netmap.klassen import STATUS_KLASSEN
from netmap.scenario.share import encode_scenario
from netmap.schema import dutch_date, dutch_number
from netmap.sections.phrases import GEMEENTEN, headline, price, shift, where
from netmap.table import Column, Counts, Listing, Section, Table, percent_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netmap.scenario.changes import Scenario
    from netmap.scenario.effect import Effect, Inzetkosten
    from netmap.table import Cell, Kind

_LABEL: Final = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}
_CHANGES: Final = (
    Column("code", "Code", form="full"),
    Column("naam", "Gemeente"),
    Column("politieregio", "Politieregio", form="page"),
    Column("inwoners", "Inwoners", "whole"),
    Column("van", "Nu"),
    Column("naar", "In het scenario"),
)
_MOMENTS: Final = ("nu", "scenario")
_COSTS: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("gemeenten", "Gemeenten", "whole"),
    ("inwoners", "Inwoners", "whole"),
    ("fte", "Fte", "number"),
    ("inwoners_per_fte", "Inwoners per fte", "whole"),
)


def scenario_section(effect: Effect, scenario: Scenario) -> Section:
    """Tell what a scenario does.

    The gemeenten whose status changes, largest first, and the fte of every organisation.
    """
    before, after = effect.totals
    table = Table(
        "scenario",
        "Gemeenten met een andere status",
        _CHANGES,
        tuple((*one[:4], _LABEL[one.van], _LABEL[one.naar]) for one in effect.gewijzigd),
        "Scenario",
        header="naam",
    )
    now, then = before.gedekt.gemeenten, after.gedekt.gemeenten
    verb, covered = agree_part(then, "is", "zijn"), part_of(then, after.gemeenten)
    told = f"in het scenario '{scenario.naam}' {verb} {covered} gedekt, eerst {dutch_number(now) if now else 'geen'}"
    said = tuple(_conclude(effect, scenario.naam))
    return Section(
        "scenario",
        f"Scenario: {scenario.naam}",
        headline(effect.gebied, told),
        said[:2],
        (Counts(tuple(_shifts(effect))), *((Listing(said[2:]),) if said[2:] else ()), table, _costs(effect)),
        {
            "naam": scenario.naam,
            "link": _link(scenario),
            **{moment: _side(effect, axis) for axis, moment in enumerate(_MOMENTS)},
            "gewijzigd": [
                {
                    **{field: getattr(one, field) for field in ("code", "naam", "politieregio", "inwoners")},
                    "voor": one.van,
                    "na": one.naar,
                }
                for one in effect.gewijzigd
            ],
        },
    )


def _conclude(effect: Effect, naam: str) -> Iterator[str]:
    """Say who gains and loses cover, and the fte as far as they are known."""
    before, after = effect.totals
    now, then = before.gedekt, after.gedekt
    known = "voor zover bekend " if not then.gemeenten and after.per_status["onbekend"].gemeenten else ""
    yield (
        f"In het scenario '{naam}' {agree_part(then.gemeenten, 'is', 'zijn')}{where(effect.gebied)} "
        f"{known}{part_of(then.gemeenten, after.gemeenten)} gedekt op {dutch_date(effect.peildatum)} "
        f"({percent_of(then.inwoners, after.inwoners)} van de inwoners); zonder het scenario "
        f"{agree_part(now.gemeenten, 'is', 'zijn')} dat er {dutch_number(now.gemeenten) if now.gemeenten else 'geen'} "
        f"({percent_of(now.inwoners, before.inwoners)} van de inwoners)."
    )
    won = [one for one in effect.gewijzigd if one.is_gewonnen]
    lost = [one for one in effect.gewijzigd if one.is_verloren]
    told = [f"{word}: {describe_size(size_of(some))}" for word, some in (("erbij", won), ("weg", lost)) if some]
    if told:
        yield f"Dekking {'; dekking '.join(told)}."
    if other := len(effect.gewijzigd) - len(won) - len(lost):
        yield f"Een andere status, maar gedekt of niet blijft gelijk: {count(other, *GEMEENTEN)}."
    if not effect.gewijzigd:
        yield "De status verandert in geen enkele gemeente."
    now_fte, fte = ("onbekend" if not one.totaal.fte else dutch_number(one.totaal.fte, 2) for one in effect.kosten)
    if fte == now_fte == "onbekend":
        yield "Van geen enkele organisatie is de fte bekend, met of zonder het scenario."
    else:
        yield f"Bekende fte: {fte}; zonder het scenario {now_fte}."
        if effect.tarief:
            rate, now_costs, costs_then = price(effect.tarief, *(one.totaal.fte or 0 for one in effect.kosten))
            yield f"Bij {rate} per fte kost de bekende fte {costs_then} per jaar; zonder het scenario {now_costs}."
    costs = effect.kosten[1].totaal
    if costs.inwoners_per_fte is not None:
        yield f"Waar de fte bekend is, is er 1 fte voor {dutch_number(costs.inwoners_per_fte)} inwoners."
    if costs.gemeenten_onbekend:
        with_one = part_of(costs.gemeenten_onbekend, costs.gemeenten)
        yield f"Van {with_one} met een zorgcoördinator, ook als die er deels is, is in het scenario de fte onbekend."


def _shifts(effect: Effect) -> Iterator[tuple[str, str, str]]:
    """Count before and after: what is covered, every status that changes, and the work list."""
    before, after = effect.totals
    yield "Gedekt", shift(before.gedekt.gemeenten, after.gedekt.gemeenten), agree(after.gedekt.gemeenten, *GEMEENTEN)
    for klasse in STATUS_KLASSEN:
        now, then = before.per_status[klasse.key], after.per_status[klasse.key]
        if now != then:
            yield klasse.label, shift(now.gemeenten, then.gemeenten), agree(then.gemeenten, *GEMEENTEN)
    yield "Werklijst", shift(*map(len, effect.werklijst)), agree(len(effect.werklijst[1]), *GEMEENTEN)


def _costs(effect: Effect) -> Table:
    """Set the fte and inwoners per fte of every organisation side by side; the total last."""
    columns = (
        Column("organisatie", "Organisatie", form="page", width=40),
        *(
            Column(f"{key}_{moment}", f"{name} ({moment})", kind, "page", width=18)
            for moment in _MOMENTS
            for key, name, kind in _COSTS
        ),
    )
    names = sorted({name for costs in effect.kosten for name in costs.per_organisatie}, key=str.casefold)
    rows: list[tuple[Cell, ...]] = [
        (name, *(cell for costs in effect.kosten for cell in _cost(costs.per_organisatie.get(name)))) for name in names
    ]
    rows.append(("Totaal", *(cell for costs in effect.kosten for cell in _cost(costs.totaal))))
    caption = "Fte en inwoners per fte, nu en in het scenario"
    return Table("kosten", caption, columns, tuple(rows), "Kosten", marked=frozenset({len(names)}))


def _cost(one: Inzetkosten | None) -> tuple[Cell, ...]:
    """Write the numbers of one organisation; what no source says is onbekend."""
    if one is None:
        return (0, 0, "–", "–")
    fte: Cell = "onbekend" if one.fte is None else one.fte
    if one.fte is not None and one.gemeenten_onbekend:
        fte = f"{dutch_number(one.fte, 2)} of meer"
    return (
        one.gemeenten,
        one.inwoners,
        fte,
        "onbekend" if one.inwoners_per_fte is None else round(one.inwoners_per_fte),
    )


def _side(effect: Effect, axis: int) -> dict[str, Any]:
    """Give one side to scripts."""
    return {
        "gedekt": effect.totals[axis].gedekt,
        "per_status": effect.totals[axis].per_status,
        "werklijst": [{"code": gap.code, "soort": gap.soort} for gap in effect.werklijst[axis]],
        "fte": effect.kosten[axis],
    }


def _link(scenario: Scenario) -> str | None:
    """Write the word of the link; none when it is too long for one."""
    try:
        return encode_scenario(scenario)
    except NetmapError:
        return None
