"""
Two stands beside each other: what changed per gemeente, of which kind, and why.

The kind (``aard``) of a change, the first of these that fits:

1. *echte verandering*: what holds (organisation, target group, status, fte) differs between the two days, and a
   statement about it begins or ends after the earlier day, up to and including the later one;
2. *herindeling*: the gemeente was another one, or made of others, in the other register. Statements cannot be set side
   by side one by one then, so this goes before new information;
3. *nieuwe informatie*: what the statements say differs (a row in one data set only, or changed) without such a date;
4. *alleen bevestigd*: the same statements, but a source or confirmation of another date stands behind them;
5. *geen verandering*: nothing of this.

A scenario is neither: whatever differs there is the scenario's, kind *scenario*.

The past is reckoned from what is known today. A statement without a first day counts from the day its source speaks
of: from ``onbekend`` or ``begin_onbekend`` to cover is more that is known, never cover gained, and the reverse is never
cover lost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.compare.succession import match_registers
from netmap.difference import is_meer_bekend
from netmap.explain import describe_limits, describe_period, describe_since
from netmap.graph import find_inzetten
from netmap.schema import COVERING, GEDEKT, STATUSSEN, dutch_date, dutch_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from netmap.compare.succession import Succession
    from netmap.inzet import Inzet
    from netmap.layers import Stand

    _Keys = set[tuple[Hashable, ...]]

ECHT: Final = "echte verandering"
HERINDELING: Final = "herindeling"
INFORMATIE: Final = "nieuwe informatie"
BEVESTIGD: Final = "alleen bevestigd"
GEEN: Final = "geen verandering"
SCENARIO: Final = "scenario"
AARDEN: Final = (ECHT, HERINDELING, INFORMATIE, BEVESTIGD, GEEN, SCENARIO)

VERSCHILLEN: Final = ("erbij", "beter", "anders", "zelfde", "informatie", "slechter", "weg", "onbekend")
"""How a gemeente differs, as the map of the difference draws it."""

_WORD: Final = {"pilot": "pilot", "op_afstand": "op afstand"}
_NOBODY: Final = {
    "vacature": "vacant",
    "gestopt": "gestopt",
    "geen": "volgens een bron geen zorgcoördinatie",
    "aangekondigd": "aangekondigd",
}
_STATUS: Final = 2
"""Place of the status in what ``_key`` takes."""
_NEWCOMER: Final = "Deze gemeente staat alleen in de tweede gegevens; geen herindeling verklaart dat."


@dataclass(frozen=True)
class Deel:
    """A gemeente as it was: the same one, or one of those it was made of."""

    code: str
    naam: str
    inwoners: int
    status: str


@dataclass(frozen=True)
class Verandering:
    """What became of the zorgcoördinatie in one gemeente, and why."""

    code: str
    naam: str
    politieregio: str
    provincie: str
    inwoners: int
    voor: tuple[Deel, ...]
    """The gemeente before; several after a merger, none when no herindeling explains where it came from."""
    na: str
    """Status after."""
    aard: str
    """One of ``AARDEN``."""
    verschil: str
    """One of ``VERSCHILLEN``; of several parts the one with most inwoners, a part that was split shared out evenly."""
    redenen: tuple[str, ...]
    """Dutch sentences; when nothing changed at most a herindeling between the days."""
    bronnen: tuple[str, ...]
    """Sources of the statements in ``redenen``, sorted."""

    @property
    def was_gedekt(self) -> bool:
        """Whether all of it was covered before."""
        return bool(self.voor) and all(part.status in GEDEKT for part in self.voor)


@dataclass(frozen=True)
class Comparison:
    """Two stands beside each other."""

    van: date
    tot: date
    vandaag: date
    """The day on which the second data were read: what is past and what is to come goes by it."""
    gemeenten: Mapping[str, Verandering]
    """Code in the second register to what changed, sorted."""
    begin_onbekend: frozenset[str]
    """Codes of which only a source from after the first day says that there is cover, and none since when."""
    zonder_opvolger: tuple[str, ...]
    """Names of gemeenten of the first register that no herindeling leads to the second; they are in no count."""
    volgens: str = "de tweede gegevens"
    """What the second data are called when the days are the same."""


def compare_stands(before: Stand, after: Stand, *, scenario: bool = False) -> Comparison:
    """
    Set two stands beside each other: two days, two data folders, or both.

    Parameters
    ----------
    before, after
        Outputs of ``build_stand``. The second gives the gemeenten; its day may be the earlier one.
    scenario
        Whether the second is the first with a scenario on top.

    Returns
    -------
    comparison
        One ``Verandering`` per gemeente of the second register. See the top of this module for the rules.
    """
    first, second = sorted((before.peildatum, after.peildatum))
    succession = match_registers(before.tables, after.tables, (first, second))
    pair = _Pair(before, after, (first, second), succession, scenario)
    return Comparison(
        before.peildatum,
        after.peildatum,
        after.tables.vandaag,
        {code: pair.judge(code) for code in after.dekking},
        frozenset(code for code in after.dekking if pair.begins_unknown(code)),
        tuple(before.dekking[code].naam for code in succession.lost),
    )


class _Turn(NamedTuple):
    """A statement that begins or ends between the two days."""

    day: date
    begins: bool
    line: str
    key: tuple[Hashable, ...]
    inzet: Inzet


@dataclass(frozen=True)
class _Pair:
    """Two stands, and what it takes to compare one gemeente."""

    before: Stand
    after: Stand
    days: tuple[date, date]
    succession: Succession
    scenario: bool

    def judge(self, code: str) -> Verandering:
        """Compare one gemeente with what it was."""
        one = self.after.dekking[code]
        parts = tuple(
            Deel(old, was.naam, was.inwoners, was.status)
            for old in self.succession.parts[code]
            for was in [self.before.dekking[old]]
        )
        now = find_inzetten(self.after.graph, code, "zorgcoordinator")
        then = [find_inzetten(self.before.graph, part.code, "zorgcoordinator") for part in parts]
        changed = [self._held(inzetten) ^ self._holds(now) for inzetten in then]
        aard, told, cited = self._kind(code, parts, then, now, changed)
        if aard != GEEN and len(parts) > 1:
            told.append(_describe_parts(parts))
        return Verandering(
            code,
            one.naam,
            one.politieregio,
            one.provincie,
            one.inwoners,
            parts,
            one.status,
            aard,
            self._difference(parts, one.status, aard, [_is_other(keys, one.status) for keys in changed]),
            (*told, *self.succession.notices.get(code, ())),
            tuple(sorted({inzet.bron for inzet in cited} - {""})),
        )

    def _kind(
        self,
        code: str,
        parts: tuple[Deel, ...],
        then: Sequence[Sequence[Inzet]],
        now: Sequence[Inzet],
        changed: Sequence[_Keys],
    ) -> tuple[str, list[str], Sequence[Inzet]]:
        """Find the kind of change, the sentences that explain it and the statements they cite."""
        status = self.after.dekking[code].status
        gone = [inzet for inzetten in then for inzet in _only_in(inzetten, now)]
        come = [inzet for inzetten in then for inzet in _only_in(now, inzetten)]
        openings = (
            ("Nu", "In het scenario") if self.scenario else ("Stond eerst in de gegevens", "Staat nu in de gegevens")
        )
        lines = [*_tell(openings[0], gone), *_tell(openings[1], come)]
        if self.scenario:
            return (SCENARIO, lines, [*gone, *come]) if lines else (GEEN, [], [])
        is_other = any(changed) or any(part.status != status for part in parts)
        if is_other:
            held = (set().union(*map(self._held, then)), self._holds(now))
            events = self._events([*(inzet for inzetten in then for inzet in inzetten), *now], held)
            keys = set().union(*changed) or {event.key for event in events}
            if any(event.key in keys for event in events):
                return ECHT, list(dict.fromkeys(event.line for event in events)), [event.inzet for event in events]
        if not parts:
            return INFORMATIE, [_NEWCOMER], now
        if [part.code for part in parts] != [code]:
            return HERINDELING, lines, now
        spoken = self._spoken([*(inzet for inzetten in then for inzet in inzetten), *now])
        if is_other and spoken and not lines:
            return INFORMATIE, list(dict.fromkeys(map(_tell_since, spoken))), spoken
        if lines:
            return INFORMATIE, lines, [*gone, *come]
        return self._confirmation(then[0], now)

    def _held(self, inzetten: Iterable[Inzet]) -> _Keys:
        """Find what held on the day of the first stand."""
        return {_key(inzet) for inzet in inzetten if inzet.holds(self.before.peildatum)}

    def _holds(self, inzetten: Iterable[Inzet]) -> _Keys:
        """Find what holds on the day of the second."""
        return {_key(inzet) for inzet in inzetten if inzet.holds(self.after.peildatum)}

    def _spoken(self, inzetten: Iterable[Inzet]) -> list[Inzet]:
        """Find what a source speaks of for the first time between the days, without saying since when."""
        first, second = self.days
        days = ((inzet, inzet.sinds) for inzet in inzetten if inzet.vanaf is None)
        return [inzet for inzet, day in days if day is not None and first < day <= second]

    def _confirmation(self, then: Sequence[Inzet], now: Sequence[Inzet]) -> tuple[str, list[str], Sequence[Inzet]]:
        """Say whether another source or confirmation stands behind the same statements."""
        was, has = _last_word(then, self.before.peildatum), _last_word(now, self.after.peildatum)
        if was != has:
            told = f"De laatste bron of bevestiging is van {dutch_date(has)}" if has else "Geen bron heeft een datum"
            return (
                BEVESTIGD,
                [f"{told}; eerst {f'was dat {dutch_date(was)}' if was else 'had geen bron een datum'}."],
                now,
            )
        if {_proof(inzet) for inzet in then} != {_proof(inzet) for inzet in now}:
            return BEVESTIGD, ["De datum of de zekerheid van een bron is bijgewerkt."], now
        return GEEN, [], []

    def _events(self, inzetten: Iterable[Inzet], held: tuple[_Keys, _Keys]) -> list[_Turn]:
        """Find what begins or ends between the days, oldest first; not what another statement says goes on."""
        first, second = self.days
        early, late = held if self.before.peildatum == first else held[::-1]
        found = []
        for inzet in inzetten:
            key = _key(inzet)
            # what held on the earlier day had begun already; what holds on the later one did not end
            for day, begins, goes_on in ((inzet.vanaf, True, early), (inzet.tot, False, late)):
                if day is not None and first < day <= second and key not in goes_on:
                    found.append(_Turn(day, begins, _tell_event(inzet, begins), key, inzet))
        return sorted(found, key=lambda event: (event.day, event.begins, event.line))

    def _difference(self, parts: tuple[Deel, ...], na: str, aard: str, changed: Sequence[bool]) -> str:
        """Weigh the parts by their inwoners; of equal weight the first of ``VERSCHILLEN``."""
        weight: dict[str, float] = defaultdict(float)
        for part, is_changed in zip(parts, changed, strict=True):
            weight[_difference(part.status, na, aard, is_changed)] += (
                part.inwoners / self.succession.shared_by[part.code]
            )
        return max(VERSCHILLEN, key=lambda verschil: weight.get(verschil, -1)) if weight else "onbekend"

    def begins_unknown(self, code: str) -> bool:
        """Whether a part of it is covered before by a later source only."""
        return any(self.before.dekking[old].status == "begin_onbekend" for old in self.succession.parts[code])


def _difference(voor: str, na: str, aard: str, is_changed: bool) -> str:
    """Which of ``VERSCHILLEN`` a gemeente, or a part of it, is."""
    if voor == na:
        same = "informatie" if aard == INFORMATIE else "zelfde"
        return "anders" if is_changed and aard in (ECHT, SCENARIO) else same
    if aard != SCENARIO and is_meer_bekend(voor, na):
        return "onbekend"
    if aard == INFORMATIE:
        return "informatie"
    if (voor in GEDEKT) != (na in GEDEKT):
        return "erbij" if na in GEDEKT else "weg"
    return "beter" if STATUSSEN.index(na) < STATUSSEN.index(voor) else "slechter"


def _is_other(changed: _Keys, status: str) -> bool:
    """Whether another organisation, target group or fte covers it; where nobody does, whether anything is other."""
    return any(key[_STATUS] in COVERING or status not in GEDEKT for key in changed)


def _key(inzet: Inzet) -> tuple[Hashable, ...]:
    """Take what a statement says about cover, apart from when."""
    return (inzet.knoop, inzet.doelgroep, inzet.status, inzet.fte, inzet.vorm)


def _says(inzet: Inzet) -> tuple[Hashable, ...]:
    """Take everything a statement says; not on whose word."""
    return (*_key(inzet), inzet.vanaf, inzet.tot)


def _proof(inzet: Inzet) -> tuple[Hashable, ...]:
    """Take what it says and on whose word, as far as that counts."""
    return (*_says(inzet), inzet.zekerheid, inzet.bron_datum, inzet.bevestigd_op)


def _only_in(one: Sequence[Inzet], other: Sequence[Inzet]) -> list[Inzet]:
    """Statements of the first that the second does not make."""
    said = {_says(inzet) for inzet in other}
    return [inzet for inzet in one if _says(inzet) not in said]


def _last_word(inzetten: Iterable[Inzet], day: date) -> str:
    """Most recent source or confirmation that was there on a day, as written; blank when there is none."""
    written = (
        (last, inzet.geschreven.bevestigd_op if inzet.bevestigd_op == last else inzet.geschreven.bron_datum)
        for inzet in inzetten
        if (last := inzet.laatste_woord(day)) is not None
    )
    return max(written, default=(day, ""))[1]


def _tell_event(inzet: Inzet, begins: bool) -> str:
    """One sentence about a statement that begins or ends."""
    written = inzet.geschreven
    when = f"vanaf {dutch_date(written.vanaf)}" if begins else f"tot {dutch_date(written.tot)}"
    if inzet.status in _NOBODY:
        return f"{when.capitalize()} {_NOBODY[inzet.status]}{_by(inzet)}."
    return f"{'Begonnen' if begins else 'Geëindigd'}: {_who(inzet)} ({when})."


def _tell_since(inzet: Inzet) -> str:
    """One sentence about a statement that has a source from some day on, and no begin."""
    who = f"{_NOBODY[inzet.status]}{_by(inzet)}" if inzet.status in _NOBODY else _who(inzet)
    return f"Bekend {describe_since(inzet)}: {who}. Geen bron zegt sinds wanneer."


def _tell(opening: str, inzetten: Iterable[Inzet]) -> list[str]:
    """One sentence per statement, each once."""
    lines = (
        f"{opening}: {_NOBODY[i.status] + _by(i) if i.status in _NOBODY else _who(i)} ({describe_period(i)})."
        for i in inzetten
    )
    return list(dict.fromkeys(lines))


def _who(inzet: Inzet) -> str:
    """Name an organisation with what is special about its work here."""
    details = [_WORD[inzet.status]] if inzet.status in _WORD else []
    details += describe_limits(inzet)
    details += [f"{dutch_number(inzet.fte, 2)} fte"] if inzet.fte is not None else []
    return ", ".join([inzet.organisatie, *details])


def _by(inzet: Inzet) -> str:
    return f" bij {inzet.organisatie}" if inzet.organisatie else ""


def _describe_parts(parts: Iterable[Deel]) -> str:
    """List what a gemeente was made of, each with its status and inwoners."""
    names = (f"{part.naam} ({part.status.replace('_', ' ')}, {dutch_number(part.inwoners)} inwoners)" for part in parts)
    return f"Hiervoor: {'; '.join(names)}."
