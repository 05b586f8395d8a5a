"""What a file is about, and which of its columns is which of ours: proposed by the names, decided by a person."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import process
from xlsxwriter.utility import xl_col_to_name

from netmap.aankondigingen import AANKONDIGINGEN
from netmap.centrumgemeenten import CENTRUMGEMEENTEN
from netmap.dutch import join
from netmap.handvatten import HANDVATTEN
from netmap.intake.memory import Geheugen
from netmap.intake.reading import IntakeError
from netmap.names import read_code
from netmap.personal import is_harmless
from netmap.remembered import CODE
from netmap.schema import DATE_COLUMNS, NOTHING, OPTIONAL_COLUMNS, fold
from netmap.validate import (
    CONTACTS,
    GEMEENTEN,
    HERINDELINGEN,
    INDICATOREN,
    METINGEN,
    ORGANISATIES,
    PLAATSEN,
    REGIOS,
    TELLINGEN,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netmap.intake.reading import Blad, Lezing
    from netmap.rows import DataFile

TABELLEN: Final = {"contacten": CONTACTS, "criteria": INDICATOREN, "organisaties": ORGANISATIES}
"""What a file can be about, to the file of the data that its rows go to."""
_ABOUT: Final = {
    "contacten": {"id", "gebied", CODE},
    "criteria": {"id", "gebied", CODE},
    "organisaties": {"id", "naam"},
}
"""The same to columns that tell which row it is: a sheet without one, such as a list of numbers, is no such table."""
_OTHERS: Final = (
    GEMEENTEN, REGIOS, HERINDELINGEN, AANKONDIGINGEN, PLAATSEN, CENTRUMGEMEENTEN, METINGEN, TELLINGEN, HANDVATTEN
)  # fmt: skip
"""Files of the data that are not taken in."""
REASON: Final = "waarom geweigerd"
"""Column of the file with rows that were refused; it is no column of ours."""
_SPELLINGS: Final = {
    "id": "kenmerk, rij id, rijnummer, sleutel",
    "rol": "functie, functie/rol, rol/functie, taak",
    "naam": "contactpersoon, naam contactpersoon, naam bestuurder, bestuurder, naam trekker",
    "organisatie": "organisatie/instelling, instelling, instelling/organisatie, naam organisatie, organisatienaam, "
    "naam instelling, zorgaanbieder, aanbieder, zorgorganisatie, uitvoerder, uitvoerende organisatie",
    "email": "e mail, e mailadres, emailadres, mail, mailadres, functioneel e mailadres",
    "telefoon": "telefoonnummer, telefoon nummer, tel, tel nr, telnr, telefoonnr, telefoon nr",
    "gebied": "gemeente, gemeenten, gemeentenaam, gemeente naam, naam gemeente, werkgebied, regio, regio/gemeente, "
    "gemeente/regio, gebieden, voor gebied, politieregio, werkt voor",
    CODE: "gm code, gmcode, gemeente code, code gemeente, cbs code, cbscode, gemcode, gm, code",
    "doelgroep": "leeftijd, leeftijdsgroep, doelgroepen",
    "vorm": "vormen, vorm van uitbuiting, vormen van uitbuiting, soort uitbuiting",
    "fte": "aantal fte, formatie, fte totaal, omvang, omvang fte, omvang in fte",
    "status": "stand van zaken, status inzet",
    "vanaf": "sinds, startdatum, begindatum, ingangsdatum, start, van, begin, datum start, actief sinds",
    "tot": "einddatum, eind, einde, datum einde, loopt tot",
    "bron": "link, url, webadres, vindplaats, bron url, bronvermelding",
    "bron_datum": "datum bron, brondatum, datum van de bron",
    "bron_uiterlijk": "bron uiterlijk",
    "zekerheid": "betrouwbaarheid, hoe zeker",
    "bevestigd_op": "bevestigd, laatst bevestigd, datum bevestiging, bevestigd door organisatie op, gecontroleerd op, "
    "laatst gecontroleerd",
    "spreekt_tegen": "tegenspraak met",
    "opmerking": "opm, opmerkingen, toelichting, notitie, notities, bijzonderheden",
    "criterium": "criteria, criteriumcode, criterium code, code criterium, nummer criterium, norm",
    "waarde": "antwoord, uitkomst, oordeel, voldoet",
    "rol_gemeente": "rol van de gemeente, rol van gemeente, gemeentelijke rol",
    "aliassen": "alias, andere namen, andere naam, ook bekend als, afkorting, afkortingen",
    "moederorganisatie": "moeder, onderdeel van, hoort bij, valt onder",
    "publieke_pagina": "website, webpagina, site, pagina",
    "deelt_persoon_met": "deelt persoon",
}
"""Column of ours to what other people call it, folded."""
_OF_ORGANISATIES: Final = {**_SPELLINGS, "naam": f"organisatie, {_SPELLINGS['organisatie']}"}
"""The same where a name is that of an organisation."""


def list_targets(doel: DataFile) -> tuple[str, ...]:
    """List what a column can stand for in a file with rows for this file of the data."""
    return (*doel.columns, *([CODE] if "gebied" in doel.columns else ()))


def name_said(target: str, doel: DataFile) -> str:
    """
    Call what a column stands for as it is remembered: the same in every table.

    Parameters
    ----------
    target
        One of ``list_targets``; blank for a column that is left out.
    doel
        The file of the data that the rows are for.

    Returns
    -------
    said
        The name of an organisation is ``organisatie``: ``naam`` is that of a person.
    """
    return "organisatie" if doel is ORGANISATIES and target == "naam" else target


SPELLED: Final = {
    doel.naam: {
        fold(word).replace("_", " "): target
        for target, words in (_OF_ORGANISATIES if doel is ORGANISATIES else _SPELLINGS).items()
        if target in list_targets(doel)
        for word in (target, *words.split(", "))
    }
    for doel in TABELLEN.values()
}
"""File of the data to the names that we know, and the column that each stands for."""
HARMLESS: Final = " ".join((*(word for words in SPELLED.values() for word in words), REASON))
"""Words that the name of a column may have and be shown; any other may be the name of a person."""
_EXAMPLES: Final = {
    CONTACTS.naam: "gebied, organisatie, rol en status",
    INDICATOREN.naam: "gebied, criterium, waarde en bron",
    ORGANISATIES.naam: "naam, aliassen en moederorganisatie",
}
"""File of the data to columns that nearly every such file has."""
_MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    "rol": dict.fromkeys(("zorgcoordinatie", "zorgcoordinatoren"), "zorgcoordinator"),
    "status": {"loopt": "actief", "lopend": "actief", "vacant": "vacature"},
    "doelgroep": dict.fromkeys(("alle", "alle leeftijden", "iedereen"), ""),
    "vorm": dict.fromkeys(("alle", "alle vormen"), ""),
    **dict.fromkeys((*DATE_COLUMNS, "fte", "bron"), dict.fromkeys(NOTHING, "")),
}
"""Column of ours to what people write there, folded, and what is meant by it."""
_SUMS: Final = frozenset({"eindtotaal", "som", "subtotaal", "sum", "totaal", "totaal generaal", "totalen", "total"})
"""What people write before a sum, folded."""
_NUMBER: Final = re.compile(r"[\d ]+(?:fte|uur)?")
"""A number or day, folded."""
_HEADER_WITHIN: Final = 20
"""Rows above a table that may tell what it is."""
_MIN_KNOWN: Final = 2
_LIKE: Final = 85
"""Per cent of a name that is as we know it: a slip."""
_MIN_WORD: Final = 5


@dataclass(frozen=True)
class Kolom:
    """One column of a file, and what it stands for."""

    plaats: int
    kop: str
    """As it can be shown; a name that may be a person's is ``…``."""
    doel: str
    """A column of ours, ``gemeentecode``, or blank when it is left out."""
    hoe: str
    """Why: ``naam``, ``lijkt op``, ``gezegd``, ``anders`` (its name, for what was said is taken) or ``onbekend``."""

    @property
    def naam(self) -> str:
        """Call it as its header does; when that is not shown, by its letter."""
        return xl_col_to_name(self.plaats) if self.kop == "…" else self.kop

    def __str__(self) -> str:
        """Say it in one line."""
        how = {
            "lijkt op": " (lijkt erop; klopt het?)",
            "gezegd": " (zo gezegd)",
            "anders": " (anders dan gezegd: zo heet een andere kolom al)",
        }.get(self.hoe, "")
        return f"{xl_col_to_name(self.plaats)} {self.kop!r} → {self.doel or 'niet overgenomen'}{how}"


