"""The reading of how chats are followed fits the chats that it is about."""

from pathlib import Path

import pytest

from benchmarks import followed
from pipeline import jsonl
from pipeline.learn import graded


def read(name: str) -> list[followed.Followed]:
    return [*jsonl.read(followed.FOLDER / f"{name}.jsonl", followed.Followed)]


@pytest.mark.parametrize("name", graded.CHATS)
def test_a_post_is_read_once_and_follows_another_of_its_chat(name: str) -> None:
    ids = [one.id for one in read(name)]
    assert len(ids) == len(set(ids))
    assert all(one.follows in ids and one.follows != one.id for one in read(name) if one.follows)


@pytest.mark.parametrize("name", graded.CHATS)
def test_every_post_of_a_chat_is_read(name: str, shared: Path) -> None:
    assert {one.id for one in read(name)} == {post.id for post in graded.read(shared, name).posts}
