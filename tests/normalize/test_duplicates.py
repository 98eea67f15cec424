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


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LOAF, LOAF.replace("A1", "A2")),  # to another question
        ("A2: Yes, all the time", "A2: Yes, all the time!"),  # what two people may say
    ],
)
def test_a_repost_points_to_the_one_whom_it_names(first: str, second: str) -> None:
    passed_on = [("ines_b", f"RT @Tom_X: {second}"), ("ola", f"RT @mira_k: {first}")]
    posts = chat(("mira_k", first), ("tom_x", second), *passed_on)
    assert [post.duplicate_of for post in posts] == [None, None, "1", "0"]


def test_a_repost_of_a_post_that_is_not_there_points_nowhere() -> None:
    passed_on = f"RT @mira_k: {LOAF}"
    posts = chat(("mira_k", "A1 I knead at dawn."), ("ines_b", passed_on), ("tom_x", passed_on))
    assert fates(posts) == [(None, None), ("repost", None), ("repost", "1")]
    assert {post.repost_of for post in posts} == {None}


def test_a_native_repost_keeps_the_id_that_the_export_gives() -> None:
    made = [
        Post(id="0", handle="mira_k", text=LOAF),
        Post(id="1", handle="tom_x", text=LOAF, repost_of="0"),
        Post(id="2", handle="ines_b", text="A2 Rye, and rye again.", repost_of="77"),  # not there
        Post(id="3", handle="ines_b", text=LOAF, repost_of="77"),
    ]
    posts = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert fates(posts) == [(None, None), ("repost", "0"), ("repost", None), ("repost", "0")]
    assert [post.repost_of for post in posts] == [None, "0", "77", "77"]


def test_a_native_repost_of_a_post_sent_twice_leaves_it_its_author() -> None:
    posts = normalized(
        Post(id="0", handle="mira_k", text=LOAF),
        Post(id="1", handle="mira_k", text=LOAF),
        Post(id="2", handle="tom_x", text=LOAF, repost_of="1"),
    )
    assert fates(list(posts.values())) == [(None, None), ("duplicate", "0"), ("repost", "0")]
    assert [post.support for post in posts.values()] == [2, 0, 0]


def test_without_times_a_repost_that_stands_first_does_not_take_the_authors_place() -> None:
    made = [
        Post(id="9", handle="tom_x", text=f"RT @mira_k: {LOAF}"),  # newest first, as pasted
        Post(id="8", handle="mira_k", text=LOAF),
    ]
    posts = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert {post.id: post.set_aside for post in posts} == {"9": "repost", "8": None}
    assert {post.id: post.repost_of for post in posts} == {"9": "8", "8": None}


def test_the_complete_post_stays_and_the_one_cut_off_points_to_it() -> None:
    made = [
        Post(id="1", handle="mira_k", text=LOAF[:-11], is_truncated=True),
        Post(id="2", handle="mira_k", text=LOAF),
    ]
    posts = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert {post.id: post.duplicate_of for post in posts} == {"1": "2", "2": None}


def cut_off(id: str, handle: str, text: str) -> Post:
    return Post(id=id, handle=handle, text=text, is_truncated=True)


def normalized(*made: Post) -> dict[str, Post]:
    posts, _ = stage.run(made, Chat(chat="loafchat"), NormalizeSettings())
    return {post.id: post for post in posts}


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


def test_reposts_of_a_post_behind_them_are_each_as_like_it_as_their_words() -> None:
    short = "RT @mira_k: A1 A loaf that is late is a loaf th…"
    posts = normalized(
        Post(id="9", handle="tom_x", text=short),
        Post(id="7", handle="ines_b", text=short),
        Post(id="8", handle="mira_k", text=LOAF),
    )
    assert [posts[id].repost_of for id in "978"] == ["8", "8", None]
    assert posts["9"].similarity == posts["7"].similarity == pytest.approx(5 / 6, abs=1e-4)


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
    posts = stage.run(
        [
            Post(id=str(n), handle=handle, text=text)
            for n, (handle, text) in enumerate([*crowd, slip, mended])
        ],
        Chat(chat="loafchat"),
        NormalizeSettings(),
    )[0]
    assert posts[-1].duplicate_of == posts[-2].id


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
        ("With @ines_b @tom_x in the kitchen", "With @ines_b in the kitchen"),
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
    is_alike = len(ours & theirs) / len(ours | theirs) >= 0.8
    if is_alike and " " not in (text[place], slipped[place : place + 1]):
        assert posts[1].duplicate_of == "0"


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
