"""Posts that were cut off: each points to the whole one, if there is one."""

import pytest

from pipeline.records import Post
from tests.normalize.chats import LOAF, chat, cut_off, normalized


def test_the_complete_post_stays_and_the_one_cut_off_points_to_it() -> None:
    posts = normalized(cut_off("1", "mira_k", LOAF[:-11]), Post(id="2", handle="mira_k", text=LOAF))
    assert {id: post.duplicate_of for id, post in posts.items()} == {"1": "2", "2": None}


def test_a_post_cut_after_a_few_words_is_found_again_in_the_whole_one() -> None:
    posts = normalized(
        cut_off("1", "mira_k", "A1 A loaf that is la…"), Post(id="2", handle="mira_k", text=LOAF)
    )
    assert (posts["1"].duplicate_of, posts["2"].duplicate_of) == ("2", None)
    assert posts["1"].similarity == pytest.approx(4 / 11, abs=1e-4)  # words that both have
    assert posts["2"].support == 1


def test_the_whole_post_takes_over_the_support_of_the_one_cut_off() -> None:
    posts = normalized(
        cut_off("1", "mira_k", "A1 A loaf that is la…"),
        Post(id="2", handle="tom_x", text="RT @mira_k: A1 A loaf that is la…"),
        Post(id="3", handle="mira_k", text=LOAF),
        cut_off("4", "mira_k", "A1 A loaf that is la…"),
    )
    assert [posts[id].support for id in "1234"] == [0, 0, 3, 0]
    assert [posts[id].duplicate_of for id in "1234"] == ["3", "3", None, "3"]


def test_of_two_posts_cut_off_alike_the_first_stays() -> None:
    almost = "A1 A loaf that is late is a loaf that is bette…"
    posts = normalized(cut_off("1", "mira_k", almost), cut_off("2", "mira_k", almost))
    assert [posts[id].duplicate_of for id in "12"] == [None, "1"]


def test_a_post_cut_off_later_points_back_to_the_whole_one() -> None:
    posts = normalized(
        Post(id="1", handle="mira_k", text=LOAF), cut_off("2", "mira_k", "A1 A loaf that is la…")
    )
    assert (posts["1"].duplicate_of, posts["2"].duplicate_of) == (None, "1")


def test_the_beginning_of_two_posts_is_the_first_ones() -> None:
    other = "A1 A loaf that is lazy has my whole sympathy"
    posts = normalized(
        cut_off("1", "mira_k", "A1 A loaf that is la…"),
        Post(id="2", handle="mira_k", text=LOAF),
        Post(id="3", handle="mira_k", text=other),
    )
    assert [posts[id].duplicate_of for id in "123"] == ["2", None, None]


def test_a_post_cut_off_after_two_words_is_the_beginning_of_no_other() -> None:
    posts = normalized(cut_off("1", "mira_k", "A1 A lo…"), Post(id="2", handle="mira_k", text=LOAF))
    assert [posts[id].duplicate_of for id in "12"] == [None, None]


def test_somebody_elses_whole_copy_does_not_take_the_place_of_a_post_cut_off() -> None:
    almost = "A1 A loaf that is late is a loaf that is bette…"
    posts = normalized(cut_off("1", "mira_k", almost), Post(id="2", handle="tom_x", text=LOAF))
    assert [posts[id].duplicate_of for id in "12"] == [None, "1"]  # she said it first


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("A1 " + "Bread waits. " * 10 + "And d…", True),  # 139, within a word
        ("A1 " + "Bread waits. " * 10 + "And so…", True),
        ("A1 " + "Bread waits. " * 10 + "And I …", False),  # an author's own pause
        ("A1 Bread waits and I do…", False),  # short: nobody cut it
        ("A1 " + "Bread waits. " * 13 + "And so…", False),  # of no length that a network allows
        ("RT @mira_k: " + "Bread waits. " * 9 + "And the d…", False),  # not the reposter's words
    ],
)
def test_a_post_that_ends_within_a_word_at_the_limit_was_cut_off(text: str, is_cut: bool) -> None:
    assert chat(("mira_k", text))[0].is_truncated is is_cut
