"""Source cards: where each data file comes from, and whether the file is still the one that the card describes."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import process

from netmap.errors import DataError, FolderError, Problem, explain_os_error
from netmap.files import line_of, read_text
from netmap.personal import hide_personal, is_personal
from netmap.schema import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

CARDS_FILE: Final = "bronnen.toml"
_MAX_BYTES: Final = 1_000_000
_MAX_TEXT: Final = 2_000
_MAX_SHOWN: Final = 60
_MAX_COUNT: Final = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """Where one data file comes from; every field is what the page Over shows."""

    bestand: str
    titel: str
    bron: str
    url: str = ""
    """Blank when nobody said where on the web it is."""
    licentie: str
    peildatum: date
    rijen: int
    sha256: str
    crs: str = ""
    opmerking: str = ""


def load_sources(folder: Path) -> list[SourceCard]:
    """
    Read the source cards.

    Parameters
    ----------
    folder
        A folder with ``bronnen.toml``.

    Returns
    -------
    cards
        One per data file, in the order of the file.

    Raises
    ------
    FolderError
        When the file is missing or cannot be opened.
    DataError
        When it is no TOML, or with every key of every card that is wrong.
    """
    path = folder / CARDS_FILE
    try:
        content = tomllib.loads(read_text(path, _MAX_BYTES))
    except OSError as error:
        msg = f"Het bestand {path.name} in de map {folder} kan niet worden gelezen ({explain_os_error(error)})."
        raise FolderError(msg) from None
    except (ValueError, RecursionError) as error:  # what is no UTF-8 or no TOML, and brackets without end
        raise DataError([_problem(_unreadable(error))]) from None
    problems = [_problem(text) for name, card in content.items() for text in _wrong(name, card)]
    if problems:
        raise DataError(problems)
    return [SourceCard(bestand=name, **card) for name, card in content.items()]


def _problem(melding: str) -> Problem:
    return Problem(CARDS_FILE, None, None, hide_personal(melding))


def _unreadable(error: Exception) -> str:
    """Say in Dutch why a file is no TOML."""
    if isinstance(error, UnicodeDecodeError):
        return "het bestand is geen UTF-8. Bewaar het als UTF-8."
    line = line_of(error)
    where = f"regel {line} kan niet worden gelezen" if line else "het bestand is geen geldige TOML"
    return f"{where}. Kijk of elke tekst tussen aanhalingstekens staat en of niets er twee keer staat."


def _wrong(name: str, card: object) -> Iterator[str]:
    """Find what is wrong with one card: the file, the key, the value and the remedy."""
    if isinstance(card, dict) and any(isinstance(value, dict) for value in card.values()):
        inner = next(key for key, value in card.items() if isinstance(value, dict))
        remedy = 'Zet de naam tussen aanhalingstekens, zoals ["contacts.csv"].'
        yield f"{_short(f'[{name}.{inner}]')} is geen kaart van een bestand. {remedy}"
        return
    if not isinstance(card, dict):
        yield f'{_short(name)} staat los van een kaart. Zet erboven over welk bestand het gaat, zoals ["contacts.csv"].'
        return
    if not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+", name):
        yield f'{_short(f"[{name}]")} is geen naam van een bestand in deze map. Schrijf er een zoals ["contacts.csv"].'
        return
    place = f'kaart ["{_short(name)}"]'
    known = {field.name: field.default is MISSING for field in fields(SourceCard) if field.name != "bestand"}
    for key in card.keys() - known:
        near = process.extractOne(key, list(known), score_cutoff=70)
        hint = f"Bedoelt u {near[0]}?" if near else f"Een kaart kent: {', '.join(known)}."
        yield f"{place} heeft een onbekende sleutel {_short(key)}. {hint}"
    for key, is_needed in known.items():
        is_right, what = _KINDS.get(key, (_is_line, "een tekst op één regel tussen aanhalingstekens"))
        if key not in card:
            if is_needed:
                yield f"{place} mist de sleutel {key}. Voeg toe: {what}."
        elif not is_right(card[key]) and (is_needed or card[key] != ""):
            yield f"{place}: {key} = {_short(_toml(card[key]))} kan niet. Schrijf {what}."
        elif key != "sha256" and isinstance(card[key], str) and is_personal(card[key]):
            yield f"{place}: {key} bevat een e-mailadres, telefoonnummer of profiel. Haal het eruit."


def _is_line(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= _MAX_TEXT and value.isprintable()


def _is_address(value: object) -> bool:
    return _is_line(value) and bool(re.fullmatch(r"https?://[^\s/]+\.\S+", str(value)))


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and FIRST_YEAR <= value.year <= LAST_YEAR


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MAX_COUNT


def _matches(pattern: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value))


_KINDS: Final[dict[str, tuple[Callable[[object], bool], str]]] = {
    "url": (_is_address, 'een webadres, zoals "https://www.cbs.nl/"'),
    "peildatum": (_is_day, "een datum zonder aanhalingstekens, zoals 2026-01-01"),
    "rijen": (_is_count, "een heel getal zonder aanhalingstekens, zoals 63"),
    "sha256": (_matches(r"[0-9a-f]{64}"), "64 cijfers en letters a-f tussen aanhalingstekens, zoals sha256sum geeft"),
    "crs": (_matches(r"EPSG:\d{4,6}"), 'een stelsel, zoals "EPSG:4326"'),
}
"""Keys whose value is more than a line of text: the check, and what to write."""


def _toml(value: Any) -> str:
    """Write a value as it may stand in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, int) and abs(value) >= _MAX_COUNT:
        return "een te groot getal"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def compare_files(folder: Path, cards: Sequence[SourceCard]) -> Iterator[str]:
    """
    Compare the files of a folder with their cards.

    Parameters
    ----------
    folder
        A folder shaped like ``data/``.
    cards
        Its source cards.

    Yields
    ------
    notice
        A Dutch sentence per file that changed since its card, is not there, or has no card while others have.
    """
    for card in cards:
        path = folder / card.bestand
        if not path.is_file():
            remedy = f"Zet het bestand terug, of haal zijn kaart uit {CARDS_FILE}."
            yield f"{card.bestand} ontbreekt, maar heeft een bronkaart. {remedy}"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != card.sha256:
            remedy = f"Klopt dat, zet dan rijen, peildatum en sha256 in {CARDS_FILE} goed."
            yield f"{card.bestand} is gewijzigd sinds zijn bronkaart. {remedy}"
    known = {card.bestand for card in cards}
    for path in sorted(folder.glob("*.csv")):
        if known and path.name not in known and not path.name.startswith("."):
            yield f"{path.name} heeft geen bronkaart: of het bestand heel is en van welke dag, is niet bekend."
