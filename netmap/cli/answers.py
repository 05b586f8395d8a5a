"""What the commands for decisions answer to scripts: one object each, its keys a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netmap.compare.stands import GEEN
from netmap.compare.words import count_changes
from netmap.errors import NetmapError
from netmap.norms import CRITERIA
from netmap.scenario.share import encode_scenario
from netmap.scorecard import build_row, build_scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from netmap.compare.stands import Comparison, Verandering
    from netmap.coverage import Totals
    from netmap.forecast.course import Point
    from netmap.forecast.outlook import Forecast
    from netmap.gaps import Gap
    from netmap.gebieden import Gebied
    from netmap.inzet import Indicator
    from netmap.layers import Stand
    from netmap.resilience.removal import Removal
    from netmap.scenario.changes import Scenario
    from netmap.scenario.effect import Effect, Inzetkosten, Kosten
    from netmap.scorecard import Rij
    from netmap.where_next.advise import Advies, Area

    Content = dict[str, Any]


def _pair(gemeenten: int, inwoners: int) -> Content:
    return {"gemeenten": gemeenten, "inwoners": inwoners}


def _per_status(counts: Mapping[str, tuple[int, int]]) -> Content:
    return {status: _pair(*pair) for status, pair in counts.items()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def tell_removals(removals: Iterable[Removal]) -> Content:
    """
    Turn what happens without something into an object.

    Parameters
    ----------
    removals
        Outputs of ``remove``.

    Returns
    -------
    content
        ``wegvallen``: a list with per removal ``sleutels``, ``naam``, ``inzetten`` (ids), ``verloren`` (gemeenten and
        inwoners that lose their cover), ``verzwakt`` (codes), ``voor`` and ``na`` (per status), ``uitleg`` and
        ``gemeenten`` with every change and who could take over.
    """
    return {"wegvallen": [_removal(one) for one in removals]}


def _removal(one: Removal) -> Content:
    return {
        "sleutels": list(one.keys),
        "naam": one.naam,
        "inzetten": list(one.inzetten),
        "verloren": _pair(len(one.verloren), sum(change.inwoners for change in one.verloren)),
        "verzwakt": list(one.verzwakt),
        "voor": _per_status(one.voor),
        "na": _per_status(one.na),
        "uitleg": list(one.uitleg),
        "gemeenten": [
            {
                **{field: getattr(change, field) for field in ("rol", "code", "naam", "inwoners", "van", "naar")},
                "overnemers": [
                    {"sleutel": other.key, "naam": other.naam, "buren": other.buren, "ook_hier": other.ook_hier}
                    for other in change.overnemers
                ],
            }
            for change in one.changes
        ],
    }


def tell_forecast(forecast: Forecast) -> Content:
    """
    Turn a forecast into an object.

    Parameters
    ----------
    forecast
        Output of ``compute_forecast``.

    Returns
    -------
    content
        ``begin``, ``eind``, ``gemeenten``, ``inwoners``, ``maanden`` (the first day of each), ``stappen`` (every day
        on which a count changes), ``gebeurtenissen``, ``te_bevestigen`` (statements with their day, null without),
        ``tellingen`` (official, with their date as published) and ``kanttekeningen``.
    """
    return {
        "begin": _day(forecast.begin),
        "eind": _day(forecast.eind),
        "gemeenten": forecast.gemeenten,
        "inwoners": forecast.inwoners,
        "maanden": [_point(one) for one in forecast.points],
        "stappen": [_point(one) for one in forecast.steps],
        "gebeurtenissen": [
            {
                "dag": _day(one.dag),
                "oorzaak": one.oorzaak,
                "van": one.van,
                "naar": one.naar,
                "codes": list(one.codes),
                "inwoners": one.inwoners,
                "zin": one.zin,
            }
            for one in forecast.events
        ],
        "te_bevestigen": [
            {
                "dag": _day(one.dag),
                "id": one.id,
                "rol": one.rol,
                "organisatie": one.organisatie or None,
                **_pair(one.gemeenten, one.inwoners),
            }
            for one in forecast.stale
        ],
        "tellingen": [
            {
                "datum": one.geschreven,
                "geteld": one.geteld,
                "van": one.van,
                "eenheid": one.eenheid,
                "bron": one.bron,
                "bron_datum": one.bron_datum or None,
            }
            for one in forecast.tellingen
        ],
        "kanttekeningen": list(forecast.kanttekeningen),
    }


def _point(one: Point) -> Content:
    return {
        "dag": _day(one.dag),
        "gedekt": _pair(*one.gedekt),
        "per_status": _per_status(one.per_status),
        "te_bevestigen": one.te_bevestigen,
        "begin_onbekend": one.begin_onbekend,
    }


def tell_effect(effect: Effect, scenario: Scenario) -> Content:
    """
    Turn what a scenario does into an object.

    Parameters
    ----------
    effect
        Output of ``compare_scenario``.
    scenario
        The scenario.

    Returns
    -------
    content
        ``naam``, ``link`` (null when it is too long for one), ``nu`` and ``scenario`` (``gedekt``, ``per_status``,
        ``werklijst``, ``fte``) and ``gewijzigd`` with every gemeente of another status.
    """
    sides = zip(effect.totals, effect.werklijst, effect.kosten, strict=True)
    now, then = (_side(*side) for side in sides)
    return {
        "naam": scenario.naam,
        "link": _link(scenario),
        "nu": now,
        "scenario": then,
        "gewijzigd": [one._asdict() for one in effect.gewijzigd],
    }


def _link(scenario: Scenario) -> str | None:
    try:
        return encode_scenario(scenario)
    except NetmapError:
        return None


def _side(totals: Totals, gaps: Iterable[Gap], costs: Kosten) -> Content:
    return {
        "gedekt": _pair(*totals.gedekt),
        "per_status": _per_status(totals.per_status),
        "werklijst": [{"code": gap.code, "soort": gap.soort} for gap in gaps],
        "fte": {
            "totaal": _costs(costs.totaal),
            "per_organisatie": {naam: _costs(one) for naam, one in costs.per_organisatie.items()},
        },
    }


def _costs(one: Inzetkosten) -> Content:
    """Leave no zero where no source says how many fte there are."""
    return {**one._asdict(), "fte": None if one.fte == 0 and one.gemeenten_onbekend else one.fte}


def tell_advice(advies: Advies) -> Content:
    """
    Turn an advice where next into an object.

    Parameters
    ----------
    advies
        Output of ``advise``.

    Returns
    -------
    content
        ``posten`` (fte), ``regels``, ``zonder_dekking`` (now), ``geholpen``, ``bewezen``, ``gat`` (0 to 1),
        ``bovengrens`` (inwoners), ``gebieden`` and ``tweede_keus`` (null, or ``inwoners``, ``bewezen`` and
        ``gebieden``).
    """
    rules = advies.rules
    return {
        "posten": list(advies.posten),
        "regels": {
            "max_inwoners": rules.max_inwoners,
            "max_gemeenten": rules.max_gemeenten,
            "samenhangend": rules.samenhangend,
            "binnen": rules.binnen,
        },
        "zonder_dekking": _pair(*advies.kandidaten),
        "geholpen": _pair(advies.gemeenten, advies.inwoners),
        "bewezen": advies.bewezen,
        "gat": advies.gat,
        "bovengrens": advies.bovengrens,
        "gebieden": [_area(one) for one in advies.areas],
        "tweede_keus": advies.tweede
        and {
            "inwoners": advies.tweede.inwoners,
            "bewezen": advies.tweede.bewezen,
            "gebieden": [_area(one) for one in advies.tweede.areas],
        },
    }


def _area(one: Area) -> Content:
    return {
        "naam": one.naam,
        "codes": list(one.codes),
        "inwoners": one.inwoners,
        "fte": one.fte,
        "veiligheidsregios": list(one.gebieden),
        "waarom": one.waarom,
    }


def tell_comparison(comparison: Comparison, codes: Sequence[str], everything: bool) -> Content:
    """
    Turn a comparison into an object.

    Parameters
    ----------
    comparison
        Output of ``compare_stands``.
    codes
        Gemeenten to speak of.
    everything
        Whether gemeenten without any change are listed too.

    Returns
    -------
    content
        ``van``, ``tot``, ``aantallen`` (kind of change to difference to gemeenten and inwoners), ``gemeenten`` and
        ``zonder_opvolger`` (names that are in no count).
    """
    counts = count_changes(comparison, codes)
    chosen = [comparison.gemeenten[code] for code in codes]
    return {
        "van": _day(comparison.van),
        "tot": _day(comparison.tot),
        "aantallen": {aard: _per_status(per_verschil) for aard, per_verschil in counts.items()},
        "gemeenten": [_verandering(one, comparison) for one in chosen if everything or one.aard != GEEN],
        "zonder_opvolger": list(comparison.zonder_opvolger),
    }


def _verandering(one: Verandering, comparison: Comparison) -> Content:
    return {
        **{field: getattr(one, field) for field in ("code", "naam", "politieregio", "provincie", "inwoners")},
        "voor": [
            {"code": part.code, "naam": part.naam, "inwoners": part.inwoners, "status": part.status}
            for part in one.voor
        ],
        "na": one.na,
        "aard": one.aard,
        "verschil": one.verschil,
        "redenen": list(one.redenen),
        "bronnen": list(one.bronnen),
        "begin_onbekend": one.code in comparison.begin_onbekend,
    }


def tell_criteria(stand: Stand, gebied: Gebied | None) -> Content:
    """
    Turn the answers to the criteria into an object.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for all politieregio's.

    Returns
    -------
    content
        ``criteria`` (code to ``onderwerp`` and ``vraag``), ``gebieden`` (the region or all politieregio's, and the
        country last, each with its ``antwoorden``) and ``uitspraken``: what sources say, with dates as precise as
        they were written.
    """
    rows = (build_row(stand, gebied), build_row(stand)) if gebied else build_scorecard(stand)
    codes = set(stand.codes(gebied))
    here = [one for one in stand.tables.indicatoren if not codes.isdisjoint(one.codes)]
    return {
        "criteria": {key: {"onderwerp": one.onderwerp, "vraag": one.vraag} for key, one in CRITERIA.items()},
        "gebieden": [_row(one) for one in rows],
        "uitspraken": [_statement(one, stand.peildatum) for one in here],
    }


def _row(row: Rij) -> Content:
    cells = {
        key: {"antwoord": cel.waarde, "aantallen": dict(cel.aantallen), "te_bevestigen": cel.te_bevestigen}
        for key, cel in row.cellen.items()
    }
    return {"naam": row.naam, "gemeenten": row.gemeenten, "antwoorden": cells}


def _statement(one: Indicator, peildatum: date) -> Content:
    return {
        "id": one.id,
        "criterium": one.criterium,
        "gebied": one.gebied_namen,
        "waarde": one.waarde,
        "geldt": one.geldt(peildatum),
        "codes": sorted(one.codes),
        "vanaf": one.geschreven.vanaf or None,
        "tot": one.geschreven.tot or None,
        "bron_datum": one.geschreven.bron_datum or None,
        "bron": one.bron or None,
        "zekerheid": one.zekerheid,
        "opmerking": one.opmerking,
    }
