"""The files about the criteria: what sources say per area, and what surveys found for the whole country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from netmap.read import read_table
from netmap.schema import INDICATOR_COLUMNS, METING_COLUMNS
from netmap.validate import INDICATOR_CHECKS, METING_CHECKS, Row, check_duplicates

if TYPE_CHECKING:
    from pathlib import Path

    from netmap.areas import Areas
    from netmap.errors import Problem


def read_indicators(folder: Path, areas: Areas, problems: list[Problem], notices: list[str]) -> pd.DataFrame:
    """
    Read what sources say about the criteria.

    Parameters
    ----------
    folder
        A data folder; without ``indicatoren.csv`` nothing is known.
    areas
        The areas of its register.
    problems, notices
        Lists to which is added what is wrong, and what was read otherwise than written.

    Returns
    -------
    indicatoren
        Columns of ``schema.INDICATOR_COLUMNS`` and ``rij``, ``codes`` (frozenset of gemeente codes) and
        ``geschreven`` (date column to the text as written); dates are ``datetime.date`` or None.
    """
    rows: list[dict[str, Any]] = []
    columns = ["rij", *INDICATOR_COLUMNS, "codes", "geschreven"]
    path = folder / "indicatoren.csv"
    if path.exists():
        table = read_table(path, INDICATOR_COLUMNS)
        problems += [*table.problems, *check_duplicates(table)]
        notices += table.notices
        for number, cells in zip(table.numbers, table.rows, strict=True):
            row = Row(table.bestand, number, cells)
            values = {column: INDICATOR_CHECKS[column](row) for column in INDICATOR_COLUMNS if column != "gebied"}
            codes = row.area(areas)
            row.check_past(values, "bron_datum")
            row.check_period(values)
            problems += row.problems
            notices += row.notices
            written = {column: cells[column] for column in ("vanaf", "tot", "bron_datum")}
            rows.append({"rij": number, **values, "gebied": cells["gebied"], "codes": codes, "geschreven": written})
    return pd.DataFrame(rows, columns=columns, dtype=object)


def read_measurements(folder: Path, problems: list[Problem], notices: list[str]) -> pd.DataFrame:
    """
    Read what surveys among gemeenten found for the whole country.

    Parameters
    ----------
    folder
        A data folder; without ``landelijke_metingen.csv`` there are none.
    problems, notices
        Lists to which is added what is wrong, and what was read otherwise than written.

    Returns
    -------
    metingen
        Columns of ``schema.METING_COLUMNS`` and ``geschreven``. ``aandeel`` is a percentage of those who
        answered, as the source says it: ``4,5`` or ``circa 5``; ``antwoorden`` and ``gevraagd`` are numbers of
        gemeenten as floats, or None.
    """
    rows: list[dict[str, Any]] = []
    path = folder / "landelijke_metingen.csv"
    if path.exists():
        table = read_table(path, METING_COLUMNS)
        problems += [*table.problems, *check_duplicates(table)]
        notices += table.notices
        for number, cells in zip(table.numbers, table.rows, strict=True):
            row = Row(table.bestand, number, cells)
            values = {column: METING_CHECKS[column](row) for column in METING_COLUMNS}
            row.check_past(values, "bron_datum")
            problems += row.problems
            rows.append({**values, "geschreven": {"bron_datum": cells["bron_datum"]}})
    return pd.DataFrame(rows, columns=[*METING_COLUMNS, "geschreven"], dtype=object)
