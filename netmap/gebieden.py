"""The areas that a map, a report or an export can be of: the country, or one official region."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process

from netmap.errors import NetmapError
from netmap.schema import REGION_COLUMNS, fold

if TYPE_CHECKING:
    import pandas as pd

COUNTRY_NAMES = frozenset({"", "landelijk", "nederland", "heel nederland"})
"""What people type for the whole country, folded."""


class Gebied(NamedTuple):
    """One official region; the country is None."""

    soort: str
    """``politieregio``, ``veiligheidsregio`` or ``provincie``."""
    naam: str
    """Name as in the register."""

    def __str__(self) -> str:
        """Return what a reader sees: ``politieregio Oost-Brabant``."""
        return f"{self.soort} {self.naam}"

    @property
    def token(self) -> str:
        """The same as one token of the column ``gebied``: ``politieregio:Oost-Brabant``."""
        return f"{self.soort}:{self.naam}"


def name_parts(gebied: Gebied | None) -> tuple[str, ...]:
    """
    Say what stands for an area in the name of a file.

    Parameters
    ----------
    gebied
        The area; None for the country.

    Returns
    -------
    parts
        For ``save.file_name``: a politieregio goes by its name, other regions carry their kind too, because a
        politieregio and a provincie may share a name.
    """
    if gebied is None:
        return ("nederland",)
    return (gebied.naam,) if gebied.soort == "politieregio" else tuple(gebied)


def list_gebieden(gemeenten: pd.DataFrame, soort: str) -> tuple[Gebied, ...]:
    """
    List the regions of one kind.

    Parameters
    ----------
    gemeenten
        The register, with one column per kind of region.
    soort
        ``politieregio``, ``veiligheidsregio`` or ``provincie``.

    Returns
    -------
    gebieden
        Sorted by name.
    """
    return tuple(Gebied(soort, str(naam)) for naam in sorted(gemeenten[soort].unique()))


def find_gebied(gemeenten: pd.DataFrame, text: str) -> Gebied | None:
    """
    Find the area that somebody typed.

    Parameters
    ----------
    gemeenten
        The register.
    text
        ``Oost-Brabant``, ``provincie:Zeeland`` or ``provincie Zeeland``, in any spelling of capitals and accents;
        empty or ``Nederland`` is the country. A bare name that several kinds share is the politieregio, else the
        veiligheidsregio.

    Returns
    -------
    gebied
        The area, or None for the country.

    Raises
    ------
    NetmapError
        When there is no such area; says which there are.
    """
    typed = fold(text)
    if typed in COUNTRY_NAMES:
        return None
    known = {
        spelling: gebied
        for soort in reversed(REGION_COLUMNS)
        for gebied in list_gebieden(gemeenten, soort)
        for spelling in (fold(gebied.naam), fold(str(gebied)), fold(gebied.token))
    }
    if typed in known:
        return known[typed]
    near = process.extractOne(typed, list(known), score_cutoff=75)
    hint = f" Bedoelt u {known[near[0]].token!r}?" if near else ""
    lists = "; ".join(
        f"{soort}: {', '.join(gebied.naam for gebied in list_gebieden(gemeenten, soort))}" for soort in REGION_COLUMNS
    )
    msg = f"Het gebied {text[:60]!r} bestaat niet.{hint} Kies 'Nederland' of een van deze. {lists}."
    raise NetmapError(msg)
