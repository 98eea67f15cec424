from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load, by_id

ORIGINAL, REPOST = "1786090100000000001", "1786090100000000002"
SAMPLES = "formats/x_api_v1_1"
OWLS = "the owl's nest https://t.co/Q0pkaU4ORH"


def test_a_repost_takes_its_whole_text_from_the_original(fixture: Load) -> None:
    posts = by_id(fixture("x_api_v1.jsonl"))
    assert posts[REPOST].text == f"RT @mira_k: {posts[ORIGINAL].text}"
    assert (posts[REPOST].handle, posts[ORIGINAL].handle) == ("tomasz_b", "mira_k")
    assert posts[REPOST].repost_of == ORIGINAL  # `retweeted` is false here: it is about the reader


def test_the_id_is_read_from_its_text_form(fixture: Load) -> None:
    assert REPOST in by_id(fixture("x_api_v1.jsonl"))  # the number has lost its last digits


def test_all_three_ways_of_writing_the_text_are_known(fixture: Load) -> None:
    posts = by_id(fixture("x_api_v1.jsonl"))
    extended, classic = posts["1786090100000000003"], posts["1786090100000000004"]
    assert extended.text == "A1 Classic text <3 cut in compat mode, but whole in here. #OpsChat"
    assert (extended.is_truncated, classic.is_truncated) == (False, True)


def test_protected_accounts_and_quotes_are_read(fixture: Load) -> None:
    posts = by_id(fixture("x_api_v1.jsonl"))
    assert posts["1786090100000000003"].is_private
    assert posts["1786090100000000004"].quotes == ORIGINAL


def test_lines_of_a_stream_that_hold_no_post_are_counted(fixture: Load) -> None:
    assert fixture("x_api_v1.jsonl").notes == ("1 line without a post, skipped (x_api_v1.jsonl:4)",)


def test_the_answer_of_a_search_is_opened(fixture: Load) -> None:
    assert [post.handle for post in fixture("x_api_v1_search.json").posts] == ["mira_k", "ines_d"]


def test_a_status_without_id_is_refused_with_its_line(written: Load) -> None:
    status = {"text": "A1 Early.", "user": {"screen_name": "mira_k"}}
    with pytest.raises(InputError, match=r"export\.jsonl:1: a status without id"):
        written(json.dumps(status))


@pytest.mark.parametrize(
    ("name", "said", "is_truncated"),
    [
        ("compatibilityplus_classic_13994.json", "eat the eggs from the â€¦ https", True),
        ("compatibilityplus_classic_hidden_13797.json", OWLS, False),
        ("compatibilityplus_extended_13997.json", OWLS, False),
        ("extended_tweet_in_compat_mode.json", "python_twitt pytho… https", True),
        ("extended_tweet_in_extended_mode.json", "python_twitter.egg-info/SOURCE", False),
        ("get_search.json", "C++, Java, Python & Ruby", False),
    ],
)
def test_real_samples_give_the_whole_text_or_say_it_is_cut(
    sample: Load, name: str, said: str, is_truncated: bool
) -> None:
    post = sample(f"{SAMPLES}/{name}").posts[0]
    assert said in post.text
    assert post.is_truncated == is_truncated


@pytest.mark.parametrize("name", ["lookup_extended_mode_array.json", "twarc1_style.jsonl"])
def test_real_reposts_never_carry_the_original_as_their_own(sample: Load, name: str) -> None:
    loaded = sample(f"{SAMPLES}/{name}")
    reposts = [post for post in loaded.posts if post.repost_of]
    assert reposts
    assert all(post.text.startswith("RT @") and "…" not in post.text[-1] for post in reposts)


def test_short_links_are_told_in_full_pictures_too(written: Load) -> None:
    page, photo = "https://mend.example/zips", "https://twitter.com/mira_k/status/1/photo/1"
    status = {
        "id_str": "1",
        "text": "A1 https://t.co/a https://t.co/b",
        "user": {"screen_name": "mira_k"},
        "entities": {"urls": [{"expanded_url": page}], "media": [{"expanded_url": photo}]},
    }
    assert written(json.dumps(status)).posts[0].links == (page, photo)
