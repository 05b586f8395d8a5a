"""The command borders, apart from the others: only it asks another host for anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netmap.borders import import_borders
from netmap.cli.common import DataOption, refusals, tell
from netmap.dutch import count
from netmap.load import DATA_DIR
from netmap.pdok import PDOK_URL, fetch_borders
from netmap.schema import dutch_number


def borders(
    jaar: Annotated[int | None, typer.Option(help="Jaar van de gemeentelijke indeling.", min=2016, max=2100)] = None,
    bestand: Annotated[Path | None, typer.Option(help="GeoJSON met gemeenten, voor wie geen internet heeft.")] = None,
    data: DataOption = DATA_DIR,
    url: Annotated[str, typer.Option(help="Adres van de OGC API van PDOK.")] = PDOK_URL,
) -> None:
    """Command ``borders``: fetch or read the official borders."""
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