@dataclass(frozen=True)
class Invoer:
    """One row of a file, in our columns."""

    rij: int
    """As the spreadsheet counts it."""
    cells: dict[str, str]
    """Of the columns that the file has; keys of ``TARGETS``."""
    bron: tuple[str, ...]
    """All cells as they were, in the order of ``Koppeling.kolommen``."""
    gevuld: frozenset[str] = frozenset()
    """Columns in which the file is silent, that have what every row has."""


@dataclass(frozen=True)
class Koppeling:
    """Where the table in a file stands, and what its columns stand for."""

    blad: str
    kop: int
    """Row of the header, as the spreadsheet counts it."""
    kolommen: tuple[Kolom, ...]
    koppen: tuple[str, ...]
    """The names of the columns as the file has them; blank for one without a name that has something in it."""
    rows: tuple[Invoer, ...]
    """The rows below the header that are not blank, and do not add up others."""
    doel: DataFile = CONTACTS
    """The file of the data that they are rows of."""
    vast: Mapping[str, str] = field(default_factory=dict)
    """Column of ours to what every row has where neither the file nor the data of now say anything."""
    sommen: tuple[int, ...] = ()
    """Rows that add up others, as the spreadsheet counts them; they are left out."""

    @property
    def doelen(self) -> tuple[str, ...]:
        """Return the columns of ours that the file has, in our order."""
        found = {kolom.doel for kolom in self.kolommen}
        return tuple(target for target in list_targets(self.doel) if target in found)


