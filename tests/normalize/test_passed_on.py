"""Reposts and what they pass on: whom they name, whatever stands where in the export."""

import pytest

from pipeline.records import Post
from tests.normalize.chats import LOAF, chat, fates, normalized


@pytest.mark.parametrize(
    "passed_on",
    [
        f"RT @mira_k: {LOAF}",
        f"RT @mira_k: {LOAF} << THIS",
        "RT @mira_k: A1 A loaf that is late is a loaf th…",  # cut short
        "MT @mira_k A loaf that's late is better #loafchat",  # shortened
        'via @mira_k "a loaf that is late is a loaf that is better"',
    ],
)
def test_a_repost_points_to_what_it_passes_on(passed_on: str) -> None:
    posts = chat(("mira_k", LOAF), ("tom_x", "A1 I cannot wait for bread."), ("ines_b", passed_on))
    assert (posts[2].set_aside, posts[2].repost_of, posts[2].duplicate_of) == ("repost", "0", "0")
    assert posts[0].set_aside is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LOAF, LOAF.replace("A1", "A2")),  # to another question
        ("A2: Yes, all the time", "A2: Yes, all the time!"),  # what two people may say
    ],
)
def test_a_repost_points_to_the_one_whom_it_names(first: str, second: str) -> None:
    passed_on = [("ines_b", f"RT @Tom_X: {second}"), ("ola", f"RT @mira_k: {first}")]
    posts = chat(("mira_k", first), ("tom_x", second), *passed_on)
    assert [post.duplicate_of for post in posts] == [None, None, "1", "0"]


def test_of_posts_that_are_nearly_the_same_a_shortened_repost_points_to_the_likest() -> None:
    said = (LOAF, "A1 A loaf that is late is a loaf that is better than none, I find #loafchat")
    short = "MT @mira_k A loaf that's late is a loaf that's better than none I find"
    for first, second in (said, said[::-1]):
        posts = chat(("mira_k", first), ("mira_k", second), ("ines_b", short))
        source = next(post.id for post in posts[:2] if "than none" in post.text)
        assert (posts[2].set_aside, posts[2].duplicate_of) == ("repost", source)


def test_a_repost_of_a_post_that_is_not_there_points_nowhere() -> None:
    passed_on = f"RT @mira_k: {LOAF}"
    posts = chat(("mira_k", "A1 I knead at dawn."), ("ines_b", passed_on), ("tom_x", passed_on))
    assert fates(posts) == [(None, None), ("repost", None), ("repost", "1")]
    assert {post.repost_of for post in posts} == {None}


def test_a_native_repost_keeps_the_id_that_the_export_gives() -> None:
    posts = normalized(
        Post(id="0", handle="mira_k", text=LOAF),
        Post(id="1", handle="tom_x", text=LOAF, repost_of="0"),
        Post(id="2", handle="ines_b", text="A2 Rye, and rye again.", repost_of="77"),  # not there
        Post(id="3", handle="ines_b", text=LOAF, repost_of="77"),
    )
    found = [(None, None), ("repost", "0"), ("repost", None), ("repost", "0")]
    assert fates(list(posts.values())) == found
    assert [post.repost_of for post in posts.values()] == [None, "0", "77", "77"]


def test_a_native_repost_of_a_post_sent_twice_leaves_it_its_author() -> None:
    posts = normalized(
        Post(id="0", handle="mira_k", text=LOAF),
        Post(id="1", handle="mira_k", text=LOAF),
        Post(id="2", handle="tom_x", text=LOAF, repost_of="1"),
    )
    assert fates(list(posts.values())) == [(None, None), ("duplicate", "0"), ("repost", "0")]
    assert [post.support for post in posts.values()] == [2, 0, 0]


def test_without_times_a_repost_that_stands_first_does_not_take_the_authors_place() -> None:
    posts = normalized(
        Post(id="9", handle="tom_x", text=f"RT @mira_k: {LOAF}"),  # newest first, as pasted
        Post(id="8", handle="mira_k", text=LOAF),
    )
    assert {id: post.set_aside for id, post in posts.items()} == {"9": "repost", "8": None}
    assert {id: post.repost_of for id, post in posts.items()} == {"9": "8", "8": None}


def test_reposts_of_a_post_behind_them_are_each_as_like_it_as_their_words() -> None:
    short = "RT @mira_k: A1 A loaf that is late is a loaf th…"
    posts = normalized(
        Post(id="9", handle="tom_x", text=short),
        Post(id="7", handle="ines_b", text=short),
        Post(id="8", handle="mira_k", text=LOAF),
    )
    assert [posts[id].repost_of for id in "978"] == ["8", "8", None]
    assert posts["9"].similarity == posts["7"].similarity == pytest.approx(5 / 6, abs=1e-4)
