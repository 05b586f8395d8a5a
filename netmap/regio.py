"""Which gemeenten are meant: one official region, a group of one's own, or the tokens of the column ``gebied``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from netmap.dutch import either, join
from netmap.errors import NetmapError
from netmap.names import read_code
from netmap.schema import CENTRUMGEMEENTE, GEBIED_COLUMNS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from netmap.names import Found, Names

COUNTRY_NAMES: Final = frozenset({"", "landelijk", "nederland", "heel nederland"})
"""What people type for the whole country, folded."""
GROEP: Final = "eigen groep"
"""The kind of an area that is a group of gemeenten of one's own."""
_NAMED: Final = 3
"""As many gemeenten of a group are named."""
_KINDS: Final = {
    "politieregio": "politieregio|politie ?eenheid|regionale eenheid|eenheid|politie",
    "veiligheidsregio": "veiligheidsregio|vr",
    "provincie": "provincie|prov",
    CENTRUMGEMEENTE: "(?:regio van )?(?:de )?(?:centrumgemeente|cg)(?: vo| vrouwenopvang)?",
}
"""What people write before the name of a region, folded."""
_OTHER_NAMES: Final = {"friesland": "fryslan", "den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
"""Names that are still in use, folded; Fryslân is the official one since 1997."""
_CODES: Final = {
    "veiligheidsregio": (
        "VR", 1, "Groningen;Fryslân;Drenthe;IJsselland;Twente;Noord- en Oost-Gelderland;Gelderland-Midden;"
        "Gelderland-Zuid;Utrecht;Noord-Holland-Noord;Zaanstreek-Waterland;Kennemerland;Amsterdam-Amstelland;"
        "Gooi en Vechtstreek;Haaglanden;Hollands-Midden;Rotterdam-Rijnmond;Zuid-Holland-Zuid;Zeeland;"
        "Midden- en West-Brabant;Brabant-Noord;Brabant-Zuidoost;Limburg-Noord;Zuid-Limburg;Flevoland",
    ),
    "provincie": (
        "PV", 20, "Groningen;Fryslân;Drenthe;Overijssel;Flevoland;Gelderland;Utrecht;Noord-Holland;Zuid-Holland;"
        "Zeeland;Noord-Brabant;Limburg",
    ),
}  # fmt: skip
"""How CBS numbers regions (StatLine 86247NED): letters, first number, names in that order."""
_CODE: Final = re.compile(r"GM\d{4}", re.IGNORECASE)
_NEAR: Final = 0.75
"""How much of the name of a region must be as typed before it is suggested."""


class Regio(NamedTuple):
    """The area that somebody chose: one official region, or a group of gemeenten of one's own; the country is None."""

    soort: str
    """``politieregio``, ``veiligheidsregio``, ``provincie``, ``centrumgemeente`` or ``eigen groep``."""
    naam: str
    """Name as in the register; of a group ``Breda en Tilburg``, or ``12 gemeenten``."""
    codes: tuple[str, ...] = ()
    """The gemeenten of a group, sorted; empty for an official region, which has those of the register."""

    def __str__(self) -> str:
        """Return what a reader sees: ``politieregio Oost-Brabant``, ``eigen groep van 12 gemeenten``.

        A centrumgemeente is a gemeente itself, so its area is ``regio van centrumgemeente Zwolle``.
        """
        if self.soort == CENTRUMGEMEENTE:
            return f"regio van {self.soort} {self.naam}"
        return f"{self.soort} {'van ' if len(self.codes) > _NAMED else ''}{self.naam}"

    @property
    def token(self) -> str:
        """The same as in the column ``gebied``: ``politieregio:Oost-Brabant``, ``GM0758;GM0855``."""
        return ";".join(self.codes) or f"{self.soort}:{self.naam}"


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
        For ``save.file_name``: a politieregio goes by its name, other areas carry their kind too, because a
        politieregio and a provincie may share a name.
    """
    if gebied is None:
        return ("nederland",)
    return (gebied.naam,) if gebied.soort == "politieregio" else (gebied.soort, gebied.naam)


def is_group(text: str) -> bool:
    """Say whether an area is written as a group of gemeenten: with ``;``, with ``gemeente:``, or as a code."""
    return ";" in text or fold(text.partition(":")[0]) == "gemeente" or bool(_CODE.fullmatch(text.strip()))


_SEVERAL: Final = re.compile(r"\s*(?:[,/&\n]|\ben\b)\s*")
"""What people put between gemeenten instead of a semicolon."""
_ODD_MINUS: Final = re.compile(r"[^\w-]*[-\u2010-\u2015\u2212]")
"""A minus sign as Word or Excel makes it: longer, or behind an apostrophe."""


@dataclass(frozen=True)
class Gebied:
    """The gemeenten that a ``gebied`` stands for."""

    codes: frozenset[str]
    notices: tuple[str, ...] = ()
    """What the reader should know, such as a former gemeente that was named; Dutch."""
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Gemeente code to the names of the former gemeenten in it that were named, for a gemeente that was not named
    as a whole: ``Weesp`` gives ``{"GM0363": {"Weesp"}}``, ``Weesp; politieregio:Amsterdam`` nothing. A gemeente that
    only got another name is whole. Whether the parts together are the whole is not known here."""

    @property
    def delen(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The same as ``parts``, sorted."""
        return tuple((code, tuple(sorted(names))) for code, names in sorted(self.parts.items()))


class _Token(NamedTuple):
    """What one token stands for."""

    codes: frozenset[str]
    notice: str = ""
    part: str = ""


class Gebieden:
    """
    Reads ``gebied`` against one register.

    Parameters
    ----------
    gemeenten
        Indexed by ``code``, with the columns of ``schema.GEBIED_COLUMNS``.
    names
        The names of the same register.

    Attributes
    ----------
    kinds
        The kinds of regions that the register has: keys of ``schema.GEBIED_COLUMNS``, in that order.
    """

    def __init__(self, gemeenten: pd.DataFrame, names: Names) -> None:
        self._names = names
        self._all = frozenset(gemeenten.index)
        self._codes: dict[Regio, frozenset[str]] = {
            Regio(kind, str(name)): frozenset(codes)
            for kind, column in GEBIED_COLUMNS.items()
            for name, codes in gemeenten.groupby(column).groups.items()
            if name
        }
        self._by_kind = {kind: tuple(one for one in self._codes if one.soort == kind) for kind in GEBIED_COLUMNS}
        self.kinds: Final = tuple(kind for kind, regios in self._by_kind.items() if regios)
        self._regios = _Regios(self._codes)

    def find(self, text: str) -> Regio | None:
        """
        Find the area that somebody typed.

        Parameters
        ----------
        text
            ``Oost-Brabant``, ``provincie:Zeeland``, ``VR05`` or ``politie-eenheid Limburg``, in any spelling of
            capitals and accents; empty or ``Nederland`` is the country. A bare name that several kinds share is the
            politieregio, else the veiligheidsregio. A group of one's own is what ``parse`` reads: ``Breda; Tilburg``,
            ``politieregio:Limburg; -Venlo``, ``gemeente:Breda`` or ``GM0758``.

        Returns
        -------
        gebied
            The area, or None for the country.

        Raises
        ------
        NetmapError
            When there is no such area; says what it is instead, or which there are.
        """
        if fold(text) in COUNTRY_NAMES:
            return None
        if is_group(text):
            try:
                return self.group(self.parse(text).codes)
            except ValueError as error:
                raise NetmapError(str(error)) from None
        if found := self._regios.find(text):
            return found[0]
        raise NetmapError(self._no_area(text))

    def regios(self, soort: str = "") -> tuple[Regio, ...]:
        """
        List the regions of one kind, or of all.

        Parameters
        ----------
        soort
            A key of ``schema.GEBIED_COLUMNS``; blank for all, kind by kind.

        Returns
        -------
        gebieden
            Sorted by name; none when the register does not have this kind.
        """
        return self._by_kind[soort] if soort else tuple(self._codes)

    def codes(self, gebied: Regio) -> tuple[str, ...]:
        """
        List the gemeenten of an official region.

        Parameters
        ----------
        gebied
            One of ``regios``.

        Returns
        -------
        codes
            Sorted.

        Raises
        ------
        KeyError
            When the register lacks the region.
        """
        return tuple(sorted(self._codes[gebied]))

    def group(self, codes: Iterable[str], naam: str = "") -> Regio:
        """
        Make a group of one's own.

        Parameters
        ----------
        codes
            Codes of the register, at least one; in any order, once or more.
        naam
            What it is called when its gemeenten are many; else by their number.

        Returns
        -------
        gebied
            Named after its gemeenten when they are few.
        """
        ordered = tuple(sorted(set(codes)))
        names = sorted((self._names[code] for code in ordered), key=str.casefold)
        return Regio(GROEP, join(names) if len(names) <= _NAMED else naam or f"{len(names)} gemeenten", ordered)

    def _no_area(self, text: str) -> str:
        """Say why this is no area: it is a gemeente, or it looks like some region."""
        named = f"{text[:60].strip()!r}"
        found = self._names.find(text)
        near = self._regios.suggest(text)
        if found.code and not (found.is_near and near):
            around = [regio.token for regio, codes in self._codes.items() if found.code in codes]
            naam = self._names[found.code]
            said = f"{found.notice} " if found.notice else ""
            other = f"kies een regio waar zij in ligt: {either(around)}"
            return (
                f"{said}{naam} is een gemeente, geen regio. Schrijf 'gemeente:{naam}' voor alleen {naam}, of {other}."
            )
        hint = f" Bedoelt u {either([repr(regio.token) for regio in near])}?" if near else ""
        lists = "; ".join(f"{kind}: {', '.join(regio.naam for regio in self._by_kind[kind])}" for kind in self.kinds)
        if asked := "" if near else self._several(text):
            return asked
        return f"Het gebied {named} bestaat niet.{hint} Kies 'Nederland' of een van deze. {lists}."

    def parse(self, text: str) -> Gebied:
        """
        Turn the tokens of one cell into gemeenten.

        Parameters
        ----------
        text
            Tokens separated by ``;``: ``landelijk``, ``politieregio:…``, ``veiligheidsregio:…``, ``provincie:…``,
            ``centrumgemeente:…``, the same in other words (``VR05``, ``politie-eenheid …``), a gemeente code or name. A
            leading ``-`` subtracts. The order is free: the union of the plain tokens minus that of the subtracted ones.

        Returns
        -------
        area
            At least one gemeente; ``parts`` says which of them were named by a former gemeente only.

        Raises
        ------
        ValueError
            With a Dutch sentence when a token is unknown or ambiguous, or nothing is left.
        """
        plus: list[_Token] = []
        minus: list[_Token] = []
        for token in filter(None, (part.strip() for part in text.split(";"))):
            bare = token.removeprefix("-").strip()
            if _ODD_MINUS.match(bare):
                msg = f"{token!r} begint met een vreemd streepje. Schrijf een gewoon minteken om af te trekken."
                raise ValueError(msg)
            (minus if token.startswith("-") else plus).append(self._token(bare))
        codes = _union(plus) - _union(minus)
        if not codes:
            msg = f"{text!r} bevat geen enkele gemeente. Noem minstens één gemeente, regio of 'landelijk'."
            raise ValueError(msg)
        whole = _union(token for token in plus if not token.part)
        parts = {
            code: frozenset(token.part for token in plus if token.part and code in token.codes)
            for code in codes - whole
        }
        return Gebied(codes, tuple(token.notice for token in (*plus, *minus) if token.notice), parts)

    def _token(self, token: str) -> _Token:
        if fold(token) == "landelijk":
            return _Token(self._all)
        kind, colon, name = token.partition(":")
        if colon and fold(kind) != "gemeente":
            return _Token(self._codes[self._region(kind.strip(), name.strip())])
        found = self._names.find(name if colon else token)
        if found.code is None or found.is_near:
            if regio := self._regios.find_told(token):
                return _Token(self._codes[regio])
            raise ValueError(self._meant(token, found) or found.doubt)
        notice = found.notice or self._also_region(token, found) or self._as_code(name if colon else token, found.code)
        return _Token(frozenset({found.code}), notice, found.part)

    def _as_code(self, text: str, code: str) -> str:
        """Tell how a code was read that is not written in full; empty for ``GM0014`` and for a name."""
        if read_code(text) in {"", text.strip().upper()}:
            return ""
        return f"{text.strip()!r} is gelezen als {code} ({self._names[code]})."

    def _also_region(self, token: str, found: Found) -> str:
        """Tell how a bare name was read that a region has too; empty for a code or ``gemeente:Utrecht``."""
        if ":" in token or any(sign.isdigit() for sign in token) or not (regios := self._regios.find(token)):
            return ""
        options = either([repr(regio.token) for regio in regios])
        own = f"'gemeente:{found.names[0]}'"
        return f"{token!r} is gelezen als de gemeente. Schrijf {own}, of {options} als u die bedoelt."

    def _meant(self, token: str, found: Found) -> str:
        """Ask whether a region, the country or several gemeenten are meant; empty when it is none of these."""
        near = [] if found.suggestions else self._regios.suggest(token)
        options = [regio.token for regio in self._regios.find(token) or near]
        if "nederland" in fold(token).split():
            options.append("landelijk")
        if options:
            return f"{token!r} is geen gemeente. Bedoelt u {either(options)}?"
        return self._several(token)

    def _several(self, token: str) -> str:
        """Ask for a semicolon between gemeenten; empty when these are not several."""
        parts = list(filter(None, _SEVERAL.split(token)))
        if len(parts) < 2 or not all(self._names.find(part).code for part in parts):
            return ""
        return f"{token!r} zijn {len(parts)} gemeenten. Zet er een puntkomma tussen: {'; '.join(parts)}."

    def _region(self, kind: str, name: str) -> Regio:
        """Find a region of which the kind is given."""
        soort = self._regios.kind(kind)
        if soort not in self.kinds:
            msg = f"{kind!r} is geen soort gebied. Gebruik {', '.join(self.kinds)}, een gemeente of 'landelijk'."
            raise ValueError(msg)
        if found := self._regios.find(f"{soort} {name}"):
            return found[0]
        near = [regio.naam for regio in self._regios.suggest(f"{soort} {name}") if regio.soort == soort]
        others = [regio.token for regio in self._regios.find(name)] if name else []
        every = [regio.naam for regio in self._codes if regio.soort == soort]
        msg = f"{name!r} is geen bekende {soort}. Bedoelt u {either(near or others or every)}?"
        raise ValueError(msg)


def _union(tokens: Iterable[_Token]) -> frozenset[str]:
    """All gemeenten of these tokens."""
    return frozenset(code for token in tokens for code in token.codes)


class _Regios:
    """The official regions by every way in which people write them."""

    def __init__(self, regios: Iterable[Regio]) -> None:
        self._by_name: dict[str, list[Regio]] = {}
        """Folded name to regions of that name, the politieregio first."""
        self._by_words: dict[frozenset[str], list[Regio]] = {}
        """The same by the words of a name in any order: Limburg-Zuid and Zuid-Limburg."""
        self._by_code: dict[str, Regio] = {}
        for regio in regios:
            self._by_name.setdefault(fold(regio.naam), []).append(regio)
            self._by_words.setdefault(_words(regio.naam), []).append(regio)
        for soort, (letters, first, named) in _CODES.items():
            for number, name in enumerate(named.split(";"), first):
                if here := [regio for regio in self._by_name.get(fold(name), ()) if regio.soort == soort]:
                    self._by_code[f"{letters}{number:02d}"] = here[0]

    def kind(self, written: str) -> str:
        """Return the kind of region that a word stands for; empty when it is none."""
        return next((kind for kind, words in _KINDS.items() if re.fullmatch(words, fold(written))), "")

    def find_told(self, text: str) -> Regio | None:
        """Find a region that is told by its code or its kind and name, so that it can be nothing else."""
        return self.find(text)[0] if self.find(text) and (self._code(text) or self._split(text)[0]) else None

    def _code(self, text: str) -> Regio | None:
        """Find a region by the code that CBS gives it."""
        return self._by_code.get(re.sub(r"[\s_-]", "", text).upper())

    def find(self, text: str) -> tuple[Regio, ...]:
        """
        Find the regions with this name, code, or kind and name; the politieregio first.

        A bare name is never the region of a centrumgemeente: it is the gemeente.
        """
        if regio := self._code(text):
            return (regio,)
        soort, name = self._split(text)
        named = [one for said in (name, _OTHER_NAMES.get(name, "")) for one in self._by_name.get(said, ())]
        if not named and len({regio.naam for regio in self._by_words.get(_words(name), [])}) == 1:
            named = self._by_words[_words(name)]
        return tuple(regio for regio in named if regio.soort == soort or not (soort or regio.soort == CENTRUMGEMEENTE))

    def suggest(self, text: str) -> list[Regio]:
        """Regions of which the name looks like it, or has all its words, best first; at most three."""
        soort, name = self._split(text)
        said = _words(name)
        scores = {
            regio: max(OSA.normalized_similarity(name, known), float(bool(said) and said <= _words(known)))
            for known, regios in self._by_name.items()
            for regio in regios
            if regio.soort == soort or name == known or not (soort or regio.soort == CENTRUMGEMEENTE)
        }
        near = [regio for regio, score in scores.items() if score >= _NEAR]
        return sorted(near, key=lambda regio: -scores[regio])[:3]

    def _split(self, text: str) -> tuple[str, str]:
        """Tell the kind, which may be missing, from the folded name."""
        folded = fold(text)
        for soort, words in _KINDS.items():
            if found := re.fullmatch(rf"(?:{words}) (.+)", folded):
                return soort, found[1]
        return "", folded


def _words(name: str) -> frozenset[str]:
    """Take the words of a name, for whoever writes them the other way round."""
    return frozenset(fold(name).split()) - {"en"}
