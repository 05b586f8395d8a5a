"""What an organisation sets for itself in ``netmap.toml``: name, whom to tell, logo, templates, thresholds."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from netmap.errors import NetmapError
from netmap.files import read_toml
from netmap.personal import hide_personal, is_functional, is_personal

SETTINGS_FILE = Path("netmap.toml")
"""Read from the working directory unless ``NETMAP_SETTINGS`` names another file; without it everything is as below."""
_MAX_BYTES = 100_000
_MAX_NAME = 80
_MAX_ADDRESS = 200
_HIGHEST = {"kans_hoog": 1, "kans_midden": 1, "kans_laag": 1, "tarief_fte": 1_000_000}
_MAX_FTE = 1000
_SITE = re.compile(r"https://[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?:/(?:[\w/?#=&%.,;~+-]*[\w/=-])?)?", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """The settings; every one has a value that needs no file."""

    organisatie: str = "netmap"
    """Who made the picture or report: follows "bewerkt door" in the credit line."""
    meldpunt: str = ""
    """Whom a reader tells that something is not right: a mailbox of a function, or a web address; or blank."""
    adres: str = ""
    """Where everybody finds this netmap: stands in what is taken along; blank when nobody knows."""
    logo: Path | None = None
    """PNG that goes on pictures, slides and reports."""
    sjabloon: Path | None = None
    """PowerPoint file whose master, fonts and colours the slides take."""
    sjabloon_docx: Path | None = None
    """Word file whose page, letterhead and styles a report as DOCX takes."""
    fte_laag: float = 0.5
    """Less fte per 100,000 inwoners than this is shown as thin; a choice of the administrator, not a norm."""
    fte_hoog: float = 1.0
    """From this on it is shown as ample."""
    kans_hoog: float = 0.95
    """How likely it is that a statement of high certainty is right; a choice, not a measurement."""
    kans_midden: float = 0.8
    kans_laag: float = 0.5

    tarief_fte: float = 0.0
    """Euros per fte per year that scenarios and advice are reckoned with; 0 tells no costs."""

    def kans(self, zekerheid: str) -> float:
        """How likely it is that a statement of this certainty is right; an unknown certainty counts as the lowest."""
        return {"hoog": self.kans_hoog, "midden": self.kans_midden}.get(zekerheid, self.kans_laag)


def settings_file() -> Path | None:
    """
    Find the settings.

    Returns
    -------
    path
        What ``NETMAP_SETTINGS`` names, there or not; else ``netmap.toml`` when it is in the working directory.
    """
    if named := os.environ.get("NETMAP_SETTINGS"):
        return Path(named)
    return SETTINGS_FILE if SETTINGS_FILE.exists() else None


def load_settings(path: Path | None = None) -> Settings:
    """
    Read the settings.

    Parameters
    ----------
    path
        TOML with the fields of ``Settings``; files in it are relative to its folder. None takes `settings_file`.

    Returns
    -------
    settings
        What the file says; the rest as in ``Settings``.

    Raises
    ------
    NetmapError
        When a named file is missing, or a key or value is wrong; says which and how to mend it.
    """
    file = path or settings_file()
    if file is None:
        return Settings()
    try:
        raw = read_toml(file, _MAX_BYTES)
    except ValueError as error:
        raise _refused(file, str(error)) from None
    known = {field.name for field in fields(Settings)}
    if unknown := sorted(raw.keys() - known):
        raise _refused(file, f"kent {hide_personal(repr(unknown[0]))} niet; wat wel kan: {', '.join(sorted(known))}")
    values = {key: _read(file, key, value) for key, value in raw.items()}
    settings = Settings(**values)
    if settings.fte_laag > settings.fte_hoog:
        raise _refused(file, f"fte_laag ({settings.fte_laag}) is hoger dan fte_hoog ({settings.fte_hoog})")
    for low, high in (("kans_laag", "kans_midden"), ("kans_midden", "kans_hoog")):
        if getattr(settings, low) > getattr(settings, high):
            raise _refused(file, f"{low} ({getattr(settings, low)}) is hoger dan {high} ({getattr(settings, high)})")
    return settings


def _read(file: Path, key: str, value: Any) -> Any:
    """Check one value and give it its type."""
    if key in {"logo", "sjabloon", "sjabloon_docx"}:
        if not isinstance(value, str) or len(value) > _MAX_ADDRESS:
            raise _refused(file, f"{key} moet de naam van een bestand zijn, tussen aanhalingstekens")
        if not (found := file.parent / value).is_file():
            raise _refused(file, f"{key} noemt {hide_personal(repr(value))}, en dat bestand is er niet")
        return found
    if key == "organisatie":
        if not isinstance(value, str) or not value.strip() or len(value) > _MAX_NAME or not value.isprintable():
            raise _refused(file, f"organisatie moet een naam van 1 tot {_MAX_NAME} tekens zijn")
        if is_personal(value):
            raise _refused(file, "organisatie moet een naam zijn, zonder e-mailadres, telefoonnummer of profiel")
        return value.strip()
    if key == "meldpunt":
        if not isinstance(value, str) or not _is_address(value):  # it may be a person's: never repeat it
            raise _refused(
                file,
                "meldpunt moet één e-mailadres van een functie zijn, zoals mensenhandel@organisatie.example, "
                "of een webadres dat met https:// begint",
            )
        return value
    if key == "adres":
        if not isinstance(value, str) or not _SITE.fullmatch(value) or "?" in value or "#" in value:
            raise _refused(file, "adres moet het webadres van netmap zijn, zoals https://netmap.example")
        return value.rstrip("/")
    highest = _HIGHEST.get(key, _MAX_FTE)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= highest:
        raise _refused(file, f"{key} moet een getal van 0 tot en met {highest} zijn, zoals 0.5")
    return float(value)


def _is_address(value: str) -> bool:
    """Say whether this is one mailbox of a function, or one page on the web."""
    return len(value) <= _MAX_ADDRESS and (
        is_functional(value) or (bool(_SITE.fullmatch(value)) and not is_personal(value))
    )


def _refused(file: Path, what: str) -> NetmapError:
    return NetmapError(f"De instellingen in {file}: {what}. Herstel het, of haal de regel weg.")