class ColumnsError(IntakeError):
    """
    What the columns of a table are said to stand for cannot be: two stand for the same, or none for anything.

    Parameters
    ----------
    said
        What is wrong, in a sentence.
    remedy
        What helps on the command line.
    choice
        What helps on a page.
    koppeling
        The table, without its rows: a page can ask what its columns stand for.
    """

    def __init__(self, said: str, remedy: str, choice: str, koppeling: Koppeling) -> None:
        super().__init__(f"{said} {remedy}")
        self.asked, self.koppeling = f"{said} {choice}", koppeling


class Herkend(NamedTuple):
    """What a file seems to be about, and where."""

    blad: str
    """Name of the sheet; blank for a CSV file."""
    tabel: str
    """A key of ``TABELLEN``; blank when the names of the columns fit two as well."""


def recognise(lezing: Lezing, geheugen: Geheugen, bladen: Collection[str] = ()) -> tuple[Herkend, ...]:
    """
    Find what a file is about: by the columns that only one of our files has.

    Parameters
    ----------
    lezing, geheugen
        As of ``propose``.
    bladen
        Names of the sheets; none for those that have all columns of such a table, as ours have; else those that are
        such a table, or else the one whose header fits best.

    Returns
    -------
    herkend
        Of each of these sheets, in their order, the table that its header fits best.

    Raises
    ------
    IntakeError
        When there is no such sheet, or it is another file of the data.
    """
    counts = Counter(target for doel in TABELLEN.values() for target in list_targets(doel))
    found = []
    sheets = _find_sheets(lezing, bladen)
    for one in sheets:
        if len(sheets) == 1:  # of more sheets another one may be meant
            _refuse_other(lezing.bestand, one)
        known = {tabel: _find_header(one, geheugen, doel)[1] for tabel, doel in TABELLEN.items()}
        fit = {tabel: _fit(columns, counts) for tabel, columns in known.items()}
        best = max(fit, key=lambda tabel: fit[tabel])
        clear = best if list(fit.values()).count(fit[best]) == 1 else ""
        tells = not _ABOUT[best].isdisjoint(known[best])
        whole = set(TABELLEN[best].columns) - OPTIONAL_COLUMNS <= known[best].keys()
        found.append((fit[best], tells, whole, Herkend(one.naam, clear)))
    if bladen:
        return tuple(herkend for *_, herkend in found)
    own = tuple(herkend for *_, whole, herkend in found if whole)
    sure = tuple(herkend for (alone, _), tells, _, herkend in found if alone and tells and herkend.tabel)
    return own or sure or (max(found, key=lambda one: one[0])[-1],)


def _fit(known: Mapping[str, str], counts: Mapping[str, int]) -> tuple[int, int]:
    """Count the columns that no other table has, and all; what is only like a name that we know tells nothing."""
    sure = [column for column, how in known.items() if how != "lijkt op"]
    return sum(counts[column] == 1 for column in sure), len(sure)


