"""What the commands share: options, exit codes, and how they read, refuse and report."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeGuard

import typer

from netmap.aankondigingen import INDELINGEN, find_meant, tell_by_law
from netmap.aannames import AANNAMES
from netmap.choices import CHOICES, find_layer
from netmap.errors import DataError, NetmapError, first_lines
from netmap.load import load_tables
from netmap.save import save_file
from netmap.schema import dutch_date, dutch_number, dutch_today, fold, parse_peildatum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from netmap.aankondigingen import Aankondiging
    from netmap.layers import Layer
    from netmap.load import Tables
    from netmap.regio import Regio

EXIT_PROBLEMS = 1
"""The data are wrong."""
EXIT_UNREADABLE = 2
"""The folder, an option or the place to write to is."""
STDOUT = Path("-")
"""What ``--out`` calls stdout."""

StoreOption = Annotated[
    str,
    typer.Option(
        "--opslag",
        envvar="NETMAP_DATABASE",
        show_envvar=False,
        help="Pad van een SQLite-bestand, of het adres van een database; zonder deze optie wat NETMAP_DATABASE noemt.",
    ),
]
DataOption = Annotated[Path, typer.Option("--data", help="Map met gemeenten.csv en contacts.csv.")]
PeildatumOption = Annotated[
    str, typer.Option(help="De dag, zoals 2026-11-21 of 21-11-2026; zonder deze optie vandaag.")
]
TeltOption = Annotated[
    list[str] | None,
    typer.Option("--telt", help=f"Wat telt mee; mag vaker. Zonder deze optie alles. Kies uit: {', '.join(AANNAMES)}."),
]
IndelingOption = Annotated[
    str,
    typer.Option(
        help="Met welke gemeenten, na een herindeling die nog geen wet is: vastgesteld, of zoals is aangekondigd."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Alles als één JSON-object.")]
LayerOption = Annotated[str, typer.Option(help="De laag: haar sleutel of haar naam.")]
GebiedOption = Annotated[
    str, typer.Option(help="Nederland, een gebied zoals Oost-Brabant of provincie:Zeeland, of 'Breda; Tilburg'.")
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        help="Bestand of map, of - voor het gewone uitvoerkanaal; zonder deze optie een bestand in de huidige map."
    ),
]


def tell(lines: Iterable[str]) -> None:
    """Write notices, Dutch sentences, to stderr; of very many the first."""
    for line in first_lines(lines):
        typer.echo(line, err=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what netmap refuses into lines on stderr and an exit code, never a traceback.

    Exits with ``EXIT_PROBLEMS`` when the data are wrong, else with ``EXIT_UNREADABLE``.
    """
    try:
        yield
    except DataError as error:
        tell(map(str, error.problems))
        raise typer.Exit(EXIT_PROBLEMS) from None
    except NetmapError as error:
        tell([str(error)])
        raise typer.Exit(EXIT_UNREADABLE) from None


def read_day(text: str, option: str = "--peildatum") -> date:
    """Read a date of the command line, as people write it; empty is today.

    Says how it was read when it was not written as ISO does. BadParameter when it is no date; says how to write it.
    """
    if not text:
        return dutch_today()
    try:
        day = parse_peildatum(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    if text != day.isoformat():
        tell([f"{option} {text} is gelezen als {dutch_date(day)}."])
    return day


def read_since(text: str, peildatum: date) -> date:
    """Read the day that something is looked at from; NetmapError when it lies after the peildatum."""
    since = read_day(text, "--sinds")
    if since > peildatum:
        msg = (
            f"--sinds {dutch_date(since)} ligt na de peildatum, {dutch_date(peildatum)}. Kies een eerdere dag voor "
            "--sinds, of een latere voor --peildatum."
        )
        raise NetmapError(msg)
    return since


def read_tables(data: Path) -> Tables:
    """Load a data folder; what the reader should know about it goes to stderr.

    NetmapError when the folder cannot be read or the data are wrong.
    """
    tables = load_tables(data)
    tell(tables.notices)
    tell(map(str, tables.problems))
    return tables


def read_indeling(tables: Tables, text: str, day: date) -> tuple[Aankondiging, ...]:
    """Find the announced herindelingen to carry out for the gemeenten that somebody asks for on a day.

    Says so when none is announced up to that day. NetmapError when there is no such choice.
    """
    if fold(text) not in INDELINGEN:
        msg = f"De indeling {text[:30]!r} bestaat niet. Kies uit: {', '.join(INDELINGEN)}."
        raise NetmapError(msg)
    if fold(text) == INDELINGEN[0]:
        return ()
    done = find_meant(tables.aangekondigd, day)
    if not done:
        tell([tell_by_law(day)])
    return done


def read_gebied(tables: Tables, text: str) -> Regio | None:
    """Find the area that somebody typed; of a group, what became of a former gemeente goes to stderr.

    NetmapError when there is no such area; None is the country.
    """
    found = tables.gebieden.find(text)
    if found and found.codes:
        tell(tables.gebieden.parse(text).notices)
    return found


def read_layer(text: str) -> Layer:
    """Find the layer by the key or name that somebody typed, in any spelling of capitals and accents.

    NetmapError when there is none; says which there are.
    """
    if found := find_layer(text):
        return found
    msg = f"De laag {text[:60]!r} bestaat niet. Kies uit: {', '.join(CHOICES)}."
    raise NetmapError(msg)


def is_file(out: Path | None) -> TypeGuard[Path]:
    """Say whether ``--out`` names a file: it ends like one and no folder has that name, or it is ``-``.

    Otherwise it is a folder to put files in.
    """
    if out is None or out == STDOUT:
        return out is not None
    return bool(out.suffix) and not os.path.isdir(out)  # never an error, unlike Path.is_dir


def keep(path: Path, content: bytes) -> None:
    """Save a file and say so; ``-`` is stdout, which then has nothing else."""
    if path == STDOUT:
        typer.echo(content, nl=False)
        return
    save_file(path, content)
    tell([describe_file(path, content)])


def describe_file(path: Path, content: bytes) -> str:
    """Name a file that was made, and how large it is."""
    return f"{path}: {dutch_number(max(len(content) / 1000, 1))} kB"


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show on a terminal how far long work is; in a pipe there is nothing to see.

    What it yields is called with what is done, what there is in all, and what comes next.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total, _name: None
        return
    with typer.progressbar(length=100, label=label, file=sys.stderr, show_eta=False) as bar:

        def advance(done: int, total: int, name: str) -> None:
            bar.label = f"{label}: {name}" if name else label
            bar.update(round(100 * done / total) - bar.pos)

        yield advance
