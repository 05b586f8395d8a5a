"""What is installed is what was looked at: every package by its exact version and hash, the tests on the same app."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt", ".ci/requirements.txt")


def pins(name: str) -> dict[str, str]:
    """Package to everything its lock says of it: version, systems, hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.partition("==")[0]: line.partition("==")[2] for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_to_a_version_and_its_files(name: str) -> None:
    odd = [
        one for one, rest in pins(name).items() if not re.fullmatch(r"[\w.]+( ; [^-]+)?( --hash=sha256:\w{64})+", rest)
    ]
    assert odd == []


def test_the_tests_run_on_the_app_as_it_is_installed() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize(("name", "extra"), [("requirements.txt", ()), ("requirements-dev.txt", ("dev",))])
def test_everything_asked_for_is_locked(name: str, extra: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for key in extra for one in project["optional-dependencies"][key])]
    assert {re.split(r"[<>=[]", one)[0].lower() for one in asked} <= pins(name).keys()
