"""What is said and given back of a file: the changes row by row, and a workbook with the rows that were refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netmap.dutch import agree, count, either, join
from netmap.intake.mapping import HARMLESS, REASON
from netmap.intake.memory import Onthouden
from netmap.intake.proposal import SOORTEN
from netmap.personal import is_harmless, tells_of_person
from netmap.schema import MAILBOX_AND_NUMBER
from netmap.table import Column, Table
from netmap.write.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from netmap.intake.mapping import Koppeling
    from netmap.intake.proposal import Opgave, Uitslag
    from netmap.intake.reading import Lezing
    from netmap.intake.together import Deel


def tell_columns(koppeling: Koppeling) -> Iterator[str]:
    """Say in lines where a table stands, what its columns stand for, and what every row has."""
    sheet = f"Blad {koppeling.blad!r}: de" if koppeling.blad else "De"
    yield f"{sheet} kolommen staan in rij {koppeling.kop}."
    for kolom in koppeling.kolommen:
        yield f"  {kolom}"
    for column, word in koppeling.vast.items():
        said = tell_word(Onthouden("vast", column, word))
        yield f"  {said} (zo gezegd; alleen waar het bestand en de gegevens niets zeggen)"


def tell_left_out(lezing: Lezing, taken: Collection[str], remedy: str) -> Iterator[str]:
    """Say which sheets that have something in them are left out, as they are not among those taken, and what helps."""
    for blad in lezing.bladen:
        if not blad.past:
            yield f"Blad {blad.naam!r} is te groot en niet gelezen. Stuur alleen de tabel, in een nieuwe werkmap."
    if out := [repr(one.naam) for one in lezing.bladen if one.naam not in taken and any(map(any, one.rows))]:
        sheets, go = agree(len(out), "Blad", "De bladen"), agree(len(out), "wordt", "worden")
        yield f"{sheets} {join(out)} {go} niet overgenomen. {remedy}"


def tell_changes(uitslag: Uitslag) -> Iterator[str]:
    """Say in lines what a file changes: how many rows of each kind, then each of them field by field."""
    counts = Counter(one.soort for one in uitslag.opgaven)
    kinds = [f"{counts[soort]} {soort}" for soort in SOORTEN if counts[soort]]
    refused = len(uitslag.geweigerd)
    told = [*kinds, *([f"{refused} geweigerd"] if refused else [])]
    yield f"{count(len(uitslag.opgaven) + refused, 'rij', 'rijen')}: {join(told) if told else 'er staat niets in'}."
    for one in uitslag.gewijzigd:
        yield f"rij {one.rij}, {one.sleutel}: {one.soort}"
        yield from _fields(one)
    for vraag in uitslag.vragen:
        name = repr(vraag.getypt) if vraag.getypt else "deze naam"
        example = f"--bedoelt '{vraag.getypt or '…'}={vraag.suggesties[0]}'"
        yield f"rij {vraag.rij}: {name} is geen bekend gebied. Is het {either(vraag.suggesties)}? Zeg: {example}."


def _fields(opgave: Opgave) -> Iterator[str]:
    """Say per field what stands there and what will; of a mailbox or number only that it changes."""
    for column, (old, new) in opgave.velden.items():
        if column in MAILBOX_AND_NUMBER:
            yield f"  {column}: gewijzigd"
        else:
            yield f"  {column}: {f'{old!r} → ' if old else ''}{repr(new) if new else '(leeg)'}"


def tell_word(one: Onthouden) -> str:
    """Say in a few words what was remembered; what may be a name or number of a person is not told."""
    meant = "…" if tells_of_person(one.betekenis) else one.betekenis
    if one.soort == "vast":
        return f"elke rij: {one.woord} is {meant}"
    what, known = ("kolom", HARMLESS) if one.soort == "kolommen" else ("naam", one.betekenis)
    hidden = tells_of_person(one.woord) or not is_harmless(one.woord, known)
    return f"{what} {'… (wordt hier niet getoond)' if hidden else repr(one.woord)}: {meant or 'niet overnemen'}"


def refused_workbook(delen: Iterable[Deel], day: date, organisatie: str = "netmap") -> Workbook:
    """
    Put the rows that were refused in a workbook, as they came, with the reason behind them.

    Parameters
    ----------
    delen
        The tables of the file, and what came of them.
    day
        Of today, for the properties of the workbook.
    organisatie
        Who makes it.

    Returns
    -------
    workbook
        For who sent the file and nobody else: it holds what they wrote. Mended it can be read by the same way.
    """
    refused = (deel for deel in delen if deel.uitslag.geweigerd)
    tables = tuple(
        _refused_table(*deel, f"Geweigerd {number}".removesuffix(" 1")) for number, deel in enumerate(refused, start=1)
    )
    subject, credit = "Rijen die niet zijn overgenomen, met de reden", "Alleen voor wie het bestand stuurde."
    return Workbook("Geweigerde rijen", subject, organisatie, credit, day, tables)


def _refused_table(koppeling: Koppeling, uitslag: Uitslag, sheet: str) -> Table:
    """Put the rows of one table that were refused on a sheet."""
    named = [place for place, name in enumerate(koppeling.koppen) if name and name != REASON]
    columns = tuple(Column(f"kolom {place}", koppeling.koppen[place]) for place in named)
    rows = tuple(
        (*(row.bron[place] or None for place in named), "\n".join(uitslag.geweigerd[row.rij]))
        for row in koppeling.rows
        if row.rij in uitslag.geweigerd
    )
    return Table("geweigerd", "Geweigerde rijen", (*columns, Column("waarom", REASON)), rows, sheet=sheet)
