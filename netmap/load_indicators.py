"""The files about the criteria: what sources say per area, and what surveys found for the whole country."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from netmap.inzet import Geschreven, Indicator, Meting, name_codes
from netmap.read import read_table
from netmap.schema import INDICATOR_COLUMNS, METING_COLUMNS
from netmap.validate import INDICATOR_CHECKS, METING_CHECKS, Row, check_duplicates

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from netmap.areas import Areas
    from netmap.errors import Problem


def read_indicators(
    folder: Path, areas: Areas, gemeenten: pd.DataFrame, problems: list[Problem], notices: list[str]
) -> tuple[Indicator, ...]:
    """
    Read what sources say about the criteria.

    Parameters
    ----------
    folder
        A data folder; without ``indicatoren.csv`` nothing is known.
    areas
        The areas of its register.
    gemeenten
        The register.
    problems, notices
        Lists to which is added what is wrong, and what was read otherwise than written.

    Returns
    -------
    indicatoren
        Ordered by id: the order of the file must not matter.
    """
    found = []
    path = folder / "indicatoren.csv"
    if path.exists():
        table = read_table(path, INDICATOR_COLUMNS)
        problems += [*table.problems, *check_duplicates(table)]
        notices += table.notices
        for number, cells in zip(table.numbers, table.rows, strict=True):
            row = Row(table.bestand, number, cells)
            values = {column: check(row) for column, check in INDICATOR_CHECKS.items()}
            codes = row.area(areas)
            row.check_past(values, "bron_datum")
            row.check_period(values)
            problems += row.problems
            notices += row.notices
            written = Geschreven(cells["vanaf"], cells["tot"], cells["bron_datum"])
            found.append(
                Indicator(
                    rij=number,
                    gebied=cells["gebied"],
                    gebied_namen=name_codes(cells["gebied"], gemeenten),
                    codes=codes,
                    geschreven=written,
                    **values,
                )
            )
    return tuple(sorted(found, key=attrgetter("id")))


def read_measurements(folder: Path, problems: list[Problem], notices: list[str]) -> tuple[Meting, ...]:
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
        The newest first, of one year by id.
    """
    found = []
    path = folder / "landelijke_metingen.csv"
    if path.exists():
        table = read_table(path, METING_COLUMNS)
        problems += [*table.problems, *check_duplicates(table)]
        notices += table.notices
        for number, cells in zip(table.numbers, table.rows, strict=True):
            row = Row(table.bestand, number, cells)
            values = {column: check(row) for column, check in METING_CHECKS.items()}
            row.check_past(values, "bron_datum")
            problems += row.problems
            values["jaar"] = values["jaar"] or 0  # a problem stops the work
            found.append(Meting(rij=number, geschreven=Geschreven(bron_datum=cells["bron_datum"]), **values))
    return tuple(sorted(found, key=lambda meting: (-meting.jaar, meting.id)))
