"""Commands about the data: status, vraag and check."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from netmap.aankondigingen import INDELINGEN
from netmap.aannames import find_aannames
from netmap.cli.common import (
    EXIT_PROBLEMS,
    DataOption,
    IndelingOption,
    JsonOption,
    PeildatumOption,
    TeltOption,
    read_day,
    read_indeling,
    read_tables,
    refusals,
    tell,
)
from netmap.dutch import agree
from netmap.errors import first_lines
from netmap.indelingen import carry_out
from netmap.layers import build_stand
from netmap.load import DATA_DIR, MAKE_BORDERS, check_folder
from netmap.plausible import BORDERS_FILE
from netmap.schema import dutch_date, dutch_number
from netmap.sections.answer import answer_section
from netmap.sections.centrumgemeenten import centrumgemeenten_section
from netmap.sections.standing import standing_section
from netmap.summary import tell_choice
from netmap.write.json import section_json
from netmap.write.text import section_text


def status(
    data: DataOption = DATA_DIR,
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    as_json: JsonOption = False,
) -> None:
    """Command ``status``: the counts, as text or JSON."""
    day = read_day(peildatum)
    with refusals():
        counted = find_aannames(telt or ())
        tables = read_tables(data)
        tables = carry_out(tables, read_indeling(tables, indeling, day))
    stand = build_stand(tables, day, telt=counted)
    section, centra = standing_section(stand), centrumgemeenten_section(stand)
    if as_json:
        section = replace(section, facts={**section.facts, **centra.facts})
        typer.echo(section_json(section, day).encode())  # UTF-8 on every system
        return
    totals = section.facts["totalen"]
    said = tell_choice(stand)
    typer.echo(" ".join((f"Peildatum {dutch_date(day)}{'.' if said else ''}", *said)))
    for name, (gemeenten, inwoners) in {**totals["per_status"], "gedekt": totals["gedekt"]}.items():
        noun = agree(gemeenten, "gemeente", "gemeenten")
        typer.echo(f"{name:<15}{dutch_number(gemeenten):>5} {noun:<9} {dutch_number(inwoners):>11} inwoners")
    if stand.centra:
        typer.echo("\n".join(centra.conclusion))


def vraag(
    naam: Annotated[str, typer.Argument(help="Een gemeente, een vroegere gemeente of een regio.")],
    data: DataOption = DATA_DIR,
    peildatum: PeildatumOption = "",
    telt: TeltOption = None,
    indeling: IndelingOption = INDELINGEN[0],
    as_json: JsonOption = False,
) -> None:
    """Command ``vraag``: one sentence about one place."""
    day = read_day(peildatum)
    with refusals():
        counted = find_aannames(telt or ())
        tables = read_tables(data)
        tables = carry_out(tables, read_indeling(tables, indeling, day))
        section = answer_section(build_stand(tables, day, telt=counted), naam)
    typer.echo(section_json(section, day).encode() if as_json else section_text(section))


def check(data: DataOption = DATA_DIR) -> None:
    """Command ``check``: one line for each problem of a data folder."""
    with refusals():
        problems = check_folder(data, tell)
    if not (data / BORDERS_FILE).exists():
        tell([f"{BORDERS_FILE} ontbreekt: de app kan geen kaart tekenen. {MAKE_BORDERS}"])
    for line in first_lines(problems):
        typer.echo(line)
    if problems:
        raise typer.Exit(EXIT_PROBLEMS)
    tell([f"Geen problemen gevonden in {data}."])
