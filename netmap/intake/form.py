"""One row that somebody fills in by hand, made into what a file would be: it is checked and reviewed the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.intake.mapping import Invoer, Kolom, Koppeling
from netmap.validate import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.rows import DataFile

FORM: Final = "formulier"
"""What messages call the form, in the place of the name of a file."""


def fill_form(cells: Mapping[str, str], doel: DataFile = CONTACTS) -> Koppeling:
    """
    Make the one row of a form into a table.

    Parameters
    ----------
    cells
        Column of the file it is a row of to what was filled in; a column that is not among them stays as it is.
    doel
        The file of the data that it is a row of.

    Returns
    -------
    koppeling
        With one row, of number 1.
    """
    kolommen = tuple(Kolom(place, name, name, "gezegd") for place, name in enumerate(cells))
    row = Invoer(1, dict(cells), tuple(cells.values()))
    return Koppeling("", 0, kolommen, tuple(cells), (row,), doel)
