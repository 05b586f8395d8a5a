"""The forms of a confirmation round that come back: many files, weighed as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from netmap.dutch import capital, count, either, join
from netmap.errors import Problem
from netmap.intake.mapping import REASON, Invoer, Koppeling
from netmap.intake.proposal import add_up, weigh
from netmap.intake.reading import IntakeError, read_bytes
from netmap.load import name_asked
from netmap.personal import discreet, hide_personal, names_person, tells_of_person
from netmap.rondeboek import ANTWOORDEN, Gezegd
from netmap.schema import INZET_STATUSSEN, WAARDEN, dutch_date, dutch_today, fold, iso_date, parse_date
from netmap.sections.ronde import BLADEN, VELDEN
from netmap.store.shape import split_rows
from netmap.table import Column, Table
from netmap.validate import CONTACTS, INDICATOREN
from netmap.write.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from netmap.intake.proposal import Opgave, Uitslag
    from netmap.table import Cell

_HEADER_WITHIN: Final = 20
_FILES: Final = {fold(blad): bestand for bestand, blad in BLADEN.items()}
_KEYS: Final = {fold(name): key for key, name in VELDEN.items()}
_ASKED: Final = ("antwoord", "nieuw", "per", "toelichting", "gezag", "op")
"""Keys of what somebody fills in."""
_SAYS: Final = {CONTACTS.naam: ("status", INZET_STATUSSEN), INDICATOREN.naam: ("waarde", WAARDEN)}
"""File to the column that an answer can change, and its words."""
_FROM: Final = {"tot": "per", "vanaf": "per", "status": "nieuw", "waarde": "nieuw", "bevestigd_op": "op",
                "bron_datum": "op", "bron": "gezag", "id": "regel"}  # fmt: skip
"""Column of ours to the key of what somebody fills in."""
_DAY: Final = 10
"""Signs of a whole day."""


@dataclass(frozen=True, eq=False)
class Antwoord:
    """One row of a form in which something is filled in."""

    bestand: str
    """Name of the file, and of the sheet in it."""
    rij: int
    cells: Mapping[str, str]
    """By key of ``sections.ronde.VELDEN``; blank where nothing is filled in."""
    doel: str = ""
    """The file of the data that its row is of, as the sheet tells; blank for a sheet of another name."""

    def problem(self, key: str, melding: str) -> Problem:
        """Say what is wrong with a cell, without what may be personal."""
        return Problem(self.bestand, self.rij, VELDEN[key], discreet(melding, self.cells.values()))


@dataclass(frozen=True)
class Terug:
    """What came back."""

    uitslag: Uitslag
    """What it changes; each row on the word of who filled it in."""
    gezegd: tuple[Gezegd, ...]
    """Every answer that was understood, also when it changes nothing."""
    geweigerd: tuple[tuple[Antwoord, tuple[Problem, ...]], ...]
    """What was filled in and is not taken over, and why."""
    onleesbaar: tuple[str, ...]
    """Files that are no form or cannot be read, in a sentence each."""
    opgemerkt: tuple[str, ...]
    """What people wrote beside an answer, for who reviews it; it is not taken over."""
    leeg: int
    """How many rows were left blank: they stay as they are."""


def read_returned(files: Mapping[str, bytes], contents: Mapping[str, bytes], today: date | None = None) -> Terug:
    """
    Read forms that came back, and weigh all answers together.

    Parameters
    ----------
    files
        Name to content: XLSX, ODS or CSV.
    contents
        The data of now: file name to content.
    today
        The day on which they are read; the day of now when None.

    Returns
    -------
    terug
        An answer that cannot be understood, or contradicts another, is refused; all others can be taken over.

    Raises
    ------
    DataError, FolderError
        When the data of now cannot be used.
    """
    day = today or dutch_today()
    known = {
        file.naam: split_rows(file.naam, contents[file.naam]).cells
        for file in (CONTACTS, INDICATOREN)
        if file.naam in contents
    }
    found: list[Antwoord] = []
    unread: list[str] = []
    blank = 0
    for name, raw in files.items():
        try:
            rows = list(_rows_of(name, raw))
        except IntakeError as error:
            unread.append(str(error))
            continue
        filled = [one for one in rows if any(one.cells[key] for key in _ASKED)]
        blank += len(rows) - len(filled)
        found += filled
    refused: dict[Antwoord, list[Problem]] = defaultdict(list)
    clear: list[Antwoord] = []
    for one in found:
        if problems := list(_check(one, known, day)):
            refused[one] += problems
        else:
            clear.append(_settle(one, known))
    agreed = _without_contradictions(clear, refused)
    uitslag = _weigh(agreed, contents, known, refused, today)
    taken = [one for one in agreed if one not in refused]
    return Terug(
        uitslag,
        tuple(_say(one) for one in taken),
        tuple((one, tuple(problems)) for one, problems in refused.items()),
        tuple(unread),
        tuple(_remark(one) for one in taken if one.cells["toelichting"]),
        blank,
    )


def refused_answers(terug: Terug, day: date, organisatie: str = "netmap") -> Workbook:
    """
    Put the answers that were refused in a workbook, as they came, with the reason; mended it is read as any form.

    Parameters
    ----------
    terug
        What came back.
    day
        Of today, for the properties of the workbook.
    organisatie
        Who makes it.

    Returns
    -------
    workbook
        For who sent the forms and nobody else: it holds what they wrote.
    """
    sheets: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for one, problems in terug.geweigerd:
        told = "\n".join(f"{problem.kolom}: {problem.melding}" for problem in problems)
        row = (*(one.cells[key] or None for key in VELDEN), f"{one.bestand}, rij {one.rij}", told)
        sheets[BLADEN.get(one.doel, "Geweigerd")].append(row)
    columns = *(Column(key, name) for key, name in VELDEN.items()), Column("bestand", "Bestand en rij")
    tables = tuple(
        Table(name.casefold(), "Geweigerde antwoorden", (*columns, Column("waarom", REASON)), tuple(rows), sheet=name)
        for name, rows in sheets.items()
    )
    credit = "Alleen voor wie de formulieren stuurde."
    return Workbook("Geweigerde antwoorden", "Wat niet is overgenomen", organisatie, credit, day, tables)


def _rows_of(name: str, raw: bytes) -> Iterator[Antwoord]:
    """Read the rows of a form, on whichever sheets; IntakeError when it is none."""
    lezing = read_bytes(name, raw)
    is_form = False
    for blad in lezing.bladen:
        for place, header in enumerate(blad.rows[:_HEADER_WITHIN]):
            places = {_KEYS[fold(cell)]: number for number, cell in enumerate(header) if fold(cell) in _KEYS}
            if not {"regel", "antwoord"} <= places.keys():
                continue
            is_form = True
            shown = f"{lezing.bestand}, blad {blad.naam}" if blad.naam else lezing.bestand
            for number, row in enumerate(blad.rows[place + 1 :], start=place + 2):
                cells = {
                    key: row[places[key]].strip() if key in places and places[key] < len(row) else "" for key in VELDEN
                }
                if any(cells.values()):
                    yield Antwoord(shown, number, cells, _FILES.get(fold(blad.naam), ""))
            break
    if not is_form:
        msg = (
            f"{lezing.bestand}: dit is geen formulier van een bevestigingsronde. Er is geen kolom {VELDEN['regel']!r} "
        )
        raise IntakeError(f"{msg}met {VELDEN['antwoord']!r}. Stuur het formulier zelf, met alle kolommen.")


def _check(one: Antwoord, known: Mapping[str, Mapping[str, Mapping[str, str]]], day: date) -> Iterator[Problem]:
    """Find why an answer cannot be understood."""
    cells = one.cells
    files = _find_files(one, known)
    if not files:
        yield one.problem("regel", f"de regel {cells['regel']!r} is er niet. Neem de naam over uit het formulier.")
        return
    if len(files) > 1:
        sheet = either(list(BLADEN.values()))
        both = f"een regel met dit id staat in {join(files)}. Zet dit antwoord op het blad {sheet}."
        yield one.problem("regel", both)
        return
    answer = fold(cells["antwoord"])
    if answer not in ANTWOORDEN:
        said = f"{cells['antwoord']!r} kan hier niet" if answer else "hier staat niets"
        yield one.problem("antwoord", f"{said}. Kies uit: {', '.join(ANTWOORDEN)}.")
    elif answer != "gewijzigd" and cells["nieuw"]:
        yield one.problem("nieuw", f"er staat {cells['nieuw']!r}, en ook {answer}. Kies gewijzigd, of maak dit leeg.")
    if answer == "gewijzigd":
        yield from _check_new(one, _SAYS[files[0]], known[files[0]][cells["regel"]])
    if answer == "klopt niet meer" and not cells["per"]:
        yield one.problem("per", "de dag ontbreekt. Vul in sinds welke dag het niet meer klopt.")
    if answer != "klopt" and cells["per"] and (wrong := _wrong_day(cells["per"])):
        yield one.problem("per", wrong)
    if not cells["op"]:
        yield one.problem("op", "de dag ontbreekt. Vul in op welke dag dit is gezegd.")
    elif wrong := _wrong_day(cells["op"], day):
        yield one.problem("op", wrong)
    if not cells["gezag"]:
        yield one.problem("gezag", "hier staat niets. Vul in welke organisatie of functie dit zegt.")
    elif tells_of_person(cells["gezag"]):
        text = "hier staat een persoon, adres of nummer. Vul de organisatie of functie in, zonder naam."
        yield one.problem("gezag", text)


def _find_files(one: Antwoord, known: Mapping[str, Mapping[str, Mapping[str, str]]]) -> list[str]:
    """Find the files that have the row an answer is about: that of its sheet or, where that does not tell, all."""
    return [name for name, rows in known.items() if one.doel in ("", name) and one.cells["regel"] in rows]


def _check_new(one: Antwoord, says: tuple[str, Sequence[str]], now: Mapping[str, str]) -> Iterator[Problem]:
    """Find why a new word cannot be taken over without a person who looks at it."""
    column, words = says
    new = _word(one.cells["nieuw"])
    if new not in words:
        said = f"{one.cells['nieuw']!r} is geen woord van de lijst" if new else "hier staat niets"
        yield one.problem("nieuw", f"{said}. Kies uit: {', '.join(words)}. Is iets anders veranderd? Wijzig de regel.")
    elif new == (now.get(column) or "actief"):
        yield one.problem("nieuw", f"er staat al {new!r}. Klopt dat, kies dan klopt. Anders: wijzig de regel zelf.")


def _wrong_day(text: str, last: date | None = None) -> str:
    """Say what is wrong with a day; blank when nothing is."""
    try:
        day = parse_date(text)
    except ValueError as error:
        return str(error)
    if last and len(iso_date(text)) < _DAY:
        return f"{text!r} is geen hele dag. Schrijf jaar-maand-dag, zoals 2026-11-21."
    return f"{text!r} moet nog komen. Vul de dag in waarop dit is gezegd." if last and day > last else ""


def _word(text: str) -> str:
    return fold(text).replace(" ", "_") if "_" not in text else fold(text)


def _settle(one: Antwoord, known: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Antwoord:
    """Write an answer that is understood in one way, and say of which file its row is."""
    cells = {
        **one.cells,
        "antwoord": fold(one.cells["antwoord"]),
        "nieuw": _word(one.cells["nieuw"]),
        "per": "" if fold(one.cells["antwoord"]) == "klopt" else iso_date(one.cells["per"]),
        "op": iso_date(one.cells["op"]),
    }
    return replace(one, cells=cells, doel=_find_files(one, known)[0])


def _without_contradictions(clear: Iterable[Antwoord], refused: dict[Antwoord, list[Problem]]) -> list[Antwoord]:
    """Refuse answers to one row that differ, each with all of them; of those that agree the last day counts."""
    same: dict[tuple[str, str], list[Antwoord]] = defaultdict(list)
    for one in clear:
        same[one.doel, one.cells["regel"]].append(one)
    agreed = []
    for some in same.values():
        if len({tuple(one.cells[key] for key in ("antwoord", "nieuw", "per")) for one in some}) == 1:
            agreed.append(max(some, key=lambda one: one.cells["op"]))
            continue
        told = join([f"{_tell(one)} ({one.bestand}, rij {one.rij})" for one in some])
        for one in some:
            melding = f"de antwoorden op deze regel spreken elkaar tegen: {told}. Vraag na wat klopt."
            refused[one].append(one.problem("antwoord", melding))
    return agreed


def _tell(one: Antwoord) -> str:
    """Say an answer in a few words."""
    return " ".join(filter(None, (one.cells["antwoord"], one.cells["nieuw"], one.cells["per"])))


def _weigh(
    agreed: Sequence[Antwoord],
    contents: Mapping[str, bytes],
    known: Mapping[str, Mapping[str, Mapping[str, str]]],
    refused: dict[Antwoord, list[Problem]],
    today: date | None,
) -> Uitslag:
    """Weigh the answers to each file; when a part of one is refused, all of it is."""
    parts: list[Uitslag] = []
    problems: list[Problem] = [problem for some in refused.values() for problem in some]
    for file in (CONTACTS, INDICATOREN):
        mine = [one for one in agreed if one.doel == file.naam]
        while mine:
            rows = [(one, cells) for one in mine for cells in _changes(one, known[file.naam])]
            invoer = tuple(Invoer(number, cells, ()) for number, (_, cells) in enumerate(rows, start=2))
            found = weigh(contents, Koppeling("", 1, (), (), invoer, file), "formulier", today)
            bad = {rows[number - 2][0] for number in found.geweigerd}
            moved = [(rows[one.rij - 2], one) for one in found.problems if one.rij]
            for (answer, cells), one in moved:
                if one.blokkeert or (not bad and one.kolom in cells):
                    told = answer.problem(_FROM.get(one.kolom or "", "regel"), one.melding)
                    problems.append(replace(told, blokkeert=one.blokkeert))
                    if one.blokkeert:
                        refused[answer].append(told)
            if not bad:
                parts.append(replace(found, opgaven=tuple(_signed(one, rows[one.rij - 2][0]) for one in found.opgaven)))
            mine = [one for one in mine if one not in bad] if bad else []
    return replace(add_up(parts), problems=tuple(sorted(problems)))


def _changes(one: Antwoord, known: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Write an answer as cells of the row that it is about, and of a new one for what holds from a day on."""
    cells, now = one.cells, known[one.cells["regel"]]
    column, _ = _SAYS[one.doel]
    ident, new, per, op = {"id": cells["regel"]}, cells["nieuw"], cells["per"], cells["op"]
    if cells["antwoord"] == "klopt":
        return [{**ident, "bevestigd_op": max(now.get("bevestigd_op", ""), op)}]
    if cells["antwoord"] == "klopt niet meer" or (per and new == "gestopt"):
        return [{**ident, "tot": per}]
    said = {column: new, "bron": f"opgave van {cells['gezag']}", "bron_datum": op, "bevestigd_op": ""}
    if one.doel == CONTACTS.naam:
        said["bron_uiterlijk"] = ""
    if not per:
        return [{**ident, **said}]
    fresh = {**now, **said, "id": f"{cells['regel']}-{per}", "vanaf": per, "spreekt_tegen": ""}
    return [{**ident, "tot": per}, fresh]


