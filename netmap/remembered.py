"""What was said at the taking in, as the file that keeps it is read: for who uses it, and for who guards it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from netmap.errors import NetmapError
from netmap.files import read_note
from netmap.schema import MEMORY_FILE, PERSONAL_COLUMNS, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

Soort = Literal["kolommen", "namen", "vast"]
"""What people say things about: a column, a name of an area, or what every row has."""
SOORTEN: Final[tuple[Soort, ...]] = get_args(Soort)


def fold_words(said: Mapping[str, str]) -> dict[str, str]:
    """Fold what something is said of: people do not spell a column or a name the same way twice."""
    return {fold(name): meant for name, meant in said.items()}


def read_words(contents: Mapping[str, bytes]) -> dict[Soort, dict[str, str]]:
    """
    Read what was said before.

    Parameters
    ----------
    contents
        The files of a data folder: name to content.

    Returns
    -------
    words
        What counts of it, by kind: names folded, and of ``vast`` nothing blank and nothing of a person.

    Raises
    ------
    NetmapError
        When the file cannot be read, or has other things in it.
    """
    found = read_note(contents, MEMORY_FILE)
    parts = {name: found.get(name, {}) for name in SOORTEN}
    if found.keys() - parts or not all(
        isinstance(part, dict) and all(isinstance(word, str) for word in part.values()) for part in parts.values()
    ):
        msg = (
            f"{MEMORY_FILE} hoort alleen kolommen, namen en vast te hebben, met teksten. Verbeter het of haal het weg."
        )
        raise NetmapError(msg)
    vast = {column: word for column, word in parts["vast"].items() if word and column not in PERSONAL_COLUMNS}  # of 0.8
    return {"kolommen": fold_words(parts["kolommen"]), "namen": fold_words(parts["namen"]), "vast": vast}
