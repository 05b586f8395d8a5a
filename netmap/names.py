"""From what people type to a gemeente: codes, other spellings, former gemeenten; suggestions, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
from rapidfuzz import fuzz, process

from netmap.schema import dutch_date, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    import pandas as pd

_CODE = re.compile(r"(?:GM)?\s*(\d{1,4})", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*\([^)]*\)\s*$")
_MAX_SUGGESTIONS = 3
_MIN_SCORE = 75


@dataclass(frozen=True)
class Found:
    """What a typed word stands for: one gemeente, several to choose from, or none with suggestions."""

    typed: str
    codes: tuple[str, ...] = ()
    """One code: found. More: the reader must choose. None: unknown."""
    notice: str = ""
    """What the reader should know, such as a herindeling with its date; Dutch, may be empty."""
    suggestions: tuple[str, ...] = ()
    """Names that look like it, best first; only when nothing was found."""
    names: tuple[str, ...] = ()
    """Names of ``codes``, same order."""

    @property
    def code(self) -> str | None:
        """The gemeente code when there is exactly one answer."""
        return self.codes[0] if len(self.codes) == 1 else None

    @property
    def question(self) -> str:
        """The Dutch sentence that says why there is no single answer; empty when there is one."""
        if self.code is not None:
            return ""
        if self.codes:
            options = " of ".join(f"{name} ({code})" for name, code in zip(self.names, self.codes, strict=True))
            reason = f"{self.notice} " if self.notice else f"{self.typed!r} kan meer dan één gemeente zijn. "
            return f"{reason}Kies {options}."
        if self.notice:
            return f"{self.notice} Noem een gemeente die nu bestaat."
        if self.suggestions:
            return f"{self.typed!r} is geen bekende gemeente. Bedoelt u {' of '.join(self.suggestions)}?"
        return f"{self.typed!r} is geen bekende gemeente. Gebruik de naam of de CBS-code, zoals Breda of GM0758."


@dataclass(frozen=True)
class _Former:
    """A gemeente that no longer exists, and what came of it."""

    name: str
    day: date
    kind: str
    successors: dict[str, str] = field(default_factory=dict)
    """Code to the name it got on that day."""


def join(names: Sequence[str]) -> str:
    """Write names as one phrase: ``A, B en C``."""
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def follow(arrows: nx.DiGraph[str], code: str, register: AbstractSet[str]) -> set[str]:
    """
    Follow a gemeente through the herindelingen into a register.

    Parameters
    ----------
    arrows
        An arrow from every old code to every new one; they may go round in a circle.
    code
        The code to begin with.
    register
        Codes at which to stop.

    Returns
    -------
    codes
        The codes of the register that it lives on in: itself when it is there, none when nothing leads to it.
    """
    onward = nx.subgraph_view(arrows, filter_edge=lambda old, _new: old not in register)
    reached: set[str] = nx.descendants(onward, code) if code in arrows else set()
    return (reached | {code}) & register


class Names:
    """
    All names and codes of one register.

    Parameters
    ----------
    gemeenten
        Indexed by ``code``; columns ``naam`` and ``alternatieve_namen`` (separated by ``;``).
    herindelingen
        Columns of ``schema.HERINDELING_COLUMNS``; ``datum`` as ``datetime.date``.
    """

    def __init__(self, gemeenten: pd.DataFrame, herindelingen: pd.DataFrame) -> None:
        self._name: dict[str, str] = dict(gemeenten["naam"])
        self._exact: dict[str, set[str]] = {}
        self._base: dict[str, set[str]] = {}
        for code, name, others in zip(gemeenten.index, gemeenten["naam"], gemeenten["alternatieve_namen"], strict=True):
            for spelling in (name, *filter(None, others.split(";"))):
                self._exact.setdefault(fold(spelling), set()).add(code)
                self._base.setdefault(fold(_SUFFIX.sub("", spelling)), set()).add(code)
        self._arrows: nx.DiGraph[str] = nx.DiGraph(
            zip(herindelingen["oude_code"], herindelingen["nieuwe_code"], strict=True)
        )
        self._former: dict[str, _Former] = {}
        self._former_by_name: dict[str, set[str]] = {}
        columns = (herindelingen[c] for c in ("datum", "oude_code", "oude_naam", "nieuwe_code", "nieuwe_naam", "soort"))
        for day, old_code, old_name, new_code, new_name, kind in zip(*columns, strict=True):
            former = self._former.setdefault(old_code, _Former(old_name, day, kind))
            former.successors[new_code] = new_name
            self._former_by_name.setdefault(fold(old_name), set()).add(old_code)
        for index in (self._exact, self._base, self._former_by_name):
            index.pop("", None)  # a spelling of signs only stands for nothing

    def __getitem__(self, code: str) -> str:
        """Name of the gemeente with this code."""
        return self._name[code]

    def find(self, typed: str) -> Found:
        """
        Find the gemeente that a typed word stands for.

        Parameters
        ----------
        typed
            A code in any spelling (``GM0014``, ``0014``, ``14``), a name, another spelling, or the
            name or code of a former gemeente.

        Returns
        -------
        found
            One code with a possible notice, several codes to choose from, or suggestions.
        """
        text = typed.strip()
        if number := _CODE.fullmatch(text):
            return self._find_code(typed, f"GM{int(number[1]):04d}")
        key = fold(re.sub(r"^gemeente\s+", "", text, flags=re.IGNORECASE))
        for index in (self._exact, self._base):
            if key in index:
                return self._found(typed, index[key])
        if key in self._former_by_name:
            return self._found_former(typed, self._former_by_name[key])
        return Found(typed, suggestions=self._suggest(key))

    def _find_code(self, typed: str, code: str) -> Found:
        if code in self._name:
            return self._found(typed, {code})
        if code in self._former:
            return self._found_former(typed, {code})
        return Found(typed)

    def _found(self, typed: str, codes: Iterable[str], notice: str = "") -> Found:
        ordered = tuple(sorted(codes))
        return Found(typed, ordered, notice, names=tuple(self._name[code] for code in ordered))

    def _found_former(self, typed: str, former_codes: Iterable[str]) -> Found:
        codes: set[str] = set()
        notices = []
        for former_code in sorted(former_codes):
            former = self._former[former_code]
            codes |= follow(self._arrows, former_code, self._name.keys())
            verb = {"gesplitst": "verdeeld over", "naamswijziging": "verder gegaan als"}.get(former.kind, "opgegaan in")
            into = join([self._then_and_now(*successor) for successor in sorted(former.successors.items())])
            notices.append(f"{former.name} is op {dutch_date(former.day)} {verb} {into}.")
        return self._found(typed, codes, " ".join(notices))

    def _then_and_now(self, code: str, name: str) -> str:
        """Name a successor as it was called on that day, and what it is called now when it is gone too."""
        if code in self._name:
            return self._name[code]
        now = sorted(self._name[successor] for successor in follow(self._arrows, code, self._name.keys()))
        return f"{name} (nu {join(now)})" if now else f"{name} (buiten dit register)"

    def _suggest(self, key: str) -> tuple[str, ...]:
        spellings = {**{k: k for k in self._exact}, **{k: k for k in self._former_by_name}}
        best = process.extract(key, spellings, scorer=fuzz.WRatio, score_cutoff=_MIN_SCORE, limit=2 * _MAX_SUGGESTIONS)
        shown: list[str] = []
        for _, _, spelling in best:
            name = self._shown_name(spelling)
            if name not in shown:
                shown.append(name)
        return tuple(shown[:_MAX_SUGGESTIONS])

    def _shown_name(self, spelling: str) -> str:
        if spelling in self._exact:
            return self._name[min(self._exact[spelling])]
        return self._former[min(self._former_by_name[spelling])].name
