"""Whether it is enough: fte per organisation and area, and of how many gemeenten it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.adequacy import DIVISION, FTE_KNOWN, compute_adequacy
from netmap.dutch import count, part_of
from netmap.explain import describe_whom
from netmap.klassen import build_fte_klassen
from netmap.schema import dutch_number
from netmap.sections.phrases import GEMEENTEN, headline
from netmap.table import Column, Section, Table, percent_of

if TYPE_CHECKING:
    from netmap.adequacy import Adequacy, Capaciteit
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.table import Cell

_COLUMNS: Final = (
    Column("organisatie", "Organisatie", width=36),
    Column("gebied", "Gebied", width=44),
    Column("doelgroep", "Doelgroep", form="page", width=20),
    Column("gemeenten", "Gemeenten", "whole", "page", "In het hele gebied van de inzet.", width=18),
    Column("gemeenten_hier", "Gemeenten hier", "whole", "full", "Daarvan in het gekozen gebied.", width=18),
    Column(
        "inwoners",
        "Inwoners",
        "whole",
        explanation="Van het hele gebied van de inzet: daardoor is de fte gedeeld.",
        width=18,
    ),
    Column("fte", "Fte", "number", "page", width=16),
    Column("fte_per_100k", "Fte per 100.000 inwoners", "number", short="Fte per 100.000", width=20),
    Column("inwoners_per_fte", "Inwoners per fte", "whole", "full", width=18),
    Column("verdeling", "Verdeling", form="full"),
    Column("te_bevestigen", "Te bevestigen", form="page", width=18),
    Column("bron", "Bron", "link", "full"),
)
_UNKNOWN: Final = "onbekend"
_COVERED: Final = ("gedekte gemeente", "gedekte gemeenten")


def adequacy_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell of how much cover the fte is known, and how much it is per inwoner.

    One row per organisation, area and doelgroep, the thinnest first. KeyError when the region is not in the register.
    """
    adequacy = compute_adequacy(stand, gebied)
    known, unknown = adequacy.bekend[0], adequacy.onbekend[0]
    line = "van geen gemeente is dekking bekend; over fte valt niets te zeggen"
    if known + unknown:
        line = f"van {part_of(known, known + unknown, *_COVERED)} is de fte bekend"
    table = Table(
        "toereikendheid",
        "Wat elke organisatie aan fte heeft, per gebied waarvoor zij werkt; inwoners van dat hele gebied",
        _COLUMNS,
        tuple(map(_row, adequacy.regels)),
        sheet="Toereikendheid",
        explanation=" ".join(said := _conclude(stand, adequacy)),
        frozen=2,
    )
    return Section("toereikendheid", "Toereikendheid: is het genoeg?", headline(gebied, line), said, (table,))


def _row(line: Capaciteit) -> tuple[Cell, ...]:
    numbers = (line.fte, line.fte_per_100k, line.inwoners_per_fte)
    return (
        line.organisatie,
        line.gebied,
        describe_whom(line.doelgroep, line.vorm),
        line.gemeenten,
        line.gemeenten_hier,
        line.inwoners,
        *(_UNKNOWN if number is None else number for number in numbers),
        line.verdeling,
        "ja" if line.te_bevestigen else "nee",
        "\n".join(line.bronnen) or _UNKNOWN,
    )


def _conclude(stand: Stand, adequacy: Adequacy) -> tuple[str, ...]:
    """Tell of how many the fte is known, how many are thin, how it is divided and whose thresholds these are."""
    known, known_inwoners = adequacy.bekend
    unknown = adequacy.onbekend[0]
    where = f"in de {adequacy.gebied}" if adequacy.gebied else "in Nederland"
    if not known + unknown:
        return (f"Van geen enkele gemeente {where} is bekend dat zij gedekt is; over fte valt dus niets te zeggen.",)
    covered = part_of(known, known + unknown, *_COVERED)
    if not known:
        return (f"Van {covered} {where} is bekend hoeveel fte er is.",)
    whole = sum(stand.dekking[code].inwoners for code in stand.codes(adequacy.gebied))
    labels = {klasse.key: klasse.label for klasse in build_fte_klassen(stand.settings)}
    parts = [
        f"{labels[key]}: {count(adequacy.per_klasse[key][0], *GEMEENTEN)}"
        for key in reversed(FTE_KNOWN)
        if adequacy.per_klasse.get(key, (0, 0))[0]
    ]
    rest = f"; van {dutch_number(unknown)} is dat onbekend" if unknown else ""
    return (
        f"Van {covered} {where} is bekend hoeveel fte er is "
        f"({percent_of(known_inwoners, whole)} van alle inwoners){rest}.",
        f"Per 100.000 inwoners: {'; '.join(parts)}.",
        DIVISION,
        "De grenzen zijn een keuze van de beheerder, geen norm.",
    )
