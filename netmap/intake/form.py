"""One row that somebody fills in by hand, made into what a file would be: it is checked and reviewed the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.intake.mapping import Invoer, Kolom, Koppeling

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM: Final = "formulier"
"""What messages call the form, in the place of the name of a file."""


def fill_form(cells: Mapping[str, str]) -> Koppeling:
    """
    Make the one row of a form into a table.

    Parameters
    ----------
    cells
        Column of the file it is a row of to what was filled in; a column that is not among them stays as it is.

    Returns
    -------
    koppeling
        With one row, of number 1.
    """
    kolommen = tuple(Kolom(place, name, name, "gezegd") for place, name in enumerate(cells))
    row = Invoer(1, dict(cells), tuple(cells.values()))
    return Koppeling("", 0, kolommen, tuple(cells), (row,))
