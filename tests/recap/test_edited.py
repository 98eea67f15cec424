"""What was changed by hand in a recap is kept when it is written anew, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.recap import edited

WRITTEN = {"recap.md": "# Loaf\n\nWait for it.\n", "recap.html": "<p>Wait for it.</p>\n"}
LATER = {"recap.md": "# Loaf\n\nWait longer.\n", "recap.html": "<p>Wait longer.</p>\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {**WRITTEN, edited.NOTE: edited.note(WRITTEN)}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_what_was_not_changed_is_written_over(folder: Path) -> None:
    assert edited.changed(folder, edited.note(LATER)) == {}


def test_what_was_changed_gets_a_name_beside_it(folder: Path) -> None:
    (folder / "recap.md").write_text("# Our loaf\n", encoding="utf-8")
    kept = edited.changed(folder, edited.note(LATER))
    assert kept == {"recap.md": "recap.edited.md"}
    told = f"{folder}/recap.md was changed since it was written: kept as recap.edited.md"
    assert edited.told(folder, kept) == [told]


def test_no_name_is_taken_from_what_was_kept_before(folder: Path) -> None:
    (folder / "recap.md").write_text("the third", encoding="utf-8")
    (folder / "recap.edited.md").write_text("the first", encoding="utf-8")
    (folder / "recap.edited-2.md").symlink_to("gone.md")
    kept = edited.changed(folder, edited.note(LATER))
    assert kept == {"recap.md": "recap.edited-3.md"}
    (folder / "recap.edited.md").write_text("the third", encoding="utf-8")  # it is kept already
    assert edited.changed(folder, edited.note(LATER)) == {"recap.md": "recap.edited.md"}


@pytest.mark.parametrize(
    "saved",
    [
        lambda data: data.replace(b"\n", b"\r\n"),  # by an editor on Windows
        lambda data: b"\xef\xbb\xbf" + data,  # with a mark of UTF-8
        lambda data: b"",  # nothing that could be kept
        lambda data: LATER["recap.md"].encode(),  # what comes anyway
    ],
)
def test_what_says_the_same_or_nothing_is_not_kept(
    saved: Callable[[bytes], bytes], folder: Path
) -> None:
    file = folder / "recap.md"
    file.write_bytes(saved(file.read_bytes()))
    assert edited.changed(folder, edited.note(LATER)) == {}


@pytest.mark.parametrize("note", [None, "", "[1]", '"recap.md"', json.dumps({"recap.md": [1]})])
def test_without_a_sound_note_nothing_is_lost(note: str | None, folder: Path) -> None:
    (folder / edited.NOTE).unlink()
    if note is not None:
        (folder / edited.NOTE).write_text(note, encoding="utf-8")
    kept = edited.changed(folder, edited.note(LATER))
    assert kept == {"recap.md": "recap.edited.md", "recap.html": "recap.edited.html"}


def test_half_a_letter_is_known_again(folder: Path) -> None:
    files = {"recap.md": "a half \ud83d of a letter\n"}
    jsonl.write_text(folder / "recap.md", files.values())
    assert edited.changed(folder, edited.note(files)) == {}


@pytest.mark.parametrize("name", ["recap.md", "recap.edited.md"])
def test_what_cannot_be_read_is_named(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "recap.md").write_text("ours", encoding="utf-8")
    (folder / "recap.edited.md").write_text("ours of before", encoding="utf-8")
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(InputError, match=rf"{name}: cannot be read: Permission denied"):
        edited.changed(folder, edited.note(LATER))
