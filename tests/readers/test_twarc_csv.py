from __future__ import annotations

import pytest

from tests.readers.conftest import Load, by_id

ORIGINAL, REPOST = "1786090100000000001", "1786090100000000002"
TEXT = "A1 Q&A first.\nThen the handover, then home. #OpsChat"


def test_a_merged_retweet_never_credits_the_retweeter_with_the_original(fixture: Load) -> None:
    posts = by_id(fixture("twarc.csv"))  # the row has the original's text and the retweeter's name
    assert (posts[ORIGINAL].handle, posts[ORIGINAL].text) == ("mira_k", TEXT)
    assert (posts[REPOST].handle, posts[REPOST].text) == ("tomasz_b", f"RT @mira_k: {TEXT}")
    assert posts[REPOST].repost_of == ORIGINAL


def test_the_counts_of_a_merged_row_are_the_originals(fixture: Load) -> None:
    posts = by_id(fixture("twarc.csv"))
    assert (posts[ORIGINAL].likes, posts[REPOST].likes) == (9, None)


def test_the_time_of_the_original_is_read_from_its_id(fixture: Load) -> None:
    posts = by_id(fixture("twarc.csv"))
    assert posts[REPOST].created_at == "2024-05-02T18:06:00Z"
    assert posts[ORIGINAL].created_at == "2024-05-02T17:47:18Z"


def test_an_unmerged_retweet_row_stays_a_cut_repost(fixture: Load) -> None:
    post = by_id(fixture("twarc.csv"))["1786090100000000004"]
    assert post.repost_of == "1786090100000000009"
    assert post.is_truncated


def test_a_merged_row_without_the_authors_name_is_marked_as_a_repost(written: Load) -> None:
    rows = "id,text,author.username,referenced_tweets.retweeted.id\n2,A1 Early.,tomasz_b,1\n"
    post = written(rows, "x.csv").posts[0]
    assert (post.text, post.repost_of) == ("RT: A1 Early.", "1")


@pytest.mark.parametrize(("name", "pages"), [("flat", "noflat"), ("brexit", "brexit")])
def test_real_rows_say_the_same_as_the_pages_they_were_made_from(
    sample: Load, name: str, pages: str
) -> None:
    rows = by_id(sample(f"formats/twarc_csv/{name}.csv"))
    api = by_id(sample(f"formats/x_api_v2_twarc2/{pages}.jsonl"))
    assert set(rows) == set(api)
    for id, post in rows.items():
        assert (post.handle, post.text) == (api[id].handle, api[id].text.replace("\r", "\n"))
        assert post.created_at == api[id].created_at
