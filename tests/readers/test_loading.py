from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import load
from tests.readers.conftest import FIXTURES, by_id

POST = {"id": "1", "handle": "mira_k", "text": "A1 Write it early."}


def exported(path: Path, *posts: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
    return path


def test_overlapping_exports_fold_into_the_most_complete_record(tmp_path: Path) -> None:
    first = exported(tmp_path / "a.jsonl", POST, {**POST, "id": "2"})
    second = exported(tmp_path / "b.jsonl", {**POST, "likes": 4, "name": "Mira"})
    loaded = load([first, second], ChatFile())
    assert [post.id for post in loaded.posts] == ["1", "2"]
    assert (loaded.posts[0].likes, loaded.posts[0].source) == (4, "b.jsonl:1")
    assert loaded.notes == ("1 post found more than once, folded by id (b.jsonl:1)",)


def test_a_whole_text_wins_over_a_cut_one_whichever_comes_first(tmp_path: Path) -> None:
    whole = exported(tmp_path / "a.jsonl", {**POST, "text": "A1 Write it early, then sleep."})
    cut = exported(tmp_path / "b.jsonl", {**POST, "likes": 1, "is_truncated": True})
    for paths in ([whole, cut], [cut, whole]):
        assert load(paths, ChatFile()).posts[0].text == "A1 Write it early, then sleep."


def test_formats_may_be_mixed(tmp_path: Path) -> None:
    paths = [FIXTURES / name for name in ("x_api_v2.jsonl", "x_api_v1.jsonl", "tags.csv")]
    loaded = load(paths, ChatFile())
    assert [source.format.split(" (")[0] for source in loaded.sources] == [
        "TAGS sheet CSV",
        "X API v1.1 statuses",
        "X API v2 pages",
    ]
    assert by_id(loaded)["1786090100000000001"].handle == "mira_k"


def test_the_order_of_paths_makes_no_difference_where_posts_have_a_time(tmp_path: Path) -> None:
    at = {"created_at": "2024-05-14T19:00:00Z"}
    first = exported(tmp_path / "a.jsonl", {**POST, **at, "likes": 3}, {**POST, **at, "id": "2"})
    second = exported(tmp_path / "b.jsonl", {**POST, **at, "likes": 4})  # a day later
    assert load([second, first], ChatFile()) == load([first, second], ChatFile())


def test_where_posts_have_no_time_they_come_in_the_order_of_paths(tmp_path: Path) -> None:
    bare = {key: value for key, value in POST.items() if key != "created_at"}
    first = exported(tmp_path / "a.jsonl", {**bare, "id": "1"})
    second = exported(tmp_path / "b.jsonl", {**bare, "id": "2"})
    for paths, ids in (([first, second], ["1", "2"]), ([second, first], ["2", "1"])):
        assert [post.id for post in load(paths, ChatFile()).posts] == ids


def test_sources_carry_digest_and_count(tmp_path: Path) -> None:
    source = load([exported(tmp_path / "a.jsonl", POST)], ChatFile()).sources[0]
    assert (source.name, source.posts, len(source.sha256)) == ("a.jsonl", 1, 64)


@pytest.mark.parametrize("name", ["own.jsonl", "x_api_v2.jsonl", "slack", "storify.html"])
def test_reading_twice_gives_the_same(name: str) -> None:
    first, second = (load([FIXTURES / name], ChatFile()) for _ in range(2))
    assert first == second


def test_posts_inside_one_json_object_are_found_at_their_own_lines() -> None:
    path = FIXTURES / "discord.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    for post in load([path], ChatFile()).posts:
        place = int(str(post.source).rsplit(":", 1)[-1])
        assert f'"{post.id}"' in lines[place - 1]


def test_of_three_versions_the_last_one_in_the_export_is_kept(tmp_path: Path) -> None:
    ids = ["101", "102", "103"]
    tweets = [
        {"id": id, "text": f"A1 {id}", "author_id": "1", "edit_history_tweet_ids": ids}
        for id in ids[:2]
    ]
    page = {"data": tweets, "includes": {"users": [{"id": "1", "username": "mira_k"}]}}
    loaded = load([exported(tmp_path / "a.jsonl", page)], ChatFile())
    assert [post.text for post in loaded.posts] == ["A1 102"]
