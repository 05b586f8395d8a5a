"""What was said at the taking in, as the file that keeps it is read: for who uses it, and for who guards it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from netmap.errors import NetmapError
from netmap.files import read_note
from netmap.personal import is_harmless
from netmap.schema import (
    CONTACT_COLUMNS,
    INDICATOR_COLUMNS,
    MEMORY_FILE,
    ORGANISATIE_COLUMNS,
    PERSONAL_COLUMNS,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Soort = Literal["kolommen", "namen", "vast"]
"""What people say things about: a column, a name of an area, or what every row has."""
SOORTEN: Final[tuple[Soort, ...]] = get_args(Soort)
CODE: Final = "gemeentecode"
"""A column of a file with codes of gemeenten: one more way to say ``gebied``."""
TARGETS: Final = (*dict.fromkeys((*CONTACT_COLUMNS, *INDICATOR_COLUMNS, *ORGANISATIE_COLUMNS)), CODE)
"""What a column of any file can stand for."""
CHOOSE: Final = f"Kies uit: {', '.join(TARGETS)}."
"""What helps where a column of ours does not exist."""
_SHOWN: Final = 40
"""Signs of a word that a message repeats."""


def fold_words(said: Mapping[str, str]) -> dict[str, str]:
    """Fold what something is said of: people do not spell a column or a name the same way twice."""
    return {fold(name): meant for name, meant in said.items()}


def read_words(contents: Mapping[str, bytes]) -> dict[Soort, dict[str, str]]:
    """
    Read what was said before.

    Parameters
    ----------
    contents
        As of ``read_note``.

    Returns
    -------
    words
        What counts of it, by kind: names folded, and of ``vast`` nothing blank and nothing of a person.

    Raises
    ------
    NetmapError
        When the file cannot be read, or has other things in it; a column that does not exist is named by its place.
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
    _refuse_no_column("kolommen", parts["kolommen"], parts["kolommen"].values())
    _refuse_no_column("vast", parts["vast"], parts["vast"])
    return {"kolommen": fold_words(parts["kolommen"]), "namen": fold_words(parts["namen"]), "vast": vast}


def _refuse_no_column(soort: Soort, said: Mapping[str, str], columns: Iterable[str]) -> None:
    """Refuse an answer that names a column of ours that does not exist; who wrote it by hand is told which."""
    for place, (answer, column) in enumerate(zip(said.items(), columns, strict=True), start=1):
        if column and column not in TARGETS:
            shown = " = ".join(repr(one[:_SHOWN]) if is_harmless(one, CHOOSE) else "…" for one in answer)
            msg = (
                f"{MEMORY_FILE}, onder [{soort}], antwoord {place} ({shown}): die kolom bestaat niet. {CHOOSE} "
                "Verbeter het antwoord, of haal het weg."
            )
            raise NetmapError(msg)
