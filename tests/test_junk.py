"""What programs leave at the end of a post: by what they say that they posted it."""

import pytest

from pipeline.junk import junk_start
from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings
from tests.conftest import within


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Proof it overnight, every time A3 via Buffer", "Proof it overnight, every time A3"),
        ("Proof it overnight (A3) via Hootsuite", "Proof it overnight (A3)"),
        ("Proof it overnight A3 (via Twitter for Android)", "Proof it overnight A3"),
        ("Rye, always rye. via TweetDeck", "Rye, always rye."),
        ("Rye, always rye 🍞 posted with Tchat.io", "Rye, always rye 🍞"),
        ("Mine: https://loaf.example/rye via Twitter Web App", "Mine: https://loaf.example/rye"),
        ("Rye, always rye. Sent from my iPhone", "Rye, always rye."),
        ("Rye, always rye\nSent from my Samsung Galaxy", "Rye, always rye"),
        ("A3 rye\n\nGet Outlook for iOS", "A3 rye"),
        ("Rye! Sent from Mail for Windows 10.", "Rye!"),
    ],
)
def test_by_what_a_program_says_that_it_posted_is_none_of_the_authors_words(
    text: str, kept: str
) -> None:
    assert text[: junk_start(text)] == kept


@pytest.mark.parametrize(
    "text",
    [
        "I plan the whole week of loaves via Buffer",  # a sentence goes on
        "Half of mine go out (and hers) via Buffer",
        "I post my 'quotes of the day' via Buffer",
        "A3 via Buffer",  # the whole answer
        "@ana A3: via Buffer",
        "How do you plan it? via Buffer",
        "I plan little. Via Buffer.",
        "Loved it, will share via Twitter #LoafChat",
        "It all went out yesterday. via UPS",
        "Flour for sale! via my shop",
        "My mails still end with Sent from my iPhone",
        "Sent from my iPhone",
        "Rye. Sent from my phone, sorry for the typos",
        "Rye. Sent from my oven",
    ],
)
def test_words_that_only_sound_so_stay(text: str) -> None:
    assert junk_start(text) == len(text)


def test_a_label_before_such_words_is_one_and_the_quote_ends_before_it() -> None:
    signed = Post(id="1", handle="ana", text="Proof it overnight, every time. A3 via Buffer")
    posts, _ = stage.run([signed], Chat(chat="loaf"), NormalizeSettings())
    assert posts[0].label is not None
    assert (posts[0].label.kind, posts[0].label.question) == ("A", 3)
    assert posts[0].said == "Proof it overnight, every time."
    assert [cut.kind for cut in posts[0].cuts] == ["label", "junk"]


@pytest.mark.parametrize("text", [" " * 200_000 + "via Buffer", "(" * 200_000, "A3 " * 70_000])
def test_long_texts_are_looked_at_quickly(text: str) -> None:
    with within(2):
        junk_start(text)
