"""Which row of the data each row of a file is: by its id, or by what it says; else it is a new one, with a new id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netmap.errors import Problem
from netmap.inzet import same_as
from netmap.names import read_code
from netmap.norms import CRITERIA
from netmap.personal import discreet
from netmap.remembered import CODE
from netmap.schema import fold, iso_date
from netmap.validate import INDICATOREN, ORGANISATIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netmap.intake.mapping import Koppeling
    from netmap.inzet import Indicator
    from netmap.load import Tables
    from netmap.rows import DataFile

RELATED: Final = ("moederorganisatie", "deelt_persoon_met")
"""Columns with the id of another organisation."""
_CRITERIA: Final = {
    fold(word): code for code, one in CRITERIA.items() for word in (one.naam, one.naam.removeprefix(code))
}
"""Name of a criterium, with its code and without, folded, to its code."""
_MAX_ID: Final = 60


def match_rows(
    koppeling: Koppeling, tables: Tables, known: Mapping[str, Mapping[str, str]], bestand: str
) -> tuple[dict[int, dict[str, str]], list[Problem]]:
    """
    Make whole rows of those of a file: an area of a code, an id, and what is known where the file is silent.

    Parameters
    ----------
    koppeling
        The rows of the file, in our columns, and the file of the data that they are rows of.
    tables
        The data of now.
    known
        The rows of that file of the data: id to cells.
    bestand
        Name of the file, for messages.

    Returns
    -------
    rows, problems
        Row of the file to its cells, with an id; and what is wrong with those that are not among them.
    """
    rows: dict[int, dict[str, str]] = {}
    problems: list[Problem] = []
    used = set(known)
    for one in koppeling.rows:
        cells = dict(one.cells)
        if text := _merge_code(cells, tables):
            problems.append(Problem(bestand, one.rij, CODE, discreet(text, one.cells.values())))
            continue
        if "gebied" in cells:
            cells["gebied"] = "; ".join(_tidy(part, tables) for part in cells["gebied"].split(";"))
        if code := _CRITERIA.get(fold(cells.get("criterium", ""))):  # and its name, not its code
            cells["criterium"] = code
        for column in RELATED:
            if found := tables.organisaties.find(cells.get(column, "")):  # people write a name, not an id
                cells[column] = found.id
        if not cells.get("id"):  # found by what it says, and a blank says nothing
            cells = {column: cell for column, cell in cells.items() if cell}
            cells["id"] = _find_row(cells, tables, koppeling.doel) or _new_id(cells, used, koppeling.doel)
            if koppeling.doel is ORGANISATIES:
                cells |= _keep_names(cells, known.get(cells["id"], {}))
        used.add(cells["id"])
        there = known.get(cells["id"], {})
        row = {**there, **cells, **{column: there[column] for column in one.gevuld if there.get(column)}}
        rows[one.rij] = row | dict.fromkeys(_find_outdated(row, there, bool(one.cells.get("id"))) - cells.keys(), "")
    return rows, problems


def _find_outdated(row: Mapping[str, str], known: Mapping[str, str], named: bool) -> set[str]:
    """Find the days of our source that are not those of another; a row without an id says so for its day as well."""
    other = row.get("bron", "") != known.get("bron", "")
    dated = iso_date(row.get("bron_datum", "")) not in ("", iso_date(known.get("bron_datum", "")))
    days = {"bron_datum": other and not named, "bron_uiterlijk": other or dated}
    return {column for column, gone in days.items() if gone and known.get(column)}


def _keep_names(cells: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Keep what an organisation is called that was found by a name: that may be another one than its own."""
    kept = {column: known[column] for column in ("naam", "aliassen") if known.get(column)}
    if kept and cells.get("aliassen"):  # the name it was found by is one of them, its own is not
        names = (cells["naam"], *cells["aliassen"].split(";"))
        others = {same_as(one): one.strip() for one in names if same_as(one) not in ("", same_as(kept["naam"]))}
        kept["aliassen"] = "; ".join(others.values())
    return kept