def propose(lezing: Lezing, geheugen: Geheugen, blad: str = "", doel: DataFile = CONTACTS) -> Koppeling:
    """
    Find the table in a file, and propose what its columns stand for.

    Parameters
    ----------
    lezing
        The file as it was read.
    geheugen
        What people said about columns; that decides.
    blad
        Name of the sheet; blank for the one whose header names most of what we know.
    doel
        The file of the data that its rows are for: a value of ``TABELLEN``.

    Returns
    -------
    koppeling
        The rows in our columns. What every row has by ``geheugen.vast`` is filled in where the file is silent.

    Raises
    ------
    IntakeError
        When there is no such sheet.
    ColumnsError
        When no row names the columns, two stand for the same, or all are left out.
    """
    headers = [(one, *_find_header(one, geheugen, doel)) for one in _find_sheets(lezing, [blad] if blad else ())]
    sheet, place, _ = max(headers, key=lambda found: len(found[2]))  # the first of those that name as much
    used = sorted({number for row in sheet.rows[place:] for number, cell in enumerate(row) if cell})
    koppen = tuple("".join(sheet.rows[place][number : number + 1]) for number in used)
    matched = tuple(_match(number, name, geheugen, doel) for number, name in zip(used, koppen, strict=True))
    kolommen = _part(matched, koppen, doel)
    vast = {column: word for column, word in geheugen.vast.items() if column in doel.columns}
    koppeling = Koppeling(sheet.naam, place + 1, kolommen, koppen, (), doel, vast)
    _refuse_nameless(lezing.bestand, koppeling)
    _refuse_none(lezing.bestand, koppeling)
    _refuse_twice(lezing.bestand, koppeling)
    below = {number: row for number, row in enumerate(sheet.rows[place + 1 :], start=place + 2) if any(row)}
    sommen = tuple(number for number, row in below.items() if _adds_up(row))
    rows = (_row(number, row, kolommen, geheugen, doel) for number, row in below.items() if number not in sommen)
    return replace(koppeling, rows=tuple(rows), sommen=sommen)


def _adds_up(row: tuple[str, ...]) -> bool:
    """Whether a row has a total, and beside that word only numbers."""
    words = [word for cell in row if (word := fold(cell)) and not _NUMBER.fullmatch(word)]
    return len(words) == 1 and words[0] in _SUMS


def _find_sheets(lezing: Lezing, wanted: Collection[str]) -> list[Blad]:
    """Find the sheets with these names, or all when none is named; IntakeError when that is not one, or none at all."""
    bladen = {one.naam: one for one in lezing.bladen if one.past}
    if not bladen:
        msg = f"{lezing.bestand}: geen enkel blad is gelezen. Stuur alleen de tabel, in een nieuwe werkmap."
        raise IntakeError(msg)
    if lacking := [blad for blad in wanted if blad not in bladen]:
        names = ", ".join(map(repr, bladen))
        msg = f"{lezing.bestand}: het blad {lacking[0][:31]!r} is er niet, of is te groot. Kies uit: {names}."
        raise IntakeError(msg)
    return [one for naam, one in bladen.items() if not wanted or naam in wanted]


def _refuse_other(bestand: str, blad: Blad) -> None:
    """Refuse a file of the data that is not taken in, and say where it is changed."""
    for row in blad.rows[:_HEADER_WITHIN]:
        names = {fold(name).replace(" ", "_") for name in row if name}
        for other in _OTHERS:
            if set(other.columns) - OPTIONAL_COLUMNS <= names <= set(other.columns):
                msg = (
                    f"{bestand}: dit lijkt {other.naam}. Dat bestand wordt hier niet gewijzigd. Schrijf eerst de "
                    "nieuwste versie in een map met 'python -m netmap store export --out MAP', vervang het bestand in "
                    "die map, en neem haar over met 'python -m netmap store init --data MAP'."
                )
                raise IntakeError(msg)


def _find_header(blad: Blad, geheugen: Geheugen, doel: DataFile) -> tuple[int, dict[str, str]]:
    """Find the row that names most columns, and which and why; those that are to be left out are known as one.

    When none names more than one it is the first with more than one cell: a person can say what those mean.
    """
    best: tuple[int, dict[str, str]] = 0, {}
    for place, row in enumerate(blad.rows[:_HEADER_WITHIN]):
        matched = [_find_target(name, geheugen, doel) for name in row if name]
        known = {target: how for target, how in matched if target or how == "gezegd"}
        if len(known) > len(best[1]):
            best = place, known
    if len(best[1]) >= _MIN_KNOWN:
        return best
    table = (place for place, row in enumerate(blad.rows[:_HEADER_WITHIN]) if sum(map(bool, row)) > 1)
    return next(table, best[0]), best[1]


def _match(number: int, name: str, geheugen: Geheugen, doel: DataFile) -> Kolom:
    """Say what a column stands for, and call it as it can be shown."""
    shown = name[:40] if is_harmless(name, HARMLESS) else "…"
    return Kolom(number, shown, *_find_target(name, geheugen, doel))


