"""Threads: what one author meant as one post, and what only stands next to each other."""

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings


def said(*posts: tuple[str, str], **more: str) -> list[Post]:
    """Return posts by (handle, text) with the ids "0", "1", ..., normalized."""
    made = [
        Post(id=str(number), handle=handle, text=text, reply_to=more.get(f"reply_{number}"))
        for number, (handle, text) in enumerate(posts)
    ]
    return stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]


def threads(posts: list[Post]) -> dict[str, str]:
    return {post.id: post.thread for post in posts if post.thread is not None}


def test_replies_to_oneself_are_one_thread_under_the_first() -> None:
    posts = said(
        ("mira_k", "A1 I bake at night."),
        ("mira_k", "Nobody calls."),
        ("mira_k", "And the oven is mine."),
        reply_1="0",
        reply_2="1",
    )
    assert threads(posts) == {"0": "0", "1": "0", "2": "0"}


def test_a_reply_to_somebody_else_is_no_thread() -> None:
    first, second = ("mira_k", "A1 I bake at night."), ("tom_x", "Me too, always.")
    assert threads(said(first, second, reply_1="0")) == {}
    assert threads(said(second, first, reply_0="1")) == {}  # the newest post first


def test_parts_of_an_answer_are_one_thread_whatever_comes_between() -> None:
    posts = said(
        ("mira_k", "A2a: Feed the starter."),
        ("tom_x", "A2a I have no starter."),  # his own parts
        ("Mira_K", "A2b: Then feed yourself."),  # spelled otherwise by the export
        ("mira_k", "@tom_x take some of mine"),
        ("mira_k", "A2c: Then sleep."),
        ("tom_x", "A2b But I have flour."),
        ("mira_k", "A2d: That is all."),
        ("mira_k", "A3a: A Dutch oven."),  # another question
    )
    assert threads(posts) == {"0": "0", "2": "0", "4": "0", "6": "0", "1": "1", "5": "1"}


@pytest.mark.parametrize("other", ["A2a: Feed the starter.", "RT @tom_x: A2b: Then feed yourself."])
def test_neither_a_repeat_nor_what_is_passed_on_is_a_part(other: str) -> None:
    assert threads(said(("mira_k", "A2a: Feed the starter."), ("mira_k", other))) == {}


def test_whom_a_part_replies_to_says_more_than_its_letter() -> None:
    posts = said(
        ("mira_k", "I bake at night."),
        ("mira_k", "A2a: Feed the starter."),
        ("mira_k", "A2b: Nobody calls then."),
        reply_2="0",
    )
    assert threads(posts) == {"0": "0", "2": "0"}


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("1/3 Flour first", "2/3 then water", "3/3 then patience"),
        ("Flour first (1/3)", "then water (2/3)", "then patience (3/3) #loafchat"),
        ("A1 (1/3) Flour first", "A1 (2/3) then water", "A1 (3/3) then patience"),
        ("A1/3 Flour first", "A1 2/3 then water", "A1 3/3 then patience"),  # "the first of three"
        ("Flour first 1/n", "then water 2/n", "then patience 3/n"),
        ("1/ Flour first", "2/ then water", "3/ then patience"),
        ("Flour first (1 of 3)", "then water (2 of 3)", "then patience (3 of 3)"),
    ],
)
def test_numbered_posts_are_one_thread(first: str, second: str, third: str) -> None:
    posts = said(
        ("mira_k", first), ("tom_x", "A1 I buy mine."), ("mira_k", second), ("mira_k", third)
    )
    assert threads(posts) == {"0": "0", "2": "0", "3": "0"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1 of 3 hens lays", "2 of 3 hens sleep"),
        ("1/3 Flour first", "3/3 then patience"),  # the second is missing: no way to tell
        ("1/3 Flour first", "2/4 then water"),
        ("The oven is on 1/2 the day, honest", "The dog gets 2/2 of the crusts, too"),
        ("A1: 9/10 of my loaves sink", "A4: 10/10 of my guests eat them"),  # two answers
    ],
)
def test_numbers_that_do_not_follow_each_other_are_no_thread(first: str, second: str) -> None:
    assert threads(said(("mira_k", first), ("mira_k", second))) == {}


def test_numbers_of_two_authors_are_no_thread() -> None:
    assert threads(said(("mira_k", "1/2 Flour"), ("tom_x", "2/2 Water"))) == {}


def test_posts_that_reply_to_each_other_in_a_ring_come_to_an_end() -> None:
    posts = said(("mira_k", "So I said."), ("mira_k", "And so."), reply_0="1", reply_1="0")
    assert len(set(threads(posts).values())) == 1  # broken exports do hold such rings


def test_a_post_that_replies_to_itself_is_no_thread() -> None:
    assert threads(said(("mira_k", "So I said."), reply_0="0")) == {}


def test_a_thread_of_thousands_is_walked_once() -> None:
    posts = [
        Post(id=str(n), handle="mira_k", text=f"and on {n}", reply_to=str(n - 1))
        for n in range(20_000)
    ]  # minutes where each post walks all the way up
    done = stage.run(posts, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert {post.thread for post in done} == {"0"}


def test_parts_of_another_day_are_of_another_chat() -> None:
    made = [
        Post(id="1", handle="mira_k", text="A1a: Feed it.", created_at="2024-05-14T23:58:00Z"),
        Post(id="2", handle="mira_k", text="A1b: Wait.", created_at="2024-05-15T00:02:00Z"),
        Post(id="3", handle="mira_k", text="A1a: Sieve it.", created_at="2024-05-21T19:02:00Z"),
        Post(id="4", handle="mira_k", text="A1b: Twice.", created_at="2024-05-21T19:03:00Z"),
    ]
    assert threads(stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]) == {
        "1": "1",
        "2": "1",  # past midnight, but in the same hour
        "3": "3",
        "4": "3",
    }


def test_numbers_of_another_day_are_of_another_chat() -> None:
    made = [
        Post(id="1", handle="mira_k", text="1/2 Feed it.", created_at="2024-05-14T19:02:00Z"),
        Post(id="2", handle="mira_k", text="2/2 Sieve it.", created_at="2024-05-21T19:03:00Z"),
    ]
    assert threads(stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]) == {}


def test_newest_first_a_thread_is_still_under_its_first_post() -> None:
    posts = said(
        ("mira_k", "And the oven is mine."),
        ("mira_k", "Nobody calls."),
        ("mira_k", "A1 I bake at night."),
        reply_0="1",
        reply_1="2",
    )
    assert threads(posts) == {"0": "2", "1": "2", "2": "2"}


def test_each_part_of_a_thread_is_a_post_of_its_own() -> None:
    posts = said(("mira_k", "A1a: Feed it well."), ("mira_k", "A1b: Then wait for it."))
    assert [post.said for post in posts] == ["Feed it well.", "Then wait for it."]
    assert [post.set_aside for post in posts] == [None, None]  # so that each can be picked
