"""Which gemeenten are meant: one official region, or the tokens of the column ``gebied``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process

from netmap.errors import NetmapError
from netmap.schema import REGION_COLUMNS, fold

if TYPE_CHECKING:
    import pandas as pd

    from netmap.names import Names

COUNTRY_NAMES = frozenset({"", "landelijk", "nederland", "heel nederland"})
"""What people type for the whole country, folded."""


class Regio(NamedTuple):
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


def name_parts(gebied: Regio | None) -> tuple[str, ...]:
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


def list_regios(gemeenten: pd.DataFrame, soort: str) -> tuple[Regio, ...]:
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
    return tuple(Regio(soort, str(naam)) for naam in sorted(gemeenten[soort].unique()))


def find_regio(gemeenten: pd.DataFrame, text: str) -> Regio | None:
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
        for gebied in list_regios(gemeenten, soort)
        for spelling in (fold(gebied.naam), fold(str(gebied)), fold(gebied.token))
    }
    if typed in known:
        return known[typed]
    near = process.extractOne(typed, list(known), score_cutoff=75)
    hint = f" Bedoelt u {known[near[0]].token!r}?" if near else ""
    lists = "; ".join(
        f"{soort}: {', '.join(gebied.naam for gebied in list_regios(gemeenten, soort))}" for soort in REGION_COLUMNS
    )
    msg = f"Het gebied {text[:60]!r} bestaat niet.{hint} Kies 'Nederland' of een van deze. {lists}."
    raise NetmapError(msg)


_ODD_MINUS = re.compile(r"[^\w-]*[-\u2010-\u2015\u2212]")
"""A minus sign as Word or Excel makes it: longer, or behind an apostrophe."""


@dataclass(frozen=True)
class Gebied:
    """The gemeenten that a ``gebied`` stands for."""

    codes: frozenset[str]
    notices: tuple[str, ...] = ()
    """What the reader should know, such as a former gemeente that was named; Dutch."""


class Gebieden:
    """
    Reads ``gebied`` against one register.

    Parameters
    ----------
    gemeenten
        Indexed by ``code``, with the columns ``politieregio``, ``veiligheidsregio``, ``provincie``.
    names
        The names of the same register.
    """

    def __init__(self, gemeenten: pd.DataFrame, names: Names) -> None:
        self._names = names
        self._all = frozenset(gemeenten.index)
        self._label: dict[str, dict[str, str]] = {}
        self._codes: dict[str, dict[str, frozenset[str]]] = {}
        for kind in REGION_COLUMNS:
            groups = gemeenten.groupby(kind).groups
            self._label[kind] = {fold(str(name)): str(name) for name in groups}
            self._codes[kind] = {fold(str(name)): frozenset(codes) for name, codes in groups.items()}

    def parse(self, text: str) -> Gebied:
        """
        Turn the tokens of one cell into gemeenten.

        Parameters
        ----------
        text
            Tokens separated by ``;``: ``landelijk``, ``politieregio:…``, ``veiligheidsregio:…``,
            ``provincie:…``, a gemeente code or name. A leading ``-`` subtracts. The order is free:
            the union of the plain tokens minus the union of the subtracted ones.

        Returns
        -------
        area
            At least one gemeente.

        Raises
        ------
        ValueError
            With a Dutch sentence when a token is unknown or ambiguous, or nothing is left.
        """
        plus: set[str] = set()
        minus: set[str] = set()
        notices: list[str] = []
        for token in filter(None, (part.strip() for part in text.split(";"))):
            subtracts = token.startswith("-")
            bare = token.removeprefix("-").strip()
            if _ODD_MINUS.match(bare):
                msg = f"{token!r} begint met een vreemd streepje. Schrijf een gewoon minteken om af te trekken."
                raise ValueError(msg)
            codes, notice = self._token(bare)
            (minus if subtracts else plus).update(codes)
            if notice:
                notices.append(notice)
        if not plus - minus:
            msg = f"{text!r} bevat geen enkele gemeente. Noem minstens één gemeente, regio of 'landelijk'."
            raise ValueError(msg)
        return Gebied(frozenset(plus - minus), tuple(notices))

    def _token(self, token: str) -> tuple[frozenset[str], str]:
        if fold(token) == "landelijk":
            return self._all, ""
        kind, colon, name = token.partition(":")
        if colon and fold(kind) != "gemeente":
            return self._region(kind.strip(), name.strip()), ""
        found = self._names.find(name if colon else token)
        if found.code is None:
            raise ValueError(self._meant(token) or found.question)
        return frozenset({found.code}), found.notice

    def _meant(self, token: str) -> str:
        """Ask whether a region or the country is meant; empty when it is neither."""
        key = fold(token)
        kinds = [kind for kind in REGION_COLUMNS if key.removeprefix(f"{kind} ") in self._label[kind]]
        options = [f"{kind}:{self._label[kind][key.removeprefix(f'{kind} ')]}" for kind in kinds]
        if "nederland" in key.split():
            options.append("landelijk")
        return f"{token!r} is geen gemeente. Bedoelt u {' of '.join(options)}?" if options else ""

    def _region(self, kind: str, name: str) -> frozenset[str]:
        column = fold(kind)
        if column not in self._codes:
            msg = f"{kind!r} is geen soort gebied. Gebruik {', '.join(REGION_COLUMNS)}, een gemeente of 'landelijk'."
            raise ValueError(msg)
        key = fold(name)
        if key not in self._codes[column]:
            best = process.extract(key, list(self._label[column]), limit=2, score_cutoff=60)
            options = [self._label[column][match] for match, _, _ in best] or sorted(self._label[column].values())
            msg = f"{name!r} is geen bekende {column}. Bedoelt u {' of '.join(options)}?"
            raise ValueError(msg)
        return self._codes[column][key]
