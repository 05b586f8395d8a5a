"""A scenario on top of the tables: new rows, with every statement that is not a source's own marked as such."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import process

from netmap.inzet import Inzet
from netmap.organisaties import complete
from netmap.scenario.changes import Fout, ScenarioError
from netmap.schema import dutch_date, dutch_number, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from netmap.load import Tables
    from netmap.scenario.changes import Change, Scenario

_RUNNING: Final = frozenset({"actief", "pilot", "op_afstand"})
"""Statuses of work that goes on, so that it can stop or change; the others say that there is none."""
_MAX_SUGGESTIONS: Final = 3


@dataclass(frozen=True)
class _Piece:
    """An inzet for part of its period; ``herkomst`` is its id in the data."""

    herkomst: str
    inzet: Inzet

    def cut(self, day: date) -> tuple[_Piece | None, _Piece | None]:
        """Split into what comes before a day and what holds from that day on."""
        vanaf, tot = self.inzet.vanaf, self.inzet.tot
        if tot is not None and tot <= day:
            return self, None
        if vanaf is not None and vanaf >= day:
            return None, self
        return self.dated(tot=day), self.dated(vanaf=day)

    def dated(self, **days: date | None) -> _Piece:
        """Give it other days, also as they are written."""
        written = {key: day.isoformat() if day else "" for key, day in days.items()}
        return self.but(**days, geschreven=self.inzet.geschreven._replace(**written))

    def but(self, **facts: Any) -> _Piece:
        """Change some fields of the inzet."""
        return replace(self, inzet=replace(self.inzet, **facts))


class _RefusedError(ValueError):
    """A change that cannot be made: the field, and why in Dutch."""

    def __init__(self, veld: str, melding: str) -> None:
        self.veld = veld
        super().__init__(melding)


class _Sheet:
    """The rows of the contacts while a scenario changes them."""

    def __init__(self, tables: Tables, scenario: Scenario) -> None:
        self.pieces = [_Piece(inzet.id, inzet) for inzet in tables.contacts]
        self.notices: list[str] = []
        self._tables = tables
        self._naam = scenario.naam

    def apply(self, number: int, change: Change) -> None:
        """Make one change."""
        if change.soort == "toevoegen":
            self._add(number, change)
        elif change.soort == "verlengen":
            self._extend(change)
        elif change.soort == "stop":
            self._stop(change)
        else:
            self._alter(number, change)

    def _add(self, number: int, change: Change) -> None:
        inzet = Inzet(
            id=self._free_id(f"scenario-{number}"),
            rol=change.rol,
            organisatie=change.organisatie,
            gebied=change.gebied,
            **self._area(number, change.gebied),
            doelgroep=change.doelgroep,
            fte=change.fte,
        )
        piece = _Piece(inzet.id, inzet).dated(vanaf=change.vanaf, tot=change.tot)
        self.pieces.append(self._stated(piece, "een inzet die er niet is, komt erbij"))

    def _extend(self, change: Change) -> None:
        last = max(self._find(change.id), key=lambda piece: piece.inzet.tot or date.max)
        end = last.inzet.tot
        if end is None:
            msg = f"{change.id!r} heeft geen bekende einddatum en is niet te verlengen. Gebruik 'stop' voor een einde."
            raise _RefusedError("tot", msg)
        if change.tot is not None and change.tot <= end:
            msg = f"{change.tot} ligt niet na de einddatum van nu ({dutch_date(end)}). Gebruik 'stop' om in te korten."
            raise _RefusedError("tot", msg)
        until = f"verlengd tot {dutch_date(change.tot)}" if change.tot else "verlengd zonder einddatum"
        longer = last.dated(vanaf=end, tot=change.tot)  # up to its end a source speaks, from there on the scenario
        ident = self._free_id(f"{last.inzet.id}-per-{end}")
        self.pieces.append(self._stated(longer.but(id=ident), until))

    def _stop(self, change: Change) -> None:
        day = _day(change)
        chosen = self._find(change.id) if change.id else self._find_organisatie(change.organisatie)
        field, name = ("id", change.id) if change.id else ("organisatie", change.organisatie)
        if not any(piece.cut(day)[1] for piece in chosen):
            raise _RefusedError("per", f"{name!r} is op {dutch_date(day)} al geëindigd. Kies een vroegere dag.")
        if field == "id" and not any(piece.cut(day)[0] for piece in chosen):
            raise _RefusedError("per", f"{name!r} is op {dutch_date(day)} nog niet begonnen. Kies een latere dag.")
        kept = [self._until(piece, day, "stopt") if piece in chosen else piece for piece in self.pieces]
        self.pieces = [piece for piece in kept if piece is not None]

    def _alter(self, number: int, change: Change) -> None:
        """Give an inzet another area or other fte from a day on; before that day it stays as it was."""
        day = _day(change)
        chosen = self._find(change.id)
        if not any(piece.cut(day)[1] for piece in chosen):
            raise _RefusedError("per", f"{change.id!r} is op {dutch_date(day)} al geëindigd. Kies een vroegere dag.")
        make: Callable[[_Piece], _Piece]
        if change.soort == "verplaatsen":
            what = "een ander gebied"
            area = self._area(number, change.gebied)
            make = lambda piece: self._stated(piece.but(gebied=change.gebied, **area), what)  # noqa: E731
        else:
            what = f"{dutch_number(change.fte or 0, 2)} fte"
            make = lambda piece: self._marked(piece.but(fte=change.fte), what)  # noqa: E731
        pieces: list[_Piece] = []
        for piece in self.pieces:
            after = piece.cut(day)[1] if piece in chosen else None
            if after is None:
                pieces.append(piece)
                continue
            before = self._until(piece, day, what)
            if before is not None:
                pieces.append(before)
                after = after.but(id=self._free_id(f"{after.inzet.id}-per-{day}"))
            pieces.append(make(after))
        self.pieces = pieces

    def _until(self, piece: _Piece, day: date, what: str) -> _Piece | None:
        """Keep what comes before a day; marked when that is less than it was."""
        before = piece.cut(day)[0]
        return before if before is None or before is piece else self._marked(before, f"{what} per {dutch_date(day)}")

    def _marked(self, piece: _Piece, what: str) -> _Piece:
        """Say in the remark what the scenario changes of a source's statement."""
        return piece.but(opmerking=f"Volgens het scenario '{self._naam}': {what}. {piece.inzet.opmerking}".strip())

    def _stated(self, piece: _Piece, what: str) -> _Piece:
        """Put a statement on the scenario's word: no source, no date and no certainty, so always te bevestigen."""
        nobody = piece.dated(bron_datum=None, bron_uiterlijk=None, bevestigd_op=None).but(
            bron="", zekerheid="onbekend", rij=None
        )
        return self._marked(nobody, what)

    def _find(self, ident: str) -> list[_Piece]:
        """Find the pieces of one row that runs."""
        found = [piece for piece in self.pieces if piece.herkomst == ident]
        if not found:
            known = sorted({piece.herkomst for piece in self.pieces})
            raise _RefusedError("id", f"{ident!r} is geen id in de gegevens. {_nearest(ident, known)}")
        status = found[0].inzet.status
        if status not in _RUNNING:
            msg = f"{ident!r} heeft de status {status!r}: daar loopt geen inzet die kan veranderen. Kies een ander id."
            raise _RefusedError("id", msg)
        return found

    def _find_organisatie(self, name: str) -> list[_Piece]:
        """Find all work that runs of one organisation, by any of its names."""
        names = sorted({piece.inzet.organisatie for piece in self.pieces} - {""})
        organisaties = self._tables.organisaties
        known = organisaties.identify(names)
        asked = {known[one] for one in names if organisaties.key(one) == organisaties.key(name)}
        found = [piece for piece in self.pieces if known.get(piece.inzet.organisatie) in asked]
        if not found:
            raise _RefusedError("organisatie", f"{name!r} is geen organisatie in de gegevens. {_nearest(name, names)}")
        return [piece for piece in found if piece.inzet.status in _RUNNING]

    def _area(self, number: int, text: str) -> dict[str, Any]:
        """Read an area as the column ``gebied`` is read: what an inzet holds of it."""
        try:
            area = self._tables.gebieden.parse(text)
        except ValueError as error:
            raise _RefusedError("gebied", str(error)) from None
        self.notices += [f"scenario, wijziging {number}: {notice}" for notice in area.notices]
        return {"codes": area.codes, "delen": area.delen}

    def _free_id(self, wanted: str) -> str:
        """Find an id that no row has."""
        taken = {piece.inzet.id for piece in self.pieces}
        while wanted in taken:
            wanted += "-x"
        return wanted


