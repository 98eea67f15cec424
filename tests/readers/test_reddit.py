from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import FIXTURES, Load, by_id

URL = "https://www.reddit.com/r/bakers/comments/op1x/slow/"


def test_the_post_and_its_comments_come_in_the_order_of_the_page(fixture: Load) -> None:
    posts = fixture("reddit.json").posts
    assert [post.id for post in posts] == ["t3_op1x", "t1_c1", "t1_c2", "t1_c3", "t1_c5", "t1_c6"]
    assert [post.reply_to for post in posts[:3]] == [None, "t3_op1x", "t1_c1"]


def test_the_text_is_what_was_typed_with_entities_undone_once(fixture: Load) -> None:
    posts = by_id(fixture("reddit.json"))
    assert posts["t3_op1x"].text.startswith(
        "I bake bread for a village of 90 & a train. AMA\n\nProof"
    )
    assert posts["t1_c2"].text == (
        "> What do you do first?\n\nI wait. **R&D** for bread is waiting with a book."
    )


def test_who_when_and_where_are_read(fixture: Load) -> None:
    loaded = fixture("reddit.json")
    post = by_id(loaded)["t1_c2"]
    assert (post.handle, post.created_at) == ("ninety_loaves", "2024-05-02T18:05:00Z")
    assert (post.url, post.likes) == (f"{URL}c2/", 240)
    assert loaded.hints["title"] == ("I bake bread for a village of 90 & a train. AMA",)


def test_what_is_no_post_is_counted(fixture: Load) -> None:
    assert fixture("reddit.json").notes == (
        "at least 7 comments left out by Reddit, which only counts them at the end of long threads",
        "1 message by the bot of the forum, left out (reddit.json:26)",
        "2 messages deleted or removed, left out (reddit.json:26)",
        "1 message by deleted accounts, which cannot be told apart (reddit.json:26)",
    )


def test_a_score_below_zero_is_no_count_of_likes(fixture: Load) -> None:
    post = by_id(fixture("reddit.json"))["t1_c6"]
    assert (post.handle, post.likes) == ("[deleted]", None)


def test_of_an_edited_comment_the_last_version_is_kept(written: Load) -> None:
    thread = json.loads((FIXTURES / "reddit.json").read_text("utf-8"))
    old = thread[1]["data"]["children"][1]["data"]["replies"]["data"]["children"][0]["data"]
    new = {"kind": "t1", "data": {**old, "body": "I wait, with a book.", "edited": 1714680000.0}}
    old["edited"] = 1714679000
    listings = [*thread, {"kind": "Listing", "data": {"children": [new]}}]
    assert by_id(written(json.dumps(listings)))["t1_c2"].text == "I wait, with a book."


@pytest.mark.parametrize(("field", "said"), [("author", "without author"), ("id", "without id")])
def test_a_comment_that_nobody_wrote_is_named(written: Load, field: str, said: str) -> None:
    thread = json.loads((FIXTURES / "reddit.json").read_text("utf-8"))
    del thread[1]["data"]["children"][1]["data"][field]
    with pytest.raises(InputError, match=rf"export\.jsonl:1: a comment {said}"):
        written(json.dumps(thread))


def test_a_deep_thread_is_walked_without_recursion(written: Load) -> None:
    comment = '{"kind": "t1", "data": {"id": "%d", "author": "a", "body": "x", "replies": '
    listing = '{"kind": "Listing", "data": {"children": ['
    depth = 150
    opened = "".join(listing + comment % n for n in range(depth))
    assert len(written(opened + '""' + "}}]}}" * depth).posts) == depth
