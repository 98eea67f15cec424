"""What keeps two posts of nearly the same words apart, and what does not."""

import pytest

from tests.normalize.chats import chat, fates


@pytest.mark.parametrize(
    ("said", "other"),
    [
        (  # denies it
            "A2: I can bake for strangers when they ask me for it in writing #loafchat",
            "A2: I can't bake for strangers when they ask me for it in writing #loafchat",
        ),
        (
            "A1 You should always tell people what is in the loaf that they buy from you",
            "A1 You should never tell people what is in the loaf that they buy from you",
        ),
        (
            "A1: I bake 3 loaves a week for my street and they love it",
            "A1: I bake 5 loaves a week for my street and they love it",
        ),
        (
            "A1: I bake three loaves a week for my street and they love it",
            "A1: I bake five loaves a week for my street and they love it",
        ),
        ("A1: Nothing, to be honest", "A2: Nothing, to be honest"),  # answers two questions
        (
            "A1: Here's @ines_b's answer, sent on as she bakes: https://x.com/ines_b/status/8001",
            "A1: Here's @ines_b's answer, sent on as she bakes: https://x.com/ines_b/status/8002",
        ),
        (
            "C++ is the best language for a timer, I say",
            "C# is the best language for a timer, I say",
        ),
        ("👍 to option one for the oven", "👎 to option one for the oven"),
        (
            "My best oven for this is https://ovens.org/a",
            "My best oven for this is https://b.io",
        ),
        ("I agree with @ines_b on this one", "I agree with @tom_x on this one"),
        ("Do you use checklists?", "How do you use checklists?"),
        (
            "Who do you ask first when a loaf has gone wrong in the night?",
            "What do you ask first when a loaf has gone wrong in the night?",
        ),
        (
            "Tell us about the best thing that ever came out of your oven, and who got to eat it.",
            "Tell us about the worst thing that ever came out of your oven, and who got to eat it.",
        ),
        (
            "What would you tell somebody who starts to bake for a living this year, online?",
            "What would you tell somebody who starts to bake for a living this year, offline?",
        ),
    ],
)
def test_nearly_the_same_words_that_say_something_else_are_two_posts(said: str, other: str) -> None:
    assert fates(chat(("mira_k", said), ("mira_k", other))) == [(None, None)] * 2
    assert {post.support for post in chat(("mira_k", said), ("tom_x", other))} == {0}


@pytest.mark.parametrize(
    ("said", "again"),
    [
        (
            "A1: I dont bake for strangers when they ask me for it in writing",
            "A1: I don't bake for strangers when they ask me for it in writing",
        ),
        (  # a number comes in, none is exchanged
            "A1: I bake loaves every week for my street and they love it so",
            "A1: I bake 3 loaves every week for my street and they love it so",
        ),
        ("A1 and A2: Patience, to be honest", "A2: Patience, to be honest"),
        (
            "Bread is late, see https://t.co/aB3dE5fG7h there",
            "Bread is late, see https://t.co/x there",
        ),
        ("C++ is the best language for a timer", "c++ is the best language for a timer"),
        ("With @ines_b in the kitchen for once", "With @Ines_B in the kitchen for once"),
        ("@ines_b A loaf of mine is late", "@tom_x A loaf of mine is late"),  # told to two people
        ("With @ines_b @tom_x in the kitchen", "With @ines_b in the kitchen"),
        (  # a slip, a word in two, small words instead of others
            "What do you like about bread that nobody hurries, ever, anywhere?",
            "What do you liek about bread that nobody hurries, ever, anywhere?",
        ),
        (
            "What is your everyday loaf, the one that you could bake asleep on a Sunday?",
            "What is your every day loaf, the one that you could bake asleep on a Sunday?",
        ),
        (
            "What would you do with the loaf that went stale over the week?",
            "What would you do with a loaf that went stale over the week?",
        ),
        (
            "What do you do with a loaf that has gone stale over the week?",
            "Once more: What do you do with a loaf that has gone stale over the week?",
        ),
    ],
)
def test_a_post_sent_again_with_a_little_more_is_a_repeat(said: str, again: str) -> None:
    posts = chat(("mira_k", said), ("mira_k", again))
    assert posts[1].duplicate_of == "0"


def test_what_differs_from_the_first_may_repeat_the_second() -> None:
    posts = chat(
        ("mira_k", "A1: Nothing, to be honest"),
        ("mira_k", "A2: Nothing, to be honest"),
        ("mira_k", "A2 Nothing to be honest!"),
    )
    assert [post.duplicate_of for post in posts] == [None, None, "1"]


def test_what_repeats_a_repeat_but_not_the_first_is_a_post_of_its_own() -> None:
    labels = ("A1: ", "", "A2: ")
    posts = chat(*(("mira_k", f"{label}Nothing, to be honest") for label in labels))
    assert [post.duplicate_of for post in posts] == [None, "0", None]


def test_in_a_long_post_another_word_makes_no_other_statement() -> None:
    said = "A1 " + " ".join(f"loaf{place} is late" for place in range(40))
    posts = chat(("mira_k", f"{said} at best"), ("mira_k", f"{said} at worst"))
    assert posts[1].duplicate_of == "0"
