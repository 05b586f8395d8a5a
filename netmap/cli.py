"""The command line: status, check and borders; what scripts read goes to stdout, notices go to stderr."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from netmap.coverage import compute_coverage, compute_totals
from netmap.errors import DataError, NetmapError
from netmap.graph import build_graph
from netmap.load import DATA_DIR, check_folder, load_tables
from netmap.pdok import PDOK_URL, fetch_borders
from netmap.schema import dutch_date, dutch_number, parse_peildatum

app = typer.Typer(
    help="Wie coördineert waar de zorg voor slachtoffers van mensenhandel, en waar zijn de gaten?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

EXIT_PROBLEMS = 1
EXIT_UNREADABLE = 2

DataOption = Annotated[Path, typer.Option("--data", help="Map met gemeenten.csv en contacts.csv.")]


def _day(text: str) -> date:
    """Read the peildatum of the command line."""
    try:
        return parse_peildatum(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--peildatum") from None


def _tell(lines: list[str] | tuple[str, ...]) -> None:
    """Write notices to stderr."""
    for line in lines:
        typer.echo(line, err=True)


@app.command()
def status(
    data: DataOption = DATA_DIR,
    peildatum: Annotated[str, typer.Option(help="De dag, als jaar-maand-dag; zonder deze optie vandaag.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Alles als één JSON-object.")] = False,
) -> None:
    """Tel hoeveel gemeenten gedekt zijn; met --json ook per gemeente met uitleg."""
    day = _day(peildatum) if peildatum else date.today()
    try:
        tables = load_tables(data)
    except DataError as error:
        _tell([str(problem) for problem in error.problems])
        raise typer.Exit(EXIT_PROBLEMS) from None
    except NetmapError as error:
        _tell([str(error)])
        raise typer.Exit(EXIT_UNREADABLE) from None
    _tell(tables.notices)
    _tell([str(problem) for problem in tables.problems])
    dekking = compute_coverage(build_graph(tables, day))
    totals = compute_totals(dekking.values())
    if not as_json:
        typer.echo(f"Peildatum {dutch_date(day)}")
        for name, (gemeenten, inwoners) in {**totals.per_status, "gedekt": totals.gedekt}.items():
            typer.echo(f"{name:<11}{dutch_number(gemeenten):>5} gemeenten {dutch_number(inwoners):>11} inwoners")
        return
    report = {
        "peildatum": day.isoformat(),
        "totalen": {
            "gemeenten": totals.gemeenten,
            "inwoners": totals.inwoners,
            "gedekt": _pair(totals.gedekt),
            "per_status": {name: _pair(pair) for name, pair in totals.per_status.items()},
        },
        "gemeenten": [_gemeente(one) for one in dekking.values()],
    }
    typer.echo(json.dumps(report, ensure_ascii=False, indent=1).encode())  # UTF-8 on every system


def _pair(counts: tuple[int, int]) -> dict[str, int]:
    return {"gemeenten": counts[0], "inwoners": counts[1]}


def _gemeente(one: Any) -> dict[str, Any]:
    """Turn the coverage of one gemeente into what the JSON promises."""
    fields = ("code", "naam", "politieregio", "veiligheidsregio", "provincie", "inwoners", "status", "k")
    return {
        **{field: getattr(one, field) for field in fields},
        "segmenten": {segment: list(names) for segment, names in one.segmenten.items()},
        "fte_per_100k": one.fte_per_100k,
        "einddatum": one.einddatum.isoformat() if one.einddatum else None,
        "te_bevestigen": one.te_bevestigen,
        "zekerheid": one.zekerheid,
        "uitleg": list(one.uitleg),
    }


@app.command()
def check(data: DataOption = DATA_DIR) -> None:
    """Controleer een map met gegevens: één regel per probleem."""  # noqa: D401
    try:
        problems = check_folder(data)
    except NetmapError as error:
        _tell([str(error)])
        raise typer.Exit(EXIT_UNREADABLE) from None
    if not (data / "gemeenten.geojson").exists():
        _tell(["gemeenten.geojson ontbreekt: de app kan geen kaart tekenen. Maak het met 'python -m netmap borders'."])
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(EXIT_PROBLEMS)
    _tell([f"Geen problemen gevonden in {data}."])


@app.command()
def borders(
    jaar: Annotated[int, typer.Option(help="Jaar van de gemeentelijke indeling.", min=2016, max=2100)],
    data: DataOption = DATA_DIR,
    url: Annotated[str, typer.Option(help="Adres van de OGC API van PDOK.")] = PDOK_URL,
) -> None:
    """Haal de officiële grenzen op bij PDOK, controleer ze en zet ze in de map."""
    try:
        result = fetch_borders(jaar, data, url, report=lambda line: typer.echo(line, err=True))
    except NetmapError as error:
        _tell([str(error)])
        raise typer.Exit(EXIT_UNREADABLE) from None
    typer.echo(f"{result.path}: {result.gemeenten} gemeenten, {dutch_number(result.omvang_bytes / 1000)} kB")
