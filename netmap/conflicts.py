"""Rows of the contacts that cannot both be right, and cells that mean nothing there: what ``check`` warns of."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from netmap.errors import Problem
from netmap.inzet import COMENSHA
from netmap.schema import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netmap.inzet import Inzet
    from netmap.names import Names

_CARE: Final = "zorgcoordinator"
_LEGAL_FORMS: Final = frozenset({"stichting", "vereniging", "bv", "de", "het"})
"""Words that one writes with the name of an organisation and another without."""
_NEAR: Final = 0.8
_SHORTEST: Final = 5
"""Letters of a word in which a difference may be a slip."""
_ENDED: Final = {"gestopt": "zegt dat zij daar is gestopt", "geen": "zegt dat er daar geen is"}


def find_conflicts(contacts: Sequence[Inzet], names: Names, bestand: str) -> list[Problem]:
    """
    Find rows that contradict each other, and cells that their role has no use for.

    Parameters
    ----------
    contacts
        All rows of one data folder, completed.
    names
        The names of the register: gemeenten may look alike and be two.
    bestand
        The file to name.

    Returns
    -------
    problems
        In the order of the file; none of them stops the work.
    """
    found = (*_odd_cells(contacts), *_both_at_once(contacts), *_two_spellings(contacts, names))
    return sorted(Problem(bestand, rij, kolom, text, blokkeert=False) for rij, kolom, text in found)


def _odd_cells(contacts: Iterable[Inzet]) -> Iterator[tuple[int | None, str, str]]:
    """Find a status or group that the role or organisation of the row cannot have."""
    for row in contacts:
        if row.doelgroep and row.rol != _CARE:
            text = f"{row.doelgroep!r} telt alleen bij de rol {_CARE}, niet bij {row.rol}. Maak de cel leeg."
            yield row.rij, "doelgroep", text
        if row.status == "op_afstand" and row.rol != _CARE:
            text = f"'op_afstand' kan alleen bij de rol {_CARE}, niet bij {row.rol}. Kies een andere status."
            yield row.rij, "status", text
        elif row.status == "op_afstand" and row.knoop != COMENSHA:
            text = "'op_afstand' is alleen de helpdesk van CoMensha. Kies een andere status."
            yield row.rij, "status", text


def _both_at_once(contacts: Iterable[Inzet]) -> Iterator[tuple[int | None, str, str]]:
    """Find what is active and has stopped, or is said not to be there, on one day in one gemeente."""
    active: dict[tuple[str, str], list[Inzet]] = defaultdict(list)
    ended = []
    for row in contacts:
        if row.covers:
            for code in _whole(row):
                active[row.rol, code].append(row.seen_from(code))
        elif row.status in _ENDED:
            ended.append(row)
    for end in ended:
        others = {row.rij: row for code in _whole(end) for row in active[end.rol, code]}
        for row in others.values():
            if (end.status == "geen" or end.knoop == row.knoop) and _clash(row, end):
                said = f"{row.status!r}, maar rij {end.rij} {_ENDED[end.status]}."
                yield row.rij, "status", f"{said} Vul bij een van de twee vanaf of tot in."


def _whole(row: Inzet) -> frozenset[str]:
    """Gemeenten that are in the area as a whole: two parts of one gemeente need not meet."""
    return row.codes - {code for code, _ in row.delen}


def _clash(row: Inzet, end: Inzet) -> bool:
    """Whether a row covers on a day on which the other says that it does not, unless it began anew after that."""
    if row.doelgroep and end.doelgroep and row.doelgroep != end.doelgroep:
        return False
    first = max(row.sinds or date.min, end.sinds or date.min)
    is_new = row.vanaf is not None and end.sinds is not None and row.vanaf >= end.sinds
    return not is_new and first < min(row.tot or date.max, end.tot or date.max)


def _two_spellings(contacts: Iterable[Inzet], names: Names) -> Iterator[tuple[int | None, str, str]]:
    """Find organisations of which the names are all but equal: they count as two."""
    first: dict[str, Inzet] = {}
    for row in contacts:
        if row.organisatie:
            first.setdefault(row.knoop, row)
    alike: dict[object, list[Inzet]] = defaultdict(list)
    for row in first.values():
        words = _words(row)
        for key in {"".join(words), *((place, *words[:place], *words[place + 1 :]) for place in range(len(words)))}:
            alike[key].append(row)
    pairs = {(one.knoop, two.knoop): (one, two) for rows in alike.values() for one, two in combinations(rows, 2)}
    for one, two in pairs.values():
        if _same_but_for_a_slip(_words(one), _words(two), names):
            text = f"{two.organisatie!r} lijkt op {one.organisatie!r} in rij {one.rij}, maar telt als een andere. "
            yield two.rij, "organisatie", f"{text}Is het er één, schrijf dan overal dezelfde naam."


def _words(row: Inzet) -> tuple[str, ...]:
    """Words of the name of an organisation that tell it from others."""
    words = fold(row.organisatie).split()
    return tuple(word for word in words if word not in _LEGAL_FORMS) or tuple(words)


def _same_but_for_a_slip(one: tuple[str, ...], two: tuple[str, ...], names: Names) -> bool:
    """Whether two names differ in spaces only, or in one word by a slip; numbers and gemeenten are no slips."""
    if "".join(one) == "".join(two):
        return True
    different = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    return len(different) == 1 and all(
        min(len(a), len(b)) >= _SHORTEST
        and a.isalpha()
        and b.isalpha()
        and OSA.normalized_similarity(a, b) >= _NEAR
        and not all(_is_gemeente(word, names) for word in (a, b))
        for a, b in different
    )


def _is_gemeente(word: str, names: Names) -> bool:
    found = names.find(word)
    return found.code is not None and not found.is_near
