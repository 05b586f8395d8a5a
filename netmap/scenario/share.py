"""A scenario as a file or in a link: small, the same for the same scenario, and never trusted when it comes back."""

from __future__ import annotations

import base64
import json
import re
import tomllib
import zlib
from typing import TYPE_CHECKING, Final

import tomlkit

from netmap.errors import NetmapError, explain_os_error
from netmap.files import line_of, read_text
from netmap.scenario.changes import as_content, build_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from netmap.scenario.changes import Scenario

MAX_LINK: Final = 4_000
"""Signs of a scenario in a link; browsers and servers cut off addresses that are much longer."""
_MAX_BYTES: Final = 1_000_000
_MAX_TEXT: Final = 200_000
"""Bytes of a scenario as text: 50 changes with the longest possible area fit."""
_URL_SAFE: Final = re.compile(r"[A-Za-z0-9_-]+")
_BROKEN_LINK: Final = "De link bevat geen leesbaar scenario. Vraag om een nieuwe link, of om het scenario als bestand."


def read_toml(text: str) -> Scenario:
    """
    Read a scenario as people write it; an example is in ``docs/scenario-voorbeeld.toml``.

    ``ScenarioError`` with everything that is wrong with the changes; ``NetmapError`` when it is no TOML, or too long.
    """
    if len(text) > _MAX_TEXT:
        msg = f"Het scenario heeft {len(text)} tekens; meer dan {_MAX_TEXT} kan niet. Maak het kleiner."
        raise NetmapError(msg)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of(error)
        where = f" Het gaat mis in regel {line}." if line else ""
        msg = f'Het scenario is geen TOML.{where} Zet tekst tussen aanhalingstekens, zoals naam = "Fier stopt".'
        raise NetmapError(msg) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists without end
        msg = "Het scenario is niet te lezen: er staat een veel te groot getal of een lijst in een lijst in."
        raise NetmapError(msg) from None
    return build_scenario(content)


def load_scenario(path: Path) -> Scenario:
    """
    Read a scenario from a TOML file in UTF-8.

    ``NetmapError`` when the file cannot be read, is too long, or what is in it is refused; see ``read_toml``.
    """
    try:
        return read_toml(read_text(path, _MAX_BYTES))
    except OSError as error:
        msg = f"Het scenario {path} kan niet worden gelezen ({explain_os_error(error)}). Controleer de naam."
        raise NetmapError(msg) from None
    except UnicodeDecodeError:
        msg = f"Het scenario {path} is geen tekst in UTF-8. Bewaar het bestand als UTF-8."
        raise NetmapError(msg) from None


def write_toml(scenario: Scenario) -> str:
    """Write a scenario as people read it, in TOML that ``read_toml`` reads back to the same scenario."""
    content = as_content(scenario)
    document = tomlkit.document()
    document.add(tomlkit.comment("Scenario van netmap: wijzigingen boven op de gegevens, die zelf niet veranderen."))
    document.add("naam", tomlkit.item(content["naam"]))
    changes = tomlkit.aot()
    for change in content["wijziging"]:
        table = tomlkit.table()
        table.update(change)
        changes.append(table)
    if scenario.changes:
        document.add("wijziging", changes)
    return tomlkit.dumps(document)


def encode_scenario(scenario: Scenario) -> str:
    """
    Write a scenario as one word for in a link.

    Parameters
    ----------
    scenario
        A scenario.

    Returns
    -------
    word
        Letters, digits, ``-`` and ``_`` only; the same scenario gives the same word.

    Raises
    ------
    NetmapError
        When it is too long for a link.
    """
    text = json.dumps(as_content(scenario), default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    word = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    if len(word) > MAX_LINK:
        msg = "Dit scenario is te groot voor een link. Deel het als bestand."
        raise NetmapError(msg)
    return word


def decode_scenario(word: str) -> Scenario:
    """
    Read a scenario from a link, the output of ``encode_scenario``; anybody can have written it.

    ``ScenarioError`` with everything that is wrong with the changes; ``NetmapError`` when it is no such word, or
    unpacks to more than a scenario can be.
    """
    if len(word) > MAX_LINK or not _URL_SAFE.fullmatch(word):
        raise NetmapError(_BROKEN_LINK)
    try:
        unpack = zlib.decompressobj()
        text = unpack.decompress(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)), _MAX_TEXT)
        if not unpack.eof or unpack.unused_data:
            raise NetmapError(_BROKEN_LINK)
        content = json.loads(text.decode())
    except (ValueError, RecursionError, zlib.error):
        raise NetmapError(_BROKEN_LINK) from None
    if not isinstance(content, dict):
        raise NetmapError(_BROKEN_LINK)
    return build_scenario(content)
