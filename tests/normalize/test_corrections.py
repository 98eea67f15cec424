"""A label that its author puts right in a post of its own."""

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Label, Post
from pipeline.settings import NormalizeSettings

ANSWER = "A3: My nan has the key and drowns the cactus"


def labels(*said: tuple[str, str], **more: object) -> list[Label | None]:
    """Return the labels of posts by (handle, text), a minute apart."""
    posts = [
        Post(id=str(n), handle=who, text=text, created_at=f"2024-05-14T19:{n:02d}:00Z")
        for n, (who, text) in enumerate(said)
    ]
    posts[-1] = posts[-1].model_copy(update=more)
    found, _ = stage.run(posts, Chat(chat="loafchat"), NormalizeSettings())
    return [post.label for post in found]


def first(*said: tuple[str, str], **more: object) -> tuple[str, int] | None:
    label = labels(*said, **more)[0]
    return (label.kind, label.question) if label else None


@pytest.mark.parametrize(
    "right",
    [
        "That's A4, sorry #LoafChat",
        "that’s A4",
        "Oops A4 not A3",
        "Not A3 but A4, argh",
        "^ that was for Q4",
        "*A4",
        "A4*",
        "Sorry, meant A4!",
        "I meant A4 ^^",
        "oops, that should be A4",
        "Typo: A4",
        "Make that #A4",
        "That A3 should be A4",
        "*A4 sorry, thumbs",
        "A4!! sorry all, fat fingers 🙈",
        "Haha yes, A4, sorry, can't count tonight",
        "Gah, autocorrect. A4*",
    ],
)
def test_the_post_before_gets_the_label_that_its_author_meant(right: str) -> None:
    assert first(("mira_k", ANSWER), ("tom_x", "A4 Nobody"), ("mira_k", right)) == ("A", 4)


@pytest.mark.parametrize(
    "said",
    [
        "A4",
        "That was A4?",
        "@tom_x that was A4, sorry",
        "Sorry, I forgot A4",
        "*A4 https://rye.example/key",
        "A4 is mine, and not A3 of anybody else",
        "RT @tom_x: oops, A4",
        "Oh, it's Q4",
        "This is Q4",
        "Ugh, Q4!",
        "Argh, Q4!",
        "That was Q3, this is Q4",
        "A4: Sorry",
        "A4. A mistake is a mistake",
        "A4: My phone, sorry",
        "A4 My brain, lol",
        "Haha yes A4, count me in",
        "Haha, A4",
        "Thumbs up to A4, sorry",
        "A4 The right to be wrong",
        "A4 make it count",
        "A4 - not everyone",
        "A4 yes it should",
    ],
)
def test_what_says_something_else_puts_nothing_right(said: str) -> None:
    assert first(("mira_k", ANSWER), ("mira_k", said)) == ("A", 3)


def test_what_is_said_to_somebody_by_the_export_alone_is_no_correction() -> None:
    said = ("mira_k", ANSWER), ("mira_k", "that was A4, sorry")
    assert first(*said, speaks_to="tom_x") == ("A", 3)
    assert first(*said, speaks_to="mira_k") == ("A", 4)  # goes on with her own thread


def test_a_post_without_a_label_gets_it_from_who_is_sure() -> None:
    bare = ("mira_k", ANSWER[4:])
    assert first(bare, ("mira_k", "^ that was for Q4")) == ("A", 4)
    assert first(bare, ("mira_k", "That was Q4")) is None


def test_nobody_puts_right_what_another_says() -> None:
    assert first(("mira_k", ANSWER), ("tom_x", "Oops, A4 not A3")) == ("A", 3)
    said = [("tom_x", "A5 Nobody"), ("mira_k", ANSWER), ("mira_k", "That was A4, sorry")]
    assert [label.question for label in labels(*said, reply_to="0") if label][:2] == [5, 3]


def test_the_label_that_is_named_as_wrong_is_put_right() -> None:
    said = [("mira_k", ANSWER), ("mira_k", "Ha, so true"), ("mira_k", "Oops, A4 not A3")]
    assert first(*said) == ("A", 4)


def test_a_host_puts_the_number_of_a_question_right() -> None:
    said = [("loafchat", "Q3: Who feeds it?"), ("loafchat", "Welcome!")]
    assert first(*said, ("loafchat", "Sorry, that was Q4!")) == ("Q", 4)


def test_a_part_stays_where_the_number_is_right() -> None:
    label = labels(("mira_k", "A4b: The other nan"), ("mira_k", "That was A4, sorry"))[0]
    assert label is not None
    assert label.part == "b"


def test_a_repost_or_a_word_to_somebody_in_between_is_not_what_is_put_right() -> None:
    for between in ("RT @ana_h Q3: Who waters the cactus?", "@tom_x ha, so true"):
        found = labels(("mira_k", ANSWER), ("mira_k", between), ("mira_k", "Sorry, A4!"))
        assert found[0] and found[0].question == 4
        assert not found[1] or found[1].question == 3


def test_a_label_is_put_right_where_the_time_of_one_post_is_not_known():
    said = ("mira_k", ANSWER), ("mira_k", "Oops, A4 not A3")
    assert first(*said, created_at="2024-05-14") == ("A", 4)
    assert first(*said, created_at="2024-05-15") == ("A", 3)


def test_the_part_that_is_meant_is_one_in_whatever_case_it_is_typed():
    (label, _) = labels(("mira_k", ANSWER), ("mira_k", "Oops, A4B not A3"))
    assert label is not None and (label.question, label.part) == (4, "b")
