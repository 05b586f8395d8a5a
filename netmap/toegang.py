"""Who may do what: the role file, and the one question that every page, download, command and store asks."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from netmap.errors import NetmapError
from netmap.files import read_note, read_toml
from netmap.inzet import same_as
from netmap.load import name_asked
from netmap.personal import tells_of_person
from netmap.remembered import SOORTEN, read_words
from netmap.schema import MEMORY_FILE, RONDE_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netmap.inzet import Indicator, Inzet
    from netmap.load import Tables

Actie = Literal["lezen", "contact", "wijzigen", "publiceren", "ronde", "terugzetten"]
"""To read; to see mailboxes of functions; to put changes together; to publish them; to hold a confirmation round; to
make an earlier version the newest."""
Rol = Literal["bezoeker", "lezer", "redacteur", "beheerder"]
MAG: Final[Mapping[Rol, frozenset[Actie]]] = {
    "bezoeker": frozenset({"lezen"}),
    "lezer": frozenset({"lezen", "contact"}),
    "redacteur": frozenset({"lezen", "contact", "wijzigen", "publiceren", "ronde"}),
    "beheerder": frozenset({"lezen", "contact", "wijzigen", "publiceren", "ronde", "terugzetten"}),
}
"""Role, the least first, to what it may do; who may not make an earlier version the newest, only within an area or
organisation."""
_WITHIN: Final = frozenset({"wijzigen", "publiceren", "ronde"})
_NOTES: Final = {MEMORY_FILE: SOORTEN, RONDE_FILE: ("gevraagd", "gezegd")}
"""Files that netmap keeps among data and that are none, with their parts."""
TOEGANG_FILE: Final = Path("toegang.toml")
"""Read from the working directory unless ``NETMAP_TOEGANG`` names another file; without it everybody may read."""
_MAX_BYTES: Final = 100_000
_MAX_NAME: Final = 80
_WHO: Final = ("email", "groep")
_KEYS: Final = ("naam", "rol", *_WHO, "politieregios", "organisaties")


@dataclass(frozen=True)
class Gebruiker:
    """Who asks, as far as netmap must know: never an address or a person's name."""

    naam: str
    """As it stands in the history: a function or an organisation."""
    rol: Rol
    codes: frozenset[str] = frozenset()
    """Gemeenten whose statements a redacteur may change."""
    organisaties: frozenset[str] = frozenset()
    """Organisations whose statements a redacteur may change, as ``same_as`` writes them."""
    contacten: bool = False
    """Whether who runs netmap lets them see mailboxes of functions."""


BEZOEKER: Final = Gebruiker("bezoeker", "bezoeker")
"""Somebody who has not logged in, where everybody may read."""


def make_beheerder(naam: str) -> Gebruiker:
    """Make who does everything on a machine of their own, such as on the command line; NetmapError for a bad name."""
    if problem := _find_wrong_name(naam):
        msg = f"De naam van wie dit doet {problem}. Noem een functie of organisatie."
        raise NetmapError(msg)
    return Gebruiker(naam.strip(), "beheerder", contacten=True)


def may(gebruiker: Gebruiker | None, actie: Actie, codes: Collection[str] = (), organisatie: str = "") -> bool:
    """
    Say whether somebody may do something.

    Parameters
    ----------
    gebruiker
        Who asks; None for somebody of whom nothing is known, who may do nothing.
    actie
        What they ask.
    codes
        Gemeenten that it is about; none for whether they may do it anywhere.
    organisatie
        Whose statement it is about, if anybody's.

    Returns
    -------
    allowed
        False unless a rule says otherwise. A redacteur changes what is wholly in their gemeenten, or is a statement
        about their organisation.
    """
    if gebruiker is None or actie not in MAG[gebruiker.rol]:
        return False
    if actie == "contact":
        return gebruiker.contacten
    if actie not in _WITHIN or "terugzetten" in MAG[gebruiker.rol]:
        return True
    if not codes and not organisatie:
        return bool(gebruiker.codes or gebruiker.organisaties)
    inside = bool(codes) and gebruiker.codes.issuperset(codes)
    return inside or (bool(organisatie) and same_as(organisatie) in gebruiker.organisaties)


