"""All commands; what scripts read goes to stdout, notices go to stderr."""

from __future__ import annotations

import typer

from netmap.cli.data import borders, check, status

app = typer.Typer(
    help="Wie coördineert waar de zorg voor slachtoffers van mensenhandel, en waar zijn de gaten?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (status, check, borders):
    app.command()(command)
