from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load, by_id

ORIGINAL, REPOST = "1786090100000000001", "1786090100000000002"
BOTH = pytest.mark.parametrize("name", ["snscrape.jsonl", "twscrape.jsonl"])


@BOTH
def test_a_repost_is_told_from_the_original(fixture: Load, name: str) -> None:
    posts = by_id(fixture(name))
    assert (posts[REPOST].handle, posts[REPOST].repost_of) == ("tomasz_b", ORIGINAL)
    assert posts[REPOST].text == f"RT @mira_k: {posts[ORIGINAL].text}"
    assert (posts[ORIGINAL].handle, posts[ORIGINAL].name) == ("mira_k", "Mira Kessler")


@BOTH
def test_entities_are_undone(fixture: Load, name: str) -> None:
    assert "Q&A helps" in by_id(fixture(name))[ORIGINAL].text


def test_the_older_name_of_the_text_is_known(fixture: Load) -> None:
    assert by_id(fixture("snscrape.jsonl"))["1786090100000000003"].text == (
        "Older field & name #OpsChat"
    )


def test_an_id_spelled_out_beside_a_rounded_number_counts(fixture: Load) -> None:
    assert by_id(fixture("snscrape.jsonl"))["1786090100000000005"].text == "I am #5"


def test_a_long_post_without_entities_is_left_as_typed(fixture: Load) -> None:
    post = by_id(fixture("twscrape.jsonl"))["1786090100000000004"]
    assert "R&D asked" in post.text
    assert "(they wrote &amp; here)" in post.text  # a bare & shows that nothing was escaped


@pytest.mark.parametrize(("name", "people"), [("raw_search", 11), ("raw_tweet_replies", 9)])
def test_real_samples_are_read(sample: Load, name: str, people: int) -> None:
    loaded = sample(f"formats/twscrape_jsonl/{name}.first12.jsonl")
    assert len(loaded.posts) == 12
    assert len({post.handle for post in loaded.posts}) == people
    assert not any(post.is_truncated for post in loaded.posts)


@pytest.mark.parametrize(("missing", "said"), [("id", "without id"), ("user", "without username")])
def test_a_tweet_of_nobody_or_without_id_is_refused(written: Load, missing: str, said: str) -> None:
    user = {"username": None if missing == "user" else "mira_k"}
    tweet = {"id": 7, "date": "2024-05-02T18:05:00+00:00", "rawContent": "A1 I rest", "user": user}
    tweet |= {"id": None} if missing == "id" else {}
    with pytest.raises(InputError, match=rf"export\.jsonl:1: a tweet {said}"):
        written(json.dumps(tweet))
