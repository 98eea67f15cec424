"""The stream: an archive post by post, with repeats and threads found within a window."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

CHAT = Chat(chat="loafchat", hashtag="#loafchat")
LOAF = "A1 A loaf that is late is a loaf that is better"


def post(number: int, text: str, handle: str = "mira_k", **more: object) -> Post:
    at = f"2024-05-14T{10 + number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"
    made = {"created_at": at, **more}
    return Post(id=str(10_000 + number), handle=handle, text=text, **made)


def streamed(posts: list[Post], window: int) -> list[Post]:
    return list(stage.stream(posts, CHAT, NormalizeSettings(), window))


def filler(numbers: range) -> list[Post]:
    return [post(n, f"On day {n} we had {n * 7} loaves", f"baker{n}") for n in numbers]


@pytest.mark.parametrize(("between", "is_found"), [(3, True), (9, True), (10, False)])
def test_a_repeat_is_found_within_the_window(between: int, is_found: bool) -> None:
    posts = [post(0, LOAF), *filler(range(1, between + 1)), post(between + 1, LOAF)]
    first, *_, last = streamed(posts, window=10)
    assert (last.duplicate_of == first.id) is is_found
    assert first.support == is_found


def test_a_post_counts_its_repeats_although_they_come_later() -> None:
    posts = [
        post(0, LOAF),
        post(1, f"RT @mira_k: {LOAF}", "tom_x"),
        post(2, LOAF),
        *filler(range(3, 9)),
    ]
    assert streamed(posts, window=4)[0].support == 2


def test_a_complete_post_still_takes_the_place_of_the_one_cut_off() -> None:
    posts = [post(0, LOAF[:-9], is_truncated=True), post(1, LOAF), *filler(range(2, 9))]
    cut, whole, *_ = streamed(posts, window=4)
    assert (cut.duplicate_of, whole.duplicate_of) == (whole.id, None)


def test_a_thread_longer_than_the_window_is_one_thread() -> None:
    posts = [
        post(n, f"and then {n}", reply_to=str(10_000 + n - 1) if n else None) for n in range(50)
    ]
    assert {each.thread for each in streamed(posts, window=3)} == {"10000"}


def test_posts_come_out_while_others_still_go_in() -> None:
    endless = (post(n, f"Loaf {n} of many", f"baker{n}") for n in itertools.count())
    stream = stage.stream(endless, CHAT, NormalizeSettings(), 5)
    assert [each.id for each in itertools.islice(stream, 3)] == ["10000", "10001", "10002"]


TEXTS = st.sampled_from(
    [
        LOAF,
        f"RT @mira_k: {LOAF}",
        "A1a: Feed it.",
        "A1b: Wait.",
        "1/2 Flour",
        "2/2 Water",
        "Thanks!",
    ]
)
POSTS = st.lists(
    st.tuples(
        TEXTS,
        st.sampled_from(["mira_k", "tom_x"]),
        st.integers(0, 12) | st.none(),  # whom it replies to
        st.booleans(),  # whether it was cut off
    ),
    max_size=12,
)


@given(POSTS)
def test_with_a_wide_window_a_stream_gives_what_the_whole_gives(
    drawn: list[tuple[str, str, int | None, bool]],
) -> None:
    posts = [
        post(n, text, handle, reply_to=None if to is None else str(10_000 + to), is_truncated=cut)
        for n, (text, handle, to, cut) in enumerate(drawn)
    ]
    whole, _ = stage.run(posts, CHAT, NormalizeSettings())
    assert streamed(posts, window=20) == whole


@given(POSTS, st.integers(1, 5))
def test_no_post_is_lost_however_narrow_the_window(
    drawn: list[tuple[str, str, int | None, bool]], window: int
) -> None:
    posts = [post(n, text, handle) for n, (text, handle, *_) in enumerate(drawn)]
    done = streamed(posts, window)
    assert [(each.id, each.text) for each in done] == [(each.id, each.text) for each in posts]
    assert sum(each.support for each in done) <= sum(each.duplicate_of is not None for each in done)


def test_ten_times_the_posts_take_no_more_memory() -> None:
    def many(count: int) -> Iterator[Post]:
        for n in range(count):
            text = f"A1a: Loaf {n} of {n * 3} waits" if n % 3 else f"RT @baker{n}: Loaf {n} waits"
            yield post(n, text, f"baker{n % 400}", reply_to=str(10_000 + n - 1))

    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in stage.stream(many(count), CHAT, NormalizeSettings(), 100):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(300)  # caches fill once
    assert peak(4_000) < 1.3 * peak(400)


def by_many(*handles: str, apart: int) -> list[Post]:
    """Return posts of one text, so many posts apart, with other ones between them."""
    said = filler(range(1 + apart * len(handles)))
    for n, handle in enumerate(handles):
        said[n * apart] = post(n * apart, LOAF, handle)
    return said


def test_a_lost_author_is_told_of_while_others_of_the_text_are_in_the_window() -> None:
    found = streamed(by_many("mira_k", "tom_x", "ines_b", "olu_r", apart=4), window=10)
    assert [each.set_aside for each in found[:16:4]] == ["disputed author"] * 4


def test_what_was_disputed_long_before_takes_nobody_their_words() -> None:
    posts = [*by_many("mira_k", "tom_x", apart=1), *filler(range(2, 60))]
    posts[40], posts[44] = post(40, LOAF, "ana"), post(44, LOAF, "ana")
    found = streamed(posts, window=10)
    assert [each.set_aside for each in found[:2]] == ["disputed author"] * 2
    assert [found[at].set_aside for at in (40, 44)] == [None, "duplicate"]
