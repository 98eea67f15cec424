"""Repeats: who said it first, who said it again, and what only sounds alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import entities
from pipeline.normalize.reading import words_of
from pipeline.records import Post
from tests.normalize.chats import LOAF, chat, fates, normalized


def test_a_post_sent_twice_counts_once_and_the_earlier_stays() -> None:
    posts = chat(("mira_k", LOAF), ("tom_x", "A1 I cannot wait."), ("mira_k", LOAF))
    assert fates(posts) == [(None, None), (None, None), ("duplicate", "0")]


@pytest.mark.parametrize(
    "again",
    [
        "A1: a loaf that is LATE is a loaf that is better",  # label and case
        "A1 A loaf that is late is a loaf that is better! https://t.co/aB3dE5fG7h #loafchat",
        "@tom_x A1 A loaf that is late is a loaf that is better",
        "A1 Ａ loaf that is late is a loaf that is better",  # full width
    ],
)
def test_the_same_words_in_other_clothes_are_the_same(again: str) -> None:
    assert chat(("mira_k", LOAF), ("mira_k", again))[1].duplicate_of == "0"


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("A1 Don't hurry it 🥖", "A1 Don’t hurry it 🥖"),
        ("A1 Das große Brot ist spät dran", "A1 DAS GROSSE BROT IST SPÄT DRAN"),
        ("A1 A loaf is late", "A1 Ａ ｌｏａｆ ｉｓ ｌａｔｅ"),
    ],
)
def test_a_word_is_one_however_it_is_typed(said: str, again: str) -> None:
    repeat = chat(("mira_k", said), ("mira_k", again))[1]
    assert (repeat.duplicate_of, repeat.similarity) == ("0", 1.0)


@pytest.mark.parametrize(
    ("again", "is_repeat"),
    [
        ("A1 Bake on the day that your guests arrive, not on the day before it.", True),  # a typo
        ("A1 Bake on the day that your gusts arrive, not on the day before it!!", True),
        ("A1 Bake on the day after your guests left, and not on the day before.", False),
    ],
)
def test_a_post_sent_again_with_a_slip_mended_is_a_repeat(again: str, is_repeat: bool) -> None:
    slip = "A1 Bake on the day that your gusts arrive, not on the day before it."
    assert (chat(("mira_k", slip), ("mira_k", again))[1].duplicate_of == "0") is is_repeat


@pytest.mark.parametrize(
    "other",
    [
        "A1 A loaf that is early is a loaf that is worse #loafchat",
        "A1 A loaf #loafchat",
        "A1 I like a loaf that is late because it gives me an evening to read in peace",
        "A2 Better late than a loaf",
    ],
)
def test_other_words_are_another_post(other: str) -> None:
    assert chat(("mira_k", LOAF), ("mira_k", other))[1].duplicate_of is None


@pytest.mark.parametrize("courtesy", ["Thank you!", "Good night all", "A1 Same here", "🥖 Yes 🥖"])
def test_short_courtesies_of_several_people_are_never_folded(courtesy: str) -> None:
    posts = chat(("mira_k", courtesy), ("tom_x", courtesy), ("ines_b", courtesy))
    assert fates(posts) == [(None, None)] * 3


def test_a_short_post_sent_twice_by_its_author_is_folded() -> None:
    posts = chat(("mira_k", "Thank you!"), ("tom_x", "Thank you!"), ("mira_k", "thank you"))
    assert fates(posts) == [(None, None), (None, None), ("duplicate", "0")]


def test_a_courtesy_sent_twice_is_folded_however_many_say_the_same() -> None:
    crowd = [(f"baker{n}", "Good night all of you") for n in range(50)]
    again = chat(*crowd, ("baker49", "Good night, all of you!"))[-1]
    assert (again.set_aside, again.duplicate_of) == ("duplicate", "49")


def test_repeats_keep_their_likeness_and_give_their_support() -> None:
    slip = LOAF.replace("better", "betters")
    posts = chat(
        ("mira_k", LOAF),
        ("mira_k", LOAF),
        ("mira_k", slip),
        ("tom_x", f"RT @mira_k: {LOAF}"),
        ("ines_b", "A1 I buy mine at the mill."),
    )
    assert [post.support for post in posts] == [3, 0, 0, 0, 0]
    first, same, near, passed, other = (post.similarity for post in posts)
    assert (first, same, passed, other) == (None, 1.0, 1.0, None)
    assert near is not None and 0.8 <= near < 1


def test_what_means_the_same_in_other_words_is_never_a_repeat() -> None:
    posts = chat(
        ("mira_k", "A1 Give your dough more time than you think it needs"),
        ("mira_k", "A1 Let the bread rest longer than seems necessary to you"),
    )
    assert fates(posts) == [(None, None), (None, None)]


def test_a_near_repeat_is_found_among_many_posts_with_the_same_turn_of_phrase() -> None:
    crowd = [(f"baker{n}", f"A1 What I like about bread is day {n} of {n * n}") for n in range(300)]
    slip = ("mira_k", "A1 What I like about bread is that nobody hurries it, ever, anywhere")
    mended = ("mira_k", "A1 What I like about bread is that nobody hurries it, ever, anywhere!!")
    made = [
        Post(id=str(n), handle=handle, text=text)
        for n, (handle, text) in enumerate([*crowd, slip, mended])
    ]
    first, again = list(normalized(*made).values())[-2:]
    assert again.duplicate_of == first.id


WORDS = ["bread", "waits", "while", "nobody", "hurries", "the", "slow", "dough", "and", "ovens"]


@given(st.lists(st.sampled_from(WORDS), min_size=4, unique=True), st.integers(0, 200), st.data())
def test_every_near_repeat_by_one_slip_is_found(
    words: list[str], at: int, data: st.DataObject
) -> None:
    text = " ".join(words)
    place = at % len(text)
    slipped = text[:place] + data.draw(st.sampled_from(["", "x", "e"])) + text[place + 1 :]
    ours, theirs = ({t[n : n + 5] for n in range(len(t) - 4)} for t in (text, slipped))
    posts = chat(("mira_k", text), ("mira_k", slipped))
    likeness = len(ours & theirs) / len(ours | theirs)
    if likeness >= 0.8 and " " not in (text[place], slipped[place : place + 1]):
        assert posts[1].duplicate_of == "0"
        assert posts[1].similarity == pytest.approx(likeness, abs=1e-4)


def test_links_and_names_are_not_words() -> None:
    text = "@tom_x Bread, as @ines_b says: https://example.org/bread is late"
    held = tuple(entities.extract(text))
    assert words_of(text, (0, len(text)), held) == ["bread", "as", "says", "is", "late"]


TEXTS = st.lists(
    st.sampled_from([LOAF, LOAF.upper(), f"RT @mira_k: {LOAF}", "Thank you!", "A1 Rye bread waits"])
    | st.text("ab #@\n", max_size=12),
    max_size=8,
)


@given(TEXTS, st.lists(st.sampled_from(["mira_k", "tom_x"]), min_size=8, max_size=8))
def test_a_repeat_points_to_a_post_that_is_itself_no_repeat(
    texts: list[str], handles: list[str]
) -> None:
    posts = chat(*zip(handles, texts, strict=False))
    by_id = {post.id: post for post in posts}
    for post in posts:
        if post.duplicate_of is not None:
            assert by_id[post.duplicate_of].duplicate_of is None
            assert post.duplicate_of != post.id
