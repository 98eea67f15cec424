"""A quote that differs in one word is found; what a publishing system sets otherwise is not."""

import pytest

from pipeline.records import Post
from tests.check.chats import AT, POSTS, findings, only

OTTILIE = f"— Ottilie Brand (@ottilie_rye), [14 May]({AT.format('ottilie_rye', 1)})"
KARCHER = (
    "“You lift others up and help them weigh the flour while also learning from them yourself.”"
)


@pytest.mark.parametrize(
    "said",
    [
        "A1a Slow bread isn’t late bread. It's bread that was left alone, and then looked at again "
        "🍞 #LoafChat",
        "Slow bread isn't late bread.",  # straight
        "It’s bread that was left alone, and then looked at again",
        "Slow bread isn’t late bread. […] looked at again 🍞",
        "Slow bread isn’t late bread ... bread that was left alone",
        "Slow bread isn’t late bread. It's [the bread] that was left alone",
    ],
)
def test_what_its_author_wrote_is_exact(said: str) -> None:
    for article in (f"> {said}\n>\n> {OTTILIE}", f"- {said}  \n  {OTTILIE}", f"{said}\n{OTTILIE}"):
        found = only(article)
        assert (found.verdict, found.post, found.troubles) == ("exact", POSTS[0], ()), article
        assert found.is_sound and found.said == said.replace("\n", " ")


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        (KARCHER.replace(" and help them", ","), "“,” for “and help them”"),
        (KARCHER.replace("the flour", "flour"), "left out: “the”"),
        (KARCHER.replace("yourself", "yourselves"), "“yourselves” for “yourself”"),
        (KARCHER.replace("weigh the", "weigh out the"), "added: “out”"),
        (KARCHER.replace("You", "you"), "“you” for “You”"),
    ],
)
def test_a_word_that_differs_is_told(said: str, differs: str) -> None:
    found = only(f"Our friends at The Karcher Oven phrase it well:\n\n{said}\n\nBam!")
    assert (found.verdict, found.post, found.differences) == ("changed", POSTS[1], (differs,))
    assert found.troubles == () and not found.is_sound
    assert found.words == [f"not as it was written: {differs}"]


@pytest.mark.parametrize("said", ["I can bake on a Monday", "ake on a Monday – the oven sulks"])
def test_half_a_word_is_not_what_was_written(said: str) -> None:
    assert only(f"Tom Xanthe: “{said}”").verdict == "changed"


def test_the_comma_of_the_sentence_around_is_no_change() -> None:
    assert only("“The oven sulks, and so do I,” says Tom Xanthe.").verdict == "changed"  # its T
    assert only("“the oven sulks, and so do I,” says Tom Xanthe.").is_sound


def test_a_quote_from_elsewhere_is_told_and_a_term_or_a_question_is_none() -> None:
    assert only("“Build it and they will come”, as they say.").verdict == "unknown"
    assert findings("What we call “slow bread” is old.") == []
    assert (
        findings("Q1: What does slow bread mean to you?\n\n“What does slow bread mean to you?”")
        == []
    )
    assert findings("## Slow bread isn’t late bread.") == []


def test_what_the_writer_says_in_other_words_is_the_writers() -> None:
    assert findings("As Nan says, every no is a yes of last year that she defends.") == []
    assert findings("Tom can not bake on a Monday because the oven sulks, and so does he.") == []


def test_posts_pasted_as_embeds_are_quotes_with_their_credit() -> None:
    article = (
        "Nan keeps it short:\n"
        "Every no is last year's yes being defended\n— Nan Pereira (@nan_p) May 14, 2024\n"
        "A2 I cannot bake on a Monday – the oven sulks, and so do I.— Tom Xanthe (@tom_x) May 14\n"
        "And that was it."
    )
    assert [(one.post, one.is_sound) for one in findings(article)] == [
        (POSTS[3], True), (POSTS[2], True),
    ]  # fmt: skip


def test_two_posts_of_one_author_may_stand_as_one_quote() -> None:
    joined = "“Every no is last year's yes being defended [...] so I keep the list on the fridge.”"
    assert only(f"Nan Pereira: {joined}").is_sound
    mixed = "“Every no is last year's yes being defended [...] the oven sulks, and so do I.”"
    assert only(f"Nan Pereira: {mixed}").verdict != "exact"


def test_lines_of_one_post_are_one_quote() -> None:
    post = Post(
        id="9", handle="ana_b", name="Ana B", text="A3 Three rules:\n- strong flour\n\nBe late."
    )
    found = only(
        "> A3 Three rules:\n> - strong flour\n>\n> Be late.\n>\n> — Ana B (@ana_b)", [post]
    )
    assert found.is_sound and found.said == "A3 Three rules:\n- strong flour\nBe late."


def test_the_author_of_a_reposted_line_is_who_wrote_it() -> None:
    again = Post(id="8", handle="echo_e", name="Echo", text=POSTS[3].text, set_aside="repost")
    found = only("> Every no is last year's yes being defended\n> — Nan Pereira (@nan_p)",
                 [again, *POSTS])  # fmt: skip
    assert found.post == POSTS[3] and found.is_sound
    blamed = only("> Every no is last year's yes being defended\n> — Ed (@ed_e)", [again, *POSTS])
    assert blamed.post == POSTS[3]
