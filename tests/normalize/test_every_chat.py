"""Every chat at hand: no post vanishes, each that is set aside says why, and again is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import jsonl, readers
from pipeline.chatfile import ChatFile
from pipeline.cluster import stage as cluster
from pipeline.normalize import order, stage
from pipeline.recap import material
from pipeline.recap import stage as recap
from pipeline.records import Chat, Post
from pipeline.settings import Settings
from tests.conftest import ROOT, SHARED, WordEncoder

REASONS = {
    "repost", "duplicate", "greeting", "logistics", "promotion", "off-topic",
    "not in the chat's time", "other language", "truncated", "private", "disputed author", "empty",
}  # fmt: skip
WRITTEN = sorted((ROOT / "corpora" / "chats").glob("*/export.jsonl"))
REAL = [
    SHARED / "chats" / name
    for name in (
        "byod4l_curating.jsonl", "byod4l_final.jsonl", "guildchat.jsonl", "lthechat45.jsonl",
        "lthechat_on.jsonl", "onenoteq1.jsonl", "onenoteq2.jsonl", "polis.jsonl", "pstweetchat.csv",
    )
]  # fmt: skip


@pytest.fixture(
    scope="module", params=[*WRITTEN, *REAL], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def export(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside this repository")
    return path


@pytest.fixture(scope="module")
def read(export: Path) -> list[Post]:
    return readers.load([export], ChatFile()).posts


@pytest.fixture(scope="module")
def normalized(read: list[Post]) -> tuple[list[Post], Chat]:
    return stage.run(read, Chat(chat="any"), Settings().normalize)


@pytest.fixture(scope="module")
def summary(normalized: tuple[list[Post], Chat]) -> dict[str, Any]:
    posts, chat = normalized
    found = cluster.run(posts, chat, Settings().cluster, WordEncoder())
    held = material.gather(
        chat, posts, found.questions, found.answers, found.themes, found.people, [], [], []
    )
    files = recap.run(held, Settings().recap, Settings().pick.short)
    return dict(json.loads(files["summary.json"]))


def test_every_post_has_one_fate(summary: dict[str, Any], read: list[Post]) -> None:
    assert sum(summary["fates"].values()) == summary["posts"] == len(read)
    assert sum(summary["set_aside"].values()) == summary["fates"]["set aside"]


def test_every_post_that_is_set_aside_says_why(summary: dict[str, Any]) -> None:
    assert set(summary["set_aside"]) <= REASONS


def test_every_letter_is_there(normalized: tuple[list[Post], Chat], read: list[Post]) -> None:
    assert sorted((p.id, p.text) for p in normalized[0]) == sorted((p.id, p.text) for p in read)


def test_the_posts_as_an_export_give_the_same_posts(
    normalized: tuple[list[Post], Chat], tmp_path: Path
) -> None:
    posts, chat = normalized
    jsonl.write(tmp_path / "posts.jsonl", posts)
    again, _ = stage.run(
        readers.load([tmp_path / "posts.jsonl"], ChatFile()).posts, chat, Settings().normalize
    )
    assert without_source(again) == without_source(posts)


def test_the_order_of_the_export_does_not_matter(
    normalized: tuple[list[Post], Chat], read: list[Post]
) -> None:
    if not all(post.has_time for post in read):
        pytest.skip("only the order of this file tells which post came first")
    assert stage.run(read[::-1], Chat(chat="any"), Settings().normalize) == normalized


def test_a_stream_gives_what_the_whole_gives(
    normalized: tuple[list[Post], Chat], read: list[Post]
) -> None:
    posts, chat = normalized
    streamed = list(stage.stream(order.in_order(read), chat, Settings().normalize, len(read)))
    outside = ("promotion", "not in the chat's time")  # an archive has no time of its own
    expected = [
        post.model_copy(update={"set_aside": None}) if post.set_aside in outside else post
        for post in posts
    ]
    # further hashtags of the chat are known to who sees the whole alone
    keys = ("id", "set_aside", "duplicate_of", "similarity", "support", "thread", "label", "lang")
    assert [only(post, keys) for post in streamed] == [only(post, keys) for post in expected]


def only(post: Post, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: getattr(post, key) for key in keys}


def without_source(posts: list[Post]) -> list[dict[str, object]]:
    return [post.model_dump(exclude={"source"}) for post in posts]
