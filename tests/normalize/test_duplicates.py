"""Repeats: who said it first, who said it again, and what only sounds alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import entities, stage
from pipeline.normalize.reading import words_of
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

LOAF = "A1 A loaf that is late is a loaf that is better #loafchat"


def chat(*posts: tuple[str, str], **more: object) -> list[Post]:
    """Return normalized posts by (handle, text), a minute apart, with the ids "0", "1", ..."""
    made = [
        Post(
            id=str(number), handle=handle, text=text, created_at=f"2024-05-14T19:{number:02d}:00Z"
        ).model_copy(update=more)
        for number, (handle, text) in enumerate(posts)
    ]
    return stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]


def fates(posts: list[Post]) -> list[tuple[str | None, str | None]]:
    return [(post.set_aside, post.duplicate_of) for post in posts]


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


def test_a_post_under_two_names_on_one_day_has_no_sure_author() -> None:
    posts = chat(("mira_k", LOAF), ("tom_x", LOAF), ("ines_b", "A1 I buy mine at the mill."))
    assert [post.set_aside for post in posts] == ["disputed author", "disputed author", None]


def test_a_question_that_two_hosts_post_is_not_disputed() -> None:
    question = "Q1 What does waiting do for your bread? #loafchat"
    posts = chat(("loafchat", question), ("loaf_host", question))
    assert fates(posts) == [(None, None), ("duplicate", "0")]


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


def test_a_repost_of_a_post_that_is_not_there_points_nowhere() -> None:
    posts = chat(("mira_k", "A1 I knead at dawn."), ("ines_b", f"RT @mira_k: {LOAF}"))
    assert fates(posts) == [(None, None), ("repost", None)]


def test_a_native_repost_keeps_the_id_that_the_export_gives() -> None:
    made = [
        Post(id="0", handle="mira_k", text=LOAF),
        Post(id="1", handle="tom_x", text=LOAF, repost_of="0"),
        Post(id="2", handle="ines_b", text="A2 Rye, and rye again.", repost_of="77"),  # not there
    ]
    posts = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert fates(posts) == [(None, None), ("repost", "0"), ("repost", None)]
    assert posts[2].repost_of == "77"


def test_without_times_a_repost_that_stands_first_does_not_take_the_authors_place() -> None:
    made = [
        Post(id="9", handle="tom_x", text=f"RT @mira_k: {LOAF}"),  # newest first, as pasted
        Post(id="8", handle="mira_k", text=LOAF),
    ]
    posts = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert {post.id: post.set_aside for post in posts} == {"9": "repost", "8": None}


def test_the_complete_post_stays_and_the_one_cut_off_points_to_it() -> None:
    made = [
        Post(id="1", handle="mira_k", text=LOAF[:-11], is_truncated=True),
        Post(id="2", handle="mira_k", text=LOAF),
    ]
    posts = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert {post.id: post.duplicate_of for post in posts} == {"1": "2", "2": None}


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
