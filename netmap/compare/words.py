"""A comparison in words, in rows and on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netmap.compare.stands import AARDEN, BEVESTIGD, ECHT, GEEN, HERINDELING, INFORMATIE, SCENARIO, VERSCHILLEN
from netmap.layers import ONBEKEND, STATUS_KLASSEN, Klasse, LegendEntry, MapView
from netmap.schema import GEDEKT, dutch_date, dutch_number
from netmap.summary import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.compare.stands import Comparison, Verandering
    from netmap.gebieden import Gebied
    from netmap.layers import Stand

VERSCHIL_KLASSEN: Final = (
    Klasse("erbij", "Dekking erbij gekomen", "#08306B"),
    Klasse("beter", "Betere status", "#2171B5", "vertical"),
    Klasse("anders", "Zelfde status, andere inzet", "#35978F", "horizontal"),
    Klasse("zelfde", "Zelfde", "#C6DBEF"),
    Klasse("informatie", "Alleen nieuwe informatie", "#9ECAE1", "dots"),
    Klasse("slechter", "Slechtere status", "#FDAE61", "diagonal"),
    Klasse("weg", "Dekking weggevallen", "#A50026", "cross"),
    Klasse("onbekend", "Onbekend in een van beide", ONBEKEND.fill, ONBEKEND.pattern),
)
"""The classes of the map of the difference, in the order of ``stands.VERSCHILLEN``."""
_OTHERWISE: Final = {
    "beter": "Een betere status, zonder dat er dekking bij kwam",
    "slechter": "Een slechtere status, zonder dat er dekking wegviel",
    "anders": "Dezelfde status, maar een andere organisatie, doelgroep of fte",
    "zelfde": "Een verandering die de status en de inzet op de dag zelf niet raakt",
    "onbekend": "Onbekend op een van beide dagen",
}
"""What the sentence calls a real change that neither gains nor loses cover."""
_LABEL: Final = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}
_VERSCHIL_LABEL: Final = {klasse.key: klasse.label for klasse in VERSCHIL_KLASSEN}


def count_changes(comparison: Comparison, codes: Iterable[str] | None = None) -> dict[str, dict[str, tuple[int, int]]]:
    """
    Count gemeenten and inwoners per kind of change and difference.

    Parameters
    ----------
    comparison
        Output of ``compare_stands``.
    codes
        Gemeenten to count; None for all.

    Returns
    -------
    counts
        Each of ``AARDEN`` to each of ``VERSCHILLEN`` to (gemeenten, inwoners of the second register); together
        they are all gemeenten, each once.
    """
    counts = {aard: dict.fromkeys(VERSCHILLEN, (0, 0)) for aard in AARDEN}
    for one in _chosen(comparison, codes):
        gemeenten, inwoners = counts[one.aard][one.verschil]
        counts[one.aard][one.verschil] = (gemeenten + 1, inwoners + one.inwoners)
    return counts


def _chosen(comparison: Comparison, codes: Iterable[str] | None) -> list[Verandering]:
    return [comparison.gemeenten[code] for code in (comparison.gemeenten if codes is None else codes)]


def describe_comparison(comparison: Comparison, codes: Iterable[str] | None = None) -> str:
    """
    Say in a few sentences what changed; for the page and the report.

    Parameters
    ----------
    comparison
        Output of ``compare_stands``.
    codes
        Gemeenten to speak of; None for all.

    Returns
    -------
    text
        Dutch: cover gained and lost, other changes, what is only new information, what stayed the same, and how
        far the past can be known at all.
    """
    chosen = _chosen(comparison, codes)
    per_aard = {aard: [one for one in chosen if one.aard == aard] for aard in AARDEN}
    real = {
        verschil: [one for aard in (ECHT, SCENARIO) for one in per_aard[aard] if one.verschil == verschil]
        for verschil in VERSCHILLEN
    }
    come, gone = (f"in {_gemeenten(real[key])}" if real[key] else "nergens" for key in ("erbij", "weg"))
    sentences = [f"{_when(comparison)} kwam er {come} dekking bij en viel er {gone} dekking weg, voor zover bekend."]
    sentences += [f"{text}: {_gemeenten(found)}." for key, text in _OTHERWISE.items() if (found := real[key])]
    sentences += _describe_paper(per_aard[HERINDELING], "Alleen een herindeling")
    sentences += _describe_paper(per_aard[INFORMATIE], "Alleen nieuwe informatie, geen verandering met een datum")
    if confirmed := per_aard[BEVESTIGD]:
        sentences.append(f"Alleen opnieuw bevestigd of bijgewerkt: {_gemeenten(confirmed)}.")
    sentences.append(f"Van {_gemeenten(per_aard[GEEN])} is geen verandering bekend.")
    return " ".join([*sentences, *_describe_limits(comparison, chosen)])


def _when(comparison: Comparison) -> str:
    """Open the sentence with the two days."""
    van, tot = dutch_date(comparison.van), dutch_date(comparison.tot)
    if comparison.van == comparison.tot:
        return f"In de tweede gegevens, ook op {van},"
    return f"Tussen {van} en {tot}" if comparison.van < comparison.tot else f"Terug van {van} naar {tot}"


def _describe_paper(told: list[Verandering], opening: str) -> list[str]:
    """Say what changed only on paper, and how many gemeenten that shows as covered, or no longer."""
    if not told:
        return []
    now = sum(one.na in GEDEKT and not one.was_gedekt for one in told)
    before = sum(one.na not in GEDEKT and one.was_gedekt for one in told)
    shown = [f"nu wel als gedekt: {dutch_number(now)}"] if now else []
    shown += [f"niet meer als gedekt: {dutch_number(before)}"] if before else []
    return [f"{'; '.join([f'{opening}: {_gemeenten(told)}', *shown])}."]


def _describe_limits(comparison: Comparison, chosen: list[Verandering]) -> list[str]:
    """Say how far the comparison can be trusted."""
    sentences = []
    if undated := [one for one in chosen if one.code in comparison.begin_onbekend]:
        sentences.append(
            f"De stand op {dutch_date(comparison.van)} is afgeleid uit wat er nu bekend is: van {_gemeenten(undated)} "
            "met dekking noemt geen bron een begindatum, dus die dekking kan later begonnen zijn."
        )
    if names := comparison.zonder_opvolger:
        sentences.append(
            f"Niet meegeteld: {', '.join(names)}; geen herindeling in de gegevens zegt waar die gebleven zijn."
        )
    return sentences


def _gemeenten(found: list[Verandering]) -> str:
    """Write a number of gemeenten with their inwoners."""
    inwoners = sum(one.inwoners for one in found)
    return f"{count(len(found), 'gemeente', 'gemeenten')} ({count(inwoners, 'inwoner', 'inwoners')})"


def comparison_table(
    comparison: Comparison, codes: Iterable[str] | None = None, *, everything: bool = False
) -> pd.DataFrame:
    """
    List what changed and why.

    Parameters
    ----------
    comparison
        Output of ``compare_stands``.
    codes
        Gemeenten to list; None for all.
    everything
        Whether gemeenten without any change are listed too.

    Returns
    -------
    table
        ``Code``, ``Gemeente``, ``Provincie``, ``Politieregio``, ``Inwoners``, ``Eerst``, ``Daarna``, ``Verschil``,
        ``Soort verandering``, ``Waarom`` and ``Bron``; ordered by kind, then difference, then name.
    """
    chosen = [one for one in _chosen(comparison, codes) if everything or one.aard != GEEN]
    order: Mapping[str, int] = {key: number for number, key in enumerate((*AARDEN, *VERSCHILLEN))}
    chosen.sort(key=lambda one: (order[one.aard], order[one.verschil], one.naam.casefold(), one.code))
    rows = [
        {
            "Code": one.code,
            "Gemeente": one.naam,
            "Provincie": one.provincie,
            "Politieregio": one.politieregio,
            "Inwoners": one.inwoners,
            "Eerst": "; ".join(dict.fromkeys(_LABEL[part.status] for part in one.voor)) or _LABEL["onbekend"],
            "Daarna": _LABEL[one.na],
            "Verschil": _VERSCHIL_LABEL[one.verschil],
            "Soort verandering": one.aard,
            "Waarom": " ".join(one.redenen),
            "Bron": "; ".join(one.bronnen),
        }
        for one in chosen
    ]
    columns = ["Code", "Gemeente", "Provincie", "Politieregio", "Inwoners", "Eerst", "Daarna", "Verschil"]
    return pd.DataFrame(rows, columns=[*columns, "Soort verandering", "Waarom", "Bron"])


def difference_view(comparison: Comparison, after: Stand, gebied: Gebied | None = None) -> MapView:
    """
    Make the map of the difference; the same screen, picture and legend draw it as any other view.

    Parameters
    ----------
    comparison
        Output of ``compare_stands``.
    after
        The second stand.
    gebied
        The region whose gemeenten the legend counts; None for the country.

    Returns
    -------
    view
        With ``layer`` ``verschil``, which is not in ``LAYERS``: the classes are in the legend.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = after.codes(gebied)
    chosen = [comparison.gemeenten[code] for code in codes]
    legend = []
    for klasse in VERSCHIL_KLASSEN:
        found = [one.inwoners for one in chosen if one.verschil == klasse.key]
        legend.append(LegendEntry(klasse, len(found), sum(found)))
    van, tot = dutch_date(comparison.van), dutch_date(comparison.tot)
    question = f"Wat is er anders dan op {van}?" if van != tot else "Wat is er anders?"
    return MapView(
        layer="verschil",
        naam=f"Verschil met {van}" if van != tot else "Verschil",
        vraag=question,
        peildatum=after.peildatum,
        gebied=gebied,
        codes=codes,
        class_of={code: one.verschil for code, one in comparison.gemeenten.items()},
        te_bevestigen=frozenset(code for code, one in after.dekking.items() if one.te_bevestigen),
        legend=tuple(legend),
    )
