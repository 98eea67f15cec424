"""Posts under several names: whose they are is not known, or they are two voices."""

import pytest

from pipeline.records import Post
from tests.normalize.chats import LOAF, chat, fates, normalized


def test_a_post_under_two_names_on_one_day_has_no_sure_author() -> None:
    posts = chat(("mira_k", LOAF), ("tom_x", LOAF), ("ines_b", "A1 I buy mine at the mill."))
    assert [post.set_aside for post in posts] == ["disputed author", "disputed author", None]


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("A2: Pictures of my very first loaf", "A2: Pictures of my very first loaf"),
        ("A2: Yes, all the time", "A2: Yes, all the time!"),
        ("@ines_b Just Add More Water", "@ines_b Just Add More Water"),
    ],
)
def test_two_people_who_say_the_same_in_a_few_words_are_two_voices(said: str, again: str) -> None:
    assert fates(chat(("mira_k", said), ("tom_x", again))) == [(None, None)] * 2
    assert fates(chat(("mira_k", said), ("mira_k", again)))[1] == ("duplicate", "0")


@pytest.mark.parametrize(
    ("said", "again", "is_disputed"),
    [
        ("Late bread for everybody https://loaf.org/a", None, True),  # a copy, link and all
        (
            "Join our next evening to share your best loaf of the year https://loaf.org/a",
            "Join our next evening to share your best loaf of the year https://loaf.org/b",
            False,  # each passes on the announcement with a link of their own
        ),
        (LOAF, f"@ines_b {LOAF}", False),
        (LOAF, f"{LOAF}  ", True),
    ],
)
def test_an_author_is_lost_only_where_all_of_the_text_is_the_same(
    said: str, again: str | None, is_disputed: bool
) -> None:
    first, second = (each.set_aside for each in chat(("mira_k", said), ("tom_x", again or said)))
    assert (first, second) == (("disputed author",) * 2 if is_disputed else (None, "duplicate"))


def test_a_question_that_two_hosts_post_is_not_disputed() -> None:
    question = "Q1 What does waiting do for your bread? #loafchat"
    posts = chat(("loafchat", question), ("loaf_host", question))
    assert fates(posts) == [(None, None), ("duplicate", "0")]


def test_all_who_posted_a_disputed_text_are_set_aside_however_often() -> None:
    posts = chat(("mira_k", LOAF), ("tom_x", LOAF), ("mira_k", LOAF), ("ines_b", LOAF))
    assert [post.set_aside for post in posts] == ["disputed author"] * 4


@pytest.mark.parametrize("said", ["A2: Yes, all the time", "Late bread https://loaf.org/a"])
def test_few_words_that_two_people_each_sent_twice_are_not_disputed(said: str) -> None:
    posts = chat(*[("mira_k", said), ("tom_x", said)] * 2)
    assert fates(posts) == [(None, None), (None, None), ("duplicate", "0"), ("duplicate", "1")]


def test_what_an_archive_glued_behind_a_text_tells_no_two_authors_apart() -> None:
    glued = "{}@{}·2 years agoReplyRetweetFavorite"
    posts = normalized(
        Post(id="0", handle="mira_k", name="Mira K", text=LOAF + glued.format("Mira K", "mira_k")),
        Post(id="1", handle="tom_x", name="Tom X", text=LOAF + glued.format("Tom X", "tom_x")),
    )
    assert [post.set_aside for post in posts.values()] == ["disputed author"] * 2


@pytest.mark.parametrize(
    "other",
    [
        {"created_at": "2024-05-21T19:02:00Z"},  # said again on another day
        {"created_at": "2024-05-14T19:02:00Z", "is_private": True},
    ],
)
def test_another_day_or_a_private_copy_takes_nobody_their_words(other: dict[str, object]) -> None:
    posts = normalized(
        Post(id="0", handle="mira_k", text=LOAF, created_at="2024-05-14T19:01:00Z"),
        Post.model_validate({"id": "1", "handle": "tom_x", "text": LOAF, **other}),
    )
    assert fates(list(posts.values())) == [(None, None), ("duplicate", "0")]
