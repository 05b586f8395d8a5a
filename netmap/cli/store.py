"""The commands of the store: fill it, look at it, take data out of it, and keep a copy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netmap.cli.common import EXIT_PROBLEMS, DataOption, StoreOption, refusals, tell
from netmap.cli.words import OPTIONS, DutchCommand, DutchGroup, new_group
from netmap.dutch import count
from netmap.load import DATA_DIR
from netmap.save import save_files
from netmap.store.backup import back_up, put_back
from netmap.store.store import Store
from netmap.toegang import make_beheerder

VersieOption = Annotated[
    int | None, typer.Option("--versie", help="Nummer van de versie; zonder deze optie de nieuwste.")
]
WieOption = Annotated[
    str,
    typer.Option(
        "--wie",
        envvar=["USER", "USERNAME"],
        show_envvar=False,
        help="Wie dit doet; zonder deze optie wie is aangemeld.",
    ),
]

store = new_group(DutchGroup, "Bewaar de gegevens met hun geschiedenis in een database.")


@store.command("init", cls=DutchCommand, options_metavar=OPTIONS, help="Maak de opslag en vul haar met een map.")
def init(
    opslag: StoreOption,
    data: DataOption = DATA_DIR,
    waarom: Annotated[str, typer.Option(help="Waarom, in een zin.")] = "",
    naam: Annotated[str, typer.Option(help="Naam van de versie.")] = "",
    wie: WieOption = "beheerder",
) -> None:
    """Command ``store init``: a first version, or a next one of what was changed in the folder."""
    with refusals():
        kept = Store.at(opslag)
        kept.migrate()
        reason = waarom or f"Overgenomen uit de map {data.resolve().name}."
        versie, notices = kept.take_over(data, gebruiker=make_beheerder(wie), waarom=reason, naam=naam)
        tell(notices)
        changes = kept.changes(versie.nummer)
    rows = count(sum(bool(one.sleutel) for one in changes), "regel", "regels")
    files = count(sum(not one.sleutel for one in changes), "bestand", "bestanden")
    typer.echo(f"Versie {versie.nummer} ({versie.naam}): {rows} en {files} nieuw of gewijzigd.")


@store.command("export", cls=DutchCommand, options_metavar=OPTIONS, help="Schrijf een versie als map met gegevens.")
def export(
    opslag: StoreOption,
    out: Annotated[Path, typer.Option("--out", help="De map; wat er niet bij hoort, blijft staan.")],
    versie: VersieOption = None,
) -> None:
    """Command ``store export``: a folder that ``check`` accepts and ``--data`` takes."""
    with refusals():
        inhoud = Store.at(opslag).read(versie)
        contents = inhoud.folder
        save_files({out / name: content for name, content in contents.items()})
    typer.echo(f"{out}: versie {inhoud.nummer}, {count(len(contents), 'bestand', 'bestanden')}.")


@store.command("versies", cls=DutchCommand, options_metavar=OPTIONS, help="Noem de versies: wanneer, door wie, waarom.")
def versies(opslag: StoreOption) -> None:
    """Command ``store versies``: one line per version, the newest first."""
    with refusals():
        found = Store.at(opslag).versions()
    for one in reversed(found):
        typer.echo(f"{one.nummer:>5}  {one.wanneer[:16].replace('T', ' ')}  {one.naam}  {one.wie}: {one.waarom}")


@store.command("verify", cls=DutchCommand, options_metavar=OPTIONS, help="Kijk na of de geschiedenis ongeschonden is.")
def verify(opslag: StoreOption) -> None:
    """Command ``store verify``: what was changed behind the back of netmap, one line each; else the last hash."""
    with refusals():
        kept = Store.at(opslag)
        problems, head = kept.verify(), kept.head()
    for line in problems:
        typer.echo(line)
    if problems:
        raise typer.Exit(EXIT_PROBLEMS)
    typer.echo(f"De geschiedenis is ongeschonden. Laatste hash: {head}")


@store.command(
    "backup", cls=DutchCommand, options_metavar=OPTIONS, help="Maak een reservekopie, ook als de app draait."
)
def backup(opslag: StoreOption, out: Annotated[Path, typer.Option("--out", help="Het bestand van de kopie.")]) -> None:
    """Command ``store backup``: a copy that is whole."""
    with refusals():
        back_up(Store.at(opslag).engine, out)
    typer.echo(f"{out}: reservekopie gemaakt.")


@store.command("restore", cls=DutchCommand, options_metavar=OPTIONS, help="Zet een reservekopie terug.")
def restore(
    opslag: StoreOption,
    kopie: Annotated[Path, typer.Argument(help="Wat 'store backup' maakte.")],
    wie: WieOption = "beheerder",
) -> None:
    """Command ``store restore``: what is in the store now is lost, unless it is in another copy."""
    with refusals():
        put_back(Store.at(opslag).engine, kopie, gebruiker=make_beheerder(wie))
    typer.echo(f"{kopie} is teruggezet.")


@store.command("terug", cls=DutchCommand, options_metavar=OPTIONS, help="Maak van een eerdere versie de nieuwste.")
def terug(
    opslag: StoreOption,
    nummer: Annotated[int, typer.Argument(help="Nummer van de versie.")],
    waarom: Annotated[str, typer.Option(help="Waarom, in een zin.")] = "",
    wie: WieOption = "beheerder",
) -> None:
    """Command ``store terug``: undo as a new version; nothing is deleted."""
    with refusals():
        made = Store.at(opslag).restore(
            nummer, gebruiker=make_beheerder(wie), waarom=waarom or f"Terug naar versie {nummer}."
        )
    typer.echo(f"Versie {made.nummer} ({made.naam}) is gelijk aan versie {nummer}.")
