"""Commands about the data: status, check and borders."""

from __future__ import annotations

from typing import Annotated, Any

import typer

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
from netmap.coverage import compute_coverage, compute_totals
from netmap.errors import DataError
from netmap.forecast.tellingen import load_tellingen
from netmap.graph import build_graph
from netmap.load import DATA_DIR, check_folder
from netmap.pdok import PDOK_URL, fetch_borders
from netmap.schema import dutch_date, dutch_number
from netmap.write.json import object_json


def status(
    data: DataOption = DATA_DIR,
    peildatum: PeildatumOption = "",
    as_json: JsonOption = False,
) -> None:
    """Tel hoeveel gemeenten gedekt zijn; met --json ook per gemeente met uitleg."""
    day = read_day(peildatum)
    with refusals():
        tables = read_tables(data)
    dekking = compute_coverage(build_graph(tables, day))
    totals = compute_totals(dekking.values())
    if not as_json:
        typer.echo(f"Peildatum {dutch_date(day)}")
        for name, (gemeenten, inwoners) in {**totals.per_status, "gedekt": totals.gedekt}.items():
            typer.echo(f"{name:<11}{dutch_number(gemeenten):>5} gemeenten {dutch_number(inwoners):>11} inwoners")
        return
    report = {
        "peildatum": day,
        "totalen": {
            "gemeenten": totals.gemeenten,
            "inwoners": totals.inwoners,
            "gedekt": totals.gedekt,
            "per_status": totals.per_status,
        },
        "gemeenten": [_gemeente(one) for one in dekking.values()],
    }
    typer.echo(object_json(report).encode())  # UTF-8 on every system


def _gemeente(one: Any) -> dict[str, Any]:
    """Turn the coverage of one gemeente into what the JSON promises."""
    fields = ("code", "naam", "politieregio", "veiligheidsregio", "provincie", "inwoners", "status", "k", "segmenten")
    more = ("fte_per_100k", "einddatum", "te_bevestigen", "zekerheid", "uitleg")
    return {field: getattr(one, field) for field in (*fields, *more)}


def check(data: DataOption = DATA_DIR) -> None:
    """Controleer een map met gegevens: één regel per probleem."""  # noqa: D401
    with refusals():
        problems = check_folder(data)
        try:
            load_tellingen(data)
        except DataError as error:
            problems += error.problems
    if not (data / "gemeenten.geojson").exists():
        tell(["gemeenten.geojson ontbreekt: de app kan geen kaart tekenen. Maak het met 'python -m netmap borders'."])
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(EXIT_PROBLEMS)
    tell([f"Geen problemen gevonden in {data}."])


def borders(
    jaar: Annotated[int, typer.Option(help="Jaar van de gemeentelijke indeling.", min=2016, max=2100)],
    data: DataOption = DATA_DIR,
    url: Annotated[str, typer.Option(help="Adres van de OGC API van PDOK.")] = PDOK_URL,
) -> None:
    """Haal de officiële grenzen op bij PDOK, controleer ze en zet ze in de map."""
    with refusals():
        result = fetch_borders(jaar, data, url, report=lambda line: tell([line]))
    typer.echo(f"{result.path}: {result.gemeenten} gemeenten, {dutch_number(result.omvang_bytes / 1000)} kB")
