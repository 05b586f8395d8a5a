"""One row that somebody fills in by hand, made into what a file would be: it is checked and reviewed the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.intake.mapping import Invoer, Kolom, Koppeling
from netmap.intake.template import name_gemeente
from netmap.validate import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netmap.load import Tables
    from netmap.regio import Gebied
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


def find_ticked(parts: Sequence[str], tables: Tables) -> frozenset[str]:
    """
    Find the gemeenten of an area while somebody is still filling it in.

    Parameters
    ----------
    parts
        Tokens of ``gebied``, as ``Gebieden.parse`` reads them; a part that is not understood has no gemeenten.
    tables
        The data.

    Returns
    -------
    codes
        Of what is named, without what is subtracted; may be empty.
    """
    named = [_codes_of(part, tables) for part in parts if not part.startswith("-")]
    left_out = [_codes_of(part, tables) for part in parts if part.startswith("-")]
    return frozenset().union(*named).difference(*left_out)


def tick(parts: Sequence[str], code: str, tables: Tables) -> tuple[str, ...]:
    """
    Put a gemeente in an area, or take it out when it is there, and change no other.

    Parameters
    ----------
    parts
        As of ``find_ticked``.
    code
        Of the gemeente.
    tables
        The data.

    Returns
    -------
    parts
        What names only this gemeente goes; what a region holds of it is subtracted. Where a subtracted region is in
        the way, all gemeenten are named, and a former one that is only a part of one stays that.
    """
    wanted = find_ticked(parts, tables) ^ {code}
    left = tuple(part for part in parts if _codes_of(part, tables) != {code})
    name = name_gemeente(tables, code)
    for tried in (left, (*left, name if code in wanted else f"-{name}")):
        if find_ticked(tried, tables) == wanted:
            return tried
    unread = [part for part in parts if not _codes_of(part, tables)]
    former = _find_former(parts, tables)
    kept = [part for part, one in former.items() if one in wanted - {code}]
    named = [name_gemeente(tables, one) for one in wanted.difference(former[part] for part in kept)]
    return (*unread, *sorted((*kept, *named), key=str.casefold))


def _find_former(parts: Sequence[str], tables: Tables) -> dict[str, str]:
    """Find what names a former gemeente, and in which one that lies of which nothing names the whole."""
    named = {part: _area_of(part, tables) for part in parts if not part.startswith("-")}
    whole = frozenset().union(*(one.codes for one in named.values() if one and not one.parts))
    return {part: code for part, one in named.items() if one for code in one.parts if code not in whole}


def _codes_of(part: str, tables: Tables) -> frozenset[str]:
    area = _area_of(part, tables)
    return area.codes if area else frozenset()


def _area_of(part: str, tables: Tables) -> Gebied | None:
    """Read one part, without its minus; None when it is not understood."""
    try:
        return tables.gebieden.parse(part.removeprefix("-"))
    except ValueError:
        return None
