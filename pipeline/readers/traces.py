"""What must have been posted before what: a reply comes after the post that it answers, "A3: ..."
after "Q3: ...", who passes words on after who wrote them, "@ana ..." after something of Ana's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Post

FARTHEST = 27 * 60.0  # minutes: a day by another clock, and an hour
MOST = 32  # posts before it, and behind it, that one may come after
LEAST_ASKED = 2  # numbers that one person asks: others answer under "Q3: ..."
_LABEL = re.compile(
    r"(?:\W*@\w+)*\W{0,3}(?P<kind>[QA])(?:uestion|nswer)?\s?(?P<number>\d{1,2})(?![\w/])",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"RT @(?P<handle>\w+): (?P<words>.{20})", re.DOTALL)
_SAME = 20  # characters at its beginning by which a post that is passed on is known
_SPEAKS_TO = re.compile(r"(?:#\w+\W{1,3}|\.)?@(?P<handle>\w+)")


@dataclass(frozen=True)
class Trace:
    """The place of a post, and those of the posts one of which it must come after.

    Not firm is that who speaks to somebody answers them: it may be the first word of all.
    """

    child: int
    parents: tuple[int, ...]
    is_firm: bool = True


def find(posts: Sequence[Post], minutes: Mapping[int, float]) -> list[Trace]:
    """Return the traces among the posts of which the minute is known, by their places."""
    talk = _Talk(posts, minutes)
    return [trace for way in (_named, _passed_on, _labelled, _spoken_to) for trace in way(talk)]


class _Talk:
    """The posts with a minute, in the order of time, and what lies within a day of each."""

    def __init__(self, posts: Sequence[Post], minutes: Mapping[int, float]) -> None:
        self.minutes = minutes
        self.posts = [(place, posts[place]) for place in sorted(minutes, key=minutes.__getitem__)]

    def near(self, child: int, known: Sequence[int]) -> tuple[int, ...]:
        """Return the places, of `known` in the order of time, within reach of a post."""
        at = self.minutes[child]
        first, here, last = (
            bisect_left(known, minute, key=self.minutes.__getitem__)
            for minute in (at - FARTHEST, at, at + FARTHEST)
        )
        nearest = known[max(first, here - MOST) : min(last, here + MOST)]
        return tuple(place for place in nearest if place != child)

    def trace(self, child: int, known: Sequence[int], *, is_firm: bool = True) -> Iterator[Trace]:
        """Yield the trace of a post to those of `known` that are near, if there are any."""
        if parents := self.near(child, known):
            yield Trace(child, parents, is_firm)


def _named(talk: _Talk) -> Iterator[Trace]:
    by_id: dict[str, list[int]] = defaultdict(list)
    for place, post in talk.posts:
        by_id[post.id].append(place)
    for place, post in talk.posts:
        named = {post.reply_to, post.quotes, post.repost_of} - {post.id}
        for id in sorted(id for id in named if id in by_id):
            yield from talk.trace(place, by_id[id])


def _passed_on(talk: _Talk) -> Iterator[Trace]:
    begun: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, post in talk.posts:
        begun[post.called, post.text[:_SAME]].append(place)
    for place, post in talk.posts:
        match = _PASSED_ON.match(post.text)
        if match:
            yield from talk.trace(
                place, begun.get((match["handle"].casefold(), match["words"]), ())
            )


def _labelled(talk: _Talk) -> Iterator[Trace]:
    labels = [(place, post, _LABEL.match(post.text)) for place, post in talk.posts]
    named = [(place, post, m["kind"].upper(), int(m["number"])) for place, post, m in labels if m]
    numbers: dict[str, set[int]] = defaultdict(set)
    for _, post, kind, number in named:
        if kind == "Q" and "?" in post.text:
            numbers[post.called].add(number)
    asked: dict[int, list[int]] = defaultdict(list)
    for place, post, kind, number in named:
        if kind == "Q" and len(numbers[post.called]) >= LEAST_ASKED:
            asked[number].append(place)
    for place, _, kind, number in named:
        if kind == "A":
            yield from talk.trace(place, asked[number])


def _spoken_to(talk: _Talk) -> Iterator[Trace]:
    written: dict[str, list[int]] = defaultdict(list)
    for place, post in talk.posts:
        written[post.called].append(place)
    for place, post in talk.posts:
        match = _SPEAKS_TO.match(post.text)
        who = match["handle"].casefold() if match else post.answered
        if who and who != post.called:
            yield from talk.trace(place, written.get(who, ()), is_firm=False)