def apply_scenario(tables: Tables, scenario: Scenario) -> Tables:
    """
    Make the tables as they would be if the scenario came true.

    Parameters
    ----------
    tables
        Validated tables of one data folder; they are not changed.
    scenario
        Output of ``build_scenario``, ``read_toml`` or ``decode_scenario``.

    Returns
    -------
    tables
        New tables with other contacts. A change from a day on leaves the days before it alone: an inzet that
        stops has ended, and an inzet that moves has ended in the gemeenten it leaves. Every row that the scenario
        touches says so in ``opmerking``. A row that no source states (added, moved, or beyond its end) has no
        ``bron``, no dates and ``zekerheid`` onbekend: a plan confirms nothing, so it is always te bevestigen, and it
        is never counted as a source.

    Raises
    ------
    ScenarioError
        With every change that cannot be made: an unknown id or organisation, an area without gemeenten, an end
        that is not an end. A change after one that is refused is still looked at.
    """
    sheet = _Sheet(tables, scenario)
    problems = []
    for number, change in enumerate(scenario.changes, start=1):
        try:
            sheet.apply(number, change)
        except _RefusedError as error:
            problems.append(Fout(number, error.veld, str(error)))
    if problems:
        raise ScenarioError(problems)
    contacts = complete((piece.inzet for piece in sheet.pieces), tables.gemeenten, tables.organisaties)
    return replace(tables, contacts=contacts, notices=(*tables.notices, *sheet.notices))


def _day(change: Change) -> date:
    """Day on which a change begins; ``build_scenario`` sees to it that there is one."""
    if change.per is None:
        msg = f"a change of kind {change.soort!r} needs a day"
        raise ValueError(msg)
    return change.per


def _nearest(typed: str, known: list[str]) -> str:
    """Suggest the names that look most like what was typed."""
    folded = {name: fold(name) for name in known}
    best = process.extract(fold(typed), folded, limit=_MAX_SUGGESTIONS, score_cutoff=75)
    if best:
        return f"Bedoelt u {' of '.join(repr(name) for _, _, name in best)}?"
    return "Kijk in de tabel met gegevens hoe het daar staat."
