"""All commands; what scripts read goes to stdout, notices go to stderr."""

from __future__ import annotations

import typer

from netmap.cli.data import borders, check, status, vraag
from netmap.cli.decisions import compare, criteria, forecast, removal, scenario, where_next
from netmap.cli.exports import export, picture, report, slides

app = typer.Typer(
    help="Wie coördineert waar de zorg voor slachtoffers van mensenhandel, en waar zijn de gaten?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS = (
    *(status, vraag, check, borders),
    *(removal, forecast, scenario, where_next, compare, criteria),
    *(picture, slides, report, export),
)
for command in COMMANDS:
    app.command()(command)