def _signed(opgave: Opgave, one: Antwoord) -> Opgave:
    """Give a change the form and the row in it, and the word of who filled it in."""
    word = f"opgave van {one.cells['gezag']}, {dutch_date(one.cells['op'])}"
    return replace(opgave, rij=one.rij, woord=word, blad=one.bestand)


def _say(one: Antwoord) -> Gezegd:
    cells = one.cells
    return Gezegd(name_asked((one.doel, cells["regel"])), cells["antwoord"], parse_date(cells["op"]), cells["gezag"])


def _remark(one: Antwoord) -> str:
    """Repeat what was written beside an answer, without what is a person's."""
    text = one.cells["toelichting"]
    shown = "(een persoon genoemd; lees het formulier)" if names_person(text) else hide_personal(text)
    return f"{one.cells['regel']}: {shown}"


def tell_returned(terug: Terug) -> Iterator[str]:
    """Say in lines what came back: how much was answered, left blank and refused, and what was written beside."""
    parts = [count(len(terug.gezegd), "antwoord", "antwoorden")]
    if terug.geweigerd:
        parts.append(f"{len(terug.geweigerd)} geweigerd")
    if terug.leeg:
        parts.append(f"{count(terug.leeg, 'regel', 'regels')} leeg gelaten")
    yield f"{capital(join(parts))}."
    yield from (f"Toelichting bij {one}" for one in terug.opgemerkt)
