"""Rows of the contacts that cannot both be right, and cells that mean nothing there: what ``check`` warns of."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from rapidfuzz import process

from netmap.errors import Problem
from netmap.inzet import COMENSHA
from netmap.personal import discreet
from netmap.rows import MAX_PROBLEMS
from netmap.tegenspraak import find_clashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netmap.inzet import Inzet, Uitspraak
    from netmap.organisaties import Organisaties

_CARE: Final = "zorgcoordinator"
_ENDED: Final = {"gestopt": "zegt dat zij daar is gestopt", "geen": "zegt dat er daar geen is"}
_OTHER_ID: Final = "Schrijf het id van een andere rij, of maak de cel leeg."


def find_conflicts(contacts: Sequence[Inzet], organisaties: Organisaties, bestand: str) -> list[Problem]:
    """
    Find rows that contradict each other, and cells that their role has no use for.

    Parameters
    ----------
    contacts
        All rows of one data folder, completed.
    organisaties
        Tells which names are one organisation.
    bestand
        The file to name.

    Returns
    -------
    problems
        In the order of the file; none of them stops the work.
    """
    found = (*_twice(contacts), *_odd_cells(contacts), *_both_at_once(contacts), *_near_names(contacts, organisaties))
    return sorted(Problem(bestand, rij, kolom, text, blokkeert=False) for rij, kolom, text in found)


def check_references(rows: Sequence[Uitspraak], bestand: str) -> list[Problem]:
    """
    Find what ``spreekt_tegen`` cannot mean: no row, the row itself, or one about another area or subject.

    Parameters
    ----------
    rows
        All rows of one file.
    bestand
        The file to name.

    Returns
    -------
    problems
        In the order of the file, no more than anybody mends; another area or subject does not stop the work.
    """
    return list(islice(_broken_references(rows, bestand), MAX_PROBLEMS))


def _broken_references(rows: Sequence[Uitspraak], bestand: str) -> Iterator[Problem]:
    """Look every id up."""
    known = {row.id: row for row in rows if row.id}
    for row in rows:
        for ident in row.spreekt_tegen:
            other = known.get(ident)
            if ident == row.id:
                text = f"dit is het id van deze rij zelf. {_OTHER_ID}"
            elif other is None:
                near = process.extractOne(ident, [one for one in known if one != row.id], score_cutoff=80)
                hint = f"Bedoelt u rij {known[near[0]].rij}?" if near else _OTHER_ID
                text = f"{ident!r} is geen id in dit bestand. {hint}"
            elif row.onderwerp != other.onderwerp:
                text = f"rij {other.rij} gaat over iets anders: {other.onderwerp}. Haal het id weg."
            elif not row.codes & other.codes:
                text = f"rij {other.rij} gaat over een ander gebied. Verbeter het gebied of haal het id weg."
            else:
                continue
            stops = other is None or other is row
            yield Problem(bestand, row.rij, "spreekt_tegen", discreet(text, [ident]), blokkeert=stops)


def _twice(contacts: Iterable[Inzet]) -> Iterator[tuple[int | None, str, str]]:
    """Find the rows that differ from an earlier one in their id only: what they say counts twice."""
    first: dict[Inzet, int | None] = {}
    for row in contacts:
        same = replace(row, id="")
        if same in first:
            yield row.rij, "id", f"deze rij zegt precies hetzelfde als rij {first[same]}. Haal er een weg."
        first.setdefault(same, row.rij)


def _odd_cells(contacts: Iterable[Inzet]) -> Iterator[tuple[int | None, str, str]]:
    """Find a status, group or form that the role or organisation of the row cannot have."""
    for row in contacts:
        if row.doelgroep and row.rol != _CARE:
            text = f"{row.doelgroep!r} telt alleen bij de rol {_CARE}, niet bij {row.rol}. Maak de cel leeg."
            yield row.rij, "doelgroep", text
        if row.vorm and row.rol != _CARE:
            text = f"een vorm telt alleen bij de rol {_CARE}, niet bij {row.rol}. Maak de cel leeg."
            yield row.rij, "vorm", text
        if row.status == "op_afstand" and row.rol != _CARE:
            text = f"'op_afstand' kan alleen bij de rol {_CARE}, niet bij {row.rol}. Kies een andere status."
            yield row.rij, "status", text
        elif row.status == "op_afstand" and row.knoop != COMENSHA:
            text = "'op_afstand' is alleen de helpdesk van CoMensha. Kies een andere status."
            yield row.rij, "status", text


def _both_at_once(contacts: Sequence[Inzet]) -> Iterator[tuple[int | None, str, str]]:
    """Find what is active and has stopped, or is said not to be there, on one day; but for what says so itself."""
    for row, end in find_clashes(contacts):
        says_so = end.id in row.spreekt_tegen or row.id in end.spreekt_tegen
        if not says_so:
            said = f"{row.status!r}, maar rij {end.rij} {_ENDED[end.status]}."
            yield row.rij, "status", f"{said} Vul bij een van de twee vanaf of tot in."


def _near_names(contacts: Iterable[Inzet], organisaties: Organisaties) -> Iterator[tuple[int | None, str, str]]:
    """Find names of organisations that count as one only because they are all but equal; none is repeated."""
    rows = [row for row in contacts if row.organisatie]
    known = organisaties.identify(row.organisatie for row in rows)
    first: dict[str, Inzet] = {}
    told = set()
    for row in rows:
        one = first.setdefault(known[row.organisatie].sleutel, row)
        key = organisaties.key(row.organisatie)
        if key != organisaties.key(one.organisatie) and key not in told:
            told.add(key)
            text = f"deze naam lijkt op die in rij {one.rij} en telt als dezelfde organisatie. Is het er één, schrijf "
            remedy = "dan overal dezelfde naam. Zijn het er twee, geef ze dan elk een rij in organisaties.csv."
            yield row.rij, "organisatie", text + remedy
