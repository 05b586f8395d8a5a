"""A scenario and its changes: one gate through which every scenario comes, whoever wrote it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rapidfuzz import fuzz, process

from netmap.errors import NetmapError
from netmap.graph import RELATIES
from netmap.personal import hide_personal, is_personal
from netmap.read import find_odd_sign
from netmap.rows import Row
from netmap.schema import CONTACT_COLUMNS, PERSONAL_COLUMNS, fold, parse_date
from netmap.validate import CONTACT_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_CHANGES: Final = 50
_MAX_NAME: Final = 80
_LONGEST: Final = {"id": 200, "gebied": 3_000}
"""Signs a field may have when that is more than a name."""
_MIN_FTE: Final = 0.01
_DATES: Final = ("per", "vanaf", "tot")


class Soort(NamedTuple):
    """What one kind of change needs."""

    label: str
    """What the reader sees."""
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields it may have."""
        return (*self.required, *self.optional)


SOORTEN: Final[Mapping[str, Soort]] = {
    "stop": Soort("Een inzet of organisatie stopt", ("per",), ("id", "organisatie")),
    "toevoegen": Soort("Een inzet komt erbij", ("organisatie", "gebied"), ("rol", "doelgroep", "fte", "vanaf", "tot")),
    "verlengen": Soort("Een inzet krijgt een latere einddatum, of geen", ("id",), ("tot",)),
    "verplaatsen": Soort("Een inzet krijgt een ander gebied", ("id", "gebied", "per")),
    "fte": Soort("Een inzet krijgt een ander aantal fte", ("id", "fte", "per")),
}
"""Kind of change to its fields, in the order of a list to choose from."""


@dataclass(frozen=True)
class Change:
    """One change; which fields it has depends on ``soort``, the others are blank or None."""

    soort: str
    """A key of ``SOORTEN``."""
    id: str = ""
    """Id of a row of the contacts."""
    organisatie: str = ""
    rol: str = ""
    """``zorgcoordinator`` unless the change says otherwise; only of what is added."""
    gebied: str = ""
    """Tokens as in the column ``gebied``."""
    doelgroep: str = ""
    fte: float | None = None
    per: date | None = None
    """First day on which the change holds."""
    vanaf: date | None = None
    tot: date | None = None
    """First day without; None in ``verlengen`` is without end."""


@dataclass(frozen=True)
class Scenario:
    """Changes on top of the data, in the order in which they are made."""

    naam: str
    changes: tuple[Change, ...] = ()


class Fout(NamedTuple):
    """One thing wrong in a scenario."""

    wijziging: int | None
    """Number of the change, from 1; None when it is about the scenario itself."""
    veld: str
    """Field, or blank when it is about the whole."""
    melding: str
    """What is wrong and how to mend it, in Dutch."""

    def __str__(self) -> str:
        """Return one line, whatever the scenario holds."""
        place = "scenario" if self.wijziging is None else f"wijziging {self.wijziging}"
        line = hide_personal(f"{place}{self.veld and f', veld {self.veld}'}: {self.melding}")
        return "".join(sign if sign.isprintable() else " " for sign in line)


