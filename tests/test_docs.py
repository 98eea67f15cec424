"""The documents cannot rot: what they say of records and commands is what the code has."""

from __future__ import annotations

import re
import subprocess
import sys

import typer

from pipeline.chatfile import ChatFile
from pipeline.cli import app
from pipeline.records import Asked
from pipeline.runs import FILES
from pipeline.settings import known
from tests.conftest import ROOT

COMMANDS = typer.main.get_command(app).commands


def test_the_reference_is_the_one_that_the_code_gives() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "reference.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_command_and_option_has_help_and_an_example() -> None:
    inner = [part for known in COMMANDS.values() for part in getattr(known, "commands", {}).items()]
    known = [item for item in COMMANDS.items() if not hasattr(item[1], "commands")]
    for name, command in [*known, *inner]:
        assert "Example: standout" in command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"standout {name}" not in text] == []


def test_every_key_of_a_record_file_is_named_in_words_that_people_read() -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    parts = {part.partition("\n")[0]: part for part in page.split("\n## ")}
    for name, (record, _) in FILES.items():
        keys = {*record.model_fields, *(["session"] if issubclass(record, Asked) else [])}
        assert [key for key in sorted(keys) if f"- `{key}`: " not in parts[name]] == [], name
    assert "FieldInfo" not in page and "Optional[" not in page


def test_every_setting_and_key_of_a_chat_is_told_in_words() -> None:
    settings = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^- `([\w.]+)`: `\S+` \(.+?\)\. (\w.+)\.$", settings, re.MULTILINE))
    assert list(told) == known()
    keys = (ROOT / "docs" / "records.md").read_text(encoding="utf-8").partition("## chat.toml")[2]
    assert re.findall(r"^- `(\w+)`: \S", keys, re.MULTILINE) == list(ChatFile.model_fields)


def test_the_map_of_the_largest_room_names_each_of_its_modules_once() -> None:
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)`", page.partition("## Inside `cluster/`")[2].partition("|")[2])
    modules = {path.stem for path in (ROOT / "pipeline" / "cluster").glob("*.py")}
    assert sorted([*named, "stage"]) == sorted(modules - {"__init__"})
