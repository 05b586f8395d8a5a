"""The criteria that official documents use: what the sources say about each, per gemeente and per area."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.dutch import capital
from netmap.explain import WEERLEGD, describe_limits, describe_statement
from netmap.graph import find_inzetten
from netmap.inzet import weakest
from netmap.norms import CRITERIA, NVT, Criterium
from netmap.schema import BEWIJZEN, TE_BEVESTIGEN, WAARDEN, dutch_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import networkx as nx

    from netmap.coverage import Dekking, RolStand
    from netmap.inzet import Indicator
    from netmap.settings import Settings

ANTWOORD_WORDS: Final = {**{waarde: waarde for waarde in WAARDEN}, NVT: "niet van toepassing"}
"""Answer to what a sentence calls it."""
_ROLLEN: Final = {"G2": "aandachtsfunctionaris", "R1": "bestuurlijk_trekker", "R3": "ketenregisseur"}
_COVER: Final = {"dubbel": "ja", "enkel": "ja", "ja": "ja", "deels": "deels", "op_afstand": "nee", "geen": "nee"}
_FTE: Final = {"ruim": "ja", "gemiddeld": "deels", "dun": "nee"}
_SAID: Final = {"nu": "{}", "geweest": "Eerder: {}", "straks": "Later: {}", "onbekend": "Volgens een latere bron: {}"}


class Antwoord(NamedTuple):
    """What the sources say about one criterium in one gemeente on the peildatum."""

    waarde: str
    """One of ``schema.WAARDEN``, or ``NVT``."""
    bewijs: str
    """How strong the proof of the answer is: one of ``schema.BEWIJZEN``; blank when it is unknown."""
    uitleg: tuple[str, ...]
    """Dutch sentences: the answer, then every statement with its source."""

    @property
    def te_bevestigen(self) -> bool:
        """Whether it rests on statements of more than 24 months old or without a date."""
        return self.bewijs in TE_BEVESTIGEN


class _Weging(NamedTuple):
    """One statement that bears on the answer."""

    waarde: str
    geldt: bool
    bewijs: str
    zinnen: tuple[str, ...]


def assess_fte(dekking: Dekking, settings: Settings) -> str:
    """
    Say whether the cover of a gemeente is ample or thin.

    Parameters
    ----------
    dekking
        Coverage of the gemeente; ``fte_per_100k`` is divided over the inwoners of the whole area it serves.
    settings
        The thresholds ``fte_laag`` and ``fte_hoog``, in fte per 100,000 inwoners.

    Returns
    -------
    klasse
        ``ruim``, ``gemiddeld``, ``dun``, ``fte_onbekend`` when it is covered, else ``niet_gedekt``.
    """
    if not dekking.is_gedekt:
        return "niet_gedekt"
    if dekking.fte_per_100k is None:
        return "fte_onbekend"
    if dekking.fte_per_100k >= settings.fte_hoog:
        return "ruim"
    return "gemiddeld" if dekking.fte_per_100k >= settings.fte_laag else "dun"


def prove_fte(graph: nx.MultiDiGraph[str], dekking: Dekking) -> str:
    """
    Say how strong the proof is of what is known of the fte in a gemeente.

    Parameters
    ----------
    graph
        Output of ``build_graph``.
    dekking
        Coverage of the gemeente.

    Returns
    -------
    bewijs
        That of its status, or of the weakest statement that gives the fte: one of ``schema.BEWIJZEN``, or blank.
    """
    if dekking.fte_per_100k is None:
        return dekking.bewijs
    inzetten = find_inzetten(graph, dekking.code, "zorgcoordinator")
    peildatum: date = graph.graph["peildatum"]
    stating = (i.bewijs(peildatum) for i in inzetten if i.covers_on(peildatum) and i.fte is not None)
    return weakest((dekking.bewijs, *stating))


def compute_criteria(
    indicatoren: Iterable[Indicator],
    graph: nx.MultiDiGraph[str],
    dekking: Mapping[str, Dekking],
    rollen: Mapping[str, Mapping[str, RolStand]],
    settings: Settings,
) -> dict[str, dict[str, Antwoord]]:
    """
    Answer every criterium for every gemeente; what no source says is ``onbekend``.

    Parameters
    ----------
    indicatoren
        What sources say of the criteria, ordered by id.
    graph
        Output of ``build_graph``; its peildatum is the day.
    dekking
        Output of ``compute_coverage``.
    rollen
        Role to output of ``compute_role``.
    settings
        The thresholds for R5.

    Returns
    -------
    antwoorden
        Code of the criterium to gemeente code to answer; both complete and in the order of ``CRITERIA`` and
        ``dekking``. A criterium of a region is answered per gemeente too: the part of the region that sources
        speak about. Where statements differ the most favourable one that holds on the day counts, as in the
        coverage.
    """
    peildatum: date = graph.graph["peildatum"]
    said = _spread_statements(indicatoren, peildatum)
    listed = {code for criterium, code in said if criterium == "G9"}
    antwoorden: dict[str, dict[str, Antwoord]] = {}
    for key, criterium in CRITERIA.items():
        answers = antwoorden[key] = {}
        for code, one in dekking.items():
            if key == "G9" and listed and code not in listed:
                answers[code] = Antwoord(NVT, "", ("Deze gemeente heeft volgens de lijst geen RNI-loket.",))
                continue
            statements = [*said[key, code]] if (key, code) in said else []
            if key in _ROLLEN:
                rol = rollen[_ROLLEN[key]][code]
                statements.append(_by_status(graph, code, _ROLLEN[key], rol.status, rol.bewijs, rol.uitleg))
            elif key in {"G5", "R4"}:
                statements.append(_by_status(graph, code, "zorgcoordinator", one.status, one.bewijs, one.uitleg))
            elif key == "R5":
                statements.append(_by_fte(graph, one, settings))
            answers[code] = _weigh_statements(criterium, statements)
    return antwoorden


def _spread_statements(indicatoren: Iterable[Indicator], peildatum: date) -> dict[tuple[str, str], list[_Weging]]:
    """Spread the rows over the gemeenten in their areas: (criterium, gemeente code) to statements."""
    said: dict[tuple[str, str], list[_Weging]] = defaultdict(list)
    for row in indicatoren:
        everywhere = _weigh_row(row, peildatum)
        for code in row.codes:
            statement = _weigh_row(row.seen_from(code), peildatum) if row.tegen else everywhere
            said[row.criterium, code].append(statement)
    return said


def _weigh_row(row: Indicator, peildatum: date) -> _Weging:
    """Say what a row adds to the answer; nothing while another that contradicts it goes before it.

    About some forms or roles it answers as a part of an area does: of the rest it says nothing.
    """
    counts = row.holds(peildatum) and not row.weerlegd(peildatum)
    waarde = _weigh_counts(Counter((row.waarde, "onbekend"))) if any(row.beperkt_tot) else row.waarde
    return _Weging(waarde, counts, row.bewijs(peildatum), (describe_indicator(row, peildatum),))


def describe_indicator(row: Indicator, peildatum: date) -> str:
    """
    Write out what a source answers to a criterium.

    Parameters
    ----------
    row
        The row.
    peildatum
        The day, which decides the tense.

    Returns
    -------
    sentences
        Dutch: the answer, where and when, on whose word.
    """
    opening = WEERLEGD if row.weerlegd(peildatum) else _SAID[row.geldt(peildatum)]
    zin = describe_statement(opening.format(row.waarde), row, *describe_limits(row))
    return capital(zin)


def _by_status(
    graph: nx.MultiDiGraph[str], code: str, rol: str, status: str, bewijs: str, zinnen: tuple[str, ...]
) -> _Weging:
    """Turn a status into an answer: it is only no when a source says so, and the end of a period does not."""
    waarde = _COVER.get(status, "onbekend")
    inzetten = find_inzetten(graph, code, rol) if status == "vervallen" else []
    if any(i.status in {"vacature", "gestopt"} and i.holds(graph.graph["peildatum"]) for i in inzetten):
        waarde = "nee"
    return _Weging(waarde, True, bewijs, zinnen)


def _by_fte(graph: nx.MultiDiGraph[str], one: Dekking, settings: Settings) -> _Weging:
    """Turn the fte per 100,000 inwoners into an answer."""
    waarde = _FTE.get(assess_fte(one, settings), "onbekend")
    if waarde == "onbekend" or one.fte_per_100k is None:
        return _Weging("onbekend", True, "", ("Van deze gemeente is geen fte bekend.",))
    return _Weging(waarde, True, prove_fte(graph, one), (describe_fte(one.fte_per_100k, settings),))


def describe_fte(fte_per_100k: float, settings: Settings) -> str:
    """
    Write out the fte beside the thresholds.

    Parameters
    ----------
    fte_per_100k
        Fte per 100,000 inwoners.
    settings
        The thresholds.

    Returns
    -------
    sentences
        Dutch.
    """
    return (
        f"{dutch_number(fte_per_100k, 2)} fte per 100.000 inwoners van het hele gebied. De grenzen zijn "
        f"{dutch_number(settings.fte_laag, 2)} en {dutch_number(settings.fte_hoog, 2)}: een keuze, geen norm."
    )


def _weigh_statements(criterium: Criterium, statements: Sequence[_Weging]) -> Antwoord:
    """Take the most favourable statement that holds, and say whether a recent one says the same."""
    now = [s for s in statements if s.geldt]
    waarde = min((s.waarde for s in now), key=WAARDEN.index, default="onbekend")
    saying = [s.bewijs for s in now if s.waarde == waarde and waarde != "onbekend"]
    opening = f"{criterium.naam}: {waarde}."
    if waarde == "onbekend":
        opening = f"{criterium.naam}: onbekend. Geen bron zegt hoe het op deze dag is."
    return Antwoord(
        waarde, min(saying, key=BEWIJZEN.index, default=""), (opening, *(zin for s in statements for zin in s.zinnen))
    )


def count_answers(answers: Mapping[str, Antwoord], codes: Iterable[str]) -> dict[str, int]:
    """
    Count the answers to one criterium.

    Parameters
    ----------
    answers
        Gemeente code to answer: one entry of the output of ``compute_criteria``.
    codes
        Gemeente codes to count.

    Returns
    -------
    counts
        Every one of ``schema.WAARDEN`` and ``NVT``, to the number of gemeenten; adds up to all codes.
    """
    found = Counter(answers[code].waarde for code in codes)
    return {waarde: found[waarde] for waarde in (*WAARDEN, NVT)}


def weigh_area(criterium: Criterium, answers: Mapping[str, Antwoord], codes: Sequence[str]) -> Antwoord:
    """
    Answer a criterium for an area as a whole.

    Parameters
    ----------
    criterium
        An entry of ``CRITERIA``.
    answers
        Gemeente code to answer: its entry in the output of ``compute_criteria``.
    codes
        Codes of the gemeenten in the area.

    Returns
    -------
    antwoord
        ``ja`` or ``nee`` only when a source says so for every gemeente it applies to; ``deels`` when it is so
        for some; else ``onbekend``, for a no about some says nothing about the rest. ``NVT`` for none.
    """
    counts = count_answers(answers, codes)
    waarde = _weigh_counts(counts)
    bewijs = ""
    if waarde not in {"onbekend", NVT}:
        strong = (at for at in BEWIJZEN if _weigh_counts(_count_proven(answers, codes, at)) == waarde)
        bewijs = next(strong, BEWIJZEN[-1])
    opening = f"{criterium.naam}: {ANTWOORD_WORDS[waarde]}."
    return Antwoord(waarde, bewijs, (f"{opening} Aantal gemeenten: {describe_counts(counts)}.",))


def _count_proven(answers: Mapping[str, Antwoord], codes: Iterable[str], least: str) -> dict[str, int]:
    """Count the answers of which the proof is not weaker than this; the others are unknown."""
    enough = ("", *BEWIJZEN[: BEWIJZEN.index(least) + 1])
    found = {c: answers[c] if answers[c].bewijs in enough else answers[c]._replace(waarde="onbekend") for c in codes}
    return count_answers(found, found)


def describe_counts(counts: Mapping[str, int]) -> str:
    """
    Write counts of answers; what is unknown is always said.

    Parameters
    ----------
    counts
        Output of ``count_answers``, or the same of regions.

    Returns
    -------
    phrase
        Such as ``3 ja, 8 onbekend``; ``geen`` of nothing.
    """
    return ", ".join(f"{number} {ANTWOORD_WORDS[waarde]}" for waarde, number in counts.items() if number) or "geen"


def _weigh_counts(counts: Mapping[str, int]) -> str:
    """Reduce counts of answers to one answer."""
    known = sum(counts[waarde] for waarde in WAARDEN)
    if not known:
        return NVT
    for waarde in ("ja", "nee"):
        if counts[waarde] == known:
            return waarde
    return "deels" if counts["ja"] or counts["deels"] else "onbekend"