class ScenarioError(NetmapError):
    """
    Everything wrong with a scenario at once.

    Attributes
    ----------
    problems
        In the order of the changes.
    """

    def __init__(self, problems: Sequence[Fout]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def build_scenario(content: Mapping[str, object]) -> Scenario:
    """
    Turn what somebody wrote or chose into a scenario; a file, a link and the page all come through here.

    Parameters
    ----------
    content
        ``naam`` and ``wijziging``, a list with one mapping per change: ``soort`` (a key of ``SOORTEN``) and its
        fields. Dates are days or text, ``fte`` is a number or text; a blank text is the same as no field.

    Returns
    -------
    scenario
        Complete in itself; whether ids and areas exist is for ``apply_scenario`` to see.

    Raises
    ------
    ScenarioError
        With every problem: unknown or missing fields, personal data, wrong values, an end before the start.
    """
    problems = [
        Fout(None, str(key)[:_MAX_NAME], f"dit veld bestaat niet. {_meant(str(key), ('naam', 'wijziging'))}")
        for key in content
        if key not in ("naam", "wijziging")
    ]
    naam = _text(Fout(None, "naam", ""), content.get("naam", ""), problems)
    if not naam and not _is_told(None, "naam", problems):
        problems.append(Fout(None, "naam", "de naam ontbreekt. Geef het scenario een naam, zoals 'Fier stopt'."))
    changes = content.get("wijziging", [])
    if not isinstance(changes, list):
        problems.append(Fout(None, "wijziging", "dit is geen lijst. Zet boven elke wijziging [[wijziging]]."))
        changes = []
    if len(changes) > MAX_CHANGES:
        text = f"er zijn {len(changes)} wijzigingen; meer dan {MAX_CHANGES} kan niet. Maak twee scenario's."
        raise ScenarioError([*problems, Fout(None, "wijziging", text)])
    built = [_change(number, raw, problems) for number, raw in enumerate(changes, start=1)]
    if problems:
        raise ScenarioError(problems)
    return Scenario(naam, tuple(built))


def as_content(scenario: Scenario) -> dict[str, Any]:
    """
    Turn a scenario back into what ``build_scenario`` reads.

    Parameters
    ----------
    scenario
        A scenario.

    Returns
    -------
    content
        Only fields that are filled in, in the order of ``Change``; dates are ``datetime.date``.
    """
    changes = [
        {field.name: value for field in fields(Change) if (value := getattr(change, field.name)) not in ("", None)}
        for change in scenario.changes
    ]
    return {"naam": scenario.naam, "wijziging": changes}


def _change(number: int, raw: object, problems: list[Fout]) -> Change:
    """Check one change; what is wrong goes to ``problems``."""
    soort = raw.get("soort") if isinstance(raw, Mapping) else None
    if not isinstance(raw, Mapping) or not isinstance(soort, str) or soort not in SOORTEN:
        hint = _meant(soort if isinstance(soort, str) else "", SOORTEN)
        problems.append(Fout(number, "soort", f"{str(soort or '')[:_MAX_NAME]!r} is geen soort wijziging. {hint}"))
        return Change("")
    kind = SOORTEN[soort]
    cells: dict[str, str] = {}
    for field, value in raw.items():
        place = Fout(number, str(field)[:_MAX_NAME], "")
        if field in PERSONAL_COLUMNS:
            text = "gegevens van personen horen niet in een scenario (veiligheid van slachtoffers). Haal dit veld weg."
            problems.append(place._replace(melding=text))
        elif field not in ("soort", *kind.fields):
            text = f"dit veld hoort niet bij {soort!r}. {_meant(str(field), kind.fields)}"
            problems.append(place._replace(melding=text))
        elif field != "soort" and (text := _text(place, value, problems)):
            cells[field] = text
    problems += [
        Fout(number, field, f"dit veld ontbreekt. Bij {soort!r} is het nodig.")
        for field in kind.required
        if field not in cells and not _is_told(number, field, problems)
    ]
    if soort == "stop" and ("id" in cells) == ("organisatie" in cells):
        problems.append(Fout(number, "id", "noem bij 'stop' een id of een organisatie, één van de twee."))
    return _typed(number, soort, cells, problems)


def _is_told(number: int | None, field: str, problems: Sequence[Fout]) -> bool:
    """Whether something is known to be wrong with a field already."""
    return any((problem.wijziging, problem.veld) == (number, field) for problem in problems)


def _typed(number: int, soort: str, cells: dict[str, str], problems: list[Fout]) -> Change:
    """Let the checks of the contacts read the cells, so that a scenario and a data file keep to the same rules."""
    if soort == "toevoegen":
        cells = {"rol": "zorgcoordinator", **cells}
    row = Row("scenario", number, dict.fromkeys(CONTACT_COLUMNS, "") | cells)
    values: dict[str, Any] = {
        field: CONTACT_CHECKS[field](row) if field in CONTACT_CHECKS else text
        for field, text in cells.items()
        if field != "per"
    }
    if soort == "toevoegen" and values["rol"] not in RELATIES:
        row.wrong("rol", f"{values['rol']!r} is landelijk en niet toe te voegen. Kies uit: {', '.join(RELATIES)}.")
    if values.get("fte") is not None and values["fte"] < _MIN_FTE:
        row.wrong("fte", f"{cells['fte']!r} is te weinig. Schrijf minstens {_MIN_FTE}, of gebruik 'stop'.")
    if values.get("vanaf") and values.get("tot") and values["tot"] <= values["vanaf"]:
        row.wrong("tot", f"{cells['tot']!r} ligt niet na vanaf ({cells['vanaf']!r}). Verbeter een van de twee.")
    if "per" in cells:
        try:
            values["per"] = parse_date(cells["per"])
        except ValueError as error:
            row.wrong("per", str(error))
    problems += [Fout(number, problem.kolom or "", problem.melding) for problem in row.problems]
    return Change(soort, **values)


def _text(place: Fout, value: object, problems: list[Fout]) -> str:
    """Write a value as the cell of a data file; blank when it cannot be, and then ``problems`` says why."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if place.veld in _DATES and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if place.veld == "fte" and is_number:
        return str(value)
    if not isinstance(value, str):
        hint = "Schrijf jaar-maand-dag, zoals 2027-01-01." if place.veld in _DATES else "Schrijf een tekst."
        hint = "Schrijf een getal, zoals 0.44." if place.veld == "fte" else hint
        problems.append(place._replace(melding=f"deze waarde kan hier niet. {hint}"))
        return ""
    text = unicodedata.normalize("NFC", value.strip())
    longest = _LONGEST.get(place.veld, _MAX_NAME)
    if len(text) > longest:
        problems.append(
            place._replace(melding=f"dit zijn {len(text)} tekens; meer dan {longest} kan niet. Kort het in.")
        )
    elif odd := find_odd_sign(text) or (
        "" if text.isprintable() else "hier staat een stuurteken. Typ de tekst opnieuw."
    ):
        problems.append(place._replace(melding=odd))
    elif is_personal(text):
        problems.append(place._replace(melding="hier staat een e-mailadres, telefoonnummer of profiel. Haal het weg."))
    else:
        return text
    return ""


def _meant(typed: str, known: Iterable[str]) -> str:
    """Suggest what may have been meant, else name all there is."""
    options = list(known)
    best = process.extractOne(fold(typed), options, scorer=fuzz.ratio, score_cutoff=60)
    return f"Bedoelt u {best[0]!r}?" if best else f"Kies uit: {', '.join(options)}."
