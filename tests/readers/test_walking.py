"""Which files of a folder are the people's: what looks like ours is not always made by us."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.readers import walking


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in walking.files(folder)]


@pytest.mark.parametrize(
    ("inside", "is_ours"),
    [
        (("chat.json", "posts.jsonl"), True),
        (("chat.json", "messages.jsonl"), False),  # a messenger names its export so
        (("posts.jsonl", "people.jsonl"), False),
    ],
)
def test_only_a_folder_with_both_files_of_a_run_is_a_run(
    tmp_path: Path, inside: tuple[str, ...], is_ours: bool
) -> None:
    (tmp_path / "may").mkdir()
    for name in inside:
        (tmp_path / "may" / name).write_text('{"chat": "repair"}\n')
    assert names(tmp_path) == ([] if is_ours else sorted(f"may/{name}" for name in inside))


@pytest.mark.parametrize(
    ("inside", "is_ours"),
    [
        ((".lock", "chats/2019/may/posts.jsonl"), True),
        ((".lock", "work/cut/posts.jsonl"), True),
        (("chats/may.jsonl",), False),  # folders of people's own, called so
        (("work/may.jsonl", "rest/june.jsonl"), False),
        ((".lock", "may/may.jsonl"), False),  # a lock of another program
    ],
)
def test_only_a_locked_folder_with_the_rooms_of_a_backfill_is_one(
    tmp_path: Path, inside: tuple[str, ...], is_ours: bool
) -> None:
    for name in inside:
        file = tmp_path / "archive" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}\n")
    seen = [f"archive/{name}" for name in inside if name != ".lock"]
    assert names(tmp_path) == ([] if is_ours else sorted(seen))
