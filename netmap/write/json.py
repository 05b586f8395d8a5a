"""Sections for scripts: one JSON object each, its keys a promise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netmap.regio import Regio
    from netmap.table import Section


def section_json(section: Section, peildatum: date, gebied: Regio | None = None) -> str:
    """
    Write a section as one object.

    Parameters
    ----------
    section
        What it says.
    peildatum
        The day it is about.
    gebied
        The region, or None for the country.

    Returns
    -------
    text
        ``peildatum``, ``gebied`` (a token, or null), ``conclusie`` and the facts of the section.
    """
    head = {"peildatum": peildatum, "gebied": gebied and gebied.token, "conclusie": " ".join(section.conclusion)}
    return object_json({**head, **section.facts})


def object_json(content: Mapping[str, Any]) -> str:
    """Write one object as strict JSON: days as ``2026-11-22``, blank as null, named fields as an object."""
    return json.dumps(_value(content), ensure_ascii=False, allow_nan=False, indent=1)


def _value(one: Any) -> Any:
    """Turn what the facts hold into what JSON knows: what has named fields becomes an object."""
    match one:
        case date():
            return one.isoformat()
        case Mapping():
            return {key: _value(value) for key, value in one.items()}
        case tuple() if hasattr(one, "_asdict"):
            return _value(one._asdict())
        case list() | tuple():
            return [_value(value) for value in one]
    if is_dataclass(one):
        return {field.name: _value(getattr(one, field.name)) for field in fields(one)}
    return one
