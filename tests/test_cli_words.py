"""What the command line says is Dutch, also what Typer says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from netmap.cli.main import COMMANDS, Commands, app

if TYPE_CHECKING:
    from typer._click import Command

ENGLISH = re.compile(
    r"\b(the|and|with|for|a|an|is not|does|error|usage|options?|arguments?|commands?|show|exit|message|default|required"
    r"|range|int|float|str|path|list|try|invalid|missing|such|got|unexpected|requires|takes?|value|valid|input|should"
    r"|possible|mean|did|unable|aborted|unknown)\b",
    re.I,
)
OWN = re.compile(r"--[a-z-]+|https?://\S+|/\S+")
"""Names of options, addresses and paths."""


def each_command() -> dict[tuple[str, ...], Command]:
    """Every command that can be run, by the words that call it."""
    found: dict[tuple[str, ...], Command] = {}
    for name in COMMANDS:
        command = Commands().get_command(typer.Context(typer.main.get_command(app)), name)
        assert command
        parts: dict[str, Command] = getattr(command, "commands", {})
        found |= {(name, part): one for part, one in parts.items()} or {(name,): command}
    return found


EACH = each_command()


def said(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments), prog_name="python -m netmap")
    assert result.exit_code == code
    return result.stdout if code == 0 else result.stderr


def english(text: str) -> list[str]:
    return [match[0] for match in ENGLISH.finditer(OWN.sub("", text))]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([*called, "--help"] for called in sorted({(name,) for name in COMMANDS} | {*EACH}))],
    ids=" ".join,
)
def test_no_help_has_a_word_of_english(arguments: list[str]) -> None:
    told = said(*arguments)
    assert told.startswith("Gebruik: ")
    assert "Opties:" in told
    assert english(told) == []


def test_the_help_names_every_command_with_what_it_does() -> None:
    told = " ".join(said("--help").split())
    assert [name for name, (_, uitleg) in COMMANDS.items() if f" {name} {uitleg}" not in told] == []


def test_the_help_says_what_is_asked_and_between_which_bounds() -> None:
    assert "naam <tekst>  Een gemeente, een vroegere gemeente of een regio.  [verplicht]" in said("vraag", "--help")
    assert "[van 2016 tot en met 2100]" in " ".join(said("borders", "--help").split())
    assert "--seconden <getal>       Zo lang mag het zoeken duren.  [standaard: 10.0]" in said("where-next", "--help")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["stats"], "De opdracht 'stats' bestaat niet. Bedoelt u status?"),
        (["zzz"], f"De opdracht 'zzz' bestaat niet. Kies uit: {', '.join(COMMANDS)}."),
        (["--versie"], "De optie --versie bestaat niet."),
        (["-x"], "De optie -x bestaat niet."),
        (["status", "--pijldatum", "x"], "De optie --pijldatum bestaat niet. Bedoelt u --peildatum?"),
        (["status", "--peil", "x"], "De optie --peil bestaat niet. Bedoelt u --help, --peildatum, --telt?"),
        (["status", "x", "y"], "Dit hoort er niet bij: x y."),
        (["vraag"], "Er ontbreekt iets: noem ook naam."),
        (["forecast", "--maanden", "veel"], "--maanden: schrijf een heel getal, zoals 12."),
        (["forecast", "--maanden", "9.5"], "--maanden: schrijf een heel getal, zoals 12."),
        (["forecast", "--maanden", "9" * 5000], "--maanden: deze waarde kan hier niet."),
        (["where-next", "--seconden", "lang"], "--seconden: schrijf een getal, zoals 2.5."),
        (["borders", "--jaar", "3"], "--jaar: schrijf 2016 of meer."),
        (["borders", "--jaar", "3000"], "--jaar: schrijf 2100 of minder."),
        (["borders", "--jaar"], "Bij --jaar hoort een waarde."),
        (["where-next", "--los=1"], "Bij --los hoort geen waarde."),
        (["borders"], "Noem het jaar, zoals --jaar 2026, of een bestand, zoals --bestand kaart.geojson."),
        (["status", "--peildatum", "2026-02-30"], "--peildatum: '2026-02-30' is geen datum."),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_is_mistyped_is_answered_with_a_dutch_sentence_first(arguments: list[str], sentence: str) -> None:
    told = said(*arguments, code=2)
    assert told.startswith(sentence)
    assert english(told) == []


def test_no_command_at_all_shows_the_help() -> None:
    assert said(code=2) == said("--help")


@pytest.mark.parametrize("called", EACH, ids=" ".join)
def test_every_option_answers_in_dutch_when_its_value_is_missing_or_wrong(called: tuple[str, ...]) -> None:
    command = EACH[called]
    options = [one for one in command.params if one.param_type_name == "option"]
    told = [said(*called, one.opts[0], code=2) for one in options if not getattr(one, "is_flag", False)]
    assert {text.partition(" hoort ")[2][:12] for text in told} == {"een waarde.\n"}
    assert english("".join(told)) == []