def _find_target(name: str, geheugen: Geheugen, doel: DataFile) -> tuple[str, str]:
    """Find what a column stands for, and why: somebody said so, we know the name, or it is nearly such a name."""
    word = fold(name).replace("_", " ")
    spelled, said = SPELLED[doel.naam], geheugen.kolommen.get(fold(name))
    for target in ("", *list_targets(doel)):
        if said == name_said(target, doel):  # what was said of another table says nothing here
            return target, "gezegd"
    if word in spelled:
        return spelled[word], "naam"
    if len(word) >= _MIN_WORD and word != REASON:
        best = process.extractOne(word, [one for one in spelled if len(one) >= _MIN_WORD], score_cutoff=_LIKE)
        if best:
            return spelled[best[0]], "lijkt op"
    return "", "onbekend"


def _part(kolommen: tuple[Kolom, ...], koppen: tuple[str, ...], doel: DataFile) -> tuple[Kolom, ...]:
    """Read two columns by their own names where what was said makes them one: it was said of another table."""
    named = {kolom.doel for kolom in kolommen if kolom.hoe == "naam"}
    parted = []
    for kolom, name in zip(kolommen, koppen, strict=True):
        own, why = _find_target(name, Geheugen(), doel)
        doubled = kolom.hoe == "gezegd" and kolom.doel in named and why == "naam" and own != kolom.doel
        parted.append(replace(kolom, doel=own, hoe="anders") if doubled else kolom)
    return tuple(parted)


def _refuse_nameless(bestand: str, koppeling: Koppeling) -> None:
    """Refuse a table of which no row names the columns, by names of ours or by what somebody said."""
    if sum(bool(kolom.doel) or kolom.hoe == "gezegd" for kolom in koppeling.kolommen) < _MIN_KNOWN:
        said = f"{bestand}: geen rij noemt de kolommen."
        row = f"Zet boven de tabel een rij met namen zoals {_EXAMPLES[koppeling.doel.naam]}"
        choice = f"{row}, of zeg hieronder van elke kolom wat zij betekent."
        raise ColumnsError(said, f"{row}, of zeg met --kolom wat een kolom betekent.", choice, koppeling)


def _refuse_none(bestand: str, koppeling: Koppeling) -> None:
    """Refuse a table of which every column is left out: somebody said so of each."""
    if not koppeling.doelen:
        said = f"{bestand}: geen enkele kolom gaat mee."
        remedy = "Zeg met --kolom 'naam=betekenis' wat een kolom betekent. Wat netmap onthield, laat 'onthouden' zien."
        raise ColumnsError(said, remedy, "Kies bij minstens één kolom wat zij betekent.", koppeling)


def _refuse_twice(bestand: str, koppeling: Koppeling) -> None:
    """Refuse columns that stand for the same, each named by its place."""
    for target in list_targets(koppeling.doel):
        same = [xl_col_to_name(kolom.plaats) for kolom in koppeling.kolommen if kolom.doel == target]
        if len(same) > 1:
            together = "allemaal" if same[2:] else "allebei"
            said = f"{bestand}: de kolommen {join(same)} staan {together} voor {target!r}."
            remedy = "Houd er één over, of zeg met --kolom 'naam=' welke niet meetelt."
            raise ColumnsError(said, remedy, "Houd er één over, en kies bij de rest iets anders.", koppeling)


def _row(number: int, row: tuple[str, ...], kolommen: tuple[Kolom, ...], geheugen: Geheugen, doel: DataFile) -> Invoer:
    """Put one row in our columns."""
    source = tuple(row[kolom.plaats] if kolom.plaats < len(row) else "" for kolom in kolommen)
    cells = {
        kolom.doel: _MEANT.get(kolom.doel, {}).get(fold(cell), cell)
        for kolom, cell in zip(kolommen, source, strict=True)
        if kolom.doel
    }
    said = {column for column, cell in cells.items() if cell} | ({"gebied"} if cells.get(CODE) else set())
    fixed = {one: word for one, word in geheugen.vast.items() if one in doel.columns and one not in said}
    cells |= fixed
    if "gebied" in cells:
        cells["gebied"] = "; ".join(_meant(part, geheugen) for part in cells["gebied"].split(";"))
    return Invoer(number, cells, source, frozenset(fixed))


def _meant(part: str, geheugen: Geheugen) -> str:
    """Write one part of an area as somebody said it is meant, and a code of a gemeente as ours."""
    bare = part.strip()
    minus = "-" if bare.startswith("-") else ""
    word = bare.removeprefix("-").strip()
    return minus + (geheugen.namen.get(fold(word)) or read_code(word) or word)
