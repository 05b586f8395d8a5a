"""The register of gemeenten: what its rows must keep to together, and with the names of regions that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz import fuzz, process

from netmap.errors import Problem
from netmap.rows import Reader
from netmap.schema import GEMEENTE_COLUMNS, HERINDELING_COLUMNS, REGION_COLUMNS, fold
from netmap.validate import GEMEENTEN, HERINDELINGEN, REGIOS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netmap.rows import Row


def read_register(reader: Reader, official: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Read the register and the herindelingen.

    Parameters
    ----------
    reader
        Of the data folder; is told what is wrong.
    official
        A folder with the names of regions, for a data folder without ``regios.csv``.

    Returns
    -------
    gemeenten
        Indexed by ``code``, sorted; empty when the register cannot be used.
    herindelingen
        Columns of ``schema.HERINDELING_COLUMNS``; ``datum`` is a ``datetime.date``.
    """
    rows: dict[str, Row] = {}
    names: dict[str, str] = {}
    regions = _read_regions(reader, official)

    def make(row: Row, values: dict[str, Any]) -> dict[str, Any] | None:
        code, name = values["code"], row.cells["naam"]
        if code is None:
            return None
        if code in rows:
            row.wrong("code", f"{code!r} staat er al eerder. Elke gemeente heeft één rij.")
            return None
        rows[code] = row
        first = names.setdefault(fold(name), code)
        if name and first != code:
            known = rows[first]
            place = f"{known.cells['naam']} ({first}, rij {known.number})"
            row.wrong("naam", f"{name!r} kan niet: zo heet ook {place}. Verbeter een van de twee.")
        for column in REGION_COLUMNS:
            _check_region(row, column, regions[column])
        return {**row.cells, **values}

    def make_herindeling(row: Row, values: dict[str, Any]) -> dict[str, Any] | None:
        code, name = values["nieuwe_code"], row.cells["nieuwe_naam"]
        other = names.get(fold(name), code)
        if code in rows and other != code:
            known = rows[other].cells["naam"]
            text = f"{known} heeft hier de code {code}, maar in {GEMEENTEN.naam} {other}. Verbeter de foute code."
            row.wrong("nieuwe_code", text)
        return {**row.cells, **values} if all(values.values()) else None

    found = reader.read(GEMEENTEN, make)
    if not found and not any(problem.blokkeert for problem in reader.problems):
        text = "er staat geen enkele gemeente in. Vul het register."
        reader.problems.append(Problem(GEMEENTEN.naam, None, None, text))
    herindelingen = reader.read(HERINDELINGEN, make_herindeling)
    return (
        pd.DataFrame(found, columns=list(GEMEENTE_COLUMNS)).set_index("code").sort_index(),
        pd.DataFrame(herindelingen, columns=list(HERINDELING_COLUMNS), dtype=object),
    )


def _read_regions(reader: Reader, official: Path) -> dict[str, list[str]]:
    """Read which names of regions there are, by their kind: those of the folder, else the official ones."""
    source = reader if (reader.folder / REGIOS.naam).exists() else Reader(official, reader.today)
    names: dict[str, list[str]] = {kind: [] for kind in REGION_COLUMNS}
    for kind, name in source.read(REGIOS, lambda _row, values: (values["soort"], values["naam"])):
        names[kind].append(name)
    return names


def _check_region(row: Row, column: str, known: Sequence[str]) -> None:
    """Refuse a region that does not exist: it would be one more on the map."""
    name = row.cells[column]
    if name and name not in known:
        near = process.extractOne(fold(name), {one: fold(one) for one in known}, scorer=fuzz.ratio, score_cutoff=70)
        hint = f"Bedoelt u {near[2]!r}?" if near else f"Kies uit: {', '.join(known)}."
        row.wrong(column, f"{name!r} is geen {column}. {hint}")
