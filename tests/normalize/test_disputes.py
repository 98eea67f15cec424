"""Posts under several names: whose they are is not known, or they are two voices."""

import pytest

from tests.normalize.chats import LOAF, chat, fates


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
