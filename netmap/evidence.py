"""Every row that touches or names a gemeente: what the data know of it beyond its status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.criteria import describe_indicator
from netmap.explain import ROL_LABEL, describe_holder
from netmap.inzet import NATIONAL, Inzet
from netmap.norms import CRITERIA
from netmap.schema import REGION_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from netmap.inzet import Uitspraak
    from netmap.layers import Stand

_OF_REGION: Final = re.compile(
    r"\b(?:politieregio|veiligheidsregio|regio|provincies?|district|arrondissement|rechtbank|RTV) $", re.IGNORECASE
)
"""Before a name that is of something else than the gemeente."""
_OF_GEMEENTE: Final = re.compile(r"\b(?:gemeenten?|stad|(?:burgemeester|wethouder|college|raad) van) $", re.IGNORECASE)
"""Before a name that is also that of a region, when it is of the gemeente."""
_SENTENCE: Final = re.compile(r"(?:^|[.:;!?]) ?['\"‘“]?$")
_WORDS: Final = frozenset({"Best", "Buren", "Huizen", "Leiden", "Putten", "Wierden"})
"""Names that are words too: at the beginning of a sentence nobody can tell."""


class Melding(NamedTuple):
    """What one row says that touches or names a gemeente."""

    rij: Uitspraak
    soort: str
    """``over`` when the gemeente is in the area, ``zonder`` when it is left out, ``noemt`` when it is only named."""
    onderwerp: str
    """Dutch name of the role or criterium."""
    zin: str
    """Dutch: what it says, for where and when, on whose word."""


def find_evidence(stand: Stand, code: str) -> tuple[Melding, ...]:
    """
    Find every row about one gemeente, in whatever role, past and future included.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    code
        Gemeente code.

    Returns
    -------
    evidence
        Rows with the gemeente in their area, by role and criterium; then rows that leave it out, or name it in a
        remark. Each once. The national roles only when they name it.
    """
    register = stand.tables.gemeenten
    found = [
        Melding(row, soort, onderwerp, zin)
        for row, onderwerp, zin in (*_contacts(stand, code), *_indicatoren(stand, code))
        if (soort := _bearing(row, code, register))
    ]
    order = ("over", "zonder", "noemt")
    return tuple(sorted(found, key=lambda one: order.index(one.soort)))


def _contacts(stand: Stand, code: str) -> Iterator[tuple[Inzet, str, str]]:
    """Tell the rows of ``contacts.csv`` as they are for a gemeente, by role."""
    for rol, label in ROL_LABEL.items():
        for inzet in sorted(stand.tables.contacts, key=lambda one: one.id):
            if inzet.rol == rol:
                yield inzet, label, describe_holder(inzet.seen_from(code))


def _indicatoren(stand: Stand, code: str) -> Iterator[tuple[Uitspraak, str, str]]:
    """Tell the rows of ``indicatoren.csv`` as they are for a gemeente, by criterium."""
    for key, criterium in CRITERIA.items():
        for row in stand.tables.indicatoren:
            if row.criterium == key:
                yield row, criterium.naam, describe_indicator(row.seen_from(code), stand.peildatum)


def _bearing(row: Uitspraak, code: str, register: pd.DataFrame) -> str:
    """Say how a row bears on a gemeente; blank when it does not."""
    is_local = not isinstance(row, Inzet) or row.rol not in NATIONAL
    if is_local and code in row.codes:
        return "over"
    naam = str(register["naam"][code])
    tokens = (token.strip() for token in row.gebied_namen.split(";"))
    if naam in {token.removeprefix("-").strip() for token in tokens if token.startswith("-")}:
        return "zonder"
    return "noemt" if is_named(row.opmerking, code, register) else ""


def is_named(text: str, code: str, register: pd.DataFrame) -> bool:
    """
    Say whether a text names a gemeente, and not a region, a word or a longer name.

    Parameters
    ----------
    text
        A remark.
    code
        Gemeente code.
    register
        The register, indexed by ``code``.

    Returns
    -------
    named
        True for its name or another spelling as words of their own. A name that is also that of a region, such as
        Utrecht, must follow ``gemeente`` or the like; when in doubt False.
    """
    naam, others = str(register["naam"][code]), str(register["alternatieve_namen"][code])
    own = {naam, *filter(None, (one.strip() for one in others.split(";")))}
    if not any(one in text for one in own):
        return False
    longer = {str(one) for one in register["naam"] for mine in own if mine in str(one) and one not in own}
    pattern = "|".join(map(re.escape, sorted(own | longer, key=len, reverse=True)))
    regions = set().union(*(set(register[column]) for column in REGION_COLUMNS))
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text):
        before = text[: match.start()]
        doubtful = match[0] in _WORDS and _SENTENCE.search(before)
        elsewhere = _OF_REGION.search(before) or (match[0] in regions and not _OF_GEMEENTE.search(before))
        if match[0] in own and not doubtful and not elsewhere:
            return True
    return False
