"""Drafts while several are at work: who holds a folder lets others wait, and no draft is lost."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest

from pipeline import drafts


def test_who_asks_for_a_folder_that_is_held_waits(tmp_path: Path) -> None:
    came: list[str] = []

    def other() -> None:
        with drafts.alone(tmp_path):
            came.append("the other")

    with drafts.alone(tmp_path):
        waiting = threading.Thread(target=other)
        waiting.start()
        waiting.join(0.2)
        came.append("the first")
    waiting.join()
    assert came == ["the first", "the other"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_draft_that_is_swept_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Another process may sweep in the moment between the making and the lock."""
    make = {"folder": tempfile.mkdtemp, "file": tempfile.mkstemp}[kind]
    swept: list[Path] = []

    def made(**where: str) -> object:
        found = make(**where)
        if not swept:
            swept.append(Path(found if isinstance(found, str) else found[1]))
            drafts.drop(swept[0])
        return found

    monkeypatch.setattr(tempfile, make.__name__, made)
    draft = {"folder": drafts.folder, "file": drafts.file}[kind]
    with draft(tmp_path / "may") as path:
        assert path.exists() and path not in swept
    assert not any(tmp_path.iterdir())


def test_a_draft_that_somebody_has_is_not_dropped(tmp_path: Path) -> None:
    with drafts.folder(tmp_path / "may") as path:
        assert not drafts.drop(path)
        drafts.sweep(tmp_path)
        assert path.is_dir()
