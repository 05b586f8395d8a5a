"""The answers to the criteria per region and for the country."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from netmap.criteria import count_answers, describe_counts, weigh_area
from netmap.norms import CRITERIA, NVT, Criterium
from netmap.schema import TE_BEVESTIGEN, WAARDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netmap.layers import Stand
    from netmap.regio import Regio

COUNTRY: Final = "Nederland"


class Cel(NamedTuple):
    """One criterium in one area: enough to draw a pattern and to say it in words."""

    waarde: str
    """Answer for the area as a whole: one of ``schema.WAARDEN`` or ``norms.NVT``; a class of its layer."""
    aantallen: Mapping[str, int]
    """Answer to number of gemeenten, or of politieregio's for a criterium of regions in the country."""
    tekst: str
    """What the cell says: the counts, with the answer first when it is about a region as a whole."""
    bewijs: str
    """How strong the proof of the answer is: one of ``schema.BEWIJZEN``; blank when it is unknown."""

    @property
    def te_bevestigen(self) -> bool:
        """Whether the answer must be confirmed."""
        return self.bewijs in TE_BEVESTIGEN


class Score(NamedTuple):
    """One politieregio, or the country."""

    naam: str
    gemeenten: int
    cellen: Mapping[str, Cel]
    """Code of the criterium to cell, in the order of ``CRITERIA``."""


def build_scorecard(stand: Stand) -> tuple[Score, ...]:
    """
    Set all criteria of the politieregio's and the country beside each other.

    Parameters
    ----------
    stand
        Output of ``build_stand``.

    Returns
    -------
    rows
        One per politieregio, sorted, and the country last.
    """
    regions = stand.tables.gebieden.regios("politieregio")
    return tuple(build_row(stand, region) for region in (*regions, None))


def build_row(stand: Stand, gebied: Regio | None = None) -> Score:
    """
    Answer all criteria for one area.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    gebied
        The region, or None for the country. For another area than a politieregio the criteria of regions are
        answered for that area itself.

    Returns
    -------
    row
        Its name and one cell per criterium.

    Raises
    ------
    KeyError
        When the region is not in the register.
    """
    codes = stand.codes(gebied)
    cells = {key: _cell(stand, criterium, gebied, codes) for key, criterium in CRITERIA.items()}
    return Score(gebied.naam if gebied else COUNTRY, len(codes), cells)


def _cell(stand: Stand, criterium: Criterium, gebied: Regio | None, codes: tuple[str, ...]) -> Cel:
    answers = stand.criteria[criterium.code]
    whole = weigh_area(criterium, answers, codes)
    if criterium.is_regionaal and gebied is None:
        found = Counter(answer.waarde for answer in stand.criteria_per_regio[criterium.code].values())
        counts = {waarde: found[waarde] for waarde in (*WAARDEN, NVT)}
        return Cel(whole.waarde, counts, f"{describe_counts(counts)} (regio's)", whole.bewijs)
    counts = count_answers(answers, codes)
    text = describe_counts(counts)
    if criterium.is_regionaal:
        parts = f" (gemeenten: {text})" if sum(map(bool, counts.values())) > 1 else ""
        text = f"{whole.waarde}{parts}"
    return Cel(whole.waarde, counts, text, whole.bewijs)
