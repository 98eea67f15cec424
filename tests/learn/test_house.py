"""A chat more in the house: one line of params.yaml, and the export beside the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import InputError
from pipeline.learn import house
from tests.conftest import ROOT

PARAMS = """\
# the settings of this house
seed: 7
chats:
- slowgrowth
- fedi-archivists
corpora: {}  # none here
"""
EXPORT = ROOT / "tests" / "readers" / "fixtures" / "own.jsonl"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "params.yaml").write_text(PARAMS, encoding="utf-8")
    return tmp_path


def test_a_chat_adds_one_line_and_keeps_every_other(home: Path) -> None:
    folder, posts = house.add_chat(EXPORT, name="may-14", house=home)
    text = (home / "params.yaml").read_text(encoding="utf-8")
    line = "- fedi-archivists\n"
    assert text == PARAMS.replace(line, f"{line}- may-14\n")
    assert folder == home / "corpora" / "chats" / "may-14"
    assert (folder / "own.jsonl").read_bytes() == EXPORT.read_bytes()
    assert posts == 3
    assert [path.name for path in folder.parent.iterdir()] == ["may-14"]  # no draft stays


def test_a_folder_with_a_chat_toml_comes_whole_and_under_its_own_name(home: Path) -> None:
    theirs = home / "elsewhere" / "loafchat"
    theirs.mkdir(parents=True)
    (theirs / "export.jsonl").write_bytes(EXPORT.read_bytes())
    (theirs / "chat.toml").write_text('hashtag = "#LoafChat"\n', encoding="utf-8")
    folder, _ = house.add_chat(theirs, house=home)
    assert {path.name for path in folder.iterdir()} == {"export.jsonl", "chat.toml"}
    assert settings.house(home / "params.yaml").chats[-1] == "loafchat"


def test_a_chat_that_lies_there_already_is_only_named(home: Path) -> None:
    lying = home / "corpora" / "chats" / "loafchat"
    lying.mkdir(parents=True)
    (lying / "export.jsonl").write_bytes(EXPORT.read_bytes())
    assert house.add_chat(lying, house=home)[0] == lying
    with pytest.raises(InputError, match="has a chat 'loafchat' already"):
        house.add_chat(lying, house=home)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("seed: 7\n", "seed: 7\nchats:\n- new\n"),
        ("chats: []\nseed: 7\n", "chats: [new]\nseed: 7\n"),
        ("chats: [a, b]  # two\n", "chats: [a, b, new]  # two\n"),
        ("chats:\n  - a # the first\nseed: 7", "chats:\n  - a # the first\n  - new\nseed: 7\n"),
        ("chats: # none yet\nseed: 7\n", "chats: # none yet\n- new\nseed: 7\n"),
    ],
)
def test_however_the_list_is_written_the_chat_is_its_last(before: str, after: str) -> None:
    assert house.with_chat(before, "new") == after


@pytest.mark.parametrize(
    ("export", "name", "said"),
    [
        (EXPORT, "a/b", "is no name of a chat"),
        (EXPORT, "slowgrowth", "has a chat 'slowgrowth' already"),
        (ROOT / "LICENSE", "licence", "LICENSE"),  # no reader knows it
        (ROOT / "no-such-file.jsonl", None, "no-such-file"),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    home: Path, export: Path, name: str | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        house.add_chat(export, name=name, house=home)
    assert (home / "params.yaml").read_text(encoding="utf-8") == PARAMS
    assert not (home / "corpora").exists()