def find_beyond(
    gebruiker: Gebruiker, rows: Iterable[tuple[str, str]], before: Tables, after: Tables
) -> list[tuple[str, str]]:
    """
    Find which rows somebody wants to publish that are not theirs.

    Parameters
    ----------
    gebruiker
        Who publishes.
    rows
        File and id of each row that changes.
    before, after
        The tables without and with the changes.

    Returns
    -------
    beyond
        File and id of rows that they may not change as they were, or may not make what they become. Only a beheerder
        changes another file than that of the contacts and of the indicatoren.
    """
    if may(gebruiker, "terugzetten"):
        return []
    known = [tables.statements for tables in (before, after)]

    def is_mine(row: tuple[str, str]) -> bool:
        said = [found[row] for found in known if row in found]
        return bool(said) and all(may_touch(gebruiker, "publiceren", one) for one in said)

    return [row for row in rows if not is_mine(row)]


def may_touch(gebruiker: Gebruiker | None, actie: Actie, one: Inzet | Indicator) -> bool:
    """Say whether somebody may do something with one statement: the same question as ``may``."""
    return may(gebruiker, actie, one.codes, getattr(one, "organisatie", ""))


def find_closed(
    gebruiker: Gebruiker, files: Mapping[str, bytes], before: Mapping[str, bytes], tables: Tables
) -> list[str]:
    """
    Find which files without rows somebody may not publish along.

    Parameters
    ----------
    gebruiker
        Who publishes.
    files
        Name to content.
    before
        The files of now, by name.
    tables
        The data of now.

    Returns
    -------
    closed
        For a redacteur all that are data. What people said at the taking in holds for everybody: they may add to it,
        and take nothing back. In the book of the rounds they may write of what is theirs.
    """
    if may(gebruiker, "terugzetten"):
        return []

    def is_open(name: str) -> bool:
        was, will = (_list_said(contents, name) for contents in (before, files))
        return (
            name in _NOTES
            and may(gebruiker, "publiceren")
            and all(_may_say(gebruiker, name, part, json.loads(one), tables) for part, one in was ^ will)
            and (name != MEMORY_FILE or _adds_only(before, files))
        )

    return [name for name in files if not is_open(name)]


