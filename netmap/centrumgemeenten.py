"""The centrumgemeenten vrouwenopvang: which gemeente belongs to which, and how many of their areas are covered."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import networkx as nx

from netmap.dutch import either
from netmap.errors import Problem
from netmap.rows import DataFile
from netmap.schema import CENTRUM_COLUMNS, GEDEKT, NIET_BEKEND
from netmap.validate import CONTACT_CHECKS, PLAATSEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netmap.names import Names
    from netmap.rows import Reader, Row

_NAMED: Final = 3
"""As many candidates are named at most."""


def _bron(row: Row) -> str:
    """Ask for a source where there is something that it says."""
    return str(CONTACT_CHECKS["bron"](row)) if row.cells["centrumgemeente_vo"] or row.cells["bron"] else ""


CENTRUMGEMEENTEN: Final = DataFile(
    "centrumgemeenten.csv",
    CENTRUM_COLUMNS,
    {
        "code": PLAATSEN.checks["code"],
        "bron": _bron,
        **{column: CONTACT_CHECKS[column] for column in ("bron_datum", "zekerheid", "opmerking")},
    },
)


class Indeling(NamedTuple):
    """To which centrumgemeente one gemeente belongs, and on whose word."""

    code: str
    centrum: str
    """Name of the centrumgemeente as in the register; empty when no source says which."""
    kandidaten: tuple[str, ...]
    """Names of the centrumgemeenten between which no source, or only a weak one, decides; else empty. All of them when
    nothing is known."""
    bron: str
    bron_datum: str
    """As written; empty when the source has no date."""
    zekerheid: str
    opmerking: str

    @property
    def is_open(self) -> bool:
        """Whether no source says to which of the candidates it belongs: then it counts for none of them."""
        return not self.centrum

    @property
    def may_be(self) -> tuple[str, ...]:
        """Names of the centrumgemeenten to which it may belong: one when a source says which."""
        return self.kandidaten if self.is_open else (self.centrum,)

    @property
    def zin(self) -> str:
        """Where it belongs, in a few Dutch words."""
        if self.centrum:
            return f"Regio van centrumgemeente {self.centrum}"
        if len(self.kandidaten) > _NAMED:
            return "Bij welke centrumgemeente zij hoort, is niet bekend"
        return f"Hoort bij centrumgemeente {either(self.kandidaten)}: dat is niet bekend"


class Centrum(NamedTuple):
    """The area of one centrumgemeente on one day."""

    naam: str
    gemeenten: tuple[str, ...]
    """Codes of the gemeenten that belong to it according to a source, sorted."""
    open: tuple[str, ...]
    """Codes of the gemeenten that may belong to it, sorted; they count for no area."""
    status: str
    """
    ``gedekt``: every gemeente is covered, also those that may belong to it. ``hangt_af``: every known one is, and one
    that may belong to it is not. ``deels``: some are (partly) covered, of another a source says it is not. ``niet``:
    a source says of one that it is not covered, and none is. ``onbekend``: that of a gemeente is not known.
    """


class Bounds(NamedTuple):
    """How many areas are covered."""

    bekend: int
    """Areas of which every known gemeente is covered."""
    minstens: int
    """The same when the gemeenten without a known area fall as badly as they can."""
    hoogstens: int
    """The same when they fall as well as they can."""


def read_indeling(reader: Reader, names: Names, codes: Iterable[str]) -> dict[str, Indeling]:
    """
    Read which gemeente belongs to which centrumgemeente.

    Parameters
    ----------
    reader
        Of the data folder; is told what is wrong.
    names
        The names of its register.
    codes
        The gemeenten of its register.

    Returns
    -------
    indeling
        By gemeente code, sorted; empty for a folder without the file. A gemeente of which the file says nothing may
        belong to any centrumgemeente.
    """
    rows: dict[str, Row] = {}

    def make(row: Row, values: dict[str, Any]) -> Indeling | None:
        code = _own_code(row, values["code"], names)
        if code is None:
            return None
        if code in rows:
            row.wrong("code", f"{code!r} staat er al eerder. Elke gemeente heeft hoogstens één rij.")
            return None
        rows[code] = row
        centrum = _gemeente(row, "centrumgemeente_vo", row.cells["centrumgemeente_vo"], names)
        said = [one.strip() for one in row.cells["kandidaten"].split(";")]
        kandidaten = tuple(filter(None, (_gemeente(row, "kandidaten", one, names) for one in said)))
        row.check_past(values, "bron_datum")
        written = row.written().bron_datum
        return Indeling(code, centrum, kandidaten, values["bron"], written, values["zekerheid"], values["opmerking"])

    found = {one.code: one for one in reader.read(CENTRUMGEMEENTEN, make)}
    if any(problem.blokkeert and problem.bestand == CENTRUMGEMEENTEN.naam for problem in reader.problems):
        return {}  # a row that is refused may be what another rests on
    centra = {one.centrum for one in found.values() if one.centrum and names[one.code] == one.centrum}
    for code, one in found.items():
        for column, text in _check_centra(one, centra):
            reader.problems.append(Problem(CENTRUMGEMEENTEN.naam, rows[code].number, column, text))
    if not centra:
        return {}
    silent = Indeling("", "", tuple(sorted(centra)), "", "", "onbekend", "")
    known = {code: found.get(code, silent._replace(code=code)) for code in sorted(codes)}
    return {code: one if one.centrum or one.kandidaten else silent._replace(code=code) for code, one in known.items()}


def _own_code(row: Row, code: str | None, names: Names) -> str | None:
    """Return the code of a gemeente of the register; None when it is not, or has another name there."""
    if code is None:
        return None
    found = names.find(code)
    if found.code != code:
        row.wrong("code", f"{code!r} staat niet in het register. Verbeter de code, of haal de rij weg.")
        return None
    if names.find(row.cells["naam"]).code != code:
        row.wrong("naam", f"deze naam hoort niet bij {code}: dat is {names[code]}. Verbeter de naam of de code.")
    return code


def _gemeente(row: Row, column: str, text: str, names: Names) -> str:
    """Return the name of a gemeente as in the register; empty when the text is, or is no gemeente."""
    found = names.find(text)
    if found.code and not found.is_near and not found.part:
        return names[found.code]
    if text:
        row.wrong(column, found.doubt or found.notice)
    return ""


def _check_centra(one: Indeling, centra: Collection[str]) -> Iterable[tuple[str, str]]:
    """Say what is wrong with a row beside the others: a centrumgemeente belongs to itself, candidates are those."""
    if one.centrum and one.centrum not in centra:
        yield (
            "centrumgemeente_vo",
            f"{one.centrum!r} hoort volgens dit bestand niet bij zichzelf, en is dus geen centrumgemeente. Verbeter de "
            f"naam, of geef {one.centrum} een rij met zichzelf als centrumgemeente.",
        )
    if len(set(one.kandidaten)) == 1:
        yield "kandidaten", "noem er minstens twee, met een puntkomma ertussen. Is het er één, vul die dan in."
    if strange := sorted(set(one.kandidaten) - set(centra)):
        yield "kandidaten", f"{either(strange)} is geen centrumgemeente. Noem gemeenten die bij zichzelf horen."
    if one.centrum and one.kandidaten and one.centrum not in one.kandidaten:
        yield "kandidaten", f"{one.centrum!r} staat er niet bij. Noem ook de gemeente die is ingevuld."


def assess_centra(indeling: Mapping[str, Indeling], status: Mapping[str, str]) -> tuple[Centrum, ...]:
    """
    Say of the area of every centrumgemeente whether it is covered.

    Parameters
    ----------
    indeling
        By gemeente code.
    status
        Gemeente code to the status of its zorgcoördinatie, one of ``schema.STATUSSEN``.

    Returns
    -------
    centra
        Sorted by name.
    """
    members: dict[str, list[str]] = defaultdict(list)
    maybe: dict[str, list[str]] = defaultdict(list)
    for code, one in sorted(indeling.items()):
        if one.centrum:
            members[one.centrum].append(code)
        for naam in one.kandidaten if one.is_open else ():
            maybe[naam].append(code)
    return tuple(
        Centrum(
            naam,
            tuple(codes),
            tuple(maybe[naam]),
            _assess([status[code] for code in codes], [status[code] for code in maybe[naam]]),
        )
        for naam, codes in sorted(members.items())
    )


def _assess(known: Collection[str], maybe: Iterable[str]) -> str:
    """Weigh the statuses of the gemeenten of one area, and of those that may belong to it."""
    if GEDEKT.issuperset(known):
        return "gedekt" if GEDEKT.issuperset(maybe) else "hangt_af"
    if set(known) - GEDEKT <= NIET_BEKEND:
        return "onbekend"
    return "deels" if GEDEKT.intersection(known) or "deels" in known else "niet"


def bound_covered(centra: Iterable[Centrum], indeling: Mapping[str, Indeling], covered: Collection[str]) -> Bounds:
    """
    Count the areas that are covered, exactly as far as it is known which gemeente belongs to which.

    Parameters
    ----------
    centra
        The areas to count, all or some; a gemeente may also fall to one that is not among them.
    indeling
        By gemeente code.
    covered
        Codes of the gemeenten that count as covered.

    Returns
    -------
    bounds
        Over all ways to give every open gemeente to one of its candidates: the fewest and the most areas of which
        every gemeente is covered.
    """
    whole = frozenset(one.naam for one in centra if set(covered).issuperset(one.gemeenten))
    spoilers = [frozenset(one.kandidaten) for one in indeling.values() if one.is_open and one.code not in covered]
    worst: nx.Graph[Any] = nx.Graph((number, naam) for number, names in enumerate(spoilers) for naam in names & whole)
    spoiled = len(nx.bipartite.maximum_matching(worst, top_nodes=whole & worst.nodes)) // 2  # each pair both ways
    cornered = frozenset(names for names in spoilers if names <= whole)
    return Bounds(len(whole), len(whole) - spoiled, len(whole) - _fewest_hit(cornered))


@cache
def _fewest_hit(groups: frozenset[frozenset[str]]) -> int:
    """Count the fewest names of which every group has one: so few areas get all gemeenten that must fall somewhere."""
    if not groups:
        return 0
    first = min(groups, key=sorted)
    return 1 + min(_fewest_hit(frozenset(group for group in groups if naam not in group)) for naam in first)
