"""What changed between two days or data folders, and why: in words, in rows and on a map."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from netmap.compare.stands import AARDEN, BEVESTIGD, ECHT, GEEN, HERINDELING, INFORMATIE, SCENARIO, VERSCHILLEN
from netmap.coverage import Omvang
from netmap.difference import describe_size, size_of
from netmap.dutch import count
from netmap.klassen import ONBEKEND, STATUS_KLASSEN, Klasse
from netmap.layers import LegendEntry, MapView
from netmap.schema import GEDEKT, dutch_date, dutch_number
from netmap.sections.phrases import GEMEENTEN, cite, headline, size_note
from netmap.table import Column, Counts, Listing, Section, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from netmap.compare.stands import Comparison, Verandering
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Figure

VERSCHIL_KLASSEN: Final = (
    Klasse("erbij", "Dekking erbij gekomen", "#08306B"),
    Klasse("beter", "Betere status", "#2171B5", "vertical"),
    Klasse("anders", "Zelfde status, andere inzet", "#35978F", "horizontal"),
    Klasse("zelfde", "Zelfde", "#C6DBEF"),
    Klasse("informatie", "Alleen nieuwe informatie", "#9ECAE1", "dots"),
    Klasse("slechter", "Slechtere status", "#FDAE61", "diagonal"),
    Klasse("weg", "Dekking weggevallen", "#A50026", "cross"),
    Klasse("onbekend", "Onbekend, of begin onbekend, in een van beide", ONBEKEND.fill, ONBEKEND.pattern),
)
"""The classes of the map of the difference, in the order of ``stands.VERSCHILLEN``."""
_OTHERWISE: Final = {
    "beter": "Een betere status, maar niet meer dekking",
    "slechter": "Een minder goede status, maar even veel dekking",
    "anders": "Dezelfde status, maar een andere organisatie, doelgroep of fte",
    "zelfde": "Een verandering zonder gevolg voor de status of voor wie er dekt",
    "onbekend": "Meer of minder bekend, want onbekend of begin onbekend op een van beide dagen",
}
"""What the sentence calls a real change that neither gains nor loses cover."""
_LABEL: Final = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}
_COLUMNS: Final = (
    Column("code", "Code", form="full"),
    Column("naam", "Gemeente", form="page", width=40),
    Column("provincie", "Provincie", form="full"),
    Column("politieregio", "Politieregio", form="page", width=24),
    Column("inwoners", "Inwoners", "whole", "page", width=18),
    Column("van", "Eerst", form="page", width=24),
    Column("naar", "Daarna", form="page", width=24),
    Column("verschil", "Verschil", width=30),
    Column("aard", "Soort verandering", form="page", width=24),
    Column("waarom", "Waarom", width=50),
    Column("bron", "Bron", "link", "page", width=34),
)
_TOGETHER: Final = ("verschil", "aantal", "van", "naar", "naam", "waarom", "bron")
"""Columns where gemeenten share a row."""
_VERSCHIL_LABEL: Final = {klasse.key: klasse.label for klasse in VERSCHIL_KLASSEN}


def count_changes(comparison: Comparison, codes: Iterable[str] | None = None) -> dict[str, dict[str, Omvang]]:
    """Count gemeenten and inwoners of the second register by ``AARDEN``, then by ``VERSCHILLEN``.

    Together they are all gemeenten (of ``codes``), each once.
    """
    chosen = _chosen(comparison, codes)
    return {
        aard: {
            verschil: size_of(one for one in chosen if (one.aard, one.verschil) == (aard, verschil))
            for verschil in VERSCHILLEN
        }
        for aard in AARDEN
    }


def development_section(
    comparison: Comparison,
    after: Stand,
    gebied: Regio | None = None,
    draw_map: Callable[[MapView], Figure] | None = None,
    *,
    everything: bool = False,
    compact: bool = False,
) -> Section:
    """Tell what changed between two days or data folders, and why.

    Ordered by kind of change, then difference, then name. Without ``draw_map`` there is no figure of the map;
    ``everything`` lists gemeenten without any change too; compact, gemeenten that changed alike share a row, for who
    reads and does not look one up.
    """
    codes = after.codes(gebied)
    counts = count_changes(comparison, codes)
    told = describe_comparison(comparison, codes)
    since = dutch_date(comparison.van)
    table = comparison_table(comparison, codes, everything=everything)
    if compact:
        alike = table.select([key for key in _TOGETHER if key != "aantal"])
        table = replace(alike.grouped("naam").select(_TOGETHER), header="verschil")
    return Section(
        "ontwikkeling",
        "Ontwikkeling",
        headline(gebied, f"vergeleken met {since} {_headline(counts[ECHT])}"),
        told[:2],
        (
            Counts(tuple(_counts(counts))),
            *((Listing(told[2:]),) if told[2:] else ()),
            *([draw_map(difference_view(comparison, after, gebied))] if draw_map else []),
            table,
        ),
        {
            "van": comparison.van,
            "tot": comparison.tot,
            "aantallen": counts,
            "gemeenten": [
                {
                    **{field.name: getattr(one, field.name) for field in fields(one)},
                    "begin_onbekend": one.code in comparison.begin_onbekend,
                }
                for one in _chosen(comparison, codes)
                if everything or one.aard != GEEN
            ],
            "zonder_opvolger": comparison.zonder_opvolger,
        },
    )


def _chosen(comparison: Comparison, codes: Iterable[str] | None) -> list[Verandering]:
    return [comparison.gemeenten[code] for code in (comparison.gemeenten if codes is None else codes)]


def _headline(real: Mapping[str, Omvang]) -> str:
    """Say in how many gemeenten cover really came or went."""
    come, gone = (real[key].gemeenten for key in ("erbij", "weg"))
    if come and gone:
        return f"dekking erbij in {dutch_number(come)} en weg in {count(gone, *GEMEENTEN)}"
    if come or gone:
        return f"dekking {'erbij' if come else 'weg'} in {count(come or gone, *GEMEENTEN)}"
    return "geen dekking erbij of weg"


def _counts(counts: Mapping[str, Mapping[str, Omvang]]) -> Iterator[tuple[str, str, str]]:
    """Count gemeenten and inwoners per kind of change that occurs."""
    for aard, per_verschil in counts.items():
        gemeenten, inwoners = (sum(one[axis] for one in per_verschil.values()) for axis in (0, 1))
        if gemeenten or aard == GEEN:
            yield (
                aard.capitalize(),
                dutch_number(gemeenten),
                size_note(gemeenten, inwoners),
            )


def describe_comparison(comparison: Comparison, codes: Iterable[str] | None = None) -> tuple[str, ...]:
    """Say in a few Dutch sentences what changed; the first two are the conclusion.

    Cover gained and lost, how far the past can be known, other changes, what is only new information, what stayed the
    same.
    """
    chosen = _chosen(comparison, codes)
    return (_conclude(comparison, chosen), *_limits(comparison, chosen), *_tell_rest(comparison, chosen))


def _conclude(comparison: Comparison, chosen: Sequence[Verandering]) -> str:
    """Say what cover was gained and lost."""
    real = [one for one in chosen if one.aard in (ECHT, SCENARIO)]
    come, gone = (
        f"in {_gemeenten(found)}" if (found := [one for one in real if one.verschil == key]) else "nergens"
        for key in ("erbij", "weg")
    )
    is_past = comparison.van <= comparison.tot <= comparison.vandaag
    came, went = ("kwam", "viel") if is_past else ("komt", "valt")
    return f"{_when(comparison)} {came} er {come} dekking bij en {went} er {gone} dekking weg, voor zover bekend."


def _tell_rest(comparison: Comparison, chosen: Sequence[Verandering]) -> Iterator[str]:
    """Say what else changed, what is only new information, what stayed the same and what is in no count."""
    per_aard = {aard: [one for one in chosen if one.aard == aard] for aard in AARDEN}
    real = [*per_aard[ECHT], *per_aard[SCENARIO]]
    for key, text in _OTHERWISE.items():
        if found := [one for one in real if one.verschil == key]:
            yield f"{text}: {_gemeenten(found)}."
    yield from _paper(per_aard[HERINDELING], "Alleen een herindeling")
    yield from _paper(per_aard[INFORMATIE], "Alleen nieuwe informatie, geen verandering met een datum")
    if confirmed := per_aard[BEVESTIGD]:
        yield f"Alleen opnieuw bevestigd of bijgewerkt: {_gemeenten(confirmed)}."
    if same := per_aard[GEEN]:
        yield f"Van {_gemeenten(same)} is geen verandering bekend."
    if names := comparison.zonder_opvolger:
        yield f"Niet meegeteld: {', '.join(names)}; geen herindeling in de gegevens zegt waar die gebleven zijn."


def _when(comparison: Comparison) -> str:
    """Open the sentence with the two days."""
    van, tot = dutch_date(comparison.van), dutch_date(comparison.tot)
    if comparison.van == comparison.tot:
        return f"Op {van}, volgens {comparison.volgens},"
    return f"Tussen {van} en {tot}" if comparison.van < comparison.tot else f"Terug van {van} naar {tot}"


def _paper(told: list[Verandering], opening: str) -> Iterator[str]:
    """Say what changed only on paper, and how many gemeenten that shows as covered, or no longer."""
    now = sum(one.na in GEDEKT and not one.was_gedekt for one in told)
    before = sum(one.na not in GEDEKT and one.was_gedekt for one in told)
    shown = [f"nu wel als gedekt: {dutch_number(now)}"] if now else []
    shown += [f"niet meer als gedekt: {dutch_number(before)}"] if before else []
    if told:
        yield f"{'; '.join([f'{opening}: {_gemeenten(told)}', *shown])}."


def _limits(comparison: Comparison, chosen: Sequence[Verandering]) -> Iterator[str]:
    """Say how far the past can be known at all."""
    undated = [one for one in chosen if one.code in comparison.begin_onbekend]
    if not undated:
        return
    begun = sum(one.aard == ECHT and one.na in GEDEKT for one in undated)
    yield (
        f"Van {count(len(undated), *GEMEENTEN)} is niet bekend of er op {dutch_date(comparison.van)} al dekking was: "
        "een latere bron noemt dekking, maar niet sinds wanneer"
        f"{f'; in {dutch_number(begun)} daarvan begon er sindsdien een organisatie' if begun else ''}."
    )


def _gemeenten(found: Sequence[Verandering]) -> str:
    return describe_size(size_of(found))


def comparison_table(comparison: Comparison, codes: Iterable[str] | None = None, *, everything: bool = False) -> Table:
    """List what changed and why: one row per gemeente, ordered by kind, then difference, then name.

    With ``everything`` gemeenten without any change are listed too.
    """
    listed = [one for one in _chosen(comparison, codes) if everything or one.aard != GEEN]
    order = {key: number for number, key in enumerate((*AARDEN, *VERSCHILLEN))}
    rows = tuple(
        (
            one.code,
            one.naam,
            one.provincie,
            one.politieregio,
            one.inwoners,
            "; ".join(dict.fromkeys(_LABEL[part.status] for part in one.voor)) or _LABEL["onbekend"],
            _LABEL[one.na],
            _VERSCHIL_LABEL[one.verschil],
            one.aard,
            " ".join(one.redenen),
            cite(one.bronnen) if one.bronnen else "",
        )
        for one in sorted(listed, key=lambda one: (order[one.aard], order[one.verschil], one.naam.casefold(), one.code))
    )
    caption = f"Gemeenten die veranderden tussen {dutch_date(comparison.van)} en {dutch_date(comparison.tot)}"
    if comparison.van == comparison.tot:
        caption = f"Gemeenten die in {comparison.volgens} anders zijn"
    return Table("ontwikkeling", caption, _COLUMNS, rows, "Ontwikkeling", header="naam", frozen=2)


def difference_view(comparison: Comparison, after: Stand, gebied: Regio | None = None) -> MapView:
    """Make the map of the difference; the same screen, picture and legend draw it as any other view.

    Its ``layer`` is ``verschil``, which is not in ``LAYERS``: the classes are in the legend, which counts the
    gemeenten of the area. KeyError when the region is not in the register.
    """
    codes = after.codes(gebied)
    chosen = [comparison.gemeenten[code] for code in codes]
    legend = [
        LegendEntry(klasse, *size_of(one for one in chosen if one.verschil == klasse.key))
        for klasse in VERSCHIL_KLASSEN
    ]
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
        bewijs={code: one.bewijs for code, one in after.dekking.items() if one.bewijs},
        legend=tuple(legend),
    )