def _adds_only(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Say whether all that is remembered stays, as it is read: netmap itself writes it otherwise than people do."""
    was, will = read_words(before), read_words(after)
    return all(was[soort].items() <= will[soort].items() for soort in SOORTEN)


def _list_said(contents: Mapping[str, bytes], name: str) -> set[tuple[str, str]]:
    """List what a file that netmap keeps among data says, one by one: the part of the file, and what as JSON."""
    if name not in _NOTES:
        return set()
    parts = read_note(contents, name).items()
    return {
        (part, json.dumps(one, default=str, sort_keys=True))
        for part, said in parts
        for one in (said if isinstance(said, list) else said.items() if isinstance(said, dict) else [said])
    }


def _may_say(gebruiker: Gebruiker, name: str, part: str, one: Any, tables: Tables) -> bool:
    """Say whether somebody may add this to such a file: of a round only what is put to them, or about their rows."""
    if part not in _NOTES[name]:
        return False
    if name != RONDE_FILE:
        return True
    if not isinstance(one, dict):
        return False
    if part == "gezegd":
        rows = [row for place, row in tables.statements.items() if name_asked(place) == one.get("regel")]
        return bool(rows) and all(may_touch(gebruiker, "ronde", row) for row in rows)
    aan = str(one.get("aan", ""))
    codes = [tables.gebieden.codes(one) for one in tables.gebieden.regios("politieregio") if one.naam == aan]
    return bool(aan) and may(gebruiker, "ronde", codes[0] if codes else (), aan)


@dataclass(frozen=True)
class Regel:
    """What the role file says of one address or group."""

    naam: str
    rol: Rol
    email: str = ""
    groep: str = ""
    politieregios: tuple[str, ...] = ()
    organisaties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Toegang:
    """Who may do what, as the role file says."""

    regels: tuple[Regel, ...] = ()
    openbaar: bool = True
    """Whether everybody may read without logging in."""
    contacten: bool = False
    """Whether a lezer sees mailboxes of functions."""

    @property
    def anybody(self) -> Gebruiker | None:
        """Who has not logged in; None where they may not even read."""
        return BEZOEKER if self.openbaar else None

    def find(self, email: str, groepen: Iterable[str], tables: Tables) -> Gebruiker | None:
        """
        Find what somebody who has logged in may do.

        Parameters
        ----------
        email
            Their address, as the provider says it.
        groepen
            Groups that the provider says they are in.
        tables
            The data of now, for the gemeenten of a region.

        Returns
        -------
        gebruiker
            With the highest role of the rules that name them, and the areas of all of these; somebody whom no rule
            names is as one who has not logged in.

        Raises
        ------
        NetmapError
            When a rule names a politieregio that does not exist.
        """
        known = {one.casefold() for one in groepen}
        mine = [
            one
            for one in self.regels
            if (one.email and one.email.casefold() == email.casefold()) or (one.groep and one.groep.casefold() in known)
        ]
        if not mine:
            return self.anybody
        order = list(MAG)
        highest = max(mine, key=lambda one: order.index(one.rol))
        areas = filter(
            None, (tables.gebieden.find(f"politieregio:{naam}") for one in mine for naam in one.politieregios)
        )
        return Gebruiker(
            highest.naam,
            highest.rol,
            frozenset(code for area in areas for code in tables.gebieden.codes(area)),
            frozenset(same_as(naam) for one in mine for naam in one.organisaties),
            self.contacten,
        )


def toegang_file() -> Path | None:
    """Find the role file: what ``NETMAP_TOEGANG`` names, there or not; else ``toegang.toml`` when it is there."""
    if named := os.environ.get("NETMAP_TOEGANG"):
        return Path(named)
    return TOEGANG_FILE if TOEGANG_FILE.exists() else None


def read_toegang(file: Path) -> Toegang:
    """
    Read a role file.

    Parameters
    ----------
    file
        TOML: ``openbaar``, ``contacten``, and a table ``[[gebruiker]]`` per address or group, with ``naam``, ``rol``,
        ``email`` or ``groep`` and, for a redacteur, ``politieregios`` and ``organisaties``.

    Returns
    -------
    toegang
        What it says.

    Raises
    ------
    NetmapError
        When it cannot be read or something in it is wrong; says which rule and how to mend it, and never an address.
    """
    try:
        raw = read_toml(file, _MAX_BYTES)
    except ValueError as error:
        raise _refused(file, str(error)) from None
    rules = raw.pop("gebruiker", [])
    for key, value in raw.items():
        if key not in ("openbaar", "contacten") or not isinstance(value, bool):
            raise _refused(file, "boven de eerste [[gebruiker]] kan alleen openbaar en contacten, met true of false")
    if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise _refused(file, "schrijf elke gebruiker onder een eigen kop [[gebruiker]]")
    return Toegang(tuple(_read_rule(file, number, one) for number, one in enumerate(rules, start=1)), **raw)


def _read_rule(file: Path, number: int, raw: dict[str, Any]) -> Regel:
    """Check one rule."""

    def refused(what: str) -> NetmapError:
        return _refused(file, f"gebruiker {number} {what}")

    if raw.keys() - set(_KEYS):
        raise refused(f"heeft een regel die netmap niet kent. Wat kan: {', '.join(_KEYS)}")
    lists = {key: raw.get(key, []) for key in ("politieregios", "organisaties")}
    for key, names in lists.items():
        if not isinstance(names, list) or not all(isinstance(one, str) and one.strip() for one in names):
            raise refused(f"heeft bij {key} geen lijst van namen, zoals ['Limburg']")
    words: dict[str, Any] = {key: raw.get(key, "") for key in ("naam", "rol", *_WHO)}
    if not all(isinstance(one, str) for one in words.values()):
        raise refused("heeft een waarde zonder aanhalingstekens")
    if words["rol"] not in MAG or words["rol"] == "bezoeker":
        raise refused("heeft geen rol. Kies lezer, redacteur of beheerder")
    if problem := _find_wrong_name(words["naam"]):
        raise refused(f"heeft een naam die niet kan: hij {problem}. Noem een functie of organisatie")
    if sum(bool(words[key].strip()) for key in _WHO) != 1:
        raise refused("hoort een email te hebben of een groep, een van beide")
    if (words["rol"] == "redacteur") != any(lists.values()):
        raise refused("hoort politieregios of organisaties te hebben als de rol redacteur is, en anders niet")
    rol: Rol = words["rol"]
    return Regel(
        words["naam"].strip(),
        rol,
        words["email"].strip(),
        words["groep"].strip(),
        tuple(lists["politieregios"]),
        tuple(lists["organisaties"]),
    )


def _find_wrong_name(naam: str) -> str:
    """Say what is wrong with a name that goes into the history; blank when nothing is."""
    if not naam.strip() or len(naam) > _MAX_NAME or not naam.isprintable():
        return f"is leeg, langer dan {_MAX_NAME} tekens of heeft vreemde tekens"
    return "is een adres of nummer, of een persoon" if tells_of_person(naam) else ""


def _refused(file: Path, what: str) -> NetmapError:
    return NetmapError(f"De rollen in {file.name}: {what}. Tot dat is hersteld, toont netmap niets.")
