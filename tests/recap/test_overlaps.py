"""Two accepted lines of one post that share words: every word of both is printed, and once."""

from __future__ import annotations

from itertools import permutations

import pytest

from pipeline.recap.overlaps import once
from pipeline.records import LEFT_OUT, Part, Pick, Post
from tests.recap import chats

TEXT = "Feed it twice. Then wait for the dome. Bake on Sunday. #loaf"
BREAD = chats.post("1", "ana", TEXT)
FURTHER = chats.post("2", "ana", "And let it cool. Really.")
POSTS = {"1": BREAD, "2": FURTHER}


def of(*pieces: str, post: Post = BREAD, joined: str = "") -> Pick:
    """Return the pick of pieces of a post, and of a further one that it joins."""
    at = [post.text.index(piece) for piece in pieces]
    spans = tuple((start, start + len(piece)) for start, piece in zip(at, pieces, strict=True))
    start, end = spans[0][0], spans[-1][1]
    place = FURTHER.text.index(joined)
    part = Part(post_id="2", start=place, end=place + len(joined), text=joined)
    whole = chats.line(post, post.text[start:end])
    return chats.pick(post, whole).model_copy(
        update={"pieces": spans if len(spans) > 1 else (), "joined": (part,) if joined else ()}
    )


def printed(*picks: Pick) -> list[list[str]]:
    """Return the pieces of what is printed once."""
    found = []
    for one in once(picks, POSTS):
        Pick.model_validate(one.model_dump())
        text = POSTS[one.post_id].text
        assert text[one.start : one.end] == one.text
        pieces = one.pieces or ((one.start, one.end),)
        found.append([*(text[a:b] for a, b in pieces), *(part.text for part in one.joined)])
    return found


BOTH = "Feed it twice. Then wait for the dome."
LAST = "Then wait for the dome. Bake on Sunday."
ALL = "Feed it twice. Then wait for the dome. Bake on Sunday."


@pytest.mark.parametrize(
    "picks, shown",
    [
        ([of("Feed it twice."), of("Bake on Sunday.")], [["Feed it twice."], ["Bake on Sunday."]]),
        ([of("Feed it twice."), of(BOTH)], [[BOTH]]),
        ([of(BOTH), of("Feed it twice.")], [[BOTH]]),
        ([of(BOTH), of(LAST)], [[ALL]]),
        ([of("Feed it twice."), of("Bake on Sunday."), of(ALL)], [[ALL]]),
        # what one cut leaves out the other has
        ([of("Feed it twice.", "Bake on Sunday."), of(LAST)], [[ALL]]),
        ([of("Feed it", "dome."), of("the dome.")], [["Feed it", "the dome."]]),
        # a middle that another line has is no word twice
        ([of("Feed it twice.", "Bake on Sunday."), of("Then wait")],
         [["Feed it twice.", "Bake on Sunday."], ["Then wait"]]),
        ([of(BOTH), of(ALL, joined="And let it cool.")], [[ALL, "And let it cool."]]),
        ([of(ALL, joined="And let it cool."), of("And let it cool. Really.", post=FURTHER)],
         [[ALL, "And let it cool. Really."]]),
    ],
)  # fmt: skip
def test_lines_that_share_words_are_one_with_the_words_of_both(
    picks: list[Pick], shown: list[list[str]]
) -> None:
    assert printed(*picks) == shown


def test_the_one_stands_where_the_first_was_and_others_stay_in_order() -> None:
    other, third = (chats.post(n, "ben", f"Salt is number {n}.") for n in ("8", "9"))
    picks = [of("Feed it twice."), chats.pick(other, chats.line(other, other.text)),
             of(BOTH), chats.pick(third, chats.line(third, third.text))]  # fmt: skip
    assert [one.text for one in once(picks, POSTS)] == [BOTH, other.text, third.text]


def test_of_three_two_go_on_where_another_ends_and_all_is_printed_once() -> None:
    third = chats.post("3", "ana", "Eat it warm.")
    warm = Part(post_id="3", start=0, end=len(third.text), text=third.text)
    first = of(ALL, joined="And let it cool.")
    last = of("it cool. Really.", post=FURTHER).model_copy(update={"joined": (warm,)})
    middle = of("let it cool.", post=FURTHER)
    for picks in permutations((first, last, middle)):
        (one,) = once(picks, {**POSTS, "3": third})
        assert one.post_ids == ("1", "2", "3") and one.url == BREAD.url
        assert one.said == LEFT_OUT.join([ALL, FURTHER.text, third.text])


def test_two_that_share_only_the_post_in_which_they_go_on_stay_as_they_are() -> None:
    third = chats.post("3", "ana", "Eat it warm.")
    cool = of("And let it cool.", post=FURTHER)
    part = Part(post_id="2", start=0, end=len(cool.text), text=cool.text)
    other = chats.pick(third, chats.line(third, third.text)).model_copy(update={"joined": (part,)})
    one = of(ALL, joined="it cool. Really.")
    for picks in ([one, other], [other, one]):
        assert once(picks, {**POSTS, "3": third}) == picks


def test_two_that_cannot_be_one_both_stay_and_a_third_joins_one_of_them() -> None:
    one, other = of(ALL, joined="And let"), of(BOTH, joined="Really.")
    assert once([one, other], POSTS) == [one, other]
    assert once([one, other, of("Bake on Sunday.")], POSTS) == [one, other]
