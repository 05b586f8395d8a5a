"""Typer in Dutch: the headings of its help, its own words in it, and what it says of a command that is mistyped.

Typer has no translations, so its sentences are known here by heart; a test walks every command for English.
"""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click import Command, Context, HelpFormatter

OPTIONS: Final = "[OPTIES]"
"""How a line of usage names the options."""
_STOPPED: Final = 130
"""What Typer makes of Ctrl-C, without a word."""
_WORDS: Final = tuple(
    (re.compile(english), dutch)
    for english, dutch in (
        (r"<(list\[)?str\]?>", "<tekst>"),
        (r"<(int|float)( range)?>", "<getal>"),
        (r"<(list\[)?[Pp]ath\]?>", "<pad>"),
        (r"\[default: ", "[standaard: "),
        (r"([;[] ?)(\d+)<=x<=(\d+)\]$", r"\1van \2 tot en met \3]"),
        (r"([;[] ?)required\]$", r"\1verplicht]"),
        (r"^Show this message and exit\.$", "Toon deze uitleg."),
        (r"^Invalid value for '?(.+?)'?: ", r"\1: "),
        (r"^Invalid value: ", ""),
        (r"^Missing (?:argument|option) '(.+)'\.$", r"Er ontbreekt iets: noem ook \1."),
        (r"^No such option: (\S+)", r"De optie \1 bestaat niet."),
        (r" \(Possible options: (.+)\)$", r" Bedoelt u \1?"),
        (r"^Got unexpected extra argument\(s\) \((.+)\)$", r"Dit hoort er niet bij: \1."),
        (r"^Option '(.+)' requires an argument\.$", r"Bij \1 hoort een waarde."),
        (r"^Option '(.+)' does not take a value\.$", r"Bij \1 hoort geen waarde."),
        (r"(?<=: )Input should be a valid integer.*", "schrijf een heel getal, zoals 12."),
        (r"(?<=: )Input should be a valid number.*", "schrijf een getal, zoals 2.5."),
        (r"(?<=: )Input should be greater than or equal to (\S+)", r"schrijf \1 of meer."),
        (r"(?<=: )Input should be less than or equal to (\S+)", r"schrijf \1 of minder."),
        (r"(?<=: )(?:Input should|Unable to|Value ).*", "deze waarde kan hier niet."),
    )
)


def in_dutch(text: str) -> str:
    """Say in Dutch what Typer wrote; what is Dutch already stays as it is."""
    for english, dutch in _WORDS:
        text = english.sub(dutch, text)
    return text


def explain(error: typer.TyperException) -> str:
    """Tell why a command is refused, then how it is written."""
    context: Context | None = getattr(error, "ctx", None)  # all but those that are about a file have one
    if context is None:
        return in_dutch(error.format_message())
    if error.format_message() == context.get_help():  # a bare command is answered with its help
        return error.message
    usage = f"{context.get_usage()}\nUitleg: {context.command_path} {context.help_option_names[0]}"
    return f"{in_dutch(error.format_message())}\n\n{usage}"


def _write_usage(command: TyperCommand | TyperGroup, ctx: Context, formatter: HelpFormatter) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), "Gebruik: ")


def _write_options(command: TyperCommand | TyperGroup, ctx: Context, formatter: HelpFormatter) -> None:
    for heading, kind in (("Argumenten", "argument"), ("Opties", "option")):
        records = [one.get_help_record(ctx) for one in command.get_params(ctx) if one.param_type_name == kind]
        if rows := [(in_dutch(name), in_dutch(text)) for name, text in filter(None, records)]:
            with formatter.section(heading):
                formatter.write_dl(rows)


class DutchCommand(TyperCommand):
    """A command whose help is Dutch."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write how the command is written."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what each argument and option means."""
        _write_options(self, ctx, formatter)


class DutchGroup(TyperGroup):
    """A group of commands whose help and refusals are Dutch."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write how a command is written."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options, then the commands."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def explained(self) -> dict[str, str]:
        """Return what each command does, by its name."""
        return {name: command.help or "" for name, command in self.commands.items()}

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 (Typer asks so)
        """List the commands."""
        with formatter.section("Opdrachten"):
            formatter.write_dl(list(self.explained().items()))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that was typed; of one that does not exist, say which there are."""
        name, known = args[0], self.explained()
        if name not in known:
            near = get_close_matches(name, known)
            hint = f"Bedoelt u {' of '.join(near)}?" if near else f"Kies uit: {', '.join(known)}."
            ctx.fail(f"De opdracht {name[:60]!r} bestaat niet. {hint}")
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; as a program, which it is unless somebody says otherwise, leave with its exit code."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as error:
            if not standalone_mode:
                raise
            typer.echo(explain(error), err=True)
            code = error.exit_code
        if code == _STOPPED:
            raise KeyboardInterrupt  # __main__ says so, also of what happens before this is read
        return sys.exit(code) if standalone_mode else code


def new_group(kind: type[DutchGroup], uitleg: str) -> typer.Typer:
    """Make a group of commands whose help is ours alone: no colours, no completion, no English."""
    return typer.Typer(
        cls=kind,
        help=uitleg,
        options_metavar=OPTIONS,
        subcommand_metavar="OPDRACHT [ARGUMENTEN]",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
