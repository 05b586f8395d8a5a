"""All commands; what scripts read goes to stdout, notices go to stderr."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer

from netmap.cli.words import OPTIONS, DutchCommand, DutchGroup, new_group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typer._click import Command, Context

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "status": ("data", "Tel hoeveel gemeenten gedekt zijn; met --json ook per gemeente met uitleg."),
    "vraag": ("data", "Zeg in een zin of het daar gedekt is, door wie, en wie dat zegt."),
    "check": ("data", "Controleer een map met gegevens: één regel per probleem."),
    "borders": (
        "borders",
        "Haal de officiële grenzen op bij PDOK of uit een bestand, controleer ze en zet ze in de map.",
    ),
    "removal": ("decisions", "Laat zien wat er wegvalt zonder een organisatie, tafel of inzet."),
    "forecast": ("decisions", "Laat zien hoe de dekking verliep, en verloopt voor zover bekend."),
    "scenario": ("decisions", "Reken door wat een scenario verandert."),
    "where-next": ("decisions", "Zoek waar nieuwe zorgcoördinatoren de meeste inwoners helpen."),
    "compare": ("decisions", "Vergelijk twee dagen of twee mappen met gegevens."),
    "criteria": ("decisions", "Laat zien wat er bekend is over de criteria van gemeenten en politieregio's."),
    "confirm": ("decisions", "Laat zien wat het eerst bevestigd moet worden, en wie dat kan."),
    "ronde": ("ronde", "Maak formulieren om de gegevens te laten bevestigen, of noem wat eindigt of veroudert."),
    "picture": ("exports", "Maak de kaart als plaatje: PNG, SVG of PDF."),
    "slides": ("exports", "Maak dia's: een hele presentatie, of één dia."),
    "report": (
        "exports",
        "Maak het rapport van een gebied of van Nederland, of met --briefje één bladzijde: PDF, DOCX of HTML.",
    ),
    "export": ("exports", "Maak de gegevens: tabellen, het netwerk of de kaart."),
    "invulblad": ("intake", "Maak een werkmap met wat er bekend is, om te verbeteren en weer in te lezen."),
    "inlezen": ("intake", "Lees een bestand met rijen, laat zien wat het verandert, en neem dat over."),
    "onthouden": ("intake", "Laat zien wat bij het inlezen is onthouden, en neem daar iets van terug."),
    "store": ("store", "Bewaar de gegevens met hun geschiedenis in een database."),
}
"""Name of a command: the module of ``netmap.cli`` with its function, and what it does."""


class Commands(DutchGroup):
    """All commands; the module of one is imported when it is run.

    Reading the code of pandas, GeoPandas and the writers takes longer than most commands do, and the list of commands,
    a mistyped name and ``check`` need none or little of it.
    """

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 (Typer asks so)
        """Name the commands, in the order of the manual."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        """Import one command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, uitleg = COMMANDS[cmd_name]
        function = getattr(import_module(f"netmap.cli.{module}"), cmd_name.replace("-", "_"))
        if isinstance(function, typer.Typer):
            return typer.main.get_group(function)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name, cls=DutchCommand, help=uitleg, options_metavar=OPTIONS)(function)
        command = typer.main.get_command(alone)
        assert isinstance(command, DutchCommand)  # a single command without callback is itself
        return command

    def explained(self) -> dict[str, str]:
        """Return what each command does, without importing it."""
        return {name: uitleg for name, (_, uitleg) in COMMANDS.items()}


app = new_group(Commands, "Wie coördineert waar de zorg voor slachtoffers van mensenhandel, en waar zijn de gaten?")


@app.callback()
def netmap() -> None:
    """Carry the commands: Typer makes a group of what has one."""
