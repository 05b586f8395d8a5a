"""The regions of the centrumgemeenten vrouwenopvang: how many are covered, between which bounds, and which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import count, part_of
from netmap.headline import conclude_centra
from netmap.klassen import CENTRUM_KLASSEN
from netmap.schema import CENTRUMGEMEENTE, GEDEKT, NIET_INGEDEELD, ZEKERHEDEN, dutch_date, dutch_number
from netmap.sections.phrases import cite, headline
from netmap.table import Column, Counts, Paragraph, Section, Table
from netmap.view import EENHEDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netmap.centrumgemeenten import Bounds, Centrum
    from netmap.regio import Regio
    from netmap.stand import Stand
    from netmap.table import Cell

CENTRA: Final = EENHEDEN[CENTRUMGEMEENTE]
CENTRUM_LABEL: Final = {klasse.key: klasse.label for klasse in CENTRUM_KLASSEN if klasse.key != NIET_INGEDEELD}
"""Status of the region of a centrumgemeente to what a reader sees, best first."""
_DEFINITION: Final = (
    "De regio van een centrumgemeente telt als gedekt als elke gemeente gedekt is die er volgens een bron bij hoort. "
    "Een gemeente waarvan geen bron zegt bij welke centrumgemeente zij hoort, telt bij geen enkele. "
    "De grenzen zijn exact: over elke manier om die gemeenten te verdelen."
)
_COLUMNS: Final = (
    Column("centrumgemeente", "Centrumgemeente", width=28),
    Column("status", "Hele regio gedekt", width=34),
    Column("gedekt", "Gedekt", "whole", explanation="Gemeenten die er volgens een bron bij horen.", width=13),
    Column("gemeenten", "Gemeenten", "whole", explanation="Die er volgens een bron bij horen.", width=16),
    Column("niet_ingedeeld", "Misschien ook", "whole", explanation="Gemeenten die er misschien bij horen.", width=16),
    Column("inwoners", "Inwoners", "whole", explanation="Van wie er volgens een bron bij hoort.", width=18),
    Column("inwoners_hoogstens", "Inwoners, hoogstens", "whole", "page", "Met wie er misschien bij hoort.", width=18),
    Column("zekerheid", "Zekerheid", form="page", explanation="Van de zwakste indeling.", width=16),
    Column("namen", "Welke gemeenten", form="full", width=60),
    Column("misschien", "Welke misschien ook", form="full", width=60),
    Column("bron", "Bron van de indeling", "link", "full", width=40),
)


def centrumgemeenten_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell of how many centrumgemeenten the whole region is covered, between which bounds, and set them in a table.

    Of an area: the regions that have, or may have, a gemeente in it. Facts: ``centrumgemeenten`` with ``aantal``,
    ``bekend``, ``minstens``, ``hoogstens`` and ``niet_ingedeeld``. KeyError when the region is not in the register.
    """
    codes = set(stand.codes(gebied))
    centra = [one for one in stand.centra if codes.intersection((*one.gemeenten, *one.open))]
    bounds = stand.bound_centra(centra)
    loose = {code for one in centra for code in one.open}
    table = Table(
        "centrumgemeenten",
        "Centrumgemeenten vrouwenopvang en hun regio",
        _COLUMNS,
        tuple(_row(stand, one) for one in centra),
        sheet="Centrumgemeenten",
        explanation=_DEFINITION,
    )
    said = conclude_centra(stand, gebied, f" op {dutch_date(stand.peildatum)}")
    if not centra:
        title = headline(gebied, said[0].removesuffix("."))
        return Section("centrumgemeenten", "Centrumgemeenten", title, said, (table,), _facts(table))
    part = part_of(bounds.bekend, len(centra), *CENTRA)
    line = f"bij {part} de hele regio gedekt, voor zover ingedeeld"
    return Section(
        "centrumgemeenten",
        "Centrumgemeenten",
        headline(gebied, line),
        said,
        (_counts(centra), Paragraph(_DEFINITION), table),
        _facts(table, bounds, len(loose)),
    )


def _counts(centra: Sequence[Centrum]) -> Counts:
    """Count the regions per status; what counts zero is left out but for the first."""
    numbers = {key: sum(one.status == key for one in centra) for key in CENTRUM_LABEL}
    return Counts(
        tuple(
            (CENTRUM_LABEL[key], dutch_number(number), f"van {count(len(centra), *CENTRA)}")
            for key, number in numbers.items()
            if number or key == "gedekt"
        )
    )


def _row(stand: Stand, one: Centrum) -> tuple[Cell, ...]:
    """Make the row of one centrumgemeente."""
    indeling = [stand.tables.indeling[code] for code in one.gemeenten]
    known = sum(stand.dekking[code].inwoners for code in one.gemeenten)
    return (
        one.naam,
        CENTRUM_LABEL[one.status],
        sum(stand.dekking[code].status in GEDEKT for code in one.gemeenten),
        len(one.gemeenten),
        len(one.open),
        known,
        known + sum(stand.dekking[code].inwoners for code in one.open),
        max((row.zekerheid for row in indeling), key=ZEKERHEDEN.index),
        _names(stand, one.gemeenten),
        _names(stand, one.open),
        cite(sorted({row.bron for row in indeling if row.bron})),
    )


def _names(stand: Stand, codes: Sequence[str]) -> str:
    return ", ".join(sorted((stand.dekking[code].naam for code in codes), key=str.casefold))


def _facts(table: Table, bounds: Bounds | None = None, loose: int = 0) -> dict[str, object]:
    """Give the counts to scripts; nothing is known when there are no regions."""
    counted = {**bounds._asdict(), "niet_ingedeeld": loose} if bounds else {}
    return {"centrumgemeenten": {"aantal": len(table.rows), **counted}}
