"""How the country or a region stands: the conclusion, the counts, and a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.coverage import compute_totals
from netmap.dutch import count, part_of
from netmap.klassen import STATUS_KLASSEN
from netmap.schema import GEDEKT, dutch_number
from netmap.sections.phrases import GEMEENTEN, contradiction_facts, headline, size_note
from netmap.summary import conclude
from netmap.table import Counts, Section

if TYPE_CHECKING:
    from netmap.coverage import Totals
    from netmap.layers import Stand
    from netmap.regio import Regio


def standing_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell how many gemeenten are covered.

    The conclusion and the counts per status; facts have ``totalen``, ``tegenspraken`` and, per gemeente, its
    ``Dekking``. KeyError when the region is not in the register.
    """
    codes = stand.codes(gebied)
    totals = compute_totals(stand.dekking[code] for code in codes)
    counted = {"gemeenten": totals.gemeenten, "inwoners": totals.inwoners, "gedekt": totals.gedekt}
    facts = {
        "totalen": {**counted, "per_status": totals.per_status},
        "tegenspraken": contradiction_facts(stand, codes),
        "gemeenten": [stand.dekking[code] for code in codes],
    }
    title = _headline(totals, gebied)
    return Section("stand", "Conclusie", title, conclude(stand, gebied), (_counts(totals),), facts)


def _counts(totals: Totals) -> Counts:
    """Count per status; what counts zero is left out but for cover."""
    labels = {klasse.key: klasse.label for klasse in STATUS_KLASSEN}
    pairs = {"Gedekt": totals.gedekt}
    pairs |= {labels[key]: pair for key, pair in totals.per_status.items() if key not in GEDEKT and pair[0]}
    items = [
        (label, dutch_number(gemeenten), size_note(gemeenten, inwoners))
        for label, (gemeenten, inwoners) in pairs.items()
    ]
    stale = ("Te bevestigen", dutch_number(totals.te_bevestigen), f"van {count(totals.gemeenten, *GEMEENTEN)}")
    return Counts((*items, stale))


def _headline(totals: Totals, gebied: Regio | None) -> str:
    """Conclude in one line; partly covered and unknown are kept apart."""
    gedekt, number = totals.gedekt[0], totals.gemeenten
    if gedekt == number:
        return headline(gebied, f"{part_of(gedekt, number)} gedekt")
    status = {key: gemeenten for key, (gemeenten, _) in totals.per_status.items()}
    parts = (
        (status["op_afstand"] + status["vervallen"] + status["geen"], "niet"),
        (status["deels"], "deels"),
        (status["begin_onbekend"], "begin onbekend"),
        (status["onbekend"], "onbekend"),
    )
    rest = ", ".join(f"{dutch_number(part)} {word}" for part, word in parts if part)
    if not gedekt and status["onbekend"] + status["begin_onbekend"]:  # unknown is no no
        return headline(gebied, f"van {part_of(0, number)} is dekking bekend; {rest}")
    return headline(gebied, f"{part_of(gedekt, number)} gedekt; {rest}")
