"""The README holds: its commands are ours, its links lead somewhere, its chat.toml is read."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from pipeline import chatfile
from pipeline.cli import app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_WORDS = {"make", ".venv/bin/standout"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


LINES = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
STANDOUT = [line for line in LINES if line.startswith(".venv/bin/standout")]
LINKS = re.findall(r"\]\(([^)#:]+)\)", README)


def test_the_first_two_commands_are_for_the_recap_and_the_tests() -> None:
    assert LINES[:2] == ["make recap", "make test"]


def test_every_shell_line_is_one_of_our_commands() -> None:
    assert {shlex.split(line)[0] for line in LINES} <= FIRST_WORDS


def test_every_make_target_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets


@pytest.mark.parametrize("line", STANDOUT)
def test_every_command_with_its_options_is_understood(line: str) -> None:
    group = typer.main.get_command(app)
    name, *words = shlex.split(line)[1:]
    group.commands[name].make_context(name, words)  # a wrong option or argument is an error


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_every_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_chat_toml_that_it_shows_is_one(tmp_path: Path) -> None:
    [shown] = blocks("toml")
    file = tmp_path / "chat.toml"
    file.write_text(shown, encoding="utf-8")
    assert chatfile.read(file).host == ("SlowGrowthQx",)
