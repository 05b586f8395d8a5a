"""Commands about the data: status, vraag, check and borders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netmap.borders import import_borders
from netmap.cli.common import (
    EXIT_PROBLEMS,
    DataOption,
    JsonOption,
    PeildatumOption,
    read_day,
    read_tables,
    refusals,
    tell,
)
from netmap.dutch import agree, count
from netmap.errors import first_lines
from netmap.layers import build_stand
from netmap.load import DATA_DIR, MAKE_BORDERS, check_folder
from netmap.pdok import PDOK_URL, fetch_borders
from netmap.plausible import BORDERS_FILE
from netmap.schema import dutch_date, dutch_number
from netmap.sections.answer import answer_section
from netmap.sections.standing import standing_section
from netmap.write.json import section_json
from netmap.write.text import section_text


def status(
    data: DataOption = DATA_DIR,
    peildatum: PeildatumOption = "",
    as_json: JsonOption = False,
) -> None:
    """Tel hoeveel gemeenten gedekt zijn; met --json ook per gemeente met uitleg."""
    day = read_day(peildatum)
    with refusals():
        tables = read_tables(data)
    section = standing_section(build_stand(tables, day))
    if as_json:
        typer.echo(section_json(section, day).encode())  # UTF-8 on every system
        return
    totals = section.facts["totalen"]
    typer.echo(f"Peildatum {dutch_date(day)}")
    for name, (gemeenten, inwoners) in {**totals["per_status"], "gedekt": totals["gedekt"]}.items():
        noun = agree(gemeenten, "gemeente", "gemeenten")
        typer.echo(f"{name:<15}{dutch_number(gemeenten):>5} {noun:<9} {dutch_number(inwoners):>11} inwoners")


def vraag(
    naam: Annotated[str, typer.Argument(help="Een gemeente, een vroegere gemeente of een regio.")],
    data: DataOption = DATA_DIR,
    peildatum: PeildatumOption = "",
    as_json: JsonOption = False,
) -> None:
    """Zeg in een zin of het daar gedekt is, door wie, en wie dat zegt."""
    day = read_day(peildatum)
    with refusals():
        section = answer_section(build_stand(read_tables(data), day), naam)
    typer.echo(section_json(section, day).encode() if as_json else section_text(section))


def check(data: DataOption = DATA_DIR) -> None:
    """Controleer een map met gegevens: één regel per probleem."""  # noqa: D401
    with refusals():
        problems = check_folder(data, tell)
    if not (data / BORDERS_FILE).exists():
        tell([f"{BORDERS_FILE} ontbreekt: de app kan geen kaart tekenen. {MAKE_BORDERS}"])
    for line in first_lines(problems):
        typer.echo(line)
    if problems:
        raise typer.Exit(EXIT_PROBLEMS)
    tell([f"Geen problemen gevonden in {data}."])


def borders(
    jaar: Annotated[int | None, typer.Option(help="Jaar van de gemeentelijke indeling.", min=2016, max=2100)] = None,
    bestand: Annotated[Path | None, typer.Option(help="GeoJSON met gemeenten, voor wie geen internet heeft.")] = None,
    data: DataOption = DATA_DIR,
    url: Annotated[str, typer.Option(help="Adres van de OGC API van PDOK.")] = PDOK_URL,
) -> None:
    """Haal de officiële grenzen op bij PDOK of uit een bestand, controleer ze en zet ze in de map."""
    if bestand is not None and url != PDOK_URL:
        msg = "Kies een van de twee: --bestand, of --url met --jaar."
        raise typer.BadParameter(msg)
    with refusals():
        if bestand is not None:
            result = import_borders(bestand, data, jaar, report=lambda line: tell([line]))
        elif jaar is not None:
            result = fetch_borders(jaar, data, url, report=lambda line: tell([line]))
        else:
            msg = "Noem het jaar, zoals --jaar 2026, of een bestand, zoals --bestand kaart.geojson."
            raise typer.BadParameter(msg)
    typer.echo(
        f"{result.path}: {count(result.gemeenten, 'gemeente', 'gemeenten')}, "
        f"{dutch_number(result.omvang_bytes / 1000)} kB"
    )
