"""The column ``gebied``: from ``provincie:Zeeland; -GM0716`` to a set of gemeente codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process

from netmap.schema import REGION_COLUMNS, fold

if TYPE_CHECKING:
    import pandas as pd

    from netmap.names import Names

_ODD_MINUS = re.compile(r"[^\w-]*[-\u2010-\u2015\u2212]")
"""A minus sign as Word or Excel makes it: longer, or behind an apostrophe."""


@dataclass(frozen=True)
class Area:
    """The gemeenten that a ``gebied`` stands for."""

    codes: frozenset[str]
    notices: tuple[str, ...] = ()
    """What the reader should know, such as a former gemeente that was named; Dutch."""


class Areas:
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

    def parse(self, text: str) -> Area:
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
        return Area(frozenset(plus - minus), tuple(notices))

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
