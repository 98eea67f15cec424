from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import FIXTURES, Load, by_id

ORIGINAL, REPOST = "1786090100000000001", "1786090100000000002"
SAMPLES = "formats/x_api_v2_twarc2"
BOTH_FORMS = pytest.mark.parametrize("name", ["x_api_v2.jsonl", "x_api_v2_flat.jsonl"])


@BOTH_FORMS
def test_a_repost_is_by_the_reposter_and_its_original_by_its_author(
    fixture: Load, name: str
) -> None:
    posts = by_id(fixture(name))
    assert posts[REPOST].handle == "tomasz_b"
    assert posts[REPOST].repost_of == ORIGINAL
    assert posts[REPOST].text == f"RT @mira_k: {posts[ORIGINAL].text}"  # whole, not cut at 140
    assert posts[ORIGINAL].handle == "mira_k"
    assert not posts[REPOST].is_truncated


@BOTH_FORMS
def test_entities_are_undone_exactly_once(fixture: Load, name: str) -> None:
    assert "Q&A helps" in by_id(fixture(name))[ORIGINAL].text


@BOTH_FORMS
def test_a_long_post_is_read_whole_and_a_cut_one_marked(fixture: Load, name: str) -> None:
    posts = by_id(fixture(name))
    whole, cut = posts["1786090100000000004"], posts["1786090100000000005"]
    assert whole.text.endswith("#OpsChat")
    assert "because R&D asked" in whole.text
    assert (whole.is_truncated, cut.is_truncated) == (False, True)


@BOTH_FORMS
def test_references_counts_and_protected_accounts_are_read(fixture: Load, name: str) -> None:
    posts = by_id(fixture(name))
    assert posts[ORIGINAL].reply_to == "1786088820000000001"
    assert (posts[ORIGINAL].likes, posts[ORIGINAL].reposts, posts[ORIGINAL].replies) == (9, 2, 1)
    assert posts["1786090100000000005"].quotes == "1786090100000000004"
    assert posts["1786090100000000003"].is_private


def test_of_an_edited_post_the_last_version_is_kept(fixture: Load) -> None:
    loaded = fixture("x_api_v2.jsonl")
    assert "1786090100000000006" not in by_id(loaded)
    assert by_id(loaded)["1786090100000000007"].text == "A3 Last version #OpsChat"
    assert any("1 earlier version of an edited post" in note for note in loaded.notes)


def test_an_author_missing_from_the_includes_is_credited_by_number_and_noted(fixture: Load) -> None:
    loaded = fixture("x_api_v2.jsonl")
    assert by_id(loaded)["1786090100000000008"].handle == "99"
    assert any("handle is not in the export" in note for note in loaded.notes)


def test_posts_out_of_reach_are_counted(fixture: Load) -> None:
    assert any("deleted, protected" in note for note in fixture("x_api_v2.jsonl").notes)


def test_a_stream_with_an_error_line_and_a_cut_end_is_read_and_reported(fixture: Load) -> None:
    loaded = fixture("x_api_v2_stream.jsonl")  # one object, not an array, in each `data`
    assert len(loaded.posts) == 2
    assert loaded.notes == (
        "2 lines not JSON, skipped (x_api_v2_stream.jsonl:2, x_api_v2_stream.jsonl:4)",
    )


def test_pages_cut_off_in_the_last_line_are_refused(written: Load) -> None:
    page = (FIXTURES / "x_api_v2.jsonl").read_text(encoding="utf-8")
    with pytest.raises(InputError, match=r"export\.jsonl:2: not JSON .*cut off"):
        written(page + page[:500])


def test_a_page_without_posts_is_no_error(written: Load) -> None:
    loaded = written(json.dumps({"meta": {"result_count": 0}}))
    assert (loaded.posts, loaded.notes) == ([], ("no posts in export.jsonl",))


def test_a_tweet_without_author_says_how_to_export(written: Load) -> None:
    with pytest.raises(InputError, match="expansions=author_id"):
        written(json.dumps({"data": [{"id": "1", "text": "A1 Early."}], "includes": {}}))


@pytest.mark.parametrize(
    ("name", "posts"),
    [
        ("noflat", 130),
        ("flat", 130),
        ("brexit", 135),
        ("streaming_output_with_error", 7),
        ("edited", 1),
        ("edited_before", 1),
        ("edited_after", 1),
        ("cotweet", 1),
        ("two_tweets", 2),
        ("many_urls", 1),
        ("geo_tweets", 2),
        ("quoted_edit", 1),
    ],
)
def test_real_samples_are_read(sample: Load, name: str, posts: int) -> None:
    assert len(sample(f"{SAMPLES}/{name}.jsonl").posts) == posts


def test_the_same_hundred_tweets_read_the_same_both_ways(sample: Load) -> None:
    pages, flat = (sample(f"{SAMPLES}/{name}.jsonl") for name in ("noflat", "flat"))
    assert {(p.id, p.handle, p.text, p.repost_of, p.reply_to) for p in pages.posts} == {
        (p.id, p.handle, p.text, p.repost_of, p.reply_to) for p in flat.posts
    }


def test_an_edited_real_tweet_comes_out_in_its_last_version(sample: Load) -> None:
    for name in ("edited", "edited_before", "edited_after"):
        assert sample(f"{SAMPLES}/{name}.jsonl").posts[0].id == "1576994789110992896"


def test_short_links_are_told_in_full_pictures_too(written: Load) -> None:
    page, photo = "https://mend.example/zips", "https://twitter.com/mira_k/status/1/photo/1"
    urls = [
        {"url": "https://t.co/a", "expanded_url": page},
        {"url": "https://t.co/b", "expanded_url": photo},
        {"url": "https://t.co/c"},
    ]
    tweet = {"id": "1", "author_id": "7", "text": "A1 https://t.co/a", "entities": {"urls": urls}}
    users = [{"id": "7", "username": "mira_k"}]
    loaded = written(json.dumps({"data": [tweet], "includes": {"users": users}}))
    assert loaded.posts[0].links == (page, photo)
