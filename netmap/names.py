"""From what people type to a gemeente: codes, other spellings, former gemeenten; suggestions, never a guess.

Names are compared by their ``key``, so a spelling needs a row in the register only when no rule makes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

import networkx as nx
from rapidfuzz import process
from rapidfuzz.distance import OSA

from netmap.dutch import capital, either, join
from netmap.schema import dutch_date, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from collections.abc import Set as AbstractSet

    import pandas as pd

_CODE: Final = re.compile(r"(?:(?:(?:19|20)\d\d)?GM?[\s_-]*)?0*(\d{1,4})(?:[.,]0+)?", re.IGNORECASE)
"""A code as files have it: ``GM0363``, ``363``, ``00363``, ``363.0`` (a sheet), ``G0363``, ``2025GM0363`` (CBS)."""
_SUFFIX: Final = re.compile(r"\s*\(([^)]*)\)\s*$")
_SAYS_GEMEENTE: Final = re.compile(r"^(?:gemeente|gem\.)\s+|\s*\(gemeente\)$|,\s*gemeente$", re.IGNORECASE)
_ARTICLE_BEHIND: Final = re.compile(r"^(.*),\s*(de|den|het|'t)$", re.IGNORECASE)
"""As an index sorts names: ``Ronde Venen, De``."""
_AND_OTHERS: Final = re.compile(r"(.+?),?\s+(?:c\.?\s?a|e\.?\s?a)\.?", re.IGNORECASE)
"""Cum annexis: the first name of several, such as ``Nuenen c.a.``."""
_RULES: Final = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"\bst\b", "sint"),
        (r"\b(?:a/d|a d|ad|aan den|aan der)\b", "aan de"),
        (r"^(?:het|t|de) ", ""),
        (r"adiel\b", "adeel"),  # Frisian and Dutch, as in Dantumadiel
        (r"lan\b", "land"),
        (r"ij", "y"),
        (r" ", ""),
    )
)
"""What makes two spellings of one name equal; the order matters."""
_PROVINCIES: Final = {
    "Groningen": "gr gn gro",
    "Fryslân": "fr fri frl friesland",
    "Drenthe": "dr dre",
    "Overijssel": "o ov ovs",
    "Flevoland": "fl fle flev",
    "Gelderland": "g gl gld gel",
    "Utrecht": "u ut utr",
    "Noord-Holland": "nh",
    "Zuid-Holland": "zh",
    "Zeeland": "z zl zld zee",
    "Noord-Brabant": "nb nbr",
    "Limburg": "l lb lim",
}
"""What a provincie is called behind a name, as in ``Laren (NH.)``, folded."""
AANGEKONDIGD: Final = "aangekondigd"
"""The kind of a herindeling that is not law, in a register that is drawn as if it were."""
_MAX_SUGGESTIONS: Final = 3
_NEAR: Final = (0.75, 0.7)
"""How much of a name must be as typed before it is suggested; the second when nothing else is."""
_CERTAIN: Final = 7
"""Letters that a word needs before one wrong letter leaves no doubt."""
_APART: Final = 3
"""Letters by which every other name must differ then."""
_WORD: Final = 4
"""Letters that a word needs before something looks like it."""


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
    is_near: bool = False
    """Whether the word is a place or not written as the name is; the notice then says how it was read."""
    part: str = ""
    """Name of the former gemeente that is now a part of ``code``; empty when the whole gemeente is meant."""

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
            reason = f"{self.notice} " if self.notice else f"{self.typed!r} kan meer dan één gemeente zijn. "
            return f"{reason}Kies {either(self._options())}."
        if self.notice:
            return f"{self.notice} Noem een gemeente die nu bestaat."
        if self.suggestions:
            return f"{self.typed!r} is geen bekende gemeente. Bedoelt u {either(self.suggestions)}?"
        return f"{self.typed!r} is geen bekende gemeente. Gebruik de naam of de CBS-code, zoals Breda of GM0758."

    @property
    def doubt(self) -> str:
        """The question, also for a place or a wrong letter: who writes data must write the gemeente."""
        return replace(self, codes=(), notice="").question if self.is_near else self.question

    def _options(self) -> list[str]:
        """List the names to choose from; with their codes only when two have the same name."""
        if len(set(self.names)) == len(self.names):
            return list(self.names)
        return [f"{name} ({code})" for name, code in zip(self.names, self.codes, strict=True)]


@dataclass(frozen=True)
class _Former:
    """A gemeente that no longer exists, and what came of it."""

    name: str
    day: date
    kind: str
    successors: dict[str, str] = field(default_factory=dict)
    """Code to the name it got on that day."""


def key(name: str) -> str:
    """
    Reduce a name to what is left of it in every way that people write it.

    Parameters
    ----------
    name
        A name of a gemeente or place, such as ``St.-Michielsgestel`` or ``Ronde Venen, De``.

    Returns
    -------
    key
        For comparing only; the same for ``Sint Michielsgestel``. Empty when the name has no letters.
    """
    word = fold(_ARTICLE_BEHIND.sub(r"\2 \1", name.strip()))
    for pattern, written in _RULES:
        word = pattern.sub(written, word)
    return word


def read_code(text: str) -> str:
    """
    Read the code of a gemeente as files and people write it.

    Parameters
    ----------
    text
        ``GM0014``, ``0014``, ``14``, ``14.0`` (a sheet that took it for a number) or ``2025GM0014``.

    Returns
    -------
    code
        ``GM0014``, whether it is a gemeente or not; empty when it is no code.
    """
    found = _CODE.fullmatch(text.strip())
    return f"GM{int(found[1]):04d}" if found else ""


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
    # by hand: a filtered view of networkx counts all codes each time, and a whole register is followed one by one
    reached: set[str] = set()
    ahead = [code]
    while ahead:
        one = ahead.pop()
        if one not in reached:
            reached.add(one)
            ahead += arrows.successors(one) if one in arrows and one not in register else ()
    return reached & register


class Names:
    """
    All names and codes of one register.

    Parameters
    ----------
    gemeenten
        Indexed by ``code``; columns ``naam``, ``alternatieve_namen`` (separated by ``;``) and ``provincie``.
    herindelingen
        Columns of ``schema.HERINDELING_COLUMNS``; ``datum`` as ``datetime.date``.
    plaatsen
        Name of a place that is no gemeente, and the code of the gemeente that it lies in; a name of several places
        stands there more than once.
    """

    def __init__(
        self, gemeenten: pd.DataFrame, herindelingen: pd.DataFrame, plaatsen: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._name: dict[str, str] = dict(gemeenten["naam"])
        self._short: dict[str, set[str]] = {
            code: {fold(name).replace(" ", ""), *_PROVINCIES.get(name, "").split()}
            for code, name in zip(gemeenten.index, gemeenten["provincie"], strict=True)
        }
        """What may stand behind a name for its provincie."""
        self._exact: dict[str, set[str]] = {}
        self._base: dict[str, set[str]] = {}
        self._spelled: dict[str, str] = {}
        """Key to one spelling of the name, for suggestions and for what only the beginning of a name says."""
        for code, name, others in zip(gemeenten.index, gemeenten["naam"], gemeenten["alternatieve_namen"], strict=True):
            for spelling in (name, *filter(None, others.split(";"))):
                self._exact.setdefault(key(spelling), set()).add(code)
                self._base.setdefault(key(_SUFFIX.sub("", spelling)), set()).add(code)
                self._spelled.setdefault(key(spelling), spelling)
        self._arrows: nx.DiGraph[str] = nx.DiGraph(
            zip(herindelingen["oude_code"], herindelingen["nieuwe_code"], strict=True)
        )
        self._former: dict[str, _Former] = {}
        self._former_by_name: dict[str, set[str]] = {}
        columns = (herindelingen[c] for c in ("datum", "oude_code", "oude_naam", "nieuwe_code", "nieuwe_naam", "soort"))
        for day, old_code, old_name, new_code, new_name, kind in zip(*columns, strict=True):
            former = self._former.setdefault(old_code, _Former(old_name, day, kind))
            former.successors[new_code] = new_name
            self._former_by_name.setdefault(key(old_name), set()).add(old_code)
            self._spelled.setdefault(key(old_name), old_name)
        self._placed: dict[str, set[str]] = {}
        self._place: dict[str, str] = {}
        self._plaatsen = tuple(plaatsen)
        for place, code in self._plaatsen:
            self._placed.setdefault(key(place), set()).update(follow(self._arrows, code, self._name.keys()))
            self._place.setdefault(key(place), place)
        for index in (self._exact, self._base, self._former_by_name, self._spelled, self._placed, self._place):
            index.pop("", None)  # a spelling of signs only stands for nothing
        self._begins = {word: f"{fold(name)} " for word, name in (*self._spelled.items(), *self._place.items())}
        """Key to how a text begins that goes on after the name."""

    def against(self, gemeenten: pd.DataFrame, herindelingen: pd.DataFrame) -> Names:
        """Read the same places against another register, and the herindelingen that lead to it."""
        return Names(gemeenten, herindelingen, self._plaatsen)

    def __getitem__(self, code: str) -> str:
        """Name of the gemeente with this code."""
        return self._name[code]

    def is_gemeente(self, word: str) -> bool:
        """Say whether a word is the name of one gemeente, without a slip."""
        found = self.find(word)
        return found.code is not None and not found.is_near

    def find(self, typed: str) -> Found:
        """
        Find the gemeente that a typed word stands for.

        Parameters
        ----------
        typed
            A code in any spelling (``GM0014``, ``0014``, ``14``, ``14.0``, ``2025GM0014``), a name, another
            spelling, a name with its provincie, the first of several names with ``c.a.``, the name or code of a
            former gemeente, or the name of a place. A name of a gemeente never means a place elsewhere.

        Returns
        -------
        found
            One code with a possible notice, several codes to choose from, or suggestions. ``is_near`` and with a
            notice: the gemeente of a place, and what is meant by one wrong letter in a long name like no other.
        """
        text = _SAYS_GEMEENTE.sub("", typed.strip())
        if code := read_code(text):
            return self._find_code(typed, code)
        if found := self._find_name(typed, key(text)) or self._find_in_provincie(typed, text):
            return found
        if (several := _AND_OTHERS.fullmatch(text)) and (full := self._first_of_several(several[1])):
            return self._find_name(typed, full) or Found(typed)
        return self._find_place(typed, key(text), self._placed.get(key(text), ())) or self._find_near(typed, text)

    def _find_code(self, typed: str, code: str) -> Found:
        if code in self._name:
            return self._found(typed, {code})
        if code in self._former:
            return self._found_former(typed, {code})
        return Found(typed)

    def _find_name(self, typed: str, word: str) -> Found | None:
        """Find a name by its key; a gemeente that exists wins from a former one."""
        for index in (self._exact, self._base):
            if word in index:
                return self._found(typed, index[word])
        return self._found_former(typed, self._former_by_name[word]) if word in self._former_by_name else None

    def _find_in_provincie(self, typed: str, text: str) -> Found | None:
        """Find a name with its provincie behind it, which must be the right one: Hengelo (Gld.) is no more."""
        if not (suffix := _SUFFIX.search(text)):
            return None
        said, word = fold(suffix[1]).replace(" ", ""), key(_SUFFIX.sub("", text))
        if found := self._find_name(typed, word):
            here = [code for code in found.codes if said in self._short[code]]
            if here:
                return found if len(here) == len(found.codes) else self._found(typed, here, found.notice)
        return self._find_place(typed, word, [code for code in self._placed.get(word, ()) if said in self._short[code]])

    def _find_place(self, typed: str, word: str, codes: Collection[str]) -> Found | None:
        """Find the gemeente that a place lies in, or those that have a place of this name."""
        if not codes:
            return None
        found = self._found(typed, codes)
        notice = f"{self._place[word]} ligt in {join(found.names)}."
        return replace(found, notice=notice, is_near=found.code is not None, suggestions=found.names)

    def _first_of_several(self, first: str) -> str:
        """Find the key of the one name that begins with this and goes on with a comma or ``en``; else empty."""
        begin = fold(first)
        goes_on = re.compile(rf"{re.escape(begin)} (?:\w+ )?en ")
        longer = [word for word, name in self._spelled.items() if goes_on.match(fold(name))]
        return longer[0] if len(longer) == 1 else ""

    def _find_near(self, typed: str, text: str) -> Found:
        """Read one wrong letter when there is no doubt; else suggest what looks like it."""
        word = key(text)
        within = partial(process.extract, scorer=OSA.distance, score_cutoff=_APART - 1, limit=None)
        near = [known for known, *_ in within(word, self._begins.keys())]
        if len(word) >= _CERTAIN and len({self._answer(known) for known in near}) == 1:
            found = self._find_name(typed, near[0]) or self._find_place(typed, near[0], self._placed.get(near[0], ()))
            if found and found.code and OSA.distance(word, near[0]) == 1:
                name = self._shown_name(near[0])
                notice = f"{typed.strip()!r} is gelezen als {name}. {found.notice}".strip()
                return replace(found, notice=notice, is_near=True, suggestions=(name,))
        return Found(typed, suggestions=self._suggest(text))

    def _answer(self, word: str) -> frozenset[str]:
        """Say which gemeenten, present or former, have the name with this key, or a place of that name."""
        return frozenset(self._exact.get(word) or self._former_by_name.get(word) or self._placed[word])

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
            if set(former.successors.values()) == {former.name}:  # only the code is another one
                into = f"een nieuwe gemeente die ook {former.name} heet"
            name = capital(former.name)
            if former.kind == AANGEKONDIGD:
                notices.append(f"Volgens aankondiging gaat {name} op {dutch_date(former.day)} op in {into}.")
                continue
            notices.append(f"{name} is op {dutch_date(former.day)} {verb} {into}.")
        found = self._found(typed, codes, " ".join(notices))
        parts = [self._former[code].name for code in former_codes if self._is_part(code)]
        return replace(found, part=parts[0] if found.code and len(parts) == len(tuple(former_codes)) else "")

    def _is_part(self, former_code: str) -> bool:
        """Say whether a former gemeente went into another; a new name alone makes no part of it."""
        on_the_way = {former_code, *nx.descendants(self._arrows, former_code)} & self._former.keys()
        return any(self._former[code].kind != "naamswijziging" for code in on_the_way - self._name.keys())

    def _then_and_now(self, code: str, name: str) -> str:
        """Name a successor as it was called on that day, and what it is called now when it is gone too."""
        if code in self._name:
            return self._name[code]
        now = sorted(self._name[successor] for successor in follow(self._arrows, code, self._name.keys()))
        return f"{name} (nu {join(now)})" if now else f"{name} (buiten dit register)"

    def _suggest(self, text: str) -> tuple[str, ...]:
        """Names that look like it as a whole, that begin with it, or that it begins with; best first."""
        word, begin = key(text), f"{fold(text)} "
        if len(word) < _WORD:
            return ()
        begun = {k: 1.0 for k, name in self._begins.items() if k.startswith(word) or begin.startswith(name)}
        compare = partial(process.extract, word, self._begins.keys(), scorer=OSA.normalized_similarity, limit=None)
        near = compare(score_cutoff=_NEAR[0]) or ([] if begun else compare(score_cutoff=_NEAR[1]))
        scores = {known: score for known, score, _ in near} | begun
        best = sorted((-score, known not in self._spelled, known) for known, score in scores.items())
        return tuple(dict.fromkeys(self._shown_name(known) for *_, known in best))[:_MAX_SUGGESTIONS]

    def _shown_name(self, word: str) -> str:
        if word in self._exact:
            return self._name[min(self._exact[word])]
        return self._former[min(self._former_by_name[word])].name if word in self._former_by_name else self._place[word]
