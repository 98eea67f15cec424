"""A chat more in the house: one line of params.yaml, and the export beside the others."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import InputError
from pipeline.learn import house
from tests.conftest import ROOT
from tests.kills import changes

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


def test_what_is_known_of_a_chat_comes_with_a_single_file_too(home: Path) -> None:
    theirs = home / "elsewhere"
    theirs.mkdir()
    (theirs / "may.jsonl").write_bytes(EXPORT.read_bytes())
    (theirs / "chat.toml").write_text('hashtag = "#LoafChat"\n', encoding="utf-8")
    folder, _ = house.add_chat(theirs / "may.jsonl", house=home)
    assert {path.name for path in folder.iterdir()} == {"may.jsonl", "chat.toml"}


@pytest.mark.parametrize("name", ["2024-05-14", "20240514", "no", "1e3"])
def test_a_name_that_yaml_takes_for_something_else_is_read_back(home: Path, name: str) -> None:
    house.add_chat(EXPORT, name=name, house=home)
    assert settings.house(home / "params.yaml").chats[-1] == name


def test_a_chat_that_lies_there_already_is_only_named(home: Path) -> None:
    lying = home / "corpora" / "chats" / "loafchat"
    lying.mkdir(parents=True)
    (lying / "export.jsonl").write_bytes(EXPORT.read_bytes())
    assert house.add_chat(lying, house=home)[0] == lying
    with pytest.raises(InputError, match="has a chat 'loafchat' already"):
        house.add_chat(lying, house=home)


def test_a_call_that_was_killed_anywhere_is_taken_up_by_the_next(tmp_path: Path) -> None:
    def added(at: Path) -> tuple[Path, int]:
        return house.add_chat(EXPORT, name="may-14", house=at)

    counted = tmp_path / "counted"
    counted.mkdir()
    (counted / "params.yaml").write_text(PARAMS, encoding="utf-8")
    count = changes(lambda: added(counted), counted)
    assert count is not None
    between = 0
    for until in range(1, count + 1):
        home = tmp_path / str(until)
        home.mkdir()
        params = home / "params.yaml"
        params.write_text(PARAMS, encoding="utf-8")
        assert changes(lambda at=home: added(at), home, until=until) is None  # it was killed
        if "may-14" in params.read_text(encoding="utf-8"):
            continue  # only what was left of the draft was to go
        between += (home / "corpora" / "chats" / "may-14").exists()
        folder, posts = added(home)
        assert posts == 3
        assert settings.house(params).chats[-1] == "may-14"
        assert (folder / "own.jsonl").read_bytes() == EXPORT.read_bytes()
        assert [path.name for path in folder.parent.iterdir()] == ["may-14"]
        assert {path.name for path in home.iterdir()} == {"params.yaml", "corpora"}
    assert between > 0  # else the moment that matters was not among them


@pytest.mark.parametrize(
    "change",
    [lambda data: data[:-40], lambda data: data.swapcase()],  # as long, and of the same moment
)
def test_a_folder_with_other_files_is_no_half_of_this_call(home: Path, change) -> None:
    lying = home / "corpora" / "chats" / "may-14"
    lying.mkdir(parents=True)
    (lying / "own.jsonl").write_bytes(change(EXPORT.read_bytes()))
    shutil.copystat(EXPORT, lying / "own.jsonl")
    with pytest.raises(InputError, match="is there already, with other files than this export"):
        house.add_chat(EXPORT, name="may-14", house=home)
    assert (home / "params.yaml").read_text(encoding="utf-8") == PARAMS


def test_chats_that_are_added_at_once_are_all_named(home: Path) -> None:
    names = [f"may-{number}" for number in range(8)]
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda name: house.add_chat(EXPORT, name=name, house=home), names))
    assert set(settings.house(home / "params.yaml").chats) >= set(names)


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