def _merge_code(cells: dict[str, str], tables: Tables) -> str:
    """Say the area by its code; return what is wrong when code and area are two gemeenten."""
    text = cells.pop(CODE, "")
    if not text:
        return ""
    code = read_code(text)
    if not code:
        return f"{text!r} is geen gemeentecode. Schrijf GM en vier cijfers, zoals GM0363."
    area = cells.get("gebied", "")
    if area and code not in tables.names.find(area).codes:
        return f"de code {code} en het gebied noemen niet dezelfde gemeente. Verbeter een van de twee."
    cells["gebied"] = code
    return ""


def _tidy(part: str, tables: Tables) -> str:
    """Write a gemeente by its own name, so that two rows about it are seen to be; anything else stays as it is."""
    bare = part.strip()
    word = bare.removeprefix("-").strip()
    found = tables.names.find(word)
    if found.code is None or found.is_near or found.notice:
        return bare
    name = tables.names[found.code]
    try:
        meant, plain = tables.gebieden.parse(word), tables.gebieden.parse(name)
    except ValueError:
        return bare
    # a name that a region has too says less than a code
    return bare.replace(word, name) if meant.codes == plain.codes and not plain.notices else bare


def _find_row(cells: Mapping[str, str], tables: Tables, doel: DataFile) -> str:
    """Find the one row about the same: role, organisation, area, group and forms, and if need be begin; else blank."""
    if doel is ORGANISATIES:
        known = tables.organisaties.find(cells.get("naam", ""))
        return known.id if known else ""
    try:
        codes = tables.gebieden.parse(cells.get("gebied", "")).codes
    except ValueError:
        return ""

    def told(rol: str, organisatie: str, doelgroep: str, vorm: Iterable[str]) -> tuple[object, ...]:
        words = frozenset(fold(one) for one in vorm if one.strip())
        return fold(rol.replace("_", " ")), same_as(organisatie), fold(doelgroep), words

    words = {column: cells.get(column, "") for column in ("rol", "organisatie", "doelgroep")}
    asked = told(**words, vorm=cells.get("vorm", "").split(";"))
    if doel is INDICATOREN:
        answers = [one.id for one in tables.indicatoren if one.codes == codes and _same_answer(one, cells)]
        return answers[0] if len(answers) == 1 else ""
    same = [
        one
        for one in tables.contacts
        if one.codes == codes and told(one.rol, one.organisatie, one.doelgroep, one.vorm) == asked
    ]
    if len(same) > 1:
        begun = iso_date(cells.get("vanaf", ""))
        same = [one for one in same if one.geschreven.vanaf == begun]
    return same[0].id if len(same) == 1 else ""


def _same_answer(one: Indicator, cells: Mapping[str, str]) -> bool:
    """Whether a row of a file answers the same criterium for the same forms and roles as one of ours."""
    lists = (
        frozenset(fold(word) for word in cells.get(column, "").split(";") if word.strip())
        for column in ("vorm", "rol_gemeente")
    )
    ours = (frozenset(map(fold, words)) for words in (one.vorm, one.rol_gemeente))
    return fold(one.criterium) == fold(cells.get("criterium", "")) and tuple(lists) == tuple(ours)


def _new_id(cells: Mapping[str, str], used: set[str], doel: DataFile) -> str:
    """Make an id that nothing has: who or what, and where."""
    telling = ("naam",) if doel is ORGANISATIES else ("organisatie", "rol", "criterium")
    about = next((cells[column] for column in telling if cells.get(column)), "")
    said = f"{about} {cells.get('gebied', '')}"
    base = re.sub(r"[^a-z0-9]+", "-", fold(said)).strip("-")[:_MAX_ID].strip("-") or "rij"
    return next(name for n in range(1, len(used) + 2) if (name := base if n == 1 else f"{base}-{n}") not in used)
